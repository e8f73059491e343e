"""Whether a PDF has layers, which may be shown or not: a cheap sign that what is drawn is not what is seen.

Comes in: the bytes of a file. Goes out: yes or no. pdfium tells of no layers, but draws those only that are shown.
"""

from __future__ import annotations

import re
import zlib

_LAYERS = b"/OCProperties"
_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DICTIONARY = 400
"""Bytes around its type that the dictionary of a stream takes up."""
_MOST = 4 * 1024**2
"""Bytes that objects packed together unpack to; the objects of a report are a few hundred kilobytes."""


def has_layers(data: bytes) -> bool:
    """Whether a file declares layers, also where its objects are packed; those of a locked file may."""
    if _LAYERS in data:
        return True
    return any(_may_declare_layers(data, kind.start()) for kind in _OBJECTS.finditer(data))


def _may_declare_layers(data: bytes, at: int) -> bool:
    start = _STREAM.search(data, at, at + _DICTIONARY)
    if not start:
        return False
    packed = data[start.end() : data.find(b"endstream", start.end())]
    try:
        return _LAYERS in zlib.decompressobj().decompress(packed, _MOST)
    except zlib.error:
        return True
