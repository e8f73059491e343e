"""A table that a person keeps is read whole or not at all, whatever it says of itself."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from openpyxl import load_workbook as load

from extract.agencies import sheets
from extract.agencies.codes import codes_of
from extract.agencies.given import manifest_of
from extract.agencies.listing import roster_of
from extract.agencies.sheets import leaves_of, numbered_rows_of, rows_of
from extract.checks.profile import profile_of
from extract.errors import UsageError
from extract.export.books.coding_book import read_coding_book

COUNT = 40
ROWS = [["单位名称", "代码"], *([f"青禾{number}镇", f"{number:09}"] for number in range(COUNT))]
TEXT = "".join(f"{','.join(row)}\n" for row in ROWS)


def workbook(rows: list[list[str]] = ROWS) -> bytes:
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook, one of its parts changed."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for part in before.namelist():
            after.writestr(part, change(before.read(part)) if part == name else before.read(part))
    return out.getvalue()


def with_dimension(said: bytes) -> bytes:
    return with_part(workbook(), "xl/worksheets/sheet1.xml", lambda part: re.sub(rb"<dimension[^>]*/>", said, part))


@pytest.mark.parametrize("said", ["A1", "A1:B2", "A1:A1", "B3", "A1:XFD1048576", ""])
def test_what_a_workbook_says_of_its_size_is_not_believed(said: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(with_dimension(f'<dimension ref="{said}"/>'.encode() if said else b""))
    assert [row[:2] for row in rows_of(path)] == ROWS
    assert [row[:2] for _, row in leaves_of(path)[0].rows] == ROWS
    assert len(roster_of(path).units) == COUNT


@pytest.mark.parametrize("line", [1, 2, 20, COUNT + 1])
@pytest.mark.parametrize("cell", ['"{}', '"{}"x', '{},"', '"{},"a"'])
def test_a_quote_that_is_not_closed_swallows_nothing(cell: str, line: int, tmp_path: Path) -> None:
    lines = TEXT.splitlines()
    lines[line - 1] = cell.format(lines[line - 1])
    (tmp_path / "a.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        rows_of(tmp_path / "a.csv")
    assert (caught.value.code, caught.value.details["line"]) == ("table_quote", str(line))


def test_a_quote_closed_a_thousand_lines_later_is_told(tmp_path: Path) -> None:
    swallowed = "\n".join(f"青禾{number}镇" for number in range(1000))
    (tmp_path / "a.csv").write_text(f'单位名称\n"甲镇\n{swallowed}"\n乙镇\n', encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        rows_of(tmp_path / "a.csv")
    assert (caught.value.code, caught.value.details["line"]) == ("table_quote", "2")


def test_quotes_that_are_closed_hold_what_they_like(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('单位名称,备注\n"甲镇","一,二\n三"\n\n乙镇,"说""好"""\n', encoding="utf-8")
    assert numbered_rows_of(tmp_path / "a.csv") == [
        (1, ["单位名称", "备注"]), (2, ["甲镇", "一,二\n三"]), (5, ["乙镇", '说"好"']),
    ]  # fmt: skip


