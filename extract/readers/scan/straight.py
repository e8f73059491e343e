"""A sheet as a scanner or a camera saw it → the sheet as it lies flat: its rules level and plumb.

Comes in: a picture in grey. Goes out: the same put straight, and the matrix that leads back to where each place was. A
photograph is first cut to its sheet, by the four corners of it. Rules tell skew and perspective at once; where there
are none, lines of print tell the skew.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.readers.scan.along import Axis
from extract.readers.scan.paper import A4, DPI, Grey, ink_of
from extract.readers.scan.rules import dark_runs

Homography = NDArray[np.float64]
"""3 × 3, from places before to places after."""

_LEAST_RULE = 120
"""Pixels of a rule that tells a direction."""
_STRAY = 2.5
"""Pixels by which the pixels of a rule stray from it."""
_MOST_LEAN = 0.1
"""Slope that is taken for skew; sheets that lie worse are not told from other things."""
_ONE_DIRECTION = 0.06
_WIDE_SPREAD = 0.25
"""Part of the width over which rules must be spread for perspective to be told from skew."""
_SHEET = 0.3
"""Part of a photograph that its sheet fills at least."""
_DARKER_AROUND = 0.7
"""How light what lies around a sheet is beside it, at most."""
_BEYOND, _DARKER_BEYOND = 6, 0.85
"""Pixels of the small picture to either side of the sheet's edge, and how light it is beyond beside within."""


class Straight(NamedTuple):
    """A picture put straight, and where its places were before."""

    grey: Grey
    back: Homography


def straightened(grey: Grey) -> Straight:
    """The sheet in a picture, lying flat."""
    sheet, onto_sheet = _cut_to_sheet(grey)
    height, width = sheet.shape
    ink = ink_of(sheet)
    flat, upright = (_directions(dark_runs(ink, axis), axis) for axis in (0, 1))
    turn = _rectifying(flat, upright, width, height) if len(flat) >= 3 and len(upright) >= 2 else None
    if turn is None:
        slopes = [np.arctan2(y1 - y0, x1 - x0) for x0, y0, x1, y1 in flat]
        angle = float(np.degrees(np.median(slopes))) if slopes else _skew_of_print(ink)
        affine = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
        turn = np.vstack([affine, (0, 0, 1)])
    straight = cv2.warpPerspective(sheet, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255,))
    return Straight(np.asarray(straight, np.uint8), np.asarray(np.linalg.inv(turn @ onto_sheet), np.float64))


