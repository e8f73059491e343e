"""Word files as python-docx reads them: the second opinion where a table does not fit.

Comes in: the bytes of a package, and the document first made of them. Goes out: a document whose paragraphs, rows and
cells python-docx has found; it shares no code with `docx` but the opening of the package, what is seen of a run or row,
and the rules for tables that only lay out the page. It sees neither content controls and boxes nor changes and
automatic numbers; where it misses a figure so, it has no opinion.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, cast

from extract.errors import UnreadableFile
from extract.model import Block, Document, Table
from extract.readers.cells import SEAM, WIDEST_SPAN, PrintedCell, blocks_of, without_seams
from extract.readers.lettering import Lettering, shows_no_row
from extract.readers.package import package_of
from extract.readers.pieces import Piece, Placed, cell_of, lines_and_tables, pieces_of
from extract.text import compiled

if TYPE_CHECKING:
    from docx.oxml.document import CT_Body, CT_Document
    from docx.oxml.table import CT_Tbl, CT_Tc
    from docx.oxml.text.paragraph import CT_P

_FIGURES = r"[^\p{L}]*\d[^\p{L}]*"


def second_document_of(data: bytes, first: Document) -> Document:
    """The file as python-docx reads it. UnreadableFile where it cannot, or misses a figure of a table in `first`."""
    from docx.oxml import parse_xml

    package = package_of(data)
    try:
        body = cast("CT_Document", parse_xml(package.part(package.main))).body
        blocks, _ = blocks_of("docx", lines_and_tables(_pieces(body, count(1), Lettering(package))))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever a broken file makes another program raise, it has no opinion
        raise UnreadableFile("unsupported", kind="docx") from None
    if not _figures(first.blocks) <= _figures(blocks):
        raise UnreadableFile("unsupported", kind="docx")
    return replace(first, blocks=blocks)


def _pieces(container: CT_Body | CT_Tc, numbers: Iterator[int], lettering: Lettering) -> Iterator[Piece]:
    """What stands in the body or in a cell; tables are numbered where they begin."""
    from docx.oxml.text.paragraph import CT_P

    for element in container.inner_content_elements:
        if isinstance(element, CT_P):
            yield _seen_of(element, lettering)
        else:
            yield from _table(element, numbers, lettering)


def _seen_of(paragraph: CT_P, lettering: Lettering) -> str:
    """The text of a paragraph that is seen."""
    text, hand = "", None
    for run in paragraph.xpath("w:r | w:hyperlink/w:r"):
        written = lettering.hand_of(run)
        if not written.seen:
            text += SEAM if written.blank else ""
        elif run.text:
            text += (written.seam_after(hand) if hand else "") + written.mark + run.text
            hand = written
    return without_seams(text)


def _table(table: CT_Tbl, numbers: Iterator[int], lettering: Lettering) -> Iterator[Piece]:
    number = next(numbers)
    rows: list[list[Placed]] = []
    for row in table.tr_lst:
        if shows_no_row(row.trPr):
            continue
        column = min(row.grid_before, WIDEST_SPAN)
        cells: list[Placed] = []
        for cell in row.tc_lst:
            if cell.vMerge == "continue":
                cells.append(PrintedCell(len(rows), column, (), [], covered=True))
            elif not (cells and _goes_on_across(cell)):
                cells.append(cell_of(len(rows), column, list(_pieces(cell, numbers, lettering))))
            column += max(1, min(cell.grid_span, WIDEST_SPAN))
        rows.append(cells)
    return pieces_of(number, rows)


def _goes_on_across(cell: CT_Tc) -> bool:
    """Whether a cell is a part of the one at its left, as old files say it, which python-docx does not know."""
    return bool(cell.xpath("w:tcPr/w:hMerge[not(@w:val) or @w:val='continue']"))


def _figures(blocks: Iterable[Block]) -> Counter[str]:
    """The cells of tables that print figures and no word, readable or not, and how often."""
    tables = (block for block in blocks if isinstance(block, Table))
    texts = (cell.text for table in tables for row in table.rows for cell in row)
    return Counter(text for text in texts if compiled(_FIGURES).fullmatch(text))
