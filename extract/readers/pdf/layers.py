"""Whether a PDF has layers, which may be shown or not, or masks: cheap signs that what is drawn is not what is seen.

Comes in: the bytes of a file. Goes out: yes or no. pdfium tells of no layers, but draws those only that are shown; what
has a mask it tells of every single string, which is asked of none where the file has no mask at all.
"""

from __future__ import annotations

import re
import zlib

_LAYERS = re.compile(rb"/OCProperties")
_MASKS = re.compile(rb"/SMask(?!\s*/None\b)|/BM(?!\s*/Normal\b)")
"""Soft masks, and ways to blend with the ground."""
_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DICTIONARY = 400
"""Bytes around its type that the dictionary of a stream takes up."""
_MOST = 4 * 1024**2
"""Bytes that objects packed together unpack to; the objects of a report are a few hundred kilobytes."""


def has_layers(data: bytes) -> bool:
    """Whether a file declares layers."""
    return _may_declare(_LAYERS, data)


def has_masks(data: bytes) -> bool:
    """Whether a file declares masks, be it of pictures only."""
    return _may_declare(_MASKS, data)


def _may_declare(what: re.Pattern[bytes], data: bytes) -> bool:
    """Whether a file declares something, also where its objects are packed; those of a locked file may."""
    return bool(what.search(data)) or any(_may_hold(what, data, kind.start()) for kind in _OBJECTS.finditer(data))


def _may_hold(what: re.Pattern[bytes], data: bytes, at: int) -> bool:
    start = _STREAM.search(data, at, at + _DICTIONARY)
    if not start:
        return False
    packed = data[start.end() : data.find(b"endstream", start.end())]
    try:
        return bool(what.search(zlib.decompressobj().decompress(packed, _MOST)))
    except zlib.error:
        return True
