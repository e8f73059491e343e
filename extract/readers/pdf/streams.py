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
_END = b"endstream"
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")


def refuse_bombs(data: bytes) -> None:
    """UnreadableFile where a stream of a PDF unpacks to an abnormal size."""
    begin = 0
    for piece in data.split(_END):
        end = begin + len(piece)
        if not _is_harmless(piece) and any(
            _is_bomb(data, *at.span(), end) for at in _STREAM.finditer(data, begin, end)
        ):
            raise UnreadableFile("bomb", kind="pdf")
        begin = end + len(_END)


def _is_harmless(piece: bytes) -> bool:
    """Whether what stands between the ends of two streams is short, and tells of no more than one packing, all of it
    behind the beginning of an object: that is so of nearly all."""
    if len(piece) > _LARGEST // _RATIO or piece.count(b"/Fl") > 1:
        return False
    stream = piece.find(b"stream")
    return stream < 0 or piece.find(b"obj", 0, stream) >= 0


def _is_bomb(data: bytes, at: int, start: int, end: int) -> bool:
    """Whether the stream from `start` to `end`, whose dictionary stands before `at`, unpacks to an abnormal size."""
    begin = max(0, at - _DICTIONARY)
    times = len(_FLATE.findall(data, max(begin, data.rfind(b"obj", begin, at) + 1), at))
    length = end - start
    return times > 0 and length * _RATIO**times > _LARGEST and _unpacks_to_too_much(data, start, length, times)


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
