"""Who must file: a roster of agencies, and which of them a report belongs to.

Comes in: units, as `listing` takes them from a table that an office keeps. Goes out: the unit of a report. Of one that
belongs to none, or may belong to several, that is said; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

import regex as re

from extract.agencies.likeness import bare_name
from extract.agencies.names import chain_and_name, ends_as_name, entity_id_of, place_of, without_tail
from extract.model import Identity, Report
from extract.text import squeeze

_NOTE = re.compile(r"\(.*?\)|\[.*?\]")
_LEVEL = re.compile(
    r"^(?:市(?![场政容民直])|[省县区旗州盟](?![划域]))(?=\p{Han}{2,}(?:局|委|办|厅|中心|委员会|办公室)$)"
)
_COUNTY = re.compile(r"[县区旗]$")
_TOWNSHIP = re.compile(r"(?:镇|乡|街道|苏木)$")
_LEVEL_OF_TOWN = re.compile(r"^[县市区旗](?=\p{Han}{2,}(?:镇|乡|街道|苏木)$)")

_OFFICE = "="
"""Stands in front of the stem of an office, which is no town's."""
_SHORTEST_STEM = 2
"""Characters of a stem that is looked for in other words."""


class Unit(NamedTuple):
    """An agency that must file. `valid_from` and `valid_to` are the first and last years it reports on; 0 is open."""

    name: str
    code: str = ""
    aliases: tuple[str, ...] = ()
    kind: str = ""
    parent: str = ""
    valid_from: int = 0
    valid_to: int = 0
    predecessors: tuple[str, ...] = ()
    population: tuple[tuple[int, int], ...] = ()
    """Inhabitants by year; those of year 0 are for every year without its own."""
    own_values: tuple[tuple[str, str], ...] = ()

    @property
    def entity_id(self) -> str:
        """Its id: the code, else the place above it and its name."""
        chain, name = chain_and_name(without_tail(self.name))
        return self.code or entity_id_of(name, place_of(chain, self.parent))

    def files_for(self, year: int) -> bool:
        """Whether it has to report on a year."""
        return self.valid_from <= year and (not self.valid_to or year <= self.valid_to)

    def population_in(self, year: int) -> int | None:
        """Its inhabitants in a year; None where nothing tells, never those of another year."""
        populations = dict(self.population)
        return populations.get(year, populations.get(0))


MatchedBy = Literal["code", "name", "renamed", "several", ""]
"""How a report was given to a unit: by code, by name, or by a name that differs in 乡, 镇 or 街道 only; or why not."""


