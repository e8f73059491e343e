"""Reports → every unit in every year: its report, or why there is none.

Comes in: a library, which units and years are wanted, the lists of a person. Goes out: pandas frames with a row for
each. Reports that may be of several units are no unit's, and have no row; of none of these is it said that it did not
file. That is said only where the site was searched, or a roster was audited.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

from extract.agencies.codes import CODE_COLUMNS
from extract.agencies.lists import Lists
from extract.agencies.names import chain_and_name, province_of, without_tail
from extract.agencies.roster import Roster, Unit
from extract.agencies.units import Sought, UnitRow, Whose

if TYPE_CHECKING:
    import pandas as pd

    from extract.library import OpenLibrary

UNIT_COLUMNS = ("entity_id", "entity", "entity_kind", "parent", "scope", "year")
REPORT_COLUMNS = ("report_id", "file", "form", "status", "published")
EXPECTED_COLUMNS = ("weight", "sought_url", "sought_at")
"""With a roster: how many units of its kind, place and year a report stands for; where and when a report was sought in
vain."""
STRATUM = ("year", "province", "parent", "entity_kind")
"""Units that are alike when one weighs for those that are missing."""
REACHED: Mapping[str, tuple[str, ...]] = {
    "agencies": (),
    "collected": ("not_collected", "not_filed", "gone"),
    "readable": ("not_collected", "not_filed", "gone", "unreadable"),
    "canonical": ("not_collected", "not_filed", "gone", "unreadable", "unresolved", "several"),
}
"""How far it goes with a unit, and what keeps it from going so far."""

Frame: TypeAlias = "pd.DataFrame"


class Choice(NamedTuple):
    """Which agencies and years are compared: all, or those of a kind, of a place above, from a year to a year.
    `suggested`: also figures whose place is a guess. `lists`: who is expected to file, and how many inhabitants they
    have; without a roster all that ever filed. `base_year`: whose codes stand beside those of the report's year; 0 for
    the last. `whose`: the unit of every report by these lists, and `units` all of them; without it those that the
    library keeps. `listed`: the units of the roster by their ids, those that only changed their name under one;
    `sought`: what was sought in vain, by unit and year; `audited`: the years of which a roster was audited."""

    first_year: int = 0
    last_year: int = 9999
    kinds: frozenset[str] = frozenset()
    within: str = ""
    suggested: bool = False
    lists: Lists = Lists()
    base_year: int = 0
    whose: Mapping[int, Whose] | None = None
    units: tuple[UnitRow, ...] = ()
    listed: Mapping[str, Sequence[Unit]] = {}
    sought: Mapping[tuple[str, int], Sought] = {}
    audited: frozenset[int] = frozenset()

    @property
    def roster(self) -> Roster | None:
        """Who is expected to file."""
        return self.lists.roster

    @property
    def takes_all(self) -> bool:
        """Whether every report is in it."""
        return self[:4] == Choice()[:4]

    @property
    def tells_inhabitants(self) -> bool:
        """Whether a roster tells how many inhabitants any agency has."""
        return bool(self.roster and self.roster.tells_population)

    def takes(self, unit: Unit) -> bool:
        """Whether a unit of a roster is of the kinds and below the place."""
        return (not self.kinds or unit.kind in self.kinds) and self.within in unit.parent


def filed_in(library: OpenLibrary, choice: Choice) -> Frame:
    """The reports that are compared, one row each: those that count, of a known agency and year, with `candidates`
    where they may be of several units."""
    import pandas as pd

    names, rows = library.filed()
    filed = pd.DataFrame(rows, columns=list(names)).set_index("key")
    if choice.whose is not None and rows:
        found = [choice.whose.get(key) for key in filed.index]
        for column in ("entity_id", "parent", "standing"):
            old = filed[column]
            filed[column] = [getattr(new, column) if new else own for new, own in zip(found, old, strict=True)]
        filed["candidates"] = [";".join(new.candidates) if new else "" for new in found]
    of_years = filed["year"].between(choice.first_year, choice.last_year)
    of_kinds = filed["entity_kind"].isin(choice.kinds) if choice.kinds else True
    within = filed["parent"].str.contains(choice.within, regex=False) if choice.within else True
    return filed[(filed["entity_id"] != "") & of_years & of_kinds & within].astype({"year": "int64"})


def doubled(filed: Frame) -> Frame:
    """The reports of agencies and years of which several count: namesakes, or versions that contradict each other."""
    return filed[filed["report_id"].ne("") & filed.duplicated(["entity_id", "year"], keep=False)]


def unresolved(filed: Frame) -> Frame:
    """The reports that may be of several units."""
    return filed[filed["candidates"].ne("")]


def grid_of(filed: Frame, choice: Choice) -> Frame:
    """Every unit in every year from the first to the last for which any filed, with its report, and why there is none;
    in the order of units and years. With a roster also its units that never filed, and no unit in years for which it
    has not to file and did not."""
    import pandas as pd

    columns = [*UNIT_COLUMNS, "province", *REPORT_COLUMNS, "key", "gone"]
    if filed.empty:
        return pd.DataFrame(columns=columns)
    placed = filed[filed["candidates"].eq("")]
    read = placed["report_id"] != ""
    reports = placed[read].assign(gone="")
    reports.loc[reports.duplicated(["entity_id", "year"], keep=False), ["report_id", "gone"]] = ("", "several")
    filings = pd.concat([reports, placed[~read].assign(gone="unreadable")])
    filings = filings.reset_index().drop_duplicates(["entity_id", "year"])
    latest = placed.sort_values("year", kind="stable").drop_duplicates("entity_id", keep="last")
    firm = latest[latest["standing"].ne("unresolved")][["entity_id"]]
    every = firm.merge(pd.DataFrame({"year": list(years_of(filed))}), how="cross")
    others = filings[filings["standing"].eq("unresolved")][["entity_id", "year"]]
    grid = pd.concat([every, others]).merge(filings, how="left", on=["entity_id", "year"])
    who = latest.set_index("entity_id")
    for column in ("entity", "entity_kind", "parent", "scope"):
        grid[column] = grid[column].fillna(grid["entity_id"].map(who[column]))
    listed = _listed(choice)
    if choice.roster:
        grid = _as_expected(grid, choice, listed, years_of(filed))
    grid = grid.sort_values(["entity_id", "year"], kind="stable", ignore_index=True)
    grid["gone"] = _gone(grid, filed, choice, frozenset(listed))
    texts = list(REPORT_COLUMNS)
    grid[texts] = grid[texts].fillna("")
    places = zip(grid["entity_id"], grid["parent"], grid["entity"], strict=True)
    grid = grid.assign(province=[province_of(*place) for place in places])[columns]
    return _with_codes(_with_weights(grid, choice), choice)


def expected_in(grid: Frame, choice: Choice) -> Frame:
    """Of a grid the units of the roster, in the years for which they file; all without one."""
    return grid if not choice.roster else grid[grid["entity_id"].isin(_listed(choice))]


def years_of(filed: Frame) -> range:
    """The years from the first to the last that any report is on."""
    return range(int(filed["year"].min()), int(filed["year"].max()) + 1) if len(filed) else range(0)


def units_of(rows: Frame, choice: Choice) -> Iterator[Unit | None]:
    """The unit of the roster that each row is of, in its year."""
    listed = _listed(choice)
    for entity_id, year in zip(rows["entity_id"], rows["year"].tolist(), strict=True):
        yield next((unit for unit in listed.get(entity_id, ()) if unit.files_for(year)), None)


def _listed(choice: Choice) -> dict[str, list[Unit]]:
    """The units of the roster that are compared, by their ids."""
    taken = {entity_id: [unit for unit in units if choice.takes(unit)] for entity_id, units in choice.listed.items()}
    return {entity_id: units for entity_id, units in taken.items() if units}


def _as_expected(grid: Frame, choice: Choice, listed: Mapping[str, Sequence[Unit]], years: range) -> Frame:
    """A grid with the units of a roster that have no report, and without its units in years that are none of theirs."""
    import pandas as pd

    idle = [
        not isinstance(gone, str) and entity_id in listed and not _is_due(listed[entity_id], year)
        for entity_id, year, gone in zip(grid["entity_id"], grid["year"], grid["gone"], strict=True)
    ]
    there = set(grid["entity_id"])
    silent = [
        (entity_id, without_tail(units[-1].name), units[-1].kind, units[-1].parent, "", year)
        for entity_id, units in listed.items()
        if entity_id not in there
        for year in years
        if _is_due(units, year)
    ]
    return pd.concat([grid[~np.array(idle, bool)], pd.DataFrame(silent, columns=list(UNIT_COLUMNS))])


def _is_due(units: Sequence[Unit], year: int) -> bool:
    return any(unit.files_for(year) for unit in units)


def _gone(grid: Frame, filed: Frame, choice: Choice, listed: frozenset[str]) -> list[str]:
    """Why there is no report, row for row; empty where there is one."""
    loose = unresolved(filed)
    could_be = {
        (entity_id, year)
        for candidates, year in zip(loose["candidates"], loose["year"], strict=True)
        for entity_id in candidates.split(";")
    }
    reasons = []
    for entity_id, year, gone in zip(grid["entity_id"], grid["year"].tolist(), grid["gone"], strict=True):
        sought = choice.sought.get((entity_id, year))
        if isinstance(gone, str):
            reasons.append(gone)
        elif (entity_id, year) in could_be:
            reasons.append("unresolved")
        elif sought:
            reasons.append(sought.outcome)
        else:
            reasons.append("not_filed" if entity_id in listed and year in choice.audited else "not_collected")
    return reasons


def _with_weights(grid: Frame, choice: Choice) -> Frame:
    """A grid with `EXPECTED_COLUMNS` where there is a roster: the weight of a report is how many units of its stratum
    are expected to file, over of how many a report counts."""
    if not choice.roster:
        return grid
    expected = grid["entity_id"].isin(_listed(choice))
    counts = grid["gone"].eq("") & expected
    strata = [grid[name] for name in STRATUM]
    all_, counted = (flags.astype(int).groupby(strata, dropna=False).transform("sum") for flags in (expected, counts))
    sought = [choice.sought.get(key) for key in zip(grid["entity_id"], grid["year"].tolist(), strict=True)]
    return grid.assign(
        weight=(all_ / counted.where(counted > 0)).where(counts).round(6),
        sought_url=[each.url if each else "" for each in sought],
        sought_at=[each.at if each else "" for each in sought],
    )


def unit_rows(choice: Choice) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """The units of a choice: the names of the columns, and the rows; where there is a table of codes with
    `CODE_COLUMNS`, as of the last year that a unit has a report on."""
    codes = choice.lists.codes
    if not codes:
        return UnitRow._fields, list(choice.units)
    years = [max(map(int, filter(None, unit.years.split(";"))), default=0) for unit in choice.units]
    base_year = choice.base_year or max(years, default=0)
    rows: list[tuple[Any, ...]] = [
        (*unit, *codes.placed(unit.entity_id, unit.parent or chain_and_name(unit.entity)[0], year, base_year))
        for unit, year in zip(choice.units, years, strict=True)
    ]
    return (*UnitRow._fields, *CODE_COLUMNS), rows


def _with_codes(grid: Frame, choice: Choice) -> Frame:
    """A grid with `CODE_COLUMNS` where there is a table of codes."""
    import pandas as pd

    codes = choice.lists.codes
    if not codes or grid.empty:
        return grid
    base_year = choice.base_year or int(grid["year"].max())
    rows = zip(grid["entity_id"], grid["parent"], grid["entity"], grid["year"].tolist(), strict=True)
    placed = [
        codes.placed(entity_id, parent or chain_and_name(entity)[0], year, base_year)
        for entity_id, parent, entity, year in rows
    ]
    return pd.concat([grid, pd.DataFrame(placed, columns=list(CODE_COLUMNS), index=grid.index)], axis=1)
