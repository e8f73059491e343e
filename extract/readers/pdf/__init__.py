"""PDF: bytes → paragraphs and tables in reading order, each with its page and box.

Comes in: the bytes of a file. Goes out: a `Document`. `pages` has pdfium say what is drawn, `upright` makes of the
sheets the pages that a person reads, `lattice` finds the ruled tables, `prose` puts everything in reading order and
finds the tables without rules. Where sums fail, `clear` tells whether their figures could be read otherwise at all;
`plumber` finds the ruled tables in another way, and `tags` those that the file names itself. The pieces of a table that
a page break has cut stay apart, for only their labels tell what belongs together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache

from extract.errors import UnreadableFile
from extract.model import Cell, Concept, Document, Fact, Origin, PageBox, PageOrigin, Source, Witness
from extract.readers.pdf.characters import UNREADABLE
from extract.readers.pdf.clear import InCell, all_clear, lines_in, printed_on
from extract.readers.pdf.lattice import Lattice, lattices_in, lattices_of
from extract.readers.pdf.pages import Page, pages_of
from extract.readers.pdf.paper import of_kind, on_sheets
from extract.readers.pdf.plumber import may_be_ruled, plumbed_meshes
from extract.readers.pdf.prose import blocks_of
from extract.readers.pdf.tags import tagged_document_of
from extract.readers.pdf.upright import upright

_UNDECODABLE = 0.5
"""Part of a file's characters that no font names, from which it cannot be read."""

__all__ = [
    "document_of",
    "document_of_pages",
    "documents_by_others",
    "lines_of",
    "sheets_of",
    "stand_clear",
    "tagged_document_of",
]


def document_of(data: bytes, source: Source) -> Document:
    """The file as paragraphs and tables. UnreadableFile tells why there is none."""
    return document_of_pages(sheets_of(data), source)


def sheets_of(data: bytes) -> tuple[Page, ...]:
    """The sheets of a file as they are drawn, before their print is put upright."""
    _sheets_of.cache_clear()
    return _sheets_of(data)


@lru_cache(maxsize=1)
def _sheets_of(data: bytes) -> tuple[Page, ...]:
    """The sheets of a file; of the one that was read last they are kept, for whoever doubts what was read."""
    return tuple(pages_of(data))


def document_of_pages(drawn: Iterable[Page], source: Source) -> Document:
    """Pages, whatever drew them, as paragraphs and tables. UnreadableFile where their characters are not known."""
    pages = upright(drawn)
    _refuse_undecodable(pages, source.kind)
    return _document(source, pages, map(lattices_of, pages))


def _refuse_undecodable(pages: Sequence[Page], kind: str) -> None:
    """UnreadableFile where most of what is drawn is not known to be any character."""
    text = "".join("".join(page.text.split()) for page in pages)
    if text.count(UNREADABLE) > _UNDECODABLE * len(text):
        raise UnreadableFile("undecodable", kind=kind)


def documents_by_others(data: bytes, first: Document, in_doubt: Iterable[Cell]) -> Iterator[tuple[Witness, Document]]:
    """The file as it is told in other ways, the cheapest first, on the pages where cells are in doubt: by its tags, as
    if no rule were drawn, and with the rules that pdfplumber finds. None of those that tell of no table; nor its tags,
    which take the file at its word, where something else is seen than it says."""
    pages = upright(_sheets_of(data))
    if all(page.as_written for page in pages):
        with suppress(UnreadableFile):
            yield "tags", tagged_document_of(data, first)
    doubtful = {box.page for cell in in_doubt for box in _boxes_of(cell.origin)}
    lattices = list(map(lattices_of, pages))
    unruled = [() if _sheet_of(page) in doubtful else found for page, found in zip(pages, lattices, strict=True)]
    if unruled != lattices:
        yield "unruled", _document(first.source, pages, unruled)
    # pdfplumber knows sheets only, and not the pages that lie on them in another way.
    numbers = {page.number for page in pages if page.number in doubtful and not page.place and may_be_ruled(page)}
    if numbers:
        with suppress(UnreadableFile):
            meshes = plumbed_meshes(data, numbers)
            plumbed = [
                lattices_in(page, meshes[page.number]) if page.number in numbers else found
                for page, found in zip(pages, lattices, strict=True)
            ]
            yield "pdfplumber", _document(first.source, pages, plumbed)


def _document(source: Source, pages: Sequence[Page], lattices: Iterable[tuple[Lattice, ...]]) -> Document:
    blocks, gaps = blocks_of(zip(pages, lattices, strict=True))
    return of_kind(source.kind, on_sheets(Document(source, blocks, "", gaps=gaps), pages))


def _sheet_of(page: Page) -> int:
    return page.place.sheet if page.place else page.number


def stand_clear(data: bytes, figures: Sequence[Fact]) -> bool:
    """Whether each figure is all that stands in its cell, apart from everything else on its page, and those of a row
    or a column stand in one."""
    if not _are_in_line(figures):
        return False
    boxed = [InCell(fact.raw, tuple(box for origin in fact.origins for box in _boxes_of(origin))) for fact in figures]
    numbers = {box.page for figure in boxed for box in figure.boxes}
    return all(all_clear(page, boxed) for page in _sheets_of(data) if page.number in numbers)


def lines_of(data: bytes, figures: Sequence[Fact]) -> dict[Concept, tuple[str, ...]]:
    """What stands in each line of the cells of figures that are broken over several."""
    cells = {fact.concept: [box for origin in fact.origins for box in _boxes_of(origin)] for fact in figures}
    numbers = {box.page for boxes in cells.values() for box in boxes}
    found: dict[Concept, tuple[str, ...]] = dict.fromkeys(cells, ())
    for page in _sheets_of(data):
        if page.number in numbers:
            glyphs = printed_on(page)
            for concept, boxes in cells.items():
                found[concept] += tuple(
                    line for box in boxes if box.page == page.number for line in lines_in(glyphs, box)
                )
    return {concept: lines for concept, lines in found.items() if len(lines) > 1}


def _are_in_line(figures: Sequence[Fact]) -> bool:
    """Whether every figure has a cell of its own, and those of a row or a column of the form are in one of the file."""
    lines: dict[tuple[str, ...], set[tuple[int, ...]]] = defaultdict(set)
    cells = set[Origin]()
    for fact in figures:
        for cell in fact.origins:
            assert isinstance(cell, PageOrigin)
            cells.add(cell)
            lines[fact.concept.table, "row", fact.concept.row].add((cell.table, cell.row))
            lines[fact.concept.table, "column", fact.concept.column].add((cell.table, cell.column))
    return len(cells) == len(figures) and all(len(found) == 1 for found in lines.values())


def _boxes_of(origin: Origin) -> tuple[PageBox, ...]:
    return origin.boxes if isinstance(origin, PageOrigin) else ()
