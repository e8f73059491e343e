"""Printed pages put on other paper: in forms, turned, several on a sheet, with numbers beside their lines.

Comes in: the bytes of PDFs. Goes out: those of another that shows the same pages in another way, as programs do that
stamp, sign, turn and impose. All is done by pdfium; coordinates count upwards from the lower left corner of the paper.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from typing import Literal, NamedTuple

import pypdfium2
import pypdfium2.raw as raw

from extract.readers.pdf.pages import Page, pages_of

Matrix = tuple[float, float, float, float, float, float]
"""a b c d e f of x' = a·x + c·y + e, y' = b·x + d·y + f."""
Size = tuple[float, float]
Side = Literal["left", "right"]


class Drawn(NamedTuple):
    """A page of some file as it is drawn on a sheet."""

    source: bytes
    page: int
    matrix: Matrix


def sizes(data: bytes) -> list[Size]:
    """The sizes of the pages of a file."""
    return [page.get_size() for page in pypdfium2.PdfDocument(data)]


def lying(quarters: int, size: Size, left: float = 0, low: float = 0, scale: float = 1) -> Matrix:
    """What turns a page clockwise by quarters and puts the lower left corner of its paper somewhere."""
    a, b = ((scale, 0.0), (0.0, -scale), (-scale, 0.0), (0.0, scale))[quarters % 4]
    corners = [(a * x - b * y, b * x + a * y) for x in (0, size[0]) for y in (0, size[1])]
    return a, b, -b, a, left - min(x for x, _ in corners), low - min(y for _, y in corners)


def imposed(sheets: Iterable[tuple[Size, Sequence[Drawn]]]) -> bytes:
    """A file with these sheets, on which pages of others are drawn as forms."""
    target, sources = pypdfium2.PdfDocument.new(), dict[bytes, pypdfium2.PdfDocument]()
    for size, drawings in sheets:
        sheet = target.new_page(*size)
        for source, number, matrix in drawings:
            file = sources.setdefault(source, pypdfium2.PdfDocument(source))
            form = file.page_as_xobject(number, target).as_pageobject()
            form.set_matrix(pypdfium2.PdfMatrix(*matrix))
            sheet.insert_obj(form)
        sheet.gen_content()
    return _bytes(target)


def in_forms(data: bytes, left: float, low: float, scale: float = 1) -> bytes:
    """Every page as a form on larger or smaller paper, somewhere else than it was."""
    return imposed(
        ((width * scale + left, height * scale + low), [Drawn(data, at, lying(0, size, left, low, scale))])
        for at, size in enumerate(sizes(data))
        for width, height in (size,)
    )


def turned(data: bytes, content: int, rotate: int) -> bytes:
    """Every page with its content turned clockwise by quarters, and shown turned by others."""
    file = pypdfium2.PdfDocument(data)
    for page in file:
        width, height = page.get_size()
        page.set_mediabox(0, 0, *((height, width) if content % 2 else (width, height)))
        matrix = raw.FS_MATRIX(*lying(content, (width, height)))
        clip = raw.FS_RECTF(0, 2000, 2000, 0)
        raw.FPDFPage_TransFormWithClip(page, ctypes.byref(matrix), ctypes.byref(clip))
        page.set_rotation(90 * (rotate % 4))
    return _bytes(file)


def several_up(data: bytes, across: int, down: int, scale: float = 1, quarters: int = 0) -> bytes:
    """So many pages on each sheet, row by row; the sheet then turned."""
    pages = sizes(data)
    width, height = max(w for w, _ in pages) * scale, max(h for _, h in pages) * scale
    many = across * down
    sheets = [
        (
            (width * across, height * down),
            [
                Drawn(
                    data, at, lying(0, pages[at], place % across * width, (down - 1 - place // across) * height, scale)
                )
                for place, at in enumerate(range(start, min(start + many, len(pages))))
            ],
        )
        for start in range(0, len(pages), many)
    ]
    return turned(imposed(sheets), quarters, 0) if quarters else imposed(sheets)


def with_line_numbers(data: bytes, every: int = 1, side: Side = "left", size: float = 8, close: bool = False) -> bytes:
    """Numbers in the margin beside the lines of text, through the whole file; those of `close` lines stand over one
    another, else they have none."""
    file, number = pypdfium2.PdfDocument(data), 0
    for page, seen in zip(file, pages_of(data), strict=True):
        edge = float(seen.boxes[:, 0].min() if side == "left" else seen.boxes[:, 2].max())
        for height in _heights(seen, _CLOSEST if close else 1.2 * size):
            number += 1
            if number % every == 0:
                x = edge - 26 if side == "left" else edge + 18
                _write(file, page, str(number), x, seen.height - height - size / 3, size)
        page.gen_content()
    return _bytes(file)


_CLOSEST = 1.5
"""Points between two lines of a page, or two cells in one row."""


def _heights(page: Page, room: float) -> Iterator[float]:
    """The heights of the lines of a page, as far as there is so much room between two."""
    last = float("-inf")
    for top, bottom in sorted(page.boxes[:, 1::2].tolist()):
        if (top + bottom) / 2 - last > room:
            last = (top + bottom) / 2
            yield last


def _write(file: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, text: str, x: float, y: float, size: float) -> None:
    shape = raw.FPDFPageObj_NewTextObj(file, b"Helvetica", size)
    letters = (text + "\0").encode("utf-16-le")
    raw.FPDFText_SetText(shape, ctypes.cast(ctypes.create_string_buffer(letters), raw.FPDF_WIDESTRING))
    raw.FPDFPageObj_Transform(shape, 1, 0, 0, 1, x, y)
    raw.FPDFPage_InsertObject(page, shape)


def _bytes(file: pypdfium2.PdfDocument) -> bytes:
    result = BytesIO()
    file.save(result)
    return result.getvalue()


Imposition = Callable[[bytes], bytes]
IMPOSITIONS: dict[str, Imposition] = {
    "shifted form": lambda data: in_forms(data, 31, 17),
    "small form": lambda data: in_forms(data, 40, 60, 0.83),
    "content turned right": lambda data: turned(data, 1, 0),
    "content upside down": lambda data: turned(data, 2, 0),
    "content turned left": lambda data: turned(data, 3, 0),
    "shown turned": lambda data: turned(data, 0, 1),
    "turned and shown upright": lambda data: turned(data, 1, 3),
    "turned twice": lambda data: turned(data, 1, 1),
    "two side by side": lambda data: several_up(data, 2, 1),
    "two on one of A4": lambda data: several_up(data, 2, 1, 0.707),
    "two on one, turned": lambda data: several_up(data, 2, 1, 0.707, quarters=1),
    "four on one": lambda data: several_up(data, 2, 2, 0.7),
    "lines numbered": lambda data: with_line_numbers(data),
    "every fifth line numbered": lambda data: with_line_numbers(data, 5),
    "lines numbered at the right": lambda data: with_line_numbers(data, 1, "right"),
}
"""Ways in which the same pages are put on paper, none of which changes what a person reads."""
