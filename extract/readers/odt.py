"""The body of an OpenDocument text or workbook (.odt, .ods) as it is printed: the package → paragraphs and tables.

Comes in: the bytes of the package. Goes out: the same `Document` as of a Word file (`docx`): what is deleted, hidden or
struck out is gone, automatic numbers are written out, boxes stand behind the paragraph they hang on, tables in their
grid, pictures as gaps. Headers, footers, notes, comments and indexes stay unread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from functools import partial
from itertools import count, groupby
from typing import TYPE_CHECKING, NamedTuple

import regex as re

from extract.errors import UnreadableFile
from extract.model import Document, Source
from extract.readers.cells import WIDEST_SPAN, Picture, blocks_of
from extract.readers.hands import LOWEST_ROW, SMALLEST, USUAL_SIZE, WHITE, Hand, are_alike, seen_of
from extract.readers.numbering import Level, NumberedList, Numbering
from extract.readers.package import unzipped
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

_SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
}


def _o(name: str) -> str:
    """The name of an element or attribute of OpenDocument's own."""
    space, _, local = name.partition(":")
    return f"{{{_SPACES[space]}}}{local}"


_P, _H, _LIST, _TABLE = map(_o, ("text:p", "text:h", "text:list", "table:table"))
_ROW, _CELL, _COVERED = map(_o, ("table:table-row", "table:table-cell", "table:covered-table-cell"))
_SPAN, _STYLE, _NAME = map(_o, ("text:span", "text:style-name", "style:name"))
_FRAME, _BOX, _IMAGE, _OBJECT = map(_o, ("draw:frame", "draw:text-box", "draw:image", "draw:object"))
_LEVEL, _COUNTED, _BULLETED = map(_o, ("text:level", "text:list-level-style-number", "text:list-level-style-bullet"))
_SHAPES = frozenset(map(_o, ("draw:custom-shape", "draw:rect", "draw:g", "draw:caption")))
"""Shapes that may hold text, as boxes do."""
_UNPRINTED = frozenset(
    map(
        _o,
        (
            "text:tracked-changes", "text:note", "office:annotation", "office:annotation-end", "text:sequence-decls",
            "text:table-of-content", "text:alphabetical-index", "text:variable-decls", "text:user-field-decls",
            "office:forms", "text:ruby-text", "text:hidden-text", "text:hidden-paragraph", "table:shapes",
        ),
    )
)  # fmt: skip
_WRITTEN = {_o("text:tab"): "\t", _o("text:line-break"): "\n"}
_BLANKS, _COUNT = _o("text:s"), _o("text:c")
_ACROSS, _REPEATED = _o("table:number-columns-spanned"), _o("table:number-columns-repeated")
_TABLE_STYLE, _VISIBILITY, _VISIBLE = _o("table:style-name"), _o("table:visibility"), "visible"
_ROWS_REPEATED = _o("table:number-rows-repeated")
_MOST_ROWS = 2_000
"""Rows that one element may stand for; more is the rest of a sheet."""
_MOST_CELLS = 100_000
"""Cells of a file, repeated ones too; a report has some hundred."""
_SIZE = re.compile(r"([\d.]{1,12})(cm|mm|in|pt)")
_CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72}
_TWIPS_OF_CENTIMETRE = 567
_FORMS = {
    "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none", "一": "chineseCounting",
    "壹": "chineseLegalSimplified", "①": "decimalEnclosedCircle", "甲": "ideographTraditional", "子": "ideographZodiac",
    "１": "decimalFullWidth",
}  # fmt: skip


def document_of(data: bytes, source: Source) -> Document:
    """The file as paragraphs and tables. UnreadableFile tells why there is none."""
    kind = source.kind
    package = unzipped(data, kind)
    if b"manifest:encryption-data" in package.part("meta-inf/manifest.xml"):
        raise UnreadableFile("encrypted", kind=kind)
    content = package.tree("content.xml")
    body = None if content is None else content.find(_o("office:body"))
    if content is None or body is None:
        raise UnreadableFile("truncated", kind=kind)
    printed = _Print([package.tree("styles.xml"), content])
    pieces = printed.sheets(body) if kind == "ods" else printed.content(body)
    blocks, gaps = blocks_of(kind, lines_and_tables(pieces))
    if not blocks and not gaps:
        raise UnreadableFile("empty", kind=kind)
    return Document(source, blocks, "utf-8", gaps=gaps)


class _Look(NamedTuple):
    """What a style says of text and of a row; None and "" where it says nothing."""

    parent: str = ""
    hidden: bool | None = None
    struck: bool | None = None
    size: int = 0
    level: str | None = None
    colour: str = ""
    ground: str = ""
    height: float | None = None


