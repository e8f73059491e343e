"""Lines → cells: `[规章]` is a cell that TABs, pipes or a table bound, `规章` a piece cut at blanks, `□` an empty cell.

In the lines, `⇥` is a TAB.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import Cell, CellOrigin, Document, Paragraph, ParagraphOrigin, Table, TextOrigin
from extract.numbers import CUT as GOES_ON
from extract.tables.grids import grid_of
from tests.made import drawn

CUT = {
    "TABs": """
        规章⇥1⇥2⇥3        →  [规章] [1] [2] [3]
        行政许可⇥⇥⇥3      →  [行政许可] □ □ [3]
        """,
    "blanks where there are no TABs": """
        规章　1  2 3      →  规章 1 2 3
        行政许可          →  行政许可
        """,
    "TABs before pipes": """
        规章|乙⇥1⇥2       →  [规章|乙] [1] [2]
        """,
    "pipes that bound the rows": """
        |规章|1||3|       →  [规章] [1] □ [3]
        |许可|4|5|6|      →  [许可] [4] [5] [6]
        """,
    "pipes of other widths": """
        ｜规章｜1│2┃3¦    →  [规章] [1] [2] [3]
        ║规章║1║┊2╎3║     →  [规章] [1] □ [2] [3]
        """,
    "pipes that part cells and bound no row": """
        规章|1||3         →  [规章] [1] □ [3]
        许可|4|5|         →  [许可] [4] [5] □
        |7|8|9            →  □ [7] [8] [9]
        """,
    "a row that lacks the pipe which most have": """
        |规章|1|2|        →  [规章] [1] [2]
        |许可|3|4|        →  [许可] [3] [4]
        强制|5|6          →  [强制] [5] [6]
        """,
    "what rules off the rows of a text table": """
        ┌────┬────┐
        │规章│1   │       →  [规章] [1]
        ├────┼────┤
        |---|:--:|
        +----+----+
        │许可│2   │       →  [许可] [2]
        └────┴────┘
        """,
    "a mark alone is no rule": """
        -                 →  -
        /⇥-⇥—             →  [/] [-] [—]
        """,
    "a line that ends within a figure": """
        规章⇥1⇥15         →  [规章] [1] [15…]
        742               →  742
        许可⇥1⇥15         →  [许可] [1] [15]
        74                →  74
        强制⇥0            →  [强制] [0]
        742               →  742
        """,
    "page numbers that stand alone": """
        规章 1 2 3        →  规章 1 2 3
        - 12 -
        第 3 页 共 9 页
        许可 4 5 6        →  许可 4 5 6
        """,
    "a whole line in one cell": """
        规章 1 2 3⇥⇥      →  规章 1 2 3 □ □
        ⇥规章 1           →  □ 规章 1
        规章⇥⇥            →  [规章] □ □
        1 234⇥            →  [1 234] □
        """,
    "figures that stand alone: a cell ends at its pipe, which may stand on a later line": """
        |                 →  □
        规章              →  规章
        |
        1                 →  1
        |
        |                 →  □
        3                 →  3
        |许可|            →  [许可]
        4|                →  [4]
        5|6|              →  [5] [6]
        |7|               →  □ [7]
        |8                →  [8]
        |9|               →  [9]
        || 10             →  □ [10]
        """,
    "quotes around a line break": """
        规章⇥"本年⇥1      →  [规章] ["本年] [1]
        "社会⇥2           →  ["社会] [2]
        许可⇥"社会        →  [许可] [社会公益组织] [法律机构] [3]
        公益
        组织"⇥"法律
        机构"⇥3
        强制⇥"12          →  [强制] ["12]
        费用⇥1            →  [费用] [1]
        """,
    "figures that stand alone as often as beside another cell": """
        规章|1            →  [规章] [1]
        |2                →  □ [2]
        """,
}


def rows(text: str) -> list[str]:
    return [" ".join(map(sign, row)) for row in grid_of(drawn.page(text.replace("⇥", "\t"))).rows]


def sign(cell: Cell) -> str:
    return (f"[{cell.text}]" if cell.bounded else cell.text) if cell.text else "□"


@pytest.mark.parametrize("case", CUT)
def test_where_lines_are_cut(case: str) -> None:
    lines, expected = drawn.sides(CUT[case])
    assert rows("\n".join(lines)) == [row for row in expected if row]


def test_empty_cells_behind_the_fortieth_are_what_a_layout_table_leaves() -> None:
    assert rows("规章" + "⇥" * 50) == ["[规章] " + " ".join("□" * 39)]
    assert rows("规章" + "⇥" * 50 + "1") == ["[规章] " + " ".join("□" * 49) + " [1]"]


def test_a_line_too_long_to_be_printed_again_is_cut_like_any_other() -> None:
    words = [f"词{number}" for number in range(100)]
    assert rows("⇥".join(words)) == [" ".join(f"[{word}]" for word in words)]
    assert rows(" ".join(words)) == [" ".join(words)]


def test_the_rows_of_a_table_pass_as_they_are_between_the_lines() -> None:
    cell = Cell("乙", CellOrigin("html", 1, 1, 1), True, 0)
    lines = drawn.page("规章|\n\n1\n2").blocks
    grid = grid_of(Document(drawn.SOURCE, (*lines[:2], Table(((cell,), ())), *lines[2:]), ""))
    assert [[each.text for each in row] for row in grid.rows] == [["规章"], ["乙"], ["1"], ["2"]]
    assert grid.blocks == (0, 2, 3, 4)
    assert grid.rows[1] == (cell,)
    piped = grid_of(Document(drawn.SOURCE, (*drawn.page("规章|1").blocks, Table(((cell,), ()))), ""))
    assert piped.blocks == (0, 1)


def test_a_paragraph_is_the_place_of_all_its_cells() -> None:
    place = ParagraphOrigin("docx", 7)
    (row,) = grid_of(Document(drawn.SOURCE, (Paragraph("规章\t1\t2", place),), "")).rows
    assert row == tuple(Cell(text, place, True, at) for at, text in enumerate(("规章", "1", "2")))


def test_the_place_of_an_empty_cell_is_what_stands_there_or_its_delimiter_or_the_line_end() -> None:
    (row,) = grid_of(drawn.page("规章\t\t  \t34\t")).rows
    assert [str(cell.origin) for cell in row] == [f"txt:L1:{place}" for place in ("1-2", "4-4", "5-6", "8-9", "11-11")]


LINES = st.lists(st.sampled_from(("规章", "1", "2 3", " ", "\t", "|", "　", "无")), min_size=1, max_size=9).map("".join)


@given(st.lists(LINES, min_size=1, max_size=6))
def test_every_cell_keeps_its_characters_and_none_is_lost(lines: list[str]) -> None:
    document = drawn.page("·\n" + "\n".join(lines))
    found = {}
    for row in grid_of(document).rows:
        assert [cell.column for cell in row] == list(range(len(row)))
        for cell in row:
            place = cell.origin
            assert isinstance(place, TextOrigin)
            printed = document.blocks[place.line - 1]
            assert isinstance(printed, Paragraph)
            if text := cell.text.removesuffix(GOES_ON):
                assert printed.text[place.start - 1 : place.end] == text
                found[place.line] = found.get(place.line, "") + text
    for at, line in enumerate(lines, start=2):
        bare = "".join(line.replace("|", "" if "\t" not in line else "|").split())
        assert "".join(found.get(at, "").split()) == bare


@pytest.mark.parametrize("width", [40, 41])
def test_a_figure_may_be_broken_where_all_lines_are_broken_at_a_width(width: int) -> None:
    full = ["文" * width] * 3
    torn = "规章\t0\t" + "1" * (width - 5)
    assert rows("\n".join([*full, torn, "7\t8"]).replace("\t", "⇥"))[3:] == [f"[规章] [0] [{torn[5:]}…]", "[7…] [8]"]
    assert rows("\n".join([*full, torn[:-1], "7\t8"]).replace("\t", "⇥"))[4] == "[7] [8]"
    assert rows("\n".join([torn, "7\t8"]).replace("\t", "⇥")) == [f"[规章] [0] [{torn[5:]}…]", "[7…] [8]"]
    assert rows("\n".join([torn, "7.件\t8"]).replace("\t", "⇥"))[1] == "[7.件] [8]"
    assert rows("\n".join([*full, torn, "件\t8"]).replace("\t", "⇥"))[4] == "[件] [8]"


def test_an_entity_for_a_blank_is_one() -> None:
    assert rows("规章⇥&nbsp;7⇥&#9;\n许可&emsp;7&nbsp;8") == ["[规章] [7] □", "许可 7 8"]
