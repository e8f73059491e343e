"""Where lines of print stand on a sheet: in the cells of its tables, and around them.

Comes in: the `Ink` of a sheet without its rules, and the boxes of cells. Goes out: a `InkLine` for every line. What the
lines say is left to `recogniser`; only the signs `-` and `/` are told by their shape, which it knows better.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.readers.scan.along import PRINT
from extract.readers.scan.paper import Grey, Ink

_PALE_PRINT = 50
"""Ink of the thin end of a stroke that is print."""
_USUAL_HEIGHT = 28.0
"""Pixels of a character of ten points."""
_SPECK = 5
"""Pixels of a speck of dirt at most."""
_REACHES = (1.6, 0.8, 0.4)
"""Heights of print across a gap in a line, and across those in figures and in lines that stand close to others."""
_STROKE, _NEAR, _BESIDE = 0.4, 0.25, 0.6
"""Heights of print that a stroke is high at most, and that it stands from others of its character, or of its line."""
_LOW = 0.8
"""Heights of print that digits are high at most, where words stand around them."""
_LONGEST_DASH = 0.6
"""Heights of print that a dash alone is wide; what is longer is a rule, or 一."""
_WIDE_GAP = 0.5
"""Heights of print across a gap between parts of a line."""
_HIGHER, _LOWER = 1.25, 0.85
"""By how much a line is higher than the highest piece of its ink that may be several, and lower than what these are
together."""
_Mask = NDArray[np.uint8]


class PixelBox(NamedTuple):
    """Pixels: left, top, right, bottom."""

    x0: int
    y0: int
    x1: int
    y1: int


class InkLine(NamedTuple):
    """A line of print: its box, the number of its cell (from 1; 0 outside of tables), its sign if it is but one, how
    wide those pieces of its ink are that are as high as a digit, the pixels of its widest gap, and, outside of tables,
    the pixels from left to right of each part of it that stands apart."""

    box: PixelBox
    cell: int = 0
    sign: str = ""
    pieces: tuple[int, ...] = ()
    gap: int = 0
    parts: tuple[tuple[int, int], ...] = ()


def height_of_print(ink: Ink) -> float:
    """Pixels that characters of the sheet are high."""
    boxes = cv2.connectedComponentsWithStats(_mask(ink))[2]
    heights = boxes[1:, 3]
    heights = heights[(heights > 10) & (heights < 60)]
    return float(np.percentile(heights, 80)) if len(heights) else _USUAL_HEIGHT


def _mask(ink: Ink) -> _Mask:
    return (ink > PRINT).astype(np.uint8)


def lines_in_cell(ink: Ink, box: PixelBox, cell: int, height: float) -> list[InkLine]:
    """The lines in a cell: rows of ink, less specks and what is left of the cell's rules."""
    part = ink[box.y0 : box.y1, box.x0 : box.x1]
    if part.size == 0:
        return []
    mask = _without_dirt(_mask(part), height)
    spots = []
    for top, bottom in _bands(np.asarray(mask.any(axis=1), bool), height):
        columns = np.flatnonzero(mask[top:bottom].any(axis=0))
        left, right = int(columns[0]), int(columns[-1]) + 1
        line = mask[top:bottom, left:right]
        is_inked = np.asarray((part[top:bottom] > _PALE_PRINT).any(axis=0), bool)
        left, right = left - _run(is_inked[:left][::-1]), right + _run(is_inked[right:])
        at = PixelBox(box.x0 + left, box.y0 + top, box.x0 + right, box.y0 + bottom)
        spots.append(InkLine(at, cell, _sign_of(line, height), _pieces(line), _gap(line)))
    return spots if len(spots) == 1 else [spot._replace(sign="") for spot in spots]


def _run(is_inked: NDArray[np.bool_]) -> int:
    """How many columns from the first on have ink."""
    return int(np.cumprod(is_inked).sum())


