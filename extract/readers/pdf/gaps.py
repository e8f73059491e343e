"""What of a page was not read: pages and pictures without text, recognised text, ink in the cells of tables.

Comes in: a `Page` and the tables on it, ruled or not. Goes out: `Gap`s with their places. Which figures stand in a gap
is left to others. Ink outside of tables is decoration, unless it covers the page or hides characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np

from extract.model import Gap, PageBox, PageOrigin
from extract.readers.pdf.arrays import Floats, is_digit, places_where
from extract.readers.pdf.lattice import Lattice
from extract.readers.pdf.pages import Page
from extract.readers.pdf.stamps import stamped
from extract.readers.pdf.stretches import Stretch

_COVERS = 0.5
"""Part of a page without text that pictures must cover for a scan."""
_BIG = 0.25
"""Part of a page that a picture covers that may hold something to be read."""
_FEW = 8
"""Characters that a scanned page may have nevertheless: a page number, a stamp of the scanner."""
_LEAST_INK = 2.0
"""Square points of ink that may be a figure: a full stop has fewer, a slender 1 has five."""
_EDGE = 1.5
"""Points at the edges of a cell that its rules may stray into."""
_INWARDS = np.array((_EDGE, _EDGE, -_EDGE, -_EDGE), np.float32)
_APART = 4.0
"""Points between two figures of a row; the strokes of one are closer."""
_RIM = 0.3
"""Part of a digit's height at its top and at its foot that what runs around it or below it may reach into."""
_BESIDE = 1.5
"""Points to either side of ink in which a digit is of the same figure."""


def gaps_of(page: Page, lattices: Sequence[Lattice], stretches: Sequence[Stretch]) -> Iterator[Gap]:
    """What was seen on a page but not read, or not surely."""
    whole = PageBox(page.number, 0.0, 0.0, page.width, page.height)
    if page.crowded:
        yield Gap("crowded_page", PageOrigin((whole,)))
    if page.recognised:
        yield Gap("recognised_page", PageOrigin((whole,)))
        return
    areas = [_area(picture, page) for picture in page.pictures]
    if is_covered(page):
        yield Gap("scanned_page", PageOrigin((whole,)))
        return
    if is_outlined(page):
        yield Gap("unread_ink", PageOrigin((whole,)))
        return
    for picture, area in zip(page.pictures, areas, strict=True):
        if area > _BIG * page.width * page.height:
            yield Gap("picture", PageOrigin((picture,)))
    unread = (_beyond(PageBox(page.number, *box), page) for box in _on(page, page.unread).tolist())
    inked = [*unread, *_inked_cells(page, lattices), *_inked_lines(page, stretches)]
    inked += [*stamped(page, lattices, stretches), *_struck_digits(page)]
    if inked:
        yield Gap("unread_ink", PageOrigin(tuple(_merged(inked))))


def is_covered(page: Page) -> bool:
    """Whether hardly anything but pictures is on a page, and these cover most of it."""
    areas = (_area(picture, page) for picture in page.pictures)
    return _has_few_characters(page) and sum(areas) >= _COVERS * page.width * page.height


def is_outlined(page: Page) -> bool:
    """Whether the print of a page is drawn, and hardly any of it is a character."""
    return _has_few_characters(page) and _reach(_on(page, page.ink)) > _BIG * page.width * page.height


def is_picture(page: Page) -> bool:
    """Whether a page is a picture of one: what it says is not text of the file, or another program's guess."""
    return page.recognised or is_covered(page) or is_outlined(page)


def _has_few_characters(page: Page) -> bool:
    return len("".join(page.text.split())) <= _FEW


def _beyond(box: PageBox, page: Page) -> PageBox:
    """A box with all that stands beyond the edge of the page where it reaches over that: columns that are cut off."""
    return box._replace(x0=box.x0 - (box.x0 < 0) * page.width, x1=box.x1 + (box.x1 > page.width) * page.width)


def _area(picture: PageBox, page: Page) -> float:
    width = min(picture.x1, page.width) - max(picture.x0, 0.0)
    return max(width, 0.0) * max(min(picture.y1, page.height) - max(picture.y0, 0.0), 0.0)


def _on(page: Page, boxes: Floats) -> Floats:
    """The boxes of which the middle is on the page, and not on another part of its sheet."""
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    return boxes[((middles >= 0) & (middles <= (page.width, page.height))).all(axis=1)]


def _reach(ink: Floats) -> float:
    """The size of the box around all ink."""
    return float((ink[:, 2:].max(axis=0) - ink[:, :2].min(axis=0)).prod()) if len(ink) else 0.0


