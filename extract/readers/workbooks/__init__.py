"""Workbooks (.xlsx, .xls, .et, .ods) as a person sees them: bytes → the lines and tables on their visible sheets.

Comes in: the bytes of a workbook. Goes out: what the cells show, at their places in the grid, sheet by sheet. `parts`
reads workbooks of today, `records` those of old, both by `looks` and `formats`; `open_sheets` those of OpenDocument,
which have what they show written in them. `sheets` makes tables of cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import count
from struct import error as short_data

from extract.errors import UnreadableFile
from extract.model import Document, Source
from extract.readers.cells import blocks_of
from extract.readers.ole import streams_of
from extract.readers.package import unzipped
from extract.readers.pieces import lines_and_tables
from extract.readers.workbooks import open_sheets, parts, records
from extract.readers.workbooks.sheets import WorkSheet, pieces_of_sheet

OWN_WORKBOOK = "gongkai"
"""The property that every workbook has which this program writes, whatever a person does with it then."""
_OWN = f'name="{OWN_WORKBOOK}"'.encode()


def document_of(data: bytes, source: Source) -> Document:
    """The visible sheets as paragraphs and tables. UnreadableFile tells why there are none: what this program has
    written about reports is none."""
    number = partial(next, count(1))
    try:
        sheets = _sheets_of(data, source.kind)
        pieces = (piece for sheet in sheets for piece in pieces_of_sheet(sheet, number))
        blocks, gaps = blocks_of(source.kind, lines_and_tables(pieces))
    except (short_data, IndexError):
        raise UnreadableFile("truncated", kind=source.kind) from None
    if not blocks and not gaps:
        raise UnreadableFile("empty", kind=source.kind)
    return Document(source, blocks, "", gaps=gaps)


def _sheets_of(data: bytes, kind: str) -> Iterator[WorkSheet]:
    if kind == "xls":
        streams = streams_of(data, "Workbook", "Book", kind=kind)
        return records.sheets_of(streams["Workbook"] or streams["Book"])
    package = unzipped(data, kind)
    if _OWN in package.part("docprops/custom.xml"):
        raise UnreadableFile("not_a_report", kind=kind)
    if kind == "ods":
        return open_sheets.sheets_of(package)
    if parts.BOOK not in package.parts:
        raise UnreadableFile("truncated", kind=kind)
    return parts.sheets_of(package)
