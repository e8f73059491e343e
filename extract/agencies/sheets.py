"""Tables that people keep: the rows of a CSV or XLSX file as text, whatever program wrote it.

Comes in: a path. Goes out: rows with their numbers, all of them or none: what a workbook says of its own size is not
believed, and a quote that is not closed swallows no rows. UsageError says what is wrong, in which line. Numbers that a
spreadsheet has made of text come back as the digits that it shows, days as ISO dates.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zipfile import BadZipFile, ZipFile

from extract.errors import UsageError

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_ZIP = b"PK\x03\x04"
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_DELIMITERS = ",;\t"
_LARGEST = 64 * 1024 * 1024
"""Bytes of a table: ten thousand agencies with all their problems stay far below."""
_MOST_UNPACKED = 128 * 1024 * 1024
"""Bytes of all parts of a workbook; to hold them in memory takes some five times as many."""
_MOST_ROWS = 1_048_576
"""Of a sheet in Excel."""
_MOST_COLUMNS = 16_384
"""The same."""
_LONGEST_CELL = 32_767
"""Characters of a cell in Excel."""
_MOST_LINES = 100
"""Lines of a cell above which its quote was never closed."""

NumberedCells = tuple[int, list[str]]
"""A row: its number, or that of its first line in a text, and its cells."""


class Leaf(NamedTuple):
    """A sheet: its name, empty in a CSV file, and its rows that are not empty with their numbers."""

    name: str
    rows: list[NumberedCells]


def rows_of(path: Path, sheet: str = "") -> list[list[str]]:
    """The rows of a table that are not empty; of a workbook those of the sheet with this name, else of the first that
    is not hidden.

    UsageError names a file that cannot be opened, or is neither.
    """
    return [cells for _, cells in numbered_rows_of(path, sheet)]


def numbered_rows_of(path: Path, sheet: str = "") -> list[NumberedCells]:
    """The same with their numbers."""
    data = contents_of(path)
    if not data.startswith(_ZIP):
        return _checked(path, _of_text(path, data))
    with _opened(path, data) as book:
        pages = [page for page in book.worksheets if page.sheet_state == "visible"] or book.worksheets
        return _checked(path, _of_page(path, book[sheet] if sheet in book.sheetnames else pages[0]))


def leaves_of(path: Path, with_hidden: bool = False, is_ours: bool = False) -> list[Leaf]:
    """The sheets of a table, those that are hidden only `with_hidden`. Of a workbook that `is_ours` a formula that no
    program has reckoned is empty: it stands where a person keeps what is his or her own. UsageError as of `rows_of`."""
    data = contents_of(path)
    if not data.startswith(_ZIP):
        return [Leaf("", _checked(path, _of_text(path, data)))]
    with _opened(path, data) as book:
        return [
            Leaf(page.title, _checked(path, _of_page(path, page, is_ours)))
            for page in book.worksheets
            if with_hidden or page.sheet_state == "visible"
        ]


def contents_of(path: Path) -> bytes:
    """What a file of a person holds, as it is. UsageError for what is no file, or too large, or cannot be opened."""
    try:
        if path.exists() and not path.is_file():
            raise UsageError("table_no_file", path=str(path))
        if path.stat().st_size > _LARGEST:
            raise UsageError("table_too_large", path=str(path))
        return path.read_bytes()
    except OSError as error:
        raise UsageError("table_unreadable", path=str(path), why=error.strerror or str(error)) from error
    except ValueError as error:  # a path with a NUL in it
        raise UsageError("table_unreadable", path=str(path), why=str(error)) from error


def _checked(path: Path, rows: Iterable[NumberedCells]) -> list[NumberedCells]:
    """The rows that are not empty, their cells without blanks around them."""
    filled = []
    for count, (number, row) in enumerate(rows, start=1):
        cells = [cell.strip() for cell in row]
        if count > _MOST_ROWS or len(row) > _MOST_COLUMNS:
            raise UsageError("table_too_large", path=str(path))
        if any(len(cell) > _LONGEST_CELL for cell in cells):
            raise UsageError("table_long_cell", path=str(path), line=str(number), most=str(_LONGEST_CELL))
        if any(cells):
            filled.append((number, cells))
    return filled


# ── Workbooks ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_page(path: Path, page: ReadOnlyWorksheet, is_ours: bool = False) -> Iterator[NumberedCells]:
    """The rows of a sheet. UsageError where a formula stands that no program has reckoned: what it comes to is not
    known, and is not nothing."""
    if not is_ours and (unreckoned := _unreckoned(page)):
        raise UsageError("table_formula", path=str(path), cell=unreckoned)
    page.reset_dimensions()  # programs that write as they go leave `A1` there
    for number, row in enumerate(page.iter_rows(values_only=True), start=1):
        yield number, [cell_text(value) for value in row]


def _unreckoned(page: ReadOnlyWorksheet) -> str:
    """The first cell of a sheet with a formula and without what it comes to, as programs leave it that write workbooks
    and cannot reckon; empty where there is none."""
    from openpyxl.xml.functions import iterparse

    with page._get_source() as source:
        if not _FORMULA.search(source.read()):
            return ""
    with page._get_source() as source:
        for _, cell in iterparse(source):
            is_reckoned = cell.findtext("{*}v") or cell.get("t") == "str"
            if cell.tag.endswith("}c") and cell.find("{*}f") is not None and not is_reckoned:
                return str(cell.get("r", "?"))
    return ""


@contextmanager
def _opened(path: Path, data: bytes) -> Iterator[Workbook]:
    from openpyxl import load_workbook

    try:
        with ZipFile(BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _MOST_UNPACKED:
                raise UsageError("table_too_large", path=str(path))
        yield load_workbook(BytesIO(data), read_only=True, data_only=True)
    except (MemoryError, UsageError):
        raise
    except BadZipFile as error:
        raise UsageError("table_damaged", path=str(path)) from error
    except Exception as error:
        raise UsageError("table_unreadable", path=str(path), why=type(error).__name__) from error


def cell_text(value: object) -> str:
    """
    >>> cell_text(339901100.0), cell_text(datetime(2025, 1, 31)), cell_text(None), cell_text(0.5)
    ('339901100', '2025-01-31', '', '0.5')
    """
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return "" if value is None else str(value)


# ── Text ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_text(path: Path, data: bytes) -> Iterator[NumberedCells]:
    text = text_in(data)
    if text is None:
        raise UsageError("table_encoding", path=str(path))
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        first = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            code = "table_long_cell" if "limit" in str(error) else "table_quote"
            raise UsageError(code, path=str(path), line=str(first), most=str(_LONGEST_CELL)) from error
        if row is None:
            return
        if reader.line_num - first > _MOST_LINES:
            raise UsageError("table_quote", path=str(path), line=str(first))
        yield first, row


def text_in(data: bytes) -> str | None:
    """A file as text, in the encodings that programs on Chinese computers write; None where it is in none of them.

    >>> text_in("镇".encode("gb18030")), text_in("镇".encode("utf-16")), text_in(bytes([255, 0]))
    ('镇', '镇', None)
    """
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return None
