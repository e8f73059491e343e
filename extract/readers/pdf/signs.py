"""Cheap signs, among the objects of a page, that what is drawn is not what is seen.

Comes in: the objects of a page as pdfium holds them. Goes out: `Signs`: its strings in the order in which they are
drawn, what may be ink that is no character, and whether anything asks for a closer look, which `sight` takes. On a page
as office programs print it nothing does. Boxes are x0 y0 x1 y1 on the page as it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from itertools import repeat
from operator import or_
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.readers.pdf.arrays import NO_BOXES, Floats, Indexes, Matrix, Truths, is_any, places_where
from extract.readers.pdf.asked import told_of
from extract.readers.pdf.clips import are_pierced, clips_of
from extract.readers.pdf.lines import THICK, Paths, outlines_of
from extract.readers.pdf.moved import AS_DRAWN, DEEPEST, FORM
from extract.readers.pdf.pdfium import pdfium
from extract.readers.pdf.segments import BOX, CURVE_TO, LINE_TO, Segments, counts_of, matrices_of

_TEXT, _PATH, _PICTURE, _SHADING = 1, 2, 3, 4

_PLACES = np.array((256**2, 256, 1))
"""What makes one number of the three parts of a colour."""
_FAINT = 24
"""Of 255: a colour that differs from its ground by less is hardly seen."""
_SOLID = 255
_OPAQUE = 96
"""Of 255: what is laid on with less is seen through."""
_COLOUR, _FEW = 96, 0.25
"""Of 255, by how much a colour differs from grey; and part of a page's strings that have one, where others do not."""
_PLAIN = frozenset({0, 2})
"""Ways to draw text that leave its fill to be seen: filled, and stroked besides, as a bold look is made."""
_DARKEST = 128
"""Of 255: up to which a colour is dark."""
_LINE = 2
"""Segments of a path that is one line."""
_OVERLAP = 1.0
"""Points by which two boxes share their place at least; what is set close may touch."""
_UNCUT = (0.85, 0.9)
"""Parts of a string's length and height that a clip leaves to be seen of one that is whole: its box is wider than its
ink, and there is room above and below."""
_BITE = 0.1
"""Part of its height by which a string is cut at an end at least that has lost some of a digit."""
_LEANS = 1.0
"""Points across by which a line leans that runs along no edge of the page."""
_SLIGHT = 0.05
"""Part of what is upright in a matrix that may lean, as a skewed scan does."""
_OVER = 0.7
"""Cosine, less than nothing, of the angle between a string and most others from which it stands on its head."""
_THIN = 1e-3
_LOOKED_AT = 60
"""Segments of a path of which no more are looked at: what is lettering shows it by then."""
_LOWEST, _LARGEST = 1.5, 30.0
"""Points that a path of several edges is high and wide, and no more, that may be a character drawn as its outline."""


class Signs(NamedTuple):
    """What a page is made of, as far as it matters for what is seen."""

    objects: _Objects
    strings: list[int]
    """The text objects, in the order in which they are drawn."""
    figures: list[int]
    """Other objects that may be ink and no ground or rule: pictures, shadings, paths that curve or lean."""
    figure_boxes: Floats
    are_doubtful: bool
    """Whether a string may not be seen as it is written."""
    string_boxes: Floats
    """What the strings reach over, where one may not be seen or is cut off."""
    coloured: list[int]
    """Those strings that do not lean and are of another colour than most."""
    cut: Cut
    """Those strings that are cut off by their clips."""
    turned_over: list[int]
    """Those that are mirrored, or stand on their heads where most do not: a 6 among them may be a 9."""

    @property
    def others(self) -> list[int]:
        """All objects that draw, save strings."""
        kinds = self.objects.kinds
        return self.objects.handles(places_where((kinds != _TEXT) & (kinds != FORM)))


class Cut(NamedTuple):
    """Strings that are cut off, as the last lines in a cell of a fixed height: those of which nothing is left, by the
    boxes of their fonts; and of the others, where there are such, those of which some is left."""

    whole: list[int] = []  # noqa: RUF012
    partly: list[int] = []  # noqa: RUF012
    least: float = 1.0
    """The smallest part of the height that is left of the latter."""
    shortened: bool = False
    """Whether any other string has lost characters at an end."""
    bitten: list[int] = []  # noqa: RUF012
    bites: Floats = NO_BOXES
    """The strings of which an end is cut by more than is free beside a digit, and the boxes on the page as it is shown
    beyond which each is."""


