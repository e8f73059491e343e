"""The pages of a PDF as drawn: characters and ruling lines with their places, by pdfium.

Comes in: the bytes of a file. Goes out: one `Page` after the other. All coordinates are points from the top left of the
page as it is shown (crop box and rotation applied). What the lines rule off and what the characters say is left to
`lattice` and `prose`.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.errors import UnreadableFile
from extract.model import PageBox
from extract.readers.pdf.annotations import Laid, forms_of, page_with_annotations
from extract.readers.pdf.fonts import are_of, unnamed_fonts
from extract.readers.pdf.layers import has_layers
from extract.readers.pdf.marks import marks_of
from extract.readers.pdf.moved import AS_DRAWN, FORM, Matrix, matrix_of, order_of, put_into_place
from extract.readers.pdf.pdfium import opened, pdfium, run
from extract.readers.pdf.sight import Sight, View
from extract.readers.pdf.streams import refuse_bombs
from extract.text import without_radicals

Floats = NDArray[np.float32]
Indexes = NDArray[np.intp]
Truths = NDArray[np.bool_]
Codes = NDArray[np.uint32]
SLANTED = -1


class OnPaper(NamedTuple):
    """Where a page lies on the paper: the number of the sheet, and the matrix from its coordinates to the sheet's."""

    sheet: int
    matrix: Matrix = (1, 0, 0, 1, 0, 0)


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
    recognised: bool = False
    """Whether the page is a scan, and its text what a program has recognised on it."""
    ink: Floats = field(default_factory=lambda: np.empty((0, 4), np.float32))
    """i × 4: where something is drawn that is no character, rule or ground."""
    unread: Floats = field(default_factory=lambda: np.empty((0, 4), np.float32))
    """u × 4: where something dark lies over characters, and fields that cannot be read."""
    as_written: bool = True
    """Whether all that the file writes is seen as it is written: whoever takes the file at its word is then right."""


@dataclass(frozen=True, slots=True)
class PageLimits:
    """Where reading ends, and what counts as drawn alike; lengths in points."""

    pages: int = 500
    """A report has four to twenty; all of a county in one volume, two to three hundred."""
    shapes: int = 20_000
    """Outlined lettering or a map on one page, not a table."""
    depth: int = 8
    """Forms within forms; a file may hold one that draws itself."""
    thick: float = 3.2
    """The boldest border on offer in office programs is 3 pt (6 pt is a bar); a cell is never as narrow."""
    straight: float = 0.3
    """By how much the ends of one line may differ across it, by rounding."""
    touching: float = 0.2
    """Heights between two characters that may be of one number."""
    tall: float = 1.6
    """Ems that the fonts of office programs are high at most, from ascent to descent."""
    ascent: float = 0.86
    """Part of an em above the line that characters stand on, in Chinese fonts."""
    sample: int = 32
    """One character in so many is looked at for whether its font names it, and all that begin a run of those up to
    `_LAST_LATIN`."""
    curves: int = 24
    """Points of a frame with rounded corners, inside and out, three for each; more of them in a path draw lettering."""
    long: int = 100
    """Segments of a path of which no more are looked at to know it for lettering."""
    letter: tuple[float, float] = (1.5, 14)
    """Points that an outlined character is wide at least, and high at most; a rule is thinner, a frame higher."""
    leans: float = 0.1
    """Points across by which an edge leans that is not of a frame."""
    white: int = 250
    """Of 255 in each colour: what is as light is not seen on paper."""
    rise: float = 0.2
    """Heights of its box from which a character stands above or below the one before, as on a slant; two fonts of one
    line differ by less."""
    turn: float = 10
    """Degrees by which recognised text of a skewed scan may lean and still stand upright."""


LIMITS = PageLimits()

_UNREADABLE = 0xFFFD
UNREADABLE = chr(_UNREADABLE)
"""What stands for a character that is drawn but not known."""
_HYPHEN = 0x02
"""What pdfium makes of a hyphen at the end of a line."""
_LAST_LATIN = 0x24F
"""Up to here codes of glyphs are found, which pdfium takes for characters where a font does not name them."""
_FIRST_WIDE = 0x2E80
"""The first code point of the scripts whose characters are as wide as an em."""
ZERO, _WIDE_ZERO, _COMMA, _STOP = map(ord, "0０,.")
_PATH, _PICTURE = 2, 3
_NO_BOXES: Floats = np.empty((0, 4), np.float32)
_LINE_TO, _CURVE_TO, _MOVE_TO = 0, 1, 2
_BOX = 5
"""Segments of a path that is one box."""


