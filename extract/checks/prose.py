"""What the prose states against the tables.

Only figures that are stated for the year itself, exactly and without doubt are compared, and only with cells whose
figure stands in its own place. Where figures of the table have no place, one of them may be a part of what is compared:
that the two differ is a doubt about the reading.
"""

from __future__ import annotations

from decimal import Decimal

from extract.checks.case import Case, CheckResult, PrintedTable, finding
from extract.measures import UNITS, converted
from extract.model import Fact, Statement


def figures_against_tables(case: Case) -> CheckResult:
    """E-01: a figure stated in the prose is not the one in the table."""
    return _differences(case, "E-01", "number", "prose")


def negations_against_tables(case: Case) -> CheckResult:
    """E-02: the prose says that there was none, and the table has some."""
    return _differences(case, "E-02", "none", "prose_none")


def _differences(case: Case, rule: str, state: str, wording: str) -> CheckResult:
    findings = []
    judged = False
    for statement in case.report.narrative:
        if statement.state != state or statement.period != "this_year" or not statement.is_certain:
            continue
        table = next((table for table in case.tables if table.key == statement.concept.partition(".")[0]), None)
        facts = _facts(table, statement.concept) if table else []
        if not table or not facts or not all(fact.is_certain for fact in facts):
            continue
        stated = _in_unit(statement, facts[0])
        if stated is None:
            continue
        judged = True
        tabled = sum((fact.value or Decimal(0) for fact in facts), Decimal(0))
        if stated != tabled:
            findings.append(
                finding(
                    rule,
                    "warning" if table.unplaced else "error",
                    wording,
                    facts=facts,
                    concepts=[statement.concept],
                    origins=[statement.origin],
                    expected=tabled,
                    actual=statement.raw,
                    about_reading=bool(table.unplaced),
                    sentence=statement.sentence,
                    told=statement.raw,
                    tabled=tabled,
                )
            )
    return findings if judged else "statement"


def _facts(table: PrintedTable, concept: str) -> list[Fact]:
    """The cells that a concept of the prose stands for: one, or the totals of all rows of a group."""
    _, _, cell = concept.partition(".")
    row, _, column = cell.rpartition(".")
    if row:
        return [table.facts[row, column]] if (row, column) in table.facts else []
    return [fact for (row, column), fact in table.facts.items() if column == "total" and row.startswith(cell)]


def _in_unit(statement: Statement, fact: Fact) -> Decimal | None:
    """A stated figure in the unit of the table; None for what is no money where the table has some.

    What is counted is one, whatever it is called: 12 条 in the prose may be the 12 件 of the table.
    """
    value = statement.value or Decimal(0)
    unit = UNITS.get(fact.unit)
    if not value or not unit:
        return value
    if unit.measures == "money":
        return converted(value, statement.unit, fact.unit)
    return value / unit.factor
