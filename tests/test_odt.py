"""OpenDocument texts and workbooks: what a person sees of them."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZipFile

import pytest

from extract.errors import UnreadableFile
from extract.model import Table
from extract.readers import document_of, kind_of

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
    )
)  # fmt: skip
_STYLES = (
    '<style:style style:name="gone" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="struck" style:family="text">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="up" style:family="text"><style:text-properties style:text-position="super 58%"/>'
    '</style:style><style:style style:name="white" style:family="text"><style:text-properties fo:color="#ffffff"/>'
    '</style:style><style:style style:name="child" style:family="text" style:parent-style-name="gone"/>'
    '<style:style style:name="bar0" style:family="text"><style:text-properties fo:background-color="#000000"/>'
    '</style:style><style:style style:name="bar" style:family="text"><style:text-properties '
    'fo:background-color="#000000" fo:color="#000000"/></style:style>'
    '<style:style style:name="chosen" style:family="text"><style:text-properties '
    'fo:background-color="#000000" style:use-window-font-color="true"/></style:style>'
    '<style:style style:name="crowded" style:family="text"><style:text-properties fo:letter-spacing="-0.3cm"/>'
    '</style:style><style:style style:name="dark" style:family="table-cell">'
    '<style:table-cell-properties fo:background-color="#1f497d"/></style:style>'
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-suffix="、" '
    'style:num-format="一, 二, 三, ..."/></text:list-style>'
)


def _odt(body: str, kind: str = "text", manifest: str = "", more: str = "") -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("META-INF/manifest.xml", f"<m>{manifest}</m>")
        styles = f"<office:automatic-styles>{_STYLES}{more}</office:automatic-styles>"
        content = f"{styles}<office:body><office:{kind}>{body}</office:{kind}></office:body>"
        package.writestr("content.xml", f"<office:document-content {_SPACES}>{content}</office:document-content>")
    return file.getvalue()


def _of_cells(styles: Iterable[tuple[str, str]]) -> str:
    """Styles of cells, each with what it says of letters."""
    return "".join(
        f'<style:style style:name="{name}" style:family="table-cell"><style:text-properties {said}/></style:style>'
        for name, said in styles
    )


def _texts(body: str, kind: str = "text", styles: str = "") -> list[object]:
    return [
        [[cell.text for cell in row] for row in block.rows] if isinstance(block, Table) else block.text
        for block in document_of(_odt(body, kind, more=styles), "a.odt").blocks
    ]


def _cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ('2<text:span text:style-name="gone">88</text:span>33', "233"),
        ('2<text:span text:style-name="child">88</text:span>33', "233"),
        ('9<text:span text:style-name="struck">7</text:span>5', "9^5"),
        ('5<text:span text:style-name="up">1</text:span>', "5^1"),
        ('5<text:span text:style-name="white">1</text:span>', "5"),
        ('<text:span text:style-name="bar0">12</text:span>', "\ufffd12"),
        ('<text:span text:style-name="bar">12</text:span>', "\ufffd12"),
        ('<text:span text:style-name="chosen">12</text:span>', "12"),
        ('<text:span text:style-name="crowded">12</text:span>', "\ufffd12"),
        ("12<text:note><text:note-body><text:p>注3</text:p></text:note-body></text:note>", "12"),
        ("1<office:annotation><text:p>2</text:p></office:annotation>", "1"),
    ],
)
def test_what_a_cell_prints_is_what_is_seen(text: str, seen: str) -> None:
    rows = f"<table:table-row>{_cell('甲')}{_cell(text)}</table:table-row>"
    assert _texts(f"<text:p>标题</text:p><table:table>{rows}</table:table>") == ["标题", [["甲", seen]]]


def test_a_cell_has_the_ground_of_its_own() -> None:
    white = '<text:span text:style-name="white">12</text:span>'
    cells = _cell("甲") + _cell(white) + _cell(white, 'table:style-name="dark"')
    assert _texts(f"<table:table><table:table-row>{cells}</table:table-row></table:table>") == [[["甲", "", "12"]]]


def test_automatic_numbers_are_written_out_and_what_was_deleted_is_gone() -> None:
    deleted = "<text:tracked-changes><text:changed-region><text:deletion><text:p>删</text:p></text:deletion>"
    items = "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in ("总体情况", "主动公开"))
    body = f'{deleted}</text:changed-region></text:tracked-changes><text:list text:style-name="L">{items}</text:list>'
    assert _texts(body) == ["一、总体情况", "二、主动公开"]


def test_columns_and_rows_that_are_not_shown_are_none() -> None:
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>'
    shown = f"<table:table-row>{_cell('甲')}{_cell('旧')}{_cell('1')}</table:table-row>"
    hidden = f'<table:table-row table:visibility="filter">{_cell("乙")}{_cell("旧")}{_cell("2")}</table:table-row>'
    assert _texts(f"<table:table>{columns}{shown}{hidden}</table:table>", "spreadsheet") == [[["甲", "1"]]]


def test_a_figure_that_reaches_down_over_labelled_rows_stands_in_each_and_but_a_zero_is_in_doubt() -> None:
    def down(text: str) -> str:
        return _cell(text, ' table:number-rows-spanned="2"')

    covered = "<table:covered-table-cell/>"
    first = f"<table:table-row>{down('甲')}{_cell('一')}{down('0')}{down('5')}</table:table-row>"
    second = f"<table:table-row>{covered}{_cell('二')}{covered * 2}</table:table-row>"
    wide = _cell("合计", ' table:number-columns-spanned="2"')
    third = f"<table:table-row>{wide}{covered}{_cell('0')}{_cell('9')}</table:table-row>"
    read = _texts(f"<table:table>{first}{second}{third}</table:table>")
    assert read == [[["甲", "一", "0", "5…"], ["二", "0", "5…"], ["合计", "0", "9"]]]


def test_cells_of_a_sheet_look_as_their_row_or_else_their_column_says() -> None:
    styles = (("white_cell", 'fo:color="#ffffff"'), ("black_cell", 'fo:color="#000000"'))
    columns = (
        '<table:table-column/><table:table-column table:number-columns-repeated="2" '
        'table:default-cell-style-name="white_cell"/><table:table-column/>'
    )
    cells = _cell("1", 'table:number-columns-repeated="2"') + _cell("2", 'table:style-name="black_cell"') + _cell("3")
    rows = f"<table:table-row>{cells}</table:table-row>" + (
        f'<table:table-row table:default-cell-style-name="black_cell">{cells}</table:table-row>'
    )
    assert _texts(f"<table:table>{columns}{rows}</table:table>", "spreadsheet", _of_cells(styles)) == [
        [["1", "", "2", "3"], ["1", "1", "2", "3"]]
    ]


def test_an_empty_row_parts_the_tables_of_a_sheet() -> None:
    rows = "<table:table-row/>".join(
        f"<table:table-row>{_cell(name)}{_cell('1')}<table:table-cell table:number-columns-repeated='1000'/>"
        "</table:table-row>"
        for name in ("甲", "乙")
    )
    assert _texts(f"<table:table>{rows}</table:table>", "spreadsheet") == [[["甲", "1"]], [["乙", "1"]]]


def test_a_picture_upon_a_sheet_reaches_as_far_as_it_is_large() -> None:
    """It only says in which cell it ends where it grows with the cells."""
    size = 'svg:x="0.1cm" svg:y="0.1cm" svg:width="2.8cm" svg:height="0.8cm"'
    seal = f"<table:table-cell><text:p>1</text:p><draw:frame {size}><draw:image/></draw:frame></table:table-cell>"
    rows = "".join(
        f"<table:table-row>{_cell(name)}{first}{_cell('1') * 2}</table:table-row>"
        for name, first in (("甲", seal), ("乙", _cell("1")), ("丙", _cell("1")))
    )
    document = document_of(_odt(f"<table:table>{rows}</table:table>", "spreadsheet"), "a.ods")
    assert {str(gap.origin) for gap in document.gaps} == {
        f"ods:t1r{row}c{column}" for row in (1, 2) for column in (2, 3)
    }


def test_kinds_are_told_by_content_and_passwords_are_told() -> None:
    assert [kind_of(_odt("", kind))[0] for kind in ("text", "spreadsheet")] == ["odt", "ods"]
    with pytest.raises(UnreadableFile) as refused:
        document_of(_odt("<text:p>甲</text:p>", manifest="<manifest:encryption-data/>"), "a.odt")
    assert refused.value.code == "encrypted"


@pytest.mark.slow
def test_repeated_cells_are_no_more_than_any_sheet_has() -> None:
    cell = '<table:table-cell table:number-columns-repeated="16384"><text:p>1</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    with pytest.raises(UnreadableFile) as refused:
        _texts(f"<table:table>{row}</table:table>", "spreadsheet")
    assert refused.value.code == "bomb"
