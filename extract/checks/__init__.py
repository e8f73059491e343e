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
from extract.checks.doubts import (
    figures_without_place,
    guessed_places,
    missing_tables,
    replaced_bytes,
    second_opinions,
    tables_printed_twice,
    unread_pictures,
)
from extract.checks.prose import figures_against_tables, negations_against_tables
from extract.checks.structure import altered_tables, lost_headings, missing_sections, old_form
from extract.checks.sums import failing_sums
from extract.checks.who import contradicting_agencies, contradicting_years, words_of_another_level
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


Rule = AnyRule[Callable[[Case], list[Finding] | None]]
"""A check of one report."""
RuleAcross = AnyRule[Callable[[Report, Report], list[Finding]]]
"""A check of a report against another: the version that counts, or the original of its bytes."""


RULES: tuple[Rule, ...] = (
    Rule("R-04", "note", "", replaced_bytes),
    Rule("R-06", "warning", "", unread_pictures),
    Rule("R-07", "warning", "", second_opinions),
    Rule("R-05", "error", "", missing_tables),
    Rule("R-03", "warning", "", tables_printed_twice),
    Rule("R-02", "warning", "", figures_without_place),
    Rule("R-01", "warning", "", guessed_places),
    Rule("C-01", "error", "政府信息公开条例第五十条", missing_sections),
    Rule("C-02", "warning", "国办公开办函〔2021〕30号", lost_headings),
    Rule("D-10", "error", "国办公开办函〔2021〕30号", old_form),
    Rule("D-09", "warning", "国办公开办函〔2021〕30号", altered_tables),
    Rule("D-06", "warning", "国办公开办函〔2021〕30号", no_figures),
    Rule("D-01", "error", "国办公开办函〔2021〕30号（表内勾稽关系）", partial(failing_sums, balance="I1")),
    Rule(
        "D-02", "error", "国办公开办函〔2021〕30号（第三部分表格，三（七）总计）", partial(failing_sums, balance="I2")
    ),
    Rule("D-03", "error", "国办公开办函〔2021〕30号（第三部分表格，总计栏）", partial(failing_sums, balance="I3")),
    Rule("D-04", "error", "国办公开办函〔2021〕30号（第四部分表格，总计栏）", partial(failing_sums, balance="I5")),
    Rule("D-08", "error", "立法法第九十一条、第九十三条", rules_below_cities),
    Rule("E-01", "error", "政府信息公开条例第五十条", figures_against_tables),
    Rule("E-02", "error", "政府信息公开条例第五十条", negations_against_tables),
    Rule("B-02", "error", "政府信息公开条例第四十九条", contradicting_years),
    Rule("B-03", "error", "", contradicting_agencies),
    Rule("B-04", "warning", "", words_of_another_level),
)

VERSIONS = RuleAcross("A-04", "error", "", differing_versions)
COPIES = RuleAcross("F-02", "error", "", same_bytes)
EVERY_RULE: tuple[AnyRule[Any], ...] = (*RULES, VERSIONS, COPIES)


def verdict_of(reading: Reading, forms: tuple[Form, ...], rules: tuple[Rule, ...] = RULES) -> Verdict:
    """What some rules say of a report, by default all of them."""
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
    """What all rules say of a report as it was read, with the declared forms."""
    return verdict_of(reading, load_forms())
