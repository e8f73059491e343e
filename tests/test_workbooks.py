"""Workbooks: what a person sees of their sheets."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image
from xlsxwriter.worksheet import Worksheet as XlsxSheet

from extract.errors import UnreadableFile
from extract.model import Document, Table
from extract.readers import document_of, kind_of
from tests.command import Gongkai
from tests.made.old_book import OldCell, Style, older_bytes, xls_bytes

_SHEET = "xl/worksheets/sheet1.xml"


def _read(
    fill: Callable[[Worksheet], None],
    book: Workbook | None = None,
    rewritten: Callable[[bytes], bytes] | None = None,
) -> Document:
    workbook = book or Workbook()
    fill(workbook.active)
    file = BytesIO()
    workbook.save(file)
    return document_of(_rewritten(file, rewritten) if rewritten else file.getvalue(), "a.xlsx")


def _rewritten(file: BytesIO, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook of which the first sheet is changed."""
    out = BytesIO()
    with ZipFile(file) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == _SHEET else old.read(name))
    return out.getvalue()


def _texts(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for block in document.blocks if isinstance(block, Table) for row in block.rows]


def _table(sheet: Worksheet) -> None:
    for row in (("项目", "甲", "乙"), ("收到", 1, 0.1 + 0.2), ("公布日期", date(2025, 1, 20), "-")):
        sheet.append(row)


def test_values_are_as_their_cells_show_them() -> None:
    assert _texts(_read(_table)) == [["项目", "甲", "乙"], ["收到", "1", "0.3"], ["公布日期", "2025-01-20", "-"]]


def _written(fill: Callable[[xlsxwriter.Workbook, XlsxSheet], None]) -> Document:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        fill(book, book.add_worksheet())
    return document_of(file.getvalue(), "a.xlsx")


_FORMATS = (
    (0, "0", "0"), (0, '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ', "-"), (0, "0;-0;;@", ""), (1234, "#,##0", "1,234"),
    (7, '0"件"', "7件"), (0.5, "0%", "50%"), (2.5, "0", "3"), (-3, "0;-0", "-3"), (-3, "0_);(0)", "(3)"),
    (5, "# ?/?", "\ufffd5"), (5, "[DBNum2]0", "\ufffd5"), (45677, "yyyy/m/d;@", "2025/1/20"),
    (45677, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二五年一月二十日"), (3, "[>2]0;-", "3"), (5, ";;;", ""),
)  # fmt: skip


def test_a_number_is_as_its_format_shows_it() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: XlsxSheet) -> None:
        for at, (value, code, _) in enumerate(_FORMATS):
            sheet.write_row(at, 0, ("项目", "甲"))
            sheet.write_number(at, 2, value, book.add_format({"num_format": code}))

    assert [row[2:] for row in _texts(_written(fill))] == [[shown] for _, _, shown in _FORMATS]


def test_what_is_not_seen_of_a_cell_is_not_read() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: XlsxSheet) -> None:
        struck, white = book.add_format({"font_strikeout": True}), book.add_format({"font_color": "#FFFFFF"})
        header = book.add_format({"font_color": "#FFFFFF", "bg_color": "#1F497D"})
        sheet.write_row(0, 0, ("项目", "甲"))
        sheet.write(0, 2, "乙", header)
        sheet.write(1, 0, 5, struck)
        sheet.write(1, 1, 5, white)
        sheet.write_rich_string(1, 2, "23", struck, "88", "件")
        sheet.write_rich_string(2, 2, "5", book.add_format({"font_script": 1}), "1")

    assert _texts(_written(fill)) == [["项目", "甲", "乙"], ["", "", "23件"], ["", "", "5^1"]]


def test_a_number_that_a_condition_may_hide_is_none_that_is_certain() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: XlsxSheet) -> None:
        sheet.write_row(0, 0, ("项目", "甲"))
        sheet.write_row(1, 0, ("收到", 0))
        rule = {"type": "cell", "criteria": "==", "value": 0, "format": book.add_format({"font_color": "#FFFFFF"})}
        sheet.conditional_format("A1:B2", rule)

    assert _texts(_written(fill)) == [["项目", "甲"], ["收到", "\ufffd0"]]


