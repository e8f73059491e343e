"""The body of an RTF file as it is printed, by its control words alone: bytes → paragraphs and tables.

Comes in: the bytes, whatever the file is called; WPS and Word write RTF under the name `.doc` too. Goes out: the same
`Document` as of a Word file (`docx`): nothing that is deleted, hidden or struck out, automatic numbers as the file
has them written, boxes behind the paragraph they hang on, tables in their grid, pictures as gaps. Headers, footers,
notes and everything that only declares (fonts, colours, styles) stay unread. `words` knows the control words, `states`
what they set, `tokens` how to find the next one; stories and tables are gathered here.
"""

from __future__ import annotations

import re as bytes_re
from copy import copy
from dataclasses import dataclass, field
from functools import partial
from itertools import count

from extract.errors import UnreadableFile
from extract.model import Document, Source
from extract.readers.cells import Picture, blocks_of
from extract.readers.grid import Tables
from extract.readers.hands import Hand, seen_of
from extract.readers.numbering import set_apart
from extract.readers.pieces import (
    Piece,
    lines_and_tables,
    may_hide_a_figure,
    may_show_a_figure,
    may_show_a_table,
)
from extract.readers.rtf.states import STATED, DeclaredRow, GroupState, Shading
from extract.readers.rtf.tokens import TOKEN
from extract.readers.rtf.words import (
    ASIDE,
    BOXES,
    COUNTED_GROUPS,
    ENDS,
    IN_PLACE,
    MEASURES,
    SYMBOLS,
    WRITTEN,
    colours_in,
    fonts_in,
    page_of,
    symbol_fonts_in,
)  # fmt: skip
from extract.readers.wordml import symbol
from extract.text import is_blank, without_radicals

_SHAPE_KIND = bytes_re.compile(rb"\{\\sn shapeType\}\s*\{\\sv (\d{1,3})\}")
_FIRST_SYMBOL = 0xF000
"""Where the signs of symbol fonts stand in Unicode."""
_TWIPS = 567
"""Twips of a centimetre."""
_NO_WRAP, _LINE_SHAPES = 3, frozenset({20, *range(32, 41)})
_DEEPEST = 500
"""Groups within groups; a file that has more is none of a word processor's."""


def document_of(data: bytes, source: Source) -> Document:
    """The file as paragraphs and tables. UnreadableFile tells why there is none."""
    reading = _Reading(data)
    blocks, gaps = blocks_of("rtf", lines_and_tables(reading.content()))
    if not blocks and not gaps:
        raise UnreadableFile("empty", kind="rtf")
    return Document(source, blocks, reading.page, gaps=gaps)


@dataclass(slots=True)
class _Story:
    """The text or a box while it is gathered: its open tables, what it has printed, and its open paragraph."""

    tables: Tables
    printed: list[Piece] = field(default_factory=list)
    runs: list[tuple[Hand, str]] = field(default_factory=list)
    drawn: list[Piece] = field(default_factory=list)
    pictures: list[tuple[float, float]] = field(default_factory=list)
    covered: bool = False


