"""Two readings of the same pages → the one that fits the form better, and what the other says.

Comes in: readings of one report by two ways of finding tables. Goes out: one of them, with a `SecondOpinion`. A second
opinion is asked for only where the first reading does not fit: it costs ten times as much. What to tell people of it is
left to `checks`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from extract.forms.balances import outcome, sums_of
from extract.model import Fact, Form, Reading, SecondOpinion, Witness


class Misfit(NamedTuple):
    """How badly a reading fits the forms, gravest first."""

    missing: int
    """Statutory tables without any cell, unless they may stand on a page that is only a picture."""
    uncertain: int
    """Cells that were not read from a cell of their own, figures that stand in none, and rows that no form has."""
    failing: int
    """Sums of the form that do not hold although every figure in them is printed."""


def misfit_of(reading: Reading, forms: tuple[Form, ...]) -> Misfit:
    """How badly a reading fits the forms; all zero when it fits."""
    facts = reading.report.facts
    in_place = sum(fact.how == "read" and fact.state != "unreadable" for fact in facts)
    astray = sum(len(match.leftovers) + len(match.extras) for match in reading.matches)
    missing = () if reading.document.gaps else reading.missing
    return Misfit(len(missing), len(facts) - in_place + astray, sum(_failing_sums(facts, forms)))


def better(first: Reading, second: Reading, by: Witness, forms: tuple[Form, ...]) -> Reading:
    """The reading that fits better, the first when they fit alike, with what the two differ in."""
    values = [{fact.concept: (fact.state, fact.value) for fact in reading.report.facts} for reading in (first, second)]
    differing = tuple(
        concept for concept in {**values[0], **values[1]} if values[0].get(concept) != values[1].get(concept)
    )
    taken = misfit_of(second, forms) < misfit_of(first, forms)
    return replace(second if taken else first, opinions=(*first.opinions, SecondOpinion(by, taken, differing)))


def _failing_sums(facts: tuple[Fact, ...], forms: tuple[Form, ...]) -> Iterator[bool]:
    figures: dict[tuple[str, ...], Decimal | None] = {fact.concept: fact.value for fact in facts}
    used = {(fact.form, fact.concept.table, fact.concept.row) for fact in facts}
    for form in forms:
        for table in form.tables:
            bands = [
                band for band in table.bands if any((form.code, table.key, line.key) in used for line in band.lines)
            ]
            for line_sum in sums_of(tuple((table, band) for band in bands)):
                left, right = (
                    [figures.get((table.key, *cell)) for cell in side] for side in (line_sum.left, line_sum.right)
                )
                yield None not in (*left, *right) and outcome(left, right).answer == "fails"
