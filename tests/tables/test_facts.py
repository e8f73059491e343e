"""Matches → facts, one for every cell of every table that is printed, drawn row by row: `3`, `3~`, `3?`, `!`, `·`."""

from __future__ import annotations

import pytest

from extract.model import Fact, Form
from extract.tables.facts import facts_of, form_of_report
from tests.made import drawn

OLD = drawn.form(
    """
    proactive.规章 | 新制作 公开总数
    规章
    proactive.收费 | 项目数[项] 金额[]
    收费
    采购[次]
    申请 | 自然人 企业 总计
    新收
    办结
    自然人 + 企业 = 总计
    诉讼 || 维持 纠正
    复议
    附表 | 甲 乙
    其一
    """,
    code="2019",
)
NEW = drawn.form(
    """
    proactive.规章 | 制发 废止 现行
    规章
    proactive.收费 | 金额[万元]
    收费
    申请 | 自然人 企业 总计
    新收
    办结
    自然人 + 企业 = 总计
    """,
    code="2021",
)
FORMS = (OLD, NEW)


def facts(*tables: tuple[Form, str, str], year: int | None = None, **traits: bool) -> tuple[Fact, ...]:
    """The facts of tables, each with the form that its drawing is of."""
    return facts_of(tuple(drawn.match(form, key, text, **traits) for form, key, text in tables), FORMS, year)


def shown(found: tuple[Fact, ...]) -> dict[str, str]:
    rows: dict[str, list[str]] = {}
    for fact in found:
        signs = {"blank": "□", "absent": "·", "unreadable": "!" + fact.raw}
        rows.setdefault(fact.concept.row, []).append(signs.get(fact.state, fact.raw) + drawn.SIGNS[fact.how])
    return {row: " ".join(cells) for row, cells in rows.items()}


def units(found: tuple[Fact, ...]) -> dict[str, str]:
    return {f"{fact.concept.row}.{fact.concept.column}": fact.unit for fact in found}


def test_every_cell_of_a_table_that_is_printed_has_a_fact() -> None:
    found = facts((NEW, "申请", "办结 3 1 4"), (NEW, "proactive", "□ 制发 废止 现行\n规章 1 / □"))
    assert shown(found) == {"新收": "· · ·", "办结": "3 1 4", "规章": "1 / □", "收费": "·"}
    assert [str(fact.concept) for fact in found[:4]] == [
        "申请.新收.自然人", "申请.新收.企业", "申请.新收.总计", "申请.办结.自然人",
    ]  # fmt: skip
    assert [(fact.value, fact.how) for fact in found[5:8]] == [(4, "read"), (1, "read"), (None, "read")]


def test_what_a_fact_says_of_a_cell() -> None:
    absent, nine, mark = (
        facts((NEW, "申请", "新收 3 3\n办结 9 / 9"))[1:5:1][0],
        *facts((NEW, "申请", "办结 9 / 9"))[3:5],
    )
    assert (absent.state, absent.value, absent.raw, absent.how, absent.origins) == ("absent", None, "", "", ())
    assert (nine.state, nine.value, nine.raw, nine.unit) == ("number", 9, "9", "件")
    assert (mark.state, mark.value, mark.raw) == ("mark", None, "/")
    assert [str(place) for place in nine.origins] == ["html:t1r1c2"]


def test_figures_without_a_place_stand_together_in_the_first_cell() -> None:
    first, second, third = facts((NEW, "申请", "新收 3 4"))[:3]
    assert (first.state, first.value, first.raw, first.how) == ("unreadable", None, "3 4", "read")
    assert [str(place) for place in first.origins] == ["html:t1r1c2", "html:t1r1c3"]
    assert (
        (second.state, second.raw, second.origins) == (third.state, third.raw, third.origins) == ("unreadable", "", ())
    )


def test_a_number_without_a_place_is_no_value() -> None:
    (fact,) = [fact for fact in facts((NEW, "proactive", "□ 制发\n规章 1 2\n收费 7 8")) if fact.concept.row == "收费"]
    assert (fact.state, fact.value, fact.raw) == ("unreadable", None, "7 8")
    first = facts((NEW, "proactive", "□ 制发\n规章 7"))[0]
    assert (first.state, first.value, first.raw) == ("unreadable", None, "7")


