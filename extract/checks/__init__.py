"""What is wrong with this report: every check of the catalogue is a plain function. Findings are made nowhere else.

Comes in: a `Reading`; for some checks the report of the year before (`years`), other reports (`across`, `copied`), or
what an office demands (`profile`). Goes out: a `Verdict`. Open this file first, its table names every check of one
report, as that of `years` does of two; then `case`, what checks look at, and `sums`. How findings are worded is left to
`words`, who hears of them to `audit`.

A check returns its findings, none when it holds, or why it cannot be judged. What a rule needs, and whom it is for,
the catalogue declares; it is looked after here, before its function is called.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from extract.catalogue import Rule, load_rules
from extract.checks.basis import outdated_basis
from extract.checks.case import Case, CheckResult, case_of
from extract.checks.cells import no_figures, rules_below_cities
from extract.checks.dates import late, posted_before_written
from extract.checks.doubts import (
    assumptions,
    figures_without_place,
    guessed_places,
    missing_tables,
    second_opinions,
    tables_printed_twice,
    unread_pictures,
)
from extract.checks.fifth import lost_disputes, problems_and_measures
from extract.checks.figures import nothing_but_zeros, residual_outcomes, unit_of_fees
from extract.checks.level import words_of_another_level
from extract.checks.opening import contact, outdated_outline, preamble_missing, title_as_prescribed
from extract.checks.parts import (
    aspects,
    duties_of_governments,
    empty_sections,
    fee_statement,
    fees_contradicting,
    headings,
)
from extract.checks.prose import figures_against_tables, negations_against_tables
from extract.checks.rates import percentages_of_figures
from extract.checks.repeated import paragraphs_twice
from extract.checks.stated import complete_and_carried_out, parts_of_a_stated_total, total_in_section_two
from extract.checks.structure import altered_tables, missing_sections, old_form
from extract.checks.sums import failing_sums, unusual_sums
from extract.checks.typing import personal_data, slips
from extract.checks.who import contradicting_agencies, contradicting_years, doubtful_identity
from extract.forms import load_forms, load_statistics
from extract.model import Finding, Form, Reading, Verdict, Why

CHECKS: Mapping[str, Callable[[Case], CheckResult]] = {
    "R-04": assumptions,
    "R-06": unread_pictures,
    "R-07": second_opinions,
    "R-08": doubtful_identity,
    "R-05": missing_tables,
    "R-03": tables_printed_twice,
    "R-02": figures_without_place,
    "R-01": guessed_places,
    "C-01": missing_sections,
    "C-02": headings,
    "C-07": empty_sections,
    "C-03": aspects,
    "C-04": duties_of_governments,
    "C-05": problems_and_measures,
    "C-09": lost_disputes,
    "C-06": fee_statement,
    "C-08": preamble_missing,
    "D-10": old_form,
    "D-09": altered_tables,
    "D-06": no_figures,
    "D-01": partial(failing_sums, rule="D-01", balance="I1"),
    "D-02": partial(failing_sums, rule="D-02", balance="I2"),
    "D-03": partial(failing_sums, rule="D-03", balance="I3"),
    "D-04": partial(failing_sums, rule="D-04", balance="I5"),
    "D-15": unusual_sums,
    "D-07": unit_of_fees,
    "D-12": nothing_but_zeros,
    "D-13": residual_outcomes,
    "D-08": rules_below_cities,
    "E-01": figures_against_tables,
    "E-02": negations_against_tables,
    "E-03": parts_of_a_stated_total,
    "E-04": complete_and_carried_out,
    "E-05": total_in_section_two,
    "E-08": fees_contradicting,
    "E-06": percentages_of_figures,
    "A-01": late,
    "A-05": posted_before_written,
    "B-01": title_as_prescribed,
    "B-02": contradicting_years,
    "B-03": contradicting_agencies,
    "B-04": words_of_another_level,
    "B-05": outdated_basis,
    "B-06": outdated_outline,
    "B-07": contact,
    "F-07": paragraphs_twice,
    "G-01": slips,
    "G-02": personal_data,
}
"""What looks for a fault in one report, by the ids of the catalogue."""

_HAS: Mapping[Why, Callable[[Case], bool]] = {
    "year": lambda case: case.report.year is not None,
    "agency": lambda case: bool(case.report.entity),
    "published": lambda case: bool(case.report.identity.published),
    "title": lambda case: bool(case.report.identity.title),
    "text": lambda case: bool(case.report.sections),
    "tables": lambda case: bool(case.tables),
}


def verdict_of(reading: Reading, forms: tuple[Form, ...], rules: tuple[str, ...] = ()) -> Verdict:
    """What some rules say of a report, by default all but those on demand; rules that need other reports do not."""
    case = case_of(reading, forms, load_statistics())
    identity = reading.report.identity
    findings: list[Finding] = []
    unjudged: dict[str, Why] = {}
    for rule in load_rules().values():
        is_wanted = rule.id in rules if rules else not rule.on_demand
        if is_wanted and rule.id in CHECKS and rule.applies_to(identity.kind, identity.year):
            result = _result(rule, case)
            if isinstance(result, str):
                unjudged[rule.id] = result
            else:
                findings += result
    if reading.document.is_recognised:
        findings = [as_doubt(finding) for finding in findings]
    return Verdict(tuple(findings), unjudged)


def as_doubt(finding: Finding) -> Finding:
    """What is found where print was recognised: it may be ours, until a person has looked."""
    return finding._replace(about="reading", severity="warning" if finding.severity == "error" else finding.severity)


def _result(rule: Rule, case: Case) -> CheckResult:
    if rule.kinds and not case.report.identity.kind:
        return "kind"
    if rule.since and case.report.year is None:
        return "year"
    lacking = next((need for need in rule.needs if not _HAS[need](case)), None)
    result = lacking or CHECKS[rule.id](case)
    return "unread" if rule.of_absence and result and lacking is None and case.may_lack else result


def check(reading: Reading) -> Verdict:
    """What the usual rules say of a report as it was read, with the declared forms."""
    return verdict_of(reading, load_forms())