def pages_of(data: bytes, numbers: Collection[int] | None = None) -> Iterator[Page]:
    """The pages of a PDF, or those with some numbers, one read at a time. UnreadableFile tells why there are none."""
    refuse_bombs(data)
    layered = has_layers(data)
    with opened(data) as document, forms_of(document) as form:
        count = pdfium().FPDF_GetPageCount(document)
        if count > LIMITS.pages:
            raise UnreadableFile("too_many_pages", kind="pdf", pages=str(count))
        if count < 1:
            raise UnreadableFile("truncated", kind="pdf")
        file = _File(document, form, layered)
        wanted = [number for number in range(count) if numbers is None or number + 1 in numbers]
        pages = [_page_of(file, number) for number in wanted]
        if any(UNREADABLE in page.text for page in pages) and (fonts := unnamed_fonts(document)):
            pages = [_page_of(file._replace(unnamed=fonts), number) for number in wanted]
    yield from pages


class _File(NamedTuple):
    """An open file, the form that it has, whether it has layers, and its fonts that name no characters."""

    document: int
    form: int
    layered: bool
    unnamed: frozenset[str] = frozenset()


def _page_of(file: _File, number: int) -> Page:
    with page_with_annotations(file.document, number, file.form) as laid:
        return _read(laid, number, file)


def _read(laid: Laid, number: int, file: _File) -> Page:
    functions = pdfium()
    page = laid.page
    rotation = functions.FPDFPage_GetRotation(page)
    width, height, shown = frame_of(page, rotation)
    objects = list(map(functions.FPDFPage_GetObject, repeat(page), range(functions.FPDFPage_CountObjects(page))))
    kinds = list(map(functions.FPDFPageObj_GetType, objects))
    drawn = tuple(_drawn(objects, kinds, shown, LIMITS.depth))
    crowded = any(drawing.crowded for drawing in drawn)
    rules = horizontal, vertical = _lines([drawing.lines for drawing in drawn], width, height)
    pictures = np.concatenate([_NO_BOXES, *(drawing.pictures for drawing in drawn)])
    paths = next((drawing.paths for drawing in drawn if drawing.paths is not None), _NO_BOXES)
    view = View(page, (width, height), shown, objects, kinds, paths, pictures, rules, file.layered)
    moved = any(drawing.moved for drawing in drawn)
    seen_by = None if crowded else view
    found = _characters(page, objects, rotation, shown, (width, height), rules, seen_by, moved, file.unnamed)
    seen = Page(
        number + 1,
        width,
        height,
        found.text,
        found.boxes,
        found.turns,
        found.begins,
        horizontal[~found.strokes],
        vertical,
        tuple(PageBox(number + 1, *box) for box in pictures.tolist()),
        crowded,
        unread=_empty(laid, shown, found.boxes),
        as_written=found.as_written and not laid.is_drawn_on,
    )
    return seen if found.sight is None else _as_seen(seen, found.sight)


def _empty(laid: Laid, shown: Matrix, boxes: Floats) -> Floats:
    """The fields of a form that hold text, but none that is drawn."""
    if not laid.fields:
        return _NO_BOXES
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


def placed(boxes: Floats, matrix: Matrix) -> Floats:
    """Boxes (any two opposite corners) through a matrix that turns by quarters; x0 < x1 and y0 < y1 in what comes out.

    >>> placed(np.array([[10, 90, 20, 80]], np.float32), (1, 0, 0, -1, 0, 100)).tolist()
    [[10.0, 10.0, 20.0, 20.0]]
    """
    a, b, c, d, e, f = matrix
    corners = boxes.reshape(-1, 2, 2)
    x, y = (corners[:, :, 0], corners[:, :, 1]) if abs(a) >= abs(c) else (corners[:, :, 1], corners[:, :, 0])
    x, y = x * (a or c) + e, y * (d or b) + f
    moved = np.empty((len(boxes), 4), np.float32)
    np.minimum(x[:, 0], x[:, 1], out=moved[:, 0])
    np.minimum(y[:, 0], y[:, 1], out=moved[:, 1])
    np.maximum(x[:, 0], x[:, 1], out=moved[:, 2])
    np.maximum(y[:, 0], y[:, 1], out=moved[:, 3])
    return moved


