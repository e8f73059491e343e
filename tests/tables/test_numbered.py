"""Rows that number the columns of a table → gone; rows of figures that look like them → kept."""

from __future__ import annotations

import pytest

from extract.forms import load_forms
from extract.forms.outline import outline_of
from extract.tables.numbered import without_column_numbers, without_row_numbers
from tests.made import drawn

OUTLINE = outline_of(load_forms())
HEADS = "□ 自然人 商业企业 科研机构 总计"
FIGURES = "（一）予以公开 3 1 2 6"

NUMBERED = {
    "plain": "□ 1 2 3 4",
    "named": "栏次 1 2 3 4",
    "in brackets": "甲 (1) (2) (3) (4)",
    "with their word": "列号 第1栏 第2栏 第3栏 第4栏",
}


@pytest.mark.parametrize("case", NUMBERED)
def test_a_row_between_heads_and_figures_that_counts_is_no_row_of_figures(case: str) -> None:
    grid = drawn.grid(f"{HEADS}\n{NUMBERED[case]}\n{FIGURES}")
    assert without_column_numbers(grid, OUTLINE).rows == (grid.rows[0], grid.rows[2])


@pytest.mark.parametrize("figures", ["3 1^1 2 6", "□ □ □ □", "/ 1 / 1"])
def test_the_row_below_may_hold_marks_and_empty_cells(figures: str) -> None:
    grid = drawn.grid(f"{HEADS}\n□ 1 2 3 4\n（一）予以公开 {figures}")
    assert without_column_numbers(grid, OUTLINE).rows == (grid.rows[0], grid.rows[2])


KEPT = {
    "figures that do not count": f"{HEADS}\n□ 1 2 3 6\n{FIGURES}",
    "behind a label": f"{HEADS}\n（一）予以公开 1 2 3 4\n（二）部分公开 1 2 3 4",
    "nothing below": f"{HEADS}\n□ 1 2 3 4",
    "below figures": f"{HEADS}\n{FIGURES}\n□ 1 2 3 4\n{FIGURES}",
    "no heads above": f"街道 乡镇\n□ 1 2 3 4\n{FIGURES}",
    "few without a name": "□ 制发件数 废止件数\n□ 1 2\n规章 1 2",
}


@pytest.mark.parametrize("case", KEPT)
def test_any_other_row_is_kept(case: str) -> None:
    grid = drawn.grid(KEPT[case])
    assert without_column_numbers(grid, OUTLINE) == grid


ROWS = ("一、本年新收", "二、上年结转", "（一）予以公开", "（二）部分公开", "1.属于国家秘密", "（七）总计")


def table(numbers: str, head: str = "项次") -> str:
    rows = [f"{label} {number} 3 1 2 6" for label, number in zip(ROWS, numbers.split(), strict=True)]
    return "\n".join([f"□ {head} 自然人 商业企业 科研机构 总计", *rows])


@pytest.mark.parametrize("head", ["项次", "No.", "□"])
@pytest.mark.parametrize("numbers", ["1 2 3 4 5 6", "01 02 03 04 05 06", "7 8 9 10 11 12"])
def test_numbers_of_rows_behind_their_labels_are_no_figures(numbers: str, head: str) -> None:
    grid = without_row_numbers(drawn.grid(table(numbers, head)), OUTLINE)
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["", *["自然人", "商业企业", "科研机构", "总计"]]
        if head != "□"
        else ["", "", "自然人", "商业企业", "科研机构", "总计"],
        *([label, "3", "1", "2", "6"] for label in ROWS),
    ]


def test_so_are_those_whose_digits_stand_apart_below_heads_that_are_not_in_line() -> None:
    """Rows of text: their cells have no columns, and the head of a column may be in the place of the numbers."""
    rows = "\n".join(f"{label} {'_'.join(str(number))} 3 1 2 6" for number, label in enumerate(ROWS, start=7))
    heads = "（本列数据的勾稽关系） 行次 申请人情况\n自然人 总计\n商业企业 科研机构"
    grid = without_row_numbers(drawn.grid(f"{heads}\n{rows}"), OUTLINE)
    assert [[cell.text for cell in row] for row in grid.rows[3:]] == [[label, "3", "1", "2", "6"] for label in ROWS]


