"""Many files → their reports, in an order that does not depend on how they were given or how fast they are read.

Comes in: paths of files and folders. Goes out: the reports of each file with what was found about them, a failed or
skipped file included: exactly one state for each. `outcomes` reads in processes of its own (`workers`), so that a file
that hangs or takes all memory costs that file alone; `readings` reads in this one, and gives the evidence, too.
"""

from __future__ import annotations

import os
import pickle
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple

from extract.batch.archives import with_members
from extract.batch.files import (
    Judged,
    Task,
    collecting_seldom,
    judged,
    read_reading,
    read_readings,
    read_report,
    results_of,
    without_report,
)
from extract.batch.inputs import Input, inputs_of
from extract.batch.workers import Done, Limits, worked
from extract.model import NO_VERDICT, NOTHING_GIVEN, Given, Reading, Report, Source

__all__ = [
    "Input",
    "Judged",
    "Limits",
    "inputs_of",
    "outcomes",
    "read_reading",
    "read_readings",
    "read_report",
    "read_reports",
    "readings",
    "with_members",
]

_FEW = 64
"""Results that may wait in memory for one before them; a report takes some hundred kilobytes."""

GivenOf = Callable[[str], Given | None]
"""What the user says about a file, by its name as given."""


def _nothing_given(file: str) -> None:
    return None


class Outcome(NamedTuple):
    """What came of a file: its reports, never none, and the seconds it took."""

    file: Input
    results: tuple[Judged, ...]
    seconds: float


def outcomes(
    inputs: Sequence[Input], limits: Limits, given_of: GivenOf = _nothing_given, rules: tuple[str, ...] = ()
) -> Iterator[Outcome]:
    """What came of every file, in the order of the files. `rules` are the ids of those to check, all by default."""
    tasks = [Task(file, given_of(file.file) or NOTHING_GIVEN, rules) for file in inputs]
    first: dict[str, str] = {}
    for done in _in_order(worked(tasks, judged, limits)):
        file, given, _ = tasks[done.number]
        results = done.result or (_failed(file, given, str(done.failure)),)
        report = results[0].report
        if original := _original(report, first):
            results = (Judged(without_report(report.source, "duplicate", given, original), NO_VERDICT),)
        yield Outcome(file, results, done.seconds)


def _original(report: Report, first: dict[str, str]) -> str:
    """The id of the report that came first with the same bytes; "" for the first one, which is kept in mind."""
    sha256 = report.source.sha256
    if not report.reason and sha256 not in first:
        first[sha256] = report.source.report_id
        return ""
    return first.get(sha256, "")


def _failed(file: Input, given: Given, reason: str) -> Judged:
    return Judged(without_report(Source(file.file, "", "", _size(file.path)), reason, given), NO_VERDICT)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _in_order(results: Iterable[Done[tuple[Judged, ...]]]) -> Iterator[Done[tuple[Judged, ...]]]:
    """Results in the order of their tasks; where many come too early, they wait in a file, not in memory."""
    early: dict[int, Done[tuple[Judged, ...]]] = {}
    places: dict[int, tuple[int, int]] = {}
    wanted = 0
    with TemporaryFile() as waiting:
        for done in results:
            if done.number != wanted and len(early) >= _FEW:
                packed = zlib.compress(pickle.dumps(done, pickle.HIGHEST_PROTOCOL), 1)
                places[done.number] = waiting.seek(0, os.SEEK_END), len(packed)
                waiting.write(packed)
                continue
            early[done.number] = done
            while wanted in early or wanted in places:
                if wanted in places:
                    start, size = places.pop(wanted)
                    waiting.seek(start)
                    early[wanted] = pickle.loads(zlib.decompress(waiting.read(size)))
                yield early.pop(wanted)
                wanted += 1
            if not places:
                waiting.seek(0)
                waiting.truncate()


def read_reports(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Report]:
    """The reports in files and folders, sorted by file; a file that cannot be read yields a report that says why."""
    inputs = with_members(inputs_of(paths), None)
    return (reading.report if isinstance(reading, Reading) else reading for reading in readings(inputs))


def readings(inputs: Iterable[Input], given_of: GivenOf = _nothing_given) -> Iterator[Reading | Report]:
    """A reading per input, or, where there is none, a report with `status` failed or skipped and its `reason`."""
    with collecting_seldom():
        yield from _readings(inputs, given_of)


def _readings(inputs: Iterable[Input], given_of: GivenOf) -> Iterator[Reading | Report]:
    first: dict[str, str] = {}
    for file in inputs:
        given = given_of(file.file) or NOTHING_GIVEN
        results = results_of(file, given)
        report = results[0].report if isinstance(results[0], Reading) else results[0]
        if original := _original(report, first):
            yield without_report(report.source, "duplicate", given, original)
        else:
            yield from results
