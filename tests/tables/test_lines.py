"""A match → rows of the form: `新收: 3 1 4` is the row that a printed line is, with its entries; `?新收` where only the
order tells that."""

from __future__ import annotations

import pytest

from extract.model import Form
from extract.pipeline import readings_of
from extract.tables.lines import Header
from tests.made import drawn

REQUESTS = drawn.form("""
    申请 | 自然人 企业 总计
    新收
    上年结转
    办理/公开
    办理/不公开/国家秘密
    结转
    自然人 + 企业 = 总计
""")
PUBLISHED = drawn.form("""
    公开.规章 | 制发 废止 现行
    规章
    规范性文件
    公开.许可 | 处理决定
    行政许可
    行政处罚
""")
DISPUTES = drawn.form("""
    诉讼 || 维持 纠正 总计
    复议
    起诉
    维持 + 纠正 = 总计
""")

NAMED = {
    "every printed line is its row": """
        新收        3   1   4            →  新收: 3 1 4
        上年结转    /   □                →  上年结转: / □
        国家秘密                         →  国家秘密:
        """,
    "a row printed again counts once": """
        新收        3   1   4            →  新收: 3 1 4
        新收        5   5   10
        """,
    "what the form does not have is no row": """
        新收        3   1   4            →  新收: 3 1 4
        +街道       1   1   2
        """,
    "a line without a label is the row that is missing there": """
        新收        3   1   4            →  新收: 3 1 4
                    1   □   0   1        →  ?上年结转: 1 □ 0 1
        公开        2   1   3            →  公开: 2 1 3
        """,
    "so are two lines where two rows are missing": """
                    3   1   4            →  ?新收: 3 1 4
                    1   0   1            →  ?上年结转: 1 0 1
        公开        2   1   3            →  公开: 2 1 3
                    5   1   6            →  ?国家秘密: 5 1 6
                    7   1   8            →  ?结转: 7 1 8
        """,
    "and not where more or fewer are missing": """
                    3   1   4
        公开        2   1   3            →  公开: 2 1 3
                    5   1   6
                    5   1   6
        结转        5   1   6            →  结转: 5 1 6
                    7   1   8
        """,
    "nor without a figure for every column": """
                    3   1
        上年结转    2   1   3            →  上年结转: 2 1 3
        公开        2   1   3            →  公开: 2 1 3
                    5   1   6   7
        结转        5   1   6            →  结转: 5 1 6
        """,
    "a line that holds the figures of the rows missing behind it": """
        新收        3   1   4   1   0   1   →  新收: 3 1 4
        公开        2   1   3               →  公开: 2 1 3
        国家秘密    5   1   6   5   1   6   →  国家秘密: 5 1 6
        → ?上年结转: 1 0 1
        → ?结转: 5 1 6
        """,
    "and one that does not, nor the right number of them": """
        新收        3   1   4   1   0       →  新收: 3 1 4 1 0
        公开        2   1   3   □   1   0   1  →  公开: 2 1 3 □ 1 0 1
        结转        5   1   6   5   1   6   →  结转: 5 1 6 5 1 6
        """,
    "figures without a blank between them: a zero leads them, or there are too many for one": """
        新收        0140                 →  新收: =0140
        上年结转    123456789012         →  上年结转: =123456789012
        公开        12345678901          →  公开: 12345678901
        国家秘密    01                   →  国家秘密: 01
        结转        0   12               →  结转: 0 12
        """,
}
SPREAD = {
    "a spanned cell printed again under each of its columns": """
        □           自然人  自然人  企业  总计
        新收        3       3       1     4      →  新收: 3 1 4
        上年结转    □       □       /     0      →  上年结转: □ / 0
        """,
    "unless the figures differ, or there are not as many": """
        □           自然人  自然人  企业  总计
        新收        3       2       1     4      →  新收: 3 2 1 4
        上年结转    3       1       4            →  上年结转: 3 1 4
        公开        3       □       1     4      →  公开: 3 □ 1 4
        """,
    "no column is printed twice": """
        □           自然人  企业  总计
        新收        3       3     6              →  新收: 3 3 6
        """,
}


def named(text: str, form: Form = REQUESTS, **traits: bool) -> dict[str, str]:
    rows = drawn.rows(form, form.tables[0].key, text, **traits)
    return {"?" * row.guessed + row.key: drawn.shown(row.entries) for row in rows}


@pytest.mark.parametrize("case", NAMED | SPREAD)
def test_which_row_a_line_is(case: str) -> None:
    text = (NAMED | SPREAD)[case]
    assert named(text) == drawn.wanted(text)


