"""Ruling lines of a page → meshes: the cells that lines rule off, before anything stands in them.

Comes in: the horizontal and vertical lines of a `Page`. Goes out: a `Mesh` for every table, or part of one, whatever
the manner of its rules: strokes, thin boxes, frames, doubled boxes, dashes. Characters are left to `filling`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import inf
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from extract.readers.pdf.arrays import Floats, places_where
from extract.readers.pdf.pages import Page


@dataclass(frozen=True, slots=True)
class MeshTolerances:
    """Lengths in points."""

    level: float = 1.0
    """Pieces of one line lie on one level but for rounding; both borders of two boxes do not."""
    gap: float = 4.5
    """The longest pause in a line of dashes or dots, and the widest space between cells drawn as boxes (4 px)."""
    touch: float = 3.0
    """How far the end of a line may stay from the line it meets: between boxes there are 2 px (2.25 pt) as a rule."""
    doubled: float = 2.6
    """Two levels this near are the two borders of a doubled rule; rows are never as low, even without any text."""
    sliver: float = 4.5
    """Nothing is printed in a row or column as narrow. Rows of blanks may be 4 pt high, but then they are ruled."""
    shortest: float = 3.0
    """A shorter line rules off nothing."""
    tick: float = 12.0
    """A box as narrow and low is one to tick, not a cell."""
    page_long: float = 0.6
    """Part of a page's height from which an upright line that ends in nothing divides the page, not a table."""


TOLERANCES = MeshTolerances()

_MOST_KEPT = 32
"""Pages whose meshes are remembered, from when they are put upright until their tables are filled."""

_BEGINNING, _END = itemgetter(1), itemgetter(2)

_Rule = tuple[float, float, float]
"""Level, beginning and end of a line; there are few of them, so they are plain tuples."""


class Mesh(NamedTuple):
    """Edges of columns and rows, and for each cell of the mesh the number of the printed cell it belongs to.

    `spans`: first row, first column, last row + 1 and last column + 1 of every printed cell.
    """

    xs: list[float]
    ys: list[float]
    owners: list[list[int]]
    spans: list[tuple[int, int, int, int]]


@lru_cache(maxsize=_MOST_KEPT)
def meshes_of(page: Page) -> tuple[Mesh, ...]:
    """The meshes that the lines of a page make, the smallest first."""
    flat, upright = _joined(page.horizontal), _joined(page.vertical)
    upright = _without_dividers(upright, flat, TOLERANCES.page_long * page.height)
    meshes = [mesh for lines in _networks(flat, upright) if (mesh := _mesh(*lines, page.vertical)) is not None]
    return tuple(sorted(meshes, key=lambda mesh: (mesh.xs[-1] - mesh.xs[0]) * (mesh.ys[-1] - mesh.ys[0])))


def _joined(lines: Floats) -> list[_Rule]:
    """Lines with their pieces joined across short pauses; what stays shorter than a cell is left out.

    >>> from numpy import array
    >>> _joined(array([[10, 0, 5], [10.5, 8, 20], [30, 0, 9]]))
    [(10.25, 0.0, 20.0), (30.0, 0.0, 9.0)]
    """
    ordered = lines[np.lexsort(lines.T[::-1])].astype(np.float64)
    cuts = places_where(ordered[1:, 0] - ordered[:-1, 0] > TOLERANCES.level) + 1
    pieces = ordered.tolist()
    levels = pairwise([0, *cuts.tolist(), len(pieces)])
    return [rule for start, end in levels if end > start for rule in _on_one_level(pieces[start:end])]


def _on_one_level(pieces: list[list[float]]) -> Iterator[_Rule]:
    level = sum([piece[0] for piece in pieces]) / len(pieces)
    if len(pieces) > 1:
        pieces.sort(key=_BEGINNING)
    _, begin, reach = pieces[0]
    for _, other, end in pieces[1:]:
        if other > reach + TOLERANCES.gap:
            if reach - begin >= TOLERANCES.shortest:
                yield level, begin, reach
            begin, reach = other, end
        elif end > reach:
            reach = end
    if reach - begin >= TOLERANCES.shortest:
        yield level, begin, reach


