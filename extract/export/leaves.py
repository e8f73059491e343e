"""The leaves of a file as pictures: the pages of a PDF, what a file that is a picture shows, one or several, or the
pictures in a Word file that are read.

Comes in: the bytes of a file and its kind. Goes out: how large its leaves are, and pictures of them. Places of what was
read are in the same points, so that they can be drawn upon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple, Protocol

from extract.errors import UnreadableFile
from extract.model import PageBox
from extract.readers import scan
from extract.readers.pdf.pdfium import fonts_of_the_system

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument

    from extract.readers.scan.paper import Photo

_PDF, _PICTURE, _TEXT = "pdf", "image", "docx"
_A4 = 595 * 842
"""Square points of a page of the common size."""
_LOCATOR = re.compile(rf"(?:{_PDF}|{_PICTURE}|{_TEXT}):p(\d+)@([\d.]+),([\d.]+),([\d.]+),([\d.]+)")


class LeafSize(NamedTuple):
    """A leaf as it is shown: how wide and how high, in points."""

    width: float
    height: float


class Leaves(Protocol):
    """The leaves of a file, counted from 1."""

    sizes: list[LeafSize]

    def picture(self, number: int, scale: float) -> Image:
        """A leaf in colour, with so many pixels to a point."""
        ...


def have_leaves(kind: str) -> bool:
    """Whether files of a kind are made of leaves that can be shown here."""
    return kind != _TEXT and can_be_drawn(kind)


def can_be_drawn(kind: str) -> bool:
    """Whether what has a place on a leaf of such a file can be drawn here: pictures need what recognises them."""
    return kind == _PDF or (kind in (_PICTURE, _TEXT) and scan.can_recognise())


@contextmanager
def leaves_of(data: bytes, kind: str) -> Iterator[Leaves]:
    """The leaves of a file of a kind that has some. UnreadableFile where it cannot be opened."""
    if kind in (_PICTURE, _TEXT):
        yield _Pictured(_photos_in(data) if kind == _PICTURE else _pasted_in(data))
        return
    import pypdfium2

    with fonts_of_the_system(), pypdfium2.PdfDocument(data) as document:
        yield _Printed(document)


class _Printed:
    def __init__(self, document: PdfDocument) -> None:
        self._document = document
        self.sizes = [LeafSize(*document.get_page_size(at)) for at in range(len(document))]

    def picture(self, number: int, scale: float) -> Image:
        picture: Image = self._document[number - 1].render(scale=scale).to_pil().convert("RGB")
        return picture


class _Pictured:
    def __init__(self, photos: Sequence[Photo | None]) -> None:
        from extract.readers.scan.paper import POINT

        self._photos = photos
        shapes = [(0, 0) if photo is None else photo.shape[1::-1] for photo in photos]
        self.sizes = [LeafSize(width * POINT, height * POINT) for width, height in shapes]

    def picture(self, number: int, scale: float) -> Image:
        from PIL import Image

        photo = self._photos[number - 1]
        if photo is None:
            raise UnreadableFile("truncated", kind=_PICTURE)
        width, height = (round(side * scale) for side in self.sizes[number - 1])
        return Image.fromarray(photo[..., ::-1]).resize((width, height))


def _photos_in(data: bytes) -> list[Photo]:
    from extract.readers.scan.pictures import pictures_in

    return list(pictures_in(data))


def _pasted_in(data: bytes) -> list[Photo | None]:
    """The pictures of a Word file, as reading counts them; None for one that cannot be opened."""
    from extract.readers.docx import pictures_in

    photos: list[Photo | None] = []
    for picture in pictures_in(data):
        photos.append(None)
        with suppress(UnreadableFile):
            photos[-1] = _photos_in(picture)[0]
    return photos


def place_in(origin: str) -> PageBox | None:
    """The first place of a locator on a leaf; None for one in anything else.

    >>> place_in("image:p2@1,2,3,4#t1r3c2;image:p3@1,2,3,4").page
    2
    >>> place_in("txt:L3:1-2")
    """
    match = _LOCATOR.match(origin)
    if not match:
        return None
    number, *corners = map(float, match.groups())
    return PageBox(int(number), *corners)


def sizes_of(data: bytes, kind: str) -> list[LeafSize]:
    """The leaves of a file."""
    with leaves_of(data, kind) as leaves:
        return leaves.sizes


def leaf_picture(data: bytes, kind: str, number: int, scale: float) -> bytes:
    """A PNG of a leaf, with so many pixels to a point; of a larger one fewer, so that no picture is larger than two of
    the common size."""
    with leaves_of(data, kind) as leaves:
        width, height = leaves.sizes[number - 1]
        picture = leaves.picture(number, min(scale, scale * (2 * _A4 / max(width * height, 1)) ** 0.5))
    out = BytesIO()
    picture.quantize(64).save(out, "PNG")
    return out.getvalue()
