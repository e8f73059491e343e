"""The pages of a PDF as drawn: characters and ruling lines with their places, by pdfium.

Comes in: the bytes of a file. Goes out: one `Page` after the other. All coordinates are points from the top left of the
page as it is shown (crop box and rotation applied). `lines` tells which lines and pictures are drawn, `characters` what
is written and seen; what the lines rule off and what the characters say is left to `lattice` and `prose`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.errors import UnreadableFile
from extract.model import PageBox
from extract.readers.pdf.annotations import Laid, forms_of, page_with_annotations
from extract.readers.pdf.arrays import NO_BOXES, Floats, Matrix, Truths, placed
from extract.readers.pdf.characters import UNREADABLE, Coloured, characters_of
from extract.readers.pdf.fonts import Untrusted, unnamed_fonts
from extract.readers.pdf.layers import FileSigns, declared_in
from extract.readers.pdf.lines import cut_edges, drawn_by, lines_of
from extract.readers.pdf.misnamed import Digit, OnPage, misnamed_fonts
from extract.readers.pdf.moved import DEEPEST
from extract.readers.pdf.pdfium import opened, pdfium
from extract.readers.pdf.retold import tell_as_drawn
from extract.readers.pdf.sight import Sight, View
from extract.readers.pdf.signs import signs_of
from extract.readers.pdf.streams import refuse_bombs


class OnPaper(NamedTuple):
    """Where a page lies on the paper: the number of the sheet, and the matrix from its coordinates to the sheet's.
    What is seen in perspective, as in a photograph, is smaller the further off it is: what the matrix leads to is
    divided by one and so much for each point across and down."""

    sheet: int
    matrix: Matrix = (1, 0, 0, 1, 0, 0)
    off: tuple[float, float] = (0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """What is drawn on one page: n characters, horizontal and vertical ruling lines, pictures."""

    number: int
    """1-based."""
    width: float
    height: float
    text: str
    """One character for each drawn glyph, in the order of the file; white space only where the file draws it."""
    boxes: Floats
    """n × 4, x0 y0 x1 y1: as wide as the character's advance and as high as its font, not as its ink."""
    turns: NDArray[np.int8]
    """n quarter turns clockwise, 0 for characters that stand upright; `SLANTED` for those of a watermark."""
    begins: Truths
    """n, whether a string of the file begins with a digit: no string runs from one cell into the next."""
    horizontal: Floats
    """m × 3, y x0 x1: lines, and both long edges of whatever is drawn as a box."""
    vertical: Floats
    """k × 3, x y0 y1."""
    pictures: tuple[PageBox, ...]
    crowded: bool = False
    """Whether so much is drawn that its lines were not looked at."""
    place: OnPaper | None = None
    """None for a page that is its own sheet, of the same number and as it is shown."""
    scanned: bool = False
    """Whether the page is a picture, and its text what was recognised here."""
    recognised: bool = False
    """Whether the page is a scan, and its text what a program has recognised on it."""
    ink: Floats = field(default_factory=lambda: NO_BOXES)
    """i × 4: where something is drawn that is no character, rule or ground."""
    unread: Floats = field(default_factory=lambda: NO_BOXES)
    """u × 4: where something dark lies over characters, fields that cannot be read, and edges that cut a table."""
    coloured: Coloured = Coloured()  # noqa: RUF009
    as_written: bool = True
    """Whether all that the file writes is seen as it is written: whoever takes the file at its word is then right."""
    digits: tuple[Digit, ...] = ()
    """One of every digit of every font, of which no page before has told."""


_ON_SIDE = (1, 3)
"""Quarter turns of characters that run up or down a page."""
MOST_PAGES = 500
"""A report has four to twenty; all of a county in one volume, two to three hundred."""


def pages_of(data: bytes) -> Iterator[Page]:
    """The pages of a PDF. UnreadableFile tells why there are none."""
    refuse_bombs(data)
    declared = declared_in(data)
    with opened(data) as document, forms_of(document) as form:
        count = pdfium().FPDF_GetPageCount(document)
        if count > MOST_PAGES:
            raise UnreadableFile("too_many_pages", kind="pdf", pages=str(count))
        if count < 1:
            raise UnreadableFile("truncated", kind="pdf")
        file = _File(document, form, declared)
        pages: list[Page] = []
        for number in range(count):
            pages.append(_page_of(file, number))
            file = file._replace(told=file.told.union((each.font, each.digit) for each in pages[-1].digits))
        unnamed = unnamed_fonts(document) if any(UNREADABLE in page.text for page in pages) else frozenset()
        shown = [OnPage(number, page.width, page.height, page.digits) for number, page in enumerate(pages)]
        untrusted = Untrusted(unnamed, misnamed_fonts(document, shown))
        if any(untrusted):
            pages = [_page_of(file._replace(untrusted=untrusted), number) for number in range(count)]
    yield from pages


