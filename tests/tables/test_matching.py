"""Grid → matches: which tables there are, where each begins and ends, and what is none. What is found of a table is
tested with its walk (`test_walking`)."""

from __future__ import annotations

import pytest

from extract.forms.outline import outline_of
from extract.model import Match
from extract.tables.grids import grid_of
from extract.tables.matching import matches_of, statistics_of
from tests.made import drawn

OUTLINE = outline_of(
    (
        drawn.form("""
    公开.规章 | 制发件数 废止件数
    规章
    行政规范性文件
    公开.许可 | 处理决定数量
    行政许可
    申请 | 自然人 商业企业 总计
    一、本年新收申请数量
    二、上年结转申请数量
    三、办理结果/（一）予以公开（区分处理的，只计这一情形）
    三、办理结果/（二）不予公开/1.属于国家秘密
    四、结转下年度继续办理
    诉讼 || 结果维持 结果纠正 总计
    复议
    起诉
    """),
    )
)
NEW, OLD, NEXT = "一、本年新收申请数量", "二、上年结转申请数量", "四、结转下年度继续办理"


def test_what_is_found_keeps_its_words_and_its_cells() -> None:
    match = only(
        "自然 人 商业企业\n本年新收 申请数量 3 1 4 □ □\n上年结转申请数量 1 见附件 2\n结转下年度继续办理 见附件 0 1"
    )
    assert [(word.text, word.row, word.column) for word in match.headers] == [("自然人", 0, 0), ("商业企业", 0, 2)]
    assert [(line.label, line.width) for line in match.lines] == [
        ("本年新收申请数量", 7),
        ("上年结转申请数量", 4),
        ("结转下年度继续办理", 4),
    ]
    assert [[each.column for each in line.entries] for line in match.lines] == [[2, 3, 4, 5, 6], [1, 2, 3], [1, 2, 3]]
    assert match.score == 3 + 4 + 8 + 8 + 9


def test_rows_side_by_side_that_are_printed_a_cell_a_line() -> None:
    header = "结果维持 结果纠正 总计 结果维持 结果纠正 总计"
    beside, below = only(f"{header}\n1 0 1 0 0 0"), only(lines(f"{header} □ □ 1 0 1 0 0 0"))
    assert (beside.flowing, below.flowing) == (False, True)
    assert drawn.shown(below.lines[0].entries) == drawn.shown(beside.lines[0].entries) == "1 0 1 0 0 0"
    assert beside.lines[0].width == 6
    assert only(f"{header}\n1 0 1\n0 0 0").flowing
    assert not only(f"{header}\n1 0 1 0 0 0\n1 0 1").flowing
    assert drawn.shown(only(f"{header}\n□ □").lines[0].entries) == "□ □"


# ── What kind of table it is ─────────────────────────────────────────────────────────────────────────────────────────

TABLE = """
    本年新收申请数量    3  1  4
    上年结转申请数量    1  1  2
    结转下年度继续办理  4  2  6
"""


def only(text: str) -> Match:
    (match,) = matches_of(drawn.grid(text), OUTLINE)
    return match


def test_figures_of_a_cell_a_line_flow() -> None:
    assert not only(TABLE).flowing
    assert only("本年新收申请数量\n3\n上年结转申请数量\n□\n1\n结转下年度继续办理 5").flowing
    assert not only("本年新收申请数量\n3\n上年结转申请数量 1").flowing
    assert not only("本年新收申请数量 件 3\n上年结转申请数量 □ 1").flowing


def test_a_table_that_stands_there_twice_is_read_once_and_told() -> None:
    once, twice = only(TABLE), only(TABLE + "街道 5\n" + TABLE)
    assert (once.again, twice.again) == (False, True)
    assert twice.lines == once.lines
    assert (once.last, twice.last) == (2, 2)


SIDE_BY_SIDE = "结果维持 结果纠正 总计 结果维持 结果纠正 总计\n1 2 3 4 5 9"


@pytest.mark.parametrize("between", ["", "上年\n"])
def test_so_is_one_whose_rows_stand_side_by_side(between: str) -> None:
    once = only(SIDE_BY_SIDE)
    twice = only(f"{SIDE_BY_SIDE}\n{between}{SIDE_BY_SIDE.replace('9', '8')}")
    assert (once.again, twice.again) == (False, True)
    assert [entry.raw for line in twice.lines for entry in line.entries] == ["1", "2", "3", "4", "5", "9"]


@pytest.mark.parametrize("figures", ["1 □ 3 □ 5 9", "1 2 3 4 \ufffd5 9", "□ □ □ □ □ □", "\ufffd- □ \ufffd- □ □ □"])
def test_nor_is_the_second_read_where_some_of_the_first_is_blank_or_cannot_be_read(figures: str) -> None:
    first = SIDE_BY_SIDE.replace("1 2 3 4 5 9", figures)
    twice = only(f"{first}\n上年\n{SIDE_BY_SIDE.replace('9', '8')}")
    entries = [entry.raw for line in twice.lines for entry in line.entries]
    assert "8" not in entries and ("1" in figures) == ("1" in entries)


@pytest.mark.parametrize("note", ["截至年底", "截至年底 截至年底 截至年底", "截至 年底"])
def test_a_note_between_its_heads_and_its_figures_is_read_past(note: str) -> None:
    heads, figures = SIDE_BY_SIDE.split("\n")
    assert drawn.shown(only(f"{heads}\n{note}\n{figures}").lines[0].entries) == figures
    assert not only(f"{heads}\n{note}\n1 2 3").lines


