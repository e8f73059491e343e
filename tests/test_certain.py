"""What counts as certain is said in one place, and asked everywhere."""

from __future__ import annotations

import ast
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest

from extract.audit.totals import Member, totals_of
from extract.checks.across import differing_versions
from extract.checks.versions import Later
from extract.checks.years import YEARS
from extract.model import How, Locator, State, Statement
from tests.parsed import nodes_of
from tests.test_years import report

PACKAGE = Path(__file__).parents[1] / "extract"
HOWS: tuple[How, ...] = ("read", "aligned", "suggested", "corrected", "")


CELL = "requests.received.total"


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("state", ["number", "blank", "mark", "unreadable", "absent"])
def test_a_fact_is_certain_where_a_number_stands_beyond_doubt(how: How, state: State) -> None:
    fact = report(2024).facts[0]._replace(how=how, state=state)
    assert fact.is_certain == (state == "number" and how in ("read", "aligned", "corrected"))
    assert fact.is_guess == (how == "suggested")


@pytest.mark.parametrize("how", HOWS)
def test_sums_versions_and_years_ask_alike(how: How) -> None:
    first, second = report(2024, {CELL: 5}, how=how), report(2024, {CELL: 8}, how=how)
    sums = {str(each.concept): each.counted for each in totals_of([Member("青禾镇", first)], None)}
    told = [finding.concepts for finding in differing_versions(first, second, Later(0)) if CELL in finding.concepts]
    carried = YEARS["D-05"](report(2023, {"requests.carried_out.total": 7}, how=how), first)
    is_certain = how in ("read", "aligned", "corrected")
    assert (sums[CELL] == 1, bool(told), carried != "figures") == (is_certain,) * 3


@pytest.mark.parametrize(
    ("state", "approximate", "is_certain"),
    [("number", False, True), ("none", False, True), ("number", True, False), ("ambiguous", False, False)],
)
def test_a_statement_is_certain_where_it_is_exact(
    state: Literal["number", "none", "ambiguous"], approximate: bool, is_certain: bool
) -> None:
    said = Statement("x", Decimal(1), "1", "件", "this_year", approximate, state, "。", Locator("txt:L1:1-1"))
    assert said.is_certain == is_certain


@pytest.mark.slow
def test_nobody_else_says_which_ways_are_certain() -> None:
    """A collection of ways that holds `read` and `aligned` is an answer of its own to what is certain."""
    elsewhere = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in nodes_of(path.read_text(encoding="utf-8"))
        if isinstance(node, ast.Set | ast.Tuple | ast.List)
        and {"read", "aligned"} <= {part.value for part in node.elts if isinstance(part, ast.Constant)}
    }
    assert elsewhere == {"model.py", "panels/methods.py"}, "methods tells all ways one by one"
