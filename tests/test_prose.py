"""The generator of whole reports, checked by itself: what it says of a report must hold before a reader is measured."""

from __future__ import annotations

import re
from decimal import Decimal
from math import prod
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.forms import load_forms
from extract.model import Form
from tests.made.layouts import HTML, LAYOUTS
from tests.made.misworded import MISWORDED
from tests.made.oracle import number
from tests.made.prose import FIELDS, WORDINGS, Draft, figures_of, sentence, story, summed, variety, words_of
from tests.made.whole import FAULTS, draft_of, faulty, fits, same_report, whole_report

FORMS = load_forms()
SEEDS = st.integers(0, 2**32)
DRAWN = [draft_of(Random(seed), FORMS[seed % 2]) for seed in range(300)]
ODDITIES = re.compile(r"[，。；：、]{2}|[\[\]{}<>|#]|(.{3,})，\1")


@pytest.mark.parametrize("kind", WORDINGS)
def test_every_wording_can_be_filled(kind: str) -> None:
    draft = next(draft for draft in DRAWN if draft.report.form.code == "2021")
    told = dict.fromkeys((*FIELDS, "orgs", "a", "b", "c"), Decimal(3))
    told |= {f"{field}_{when}": Decimal(4) for field in ("total", "received") for when in ("last", "ever")}
    words = words_of(draft)
    texts = {sentence(draft._replace(seed=seed), kind, told, words).text for seed in range(40)}
    assert not any(set(text) & set("{}[]") for text in texts)
    assert len(texts) >= min(10, sum(map(variety, WORDINGS[kind])) / 2)


@pytest.mark.slow
def test_wordings_differ_between_reports() -> None:
    bodies = {_masked(story(draft).told.sections[1]) for draft in DRAWN}
    assert len(bodies) == len(DRAWN)
    for section, least in ((0, 150), (5, 290), (6, 60)):
        assert len({_masked(story(draft).told.sections.get(section, "")) for draft in DRAWN}) >= least
    assert len({draft.agency.name for draft in DRAWN}) > 280
    for kinds in (
        ("total", "received", "handled"),
        ("carried_in", "carried_out", "review", "suit"),
        ("fee", "rest", "basis"),
    ):
        assert prod(sum(map(variety, WORDINGS[kind])) for kind in kinds) > 10**6
    for kind in FIELDS.keys() & WORDINGS.keys():
        assert sum(map(variety, WORDINGS[kind])) >= 36, kind


def _masked(text: str) -> str:
    return re.sub(r"[\d,０-９]+", "0", text)


@pytest.mark.parametrize("draft", DRAWN[:100], ids=lambda draft: draft.agency.name)
def test_the_words_are_clean(draft: Draft) -> None:
    told = story(draft).told
    text = "\n".join(told.sections.values())
    assert not ODDITIES.search(text), ODDITIES.search(text)
    assert set(re.findall(r"[全我本](镇|乡|街道|苏木|局|委|县)", text)) <= {draft.agency.level}
    assert told.sections.keys() >= {1, 2, 3, 4, 5, 6}
    assert str(told.year) in told.title
    assert "信息处理费" in told.sections[6]


@pytest.mark.parametrize("draft", DRAWN, ids=lambda draft: draft.agency.name)
def test_what_is_told_agrees_with_the_tables(draft: Draft) -> None:
    form, values = draft.report.form, draft.report.values
    stated = story(draft).told.statements
    assert len({(said.concept, said.period) for said in stated}) == len(stated)
    for said in stated:
        if said.period == "this_year" and (own := summed(form, said.concept)):
            assert said.value == sum(values[concept] for concept in own), said
    for part, whole in (
        ("narrative.channel.", "narrative.proactive_total"),
        ("narrative.request_channel.", FIELDS["received"]),
    ):
        listed = [said.value for said in stated if said.concept.startswith(part)]
        assert not listed or sum(listed) == next(said.value for said in stated if said.concept == whole)
    assert not _broken(draft)
    assert not any(value for concept, value in values.items() if concept.row == "rules")
    later = [each.first_year for each in FORMS if each.first_year > form.first_year]
    assert form.first_year <= draft.report.year < min(later, default=9999)


def _broken(draft: Draft) -> set[str]:
    """The rules whose sums do not hold, computed from the declared balances."""
    rules = {"I1": "D-01", "I2": "D-02", "I3": "D-03", "I5": "D-04"}
    values = {(c.table, c.row, c.column): value for c, value in draft.report.values.items()}
    found = set()
    for table in draft.report.form.tables:
        for balance in table.balances:
            for key in {
                c.column if balance.axis == "rows" else c.row for c in draft.report.values if c.table == table.key
            }:
                left, right = (
                    sum(
                        values[(table.key, other, key) if balance.axis == "rows" else (table.key, key, other)]
                        for other in side
                    )
                    for side in (balance.left, balance.right)
                )
                found |= {rules[balance.key]} if left != right else set()
    return found


