"""Word files → Document: what is printed once changes are accepted, tables as grids, packages odd and hostile."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.checks import verdict_of
from extract.errors import UnreadableFile
from extract.forms import load_forms
from extract.model import CellOrigin, Gap, ParagraphOrigin, Source, Table
from extract.numbers import read_number
from extract.pipeline import reading_of
from extract.readers.docx import document_of
from extract.readers.python_docx import second_document_of
from extract.words.wording import message_of
from tests.made.printing import docx_bytes, look_of, printed
from tests.made.whole import faulty

if TYPE_CHECKING:
    from extract.model import Document

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
SPACES = (
    f'xmlns:w="{WORD}" xmlns:m="{OFFICE}/math" xmlns:r="{OFFICE}/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
TABLE = "<w:tbl><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
PROSE = "全镇围绕群众关心的事项主动公开政府信息三百余条，及时更新公开指南与公开目录，方便群众查询与监督。"


def package(parts: dict[str, str | bytes], main: str = "word/document.xml") -> bytes:
    made = BytesIO()
    relations = f'<Relationships {RELATIONS}><Relationship Id="a" Type="{OFFICE}/relationships/officeDocument" '
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", f'{relations}Target="{main}"/></Relationships>')
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def main_part(body: str) -> str:
    return f"<?xml version='1.0' encoding='UTF-8'?><w:document {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"


def file(body: str, styles: str = "", numbering: str = "") -> bytes:
    parts: dict[str, str | bytes] = {"word/document.xml": main_part(body)}
    if styles:
        parts["word/styles.xml"] = f"<w:styles {SPACES}>{styles}</w:styles>"
    if numbering:
        parts["word/numbering.xml"] = f"<w:numbering {SPACES}>{numbering}</w:numbering>"
    return package(parts)


def read_bytes(data: bytes) -> Document:
    return document_of(data, Source("x.docx", "docx", "0" * 64, len(data)))


def read(body: str, styles: str = "", numbering: str = "") -> Document:
    return read_bytes(file(body, styles, numbering))


def p(text: str, options: str = "") -> str:
    return f"<w:p>{options and f'<w:pPr>{options}</w:pPr>'}{run(text) if text else ''}</w:p>"


def run(text: str, options: str = "") -> str:
    return f"<w:r>{options and f'<w:rPr>{options}</w:rPr>'}<w:t xml:space='preserve'>{text}</w:t></w:r>"


def cell(inside: str, options: str = "") -> str:
    """A cell of one paragraph, or of what is already XML."""
    return f"<w:tc><w:tcPr>{options}</w:tcPr>{inside if inside.startswith('<') else p(inside)}</w:tc>"


def row(*cells: str, options: str = "") -> str:
    made = "".join(each if each.startswith(("<w:tc>", "<w:sdt>")) else cell(each) for each in cells)
    return f"<w:tr>{options and f'<w:trPr>{options}</w:trPr>'}{made}</w:tr>"


def table(*rows: str, widths: tuple[int, ...] = ()) -> str:
    return TABLE.format(grid="".join(f"<w:gridCol w:w='{width}'/>" for width in widths), rows="".join(rows))


def rows(*lines: str) -> str:
    """Table rows out of lines of cells: `a | b`; `a:3` spans three columns, `a^` begins a merge that `^` goes on."""
    made = []
    for line in lines:
        cells = []
        for each in line.split("|"):
            text, _, wide = each.strip().partition(":")
            options = f"<w:gridSpan w:val='{wide}'/>" if wide else ""
            if text.endswith("^"):
                text = text[:-1]
                options += "<w:vMerge w:val='restart'/>" if text else "<w:vMerge/>"
            cells.append(cell(text, options))
        made.append(row(*cells))
    return table(*made)


def control(inside: str, more: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{more}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def drawn(document: Document) -> str:
    """The blocks as text: paragraphs as lines; a table as rows of its grid, `_` an empty cell, `·` a place without."""
    return "\n".join(_drawn_table(block) if isinstance(block, Table) else block.text for block in document.blocks)


def _drawn_table(block: Table) -> str:
    width = max(each.column for line in block.rows for each in line) + 1
    lines = []
    for line in block.rows:
        printed = {each.column: each.text or "_" for each in line}
        lines.append(" | ".join(printed.get(column, "·") for column in range(width)))
    return "\n".join(lines)


def drawing(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.strip().splitlines())


# ── Lines ────────────────────────────────────────────────────────────────────────────────────────────────────────────

FIELD = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
BEGIN, SEPARATE, END = map(FIELD.format, ("begin", "separate", "end"))
OFF = "<w:vanish w:val='false'/>"
UNFILLED_OFF = "<w:showingPlcHdr w:val='0'/>"
INSTRUCTION = "<w:r><w:instrText>PAGE 隐</w:instrText></w:r>"


@pytest.mark.parametrize(
    ("inside", "lines"),
    [
        (run("政") + run("府") + run("信息"), ["政府信息"]),
        (run("　　一、总体情况  "), ["一、总体情况"]),
        (run("１，２３４（万元）"), ["１，２３４（万元）"]),
        (run("甲") + "<w:r><w:br/><w:t>乙</w:t><w:cr/></w:r>" + run("丙"), ["甲", "乙", "丙"]),
        (run("甲") + "<w:r><w:br w:type='page'/></w:r>" + run("乙"), ["甲", "乙"]),
        ("<w:r><w:tab/><w:t>甲</w:t></w:r>", ["甲"]),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>9</w:t><w:tab/></w:r>", ["甲\t9\t"]),
        ("<w:r><w:t>12</w:t><w:noBreakHyphen/><w:t>30</w:t><w:softHyphen/><w:t>日</w:t></w:r>", ["12-30日"]),
        ("<w:r><w:sym w:font='Symbol' w:char='F02F'/><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>", ["/☑"]),
        ("<w:r><w:sym w:font='宋体' w:char='xyz'/></w:r>" + run("甲"), ["甲"]),
        ("<w:hyperlink r:id='x'>" + run("甲") + "</w:hyperlink><w:smartTag>" + run("乙") + "</w:smartTag>", ["甲乙"]),
        ("<w:customXml>" + run("甲") + "</w:customXml><w:sdt><w:sdtContent>" + run("乙") + "</w:sdtContent></w:sdt>",
         ["甲乙"]),
        ("<w:proofErr/><w:bookmarkStart w:id='1'/>" + run("甲") + "<w:bookmarkEnd w:id='1'/>", ["甲"]),
        (run("甲") + "<w:r><w:footnoteReference w:id='2'/><w:commentReference/></w:r>" + run("乙"), ["甲乙"]),
        (run("共") + "<m:oMath><m:r><m:t>12</m:t></m:r></m:oMath>" + run("件"), ["共12件"]),
        (f"<w:r><w:ruby><w:rt>{run('yin')}</w:rt><w:rubyBase>{run('音')}</w:rubyBase></w:ruby></w:r>", ["音"]),
        ("<w:fldSimple w:instr='隐'>" + run("3") + "</w:fldSimple>" + run("页"), ["3页"]),
        (BEGIN + INSTRUCTION + SEPARATE + run("3") + END + run("页"), ["3页"]),
        (BEGIN + INSTRUCTION + BEGIN + SEPARATE + run("隐") + END + SEPARATE + run("3") + END + run("页"), ["3页"]),
        (run("甲") + BEGIN + INSTRUCTION + END + run("乙"), ["甲乙"]),
        (run("甲") + BEGIN + run("乙"), ["甲乙"]),
        (SEPARATE + run("甲") + END, ["甲"]),
        (BEGIN + run("隐") + END + run("甲"), ["甲"]),
        (run("甲") + BEGIN + run("隐") + SEPARATE + run("乙") + SEPARATE + run("丙") + END, ["甲乙丙"]),
        ("<w:r><w:t>甲\n乙</w:t><w:tab/><w:t>9</w:t></w:r>", ["甲 乙\t9"]),
        (run("甲") + BEGIN + run("隐") + END + END + run("乙"), ["甲乙"]),
        ("<w:r><w:t>甲</w:t><w:ptab/><w:t>9</w:t></w:r>", ["甲\t9"]),
        ("<w:r><w:sym w:font='Symbol' w:char='F02D'/><w:sym w:font='宋体' w:char='D800'/></w:r>", ["−"]),
        ("<w:r><w:sym w:font='Webdings' w:char='F0FE'/></w:r>", ["\uf0fe"]),
        (f"<w:pPr><w:tabs><w:tab w:val='left' w:pos='9'/></w:tabs></w:pPr>{run('甲 ')}", ["甲"]),
        (f"<w:pPr><w:rPr><w:strike/></w:rPr></w:pPr>{run('甲')}", ["甲"]),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>第 9 页</w:t></w:r>", ["甲\t第 9 页"]),
        ("<w:r><w:t>甲\n乙</w:t></w:r>", ["甲 乙"]),
    ],
)  # fmt: skip
def test_lines_are_those_that_are_printed(inside: str, lines: list[str]) -> None:
    document = read(f"<w:p>{inside}</w:p>")
    assert [block.text for block in document.blocks] == lines
    assert [block.origin for block in document.blocks] == [ParagraphOrigin("docx", n + 1) for n in range(len(lines))]


@pytest.mark.parametrize(
    "inside",
    [
        "<w:p/>",
        p(" \u3000"),
        f"<w:p>{run('隐', '<w:vanish/>')}</w:p>",
        f"<w:p>{run('隐', '<w:strike/>')}{run('隐', '<w:dstrike/>')}</w:p>",
        f"<w:p>{run('隐', '<w:rStyle w:val=&hid&/>')}</w:p>".replace("&", "'"),
        p("隐", "<w:pStyle w:val='hides'/>"),
        p("隐", "<w:pStyle w:val='on'/>"),
        "<w:p><w:del><w:r><w:delText>隐</w:delText><w:tab/></w:r></w:del></w:p>",
        f"<w:p><w:del>{run('隐')}</w:del></w:p>",
        f"<w:p><w:ins><w:del>{run('隐')}</w:del></w:ins></w:p>",
        f"<w:p><w:moveFrom>{run('隐')}</w:moveFrom></w:p>",
        control(p("请填写"), "<w:showingPlcHdr/>"),
        f"<w:p>{control(run('请填写'), '<w:showingPlcHdr/>')}</w:p>",
    ],
)  # fmt: skip
def test_what_is_hidden_deleted_or_to_be_filled_in_is_left_out(inside: str) -> None:
    styles = (
        "<w:style w:styleId='hid'><w:rPr><w:vanish/></w:rPr></w:style>"
        "<w:style w:styleId='hides'><w:rPr><w:vanish/></w:rPr></w:style>"
        "<w:style w:styleId='on'><w:basedOn w:val='hides'/></w:style>"
    )
    assert drawn(read(p("前") + inside + p("后"), styles)) == "前\n后"


@pytest.mark.parametrize(
    "inside",
    [
        f"<w:p>{run('留', OFF)}</w:p>",
        f"<w:p><w:pPr><w:pStyle w:val='hides'/></w:pPr>{run('留', OFF)}</w:p>",
        f"<w:p>{run('留', '<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>')}</w:p>",
        f"<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr><w:ins>{run('留')}</w:ins></w:p>",
        f"<w:p><w:moveTo>{run('留')}</w:moveTo></w:p>",
        f"<w:ins>{p('留')}</w:ins>",
        f"<w:p>{run('留')}<w:del><w:r><w:delText>隐</w:delText></w:r></w:del></w:p>",
        f"<w:p>{control(run('留'), UNFILLED_OFF)}</w:p>",
        control(p("留"), UNFILLED_OFF),
    ],
)
def test_what_is_inserted_moved_or_shown_again_is_read(inside: str) -> None:
    styles = "<w:style w:styleId='hides'><w:rPr><w:vanish/></w:rPr></w:style>"
    assert drawn(read(p("前") + inside + p("后"), styles)) == "前\n留\n后"


def test_a_table_of_contents_is_no_part_of_the_body() -> None:
    entry = (
        "<w:r><w:t>一、总体情况</w:t><w:tab/></w:r>" + BEGIN + INSTRUCTION.replace("PAGE", "PAGEREF _Toc1") + SEPARATE
    )
    linked = f"<w:p><w:hyperlink w:anchor='_Toc1'>{entry}{run('1')}{END}</w:hyperlink></w:p>"
    by_field = f"<w:p>{BEGIN}<w:r><w:instrText>TOC</w:instrText></w:r>{SEPARATE}{entry}{run('12')}{END}</w:p>"
    only_linked = (
        "<w:p><w:hyperlink w:anchor='_Toc1'><w:r><w:t>二、</w:t><w:tab/><w:t>2</w:t></w:r></w:hyperlink></w:p>"
    )
    tabbed = "<w:p><w:r><w:t>规章</w:t><w:tab/><w:t>12</w:t></w:r></w:p>"
    counted = f"<w:p><w:r><w:t>页</w:t><w:tab/></w:r>{BEGIN}{INSTRUCTION}{SEPARATE}{run('3')}{END}</w:p>"
    elsewhere = "<w:p><w:hyperlink r:id='x'><w:r><w:t>网</w:t><w:tab/><w:t>4</w:t></w:r></w:hyperlink></w:p>"
    body = p("目录") + linked + by_field + only_linked + tabbed + counted + elsewhere
    assert drawn(read(body)) == "目录\n规章\t12\n页\t3\n网\t4"


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    deleted = "<w:rPr><w:del w:id='1'/></w:rPr>"
    assert drawn(read(p("收到申请", deleted) + p("9件。") + p("后"))) == "收到申请9件。\n后"
    assert drawn(read(p("前") + p("后", deleted))) == "前\n后"
    assert drawn(read(p("前", deleted) + rows("甲 | 1"))) == "前\n甲 | 1"


def test_a_style_separator_keeps_the_heading_apart() -> None:
    assert drawn(read(p("一、总体情况", "<w:rPr><w:vanish/></w:rPr>") + p("后"))) == "一、总体情况\n后"


def test_what_is_given_in_several_forms_is_read_once() -> None:
    both = "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
    assert drawn(read(both.format(p("甲"), p("隐")) + both.format("", p("乙")) + both.format("", ""))) == "甲\n乙"
    inside = run("甲") + both.format("", run("乙")) + both.format(run("丙"), run("隐"))
    assert drawn(read(f"<w:p>{inside}</w:p>")) == "甲乙丙"
    made = table(row("a", "b"), both.format(row("c", "d"), row("隐", "隐")))
    assert drawn(read(made)) == "a | b\nc | d"
    assert drawn(read(both.format(rows("a | b"), p("隐")))) == "a | b"


# ── Automatic numbers ────────────────────────────────────────────────────────────────────────────────────────────────


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f"<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{form}'/>{more}<w:lvlText w:val='{text}'/></w:lvl>"
    )


def abstract(key: int, *levels: str) -> str:
    return f"<w:abstractNum w:abstractNumId='{key}'>{''.join(levels)}</w:abstractNum>"


def num(key: int, of: int, more: str = "") -> str:
    return f"<w:num w:numId='{key}'><w:abstractNumId w:val='{of}'/>{more}</w:num>"


def item(text: str, at: int = 0, key: int = 1) -> str:
    return p(text, f"<w:numPr><w:ilvl w:val='{at}'/><w:numId w:val='{key}'/></w:numPr>")


OUTLINE = abstract(
    0, level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%3.")
)
ITEMS = (("甲", 0), ("乙", 1), ("丙", 2), ("丁", 2), ("戊", 1), ("己", 2), ("庚", 0), ("辛", 1))


def test_numbers_are_counted_level_by_level() -> None:
    document = read("".join(item(*each) for each in ITEMS), numbering=OUTLINE + num(1, 0))
    assert drawn(document) == drawing(
        """
        一、甲
        （一）乙
        1. 丙
        2. 丁
        （二）戊
        1. 己
        二、庚
        （一）辛
        """
    )


@pytest.mark.parametrize(
    ("levels", "wanted"),
    [
        ((level(0, "decimal", "%1"), level(1, "decimal", "%1.%2")), "1 甲 1.1 乙 1.2 丙 2 丁"),
        ((level(0, "chineseCounting", "第%1条"), level(1, "decimal", "%1.%2", "<w:isLgl/>")),
         "第一条 甲 1.1 乙 1.2 丙 第二条 丁"),
        ((level(0, "decimal", "%1.", "<w:suff w:val='nothing'/>"), level(1, "lowerLetter", "%2)")),
         "1.甲 a) 乙 b) 丙 2.丁"),
        ((level(0, "bullet", "\uf06c"), level(1, "none", "注：")), "甲 注：乙 注：丙 丁"),
        ((level(0, "ideographTraditional", "%1、"), level(1, "decimalEnclosedCircle", "%2")),
         "甲、甲 ① 乙 ② 丙 乙、丁"),
        ((level(0, "decimal", "%1."), level(1, "decimal", "%9%2.")), "1. 甲 1. 乙 2. 丙 2. 丁"),
        ((level(0, "none", "%1注"), level(1, "decimal", "%1%2.")), "注 甲 1. 乙 2. 丙 注 丁"),
        ((level(0, "upperRoman", "%1."), level(1, "decimalEnclosedParen", "%2")), "I. 甲 ⑴ 乙 ⑵ 丙 II. 丁"),
        ((level(0, "decimalFullWidth", "%1．"), level(1, "japaneseCounting", "(%2)")), "１．甲 (一) 乙 (二) 丙 ２．丁"),
    ],
)  # fmt: skip
def test_numbers_in_many_forms(levels: tuple[str, ...], wanted: str) -> None:
    items = item("甲") + item("乙", 1) + item("丙", 1) + item("丁")
    assert drawn(read(items, numbering=abstract(0, *levels) + num(1, 0))).split() == wanted.split()


def test_a_list_goes_on_counts_anew_or_keeps_on_counting() -> None:
    restart = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride>"
    numbering = OUTLINE + num(1, 0) + num(2, 0) + num(3, 0, restart)
    keys = (1, 1, 2, 3, 3, 1)
    lines = drawn(read("".join(item("甲", 0, key) for key in keys), numbering=numbering)).splitlines()
    assert [line[0] for line in lines] == list("一二三一二三")
    other = f"<w:lvlOverride w:ilvl='0'>{level(0, 'decimal', '%1.')}</w:lvlOverride>"
    assert drawn(read(item("甲", 0, 4), numbering=OUTLINE + num(4, 0, other))) == "1. 甲"
    kept = abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "(%2)", "<w:lvlRestart w:val='0'/>"))
    items = item("甲") + item("乙", 1) + item("丙") + item("丁", 1)
    assert drawn(read(items, numbering=kept + num(1, 0))).splitlines()[-1] == "(2) 丁"


def test_hidden_paragraphs_are_not_counted_and_empty_ones_are() -> None:
    hidden = "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr><w:rPr><w:vanish{}/></w:rPr></w:pPr></w:p>"
    by_style = p("隐", "<w:pStyle w:val='hid'/><w:numPr><w:numId w:val='1'/></w:numPr>")
    items = item("甲") + hidden.format("") + by_style + item("乙") + item("") + hidden.format(" w:val='0'") + item("丙")
    styles = "<w:style w:styleId='hid'><w:rPr><w:vanish/></w:rPr></w:style>"
    lines = drawn(read(items, styles, OUTLINE + num(1, 0))).splitlines()
    assert lines == ["一、甲", "二、乙", "三、", "四、", "五、丙"]


def test_numbers_by_style_and_none_where_a_paragraph_says_so() -> None:
    numbering = abstract(0, level(0, "chineseCounting", "%1、", "<w:pStyle w:val='h1'/>"),
                         level(1, "chineseCounting", "（%2）", "<w:pStyle w:val='h2'/>")) + num(7, 0)  # fmt: skip
    style = "<w:style w:styleId='{}'>{}<w:pPr><w:numPr><w:numId w:val='7'/></w:numPr></w:pPr></w:style>"
    styles = style.format("h1", "") + style.format("h2", "<w:basedOn w:val='h1'/>")
    styles += "<w:style w:styleId='h3'><w:basedOn w:val='h1'/></w:style>"
    body = (
        p("甲", "<w:pStyle w:val='h1'/>") + p("乙", "<w:pStyle w:val='h2'/>") + p("丙", "<w:pStyle w:val='h3'/>")
        + p("丁", "<w:pStyle w:val='h1'/><w:numPr><w:numId w:val='0'/></w:numPr>") + p("戊", "<w:pStyle w:val='h1'/>")
    )  # fmt: skip
    assert drawn(read(body, styles, numbering)).split() == ["一、甲", "（一）乙", "二、丙", "丁", "三、戊"]


def test_numbers_in_cells_and_of_lists_linked_to_a_style() -> None:
    linked = (
        "<w:abstractNum w:abstractNumId='4'><w:numStyleLink w:val='s'/></w:abstractNum>"
        f"<w:abstractNum w:abstractNumId='5'><w:styleLink w:val='s'/>{level(0, 'decimal', '%1.')}</w:abstractNum>"
    )
    made = table(row(cell(item("其他")), "3"), row(cell(item("总计")), "4"))
    assert drawn(read(made, numbering=linked + num(1, 4))) == "1. 其他 | 3\n2. 总计 | 4"


def test_deleted_paragraphs_are_not_counted_and_lists_unknown_print_nothing() -> None:
    gone = (
        "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>"
        f"<w:del>{run('隐')}</w:del></w:p>"
    )
    items = item("甲") + gone + item("乙") + item("丙", key=9) + item("丁", at=8)
    assert drawn(read(items, numbering=OUTLINE + num(1, 0))).split() == ["一、甲", "二、乙", "丙", "丁"]
    assert drawn(read(item("甲") + p("乙", "<w:pStyle w:val='none'/>"))).split() == ["甲", "乙"]


# ── Tables ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_spans_put_every_cell_at_its_place() -> None:
    document = read(p("前") + rows("a^ | b:2 | c^", "^ | d | e | ^", "f:3 | g") + p("后"))
    assert drawn(document) == drawing(
        """
        前
        a | b | · | c
        · | d | e | ·
        f | · | · | g
        后
        """
    )
    block = document.blocks[1]
    assert isinstance(block, Table)
    assert block.rows[1][0].origin == CellOrigin("docx", 1, 2, 2)
    assert all(each.bounded for line in block.rows for each in line)


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (("a | b", "^ | c"), "a | b\n_ | c"),
        (("^ | b", "^ | c"), "_ | b\n· | c"),
        (("a^ | b", "c | d", "^ | e"), "a | b\nc | d\n_ | e"),
        (("a^ | b", "a^ | c"), "a | b\na | c"),
        (("a:2 | b", "c | d"), "a | · | b\nc | d | ·"),
        (("a | b | c", "d:0 | e:-1", "f:x"), "a | b | c\nd | e | ·\nf | · | ·"),
        (("a:20000000 | b",), "a" + " | ·" * 999 + " | b"),
    ],
)
def test_broken_spans_keep_what_is_printed(lines: tuple[str, ...], wanted: str) -> None:
    assert drawn(read(rows(*lines))) == wanted


def test_columns_left_out_and_old_merges() -> None:
    across = [cell(text, f"<w:hMerge w:val='{kind}'/>") for text, kind in (("a", "restart"), ("隐", "continue"))]
    body = table(
        row(*across, "b"), row("c", options="<w:gridBefore w:val='2'/>"), row("d", options="<w:gridAfter w:val='2'/>")
    )
    assert drawn(read(body)) == "a | · | b\n· | · | c\nd | · | ·"


def test_spans_of_before_a_change_count_no_more() -> None:
    before = "<w:tcPrChange><w:tcPr><w:gridSpan w:val='3'/><w:vMerge/></w:tcPr></w:tcPrChange>"
    assert drawn(read(table(row("a", "b"), row(cell("c", before), "d")))) == "a | b\nc | d"


def test_rows_and_cells_that_are_deleted_are_not_there() -> None:
    body = table(
        row("a", "b"),
        row("隐", "隐", options="<w:del w:id='1'/>"),
        row("隐", "隐", options="<w:hidden/>"),
        row("c", "d", options="<w:ins w:id='2'/>"),
        row("e", cell("隐", "<w:cellDel w:id='3'/>"), "f"),
    )
    assert drawn(read(body)) == "a | b\nc | d\ne | f"


def test_content_controls_around_anything() -> None:
    unfilled = control(cell("点击此处输入文字。"), "<w:showingPlcHdr/>")
    made = table(row("a", control(cell("b"))), control(row("c", cell(control(p("d"))))), row("e", unfilled))
    assert drawn(read(control(p("前")) + control(made))) == "前\na | b\nc | d\ne | _"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (p("商业") + p("企业"), "商业企业"),
        ("<w:p><w:r><w:t>商业</w:t><w:br/><w:t>企业</w:t></w:r></w:p>", "商业企业"),
        (p("") + p("9") + p(" "), "9"),
        (p("12") + p("34"), "12 / 34"),
        ("<w:p><w:r><w:t>12</w:t><w:br/><w:t>34</w:t></w:r></w:p>", "12 / 34"),
        ("<w:p><w:r><w:t>12</w:t><w:tab/><w:t>34</w:t></w:r></w:p>", "12 / 34"),
        (p("12") + p("件"), "12 件"),
        (f"<w:p>{run('1')}{run('2')}</w:p>", "12"),
        ("<w:p><w:r><w:tab/><w:t>7</w:t></w:r></w:p>", "7"),
        (p("１２"), "１２"),
        ("<w:p/>", ""),
    ],
)
def test_lines_of_a_cell(inside: str, text: str) -> None:
    block = read(table(row("甲", cell(inside)))).blocks[0]
    assert isinstance(block, Table)
    assert block.rows[0][1].text == text
    assert " / " not in text or read_number(text) is None


def test_hair_thin_columns_are_folded_into_their_neighbours() -> None:
    wide = cell("b", "<w:gridSpan w:val='2'/>")
    thin = (2000, 2000, 1, 2000)
    assert drawn(read(table(row("a", wide, "c"), row("d", "e", "", "f"), widths=thin))) == "a | b | c\nd | e | f"
    assert (
        drawn(read(table(row("a", wide, "c"), row("d", "e", "3", "f"), widths=thin))) == "a | b | · | c\nd | e | 3 | f"
    )
    assert drawn(read(table(row("a", "", "c"), widths=(0, 0, 0)))) == "a | _ | c"
    document = read(table(row("a", wide), row("c", "", "d"), widths=(2000, 1, 2000)))
    assert drawn(document) == "a | b\nc | d"
    assert [len(line) for block in document.blocks if isinstance(block, Table) for line in block.rows] == [2, 2]


def test_tables_that_lay_out_the_page_are_taken_apart() -> None:
    inner = rows("甲 | 1", "乙 | 2")
    body = p("前") + table(row(cell(p("一、总体情况") + inner + p("后")))) + rows("丙 | 3")
    document = read(body)
    assert drawn(document) == "前\n一、总体情况\n甲 | 1\n乙 | 2\n后\n丙 | 3"
    assert [block.rows[0][0].origin for block in document.blocks if isinstance(block, Table)] == [
        CellOrigin("docx", 2, 1, 1),
        CellOrigin("docx", 3, 1, 1),
    ]
    prose = table(row(cell(p(PROSE) + p(PROSE))))
    assert drawn(read(prose)) == f"{PROSE}\n{PROSE}"


def test_tables_in_tables_are_read_as_deep_as_files_go() -> None:
    made = rows("甲 | 1")
    for _ in range(80):
        made = table(row(cell(made)))
    data = file(made)
    assert drawn(read_bytes(data)) == "甲 | 1"
    assert second_document_of(data, read_bytes(data)) == read_bytes(data)


def test_a_table_of_figures_takes_no_row_apart() -> None:
    two = cell(rows("3 | 4") + p(""))
    assert drawn(read(table(row("许可", two, "5"), row("处罚", "1", "2")))) == "许可 | 3 / 4 | 5\n处罚 | 1 | 2"
    wide = cell(rows("3 | 4") + p(""), "<w:gridSpan w:val='2'/>")
    assert (
        drawn(read(table(row("许可", wide, "5"), row("处罚", "1", "2", "6")))) == "许可 | 3 | 4 | 5\n处罚 | 1 | 2 | 6"
    )


def test_nothing_is_printed_by_empty_tables() -> None:
    assert drawn(read(p("前") + table(row("", "")) + table() + p("后"))) == "前\n后"


# ── Boxes and pictures ───────────────────────────────────────────────────────────────────────────────────────────────

BOXED = "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"  # noqa: E501
IMAGE = "<w:r><w:drawing><wp:inline><wp:extent cx='{}' cy='{}'/><a:blip/></wp:inline></w:drawing></w:r>"
SHAPE = "<w:r><w:{0}><v:shape style='position:absolute;width:415pt;height:300pt'><v:imagedata/></v:shape></w:{0}></w:r>"
LARGE, SEAL = IMAGE.format(5_400_000, 1_800_000), IMAGE.format(1_500_000, 1_500_000)


def test_a_text_box_is_read_once() -> None:
    boxed = BOXED.format(p("盒") + rows("甲 | 1"))
    assert drawn(read(f"<w:p>{run('前')}{boxed}</w:p>" + p("后"))) == "前\n盒\n甲 | 1\n后"
    old = f"<v:shape><v:textbox><w:txbxContent>{p('盒')}</w:txbxContent></v:textbox></v:shape>"
    assert drawn(read(f"<w:p><w:r><w:pict>{old}</w:pict></w:r></w:p>")) == "盒"
    assert drawn(read(table(row("甲", cell(f"<w:p>{BOXED.format(p('9'))}</w:p>"))))) == "甲 | 9"


@pytest.mark.parametrize(
    ("inside", "seen"),
    [
        (LARGE, True),
        (SHAPE.format("pict"), True),
        (SHAPE.format("object"), True),
        (SEAL, False),
        (run("图") + LARGE, False),
        (IMAGE.format(5_400_000, 1_800_000).replace("<a:blip/>", ""), False),
        (BOXED.format(p("盒")), False),
    ],
)
def test_a_picture_that_stands_alone_leaves_a_gap(inside: str, seen: bool) -> None:
    document = read(p("前") + f"<w:p>{inside}</w:p>" + p("后"))
    assert document.gaps == ((Gap("picture", ParagraphOrigin("docx", 2)),) if seen else ())
    assert document.blocks[-1].text == "后"


def test_pictures_in_cells_and_embedded_files_leave_a_gap() -> None:
    both = cell(p("9") + f"<w:p>{LARGE}</w:p>")
    document = read(table(row("甲", cell(f"<w:p>{LARGE}</w:p>")), row("乙", both)) + "<w:altChunk r:id='x'/>")
    assert document.gaps == (Gap("picture", CellOrigin("docx", 1, 1, 2)), Gap("picture", ParagraphOrigin("docx", 1)))


# ── Packages ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_odd_packages_are_read() -> None:
    part = main_part(p("甲", "<w:numPr><w:numId w:val='1'/></w:numPr>"))
    numbering = f"<w:numbering {SPACES}>{OUTLINE}{num(1, 0)}</w:numbering>"
    relation = f'<Relationship Id="n" Type="{OFFICE}/relationships/numbering" Target="../lists/n.xml"/>'
    null = f'<Relationship Id="o" Type="{OFFICE}/relationships/image" Target="NULL"/>'
    elsewhere = package(
        {
            "doc/main2.xml": part,
            "doc/_rels/main2.xml.rels": f"<Relationships {RELATIONS}>{relation}{null}</Relationships>",
            "lists/n.xml": numbering,
        },
        "/doc/main2.xml",
    )
    backslashes = package({"word\\document.xml": part, "word\\numbering.xml": numbering}, "word/document.xml")
    unrelated = package({"Word/Document.xml": part, "word/numbering.xml": numbering}, "nowhere.xml")
    two_bytes = package({"word/document.xml": part.replace("UTF-8", "UTF-16").encode("utf-16"),
                         "word/numbering.xml": numbering})  # fmt: skip
    for data in (elsewhere, backslashes, unrelated, two_bytes):
        assert drawn(read_bytes(data)) == "一、甲"


def test_what_is_damaged_or_encrypted_inside_says_so() -> None:
    data = package({"word/document.xml": main_part(p("甲"))})
    assert reason_of(data.replace(b"\x00\x00\x08\x00", b"\x01\x00\x08\x00")) == "encrypted"
    central = data.rindex(b"PK\x01\x02")
    assert reason_of(data[: central + 16] + b"\0\0\0\0" + data[central + 20 :]) == "truncated"


def test_styles_written_two_bytes_a_character_hide_too() -> None:
    hides = "<w:style w:styleId='hides'><w:rPr><w:vanish/></w:rPr></w:style>"
    styles = f"<?xml version='1.0' encoding='UTF-16'?><w:styles {SPACES}>{hides}</w:styles>".encode("utf-16")
    part = main_part(p("隐", "<w:pStyle w:val='hides'/>") + p("甲"))
    assert drawn(read_bytes(package({"word/document.xml": part, "word/styles.xml": styles}))) == "甲"


@pytest.mark.parametrize(("root", "kind"), [("workbook", "xlsx"), ("presentation", "pptx"), ("other", "zip")])
def test_packages_of_other_programs_say_whose_they_are(root: str, kind: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_bytes(package({"a.xml": f"<{root} xmlns='x'/>"}, "a.xml"))
    assert caught.value.details["kind"] == kind


def test_strict_files_are_read() -> None:
    body = p("前") + rows("甲:2 | 1") + f"<w:p>{LARGE}</w:p>"
    drawings = "http://schemas.openxmlformats.org/drawingml/2006/", "http://purl.oclc.org/ooxml/drawingml/"
    strict = main_part(body).replace(WORD, STRICT).replace(*drawings)
    document = read_bytes(package({"word/document.xml": strict}))
    assert drawn(document) == "前\n甲 | · | 1"
    assert len(document.gaps) == 1


def test_notes_headers_and_macros_are_left_alone() -> None:
    parts: dict[str, str | bytes] = {
        "word/document.xml": main_part(p("甲")),
        "word/footnotes.xml": f"<w:footnotes {SPACES}>{p('注')}</w:footnotes>",
        "word/header1.xml": f"<w:hdr {SPACES}>{p('眉')}</w:hdr>",
        "word/vbaProject.bin": b"\xd0\xcf\x11\xe0",
    }
    assert drawn(read_bytes(package(parts))) == "甲"


DEEP = "<w:sdt><w:sdtContent>" * 2000 + p("甲") + "</w:sdtContent></w:sdt>" * 2000
ENTITIES = "<!DOCTYPE w:document [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (package({}), "unsupported"),
        (package({"xl/workbook.xml": "<workbook xmlns='x'/>"}, "xl/workbook.xml"), "unsupported"),
        (package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "unsupported"),
        (package({"a.docx": file(p("甲")), "b.docx": file(p("乙"))}), "unsupported"),
        (file(p("甲"))[:300], "truncated"),
        (b"PK\x03\x04", "truncated"),
        (package({"word/document.xml": "<w:document"}), "truncated"),
        (package({"word/document.xml": ""}), "truncated"),
        (file(""), "empty"),
        (file(p(" ")), "empty"),
        (file(DEEP), "bomb"),
        (file("<w:p/>" * 1_100_000), "bomb"),
        (package({"word/document.xml": b" " * 40_000_000}), "bomb"),
        (package({"word/document.xml": main_part(p("&b;")).replace("<w:document", ENTITIES + "<w:document")}), "bomb"),
        (package({f"word/{n}.xml": "" for n in range(5_100)}), "bomb"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    began = time.process_time()
    assert reason_of(data) == reason
    assert time.process_time() - began < 2


def reason_of(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_bytes(data)
    return caught.value.code


# ── Files of python-docx ─────────────────────────────────────────────────────────────────────────────────────────────


Merged = tuple[int, int, list[tuple[int, int, int, int]]]


@st.composite
def merged_tables(draw: st.DrawFn) -> Merged:
    """The size of a table, and rectangles in it that do not overlap: top, left, bottom, right."""
    height, width = draw(st.integers(2, 6)), draw(st.integers(2, 6))
    taken: set[tuple[int, int]] = set()
    merges = []
    for _ in range(draw(st.integers(0, 5))):
        top, left = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 1))
        bottom, right = draw(st.integers(top, height - 1)), draw(st.integers(left, width - 1))
        covered = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        if len(covered) > 1 and not covered & taken:
            taken |= covered
            merges.append((top, left, bottom, right))
    return height, width, merges


def wanted_of(made: Merged) -> dict[tuple[int, int], str]:
    """What each place of the grid prints that no other cell covers."""
    height, width, merges = made
    covered = {
        (r, c) for top, left, bottom, right in merges for r in range(top, bottom + 1) for c in range(left, right + 1)
    } - {(top, left) for top, left, _, _ in merges}
    return {(r, c): f"{r}.{c}x" for r in range(height) for c in range(width) if (r, c) not in covered}


def written(made: Merged) -> bytes:
    height, width, merges = made
    file = docx.Document()
    grid = file.add_table(height, width)
    for top, left, bottom, right in merges:
        grid.cell(top, left).merge(grid.cell(bottom, right))
    for (r, c), text in wanted_of(made).items():
        grid.cell(r, c).text = text
    stored = BytesIO()
    file.save(stored)
    return stored.getvalue()


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(merged_tables())
def test_random_spans_give_the_grid_they_were_made_of(made: Merged) -> None:
    _, width, merges = made
    wanted = wanted_of(made)
    data = written(made)
    document = read_bytes(data)
    assert second_document_of(data, document) == document
    found = {}
    for block in document.blocks:
        if isinstance(block, Table):
            for line in block.rows:
                for each in line:
                    assert isinstance(each.origin, CellOrigin)
                    found[each.origin.row - 1, each.origin.column - 1] = each.text
        else:
            assert all(right - left == width - 1 for top, left, bottom, right in merges if top == 0) or width == 1
    assert {place: text for place, text in wanted.items() if place in found} == found
    assert len(found) + sum(not isinstance(block, Table) for block in document.blocks) == len(wanted)


# ── The second opinion ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "body",
    [
        p("前") + rows("甲^ | b:2 | 1", "^ | c | 2 | 3") + p("后"),
        rows("甲:0 | 1", "乙:20000000 | 2"),
        table(row("甲", "乙", "1"), row("2", options="<w:gridBefore w:val='2'/>")),
        table(row(cell(p("一、总体情况") + rows("甲 | 1", "乙 | 2") + p("后")))) + rows("丙 | 3"),
        f"<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>9</w:t></w:r></w:p>{rows('甲 | 1')}",
        rows("甲 | 0^ | 5^", "乙 | ^ | ^"),
        table(row("甲", cell("5", "<w:hMerge w:val='restart'/>"), cell("", "<w:hMerge/>"))),
        p("没有表格"),
    ],
)
def test_python_docx_reads_the_same(body: str) -> None:
    data = file(body)
    assert second_document_of(data, read_bytes(data)) == read_bytes(data)


def test_python_docx_reads_what_we_leave_out_and_no_automatic_numbers() -> None:
    data = file(table(row(cell(item("甲")), "1"), row("乙", "2")), numbering=OUTLINE + num(1, 0))
    assert drawn(read_bytes(data)) == "一、甲 | 1\n乙 | 2"
    assert drawn(second_document_of(data, read_bytes(data))) == "甲 | 1\n乙 | 2"
    data = file(table(row("甲", "1"), row("乙", "2", options="<w:del/>")) + f"<w:p>{LARGE}</w:p>")
    again = second_document_of(data, read_bytes(data))
    assert (drawn(again), again.gaps) == ("甲 | 1\n乙 | 2", read_bytes(data).gaps)


@pytest.mark.parametrize(
    "data",
    [
        file(table(row("甲", cell(control(p("1")))))),
        file(table(row("甲", cell(f"<w:p><w:ins>{run('1')}</w:ins></w:p>")), row("乙", "1"), row("丙", "2"))),
        file(rows("^ | 1", "甲 | 2").replace("<w:p></w:p>", p("3"))),
        file(rows("甲:x | 1")),
        package({"word/document.xml": main_part(rows("甲 | 1")).replace(WORD, STRICT)}),
    ],
)
def test_where_python_docx_misses_a_figure_it_has_no_opinion(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        second_document_of(data, read_bytes(data))


def test_a_report_whose_sums_fail_is_read_again_and_told_to_be_the_same() -> None:
    random = Random(5)
    _, draft, _ = faulty(random, load_forms()[-1], "disputes_total_off")
    look = look_of(random)
    data = docx_bytes(printed(draft, look).parts, look)
    findings = verdict_of(reading_of(data, "x.docx"), load_forms()).findings
    (found,) = (each for each in findings if each.rule == "R-07")
    assert (found.severity, found.wording) == ("note", "opinion.same")
    assert "已用 python-docx 另读" in message_of(found, load_forms(), "2021", "zh")


def test_speed_against_reading_cells_by_python_docx() -> None:
    written = docx.Document()
    grid = written.add_table(30, 10)
    grid.cell(0, 0).merge(grid.cell(2, 2))
    for at in range(3, 28, 5):
        grid.cell(at, 0).merge(grid.cell(at + 4, 0))
        grid.cell(at, 1).merge(grid.cell(at, 2))
    for line in grid._tbl.tr_lst:
        for each in line.tc_lst:
            each.p_lst[0].add_r().text = "12"
    stored = BytesIO()
    written.save(stored)
    data = stored.getvalue()

    def by_cells() -> None:
        for found in docx.Document(BytesIO(data)).tables:
            assert all(each.text for line in found.rows for each in line.cells)

    assert _seconds(by_cells) > 4 * _seconds(lambda: read_bytes(data))


def _seconds(action: object) -> float:
    assert callable(action)
    best = 60.0
    for _ in range(4):
        began = time.process_time()
        action()
        best = min(best, time.process_time() - began)
    return best


def test_a_figure_whose_cell_reaches_down_stands_in_every_row_with_a_label() -> None:
    document = read(rows("甲 | 0^ | 5^", "乙 | ^ | ^", "丙 | 1 | 2"))
    assert drawn(document) == drawing("甲 | 0 | 5…\n乙 | 0 | 5…\n丙 | 1 | 2")
