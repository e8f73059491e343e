"""The sums that the form implies: the printed identity, outcomes, applicants, disputes.

A cell that is printed blank or lost is unknown, not 0: a sum fails when no figures of 0 or more in its unknown cells
could make it hold. It is doubtful when it does not hold with its blanks read as 0, unless the blank is a total that was
not filled in. When sums fail, the smallest sets of cells whose change would make all of them hold tell
where the fault may be; they are candidates and never facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from operator import ne
from typing import NamedTuple

from extract.checks.case import Case, CheckResult, PrintedTable, finding
from extract.forms.balances import Edition, Evaluation, Sum, outcome, sums_of, total, usual_sums_of, weights_of
from extract.model import CellKey, Fact, Finding, Severity

_LARGEST_REPAIR, _MOST_SHOWN = 3, 3
"""Cells that a repair may change; repairs that a finding names."""
_ALL_TERMS = 7
"""Cells of a side that a sentence shows with their zeros: all kinds of applicants, not all outcomes."""


class PrintedSum(NamedTuple):
    """A declared sum with the cells that are printed for it."""

    declared: Sum
    left: tuple[Fact, ...]
    right: tuple[Fact, ...]
    outcome: Evaluation

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All cells of the sum, those it adds up to first."""
        return self.right + self.left

    @property
    def is_clear(self) -> bool:
        """Whether no cell is a guess or holds what is no number."""
        return not any(fact.is_guess or fact.state == "unreadable" for fact in self.facts)

    @property
    def short(self) -> tuple[Fact, ...]:
        """The side that adds up to less; neither when both are equal."""
        return () if not self.outcome.gap else self.left if self.outcome.gap < 0 else self.right

    @property
    def is_open(self) -> bool:
        """Whether unknown cells may make up for the gap."""
        return self.outcome.answer == "open"

    @property
    def fails(self) -> bool:
        """Whether it does not hold whatever its unknown cells are."""
        return self.outcome.answer == "fails"

    @property
    def fails_with_zeros(self) -> bool:
        """Whether it does not hold once blanks and marks beside a figure are read as 0."""
        states = {fact.state for fact in self.short}
        return self.is_open and "number" in states and states <= {"number", "blank", "mark"}


class Repair(NamedTuple):
    """A cell and the figure that would make the sums hold."""

    fact: Fact
    value: Decimal


def failing_sums(case: Case, rule: str, balance: str) -> CheckResult:
    """A rule on the sums of one balance: those that do not hold; "figures" when not a single one could be judged."""
    findings: list[Finding] = []
    judged = False
    for table in case.tables:
        sums = list(printed_sums(table, balance))
        judged = judged or any(not printed.is_open and printed.is_clear for printed in sums)
        failing = [printed for printed in sums if (printed.fails or printed.fails_with_zeros) and printed.is_clear]
        if failing:
            clear = [printed for printed in printed_sums(table) if printed.is_clear]
            unfilled = {printed.right[0] for printed in clear if printed.is_open and printed.short == printed.right[:1]}
            repairs = repairs_of(clear)
            findings.extend(
                _finding(rule, table, printed, "sum", "error" if printed.fails else "warning", repairs)
                for printed in failing
                if printed.fails or unfilled.isdisjoint(printed.short)
            )
    return findings if judged or findings else "figures"


def unusual_sums(case: Case) -> CheckResult:
    """D-15: what usually adds up in a table of statistics and does not; "figures" when nothing could be judged."""
    sums = [
        (table, printed)
        for table in case.annexed
        for printed in _printed(table, usual_sums_of(_editions(table)))
        if printed.is_clear
    ]
    findings = [
        _finding("D-15", table, printed, "usual.at_least" if printed.declared.balance.at_least else "usual", "warning")
        for table, printed in sums
        if printed.fails
    ]
    return findings if findings or not case.annexed or any(not printed.is_open for _, printed in sums) else "figures"


def printed_sums(table: PrintedTable, only: str = "") -> Iterator[PrintedSum]:
    """Every sum that a table declares over the cells that it has, perhaps of one balance only."""
    return _printed(table, (declared for declared in sums_of(_editions(table)) if only in ("", declared.balance.key)))


def _editions(table: PrintedTable) -> tuple[Edition, ...]:
    return tuple((printed.table, printed.band) for printed in table.bands)


