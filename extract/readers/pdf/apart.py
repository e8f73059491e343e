"""Cells of a ruled table between which a rule was left out → a cell for each column.

Comes in: a `Mesh`, and the `Glyphs` of its page. Goes out: the mesh with cells parted at edges of its columns that run
through them where nothing stands, words or figures to both sides: what spans several columns stands over their edges.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from extract.readers.pdf.arrays import Floats, Truths, is_any, is_figure, places_where
from extract.readers.pdf.glyphs import Glyphs
from extract.readers.pdf.holding import Inside, begins_of
from extract.readers.pdf.mesh import Mesh

_BESIDE = 0.5
"""Ems that are free at each side of an edge at least, on each line, between what stands in two columns."""
_FEWEST = 2
"""Characters to each side, which a word that is spaced out over its cell does not have."""


def with_columns_apart(mesh: Mesh, glyphs: Glyphs, held: Inside) -> Mesh:
    """The mesh with what stands in several columns of one cell in a cell for each; `held` are the characters in it."""
    cuts = {number: cut for number in _divisible(mesh, glyphs, held) if (cut := _cuts(mesh, glyphs, held, number))}
    return _divided(mesh, cuts) if cuts else mesh


def _divisible(mesh: Mesh, glyphs: Glyphs, held: Inside) -> list[int]:
    """The cells of several columns that may be divided: an edge of the mesh runs through them that no character is
    near, and each such edge has characters to both sides."""
    columns = np.array(mesh.spans)[:, 1::2]
    wide = places_where((columns[:, 1] - columns[:, 0] > 1)[held.cells])
    if not len(wide):
        return []
    wide = wide[held.cells[wide].argsort(kind="stable")]
    places, cells = held.places[wide], held.cells[wide]
    starts = begins_of(cells)
    first, last = columns[cells[starts]].T[:, :, None]
    edges, x = np.array(mesh.xs, np.float32), glyphs.x[places, None]
    near, left, right = (
        np.logical_or.reduceat(beside, starts)
        for beside in (_are_near(glyphs.boxes[places], glyphs.em[places], edges), x < edges, x > edges)
    )
    numbers = np.arange(len(edges))
    free = (first < numbers) & (numbers < last) & ~near
    divisible: list[int] = cells[starts][free.any(axis=1) & (~free | (left & right)).all(axis=1)].tolist()
    return divisible


def _are_near(boxes: Floats, em: Floats, edges: Floats) -> Truths:
    """Which characters, a row for each, leave too little room beside which edges."""
    free = em * _BESIDE
    near: Truths = ((boxes[:, 0] - free)[:, None] < edges) & ((boxes[:, 2] + free)[:, None] > edges)
    return near


def _cuts(mesh: Mesh, glyphs: Glyphs, held: Inside, number: int) -> list[int]:
    """The columns at whose left edges a cell is two; none where it is one."""
    _, first, _, last = mesh.spans[number]
    places = held.places[held.cells == number]
    if len(places) < 2 * _FEWEST or is_any(glyphs.turns[places]):
        return []
    part = glyphs.part(places)
    near = np.any(_are_near(part.boxes, part.em, np.array(mesh.xs, np.float32)), axis=0)
    cuts = [column for column in range(first + 1, last) if not near[column]]
    pieces = [(part.x > mesh.xs[one]) & (part.x < mesh.xs[other]) for one, other in pairwise([first, *cuts, last])]
    figures = is_figure(part.codes)
    enough = all(piece.sum() >= _FEWEST or is_any(piece & figures) for piece in pieces)
    return cuts if len(pieces) > 1 and enough else []


def _divided(mesh: Mesh, cuts: dict[int, list[int]]) -> Mesh:
    """A mesh with some of its cells divided at columns."""
    spans = list(mesh.spans)
    owners = [list(row) for row in mesh.owners]
    for number, columns in cuts.items():
        top, first, bottom, last = spans[number]
        for begin, end in pairwise([first, *columns, last]):
            own = number if begin == first else len(spans)
            span = (top, begin, bottom, end)
            if own == number:
                spans[number] = span
            else:
                spans.append(span)
            for row in owners[top:bottom]:
                row[begin:end] = [own] * (end - begin)
    return Mesh(mesh.xs, mesh.ys, owners, spans)
