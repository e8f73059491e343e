"""What persons said in the workbook of an audit, by itself: sheets as they were left, beside what was written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.export.books.arranged import Arranged, ArrangedSheet
from extract.export.books.editions import WrittenBook, WrittenColumn, WrittenRow, WrittenSheet
from extract.export.books.read_back import FileKey, Said, agreement, said_in, said_of_old
from extract.words.sheet_names import (
    AUDIT_SHEETS,
    AUDITED,
    CHOSEN,
    CONCLUSION,
    FILE_ID,
    OWNER,
    PROBLEM_NUMBER,
    REMARK,
    REPLY,
    TO_VERIFY,
)

FIRST, SECOND, HASH = "f1", "f2", "0123456789abcdef"
ABOVE, HEAD = 1, 3
"""The numbers of the lines that are written above the rows."""
PROBLEMS = (
    ("number", "序号"), ("problem_number", PROBLEM_NUMBER), ("unit", "单位"), ("category", "类别"), ("place", "位置"),
    ("message", "问题"), ("conclusion", CONCLUSION), ("remark", REMARK), ("reply", REPLY),
)  # fmt: skip
FILES = (("files", "文件"), ("owner", OWNER), ("remark", REMARK), ("chosen", CHOSEN))
ROWS = (
    WrittenRow("k1", FIRST, ("1", "一", "甲镇", "合计", "表三", "不等", "", "", ""), {}),
    WrittenRow("k2", SECOND, ("2", "二", "乙镇", "正文", "表四", "不符", "", "", ""), {}),
    WrittenRow("k3", "f3", ("3", "三", "丙镇", "正文", "表四", "不符", "属实", "查过", ""), {}),
)
Cells = list[list[str]]


def sheet_of(columns: tuple[tuple[str, str], ...], *rows: WrittenRow) -> WrittenSheet:
    return WrittenSheet([WrittenColumn(*column, 10.0) for column in columns], list(rows), ["青禾县 问题清单"])


def book(**sheets: WrittenSheet) -> WrittenBook:
    return WrittenBook(2024, sheets)


def left(code: str, written: WrittenSheet) -> ArrangedSheet:
    """A sheet that nobody has touched."""
    heads = [column.head for column in written.columns]
    rows = [(ABOVE, [*written.lines]), (HEAD, heads)]
    rows += [(HEAD + 1 + at, [*row.texts]) for at, row in enumerate(written.rows)]
    return ArrangedSheet(AUDIT_SHEETS[code], rows, dict.fromkeys(range(len(heads)), 10.7), {}, ())


def problems(*rows: WrittenRow) -> tuple[WrittenBook, ArrangedSheet, Cells]:
    """An edition with a sheet of problems; that sheet; the cells of its rows, to be written into."""
    edition = book(problems=sheet_of(PROBLEMS, *(rows or ROWS)))
    page = left("problems", edition.sheets["problems"])
    return edition, page, [texts for _, texts in page.rows]


def said(edition: WrittenBook, *pages: ArrangedSheet, is_drawn: bool = False) -> Said:
    return said_in(Arranged("", pages, is_drawn), edition)


def columns_of(said: Said) -> list[tuple[str, str, float | None]]:
    return [tuple(column) for column in said.layouts["problems"].columns]


def test_nobody_has_said_anything() -> None:
    edition, page, _ = problems()
    back = said(edition, page)
    assert (back.decisions, back.owners, back.choices, back.notes, back.own_sheets) == ((), (), (), (), ())
    assert (back.year, back.order, back.is_all) == (2024, ("problems",), True)
    assert columns_of(back) == [(code, head, None) for code, head in PROBLEMS]
    (noted,) = back.layouts["problems"].noted_rows
    assert (noted.key, noted.about, noted.ours) == ("k3", "f3", {}), "in which a conclusion stands already"
    assert back.layouts["problems"].own_rows == ()
    assert agreement(Arranged("", (page,)), edition) == len(ROWS) * len(PROBLEMS)


def test_a_conclusion_a_remark_and_a_reply() -> None:
    edition, page, (_, _, first, second, third) = problems()
    first[6], first[8] = "屬實。", "已改"
    second[8], third[8] = "无此事", "无此事"
    back = said(edition, page)
    assert back.decisions == ((FIRST, "属实", ""), (SECOND, TO_VERIFY, "")), "of the third something stands"
    assert [(note.row, note.column, note.was, note.text) for note in back.notes] == [
        ("k1", "reply", "", "已改"), ("k2", "reply", "", "无此事"), ("k3", "reply", "", "无此事")
    ]  # fmt: skip
    assert back.layouts["problems"].noted_rows[0].texts["conclusion"] == "属实"
    assert [noted.key for noted in back.layouts["problems"].noted_rows] == ["k1", "k2", "k3"]
    assert agreement(Arranged("", (page,)), edition) == len(ROWS) * len(PROBLEMS) - 4


def test_what_was_decided_is_taken_back() -> None:
    edition, page, (*_, third) = problems()
    third[6:8] = ["", ""]
    back = said(edition, page)
    assert (back.decisions, back.notes) == ((("f3", "", ""),), ())
    assert back.layouts["problems"].noted_rows == ()


def test_what_is_typed_over_our_words_and_the_counted_number_that_says_nothing() -> None:
    rows = (*ROWS[:2], ROWS[2]._replace(ours={"message": "原文"}))
    edition, page, (_, _, first, second, third) = problems(*rows)
    first[0], first[5], second[5], third[5] = "9", "不 等", "不对", "原文"
    back = said(edition, page)
    assert back.decisions == (), "nobody has replied"
    assert [tuple(note) for note in back.notes] == [
        ("problems", "k2", "message", "不符", "不对"), ("problems", "k3", "message", "原文", "")
    ]  # fmt: skip
    assert {noted.key: noted.ours for noted in back.layouts["problems"].noted_rows} == {
        "k2": {"message": "不符"}, "k3": {"message": "原文"}
    }  # fmt: skip


def test_columns_of_a_persons_own() -> None:
    edition, page, (_, heads, first, *_) = problems()
    edition.sheets["problems"].columns.append(WrittenColumn("+分管", "分管", 12.0))
    rows = edition.sheets["problems"].rows
    rows[:] = [row._replace(texts=(*row.texts, "李")) for row in rows]
    heads += ["经办", "", "经办"]
    first += ["张", "无题", "王", ""]
    back = said(edition, page)
    assert [tuple(note)[1:] for note in back.notes] == [
        ("k1", "+经办", "", "张"), ("k1", "+#1", "", "无题"), ("k1", "+经办#11", "", "王"), ("k1", "+分管", "", ""),
        ("k2", "+分管", "", ""), ("k3", "+分管", "", ""),
    ]  # fmt: skip
    assert [code for code, *_ in columns_of(back)][-3:] == ["+经办", "+#1", "+经办#11"]
    heads[9:] = ["分管"]
    for _, texts in page.rows[2:]:
        texts[9:] = ["李"]
    assert said(edition, page).notes == ()


def test_columns_and_rows_in_another_order_and_words_that_mean_the_same() -> None:
    edition, page, cells = problems()
    for texts in cells[1:]:
        texts.reverse()
    cells[1][2], cells[1][0] = "核实意见（请填写）", "反馈"
    cells[2][2] = "误报"
    first = said(edition, replace(page, rows=page.rows[1:]))
    assert first.decisions == ((FIRST, "不属实", ""),), "heads come first"
    assert columns_of(first)[2] == ("conclusion", "核实意见（请填写）", None)
    turned = replace(page, rows=[*page.rows[:2], *reversed(page.rows[2:])])
    assert said(edition, turned).decisions == ((FIRST, "不属实", ""),)
    assert [code for code, *_ in columns_of(said(edition, turned))] == [code for code, _ in reversed(PROBLEMS)]


@pytest.mark.parametrize(("width", "told"), [(11.2, None), (8.8, None), (11.3, 11.3), (8.7, 8.7), (0, 0), (None, None)])
@pytest.mark.parametrize("was_set", [False, True])
def test_a_width_that_a_person_has_set(width: float | None, told: float | None, was_set: bool) -> None:
    edition, page, _ = problems()
    columns = edition.sheets["problems"].columns
    columns[2] = columns[2]._replace(is_set=was_set)
    if width is None:
        page.widths.pop(2)
    else:
        page.widths[2] = width
    assert columns_of(said(edition, page))[2][2] == (10.0 if was_set and told is None else told)


def test_rows_and_lines_that_a_person_has_added() -> None:
    edition, page, _ = problems()
    page.rows.insert(1, (2, ["请各单位核对", "", "青禾县 问题清单"]))
    page.rows.extend([(30, ["", "", "丁镇", *[""] * 6, "旁注"]), (31, ["甲镇", "不符"])])
    back = said(edition, page)
    assert [code for code, *_ in columns_of(back)] == [*(code for code, _ in PROBLEMS), "+#1"]
    own = back.layouts["problems"].own_rows
    assert [{code: text for code, text in row.items() if text} for row in own] == [
        {"number": "请各单位核对"}, {"unit": "丁镇", "+#1": "旁注"}
    ]  # fmt: skip


def test_rows_are_found_again_by_what_is_left_of_them() -> None:
    edition, page, cells = problems()
    edition.sheets["problems"].columns.append(WrittenColumn("+分管", "分管", 12.0))
    rows = edition.sheets["problems"].rows
    rows[:] = [row._replace(texts=(*row.texts, "李")) for row in rows]
    for texts in cells[1:]:
        texts.append("分管" if texts is cells[1] else "张")
    for texts in cells[2:]:
        texts[1] = ""  # their numbers are gone
    cells[2][6] = "属实"
    assert said(edition, page).decisions == ((FIRST, "属实", ""),)
    for texts in cells[1:]:
        del texts[1:3]  # and the columns of both
    assert said(edition, page).decisions == ((FIRST, "属实", ""),), "by all that nobody fills in"


@pytest.mark.parametrize(("taken", "expected"), [(False, ((FIRST, "属实", ""), ("f3", "不属实", ""))), (True, ())])
def test_of_rows_that_are_alike_none_is_taken_for_another(taken: bool, expected: object) -> None:
    rows = (*ROWS, ROWS[0]._replace(key="k4", about="f4"))
    alike = tuple(row._replace(texts=("1", "", "甲镇", "合计", "表三", "不等", "", "", "")) for row in rows)
    edition, page, (_, _, first, _, third, _) = problems(*alike)
    first[6], third[6] = "属实", "不属实"
    if taken:
        page.rows.pop()
    back = said(edition, page)
    assert back.decisions == expected
    assert [row["conclusion"] for row in back.layouts["problems"].own_rows] == (["属实", "不属实"] if taken else [])


def test_comments_go_with_their_cells_and_others_are_told() -> None:
    edition, page, _ = problems()
    back = said(edition, replace(page, comments={(HEAD + 2, 5): "见附件", (HEAD + 2, 40): "远处"}))
    assert [tuple(note) for note in back.notes] == [("problems", "k2", "!message", "", "见附件")]
    (noted, _) = back.layouts["problems"].noted_rows
    assert (noted.key, noted.texts["!message"], noted.ours) == ("k2", "见附件", {"!message": ""})
    assert back.is_all and said(edition, replace(page, comments={(HEAD + 1, 5): "见附件"})).is_all
    for line in (ABOVE, HEAD, 40):
        above = said(edition, replace(page, comments={(line, 0): "谁写的"}))
        assert (above.is_all, above.notes, above.layouts["problems"].own_rows) == (False, (), ())
    assert not said(edition, page, is_drawn=True).is_all
    rows = edition.sheets["problems"].rows
    rows[1] = rows[1]._replace(comments={"message": "见附件"})
    assert [tuple(note) for note in said(edition, page).notes] == [("problems", "k2", "!message", "", "")]
    kept = said(edition, replace(page, comments={(HEAD + 2, 5): "见附件"}))
    assert kept.notes == () and [row.key for row in kept.layouts["problems"].noted_rows] == ["k2", "k3"]


@pytest.mark.parametrize(("heads", "is_found"), [(5, True), (4, False)])
def test_a_sheet_under_another_name_is_known_by_more_than_half_of_its_heads(heads: int, is_found: bool) -> None:
    edition, page, cells = problems()
    edition.sheets["problems"].columns[0] = WrittenColumn("number", "序号", 10.0)
    edition.sheets["problems"].columns[3:] = [
        column._replace(head=column.head if at < heads else f"别的{at}")
        for at, column in enumerate(edition.sheets["problems"].columns[3:], start=3)
    ]
    renamed, other = replace(page, name="张三的表"), ArrangedSheet("说明", [(1, ["请先看"])], {}, {}, ())
    back = said(edition, other, renamed)
    assert back.order == ("说明", "problems" if is_found else "张三的表")
    assert [sheet.name for sheet in back.own_sheets] == ["说明", *([] if is_found else ["张三的表"])]
    assert cells and (agreement(Arranged("", (other, renamed)), edition) > 0) == is_found


def test_a_sheet_of_ours_without_heads_says_nothing_and_is_no_own_sheet() -> None:
    edition, page, _ = problems()
    back = said(edition, replace(page, rows=[(1, ["全删了"])]))
    assert (back.decisions, back.notes, back.own_sheets) == ((), (), ())
    assert back.layouts["problems"].columns == ()
    empty = ArrangedSheet(AUDIT_SHEETS["rules"], [], {}, {}, ())
    assert said(edition, page, empty).own_sheets == ()


def test_whose_files_are_and_which_versions_count() -> None:
    rows = [WrittenRow(name, about, (name, "", "", ""), {}) for name, about in (("甲", f"{HASH}-2"), ("乙", "x"))]
    edition = book(unclaimed=sheet_of(FILES, *rows), versions=sheet_of(FILES, *rows))
    pages = [left(code, sheet) for code, sheet in edition.sheets.items()]
    for page in pages:
        for _, texts in page.rows[2:]:
            texts[1:] = ["青禾镇", "查过", "Ｙｅｓ"]
    back = said(edition, *pages)
    file = FileKey(HASH, 2)
    assert [tuple(owner) for owner in back.owners] == [(file, 2024, "青禾镇", "查过")]
    assert [tuple(choice) for choice in back.choices] == [(file, True)]
    pages[1].rows[2][1][3] = "否"
    assert not said(edition, *pages).choices[0].is_chosen


def test_a_workbook_of_before_editions_says_what_can_be_known() -> None:
    about = ArrangedSheet("改过名的", [
        (1, ["某县"]), (2, [CONCLUSION, PROBLEM_NUMBER, REMARK]), (3, ["属实", FIRST, "好"]), (4, ["", SECOND, ""]),
        (5, ["", "f3", "问过"]), (6, ["属实", "合计", ""]), (7, ["误报", "f4"]),
    ], {}, {}, ())  # fmt: skip
    files = ArrangedSheet(AUDIT_SHEETS["unclaimed"], [
        (1, [FILE_ID, OWNER, AUDITED]), (2, [f"r{HASH}-2", "青禾镇", "2023"]), (3, [f"r{HASH}", "青禾镇", "去年"]),
        (4, ["问题", "青禾镇", "2023"]),
    ], {}, {}, ())  # fmt: skip
    chosen = ArrangedSheet(AUDIT_SHEETS["versions"], [(1, [FILE_ID, CHOSEN]), (2, [f"r{HASH}", "是"])], {}, {}, ())
    own = ArrangedSheet("说明", [(1, ["请先看"])], {}, {}, ())
    named = replace(about, name=AUDIT_SHEETS["problems"], rows=[(1, [PROBLEM_NUMBER, CONCLUSION]), (2, ["f9", "属实"])])
    assert said_of_old(Arranged("", (about, named))).decisions == (("f9", "属实", ""),), "that has its name"
    back = said_of_old(Arranged("", (own, about, files, chosen)))
    assert back.decisions == ((FIRST, "属实", "好"), ("f3", "", "问过"), ("f4", "不属实", ""))
    assert [tuple(owner) for owner in back.owners] == [(FileKey(HASH, 2), 2023, "青禾镇", "")]
    assert [tuple(choice) for choice in back.choices] == [(FileKey(HASH, 1), True)]
    assert back.own_sheets == (own,) and back.year == 0 and back.is_all
