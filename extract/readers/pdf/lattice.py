"""Ruled tables: the lines and characters of a page → lattices of cells with what is printed in them.

Comes in: a `Page`. Goes out: every ruled table, or part of one, that the page shows, with the rows, columns and spans
of its cells. Parts of one table on several pages are brought to the same columns here; joining their rows, and what the
words mean, is left to others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.model import PageBox, record
from extract.readers.pdf.apart import with_columns_apart
from extract.readers.pdf.arrays import Indexes, Truths
from extract.readers.pdf.characters import SLANTED
from extract.readers.pdf.filling import printed_in
from extract.readers.pdf.glyphs import Glyphs, glyphs_of
from extract.readers.pdf.holding import held_by
from extract.readers.pdf.items import with_items_apart
from extract.readers.pdf.mesh import Mesh, meshes_of
from extract.readers.pdf.pages import Page
from extract.text import compiled


class LatticeCell(NamedTuple):
    """A cell: its first row and column (counted from 0), the rows and columns it spans, what is printed in it."""

    row: int
    column: int
    down: int
    across: int
    text: str
    box: PageBox


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """A ruled table, or the part of it on one page: its cells row by row, and the characters of the page inside."""

    box: PageBox
    cells: tuple[LatticeCell, ...]
    glyphs: Indexes

    @property
    def columns(self) -> int:
        return max(cell.column + cell.across for cell in self.cells)

    @property
    def rows(self) -> int:
        return max(cell.row + cell.down for cell in self.cells)


_NUMBERED = (
    r"\s*(?:第\s*[一二三四五六七八九1-9]\s*(?:大?部分?|章|节)|[（(][一二三四五六七八九1-9][）)]|[㈠-㈨]|[Ⅰ-Ⅸ]|[⒈-⒐]"
    r"|[一二三四五六七八九壹贰叁肆伍陆柒捌玖](?:[、，.．：\s]|$)|[1-9１-９]\s*[、．.](?!\d))"
)
"""What a heading begins with."""
_LONGEST_HEADING = 45
_SAME_EDGE = 3.0
"""Points that edges of the parts of a table on different pages differ by rounding and by the thickness of rules."""


def lattices_of(page: Page) -> tuple[Lattice, ...]:
    """The ruled tables of a page from top to bottom. Frames of one cell, or of one column, are among them: whether one
    is the part of a table is seen only beside its neighbours (`tables_among`)."""
    return lattices_in(page, meshes_of(page))


def lattices_in(page: Page, meshes: Sequence[Mesh]) -> tuple[Lattice, ...]:
    """The meshes of a page, filled with what it prints, from top to bottom."""
    if not meshes:
        return ()
    glyphs, free = glyphs_of(page), page.turns != SLANTED
    lattices = [lattice for mesh in meshes if (lattice := _lattice(page, mesh, glyphs, free)) is not None]
    return tuple(sorted(lattices, key=lambda lattice: (lattice.box.y0, lattice.box.x0)))


def _lattice(page: Page, mesh: Mesh, glyphs: Glyphs, free: Truths) -> Lattice | None:
    """A mesh with its characters, which are no longer free then; None for an empty frame."""
    held = held_by(mesh, glyphs, free)
    by_column = with_columns_apart(mesh, glyphs, held)
    if by_column is not mesh:
        mesh, held = by_column, held_by(by_column, glyphs, free)
    by_item = with_items_apart(mesh, glyphs, held)
    if by_item is not mesh:
        mesh, held = by_item, held_by(by_item, glyphs, free)
    inside, printed = printed_in(mesh, glyphs, held, free)
    if not len(inside) and len(mesh.spans) == 1:
        return None
    free[inside] = False
    box = PageBox(page.number, mesh.xs[0], mesh.ys[0], mesh.xs[-1], mesh.ys[-1])
    return Lattice(box, _cells(mesh, printed, page.number), inside)


def _cells(mesh: Mesh, printed: dict[int, str], page: int) -> tuple[LatticeCell, ...]:
    """The records of the cells; edges at which no cell begins are left out of the count of rows and columns."""
    xs, ys = mesh.xs, mesh.ys
    rows = _places({row for row, _, _, _ in mesh.spans}, len(ys))
    columns = _places({column for _, column, _, _ in mesh.spans}, len(xs))
    cells = []
    for number, (row, column, bottom, right) in enumerate(mesh.spans):
        first, left = rows[row], columns[column]
        box = record(PageBox, (page, xs[column], ys[row], xs[right], ys[bottom]))
        text = printed.get(number, "")
        cells.append(record(LatticeCell, (first, left, rows[bottom] - first, columns[right] - left, text, box)))
    return tuple(cells)


def _places(used: set[int], edges: int) -> list[int]:
    """For every edge, how many used ones come before it.

    >>> _places({0, 2}, 4)
    [0, 1, 1, 2]
    """
    places = [0]
    for at in range(edges - 1):
        places.append(places[-1] + (at in used))
    return places


# ── Parts of tables ──────────────────────────────────────────────────────────────────────────────────────────────────


def tables_among(lattices: Sequence[Lattice]) -> tuple[Lattice, ...]:
    """The tables, and parts of tables, among the lattices of all pages in order: frames are left out, which have one
    column and no neighbour with more, as wide, over the page break before or behind, or hold the heading of a part."""
    are_tables = [lattice.columns > 1 for lattice in lattices]
    for onwards in (1, -1):
        places = range(len(lattices))[::onwards]
        for at, beside in zip(places[1:], places, strict=False):
            box, neighbour = lattices[at].box, lattices[beside].box
            are_tables[at] |= (
                are_tables[beside]
                and box.page == neighbour.page + onwards
                and _is_as_wide(box, neighbour)
                and not _holds_heading(lattices[at])
            )
    return tuple(lattice for lattice, is_table in zip(lattices, are_tables, strict=True) if is_table)


def _holds_heading(lattice: Lattice) -> bool:
    """Whether a frame holds nothing but a short numbered line."""
    text = "".join(cell.text for cell in lattice.cells)
    return len(lattice.cells) == 1 and len(text) <= _LONGEST_HEADING and bool(compiled(_NUMBERED).match(text))


def _is_as_wide(one: PageBox, other: PageBox) -> bool:
    return abs((one.x1 - one.x0) - (other.x1 - other.x0)) <= _SAME_EDGE


def common_columns(lattices: Sequence[Lattice]) -> tuple[Lattice, ...]:
    """Parts of one table with the columns of all of them together: each has those only that its own cells need.

    Edges are compared from the left edge of each part, as the margins of left and right pages may differ; of a part
    that ends where the widest does and begins later, for want of a rule at its left, from where that one begins.
    """
    if not lattices:
        return ()
    widest = max((lattice.box for lattice in lattices), key=lambda box: box.x1 - box.x0)
    lefts = [_left(lattice.box, widest) for lattice in lattices]
    ends = np.sort([end for lattice, left in zip(lattices, lefts, strict=True) for end in _ends(lattice, left)])
    edges = ends[np.append(True, np.diff(ends) > _SAME_EDGE)]
    return tuple(_with_columns(lattice, left, edges) for lattice, left in zip(lattices, lefts, strict=True))


def _left(box: PageBox, widest: PageBox) -> float:
    begins_later = box.x0 - widest.x0 > _SAME_EDGE and abs(box.x1 - widest.x1) <= _SAME_EDGE
    return widest.x0 if begins_later else box.x0


def _ends(lattice: Lattice, left: float) -> Iterable[float]:
    return {end - left for cell in lattice.cells for end in (cell.box.x0, cell.box.x1)}


def _with_columns(lattice: Lattice, left: float, edges: NDArray[np.float64]) -> Lattice:
    ends = list(_ends(lattice, left))
    column_at = dict(zip(ends, (edges.searchsorted(np.array(ends) + 1e-3, "right") - 1).tolist(), strict=True))
    cells = []
    for cell in lattice.cells:
        column = column_at[cell.box.x0 - left]
        across = column_at[cell.box.x1 - left] - column
        is_there = column == cell.column and across == cell.across
        cells.append(cell if is_there else cell._replace(column=column, across=across))
    return Lattice(lattice.box, tuple(cells), lattice.glyphs)
