"""Cells in quotes that a line break has cut: `"社会公` at the end of a line, `益组织"` at the start of the next.

Comes in: the rows of a text with the blocks they stand in. Goes out: the same, each cell whole in the row where it
begins, with the rest of the row that it was cut from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.model import Cell, TextOrigin

_MOST_LINES = 6
"""Lines of a cell: the longest label, twelve characters a line."""
_QUOTE = '"'


class NumberedRow(NamedTuple):
    """A row, and the number of the block in which it begins."""

    block: int
    cells: tuple[Cell, ...]


def with_whole_quotes(rows: Sequence[NumberedRow]) -> list[NumberedRow]:
    """The rows with the cells put together that begin with a quote which a line below closes."""
    whole: list[NumberedRow] = []
    at = 0
    while at < len(rows):
        row, taken = rows[at], 1
        while is_open(row.cells) and (more := _rest(row, rows[at + taken : at + taken + _MOST_LINES])):
            row, lines = more
            taken += lines
        whole.append(row)
        at += taken
    return whole


def is_open(cells: tuple[Cell, ...]) -> bool:
    """Whether the last cell of a row begins with a quote that does not end there."""
    return bool(cells) and cells[-1].text.startswith(_QUOTE) and cells[-1].text.count(_QUOTE) % 2 == 1


def _rest(row: NumberedRow, below: Sequence[NumberedRow]) -> tuple[NumberedRow, int] | None:
    """The row with its last cell whole, and how many lines below that takes; None where no quote closes it."""
    *before, cell = row.cells
    text = cell.text
    for lines, (_, cells) in enumerate(below, start=1):
        if not cells or _line_of(cells[0]) != _line_of(cell) + lines:
            return None
        first, *behind = cells
        text += first.text
        if text.count(_QUOTE) % 2 == 0:
            if not text.endswith(_QUOTE) or not (before or behind):
                return None
            joined = cell._replace(text=text[1:-1].replace(_QUOTE * 2, _QUOTE))
            rest = [each._replace(column=cell.column + at) for at, each in enumerate(behind, start=1)]
            return NumberedRow(row.block, (*before, joined, *rest)), lines
        if behind:
            return None
    return None


def _line_of(cell: Cell) -> int:
    return cell.origin.line if isinstance(cell.origin, TextOrigin) else 0
