"""The body of a Word file as it is printed: a package → paragraphs and tables in printed order.

Comes in: the bytes of a package made by Word, WPS, LibreOffice or python-docx, zipped or in one XML. Goes out: a
`Document` of what is printed once all tracked changes are accepted: automatic numbers written out, boxes behind the
paragraph they hang on, tables with every cell at its place in the grid, files within the file in their place. A table
that only lays out the page is taken apart.
Headers, footers, notes, comments and the table of contents are no part of the body and stay unread. What a picture
shows is left as a `Gap`. Opening the package is left to `package`, what its declarations mean to `wordml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import regex as re

from extract.errors import UnreadableFile
from extract.model import Document, Source
from extract.readers.cells import (
    SEAM,
    WIDEST_SPAN,
    Picture,
    PrintedCell,
    ReadPictures,
    blocks_of,
    without_seams,
)
from extract.readers.chunks import pieces_of_chunk
from extract.readers.hands import Hand
from extract.readers.lettering import Lettering, shows_no_row
from extract.readers.numbering import Numbering
from extract.readers.package import Package, package_of
from extract.readers.pasted import with_pictures_read
from extract.readers.pieces import Piece, Placed, cell_of, lines_and_tables, pieces_of
from extract.readers.word_xml import is_word_xml
from extract.readers.wordml import (
    PICTURES,
    PLAIN,
    has_room_for_a_table,
    is_a_sheet,
    is_on,
    lists_of,
    may_be_a_figure,
    may_cover_a_figure,
    picture_in,
    styles_of,
    symbol,
    value_of,
    w,
    whole_number,
)
from extract.text import is_blank, without_radicals

if TYPE_CHECKING:
    from lxml.etree import _Element

_P, _R, _T, _TBL, _TR, _TC, _SDT = map(w, ("p", "r", "t", "tbl", "tr", "tc", "sdt"))
_PPR, _RPR, _TRPR, _TCPR, _SDTPR = map(w, ("pPr", "rPr", "trPr", "tcPr", "sdtPr"))
_DEL, _MOVED, _TAB, _BR, _SYM, _FIELD = map(w, ("del", "moveFrom", "tab", "br", "sym", "fldChar"))
_NUMPR, _UNFILLED = map(w, ("numPr", "showingPlcHdr"))
_STYLED = _PSTYLE, _RSTYLE = tuple(map(w, ("pStyle", "rStyle")))
_VANISH = w("vanish")
_DRAWINGS = tuple(map(w, ("drawing", "pict", "object")))
_BOX, _CHUNK = map(w, ("txbxContent", "altChunk"))
_SPAN, _DOWN, _ACROSS, _CELL_DEL = map(w, ("gridSpan", "vMerge", "hMerge", "cellDel"))
_VAL, _WIDTH, _BEFORE = map(w, ("val", "w", "gridBefore"))
_LINK, _ANCHOR, _INSTRUCTION = map(w, ("hyperlink", "anchor", "instrText"))
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_ALTERNATE, _CHOICE, _FALLBACK = (
    f"{{http://schemas.openxmlformats.org/markup-compatibility/2006}}{name}"
    for name in ("AlternateContent", "Choice", "Fallback")
)

_UNPRINTED = frozenset((_PPR, _RPR, _TRPR, _TCPR, _SDTPR, _DEL, _MOVED, w("rt")))
_WRITTEN = {_TAB: "\t", _BR: "\n", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-"}
_ODD = (
    *_WRITTEN, *_DRAWINGS, _DEL, _MOVED, _SYM, _FIELD, _NUMPR, *_STYLED, _UNFILLED, _ALTERNATE, _MATH,
    _BOX, w("ruby"),
)  # fmt: skip
"""What makes a paragraph more than the text of its runs one behind the other."""

_GRID_COLUMN = f"{w('tblGrid')}/{w('gridCol')}"
_KEY = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RTF = b"{\\rtf"
_DEEPEST_CHUNK = 3
"""Word files within Word files that are read."""
_NARROWEST_COLUMN = 60
"""Twips below which a column of the grid is what rounding left over between two others."""
_ENTRY = re.compile(r"\t\s*\d{1,3}\s*$")
"""How an entry of a table of contents ends."""


def document_of(data: bytes, source: Source) -> Document:
    """The file as paragraphs and tables. UnreadableFile tells why there is none, and of what kind the file is."""
    package = package_of(data)
    body = package.body()
    text = _Print(body, package)
    pieces = list(lines_and_tables(text.content(body)))
    printed = list(with_pictures_read("docx", pieces, text.tables, package.held))
    blocks, gaps = blocks_of("docx", printed)
    if not blocks and not gaps:
        raise UnreadableFile("empty", kind="docx")
    encoding = (body.getroottree().docinfo.encoding or "utf-8").lower()
    sheets = tuple(sheet for piece in printed if isinstance(piece, ReadPictures) for sheet in piece.sheets)
    return Document(source, blocks, encoding, gaps=gaps, recognised=sheets)


def pictures_in(data: bytes) -> list[bytes]:
    """What may be recognised in it: the pictures that stand alone and have room for a table, in printed order; empty
    for one that cannot be had. UnreadableFile as for a document."""
    package = package_of(data)
    body = package.body()
    keys = [piece.key for piece in _Print(body, package).content(body) if isinstance(piece, Picture) and piece.key]
    pictures = []
    for key in keys:
        try:
            pictures.append(package.held(key))
        except UnreadableFile:
            pictures.append(b"")
    return pictures


# ── What is printed ──────────────────────────────────────────────────────────────────────────────────────────────────


class _ParagraphProperties(NamedTuple):
    """What a paragraph says of itself: its style, its list and level, and what has undone or hidden its end."""

    style: str = ""
    number: str = ""
    level: str = ""
    end: str = ""


def _properties_of(paragraph: _Element) -> _ParagraphProperties:
    properties = _ParagraphProperties()
    for child in next(paragraph.iterchildren(_PPR), ()):
        if child.tag == _PSTYLE:
            properties = properties._replace(style=child.get(_VAL, ""))
        elif child.tag == _NUMPR:
            properties = properties._replace(number=value_of(child, "numId"), level=value_of(child, "ilvl"))
        elif child.tag == _RPR:
            ends = (str(mark.tag) for mark in child.iterchildren(_DEL, _MOVED, _VANISH) if is_on(mark))
            properties = properties._replace(end=next(ends, ""))
    return properties


@dataclass(slots=True)
class _Line:
    """A paragraph while it is gathered: the hand of its text, its text, the fields open in it, its boxes,
    and whether it shows a picture that has room for a table, that may be a figure, or that covers its text.
    """

    hand: Hand | None = None
    text: list[str] = field(default_factory=list)
    fields: list[int] = field(default_factory=list)
    boxes: list[Piece] = field(default_factory=list)
    pictured: list[Picture] = field(default_factory=list)
    figured: bool = False
    covered: bool = False


class _Print:
    """The document as it is printed, in the order of the file."""

    def __init__(self, body: _Element, package: Package, tables: int = 0, within: int = 0) -> None:
        used = {style.get(_VAL) for style in body.iter(*_STYLED)}
        self.styles = styles_of(package.styles() if used else None)
        self.package = package
        self.lettering = Lettering(package) if package.letters() else None
        self.tables, self.within = tables, within
        self.odd: set[_Element] = set()
        self.unfilled: set[_Element] = set()
        self.texts: dict[_Element, str] = {}
        self._look_through(body)

    @cached_property
    def numbers(self) -> Numbering:
        """The automatic numbers, for which most files have no use."""
        return Numbering(lists_of(self.package.numbering()))

    def _look_through(self, body: _Element) -> None:
        """Notes the text of every paragraph, which take a closer look, and which are only to be filled in."""
        for element in body.iter(_T, *_ODD):
            tag = element.tag
            paragraph = next(element.iterancestors(_P), None)
            if tag == _UNFILLED and is_on(element):
                for control in islice(element.iterancestors(_SDT), 1):
                    self.unfilled.update(control.iter(_P))
            if paragraph is None:
                continue
            if tag == _T:
                self.texts[paragraph] = self.texts.get(paragraph, "") + (element.text or "")
            elif tag not in _STYLED or element.get(_VAL) in self.styles:
                self.odd.add(paragraph)
        self.odd |= self.unfilled

    def content(self, container: _Element) -> list[Piece]:
        """What stands in the body, a cell or a box."""
        pieces: list[Piece] = []
        joined: list[str] = []
        for child in container:
            tag = child.tag
            if tag == _P:
                if joined or self.lettering or child in self.odd:
                    self._paragraph(child, pieces, joined)
                elif text := self.texts.get(child):
                    pieces.append(without_radicals(text.replace("\n", " ")))
            elif tag == _TBL:
                pieces += filter(None, ("".join(joined), *self._table(child)))
                joined.clear()
            elif tag == _CHUNK:
                pieces += self._chunk(child)
            elif tag == _ALTERNATE:
                pieces += self.content(_alternative(child))
            elif tag not in _UNPRINTED:
                pieces += self.content(child)
        if joined:
            pieces.append("".join(joined))
        return pieces

    def _chunk(self, chunk: _Element) -> list[Piece]:
        """What a file within this one prints; what cannot be read is as a picture."""
        data = self.package.held(chunk.get(_KEY, ""))
        try:
            if not (data.startswith(b"PK") or is_word_xml(data)):
                pieces, self.tables = pieces_of_chunk(data, self.tables)
                return [*pieces] if data and not data.startswith(_RTF) else [Picture()]
            if self.within == _DEEPEST_CHUNK:
                return [Picture()]
            package = package_of(data)
            body = package.body()
            inner = _Print(body, package, self.tables, self.within + 1)
            found = inner.content(body)
        except UnreadableFile:
            return [Picture()]
        self.tables = inner.tables
        return found

    def _paragraph(self, paragraph: _Element, pieces: list[Piece], joined: list[str]) -> None:
        """Adds a paragraph; the text of one whose end was deleted goes to `joined`, and to the one that follows."""
        if paragraph in self.unfilled:
            return
        properties = _properties_of(paragraph)
        style = self.styles.get(properties.style, PLAIN)
        line = _Line()
        self._runs(paragraph, line)
        text = without_radicals(without_seams("".join(line.text)))
        if "\t" in text and _ENTRY.search(text) and _points_elsewhere(paragraph):
            return
        if properties.end in (_DEL, _MOVED):
            joined.append(text)
        else:
            text = "".join(joined) + text
            number = properties.number or style.number
            if number and (text or not (properties.end or style.hidden)):
                text = self.numbers.label(number, properties.level or style.level, properties.style) + text
            joined.clear()
            if text:
                pieces.append(text)
        if line.covered and _in_cell(paragraph):
            pieces.append(Picture(covers=True))
        elif is_blank(text) and not line.boxes and (line.pictured or (line.figured and _in_cell(paragraph))):
            pieces += line.pictured or [Picture()]
        pieces += line.boxes

    def _runs(self, element: _Element, line: _Line) -> None:
        """Adds what stands in a paragraph, a run, or anything around and in them."""
        for child in element:
            tag = child.tag
            if tag in (_T, _MATH):
                line.text.append((child.text or "").replace("\n", " "))
            elif tag == _R:
                if self.lettering is None or self._is_seen(child, line):
                    self._runs(child, line)
            elif tag in _WRITTEN:
                line.text.append(_WRITTEN[str(tag)])
            elif tag in _UNPRINTED:
                continue
            elif tag == _FIELD:
                _follow_field(child.get(w("fldCharType"), ""), line)
            elif tag == _SYM:
                line.text.append(symbol(child.get(w("font"), ""), child.get(w("char"), "")))
            elif tag == _ALTERNATE:
                self._runs(_alternative(child), line)
            elif tag == _BOX:
                line.boxes += self.content(child)
            elif not _is_unfilled(child):
                if tag in _DRAWINGS:
                    if has_room_for_a_table(child):
                        key = "" if self.within else picture_in(child)
                        line.pictured.append(Picture(key=key, is_sheet=is_a_sheet(child)))
                    line.figured |= may_be_a_figure(child)
                    line.covered |= may_cover_a_figure(child)
                self._runs(child, line)

    def _is_seen(self, run: _Element, line: _Line) -> bool:
        """Whether a run is seen; where it stands beside text in another hand, a seam is written between them."""
        hand = self.lettering.hand_of(run) if self.lettering else Hand()
        if hand.seen and next(run.iterchildren(_T), None) is not None:
            line.text += hand.seam_after(line.hand) if line.hand else "", hand.mark
            line.hand = hand
        elif hand.blank:
            line.text.append(SEAM)
        return hand.seen

    # ── Tables ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _table(self, table: _Element) -> Iterator[Piece]:
        """What a table prints."""
        self.tables += 1
        number = self.tables
        rows: list[list[Placed]] = []
        merged: set[int] = set()
        for row in _parts_of(table, _TR):
            before = _columns_before(row)
            if before is not None:
                cells, merged = self._row(row, len(rows), before, merged)
                rows.append(cells)
        return pieces_of(number, _folded(rows, _narrow_columns(table)))

    def _row(self, row: _Element, at: int, column: int, open_above: set[int]) -> tuple[list[Placed], set[int]]:
        """The cells of a row, but those that one at their left covers, and the columns where one may go on below."""
        placed: list[Placed] = []
        going_on = set()
        for cell in _parts_of(row, _TC):
            properties = {child.tag: child.get(_VAL, "continue") for child in next(cell.iterchildren(_TCPR), ())}
            if _CELL_DEL in properties:
                continue
            span = max(1, min(whole_number(properties.get(_SPAN), 1), WIDEST_SPAN))
            down, across = properties.get(_DOWN, ""), properties.get(_ACROSS, "")
            if down:
                going_on.add(column)
            if across == "continue" and placed:
                pass
            elif down == "continue" and column in open_above:
                placed.append(PrintedCell(at, column, (), [], span, covered=True))
            else:
                placed.append(cell_of(at, column, self.content(cell), span))
            column += span
        return placed, going_on


def _parts_of(container: _Element, tag: str) -> Iterator[_Element]:
    """The rows of a table or the cells of a row, those in content controls and the like too."""
    for child in container:
        if child.tag == tag:
            yield child
        elif child.tag == _ALTERNATE:
            yield from _parts_of(_alternative(child), tag)
        elif child.tag not in _UNPRINTED:
            yield from _parts_of(child, tag)


def _columns_before(row: _Element) -> int | None:
    """The columns of the grid that a row leaves out before its first cell; None for a row that is not printed."""
    before = 0
    properties = next(row.iterchildren(_TRPR), None)
    if properties is None:
        return before
    if shows_no_row(properties):
        return None
    for child in properties:
        if child.tag in (_DEL, _MOVED) and is_on(child):
            return None
        if child.tag == _BEFORE:
            before = min(whole_number(child.get(_VAL), 0), WIDEST_SPAN)
    return before


def _narrow_columns(table: _Element) -> set[int]:
    """The columns of the grid that are a rounding error wide; none where the file gives no widths."""
    widths = [whole_number(column.get(_WIDTH), 0) for column in table.iterfind(_GRID_COLUMN)]
    narrow = {at for at, width in enumerate(widths) if width < _NARROWEST_COLUMN}
    return narrow if 2 * len(narrow) < len(widths) else set()


def _folded(rows: list[list[Placed]], narrow: set[int]) -> list[list[Placed]]:
    """Rows less the columns out of `narrow` that hold nothing of their own."""
    narrow = narrow - {cell.column for row in rows for cell in row if cell.is_filled and _lies_within(narrow, cell)}
    if not narrow:
        return rows
    return [
        [
            cell._replace(column=cell.column - sum(at < cell.column for at in narrow))
            for cell in row
            if not _lies_within(narrow, cell)
        ]
        for row in rows
    ]


def _lies_within(columns: set[int], cell: Placed) -> bool:
    """Whether a cell takes up no other columns than these."""
    return cell.column in columns and columns.issuperset(range(cell.column, cell.column + cell.span))


# ── Pieces of a line ─────────────────────────────────────────────────────────────────────────────────────────────────


def _alternative(element: _Element) -> _Element:
    """The first form of what is given in several that prints something; one form is all that is printed."""
    forms = element.iterchildren(_CHOICE, _FALLBACK)
    return next((form for form in forms if next(form.iter(_T, _TBL, *PICTURES), None) is not None), element)


def _in_cell(paragraph: _Element) -> bool:
    return next(paragraph.iterancestors(_TC), None) is not None


def _points_elsewhere(paragraph: _Element) -> bool:
    """Whether a paragraph refers to a page of the same document, as the entries of a table of contents do."""
    for reference in paragraph.iter(_LINK, _INSTRUCTION):
        if reference.get(_ANCHOR) if reference.tag == _LINK else "PAGEREF" in (reference.text or ""):
            return True
    return False


def _follow_field(mark: str, line: _Line) -> None:
    """What is gathered between the beginning of a field and its result is how to make it, and goes."""
    if mark == "begin":
        line.fields.append(len(line.text))
    elif line.fields and mark in ("separate", "end"):
        del line.text[line.fields.pop() :]
        if mark == "separate":
            line.fields.append(_IN_RESULT)


_IN_RESULT = 1 << 30
"""Stands for the beginning of a field whose result is being gathered, and stays."""


def _is_unfilled(control: _Element) -> bool:
    """Whether a content control shows only what is to be filled in."""
    marker = control.find(f"{_SDTPR}/{_UNFILLED}")
    return marker is not None and is_on(marker)
