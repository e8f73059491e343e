"""The sums that the form implies: the printed identity, outcomes, applicants, disputes.

A cell that is printed blank or lost is unknown, not 0: a sum fails only when no figures of 0 or more in its unknown
cells could make it hold. When sums fail, the smallest sets of cells whose change would make all of them hold tell
where the fault may be; they are candidates and never facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from extract.checks.case import Case, PrintedTable, finding
from extract.model import Balance, CellKey, Fact, Finding

_RULES = {"I1": "D-01", "I2": "D-02", "I3": "D-03", "I5": "D-04"}
"""The rule of every declared balance."""
_LARGEST_REPAIR, _MOST_TRIED, _MOST_SHOWN = 3, 4000, 3
"""Cells that a repair may change; sets of cells that are looked at; repairs that a finding names."""


class Sum(NamedTuple):
    """A balance over one row or column: `left` and `right` must add up to the same."""

    balance: str
    left: tuple[Fact, ...]
    right: tuple[Fact, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All cells of the sum."""
        return self.left + self.right


class Repair(NamedTuple):
    """A cell and the figure that would make the sums hold."""

    fact: Fact
    value: Decimal


def failing_sums(case: Case, balance: str) -> list[Finding] | None:
    """The sums of one declared balance that do not hold; None when not a single one could be judged."""
    findings: list[Finding] = []
    judged = False
    for table in case.tables:
        sums = [each for each in sums_of(table) if is_judged(each)]
        judged = judged or any(each.balance == balance and gap(each) is not None for each in sums)
        failing = [each for each in sums if each.balance == balance and fails(each)]
        if failing:
            repairs = repairs_of(sums)
            findings.extend(_finding(table, each, repairs) for each in failing)
    return findings if judged else None


def sums_of(table: PrintedTable) -> Iterator[Sum]:
    """Every sum that the versions of a table declare over the cells that it has."""
    for printed in {id(printed.table): printed for printed in table.bands}.values():
        for balance in printed.table.balances:
            if balance.axis == "columns":
                lines = (line.key for each, line, _ in table.lines() if each.table is printed.table)
                keys = [[(line, key) for key in balance.left + balance.right] for line in lines]
            else:
                columns = {column.key for column, _ in table.columns()}
                keys = [
                    [(key, column.key) for key in balance.left + balance.right]
                    for column in printed.band.columns
                    if column.key in columns
                ]
            yield from (each for cells in keys if (each := _sum(table, balance, cells)))


def _sum(table: PrintedTable, balance: Balance, cells: Sequence[CellKey]) -> Sum | None:
    facts = [table.facts[cell] for cell in cells if cell in table.facts]
    if len(facts) != len(cells):
        return None
    return Sum(balance.key, tuple(facts[: len(balance.left)]), tuple(facts[len(balance.left) :]))


def is_judged(each: Sum) -> bool:
    """Whether no cell of a sum is a guess or holds what is no number."""
    return all(fact.how != "suggested" and fact.state != "unreadable" for fact in each.facts)


def gap(each: Sum) -> Decimal | None:
    """Left less right with unknown cells as 0; None when unknown cells could make up for it."""
    left, right = (sum((fact.value or Decimal(0) for fact in side), Decimal(0)) for side in (each.left, each.right))
    open_left, open_right = (any(fact.state != "number" for fact in side) for side in (each.left, each.right))
    if (left < right and open_left) or (left > right and open_right):
        return None
    return left - right


def fails(each: Sum) -> bool:
    """Whether a sum does not hold whatever its unknown cells are."""
    return bool(gap(each))


# ── Where the fault may be ───────────────────────────────────────────────────────────────────────────────────────────


