"""How many units of every place have filed for every year, told from whose the reports are, without looking into them.

Comes in: whose reports there are, a roster, a profile. Goes out: counts by place and year, and the reports of every
unit. Who is only uncertain to be missing, and why, tells the audit of a year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from extract.agencies.roster import Roster, Unit
from extract.checks.profile import Profile
from extract.model import UNKNOWN, Identity


class FiledLine(NamedTuple):
    """Whose a report is, of which year, and when it was published; where it was not read, only whose it should be."""

    report_id: str
    entity: str
    entity_id: str
    parent: str
    year: int
    published: str

    @property
    def identity(self) -> Identity:
        """As a roster looks for it."""
        return replace(UNKNOWN, entity=self.entity, entity_id=self.entity_id, parent=self.parent, year=self.year)


class Filings(NamedTuple):
    """How many units of a place must file for a year, how many have, how many of these too late, and of how many there
    is nothing yet."""

    due: int = 0
    filed: int = 0
    late: int = 0

    @property
    def lacking(self) -> int:
        """Of how many there is no report yet."""
        return self.due - self.filed


@dataclass
class FiledBy:
    """Who has filed: counts by place and year, and the reports of every unit of the roster by year."""

    counts: dict[tuple[str, int], Filings] = field(default_factory=dict)
    reports: dict[tuple[Unit, int], FiledLine] = field(default_factory=dict)

    @cached_property
    def units(self) -> Mapping[str, str]:
        """The name of the unit of every report, by its id."""
        return {report.report_id: unit.name for (unit, _), report in self.reports.items()}


def filed_by(lines: Iterable[FiledLine], roster: Roster, profile: Profile, years: Iterable[int]) -> FiledBy:
    """Who of a roster has filed for some years."""
    found = FiledBy()
    for line in lines:
        unit = roster.unit_for(line.identity)[0] if line.report_id else None
        if unit:
            found.reports.setdefault((unit, line.year), line)
    for unit in roster.units:
        for year in years:
            if unit.files_for(year):
                own = found.reports.get((unit, year))
                due, filed, late = found.counts.get((unit.parent, year), Filings())
                is_late = own is not None and _is_late(own, unit, profile)
                found.counts[unit.parent, year] = Filings(due + 1, filed + (own is not None), late + is_late)
    return found


def _is_late(line: FiledLine, unit: Unit, profile: Profile) -> bool:
    deadline = profile.deadline(unit.kind, line.year)
    return bool(deadline and line.published and date.fromisoformat(line.published) > deadline)


def in_order_of(roster: Roster | None, places: Iterable[str]) -> list[str]:
    """Places in the order of a roster, those that it has not behind them by name, and nowhere last."""
    order: Mapping[str, int] = {}
    if roster:
        order = {place: number for number, place in enumerate(roster.places)}
    return sorted({*places, *order}, key=lambda place: (place == "", order.get(place, len(order)), place))
