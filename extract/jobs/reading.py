"""What the commands that read do: files → library → files in a folder; findings of files; several libraries → one.

Comes in: what a command line says, parsed. Goes out: a summary, for whoever tells people about it. Nothing is printed.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Literal, NamedTuple

from extract.agencies.codes import CodeTable
from extract.agencies.given import Givens
from extract.errors import GongkaiError, Interrupted, UsageError
from extract.export.folder import FILES, Wording, Written, write_folder
from extract.export.pages.self_check import self_check_page
from extract.export.replacing import Replacing, must_end_in, page_with_our_mark, with_our_mark
from extract.export.staged import staged
from extract.forms import load_forms
from extract.jobs import (
    Input,
    Limits,
    Outcome,
    Plan,
    ReadingOptions,
    collect,
    interruptible,
    looked_at,
    plan_of,
    reading_version,
    recorded,
    settle,
    settled_state,
)
from extract.jobs.files import Looked, Task, is_unchanged
from extract.jobs.garbage import collecting_seldom
from extract.jobs.identifying import keep_codes
from extract.jobs.plan import Pruning, check_pruning, is_listed
from extract.jobs.versions import machine, program_version
from extract.jobs.workers import Engine
from extract.library import NAME, OpenLibrary
from extract.library.records import Record
from extract.model import Reading, Verdict
from extract.scratch import scratch_folder
from extract.steps import step
from extract.words.sheet_names import WORKBOOK

Watch = Callable[[Iterator[Outcome], int], Iterable[Outcome]]
"""Looks on as files are read, so many of them, and passes on what came of each."""


class Target(NamedTuple):
    """What is written: the library, the folder of files made from it, how they speak, whether text is exact, whether
    what is not ours may be written over; whether there is to be a workbook, None for where it is not too large, and
    whether there are to be files at all."""

    library: Path
    folder: Path
    wording: Wording
    exact: bool
    overwrite: bool = False
    with_workbook: bool = False
    with_files: bool = True


class Tally(NamedTuple):
    """What the files of a run came to, whether they were read in it or before: by status, by reason, and the findings
    by severity."""

    statuses: Counter[str]
    reasons: Counter[str]
    severities: Counter[str]


class Summary(NamedTuple):
    """What a run did: files read in it, unchanged since before, left for another and forgotten; what all of its files
    came to; how many files the library holds; and what was written, None where no files were to be."""

    read: int
    unchanged: int
    left: int
    gone: int
    tally: Tally
    files_in_library: int
    written: Written | None


def outputs_of(target: Target) -> list[Path]:
    """What is ours where a target is: its folder, the files in it, the library; none of it is read as a report."""
    others = target.folder.glob(f"{Path(WORKBOOK).stem}(*).xlsx")
    library = [target.library.with_name(target.library.name + end) for end in ("", "-wal", "-shm")]
    return [target.folder, *(target.folder / name for name in FILES), *others, *library]


def may_be_written(target: Target) -> None:
    """UsageError or OutputError, before anything is looked at, where a target cannot be written."""
    if target.folder.exists() and not target.folder.is_dir():
        raise UsageError("a_file_stands_there", path=str(target.folder))
    if not target.library.exists():
        _check_files(target, Replacing(overwrite=target.overwrite))


def planned(library: Path, inputs: Sequence[Input], givens: Givens, options: ReadingOptions) -> Plan:
    """What `extract_files` would do, where nothing is done: files that may have changed are looked into."""
    if not library.exists():
        return _plan(None, inputs, givens, options)
    with OpenLibrary.reading(library) as opened:
        plan = _plan(opened, inputs, givens, options)
    read = [(task, why) for task, why in zip(plan.tasks, plan.why, strict=True) if not is_unchanged(task)]
    tasks, whys = tuple(task for task, _ in read), tuple(why for _, why in read)
    return replace(plan, tasks=tasks, why=whys, unchanged=plan.unchanged + len(plan.tasks) - len(tasks))


def _plan(library: OpenLibrary | None, inputs: Sequence[Input], givens: Givens, options: ReadingOptions) -> Plan:
    known_files = library.known_files() if library else ()
    with step("planning"):
        return plan_of(inputs, known_files, givens.given, reading_version(), time.time_ns(), options)


def extract_files(
    inputs: Sequence[Input],
    givens: Givens,
    options: ReadingOptions,
    limits: Limits,
    target: Target,
    pruning: Pruning,
    watch: Watch,
    on_interrupt: Callable[[], None],
    codes: CodeTable | None = None,
    engine: Engine | None = None,
) -> Summary:
    """Reads files into a library and writes the folder made from it. `on_interrupt` is called at the first Ctrl-C.
    A table of `codes` is kept, and units are told by it from now on. Without an `engine` it is this machine that reads.

    UsageError or OutputError, before anything is read, where something may or can not be written; Interrupted after
    Ctrl-C, when the library holds what was read.
    """
    with OpenLibrary(target.library) as library, collecting_seldom():
        replacing = _replacing(library, target, [file.path for file in inputs if not file.at], givens)
        plan = _plan(library, inputs, givens, options)
        check_pruning(pruning, plan.gone, inputs, library.count("file"))
        keep_codes(library, codes)
        if givens.manifest and givens.manifest.sought:
            library.keep_sought(givens.manifest.sought)
        run = library.begin(program_version(), len(inputs), len(plan.tasks), (reading_version(), machine()))
        read = _collected(library, plan, limits, watch, on_interrupt, engine=engine)
        folders = {file for file in plan.gone if is_listed(file)}
        gone = [file for file in plan.gone if file not in folders]
        if forgotten := [file for file in plan.gone if pruning.is_asked_for or file in folders]:
            library.remove(forgotten)
        if not pruning.is_asked_for:
            library.note_gone(gone)
        written = _written(library, target, replacing)
        if not (plan.left or options.is_part):
            library.finish(run)
        unchanged = plan.unchanged + len(plan.tasks) - read
        tally = _tally(library, {file.file for file in inputs})
        if tally.statuses.total() != len(inputs) - plan.unread:
            raise GongkaiError("unaccounted", inputs=str(len(inputs)), rows=str(tally.statuses.total()))
        return Summary(
            read, unchanged, plan.left, len(gone) if pruning.is_asked_for else 0, tally, library.count("file"), written
        )


def _collected(
    library: OpenLibrary,
    plan: Plan,
    limits: Limits,
    watch: Watch,
    on_interrupt: Callable[[], None],
    work: Callable[[Task], Record | Looked | Literal["unchanged"]] = recorded,
    engine: Engine | None = None,
) -> int:
    """How many files of a plan were read; those that were only looked into are none."""
    with interruptible(on_interrupt) as goes_on:
        outcomes = collect(library, plan, limits, reading_version(), goes_on, work, engine)
        read = sum(outcome.record is not None for outcome in watch(outcomes, len(plan.tasks)))
        if not goes_on():
            raise Interrupted("interrupted", read=str(read))
    return read


def _replacing(library: OpenLibrary, target: Target, inputs: Iterable[Path], givens: Givens) -> Replacing:
    """What may be replaced in the folder; errors where something stands there that may not."""
    manifest = [Path(givens.manifest.path)] if givens.manifest else []
    replacing = Replacing(library, tuple({*inputs, *manifest}), target.overwrite)
    _check_files(target, replacing)
    return replacing


def _check_files(target: Target, replacing: Replacing) -> None:
    for name in FILES if target.with_files else ():
        replacing.check(target.folder / name)


def _written(library: OpenLibrary, target: Target, replacing: Replacing) -> Written | None:
    if not target.with_files:
        settle(library)
        return None
    version, written = program_version(), None
    while written is None:
        state = settled_state(library)
        written = write_folder(
            library,
            state,
            target.folder,
            load_forms(),
            target.wording,
            target.exact,
            version,
            replacing,
            target.with_workbook,
        )
    return written


def _tally(library: OpenLibrary, files: set[str] | None = None) -> Tally:
    tally = Tally(Counter(), Counter(), Counter())
    with step("counting"):
        for state in library.states():
            if files is None or state.file in files:
                tally.statuses[state.status] += 1
                tally.reasons[state.reason] += 1
                tally.severities.update(state.findings)
    return tally


class FilesChecked(NamedTuple):
    """What was found in files: a library of it, what it came to, and the readings by their files, where they were asked
    for."""

    library: OpenLibrary
    tally: Tally
    judged: Mapping[str, Sequence[tuple[Reading, Verdict]]]


@contextmanager
def checked_files(
    inputs: Sequence[Input],
    givens: Givens,
    limits: Limits,
    rules: tuple[str, ...],
    watch: Watch,
    on_interrupt: Callable[[], None],
    with_readings: bool = False,
) -> Iterator[FilesChecked]:
    """Reads files into a library that is gone afterwards, and checks some rules. Errors as `extract_files`."""
    judged: dict[str, Sequence[tuple[Reading, Verdict]]] = {}

    def seen(outcomes: Iterator[Outcome], total: int) -> Iterator[Outcome]:
        for outcome in watch(outcomes, total):
            judged[outcome.file.file] = outcome.judged
            yield outcome

    with scratch_folder() as folder, OpenLibrary(folder / NAME) as library:
        plan = _plan(None, inputs, givens, ReadingOptions())
        tasks = tuple(task._replace(rules=rules) for task in plan.tasks)
        work = looked_at if with_readings else recorded
        _collected(library, Plan(tasks, plan.why, 0, 0, ()), limits, seen, on_interrupt, work)
        settle(library, rules)
        yield FilesChecked(library, _tally(library), judged)


def picture_rule(path: Path, file: Path, overwrite: bool) -> Replacing:
    """By which rule the picture of a file may be written. UsageError where it may not, or its name is not that of a
    picture."""
    must_end_in(path, ".png")
    replacing = Replacing(inputs=(file,), overwrite=overwrite)
    replacing.check(path)
    return replacing


def picture_into(path: Path, data: bytes, readings: Sequence[Reading], replacing: Replacing) -> None:
    """Writes the leaves of a file with what was read on them. OutputError where that cannot be written."""
    from extract.export.marked import marked_pages

    with staged(path.parent, replacing) as stage:
        stage.path(path.name).write_bytes(with_our_mark(marked_pages(data, readings)))
        stage.moved()


def page_rule(path: Path, files: Sequence[Path], overwrite: bool) -> Replacing:
    """By which rule the page about files may be written. UsageError where it may not, or its name is not that of a
    page."""
    must_end_in(path, ".html")
    replacing = Replacing(inputs=tuple(files), overwrite=overwrite)
    replacing.check(path)
    return replacing


def page_into(path: Path, checked: FilesChecked, wording: Wording, replacing: Replacing) -> None:
    """Writes the page of what was found in files, each looked at by itself. OutputError where it cannot be written."""
    judged = [pair for file in sorted(checked.judged) for pair in checked.judged[file]]
    unread = [
        (state.file, state.reason)
        for state in checked.library.states()
        if state.reason and not checked.judged.get(state.file)
    ]
    page = self_check_page(judged, unread, wording.message, wording.lang)
    with staged(path.parent, replacing) as stage:
        stage.path(path.name).write_bytes(page_with_our_mark(page))
        stage.moved()


def write_files(target: Target) -> Written | None:
    """Writes the folder made from a library. UsageError for one that is not there."""
    with OpenLibrary.existing_or_copy(target.library) as library, collecting_seldom():
        library.check_whole()
        return _written(library, target, _replacing(library, target, (), Givens()))


def merge_libraries(libraries: Sequence[Path], target: Target) -> Summary:
    """Puts libraries into one and writes the folder made from it. Of a file that several hold, what was read last
    counts. UsageError for a library that is not there."""
    with OpenLibrary(target.library) as library, collecting_seldom():
        replacing = _replacing(library, target, libraries, Givens())
        merged = 0
        for path in libraries:
            with OpenLibrary.reading(path) as other:
                other.check_whole()
                merged += library.take_over(other)
        written = _written(library, target, replacing)
        return Summary(merged, 0, 0, 0, _tally(library), library.count("file"), written)
