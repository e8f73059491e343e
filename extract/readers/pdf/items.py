"""Rows of a ruled table that hold several items, line by line → a row for each.

Comes in: a `Mesh`, and the `Glyphs` of its page. Goes out: the mesh with further edges between the items of such a row:
every cell of figures has as many lines as there are items, at the same heights, and at each of them a label begins,
with a number of its own, or on a line of its own though the one above it had room.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import numpy as np

from extract.readers.pdf.arrays import Floats, Indexes, is_digit, places_where
from extract.readers.pdf.glyphs import Glyphs
from extract.readers.pdf.holding import Inside, begins_of
from extract.readers.pdf.mesh import Mesh
from extract.text import ordinal

_LINE = 0.5
"""Ems between the heights of two lines of one cell at least."""
_SAME = 0.35
"""Ems between the heights of the lines of two cells of one item at most."""
_ROOM = 2.0
"""Ems that a line leaves in its cell, in which the next character would have stood, with what pads the cell."""
_FIRST_WIDE = 0x2E80


class _Line(NamedTuple):
    """A line of a cell: its height, its text, and the room behind it."""

    height: float
    text: str
    room: float
    em: float


def with_items_apart(mesh: Mesh, glyphs: Glyphs, held: Inside) -> Mesh:
    """The mesh with each item in a row of its own; `held` are the characters that stand in it."""
    digits = held.part(is_digit(glyphs.codes[held.places]) & (glyphs.turns[held.places] == 0))
    if not len(digits.places):
        return mesh
    ordered, starts, cells = _by_cell(digits)
    several = cells[_spread(glyphs.y[ordered], starts) > _LINE * glyphs.em[ordered].max()]
    rows = _rows_of(mesh, several)
    if not rows:
        return mesh
    upright = held.part(glyphs.turns[held.places] == 0)
    rows -= _rows_with_one_figure(mesh, glyphs, upright)
    cuts = {row: cut for row in sorted(rows) if (cut := _cuts(mesh, glyphs, upright, row))}
    return _divided(mesh, cuts) if cuts else mesh


def _by_cell(held: Inside) -> tuple[Indexes, Indexes, Indexes]:
    """Some characters cell by cell, where among them each cell begins, and the cells."""
    order = held.cells.argsort(kind="stable")
    cells = held.cells[order]
    starts = begins_of(cells)
    return held.places[order], starts, cells[starts]


def _spread(heights: Floats, starts: Indexes) -> Floats:
    """From the highest to the lowest character of each cell."""
    spread: Floats = np.maximum.reduceat(heights, starts) - np.minimum.reduceat(heights, starts)
    return spread


def _rows_of(mesh: Mesh, cells: Indexes) -> set[int]:
    """The rows of those cells that have no more than one."""
    return {row for row, _, bottom, _ in map(mesh.spans.__getitem__, cells.tolist()) if bottom == row + 1}


def _rows_with_one_figure(mesh: Mesh, glyphs: Glyphs, held: Inside) -> set[int]:
    """The rows in which a cell has one line of figures: they are of one item."""
    ordered, starts, cells = _by_cell(held)
    codes = glyphs.codes[ordered]
    is_line = _spread(glyphs.y[ordered], starts) < _LINE * np.minimum.reduceat(glyphs.em[ordered], starts)
    are_figures = np.logical_or.reduceat(is_digit(codes), starts) & (np.maximum.reduceat(codes, starts) < _FIRST_WIDE)
    return _rows_of(mesh, cells[is_line & are_figures])


def _cuts(mesh: Mesh, glyphs: Glyphs, held: Inside, row: int) -> list[float]:
    """The heights between the items of a row; none where it is the row of one."""
    label: list[_Line] = []
    heights: list[float] = []
    for cell in dict.fromkeys(mesh.owners[row]):
        lines = _lines(mesh, glyphs, held.places[held.cells == cell], cell)
        if any(map(_has_words, lines)):
            if label:
                return []
            label = lines
        elif lines:
            heights = heights or [line.height for line in lines]
            if len(heights) < 2 or not _are_level(lines, heights):
                return []
        if label and heights and not _begin_items(label, heights):
            return []
    return [(height + after) / 2 for height, after in pairwise(heights)] if label else []


def _begin_items(label: Sequence[_Line], heights: Sequence[float]) -> bool:
    """Whether a line of a label stands at each height, and all but the first begin another."""
    begins = [next((at for at, line in enumerate(label) if _is_level(line, height)), -1) for height in heights]
    return -1 not in begins and all(_begins_item(label, at) for at in begins[1:])


def _lines(mesh: Mesh, glyphs: Glyphs, places: Indexes, cell: int) -> list[_Line]:
    """The lines of a cell that has no more than one row; a blank is none."""
    row, _, bottom, right = mesh.spans[cell]
    if bottom != row + 1 or not len(places):
        return []
    part = glyphs.part(places[np.lexsort((glyphs.x[places], glyphs.y[places]))])
    em = median(part.em.tolist())
    cuts = places_where(np.diff(part.y) > _LINE * em) + 1
    lines = []
    for line in np.split(np.arange(len(part.y)), cuts):
        line = line[part.x[line].argsort(kind="stable")]
        text = part.codes[line].astype("<u4").tobytes().decode("utf-32-le", "replace").strip()
        end = float(part.boxes[line, 2].max())
        if text:
            lines.append(_Line(float(part.y[line].mean()), text, mesh.xs[right] - end, em))
    return lines


def _has_words(line: _Line) -> bool:
    return any(ord(character) >= _FIRST_WIDE for character in line.text)


def _is_level(line: _Line, height: float) -> bool:
    return abs(line.height - height) < _SAME * line.em


def _are_level(lines: Sequence[_Line], heights: Sequence[float]) -> bool:
    return len(lines) == len(heights) and all(map(_is_level, lines, heights))


def _begins_item(label: Sequence[_Line], at: int) -> bool:
    """Whether a line of a label is the first of another."""
    return bool(ordinal(label[at].text)) or (at > 0 and label[at - 1].room > _ROOM * label[at].em)


def _divided(mesh: Mesh, cuts: dict[int, list[float]]) -> Mesh:
    """A mesh with some of its rows divided at heights."""
    firsts = [0]
    for row in range(len(mesh.ys) - 1):
        firsts.append(firsts[-1] + 1 + len(cuts.get(row, ())))
    ys = sorted([*mesh.ys, *(height for heights in cuts.values() for height in heights)])
    spans = [
        span
        for row, column, bottom, right in mesh.spans
        for span in (
            [(at, column, at + 1, right) for at in range(firsts[row], firsts[row + 1])]
            if bottom == row + 1
            else [(firsts[row], column, firsts[bottom], right)]
        )
    ]
    owners = [[0] * (len(mesh.xs) - 1) for _ in range(len(ys) - 1)]
    for number, (row, column, bottom, right) in enumerate(spans):
        for line in owners[row:bottom]:
            line[column:right] = [number] * (right - column)
    return Mesh(mesh.xs, ys, owners, spans)
