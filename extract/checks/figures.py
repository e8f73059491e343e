"""Figures that are possible and hardly true: units, all zeros, residual rows."""

from __future__ import annotations

from decimal import Decimal

from extract.checks.case import Case, CheckResult, finding
from extract.measures import converted
from extract.model import Concept, Fact

_FEES = Concept("proactive", "fees", "amount")
_TOO_MUCH = 10_000
"""万元: a hundred million yuan of fees a year, which no township takes."""


def unit_of_fees(case: Case) -> CheckResult:
    """D-07: fees of a township, in 万元, so high that they must be 元."""
    fact = fact_of(case, _FEES)
    if fact is None or not fact.is_certain or fact.unit != "万元":
        return "figures"
    if fact.value is None or fact.value < _TOO_MUCH:
        return []
    in_yuan, raw = converted(fact.value, "元", "万元"), fact.text
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
    handled, misc = fact_of(case, _HANDLED), fact_of(case, _MISC)
    if handled is None or misc is None or not (handled.is_certain and misc.is_certain) or not handled.value:
        return "figures"
    if misc.value is None or misc.value / handled.value < _LARGE:
        return []
    return [finding("D-13", "note", "residual", facts=[misc], actual=misc.text, printed=misc.text, of=handled.text)]


def fact_of(case: Case, concept: Concept) -> Fact | None:
    """A cell of the report; None where it was not found."""
    table = next((table for table in case.tables if table.key == concept.table), None)
    return table.facts.get((concept.row, concept.column)) if table else None
