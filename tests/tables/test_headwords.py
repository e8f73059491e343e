"""The rows of a header → the words that a form has, and the others among them."""

from __future__ import annotations

import pytest

from extract.forms import load_forms
from extract.forms.outline import outline_of
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
