"""Figures of many agencies added up, cell by cell: what is in each sum, what is not, and what the parent printed.

Comes in: the reports of a group, with what speaks against their cells. Goes out: sums. A figure that is missing, blank
or a guess is in none of them, and whose it is stands beside it; one that something speaks against is in the sum, and
how much of it that is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from extract.measures import converted
from extract.model import Concept, Fact, Report


class Total(NamedTuple):
    """A cell added up over the agencies of a group.

    `stated_by_parent` is what the parent itself printed for all of them (None where it has no such report), `without`
    names the agencies whose figure is missing, blank or a guess and so is not in the sum. `in_doubt` is the part of
    the sum that open findings speak against, and `doubted` names whose figures these are.
    """

    concept: Concept
    unit: str
    total: Decimal
    counted: int
    without: tuple[str, ...]
    stated_by_parent: Decimal | None
    in_doubt: Decimal = Decimal(0)
    doubted: tuple[str, ...] = ()

    @property
    def without_doubt(self) -> Decimal:
        """The sum of the figures that nothing speaks against."""
        return self.total - self.in_doubt


class Member(NamedTuple):
    """An agency of a group, its report, None where there is none, and the rules that speak against cells of it."""

    name: str
    report: Report | None
    flags: Mapping[str, str] = MappingProxyType({})


def totals_of(group: Sequence[Member], parent: Report | None) -> tuple[Total, ...]:
    """The cells that any report of a group has, added up over the group. `parent` is the report that the parent printed
    for all of them."""
    cells: dict[Concept, str] = {}
    facts = [{fact.concept: fact for fact in member.report.facts} if member.report else {} for member in group]
    for by_concept in facts:
        cells |= {concept: fact.unit for concept, fact in by_concept.items() if concept not in cells}
    of_parent = {fact.concept: fact for fact in parent.facts} if parent else {}
    return tuple(_sum(concept, unit, group, facts, of_parent.get(concept)) for concept, unit in cells.items())


def _sum(
    concept: Concept,
    unit: str,
    group: Sequence[Member],
    facts: Sequence[Mapping[Concept, Fact]],
    parent_fact: Fact | None,
) -> Total:
    cells = [by_concept.get(concept) for by_concept in facts]
    figures = [(member, _value_in(unit, cell)) for member, cell in zip(group, cells, strict=True)]
    values = [(member, value) for member, value in figures if value is not None]
    doubtful = [(member, value) for member, value in values if str(concept) in member.flags]
    return Total(
        concept,
        unit,
        sum((value for _, value in values), Decimal(0)),
        len(values),
        tuple(member.name for member, value in figures if value is None),
        _value_in(unit, parent_fact),
        sum((value for _, value in doubtful), Decimal(0)),
        tuple(member.name for member, _ in doubtful),
    )


def _value_in(unit: str, fact: Fact | None) -> Decimal | None:
    """A certain figure in a unit; None where there is none, or it is in a unit of something else."""
    return converted(fact.value, fact.unit, unit) if fact and fact.is_certain and fact.value is not None else None
