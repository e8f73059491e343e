"""A file of Word 97 to 2003 or of WPS Writer, as its format ([MS-DOC]) lays it out: bytes → text and its properties.

Comes in: the bytes of the container. Goes out: the characters of each story, one behind the other whatever pieces they
lie in, and what holds at each: properties of paragraphs and of characters as codes with their operands, those of styles
included. What the properties mean to the print is left to the other modules of this room.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from struct import pack, unpack_from
from typing import NamedTuple

from extract.errors import UnreadableFile
from extract.readers.ole import streams_of

Properties = Mapping[int, bytes]
"""Codes of properties (sprm) with their operands, the last one where one is given twice."""

_MAGIC, _WORD_97 = 0xA5EC, 0xC1
_ENCRYPTED, _OTHER_TABLE = 0x100, 0x200
_STORIES = 76
"""Where the lengths of the stories stand: text, footnotes, headers, macros, comments, endnotes, boxes."""
_PAIRS = 154
"""Where the list of places and sizes of everything else begins."""
_STYLES, _LETTERS, _PARAGRAPHS, _FONTS, _PIECES = 1, 12, 13, 15, 33

_STYLE_OF_LETTERS, _DEF_TABLE, _HUGE = 0x4A30, 0xD608, (0x6645, 0x6646)
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
"""Bytes of an operand, by the highest bits of its code; those of 6 say it themselves."""
_SWITCHES = frozenset(range(0x0835, 0x083E)) | {0x0854, 0x0858, 0x2A53}
"""Properties that a style turns on, and that are given as turned about."""
_AS_STYLE, _TURNED = 0x80, 0x81
_GIVEN_SINCE = {
    0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x4D: 0x2A0C, 0x57: 0x0837, 0x5C: 0x083C, 0x62: 0x2A42, 0x68: 0x2A48,
    0x73: 0x2A53,
}  # fmt: skip
"""Properties of a byte that a whole piece may be given, by the number that stands for each there, if they matter to the
print: in a table, the end of a row, deleted, marked, struck, hidden, the colour, raised, struck twice."""
_STYLE_NUMBER = 2
"""Bytes before the properties of a paragraph that name its style."""
_DEEPEST_STYLE = 12
_PAGE = 512
_CHARACTER_STYLE = 2


class _Run(NamedTuple):
    """Characters from one place of the text to another, and the properties written for them."""

    start: int
    end: int
    written: bytes


class _Piece(NamedTuple):
    """Where text begins and ends, where it lies in the file and in how many bytes a character, and the properties that
    were given to all of it since."""

    start: int
    end: int
    offset: int
    width: int
    written: bytes


class _Told(NamedTuple):
    """What holds for a paragraph: its style and its properties."""

    style: int
    properties: Properties


class WordFile:
    """The text of a file and its properties. UnreadableFile when it has a password, is too old, or is damaged."""

    def __init__(self, data: bytes, kind: str) -> None:
        streams = streams_of(data, "WordDocument", "0Table", "1Table", "Data", kind=kind)
        self.main, self.data = streams["WordDocument"], streams["Data"]
        magic, version = unpack_from("<HH", self.main)
        flags = unpack_from("<H", self.main, 10)[0]
        if flags & _ENCRYPTED:
            raise UnreadableFile("encrypted", kind=kind)
        if magic != _MAGIC or version < _WORD_97:
            raise UnreadableFile("legacy_doc", kind=kind)
        self.table = streams["1Table" if flags & _OTHER_TABLE else "0Table"]
        self._style = cache(self._style_told)
        self._paragraph = cache(self._paragraph_told)
        self._lettered = cache(self._lettered_told)
        self.pieces, self.text = self._pieces()
        self.letters = self._runs(_LETTERS, 1)
        self.paragraphs = self._runs(_PARAGRAPHS, 13)
        self._paragraph_ends = [run.end for run in self.paragraphs]
        self._letter_ends = [run.end for run in self.letters]

    def part(self, number: int) -> bytes:
        """A part of the table stream, by its number in the list of parts."""
        at, size = self.place(number)
        return self.table[at : at + size]

    def place(self, number: int) -> tuple[int, int]:
        """Where a part of the table stream begins, and its size; a file of an older version has not all of them."""
        at, size = unpack_from("<II", self.main, _PAIRS + 8 * number)
        return at, size

    def story(self, number: int) -> tuple[int, int]:
        """The places where a story begins and ends in the text."""
        lengths = unpack_from("<7i", self.main, _STORIES)
        start = sum(lengths[:number])
        return start, start + lengths[number]

    def _pieces(self) -> tuple[list[_Piece], str]:
        """The pieces in the order of the text, and the text. A character outside the basic plane counts as two, as it
        does in the file."""
        part, at = self.part(_PIECES), 0
        given: list[bytes] = []
        while part[at] == 1:
            length = unpack_from("<H", part, at + 1)[0]
            given.append(part[at + 3 : at + 3 + length])
            at += 3 + length
        size = unpack_from("<I", part, at + 1)[0]
        table = part[at + 5 : at + 5 + size]
        count = (len(table) - 4) // 12
        places = unpack_from(f"<{count + 1}I", table)
        pieces: list[_Piece] = []
        texts: list[str] = []
        length = 0
        for number in range(count):
            start, end = places[number], places[number + 1]
            offset, since = unpack_from("<IH", table, 4 * (count + 1) + 8 * number + 2)
            narrow, offset = bool(offset >> 30 & 1), offset & 0x3FFFFFFF
            width, offset = (1, offset // 2) if narrow else (2, offset)
            raw = self.main[offset : offset + (end - start) * width]
            length += len(raw)
            if end < start or len(raw) < (end - start) * width or length > len(self.main):
                raise UnreadableFile("truncated", kind="doc")
            pieces.append(_Piece(start, end, offset, width, _given_since(since, given)))
            texts.append(raw.decode("cp1252", "replace") if narrow else _units(raw))
        return pieces, "".join(texts)

    def _runs(self, number: int, entry: int) -> list[_Run]:
        """The runs of the text with properties of their own, in the order of the text; `entry`: the bytes by which a
        page of properties tells of one, which is 1 for characters."""
        part = self.part(number)
        count = (len(part) - 4) // 8
        found: list[tuple[int, int, bytes]] = []
        for page in unpack_from(f"<{count}I", part, 4 * (count + 1)):
            of_page = self.main[(page & 0x3FFFFF) * _PAGE :][:_PAGE]
            if len(of_page) == _PAGE:
                found += _properties_on(of_page, entry)
        found.sort(key=lambda run: run[:2])
        offsets = [end for _, end, _ in found]
        runs = []
        for start, end, offset, width, since in self.pieces:
            at = bisect_right(offsets, offset)
            last = offset + (end - start) * width
            while at < len(found) and found[at][0] < last:
                begins, ends, written = found[at]
                first = start + max(0, begins - offset) // width
                if since:
                    written = (written or bytes(_STYLE_NUMBER * (entry > 1))) + since
                runs.append(_Run(first, min(end, start + -(-(ends - offset) // width)), written))
                at += 1
        return runs

    def paragraph_at(self, place: int) -> _Told:
        """What holds for the paragraph that ends here."""
        at = min(bisect_right(self._paragraph_ends, place), len(self.paragraphs) - 1)
        return self._paragraph(self.paragraphs[at].written if self.paragraphs else b"")

    def _paragraph_told(self, written: bytes) -> _Told:
        style = unpack_from("<H", written)[0] if len(written) >= 2 else 0
        return _Told(style, {**self._style(style)[0], **self._properties(written[2:])})

    def runs_between(self, start: int, end: int, style: int) -> Iterator[tuple[str, Properties]]:
        """The characters from one place to another of a paragraph in this style, by what holds for them."""
        at = bisect_right(self._letter_ends, start)
        while start < end:
            run = self.letters[at] if at < len(self.letters) else _Run(start, end, b"")
            if run.start > start:
                run = _Run(start, min(run.start, end), b"")
            else:
                at += 1
            stop = min(run.end, end)
            if stop > start:
                yield self.text[start:stop], self._lettered(style, run.written)
                start = stop

    def _lettered_told(self, style: int, written: bytes) -> Properties:
        """What holds for characters of a paragraph in this style: its style's properties, those of their own style,
        their own."""
        own = self._properties(written)
        told = dict(self._style(style)[1])
        if _STYLE_OF_LETTERS in own:
            _add(told, self._style(int.from_bytes(own[_STYLE_OF_LETTERS], "little"))[1])
        _add(told, own)
        return told

    def _properties(self, written: bytes) -> Properties:
        return dict(self._codes(written))

    def _codes(self, written: bytes, outermost: bool = True) -> Iterator[tuple[int, bytes]]:
        at = 0
        while at + 3 <= len(written):
            code = unpack_from("<H", written, at)[0]
            at += 2
            if code == _DEF_TABLE:
                size = int.from_bytes(written[at : at + 2], "little") + 1
            else:
                size = written[at] + 1 if code >> 13 == 6 else _SIZES[code >> 13]
            operand = written[at : at + size]
            at += size
            if code in _HUGE and outermost:
                place = int.from_bytes(operand, "little")
                length = int.from_bytes(self.data[place : place + 2], "little")
                yield from self._codes(self.data[place + 2 : place + 2 + length], outermost=False)
            elif operand:
                yield code, operand

    def _style_told(self, number: int) -> tuple[Properties, Properties]:
        """What a style says of paragraphs and of characters, the styles included that it is based on."""
        paragraph: dict[int, bytes] = {}
        letters: dict[int, bytes] = {}
        chain: list[list[bytes]] = []
        while number in self._styles and len(chain) < _DEEPEST_STYLE:
            number, *said = self._styles[number]
            chain.append(said)
        for of_paragraph, of_letters in reversed(chain):
            paragraph.update(self._properties(of_paragraph))
            _add(letters, self._properties(of_letters))
        return paragraph, letters

    @cached_property
    def _styles(self) -> dict[int, tuple[int, bytes, bytes]]:
        """Each style by its number: the one that it is based on, and what it says of paragraphs and characters."""
        part = self.part(_STYLES)
        if len(part) < 6:
            return {}
        size, count, base = unpack_from("<HHH", part)
        at, styles = 2 + size, {}
        for number in range(count):
            if at + 2 > len(part):
                break
            length = unpack_from("<H", part, at)[0]
            if length >= base + 2:
                styles[number] = _style(part[at + 2 : at + 2 + length], base)
            at += 2 + length
        return styles

    @cached_property
    def fonts(self) -> list[str]:
        """The names of the fonts, in the order by which characters refer to them."""
        part, names = self.part(_FONTS), []
        at = 4
        while at < len(part):
            length = part[at] + 1
            names.append(_text_until_zero(part[at + 40 : at + length]))
            at += length
        return names


def _given_since(since: int, given: Sequence[bytes]) -> bytes:
    """The properties that a piece was given after it was written, as a program does that saves only what has changed:
    one in itself, or those of a list by their number."""
    if since & 1:
        return given[since >> 1] if since >> 1 < len(given) else b""
    code = _GIVEN_SINCE.get(since >> 1 & 0x7F)
    return pack("<HB", code, since >> 8) if code else b""


def _properties_on(page: bytes, entry: int) -> Iterator[tuple[int, int, bytes]]:
    """What a page of properties holds: where in the file a run begins and ends, and the properties written for it."""
    count = page[-1]
    if 4 * (count + 1) + entry * count >= _PAGE:
        return
    offsets = unpack_from(f"<{count + 1}I", page)
    for number in range(count):
        at, written = 2 * page[4 * (count + 1) + entry * number], b""
        if at and entry == 1:
            written = page[at + 1 : at + 1 + page[at]]
        elif at:
            length, at = (2 * page[at] - 1, at + 1) if page[at] else (2 * page[at + 1], at + 2)
            written = page[at : at + length]
        yield offsets[number], offsets[number + 1], written


def _style(written: bytes, base: int) -> tuple[int, bytes, bytes]:
    kind, based_on = written[2] & 0xF, unpack_from("<H", written, 2)[0] >> 4
    of_kind = unpack_from("<H", written, 4)[0] & 0xF
    at = base + 2 + 2 * unpack_from("<H", written, base)[0] + 2
    parts = []
    for _ in range(of_kind):
        if at + 2 > len(written):
            break
        length = unpack_from("<H", written, at)[0]
        parts.append(written[at + 2 : at + 2 + length])
        at += 2 + length + length % 2
    if kind == _CHARACTER_STYLE:
        return based_on, b"", parts[0] if parts else b""
    first = next(iter(parts), b"")
    return based_on, first[2:], parts[1] if len(parts) > 1 else b""


def _add(told: dict[int, bytes], more: Properties) -> None:
    """Adds properties of characters that lie nearer; a switch may be as the style has it, or turned about."""
    for code, operand in more.items():
        if code in _SWITCHES and operand[0] >= _AS_STYLE:
            on = bool(told.get(code, b"\0")[0])
            told[code] = bytes([on != (operand[0] == _TURNED)])
        else:
            told[code] = operand


def _units(raw: bytes) -> str:
    """A character for each two bytes, halves of one outside the basic plane as they are."""
    return "".join(map(chr, unpack_from(f"<{len(raw) // 2}H", raw)))


def _text_until_zero(raw: bytes) -> str:
    return raw[: len(raw) // 2 * 2].decode("utf-16-le", "replace").partition("\0")[0]
