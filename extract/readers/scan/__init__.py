"""Scans and photographs: pictures of sheets → pages, with the print that was recognised on them.

Comes in: the pages of a PDF, some of them pictures, or a file that is a picture itself. Goes out: pages as any others,
told as scanned. `paper` finds the ink, `straight` puts the sheet straight, `rules` finds its ruling lines, `printed` its
lines of print, `recogniser` reads these, and `sheet` makes the page of it all; read that first. What is not sure is told
as a cell that cannot be read. Needs the extra `ocr`; without it, pictures stay pictures.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.readers.pdf.gaps import is_covered, is_outlined
from extract.readers.pdf.pages import Page
from extract.readers.scan.recogniser import model_path


def can_recognise() -> bool:
    """Whether what recognises print is installed."""
    return model_path() is not None


def with_pictures_read(data: bytes, sheets: tuple[Page, ...]) -> tuple[Page, ...]:
    """The sheets of a PDF, those that are pictures with what was recognised on them."""
    pictured = [sheet for sheet in sheets if _is_picture(sheet)]
    if not pictured or not can_recognise():
        return sheets
    read = dict(_read(data, pictured))
    return tuple(read.get(sheet.number, sheet) for sheet in sheets)


def _is_picture(sheet: Page) -> bool:
    return sheet.recognised or is_covered(sheet) or is_outlined(sheet)


def _read(data: bytes, sheets: Sequence[Page]) -> list[tuple[int, Page]]:
    from extract.readers.scan.pictures import drawn
    from extract.readers.scan.sheet import page_of

    return [(number, page_of(picture, number)) for number, picture in drawn(data, [sheet.number for sheet in sheets])]