def _without_dividers(upright: list[_Rule], flat: list[_Rule], length: float) -> list[_Rule]:
    """Upright lines without those as long as a page that end in nothing at either end: at no line across, and where no
    other ends. The edges of cells end at the edges of others."""
    return [line for line in upright if line[2] - line[1] < length or _is_held(line, upright, flat)]


def _is_held(line: _Rule, upright: list[_Rule], flat: list[_Rule]) -> bool:
    """Whether one of the ends of an upright line is at a line across, or level with the end of another."""
    level, *ends = line
    touch, sliver = TOLERANCES.touch, TOLERANCES.sliver
    crossing = [other for other, begin, end in flat if begin - touch <= level <= end + touch and end - begin > sliver]
    beside = [end for other, *both in upright if abs(other - level) > sliver for end in both]
    return any(abs(other - end) < touch for end in ends for other in (*crossing, *beside))


def _networks(flat: list[_Rule], upright: list[_Rule]) -> Iterator[tuple[list[_Rule], list[_Rule]]]:
    """The lines that meet one another, table by table; upright lines alone when they run side by side.

    A line beside a table that begins and ends with it is its edge: between them stands a cell higher than the page.
    """
    tables: list[tuple[list[_Rule], list[_Rule]]] = []
    lonely: list[_Rule] = []
    while upright:
        rows: list[_Rule] = []
        columns = [upright.pop()]
        new_columns = columns
        while new_columns:
            new_rows, flat = _parted(flat, new_columns)
            rows += new_rows
            new_columns, upright = _parted(upright, new_rows)
            columns = columns + new_columns
        if rows:
            tables.append((rows, columns))
        else:
            lonely += columns
    for rows, columns in tables:
        edges = _beside(lonely, min(map(_BEGINNING, columns)), max(map(_END, columns)))
        lonely = [line for line in lonely if line not in edges]
        yield rows, columns + edges
    while lonely:
        beside = _beside(lonely, *lonely[0][1:])
        lonely = [line for line in lonely if line not in beside]
        yield [], beside


def _beside(lines: list[_Rule], begin: float, end: float) -> list[_Rule]:
    """The lines that run from the one place to the other."""
    return [line for line in lines if abs(line[1] - begin) + abs(line[2] - end) < TOLERANCES.touch]


def _parted(lines: list[_Rule], others: list[_Rule]) -> tuple[list[_Rule], list[_Rule]]:
    """Lines that meet one of the others, which cross them; and those that do not."""
    touch = TOLERANCES.touch
    met: list[_Rule] = []
    for other_level, other_begin, other_end in others:
        if not lines:
            break
        left, right, low, high = other_level + touch, other_level - touch, other_begin - touch, other_end + touch
        left_over: list[_Rule] = []
        for line in lines:
            level, begin, end = line
            (met if begin <= left and end >= right and low <= level <= high else left_over).append(line)
        lines = left_over
    return met, lines


def _mesh(flat: list[_Rule], upright: list[_Rule], pieces: Floats) -> Mesh | None:
    """The cells that lines rule off; None when they rule off none. `pieces` are the upright lines as they were drawn.

    Where a page breaks, tables may be left open at the top or bottom, and some styles leave them open on both sides:
    there they end where the lines end.
    """
    xs = _edges(upright, flat, TOLERANCES.sliver, 0.5)
    ys = _edges(flat, upright, TOLERANCES.doubled, 0)
    if len(xs) < 2 or len(ys) < 2 or (xs[-1] - xs[0] < TOLERANCES.tick and ys[-1] - ys[0] < TOLERANCES.tick):
        return None
    above = _covered(flat, ys, xs)
    before = [list(row) for row in zip(*_covered(upright, xs, ys), strict=True)]
    for row in range(len(ys) - 2, -1, -1):
        if ys[row + 1] - ys[row] < TOLERANCES.sliver and _is_between_boxes(row, xs, ys, above, pieces):
            removed, remaining = (row, row + 1) if row + 2 == len(ys) else (row + 1, row)
            above[remaining] = [one or other for one, other in zip(above[remaining], above[removed], strict=True)]
            del above[removed], before[row], ys[removed]
    if len(ys) < 2:
        return None
    above[0] = above[-1] = [True] * (len(xs) - 1)
    for sides in before:
        sides[0] = sides[-1] = True
    return Mesh(xs, ys, *_flooded(above, before))


