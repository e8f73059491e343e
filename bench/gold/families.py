"""The families of documents of the gold set, and how each is made.

A family is a function from drafts to files in a folder with their truth. All text is invented by the generators of the
tests; a seed gives the same reports again (what LibreOffice and Chromium make of them depends on their version).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from shutil import which
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bench.gold import blank_form, offices
from bench.gold.truth import Gold
from extract.forms import load_forms
from tests.made.layouts import HTML, LAYOUTS
from tests.made.printing import (
    ODDITIES,
    RULED,
    UNRULED,
    Look,
    Print,
    Rules,
    docx_bytes,
    html_text,
    look_of,
    pdf_bytes,
    printed,
    together,
)
from tests.made.whole import draft_of, faulty, whole_report

FORMS = load_forms()
SUMS = ("one_cell_wrong_row_sum", "received_total_off", "carried_out_off", "group_total_off", "disputes_total_off")
"""Faults of a report by which its sums fail."""


class Order(NamedTuple):
    """How many documents of a family are to be made, from which seed, where; `blank` is the official blank form. In one
    report of so many as `faulty` says, a figure is wrong and sums fail. `fonts` are taken in turn."""

    family: str
    seed: int
    each: int
    folder: Path
    blank: Path | None = None
    faulty: int = 0
    fonts: Sequence[str] = ("",)

    def random(self, number: int) -> Random:
        return Random(f"gold/{self.family}/{self.seed}/{number}")

    def path(self, number: int, kind: str) -> Path:
        return self.folder / f"{self.family}-{self.seed}-{number:03}.{kind}"


class Drawn(NamedTuple):
    """A report ready for a printer, with the look it is printed in."""

    number: int
    form: str
    look: Look
    print: Print
    random: Random

    def gold(self, order: Order, path: Path, *more: str) -> Gold:
        traits = (*self.look.traits, *filter(None, more))
        return Gold(path.name, order.family, self.form, traits, self.print.told, self.print.truth, self.print.odd)


def _drawn(order: Order, number: int, rules: Sequence[Rules] = RULED) -> Drawn:
    random = order.random(number)
    form = random.choices(FORMS, [3 if each is FORMS[-1] else 1 for each in FORMS])[0]
    wrong = order.faulty and number % order.faulty == 0
    draft = faulty(random, form, random.choice(SUMS))[1] if wrong else draft_of(random, form)
    look = look_of(random, rules[number % len(rules)])._replace(font=order.fonts[number % len(order.fonts)])
    if order.family in ("docx", "docx_lo", "lo"):
        look = look._replace(watermark=False)
    if order.family == "two":
        look = look._replace(web=False, metadata=False)
    return Drawn(number, form.code, look, printed(draft, look), random)


def direct(order: Order) -> list[Gold]:
    """PDF without an office program: strokes, thin rectangles or doubled boxes, a font that is not embedded."""
    return _direct(order, RULED)


def borderless(order: Order) -> list[Gold]:
    """The same with no rules, only horizontal ones, or the header ruled only."""
    return _direct(order, UNRULED)


def _direct(order: Order, rules: Sequence[Rules]) -> list[Gold]:
    made = []
    for number in range(order.each):
        drawn = _drawn(order, number, rules)
        path = order.path(number, "pdf")
        path.write_bytes(pdf_bytes(drawn.print.parts, drawn.look))
        made.append(drawn.gold(order, path))
    return made


def two(order: Order) -> list[Gold]:
    """Two reports in one PDF."""
    made = []
    for number in range(order.each):
        first, second = _drawn(order, 2 * number), _drawn(order, 2 * number + 1)
        path = order.path(number, "pdf")
        path.write_bytes(pdf_bytes(together((first.print, second.print)), first.look))
        made += [first.gold(order, path), second.gold(order, path)._replace(part=2)]
    return made


def word(order: Order) -> list[Gold]:
    """Word files as python-docx and Word write them, with what only Word files have now and then."""
    made = []
    for number in range(order.each):
        drawn = _drawn(order, number)
        oddity = ODDITIES[number % len(ODDITIES)]
        path = order.path(number, "docx")
        path.write_bytes(docx_bytes(drawn.print.parts, drawn.look, oddity))
        made.append(drawn.gold(order, path, oddity))
    return made


def lo(order: Order) -> list[Gold]:
    """Word files printed by LibreOffice."""
    return _through(order, ("pdf",))


def word_lo(order: Order) -> list[Gold]:
    """Word files written again by LibreOffice, every other one by way of ODT."""
    return _through(order, ("odt", "docx"))


def _through(order: Order, kinds: tuple[str, ...]) -> list[Gold]:
    drawn = [_drawn(order, number) for number in range(order.each)]
    with TemporaryDirectory() as work:
        sources = [Path(work, order.path(each.number, "docx").name) for each in drawn]
        for each, path in zip(drawn, sources, strict=True):
            path.write_bytes(docx_bytes(each.print.parts, each.look))
        if len(kinds) > 1:
            sources[1::2] = offices.converted(sources[1::2], kinds[0], Path(work, kinds[0]))
        made = offices.converted(sources, kinds[-1], order.folder)
    return _those_made(order, drawn, made, lambda number: kinds[0] * (number % 2 and len(kinds) > 1))


def _those_made(order: Order, drawn: list[Drawn], made: list[Path], more: Callable[[int], str]) -> list[Gold]:
    """The documents that the other program has made."""
    paths = {path.stem: path for path in made}
    found = ((each, paths.get(order.path(each.number, "pdf").stem)) for each in drawn)
    return [each.gold(order, path, more(each.number)) for each, path in found if path]


def chrome(order: Order) -> list[Gold]:
    """Web pages printed by Chromium."""
    return _web_printed(order, ("strokes", "strokes", "doubled"), offices.web_printed)


def weasy(order: Order) -> list[Gold]:
    """Web pages printed by WeasyPrint, a third of them without upright rules."""
    return _web_printed(order, ("strokes", "doubled", "horizontal"), offices.web_printed_by_weasyprint)


def _web_printed(
    order: Order, rules: Sequence[Rules], printer: Callable[[Sequence[Path], Path], list[Path]]
) -> list[Gold]:
    drawn = [_drawn(order, number, rules) for number in range(order.each)]
    with TemporaryDirectory() as work:
        pages = [Path(work, order.path(each.number, "html").name) for each in drawn]
        for each, page in zip(drawn, pages, strict=True):
            page.write_text(html_text(each.print.parts, each.look), encoding="utf-8")
        made = printer(pages, order.folder)
    return _those_made(order, drawn, made, lambda _: "")


def cairo(order: Order) -> list[Gold]:
    """The files of `direct`, written again by poppler."""
    with TemporaryDirectory() as work:
        made = _direct(order._replace(folder=Path(work)), RULED)
        kept = {path.name for path in offices.again_by_cairo([Path(work, each.file) for each in made], order.folder)}
    return [each for each in made if each.file in kept]


def html(order: Order) -> list[Gold]:
    """Web pages."""
    return _whole(order, tuple(HTML))


def text(order: Order) -> list[Gold]:
    """Text in every serialisation that shows its cells."""
    return _whole(order, tuple(name for name in LAYOUTS if name not in ("glued", "lines_deduplicated")))


def _whole(order: Order, layouts: tuple[str, ...]) -> list[Gold]:
    made = []
    for number in range(order.each):
        random = order.random(number)
        form = FORMS[0] if number % 3 == 2 else FORMS[-1]
        whole = whole_report(random, form, random.choice(layouts))
        path = order.path(number, "html" if order.family == "html" else "txt")
        path.write_bytes(whole.data)
        made.append(Gold(path.name, order.family, form.code, (whole.layout,), whole.told, whole.truth, whole.odd))
    return made


def form(order: Order) -> list[Gold]:
    """The official blank form, once as it is, filled in, and filled with its zeros left blank; as DOCX and printed."""
    assert order.blank
    made = []
    for number in range(order.each):
        random = order.random(number)
        look = Look(zero="" if number % 3 == 1 else "0")
        drawn = Drawn(number, FORMS[-1].code, look, printed(draft_of(random, FORMS[-1]), look), random)
        path = order.path(number, "docx")
        data, shown = (
            blank_form.filled_in(order.blank, drawn.print, drawn.random)
            if number
            else blank_form.as_it_is(order.blank, drawn.print)
        )
        path.write_bytes(data)
        made.append(drawn._replace(print=shown).gold(order, path, "" if number else "blank"))
    if offices.soffice():
        prints = offices.converted([order.folder / each.file for each in made], "pdf", order.folder)
        names = {path.stem: path.name for path in prints}
        made += [each._replace(file=names[stem]) for each in made if (stem := Path(each.file).stem) in names]
    return made


FAMILIES: dict[str, Callable[[Order], list[Gold]]] = {
    "lo": lo,
    "chrome": chrome,
    "weasy": weasy,
    "cairo": cairo,
    "direct": direct,
    "borderless": borderless,
    "two": two,
    "docx": word,
    "docx_lo": word_lo,
    "form": form,
    "html": html,
    "text": text,
}

NEEDS: dict[str, Callable[[Order], bool]] = {
    "lo": lambda _: bool(offices.soffice()),
    "docx_lo": lambda _: bool(offices.soffice()),
    "chrome": lambda _: bool(offices.chromium()),
    "weasy": lambda _: bool(which("weasyprint")),
    "cairo": lambda _: bool(which("pdftocairo")),
    "form": lambda order: order.blank is not None,
}
"""Families that need a program or a file that is not here everywhere."""
