"""The characters of a page as drawn, by pdfium: those that are seen, with their places, turns and strings.

Comes in: a page that pdfium has open, and its lines. Goes out: `Characters`. Which of them are seen is left to `sight`,
which signs stand beside digits to `marks`, and where those stand that are drawn elsewhere to `moved`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.errors import UnreadableFile
from extract.readers.pdf.arrays import (
    CODE_POINTS,
    NO_BOXES,
    ZERO,
    Codes,
    Floats,
    Indexes,
    Matrix,
    Truths,
    among,
    are_within,
    is_any,
    is_digit,
    is_figure,
    median,
    placed,
    places_where,
)
from extract.readers.pdf.asked import answers_of, strings_at, told_at
from extract.readers.pdf.fonts import Untrusted, are_of
from extract.readers.pdf.marks import marks_of
from extract.readers.pdf.misnamed import Digit, digits_of
from extract.readers.pdf.moved import DEEPEST, INK, order_of, put_into_place, reading_order
from extract.readers.pdf.pdfium import pdfium
from extract.readers.pdf.sight import Sight, View
from extract.readers.pdf.signs import Cut
from extract.text import without_radicals

SLANTED = -1
"""The turn of a character that leans, as in a watermark."""
_UNREADABLE = 0xFFFD
UNREADABLE = chr(_UNREADABLE)
"""What stands for a character that is drawn but not known."""
_BLANK = 0x20
_HYPHEN = 0x02
"""What pdfium makes of a hyphen at the end of a line."""
_LAST_LATIN = 0x24F
"""Up to here codes of glyphs are found, which pdfium takes for characters where a font does not name them."""
_MAY_BE_GLYPHS = among({*range(_LAST_LATIN + 1)} - {0x0A, 0x0D, 0x20})
_SURROGATES = among(range(0xD800, 0xE000))
_NO_CHARACTERS = _SURROGATES | among({0})
_FIRST_WIDE = 0x2E80
"""The first code point of the scripts whose characters are as wide as an em."""
_WIDTHS_TO_EM = np.full(CODE_POINTS, 1e6, np.float32)
"""How many times as high as wide characters are: no limit for those of which it is not known."""
_WIDTHS_TO_EM[_FIRST_WIDE:] = 1
_WIDTHS_TO_EM[ZERO : ZERO + 10] = 2
_TOUCHING = 0.2
"""Heights between two characters that may be of one number."""
_TALL = 1.6
"""Ems that the fonts of office programs are high at most, from ascent to descent."""
_ASCENT = 0.86
"""Part of an em above the line that characters stand on, in Chinese fonts."""
_SAMPLE = 32
"""One character in so many is looked at for whether its font names it, and all that begin a run of those up to
`_LAST_LATIN`."""
_RISE = 0.2
"""Heights of its box from which a character stands above or below the one before, as on a slant; two fonts of one line
differ by less."""
_LOW, _NARROW, _TINY_BESIDE = 1.5, 0.4, 0.25
"""Points of height and of width, and part of that of most of a page's characters, up to which a digit is a speck."""
_CUT = 0.2
"""Part of a digit's width or height that lies beyond the page from which it is cut; its ink does not fill its box."""
_THIN = 1e-3
_EDGE = 3.0
"""Points on both sides of an edge of the page that are told of where it cuts digits."""
_TURN = 10
"""Degrees by which recognised text of a skewed scan may lean and still stand upright."""


class Coloured(NamedTuple):
    """Strings in another colour than most of a page: what they reach over, and how many characters each has."""

    boxes: Floats = NO_BOXES
    lengths: Indexes = np.empty(0, np.intp)


class Characters(NamedTuple):
    """What a `Page` tells of its characters, and what a closer look has told, if there was one."""

    text: str
    boxes: Floats
    turns: NDArray[np.int8]
    begins: Truths
    as_written: bool
    sight: Sight | None
    rules: tuple[Floats, Floats]
    """The horizontal and vertical lines, without those that strike characters."""
    coloured: Coloured
    cut: Floats
    """The stretches of the edges of the page that cut digits, as boxes."""
    digits: tuple[Digit, ...]
    """One of every digit of every font, of which no page before has told."""