@dataclass(frozen=True, slots=True)
class Roster:
    """The agencies that must file."""

    units: tuple[Unit, ...]
    _codes: dict[str, Unit] = field(init=False, repr=False, compare=False, default_factory=dict)
    _names: dict[str, list[Unit]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _stems: dict[str, list[Unit]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _places: dict[tuple[str, str], _ByPlace] = field(init=False, repr=False, compare=False, default_factory=dict)
    _parents: dict[str, list[Unit]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _before: dict[Unit, list[Unit]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _after: dict[Unit, list[Unit]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for unit in self.units:
            if unit.code:
                self._codes[unit.code] = unit
            for name in dict.fromkeys((*_names_of(unit), *map(key_of, unit.predecessors))):
                self._names.setdefault(name, []).append(unit)
            self._stems.setdefault(stem_of(unit.name), []).append(unit)
            self._parents.setdefault(unit.parent, []).append(unit)
        for unit in self.units:
            for before in self.line_of(unit)[1:]:
                if any(name in _names_of(before) for name in map(key_of, unit.predecessors)):
                    self._before.setdefault(unit, []).append(before)
                    self._after.setdefault(before, []).append(unit)

    @property
    def tells_population(self) -> bool:
        """Whether it says of any unit how many inhabitants it has."""
        return any(unit.population for unit in self.units)

    @property
    def places(self) -> list[str]:
        """The places of its units, in its order."""
        return list(self._parents)

    def units_in(self, place: str) -> Sequence[Unit]:
        """Its units of a place, in its order."""
        return self._parents.get(place, ())

    def named(self, name: str) -> Unit | None:
        """The one unit of a name or code; None where there is none, or several. A place in front of a name tells units
        of one name apart.

        >>> roster = Roster((Unit("城关镇", parent="溪口县"), Unit("城关镇", parent="白河县")))
        >>> roster.named("白河县城关镇").parent, roster.named("城关镇")
        ('白河县', None)
        """
        key, place = key_of(name), chain_and_name(without_tail(name))[0]
        units = self._of_place("name", self._names.get(key, ()), key, place)
        return self._codes.get(name) or (units[0] if len(units) == 1 else None)

    def line_of(self, unit: Unit) -> list[Unit]:
        """A unit and those of the roster that it was before."""
        line = [unit]
        for each in line:
            for name in map(key_of, each.predecessors):
                units = self._names.get(name, ())
                line += [before for before in units if before not in line and name in _names_of(before)]
        return line

    def last_of(self, unit: Unit) -> Unit:
        """What a unit is called in the end, where it only changed its name: it was before nothing but one unit, which
        became nothing else."""
        line = [unit]
        while len(after := self._after.get(line[-1], [])) == 1 and len(self._before[after[0]]) == 1:
            if after[0] in line:
                break
            line += after
        return line[-1]

    def unit_of(self, report: Report) -> tuple[Unit | None, MatchedBy]:
        """The unit that a report belongs to, and how that is known."""
        return self.unit_for(report.identity)

    def unit_for(self, identity: Identity) -> tuple[Unit | None, MatchedBy]:
        """The unit of a report by whose it says to be, and how that is known."""
        units, how = self.units_for(identity)
        return (units[0], how) if len(units) == 1 else (None, "several" if units else "")

    def named_in(self, words: str) -> tuple[Sequence[Unit], bool]:
        """The units that words such as the name of a file hold the name or code of, and whether in full or by the stem
        alone; of names within each other the longest counts."""
        key = squeeze(words)
        for names, in_full in (
            (self._names | {code: [unit] for code, unit in self._codes.items()}, True),
            (self._stems, False),
        ):
            found: dict[Unit, None] = {}
            rest = key
            for name in sorted(names, key=len, reverse=True):
                bare = name.removeprefix(_OFFICE)
                if len(bare) >= _SHORTEST_STEM and bare in rest:
                    rest = rest.replace(bare, " ")
                    found |= dict.fromkeys(names[name])
            if found:
                return tuple(found), in_full
        return (), False

    def units_for(self, identity: Identity) -> tuple[Sequence[Unit], MatchedBy]:
        """The units that a report may belong to: one where it can be told, and how."""
        if unit := self._codes.get(identity.entity_id):
            return (unit,), "code"
        ways: tuple[tuple[dict[str, list[Unit]], str, MatchedBy], ...] = (
            (self._names, key_of(identity.entity), "name"),
            (self._stems, stem_of(identity.entity), "renamed"),
        )
        for names, key, how in ways:
            if units := self._of_place(how, names.get(key, ()), key, identity.parent, identity.year):
                return units, how
        return (), ""

    def _of_place(
        self, how: MatchedBy, units: Sequence[Unit], key: str, parent: str, year: int | None = None
    ) -> Sequence[Unit]:
        """Of units of one name those below a place, where that tells them apart, and none of another county; of those
        that file for a year."""
        if (how, key) not in self._places:
            self._places[how, key] = _ByPlace(units)
        near = _filing(self._places[how, key].near(parent), year)
        return near or [unit for unit in _filing(units, year) if not is_elsewhere(unit.parent, parent)]


def _names_of(unit: Unit) -> tuple[str, ...]:
    return tuple(map(key_of, (unit.name, *unit.aliases)))


def _filing(units: Sequence[Unit], year: int | None) -> Sequence[Unit]:
    return [unit for unit in units if year is None or unit.files_for(year)]


class _ByPlace:
    """Units of one name, found by the place above them without looking at each: hundreds of towns share a name."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        self._places: dict[str, list[int]] = {}
        self._ends: dict[str, list[int]] = {}
        for at, unit in enumerate(units):
            if unit.parent:
                place = squeeze(unit.parent)
                self._places.setdefault(place, []).append(at)
                for end in _ends_of(place):
                    self._ends.setdefault(end, []).append(at)

    def near(self, parent: str) -> Sequence[Unit]:
        """Those whose place ends as another does, or the other way round, in their order; none where there is none."""
        if not parent:
            return ()
        above = squeeze(parent)
        found = {*self._ends.get(above, ()), *(at for end in _ends_of(above) for at in self._places.get(end, ()))}
        return [self._units[at] for at in sorted(found)]


def _ends_of(place: str) -> Iterator[str]:
    return (place[at:] for at in range(len(place) + 1))


def is_elsewhere(one: str, other: str) -> bool:
    """Whether two places are of two counties."""
    places = squeeze(one), squeeze(other)
    return all(map(_COUNTY.search, places)) and not _is_below(*places)


def _is_below(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one)


class _Seen(NamedTuple):
    """An agency as reports name it: its parent, the years it reports on, its names, code and kind."""

    parent: str
    years: set[int]
    names: list[str]
    code: str
    kind: str


def draft_of(reports: Iterable[Report]) -> Iterator[Unit]:
    """A roster of the agencies that reports name, in the order of their parents and names, for a person to amend. One
    that follows another of its place, whose name differs in 乡, 镇 or 街道 only, is the same under a new name."""
    agencies: dict[tuple[str, str], _Seen] = {}
    for report in reports:
        identity = report.identity
        if report.report_id and identity.entity:
            key = (identity.parent, identity.entity_id)
            seen = agencies.setdefault(key, _Seen(identity.parent, set(), [], report.given.code, identity.kind))
            seen.years.update({identity.year} if identity.year else ())
            seen.names.append(identity.agency or identity.entity)
    for seen in _followed([agencies[key] for key in sorted(agencies)]):
        first, *others = dict.fromkeys(seen.names)
        yield Unit(first, seen.code, tuple(others), seen.kind, seen.parent, min(seen.years, default=0))


def _followed(agencies: Sequence[_Seen]) -> Iterator[_Seen]:
    """Agencies, of which those that follow each other under one stem are one, by its last name."""
    by_stem: dict[tuple[str, str], list[_Seen]] = {}
    for seen in agencies:
        seen.names.sort(key=lambda name: (len(name), name))
        by_stem.setdefault((seen.parent, stem_of(seen.names[0])), []).append(seen)
    for same in by_stem.values():
        same.sort(key=lambda seen: max(seen.years, default=0), reverse=True)
        follow = all(one.years and min(one.years) > max(other.years, default=0) for one, other in pairwise(same))
        if len(same) > 1 and follow:
            names = [name for seen in same for name in seen.names]
            yield same[0]._replace(names=names, years=set().union(*(seen.years for seen in same)))
        else:
            yield from same


def is_renamed(one: str, other: str) -> bool:
    """Whether a name may be that of an agency which had another before: they differ in 乡, 镇 or 街道 only.

    >>> is_renamed("石桥镇人民政府", "石桥乡"), is_renamed("石桥镇", "石桥镇"), is_renamed("石桥镇", "青禾乡")
    (True, True, False)
    """
    return stem_of(one) == stem_of(other)


def key_of(name: str) -> str:
    """A name as it is compared: that of the agency it leads to, less notes in brackets and the chain of places in
    front."""
    bare = bare_name(_NOTE.sub("", squeeze(name)))
    return bare_name(chain_and_name(bare)[1])


def stem_of(name: str) -> str:
    """What stays of a town's name when it becomes a 街道, or is listed without its kind, or with the level above it
    (县石桥镇), and of that of an office without its level (县财政局) behind `_OFFICE`."""
    key = key_of(name)
    if _TOWNSHIP.search(key) or not ends_as_name(key):
        return _TOWNSHIP.sub("", _LEVEL_OF_TOWN.sub("", key))
    return _OFFICE + _LEVEL.sub("", key)