def test_a_figure_of_one_column_is_one_however_long() -> None:
    assert named("规章 0123\n行政许可 0123", PUBLISHED) == {"规章": "=0123", "行政许可": "0123"}


def test_rows_are_in_printed_order_with_all_that_is_known_of_them() -> None:
    text = "□ 自然人 企业 总计\n国家秘密 3 □ 4\n新收 1 // 2 3"
    secret, received = drawn.rows(REQUESTS, "申请", text)
    assert secret.cells == (("国家秘密", "自然人"), ("国家秘密", "企业"), ("国家秘密", "总计"))
    assert secret.terms == (((0, 1), (2,)),)
    assert (secret.depth, received.depth) == (2, 0)
    assert (secret.width, received.width) == (4, 2)
    assert drawn.shown(secret.figures) == "3 4"
    assert (drawn.shown(received.entries), drawn.shown(received.behind)) == ("1", "2 3")
    assert {row.width for row in drawn.rows(REQUESTS, "申请", text, flowing=True)} == {0}


def test_a_spanned_cell_keeps_every_place() -> None:
    (row,) = drawn.rows(REQUESTS, "申请", "□ 自然人 自然人 企业 总计\n新收 3 3 1 4")
    assert [(str(each.origin), each.column) for each in row.entries] == [
        ("html:t1r2c2", 1),
        ("html:t1r2c4", 2),
        ("html:t1r2c5", 3),
    ]
    assert [list(map(str, each.copies)) for each in row.entries] == [["html:t1r2c3"], [], []]
    assert row.header.spread == ()


def test_bands_have_columns_of_their_own() -> None:
    rules, licences = drawn.rows(PUBLISHED, "公开", "□ 处理决定\n规章 1 2 3\n行政许可 5")
    assert (len(rules.cells), rules.terms, rules.header.named) == (3, (), (0, 1, 2))
    assert (licences.cells, licences.header.named) == ((("行政许可", "处理决定"),), (0,))


def test_rows_side_by_side_are_one() -> None:
    (row,) = drawn.rows(DISPUTES, "诉讼", "* 1 0 1 0 □ /")
    assert [f"{key} {column}" for key, column in row.cells] == [
        f"{key} {column}" for key in ("复议", "起诉") for column in ("维持", "纠正", "总计")
    ]
    assert row.terms == (((0, 1), (2,)), ((3, 4), (5,)))
    assert (row.key, row.depth, row.width, row.guessed) == ("*", -1, 7, False)
    assert (drawn.shown(row.entries), drawn.shown(row.figures)) == ("1 0 1 0 □ /", "1 0 1 0 /")
    assert drawn.rows(DISPUTES, "诉讼", "* 1 0 1 0 □ /", flowing=True)[0].width == 0
    assert drawn.shown(drawn.rows(DISPUTES, "诉讼", "* 010012")[0].entries) == "=010012"


# ── What the header says ─────────────────────────────────────────────────────────────────────────────────────────────

SEVEN = drawn.form("""
    申请 | 自然人 企业 科研 公益 法律 法人/其他,其它组织 总计,合计
    新收
""")
AMBIGUOUS = drawn.form("""
    公开 | 本年,数量 上年,数量 增减
    规章
""")
ALL = tuple(range(7))


@pytest.mark.parametrize(
    ("printed", "header"),
    [
        ("□ 自然人 企业 科研 公益 法律 其他 总计", Header(ALL, (), (1, 2, 3, 4, 5, 6, 7))),
        ("□ □ 自然人 企业 科研 公益 法律 其它组织 合计", Header(ALL, (), (2, 3, 4, 5, 6, 7, 8))),
        ("□ 自然人 企业 科研 法律 其他", Header((0, 1, 2, 4, 5), (), (), whole=False)),
        ("□ 自然人 企业 科研 法律", Header(ALL, (), (), whole=False)),
        ("□ 自然人 企业 科研 街道 法律 其他 总计 总计", Header((0, 1, 2, 4, 5, 6), (), (), whole=False)),
        ("□ 自然人 企业 科研 公益\n□ 法律 其他 总计", Header(ALL, (), ())),
        ("□ 自然人 企业 · 科研 公益 法律 其他 总计", Header(ALL, (), ())),
        ("□ 自然人 企业 企业 科研 公益 法律 其他 总计", Header(ALL, (0, 1, 1, 2, 3, 4, 5, 6), ())),
        ("□ 企业 自然人 企业 科研 公益 法律 其他 总计", Header(ALL, (), ())),
        ("□ 自然人 企业\n□ 自然人 自然人 企业 科研 公益 法律 其他 总计", Header(ALL, (0, 0, 1, 2, 3, 4, 5, 6), ())),
        ("新收", Header(ALL, (), (), whole=False)),
    ],
)
def test_what_a_header_says(printed: str, header: Header) -> None:
    (row,) = drawn.rows(SEVEN, "申请", printed + "\n新收 1" if printed != "新收" else printed)
    assert row.header == header


