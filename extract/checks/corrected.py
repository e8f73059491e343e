"""What figures that persons laid over the print change of what was found about a report.

Comes in: a report as it is printed, the same with what persons laid over it, and what was found about it when it was
read. Goes out: which of that does not stand any more, and what is found instead. Only rules are asked that look at
cells, and at what the text says of them; both reports are judged alike, and only what is otherwise counts. What was not
found in the print is a doubt of ours: nobody's agency is blamed for a figure that it did not print; what rests on
figures that were recognised is no doubt any more where a person has confirmed each of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extract.checks import as_doubt, verdict_of
from extract.forms import load_forms
from extract.model import CERTAIN, Document, Fact, Finding, Grid, Match, Reading, Report

_OF_CELLS = (
    "R-01", "D-01", "D-02", "D-03", "D-04", "D-08", "D-12", "D-13", "D-15", "E-01", "E-02", "E-04",
)  # fmt: skip


class ChangedFindings(NamedTuple):
    """Which of the findings do not stand any more, by their places among them, and what is found instead."""

    gone: tuple[int, ...]
    new: tuple[Finding, ...]


def changed_findings(printed: Report, corrected: Report, found: Sequence[Finding]) -> ChangedFindings:
    """What is otherwise about a corrected report than was found when it was read."""
    before, now = (verdict_of(_reading(report), load_forms(), _OF_CELLS).findings for report in (printed, corrected))
    told_anew = [finding for finding in now if finding not in before]
    gone = {_about(finding) for finding in (*(each for each in before if each not in now), *told_anew)}
    places = tuple(place for place, finding in enumerate(found) if _about(finding) in gone)
    was = {_about(found[place]): found[place] for place in places}
    facts = {str(fact.concept): fact for fact in corrected.facts}
    return ChangedFindings(places, tuple(_as_was(each, was.get(_about(each)), facts) for each in told_anew))


def _as_was(finding: Finding, was: Finding | None, facts: Mapping[str, Fact]) -> Finding:
    """A finding as surely the agency's as it was in the print; what rests on figures that a person has looked at and
    found printed so, as it is."""
    cells = [facts[concept] for concept in finding.concepts if concept in facts]
    if any(fact.confirmed == "person" for fact in cells) and all(_is_print(fact) for fact in cells):
        return finding
    return as_doubt(finding) if was is None or was.about == "reading" else finding._replace(severity=was.severity)


def _is_print(fact: Fact) -> bool:
    """Whether what a cell holds is certainly printed in it."""
    return fact.confirmed == "person" or (fact.how in CERTAIN and fact.how != "corrected")


def _about(finding: Finding) -> tuple[str, frozenset[str]]:
    return finding.rule, frozenset(finding.concepts)


def _reading(report: Report) -> Reading:
    """A report whose document is not at hand, with its tables."""
    tables = dict.fromkeys(fact.concept.table for fact in report.facts)
    matches = tuple(Match(table, (), (), (), (), False, False, False, 0, 0, 0.0) for table in tables)
    return Reading(report, Document(report.source, (), ""), Grid((), ()), matches, ())