def _inked_cells(page: Page, lattices: Sequence[Lattice]) -> Iterator[PageBox]:
    """The cells of ruled tables that hold ink, and those beside them where it reaches up to the rule between."""
    if not len(page.ink):
        return
    for lattice in lattices:
        cells = [cell.box for cell in lattice.cells]
        insides = np.array([box[1:] for box in cells], np.float32) + _INWARDS
        inked = [box for box, ink in zip(cells, _ink_within(insides, page.ink), strict=True) if ink >= _LEAST_INK]
        yield from inked
        beyond = [place for box in inked for place in _beyond_rules(box, page.ink)]
        yield from (box for box in cells if any(box.x0 < x < box.x1 and box.y0 < y < box.y1 for x, y in beyond))


def _beyond_rules(cell: PageBox, ink: Floats) -> Iterator[tuple[float, float]]:
    """Places right behind the left and the right rule of a cell, where ink reaches up to them from either side."""
    heights = (ink[:, 1] + ink[:, 3]) / 2
    level = (heights > cell.y0) & (heights < cell.y1)
    near = ink[level & (ink[:, 0] < cell.x1 + _EDGE) & (ink[:, 2] > cell.x0 - _EDGE)]
    for x0, y0, x1, y1 in near.tolist():
        if x0 < cell.x0 + _EDGE:
            yield cell.x0 - _EDGE, (y0 + y1) / 2
        if x1 > cell.x1 - _EDGE:
            yield cell.x1 + _EDGE, (y0 + y1) / 2


def _ink_within(boxes: Floats, ink: Floats) -> list[float]:
    """How much of the ink lies in each box."""
    lower, upper = np.maximum(boxes[:, None, :2], ink[:, :2]), np.minimum(boxes[:, None, 2:], ink[:, 2:])
    shared: list[float] = np.maximum(upper - lower, 0).prod(axis=2).sum(axis=1).tolist()
    return shared


def _inked_lines(page: Page, stretches: Sequence[Stretch]) -> Iterator[PageBox]:
    """Where ink stands on the lines of tables without rules, and between them."""
    if not len(page.ink):
        return
    for stretch in stretches:
        middles = [line.middle for line in stretch.lines]
        edges = [stretch.lines[0].y0, *((one + other) / 2 for one, other in pairwise(middles)), stretch.lines[-1].y1]
        for top, bottom in pairwise(edges):
            here = page.ink[(page.ink[:, 1] < bottom) & (page.ink[:, 3] > top)]
            here = here[np.argsort(here[:, 0])]
            reached = np.maximum.accumulate(here[:, 2]) if len(here) else here[:, 2]
            cuts = places_where(here[1:, 0] - reached[:-1] > _APART) + 1
            for piece in np.split(here, cuts):
                if len(piece) and (piece[:, 2:] - piece[:, :2]).prod(axis=1).sum() >= _LEAST_INK:
                    left, right = float(piece[:, 0].min()) - _BESIDE, float(piece[:, 2].max()) + _BESIDE
                    yield PageBox(page.number, left, top, right, bottom)


def _struck_digits(page: Page) -> Iterator[PageBox]:
    """The digits of any line that ink crosses, be it a row of a table that is none by itself: all but those that it
    runs around or below."""
    if not len(page.ink):
        return
    boxes = page.boxes[is_digit(np.fromiter(map(ord, page.text), np.uint32, len(page.text)))]
    height = boxes[:, 3] - boxes[:, 1]
    inner = boxes.copy()
    inner[:, 1] += _RIM * height
    inner[:, 3] -= _RIM * height
    for at in places_where(np.array(_ink_within(inner, page.ink)) >= _LEAST_INK).tolist():
        yield PageBox(page.number, *boxes[at].tolist())


def _merged(boxes: Iterable[PageBox]) -> list[PageBox]:
    """Boxes side by side as one, and such rows on one another."""
    rows: list[PageBox] = []
    for box in sorted(set(boxes), key=lambda box: (box.y0, box.y1, box.x0)):
        last = rows[-1] if rows else None
        if last and (last.y0, last.y1) == (box.y0, box.y1) and box.x0 <= last.x1 + _EDGE:
            rows[-1] = last._replace(x1=max(last.x1, box.x1))
        else:
            rows.append(box)
    merged: list[PageBox] = []
    for box in sorted(rows, key=lambda box: (box.x0, box.x1, box.y0)):
        last = merged[-1] if merged else None
        if last and (last.x0, last.x1) == (box.x0, box.x1) and box.y0 <= last.y1 + _EDGE:
            merged[-1] = last._replace(y1=max(last.y1, box.y1))
        else:
            merged.append(box)
    return merged