def test_a_pale_figure_is_in_doubt_where_a_condition_may_give_it_a_ground() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: XlsxSheet) -> None:
        pale = book.add_format({"font_color": "#FFFFFF"})
        for column, value in enumerate(("甲", 1, "1", 2)):
            sheet.write(0, column, value, pale if column < 3 else None)
        ground = book.add_format({"bg_color": "#FF0000"})
        sheet.conditional_format("F9", {"type": "cell", "criteria": ">", "value": 0, "format": ground})

    assert _texts(_written(fill)) == [["甲", "\ufffd1", "\ufffd1", "2"]]


def test_a_condition_on_the_number_in_a_cell_hides_no_other_number() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: XlsxSheet) -> None:
        pale = book.add_format({"font_color": "#FFFFFF"})
        sheet.write_row(0, 0, (0, 5, -1, "-"))
        sheet.conditional_format("A1:D1", {"type": "cell", "criteria": "<=", "value": 0, "format": pale})
        sheet.write_row(1, 0, (0, 5, 7, "-"))
        sheet.conditional_format("A2:B2", {"type": "formula", "criteria": "=A2=0", "format": pale})

    assert _texts(_written(fill)) == [["\ufffd0", "5", "\ufffd-1", "-"], ["\ufffd0", "\ufffd5", "7", "-"]]


def test_lines_without_rules_above_a_ruled_table_are_none_of_its_rows() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: XlsxSheet) -> None:
        ruled = book.add_format({"border": 1})
        sheet.write(0, 0, "一、总体情况")
        sheet.write(1, 3, "单位：件")
        for row in range(2, 5):
            for column in range(4):
                sheet.write_blank(row, column, None, ruled)
        sheet.write(2, 0, "收到", ruled)
        sheet.write(2, 3, 1, ruled)
        sheet.write(5, 0, "二、其他")

    document = _written(fill)
    assert [block if isinstance(block, Table) else block.text for block in document.blocks][:2] == [
        "一、总体情况",
        "单位：件",
    ]
    assert [len(block.rows) if isinstance(block, Table) else block.text for block in document.blocks][2:] == [
        3,
        "二、其他",
    ]


def test_text_boxes_are_lines_where_they_begin_and_pictures_hide_what_they_lie_upon() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: XlsxSheet) -> None:
        sheet.insert_textbox(0, 0, "一、总体情况\n本年收到1件。")
        for row, cells in enumerate((("项目", "甲"), ("收到", 1)), 8):
            sheet.write_row(row, 0, cells)
        picture = BytesIO()
        Image.new("RGB", (60, 18), "red").save(picture, "png")
        sheet.insert_image(9, 1, "a.png", {"image_data": picture})

    document = _written(fill)
    assert [block.text for block in document.blocks[:2] if not isinstance(block, Table)] == [
        "一、总体情况",
        "本年收到1件。",
    ]
    assert "xlsx:t1r2c2" in {str(gap.origin) for gap in document.gaps}


@pytest.mark.parametrize(("filled", "hidden"), [({"color": "white"}, {"xlsx:t1r2c2"}), ({"none": True}, set())])
def test_a_filled_box_without_lines_hides_what_it_lies_upon(filled: dict[str, object], hidden: set[str]) -> None:
    def fill(_: xlsxwriter.Workbook, sheet: XlsxSheet) -> None:
        for row, cells in enumerate((("项目", "甲"), ("收到", 1))):
            sheet.write_row(row, 0, cells)
        sheet.insert_textbox(1, 1, "", {"width": 60, "height": 18, "fill": filled, "line": {"none": True}})

    assert {str(gap.origin) for gap in _written(fill).gaps} == hidden


_DASHED, _STRUCK, _WHITE = Style('0;-0;"-"'), Style(struck=True), Style(white=True)


