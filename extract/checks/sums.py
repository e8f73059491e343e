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

from extract.checks.case import Case, Found, PrintedTable, finding
from extract.model import Balance, Band, CellKey, Fact, Finding, Severity

_RULES = {"I1": "D-01", "I2": "D-02", "I3": "D-03", "I5": "D-04"}
"""The rule of every declared balance."""
_LARGEST_REPAIR, _MOST_SHOWN = 3, 3
"""Cells that a repair may change; repairs that a finding names."""


class Sum(NamedTuple):
    """A balance over one row or column: `left` and `right` must add up to the same.

    `gap` is left less right, unknown cells read as 0.
    """

    left: tuple[Fact, ...]
    right: tuple[Fact, ...]
    gap: Decimal

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
        return min(self.left, self.right, key=total) if self.gap else ()

    @property
    def is_open(self) -> bool:
        """Whether unknown cells may make up for the gap."""
        return any(fact.state != "number" for fact in self.short)

    @property
    def fails(self) -> bool:
        """Whether it does not hold whatever its unknown cells are."""
        return bool(self.gap) and not self.is_open

    @property
    def fails_with_zeros(self) -> bool:
        """Whether it does not hold once blanks and marks beside a figure are read as 0."""
        states = {fact.state for fact in self.short}
        return self.is_open and "number" in states and states <= {"number", "blank", "mark"}


class Repair(NamedTuple):
    """A cell and the figure that would make the sums hold."""

    fact: Fact
    value: Decimal


def failing_sums(case: Case, balance: str) -> Found:
    """The sums of one declared balance that do not hold; "figures" when not a single one could be judged."""
    findings: list[Finding] = []
    judged = False
    for table in case.tables:
        sums = [each for each in sums_of(table, balance) if each.is_clear]
        judged = judged or not all(each.is_open for each in sums)
        if any(each.fails or each.fails_with_zeros for each in sums):
            every = [each for each in sums_of(table) if each.is_clear]
            unfilled = {each.right[0] for each in every if each.is_open and each.short == each.right[:1]}
            repairs = repairs_of(every)
            findings.extend(
                _finding(_RULES[balance], table, each, "sum", "error" if each.fails else "warning", repairs)
                for each in sums
                if each.fails or (each.fails_with_zeros and unfilled.isdisjoint(each.short))
            )
    return findings if judged or findings else "figures"


def unusual_sums(case: Case) -> Found:
    """D-15: what usually adds up in a table of statistics and does not; "figures" when nothing could be judged."""
    findings: list[Finding] = []
    sums = [
        (table, balance, each)
        for table in case.annexed
        for printed in table.bands
        for balance in printed.table.usual
        for each in _sums(table, printed.band, balance)
        if each.is_clear
    ]
    for table, balance, each in sums:
        if each.fails and not (balance.at_least and each.short == each.right):
            wording = "usual.at_least" if balance.at_least else "usual"
            findings.append(_finding("D-15", table, each, wording, "warning"))
    return findings if findings or not case.annexed or any(not each.is_open for *_, each in sums) else "figures"


def sums_of(table: PrintedTable, only: str = "") -> Iterator[Sum]:
    """Every sum that a table declares over the cells that it has, perhaps of one balance only."""
    for printed in table.bands:
        for balance in printed.table.balances:
            if only in ("", balance.key):
                yield from _sums(table, printed.band, balance)


def _sums(table: PrintedTable, band: Band, balance: Balance) -> Iterator[Sum]:
    """A balance over every row or column of a band."""
    by_row = balance.axis == "columns"
    for each in band.lines if by_row else band.columns:
        cells = ((each.key, key) if by_row else (key, each.key) for key in balance.left + balance.right)
        facts = tuple(table.facts[cell] for cell in cells if cell in table.facts)
        left, right = facts[: len(balance.left)], facts[len(balance.left) :]
        if len(right) == len(balance.right):
            yield Sum(left, right, total(left) - total(right))


def total(facts: Iterable[Fact]) -> Decimal:
    """What facts add up to, unknown ones read as 0."""
    return sum((fact.value or Decimal(0) for fact in facts), Decimal(0))


# ── Where the fault may be ───────────────────────────────────────────────────────────────────────────────────────────


def repairs_of(sums: Sequence[Sum]) -> list[tuple[Repair, ...]]:
    """The smallest sets of printed figures whose change would make every sum hold, fewest changed digits first."""
    weights: dict[CellKey, dict[int, int]] = {}
    facts: dict[CellKey, Fact] = {}
    for number, each in enumerate(sums):
        for weight, side in ((1, each.left), (-1, each.right)):
            for fact in side:
                if fact.state == "number":
                    cell = (fact.concept.row, fact.concept.column)
                    facts[cell] = fact
                    weights.setdefault(cell, {})[number] = weight
    gaps = {number: each.gap for number, each in enumerate(sums) if each.fails}
    for size in range(1, _LARGEST_REPAIR + 1) if gaps else ():
        found = {frozenset(repair.items()) for repair in _repairs(gaps, weights, facts, size, {})}
        if found:
            repairs = (tuple(Repair(facts[cell], value) for cell, value in sorted(each)) for each in found)
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
        value = total((facts[cell],)) + change
        if value < 0:
            continue
        left = dict(gaps)
        for number, weight in sums.items():
            left[number] = left.get(number, Decimal(0)) + weight * change
        still = {number: gap for number, gap in left.items() if gap}
        yield from _repairs(still, weights, facts, size - 1, {**chosen, cell: value})


def _rank(repairs: tuple[Repair, ...]) -> tuple[int, tuple[str, ...]]:
    """Few changed digits before many."""
    changed = sum(_changed_digits(str(each.fact.value), str(each.value)) for each in repairs)
    return changed, tuple(str(each.fact.concept) for each in repairs)


def _changed_digits(old: str, new: str) -> int:
    width = max(len(old), len(new))
    return sum(map(ne, old.rjust(width), new.rjust(width)))


def _finding(
    rule: str,
    table: PrintedTable,
    each: Sum,
    wording: str,
    severity: Severity,
    repairs: Sequence[tuple[Repair, ...]] = (),
) -> Finding:
    suggested = [
        "+".join(f"{one.fact.concept}:{one.fact.raw}→{one.value}" for one in repair)
        for repair in repairs
        if any(one.fact in each.facts for one in repair)
    ]
    placed = any(fact.how == "aligned" for fact in each.facts)
    doubtful = placed or bool(table.match.leftovers) or table.match.deduplicated
    return finding(
        rule,
        "warning" if doubtful else severity,
        wording,
        facts=each.facts,
        expected=total(each.left),
        actual=total(each.right),
        about_reading=doubtful,
        cell=each.right[0].concept,
        left=_terms(each.left),
        right=_terms(each.right),
        gap=abs(each.gap),
        repairs=";".join(suggested[:_MOST_SHOWN]),
    )


def _terms(side: Sequence[Fact]) -> str:
    """The figures of one side as they are added, zeros left out."""
    shown = [fact.raw or "□" for fact in side if fact.value or fact.state != "number"]
    return f"{' + '.join(shown)} = {total(side)}" if len(shown) > 1 else str(total(side))