def _are_within(boxes: Floats, width: float, height: float) -> bool:
    """Whether all boxes lie on a page; broken files have some that lie nowhere (NaN), which are on none.

    >>> [_are_within(np.array([[1, 1, x, 9]]), 10, 10) for x in (9, 11, np.nan)]
    [True, False, False]
    """
    return not len(boxes) or bool(boxes.min() >= 0 and boxes[:, 2].max() <= width and boxes[:, 3].max() <= height)


def median(values: Floats) -> float:
    """The value in the middle, the larger one of two: many times as fast as the median of numpy."""
    half = len(values) // 2
    return float(np.partition(values, half)[half])


def is_digit(codes: Codes) -> Truths:
    """Which characters are digits, of either width."""
    digit: Truths = ((codes >= ZERO) & (codes < ZERO + 10)) | ((codes >= _WIDE_ZERO) & (codes < _WIDE_ZERO + 10))
    return digit


def is_figure(codes: Codes) -> Truths:
    """Which characters are digits, or what stands within numbers (comma, full stop)."""
    figure: Truths = is_digit(codes) | (codes == _COMMA) | (codes == _STOP)
    return figure


# ── Characters ───────────────────────────────────────────────────────────────────────────────────────────────────────


class _Characters(NamedTuple):
    """What a `Page` tells of its characters, and what a closer look has told, if there was one."""

    text: str
    boxes: Floats
    turns: NDArray[np.int8]
    begins: Truths
    as_written: bool
    sight: Sight | None
    strokes: Truths
    """Which horizontal lines strike characters and are no rules."""


def _characters(
    page: int,
    objects: list[int],
    rotation: int,
    shown: Matrix,
    size: tuple[float, float],
    rules: tuple[Floats, Floats],
    view: View | None,
    moved: bool,
    unnamed: frozenset[str],
) -> _Characters:
    """The characters drawn on a page; those that pdfium adds (line ends, blanks) left out, and those that are not
    seen. Signs are put beside raised and struck digits. `moved` tells that there are forms that are drawn elsewhere,
    `unnamed` the fonts of which no character can be told."""
    functions = pdfium()
    reader = functions.FPDFText_LoadPage(page)
    if not reader:
        raise UnreadableFile("truncated", kind="pdf")
    try:
        codes = _codes(reader, functions.FPDFText_CountChars(reader), unnamed)
        drawn = _drawn_at(reader, codes)
        boxes = np.zeros((len(drawn), 4), np.float32)
        at = boxes.ctypes.data
        run(map(functions.FPDFText_GetLooseCharBox, repeat(reader), drawn, range(at, at + boxes.nbytes, 16)))
        if moved:
            put_into_place(boxes, reader, drawn)
        boxes = placed(boxes, shown)
        codes = codes[drawn]
        _shorten(boxes, codes, reader, drawn, shown)
        if not _are_within(boxes, *size):
            middle = (boxes[:, :2] + boxes[:, 2:]) / 2
            visible = np.flatnonzero(((middle >= 0) & (middle <= size)).all(axis=1))
            codes, drawn, boxes = codes[visible], [drawn[at] for at in visible.tolist()], boxes[visible]
        sight = view.sight_of(reader, drawn, codes, boxes) if view else None
        as_written = sight is None or not is_digit(codes[~sight.seen | sight.doubtful]).any()
        if sight:
            unsure = sight.doubtful & ((codes < _FIRST_WIDE) | is_figure(codes))
            codes = np.where(unsure, np.uint32(_UNREADABLE), codes)[sight.seen]
            drawn, boxes = [at for at, seen in zip(drawn, sight.seen.tolist(), strict=True) if seen], boxes[sight.seen]
        turns = _turns(reader, drawn, boxes, rotation)
        if (turns > 0).any():
            order = order_of(reader, drawn, objects, LIMITS.depth)
            codes, drawn, boxes, turns = codes[order], [drawn[at] for at in order.tolist()], boxes[order], turns[order]
        begins = _begins(reader, drawn, codes, boxes, rules[1])
        marks = marks_of(codes, boxes, rules, lambda at: _ink(reader, [drawn[place] for place in at.tolist()], shown))
        if marks:
            codes = np.insert(codes, marks.places, marks.codes)
            boxes = np.insert(boxes, marks.places, marks.boxes, axis=0)
            turns, begins = np.insert(turns, marks.places, 0), np.insert(begins, marks.places, True)
        text = without_radicals(codes.astype("<u4").tobytes().decode("utf-32-le"))
        strokes = marks.strokes if marks else np.zeros(len(rules[0]), bool)
        return _Characters(text, boxes, turns, begins, as_written and not marks, sight, strokes)
    finally:
        functions.FPDFText_ClosePage(reader)


