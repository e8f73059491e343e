"""Tables as a tagged PDF names them: an opinion of its own where a table does not fit, ruled or not.

Comes in: the bytes of a file, and the document that was read from what is drawn. Goes out: that document with the
tables that the structure tree of the file tells, row by row and cell by cell. Word, LibreOffice, WPS and browsers write
one when they are asked to; what is drawn counts all the same, for a tree may be wrong, and nobody sees it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import count
from typing import NamedTuple

import numpy as np
import regex as re

from extract.errors import UnreadableFile
from extract.model import Block, Cell, Document, PageBox, PageOrigin, Paragraph, Table
from extract.readers.cells import WIDEST_SPAN, joined
from extract.readers.pdf.arrays import placed
from extract.readers.pdf.pages import frame_of
from extract.readers.pdf.pdfium import opened, pdfium
from extract.text import without_radicals

_TABLE, _ROW, _CELLS = frozenset({"Table"}), frozenset({"TR"}), frozenset({"TD", "TH"})
_INLINE = frozenset({"Span", "Link", "Reference", "Note", "Code", "Quote", "Ruby", "Warichu"})
_DEEPEST = 64
"""Elements within elements; a tree may hold one that holds itself."""
_LETTER = re.compile(r"\p{L}")
_LINE_ENDS = frozenset({0x0A, 0x0D})
_UNREADABLE = "\ufffd"

_Rows = tuple[tuple[Cell, ...], ...]


class _Piece(NamedTuple):
    """What is drawn under one mark: its text and the box around it."""

    text: str
    box: PageBox


class _Element(NamedTuple):
    """An element of the structure tree: its type, and its children, marks of the page among them."""

    kind: str
    handle: int
    children: tuple[_Element | int, ...]


_ELSEWHERE = _Element("", 0, ())
"""Stands for an element without anything on the page in question: an empty cell, a row of another page."""


def tagged_document_of(data: bytes, first: Document) -> Document:
    """The document with the tables that its tags tell. UnreadableFile where they tell of none, or where a page begins
    with figures without a label: the tree of a page does not tell of which row they are the rest."""
    tables = [rows for rows in _tables(data) if any(_boxes(cell) for row in rows for cell in row)]
    blocks: list[Block] = [*map(Table, tables)]
    covered = [box for table in blocks if (box := _around(_boxes_of(table)))]
    blocks += [block for block in first.blocks if isinstance(block, Paragraph) and not _is_within(block, covered)]
    ordered = tuple(_continued(sorted(blocks, key=_place)))
    if not tables or any(_begins_with_figures(block) for block in ordered if isinstance(block, Table)):
        raise UnreadableFile("unsupported", kind="pdf")
    return Document(first.source, ordered, first.encoding, first.replaced, first.gaps)


def _begins_with_figures(table: Table) -> bool:
    return table.continued and not any(_LETTER.search(cell.text) for cell in table.rows[0])


def _boxes(printed: Cell | Paragraph) -> tuple[PageBox, ...]:
    assert isinstance(printed.origin, PageOrigin)
    return printed.origin.boxes


def _boxes_of(block: Block) -> tuple[PageBox, ...]:
    if isinstance(block, Table):
        return tuple(box for row in block.rows for cell in row for box in _boxes(cell))
    return _boxes(block)


def _is_within(paragraph: Paragraph, boxes: Sequence[PageBox]) -> bool:
    """Whether a paragraph is what stands in a table, taken for text."""
    return any(
        box.page == line.page
        and box.x0 - 1 <= (line.x0 + line.x1) / 2 <= box.x1 + 1
        and box.y0 - 1 <= (line.y0 + line.y1) / 2 <= box.y1 + 1
        for line in _boxes(paragraph)
        for box in boxes
    )


def _place(block: Block) -> tuple[int, float]:
    """The page on which a block begins, and the height there."""
    return min((box.page, box.y0) for box in _boxes_of(block))


def _continued(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, tables marked that stand at the top of a page right behind one at the foot of the page before."""
    above: Block | None = None
    for block in blocks:
        if isinstance(block, Table) and isinstance(above, Table):
            ends = max(box.page for box in _boxes_of(above))
            yield block._replace(continued=_place(block)[0] == ends + 1)
        else:
            yield block
        above = block


# ── The tree ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _tables(data: bytes) -> Iterator[_Rows]:
    """The rows of every table, page by page: a table over several pages comes in as many parts."""
    numbers = count(1)
    with opened(data) as document:
        for number in range(pdfium().FPDF_GetPageCount(document)):
            page = pdfium().FPDF_LoadPage(document, number)
            if not page:
                raise UnreadableFile("truncated", kind="pdf", page=str(number + 1))
            try:
                yield from _tables_on(page, number + 1, numbers)
            finally:
                pdfium().FPDF_ClosePage(page)


def _tables_on(page: int, number: int, numbers: Iterator[int]) -> Iterator[_Rows]:
    tree = pdfium().FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    try:
        roots = range(pdfium().FPDF_StructTree_CountChildren(tree))
        elements = [_element(pdfium().FPDF_StructTree_GetChildAtIndex(tree, at), _DEEPEST) for at in roots]
        tables = [table for element in elements for table in _of_kind(element, _TABLE)]
        pieces = _pieces(page, number) if tables else {}
        for table in tables:
            yield tuple(_rows(table, pieces, next(numbers)))
    finally:
        pdfium().FPDF_StructTree_Close(tree)


