"""Sheets that a person has added to a workbook, written into the next one as they were.

Texts, numbers, days and formulas, how they look, widths, heights and merged cells are kept; pictures and charts are
not: the workbook that is replaced, which is kept beside, has them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from extract.export.books.arranged import ArrangedSheet, OwnCell
from extract.export.books.looks import printable

if TYPE_CHECKING:
    from xlsxwriter import Workbook as Book
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_HIDDEN = 0.0


def write_own_sheet(book: Book, sheet: ArrangedSheet) -> None:
    """Writes a person's sheet, row by row."""
    page: Worksheet = book.get_worksheet_by_name(sheet.name) or book.add_worksheet(sheet.name)
    page.set_paper(9)
    for column, width in sheet.widths.items():
        page.set_column(column, column, width or None, None, {"hidden": width == _HIDDEN})
    formats: dict[tuple[tuple[str, object], ...], Format] = {}
    heights = dict(sheet.heights)
    for cell in sheet.cells:
        if height := heights.pop(cell.row + 1, None):
            page.set_row(cell.row, height)
        if cell.look not in formats:
            formats[cell.look] = book.add_format(dict(cell.look))
        _write(page, cell, formats[cell.look])
    for (row, column), text in sheet.comments.items():
        page.write_comment(row - 1, column, printable(text))
    page.merge.extend(list(merged) for merged in sheet.merged)


def _write(page: Worksheet, cell: OwnCell, look: Format) -> None:
    content, at = cell.content, (cell.row, cell.column)
    if isinstance(content, str) and content.startswith("="):
        page.write_formula(*at, content, look, cell.value if cell.value is not None else 0)
    elif isinstance(content, str):
        page.write_string(*at, printable(content), look) if content else page.write_blank(*at, None, look)
    elif isinstance(content, bool):
        page.write_boolean(*at, content, look)
    elif isinstance(content, datetime | date):
        page.write_datetime(*at, content, look)
    else:
        page.write_number(*at, content, look)
