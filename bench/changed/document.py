"""A report on its way to a file: what is printed, what a person sees in each cell, and what is still to happen to it.

A change takes a `Document` and gives another one, or None where the document has no place for it. Texts may hold
`tokens`, single characters of the private use area that stand for markup of the finished file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random
from typing import Any, Literal, NamedTuple

from extract.forms import load_forms
from extract.model import Concept, Form
from tests.made.layouts import LAYOUTS, Layout
from tests.made.oracle import number
from tests.made.printing import Look, Part, Print, look_of, printed
from tests.made.prose import Draft
from tests.made.sheets import Box, Sheet, each
from tests.made.whole import draft_of

KINDS = ("txt", "html", "docx", "pdf")
PRINTED = {"chromium": "html", "office": "docx"}
"""Programs that print a kind of file as PDF."""
FORMS = load_forms()
LEFT_OUT = frozenset({"glued", "lines_deduplicated", "pipes_traditional", "pipes_headers_cut"})
"""Layouts that lose print or change words: what they determine is for the oracle of the tests to say."""

Seen = Decimal | str | None
"""What a person sees in a cell: a number, "" for an empty cell, a mark; None where nobody could say."""

NOT_PRINTED = "no such cell"
"""What is seen of a cell whose row or column is not there."""


@dataclass(frozen=True)
class Document:
    """A report as `kind` of file, `parts` in printed order; `seen` is the truth. A `printer` makes a PDF of the file.

    `may` are rules whose findings are fair; `doubtful` cells may be lost without `status` having to say so. `touched`
    cells were changed already and are left alone by other changes. `after` is applied to the finished file in turn: to
    its text, to the parts of its package, to its pages of paper. `writer` writes the tables of a text file in place of
    its layout's.
    """

    kind: str
    printer: str
    draft: Draft
    form: Form
    look: Look
    layout: str
    parts: tuple[Part | Sheet, ...]
    entity: str
    seen: Mapping[Concept, Seen]
    may: frozenset[str]
    encoding: str = "utf-8"
    doubtful: frozenset[Concept] = frozenset()
    touched: frozenset[Concept] = frozenset()
    writer: Callable[[Sheet], list[str]] | None = None
    tokens: Mapping[str, str] = field(default_factory=dict)
    after: tuple[Callable[[Any], Any], ...] = ()
    changes: tuple[str, ...] = ()

    @property
    def year(self) -> int:
        return self.draft.report.year

    @property
    def suffix(self) -> str:
        return "pdf" if self.printer else self.kind

    @property
    def style(self) -> Layout:
        """How the text of a text file is laid out."""
        return LAYOUTS[self.layout]

    @property
    def sheets(self) -> dict[str, Sheet]:
        """The statutory tables by key."""
        return {part.table: part for part in self.parts if isinstance(part, Sheet) and part.table}

    @property
    def shows_cells(self) -> bool:
        """Whether an empty cell can be told from none."""
        return self.kind != "txt" or (self.style.blanks == "grid" and not self.style.repeats)

    @property
    def shows_rows(self) -> bool:
        """Whether a printed row can be told from the next."""
        return self.kind != "txt" or not (self.style.flowing or self.layout == "blank_separated")

    def with_sheet(self, sheet: Sheet) -> Document:
        """The document with another table of this key."""
        parts = (sheet if isinstance(part, Sheet) and part.table == sheet.table else part for part in self.parts)
        return replace(self, parts=tuple(parts))

    def with_boxes(self, change: Callable[[Box], Box | None]) -> Document:
        """The document with every box of its statutory tables changed."""
        parts = (each([p], change)[0] if isinstance(p, Sheet) and p.table else p for p in self.parts)
        return replace(self, parts=tuple(parts))

    def with_text(self, concept: Concept, text: str) -> Document:
        """The document that prints something else in one cell; what is seen there stays as it is."""
        changed = self.with_boxes(lambda box: box._replace(text=text) if box.concept == concept else box)
        return replace(changed, touched=self.touched | {concept})

    def seeing(self, cells: Mapping[Concept, Seen]) -> Document:
        """The document of which a person sees something else in some cells."""
        return replace(self, seen={**self.seen, **cells}, touched=self.touched | cells.keys())

    def allowing(self, *rules: str) -> Document:
        """The document of which these rules may be told, too."""
        return replace(self, may=self.may | set(rules))

    def doubting(self, cells: Iterable[Concept]) -> Document:
        """The document of which some cells may be lost."""
        return replace(self, doubtful=self.doubtful | set(cells))

    def then(self, change: Callable[[Any], Any]) -> Document:
        """The document that is changed once more when it is a file."""
        return replace(self, after=(*self.after, change))

    def token(self, markup: str) -> tuple[Document, str]:
        """The document, and a character that becomes this markup in its file."""
        character = chr(0xE000 + len(self.tokens))
        return replace(self, tokens={**self.tokens, character: markup}), character

    def cells(self, *, of: str = "", above: int = -1) -> list[Concept]:
        """The cells that show a whole number above a limit and were not changed yet, in printed order."""
        return [
            concept
            for concept, seen in self.seen.items()
            if isinstance(seen, Decimal) and seen > above and concept.table.startswith(of)
            if concept not in self.touched and seen == int(seen)
        ]


def with_tokens(text: str, tokens: Mapping[str, str]) -> str:
    """A text with the markup that its tokens stand for."""
    for token, markup in tokens.items():
        text = text.replace(token, markup)
    return text


Change = Callable[[Document, Random], Document | None]


class Way(NamedTuple):
    """A way in which documents change, and the kinds of file it happens to.

    Changes of other figures or another look come first (`draft`), then those of the printed form, of the print itself,
    and of its file.
    """

    change: Change
    kinds: tuple[str, ...] = KINDS
    stage: Literal["draft", "form", "print", "file"] = "print"


def drawn(random: Random, kind: str, layout: str = "") -> Document:
    """A report without any change, to be written as a kind of file, or printed by one of the programs of `PRINTED`."""
    form = random.choices(FORMS, [1, 3])[0]
    draft = draft_of(random, form)
    look = look_of(random, random.choice(("strokes", "rectangles", "doubled", "none", "horizontal", "header")))
    look = look._replace(watermark=False, zero="0", metadata=False, turned="", wide=False)
    layout = layout or random.choice([name for name in LAYOUTS if name not in LEFT_OUT])
    whole = printed(draft, look)
    return Document(
        kind=PRINTED.get(kind, kind),
        printer=kind if kind in PRINTED else "",
        draft=draft,
        form=form,
        look=look,
        layout=layout,
        parts=whole.parts,
        entity=whole.told.entity,
        seen=_seen(whole),
        may=whole.odd | ALWAYS,
    )


def redrawn(document: Document, draft: Draft, look: Look) -> Document:
    """The document with other figures or another look, before anything else happened to it."""
    whole = printed(draft, look)
    return replace(document, draft=draft, look=look, parts=whole.parts, seen=_seen(whole), may=whole.odd | ALWAYS)


SUMS = ("D-01", "D-02", "D-03", "D-04", "D-15", "E-01", "E-02", "E-03", "E-04")
"""What may be said of a report whose visible figures do not add up."""
ALWAYS = frozenset({"D-05", "D-11", "F-04"})
"""Rules about what an invented report may well do."""


def _seen(whole: Print) -> dict[Concept, Seen]:
    return {concept: value if (value := number(text)) is not None else text for concept, text in whole.truth.items()}