def _ink(reader: int, places: list[int], shown: Matrix) -> Floats:
    """What the ink of some characters reaches over."""
    sides = np.zeros((len(places), 4))
    at = sides.ctypes.data
    ends = [range(at + 8 * side, at + sides.nbytes, 32) for side in range(4)]
    run(map(pdfium().FPDFText_GetCharBox, repeat(reader), places, *ends))
    return placed(sides[:, (0, 3, 1, 2)].astype(np.float32), shown)


def _shorten(boxes: Floats, codes: Codes, reader: int, drawn: list[int], shown: Matrix) -> None:
    """Makes boxes an em high, where the font of a file claims to be so much higher that they would reach into the lines
    around: in place, from where the characters stand and how large their font is set."""
    width, height = (boxes[:, 2:] - boxes[:, :2]).T
    wide, digit = codes >= _FIRST_WIDE, (codes >= ZERO) & (codes < ZERO + 10)
    if not wide.any() or not ((wide | digit) & (height > width * np.where(digit, 2, 1) * LIMITS.tall)).any():
        return
    functions = pdfium()
    em = np.fromiter(map(functions.FPDFText_GetFontSize, repeat(reader), drawn), np.float32, len(drawn))
    em *= median(width[wide] / np.maximum(em[wide], 1e-3))
    tall = np.flatnonzero(height > em * LIMITS.tall)
    origins = np.zeros((len(tall), 2))
    at = origins.ctypes.data
    places = range(at, at + origins.nbytes, 16), range(at + 8, at + origins.nbytes, 16)
    run(map(functions.FPDFText_GetCharOrigin, repeat(reader), map(drawn.__getitem__, tall.tolist()), *places))
    base = placed(np.concatenate((origins, origins), axis=1).astype(np.float32), shown)[:, 1]
    boxes[tall, 1], boxes[tall, 3] = base - LIMITS.ascent * em[tall], base + (1 - LIMITS.ascent) * em[tall]


def _codes(reader: int, count: int, fonts: frozenset[str]) -> Codes:
    """The code points of a page, as many as pdfium counts; those that its fonts do not name are U+FFFD, and all of
    `fonts`."""
    functions = pdfium()
    buffer = np.zeros(2 * count + 2, np.uint16)
    length = functions.FPDFText_GetText(reader, 0, count, buffer.ctypes.data) - 1 if count else 0
    codes = buffer[:count].astype(np.uint32)
    if length != count or ((codes & 0xF800) == 0xD800).any():
        codes = np.fromiter(map(functions.FPDFText_GetUnicode, repeat(reader), range(count)), np.uint32, count)
    doubtful = (codes <= _LAST_LATIN) & (codes != 0x20) & (codes != 0x0A) & (codes != 0x0D)
    doubtful[1:] &= ~doubtful[:-1]
    doubtful[:: LIMITS.sample] = True
    if any(map(functions.FPDFText_HasUnicodeMapError, repeat(reader), np.flatnonzero(doubtful).tolist())):
        unnamed = map(functions.FPDFText_HasUnicodeMapError, repeat(reader), range(count))
        codes[np.fromiter(unnamed, bool, count)] = _UNREADABLE
    if fonts:
        codes[are_of(reader, count, fonts)] = _UNREADABLE
    codes[codes == _HYPHEN] = 0x2D
    codes[(codes == 0) | (codes > 0x10FFFF) | ((codes & 0xFFFFF800) == 0xD800)] = _UNREADABLE
    return codes


