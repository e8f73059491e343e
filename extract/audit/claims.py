"""Files that no unit claims → the units whose they could be: of none of these it is said that nothing was received.

Comes in: files of a year that were given to no unit, and the units without a report. Goes out: every file with why it
is nobody's, and with candidates and what speaks for each. Nothing is decided here: a person assigns a file, and that
is kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Literal, NamedTuple

from extract.agencies.identity import own_word_in
from extract.agencies.likeness import bare_name, same_agency
from extract.agencies.names import group_of
from extract.agencies.paths import names_agency, years_in_path
from extract.agencies.roster import Roster, Unit, is_elsewhere
from extract.checks.known import Known, names_of
from extract.model import Report
from extract.text import squeeze

Doubt = Literal["unread", "no_report", "no_agency", "no_year", "several", "renamed", "stranger", "newcomer"]
"""Why a file is nobody's: it could not be read, is no report by what it holds, names no agency or no year, may be of
several units, has another kind of name beside a unit's own report, names an agency that is not on the roster, or,
without a roster, one of which no other year has a report."""
Ground = Literal["named", "short", "printed", "text", "renamed", "alike", "new", "anyone"]
"""What speaks for a candidate: its name, or a short one, in the name of the file or its folder; its name printed as the
agency's, or in the text; a name that differs in its kind, or in one character; an agency that reports for the first
time where the unit does no more; or only that nothing speaks against it."""


class Claimant(NamedTuple):
    """A unit that a file could be of."""

    unit: Unit
    ground: Ground


class Assigned(NamedTuple):
    """The unit that a person gave a file to, as it was written, and a remark."""

    unit: str
    remark: str = ""


class Loose(NamedTuple):
    """A file that was given to no unit, and why."""

    report: Report
    why: Doubt


class Unclaimed(NamedTuple):
    """A file that is nobody's, why, whose it could be, and to whom a person gave it."""

    report: Report
    why: Doubt
    candidates: tuple[Claimant, ...]
    assigned: Assigned = Assigned("")
    is_settled: bool = False
    """Whether what was assigned is a unit due, or no report."""

    @property
    def is_clear(self) -> bool:
        """Whether its name says whose it is, and that alone."""
        return len(self.candidates) == 1 and self.candidates[0].ground == "named"


_LEAST_ALIKE = 3
"""Characters of names of which one may differ: 石桥镇 and 石侨镇."""


def could_be_of(report: Report, year: int) -> bool:
    """Whether what could not be read may be of a year: no year stands in its path, or that one, or the next, in which
    it was handed in."""
    years = years_in_path(report.source.name)
    return not years or bool(years & {year, year + 1})


def candidates_of(
    loose: Loose, due: Roster, free: Collection[Unit], earlier: Sequence[Report], known: Known
) -> tuple[Claimant, ...]:
    """The units that a file could be of, by the strongest that speaks for any; `free` are those without a report."""
    for found in _by_strength(loose, due, free, earlier, known):
        if candidates := tuple({candidate.unit: candidate for candidate in found}.values()):
            return candidates
    return ()


def _by_strength(
    loose: Loose, due: Roster, free: Collection[Unit], earlier: Sequence[Report], known: Known
) -> Iterator[Iterable[Claimant]]:
    report = loose.report
    files = names_of(report, known)
    if loose.why in ("several", "renamed", "no_year"):
        yield _printed(report, due)
    if loose.why not in ("stranger", "newcomer"):
        yield _in_names(files, due)
        yield _printed(report, due)
        yield [Claimant(unit, "text") for unit in free if _mentions(report, unit)]
    else:
        yield [Claimant(unit, "text") for unit in free if _mentions(report, unit) and _is_kind(unit, report.entity)]
        yield [Claimant(unit, "alike") for unit in free if _differ_by_one(report.entity, unit.name)]
        if _is_new(report, earlier):
            yield [Claimant(unit, "new") for unit in free if _may_follow(report, unit, due, earlier)]
    if loose.why in ("unread", "no_agency") and not any(map(names_agency, files)):
        own_word = own_word_in(squeeze(" ".join(section.text for section in report.sections)))
        yield [Claimant(unit, "anyone") for unit in free if not own_word or _is_kind(unit, own_word)]


def _in_names(files: Iterable[str], due: Roster) -> list[Claimant]:
    """The units named by a file, else by the nearest of its folders that names any."""
    found: list[Claimant] = []
    for file in files:
        path = PurePath(file)
        for part in (path.stem, *path.parent.parts[::-1]):
            units, in_full = due.named_in(part)
            if units:
                found += [Claimant(unit, "named" if in_full else "short") for unit in units]
                break
    return found


def _printed(report: Report, due: Roster) -> list[Claimant]:
    """The units of the names that speak of whose report it is."""
    said = [report.entity, *(piece.value for piece in report.identity.evidence if piece.about == "entity")]
    found = [due.units_for(replace(report.identity, entity=name, entity_id="")) for name in filter(None, said)]
    return [Claimant(unit, "renamed" if how == "renamed" else "printed") for units, how in found for unit in units]


def _mentions(report: Report, unit: Unit) -> bool:
    """Whether a report speaks of a unit by its name."""
    name = bare_name(unit.name)
    return len(name) >= _LEAST_ALIKE and any(name in squeeze(section.text) for section in report.sections)


def _differ_by_one(name: str, other: str) -> bool:
    """
    >>> _differ_by_one("石侨镇", "石桥镇人民政府"), _differ_by_one("河桥镇", "石桥乡")
    (True, False)
    """
    one, two = bare_name(name), bare_name(other)
    if len(one) != len(two) or len(one) < _LEAST_ALIKE:
        return False
    return sum(mine != theirs for mine, theirs in zip(one, two, strict=True)) == 1


def _is_new(report: Report, earlier: Sequence[Report]) -> bool:
    """Whether an agency reports for the first time, as far as there is anything of years before."""
    return bool(earlier) and not any(same_agency(report.entity, before.entity) for before in earlier if before.entity)


def _may_follow(report: Report, unit: Unit, due: Roster, earlier: Sequence[Report]) -> bool:
    """Whether an agency may be what became of a unit that reported before."""
    if is_elsewhere(unit.parent, report.identity.parent) or not _is_kind(unit, report.entity):
        return False
    return any(due.unit_of(before)[0] is unit for before in earlier)


def _is_kind(unit: Unit, name: str) -> bool:
    """Whether a unit can be of the kind of a name: a town, an office, a place."""
    return group_of(bare_name(unit.name)) == group_of(bare_name(name))
