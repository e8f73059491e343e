"""What is printed in a table and stands in none of its cells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.forms.outline import outline_of
from extract.model import Document, Form, Paragraph, Table, TextOrigin
from extract.pipeline import readings_of
from extract.tables.accounts import accounts_of, never_absent
from extract.tables.facts import facts_of
from extract.tables.matching import matches_of
from tests.made import drawn

FORM = drawn.form(
    """
    申请 | 自然人 法人/企业 总计
    本年新收政府信息公开申请数量
    上年结转政府信息公开申请数量
    自然人 + 企业 = 总计
    """
)
WHOLE = """
    □                             自然人  企业  总计
    本年新收政府信息公开申请数量  1       2     3
    上年结转政府信息公开申请数量  4       5     9
    """


def accounted(text: str, form: Form = FORM) -> tuple[list[str], dict[str, str]]:
    """The figures without a place, and the state of every cell of the last row."""
    grid = drawn.grid(text)
    blocks = Document(drawn.SOURCE, (Table(grid.rows),) * len(grid.rows), "").blocks
    grid = type(grid)(grid.rows, (0,) * len(grid.rows))
    matches = matches_of(grid, outline_of((form,)))
    facts = facts_of(matches, (form,), 2024)
    accounts = accounts_of(matches, facts, grid, blocks, (form,))
    last = [fact for fact in never_absent(facts, accounts) if fact.concept.row == "上年结转政府信息公开申请数量"]
    return [entry.raw for account in accounts for entry in account.unplaced], {
        fact.concept.column: fact.state for fact in last
    }


def test_a_table_that_was_read_whole_has_nothing_left() -> None:
    unplaced, last = accounted(WHOLE)
    assert unplaced == []
    assert set(last.values()) == {"number"}


def test_figures_of_a_row_nobody_knows_may_be_those_of_the_row_that_is_missing() -> None:
    unplaced, last = accounted(WHOLE.replace("上年结转政府信息公开申请数量", "去岁余下未办者"))
    assert unplaced == ["4", "5", "9"]
    assert set(last.values()) == {"unreadable"}


def test_a_row_that_the_form_does_not_have_is_told_as_such_where_no_other_is_missing() -> None:
    assert accounted(WHOLE + "去岁余下未办者 7 8 15\n")[0] == []


GROUPED = drawn.form(
    """
    申请 | 自然人 法人/企业 总计
    本年新收政府信息公开申请数量
    （五）不予处理/1.信访举报投诉类申请
    （五）不予处理/2.重复申请
    自然人 + 企业 = 总计
    """
)


@pytest.mark.parametrize(
    ("row", "left"),
    [("）不予  □  □  8", ["8"]), ("）不予  7  8  15", []), ("去岁余下未办者  □  □  8", [])],
    ids=["cut off", "whole", "of another name"],
)
def test_what_a_page_break_cut_off_the_row_above_is_no_row_of_its_own(row: str, left: list[str]) -> None:
    text = f"""
        □                             自然人  企业  总计
        本年新收政府信息公开申请数量  1       2     3
        1.信访举报投诉类申请          4       5     9
        {row}
        2.重复申请                    0       6     6
    """
    assert accounted(text, GROUPED)[0] == left


def test_figures_below_an_empty_row_may_be_its_own_where_their_label_is_the_end_of_its() -> None:
    """As where a page break has cut the row in two."""
    empty = WHOLE.replace("上年结转政府信息公开申请数量  4       5     9", "上年结转政府信息公开申请数量 □ □ □")
    assert accounted(f"{empty}信息公开申请数量 7 8 15\n")[0] == ["7", "8", "15"]


@pytest.mark.parametrize(("label", "left"), [("转政府信息公开申请数量", ["7", "8", "15"]), ("去岁余下未办者", [])])
def test_so_may_figures_above_it_behind_the_end_of_its_label(label: str, left: list[str]) -> None:
    row = "上年结转政府信息公开申请数量"
    assert accounted(WHOLE.replace(f"{row}  4       5     9", f"{label} 7 8 15\n{row} □ □ □"))[0] == left


def in_lines(text: str, *lines: str) -> list[str]:
    """The figures without a place of a table with lines of text below it."""
    grid = drawn.grid("\n".join((text.strip(), *lines)))
    count = len(text.strip().splitlines())
    grid = type(grid)(grid.rows, (*(0,) * count, *range(1, len(lines) + 1)))
    paragraphs = [Paragraph(line, TextOrigin(n, 1, len(line))) for n, line in enumerate(lines, start=1)]
    matches = matches_of(grid, outline_of((FORM,)))
    blocks = (Table(grid.rows[:count]), *paragraphs)
    (account,) = accounts_of(matches, facts_of(matches, (FORM,), 2024), grid, blocks, (FORM,))
    return [entry.raw for entry in account.unplaced]


@pytest.mark.parametrize(
    ("between", "left"),
    [
        ([], ["7", "8", "15"]),
        (["甲县"], ["7", "8", "15"]),
        (["甲县", "年度报告"], ["7", "8", "15"]),
        (["甲县", "年度报告", "续表"], []),
        (["街道 乡镇"], []),
    ],
)
def test_figures_in_a_line_behind_the_foot_of_a_page_belong_to_the_table_above(
    between: list[str], left: list[str]
) -> None:
    assert in_lines(WHOLE, *between, "7 8 15") == left


def test_figures_alone_below_a_table_may_be_those_of_a_column_that_it_lacks() -> None:
    lacking = WHOLE.replace("  企业  总计", "  企业").replace("2     3", "2").replace("5     9", "5")
    assert in_lines(lacking, "总计", "3", "9", "0") == ["3", "9", "0"]
    assert in_lines(lacking, "总计", "\ufffd3", "9\ufffd", "0") == ["\ufffd3", "9\ufffd", "0"]
    assert in_lines(lacking, "总计", "3", "9") == []
    assert in_lines(WHOLE, "总计", "3", "9", "0") == []


@pytest.mark.parametrize(("figures", "left"), [("7 8 15", ["7", "8", "15"]), ("7", []), ("7 乙 15", [])])
def test_figures_in_a_table_behind_one_without_any_are_its_own(figures: str, left: list[str]) -> None:
    """What is stamped over their row parts them from their heads."""
    empty = "\n".join(line.split("  1 ")[0].split("  4 ")[0] for line in WHOLE.strip().splitlines())
    for above, wanted in ((empty, left), (WHOLE.strip(), [])):
        count = len(above.splitlines())
        grid = drawn.grid(f"{above}\n二〇二五年一月盖章\n{figures}")
        grid = type(grid)(grid.rows, (*(0,) * count, 1, 2))
        between = Paragraph("二〇二五年一月盖章", TextOrigin(count + 1, 1, 9))
        blocks = (Table(grid.rows[:count]), between, Table(grid.rows[count + 1 :]))
        matches = [replace(match, last=count - 1) for match in matches_of(grid, outline_of((FORM,)))]
        facts = facts_of(matches, (FORM,), 2024)
        (account,) = accounts_of(matches, facts, grid, blocks, (FORM,))
        assert [entry.raw for entry in account.unplaced] == wanted


def test_remarks_beside_rows_that_were_read_whole_are_no_figures_of_the_form() -> None:
    assert accounted(REMARKED.replace("备注", "未知"))[0] == ["7", "8"]
    assert accounted(REMARKED)[0] == []


REMARKED = """
    □                             自然人  企业  总计  备注
    本年新收政府信息公开申请数量  1       2     3     7
    上年结转政府信息公开申请数量  4       5     9     8
    """


def test_figures_above_and_below_in_the_same_table_of_the_file_count() -> None:
    unplaced, _ = accounted("合并 77 □ □\n" + WHOLE.strip() + "\n再见，此处有字。 □ □ □\n□ 88 □ □")
    assert {"77", "88"} <= set(unplaced)


@pytest.mark.parametrize("unit", ["", "件"])
def test_figures_one_a_line_below_an_unknown_label_belong_to_the_table_above(unit: str) -> None:
    lines = ["自然人", "企业", "总计", "本年新收政府信息公开申请数量", "1", "2", "3"]
    lines += ["去岁余下未办者", *(f"{figure}{unit}" for figure in (4, 5, 9)), "四、行政复议"]
    grid = drawn.grid("\n".join(lines))
    paragraphs = tuple(Paragraph(line, TextOrigin(n, 1, len(line))) for n, line in enumerate(lines, start=1))
    grid = type(grid)(grid.rows, tuple(range(len(lines))))
    matches = matches_of(grid, outline_of((FORM,)))
    facts = facts_of(matches, (FORM,), 2024)
    (account,) = accounts_of(matches, facts, grid, paragraphs, (FORM,))
    assert [entry.raw for entry in account.unplaced] == [f"{figure}{unit}" for figure in (4, 5, 9)]


# ── The status says so ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_report_without_an_agency_or_a_year_is_not_read_whole() -> None:
    text = "政府信息公开工作年度报告\n" + "\n".join(WHOLE.splitlines())
    (reading,) = readings_of(text.encode(), "x.txt")
    assert not reading.report.identity.entity
    assert reading.report.status == "partial"


@pytest.mark.parametrize("cells", ["□ □ □", "/ / /", "- □ -"])
def test_a_row_nobody_knows_that_is_printed_without_a_figure_may_be_the_one_that_is_missing(cells: str) -> None:
    renamed = WHOLE.replace("上年结转政府信息公开申请数量  4       5     9", f"去岁余下未办者 {cells}")
    unplaced, last = accounted(renamed)
    assert unplaced == ["去岁余下未办者"]
    assert set(last.values()) == {"unreadable"}


def test_so_may_one_of_which_every_cell_stands_on_a_line_of_its_own() -> None:
    rows = [line.split() for line in WHOLE.strip().splitlines()]
    lines = "\n".join(cell for row in (rows[0][1:], *rows[1:2], ["去岁余下未办者", "□", "□", "□"]) for cell in row)
    assert accounted(lines)[0] == ["去岁余下未办者"]


@pytest.mark.parametrize("row", ["去岁余下未办者 □ □ □", "去岁余下未办者 □"])
def test_a_row_printed_empty_is_none_of_the_form_where_no_other_is_missing_or_it_is_too_short(row: str) -> None:
    lacks = WHOLE.replace("上年结转政府信息公开申请数量  4       5     9\n", "")
    text = WHOLE if row.endswith("□ □ □") else lacks
    assert accounted(f"{text}{row}\n")[0] == []