def characters_of(
    page: int,
    objects: list[int],
    rotation: int,
    shown: Matrix,
    size: tuple[float, float],
    rules: tuple[Floats, Floats],
    view: View | None,
    moved: bool,
    untrusted: Untrusted,
    told: Collection[tuple[str, int]],
) -> Characters:
    """The characters drawn on a page; those that pdfium adds (line ends, blanks) left out, and those that are not
    seen. Signs are put beside raised and struck digits. `moved` tells that there are forms that are drawn elsewhere,
    `untrusted` the fonts that are not to be believed; digits of fonts that pages before have `told` of are not told."""
    functions = pdfium()
    reader = functions.FPDFText_LoadPage(page)
    if not reader:
        raise UnreadableFile("truncated", kind="pdf")
    try:
        codes = _codes(reader, functions.FPDFText_CountChars(reader), untrusted)
        drawn = _drawn_at(reader, codes)
        boxes = told_at("FPDFText_GetLooseCharBox", reader, drawn)
        if moved:
            put_into_place(boxes, reader, drawn)
        boxes = placed(boxes, shown)
        codes = codes[drawn]
        _shorten(boxes, codes, reader, drawn, shown)
        tiny = _are_tiny(codes, boxes)
        edges = NO_BOXES
        if is_any(tiny) or not are_within(boxes, *size):
            middle = (boxes[:, :2] + boxes[:, 2:]) / 2
            cut = _are_cut(codes, boxes, *size)
            edges = _cutting_edges(boxes[cut], size)
            codes = np.where(cut, np.uint32(_UNREADABLE), codes)
            visible = places_where(((middle >= 0) & (middle <= size)).all(axis=1) & ~tiny)
            codes, drawn, boxes = codes[visible], [drawn[at] for at in visible.tolist()], boxes[visible]
        sight = view.sight_of(reader, drawn, codes, boxes) if view else None
        as_written = not is_any(tiny) and (sight is None or not is_any(is_digit(codes[~sight.seen | sight.doubtful])))
        if sight:
            unsure = sight.doubtful & ((codes < _FIRST_WIDE) | is_figure(codes))
            codes = np.where(unsure, np.uint32(_UNREADABLE), codes)[sight.seen]
            drawn, boxes = [at for at, seen in zip(drawn, sight.seen.tolist(), strict=True) if seen], boxes[sight.seen]
        if view:
            codes, boxes = _turned_over(reader, drawn, codes, boxes, view.signs.turned_over)
            codes, boxes = _bitten(reader, drawn, codes, boxes, view.signs.cut)
        turns = _turns(reader, drawn, boxes, rotation)
        order = order_of(reader, drawn, objects, DEEPEST) if is_any(turns > 0) else reading_order(boxes)
        if order is not None:
            codes, drawn, boxes, turns = codes[order], [drawn[at] for at in order.tolist()], boxes[order], turns[order]
        begins = _begins(reader, drawn, codes, boxes, rules[1])
        digits = digits_of(reader, drawn, codes, boxes, turns == 0, lambda places: _ink(reader, places, shown), told)
        coloured = _coloured(reader, drawn, codes, boxes, view.signs.coloured) if view else Coloured()
        marks = marks_of(
            codes, boxes, turns, rules, lambda at: _ink(reader, [drawn[place] for place in at.tolist()], shown)
        )
        if marks:
            codes = np.insert(codes, marks.places, marks.codes)
            boxes = np.insert(boxes, marks.places, marks.boxes, axis=0)
            turns, begins = np.insert(turns, marks.places, marks.turns), np.insert(begins, marks.places, True)
            rules = rules[0][~marks.strokes[0]], rules[1][~marks.strokes[1]]
        text = without_radicals(codes.astype("<u4").tobytes().decode("utf-32-le"))
        return Characters(text, boxes, turns, begins, as_written and not marks, sight, rules, coloured, edges, digits)
    finally:
        functions.FPDFText_ClosePage(reader)


