"""Letters as Outlook packs them for another Outlook (TNEF): files by name → the bytes of `winmail.dat`."""

from __future__ import annotations

from collections.abc import Mapping
from struct import pack

_BEGINS, _TITLE, _CONTENT, _PROPERTIES, _OF_LETTER = 0x69002, 0x18010, 0x6800F, 0x69005, 0x69003
_LONG_NAME, _PAGE, _NAMED, _SIZE = 0x3707, 0x1013, 0x8000, 0x0E20


def packed_letter(files: Mapping[str, bytes], page: bytes = b"") -> bytes:
    """A letter that brings files, with a text that is a page."""
    out = pack("<IH", 0x223E9F78, 1)
    if page:
        out += _attribute(1, _OF_LETTER, pack("<I", 1) + _property(0x102, _PAGE, page))
    for name, data in files.items():
        named = pack("<HH16sII", 3, _NAMED, bytes(16), 0, 7) + pack("<I", 1)
        properties = [named, pack("<HHI", 3, _SIZE, len(data)), _property(0x1F, _LONG_NAME, name.encode("utf-16-le"))]
        out += _attribute(2, _BEGINS, bytes(14)) + _attribute(2, _TITLE, b"NIANBA~1.DOC\0")
        out += _attribute(2, _CONTENT, data)
        out += _attribute(2, _PROPERTIES, pack("<I", len(properties)) + b"".join(properties))
    return out


def _attribute(level: int, told: int, value: bytes) -> bytes:
    return pack("<BII", level, told, len(value)) + value + pack("<H", sum(value) & 0xFFFF)


def _property(kind: int, number: int, value: bytes) -> bytes:
    return pack("<HHII", kind, number, 1, len(value)) + value + bytes(-len(value) % 4)
