"""Print that lies turned → upright.

Comes in: a `Page` with turned characters. Goes out: the page put upright where most of its print is turned, and tables
that lie turned on an upright page as pages of their own, between what stands above and below them. Labels that are
turned in the cells of an upright table stay where they are.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.readers.pdf.arrays import Floats, Indexes, Truths, is_any, is_digit, places_where
from extract.readers.pdf.mesh import meshes_of
from extract.readers.pdf.pages import Page
from extract.readers.pdf.paper import codes_of, em_of, is_print, middles_of, moved, part_of

_FEWEST_UPRIGHT = 12
"""Upright characters on a turned page that are more than the number of the page."""
_FEWEST = 4
"""Digits turned alike that make a turned table; labels that are turned in their cells have one or two."""
_MOST_AMONG = 3
"""Upright characters among turned ones that are a table, to one of these; figures that are turned in the cells of an
upright one have many."""
_PARTS = 9
"""Parts from top to bottom that upright and turned print divide a page into; more of them stand side by side."""
_FRAME = 1.0
"""Points around the frame of a table at which it is cut out."""
_AROUND = 2.0
"""Ems around turned print in which its lines are drawn."""


def upright_parts(page: Page) -> list[Page]:
    """A page put upright, and the tables that lie turned on it, from top to bottom."""
    printed = is_print(page)
    directions = _directions(page, printed)
    turn = _most(directions[printed])
    if turn and (directions[printed] == 0).sum() < _FEWEST_UPRIGHT:
        page = _turned_back(page, turn)
        directions = (directions - turn) % 4
    for turn in (1, 2, 3):
        alike = printed & (directions == turn)
        if not _stands_for_itself(page, alike, printed & (directions == 0)):
            directions[alike] = 0
    return _strips(page, printed, directions) if is_any(directions[printed]) else [page]


def _directions(page: Page, printed: Truths) -> NDArray[np.int8]:
    """The quarter turns of characters, those in a ruled table as most in it."""
    directions = np.where(printed, page.turns, 0).astype(np.int8)
    x, y = middles_of(page.boxes).T
    for mesh in meshes_of(page):
        inside = printed & (x > mesh.xs[0]) & (x < mesh.xs[-1]) & (y > mesh.ys[0]) & (y < mesh.ys[-1])
        directions[inside] = _most(page.turns[inside])
    return directions


def _most(turns: NDArray[np.int8]) -> int:
    return int(np.bincount(turns).argmax()) if len(turns) else 0


def _turned_back(page: Page, turn: int) -> Page:
    """A page as it is seen from the side to which its print is turned."""
    width, height = page.width, page.height
    if turn == 1:
        return moved(page, (0, -1, 1, 0, 0, width), (0, 1, -1, 0, width, 0), (height, width), turn)
    if turn == 2:
        matrix = (-1, 0, 0, -1, width, height)
        return moved(page, matrix, matrix, (width, height), turn)
    if turn == 3:
        return moved(page, (0, 1, -1, 0, height, 0), (0, -1, 1, 0, 0, height), (height, width), turn)
    return page


def _stands_for_itself(page: Page, turned: Truths, others: Truths) -> bool:
    """Whether turned print has the figures of a table and little else among them, or stands outside all other print."""
    if not is_any(turned) or not is_any(others):
        return True
    own, beside = page.boxes[turned], page.boxes[others]
    if is_digit(codes_of(page)[turned]).sum() >= _FEWEST:
        middles = middles_of(beside)
        among = (middles > own[:, :2].min(axis=0)) & (middles < own[:, 2:].max(axis=0))
        return bool(among.all(axis=1).sum() <= _MOST_AMONG * len(own))
    before = own[:, 2:].max(axis=0) <= beside[:, :2].min(axis=0)
    behind = own[:, :2].min(axis=0) >= beside[:, 2:].max(axis=0)
    return is_any(before | behind)


def _strips(page: Page, printed: Truths, directions: NDArray[np.int8]) -> list[Page]:
    """A page cut from top to bottom into upright and turned print; the upright first where they stand side by side."""
    places = places_where(printed)
    order = places[middles_of(page.boxes)[places, 1].argsort(kind="stable")]
    runs = np.split(order, places_where(np.diff(directions[order])) + 1)
    turns = [_most(directions[run]) for run in runs]
    if len(runs) > _PARTS:
        turned = directions != 0
        return [
            _turned_back(part, turn)
            for part, turn in zip(_taken_apart(page, turned), (0, _most(directions[turned])), strict=True)
        ]
    cuts = (_cut(page, above, below, turn != 0) for (above, below), turn in zip(pairwise(runs), turns[1:], strict=True))
    strips = (_between(page, *ends) for ends in pairwise((-np.inf, *cuts, np.inf)))
    return [_turned_back(strip, turn) for strip, turn in zip(strips, turns, strict=True)]


def _cut(page: Page, above: Indexes, below: Indexes, is_turned_below: bool) -> float:
    """A height between two runs of print, of which the turned one keeps its frame."""
    end, begin = float(page.boxes[above, 3].max()), float(page.boxes[below, 1].min())
    tops, bottoms = page.vertical[:, 1], page.vertical[:, 2]
    if is_turned_below:
        edges = tops[(tops < begin) & (bottoms > begin)] - _FRAME
    else:
        edges = bottoms[(tops < end) & (bottoms > end)] + _FRAME
    between = edges[(edges >= min(end, begin)) & (edges <= max(end, begin))]
    return float(between.min() if is_turned_below else between.max()) if len(between) else (end + begin) / 2


def _between(page: Page, top: float, bottom: float) -> Page:
    """What stands on a page between two heights."""

    def is_between(heights: Floats) -> Truths:
        between: Truths = (heights > top) & (heights <= bottom)
        return between

    return part_of(
        page,
        is_between(middles_of(page.boxes)[:, 1]),
        is_between(page.horizontal[:, 0]),
        is_between(page.vertical[:, 1:].mean(axis=1)),
        (box for box in page.pictures if top < (box.y0 + box.y1) / 2 <= bottom),
    )


def _taken_apart(page: Page, turned: Truths) -> tuple[Page, Page]:
    """The upright print of a page, and the turned print with the lines around it."""
    reach = _AROUND * em_of(page.boxes[~turned])
    x0, y0 = page.boxes[turned, :2].min(axis=0) - reach
    x1, y1 = page.boxes[turned, 2:].max(axis=0) + reach
    flat, uprights = page.horizontal, page.vertical
    across, along = flat[:, 1:].mean(axis=1), uprights[:, 1:].mean(axis=1)
    around = (flat[:, 0] > y0) & (flat[:, 0] < y1) & (across > x0) & (across < x1)
    beside = (uprights[:, 0] > x0) & (uprights[:, 0] < x1) & (along > y0) & (along < y1)
    return part_of(page, ~turned, ~around, ~beside, page.pictures), part_of(page, turned, around, beside, ())
