"""What clips leave to be seen of the objects of a page, by pdfium.

Comes in: objects of a page that pdfium has open. Goes out: the box outside of which each is not shown. Objects that are
drawn one after the other share their clips, so hardly any is looked at.
"""

from __future__ import annotations

from itertools import repeat

import numpy as np

from extract.readers.pdf.arrays import Floats, Matrix, Truths, placed, places_where
from extract.readers.pdf.asked import told_of
from extract.readers.pdf.pdfium import pdfium

_EVERYWHERE = (-np.inf, -np.inf, np.inf, np.inf)


def clips_of(shapes: list[int], matrix: Matrix) -> Floats | None:
    """The box outside of which each object is not shown, through a matrix; None when none is cut off."""
    functions = pdfium()
    clip_paths = map(functions.FPDFPageObj_GetClipPath, shapes)
    counts = list(map(functions.FPDFClipPath_CountPaths, clip_paths))
    most = max(counts, default=0)
    if most < 1:
        return None
    boxes = np.full((len(shapes), 4), _EVERYWHERE, np.float32)
    for number in range(most):
        places = places_where(np.array(counts) > number)
        own = list(map(functions.FPDFPageObj_GetClipPath, map(shapes.__getitem__, places.tolist())))
        firsts = list(map(functions.FPDFClipPath_GetPathSegment, own, repeat(number), repeat(0)))
        clip_of = dict(zip(firsts, own, strict=True))
        box_of = np.array([_box(clip, number, matrix) if first else _EVERYWHERE for first, clip in clip_of.items()])
        at = {first: place for place, first in enumerate(clip_of)}
        shown = box_of[list(map(at.__getitem__, firsts))]
        boxes[places, :2] = np.maximum(boxes[places, :2], shown[:, :2])
        boxes[places, 2:] = np.minimum(boxes[places, 2:], shown[:, 2:])
    return boxes


def are_pierced(shapes: list[int]) -> Truths:
    """Which objects are shown through characters alone: pdfium counts none of these among the paths of a clip, but
    fails to count where there is no clip."""
    functions = pdfium()
    return np.array(
        [functions.FPDFClipPath_CountPaths(functions.FPDFPageObj_GetClipPath(each)) == 0 for each in shapes], bool
    )


def _box(clip: int, path: int, matrix: Matrix) -> Floats:
    """What a path of a clip leaves to be seen."""
    functions = pdfium()
    segments = range(functions.FPDFClipPath_CountPathSegments(clip, path))
    points = points_of(list(map(functions.FPDFClipPath_GetPathSegment, repeat(clip), repeat(path), segments)))
    box: Floats = placed(np.concatenate((points.min(axis=0), points.max(axis=0)))[None], matrix)[0]
    return box


def points_of(segments: list[int]) -> Floats:
    """Where segments of paths end."""
    return told_of("FPDFPathSegment_GetPoint", segments)
