"""Characters of a page and a mesh → what is printed in each cell.

Comes in: a `Mesh` and the `Glyphs` of its page. Goes out: the text of every cell, and the box around it. A character
belongs to the cell that its middle stands in, unless what it is part of belongs to another: numbers that run over a
rule, brackets without room, labels clipped at the end of their cell; what was laid over the table belongs to none.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.model import PageBox
from extract.readers.pdf.mesh import Mesh
from extract.readers.pdf.pages import Codes, Floats, Numbers, Page, Truths


@dataclass(frozen=True, slots=True)
class Tolerances:
    """Lengths in ems, the height of the characters in question, where nothing else is said."""

    line: float = 0.5
    """By how much the middles of two characters may differ on one line."""
    blank: float = 0.15
    """Em between two digits that is seen as a blank (the narrowest is a quarter); numbers are spaced out by less."""
    pause: float = 0.5
    """Between a digit and another character that is seen as a blank: between scripts, a quarter is usual."""
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

_ZERO, _WIDE_ZERO, _COMMA, _STOP = map(ord, "0０,.")
_CLOSING = np.array([ord(mark) for mark in "）)】〕》」』”’，。、；：！？"], np.uint32)
"""What may not begin a line, and so runs over the edge of a narrow cell."""
_new = tuple.__new__
"""Makes a record out of a tuple at half the cost of its constructor, for the records made for every cell."""


class Glyphs(NamedTuple):
    """The characters of a page: code points, boxes, middles, sizes (high as the line they stand on), and turns."""

    codes: Codes
    boxes: Floats
    x: Floats
    y: Floats
    em: Floats
    turns: NDArray[np.int8]


def glyphs_of(page: Page) -> Glyphs:
    boxes = page.boxes
    codes = np.frombuffer(page.text.encode("utf-32-le"), np.uint32)
    sizes = boxes[:, 2:] - boxes[:, :2]
    em = np.where(page.turns == 0, sizes[:, 1], sizes.max(axis=1)) if page.turns.any() else sizes[:, 1]
    middles: Floats = (boxes[:, :2] + boxes[:, 2:]) * np.float32(0.5)
    return Glyphs(codes, boxes, middles[:, 0], middles[:, 1], em, page.turns)


def _part(glyphs: Glyphs, places: Numbers | Truths) -> Glyphs:
    codes, boxes, x, y, em, turns = glyphs
    return Glyphs(codes[places], boxes[places], x[places], y[places], em[places], turns[places])


Printed = tuple[str, PageBox | None]
"""What a cell prints, and the box of its characters, None for a cell without any."""


def printed_in(mesh: Mesh, page_glyphs: Glyphs, free: Truths, page: int) -> tuple[Numbers, dict[int, Printed]]:
    """The characters that a table takes of those that are free, and what every cell with any prints, by its number."""
    xs, ys = mesh.xs, mesh.ys
    x, y = page_glyphs.x, page_glyphs.y
    inside = np.flatnonzero(free & (x >= xs[0]) & (x < xs[-1]) & (y >= ys[0]) & (y < ys[-1]))
    if not len(inside):
        return inside, {}
    glyphs = _part(page_glyphs, inside)
    columns, rows = np.searchsorted(xs, glyphs.x, "right") - 1, np.searchsorted(ys, glyphs.y, "right") - 1
    owned = _unpiled(glyphs, _unparted(glyphs, np.array(mesh.owners)[rows, columns], mesh))
    overlaid = _overlaid(glyphs, owned, mesh)
    if overlaid is not None:
        glyphs, owned = _part(glyphs, ~overlaid), owned[~overlaid]
    return inside, _printed(*_in_order(glyphs, owned), mesh, page) if len(owned) else {}


def _is_figure(codes: Codes) -> Truths:
    """Which characters are digits, of either width, or what stands within numbers (comma, full stop)."""
    digit = ((codes >= _ZERO) & (codes < _ZERO + 10)) | ((codes >= _WIDE_ZERO) & (codes < _WIDE_ZERO + 10))
    figure: Truths = digit | (codes == _COMMA) | (codes == _STOP)
    return figure


def _unparted(glyphs: Glyphs, owned: Numbers, mesh: Mesh) -> Numbers:
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


def _unpiled(glyphs: Glyphs, owned: Numbers) -> Numbers:
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


def _overlaid(glyphs: Glyphs, owned: Numbers, mesh: Mesh) -> Truths | None:
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


def _in_order(glyphs: Glyphs, owned: Numbers) -> tuple[Glyphs, Numbers]:
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


def _moves(glyphs: Glyphs) -> tuple[Truths, Truths]:
    """Whether each character but the first stands on the line of the one before, and whether on a lower line."""
    falls = glyphs.y[1:] - glyphs.y[:-1]
    reach = np.minimum(glyphs.em[1:], glyphs.em[:-1]) * TOLERANCES.line
    return np.abs(falls) < reach, falls >= reach


def _reading_order(glyphs: Glyphs) -> Numbers:
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


def _printed(glyphs: Glyphs, owned: Numbers, mesh: Mesh, page: int) -> dict[int, Printed]:
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


def _seen_blanks(glyphs: Glyphs, owned: Numbers, mesh: Mesh) -> Numbers:
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
