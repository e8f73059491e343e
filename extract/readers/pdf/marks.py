"""Digits that are part of no figure: raised or small ones beside a figure, and struck ones.

Comes in: the characters of a page with their boxes and quarter turns, and its horizontal and vertical lines. Goes out:
the signs that are put between them, so that nobody takes `5` and the number of a note for 51, or a struck figure for
one that counts.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.readers.pdf.arrays import (
    Codes,
    Floats,
    Indexes,
    Matrix,
    Truths,
    are_all,
    is_any,
    median,
    placed,
    places_where,
)
from extract.readers.pdf.overlays import is_digit

RAISED, STRUCK = ord("^"), 0x336
"""What stands between two digits of which one is raised or small, and behind a struck digit (a stroke through it)."""

_UNLIKE = 1.18
"""Times the height of a font from which another may be of another size; fonts of one size differ by less, mostly."""
_SMALLER = 1.25
"""Times the height of a digit's ink from which another is of another size for certain."""
_RISE = 0.15
"""Heights of a digit by which another stands higher or lower that is not of its line."""
_UNLEVEL = 0.08
"""The same by the places of their fonts, from which their ink is looked at."""
_BESIDE = 0.3
"""Heights between two digits side by side at most: notes stand close."""
_LEVEL = 0.3
"""Part of the lower of two digits that stands in the height of the other."""
_LINE_BREAK = 0.8
"""Heights by which the next digit stands lower or higher that is on another line."""
_HIGHEST = 1.0
"""The same for a digit of another font: larger ones are raised by more."""
_NEXT_LINE = 2.5
"""Heights up to which a digit that follows may stand lower in one cell: lines are set wide for larger print in them."""
_NARROW = 3.0
"""Heights from the end of a line of digits to the beginning of the next one in a cell that breaks them."""
_OF_ANOTHER = 1.025
"""Times the height of a font from which another is another: what stands in it on the next line of a cell is a note.
The heights of one font differ by rounding."""
_HALF_LINE = 0.45
"""Heights by which the next digit is half a line off at least, and more than notes are raised."""
_THROUGH = (0.25, 0.72)
"""Parts of a digit's box between which a line strikes it; an underline is lower, as the box ends below its font."""
_WIDE = 0.6
"""Part of a digit's width that a line through it covers."""
_LONGEST = 150.0
"""Points that a line is long that strikes a figure."""
_TOUCHES = 1.0
"""Points up to which a line ends at another one, as rules of tables do."""


_CROSSED = 0.1
"""Widths by which two digits reach into each other that are of two figures, where they stand on two heights."""
_UNEVEN = 0.03
"""Heights by which they do; digits of one figure are set on one line, however tight."""
_BACK: tuple[Matrix, ...] = ((1, 0, 0, 1, 0, 0), (0, -1, 1, 0, 0, 0), (-1, 0, 0, -1, 0, 0), (0, 1, -1, 0, 0, 0))
"""What puts print upright that is turned clockwise by so many quarters."""


_NO_PAIRS: Indexes = np.empty((0, 2), np.intp)


class Marks(NamedTuple):
    """Signs to be put among the characters: before which, what, their boxes and quarter turns; and which horizontal and
    vertical lines strike digits and are no rules."""

    places: Indexes
    codes: Codes
    boxes: Floats
    turns: NDArray[np.int8]
    strokes: tuple[Truths, Truths]


class _Upright(NamedTuple):
    """The same of digits that all stand upright, on whichever side of the page; `strokes` of horizontal lines alone."""

    places: Indexes
    codes: Codes
    boxes: Floats
    strokes: Truths


def marks_of(
    codes: Codes,
    boxes: Floats,
    turns: NDArray[np.int8],
    rules: tuple[Floats, Floats],
    ink_of: Callable[[Indexes], Floats],
) -> Marks | None:
    """The signs among the characters of a page, which stand turned by quarters; None for most pages. `ink_of` tells
    what the ink of characters reaches over. Boxes of raised and small digits are put on the line of their figure, in
    place. Digits that lean are of watermarks, and beside no figure."""
    digits = places_where(is_digit(codes) & (turns >= 0))
    if not len(digits):
        return None
    strokes = np.zeros(len(rules[0]), bool), np.zeros(len(rules[1]), bool)
    found = []
    for turn in np.unique(turns[digits]).tolist() if is_any(turns) else [0]:
        alike = digits[turns[digits] == turn]
        seen, lines = (placed(boxes, _BACK[turn]), _rules_turned_back(rules, turn)) if turn else (boxes, rules)
        upright = _upright_marks(seen, alike, lines, partial(_ink_turned_back, ink_of, turn))
        if upright:
            boxes[alike] = placed(seen[alike], _BACK[-turn])
            strokes[turn % 2][upright.strokes] = True
            turned = np.full(len(upright.places), turn, np.int8)
            found.append((upright.places, upright.codes, placed(upright.boxes, _BACK[-turn]), turned))
    if not found:
        return None
    places, signs, signed, turned = (np.concatenate(parts) for parts in zip(*found, strict=True))
    order = places.argsort(kind="stable")
    return Marks(places[order], signs[order], signed[order], turned[order], strokes)