def test_a_spanned_figure_has_all_its_places() -> None:
    (fact,) = [fact for fact in facts((NEW, "proactive", "收费 7 7")) if fact.concept.row == "收费"]
    assert (fact.value, [str(place) for place in fact.origins]) == (7, ["html:t1r1c2", "html:t1r1c3"])


# ── Units ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_unit_is_that_of_the_figure_else_of_the_row_the_header_or_the_form() -> None:
    assert units(facts((OLD, "proactive", "规章 1 2\n收费 3件 4\n采购 5 6元"))) == {
        "规章.新制作": "件",
        "规章.公开总数": "件",
        "收费.项目数": "件",
        "收费.金额": "",
        "采购.项目数": "次",
        "采购.金额": "元",
    }


def test_the_header_tells_the_unit_of_its_own_column() -> None:
    assert units(facts((OLD, "proactive", "□ 项目数（个） 金额（单位：元）\n收费 3 4\n□ 新制作（条）\n规章 1 2"))) == {
        "规章.新制作": "条",
        "规章.公开总数": "件",
        "收费.项目数": "个",
        "收费.金额": "元",
        "采购.项目数": "次",
        "采购.金额": "次",
    }


# ── What one table tells about the others ────────────────────────────────────────────────────────────────────────────


def test_other_tables_follow_the_version_of_the_first_where_they_do_not_tell() -> None:
    found = facts((OLD, "proactive", "□ 新制作\n规章 1 2"), (OLD, "申请", "办结 3 1 4"))
    assert {(fact.concept.table, fact.form) for fact in found} == {("proactive", "2019"), ("申请", "2019")}
    assert {fact.form for fact in facts((OLD, "申请", "办结 3 1 4"))} == {"2021"}
    assert {fact.form for fact in facts((OLD, "申请", "办结 3 1 4"), year=2020)} == {"2019"}


def test_a_first_table_of_two_versions_leads_nobody() -> None:
    found = facts((OLD, "proactive", "□ 制发\n规章 1 2 3\n采购 5 6"), (OLD, "申请", "办结 3 1 4"))
    assert {(fact.concept.row, fact.form) for fact in found} == {
        ("规章", "2021"), ("收费", "2019"), ("采购", "2019"), ("新收", "2021"), ("办结", "2021"),
    }  # fmt: skip
    assert form_of_report(found) == "mixed"


def test_the_form_of_a_report_is_that_of_its_first_table() -> None:
    found = facts((OLD, "申请", "办结 3 1 4"), (OLD, "proactive", "□ 新制作\n规章 1 2"))
    assert {fact.form for fact in found} == {"2021", "2019"}
    assert form_of_report(found) == "2021"
    assert form_of_report(()) == ""


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("新收 3 1 4\n办结 □ 4 4", "1 □ □"),
        ("新收 3 1 4\n办结 4 4 □", "!1 ! !"),
        ("新收 3 1 4\n办结 4 0 4", "!1 ! !"),
    ],
)
def test_whether_empty_cells_keep_their_place_one_table_tells_the_others(other: str, expected: str) -> None:
    assert shown(facts((NEW, "proactive", "规章 1 □ □"), (NEW, "申请", other)))["规章"] == expected


def test_one_table_in_which_figures_closed_up_is_enough() -> None:
    open_one, hold, shift = (OLD, "附表", "其一 1 □"), "新收 3 1 4\n办结 □ 4 4", "新收 3 1 4\n办结 4 4 □"
    assert shown(facts(open_one, (NEW, "申请", hold)))["其一"] == "1 □"
    assert shown(facts(open_one, (NEW, "申请", hold), (NEW, "申请", shift)))["其一"] == "!1 !"


def test_rows_side_by_side_have_facts_row_by_row() -> None:
    assert shown(facts((OLD, "诉讼", "* 5 6"))) == {"复议": "5 6"}
