"""Archives → their members, each an input of its own: `archive.zip!/folder/name`.

Comes in: inputs. Goes out: the same, with ZIP and TAR files, also within one another, replaced by what they hold. What
an archive is, is told by its content; a Word file is none, although it is a ZIP. Nothing is unpacked to disk: a member
is read where it lies, and its name is only shown. An archive that cannot be opened stays an input, of which its reader
says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from tarfile import TarFile
from typing import NamedTuple
from zipfile import ZipFile, ZipInfo

from extract.errors import UnreadableFile
from extract.jobs.inputs import Input, is_passed_over, told_apart
from extract.jobs.workers import Limits, worked

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes above which a file is no report: the longest reports seen, with pictures in them, stay far below."""
MOST_MEMBERS = 200_000
DEEPEST = 3
"""Archives within archives."""

_HEAD = 512
_ZIP, _EMPTY_ZIP, _PACKED = b"PK\x03\x04", b"PK\x05\x06", (b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_TAR_AT, _TAR = 257, b"ustar"
_OFFICE = (b"[Content_Types].xml", b"_rels/", b"word/", b"xl/", b"ppt/", b"docProps/", b"customXml/", b"mimetype")
"""How the first part of an office file is called."""
_UTF8 = 0x800
_ENCRYPTED = 0x1
_PARTS = re.compile(r"[/\\]+")
_NO_PART = re.compile(r"\.{0,2}|[A-Za-z]:")
_SYSTEM = "__MACOSX"


class _Member(NamedTuple):
    """A file in an archive: its place there, its name as shown, and whether it may be an archive, too."""

    place: int
    name: str
    may_be_archive: bool


def with_members(inputs: Sequence[Input], limits: Limits | None) -> list[Input]:
    """The inputs, sorted, every archive among them replaced by its members. They are opened in processes of their own,
    within limits, or in this one where there are none."""
    files, candidates = list[Input](), list[Input]()
    for file in inputs:
        (candidates if not file.why and _may_be_archive(_head_of(file.path)) else files).append(file)
    while candidates:
        deeper: list[Input] = []
        listed = (
            ((done.number, done.result or ()) for done in worked(candidates, _members, limits))
            if limits
            else enumerate(map(_members, candidates))
        )
        for number, members in listed:
            archive = candidates[number]
            if not members:
                files.append(archive)
            for place, name, may_be_archive in members:
                member = Input(f"{archive.file}!/{name}", archive.path, (*archive.inside, place))
                (deeper if may_be_archive and len(member.inside) < DEEPEST else files).append(member)
        candidates = deeper
    return told_apart(files)


def bytes_of(file: Input) -> bytes:
    """The bytes of a file, or of a member of an archive. UnreadableFile for one too large, or with a password."""
    if file.inside:
        *around, place = file.inside
        return _member_bytes(_opened(file.path, tuple(around)), place)
    if file.path.stat().st_size > LARGEST_FILE:
        raise UnreadableFile("too_large")
    return file.path.read_bytes()


def _head_of(path: Path) -> bytes:
    with suppress(OSError), path.open("rb") as file:
        return file.read(_HEAD)
    return b""


def _may_be_archive(head: bytes) -> bool:
    if head.startswith(_ZIP):
        return not head[30:].startswith(_OFFICE)
    return head.startswith(_PACKED) or head[_TAR_AT:].startswith(_TAR)


# ── In a process of its own ──────────────────────────────────────────────────────────────────────────────────────────


def _members(archive: Input) -> tuple[_Member, ...]:
    """The files in an archive; none where it cannot be opened, or is another kind of file after all."""
    with suppress(UnreadableFile, OSError):
        opened = _opened(archive.path, archive.inside)
        if isinstance(opened, ZipFile):
            infos = opened.infolist()
            if any(info.filename in ("[Content_Types].xml", "mimetype") for info in infos):
                return ()
            return _listed([(_name_of(info), info.is_dir()) for info in infos], opened)
        return _listed([(info.name, not info.isfile()) for info in opened.getmembers()], opened)
    return ()


def _listed(entries: list[tuple[str, bool]], archive: ZipFile | TarFile) -> tuple[_Member, ...]:
    if len(entries) > MOST_MEMBERS:
        return ()
    return tuple(_members_among(entries, archive))


def _members_among(entries: list[tuple[str, bool]], archive: ZipFile | TarFile) -> Iterator[_Member]:
    for place, (name, is_folder) in enumerate(entries):
        parts = [part for part in _PARTS.split(name) if not _NO_PART.fullmatch(part)]
        if not is_folder and parts and parts[0] != _SYSTEM and not is_passed_over(parts[-1]):
            yield _Member(place, "/".join(parts), _may_be_archive(_first_bytes(archive, place)))


def _name_of(info: ZipInfo) -> str:
    """The name of a member, which Chinese programs write in their own encoding without saying so."""
    if info.flag_bits & _UTF8:
        return info.filename
    with suppress(UnicodeEncodeError):
        raw = info.filename.encode("cp437")
        for encoding in ("utf-8", "gb18030"):
            with suppress(UnicodeDecodeError):
                return raw.decode(encoding)
    return info.filename


def _opened(path: Path, inside: tuple[int, ...]) -> ZipFile | TarFile:
    """An archive, kept open for the next of its members as long as it does not change. UnreadableFile where it is
    damaged."""
    stat = path.stat()
    return _opened_as(path, inside, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=4)
def _opened_as(path: Path, inside: tuple[int, ...], size: int, modified: int) -> ZipFile | TarFile:
    import tarfile

    source: Path | BytesIO = path
    if inside:
        *around, place = inside
        source = BytesIO(_member_bytes(_opened(path, tuple(around)), place))
    head = source.getvalue()[:_HEAD] if isinstance(source, BytesIO) else _head_of(source)
    with _faults_named():
        if head.startswith((_ZIP, _EMPTY_ZIP)):
            return ZipFile(source)
        if isinstance(source, BytesIO):
            return tarfile.open(fileobj=source)
        return tarfile.open(source)


def _first_bytes(archive: ZipFile | TarFile, place: int) -> bytes:
    """The first bytes of a member; none where they cannot be had, of which whoever reads it will say why."""
    try:
        return _member_bytes(archive, place, _HEAD)
    except UnreadableFile:
        return b""


def _member_bytes(archive: ZipFile | TarFile, place: int, most: int = LARGEST_FILE + 1) -> bytes:
    """The bytes of a member, at `most` so many."""
    with _faults_named():
        if isinstance(archive, ZipFile):
            info = archive.infolist()[place]
            if info.flag_bits & _ENCRYPTED:
                raise UnreadableFile("encrypted", kind="zip")
            size, stream = info.file_size, archive.open(info)
        else:
            member = archive.getmembers()[place]
            size, stream = member.size, archive.extractfile(member) or BytesIO()
        with stream:
            if min(size, most) > LARGEST_FILE:
                raise UnreadableFile("too_large")
            data = stream.read(most)
    if len(data) > LARGEST_FILE:
        raise UnreadableFile("bomb", kind="zip")
    return data


@contextmanager
def _faults_named() -> Iterator[None]:
    """What opening and reading a damaged archive may raise is one error of ours."""
    import zlib
    from lzma import LZMAError
    from tarfile import TarError
    from zipfile import BadZipFile

    try:
        yield
    except (
        BadZipFile,
        TarError,
        LZMAError,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OSError,
    ):
        raise UnreadableFile("truncated", kind="zip") from None