class _Print:
    """The document as it is printed, in the order of the file."""

    def __init__(self, roots: list[_Element | None]) -> None:
        self.looks: dict[tuple[str, str], _Look] = {}
        self.lists: dict[str, NumberedList] = {}
        for root in roots:
            if root is not None:
                self._declare(root)
        self.numbers = Numbering(self.lists)
        self.next_table = partial(next, count(1))
        self.cells = 0

    def _declare(self, root: _Element) -> None:
        for style in root.iter(_o("style:style")):
            self.looks[style.get(_o("style:family"), ""), style.get(_NAME, "")] = _look_of(style)
        for style in root.iter(_o("text:list-style")):
            name = style.get(_NAME, "")
            levels = [level for level in style if level.tag in (_COUNTED, _BULLETED)]
            by_depth = {_number(level, _LEVEL) - 1: _level_of(level) for level in levels}
            self.lists[name] = NumberedList(name, by_depth, {})

    def look(self, family: str, name: str) -> _Look:
        """What a style says, those included that it is based on."""
        told = _Look()
        for _ in range(len(self.looks)):
            style = self.looks.get((family, name))
            if style is None:
                break
            told = _over(told, style)
            name = style.parent
        return told

    def content(self, container: _Element, style: str = "", depth: int = -1) -> Iterator[Piece]:
        """What stands in the body, a cell, a box, or in a list of this style at this depth."""
        for child in container:
            tag = child.tag
            if tag in (_P, _H):
                first = depth >= 0 and child.getprevious() is None
                yield from self._paragraph(child, style if first else "", depth)
            elif tag == _LIST:
                yield from self.content(child, child.get(_STYLE, style), depth + 1)
            elif tag == _TABLE:
                yield from self._table(child)
            elif tag == _FRAME:
                yield from self._frame(child, in_cell=False)[1]
            elif tag not in _UNPRINTED:
                yield from self.content(child, style, depth)

    def _paragraph(self, paragraph: _Element, list_style: str, depth: int) -> Iterator[Piece]:
        """A paragraph, the boxes that hang on it, and what it shows of pictures."""
        in_cell = next(paragraph.iterancestors(_CELL), None) is not None
        look = self.look("paragraph", paragraph.get(_STYLE, ""))
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
        self, element: _Element, look: _Look, runs: list[tuple[Hand, str]], drawn: list[Piece], in_cell: bool
    ) -> bool:
        """Adds the text in a paragraph or span, and what hangs on it; whether a picture stands in the place of text."""
        hand, pictured = _hand_of(look), False
        runs.append((hand, _collapsed(element.text)))
        for child in element:
            tag = child.tag
            if tag in _WRITTEN:
                runs.append((hand, _WRITTEN[str(tag)]))
            elif tag == _BLANKS:
                runs.append((hand, " " * min(_number(child, _COUNT), WIDEST_SPAN)))
            elif tag == _FRAME:
                shown, pieces = self._frame(child, in_cell)
                pictured |= shown
                drawn += pieces
            elif tag in _SHAPES:
                drawn += self.content(child)
            elif tag not in _UNPRINTED:
                inner = _over(self.look("text", child.get(_STYLE, "")), look) if tag == _SPAN else look
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
        size = (_centimetres(frame.get(_o("svg:width"))), _centimetres(frame.get(_o("svg:height"))))
        if in_cell and frame.get(_o("text:anchor-type"), "as-char") != "as-char" and may_hide_a_figure(size):
            return False, [Picture(covers=True)]
        return may_show_a_table(size) or (in_cell and may_show_a_figure(size)), []

    # ── Tables ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def sheets(self, body: _Element) -> Iterator[Piece]:
        """What the sheets of a workbook show that are not hidden; an empty row parts tables."""
        for sheet in body.iter(_TABLE):
            if not self.look("table", sheet.get(_TABLE_STYLE, "")).hidden:
                for filled, rows in groupby(self._rows(sheet), lambda row: any(cell.is_filled for cell in row)):
                    if filled:
                        yield from pieces_of(self.next_table(), list(rows))

    def _table(self, table: _Element) -> Iterator[Piece]:
        number = self.next_table()
        return pieces_of(number, self._rows(table))

    def _rows(self, table: _Element) -> list[list[Placed]]:
        """The rows of a table that are shown."""
        rows: list[list[Placed]] = []
        hidden = _hidden_columns(table)
        for row in _rows_of(table):
            height = self.look("table-row", row.get(_TABLE_STYLE, "")).height
            if row.get(_VISIBILITY, _VISIBLE) != _VISIBLE or (
                height is not None and height * _TWIPS_OF_CENTIMETRE <= LOWEST_ROW
            ):
                continue
            for _ in range(min(_number(row, _ROWS_REPEATED), _MOST_ROWS)):
                rows.append(list(self._row(row, len(rows), hidden)))
                self.cells += len(rows[-1])
                if self.cells > _MOST_CELLS:
                    raise UnreadableFile("bomb", kind="ods")
        return rows

    def _row(self, row: _Element, at: int, hidden: Set[int]) -> Iterator[Placed]:
        """The cells of a row that no other covers, in the columns that are shown; empty ones behind the last filled one
        of a row of a workbook, as wide as it goes, are left out."""
        column = shown = 0
        for cell in row.iterchildren(_CELL, _COVERED):
            content = list(self.content(cell)) if cell.tag == _CELL else []
            repeated = min(_number(cell, _REPEATED), WIDEST_SPAN)
            if not content and repeated > 1 and cell.getnext() is None:
                return
            for _ in range(repeated):
                span = range(column, column + min(_number(cell, _ACROSS), WIDEST_SPAN))
                if cell.tag == _CELL and column not in hidden:
                    yield cell_of(at, shown, content, sum(each not in hidden for each in span))
                shown += column not in hidden
                column += 1


