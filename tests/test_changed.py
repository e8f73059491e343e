"""Reports changed as the world changes them: every change of `bench.changed` once, and how its outcomes are counted."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from bench.changed.document import NOT_PRINTED, drawn
from bench.changed.drawing import WAYS, changed_by, document_of
from bench.changed.files import data_of
from bench.changed.scoring import became_of, outcome_of
from extract.model import Concept, Fact

CELL = Concept("requests", "received", "total")


def fact(state: str, value: int | None = None, how: str = "read") -> Fact:
    return Fact(CELL, "2021", state, None if value is None else Decimal(value), "", "件", how, ())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("read", "seen", "became"),
    [
        (fact("number", 5), Decimal(5), "right"),
        (fact("number", 51), Decimal(5), "wrong"),
        (fact("number", 51, "suggested"), Decimal(5), "flagged"),
        (fact("unreadable"), Decimal(5), "flagged"),
        (fact("blank"), Decimal(5), "wrong"),
        (fact("blank"), "", "right"),
        (fact("number", 0), "", "wrong"),
        (fact("mark"), "/", "right"),
        (fact("absent", how=""), Decimal(5), "lost"),
        (None, "", "lost"),
        (fact("absent", how=""), NOT_PRINTED, "right"),
        (fact("number", 0), NOT_PRINTED, "wrong"),
        (fact("number", 5), None, "wrong"),
        (fact("unreadable"), None, "flagged"),
    ],
)
def test_what_became_of_a_cell(read: Fact | None, seen: Decimal | str | None, became: str) -> None:
    assert became_of(read, seen) == became


def test_the_same_seed_gives_the_same_file() -> None:
    one, other = (document_of("a seed", "html") for _ in range(2))
    assert (one.changes, one.seen, data_of(one)) == (other.changes, other.seen, data_of(other))


@pytest.mark.parametrize("before", ["pdf_leaning", "pdf_cut_by_the_paper"])
def test_what_stood_on_a_page_that_is_missing_is_known_after_whatever_happened_to_the_page(before: str) -> None:
    pytest.importorskip("fontTools")
    random = Random("pages")
    document = next(
        changed
        for each in range(100)
        if (changed := changed_by(drawn(random, "pdf"), [before, "pdf_page_missing"], Random(each))).changes
        == (before, "pdf_page_missing")
    )
    assert NOT_PRINTED in document.seen.values()


def test_no_words_stand_beside_figures_in_tables_of_their_own() -> None:
    names = ["docx_figures_in_tables", "docx_tables_in_a_layout"]
    for each in range(8):
        document = changed_by(drawn(Random(each), "docx"), names, Random(each))
        assert document.changes == tuple(names)
        assert not outcome_of(document, data_of(document)).blamed


@pytest.mark.slow
@pytest.mark.parametrize("name", list(WAYS))
def test_nothing_is_silently_wrong_and_nobody_blamed(name: str) -> None:
    pytest.importorskip("fontTools")
    kinds = WAYS[name].kinds
    document = document_of(f"test/{name}", kinds[list(WAYS).index(name) % len(kinds)], name)
    outcome = outcome_of(document, data_of(document))
    assert not outcome.faults
