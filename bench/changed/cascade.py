"""What happens to reports on web pages by style alone: rules of every kind, two versions of a table, drawn figures."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from bench.changed.document import SUMS, Document, Way
from bench.changed.web import HTML, with_rules
from extract.model import Concept
from tests.made.sheets import Sheet

BOX = "display:inline-block;"
HIDING = (
    "opacity:0%",
    "opacity:.0",
    BOX + "scale:0",
    BOX + "translate:-9999px",
    BOX + "transform:translateX(-9999px)",
    BOX + "transform:translate(-200vw)",
    "float:left;margin-left:-9999px;width:1px;white-space:nowrap",
    "position:absolute;right:9999px",
    "position:absolute;inset:-9999px auto auto -9999px",
    "-webkit-text-fill-color:transparent",
    "-webkit-text-fill-color:#fff",
    "color:#ffff",
    "color:hsl(0 0% 100%)",
    "color:rgb(100% 100% 100%)",
    "color:#0000",
    "color:hsla(0,0%,0%,0)",
    "color:rgb(0 0 0 / 0)",
    BOX + "clip-path:polygon(0 0,0 0,0 0)",
    BOX + "clip-path:inset(0 0 0 100%)",
    BOX + "clip-path:circle(0 at 0 0)",
    BOX + "clip-path:rect(0 0 0 0)",
    BOX + "-webkit-mask-image:linear-gradient(transparent,transparent)",
    "filter:opacity(0%)",
    "zoom:0.001",
    BOX + "inline-size:0;overflow:hidden",
    BOX + "block-size:0;overflow:clip",
    BOX + "width:0;overflow-x:hidden",
    BOX + "max-inline-size:0;overflow:hidden",
    BOX + "transform:rotateY(90deg)",
    BOX + "transform:matrix(0,0,0,0,0,0)",
    "font-size:0.01px",
    "font-size:0%",
    "font-size:0em",
    "font:0px serif",
    "float:left;width:0;height:0;overflow:hidden",
    BOX + "height:1px;width:1px;overflow:hidden",
    BOX + "filter:blur(20px)",
)
"""Declarations, more than those of `hiding`, under which a browser shows nothing of an element."""

RULES = (
    ".KEY{--gone:none;display:var(--gone)}",
    ":root{--g:none} .KEY{display:var(--g)}",
    ".KEY{display:var(--no,none)}",
    ":where(.KEY){display:none}",
    "td{.KEY{display:none}}",
    "td{& .KEY{display:none}}",
    "@supports (display:grid){.KEY{display:none}}",
    "@layer a{.KEY{display:none}}",
    "@media screen and (min-width:10px){.KEY{display:none}}",
    "@media all{.KEY{display:none}}",
    "i.x + .KEY{display:none}",
    "i.x ~ .KEY{display:none}",
    "[class^=KEY]{display:none}",
    "[class$=KEY]{display:none}",
    "[class*=KEY]{display:none}",
    ".KEY:last-child{display:none}",
    ".KEY:nth-child(2){display:none}",
    ".KEY:not(.on){display:none}",
    "span.KEY:only-of-type{display:none}",
    "td > .KEY{display:none}",
    "body *.KEY{display:none}",
    ".KEY{display:none;display:foo}",
    ".KEY{DISPLAY:NONE}",
    ".KEY{display:none ! important}",
    "<!-- .KEY{display:none} -->",
)
"""Rules under which a browser does not show `<i class=x></i><span class=KEY>`, alone in its cell but for text."""
IDLE_RULES = (
    "@supports not (display:grid){.KEY{display:none}}",
    "@media (max-width:10px){.KEY{display:none}}",
    ".KEY.on{display:none}",
    ".KEY{display:none;display:inline}",
    ".KEY:hover{display:none}",
    ".KEY::before{display:none}",
    "@media print{.KEY{display:none}}",
    ".KEY:first-child{display:none}",
    "i.x > .KEY{display:none}",
    ".KEY:is(.on){display:none}",
    "@container (min-width:1px){.KEY{display:none}}",
)
"""Rules that look as if they hid the same, and do not."""


def _some(document: Document, random: Random, most: int = 10, above: int = -1) -> list[Concept]:
    cells = document.cells(above=above)
    return random.sample(cells, min(len(cells), random.randint(1, most)))


def _in_cells(document: Document, cells: list[Concept], markup: Callable[[str], str]) -> Document:
    for concept in cells:
        document, token = document.token(markup(str(document.seen[concept])))
        document = document.with_text(concept, token)
    return document


def digits_hidden_by_style(document: Document, random: Random) -> Document | None:
    """Beside some figures stand digits that a declaration of a rarer kind hides."""
    style, key, classed = random.choice(HIDING), f"h{len(document.tokens)}h", random.random() < 0.4
    opening = f'<span class="{key}">' if classed else f'<span style="{style}">'
    cells = _some(document, random)
    document = _in_cells(document, cells, lambda text: f"{text}{opening}{random.randint(0, 99)}</span>")
    return with_rules(document, f".{key}{{{style}}}" if classed else "")


def digits_hidden_by_rules(document: Document, random: Random) -> Document | None:
    """Beside some figures stand digits that a rule of a rarer kind hides."""
    rules = [rule for rule in RULES if "screen" not in rule] if document.printer else RULES
    rule, key = random.choice(rules), f"r{len(document.tokens)}r"
    cells = _some(document, random)
    markup = f'{{}}<i class=x></i><span class="{key}">{{}}</span>'
    document = _in_cells(document, cells, lambda text: markup.format(text, random.randint(0, 99)))
    return with_rules(document, rule.replace("KEY", key))


def digits_shown_by_rules(document: Document, random: Random) -> Document | None:
    """Some figures stand in elements that a rule seems to hide, and does not."""
    rule, key = random.choice(IDLE_RULES), f"s{len(document.tokens)}s"
    cells = _some(document, random)
    document = _in_cells(document, cells, lambda text: f'<i class=x></i><span class="{key}">{text}</span>')
    return with_rules(document, rule.replace("KEY", key))


def columns_hidden_by_place(document: Document, random: Random) -> Document | None:
    """Rows of table three hold a figure of another year that a rule about its place in the row hides."""
    sheet = document.sheets.get("requests")
    last = sheet.rows[-1] if sheet else ()
    if len(last) != 8 or not last[-1].concept:
        return None
    label = last[0].text

    rule = random.choice(("td:nth-child(2)", "td:nth-of-type(2)", "> :nth-child(2)", "td:nth-last-child(8)"))

    def change(text: str) -> str:
        row = next((row for row in re.findall(r"<tr[^>]*>.*?</tr>", text) if f">{label}<" in row), "")
        longer = row.replace("<tr", "<tr class=old", 1).replace("</td>", "</td><td>77</td>", 1)
        return text.replace(row, longer, 1) if row else text

    return with_rules(document.then(change), f"tr.old {rule}{{display:none}}")


WIDE = (
    (".mobile{display:none}", "mobile"),
    ("@media (min-width:600px){.narrow{display:none}}", "narrow"),
    ("@media screen and (min-width:768px){.xs-only{display:none !important}}", "xs-only"),
    (".phone{display:none}@media (max-width:600px){.phone{display:block}.desk{display:none}}", "phone"),
    ("@media not print{.paper{display:none}}", "paper"),
)


def two_versions(document: Document, random: Random) -> Document | None:
    """The tables stand in the page twice, for wide windows and for narrow ones; those of the other have old figures."""
    rules, name = random.choice(WIDE)
    before = random.random() < 0.6

    def change(text: str) -> str:
        def twice(match: re.Match[str]) -> str:
            old = re.sub(r"(?<=>)\d+(?=<)", lambda number: str(int(number[0]) + 2), match[0])
            hidden, shown = f'<div class="{name}">{old}</div>', f'<div class="desk">{match[0]}</div>'
            return hidden + shown if before else shown + hidden

        return re.sub(r'<table class="(?:proactive|requests|disputes)">.*?</table>', twice, text)

    return with_rules(document.then(change), rules)


DRAWN = (
    ('<i class="{k}"></i>', '.{k}::after{{content:"\\3{first}" "{rest}"}}'),
    ('<i class="{k}"></i>', ".{k}{{counter-reset:n {n}}}.{k}::before{{content:counter(n)}}"),
    ('<i class="{k}" data-n="{n}"></i>', '.{k}::before{{content:attr(data-n) ""}}'),
    ('<i class="{k}"></i>', ":root{{--{k}:'{n}'}}.{k}::before{{content:var(--{k})}}"),
    ('<span><template shadowrootmode="open">{n}</template></span>', ""),
    ('<meter value="{n}" max="99999">{n}</meter>', ""),
    ('<ol start="{n}" style="margin:0;padding-left:2em"><li></li></ol>', ""),
    ("<canvas>{n}</canvas>", ""),
)
PALE = ("<meter", "<canvas")
"""What a browser prints as nothing, or as a pale bar that tells no figure."""


def figures_drawn(document: Document, random: Random) -> Document | None:
    """Some figures are drawn by counters, variables, the parts of an element that no source shows, or not as digits."""
    markup, rule = random.choice([way for way in DRAWN if not (document.printer and way[0].startswith(PALE))])
    cells = _some(document, random, 5)
    for concept in cells:
        text = str(document.seen[concept])
        names = {"k": f"d{len(document.tokens)}d", "n": text, "first": text[0], "rest": text[1:]}
        document, token = document.token(markup.format(**names))
        document = with_rules(document.with_text(concept, token), rule.format(**names))
    if "meter" in markup or "canvas" in markup or "<ol" in markup or "<object" in markup:
        document = document.seeing(dict.fromkeys(cells)).allowing(*SUMS)
    return document.doubting(cells).allowing("D-06", "D-09")


def figures_as_dots(document: Document, random: Random) -> Document | None:
    """Some figures are shown as dots, as in a field for a password, or blurred a little."""
    style = random.choice(("-webkit-text-security:disc", "-webkit-text-security:square;font-weight:bold"))
    cells = _some(document, random, 4)
    document = _in_cells(document, cells, lambda text: f'<span style="{style}">{text}</span>')
    return document.seeing(dict.fromkeys(cells)).allowing("D-06", *SUMS)


def rows_apart(document: Document, random: Random) -> Document | None:
    """Every row of the tables is a table of its own, below the last, where no cell reaches over rows."""

    def change(text: str) -> str:
        def apart(match: re.Match[str]) -> str:
            if "rowspan" in match[0]:
                return match[0]
            rows = re.findall(r"<tr[^>]*>.*?</tr>", match[0])
            return "".join(f"<table>{row}</table>" for row in rows)

        return re.sub(r"<table class=[^>]*>.*?</table>", apart, text)

    return document.then(change)


def table_pictured(document: Document, random: Random) -> Document | None:
    """A picture stands in the place of one table."""
    gone = document.sheets.get(random.choice(("proactive", "requests", "disputes")))
    if not gone:
        return None
    markup = random.choice(('<img src="table.png" width="640" height="420">', '<p><img src="image2.jpg" alt=""></p>'))
    document, token = document.token(markup)
    picture = gone._replace(rows=((gone.rows[0][0]._replace(text=token, across=1, down=1, concept=None),),), table="")
    cells = [concept for concept in document.seen if concept.table == gone.table]
    changed = replace(
        document, parts=tuple(picture if isinstance(p, Sheet) and p is gone else p for p in document.parts)
    )
    return changed.doubting(cells).seeing(dict.fromkeys(cells)).allowing("C-01", "C-02", "C-09", "D-09")


def mirrored(document: Document, random: Random) -> Document | None:
    """The tables are set from right to left: every column stands at the other side, with its head."""
    how = random.choice(('dir="rtl"', 'style="direction:rtl"'))
    return document.then(lambda text: re.sub(r"<table class", f"<table {how} class", text))


WAYS: dict[str, Way] = {
    **{
        change.__name__: Way(change, HTML, "print")
        for change in (
            digits_hidden_by_style,
            digits_hidden_by_rules,
            digits_shown_by_rules,
            figures_drawn,
            figures_as_dots,
        )
    },
    **{
        change.__name__: Way(change, HTML, "file")
        for change in (columns_hidden_by_place, two_versions, rows_apart, table_pictured, mirrored)
    },
}
