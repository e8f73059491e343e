"""Rows that number the columns of a table → gone; rows of figures that look like them → kept."""

from __future__ import annotations

import pytest

from extract.forms import load_forms
from extract.forms.outline import outline_of
from extract.tables.numbered import without_column_numbers
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
