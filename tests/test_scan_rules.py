"""Rules of a scan: digits above digits are none, and what stands close to a rule is left whole."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from optional import lacking

from extract.readers import scan

if not scan.can_recognise():
    lacking("what recognises print is not installed: pip install 'gongkai[ocr]', or '.[dev]' here")

import cv2

from extract.readers.scan.paper import POINT, Ink, ink_of
from extract.readers.scan.rules import Rules, rules_of

LEFT, RIGHT, TOP, ROWS = 60, 560, 50, 8
MIDDLE = (LEFT + RIGHT) // 2


def ruled(pitch: int, *, with_rows: bool = True, inner: bool = True) -> np.ndarray:
    """A picture of a table with two columns and rows of that height."""
    page = np.full((TOP * 2 + ROWS * pitch, RIGHT + LEFT), 255, np.uint8)
    cv2.rectangle(page, (LEFT, TOP), (RIGHT, TOP + ROWS * pitch), 0, 2)
    for row in range(1, ROWS if with_rows else 1):
        cv2.line(page, (LEFT, TOP + row * pitch), (RIGHT, TOP + row * pitch), 0, 2)
    if inner:
        cv2.line(page, (LEFT + 160, TOP), (LEFT + 160, TOP + ROWS * pitch), 0, 2)
    return page


def digit(page: np.ndarray, which: str, x: int, y: int, half: int) -> None:
    if which == "1":
        cv2.line(page, (x, y - half), (x, y + half), 0, 3)
        cv2.line(page, (x, y - half), (x - 4, y - half + 5), 0, 2)
    else:
        cv2.ellipse(page, (x, y), (7, half), 0, 0, 360, 0, 3, cv2.LINE_AA)


def ink(page: np.ndarray) -> Ink:
    noise = np.random.default_rng(3).normal(0, 6, page.shape)
    return (255 - np.clip(cv2.GaussianBlur(page, (0, 0), 0.7) + noise, 0, 255)).astype(np.uint8)


def upright(rules: Rules) -> list[float]:
    return levels(rules.vertical)


def levels(lines: np.ndarray) -> list[float]:
    """Where lines stand, in pixels, those that are in line once."""
    ordered = np.sort(lines[:, 0] / POINT)
    return [float(np.median(level)) for level in np.split(ordered, np.flatnonzero(np.diff(ordered) > 3) + 1)]


@pytest.mark.parametrize(
    ("which", "half", "pitch", "with_rows"),
    [
        ("0", 9, 28, True),
        ("0", 13, 37, True),
        ("0", 15, 42, True),
        ("0", 12, 37, False),
        ("1", 8, 28, True),
        ("1", 12, 37, True),
        ("1", 14, 42, True),
        ("1", 9, 28, False),
    ],
)
def test_digits_above_digits_are_no_rule(which: str, half: int, pitch: int, with_rows: bool) -> None:
    page = ruled(pitch, with_rows=with_rows)
    for row in range(ROWS):
        digit(page, which, MIDDLE, TOP + row * pitch + pitch // 2, half)
    assert upright(rules_of(ink(page))) == pytest.approx([LEFT, LEFT + 160, RIGHT], abs=1)


def test_a_stroke_in_a_merged_cell_does_not_join_the_rules_above_and_below_it() -> None:
    pitch, row = 37, 4
    page = ruled(pitch)
    page[TOP + row * pitch + 2 : TOP + (row + 1) * pitch - 1, LEFT + 150 : LEFT + 170] = 255
    digit(page, "1", LEFT + 160, TOP + row * pitch + pitch // 2, 11)
    rules = rules_of(ink(page))
    inner = sorted((line[1] / POINT, line[2] / POINT) for line in rules.vertical if abs(line[0] / POINT - 220) < 2)
    assert len(inner) == 2
    assert (inner[0][1], inner[1][0]) == (pytest.approx(TOP + 4 * pitch, abs=4), pytest.approx(TOP + 5 * pitch, abs=4))


@pytest.mark.parametrize("turn", [0.0, 0.15])
def test_print_close_to_a_rule_is_left_whole(turn: float) -> None:
    pitch, half, gap = 37, 10, 3
    page = ruled(pitch)
    only = np.full_like(page, 255)
    for at, row in enumerate(range(ROWS)):
        for sheet in (page, only):
            digit(sheet, "0", MIDDLE - 50 + 40 * at, TOP + row * pitch + 1 + gap + half + 2, half)
    matrix = cv2.getRotationMatrix2D((page.shape[1] / 2, page.shape[0] / 2), turn, 1)
    page, only = (cv2.warpAffine(sheet, matrix, sheet.shape[::-1], borderValue=(255,)) for sheet in (page, only))
    rules = rules_of(ink(page))
    digits, filled = ink(only) > 95, rules.pixels > 0
    assert (filled & digits).sum() < 0.01 * digits.sum()
    left = (ink(page) > 95) & ~filled & ~cv2.dilate(digits.astype(np.uint8), np.ones((5, 5))).astype(bool)
    assert left.sum() < 0.01 * filled.sum()


def inner_lines(page: np.ndarray) -> list[tuple[int, int]]:
    """From where to where the inner upright lines of a page reach, in pixels."""
    found = rules_of(ink(page)).vertical / POINT
    is_inner = (found[:, 0] > LEFT + 10) & (found[:, 0] < RIGHT - 10)
    return sorted((round(float(begin)), round(float(end))) for _, begin, end in found[is_inner])


@pytest.mark.parametrize("x", [LEFT + 90, MIDDLE, RIGHT - 40])
@pytest.mark.parametrize("pitch", [24, 37, 90])
def test_a_side_of_one_row_is_one(x: int, pitch: int) -> None:
    page = ruled(pitch, inner=False)
    cv2.line(page, (x, TOP + 3 * pitch), (x, TOP + 4 * pitch), 0, 2)
    ((begin, end),) = inner_lines(page)
    assert (begin, end) == (pytest.approx(TOP + 3 * pitch, abs=2), pytest.approx(TOP + 4 * pitch, abs=2))


@pytest.mark.parametrize("at", [0.1, 0.5, 0.85])
def test_a_worn_side_is_one_where_it_stands_in_line_with_others(at: float) -> None:
    pitch = 37
    page = ruled(pitch)
    first = TOP + 4 * pitch + round(at * pitch)
    page[first - 4 : first + 4, LEFT + 150 : LEFT + 170] = 255
    ((begin, end),) = inner_lines(page)
    assert (begin, end) == (pytest.approx(TOP, abs=3), pytest.approx(TOP + ROWS * pitch, abs=3))


PALE = 165
"""How light a faint rule is, or the print of a seal."""


@pytest.mark.parametrize("pitch", [37, 90])
@pytest.mark.parametrize("damage", ["faint", "seal"])
def test_a_side_in_line_with_others_may_be_faint_or_stand_beside_a_pale_stroke(damage: str, pitch: int) -> None:
    page, x = ruled(pitch), LEFT + 160
    first, last = TOP + 3 * pitch + 3, TOP + 5 * pitch - 3
    if damage == "faint":
        page[first:last, x - 3 : x + 4] = np.maximum(page[first:last, x - 3 : x + 4], PALE)
    else:
        page[first:last, x + 2 : x + 14] = np.minimum(page[first:last, x + 2 : x + 14], PALE - 35)
    ((begin, end),) = inner_lines(page)
    assert (begin, end) == (pytest.approx(TOP, abs=3), pytest.approx(TOP + ROWS * pitch, abs=3))


@pytest.mark.parametrize(("x", "half"), [(MIDDLE, 18), (LEFT + 160, 12)], ids=["in no line", "not from rule to rule"])
def test_another_faint_stroke_is_no_side(x: int, half: int) -> None:
    pitch = 37
    page = ruled(pitch)
    begin, end = TOP + 3 * pitch, TOP + 4 * pitch
    page[begin + 2 : end - 1, LEFT + 150 : LEFT + 170] = 255
    middle = (begin + end) // 2
    stroke = page[middle - half : middle + half, x - 1 : x + 2]
    stroke[:] = np.minimum(stroke, PALE)
    assert inner_lines(page) == [
        (pytest.approx(TOP, abs=3), pytest.approx(begin, abs=3)),
        (pytest.approx(end, abs=3), pytest.approx(TOP + ROWS * pitch, abs=3)),
    ]


@pytest.mark.parametrize("above", [True, False])
def test_a_stroke_that_touches_one_rule_is_no_side(above: bool) -> None:
    pitch = 37
    page = ruled(pitch, inner=False)
    begin, end = (0, 24) if above else (13, pitch)
    cv2.line(page, (MIDDLE, TOP + 3 * pitch + begin), (MIDDLE, TOP + 3 * pitch + end), 0, 3)
    assert inner_lines(page) == []


def test_the_tops_of_figures_that_stand_close_below_a_rule_are_left() -> None:
    """7 without its top is 1. In narrow cells they are nearly as long, one after the other, as a stroke of a rule."""
    pitch, gap = 33, 4
    page = ruled(pitch)
    only = np.full_like(page, 255)
    top = TOP + 3 * pitch + 1 + gap
    for x, sheet in product(range(LEFT + 170, RIGHT - 8, 13), (page, only)):
        if (x - LEFT - 170) % 66 < 52:
            cv2.line(sheet, (x, top), (x + 8, top), 0, 2)
            cv2.line(sheet, (x + 8, top), (x + 3, top + 16), 0, 2)
    digits = ink(only) > 95
    assert (digits & (rules_of(ink(page)).pixels > 0)).sum() < 0.01 * digits.sum()


def test_rules_in_a_fold_are_found() -> None:
    """Paper in a fold is dark, print and rules on it are darker."""
    pitch = 37
    page = ruled(pitch).astype(np.float32)
    middle = TOP + 4.4 * pitch
    fold = 1 - 0.45 * np.exp(-(((np.arange(len(page)) - middle) / 40) ** 2))
    dark = np.clip(page * fold[:, None] + np.random.default_rng(3).normal(0, 5, page.shape), 0, 255).astype(np.uint8)
    flat, folded = rules_of(ink(ruled(pitch))), rules_of(ink_of(dark))
    assert levels(folded.horizontal) == pytest.approx(levels(flat.horizontal), abs=1)
    assert upright(folded) == pytest.approx(upright(flat), abs=1)
