"""Where the words of a stamp stand over the cells of a table: nobody knows what the cells print below them.

Comes in: the strings of a page in a colour of their own, and the tables on it, ruled or not. Goes out: the places in
which no figure is certain. A string in colour that fills a cell for itself is a figure or label that the agency has
made to stand out; one that reaches over several cells, or stands beside other print in its cell, was put there by
somebody else. Of a stamp that leans nothing is read, and it hides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from extract.model import PageBox
from extract.readers.pdf.arrays import Floats, Indexes, Truths, is_any, places_where
from extract.readers.pdf.characters import Coloured
from extract.readers.pdf.lattice import Lattice
from extract.readers.pdf.pages import Page
from extract.readers.pdf.stretches import Stretch, is_figure
from extract.readers.pdf.words import PageWord

_EDGE = 0.2
"""Part of the height of a string at each of its sides that may reach into the next cell."""


def stamped(page: Page, lattices: Sequence[Lattice], stretches: Sequence[Stretch]) -> Iterator[PageBox]:
    """The cells of ruled tables, and the rows of others, over which words in another colour stand."""
    if len(page.coloured.boxes):
        for lattice in lattices:
            yield from _stamped_cells(page.coloured, lattice)
        for stretch in stretches:
            yield from _stamped_rows(page, stretch)


def _stamped_cells(coloured: Coloured, lattice: Lattice) -> Iterator[PageBox]:
    inside = _share(np.array([cell.box[1:] for cell in lattice.cells], np.float32), coloured.boxes)
    several = inside.sum(axis=0) > 1
    for at in places_where(inside.any(axis=1)).tolist():
        cell = lattice.cells[at]
        if is_any(inside[at] & several) or not _are_all(cell.text, coloured.lengths[inside[at]]):
            yield cell.box


def _share(boxes: Floats, coloured: Floats) -> Truths:
    """Which boxes share their place with which strings in colour: a row for each box."""
    margins = ((coloured[:, 3] - coloured[:, 1]) * _EDGE)[:, None]
    cores = np.concatenate((coloured[:, :2] + margins, coloured[:, 2:] - margins), axis=1)
    lower, upper = np.maximum(boxes[:, None, :2], cores[:, :2]), np.minimum(boxes[:, None, 2:], cores[:, 2:])
    shared: Truths = (lower < upper).all(axis=2)
    return shared


def _are_all(text: str, lengths: Indexes) -> bool:
    """Whether a text has as many characters as the strings in colour in its place, and no others."""
    return len("".join(text.split())) == int(lengths.sum())


def _stamped_rows(page: Page, stretch: Stretch) -> Iterator[PageBox]:
    """The rows of a table without rules in which words in colour stand, and those right above and below: such words may
    have been taken for a row. None for a label or a figure that is all in colour."""
    words = [word for line in stretch.lines for word in line.words]
    left = min((word.x0 for word in words if is_figure(word.text)), default=np.inf)
    right = max(word.x1 for word in words)
    shared = _share(np.array([(word.x0, word.y0, word.x1, word.y1) for word in words], np.float32), page.coloured.boxes)
    for at in places_where(shared.any(axis=1)).tolist():
        word = words[at]
        is_whole = _are_all(word.text, page.coloured.lengths[shared[at]])
        if not is_whole or not (is_figure(word.text) or _is_label(word, words, left)):
            height = word.y1 - word.y0
            yield PageBox(page.number, min(left, word.x0), word.y0 - height, right, word.y1 + height)


def _is_label(word: PageWord, words: Sequence[PageWord], left: float) -> bool:
    """Whether a word stands alone left of the figures."""
    return word.x1 <= left and not any(
        other is not word and other.x1 < left and abs(other.middle - word.middle) < word.em for other in words
    )