def _drawn_at(reader: int, codes: Codes) -> list[int]:
    """The places of the characters that are drawn: pdfium adds line ends, and blanks of its own."""
    drawn = (codes != 0x0A) & (codes != 0x0D)
    blanks = np.flatnonzero(codes == 0x20)
    if len(blanks):
        added = map(pdfium().FPDFText_IsGenerated, repeat(reader), blanks.tolist())
        drawn[blanks] = ~np.fromiter(added, bool, len(blanks))
    places: list[int] = np.flatnonzero(drawn).tolist()
    return places


def _begins(reader: int, drawn: list[int], codes: Codes, boxes: Floats, vertical: Floats) -> Truths:
    """The digits with which a string of the file begins, as far as a line runs between two of them; all others, too."""
    begins = np.ones(len(codes), bool)
    figure = is_figure(codes)
    inner = np.flatnonzero(figure[1:] & figure[:-1]) + 1
    middles = (boxes[:, 0] + boxes[:, 2]) / 2
    levels = np.sort(vertical[:, 0]).searchsorted(middles)
    parted = levels[inner] != levels[inner - 1]
    near = np.abs(boxes[inner, 0] - boxes[inner - 1, 2]) < LIMITS.touching * (boxes[inner, 3] - boxes[inner, 1])
    if (parted & near).any():
        queried = np.union1d(inner, inner - 1)
        strings = np.zeros(len(codes), np.uintp)
        handles = map(pdfium().FPDFText_GetTextObject, repeat(reader), map(drawn.__getitem__, queried.tolist()))
        strings[queried] = np.fromiter((handle or 0 for handle in handles), np.uintp, len(queried))
        begins[inner] = strings[inner] != strings[inner - 1]
    return begins


def _turns(reader: int, drawn: list[int], boxes: Floats, rotation: int) -> NDArray[np.int8]:
    """The quarter turn of every character. Only where a character follows another closely and not to its right, as in
    turned and in stacked print, is pdfium asked; of all, where one is turned."""
    turns = np.zeros(len(drawn), np.int8)
    if len(drawn) < 2:
        return turns
    x, y = boxes[:, 0] + boxes[:, 2], boxes[:, 1] + boxes[:, 3]
    right, down = x[1:] - x[:-1], np.abs(y[1:] - y[:-1])
    em = boxes[1:, 3] - boxes[1:, 1]
    astray = np.ones(len(drawn) + 1, bool)
    astray[1:-1] = (down > em * LIMITS.rise) | (right <= 0)
    alone = np.flatnonzero(astray[1:] & astray[:-1])
    if not len(alone):
        return turns
    reach = np.maximum(boxes[alone, 2] - boxes[alone, 0], boxes[alone, 3] - boxes[alone, 1]) * 4
    before, behind = np.maximum(alone - 1, 0), np.minimum(alone, len(right) - 1)
    near = ((np.abs(right[before]) < reach) & (down[before] < reach)) | (
        (np.abs(right[behind]) < reach) & (down[behind] < reach)
    )
    queue = alone[near].tolist()
    angles = list(map(pdfium().FPDFText_GetCharAngle, repeat(reader), map(drawn.__getitem__, queue)))
    if not any(angles) and not rotation:
        return turns
    if any(_turn(angle, rotation) > 0 for angle in angles):
        everywhere = map(pdfium().FPDFText_GetCharAngle, repeat(reader), drawn)
        return np.fromiter((_turn(angle, rotation) for angle in everywhere), np.int8, len(drawn))
    angle_of = dict(zip(queue, angles, strict=True))
    while queue:
        at = queue.pop()
        if at not in angle_of:
            angle_of[at] = pdfium().FPDFText_GetCharAngle(reader, drawn[at])
        turns[at] = _turn(angle_of[at], rotation)
        if turns[at]:
            queue += {max(at - 1, 0), min(at + 1, len(drawn) - 1)} - angle_of.keys()
    return turns


