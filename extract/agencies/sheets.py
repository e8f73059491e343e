"""Tables that people keep: the rows of a CSV or XLSX file as text, whatever program wrote it.

Numbers that a spreadsheet has made of text come back as the digits that it shows, days as ISO dates.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from extract.errors import UsageError

if TYPE_CHECKING:
    from openpyxl import Workbook

_ZIP = b"PK\x03\x04"
_DELIMITERS = ",;\t"


def rows_of(path: Path, sheet: str = "") -> list[list[str]]:
    """The rows of a table; of a workbook those of the sheet with this name, else of the first.

    UsageError names a file that cannot be opened, or is neither.
    """
    data = _contents(path)
    rows = _of_workbook(path, data, sheet) if data.startswith(_ZIP) else _of_text(path, data)
    return [row for row in ([cell.strip() for cell in row] for row in rows) if any(row)]


def _contents(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError("table_unreadable", path=str(path), why=error.strerror or str(error)) from error


class Leaf(NamedTuple):
    """A sheet: its name, empty in a CSV file, and its rows that are not empty with their numbers."""

    name: str
    rows: list[tuple[int, list[str]]]


def leaves_of(path: Path) -> list[Leaf]:
    """The sheets of a table that are not hidden. UsageError as of `rows_of`."""
    data = _contents(path)
    if not data.startswith(_ZIP):
        return [_leaf("", _of_text(path, data))]
    return [_leaf(name, _of_workbook(path, data, name)) for name in _shown_sheets(path, data)]


def _leaf(name: str, rows: Iterable[list[str]]) -> Leaf:
    cells = ([cell.strip() for cell in row] for row in rows)
    return Leaf(name, [(number, row) for number, row in enumerate(cells, 1) if any(row)])


def _shown_sheets(path: Path, data: bytes) -> list[str]:
    with _opened(path, data) as book:
        return [page.title for page in book.worksheets if page.sheet_state == "visible"]


def _of_workbook(path: Path, data: bytes, sheet: str) -> Iterator[list[str]]:
    with _opened(path, data) as book:
        page = book[sheet] if sheet in book.sheetnames else book.worksheets[0]
        yield from ([_text(value) for value in row] for row in page.iter_rows(values_only=True))


@contextmanager
def _opened(path: Path, data: bytes) -> Iterator[Workbook]:
    from openpyxl import load_workbook

    try:
        yield load_workbook(BytesIO(data), read_only=True, data_only=True)
    except MemoryError:
        raise
    except Exception as error:
        raise UsageError("table_unreadable", path=str(path), why=type(error).__name__) from error


def _text(value: object) -> str:
    """
    >>> _text(339901100.0), _text(datetime(2025, 1, 31)), _text(None), _text(0.5)
    ('339901100', '2025-01-31', '', '0.5')
    """
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return "" if value is None else str(value)


def _of_text(path: Path, data: bytes) -> list[list[str]]:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
        return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    raise UsageError("table_encoding", path=str(path))
