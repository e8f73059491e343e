"""The segments of the paths of a page, by pdfium: how many each path has, of which kind they are and where they end.

Comes in: paths of a page that pdfium has open, and which of them are looked at. Goes out: `Segments`, read once for
`lines`, which makes edges of them, and for `signs`, which looks for ink that is no rule.
"""

from __future__ import annotations

from itertools import chain, repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.readers.pdf.arrays import Floats, Indexes, Truths, places_where
from extract.readers.pdf.asked import told_of
from extract.readers.pdf.clips import points_of
from extract.readers.pdf.pdfium import pdfium

LINE_TO, CURVE_TO, MOVE_TO = 0, 1, 2
BOX = 5
"""Segments of a path that is one box."""
CURVES = 24
"""Points of a frame with rounded corners, inside and out, three for each; more of them in a path draw lettering."""
_LONG = 100
"""Segments of a path of which no more are looked at to know it for lettering."""


class Segments(NamedTuple):
    """The segments of some paths of a page, one behind the other."""

    counts: Indexes
    """How many segments each path of the page has."""
    places: Indexes
    """The paths that are looked at, by their number on the page."""
    matrices: Floats
    """A row a to f for each of them."""
    owners: Indexes
    """The number among them of the path that each segment is of."""
    handles: list[int]
    kinds: NDArray[np.int8]
    points: Floats
    """Where each segment ends, in the coordinates of its path."""

    def of(self, places: Indexes) -> Segments:
        """Those of some of the paths that are looked at."""
        if len(places) == len(self.places):
            return self
        kept = np.isin(self.places, places)
        numbers = np.cumsum(kept) - 1
        segments = kept[self.owners]
        return Segments(
            self.counts,
            self.places[kept],
            self.matrices[kept],
            numbers[self.owners[segments]],
            [self.handles[at] for at in places_where(segments).tolist()],
            self.kinds[segments],
            self.points[segments],
        )


def counts_of(paths: list[int]) -> Indexes:
    """How many segments paths have."""
    return np.fromiter(map(pdfium().FPDFPath_CountSegments, paths), np.intp, len(paths))


def segments_of(paths: list[int], counts: Indexes, asked: Truths) -> Segments:
    """The segments of those paths that are `asked` for; of long lettering the first alone."""
    functions = pdfium()
    places = places_where(asked)
    own, lengths = [paths[at] for at in places.tolist()], counts[places]
    for at in places_where(lengths > _LONG).tolist():
        if _is_lettering(own[at]):
            lengths[at] = _LONG
    each = lengths.tolist()
    handles = chain.from_iterable(map(repeat, own, each))
    segments = list(map(functions.FPDFPath_GetPathSegment, handles, chain.from_iterable(map(range, each))))
    return Segments(
        counts,
        places,
        matrices_of(own),
        np.repeat(np.arange(len(own)), lengths),
        segments,
        np.fromiter(map(functions.FPDFPathSegment_GetType, segments), np.int8, len(segments)),
        points_of(segments),
    )


def _is_lettering(path: int) -> bool:
    """Whether a long path draws curves from its beginning on."""
    functions = pdfium()
    begin = map(functions.FPDFPath_GetPathSegment, repeat(path), range(_LONG))
    return list(map(functions.FPDFPathSegment_GetType, begin)).count(CURVE_TO) > CURVES


def matrices_of(shapes: list[int]) -> Floats:
    """The matrices of objects, a row for each."""
    return told_of("FPDFPageObj_GetMatrix", shapes)
