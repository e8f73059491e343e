"""The upright sides of cells: what is dark from one level rule of a scan to the next below it.

Comes in: the `Ink` of a sheet that stands straight, and its level rules. Goes out: the upright ones between any two of
them that stand close to each other. Print between two rules pauses before both, whatever strokes it has; a side pauses
before neither, though a worn one may do so before one of them where it stands in line with others that are whole. There
a faint one, or one that a pale stroke touches, is a side, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.readers.scan.along import MEETS, RuledLine
from extract.readers.scan.paper import POINT, Ink

_HIGHEST = 600
"""Pixels between two level rules at most; along higher sides the sheet may not be flat enough."""
_LOWEST = 6
"""Pixels in which something can be printed."""
_AROUND = 6
"""Pixels beyond the ends of level rules in which the sides of outermost cells may lie."""
_DEEP = 8
"""Pixels from the middle of a level rule to where it ends at the latest."""
_DARK, _RULE = 0.45, 0.3
"""How dark a side is beside the level rules that it meets, at least, and what is a part of these."""
_DARKER, _FAINT = 0.7, 0.225
"""The same where a pale stroke stands beside it, as of a seal, and where it is worn all along."""
_WHOLE, _WORN = 0.88, 0.7
"""Parts of a side that are dark: of a whole one, and of one that stands in line with a whole one."""
_PAUSE, _TOUCHES = 3, 1
"""Pixels of paper between a whole side and the rules that it meets, and between a worn one and one of them, at most."""
_WIDEST = 11
"""Pixels across a side, both strokes of a doubled one and what scanning has blurred of it."""
_ASTRAY, _LEAN = 0.25, 0.03
"""Pixels by which the middle of a side strays from its straight line, and how much that leans; strokes do more."""
_NEAR, _PAPER = (2, 6), 0.35
"""Pixels beside a side, in which a character would have its other strokes, and part of its height that has some."""
_IN_LINE = 4
"""Pixels by which sides above each other are astray."""


class _Between(NamedTuple):
    """Paper between two level rules that follow each other: pixels, and the levels of the rules in points."""

    x0: int
    x1: int
    above: float
    below: float


class _Side(NamedTuple):
    """What may be a side: where it is, in pixels, between which levels, and whether it is dark throughout, with paper
    beside it."""

    x: float
    above: float
    below: float
    is_whole: bool


def sides_of(ink: Ink, flat: Sequence[RuledLine]) -> list[RuledLine]:
    """The upright rules between level ones that stand close to each other."""
    found = [side for between in _betweens(flat) for side in _sides(ink, between)]
    whole = [side for side in found if side.is_whole]
    tables = list(_stretches((side.above, side.below) for side in whole))
    sides = [side for side in found if side.is_whole or any(_are_in_line(side, other, tables) for other in whole)]
    return [line for column in _columns(sides) for line in _lines(column)]


def _columns(sides: Iterable[_Side]) -> Iterator[list[_Side]]:
    """The sides that stand above each other, or are one that was found twice."""
    column: list[_Side] = []
    for side in sorted(sides):
        if column and side.x - column[-1].x > _IN_LINE:
            yield column
            column = []
        column.append(side)
    if column:
        yield column


def _lines(column: Sequence[_Side]) -> Iterator[RuledLine]:
    """The sides of a column as lines, one where they follow each other."""
    for begin, end in _stretches((side.above, side.below) for side in column):
        own = [side.x for side in column if begin <= side.above and side.below <= end]
        yield float(np.mean(own)) * POINT, begin, end


def _stretches(pieces: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """What pieces cover together, from one pause to the next."""
    first = reach = -inf
    for begin, end in sorted(pieces):
        if begin > reach + MEETS:
            if reach > first:
                yield first, reach
            first = begin
        reach = max(reach, end)
    if reach > first:
        yield first, reach


def _are_in_line(side: _Side, other: _Side, tables: Sequence[tuple[float, float]]) -> bool:
    is_level = abs(other.x - side.x) <= _IN_LINE and other.above != side.above
    return is_level and any(
        top - MEETS <= min(side.above, other.above) and max(side.below, other.below) <= bottom + MEETS
        for top, bottom in tables
    )


def is_low(above: float, below: float) -> bool:
    """Whether the sides between two levels are found here."""
    return (below - above) / POINT <= _HIGHEST


def _betweens(flat: Sequence[RuledLine]) -> Iterator[_Between]:
    """Wherever a level rule is the next below another."""
    ordered = sorted(flat)
    for at, (above, begin, end) in enumerate(ordered):
        open_ = [(begin, end)]
        for below, first, last in ordered[at + 1 :]:
            if not open_ or not is_low(above, below):
                break
            if below - above < MEETS:
                continue
            shared = [(max(first, x0), min(last, x1)) for x0, x1 in open_]
            for x0, x1 in shared:
                if x1 - x0 > MEETS:
                    yield _Between(round(x0 / POINT) - _AROUND, round(x1 / POINT) + _AROUND, above, below)
            open_ = [
                piece
                for x0, x1 in open_
                for piece in ((x0, min(x1, first)), (max(x0, last), x1))
                if piece[1] - piece[0] > MEETS
            ]


def _sides(ink: Ink, between: _Between) -> Iterator[_Side]:
    """What is dark from above to below, or most of the way from one of them on; and what is so throughout if it must be
    darker, or need not be as dark: a side beside a pale stroke, and a faint one."""
    left = max(between.x0, 0)
    strip, rule = _inner(ink[:, left : max(between.x1, 0)], between)
    if len(strip) < _LOWEST:
        return
    for side in _sides_of(strip, _DARK * rule, between):
        yield side._replace(x=left + side.x)
    for part in (_DARKER, _FAINT):
        for side in _sides_of(strip, part * rule, between):
            if side.is_whole:
                yield side._replace(x=left + side.x, is_whole=False)


def _sides_of(strip: Ink, dark: float, between: _Between) -> Iterator[_Side]:
    """The sides in a strip of paper, by what is dark there."""
    soft = np.asarray(cv2.blur(strip, (1, 3)), np.uint8)
    is_dark = np.asarray(cv2.dilate(soft, np.ones((1, 3))) > dark, np.bool_)
    is_print = strip > dark
    for first, last in _runs(is_dark.mean(axis=0) >= _WORN):
        filled = np.asarray(is_dark[:, first:last].any(axis=1), np.bool_)
        rows = np.flatnonzero(filled)
        pauses = rows[0], len(filled) - 1 - rows[-1]
        near, far = _NEAR
        beside = is_print[:, max(first - far, 0) : max(first - near, 0)], is_print[:, last + near : last + far]
        has_paper = any(part.any(axis=1).mean() <= _PAPER for part in beside)
        reaches = bool(filled.mean() >= _WHOLE and max(pauses) <= _PAUSE)
        if (
            last - first <= _WIDEST
            and (reaches or (has_paper and min(pauses) <= _TOUCHES))
            and _is_straight(soft[rows, max(first - 1, 0) : last + 1], rows)
        ):
            yield _Side((first + last - 1) / 2, between.above, between.below, reaches and has_paper)


def _inner(ink: Ink, between: _Between) -> tuple[Ink, float]:
    """What is between both rules, and how dark these are."""
    top, bottom = (round(level / POINT) for level in (between.above, between.below))
    part = ink[max(top - _DEEP, 0) : bottom + _DEEP + 1]
    rows = np.median(part, axis=1) if part.size else np.zeros(len(part))
    ends = rows[: 2 * _DEEP], rows[::-1][: 2 * _DEEP]
    dark = min(float(end.max(initial=0)) for end in ends)
    first, last = (int(np.flatnonzero(end > _RULE * dark)[-1]) + 1 if dark else _DEEP for end in ends)
    return part[first : len(part) - last], dark


def _is_straight(side: Ink, rows: NDArray[np.intp]) -> bool:
    """Whether the middle of what is dark in some rows is on one upright line."""
    weight = side.sum(axis=1, dtype=np.float64)
    middles = side @ np.arange(side.shape[1], dtype=np.float64) / np.maximum(weight, 1.0)
    lean, begin = np.polyfit(rows, middles, 1)
    return bool(abs(lean) <= _LEAN and np.std(middles - lean * rows - begin) <= _ASTRAY)


def _runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(np.int8), [0]]))).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))
