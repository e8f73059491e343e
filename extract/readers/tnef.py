"""What Outlook packs a letter into for another Outlook (TNEF, `winmail.dat`): bytes → what it brings.

Comes in: bytes that begin with `SIGNATURE`, whole or damaged. Goes out: what is attached, each with its name, and the
text where it is kept as text or as a page; a letter within it is packed in the same way. Nothing where it is damaged
before the first of them. Text that is kept as packed RTF only stays unread.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from struct import error as short_data
from struct import unpack_from
from typing import NamedTuple

SIGNATURE = b"\x78\x9f\x3e\x22"
_HEAD = 6
_TEXT, _BEGINS, _TITLE, _CONTENT, _PROPERTIES, _OF_LETTER = 0x2800C, 0x69002, 0x18010, 0x6800F, 0x69005, 0x69003
"""What is told in turn: the text, that something attached begins, its short name, its bytes, all else about it; and all
else about the letter."""
_LONG_NAME, _ATTACHED_LETTER, _PAGE = 0x3707, 0x3701, 0x1013
_SIZES = {2: 4, 3: 4, 4: 4, 0xA: 4, 0xB: 4, 5: 8, 6: 8, 7: 8, 0x14: 8, 0x40: 8, 0x48: 16}
"""Bytes that values of each type take; those of other types say how long they are."""
_UNICODE, _SEVERAL, _NAMED = 0x1F, 0x1000, 0x8000
_OF_OBJECT = 16
"""Bytes that say of which sort an object is, before it."""
_MOST = 10_000
"""Properties, or values of one; a letter has some dozen."""


class _Property(NamedTuple):
    kind: int
    data: bytes

    @property
    def text(self) -> str:
        return self.data.decode("utf-16-le" if self.kind == _UNICODE else "gb18030", "replace").rstrip("\0")


_NOTHING = _Property(0, b"")


def members_of(data: bytes) -> Iterator[tuple[str, bytes]]:
    """What a packed letter brings, each with its name; what stands before damage is whole.

    >>> list(members_of(SIGNATURE + bytes(2) + bytes(3)))
    []
    """
    name, content, attached = "", b"", False
    for told, value in _attributes(data):
        if told == _TEXT and not attached and value.strip(b"\0"):
            yield "body.txt", value.rstrip(b"\0")
        elif told == _OF_LETTER and (page := _properties(value).get(_PAGE, _NOTHING).data):
            yield "body.html", page
        elif told == _BEGINS:
            if content:
                yield name or "attachment", content
            name, content, attached = "", b"", True
        elif told == _TITLE:
            name = name or value.rstrip(b"\0").decode("gb18030", "replace")
        elif told == _CONTENT:
            content = value
        elif told == _PROPERTIES:
            properties = _properties(value)
            name = properties.get(_LONG_NAME, _NOTHING).text or name
            letter = properties.get(_ATTACHED_LETTER, _NOTHING).data[_OF_OBJECT:]
            content = content or (letter if letter.startswith(SIGNATURE) else b"")
    if content:
        yield name or "attachment", content


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """What is told, by number, as far as the bytes are whole."""
    at = _HEAD
    with suppress(short_data):
        while at < len(data):
            _, told, size = unpack_from("<BII", data, at)
            at += 9 + size + 2
            if at > len(data):
                return
            yield told, data[at - size - 2 : at - 2]


def _properties(data: bytes) -> dict[int, _Property]:
    """Properties by number, as far as they are whole; of several values the first."""
    found: dict[int, _Property] = {}
    at = 4
    with suppress(short_data):
        for _ in range(min(unpack_from("<I", data)[0], _MOST)):
            kind, number = unpack_from("<HH", data, at)
            at += 4
            if number >= _NAMED:
                by_text, size = unpack_from("<II", data, at + 16)
                at += 24 + (_padded(size) if by_text else 0)
            values, at = _values(data, at, kind)
            found.setdefault(number, _Property(kind, values[0] if values else b""))
    return found


def _values(data: bytes, at: int, kind: int) -> tuple[list[bytes], int]:
    """The values of a property that begin here, and where they end."""
    size = _SIZES.get(kind & ~_SEVERAL, 0)
    count = 1
    if kind & _SEVERAL or not size:
        count = min(unpack_from("<I", data, at)[0], _MOST)
        at += 4
    values = []
    for _ in range(count):
        length = size
        if not size:
            length = unpack_from("<I", data, at)[0]
            at += 4
        if at + length > len(data):
            raise short_data
        values.append(data[at : at + length])
        at += _padded(length)
    return values, at


def _padded(size: int) -> int:
    return -(-size // 4) * 4
