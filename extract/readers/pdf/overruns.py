"""Numbers that run over the rules of a table → the cell each belongs to.

Comes in: a `Mesh`, the `Glyphs` of its page, and the cell in which the middle of each stands. Goes out: the cells to
which they belong, and where a number is cut because nobody can tell where it ends: a digit is neither left out nor
given to a number beside it without a word. Only office programs break numbers over lines; others let them run on.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

import numpy as np

from extract.readers.pdf.glyphs import Glyphs, is_figure
from extract.readers.pdf.mesh import Mesh
from extract.readers.pdf.pages import Numbers, Truths

OUTSIDE = -1
"""The cell of what stands in none."""

_JOINT = 0.1
"""Ems up to which two digits are of one number although a rule runs between them."""
_SEAM = 0.03
"""Ems by which the space between two digits of one number differs from that between the others."""
_CENTRED = 0.2
"""Ems that the middle of a number may be off that of its cell: half a digit is a quarter."""
_CLOSING = np.array([ord(mark) for mark in "）)】〕》」』”’，。、；：！？"], np.uint32)
"""What may not begin a line, and so runs over the edge of a narrow cell."""


class _Cell(NamedTuple):
    """A cell as one row of the mesh has it."""

    number: int
    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def settled(glyphs: Glyphs, owners: Numbers, free: Truths, mesh: Mesh) -> tuple[Numbers, set[int]]:
    """The cells of all characters of a page, and the cells in which a number is cut.

    A number that runs over a rule, or over the edge of the table, is given whole to the cell that its middle stands in;
    two that touch are told apart where each stands in the middle of its cell, and cut at the rule where they do not. A
    bracket or stop that had no room goes to the cell of the character it follows.
    """
    parted = np.flatnonzero((owners[1:] != owners[:-1]) & free[1:] & free[:-1])
    closing = np.isin(glyphs.codes[parted + 1], _CLOSING)
    figure = is_figure(glyphs.codes)
    if not (closing | (figure[parted] & figure[parted + 1])).any():
        return owners, set()
    reach = glyphs.em[1:] * _JOINT
    touching = np.abs(glyphs.boxes[1:, 0] - glyphs.boxes[:-1, 2]) < reach
    touching &= np.abs(glyphs.y[1:] - glyphs.y[:-1]) < reach
    tied = figure[1:] & figure[:-1] & touching
    owners, cut, done = owners.copy(), set[int](), -1
    for at, closes in zip(parted.tolist(), closing.tolist(), strict=True):
        if closes and touching[at] and owners[at] != OUTSIDE:
            owners[at + 1] = owners[at]
        elif tied[at] and at > done:
            first, done = _run(tied, at)
            for begin, end in _unseamed(glyphs, first, done):
                cut |= _settle(glyphs, owners, mesh, begin, end)
    return owners, cut - {OUTSIDE}


def _run(tied: Truths, at: int) -> tuple[int, int]:
    """The first and the last of the digits that touch one another around a place."""
    first, last = at, at + 1
    while first and tied[first - 1]:
        first -= 1
    while last < len(tied) and tied[last]:
        last += 1
    return first, last


def _unseamed(glyphs: Glyphs, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Digits that touch, parted where the space between two is not that between all others."""
    steps = glyphs.boxes[first + 1 : last + 1, 0] - glyphs.boxes[first:last, 2]
    odd = np.abs(steps - np.median(steps)) > _SEAM * glyphs.em[first]
    seams = (np.flatnonzero(odd) + first).tolist() if 2 * odd.sum() < len(steps) else []
    yield from zip((first, *(seam + 1 for seam in seams)), (*seams, last), strict=True)


def _settle(glyphs: Glyphs, owners: Numbers, mesh: Mesh, first: int, last: int) -> set[int]:
    """Gives digits that touch to their cell or cells; leaves them, and names their cells, where it is not sure."""
    x0, x1 = float(glyphs.boxes[first, 0]), float(glyphs.boxes[last, 2])
    cells = _cells_across(mesh, float(glyphs.y[first]))
    middle = (x0 + x1) / 2
    own = min(cells, key=lambda cell: max(cell.left - middle, middle - cell.right, 0))
    under = [cell for cell in cells if x0 < cell.middle < x1]
    if len(under) > 1:
        tolerance = _CENTRED * float(glyphs.em[first])
        ends = _ends_if_centred(glyphs, first, last, under, tolerance)
        whole = abs(own.middle - middle) <= tolerance
        if whole == bool(ends):
            return set(owners[first : last + 1].tolist())
        if ends:
            for cell, begin, end in zip(under, (first, *(end + 1 for end in ends)), ends, strict=False):
                owners[begin : end + 1] = cell.number
            return set()
    owners[first : last + 1] = own.number
    return set()


def _cells_across(mesh: Mesh, height: float) -> list[_Cell]:
    """The cells at a height from left to right."""
    row = mesh.owners[min(max(bisect_right(mesh.ys, height) - 1, 0), len(mesh.owners) - 1)]
    cells, column = [], 0
    for number, run in groupby(row):
        right = column + sum(1 for _ in run)
        cells.append(_Cell(number, mesh.xs[column], mesh.xs[right]))
        column = right
    return cells


def _ends_if_centred(glyphs: Glyphs, first: int, last: int, cells: list[_Cell], tolerance: float) -> list[int]:
    """The last digit of each number when the digits are numbers in the middles of these cells, a number in each; none
    when they are not."""
    rights = glyphs.boxes[first : last + 1, 2].tolist()
    ends: list[int] = []
    begin = float(glyphs.boxes[first, 0])
    for cell in cells:
        right = 2 * cell.middle - begin
        at = bisect_left(rights, right - 2 * tolerance)
        if at == len(rights) or abs(rights[at] - right) > 2 * tolerance:
            return []
        begin = rights[at]
        ends.append(first + at)
    return ends if ends[-1] == last else []
