"""A library → the units of its reports, by what all of them say, and what persons said.

Comes in: a library. Goes out: what it keeps of units. How units are told from each other is left to `agencies.units`,
whether two reports are of two agencies to `checks.across`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from extract.agencies.names import chain_and_name, place_of, without_tail
from extract.agencies.units import Naming, UnitRow, UnitsListed, Whose, nobody_listed, rows_of, whose_are
from extract.checks.across import are_two_agencies
from extract.checks.known import Known
from extract.library import OpenLibrary
from extract.library.records import given_of
from extract.model import NOTHING_GIVEN, Report
from extract.words.sheet_names import NOT_A_REPORT

_HELD = 256
"""Reports that are held in memory while those of one name are compared."""


class Units(NamedTuple):
    """The units of a library: whose every report is, by its key, and a row for each unit."""

    whose: dict[int, Whose]
    rows: list[UnitRow]


def units_in(library: OpenLibrary, known: UnitsListed = nobody_listed) -> Units:
    """The units that the reports of a library are of; `known` has what lists of a person say."""
    files, owners = Known(library.names()), library.owners()
    chosen = library.chosen()
    namings, read = [], set[int]()
    for key, sha256, part, entity, parent, kind, year, given, is_read in library.namings():
        owner = owners.get((sha256, part), "")
        namings.append(
            _naming(
                (key, f"{sha256}:{part}"), entity, parent, kind, year, given, "" if owner == NOT_A_REPORT else owner
            )
        )
        read |= {key} if is_read and (sha256, part) not in chosen else set()

    @lru_cache(maxsize=_HELD)
    def report(key: int) -> Report:
        return library.report(key)

    def are_two(one: int, other: int) -> bool:
        """What could not be read, and what a person chose before another, speaks for no second agency."""
        return {one, other} <= read and are_two_agencies(report(one), report(other), files)

    whose = whose_are(namings, known, are_two)
    return Units(whose, rows_of(namings, whose))


def _naming(
    which: tuple[int, str], entity: str, parent: str, kind: str, year: int | None, given: str, owner: str
) -> Naming:
    """Whose a report says to be; where a person gave its file to an agency, that one."""
    key, mark = which
    told = given_of(given) if given else NOTHING_GIVEN
    chain, name = chain_and_name(without_tail(owner) if owner else entity)
    place = place_of(chain, "") if owner and chain else place_of(parent, told.parent)
    is_told = bool(told.parent or (owner and chain))
    return Naming(key, mark, entity, name, place, is_told, parent, kind, year, told.code, bool(owner))
