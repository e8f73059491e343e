"""Rows → the lines whose empty cells keep their place: `□` is an empty cell, `·` a column without a cell. A row that
nothing comes of is left to the arithmetic."""

from __future__ import annotations

import pytest

from extract.model import Form
from extract.tables.blanks import blanks_hold_place, in_place
from tests.made import drawn

REQUESTS = drawn.form("""
    申请 | 自然人 企业 总计
    新收
    上年结转
    公开
    不公开
    结转
    自然人 + 企业 = 总计
""")
PUBLISHED = drawn.form("""
    公开.规章 | 制发 废止 现行
    规章
    规范性文件
    公开.许可 | 上年项目 处理决定
    行政许可
    行政处罚
""")

HELD = {
    "an empty cell before a figure": """
        新收        3   1   4            →  3 1 4
        上年结转    □   2   2            →  □ 2 2
        公开        2   □   2            →  2 □ 2
        """,
    "what is not printed in a row at all": """
        新收        3   1   4            →  3 1 4
        上年结转    □   2   2            →  □ 2 2
        公开        2   2
        不公开      □   □   □            →  □ □ □
        """,
    "a row without its total, where others of its depth have one, has lost a cell": """
        新收        3   1   4            →  3 1 4
        上年结转    □   2   2            →  □ 2 2
        公开        2   2   □
        不公开      1   1
        结转        0   □   □            →  0 □ □
        """,
    "unless all rows have as many cells": """
        新收        3   1   4            →  3 1 4
        上年结转    □   2   2            →  □ 2 2
        公开        2   2   □            →  2 2 □
        结转        0   □   □            →  0 □ □
        """,
    "all totals, behind figures that are no sum of others": """
        新收        3   1   □            →  3 1 □
        上年结转    0   2   □            →  0 2 □
        公开        0   □   □            →  0 □ □
        """,
    "unless one may be": """
        新收        3   1   □
        上年结转    2   2   □
        公开        0   □   □
        """,
    "an agency that leaves all totals empty": """
        新收        □   1   □            →  □ 1 □
        上年结转    □   2   □            →  □ 2 □
        公开        3   □   □            →  3 □ □
        """,
    "empty cells between label and figures, the same in every row": """
        新收        □   □   3   1   4    →  3 1 4
        上年结转    □   □   □   2   2    →  □ 2 2
        公开        □   □   2   □   2    →  2 □ 2
        """,
    "other cells before the figures of some rows: what counts is the cell, from the left": """
        新收        ·   3   1   4        →  3 1 4
        上年结转    ·   □   2   2        →  □ 2 2
        公开        □   2   □   2        →  2 □ 2
        """,
    "or the cell behind the label, where rows begin anywhere": """
        新收        ·   3   1   4        →  3 1 4
        上年结转    2   □   2            →  2 □ 2
        公开        2   □   2            →  2 □ 2
        不公开      ·   ·   1   □   1    →  1 □ 1
        """,
    "an odd row among others of one width": """
        新收        3   1   4            →  3 1 4
        上年结转    □   2   2            →  □ 2 2
        公开        □   □   5   □   7
        不公开      2   □   2            →  2 □ 2
        """,
    "glued digits are in no cell": """
        新收        3   1   4            →  3 1 4
        上年结转    □   2   2            →  □ 2 2
        公开        □   =55
        """,
    "and tell that a row as wide as the others is no row of cells": """
        新收        3   1   4
        上年结转    □   2   2
        公开        □   =5  5
        """,
    "sums that hold three times for each that fails": """
        新收        3   1   4            →  3 1 4
        上年结转    □   2   2            →  □ 2 2
        公开        2   □   2            →  2 □ 2
        不公开      2   □   3            →  2 □ 3
        """,
    "not sums that hold twice for one that fails": """
        新收        3   1   4   □
        上年结转    □   2   2   □
        公开        2   □   3   □
        """,
    "figures that have closed up over their empty cells": """
        新收        3   1   4
        上年结转    2   2   □
        公开        1   1   □
        """,
    "nothing tells, all rows of one width": """
        新收        3   □   □
        上年结转    1   □   □
        """,
    "nothing tells, but most rows are full": """
        新收        □   3   1   4        →  3 1 4
        上年结转    □   1   0   1        →  1 0 1
        公开        □   0   □   □        →  0 □ □
        """,
    "nothing tells, and most rows are not full": """
        新收        □   3   1   4
        上年结转    □   1   □   □
        公开        □   0   □   □
        """,
    "no empty cell beside a figure anywhere": """
        新收        3   1   4
        上年结转    2   2
        公开        □   □   □
        """,
}
HELD_WITHOUT_SUMS = {
    "cells one to one under a header": """
        □         制发  废止  现行
        规章        3    4    □          →  3 4 □
        规范性文件  □    □    5          →  □ □ 5
        """,
    "bands of their own, each under its header": """
        □         制发  废止  现行
        规章        3    4    □          →  3 4 □
        □         上年项目  处理决定
        行政许可        7   □            →  7 □
        行政处罚        5   6            →  5 6
        """,
    "unless a figure stands beside the header, in any row": """
        □         制发  废止  现行
        规章        3    4    □
        规范性文件  1    2    3    4
        """,
    "or a row has no cell under a column": """
        □         制发  废止  现行
        规章        3    4    □
        规范性文件  1    2
        """,
    "or the header does not name every column": """
        □         制发  废止
        规章        3    4    □
        规范性文件  1    □    □
        """,
}


