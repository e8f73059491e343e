"""What stands in an RTF file: its control words, and what its head declares.

Goes out: the pattern of whatever stands next, groups of words by what they mean to the print, encodings and colours.
"""

from __future__ import annotations

import re as bytes_re
from collections.abc import Mapping

from extract.readers.grid import Merging

_PAGE = bytes_re.compile(rb"\\ansicpg(\d{1,5})")
_FONT = bytes_re.compile(rb"\\f(\d{1,5})(?:(?!\\f\d)[^{};])*?\\fcharset(\d{1,3})")
_SYMBOL_FONT = bytes_re.compile(rb"\\f(\d{1,5})(?:(?!\\f\d)[^{};])*?\\fcharset2(?!\d)[^;]*?[ }]([^{};\\]*)[{;]")
_COLOURS = bytes_re.compile(rb"\{\\colortbl([^{}]*)\}")
_SHADE_OF_COLOUR = bytes_re.compile(rb"\\(red|green|blue)(\d{1,3})")
_HEAD = 2_000
"""Bytes in which a file says which code page it is in."""

_CODE_PAGES = {936: "gb18030", 950: "big5", 932: "cp932", 949: "cp949", 65001: "utf-8"}
_CHARSETS = {134: "gb18030", 136: "big5", 128: "cp932", 129: "cp949"}
ASIDE = frozenset(
    b"fonttbl colortbl stylesheet info header footer headerl headerr headerf footerl footerr footerf footnote fldinst "
    b"listtable listoverridetable revtbl rsidtbl generator themedata datastore latentstyles xmlnstbl objdata "
    b"objclass objname objalias objsect objtime shprslt nonshppict nonesttables sp atnid atnauthor annotation tc xe "
    b"bkmkstart bkmkend filetbl".split()
)
"""Groups that print nothing."""
IN_PLACE = frozenset(b"shppict nesttableprops shpinst do".split())
"""Groups that print, though programs that do not know them are to leave them out."""
WRITTEN: Mapping[bytes, str] = {
    b"tab": "\t", b"line": "\n", b"page": "\n", b"column": "\n", b"emdash": "—", b"endash": "–", b"lquote": "‘",
    b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•", b"enspace": " ", b"emspace": " ",
    b"qmspace": " ",
}  # fmt: skip
SYMBOLS: Mapping[bytes, str] = {b"~": " ", b"_": "-", b"\n": "\n", b"\r": "\n"}
SHADES_OF_CELLS = {b"clcbpat": "below", b"clcfpat": "above", b"clshdng": "part"}
BOXES = frozenset((b"shptxt", b"dptxbxtext"))
COUNTED_GROUPS = BOXES | {b"shpinst", b"shp", b"pict", b"listtext", b"pntext"}
"""Groups that print in a way of their own, or of which the end counts."""
MEASURES = frozenset(
    b"picscalex picscaley picwgoal pichgoal shpleft shpright shptop shpbottom shpwr shpfblwtxt".split()
)
ENDS = frozenset(b"par sect cell nestcell row nestrow".split())
MERGING = {
    b"clmrg": Merging(across=True), b"clvmgf": Merging(down=True, top=True), b"clvmrg": Merging(down=True),
}  # fmt: skip


def page_of(data: bytes) -> str:
    """The codec of the code page that a file says it is in."""
    declared = _PAGE.search(data, 0, _HEAD)
    return _codec_of(int(declared[1])) if declared else "cp1252"


def fonts_in(data: bytes, page: str) -> dict[int, str]:
    """The codecs of the fonts of a file by their numbers, that of its page where a font has none of its own."""
    return {int(font): _CHARSETS.get(int(charset), page) for font, charset in _FONT.findall(data)}


def symbol_fonts_in(data: bytes) -> dict[int, str]:
    r"""The names of the fonts of a file that have signs in the place of letters, by their numbers.

    >>> symbol_fonts_in(rb"{\f3\froman\fcharset2{\*\panose 05}Symbol;}{\f5\fcharset2 Wingdings 2;}{\f6\fcharset0 A;}")
    {3: 'Symbol', 5: 'Wingdings 2'}
    """
    return {int(font): name.decode("cp1252", "replace").strip() for font, name in _SYMBOL_FONT.findall(data)}


def _codec_of(page: int) -> str:
    """The codec of a code page; that of the West for one that is not known here."""
    from codecs import lookup

    try:
        return lookup(_CODE_PAGES.get(page, f"cp{page}")).name
    except LookupError:
        return "cp1252"


def colours_in(data: bytes) -> dict[int, str]:
    """The colours of the file by their numbers; one that has no shades is the program's own."""
    table = _COLOURS.search(data)
    colours = {}
    for number, entry in enumerate(table[1].split(b";") if table else ()):
        shades = {name: int(value) for name, value in _SHADE_OF_COLOUR.findall(entry)}
        if shades:
            colours[number] = "".join(f"{min(shades.get(name, 0), 255):02X}" for name in (b"red", b"green", b"blue"))
    return colours
