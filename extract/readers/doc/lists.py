"""The lists by which an old Word file numbers its paragraphs: its parts → what `numbering` counts with."""

from __future__ import annotations

from struct import unpack_from
from typing import TYPE_CHECKING

from extract.readers.numbering import Level, NumberedList

if TYPE_CHECKING:
    from extract.readers.doc.binary import WordFile

_LISTS, _INSTANCES = 73, 74
_LIST, _LEVEL, _INSTANCE = 28, 28, 16
"""Bytes of a list, of a level before its text, and of a use of a list."""
_LEVELS = 9
_FORMS = (
    "decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "ordinal", "cardinalText", "ordinalText",
    "hex", "chicago", "ideographDigital", "japaneseCounting", "aiueo", "iroha", "decimalFullWidth",
    "decimalHalfWidth", "japaneseLegal", "japaneseDigitalTenThousand", "decimalEnclosedCircle", "decimalFullWidth2",
    "aiueoFullWidth", "irohaFullWidth", "decimalZero", "bullet", "ganada", "chosung", "decimalEnclosedFullstop",
    "decimalEnclosedParen", "decimalEnclosedCircleChinese", "ideographEnclosedCircle", "ideographTraditional",
    "ideographZodiac", "ideographZodiacTraditional", "taiwaneseCounting", "ideographLegalTraditional",
    "taiwaneseCountingThousand", "taiwaneseDigital", "chineseCounting", "chineseLegalSimplified",
    "chineseCountingThousand",
)  # fmt: skip
"""The ways of counting, in the order of their numbers in the file."""
_NO_NUMBER = 255
_SUFFIXES = ("tab", "space", "nothing")


def lists_of(word: WordFile) -> dict[str, NumberedList]:
    """The lists of a file by the number that paragraphs give."""
    levels = _levels_by_list(word)
    part = word.part(_INSTANCES)
    count = min(int.from_bytes(part[:4], "little"), len(part) // _INSTANCE)
    at = 4 + _INSTANCE * count
    lists = {}
    for number in range(count):
        key, changed = unpack_from("<i8xB", part, 4 + _INSTANCE * number)
        of_list = dict(levels.get(key, {}))
        starts: dict[int, int] = {}
        at += 4
        for _ in range(changed):
            if at + 8 > len(part):
                break
            start, flags = unpack_from("<iI", part, at)
            at += 8
            level = flags & 0xF
            if flags & 0x20:
                of_list[level], at = _level(part, at, level)
            elif flags & 0x10:
                starts[level] = start
        lists[str(number + 1)] = NumberedList(str(key), of_list, starts)
    return lists


def _levels_by_list(word: WordFile) -> dict[int, dict[int, Level]]:
    """The levels of each list; they stand behind the lists, all of them one behind the other."""
    place, size = word.place(_LISTS)
    if not size:
        return {}
    table = word.table[place:]
    count = min(int.from_bytes(table[:2], "little"), len(table) // _LIST)
    at, found = 2 + _LIST * count, {}
    for number in range(count):
        key, flags = unpack_from("<i22xB", table, 2 + _LIST * number)
        levels = {}
        for level in range(1 if flags & 1 else _LEVELS):
            if at + _LEVEL + 2 > len(table):
                break
            levels[level], at = _level(table, at, level)
        found[key] = levels
    return found


def _level(table: bytes, at: int, level: int) -> tuple[Level, int]:
    """A level of a list, and where the next one begins; in its text a character below nine stands for a number."""
    start, form, flags = unpack_from("<iBB", table, at)
    suffix, letters, paragraph, restart = unpack_from("<B8xBBB", table, at + 15)
    at += _LEVEL + letters + paragraph
    length = unpack_from("<H", table, at)[0]
    text = table[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    return Level(
        start=max(start, 0),
        form="none" if form == _NO_NUMBER else _FORMS[form] if form < len(_FORMS) else "decimal",
        text="".join(f"%{ord(sign) + 1}" if ord(sign) < _LEVELS else sign for sign in text),
        suffix=_SUFFIXES[suffix] if suffix < len(_SUFFIXES) else "tab",
        legal=bool(flags & 4),
        restart=restart if flags & 8 else level,
        style="",
    ), at + 2 + 2 * length