IN_A_TABLE = {
    "an empty total, the others of which are filled": """
        □           自然人  企业  总计
        新收        3       1     4      →  3 1 4
        公开        2       2     □      →  2 2 □
        结转        0       0     0      →  0 0 0
        """,
    "figures that would add up if they were moved": """
        □           自然人  企业  总计
        新收        3       1     4      →  3 1 4
        公开        2       2     □      →  2 2 □
        结转        2       □     □      →  2 □ □
        """,
    "columns in another order": """
        □           总计  企业  自然人
        新收        4     1     3        →  4 1 3
        公开        □     2     2        →  □ 2 2
        """,
    "a figure beside the heads": """
        □           自然人  企业  总计
        新收        3       1     4
        公开        2       2     □      2
        """,
    "a row with fewer cells": """
        □           自然人  企业  总计
        新收        3       1     4
        公开        2       2     □
        结转        0       0
        """,
}
"""Tables of a file, whose cells nobody can mistake."""


def held(text: str, form: Form, hold: bool | None = None, in_lines: bool = True) -> dict[str, str]:
    rows = drawn.rows(form, form.tables[0].key, text, in_lines)
    return {key: drawn.shown(cells) for key, cells in in_place(rows, hold).items()}


@pytest.mark.parametrize("case", HELD)
def test_lines_whose_empty_cells_keep_their_place(case: str) -> None:
    assert held(HELD[case], REQUESTS) == drawn.wanted(HELD[case])


@pytest.mark.parametrize("case", IN_A_TABLE)
def test_empty_cells_of_a_table_of_the_file_are_empty(case: str) -> None:
    wanted = drawn.wanted(IN_A_TABLE[case])
    assert held(IN_A_TABLE[case], REQUESTS, in_lines=False) == wanted
    if wanted:
        assert held(IN_A_TABLE[case], REQUESTS, hold=False, in_lines=False) == wanted


@pytest.mark.parametrize("case", HELD_WITHOUT_SUMS)
def test_lines_without_sums(case: str) -> None:
    assert held(HELD_WITHOUT_SUMS[case], PUBLISHED) == drawn.wanted(HELD_WITHOUT_SUMS[case])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("新收 3 1 4\n上年结转 □ 2 2", True),
        ("新收 3 □ 3", True),
        ("新收 3 1 4\n上年结转 2 2 □", False),
        ("新收 3 1 4\n上年结转 2 2\n公开 1 □ □", False),
        ("新收 3 1 4\n上年结转 2 3 □", None),
        ("新收 3 1 4\n上年结转 0 0 □", None),
        ("新收 3 1 4\n上年结转 2 2", None),
        ("新收 3 1 4\n上年结转 □ □ □", None),
        ("□ 自然人 总计\n新收 3 3\n上年结转 3 3 □", None),
    ],
)
def test_whether_empty_cells_keep_their_place_in_a_table(text: str, told: bool | None) -> None:
    assert blanks_hold_place(drawn.rows(REQUESTS, "申请", text)) is told


@pytest.mark.parametrize(
    ("hold", "expected"), [(True, {"新收": "3 □ □", "上年结转": "1 □ □"}), (None, {}), (False, {})]
)
def test_where_a_table_does_not_tell_the_other_tables_may(hold: bool | None, expected: dict[str, str]) -> None:
    assert held("新收 3 □ □\n上年结转 1 □ □", REQUESTS, hold) == expected


GROUPED = drawn.form("""
    申请 | 自然人 企业 总计
    新收
    上年结转
    办理/公开
    办理/不公开/秘密
    自然人 + 企业 = 总计
""")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "新收 □ □ 0 □ □\n公开 □ □ 0 □\n秘密 □ □ 0",
            {"新收": "□ □ 0", "公开": "□ □ 0", "秘密": "□ □ 0"},
        ),
        ("新收 □ □ 0\n公开 □ 0\n秘密 0", {}),
        ("新收 □ □ 0\n公开 □ 0 □\n秘密 □ □ 0", {}),
        ("新收 □ □ 0\n上年结转 □ □ 0", {}),
        ("新收 □ 0 □ □\n公开 □ 0 □\n秘密 □ 0 □", {}),
    ],
)
def test_as_many_empty_cells_under_however_many_headings_are_no_span(text: str, expected: dict[str, str]) -> None:
    rows = [row._replace(width=0) for row in drawn.rows(GROUPED, "申请", text)]
    assert {key: drawn.shown(cells) for key, cells in in_place(rows, None).items()} == expected


def test_a_header_tells_nothing_where_empty_cells_are_known_to_close_up() -> None:
    text = "□ 制发 废止 现行\n规章 3 4 □\n规范性文件 1 □ □"
    assert held(text, PUBLISHED, None) == {"规章": "3 4 □", "规范性文件": "1 □ □"}
    assert held(text, PUBLISHED, False) == {}


def test_a_spanned_cell_that_is_printed_again_holds_no_place() -> None:
    text = "□ 自然人 自然人 企业 总计\n新收 3 2 □ 4\n上年结转 □ 1 1 1"
    assert held(text, REQUESTS, True) == {}
