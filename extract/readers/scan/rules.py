"""The ruling lines of a scanned sheet, among strokes of characters, seals, folds and dirt.

Comes in: the `Ink` of a sheet. Goes out: `Rules`: its horizontal and vertical lines in points, as the stages of the PDF
reader take them, and the pixels that they fill. A rule is what is dark along one direction for longer than a stroke,
stands between paper on both sides, and meets other rules; between two level ones `sides` finds the upright ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.readers.scan.along import MEETS, Axis, RuledLine, along, core_of, median_of, pixels_of, reaching
from extract.readers.scan.paper import POINT, Ink
from extract.readers.scan.sides import is_low, sides_of

_LONG = 55
"""Pixels of a line that no stroke of a character is as long as."""
_THICKEST = 14
"""Pixels across a line and what is left on it."""
_COVERED = 0.8
"""Part of a line that is dark at least: digits above digits, as zeros in a column, are no line."""
_UNBROKEN = 0.9
"""Part of an upright line that is dark, where print stands close to it; strokes of print above print leave gaps."""
_RAGGED = 15
"""Pixels by which a line is shorter for its ragged ends."""
_DARK: tuple[int, int] = (45, 28)
_CORE: tuple[int, int] = (40, 22)
"""Ink of lines along rows and columns at least: those of columns are fainter, as a scanner moves along them."""
_RIDGE, _RIDGE_WIDTH = 3, 5
"""By how much less dark than its surroundings a line may be, and pixels across in which these lie."""
_BESIDE, _PAPER = 7, 0.3
"""Pixels beside a line where paper is, and part of its length along which it may not be."""
_LEAN = 0.06
"""Slope of a line at most; the sheet has been put straight."""
_LONGER = 54.0
"""Points from which a line is one whatever it meets."""
_STROKE = 28.0
"""Points that the stroke of a character is long at most, be it of a title."""
_SHARED = 3
"""Lines that run on alike at least, and half of those that could."""
_ON_LEVEL = 1.3
_LONGEST_PAUSE = 500
_LONGEST_END = 90
"""Pixels between the end of a line and the one that it should meet, at most."""
_FAINT, _FAINTLY_DARKER, _MOSTLY = 0.3, 8, 0.6
"""How dark a line's faint stretch is beside the rest of it, by how much it is darker than the paper at its sides, and
in which part of it."""
_ALIKE, _FOLD = 0.6, 0.3
"""How dark a line is beside the usual long one, at least if it is short, and if it is long: a fold is less."""
_HALF = 2
"""Pixels from the middle of a line to its edge; both strokes of a doubled one are as near."""
_ABOUT = np.array((-_BESIDE, *range(-_HALF, _HALF + 1), _BESIDE))[:, None]
"""Pixels from the middle of a line: beside it on both sides, and itself between."""


class Rules(NamedTuple):
    """Lines n × 3 (level, beginning, end) in points, and the pixels of all of them."""

    horizontal: NDArray[np.float32]
    vertical: NDArray[np.float32]
    pixels: NDArray[np.uint8]


def rules_of(ink: Ink) -> Rules:
    """The ruling lines of a sheet that stands straight."""
    flat, high = (_as_dark(ink, _lines(ink, axis), axis) for axis in (0, 1))
    long = [line for line in flat if _length(line) > _LONGER]
    high = [line for line in _trimmed(high, flat) if _crosses(line, long)]
    upright = [*high, *sides_of(ink, long)]
    flat = [line for line in flat if line in long or _is_held(line, upright)]
    flat = list(reaching(ink, [*flat, *_bridges(ink, flat, 0), *_ends(ink, flat, upright)], upright, 0))
    high = list(_without_low(reaching(ink, [*high, *_bridges(ink, high, 1)], flat, 1), flat))
    upright = [*high, *sides_of(ink, flat)]
    pixels = pixels_of(ink, flat, 0) | pixels_of(ink, upright, 1)
    return Rules(_array(flat), _array(upright), pixels)


def _without_low(high: Iterable[RuledLine], flat: list[RuledLine]) -> Iterator[RuledLine]:
    """Upright lines less what is between level ones that stand close to each other."""
    for x, begin, end in high:
        levels = sorted(y for y, x0, x1 in flat if x0 - MEETS <= x <= x1 + MEETS and begin - MEETS <= y <= end + MEETS)
        for above, below in pairwise([begin, *levels, end]):
            if below - above > MEETS and not (above in levels and below in levels and is_low(above, below)):
                yield x, above, below


def _array(lines: list[RuledLine]) -> NDArray[np.float32]:
    return np.array(lines, np.float32).reshape(-1, 3)


def _as_dark(ink: Ink, lines: list[RuledLine], axis: Axis) -> list[RuledLine]:
    """The lines that are about as dark as the usual long one: folds are no rules, nor are strokes of a watermark."""
    usual = [_darkness(ink, line, axis) for line in lines if _length(line) > _LONGER]
    if not usual:
        return lines
    least = float(np.median(usual))
    return [
        line for line in lines if _darkness(ink, line, axis) >= least * (_FOLD if _length(line) > _LONGER else _ALIKE)
    ]


def _darkness(ink: Ink, line: RuledLine, axis: Axis) -> float:
    level, begin, end = (round(edge / POINT) for edge in line)
    return float(np.median(core_of(ink, level, begin, end, axis)))


def _length(line: RuledLine) -> float:
    return line[2] - line[1]


def _trimmed(upright: list[RuledLine], flat: list[RuledLine]) -> Iterator[RuledLine]:
    """Upright lines less what runs a little beyond the level ones that they meet: the stroke of a character above or
    below. Where several run on alike, a page ends there. Those that end at none are none."""
    for x, begin, end in upright:
        levels = sorted(y for y, x0, x1 in flat if x0 - MEETS <= x <= x1 + MEETS)
        met = [y for y in levels if begin - MEETS <= y <= end + MEETS]
        if met and begin < met[0] < begin + _STROKE and not _is_shared(begin, _ends_at(met[0], upright, 1)):
            begin = met[0]
        if met and end - _STROKE < met[-1] < end and not _is_shared(end, _ends_at(met[-1], upright, 2)):
            end = met[-1]
        if len(met) > 1 or (met and end - begin > _STROKE):
            yield x, begin, end


def _ends_at(level: float, upright: list[RuledLine], end: Literal[1, 2]) -> list[float]:
    """Where the upright lines that meet a level begin, or end."""
    return [line[end] for line in upright if line[1] - MEETS <= level <= line[2] + MEETS]


def _is_shared(end: float, ends: list[float]) -> bool:
    return sum(abs(end - other) < MEETS for other in ends) >= max(_SHARED, len(ends) / 2)


def _crosses(line: RuledLine, flat: list[RuledLine]) -> bool:
    """Whether an upright line meets a long level one; the strokes of a large title meet none."""
    level, begin, end = line
    return any(x0 - MEETS < level < x1 + MEETS and begin - 6 < y < end + 6 for y, x0, x1 in flat)


def _is_held(line: RuledLine, upright: list[RuledLine]) -> bool:
    """Whether a level line begins and ends at upright ones; the strokes of a line of print do not."""
    y, *ends = line
    sides = [x for x, y0, y1 in upright if y0 - MEETS < y < y1 + MEETS]
    return all(any(abs(x - end) < MEETS for x in sides) for end in ends)


def _lines(ink: Ink, axis: Axis) -> list[RuledLine]:
    """The lines along one direction."""
    pixels = dark_runs(ink, axis)
    _, _, boxes, middles = cv2.connectedComponentsWithStats(pixels, connectivity=8)
    lines = []
    for box, middle in zip(boxes[1:].tolist(), middles[1:].tolist(), strict=True):
        begin, along, across = (box[0], box[2], box[3]) if axis == 0 else (box[1], box[3], box[2])
        if across <= _THICKEST and along >= _LONG - _RAGGED:
            lines.append((middle[1 - axis] * POINT, begin * POINT, (begin + along) * POINT))
    return lines


def dark_runs(ink: Ink, axis: Axis) -> NDArray[np.uint8]:
    """The pixels that are dark along one direction for longer than any stroke of a character, and stand alone."""
    across, along = ((3, 1), (1, _LONG)) if axis == 0 else ((1, 3), (_LONG, 1))
    fat = cv2.dilate(ink, np.ones(across))
    blurred = cv2.blur(fat, (5, 1)) if axis == 0 else cv2.blur(cv2.blur(fat, (1, 9)), (3, 1))
    low = cv2.morphologyEx(blurred, cv2.MORPH_OPEN, np.ones(along))
    mask = (low > _DARK[axis]) & (fat > _DARK[axis] * 2 // 3)
    if axis == 1:
        mask &= low.astype(np.int16) + _RIDGE >= cv2.dilate(low, np.ones((1, _RIDGE_WIDTH)))
    closed = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((1, 15) if axis == 0 else (15, 1)))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    kept = np.zeros(count, np.uint8)
    for number in np.flatnonzero(boxes[1:, 2 + axis] >= _LONG - _RAGGED) + 1:
        kept[number] = _stands_alone(ink, np.asarray(labels, np.int32), boxes[number].tolist(), int(number), axis)
    return np.asarray(kept[labels] * closed, np.uint8)


def _stands_alone(ink: Ink, labels: NDArray[np.int32], box: list[int], number: int, axis: Axis) -> bool:
    """Whether a run of dark pixels is one line with paper on both sides; what hangs on it (a digit, a seal) is taken
    out of `labels`."""
    x, y, width, height, _ = box
    rows, columns = np.nonzero(labels[y : y + height, x : x + width] == number)
    at, level = (columns, rows) if axis == 0 else (rows, columns)
    near = np.ones(len(at), bool)
    slope, middle = 0.0, median_of(level)
    for thickness in (8, 4):
        slope = _slope(at[near], level[near], slope)
        astray = level - slope * at
        middle = median_of(astray)
        near = np.abs(astray - middle) <= thickness
    labels[rows[~near] + y, columns[~near] + x] = 0
    own = at[near]
    if not len(own):
        return False
    steps = np.arange(own.min(), own.max() + 1)
    levels = np.rint(slope * steps + middle).astype(int) + (y, x)[axis]
    strip = along(ink, levels + _ABOUT, steps + (x, y)[axis], axis)
    core = strip[1:-1].max(axis=0)
    usual = median_of(core)
    if usual <= _CORE[axis]:
        return False
    covered = np.count_nonzero(core > 0.5 * usual) / len(core)
    if covered < _COVERED:
        return False
    is_unbroken = covered >= _UNBROKEN
    is_bare = all(np.count_nonzero(strip[side] > 0.5 * core) < _PAPER * len(core) for side in (0, -1))
    is_long = len(steps) * POINT > _LONGER
    return bool((is_unbroken and is_bare) or (is_long and (is_unbroken or is_bare)) or (axis and is_unbroken))


def _slope(at: NDArray[np.intp], level: NDArray[np.intp], before: float) -> float:
    """By how much a line leans, where it is longer than a point: as was found before, else; none, where by more than
    a rule does."""
    if not len(at):
        return before
    along_it = at - at.sum() / len(at)
    spread = along_it @ along_it
    slope = float(along_it @ level / spread) if spread else before
    return slope if abs(slope) <= _LEAN else 0.0


def _bridges(ink: Ink, lines: list[RuledLine], axis: Axis) -> Iterator[RuledLine]:
    """Between two pieces of one line: where it runs on faintly."""
    levels: list[list[RuledLine]] = []
    for line in sorted(lines):
        if levels and line[0] - levels[-1][-1][0] < _ON_LEVEL:
            levels[-1].append(line)
        else:
            levels.append([line])
    for pieces in levels:
        for (level, _, end), (_, begin, _) in pairwise(sorted(pieces, key=lambda line: line[1])):
            if _runs_on(ink, round(level / POINT), round(end / POINT), round(begin / POINT), axis):
                yield level, end, begin


def _ends(ink: Ink, flat: list[RuledLine], upright: list[RuledLine]) -> Iterator[RuledLine]:
    """From the ends of level lines on to the next upright one: where a worn line runs on in short pieces."""
    for level, begin, end in flat:
        sides = [x for x, y0, y1 in upright if y0 - MEETS < level < y1 + MEETS]
        before = max((x for x in sides if x < begin - MEETS), default=begin)
        behind = min((x for x in sides if x > end + MEETS), default=end)
        usual = _darkness(ink, (level, begin, end), 0)
        for first, last in ((before, begin), (end, behind)):
            core = core_of(ink, round(level / POINT), round(first / POINT), round(last / POINT), 0)
            if 0 < len(core) <= _LONGEST_END and (core > 0.5 * usual).mean() > _MOSTLY:
                yield level, first, last


def _runs_on(ink: Ink, level: int, begin: int, end: int, axis: Axis) -> bool:
    """Whether along most of a pause there is faint ink, and less of it beside."""
    if not 3 <= end - begin <= _LONGEST_PAUSE:
        return False

    def smooth(off: int, first: int, last: int) -> NDArray[np.float64]:
        steps = np.clip(np.arange(first, last), 0, ink.shape[1 - axis] - 1)
        band = along(ink, np.full(len(steps), level + off), steps, axis).astype(np.float64)
        return np.convolve(band, np.ones(5) / 5, "same")

    def core(first: int, last: int) -> NDArray[np.float64]:
        bands = np.array([smooth(off, first, last) for off in range(-_HALF, _HALF + 1)], np.float64)
        return np.asarray(bands.max(axis=0), np.float64)

    own = min(np.median(core(begin - _LONG, begin)), np.median(core(end, end + _LONG)))
    beside = np.maximum(smooth(-8, begin, end), smooth(8, begin, end))
    return bool((core(begin, end) > np.maximum(_FAINT * own, beside + _FAINTLY_DARKER)).mean() > _MOSTLY)
