"""Archives → their members, each an input of its own: `archive.zip!/folder/name`.

Comes in: inputs. Goes out: the same, with archives and mails, also within one another, replaced by what they hold.
What is an archive, `containers` tells by its content; a Word file is none, although it is a ZIP. Nothing is unpacked
to disk: a member is read where it lies, and its name is only shown. Links and devices in it are inputs, too, with why
they are not read. An archive that cannot be opened stays an input, of which its reader says why, and so does one that
takes too long to be looked through. An archive as a whole, with those within it, may unpack to so many bytes and
members; one that would be more is one input, with that reason, and nothing in it is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Literal, NamedTuple

from extract.errors import UnreadableFile
from extract.jobs.containers import Container, Listed, faults_named, may_be_container, opened
from extract.jobs.inputs import Input, is_passed_over, shown_name, told_apart
from extract.jobs.workers import Failure, Limits, worked
from extract.steps import Step

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes above which a file is no report: the longest reports seen, with pictures in them, stay far below."""
MOST_MEMBERS = 50_000
"""Of an archive, those of archives within it among them: what a province collects in a year is a tenth of that."""
LEAST_UNPACKED = 512 * 1024 * 1024
MOST_TIMES = 200
"""An archive may unpack to so many times its own bytes, and to `LEAST_UNPACKED` in any case: plain text becomes some
twenty times smaller, PDF and Word hardly at all."""
DEEPEST = 3
"""Archives within archives."""

HEAD = 512
_PARTS = re.compile(r"[/\\]+")
_NO_PART = re.compile(r"\.{0,2}|[A-Za-z]:")
_SYSTEM = "__MACOSX"
_NAMELESS = "?"
"""How a member is called of which the name leads nowhere."""


class _Member(NamedTuple):
    """A file in an archive: its place there, its name as shown, and whether it may be an archive, too; or what else
    lies there, and why it is not read."""

    place: int
    name: str
    may_be_archive: bool
    why: str = ""


class _Contents(NamedTuple):
    """The files in an archive, how many members it has and to how many bytes they unpack; why it cannot be opened."""

    members: tuple[_Member, ...] = ()
    entries: int = 0
    unpacked: int = 0
    why: str = ""


_NOTHING = _Contents()


def with_members(inputs: Sequence[Input], limits: Limits | None) -> list[Input]:
    """The inputs, sorted, every archive among them replaced by its members. They are opened in processes of their own,
    within limits, or in this one where there are none."""
    files, candidates = list[Input](), list[Input]()
    for file in inputs:
        (candidates if not file.why and may_be_container(_head_of(file.path)) else files).append(file)
    outermost = {archive.path: archive for archive in candidates}
    counts, unpacked, too_much = Counter[Path](), Counter[Path](), set[Path]()
    opening = Step("opening")
    while candidates:
        deeper: list[Input] = []
        for archive, contents, why in _contents_of_all(candidates, limits):
            path = archive.path
            counts[path] += contents.entries
            unpacked[path] += contents.unpacked
            if counts[path] > MOST_MEMBERS or unpacked[path] > _most_unpacked(path):
                too_much.add(path)
            elif not contents.members:
                files.append(archive._replace(why=why or contents.why))
            for place, name, may_be_archive, reason in contents.members:
                member = archive._replace(file=f"{archive.file}!/{name}", inside=(*archive.inside, place), why=reason)
                (deeper if may_be_archive and len(member.inside) < DEEPEST else files).append(member)
        candidates = [archive for archive in deeper if archive.path not in too_much]
    opening.end()
    refused = [outermost[path]._replace(why="bomb") for path in too_much]
    return told_apart([file for file in files if file.path not in too_much] + refused)


def _contents_of_all(
    archives: Sequence[Input], limits: Limits | None
) -> Iterator[tuple[Input, _Contents, Failure | Literal[""]]]:
    """What archives hold, or why that could not be found out."""
    if not limits:
        yield from ((archive, _contents(archive), "") for archive in archives)
        return
    for done in worked(archives, _contents, limits):
        yield archives[done.number], done.result or _NOTHING, done.failure or ""


def _most_unpacked(path: Path) -> int:
    """The bytes to which an archive may unpack."""
    with suppress(OSError):
        return max(LEAST_UNPACKED, MOST_TIMES * path.stat().st_size)
    return LEAST_UNPACKED


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
        return file.read(HEAD)
    return b""


# ── In a process of its own ──────────────────────────────────────────────────────────────────────────────────────────


def _contents(archive: Input) -> _Contents:
    """What is in an archive; nothing where it cannot be opened, and why, or is another kind of file after all. Of one
    that is too much, only how much it is, as far as it was looked at."""
    try:
        container = _opened(archive.path, archive.inside)
        entries, unpacked = list[Listed](), 0
        with faults_named():
            for entry in container.entries():
                entries.append(entry)
                unpacked += entry.size
                if len(entries) > MOST_MEMBERS or unpacked > _most_unpacked(archive.path):
                    return _Contents((), len(entries), unpacked)
            if container.is_a_document:
                return _NOTHING
        return _Contents(tuple(_members_among(entries, container)), len(entries), unpacked)
    except UnreadableFile as error:
        return _Contents(why=error.code)
    except OSError:
        return _NOTHING


def _members_among(entries: Sequence[Listed], container: Container) -> Iterator[_Member]:
    for place, (name, is_file, _, why) in enumerate(entries):
        parts = [shown_name(part) for part in _PARTS.split(name) if not _NO_PART.fullmatch(part)] or [_NAMELESS]
        if parts[0] == _SYSTEM or is_passed_over(parts[-1]):
            continue
        if is_file or why:
            is_container = not why and may_be_container(_first_bytes(container, place))
            yield _Member(place, "/".join(parts), is_container, why)


def _opened(path: Path, inside: tuple[int, ...]) -> Container:
    """An archive, kept open for the next of its members as long as it does not change. UnreadableFile where it is
    damaged."""
    stat = path.stat()
    return _opened_as(path, inside, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=4)
def _opened_as(path: Path, inside: tuple[int, ...], size: int, modified: int) -> Container:
    if not inside:
        return opened(path, _head_of(path))
    *around, place = inside
    data = _member_bytes(_opened(path, tuple(around)), place)
    return opened(BytesIO(data), data[:HEAD])


def _first_bytes(container: Container, place: int) -> bytes:
    """The first bytes of a member; none where they cannot be had, of which whoever reads it will say why."""
    try:
        with faults_named():
            return container.read(place, HEAD)
    except UnreadableFile:
        return b""


def _member_bytes(container: Container, place: int) -> bytes:
    """The bytes of a member. UnreadableFile for one that says that it is too large, or is larger than it says."""
    with faults_named():
        if container.size_of(place) > LARGEST_FILE:
            raise UnreadableFile("too_large")
        data = container.read(place, LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise UnreadableFile("bomb", kind="zip")
    return data
