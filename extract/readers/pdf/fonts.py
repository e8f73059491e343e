"""Fonts that do not name their characters: what pdfium reads of them are the numbers of glyphs.

Comes in: an open file in which some characters have no name. Goes out: the fonts of which none is to be believed.
pdfium takes the number of a glyph for a character where a font says nothing else, and calls only those unnamed that
are no characters at all; so one font is judged as a whole.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.readers.pdf.asked import answers_of
from extract.readers.pdf.pdfium import pdfium

_SOME, _MANY = 0.1, 0.3
"""Parts of a font's characters without a name, from which it names none: from the first where none of the others is
Chinese, from the second always. A font that names its characters may lack a sign or two."""
_FIRST_CHINESE = 0x2E80
_BLANK = 0x20


_NAME = ctypes.create_string_buffer(128)
"""Where the name of a font is written, which is hardly ever longer."""


class Untrusted(NamedTuple):
    """The fonts of a file that name no characters, and those whose digits are others than they say."""

    unnamed: frozenset[str] = frozenset()
    misnamed: frozenset[str] = frozenset()


class _Tally(NamedTuple):
    characters: int = 0
    unnamed: int = 0
    chinese: int = 0


def unnamed_fonts(document: int) -> frozenset[str]:
    """The names of the fonts of a file that name no characters."""
    functions = pdfium()
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    for number in range(functions.FPDF_GetPageCount(document)):
        page = functions.FPDF_LoadPage(document, number)
        reader = functions.FPDFText_LoadPage(page) if page else 0
        if reader:
            _count(reader, tallies)
            functions.FPDFText_ClosePage(reader)
        if page:
            functions.FPDF_ClosePage(page)
    return frozenset(name for name, tally in tallies.items() if _names_nothing(tally))


def _names_nothing(tally: _Tally) -> bool:
    share = tally.unnamed / max(tally.characters, 1)
    return share >= _MANY or (share >= _SOME and not tally.chinese)


def _count(reader: int, tallies: dict[str, _Tally]) -> None:
    """Adds the characters of a page to the tallies of their fonts."""
    functions = pdfium()
    count = functions.FPDFText_CountChars(reader)
    codes = answers_of("FPDFText_GetUnicode", reader, range(count))
    unnamed = answers_of("FPDFText_HasUnicodeMapError", reader, range(count))
    for name, code, lacks in zip(names_of(reader, count), codes, unnamed, strict=True):
        if name and (code > _BLANK or lacks):
            tally = tallies[name]
            chinese = tally.chinese + (code >= _FIRST_CHINESE and not lacks)
            tallies[name] = _Tally(tally.characters + 1, tally.unnamed + bool(lacks), chinese)


def names_of(reader: int, count: int) -> list[str]:
    """The name of the font of every character of a page; none for what pdfium adds."""
    functions = pdfium()
    known: dict[int, str] = {0: ""}
    names = []
    for string in answers_of("FPDFText_GetTextObject", reader, range(count)):
        font = (functions.FPDFTextObj_GetFont(string) if string else 0) or 0
        if font not in known:
            known[font] = name_of(font)
        names.append(known[font])
    return names


def name_of(font: int) -> str:
    """What a font is called."""
    name_at = pdfium().FPDFFont_GetBaseFontName
    buffer = _NAME
    size = name_at(font, ctypes.addressof(buffer), len(buffer))
    if size > len(buffer):
        buffer = ctypes.create_string_buffer(size)
        name_at(font, ctypes.addressof(buffer), size)
    return buffer.value.decode("utf-8", "replace") if size else ""


def are_of(reader: int, count: int, fonts: frozenset[str]) -> NDArray[np.bool_]:
    """Which characters of a page are of some fonts."""
    return np.fromiter((name in fonts for name in names_of(reader, count)), bool, count)
