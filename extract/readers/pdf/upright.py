"""Sheets of paper as drawn → pages as they are read: upright, each for itself, with nothing but text and tables.

Comes in: the `Page`s of a file, one for each sheet. Goes out: its pages, counted through. `turned` puts print upright,
`several` finds the pages on one sheet, `margins` takes the numbers of lines away. A page that is not as its sheet is
knows where it lies (`OnPaper`), and `on_sheets` of `paper` says where on the paper stands what was read from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.readers.pdf.arrays import is_any
from extract.readers.pdf.margins import without_line_numbers
from extract.readers.pdf.pages import Page
from extract.readers.pdf.paper import numbered
from extract.readers.pdf.several import Imposition, divided, shape_of
from extract.readers.pdf.turned import upright_parts


def upright(sheets: Iterable[Page]) -> tuple[Page, ...]:
    """The pages on the sheets of a file, in the order in which they are read."""
    pages = without_line_numbers([*_pages(sheets)])
    return tuple(numbered(page, number) for number, page in enumerate(pages, start=1))


def _pages(sheets: Iterable[Page]) -> Iterator[Page]:
    shape = Imposition()
    for sheet in sheets:
        parts = upright_parts(sheet) if is_any(sheet.turns > 0) else [sheet]
        if len(parts) == 1:
            shape = shape_of(parts[0], shape)
            parts = divided(parts[0], shape)
        yield from parts
