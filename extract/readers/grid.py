"""Tables as old Word files and RTF have them, cell by cell with their edges → rows of printed cells in one grid.

Comes in: what each cell holds, where cells and rows end, and for each row its left edge, for each of its cells the
right one in twips, and how it is merged with others. Goes out: what tables print: their cells at their columns, with
the columns that they span; what a cell at the left covers is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.readers.cells import PrintedCell
from extract.readers.pieces import Piece, Placed, cell_of, pieces_of
from extract.text import is_blank

_NARROWEST_COLUMN = 60
"""Twips below which a column is what rounding left over between two others."""


_BETWEEN = 1000
"""Twips between the cells of a row that does not say where they end."""
_DEEPEST = 32
"""Tables within tables that are read as such."""


class Merging(NamedTuple):
    """How a cell is merged: `across`, it belongs to the one at its left; `down`, with those above or below; `top`, it
    is the uppermost of those."""

    across: bool = False
    down: bool = False
    top: bool = False


class RowShape(NamedTuple):
    """The edges of a row from left to right, one more than cells, and how its cells are merged; empty where the file
    does not say. `shown`: whether it is printed; `deleted`: a revision has deleted its end, and with it the row if
    nothing is left in that."""

    edges: Sequence[int] = ()
    merging: Sequence[Merging] = ()
    shown: bool = True
    deleted: bool = False


class _Row(NamedTuple):
    left: int
    cells: Sequence[tuple[int, list[Piece], Merging]]


@dataclass(slots=True)
class _OpenTable:
    """A table while it is gathered: its rows, the cells of the row that is open, and what its open cell holds."""

    rows: list[_Row] = field(default_factory=list)
    cells: list[list[Piece]] = field(default_factory=list)
    cell: list[Piece] = field(default_factory=list)


class Tables:
    """The tables of a story while they are gathered, the outermost first; they are numbered as they end."""

    def __init__(self, number: Callable[[], int]) -> None:
        self.number = number
        self.open: list[_OpenTable] = []

    def go_to(self, depth: int) -> Iterator[Piece]:
        """Goes to where so many tables lie around what comes next. Gives what those print that end here: on the page,
        as in the cell that holds them is no page."""
        depth = min(depth, _DEEPEST)
        while len(self.open) > depth:
            table = self.open.pop()
            if table.cell or table.cells:
                table.cells.append(table.cell)
                table.rows.append(_row_of(table.cells, RowShape()))
            pieces = pieces_of(self.number(), _placed(table.rows))
            if self.open:
                self.open[-1].cell += pieces
            else:
                yield from pieces
        while len(self.open) < depth:
            self.open.append(_OpenTable())

    @property
    def cell_number(self) -> int:
        """The number of the open cell in its row."""
        return len(self.open[-1].cells)

    def add(self, pieces: Iterable[Piece]) -> None:
        """Adds to the open cell."""
        self.open[-1].cell += pieces

    def end_cell(self) -> None:
        """Ends the open cell."""
        table = self.open[-1]
        table.cells.append(table.cell)
        table.cell = []

    def end_row(self, shape: RowShape) -> None:
        """Ends the open row."""
        table = self.open[-1]
        if table.cell:
            self.end_cell()
        if shape.shown and not (shape.deleted and not any(map(_shows, table.cells))):
            table.rows.append(_row_of(table.cells, shape))
        table.cells = []


def _shows(pieces: Sequence[Piece]) -> bool:
    return any(not isinstance(piece, str) or not is_blank(piece) for piece in pieces)


def _row_of(cells: Sequence[list[Piece]], shape: RowShape) -> _Row:
    """A row with its cells; those for which it names no edge stand behind the others."""
    left, *rights = shape.edges or (0,)
    last = rights[-1] if rights else left
    rights += [last + _BETWEEN * more for more in range(1, len(cells) - len(rights) + 1)]
    merging = [*shape.merging, *[Merging()] * (len(cells) - len(shape.merging))]
    return _Row(left, list(zip(rights, cells, merging, strict=False)))


def _placed(rows: Sequence[_Row]) -> list[list[Placed]]:
    """The cells of a table's rows in the grid that their edges make together.

    >>> wide = _row_of([["合计"]], RowShape((0, 2000)))
    >>> narrow = _row_of([["甲"], ["5"]], RowShape((10, 1000, 1990)))
    >>> [[(cell.column, cell.span, cell.lines) for cell in row] for row in _placed([wide, narrow])]
    [[(0, 2, ['合计'])], [(0, 1, ['甲']), (1, 1, ['5'])]]
    """
    columns = _columns_between({edge for row in rows for edge in (row.left, *(right for right, _, _ in row.cells))})
    grid = []
    open_above: set[int] = set()
    for at, row in enumerate(rows):
        printed: list[Placed] = []
        going_on: set[int] = set()
        left = columns[row.left]
        for right, pieces, merging in row.cells:
            first, end = left, columns[right]
            left = max(left, end)
            if merging.down:
                going_on.add(first)
            if merging.across and printed:
                printed[-1] = printed[-1]._replace(span=max(end - printed[-1].column, printed[-1].span))
            elif merging.down and not merging.top and first in open_above:
                printed.append(PrintedCell(at, first, (), [], max(end - first, 1), covered=True))
            elif end > first or pieces:
                printed.append(cell_of(at, first, pieces, max(end - first, 1)))
        grid.append(printed)
        open_above = going_on
    return grid


def _columns_between(edges: Iterable[int]) -> dict[int, int]:
    """The number of the column that begins at each edge; edges that lie close together are one."""
    columns: dict[int, int] = {}
    number, last = 0, None
    for edge in sorted(edges):
        if last is not None and edge - last > _NARROWEST_COLUMN:
            number += 1
        columns[edge] = number
        last = edge
    return columns
