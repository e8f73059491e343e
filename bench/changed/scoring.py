"""Reads a changed report as any other, and says what became of its cells and what was said of its agency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from bench.changed.document import FORMS, NOT_PRINTED, Document, Seen
from extract.checks import verdict_of
from extract.errors import UnreadableFile
from extract.model import NOTHING_GIVEN, Concept, Fact, Finding, Reading
from extract.pipeline import readings_of

BLAMING = frozenset({"empty", "not_a_report"})
"""Reasons for not reading a file that are untrue of every report made here."""


@dataclass
class Outcome:
    """What became of one report. `cells` counts cells by what became of them; what is listed is what may not be."""

    cells: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    blamed: list[str] = field(default_factory=list)
    untold: list[str] = field(default_factory=list)
    status: str = ""

    @property
    def faults(self) -> list[str]:
        """Everything that may not be, in words."""
        return [*self.wrong, *self.blamed, *self.untold]


def outcome_of(document: Document, data: bytes) -> Outcome:
    """What is read of a document, held against what a person sees."""
    outcome = Outcome()
    try:
        readings = readings_of(data, f"input.{document.suffix}", NOTHING_GIVEN)
    except UnreadableFile as refused:
        outcome.status = f"failed: {refused.code}"
        outcome.cells["lost"] = len(document.seen)
        if refused.code in BLAMING:
            outcome.untold.append(f"refused as {refused.code}")
        return outcome
    reading = readings[0]
    outcome.status = reading.report.status
    _count_cells(outcome, document, reading)
    findings = verdict_of(reading, FORMS).findings
    outcome.blamed = [_told(finding) for finding in findings if _blames(finding, document)]
    outcome.untold += _untold(outcome, document, reading, len(readings))
    if not any(finding.wording == "entity.recognised" for finding in findings):
        outcome.untold += _another_agency(document, reading)
    return outcome


def _count_cells(outcome: Outcome, document: Document, reading: Reading) -> None:
    facts = {fact.concept: fact for fact in reversed(reading.report.facts)}
    suggested = {(concept.table, concept.row) for concept, fact in facts.items() if fact.how == "suggested"}
    for concept, seen in document.seen.items():
        became = became_of(facts.get(concept), seen)
        if became == "lost" and concept in facts and (concept.table, concept.row) in suggested:
            became = "flagged"
        outcome.cells[became] += 1
        if became == "wrong":
            outcome.wrong.append(_difference(concept, facts[concept], seen))
        if became == "lost" and concept not in document.doubtful:
            outcome.cells["lost, empty" if seen == "" else "lost, not empty"] += 1
    for concept, fact in facts.items():
        if concept not in document.seen and fact.state == "number" and not fact.is_guess:
            outcome.wrong.append(_difference(concept, fact, NOT_PRINTED))


def became_of(fact: Fact | None, seen: Seen) -> str:
    """right, wrong (and not marked), flagged or lost."""
    if fact is None or fact.state == "absent":
        return "right" if seen == NOT_PRINTED else "lost"
    if fact.state == "unreadable" or fact.is_guess:
        return "flagged"
    if isinstance(seen, Decimal):
        return "right" if fact.state == "number" and fact.value == seen else "wrong"
    if seen == "":
        return "right" if fact.state == "blank" else "wrong"
    if seen is None or seen == NOT_PRINTED:
        return "wrong"
    return "right" if fact.state == "mark" else "wrong"


def _difference(concept: Concept, fact: Fact, seen: Seen) -> str:
    shown = "nothing certain" if seen is None else "blank" if seen == "" else seen
    value = fact.value if fact.state == "number" else fact.state
    return f"{concept} is {value} ({fact.how} {fact.raw!r}), seen is {shown}"


def _blames(finding: Finding, document: Document) -> bool:
    return finding.about == "report" and finding.severity != "note" and finding.rule not in document.may


def _told(finding: Finding) -> str:
    details = ", ".join(f"{key}={value}" for key, value in finding.details)
    return f"{finding.rule} {finding.severity} {finding.wording} {', '.join(finding.concepts[:2])} {details}"[:160]


def _untold(outcome: Outcome, document: Document, reading: Reading, reports: int) -> Iterator[str]:
    report = reading.report
    lost, empty = outcome.cells["lost, not empty"], outcome.cells["lost, empty"]
    is_told = report.status not in ("ok", "ok_with_repairs")
    if (lost and not is_told) or (empty and report.status == "ok"):
        yield f"{lost} cells and {empty} empty ones lost, status {report.status}"
    if report.year != document.year and not (is_told and report.year is None):
        yield f"year {report.year}, seen is {document.year}"
    if reports != 1:
        yield f"{reports} reports in one file"


def _another_agency(document: Document, reading: Reading) -> Iterator[str]:
    report = reading.report
    whole = "".join((report.identity.parent, report.entity)) if reading.document.is_recognised else report.entity
    if document.entity not in (report.entity, whole) and not (report.status == "partial" and not report.entity):
        yield f"entity {report.entity}, seen is {document.entity}"
