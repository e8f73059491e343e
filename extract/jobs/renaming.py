"""The names of files in a library → names that tell nothing of the machine on which they were read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import takewhile
from pathlib import PurePosixPath

from extract.jobs.settling import settle
from extract.library import OpenLibrary

_OF_A_MACHINE = re.compile(r"(?:[A-Za-z]:)?/|\.\./|\.\.$")
"""How a name begins that leads from the root of a disk, or out of a folder."""


@contextmanager
def with_relative_names(library: OpenLibrary) -> Iterator[OpenLibrary]:
    """A library whose files have names below a folder: itself, or a copy that is gone afterwards, in which they have
    others."""
    names = relative_names(known.file for known in library.known_files())
    if not names:
        yield library
        return
    with OpenLibrary(library.path, access="copy") as copy:
        copy.rename_files(names)
        settle(copy)
        yield copy


def relative_names(files: Iterable[str]) -> Mapping[str, str]:
    """Names below the last folder that files have in common, where one of them leads from the root of a disk or out of
    a folder; none else.

    >>> relative_names(["/home/ann/reports/a.txt", "/home/ann/reports/溪口县/b.zip!/c.txt"])
    {'/home/ann/reports/a.txt': 'reports/a.txt', '/home/ann/reports/溪口县/b.zip!/c.txt': 'reports/溪口县/b.zip!/c.txt'}
    >>> relative_names(["reports/a.txt"])
    {}
    """
    every = list(files)
    if not any(map(_OF_A_MACHINE.match, every)):
        return {}
    folders = [PurePosixPath(file.partition("!/")[0]).parent.parts for file in every]
    shared = [parts[0] for parts in takewhile(lambda parts: len(set(parts)) == 1, zip(*folders, strict=False))]
    common = "/".join(shared[:-1]).replace("//", "/")
    names = [_below(file, common) for file in every]
    return dict(zip(every, names, strict=True)) if len(set(names)) == len(names) else _numbered(every, names)


def _numbered(files: Sequence[str], names: Sequence[str]) -> Mapping[str, str]:
    """Names of which several are the same, numbered in front."""
    return {file: f"{number}/{name}" for number, (file, name) in enumerate(zip(files, names, strict=True), start=1)}


def _below(file: str, common: str) -> str:
    """A name below a folder, and nothing of what leads from a root or out of a folder."""
    name = file.removeprefix(common).lstrip("/") if file.startswith(common) else file
    return _LEADING.sub("", name)


_LEADING = re.compile(r"^(?:[A-Za-z]:|/|\.\.(?=/)|\.(?=/))+")