def _rules_turned_back(rules: tuple[Floats, Floats], turn: int) -> tuple[Floats, Floats]:
    """Horizontal and vertical lines, as they are seen from the side to which something is turned by quarters."""
    flat, upright = placed(rules[0][:, (1, 0, 2, 0)], _BACK[turn]), placed(rules[1][:, (0, 1, 0, 2)], _BACK[turn])
    flat, upright = (upright, flat) if turn % 2 else (flat, upright)
    return flat[:, (1, 0, 2)], upright[:, (0, 1, 3)]


def _ink_turned_back(ink_of: Callable[[Indexes], Floats], turn: int, places: Indexes) -> Floats:
    return placed(ink_of(places), _BACK[turn])


def _upright_marks(
    boxes: Floats, digits: Indexes, rules: tuple[Floats, Floats], ink_of: Callable[[Indexes], Floats]
) -> _Upright | None:
    struck, strokes = _struck(boxes, digits, *rules)
    notes = _notes(boxes, digits, rules, ink_of)
    if not len(struck) and not len(notes):
        return None
    for left, right in notes.tolist():
        is_small = boxes[left, 3] - boxes[left, 1] < (boxes[right, 3] - boxes[right, 1]) / _UNLIKE
        note, figure = (left, right) if is_small else (right, left)
        if abs(boxes[note, 3] - boxes[figure, 3]) < _HIGHEST * (boxes[figure, 3] - boxes[figure, 1]):
            boxes[note, 1::2] = boxes[figure, 1::2]
    before = boxes[notes[:, 1]][:, (0, 1, 0, 3)]
    behind = boxes[struck][:, (2, 1, 2, 3)]
    signs = np.repeat(np.array((RAISED, STRUCK), np.uint32), (len(notes), len(struck)))
    places = np.concatenate((notes[:, 1], struck + 1))
    return _Upright(places, signs, np.concatenate((before, behind)), strokes)


def _notes(
    boxes: Floats, digits: Indexes, rules: tuple[Floats, Floats], ink_of: Callable[[Indexes], Floats]
) -> Indexes:
    """Pairs of digits side by side, of two sizes or on two heights, or that reach into each other, or on two lines in
    two fonts: the former and the latter."""
    horizontal, vertical = rules
    heights = boxes[digits, 3] - boxes[digits, 1]
    uneven = _uneven(boxes[digits], digits, heights)
    crossed = _crossed(boxes, digits, heights)
    pairs = _NO_PAIRS
    if len(uneven):
        crossed = np.concatenate((crossed, _wrapped(boxes, digits, heights, uneven, horizontal)))
        pairs = _following(boxes, digits, heights, uneven)
    if heights.max() > heights.min() * _UNLIKE:
        pairs = np.concatenate((pairs, _beside(boxes, digits, heights)))
    if not len(pairs):
        return crossed
    pairs = np.unique(pairs, axis=0)
    pairs = pairs[~_are_parted(boxes, pairs, vertical)]
    one, other = ink_of(pairs[:, 0]), ink_of(pairs[:, 1])
    tall, small = (np.stack((one[:, 3] - one[:, 1], other[:, 3] - other[:, 1])) for _ in range(2))
    tall, small = tall.max(axis=0), small.min(axis=0)
    noted: Indexes = pairs[(tall > _SMALLER * small) | (np.abs(one[:, 3] - other[:, 3]) > _RISE * tall)]
    return np.unique(np.concatenate((noted, crossed)), axis=0) if len(crossed) else noted


