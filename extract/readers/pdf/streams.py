"""A look at the streams of a PDF before it is read: whether any unpacks to more than memory should hold.

A stream of a few hundred kilobytes cannot unpack to more than that allows, unless it is packed twice; so hardly any is
unpacked here, and no more of it than shows what it is.
"""

from __future__ import annotations

import re
import zlib

from extract.errors import UnreadableFile

_LARGEST = 256 * 1024**2
"""Bytes of drawing that no page has: the longest seen is a twentieth of it."""
_RATIO = 1032
"""To how many bytes deflate packs one at most."""
_PIECE = 1024**2
_DICTIONARY = 2000
"""Bytes before a stream in which what it is packed with stands."""

_STREAM = re.compile(rb"stream\r?\n")
"""Where a stream begins, or one ends and a line with it: a look behind would cost fifteen times as much."""
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")


def refuse_bombs(data: bytes) -> None:
    """UnreadableFile where a stream of a PDF unpacks to an abnormal size."""
    for start in _STREAM.finditer(data):
        if data.endswith(b"end", 0, start.start()):
            continue
        head = data[max(0, start.start() - _DICTIONARY) : start.start()]
        times = len(_FLATE.findall(head[head.rfind(b"obj") + 1 :]))
        end = data.find(b"endstream", start.end())
        length = (end if end > 0 else len(data)) - start.end()
        if times and length * _RATIO**times > _LARGEST and _unpacks_to_too_much(data, start.end(), length, times):
            raise UnreadableFile("bomb", kind="pdf")


def _unpacks_to_too_much(data: bytes, start: int, length: int, times: int) -> bool:
    layers = [zlib.decompressobj() for _ in range(times)]
    packed, size = memoryview(data)[start : start + length], 0
    try:
        for at in range(0, length, _PIECE):
            size += _size_of(bytes(packed[at : at + _PIECE]), layers, _LARGEST - size)
            if size >= _LARGEST:
                return True
    except zlib.error:  # not packed as it says, or encrypted: pdfium makes of it what it can
        return False
    return False


def _size_of(piece: bytes, layers: list[zlib._Decompress], most: int) -> int:
    """How many bytes a piece unpacks to, through all layers; no more are counted than `most`."""
    first, *others = layers
    size = 0
    while piece and size < most:
        unpacked = first.decompress(piece, _PIECE)
        piece = first.unconsumed_tail
        size += _size_of(unpacked, others, most - size) if others else len(unpacked)
        if not unpacked:
            break
    return size
