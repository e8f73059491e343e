"""The rows of a header → the words that a form has, and the others among them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.forms import load_forms
from extract.forms.outline import outline_of
from extract.model import Cell, CellOrigin, PageBox, PageOrigin
from extract.tables.grids import grid_of
from extract.tables.matching import matches_of
from tests.made import drawn

OUTLINE = outline_of(load_forms())
ROWS = """一、本年新收政府信息公开申请数量 | 1 | 2 | 0 | 0 | 0 | 0 | 3
二、上年结转政府信息公开申请数量 | 0 | 1 | 0 | 0 | 0 | 0 | 1"""

HEADERS = {
    "自然人 | 商业企业 | 科研机构 | 总计": (["自然人", "商业企业", "科研机构", "总计"], []),
    "自然人 | 商业企业 | 科研院所 | 总计 | 备注": (["自然人", "商业企业", "总计"], ["科研院所", "备注"]),
    "自然人 | 商业企业 | 第 | 件 | 总计": (["自然人", "商业企业", "总计"], []),
}


@pytest.mark.parametrize("header", HEADERS)
def test_words_of_a_header_are_known_or_stand_among_those_that_are(header: str) -> None:
    (match,) = matches_of(grid_of(drawn.page(f"{header}\n{ROWS}")), OUTLINE)
    known, others = HEADERS[header]
    assert [word.key for word in match.headers] == known
    assert [word.key for word in match.unknown_heads] == others


@pytest.mark.parametrize("on_pages", [False, True], ids=["web", "pdf"])
def test_where_the_first_row_is_printed_twice_the_heads_stand_above_it(on_pages: bool) -> None:
    """As a page that is printed from the web does, which repeats the foot of a table."""
    first, rest = "四、结转下年度继续办理 4 1 3", "（一）予以公开 4 1 3\n（七）总计 4 1 3"
    grid = drawn.grid(f"□ 总计 自然人 商业企业\n{first}\n{ROWS.replace(' | ', ' ')}\n{rest}\n{first}")
    if on_pages:
        grid = replace(grid, rows=tuple(tuple(_on_a_page(cell) for cell in row) for row in grid.rows))
    (match,) = matches_of(grid, OUTLINE)
    assert [word.key for word in match.headers] == ["总计", "自然人", "商业企业"]


def _on_a_page(cell: Cell) -> Cell:
    assert isinstance(cell.origin, CellOrigin)
    _, table, row, column = cell.origin
    box = PageBox(1, 60 * column, 20 * row, 60 * column + 60, 20 * row + 20)
    return cell._replace(origin=PageOrigin((box,), table, row, column))