class _File(NamedTuple):
    """An open file, the form that it has, whether it has layers and masks, and fonts that are not to be believed."""

    document: int
    form: int
    declared: FileSigns
    untrusted: Untrusted = Untrusted()
    told: frozenset[tuple[str, int]] = frozenset()
    """The fonts, and their digits, of which one was seen."""


def _page_of(file: _File, number: int) -> Page:
    with page_with_annotations(file.document, number, file.form) as laid:
        return _read(laid, number, file)


def _read(laid: Laid, number: int, file: _File) -> Page:
    page, objects, kinds = laid.page, laid.objects, laid.kinds
    rotation = pdfium().FPDFPage_GetRotation(page)
    width, height, shown = frame_of(page, rotation)
    drawn = tuple(drawn_by(objects, kinds, shown, DEEPEST))
    crowded = any(drawing.crowded for drawing in drawn)
    lines = [drawing.lines for drawing in drawn]
    rules = lines_of(lines, width, height)
    pictures = np.concatenate([NO_BOXES, *(drawing.pictures for drawing in drawn)])
    paths = next((drawing.paths for drawing in drawn if drawing.paths is not None), None)
    moved = any(drawing.moved for drawing in drawn)
    view, is_retold = None, False
    if not crowded:
        signs = signs_of(objects, kinds, paths, shown, *file.declared)
        is_retold = tell_as_drawn(signs.strings)
        view = View(page, (width, height), signs, pictures, rules).without_unseen()
    found = characters_of(
        page, objects, rotation, shown, (width, height), rules, view, moved, file.untrusted, file.told
    )
    on_side = 2 * np.isin(found.turns, _ON_SIDE).sum() > len(found.turns)
    cut = cut_edges(lines, width, height, on_side)
    seen = Page(
        number + 1,
        width,
        height,
        found.text,
        found.boxes,
        found.turns,
        found.begins,
        *found.rules,
        tuple(PageBox(number + 1, *box) for box in pictures.tolist()),
        crowded,
        OnPaper(number + 1) if laid.is_straightened else None,
        unread=np.concatenate((_empty(laid, shown, found.boxes), cut, found.cut)),
        coloured=found.coloured,
        digits=found.digits,
        as_written=found.as_written and not (laid.is_drawn_on or is_retold or (view and view.has_unseen)),
    )
    return seen if found.sight is None else _as_seen(seen, found.sight)


def _empty(laid: Laid, shown: Matrix, boxes: Floats) -> Floats:
    """The fields of a form that hold text, but none that is drawn."""
    if not laid.fields:
        return NO_BOXES
    fields = placed(np.array(laid.fields, np.float32), shown)
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    within = ((middles >= fields[:, None, :2]) & (middles <= fields[:, None, 2:])).all(axis=2)
    undrawn: Floats = fields[~np.any(within, axis=1)]
    return undrawn


def _as_seen(page: Page, sight: Sight) -> Page:
    """The page with what a closer look has told of it; its characters are already those that are seen. A faint picture
    is the ground of what stands on it, but all there is of a page without a character."""
    return replace(
        page,
        pictures=tuple(
            picture
            for picture, faint in zip(page.pictures, sight.faint.tolist(), strict=True)
            if not (faint and page.text.strip())
        ),
        recognised=sight.recognised,
        ink=sight.ink,
        unread=np.concatenate((page.unread, sight.covered)),
    )


def frame_of(page: int, rotation: int) -> tuple[float, float, Matrix]:
    """Width and height of a page as shown, and the matrix from its own coordinates, which count upwards."""
    box = np.zeros(4, np.float32)
    pdfium().FPDF_GetPageBoundingBox(page, box.ctypes.data)
    left, top, right, bottom = box.tolist()
    across, up = right - left, top - bottom
    if rotation == 1:
        return up, across, (0, 1, 1, 0, -bottom, -left)
    if rotation == 2:
        return across, up, (-1, 0, 0, 1, right, -bottom)
    if rotation == 3:
        return up, across, (0, -1, -1, 0, top, right)
    return across, up, (1, 0, 0, -1, -left, top)
