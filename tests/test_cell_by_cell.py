"""Pages printed cell by cell, a bar behind each: an empty cell is a bar alone."""

from __future__ import annotations

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
