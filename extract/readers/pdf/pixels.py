"""A page as an image: what is drawn on it with some of its objects left out.

Comes in: a page as pdfium holds it. Goes out: arrays of pixels. Nothing here knows of characters or tables. A page that
was drawn in parts must be closed: its objects are no longer as the file has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.readers.pdf.arrays import Floats
from extract.readers.pdf.pdfium import pdfium

Pixels = NDArray[np.uint8]
"""Height × width × 4: blue, green, red, and nothing."""
Mask = NDArray[np.bool_]
Counts = NDArray[np.int64]

_FINE = 2.0
"""Pixels for a point: the strokes of small print are half a point thick."""
_MOST = 4_000_000
"""Pixels of a page, four of A4; larger sheets are drawn coarser."""
RULE = 1.2
"""Points on each side of a line that belong to it."""
_BGRX = 3
_FILL = 0


class Easel(NamedTuple):
    """A page and the size of its image."""

    page: int
    width: int
    height: int
    scale: float
    """Pixels for a point."""

    @property
    def coarse(self) -> Easel:
        """The page drawn a pixel for a point: whatever is seen of a string darkens some of them."""
        width, height = max(round(self.width / self.scale), 1), max(round(self.height / self.scale), 1)
        return Easel(self.page, width, height, 1.0)

    def drawn(self) -> Pixels:
        """The page as it is now."""
        pixels = np.full((self.height, self.width, 4), 255, np.uint8)
        functions = pdfium()
        bitmap = functions.FPDFBitmap_CreateEx(self.width, self.height, _BGRX, pixels.ctypes.data, 4 * self.width)
        try:
            functions.FPDF_RenderPageBitmap(bitmap, self.page, 0, 0, self.width, self.height, 0, 0)
        finally:
            functions.FPDFBitmap_Destroy(bitmap)
        return pixels

    def drawn_without(self, objects: Iterable[int]) -> Pixels:
        """The page without some of its objects."""
        with _left_out(list(objects)):
            return self.drawn()


def easel_of(page: int, width: float, height: float) -> Easel:
    """A page to be drawn, of a width and height in points as it is shown."""
    scale = min(_FINE, (_MOST / max(width * height, 1)) ** 0.5)
    return Easel(page, max(round(width * scale), 1), max(round(height * scale), 1), scale)


@contextmanager
def _left_out(objects: list[int]) -> Iterator[None]:
    for shape in objects:
        pdfium().FPDFPageObj_SetIsActive(shape, 0)
    try:
        yield
    finally:
        for shape in objects:
            pdfium().FPDFPageObj_SetIsActive(shape, 1)


def blacken(strings: Iterable[int]) -> None:
    """Has text objects drawn in plain black from here on, whatever the file says."""
    functions = pdfium()
    for string in strings:
        functions.FPDFTextObj_SetTextRenderMode(string, _FILL)
        functions.FPDFPageObj_SetFillColor(string, 0, 0, 0, 255)


def differing(one: Pixels, other: Pixels, least: int) -> Mask:
    """Where two images differ in some colour by at least so much of 255."""
    apart = np.maximum(one, other) - np.minimum(one, other) >= least
    apart[..., 3] = False
    mask: Mask = apart.view(np.uint32)[..., 0] != 0
    return mask


def darkness(image: Pixels) -> NDArray[np.int16]:
    """How dark every pixel looks, 0 for white and 255 for black."""
    blue, green, red = (image[..., channel].astype(np.uint16) for channel in range(3))
    return (255 - ((29 * blue + 150 * green + 77 * red) >> 8)).astype(np.int16)


def darkened_by(easel: Easel, objects: list[int], whole: Pixels, least: int) -> Mask:
    """Where a page, of which `whole` is the image, is darker for some of its objects by at least so much of 255."""
    if not objects:
        return np.zeros(whole.shape[:2], bool)
    darker: Mask = darkness(whole) - darkness(easel.drawn_without(objects)) >= least
    return darker


def counted(mask: Mask, boxes: Floats, scale: float) -> Counts:
    """How many pixels of a mask lie in each box, which is in points."""
    places = corners(boxes, mask.shape, scale).tolist()
    return np.array([np.count_nonzero(mask[y0:y1, x0:x1]) for x0, y0, x1, y1 in places], np.int64)


def sizes(mask: Mask, boxes: Floats, scale: float) -> Counts:
    """How many pixels there are in each box."""
    x0, y0, x1, y1 = corners(boxes, mask.shape, scale).T
    areas: Counts = ((x1 - x0) * (y1 - y0)).astype(np.int64)
    return areas


def shares(boxes: Floats, size: tuple[float, float]) -> Floats:
    """The parts of a page of a size that boxes cover."""
    sides = np.minimum(boxes[:, 2:], size) - np.maximum(boxes[:, :2], 0)
    parts: Floats = np.maximum(sides, 0).prod(axis=1) / (size[0] * size[1])
    return parts


def corners(boxes: Floats, shape: tuple[int, ...], scale: float) -> NDArray[np.intp]:
    """Boxes in points as first and last pixels (excluded), within the image."""
    ends = np.nan_to_num(boxes * scale, nan=0.0, posinf=0.0, neginf=0.0)
    pixels = np.concatenate((np.floor(ends[:, :2]), np.ceil(ends[:, 2:])), axis=1)
    height, width = shape[:2]
    clipped: NDArray[np.intp] = np.clip(pixels, 0, (width, height, width, height)).astype(np.intp)
    return clipped


def without(mask: Mask, boxes: Floats, rules: tuple[Floats, Floats], scale: float) -> Mask:
    """A mask without what lies in boxes and on rules."""
    horizontal, vertical = rules
    y, x = horizontal[:, :1], vertical[:, :1]
    flat = np.concatenate((horizontal[:, 1:2], y - RULE, horizontal[:, 2:], y + RULE), axis=1)
    upright = np.concatenate((x - RULE, vertical[:, 1:2], x + RULE, vertical[:, 2:]), axis=1)
    left = mask.copy()
    for x0, y0, x1, y1 in corners(np.concatenate((boxes, flat, upright)), mask.shape, scale).tolist():
        left[y0:y1, x0:x1] = False
    return left


def boxes_of(mask: Mask, scale: float) -> Floats:
    """A mask as boxes in points: a row for each run of pixels, of every second line of pixels at the scale of two."""
    step = max(round(scale), 1)
    height, width = mask.shape[0] // step * step, mask.shape[1] // step * step
    parts = [mask[row:height:step, column:width:step] for row in range(step) for column in range(step)]
    coarse = np.logical_or.reduce(parts)
    edges = np.diff(np.pad(coarse, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    return (np.stack((starts, rows, ends, rows + 1), axis=1) * (step / scale)).astype(np.float32)
