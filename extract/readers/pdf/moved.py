"""Characters that are drawn turned, or in forms that stand elsewhere → their places, and their order.

Comes in: the text of a page as pdfium has it, and the boxes that it gives to the characters. Goes out: the boxes put
right, and the characters in the order of the file. Programs that stamp, sign or impose wrap a page in a form that they
move. Characters that pdfium writes in another way than the file (radicals, ligatures) it leaves where they would stand
if the form were not moved; their matrix is right. Turned lines it puts in another order than that of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.readers.pdf.arrays import Matrix, are_all, is_any, places_where
from extract.readers.pdf.asked import strings_at, told_at
from extract.readers.pdf.pdfium import pdfium

_TEXT, FORM = 1, 5
"""What pdfium calls strings and forms among the objects of a page."""
DEEPEST = 8
"""Forms within forms; a file may hold one that draws itself."""
AS_DRAWN: Matrix = (1, 0, 0, 1, 0, 0)
INK = (0, 3, 1, 2)
"""Which of left, right, bottom and top, as pdfium tells of a character's ink, are x0 y1 x1 y0."""
_SAME = 1e-3
_FEWEST = 100
"""Characters of a page from which it is asked whether it is written in any order."""
_BESIDE, _LEVEL = 0.5, 0.3
"""Heights of a character from the one before it, across and up or down, at which it follows that one."""
_ASTRAY = 0.3
"""Part of a page's characters that follow the one before, up to which the order of the file says nothing; where words
are written in any order, half of them do, and more in sentences."""
_NEAR = 0.05
"""Points within which two places on a line, or two lines, are one."""


def matrix_of(shape: int) -> Matrix:
    """The matrix of an object of a page."""
    values = np.zeros(6, np.float32)
    pdfium().FPDFPageObj_GetMatrix(shape, values.ctypes.data)
    a, b, c, d, e, f = values.tolist()
    return a, b, c, d, e, f


def order_of(reader: int, drawn: list[int], objects: Iterable[int], depth: int) -> NDArray[np.intp]:
    """The places of characters in the order in which the file draws them, through forms up to a depth."""
    numbers = {string: number for number, string in enumerate(_strings(objects, depth))}
    strings = strings_at(reader, drawn).tolist()
    ordered = np.fromiter((numbers.get(string, len(numbers)) for string in strings), np.intp, len(drawn))
    return ordered.argsort(kind="stable")


def reading_order(boxes: NDArray[np.float32]) -> NDArray[np.intp] | None:
    """The places of characters line by line from left to right, where hardly any follows the one that is written before
    it; None where the file writes words."""
    if len(boxes) < _FEWEST:
        return None
    height = np.maximum(boxes[:, 3] - boxes[:, 1], _SAME)
    middles = (boxes[:, 1] + boxes[:, 3]) / 2
    gaps, drops = np.abs(boxes[1:, 0] - boxes[:-1, 2]) / height[1:], np.abs(np.diff(middles)) / height[1:]
    if ((gaps < _BESIDE) & (drops < _LEVEL)).mean() > _ASTRAY:
        return None
    by_height = middles.argsort(kind="stable")
    lines = np.zeros(len(boxes), np.intp)
    lines[by_height[1:]] = np.cumsum(np.diff(middles[by_height]) > _LEVEL * height[by_height[1:]])
    return np.lexsort((boxes[:, 0], lines))


def _strings(objects: Iterable[int], depth: int) -> Iterator[int]:
    functions = pdfium()
    for shape in objects:
        kind = functions.FPDFPageObj_GetType(shape)
        if kind == _TEXT:
            yield shape
        elif kind == FORM and depth:
            within = range(functions.FPDFFormObj_CountObjects(shape))
            yield from _strings(map(functions.FPDFFormObj_GetObject, repeat(shape), within), depth - 1)


def put_into_place(boxes: NDArray[np.float32], reader: int, drawn: list[int]) -> None:
    """Moves the boxes of characters that stand astray: in place, in the page's own coordinates (x0 y1 x1 y0). For such
    a character pdfium knows no other box than that of its ink."""
    ink = told_at("FPDFText_GetCharBox", reader, drawn)[:, INK]
    for suspect in places_where((np.abs(boxes - ink) < _SAME).all(axis=1)).tolist():
        place = _Place.of(reader, drawn[suspect])
        if place is None:
            continue
        moved = place.moved(boxes[suspect])
        end = boxes[suspect - 1, 2]
        if place.is_astray(follows=bool(abs(moved[0] - end) < abs(boxes[suspect, 0] - end))):
            boxes[suspect] = moved


class _Place(NamedTuple):
    """Where pdfium says that a character begins; what leads there from its string if the form were not moved, and as
    it is; and the string's first place."""

    origin: NDArray[np.float64]
    unmoved: NDArray[np.float64]
    shown: NDArray[np.float64]

    @classmethod
    def of(cls, reader: int, character: int) -> _Place | None:
        """The place of a character; None where its form is not moved, or draws nothing."""
        functions = pdfium()
        origin, values = np.ones(3), np.zeros(6, np.float32)
        functions.FPDFText_GetCharOrigin(reader, character, origin.ctypes.data, origin.ctypes.data + 8)
        functions.FPDFText_GetMatrix(reader, character, values.ctypes.data)
        unmoved = _square(matrix_of(functions.FPDFText_GetTextObject(reader, character)))
        shown = _square(values.tolist())
        parts = np.stack((unmoved, shown))
        if (
            not are_all(np.isfinite(parts))
            or is_any(np.abs(np.linalg.det(parts)) < _SAME)
            or np.allclose(unmoved, shown)
        ):
            return None
        return cls(origin, unmoved, shown)

    def moved(self, box: NDArray[np.float32]) -> NDArray[np.float64]:
        """A box as the form is moved."""
        corners = np.ones((2, 3))
        corners[:, :2] = box.reshape(2, 2)
        place: NDArray[np.float64] = (corners @ np.linalg.inv(self.unmoved) @ self.shown)[:, :2]
        return place.reshape(4)

    def is_astray(self, follows: bool) -> bool:
        """Whether the character stands on the line of its string if the form were not moved, and not as it is; where
        both are one line, whether it begins the string then, or `follows` the character before it."""
        along, across = abs(self.origin @ np.linalg.inv(self.unmoved))[:2].tolist()
        along_shown, across_shown = abs(self.origin @ np.linalg.inv(self.shown))[:2].tolist()
        if abs(across - across_shown) > _NEAR:
            return bool(across < across_shown)
        return bool(along < along_shown) if min(along, along_shown) < _NEAR else follows


def _square(matrix: Iterable[float]) -> NDArray[np.float64]:
    a, b, c, d, e, f = matrix
    return np.array(((a, b, 0), (c, d, 0), (e, f, 1)), np.float64)
