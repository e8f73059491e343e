"""Reports of a whole corpus → the units that they are of: what a single report leaves open, others may tell.

Comes in: whose reports say to be, where each says to be, what lists of a person say of them, and whether two reports
of one name and year are of two agencies. Goes out: the unit of every report, with the evidence for it. A name without
a place is the unit of the one list or full name that explains it; where several could, or where one year has reports
of two agencies of that name, it is none of theirs, and a person is asked. Nothing is guessed, and no folder is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise, starmap
from typing import Literal, NamedTuple

from extract.agencies.names import entity_id_of, unit_ends
from extract.agencies.roster import key_of
from extract.text import compiled, squeeze

Basis = Literal["manifest", "assigned", "list", "given", "printed", "corpus", "name"]
"""What tells the unit of a report: a code of a manifest, a person who assigned the file, a list of units, a place that
a user told, a place printed in the report, the one full name in other reports that explains its own, its name alone."""
BASES: tuple[Basis, ...] = ("manifest", "assigned", "list", "given", "printed", "corpus", "name")
UnitState = Literal["resolved", "unplaced", "unresolved"]
"""Whether it is known which unit it is; `unplaced`: by its name alone, of which there is no other."""

_PROVINCE = r"(?:省|自治区|特别行政区)$"


class Naming(NamedTuple):
    """Whose a report says to be. `rank`: its place among all, by their bytes; `place` is empty where it tells none;
    `is_told`: a user told it."""

    key: int
    rank: int
    entity: str
    name: str
    place: str
    is_told: bool
    parent: str
    kind: str
    year: int | None
    code: str = ""
    is_assigned: bool = False


class Whose(NamedTuple):
    """The unit of a report: its id, the place above, what tells it, whether it is known, and the units it could be."""

    entity_id: str
    parent: str
    basis: Basis
    standing: UnitState = "resolved"
    candidates: tuple[str, ...] = ()


class UnitRow(NamedTuple):
    """A row of `units`: a unit, or what could not be resolved into one."""

    entity_id: str
    entity: str
    parent: str
    kind: str
    names: str
    years: str
    reports: int
    evidence: str
    standing: UnitState
    candidates: str


class Sought(NamedTuple):
    """That a report was sought in vain: whether it was never there or is there no more, where and when."""

    outcome: Literal["not_filed", "gone"]
    url: str
    at: str


class ListedUnit(NamedTuple):
    """A unit of a person's list: its id, the place above it, and whether the id is a code."""

    entity_id: str
    parent: str
    is_coded: bool = True


UnitsListed = Callable[[Naming], Sequence[ListedUnit]]
"""The units of a person's lists that a report may be of, the same for all reports of one name, place and year."""
AreTwo = Callable[[int, int], bool]
"""Whether two reports of one name and year, by their keys, are of two agencies."""


def nobody_listed(naming: Naming) -> Sequence[ListedUnit]:
    """Where there is no list."""
    return ()


def whose_are(namings: Iterable[Naming], known: UnitsListed, are_two: AreTwo) -> dict[int, Whose]:
    """The unit of every report, by its key. A unit of a list that has no code goes by the shortest place that its
    reports print; what prints places that cannot be one is of no such unit."""
    namings = list(namings)
    claimed: dict[str, set[str]] = {}
    for naming in namings:
        listed = known(naming)
        if naming.place and len(listed) == 1 and not listed[0].is_coded:
            claimed.setdefault(listed[0].entity_id, set()).add(naming.place)
    claimed = {unit: places for unit, places in claimed.items() if all(starmap(may_be_one, combinations(places, 2)))}

    def by_print(naming: Naming) -> Sequence[ListedUnit]:
        return [
            each._replace(entity_id=printed_id(each.entity_id, claimed.get(each.entity_id, ())))
            for each in known(naming)
            if each.is_coded or not naming.place or each.entity_id in claimed
        ]

    return _whose_are(namings, by_print, are_two)


def printed_id(entity_id: str, places: Iterable[str]) -> str:
    """The id of a unit of a list by the shortest of the places that its reports print."""
    shortest = min(places, key=_by_length, default="")
    return entity_id_of(entity_id.rpartition("/")[2], shortest) if shortest else entity_id


def _whose_are(namings: Iterable[Naming], known: UnitsListed, are_two: AreTwo) -> dict[int, Whose]:
    whose: dict[int, Whose] = {}
    by_name: dict[str, list[Naming]] = {}
    for naming in sorted(namings, key=lambda naming: naming.rank):
        by_name.setdefault(_name_key(naming.name), []).append(naming)
    for named in by_name.values():
        alike: dict[Whose, Whose] = {}
        for key, found in _of_one_name(named, known, are_two):
            whose[key] = alike.setdefault(found, found)
    return whose


