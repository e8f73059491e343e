"""Whole generated reports: read right in every serialisation, without a false error; and every planted fault found.

`bench.whole` and `bench.rules` do the same with thousands.
"""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from tests.made.layouts import HTML, LAYOUTS
from tests.made.score import (
    FORMS,
    bare,
    errors,
    is_found,
    judged,
    statements_found,
    unexpected,
    wrong_identity,
    wrong_sections,
)
from tests.made.whole import FAULTS, fits, same_report, whole_report

EVERY = [*LAYOUTS, *HTML]
KEEPING = [layout for layout in EVERY if layout not in ("glued", "lines_deduplicated")]
"""Layouts that print every figure so that it can be read."""


@pytest.mark.slow
@pytest.mark.parametrize("layout", EVERY)
def test_clean_reports_are_read_right_and_have_no_error(layout: str) -> None:
    for seed in range(4):
        each = judged(whole_report(Random(seed * 1000 + EVERY.index(layout)), FORMS[seed % len(FORMS)], layout))
        assert wrong_identity(each) == []
        assert wrong_sections(each) == []
        assert errors(each) == []
        if layout in KEEPING:
            assert unexpected(each) == []


@pytest.mark.slow
def test_figures_in_prose_are_never_read_wrong() -> None:
    totals: Counter[str] = Counter()
    for seed in range(120):
        layout = KEEPING[seed % len(KEEPING)]
        totals.update(statements_found(judged(whole_report(Random(seed), FORMS[seed % len(FORMS)], layout))))
    assert totals["wrong"] == totals["unplanted"] == 0
    assert totals["right"] > 1000
    assert totals["missed"] <= totals["right"] / 50


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found_and_nothing_else(fault: str) -> None:
    tried = 0
    for seed in range(40):
        form, layout = FORMS[seed % len(FORMS)], KEEPING[seed * 7 % len(KEEPING)]
        if tried < 3 and fits(fault, form, layout):
            tried += 1
            each = judged(whole_report(Random(seed), form, layout, fault))
            assert is_found(each), (seed, layout, each.whole.planted)
            assert unexpected(each) == [], (seed, layout)
    assert tried == 3


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_one_report_says_the_same_in_every_serialisation(seed: int) -> None:
    reports = [judged(whole) for whole in same_report(Random(seed), FORMS[seed % 2], KEEPING)]
    plain = [each for each in reports if not each.whole.layout.endswith(("traditional", "half_width", "headers_cut"))]
    facts = [[(f.concept, f.state, f.value) for f in each.reading.report.facts] for each in plain]
    sections = [[(s.number, bare(s.text)) for s in each.reading.report.sections] for each in plain]
    told = [[(s.concept, s.period, s.state, s.value) for s in each.reading.report.narrative] for each in plain]
    found = [
        [(f.rule, f.concepts, f.expected, f.actual) for f in each.verdict.findings if f.wording != "parted"]
        for each in plain
    ]
    assert len(plain) > 20
    for said in (facts, sections, told, found):
        assert all(one == said[0] for one in said)
    assert facts[0] and sections[0] and told[0]
