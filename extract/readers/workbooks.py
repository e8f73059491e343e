"""Workbooks (.xlsx, .xls, .et) as a person sees them: bytes → the lines and tables on their visible sheets.

Comes in: the bytes of a workbook. Goes out: the cells that are shown, at their places in the grid, sheet by sheet; an
empty row parts tables. Hidden sheets, rows and columns are no print. A formula shows what the program that saved the
file had reckoned; where it had reckoned nothing, the cell is a gap. OpenDocument sheets are left to `odt`.
"""

from __future__ import annotations

import re as bytes_re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import partial
from io import BytesIO
from itertools import count
from struct import unpack_from
from typing import TYPE_CHECKING, NamedTuple

from extract.errors import UnreadableFile
from extract.model import Document, Source
from extract.readers.cells import blocks_of
from extract.readers.ole import streams_of
from extract.readers.package import Package, unzipped
from extract.readers.pieces import Piece, Placed, cell_of, lines_and_tables, pieces_of
from extract.text import without_radicals

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_MOST_CELLS = 1_000_000
"""Cells of a sheet, empty ones too; a report has some hundred."""
_DIGITS = 10
"""Decimals behind which a figure is what reckoning in binary left over."""
_LARGEST_WHOLE = 1e15
_HIDDEN_ROW = bytes_re.compile(rb"<row\b[^<>]*\br=\"(\d{1,7})\"[^<>]*\bhidden=\"(?:1|true)\"")
_COLUMN = bytes_re.compile(rb"<col\b[^<>]*>")
_ATTRIBUTE = bytes_re.compile(rb"\b(min|max|hidden)=\"(\w{1,7})\"")
_WIDEST = 16_384
_CELL = bytes_re.compile(rb"<(?:\w+:)?c\b[^<>]*\br\s*=\s*[\"']([A-Za-z]+)(\d+)[\"']")
"""A cell with its place, which may lie farther out than any sheet goes: as much room would be taken for it."""
_FORMULA = bytes_re.compile(
    rb"<c\b[^<>]*\br=\"([A-Z]{1,3})(\d{1,7})\"[^<>]*>\s*<f\b(?:(?!</c>|<v>[^<]).)*</c>", bytes_re.DOTALL
)
"""A formula that no value follows."""
_SHEET, _ROW, _COLUMNS, _EOF = 0x0085, 0x0208, 0x007D, 0x000A
_CELLS = frozenset((0x0006, 0x00BD, 0x00BE, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E))
"""Records of cells, each with its row and column first."""
_ROW_HIDDEN, _COLUMNS_HIDDEN = 0x20, 0x01


OWN_WORKBOOK = "gongkai"
"""The property that every workbook has which this program writes, whatever a person does with it then."""
_OWN = f'name="{OWN_WORKBOOK}"'.encode()


class Unseen(NamedTuple):
    """What a sheet does not show (rows, columns, cells whose formula was never reckoned), and how large it is."""

    """What of a sheet is not shown (rows, columns, cells whose formula was never reckoned), and how large it is."""
    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    unreckoned: frozenset[tuple[int, int]] = frozenset()
    cells: int = 0
    """Cells up to the last that is filled, empty ones too."""


def document_of(data: bytes, source: Source) -> Document:
    """The visible sheets as paragraphs and tables. UnreadableFile tells why there are none: what this program has
    written about reports is none."""
    if source.kind == "xlsx" and _OWN in unzipped(data, "xlsx").part("docprops/custom.xml"):
        raise UnreadableFile("not_a_report", kind="xlsx")
    blocks, gaps = blocks_of(source.kind, lines_and_tables(_content(data, source.kind)))
    if not blocks and not gaps:
        raise UnreadableFile("empty", kind=source.kind)
    return Document(source, blocks, "", gaps=gaps)


def _content(data: bytes, kind: str) -> Iterator[Piece]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    number = partial(next, count(1))
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        unseen = _unseen_in(data, kind)
        for about in workbook.sheets_metadata:
            if about.visible is SheetVisibleEnum.Visible and about.typ is SheetTypeEnum.WorkSheet:
                of_sheet = unseen.get(about.name, Unseen())
                if of_sheet.cells > _MOST_CELLS:
                    raise UnreadableFile("bomb", kind=kind)
                for rows in _tables_of(workbook.get_sheet_by_name(about.name), of_sheet):
                    yield from pieces_of(number(), rows)
    except PasswordError:
        raise UnreadableFile("encrypted", kind=kind) from None
    except (CalamineError, ValueError, OSError):
        raise UnreadableFile("truncated", kind=kind) from None


