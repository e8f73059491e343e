"""Pictures that mean harm, or are broken: a family like those of `hostile`.

Comes in: a seed. Goes out: names and bytes. None of them takes all memory or time, or says what is not on it.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from random import Random

from tests.made.hostile import Files, flipped


def png(width: int, height: int, kind: int = 0, rows: bytes | None = None) -> bytes:
    """A PNG that says it is so large; white, or whatever its packed rows say."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    packed = zlib.compress(rows if rows is not None else (b"\0" + b"\xff" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def tiff(sizes: list[tuple[int, int]], *, loops: bool = False) -> bytes:
    """A TIFF of white pages that say they are so large, each of as many bytes as the first has pixels; the last one may
    lead to the first."""
    out = bytearray(b"II*\0\x08\0\0\0")
    taken = sizes[0][0] * sizes[0][1]
    for number, (width, height) in enumerate(sizes):
        after = len(out) + 2 + 8 * 12 + 4
        tags = [(256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, after), (278, height), (279, taken)]
        entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
        behind = after + taken if number < len(sizes) - 1 else 8 if loops else 0
        out += struct.pack("<H", len(tags)) + entries + struct.pack("<I", behind) + b"\xff" * taken
    return bytes(out)


def kept_as(kind: str, random: Random) -> bytes:
    """Grains of grey, in a format."""
    from PIL import Image

    out = BytesIO()
    Image.frombytes("L", (320, 400), random.randbytes(320 * 400)).save(out, kind)
    return out.getvalue()


def pictures(random: Random) -> Files:
    """Bombs, broken ones, and ones that lead nowhere."""
    yield "年报-bomb.png", png(60_000, 60_000, rows=b"\0" * 1000)
    yield "年报-wide.png", png(2_000_000_000, 1, rows=b"\0" * 1000)
    yield "年报-short.png", png(1654, 2339, rows=b"\0" * 1000)
    yield "年报-no-kind.png", png(1654, 2339, kind=5)
    yield "年报-bomb-behind.tif", tiff([(400, 400), (60_000, 60_000)])
    yield "年报-loop.tif", tiff([(300, 300), (300, 300)], loops=True)
    yield "年报-many.tif", tiff([(300, 300)] * 60)
    for kind in ("JPEG", "PNG", "TIFF", "GIF", "BMP"):
        whole = kept_as(kind, random)
        yield f"年报-cut.{kind.lower()}", whole[: len(whole) // 3]
        yield f"年报-head.{kind.lower()}", whole[:600]
        for number in range(2):
            broken = flipped(whole[:600], random, 12) + whole[600 : len(whole) // 2]
            yield f"年报-flipped-{number}.{kind.lower()}", broken