def _hidden_columns(table: _Element) -> set[int]:
    """The columns of a table that are not shown."""
    hidden: set[int] = set()
    at = 0
    for column in table.iterdescendants(_o("table:table-column")):
        after = at + min(_number(column, _REPEATED), WIDEST_SPAN)
        if column.get(_VISIBILITY, _VISIBLE) != _VISIBLE:
            hidden |= set(range(at, after))
        at = after
    return hidden


def _rows_of(table: _Element) -> Iterator[_Element]:
    """The rows of a table, those in groups and heads too, and not those of tables in its cells."""
    for child in table:
        if child.tag == _ROW:
            yield child
        elif child.tag not in (_CELL, _P):
            yield from _rows_of(child)


def _number(element: _Element, attribute: str) -> int:
    written = element.get(attribute, "1")
    return max(1, int(written)) if written.isdecimal() else 1


# ── Styles ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _look_of(style: _Element) -> _Look:
    text = style.find(_o("style:text-properties"))
    row = style.find(_o("style:table-row-properties"))
    paragraph = style.find(_o("style:paragraph-properties"))
    of_text: Mapping[str, str] = {} if text is None else {str(key): str(value) for key, value in text.attrib.items()}
    of_table = style.find(_o("style:table-properties"))
    shown = of_text.get(_o("text:display")) if of_table is None else of_table.get(_o("table:display"))
    through = of_text.get(_o("style:text-line-through-style"))
    size = _SIZE.match(of_text.get(_o("fo:font-size"), ""))
    position = of_text.get(_o("style:text-position"))
    ground = of_text.get(_o("fo:background-color"), "")
    if not ground and paragraph is not None:
        ground = paragraph.get(_o("fo:background-color"), "")
    height = None if row is None else row.get(_o("style:row-height"))
    return _Look(
        parent=style.get(_o("style:parent-style-name"), ""),
        hidden=None if shown is None else shown in ("none", "false"),
        struck=None if through is None else through != "none",
        size=round(2 * float(size[1])) if size and size[2] == "pt" else 0,
        level=None if position is None else _level(position),
        colour=of_text.get(_o("fo:color"), "").lstrip("#"),
        ground=ground.lstrip("#"),
        height=None if height is None else _centimetres(height),
    )


def _level(position: str) -> str:
    """How text stands on its line by its position: a name, or a share of its height."""
    first = position.split()[0] if position.split() else ""
    if first in ("super", "sub"):
        return f"{first}script"
    share = first.removesuffix("%")
    if share in ("", "0"):
        return ""
    return "subscript" if share.startswith("-") else "superscript"


def _over(nearer: _Look, farther: _Look) -> _Look:
    """What two styles say together, the nearer one first."""
    return _Look(
        parent="",
        hidden=farther.hidden if nearer.hidden is None else nearer.hidden,
        struck=farther.struck if nearer.struck is None else nearer.struck,
        size=nearer.size or farther.size,
        level=farther.level if nearer.level is None else nearer.level,
        colour=nearer.colour or farther.colour,
        ground=nearer.ground or farther.ground,
        height=farther.height if nearer.height is None else nearer.height,
    )


def _hand_of(look: _Look) -> Hand:
    size = look.size or USUAL_SIZE
    if look.hidden:
        return Hand(seen=False, size=size)
    colour = look.colour if re.fullmatch(r"[0-9A-Fa-f]{6}", look.colour) else ""
    pale = bool(colour) and are_alike(colour, WHITE)
    shaded = look.ground not in ("", "transparent")
    if look.struck or size <= SMALLEST or (pale and not shaded):
        return Hand(seen=False, size=size, blank=True)
    return Hand(True, pale, size, look.level or "")


def _level_of(level: _Element) -> Level:
    at = _number(level, _LEVEL) - 1
    form = level.get(_o("style:num-format"), "")
    shown = min(_number(level, _o("text:display-levels")), at + 1)
    numbers = ".".join(f"%{deeper + 1}" for deeper in range(at + 1 - shown, at + 1))
    before, behind = level.get(_o("style:num-prefix"), ""), level.get(_o("style:num-suffix"), "")
    return Level(
        start=_number(level, _o("text:start-value")),
        form="bullet" if level.tag == _BULLETED else _FORMS.get(form.partition(",")[0], "decimal"),
        text=before + (numbers if form else "") + behind,
        suffix="",
        legal=False,
        restart=at,
        style="",
    )


def _centimetres(written: str | None) -> float:
    match = _SIZE.match(written or "")
    return float(match[1]) * _CENTIMETRES[match[2]] if match else 0.0


def _collapsed(text: str | None) -> str:
    """Text as XML has it: line ends and tabs in it are blanks."""
    return (text or "").replace("\n", " ").replace("\t", " ")
