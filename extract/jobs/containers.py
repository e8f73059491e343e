"""What holds other files: ZIP, TAR, RAR, 7z, and mails with what is attached to them → their members, one by one.

Comes in: where a container lies, or its bytes. Goes out: its members as it tells of them, and the bytes of each; an
UnreadableFile where it is damaged, has a password, or cannot be opened here: RAR and 7z need parts that are optional.
What becomes of members is left to `archives`.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from extract.errors import UnreadableFile
from extract.readers import mails, ole, tnef
from extract.scratch import scratch_folder

if TYPE_CHECKING:
    from tarfile import TarFile, TarInfo
    from zipfile import ZipFile, ZipInfo

    from py7zr import SevenZipFile
    from rarfile import RarFile

_Source = Path | BytesIO

_ZIP, _EMPTY_ZIP, _PACKED = b"PK\x03\x04", b"PK\x05\x06", (b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_TAR_AT, _TAR = 257, b"ustar"
_LOOKED_AT = 1 << 20
"""Bytes of what is packed that are looked at: where all of them are zeros, there is nothing in it."""
_RAR, _SEVEN = b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c"
_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?[A-Za-z][\w-]{1,40}:[ \t]", re.ASCII)
_OF_MAILS = re.compile(
    rb"^(?:from|to|received|return-path|delivered-to|message-id|date|mime-version|subject):",
    re.IGNORECASE | re.MULTILINE,
)
_OFFICE = (b"[Content_Types].xml", b"_rels/", b"word/", b"xl/", b"ppt/", b"docProps/", b"customXml/", b"mimetype")
"""How the first part of an office file is called."""
_OFFICE_PARTS = frozenset(("[Content_Types].xml", "mimetype", "OFD.xml", "Encryptions.xml"))
"""A part that every office file of a kind has."""
_UTF8, _ENCRYPTED = 0x800, 0x1
_MODE_AT = 16
"""Bits before the mode of Unix in what a ZIP tells of a member."""
_FIRST_OF_SEVERAL = ".001"
"""How the first part of a 7z file is called that is cut into several, which only together can be opened."""
_MOST_KEPT = 256 << 20
"""Bytes of a 7z file that are kept unpacked, since it unpacks as a whole; of a larger one each member is by itself."""


class Listed(NamedTuple):
    """What a container says of a member; of one that is neither a file nor a folder, `why` it is not read."""

    name: str
    is_file: bool
    size: int
    why: Literal["", "link", "not_a_file"] = ""


class Container(Protocol):
    """What holds other files."""

    @property
    def is_a_document(self) -> bool:
        """Whether it is a document of which the members are parts."""

    def entries(self) -> Iterator[Listed]:
        """Its members in their order; one that is packed as a whole is unpacked no further than one asks."""

    def size_of(self, place: int) -> int:
        """The bytes that a member has, by what the container says; found without a look at the others."""

    def read(self, place: int, most: int) -> bytes:
        """The first bytes of a member, at most so many."""


def may_be_container(head: bytes) -> bool:
    """Whether a file may hold others, by how it begins."""
    if head.startswith(_ZIP):
        return not head[30:].startswith(_OFFICE)
    return (
        head.startswith((*_PACKED, _RAR, _SEVEN, ole.SIGNATURE, tnef.SIGNATURE))
        or head[_TAR_AT:].startswith(_TAR)
        or _is_mail(head)
    )


def _is_mail(head: bytes) -> bool:
    return bool(_HEADER.match(head) and _OF_MAILS.search(head))


def opened(source: _Source, head: bytes) -> Container:
    """The container that begins so. UnreadableFile where it cannot be opened."""
    with faults_named():
        if head.startswith((_ZIP, _EMPTY_ZIP)):
            return _Zip(source)
        if head.startswith(_RAR):
            return _Rar(source)
        if head.startswith(_SEVEN):
            if isinstance(source, Path) and source.suffix == _FIRST_OF_SEVERAL:
                raise UnreadableFile("volume", kind="7z")
            return _Seven(source)
        if head.startswith((ole.SIGNATURE, tnef.SIGNATURE)) or _is_mail(head):
            return _Letter(source.read_bytes() if isinstance(source, Path) else source.getvalue())
        return _Tar(source)


class _Zip:
    def __init__(self, source: _Source) -> None:
        from zipfile import ZipFile

        self.archive: ZipFile = ZipFile(source)

    @cached_property
    def is_a_document(self) -> bool:
        return any(info.filename in _OFFICE_PARTS for info in self.archive.infolist())

    def entries(self) -> Iterator[Listed]:
        for info in self.archive.infolist():
            is_link = stat.S_ISLNK(info.external_attr >> _MODE_AT)
            yield Listed(_name_of(info), not info.filename.endswith("/"), info.file_size, why="link" if is_link else "")

    def size_of(self, place: int) -> int:
        return self.archive.infolist()[place].file_size

    def read(self, place: int, most: int) -> bytes:
        info = self.archive.infolist()[place]
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableFile("encrypted", kind="zip")
        with self.archive.open(info) as stream:
            return stream.read(most)


class _Tar:
    is_a_document = False

    def __init__(self, source: _Source) -> None:
        import tarfile

        whence = {"fileobj": source} if isinstance(source, BytesIO) else {"name": source}
        try:
            self.archive: TarFile = tarfile.open(encoding="utf-8", **whence)  # noqa: SIM115 - for the next member
        except tarfile.ReadError:
            raise UnreadableFile(_why_no_tar(source), kind="gzip") from None

    def entries(self) -> Iterator[Listed]:
        if self.archive.next() is None:  # a TAR that ends where it begins, as does whatever is zeros
            raise UnreadableFile("empty", kind="gzip")
        for info in self.archive:
            why: Literal["link", "not_a_file"] = "link" if info.issym() else "not_a_file"
            is_file = info.isfile() or info.islnk()  # a second name of a file is one, too
            name = _decoded(info.name.encode("utf-8", "surrogateescape")) or info.name
            yield Listed(name, is_file, info.size, "" if is_file or info.isdir() else why)

    def size_of(self, place: int) -> int:
        return self.archive.getmembers()[place].size

    def read(self, place: int, most: int) -> bytes:
        member: TarInfo = self.archive.getmembers()[place]
        with self.archive.extractfile(member) or BytesIO() as stream:
            return stream.read(most)


def _why_no_tar(source: _Source) -> str:
    """Why a packed file holds no TAR: it cannot be unpacked, nothing is in it, or another kind of file."""
    import bz2
    import gzip
    import lzma
    import zlib

    for module in (gzip, bz2, lzma):
        if isinstance(source, BytesIO):
            source.seek(0)
        with suppress(OSError, EOFError, lzma.LZMAError, zlib.error), module.open(source) as stream:
            return "unsupported" if any(stream.read(_LOOKED_AT)) else "empty"
    return "truncated"


class _Rar:
    """A RAR file, by `rarfile` and, but for members that are only stored, a program of the system that unpacks it."""

    is_a_document = False

    def __init__(self, source: _Source) -> None:
        rarfile = self.module = _optional("rarfile")
        self.archive: RarFile = rarfile.RarFile(source)
        if self.archive.needs_password():
            raise UnreadableFile("encrypted", kind="rar")
        if any(info.compress_type != rarfile.RAR_M0 for info in self.archive.infolist() if info.is_file()):
            try:
                rarfile.tool_setup()
            except rarfile.RarCannotExec:
                raise UnreadableFile("unsupported", kind="rar") from None

    def entries(self) -> Iterator[Listed]:
        for info in self.archive.infolist():
            yield Listed(info.filename, info.is_file(), info.file_size, why="link" if info.is_symlink() else "")

    def size_of(self, place: int) -> int:
        return int(self.archive.infolist()[place].file_size)

    def read(self, place: int, most: int) -> bytes:
        with scratch_folder() as folder:
            self.module.HACK_TMP_DIR = str(folder)  # where it puts what it has a program unpack
            with self.archive.open(self.archive.infolist()[place]) as stream:
                return bytes(stream.read(most))


class _Seven:
    """A 7z file, which unpacks as a whole."""

    is_a_document = False

    def __init__(self, source: _Source) -> None:
        self.module = _optional("py7zr")
        self.archive: SevenZipFile = self.module.SevenZipFile(source)
        if self.archive.needs_password():
            raise UnreadableFile("encrypted", kind="7z")
        self.members = self.archive.list()
        self.unpacked = sum(int(info.uncompressed) for info in self.members)
        self.kept: dict[str, bytes] | None = None
        for place, properties in enumerate(self.archive.files.files_list):
            properties["filename"] = str(place)  # what is unpacked is known by its name, which others may share

    def entries(self) -> Iterator[Listed]:
        for info in self.members:
            is_other = not (info.is_file or info.is_directory or info.is_symlink)
            why: Literal["", "link", "not_a_file"] = "link" if info.is_symlink else "not_a_file" if is_other else ""
            yield Listed(info.filename, info.is_file, int(info.uncompressed), why)

    def size_of(self, place: int) -> int:
        return int(self.members[place].uncompressed)

    def read(self, place: int, most: int) -> bytes:
        name = str(place)
        if self.unpacked > _MOST_KEPT:
            return self._unpacked([name]).get(name, b"")[:most]
        if self.kept is None:
            self.kept = self._unpacked(None)
        return self.kept.get(name, b"")[:most]

    def _unpacked(self, names: Sequence[str] | None) -> dict[str, bytes]:
        from py7zr.io import BytesIOFactory

        factory = BytesIOFactory(_MOST_KEPT)
        self.archive.reset()
        self.archive.extract(targets=names, factory=factory)
        return {name: product.read() for name, product in factory.products.items()}


class _Letter:
    """A mail: its text, and what is attached to it."""

    is_a_document = False

    def __init__(self, data: bytes) -> None:
        self.members = mails.members_of(data)

    def entries(self) -> Iterator[Listed]:
        yield from (Listed(name, True, len(data)) for name, data in self.members)

    def size_of(self, place: int) -> int:
        return len(self.members[place][1])

    def read(self, place: int, most: int) -> bytes:
        return self.members[place][1][:most]


def _optional(name: str) -> Any:
    """A module that only those have who want it."""
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError:
        raise UnreadableFile("unsupported", kind={"rarfile": "rar"}.get(name, "7z")) from None


def _name_of(info: ZipInfo) -> str:
    """The name of a member, which Chinese programs write in their own encoding without saying so."""
    if info.flag_bits & _UTF8:
        return info.filename
    with suppress(UnicodeEncodeError):
        return _decoded(info.filename.encode("cp437")) or info.filename
    return info.filename


def _decoded(name: bytes) -> str | None:
    """A name in the first of the encodings that may be meant; None where it is in none of them."""
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return name.decode(encoding)
    return None


@contextmanager
def faults_named() -> Iterator[None]:
    """What opening and reading a damaged container may raise, which is anything at all, is one error of ours."""
    try:
        yield
    except (UnreadableFile, MemoryError):
        raise
    except Exception as fault:  # noqa: BLE001 - what a library trips over in a broken file, no library tells
        module = type(fault).__module__.partition(".")[0]
        kind = module if module in ("rarfile", "py7zr") else "zip"
        raise UnreadableFile(_TOLD.get(type(fault).__name__, "truncated"), kind=kind) from None


_TOLD = {"PasswordRequired": "encrypted", "RarWrongPassword": "encrypted", "NeedFirstVolume": "volume"}
"""What libraries tell of a container that is not damaged, by the names of their errors."""
