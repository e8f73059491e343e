"""An agency under another name the year before: what its report is compared with.

Comes in: a unit of the roster, its report with a verdict, and reports of the year before. Goes out: the verdict with
the rules that compare with that year judged against what those reported that the unit was before: its predecessors,
added up, or itself under a name that the roster knows as its own, or that differs in 乡, 镇 or 街道 only.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from extract.agencies.roster import Roster, Unit
from extract.checks.known import Known
from extract.checks.versions import PartKey, canonical_of
from extract.checks.years import YEARS, joined
from extract.model import Finding, Report, Verdict, Why


def is_renewed(unit: Unit, year: int) -> bool:
    """Whether a unit came into being by the year from one or several others."""
    return bool(unit.predecessors) and unit.valid_from == year


def lacks_year_before(verdict: Verdict) -> bool:
    """Whether no report of the year before was found under the name."""
    return "year_before" in (verdict.unjudged.get(rule) for rule in YEARS)


def compared_with_former(
    unit: Unit, report: Report, verdict: Verdict, year_before: Sequence[Report], roster: Roster, known: Known
) -> Verdict:
    """The verdict on a unit's report in the light of what it was the year before, if that was something else."""
    if is_renewed(unit, report.year or 0):
        former = former_of(unit, year_before, known)
        if former is None:
            return _judged(verdict, {}, dict.fromkeys(YEARS, "year_before"))
    elif lacks_year_before(verdict):
        versions = [each for each in year_before if roster.unit_of(each)[0] == unit]
        former = canonical_of(versions, known) if versions else None
    else:
        return verdict
    if former is None:
        return verdict
    results = {rule: compare(former, report) for rule, compare in YEARS.items()}
    findings = {rule: result for rule, result in results.items() if not isinstance(result, str)}
    return _judged(verdict, findings, {rule: why for rule, why in results.items() if isinstance(why, str)})


def former_of(
    unit: Unit, year_before: Sequence[Report], known: Known, chosen: Collection[PartKey] = ()
) -> Report | None:
    """What the predecessors of a unit reported the year before, added up; None where not all of them did."""
    formers = [canonical_of(versions, known, chosen) for versions in _predecessors(unit, year_before)]
    if not formers or len(formers) < len(unit.predecessors):
        return None
    return formers[0] if len(formers) == 1 else joined(formers)


def _predecessors(unit: Unit, year_before: Sequence[Report]) -> list[list[Report]]:
    """What each predecessor reported, in all versions."""
    were = Roster(tuple(Unit(name, parent=unit.parent) for name in unit.predecessors))
    reports: dict[Unit, list[Report]] = {}
    for earlier in year_before:
        if earlier.year == unit.valid_from - 1 and (owner := were.unit_of(earlier)[0]):
            reports.setdefault(owner, []).append(earlier)
    return list(reports.values())


def _judged(verdict: Verdict, findings: Mapping[str, list[Finding]], unjudged: Mapping[str, Why]) -> Verdict:
    """The verdict with other findings of the years' rules."""
    others = [each for each in verdict.findings if each.rule not in YEARS]
    reasons = {rule: why for rule, why in verdict.unjudged.items() if rule not in YEARS}
    return Verdict((*others, *(each for found in findings.values() for each in found)), {**reasons, **unjudged})
