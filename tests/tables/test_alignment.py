"""Rows → placements: `3` as printed, `3~` placed by the sums, `3?` a guess, `!` without a place, `·` not printed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.forms.balances import sums_of_table
from extract.model import Form
from extract.tables import placements
from extract.tables.alignment import aligned
from tests.made import drawn

REQUESTS = drawn.form("""
    申请 | 自然人 企业 总计
    新收
    上年结转
    公开
    不公开
    办结
    结转
    自然人 + 企业 = 总计
    新收 + 上年结转 = 办结 + 结转
    公开 + 不公开 = 办结
""")
WIDE = drawn.form("""
    申请 | 自然人 企业 科研 公益 法律 其他 总计
    新收
    结果/公开
    结果/不公开
    结果/其他
    办结
    公开 + 不公开 + 其他 = 办结
    自然人 + 企业 + 科研 + 公益 + 法律 + 其他 = 总计
""")
DISPUTES = drawn.form("""
    诉讼 || 维持 纠正 总计
    复议
    起诉
    维持 + 纠正 = 总计
""")
SUMLESS = drawn.form("""
    公开.规章 | 制发 废止 现行
    规章
    规范性文件
    公开.许可 | 处理决定
    行政许可
    行政处罚
""")


def placed(text: str, form: Form = REQUESTS, hold: bool | None = None, **traits: bool) -> dict[str, list[str]]:
    (table,) = form.tables
    rows = drawn.rows(form, table.key, text, **traits)
    return drawn.drawing(aligned(sums_of_table(table), rows, drawn.match(form, table.key, text, **traits), hold), rows)


AS_PRINTED = {
    "a figure for every cell, whatever its sum": """
        □        自然人 企业 总计
        新收        3     1    5    →  3  1  5
        上年结转    /     —    无   →  /  —  无
        """,
    "nothing but empty cells": """
        新收        □     □    □    →  □  □  □
        """,
    "fewer empty cells than columns say nothing": """
        新收        □     □
        """,
    "a remark behind the last cell": """
        新收        3     1    4  !见附件  →  3  1  4
        """,
    "a header that has lost a column": """
        □        自然人 总计
        新收        3     3         →  3  ·  3
        """,
    "a header that does not name the total which the row prints": """
        □        自然人 企业
        新收        2     1         →  2  1  ·
        上年结转    2     2         →  !2,2  !  !
        公开        0     0         →  0  0  ·
        """,
    "figures that have lost what stood before their separator": """
        新收       ，5     1    6    →  !，5  1?  6?
        """,
}
ONE_LEFT = {
    "one placement makes the row add up": """
        新收        2     3    5    →  2  3  5
        上年结转    1     2         →  !1,2  !  !
        """,
    "a cell is missing, and the sums over the table say which": """
        □        自然人 企业 总计
        新收        3          3    →  3~  ·  3~
        上年结转    1     0    1    →  1  0  1
        办结        4     0    4    →  4  0  4
        结转        0     0    0    →  0  0  0
        """,
    "two rows each miss a cell, not the same one": """
        新收        3          3    →  3~  ·  3~
        上年结转          2    2    →  ·  2~  2~
        办结        3     2    5    →  3  2  5
        结转        0     0    0    →  0  0  0
        """,
    "a sum over rows of which one is not printed judges nothing": """
        新收        3          3    →  3?  ·  3~
        上年结转    1     0    1    →  1  0  1
        办结        4     0    4    →  4  0  4
        """,
    "nor does one where a row is printed that the form does not have": """
        新收        3          3    →  3?  ·  3~
        上年结转    1     0    1    →  1  0  1
        +其中网络   1     0    1
        办结        4     0    4    →  4  0  4
        结转        0     0    0    →  0  0  0
        """,
    "an unknown row of zeros takes nothing away": """
        新收        3          3    →  3~  ·  3~
        上年结转    1     0    1    →  1  0  1
        +其中网络   0     0    0
        办结        4     0    4    →  4  0  4
        结转        0     0    0    →  0  0  0
        """,
    "sums over the table that hold for no placement: nothing is placed": """
        新收        3          3    →  !3,3  !  !
        上年结转    1     0    1    →  1  0  1
        办结        9     0    9    →  9  0  9
        结转        0     0    0    →  0  0  0
        """,
    "a row whose figures have no place: no sum over the table can be judged": """
        新收        3          3    →  3?  ·  3~
        上年结转    1          7    →  !1,7  !  !
        办结        4     0    4    →  4  0  4
        结转        0     0    0    →  0  0  0
        """,
    "zeros may stand anywhere": """
        新收        0          0    →  0?  0?  ·
        上年结转    1     0    1    →  1  0  1
        办结        1     0    1    →  1  0  1
        结转        0     0    0    →  0  0  0
        """,
    "a figure that cannot be read has no place in a ragged row": """
        新收        !约三      3    →  !约三,3  !  !
        """,
    "a page number among the figures": """
        新收        3     7    1    4    →  3~  1~  4~
        上年结转    1     0    1         →  1  0  1
        办结        4     1    5         →  4  1  5
        结转        0     0    0         →  0  0  0
        """,
}
"""What has one place left is there; what has several is a guess; what has none is unreadable."""


SUMLESS_ROWS = {
    "too few figures have no place, and no sum that gives them one": """
        规章        1    2         →  !1,2  !  !
        规范性文件  3    4    5    →  3  4  5
        """,
    "too many are one figure printed again, or have no place": """
        规章        6    6    6    6    →  6~  6~  6~
        规范性文件  3    4    5    6    →  !3,4,5,6  !  !
        行政许可    7    7              →  7
        行政处罚    7    8              →  !7,8
        """,
    "empty cells that keep their place": """
        □         制发  废止  现行
        规章        1    □    2    →  1  □  2
        规范性文件  3    4    5    →  3  4  5
        """,
    "a single figure that follows its label without a blank": """
        行政许可    =7             →  7~
        规章        =7   1    2    →  !7,1,2  !  !
        """,
}
TOGETHER = {
    "rows under the same headings with as many figures each lost the same columns": """
        公开        0  2  2                →  0~  ·  ·  2~  ·  ·  2~
        不公开      3  0  3                →  3~  ·  ·  0~  ·  ·  3~
        其他        0  0  0                →  0~  ·  ·  0~  ·  ·  0~
        办结        3  0  0  2  0  0  5    →  3  0  0  2  0  0  5
        """,
    "a row among them that is complete lost none, and each stands for itself": """
        公开        0  2  2                →  0?  ·  ·  2~  ·  ·  2~
        不公开      3  0  3                →  3~  0?  ·  ·  ·  ·  3~
        其他        0  0  0  0  0  0  0    →  0  0  0  0  0  0  0
        办结        3  0  0  2  0  0  5    →  3  0  0  2  0  0  5
        """,
    "so it does where one has more figures than the others": """
        公开        0  2  2                →  0?  ·  ·  2~  ·  ·  2~
        不公开      3  0  3                →  3~  0?  ·  ·  ·  ·  3~
        其他        0  0  0  0             →  0?  0?  0?  0?  ·  ·  ·
        办结        3  0  0  2  0  0  5    →  3  0  0  2  0  0  5
        """,
    "where no columns serve all of them, each stands for itself": """
        公开        2  2                   →  ·  ·  ·  2~  ·  ·  2~
        不公开      3  3                   →  3~  ·  ·  ·  ·  ·  3~
        其他        0  0                   →  0?  0?  ·  ·  ·  ·  ·
        办结        3  0  0  2  0  0  5    →  3  0  0  2  0  0  5
        """,
}
GLUED = {
    "only one way to read them adds up": """
        新收        =10212         →  10~  2~  12~
        """,
    "two ways, of which the sums over the table leave one": """
        新收        =11112         →  1~  11~  12~
        上年结转    1    0    1    →  1  0  1
        办结        2    11   13   →  2  11  13
        结转        0    0    0    →  0  0  0
        """,
    "two ways, and nothing that decides": """
        新收        =11112         →  !11112  !  !
        上年结转    1    0    1    →  1  0  1
        """,
    "none, so that rows of its kind may all have lost cells": """
        新收        =2113          →  !2113  !  !
        上年结转    =10212         →  !10212  !  !
        办结        1    0    1    →  1  0  1
        """,
    "digits beside other figures": """
        新收        =31  4         →  !31,4  !  !
        """,
    "under a header that has lost a column": """
        □         自然人 总计
        新收        =33            →  3~  ·  3~
        """,
}


@pytest.mark.parametrize("case", AS_PRINTED)
def test_rows_that_are_read_as_they_stand(case: str) -> None:
    assert placed(AS_PRINTED[case]) == drawn.wanted(AS_PRINTED[case])


@pytest.mark.parametrize("case", ONE_LEFT | GLUED)
def test_the_sums_choose_places_and_change_no_figure(case: str) -> None:
    text = (ONE_LEFT | GLUED)[case]
    assert placed(text) == drawn.wanted(text)


@pytest.mark.parametrize("case", SUMLESS_ROWS)
def test_rows_without_sums(case: str) -> None:
    assert placed(SUMLESS_ROWS[case], SUMLESS) == drawn.wanted(SUMLESS_ROWS[case])


@pytest.mark.parametrize("case", TOGETHER)
def test_rows_that_lost_the_same_columns(case: str) -> None:
    assert placed(TOGETHER[case], WIDE) == drawn.wanted(TOGETHER[case])


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("* 1 0 1 0 2 2", "1 0 1 0 2 2"),
        ("* 1 0 1 2 2", "1~ 0~ 1~ 2? · 2~"),
        ("* =101112", "1~ 0~ 1~ 1~ 1~ 2~"),
        ("* =10111112", "!10111112 ! ! ! ! !"),
    ],
)
def test_rows_that_stand_side_by_side(printed: str, expected: str) -> None:
    assert placed(printed, DISPUTES) == {"*": expected}


# ── What is less sure ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("unlabelled", "handled", "expected"),
    [
        ("1 0 1", "2 2 4", "1~ 0~ 1~"),
        ("1 0 2", "2 2 5", "1? 0? 2?"),
        ("1 0 1", "9 2 11", "1? 0? 1?"),
        ("0 0 0", "1 2 3", "0? 0? 0?"),
    ],
)
def test_a_row_without_a_label_is_sure_only_where_the_sums_need_it(
    unlabelled: str, handled: str, expected: str
) -> None:
    found = placed(f"新收 1 2 3\n{unlabelled}\n公开 0 0 0\n不公开 1 1 2\n办结 {handled}\n结转 0 0 0")
    assert found["上年结转"] == expected
    assert found["新收"] == "1 2 3"


def test_a_row_without_a_label_is_a_guess_where_no_sum_can_be_judged() -> None:
    assert placed("新收 1 2 3\n1 0 1\n公开 1 1 2")["上年结转"] == "1? 0? 1?"
    assert placed("规章 1 2 3\n1 2 3\n行政许可 7", SUMLESS)["规范性文件"] == "1? 2? 3?"


def test_in_flowing_text_that_lacks_figures_a_full_row_must_add_up() -> None:
    """It may be full by chance. The figure that is left over belongs to nobody."""
    whole, cut = "新收 1 2 3\n上年结转 1 2 2", "\n公开 1 1"
    assert placed(whole, flowing=True) == {"新收": "1 2 3", "上年结转": "1 2 2"}
    assert placed(whole + cut, flowing=True) == {"新收": "1 2 3", "上年结转": "!1,2,2 ! !", "公开": "1? · 1~"}
    assert placed(whole, flowing=True, hold=False) == {"新收": "1 2 3", "上年结转": "!1,2,2 ! !"}
    assert placed(whole + cut)["上年结转"] == "1 2 2"


def test_in_flowing_text_a_row_takes_what_stands_behind_an_unknown_word_if_that_makes_it_whole() -> None:
    rest = "上年结转 1 0 1\n办结 2 2 4\n结转 0 0 0"
    assert placed(f"新收 1 // 2 3\n{rest}", flowing=True)["新收"] == "1~ 2~ 3~"
    assert placed(f"新收 1 // 2 4\n{rest}", flowing=True)["新收"] == "!1 ! !"
    assert placed(f"新收 1 2 3 // 7\n{rest}", flowing=True)["新收"] == "1 2 3"


def test_where_repeated_lines_are_lost_everything_is_a_guess() -> None:
    text = "新收 1 2 3\n上年结转 2 2\n公开 □ 1 1\n结转 =101"
    assert placed(text, deduplicated=True) == {
        "新收": "1? 2? 3?",
        "上年结转": "!2,2 ! !",
        "公开": "!1,1 ! !",
        "结转": "!101 ! !",
    }
    assert placed("行政许可 7", SUMLESS, deduplicated=True) == {"行政许可": "7"}


def test_a_row_can_only_hold_a_page_number_where_the_others_are_as_full_as_they_should_be() -> None:
    page = "新收 3 7 1 4\n"
    assert placed(page + "办结 4 1 5\n结转 0 0 0")["新收"] == "3~ 1~ 4~"
    assert placed(page + "办结 4 4\n结转 0 0")["新收"] == "!3,7,1,4 ! !"


def test_a_header_that_lost_a_column_may_have_lost_what_the_row_still_has() -> None:
    text = "□ 自然人 企业 科研 公益 法律 其他\n新收 1 2 3"
    assert placed(text, WIDE)["新收"].startswith("!1,2,3")
    assert placed("□ 自然人 企业 科研 公益 法律 总计\n新收 1 0 0 0 0 0 1", WIDE)["新收"] == "1 0 0 0 0 0 1"
    assert placed("□ 自然人 总计\n新收 1 12 13\n上年结转 5 1 6 7")["上年结转"] == "!5,1,6,7 ! !"


def test_a_row_with_a_figure_for_every_column_tells_that_no_column_is_lost() -> None:
    """A head has another name, then, and an empty cell in front of a row is its own."""
    text = "□ 自然人 企业 科研 公益 街道 法律 总计\n新收 1 0 0 0 0 0 1\n办结 □ 3 4 1 0 0 8"
    assert placed(text, WIDE)["办结"].startswith("□")


def test_beside_a_row_with_a_figure_for_every_column_no_column_is_lost_for_certain() -> None:
    heads = "□ 自然人\n□ 企业 科研 公益 街道 其他 总计\n"
    assert placed(f"{heads}新收 1 0 0 0 0 0 1\n办结 0 3 4 1 0 8", WIDE)["办结"].startswith("0? 3? 4? 1?")


def test_a_figure_printed_in_every_cell_it_spans_keeps_all_its_places() -> None:
    (table,) = SUMLESS.tables
    text = "行政许可 7 7 7"
    found = aligned(sums_of_table(table), drawn.rows(SUMLESS, "公开", text), drawn.match(SUMLESS, "公开", text), None)
    ((figure,),) = [place.entries for place in found.values()]
    assert [str(place) for place in (figure.origin, *figure.copies)] == ["html:t1r1c2", "html:t1r1c3", "html:t1r1c4"]


def test_what_a_search_that_was_cut_still_knows_is_what_all_placements_share(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "新收 3 0 3\n上年结转 1 1\n办结 4 0 4\n结转 0 0 0"
    assert placed(text)["上年结转"] == "1~ · 1~"
    monkeypatch.setattr(placements, "_MOST_STEPS", 0)
    assert placed(text)["上年结转"] == "!1 ! 1~"


# ── All tables of three rows ─────────────────────────────────────────────────────────────────────────────────────────

PAIRS = st.tuples(st.integers(0, 3), st.integers(0, 3))


@given(PAIRS, PAIRS, st.sets(st.tuples(st.integers(0, 2), st.integers(0, 2))))
def test_sure_is_what_every_table_that_adds_up_has(
    one: tuple[int, int], other: tuple[int, int], lost: set[tuple[int, int]]
) -> None:
    """Zeros that are not printed are what is lost; every row has a depth of its own, and so stands for itself."""
    rows = [(*one, sum(one)), (*other, sum(other))]
    rows.append((one[0] + other[0], one[1] + other[1], sum(one) + sum(other)))
    printed = [
        [each for at, each in enumerate(row) if each or (number, at) not in lost] for number, row in enumerate(rows)
    ]
    found = placed(
        "\n".join(f"{name} {' '.join(map(str, row))}" for name, row in zip("甲乙丙", printed, strict=True)), DEEP
    )
    possible = [
        tables
        for tables in product(*map(_placements, printed))
        if all(tables[0][at] + tables[1][at] == tables[2][at] for at in range(3))
    ]
    for number, name in enumerate("甲乙丙"):
        cells = found.get(name, "· · ·").split()
        assert [cell.rstrip("~?") for cell in cells if cell != "·"] == [str(each) for each in printed[number]]
        for at, cell in enumerate(cells):
            values = {tables[number][at] for tables in possible}
            if cell[-1] not in "?·":
                assert values == {int(cell.rstrip("~"))}
            elif values != {0}:
                assert len(values) > 1


DEEP = drawn.form("""
    申请 | 自然人 企业 总计
    甲
    一/乙
    一/二/丙
    自然人 + 企业 = 总计
    甲 + 乙 = 丙
""")


def _placements(figures: list[int]) -> Iterator[tuple[int, ...]]:
    """Every row that adds up in which these figures keep their order; what is not printed is 0."""
    for cells in combinations(range(3), len(figures)):
        row = dict(zip(cells, figures, strict=True))
        first, second, total = (row.get(at, 0) for at in range(3))
        if first + second == total:
            yield first, second, total
