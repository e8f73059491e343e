"""The sheets of a file as pictures, at the resolution at which print is recognised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from extract.readers.pdf.pages import frame_of
from extract.readers.pdf.pdfium import opened, pdfium
from extract.readers.pdf.pixels import Easel
from extract.readers.scan.paper import POINT, Picture

_MOST = 16_000_000
"""Pixels of a sheet, twice those of A3; larger ones are drawn coarser, and hardly anything on them is sure."""


def drawn(data: bytes, numbers: Iterable[int]) -> Iterator[tuple[int, Picture]]:
    """Some sheets of a PDF, counted from 1, as they are seen."""
    functions = pdfium()
    with opened(data) as document:
        for number in numbers:
            page = functions.FPDF_LoadPage(document, number - 1)
            try:
                width, height, _ = frame_of(page, functions.FPDFPage_GetRotation(page))
                scale = min(1 / POINT, (_MOST / max(width * height, 1)) ** 0.5)
                easel = Easel(page, max(round(width * scale), 1), max(round(height * scale), 1), scale)
                yield number, np.ascontiguousarray(easel.drawn()[..., :3])
            finally:
                functions.FPDF_ClosePage(page)
