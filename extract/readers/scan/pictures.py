"""The sheets of a file as pictures, at the resolution at which print is recognised.

Comes in: the bytes of a PDF, or of a picture. Goes out: pictures in colour, blue before red as `cv2` has them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np

from extract.errors import UnreadableFile
from extract.readers.pdf.pages import frame_of
from extract.readers.pdf.pdfium import opened, pdfium
from extract.readers.pdf.pixels import Easel
from extract.readers.scan.paper import MOST_PIXELS, POINT, Photo, at_usual_scale

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_TAKEN = 100_000_000
"""Pixels of a picture, as many as large cameras take, and a sheet of A3 scanned at 600 dots to an inch has."""
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
        if getattr(file, "n_frames", 1) > _MOST_PAGES:
            raise UnreadableFile("too_many_pages", kind="image", pages=f"{_MOST_PAGES}+")
        for frame in ImageSequence.Iterator(file):
            if frame.width * frame.height > _MOST_TAKEN:
                raise UnreadableFile("bomb", kind="image")
            if min(frame.size) < _LEAST_SIDE:
                raise UnreadableFile("not_a_report", kind="image")
            upright = ImageOps.exif_transpose(_on_paper(frame))
            yield at_usual_scale(np.ascontiguousarray(np.asarray(upright)[..., ::-1]))


def _on_paper(frame: Image) -> Image:
    """A picture in colour, on white where it is clear, not much larger than what is kept of it."""
    if frame.has_transparency_data:
        clear = frame.convert("RGBA")
        frame = clear.copy()
        frame.paste("white", (0, 0, *clear.size))
        frame.paste(clear, mask=clear)
    coarser = int((frame.width * frame.height / MOST_PIXELS) ** 0.5)
    shown = frame if frame.mode in ("L", "RGB") else frame.convert("L" if frame.mode == "1" else "RGB")
    return (shown.reduce(coarser) if coarser > 1 else shown).convert("RGB")


@contextmanager
def _complained() -> Iterator[None]:
    """What goes wrong in a picture as what it is: decoders give up on broken ones in all manners."""
    from PIL import Image

    try:
        yield
    except UnreadableFile:
        raise
    except (Image.DecompressionBombError, MemoryError):
        raise UnreadableFile("bomb", kind="image") from None
    except (OSError, SyntaxError, ValueError, EOFError, ArithmeticError, LookupError, TypeError, struct.error):
        raise UnreadableFile("truncated", kind="image") from None
