"""Sheets of paper that hold several pages → the pages, in the order in which they are read.

Comes in: an upright `Page`, as large as its sheet. Goes out: the page, or those side by side and above each other on
it. Between two pages is a gutter where no print and no line crosses the middle of the sheet; that both sides are pages,
and not the labels and the figures of one table, is seen in their lines.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from extract.readers.pdf.arrays import Floats, Indexes, Truths, are_all, is_any, is_digit, places_where
from extract.readers.pdf.characters import SLANTED
from extract.readers.pdf.pages import Page
from extract.readers.pdf.paper import codes_of, em_of, is_print, middles_of, moved, part_of
from extract.text import is_furniture

_GUTTER = 0.045
"""Part of the width, or height, of a sheet that is empty between two pages on it: two narrow margins."""
_FULL_LINE = 0.5
"""Part of a page's width that a line of text, or a rule, takes up somewhere on it."""
_FEWEST_LINES, _LABELLED = 8, 0.5
"""Lines of a page without prose and rules, and the share of them that begin with a word: in the right half of a table
that is one, most hold figures only."""
_TALL = 1.9
"""How many times as high as wide a part of a sheet is that holds two pages above each other."""
_FEWEST = 12
"""Characters that a page has at least."""
_TOUCHING, _LEVEL = 0.6, 0.3
"""Ems between two characters of one piece of a line, and between their heights."""
_LONGEST_NUMBER = 2.0
"""Ems of the number of a page."""
_FIRST_WIDE = 0x2E80
_FIRST_CHARACTERS = 4
"""Characters of a line of which one is of a word, where it begins with a number of its own."""


class Imposition(NamedTuple):
    """How many pages a sheet of some size holds, side by side and above each other."""

    width: float = 0.0
    height: float = 0.0
    across: int = 1
    down: int = 1


def shape_of(page: Page, before: Imposition) -> Imposition:
    """How many pages a sheet holds; where nothing crosses, as many as the sheet `before` it if that was as large."""
    size = page.width, page.height
    alike = before if before[:2] == size else Imposition()
    across = _has_gutter(page, 0)
    down = _has_gutter(page, 1)
    if across and alike.across == 1:
        halves = [_piece(page, Imposition(*size, 2, 1), at, 0) for at in (0, 1)]
        across = all(map(_is_page, halves)) or all(_ends_page(half, is_print(half)) for half in halves)
    if down and alike.down == 1:
        is_tall = page.height > _TALL * page.width / (1 + across)
        shape = Imposition(*size, 1, 2)
        upper, lower = (is_print(page) & _is_in(page, shape, 0, row)(middles_of(page.boxes)) for row in (0, 1))
        down = lower.sum() >= _FEWEST and (is_tall or _ends_page(page, upper))
    return Imposition(*size, 1 + across, 1 + down)


def divided(page: Page, shape: Imposition) -> list[Page]:
    """The pages on a sheet, row by row; those without anything on them left out."""
    if shape.across == shape.down == 1:
        return [page]
    pieces = [_piece(page, shape, at, row) for row in range(shape.down) for at in range(shape.across)]
    return [piece for piece in pieces if piece.text or len(piece.horizontal) or piece.pictures]


def _has_gutter(page: Page, axis: int) -> bool:
    """Whether nothing stands around the middle of a sheet, across its width (axis 0) or down its height (1), but for
    what is drawn between two pages to part them."""
    size = (page.width, page.height)[axis]
    near, far = size / 2 * (1 - _GUTTER), size / 2 * (1 + _GUTTER)
    lines = (page.horizontal, page.vertical)[axis]
    within = (lines[:, 1] >= near) & (lines[:, 2] <= far)
    if not page.text or is_any((lines[:, 1] < far) & (lines[:, 2] > near) & ~within):
        return False
    crossing = places_where((page.boxes[:, axis] < far) & (page.boxes[:, axis + 2] > near)).tolist()
    return all(page.text[at].isspace() or page.turns[at] == SLANTED for at in crossing)