def _element(handle: int | None, depth: int) -> _Element:
    if not handle or not depth:
        return _ELSEWHERE
    functions = pdfium()
    children: list[_Element | int] = []
    for at in range(functions.FPDF_StructElement_CountChildren(handle)):
        mark = functions.FPDF_StructElement_GetChildMarkedContentID(handle, at)
        inner = functions.FPDF_StructElement_GetChildAtIndex(handle, at) if mark < 0 else None
        children.append(_element(inner, depth - 1) if mark < 0 else mark)
    return _Element(_kind(handle), handle, tuple(children))


def _kind(handle: int) -> str:
    buffer = ctypes.create_string_buffer(64)
    size = pdfium().FPDF_StructElement_GetType(handle, ctypes.addressof(buffer), len(buffer))
    return buffer.raw[: max(min(size, len(buffer)) - 2, 0)].decode("utf-16-le", "replace")


def _of_kind(element: _Element, kinds: frozenset[str]) -> Iterator[_Element]:
    """The outermost elements of these kinds, in order."""
    if element.kind in kinds:
        yield element
        return
    for child in element.children:
        if isinstance(child, _Element):
            yield from _of_kind(child, kinds)


def _rows(table: _Element, pieces: dict[int, _Piece], number: int) -> Iterator[tuple[Cell, ...]]:
    """The rows of a table, every cell at the column of the grid after spans."""
    rows_left: dict[int, int] = {}
    for at, row in enumerate(_of_kind(table, _ROW), start=1):
        column, cells, begun = 0, list[Cell](), dict[int, int]()
        for element in row.children:
            if isinstance(element, int) or not (element is _ELSEWHERE or element.kind in _CELLS):
                continue
            while rows_left.get(column, 0) > 0:
                column += 1
            cells.append(_cell(element, pieces, (number, at, column + 1)))
            across, down = _span(element, b"ColSpan"), _span(element, b"RowSpan")
            begun |= dict.fromkeys(range(column, column + across), down)
            column += across
        rows_left = {column: left - 1 for column, left in (rows_left | begun).items() if left > 1}
        if cells:
            yield tuple(cells)


def _cell(element: _Element, pieces: dict[int, _Piece], place: tuple[int, int, int]) -> Cell:
    paragraphs = [[pieces[mark] for mark in marks if mark in pieces] for marks in _paragraphs(element)]
    lines = [line for paragraph in paragraphs if (line := "".join(piece.text for piece in paragraph))]
    box = _around([piece.box for paragraph in paragraphs for piece in paragraph])
    return Cell(joined(lines), PageOrigin((box,) if box else (), *place), True, place[2] - 1)


def _paragraphs(element: _Element) -> Iterator[list[int]]:
    """The marks under an element, paragraph by paragraph; spans and links are within one."""
    inline: list[int] = []
    for child in element.children:
        if isinstance(child, int):
            inline.append(child)
        elif child.kind in _INLINE:
            inline += [mark for marks in _paragraphs(child) for mark in marks]
        else:
            yield inline
            yield from _paragraphs(child)
            inline = []
    yield inline


def _span(cell: _Element, name: bytes) -> int:
    """How many rows or columns a cell spans, as its attributes say."""
    functions, value = pdfium(), ctypes.c_float()
    for at in range(functions.FPDF_StructElement_GetAttributeCount(cell.handle) if cell.handle else 0):
        attributes = functions.FPDF_StructElement_GetAttributeAtIndex(cell.handle, at)
        number = attributes and functions.FPDF_StructElement_Attr_GetValue(attributes, name)
        if number and functions.FPDF_StructElement_Attr_GetNumberValue(number, ctypes.addressof(value)):
            return min(max(int(value.value), 1), WIDEST_SPAN)
    return 1


# ── What is drawn under the marks ────────────────────────────────────────────────────────────────────────────────────


def _pieces(page: int, number: int) -> dict[int, _Piece]:
    """What a page draws under each of its marks."""
    functions = pdfium()
    _, _, shown = frame_of(page, functions.FPDFPage_GetRotation(page))
    reader = functions.FPDFText_LoadPage(page)
    if not reader:
        raise UnreadableFile("truncated", kind="pdf")
    texts: dict[int, list[str]] = {}
    boxes: dict[int, list[PageBox]] = {}
    try:
        box = np.zeros((1, 4), np.float32)
        for at in range(functions.FPDFText_CountChars(reader)):
            code = functions.FPDFText_GetUnicode(reader, at)
            drawn = functions.FPDFText_GetTextObject(reader, at)
            mark = functions.FPDFPageObj_GetMarkedContentID(drawn) if drawn else -1
            if mark < 0 or code in _LINE_ENDS or functions.FPDFText_IsGenerated(reader, at) == 1:
                continue
            functions.FPDFText_GetLooseCharBox(reader, at, box.ctypes.data)
            named = code and not functions.FPDFText_HasUnicodeMapError(reader, at)
            texts.setdefault(mark, []).append(chr(code) if named else _UNREADABLE)
            boxes.setdefault(mark, []).append(PageBox(number, *placed(box, shown)[0].tolist()))
    finally:
        functions.FPDFText_ClosePage(reader)
    return {
        mark: _Piece(without_radicals("".join(text)).strip(), around)
        for mark, text in texts.items()
        if (around := _around(boxes[mark]))
    }


def _around(boxes: Sequence[PageBox]) -> PageBox | None:
    """The box around some on one page."""
    if not boxes:
        return None
    pages, x0s, y0s, x1s, y1s = zip(*boxes, strict=True)
    return PageBox(pages[0], min(x0s), min(y0s), max(x1s), max(y1s))