class _Objects(NamedTuple):
    """The objects of a page in the order in which they are drawn, those of its forms among them; `matrices` (a row for
    each) lead to the page as it is shown, as `shown` does where there are no forms."""

    shapes: list[int]
    kinds: NDArray[np.int8]
    matrices: Floats | None
    shown: Matrix

    def of_kind(self, *kinds: int) -> Indexes:
        """The places of the objects of some kinds."""
        return places_where(reduce(or_, [self.kinds == kind for kind in kinds]))

    def handles(self, places: Indexes) -> list[int]:
        """Some of the objects."""
        return list(map(self.shapes.__getitem__, places.tolist()))

    def boxes(self, places: Indexes) -> Floats:
        """What some of the objects reach over."""
        if not len(places):
            return np.empty((0, 4), np.float32)
        return self.shown_at(places, _bounds(self.handles(places)))

    def shown_at(self, places: Indexes, boxes: Floats) -> Floats:
        """Boxes in the coordinates of some of the objects, one of each, as they are seen."""
        return moved(boxes, np.array([self.shown]) if self.matrices is None else self.matrices[places])

    def turns(self, places: Indexes) -> Floats:
        """What turns some of the objects, as they are seen with the page counted upwards: a, b, c and d of each."""
        turns = matrices_of(self.handles(places))[:, :4]
        if self.matrices is not None:
            forms, page = self.matrices[places, :4].reshape(-1, 2, 2), np.array(self.shown[:4]).reshape(2, 2)
            turns = (turns.reshape(-1, 2, 2) @ forms @ np.linalg.inv(page)).reshape(-1, 4)
        turned: Floats = turns.T
        return turned


def signs_of(
    shapes: list[int], kinds: bytes, drawn: Paths | None, shown: Matrix, is_layered: bool, is_masked: bool
) -> Signs:
    """The signs of a page: its objects, what kinds they are, its own paths, the matrix from its own coordinates, and
    whether the file has layers, which may not be shown, and masks."""
    objects = _objects_of(shapes, kinds, shown)
    texts, paths, pictures = objects.of_kind(_TEXT), objects.of_kind(_PATH), objects.of_kind(_PICTURE, _SHADING)
    strings = objects.handles(texts)
    if not drawn or objects.matrices is not None:
        drawn = outlines_of(objects.handles(paths), objects.boxes(paths))
    boxes, segments = drawn
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    narrow, wide = np.minimum(width, height), np.maximum(width, height)
    is_solid = narrow > THICK
    bars = _bars(objects, paths[is_solid], wide[is_solid] <= _LARGEST)
    figures = np.concatenate((pictures, _lettering(paths, segments, narrow, wide), bars))
    if len(figures):
        figures = np.unique(figures)
    colours = _colours(strings)
    cut = _cut_off(objects, texts, strings)
    are_doubtful = (
        is_layered
        or cut.shortened
        or (is_masked and _are_masked(objects, strings, colours))
        or _are_doubtful(objects, texts, strings, colours, paths[is_solid], boxes[is_solid], pictures)
    )
    return Signs(
        objects,
        strings,
        objects.handles(figures),
        objects.boxes(figures),
        are_doubtful,
        objects.boxes(texts if are_doubtful or cut.whole else texts[:0]),
        _coloured(strings, colours),
        cut,
        [strings[at] for at in places_where(_are_turned_over(objects, texts)).tolist()],
    )


def _objects_of(shapes: list[int], kinds: bytes, shown: Matrix) -> _Objects:
    if FORM not in kinds:
        return _Objects(shapes, np.frombuffer(kinds, np.int8), None, shown)
    within = list(_within(shapes, shown, DEEPEST))
    return _Objects(
        [shape for shape, _, _ in within],
        np.array([kind for _, kind, _ in within], np.int8),
        np.array([matrix for _, _, matrix in within], np.float32),
        shown,
    )


def _within(shapes: list[int], matrix: Matrix, depth: int) -> Iterator[tuple[int, int, Matrix]]:
    """Objects and what those of them that are forms hold, with their kinds and matrices."""
    functions = pdfium()
    for shape in shapes:
        kind = functions.FPDFPageObj_GetType(shape)
        yield shape, kind, matrix
        if kind == FORM and depth:
            inner = range(functions.FPDFFormObj_CountObjects(shape))
            place = _through(matrices_of([shape])[0], matrix)
            yield from _within(list(map(functions.FPDFFormObj_GetObject, repeat(shape), inner)), place, depth - 1)


def _bounds(shapes: list[int]) -> Floats:
    """What objects reach over, in their own coordinates."""
    return told_of("FPDFPageObj_GetBounds", shapes)


def _are_turned_over(objects: _Objects, texts: Indexes) -> Truths:
    """Which strings are mirrored, or stand on their heads where most do not."""
    a, b, c, d = objects.turns(texts)
    mirrored: Truths = a * d - b * c < 0
    if not is_any(mirrored) and (not len(a) or a.min() > 0):
        return mirrored
    along, up = np.median(a), np.median(b)
    over: Truths = mirrored | (a * along + b * up < -_OVER * np.hypot(a, b) * np.hypot(along, up))
    return over


