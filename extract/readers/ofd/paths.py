"""What a path of an OFD file draws: its words → straight pieces, and where its ink lies if it is no rule, no ground.

Comes in: the data of a path and the matrix that places it. Goes out: pieces in points of the page, in small boxes where
they are ink. Curves are drawn as a few straight pieces each; of an arc, its chord.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.readers.ofd.package import numbers_of
from extract.readers.pdf.arrays import Matrix

POINTS = 72 / 25.4
"""Points of a millimetre."""
STRAIGHT = 0.3
"""Points by which the ends of one line may differ across it, by rounding."""
_PATH = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""The numbers that follow each letter of a path."""
_STEPS = 6
"""Straight pieces of a curve."""
_STEP = 4.0
"""Points of a slanting piece that one box is drawn around: a box around all of it would reach over what it passes."""
_MOST_BOXES = 2_000
"""Boxes of one path; an outlined character has some hundred."""
_PEN = 0.25
"""Points to each side of a piece that its pen reaches at least."""

Point = tuple[float, float]
PathBox = tuple[float, float, float, float]


class DrawnPath(NamedTuple):
    """The pieces of a path, and whether some are of a curve."""

    pieces: Sequence[tuple[Point, Point]]
    curved: bool

    @property
    def is_ruled(self) -> bool:
        """Whether all of it is level or upright, as rules, boxes and grounds are."""
        return not self.curved and all(_is_level((one, other)) for one, other in self.pieces)


def point_of(x: float, y: float, matrix: Matrix) -> Point:
    """A point of an object, in points of the page."""
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e) * POINTS, (b * x + d * y + f) * POINTS


def drawn_by(data: str, matrix: Matrix) -> DrawnPath:
    """What a path draws; what is not understood ends it.

    >>> drawn_by("M 0 0 L 10 0 C", (1, 0, 0, 1, 0, 0)).is_ruled, drawn_by("M 0 0 L 9 9", (1, 0, 0, 1, 0, 0)).is_ruled
    (True, False)
    """
    pieces: list[tuple[Point, Point]] = []
    here = start = None
    curved, words, at = False, data.split(), 0
    while at < len(words):
        count = _PATH.get(words[at])
        numbers = numbers_of(" ".join(words[at + 1 : at + 1 + (count or 0)]))
        if count is None or len(numbers) != count:
            break
        to = point_of(numbers[-2], numbers[-1], matrix) if count else start
        if words[at] in "SM":
            start = to
        elif here and to:
            controls = [point_of(x, y, matrix) for x, y in zip(numbers[:-2:2], numbers[1:-2:2], strict=False)]
            is_bent = words[at] in "QB"
            curved |= is_bent or words[at] == "A"
            pieces += _bent([here, *controls, to]) if is_bent else [(here, to)]
        here = to
        at += 1 + count
    return DrawnPath(pieces, curved)


def _bent(points: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    """A curve between these points, the first and the last of which it meets."""
    last = points[0]
    for step in range(1, _STEPS + 1):
        share, left = step / _STEPS, list(points)
        while len(left) > 1:
            left = [(x0 + (x1 - x0) * share, y0 + (y1 - y0) * share) for (x0, y0), (x1, y1) in pairwise(left)]
        yield last, left[0]
        last = left[0]


def _is_level(piece: tuple[Point, Point]) -> bool:
    (x0, y0), (x1, y1) = piece
    return min(abs(x0 - x1), abs(y0 - y1)) <= STRAIGHT


def ink_of(pieces: Sequence[tuple[Point, Point]]) -> list[PathBox]:
    """Small boxes around pieces, as far as their pen reaches."""
    boxes: list[PathBox] = []
    for (x0, y0), (x1, y1) in pieces:
        parts = 1 if _is_level(((x0, y0), (x1, y1))) else math.ceil(math.hypot(x1 - x0, y1 - y0) / _STEP)
        for part in range(min(parts, _MOST_BOXES - len(boxes))):
            one, other = part / parts, (part + 1) / parts
            xs = sorted((x0 + (x1 - x0) * one, x0 + (x1 - x0) * other))
            ys = sorted((y0 + (y1 - y0) * one, y0 + (y1 - y0) * other))
            boxes.append((xs[0] - _PEN, ys[0] - _PEN, xs[1] + _PEN, ys[1] + _PEN))
    return boxes
