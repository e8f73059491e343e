"""Units that came into being from several others: their report is held against the sums of what those reported.

Comes in: a unit, its report with its verdict, the reports of the year before. Goes out: the verdict that goes by all
its predecessors.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.agencies.roster import Roster, Unit
from extract.checks.versions import Names, canonical_of
from extract.checks.years import YEARS, joined
from extract.model import Report, Verdict


def is_merged(unit: Unit, year: int) -> bool:
    """Whether a unit came into being by the year from several others."""
    return len(unit.predecessors) > 1 and unit.valid_from == year


def after_merger(unit: Unit, report: Report, verdict: Verdict, year_before: Sequence[Report], names: Names) -> Verdict:
    """A verdict that compares with what all the predecessors of a unit reported, not with one of the same name."""
    were = Roster(tuple(Unit(name, parent=unit.parent) for name in unit.predecessors))
    predecessors: dict[Unit, list[Report]] = {}
    for earlier in year_before:
        if earlier.year == unit.valid_from - 1 and (owner := were.unit_of(earlier)[0]):
            predecessors.setdefault(owner, []).append(earlier)
    others = tuple(finding for finding in verdict.findings if finding.rule not in YEARS)
    if len(predecessors) < len(were.units):
        return Verdict(others, {**verdict.unjudged, **dict.fromkeys(YEARS, "year_before")})
    before = joined([canonical_of(versions, names) for versions in predecessors.values()])
    results = {rule: compare(before, report) for rule, compare in YEARS.items()}
    made = [finding for result in results.values() if not isinstance(result, str) for finding in result]
    unjudged = {rule: why for rule, why in results.items() if isinstance(why, str)}
    other_reasons = {rule: why for rule, why in verdict.unjudged.items() if rule not in YEARS}
    return Verdict((*others, *made), {**other_reasons, **unjudged})
