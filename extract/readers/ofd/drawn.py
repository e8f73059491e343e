"""What is drawn on the pages of an OFD file: its objects → characters, rules and pictures, as the PDF reader has them.

Comes in: the trees of a page's layers. Goes out: `Page`s in points from the top left. What is not seen is gone: text in
the colour of the paper or in none, or under something that is drawn over it; unless all text is so and lies upon a
picture: then a program has recognised it. Pictures, seals, outlined characters and what annotations draw are ink. What
rules and characters make together is left to the PDF reader's stages.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from extract.model import PageBox
from extract.readers.hands import WHITE, are_alike
from extract.readers.ofd.package import CLEAR, Book, Box, OfdPage, Pen, book_of, box_of, colour_of, numbers_of
from extract.readers.ofd.paths import POINTS, drawn_by, ink_of, point_of
from extract.readers.pdf.arrays import Floats, Matrix, Truths
from extract.readers.pdf.characters import SLANTED, UNREADABLE
from extract.readers.pdf.lines import THICK, lines_of
from extract.readers.pdf.pages import Page

if TYPE_CHECKING:
    from lxml.etree import _Element

_USUAL_SIZE = 3.5
_ASCENT, _DESCENT = 0.86, 0.14
"""How far a font reaches above and below the line on which it stands, of its size."""
_WIDE, _NARROW, _NARROWEST = 1.0, 0.5, 0.28
"""Advance of characters, of their size, where the file does not say: of Chinese ones, of others, of points and bars."""
_THIN = frozenset(".,:;'|!")
_FIRST_WIDE = 0x2E80
_WIDEST, _WIDEST_NARROW = 1.05, 0.62
"""Advance of a character, of its size, behind which there is a gap."""
_JUMP = 2.0
"""Sizes of a character by which the next one stands elsewhere."""
_SLANT = 0.05
"""Of a quarter turn: by how much a character leans that belongs to a watermark."""
_SHADOW = 0.1
"""Of its height: how far a character stands from its double that is drawn for a bold look."""
_DOUBLES = 200
"""Characters among which one that is drawn twice is looked for."""
_MOST_OBJECTS = 20_000
_DEEPEST = 8
"""Graphics within graphics."""
_PAGE_OF_PICTURE = 0.5
"""Part of a page that a picture covers which is a scan of it."""
_NO_CHARACTER = "\u00a4"
"""What stands for a glyph of which the file does not know the character."""
_FAINT = 159
"""Of 255, the least of red, green and blue: from there on what is drawn is a ground or a watermark, and no figure."""


@dataclass(slots=True)
class _Canvas:
    """A page while it is drawn: of each character its box, turn, whether a string begins there, whether it has ink."""

    texts: list[str] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    turns: list[int] = field(default_factory=list)
    begins: list[bool] = field(default_factory=list)
    inked: list[bool] = field(default_factory=list)
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)
    grounds: list[tuple[int, float, float, float, float, bool]] = field(default_factory=list)
    """What fills an area: how many characters were drawn before, its box, whether it is white."""
    pictures: list[tuple[float, float, float, float]] = field(default_factory=list)
    ink: list[tuple[float, float, float, float]] = field(default_factory=list)
    """Where something is drawn that is no character, rule, ground or picture."""
    objects: int = 0

    def is_dark_at(self, box: tuple[float, float, float, float]) -> bool:
        """Whether what was filled last in the middle of a box is not white."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        under = (white for _, x0, y0, x1, y1, white in reversed(self.grounds) if x0 <= x <= x1 and y0 <= y <= y1)
        return not next(under, True)


def pages_of(data: bytes) -> Iterator[Page]:
    """The pages of a file. UnreadableFile tells why there are none."""
    book = book_of(data)
    for number, page in enumerate(book.pages, 1):
        yield _page(number, page, book)


def _page(number: int, page: OfdPage, book: Book) -> Page:
    left, top, width, height = page.box
    canvas = _Canvas()
    for layer in page.layers:
        _draw((layer,), (1, 0, 0, 1, -left, -top), book, Pen(), canvas)
    canvas.pictures += [_area(stamp, left, top) for stamp in page.stamps if stamp[2] > 0 and stamp[3] > 0]
    laid_upon = _Canvas()
    for note in page.notes:
        _draw(note, _through(_beginning(note), (1, 0, 0, 1, -left, -top)), book, Pen(), laid_upon)
    ink = [*canvas.ink, *canvas.pictures, *laid_upon.ink, *map(_inked, laid_upon.lines), *laid_upon.pictures]
    ink += [box for box, inked in zip(laid_upon.boxes, laid_upon.inked, strict=True) if inked]
    ink += [(x0, y0, x1, y1) for _, x0, y0, x1, y1, _ in laid_upon.grounds]
    size = (width * POINTS, height * POINTS)
    pieces = np.array(canvas.lines, np.float32).reshape(-1, 4)
    horizontal, vertical = lines_of([pieces], *size)
    seen, recognised = _seen(canvas, size)
    return Page(
        number,
        *size,
        "".join(text for text, shown in zip(canvas.texts, seen, strict=True) if shown),
        np.array(canvas.boxes, np.float32).reshape(-1, 4)[seen],
        np.array(canvas.turns, np.int8)[seen],
        np.array(canvas.begins, bool)[seen],
        horizontal,
        vertical,
        tuple(PageBox(number, *box) for box in canvas.pictures),
        crowded=canvas.objects > _MOST_OBJECTS,
        recognised=recognised,
        ink=np.array(ink, np.float32).reshape(-1, 4),
    )


