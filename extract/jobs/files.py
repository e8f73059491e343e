"""One file → its reports, or the report that says why there is none; or what a library keeps of it.

Comes in: a file, what the user says about it, and the rules to check. Nothing that is in a file raises anything but
MemoryError from here.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Literal, NamedTuple

from extract.checks import verdict_of
from extract.errors import UnreadableFile
from extract.forms import load_forms
from extract.jobs.archives import bytes_of
from extract.jobs.garbage import collecting_seldom
from extract.jobs.inputs import Input
from extract.library import Stored
from extract.library.records import Record, record_of
from extract.model import NO_VERDICT, NOTHING_GIVEN, UNKNOWN, Given, Reading, Report, Source, Status, Verdict
from extract.pipeline import readings_of
from extract.readers import SKIPPED


class Task(NamedTuple):
    """A file to read, what the user says about it, and the ids of the rules to check, all without any.

    `stored` is how it lay on disk; `known_sha256` the one that it had when it was last read, if that still holds.
    """

    file: Input
    given: Given = NOTHING_GIVEN
    rules: tuple[str, ...] = ()
    stored: Stored = Stored()
    known_sha256: str = ""


class Looked(NamedTuple):
    """What a library keeps of a file, and the readings it is made of, each with what was found about it."""

    record: Record
    judged: tuple[tuple[Reading, Verdict], ...] = ()


def recorded(task: Task) -> Record | Literal["unchanged"]:
    """What a library keeps of a file."""
    with collecting_seldom():
        if is_unchanged(task):
            return "unchanged"
        return _looked_at(task).record


def looked_at(task: Task) -> Looked:
    """What a library keeps of a file, with the readings."""
    with collecting_seldom():
        return _looked_at(task)


def _looked_at(task: Task) -> Looked:
    results = results_of(task.file, task.given)
    try:
        verdicts = [_verdict(result, task.rules) for result in results]
        pairs = list(zip(results, verdicts, strict=True))
        record = record_of([(_report(result), verdict) for result, verdict in pairs])
        return Looked(record, tuple((each, verdict) for each, verdict in pairs if isinstance(each, Reading)))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - as in `results_of`
        return Looked(record_without(_report(results[0]).source, "bug", task.given))


def record_without(source: Source, reason: str, given: Given) -> Record:
    """What a library keeps of a file without a report."""
    return record_of([(without_report(source, reason, given), NO_VERDICT)])


def is_unchanged(task: Task) -> bool:
    """Whether a file has the bytes that it had when it was last read."""
    with suppress(OSError, UnreadableFile):
        return bool(task.known_sha256) and sha256(bytes_of(task.file)).hexdigest() == task.known_sha256
    return False


def _report(result: Reading | Report) -> Report:
    return result.report if isinstance(result, Reading) else result


def _verdict(result: Reading | Report, rules: tuple[str, ...]) -> Verdict:
    return verdict_of(result, load_forms(), rules) if isinstance(result, Reading) else NO_VERDICT


def read_report(path: str | os.PathLike[str]) -> Report:
    """The first report in one file. UnreadableFile says why there is none; OSError when the file cannot be opened."""
    return read_reading(path).report


def read_reading(path: str | os.PathLike[str]) -> Reading:
    """The first report in one file together with every intermediate of reading it. Errors as `read_report`."""
    return read_readings(path)[0]


def read_readings(path: str | os.PathLike[str]) -> tuple[Reading, ...]:
    """All reports in one file, each as a reading. Errors as `read_report`."""
    path = Path(path)
    with collecting_seldom():
        return readings_of(bytes_of(Input(path.as_posix(), path)), path.as_posix())


def results_of(file: Input, given: Given = NOTHING_GIVEN) -> tuple[Reading | Report, ...]:
    """The readings of a file, or the reason why there is none."""
    if file.why:
        return (without_report(Source(file.file, "", "", 0), file.why, given),)
    data = b""
    try:
        data = bytes_of(file)
        return readings_of(data, file.file, given)
    except OSError:
        failed = without_report(Source(file.file, "", "", 0), "unreadable", given)
    except UnreadableFile as error:
        failed = without_report(_source(file.file, data, error), error.code, given)
    except MemoryError:
        raise
    except Exception as error:  # one file's bug must not lose the others; exit code 6 tells of it
        if _cannot_be_loaded(error):
            raise MemoryError from error
        failed = without_report(_source(file.file, data, error), "bug", given)
    return (failed,)


def _cannot_be_loaded(error: Exception) -> bool:
    """Whether a module that is there could not be loaded: what reads is loaded when it is needed, and cannot be where
    memory is used up."""
    return isinstance(error, ImportError) and not isinstance(error, ModuleNotFoundError)


def _source(name: str, data: bytes, error: Exception) -> Source:
    kind = error.details.get("kind", "text") if isinstance(error, UnreadableFile) else "text"
    return Source(name, kind, sha256(data).hexdigest(), len(data))


def without_report(source: Source, reason: str, given: Given, duplicate_of: str = "") -> Report:
    status: Status = "skipped" if reason in SKIPPED else "failed"
    return Report(source, status, reason, UNKNOWN, "", (), (), (), given, duplicate_of)
