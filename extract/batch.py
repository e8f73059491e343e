"""Many files → their reports, one after the other, in an order that does not depend on how they were given.

Comes in: paths of files and folders. Goes out: one `Report` per file, a failed or skipped one included. Memory does not
grow with the number of reports: only names and checksums are kept.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from extract.errors import UnreadableFile, UsageError
from extract.model import NOTHING_GIVEN, UNKNOWN, Given, Reading, Report, Source, Status
from extract.pipeline import readings_of
from extract.readers import SKIPPED

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes above which a file is no report: the longest reports seen, with pictures in them, stay far below."""


_RECORDS = 50_000
"""More objects than any one report is made of."""


class Input(NamedTuple):
    """A file to read: its name as given on the command line joined with the path below it, and where it lies."""

    file: str
    path: Path


GivenOf = Callable[[str], Given | None]
"""What the user says about a file, by its name as given."""


def _nothing_given(file: str) -> None:
    return None


def inputs_of(paths: Iterable[str | os.PathLike[str]], leave_out: Path | None = None) -> list[Input]:
    """The files that paths name, folders searched through, sorted by name; each file once.

    Names that start with a dot or `~$` (locks of office programs) are passed over inside folders, and so is the folder
    `leave_out`. UsageError names a path that does not exist.
    """
    found: dict[str, Input] = {}
    for given in paths:
        path = Path(given)
        if not path.exists():
            raise UsageError("no_such_path", path=str(path))
        for file in _files_below(path, leave_out) if path.is_dir() else [path]:
            found.setdefault(os.path.realpath(file), Input(file.as_posix(), file))
    return sorted(found.values())


def _files_below(folder: Path, leave_out: Path | None) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith((".", "~$")) or entry.is_symlink():
            continue
        if entry.is_dir():
            if not (leave_out and leave_out.exists() and entry.samefile(leave_out)):
                yield from _files_below(entry, leave_out)
        elif entry.is_file():
            yield entry


def read_report(path: str | os.PathLike[str]) -> Report:
    """The first report in one file. UnreadableFile says why there is none; OSError when the file cannot be opened."""
    return read_reading(path).report


def read_reading(path: str | os.PathLike[str]) -> Reading:
    """The first report in one file together with every intermediate of reading it. Errors as `read_report`."""
    return read_readings(path)[0]


def read_readings(path: str | os.PathLike[str]) -> tuple[Reading, ...]:
    """All reports in one file, each as a reading. Errors as `read_report`."""
    path = Path(path)
    with _collecting_seldom():
        return readings_of(_bytes_of(path), path.as_posix())


def _bytes_of(path: Path) -> bytes:
    if path.stat().st_size > LARGEST_FILE:
        raise UnreadableFile("too_large")
    return path.read_bytes()


def read_reports(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Report]:
    """The reports in files and folders, sorted by file; a file that cannot be read yields a report that says why."""
    return (reading.report if isinstance(reading, Reading) else reading for reading in readings(inputs_of(paths)))


def readings(inputs: Iterable[Input], given_of: GivenOf = _nothing_given) -> Iterator[Reading | Report]:
    """A reading per input, or, where there is none, a report with `status` failed or skipped and its `reason`."""
    with _collecting_seldom():
        yield from _readings(inputs, given_of)


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """The garbage collector looks only once in `_RECORDS` new objects: the records of a report form no cycles, and
    looking at them at every turn would take a quarter of the time."""
    threshold, *older = gc.get_threshold()
    gc.set_threshold(max(threshold, _RECORDS), *older)
    try:
        yield
    finally:
        gc.set_threshold(threshold, *older)


def _readings(inputs: Iterable[Input], given_of: GivenOf) -> Iterator[Reading | Report]:
    first: dict[str, str] = {}
    for file in inputs:
        given = given_of(file.file) or NOTHING_GIVEN
        results = _results(file, given)
        source = results[0].report.source if isinstance(results[0], Reading) else results[0].source
        if source.sha256 in first:
            yield _without_report(source, "duplicate", given, first[source.sha256])
        else:
            if isinstance(results[0], Reading):
                first[source.sha256] = source.report_id
            yield from results


def _results(file: Input, given: Given) -> tuple[Reading | Report, ...]:
    """The readings of a file, or the reason why there is none."""
    data = b""
    try:
        data = _bytes_of(file.path)
        return readings_of(data, file.file, given)
    except OSError:
        failed = _without_report(Source(file.file, "", "", 0), "unreadable", given)
    except UnreadableFile as error:
        failed = _without_report(_source(file.file, data, error), error.code, given)
    except Exception as error:  # noqa: BLE001 - one file's bug must not lose the others; exit code 6 tells of it
        failed = _without_report(_source(file.file, data, error), "bug", given)
    return (failed,)


def _source(name: str, data: bytes, error: Exception) -> Source:
    kind = error.details.get("kind", "text") if isinstance(error, UnreadableFile) else "text"
    return Source(name, kind, sha256(data).hexdigest(), len(data))


def _without_report(source: Source, reason: str, given: Given, duplicate_of: str = "") -> Report:
    status: Status = "skipped" if reason in SKIPPED else "failed"
    return Report(source, status, reason, UNKNOWN, "", (), (), (), given, duplicate_of)
