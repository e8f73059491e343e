"""Pictures that were pasted into a text → what was recognised on them, in their place.

Comes in: the pieces that a text prints, pictures among them, and what gives a picture's bytes. Goes out: the same
pieces, a picture that is as large as a sheet, or shows a ruled table, as the paragraphs and tables on it. Pictures that
follow each other are sheets of one scan: a table may go on from one to the next. Their places are those on sheets, each
with the number of its picture among those of the file. All others, and without the extra `ocr` all, stay pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import count, groupby
from typing import TYPE_CHECKING

from extract.errors import UnreadableFile
from extract.model import Block, PageOrigin, Source, Table
from extract.readers import scan
from extract.readers.cells import Picture, ReadPictures
from extract.readers.pieces import Piece

if TYPE_CHECKING:
    from extract.readers.pdf.pages import Page

_MOST_READ = 50
"""Pictures of one file that are looked at; a report of sheets that were scanned has some ten."""


def with_pictures_read(
    kind: str, pieces: Iterable[Piece], tables: int, bytes_of: Callable[[str], bytes]
) -> Iterator[Piece | ReadPictures]:
    """The pieces of a file of this kind, which has so many tables besides; `bytes_of` gives a picture's by its key."""
    numbers = count(1)
    seen = [(piece, _page_of(piece, numbers, bytes_of)) for piece in pieces]
    for is_read, run in groupby(seen, lambda each: each[1] is not None):
        if is_read:
            read = _read(kind, [page for _, page in run if page], tables)
            tables += sum(isinstance(block, Table) for block in read.blocks)
            yield read
        else:
            yield from (piece for piece, _ in run)


def _page_of(piece: Piece, numbers: Iterator[int], bytes_of: Callable[[str], bytes]) -> Page | None:
    """What is recognised on a picture, which gets the next of the numbers; None for any other piece, where nothing is,
    and where the picture cannot be opened."""
    if not isinstance(piece, Picture) or not piece.key or not scan.can_recognise():
        return None
    number = next(numbers)
    with suppress(UnreadableFile):
        return scan.page_of_pasted(bytes_of(piece.key), number, piece.is_sheet) if number <= _MOST_READ else None
    return None


def _read(kind: str, sheets: Sequence[Page], tables: int) -> ReadPictures:
    from extract.readers import pdf

    document = pdf.document_of_pages(sheets, Source("", kind, "", 0))
    blocks = tuple(_behind(block, tables) for block in document.blocks)
    return ReadPictures(blocks, document.gaps, tuple(sheet.number for sheet in sheets))


def _behind(block: Block, tables: int) -> Block:
    """A block, a table counted behind others of its file."""
    if not isinstance(block, Table):
        return block
    rows = []
    for row in block.rows:
        cells = []
        for cell in row:
            assert isinstance(cell.origin, PageOrigin)
            cells.append(cell._replace(origin=cell.origin._replace(table=cell.origin.table + tables)))
        rows.append(tuple(cells))
    return block._replace(rows=tuple(rows))
