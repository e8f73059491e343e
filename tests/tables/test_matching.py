"""Grid → matches: beside each printed row, what was found there. `【申请` and `】` stand where a table begins and ends;
`^总计` is a word of its header, `新收: 3 1 4` a row of the form with its entries (`//` what may belong to it as well),
`?: 3 1 4` one without a label, `+街道: 3` one that the form does not have, and `*7` a figure without a row."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from extract.forms.outline import outline_of
from extract.model import CellOrigin, Grid, Match, PrintedLine, TextOrigin
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

FOUND = {
    "figures follow their label": """
        □         自然人 商业企业 总计      →  【申请 ^自然人 ^商业企业 ^总计
        本年新收申请数量    3  1  4         →  一、本年新收申请数量: 3 1 4
        上年结转申请数量    □  /            →  二、上年结转申请数量: □ /
        结转下年度继续办理                  →  四、结转下年度继续办理: 】
        """,
    "figures above the table belong to nothing": """
        第 12 号 7                          →
        □         自然人 商业企业 总计      →  【申请 ^自然人 ^商业企业 ^总计
        本年新收申请数量    3  1  4         →  一、本年新收申请数量: 3 1 4 】
        """,
    "a unit in a cell of its own, a note in brackets, the rest of a label": """
        本年新收申请数量  件  3  1  4       →  【申请 一、本年新收申请数量: 3 1 4
        （一）予以公开  （区分处理的，只计这一情形）  1  0  1  →  （一）予以公开（区分处理的，只计这一情形）: 1 0 1
        结转下年度继续办理  结转下年度继续办理  2  1  3        →  四、结转下年度继续办理: 2 1 3 】
        """,
    "the rest of a label in the next row, and the figures there": """
        本年新收申请数量    3  1  4         →  【申请 一、本年新收申请数量: 3 1 4
        上年结转申请数量    1  1  2         →  二、上年结转申请数量: 1 1 2
        予以公开                            →  （一）予以公开（区分处理的，只计这一情形）: 1 0 1
        （区分处理的，只计这一情形）  1  0  1  →
        结转下年度继续办理  1  0  1         →  四、结转下年度继续办理: 1 0 1 】
        """,
    "a row that the form does not have": """
        本年新收申请数量    3  1  4         →  【申请 一、本年新收申请数量: 3 1 4
        其中网络申请        2  0  2         →  +其中网络申请: 2 0 2
        上年结转申请数量    1  1  2         →  二、上年结转申请数量: 1 1 2 】
        """,
    "a row that the form does not have, behind the last label": """
        本年新收申请数量    3  1  4         →  【申请 一、本年新收申请数量: 3 1 4
        上年结转申请数量    1  1  2         →  二、上年结转申请数量: 1 1 2
        其中网络申请        2  0  2         →  +其中网络申请: 2 0 2 】
        联系电话            5               →
        """,
    "no such row, but what stands below the table": """
        上年结转申请数量    1  1  2         →  【申请 二、上年结转申请数量: 1 1 2 】
        联系电话            5               →
        本年新收            1  1  2         →
        """,
    "a heading beside or above rows": """
        本年新收申请数量    3  1  4         →  【申请 一、本年新收申请数量: 3 1 4
        三、办理结果                        →
        不予公开  1.属于国家秘密  2  1  3   →  1.属于国家秘密: 2 1 3
        办理结果  7                         →  *7
        结转下年度继续办理  1  0  1         →  四、结转下年度继续办理: 1 0 1 】
        """,
    "a row without a label, by itself and below a header": """
        □         自然人 商业企业 总计      →  【申请 ^自然人 ^商业企业 ^总计
        3  1  4                             →  ?: 3 1 4
        上年结转申请数量    1  1  2         →  二、上年结转申请数量: 1 1 2
        5  1  6                             →  ?: 5 1 6
        结转下年度继续办理  1  0  1         →  四、结转下年度继续办理: 1 0 1 】
        """,
    "a figure in the row of a word, and in none of the form's": """
        本年新收申请数量    3  1  4         →  【申请 一、本年新收申请数量: 3 1 4
        7  商业企业  8                      →  *7 *8
        上年结转申请数量    1  1  2         →  二、上年结转申请数量: 1 1 2 】
        """,
    "a word among figures": """
        本年新收申请数量    3  约一件  4    →  【申请 一、本年新收申请数量: 3 !约一件 4
        上年结转申请数量    1  1  2  见附件 →  二、上年结转申请数量: 1 1 2 !见附件
        结转下年度继续办理  0  0  0         →  四、结转下年度继续办理: 0 0 0 】
        """,
    "a word in the place of the first figure": """
        本年新收申请数量    约三件  1  4    →  【申请 一、本年新收申请数量: !约三件 1 4
        上年结转申请数量    详见附件  5     →  二、上年结转申请数量: +详见附件: 5
        1.属于国家秘密      详见附件        →  1.属于国家秘密: !详见附件
        结转下年度继续办理  0  0  0         →  四、结转下年度继续办理: 0 0 0 】
        """,
    "two bands of one table": """
        □       制发件数  废止件数          →  【公开 ^制发件数 ^废止件数
        规章           1  2                 →  规章: 1 2
        行政规范性文件 3  4                 →  行政规范性文件: 3 4
        □       处理决定数量                →  ^处理决定数量
        行政许可       5                    →  行政许可: 5 】
        """,
    "a menu of the same words": """
        规章  行政规范性文件  总计          →
        首页                                →
        """,
    "a title at the head of a printed page, within the table": """
        本年新收申请数量    3  1  4         →  【申请 一、本年新收申请数量: 3 1 4
        青禾镇2023年政府信息公开工作年度报告  →
        上年结转申请数量    1  1  2         →  二、上年结转申请数量: 1 1 2 】
        """,
    "rows that stand side by side": """
        复议      复议      复议  起诉      起诉      起诉 →  【诉讼 ^复议 ^复议 ^复议 ^起诉 ^起诉 ^起诉
        结果维持  结果纠正  总计  结果维持  结果纠正  总计 →  ^结果维持 ^结果纠正 ^总计 ^结果维持 ^结果纠正 ^总计
        1  0  1  0  □  /                                   →  *: 1 0 1 0 □ / 】
        """,
    "rows side by side, a word before their figures": """
        结果维持  结果纠正  总计  结果维持  结果纠正  总计 →  【诉讼 ^结果维持 ^结果纠正 ^总计 ^结果维持 ^结果纠正 ^总计
        数量  1  0  1  0  0  0                             →  *: 1 0 1 0 0 0 】
        街道  1                                            →
        """,
    "rows side by side, printed twice": """
        结果维持  结果纠正  9  结果维持  结果纠正  总计    →  【诉讼 ^结果维持 ^结果纠正 *9 ^结果维持 ^结果纠正 ^总计
        □  □  □  □  □  □                                   →
        1  0  1  0  0  0                                   →  *: 1 0 1 0 0 0
        2  0  2  0  0  0                                   →  *2 *0 *2 *0 *0 *0 】
        """,
}
FLOWING = {
    "a cell a line": """
        自然人                        →  【申请 ^自然人
        商业企业                      →  ^商业企业
        总计                          →  ^总计
        本年新收申请数量              →  一、本年新收申请数量: 3 0 4
        3
        0
        4
        上年结转申请数量              →  二、上年结转申请数量: 1 0 1
        1
        0
        1                             →  】
        """,
    "an unknown word: what follows may be its figures, or those of the row above": """
        本年新收申请数量              →  【申请 一、本年新收申请数量: 3 // 0 4
        3
        街道                          →  +街道: 0 4
        0 4
        上年结转申请数量              →  二、上年结转申请数量: 1 0 1
        1 0 1                         →  】
        """,
    "a row without a label, right behind the header only": """
        总计                          →  【申请 ^总计
        3 0 4                         →  ?: 3 0 4
        上年结转申请数量              →  二、上年结转申请数量: 1 0 1 7 0 7
        1 0 1
        7 0 7
        结转下年度继续办理            →  四、结转下年度继续办理: 0 0 0
        0 0 0                         →  】
        """,
    "as many labels with their figures beside as below them: not flowing": """
        本年新收申请数量 3 0 4        →  【申请 一、本年新收申请数量: 3 0 4
        上年结转申请数量              →  二、上年结转申请数量: 1 0 1
        1 0 1
        结转下年度继续办理 0 0 0      →  四、结转下年度继续办理: 0 0 0 】
        """,
    "a broken line goes on in a row without a word that fills it": """
        本年新收申请数量 3            →  【申请 一、本年新收申请数量: 3 // 0 4
        0 4
        上年结转申请数量 1 0          →  二、上年结转申请数量: 1 0
        1                             →  ?: 1
        结转下年度继续办理 0 0 0      →  四、结转下年度继续办理: 0 0 0 】
        """,
    "a title at the head of a printed page, among the last figures": """
        上年结转申请数量              →  【申请 二、上年结转申请数量: 3 0 4
        3
        青禾镇2023年政府信息公开工作年度报告
        0 4                           →  】
        """,
    "other words below the last figures": """
        上年结转申请数量              →  【申请 二、上年结转申请数量: 3
        3                             →  】
        信息公开目录
        0 4
        """,
    "rows that stand side by side": """
        结果维持 结果纠正 总计 结果维持 结果纠正 总计  →  【诉讼 ^结果维持 ^结果纠正 ^总计 ^结果维持 ^结果纠正 ^总计
        1                             →  *: 1 0 1 0 0 0
        0
        1 0
        0 0                           →  】
        """,
}


def found(grid: Grid) -> list[str]:
    rows: list[list[tuple[float, str]]] = [[] for _ in grid.rows]
    for match in matches_of(grid, OUTLINE):
        rows[match.first].append((-1, f"【{match.table}"))
        for row, column, text in _pieces(match):
            rows[row].append((column, text))
        rows[match.last].append((99, "】"))
    return [" ".join(text for _, text in sorted(row)) for row in rows]


def _pieces(match: Match) -> Iterator[tuple[int, int, str]]:
    yield from ((word.row, word.column, f"^{word.key}") for word in match.headers)
    yield from ((each.row, each.column, "*" + drawn.shown([each])) for each in match.leftovers)
    for line in match.lines:
        yield (*_place(line), f"{line.row or '?'}: {_entries(line)}".rstrip())
    for line in match.extras:
        yield (*_place(line), f"+{line.label}: {_entries(line)}")


def _entries(line: PrintedLine) -> str:
    return drawn.shown(line.entries) + (" // " + drawn.shown(line.behind) if line.behind else "")


def _place(line: PrintedLine) -> tuple[int, int]:
    place = line.origin
    assert isinstance(place, CellOrigin | TextOrigin)
    return (place.row - 1, place.column - 1) if isinstance(place, CellOrigin) else (place.line - 1, place.start - 1)


@pytest.mark.parametrize("case", FOUND)
def test_what_is_found_in_a_table(case: str) -> None:
    assert found(drawn.grid(FOUND[case])) == drawn.sides(FOUND[case])[1]


@pytest.mark.parametrize("case", FLOWING)
def test_what_is_found_in_flowing_text(case: str) -> None:
    lines, expected = drawn.sides(FLOWING[case])
    assert found(grid_of(drawn.page("\n".join(lines)))) == expected


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
