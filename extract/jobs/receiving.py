"""收件: files that come in → a folder beside the library, and read into it, while others go on working.

Comes in: names and contents of files. Goes out: files that stand whole in the folder or not at all, none over another;
and what has become of each. Whatever ends the program, what stands in the folder is read by the next who looks after
it; nothing is read twice. What came for a place and turns out to be of another is taken out again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path, PurePath
from shutil import copyfileobj
from threading import Lock, Thread
from typing import BinaryIO

import regex as re

from extract.errors import GongkaiError
from extract.jobs import Limits, collect, inputs_of, plan_of, reading_version, settle, with_members
from extract.jobs.inputs import is_passed_over
from extract.jobs.plan import Plan, ReadingOptions
from extract.jobs.versions import machine, program_version
from extract.library import OpenLibrary
from extract.library.overviews import ReportLine
from extract.model import Given
from extract.words.sheet_names import OF_PLACES, RECEIVED_FOLDER, RETURNED_FOLDER

_NOT_IN_NAMES = re.compile(r"[\p{C}<>:\"/\\|?*]")
_LONGEST, _DEEPEST = 180, 6
"""Bytes of a name, and folders within each other, that are kept of what is handed in."""
_MOST_TOLD, _EVERY = 20, 2**40
_A_DAY = 24 * 60 * 60
_NAMELESS = "_"
_PART = ".part-"
"""What the name of a file begins with that is not whole yet: whoever reads the folder passes it over."""


@dataclass
class InboxProgress:
    """How far the reading of what came in is: how many of how many files, which were read last, and what went wrong."""

    is_running: bool = False
    done: int = 0
    total: int = 0
    last: list[tuple[str, str, str]] = field(default_factory=list)
    returned: list[tuple[str, str]] = field(default_factory=list)
    """Files that came for a place and are of another: the place, and the name."""
    fault: str = ""


def inner_path(name: str) -> Path:
    """The name of a file that is handed in as one below a folder, whatever it says.

    >>> [inner_path(name).as_posix() for name in ("../../etc/passwd", "C:/县/镇.docx", "/a//b?.txt", "..", ".git/x")]
    ['etc/passwd', 'C_/县/镇.docx', 'a/b_.txt', '_', '_git/x']
    """
    parts = [part for part in re.split(r"[/\\]", name) if part.strip(" .")]
    return Path(*map(_one_name, parts[-_DEEPEST:])) if parts else Path(_NAMELESS)


def _one_name(part: str) -> str:
    clean = _NOT_IN_NAMES.sub("_", part).strip(" ").rstrip(".")
    if is_passed_over(clean):
        clean = _NAMELESS + clean[1:]
    stem, suffix = Path(clean).stem, Path(clean).suffix
    suffix = suffix.encode()[: _LONGEST // 4].decode(errors="ignore")
    return (stem.encode()[: _LONGEST - len(suffix.encode())].decode(errors="ignore") + suffix) or _NAMELESS


class Inbox:
    """The folder of what comes in, beside a library, and who reads it."""

    def __init__(self, library: Path, limits: Limits | None = None) -> None:
        self.library = library
        self.folder = library.parent / RECEIVED_FOLDER
        self.progress = InboxProgress()
        self._limits = limits or Limits()
        self._lock = Lock()
        self._is_wanted = self._retries = False

    def keep(self, name: str, content: BinaryIO, of_place: str = "") -> Path:
        """Keeps a file under its name, and as being of a place where one is named; one that holds the same stands there
        already, one that holds something else keeps its place, and the new one has a number. OSError where it cannot
        be kept."""
        home = self.folder / OF_PLACES / _one_name(of_place) if of_place else self.folder
        place = home / inner_path(name)
        if any(folder.is_file() for folder in (home, *place.parents)):
            place = home / place.name
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_name(f"{_PART}{os.getpid()}-{time.monotonic_ns()}")
        try:
            with part.open("xb") as file:
                copyfileobj(content, file)
                file.flush()
                os.fsync(file.fileno())
            with self._lock:
                return _put(part, place)
        finally:
            part.unlink(missing_ok=True)

    def read(self, retries: bool = False) -> None:
        """Has all that came in read that is not yet; also what has failed where that is asked for."""
        with self._lock:
            self._is_wanted, self._retries = True, self._retries or retries
            if self.progress.is_running:
                return
            self.progress = InboxProgress(is_running=True, returned=self.progress.returned[-_MOST_TOLD:])
        Thread(target=self._work, name="inbox", daemon=True).start()

    def _work(self) -> None:
        progress = self.progress
        try:
            while self._is_still_wanted():
                self._read(progress)
        except (GongkaiError, OSError) as error:
            progress.fault = str(error)
        except Exception as error:
            progress.fault = f"{type(error).__name__}: {error}"
            raise
        finally:
            with self._lock:
                progress.is_running = False

    def _is_still_wanted(self) -> bool:
        with self._lock:
            wanted, self._is_wanted = self._is_wanted, False
            return wanted

    def _read(self, progress: InboxProgress) -> None:
        if not self.folder.is_dir():
            return
        _sweep(self.folder)
        with self._lock:
            retries, self._retries = self._retries, False
        inputs = with_members(inputs_of([self.folder]), self._limits)
        with OpenLibrary(self.library) as library:
            known = (file for file in library.known_files() if file.file.startswith(self.folder.as_posix()))
            options = ReadingOptions(retry_failed=retries)
            plan = plan_of(inputs, known, self._given, reading_version(), time.time_ns(), options)
            progress.total += len(plan.tasks)
            if plan.tasks:
                run = library.begin(program_version(), len(inputs), len(plan.tasks), (reading_version(), machine()))
                for outcome in collect(library, plan, self._limits, reading_version()):
                    progress.done += 1
                    if outcome.record:
                        reason = next((each.reason for each in outcome.record.reports if each.reason), "")
                        progress.last = [(outcome.file.file, outcome.record.status, reason), *progress.last[:19]]
                library.finish(run)
            if library.has_unsettled():
                settle(library)
            if self._take_out(library, plan, progress):
                settle(library)

    def _given(self, file: str) -> Given | None:
        """Of which place a file is said to be."""
        place = self._place_of(file)
        return Given(parent=place, by="path") if place else None

    def _place_of(self, file: str) -> str:
        above, below = f"{(self.folder / OF_PLACES).as_posix()}/", PurePath(file).as_posix()
        return below.removeprefix(above).partition("/")[0] if below.startswith(above) else ""

    def _take_out(self, library: OpenLibrary, plan: Plan, progress: InboxProgress) -> bool:
        """Takes out what was read for one place and is of another, and keeps it beside what came in: nobody hands in
        for a place that is not theirs. Whether there was any."""
        paths = {task.file.file: Path(task.file.path) for task in plan.tasks if self._place_of(task.file.file)}
        lines = library.lines_below(f"{(self.folder / OF_PLACES).as_posix()}/", _EVERY) if paths else []
        strays = {
            paths[line.file] for line in lines if line.file in paths and _is_stray(line, self._place_of(line.file))
        }
        if not strays:
            return False
        library.remove([file for file, path in paths.items() if path in strays])
        for path in strays:
            place = self.folder.with_name(RETURNED_FOLDER) / path.relative_to(self.folder / OF_PLACES)
            place.parent.mkdir(parents=True, exist_ok=True)
            progress.returned.append((self._place_of(path.as_posix()), _put(path, place).name))
        return True


def _is_stray(line: ReportLine, place: str) -> bool:
    return bool(line.report_id and line.parent and _one_name(line.parent) != place)


def _sweep(folder: Path) -> None:
    """Takes away what never became whole, since whoever brought it was ended: nobody was told that it is kept."""
    for part in folder.rglob(f"{_PART}*"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > _A_DAY:
                part.unlink()


def _put(part: Path, place: Path) -> Path:
    """Puts a file that is whole in its place, or beside it where something else stands there."""
    digest, taken = _digest_of(part), place
    for number in _numbers():
        with suppress(FileExistsError):
            _moved(part, taken)
            return taken
        with suppress(OSError):
            if _digest_of(taken) == digest:
                return taken
        taken = place.with_name(f"{place.stem} ({number}){place.suffix}")
    raise AssertionError


def _moved(part: Path, place: Path) -> None:
    """Puts a file in a place where nothing stands. FileExistsError where something does, be it since a moment."""
    if os.path.lexists(place):
        raise FileExistsError
    try:
        place.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:
        part.rename(place)
    else:
        part.unlink()


def _numbers() -> Iterator[int]:
    number = 2
    while True:
        yield number
        number += 1


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