def _are_cut(codes: Codes, boxes: Floats, width: float, height: float) -> Truths:
    """Which digits the edge of the page cuts, or parts from others that it cuts off."""
    outside = np.maximum(-boxes[:, :2], boxes[:, 2:] - (width, height)) / np.maximum(boxes[:, 2:] - boxes[:, :2], _THIN)
    farthest = outside.max(axis=1)
    is_part = is_figure(codes)
    lost, shown = is_part & (farthest > _CUT), farthest < 1
    joined = _are_joined(boxes)
    cut = lost.copy()
    cut[1:] |= lost[:-1] & joined
    cut[:-1] |= lost[1:] & joined
    seen: Truths = cut & shown & is_digit(codes)
    return seen


def _are_joined(boxes: Floats) -> Truths:
    """Whether each character but the first stands close to the one before, on one line of any direction."""
    one, other = boxes[:-1], boxes[1:]
    em = (other[:, 2:] - other[:, :2]).max(axis=1)
    apart = np.maximum(one[:, :2] - other[:, 2:], other[:, :2] - one[:, 2:]).max(axis=1)
    level = np.abs(one[:, :2] - other[:, :2]).min(axis=1)
    joined: Truths = (apart < _TOUCHING * em) & (level < _RISE * em)
    return joined


def _cutting_edges(boxes: Floats, size: tuple[float, float]) -> Floats:
    """The stretches of the edges of a page at which boxes are cut: of each the nearest."""
    beyond = np.concatenate((-boxes[:, :2], boxes[:, 2:] - size), axis=1).argmax(axis=1)
    found = []
    for side, end in enumerate((0.0, 0.0, *size)):
        own, axis = boxes[beyond == side], side % 2
        if len(own):
            stretch = [*own[:, :2].min(axis=0), *own[:, 2:].max(axis=0)]
            stretch[axis], stretch[axis + 2] = end - _EDGE, end + _EDGE
            found.append(stretch)
    return np.array(found, np.float32).reshape(-1, 4)


def _turned_over(
    reader: int, drawn: list[int], codes: Codes, boxes: Floats, strings: list[int]
) -> tuple[Codes, Floats]:
    """The characters, those of strings that are mirrored or stand on their heads from left to right, and digits among
    them unknown."""
    if not strings:
        return codes, boxes
    handles = strings_at(reader, drawn)
    over = np.isin(handles, strings)
    placed_anew = boxes.copy()
    for string in strings:
        own = places_where(handles == string)
        placed_anew[own] = boxes[own[boxes[own, 0].argsort(kind="stable")]]
    return np.where(over & is_digit(codes), np.uint32(_UNREADABLE), codes), placed_anew


def _bitten(reader: int, drawn: list[int], codes: Codes, boxes: Floats, cut: Cut) -> tuple[Codes, Floats]:
    """The characters, digits unknown that a clip cuts at an end of their string, and as wide as what is left of them:
    the cell that they stand in may be cut there, too."""
    if not cut.bitten:
        return codes, boxes
    handles = strings_at(reader, drawn)
    known, left = codes.copy(), boxes.copy()
    for string, clip in zip(cut.bitten, cut.bites, strict=True):
        own = (handles == string) & is_digit(codes)
        room = _CUT * (boxes[:, 2] - boxes[:, 0])
        bitten = own & ((boxes[:, 0] + room < clip[0]) | (boxes[:, 2] - room > clip[2]))
        known[bitten] = _UNREADABLE
        left[bitten, 0::2] = np.clip(boxes[bitten, 0::2], clip[0], clip[2])
    return known, left


