"""Marks → runs of labels: beside each printed row, the rows of the form (`一、新收申请`) and the words of its headers
(`^总计`) that were recognised there. `申请:` is where a run of the labels of one table begins."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.forms.outline import outline_of
from extract.tables.chains import Run, runs_of
from extract.tables.marks import marks_of
from tests.made import drawn

OUTLINE = outline_of(
    (
        drawn.form("""
    公开.规章 | 制发件数 废止件数
    规章
    行政规范性文件
    公开.许可 | 处理决定数量
    行政许可
    申请 | 自然人 商业企业 其他 总计
    一、本年新收申请数量
    二、上年结转申请数量
    三、办理结果/（一）予以公开
    三、办理结果/（二）不予公开/1.属于国家秘密
    三、办理结果/（二）不予公开/2.保护第三方合法权益
    三、办理结果/（二）不予公开/3.其他
    三、办理结果/（三）其他处理/1.逾期不补正
    三、办理结果/（三）其他处理/2.其他
    三、办理结果/（四）总计
    四、结转下年度继续办理
    诉讼 || 结果维持 结果纠正 总计
    复议
    """),
    )
)

RECOGNISED = {
    "the labels of a table, whatever stands between them": """
        □         自然人 商业企业 其他 总计   →  申请: ^自然人 ^商业企业 ^其他 ^总计
        一、本年新收申请数量  1  2  3  6      →  一、本年新收申请数量
        街道                  1  2  3  6      →
        四、结转下年度继续办理  0  0  0  0    →  四、结转下年度继续办理
        """,
    "order tells a column from a row of the same word": """
        □             自然人   其他   总计    →  申请: ^自然人 ^其他 ^总计
        1.逾期不补正    1       0       1     →  1.逾期不补正
        其他            1       0       1     →  2.其他
        总计            2       0       2     →  （四）总计
        """,
    "and so does the number printed with the word, or in the cell before": """
        2.   其他       1       0       1     →  申请: 2.其他
        （四）  总计    2       0       2     →  （四）总计
        """,
    "nor is one behind an empty cell, or whose first is led by a sign": """
        [’一、本年新收申请数量 一、本年新收申请数量 1 →  申请: 一、本年新收申请数量
        二、上年结转申请数量 □ 二、上年结转申请数量 1 →  二、上年结转申请数量
        """,
    "a word printed again in the next cell is no row": """
        1.逾期不补正    1                     →  申请: 1.逾期不补正
        2.其他  2.其他  1                     →  2.其他
        """,
    "even where the form has a row of that word further down": """
        3.其他  3.其他  1                     →  申请: 3.其他
        1.逾期不补正    1                     →  1.逾期不补正
        """,
    "a menu of the same words above the table": """
        行政规范性文件  规章  总计            →  公开: 行政规范性文件
        当前位置                              →
        □         制发件数  废止件数          →  公开: ^制发件数 ^废止件数
        规章               1   2              →  规章
        行政规范性文件     3   4              →  行政规范性文件
        """,
    "a label wrapped over up to four cells": """
        本年  新收申请  数量  1  2            →  申请: 一、本年新收申请数量
        上年  结转  申请  数量  1  2          →  二、上年结转申请数量
        结转  下年度  继  续办  理  1  2      →  四、结转下年度继续办理
        保护  第三  方  合  法  权益          →  2.保护第三方合法权益
        """,
    "a label whose note in brackets is cut": """
        上年结转申请数量（含  往年  的）  1   →  申请: 二、上年结转申请数量
        予以公开（见  附件  表  三）  1       →  （一）予以公开
        """,
    "the beginning of a label that can begin no other": """
        属于国家  1                           →  申请: 1.属于国家秘密
        保护第  1                             →
        结转下年度  继续  1                   →  四、结转下年度继续办理
        """,
    "a label with a wrong character": """
        保护第三方和法权益  1                 →  申请: 2.保护第三方合法权益
        结转下年渡继绪办里  1                 →
        """,
    "the nearer one of two equal labels": """
        四、结转下年度继续办理  0             →  申请: 四、结转下年度继续办理
        规章  1  2                            →
        街道                                  →
        规章  3  4                            →  公开: 规章
        行政规范性文件  5  6                  →  行政规范性文件
        """,
    "rows out of their order are one table still": """
        四、结转下年度继续办理  0             →  申请: 四、结转下年度继续办理
        一、本年新收申请数量  1               →  一、本年新收申请数量
        二、上年结转申请数量  2               →  二、上年结转申请数量
        """,
    "so are rows below a header printed again": """
        一、本年新收申请数量  1               →  申请: 一、本年新收申请数量
        自然人  商业企业  总计                →  ^自然人 ^商业企业 ^总计
        二、上年结转申请数量  2               →  二、上年结转申请数量
        """,
    "the same rows once more are another run": """
        一、本年新收申请数量  1               →  申请: 一、本年新收申请数量
        二、上年结转申请数量  2               →  二、上年结转申请数量
        一、本年新收申请数量  1               →  申请: 一、本年新收申请数量
        二、上年结转申请数量  2               →  二、上年结转申请数量
        """,
    "a table within another one costs more than it is worth": """
        结果维持  结果纠正  总计  结果维持    →  诉讼: ^结果维持 ^结果纠正 ^总计 ^结果维持
        一、本年新收申请数量  1               →
        结果维持  结果纠正  总计              →  ^结果维持 ^结果纠正 ^总计
        """,
    "unless it is a heavy one": """
        结果维持  结果纠正  总计  结果维持    →  诉讼: ^结果维持 ^结果纠正 ^总计 ^结果维持
        一、本年新收申请数量  1               →  申请: 一、本年新收申请数量
        二、上年结转申请数量  2               →  二、上年结转申请数量
        结果维持  结果纠正  总计              →  诉讼: ^结果维持 ^结果纠正 ^总计
        """,
    "words of a header above the table are no part of it": """
        处理决定数量  处理决定数量            →  公开: ^处理决定数量 ^处理决定数量
        制发件数  废止件数                    →  公开: ^制发件数 ^废止件数
        规章  1  2                            →  规章
        """,
}


def runs(text: str) -> list[Run]:
    return runs_of(OUTLINE, marks_of(drawn.grid(text), OUTLINE))


def recognised(text: str) -> list[str]:
    marks = marks_of(drawn.grid(text), OUTLINE)
    rows: list[list[str]] = [[] for _ in drawn.grid(text).rows]
    for run in runs_of(OUTLINE, marks):
        for link in run.links:
            key = OUTLINE.items[link.label.table][link.label.item].line
            begins = f"{OUTLINE.tables[run.table].key}: " if link is run.links[0] else ""
            rows[marks[link.start].row].append(begins + (f"^{link.key}" if link.label.header else key))
    return [" ".join(row) for row in rows]


@pytest.mark.parametrize("case", RECOGNISED)
def test_what_is_recognised(case: str) -> None:
    assert recognised(RECOGNISED[case]) == drawn.sides(RECOGNISED[case])[1]


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("街道 规章 行政许可 1", ["规章", "行政许可"]),
        ("本年 新收申请 数量 件 1", ["本年新收申请数量"]),
        ("结 转 下年度 继续 办理 1", ["结转下年度继续"]),
        ("街道 保护第三方和法权益 街道 1", ["保护第三方和法权益"]),
    ],
)
def test_the_words_that_a_label_takes(text: str, taken: list[str]) -> None:
    marks = marks_of(drawn.grid(text), OUTLINE)
    links = [link for run in runs_of(OUTLINE, marks) for link in run.links]
    assert ["".join(mark.text for mark in marks[link.start : link.end]) for link in links] == taken


def test_the_longer_a_label_the_more_it_says() -> None:
    """The beginning of a label says less than the label, and a label with a wrong character less than that; what says
    that it is another row takes from it."""
    scores = {
        text: runs(text)[0].score
        for text in (
            "制发件数",
            "保护第三方合法权益",
            "2.保护第三方合法权益",
            "3.保护第三方合法权益",
            "保护第三方合",
            "保护第三方和法权益",
        )
    }
    assert scores == {
        "制发件数": 4.0,
        "保护第三方合法权益": 9.0,
        "2.保护第三方合法权益": 10.5,
        "3.保护第三方合法权益": 8.0,
        "保护第三方合": pytest.approx(6.3),
        "保护第三方和法权益": pytest.approx(5.4),
    }


def test_a_run_knows_its_rows() -> None:
    (run,) = runs("自然人 总计\n一、本年新收申请数量 1\n二、上年结转申请数量 2")
    assert [OUTLINE.items[run.table][item].line for item in sorted(run.lines)] == [
        "一、本年新收申请数量",
        "二、上年结转申请数量",
    ]


PIECES = ("规章", "行政规范性文件", "自然人", "其他", "3.其他", "总计", "本年新收", "申请数量", "街道", "7", "结果维持")


@given(st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4), max_size=8))
def test_every_mark_belongs_to_one_label_at_most_and_every_row_is_found_once_in_a_table(rows: list[list[str]]) -> None:
    found = runs("\n".join(map(" ".join, rows)))
    links = [link for run in found for link in run.links]
    assert all(before.end <= link.start for before, link in pairwise(links))
    for run in found:
        keys = [link.label.item for link in run.links if not link.label.header]
        assert len(keys) == len(set(keys))
        assert {link.label.table for link in run.links} == {run.table}


def test_a_row_that_is_printed_twice_does_not_end_its_table() -> None:
    rows = ["一、本年新收申请数量 1 2", "二、上年结转申请数量 1 2", "（一）予以公开 1 2", "1.属于国家秘密 1 2"]
    for text, runs in (
        ("\n".join((*rows[:3], rows[2], rows[3], "2.保护第三方合法权益 1 2")), 1),
        ("\n".join((*rows, *rows)), 2),
    ):
        grid = drawn.grid(text)
        assert len(runs_of(OUTLINE, marks_of(grid, OUTLINE))) == runs
