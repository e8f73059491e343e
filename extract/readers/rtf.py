"""The body of an RTF file as it is printed, by its control words alone: bytes → paragraphs and tables.

Comes in: the bytes, whatever the file is called; WPS and Word write RTF under the name `.doc` too. Goes out: the same
`Document` as of a Word file (`docx`): nothing that is deleted, hidden or struck out, automatic numbers as the file
has them written, boxes behind the paragraph they hang on, tables in their grid, pictures as gaps. Headers, footers,
notes and everything that only declares (fonts, colours, styles) stay unread.
"""

from __future__ import annotations

import re as bytes_re
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import partial
from itertools import count

from extract.errors import UnreadableFile
from extract.model import Document, Source
from extract.readers.cells import Picture, blocks_of
from extract.readers.grid import Merging, RowShape, Tables
from extract.readers.hands import LOWEST_ROW, RAISED_BY, SMALLEST, USUAL_SIZE, WHITE, Hand, are_alike, seen_of
from extract.readers.pieces import (
    Piece,
    lines_and_tables,
    may_hide_a_figure,
    may_show_a_figure,
    may_show_a_table,
)
from extract.text import is_blank, without_radicals

_PAGE = bytes_re.compile(rb"\\ansicpg(\d{1,5})")
_FONT = bytes_re.compile(rb"\\f(\d{1,5})(?:(?!\\f\d)[^{};])*?\\fcharset(\d{1,3})")
_COLOURS = bytes_re.compile(rb"\{\\colortbl([^{}]*)\}")
_SHADE_OF_COLOUR = bytes_re.compile(rb"\\(red|green|blue)(\d{1,3})")
_SHAPE_KIND = bytes_re.compile(rb"\{\\sn shapeType\}\s*\{\\sv (\d{1,3})\}")
_HEAD = 2_000
"""Bytes in which a file says which code page it is in."""

_CODE_PAGES = {936: "gb18030", 950: "big5", 932: "cp932", 949: "cp949", 65001: "utf-8"}
_CHARSETS = {134: "gb18030", 136: "big5", 128: "cp932", 129: "cp949"}
_ASIDE = frozenset(
    b"fonttbl colortbl stylesheet info header footer headerl headerr headerf footerl footerr footerf footnote fldinst "
    b"listtable listoverridetable revtbl rsidtbl generator themedata datastore latentstyles xmlnstbl object "
    b"shprslt nonshppict nonesttables sp atnid atnauthor annotation tc xe bkmkstart bkmkend filetbl".split()
)
"""Groups that print nothing."""
_IN_PLACE = frozenset(b"shppict nesttableprops shpinst do".split())
"""Groups that print, though programs that do not know them are to leave them out."""
_WRITTEN: Mapping[bytes, str] = {
    b"tab": "\t", b"line": "\n", b"page": "\n", b"column": "\n", b"emdash": "—", b"endash": "–", b"lquote": "‘",
    b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•", b"enspace": " ", b"emspace": " ",
    b"qmspace": " ",
}  # fmt: skip
_SYMBOLS: Mapping[bytes, str] = {b"~": " ", b"_": "-", b"\n": "\n", b"\r": "\n"}
_SHADES = frozenset(b"highlight cb chcbpat cbpat clcbpat clcfpat cfpat chcfpat clshdng shading".split())
_BOXES = frozenset((b"shptxt", b"dptxbxtext"))
_COUNTED_GROUPS = _BOXES | {b"shpinst", b"shp", b"pict", b"listtext", b"pntext"}
"""Groups that print in a way of their own, or of which the end counts."""
_MEASURES = frozenset(
    b"picscalex picscaley picwgoal pichgoal shpleft shpright shptop shpbottom shpwr shpfblwtxt".split()
)
_ENDS = frozenset(b"par sect cell nestcell row nestrow".split())
_MERGING = {
    b"clmrg": Merging(across=True), b"clvmgf": Merging(down=True, top=True), b"clvmrg": Merging(down=True),
}  # fmt: skip
_CLOSING = "、，．。：）】〕"
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
class _State:
    """What holds within a group: whether it prints, how its text is encoded and lettered, and where it stands."""

    aside: bool = False
    page: str = "cp1252"
    unit: int = 1
    hidden: bool = False
    struck: bool = False
    size: int = USUAL_SIZE
    level: str = ""
    colour: int = 0
    shaded: bool = False
    depth: int = 0
    group: bytes = b""
    start: int = 0


