"""A library → the units of its reports, by what all of them say, and what persons said.

Comes in: a library. Goes out: what it keeps of units. How units are told from each other is left to `agencies.units`,
whether two reports are of two agencies to `checks.across`.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from extract.agencies.codes import CodeTable, codes_kept, codes_text
from extract.agencies.lists import Lists
from extract.agencies.names import chain_and_name, place_of, without_tail
from extract.agencies.roster import Roster
from extract.agencies.units import Naming, Sought, UnitRow, Whose, rows_of, whose_are
from extract.checks.across import are_two_agencies
from extract.checks.known import Known
from extract.jobs.versions import settling_version
from extract.library import OpenLibrary
from extract.library.records import given_of
from extract.model import NOTHING_GIVEN, Report
from extract.words.sheet_names import NOT_A_REPORT

CODES = "codes"
"""Under which name a library keeps the table of codes."""
_HELD = 256
"""Reports that are held in memory while those of one name are compared."""


class Units(NamedTuple):
    """The units of a library: whose every report says to be, and is, by its key; a row for each unit; what was sought
    in vain, by unit and year; and of which reports it was found out now whether they are of two agencies."""

    namings: list[Naming]
    whose: dict[int, Whose]
    rows: list[UnitRow]
    sought: dict[tuple[str, int], Sought]
    compared: dict[tuple[int, int], tuple[str, bool]]


def lists_of(library: OpenLibrary, roster: Roster | None = None, codes: CodeTable | None = None) -> Lists:
    """The lists that a person gives, and the table of codes that a library keeps where none is given."""
    return Lists(roster, codes or codes_kept(library.kept_list(CODES)))


def keep_codes(library: OpenLibrary, codes: CodeTable | None) -> None:
    """Keeps a table of codes that a person gives, by which the units of the library are told from now on."""
    if codes:
        with library.writing():
            library.keep_list(CODES, codes_text(codes))


def units_in(library: OpenLibrary, lists: Lists | None = None) -> Units:
    """The units that the reports of a library are of, by what lists of a person say, else by those that it keeps."""
    known = (lists or lists_of(library)).known
    files, owners = Known(library.names()), library.owners()
    chosen = library.chosen()
    namings, read, texts = [], set[int](), dict[str, str]()
    for rank, (key, digest, part, entity, parent, kind, year, given, is_read) in enumerate(library.namings()):
        owner = owners.get((digest, part), "")
        owner = "" if owner == NOT_A_REPORT else owner
        naming = _naming((key, rank), entity, parent, kind, year, given, owner)
        namings.append(_with_texts_of(texts, naming))
        if is_read and (digest, part) not in chosen:
            read.add(key)

    @lru_cache(maxsize=_HELD)
    def report(key: int) -> Report:
        return library.report(key)

    @lru_cache(maxsize=_HELD)
    def names(key: int) -> list[str]:
        return library.file_names(key)

    overlaid = frozenset(library.overlaid_reports())
    before, compared = library.two_agencies(), dict[tuple[int, int], tuple[str, bool]]()

    def are_two(one: int, other: int) -> bool:
        """What could not be read, and what a person chose before another, speaks for no second agency."""
        if not {one, other} <= read:
            return False
        if {one, other} & overlaid:
            return are_two_agencies(report(one), report(other), files)
        by = sha256(f"{settling_version()} {names(one)} {names(other)}".encode()).hexdigest()[:16]
        kept = compared.get((one, other)) or before.get((one, other))
        if not kept or kept[0] != by:
            kept = compared[one, other] = by, are_two_agencies(report(one), report(other), files)
        return kept[1]

    searches = library.sought()
    lost = [_sought_naming(-number, *search[:5]) for number, search in enumerate(searches, start=1)]
    whose = whose_are([*namings, *lost], known, are_two)
    sought = {
        (found.entity_id, naming.year): Sought(outcome, url, at)
        for naming, (*_, outcome, url, at) in zip(lost, searches, strict=True)
        if naming.year and not (found := whose[naming.key]).candidates
    }
    own = {naming.key: whose[naming.key] for naming in namings}
    return Units(namings, own, rows_of(namings, own), sought, compared)


def _sought_naming(key: int, entity: str, code: str, parent: str, kind: str, year: int) -> Naming:
    """Whose a report is that was sought in vain."""
    chain, name = chain_and_name(without_tail(entity))
    place = place_of(chain or parent, parent)
    return Naming(key, key, entity, name, place, True, parent, kind, year, code)


def _naming(
    which: tuple[int, int], entity: str, parent: str, kind: str, year: int | None, given: str, owner: str
) -> Naming:
    """Whose a report says to be; where a person gave its file to an agency, that one."""
    told = given_of(given) if given else NOTHING_GIVEN
    chain, name = chain_and_name(without_tail(owner) if owner else entity)
    place = place_of(chain, "") if owner and chain else place_of(parent, told.parent)
    is_told = bool(told.parent or (owner and chain))
    return Naming(*which, entity, name, place, is_told, parent, kind, year, told.code, bool(owner))


def _with_texts_of(texts: dict[str, str], naming: Naming) -> Naming:
    """The same naming, of texts that are held once: an agency has many reports."""
    entity, name, place, parent, kind = (
        texts.setdefault(text, text) for text in (naming.entity, naming.name, naming.place, naming.parent, naming.kind)
    )
    return naming._replace(entity=entity, name=name, place=place, parent=parent, kind=kind)
