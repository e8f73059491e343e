"""A sheet as a person sees it: cells at their places, merged, hidden and drawn over → lines, and tables of its rows.

Comes in: what each cell shows, and what is hidden, merged and drawn, as the readers of each kind of workbook find it.
Goes out: tables, parted by empty rows and where rules end, and the lines of text boxes where they begin. An empty cell
at the left of the last filled one is printed; a sheet has no end at its right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from extract.errors import UnreadableFile
from extract.readers.cells import Picture, PrintedCell
from extract.readers.pieces import Piece, Placed, cell_of, may_hide_a_figure, may_show_a_table, pieces_of
from extract.readers.workbooks.formats import compares
from extract.text import UNKNOWN, without_radicals

MOST_CELLS = 200_000
"""Cells of a sheet, covered and empty ones too; a report has some hundred."""

_MOST_EMPTY = 2
"""Rows of a table in which nothing stands, one below the other; more are those that somebody ruled in advance."""
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""Of any sheet."""
USUAL_PLACE = (1.7, 0.5)
"""Width and height of a cell in centimetres, where only cells say how large a drawing is."""

CellPlace = tuple[int, int]
"""Row and column, counted from 0."""


class Area(NamedTuple):
    """Rows and columns, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, place: CellPlace) -> bool:
        """Whether a place lies in it."""
        return self.top <= place[0] <= self.bottom and self.left <= place[1] <= self.right


class HidingArea(NamedTuple):
    """Where a condition may hide what stands in a cell, and how numbers compare to which that it hides: None where
    nobody knows."""

    area: Area
    hiding: tuple[str, Decimal] | None = None

    def holds(self, place: CellPlace, value: Decimal | None) -> bool:
        """Whether the number that stands in a place may be hidden."""
        return self.area.holds(place) and (self.hiding is None or value is None or compares(value, *self.hiding))


class ShownCell(NamedTuple):
    """What a cell shows; `told`: whether that can be told. What cannot is what nobody can read, and a gap
    where there is nothing at all. `value`: that of a number, where the file says it."""

    text: str
    told: bool = True
    is_number: bool = False
    value: Decimal | None = None


class DrawnBox(NamedTuple):
    """What lies upon a sheet: where, its width and height in centimetres, the text in it where it is a box."""

    area: Area
    size: tuple[float, float]
    lines: Sequence[str] = ()


class WorkSheet(NamedTuple):
    """What stands on a sheet, where it has rules, and what of it is not shown."""

    cells: Mapping[CellPlace, ShownCell]
    ruled: Set[CellPlace] = frozenset()
    merged: Sequence[Area] = ()
    hidden_rows: Set[int] = frozenset()
    hidden_columns: Set[int] = frozenset()
    drawn: Sequence[DrawnBox] = ()


class _Span(NamedTuple):
    """A merged cell: where its content is kept, and how many columns of it are shown."""

    content: CellPlace
    across: int


class _Cover(NamedTuple):
    """What covers a place: whether anything stands in it, and whether it reaches down from a row above."""

    is_filled: bool
    from_above: bool


def doubted(cells: Mapping[CellPlace, ShownCell], hiding: Iterable[HidingArea]) -> dict[CellPlace, ShownCell]:
    """Cells of which no number is told that a condition may hide."""
    every = list(hiding)
    return {
        place: shown._replace(told=False)
        if shown.is_number and any(area.holds(place, shown.value) for area in every)
        else shown
        for place, shown in cells.items()
    }


def pieces_of_sheet(sheet: WorkSheet, number: Callable[[], int]) -> Iterator[Piece]:
    """What a sheet prints. `number`: that of the next table."""
    cells = {place: shown for place, shown in sheet.cells.items() if shown.text or not shown.told}
    last_row = max((row for row, _ in cells), default=-1)
    last_column = max((column for _, column in cells), default=-1)
    spans, covered = _spans_of(sheet, cells, last_row, last_column)
    boxes = sorted(sheet.drawn, key=lambda drawn: drawn.area)
    seen = Counter(row for row, column in cells if column not in sheet.hidden_columns)
    filled = seen.keys() | {row for (row, _), cover in covered.items() if cover.is_filled}
    ruled = {row for row, column in sheet.ruled if column and column not in sheet.hidden_columns}
    for together in _together(filled, ruled, sheet.hidden_rows):
        for rows in _parted(together, seen, ruled):
            yield from _texts_of([box for box in boxes if box.area.top <= rows[0]])
            boxes = [box for box in boxes if box.area.top > rows[0]]
            yield from pieces_of(number(), _table(rows, cells, spans, covered, sheet))
    yield from _texts_of(boxes)


def _spans_of(
    sheet: WorkSheet, cells: Mapping[CellPlace, ShownCell], last_row: int, last_column: int
) -> tuple[dict[CellPlace, _Span], dict[CellPlace, _Cover]]:
    """Merged cells by the first place of them that is shown, and the places that they cover."""
    spans: dict[CellPlace, _Span] = {}
    covered: dict[CellPlace, _Cover] = {}
    for area in sheet.merged:
        rows = [row for row in range(area.top, min(area.bottom, last_row) + 1) if row not in sheet.hidden_rows]
        right = min(area.right, last_column)
        columns = [column for column in range(area.left, right + 1) if column not in sheet.hidden_columns]
        if not rows or not columns:
            continue
        if len(covered) + len(rows) * len(columns) > MOST_CELLS:
            raise UnreadableFile("bomb")
        content = (area.top, area.left)
        spans[rows[0], columns[0]] = _Span(content, len(columns))
        covered |= {(row, column): _Cover(content in cells, row > rows[0]) for row in rows for column in columns}
        del covered[rows[0], columns[0]]
    return spans, covered


def _together(filled: Set[int], ruled: Set[int], hidden: Set[int]) -> Iterator[Sequence[int]]:
    """The rows that are shown, those together between which no row is empty; a few empty rows that have rules belong to
    the rows above them that have, too."""
    rows: list[int] = []
    for row in sorted((filled | ruled) - hidden):
        is_next = not rows or all(between in hidden for between in range(rows[-1] + 1, row))
        empty = len(rows) - 1 - max((at for at, each in enumerate(rows) if each in filled), default=-1)
        if rows and (not is_next or (row not in filled and (empty >= _MOST_EMPTY or rows[-1] not in ruled))):
            yield rows
            rows = []
        if rows or row in filled:
            rows.append(row)
    if rows:
        yield rows


def _parted(rows: Sequence[int], cells_in: Mapping[int, int], ruled: Set[int]) -> Iterator[Sequence[int]]:
    """Rows where their rules begin and end; where they have none, each row above the first that has several cells is by
    itself."""
    if not ruled.isdisjoint(rows):
        for _, run in groupby(rows, ruled.__contains__):
            yield list(run)
        return
    head = next((at for at, row in enumerate(rows) if cells_in[row] > 1), 0)
    yield from ([row] for row in rows[:head])
    yield rows[head:]


def _table(
    rows: Sequence[int],
    cells: Mapping[CellPlace, ShownCell],
    spans: Mapping[CellPlace, _Span],
    covered: Mapping[CellPlace, _Cover],
    sheet: WorkSheet,
) -> list[list[Placed]]:
    """The cells of rows that are shown; rows that have a single one each, and no rules, are lines."""
    among = frozenset(rows)
    last = max([column for row, column in cells if row in among] + [column for row, column in covered if row in among])
    columns = [column for column in range(last + 1) if column not in sheet.hidden_columns]
    if len(rows) * len(columns) > MOST_CELLS:
        raise UnreadableFile("bomb")
    upon = [drawn.area for drawn in sheet.drawn if may_hide_a_figure(drawn.size)]
    table = []
    for at, row in enumerate(rows):
        printed: list[Placed] = []
        for shown_at, column in enumerate(columns):
            place = (row, column)
            if place in covered:
                if covered[place].from_above:
                    printed.append(PrintedCell(at, shown_at, (), [], covered=True))
                continue
            span = spans.get(place, _Span(place, 1))
            text, told, *_ = cells.get(span.content, _EMPTY)
            text = without_radicals(text if told else UNKNOWN + text)
            hides = any(area.holds(place) for area in upon)
            cell = cell_of(at, shown_at, [text] if text else [], span.across)
            printed.append(cell._replace(pictured=hides or text == UNKNOWN))
        table.append(printed)
    filled = [[cell for cell in row if cell.is_filled] for row in table]
    lines = sheet.ruled.isdisjoint((row, column) for row in rows for column in columns[1:])
    return filled if lines and all(len(row) == 1 for row in filled) else _trimmed(table)


_EMPTY = ShownCell("")


def _trimmed(rows: list[list[Placed]]) -> list[list[Placed]]:
    """Rows from where some of them is filled as far as some is."""
    filled = [cell for row in rows for cell in row if cell.is_filled]
    begin = min((cell.column for cell in filled), default=0)
    end = max((cell.column + cell.span for cell in filled), default=0)
    return [[cell for cell in row if begin <= cell.column < end] for row in rows]


def _texts_of(boxes: Sequence[DrawnBox]) -> Iterator[Piece]:
    """What is drawn shows by itself: lines of text, or a picture that has room for a table."""
    for box in boxes:
        if box.lines:
            yield "\n".join(box.lines)
        elif may_show_a_table(box.size):
            yield Picture()
