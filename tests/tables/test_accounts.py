"""What is printed in a table and stands in none of its cells."""

from __future__ import annotations

import pytest

from extract.forms.outline import outline_of
from extract.model import Document, Form, Table
from extract.pipeline import readings_of
from extract.tables.accounts import accounts_of, never_absent, with_empty_rows
from extract.tables.facts import facts_of
from extract.tables.matching import matches_of
from tests.made import drawn

FORM = drawn.form(
    """
    申请 | 自然人 法人/企业 总计
    本年新收政府信息公开申请数量
    上年结转政府信息公开申请数量
    自然人 + 企业 = 总计
    """
)
WHOLE = """
    □                             自然人  企业  总计
    本年新收政府信息公开申请数量  1       2     3
    上年结转政府信息公开申请数量  4       5     9
    """


def accounted(text: str) -> tuple[list[str], dict[str, str]]:
    """The figures without a place, and the state of every cell of the last row."""
    grid = drawn.grid(text)
    blocks = Document(drawn.SOURCE, (Table(grid.rows),) * len(grid.rows), "").blocks
    grid = type(grid)(grid.rows, (0,) * len(grid.rows))
    matches = matches_of(grid, outline_of((FORM,)))
    facts = facts_of(matches, (FORM,), 2024)
    accounts = accounts_of(matches, facts, grid, blocks, (FORM,))
    last = [fact for fact in never_absent(facts, accounts) if fact.concept.row == "上年结转政府信息公开申请数量"]
    return [entry.raw for account in accounts for entry in account.unplaced], {
        fact.concept.column: fact.state for fact in last
    }


def test_a_table_that_was_read_whole_has_nothing_left() -> None:
    unplaced, last = accounted(WHOLE)
    assert unplaced == []
    assert set(last.values()) == {"number"}


def test_figures_of_a_row_nobody_knows_may_be_those_of_the_row_that_is_missing() -> None:
    unplaced, last = accounted(WHOLE.replace("上年结转政府信息公开申请数量", "去岁余下未办者"))
    assert unplaced == ["4", "5", "9"]
    assert set(last.values()) == {"unreadable"}


def test_a_row_that_the_form_does_not_have_is_told_as_such_where_no_other_is_missing() -> None:
    assert accounted(WHOLE + "去岁余下未办者 7 8 15\n")[0] == []


def test_remarks_beside_rows_that_were_read_whole_are_no_figures_of_the_form() -> None:
    assert accounted(REMARKED.replace("备注", "未知"))[0] == ["7", "8"]
    assert accounted(REMARKED)[0] == []


REMARKED = """
    □                             自然人  企业  总计  备注
    本年新收政府信息公开申请数量  1       2     3     7
    上年结转政府信息公开申请数量  4       5     9     8
    """


def test_figures_above_and_below_in_the_same_table_of_the_file_count() -> None:
    unplaced, _ = accounted("合并 77 □ □\n" + WHOLE.strip() + "\n再见，此处有字。 □ □ □\n□ 88 □ □")
    assert {"77", "88"} <= set(unplaced)


# ── The status says so ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_report_without_an_agency_or_a_year_is_not_read_whole() -> None:
    text = "政府信息公开工作年度报告\n" + "\n".join(WHOLE.splitlines())
    (reading,) = readings_of(text.encode(), "x.txt")
    assert not reading.report.identity.entity
    assert reading.report.status == "partial"


# ── Rows that are printed empty ──────────────────────────────────────────────────────────────────────────────────────


BESIDE = drawn.form(
    """
    结案 || 结果维持 结果纠正
    行政复议结案
    直接起诉结案
    """
)


def empty(text: str, form: Form = FORM) -> dict[str, str]:
    """The states of the cells of every row."""
    grid = drawn.grid(text)
    grid = type(grid)(grid.rows, (0,) * len(grid.rows))
    matches = matches_of(grid, outline_of((form,)))
    facts = facts_of(matches, (form,), 2024)
    accounts = accounts_of(matches, facts, grid, (Table(grid.rows),), (form,))
    states: dict[str, set[str]] = {}
    for fact in with_empty_rows(facts, matches, accounts, grid, (form,)):
        states.setdefault(fact.concept.row, set()).add(fact.state)
    return {row: " ".join(sorted(found)) for row, found in states.items()}


RECEIVED, CARRIED = "本年新收政府信息公开申请数量", "上年结转政府信息公开申请数量"


def test_a_label_with_nothing_behind_it_is_a_row_of_blanks() -> None:
    assert empty(WHOLE.replace("4       5     9", "")) == {RECEIVED: "number", CARRIED: "blank"}


@pytest.mark.parametrize(
    "others",
    [
        WHOLE.replace("4       5     9", "").replace("1       2     3", "3 3"),
        WHOLE.replace("4       5     9", "\n4 5 9"),
        WHOLE.replace("4       5     9", "\n去岁余下未办者 4 5 9"),
        WHOLE.replace("上年结转政府信息公开申请数量  4       5     9", ""),
    ],
)
def test_unless_other_rows_have_lost_cells_or_figures_are_left_or_it_has_no_label(others: str) -> None:
    assert empty(others)[CARRIED] != "blank"


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("行政复议结案 · 直接起诉结案 ·\n结果维持 结果纠正 结果维持 结果纠正\n□ □ □ □", "blank"),
        ("行政复议结案 · 直接起诉结案 ·\n结果维持 结果纠正 结果维持 结果纠正", "blank"),
        ("行政复议结案 · 直接起诉结案 ·\n结果维持 · 结果维持 ·", "absent"),
    ],
)
def test_rows_side_by_side_are_blank_where_all_their_heads_stand_above_nothing(text: str, states: str) -> None:
    assert set(empty(text, BESIDE).values()) == {states}
