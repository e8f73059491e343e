"""Characters of a page and a mesh → the cell in which the middle of each stands.

Comes in: a `Mesh` and the `Glyphs` of its page. Goes out: `Inside`. Where a character belongs to another cell than it
stands in is left to `overruns`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from extract.readers.pdf.arrays import Indexes, Truths, places_where
from extract.readers.pdf.glyphs import Glyphs
from extract.readers.pdf.mesh import Mesh


class Inside(NamedTuple):
    """Characters that stand in a mesh, by their place on the page, and the number of the cell of each."""

    places: Indexes
    cells: Indexes

    def part(self, some: Truths) -> Inside:
        """Some of the characters."""
        return Inside(self.places[some], self.cells[some])


def held_by(mesh: Mesh, glyphs: Glyphs, free: Truths) -> Inside:
    """The characters that stand in a mesh, of those that are free."""
    xs, ys = mesh.xs, mesh.ys
    x, y = glyphs.x, glyphs.y
    places = places_where(free & (x >= xs[0]) & (x < xs[-1]) & (y >= ys[0]) & (y < ys[-1]))
    columns, rows = np.searchsorted(xs, x[places], "right") - 1, np.searchsorted(ys, y[places], "right") - 1
    return Inside(places, np.array(mesh.owners)[rows, columns])


def begins_of(cells: Indexes) -> Indexes:
    """Where the characters of another cell begin.

    >>> begins_of(np.array([3, 3, 7])).tolist()
    [0, 2]
    """
    begins = np.ones(len(cells), bool)
    np.not_equal(cells[1:], cells[:-1], out=begins[1:])
    return begins.nonzero()[0]
