"""Characters that share their place: drawn twice for a bold look or by mistake, or one over the other.

Comes in: the code points and boxes of a page's characters. Goes out: which are copies of which, and which others stand
on one another. Which of those a person sees is left to `sight`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from extract.readers.pdf.arrays import Codes, Floats, Indexes, Truths, among, is_any, median, places_where

_MESH = 0.25
"""Heights of a character between two lines of the mesh in which neighbours are looked for."""
_COPY = 0.5
"""Widths of a character by which a copy of it may stand aside; a shadow is set off by less, the next character by
more."""
_SHARED = 0.7
"""Widths of a character from which another stands beside it, however tight the print is set."""
_LEVEL = 0.25
"""Heights by which two characters in one place differ at most."""
_ALIKE = 1.25
"""Times the size of a character from which another is no copy of it."""
_BLANKS = among((0x20, 0xA0, 0x3000))
_PASSES = 5
"""Copies of one character that are found at most."""
_AROUND = ((0, 0), (1, 0), (-1, 1), (0, 1), (1, 1))
"""The cells of the mesh, from one on, that hold each pair of neighbours once."""


class Overlays(NamedTuple):
    """For each character the first one that it is a copy of, itself for most; and pairs of others in one place."""

    first: Indexes
    pairs: Indexes
    """m × 2."""

    @property
    def copies(self) -> Truths:
        """Which characters are copies of one before."""
        return (self.first - np.arange(len(self.first))).astype(bool)

    def of_digits(self, codes: Codes) -> Truths:
        """Which pairs are of two digits, which make another number than either."""
        one, other = is_digit(codes[self.pairs]).T
        both: Truths = one & other
        return both


def is_digit(codes: Codes) -> Truths:
    """Which characters are digits."""
    digit: Truths = (codes >= 0x30) & (codes <= 0x39)
    return digit


def overlays_of(codes: Codes, boxes: Floats) -> Overlays:
    """The copies among the characters of a page, and those that share their place."""
    first = np.arange(len(codes))
    left = places_where(~_BLANKS[codes])
    pairs = copied = np.empty((0, 2), np.intp)
    for _ in range(_PASSES if len(left) > 1 and not _stand_apart(boxes[left]) else 0):
        near = left[_near(boxes[left])] if len(left) > 1 else pairs
        if not len(near):
            break
        alike = _are_copies(codes, boxes, near)
        alike[alike] = _are_of_whole_figures(codes, boxes, np.concatenate((copied, near[alike])))[len(copied) :]
        pairs = near[~alike]
        if not is_any(alike):
            break
        copied = np.concatenate((copied, near[alike]))
        first[near[alike, 1]] = first[near[alike, 0]]
        left = left[first[left] == left]
    return Overlays(first[first], pairs)


def _are_of_whole_figures(codes: Codes, boxes: Floats, pairs: Indexes) -> Truths:
    """Which copies are of characters whose whole figure is drawn twice: two long numbers that run into each other may
    have a digit in common by chance."""
    digit = is_digit(codes)
    level = np.abs(boxes[1:, 1] - boxes[:-1, 1]) < _LEVEL * (boxes[1:, 3] - boxes[1:, 1])
    close = np.abs(boxes[1:, 0] - boxes[:-1, 2]) < boxes[1:, 3] - boxes[1:, 1]
    figures = np.append(0, np.cumsum(~(digit[1:] & digit[:-1] & level & close)))
    alone = np.ones(len(codes), bool)
    alone[pairs.ravel()] = False
    broken = np.zeros(int(figures[-1]) + 1, bool)
    broken[figures[alone & digit]] = True
    whole: Truths = ~broken[figures[pairs]].any(axis=1)
    return whole


def _stand_apart(boxes: Floats) -> bool:
    """Whether no two boxes share their place for certain, as on most pages: on every line, as many end before each
    begins as have begun."""
    x0, y0, x1, y1 = boxes.astype(np.float64).T
    middles, least = y0 + y1, (1 - _SHARED) * (x1 - x0).min()
    levels = np.sort(middles)
    breaks = levels[1:][levels[1:] - levels[:-1] >= 2 * _LEVEL * (y1 - y0).max()]
    lines = breaks.searchsorted(middles, "right") * (x1.max() - min(x0.min(), 0.0) + 1)
    begins, ends = np.sort(x0 + lines), np.sort(x1 + lines)
    return least > 0 and not is_any(begins[1:] < ends[:-1] - least)


def _near(boxes: Floats) -> Indexes:
    """Pairs of boxes that share their place, the earlier first; of many in one place not all."""
    x0, y0, x1, y1 = boxes.T
    x, y = (x0 + x1) * np.float32(0.5), (y0 + y1) * np.float32(0.5)
    finer = np.float32(1 / max(_MESH * median(y1 - y0), 1))
    columns, rows = (x * finer).astype(np.intp), (y * finer).astype(np.intp)
    columns += 1 - columns.min()
    rows += 1 - rows.min()
    across = int(columns.max()) + 2
    keys = rows * across + columns
    holds = np.zeros(int(keys.max()) + across + 2, np.int32)
    numbers = np.arange(1, len(boxes) + 1)
    holds[keys] = numbers
    others = holds[keys + [[down * across + right] for right, down in _AROUND]]
    found = places_where((others > 0) & (others != numbers))
    if not len(found):
        return np.empty((0, 2), np.intp)
    at, other = found % len(boxes), others.ravel()[found] - 1
    width, height = np.minimum(boxes[at, 2:] - boxes[at, :2], boxes[other, 2:] - boxes[other, :2]).T
    here = (np.abs(x[at] - x[other]) < width * _SHARED) & (np.abs(y[at] - y[other]) < height * _LEVEL)
    return np.sort(np.stack((at[here], other[here]), axis=1), axis=1)


def _are_copies(codes: Codes, boxes: Floats, pairs: Indexes) -> Truths:
    """Which pairs are of one character, of one size and all but in one place."""
    one, other = boxes[pairs[:, 0]], boxes[pairs[:, 1]]
    width, height = (one[:, 2:] - one[:, :2]).T
    beside = np.abs(one[:, 0] + one[:, 2] - other[:, 0] - other[:, 2]) / 2 < _COPY * width
    size = (other[:, 3] - other[:, 1]) / np.maximum(height, 1e-3)
    copies: Truths = beside & (codes[pairs[:, 0]] == codes[pairs[:, 1]]) & (size < _ALIKE) & (size > 1 / _ALIKE)
    return copies
