"""Paths of files and folders → the files to read, in an order that does not depend on how they were given."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import NamedTuple

from extract.errors import UsageError


class Input(NamedTuple):
    """A file to read: its name as given on the command line joined with the path below it, and where it lies.

    `inside` is empty but for a member of an archive: its place in the archive at `path`, or in those within it.
    """

    file: str
    path: Path
    inside: tuple[int, ...] = ()


def inputs_of(paths: Iterable[str | os.PathLike[str]], leave_out: Iterable[Path] = ()) -> list[Input]:
    """The files that paths name, folders searched through, sorted by name; each file once.

    Names that start with a dot or `~$` (locks of office programs) are passed over inside folders, and so are the files
    and folders to `leave_out`. UsageError names a path that does not exist.
    """
    inputs: dict[str, Input] = {}
    ours = {os.path.realpath(path) for path in leave_out if path.exists()}
    for given in paths:
        path = Path(given)
        if not path.exists():
            raise UsageError("no_such_path", path=str(path))
        for file in _files_below(path, ours) if path.is_dir() else [path]:
            inputs.setdefault(os.path.realpath(file), Input(_shown(file), file))
    return sorted(inputs.values())


def _shown(path: Path) -> str:
    r"""A path as it is shown and kept; bytes of a name that the system's encoding does not have stand as `\xNN`."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _files_below(folder: Path, leave_out: Set[str]) -> Iterator[Path]:
    names = {Path(path).name for path in leave_out}
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith((".", "~$")) or entry.is_symlink():
            continue
        if entry.name in names and os.path.realpath(entry) in leave_out:
            continue
        if entry.is_dir():
            yield from _files_below(entry, leave_out)
        elif entry.is_file():
            yield entry
