"""What a web page shows is read, and nothing else: ways to hide, ways that look alike, pages that hide everything."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

import pytest

from extract.forms import load_forms
from extract.model import CellOrigin, Gap
from extract.numbers import read_number
from extract.pipeline import reading_of
from extract.readers import document_of
from extract.text import UNKNOWN
from tests.made import hiding
from tests.made.printing import html_text, look_of, printed
from tests.made.whole import draft_of
from tests.test_html import drawn

if TYPE_CHECKING:
    from tests.made.hiding import Way

FORMS = load_forms()


def page(body: str, sheet: str = "") -> str:
    return f"<!DOCTYPE html><html><head><style>{sheet}</style></head><body>{body}</body></html>"


def read(body: str, sheet: str = "") -> str:
    return drawn(document_of(page(body, sheet).encode(), "x.html"))


def name_of(way: Way) -> str:
    return f"{way.around} {way.sheet}"


@pytest.mark.parametrize("way", hiding.HIDDEN_IN_LINE + hiding.SEEN_IN_LINE, ids=name_of)
def test_in_a_line(way: Way) -> None:
    text = read(f"<p>前12{way.around.format('7')}</p>", way.sheet)
    assert ("7" in text) == way.seen
    assert "12" in text


@pytest.mark.parametrize("way", hiding.HIDDEN_IN_LINE + hiding.SEEN_IN_LINE, ids=name_of)
def test_in_a_cell(way: Way) -> None:
    table = f"<table><tr><td>规章</td><td>12{way.around.format('7')}</td><td>5</td></tr></table>"
    cells = read(table, way.sheet).split(" | ")
    if not way.seen:
        assert cells[1] == "12"
    else:
        assert "7" in cells[1]


DISTORTED = [
    '<bdo dir="rtl">{}</bdo>',
    '<span style="unicode-bidi:bidi-override;direction:rtl">{}</span>',
    '<span style="display:inline-flex;flex-direction:row-reverse"><b>1</b><b>2</b></span>',
    '<span style="letter-spacing:-.5em">{}</span>',
    '<span style="display:inline-block;transform:scaleX(-1)">{}</span>',
    '<span style="display:inline-block;rotate:180deg">{}</span>',
    '<span style="display:inline-block;width:1em;overflow:hidden">{}</span>',
    '<span style="display:inline-block;clip-path:inset(0 50% 0 0)">{}</span>',
]
PLAIN = [
    "<bdo>{}</bdo>",
    '<span style="direction:rtl">{}</span>',
    '<span style="letter-spacing:1px">{}</span>',
    '<span style="display:inline-block;transform:rotate(90deg)">{}</span>',
    '<span style="display:inline-block;width:5em;overflow:hidden">{}</span>',
    '<span style="display:inline-block;clip-path:inset(0 5% 0 0)">{}</span>',
]


@pytest.mark.parametrize("around", DISTORTED + PLAIN)
def test_digits_that_are_not_seen_as_they_are_written_are_no_number(around: str) -> None:
    (cell,) = read(f"<table><tr><td>规章</td><td>{around.format('12')}</td></tr></table>").split(" | ")[1:]
    assert (read_number(cell) is None) == (around in DISTORTED)


def test_such_digits_are_none_in_every_cell_of_a_row() -> None:
    cells = "".join(f"<td>{DISTORTED[0].format(n)}</td>" for n in (12, 34))
    assert not any(map(read_number, read(f"<table><tr><td>规章</td>{cells}</tr></table>").split(" | ")[1:]))


@pytest.mark.parametrize("way", hiding.HIDDEN_BLOCKS + hiding.SEEN_BLOCKS, ids=name_of)
def test_blocks(way: Way) -> None:
    assert ("7" in read(f"<p>前</p>{way.around.format('7')}<p>后</p>", way.sheet).split("\n")) == way.seen


@pytest.mark.parametrize("way", hiding.HIDDEN_CELLS + hiding.SEEN_CELLS, ids=name_of)
def test_cells_keep_their_place(way: Way) -> None:
    table = f"<table><tr><td>规章</td>{way.around.format('7')}<td>5</td></tr><tr><td>甲<td>1<td>2</tr></table>"
    assert read(table, way.sheet) == f"规章 | {'7' if way.seen else '_'} | 5\n甲 | 1 | 2"


def a_page(random: Random) -> str:
    look = look_of(random)._replace(web=False)
    return html_text(printed(draft_of(random, FORMS[random.randrange(len(FORMS))]), look).parts, look)


def facts_of(text: str) -> list[tuple[object, ...]]:
    report = reading_of(text.encode(), "a.html").report
    return [(fact.concept, fact.state, fact.value, fact.how) for fact in report.facts]


FIGURE = re.compile(r"(<td[^>]*>)(<span>)?(\d+)(?=<)")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_figures_of_a_report_are_those_that_are_seen(seed: int) -> None:
    random = Random(seed)
    text = a_page(random)
    way = random.choice([way for way in hiding.HIDDEN_IN_LINE if "<template" not in way.around])

    def beside(match: re.Match[str]) -> str:
        unseen = way.around.format(random.randrange(100))
        return match[0] if random.random() < 0.5 else f"{match[1]}{match[2] or ''}{match[3]}{unseen}"

    hidden = FIGURE.sub(beside, text).replace("</head>", f"<style>{way.sheet}</style></head>")
    assert way.around.partition("{")[0] in hidden
    assert facts_of(hidden) == facts_of(text)


OLD = [way for way in hiding.HIDDEN_BLOCKS if not way.sheet and "font-size" not in way.around]
"""Ways to hide a whole table; one that sets its own font is seen where the font around it is none."""


@pytest.mark.slow
@pytest.mark.parametrize("way", OLD, ids=name_of)
def test_an_old_table_that_is_hidden_is_not_taken(way: Way) -> None:
    text = a_page(Random(5))
    first = re.search(r"<table.*?</table>", text, re.DOTALL)
    assert first
    old = re.sub(r"(?<=>)\d+(?=<)", "99", first[0]).replace("'", '"')
    assert facts_of(text.replace(first[0], way.around.format(old) + first[0])) == facts_of(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "way",
    [
        "<div style='display:none'>{}</div>",
        "<div hidden>{}</div>",
        "<details><summary>展开</summary><div>{}</div></details>",
        "<div style='max-height:0;overflow:hidden'>{}</div>",
        "<div style='visibility:hidden'>{}</div>",
        "<div style='opacity:0'>{}</div>",
        "<div style='position:absolute;left:-9999px'>{}</div>",
    ],
)
def test_what_a_click_shows_is_read_where_nothing_like_it_is_in_view(way: str) -> None:
    text = a_page(Random(6))
    body = text.partition("<body>")[2].partition("</body>")[0]
    assert facts_of(text.replace(body, way.replace("{}", body))) == facts_of(text)
    table = re.findall(r"<table.*?</table>", text, re.DOTALL)[-1]
    assert facts_of(text.replace(table, way.replace("{}", table))) == facts_of(text)


def test_what_is_pale_is_doubted_where_other_files_may_set_its_ground() -> None:
    link = "<link rel=stylesheet href=a.css>"
    pale = "style='color:#fff'"
    row = f"<table><tr><td class=h {pale}>规章</td><td>12<span class=b {pale}>7</span></td></tr></table>"
    assert read(row * 2, "") == "_ | 12\n_ | 12"
    assert read(link + row) == "规章 | 12^7"


@pytest.mark.parametrize(
    ("sheet", "inside", "text"),
    [
        (".k::before{content:'5'}", "<i class=k></i>", "5"),
        (".k:after{content:'5'}", "<i class=k>1</i>", "15"),
        (".k::before{content:attr(data-n) '件'}", "<i class=k data-n=7></i>", "7件"),
        (".k::before{content:'\\35 '}", "<i class=k></i>", "5"),
        (".k::before{content:'\\e6a7'}", "<i class=k></i>12", "12"),
        (".k::before{content:'5';display:none}", "<i class=k></i>12", "12"),
        (".k::before{content:'5';color:#fff}", "12<i class=k></i>", "12"),
        (".k{display:none}.k::before{content:'5'}", "12<i class=k></i>", "12"),
        ("@media print{.k::before{content:'5'}}", "12<i class=k></i>", "12"),
        ("td.k:before{content:'5'}", "12", "12"),
        ('td:empty::after{content:"0"}', "", "0"),
        ('td:empty::after{content:"0"}', "7", "7"),
        (":empty::after{content:'5'}", "<i class=k></i>", "5"),
        (".k:empty:before{content:'5'}", "<span><i class=k></i></span>", "5"),
        ("td :empty::after{content:attr(data-n)}", "<b><i data-n=57></i></b>", "57"),
        (".k:empty::after,.k::before{content:'5'}", "<i class=k></i>", "55"),
        (":empty::after{content:'5'}", "<i>1</i>", "1"),
        (".k:empty::after{content:'5'}", "1<i class=k> </i>", "1"),
        (".k:empty::after{content:'5'}", "1<i class=k><b></b></i>", "1"),
        (".k:empty::after{content:'5'}", "1<i class=k><b hidden>2</b></i>", "1"),
        ("td:empty:not(.x)::after{content:'5'}", "", "5"),
        (".k:last-child::after{content:'5'}", "<i class=k></i>", UNKNOWN),
        (".k:nth-of-type(2n)::after{content:attr(n)}", "<i class=k n=5></i>", UNKNOWN),
        (".k:last-child::after{content:'。'}", "1<i class=k></i>", "1。"),
        (".k:last-child::after{content:'5'}.k::after{content:'6'}", "<i class=k></i>", UNKNOWN),
        (".k:last-child::after,.m::after{content:'5'}", "<i class=m></i>", "5"),
        (".k::after{content:'、'}.k:last-child::after{content:none}", "<i class=k>1</i><i class=k>2</i>", "1、2、"),
        (".k::after{content:'、'}.k:last-child::after{content:''!important}", "<i class=k>1</i>2", "1、2"),
        (".k::after{content:'5'}.k:last-child::after{display:none}", "1<i class=k></i>", "15"),
        (".k:not(:empty)::after{content:counter(n)}", "<i class=k></i>", UNKNOWN),
    ],
)
def test_what_a_style_sheet_writes_is_read(sheet: str, inside: str, text: str) -> None:
    assert read(f"<table><tr><td>规章</td><td>{inside}</td><td>5</td></tr></table>", sheet) == f"规章 | {text} | 5"


@pytest.mark.parametrize(
    ("inside", "gap"),
    [
        ("<img src=a.png>", True),
        ("<img src=a.png width=40 height=14>", True),
        ("<svg width=20><text>5</text></svg>", True),
        ("<meter value=5>5</meter>", True),
        ("<object data=a.svg></object>", True),
        ("<ol start=5><li></li></ol>", True),
        ("<ul><li></li></ul>", False),
        ("<img src=a.gif width=1 height=1>", False),
        ("<img src=a.png style='display:none'>", False),
        ("12<img src=a.png>", False),
        ("", False),
    ],
)
def test_a_picture_in_place_of_a_figure_leaves_a_gap(inside: str, gap: bool) -> None:
    rows = f"<tr><td>规章</td><td>{inside}</td></tr><tr><td>许可</td><td>5</td></tr>"
    document = document_of(page(f"<p><img src=logo.png></p><table>{rows}</table>").encode(), "x.html")
    assert document.gaps == ((Gap("picture", CellOrigin("html", 1, 1, 2)),) if gap else ())
    logos = "<table><tr><td><img src=a.png></td><td>政府信息公开</td></tr></table><p>前"
    assert document_of(page(logos).encode(), "x.html").gaps == ()


@pytest.mark.parametrize(
    ("sheet", "style", "seen"),
    [
        (".a{font:0/0 a!important} p .a{font-size:16px}", "", False),
        (".a{font:0/0 a} p .a{font-size:16px}", "", True),
        (".a{font-size:0!important} p .a{font:16px/1 b}", "", False),
        (".a{font:0/0 a}", "font-size:16px", True),
        (".a{font-size:0}", "font:bold 16px/1.5 b", True),
        ("", "font-size:16px;font:0/0 a", False),
    ],
)
def test_the_size_in_a_font_takes_its_place_in_the_cascade(sheet: str, style: str, seen: bool) -> None:
    text = read(f'<p>前12<span class="a" style="{style}">7</span></p>', sheet)
    assert ("127" in text) == seen


HIDES = [
    ":root{--g:none} .k{display:var(--g)}",
    ".k{display:var(--no,none)}",
    "td{.k{display:none}}",
    "td, th{color:red; & .k{display:none} margin:0}",
    "td{@media screen{.k{display:none}}}",
    ".k{display:none;display:nonsense}",
    ".k{position:absolute;inset:-9999px auto auto -9999px}",
    ".k{display:inline-block;inline-size:0;overflow:hidden}",
    ".k{display:inline-block;max-block-size:0;overflow:clip}",
    ".k{display:inline-block;clip-path:rect(0 0 0 0)}",
    ".k{zoom:0.001}",
    "td{i.k{color:red} span.k{display:inline} .k{color:red} span.k{display:none}}",
]
SHOWS = [
    ".k{display:var(--no)}",
    ".k{.k{display:none}}",
    "td{@media print{.k{display:none}}}",
    "@supports not (display:grid){.k{display:none}}",
    "@container (min-width:1px){.k{display:none}}",
    ".k{display:none;display:inline}",
    ".k{clip-path:rect(0 99px 99px 0);zoom:1}",
]
UNSURE = [
    ".k:last-child{display:none}",
    "span.k:only-of-type{visibility:hidden}",
    ".k{-webkit-mask-image:linear-gradient(transparent,transparent)}",
    ".k{filter:blur(9px)}",
    ".k{-webkit-text-security:disc}",
]


@pytest.mark.parametrize(
    ("sheet", "text"),
    [
        *((sheet, "12") for sheet in HIDES),
        *((sheet, "127") for sheet in SHOWS),
        *((sheet, f"127{UNKNOWN}") for sheet in UNSURE),
    ],
)
def test_rules_of_rarer_kinds(sheet: str, text: str) -> None:
    assert read("<table><tr><td>规章</td><td>12<span class=k>7</span></td></tr></table>", sheet) == f"规章 | {text}"


def test_what_stands_in_an_open_root_of_shadows_is_read() -> None:
    assert read("<p>前<b><template shadowrootmode=open>7</template></b><template>8</template></p>") == "前7"
