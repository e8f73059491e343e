"""The figures of a report beside those of the year before, cell by cell, in the order of the form.

Comes in: two reports of a unit, either of which may be missing. Goes out: the cells that are compared, in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from extract.model import Concept, Fact, FormTable, Report
from extract.words.phrases import joined
from extract.words.places import row_of


class ComparedCell(NamedTuple):
    """A cell in words, its unit, what the report of the year before has for it and what this one has."""

    words: str
    unit: str
    then: Fact | None
    now: Fact | None

    @property
    def change(self) -> Decimal | None:
        """By how much it has changed; None where either figure is not certain."""
        before, after = certain_value(self.then), certain_value(self.now)
        return None if before is None or after is None else after - before


def certain_value(fact: Fact | None) -> Decimal | None:
    """The figure of a cell, if one is certain."""
    return fact.value if fact and fact.is_certain else None


def by_concept(report: Report | None) -> dict[Concept, Fact]:
    """The cells of a report; none where there is none."""
    return {fact.concept: fact for fact in report.facts} if report else {}


def compared_cells(table: FormTable, then: Report | None, now: Report | None) -> Iterator[ComparedCell]:
    """The cells of a table that are compared: all of tables two and four, of table three the totals."""
    before, after = by_concept(then), by_concept(now)
    for band in table.bands:
        columns = band.columns[-1:] if any(column.group for column in band.columns) else band.columns
        for row in band.lines:
            for column in columns:
                words = row_of(band, row)
                words = words if len(columns) == 1 else joined((words, column.label), "zh", "comma")
                concept = Concept(table.key, row.key, column.key)
                yield ComparedCell(words, row.unit or column.unit, before.get(concept), after.get(concept))