def _are_parted(boxes: Floats, pairs: Indexes, vertical: Floats) -> Truths:
    """Between which digits side by side a line is drawn."""
    x, top, bottom = vertical.T
    middles = (boxes[:, :2] + boxes[:, 2:])[pairs] / 2
    left, right = np.sort(middles[:, :, 0], axis=1).T[:, :, None]
    level = middles[:, :, 1].mean(axis=1)[:, None]
    parted: Truths = ((x > left) & (x < right) & (top < level) & (bottom > level)).any(axis=1)
    return parted


def _crossed(boxes: Floats, digits: Indexes, heights: Floats) -> Indexes:
    """Pairs of digits of one size that reach into each other and do not stand on one line: two figures."""
    if not _are_uneven(boxes[digits, 3], heights):
        return _NO_PAIRS
    order = boxes[digits, 0].argsort(kind="stable")
    lefts, widths = boxes[digits[order], 0], boxes[digits[order], 2] - boxes[digits[order], 0]
    first = np.arange(1, len(order) + 1)
    last = lefts.searchsorted(lefts + widths * (1 - _CROSSED))
    counts = np.maximum(last - first, 0)
    left = np.repeat(order, counts)
    steps = np.arange(len(left)) - np.repeat(np.cumsum(counts) - counts, counts)
    right = order[np.repeat(first, counts) + steps]
    apart = np.abs(boxes[digits[left], 3] - boxes[digits[right], 3])
    found = (apart > _UNEVEN * heights[left]) & (apart < _LEVEL * heights[left])
    return np.stack((digits[left[found]], digits[right[found]]), axis=1)


def _are_uneven(bottoms: Floats, heights: Floats) -> bool:
    """Whether any two digits may stand all but on one line: on most pages those of a line are level."""
    levels = np.sort(bottoms)
    near = levels.searchsorted(levels + _LEVEL * heights.max())
    level = levels.searchsorted(levels + _UNEVEN * heights.min(), "right")
    return is_any(near > level)


def _uneven(boxes: Floats, digits: Indexes, heights: Floats) -> Indexes:
    """Which digits, by their number among `digits`, the file follows by one near them that is not on one height."""
    height = heights[:-1]
    uneven = (digits[1:] - digits[:-1] == 1) & (np.abs(boxes[1:, 3] - boxes[:-1, 3]) > _UNLEVEL * height)
    return places_where(uneven & (np.abs(boxes[1:, 0] - boxes[:-1, 2]) < _NARROW * height))


def _wrapped(boxes: Floats, digits: Indexes, heights: Floats, uneven: Indexes, horizontal: Floats) -> Indexes:
    """Pairs of digits that follow each other in the file, the second on the next line of a cell and in another font."""
    at = uneven[_are_of_two_fonts(heights[uneven], heights[uneven + 1])]
    if not len(at):
        return _NO_PAIRS
    former, latter, height = boxes[digits[at]], boxes[digits[at + 1]], heights[at]
    falls = latter[:, 3] - former[:, 3]
    found = at[(falls > _LINE_BREAK * height) & (falls < _NEXT_LINE * height)]
    one_cell = [not _are_ruled_off(boxes[digits[each]], boxes[digits[each + 1]], horizontal) for each in found.tolist()]
    found = found[np.array(one_cell, bool)]
    return np.stack((digits[found], digits[found + 1]), axis=1)


def _are_of_two_fonts(one: Floats, other: Floats) -> Truths:
    """Whether the heights of digits differ by more than those of one font."""
    two: Truths = np.maximum(one, other) > _OF_ANOTHER * np.minimum(one, other)
    return two


def _are_ruled_off(above: Floats, below: Floats, horizontal: Floats) -> bool:
    """Whether a line is drawn between two digits."""
    y, x0, x1 = horizontal.T
    middle_above, middle_below = above[1::2].mean(), below[1::2].mean()
    between = (y > middle_above) & (y < middle_below) & (x0 < below[2]) & (x1 > below[0])
    return is_any(between)


def _begin_numbers(boxes: Floats, digits: Indexes, at: Indexes) -> Truths:
    """Which digits, by their number among `digits`, are half a line off the one before, in its font, and go on with
    another on their own line: the next column begins so, where one of the two is broken over lines."""
    height = boxes[digits[at], 3] - boxes[digits[at], 1]
    behind = np.minimum(at + 2, len(digits) - 1)
    former, latter, after = boxes[digits[at]], boxes[digits[at + 1]], boxes[digits[behind]]
    follows = (digits[behind] == digits[at + 1] + 1) & (np.abs(after[:, 0] - latter[:, 2]) < _BESIDE * height)
    on_line = np.abs(after[:, 3] - latter[:, 3]) < _RISE * height
    halfway = np.abs(latter[:, 3] - former[:, 3]) > _HALF_LINE * height
    begin: Truths = follows & on_line & halfway & ~_are_of_two_fonts(height, latter[:, 3] - latter[:, 1])
    return begin


