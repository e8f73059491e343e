"""The sheets of a file as pictures, at the resolution at which print is recognised.

Comes in: the bytes of a PDF, or of a picture. Goes out: pictures in colour, blue before red as `cv2` has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO

import numpy as np

from extract.errors import UnreadableFile
from extract.readers.pdf.pages import frame_of
from extract.readers.pdf.pdfium import opened, pdfium
from extract.readers.pdf.pixels import Easel
from extract.readers.scan.paper import MOST_PIXELS, POINT, Photo, at_usual_scale

_MOST_TAKEN = 200_000_000
"""Pixels of a photograph, as many as the largest cameras take."""
_LEAST_SIDE = 300
"""Pixels of a side of a picture on which print could be read at all."""
_MOST_PAGES = 50
"""Pictures in one file."""


def drawn(data: bytes, numbers: Iterable[int]) -> Iterator[tuple[int, Photo]]:
    """Some sheets of a PDF, counted from 1, as they are seen."""
    functions = pdfium()
    with opened(data) as document:
        for number in numbers:
            page = functions.FPDF_LoadPage(document, number - 1)
            try:
                width, height, _ = frame_of(page, functions.FPDFPage_GetRotation(page))
                scale = min(1 / POINT, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
                easel = Easel(page, max(round(width * scale), 1), max(round(height * scale), 1), scale)
                yield number, np.ascontiguousarray(easel.drawn()[..., :3])
            finally:
                functions.FPDF_ClosePage(page)


def pictures_in(data: bytes) -> Iterator[Photo]:
    """The pictures of a file, turned as the camera says they were taken. UnreadableFile where there are none."""
    from PIL import Image, ImageOps, ImageSequence

    with _complained(), Image.open(BytesIO(data)) as file:
        if file.width * file.height > _MOST_TAKEN:
            raise UnreadableFile("bomb", kind="image")
        for number, frame in enumerate(ImageSequence.Iterator(file)):
            if min(file.size) < _LEAST_SIDE:
                raise UnreadableFile("not_a_report", kind="image")
            if number >= _MOST_PAGES:
                raise UnreadableFile("too_many_pages", kind="image", pages=f"{_MOST_PAGES}+")
            upright = ImageOps.exif_transpose(frame).convert("RGB")
            yield at_usual_scale(np.ascontiguousarray(np.asarray(upright)[..., ::-1]))


@contextmanager
def _complained() -> Iterator[None]:
    from PIL import Image

    try:
        yield
    except Image.DecompressionBombError:
        raise UnreadableFile("bomb", kind="image") from None
    except (OSError, SyntaxError, ValueError):
        raise UnreadableFile("truncated", kind="image") from None