def _tables_of(sheet: CalamineSheet, unseen: Unseen) -> Iterator[list[list[Placed]]]:
    """The rows of a sheet, those together between which no row is empty."""
    spans: dict[tuple[int, int], int] = {}
    covered: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        columns = range(left, min(right, sheet.total_width) + 1)
        spans[top, left] = sum(column not in unseen.columns for column in columns)
        covered |= {(y, x) for y in range(top, min(bottom, sheet.total_height) + 1) for x in columns} - {(top, left)}
    together: list[list[Placed]] = []
    for y, values in enumerate(sheet.to_python(skip_empty_area=False)):
        if y in unseen.rows:
            continue
        row: list[Placed] = []
        column = 0
        for x, value in enumerate(values):
            if x in unseen.columns:
                continue
            if (y, x) not in covered:
                text = without_radicals(_shown(value))
                cell = cell_of(len(together), column, [text] if text else [], max(spans.get((y, x), 1), 1))
                row.append(cell._replace(pictured=(y, x) in unseen.unreckoned))
            column += 1
        if any(cell.is_filled for cell in row):
            together.append(row)
        elif together:
            yield _trimmed(together)
            together = []
    if together:
        yield _trimmed(together)


def _trimmed(rows: list[list[Placed]]) -> list[list[Placed]]:
    """Rows as far as some of them is filled; a sheet has no end at its right."""
    end = max(cell.column + cell.span for row in rows for cell in row if cell.is_filled)
    return [[cell for cell in row if cell.column < end] for row in rows]


def _shown(value: object) -> str:
    """A value as its cell shows it, its number format apart."""
    if isinstance(value, float) and not isinstance(value, bool):
        whole = value.is_integer() and abs(value) < _LARGEST_WHOLE
        return str(int(value)) if whole else f"{value:.{_DIGITS}f}".rstrip("0").rstrip(".")
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    return str(value)


# ── What is not shown ────────────────────────────────────────────────────────────────────────────────────────────────


def _unseen_in(data: bytes, kind: str) -> Mapping[str, Unseen]:
    """What is not shown of each sheet, by its name."""
    return _unseen_in_stream(data) if kind == "xls" else _unseen_in_parts(unzipped(data, kind))


def _unseen_in_parts(package: Package) -> dict[str, Unseen]:
    root = package.tree("xl/workbook.xml")
    targets = {key: target for _, key, target in package.references_of("xl/workbook.xml")}
    found = {}
    for sheet in () if root is None else root.iter("{*}sheet"):
        key = next((value for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
        xml = package.part(targets.get(str(key), ""))
        rows = frozenset(int(row) - 1 for row in _HIDDEN_ROW.findall(xml))
        columns: set[int] = set()
        for column in _COLUMN.findall(xml):
            told = dict(_ATTRIBUTE.findall(column))
            if told.get(b"hidden") in (b"1", b"true"):
                columns |= set(range(int(told.get(b"min", b"1")) - 1, min(int(told.get(b"max", b"0")), _WIDEST)))
        unreckoned = frozenset((int(row) - 1, _number_of(column)) for column, row in _FORMULA.findall(xml))
        places = _CELL.findall(xml)
        height = max((int(row) for _, row in places), default=0)
        width = 1 + max((_number_of(column) for column in {column for column, _ in places}), default=0)
        found[sheet.get("name", "")] = Unseen(rows, frozenset(columns), unreckoned, height * width)
    return found


def _number_of(letters: bytes) -> int:
    """The number of a column by its letters, from 0.

    >>> _number_of(b"A"), _number_of(b"Z"), _number_of(b"AA")
    (0, 25, 26)
    """
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number - 1


def _unseen_in_stream(data: bytes) -> dict[str, Unseen]:
    """What the records of an old workbook say: which sheet begins where, and of each its hidden rows and columns."""
    streams = streams_of(data, "Workbook", "Book", kind="xls")
    stream = streams["Workbook"] or streams["Book"]
    found = {}
    for record, body in _records(stream, 0):
        if record == _SHEET and len(body) > 8:
            begins, wide = int.from_bytes(body[:4], "little"), body[7] & 1
            name = body[8 : 8 + body[6] * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")
            rows: set[int] = set()
            columns: set[int] = set()
            height = width = 0
            for kind, told in _records(stream, begins):
                if kind in _CELLS and len(told) >= 4:
                    row, column = unpack_from("<HH", told)
                    height, width = max(height, row + 1), max(width, column + 1)
                elif kind == _ROW and len(told) >= 14 and told[12] & _ROW_HIDDEN:
                    rows.add(int.from_bytes(told[:2], "little"))
                elif kind == _COLUMNS and len(told) >= 10 and told[8] & _COLUMNS_HIDDEN:
                    first, last = unpack_from("<HH", told)
                    columns |= set(range(first, min(last, _WIDEST) + 1))
            found[name] = Unseen(frozenset(rows), frozenset(columns), cells=height * width)
    return found


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of a sheet, or of the whole, up to its end."""
    while at + 4 <= len(stream):
        record, size = unpack_from("<HH", stream, at)
        if record == _EOF:
            return
        yield record, stream[at + 4 : at + 4 + size]
        at += 4 + size
