"""Web pages → Document: lines as a browser breaks them, tables as grids, layout taken apart, pages that are none."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import UnreadableFile
from extract.model import CellOrigin, Paragraph, ParagraphOrigin, Table
from extract.readers import document_of, kind_of
from extract.readers.plain import looks_like_html

if TYPE_CHECKING:
    from extract.model import Document

TITLE = "柳溪镇2023年政府信息公开工作年度报告"
PROSE = "全镇围绕群众关心的事项主动公开政府信息三百余条，及时更新公开指南与公开目录，方便群众查询与监督。"


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html>\n<html><head><title>页</title>{head}</head><body>{body}</body></html>".encode()


def read(body: str) -> Document:
    return document_of(page(body), "x.html")


def drawn(document: Document) -> str:
    """The blocks as text: paragraphs as lines; a table as rows of its grid, `_` an empty cell, `·` a place without."""
    return "\n".join(_drawn_table(block) if isinstance(block, Table) else block.text for block in document.blocks)


def _drawn_table(table: Table) -> str:
    width = max(cell.column for row in table.rows for cell in row) + 1
    rows = []
    for row in table.rows:
        printed = {cell.column: cell.text or "_" for cell in row}
        rows.append(" | ".join(printed.get(column, "·") for column in range(width)))
    return "\n".join(rows)


def drawing(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.strip().splitlines())


def rows(*lines: str) -> str:
    """Table rows out of lines of cells: `a | b`; `a:3` spans three columns, `a^2` two rows."""
    made = ""
    for line in lines:
        made += "<tr>"
        for printed in line.split("|") if line else ():
            text, _, down = printed.strip().partition("^")
            text, _, wide = text.partition(":")
            spans = (f" colspan='{wide}'" if wide else "") + (f" rowspan={down}" if down else "")
            made += f"<td{spans}>{text}</td>"
        made += "</tr>\n"
    return made


# ── Lines ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p><span>政</span><span>府</span>信息</p>", ["政府信息"]),
        ("<p>收到 \n\t 申请&nbsp;&nbsp;<b>9</b> <i>件</i></p>", ["收到 申请 9 件"]),
        ("<p>&nbsp;&nbsp;　　一、总体情况&emsp;</p>", ["一、总体情况"]),
        ("<p>甲<br>乙<br/>丙</p>", ["甲", "乙", "丙"]),
        ("<p>甲<div>乙</div>丙<h2>丁</h2>戊", ["甲", "乙", "丙", "丁", "戊"]),
        ("<ul><li>甲<li>乙</ul><dl><dt>丙<dd>丁</dl><center>戊</center>己<hr>庚", list("甲乙丙丁戊己庚")),
        ("甲<span style='display:block'>乙</span>丙", ["甲", "乙", "丙"]),
        ("<p style='display:inline'>甲</p><p style='display:inline'>乙</p>", ["甲乙"]),
        ("<div style='display:inline-block'>12</div><div style='display:inline-block'>34</div>", ["12", "34"]),
        ("<pre>甲  1\n乙\t2\n\n丙</pre>", ["甲  1", "乙\t2", "丙"]),
        ("<div style='white-space: pre-wrap'>甲\n乙</div><p>丙\n丁", ["甲", "乙", "丙 丁"]),
        ("<p>甲<span style='white-space:pre'>\n</span>乙", ["甲 乙"]),
        ("<p>维护<三安全一稳定>，依《<关于发布清单的通知>》</p>", ["维护<三安全一稳定>，依《<关于发布清单的通知>》"]),
        ("<p>甲<A类事项>乙</p><p>丙</三安全>丁<p>1 < 2<3", ["甲<A类事项>乙", "丙</三安全>丁", "1 < 2<3"]),
        ("<p>甲<o:p>乙</o:p><![if !x]>1.<![endif]>丙<?xml:namespace prefix='o'/>", ["甲乙1.丙"]),
        ("<p title='<关于x>'>甲", ["甲"]),
        ("<p>&lt;附件&gt;&amp;", ["<附件>&"]),
        ("<nav><a>首页</a> <a>公开</a></nav><header>甲</header><footer>乙</footer>", ["首页 公开", "甲", "乙"]),
        ("<p>甲</p><p> &nbsp; </p><p>\u200b</p><p>乙", ["甲", "乙"]),
        ("<p>甲\0乙\r\n丙", ["甲乙 丙"]),
    ],
)
def test_lines_are_those_of_a_browser(body: str, lines: list[str]) -> None:
    document = read(body)
    assert [block.text for block in document.blocks] == lines
    assert [block.origin for block in document.blocks] == [ParagraphOrigin("html", n + 1) for n in range(len(lines))]


HEAD, FOOT, BODY = "<tr><td>头<td>项", "<tr><td>尾<td>9", "<tr><td>甲<td>1<tr><td>乙<td>2"


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        (f"<tfoot>{FOOT}</tfoot><thead>{HEAD}</thead><tbody>{BODY}", "头甲乙尾"),
        (f"<tbody>{BODY}</tbody><thead>{HEAD}</thead>", "头甲乙"),
        (f"<tfoot>{FOOT}</tfoot><tbody>{BODY}</tbody><tfoot><tr><td>再<td>3", "甲乙再尾"),
        (f"<tfoot style='display:table-row-group'>{FOOT}</tfoot><tbody>{BODY}", "尾甲乙"),
        (f"<tfoot><tr><td rowspan=3>尾<td>9</tfoot><tbody>{BODY}", "甲乙尾"),
    ],
)
def test_head_and_foot_of_a_table_stand_where_a_browser_shows_them(table: str, rows: str) -> None:
    (block,) = read(f"<table>{table}</table>").blocks
    assert "".join(row[0].text for row in block.rows) == rows


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- 隐 -->",
        "<script>var a = '<p>隐</p>';</script>",
        "<style>p {content: '隐'}</style>",
        "<template><p>隐</p></template>",
        "<noscript><p>隐</p></noscript>",
        "<div style='color:red; DISPLAY : none'>隐<p>隐<div>隐</div></div>",
        "<p hidden>隐</p>",
        "<p style='visibility:hidden'>隐</p>",
        "<input type=text value=隐 style='display:none'>",
        "<style>.off, #none {display: none}</style><p class='a off'>隐</p><div id=none>隐</div>",
        "<style><!-- /* 甲 */ @font-face {font-family: 乙} em {visibility: hidden} --></style><em>隐</em>",
        "<table><tr style='display:none'><td>隐</td></tr></table>",
        "<title>隐</title>",
    ],
)
def test_what_a_browser_does_not_show_is_left_out(hidden: str) -> None:
    assert drawn(read(f"<p>前</p>{hidden}<p>后</p>")) == "前\n后"


@pytest.mark.parametrize(
    "sheet",
    [
        "<style>.tab {display: none} p.tab {display: block}</style>",
        "<style>#menu .tab {display: none}</style>",
        "<style>@media print {.tab {display: none}} @import url(a.css);</style>",
        "<style media='print'>.tab {display: none}</style>",
        "<style>.tab {display: none} .tab {display: block}</style>",
        "<style>.Tab, tab, #tab {display: none}</style>",
        "<style>body, html {display: none}</style>",
    ],
)
def test_a_rule_that_may_not_hide_hides_nothing(sheet: str) -> None:
    assert drawn(read(f"{sheet}<p class='tab'>甲</p>")) == "甲"


def test_a_cell_that_is_not_seen_keeps_its_place() -> None:
    unseen = "<td style='visibility:hidden'>9<b>9</b></td>"
    table = (
        f"<tr><td>规章</td>{unseen}<td>5</td></tr><tr style='visibility:hidden'><td>9</td></tr>{rows('许可 | 6 | 7')}"
    )
    document = read(f"<table>{table}</table>")
    assert drawn(document) == "规章 | _ | 5\n许可 | 6 | 7"
    assert str(document.blocks[0].rows[1][0].origin) == "html:t1r3c1"


def test_a_page_that_a_script_shows_is_read() -> None:
    data = b"<html style='display:none'><body style='display:none'>" + TITLE.encode()
    assert drawn(document_of(data, "x")) == TITLE


# ── Encodings ────────────────────────────────────────────────────────────────────────────────────────────────────────

TRADITIONAL = "鳳鳴塘鎮2022年政府信息公開工作年度報告，總計收到申請9件"
SCRIPT = "<script>" + "var menu = 1;\n" * 3000 + "</script>"


@pytest.mark.parametrize(
    ("declared", "written", "encoding"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("gb2312", "utf-8", "utf-8"),
        ("gb2312", "utf-8-sig", "utf-8"),
        ("utf-8", "gb18030", "gb18030"),
        ("gb2312", "gb18030", "gb18030"),
        ("big5", "gb18030", "gb18030"),
        ("gb2312", "big5", "big5hkscs"),
        ("big5", "big5", "big5hkscs"),
        ("", "gb18030", "gb18030"),
        ("gbk", "utf-16", "utf-16-le"),
        ("no-such-code", "utf-8", "utf-8"),
    ],
)
@pytest.mark.parametrize("before", ["", SCRIPT])
def test_a_declaration_is_believed_only_when_it_makes_sense(
    declared: str, written: str, encoding: str, before: str
) -> None:
    printed = TRADITIONAL if "big5" in written else TITLE
    data = f'<html><head><meta charset="{declared}">{before}</head><body><p>{printed}</body></html>'.encode(written)
    document = document_of(data, "x")
    assert (document.encoding, document.replaced, drawn(document)) == (encoding, 0, printed)


def test_a_few_bad_bytes_are_replaced_and_counted() -> None:
    data = page(f"<p>{PROSE}</p>").replace("群众".encode(), b"\xff", 1)
    document = document_of(data, "x")
    assert (document.encoding, document.replaced) == ("utf-8", 1)
    assert "\ufffd" in document.blocks[0].text


@pytest.mark.parametrize("written", ["utf-8", "gb18030"])
def test_characters_given_by_number_need_no_encoding(written: str) -> None:
    data = "<html><meta charset=gb2312><p>" + "".join(f"&#{ord(c)};" for c in TITLE) + "&#x3002;"
    assert drawn(document_of(data.encode(written), "x")) == TITLE + "。"


# ── Kinds ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "data",
    [
        "<?xml version='1.0' encoding='gb2312'?>\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0'><html><p>甲</p></html>",
        "\n<!-- a --><!-- b -->\n<html>",
        "<script src=a></script><div>甲</div>",
        "<p>甲</p>",
        "<p style='x'>甲<span>乙</span></p>\n<p>丙</p>",
        "<span>甲</span>",
        "<center>甲</center>",
        "<FONT size=2>甲</FONT>",
        "<h2>甲</h2>",
        "<![if IE]><div>甲</div>",
        "<table><tr><td>甲</table>",
        f"{TITLE}\n一、总体情况\n{PROSE}\n<table>\n<tr><td>规章</td><td>0</td></tr></table>",
    ],
)
def test_pages_and_their_pieces_are_html(data: str) -> None:
    assert kind_of(data.encode()) == ("html", "")
    assert document_of((data + TITLE).encode(), "x.txt").source.kind == "html"


@pytest.mark.parametrize(
    "data",
    [
        f"# {TITLE}\n\n| 信息内容 | 本年<br>制发件数 |\n|---|---|\n| 规章 | 0 |\n",
        f"{TITLE}\n3.危及<三安全一稳定>\t0\n",
        "<三安全一稳定>见附件",
        "<关于公开指南的通知>\n甲",
        "<p 甲\n",
        "用<p>与</p>两个标记分段；<table>不是表。",
        "<?xml version='1.0'?><w:document><w:p>甲</w:p></w:document>",
        "MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html><table><tr><td>1</td></tr></table>",
        "1 < 2",
    ],
)
def test_texts_with_a_few_tags_stay_text(data: str) -> None:
    assert not looks_like_html(data.encode())


@pytest.mark.parametrize("first", ["", "<center>甲</center>\n"])
def test_a_text_with_tables_of_tags_keeps_its_lines(first: str) -> None:
    data = f"{first}## 一、总体情况\n{PROSE}\n<table><tr><td>规章</td><td>0</td></tr></table>\n\n乙\n丙"
    document = document_of(data.encode(), "x.md")
    expected = ["甲"] * bool(first) + ["## 一、总体情况", PROSE, "规章 | 0", "乙", "丙"]
    assert drawn(document).splitlines() == expected


def test_xhtml_elements_closed_at_once_swallow_nothing() -> None:
    data = f"<?xml version='1.0'?><html><head><script src='a'/><title/></head><body><p>{TITLE}</p></body></html>"
    assert drawn(document_of(data.encode(), "x")) == TITLE


# ── Grids ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("lines", "grid"),
    [
        (["规章 | 0 | 3"], "规章 | 0 | 3"),
        (["规章 | | ", "许可 | &nbsp; | 2"], "规章 | _ | _\n许可 | _ | 2"),
        (
            ["项:2^3 | 申请人:3", "自然人^2 | 法人:2", "企业 | 总计", "一、新收:2 | 1 | 0 | 1"],
            """项 | · | 申请人 | · | ·
               ·  | · | 自然人 | 法人 | ·
               ·  | · | · | 企业 | 总计
               一、新收 | · | 1 | 0 | 1""",
        ),
        (["甲^0 | 1", "2", "3"], "甲 | 1\n· | 2\n· | 3"),
        (["甲^10000 | 1", "2", "3"], "甲 | 1\n· | 2\n· | 3"),
        (["甲:0 | 1"], "甲 | 1"),
        (["甲:x^y | 1"], "甲 | 1"),
        (["甲 | 1 | 2 | 3", "乙 | 4"], "甲 | 1 | 2 | 3\n乙 | 4 | · | ·"),
        (["甲 | 1^2", "乙:2 | 2"], "甲 | 1 | ·\n乙 | · | 2"),
        (["甲^2 | 1^2", "", "乙 | 3"], "甲 | 1\n乙 | 3"),
        (["甲 | 0^3 | 2", "乙 | 3", "丙 | 4"], "甲 | 0 | 2\n乙 | 0 | 3\n丙 | 0 | 4"),
        (["甲 | 5^2", "乙"], "甲 | 5…\n乙 | 5…"),
        (["3^2 | 甲 | 1", "乙 | 2"], "3 | 甲 | 1\n· | 乙 | 2"),
    ],
)
def test_every_cell_stands_at_its_place(lines: list[str], grid: str) -> None:
    document = read(f"<table>{rows(*lines)}</table>")
    assert drawn(document) == drawing(grid)
    for cell in (cell for row in document.blocks[0].rows for cell in row):
        assert (cell.bounded, cell.origin.kind, cell.origin.table) == (True, "html", 1)
        assert cell.origin.column == cell.column + 1


def test_a_row_without_cells_counts() -> None:
    document = read(f"<table>{rows('甲^2 | 1^2', '', '乙 | 2')}</table>")
    assert [str(row[0].origin) for row in document.blocks[0].rows] == ["html:t1r1c1", "html:t1r3c1"]


def test_a_wide_span_keeps_its_row_short() -> None:
    document = read(f"<table>{rows('甲:99999 | 1', '乙 | 2')}</table>")
    assert [cell.column for cell in document.blocks[0].rows[0]] == [0, 1000]


def test_row_spans_end_with_their_row_group() -> None:
    head = "<thead><tr><td rowspan=3>项</td><td>数</td></tr></thead>"
    assert drawn(read(f"<table>{head}<tbody>{rows('甲 | 1')}</tbody>{rows('乙 | 2')}</table>")) == drawing(
        """项 | 数
           甲 | 1
           乙 | 2"""
    )


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td>甲<td>1<tr><td>乙<td>2</table>",
        "<table><tr><td><font>甲<td><font>1<tr><td><span>乙<td>2</table>",
        "<table><tbody><tbody><tr><th>甲</th><td>1</td></tr></tbody><tr><td>乙</td><td>2</td></tr></tbody></table>",
        "<table><form><tr><td>甲</td><td>1</td></tr></form><tr><td>乙</td><td>2</td></tr></table>",
        "<table><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></table>",
        "<table><tr><td><p>甲</p></td><td><div><p>1</p></div></td></tr><tr><td>乙</td><td><b>2</b></td></tr></table>",
    ],
)
def test_tables_of_careless_pages(table: str) -> None:
    assert drawn(read(table + "<p>后")) == "甲 | 1\n乙 | 2\n后"


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("商业<br>企业", "商业企业"),
        ("商业<br/> \n 企业", "商业企业"),
        ("<p>本年新</p>\n<p>制作数量</p>", "本年新制作数量"),
        ("（三）<br>不予公开", "（三）不予公开"),
        ("<p>三</p><p>、</p><p>办</p><p>理</p>", "三、办理"),
        ("3<br>5", "3 / 5"),
        ("<p>12</p><p>34</p>", "12 / 34"),
        ("1,<br>234", "1, / 234"),
        ("-<br>5", "- / 5"),
        ("<table><tr><td>3</td></tr><tr><td>5</td></tr></table>", "3 / 5"),
        ("<br>3<br>&nbsp;", "3"),
        ("3<br>件", "3 件"),
        ("160.5<br>万元", "160.5 万元"),
        ("其他<br>3", "其他 3"),
        ("12<sup>2</sup>", "12^2"),
        ("<del>9</del>5", "5"),
        ("<span style='text-decoration:line-through'>9</span>5", "5"),
        ("<input value=5 readonly>", "5"),
        ("<input type=hidden value=5><input type=submit value=6>7", "7"),
        ("<ruby>规<rt>gui</rt></ruby>章", "规章"),
        ("A<br>类", "A 类"),
        ("<p>规章</p><p>&nbsp;</p>", "规章"),
        ("1&nbsp;234", "1 234"),
        ("<h4>规章</h4>", "规章"),
        ("<table><tr><td>规章</td></tr></table>", "规章"),
        ("<div style='white-space:pre-wrap'>\n\t\t规章\n\t</div>", "规章"),
        ("<ol><li>属于国家秘密</li></ol>", "属于国家秘密"),
    ],
)
def test_a_cell_is_one_text(printed: str, text: str) -> None:
    document = read(f"<table><tr><td>{printed}</td><td>0</td></tr><tr><td>许可</td><td>1</td></tr></table>")
    assert drawn(document) == f"{text} | 0\n许可 | 1"


def test_a_caption_and_stray_text_stand_before_their_table() -> None:
    table = f"<table><caption>表一</caption>{rows('甲 | 1')}游离<tr>文字</tr></table>"
    assert drawn(read(f"前{table}后")) == "前\n表一\n游离\n文字\n甲 | 1\n后"


@pytest.mark.parametrize(
    "table",
    [
        """<div style="display:table"><div style="display:table-row"><div style="display:table-cell">规章</div>
           <div style="display: table-cell">0</div></div><div style="display:table-row">
           <span style="display:table-cell">许可</span><span style="display:table-cell">2</span></div></div>""",
        """<div role="table"><div role="rowgroup"><div role="row"><span role="columnheader">规章</span>
           <span role="cell">0</span></div></div><div role="row"><span role="cell">许可</span><span role="cell">2</span>
           </div></div>""",
        """<style>.t{display:table} .r{display:table-row} .c, .d{display:table-cell}</style><div class=t><div class=r>
           <p class=c>规章</p><p class=d>0</p></div><div class=r><p class=c>许可</p><p class='d e'>2</p></div></div>""",
    ],
)
def test_tables_that_are_drawn_are_numbered_behind_the_others(table: str) -> None:
    document = read(f"{table}<table>{rows('甲 | 1')}</table>")
    assert drawn(document) == "规章 | 0\n许可 | 2\n甲 | 1"
    assert [str(block.rows[0][0].origin) for block in document.blocks] == ["html:t2r1c1", "html:t1r1c1"]


def test_styles_of_tables_outside_of_tables_only_break_lines() -> None:
    body = "<div style='display:table'>甲<p>乙</div><div style='display:table-cell'>丙</div><div role=row>丁</div>"
    table = "<table><tr><td><div style='display:table-cell'>规章</div></td><td>0</td></tr></table>"
    assert drawn(read(body + table)) == "甲\n乙\n丙\n丁\n规章 | 0"


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word">
<!--[if gte mso 9]><xml><o:Author>隐</o:Author></xml><![endif]-->
<style><!-- @font-face {font-family:宋体} p.MsoNormal, li.MsoNormal {mso-style-parent:""}
@page Section1 {size:595pt 841pt} @list l0:level1 {mso-level-tab-stop:36pt}
.MsoChpDefault {mso-style-type:export-only; display:none} --></style></head>
<body><div class=Section1><p class=MsoNormal><b>柳溪镇<span lang=EN-US>2023</span>年报<o:p></o:p></b></p>
<p><![if !supportLists]><span style='mso-list:Ignore'>一、<span>&nbsp; </span></span><![endif]>总体情况<o:p></o:p></p>
<p>平稳。<!--[if supportFields]><span>PAGE</span><![endif]--><span style='display:none;mso-hide:all'>隐</span></p>
<table class=MsoNormalTable><tr style='mso-yfti-irow:0'><td><p class=MsoNormal>规章<o:p></o:p></p></td>
<td><p class=MsoNormal><span lang=EN-US>1</span><span lang=EN-US>2<o:p></o:p></span></p></td></tr>
<tr><td><p>许可</p></td><td><p><del>9</del><ins>5</ins></p></td></tr></table></div></body></html>"""
EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet>
<style><!-- table {mso-displayed-decimal-separator:"\\."} .xl65 {mso-number-format:"0_ "} --></style>
<!--[if gte mso 9]><xml><x:ExcelWorkbook></x:ExcelWorkbook></xml><![endif]--></head>
<body><table x:str><col width=72 style='mso-width-source:userset'>
<tr height=18><td colspan=2 class=xl65 style='mso-ignore:colspan'>信息公开情况</td></tr>
<tr><td>规章</td><td x:num="12.04">12</td></tr>
<tr style='display:none'><td>隐</td><td x:num>9</td></tr><tr><td>许可</td><td x:num>5</td></tr>
<![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td></tr><![endif]>
</table></body></html>"""


def test_pages_that_office_programs_save() -> None:
    assert drawn(document_of(WORD.encode(), "x")) == "柳溪镇2023年报\n一、 总体情况\n平稳。\n规章 | 12\n许可 | 5"
    assert drawn(document_of(EXCEL.encode(), "x")) == "信息公开情况 | ·\n规章 | 12\n许可 | 5"


# ── Layout ───────────────────────────────────────────────────────────────────────────────────────────────────────────

DATA = f"<table>{rows('信息内容 | 本年处理决定数量', '行政许可 | 12')}</table>"
DRAWN_DATA = "信息内容 | 本年处理决定数量\n行政许可 | 12"


def test_a_table_around_the_page_is_taken_apart() -> None:
    layout = f"""<table><tr><td colspan=2>柳溪镇人民政府</td></tr><tr><td><ul><li>首页<li>公开</ul></td><td>
      <table><tr><td><h1>{TITLE}</h1><p>一、总体情况</p><p>{PROSE}</p>{DATA}<p>六、其他</p></td></tr></table>
      </td></tr><tr><td></td><td>主办单位</td></tr></table>"""
    document = read(layout)
    assert drawn(document) == "\n".join(
        ["柳溪镇人民政府", "首页", "公开", TITLE, "一、总体情况", PROSE, DRAWN_DATA, "六、其他", "_ | 主办单位"]
    )
    assert str(document.blocks[-2].origin) == "html:p7"
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert [str(table.rows[-1][-1].origin) for table in tables] == ["html:t3r2c2", "html:t1r3c2"]


def test_paragraphs_are_counted_through_tables() -> None:
    document = read(f"<p>甲{DATA}<p>乙{DATA}丙")
    assert [str(b.origin) for b in document.blocks if isinstance(b, Paragraph)] == ["html:p1", "html:p2", "html:p3"]
    assert [b.rows[0][0].origin for b in document.blocks if isinstance(b, Table)] == [
        CellOrigin("html", 1, 1, 1),
        CellOrigin("html", 2, 1, 1),
    ]


def test_hidden_tables_are_counted() -> None:
    document = read(f"<div style='display:none'>{DATA}</div><template>{DATA}</template>{DATA}")
    assert str(document.blocks[0].rows[0][0].origin) == "html:t3r1c1"


def test_a_table_of_one_column_is_its_lines() -> None:
    assert drawn(read(f"<table>{rows(TITLE, '一、总体情况', PROSE)}</table>")) == f"{TITLE}\n一、总体情况\n{PROSE}"


def test_a_title_between_blank_cells_is_a_line() -> None:
    assert drawn(read(f"<table>{rows(f'&nbsp; | {TITLE} | ')}</table>")) == TITLE


def test_a_report_in_one_table_is_prose_and_rows() -> None:
    table = rows(
        f"{TITLE}:4",
        "一、总体情况:4",
        f"{PROSE}:4",
        "二、主动公开政府信息情况:4",
        "第二十条第（一）项:4",
        "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数",
        "规章 | 0 | 0 | 0",
        "三、收到和处理政府信息公开申请情况:4",
        "一、本年新收 | 2 | 0 | 2",
    )
    document = read(f"<table>{table}</table>")
    assert drawn(document) == "\n".join(
        [
            *(TITLE, "一、总体情况", PROSE, "二、主动公开政府信息情况"),
            "第二十条第（一）项 | · | · | ·",
            "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数",
            "规章 | 0 | 0 | 0",
            "三、收到和处理政府信息公开申请情况",
            "一、本年新收 | 2 | 0 | 2",
        ]
    )
    assert str(document.blocks[-1].rows[0][1].origin) == "html:t1r9c2"


def test_rows_of_labels_without_figures_stay_rows() -> None:
    lines = [
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）:2 | 申请人情况:2",
        "一、本年新收政府信息公开申请数量:2 | | ",
        "三、本年度办理结果^2 | 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 | | ",
        "（七）总计 | | ",
    ]
    document = read(f"<table>{rows(*lines)}</table>")
    assert len(document.blocks) == 1
    assert [len(row) for row in document.blocks[0].rows] == [2, 3, 4, 3]


def test_a_long_remark_beside_figures_breaks_no_row() -> None:
    document = read(f"<table>{rows('许可 | 12 | 件 | ' + PROSE * 4, '处罚 | 3 | 件 | ')}</table>")
    assert [len(row) for row in document.blocks[0].rows] == [4, 4]


def test_tables_that_print_nothing_are_left_out() -> None:
    assert drawn(read(f"<table>{rows(' | ', ' | &nbsp;')}</table><p>甲")) == "甲"


# ── Pages that hold no report ────────────────────────────────────────────────────────────────────────────────────────


def reason_of(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        document_of(data, "x.html")
    return caught.value.code


@pytest.mark.parametrize(
    "body",
    [
        "<h1>404 Not Found</h1><hr><center>nginx</center>",
        "<h1>403 Forbidden</h1>",
        "<h1>502 Bad Gateway</h1>",
        "<p>抱歉，您访问的页面不存在或已被删除！</p><a>返回柳溪镇人民政府首页</a>",
        "<p>该网页无法访问，请稍后再试</p>",
        "<form>用户名<input><br>密码<input type=password><button>登 录</button></form>",
        "<p>请启用 JavaScript 后继续</p>",
        "<table><tr><td>错误</td><td>找不到该文章</td></tr></table>",
    ],
)
def test_pages_that_only_say_that_there_is_none(body: str) -> None:
    assert reason_of(page(body)) == "html_error_page"


def test_an_error_may_stand_in_the_title_alone() -> None:
    assert reason_of(b"<html><title>404 Not Found</title><img src=a>") == "html_error_page"


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>{TITLE}</h1><p>登录</p><p>无法访问时请联系我们</p>",
        "<a>登录</a><ul>" + "<li>柳溪镇2022年年度报告</li>" * 3 + "</ul>",
        "<p>公开文件404件，信息500条</p>",
        "<p>" + PROSE * 20 + "页面不存在</p>",
        DATA.replace("12", "404"),
    ],
)
def test_reports_and_lists_are_no_error_pages(body: str) -> None:
    assert read(body).blocks


@pytest.mark.parametrize(
    "data",
    [
        page(""),
        page("<script>1</script><div>&nbsp;</div><img src=a>"),
        page("<table><tr><td></td><td>&nbsp;</td></tr></table>"),
        b"<!-- -->\n<html>",
        b"<html",
        b"<iframe src='about:blank'></iframe>",
    ],
)
def test_a_page_that_prints_nothing_is_empty(data: bytes) -> None:
    assert reason_of(data) == "empty"


# ── Odd pages ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("opened", "closed"),
    [("<div>", "</div>"), ("<span>", "</span>"), ("<font>", ""), ("<table><tr><td>", "</td></tr></table>")],
)
def test_deep_nesting_loses_nothing(opened: str, closed: str) -> None:
    taken = []
    for deep in (2500, 5000):
        began = time.process_time()
        document = read(f"<p>前</p>{opened * deep}<p>深</p>{closed * deep}<p>后</p>")
        assert drawn(document) == "前\n深\n后"
        taken.append(max(time.process_time() - began, 0.05))
    assert taken[1] < 7 * taken[0]


@pytest.mark.parametrize(
    ("inner", "grid"),
    [
        ("<table><tr><td>3<td>4</table>", "规章 | 3 / 4 | 5\n许可 | 6 | 7"),
        ("<table><tr><td>3<tr><td>4</table>", "规章 | 3 / 4 | 5\n许可 | 6 | 7"),
        ("<table><tr><td>3</table>", "规章 | 3 | 5\n许可 | 6 | 7"),
        ("<table><tr><td>3<td></table>", "规章 | 3 | 5\n许可 | 6 | 7"),
        ("12<table><tr><td>3<td>4</table>", "规章 | 12 / 3 / 4 | 5\n许可 | 6 | 7"),
    ],
)
def test_a_table_of_figures_takes_no_row_apart(inner: str, grid: str) -> None:
    assert drawn(read(f"<table><tr><td>规章<td>{inner}<td>5<tr><td>许可<td>6<td>7</table>")) == grid


def test_a_table_of_a_row_of_figures_is_that_row() -> None:
    inner = "<table><tr><td>3<td>4<td>5</table>"
    body = f"<table><tr><td>规章<td colspan=3>{inner}<tr><td>许可<td>6<td>7<td>8</table>"
    assert drawn(read(body)) == "规章 | 3 | 4 | 5\n许可 | 6 | 7 | 8"


def test_nested_data_tables_keep_their_order() -> None:
    body = DATA
    for depth in range(300):
        body = f"<table><tr><td>甲{depth}</td><td>{body}</td></tr></table>"
    document = read(body)
    assert [block.text for block in document.blocks[:-1]] == [f"甲{depth}" for depth in reversed(range(300))]
    assert str(document.blocks[-1].rows[0][0].origin) == "html:t301r1c1"


def test_huge_spans_cost_little() -> None:
    began = time.process_time()
    read("<table>" + "<tr><td colspan=1000 rowspan=10000>甲</td><td>1</td></tr>" * 1000 + "</table>")
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    "piece", ["<style>", "<style>/*", "<style>@media{", "<style>a,", "{", "<style>.a{display:none}"]
)
def test_endless_style_sheets_cost_little(piece: str) -> None:
    began = time.process_time()
    assert drawn(read(f"<p>甲</p><style>{piece * 20_000}</style>")).startswith("甲")
    assert time.process_time() - began < 2


TAGS = (
    "<table> </table> <tr> </tr> <td> </td> <td\xa0rowspan=2> <td\xa0colspan=3> <tbody> </tbody> <p> </p> <br> <div> "
    "</div> <span> </span> <pre> </pre> <title> </title> <script> </script> <!-- --> <form> </form> <font> <li> "
    "<h2> <caption> </caption> <div\xa0style=display:table> <div\xa0style=display:table-row> "
    "<td\xa0style=visibility:hidden> <sup> </sup> <input\xa0value=1> "
    "<div\xa0style=display:table-cell> <p\xa0hidden> <svg> </svg> <a> </a> <body> </body> <html> </html> < > & 甲 1 。"
)
SOUP = st.sampled_from([tag.replace("\xa0", " ") for tag in TAGS.split(" ")])


@given(st.lists(SOUP, max_size=60))
@settings(deadline=None)
def test_any_soup_is_read_or_has_a_reason(soup: list[str]) -> None:
    try:
        document = document_of(b"<html>" + "".join(soup).encode(), "x")
    except UnreadableFile as error:
        assert error.code == "empty"
        return
    places = [str(c.origin) for b in document.blocks if isinstance(b, Table) for row in b.rows for c in row]
    assert len(set(places)) == len(places)
    assert all(b.text.strip() for b in document.blocks if isinstance(b, Paragraph))


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_in_a_page_are_read_or_have_a_reason(data: bytes) -> None:
    try:
        document_of(b"<html><body><table><tr><td>" + data, "x")
    except UnreadableFile as error:
        assert error.code in {"empty", "encoding", "html_error_page", "html_in_frame", "truncated", "unsupported"}


FIGURES = st.lists(st.lists(st.integers(0, 9999), min_size=2, max_size=6), min_size=1, max_size=8)


@given(FIGURES, st.sampled_from(["", "<p>", "<span>", "<div><p>", "\n  "]))
@settings(deadline=None)
def test_every_figure_is_read_once_at_its_place(figures: list[list[int]], inside: str) -> None:
    body = "".join("<tr>" + "".join(f"<td>{inside}{n}</td>" for n in row) + "</tr>" for row in figures)
    document = read(f"<table>{body}</table>")
    assert [[int(cell.text) for cell in row] for row in document.blocks[0].rows] == figures
