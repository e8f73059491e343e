"""What may be written over: one rule for every command that writes.

A file that we wrote and that nobody has changed since is replaced without asking. It is known by its digest, which a
library keeps from before the file appears, or which a picture bears. Anything else that stands where something is to
be written (what the command reads, a stranger's file, a file of ours that somebody has changed) is replaced only where
the command is told to; a library never, nor its accounts. A workbook that has been read back is replaced, and what a
person filled in is kept beside it under the date of its last change.
"""

from __future__ import annotations

import shutil
import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import file_digest, sha256
from itertools import count
from pathlib import Path
from typing import Protocol

from extract.errors import OutputError, UsageError
from extract.library.diary import Output, output_of
from extract.library.store import holds_accounts, is_library

_PNG_END = 12
"""Bytes of the chunk that ends a PNG."""
_MARK = b"gongkai\0"
_PAGE_MARK, _PAGE_END = b"<!-- gongkai ", b" -->\n"


class Ledger(Protocol):
    """What keeps in mind what was written."""

    def has_written(self, sha256: str) -> bool:
        """Whether a file with this digest was ever written."""

    def still_stands(self, output: Output) -> bool:
        """Whether a file is known to be one that was written, by its size and time of change alone."""

    def note_written(self, digests: Iterable[str]) -> None:
        """Keeps the digests of files that are about to appear."""


class NoLedger:
    """Nothing was written, nothing is kept in mind."""

    def has_written(self, sha256: str) -> bool:
        """Never."""
        return False

    def still_stands(self, output: Output) -> bool:
        """Never."""
        return False

    def note_written(self, digests: Iterable[str]) -> None:
        """Nothing is kept."""


_NOTHING = NoLedger()


def must_end_in(path: Path, ending: str) -> None:
    """UsageError where a file of another kind is asked for than is written."""
    if path.suffix.lower() != ending:
        raise UsageError("no_such_format", path=str(path), formats=ending)


@dataclass(frozen=True, slots=True)
class Replacing:
    """What a command may replace: what stands in its `ledger`, and anything but a library where it may `overwrite`.
    The names in `read_back` are of files that it has read whole: they may be replaced, and what a person changed in
    them is kept. Of its `inputs` a refusal says that they are."""

    ledger: Ledger = _NOTHING
    inputs: tuple[Path, ...] = ()
    overwrite: bool = False
    read_back: frozenset[str] = frozenset()

    def check(self, place: Path) -> None:
        """UsageError where a file stands that may not be replaced; OutputError where a folder does, or a pipe, a device
        or the like, which is not opened: it may never answer."""
        if place.is_dir():
            raise OutputError("a_folder_stands_there", path=str(place))
        if not place.exists():
            return
        if not place.is_file():
            raise OutputError("no_file_stands_there", path=str(place))
        if is_library(place):
            raise UsageError("is_a_library", path=str(place))
        if holds_accounts(place):
            raise UsageError("holds_accounts", path=str(place))
        if not (self.overwrite or place.name in self.read_back or self._is_ours(place)):
            is_input = any(place.samefile(path) for path in self.inputs if path.exists())
            raise UsageError("is_an_input" if is_input else "not_ours", path=str(place))

    def check_folder(self, place: Path, like: str) -> None:
        """As `check`, of a folder that is replaced as a whole: whatever stands in it must be called `like` a pattern,
        and be what may be replaced; so must a file that stands in its place."""
        if not place.is_dir():
            self.check(place)
            return
        for file in files_in(place):
            if not file.relative_to(place).match(like):
                raise UsageError("folder_of_others", path=str(place), file=str(file.relative_to(place)))
            self.check(file)

    def may_replace(self, place: Path) -> bool:
        """Whether what stands in a place, if anything does, may be replaced."""
        try:
            self.check(place)
        except (UsageError, OutputError):
            return False
        return True

    def may_remove(self, place: Path) -> bool:
        """Whether what stands in a place may be taken away with nothing put there: a file of ours that nobody has
        changed, or one that was read back; to `overwrite` is not to take away."""
        return replace(self, overwrite=False).may_replace(place)

    def note(self, files: Iterable[Path]) -> None:
        """Keeps in mind files that are about to appear."""
        self.ledger.note_written([digest_of(file) for file in files])

    def keep(self, place: Path) -> Path | None:
        """Keeps what a person has changed in a file that was read back, and that is about to be replaced; where."""
        if place.name not in self.read_back or not place.exists() or self._is_ours(place):
            return None
        return Path(shutil.copy2(place, next(name for name in _dated(place) if not name.exists())))

    def _is_ours(self, place: Path) -> bool:
        if self.ledger.still_stands(output_of(place)):
            return True
        return self.ledger.has_written(digest_of(place)) or bears_our_mark(place)


NEW_ONLY = Replacing()
"""Nothing that stands there is replaced."""


def _dated(place: Path) -> Iterator[Path]:
    """The names under which a file may be kept: with the day on which it was last changed."""
    day = datetime.fromtimestamp(place.stat().st_mtime).date().isoformat()
    yield place.with_name(f"{place.stem} {day}{place.suffix}")
    yield from (place.with_name(f"{place.stem} {day} {number}{place.suffix}") for number in count(2))


def files_in(path: Path) -> list[Path]:
    """All files in a folder and in those within it; of a file itself."""
    return sorted(file for file in path.rglob("*") if not file.is_dir()) if path.is_dir() else [path]


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


# ── Pages, which no library knows ────────────────────────────────────────────────────────────────────────────────────


def page_with_our_mark(page: str) -> bytes:
    """A page of HTML that ends with the digest of all else that is in it.

    >>> page_with_our_mark("<p>")[:23]
    b'<p><!-- gongkai 33f2799'
    """
    data = page.encode()
    return data + _PAGE_MARK + sha256(data).hexdigest().encode() + _PAGE_END


# ── Pictures, which no library knows ─────────────────────────────────────────────────────────────────────────────────


def with_our_mark(picture: bytes) -> bytes:
    """A PNG that bears the digest of all else that is in it.

    >>> from io import BytesIO; from PIL import Image; out = BytesIO(); Image.new("L", (1, 1)).save(out, "PNG")
    >>> len(with_our_mark(out.getvalue())) - len(out.getvalue())
    84
    """
    text = b"tEXt" + _MARK + sha256(picture).hexdigest().encode()
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    return picture[:-_PNG_END] + chunk + picture[-_PNG_END:]


def bears_our_mark(path: Path) -> bool:
    """Whether a file is a picture or a page of ours that nobody has changed."""
    if path.suffix.lower() not in (".png", ".html"):
        return False
    with suppress(OSError):
        data = path.read_bytes()
        if path.suffix.lower() == ".html":
            body, found, tail = data.rpartition(_PAGE_MARK)
            return bool(found) and sha256(body).hexdigest().encode() + _PAGE_END == tail
        head, found, tail = data.rpartition(b"tEXt" + _MARK)
        return bool(found) and with_our_mark(head[:-4] + tail[-_PNG_END:]) == data
    return False
