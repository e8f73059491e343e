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
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from extract.errors import UnreadableFile
from extract.model import Document, Table
from extract.readers import document_of, kind_of
from tests.command import Gongkai


def _read(fill: Callable[[Worksheet], None], book: Workbook | None = None) -> Document:
    workbook = book or Workbook()
    fill(workbook.active)
    file = BytesIO()
    workbook.save(file)
    return document_of(file.getvalue(), "a.xlsx")


def _texts(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for block in document.blocks if isinstance(block, Table) for row in block.rows]


def _table(sheet: Worksheet) -> None:
    for row in (("项目", "甲", "乙"), ("收到", 1, 0.1 + 0.2), ("公布日期", date(2025, 1, 20), "-")):
        sheet.append(row)


def test_values_are_as_their_cells_show_them() -> None:
    assert _texts(_read(_table)) == [["项目", "甲", "乙"], ["收到", "1", "0.3"], ["公布日期", "2025-01-20", "-"]]


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


def test_merged_cells_span_the_columns_that_are_shown() -> None:
    def fill(sheet: Worksheet) -> None:
        _table(sheet)
        sheet.insert_rows(1)
        sheet["A1"] = "政府信息公开申请情况表（单位：件，全年）"
        sheet.merge_cells("A1:C1")

    document = _read(fill)
    assert not isinstance(document.blocks[0], Table)
    assert document.blocks[0].text == "政府信息公开申请情况表（单位：件，全年）"


def test_a_sheet_without_end_is_refused() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = 1
        sheet["XFD1048576"] = 1

    with pytest.raises(UnreadableFile) as refused:
        _read(fill)
    assert refused.value.code == "bomb"


@pytest.mark.parametrize("place", ['r="ZZZZZZ99999999999"', "r='XFD1048576'", 'r = "xfd1048576"'])
def test_nor_is_room_taken_for_a_place_beyond_every_sheet(place: str) -> None:
    """The library that reads it would take all memory there is."""
    out = BytesIO()
    Workbook().save(out)
    with ZipFile(out) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    cells = f'<sheetData><row r="1"><c r="A1"><v>1</v></c><c {place}><v>1</v></c></row></sheetData>'
    parts[sheet] = re.sub(rb"<sheetData.*", cells.encode(), parts[sheet]) + b"</worksheet>"
    with ZipFile(out, "w") as file:
        for name, data in parts.items():
            file.writestr(name, data)
    with pytest.raises(UnreadableFile) as refused:
        document_of(out.getvalue(), "a.xlsx")
    assert refused.value.code == "bomb"


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