def lean_of(shapes: list[int]) -> Truths:
    """Which objects are turned by anything but quarters."""
    a, b, c, d = np.abs(matrices_of(shapes)[:, :4]).T
    along, across = np.maximum(a, d), np.maximum(b, c)
    lean: Truths = np.minimum(along, across) > _SLIGHT * np.maximum(along, across)
    return lean


def _through(first: Floats, then: Matrix) -> Matrix:
    """Two matrices in one."""
    a, b, c, d, e, f = first.tolist()
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def moved(boxes: Floats, matrices: Floats) -> Floats:
    """Boxes through matrices (a row for each, or one for all): the boxes around what comes out.

    >>> moved(np.array([[1, 2, 3, 4]], np.float32), np.array([[0, 1, -1, 0, 10, 0]], np.float32)).tolist()
    [[6.0, 1.0, 8.0, 3.0]]
    """
    a, b, c, d, e, f = matrices.T
    x, y = boxes[:, (0, 2, 0, 2)].T, boxes[:, (1, 1, 3, 3)].T
    across, up = a * x + c * y + e, b * x + d * y + f
    return np.stack((across.min(axis=0), up.min(axis=0), across.max(axis=0), up.max(axis=0)), axis=1).astype(np.float32)


# ── Ink that is no character ─────────────────────────────────────────────────────────────────────────────────────────


def _lettering(paths: Indexes, segments: Segments, narrow: Floats, wide: Floats) -> Indexes:
    """The paths that curve or lean, and small ones of several edges, by how narrow and wide they are: no rules, grounds
    or frames."""
    if not len(segments.places):
        return np.empty(0, np.intp)
    owners, kinds, places = segments.owners, segments.kinds, segments.places
    looked_at = np.arange(len(owners)) - owners.searchsorted(owners) < _LOOKED_AT
    a, b, c, d, _, _ = segments.matrices.T
    scale = np.sqrt(np.abs(a * d - b * c))
    across, down = np.abs(np.diff(segments.points, axis=0)).T * scale[owners[1:]]
    leans = (np.minimum(across, down) > _LEANS) & (kinds[1:] == LINE_TO) & looked_at[1:]
    drawn = np.bincount(owners[(kinds == CURVE_TO) & looked_at], minlength=len(places))
    drawn += np.bincount(owners[1:][leans], minlength=len(places))
    small = (segments.counts[places] > BOX) & (narrow[places] >= _LOWEST) & (wide[places] <= _LARGEST)
    lettering: Indexes = paths[places[(drawn > 0) | small]]
    return lettering


def _bars(objects: _Objects, boxes: Indexes, are_small: Truths) -> Indexes:
    """Of boxes those that are filled with a dark colour, and small or shown through characters: what they stand on, or
    what shines through a hole in them, may be a figure."""
    if not len(boxes):
        return boxes
    shapes = objects.handles(boxes)
    dark: Truths = _are_filled(shapes) & (_colours(shapes)[:, :3].max(axis=1) <= _DARKEST)
    dark[dark] = are_small[dark] | are_pierced([shapes[at] for at in places_where(dark).tolist()])
    return boxes[dark]


# ── Strings that may not be seen ─────────────────────────────────────────────────────────────────────────────────────


def _are_doubtful(
    objects: _Objects,
    texts: Indexes,
    strings: list[int],
    colours: NDArray[np.int32],
    solid: Indexes,
    solid_boxes: Floats,
    pictures: Indexes,
) -> bool:
    """Whether strings are drawn in an unusual way or a faint colour, have the colour of what lies under them, or have
    something laid over them."""
    if not strings:
        return False
    if not _PLAIN.issuperset(map(pdfium().FPDFTextObj_GetTextRenderMode, strings)):
        return True
    red, green, blue, covering = colours.T
    if np.minimum(np.minimum(red, green), blue).max() > 255 - _FAINT or covering.min() < _OPAQUE:
        return True
    return _are_overlaid(objects, texts, colours, solid, solid_boxes, pictures)


def _are_masked(objects: _Objects, strings: list[int], colours: NDArray[np.int32]) -> bool:
    """Whether a string has a mask, or is blended with its ground, though its colour covers this; or a form has one,
    which may hold strings."""
    solidly = [strings[at] for at in places_where(colours[:, 3] == _SOLID).tolist()]
    forms = objects.handles(objects.of_kind(FORM))
    return any(map(pdfium().FPDFPageObj_HasTransparency, solidly + forms))


