"""Lines → cells between any one sign: whatever the sign, every cell is right or flagged, and no agency is blamed."""

from __future__ import annotations

import re
import time
from collections import Counter
from random import Random
from typing import Literal, get_args

import pytest

from extract.checks import verdict_of
from extract.forms import load_forms
from extract.forms.outline import outline_of
from extract.model import Entry, Reading
from extract.pipeline import reading_of
from extract.tables.marks import marks_of
from extract.tables.separators import parted_lines
from tests.made import drawn
from tests.made.generator import page_in
from tests.made.layouts import Layout, parted, thousands
from tests.made.oracle import Page, misleading, verdict
from tests.made.sheets import Sheet, filled

FORMS = load_forms()
OUTLINE = outline_of(FORMS)
SIGNS = (*",，、;；:：/^~#*&$_\\·—-.+=@%!?。→‖●'`“《§",)
IN_NUMBERS = (*",，.-+",)
DIGIT = re.compile(r"\d")
Places = Literal["spans", "repeated", "packed"]


def cells(text: str) -> dict[str, list[list[str]]]:
    """What the lines of a text are cut into, by sign."""
    lines = dict(enumerate(text.strip().splitlines()))
    return {sign: [[cell.text for cell in row] for row in rows.values()] for sign, rows in parted_lines(lines).items()}


@pytest.mark.parametrize("sign", SIGNS)
def test_the_rows_of_the_form_show_what_parts_their_cells(sign: str) -> None:
    header = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
    rows = [header, ["规章", "3", "", "12"], ["行政规范性文件", "0", "1", "7"], ["行政许可", "7"]]
    assert cells("\n".join(sign.join(row) for row in rows)) == {sign: rows}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("规章,3,,12", ["规章", "3", "", "12"]),
        ('"规章","1,203","","12"', ["规章", "1,203", "", "12"]),
        ("规章,1,203,4,12", ["规章", "1,203", "4", "12"]),
        ("规章,三,零,十二", ["规章", "三", "零", "十二"]),
        ('"规章","4","1","11', ["规章", "4", "1", '"11…']),
        ('规章,4,1,"2,203', ["规章", "4", "1", '"2,203…']),
        ('规章,4,1,"2,', ["规章", "4", "1", '"2,']),
        ("规章,1,203,450,12", ["规章", "1 / 203", "203 / 450", "12"]),
        ("规章,0,203,450,12", ["规章", "0", "203,450", "12"]),
        ("规章,约3,4,5（其中1件，上年2件）", ["规章", "约3", "4", "5（其中1件，上年2件）"]),
        ("处分,3,4,5", ["处分", "3", "4", "5"]),
        ("处分,1,203,4,12", ["处分", "1,203", "4", "12"]),
    ],
)
def test_a_thousands_comma_is_told_by_quotes_or_by_the_columns(row: str, expected: list[str]) -> None:
    header = "信息内容,本年制发件数,本年废止件数,现行有效件数"
    assert cells(f"行政许可,4\n行政强制,5\n{header}\n行政规范性文件,1,2,3\n{row}")[","][-1] == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [("行政许可,1,234", ["行政许可", "1,234"]), ("行政许可,126,126,126", ["行政许可", "126,126,126"])],
)
def test_the_header_of_one_column_says_how_many_values_there_are(row: str, expected: list[str]) -> None:
    assert cells(f"规章,1,2,3\n规章,1,2,3\n信息内容,本年处理决定数量\n{row}")[","][-1] == expected


@pytest.mark.parametrize(
    "prose",
    [
        "全年主动公开政府信息120条，制发规范性文件3件，废止1件。",
        "联系电话：0000-0000000",
        "规章、行政规范性文件、行政许可、行政处罚",
        "1、重复申请、3、要求提供公开出版物",
        "成文日期：2024-01-12",
        "2021、2022、2023、2024、2025",
    ],
)
def test_prose_keeps_its_signs(prose: str) -> None:
    assert cells("\n".join([prose] * 2)) == {}
    table = "规章,3,4,5\n行政规范性文件,1,2,3\n行政处罚,4"
    assert cells(f"{prose}\n\n{table}\n\n{prose}") == cells(table)


def printed_in(layout: Layout, seed: str, loss: str) -> Page:
    random = Random(seed)
    while misleading(page := page_in(layout, seed, filled(random, random.choice(FORMS), True), loss, random)):
        pass
    return page


