"""Two versions of one report → the cells that are certain in both, and say something else.

Comes in: two reports. Goes out: facts in pairs. Blank and mark are both no figure; an amount that is given in another
unit is the same amount. Also which cells findings about the older one named, and so asked to change.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from extract.measures import converted
from extract.model import CERTAIN, Concept, Fact, Report, Verdict
from extract.rows import fingerprint


class ChangedCell(NamedTuple):
    """A cell in two versions of a report."""

    old: Fact
    new: Fact


def changed_cells(old: Report, new: Report) -> dict[Concept, ChangedCell]:
    """The cells that say something else in a newer version, in its order."""
    before = read_cells(old)
    pairs = {cell: ChangedCell(before[cell], fact) for cell, fact in read_cells(new).items() if cell in before}
    return {cell: pair for cell, pair in pairs.items() if not says_same(*pair)}


OF_VERSIONS = frozenset({"A-03", "A-04"})
"""Rules that tell in what versions differ, and ask for no change."""


def asked_cells(report: Report, verdict: Verdict, dismissed: Collection[str]) -> frozenset[str]:
    """The cells of a report that anything is said about which nobody has dismissed; what was, by fingerprints."""
    return frozenset(
        concept
        for finding in verdict.findings
        if finding.rule not in OF_VERSIONS and fingerprint(finding, report) not in dismissed
        for concept in finding.concepts
    )


def says_same(one: Fact, other: Fact) -> bool:
    """Whether two cells hold one figure, in whatever unit, or both none."""
    if one.value is None or other.value is None:
        return one.value is other.value
    return converted(other.value, other.unit, one.unit) == one.value


def read_cells(report: Report) -> dict[Concept, Fact]:
    """The cells of which is known for certain what they hold, be it nothing."""
    return {
        fact.concept: fact
        for fact in report.facts
        if fact.is_certain or (fact.how in CERTAIN and fact.state in ("blank", "mark"))
    }
