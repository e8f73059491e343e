"""Whether a PDF has layers, which may be shown or not, or masks: cheap signs that what is drawn is not what is seen.

Comes in: the bytes of a file. Goes out: yes or no of each. pdfium tells of no layers, but draws those only that are
shown; what has a mask it tells of every single string, which is asked of none where the file has no mask at all.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

_SIGNS = re.compile(
    rb"/(?=[OSBT])"
    rb"(?:(?P<layers>OCProperties)|(?P<masks>SMask(?!\s*/None\b)|BM(?!\s*/Normal\b))|(?P<packed>Type\s*/ObjStm\b))"
)
"""Layers; soft masks, and ways to blend with the ground; objects packed together. A file is looked through once, and
most names in it begin otherwise."""
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DICTIONARY = 400
"""Bytes around its type that the dictionary of a stream takes up."""
_MOST = 4 * 1024**2
"""Bytes that objects packed together unpack to; the objects of a report are a few hundred kilobytes."""


class FileSigns(NamedTuple):
    """Whether a file declares layers, and masks, be it of pictures only."""

    layers: bool
    masks: bool


def declared_in(data: bytes) -> FileSigns:
    """What a file declares, also where its objects are packed; those of a locked file may declare anything."""
    kinds = set(_kinds_in(data))
    return FileSigns("layers" in kinds, "masks" in kinds)


def _kinds_in(data: bytes) -> Iterator[str | None]:
    for sign in _SIGNS.finditer(data):
        if sign.lastgroup == "packed":
            yield from _kinds_packed(data, sign.start())
        else:
            yield sign.lastgroup


def _kinds_packed(data: bytes, at: int) -> Iterator[str | None]:
    start = _STREAM.search(data, at, at + _DICTIONARY)
    if not start:
        return
    packed = data[start.end() : data.find(b"endstream", start.end())]
    try:
        objects = zlib.decompressobj().decompress(packed, _MOST)
    except zlib.error:
        yield from FileSigns._fields
    else:
        yield from (sign.lastgroup for sign in _SIGNS.finditer(objects))
