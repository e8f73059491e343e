"""Numbers that run over the rules of a table → the cell each belongs to.

Comes in: a `Mesh`, the `Glyphs` of its page, and the cell in which the middle of each stands. Goes out: the cells to
which they belong, and the cells in which a number is cut because nobody can tell where it ends: a digit is neither left
out nor given to a number beside it without a word. Office programs break numbers over lines; others let them run on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

import numpy as np

from extract.readers.pdf.arrays import Indexes, Truths, is_any, is_figure, places_where
from extract.readers.pdf.glyphs import Glyphs
from extract.readers.pdf.mesh import Mesh

OUTSIDE = -1
"""The cell of what stands in none."""

_JOINT = 0.1
"""Ems up to which two digits are of one number although a rule runs between them."""
_SHARED = 0.15
"""Ems of its place, a third of its width, from which a digit shares with another."""
_LEVEL = 0.3
"""Ems between the heights of digits of one line at most."""
_CENTRED = 0.2
"""Ems that the middle of a number may be off that of its cell: half a digit is a quarter."""
_PADDED = 0.8
"""Ems that a number may stay from the side of its cell that it is set against."""
_ROOM = 1.0
"""Ems of a cell that a number leaves empty, from which its place tells how it is set."""
_FEWEST, _MOST = 3, 0.8
"""Numbers that tell how those of a table are set, and the share of them that must be set so."""
_CLOSING = frozenset(map(ord, "）)】〕》」』”’，。、；：！？"))
"""What may not begin a line, and so runs over the edge of a narrow cell."""

_Side = Literal["middle", "left", "right"]
_SIDES: tuple[_Side, ...] = ("middle", "left", "right")


class _Cell(NamedTuple):
    """A cell as one row of the mesh has it."""

    number: int
    left: float
    right: float


class _Number(NamedTuple):
    """Digits side by side: the first and the last, where they begin and end, and their em."""

    first: int
    last: int
    x0: float
    x1: float
    em: float

    def is_set(self, side: _Side, cell: _Cell) -> bool:
        """Whether it stands in the middle, or against a side, of a cell."""
        if side == "middle":
            return abs(self.x0 + self.x1 - cell.left - cell.right) / 2 <= _CENTRED * self.em
        room = self.x0 - cell.left if side == "left" else cell.right - self.x1
        return -_CENTRED * self.em <= room <= _PADDED * self.em

    def may_be_set(self, side: _Side, cell: _Cell) -> bool:
        """Whether it stands so, or at the left for want of room, as browsers have it."""
        fills = self.x1 - self.x0 >= cell.right - cell.left - _CENTRED * self.em
        return self.is_set(side, cell) or (fills and self.is_set("left", cell))


def settled(glyphs: Glyphs, owners: Indexes, free: Truths, mesh: Mesh) -> tuple[Indexes, set[int]]:
    """The cells of all characters of a page, and the cells in which a number is cut.

    A number that runs over a rule, or over the edge of the table, is given whole to the one cell in which it is set as
    the numbers of the table are; two that touch are told apart where they were drawn apart. Where that is not sure, the
    number is cut at the rule, as is one that stands on its side and runs over the rules above and below. A bracket or
    stop that had no room goes to the cell of the character it follows.
    """
    parted = places_where((owners[1:] != owners[:-1]) & free[1:] & free[:-1])
    closing = [code in _CLOSING for code in glyphs.codes[parted + 1].tolist()]
    figure = is_figure(glyphs.codes)
    if not any(closing) and not is_any(figure[parted] & figure[parted + 1]):
        return owners, set()
    reach = glyphs.em[1:] * _JOINT
    touching = np.abs(glyphs.boxes[1:, 0] - glyphs.boxes[:-1, 2]) < reach
    touching &= np.abs(glyphs.y[1:] - glyphs.y[:-1]) < reach
    tied = figure[1:] & figure[:-1] & touching
    new, cut, done = owners.copy(), set[int](), -1
    crossed = _crossed(glyphs, places_where(figure & free & (owners != OUTSIDE)))
    sides = _SIDES
    for at, closes in zip(parted.tolist(), closing, strict=True):
        if closes and touching[at] and new[at] != OUTSIDE:
            new[at + 1] = new[at]
        elif tied[at] and at > done:
            if done < 0:
                sides = _sides_in(glyphs, owners, figure, mesh)
            first, done = _run(tied, at)
            cells = _cells_across(mesh, float(glyphs.y[first]))
            numbers = _numbers_of(glyphs, first, done, cells, sides)
            if not numbers:
                cut |= set(owners[first : done + 1].tolist())
            for number, cell in numbers:
                new[number.first : number.last + 1] = cell.number
    turned = _turned_over(glyphs, parted[(figure & free)[parted] & (figure & free)[parted + 1]])
    return new, cut.union(new[crossed].tolist(), new[turned].tolist()) - {OUTSIDE}


def _turned_over(glyphs: Glyphs, parted: Indexes) -> Indexes:
    """The digits on either side of places where a rule parts two that stand on a side, one right above the other: what
    lies on its side has less room than a line."""
    on_side = (glyphs.turns[parted] % 2 == 1) & (glyphs.turns[parted + 1] == glyphs.turns[parted])
    one, other = glyphs.boxes[parted], glyphs.boxes[parted + 1]
    apart = np.maximum(one[:, 1], other[:, 1]) - np.minimum(one[:, 3], other[:, 3])
    aligned = np.minimum(one[:, 2], other[:, 2]) > np.maximum(one[:, 0], other[:, 0])
    broken = parted[on_side & aligned & (apart < _JOINT * glyphs.em[parted])]
    return np.union1d(broken, broken + 1)


def _crossed(glyphs: Glyphs, digits: Indexes) -> Indexes:
    """The digits that share their place with others, and those that touch these, where each was drawn alone: nothing
    tells what number it is of."""
    if not len(digits):
        return digits
    by_height = digits[glyphs.y[digits].argsort(kind="stable")]
    lines = np.cumsum(np.append(0, np.diff(glyphs.y[by_height]) > _LEVEL * glyphs.em[by_height[1:]]))
    along = np.lexsort((glyphs.boxes[by_height, 0], lines))
    order, lines = by_height[along], lines[along]
    gaps = (glyphs.boxes[order[1:], 0] - glyphs.boxes[order[:-1], 2]) / glyphs.em[order[1:]]
    level = np.diff(lines) == 0
    alone = glyphs.begins & np.append(glyphs.begins[1:], True)
    crosses = level & (gaps < -_SHARED) & (alone[order[1:]] | alone[order[:-1]])
    if not is_any(crosses):
        return order[:0]
    groups = np.cumsum(np.append(0, ~level | (gaps > _JOINT)))
    return order[np.isin(groups, groups[1:][crosses])]


def _run(tied: Truths, at: int) -> tuple[int, int]:
    """The first and the last of the digits that touch one another around a place."""
    first, last = at, at + 1
    while first and tied[first - 1]:
        first -= 1
    while last < len(tied) and tied[last]:
        last += 1
    return first, last


def _cells_across(mesh: Mesh, height: float) -> list[_Cell]:
    """The cells at a height from left to right."""
    row = mesh.owners[min(max(bisect_right(mesh.ys, height) - 1, 0), len(mesh.owners) - 1)]
    cells, column = list[_Cell](), 0
    for number, run in groupby(row):
        right = column + sum(1 for _ in run)
        cells.append(_Cell(number, mesh.xs[column], mesh.xs[right]))
        column = right
    return cells


def _number(glyphs: Glyphs, first: int, last: int) -> _Number:
    x0, x1 = float(glyphs.boxes[first, 0]), float(glyphs.boxes[last, 2])
    return _Number(first, last, x0, x1, float(glyphs.em[first]))


def _sides_in(glyphs: Glyphs, owners: Indexes, figure: Truths, mesh: Mesh) -> tuple[_Side, ...]:
    """How numbers of a table are set, as those tell that have room in their cells; in each way where they do not tell.

    What is set in the middle and has no room begins at the left of its cell in browsers.
    """
    inside = places_where(figure & (owners != OUTSIDE))
    numbers = np.split(inside, places_where((np.diff(inside) > 1) | (np.diff(owners[inside]) != 0)) + 1)
    votes = dict.fromkeys(_SIDES, 0)
    voters = 0
    for places in numbers:
        number = _number(glyphs, int(places[0]), int(places[-1]))
        _, column, _, right = mesh.spans[owners[number.first]]
        cell = _Cell(0, mesh.xs[column], mesh.xs[right])
        if cell.right - cell.left - (number.x1 - number.x0) > _ROOM * number.em:
            voters += 1
            for side in _SIDES:
                votes[side] += number.is_set(side, cell)
    for side in _SIDES:
        if voters >= _FEWEST and votes[side] >= _MOST * voters:
            return ("middle", "left") if side == "middle" else (side,)
    return _SIDES


def _numbers_of(
    glyphs: Glyphs, first: int, last: int, cells: Sequence[_Cell], sides: Sequence[_Side]
) -> list[tuple[_Number, _Cell]]:
    """Digits that touch as numbers, each with its cell; none where it is not sure what they are.

    Where each digit was drawn alone, nothing tells that they are one number but that they cannot be several.
    """
    joined_number = _number(glyphs, first, last)
    home = _home(joined_number, cells, sides)
    begins = [first, *(at for at in range(first + 1, last + 1) if glyphs.begins[at])]
    drawn_alone = len(begins) > last - first
    if len(begins) == 1 or (drawn_alone and not _may_be_several(glyphs, joined_number, cells, sides)):
        return [(joined_number, home)] if home else []
    if drawn_alone:
        return []
    numbers = [_number(glyphs, begin, end - 1) for begin, end in pairwise([*begins, last + 1])]
    homes = [_home(number, cells, sides) for number in numbers]
    apart = all(one and other and one.left < other.left for one, other in pairwise(homes))
    if apart and not home:
        return [(number, cell) for number, cell in zip(numbers, homes, strict=True) if cell]
    is_one = home and not apart and len({_around(number, cells) for number in numbers}) == 1
    return [(joined_number, home)] if home and is_one else []


def _around(number: _Number, cells: Iterable[_Cell]) -> int:
    """The cell in which the middle of a number stands."""
    middle = (number.x0 + number.x1) / 2
    return next((cell.number for cell in cells if cell.left <= middle < cell.right), OUTSIDE)


def _home(number: _Number, cells: Iterable[_Cell], sides: Sequence[_Side]) -> _Cell | None:
    """The one cell in which a number is set in one of these ways."""
    fitting = [cell for cell in cells if any(number.is_set(side, cell) for side in sides)]
    return fitting[0] if len(fitting) == 1 else None


def _may_be_several(glyphs: Glyphs, joined_number: _Number, cells: Sequence[_Cell], sides: Sequence[_Side]) -> bool:
    """Whether digits can be cut into numbers, each set in the same way in the cell next to that of the one before."""
    touched = [cell for cell in cells if cell.left < joined_number.x1 and joined_number.x0 < cell.right]
    starts = [(side, touched[at:]) for side in sides for at in range(len(touched) - 1)]
    return any(_are_set(glyphs, joined_number.first, joined_number.last, rest, side, 2) for side, rest in starts)


def _are_set(glyphs: Glyphs, begin: int, last: int, cells: Sequence[_Cell], side: _Side, fewest: int) -> bool:
    """Whether digits are at least so many numbers, set in this way in the first of these cells and those behind it."""
    if begin > last:
        return fewest <= 0
    return bool(cells) and any(
        _number(glyphs, begin, end).may_be_set(side, cells[0])
        and _are_set(glyphs, end + 1, last, cells[1:], side, fewest - 1)
        for end in range(begin, last + 1)
    )
