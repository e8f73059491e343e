"""Inputs and what a library knows of them → what is to be read, what is known already, what is gone.

A file is known when its content was read by what reads now (`versions`), with the same said about it. That the content
is the same is believed when size and time of change are; else the file is looked into (`Task.known_sha256`), and read
when it has changed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal, NamedTuple

from extract.errors import UsageError
from extract.jobs.files import Task
from extract.jobs.inputs import Input, shown_name
from extract.jobs.stores import NOTHING_LISTED, StoreListing, is_url
from extract.library import KnownFile, Stored
from extract.library.records import given_text
from extract.model import NOTHING_GIVEN, Given

_SETTLED = 2 * 10**9
"""Nanoseconds for which a file must have lain still, so that a later change shows in its time of change: the clocks of
some file systems tick so slowly."""

Cause = Literal["new", "changed", "version", "given", "failed", "forced"]
"""Why a file is to be read: it may have changed, or was read by another version or with something else said of it."""


class Shard(NamedTuple):
    """One of several parts into which files are divided by their names: number `number` (from 1) of `of`."""

    number: int
    of: int

    def has(self, file: str) -> bool:
        """Whether a file is in this part, whatever others there are."""
        return int(sha256(file.encode("utf-8", "surrogatepass")).hexdigest()[:12], 16) % self.of == self.number - 1


def shard_of(text: str) -> Shard:
    """`2/5` as a shard. UsageError for anything else."""
    number, _, of = text.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise UsageError("no_shard", text=text)
    return Shard(int(number), int(of))


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What of the inputs is to be read, beside what is new: everything (`force`), what has failed (`retry_failed`); no
    more than `limit` files where there is one. `is_part`: the inputs are one of several parts of what is there.
    `stores`: what was looked through in stores, of which nothing else tells what is gone."""

    force: bool = False
    retry_failed: bool = False
    limit: int | None = None
    is_part: bool = False
    stores: StoreListing = NOTHING_LISTED


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do: files to read, each with why; how many are unchanged, and how many are left for another run; files
    of the library that are no longer there; how many of those that are left were never read."""

    tasks: tuple[Task, ...]
    why: tuple[Cause, ...]
    unchanged: int
    left: int
    gone: tuple[str, ...]
    unread: int = 0


def plan_of(
    inputs: Sequence[Input],
    known_files: Iterable[KnownFile],
    given_of: Callable[[str], Given | None],
    reader: str,
    now: int,
    options: ReadingOptions = ReadingOptions(),
) -> Plan:
    """What to do about inputs, sorted, given what a library knows, in the same order. `now` is in nanoseconds."""
    tasks, reasons, gone = list[Task](), list[Cause](), list[str]()
    unchanged = left = unread = 0
    found_archives = {shown_name(file.at.url) if file.at else str(file.path) for file in inputs if file.inside}
    for file, before in _side_by_side(inputs, known_files):
        if file is None:
            if before and _is_gone(before.file, found_archives, options.stores):
                gone.append(before.file)
            continue
        given = given_of(file.file) or NOTHING_GIVEN
        stored = Stored(file.at.size, file.at.modified) if file.at else _stored(file.path, now)
        why = _why(before, given, reader, stored, options)
        if not why:
            unchanged += 1
        elif options.limit is not None and len(tasks) >= options.limit:
            left += 1
            unread += before is None
        else:
            sha256_before = before.sha256 if before and why == "changed" and not file.why else ""
            tasks.append(Task(file, given, (), stored, sha256_before))
            reasons.append(why)
    return Plan(tuple(tasks), tuple(reasons), unchanged, left, tuple(gone), unread)


class Pruning(NamedTuple):
    """Whether what is gone is forgotten, the paths that were searched, and whether one is sure however much it is."""

    is_asked_for: bool = False
    roots: tuple[str, ...] = ()
    is_sure: bool = False


def check_pruning(pruning: Pruning, gone: Sequence[str], inputs: Iterable[Input], held: int) -> None:
    """UsageError where so much seems gone that it may be a drive that is not there: more than half of what a library
    holds, or files in folders that are gone, below no path in which something was found."""
    if not pruning.is_asked_for or pruning.is_sure or not gone:
        return
    files = [file.file for file in inputs]
    searched = [root for root in pruning.roots if any(_is_below(file, root) for file in files)]
    lost = [file for file in gone if not any(_is_below(file, root) for root in searched) and not _has_folder(file)]
    if lost or len(gone) * 2 > held:
        raise UsageError("unsure_to_prune", gone=str(len(gone)), held=str(held), file=(lost or gone)[0])


def _is_below(file: str, root: str) -> bool:
    return file == root or root == "." or file.startswith((f"{root.rstrip('/')}/", f"{root}!/"))


def _has_folder(file: str) -> bool:
    return _exists(Path(file.partition("!/")[0]).parent.as_posix())


def _why(before: KnownFile | None, given: Given, reader: str, stored: Stored, options: ReadingOptions) -> Cause | None:
    if before is None:
        return "new"
    if options.force:
        return "forced"
    if before.reader != reader:
        return "version"
    if before.given != given_text(given):
        return "given"
    if before.has_failed and options.retry_failed:
        return "failed"
    return None if stored.modified and before.stored == stored else "changed"


def _side_by_side(
    inputs: Iterable[Input], known_files: Iterable[KnownFile]
) -> Iterator[tuple[Input | None, KnownFile | None]]:
    """Two lists sorted by the names of files as one."""
    files, befores = iter(inputs), iter(known_files)
    file, before = next(files, None), next(befores, None)
    while file or before:
        if before is None or (file and file.file < before.file):
            yield file, None
            file = next(files, None)
        elif file is None or before.file < file.file:
            yield None, before
            before = next(befores, None)
        else:
            yield file, before
            file, before = next(files, None), next(befores, None)


def _stored(path: Path, now: int) -> Stored:
    """Size and time of change of a file; nothing where it is too young for them to tell, or not there."""
    try:
        stat = path.stat()
    except OSError:
        return Stored()
    return Stored(stat.st_size, stat.st_mtime_ns) if stat.st_mtime_ns + _SETTLED < now else Stored()


def _is_gone(file: str, found_archives: set[str], stores: StoreListing) -> bool:
    """Whether a file is no longer on disk or in its store, or no longer in its archive where that was looked into; or
    it is a folder that could not be listed once and can be now."""
    archive, inside, _ = file.partition("!/")
    if is_url(file):
        return archive in found_archives if inside and not stores.lacks(archive) else stores.lacks(archive)
    if _exists(file):
        return is_listed(file)
    return archive in found_archives if inside and _exists(archive) else not _exists(archive)


def is_listed(file: str) -> bool:
    """Whether a name is that of a folder, in which everything can be looked at."""
    return Path(file).is_dir() and os.access(file, os.R_OK | os.X_OK)


def _exists(file: str) -> bool:
    """Whether something lies where a name says, also where parts of it stand as `shown_name` has written them."""
    raw = _ESCAPED.sub(_unescaped, os.fsencode(file))
    return os.path.lexists(file) or os.path.lexists(raw)


_ESCAPED = re.compile(rb"\\x([0-9a-f]{2})|\\u(d[89a-f][0-9a-f]{2})")


def _unescaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 16)])
    return chr(int(match[2], 16)).encode("utf-8", "surrogatepass")
