"""Figures that are possible and hardly true: units, all zeros, residual rows, what is said to be complete."""

from __future__ import annotations

from decimal import Decimal

import regex as re

from extract.checks.case import Case, CheckResult, finding
from extract.model import Concept, Fact
from extract.text import converted

_FEES = Concept("proactive", "fees", "amount")
_TOO_MUCH = 10_000
"""万元: a hundred million yuan of fees a year, which no township takes."""


def unit_of_fees(case: Case) -> CheckResult:
    """D-07: fees of a township, in 万元, so high that they must be 元."""
    fact = _fact(case, _FEES)
    if fact is None or not fact.is_certain or fact.unit != "万元":
        return "figures"
    if fact.value is None or fact.value < _TOO_MUCH:
        return []
    in_yuan, raw = converted(fact.value, "元", "万元"), fact.raw
    return [finding("D-07", "warning", "unit", facts=[fact], expected=in_yuan, actual=raw, printed=raw, yuan=in_yuan)]


def nothing_but_zeros(case: Case) -> CheckResult:
    """D-12: no figure above zero in any table, and none in the prose."""
    facts = case.report.facts
    if case.reading.missing:
        return "tables"
    if not all(fact is not None and fact.is_certain for fact in facts):
        return "figures"
    if any(fact.value for fact in facts) or any(statement.value for statement in case.report.narrative):
        return []
    return [finding("D-12", "note", "zeros")]


_HANDLED, _MISC = Concept("requests", "handled", "total"), Concept("requests", "other.misc", "total")
_LARGE = Decimal("0.5")


def residual_outcomes(case: Case) -> CheckResult:
    """D-13: half of all requests or more are put down as 3.其他."""
    handled, misc = _fact(case, _HANDLED), _fact(case, _MISC)
    if handled is None or misc is None or not (handled.is_certain and misc.is_certain) or not handled.value:
        return "figures"
    if misc.value is None or misc.value / handled.value < _LARGE:
        return []
    return [finding("D-13", "note", "residual", facts=[misc], actual=misc.raw, printed=misc.raw, of=handled.raw)]


_COMPLETE = re.compile(r"(?:答复|办结|及时|按时|按期|回复)率[^。；，,;]{0,8}?(?:100\s*[%％]|百分之百|百分之一百)")
_CARRIED_OUT = Concept("requests", "carried_out", "total")


def complete_and_carried_out(case: Case) -> CheckResult:
    """E-04: the prose says that every request was answered, and the table carries some over."""
    fact = _fact(case, _CARRIED_OUT)
    if fact is None or not fact.is_certain:
        return "figures"
    for section in case.report.sections:
        for paragraph in section.paragraphs:
            match = _COMPLETE.search(paragraph.text)
            if match and "申请" in paragraph.text and fact.value:
                return [
                    finding(
                        "E-04",
                        "note",
                        "complete",
                        facts=[fact],
                        origins=[paragraph.origin.part(match.start(), match.end())],
                        actual=match[0],
                        told=match[0],
                        left=fact.raw,
                    )
                ]
    return []


_TOTAL = "narrative.proactive_total"


def total_in_section_two(case: Case) -> CheckResult:
    """E-05: how much was published stands in section two only, where the form has the table, not in section one."""
    totals = [
        statement
        for statement in case.report.narrative
        if statement.concept == _TOTAL and statement.period == "this_year"
    ]
    if not totals:
        return "statement"
    places = {
        section.number
        for section in case.report.sections
        for statement in totals
        if any(statement.sentence in paragraph.text for paragraph in section.paragraphs)
    }
    if places != {2}:
        return []
    return [
        finding(
            "E-05", "note", "total_below", origins=[totals[0].origin], actual=totals[0].raw, sentence=totals[0].sentence
        )
    ]


_REQUEST_PARTS = tuple(f"narrative.request_channel.{channel}" for channel in ("online", "in_person", "letter", "other"))
_RECEIVED = "requests.received.total"
_OPEN_LIST = re.compile(r"等|主要|部分|包括|大部分")


def parts_of_a_stated_total(case: Case) -> CheckResult:
    """E-03: ways in which requests came that are listed behind 其中 and do not add up to the total in front of it."""
    judged, findings = False, []
    for total in case.report.narrative:
        if total.concept != _RECEIVED or total.state != "number" or total.period != "this_year":
            continue
        parts = [
            statement
            for statement in case.report.narrative
            if statement.sentence == total.sentence
            and statement.concept in _REQUEST_PARTS
            and statement.state != "ambiguous"
        ]
        _, listed, behind = total.sentence.partition("其中")
        if (
            len(parts) < 2
            or not listed
            or _OPEN_LIST.search(behind)
            or not all(statement.is_certain for statement in (total, *parts))
        ):
            continue
        judged = True
        added = sum((part.value or Decimal(0) for part in parts), Decimal(0))
        if total.value is not None and added != total.value:
            findings.append(
                finding(
                    "E-03",
                    "warning",
                    "parts",
                    concepts=[total.concept, *(part.concept for part in parts)],
                    origins=[total.origin],
                    expected=total.raw,
                    actual=added,
                    total=total.raw,
                    added=" + ".join(part.raw for part in parts if part.state == "number"),
                    sum=added,
                    sentence=total.sentence,
                )
            )
    return findings if judged else "statement"


def _fact(case: Case, concept: Concept) -> Fact | None:
    table = next((table for table in case.tables if table.key == concept.table), None)
    return table.facts.get((concept.row, concept.column)) if table else None