def _name_key(name: str) -> str:
    """A name as units are told apart by it; its number is part of it.

    >>> _name_key("青禾鎮党政办公室"), _name_key("104团")
    ('青禾镇', '104团')
    """
    number = compiled(r"^\d*").search(squeeze(name))
    return (number[0] if number else "") + key_of(name)


def rows_of(namings: Iterable[Naming], whose: Mapping[int, Whose]) -> list[UnitRow]:
    """A row for every unit, in the order of their ids."""
    by_unit: dict[str, list[Naming]] = {}
    for naming in namings:
        by_unit.setdefault(whose[naming.key].entity_id, []).append(naming)
    return [_row(entity_id, by_unit[entity_id], whose) for entity_id in sorted(by_unit)]


def _row(entity_id: str, namings: Sequence[Naming], whose: Mapping[int, Whose]) -> UnitRow:
    found = [whose[naming.key] for naming in namings]
    shortest = min((naming.name for naming in namings), key=_by_length)
    bases = {each.basis for each in found}
    return UnitRow(
        entity_id,
        shortest,
        min(filter(None, (each.parent for each in found)), key=_by_length, default=""),
        min(filter(None, (naming.kind for naming in namings)), default=""),
        ";".join(sorted({naming.entity for naming in namings}, key=_by_length)),
        ";".join(map(str, sorted({naming.year for naming in namings if naming.year}))),
        len(namings),
        ";".join(basis for basis in BASES if basis in bases),
        max((each.standing for each in found), key=("resolved", "unplaced", "unresolved").index),
        ";".join(sorted({candidate for each in found for candidate in each.candidates})),
    )


def _by_length(name: str) -> tuple[int, str]:
    return len(name), name


# ── Reports of one name ──────────────────────────────────────────────────────────────────────────────────────────────


def _of_one_name(namings: Sequence[Naming], known: UnitsListed, are_two: AreTwo) -> Iterator[tuple[int, Whose]]:
    """The units of reports of one name: first those that a person tells, then those whose place is printed, then the
    others in their light."""
    whose: dict[int, Whose] = {}
    for naming in namings:
        listed = known(naming) if naming.code or naming.place else ()
        parent = naming.parent or naming.place
        if len(listed) == 1:
            whose[naming.key] = Whose(listed[0].entity_id, parent or listed[0].parent, _basis_of(naming, "list"))
        elif naming.code:
            whose[naming.key] = Whose(naming.code, parent, _basis_of(naming, "manifest"))
    whose.update(_placed(namings, whose))
    bare = [naming for naming in namings if naming.key not in whose]
    units = {each.entity_id: each.parent for each in whose.values() if each.standing == "resolved"}
    whose.update(_unplaced(bare, [n for n in namings if n.key in whose], units, whose, known, are_two))
    return iter(whose.items())


def _basis_of(naming: Naming, basis: Basis) -> Basis:
    return "assigned" if naming.is_assigned else basis


def _placed(namings: Sequence[Naming], told: Mapping[int, Whose]) -> Iterator[tuple[int, Whose]]:
    """The units of reports that tell their place: those whose places may be one are of one unit, by the id that a
    person tells of any of them."""
    name = min((naming.name for naming in namings), key=_by_length)
    ids: dict[str, set[str]] = {naming.place: set() for naming in namings if naming.place}
    for naming in namings:
        if naming.place and naming.key in told:
            ids[naming.place].add(told[naming.key].entity_id)
    regions = dict(_regions(ids))
    for naming in namings:
        if not naming.place or naming.key in told:
            continue
        region = regions[naming.place]
        listed = {each for place in region.places for each in ids[place]}
        could_be = [_id_in(places, name) for places in region.could_be] or (list(listed) if len(listed) > 1 else [])
        parent, basis = naming.parent or naming.place, _basis_of(naming, "given" if naming.is_told else "printed")
        if could_be:
            read_id = entity_id_of(name, naming.place)
            yield naming.key, Whose(read_id, parent, basis, "unresolved", tuple(sorted(could_be)))
        elif listed:
            (entity_id,) = listed
            yield naming.key, Whose(entity_id, parent, "corpus")
        else:
            yield naming.key, Whose(_id_in(region.places, name), parent, basis)


def _id_in(places: Iterable[str], name: str) -> str:
    return entity_id_of(name, min(places, key=_by_length))


