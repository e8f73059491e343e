"""报市汇总表: the tables of the national form hold the sums, and say what they are of."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from extract.agencies.roster import Roster, Unit
from extract.checks.profile import Profile
from extract.errors import UsageError
from extract.export.books.form_layout import WIDTH, height_of, placed
from extract.forms import load_forms
from extract.jobs.adding_up import add_up_library
from extract.library import NAME, OpenLibrary
from extract.library.records import record_of
from extract.model import Concept, Report, Verdict
from extract.words.languages import Lang
from extract.words.sheet_names import TOTALS_SHEETS
from tests.test_rounds import found, version

FORM = load_forms()[-1]
RECEIVED = Concept("requests", "received", "total")
TOWNS = ("石舫镇", "石桥镇", "榆钱镇")
CELLS = {
    Concept(table.key, line.key, column.key)
    for table in FORM.tables
    for band in table.bands
    for line in band.lines
    for column in band.columns
}


@pytest.mark.parametrize("form", load_forms(), ids=lambda form: form.code)
def test_every_cell_of_a_form_has_its_place_and_no_two_have_the_same(form: object) -> None:
    for table in form.tables:  # type: ignore[attr-defined]
        cells = list(placed(table))
        taken = [
            (row, column)
            for cell in cells
            for row in range(cell.row, cell.row + cell.height)
            for column in range(cell.column, cell.column + cell.width)
        ]
        assert len(taken) == len(set(taken))
        assert set(taken) == {(row, column) for row in range(height_of(table)) for column in range(WIDTH)}
        figures = [cell.figure for cell in cells if cell.figure]
        declared = {
            Concept(table.key, line.key, column.key) for b in table.bands for line in b.lines for column in b.columns
        }
        assert set(figures) == declared
        assert len(figures) == len(declared)


def filed(town: str, year: int, figure: int, **other: int) -> Report:
    """A report of a town in which every cell is the same; one may be another."""
    made = version(f"{town}{year}")
    identity = replace(made.identity, entity=town, agency=town, entity_id=town, year=year)
    first = made.facts[0]
    facts = tuple(
        first._replace(concept=concept, value=Decimal(other.get(concept.row, figure)), raw=str(figure))
        for concept in sorted(CELLS)
    )
    source = made.source._replace(name=f"in/{town}{year}.docx")
    return replace(made, source=source, identity=identity, facts=facts)


def texts(page: Worksheet) -> list[str]:
    return [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.slow
def test_sums_are_filled_into_the_tables_of_the_form(tmp_path: Path) -> None:
    reports = [filed(town, year, at + year - 2023) for at, town in enumerate(TOWNS[:2], 1) for year in (2023, 2024)]
    with OpenLibrary(tmp_path / NAME) as library:
        for report in reports:
            library.add(record_of([(report, Verdict((), {}))]))
    units = Roster(tuple(Unit(town, parent="临溪县") for town in TOWNS))
    path = tmp_path / "报市汇总表.xlsx"
    assert add_up_library(tmp_path / NAME, path, units, Profile(), 2024, "zh").year == 2024
    book = load_workbook(path)
    assert book.sheetnames == list(TOTALS_SHEETS.values())
    page = book[TOTALS_SHEETS["sums"]]
    head = next(row for row in page.iter_rows() if row[0].value == "一、本年新收政府信息公开申请数量")
    assert [cell.value for cell in head if isinstance(cell.value, int)] == [5] * 7, "2 and 3, in every column"
    said = texts(page)
    assert any("应报 3 个单位，计入 2 个单位" in text for text in said)
    assert any("榆钱镇" in text and "没有报告" in text for text in said)
    assert any("勾稽关系不成立" in text for text in said)
    assert any("涉及单位：石舫镇、石桥镇" in text for text in said)
    assert sum("附表" in text for text in texts(book[TOTALS_SHEETS["annex"]])) == 2
    compared = book[TOTALS_SHEETS["compared"]]
    row = next(row for row in compared.iter_rows() if row[0].value == "一、本年新收政府信息公开申请数量")
    assert [cell.value for cell in row[2:5]] == [1, 2, 1]
    assert {page.page_setup.paperSize for page in book} == {9}
    assert {len(book[TOTALS_SHEETS[code]].row_breaks.brk) for code in ("annex", "compared")} == {1}


@pytest.mark.slow
def test_below_the_sums_stands_what_they_are_without_and_what_is_in_doubt(tmp_path: Path) -> None:
    blank, doubted, third = (filed(town, 2024, at) for at, town in enumerate(TOWNS, 1))
    empty = tuple(f._replace(state="blank", value=None) if f.concept == RECEIVED else f for f in blank.facts)
    county = filed("临溪县", 2024, 6, received=9)
    verdicts = {doubted: Verdict((found(concept=str(RECEIVED)),), {})}
    with OpenLibrary(tmp_path / NAME) as library:
        for report in (replace(blank, facts=empty), doubted, third, county):
            library.add(record_of([(report, verdicts.get(report, Verdict((), {})))]))
    path = tmp_path / "报市汇总表.xlsx"
    units = Roster(tuple(Unit(town, parent="临溪县") for town in TOWNS))
    add_up_library(tmp_path / NAME, path, units, Profile(), 2024, "zh")
    page = load_workbook(path)[TOTALS_SHEETS["sums"]]
    said = texts(page)
    assert "下列单位有空白或未能确定的单元格，没有计入合计：石舫镇 1 格。" in said
    place = "第三部分表格，一、本年新收政府信息公开申请数量，总计"
    assert [text for text in said if "其中存疑" in text] == [f"{place}：合计 5，其中存疑 2（石桥镇），剔除后 3。"]
    assert f"{place}：合计 5，公布 9。" in said
    row = next(row for row in page.iter_rows() if row[0].value == "一、本年新收政府信息公开申请数量")
    amber = [cell.fill.fgColor.rgb for cell in row if isinstance(cell.value, int)]
    assert [cell.value for cell in row if isinstance(cell.value, int)] == [6] * 6 + [5]
    assert len(set(amber[:6])) == 1 and amber[6] not in amber[:6]


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_a_person_explained_stands_beside_the_row_again(lang: Lang, tmp_path: Path) -> None:
    reports = [filed(town, year, at + year - 2023) for at, town in enumerate(TOWNS[:2], 1) for year in (2023, 2024)]
    with OpenLibrary(tmp_path / NAME) as library:
        for report in reports:
            library.add(record_of([(report, Verdict((), {}))]))
    path, units = tmp_path / "totals.xlsx", Roster(tuple(map(Unit, TOWNS)))
    add_up_library(tmp_path / NAME, path, units, Profile(), 2024, lang)
    book = load_workbook(path)
    page = book[TOTALS_SHEETS["compared"]]
    typed = {}
    for number, row in enumerate(list(page.iter_rows())[3::25]):
        if row[2].value not in (None, ""):
            row[5].value = f"说明{number}"
            typed[f"说明{number}"] = row[0].value
    book.save(path)
    assert len(typed) > 3
    for _ in range(2):
        added_up = add_up_library(tmp_path / NAME, path, Roster(units.units[::-1]), Profile(), 2024, "zh")
        assert (added_up.explained, added_up.left) == (len(typed), 0)
        rows = load_workbook(path)[TOTALS_SHEETS["compared"]].iter_rows()
        assert {row[5].value: row[0].value for row in rows if row[5].value in typed} == typed
    assert len(list(tmp_path.glob("totals 20*.xlsx"))) == 1, "what was changed is kept"
    with OpenLibrary(tmp_path / NAME) as library:
        library.remove([reports[-1].source.name])
    added_up = add_up_library(tmp_path / NAME, path, units, Profile(), 2024, "zh")
    assert added_up.left > 0 and added_up.explained + added_up.left == len(typed)


@pytest.mark.slow
def test_a_unit_that_others_were_put_together_to_is_held_against_all_of_them(tmp_path: Path) -> None:
    reports = [filed(TOWNS[0], 2023, 2), filed(TOWNS[1], 2023, 3), filed(TOWNS[2], 2024, 7)]
    with OpenLibrary(tmp_path / NAME) as library:
        for report in reports:
            library.add(record_of([(report, Verdict((), {}))]))
    units = Roster((Unit(TOWNS[2], predecessors=TOWNS[:2], valid_from=2024),))
    add_up_library(tmp_path / NAME, tmp_path / "totals.xlsx", units, Profile(), 2024, "zh")
    rows = load_workbook(tmp_path / "totals.xlsx")[TOTALS_SHEETS["compared"]].iter_rows(values_only=True)
    figures = [row[2:5] for row in rows if isinstance(row[3], int)]
    assert set(figures) == {(5, 7, 2)} and len(figures) == 50


@pytest.mark.slow
def test_another_workbook_is_not_taken_for_one_of_ours(tmp_path: Path) -> None:
    with OpenLibrary(tmp_path / NAME) as library:
        library.add(record_of([(filed(TOWNS[0], 2024, 1), Verdict((), {}))]))
    Workbook().save(tmp_path / "totals.xlsx")
    with pytest.raises(UsageError):
        add_up_library(tmp_path / NAME, tmp_path / "totals.xlsx", None, Profile(), 2024, "zh")


@pytest.mark.slow
def test_a_rule_that_an_office_does_not_use_doubts_nothing(tmp_path: Path) -> None:
    with OpenLibrary(tmp_path / NAME) as library:
        library.add(record_of([(filed(TOWNS[0], 2024, 7), Verdict((found("D-03", str(RECEIVED)),), {}))]))
    path = tmp_path / "totals.xlsx"
    for severities, is_marked in (({}, True), ({"D-03": "off"}, False)):
        add_up_library(tmp_path / NAME, path, None, Profile(severities=severities), 2024, "zh")  # type: ignore[arg-type]
        words = texts(load_workbook(path)[TOTALS_SHEETS["sums"]])
        assert any("存疑" in word and TOWNS[0] in word for word in words) == is_marked
