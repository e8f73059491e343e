"""The table of statistics that reports on 2014 to 2018 annex, in every serialisation: each figure right or marked."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.checks import verdict_of
from extract.forms import load_every_form, load_forms, load_statistics
from extract.model import Balance, Line, Reading
from extract.pipeline import reading_of
from tests.kept import in_chinese
from tests.made.annexed import KINDS, PROSE, Rows, as_html, as_tabs
from tests.made.layouts import HTML, LAYOUTS
from tests.made.whole import whole_report

(FORM,) = load_statistics()
LINES = FORM.tables[0].bands[0].lines


class Printed(NamedTuple):
    """A table as it is printed, and by row what its cell shows: a number, "", a sign, or None where it is not there."""

    rows: Rows
    shown: dict[str, str | None]


def printed(random: Random, units: bool = True, gaps: bool = False) -> Printed:
    """A table with random figures; with `gaps` some are blank or signs, and some rows are left out."""
    rows: Rows = [("统计指标", "单位", "统计数")] if random.random() < 0.8 else []
    shown: dict[str, str | None] = {}
    headed: set[str] = set()
    for line in LINES:
        for group in line.group:
            if group not in headed:
                headed.add(group)
                rows.append((group, random.choice(("——", "")), random.choice(("——", ""))))
        value = str(random.choice((0, 0, 0, 3, 12, 158, 2046)))
        if line.value_type == "amount" and random.random() < 0.5:
            value = f"{random.randrange(100) / 10:.2f}"
        drawn = random.random()
        if gaps and drawn < 0.15:
            value = ""
        elif gaps and drawn < 0.25:
            value = random.choice(("/", "—", "无"))
        if gaps and drawn > 0.92:
            shown[line.key] = None
            continue
        shown[line.key] = value
        rows.append((label_of(line, random), line.unit if units else "", value))
    return Printed(rows, shown)


def label_of(line: Line, random: Random) -> str:
    """A label as pages print it: notes behind it, other brackets, blanks in front."""
    label = line.label
    if random.random() < 0.1:
        label += "（不同渠道和方式公开相同信息计1条）"
    if random.random() < 0.2:
        label = label.replace("（", "(").replace("）", ")")
    return random.choice(("", "", "　　")) + label


@cache
def read(kind: str, seed: int, units: bool, gaps: bool) -> tuple[Reading, Printed]:
    table = printed(Random(seed), units, gaps)
    return reading_of(KINDS[kind](table.rows), f"云台镇2016.{kind.split('.')[-1]}"), table


@pytest.mark.slow
@pytest.mark.parametrize("units", [True, False])
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", KINDS)
def test_every_figure_is_read(kind: str, seed: int, units: bool) -> None:
    reading, table = read(kind, seed, units, False)
    facts = {fact.concept.row: fact for fact in reading.report.facts}
    assert {row: fact.raw for row, fact in facts.items()} == table.shown
    assert {fact.how for fact in facts.values()} == {"read"}
    assert {str(fact.concept) for fact in facts.values()} == {f"statistics.{line.key}.count" for line in LINES}
    assert [(fact.form, fact.unit) for fact in facts.values()] == [("2014", line.unit) for line in LINES]
    assert (reading.report.form, reading.report.year, reading.report.status) == ("2014", 2016, "ok")


@pytest.mark.slow
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "lines.txt"])
@pytest.mark.parametrize("seed", range(6))
def test_blanks_signs_and_rows_that_are_left_out_are_no_numbers(kind: str, seed: int) -> None:
    reading, table = read(kind, seed, True, True)
    for fact in reading.report.facts:
        shown = table.shown[fact.concept.row]
        state = "absent" if shown is None else "blank" if not shown else "number" if shown[0].isdigit() else "mark"
        assert (fact.state, fact.raw) == (state, shown or "")


@pytest.mark.slow
@given(st.sampled_from(sorted(KINDS)), st.integers(0, 10**6), st.booleans())
@settings(max_examples=60, deadline=None)
def test_it_is_never_silently_wrong(kind: str, seed: int, units: bool) -> None:
    """Also where cells stand on lines of their own and empty ones are lost."""
    table = printed(Random(seed), units, gaps=True)
    reading = reading_of(KINDS[kind](table.rows), f"云台镇2016.{kind.split('.')[-1]}")
    for fact in reading.report.facts:
        if fact.state == "number" and fact.how in ("read", "aligned"):
            assert fact.raw == table.shown[fact.concept.row], fact


def test_its_rows_are_no_headings_and_no_prose() -> None:
    for kind in KINDS:
        reading, _ = read(kind, 1, True, False)
        assert [section.number for section in reading.report.sections] == [1]
        assert reading.report.sections[0].text.startswith(PROSE.split("，")[0])
        assert "申请答复数" not in reading.report.sections[0].text
        stated = {str(each.concept): each.value for each in reading.report.narrative}
        assert stated["narrative.proactive_total"] == 1234 and stated["requests.received.total"] == 56


def test_what_could_not_be_read_in_it_is_told_and_nobody_is_accused() -> None:
    rows = [
        (line.label, line.unit, "约10" if number == 3 else "0 0" if number == 5 else "0")
        for number, line in enumerate(LINES)
    ]
    reading = reading_of(as_html(rows), "a2016.html")
    assert reading.report.status == "partial"
    verdict = verdict_of(reading, load_forms())
    (found,) = (each for each in verdict.findings if each.rule == "R-02")
    assert found.about == "reading" and found.concepts == tuple(f"statistics.{LINES[n].key}.count" for n in (3, 5))
    said = in_chinese(found, reading.report.form)
    assert "约10" in said and "统计表" in said
    assert not any(each.rule.startswith(("D", "E")) for each in verdict.findings)


def test_such_a_report_is_not_accused_of_what_came_later() -> None:
    reading, _ = read("txt", 1, True, False)
    verdict = verdict_of(reading, load_forms())
    assert [finding.rule for finding in verdict.findings if finding.severity == "error"] == []


def test_a_few_of_its_words_are_no_table() -> None:
    rows = [(line.label, line.unit, "5") for line in LINES]
    assert reading_of(as_tabs(rows[:7]), "a2016.txt").report.facts == ()
    assert len(reading_of(as_tabs(rows[:8]), "a2016.txt").report.facts) == len(LINES)


def test_reports_of_the_forms_have_no_statistics() -> None:
    for number, layout in enumerate((*LAYOUTS, *HTML)):
        whole = whole_report(Random(number), load_forms()[number % 2], layout)
        facts = reading_of(whole.data, whole.name).report.facts
        assert "statistics" not in {fact.concept.table for fact in facts}


def test_the_form_is_declared_whole() -> None:
    """58 rows, each with a unit, a name of its own that statistics programs take, and sums over rows that it has."""
    keys = [line.key for line in LINES]
    assert len(keys) == len(set(keys)) == 58 and all(line.unit for line in LINES)
    shorts = [f"{line.short}_n" for line in LINES]
    assert len(set(shorts)) == 58 and max(map(len, shorts)) <= 32 and all(short.isidentifier() for short in shorts)
    assert {key for balance in FORM.tables[0].balances for key in balance.left + balance.right} <= set(keys)
    assert [form.code for form in load_every_form()][:3] == ["2014", "2019", "2021"]


# ── What usually adds up ─────────────────────────────────────────────────────────────────────────────────────────────

USUAL = FORM.tables[0].usual


def balanced(random: Random) -> dict[str, int]:
    """Figures with which every usual sum holds."""
    figures = {line.key: random.choice((0, 1, 3, 12, 158)) for line in LINES}
    for usual in reversed(USUAL):
        total = sum(figures[key] for key in usual.left)
        figures[usual.right[0]] = min(figures[usual.right[0]], total) if usual.at_least else total
    return figures


def reading_with(figures: dict[str, int | None]) -> Reading:
    rows = [(line.label, line.unit, "" if (figure := figures[line.key]) is None else str(figure)) for line in LINES]
    return reading_of(as_tabs([("统计指标", "单位", "统计数"), *rows]), "云台镇2016.txt")


def unusual(figures: dict[str, int | None]) -> list[tuple[str, ...]]:
    findings = verdict_of(reading_with(figures), load_forms()).findings
    return [finding.concepts for finding in findings if finding.rule == "D-15"]


@given(st.integers(0, 1000))
@settings(max_examples=20, deadline=None)
def test_sums_that_hold_are_not_told(seed: int) -> None:
    assert unusual({**balanced(Random(seed))}) == []


@given(st.integers(0, 1000), st.sampled_from(USUAL), st.integers(1, 9))
@settings(max_examples=60, deadline=None)
def test_a_sum_that_does_not_hold_is_told(seed: int, usual: Balance, more: int) -> None:
    figures = balanced(Random(seed))
    figures[usual.right[0]] = sum(figures[key] for key in usual.left) + more
    concerned = {f"statistics.{key}.count" for key in (*usual.left, *usual.right)}
    assert concerned in [set(concepts) for concepts in unusual({**figures})]


@given(st.integers(0, 1000), st.sampled_from(USUAL))
@settings(max_examples=40, deadline=None)
def test_a_sum_that_a_blank_could_make_up_for_is_not_told(seed: int, usual: Balance) -> None:
    figures: dict[str, int | None] = {**balanced(Random(seed))}
    figures[usual.left[0]] = None
    others = {f"statistics.{key}.count" for key in (*usual.left, *usual.right)}
    assert all(set(concepts) != others for concepts in unusual(figures))


def test_reports_without_the_table_are_judged_by_the_other_rules() -> None:
    whole = whole_report(Random(3), load_forms()[-1], next(iter(LAYOUTS)))
    verdict = verdict_of(reading_of(whole.data, whole.name), load_forms())
    assert "D-15" not in {*verdict.unjudged, *(finding.rule for finding in verdict.findings)}