def _piece(page: Page, shape: Imposition, at: int, row: int) -> Page:
    """One of the pages on a sheet: in a column, and in a row."""
    is_in = _is_in(page, shape, at, row)
    flat, uprights = page.horizontal, page.vertical
    pictures = np.array([box[1:] for box in page.pictures], np.float32).reshape(-1, 4)
    piece = part_of(
        page,
        is_in(middles_of(page.boxes)),
        is_in(middles_of(flat[:, (1, 0, 2, 0)])),
        is_in(middles_of(uprights[:, (0, 1, 0, 2)])),
        (box for box, inside in zip(page.pictures, is_in(middles_of(pictures)).tolist(), strict=True) if inside),
    )
    width, height = page.width / shape.across, page.height / shape.down
    left, top = at * width, row * height
    return moved(piece, (1, 0, 0, 1, -left, -top), (1, 0, 0, 1, left, top), (width, height))


def _is_in(page: Page, shape: Imposition, at: int, row: int) -> Callable[[Floats], Truths]:
    """What tells which middles lie on one of the pages on a sheet."""
    width, height = page.width / shape.across, page.height / shape.down
    left, top = at * width, row * height

    def is_in(middles: Floats) -> Truths:
        x, y = middles.T
        inside: Truths = (x >= left) & (x < left + width) & (y >= top) & (y < top + height)
        return inside

    return is_in


# ── What makes a page ────────────────────────────────────────────────────────────────────────────────────────────────


def _is_page(page: Page) -> bool:
    """Whether a part of a sheet has print of its own: a line or a rule as wide as text is, or labelled lines."""
    printed = is_print(page)
    if printed.sum() < _FEWEST:
        return False
    if len(page.horizontal) and (page.horizontal[:, 2] - page.horizontal[:, 1]).max() >= _FULL_LINE * page.width:
        return True
    boxes, codes = page.boxes[printed], codes_of(page)[printed]
    em = em_of(boxes)
    gaps = boxes[1:, 0] - boxes[:-1, 2]
    level = np.abs(np.diff(boxes[:, 1] + boxes[:, 3])) < 2 * _LEVEL * em
    starts = places_where(np.append(True, ~(level & (np.abs(gaps) < _TOUCHING * em))))
    ends = np.append(starts[1:], len(boxes)) - 1
    if float((boxes[ends, 2] - boxes[starts, 0]).max()) >= _FULL_LINE * page.width:
        return True
    lines = [_from_left(boxes, line) for line in _lines(boxes, em)]
    labelled = [is_any(codes[line[:_FIRST_CHARACTERS]] >= _FIRST_WIDE) for line in lines]
    return len(lines) >= _FEWEST_LINES and sum(labelled) >= _LABELLED * len(lines)


def _ends_page(page: Page, part: Truths) -> bool:
    """Whether the last line of a part of a sheet is the number of a page."""
    if not is_any(part):
        return False
    boxes, codes = page.boxes[part], codes_of(page)[part]
    em = em_of(boxes)
    last = _from_left(boxes, _lines(boxes, em)[-1])
    if is_furniture(codes[last].tobytes().decode("utf-32-le", "surrogatepass")):
        return True
    return bool(are_all(is_digit(codes[last])) and boxes[last[-1], 2] - boxes[last[0], 0] < _LONGEST_NUMBER * em)


def _lines(boxes: Floats, em: float) -> list[Indexes]:
    """The places of characters line by line."""
    heights = middles_of(boxes)[:, 1]
    order = heights.argsort(kind="stable")
    return np.split(order, places_where(np.diff(heights[order]) > _LEVEL * em) + 1)


def _from_left(boxes: Floats, line: Indexes) -> Indexes:
    ordered: Indexes = line[boxes[line, 0].argsort(kind="stable")]
    return ordered
