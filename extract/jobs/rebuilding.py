"""The inputs of a release, wherever they lie and whatever they are called now → a library that is read from them anew.

Comes in: the list of inputs in a release, and a folder or archive. Goes out: a library in which every file has the name
that it has in the release, with what was said of it then and what persons decided; and which inputs are missing, have
other bytes, or are none of the release's. A file is known by its SHA-256, else by its name.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from extract.agencies.codes import CodeTable
from extract.export.release.opened import ReleasedRow
from extract.export.replacing import digest_of
from extract.jobs import (
    Input,
    Limits,
    ReadingOptions,
    collect,
    inputs_of,
    plan_of,
    reading_version,
    settle,
    with_members,
)
from extract.jobs.identifying import keep_codes
from extract.jobs.inputs import shown
from extract.library import NAME, OpenLibrary
from extract.library.records import given_of
from extract.model import Given
from extract.scratch import scratch_folder
from extract.steps import step


class MatchedInputs(NamedTuple):
    """The files that are there, under the names that they have in the release; the names of those that are not; and
    those that are none of the release's."""

    files: tuple[Input, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]


class Rebuilt(NamedTuple):
    """A library that was read anew; `changed` are the inputs that have other bytes than in the release: name, SHA-256
    then and now."""

    library: OpenLibrary
    matched: MatchedInputs
    changed: tuple[tuple[str, str, str], ...]


@contextmanager
def rebuilt_from(
    accounts: Sequence[ReleasedRow], said: OpenLibrary, inputs: Path, limits: Limits, codes: CodeTable | None
) -> Iterator[Rebuilt]:
    """Reads the inputs of a release anew, into a library that is gone afterwards. `accounts`: the list of inputs;
    `said`: the library in which stands what persons decided; `codes`: the table by which units are told."""
    first = {row["file"]: row for row in reversed(accounts)}
    with step("searching"):
        matched = matched_in(first, inputs, with_members(inputs_of([inputs]), limits))

    def given(file: str) -> Given:
        return given_of(first[file]["given"])

    with scratch_folder() as folder, OpenLibrary(folder / NAME) as library:
        plan = plan_of(matched.files, (), given, reading_version(), time.time_ns(), ReadingOptions())
        for _ in collect(library, plan, limits, reading_version()):
            pass
        library.note_gone(name for name, row in first.items() if row["gone"] == "true")
        with library.writing():
            library.take_over_said(said)
            library.take_over_receipts(said)
            library.take_over_audits(said)
        library.keep_sought(said.sought())
        keep_codes(library, codes)
        settle(library)
        pairs = ((known.file, first[known.file]["sha256"], known.sha256) for known in library.known_files())
        yield Rebuilt(library, matched, tuple(pair for pair in pairs if pair[1] != pair[2]))


def matched_in(rows: Mapping[str, ReleasedRow], root: Path, found: Sequence[Input]) -> MatchedInputs:
    """Which file is which input of a release: by its bytes, of several with the same by its name; else by its name."""
    left, taken = dict.fromkeys(found), dict[str, Input]()
    by_digest, by_name = _by_digest(found), defaultdict[str, list[Input]](list)
    for name, row in rows.items():
        alike = [file for file in by_digest.get(row["sha256"], ()) if file in left]
        if alike:
            taken[name] = max(alike, key=lambda file: _shared(name, _below(root, file)))
            del left[taken[name]]
    for file in left:
        by_name[_parts(file.file)[-1]].append(file)
    for name in rows:
        alike = [] if name in taken else [file for file in by_name[_parts(name)[-1]] if file in left]
        best = [file for file in alike if _is_end_of_other(name, _below(root, file))]
        if best and (len(best) == 1 or _below(root, best[0]) == name):
            taken[name] = best[0]
            del left[best[0]]
    files = sorted(file._replace(file=name) for name, file in taken.items())
    missing = sorted(rows.keys() - taken.keys())
    return MatchedInputs(tuple(files), tuple(missing), tuple(sorted(_below(root, file) for file in left)))


def _by_digest(found: Iterable[Input]) -> Mapping[str, list[Input]]:
    """The files that are none in an archive, by their SHA-256."""
    by_digest = defaultdict[str, list[Input]](list)
    for file in found:
        if not file.inside and not file.why:
            with suppress(OSError):
                by_digest[digest_of(file.path)].append(file)
    return by_digest


def _below(root: Path, file: Input) -> str:
    """The name of a file below the folder or in the archive in which inputs lie."""
    return file.file.removeprefix(shown(root)).lstrip("!/")


def _parts(name: str) -> list[str]:
    return name.split("/")


def _shared(one: str, other: str) -> int:
    """How many parts two names have in common at their ends.

    >>> _shared("a/b/c.txt", "x/b/c.txt")
    2
    """
    pairs = zip(reversed(_parts(one)), reversed(_parts(other)), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _is_end_of_other(one: str, other: str) -> bool:
    return _shared(one, other) == min(len(_parts(one)), len(_parts(other)))
