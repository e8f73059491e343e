"""Strings that nobody sees, put away before anybody asks what a page says.

Comes in: a page to be drawn, its strings with their boxes, and its pictures. Goes out: the strings of which nothing is
seen; pdfium no longer draws them, nor tells of them. Of two strings that are alike, and of two characters, pdfium tells
one only, which stands before the other and may be the one that is not seen. Strings that are seen in part are left to
`sight`, and so are those that have something dark over them, or that a program has recognised on a scan.
"""

from __future__ import annotations

import numpy as np

from extract.readers.pdf.arrays import NO_BOXES, Floats, Indexes, Truths, is_any, places_where
from extract.readers.pdf.pdfium import pdfium
from extract.readers.pdf.pixels import (
    Easel,
    Pixels,
    corners,
    counted,
    darkened_by,
    darkness,
    differing,
    shares,
    sizes,
    without,
)
from extract.readers.pdf.signs import Signs

SEEN = 24
"""Of 255 in a colour: what differs from its ground by less is hardly seen."""
INK = 96
"""Of 255: how much darker than its ground ink is that may be a figure; watermarks and grounds are lighter."""
SCAN = 0.5
"""Part of a page that pictures cover at least whose text a program has recognised."""
_LAID_OVER = 0.3
"""Part of a string's place that is dark where something may lie over it."""
_OFF_RULES = 0.5
"""Part of a string's place without rules from which it is seen there if it is seen at all."""
_CORE = 0.25
"""Part of its height at the upper and lower end of a string's box that the lines around may reach into."""
_FLAT = 0.5
"""Points that the box of a string is high that holds nothing but blanks."""
_FAR_OFF = 1e5
"""Points from the page where no page reaches; the largest has 14,400."""
_ROUNDS = 6
"""Strings on one another that are told apart."""


def put_away(easel: Easel, signs: Signs, pictures: Floats, rules: tuple[Floats, Floats]) -> Truths:
    """Which strings are not seen at all, but for the holes that they make in rules, where they do not stand mostly on
    these; they are neither drawn nor told of from here on."""
    whole = easel.drawn()
    cores = _cores(signs.string_boxes)
    hidden = np.zeros(len(cores), bool)
    off_rules = without(np.ones(whole.shape[:2], bool), NO_BOXES, rules, easel.scale)
    for layer in _layers(cores, easel):
        own = cores[layer]
        drawn = differing(whole, easel.drawn_without(signs.strings[at] for at in layer.tolist()), SEEN)
        on_rules = counted(off_rules, own, easel.scale) < _OFF_RULES * sizes(off_rules, own, easel.scale)
        seen = np.where(on_rules, counted(drawn, own, easel.scale), counted(drawn & off_rules, own, easel.scale))
        hidden[layer] = seen == 0
        _set_active(signs.strings, hidden, False)
    if not is_any(hidden):
        return hidden
    may_be_read = _are_read_otherwise(easel, signs, whole, cores, hidden, pictures)
    unseen: Truths = hidden & ~may_be_read
    _set_active(signs.strings, hidden & may_be_read, True)
    _move_off(signs.strings, unseen)
    return unseen


def put_cut_away(signs: Signs) -> Truths:
    """The strings that are cut off whole, which are neither drawn nor told of from here on."""
    unseen: Truths = np.isin(signs.strings, signs.cut.whole)
    _set_active(signs.strings, unseen, False)
    _move_off(signs.strings, unseen)
    return unseen


def _set_active(strings: list[int], which: Truths, is_active: bool) -> None:
    for at in places_where(which).tolist():
        pdfium().FPDFPageObj_SetIsActive(strings[at], int(is_active))


def _move_off(strings: list[int], which: Truths) -> None:
    """Moves strings far from the page: pdfium holds others against them still, be they drawn or not."""
    for at in places_where(which).tolist():
        pdfium().FPDFPageObj_Transform(strings[at], 1, 0, 0, 1, _FAR_OFF, _FAR_OFF)


def _are_read_otherwise(
    easel: Easel, signs: Signs, whole: Pixels, cores: Floats, hidden: Truths, pictures: Floats
) -> Truths:
    """Which strings have something dark over them or below; all of them, where most hidden ones are what a program has
    recognised in a picture."""
    dark = darkness(easel.drawn_without(signs.strings[at] for at in places_where(~hidden).tolist())) >= INK
    laid_over: Truths = counted(dark, cores, easel.scale) > _LAID_OVER * sizes(dark, cores, easel.scale)
    size = (easel.width / easel.scale, easel.height / easel.scale)
    if shares(pictures, size).sum() >= SCAN:
        pictured = counted(darkened_by(easel, signs.figures, whole, INK), cores[hidden], easel.scale) > 0
        if 2 * pictured.sum() >= len(pictured):
            return np.ones(len(cores), bool)
    return laid_over


def _cores(boxes: Floats) -> Floats:
    """Boxes without what the lines above and below may share with them."""
    cores = boxes.copy()
    height = boxes[:, 3] - boxes[:, 1]
    cores[:, 1] += _CORE * height
    cores[:, 3] -= _CORE * height
    return cores


def _layers(boxes: Floats, easel: Easel) -> list[Indexes]:
    """Strings in rounds, so that no two of one stand on one another, but for those of the last; none of mere blanks."""
    shape = (easel.height, easel.width)
    asked = places_where(boxes[:, 3] - boxes[:, 1] > _FLAT)
    taken = np.zeros((_ROUNDS - 1, *shape), bool)
    rounds: list[list[int]] = [[] for _ in range(_ROUNDS)]
    for at, (x0, y0, x1, y1) in zip(asked.tolist(), corners(boxes[asked], shape, easel.scale).tolist(), strict=True):
        free = (number for number in range(_ROUNDS - 1) if not is_any(taken[number, y0:y1, x0:x1]))
        number = next(free, _ROUNDS - 1)
        rounds[number].append(at)
        if number < _ROUNDS - 1:
            taken[number, y0:y1, x0:x1] = True
    return [np.array(each, np.intp) for each in rounds if each]