def _beginning(note: _Element) -> list[float]:
    """The matrix that places what an annotation draws."""
    left, top, *_ = box_of(note.get("Boundary"))
    return [1, 0, 0, 1, left, top]


def _inked(line: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """A line as wide as its pen."""
    return ink_of([((line[0], line[1]), (line[2], line[3]))])[0]


def _area(box: Box, left: float, top: float) -> tuple[float, float, float, float]:
    x, y, width, height = box
    x0, y0 = (x - left) * POINTS, (y - top) * POINTS
    return x0, y0, x0 + width * POINTS, y0 + height * POINTS


def _seen(canvas: _Canvas, size: tuple[float, float]) -> tuple[Truths, bool]:
    """Which characters are seen, and whether the page is a scan whose text a program has recognised."""
    seen = np.array(canvas.inked, bool)
    boxes = np.array(canvas.boxes, np.float32).reshape(-1, 4)
    area = max(((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in canvas.pictures), default=0.0)
    if len(seen) and not seen.any() and area > _PAGE_OF_PICTURE * size[0] * size[1]:
        return np.ones(len(seen), bool), True
    for drawn, x0, y0, x1, y1, _ in canvas.grounds:
        seen[:drawn] &= ~_within(boxes[:drawn], x0, y0, x1, y1)
    return seen & _first_of_doubles(canvas), False


def _within(boxes: Floats, x0: float, y0: float, x1: float, y1: float) -> Truths:
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    return np.asarray((x >= x0) & (x <= x1) & (y >= y0) & (y <= y1), bool)


def _first_of_doubles(canvas: _Canvas) -> Truths:
    """All characters but those that are drawn once more where they stand, for a bold look."""
    first: list[bool] = []
    places: dict[str, list[tuple[float, float]]] = {}
    for text, (x0, y0, _, y1) in zip(canvas.texts, canvas.boxes, strict=True):
        near = (y1 - y0) * _SHADOW
        same = places.setdefault(text, [])
        first.append(not any(abs(x0 - x) < near and abs(y0 - y) < near for x, y in same[-_DOUBLES:]))
        same.append((x0, y0))
    return np.array(first, bool)


# ── Objects ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _draw(
    parent: Iterable[_Element], outer: Matrix, book: Book, inherited: Pen, canvas: _Canvas, depth: int = 0
) -> None:
    """Draws what stands in a layer, a block, a page, or a graphic, so deep within others."""
    for element in parent:
        name = str(element.tag).rpartition("}")[2]
        if element.get("Visible") == "false" or name not in _DRAWN:
            continue
        pen = _over(element, book.pens.get(element.get("DrawParam", ""), inherited))
        if name in _HOLDING:
            _draw(element, outer, book, pen, canvas, depth)
            continue
        canvas.objects += 1
        if canvas.objects > _MOST_OBJECTS:
            return
        left, top, *_ = box_of(element.get("Boundary"))
        own = numbers_of(element.get("CTM"))
        matrix = _through(own, (*outer[:4], outer[4] + left, outer[5] + top))
        if name == "CompositeObject":
            graphic = book.graphics.get(element.get("ResourceID", ""))
            if graphic is not None and depth < _DEEPEST and element.get("Alpha") != "0":
                _draw(graphic, matrix, book, pen, canvas, depth + 1)
        elif name == "TextObject":
            _text(element, matrix, pen, canvas)
        elif name == "PathObject":
            _path(element, matrix, pen, canvas)
        elif element.get("Alpha") != "0":
            canvas.pictures.append(_box_through((0, 0, 1, 1) if own else _unit(element), matrix))


_HOLDING = frozenset(("Content", "Layer", "PageBlock", "Page"))
_DRAWN = _HOLDING | {"TextObject", "PathObject", "ImageObject", "CompositeObject"}


def _unit(element: _Element) -> tuple[float, float, float, float]:
    """The box of a picture without a matrix: all of its boundary."""
    _, _, width, height = box_of(element.get("Boundary"))
    return 0, 0, width, height


def _over(element: _Element, inherited: Pen) -> Pen:
    """The colours of an object: its own before those that it takes over."""
    clear = element.get("Alpha") == "0"
    fill, stroke = colour_of(element, "FillColor"), colour_of(element, "StrokeColor")
    return Pen(CLEAR if clear else fill or inherited.fill, CLEAR if clear else stroke or inherited.stroke)


def _through(own: list[float], outer: Matrix) -> Matrix:
    """An object's matrix, where it has one, and then the one around it."""
    if len(own) != 6:
        return outer
    a, b, c, d, e, f = own
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _box_through(box: tuple[float, float, float, float], matrix: Matrix) -> tuple[float, float, float, float]:
    (x0, y0), (x1, y1) = point_of(box[0], box[1], matrix), point_of(box[2], box[3], matrix)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _is_white(colour: str) -> bool:
    """Whether a colour, as its shares of red, green and blue, or of grey, are written, is that of the paper."""
    shades = numbers_of(colour)
    if len(shades) == 1:
        shades *= 3
    if len(shades) != 3 or not all(0 <= shade <= 255 for shade in shades):
        return False
    return are_alike("".join(f"{int(shade):02X}" for shade in shades), WHITE)


def _text(element: _Element, matrix: Matrix, pen: Pen, canvas: _Canvas) -> None:
    """Draws the characters of a text, each where the file says that it stands."""
    a, b, c, d, *_ = matrix
    size = next(iter(numbers_of(element.get("Size"))), _USUAL_SIZE)
    high = size * math.hypot(c, d) * POINTS
    turn = math.degrees(math.atan2(b, a)) / 90
    turns = round(turn) % 4 if abs(turn - round(turn)) < _SLANT else SLANTED
    filled = element.get("Fill") != "false" and pen.fill != CLEAR
    hollow = element.get("Stroke") == "true" and pen.stroke != CLEAR and not _is_white(pen.stroke)
    inked = filled or hollow
    white = _is_white(pen.fill) and not hollow
    x = y = 0.0
    for code in element.iterchildren("{*}TextCode"):
        x = next(iter(numbers_of(code.get("X"))), x)
        y = next(iter(numbers_of(code.get("Y"))), y)
        across, down = numbers_of(code.get("DeltaX")), numbers_of(code.get("DeltaY"))
        begins = True
        for number, text in enumerate(code.text or ""):
            usual = size * (_WIDE if ord(text) >= _FIRST_WIDE else _NARROWEST if text in _THIN else _NARROW)
            step = across[number] if number < len(across) else 0 if down else usual
            fall = down[number] if number < len(down) else 0
            if not text.isspace():
                widest = size * (_WIDEST if ord(text) >= _FIRST_WIDE else _WIDEST_NARROW)
                advance = min(abs(step) or usual, widest)
                box = _box_through((x, y - _ASCENT * size, x + advance, y + _DESCENT * size), matrix)
                canvas.texts.append(UNREADABLE if text == _NO_CHARACTER or _is_private(text) else text)
                canvas.boxes.append(box)
                canvas.turns.append(turns)
                canvas.begins.append(begins)
                canvas.inked.append(inked and (not white or canvas.is_dark_at(box)))
                begins = abs(step) > _JUMP * size or abs(fall) > high
            x, y = x + step, y + fall


def _is_private(text: str) -> bool:
    """Whether a character has a meaning in its own font only."""
    return "\ue000" <= text <= "\uf8ff"


def _path(element: _Element, matrix: Matrix, pen: Pen, canvas: _Canvas) -> None:
    """Draws the rules of a path, the ground that it fills, or ink: what is bent or slants may be a figure."""
    data = next((each.text or "" for each in element.iterchildren("{*}AbbreviatedData")), "")
    drawn = drawn_by(data, matrix)
    if not drawn.pieces:
        return
    filled = element.get("Fill") == "true" and pen.fill not in ("", CLEAR)
    stroked = element.get("Stroke") != "false" and pen.stroke != CLEAR and not _is_white(pen.stroke)
    if not drawn.is_ruled:
        if (filled and not _is_faint(pen.fill)) or (stroked and not _is_faint(pen.stroke)):
            canvas.ink += ink_of(drawn.pieces)
        return
    xs, ys = zip(*(point for piece in drawn.pieces for point in piece), strict=True)
    box = (min(xs), min(ys), max(xs), max(ys))
    if filled and min(box[2] - box[0], box[3] - box[1]) <= THICK:
        if not _is_white(pen.fill):
            canvas.lines.append(box)
        return
    if filled:
        canvas.grounds.append((len(canvas.texts), *box, _is_white(pen.fill)))
    if stroked:
        canvas.lines += [(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)) for (x0, y0), (x1, y1) in drawn.pieces]


def _is_faint(colour: str) -> bool:
    """Whether a colour is too light for a figure."""
    return min(numbers_of(colour), default=0.0) >= _FAINT