def _unplaced(
    bare: Sequence[Naming],
    others: Sequence[Naming],
    units: Mapping[str, str],
    whose: Mapping[int, Whose],
    known: UnitsListed,
    are_two: AreTwo,
) -> Iterator[tuple[int, Whose]]:
    """The units of reports that tell a name and no place. Where a year has two agencies of the name, none of them can
    be told from the other."""
    name = min((naming.name for naming in bare), key=_by_length, default="")
    by_year = {year: _agencies(group, are_two) for year, group in _grouped(bare, lambda naming: naming.year)}
    listed = {naming.key: {each.entity_id: each.parent for each in known(naming)} for naming in bare}
    is_tied = any(len(agencies) > 1 for agencies in by_year.values())
    for agencies in by_year.values():
        for number, agency in enumerate(agencies, start=1):
            for naming in agency:
                candidates = {**units, **listed[naming.key]}
                read_id = entity_id_of(name, "") + (f"-{number}" if number > 1 else "")
                basis = _basis_of(naming, "name")
                if not candidates:
                    yield naming.key, Whose(read_id, "", basis, "unresolved" if is_tied else "unplaced")
                elif is_tied or len(candidates) > 1 or _is_beside(naming, others, candidates, whose, are_two):
                    yield naming.key, Whose(read_id, "", basis, "unresolved", tuple(sorted(candidates)))
                else:
                    ((entity_id, parent),) = candidates.items()
                    basis = "list" if entity_id in listed[naming.key] else "corpus"
                    yield naming.key, Whose(entity_id, parent, _basis_of(naming, basis))


def _agencies(namings: Sequence[Naming], are_two: AreTwo) -> list[list[Naming]]:
    """The reports of one name and year by the agencies that they are of."""
    agencies: list[list[Naming]] = []
    for naming in namings:
        own = next((each for each in agencies if not are_two(each[0].key, naming.key)), None)
        if own is None:
            agencies.append([naming])
        else:
            own.append(naming)
    return agencies


def _is_beside(
    naming: Naming, others: Sequence[Naming], units: Mapping[str, str], whose: Mapping[int, Whose], are_two: AreTwo
) -> bool:
    """Whether the one unit that it could be has a report of that year which is another agency's."""
    return any(
        other.year == naming.year and whose[other.key].entity_id in units and are_two(other.key, naming.key)
        for other in others
    )


def _grouped(
    namings: Sequence[Naming], key: Callable[[Naming], int | None]
) -> Iterator[tuple[int | None, list[Naming]]]:
    groups: dict[int | None, list[Naming]] = {}
    for naming in namings:
        groups.setdefault(key(naming), []).append(naming)
    return iter(groups.items())


# ── Places ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class Levels(NamedTuple):
    """A place by what stands in it: the province and what is below, as far as they are printed, and the last."""

    province: str
    above: str
    last: str


def levels_of(place: str) -> Levels:
    """
    >>> levels_of("北岭省澄湾市溪口县"), levels_of("溪口县")
    (Levels(province='北岭省', above='澄湾市', last='溪口县'), Levels(province='', above='', last='溪口县'))
    """
    ends = [0, *unit_ends(place)]
    if ends[-1] != len(place) or len(ends) < 2:
        return Levels("", "", place)
    *above, last = [place[start:end] for start, end in pairwise(ends)]
    province = above.pop(0) if above and compiled(_PROVINCE).search(above[0]) else ""
    return Levels(province, "".join(above), last)


def may_be_one(place: str, other: str) -> bool:
    """Whether two places may be one, of which more or less is printed.

    >>> may_be_one("澄湾市溪口县", "溪口县"), may_be_one("澄湾市溪口县", "北岭省溪口县")
    (True, True)
    >>> may_be_one("澄湾市东城区", "柳汀市东城区")
    False
    """
    one, two = levels_of(squeeze(place)), levels_of(squeeze(other))
    return one.last == two.last and all(not (a and b) or a == b for a, b in zip(one[:2], two[:2], strict=True))


class Region(NamedTuple):
    """A place as it is printed, in full or in part; where it says too little, the several that it could be."""

    places: tuple[str, ...]
    could_be: tuple[tuple[str, ...], ...] = ()


def _regions(places: Iterable[str]) -> Iterator[tuple[str, Region]]:
    """The region of every place."""
    by_last: dict[str, list[str]] = {}
    for place in sorted(places):
        by_last.setdefault(levels_of(place).last, []).append(place)
    for same in by_last.values():
        beside = {place: tuple(other for other in same if may_be_one(place, other)) for place in same}
        clear = {
            place: others
            for place, others in beside.items()
            if all(may_be_one(one, other) for one, other in combinations(others, 2))
        }
        fuller = {place: tuple(other for other in others if other in clear) for place, others in clear.items()}
        for place, others in beside.items():
            if place in clear:
                yield place, Region(fuller[place])
            else:
                yield place, Region((place,), tuple(dict.fromkeys(fuller.get(o, (o,)) for o in others if o != place)))