@pytest.mark.parametrize("unsure", ["\ufffd", "\ufffd3", "3^1", "3…"])
def test_nor_are_they_beside_figures_that_nobody_can_read(unsure: str) -> None:
    rows = "\n".join(f"{label} {number} {unsure} {unsure}" for number, label in enumerate(ROWS, start=1))
    grid = without_row_numbers(drawn.grid(f"□ □ 自然人 总计\n{rows}"), OUTLINE)
    assert [[cell.text for cell in row] for row in grid.rows[1:]] == [[label, unsure, unsure] for label in ROWS]


@pytest.mark.parametrize(
    "numbers", ["1 2 3 4 6 7", "0 1 2 3 4 9", "1 1 1 1 1 1", "1 2 3 4 / 6", "2019 2020 2021 2022 2023 2024"]
)
def test_figures_that_do_not_count_all_rows_are_kept(numbers: str) -> None:
    grid = drawn.grid(table(numbers))
    assert without_row_numbers(grid, OUTLINE) == grid


@pytest.mark.parametrize("empty", ["□ □", "/ /", "— □"])
def test_many_rows_that_count_on_are_numbered_whatever_stands_beside(empty: str) -> None:
    labels = [f"{numeral}、其他事项" for numeral in "一二三四五六七八九十"]
    written = [f"{label} {number} {empty}" for number, label in enumerate(labels, start=1)]
    rows = without_row_numbers(drawn.grid("\n".join(["□ 项次 自然人 总计", *written])), OUTLINE).rows
    assert [[cell.text for cell in row] for row in rows[1:]] == [
        [label, *empty.replace("□", "").split(" ")] for label in labels
    ]
    few = drawn.grid("\n".join(["□ 项次 自然人 总计", *written[:-1]]))
    assert without_row_numbers(few, OUTLINE) == few


def test_numbers_of_rows_stand_behind_labels_that_are_numbered_themselves() -> None:
    rows = [f"{number} {label} {number} 3 5" for number, label in enumerate(ROWS, start=1)]
    grid = without_row_numbers(drawn.grid("\n".join(["序号 □ □ 自然人 总计", *rows])), OUTLINE)
    assert [[cell.text for cell in row] for row in grid.rows[1:]] == [
        [str(number), label, "3", "5"] for number, label in enumerate(ROWS, start=1)
    ]


def test_a_figure_above_that_counts_by_chance_is_kept() -> None:
    grid = drawn.grid("行政许可 6\n" + table("7 8 9 10 11 12"))
    assert without_row_numbers(grid, OUTLINE).rows[0] == grid.rows[0]


@pytest.mark.parametrize("between", ["", "□ 甲 乙 丙 丁\n"])
def test_figures_below_the_head_of_a_column_are_kept_though_they_count(between: str) -> None:
    rows = [f"{label} {number} 3 1 9" for number, label in enumerate(ROWS, start=1)]
    grid = drawn.grid("\n".join([HEADS, *between.splitlines(), *rows]))
    assert without_row_numbers(grid, OUTLINE) == grid


def test_figures_behind_a_mark_are_kept_though_they_count() -> None:
    grid = drawn.grid("\n".join(f"{label} / {number} 3 1" for number, label in enumerate(ROWS, start=1)))
    assert without_row_numbers(grid, OUTLINE) == grid


@pytest.mark.parametrize(("head", "kept"), [("序号", 0), ("项次", 1)])
def test_the_number_of_a_row_without_figures_is_one_below_a_head_that_says_so(head: str, kept: int) -> None:
    grid = drawn.grid(table("1 2 3 4 5 6", head).replace("6 3 1 2 6", "6 □ □ □ □"))
    rows = without_row_numbers(grid, OUTLINE).rows
    assert [cell.text for cell in rows[-1]] == [ROWS[-1], *["6"] * kept, "", "", "", ""]


def test_the_name_of_a_group_over_the_numbers_of_rows_is_kept() -> None:
    grid = drawn.grid("□ 不予公开 □ □ □ □\n" + table("1 2 3 4 5 6"))
    assert without_row_numbers(grid, OUTLINE).rows[0] == grid.rows[0]
