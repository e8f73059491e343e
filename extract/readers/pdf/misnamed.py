"""Fonts that say other digits than they show: a person reads what is drawn.

Comes in: of every page one of each digit of each font, as it stands there, and the open file. Goes out: the fonts whose
digits are not to be believed. Most fonts are told at a glance: 1 is narrow, and what is round reaches over the line.
Only where one is not as it should be, or where a font shows few digits and nothing else, are they drawn and held
against those of the fonts that pdfium has itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.readers.pdf.arrays import ZERO, Codes, Floats, Truths, places_where
from extract.readers.pdf.asked import strings_at, told_at
from extract.readers.pdf.fonts import name_of
from extract.readers.pdf.pdfium import opened, pdfium

_NARROW, _AS_NARROW = 0.93, 1.1
"""How many times as wide as most digits one is that may be 1, where none says so, and as the narrowest 1 is at most."""
_OVER = 0.005
"""Parts of the height of its font by which a flat digit reaches farther than a round one, that is none."""
_ABOVE = frozenset({0, 2, 3, 6, 8, 9}), frozenset({1, 4, 5, 7})
_BELOW = frozenset({0, 3, 5, 6, 8, 9}), frozenset({1, 2, 4, 7})
"""The digits that are round, and those that are flat."""
_FEW = 7
"""Digits of a font up to which they may pass for others by how narrow and how high they are."""
_CLOSED, _OPEN = frozenset({0, 6, 8, 9}), frozenset({1, 2, 3, 5, 7})
"""The digits whose lines enclose something, and those whose lines do not; of 4 there are both."""
_SIDE = 32
"""Pixels of the square that a digit is drawn in, as high as it is."""
_UNLIKE = 0.08
"""By how much a digit is less like itself than like another, from which several are not believed; a slanted 1 may be
more like a 7."""
_SEVERAL = 2
_BGRX = 3
_STANDARD = (b"Helvetica", b"Times-Roman", b"Courier")
_SHEET = (400, 200)
_FILE = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 %b]/Contents 4 0 R/Resources<</Font<<%b>>>>>>endobj
4 0 obj<</Length %d>>stream
%b
endstream endobj
trailer<</Root 1 0 R>>
"""

Box = tuple[float, float, float, float]
"""x0 y0 x1 y1, from the top left of a page as it is shown."""
Glyph = NDArray[np.float64]


class Digit(NamedTuple):
    """A digit that a font says, as it stands on a page: its ink, and its box, as high as the font."""

    font: str
    digit: int
    ink: Box
    box: Box


def digits_of(
    reader: int,
    drawn: Sequence[int],
    codes: Codes,
    boxes: Floats,
    upright: Truths,
    inks: Callable[[list[int]], Floats],
    told: Collection[tuple[str, int]],
) -> tuple[Digit, ...]:
    """One of every digit of every font that a page brings with it, less those that pages before have `told` of."""
    functions = pdfium()
    at = places_where((codes >= ZERO) & (codes < ZERO + 10) & upright)
    places = at.tolist()
    strings = strings_at(reader, [drawn[place] for place in places]).tolist()
    fonts: dict[int, int] = {string: (string and functions.FPDFTextObj_GetFont(string)) or 0 for string in {*strings}}
    names = {font: name_of(font) for font in {*fonts.values()} - {0} if functions.FPDFFont_GetIsEmbedded(font) == 1}
    digits = zip(map(fonts.__getitem__, reversed(strings)), reversed((codes[at] - ZERO).tolist()), strict=True)
    earliest = dict(zip(digits, reversed(places), strict=True))
    first: dict[tuple[str, int], int] = {}
    for (font, digit), place in sorted(earliest.items(), key=itemgetter(1)):
        if font in names and (names[font], digit) not in told:
            first.setdefault((names[font], digit), place)
    if not first:
        return ()
    inked = inks([drawn[place] for place in first.values()]).tolist()
    return tuple(
        Digit(font, digit, tuple(ink), tuple(boxes[place].tolist()))
        for ((font, digit), place), ink in zip(first.items(), inked, strict=True)
    )


class OnPage(NamedTuple):
    """A page of a file by its number, counted from 0, its size in points, and the digits on it."""

    number: int
    width: float
    height: float
    digits: tuple[Digit, ...]


def misnamed_fonts(document: int, pages: Iterable[OnPage]) -> frozenset[str]:
    """The fonts whose digits are others than they say."""
    fonts: dict[str, dict[int, tuple[OnPage, Digit]]] = defaultdict(dict)
    for page in pages:
        for each in page.digits:
            fonts[each.font].setdefault(each.digit, (page, each))
    return frozenset(
        font
        for font, digits in fonts.items()
        if (len(digits) <= _FEW or not _are_as_they_should({digit: each for digit, (_, each) in digits.items()}))
        and _are_others(document, digits.values())
    )


# ── At a glance ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _are_as_they_should(digits: Mapping[int, Digit]) -> bool:
    """Whether digits are as narrow, and as high, beside each other as those of all fonts."""
    return _is_one_narrow({digit: _parts(each)[0] for digit, each in digits.items()}) and all(
        _round_reach_over({digit: _parts(each)[side] for digit, each in digits.items()}, *kinds)
        for side, kinds in ((1, _ABOVE), (2, _BELOW))
    )


def _parts(digit: Digit) -> tuple[float, float, float]:
    """How wide a digit is, and how far it reaches up, and down, in parts of the height of its font."""
    (x0, y0, x1, y1), (_, top, _, bottom) = digit.ink, digit.box
    high = max(bottom - top, 1e-3)
    return (x1 - x0) / high, (bottom - y0) / high, (y1 - bottom) / high