@pytest.mark.parametrize(
    ("printed", "named"),
    [("□ 本年 增减", (0, 2)), ("□ 数量 增减", (0, 1, 2)), ("□ 数量 数量 增减", (0, 1, 2)), ("□ 增减", (0, 1, 2))],
)
def test_a_word_of_several_columns_names_them_only_as_often_as_it_is_printed(
    printed: str, named: tuple[int, ...]
) -> None:
    (row,) = drawn.rows(AMBIGUOUS, "公开", printed + "\n规章 1")
    assert row.header.named == named


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("新收 3 1 4 无", "3 1 4"),
        ("新收 3 1 4 !约三", "3 1 4"),
        ("新收 3 1 4", "3 1 4"),
        ("新收 3 1 无", None),
        ("新收 3 无", None),
    ],
)
def test_a_remark_in_flowing_text_is_the_word_behind_as_many_figures_as_there_are_columns(
    row: str, expected: str | None
) -> None:
    header = "□ 自然人\n□ 企业\n□ 总计\n□ +备注"
    (found,) = drawn.rows(REQUESTS, "申请", f"{header}\n{row}", in_lines=True, flowing=True)
    assert (drawn.shown(found.figures) if not found.doubtful else None) == expected


def test_a_remark_is_told_from_the_last_column_where_the_header_lacks_one() -> None:
    (found,) = drawn.rows(REQUESTS, "申请", "□ 自然人 总计 +备注\n新收 3 3 无", in_lines=True)
    assert drawn.shown(found.figures) == "3 3"


def test_an_empty_cell_that_other_rows_fill_is_not_left_out_where_no_head_tells_that_it_is_none() -> None:
    """The first column is printed twice, the second time with what was another year's."""
    head = (
        "<tr><td rowspan=3>序号<td rowspan=3><td colspan=8>申请人情况<tr><td rowspan=2>自然人<td rowspan=2>自然人"
        "<td colspan=5>法人或其他组织<td rowspan=2>总计<tr><td>商业企业<td>科研机构<td>社会公益组织<td>法律服务机构"
        "<td>其他"
    )
    rows = [
        ["1", "一、本年新收政府信息公开申请数量", 1, 55, 0, 0, 0, 1, 0, 2],
        ["2", "二、上年结转政府信息公开申请数量", 0, 21, 0, 0, 0, 0, 0, ""],
    ]
    title = "甲县乙镇2023年政府信息公开工作年度报告"
    body = "".join(f"<tr>{''.join(f'<td>{text}' for text in row)}" for row in rows)
    (reading,) = readings_of(f"<title>{title}</title><h1>{title}</h1><table>{head}{body}</table>".encode(), "x.html")
    carried_in = [fact for fact in reading.report.facts if fact.concept.row == "carried_in"]
    assert not any(fact.how == "read" and fact.raw == "21" for fact in carried_in)


@pytest.mark.parametrize(("last", "how"), [("11", "read"), ("<11>", "suggested")])
def test_figures_of_flowing_text_behind_an_empty_cell_must_add_up(last: str, how: str) -> None:
    """Beside a figure that nobody can read, the empty cell makes a row as long as it should be."""
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    rows = [
        ["行政复议", "行政诉讼"],
        [*outcomes, "未经复议直接起诉", "复议后起诉"],
        [*outcomes, *outcomes],
        ["9", "54", "7", "0", "70", "9", "3", "0", "6", "18", "0", "5", "4", "2", last],
    ]
    cells = "\n".join("| \n" + "\n".join(f" {text}  | " for text in row)[:-1] for row in rows)
    title = "甲县乙镇2023年政府信息公开工作年度报告"
    text = f"{title}\n\n四、政府信息公开行政复议、行政诉讼情况\n\n{cells}\n\n五、存在问题\n没有。\n"
    (reading,) = readings_of(text.encode(), "x.txt")
    assert {fact.how for fact in reading.report.facts if fact.concept.table == "disputes"} == {how}
