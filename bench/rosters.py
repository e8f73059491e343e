"""Rosters as offices keep them, in every layout and with names in every way: is every unit found, and no other?

`python -m bench.rosters`
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from extract.agencies.listing import roster_of
from extract.agencies.roster import Roster
from extract.errors import GongkaiError
from extract.model import Identity
from tests.made.rosters import COUNTY, LAYOUTS, UNITS, WAYS, write_roster
from tests.test_identity import read

TITLES = (
    "{name}2023年政府信息公开工作年度报告",
    "{name}{tail}2023年度政府信息公开工作年度报告",
    "2023年{name}政府信息公开年报",
    "{full}2023年政府信息公开工作年度报告",
    "{full}{tail}2023年度信息公开工作报告",
    "《{name}2023年政府信息公开工作年度报告》",
)  # fmt: skip
"""How a report prints whose it is: by its name, by that with its county, with or without its tail."""


def identities(title: str) -> list[Identity]:
    """Whose the reports of all units say to be, in one way of writing a title."""
    return [read(title.format(name=unit, full=_full(unit), tail=_tail(unit))) for unit in UNITS]


def _full(unit: str) -> str:
    return COUNTY + unit.removeprefix(COUNTY)


def _tail(unit: str) -> str:
    return "" if unit.endswith("局") else "办事处" if unit.endswith("街道") else "人民政府"


def missed(roster: Roster, reports: list[Identity]) -> tuple[int, int]:
    """How many reports found no unit, and how many another one."""
    found = [roster.unit_for(report)[0] for report in reports]
    wrong = sum(unit is not None and roster.units.index(unit) != at for at, unit in enumerate(found))
    return sum(unit is None for unit in found), wrong


def main() -> None:
    read_titles = [identities(title) for title in TITLES]
    right = rosters = 0
    with TemporaryDirectory() as folder:
        path = Path(folder) / "roster.xlsx"
        for layout in LAYOUTS:
            for way in WAYS:
                rosters += 1
                write_roster(path, layout, way)
                try:
                    roster = roster_of(path)
                except GongkaiError as error:
                    print(layout, way, error)
                    continue
                none, wrong = map(sum, zip(*(missed(roster, reports) for reports in read_titles), strict=True))
                extra = len(roster.units) - len(UNITS)
                right += not (none or wrong or extra)
                if none or wrong or extra:
                    print(layout, way, f"units too many: {extra}, not found: {none}, wrong: {wrong}")
    print(f"{right} of {rosters} rosters right, each with {len(UNITS)} units and {len(TITLES)} ways of titles")


if __name__ == "__main__":
    main()