def repairs_of(sums: Sequence[Sum]) -> list[tuple[Repair, ...]]:
    """The smallest sets of printed figures whose change would make every sum hold, fewest changed digits first."""
    weights: dict[CellKey, list[tuple[int, int]]] = {}
    facts: dict[CellKey, Fact] = {}
    for number, each in enumerate(sums):
        for weight, side in ((1, each.left), (-1, each.right)):
            for fact in side:
                if fact.state == "number":
                    cell = (fact.concept.row, fact.concept.column)
                    facts[cell] = fact
                    weights.setdefault(cell, []).append((number, weight))
    gaps = {number: left for number, each in enumerate(sums) if (left := gap(each))}
    for size in range(1, _LARGEST_REPAIR + 1 if gaps else 1):
        tried = [_MOST_TRIED]
        found = {frozenset(repair.items()) for repair in _repairs(gaps, weights, facts, size, {}, tried)}
        if found:
            repairs = (tuple(Repair(facts[cell], value) for cell, value in sorted(each)) for each in found)
            return sorted(repairs, key=_rank)
    return []


def _repairs(
    gaps: dict[int, Decimal],
    weights: dict[CellKey, list[tuple[int, int]]],
    facts: dict[CellKey, Fact],
    size: int,
    chosen: dict[CellKey, Decimal],
    tried: list[int],
) -> Iterator[dict[CellKey, Decimal]]:
    """Sets of at most `size` further cells that close all gaps; each cell closes the first gap that is left."""
    if not gaps:
        yield chosen
        return
    first = min(gaps)
    if size == 0 or tried[0] <= 0:
        return
    for cell, sums in weights.items():
        weight = dict(sums).get(first, 0)
        if not weight or cell in chosen:
            continue
        tried[0] -= 1
        value = (facts[cell].value or Decimal(0)) - weight * gaps[first]
        if value < 0:
            continue
        left = dict(gaps)
        for number, sign in sums:
            left[number] = left.get(number, Decimal(0)) - sign * weight * gaps[first]
            if not left[number]:
                del left[number]
        yield from _repairs(left, weights, facts, size - 1, {**chosen, cell: value}, tried)


def _rank(repairs: tuple[Repair, ...]) -> tuple[int, Decimal, tuple[str, ...]]:
    """Few changed digits before many, small changes before large ones."""
    changed = sum(_changed_digits(str(each.fact.value), str(each.value)) for each in repairs)
    size = sum((abs(each.value - (each.fact.value or 0)) for each in repairs), Decimal(0))
    return changed, size, tuple(str(each.fact.concept) for each in repairs)


def _changed_digits(old: str, new: str) -> int:
    width = max(len(old), len(new))
    return sum(one != other for one, other in zip(old.rjust(width), new.rjust(width), strict=True))


def _finding(table: PrintedTable, each: Sum, repairs: Sequence[tuple[Repair, ...]]) -> Finding:
    left = sum((fact.value or Decimal(0) for fact in each.left), Decimal(0))
    right = sum((fact.value or Decimal(0) for fact in each.right), Decimal(0))
    suggested = [
        "+".join(f"{one.fact.concept}:{one.fact.raw}→{one.value}" for one in repair)
        for repair in repairs
        if any(one.fact in each.facts for one in repair)
    ]
    placed = any(fact.how == "aligned" for fact in each.facts)
    doubtful = placed or bool(table.match.leftovers) or table.match.deduplicated
    return finding(
        _RULES[each.balance],
        "warning" if doubtful else "error",
        "sum",
        facts=[*each.right, *each.left],
        expected=left,
        actual=right,
        about_reading=doubtful,
        cell=each.right[0].concept,
        left=_terms(each.left),
        right=_terms(each.right),
        gap=abs(left - right),
        repairs=";".join(suggested[:_MOST_SHOWN]),
    )


def _terms(side: Sequence[Fact]) -> str:
    """The figures of one side as they are added, zeros left out."""
    shown = [fact.raw or "□" for fact in side if fact.value or fact.state != "number"]
    total = sum((fact.value or Decimal(0) for fact in side), Decimal(0))
    return f"{' + '.join(shown)} = {total}" if len(shown) > 1 else str(total)
