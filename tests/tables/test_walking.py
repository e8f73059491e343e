"""The marks of a table → its lines: beside each printed row, what was found there. `【申请` and `】` stand where a
table begins and ends; `^总计` is a word of its header, `新收: 3 1 4` a row of the form with its entries (`//` what may
belong to it as well), `?: 3 1 4` one without a label, `+街道: 3` one that the form does not have, and `*7` a figure
without a row."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from extract.model import CellOrigin, Grid, Match, PrintedLine, TextOrigin
from extract.tables.grids import grid_of
from extract.tables.matching import matches_of
from tests.made import drawn
from tests.tables.test_matching import OUTLINE

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
    "a row that is called as a column is, behind one with too few": """
        自然人 商业企业 总计          →  【申请 ^自然人 ^商业企业 ^总计
        本年新收申请数量              →  一、本年新收申请数量: 3 1 4
        3
        1
        4
        上年结转申请数量              →  二、上年结转申请数量: /
        /                             →
        总计                          →
        5                             →  *5
        6                             →  *6
        11                            →  *11
        结转下年度继续办理            →  四、结转下年度继续办理: 0 0 0
        0
        0
        0                             →  】
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