def _printed(table: PrintedTable, sums: Iterable[Sum]) -> Iterator[PrintedSum]:
    for declared in sums:
        if all(map(table.facts.__contains__, declared.cells)):
            left, right = (tuple([table.facts[cell] for cell in side]) for side in (declared.left, declared.right))
            yield PrintedSum(declared, left, right, outcome(_values(left), _values(right), declared.balance.at_least))


def _values(facts: Iterable[Fact]) -> list[Decimal | None]:
    return [fact.value for fact in facts]


# ── Where the fault may be ───────────────────────────────────────────────────────────────────────────────────────────


def repairs_of(sums: Sequence[PrintedSum]) -> list[tuple[Repair, ...]]:
    """The smallest sets of printed figures whose change would make every sum hold, fewest changed digits first."""
    weights: dict[CellKey, dict[int, int]] = {}
    facts = {(fact.concept.row, fact.concept.column): fact for printed in sums for fact in printed.facts}
    for number, cell, weight in weights_of(printed.declared for printed in sums):
        if facts[cell].state == "number":
            weights.setdefault(cell, {})[number] = weight
    gaps = {number: printed.outcome.gap for number, printed in enumerate(sums) if printed.fails}
    for size in range(1, _LARGEST_REPAIR + 1) if gaps else ():
        candidates = {frozenset(repair.items()) for repair in _repairs(gaps, weights, facts, size, {})}
        if candidates:
            repairs = (tuple(Repair(facts[cell], value) for cell, value in sorted(repair)) for repair in candidates)
            return sorted(repairs, key=_rank)
    return []


def _repairs(
    gaps: dict[int, Decimal],
    weights: dict[CellKey, dict[int, int]],
    facts: dict[CellKey, Fact],
    size: int,
    chosen: dict[CellKey, Decimal],
) -> Iterator[dict[CellKey, Decimal]]:
    """Sets of at most `size` further cells that close all gaps; each closes the last gap, a row's if there is one."""
    if not gaps:
        yield chosen
        return
    last = max(gaps)
    for cell, sums in weights.items() if size else ():
        if last not in sums or cell in chosen:
            continue
        change = -sums[last] * gaps[last]
        value = total((facts[cell].value,)) + change
        if value < 0:
            continue
        left = dict(gaps)
        for number, weight in sums.items():
            left[number] = left.get(number, Decimal(0)) + weight * change
        still = {number: gap for number, gap in left.items() if gap}
        yield from _repairs(still, weights, facts, size - 1, {**chosen, cell: value})


def _rank(repairs: tuple[Repair, ...]) -> tuple[int, tuple[str, ...]]:
    """Few changed digits before many."""
    changed = sum(_changed_digits(str(repair.fact.value), str(repair.value)) for repair in repairs)
    return changed, tuple(str(repair.fact.concept) for repair in repairs)


def _changed_digits(old: str, new: str) -> int:
    width = max(len(old), len(new))
    return sum(map(ne, old.rjust(width), new.rjust(width)))


def _finding(
    rule: str,
    table: PrintedTable,
    printed: PrintedSum,
    wording: str,
    severity: Severity,
    repairs: Sequence[tuple[Repair, ...]] = (),
) -> Finding:
    suggested = [
        "+".join(f"{repaired.fact.concept}:{repaired.fact.text}→{repaired.value}" for repaired in repair)
        for repair in repairs
        if any(repaired.fact in printed.facts for repaired in repair)
    ]
    placed = any(fact.how == "aligned" for fact in printed.facts)
    doubtful = placed or bool(table.unplaced) or table.match.deduplicated
    return finding(
        rule,
        "warning" if doubtful else severity,
        wording,
        facts=printed.facts,
        expected=total(_values(printed.left)),
        actual=total(_values(printed.right)),
        about_reading=doubtful,
        cell=printed.right[0].concept,
        left=_terms(printed.left),
        right=_terms(printed.right),
        gap=abs(printed.outcome.gap),
        repairs=";".join(suggested[:_MOST_SHOWN]),
    )


def _terms(side: Sequence[Fact]) -> str:
    """The figures of one side as they are added; of a long one the zeros are left out."""
    shown = [fact.text or "□" for fact in side if len(side) <= _ALL_TERMS or fact.value or fact.state != "number"]
    added = total(_values(side))
    return f"{' + '.join(shown)} = {added}" if len(shown) > 1 else str(added)
