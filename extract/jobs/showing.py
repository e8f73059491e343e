"""A file of a library as it was read → what can be shown of it: its document, or its leaves.

Comes in: the names of a file, its SHA-256, and folders below which it may lie now. Goes out: what it holds, or that it
is gone, or another one now. It is read in this process: it has been read before within limits, and reading the same
bytes comes to the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock

from extract.errors import GongkaiError
from extract.export.leaves import LeafSize, leaf_picture, sizes_of
from extract.export.marked import picture_of
from extract.jobs.originals import bytes_as_read
from extract.model import Document
from extract.readers import document_of

_ARCHIVED = "!/"
_SCALE = 1.6
"""Pixels to a point of a leaf: its small print can be read at half the width of a screen."""
_ROW = (2400, 70)
"""Pixels to both sides of a cell, to the edges of its leaf, and above and below it."""
_MOST_FILES, _MOST_PAGES = 8, 48
"""Files and pictures that are kept in mind."""
_pdfium = Lock()
"""pdfium does one thing at a time."""


class NotShown(GongkaiError):
    """A file that cannot be shown: `code` is `gone` or `changed`."""


def original_of(names: Iterable[str], digest: str, roots: Sequence[Path]) -> bytes:
    """What a file holds, as it was read. NotShown where it is not there any more, or another one now."""
    candidates = tuple(dict.fromkeys(place for name in names for place in _places(name, roots)))
    data = _bytes_of(candidates, digest)
    if data is None:
        is_there = any(Path(name.partition(_ARCHIVED)[0]).is_file() for name in candidates)
        _bytes_of.cache_clear()
        raise NotShown("changed" if is_there else "gone")
    return data


@lru_cache(_MOST_FILES)
def _bytes_of(candidates: tuple[str, ...], digest: str) -> bytes | None:
    return bytes_as_read(candidates, digest)


def _places(name: str, roots: Sequence[Path]) -> Iterator[str]:
    """Where a file of a name may lie: where it was, or below a root, by as much of its name as leads to a file.

    >>> list(_places("a/b.txt", [Path("/r/a")]))
    ['a/b.txt', '/r/a/a/b.txt', '/r/a/b.txt']
    """
    yield name
    outer, mark, inner = name.partition(_ARCHIVED)
    parts = [part for part in Path(outer).parts if part not in ("/", "..")]
    for root in roots:
        for at in range(len(parts)):
            yield root.joinpath(*parts[at:]).as_posix() + mark + inner


@lru_cache(_MOST_FILES)
def document_in(data: bytes, name: str) -> Document:
    """What a reader finds in a file. UnreadableFile where there is nothing."""
    with _pdfium:
        return document_of(data, name)


@lru_cache(_MOST_FILES)
def leaves_in(data: bytes, kind: str) -> tuple[LeafSize, ...]:
    """The leaves of a file of a kind that has some."""
    with _pdfium:
        return tuple(sizes_of(data, kind))


@lru_cache(_MOST_PAGES)
def leaf_in(data: bytes, kind: str, number: int) -> bytes:
    """A PNG of a leaf of a file."""
    with _pdfium:
        return leaf_picture(data, kind, number, _SCALE)


@lru_cache(_MOST_PAGES)
def place_in_picture(data: bytes, kind: str, origin: str) -> bytes:
    """A PNG of a place on a leaf, with all that stands beside it, and some above and below."""
    with _pdfium:
        return picture_of(data, kind, origin, _ROW)
