"""What a run does, with thousands of files: many files → a library of them; or, in this process, their reports.

Comes in: paths of files and folders. Goes out: exactly one state for each file, a failed or skipped one included.
`collect` reads in processes of its own (`workers`), so that a file that hangs or takes all memory costs that file
alone, and keeps every file in a library as soon as it is read; `settle` finds out what several files tell together.
`readings_within` reads one file so, and gives the evidence, too. Open this file first, then `inputs`, `archives`,
`files`, `versions`, `plan`, `settling`, `workers`; `reading`, `supervising` and `panels` are what the commands of the
same names in `cli/` call, `log` and `progress` tell how far a run is. How one file is read is left to `pipeline`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from extract.errors import UnreadableFile
from extract.jobs.archives import with_members
from extract.jobs.files import (
    Looked,
    Task,
    looked_at,
    read_reading,
    read_readings,
    read_report,
    record_without,
    recorded,
    results_of,
    without_report,
)
from extract.jobs.inputs import Input, inputs_of
from extract.jobs.interrupt import interruptible
from extract.jobs.plan import Plan, ReadingOptions, plan_of, shard_of
from extract.jobs.settling import settle, settled_as_printed, settled_state, settled_to_read
from extract.jobs.versions import reading_version
from extract.jobs.workers import Engine, Limits, always, worked
from extract.library import NAME, OpenLibrary
from extract.library.records import Record
from extract.model import NOTHING_GIVEN, Reading, Report, Source, Verdict
from extract.scratch import scratch_folder

__all__ = [
    "Input",
    "Limits",
    "Outcome",
    "Plan",
    "ReadingOptions",
    "collect",
    "inputs_of",
    "interruptible",
    "looked_at",
    "plan_of",
    "read_reading",
    "read_readings",
    "read_report",
    "read_reports",
    "reading_version",
    "readings_within",
    "recorded",
    "results_of",
    "settle",
    "settled_as_printed",
    "settled_state",
    "settled_to_read",
    "shard_of",
    "with_members",
]


def _nothing_given(file: str) -> None:
    return None


class Outcome(NamedTuple):
    """What came of a file: its record, None where it holds what it held before; the seconds it took; and where they
    were asked for, its readings."""

    file: Input
    record: Record | None
    seconds: float
    judged: tuple[tuple[Reading, Verdict], ...] = ()


def collect(
    library: OpenLibrary,
    plan: Plan,
    limits: Limits,
    reader: str = "",
    goes_on: Callable[[], bool] = always,
    work: Callable[[Task], Record | Looked | Literal["unchanged"]] = recorded,
    engine: Engine | None = None,
) -> Iterator[Outcome]:
    """Reads the files of a plan, on this machine or where an `engine` has it done, and keeps each in the library, in
    the order in which they are finished.

    Members of an archive are read in the order in which they lie there: one that is packed as a whole is then unpacked
    once. Once `goes_on` says no, only the files in hand are finished. OutputError where the library cannot be written.
    """
    tasks = sorted(plan.tasks, key=lambda task: (task.file.path, task.file.inside))
    for done in (engine or worked)(tasks, work, limits, goes_on):
        task = tasks[done.number]
        came = done.result or record_without(_unread(task.file), str(done.failure), task.given)
        record, judged = came if isinstance(came, Looked) else (came, ())
        if record == "unchanged":
            library.still(task.file.file, task.stored)
        else:
            library.add(record, task.stored, reader)
        yield Outcome(task.file, None if record == "unchanged" else record, done.seconds, judged)


def _unread(file: Input) -> Source:
    if file.at:
        return Source(file.file, "", "", file.at.size)
    try:
        return Source(file.file, "", "", Path(file.path).stat().st_size)
    except OSError:
        return Source(file.file, "", "", 0)


def read_reports(paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]], jobs: int = 1) -> Iterator[Report]:
    """The reports in files and folders, sorted by file; a file that cannot be read yields a report that says why.

    They are read in processes of their own, each file within the limits that the command has. With one job they are
    read one at a time as they are asked for; with more, or with 0 for as many as there are processors, all before the
    first is given.
    """
    limits = Limits(jobs)
    named = [paths] if isinstance(paths, (str, os.PathLike)) else paths
    inputs = with_members(inputs_of(named), limits)
    return _read_in_turn(inputs, limits) if jobs == 1 else _read_in_processes(inputs, limits)


def readings_within(file: Input, limits: Limits) -> tuple[Reading, ...]:
    """All reports in one file, read in a process of its own within limits, each as a reading. UnreadableFile says why
    there is none."""
    (done,) = worked([file], results_of, limits)
    results = done.result or (without_report(Source(file.file, "", "", 0), str(done.failure), NOTHING_GIVEN),)
    found = tuple(result for result in results if isinstance(result, Reading))
    if found:
        return found
    reason = next(result.reason for result in results if isinstance(result, Report))
    if reason == "bug":
        return read_readings(file.path)  # where it shows what it is
    raise UnreadableFile(reason)


def _read_in_turn(inputs: Sequence[Input], limits: Limits) -> Iterator[Report]:
    first: dict[str, str] = {}
    for done in worked(inputs, results_of, limits):
        file = inputs[done.number]
        results = done.result or (without_report(_unread(file), str(done.failure), NOTHING_GIVEN),)
        reports = [result.report if isinstance(result, Reading) else result for result in results]
        if original := _original(reports[0], first):
            yield without_report(reports[0].source, "duplicate", NOTHING_GIVEN, original)
        else:
            yield from reports


def _read_in_processes(inputs: Sequence[Input], limits: Limits) -> Iterator[Report]:
    with scratch_folder() as folder, OpenLibrary(folder / NAME) as library:
        plan = plan_of(inputs, (), _nothing_given, reading_version(), time.time_ns(), ReadingOptions())
        for _ in collect(library, plan, limits, reading_version()):
            pass
        yield from (report for report, _ in library.reports())


def _original(report: Report, first: dict[str, str]) -> str:
    """The id of the report that came first with the same bytes; "" for the first one, which is kept in mind."""
    sha256 = report.source.sha256
    if not report.reason and sha256 not in first:
        first[sha256] = report.source.report_id
        return ""
    return first.get(sha256, "")
