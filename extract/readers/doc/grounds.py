"""Colours in an old Word file: properties of text, paragraphs and rows → the colour of letters, and of what is below.

Comes in: properties as `binary` has them. Goes out: colours as six digits, "" where there is none or the program
chooses, None for a ground that is a pattern of two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extract.readers.doc.binary import Properties
from extract.readers.hands import BLACK, WHITE

_COLOUR, _OLD_COLOUR, _HIGHLIGHT = 0x6870, 0x2A42, 0x2A0C
_OF_TEXT, _OLD_OF_TEXT, _OF_PARAGRAPH, _OLD_OF_PARAGRAPH = 0xCA71, 0x4866, 0xC64D, 0x442D
_OF_CELLS, _OLD_OF_CELLS = (0xD612, 0xD616, 0xD60C), 0xD609
"""Of the first 22 cells of a row, of the next, of the last; and of all of them in fewer bytes."""
_CELLS, _SHADE = 22, 10
_CLEAR, _SOLID, _NOTHING = 0, 1, 0xFFFF
_AUTO = 0xFF
_NUMBERED: Mapping[int, str] = {
    1: BLACK, 2: "0000FF", 3: "00FFFF", 4: "00FF00", 5: "FF00FF", 6: "FF0000", 7: "FFFF00", 8: WHITE, 9: "000080",
    10: "008080", 11: "008000", 12: "800080", 13: "800000", 14: "808000", 15: "808080", 16: "C0C0C0",
}  # fmt: skip
"""The colours of old versions, by their numbers."""


def colour_of(told: Properties) -> str:
    """The colour of letters."""
    colour = told.get(_COLOUR, b"")
    if len(colour) == 4:
        return _six(colour)
    return _NUMBERED.get(told.get(_OLD_COLOUR, b"\0")[0], "")


def is_barred(told: Properties) -> bool:
    """Whether a marker has drawn a black bar over letters, which stay as they are on it."""
    return _NUMBERED.get(told.get(_HIGHLIGHT, b"\0")[0]) == BLACK


def ground_of_text(told: Properties) -> str | None:
    """What letters stand on by their own properties."""
    if marked := _NUMBERED.get(told.get(_HIGHLIGHT, b"\0")[0]):
        return marked
    return _ground(told, _OF_TEXT, _OLD_OF_TEXT)


def ground_of_paragraph(properties: Properties) -> str | None:
    """What a paragraph stands on."""
    return _ground(properties, _OF_PARAGRAPH, _OLD_OF_PARAGRAPH)


def grounds_of_row(properties: Properties) -> dict[int, str | None]:
    """What the cells of a row stand on, by their number; those are left out that stand on the paper."""
    grounds: dict[int, str | None] = {}
    old = properties.get(_OLD_OF_CELLS, b"")[1:]
    grounds |= enumerate(_short(int.from_bytes(old[at : at + 2], "little")) for at in range(0, len(old) - 1, 2))
    for first, code in enumerate(_OF_CELLS):
        grounds |= enumerate(_long_ones(properties.get(code, b"")[1:]), first * _CELLS)
    return {cell: ground for cell, ground in grounds.items() if ground not in ("", WHITE)}


def _ground(properties: Properties, code: int, old: int) -> str | None:
    if code in properties:
        return next(_long_ones(properties[code][1:]), "")
    return _short(int.from_bytes(properties.get(old, b"\0\0"), "little"))


def _long_ones(written: bytes) -> Iterator[str | None]:
    for at in range(0, len(written) - _SHADE + 1, _SHADE):
        shade = written[at : at + _SHADE]
        pattern = int.from_bytes(shade[8:], "little")
        if pattern == _SOLID:
            yield _six(shade[:4]) or BLACK
        else:
            yield _six(shade[4:8]) if pattern in (_CLEAR, _NOTHING) else None


def _short(written: int) -> str | None:
    pattern = written >> 10
    if written == _NOTHING or pattern == _CLEAR:
        return "" if written == _NOTHING else _NUMBERED.get(written >> 5 & 0x1F, "")
    return _NUMBERED.get(written & 0x1F, BLACK) if pattern == _SOLID else None


def _six(colour: bytes) -> str:
    return "" if colour[3] == _AUTO else colour[:3].hex().upper()
