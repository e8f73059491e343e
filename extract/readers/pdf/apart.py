"""Cells of a ruled table between which a rule was left out → a cell for each column.

Comes in: a `Mesh`, and the `Glyphs` of its page. Goes out: the mesh with cells parted at edges of its columns that run
through them where nothing stands, words or figures to both sides: what spans several columns stands over their edges.
"""

from __future__ import annotations

from itertools import pairwise

from extract.readers.pdf.arrays import is_any, is_figure
from extract.readers.pdf.glyphs import Glyphs
from extract.readers.pdf.holding import Inside
from extract.readers.pdf.mesh import Mesh

_BESIDE = 0.5
"""Ems that are free at each side of an edge at least, on each line, between what stands in two columns."""
_FEWEST = 2
"""Characters to each side, which a word that is spaced out over its cell does not have."""


def with_columns_apart(mesh: Mesh, glyphs: Glyphs, held: Inside) -> Mesh:
    """The mesh with what stands in several columns of one cell in a cell for each; `held` are the characters in it."""
    wide = {number for number, (_, column, _, right) in enumerate(mesh.spans) if right - column > 1}
    cuts = {number: cut for number in wide if (cut := _cuts(mesh, glyphs, held, number))}
    return _divided(mesh, cuts) if cuts else mesh


def _cuts(mesh: Mesh, glyphs: Glyphs, held: Inside, number: int) -> list[int]:
    """The columns at whose left edges a cell is two; none where it is one."""
    _, first, _, last = mesh.spans[number]
    places = held.places[held.cells == number]
    if len(places) < 2 * _FEWEST or is_any(glyphs.turns[places]):
        return []
    part = glyphs.part(places)
    free = part.em * _BESIDE
    cuts = [
        column
        for column in range(first + 1, last)
        if not is_any((part.boxes[:, 0] - free < mesh.xs[column]) & (part.boxes[:, 2] + free > mesh.xs[column]))
    ]
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
