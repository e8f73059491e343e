"""Whose every file is: the files of a year → the units of a roster.

Comes in: reports and files without one, a roster, what persons assigned. Goes out: what was given to every unit, and
what was given to none, with whose it could be (`claims`). A report is a unit's by its code or name, or by a name of
another kind (乡, 镇, 街道) where the unit has no other; a file that could not be read by its name alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from extract.agencies.likeness import bare_name
from extract.agencies.paths import is_called_report
from extract.agencies.roster import MatchedBy, Roster, Unit
from extract.audit.claims import Assigned, Doubt, Loose, Unclaimed, candidates_of, could_be_of
from extract.audit.other_years import HandedIn, folders_of, handed_in_for
from extract.audit.terms import Filed, Terms
from extract.checks.across import SAME_BYTES
from extract.checks.versions import part_key
from extract.model import NO_VERDICT, Finding, Report, Verdict
from extract.words.sheet_names import NOT_A_REPORT

Matched = tuple[Report, Verdict, MatchedBy]


class Owned(NamedTuple):
    """What was given to a unit: its reports, files that stand under its name and are another's, files that could not be
    read, and a report of another year."""

    reports: list[Matched]
    copied: list[Filed]
    unread: list[Report]
    other_year: HandedIn | None = None


class Owners(NamedTuple):
    """What was given to every unit, the files that were given to none, and units that a file could be of."""

    owned: dict[Unit, Owned]
    unclaimed: tuple[Unclaimed, ...]
    uncertain: frozenset[Unit]


def owners_of(filed: Sequence[Filed], roster: Roster, terms: Terms) -> Owners:
    """Whose the files of a year are."""
    due = Roster(tuple(unit for unit in roster.units if unit.files_for(terms.year)))
    owned = {unit: Owned([], [], []) for unit in due.units}
    loose: list[Loose] = []
    for report, full_verdict in filed:
        copies, verdict = _without_copies(full_verdict)
        for finding in copies:
            if unit := due.named(dict(finding.details)["mine"]):
                owned[unit].copied.append((report, NO_VERDICT._replace(findings=(finding,))))
        if not report.duplicate_of:
            loose += _given(report, verdict, due, owned, terms)
    loose += _second_names(owned)
    if terms.is_drafted:
        loose += _newcomers(owned, terms.year)
        due = Roster(tuple(owned))
    free = [unit for unit, own in owned.items() if not (own.reports or own.copied)]
    loose += _of_other_years([report for report, _ in filed], due, owned, free, terms)
    return _claimed(loose, due, owned, [unit for unit in free if not owned[unit].other_year], terms)


def _given(report: Report, verdict: Verdict, due: Roster, owned: dict[Unit, Owned], terms: Terms) -> Iterator[Loose]:
    """Gives a report to its unit; what has none goes out."""
    assigned = due.named(terms.assigned.get(part_key(report), Assigned("")).unit)
    if not report.report_id:
        if assigned:
            owned[assigned].unread.append(report)
        if could_be_of(report, terms.year) or assigned:
            yield Loose(report, "unread" if report.status == "failed" else "no_report")
        return
    if report.year not in (terms.year, None):
        return
    unit, how = due.unit_of(report)
    if assigned:
        owned[assigned].reports.append((report, verdict, how or "name"))
    elif unit and report.year:
        owned[unit].reports.append((report, verdict, how))
        return
    yield Loose(report, _why_loose(report, how))


def _why_loose(report: Report, how: MatchedBy) -> Doubt:
    if not report.entity:
        return "no_agency"
    if not report.year:
        return "no_year"
    return "several" if how == "several" else "stranger"


def _second_names(owned: dict[Unit, Owned]) -> Iterator[Loose]:
    """Takes from units what goes by a name of another kind where they have reports by their own, or several such
    names: 石桥乡 beside 石桥镇 is another agency, or an older name."""
    for own in owned.values():
        renamed = [each for each in own.reports if each[2] == "renamed"]
        names = {bare_name(report.entity) for report, *_ in renamed}
        if renamed and (len(names) > 1 or len(renamed) < len(own.reports)):
            own.reports[:] = [each for each in own.reports if each[2] != "renamed"]
            yield from (Loose(report, "renamed") for report, *_ in renamed)


def _newcomers(owned: dict[Unit, Owned], year: int) -> Iterator[Loose]:
    """Without a roster, the reports of agencies that are there for the first time: others may have become them. Those
    whose only reports were assigned to others are no agencies."""
    for unit, own in list(owned.items()):
        if unit.valid_from == year and own.reports:
            yield from (Loose(report, "newcomer") for report, *_ in own.reports)
        elif unit.valid_from == year and not own.copied:
            del owned[unit]


def _of_other_years(
    of_year: Sequence[Report], due: Roster, owned: dict[Unit, Owned], free: Collection[Unit], terms: Terms
) -> Iterator[Loose]:
    """Gives units without a report that of another year which they handed in for this one; where the report prints
    this year, too, it goes out."""
    others: dict[Unit, list[Report]] = {}
    for report in terms.other_years if free else ():
        unit, _ = due.unit_for(replace(report.identity, year=None))
        if unit in free and unit is not None:
            others.setdefault(unit, []).append(report)
    folders = folders_of((*of_year, *terms.other_years), terms.known) if others else {}
    for unit, reports in others.items():
        found = handed_in_for(terms.year, reports, folders, terms.known)
        if found and found.doubtful:
            yield Loose(found.report, "no_year")
        elif found:
            owned[unit] = owned[unit]._replace(other_year=found)


def _claimed(
    loose: Iterable[Loose], due: Roster, owned: dict[Unit, Owned], free: Collection[Unit], terms: Terms
) -> Owners:
    """What is nobody's with whose it could be; an unread file that is clearly of one unit is given to it."""
    earlier = [report for report in terms.other_years if report.year and report.year < terms.year]
    unclaimed, uncertain = [], set[Unit]()
    for each in loose:
        assigned = terms.assigned.get(part_key(each.report), Assigned(""))
        claim = Unclaimed(each.report, each.why, candidates_of(each, due, free, earlier, terms.known), assigned)
        if terms.is_drafted and each.why in ("stranger", "newcomer") and not (claim.candidates or assigned.unit):
            continue
        could_be = [candidate.unit for candidate in claim.candidates if candidate.unit in free]
        is_settled = assigned.unit == NOT_A_REPORT or due.named(assigned.unit) is not None
        if each.why == "no_report" and not (assigned.unit or (could_be and is_called_report(each.report.source.name))):
            continue
        if each.why in ("unread", "no_report") and claim.is_clear and not is_settled:
            (owner,) = claim.candidates
            if owner.unit not in free:
                owned[owner.unit].unread.append(each.report)
                continue
            if each.why == "unread":
                owned[owner.unit].unread.append(each.report)
        unclaimed.append(claim._replace(is_settled=is_settled))
        if not is_settled:
            uncertain |= set(could_be)
    return Owners(owned, tuple(unclaimed), frozenset(uncertain))


def _without_copies(verdict: Verdict) -> tuple[list[Finding], Verdict]:
    """The findings that a file is another agency's, which concern the agency under whose name it stands, and the
    others, which concern the one that it prints."""
    copies = [finding for finding in verdict.findings if finding.wording == SAME_BYTES]
    others = tuple(finding for finding in verdict.findings if finding.wording != SAME_BYTES)
    return copies, verdict._replace(findings=others)
