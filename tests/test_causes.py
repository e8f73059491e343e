"""Findings of one cause are one problem."""

from __future__ import annotations

from random import Random

import pytest

from extract.agencies.roster import Roster, Unit
from extract.audit import Terms, audit_of
from extract.audit.causes import causes_of
from extract.checks import check
from extract.checks.known import Known
from extract.checks.profile import Profile, Scoring
from extract.forms import load_forms
from extract.model import Finding
from extract.pipeline import reading_of
from tests.made.whole import whole_report

TOTAL, PART, OTHER = (f"requests.{row}.total" for row in ("granted", "received", "handled"))


def failing(rule: str, repairs: str, *concepts: str) -> Finding:
    return Finding(rule, "error", "report", "sum", (("repairs", repairs),), "", "", concepts, ())


@pytest.mark.parametrize(
    ("findings", "causes"),
    [
        ([failing("D-02", f"{TOTAL}:3→2", TOTAL, OTHER), failing("D-03", f"{TOTAL}:3→2", TOTAL)], "aa"),
        ([failing("D-02", f"{TOTAL}:3→2;{OTHER}:1→2", TOTAL, OTHER), failing("D-03", f"{OTHER}:1→2", OTHER)], "ab"),
        ([failing("D-03", f"{TOTAL}:3→2+{PART}:5→4", TOTAL), failing("D-03", f"{TOTAL}:3→2+{PART}:5→4", PART)], "ab"),
        ([failing("D-03", "", TOTAL), failing("D-02", "", TOTAL)], "ab"),
        ([failing("C-06", ""), failing("C-05", "")], "ab"),
    ],
)
def test_sums_that_one_change_mends_have_one_cause(findings: list[Finding], causes: str) -> None:
    """Of two slips each has its own, though only both changes together make every sum hold."""
    assert "".join(causes_of(dict(zip("ab", findings, strict=True))).values()) == causes


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["received_total_off", "one_cell_wrong_row_sum", "disputes_total_off"])
def test_a_slip_in_a_total_costs_its_points_once(fault: str) -> None:
    profile = Profile(full=10, scores=(Scoring("sums", ("D-01", "D-02", "D-03", "D-04"), 2, 10),))
    broken = 0
    for seed in range(12):
        whole = whole_report(Random(seed), load_forms()[-1], "tab_spans", fault)
        reading = reading_of(whole.data, whole.name)
        filed = [(reading.report, check(reading))]
        terms = Terms(reading.report.year or 0, profile, {}, {}, Known())
        (standing,) = audit_of(filed, Roster((Unit(reading.report.entity),)), terms).standings
        sums = [problem for problem in standing.problems if problem.finding.rule in ("D-01", "D-02", "D-03", "D-04")]
        broken += len(sums) > 1
        assert len([problem for problem in sums if problem.is_counted]) == 1 and standing.score == 8
    assert broken or fault == "disputes_total_off"
