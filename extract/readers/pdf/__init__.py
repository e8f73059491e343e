"""PDF: bytes → paragraphs and tables in reading order, each with its page and box.

Comes in: the bytes of a file. Goes out: a `Document`. `pages` has pdfium say what is drawn, `upright` makes of the
sheets the pages that a person reads, `lattice` finds the ruled tables, `prose` puts everything in reading order and
finds the tables without rules; `plumber` finds the ruled tables in another way, and `tags` those that the file names
itself. The pieces of a table that a page break has cut stay apart,
for only their labels tell what belongs together.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.errors import UnreadableFile
from extract.model import Document, PageOrigin, Source, Table
from extract.readers.pdf.lattice import lattices_of
from extract.readers.pdf.pages import UNREADABLE, Page, pages_of
from extract.readers.pdf.paper import on_sheets
from extract.readers.pdf.plumber import plumbed_lattices
from extract.readers.pdf.prose import blocks_of
from extract.readers.pdf.tags import tagged_document_of as document_by_tags
from extract.readers.pdf.upright import upright

_UNDECODABLE = 0.5
"""Part of a file's characters that no font names, from which it cannot be read."""

__all__ = ["document_of", "plumbed_document_of", "tagged_document_of"]


def document_of(data: bytes, source: Source) -> Document:
    """The file as paragraphs and tables. UnreadableFile tells why there is none."""
    pages = upright(pages_of(data))
    _refuse_undecodable(pages)
    blocks, gaps = blocks_of((page, lattices_of(page)) for page in pages)
    return on_sheets(Document(source, blocks, "", gaps=gaps), pages)


def _refuse_undecodable(pages: Sequence[Page]) -> None:
    """UnreadableFile where most of what is drawn is not known to be any character."""
    text = "".join("".join(page.text.split()) for page in pages)
    if text.count(UNREADABLE) > _UNDECODABLE * len(text):
        raise UnreadableFile("undecodable", kind="pdf")


def tagged_document_of(data: bytes, first: Document) -> Document:
    """The document with the tables that its tags tell. UnreadableFile where they tell of none, or take the file at its
    word where something else is seen."""
    _refuse_unseen(data)
    return document_by_tags(data, first)


def plumbed_document_of(data: bytes, first: Document) -> Document:
    """The file with the ruled tables as pdfplumber finds them, on the pages where `first` has tables; it knows sheets
    only, and not the pages that lie on them in another way. UnreadableFile where something else is seen than what the
    file says."""
    _refuse_unseen(data)
    cells = (cell for block in first.blocks if isinstance(block, Table) for row in block.rows for cell in row)
    boxes = (box for cell in cells if isinstance(cell.origin, PageOrigin) for box in cell.origin.boxes)
    lattices_on = plumbed_lattices(data, {box.page for box in boxes})
    pages = upright(pages_of(data))
    blocks, gaps = blocks_of((page, lattices_of(page) if page.place else lattices_on(page)) for page in pages)
    return on_sheets(Document(first.source, blocks, "", gaps=gaps), pages)


def _refuse_unseen(data: bytes) -> None:
    """UnreadableFile where a page shows something else than the file says: others would take it at its word."""
    if not all(page.as_written for page in pages_of(data)):
        raise UnreadableFile("unsupported", kind="pdf")