@pytest.mark.parametrize("layout", [*LAYOUTS, *HTML])
def test_every_layout_holds_the_words_and_the_figures(layout: str) -> None:
    for seed in range(4):
        first, second = (whole_report(Random(seed), FORMS[seed % 2], layout) for _ in range(2))
        assert first == second
        text = first.data.decode(first.encoding)
        assert text == first.text
        lines = [line for section in first.told.sections.values() for line in section.split("\n")]
        assert all(line in text for line in lines)
        assert all(shown in text for shown in first.truth.values() if number(shown) is not None)
        assert not text.isascii()


@pytest.mark.slow
@given(st.sampled_from(FORMS), SEEDS)
@settings(max_examples=15, deadline=None)
def test_the_same_report_tells_the_same_everywhere(form: Form, seed: int) -> None:
    plain = [name for name, layout in LAYOUTS.items() if layout.finish is str and not layout.deduplicated]
    first, *others = same_report(Random(seed), form, [*plain, *HTML])
    for other in others:
        assert other.told == first.told
        assert {c: number(text) for c, text in other.truth.items()} == {
            c: number(text) for c, text in first.truth.items()
        }


SUMS = {"D-01", "D-02", "D-03", "D-04"}


WHOLE = {*MISWORDED, "fees_in_yuan", "nothing_but_zeros", "all_put_down_as_other"}
"""Faults that change a section, a heading or a table as a whole."""


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
@pytest.mark.parametrize("fault", sorted(WHOLE))
def test_a_fault_of_words_changes_them(fault: str, form: Form) -> None:
    if form.code in FAULTS[fault].forms:
        clean, draft, planted = faulty(Random(fault), form, fault)
        before, after = story(clean), story(draft)
        assert (clean.report, before.told, before.headings) != (draft.report, after.told, after.headings)
        assert not planted.text or planted.text in "".join((*after.title, *after.told.sections.values()))
        assert _broken(draft) == set()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault not in WHOLE])
def test_a_fault_changes_what_it_says(fault: str, form: Form) -> None:
    if form.code not in FAULTS[fault].forms:
        assert not fits(fault, form, "tab_spans")
        return
    clean, draft, planted = faulty(Random(fault), form, fault)
    assert not _broken(clean)
    assert _broken(draft) == {planted.rule, *planted.follows} & SUMS
    changed = {concept for concept, value in draft.report.values.items() if value != clean.report.values[concept]}
    assert {str(concept) for concept in changed} >= ({*planted.concepts} if planted.rule in SUMS | {"D-08"} else set())
    assert not changed or planted.rule in SUMS | {"D-08"}
    before, after = story(clean).told, story(draft).told
    if planted.rule == "D-10":
        assert after.year > 2021
        return
    assert {number for number in before.sections if before.sections[number] != after.sections.get(number)} <= {
        0,
        1,
        planted.section,
    }
    gone, come = (
        _sentences(one) - _sentences(other)
        for one, other in ((before.sections[1], after.sections[1]), (after.sections[1], before.sections[1]))
    )
    kept = {said for said in after.statements if said in before.statements}
    if planted.rule in ("E-01", "E-02"):
        (wrong,) = set(after.statements) - kept
        assert wrong.concept == planted.concepts[0]
        assert wrong.value != figures_of(clean)[next(field for field, name in FIELDS.items() if name == wrong.concept)]
    assert all(one.endswith((planted.text or "-", *_sentences(before.sections[1]) - {""})) for one in come), come
    assert not gone or set(before.statements) - kept or come
    assert not planted.text or planted.section != 1 or planted.text in after.sections[1]
    assert planted.section in after.sections or planted.rule == "C-01"


def _sentences(text: str) -> set[str]:
    return set(re.split(r"[。\n]", text))


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_written_where_it_fits(fault: str) -> None:
    fitting = (
        [layout for layout in (*LAYOUTS, *HTML) if fits(fault, FORMS[0], layout)]
        if "2019" in FAULTS[fault].forms
        else []
    )
    form = FORMS[0] if fitting else FORMS[1]
    for layout in [layout for layout in (*LAYOUTS, *HTML) if fits(fault, form, layout)][::9]:
        whole = whole_report(Random(5), form, layout, fault)
        assert whole.planted
        for concept, shown in whole.truth.items():
            assert shown or (fault, str(concept)) == ("blank_cell", whole.planted.concepts[0])
