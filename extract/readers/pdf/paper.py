"""Pages and where they lie on the paper: moved, turned, cut into parts, and the way back.

Comes in: a `Page`. Goes out: a page with the same print elsewhere, or with a part of it, which knows where it lies
(`OnPaper`); and a `Document` read from such pages, with its places on the sheets. Why a page is moved is left to
`turned` and `several`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np

from extract.model import Block, Document, Origin, PageBox, PageOrigin, Paragraph, Table
from extract.readers.pdf.arrays import Codes, Floats, Matrix, Truths, median, placed
from extract.readers.pdf.characters import SLANTED
from extract.readers.pdf.moved import AS_DRAWN
from extract.readers.pdf.pages import OnPaper, Page

_BLANK, _FIXED_BLANK, _WIDE_BLANK = 0x20, 0xA0, 0x3000


def codes_of(page: Page) -> Codes:
    """The code points of a page's characters."""
    return np.frombuffer(page.text.encode("utf-32-le", "surrogatepass"), np.uint32)


def is_print(page: Page) -> Truths:
    """Which characters are neither blanks nor of a watermark."""
    codes = codes_of(page)
    printed: Truths = (codes > _BLANK) & (codes != _FIXED_BLANK) & (codes != _WIDE_BLANK) & (page.turns != SLANTED)
    return printed


def middles_of(boxes: Floats) -> Floats:
    """The middles of boxes, x and y."""
    middles: Floats = (boxes[:, :2] + boxes[:, 2:]) * np.float32(0.5)
    return middles


def em_of(boxes: Floats) -> float:
    """The usual height of upright characters."""
    return median(boxes[:, 3] - boxes[:, 1]) if len(boxes) else 0.0


def part_of(page: Page, characters: Truths, flat: Truths, uprights: Truths, pictures: Iterable[PageBox]) -> Page:
    """A page with some of its characters, horizontal and vertical lines, and pictures; and with all other ink, which is
    looked at only where these stand."""
    return replace(
        page,
        text=codes_of(page)[characters].tobytes().decode("utf-32-le", "surrogatepass"),
        boxes=page.boxes[characters],
        turns=page.turns[characters],
        begins=page.begins[characters],
        horizontal=page.horizontal[flat],
        vertical=page.vertical[uprights],
        pictures=tuple(pictures),
    )


def moved(page: Page, matrix: Matrix, back: Matrix, size: tuple[float, float], turn: int = 0) -> Page:
    """A page through a matrix; `back` leads back, `turn` is by how many quarters characters stand less turned."""
    flat = placed(page.horizontal[:, (1, 0, 2, 0)], matrix)
    uprights = placed(page.vertical[:, (0, 1, 0, 2)], matrix)
    if turn % 2:
        flat, uprights = uprights, flat
    pictures = placed(np.array([box[1:] for box in page.pictures], np.float32).reshape(-1, 4), matrix)
    width, height = size
    return replace(
        page,
        width=width,
        height=height,
        boxes=placed(page.boxes, matrix),
        turns=np.where(page.turns == SLANTED, SLANTED, (page.turns - turn) % 4).astype(np.int8),
        horizontal=flat[:, (1, 0, 2)],
        vertical=uprights[:, (0, 1, 3)],
        pictures=tuple(PageBox(page.number, *box) for box in pictures.tolist()),
        ink=placed(page.ink, matrix),
        unread=placed(page.unread, matrix),
        coloured=page.coloured._replace(boxes=placed(page.coloured.boxes, matrix)),
        place=_moved_back(back, page.place or OnPaper(page.number)),
    )


def _through(first: Matrix, then: Matrix) -> Matrix:
    """Two matrices in one.

    >>> _through((0, 1, -1, 0, 100, 0), (1, 0, 0, 1, 5, 7))
    (0, 1, -1, 0, 105, 7)
    """
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved_back(back: Matrix, place: OnPaper) -> OnPaper:
    """Where a page lies on the paper from which `back` leads to one that lies there.

    >>> _moved_back((1, 0, 0, 1, 10, 0), OnPaper(1, (2, 0, 0, 2, 0, 0), (0.1, 0)))
    OnPaper(sheet=1, matrix=(1.0, 0.0, 0.0, 1.0, 10.0, 0.0), off=(0.05, 0.0))
    """
    a, b, c, d, e, f = back
    across, down = place.off
    whole = 1 + across * e + down * f
    x, y, z, u, v, w = (part / whole for part in _through(back, place.matrix))
    return OnPaper(place.sheet, (x, y, z, u, v, w), ((across * a + down * b) / whole, (across * c + down * d) / whole))


def numbered(page: Page, number: int) -> Page:
    """A page with a number in the order of pages, whatever the number of its sheet."""
    if page.number == number:
        return page
    pictures = tuple(box._replace(page=number) for box in page.pictures)
    return replace(page, number=number, pictures=pictures, place=page.place or OnPaper(page.number, AS_DRAWN))


def on_sheets(document: Document, pages: Sequence[Page]) -> Document:
    """A document read from pages, with the places on the paper where these lie."""
    places = {page.number: page.place for page in pages if page.place}
    if not places:
        return document
    on_paper = _with_origins(document, lambda origin: _origin_on(origin, places))
    sheets = Counter(place.sheet for place in places.values())
    scanned = {page.place.sheet for page in pages if page.place and page.scanned}
    rearranged = {place.sheet for place in places.values() if place.matrix != AS_DRAWN or sheets[place.sheet] > 1}
    return replace(on_paper, rearranged=tuple(sorted(rearranged - scanned)), recognised=tuple(sorted(scanned)))


def of_kind(kind: str, document: Document) -> Document:
    """A document whose places say of which kind of file they are."""
    return document if kind == "pdf" else _with_origins(document, lambda origin: origin._replace(kind=kind))


def _with_origins(document: Document, change: Callable[[PageOrigin], PageOrigin]) -> Document:
    def changed(origin: Origin) -> Origin:
        assert isinstance(origin, PageOrigin)
        return change(origin)

    def block_of(block: Block) -> Block:
        if isinstance(block, Paragraph):
            return block._replace(origin=changed(block.origin))
        rows = (tuple(cell._replace(origin=changed(cell.origin)) for cell in row) for row in block.rows)
        return Table(tuple(rows), block.continued)

    gaps = tuple(gap._replace(origin=changed(gap.origin)) for gap in document.gaps)
    return replace(document, blocks=tuple(map(block_of, document.blocks)), gaps=gaps)


def _origin_on(origin: PageOrigin, places: dict[int, OnPaper]) -> PageOrigin:
    return origin._replace(boxes=tuple(_box_on(box, places.get(box.page)) for box in origin.boxes))


def _box_on(box: PageBox, place: OnPaper | None) -> PageBox:
    if place is None:
        return box
    a, b, c, d, e, f = place.matrix
    across, down = place.off
    corners = [(x, y, 1 + across * x + down * y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
    xs = [(a * x + c * y + e) / whole for x, y, whole in corners]
    ys = [(b * x + d * y + f) / whole for x, y, whole in corners]
    return PageBox(place.sheet, min(xs), min(ys), max(xs), max(ys))