def _are_tiny(codes: Codes, boxes: Floats) -> Truths:
    """Which digits are so low or narrow, where other characters are not, that nobody sees them."""
    width, height = (boxes[:, 2:] - boxes[:, :2]).T
    tiny: Truths = np.zeros(len(boxes), bool)
    for sizes, least in ((height, _LOW), (width, _NARROW)):
        small = (sizes > 0) & (sizes < least)
        if is_any(small):
            tiny |= small & (sizes < _TINY_BESIDE * median(sizes))
    return tiny & is_digit(codes)


def _coloured(reader: int, drawn: list[int], codes: Codes, boxes: Floats, strings: list[int]) -> Coloured:
    """Some strings as they are printed."""
    if not strings:
        return Coloured()
    of = np.where(codes == _BLANK, 0, strings_at(reader, drawn))
    own = [each for string in strings if len(each := boxes[of == string])]
    ends = [np.concatenate((each[:, :2].min(axis=0), each[:, 2:].max(axis=0))) for each in own]
    return Coloured(np.array(ends, np.float32).reshape(-1, 4), np.array([len(each) for each in own], np.intp))


def _ink(reader: int, places: list[int], shown: Matrix) -> Floats:
    """What the ink of some characters reaches over."""
    sides = told_at("FPDFText_GetCharBox", reader, places)[:, INK]
    return placed(sides.astype(np.float32), shown)


def _shorten(boxes: Floats, codes: Codes, reader: int, drawn: list[int], shown: Matrix) -> None:
    """Makes boxes an em high, where the font of a file claims to be so much higher that they would reach into the lines
    around: in place, from where the characters stand and how large their font is set."""
    width, height = (boxes[:, 2:] - boxes[:, :2]).T
    if not is_any(height > width * _WIDTHS_TO_EM[codes] * _TALL) or not is_any(wide := codes >= _FIRST_WIDE):
        return
    em = np.fromiter(answers_of("FPDFText_GetFontSize", reader, drawn), np.float32, len(drawn))
    em *= median(width[wide] / np.maximum(em[wide], 1e-3))
    tall = places_where(height > em * _TALL)
    origins = told_at("FPDFText_GetCharOrigin", reader, [drawn[at] for at in tall.tolist()])
    base = placed(np.concatenate((origins, origins), axis=1).astype(np.float32), shown)[:, 1]
    boxes[tall, 1], boxes[tall, 3] = base - _ASCENT * em[tall], base + (1 - _ASCENT) * em[tall]


def _codes(reader: int, count: int, untrusted: Untrusted) -> Codes:
    """The code points of a page, as many as pdfium counts; those that its fonts do not name are U+FFFD, and those of
    fonts that are not to be believed."""
    functions = pdfium()
    buffer = np.zeros(2 * count + 2, np.uint16)
    length = functions.FPDFText_GetText(reader, 0, count, buffer.ctypes.data) - 1 if count else 0
    codes = buffer[:count].astype(np.uint32)
    if length != count or is_any(_SURROGATES[codes]):
        codes = np.fromiter(answers_of("FPDFText_GetUnicode", reader, range(count)), np.uint32, count)
        codes[codes >= CODE_POINTS] = _UNREADABLE
    doubtful = _MAY_BE_GLYPHS[codes]
    doubtful[1:] &= ~doubtful[:-1]
    doubtful[::_SAMPLE] = True
    doubtful |= _are_half_line_ends(codes)
    if any(answers_of("FPDFText_HasUnicodeMapError", reader, places_where(doubtful).tolist())):
        unnamed = answers_of("FPDFText_HasUnicodeMapError", reader, range(count))
        codes[np.fromiter(unnamed, bool, count)] = _UNREADABLE
    if untrusted.unnamed:
        codes[are_of(reader, count, untrusted.unnamed)] = _UNREADABLE
    if untrusted.misnamed:
        codes[are_of(reader, count, untrusted.misnamed) & (codes > _BLANK) & (codes < _FIRST_WIDE)] = _UNREADABLE
    codes[codes == _HYPHEN] = 0x2D
    codes[_NO_CHARACTERS[codes]] = _UNREADABLE
    return codes


