"""What a page is held in: arrays of boxes and of code points, and the matrices that move them.

Boxes are x0 y0 x1 y1, a row for each. What is drawn in them is left to `characters` and `lines`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Indexes = NDArray[np.intp]
Truths = NDArray[np.bool_]
Codes = NDArray[np.uint32]
Matrix = tuple[float, float, float, float, float, float]
"""a b c d e f of x' = a·x + c·y + e, y' = b·x + d·y + f."""

NO_BOXES: Floats = np.empty((0, 4), np.float32)
CODE_POINTS = 0x110000
ZERO = ord("0")
_NARROW_DIGITS, _WIDE_DIGITS = "0123456789", "０１２３４５６７８９"


def among(codes: Iterable[int]) -> Truths:
    """For every code point, whether it is one of some: one look for a page's characters, however many these are."""
    table = np.zeros(CODE_POINTS, bool)
    table[list(codes)] = True
    return table


_DIGITS = among(map(ord, _NARROW_DIGITS + _WIDE_DIGITS))
_FIGURES = among(map(ord, f"{_NARROW_DIGITS}{_WIDE_DIGITS},."))


def placed(boxes: Floats, matrix: Matrix) -> Floats:
    """Boxes (any two opposite corners) through a matrix that turns by quarters; x0 < x1 and y0 < y1 in what comes out.

    >>> placed(np.array([[10, 90, 20, 80]], np.float32), (1, 0, 0, -1, 0, 100)).tolist()
    [[10.0, 10.0, 20.0, 20.0]]
    """
    a, b, c, d, e, f = matrix
    corners = boxes.reshape(-1, 4)
    if abs(a) < abs(c):
        corners = corners[:, (1, 0, 3, 2)]
    across, up = a or c, d or b
    ends = corners * np.array((across, up, across, up), corners.dtype) + np.array((e, f, e, f), corners.dtype)
    moved = np.empty((len(ends), 4), np.float32)
    np.minimum(ends[:, :2], ends[:, 2:], out=moved[:, :2])
    np.maximum(ends[:, :2], ends[:, 2:], out=moved[:, 2:])
    return moved


def are_within(boxes: Floats, width: float, height: float) -> bool:
    """Whether all boxes lie on a page; broken files have some that lie nowhere (NaN), which are on none.

    >>> [are_within(np.array([[1, 1, x, 9]]), 10, 10) for x in (9, 11, np.nan)]
    [True, False, False]
    """
    return not len(boxes) or bool(boxes.min() >= 0 and boxes[:, 2].max() <= width and boxes[:, 3].max() <= height)


def median(values: Floats) -> float:
    """The value in the middle, the larger one of two: many times as fast as the median of numpy."""
    half = len(values) // 2
    return float(np.partition(values, half)[half])


def is_digit(codes: Codes) -> Truths:
    """Which characters are digits, of either width."""
    return _DIGITS[codes]


def is_figure(codes: Codes) -> Truths:
    """Which characters are digits, or what stands within numbers (comma, full stop)."""
    return _FIGURES[codes]


def places_where(truths: NDArray[Any] | np.bool) -> Indexes:
    """Where something is so, as `flatnonzero` tells without its detours: for the characters of one page these take
    longer than the look itself, here and below."""
    places: Indexes = truths.ravel().nonzero()[0]
    return places


def is_any(truths: NDArray[Any] | np.bool) -> bool:
    """Whether something is so anywhere."""
    return bool(np.count_nonzero(truths))


def are_all(truths: NDArray[Any] | np.bool) -> bool:
    """Whether something is so everywhere."""
    return bool(np.count_nonzero(truths) == truths.size)
