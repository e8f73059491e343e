"""Rows of a header → the same with whole words: what stands in the upper row, and below it."""

from __future__ import annotations

import pytest

from extract.forms import load_forms
from extract.forms.outline import outline_of
from extract.model import Grid
from extract.tables.grids import grid_of
from extract.tables.wrapped import with_whole_heads
from tests.made import drawn

OUTLINE = outline_of(load_forms())

ROWS = {
    "pieces in the same cells": (
        "自然人 商业 科研 社会公益 法律服务 其他\n□ 企业 机构 组织 机构 □",
        "自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他",
    ),
    "and with rows of other heads between": (
        "□ 商业 科研 社会公\n自然人 □ □ □ 总计\n□ 企业 机构 益组织",
        "□ 商业企业 科研机构 社会公益组织\n自然人 □ □ □ 总计",
    ),
    "three rows": ("结果 结果 其他 尚未\n维 纠 结 审\n持 正 果 结", "结果维持 结果纠正 其他结果 尚未审结"),
    "words that belong to no head": ("商业 科研 其他\n企业 街道", "商业 科研 其他\n企业 街道"),
    "a row of figures ends a header": ("商业 科研 其他\n3 4 5\n企业 机构", "商业 科研 其他\n3 4 5\n企业 机构"),
    "two words are no row of heads": ("商业 科研\n企业 机构", "商业 科研\n企业 机构"),
}


def shown(grid: Grid) -> str:
    rows = [" ".join(cell.text or "□" for cell in row) for row in grid.rows if row]
    return "\n".join(rows)


@pytest.mark.parametrize("case", ROWS)
def test_pieces_of_head_words_are_put_together(case: str) -> None:
    printed, whole = ROWS[case]
    assert shown(with_whole_heads(drawn.grid(printed), OUTLINE)) == whole


def test_lines_of_text_have_no_cells_but_an_order() -> None:
    lines = drawn.page("自然人 | 商业 | 科研 | 社会公益组织 | 其他\n企业 | 机构")
    assert shown(with_whole_heads(grid_of(lines), OUTLINE)) == "自然人 商业企业 科研机构 社会公益组织 其他"
    apart = drawn.page("自然人 | 商业 | 科研 | 其他\n总计 | 合计\n企业 | 机构")
    assert shown(with_whole_heads(grid_of(apart), OUTLINE)) == shown(grid_of(apart))
