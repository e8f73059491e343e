"""A picture of a sheet → its ink: how dark print is at every place, whatever the paper, the light and the seals.

Comes in: a picture in colour, as a scanner or a camera took it. Goes out: `Ink` of one resolution (`DPI`), in which 0
is paper and 255 as dark as print gets. Where print stands askew is left to `straight`.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Photo = NDArray[np.uint8]
"""Height × width × 3, blue green red."""
Grey = NDArray[np.uint8]
Ink = NDArray[np.uint8]
"""Height × width: 0 for paper, 255 for what is as dark as the print of the sheet."""

DPI = 200
"""Pixels to an inch that every picture is brought to: a character of ten points is then 28 high, and no scanner of an
office takes fewer than 150."""
POINT = 72 / DPI
"""Points to a pixel."""
MOST_PIXELS = 16_000_000
"""Pixels of a sheet, twice those of A3; larger ones are drawn coarser, and hardly anything on them is sure."""
A4 = (8.27, 11.69)
"""Inches; what a camera took has no size of its own."""

_COLOURED = 40
"""By how much the channels of coloured ink differ; those of grey print are alike."""
_PAPER_MESH = 4
"""Pixels to the side of a square in which paper is looked for: it changes slowly."""
_STROKE_MESH = 9
"""Squares of paper between which any stroke of print lies."""
_LEAST_PRINT, _ENOUGH_PRINT = 0.25, 500
"""How dark print is at least beside its paper, and pixels of it from which its darkness can be told."""
_USUAL_PRINT = 0.8


def grey_of(picture: Photo) -> Grey:
    """The picture in grey, the ink of seals and of red heads as light as paper: it is light in its own channel, where
    print is dark in all."""
    blue, green, red = cv2.split(picture)
    brightest = np.asarray(cv2.max(cv2.max(blue, green), red), np.uint8)
    is_coloured = cv2.subtract(brightest, cv2.min(cv2.min(blue, green), red)) > _COLOURED
    return np.where(is_coloured, brightest, cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)).astype(np.uint8)


def at_usual_scale(picture: Photo) -> Photo:
    """A picture that has no size of its own, as if it showed a sheet of A4, upright or lying."""
    height, width = picture.shape[:2]
    inches = A4[0] if width <= height else A4[1]
    scale = min(inches * DPI / width, (MOST_PIXELS / (width * height)) ** 0.5)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=way), np.uint8)


def ink_of(grey: Grey) -> Ink:
    """How dark each place is beside the paper around it: shadows, folds and grey paper are no ink."""
    small = cv2.resize(grey, None, fx=1 / _PAPER_MESH, fy=1 / _PAPER_MESH, interpolation=cv2.INTER_AREA)
    bare = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((_STROKE_MESH, _STROKE_MESH)))
    paper = cv2.GaussianBlur(cv2.medianBlur(bare, 15), (0, 0), 5)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR).astype(np.float32)
    dark = np.clip(1 - grey / np.maximum(paper, 30), 0, 1)
    print_ = dark[dark > _LEAST_PRINT]
    most = float(np.percentile(print_, 85)) if len(print_) > _ENOUGH_PRINT else _USUAL_PRINT
    return np.clip(dark / most * 255, 0, 255).astype(np.uint8)
