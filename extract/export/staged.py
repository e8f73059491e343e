"""Files that appear together: written beside their places, and moved there at the end, whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from extract.errors import OutputError

_PART = ".part"
_MOST_NAMES = 99


class Staged:
    """A folder for files on their way: `path(name)` is where to write one, `moved()` puts them in their places."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._names: list[str] = []

    def path(self, name: str) -> Path:
        """Where to write the file that will be called `name`."""
        self._names.append(name)
        return self._beside(name)

    def scratch(self) -> Path:
        """A folder for what is needed while a file is written."""
        path = self._beside("scratch")
        path.mkdir(exist_ok=True)
        return path

    def moved(self, may_stand_beside: frozenset[str]) -> tuple[Path, ...]:
        """Puts every file in its place. One of `may_stand_beside` gets another name, `name(1)`, where a program keeps
        the one that stands there from being replaced; for any other that is an OSError, before any has been moved."""
        for name in self._names:
            with self._beside(name).open("r+b") as file:
                os.fsync(file.fileno())
            if name not in may_stand_beside and (self.folder / name).exists():
                (self.folder / name).open("r+b").close()
        return tuple(self._moved(name, name in may_stand_beside) for name in self._names)

    def _moved(self, name: str, may_stand_beside: bool) -> Path:
        stem, _, suffix = name.rpartition(".")
        others = [f"{stem}({number}).{suffix}" for number in range(1, _MOST_NAMES)] if may_stand_beside else []
        for place in [self.folder / other for other in (name, *others)]:
            try:
                os.replace(self._beside(name), place)
                break
            except PermissionError:
                if not others or place.name == others[-1]:
                    raise
        return place

    def _beside(self, name: str) -> Path:
        return self.folder / f".{name}.{os.getpid()}{_PART}"


@contextmanager
def staged(folder: Path) -> Iterator[Staged]:
    """A `Staged` for a folder, which is made, and swept of what an earlier run has left on its way. OutputError says
    what cannot be written; what has not been moved is gone afterwards. One process at a time."""
    stage = Staged(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        yield stage
    except OSError as error:
        path = error.filename2 or error.filename or folder
        raise OutputError("cannot_write", path=str(path), why=error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            _sweep(folder)


def _sweep(folder: Path) -> None:
    for left in folder.glob(f".*{_PART}"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)
