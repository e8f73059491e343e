"""The body of an old Word file as it is printed: the bytes of a .doc or of WPS Writer's .wps → paragraphs and tables.

Comes in: the bytes of the container. Goes out: the same `Document` as of a Word file of today (`docx`): all tracked
changes accepted, nothing that is hidden or struck out, automatic numbers written out, boxes behind the paragraph they
hang on, tables in their grid, pictures as gaps. Headers, footers, notes and comments stay unread. `binary` has the
format, `lists`, `drawings` and `grounds` three of its parts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property, partial
from itertools import count
from operator import itemgetter
from struct import error as short_data
from struct import unpack_from

import regex as re

from extract.errors import UnreadableFile
from extract.model import Document, Source
from extract.readers.cells import Picture, blocks_of
from extract.readers.doc.binary import Properties, WordFile
from extract.readers.doc.drawings import PICTURE_PLACE, Drawings
from extract.readers.doc.grounds import colour_of, ground_of_paragraph, ground_of_text, grounds_of_row, is_barred
from extract.readers.doc.lists import lists_of
from extract.readers.grid import Merging, RowShape, Tables
from extract.readers.hands import (
    BLACK,
    CROWDED,
    LOWEST_ROW,
    NARROWEST,
    RAISED_BY,
    SMALLEST,
    USUAL_SIZE,
    Hand,
    hand_on,
    seen_of,
)
from extract.readers.numbering import Numbering
from extract.readers.pieces import (
    Piece,
    lines_and_tables,
    may_hide_a_figure,
    may_show_a_figure,
    may_show_a_table,
)
from extract.readers.wordml import symbol
from extract.text import is_blank, without_radicals

_IN_TABLE, _DEPTH, _ROW_END, _INNER_CELL, _INNER_ROW = 0x2416, 0x6649, 0x2417, 0x244B, 0x244C
_DEF_TABLE, _ROW_HEIGHT = 0xD608, 0x9407
_LEVEL, _LIST = 0x260A, 0x460B
_DELETED, _HIDDEN, _STRUCK, _STRUCK_TWICE = 0x0800, 0x083C, 0x0837, 0x2A53
_RAISED, _POSITION, _SIZE = 0x2A48, 0x4845, 0x4A43
_WIDTH, _SPACING = 0x4852, 0x8840
_SYMBOL = 0x6A09

_LEVELS = {1: "superscript", 2: "subscript"}
_ACROSS, _DOWN, _TOP = 0x2, 0x20, 0x40
_CELL = 20
"""Bytes by which a row tells of a cell."""

_ENDS = re.compile("[\r\x07\x0c]")
_PICTURE, _ANCHOR, _FIELD, _RESULT, _FIELD_END = "\x01", "\x08", "\x13", "\x14", "\x15"
_MARKS = re.compile(f"[{_PICTURE}{_ANCHOR}{_FIELD}{_RESULT}{_FIELD_END}(]")
_WRITTEN = {"\x0b": "\n", "\x1e": "-", "\x0e": "\n"}
_SIGNS = re.compile(r"[\x00-\x08\x0b-\x1f]")
_ENTRY = re.compile(r"\t\s*\d{1,3}\s*$")
"""How an entry of a table of contents ends."""


def document_of(data: bytes, source: Source) -> Document:
    """The file as paragraphs and tables. UnreadableFile tells why there is none."""
    try:
        word = WordFile(data, source.kind)
        blocks, gaps = blocks_of(source.kind, lines_and_tables(_Print(word).content(*word.story(0))))
    except (short_data, IndexError):
        raise UnreadableFile("truncated", kind=source.kind) from None
    if not blocks and not gaps:
        raise UnreadableFile("empty", kind=source.kind)
    return Document(source, blocks, "utf-16", gaps=gaps)


class _Print:
    """A file as it is printed, in the order of its text."""

    def __init__(self, word: WordFile) -> None:
        self.word = word
        self.drawings = Drawings(word)
        self.next_table = partial(next, count(1))

    @cached_property
    def numbers(self) -> Numbering:
        return Numbering(lists_of(self.word))

    def content(self, start: int, end: int) -> Iterator[Piece]:
        """What a story, or a box, prints."""
        tables = Tables(self.next_table)
        joined = ""
        for match in _ENDS.finditer(self.word.text, start, end):
            style, properties = self.word.paragraph_at(match.start())
            mark = next(self.word.runs_between(match.start(), match.end(), style))[1]
            ends_cell = match[0] == "\x07" or _is_on(properties, _INNER_CELL)
            depth = _depth_of(properties)
            yield from tables.go_to(depth)
            if depth and (_is_on(properties, _ROW_END) or _is_on(properties, _INNER_ROW)):
                tables.end_row(_shape_of(properties, mark))
            else:
                cell = tables.cell_number if depth else None
                text, drawn = self._paragraph(start, match.start(), style, properties, cell)
                text, joined = joined + text, ""
                if match[0] == "\r" and not ends_cell and _is_on(mark, _DELETED):
                    text, joined = "", text
                pieces = [piece for piece in (self._numbered(text, style, properties, mark), *drawn) if piece]
                if not depth:
                    yield from pieces
                else:
                    tables.add(pieces)
                    if ends_cell:
                        tables.end_cell()
            start = match.end()
        yield from tables.go_to(0)
        if joined or start < end:
            yield joined + self._paragraph(start, end, 0, {}, None)[0]

    def _numbered(self, text: str, style: int, properties: Properties, mark: Properties) -> str:
        """The text of a paragraph behind its automatic number."""
        number = int.from_bytes(properties.get(_LIST, b""), "little", signed=True)
        if number <= 0 or (is_blank(text) and (not text or _is_on(mark, _HIDDEN))):
            return text
        return self.numbers.label(str(number), str(properties.get(_LEVEL, b"\0")[0]), "") + text

    def _paragraph(
        self, start: int, end: int, style: int, properties: Properties, cell: int | None
    ) -> tuple[str, list[Piece]]:
        """The text of a paragraph that is seen, and what is drawn in it or hangs on it; `cell`: the number of the cell
        that it stands in."""
        in_cell = cell is not None
        runs: list[tuple[Hand, str]] = []
        boxes: list[Piece] = []
        codes: list[str] = []
        fields: list[bool] = []
        pictured = covered = False
        below = ground_of_paragraph(properties)
        if below == "" and cell is not None:
            below = self._ground_of_cell(end, cell)
        for written, told in self.word.runs_between(start, end, style):
            hand = _hand_of(told, below)
            for at, part in _parts_of(written):
                if part == _FIELD:
                    fields.append(False)
                elif part == _RESULT and fields:
                    fields[-1] = True
                elif part == _FIELD_END and fields:
                    fields.pop()
                elif not all(fields):
                    codes.append(part)
                elif part == _PICTURE and PICTURE_PLACE in told:
                    size = self.drawings.picture_at(told)
                    pictured |= hand.seen and (may_show_a_table(size) or (in_cell and may_show_a_figure(size)))
                elif part == _ANCHOR and (shape := self.drawings.shapes.get(start + at)):
                    covered |= shape.covers and may_hide_a_figure(shape.size)
                    pictured |= not shape.texts and may_show_a_table(shape.size)
                    boxes += (piece for text in shape.texts for piece in self.content(*text))
                elif part == "(" and _SYMBOL in told:
                    runs.append((hand, self._symbol(told[_SYMBOL])))
                else:
                    runs.append((hand, _shown(part)))
            start += len(written)
        text = without_radicals(seen_of(runs).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
        if _ENTRY.search(text) and "PAGEREF" in "".join(codes):
            return "", boxes
        if covered and in_cell:
            return text, [Picture(covers=True), *boxes]
        return text, [Picture(), *boxes] if pictured and is_blank(text) and not boxes else boxes

    def _ground_of_cell(self, place: int, cell: int) -> str | None:
        """What a cell of the row that ends next stands on."""
        at = bisect_left(self._rows, place, key=itemgetter(0))
        return self._rows[at][1].get(cell, "") if at < len(self._rows) else ""

    @cached_property
    def _rows(self) -> list[tuple[int, dict[int, str | None]]]:
        """Where each row ends, and what its cells stand on."""
        ends = [run.end - 1 for run in self.word.paragraphs]
        told = ((end, self.word.paragraph_at(end).properties) for end in ends)
        return [
            (end, grounds_of_row(properties))
            for end, properties in told
            if _is_on(properties, _ROW_END) or _is_on(properties, _INNER_ROW)
        ]

    def _symbol(self, operand: bytes) -> str:
        font, sign = unpack_from("<HH", operand)
        fonts = self.word.fonts
        return symbol(fonts[font] if font < len(fonts) else "", f"{sign:04X}")


def _is_on(properties: Properties, code: int) -> bool:
    return properties.get(code, b"\0")[0] != 0


def _depth_of(properties: Properties) -> int:
    """How many tables a paragraph lies in."""
    depth = int.from_bytes(properties.get(_DEPTH, b""), "little", signed=True)
    return max(depth, int(_is_on(properties, _IN_TABLE)))


def _hand_of(told: Properties, below: str | None) -> Hand:
    """How characters with these properties are lettered on a ground, that of their paragraph or cell."""
    size = int.from_bytes(told.get(_SIZE, b""), "little") or USUAL_SIZE
    if _is_on(told, _HIDDEN) or _is_on(told, _DELETED):
        return Hand(seen=False, size=size)
    narrow = int.from_bytes(told.get(_WIDTH, b"\x64"), "little") <= NARROWEST
    if _is_on(told, _STRUCK) or _is_on(told, _STRUCK_TWICE) or narrow or size <= SMALLEST:
        return Hand(seen=False, size=size, blank=True)
    level = _LEVELS.get(told.get(_RAISED, b"\0")[0], "")
    if abs(int.from_bytes(told.get(_POSITION, b""), "little", signed=True)) >= RAISED_BY:
        level = level or "raised"
    crowded = int.from_bytes(told.get(_SPACING, b""), "little", signed=True) < -CROWDED * size
    ground, colour = ground_of_text(told), colour_of(told)
    if not colour and is_barred(told):
        colour = BLACK
    return hand_on(below if ground == "" else ground, colour, size, level, crowded)


def _parts_of(written: str) -> Iterator[tuple[int, str]]:
    """The text of a run between the signs that stand for something else, and those signs, with their places."""
    at = 0
    for match in _MARKS.finditer(written):
        if match.start() > at:
            yield at, written[at : match.start()]
        yield match.start(), match[0]
        at = match.end()
    if at < len(written):
        yield at, written[at:]


def _shown(text: str) -> str:
    """Text as it is printed: signs of breaks written out, those of notes and the like gone."""
    return _SIGNS.sub(lambda sign: _WRITTEN.get(sign[0], ""), text)


def _shape_of(properties: Properties, mark: Properties) -> RowShape:
    """The shape of the row that ends in this mark; one that is too low is not shown."""
    height = int.from_bytes(properties.get(_ROW_HEIGHT, b""), "little", signed=True)
    shown, deleted = not -LOWEST_ROW <= height < 0, _is_on(mark, _DELETED)
    definition = properties.get(_DEF_TABLE, b"")
    if len(definition) < 3:
        return RowShape(shown=shown, deleted=deleted)
    cells = definition[2]
    told = definition[5 + 2 * cells :]
    flags = [int.from_bytes(told[_CELL * at : _CELL * at + 2], "little") for at in range(cells)]
    merging = [Merging(bool(of & _ACROSS), bool(of & _DOWN), bool(of & _TOP)) for of in flags]
    return RowShape(unpack_from(f"<{cells + 1}h", definition, 3), merging, shown, deleted)
