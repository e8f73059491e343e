"""Folders for what is needed only while something is done, among the system's temporary files.

Goes out: a folder that is gone afterwards; where its process is killed, the next command takes it away (`sweep`). A
process holds a file in each of its folders, which the system lets go of when that process ends in any way; so nothing
is taken away that anybody still works with, be it in another container.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import BinaryIO

PREFIX = "gongkai-scratch-"
"""How the names of all such folders begin."""
_HELD = ".held"
"""The file in it that its process holds."""


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder to work in, gone at the end of the context. OSError where none can be made."""
    folder, held = _made()
    try:
        yield folder
    finally:
        held.close()
        shutil.rmtree(folder, ignore_errors=True)


def sweep() -> None:
    """Takes away the folders of this user whose processes have gone. What cannot be taken away stays, and so does all
    where a system does not tell."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        for folder in Path(gettempdir()).glob(f"{PREFIX}*"):
            with suppress(OSError):
                if not folder.is_symlink() and folder.stat().st_uid == os.getuid():
                    _take_away_if_left(folder)


def _made() -> tuple[Path, BinaryIO]:
    """A new folder and the file in it that this process holds; another one where it was swept before it was held."""
    while True:
        folder = Path(mkdtemp(prefix=PREFIX))
        try:
            held = (folder / _HELD).open("xb")
        except FileNotFoundError:
            continue
        except OSError:
            folder.rmdir()
            raise
        if _holds(held) and (folder / _HELD).exists():
            return folder, held
        held.close()


def _take_away_if_left(folder: Path) -> None:
    """An empty folder is one whose process had no time to hold anything in it."""
    try:
        with (folder / _HELD).open("rb") as held:
            if _is_left(held):
                shutil.rmtree(folder, ignore_errors=True)
    except FileNotFoundError:
        folder.rmdir()


def _holds(file: BinaryIO) -> bool:
    """Whether this process holds a file that it has just made; also where the system does not know of such a thing, and
    nobody else could hold it either."""
    try:
        return sys.platform == "win32" or _is_left(file)
    except OSError:
        return True


def _is_left(file: BinaryIO) -> bool:
    """Whether nobody held a file; from now on, this process does. OSError where the system cannot tell."""
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
