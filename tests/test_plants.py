"""Clean reports in words that no other test knows are told nothing; what is planted in them is told."""

from __future__ import annotations

import pytest

from bench.clean.drawing import clean_page
from bench.clean.scoring import Task, result_of
from bench.clean.wordings import plants, wordings
from bench.whose.page import KINDS
from extract.catalogue import load_rules

MISSED = 0.1
"""The part of a rule's plants that may be missed."""


def test_every_slot_has_sentences_and_every_plant_a_rule() -> None:
    slots = {wording.slot for wording in wordings()}
    assert {"basis", "period", "contact", "start", "proactive", "requests", "problems", "measures", "fee"} <= slots
    assert {plant.rule for plant in plants()} <= load_rules().keys()
    assert all(not wording.rule for wording in wordings())


def test_a_seed_gives_the_same_page() -> None:
    one, other = (clean_page("7", "txt") for _ in range(2))
    assert (one.title, one.preamble, one.signature) == (other.title, other.preamble, other.signature)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_clean_reports_are_told_nothing(kind: str) -> None:
    results = [result_of(Task(f"test/{number}", kind, None, "")) for number in range(25)]
    assert [line for result in results if result for line in result.shown] == []


@pytest.mark.slow
@pytest.mark.parametrize("rule", sorted({plant.rule for plant in plants()}))
def test_what_is_planted_is_told(rule: str) -> None:
    own = [plant for plant in plants() if plant.rule == rule]
    results = [result_of(Task(f"test/{n}", "txt", plant, "")) for n in range(2) for plant in own]
    made = [result for result in results if result]
    assert sum(not result.told for result in made) <= MISSED * len(made)
    assert [line for result in made for line in result.shown if " false " in line] == []
