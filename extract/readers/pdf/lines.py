"""The lines and pictures of a page as drawn, by pdfium: rules, edges of boxes and frames, through all forms.

Comes in: the objects of a page that pdfium has open. Goes out: what each group of them draws (`Drawing`), and its
pieces as horizontal and vertical lines. What the lines rule off is left to `lattice`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress, repeat
from typing import NamedTuple

import numpy as np

from extract.readers.pdf.arrays import (
    NO_BOXES,
    Floats,
    Indexes,
    Matrix,
    Truths,
    are_all,
    are_within,
    placed,
    places_where,
)
from extract.readers.pdf.asked import told_of
from extract.readers.pdf.clips import clips_of
from extract.readers.pdf.moved import AS_DRAWN, FORM, matrix_of
from extract.readers.pdf.pdfium import pdfium
from extract.readers.pdf.segments import BOX, CURVE_TO, CURVES, LINE_TO, MOVE_TO, Segments, counts_of, segments_of

_PATH, _PICTURE = 2, 3
_MOST_SHAPES = 20_000
"""Outlined lettering or a map on one page, not a table."""
THICK = 3.2
"""Points: the boldest border on offer in office programs is 3 pt (6 pt is a bar); a cell is never as narrow."""
_STRAIGHT = 0.3
"""Points by which the ends of one line may differ across it, by rounding."""
_LETTER = (1.5, 14)
"""Points that a character is wide at least, and high at most, drawn as outline or picture; a rule is thinner, a frame
higher."""
_BEYOND = 3.0
"""Points beyond the edge of a page that a line reaches which goes on there."""
_CUT = 12.0
"""Points within such an edge that a character takes up which is cut there: the head of a column may end before it."""
_LEANS = 0.1
"""Points across by which an edge leans that is not of a frame."""
_ACROSS = (1, 0, 3, 2)
"""The ends of a box with its axes exchanged."""
_WHITE = 250
"""Of 255 in each colour: what is as light is not seen on paper."""


class Paths(NamedTuple):
    """The paths of a page or of a form: their boxes on the page, and the segments of those that are no mere lines."""

    boxes: Floats
    segments: Segments


class Drawing(NamedTuple):
    """Pieces of lines and boxes of pictures, as boxes on the page; or that there are too many shapes to look at, or
    that a form is drawn elsewhere than its own coordinates say."""

    lines: Floats = NO_BOXES
    pictures: Floats = NO_BOXES
    crowded: bool = False
    moved: bool = False
    paths: Paths | None = None
    """The paths, where these are looked at."""


def drawn_by(objects: list[int], kinds: bytes, matrix: Matrix, depth: int) -> Iterator[Drawing]:
    """What is drawn by the objects of a page or of a form, which are of these kinds."""
    functions = pdfium()
    if _PATH in kinds:
        paths = list(compress(objects, map(_PATH.__eq__, kinds)))
        if len(paths) > _MOST_SHAPES:
            yield Drawing(crowded=True)
        else:
            outlines = outlines_of(paths, _bounds(paths, matrix))
            yield Drawing(_pieces(paths, outlines, matrix), paths=outlines)
    if _PICTURE in kinds:
        pictures = _bounds(list(compress(objects, map(_PICTURE.__eq__, kinds))), matrix)
        narrow, wide = np.minimum(*_sides(pictures)), np.maximum(*_sides(pictures))
        thin = (narrow <= THICK) & ~_are_small(narrow, wide)
        yield Drawing(pictures[thin], pictures[~thin])
    if FORM in kinds and depth:
        for form in (shape for shape, kind in zip(objects, kinds, strict=True) if kind == FORM):
            within = range(functions.FPDFFormObj_CountObjects(form))
            own = matrix_of(form)
            yield Drawing(moved=own != AS_DRAWN)
            place = _through(own, matrix)
            if place:
                inner = list(map(functions.FPDFFormObj_GetObject, repeat(form), within))
                yield from drawn_by(inner, bytes(map(functions.FPDFPageObj_GetType, inner)), place, depth - 1)


def _through(first: Matrix, then: Matrix) -> Matrix | None:
    """Two matrices in one; None when the first turns by anything but quarters.

    >>> _through((2, 0, 0, 2, 10, 0), (1, 0, 0, -1, 0, 100))
    (2, 0, 0, -2, 10, 100)
    """
    a, b, c, d, e, f = first
    slight = 1e-3 * max(map(abs, (a, b, c, d)))
    if max(abs(b), abs(c)) <= slight:
        b = c = 0
    elif max(abs(a), abs(d)) <= slight:
        a = d = 0
    else:
        return None
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _bounds(shapes: list[int], matrix: Matrix) -> Floats:
    return placed(told_of("FPDFPageObj_GetBounds", shapes), matrix)


def _sides(boxes: Floats) -> tuple[Floats, Floats]:
    """How wide and how high boxes are."""
    return boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]


def _are_small(narrow: Floats, wide: Floats) -> Truths:
    """Whether what is so narrow and wide may be a character, be it drawn as its outline or as a picture."""
    small: Truths = (narrow >= _LETTER[0]) & (wide <= _LETTER[1])
    return small


def outlines_of(paths: list[int], boxes: Floats) -> Paths:
    """Paths that reach over these boxes of the page, with their segments."""
    counts = counts_of(paths)
    return Paths(boxes, segments_of(paths, counts, (counts > BOX) | (np.minimum(*_sides(boxes)) > THICK)))


def _pieces(paths: list[int], outlines: Paths, matrix: Matrix) -> Floats:
    """Pieces of lines: whatever is drawn thin as a whole, and the straight edges of all that is not mere ground."""
    bounds, segments = outlines
    width, height = _sides(bounds)
    narrow = np.minimum(width, height)
    small = _are_small(narrow, np.maximum(width, height))
    thin = (narrow <= THICK) & ~(small & (segments.counts > BOX))
    clips = clips_of(paths, matrix)
    if are_all(thin):
        return _clipped(bounds, clips)
    thick = _with_edges(paths, places_where(~thin), segments.counts)
    edges, owners = _edges(segments.of(thick), small, matrix)
    if clips is None:
        return np.concatenate((bounds[thin], edges))
    return _clipped(np.concatenate((bounds[thin], edges)), np.concatenate((clips[thin], clips[owners])))


def _clipped(boxes: Floats, clips: Floats | None) -> Floats:
    if clips is None:
        return boxes
    lower = np.maximum(boxes[:, :2], clips[:, :2])
    upper = np.minimum(boxes[:, 2:], clips[:, 2:])
    return np.concatenate((lower, upper), axis=1)[(lower <= upper + _STRAIGHT).all(axis=1)]


def _with_edges(paths: list[int], places: Indexes, counts: Indexes) -> Indexes:
    """The places of paths whose edges are lines: stroked ones, and those filled in several parts, as frames are, with
    anything but white.

    A box that is only filled is the ground of a cell, of a word or of a page; where it fills a cell, lines bound it.
    """
    candidates = [paths[place] for place in places.tolist()]
    with_edges = told_of("FPDFPath_GetDrawMode", candidates)[:, 1].astype(bool)
    for at in places_where(~with_edges & (counts[places] > BOX)).tolist():
        with_edges[at] = not _is_white(candidates[at])
    with_own: Indexes = places[with_edges]
    return with_own


def _is_white(path: int) -> bool:
    return bool(told_of("FPDFPageObj_GetFillColor", [path])[0, :3].min() >= _WHITE)


def _moved(points: Floats, matrix: Floats) -> Floats:
    """Points through one matrix, or each through a matrix of its own (a row for each of a to f)."""
    a, b, c, d, e, f = matrix
    x, y = points[:, 0], points[:, 1]
    return np.stack((a * x + c * y + e, b * x + d * y + f), axis=1)


def _edges(segments: Segments, small: Truths, matrix: Matrix) -> tuple[Floats, Indexes]:
    """The edges of paths that run along the page, and the place of the path that each belongs to; none of `small` ones
    that curve or lean, as outlined characters do."""
    kinds, owners, count = segments.kinds, segments.owners, len(segments.places)
    if not len(kinds):
        return NO_BOXES, np.empty(0, np.intp)
    closes = np.fromiter(map(pdfium().FPDFPathSegment_GetClose, segments.handles), bool, len(kinds))
    curves = np.bincount(owners[kinds == CURVE_TO], minlength=count)
    points = _moved(_moved(segments.points, segments.matrices[owners].T), np.array(matrix, np.float32))
    places = np.arange(len(points))
    starts = np.maximum.accumulate(np.where(kinds == MOVE_TO, places, 0))
    lines = places_where(kinds == LINE_TO)
    closing = places_where(closes)
    begins = np.concatenate((points[lines - 1], points[closing]))
    ends = np.concatenate((points[lines], points[starts[closing]]))
    edges = np.concatenate((np.minimum(begins, ends), np.maximum(begins, ends)), axis=1)
    of = np.concatenate((owners[lines], owners[closing]))
    across = (edges[:, 2:] - edges[:, :2]).min(axis=1)
    leans = np.bincount(of[across > _LEANS], minlength=count)
    lettering = (curves > CURVES) | (small[segments.places] & (curves + leans > 0))
    straight = (across <= _STRAIGHT) & ~lettering[of]
    return edges[straight], segments.places[of[straight]]


def cut_edges(pieces: list[Floats], width: float, height: float, on_side: bool) -> Floats:
    """The stretches of the left and right edge of a page over which lines of a table run on beyond it, as boxes; where
    its lines are `on_side`, those of the upper and lower edge."""
    if on_side:
        turned: Floats = cut_edges([piece[:, _ACROSS] for piece in pieces], height, width, False)[:, _ACROSS]
        return turned
    if not pieces:
        return NO_BOXES
    boxes = np.concatenate(pieces)
    if not len(boxes) or (boxes[:, 0].min() >= -_BEYOND and boxes[:, 2].max() <= width + _BEYOND):
        return NO_BOXES
    flat = boxes[(boxes[:, 3] - boxes[:, 1] <= THICK) & (boxes[:, 1] >= 0) & (boxes[:, 3] <= height)]
    cut = (
        flat[(flat[:, 0] < -_BEYOND) & (flat[:, 2] > 0)],
        flat[(flat[:, 2] > width + _BEYOND) & (flat[:, 0] < width)],
    )
    found = [
        (end - outside, float(lines[:, 1].min()), end + inside, float(lines[:, 3].max()))
        for (end, outside, inside), lines in zip(((0.0, _BEYOND, _CUT), (width, _CUT, _BEYOND)), cut, strict=True)
        if len(np.unique(np.rint(lines[:, 1]))) > 1
    ]
    return np.array(found, np.float32).reshape(-1, 4)


def lines_of(pieces: list[Floats], width: float, height: float) -> tuple[Floats, Floats]:
    """Pieces as horizontal and as vertical lines, cut at the edges of the page; a dot may be of either."""
    if not pieces:
        return np.empty((0, 3), np.float32), np.empty((0, 3), np.float32)
    boxes = np.concatenate(pieces)
    if not are_within(boxes, width, height):
        boxes = boxes[((boxes[:, 2:] >= 0) & (boxes[:, :2] <= (width, height))).all(axis=1)]
        np.clip(boxes, 0, (width, height, width, height), out=boxes)
    across, down = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    is_flat = across > down
    is_dot = np.maximum(across, down) <= THICK
    flat, upright = boxes[is_flat | is_dot], boxes[~is_flat | is_dot]
    horizontal, vertical = np.empty((len(flat), 3), np.float32), np.empty((len(upright), 3), np.float32)
    horizontal[:, 0] = (flat[:, 1] + flat[:, 3]) / 2
    horizontal[:, 1:] = flat[:, 0::2]
    vertical[:, 0] = (upright[:, 0] + upright[:, 2]) / 2
    vertical[:, 1:] = upright[:, 1::2]
    return horizontal, vertical
