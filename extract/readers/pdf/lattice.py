"""Ruled tables: the lines and characters of a page → lattices of cells with what is printed in them.

Comes in: a `Page`. Goes out: every ruled table, or part of one, that the page shows, with the rows, columns and spans
of its cells. Parts of one table on several pages are brought to the same columns here; joining their rows, and what the
words mean, is left to others.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.model import PageBox
from extract.readers.pdf.pages import SLANTED, Codes, Floats, Numbers, Page, Truths

# ── What goes out ────────────────────────────────────────────────────────────────────────────────────────────────────


class LatticeCell(NamedTuple):
    """A cell: its first row and column (counted from 0), the rows and columns it spans, what is printed in it.

    `ink` is the box of its characters, None for a cell without any.
    """

    row: int
    column: int
    down: int
    across: int
    text: str
    box: PageBox
    ink: PageBox | None


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """A ruled table, or the part of it on one page: its cells row by row, and the characters of the page inside."""

    box: PageBox
    cells: tuple[LatticeCell, ...]
    glyphs: Numbers

    @property
    def columns(self) -> int:
        return max(cell.column + cell.across for cell in self.cells)

    @property
    def rows(self) -> int:
        return max(cell.row + cell.down for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Tolerances:
    """Lengths in points where nothing else is said; an em is the height of the characters in question."""

    level: float = 1.0
    """Pieces of one line lie on one level but for rounding; both borders of two boxes do not."""
    gap: float = 4.5
    """The longest pause in a line of dashes or dots, and the widest space between cells drawn as boxes (4 px)."""
    touch: float = 3.0
    """How far the end of a line may stay from the line it meets: between boxes there are 2 px (2.25 pt) as a rule."""
    doubled: float = 2.6
    """Two levels this near are the two borders of a doubled rule; rows are never as low, even without any text."""
    sliver: float = 4.5
    """Nothing is printed in a row or column as narrow. Rows of blanks may be 4 pt high, but then they are ruled."""
    shortest: float = 3.0
    """A shorter line rules off nothing."""
    tick: float = 12.0
    """A box as narrow and low is one to tick, not a cell."""
    same: float = 3.0
    """Edges of the parts of a table on different pages differ by rounding and by the thickness of rules."""
    line: float = 0.5
    """Em by which the middles of two characters may differ on one line."""
    blank: float = 0.15
    """Em between two digits that is seen as a blank (the narrowest is a quarter); numbers are spaced out by less."""
    pause: float = 0.5
    """Em between a digit and another character that is seen as a blank: between scripts, a quarter is usual."""
    piled: float = 0.15
    """Em up to which the middles of two characters that were drawn on one another differ."""
    joint: float = 0.1
    """Em up to which two digits are of one number although a rule runs between them."""
    padding: float = 16.0
    """Room that wrapped figures leave in their cell at most: office programs pad by 2 × 5.4, browsers by 2 × 6."""
    larger: float = 1.3
    """Times the size of upright characters: turned ones in the same cell that are larger were laid over it."""
    watermark: float = 2.5
    """Times the middle height of the characters: larger ones that do not fit their cell were laid over the page."""


TOLERANCES = Tolerances()

_NOTHING: tuple[str, PageBox | None] = ("", None)
_BEGINNING = itemgetter(1)
_ZERO, _WIDE_ZERO, _COMMA, _STOP = map(ord, "0０,.")
_CLOSING = np.array([ord(mark) for mark in "）)】〕》」』”’，。、；：！？"], np.uint32)
"""What may not begin a line, and so runs over the edge of a narrow cell."""
_new = tuple.__new__
"""Makes a record out of a tuple at half the cost of its constructor, for the records made for every cell."""


def lattices_of(page: Page) -> tuple[Lattice, ...]:
    """The ruled tables of a page from top to bottom. Frames of one cell, or of one column, are among them: whether one
    is the part of a table is seen only beside its neighbours (`tables_among`)."""
    flat, upright = _joined(page.horizontal), _joined(page.vertical)
    meshes = [mesh for lines in _networks(flat, upright) if (mesh := _mesh(*lines, page.vertical)) is not None]
    if not meshes:
        return ()
    meshes.sort(key=lambda mesh: (mesh.xs[-1] - mesh.xs[0]) * (mesh.ys[-1] - mesh.ys[0]))
    glyphs = _glyphs_of(page)
    free = page.turns != SLANTED
    lattices = [lattice for mesh in meshes if (lattice := _lattice(page, mesh, glyphs, free)) is not None]
    return tuple(sorted(lattices, key=lambda lattice: (lattice.box.y0, lattice.box.x0)))


# ── Lines: there are few of them, so they are plain tuples ───────────────────────────────────────────────────────────


_Rule = tuple[float, float, float]
"""Level, beginning and end of a line."""


def _joined(lines: Floats) -> list[_Rule]:
    """Lines with their pieces joined across short pauses; what stays shorter than a cell is left out.

    >>> _joined(np.array([[10, 0, 5], [10.5, 8, 20], [30, 0, 9]], np.float32))
    [(10.25, 0.0, 20.0), (30.0, 0.0, 9.0)]
    """
    pieces = sorted(lines.tolist())
    joined: list[_Rule] = []
    start = 0
    for at in range(1, len(pieces) + 1):
        if at == len(pieces) or pieces[at][0] - pieces[at - 1][0] > TOLERANCES.level:
            joined += _on_one_level(pieces[start:at])
            start = at
    return joined


def _on_one_level(pieces: list[list[float]]) -> Iterator[_Rule]:
    level = sum([piece[0] for piece in pieces]) / len(pieces)
    if len(pieces) > 1:
        pieces.sort(key=_BEGINNING)
    _, begin, reach = pieces[0]
    for _, other, end in pieces[1:]:
        if other > reach + TOLERANCES.gap:
            if reach - begin >= TOLERANCES.shortest:
                yield level, begin, reach
            begin, reach = other, end
        elif end > reach:
            reach = end
    if reach - begin >= TOLERANCES.shortest:
        yield level, begin, reach


def _networks(flat: list[_Rule], upright: list[_Rule]) -> Iterator[tuple[list[_Rule], list[_Rule]]]:
    """The lines that meet one another, table by table; upright lines alone when they run side by side."""
    lonely = []
    while upright:
        rows: list[_Rule] = []
        columns = [upright.pop()]
        new_columns = columns
        while new_columns:
            new_rows, flat = _parted(flat, new_columns)
            rows += new_rows
            new_columns, upright = _parted(upright, new_rows)
            columns = columns + new_columns
        if rows:
            yield rows, columns
        else:
            lonely += columns
    while lonely:
        _, start, end = lonely[0]
        beside = [line for line in lonely if abs(line[1] - start) + abs(line[2] - end) < TOLERANCES.touch]
        lonely = [line for line in lonely if line not in beside]
        yield [], beside


def _parted(lines: list[_Rule], others: list[_Rule]) -> tuple[list[_Rule], list[_Rule]]:
    """Lines that meet one of the others, which cross them; and those that do not."""
    touch = TOLERANCES.touch
    met: list[_Rule] = []
    for other_level, other_begin, other_end in others:
        if not lines:
            break
        left, right, low, high = other_level + touch, other_level - touch, other_begin - touch, other_end + touch
        left_over: list[_Rule] = []
        for line in lines:
            level, begin, end = line
            (met if begin <= left and end >= right and low <= level <= high else left_over).append(line)
        lines = left_over
    return met, lines


class _Mesh(NamedTuple):
    """Edges of columns and rows, and for each cell of the mesh the number of the printed cell it belongs to.

    `spans`: first row, first column, last row + 1 and last column + 1 of every printed cell.
    """

    xs: list[float]
    ys: list[float]
    owners: list[list[int]]
    spans: list[tuple[int, int, int, int]]


def _mesh(flat: list[_Rule], upright: list[_Rule], pieces: Floats) -> _Mesh | None:
    """The cells that lines rule off; None when they rule off none. `pieces` are the upright lines as they were drawn.

    Where a page breaks, tables may be left open at the top or bottom, and some styles leave them open on both sides:
    there they end where the lines end.
    """
    xs = _edges(upright, flat, TOLERANCES.sliver, 0.5)
    ys = _edges(flat, upright, TOLERANCES.doubled, 0)
    if len(xs) < 2 or len(ys) < 2 or (xs[-1] - xs[0] < TOLERANCES.tick and ys[-1] - ys[0] < TOLERANCES.tick):
        return None
    above = _covered(flat, ys, xs)
    before = [list(row) for row in zip(*_covered(upright, xs, ys), strict=True)]
    for row in range(len(ys) - 2, -1, -1):
        if ys[row + 1] - ys[row] < TOLERANCES.sliver and _is_between_boxes(row, xs, ys, above, pieces):
            gone, stays = (row, row + 1) if row + 2 == len(ys) else (row + 1, row)
            above[stays] = [one or other for one, other in zip(above[stays], above[gone], strict=True)]
            del above[gone], before[row], ys[gone]
    if len(ys) < 2:
        return None
    above[0] = above[-1] = [True] * (len(xs) - 1)
    for sides in before:
        sides[0] = sides[-1] = True
    return _Mesh(xs, ys, *_flooded(above, before))


def _edges(lines: list[_Rule], crossing: list[_Rule], near: float, share: float) -> list[float]:
    """The levels of lines, those nearer than `near` taken as one, and an edge before or behind them where at least two
    of the lines that cross them run on, and that share of those to the same end."""
    runs: list[list[float]] = []
    for level in sorted([line[0] for line in lines]):
        if runs and level - runs[-1][-1] <= near:
            runs[-1].append(level)
        else:
            runs.append([level])
    edges = [sum(run) / len(run) for run in runs]
    low = edges[0] - TOLERANCES.sliver if edges else inf
    high = edges[-1] + TOLERANCES.sliver if edges else -inf
    before = [begin for _, begin, _ in crossing if begin < low]
    behind = [end for _, _, end in crossing if end > high]
    if len(before) > 1 and sum(end < min(before) + TOLERANCES.touch for end in before) >= share * len(before):
        edges.insert(0, min(before))
    if len(behind) > 1 and sum(end > max(behind) - TOLERANCES.touch for end in behind) >= share * len(behind):
        edges.append(max(behind))
    return edges


def _is_between_boxes(row: int, xs: list[float], ys: list[float], above: list[list[bool]], pieces: Floats) -> bool:
    """Whether a low row is the space between cells that are drawn as boxes: where it is ruled off above and below,
    hardly any line parts it."""
    middle = (ys[row] + ys[row + 1]) / 2
    levels = [level for level, begin, end in pieces.tolist() if begin < middle < end]
    ruled = [one and other for one, other in zip(above[row], above[row + 1], strict=True)]
    inner = [edge for edge, left, right in zip(xs[1:], ruled, ruled[1:], strict=False) if left and right]
    parting = [edge for edge in inner if any(abs(edge - level) < TOLERANCES.sliver for level in levels)]
    return 2 * len(parting) <= len(inner)


def _covered(lines: list[_Rule], levels: list[float], across: list[float]) -> list[list[bool]]:
    """For every level, which of the stretches between the edges across it lines run along."""
    covered = [[False] * (len(across) - 1) for _ in levels]
    middles = [(one + other) / 2 for one, other in pairwise(levels)]
    for level, begin, end in lines:
        first = bisect_left(across, begin - TOLERANCES.touch)
        last = bisect_right(across, end + TOLERANCES.touch) - 1
        if last > first:
            covered[bisect_left(middles, level)][first:last] = [True] * (last - first)
    return covered


def _flooded(
    above: list[list[bool]], before: list[list[bool]]
) -> tuple[list[list[int]], list[tuple[int, int, int, int]]]:
    """Cells of a mesh that no line parts, joined to printed cells: each runs right, then down, until a line stops it.

    `above[row][column]`: a line runs above the cell; `before[row][column]`: to its left.
    """
    rows, columns = len(before), len(above[0])
    owners = [[-1] * columns for _ in range(rows)]
    spans: list[tuple[int, int, int, int]] = []
    for row in range(rows):
        mine, sides, floor = owners[row], before[row], above[row + 1]
        for column in range(columns):
            if mine[column] >= 0:
                continue
            right = column + 1
            while not sides[right] and mine[right] < 0:
                right += 1
            bottom = row + 1
            if not floor[column]:
                while (
                    bottom < rows
                    and not any(above[bottom][column:right])
                    and not any(before[bottom][column + 1 : right])
                    and max(owners[bottom][column:right]) < 0
                ):
                    bottom += 1
            number = len(spans)
            spans.append((row, column, bottom, right))
            if bottom == row + 1:
                for at in range(column, right):
                    mine[at] = number
            else:
                for line in owners[row:bottom]:
                    line[column:right] = [number] * (right - column)
    return owners, spans


# ── Characters ───────────────────────────────────────────────────────────────────────────────────────────────────────


class _Glyphs(NamedTuple):
    """The characters of a page: code points, boxes, middles, sizes (high as the line they stand on), and turns."""

    codes: Codes
    boxes: Floats
    x: Floats
    y: Floats
    em: Floats
    turns: NDArray[np.int8]


def _glyphs_of(page: Page) -> _Glyphs:
    boxes = page.boxes
    codes = np.frombuffer(page.text.encode("utf-32-le"), np.uint32)
    sizes = boxes[:, 2:] - boxes[:, :2]
    em = np.where(page.turns == 0, sizes[:, 1], sizes.max(axis=1)) if page.turns.any() else sizes[:, 1]
    middles: Floats = (boxes[:, :2] + boxes[:, 2:]) * np.float32(0.5)
    return _Glyphs(codes, boxes, middles[:, 0], middles[:, 1], em, page.turns)


def _part(glyphs: _Glyphs, places: Numbers | Truths) -> _Glyphs:
    codes, boxes, x, y, em, turns = glyphs
    return _Glyphs(codes[places], boxes[places], x[places], y[places], em[places], turns[places])


def _lattice(page: Page, mesh: _Mesh, all_glyphs: _Glyphs, free: Truths) -> Lattice | None:
    """A mesh with its characters, which are no longer free then; None for an empty frame."""
    xs, ys = mesh.xs, mesh.ys
    x, y = all_glyphs.x, all_glyphs.y
    inside = np.flatnonzero(free & (x >= xs[0]) & (x < xs[-1]) & (y >= ys[0]) & (y < ys[-1]))
    printed: dict[int, tuple[str, PageBox | None]] = {}
    if len(inside):
        free[inside] = False
        glyphs = _part(all_glyphs, inside)
        columns, rows = np.searchsorted(xs, glyphs.x, "right") - 1, np.searchsorted(ys, glyphs.y, "right") - 1
        owned = _unpiled(glyphs, _unparted(glyphs, np.array(mesh.owners)[rows, columns], mesh))
        overlaid = _overlaid(glyphs, owned, mesh)
        if overlaid is not None:
            glyphs, owned = _part(glyphs, ~overlaid), owned[~overlaid]
        if len(owned):
            printed = _printed(*_in_order(glyphs, owned), mesh, page.number)
    elif len(mesh.spans) == 1:
        return None
    box = PageBox(page.number, xs[0], ys[0], xs[-1], ys[-1])
    return Lattice(box, _cells(mesh, printed, page.number), inside)


def _cells(mesh: _Mesh, printed: dict[int, tuple[str, PageBox | None]], page: int) -> tuple[LatticeCell, ...]:
    """The records of the cells; edges at which no cell begins are left out of the count of rows and columns."""
    xs, ys = mesh.xs, mesh.ys
    rows = _places({row for row, _, _, _ in mesh.spans}, len(ys))
    columns = _places({column for _, column, _, _ in mesh.spans}, len(xs))
    return tuple(
        [
            _new(
                LatticeCell,
                (
                    rows[row],
                    columns[column],
                    rows[bottom] - rows[row],
                    columns[right] - columns[column],
                    text,
                    _new(PageBox, (page, xs[column], ys[row], xs[right], ys[bottom])),
                    ink,
                ),
            )
            for number, (row, column, bottom, right) in enumerate(mesh.spans)
            for text, ink in (printed.get(number, _NOTHING),)
        ]
    )


def _places(used: set[int], edges: int) -> list[int]:
    """For every edge, how many used ones come before it.

    >>> _places({0, 2}, 4)
    [0, 1, 1, 2]
    """
    places = [0]
    for at in range(edges - 1):
        places.append(places[-1] + (at in used))
    return places


def _is_figure(codes: Codes) -> Truths:
    """Which characters are digits, of either width, or what stands within numbers (comma, full stop)."""
    digit = ((codes >= _ZERO) & (codes < _ZERO + 10)) | ((codes >= _WIDE_ZERO) & (codes < _WIDE_ZERO + 10))
    figure: Truths = digit | (codes == _COMMA) | (codes == _STOP)
    return figure


def _unparted(glyphs: _Glyphs, owned: Numbers, mesh: _Mesh) -> Numbers:
    """Owners of the characters; a number that runs across a rule is given whole to the cell its middle stands in, and a
    bracket or stop that had no room left to the cell of the character it belongs to."""
    parted = np.flatnonzero(owned[1:] != owned[:-1])
    figure, closing = _is_figure(glyphs.codes), np.isin(glyphs.codes, _CLOSING)
    if not (figure[parted] & figure[parted + 1] | closing[parted + 1]).any():
        return owned
    steps = glyphs.boxes[1:, 0] - glyphs.boxes[:-1, 2]
    level = np.abs(glyphs.y[1:] - glyphs.y[:-1]) < glyphs.em[1:] * TOLERANCES.joint
    touching = level & (np.abs(steps) < glyphs.em[1:] * TOLERANCES.joint)
    tied = figure[1:] & figure[:-1] & touching
    owned = owned.copy()
    for at in parted[touching[parted]].tolist():
        if closing[at + 1]:
            owned[at + 1] = owned[at]
        elif tied[at]:
            first, last = at, at + 1
            while first and tied[first - 1]:
                first -= 1
            while last < len(tied) and tied[last]:
                last += 1
            middle = (glyphs.boxes[first, 0] + glyphs.boxes[last, 2]) / 2
            column, row = bisect_right(mesh.xs, middle) - 1, bisect_right(mesh.ys, glyphs.y[at]) - 1
            owned[first : last + 1] = mesh.owners[row][min(max(column, 0), len(mesh.xs) - 2)]
    return owned


def _unpiled(glyphs: _Glyphs, owned: Numbers) -> Numbers:
    """Owners of the characters; a pile of different ones in one place, all that an office program draws of the end of a
    label without room in its cell, is given to the cell in which the label begins."""
    em = glyphs.em[1:] * TOLERANCES.piled
    piled = (np.abs(glyphs.x[1:] - glyphs.x[:-1]) < em) & (np.abs(glyphs.y[1:] - glyphs.y[:-1]) < em)
    piled &= glyphs.codes[1:] != glyphs.codes[:-1]
    if not piled.any():
        return owned
    owned = owned.copy()
    for at in np.flatnonzero(piled).tolist():
        bottom = at if at and piled[at - 1] else max(at - 1, 0)
        owned[at : at + 2] = owned[bottom]
    return owned


def _overlaid(glyphs: _Glyphs, owned: Numbers, mesh: _Mesh) -> Truths | None:
    """Which characters were laid over the table: much larger than the others and than their cell, or turned and larger
    than upright ones in the same cell. None when there are none."""
    overlaid = np.zeros(len(owned), bool)
    if glyphs.em.max() > glyphs.em.min() * TOLERANCES.watermark:
        for at in np.flatnonzero(glyphs.em > np.median(glyphs.em) * TOLERANCES.watermark).tolist():
            row, _, bottom, _ = mesh.spans[owned[at]]
            overlaid[at] = glyphs.em[at] > mesh.ys[bottom] - mesh.ys[row]
    turned = glyphs.turns != 0
    if turned.any():
        for cell in np.unique(owned[turned]).tolist():
            here = owned == cell
            if not turned[here].all():
                overlaid |= here & turned & (glyphs.em > glyphs.em[here & ~turned].max() * TOLERANCES.larger)
    return overlaid if overlaid.any() else None


def _in_order(glyphs: _Glyphs, owned: Numbers) -> tuple[_Glyphs, Numbers]:
    """Characters cell by cell in reading order, and their owners. The order of the file is kept where it reads."""
    order = owned.argsort(kind="stable")
    glyphs, owned = _part(glyphs, order), owned[order]
    level, down = _moves(glyphs)
    astray = (owned[1:] == owned[:-1]) & ~(level & (glyphs.x[1:] >= glyphs.x[:-1])) & ~down
    astray |= (glyphs.turns[1:] != 0) | (glyphs.turns[:-1] != 0)
    if not astray.any():
        return glyphs, owned
    places = np.arange(len(owned))
    for cell in np.unique(owned[1:][astray]).tolist():
        here = np.flatnonzero(owned == cell)
        places[here] = here[_reading_order(_part(glyphs, here))]
    return _part(glyphs, places), owned


def _moves(glyphs: _Glyphs) -> tuple[Truths, Truths]:
    """Whether each character but the first stands on the line of the one before, and whether on a lower line."""
    falls = glyphs.y[1:] - glyphs.y[:-1]
    reach = np.minimum(glyphs.em[1:], glyphs.em[:-1]) * TOLERANCES.line
    return np.abs(falls) < reach, falls >= reach


def _reading_order(glyphs: _Glyphs) -> Numbers:
    """The order in which the characters of one cell read: by lines, turned ones along their turn; by columns from the
    right where the file mostly goes downwards from one to the next."""
    em = float(np.median(glyphs.em)) or 1
    turn = int(np.bincount(glyphs.turns).argmax())
    if turn == 0 and len(glyphs.x) > 2:
        below = (np.abs(np.diff(glyphs.x)) < em * 0.3) & (np.abs(np.diff(glyphs.y) / em - 1.25) < 0.75)
        turn = int(2 * below.sum() >= len(below))
    along, across = ((glyphs.x, glyphs.y), (glyphs.y, -glyphs.x), (-glyphs.x, -glyphs.y), (-glyphs.y, glyphs.x))[turn]
    by_line = across.argsort(kind="stable")
    lines = np.empty(len(across), np.intp)
    lines[by_line] = np.cumsum(np.append(0, np.diff(across[by_line]) > em * TOLERANCES.line * 0.8))
    return np.lexsort((along, lines))


def _printed(glyphs: _Glyphs, owned: Numbers, mesh: _Mesh, page: int) -> dict[int, tuple[str, PageBox | None]]:
    """Text, wrapped lines joined, and the box around it for every cell that has any."""
    starts = _starts(owned)
    cells = owned[starts].tolist()
    lower = np.minimum.reduceat(glyphs.boxes[:, :2], starts).tolist()
    upper = np.maximum.reduceat(glyphs.boxes[:, 2:], starts).tolist()
    codes = glyphs.codes
    blanks = _seen_blanks(glyphs, owned, mesh)
    if len(blanks):
        codes = np.insert(codes, blanks + 1, 0x20)
        starts = starts + np.searchsorted(blanks + 1, starts)
    text = codes.astype("<u4").tobytes().decode("utf-32-le")
    cuts = [*starts.tolist(), len(text)]
    return {
        cell: (bare, _new(PageBox, (page, *corner, *opposite)))
        for cell, begin, end, corner, opposite in zip(cells, cuts, cuts[1:], lower, upper, strict=False)
        if (bare := text[begin:end].strip())
    }


def _starts(owned: Numbers) -> Numbers:
    """Where the characters of another cell begin.

    >>> _starts(np.array([3, 3, 7])).tolist()
    [0, 2]
    """
    begins = np.ones(len(owned), bool)
    np.not_equal(owned[1:], owned[:-1], out=begins[1:])
    return begins.nonzero()[0]


def _seen_blanks(glyphs: _Glyphs, owned: Numbers, mesh: _Mesh) -> Numbers:
    """The characters behind which a blank is seen though none is drawn: between figures that stand apart on a line,
    and between digits on two lines when the second would have had room on the first."""
    figure = _is_figure(glyphs.codes)
    at = np.flatnonzero((figure[1:] | figure[:-1]) & (owned[1:] == owned[:-1]))
    if not len(at):
        return at
    here, there = _part(glyphs, at), _part(glyphs, at + 1)
    both = figure[at] & figure[at + 1]
    upright = (here.turns == 0) & (there.turns == 0)
    level = np.abs(there.y - here.y) < np.minimum(here.em, there.em) * TOLERANCES.line
    gaps = there.boxes[:, 0] - here.boxes[:, 2]
    apart = upright & level & (gaps > there.em * np.where(both, TOLERANCES.blank, TOLERANCES.pause))
    for fold in np.flatnonzero(upright & both & ~level & (here.codes >= _ZERO)).tolist():
        last = int(at[fold])
        cell = owned[last]
        first = last
        while first and owned[first - 1] == cell and abs(glyphs.y[first - 1] - here.y[fold]) < here.em[fold] / 2:
            first -= 1
        _, column, _, right = mesh.spans[cell]
        room = mesh.xs[right] - mesh.xs[column] - (glyphs.boxes[last, 2] - glyphs.boxes[first, 0])
        apart[fold] = room > there.boxes[fold, 2] - there.boxes[fold, 0] + TOLERANCES.padding
    seen: Numbers = at[apart]
    return seen


# ── Parts of tables ──────────────────────────────────────────────────────────────────────────────────────────────────


def tables_among(lattices: Sequence[Lattice]) -> tuple[Lattice, ...]:
    """The tables, and parts of tables, among the lattices of all pages in order: frames are left out, which have one
    column and no neighbour with more, as wide, over the page break before or behind."""
    kept = [lattice.columns > 1 for lattice in lattices]
    for onwards in (1, -1):
        places = range(len(lattices))[::onwards]
        for at, beside in zip(places[1:], places, strict=False):
            here, there = lattices[at].box, lattices[beside].box
            kept[at] |= kept[beside] and here.page == there.page + onwards and _is_as_wide(here, there)
    return tuple(lattice for lattice, is_table in zip(lattices, kept, strict=True) if is_table)


def _is_as_wide(one: PageBox, other: PageBox) -> bool:
    return abs((one.x1 - one.x0) - (other.x1 - other.x0)) <= TOLERANCES.same


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
    edges = ends[np.append(True, np.diff(ends) > TOLERANCES.same)]
    return tuple(_with_columns(lattice, left, edges) for lattice, left in zip(lattices, lefts, strict=True))


def _left(box: PageBox, widest: PageBox) -> float:
    begins_later = box.x0 - widest.x0 > TOLERANCES.same and abs(box.x1 - widest.x1) <= TOLERANCES.same
    return widest.x0 if begins_later else box.x0


def _ends(lattice: Lattice, left: float) -> Iterable[float]:
    return {end - left for cell in lattice.cells for end in (cell.box.x0, cell.box.x1)}


def _with_columns(lattice: Lattice, left: float, edges: NDArray[np.float64]) -> Lattice:
    column_at = {end: int(edges.searchsorted(end + 1e-3, "right")) - 1 for end in _ends(lattice, left)}
    cells = []
    for cell in lattice.cells:
        column = column_at[cell.box.x0 - left]
        cells.append(cell._replace(column=column, across=column_at[cell.box.x1 - left] - column))
    return Lattice(lattice.box, tuple(cells), lattice.glyphs)
