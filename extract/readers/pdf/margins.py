"""Numbers in the margin that count the lines of a file → left out, as the numbers of its pages are.

Comes in: upright `Page`s. Goes out: the pages without them. They stand left or right of all other print and go up
evenly: 1, 2, 3 or 5, 10, 15, through the file or from the head of each page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import numpy as np

from extract.readers.pdf.arrays import Floats, Truths, is_any, is_digit, places_where
from extract.readers.pdf.marks import RAISED
from extract.readers.pdf.pages import Page
from extract.readers.pdf.paper import codes_of, em_of, is_print, middles_of, part_of
from extract.text import number_of_digits

_FEWEST = 4
"""Numbers in one file that are no chance."""
_STEPS = frozenset((1, 2, 5, 10))
_EVEN = 0.8
"""Part of the numbers of a page that go up by one step: of lines closer than the numbers are high, some may be lost."""
_BESIDE = 0.4
"""Ems between a number and the text at least."""
_LEVEL = 0.3
"""Ems between the heights of two digits of one number."""
_OVER = 0.2
"""Ems by which a digit begins left of the end of the one drawn before it, where it begins another number."""

_Side = Literal["left", "right"]
_SIDES: tuple[_Side, ...] = ("left", "right")


def without_line_numbers(pages: Sequence[Page]) -> list[Page]:
    """The pages of a file without the numbers beside their lines."""
    for side in _SIDES:
        beside = [_beside(page, side) for page in pages]
        values = [[] if places is None else _values(page, places) for page, places in zip(pages, beside, strict=True)]
        step = _step(values)
        last = 0
        counted = [bool(numbers) and _go_on(last, numbers, step) and bool(last := numbers[-1]) for numbers in values]
        if sum(len(numbers) for numbers, counts in zip(values, counted, strict=True) if counts) >= _FEWEST:
            pages = [
                _without(page, places) if counts and places is not None else page
                for page, places, counts in zip(pages, beside, counted, strict=True)
            ]
    return list(pages)


def _beside(page: Page, side: _Side) -> Truths | None:
    """The digits on one side of all other print, where no lines run between them; None where there are none."""
    edges = page.boxes[:, 0] if side == "left" else -page.boxes[:, 2]
    if not page.text or not (is_any(page.turns) or _is_of_number(page.text[edges.argmin()])):
        return None
    codes, printed = codes_of(page), is_print(page)
    digit = is_digit(codes) | (codes == RAISED)
    others = page.boxes[printed & ~digit]
    if not len(others):
        return None
    apart = _BESIDE * em_of(others)
    begins, ends = page.boxes[:, 0], page.boxes[:, 2]
    outside = ends < others[:, 0].min() - apart if side == "left" else begins > others[:, 2].max() + apart
    beside: Truths = digit & printed & outside
    return beside if is_any(beside) and not _is_ruled(page, page.boxes[beside]) else None


def _is_of_number(character: str) -> bool:
    """Whether it is a digit, or the sign between two that stand on one another, as numbers of close lines do."""
    return character.isdecimal() or ord(character) == RAISED


def _is_ruled(page: Page, boxes: Floats) -> bool:
    """Whether lines run between digits, as between the rows of a table."""
    x0, y0 = boxes[:, :2].min(axis=0).tolist()
    x1, y1 = boxes[:, 2:].max(axis=0).tolist()
    flat = page.horizontal
    between = (flat[:, 1] < x1) & (flat[:, 2] > x0) & (flat[:, 0] > y0) & (flat[:, 0] < y1)
    return is_any(between)


def _values(page: Page, beside: Truths) -> list[int]:
    """The numbers that digits make, from top to bottom; the digits of a number are drawn one behind the other."""
    places = places_where(beside & is_digit(codes_of(page)))
    boxes = page.boxes[places]
    em, heights = em_of(boxes), middles_of(boxes)[:, 1]
    begin = (boxes[1:, 0] < boxes[:-1, 2] - _OVER * em) | (np.abs(np.diff(heights)) > _LEVEL * em)
    numbers = np.split(np.arange(len(places)), places_where(begin) + 1)
    numbers.sort(key=lambda number: float(heights[number[0]]))
    return [number_of_digits("".join(page.text[places[at]] for at in number.tolist())) for number in numbers]


def _step(values: Sequence[Sequence[int]]) -> int:
    """By how much most numbers are larger than the one above; 0 where that counts no lines."""
    steps = Counter(after - number for numbers in values for number, after in pairwise(numbers))
    step = max(steps, key=lambda step: steps[step], default=0)
    return step if step in _STEPS else 0


def _go_on(last: int, numbers: Sequence[int], step: int) -> bool:
    """Whether the numbers of a page go up by steps, from the `last` of the pages before or from the first line."""
    first, rest = numbers[0], numbers[1:]
    begins = first in (1, step, last + step)
    if first == 1 and rest:
        return begins and rest[0] in (step, 1 + step) and _are_even(rest, step)
    return step > 0 and begins and _are_even(numbers, step)


def _are_even(numbers: Sequence[int], step: int) -> bool:
    even = sum(after - number == step for number, after in pairwise(numbers))
    return even >= _EVEN * (len(numbers) - 1)


def _without(page: Page, beside: Truths) -> Page:
    flat, uprights = np.ones(len(page.horizontal), bool), np.ones(len(page.vertical), bool)
    return part_of(page, ~beside, flat, uprights, page.pictures)