def _cut_to_sheet(grey: Grey) -> tuple[Grey, Homography]:
    """A photograph cut to the largest light region in it that has four corners; any other picture as it is."""
    height, width = grey.shape
    small = cv2.GaussianBlur(cv2.resize(grey, (width // 4, height // 4)), (0, 0), 3)
    border = np.concatenate([small[0], small[-1], small[:, 0], small[:, -1]])
    if np.median(border) > _DARKER_AROUND * np.percentile(small, 80):
        return grey, np.eye(3)
    light = cv2.threshold(small, 0, 255, cv2.THRESH_OTSU)[1]
    light = cv2.morphologyEx(light, cv2.MORPH_CLOSE, np.ones((25, 25)))
    regions = cv2.findContours(light, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]
    corners = _corners(np.asarray(cv2.convexHull(max(regions, key=cv2.contourArea)), np.int32)) if regions else None
    if (
        corners is None
        or cv2.contourArea(corners) < _SHEET * height * width
        or not _stands_out(np.asarray(small, np.uint8), corners / 4)
    ):
        return grey, np.eye(3)
    sums, differences = corners.sum(axis=1), corners[:, 0] - corners[:, 1]
    ordered = corners[[sums.argmin(), differences.argmax(), sums.argmax(), differences.argmin()]].astype(np.float32)
    inches = A4 if _side(ordered, 0) <= _side(ordered, 1) else A4[::-1]
    across, down = (round(side * DPI) for side in inches)
    onto = cv2.getPerspectiveTransform(ordered, _frame(across, down))
    cut = cv2.warpPerspective(grey, onto, (across, down), flags=cv2.INTER_CUBIC, borderValue=(255,))
    return np.asarray(cut, np.uint8), np.asarray(onto, np.float64)


def _stands_out(light: Grey, corners: NDArray[np.float64]) -> bool:
    """Whether what lies beyond the edges of a region is darker at once, as a table is beside a sheet; a shadow on the
    sheet begins by degrees."""
    middle = corners.mean(axis=0)
    for one, other in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        along = (other - one) / max(float(np.hypot(*(other - one))), 1.0)
        inwards = np.array((-along[1], along[0]))
        inwards *= np.sign(inwards @ (middle - one)) or 1.0
        points = one + np.linspace(0.1, 0.9, 50)[:, None] * (other - one)
        inside, outside = (_at(light, points + off * inwards) for off in (_BEYOND, -_BEYOND))
        if len(outside) and np.median(outside) > _DARKER_BEYOND * np.median(inside):
            return False
    return True


def _at(light: Grey, points: NDArray[np.float64]) -> NDArray[np.uint8]:
    """What a picture shows in those of some places that lie in it."""
    places = np.rint(points).astype(int)
    within = ((places >= 0) & (places < light.shape[::-1])).all(axis=1)
    return np.asarray(light[places[within, 1], places[within, 0]], np.uint8)


def _side(corners: NDArray[np.float32], first: int) -> float:
    return float(np.hypot(*(corners[first + 1] - corners[first])))


def _frame(width: int, height: int) -> NDArray[np.float32]:
    return np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)


def _corners(hull: NDArray[np.int32]) -> NDArray[np.int32] | None:
    """The four corners of a region, in pixels of the whole picture; None where it has others."""
    for part in (0.01, 0.02, 0.03, 0.05, 0.08):
        corners = cv2.approxPolyDP(hull, part * cv2.arcLength(hull, closed=True), closed=True)[:, 0] * 4
        if len(corners) == 4:
            return np.asarray(corners, np.int32)
    return None


def _directions(pixels: NDArray[np.uint8], axis: Axis) -> NDArray[np.float64]:
    """Both ends of every long rule, n × 4, by least squares through its pixels."""
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(pixels, connectivity=8)
    ends = []
    for number in range(1, count):
        x, y, width, height = boxes[number, :4].tolist()
        if (width, height)[axis] < _LEAST_RULE:
            continue
        rows, columns = np.nonzero(labels[y : y + height, x : x + width] == number)
        at, level = (columns + x, rows + y) if axis == 0 else (rows + y, columns + x)
        slope, begin = np.polyfit(at, level, 1)
        if np.abs(level - slope * at - begin).mean() <= _STRAY:
            first, last = float(at.min()), float(at.max())
            one, other = slope * first + begin, slope * last + begin
            ends.append((first, one, last, other) if axis == 0 else (one, first, other, last))
    return np.array(ends, np.float64).reshape(-1, 4)


def _rectifying(flat: NDArray[np.float64], upright: NDArray[np.float64], width: int, height: int) -> Homography | None:
    """What makes both families of rules parallel to the edges: their slopes as a linear function of where they lie.
    None where they lean too much."""
    centre = np.array([width / 2, height / 2])

    def slopes(ends: NDArray[np.float64], axis: Axis) -> tuple[float, float]:
        one, other = (ends[:, :2] - centre) / width, (ends[:, 2:] - centre) / width
        reach, middle = other - one, (one + other) / 2
        weight = np.hypot(*reach.T)
        slope = reach[:, 1 - axis] / reach[:, axis]
        kept = np.abs(slope - np.median(slope)) < _ONE_DIRECTION
        place = middle[kept, 1 - axis]
        if np.ptp(place) < _WIDE_SPREAD:
            return float(np.average(slope[kept], weights=weight[kept])), 0.0
        terms = np.stack([np.ones(len(place)), place], axis=1) * weight[kept, None]
        constant, linear = np.linalg.lstsq(terms, slope[kept] * weight[kept], rcond=None)[0]
        return float(constant), float(linear)

    (level, level_turn), (plumb, plumb_turn) = slopes(flat, 0), slopes(upright, 1)
    if max(abs(level), abs(plumb)) > _MOST_LEAN:
        return None

    def was(u: float, v: float) -> tuple[float, float]:
        """Where the rules of level `v` and of plumb `u` cross before they are put straight."""
        x, y = u, v
        for _ in range(20):
            x, y = u + (plumb + plumb_turn * u) * y, v + (level + level_turn * v) * x
        return x, y

    half = 0.5 * height / width
    corners = [(-0.5, -half), (0.5, -half), (0.5, half), (-0.5, half)]
    before = np.array([was(*corner) for corner in corners]) * width + centre
    after = np.array(corners) * width + centre
    turned = cv2.getPerspectiveTransform(before.astype(np.float32), after.astype(np.float32))
    return np.asarray(turned, np.float64)


def _skew_of_print(ink: Grey) -> float:
    """Degrees by which lines of print are askew: straight ones leave the sharpest gaps between them."""
    small = cv2.resize(ink, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)
    height, width = small.shape

    def sharpness(angle: float) -> float:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
        rows = cv2.warpAffine(small, turn, (width, height)).sum(axis=1, dtype=np.float64)
        return float((np.diff(rows) ** 2).sum())

    coarse = max(np.arange(-3, 3.01, 0.5).tolist(), key=sharpness)
    return float(max(np.arange(coarse - 0.4, coarse + 0.41, 0.1).tolist(), key=sharpness))