@pytest.mark.parametrize("length", [32_768, 200_000])
def test_a_cell_that_no_person_wrote_is_told_with_its_line(length: int, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"单位名称\n甲镇\n{'乙' * length}\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        rows_of(tmp_path / "a.csv")
    assert (caught.value.code, caught.value.details["line"]) == ("table_long_cell", "3")


@pytest.mark.slow
def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked(tmp_path: Path) -> None:
    bomb = with_part(workbook(), "xl/theme/theme1.xml", lambda part: part + b" " * 140_000_000)
    (tmp_path / "a.xlsx").write_bytes(bomb)
    assert (tmp_path / "a.xlsx").stat().st_size < 1_000_000
    with pytest.raises(UsageError) as caught:
        rows_of(tmp_path / "a.xlsx")
    assert caught.value.code == "table_too_large"


def test_a_table_may_be_so_large_and_no_larger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(sheets, "_MOST_ROWS", COUNT + 1)
    assert len(rows_of(tmp_path / "a.csv")) == COUNT + 1
    monkeypatch.setattr(sheets, "_MOST_ROWS", COUNT)
    with pytest.raises(UsageError, match="too large"):
        rows_of(tmp_path / "a.csv")
    monkeypatch.setattr(sheets, "_LARGEST", 100)
    with pytest.raises(UsageError, match="too large"):
        rows_of(tmp_path / "a.csv")


@pytest.mark.parametrize("read", [rows_of, leaves_of, manifest_of, roster_of, read_coding_book])
@pytest.mark.parametrize(
    "contents", [b"", b"\n\n", b"PK\x03\x04 half of a workbook", b"\xff\xd8\xff", b"\x00" * 9, None]
)
def test_nothing_is_an_answer_from_no_rows(
    contents: bytes | None, read: Callable[[Path], object], tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    if contents is None:
        os.mkfifo(path)
    else:
        path.write_bytes(contents)
    try:
        found = read(path)
    except UsageError as error:
        assert str(path) in str(error)
    else:
        assert read in (rows_of, leaves_of)
        assert "镇" not in str(found)


@pytest.mark.parametrize("read", [profile_of, codes_of])
def test_nobody_waits_for_a_pipe(read: Callable[[Path], object], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match="pipe"):
        read(tmp_path / "pipe")


def test_a_sheet_that_is_hidden_is_not_the_first(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["of last year"])  # type: ignore[union-attr]
    book.active.sheet_state = "hidden"  # type: ignore[union-attr]
    book.create_sheet("now").append(["of this year"])
    book.save(tmp_path / "a.xlsx")
    assert rows_of(tmp_path / "a.xlsx") == [["of this year"]]


def test_a_formula_that_nobody_has_reckoned_is_not_nothing(tmp_path: Path) -> None:
    rows = [["单位名称"], ["青禾镇"], ['="石桥"&"镇"']]
    (tmp_path / "a.xlsx").write_bytes(workbook(rows))
    for read in (rows_of, leaves_of, roster_of):
        with pytest.raises(UsageError, match="A3"):
            read(tmp_path / "a.xlsx")


@pytest.mark.parametrize("comes_to", ["镇", ""])
def test_what_a_formula_comes_to_is_read_be_it_nothing(comes_to: str, tmp_path: Path) -> None:
    def reckoned(part: bytes) -> bytes:
        before, after = b'"A2"><f>A1</f><v></v>', f'"A2" t="str"><f>A1</f><v>{comes_to}</v>'
        assert before in part
        return part.replace(before, after.encode())

    data = with_part(workbook([["甲"], ["=A1"]]), "xl/worksheets/sheet1.xml", reckoned)
    (tmp_path / "a.xlsx").write_bytes(data)
    assert rows_of(tmp_path / "a.xlsx") == [["甲"], *([[comes_to]] if comes_to else [])]


def test_a_manifest_may_be_a_workbook_and_has_rows(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook([["file", "year"], ["a.txt", "2023"]]))
    assert manifest_of(tmp_path / "a.xlsx").rows[0].given.year == "2023"
    (tmp_path / "a.csv").write_text("file,year\n", encoding="utf-8")
    with pytest.raises(UsageError, match="no row below"):
        manifest_of(tmp_path / "a.csv")


def test_a_long_table_is_read_with_the_numbers_of_its_rows(tmp_path: Path) -> None:
    rows = [["单位名称", "备注"], *([f"甲{number}镇", "x"] for number in range(300))]
    (tmp_path / "a.csv").write_text("".join(f"{','.join(row)}\n" for row in rows), encoding="utf-8")
    (tmp_path / "a.xlsx").write_bytes(workbook(rows))
    for name in ("a.csv", "a.xlsx"):
        assert numbered_rows_of(tmp_path / name) == list(enumerate(rows, start=1))


def test_a_workbook_is_opened_once_however_many_sheets_it_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book, opened = Workbook(), []
    for name in "甲乙丙":
        book.create_sheet(name).append([name])
    book.create_sheet("藏").sheet_state = "hidden"
    book.save(path := tmp_path / "a.xlsx")
    monkeypatch.setattr("openpyxl.load_workbook", lambda *read, **how: opened.append(load(*read, **how)) or opened[-1])
    leaves = leaves_of(path)
    assert [(leaf.name, leaf.rows) for leaf in leaves[1:]] == [(name, [(1, [name])]) for name in "甲乙丙"]
    assert len(opened) == 1
