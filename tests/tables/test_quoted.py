"""Cells in quotes that line breaks have cut are whole again; what no quote closes stays as it is."""

from __future__ import annotations

import pytest

from extract.model import Cell, TextOrigin
from extract.tables.quoted import NumberedRow, with_whole_quotes


def rows_of(text: str) -> list[NumberedRow]:
    return [
        NumberedRow(
            number,
            tuple(Cell(part, TextOrigin(number, 1, len(line)), True, at) for at, part in enumerate(line.split(","))),
        )
        for number, line in enumerate(text.split("\n"), start=1)
    ]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ('商业,"社会公\n益组织",其他', [["商业", "社会公益组织", "其他"]]),
        (
            '"一、本年新收\n政府信息公开\n申请数量",1,2\n二,3,4',
            [["一、本年新收政府信息公开申请数量", "1", "2"], ["二", "3", "4"]],
        ),
        ('a,"说""明\n书"', [["a", '说"明书']]),
        ('a,"没有关上\nb,c\nd', [["a", '"没有关上'], ["b", "c"], ["d"]]),
        ('"只有一格\n的句子"', [['"只有一格'], ['的句子"']]),
        ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
    ],
)
def test_cells_are_whole(text: str, whole: list[list[str]]) -> None:
    assert [[cell.text for cell in row.cells] for row in with_whole_quotes(rows_of(text))] == whole


def test_what_stands_behind_a_cut_cell_keeps_its_column() -> None:
    (row,) = with_whole_quotes(rows_of('1,"长\n标签",3,4'))
    assert (row.block, [cell.column for cell in row.cells]) == (1, [0, 1, 2, 3])
