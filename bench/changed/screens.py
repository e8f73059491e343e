"""What happens to reports on web pages, too: figures drawn in other ways, tables that are none, hidden columns."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from bench.changed.document import SUMS, Document, Way
from bench.changed.web import HTML, with_rules
from extract.model import Concept


def _some(document: Document, random: Random, most: int = 8, above: int = -1) -> list[Concept]:
    cells = document.cells(above=above)
    return random.sample(cells, min(len(cells), random.randint(1, most)))


def _in_cells(document: Document, cells: list[Concept], markup: Callable[[str], str]) -> Document:
    """The document with some figures written in another way."""
    for concept in cells:
        document, token = document.token(markup(str(document.seen[concept])))
        document = document.with_text(concept, token)
    return document


BROKEN_UP = (
    lambda t: t[0] + "<wbr>" + t[1:],
    lambda t: t[0] + "<!-- -->" + t[1:],
    lambda t: "".join(f"<span>{c}</span>" for c in t),
    lambda t: t[0] + "&shy;" + t[1:],
    lambda t: t[0] + "&zwnj;" + t[1:],
    lambda t: "".join(f"&#{ord(c)};" for c in t),
    lambda t: "".join(f"&#x{ord(c):x};" for c in t),
    lambda t: f"<b>{t[0]}</b><i>{t[1:]}</i>",
    lambda t: f"<font size=2>{t[0]}</font><u>{t[1:]}</u>",
    lambda t: (
        f'<span style="display:inline-flex;flex-direction:row-reverse">{"".join(f"<b>{c}</b>" for c in t[::-1])}</span>'
    ),
    lambda t: f'<bdo dir="rtl" style="white-space:nowrap">{t[::-1]}</bdo>',
    lambda t: f'<span style="unicode-bidi:bidi-override;direction:rtl;white-space:nowrap">{t[::-1]}</span>',
)


def digits_in_pieces(document: Document, random: Random) -> Document | None:
    """The digits of some figures stand in pieces of the source, or in another order than on the page."""
    cells, way = _some(document, random, above=9), random.choice(BROKEN_UP)
    return _in_cells(document, cells, way) if cells else None


SHOWN = (
    "<button>{}</button>",
    "<output>{}</output>",
    "<label>{}</label>",
    "<select><option>{}</option></select>",
    '<textarea rows="1" cols="5">{}</textarea>',
    "<data value='7'>{}</data>",
    "<center>{}</center>",
    '<a href="x.html">{}</a>',
    "<code>{}</code>",
    "<svg width='60' height='14'><text y='12' font-size='11'>{}</text></svg>",
    "<math><mn>{}</mn></math>",
    '<input type="text" value="{}" readonly>',
    '<input type="number" value="{}">',
    "<select><option>99</option><option selected>{}</option></select>",
    '<i class="drawn" data-n="{}"></i>',
    "<details open style='display:inline'><summary></summary>{}</details>",
    "<ruby>{}<rp>(</rp><rt>注</rt><rp>)</rp></ruby>",
)


def figures_in_elements(document: Document, random: Random) -> Document | None:
    """Some figures stand in elements of another kind, as fields of forms and drawings do."""
    markup, cells = random.choice(SHOWN[:-6] if document.printer else SHOWN), _some(document, random)
    document = _in_cells(document, cells, lambda text: markup.replace("{}", text))
    return with_rules(document, ".drawn::before{content:attr(data-n)}").allowing("D-06")


UNSURE_ON_PAPER = (
    '<span style="letter-spacing:-0.6em">{}</span>',
    '<span style="display:inline-block;transform:scaleX(-1)">{}</span>',
    '<span style="display:inline-block;transform:rotate(180deg)">{}</span>',
)
"""What is seen to be unsure where nobody has the source beside it; of what is cut, paper shows whole digits."""
UNSURE = (
    *UNSURE_ON_PAPER,
    '<span style="display:inline-block;width:0.6em;overflow:hidden;white-space:nowrap">{}</span>',
    '<span style="display:inline-block;max-width:1ch;overflow:hidden;text-overflow:ellipsis">{}</span>',
    '<span style="display:inline-block;clip-path:inset(0 60% 0 0)">{}</span>',
)


def figures_unsure(document: Document, random: Random) -> Document | None:
    """Some figures are cut, mirrored, turned upside down or crowded: the source is not what is seen."""
    cells, markup = _some(document, random, 4, above=9), random.choice(UNSURE_ON_PAPER if document.printer else UNSURE)
    if not cells:
        return None
    document = _in_cells(document, cells, lambda text: markup.replace("{}", text))
    return document.seeing(dict.fromkeys(cells)).allowing("D-06", *SUMS)


HIDDEN_COLUMN = (
    (' class="last"', ".last{display:none}"),
    (' class="last"', "td.last{display:none!important}"),
    (' class="c last"', "table td[class~=last]{display:none}"),
    (" hidden", ""),
    (' style="display:none"', ""),
    (' class="last"', ".requests .last{display:none}"),
    (' data-year="2019"', "[data-year]{display:none}"),
    (' class="last"', "@media (min-width:100px){.last{display:none}}"),
    (' class="last"', ".last:not(.shown){display:none}"),
    (' class="last"', "td:is(.last){display:none}"),
)


def columns_hidden(document: Document, random: Random) -> Document | None:
    """Table three has a column with the figures of another year that is not shown."""
    attribute, rules = random.choice(HIDDEN_COLUMN)
    if "requests" not in document.sheets:
        return None

    def change(text: str) -> str:
        found = re.search(r'<table class="requests">.*?</table>', text)
        if not found:
            return text
        rows = re.findall(r"<tr[^>]*>.*?</tr>", found[0])
        new = found[0]
        for row in rows:
            if re.search(r"<td class=row>|<td[^>]*class=row", row):
                cut = re.search(r"class=row>.*?</td>", row)
                if cut:
                    at = cut.end()
                    new = new.replace(row, f"{row[:at]}<td{attribute}>77</td>{row[at:]}", 1)
        return text.replace(found[0], new)

    return with_rules(document.then(change), rules)


def tables_of_divisions(document: Document, random: Random) -> Document | None:
    """The tables are divisions that a style sheet, or their role, makes tables; these span nothing on paper, and rules
    for the cells of tables do not hold for them."""
    if "old_placeholders" in document.changes or any("hidden" in name for name in document.changes):
        return None
    if document.printer and {"rows_merged", "row_merged"} & set(document.changes):
        return None
    by_role = random.random() < 0.3

    def change(text: str) -> str:
        if "rowspan" in text and not by_role:
            text = re.sub(r'rowspan="1"', "", text)
        kinds = {"table": "table", "tr": "table-row", "td": "table-cell"}
        roles = {"table": "table", "tr": "row", "td": "cell"}
        for tag, kind in kinds.items():
            how = f'role="{roles[tag]}"' if by_role else f'style="display:{kind}"'
            text = re.sub(rf"<{tag}(?=[ >])", f"<div {how}", text)
            text = text.replace(f"</{tag}>", "</div>")
        return re.sub(r"</?(tbody|thead|colgroup)>|<col [^>]*>", "", text)

    return document.then(change)


def page_in_a_table(document: Document, random: Random) -> Document | None:
    """The page is laid out by tables: the article stands in a cell, beside a menu."""
    menu = random.choice(
        ("", "<td>首页<br>政务公开<br>互动交流</td>", "<td><ul><li>年报</li><li>2023年</li></ul></td>")
    )
    deep = random.randint(1, 4)

    def change(text: str) -> str:
        head, body = text.split("<body>", 1)
        body = body.split("</body>")[0]
        for _ in range(deep):
            body = f"<table width=100%><tr>{menu}<td>{body}</td></tr></table>"
        return f"{head}<body>{body}</body></html>"

    return document.then(change)


def old_placeholders(document: Document, random: Random) -> Document | None:
    """Empty cells show what a style sheet writes into them."""
    zeros = [concept for concept in document.cells() if not document.seen[concept]]
    if not zeros or "" in document.seen.values() or "row_in_two" in document.changes:
        return None
    for concept in zeros:
        document = document.with_text(concept, "")
    sign = random.choice(("0", "—", "/"))
    if sign != "0":
        document = document.seeing(dict.fromkeys(zeros, sign))
    return with_rules(document, f'td:empty::after{{content:"{sign}"}}').allowing("D-06").doubting(zeros)


WAYS: dict[str, Way] = {
    **{
        change.__name__: Way(change, HTML, "print")
        for change in (digits_in_pieces, figures_in_elements, figures_unsure, old_placeholders)
    },
    **{change.__name__: Way(change, HTML, "file") for change in (columns_hidden, tables_of_divisions, page_in_a_table)},
}
