"""The tables of an official form as they are printed: which words and figures stand in which cells of a page.

Comes in: a declared table, and what stands in its cells. Goes out: cells with their places, and how many rows and
columns each takes up. Nothing is known of workbooks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from extract.model import Band, Column, Concept, FormTable, Line
from extract.words.phrases import in_brackets

WIDTH = 15
"""Columns of a page, which every table divides among its own: table four has as many."""
_LABELS, _GROUP = 8, 2
"""Columns for the labels of table three, and for a group of rows."""
_LABELS_OF_FEW = 6
"""Columns for the labels of a table with few columns."""


class FormCell(NamedTuple):
    """A cell: where it begins, how many rows and columns it takes up, its words, or whose figure stands in it."""

    row: int
    column: int
    height: int
    width: int
    words: str
    figure: Concept | None = None


def placed(table: FormTable) -> Iterator[FormCell]:
    """The cells of a table, from row 0."""
    row = 0
    for band in table.bands:
        if table.side_by_side:
            cells = list(_side_by_side(table.key, band, row))
        elif any(column.group for column in band.columns):
            cells = list(_grouped(table.key, band, row))
        else:
            cells = list(_plain(table.key, band, row))
        yield from cells
        row = max(cell.row + cell.height for cell in cells)


def height_of(table: FormTable) -> int:
    """How many rows a table takes up."""
    return max(cell.row + cell.height for cell in placed(table))


def _plain(table: str, band: Band, row: int) -> Iterator[FormCell]:
    """Table two: a head over all, then labels and a few columns."""
    if band.label:
        yield FormCell(row, 0, 1, WIDTH, band.label)
        row += 1
    widths = _shared(WIDTH - _LABELS_OF_FEW, len(band.columns))
    starts = [_LABELS_OF_FEW + sum(widths[:at]) for at in range(len(widths))]
    yield FormCell(row, 0, 1, _LABELS_OF_FEW, band.headers[0] if band.headers else "")
    for column, start, width in zip(band.columns, starts, widths, strict=True):
        yield FormCell(row, start, 1, width, column.label)
    for line in band.lines:
        row += 1
        yield FormCell(row, 0, 1, _LABELS_OF_FEW, line.label)
        for column, start, width in zip(band.columns, starts, widths, strict=True):
            yield FormCell(row, start, 1, width, "", Concept(table, line.key, column.key))


def _shared(width: int, parts: int) -> list[int]:
    """
    >>> _shared(9, 3), _shared(9, 2)
    ([3, 3, 3], [5, 4])
    """
    return [width // parts + (at < width % parts) for at in range(parts)]


def _grouped(table: str, band: Band, row: int) -> Iterator[FormCell]:
    """Table three: columns in groups, rows in groups within groups."""
    note, over, *_ = (*band.headers, "", "")
    width = len(band.columns)
    yield FormCell(row, 0, 3, WIDTH - width, in_brackets(note, "zh"))
    yield FormCell(row, WIDTH - width, 1, width, over)
    yield from _heads(band.columns, row + 1, WIDTH - width)
    row += 3
    for level, indent in ((0, 0), (1, _GROUP)):
        at = 0
        for group, lines in groupby(band.lines, lambda line: line.group[: level + 1]):  # noqa: B023
            count = len(list(lines))
            if len(group) > level:
                yield FormCell(row + at, indent, count, _GROUP, group[level])
            at += count
    for line in band.lines:
        yield from _row(table, line, band.columns, row, WIDTH - width)
        row += 1


def _heads(columns: Sequence[Column], row: int, start: int) -> Iterator[FormCell]:
    """Two rows of heads: groups above their columns, columns of none over both."""
    for group, same in groupby(columns, lambda column: column.group):
        of_group = list(same)
        if group:
            yield FormCell(row, start, 1, len(of_group), group[-1])
        for column in of_group:
            yield FormCell(row + bool(group), start, 1 if group else 2, 1, column.label)
            start += 1


def _row(table: str, line: Line, columns: Sequence[Column], row: int, start: int) -> Iterator[FormCell]:
    indent = _GROUP * len(line.group)
    yield FormCell(row, indent, 1, start - indent, line.label)
    for at, column in enumerate(columns, start):
        yield FormCell(row, at, 1, 1, "", Concept(table, line.key, column.key))


def _side_by_side(table: str, band: Band, row: int) -> Iterator[FormCell]:
    """Table four: its rows next to each other, in one line of figures."""
    start = 0
    width = len(band.columns)
    for group, same in groupby(band.lines, lambda line: line.group):
        lines = list(same)
        yield FormCell(row, start, 1, width * len(lines), group[0] if group else lines[0].label)
        for line in lines:
            if group:
                yield FormCell(row + 1, start, 1, width, line.label)
            for column in band.columns:
                yield FormCell(row + 1 + bool(group), start, 1 if group else 2, 1, column.label)
                yield FormCell(row + 3, start, 1, 1, "", Concept(table, line.key, column.key))
                start += 1
