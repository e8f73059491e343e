"""What the commands do: files → library → files in a folder; findings of files; several libraries → one.

Comes in: what a command line says, parsed. Goes out: a summary, for whoever tells people about it. Nothing is printed.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from extract.audit import Audit, Decision, Terms, audit_of, is_merged
from extract.batch import (
    Input,
    Limits,
    Outcome,
    Plan,
    Wanted,
    collect,
    interruptible,
    plan_of,
    reader_version,
    settle,
)
from extract.checks.copied import LEAST, copied_section
from extract.errors import Interrupted, UsageError
from extract.export.audit_book import NAME as AUDIT_BOOK
from extract.export.audit_book import decisions_in, write_audit
from extract.export.delimited import write_csv
from extract.export.folder import Wording, Written, write_folder
from extract.export.staged import staged
from extract.forms import load_forms
from extract.given import Said
from extract.library import NAME, Library
from extract.model import Finding, Report, Verdict
from extract.profile import Profile
from extract.roster import Roster, Unit, draft_of, roster_from
from extract.rows import FINDING_COLUMNS, finding_rows, safe_text

if TYPE_CHECKING:
    from extract.similar import Likeness

Watch = Callable[[Iterator[Outcome], int], Iterable[Outcome]]
"""Looks on as files are read, so many of them, and passes on what came of each."""


class Target(NamedTuple):
    """What is written: the library, the folder of files made from it, how they speak, and whether text is exact."""

    library: Path
    folder: Path
    wording: Wording
    exact: bool


class Found(NamedTuple):
    """What the files of a run came to, whether they were read in it or before: by status, by reason, and the findings
    by severity."""

    statuses: Counter[str]
    reasons: Counter[str]
    severities: Counter[str]


class Summary(NamedTuple):
    """What a run did: files read in it, known from before, left for another and forgotten; what all of its files came
    to; how many files the library holds; and what was written."""

    read: int
    known: int
    left: int
    gone: int
    found: Found
    held: int
    written: Written


def planned(library: Path, inputs: Sequence[Input], said: Said, wanted: Wanted) -> Plan:
    """What `extract_files` would do, where nothing is done."""
    if not library.exists():
        return _plan(None, inputs, said, wanted)
    with Library(library) as opened:
        return _plan(opened, inputs, said, wanted)


def _plan(library: Library | None, inputs: Sequence[Input], said: Said, wanted: Wanted) -> Plan:
    known = library.known() if library else ()
    return plan_of(inputs, known, said.given, reader_version(), time.time_ns(), wanted)


def extract_files(
    inputs: Sequence[Input],
    said: Said,
    wanted: Wanted,
    limits: Limits,
    target: Target,
    prune: bool,
    watch: Watch,
    told: Callable[[], None],
) -> Summary:
    """Reads files into a library and writes the folder made from it. `told` is called at the first Ctrl-C.

    OutputError where something cannot be written; Interrupted after Ctrl-C, when the library holds what was read.
    """
    with Library(target.library) as library:
        plan = _plan(library, inputs, said, wanted)
        run = library.begin(reader_version(), len(inputs), len(plan.tasks))
        read = _collected(library, plan, limits, watch, told)
        if prune:
            library.remove(plan.gone)
        written = _written(library, target)
        library.finish(run)
        known = plan.known + len(plan.tasks) - read
        found = _found(library, {file.file for file in inputs})
        gone = len(plan.gone) if prune else 0
        return Summary(read, known, plan.left, gone, found, library.count("file"), written)


def _collected(library: Library, plan: Plan, limits: Limits, watch: Watch, told: Callable[[], None]) -> int:
    """How many files of a plan were read; those that were only looked into are none."""
    with interruptible(told) as goes_on:
        outcomes = collect(library, plan, limits, reader_version(), goes_on)
        read = sum(outcome.record is not None for outcome in watch(outcomes, len(plan.tasks)))
        if not goes_on():
            raise Interrupted("interrupted", read=str(read))
    return read


def _written(library: Library, target: Target) -> Written:
    with library.writing():
        settle(library)
        return write_folder(library, target.folder, load_forms(), target.wording, target.exact)


def _found(library: Library, files: set[str] | None = None) -> Found:
    found = Found(Counter(), Counter(), Counter())
    for state in library.states():
        if files is None or state.file in files:
            found.statuses[state.status] += 1
            found.reasons[state.reason] += 1
            found.severities.update(state.findings)
    return found


@contextmanager
def checked_files(
    inputs: Sequence[Input], said: Said, limits: Limits, rules: tuple[str, ...], watch: Watch, told: Callable[[], None]
) -> Iterator[tuple[Library, Found]]:
    """Reads files into a library that is gone afterwards, and checks some rules. Errors as `extract_files`."""
    with TemporaryDirectory(prefix="gongkai-") as folder, Library(Path(folder) / NAME) as library:
        plan = _plan(None, inputs, said, Wanted())
        tasks = tuple(task._replace(rules=rules) for task in plan.tasks)
        _collected(library, Plan(tasks, plan.why, 0, 0, ()), limits, watch, told)
        with library.writing():
            settle(library, rules)
        yield library, _found(library)


def merge_libraries(libraries: Sequence[Path], target: Target) -> Summary:
    """Puts libraries into one and writes the folder made from it. Of a file that several hold, what was read last
    counts. UsageError for a library that is not there."""
    with Library(target.library) as library:
        merged = 0
        for path in libraries:
            with Library.existing(path) as other:
                merged += library.take_over(other)
        written = _written(library, target)
        return Summary(merged, 0, 0, 0, _found(library), library.count("file"), written)


def audit_library(
    path: Path, out: Path, roster: Roster | None, profile: Profile, year: int, wording: Wording
) -> tuple[Audit, Path]:
    """Audits a year (0 for the latest) of a library, and writes the workbook and `findings.csv` into a folder; what was
    decided in a workbook that stands there is kept. Without a roster the agencies are those that ever filed.

    UsageError for a library that is not there or has no report; OutputError where something cannot be written.
    """
    with Library.existing(path) as library, library.writing():
        settle(library)
        year = year or library.latest_year()
        if not year:
            raise UsageError("no_reports", path=str(path))
        if (out / AUDIT_BOOK).exists():
            library.decide(decisions_in(out / AUDIT_BOOK))
        decisions = {print_: Decision(*decided) for print_, decided in library.decisions().items()}
        units = roster or roster_from(_drafted(library))
        copied = _copied_in(library, year)
        unjudged = library.unjudged_across(year)
        filed = [
            (
                report,
                Verdict(
                    (*verdict.findings, *copied_findings(report, copied)),
                    {**verdict.unjudged, **unjudged.get(report.report_id, {})},
                ),
            )
            for report, verdict in library.reports(year)
        ]
        merged = any(is_merged(unit, year) for unit in units.units)
        year_before = [report for report, _ in library.reports(year - 1) if report.report_id] if merged else []
        terms = Terms(year, profile, decisions, library.audited(year), library.names(), year_before)
        audit = audit_of(filed, units, terms)
        with staged(out) as stage:
            write_csv(stage.path("findings.csv"), _AUDIT_COLUMNS, _audit_rows(audit, wording))
            write_audit(stage.path(AUDIT_BOOK), stage.scratch(), audit, load_forms(), wording.lang, wording.message)
            _, book = stage.moved(frozenset({AUDIT_BOOK}))
        problems = [p for standing in audit.standings for p in standing.problems]
        rows = [(p.fingerprint, p.unit, p.finding.rule, wording.message(p.finding, p.report)) for p in problems]
        library.note_audit(year, rows)
        return audit, book


_COMPARED = (1, 5)
"""The sections that are looked at for copied text: those that are written, not filled in."""


def _copied_in(library: Library, year: int) -> dict[str, list[Likeness]]:
    """What the sections of a year share with others of that year and with the agency's own of earlier years."""
    from extract.similar import Text, likenesses

    texts = [
        Text(report_id, unit, tuple(filter(None, (entity, agency, parent))), of_year, published, number, text)
        for report_id, unit, entity, agency, parent, of_year, published, number, text in library.texts(_COMPARED, year)
    ]
    now = {text.unit for text in texts if text.year == year}
    found: dict[str, list[Likeness]] = {}
    for likeness in likenesses([text for text in texts if text.unit in now], LEAST):
        if likeness.one.year == year:
            found.setdefault(likeness.one.report_id, []).append(likeness)
    return found


