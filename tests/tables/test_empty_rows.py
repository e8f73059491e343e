"""Labels, and heads of groups, with nothing behind them."""

from __future__ import annotations

import pytest

from extract.forms.outline import outline_of
from extract.model import Cell, Form, PageBox, PageOrigin, Table
from extract.tables.accounts import accounts_of
from extract.tables.empty_rows import with_empty_rows
from extract.tables.facts import facts_of
from extract.tables.matching import matches_of
from tests.made import drawn
from tests.tables.test_accounts import FORM, WHOLE

BESIDE = drawn.form(
    """
    申请 | 自然人 法人/企业 总计
    本年新收政府信息公开申请数量
    上年结转政府信息公开申请数量
    自然人 + 企业 = 总计
    结案 || 结果维持 结果纠正
    行政复议结案
    直接起诉结案
    """
)


def empty(text: str, form: Form = FORM, reach: int | None = None) -> dict[str, str]:
    """The states of the cells of every row; on a page where their cells `reach` down so far from the top of each."""
    grid = drawn.grid(text)
    rows = grid.rows if reach is None else on_a_page(grid.rows, reach)
    grid = type(grid)(rows, (0,) * len(rows))
    matches = matches_of(grid, outline_of((form,)))
    facts = facts_of(matches, (form,), 2024)
    accounts = accounts_of(matches, facts, grid, (Table(grid.rows),), (form,))
    states: dict[str, set[str]] = {}
    for fact in with_empty_rows(facts, matches, accounts, grid, (form,)):
        states.setdefault(fact.concept.row, set()).add(fact.state)
    return {row: " ".join(sorted(found)) for row, found in states.items()}


def on_a_page(rows: tuple[tuple[Cell, ...], ...], reach: int) -> tuple[tuple[Cell, ...], ...]:
    """The cells in boxes, rows 20 points below each other."""
    return tuple(
        tuple(
            cell._replace(origin=PageOrigin((PageBox(1, 100 * at, 20 * row, 100 * at + 90, 20 * row + high),)))
            for at, cell in enumerate(cells)
            for high in [reach if at else 20]
        )
        for row, cells in enumerate(rows)
    )


RECEIVED, CARRIED = "本年新收政府信息公开申请数量", "上年结转政府信息公开申请数量"


def test_a_label_with_nothing_behind_it_is_a_row_of_blanks() -> None:
    assert empty(WHOLE.replace("4       5     9", "")) == {RECEIVED: "number", CARRIED: "blank"}


@pytest.mark.parametrize(
    "others",
    [
        WHOLE.replace("4       5     9", "").replace("1       2     3", "3 3"),
        WHOLE.replace("4       5     9", "\n4 5 9"),
        WHOLE.replace("4       5     9", "\n三"),
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
    found = empty(WHOLE + text, BESIDE)
    assert {found["行政复议结案"], found["直接起诉结案"]} == {states}


@pytest.mark.parametrize(("reach", "state"), [(20, "blank"), (40, "unreadable")])
def test_cells_that_reach_down_to_a_label_may_be_its(reach: int, state: str) -> None:
    assert empty(WHOLE.replace("4       5     9", ""), reach=reach) == {RECEIVED: "number", CARRIED: state}
