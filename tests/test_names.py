"""One name, however a roster lists it and a title prints it."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from extract.agencies.likeness import same_agency, standing_of
from extract.agencies.listing import roster_of
from extract.agencies.roster import Roster, Unit
from tests.test_identity import read

TOWN = (
    "石桥镇", "石桥镇人民政府", "石桥镇政府", "溪口县石桥镇", "溪口县石桥镇人民政府", "石桥镇党政办",
    "石桥镇党政办公室",
    "石桥镇党政综合办公室", "石桥", "石桥镇（原石桥乡）", "石桥镇（含开发区）", "中共石桥镇委员会", "石桥镇党委、政府",
    "溪口县人民政府石桥镇", "石桥镇机关", "石桥镇人民政府（盖章）",
)  # fmt: skip
STREET = (
    "城关街道", "城关街道办", "城关街道办事处", "溪口县城关街道", "溪口县人民政府城关街道办事处", "城关街道党政办",
    "城关街道党工委、办事处", "城关",
)  # fmt: skip
OFFICE = ("溪口县财政局", "财政局", "县财政局", "溪口县财政局办公室")
TITLES = {
    TOWN: (*TOWN[:8], "中共石桥镇委员会石桥镇人民政府"),
    STREET: STREET[:6],
    OFFICE: ("溪口县财政局", "溪口县财政局办公室"),
}
ALWAYS = ("河桥镇", "新石桥乡", "城北街道", "溪口县审计局")
"""Units that are others', on every roster."""


@pytest.mark.parametrize("names", [TOWN, STREET, OFFICE], ids=["town", "street", "office"])
def test_a_unit_is_found_however_it_is_listed_and_printed(names: tuple[str, ...]) -> None:
    for listed, printed in product(names, TITLES[names]):
        others = tuple(Unit(name, parent="溪口县") for name in ALWAYS)
        roster = Roster((Unit(listed, parent="溪口县"), *others))
        identity = read(f"{printed}2023年政府信息公开工作年度报告")
        unit, how = roster.unit_for(identity)
        assert (unit and unit.name, how) in ((listed, "name"), (listed, "renamed")), (listed, printed, identity.entity)


@pytest.mark.parametrize(("one", "other"), [*product(TOWN[:6], STREET[:5]), *product(OFFICE[:1], TOWN[:4])])
def test_names_of_others_are_no_likeness(one: str, other: str) -> None:
    assert not same_agency(one, other)
    assert standing_of(other, one) in ("other", "elsewhere")


def test_a_former_name_in_brackets_is_a_predecessor(tmp_path: Path) -> None:
    file = tmp_path / "名册.csv"
    file.write_text("单位名称\n青山镇（原青山乡）\n", encoding="utf-8")
    (unit,) = roster_of(file).units
    assert unit.predecessors == ("青山乡",)


def test_a_city_above_a_county_is_no_other_agency() -> None:
    assert standing_of("桐峪市人民政府", "青溪县") == "above"
    assert standing_of("白溪县人民政府", "青溪县") == "other"


def test_the_two_ways_of_writing_a_committee_are_one_name() -> None:
    assert same_agency("溪口市青坪经济开发区管理委员会", "青坪经济开发区管委会")