def _is_one_narrow(widths: Mapping[int, float]) -> bool:
    narrowest = min(widths.values())
    if 1 in widths:
        return widths[1] <= _AS_NARROW * narrowest
    return narrowest >= _NARROW * median(widths.values())


def _round_reach_over(reach: Mapping[int, float], rounds: frozenset[int], flats: frozenset[int]) -> bool:
    round_ones, flat_ones = ([reach[digit] for digit in kind & reach.keys()] for kind in (rounds, flats))
    return not round_ones or not flat_ones or max(flat_ones) <= min(round_ones) + _OVER


# ── Drawn ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _are_others(document: int, digits: Iterable[tuple[OnPage, Digit]]) -> bool:
    """Whether several digits look more like others than like themselves; or one does that is closed and should be open,
    or the other way round."""
    seen = [(each.digit, _unlike(each.digit, drawing), drawing) for each, drawing in _drawn(document, digits)]
    several = sum(by > _UNLIKE for _, by, _ in seen) >= _SEVERAL
    return several or any(
        by > 0 and digit in (_OPEN if _is_closed(drawing) else _CLOSED) for digit, by, drawing in seen
    )


def _is_closed(drawing: Glyph) -> bool:
    """Whether something is seen that lines enclose, as within 0."""
    ground = np.pad(drawing < (drawing.max() + drawing.min()) / 2, 1, constant_values=True)
    around = np.zeros_like(ground)
    around[0] = True
    while True:
        wider = around.copy()
        wider[1:] |= around[:-1]
        wider[:-1] |= around[1:]
        wider[:, 1:] |= around[:, :-1]
        wider[:, :-1] |= around[:, 1:]
        wider &= ground
        if (wider == around).all():
            return bool((ground & ~around).any())
        around = wider


def _unlike(digit: int, drawing: Glyph) -> float:
    """How much more a drawing is like that of another digit."""
    like = [max(float((drawing * own).sum()) for own in templates) for templates in _templates()]
    return max(like[:digit] + like[digit + 1 :]) - like[digit]


def _drawn(document: int, digits: Iterable[tuple[OnPage, Digit]]) -> Iterator[tuple[Digit, Glyph]]:
    """Digits with what is seen where they stand."""
    functions = pdfium()
    for page, own in groupby(sorted(digits, key=lambda each: each[0].number), key=lambda each: each[0]):
        handle = functions.FPDF_LoadPage(document, page.number)
        if handle:
            yield from ((each, _drawing(handle, page, each.ink)) for _, each in own)
            functions.FPDF_ClosePage(handle)


def _drawing(handle: int, page: OnPage, ink: Box) -> Glyph:
    """What is seen in a box of a page, in the middle of a square as high as the box; comparable with others."""
    functions = pdfium()
    x0, y0, x1, y1 = ink
    scale = _SIDE / max(y1 - y0, 1e-3)
    wide = min(max(round((x1 - x0) * scale), 1), _SIDE)
    pixels = np.full((_SIDE, wide, 4), 255, np.uint8)
    bitmap = functions.FPDFBitmap_CreateEx(wide, _SIDE, _BGRX, pixels.ctypes.data, 4 * wide)
    size = round(page.width * scale), round(page.height * scale)
    functions.FPDF_RenderPageBitmap(bitmap, handle, -round(x0 * scale), -round(y0 * scale), *size, 0, 0)
    functions.FPDFBitmap_Destroy(bitmap)
    grey = pixels[:, :, :3].astype(float).mean(axis=2)
    square = np.zeros((_SIDE, _SIDE))
    left = (_SIDE - wide) // 2
    square[:, left : left + wide] = grey.max() - grey
    square -= square.mean()
    drawing: Glyph = square / max(float(np.linalg.norm(square)), 1e-9)
    return drawing


@cache
def _templates() -> tuple[tuple[Glyph, ...], ...]:
    """Every digit in the fonts that pdfium has itself."""
    names = [b"/F%d" % number for number in range(len(_STANDARD))]
    fonts = b"".join(
        b"%b<</Type/Font/Subtype/Type1/BaseFont/%b>>" % each for each in zip(names, _STANDARD, strict=True)
    )
    lines = [b"BT %b 40 Tf 20 %d Td (0123456789) Tj ET" % (name, 20 + 60 * at) for at, name in enumerate(names)]
    content = b"\n".join(lines)
    sheet = OnPage(0, *_SHEET, ())
    found: list[tuple[int, Glyph]] = []
    with opened(_FILE % (b"%d %d" % _SHEET, fonts, len(content), content)) as document:
        functions = pdfium()
        page = functions.FPDF_LoadPage(document, 0)
        reader = functions.FPDFText_LoadPage(page)
        for at in range(functions.FPDFText_CountChars(reader)):
            digit = functions.FPDFText_GetUnicode(reader, at) - ZERO
            if 0 <= digit <= 9:
                left, right, bottom, top = told_at("FPDFText_GetCharBox", reader, [at])[0].tolist()
                box = (left, _SHEET[1] - top, right, _SHEET[1] - bottom)
                found.append((digit, _drawing(page, sheet, box)))
        functions.FPDFText_ClosePage(reader)
        functions.FPDF_ClosePage(page)
    return tuple(tuple(drawing for own, drawing in found if own == digit) for digit in range(10))