@dataclass(slots=True)
class _Story:
    """The text or a box while it is gathered: its open tables, what it has printed, and its open paragraph."""

    tables: Tables
    printed: list[Piece] = field(default_factory=list)
    runs: list[tuple[Hand, str]] = field(default_factory=list)
    drawn: list[Piece] = field(default_factory=list)
    pictures: list[tuple[float, float]] = field(default_factory=list)
    covered: bool = False


@dataclass(slots=True)
class _Row:
    """The row that is being declared."""

    left: int = 0
    rights: list[int] = field(default_factory=list)
    merging: list[Merging] = field(default_factory=list)
    next_cell: Merging = field(default_factory=Merging)
    height: int = 0

    def shape(self) -> RowShape:
        shown = not -LOWEST_ROW <= self.height < 0
        return RowShape((self.left, *self.rights) if self.rights else (), tuple(self.merging), shown)


class _Reading:
    """A file while it is read, from its first control word to its last."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        declared = _PAGE.search(data, 0, _HEAD)
        self.page = _codec_of(int(declared[1])) if declared else "cp1252"
        self.fonts = {int(font): _CHARSETS.get(int(charset), self.page) for font, charset in _FONT.findall(data)}
        self.colours = _colours_in(data)
        self.next_table = partial(next, count(1))
        self.state = _State(page=self.page)
        self.stack: list[_State] = []
        self.stories = [_Story(Tables(self.next_table))]
        self.row = _Row()
        self.measured: dict[bytes, int] = {}
        self.raw = bytearray()
        self.skipped = 0

    @property
    def story(self) -> _Story:
        return self.stories[-1]

    def content(self) -> list[Piece]:
        """What the file prints."""
        at = 0
        while match := _TOKEN.match(self.data, at):
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
                    self._text(_SYMBOLS.get(symbol, ""))
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
        match = _TOKEN.match(self.data, at)
        return match is not None and match[1] in _IN_PLACE

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
        elif ended.group in _BOXES:
            self._end_paragraph(b"par")
            box = self.stories.pop()
            box.printed += box.tables.go_to(0)
            self.story.drawn += box.printed
            self.measured[b"box"] = 1
        elif ended.group in (b"shpinst", b"shp"):
            self._end_shape(self.data[ended.start : end])
        elif ended.group in (b"listtext", b"pntext") and self.story.runs:
            hand, label = self.story.runs[-1]
            label = label.rstrip()
            self.story.runs[-1] = (hand, label if not label or label[-1] in _CLOSING else f"{label} ")

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
            text, self.raw = bytes(self.raw).decode(self.state.page, "replace"), bytearray()
            self._text(text)

    def _text(self, text: str) -> None:
        if self.state.aside or not text:
            return
        hand = self._hand()
        runs = self.story.runs
        if runs and runs[-1][0] == hand:
            runs[-1] = (hand, runs[-1][1] + text)
        else:
            runs.append((hand, text))

    def _hand(self) -> Hand:
        """How the text of this group is lettered; on a shaded ground, pale text is in doubt."""
        state = self.state
        if state.hidden:
            return Hand(seen=False, size=state.size)
        pale = are_alike(self.colours.get(state.colour, "000000"), WHITE)
        if state.struck or state.size <= SMALLEST or (pale and not state.shaded):
            return Hand(seen=False, size=state.size, blank=True)
        return Hand(True, pale, state.size, state.level)

    # ── Control words ────────────────────────────────────────────────────────────────────────────────────────────────

    def _word(self, word: bytes, number: int | None) -> None:
        if self.skipped and word != b"u":
            self.skipped -= 1
        elif word == b"u":
            self._text(chr((number or 0) & 0xFFFF))
            self.skipped = self.state.unit
        elif word in _WRITTEN:
            self._text(_WRITTEN[word])
        elif word in _ENDS:
            if not self.state.aside:
                self._end_paragraph(word)
        elif word in _ASIDE:
            self.state.aside = True
        elif word in _COUNTED_GROUPS:
            self._begin(word)
        elif word in _STATED:
            _STATED[word](self.state, number)
        elif word in _SHADES:
            self.state.shaded |= bool(number)
        elif word == b"f":
            self.state.page = self.fonts.get(number or 0, self.page)
        elif word in _MEASURES:
            self.measured[word] = number or 0
        else:
            self._declare(word, number or 0)

    def _begin(self, word: bytes) -> None:
        """A group of which the end counts; a box that lies in a shape prints."""
        self.state.group = word
        if word == b"pict":
            self.state.aside = True
        elif word in _BOXES:
            self.state.aside, self.state.depth = False, 0
            self.stories.append(_Story(Tables(self.next_table)))

    def _declare(self, word: bytes, number: int) -> None:
        """A word that tells of the shape of a row."""
        row = self.row
        if word == b"trowd":
            self.row = _Row()
        elif word == b"trleft":
            row.left = number
        elif word == b"trrh":
            row.height = number
        elif word in _MERGING:
            row.next_cell = Merging(*map(max, _MERGING[word], row.next_cell))
        elif word == b"cellx":
            row.rights.append(number)
            row.merging.append(row.next_cell)
            row.next_cell = Merging()

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


def _plain(state: _State, _: int | None) -> None:
    state.hidden = state.struck = state.shaded = False
    state.size, state.level, state.colour = USUAL_SIZE, "", 0


def _setter(name: str, value_of: Callable[[int | None], object]) -> Callable[[_State, int | None], None]:
    return lambda state, number: setattr(state, name, value_of(number))


def _is_on(number: int | None) -> bool:
    return number != 0


def _shift(number: int | None) -> str:
    """How text stands that is so many half points above or below its line; six where the file does not say."""
    return "raised" if (6 if number is None else number) >= RAISED_BY else ""


_STATED: Mapping[bytes, Callable[[_State, int | None], None]] = {
    b"plain": _plain,
    b"pard": _setter("depth", lambda _: 0),
    b"intbl": _setter("depth", lambda _: 1),
    b"itap": _setter("depth", lambda number: max(number or 0, 0)),
    b"uc": _setter("unit", lambda number: max(number or 0, 0)),
    b"v": _setter("hidden", _is_on),
    b"deleted": _setter("hidden", _is_on),
    b"strike": _setter("struck", _is_on),
    b"striked": _setter("struck", _is_on),
    b"fs": _setter("size", lambda number: number or USUAL_SIZE),
    b"cf": _setter("colour", lambda number: number or 0),
    b"super": _setter("level", lambda _: "superscript"),
    b"sub": _setter("level", lambda _: "subscript"),
    b"nosupersub": _setter("level", lambda _: ""),
    b"up": _setter("level", _shift),
    b"dn": _setter("level", _shift),
}
"""Control words that change what holds from here to the end of the group."""


_UNDERSTOOD = (
    *_WRITTEN, *_ENDS, *_ASIDE, *_IN_PLACE, *_COUNTED_GROUPS, *_STATED, *_SHADES, *_MEASURES, *_MERGING,
    b"u", b"f", b"bin", b"trowd", b"trleft", b"trrh", b"cellx",
)  # fmt: skip
_OTHER_WORDS = rb"(?:\\(?!(?:" + b"|".join(_UNDERSTOOD) + rb")(?![a-zA-Z]))[a-zA-Z]{1,32}(?:-?\d{1,9})?[ ]?|[\r\n])+"
_TOKEN = bytes_re.compile(
    _OTHER_WORDS + rb"|\\([a-zA-Z]{1,32})(-?\d{1,9})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)|\\'?"
)
"""What stands in the file, one behind the other; words that mean nothing here are passed over together."""


def _codec_of(page: int) -> str:
    """The codec of a code page; that of the West for one that is not known here."""
    from codecs import lookup

    try:
        return lookup(_CODE_PAGES.get(page, f"cp{page}")).name
    except LookupError:
        return "cp1252"


def _colours_in(data: bytes) -> dict[int, str]:
    """The colours of the file by their numbers; one that has no shades is the program's own."""
    table = _COLOURS.search(data)
    colours = {}
    for number, entry in enumerate(table[1].split(b";") if table else ()):
        shades = {name: int(value) for name, value in _SHADE_OF_COLOUR.findall(entry)}
        if shades:
            colours[number] = "".join(f"{min(shades.get(name, 0), 255):02X}" for name in (b"red", b"green", b"blue"))
    return colours
