"""The ink along a line of a scan: whether it is a rule, and how thick it is at every place.

Comes in: the `Ink` of a sheet that stands straight, and lines that may be its rules. Goes out: those stretches of them
that reach from one rule to the next, as sides of cells do and strokes of print do not, and the pixels that rules fill.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from extract.readers.scan.paper import POINT, Ink

Axis = Literal[0, 1]
"""0: along the rows of the picture, 1: along its columns."""
RuledLine = tuple[float, float, float]
"""Level, beginning and end, in points."""

MEETS = 3.0
"""Points between the end of a line and the line that it meets, at most."""
_HALF = 2
"""Pixels from the middle of a line to its edge; both strokes of a doubled one are as near."""
_ASTRAY = 3
"""Pixels by which a line runs beside its level at most, where the sheet is not quite flat."""
_AT_END, _PART_AT_END = 12, 0.3
"""Pixels from the end of a stretch in which a stroke of print pauses before the rule, and part of a short one."""
_PAUSE, _PALE = 2, 0.5
"""Pixels of paper that are a pause, and how dark paper is beside the line at most."""
_NEAR, _FAR, _MOSTLY = 6, 40, 0.4
"""Pixels beside a line where another that crosses it is seen, and part of them that it darkens; print covers less."""
_STACKED, _RIDDLED = 60, 0.12
"""Pixels of a stretch in which several lines of print may stand, and part of it that is paper in between them."""
_LOWEST = 12
"""Pixels between two lines in which nothing is printed: both strokes of a doubled rule."""
_WINDOW = 101
"""Pixels along which a rule hardly changes its level and thickness."""
_DEEP = 8
"""Pixels to either side of a rule in which its edge is looked for."""
_BEYOND = 3
"""Pixels beyond the end of a rule to the edge of the one that it meets."""
_PAUSES = 0.15
"""Part of a stretch along which a rule may be worn; between digits there is more paper."""
_EDGE, _LEAST_EDGE = 0.25, 25
"""How dark the edge of a rule is, beside its middle, and at least."""
PRINT = 95
"""Ink of what is surely print."""


def along(ink: Ink, levels: NDArray[np.int_], steps: NDArray[np.int_], axis: Axis) -> NDArray[np.uint8]:
    """The ink at some places, at the edge of the sheet where they are beyond it."""
    levels = np.minimum(np.maximum(levels, 0), ink.shape[axis] - 1)
    steps = np.minimum(np.maximum(steps, 0), ink.shape[1 - axis] - 1)
    return ink[levels, steps] if axis == 0 else ink[steps, levels]


def median_of(values: NDArray[np.generic]) -> float:
    """The median of some numbers: `np.median` takes ten times as long for few."""
    ranked = np.sort(values)
    return float(ranked[(len(ranked) - 1) // 2] / 2 + ranked[len(ranked) // 2] / 2)


def core_of(ink: Ink, level: int, begin: int, end: int, axis: Axis) -> NDArray[np.uint8]:
    """How dark a line is along its length."""
    return np.asarray(_strip(ink, level, _HALF, begin, end, axis).max(axis=0), np.uint8)


def _strip(ink: Ink, level: int, deep: int, begin: int, end: int, axis: Axis) -> NDArray[np.uint8]:
    """The ink along a line and so many pixels to either side of it, a row for each of them."""
    sheet = ink if axis == 0 else ink.T
    levels = np.clip(np.arange(level - deep, level + deep + 1), 0, len(sheet) - 1)
    return sheet[levels, max(begin, 0) : max(end, 0)]


def reaching(ink: Ink, lines: Sequence[RuledLine], across: Sequence[RuledLine], axis: Axis) -> Iterator[RuledLine]:
    """The lines without their stretches that pause before the lines across at both ends: strokes of print in cells, one
    below or beside the other. A rule that is broken is so at one of the ends, seldom at both."""
    for level, begin, end in lines:
        crossing = sorted(other for other, first, last in across if first - MEETS <= level <= last + MEETS)
        closed = [other for other in crossing if begin - MEETS <= other <= end + MEETS]
        if not closed:
            yield level, begin, end
            continue
        ends = [edge for edge in (begin, end) if all(abs(edge - other) > MEETS for other in closed)]
        edges = sorted([*closed, *ends])
        first: float | None = None
        for one, other in pairwise(edges):
            if _is_stroke(ink, level, one, other, axis, [edge in closed for edge in (one, other)]):
                if first is not None:
                    yield level, first, one
                first = None
            elif first is None:
                first = one
        if first is not None:
            yield level, first, edges[-1]


def _is_stroke(ink: Ink, level: float, begin: float, end: float, axis: Axis, closed: Sequence[bool]) -> bool:
    """Whether a stretch of a line pauses at those of its ends at which another crosses it, or again and again."""
    first, last = round(begin / POINT), round(end / POINT)
    strip = _strip(ink, round(level / POINT), _ASTRAY + 1, first, last, axis)
    if last - first <= _LOWEST or strip.shape[1] < _LOWEST:
        return False
    bands = np.maximum(np.maximum(strip[:-2], strip[1:-1]), strip[2:])
    band = bands[bands.mean(axis=1).argmax()]
    is_pale = band < _PALE * np.median(band[band >= band.mean()])
    if len(band) >= _STACKED and is_pale.mean() > _RIDDLED:
        return True
    zone = min(_AT_END, round(_PART_AT_END * (last - first)))
    beside = _strip(ink, round(level / POINT), _FAR, first, last, axis)
    is_across = (np.delete(beside, range(_FAR - _NEAR, _FAR + _NEAR + 1), axis=0) > PRINT).mean(axis=0) > _MOSTLY
    ends = (is_pale[:zone], is_across[:zone]), (is_pale[::-1][:zone], is_across[::-1][:zone])
    return all(_pauses(*end) for end, is_closed in zip(ends, closed, strict=True) if is_closed)


def _pauses(is_pale: NDArray[np.bool_], is_across: NDArray[np.bool_]) -> bool:
    """Whether there is paper beyond the last pixel of the line across, whose strokes may be two."""
    inside = is_pale[int(np.flatnonzero(is_across)[-1]) + 1 if is_across.any() else 0 :]
    return (
        bool(np.convolve(inside, np.ones(_PAUSE), "valid").max(initial=0) >= _PAUSE) if len(inside) >= _PAUSE else False
    )


def pixels_of(ink: Ink, lines: Sequence[RuledLine], axis: Axis) -> NDArray[np.uint8]:
    """The pixels that rules fill: each as thick as it is along most of a stretch, both strokes of a doubled one and
    what is between them. What hangs on it is print."""
    filled = np.zeros_like(ink)
    sheet = filled if axis == 0 else filled.T
    reach = np.arange(-_DEEP, _DEEP + 1)[:, None]
    for level, begin, end in lines:
        own, start = round(level / POINT), max(0, round(begin / POINT) - _BEYOND)
        strip = _strip(ink, own, _DEEP, start, round(end / POINT) + _BEYOND + 1, axis)
        if strip.size == 0:
            continue
        above, below = _edges(strip)
        paper = np.pad(strip, ((1, 1), (0, 0))) <= PRINT
        is_rim = (reach == above - 1) & paper[:-2] | (reach == below + 1) & paper[2:]
        is_pale_rim = (reach >= above - 1) & (reach <= below + 1) & (strip <= PRINT)
        deep, place = np.nonzero((reach >= above) & (reach <= below) | is_rim | is_pale_rim)
        sheet[np.clip(own + reach[deep, 0], 0, len(sheet) - 1), start + place] = 1
    return filled


def _edges(band: NDArray[np.uint8]) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """The first and the last pixel of a rule at every place of its band, from its middle: stretch by stretch those that
    are dark along most of it, as the tops of digits close to it are not; the first is behind the last where none is."""
    pieces = np.array_split(band, max(1, round(band.shape[1] / _WINDOW)), axis=1)
    above, below = [], []
    for piece in pieces:
        usual = np.sort(piece, axis=1)[:, round(_PAUSES * (piece.shape[1] - 1))]
        rows = np.flatnonzero(usual > max(_LEAST_EDGE, _EDGE * usual.max())) - _DEEP
        above.append(np.full(piece.shape[1], rows[0] if len(rows) else 1))
        below.append(np.full(piece.shape[1], rows[-1] if len(rows) else -1))
    return np.concatenate(above), np.concatenate(below)
