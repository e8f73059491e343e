"""Workbooks of old (.xls, .et): the records of their stream → visible sheets.

Comes in: the stream. Goes out: what each sheet shows, as `parts` has it of the workbooks of today. Files of Excel 5 and
95 have the same records with other texts: without runs, in the code page of the machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from math import isfinite
from struct import pack, unpack, unpack_from
from typing import NamedTuple

from extract.errors import UnreadableFile
from extract.readers.hands import WHITE, are_alike
from extract.readers.workbooks.drawings import drawn_in
from extract.readers.workbooks.formats import GENERAL, USUAL
from extract.readers.workbooks.looks import BEGINNINGS, INDEXED, OTHER_COLOUR, CellLook, Letters
from extract.readers.workbooks.sheets import MOST_COLUMNS, Area, CellPlace, HidingArea, ShownCell, WorkSheet, doubted

_BEGIN, _END, _PASSWORD = 0x0809, 0x000A, 0x002F
_CONTINUED = b"\x3c\0"
_NEWEST = 0x0600
_SHEET, _FONT, _FORMAT, _LOOK, _PALETTE, _TEXTS, _SINCE_1904 = 0x0085, 0x0031, 0x041E, 0x00E0, 0x0092, 0x00FC, 0x0022
_ROW, _COLUMNS, _MERGED, _WINDOW, _CONDITION_AREAS, _CONDITION = 0x0208, 0x007D, 0x00E5, 0x023E, 0x01B0, 0x01B1
_NUMBER, _SHORT_NUMBER, _SHORT_NUMBERS, _FORMULA, _TRUTH = 0x0203, 0x027E, 0x00BD, 0x0006, 0x0205
_KEPT_TEXT, _TEXT, _RICH_TEXT, _RESULT, _BLANK, _BLANKS = 0x00FD, 0x0204, 0x00D6, 0x0207, 0x0201, 0x00BE
_ROW_HIDDEN, _COLUMNS_HIDDEN, _SHOWS_ZEROS = 0x20, 0x01, 0x10
_STRUCK = 0x08
_LEVELS = {1: "superscript", 2: "subscript"}
_FIRST_COLOUR, _AUTOMATIC = 8, 0x7FFF
_NO_FONT = 4
"""The number that no font has."""
_WIDE, _PHONETIC, _RICH = 0x1, 0x4, 0x8
_STALE = 0x3
"""How a formula says that it is reckoned when the file is opened."""
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_CODED, _LETTERED = 1 << 25, 1 << 26
"""How a condition says that it gives a cell another number format, or other letters."""
_COLOUR_OF_CONDITION = 92
_OF_CELL, _WHOLE_LIMIT, _LIMIT = 1, 0x1E, 0x1F
_RELATIONS = {3: "=", 4: "<>", 5: ">", 6: "<", 7: ">=", 8: "<="}
"""How a condition on the number in a cell says what it is compared to, and how."""
_PAGE = "gb18030"
_MOST_RECORDS = 2_000_000

_CELLS = frozenset(
    (_NUMBER, _SHORT_NUMBER, _SHORT_NUMBERS, _FORMULA, _TRUTH, _KEPT_TEXT, _TEXT, _RICH_TEXT, _BLANK, _BLANKS)
)
_TRUE_OR_NOT, _ERROR = 1, 2

Runs = list[tuple[Letters | None, str]]
Value = Decimal | Runs | ShownCell | None
"""What a cell holds: a number, the runs of a text, what is shown already, or nothing."""


class BookRecord(NamedTuple):
    """A record: what it is of, its bytes, and where those that continue it begin in them."""

    kind: int
    body: bytes
    seams: tuple[int, ...] = ()


def sheets_of(stream: bytes) -> Iterator[WorkSheet]:
    """The visible sheets in their order. UnreadableFile for a workbook with a password."""
    book = _Book(stream)
    for begins in book.sheets:
        yield book.sheet(begins)


def records_of(stream: bytes, at: int) -> Iterator[BookRecord]:
    """The records from a place to the end of what begins there, less what begins and ends within it."""
    depth = count = 0
    while at + 4 <= len(stream) and count < _MOST_RECORDS:
        kind, size = unpack_from("<HH", stream, at)
        at, body = at + 4 + size, stream[at + 4 : at + 4 + size]
        count += 1
        seams: list[int] = []
        while stream[at : at + 2] == _CONTINUED:
            more = int.from_bytes(stream[at + 2 : at + 4], "little")
            seams.append(len(body))
            body += stream[at + 4 : at + 4 + more]
            at += 4 + more
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return
        if depth == 1:
            yield BookRecord(kind, body, tuple(seams))


class _Book:
    """What all sheets share: texts, looks, colours, and the day from which days are counted."""

    def __init__(self, stream: bytes) -> None:
        self.stream = stream
        self.old = int.from_bytes(stream[4:6], "little") < _NEWEST
        self.beginning = BEGINNINGS[0]
        self.sheets: list[int] = []
        self.texts: list[Runs] = []
        self.fonts: list[Letters] = []
        self.colours = dict(INDEXED)
        fonts: list[bytes] = []
        codes: dict[int, str] = {}
        looks: list[bytes] = []
        kept = BookRecord(_TEXTS, b"")
        for record in records_of(stream, 0):
            kind, body = record.kind, record.body
            if kind == _PASSWORD:
                raise UnreadableFile("encrypted", kind="xls")
            if kind == _SHEET and body[4:6] == b"\0\0":
                self.sheets.append(int.from_bytes(body[:4], "little"))
            elif kind == _FONT:
                fonts.append(body)
            elif kind == _FORMAT:
                codes[int.from_bytes(body[:2], "little")] = self._text_at(body, 2, wide=not self.old)
            elif kind == _LOOK:
                looks.append(body)
            elif kind == _PALETTE:
                shades = (body[2 + 4 * at : 5 + 4 * at].hex().upper() for at in range(len(body) // 4))
                self.colours |= {at: shade for at, shade in enumerate(shades, _FIRST_COLOUR) if len(shade) == 6}
            elif kind == _SINCE_1904:
                self.beginning = BEGINNINGS[body[:1] == b"\1"]
            elif kind == _TEXTS:
                kept = record
        self.fonts = [self._letters(font) for font in fonts]
        self.looks = [self._look(look, codes) for look in looks]
        self.texts = list(self._texts(kept))

    def _letters(self, font: bytes) -> Letters:
        height, flags, colour, _, level = unpack_from("<5H", font)
        shade = "" if colour == _AUTOMATIC else self.colours.get(colour, OTHER_COLOUR)
        return Letters(bool(flags & _STRUCK), height // 10, _LEVELS.get(level, ""), shade)

    def _font(self, number: int) -> Letters:
        place = number - (number > _NO_FONT)
        return self.fonts[place] if place < len(self.fonts) else Letters()

    def _look(self, look: bytes, codes: dict[int, str]) -> CellLook:
        font, code = unpack_from("<2H", look)
        if self.old:
            shades, pattern, sides = unpack_from("<3H", look, 8)
            pattern, ruled = pattern & 0x3F, bool(pattern & 0x1C0 or sides & 0x1FF)
        else:
            sides, filling, shades = unpack_from("<IIH", look, 10)
            pattern, ruled = filling >> 26, bool(sides & 0xFFFF)
        ground = self.colours.get(shades & 0x7F, OTHER_COLOUR) if pattern == 1 else OTHER_COLOUR if pattern else ""
        return CellLook(codes.get(code) or USUAL.get(code, GENERAL), self._font(font), ground, ruled)

    # ── Texts ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _text_at(self, body: bytes, at: int, wide: bool) -> str:
        """A text in one record; `wide`: whether two bytes say how long it is."""
        size = 1 + wide
        count = int.from_bytes(body[at : at + size], "little")
        if self.old:
            return body[at + size : at + size + count].decode(_PAGE, "replace")
        runs, _ = self._runs(BookRecord(0, body), at, count, at + size)
        return "".join(text for _, text in runs)

    def _texts(self, record: BookRecord) -> Iterator[Runs]:
        """The texts that cells only name by a number."""
        at = 8
        while at + 3 <= len(record.body):
            count = int.from_bytes(record.body[at : at + 2], "little")
            runs, at = self._runs(record, at, count, at + 2)
            yield runs

    def _runs(self, record: BookRecord, begins: int, count: int, at: int) -> tuple[Runs, int]:
        """The runs of a text of so many characters, and where it ends; where one record ends and the next one goes on,
        that says anew how wide characters are."""
        body, seams = record.body, [seam for seam in record.seams if seam > begins]
        flags = body[at]
        at += 1
        many = extra = 0
        if flags & _RICH:
            many, at = int.from_bytes(body[at : at + 2], "little"), at + 2
        if flags & _PHONETIC:
            extra, at = int.from_bytes(body[at : at + 4], "little"), at + 4
        pieces: list[str] = []
        while count > 0:
            wide = 1 + (flags & _WIDE)
            while seams and seams[0] < at:
                seams.pop(0)
            room = seams[0] if seams else len(body)
            taken = min(count, (room - at) // wide)
            pieces.append(body[at : at + taken * wide].decode("utf-16-le" if wide == 2 else "latin-1", "replace"))
            at, count = at + taken * wide, count - taken
            if count <= 0 or not seams:
                break
            at = seams.pop(0)
            flags = body[at] if at < len(body) else 0
            at += 1
        text = "".join(pieces)
        letters = [unpack_from("<2H", body, at + 4 * n) for n in range(many) if at + 4 * n + 4 <= len(body)]
        return _parted(text, [(place, self._font(font)) for place, font in letters]), at + 4 * many + extra

    # ── Sheets ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def sheet(self, begins: int) -> WorkSheet:
        """What the sheet shows that begins at this place."""
        records = list(records_of(self.stream, begins))
        zeros = all(int.from_bytes(body[:2], "little") & _SHOWS_ZEROS for kind, body, _ in records if kind == _WINDOW)
        cells: dict[CellPlace, ShownCell] = {}
        ruled: set[CellPlace] = set()
        last: tuple[CellPlace, CellLook] = ((0, 0), CellLook())
        for kind, body, _ in records:
            if kind == _RESULT:
                place, look = last
                cells[place] = look.text([(None, self._text_at(body, 0, wide=True))], self.beginning)
            for place, style, value in self._values(kind, body):
                look = self.looks[style] if style < len(self.looks) else CellLook()
                last = (place, look)
                if look.ruled:
                    ruled.add(place)
                if isinstance(value, Decimal):
                    cells[place] = look.number(value, self.beginning) if value or zeros else ShownCell("")
                elif value is not None:
                    cells[place] = value if isinstance(value, ShownCell) else look.text(value, self.beginning)
        merged = [area for kind, body, _ in records if kind == _MERGED for area in _areas_in(body, 0)]
        rows, columns = _hidden_in(records)
        return WorkSheet(doubted(cells, self._unsure(records)), ruled, merged, rows, columns, list(drawn_in(records)))

    def _values(self, kind: int, body: bytes) -> Iterator[tuple[CellPlace, int, Value]]:
        """The places of the cells of a record, the numbers of their looks, and what they hold: None for nothing."""
        if kind not in _CELLS:
            return
        row, column, style = unpack_from("<3H", body)
        if kind == _SHORT_NUMBERS:
            for at in range((len(body) - 6) // 6):
                style, short = unpack_from("<HI", body, 4 + 6 * at)
                yield (row, column + at), style, _short(short)
        elif kind == _BLANKS:
            for at in range((len(body) - 6) // 2):
                yield (row, column + at), unpack_from("<H", body, 4 + 2 * at)[0], None
        else:
            yield (row, column), style, self._value(kind, body)

    def _value(self, kind: int, body: bytes) -> Value:
        if kind == _NUMBER:
            return _decimal(unpack_from("<d", body, 6)[0])
        if kind == _SHORT_NUMBER:
            return _short(unpack_from("<I", body, 6)[0])
        if kind == _KEPT_TEXT:
            number = unpack_from("<I", body, 6)[0]
            return self.texts[number] if number < len(self.texts) else None
        if kind in (_TEXT, _RICH_TEXT):
            return [(None, self._text_at(body, 6, wide=True))]
        if kind == _TRUTH:
            return _truth(body[6], is_error=bool(body[7]))
        return _reckoned(body) if kind == _FORMULA else None

    def _unsure(self, records: Sequence[BookRecord]) -> Iterator[HidingArea]:
        """Where a condition may hide what stands in a cell."""
        areas: list[Area] = []
        for kind, body, _ in records:
            if kind == _CONDITION_AREAS:
                areas = list(_areas_in(body, 12))
            elif kind == _CONDITION and self._hides(body):
                yield from (HidingArea(area, _compared_in(body)) for area in areas)

    def _hides(self, condition: bytes) -> bool:
        """Whether a condition gives cells another number format, or letters in the colour of the paper."""
        told = unpack_from("<I", condition, 6)[0]
        if told & _CODED or not told & _LETTERED:
            return bool(told & _CODED)
        colour = self.colours.get(unpack_from("<I", condition, _COLOUR_OF_CONDITION)[0], OTHER_COLOUR)
        return are_alike(colour, WHITE)


def _compared_in(condition: bytes) -> tuple[str, Decimal] | None:
    """How a condition compares a cell to a number, where that is all that it says."""
    kind, relation, size, other = unpack_from("<BBHH", condition)
    formula = condition[len(condition) - size - other : len(condition) - other]
    if kind != _OF_CELL or relation not in _RELATIONS or not formula:
        return None
    if formula[0] == _WHOLE_LIMIT and size == 3:
        return _RELATIONS[relation], Decimal(unpack_from("<H", formula, 1)[0])
    if formula[0] == _LIMIT and size == 9:
        return _RELATIONS[relation], _decimal(unpack_from("<d", formula, 1)[0])
    return None


def _parted(text: str, begins: Sequence[tuple[int, Letters]]) -> Runs:
    """A text where other letters begin; what stands before has those of its cell."""
    places = [(0, None), *begins, (len(text), None)]
    return [(letters, text[at:end]) for (at, letters), (end, _) in pairwise(places) if at < end]


def _reckoned(body: bytes) -> Value:
    """What a formula had come to; a text follows in a record of its own."""
    told = not (unpack_from("<H", body, 14)[0] & _STALE and body[6:14] == bytes(8))
    if body[12:14] != b"\xff\xff":
        value = _decimal(unpack_from("<d", body, 6)[0])
        return value if told else ShownCell("", told=False)
    return _truth(body[8], is_error=body[6] == _ERROR) if body[6] in (_TRUE_OR_NOT, _ERROR) else ShownCell("")


def _truth(value: int, *, is_error: bool) -> ShownCell:
    return ShownCell(_ERRORS.get(value, "#N/A") if is_error else str(bool(value)).upper())


def _short(number: int) -> Decimal:
    """A number in four bytes: a whole one or the upper half of another, as it is or a hundred times as large.

    >>> _short(5 << 2 | 2), _short(1250 << 2 | 3), _short(0x3FF00000)
    (Decimal('5'), Decimal('12.5'), Decimal('1.0'))
    """
    if number & 2:
        value = Decimal((number - (1 << 32) if number >> 31 else number) >> 2)
    else:
        value = _decimal(unpack("<d", pack("<Q", (number & ~3) << 32))[0])
    return value / 100 if number & 1 else value


def _decimal(value: float) -> Decimal:
    return Decimal(repr(value)) if isfinite(value) else Decimal(0)


def _areas_in(body: bytes, at: int) -> Iterator[Area]:
    """Areas, behind how many there are."""
    count = int.from_bytes(body[at : at + 2], "little")
    for number in range(min(count, (len(body) - at - 2) // 8)):
        top, bottom, left, right = unpack_from("<4H", body, at + 2 + 8 * number)
        yield Area(top, left, bottom, right)


def _hidden_in(records: Sequence[BookRecord]) -> tuple[set[int], set[int]]:
    """The rows and the columns that are not shown."""
    rows: set[int] = set()
    columns: set[int] = set()
    for kind, body, _ in records:
        if kind == _ROW and len(body) >= 14 and body[12] & _ROW_HIDDEN:
            rows.add(int.from_bytes(body[:2], "little"))
        elif kind == _COLUMNS and len(body) >= 10:
            first, last, width = unpack_from("<3H", body)
            if body[8] & _COLUMNS_HIDDEN or not width:
                columns |= set(range(first, min(last, MOST_COLUMNS) + 1))
    return rows, columns
