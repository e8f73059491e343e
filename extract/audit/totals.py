"""Figures of many agencies added up, cell by cell: what is in each sum, what is not, and what the parent printed.

Comes in: the reports of a group. Goes out: sums. A figure that is missing, blank or a guess is in none of them, and
whose it is stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from extract.model import Concept, Fact, Report
from extract.text import converted


class Total(NamedTuple):
    """A cell added up over the agencies of a group.

    `stated_by_parent` is what the parent itself printed for all of them (None where it has no such report), `without`
    names the agencies whose figure is missing, blank or a guess and so is not in the sum.
    """

    concept: Concept
    unit: str
    total: Decimal
    counted: int
    without: tuple[str, ...]
    stated_by_parent: Decimal | None


def totals_of(group: Sequence[tuple[str, Report | None]], parent: Report | None) -> tuple[Total, ...]:
    """The cells that any report of a group has, added up over the group: names of agencies and their reports, None
    where there is none. `parent` is the report that the parent printed for all of them."""
    cells: dict[Concept, str] = {}
    facts = [{fact.concept: fact for fact in report.facts} if report else {} for _, report in group]
    names = [name for name, _ in group]
    for by_concept in facts:
        cells |= {concept: fact.unit for concept, fact in by_concept.items() if concept not in cells}
    of_parent = {fact.concept: fact for fact in parent.facts} if parent else {}
    return tuple(_sum(concept, unit, names, facts, of_parent.get(concept)) for concept, unit in cells.items())


def _sum(
    concept: Concept, unit: str, names: Sequence[str], facts: Sequence[Mapping[Concept, Fact]], parent_fact: Fact | None
) -> Total:
    values, without = [], []
    for name, by_concept in zip(names, facts, strict=True):
        fact = by_concept.get(concept)
        value = _value_in(unit, fact)
        if value is not None:
            values.append(value)
        else:
            without.append(name)
    stated_by_parent = _value_in(unit, parent_fact)
    return Total(concept, unit, sum(values, Decimal(0)), len(values), tuple(without), stated_by_parent)


def _value_in(unit: str, fact: Fact | None) -> Decimal | None:
    """A certain figure in a unit; None where there is none, or it is in a unit of something else."""
    return converted(fact.value, fact.unit, unit) if fact and fact.is_certain and fact.value is not None else None
