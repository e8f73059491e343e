"""A library → what its files tell together: units, versions of one report, copies, and a year in the light of the one
before.

Comes in: a library into which files were read. Goes out: the same, with findings that no file by itself gives rise to,
and with the reports that count. How reports are compared is left to
`checks.across` and `checks.years`, which version counts to `checks.versions`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from extract.checks.across import NAMESAKE, changed_since, differing_versions, is_misplaced, same_bytes
from extract.checks.corrected import changed_findings
from extract.checks.known import Known
from extract.checks.versions import (
    PartKey,
    are_copies,
    canonical_of,
    chosen_of,
    is_correction,
    is_draft,
    last_draft,
    later,
    still_there,
)
from extract.checks.years import YEARS
from extract.errors import OutputError
from extract.export.known import known_of
from extract.jobs.identifying import Units, units_in
from extract.jobs.versions import settling_version
from extract.library import OpenLibrary, Told
from extract.library.corrections import Rejudged
from extract.library.records import FindingRow, finding_of, finding_row
from extract.library.waiting import Patience, patience
from extract.model import Finding, Report, Why
from extract.steps import step

_TRIES = 5
"""How often it is begun anew because others have written meanwhile, before they have to wait."""


def settle(library: OpenLibrary, rules: tuple[str, ...] = ()) -> None:
    """Finds out what the files of a library tell together, where that is not known, or not by this version: which of
    several versions of a report counts, what is to be said of the others, and of every report in the light of that of
    the year before; first of which units they all are. Others may write while that is found out."""
    by = settling_version()
    for _ in range(_TRIES):
        with library.one_state():
            if library.is_settled(by):
                return
            with step("identifying"):
                generation, units = library.generation, units_in(library)
        with library.writing():
            if library.generation != generation:
                continue
            _identify(library, units)
        with library.one_state():
            told = _told(library, by, rules)
        with library.writing():
            if library.generation == generation:
                library.settled(*told, rejudged(library, library.overlaid_reports()))
                return
    with library.writing():
        _settle_now(library, by, rules)


def _settle_now(library: OpenLibrary, by: str, rules: tuple[str, ...] = ()) -> None:
    """Finds it out at once. Within `writing()`."""
    _identify(library, units_in(library))
    library.settled(*_told(library, by, rules), rejudged(library, library.overlaid_reports()))


def rejudged(library: OpenLibrary, keys: Iterable[int]) -> list[Rejudged]:
    """What the corrections of persons change of what was found about some reports."""
    changed = []
    for key in keys:
        corrected, places = library.report(key), library.found_in_print(key)
        gone, new = changed_findings(
            library.report(key, as_printed=True), corrected, [finding_of(row) for _, row in places]
        )
        changed.append(Rejudged(key, tuple(places[at][0] for at in gone), _rows(corrected, new)))
    return changed


def _identify(library: OpenLibrary, units: Units) -> None:
    library.identify({key: (whose.entity_id, whose.parent) for key, whose in units.whose.items()}, units.rows)
    library.keep_two_agencies(units.compared)


@contextmanager
def settled_state(library: OpenLibrary) -> Iterator[None]:
    """One settled state of a library, to be read from; others may write meanwhile."""
    by = settling_version()
    for _ in range(_TRIES):
        settle(library)
        with library.one_state():
            if library.is_settled(by):
                yield
                return
    with library.writing():
        _settle_now(library, by)
        yield


class _ToldNow(NamedTuple):
    """What is told of reports, as `OpenLibrary.settled` takes it."""

    told: list[Told]
    unjudged: dict[str, Why]
    by: str
    touched: dict[int, str]


def _told(library: OpenLibrary, by: str, rules: tuple[str, ...] = ()) -> _ToldNow:
    """What is told of the reports whose kin are others than when that was found out last, and what cannot be judged of
    those of which nothing is told."""
    years = [rule for rule in YEARS if not rules or rule in rules]
    with step("settling"):
        touched = library.touched(by)
        return _ToldNow(
            list(_told_of_all(library, rules, years, touched)), dict.fromkeys(years, "year_before"), by, touched
        )


@contextmanager
def settled_to_read(path: Path) -> Iterator[OpenLibrary]:
    """A library to be asked, whole, with all that its files tell together, and without waiting for anybody: where it
    has changed since that was found out, it is settled if that can be done at once, and else a copy of it.

    UsageError where there is none; OutputError where it cannot be opened, or is damaged.
    """
    with OpenLibrary.reading(path) as library:
        if not library.has_unsettled():
            library.check_whole()
            yield library
            return
    with suppress(OutputError), patience(Patience(longest=0)), OpenLibrary(path) as library:
        library.check_whole()
        settle(library)
    with OpenLibrary.reading(path) as library:
        if not library.has_unsettled():
            yield library
            return
    with OpenLibrary(path, access="copy") as copy:
        copy.check_whole()
        settle(copy)
        yield copy


@contextmanager
def settled_as_printed(path: Path) -> Iterator[OpenLibrary]:
    """The same as `settled_to_read` without what persons laid over the print: a copy, where there is any of that."""
    with settled_to_read(path) as library:
        if not library.has_corrections():
            yield library
            return
    with OpenLibrary(path, access="copy") as copy:
        copy.leave_corrections_out()
        settle(copy)
        yield copy


def _told_of_all(
    library: OpenLibrary, rules: tuple[str, ...], years: list[str], touched: Collection[int]
) -> Iterator[Told]:
    """What is told of the reports that are `touched`, by their keys: with each of them all of its kin."""
    known, gone, choices = known_of(library), frozenset(library.gone()), library.chosen()
    uncounted: set[int] = set()
    for keys in _within(library.versions(), touched):
        for told in _told_of_versions(library, keys, known, gone, choices, rules):
            uncounted |= set() if told.is_canonical else {told.key}
            yield told
    if not rules or "A-04" in rules:
        for keys in _within(library.namesakes(uncounted), touched):
            yield from _told_of_namesakes(library, keys, known)
    if not rules or "F-02" in rules:
        for keys in _within(library.copies(), touched):
            yield from _told_of_copies(library, keys)
    for by_year in library.series(uncounted):
        if by_year[0][1] in touched:
            yield from _told_of_years(library, by_year, years)


def _within(groups: Iterator[tuple[int, ...]], touched: Collection[int]) -> Iterator[tuple[int, ...]]:
    """The groups of kin that are touched, and are so as a whole."""
    return (keys for keys in groups if keys[0] in touched)


def _told_of_versions(
    library: OpenLibrary,
    keys: tuple[int, ...],
    known: Known,
    gone: frozenset[str],
    choices: frozenset[PartKey],
    rules: tuple[str, ...],
) -> Iterator[Told]:
    by_key = {key: library.report(key, as_printed=True) for key in keys}
    versions = still_there(list(by_key.values()), known, gone)
    chosen, draft = canonical_of(versions, known, choices), last_draft(versions, known)
    by_person = chosen_of(versions, choices) is chosen
    (first,) = (key for key, report in by_key.items() if report is chosen)
    was_approved = draft is not chosen and not (is_draft(chosen, known) or is_correction(chosen, known))
    for key, version in by_key.items():
        if version is chosen:
            continue
        if is_draft(version, known) or version not in versions:
            yield Told(key, (), is_canonical=False)
            if version is draft and was_approved and (not rules or "A-03" in rules):
                yield Told(first, _rows(chosen, changed_since(version, chosen)))
            continue
        order = later(chosen, version, known)
        is_copy = not order.order and are_copies(chosen, version, known)
        findings = differing_versions(chosen, version, order, is_copy, by_person)
        may_be_anothers = any(finding.wording == NAMESAKE for finding in findings)
        told = _rows(version, findings) if not rules or "A-04" in rules else ()
        yield Told(key, told, is_canonical=may_be_anothers)


def _told_of_namesakes(library: OpenLibrary, keys: tuple[int, ...], known: Known) -> Iterator[Told]:
    """Of reports of several agencies of one name, that the others may be another's than the first."""
    first, *others = map(library.report, keys)
    for key, other in zip(keys[1:], others, strict=True):
        if other.identity.entity_id != first.identity.entity_id:
            findings = differing_versions(first, other, later(first, other, known))
            yield Told(key, _rows(other, [finding for finding in findings if finding.wording == NAMESAKE]))


def _told_of_copies(library: OpenLibrary, keys: tuple[int, ...]) -> Iterator[Told]:
    reports = [library.report(key, with_contents=False) for key in keys]
    for key, report in zip(keys, reports, strict=True):
        if report is not reports[0] or is_misplaced(report):
            others = sorted((other for other in reports if other is not report), key=is_misplaced)
            findings = next(filter(None, (same_bytes(other, report) for other in others)), [])
            yield Told(key, _rows(report, findings))


def _told_of_years(library: OpenLibrary, by_year: Sequence[tuple[int, int]], rules: list[str]) -> Iterator[Told]:
    prior: Report | None = None
    for year, key in by_year:
        report = library.report(key)
        if prior and prior.year == year - 1:
            results = {rule: YEARS[rule](prior, report) for rule in rules}
            findings = [finding for result in results.values() if not isinstance(result, str) for finding in result]
            unjudged = {rule: result for rule, result in results.items() if isinstance(result, str)}
            yield Told(key, _rows(report, findings), unjudged)
        prior = report


def _rows(report: Report, findings: Iterable[Finding]) -> tuple[FindingRow, ...]:
    return tuple(finding_row(report, finding) for finding in findings)
