"""Scans and photographs: pictures of sheets → pages, with the print that was recognised on them.

Comes in: the pages of a PDF, some of them pictures, or a file that is a picture itself. Goes out: pages as any others,
told as scanned. `paper` finds the ink, `straight` puts the sheet straight, `rules` finds its ruling lines and `sides`
the upright ones between two of them, `printed` its lines of print, `recogniser` reads these, and `sheet` makes the page
of it all; read that first. What is not sure is told as a cell that cannot be read. Needs the extra `ocr`; without it,
pictures stay pictures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extract.readers.scan.models import model_path

if TYPE_CHECKING:
    from extract.readers.pdf.pages import Page


_FEWEST, _PART = 9, 0.5
"""Characters that are recognised on a sheet with print at least, and part of those of another program."""


def can_recognise() -> bool:
    """Whether what recognises print is installed."""
    return model_path() is not None


def with_pictures_read(data: bytes, sheets: tuple[Page, ...]) -> tuple[Page, ...]:
    """The sheets of a PDF, those that are pictures with what was recognised on them."""
    from extract.readers.pdf.gaps import is_picture

    numbers = [sheet.number for sheet in sheets if is_picture(sheet)]
    if not numbers or not can_recognise():
        return sheets
    from extract.readers.scan.pictures import drawn
    from extract.readers.scan.sheet import page_of

    read = {number: page_of(picture, number) for number, picture in drawn(data, numbers)}
    return tuple(_what_says_more(sheet, read.get(sheet.number, sheet)) for sheet in sheets)


def _what_says_more(sheet: Page, recognised: Page) -> Page:
    """A picture as it was recognised, unless hardly anything was, or hardly any of what another program has put behind
    it: then it stays one that was not read, or has that text, for nobody knows who is right."""
    behind = Counter("".join(sheet.text.split()))
    shared = (behind & Counter(recognised.text)).total()
    return recognised if len(recognised.text) >= _FEWEST and shared >= behind.total() * _PART else sheet


def page_of_pasted(data: bytes, number: int, is_sheet: bool) -> Page | None:
    """What a picture says that was pasted into a text, its first one if there are several: all of a sheet, of any other
    one only what shows a ruled table; None where that is nothing. UnreadableFile where it cannot be opened."""
    from extract.readers.scan.pictures import pictures_in
    from extract.readers.scan.sheet import page_of

    page = page_of(next(pictures_in(data)), number, may_be_bare=not is_sheet)
    return page if len(page.text) >= _FEWEST else None


def pages_of_picture(data: bytes) -> Iterator[Page]:
    """The pages of a file that is a picture, or several. UnreadableFile where it cannot be opened."""
    from extract.readers.scan.pictures import pictures_in
    from extract.readers.scan.sheet import page_of

    return (page_of(picture, number) for number, picture in enumerate(pictures_in(data), start=1))
