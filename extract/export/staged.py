"""Files that appear together: written beside their places, and moved there at the end, whole or not at all.

Nothing can be written but through here, and so by the rule of what may be replaced (`replacing`): it is asked when a
file is begun, and again when it is put in its place. A link is followed: what it leads to is replaced, the link stays.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from extract.errors import not_written
from extract.export.replacing import NEW_ONLY, Replacing, files_in
from extract.steps import step

_PART = re.compile(r"\.(?P<name>.+)\.(?P<process>\d+)\.part(?P<more>[.-].*)?")
"""How files on their way are called, with what a database puts beside its own; the number is that of their process."""
_ASIDE = ".old"
"""Ends the name of a folder that stood in a place until another is there."""
_MOST_NAMES = 99


def other_names(name: str) -> list[str]:
    """The names that a file gets instead, `name(1)` first, while a program keeps the one that has its own."""
    stem, _, suffix = name.rpartition(".")
    return [f"{stem}({number}).{suffix}" for number in range(1, _MOST_NAMES)]


class Staged:
    """A folder for files on their way: `path(name)` is where to write one, `moved()` puts them in their places."""

    def __init__(self, folder: Path, replacing: Replacing) -> None:
        self.folder = folder
        self._replacing = replacing
        self._names: list[str] = []
        self._folders: dict[str, str] = {}
        self._are_noted = False
        self.kept: list[Path] = []
        """What persons have changed, and where it was kept."""

    def path(self, name: str) -> Path:
        """Where to write the file that will be called `name`. UsageError where what stands there may not go."""
        self._replacing.check(self._place(name))
        self._names.append(name)
        return self.beside(name)

    def folder_path(self, name: str, like: str) -> Path:
        """Where to write the folder that will be called `name`: all files in it are called `like` a pattern, and it
        replaces as a whole what stands there. UsageError where that may not go."""
        self._replacing.check_folder(self._place(name), like)
        self._names.append(name)
        self._folders[name] = like
        path = self.beside(name)
        path.mkdir()
        return path

    def without(self, name: str) -> None:
        """A file that was begun is not written after all."""
        self._names.remove(name)

    def scratch(self) -> Path:
        """A folder for what is needed while a file is written."""
        path = self.beside("scratch")
        path.mkdir(exist_ok=True)
        return path

    def noted(self) -> None:
        """Has it kept in mind that these files are ours, before any of them appears."""
        with step("putting"):
            files = [file for name in self._names for file in files_in(self.beside(name))]
            for path in files:
                with path.open("r+b") as file:
                    os.fsync(file.fileno())
            self._replacing.note(files)
        self._are_noted = True

    def moved(self, may_stand_beside: frozenset[str] = frozenset()) -> tuple[Path, ...]:
        """Puts every file in its place. One of `may_stand_beside` gets another name, `name(1)`, where a program keeps
        the one that stands there from being replaced; for any other that is an OSError, before any has been moved."""
        if not self._are_noted:
            self.noted()
        for name in self._names:
            place = self._place(name)
            if name in self._folders:
                self._replacing.check_folder(place, self._folders[name])
                continue
            self._replacing.check(place)
            if kept := self._replacing.keep(place):
                self.kept.append(kept)
            if name not in may_stand_beside and place.exists():
                place.open("r+b").close()
        return tuple(self._moved(name, name in may_stand_beside) for name in self._names)

    def removed(self, name: str) -> None:
        """Takes a file away that is no longer written; what a person changed in one that was read back is kept. One
        that a program has open stays, and so does one that is not ours to take."""
        place = self._place(name)
        if not self._replacing.may_remove(place):
            return
        kept = self._replacing.keep(place)
        try:
            place.unlink(missing_ok=True)
        except PermissionError:
            if kept:
                kept.unlink()
        else:
            self.kept += [kept] if kept else []

    def meant_by(self, error: OSError) -> Path:
        """The place of the file that an error is about, whatever it was called on its way."""
        named = error.filename2 or error.filename
        if not named:
            return self.folder / self._names[-1] if self._names else self.folder
        on_its_way = {str(self.beside(name)): self.folder / name for name in self._names}
        return on_its_way.get(str(named), Path(str(named)))

    def swept(self) -> None:
        """Takes away what is still on its way."""
        for folder in {self.folder, *(self._place(name).parent for name in self._names)}:
            _sweep(folder, lambda process: process == os.getpid())

    def _moved(self, name: str, may_stand_beside: bool) -> Path:
        if name in self._folders:
            return self._folder_moved(name)
        others = other_names(name) if may_stand_beside else []
        free = [other for other in others if self._replacing.may_replace(self._place(other))]
        for other in (name, *free):
            try:
                os.replace(self.beside(name), self._place(other))
                break
            except PermissionError:
                if not free or other == free[-1]:
                    raise
        return self.folder / other

    def _folder_moved(self, name: str) -> Path:
        """Puts a folder in its place; what stood there is aside until it is there."""
        place, new = self._place(name), self.beside(name)
        old = new.with_name(new.name + _ASIDE)
        stood = place.exists()
        if stood:
            os.replace(place, old)
        try:
            os.replace(new, place)
        except OSError:
            if stood:
                os.replace(old, place)
            raise
        return self.folder / name

    def _place(self, name: str) -> Path:
        return Path(os.path.realpath(self.folder / name))

    def beside(self, name: str) -> Path:
        """Where a file is written until it is moved."""
        place = self._place(name)
        return place.with_name(f".{place.name}.{os.getpid()}.part")


@contextmanager
def staged(folder: Path, replacing: Replacing = NEW_ONLY) -> Iterator[Staged]:
    """A `Staged` for a folder, which is made, and swept of what an earlier run has left on its way. OutputError says
    what cannot be written; what has not been moved is gone afterwards, and so is the folder where nothing is in it."""
    stage = Staged(folder, replacing)
    is_new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder, _is_gone)
        yield stage
    except OSError as error:
        raise not_written(stage.meant_by(error), error) from error
    finally:
        with suppress(OSError):
            stage.swept()
        if is_new:
            with suppress(OSError):
                folder.rmdir()


def _is_gone(process: int) -> bool:
    """Whether what a process left on its way is nobody's: where a system does not tell which processes there are, all
    of them are taken to be gone."""
    if sys.platform == "win32" or process == os.getpid():
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _sweep(folder: Path, is_left: Callable[[int], bool]) -> None:
    """Takes away what is on its way and nobody's; a folder that was put aside for one that never came is put back."""
    for path in list(folder.iterdir()):
        match = _PART.fullmatch(path.name)
        if not (match and is_left(int(match["process"]))):
            continue
        place = folder / match["name"]
        if path.is_dir() and match["more"] == _ASIDE and not place.exists():
            os.replace(path, place)
        elif path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(PermissionError):  # on Windows, of a file that is still being written
                path.unlink(missing_ok=True)