def _without_dirt(mask: _Mask, height: float) -> _Mask:
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    kept = np.zeros(count, np.uint8)
    rows, columns = mask.shape
    for number in range(1, count):
        x, y, across, down, area = boxes[number].tolist()
        is_speck = area < _SPECK or max(across, down) <= 2
        is_side = (x <= 1 or x + across >= columns - 1) and across <= 4 and down > across
        is_edge = (y <= 1 or y + down >= rows - 1) and down <= 4 and across > 1.5 * height
        kept[number] = not (is_speck or is_side or is_edge)
    return np.asarray(kept[labels], np.uint8)


def _bands(filled: NDArray[np.bool_], height: float) -> Iterator[tuple[int, int]]:
    """First and last row of every line; strokes above strokes are of one."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], filled.astype(np.int8), [0]]))).tolist()
    band: tuple[int, int] | None = None
    for top, bottom in zip(edges[::2], edges[1::2], strict=True):
        if band and bottom - band[0] <= 1.12 * height and top - band[1] <= 0.3 * height:
            band = band[0], bottom
        else:
            if band:
                yield band
            band = top, bottom
    if band:
        yield band


def _pieces(line: _Mask) -> tuple[int, ...]:
    """How wide those pieces of ink are that are as high as the line, as its digits are."""
    boxes = cv2.connectedComponentsWithStats(line, connectivity=8)[2][1:]
    return tuple(boxes[boxes[:, 3] > 0.6 * line.shape[0], 2].tolist())


def _gap(line: _Mask) -> int:
    return int(np.diff(np.flatnonzero(line.any(axis=0))).max(initial=1)) - 1


def _parts(line: _Mask, left: int, gap: float) -> tuple[tuple[int, int], ...]:
    """From where to where there is ink, less gaps that are not as wide."""
    columns = np.flatnonzero(line.any(axis=0)) + left
    ends = np.flatnonzero(np.diff(columns) > gap)
    starts = np.concatenate([[0], ends + 1])
    return tuple(zip(columns[starts].tolist(), (columns[np.append(ends, -1)] + 1).tolist(), strict=True))


def _sign_of(line: _Mask, height: float) -> str:
    """`-` or `/`: one piece of ink that is flat, or thin and slanted; empty for all else."""
    rows, columns = np.nonzero(line)
    if len(rows) < _SPECK:
        return ""
    down, across = line.shape
    if _is_dash(line, height):
        return "-"
    if down < 0.4 * height or across < 0.18 * down:
        return ""
    spread, ways = np.linalg.eigh(np.cov(np.stack([columns, rows]).astype(float)))
    x, y = ways[:, 1].tolist()
    lean = float(np.degrees(np.arctan2(abs(x), abs(y))))
    is_thin = np.sqrt(spread[0]) < 0.085 * down and len(rows) > 0.8 * np.hypot(down, across)
    return "/" if x * y < 0 and 9 < lean < 50 and is_thin else ""


def _is_dash(line: _Mask, height: float) -> bool:
    down, across = line.shape
    return bool(down <= max(4, 0.22 * height) and across >= max(1.8 * down, 0.15 * height))


def lines_around(ink: Ink, height: float) -> list[InkLine]:
    """The lines of running text, and of tables without rules: pieces of ink of the size of characters, as far as they
    stand close to each other. What reaches over several lines, as a label beside two rows does, is taken apart where
    it has the widest gaps. From top to bottom."""
    mask = _mask(ink)
    labels, boxes = cv2.connectedComponentsWithStats(mask, connectivity=8)[1:3]
    kept = (boxes[:, 4] >= _SPECK) & (boxes[:, 3] < 2.6 * height) & (boxes[:, 2] < 4 * height)
    kept[0] = False
    mask = kept[labels].astype(np.uint8)
    found = _with_strokes([box for box, _ in _apart(mask, height, _REACHES)], height)
    lines = [
        InkLine(box, 0, sign, _pieces(part), _gap(part), _parts(part, box.x0, _WIDE_GAP * height))
        for box in found
        for part in [mask[box.y0 : box.y1, box.x0 : box.x1]]
        for sign in ["-" if _is_dash(part, height) and part.shape[1] < _LONGEST_DASH * height else ""]
        if sign or 0.25 * height < box.y1 - box.y0 <= 2.8 * height
    ]
    return sorted(lines, key=lambda line: line.box.y0 + line.box.y1)


def _with_strokes(boxes: Sequence[PixelBox], height: float) -> list[PixelBox]:
    """The boxes of lines, low ones that stand close to another as one with it: strokes of 5 and 二, 一 and 、."""
    low = [box.y1 - box.y0 < _STROKE * height for box in boxes]
    whole = [box for box, is_low in zip(boxes, low, strict=True) if not is_low]
    for box in sorted((box for box, is_low in zip(boxes, low, strict=True) if is_low), key=lambda box: box.y0 - box.y1):
        at = next((at for at, other in enumerate(whole) if _is_stroke_of(box, other, height)), None)
        if at is None:
            whole.append(box)
        else:
            other = whole[at]
            whole[at] = PixelBox(*map(min, box[:2], other[:2]), *map(max, box[2:], other[2:]))
    return whole


def _is_stroke_of(box: PixelBox, other: PixelBox, height: float) -> bool:
    """Whether a low box stands right above or below another, no farther than one character reaches; or right beside it,
    at its height."""
    down = max(box.y0 - other.y1, other.y0 - box.y1)
    if 2 * (min(box.x1, other.x1) - max(box.x0, other.x0)) > box.x1 - box.x0:
        return down <= _NEAR * height and max(box.y1, other.y1) - min(box.y0, other.y0) <= height
    return down < 0 and max(box.x0 - other.x1, other.x0 - box.x1) <= _BESIDE * height


def _apart(mask: _Mask, height: float, reaches: Sequence[float]) -> Iterator[tuple[PixelBox, _Mask]]:
    """The parts of some ink that stand close to each other, with the ink of each; those that are higher than their
    pieces by what stands closer, where that is lower, and those of figures by all that does."""
    reach, *closer = reaches
    smeared = cv2.dilate(mask, np.ones((max(3, round(0.12 * height)), round(reach * height))))
    labels, boxes = cv2.connectedComponentsWithStats(smeared)[1:3]
    for number, (x, y, across, down, _) in enumerate(boxes[1:].tolist(), start=1):
        part = np.where(labels[y : y + down, x : x + across] == number, mask[y : y + down, x : x + across], 0)
        rows, columns = np.nonzero(part)
        if not len(rows):
            continue
        top, left = int(rows.min()), int(columns.min())
        part = part[top : int(rows.max()) + 1, left : int(columns.max()) + 1]
        whole = part.shape[0]
        box = PixelBox(x + left, y + top, x + left + part.shape[1], y + top + whole)
        highest = cv2.connectedComponentsWithStats(part, connectivity=8)[2][1:, 3].max()
        is_low = highest < _LOW * height
        parts = [*_apart(part, height, closer)] if closer and (is_low or whole > _HIGHER * highest) else []
        if parts and (is_low or all(each.shape[0] < _LOWER * whole for _, each in parts)):
            for at, each in parts:
                yield PixelBox(box.x0 + at.x0, box.y0 + at.y0, box.x0 + at.x1, box.y0 + at.y1), each
        else:
            yield box, part


def cut_out(ink: Ink, box: PixelBox, height: float) -> tuple[Grey, PixelBox]:
    """The picture of a line, dark on light, with some paper around it, and the box of that; a dash alone keeps the
    height of its line."""
    pad = max(3, round(0.14 * height))
    above = max(0, round((0.8 * height - (box.y1 - box.y0)) / 2)) + pad
    rows, columns = ink.shape
    around = PixelBox(
        max(0, box.x0 - 2 * pad), max(0, box.y0 - above), min(columns, box.x1 + 2 * pad), min(rows, box.y1 + above)
    )
    return 255 - ink[around.y0 : around.y1, around.x0 : around.x1], around