def _coloured(strings: list[int], colours: NDArray[np.int32]) -> list[int]:
    """The strings that do not lean and have a colour, where most have none."""
    if not is_any(colours[:, :3]):
        return []
    red, green, blue, _ = colours.T
    bright = np.maximum(np.maximum(red, green), blue) - np.minimum(np.minimum(red, green), blue) >= _COLOUR
    if not is_any(bright) or bright.mean() > _FEW:
        return []
    found = [strings[at] for at in places_where(bright).tolist()]
    return [string for string, leans in zip(found, lean_of(found).tolist(), strict=True) if not leans]


def _colours(shapes: list[int]) -> NDArray[np.int32]:
    """The colours that objects are filled with: red, green, blue, and how much they cover; that of a pattern covers
    nothing."""
    return told_of("FPDFPageObj_GetFillColor", shapes)


def _cut_off(objects: _Objects, texts: Indexes, strings: list[int]) -> Cut:
    """What clips leave of strings."""
    clips = clips_of(strings, AS_DRAWN)
    if clips is None:
        return Cut()
    clipped = places_where(np.isfinite(clips).any(axis=1))
    boxes, clips = _bounds([strings[at] for at in clipped.tolist()]), clips[clipped]
    sides = np.minimum(boxes[:, 2:], clips[:, 2:]) - np.maximum(boxes[:, :2], clips[:, :2])
    whole = np.min(sides, axis=1) < 0
    left = sides / np.maximum(boxes[:, 2:] - boxes[:, :2], _THIN)
    shorter, lower = ~whole & (left < _UNCUT).T
    length, height = (boxes[:, 2:] - boxes[:, :2]).T
    bitten = ~whole & (length - sides[:, 0] > _BITE * height)
    bites = [strings[at] for at in clipped[bitten].tolist()], objects.shown_at(texts[clipped[bitten]], clips[bitten])
    if not is_any(whole):
        return Cut([], [], 1.0, is_any(shorter), *bites)
    gone, shown = ([strings[at] for at in clipped[which].tolist()] for which in (whole, lower))
    return Cut(gone, shown, float(left[lower, 1].min(initial=1.0)), is_any(shorter), *bites)


def _are_overlaid(
    objects: _Objects,
    texts: Indexes,
    colours: NDArray[np.int32],
    solid: Indexes,
    solid_boxes: Floats,
    pictures: Indexes,
) -> bool:
    """Whether a box or a picture is drawn over a string, or a string over a box of its colour."""
    if not len(solid) and not len(pictures):
        return False
    filled = _fill_their_place(objects.handles(solid))
    solid, solid_boxes = solid[filled], solid_boxes[filled]
    grounds = _colours(objects.handles(solid))[:, :3]
    used = np.unique(colours[:, :3] @ _PLACES)[:, None] // _PLACES % 256
    alike = (np.abs(grounds[:, None] - used).max(axis=2) <= _FAINT).any(axis=1)
    later, later_boxes = np.append(solid, pictures), np.concatenate((solid_boxes, objects.boxes(pictures)))
    over = later > texts[0]
    if not is_any(over) and not is_any(alike):
        return False
    boxes = objects.boxes(texts)
    if is_any(_share(later_boxes[over], boxes) & (later[over, None] > texts)):
        return True
    same = np.abs(grounds[alike, None] - colours[:, :3]).max(axis=2) <= _FAINT
    return is_any(same & _share(solid_boxes[alike], boxes) & (solid[alike, None] < texts))


def _fill_their_place(paths: list[int]) -> Truths:
    """Which paths that are no thin lines cover what lies under them: those that are filled, and thick lines."""
    filled = _are_filled(paths)
    stroked = places_where(~filled)
    shapes = [paths[at] for at in stroked.tolist()]
    counts = counts_of(shapes)
    if is_any(counts == _LINE):
        widths = told_of("FPDFPageObj_GetStrokeWidth", shapes)[:, 0]
        a, b, c, d, _, _ = matrices_of(shapes).T
        filled[stroked] = (counts == _LINE) & (widths * np.sqrt(np.abs(a * d - b * c)) > THICK)
    return filled


def _are_filled(paths: list[int]) -> Truths:
    filled: Truths = told_of("FPDFPath_GetDrawMode", paths)[:, 0].astype(bool)
    return filled


def _share(boxes: Floats, others: Floats) -> Truths:
    """Which boxes share more than their edges with which others: a row for each box."""
    lower = np.maximum(boxes[:, None, :2], others[:, :2])
    upper = np.minimum(boxes[:, None, 2:], others[:, 2:])
    shared: Truths = np.min(upper - lower, axis=2, initial=np.inf) > _OVERLAP
    return shared
