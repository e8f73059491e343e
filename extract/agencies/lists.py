"""What lists of a person, a roster and a table of codes, say of whose reports are.

Comes in: a roster, a table of division codes, either or both. Goes out: for whose a report says to be the units that
it may be of, through renames; the id of a unit of the roster. A code of the roster, else of the table, is the id.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.agencies.codes import CodeTable
from extract.agencies.names import chain_and_name, place_of, without_tail
from extract.agencies.roster import Roster, Unit, stem_of
from extract.agencies.units import ListedUnit, Naming, UnitRow
from extract.model import Identity


class Lists(NamedTuple):
    """A roster and a table of codes."""

    roster: Roster | None = None
    codes: CodeTable | None = None

    def known(self, naming: Naming) -> Sequence[ListedUnit]:
        """The units that a report may be of; none where no list has it."""
        if self.roster and (units := self._on_roster(self.roster, naming)):
            return units
        if not self.codes:
            return ()
        if naming.code and (coded := self.codes.coded(naming.code, naming.year)):
            return [ListedUnit(self.codes.id_of(coded), naming.parent)]
        found = [] if naming.code else self.codes.named(naming.name, naming.place, naming.year)
        year = naming.year or 0
        return [ListedUnit(self.codes.id_of(each), self.codes.place_of(each, year or each.last)) for each in found]

    def id_of(self, unit: Unit) -> str:
        """The id of a unit of the roster: of what it is called in the end, if it only changed its name."""
        last = self.roster.last_of(unit) if self.roster else unit
        return self._id(last)

    def _on_roster(self, roster: Roster, naming: Naming) -> list[ListedUnit]:
        place = naming.parent or naming.place
        who = Identity(naming.entity, "", naming.code, naming.kind, "", place, naming.year, "", "", ())
        units, _ = roster.units_for(who)
        ids = {self.id_of(unit): unit for unit in units}
        return [ListedUnit(entity_id, unit.parent, "/" not in entity_id) for entity_id, unit in ids.items()]

    def _id(self, unit: Unit) -> str:
        if not self.codes:
            return unit.entity_id
        year = unit.valid_to or None
        if unit.code:
            coded = self.codes.coded(unit.code, year)
            return self.codes.id_of(coded) if coded else unit.entity_id
        chain, name = chain_and_name(without_tail(unit.name))
        found = self.codes.named(name, place_of(chain, unit.parent), year)
        return self.codes.id_of(found[0]) if len(found) == 1 else unit.entity_id


def renamed_among(units: Iterable[UnitRow]) -> dict[str, str]:
    """The ids of units that another one follows, which is the same under a new name: of one place, its years behind
    theirs, with a name that differs in 乡, 镇 or 街道 only. By each the id of the last."""
    by_stem: dict[tuple[str, str], list[UnitRow]] = {}
    for unit in units:
        if unit.standing != "unresolved" and unit.years:
            by_stem.setdefault((unit.parent, stem_of(unit.entity)), []).append(unit)
    last: dict[str, str] = {}
    for same in by_stem.values():
        same.sort(key=lambda unit: unit.years.split(";")[-1], reverse=True)
        if all(one.years.split(";")[0] > other.years.split(";")[-1] for one, other in pairwise(same)):
            last.update((unit.entity_id, same[0].entity_id) for unit in same[1:])
    return last
