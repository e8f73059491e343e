"""Rows that hold several items, drawn as text: `_` is a blank within a cell."""

from __future__ import annotations

import pytest

from extract.forms import load_forms
from extract.forms.outline import outline_of
from extract.tables.twofold import with_single_items
from tests.made import drawn

OUTLINE = outline_of(load_forms())


def rows(text: str) -> list[str]:
    """The rows of a table, each on a line."""
    return ["|".join(cell.text for cell in row) for row in with_single_items(drawn.grid(text), OUTLINE).rows]


CASES = {
    "two labels and as many figures in every cell": (
        "办理 1.属于国家秘密_2.其他法律行政法规禁止公开 0_5 12_3 12_8",
        ["办理|1.属于国家秘密|0|12|12", "2.其他法律行政法规禁止公开|5|3|8"],
    ),
    "parted by strokes, labels without a blank": (
        "1.属于国家秘密2.其他法律行政法规禁止公开 0_/_5 12_/_3 12_/_8",
        ["1.属于国家秘密|0|12|12", "2.其他法律行政法规禁止公开|5|3|8"],
    ),
    "three labels without enumerators": (
        "行政许可_行政处罚_行政强制 1_2_3",
        ["行政许可|1", "行政处罚|2", "行政强制|3"],
    ),
    "a label that a narrow cell has broken": (
        "1.属于国_家秘密_2.重复申请 1_2 3_4",
        ["1.属于国 家秘密|1|3", "2.重复申请|2|4"],
    ),
    "empty cells are those of both": (
        "1.属于国家秘密_2.重复申请 1_2 □ 1_2",
        ["1.属于国家秘密|1||1", "2.重复申请|2||2"],
    ),
    "too few figures in a cell: none of them is whole": (
        "1.属于国家秘密_2.重复申请 1_2 34 1_2",
        ["1.属于国家秘密 2.重复申请|1 / 2…|34…|1 / 2…"],
    ),
    "one figure a cell: it may be glued": (
        "1.属于国家秘密_2.重复申请 12 34 46",
        ["1.属于国家秘密 2.重复申请|12…|34…|46…"],
    ),
    "a heading and its first row": (
        "（六）其他处理1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 12 34 46",
        ["（六）其他处理1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请|12|34|46"],
    ),
    "a row of an older form that is a heading now": (
        "（六）其他处理_（七）总计 2_8 3_9",
        ["（六）其他处理|2|3", "（七）总计|8|9"],
    ),
    "one label": ("1.属于国家秘密 1_2 3", ["1.属于国家秘密|1 2|3"]),
    "heads": ("□ 商业企业_科研机构 其他", ["|商业企业 科研机构|其他"]),
}


@pytest.mark.parametrize("case", CASES)
def test_every_row_holds_one_item(case: str) -> None:
    text, expected = CASES[case]
    assert rows(text) == expected
