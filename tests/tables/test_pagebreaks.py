"""Tables cut by page breaks, drawn as text: `===` is where the page ends, `.` a cell that begins elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.forms import load_forms
from extract.forms.outline import outline_of
from extract.model import Cell, CellOrigin, Document, PageBox, PageOrigin, Paragraph, Source, Table
from extract.tables.pagebreaks import without_page_breaks

OUTLINE = outline_of(load_forms())
SOURCE = Source("a.pdf", "pdf", "0" * 64, 1)


def origin(page: int, table: int = 0, row: int = 0, column: int = 0) -> PageOrigin:
    return PageOrigin((PageBox(page, 0, 0, 1, 1),), table, row, column)


def drawn(text: str) -> Document:
    """A document of one table in pieces."""
    tables = []
    for page, piece in enumerate(text.strip().split("==="), start=1):
        rows = []
        for at, line in enumerate(piece.strip().splitlines(), start=1):
            cells = enumerate(cell.strip() for cell in line.strip().strip("|").split("|"))
            rows.append(
                tuple(
                    Cell(cell, origin(page, page, at, column + 1), True, column)
                    for column, cell in cells
                    if cell != "."
                )
            )
        tables.append(Table(tuple(rows), continued=page > 1))
    return Document(SOURCE, tuple(tables), "")


def whole(text: str) -> list[str]:
    """The one table that is left, a line for each row."""
    (table,) = without_page_breaks(drawn(text), OUTLINE).blocks
    assert isinstance(table, Table)
    return ["|".join(cell.text for cell in row) for row in table.rows]


def test_tables_of_a_text_beside_sheets_keep_their_places() -> None:
    """As in a Word file into which sheets were pasted."""
    sheets = drawn("| 2.重复申请 | 5 | 8 |\n===\n| 3.要求提供公开出版物 | 4 | 6 |")
    own = Table(((Cell("a", CellOrigin("docx", 1, 1, 1), True, 0),),))
    first, joined = without_page_breaks(replace(sheets, blocks=(own, *sheets.blocks)), OUTLINE).blocks
    assert first == own
    assert isinstance(joined, Table)
    assert [[cell.text for cell in row] for row in joined.rows][1][0] == "3.要求提供公开出版物"


CASES = {
    "a label with a number is no rest of a wrapped note above it": (
        """| 勾稽关系为：第一项加第二项之和，等 | . | 总计 |
           | . | 于第三项加第四项之和） | . |
           | 二、上年结转政府信息公开申请数量 | . | 3 |
           ===
           | 三、本年度办理结果 | （一）予以公开 | 5 |""",
        [
            "勾稽关系为：第一项加第二项之和，等|总计",
            "于第三项加第四项之和）",
            "二、上年结转政府信息公开申请数量|3",
            "三、本年度办理结果|（一）予以公开|5",
        ],
    ),
    "a header printed again in lines that are cut in another way": (
        """|  | 申请人情况 | . |
           | 勾稽关系 | 自然人 | 总计 |
           | 2.重复申请 | 5 | 5 |
           ===
           | 勾稽关系 | 申请人情况 | . |
           |  | 自然人 | 总计 |
           |  | 3 | 3 |
           | 4.无正当理由大量反复申请 | 7 | 7 |""",
        [
            "|申请人情况",
            "勾稽关系|自然人|总计",
            "2.重复申请|5 / 3|5 / 3",
            "4.无正当理由大量反复申请|7|7",
        ],
    ),
    "figures without a label above a break, and a row with one below": (
        """| 2.重复申请 | 5 | 8 |
           | . | 12 | 13 |
           ===
           | 3.要求提供公开出版物 | 4 | 6 |
           | 4.无正当理由大量反复申请 | 7 | 7 |""",
        ["2.重复申请|5|8", "12…|13…", "3.要求提供公开出版物|4…|6…", "4.无正当理由大量反复申请|7|7"],
    ),
    "the only row of a table without row labels on two pages": (
        """| 结果维持 | 结果纠正 | 其他结果 | 总计 |
           |  | 5， |  | 5， |
           ===
           | 0 | 562 | 4 | 566 |""",
        ["结果维持|结果纠正|其他结果|总计", "0|5，562|4|5，566"],
    ),
    "a row cut into three, the last holding the rest of its label": (
        """| 4.无正当理由大量反复申请 | 3 | 4953 | 8 |
           | 2.申请人逾期未按收费通知要求缴纳费用、 |  | 198 |  |
           ===
           | . | 0 |  | 756 |
           | 行政机关不再处理其政府信息公开申请 | . | 2 | . |
           | 3.其他 | 575 | 3125 | 0 |""",
        [
            "4.无正当理由大量反复申请|3|4953|8",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请|0|1982|756",
            "3.其他|575|3125|0",
        ],
    ),
    "a header cut by the first break and printed in full on later pages": (
        """|  | 申请人情况 |
           ===
           | 勾稽关系 | 申请人情况 |
           | 2.重复申请 | 5 |
           | 3.要求提供公开出版物 | 951 |
           ===
           | 勾稽关系 | 申请人情况 |
           |  | 3 |
           | 4.无正当理由大量反复申请 | 7 |""",
        [
            "|申请人情况",
            "勾稽关系|申请人情况",
            "2.重复申请|5",
            "3.要求提供公开出版物|9513",
            "4.无正当理由大量反复申请|7",
        ],
    ),
    "a row whose label is on the second page, beside a heading on both": (
        """| （四）无法 |  |  | 132 | 569 | 8 |
           ===
           | 提供 | 1.本机关不掌握相关政府信息 | 211 | 4 | 7 | 2 |
           | . | 2.没有现成信息需要另行制作 | 0 | 6 | 0 | 6 |""",
        ["（四）无法提供|1.本机关不掌握相关政府信息|211|1324|5697|82", "2.没有现成信息需要另行制作|0|6|0|6"],
    ),
    "figures behind a nought, which none goes on with": (
        """| （四）无法 |  |  | 132 | 569 | 0 |
           ===
           | 提供 | 1.本机关不掌握相关政府信息 | 211 | 4 | 7 | 2 |
           | . | 2.没有现成信息需要另行制作 | 0 | 6 | 0 | 6 |""",
        ["（四）无法提供|1.本机关不掌握相关政府信息|211|132 / 4|569 / 7|0 / 2", "2.没有现成信息需要另行制作|0|6|0|6"],
    ),
    "a row without a label above one with a label, both whole": (
        """| 规章 | 0 | 0 | 0 |
           |  | 1 | 2 | 3 |
           ===
           | 行政规范性文件 | 4 | 5 | 6 |""",
        ["规章|0|0|0", "行政规范性文件|1 / 4|2 / 5|3 / 6"],
    ),
    "signs above the header of the next part": (
        """| 其他对外管理服务事项 | / | / | / |
           ===
           | 信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |
           | 行政处罚 | / | / | / |""",
        ["其他对外管理服务事项|/|/|/", "信息内容|上一年项目数量|本年增/减|处理决定数量", "行政处罚|/|/|/"],
    ),
    "a row that ends with the page": (
        """| 规章 | 1 | 2 | 3 |
           ===
           | 行政规范性文件 | 4 | 5 | 6 |""",
        ["规章|1|2|3", "行政规范性文件|4|5|6"],
    ),
    "one number on two pages": (
        """| 规章 | 1 | 2399 | 3 |
           ===
           |  |  | 1 |  |
           | 行政规范性文件 | 4 | 5 | 6 |""",
        ["规章|1|23991|3", "行政规范性文件|4|5|6"],
    ),
    "a label on two pages, figures above": (
        """| 行政规范 | 1 | 2 | 3 |
           ===
           | 性文件 |  |  |  |""",
        ["行政规范性文件|1|2|3"],
    ),
    "a label on two pages, figures below": (
        """| 行政规范 |  |  |  |
           ===
           | 性文件 | 1 | 2 | 3 |""",
        ["行政规范性文件|1|2|3"],
    ),
    "a label above, its figures below": (
        """| 行政规范性文件 |  |  |  |
           ===
           |  | 1 | 2 | 3 |""",
        ["行政规范性文件|1|2|3"],
    ),
    "all numbers of a row on two pages": (
        """| 规章 | 14 | ５ | 3 |
           ===
           |  | 838 | ，６４３ | 6 |""",
        ["规章|14838|５，６４３|36"],
    ),
    "rows without any label are rows": (
        """| 1 | 2 | 3 |
           ===
           | 4 | 5 | 6 |""",
        ["1|2|3", "4|5|6"],
    ),
    "figures below a header are a row": (
        """| 结果维持 | 结果纠正 | 其他结果 |
           ===
           | 1 | 0 | 0 |""",
        ["结果维持|结果纠正|其他结果", "1|0|0"],
    ),
    "marks below a header are no part of it": (
        """| 信息内容 | 制发件数 | 废止件数 |
           | 商业企业 | 科研机构 | 其他 |
           ===
           | 信息内容 | 制发件数 | 废止件数 |
           | 商业企业 | 科研机构 | 其他 |
           | 一、本年新收政府信息公开申请数量 | — | — |""",
        ["信息内容|制发件数|废止件数", "商业企业|科研机构|其他", "一、本年新收政府信息公开申请数量|—|—"],
    ),
    "a header printed again": (
        """| 信息内容 | 制发件数 | 废止件数 |
           | 规章 | 1 | 2 |
           ===
           | 信息内容 | 制发件数 | 废止件数 |
           | 行政规范性文件 | 3 | 4 |""",
        ["信息内容|制发件数|废止件数", "规章|1|2", "行政规范性文件|3|4"],
    ),
    "a header cut in mid-row": (
        """| 信息内容 | 本年制发 | 本年废止 |
           ===
           |  | 件数 | 件数 |
           | 规章 | 1 | 2 |""",
        ["信息内容|本年制发件数|本年废止件数", "规章|1|2"],
    ),
    "a merged label on two pages, rows complete": (
        """| （三）不予 | 1.属于国家秘密 | 0 | 1 |
           | . | 2.其他法律行政法规禁止公开 | 0 | 1 |
           ===
           | 公开 | 3.危及“三安全一稳定” | 0 | 1 |""",
        ["（三）不予公开|1.属于国家秘密|0|1", "2.其他法律行政法规禁止公开|0|1", "3.危及“三安全一稳定”|0|1"],
    ),
    "a merged label and its row on two pages": (
        """| （三）不予 | 1.属于国家秘密 | 0 | 1 |
           | . | 2.其他法律行政 | 0 | 1 |
           ===
           | 公开 | 法规禁止公开 |  |  |""",
        ["（三）不予公开|1.属于国家秘密|0|1", "2.其他法律行政法规禁止公开|0|1"],
    ),
    "a label with blanks for figures is a row of its own": (
        """| 1.属于国家秘密 |  |  |
           ===
           | 3.危及“三安全一稳定” |  |  |""",
        ["1.属于国家秘密||", "3.危及“三安全一稳定”||"],
    ),
    "a merged label, and one number, on two pages": (
        """| 三、本年度 | （一）予以公开 | 6926 | 3032 | 1093 |
           ===
           | 办理结 |  |  |  | 9 |
           | . | （二）部分公开 | 1 | 2 | 3 |""",
        ["三、本年度办理结|（一）予以公开|6926|3032|10939", "（二）部分公开|1|2|3"],
    ),
    "a label and some numbers on two pages": (
        """| 1.申请人无正当理由逾期不补正、行政机关不再处理其 | 5 | 969 | 106 |
           ===
           | 政府信息公开申请 |  | 9 | 66 |""",
        ["1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请|5|9699|10666"],
    ),
    "a merged label on the second page only": (
        """|  | 1.申请人无正当理由逾期不补正、 |  |  |
           ===
           | （六）其他处理 | 行政机关不再处理其政府信息公开申请 | 0 | 0 |
           | . | 3.其他 | 0 | 0 |""",
        ["（六）其他处理|1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请|0|0", "3.其他|0|0"],
    ),
    "the label of a row of its own where headings of several rows stand": (
        """| 23 | 三、本年度办理结果 | 3.其他 | 799 | 1730 |
           | 24 |  | （七）总计 | 36265 | 173164 |
           ===
           | 25 | 四、结转下年度继续办理 |  | 18 | 4915 |""",
        [
            "23|三、本年度办理结果|3.其他|799|1730",
            "24||（七）总计|36265|173164",
            "25|四、结转下年度继续办理||18|4915",
        ],
    ),
    "the number of a merged label, and digits, on two pages": (
        """| （四 | 1.本机关不掌握相关政府信息 | 8 | 31 | 66 |
           ===
           | ）无法提供 |  |  | 27 | 61 |
           | . | 2.没有现成信息需要另行制作 | 8 | 0 | 8 |""",
        ["（四）无法提供|1.本机关不掌握相关政府信息|8|3127|6661", "2.没有现成信息需要另行制作|8|0|8"],
    ),
    "a merged label of the whole table on the second page only": (
        """|  |  | 7.属于行政执法案卷 | 8 | 31 |
           ===
           | 三、本年度办理结果 |  |  | 2 |  |
           | . | . | 8.属于行政查询事项 | 8 | 0 |""",
        ["三、本年度办理结果||7.属于行政执法案卷|82|31", "8.属于行政查询事项|8|0"],
    ),
    "figures on two pages, their label on the second only": (
        """| 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 | 5 | 0 | 1 |
           |  | 38 | 5， | 9， |
           ===
           | 3.其他 | 6 | 487 | 287 |""",
        ["2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请|5|0|1", "3.其他|386|5，487|9，287"],
    ),
    "a row of its own below a merged label that the page has cut": (
        """|  | （七）总计 | 5 | 0 | 5 |
           ===
           | 四、结转下年度继续办理 | . | 3 | 8 | 11 |""",
        ["|（七）总计|5|0|5", "四、结转下年度继续办理|3|8|11"],
    ),
    "a row of figures on two pages": (
        """| 结果维持 | 结果纠正 | 其他结果 |
           | 1 | 1999 | 0 |
           ===
           |  | 8 |  |""",
        ["结果维持|结果纠正|其他结果", "1|19998|0"],
    ),
    "a rim without print at the foot of the page": (
        """| 规章 | 1 | 2 | 3 |
           |  | . | . | . |
           ===
           | 行政规范性文件 | 4 | 5 | 6 |""",
        ["规章|1|2|3", "行政规范性文件|4|5|6"],
    ),
    "three pages": (
        """| 规章 | 1 | 2 | 3 |
           ===
           | 行政规范性文件 | 4 | 5 | 6 |
           ===
           | 行政许可 | 7 | . | . |""",
        ["规章|1|2|3", "行政规范性文件|4|5|6", "行政许可|7"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_table_is_one_again(case: str) -> None:
    text, rows = CASES[case]
    assert whole(text) == rows


def test_cells_are_counted_through_and_keep_every_place() -> None:
    (table,) = without_page_breaks(drawn(CASES["one number on two pages"][0]), OUTLINE).blocks
    assert isinstance(table, Table)
    places = [str(cell.origin) for row in table.rows for cell in row]
    assert places[2] == "pdf:p1@0,0,1,1#t1r1c3;pdf:p2@0,0,1,1#t1r1c3"
    assert [place.split("#")[1] for place in places[4:]] == ["t1r2c1", "t1r2c2", "t1r2c3", "t1r2c4"]


def test_pieces_with_prose_between_stay_apart() -> None:
    first, second = drawn(CASES["three pages"][0]).blocks[:2]
    document = Document(SOURCE, (first, Paragraph("二、", origin(2)), second), "")
    assert without_page_breaks(document, OUTLINE) is document


def test_a_line_with_room_for_more_is_no_half_of_a_figure() -> None:
    """Without rules, a page may begin with the first line of figures whose label stands further down."""

    def cell(text: str, page: int, column: int, width: float) -> Cell:
        return Cell(text, PageOrigin((PageBox(page, 0, 0, width, 9),), page, 1, column + 1), True, column)

    for upper, lower, text in (
        (("92", 10), ("2531", 20), "92 / 2531"),
        (("27", 10), ("4", 5), "274"),
        (("5，", 7), ("274", 15), "5，274"),
    ):
        above = cell("3.其他", 1, 0, 30), cell(upper[0], 1, 1, upper[1]), cell("31", 1, 2, 10)
        below = cell("", 2, 0, 30), cell(lower[0], 2, 1, lower[1]), cell("", 2, 2, 10)
        document = Document(SOURCE, (Table((above,)), Table((below,), continued=True)), "")
        (table,) = without_page_breaks(document, OUTLINE).blocks
        assert isinstance(table, Table)
        assert [each.text for each in table.rows[0]] == ["3.其他", text, "31"]
