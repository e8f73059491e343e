"""Readings → verdicts: every check is a plain function and a row of `RULES`. Findings are made nowhere else.

A check returns its findings, an empty list when it holds, and None when it cannot be judged: a figure is missing or its
place a guess, the kind of agency is not known. Rules are ordered so that root causes come first: what could not be
read, what is missing, then what contradicts itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Generic, NamedTuple, TypeVar

from extract.checks.across import differing_versions, same_bytes
from extract.checks.case import Case, case_of
from extract.checks.cells import no_figures, rules_below_cities
from extract.checks.copied import copied_section
from extract.checks.dates import late
from extract.checks.doubts import (
    figures_without_place,
    guessed_places,
    missing_tables,
    replaced_bytes,
    second_opinions,
    tables_printed_twice,
    unread_pictures,
)
from extract.checks.figures import (
    complete_and_carried_out,
    nothing_but_zeros,
    parts_of_a_stated_total,
    residual_outcomes,
    total_in_section_two,
    unit_of_fees,
)
from extract.checks.opening import contact, outdated_basis, outdated_outline, preamble_missing, title_as_prescribed
from extract.checks.parts import (
    aspects,
    duties_of_governments,
    empty_sections,
    fee_statement,
    headings,
    problems_and_measures,
)
from extract.checks.prose import figures_against_tables, negations_against_tables
from extract.checks.structure import altered_tables, missing_sections, old_form
from extract.checks.sums import failing_sums
from extract.checks.typing import personal_data, slips
from extract.checks.who import contradicting_agencies, contradicting_years, words_of_another_level
from extract.checks.years import (
    figures_unchanged,
    jumps,
    not_carried_over,
    pending_lost,
    problems_repeated,
    stock_break,
)
from extract.forms import load_forms
from extract.model import Finding, Form, Reading, Report, Severity, Verdict

Check = TypeVar("Check")


class AnyRule(NamedTuple, Generic[Check]):
    """A check: its id, its gravest severity, the clause or source behind it, and the function that makes findings.

    Its title stands in the message catalogue under `rule.` and the id.
    """

    id: str
    severity: Severity
    basis: str
    check: Check
    on_demand: bool = False
    """Whether it is only applied when it is asked for."""


Rule = AnyRule[Callable[[Case], list[Finding] | None]]
"""A check of one report."""
RuleAcross = AnyRule[Callable[[Report, Report], list[Finding]]]
"""A check of a report against another, which comes first: the version that counts, the original of its bytes, or the
report of the year before."""


RULES: tuple[Rule, ...] = (
    Rule("R-04", "note", "", replaced_bytes),
    Rule("R-06", "warning", "", unread_pictures),
    Rule("R-07", "warning", "", second_opinions),
    Rule("R-05", "error", "", missing_tables),
    Rule("R-03", "warning", "", tables_printed_twice),
    Rule("R-02", "warning", "", figures_without_place),
    Rule("R-01", "warning", "", guessed_places),
    Rule("C-01", "error", "政府信息公开条例第五十条", missing_sections),
    Rule("C-02", "warning", "国办公开办函〔2021〕30号", headings),
    Rule("C-07", "warning", "政府信息公开条例第五十条", empty_sections),
    Rule("C-03", "warning", "国办公开办函〔2021〕30号", aspects),
    Rule("C-04", "warning", "政府信息公开条例第四十六条、第五十条第四项", duties_of_governments),
    Rule("C-05", "warning", "政府信息公开条例第五十条第四项", problems_and_measures),
    Rule("C-06", "warning", "国办公开办函〔2021〕30号（第六部分）", fee_statement),
    Rule("C-08", "note", "", preamble_missing),
    Rule("D-10", "error", "国办公开办函〔2021〕30号", old_form),
    Rule("D-09", "warning", "国办公开办函〔2021〕30号", altered_tables),
    Rule("D-06", "warning", "国办公开办函〔2021〕30号", no_figures),
    Rule("D-01", "error", "国办公开办函〔2021〕30号（表内勾稽关系）", partial(failing_sums, balance="I1")),
    Rule(
        "D-02", "error", "国办公开办函〔2021〕30号（第三部分表格，三（七）总计）", partial(failing_sums, balance="I2")
    ),
    Rule("D-03", "error", "国办公开办函〔2021〕30号（第三部分表格，总计栏）", partial(failing_sums, balance="I3")),
    Rule("D-04", "error", "国办公开办函〔2021〕30号（第四部分表格，总计栏）", partial(failing_sums, balance="I5")),
    Rule("D-07", "warning", "国办公开办函〔2021〕30号（第二部分表格，单位：万元）", unit_of_fees),
    Rule("D-12", "note", "", nothing_but_zeros),
    Rule("D-13", "note", "", residual_outcomes),
    Rule("D-08", "error", "立法法第九十一条、第九十三条", rules_below_cities),
    Rule("E-01", "error", "政府信息公开条例第五十条", figures_against_tables),
    Rule("E-02", "error", "政府信息公开条例第五十条", negations_against_tables),
    Rule("E-03", "warning", "政府信息公开条例第五十条", parts_of_a_stated_total),
    Rule("E-04", "note", "", complete_and_carried_out),
    Rule("E-05", "note", "", total_in_section_two),
    Rule("A-01", "error", "政府信息公开条例第四十九条", late),
    Rule("B-01", "warning", "国办公开办函〔2021〕30号", title_as_prescribed),
    Rule("B-02", "error", "政府信息公开条例第四十九条", contradicting_years),
    Rule("B-03", "error", "", contradicting_agencies),
    Rule("B-04", "warning", "", words_of_another_level),
    Rule("B-05", "warning", "国办公开办函〔2021〕30号", outdated_basis),
    Rule("B-06", "warning", "国办公开办函〔2021〕30号", outdated_outline),
    Rule("B-07", "note", "", contact),
    Rule("G-01", "note", "", slips, on_demand=True),
    Rule("G-02", "warning", "政府信息公开条例第十五条", personal_data),
)

USUAL = tuple(rule for rule in RULES if not rule.on_demand)
"""The rules that are applied unless others are asked for."""
VERSIONS = RuleAcross("A-04", "error", "", differing_versions)
COPIES = RuleAcross("F-02", "error", "", same_bytes)
YEARS: tuple[RuleAcross, ...] = (
    RuleAcross("D-05", "error", "国办公开办函〔2021〕30号（上年结转＝上年度报告的结转下年度）", not_carried_over),
    RuleAcross("D-11", "warning", "", stock_break),
    RuleAcross("D-14", "note", "", pending_lost),
    RuleAcross("F-04", "warning", "政府信息公开条例第五十条第四项", problems_repeated),
    RuleAcross("F-05", "warning", "", figures_unchanged),
    RuleAcross("F-06", "note", "", jumps),
)
"""Checks of a report against that of the year before."""
COPIED = AnyRule("F-01", "error", "", copied_section)
"""Of a section and what it shares with another; of other agencies it gives F-02. Only in an audit."""
EVERY_RULE: tuple[AnyRule[Any], ...] = (*RULES, *YEARS, VERSIONS, COPIED, COPIES)


def verdict_of(reading: Reading, forms: tuple[Form, ...], rules: tuple[Rule, ...] = USUAL) -> Verdict:
    """What some rules say of a report, by default the usual ones."""
    case = case_of(reading, forms)
    findings: list[Finding] = []
    unjudged: list[str] = []
    for rule in rules:
        found = rule.check(case)
        if found is None:
            unjudged.append(rule.id)
        else:
            findings.extend(found)
    return Verdict(tuple(findings), tuple(unjudged))


def check(reading: Reading) -> Verdict:
    """What the usual rules say of a report as it was read, with the declared forms."""
    return verdict_of(reading, load_forms())