def unsaid(page: Page, reading: Reading) -> list[str]:
    """What is certain of a page and not so in its print."""
    facts = reading.report.facts
    no_blank = [fact for fact in facts if fact.state == "blank" and fact.how == "read" and page.truth.get(fact.concept)]
    return [str(fact.concept) for fact in (*verdict(page, facts).wrong, *no_blank)]


def blamed(reading: Reading) -> list[str]:
    """What an agency is told of a table that has every row and column of its form."""
    found = verdict_of(reading, FORMS).findings
    return [f"{each.rule} {each.wording}" for each in found if each.rule in ("D-09", "C-01") and each.about == "report"]


def lost_digits(page: Page, reading: Reading) -> list[str]:
    """The lines of which a digit stands in no mark."""
    marks: dict[int, str] = {}
    for mark in marks_of(reading.grid, OUTLINE):
        raw = mark.raw if isinstance(mark, Entry) else mark.text
        marks[mark.origin.line] = marks.get(mark.origin.line, "") + raw
    lines = enumerate(page.text.splitlines(), start=1)
    return [line for at, line in lines if Counter(DIGIT.findall(line)) - Counter(DIGIT.findall(marks.get(at, "")))]


@pytest.mark.slow
@pytest.mark.parametrize("places", get_args(Places))
@pytest.mark.parametrize("sign", SIGNS)
def test_whatever_the_sign_every_cell_is_right_or_flagged(sign: str, places: Places) -> None:
    layout = Layout(
        parted(sign, places), thousands, blanks="shown" if places == "packed" else "grid", repeats=places == "repeated"
    )
    for loss in ("none", "zeros_blank", "marks"):
        page = printed_in(layout, f"{sign}/{places}/{loss}", loss)
        reading = reading_of(page.text.encode(), "x.csv")
        outcome = verdict(page, reading.report.facts)
        assert not unsaid(page, reading)
        assert len(outcome.missing) <= 3, (loss, outcome.missing)
        assert reading.grid.parted_by == (sign,)
        assert reading.report.status != "ok"
        assert not blamed(reading), loss
        assert not lost_digits(page, reading), loss


@pytest.mark.slow
@pytest.mark.parametrize("places", get_args(Places))
@pytest.mark.parametrize("sign", IN_NUMBERS)
@pytest.mark.parametrize("seed", range(2))
def test_a_sign_that_also_stands_in_numbers_makes_none_wrong(sign: str, places: Places, seed: int) -> None:
    def unquoted(sheet: Sheet) -> list[str]:
        return [row.replace("\0", sign) for row in parted("\0", places)(sheet)]

    layout = Layout(unquoted, thousands, blanks="shown" if places == "packed" else "grid", repeats=places == "repeated")
    for loss in ("none", "zeros_blank"):
        page = printed_in(layout, f"{sign}/{places}/{loss}/{seed}", loss)
        reading = reading_of(page.text.encode(), "x.csv")
        assert not unsaid(page, reading)
        assert not blamed(reading), loss
        assert not lost_digits(page, reading), loss


def test_a_document_without_such_rows_is_left_alone() -> None:
    assert not cells("\n".join(cell.text for cell in drawn.page("规章 1 2 3\n行政许可 4\n3.其他\n12.5").blocks))


def test_a_header_on_two_rows_is_cut_as_its_table_is() -> None:
    upper, lower = ["社会公", "科研", "商业", "其他", "法律服"], ["益组织", "机构", "企业", "", "务机构"]
    rows = [upper, lower, *([f"{n}.重复申请", "1", "2", "0", "0", "0", "0", "3"] for n in range(1, 4))]
    title = ["规章", "1", "2", "3"]
    text = "\n".join(",".join(row) for row in (title, title, title, *rows))
    assert cells(text)[","][3:5] == [upper, lower]


@pytest.mark.parametrize("values", ["999", "0,999", "", "100,5"])
def test_however_many_ways_there_are_to_put_values_together_it_takes_no_time(values: str) -> None:
    row = ",".join(["规章", *[values] * (300 // (len(values) + 1))])
    taken = []
    for count in (10, 30):
        began = time.process_time()
        cells("\n".join([row] * count))
        taken.append(max(time.process_time() - began, 0.1))
    assert taken[1] < 9 * taken[0]


def test_signs_side_by_side_are_no_mark_in_a_cell() -> None:
    """Rows led by strokes: those between two figures do not say that nothing is to be reported."""
    found = cells("\n".join(["2.重复申请————0————4474————411———"] * 3))
    assert [cell for row in found["—"] for cell in row if cell] == ["2.重复申请", "0", "4474", "411"] * 3