def _turn(angle: float, rotation: int) -> int:
    """The quarter turns, as shown, of a character turned by an angle on a page turned by quarters.

    >>> _turn(0, 0), _turn(3 * math.pi / 2, 1), _turn(math.pi / 4, 0)
    (0, 0, -1)
    """
    degrees = math.degrees(angle) + 90 * rotation
    quarters = round(degrees / 90)
    return SLANTED if abs(degrees - quarters * 90) > LIMITS.turn else quarters % 4


# ── Lines ────────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Drawn(NamedTuple):
    """Pieces of lines and boxes of pictures, as boxes on the page; or that there are too many shapes to look at, or
    that a form is drawn elsewhere than its own coordinates say."""

    lines: Floats = np.empty((0, 4), np.float32)
    pictures: Floats = np.empty((0, 4), np.float32)
    crowded: bool = False
    moved: bool = False
    paths: Floats | None = None
    """The boxes of all paths, where these are looked at."""


def _drawn(objects: list[int], kinds: list[int], matrix: Matrix, depth: int) -> Iterator[_Drawn]:
    """What is drawn by the objects of a page or of a form, which are of these kinds."""
    functions = pdfium()
    if _PATH in kinds:
        paths = [shape for shape, kind in zip(objects, kinds, strict=True) if kind == _PATH]
        if len(paths) > LIMITS.shapes:
            yield _Drawn(crowded=True)
        else:
            bounds = _bounds(paths, matrix)
            yield _Drawn(_pieces(paths, bounds, matrix), paths=bounds)
    if _PICTURE in kinds:
        pictures = _bounds([shape for shape, kind in zip(objects, kinds, strict=True) if kind == _PICTURE], matrix)
        yield _Drawn(pictures[_is_thin(pictures)], pictures[~_is_thin(pictures)])
    if FORM in kinds and depth:
        for form in (shape for shape, kind in zip(objects, kinds, strict=True) if kind == FORM):
            within = range(functions.FPDFFormObj_CountObjects(form))
            own = matrix_of(form)
            yield _Drawn(moved=own != AS_DRAWN)
            place = _through(own, matrix)
            if place:
                inner = list(map(functions.FPDFFormObj_GetObject, repeat(form), within))
                yield from _drawn(inner, list(map(functions.FPDFPageObj_GetType, inner)), place, depth - 1)


def _through(first: Matrix, then: Matrix) -> Matrix | None:
    """Two matrices in one; None when the first turns by anything but quarters.

    >>> _through((2, 0, 0, 2, 10, 0), (1, 0, 0, -1, 0, 100))
    (2, 0, 0, -2, 10, 100)
    """
    a, b, c, d, e, f = first
    slight = 1e-3 * max(map(abs, (a, b, c, d)))
    if max(abs(b), abs(c)) <= slight:
        b = c = 0
    elif max(abs(a), abs(d)) <= slight:
        a = d = 0
    else:
        return None
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _bounds(shapes: list[int], matrix: Matrix) -> Floats:
    bounds = np.zeros((len(shapes), 4), np.float32)
    at = bounds.ctypes.data
    ends = [range(at + 4 * side, at + bounds.nbytes, 16) for side in range(4)]
    run(map(pdfium().FPDFPageObj_GetBounds, shapes, *ends))
    return placed(bounds, matrix)


def _is_thin(boxes: Floats) -> Truths:
    thin: Truths = (boxes[:, 2:] - boxes[:, :2]).min(axis=1) <= LIMITS.thick
    return thin


def _pieces(paths: list[int], bounds: Floats, matrix: Matrix) -> Floats:
    """Pieces of lines: whatever is drawn thin as a whole, and the straight edges of all that is not mere ground."""
    thin = _is_thin(bounds)
    small = _may_be_letters(bounds)
    thin[np.flatnonzero(thin & small)] = ~_have_several(paths, np.flatnonzero(thin & small))
    clips = _clips(paths, matrix)
    if thin.all():
        return _clipped(bounds, clips)
    thick = _with_edges(paths, np.flatnonzero(~thin).tolist())
    edges, owners = _edges([paths[at] for at in thick], small[thick], matrix)
    if clips is None:
        return np.concatenate((bounds[thin], edges))
    return _clipped(np.concatenate((bounds[thin], edges)), np.concatenate((clips[thin], clips[thick][owners])))


