"""A workbook as a person left it: its sheets in order, every text with its place, widths, and how cells look.

Comes in: bytes of a workbook. Goes out: an `Arranged`. What the sheets mean is read elsewhere (`read_back`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import ZipFile

from extract.agencies.sheets import cell_text
from extract.words.sheet_names import AUDIT_SHEETS

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

EDITION = "gongkai-edition"
"""The property of a workbook that says which edition it is."""
_DRAWN = ("xl/media/", "xl/charts/")
"""How the members of a workbook begin that are pictures and charts."""
_FURTHEST_ROW, _FURTHEST_COLUMN = 100_000, 2_000
"""Beyond these nobody types."""


class OwnCell(NamedTuple):
    """A cell of a person's own sheet: what stands in it, what a formula came to, and how it looks."""

    row: int
    column: int
    content: str | int | float | bool | datetime | date
    value: str | float | int | None
    look: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class ArrangedSheet:
    """A sheet: the texts of its rows with their numbers, the widths of its columns (from 0), 0 for a hidden one, the
    heights of its rows, the ranges of cells that are merged, comments by row (from 1) and column (from 0), and, of a
    sheet that is not called as one of ours, how its cells look."""

    name: str
    rows: list[tuple[int, list[str]]]
    widths: dict[int, float]
    heights: dict[int, float]
    merged: tuple[tuple[int, int, int, int], ...]
    cells: tuple[OwnCell, ...] = ()
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Arranged:
    """A workbook: the number of the edition that it is, empty where it does not say, its sheets, and whether there are
    pictures or charts in it."""

    edition: str
    sheets: tuple[ArrangedSheet, ...]
    is_drawn: bool = False


def arranged_of(data: bytes) -> Arranged:
    """A workbook as it was left. Whatever openpyxl raises where it is none: it was read before."""
    from openpyxl import load_workbook

    shown = load_workbook(BytesIO(data), data_only=True)
    written = load_workbook(BytesIO(data))
    named = {prop.name: str(prop.value) for prop in written.custom_doc_props.props}
    pages = [page for page in written.worksheets if page.sheet_state == "visible"]
    with ZipFile(BytesIO(data)) as file:
        is_drawn = any(name.startswith(_DRAWN) for name in file.namelist())
    return Arranged(named.get(EDITION, ""), tuple(_sheet(page, shown[page.title]) for page in pages), is_drawn)


def _sheet(page: Worksheet, shown: Worksheet) -> ArrangedSheet:
    is_ours = page.title in AUDIT_SHEETS.values()
    furthest = {"max_row": min(page.max_row, _FURTHEST_ROW), "max_col": min(page.max_column, _FURTHEST_COLUMN)}
    cells_there = [cell for row in page.iter_rows(**furthest) for cell in row]
    comments = {(cell.row, cell.column - 1): cell.comment.text.strip() for cell in cells_there if cell.comment}
    filled = [
        (cell, shown.cell(cell.row, cell.column).value)
        for cell in cells_there
        if cell.value is not None or cell.has_style
    ]
    rows: dict[int, list[str]] = {}
    for cell, value in filled:
        if cell.value is not None:
            text = cell_text(value if value is not None else cell.value).strip()
            texts = rows.setdefault(cell.row, [])
            texts += [""] * (cell.column - len(texts))
            texts[cell.column - 1] = text
    heights = {number: row.height for number, row in page.row_dimensions.items() if row.height}
    merged = tuple((r.min_row - 1, r.min_col - 1, r.max_row - 1, r.max_col - 1) for r in page.merged_cells.ranges)
    cells = () if is_ours else tuple(_own(cell, value) for cell, value in filled)
    texts_of_rows = [(number, texts) for number, texts in sorted(rows.items()) if any(texts)]
    return ArrangedSheet(page.title, texts_of_rows, dict(_widths(page)), heights, merged, cells, comments)


def _widths(page: Worksheet) -> Iterator[tuple[int, float]]:
    """Columns that look alike may be told of together."""
    for dimension in page.column_dimensions.values():
        first, last = dimension.min or 0, min(dimension.max or 0, _FURTHEST_COLUMN)
        for column in range(first, last + 1) if first else ():
            yield column - 1, 0.0 if dimension.hidden else float(dimension.width)


def _own(cell: Cell, value: Any) -> OwnCell:
    content: Any = "" if cell.value is None else cell.value
    if not isinstance(content, str | int | float | bool | date):
        content = str(content)
    return OwnCell(cell.row - 1, cell.column - 1, content, value, tuple(_look(cell)))


def _look(cell: Cell) -> Iterator[tuple[str, Any]]:
    """The properties of a format by which a cell looks as it did."""
    font, fill, place = cell.font, cell.fill, cell.alignment
    yield from (("font_name", font.name), ("font_size", font.sz)) if font.name and font.sz else ()
    yield from ((name, True) for name, holds in (("bold", font.b), ("italic", font.i), ("underline", font.u)) if holds)
    colours = (("font_color", font.color), ("bg_color", fill.fgColor if fill.fill_type == "solid" else None))
    for name, colour in colours:
        if colour is not None and colour.type == "rgb" and isinstance(colour.rgb, str):
            yield name, f"#{colour.rgb[-6:]}"
    aligned = (("align", place.horizontal), ("valign", "vcenter" if place.vertical == "center" else place.vertical))
    yield from ((name, how) for name, how in aligned if how and how != "general")
    yield from (("text_wrap", True),) if place.wrap_text else ()
    sides = ("left", "right", "top", "bottom")
    yield from ((side, 1) for side in sides if getattr(cell.border, side).style)
    yield from (("num_format", cell.number_format),) if cell.number_format != "General" else ()
