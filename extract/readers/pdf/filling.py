"""Characters of a page and a mesh → what is printed in each cell.

Comes in: a `Mesh` and the `Glyphs` of its page. Goes out: the text of every cell, and the box around it. A character
belongs to the cell that its middle stands in, unless what it is part of belongs to another: numbers that run over a
rule, brackets without room, labels clipped at the end of their cell; what was laid over the table belongs to none.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extract.numbers import APART, as_cut
from extract.readers.pdf.arrays import ZERO, Indexes, Truths, are_all, is_any, is_digit, is_figure, median, places_where
from extract.readers.pdf.glyphs import Glyphs
from extract.readers.pdf.holding import Inside, begins_of
from extract.readers.pdf.mesh import Mesh
from extract.readers.pdf.overruns import OUTSIDE, settled


@dataclass(frozen=True, slots=True)
class FillingTolerances:
    """Lengths in ems, the height of the characters in question, where nothing else is said."""

    line: float = 0.5
    """By how much the middles of two characters may differ on one line."""
    pitch: float = 0.8
    """From one line of a figure to the next at least: lines that are nearer lie on one another."""
    blank: float = 0.15
    """Between two digits that is seen as a blank (the narrowest is a quarter); numbers are spaced out by less."""
    pause: float = 0.5
    """Between a digit and another character that is seen as a blank: between scripts, a quarter is usual."""
    piled: float = 0.15
    """Up to which the middles of two characters that were drawn on one another differ."""
    apart: float = 1.0
    """Between two digits that are of two numbers: no office program spaces the digits of one out as far."""
    unlike: float = 1.25
    """Times the size of a digit from which the next is of another number, or of a note."""
    over: float = 0.25
    """By how much two digits that were drawn on one another share their place, half of their width."""
    padding: float = 16.0
    """Room that wrapped figures leave in their cell at most: office programs pad by 2 × 5.4, browsers by 2 × 6."""
    whole: float = 0.9
    """Widths of a digit by which a line of its column is wider that has one more, less rounding."""
    larger: float = 1.3
    """Times the size of upright characters: turned ones in the same cell that are larger were laid over it."""
    watermark: float = 2.5
    """Times the middle height of the characters: larger ones that do not fit their cell were laid over the page."""


TOLERANCES = FillingTolerances()

_STROKE = tuple(map(ord, APART))
"""What parts two numbers in one cell, so that nobody takes them for one."""


def printed_in(mesh: Mesh, page_glyphs: Glyphs, held: Inside, free: Truths) -> tuple[Indexes, dict[int, str]]:
    """The characters that a table takes of those that are free, and what every cell with any prints, by its number;
    `held` are those that stand in it."""
    if not len(held.places):
        return held.places, {}
    owners = np.full(len(free), OUTSIDE)
    owners[held.places] = held.cells
    owners, cut = settled(page_glyphs, owners, free, mesh)
    inside = places_where(owners != OUTSIDE)
    glyphs = page_glyphs.part(inside)
    owned = _unpiled(glyphs, owners[inside], mesh)
    overlaid = _overlaid(glyphs, owned, mesh)
    if overlaid is not None:
        glyphs, owned = glyphs.part(~overlaid), owned[~overlaid]
    printed = _printed(*_in_order(glyphs, owned), mesh) if len(owned) else {}
    for cell in cut & printed.keys():
        printed[cell] = as_cut(printed[cell])
    return inside, printed


def _unpiled(glyphs: Glyphs, owned: Indexes, mesh: Mesh) -> Indexes:
    """Owners of the characters; a pile of different ones in one place, all that an office program draws of the end of a
    label without room in its cell, is given to the cell in which the label begins, where that stands in the column."""
    em = glyphs.em[1:] * TOLERANCES.piled
    piled = (np.abs(glyphs.x[1:] - glyphs.x[:-1]) < em) & (np.abs(glyphs.y[1:] - glyphs.y[:-1]) < em)
    piled &= (glyphs.codes[1:] != glyphs.codes[:-1]) & ~is_digit(glyphs.codes[1:])
    if not is_any(piled):
        return owned
    owned = owned.copy()
    for at in places_where(piled).tolist():
        bottom = at if at and piled[at - 1] else max(at - 1, 0)
        _, column, _, right = mesh.spans[owned[bottom]]
        begins = bottom if mesh.xs[column] <= glyphs.x[at] < mesh.xs[right] else at
        owned[at : at + 2] = owned[begins]
    return owned


def _overlaid(glyphs: Glyphs, owned: Indexes, mesh: Mesh) -> Truths | None:
    """Which characters were laid over the table: much larger than the others and than their cell, or turned and larger
    than upright ones in the same cell. None when there are none."""
    overlaid = np.zeros(len(owned), bool)
    if glyphs.em.max() > glyphs.em.min() * TOLERANCES.watermark:
        for at in places_where(glyphs.em > median(glyphs.em) * TOLERANCES.watermark).tolist():
            row, _, bottom, _ = mesh.spans[owned[at]]
            overlaid[at] = glyphs.em[at] > mesh.ys[bottom] - mesh.ys[row]
    turned = glyphs.turns != 0
    if is_any(turned):
        for cell in np.unique(owned[turned]).tolist():
            in_cell = owned == cell
            if not are_all(turned[in_cell]):
                overlaid |= in_cell & turned & (glyphs.em > glyphs.em[in_cell & ~turned].max() * TOLERANCES.larger)
    return overlaid if is_any(overlaid) else None


def _in_order(glyphs: Glyphs, owned: Indexes) -> tuple[Glyphs, Indexes]:
    """Characters cell by cell in reading order, and their owners. The order of the file is kept where it reads."""
    order = owned.argsort(kind="stable")
    glyphs, owned = glyphs.part(order), owned[order]
    level, down = _moves(glyphs)
    astray = (owned[1:] == owned[:-1]) & ~(level & (glyphs.x[1:] >= glyphs.x[:-1])) & ~down
    astray |= (glyphs.turns[1:] != 0) | (glyphs.turns[:-1] != 0)
    if not is_any(astray):
        return glyphs, owned
    places = np.arange(len(owned))
    for cell in np.unique(owned[1:][astray]).tolist():
        in_cell = places_where(owned == cell)
        places[in_cell] = in_cell[_reading_order(glyphs.part(in_cell))]
    return glyphs.part(places), owned


def _moves(glyphs: Glyphs) -> tuple[Truths, Truths]:
    """Whether each character but the first stands on the line of the one before, and whether on a lower line."""
    falls = glyphs.y[1:] - glyphs.y[:-1]
    reach = np.minimum(glyphs.em[1:], glyphs.em[:-1]) * TOLERANCES.line
    return np.abs(falls) < reach, falls >= reach


def _reading_order(glyphs: Glyphs) -> Indexes:
    """The order in which the characters of one cell read: by lines, turned ones along their turn; by columns from the
    right where the file mostly goes downwards from one to the next."""
    em = median(glyphs.em) or 1
    turn = int(np.bincount(glyphs.turns).argmax())
    if turn == 0 and len(glyphs.x) > 2:
        below = (np.abs(np.diff(glyphs.x)) < em * 0.3) & (np.abs(np.diff(glyphs.y) / em - 1.25) < 0.75)
        turn = int(2 * below.sum() >= len(below))
    along, across = ((glyphs.x, glyphs.y), (glyphs.y, -glyphs.x), (-glyphs.x, -glyphs.y), (-glyphs.y, glyphs.x))[turn]
    by_line = across.argsort(kind="stable")
    lines = np.empty(len(across), np.intp)
    lines[by_line] = np.cumsum(np.append(0, np.diff(across[by_line]) > em * TOLERANCES.line * 0.8))
    return np.lexsort((along, lines))


def _printed(glyphs: Glyphs, owned: Indexes, mesh: Mesh) -> dict[int, str]:
    """The text, wrapped lines joined, of every cell that has any."""
    starts = begins_of(owned)
    cells = owned[starts].tolist()
    codes = glyphs.codes
    places, signs = _seen_gaps(glyphs, owned, mesh)
    if len(places):
        codes = np.insert(codes, places + 1, signs)
        starts = starts + np.searchsorted(places + 1, starts)
    text = codes.astype("<u4").tobytes().decode("utf-32-le")
    cuts = [*starts.tolist(), len(text)]
    parts = (text[begin:end].strip() for begin, end in pairwise(cuts))
    return {cell: bare for cell, bare in zip(cells, parts, strict=True) if bare}


def _seen_gaps(glyphs: Glyphs, owned: Indexes, mesh: Mesh) -> tuple[Indexes, Indexes]:
    """The characters behind which something is seen though nothing is drawn, and what is to be read there.

    A blank stands between figures that are apart on a line. A stroke stands between two numbers: digits far apart,
    drawn over each other or of two sizes, and those on two lines when these lie on one another, or when the second
    would have had room on the first, as where it is wider, as the first is a nought, or as a figure below or above it
    is wider by a digit.
    """
    figure = is_figure(glyphs.codes)
    at = places_where((figure[1:] | figure[:-1]) & (owned[1:] == owned[:-1]))
    if not len(at):
        return at, at
    former, latter = glyphs.part(at), glyphs.part(at + 1)
    both = figure[at] & figure[at + 1]
    upright = (former.turns == 0) & (latter.turns == 0)
    level = np.abs(latter.y - former.y) < np.minimum(former.em, latter.em) * TOLERANCES.line
    gaps = (latter.boxes[:, 0] - former.boxes[:, 2]) / latter.em
    blank = upright & level & (gaps > np.where(both, TOLERANCES.blank, TOLERANCES.pause))
    digits = upright & both & is_digit(former.codes) & is_digit(latter.codes)
    sizes = np.maximum(former.em, latter.em) > TOLERANCES.unlike * np.minimum(former.em, latter.em)
    parted = digits & (sizes | (level & ((gaps > TOLERANCES.apart) | (gaps < -TOLERANCES.over))))
    folds = places_where(upright & both & ~level & (former.codes >= ZERO)).tolist()
    widest = _widest_figures(glyphs, owned, mesh) if folds else {}
    for fold in folds:
        last = int(at[fold])
        cell = owned[last]
        first = last
        while first and owned[first - 1] == cell and abs(glyphs.y[first - 1] - former.y[fold]) < former.em[fold] / 2:
            first -= 1
        end = last + 1
        while (
            end + 1 < len(owned)
            and owned[end + 1] == cell
            and abs(glyphs.y[end + 1] - latter.y[fold]) < latter.em[fold] / 2
        ):
            end += 1
        _, column, _, right = mesh.spans[cell]
        width, next_width = (glyphs.boxes[to, 2] - glyphs.boxes[of, 0] for of, to in ((first, last), (last + 1, end)))
        room = mesh.xs[right] - mesh.xs[column] - width
        digit = latter.boxes[fold, 2] - latter.boxes[fold, 0]
        parted[fold] |= latter.y[fold] - former.y[fold] < TOLERANCES.pitch * latter.em[fold]
        parted[fold] |= room > digit + TOLERANCES.padding
        parted[fold] |= widest.get((column, right), 0.0) > width + digit * TOLERANCES.whole
        parted[fold] |= are_all(figure[last + 1 : end + 1]) and next_width > width + latter.em[fold] * TOLERANCES.over
    lengths = np.where(parted, len(_STROKE), np.where(blank, 1, 0))
    signs = [_STROKE if parts else _STROKE[:1] for parts in parted[lengths > 0].tolist()]
    return np.repeat(at, lengths), np.array([sign for stroke in signs for sign in stroke], np.intp)


def _widest_figures(glyphs: Glyphs, owned: Indexes, mesh: Mesh) -> dict[tuple[int, int], float]:
    """How wide the widest line of a figure is in the cells of each column (from, up to)."""
    level, _ = _moves(glyphs)
    starts = places_where(np.append(True, (owned[1:] != owned[:-1]) | ~level))
    are_figures = np.logical_and.reduceat(is_figure(glyphs.codes) & (glyphs.turns == 0), starts)
    widths = np.maximum.reduceat(glyphs.boxes[:, 2], starts) - np.minimum.reduceat(glyphs.boxes[:, 0], starts)
    widest: dict[tuple[int, int], float] = {}
    for start, width in zip(starts[are_figures].tolist(), widths[are_figures].tolist(), strict=True):
        _, column, _, right = mesh.spans[owned[start]]
        widest[column, right] = max(width, widest.get((column, right), 0.0))
    return widest
