"""What is drawn in an old Word file: pictures in the text, and shapes that hang on it → their sizes and their texts.

Comes in: the file, and the places of the characters that stand for what is drawn. Goes out: for each its size in
centimetres, whether it lies upon the text, and the text box that it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from struct import error as short_data
from struct import unpack_from
from typing import NamedTuple

from extract.readers.doc.binary import Properties, WordFile

_ANCHORS, _DRAWINGS, _BOXES = 40, 50, 56
_ANCHOR, _BOX = 26, 22
_TWIPS = 567
"""Twips of a centimetre."""
PICTURE_PLACE = 0x6A03
_BELOW_TEXT = 1 << 14
_NO_WRAP = 3
_SHAPE, _GROUP = 0xF00A, 0xF003
_DEEPEST_GROUP = 32
"""Groups within groups that are told apart."""
_LINES = frozenset({20, *range(32, 41)})
"""Shapes that are lines and arrows."""
_CONTAINER = 0xF
_TEXT_BOXES = 6
"""The number of their story."""


class _Shape(NamedTuple):
    """What hangs on a character of the text: its size, whether it may hide what it lies upon, and where the texts begin
    and end of the box that it is, or of the boxes that are grouped in it."""

    size: tuple[float, float]
    covers: bool
    texts: Sequence[tuple[int, int]]


class _DrawnShape(NamedTuple):
    """A shape: its number, its kind, and the numbers of the groups that it is in."""

    key: int
    kind: int
    groups: tuple[int, ...]


class Drawings:
    """The drawings of a file."""

    def __init__(self, word: WordFile) -> None:
        self.word = word

    def picture_at(self, properties: Properties) -> tuple[float, float]:
        """The size of the picture that stands in the text as a character with these properties."""
        place = int.from_bytes(properties.get(PICTURE_PLACE, b""), "little")
        try:
            width, height, across, down = unpack_from("<4H", self.word.data, place + 28)
        except short_data:
            return 0.0, 0.0
        return width * across / 1000 / _TWIPS, height * down / 1000 / _TWIPS

    @cached_property
    def shapes(self) -> dict[int, _Shape]:
        """The shapes by the place in the text that they hang on."""
        part = self.word.part(_ANCHORS)
        count = max(0, (len(part) - 4) // (4 + _ANCHOR))
        found = {}
        for number in range(count):
            place = unpack_from("<I", part, 4 * number)[0]
            key, left, top, right, bottom, flags = unpack_from("<i4iH", part, 4 * (count + 1) + _ANCHOR * number)
            upon = flags >> 5 & 0xF == _NO_WRAP and not flags & _BELOW_TEXT
            texts = [self._boxes[each] for each in (key, *self._grouped.get(key, ())) if each in self._boxes]
            covers = upon and not texts and self._kinds.get(key) not in _LINES
            size = (abs(right - left) / _TWIPS, abs(bottom - top) / _TWIPS)
            found[place] = _Shape(size, covers, texts)
        return found

    @cached_property
    def _boxes(self) -> dict[int, tuple[int, int]]:
        """Where the text of each box stands, by the number of its shape."""
        part = self.word.part(_BOXES)
        count = max(0, (len(part) - 4) // (4 + _BOX))
        start, end = self.word.story(_TEXT_BOXES)
        boxes = {}
        for number in range(count):
            first, last = unpack_from("<II", part, 4 * number)
            reusable, key = unpack_from("<8xHxxxxi", part, 4 * (count + 1) + _BOX * number)
            if not reusable and start + last <= end:
                boxes[key] = (start + first, start + last)
        return boxes

    @cached_property
    def _kinds(self) -> dict[int, int]:
        """The kind of each shape by its number."""
        return {shape.key: shape.kind for shape in self._drawn}

    @cached_property
    def _grouped(self) -> dict[int, list[int]]:
        """The shapes in each group by the number of the shape that stands for it."""
        groups: dict[int, list[int]] = {}
        for shape in self._drawn:
            for group in shape.groups:
                groups.setdefault(group, []).append(shape.key)
        return groups

    @cached_property
    def _drawn(self) -> list[_DrawnShape]:
        return list(_shapes_in(self.word.part(_DRAWINGS)))


def _shapes_in(art: bytes) -> Iterator[_DrawnShape]:
    """The shapes in records of drawings; between two drawings stands one byte that is none."""
    at = 0
    around: list[list[int]] = []
    """The groups that are open: where each ends, and the number of its own shape once that is known."""
    while at + 8 <= len(art):
        around = [group for group in around if at < group[0]]
        head, kind, size = unpack_from("<HHI", art, at)
        if kind < 0xF000:
            at += 1
            continue
        if kind == _GROUP and len(around) < _DEEPEST_GROUP:
            around.append([at + 8 + size])
        elif kind == _SHAPE and at + 12 <= len(art):
            key = unpack_from("<i", art, at + 8)[0]
            if around and len(around[-1]) == 1:
                around[-1].append(key)
                yield _DrawnShape(key, head >> 4, _keys_of(around[:-1]))
            else:
                yield _DrawnShape(key, head >> 4, _keys_of(around))
        at += 8 if head & 0xF == _CONTAINER else 8 + size


def _keys_of(around: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """The numbers of groups, less the outermost, in which all shapes of a drawing are."""
    return tuple(key for _, *keys in around[1:] for key in keys)
