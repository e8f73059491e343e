"""Rules of a scan: digits above digits are none, and what stands close to a rule is left whole."""

from __future__ import annotations

import numpy as np
import pytest
from optional import lacking

from extract.readers import scan

if not scan.can_recognise():
    lacking("what recognises print is not installed: pip install 'gongkai[ocr]', or '.[dev]' here")

import cv2

from extract.readers.scan.paper import POINT, Ink
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
    """Where upright lines stand, those of several rows once."""
    levels = np.sort(rules.vertical[:, 0] / POINT)
    return [float(np.median(level)) for level in np.split(levels, np.flatnonzero(np.diff(levels) > 3) + 1)]


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
