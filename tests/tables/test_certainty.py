"""What becomes of cells beside or under something that is not text, and beside halves of figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from extract.forms import load_forms
from extract.forms.outline import outline_of
from extract.model import (
    Account,
    CellOrigin,
    Concept,
    Entry,
    Fact,
    Gap,
    GapReason,
    Origin,
    PageBox,
    PageOrigin,
    Paragraph,
    TextOrigin,
)
from extract.pipeline import readings_of
from extract.tables.accounts import never_absent
from extract.tables.certainty import none_again, none_cut, none_in_parts, none_of_two, seen
from extract.tables.facts import facts_of
from extract.tables.matching import matches_of
from tests.made import drawn

PLACE = PageOrigin((PageBox(2, 100, 100, 140, 112),), 1, 2, 3)
CELL = CellOrigin("docx", 1, 2, 3)


def fact(origin: Origin, printed: str) -> Fact:
    state, value = ("number", Decimal(printed)) if printed else ("blank", None)
    return Fact(Concept("requests", "received", "total"), "2021", state, value, printed, "件", "read", (origin,))


@pytest.mark.parametrize(
    ("reason", "gap", "origin", "printed", "state", "how"),
    [
        ("unread_ink", PageOrigin((PageBox(2, 130, 90, 200, 105),)), PLACE, "5", "unreadable", "read"),
        ("unread_ink", PageOrigin((PageBox(2, 130, 90, 200, 105),)), PLACE, "", "unreadable", "read"),
        ("unread_ink", PageOrigin((PageBox(2, 140, 90, 200, 105),)), PLACE, "5", "number", "read"),
        ("unread_ink", PageOrigin((PageBox(1, 130, 90, 200, 105),)), PLACE, "5", "number", "read"),
        ("recognised_page", PageOrigin((PageBox(2, 0, 0, 600, 800),)), PLACE, "5", "number", "suggested"),
        ("picture", CELL, CELL, "", "unreadable", "read"),
        ("picture", CELL, CELL, "5", "number", "read"),
        ("picture", CELL._replace(row=9), CELL, "", "blank", "read"),
        ("crowded_page", PageOrigin((PageBox(2, 0, 0, 600, 800),)), PLACE, "5", "number", "read"),
    ],
)
def test_a_cell_holds_what_is_seen(
    reason: GapReason, gap: Origin, origin: Origin, printed: str, state: str, how: str
) -> None:
    (after,) = seen([fact(origin, printed)], [Gap(reason, gap)])
    assert (after.state, after.how, after.raw) == (state, how, printed)
    assert (after.value is None) == (state != "number")


TWICE = """
    □ 自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计
    一、本年新收政府信息公开申请数量 1 2 0 0 0 0 3
    （一）予以公开 4 5 0 0 0 0 9
    （一）予以公开 4 6 0 0 0 0 10
    （二）部分公开 7 8 0 0 0 0 15
    """


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("drawn_at", "how"),
    [((520, 200, 560, 212), "suggested"), ((100, 200, 140, 212), "read"), ((520, 300, 560, 312), "read")],
    ids=["beside the row", "in a cell", "beside another"],
)
def test_a_row_is_in_doubt_beside_what_is_drawn_at_its_height_however_its_sheet_lies(
    drawn_at: tuple[int, int, int, int], how: str, turned: bool
) -> None:
    def box(x0: int, y0: int, x1: int, y1: int) -> PageOrigin:
        lying = PageBox(2, y0, x0, y1, x1) if turned else PageBox(2, x0, y0, x1, y1)
        return PageOrigin((lying,), 1, 2, x0)

    row = [fact(box(left, 200, left + 40, 212), "5") for left in range(150, 500, 50)]
    edges = [fact(box(100, 200, 140, 212), "")] if how == "read" else []
    after = seen([*row, *edges], [Gap("unread_ink", box(*drawn_at))])
    assert {each.how for each in after[: len(row)]} == {how}


@pytest.mark.parametrize("quarters", range(4))
@pytest.mark.parametrize(
    ("drawn_at", "cells", "apart", "how"),
    [
        ((60, 150), 7, 0, "read"),
        ((60, 110), 7, 0, "read"),
        ((60, 200), 6, 0, "suggested"),
        ((60, 150), 7, 4, "suggested"),
        ((520, 560), 7, 0, "suggested"),
    ],
    ids=["its label", "a label of several rows", "joined with a figure", "no rules", "behind it"],
)
def test_no_row_is_in_doubt_beside_the_label_of_a_whole_ruled_one(
    drawn_at: tuple[int, int], cells: int, apart: int, how: str, quarters: int
) -> None:
    def box(row: int, x0: int, x1: int) -> PageOrigin:
        top, bottom = 20 * row, 20 * row + 20
        corners = (
            (x0, top, x1, bottom),
            (800 - bottom, x0, 800 - top, x1),
            (800 - x1, 800 - bottom, 800 - x0, 800 - top),
        )
        return PageOrigin((PageBox(2, *(*corners, (top, 800 - x1, bottom, 800 - x0))[quarters]),), 1, row, x0)

    columns = range(150, 500, 50)
    torn = [fact(box(8, left, left + 50 - apart), "5") for left in columns[7 - cells :]]
    whole = [fact(box(5, left, left + 50 - apart), "5") for left in columns]
    after = seen([*torn, *whole], [Gap("unread_ink", box(8, *drawn_at))])
    assert {each.how for each in after[: len(torn)]} == {how}


def test_so_is_a_row_of_one_digit_alone_which_is_higher_than_wide() -> None:
    digit = fact(PageOrigin((PageBox(2, 300, 200, 305, 210),), 1, 2, 3), "0")
    (after,) = seen([digit], [Gap("unread_ink", PageOrigin((PageBox(2, 520, 198, 560, 212),)))])
    assert after.how == "suggested"


@pytest.mark.parametrize(("again", "how"), [("4 6 0 0 0 0 10", "suggested"), ("4 5 0 0 0 0 9", "read")])
def test_of_a_row_that_is_printed_twice_neither_counts_unless_they_say_the_same(again: str, how: str) -> None:
    matches = matches_of(drawn.grid(TWICE.replace("4 6 0 0 0 0 10", again)), outline_of(load_forms()))
    facts = none_of_two(facts_of(matches, load_forms(), 2024), matches)
    printed = [fact for fact in facts if fact.concept.row in ("granted", "partially_granted")]
    assert {(fact.concept.row, fact.how) for fact in printed} == {("granted", how), ("partially_granted", "read")}


@pytest.mark.parametrize(("below", "how"), [("（一）予以公开", "suggested"), ("（三）其他处理", "read")])
def test_of_a_row_that_stands_below_its_table_once_more_neither_counts(below: str, how: str) -> None:
    rows = TWICE.strip().splitlines()
    grid = drawn.grid("\n".join([rows[0], rows[1], rows[2], f"{below} 7 8 0 0 0 0 15"]))
    (match,) = matches_of(grid, outline_of(load_forms()))
    entry = Entry("number", Decimal(7), "7", "", CELL, 3, 1)
    facts = facts_of([match], load_forms(), 2024)
    after = none_again(facts, [replace(match, last=2)], [Account("requests", (entry,))], grid, load_forms())
    assert {fact.how for fact in after if fact.concept.row == "granted"} == {how}
    assert {fact.how for fact in after if fact.concept.row == "received"} == {"read"}


@pytest.mark.parametrize(
    ("table", "rows", "how"),
    [
        ("disputes", (5, 5, 5, 5, 5), "suggested"),
        ("disputes", (5, 5, 5, 5), "read"),
        ("disputes", (4, 5, 5, 5, 5), "read"),
        ("requests", (5, 5, 5, 5, 5), "read"),
    ],
)
def test_of_a_table_in_one_row_none_is_certain_where_another_row_of_figures_has_no_place(
    table: str, rows: tuple[int, ...], how: str
) -> None:
    unplaced = tuple(Entry("number", Decimal(7), "7", "", CELL, row, at) for at, row in enumerate(rows))
    figure = fact(CELL, "5")._replace(concept=Concept(table, "review", "upheld"))
    (after,) = none_in_parts([figure], [Account(table, unplaced)], load_forms())
    assert after.how == how


LINES = ("一二三四五六七八九十", "x" * 19, "x" * 17)
"""A line of twenty places, one of more characters that is as wide as it may be, and one that is not."""


@pytest.mark.parametrize(
    ("above", "line", "start", "raw", "state"),
    [
        (1, 6, 1, "67", "unreadable"),
        (2, 6, 1, "67", "number"),
        (1, 6, 3, "67", "number"),
        (1, 7, 1, "67", "number"),
        (1, 6, 1, "其他67", "number"),
    ],
)
def test_the_last_figure_of_a_line_may_go_on_where_the_next_begins_with_one(
    above: int, line: int, start: int, raw: str, state: str
) -> None:
    """If it was broken where no line of the table goes further."""
    one, last, other = (
        fact(TextOrigin(at, end, end), "8")._replace(concept=Concept("requests", "received", column))
        for at, end, column in ((5, 10, "business"), (5, 19, "total"), (4, 10, "person"))
    )
    blocks = [Paragraph(text, TextOrigin(at, 1, len(text))) for at, text in ((4, LINES[0]), (5, LINES[above]))]
    left = Entry("number", Decimal(67), raw, "", TextOrigin(line, start, start + 1), 5, 0)
    after = none_cut([last, one, other], [Account("requests", (left,))], blocks)
    assert [each.state for each in after] == [state, "number", "number"]


@pytest.mark.parametrize(
    ("line", "state", "how"), [(5, "unreadable", "suggested"), (5, "number", "read"), (4, "unreadable", "read")]
)
def test_figures_of_a_line_that_is_not_read_whole_may_stand_in_other_columns(line: int, state: str, how: str) -> None:
    """Where it has another figure that has no place."""
    figure = fact(TextOrigin(5, 30, 30), "8")
    beside = fact(TextOrigin(5, 10, 10), "7")._replace(concept=Concept("requests", "received", "business"))
    torn = beside if state == "number" else beside._replace(state="unreadable", value=None)
    left = Entry("number", Decimal(9), "9", "", TextOrigin(line, 20, 20), 0, 0)
    assert [each.how for each in none_cut([figure, torn], [Account("requests", (left,))])] == [how, "read"]


def test_numbers_of_lines_are_no_rests_of_figures() -> None:
    ends = [
        fact(TextOrigin(line, 30, 30), "8")._replace(concept=Concept("requests", str(line), "total")) for line in (5, 6)
    ]
    left = tuple(Entry("number", Decimal(n), str(n), "", TextOrigin(n + 3, 1, 1), n, 0) for n in (3, 4))
    assert {each.state for each in none_cut(ends, [Account("requests", left)])} == {"number"}
    assert {
        each.state for each in none_cut(ends, [Account("requests", (left[0], left[1]._replace(value=Decimal(7))))])
    } == {"unreadable"}


WEB = """<title>甲县乙镇2023年政府信息公开工作年度报告</title><h1>甲县乙镇2023年政府信息公开工作年度报告</h1><table>
<tr><td></td><td>自然人</td><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td>
<td>总计</td></tr>{}</table>"""


def web_row(label: str, *cells: object) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in (label, *cells))}</tr>"


def states(*rows: str) -> dict[str, set[str]]:
    """The states of the cells of each row of a web page."""
    (reading,) = readings_of(WEB.format("".join(rows)).encode(), "x.html")
    found: dict[str, set[str]] = {}
    for fact in reading.report.facts:
        found.setdefault(fact.concept.row, set()).add(fact.state)
    return found


RECEIVED = web_row("一、本年新收政府信息公开申请数量", 1, 0, 0, 0, 0, 0, 1)
EMPTY = web_row("（一）予以公开", *[""] * 7)


def test_a_row_is_not_blank_where_a_row_of_figures_without_a_label_stands_beside_it() -> None:
    below = web_row("", 5, 0, 0, 0, 0, 0, 5)
    assert states(RECEIVED, EMPTY, below)["granted"] == {"unreadable"}
    assert states(RECEIVED, EMPTY)["granted"] == {"blank"}


def test_nor_where_a_row_of_nothing_but_marks_does() -> None:
    below = web_row("", *["/"] * 7)
    assert states(RECEIVED, EMPTY, below)["granted"] == {"unreadable"}
    full = web_row("（一）予以公开", *[0] * 7)
    assert states(RECEIVED, full, below)["granted"] == {"number"}


@pytest.mark.parametrize(("origin", "state"), [(PLACE, "unreadable"), (CELL, "number")])
def test_a_nought_before_other_digits_may_be_of_another_cell_on_a_page(origin: Origin, state: str) -> None:
    assert [each.state for each in none_cut([fact(origin, "07")], [])] == [state]
    assert [each.state for each in none_cut([fact(origin, "0.7"), fact(origin, "0")], [])] == ["number"] * 2


@pytest.mark.parametrize(
    ("raw", "page", "state"), [("0847…", 3, "unreadable"), ("847", 3, "number"), ("0847…", 4, "number")]
)
def test_a_figure_may_go_on_where_the_next_page_begins_with_digits_of_two(raw: str, page: int, state: str) -> None:
    last = fact(PLACE, "110")
    below = fact(PageOrigin((PageBox(page, 100, 60, 140, 80),), 1, 3, 3), "")._replace(state="unreadable", raw=raw)
    assert [each.state for each in none_cut([last, below], [])] == [state, "unreadable"]


@pytest.mark.parametrize(
    ("filled", "wide", "state"),
    [({3}, 25, "unreadable"), ({3}, 30, "blank"), ({2}, 25, "blank"), ({3, 6}, 25, "blank")],
)
def test_a_figure_alone_in_the_middle_of_a_row_without_rules_may_be_one_for_all(
    filled: set[int], wide: int, state: str
) -> None:
    """Where cells touch, rules part them."""
    row = [
        fact(PageOrigin((PageBox(2, 30 * at, 100, 30 * at + wide, 112),), 1, 2, at + 1), "8" * (at in filled))._replace(
            concept=Concept("requests", "handled", str(at))
        )
        for at in range(7)
    ]
    after = none_cut(row, [])
    assert {each.state for at, each in enumerate(after) if at not in filled} == {state}
    assert {each.how for at, each in enumerate(after) if at in filled} == {
        "suggested" if state == "unreadable" else "read"
    }


def test_a_cell_is_not_blank_over_which_a_figure_without_a_place_stands() -> None:
    """Wherever else that figure is kept for the reader to see."""
    blank, lost = fact(PLACE, ""), Concept("requests", "received", "other_org")
    absent = Fact(lost, "2021", "absent", None, "", "件", "", ())
    entry = Entry("number", Decimal(8), "8件", "件", PageOrigin((PageBox(2, 105, 95, 135, 106),)), 4, 0)
    accounts = [Account("requests", (entry,))]
    kept, after = none_cut(never_absent([absent, blank], accounts), accounts)
    assert (kept.raw, after.state) == ("8件", "unreadable")


@pytest.mark.parametrize(("height", "state"), [(12, "unreadable"), (30, "number")])
def test_a_figure_in_a_cell_as_low_as_a_line_may_go_on_with_one_right_below(height: int, state: str) -> None:
    """As where a line that is drawn under digits is taken for the rule between two cells."""
    first = fact(PageOrigin((PageBox(2, 100, 100, 140, 100 + height),)), "1")
    others = [
        fact(PageOrigin((PageBox(2, left, 100, left + 40, 130),)), "5")._replace(concept=Concept("requests", row, "x"))
        for row, left in (("granted", 200), ("other", 300))
    ]
    below = PageOrigin((PageBox(2, 100, 100 + height, 140, 160),))
    accounts = [Account("requests", (Entry("number", Decimal(2), "2", "件", below, 4, 0),))]
    assert [each.state for each in none_cut([first, *others], accounts)] == [state, "number", "number"]


def test_a_row_is_not_blank_beside_cells_with_two_figures_each() -> None:
    below = web_row("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", *["5 / 0"] * 7)
    assert states(RECEIVED, EMPTY, below)["granted"] == {"unreadable"}


def test_a_cell_is_not_blank_beside_one_with_two_figures() -> None:
    assert states(web_row("（一）予以公开", 1, 0, "", "5 / 0", 0, 0, 6))["granted"] == {"number", "unreadable"}


def test_as_many_heads_as_the_form_has_but_others_name_no_column_for_certain() -> None:
    """总计 stands there twice, and 其他 is missing."""
    page = WEB.replace("<td>其他</td>", "<td>总计</td>").format(RECEIVED)
    (reading,) = readings_of(page.encode(), "x.html")
    assert not any(fact.how == "read" and fact.state == "number" for fact in reading.report.facts)


def test_a_row_that_is_printed_twice_above_all_others_counts_in_neither_place() -> None:
    rows = (
        web_row("一、本年新收政府信息公开申请数量", 4, 0, 0, 0, 0, 0, 3)
        + RECEIVED
        + web_row("（一）予以公开", *[1] * 7)
    )
    (reading,) = readings_of(WEB.format(rows).encode(), "x.html")
    assert {fact.how for fact in reading.report.facts if fact.concept.row == "received"} == {"suggested"}


def test_nor_does_one_whose_upper_copy_stands_outside_the_table() -> None:
    """Without heads the table begins with the lower one, as more rows of the form follow it."""
    others = web_row("二、上年结转政府信息公开申请数量", *[0] * 7) + web_row("（一）予以公开", *[1] * 7)
    page = f"{WEB[: WEB.index('<table>')]}<table>{{}}</table>"
    rows = web_row("一、本年新收政府信息公开申请数量", 4, 0, 0, 0, 0, 0, 4) + RECEIVED + others
    (reading,) = readings_of(page.format(rows).encode(), "x.html")
    read = {fact.concept.row: fact.how for fact in reading.report.facts if fact.state == "number"}
    assert read == {"received": "suggested", "carried_in": "read", "granted": "read"}


def test_of_more_cells_than_heads_an_empty_one_is_not_passed_over() -> None:
    """总计 stands there twice, and the second row has as many figures as there are columns."""
    page = WEB.replace("<td>总计</td>", "<td>总计</td><td>总计</td>")
    rows = RECEIVED.replace("</tr>", "<td>1</td></tr>") + web_row("（一）予以公开", 3, "", 9, 408, 0, 49, 25, 494)
    (reading,) = readings_of(page.format(rows).encode(), "x.html")
    assert {fact.how for fact in reading.report.facts if fact.concept.row == "granted"} == {"suggested"}


def test_a_column_that_is_empty_throughout_puts_no_cell_in_doubt() -> None:
    rows = web_row("一、本年新收政府信息公开申请数量", 1, "", 0, 0, 0, 0, 0, 1)
    (reading,) = readings_of(WEB.format(rows).encode(), "x.html")
    read = [fact for fact in reading.report.facts if fact.concept.row == "received"]
    assert {(fact.state, fact.how) for fact in read} == {("number", "read")}


def test_a_row_that_goes_on_in_the_next_is_in_doubt_unless_it_is_whole() -> None:
    """As where a program breaks lines at a width: the figure that was lost is not the last."""
    renamed, rest = WEB.replace("<td>法律服务机构</td>", "<td>律师事务所</td>"), web_row("", "", 86, "")
    for page, figures in ((renamed, (0, 80, 0, 0, 0, 6)), (WEB, (0, 80, 0, 0, 0, 6, 86))):
        rows = RECEIVED + web_row("（一）予以公开", *figures) + rest
        (reading,) = readings_of(page.format(rows).encode(), "x.html")
        found = {fact.how for fact in reading.report.facts if fact.concept.row == "granted" and fact.value is not None}
        assert ("read" in found) == (page is WEB)


def test_a_row_that_ends_in_a_remark_has_lost_a_figure_where_it_has_no_more_cells_than_the_form() -> None:
    page = WEB.replace("<td>总计</td>", "<td>总计</td><td>备注</td>")
    for last, how in (("已办结", "suggested"), (494, "read")):
        (reading,) = readings_of(page.format(web_row("（一）予以公开", 3, 9, 408, 0, 49, 25, last)).encode(), "x.html")
        assert {fact.how for fact in reading.report.facts if fact.concept.row == "granted" and fact.value} == {how}


def test_two_figures_side_by_side_in_a_cell_may_be_of_two_columns() -> None:
    for first, how in (("1 0", "suggested"), ("1 / 0", "read")):
        rows = RECEIVED + web_row("（一）予以公开", first, 0, 408, 0, 49, 25, "")
        (reading,) = readings_of(WEB.format(rows).encode(), "x.html")
        assert {fact.how for fact in reading.report.facts if fact.concept.row == "granted" and fact.value} == {how}


def test_no_figure_is_a_remark_beside_a_column_that_no_head_names() -> None:
    """Of as many figures and more than the form has columns, any may stand in that column."""
    page = WEB.replace("<td>科研机构</td>", "<td></td><td>科研机构</td>").replace(
        "<td>总计</td>", "<td>总计</td><td>备注</td>"
    )
    rows = web_row("（一）予以公开", 3, 9, 408, 0, 49, 25, 1, 495, "") + web_row("1.属于国家秘密", *[0] * 8, "无")
    (reading,) = readings_of(page.format(RECEIVED + rows).encode(), "x.html")
    assert {fact.how for fact in reading.report.facts if fact.concept.row == "granted" and fact.value} == {"suggested"}


def test_a_number_at_the_head_of_pages_is_not_where_the_figures_of_a_table_begin() -> None:
    """So what follows the head may be the rest of the last figure of the page before; not so below other figures."""
    last = fact(PageOrigin((PageBox(2, 100, 700, 140, 720),), 1, 9, 3), "186")
    above = fact(PageOrigin((PageBox(3, 200, 60, 240, 80),), 1, 2, 4), "5")._replace(
        concept=Concept("requests", "handled", "total")
    )
    head = Entry("number", Decimal(12), "12", "", PageOrigin((PageBox(3, 10, 30, 20, 40),)), 20, 0)
    rest = Entry("number", Decimal(4), "4", "", PageOrigin((PageBox(3, 100, 90, 140, 110),)), 21, 0)
    accounts = [Account("requests", (head, rest))]
    assert none_cut([last], accounts)[0].state == "unreadable"
    assert none_cut([last, above], accounts)[0].state == "number"