def _may_be_letters(bounds: Floats) -> Truths:
    sides = bounds[:, 2:] - bounds[:, :2]
    narrowest, highest = LIMITS.letter
    small: Truths = (sides.min(axis=1) >= narrowest) & (sides.max(axis=1) <= highest)
    return small


def _have_several(paths: list[int], places: Indexes) -> Truths:
    """Which of the paths in some places have more edges than a box."""
    counts = map(pdfium().FPDFPath_CountSegments, map(paths.__getitem__, places.tolist()))
    return np.fromiter(counts, np.intp, len(places)) > _BOX


def _clips(paths: list[int], matrix: Matrix) -> Floats | None:
    """The box outside of which each path is not shown; None when none is cut off."""
    functions = pdfium()
    handles = list(map(functions.FPDFPageObj_GetClipPath, paths))
    counts = list(map(functions.FPDFClipPath_CountPaths, handles))
    if max(counts) < 1:
        return None
    clips = np.empty((len(paths), 4), np.float32)
    clips[:] = (-np.inf, -np.inf, np.inf, np.inf)
    known: dict[int, Floats] = {}
    for at, (clip, count) in enumerate(zip(handles, counts, strict=True)):
        for path in range(count):
            first = functions.FPDFClipPath_GetPathSegment(clip, path, 0)
            if first:
                if first not in known:
                    known[first] = _box_of_clip(clip, path, matrix)
                box = known[first]
                np.maximum(clips[at, :2], box[:2], out=clips[at, :2])
                np.minimum(clips[at, 2:], box[2:], out=clips[at, 2:])
    return clips


def _box_of_clip(clip: int, path: int, matrix: Matrix) -> Floats:
    """What a path of a clip leaves to be seen."""
    functions = pdfium()
    segments = range(functions.FPDFClipPath_CountPathSegments(clip, path))
    points = _points(list(map(functions.FPDFClipPath_GetPathSegment, repeat(clip), repeat(path), segments)))
    box: Floats = placed(np.concatenate((points.min(axis=0), points.max(axis=0)))[None], matrix)[0]
    return box


def _clipped(boxes: Floats, clips: Floats | None) -> Floats:
    if clips is None:
        return boxes
    lower = np.maximum(boxes[:, :2], clips[:, :2])
    upper = np.minimum(boxes[:, 2:], clips[:, 2:])
    return np.concatenate((lower, upper), axis=1)[(lower <= upper + LIMITS.straight).all(axis=1)]


def _with_edges(paths: list[int], places: list[int]) -> list[int]:
    """The places of paths whose edges are lines: stroked ones, and those filled in several parts, as frames are, with
    anything but white.

    A box that is only filled is the ground of a cell, of a word or of a page; where it fills a cell, lines bound it.
    """
    functions = pdfium()
    modes = np.zeros((len(places), 2), np.int32)
    at = modes.ctypes.data
    candidates = [paths[place] for place in places]
    run(
        map(
            functions.FPDFPath_GetDrawMode,
            candidates,
            range(at, at + modes.nbytes, 8),
            range(at + 4, at + modes.nbytes, 8),
        )
    )
    return [
        place
        for place, path, stroked in zip(places, candidates, modes[:, 1].tolist(), strict=True)
        if stroked or (functions.FPDFPath_CountSegments(path) > _BOX and not _is_white(path))
    ]


def _is_white(path: int) -> bool:
    colour = np.zeros(4, np.uint32)
    at = colour.ctypes.data
    pdfium().FPDFPageObj_GetFillColor(path, at, at + 4, at + 8, at + 12)
    return bool(colour[:3].min() >= LIMITS.white)


def _points(segments: list[int]) -> Floats:
    points = np.zeros((len(segments), 2), np.float32)
    at = points.ctypes.data
    ends = (range(at, at + points.nbytes, 8), range(at + 4, at + points.nbytes, 8))
    run(map(pdfium().FPDFPathSegment_GetPoint, segments, *ends))
    return points