def _following(boxes: Floats, digits: Indexes, heights: Floats, uneven: Indexes) -> Indexes:
    """Pairs of digits that follow each other in the file, side by side but not on one height."""
    former, latter, height = boxes[digits[uneven]], boxes[digits[uneven + 1]], heights[uneven]
    rise = np.abs(latter[:, 3] - former[:, 3])
    close = np.abs(latter[:, 0] - former[:, 2]) < _BESIDE * height
    highest = np.where(_are_of_two_fonts(height, heights[uneven + 1]), _HIGHEST, _LINE_BREAK) * height
    found = uneven[close & (rise < highest)]
    if len(found):
        found = found[~_begin_numbers(boxes, digits, found)]
    return np.stack((digits[found], digits[found + 1]), axis=1)


def _beside(boxes: Floats, digits: Indexes, heights: Floats) -> Indexes:
    """Pairs of digits side by side of two sizes, wherever they stand in the file."""
    usual = median(heights)
    odd = places_where(np.maximum(heights, usual) > np.sqrt(_UNLIKE) * np.minimum(heights, usual))
    x0, top, x1, bottom = boxes[digits].T
    reach = _BESIDE * heights
    low = np.minimum(heights[odd, None], heights)
    alike = np.maximum(heights[odd, None], heights) <= _UNLIKE * low
    shared = np.minimum(bottom[odd, None], bottom) - np.maximum(top[odd, None], top)
    apart = alike | (shared <= _LEVEL * low)
    if are_all(apart):
        return _NO_PAIRS
    behind = (x1[odd, None] >= x0 - reach) & (x1[odd, None] <= x0 + reach) & (x0[odd, None] < x0)
    before = (x1 >= (x0 - reach)[odd, None]) & (x1 <= (x0 + reach)[odd, None]) & (x0 < x0[odd, None])
    (left, right), (others, own) = np.nonzero(behind & ~apart), np.nonzero(before & ~apart)[::-1]
    pairs = np.concatenate((np.stack((odd[left], right), axis=1), np.stack((others, odd[own]), axis=1)))
    return digits[pairs]


def _struck(boxes: Floats, digits: Indexes, horizontal: Floats, vertical: Floats) -> tuple[Indexes, Truths]:
    """The digits that a line is drawn through which is no rule, and which lines that are."""
    nothing, strokes = np.empty(0, np.intp), np.zeros(len(horizontal), bool)
    numbers = places_where(horizontal[:, 2] - horizontal[:, 1] <= _LONGEST)
    if not len(numbers):
        return nothing, strokes
    short = horizontal[numbers]
    height = boxes[digits, 3] - boxes[digits, 1]
    above, below = boxes[digits, 1] + _THROUGH[0] * height, boxes[digits, 1] + _THROUGH[1] * height
    numbers = numbers[np.sort(above).searchsorted(short[:, 0]) > np.sort(below).searchsorted(short[:, 0])]
    numbers = numbers[~_are_rules(horizontal[numbers], vertical)]
    if not len(numbers):
        return nothing, strokes
    short = horizontal[numbers]
    y, x0, x1 = short.T[:, :, None]
    shared = np.minimum(x1, boxes[digits, 2]) - np.maximum(x0, boxes[digits, 0])
    through = (y > above) & (y < below) & (shared > _WIDE * (boxes[digits, 2] - boxes[digits, 0]))
    strokes[numbers[through.any(axis=1)]] = True
    return digits[through.any(axis=0)], strokes


def _are_rules(lines: Floats, vertical: Floats) -> Truths:
    """Which horizontal lines run from one vertical line to another."""
    x, top, bottom = vertical.T
    y = lines[:, 0, None]
    crossing = (y >= top - _TOUCHES) & (y <= bottom + _TOUCHES)
    left, right = (((np.abs(lines[:, end, None] - x) <= _TOUCHES) & crossing).any(axis=1) for end in (1, 2))
    rules: Truths = left & right
    return rules
