"""The container of the old office programs (OLE): bytes → its streams by name, and what it holds.

Comes in: bytes that begin as such a container does, whole or damaged. Goes out: its streams, or an UnreadableFile.
Which program wrote it is told by the names of its streams. What they hold is left to the reader of each kind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from struct import error as short_data
from typing import TYPE_CHECKING

from extract.errors import UnreadableFile

if TYPE_CHECKING:
    from olefile import OleFileIO

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PACKAGE = "package"
"""A Word file, workbook or presentation of today, encrypted as a whole: nothing in it tells which."""
_KINDS: Mapping[str, str] = {
    "EncryptedPackage": PACKAGE,
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "PowerPoint Document": "ppt",
    "__properties_version1.0": "msg",
    "MN0": "works",
    "CONTENTS": "works",
}
"""The stream by which each kind is known, the surest first."""


def ole_kind_of(data: bytes) -> str:
    """What a container holds: a kind by the streams that lie in no folder, or by any where that tells nothing, as in a
    damaged one; `ole` for any other.

    >>> ole_kind_of(bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(96))
    'package'
    """
    outermost = _outermost(data)
    kinds = [kind for name, kind in _KINDS.items() if name.upper() in outermost]
    kinds += [kind for name, kind in _KINDS.items() if not kinds and _has_entry(data, name)]
    return kinds[0] if kinds else "ole"


def _outermost(data: bytes) -> set[str]:
    """The names of what lies in no folder, in capitals."""
    from olefile import OleFileIO

    try:
        return {path[0].upper() for path in OleFileIO(BytesIO(data)).listdir() if len(path) == 1}
    except _FAULTS:
        return set()


def _has_entry(data: bytes, name: str) -> bool:
    """Whether a directory entry bears this name; they begin at multiples of their size."""
    written = name.encode("utf-16-le") + b"\0\0"
    at = data.find(written, 512)
    while at >= 0 and at % 128:
        at = data.find(written, at + 1)
    return at >= 0


def streams_of(data: bytes, *names: str, kind: str) -> dict[str, bytes]:
    """The streams of these names; empty ones for those that the container has not."""
    from olefile import OleFileIO

    try:
        container = OleFileIO(BytesIO(data))
        held = [name for name in names if container.exists(name)]
        return {**dict.fromkeys(names, b""), **_read(container, held, len(data))}
    except _FAULTS:
        raise UnreadableFile("truncated", kind=kind) from None


def all_streams_of(data: bytes, kind: str) -> dict[str, bytes]:
    """All streams of a container, by their paths between slashes."""
    from olefile import OleFileIO

    try:
        container = OleFileIO(BytesIO(data))
        return _read(container, ["/".join(path) for path in container.listdir()], len(data))
    except _FAULTS:
        raise UnreadableFile("truncated", kind=kind) from None


def _read(container: OleFileIO, paths: Sequence[str], room: int) -> dict[str, bytes]:
    """The streams at these paths. ValueError where they, or the one in which all small ones lie, are said to be longer
    than `room`: of a damaged chain that leads back into itself as much would be made as is said."""
    if max(sum(map(container.get_size, paths)), container.root.size) > room:
        raise ValueError(room)
    return {path: container.openstream(path).read() for path in paths}


_FAULTS = (OSError, ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError, short_data)
"""What damaged containers raise."""
