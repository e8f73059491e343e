"""What happens to reports on web pages: what the source holds and no browser shows, and the other way round."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from random import Random
from urllib.parse import quote

from bench.changed.document import Document, Way, with_tokens
from bench.changed.hiding import HIDDEN_ELEMENTS, HIDING, SHOWING, SHOWN_ELEMENTS, Styled, not_applied, styled
from extract.model import Concept

HTML = ("html",)


def with_rules(document: Document, rules: str) -> Document:
    """The document with rules at the end of its style sheet."""
    return document.then(lambda text: text.replace("</style>", rules + "</style>", 1)) if rules else document


def _some(document: Document, random: Random, most: int = 12) -> list[Concept]:
    cells = document.cells()
    return random.sample(cells, min(len(cells), random.randint(1, most)))


def _hidden(document: Document, random: Random) -> Styled:
    if random.random() < 0.25:
        return Styled(random.choice(HIDDEN_ELEMENTS), "")
    return styled(random.choice(HIDING), random, len(document.tokens), bool(document.printer))


def digits_hidden(document: Document, random: Random) -> Document | None:
    """Beside some figures stand digits that no browser shows."""
    how = _hidden(document, random)
    for concept in _some(document, random):
        seen = str(document.seen[concept])
        hidden = how.markup.format(random.choice((random.randint(0, 9), random.randint(10, 999), seen)))
        document, token = document.token(hidden)
        document = document.with_text(concept, token + seen if random.random() < 0.4 else seen + token)
    return with_rules(document, how.rules)


def digits_seem_hidden(document: Document, random: Random) -> Document | None:
    """Digits of some figures stand in elements that look hidden and are shown."""
    how, where = random.random(), (len(document.tokens), bool(document.printer))
    if how < 0.3:
        way = Styled(random.choice(SHOWN_ELEMENTS), "")
    elif how < 0.6:
        way = styled(random.choice(SHOWING[: -1 if document.printer else None]), random, *where)
    else:
        way = not_applied(random.choice(HIDING), random, *where)
    for concept in _some(document, random):
        seen = str(document.seen[concept])
        cut = random.randrange(len(seen))
        document, token = document.token(way.markup.format(seen[cut:]))
        document = document.with_text(concept, seen[:cut] + token)
    return with_rules(document, way.rules)


def rows_hidden(document: Document, random: Random) -> Document | None:
    """Before some rows of table three stands a row with other figures that is not shown."""
    way = random.choice(
        (
            ("<tr", '<tr style="display:none"', ""),
            ("<tr", "<tr hidden", ""),
            ("<tr", '<tr class="gone"', ".gone{display:none}"),
            ("<tr", '<tr class="gone"', "table .gone{display:none !important}"),
            ("<tr", '<tr style="visibility:collapse"', ""),
        )
    )
    if "requests" not in document.sheets:
        return None
    labels = [box.text for row in document.sheets["requests"].rows for box in row if box.row][:2]

    def change(text: str) -> str:
        for label in labels:
            found = next((row for row in re.findall(r"<tr>.*?</tr>", text) if f">{escape(label)}<" in row), None)
            if found:
                other = re.sub(r"(?<=>)\d+(?=<)", lambda m: str(int(m[0]) + 3), found).replace(way[0], way[1], 1)
                text = text.replace(found, other + found, 1)
        return text

    return with_rules(document.then(change), way[2])


OUTER = (
    '<div style="display:none">{}</div>',
    '<div style="height:0;overflow:hidden">{}</div>',
    '<div style="max-height:0;overflow:hidden">{}</div>',
    '<div style="width:0;height:0;overflow:hidden">{}</div>',
    '<div style="position:absolute;left:-9999px">{}</div>',
    '<div style="opacity:0">{}</div>',
    '<div style="visibility:hidden">{}</div>',
    '<div style="font-size:0">{}</div>',
    '<div style="transform:scale(0)">{}</div>',
    '<div style="clip-path:inset(100%)">{}</div>',
    "<div hidden>{}</div>",
    "<details><summary>上年数据</summary>{}</details>",
    "<template>{}</template>",
    '<div class="tab-pane">{}</div>',
    '<section class="fade"><div>{}</div></section>',
    "<dialog>{}</dialog>",
)
OUTER_RULES = ".tab-pane{display:none}.fade div{height:0;overflow:hidden}"


def old_tables_hidden(document: Document, random: Random) -> Document | None:
    """Before some tables stands the same table with the figures of another year, which is not shown."""
    outer = random.choice(OUTER)
    tables = random.sample(("proactive", "requests", "disputes"), random.randint(1, 3))

    def change(text: str) -> str:
        for table in tables:
            found = re.search(rf'<table class="{table}">.*?</table>', text)
            if found:
                old = re.sub(r"(?<=>)\d+(?=<)", lambda m: str(int(m[0]) * 2 + 1), found[0])
                if "font-size:0" in outer:
                    old = old.replace("<table ", '<table style="font-size:inherit" ', 1)
                text = text.replace(found[0], outer.format(old) + found[0], 1)
        return text

    return with_rules(document.then(change), OUTER_RULES if "class" in outer else "")


MARKS = (
    "<sup>{}</sup>",
    '<span style="vertical-align:super;font-size:60%">{}</span>',
    '<span class="note-mark">{}</span>',
    '<small style="position:relative;top:-.5em">{}</small>',
    "<sup><a href='#n{0}'>[{0}]</a></sup>",
    "<sub>{}</sub>",
)


def marks_raised(document: Document, random: Random) -> Document | None:
    """Behind some figures stands the raised number of a note."""
    markup = random.choice(MARKS)
    for concept in _some(document, random):
        document, token = document.token(markup.format(random.randint(1, 9)))
        document = document.with_text(concept, f"{document.seen[concept]}{token}")
    return with_rules(document, ".note-mark{vertical-align:super;font-size:8px}").allowing("D-06")


STRUCK = (
    "<s>{}</s>",
    "<del>{}</del>",
    "<strike>{}</strike>",
    '<span style="text-decoration:line-through">{}</span>',
    '<span style="text-decoration-line:line-through">{}</span>',
    '<span class="struck">{}</span>',
    "<u style='text-decoration: line-through red'>{}</u>",
)


def figures_struck(document: Document, random: Random) -> Document | None:
    """Beside some figures stands a struck one that they replace."""
    markup, gap = random.choice(STRUCK), random.choice(("", " ", "<br>"))
    for concept in _some(document, random):
        seen = document.seen[concept]
        document, token = document.token(markup.format(random.randint(0, 99)) + gap)
        document = document.with_text(concept, f"{token}{seen}")
    return with_rules(document, ".struck{text-decoration:line-through}").allowing("D-06")


def figures_in_tables(document: Document, random: Random) -> Document | None:
    """Some figures stand in a table of their own inside their cell."""
    around = random.choice(
        ("<table><tr><td>{}</td></tr></table>", '<table style="border:0"><tr><td></td><td>{}</td></tr></table>')
    )
    for concept in _some(document, random):
        seen = document.seen[concept]
        document, token = document.token(around.format(seen))
        document = document.with_text(concept, token)
    return document


def two_in_a_cell(document: Document, random: Random) -> Document | None:
    """In some cells stand two figures, each in a place of its own: nobody can say which counts."""
    around = random.choice(
        (
            "<table><tr><td>{}</td><td>{}</td></tr></table>",
            "<table><tr><td>{}</td></tr><tr><td>{}</td></tr></table>",
            "<p>{}</p><p>{}</p>",
            "{}<br>{}",
            "<div>{}</div><div>{}</div>",
        )
    )
    for concept in _some(document, random, 3):
        seen = document.seen[concept]
        document, token = document.token(around.format(seen, random.randint(1, 9)))
        document = document.with_text(concept, token).seeing({concept: None})
    return document.allowing("D-06")


def drawn_by_style(document: Document, random: Random) -> Document | None:
    """Some figures are no text of the page: a style sheet, a picture or a field of a form draws them."""
    for concept in _some(document, random, 6):
        seen = document.seen[concept]
        name = f"k{len(document.tokens)}"
        how = random.choice((0, 2) if document.printer else (0, 1, 2))
        svg = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='14'>"
        picture = f"{svg}<text y='12' font-size='11'>{seen}</text></svg>"
        markup = (
            f'<i class="{name}"></i>',
            f'<input value="{seen}" style="width:3em;font-size:9px;padding:0">',
            f'<img width="40" height="14" src="data:image/svg+xml,{quote(picture)}">',
        )[how]
        document, token = document.token(markup)
        document = document.with_text(concept, token)
        if how == 0:
            document = with_rules(document, f'.{name}::before{{content:"{seen}"}}')
    return document


def in_a_frame(document: Document, random: Random) -> Document | None:
    """The article stands in the `srcdoc` of a frame."""

    def change(text: str) -> str:
        head, body = with_tokens(text, document.tokens).split("<body>", 1)
        body = body.split("</body>")[0]
        inner = escape(f"<html><head>{re.findall('<style>.*?</style>', head, re.DOTALL)[0]}</head><body>{body}</body>")
        title = re.findall("<h1.*?</h1>", body)[0] if random.random() < 0.5 else ""
        return f'{head}<body>{title}<iframe srcdoc="{inner}" width="900" height="4000"></iframe></body></html>'

    return document.then(change)


def written_by_script(document: Document, random: Random) -> Document | None:
    """The body is written by a script."""
    if "in_a_frame" in document.changes:
        return None
    keeps_title = random.random() < 0.5

    def change(text: str) -> str:
        head, body = with_tokens(text, document.tokens).split("<body>", 1)
        body = body.split("</body>")[0]
        title = re.findall("<h1.*?</h1>", body)[0] if keeps_title else ""
        data = body.replace("\\", "\\\\").replace("`", "").replace("</", "<\\/")
        return (
            f'{head}<body>{title}<div id="app"></div>'
            f'<script>document.getElementById("app").innerHTML=`{data}`</script></body></html>'
        )

    return document.then(change)


def spans_odd(document: Document, random: Random) -> Document | None:
    """Spans reach too far or are written oddly, cells are not closed; a browser shows the same."""
    how = random.randrange(5)

    def change(text: str) -> str:
        if how == 0:
            return re.sub(
                r'<td colspan="(\d+)">申请人情况', lambda m: f'<td colspan="{int(m[1]) + 5}">申请人情况', text
            )
        if how == 1:
            return re.sub(r'colspan="(\d+)"', lambda m: f"colspan='{m[1]} '", text)
        if how == 2:
            return re.sub(r"</t[dr]>", "", text)
        if how == 3:
            return re.sub(r'rowspan="(\d\d)"', lambda m: f'rowspan="{m[1]}" colspan="1"', text).replace(
                "<td>", '<td colspan="0" rowspan=1>'
            )
        return re.sub(r'(colspan|rowspan)="(\d+)"', lambda m: f"{m[1].upper()}={m[2]}", text)

    return document.then(change)


def foot_first(document: Document, random: Random) -> Document | None:
    """The last rows of table three stand first in the source, as its foot."""

    def change(text: str) -> str:
        found = re.search(r'<table class="requests">.*?</table>', text)
        if not found:
            return text
        rows = re.findall(r"<tr[^>]*>.*?</tr>", found[0])
        if not rows:
            return text
        foot = rows[-1]
        moved = found[0].replace(foot, "").replace("</colgroup>", f"</colgroup><tfoot>{foot}</tfoot>", 1)
        return text.replace(found[0], moved)

    return document.then(change)


def misdeclared(document: Document, random: Random) -> Document | None:
    """The encoding is another one than the page says."""
    encoding, declared = random.choice(
        (("gb18030", "utf-8"), ("utf-8", "gb2312"), ("gb18030", ""), ("utf-8", "iso-8859-1"), ("utf-16-le", "utf-8"))
    )

    def change(text: str) -> str:
        return text.replace('<meta charset="utf-8">', f'<meta charset="{declared}">' if declared else "")

    return replace(document.then(change), encoding=encoding)


def cells_dressed(document: Document, random: Random) -> Document | None:
    """Every cell holds paragraphs and spans with styles of a word processor."""
    if "old_placeholders" in document.changes:
        return None
    around = random.choice(
        (
            '<p class="MsoNormal" style="text-align:center"><span lang="EN-US" style="font-size:9.0pt">{}</span></p>',
            "<p>&nbsp;{}</p>",
            "<div><span>{}</span></div>",
            '<p style="margin:0;line-height:0.5">{}<o:p></o:p></p>',
        )
    )

    def change(text: str) -> str:
        return re.sub(r"(<td[^>]*>)(.*?)(</td>)", lambda m: m[1] + around.replace("{}", m[2]) + m[3], text)

    return document.then(change)


WAYS: dict[str, Way] = {
    **{
        change.__name__: Way(change, HTML, "print")
        for change in (
            digits_hidden,
            digits_seem_hidden,
            marks_raised,
            figures_struck,
            figures_in_tables,
            two_in_a_cell,
            drawn_by_style,
        )
    },
    **{
        change.__name__: Way(change, HTML, "file")
        for change in (
            rows_hidden,
            old_tables_hidden,
            foot_first,
            cells_dressed,
            spans_odd,
            misdeclared,
            in_a_frame,
            written_by_script,
        )
    },
}