def test_a_short_piece_of_the_table_elsewhere_is_not_the_table() -> None:
    match = only("□ 自然人 总计\n本年新收申请数量 7 8 9\n街道\n" + TABLE)
    assert (match.first, match.again) == (3, False)


@pytest.mark.parametrize(
    "text",
    [
        "规章 1 2",
        "行政规范性文件 1 2",
        "自然人 商业企业 总计",
        "自然人 商业企业 总计 街道 3",
        "结果维持 结果纠正 总计 街道 1 2 3",
        "本年新收申请数量 街道 上年结转申请数量 街道",
    ],
)
def test_some_words_of_a_table_are_none(text: str) -> None:
    assert matches_of(drawn.grid(text), OUTLINE) == ()


@pytest.mark.parametrize(
    "text",
    [
        "行政规范性文件 1 2\n行政许可 3",
        "自然人 商业企业 总计\n本年新收申请数量 街道",
        "自然人 商业企业 总计 自然人 商业企业 总计",
        "结果维持 结果纠正 总计 1 2 3 4",
        "结果维持 结果纠正 总计 结果维持",
    ],
)
def test_a_header_or_a_figure_behind_a_label_makes_a_table(text: str) -> None:
    assert len(matches_of(drawn.grid(text), OUTLINE)) == 1


def test_where_two_tables_share_a_line_a_figure_belongs_to_the_first() -> None:
    grid = grid_of(drawn.page("行政规范性文件 3 4 行政许可 本年新收申请数量 8\n上年结转申请数量 7"))
    one, other = matches_of(grid, OUTLINE)
    assert [drawn.shown(line.entries) for line in (*one.lines, *other.lines)] == ["3 4", "", "8", "7"]


# ── Text that has lost its repeated lines ────────────────────────────────────────────────────────────────────────────


def lines(text: str) -> str:
    """A cell a line."""
    return "\n".join(text.split())


@pytest.mark.parametrize(
    ("text", "deduplicated"),
    [
        ("自然人 商业企业 总计 本年新收申请数量 3 1 4 上年结转申请数量 2 6 8 属于国家秘密 5 7 12 0 9", True),
        ("自然人 商业企业 总计 本年新收申请数量 3 1 4 上年结转申请数量 2 6 8 属于国家秘密 0 7 12 0 9", False),
        ("自然人 商业企业 总计 本年新收申请数量 3 1 4 上年结转申请数量 2 4 8 属于国家秘密 3 7 12 0 9", True),
        ("自然人 商业企业 总计 本年新收申请数量 3 1 4 上年结转申请数量 3 4 8 属于国家秘密 1 7 12 0 9", False),
        ("自然人 商业企业 总计 本年新收申请数量 3 1 4 上年结转申请数量 2 6 8 属于国家秘密 5 7 12", True),
        ("自然人 商业企业 总计 本年新收申请数量 3 1 4 上年结转申请数量 2 6 8 属于国家秘密 5 7", False),
        ("自然人 商业企业 自然人 本年新收申请数量 3 1 4 上年结转申请数量 2 6 8 属于国家秘密 5 7 12 0 9", False),
        ("本年新收申请数量 3 上年结转申请数量 属于国家秘密", True),
    ],
)
def test_text_without_anything_twice_has_lost_it(text: str, deduplicated: bool) -> None:
    """That is told where every table repeats its zeros or header words; two page numbers may stand there twice."""
    assert only(lines(text)).deduplicated == deduplicated


def test_a_table_that_does_not_flow_has_lost_nothing() -> None:
    text = "自然人 商业企业 总计\n本年新收申请数量 3 1 4\n上年结转申请数量 2 6 8\n属于国家秘密 5 7 12 0 9"
    assert not only(text).deduplicated


# ── Tables of statistics that are annexed ────────────────────────────────────────────────────────────────────────────

ITEMS = [f"指标第{number}项" for number in "一二三四五六七八九"]
STATISTICS = outline_of((drawn.form("统计 | 统计数\n" + "\n".join(ITEMS)),))


def annexed(rows: list[str]) -> int:
    return len(statistics_of(drawn.grid("\n".join(rows)), STATISTICS))


def test_a_table_of_statistics_has_eight_rows_with_figures() -> None:
    assert annexed([f"{item} 3" for item in ITEMS[:8]]) == 1
    assert annexed([f"{item} 3" for item in ITEMS[:7]]) == 0
    assert annexed([*(f"{item} 3" for item in ITEMS[:7]), f"{ITEMS[7]} □"]) == 0
    assert annexed([*(f"{item} 3" for item in ITEMS[:7]), *["街道 3"] * 9]) == 0


def test_nor_is_it_one_that_has_lost_its_repeated_lines() -> None:
    assert annexed([f"{item}\n{number}" for number, item in enumerate(ITEMS)]) == 0
    assert annexed([f"{item}\n{number % 3}" for number, item in enumerate(ITEMS)]) == 1


def test_a_part_of_a_table_may_be_empty_where_the_next_has_figures() -> None:
    """A table whose rows stand side by side, printed as one table for each row, the zeros of a workbook not shown."""
    match = only("结果维持 结果纠正 总计\n□ □ □\n结果维持 结果纠正 总计\n□ 5 5")
    assert [drawn.shown(line.entries) for line in match.lines] == ["□ □ □", "□ 5 5"]