def _are_half_line_ends(codes: Codes) -> Truths:
    """Which characters are half of a line end, whereas pdfium adds whole ones: numbers of glyphs."""
    returns, feeds = codes == 0x0D, codes == 0x0A
    half: Truths = returns | feeds
    if is_any(half):
        half[:-1] &= ~(returns[:-1] & feeds[1:])
        half[1:] &= ~(returns[:-1] & feeds[1:])
    return half


def _drawn_at(reader: int, codes: Codes) -> list[int]:
    """The places of the characters that are drawn: pdfium adds line ends, and blanks of its own."""
    drawn = (codes != 0x0A) & (codes != 0x0D)
    blanks = places_where(codes == 0x20)
    if len(blanks):
        added = answers_of("FPDFText_IsGenerated", reader, blanks.tolist())
        drawn[blanks] = ~np.fromiter(added, bool, len(blanks))
    places: list[int] = places_where(drawn).tolist()
    return places


def _begins(reader: int, drawn: list[int], codes: Codes, boxes: Floats, vertical: Floats) -> Truths:
    """The digits with which a string of the file begins, as far as a line runs between two of them; all others, too."""
    begins = np.ones(len(codes), bool)
    figure = is_figure(codes)
    inner = places_where(figure[1:] & figure[:-1]) + 1
    one, other = boxes[inner - 1], boxes[inner]
    near = np.abs(other[:, 0] - one[:, 2]) < _TOUCHING * (other[:, 3] - one[:, 1])
    levels = np.sort(vertical[:, 0])
    before, behind = (levels.searchsorted((box[near, 0] + box[near, 2]) / 2) for box in (one, other))
    if is_any(before != behind):
        is_queried = np.zeros(len(codes), bool)
        is_queried[inner] = is_queried[inner - 1] = True
        queried = places_where(is_queried)
        strings = np.zeros(len(codes), np.uintp)
        strings[queried] = strings_at(reader, [drawn[at] for at in queried.tolist()])
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
    astray[1:-1] = (down > em * _RISE) | (right <= 0)
    alone = places_where(astray[1:] & astray[:-1])
    if not len(alone):
        return turns
    reach = np.maximum(boxes[alone, 2] - boxes[alone, 0], boxes[alone, 3] - boxes[alone, 1]) * 4
    before, behind = np.maximum(alone - 1, 0), np.minimum(alone, len(right) - 1)
    near = ((np.abs(right[before]) < reach) & (down[before] < reach)) | (
        (np.abs(right[behind]) < reach) & (down[behind] < reach)
    )
    queue = alone[near].tolist()
    angles = list(answers_of("FPDFText_GetCharAngle", reader, map(drawn.__getitem__, queue)))
    if not any(angles) and not rotation:
        return turns
    found = _turned(np.array(angles), rotation)
    if is_any(found > 0):
        everywhere = answers_of("FPDFText_GetCharAngle", reader, drawn)
        return _turned(np.fromiter(everywhere, np.float64, len(drawn)), rotation)
    turn_of = dict(zip(queue, found.tolist(), strict=True))
    while queue:
        at = queue.pop()
        if at not in turn_of:
            turn_of[at] = int(_turned(np.array(pdfium().FPDFText_GetCharAngle(reader, drawn[at])), rotation))
        turns[at] = turn_of[at]
        if turns[at]:
            queue += {max(at - 1, 0), min(at + 1, len(drawn) - 1)} - turn_of.keys()
    return turns


def _turned(angles: NDArray[np.float64], rotation: int) -> NDArray[np.int8]:
    """The quarter turns, as shown, of characters turned by angles on a page turned by quarters.

    >>> _turned(np.array((0, np.pi / 4)), 0).tolist(), _turned(np.array((3 * np.pi / 2,)), 1).tolist()
    ([0, -1], [0])
    """
    degrees = np.degrees(angles) + 90 * rotation
    quarters = np.rint(degrees / 90)
    return np.where(np.abs(degrees - quarters * 90) > _TURN, SLANTED, quarters % 4).astype(np.int8)