def copied_findings(report: Report, copied: Mapping[str, Sequence[Likeness]]) -> list[Finding]:
    """The findings about the copied sections of a report: of each section the gravest by rule."""
    best: dict[tuple[str, str], Finding] = {}
    for likeness in sorted(copied.get(report.report_id, ()), key=lambda each: (-each.share, each.other.report_id)):
        for found in copied_section(report, likeness):
            best.setdefault((found.rule, dict(found.details)["number"]), found)
    return list(best.values())


_AUDIT_COLUMNS = (*FINDING_COLUMNS, "unit", "judged", "progress", "conclusion", "remark")


def _audit_rows(audit: Audit, wording: Wording) -> Iterator[tuple[str, ...]]:
    for standing in audit.standings:
        for problem in (*standing.problems, *standing.doubts):
            (row,) = finding_rows(problem.report, [problem.finding], wording.message)
            judged = (problem.unit, problem.severity, problem.progress, *problem.decision)
            yield tuple(map(safe_text, (*row, *judged)))


def draft_roster(path: Path) -> list[Unit]:
    """The agencies that the reports of a library name. UsageError for a library that is not there."""
    with Library.existing(path) as library:
        return list(_drafted(library))


def _drafted(library: Library) -> Iterator[Unit]:
    return draft_of(report for report, _ in library.reports(whole=False))