def test_an_old_workbook_is_as_its_cells_show_it() -> None:
    cells = {
        (0, 0): OldCell("申请情况（全年，单位：件，含结转）", across=5),
        **{(1, column): OldCell(name) for column, name in enumerate(("项目", "甲", "乙", "丙", "丁"))},
        (2, 0): OldCell("收到"), (2, 1): OldCell(0, _DASHED), (2, 2): OldCell(7, _STRUCK), (2, 3): OldCell(7, _WHITE),
        (2, 4): OldCell("2388", struck_from=2),
        (3, 0): OldCell("旧"), (3, 1): OldCell(9),
        (4, 0): OldCell("办理"), (4, 1): OldCell(12, Style("#,##0")), (4, 2): OldCell(2.5),
        (4, 3): OldCell("3", reckoned=True), (4, 4): OldCell(4, reckoned=True),
    }  # fmt: skip
    document = document_of(xls_bytes([("上年", cells), ("今年", cells)], hidden=[0]), "a.xls")
    assert document.source.kind == "xls"
    assert len(_texts(document)) == 4
    document = document_of(xls_bytes([("今年", cells)], rows=[3]), "a.et")
    assert _texts(document) == [
        ["项目", "甲", "乙", "丙", "丁"],
        ["收到", "-", "", "", "23"],
        ["办理", "12", "2.5", "3", "4"],
    ]


def test_a_workbook_of_excel_95_is_read_in_the_encoding_of_its_system() -> None:
    rows: list[list[str | float]] = [["项目", "甲", "乙"], ["收到", 12, 2.5], ["办理", "—", 0]]
    document = document_of(older_bytes(rows), "a.xls")
    assert document.source.kind == "xls"
    assert _texts(document) == [["项目", "甲", "乙"], ["收到", "12", "2.5"], ["办理", "—", "0"]]


def test_texts_go_on_in_the_next_record() -> None:
    cells = {(row, column): OldCell(f"第{row}行{column}" * 20) for row in range(60) for column in range(2)}
    document = document_of(xls_bytes([("1", cells)]), "a.xls")
    assert _texts(document) == [[f"第{row}行{column}" * 20 for column in range(2)] for row in range(60)]


def test_what_is_hidden_is_no_print() -> None:
    workbook = Workbook()
    hidden = workbook.create_sheet("旧表")
    _table(hidden)
    hidden.sheet_state = "hidden"

    def fill(sheet: Worksheet) -> None:
        _table(sheet)
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True

    assert _texts(_read(fill, workbook)) == [["项目", "乙"], ["收到", "0.3"]]


def test_a_formula_that_nothing_has_reckoned_is_a_gap() -> None:
    def fill(sheet: Worksheet) -> None:
        _table(sheet)
        sheet["B2"] = "=1+1"

    document = _read(fill)
    assert [(gap.reason, str(gap.origin)) for gap in document.gaps] == [("picture", "xlsx:t1r2c2")]


def test_nor_is_one_a_hidden_zero_that_is_reckoned_when_the_file_is_opened() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: XlsxSheet) -> None:
        sheet.write_row(0, 0, ("项目", "甲", "乙"))
        sheet.write_row(1, 0, ("收到", 0, "=1+1"))
        sheet.hide_zero()

    document = _written(fill)
    assert [(gap.reason, str(gap.origin)) for gap in document.gaps] == [("picture", "xlsx:t1r2c3")]
    assert _texts(document)[1][1] == ""


_ROW = '<{0}row {1}><{0}c r="A3" t="str"><{0}v>乙</{0}v></{0}c><{0}c r="B3"><{0}v>7</{0}v></{0}c></{0}row>'


@pytest.mark.parametrize(
    ("prefix", "told"),
    [
        ("", 'r="3" hidden="1"'),
        ("", 'hidden="1" spans="1:2" r="3"'),
        ("", "r='3' hidden='1'"),
        ("", 'r="3"\n hidden = "true"'),
        ("x:", 'hidden="1" r="3"'),
        ("", 'ht="0" customHeight="1" r="3"'),
        ("", 'hidden="1"'),
    ],
)
def test_a_row_is_hidden_however_its_file_says_so(prefix: str, told: str) -> None:
    def rewritten(sheet: bytes) -> bytes:
        text = sheet.decode()
        if prefix:
            text = re.sub(r"(</?)(?=\w)", rf"\1{prefix}", text).replace("xmlns=", f"xmlns:{prefix[:-1]}=", 1)
        return text.replace(f"</{prefix}sheetData>", f"{_ROW.format(prefix, told)}</{prefix}sheetData>").encode()

    def fill(sheet: Worksheet) -> None:
        sheet.append(("项目", "甲"))
        sheet.append(("收到", 1))

    assert _texts(_read(fill, rewritten=rewritten)) == [["项目", "甲"], ["收到", "1"]]


