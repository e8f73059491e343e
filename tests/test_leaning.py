"""Pages that lean, are cut off by the paper or were printed in two halves: `bench.changed` draws them."""

from __future__ import annotations

import numpy as np
import pytest

from bench.changed.drawing import document_of
from bench.changed.files import data_of
from bench.changed.scoring import outcome_of
from extract.model import Account, Concept, Entry, Fact, TextOrigin
from extract.readers.pdf.lines import cut_edges
from extract.tables.accounts import never_absent


def test_lines_that_run_on_beyond_the_page_are_told_of() -> None:
    rules = np.array([[50, 100, 620, 101], [50, 130, 620, 131], [50, 200, 500, 201]], np.float32)
    assert cut_edges([rules], 595, 842).tolist() == [[592, 100, 598, 131]]
    assert not len(cut_edges([rules[2:]], 595, 842))
    assert not len(cut_edges([rules[:1]], 595, 842)), "one line is no table"


def test_what_arithmetic_placed_beside_a_figure_without_a_place_is_a_guess() -> None:
    origin = TextOrigin(1, 0, 1)
    left = Entry("number", None, "78", "", origin, 0, 0)
    facts = [
        Fact(Concept("requests", row, column), "2021", state, None, "", "件", how, ())  # type: ignore[arg-type]
        for row, column, state, how in (
            ("received", "total", "number", "aligned"),
            ("received", "business", "absent", ""),
            ("granted", "total", "number", "aligned"),
        )
    ]
    changed = never_absent(facts, [Account("requests", (left,))])
    assert [fact.how for fact in changed] == ["suggested", "read", "aligned"]


@pytest.mark.slow
@pytest.mark.parametrize("number", range(3))
def test_a_leaning_page_is_read_as_a_straight_one(number: int) -> None:
    document = document_of(f"leaning/{number}", "pdf", "pdf_leaning")
    outcome = outcome_of(document, data_of(document))
    assert not outcome.faults
    assert outcome.cells["right"] > 0.9 * len(document.seen)
