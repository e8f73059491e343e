"""A user's table of division codes: what is planted in it is told of every name and year."""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook

from extract.agencies.codes import CodeTable, codes_kept, codes_of, codes_text, whole_code
from extract.errors import UsageError
from tests.made.divisions import FIRST, HEADS, KINDS, LAST, Happened, Row, happened

PLANTED = 40


def table_in(folder: Path, rows: list[Row], random: Random, suffix: str = "csv") -> Path:
    """Rows as a table of either language, in any order of rows and columns."""
    heads, order = random.choice(HEADS), random.sample(range(6), 6)
    shuffled = [row.written() for row in random.sample(rows, len(rows))]
    lines = [[each[at] for at in order] for each in (heads, *shuffled)]
    path = folder / f"代码.{suffix}"
    if suffix == "csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(lines)
    else:
        book = Workbook()
        for line in lines:
            book.active.append(line)
        book.save(path)
    return path


def drawn(random: Random) -> list[Happened]:
    return [happened(number, KINDS[number % len(KINDS)], random) for number in range(PLANTED)]


def unit_of(codes: CodeTable, county: str, name: str, year: int) -> str:
    (found,) = codes.named(name, county, year)
    return codes.id_of(found)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize("seed", range(3))
def test_what_is_planted_is_told_of_every_name_and_year(seed: int, suffix: str, tmp_path: Path) -> None:
    random = Random(seed)
    events = drawn(random)
    codes = codes_of(table_in(tmp_path, [row for event in events for row in event.rows], random, suffix))
    right = 0
    for event in events:
        for county, name, year, code, base_year, base, share, change in event.truths:
            unit = unit_of(codes, county, name, year)
            placed = codes.placed(unit, county, year, base_year)
            whole = ";".join(map(whole_code, base.split(";")))
            told = (placed.code12, placed.county6, placed.code12_base, placed.share_base, placed.boundary_change)
            assert told == (whole_code(code), code[:6], whole, share, change), (event.kind, name, year, base_year)
            assert (placed.code_year, placed.base_year) == (str(year), str(base_year))
            assert placed.county6_base == ";".join(dict.fromkeys(each[:6] for each in base.split(";")))
        assert len({unit_of(codes, *each) for each in event.one_unit}) <= 1, event.kind
        assert len({unit_of(codes, *each) for each in event.apart}) == len(event.apart), event.kind
        right += 1
    assert right == PLANTED


def test_a_table_that_is_kept_says_the_same(tmp_path: Path) -> None:
    random = Random(7)
    codes = codes_of(table_in(tmp_path, [row for event in drawn(random) for row in event.rows], random))
    assert codes_kept(codes_text(codes)) == codes
    assert codes_kept("") is None


ROWS = (
    Row("330122", "溪口县", 0, 2019, "330112"), Row("330112", "溪口区", 2020),
    Row("330122101", "青禾镇", 0, 2019, "330112001"), Row("330112001", "青禾镇", 2020),
    Row("330122102", "城关镇", 0, 2019), Row("330123", "白河县"), Row("330123101", "城关镇"),
)  # fmt: skip


@pytest.fixture
def codes(tmp_path: Path) -> CodeTable:
    return codes_of(table_in(tmp_path, list(ROWS), Random(1)))


def test_a_name_is_looked_up_in_its_place_and_year(codes: CodeTable) -> None:
    assert [each.code for each in codes.named("青禾镇", "澄湾市溪口县", 2018)] == ["330122101"]
    assert [each.code for each in codes.named("青禾镇", "", 2021)] == ["330112001"]
    assert codes.named("青禾镇", "白河县", 2018) == []
    assert len(codes.named("城关镇", "", 2018)) == 2


def test_a_name_of_the_next_year_is_the_unit_of_this_one(codes: CodeTable) -> None:
    """A report on 2019 is published in 2020, by an office that is a district's by then."""
    assert [each.code for each in codes.named("青禾镇", "溪口区", 2019)] == ["330122101"]


def test_what_the_table_does_not_have_has_the_code_of_its_county(codes: CodeTable) -> None:
    placed = codes.placed("溪口县/财政局", "溪口县", 2018, 2020)
    assert (placed.code12, placed.county6, placed.county6_base) == ("", "330122", "330112")
    assert codes.placed("?/财政局", "", 2018, 2020).county6 == ""


def test_a_code_is_what_it_was_in_that_year(codes: CodeTable) -> None:
    found = codes.coded("330122101", 2018)
    assert found and found.name == "青禾镇" and codes.id_of(found) == "330112001"
    assert codes.coded("330122101", 2021) is None and codes.coded("ab", 2021) is None


def test_a_list_for_every_year_is_one_list(tmp_path: Path) -> None:
    rows = [Row("330123101", "城关镇", year, year) for year in range(FIRST, LAST + 1)]
    (division,) = codes_of(table_in(tmp_path, rows, Random(2))).divisions
    assert (division.first, division.last) == (FIRST, LAST)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("name,from\n青禾镇,2020", "codes_no_column"),
        ("code,name", "codes_no_rows"),
        ("code,name\n12345,青禾镇", "codes_value"),
        ("code,name,from\n330122101,青禾镇,去年", "codes_value"),
        ("code,name,successor,share\n330122101,青禾镇,330122102,多", "codes_value"),
        ("code,name,successor,share\n330122101,青禾镇,330122102,0.5;0.5", "codes_value"),
        ("code,name,from,to\n330122101,青禾镇,2010,2020\n330122101,石桥镇,2015,2022", "codes_twice"),
    ],
)
def test_what_is_not_understood_is_refused(lines: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        codes_of(path)
    assert refused.value.code == code