def _moved(points: Floats, matrix: Floats) -> Floats:
    """Points through one matrix, or each through a matrix of its own (a row for each of a to f)."""
    a, b, c, d, e, f = matrix
    x, y = points[:, 0], points[:, 1]
    return np.stack((a * x + c * y + e, b * x + d * y + f), axis=1)


def _edges(paths: list[int], small: Truths, matrix: Matrix) -> tuple[Floats, Indexes]:
    """The edges of paths that run along the page, and the number of the path that each belongs to; none of `small` ones
    that curve or lean, as outlined characters do."""
    functions = pdfium()
    counts = list(map(functions.FPDFPath_CountSegments, paths))
    counts = [
        0 if count > LIMITS.long and _is_lettering(path) else count for path, count in zip(paths, counts, strict=True)
    ]
    if not sum(counts):
        return np.empty((0, 4), np.float32), np.empty(0, np.intp)
    handles = chain.from_iterable(map(repeat, paths, counts))
    segments = list(map(functions.FPDFPath_GetPathSegment, handles, chain.from_iterable(map(range, counts))))
    kinds = np.fromiter(map(functions.FPDFPathSegment_GetType, segments), np.int8, len(segments))
    closes = np.fromiter(map(functions.FPDFPathSegment_GetClose, segments), bool, len(segments))
    owners = np.repeat(np.arange(len(paths)), counts)
    curves = np.bincount(owners[kinds == _CURVE_TO], minlength=len(paths))
    points = _points(segments)
    matrices = np.zeros((len(paths), 6), np.float32)
    at = matrices.ctypes.data
    run(map(functions.FPDFPageObj_GetMatrix, paths, range(at, at + matrices.nbytes, 24)))
    points = _moved(_moved(points, matrices[owners].T), np.array(matrix, np.float32))
    places = np.arange(len(points))
    starts = np.maximum.accumulate(np.where(kinds == _MOVE_TO, places, 0))
    lines = np.flatnonzero(kinds == _LINE_TO)
    closing = np.flatnonzero(closes)
    begins = np.concatenate((points[lines - 1], points[closing]))
    ends = np.concatenate((points[lines], points[starts[closing]]))
    edges = np.concatenate((np.minimum(begins, ends), np.maximum(begins, ends)), axis=1)
    of = np.concatenate((owners[lines], owners[closing]))
    leans = np.bincount(of[(edges[:, 2:] - edges[:, :2]).min(axis=1) > LIMITS.leans], minlength=len(paths))
    lettering = (curves > LIMITS.curves) | (small & (curves + leans > 0))
    straight = ((edges[:, 2:] - edges[:, :2]).min(axis=1) <= LIMITS.straight) & ~lettering[of]
    return edges[straight], of[straight]


def _is_lettering(path: int) -> bool:
    """Whether a long path draws curves from its beginning on."""
    functions = pdfium()
    begin = map(functions.FPDFPath_GetPathSegment, repeat(path), range(LIMITS.long))
    return list(map(functions.FPDFPathSegment_GetType, begin)).count(_CURVE_TO) > LIMITS.curves


def _lines(pieces: list[Floats], width: float, height: float) -> tuple[Floats, Floats]:
    """Pieces as horizontal and as vertical lines, cut at the edges of the page; a dot may be of either."""
    if not pieces:
        return np.empty((0, 3), np.float32), np.empty((0, 3), np.float32)
    boxes = np.concatenate(pieces)
    if not _are_within(boxes, width, height):
        boxes = boxes[((boxes[:, 2:] >= 0) & (boxes[:, :2] <= (width, height))).all(axis=1)]
        np.clip(boxes, 0, (width, height, width, height), out=boxes)
    across, down = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    is_flat = across > down
    is_dot = np.maximum(across, down) <= LIMITS.thick
    flat, upright = boxes[is_flat | is_dot], boxes[~is_flat | is_dot]
    horizontal, vertical = np.empty((len(flat), 3), np.float32), np.empty((len(upright), 3), np.float32)
    horizontal[:, 0] = (flat[:, 1] + flat[:, 3]) / 2
    horizontal[:, 1:] = flat[:, 0::2]
    vertical[:, 0] = (upright[:, 0] + upright[:, 2]) / 2
    vertical[:, 1:] = upright[:, 1::2]
    return horizontal, vertical
