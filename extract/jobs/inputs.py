"""Paths of files and folders → the files to read, in an order that does not depend on how they were given.

Everything that is found is an input, and becomes a row: also a folder that cannot be listed, a link and a device, with
why they are not read. Only what programs leave beside people's files is passed over. Inputs have names of their own.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO, NamedTuple

from extract.errors import UsageError
from extract.scratch import scratch_folder
from extract.steps import step

STANDARD_INPUT = "-"
"""The name of what comes in by a stream."""
_PASSED_OVER = (".", "~$")
"""How names begin that programs keep from people's eyes."""
_LONG = 240
"""Characters of a path from which on Windows may not find it: 260, less what it puts behind."""
_HALF = re.compile("[\ud800-\udc7f\udd00-\udfff]")
"""Half a character, but for those by which Python tells bytes that are none."""
_OF_PROGRAMS = frozenset(
    {"thumbs.db", "ehthumbs.db", "desktop.ini", "system volume information", "$recycle.bin", "__macosx"}
)


class At(NamedTuple):
    """Where a file lies that is in a store: its URL, its bytes, and a number that is another when it has changed, 0
    where the store tells nothing."""

    url: str
    size: int
    modified: int


class Input(NamedTuple):
    """A file to read: its name as given on the command line joined with the path below it, and where it lies.

    `inside` is empty but for a member of an archive: its place in the archive at `path`, or in those within it. `why`
    is the reason why it cannot be read, where that is known already. One in a store lies `at` a URL, and at no path.
    """

    file: str
    path: Path
    inside: tuple[int, ...] = ()
    why: str = ""
    at: At | None = None


def inputs_of(paths: Iterable[str | os.PathLike[str]], leave_out: Iterable[Path] = ()) -> list[Input]:
    """The files that paths name, folders searched through, sorted by name; each file once, under the first of its
    names.

    What programs leave behind is passed over (`is_passed_over`), and so are the files and folders to `leave_out`.
    UsageError names a path that does not exist.
    """
    inputs: dict[str, Input] = {}
    ours = {os.path.realpath(path) for path in leave_out}
    with step("searching"):
        for given in paths:
            _find(Path(given), ours, inputs)
    return told_apart(inputs.values())


@contextmanager
def standard_input(stream: BinaryIO) -> Iterator[Input]:
    """What comes in by a stream as a file, gone afterwards, that is named as it is given: `-`."""
    with scratch_folder() as folder:
        path = folder / STANDARD_INPUT
        with path.open("wb") as file:
            copyfileobj(stream, file)
        yield Input(STANDARD_INPUT, path)


def _find(path: Path, ours: Set[str], inputs: dict[str, Input]) -> None:
    """Puts what is found at a path to the inputs, by where it really lies."""
    if not os.path.lexists(_reached(path)):
        raise UsageError("no_such_path", path=str(path))
    for file in _found_at(path, ours):
        folder, name = os.path.split(os.path.realpath(path) if file.path == path else file.path)
        place = os.path.join(os.path.realpath(folder), name)
        inputs[place] = min(inputs.get(place, file), file)


def told_apart(inputs: Iterable[Input]) -> list[Input]:
    """The inputs, sorted by names that no two of them share: behind the name of a second one stands `#2`.

    >>> zip_ = Path("a.zip")
    >>> [file for file, *_ in told_apart([Input("a.zip!/a", zip_, (0,)), Input("a.zip!/a", zip_, (7,))])]
    ['a.zip!/a', 'a.zip!/a#2']
    """
    ordered = sorted(inputs, key=lambda file: (file.file, file.inside, file.path))
    taken, seen = {file.file for file in ordered}, set[str]()
    named = []
    for file in ordered:
        name, number = file.file, 2
        while name in seen or (name != file.file and name in taken):
            name, number = f"{file.file}#{number}", number + 1
        seen.add(name)
        named.append(file._replace(file=name))
    return sorted(named)


def is_passed_over(name: str) -> bool:
    """Whether a file or folder of this name is a program's own: hidden, a lock of an office program, pictures and
    settings of a folder."""
    return name.startswith(_PASSED_OVER) or name.lower() in _OF_PROGRAMS


def shown(path: Path) -> str:
    """A path as it is shown and kept."""
    return shown_name(path.as_posix())


def shown_name(name: str) -> str:
    r"""A name as it is shown and kept: bytes that the system's encoding does not have stand as `\xNN`, halves of
    characters, which Windows allows in names, as `\uNNNN`.

    >>> shown_name("a\udcff镇\ud83d.txt")
    'a\\xff镇\\ud83d.txt'
    """
    whole = _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", name)
    return whole.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _found_at(path: Path, leave_out: Set[str]) -> Iterator[Input]:
    """The inputs at a path that a person gave: a link is followed, and the folder itself is never left out."""
    try:
        mode = _reached(path).stat().st_mode
    except FileNotFoundError:
        raise UsageError("no_such_path", path=str(path)) from None
    except OSError:
        yield Input(shown(path), path, why="unreadable")
        return
    if stat.S_ISDIR(mode):
        yield from _below(path, leave_out)
    elif not _is_one_of(path, leave_out) and not (is_passed_over(path.name) and not path.name.startswith(".")):
        yield Input(shown(path), _reached(path), why="" if stat.S_ISREG(mode) else "not_a_file")


def _below(folder: Path, leave_out: Set[str]) -> Iterator[Input]:
    names = {Path(path).name.casefold() for path in leave_out}
    folders = [folder]
    while folders:
        folder = folders.pop()
        try:
            entries = [folder / place.name for place in _reached(folder).iterdir()]
        except OSError:
            yield Input(shown(folder), folder, why="unreadable")
            continue
        for entry in entries:
            if is_passed_over(entry.name) or (entry.name.casefold() in names and _is_one_of(entry, leave_out)):
                continue
            try:
                mode = _reached(entry).lstat().st_mode
            except OSError:
                yield Input(shown(entry), entry, why="unreadable")
                continue
            if stat.S_ISDIR(mode):
                folders.append(entry)
            else:
                yield Input(shown(entry), _reached(entry), why=_why_not(mode))


def _reached(path: Path) -> Path:
    """The path by which a system finds what lies at a path: of those that are too long for it, Windows wants another
    writing."""
    if sys.platform != "win32" or len(os.path.normpath(path.absolute())) < _LONG:
        return path
    return Path(written_long(os.path.normpath(path.absolute())))


def written_long(path: str) -> str:
    r"""A whole path of Windows, however long, as the system takes it.

    >>> print(written_long("D:\\a\\b.txt"), written_long("\\\\server\\share\\b.txt"))
    \\?\D:\a\b.txt \\?\UNC\server\share\b.txt
    """
    if path.startswith("\\\\?\\"):
        return path
    return "\\\\?\\UNC" + path[1:] if path.startswith("\\\\") else "\\\\?\\" + path


def _is_one_of(path: Path, others: Set[str]) -> bool:
    """Whether a path leads to one of others, which a system that does not mind case may spell in another way."""
    place = os.path.realpath(path)
    alike = (Path(other) for other in others if other.casefold() == place.casefold())
    return place in others or any(other.exists() and other.samefile(place) for other in alike)


def _why_not(mode: int) -> str:
    """The reason why what lies in a folder is not read, by its mode; "" for a file."""
    if stat.S_ISREG(mode):
        return ""
    return "link" if stat.S_ISLNK(mode) else "not_a_file"