def test_merged_cells_span_the_columns_that_are_shown() -> None:
    def fill(sheet: Worksheet) -> None:
        _table(sheet)
        sheet.insert_rows(1)
        sheet["A1"] = "政府信息公开申请情况表（单位：件，全年）"
        sheet.merge_cells("A1:C1")

    document = _read(fill)
    assert not isinstance(document.blocks[0], Table)
    assert document.blocks[0].text == "政府信息公开申请情况表（单位：件，全年）"


def test_a_figure_that_reaches_down_over_labelled_rows_stands_in_each_and_but_a_zero_is_in_doubt() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (("甲", "一", 0, 5), (None, "二"), ("合计", None, 0, 9)):
            sheet.append(row)
        for area in ("A1:A2", "C1:C2", "D1:D2", "A3:B3"):
            sheet.merge_cells(area)

    assert _texts(_read(fill)) == [["甲", "一", "0", "5…"], ["二", "0", "5…"], ["合计", "0", "9"]]


def test_columns_left_of_a_table_in_which_nothing_stands_are_none_of_it() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (("附件",), (), (None, None, "项目", "甲"), (None, None, None, 5)):
            sheet.append(row)

    document = _read(fill)
    assert _texts(document) == [["项目", "甲"], ["", "5"]]
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert str(table.rows[1][1].origin).endswith("D2") or table.rows[1][1].column == 3


@pytest.mark.slow
def test_a_sheet_without_end_is_two_cells() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = 1
        sheet["XFD1048576"] = 1

    assert [block.text for block in _read(fill).blocks if not isinstance(block, Table)] == ["1", "1"]


@pytest.mark.parametrize("place", ['r="ZZZZZZ99999999999"', "r='XFD1048576'", 'r = "xfd1048576"'])
def test_nor_is_room_taken_for_a_place_beyond_every_sheet(place: str) -> None:
    cells = f'<sheetData><row r="1"><c r="A1"><v>1</v></c><c {place}><v>1</v></c></row></sheetData></worksheet>'
    printed = _read(lambda _: None, rewritten=lambda sheet: re.sub(rb"<sheetData.*", cells.encode(), sheet)).blocks
    assert "1" in str(printed)


def test_a_workbook_in_binary_parts_is_told_as_what_it_is() -> None:
    file = BytesIO()
    with ZipFile(file, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.bin", b"\0\1")
    with pytest.raises(UnreadableFile) as refused:
        document_of(file.getvalue(), "a.xlsx")
    assert (refused.value.code, kind_of(file.getvalue())[0]) == ("unsupported", "xlsb")


def test_damaged_workbooks_are_refused_or_read_and_never_a_fault_of_ours() -> None:
    workbook = Workbook()
    _table(workbook.active)
    file = BytesIO()
    workbook.save(file)
    whole, random = file.getvalue(), Random(7)
    assert kind_of(whole) == ("xlsx", "")
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(random.randint(1, 4)):
            data[random.randrange(30, len(data))] = random.randrange(256)
        try:
            document_of(bytes(data), "a.xlsx")
        except UnreadableFile as refused:
            assert refused.code in {"truncated", "empty", "encrypted", "bomb", "unsupported"}


def test_a_workbook_of_ours_is_no_report_whatever_a_person_does_with_it(gongkai: Gongkai, tmp_path: Path) -> None:
    samples = Path(__file__).parents[1] / "samples" / "松泉坞乡2021.txt"
    assert gongkai("extract", samples, "-o", tmp_path / "out", "-q").code == 0
    (workbook,) = (tmp_path / "out").glob("*.xlsx")
    book = load_workbook(workbook)
    book.active["A1"] = "改过"
    book.save(tmp_path / "改过.xlsx")
    for path in (workbook, tmp_path / "改过.xlsx"):
        with pytest.raises(UnreadableFile) as refused:
            document_of(path.read_bytes(), path.name)
        assert refused.value.code == "not_a_report"


def test_a_sheet_of_more_cells_than_any_report_has_is_refused() -> None:
    """One filled cell in each of 600 rows, each in a column of its own: few are stored, 360,000 would be read."""

    def fill(book: xlsxwriter.Workbook, sheet: XlsxSheet) -> None:
        for at in range(600):
            sheet.write(at, at, str(at))

    with pytest.raises(UnreadableFile) as refused:
        _written(fill)
    assert refused.value.code == "bomb"
