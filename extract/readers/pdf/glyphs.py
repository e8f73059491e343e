"""The characters of a page as columns of figures: code points, boxes, middles, sizes, turns.

Comes in: a `Page`. Goes out: `Glyphs`, and any part of them. Which cell a character belongs to is left to `filling`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.readers.pdf.arrays import Codes, Floats, Indexes, Truths, is_any
from extract.readers.pdf.pages import Page


class Glyphs(NamedTuple):
    """The characters of a page: code points, boxes, middles, sizes (high as the line they stand on), turns, and whether
    a string of the file begins with them."""

    codes: Codes
    boxes: Floats
    x: Floats
    y: Floats
    em: Floats
    turns: NDArray[np.int8]
    begins: Truths

    def part(self, places: Indexes | Truths) -> Glyphs:
        """Some of the characters."""
        codes, boxes, x, y, em, turns, begins = self
        return Glyphs(codes[places], boxes[places], x[places], y[places], em[places], turns[places], begins[places])


def glyphs_of(page: Page) -> Glyphs:
    """All characters of a page in the order of the file."""
    boxes = page.boxes
    codes = np.frombuffer(page.text.encode("utf-32-le"), np.uint32)
    sizes = boxes[:, 2:] - boxes[:, :2]
    em = np.where(page.turns == 0, sizes[:, 1], sizes.max(axis=1)) if is_any(page.turns) else sizes[:, 1]
    middles: Floats = (boxes[:, :2] + boxes[:, 2:]) * np.float32(0.5)
    return Glyphs(codes, boxes, middles[:, 0], middles[:, 1], em, page.turns, page.begins)
