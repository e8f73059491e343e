"""The body of an OpenDocument text (.odt) as it is printed: the package → paragraphs and tables.

Comes in: the bytes of the package. Goes out: the same `Document` as of a Word file (`docx`): what is deleted, hidden or
struck out is gone, automatic numbers are written out, boxes stand behind the paragraph they hang on, tables in their
grid, pictures as gaps. Headers, footers, notes, comments and indexes stay unread. How OpenDocument workbooks say what
their cells hold is the same, and read by `OpenPrint`, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from extract.errors import UnreadableFile
from extract.model import Document, Source
from extract.readers.cells import WIDEST_SPAN, Picture, PrintedCell, blocks_of
from extract.readers.hands import LOWEST_ROW, Hand, seen_of
from extract.readers.numbering import Numbering
from extract.readers.open_styles import NO_LOOK, OpenLook, OpenStyles, centimetres, hand_of, number_of, o, over
from extract.readers.package import Package, unzipped
from extract.readers.pieces import (
    Piece,
    Placed,
    cell_of,
    lines_and_tables,
    may_hide_a_figure,
    may_show_a_figure,
    may_show_a_table,
    pieces_of,
)
from extract.text import is_blank, without_radicals

if TYPE_CHECKING:
    from lxml.etree import _Element

_P, _H, _LIST, _TABLE = map(o, ("text:p", "text:h", "text:list", "table:table"))
_ROW, _CELL, _COVERED = map(o, ("table:table-row", "table:table-cell", "table:covered-table-cell"))
_SPAN, _STYLE, NAME = map(o, ("text:span", "text:style-name", "style:name"))
_FRAME, _BOX, _IMAGE, _OBJECT = map(o, ("draw:frame", "draw:text-box", "draw:image", "draw:object"))
_SHAPES = frozenset(map(o, ("draw:custom-shape", "draw:rect", "draw:g", "draw:caption")))
"""Shapes that may hold text, as boxes do."""
_UNPRINTED = frozenset(
    map(
        o,
        (
            "text:tracked-changes", "text:note", "office:annotation", "office:annotation-end", "text:sequence-decls",
            "text:table-of-content", "text:alphabetical-index", "text:variable-decls", "text:user-field-decls",
            "office:forms", "text:ruby-text", "text:hidden-text", "text:hidden-paragraph", "table:shapes",
        ),
    )
)  # fmt: skip
_WRITTEN = {o("text:tab"): "\t", o("text:line-break"): "\n"}
_BLANKS, _COUNT = o("text:s"), o("text:c")
_ACROSS, _REPEATED = o("table:number-columns-spanned"), o("table:number-columns-repeated")
_TABLE_STYLE, _VISIBILITY, _VISIBLE = o("table:style-name"), o("table:visibility"), "visible"
_ROWS_REPEATED = o("table:number-rows-repeated")
_MOST_ROWS = 2_000
"""Rows that one element may stand for; more is the rest of a sheet."""
_MOST_CELLS = 100_000
"""Cells of a file, repeated ones too; a report has some hundred."""
_TWIPS_OF_CENTIMETRE = 567


def document_of(data: bytes, source: Source) -> Document:
    """The file as paragraphs and tables. UnreadableFile tells why there is none."""
    printed, body = opened(unzipped(data, "odt"))
    blocks, gaps = blocks_of("odt", lines_and_tables(printed.content(body)))
    if not blocks and not gaps:
        raise UnreadableFile("empty", kind="odt")
    return Document(source, blocks, "utf-8", gaps=gaps)


def opened(package: Package) -> tuple[OpenPrint, _Element]:
    """The print of a package, and its body. UnreadableFile where there is none, or where it has a password."""
    if b"encryption-data" in package.part("meta-inf/manifest.xml"):
        raise UnreadableFile("encrypted", kind=package.kind)
    content = package.tree("content.xml")
    body = None if content is None else content.find(o("office:body"))
    if content is None or body is None:
        raise UnreadableFile("truncated", kind=package.kind)
    return OpenPrint(OpenStyles([package.tree("styles.xml"), content])), body


class OpenPrint:
    """The document as it is printed, in the order of the file."""

    def __init__(self, styles: OpenStyles) -> None:
        self.look = styles.look
        self.numbers = Numbering(styles.lists)
        self.next_table = partial(next, count(1))
        self.cells = 0

    def content(
        self, container: Iterable[_Element], style: str = "", depth: int = -1, base: OpenLook = NO_LOOK
    ) -> Iterator[Piece]:
        """What stands in the body, a cell, a box, or in a list of this style at this depth. `base`: how text looks of
        which nothing is said."""
        for child in container:
            tag = child.tag
            if tag in (_P, _H):
                first = depth >= 0 and child.getprevious() is None
                yield from self._paragraph(child, style if first else "", depth, base)
            elif tag == _LIST:
                yield from self.content(child, child.get(_STYLE, style), depth + 1, base)
            elif tag == _TABLE:
                yield from self._table(child)
            elif tag == _FRAME:
                yield from self._frame(child, in_cell=False)[1]
            elif tag not in _UNPRINTED:
                yield from self.content(child, style, depth, base)

    def _paragraph(self, paragraph: _Element, list_style: str, depth: int, base: OpenLook) -> Iterator[Piece]:
        """A paragraph, the boxes that hang on it, and what it shows of pictures."""
        in_cell = next(paragraph.iterancestors(_CELL), None) is not None
        look = over(self.look("paragraph", paragraph.get(_STYLE, "")), base)
        runs: list[tuple[Hand, str]] = []
        drawn: list[Piece] = []
        pictured = self._runs(paragraph, look, runs, drawn, in_cell)
        text = without_radicals(seen_of(runs))
        if list_style and not look.hidden:
            text = self.numbers.label(list_style, str(depth), "") + text
        if text:
            yield text
        if pictured and is_blank(text) and not drawn:
            yield Picture()
        yield from drawn

    def _runs(
        self, element: _Element, look: OpenLook, runs: list[tuple[Hand, str]], drawn: list[Piece], in_cell: bool
    ) -> bool:
        """Adds the text in a paragraph or span, and what hangs on it; whether a picture stands in the place of text."""
        hand, pictured = hand_of(look), False
        runs.append((hand, _collapsed(element.text)))
        for child in element:
            tag = child.tag
            if tag in _WRITTEN:
                runs.append((hand, _WRITTEN[str(tag)]))
            elif tag == _BLANKS:
                runs.append((hand, " " * min(number_of(child, _COUNT), WIDEST_SPAN)))
            elif tag == _FRAME:
                shown, pieces = self._frame(child, in_cell)
                pictured |= shown
                drawn += pieces
            elif tag in _SHAPES:
                drawn += self.content(child)
            elif tag not in _UNPRINTED:
                inner = over(self.look("text", child.get(_STYLE, "")), look) if tag == _SPAN else look
                pictured |= self._runs(child, inner, runs, drawn, in_cell)
            runs.append((hand, _collapsed(child.tail)))
        return pictured

    def _frame(self, frame: _Element, in_cell: bool) -> tuple[bool, list[Piece]]:
        """Whether a frame shows a picture in the place of text, and what it prints, or lies upon."""
        box = frame.find(_BOX)
        if box is not None:
            return False, list(self.content(box))
        if next(frame.iterchildren(_IMAGE, _OBJECT), None) is None:
            return False, []
        size = (centimetres(frame.get(o("svg:width"))), centimetres(frame.get(o("svg:height"))))
        if in_cell and frame.get(o("text:anchor-type"), "as-char") != "as-char" and may_hide_a_figure(size):
            return False, [Picture(covers=True)]
        return may_show_a_table(size) or (in_cell and may_show_a_figure(size)), []

    # ── Tables ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _table(self, table: _Element) -> Iterator[Piece]:
        number = self.next_table()
        return pieces_of(number, self._rows(table))

    def _rows(self, table: _Element) -> list[list[Placed]]:
        """The rows of a table that are shown."""
        rows: list[list[Placed]] = []
        hidden = hidden_columns(table)
        of_table = self.look("table", table.get(_TABLE_STYLE, ""))
        for row in rows_of(table):
            of_row = self.look("table-row", row.get(_TABLE_STYLE, ""))
            height, base = of_row.height, NO_LOOK._replace(ground=of_row.ground or of_table.ground)
            if row.get(_VISIBILITY, _VISIBLE) != _VISIBLE or (
                height is not None and height * _TWIPS_OF_CENTIMETRE <= LOWEST_ROW
            ):
                continue
            for _ in range(min(number_of(row, _ROWS_REPEATED), _MOST_ROWS)):
                rows.append(list(self._row(row, len(rows), hidden, base)))
                self.cells += len(rows[-1])
                if self.cells > _MOST_CELLS:
                    raise UnreadableFile("bomb", kind="odt")
        return rows

    def _row(self, row: _Element, at: int, hidden: Set[int], base: OpenLook) -> Iterator[Placed]:
        """The cells of a row in the columns that are shown, but those that one at their left covers."""
        column = shown = free = 0
        for cell in row.iterchildren(_CELL, _COVERED):
            look = over(self.look("table-cell", cell.get(_TABLE_STYLE, "")), base)
            content = list(self.content(cell, base=look)) if cell.tag == _CELL else []
            for _ in range(min(number_of(cell, _REPEATED), WIDEST_SPAN)):
                span = range(column, column + min(number_of(cell, _ACROSS), WIDEST_SPAN))
                if cell.tag == _CELL:
                    free = span.stop
                    if column not in hidden:
                        yield cell_of(at, shown, content, sum(each not in hidden for each in span))
                elif column >= free and column not in hidden:
                    yield PrintedCell(at, shown, (), [], covered=True)
                shown += column not in hidden
                column += 1


def hidden_columns(table: _Element) -> set[int]:
    """The columns of a table that are not shown."""
    hidden: set[int] = set()
    at = 0
    for column in table.iterdescendants(o("table:table-column")):
        after = at + min(number_of(column, _REPEATED), WIDEST_SPAN)
        if column.get(_VISIBILITY, _VISIBLE) != _VISIBLE:
            hidden |= set(range(at, after))
        at = after
    return hidden


def rows_of(table: _Element) -> Iterator[_Element]:
    """The rows of a table, those in groups and heads too, and not those of tables in its cells."""
    for child in table:
        if child.tag == _ROW:
            yield child
        elif child.tag not in (_CELL, _P):
            yield from rows_of(child)


def _collapsed(text: str | None) -> str:
    """Text as XML has it: line ends and tabs in it are blanks."""
    return (text or "").replace("\n", " ").replace("\t", " ")