def _edges(lines: list[_Rule], crossing: list[_Rule], near: float, share: float) -> list[float]:
    """The levels of lines, those nearer than `near` taken as one, and an edge before or behind them where at least two
    of the lines that cross them run on, and that share of those to the same end."""
    runs: list[list[float]] = []
    for level in sorted([line[0] for line in lines]):
        if runs and level - runs[-1][-1] <= near:
            runs[-1].append(level)
        else:
            runs.append([level])
    edges = [sum(run) / len(run) for run in runs]
    low = edges[0] - TOLERANCES.sliver if edges else inf
    high = edges[-1] + TOLERANCES.sliver if edges else -inf
    before = [begin for _, begin, _ in crossing if begin < low]
    behind = [end for _, _, end in crossing if end > high]
    if len(before) > 1 and sum(end < min(before) + TOLERANCES.touch for end in before) >= share * len(before):
        edges.insert(0, min(before))
    if len(behind) > 1 and sum(end > max(behind) - TOLERANCES.touch for end in behind) >= share * len(behind):
        edges.append(max(behind))
    return edges


def _is_between_boxes(row: int, xs: list[float], ys: list[float], above: list[list[bool]], pieces: Floats) -> bool:
    """Whether a low row is the space between cells that are drawn as boxes: where it is ruled off above and below,
    hardly any line parts it."""
    middle = (ys[row] + ys[row + 1]) / 2
    levels = [level for level, begin, end in pieces.tolist() if begin < middle < end]
    ruled = [one and other for one, other in zip(above[row], above[row + 1], strict=True)]
    inner = [edge for edge, left, right in zip(xs[1:], ruled, ruled[1:], strict=False) if left and right]
    parting = [edge for edge in inner if any(abs(edge - level) < TOLERANCES.sliver for level in levels)]
    return 2 * len(parting) <= len(inner)


def _covered(lines: list[_Rule], levels: list[float], across: list[float]) -> list[list[bool]]:
    """For every level, which of the stretches between the edges across it lines run along."""
    covered = [[False] * (len(across) - 1) for _ in levels]
    middles = [(one + other) / 2 for one, other in pairwise(levels)]
    for level, begin, end in lines:
        first = bisect_left(across, begin - TOLERANCES.touch)
        last = bisect_right(across, end + TOLERANCES.touch) - 1
        if last > first:
            covered[bisect_left(middles, level)][first:last] = [True] * (last - first)
    return covered


def _flooded(
    above: list[list[bool]], before: list[list[bool]]
) -> tuple[list[list[int]], list[tuple[int, int, int, int]]]:
    """Cells of a mesh that no line parts, joined to printed cells: each runs right, then down, until a line stops it.

    `above[row][column]`: a line runs above the cell; `before[row][column]`: to its left.
    """
    rows, columns = len(before), len(above[0])
    owners = [[-1] * columns for _ in range(rows)]
    spans: list[tuple[int, int, int, int]] = []
    for row in range(rows):
        row_owners, sides, floor = owners[row], before[row], above[row + 1]
        for column in range(columns):
            if row_owners[column] >= 0:
                continue
            right = column + 1
            while not sides[right] and row_owners[right] < 0:
                right += 1
            bottom = row + 1
            if not floor[column]:
                while (
                    bottom < rows
                    and not any(above[bottom][column:right])
                    and not any(before[bottom][column + 1 : right])
                    and max(owners[bottom][column:right]) < 0
                ):
                    bottom += 1
            number = len(spans)
            spans.append((row, column, bottom, right))
            if bottom == row + 1:
                for at in range(column, right):
                    row_owners[at] = number
            else:
                for line in owners[row:bottom]:
                    line[column:right] = [number] * (right - column)
    return owners, spans
