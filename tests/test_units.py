"""A unit that is known in a table is known in prose, in a header and to whoever compares: one table has them all."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from extract import Library as Frames
from extract.audit.totals import Member, totals_of
from extract.forms import load_every_form, load_forms
from extract.measures import UNITS, converted
from extract.model import Concept, Fact, Statement
from extract.numbers import is_unit, read_number, unit_in_label
from extract.prose.sentences import sentence_of
from tests.test_checks import judged, only, read, rules_found
from tests.test_panels import PLACE, Cell, filled, in_library, kept, made_report

IN_TABLES = [unit for unit, each in UNITS.items() if each.measures != "things"]
WORDS = {"money": "money", "cases": "counted", "others": "other_figure"}
"""What a figure is to the lexicon of the prose, by what it measures."""


def test_the_table_of_units_is_the_same_for_every_size() -> None:
    assert {"元", "百元", "千元", "万元", "百万元", "亿元", "件", "万件", "篇次", "则", "人次"} <= set(IN_TABLES)
    for unit, (measures, base, factor) in UNITS.items():
        assert UNITS[base] == (measures, base, 1)
        assert converted(Decimal(3), unit, base) == 3 * factor
        assert converted(Decimal(3 * factor), base, unit) == 3


@pytest.mark.parametrize("unit", IN_TABLES)
def test_a_unit_of_a_table_is_known_in_a_cell_in_a_header_and_beside_it(unit: str) -> None:
    assert read_number(f"3{unit}") == (3, unit)
    assert is_unit(unit)
    for label in (f"数量（{unit}）", f"数量(单位：{unit})", f"数量（{unit}，保留两位小数）"):
        assert unit_in_label(label) == unit


@pytest.mark.parametrize("unit", IN_TABLES)
def test_a_unit_of_a_table_is_known_in_prose_and_converted_the_same_way(unit: str) -> None:
    """Prose reads 3万件 as 30,000 件; what it is in pieces, or in yuan, is the same."""
    measures, base, factor = UNITS[unit]
    sentence = sentence_of(f"合计3{unit}。", 2023, "", 1)
    (at,) = (at for at in range(len(sentence.symbols)) if "3" in sentence.words(at, at))
    assert sentence.name(at) == WORDS[measures]
    assert sentence.words(at, at) == f"3{unit}"
    if measures != "others":
        figure = sentence.figure(at)
        assert figure.value is not None
        assert converted(figure.value, figure.unit, base) == 3 * factor


@pytest.mark.parametrize("printed", ["12件(次)", "12条（次）"])
def test_brackets_in_a_unit_are_no_part_of_it(printed: str) -> None:
    unit = printed[2] + "次"
    assert read_number(printed) == (12, unit)
    sentence = sentence_of(f"合计{printed}。", 2023, "", 1)
    assert [sentence.figure(at).unit for at in range(len(sentence.symbols)) if sentence.name(at) == "counted"] == [unit]


@pytest.mark.parametrize(
    "label", ["其他（个人）", "公开（期限）", "处理（项目）", "（条例第二十条）", "（人民政府）", "收费", ""]
)
def test_a_word_that_begins_like_a_unit_is_none(label: str) -> None:
    assert unit_in_label(label) == ""


def test_every_unit_of_a_form_is_in_the_table() -> None:
    units = {
        unit
        for form in load_every_form()
        for table in form.tables
        for band in table.bands
        for unit in (*(column.unit for column in band.columns), *(line.unit for line in band.lines))
    }
    assert {"件", "万元", "人次", "篇"} <= units <= {"", *UNITS}


# ── From the print to what is compared ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("printed", "unit"),
    [("1.25", "万元"), ("125百元", "百元"), ("12500元", "元"), ("0.0125百万元", "百万元")],
)
def test_prose_and_table_agree_whatever_their_units(printed: str, unit: str) -> None:
    for told in ("125百元", "1.25万元", "一百二十五百元", "12500元", "126百元"):
        told_so = f"行政事业性收费{told}。全镇主动公开"
        changes = ("行政事业性收费\t1.25", f"行政事业性收费\t{printed}"), ("全镇主动公开", told_so)
        facts = {str(fact.concept): fact for fact in read(*changes).report.facts}
        assert (facts["proactive.fees.amount"].state, facts["proactive.fees.amount"].unit) == ("number", unit)
        assert ("E-01" in rules_found(judged(*changes))) == (told == "126百元"), (printed, told)
        assert "E-01" not in judged(*changes).unjudged


def test_a_count_in_ten_thousands_is_compared_with_pieces() -> None:
    """41 decisions are 0.0041 万件, in whichever of the two they are told."""
    for told, agrees in (("41件", True), ("42件", False)):
        changes = ("行政许可\t41", "行政许可\t0.0041万件"), ("全镇主动公开", f"作出行政许可决定{told}。全镇主动公开")
        assert ("E-01" in rules_found(judged(*changes))) != agrees
    assert only(judged(*changes), "E-01").actual == "42件"


def test_cells_are_compared_in_one_unit_and_say_so(tmp_path: Path) -> None:
    form = load_forms()[-1]
    printed = {
        "proactive.fees.amount": [
            ("12.5", "万元", 12.5, ""),
            ("1250", "百元", 12.5, "converted"),
            ("3", "件", None, ""),
        ],
        "proactive.licences.decisions": [("7", "件", 7, ""), ("1.5", "万件", 15000, "converted"), ("7", "", 7, "")],
    }
    reports = []
    for number in range(3):
        cells = filled(form)
        for code, units in printed.items():
            value, unit, *_ = units[number]
            cells[code] = Cell("number", "read", Decimal(value), unit)
        reports.append(kept(made_report(f"甲县/{number}镇", 2023, form, cells)))
    frames = Frames(in_library(tmp_path, *reports))
    for code, units in printed.items():
        for (_, _, value, note), row in zip(units, frames.compare(code).itertuples(), strict=True):
            assert (None if pd.isna(row.value) else row.value, row.note) == (value, note)


def test_a_sum_over_agencies_takes_figures_in_any_unit_of_money() -> None:
    concept, report = Concept("proactive", "fees", "amount"), read()
    printed = {"一镇": ("2", "万元"), "二镇": ("50", "百元"), "三镇": ("7", "件")}
    group = []
    for name, (value, unit) in printed.items():
        fact = Fact(concept, "2021", "number", Decimal(value), value, unit, "read", ())
        group.append(Member(name, replace(report.report, facts=(fact,))))
    (found,) = totals_of(group, group[1].report)
    assert (found.unit, found.total, found.without, found.stated_by_parent) == (
        "万元",
        Decimal("2.5"),
        ("三镇",),
        Decimal("0.5"),
    )


@pytest.mark.parametrize(
    ("code", "unit", "in_yuan"),
    [("stated.proactive.fees.amount", "万元", 0.0001), ("narrative.processing_fee_yuan", "元", 1)],
)
def test_money_that_the_prose_states_is_compared_in_one_unit(
    code: str, unit: str, in_yuan: float, tmp_path: Path
) -> None:
    form, told = load_forms()[-1], {"元": 1, "百元": 100, "万元": 10**4, "件": None}
    reports = []
    for number, printed in enumerate(told):
        report = made_report(f"甲县/{number}镇", 2023, form, filled(form))
        concept = code.removeprefix("stated.")
        said = Statement(concept, Decimal(5), "5", printed, "this_year", False, "number", "", PLACE)
        reports.append(kept(replace(report, narrative=(said,))))
    long = Frames(in_library(tmp_path, *reports)).compare(code)
    for (printed, factor), row in zip(told.items(), long.itertuples(), strict=True):
        assert row.unit == unit
        assert row.missing == ("" if factor else "unit")
        assert factor is None or row.value == pytest.approx(5 * factor * in_yuan)
        assert row.note == ("converted" if factor and printed != unit else "")
