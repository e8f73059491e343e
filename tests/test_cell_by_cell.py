"""Pages printed cell by cell, a bar behind each: an empty cell is a bar alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

import pytest

from extract.forms import load_forms
from extract.model import Concept
from extract.pipeline import reading_of
from tests.made.generator import LOSSES, page
from tests.made.sheets import Filled, Sheet, each, filled, sheets

FORM = load_forms()[-1]


@pytest.mark.parametrize(
    "shown",
    [
        lambda concept: concept.column == "total",
        lambda concept: concept.column == "total" and concept.table != "disputes",
        lambda concept: concept.table == "requests" and concept.column == "total",
        lambda concept: concept.row == "suit_direct" and concept.column == "total",
    ],
    ids=["totals", "totals of requests", "requests alone", "one total"],
)
def test_a_report_of_zeros_has_every_cell(shown: Callable[[Concept], bool], monkeypatch: pytest.MonkeyPatch) -> None:
    def zeros_blank(report: Filled, random: Random) -> tuple[Sheet, ...]:
        whole = sheets(report, random)
        return each(whole, lambda box: box._replace(text="0" if shown(box.concept) else "") if box.concept else box)

    monkeypatch.setitem(LOSSES, "zeros_blank", zeros_blank)
    random = Random(3)
    printed = page(filled(random, FORM, False), "lines_pipe_after", "zeros_blank", random)
    facts = reading_of(printed.text.encode(), "x.txt").report.facts
    assert {(fact.concept, fact.state, fact.raw) for fact in facts} == {
        (concept, "number" if raw else "blank", raw) for concept, raw in printed.truth.items()
    }


@pytest.mark.parametrize("layout", ["lines", "lines_pipe_after"])
@pytest.mark.parametrize("table", ["requests", "disputes"])
@pytest.mark.parametrize("seed", range(4))
def test_digits_before_a_point_are_no_number_of_what_they_do_not_stand_before(
    layout: str, table: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`47．` on a line of its own, where figures stand: a figure that cannot be read, be it the last of its table."""
    random = Random(seed)
    report = filled(random, FORM, False)
    concepts = [concept for concept in report.values if concept.table == table]
    pointed = random.choice((concepts[-1], random.choice(concepts)))

    def with_a_point(report: Filled, random: Random) -> tuple[Sheet, ...]:
        return each(sheets(report, random), lambda box: box._replace(text="47．") if box.concept == pointed else box)

    monkeypatch.setitem(LOSSES, "pointed", with_a_point)
    printed = page(report, layout, "pointed", random)
    facts = {fact.concept: fact for fact in reading_of(printed.text.encode(), "x.txt").report.facts}
    assert facts[pointed].state == "unreadable"
    for concept, raw in printed.truth.items():
        assert concept == pointed or facts[concept].raw == raw or facts[concept].state == "unreadable", concept


@pytest.mark.parametrize("label", ["合计", "小计", "总计"])
def test_a_row_that_is_called_as_a_column_is_gives_none_of_its_figures_to_the_row_above(
    label: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sum of a group behind a row that is printed empty: as many figures as that has cells."""
    row = "unable.still_unclear"

    def emptied(report: Filled, random: Random) -> tuple[Sheet, ...]:
        return each(
            sheets(report, random),
            lambda box: box._replace(text="") if box.concept and box.concept.row == row else box,
        )

    monkeypatch.setitem(LOSSES, "emptied", emptied)
    random = Random(5)
    printed = page(filled(random, FORM, True), "lines_pipe_after", "emptied", random)
    sums = "".join(f"{figure} |\n" for figure in (label, *range(901, 908)))
    text, times = re.subn(r"(?m)^(?=（五）不予处理)", sums, printed.text)
    assert times == 1
    facts = [fact for fact in reading_of(text.encode(), "x.txt").report.facts if fact.concept.row == row]
    assert [fact for fact in facts if fact.state == "number"] == []
