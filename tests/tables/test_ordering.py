"""Heads in rows and cells → the columns that they name from left to right: `自然人@0.1` stands in cell 1 of row 0."""

from __future__ import annotations

import pytest

from extract.tables.names import owners_of
from extract.tables.ordering import Head, columns_in, from_left_to_right, mixes_levels, order_of, rows_in, tokens_of
from tests.made import drawn

(_TABLE,) = drawn.form("申请 | 自然人 法人/企业 法人/科研 总计\n新收").tables
BAND = _TABLE.bands[0]
KNOWN = {*owners_of(BAND), "法人"}


def heads(printed: str) -> list[Head]:
    parts = (head.replace("@", ".").split(".") for head in printed.split())
    return [Head(key, int(row), int(cell), key in KNOWN) for key, row, cell in parts]


ORDERS = {
    "in one row": ("总计@0.1 自然人@0.2 企业@0.3 科研@0.4", False, [3, 0, 1, 2]),
    "a group in its place": ("总计@0.1 法人@0.2 自然人@0.4 科研@1.2 企业@1.3", False, [3, 2, 1, 0]),
    "printed again": (
        "总计@0.1 法人@0.2 自然人@0.4 科研@1.2 企业@1.3 总计@2.1 法人@2.2 自然人@2.4",
        False,
        [3, 2, 1, 0],
    ),
    "two whole rows that differ": (
        "总计@0.1 自然人@0.2 企业@0.3 科研@0.4 自然人@1.1 企业@1.2 科研@1.3 总计@1.4",
        False,
        None,
    ),
    "one behind the other": ("自然人@0.0 法人@1.0 企业@2.0 科研@3.0 总计@4.0", True, [0, 1, 2, 3]),
    "a group before all others, behind one another": ("法人@0.0 总计@1.0 自然人@2.0 企业@3.0 科研@4.0", True, None),
}


@pytest.mark.parametrize("name", ORDERS)
def test_columns_stand_as_their_heads_do(name: str) -> None:
    printed, flowing, expected = ORDERS[name]
    assert order_of(BAND, tokens_of(BAND, heads(printed)), flowing) == expected


def test_an_unknown_word_is_one_column_where_it_is_printed_below_itself() -> None:
    unknown, again, other = (token.column for token in tokens_of(BAND, heads("上年@0.1 上年@1.1 上年@1.2")))
    assert unknown == again != other
    assert unknown > len(BAND.columns)


def test_a_row_mixes_levels_that_names_a_group_and_its_columns() -> None:
    mixed, apart = rows_in(tokens_of(BAND, heads("法人@0.1 企业@0.2 法人@1.1 总计@1.2")))
    assert mixes_levels(BAND, mixed)
    assert not mixes_levels(BAND, apart)


def test_heads_at_several_heights_stand_from_left_to_right_in_cells_of_their_own() -> None:
    tokens = tokens_of(BAND, heads("总计@0.1 自然人@0.2 科研@1.3 企业@2.4"))
    assert from_left_to_right(BAND, columns_in(tokens), tokens) == [3, 0, 2, 1]
    shared = tokens_of(BAND, heads("总计@0.1 自然人@0.3 企业@1.3 科研@1.2"))
    assert from_left_to_right(BAND, columns_in(shared), shared) == [3, 0, 1, 2]