class _Reading:
    """A file while it is read, from its first control word to its last."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.page = page_of(data)
        self.fonts = fonts_in(data, self.page)
        self.symbol_fonts = symbol_fonts_in(data)
        self.colours = colours_in(data)
        self.next_table = partial(next, count(1))
        self.state = GroupState(page=self.page)
        self.stack: list[GroupState] = []
        self.stories = [_Story(Tables(self.next_table))]
        self.row = DeclaredRow()
        self.measured: dict[bytes, int] = {}
        self.raw = bytearray()
        self.skipped = 0

    @property
    def story(self) -> _Story:
        return self.stories[-1]

    def content(self) -> list[Piece]:
        """What the file prints."""
        at = 0
        while match := TOKEN.match(self.data, at):
            at = match.end()
            word, value, code, symbol, brace, plain = match.groups()
            if code or plain:
                self._bytes(bytes([int(code, 16)]) if code else plain)
            elif symbol and symbol in b"\\{}":
                self._bytes(symbol)
            elif brace or word or symbol:
                self._decode()
                number = int(value) if value else None
                if brace == b"{":
                    self._open(at)
                elif brace:
                    self._close(match.start())
                elif symbol == b"*":
                    self.state.aside |= not self._prints_next(at)
                elif symbol:
                    self._text(SYMBOLS.get(symbol, ""))
                elif word == b"bin":
                    at += max(number or 0, 0)
                else:
                    self._word(word, number)
        self._decode()
        del self.stories[1:]
        self._end_paragraph(b"par")
        self.story.printed += self.story.tables.go_to(0)
        return self.story.printed

    def _prints_next(self, at: int) -> bool:
        """Whether the group prints that programs may leave out which do not know its first word."""
        match = TOKEN.match(self.data, at)
        return match is not None and match[1] in IN_PLACE

    # ── Groups ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _open(self, at: int) -> None:
        if len(self.stack) >= _DEEPEST:
            raise UnreadableFile("truncated", kind="rtf")
        self.stack.append(self.state)
        self.state = copy(self.state)
        self.state.group, self.state.start = b"", at

    def _close(self, end: int) -> None:
        if not self.stack:
            return
        ended, self.state = self.state, self.stack.pop()
        if ended.group == b"pict":
            self._end_picture()
        elif ended.group in BOXES:
            self._end_paragraph(b"par")
            box = self.stories.pop()
            box.printed += box.tables.go_to(0)
            self.story.drawn += box.printed
            self.measured[b"box"] = 1
        elif ended.group in (b"shpinst", b"shp"):
            self._end_shape(self.data[ended.start : end])
        elif ended.group in (b"listtext", b"pntext") and self.story.runs:
            hand, label = self.story.runs[-1]
            counts = any(map(str.isalnum, label))
            self.story.runs[-1] = (hand, set_apart(label.rstrip()) if counts else "")

    def _end_picture(self) -> None:
        across, down = (self.measured.pop(word, 100) / 100 for word in (b"picscalex", b"picscaley"))
        width, height = (self.measured.pop(word, 0) / _TWIPS for word in (b"picwgoal", b"pichgoal"))
        self.story.pictures.append((width * across, height * down))

    def _end_shape(self, written: bytes) -> None:
        """A shape that lies upon the text and is no line hides what it lies upon."""
        told, self.measured = self.measured, {}
        kind = _SHAPE_KIND.search(written)
        size = (
            abs(told.get(b"shpright", 0) - told.get(b"shpleft", 0)) / _TWIPS,
            abs(told.get(b"shpbottom", 0) - told.get(b"shptop", 0)) / _TWIPS,
        )
        upon = told.get(b"shpwr") == _NO_WRAP and not told.get(b"shpfblwtxt")
        if upon and b"box" not in told and (not kind or int(kind[1]) not in _LINE_SHAPES):
            self.story.covered |= may_hide_a_figure(size)

    # ── Text ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _bytes(self, raw: bytes) -> None:
        skipped = min(self.skipped, len(raw))
        self.skipped -= skipped
        if not self.state.aside:
            self.raw += raw[skipped:]

    def _decode(self) -> None:
        if self.raw:
            raw, self.raw, font = bytes(self.raw), bytearray(), self.state.symbols
            signs = (symbol(font, f"{_FIRST_SYMBOL + byte:04X}") for byte in raw)
            self._text("".join(signs) if font else raw.decode(self.state.page, "replace"))

    def _text(self, text: str) -> None:
        if self.state.aside or not text:
            return
        tables = self.story.tables
        cell = self.row.shading(tables.cell_number) if self.state.depth and tables.open else Shading()
        hand = self.state.hand(self.colours, cell)
        runs = self.story.runs
        if runs and runs[-1][0] == hand:
            runs[-1] = (hand, runs[-1][1] + text)
        else:
            runs.append((hand, text))

    # ── Control words ────────────────────────────────────────────────────────────────────────────────────────────────

    def _word(self, word: bytes, number: int | None) -> None:
        if self.skipped and word != b"u":
            self.skipped -= 1
        elif word == b"u":
            self._text(chr((number or 0) & 0xFFFF))
            self.skipped = self.state.unit
        elif word in WRITTEN:
            self._text(WRITTEN[word])
        elif word in ENDS:
            if not self.state.aside:
                self._end_paragraph(word)
        elif word in ASIDE:
            self.state.aside = True
        elif word in COUNTED_GROUPS:
            self._begin(word)
        elif word in STATED:
            STATED[word](self.state, number)
        elif word == b"f":
            self.state.page = self.fonts.get(number or 0, self.page)
            self.state.symbols = self.symbol_fonts.get(number or 0, "")
        elif word in MEASURES:
            self.measured[word] = number or 0
        else:
            self.row = self.row.told(word, number or 0)

    def _begin(self, word: bytes) -> None:
        """A group of which the end counts; a box that lies in a shape prints."""
        self.state.group = word
        if word == b"pict":
            self.state.aside = True
        elif word in BOXES:
            self.state.aside, self.state.depth = False, 0
            self.stories.append(_Story(Tables(self.next_table)))

    def _end_paragraph(self, word: bytes) -> None:
        """Ends a paragraph, and with it the cell or the row that ends here."""
        story, depth = self.story, self.state.depth
        if word in (b"cell", b"row"):
            depth = max(depth, 1)
        elif word in (b"nestcell", b"nestrow"):
            depth = max(depth, 2)
        story.printed += story.tables.go_to(depth)
        if word in (b"row", b"nestrow"):
            story.tables.end_row(self.row.shape())
            return
        if word == b"par" and self.state.hidden and story.runs:
            return
        pieces = self._paragraph(in_cell=depth > 0)
        if not depth:
            story.printed += pieces
        else:
            story.tables.add(pieces)
            if word in (b"cell", b"nestcell"):
                story.tables.end_cell()

    def _paragraph(self, in_cell: bool) -> list[Piece]:
        """What the open paragraph prints."""
        story = self.story
        text = seen_of(story.runs).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        pieces: list[Piece] = [without_radicals(text)] if text else []
        pictured = any(may_show_a_table(size) or (in_cell and may_show_a_figure(size)) for size in story.pictures)
        if story.covered and in_cell:
            pieces.append(Picture(covers=True))
        elif pictured and is_blank(text) and not story.drawn:
            pieces.append(Picture())
        pieces += story.drawn
        story.runs, story.drawn, story.pictures, story.covered = [], [], [], False
        return pieces
