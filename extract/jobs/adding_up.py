"""What `totals` does: a year of a library → the workbook of its sums; what a person has explained in it stays.

Comes in: what a command line says, parsed. Goes out: what became of it. Nothing is printed.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from extract.agencies.roster import Roster
from extract.agencies.sheets import leaves_of
from extract.audit import Audit
from extract.audit.renewed import former_of, is_renewed
from extract.checks.profile import Profile
from extract.checks.versions import canonical_of
from extract.errors import UsageError
from extract.export.books.explained import Explained, ExplainedRow, explained_in
from extract.export.books.totals_book import write_totals
from extract.export.known import known_of
from extract.export.replacing import Replacing, must_end_in
from extract.export.staged import staged
from extract.forms import load_forms
from extract.jobs import settled_to_read
from extract.jobs.supervising import judged
from extract.library import OpenLibrary
from extract.model import Report
from extract.steps import step
from extract.words.languages import Lang


class AddedUp(NamedTuple):
    """The year that was added up, how many explanations of a person stand in the workbook again, how many found no
    row, and where the workbook is kept that a person had changed."""

    year: int
    explained: int = 0
    left: int = 0
    kept: Path | None = None


def add_up_library(
    path: Path,
    out: Path,
    roster: Roster | None,
    profile: Profile,
    year: int,
    lang: Lang,
    inputs: tuple[Path, ...] = (),
    overwrite: bool = False,
) -> AddedUp:
    """Writes the sums of a year (0 for the one that an audit would take) into a workbook. One of them that stands there
    is read back, and kept where a person has changed it. UsageError and OutputError as of `audit_library`."""
    must_end_in(out, ".xlsx")
    with settled_to_read(path) as library:
        explained = _explained(out)
        read_back = frozenset({out.name}) if explained is not None else frozenset[str]()
        replacing = Replacing(library, inputs, overwrite, read_back)
        replacing.check(out)
        with library.one_state():
            audit, _, _ = judged(library, roster, profile, year)
            before = reports_of_units(library, audit, audit.year - 1)
        mine: Explained = (explained or {}).get(audit.year, {})
        with staged(out.parent, replacing) as stage:
            with step("writing", out.name):
                found = write_totals(stage.path(out.name), stage.scratch(), audit, before, load_forms(), lang, mine)
            stage.noted()
            stage.moved()
        all_said = sum(map(len, (explained or {}).values()))
        return AddedUp(audit.year, found, all_said - found, next(iter(stage.kept), None))


def _explained(path: Path) -> dict[int, dict[ExplainedRow, str]] | None:
    """What persons explained in a workbook of ours, by years; None where none stands there."""
    try:
        return explained_in(leaves_of(path, is_ours=True)) if path.is_file() else None
    except UsageError:
        return None


def reports_of_units(library: OpenLibrary, audit: Audit, year: int) -> dict[str, Report]:
    """The reports of the year before that the units of an audit filed, by their names; of units that came into being
    by the year, what their predecessors filed, added up."""
    units = Roster(tuple(standing.unit for standing in audit.standings))
    reports = [report for report, _ in library.reports(year) if report.report_id and report.year == year]
    known, chosen = known_of(library), library.chosen()
    found: dict[str, list[Report]] = {}
    for report in reports:
        if unit := units.unit_of(report)[0]:
            found.setdefault(unit.name, []).append(report)
    before = {name: canonical_of(versions, known, chosen) for name, versions in found.items()}
    for unit in units.units:
        former = former_of(unit, reports, known, chosen) if is_renewed(unit, audit.year) else None
        if former:
            before[unit.name] = former
    return before
