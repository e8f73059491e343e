"""Tables without rules: drawn cell by cell in every alignment, and whole reports printed with few rules or none."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from extract.forms import load_forms
from extract.forms.outline import outline_of
from extract.model import Document, Fact, Source, Table
from extract.numbers import read_number
from extract.readers.pdf.borderless import places_of
from extract.readers.pdf.lattice import lattices_of
from extract.readers.pdf.pages import Page, pages_of
from extract.readers.pdf.prose import blocks_of
from extract.readers.pdf.stretches import Stretch, is_figure, stretches_of
from extract.readers.pdf.words import lines_on
from extract.tables.facts import facts_of
from extract.tables.grids import grid_of
from extract.tables.matching import matches_of
from tests.made.printing import look_of, pdf_bytes, printed
from tests.made.whole import draft_of
from tests.test_pdf_prose import Glyph, column, glyphs, page

SIZE, LINE = 10.0, 13.0
Drawing = tuple[str, float, float]
"""The text of a cell (its lines parted by `|`), the left edge, and the middle of its row."""


def cells(*drawings: Drawing, at: float = 0.5) -> list[list[Glyph]]:
    """Cells line by line; `at` tells where in its height the middle of the row is: 0 the first line, 1 the last."""
    drawn = []
    for text, x, y in drawings:
        lines = text.split("|")
        top = y - at * LINE * (len(lines) - 1)
        drawn += [glyphs(line, x, top + LINE * number, SIZE) for number, line in enumerate(lines)]
    return drawn


def row(label: str, figures: str, y: float, x: float = 72) -> list[Drawing]:
    """A label and its figures in columns 50 apart; `_` leaves a cell empty."""
    places = ((text, 300 + 50 * at, y) for at, text in enumerate(figures.split()))
    return [(label, x, y), *((text, place, y) for text, place, y in places if text != "_")]


def rows_of(*pages: Page) -> list[list[list[str]]]:
    """The tables of some pages: rows of texts, empty cells included, less trailing ones."""
    blocks, _ = blocks_of((each, ()) for each in pages)
    return [[[cell.text for cell in row] for row in block.rows] for block in blocks if isinstance(block, Table)]


HEAD: list[Drawing] = [("名称", 150, 100), ("甲列", 295, 100), ("乙列", 345, 100), ("丙列", 395, 100)]


@pytest.mark.parametrize("at", [0.0, 0.5, 1.0])
def test_wrapped_labels_are_whole_beside_their_figures(at: float) -> None:
    drawings = [
        *HEAD,
        *row("普通的一项", "1 2 3", 130),
        *row("换行的一项名称很长很长很长|第二行", "4 5 6", 160),
        *row("再换行的一项名称也很长很长|第二行文字与第一行一样长长|第三行", "7 8 9", 200),
        *row("末项", "10 11 12", 240),
    ]
    (table,) = rows_of(page(*cells(*drawings, at=at)))
    assert table[1:] == [
        ["普通的一项", "1", "2", "3"],
        ["换行的一项名称很长很长很长第二行", "4", "5", "6"],
        ["再换行的一项名称也很长很长第二行文字与第一行一样长长第三行", "7", "8", "9"],
        ["末项", "10", "11", "12"],
    ]


def test_wrapped_labels_between_figures_are_whole_beside_theirs() -> None:
    drawings = [
        ("名称", 72, 100), ("数量", 150, 100), ("另一半名称", 220, 100), ("数量", 320, 100),
        ("甲项", 72, 130), ("1", 150, 130), ("子项", 220, 130), ("4", 320, 130),
        ("乙项", 72, 150), ("2", 150, 150), ("丑项很长|很长的", 220, 150), ("5", 320, 150),
        ("丙项", 72, 180), ("3", 150, 180), ("寅项", 220, 180), ("6", 320, 180),
    ]  # fmt: skip
    (table,) = rows_of(page(*cells(*drawings)))
    assert [[cell for cell in line if cell] for line in table[1:]] == [
        ["甲项", "1", "子项", "4"], ["乙项", "2", "丑项很长很长的", "5"], ["丙项", "3", "寅项", "6"],
    ]  # fmt: skip


def test_a_heading_over_rows_stands_in_the_first_of_them() -> None:
    leaves = [row(f"{n}.小项", f"{n} 0 0", 115 + 15 * n, x=180) for n in range(1, 5)]
    drawings = [*HEAD, ("（三）大项|目名称", 72, 152.5), *(cell for leaf in leaves for cell in leaf)]
    (table,) = rows_of(page(*cells(*drawings, *row("（四）单独一项", "9 9 9", 190))))
    assert table[1:3] == [["（三）大项目名称", "1.小项", "1", "0", "0"], ["2.小项", "2", "0", "0"]]
    assert table[-1] == ["（四）单独一项", "9", "9", "9"]


def test_empty_cells_keep_their_place() -> None:
    drawings = [*HEAD, *row("第一", "1 _ 3", 130), *row("第二", "_ 5 _", 150), *row("第三", "7 / —", 170)]
    (table,) = rows_of(page(*cells(*drawings)))
    assert table[1:] == [["第一", "1", "", "3"], ["第二", "", "5", ""], ["第三", "7", "/", "—"]]


def test_a_column_of_which_only_the_header_is_printed_has_cells() -> None:
    drawings = [*HEAD, *row("第一", "1 _ 3", 130), *row("第二", "4 _ 6", 150)]
    (table,) = rows_of(page(*cells(*drawings)))
    assert table == [["名称", "甲列", "乙列", "丙列"], ["第一", "1", "", "3"], ["第二", "4", "", "6"]]


def test_figures_broken_over_lines_are_whole() -> None:
    drawings = [*HEAD, *row("第一", "1 123|45 3", 130), *row("第二", "7 8 678|9", 170), *row("第三", "1 2 3", 210)]
    (table,) = rows_of(page(*cells(*drawings)))
    assert table[1:] == [["第一", "1", "12345", "3"], ["第二", "7", "8", "6789"], ["第三", "1", "2", "3"]]


def test_the_rest_of_a_figure_at_the_foot_of_a_page_is_not_its_number() -> None:
    drawings = [*HEAD, *row("甲项", "1 2 3", 770), *row("乙项", "4 5 15337|2", 790)]
    (table,) = rows_of(page(*cells(*drawings), number=2))
    assert table[-1] == ["乙项", "4", "5", "153372"]


@pytest.mark.parametrize(("x", "y"), [(300, 830), (250, 803), (72, 803)], ids=["lower", "beside", "below a label"])
def test_the_number_of_a_page_below_a_table_is_no_rest_of_a_figure(x: float, y: float) -> None:
    drawings = [*HEAD, *row("甲项", "1 2 3", 770), *row("乙项", "4 5 6", 790)]
    blocks, _ = blocks_of([(page(*cells(*drawings, ("2", x, y)), number=2), ())])
    (table,) = blocks
    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[-1]] == ["乙项", "4", "5", "6"]


def test_figures_of_right_aligned_columns_of_any_length_are_of_one_column() -> None:
    drawings = [
        (text, right - 5 * len(text), 130 + 20 * y)
        for y, line in enumerate((("1", "20000", "3"), ("44444", "5", "66"), ("7", "88", "99999")))
        for text, right in zip(line, (320, 352, 384), strict=True)
    ]
    labels: list[Drawing] = [(f"第{n}项", 72, 130 + 20 * y) for y, n in enumerate("一二三")]
    (table,) = rows_of(page(*cells(*labels, *drawings)))
    assert [line[1:] for line in table] == [["1", "20000", "3"], ["44444", "5", "66"], ["7", "88", "99999"]]


def test_figures_that_one_cell_breaks_are_told_from_those_of_the_next_row_by_the_order_of_the_file() -> None:
    rows = [*row("第一", "1 2 541", 130), *row("第二", "3 4 193|1", 150), *row("第三", "5 6 7", 170)]
    (table,) = rows_of(page(*cells(*HEAD, *rows)))
    assert table[1:] == [["第一", "1", "2", "541"], ["第二", "3", "4", "1931"], ["第三", "5", "6", "7"]]


def test_facts_above_a_title_are_a_table() -> None:
    pairs: list[Drawing] = [("索引号", 120, 60), ("0001/2024", 360, 60), ("发布日期", 115, 77), ("2024-01-05", 362, 77)]
    title = glyphs("某镇年度报告", 200, 110, 20)
    assert rows_of(page(*cells(*pairs), title)) == [[["索引号", "0001/2024"], ["发布日期", "2024-01-05"]]]


@pytest.mark.parametrize("sign", ["无", "零"])
def test_a_column_of_signs_in_letters_alone_is_one_of_figures(sign: str) -> None:
    drawings = [*HEAD, *row("规章", f"{sign} {sign} {sign}", 115), *row("规范性文件", f"{sign} 7859 73", 130)]
    (table,) = rows_of(page(*cells(*drawings)))
    assert table[-2:] == [["规章", sign, sign, sign], ["规范性文件", sign, "7859", "73"]]


@pytest.mark.parametrize("words", ["从缺", "未设立", "略去"])
def test_no_cell_is_empty_where_words_stand_however_close_the_header_is(words: str) -> None:
    head: list[Drawing] = [(text * 2, x, y) for text, x, y in HEAD]
    rows = [*row("规章", f"{words} {words} {words}", 113), *row("规范性文件", "4014 4837 736", 126)]
    (table,) = rows_of(page(*cells(*head, *rows)))
    assert ["规章"] in table


def test_columns_left_of_the_first_figure_are_no_labels() -> None:
    heads: list[Drawing] = [
        (text, 72 + 60 * at, 100) for at, text in enumerate(("维持", "纠正", "其他", "未结", "总计"))
    ]
    (table,) = rows_of(page(*cells(*heads, ("4", 260, 118), ("9", 320, 118), ("行政复议", 160, 85))))
    assert table[-1][-5:] == ["", "", "", "4", "9"]


def test_a_row_whose_label_a_page_break_cuts_has_its_figures_on_the_next_page() -> None:
    one = page(*cells(*HEAD, *row("1.第一", "1 2 3", 700), ("2.换行的一项名称很长很长很长很长很长", 72, 720)))
    two = page(*cells(("第二行", 72, 67), *row("", "4 5 6", 60)[1:], *row("3.末项", "7 8 9", 90)), number=2)
    above, below = rows_of(one, two)
    assert above[-1] == ["2.换行的一项名称很长很长很长很长很长", "", "", ""]
    assert below == [["第二行", "4", "5", "6"], ["3.末项", "7", "8", "9"]]


def test_figures_below_words_that_may_be_their_label_are_not_of_a_label_on_the_next_page() -> None:
    wide = ("2.换行的一项名称很长很长很长很长|第二行", 142, 720)
    one = page(*cells(*HEAD, *row("1.第一", "1 2 3", 690), wide, *row("", "_ 5 6", 720)[1:]))
    two = page(*cells(("3.没有数字的一项", 142, 72), *row("4.末项", "7 8 9", 90)), number=2)
    above, below = rows_of(one, two)
    assert ["", "5…", "6…"] in above
    assert ["3.没有数字的一项"] in below


def test_a_rule_parts_what_stands_close() -> None:
    drawn = page(*cells(*row("合成的一|二项", "1 2 3", 130), ("另一", 72, 149.5), *row("末项", "4 5 6", 169)))
    ruled = replace(drawn, horizontal=np.array([[143, 70, 450]], np.float32))
    (table,) = rows_of(ruled)
    assert table[0] == ["合成的一二项", "1", "2", "3"]
    assert [line[0] for line in table] == ["合成的一二项", "另一", "末项"]


def test_a_table_over_two_pages_has_the_same_columns() -> None:
    one = page(*cells(*HEAD, *row("第一", "1 2 3", 700), *row("第二", "4 5 6", 720)))
    two = page(*cells(*row("第三", "_ 8 _", 60), *row("第四", "_ 11 _", 80)), number=2)
    blocks, _ = blocks_of([(one, ()), (two, ())])
    tables = [block for block in blocks if isinstance(block, Table)]
    assert [table.continued for table in tables] == [False, True]
    assert [[cell.text for cell in row] for row in tables[1].rows] == [["第三", "", "8", ""], ["第四", "", "11", ""]]
    assert [cell.column for cell in tables[1].rows[0]] == [cell.column for cell in tables[0].rows[-1]]


def test_columns_that_stand_where_labels_did_are_another_table() -> None:
    labels = ("合成的项目名称写得很长很长很长很长|的一项", "末项名称也写得很长很长很长很长很长")
    one = page(*cells(*HEAD, *row(labels[0], "1 2 3", 700), *row(labels[1], "4 5 6", 730)))
    two = page(*cells(("总计", 230, 60), ("11", 235, 80), ("22", 235, 100), ("33", 235, 120)), number=2)
    tables = rows_of(one, two)
    assert [line[0] for line in tables[0][1:]] == [label.replace("|", "") for label in labels]
    assert tables[1] == [["总计"], ["11"], ["22"], ["33"]]


def test_prose_around_a_table_stays_prose() -> None:
    lines = column(["　　下表列出全年的数字，供大家参考使用，如有不明之处请来电。"], 60)
    after = column(["　　全年共收到来信 5 件，均已办结。", "　　电话： 0000"], 220)
    table = cells(*HEAD, *row("第一", "1 2 3", 130), *row("第二", "4 5 6", 150))
    blocks, _ = blocks_of([(page(*lines, *table, *after), ())])
    assert [isinstance(block, Table) for block in blocks] == [False, True, False, False]


TITLES = (
    "一、总体情况怎样",
    "二、第一张表的数字",
    "三、第二张表的数字本年度各项数字如下所示与上年相比略有增加详见下表",
)


@pytest.mark.parametrize("titles", [(*TITLES[:2], "三、第二张表"), TITLES])
@pytest.mark.parametrize("space", [20.0, 15.0])
def test_headings_set_alike_are_no_rows_however_close(titles: tuple[str, ...], space: float) -> None:
    """Nor is what of them goes on in the next line; the labels of tables are numbered in another place."""
    drawn, y = [glyphs(titles[0], 90, 60, SIZE)], 80.0
    for title in titles[1:]:
        lines = [title[:38], title[38:]] if title[38:] else [title]
        drawn += [glyphs(line, 90 if not at else 72, y + 15 * at, SIZE) for at, line in enumerate(lines)]
        y += 15 * (len(lines) - 1) + space
        drawn += cells(*((*drawing[:2], y) for drawing in HEAD))
        drawn += cells(*row("一、第一项", "1 2 3", y + 20), *row("二、第二项", "4 5 6", y + 40))
        y += 40 + space
    blocks, _ = blocks_of([(page(*drawn), ())])
    assert [len(block.rows) if isinstance(block, Table) else block.text for block in blocks] == [
        titles[0],
        titles[1],
        3,
        titles[2],
        3,
    ]


def test_a_line_in_which_a_sentence_ends_is_no_row_of_the_table_below() -> None:
    last = (("定期听取工作汇报。", 72, 80), ("二、主动公开情况", 200, 80))
    rows = [*row("第一", "1 2 3", 122), *row("第二", "4 5 6", 142)]
    blocks, _ = blocks_of([(page(*cells(*last, *HEAD, *rows)), ())])
    assert [len(block.rows) if isinstance(block, Table) else block.text for block in blocks] == [
        "定期听取工作汇报。 二、主动公开情况",
        3,
    ]


@pytest.mark.parametrize(("above", "read"), [("12", "123"), ("1", "13…")])
def test_nothing_is_wrapped_behind_its_first_digit(above: str, read: str) -> None:
    rows = [*row("第一", "4 5 6", 130), *row("第二", "7 8", 160), *row("第三", "7 8 9", 190)]
    (table,) = rows_of(page(*cells(*HEAD, *rows, (f"{above}|3", 400, 160))))
    assert table[2] == ["第二", "7", "8", read]


@pytest.mark.parametrize("below", ["O", "x", "%"])
def test_a_letter_below_a_figure_may_go_on_with_it(below: str) -> None:
    rows = [*row("第一项", "4 5 6", 130), *row("第二项", "7 8", 160), *row("第三项", "7 8 9", 190)]
    (table,) = rows_of(page(*cells(*HEAD, *rows, (f"84|{below}", 400, 160))))
    assert all(text != "84" for line in table for text in line)
    assert [f"{below}…"] in table


def test_no_cell_is_empty_that_another_figure_reaches_into() -> None:
    rows = [*row("第一项", "4 5 6", 130), *row("第二项", "7 _ 8", 160), *row("第三项", "7 8 9", 190)]
    (table,) = rows_of(page(*cells(*HEAD, *rows, ("\ufffd" * 6, 315, 160))))
    assert "" not in next(line for line in table if line[0] == "第二项")


def test_no_cell_is_empty_below_what_reaches_over_two_columns() -> None:
    rows = [*row("第一项", "12 _ _", 130), *row("第二项", "7 _ _", 150), *row("第三项", "12 _ _", 170)]
    (table,) = rows_of(page(*cells(*HEAD, *rows, ("\ufffd" * 10, 314, 150))))
    assert table[-1] == ["第三项", "12", "…", "…"]


def test_lines_without_figures_are_no_table() -> None:
    lines = lines_on(page(*cells(("单位：某镇", 72, 100), ("日期：某日", 400, 100), ("说明", 72, 120))))
    assert stretches_of(lines, 72, 520) == []
    assert places_of([Stretch(tuple(lines), ())])[0]


@pytest.mark.parametrize(
    ("above", "below"), [("52［1", "］"), ("0（注", "3）"), ("528注", "2"), ("528", "7¹"), ("528", "①"), ("528", "9^1")]
)
def test_the_number_of_a_note_is_wrapped_with_its_figure(above: str, below: str) -> None:
    rows = [*row("第一", "1 2 3", 130), *row("第二", "4 5", 160), *row("第三", "7 8 9", 190)]
    (table,) = rows_of(page(*cells(*HEAD, *rows, (f"{above}|{below}", 400, 160))))
    assert table[2] == ["第二", "4", "5", above + below]


def test_a_figure_is_a_number_or_a_sign() -> None:
    assert [is_figure(text) for text in ("０", "1,234", "／", "无", "5^1", "4\u03367", "\ufffd\ufffd")] == [True] * 7
    assert not any(map(is_figure, ("3.", "第3", "")))


# ── Whole reports ────────────────────────────────────────────────────────────────────────────────────────────────────

FORMS = load_forms()


def facts_in(data: bytes) -> dict[str, Fact]:
    blocks, gaps = blocks_of((each, lattices_of(each)) for each in pages_of(data))
    grid = grid_of(Document(Source("a.pdf", "pdf", "0" * 64, len(data)), blocks, "", 0, gaps))
    return {str(fact.concept): fact for fact in facts_of(matches_of(grid, outline_of(FORMS)), FORMS, None)}


def with_boxes(page: Page, above: float, below: float) -> Page:
    """A page whose font reaches so many more of its heights above and below its characters."""
    boxes = page.boxes.copy()
    height = boxes[:, 3] - boxes[:, 1]
    boxes[:, 1] -= above * height
    boxes[:, 3] += below * height
    return replace(page, boxes=boxes)


@pytest.mark.parametrize(("above", "below"), [(0.3, 0.1), (0.0, 0.4), (0.2, -0.1)])
@pytest.mark.parametrize("seed", range(3))
def test_a_page_reads_the_same_whatever_the_ascent_of_its_font(seed: int, above: float, below: float) -> None:
    def texts(pages: list[Page]) -> list[str | list[list[str]]]:
        blocks, _ = blocks_of((each, ()) for each in pages)
        return [[[c.text for c in row] for row in b.rows] if isinstance(b, Table) else b.text for b in blocks]

    random = Random(f"ascent/{seed}")
    look = look_of(random, "none")._replace(watermark=False)
    pages = list(pages_of(pdf_bytes(printed(draft_of(random, FORMS[-1]), look).parts, look)))
    assert texts([with_boxes(each, above, below) for each in pages]) == texts(pages)


@pytest.mark.slow
@pytest.mark.parametrize("rules", ["none", "horizontal", "header"])
def test_reports_with_few_rules_are_read_and_nothing_is_silently_wrong(rules: str) -> None:
    count: Counter[str] = Counter()
    for seed in range(6):
        random = Random(f"borderless/{seed}")
        draft = draft_of(random, FORMS[-1 if seed % 3 else 1])
        look = look_of(random, rules)  # type: ignore[arg-type]
        report = printed(draft, look)
        facts = facts_in(pdf_bytes(report.parts, look))
        for concept, text in report.truth.items():
            fact, number = facts.get(str(concept)), read_number(text)
            if fact is None or fact.state in ("absent", "unreadable") or fact.how in ("suggested", ""):
                count["marked" if number else "right"] += 1
            elif fact.value == (number.value if number else None):
                count["right"] += 1
            else:
                count["wrong"] += 1
    assert count["wrong"] == 0
    assert count["right"] >= 0.95 * count.total()
