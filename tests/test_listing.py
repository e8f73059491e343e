"""Rosters as offices keep them: where the list stands, what in it is no agency, whose the reports are."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from extract.agencies.listing import contact_of, listing_of, roster_of
from extract.agencies.roster import Roster, Unit, is_elsewhere
from extract.errors import UsageError
from extract.model import UNKNOWN
from extract.text import squeeze
from tests.made.rosters import LAYOUTS, PHONE, UNITS, WAYS, Sheet, roster_bytes, write_roster
from tests.test_identity import read

_IDENTITIES = {unit: read(f"{unit}2023年政府信息公开工作年度报告") for unit in UNITS}
_NOWHERE = ("no head", "stem")
"""Short names that nothing heads: nobody could tell that they are agencies."""


def matched(roster: Roster) -> list[int | None]:
    """Which unit of a roster, by its place, the report of every agency is given to."""
    found = [roster.unit_for(identity)[0] for identity in _IDENTITIES.values()]
    return [unit and roster.units.index(unit) for unit in found]


def assert_right(path: Path, layout: str, way: str) -> None:
    """That a roster has the units of the county and no other, in their order, and that every report finds its own."""
    write_roster(path, layout, way)
    roster = roster_of(path)
    assert len(roster.units) == len(UNITS), (layout, way, [unit.name for unit in roster.units])
    assert matched(roster) == list(range(len(UNITS))), (layout, way, [unit.name for unit in roster.units])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_list_is_found_wherever_it_stands(layout: str, tmp_path: Path) -> None:
    assert_right(tmp_path / "r.xlsx", layout, "plain")


@pytest.mark.parametrize("way", WAYS)
def test_a_unit_is_found_however_its_name_is_written(way: str, tmp_path: Path) -> None:
    assert_right(tmp_path / "r.xlsx", "groups", way)


@pytest.mark.long
def test_every_way_of_writing_in_every_list(tmp_path: Path) -> None:
    for layout in LAYOUTS:
        for way in WAYS:
            if (layout, way) != _NOWHERE:
                assert_right(tmp_path / "r.xlsx", layout, way)


@pytest.mark.parametrize(
    ("layout", "passed"),
    [
        ("plain", {}),
        ("groups", {"group": 3, "total": 1}),
        ("sums and notes", {"total": 1, "note": 3}),
        ("dissolved", {"dissolved": 3}),
        ("head again", {"heading": 1}),
        ("two contacts", {"nameless": len(UNITS)}),
        ("twice", {"again": 1}),
    ],
)
def test_what_is_passed_over_is_told(layout: str, passed: dict[str, int], tmp_path: Path) -> None:
    write_roster(tmp_path / "r.xlsx", "contacts" if layout == "plain" else layout, "plain")
    listing = listing_of(tmp_path / "r.xlsx")
    assert Counter(row.why for row in listing.passed) == passed
    assert listing.headed == "单位名称"


def test_who_is_asked_about_an_agency_is_kept(tmp_path: Path) -> None:
    write_roster(tmp_path / "r.xlsx", "title", "plain")
    listing = listing_of(tmp_path / "r.xlsx")
    assert contact_of(listing.roster.units[2]) == f"联系人3 {PHONE.format(number=3)}"
    assert listing.sheets == (("名单", 3),)


@pytest.mark.parametrize(
    ("note", "is_due"),
    [
        ("已撤销", False), ("2022年撤并", False), ("已并入城关街道", False), ("不再报送", False), ("撤乡设镇", True),
        ("由石桥乡、河桥乡合并设立", True), ("2021年撤乡建镇", True), ("原河桥乡并入本镇", True), ("未撤销", True),
        ("新设立", True), ("", True), ("因机构改革，已撤销", False),
    ],
)  # fmt: skip
def test_a_unit_that_is_no_more_is_not_due(note: str, is_due: bool, tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [("单位名称", "备注"), ("青禾镇", note), ("石舫镇", None)]
    (tmp_path / "r.xlsx").write_bytes(roster_bytes([Sheet("Sheet1", rows)]))
    assert len(roster_of(tmp_path / "r.xlsx").units) == 1 + is_due


def test_namesakes_of_two_counties_are_told_apart(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [("序号", "单位名称"), ("甲溪县",), (1, "城关镇"), ("乙溪县",), (2, "城关镇")]
    (tmp_path / "r.xlsx").write_bytes(roster_bytes([Sheet("Sheet1", rows)]))
    assert [unit.parent for unit in roster_of(tmp_path / "r.xlsx").units] == ["甲溪县", "乙溪县"]
    (tmp_path / "r.csv").write_text("单位名称\n甲溪县城关镇\n乙溪县城关镇\n", encoding="utf-8")
    assert [unit.parent for unit in roster_of(tmp_path / "r.csv").units] == ["甲溪县", "乙溪县"]


def test_a_short_name_that_may_be_of_several_is_given_to_none() -> None:
    roster = Roster(tuple(map(Unit, ("石桥镇", "石桥乡", "石桥街道", "河桥镇"))))
    units, how = roster.units_for(replace(_IDENTITIES["石桥镇"], entity="石桥"))
    assert [unit.name for unit in units] == ["石桥镇", "石桥乡", "石桥街道"]
    assert how == "renamed"
    for own in ("石桥镇", "石桥乡", "石桥街道"):
        unit, how = roster.unit_for(read(f"{own}2023年政府信息公开工作年度报告"))
        assert (unit and unit.name, how) == (own, "name")


@pytest.mark.parametrize("text", ["姓名,电话\n张三,1\n", "单位名称,电话\n合计,1\n"])
def test_a_table_without_agencies_is_no_roster(text: str, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        roster_of(tmp_path / "r.csv")
    assert caught.value.code in ("roster_no_name", "roster_no_unit")


def test_units_of_one_name_are_found_by_their_place_as_if_each_were_looked_at() -> None:
    random = Random(5)
    places = [
        "".join(random.sample(("北省", "澄湾市", "溪口县", "白河县", "河县", " "), random.randint(0, 3)))
        for _ in range(60)
    ]
    units = tuple(Unit("城关镇", parent=place, valid_from=random.choice((0, 2020))) for place in places)
    roster = Roster(units)
    for parent in {*places, "县", "白河", "南省白河县"}:
        for year in (None, 2019, 2024):
            filing = [unit for unit in units if year is None or unit.files_for(year)]
            above = squeeze(parent)
            near = [
                unit
                for unit in filing
                if unit.parent
                and parent
                and (squeeze(unit.parent).endswith(above) or above.endswith(squeeze(unit.parent)))
            ]
            expected = near or [unit for unit in filing if not is_elsewhere(unit.parent, parent)]
            asked = replace(UNKNOWN, entity="城关镇", parent=parent, year=year)
            assert list(roster.units_for(asked)[0]) == expected
