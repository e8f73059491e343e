"""Which year is audited, where nobody says: the last that most agencies have filed for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extract.agencies.paths import years_in_path
from extract.agencies.roster import Roster
from extract.errors import UsageError
from extract.library import OpenLibrary
from extract.model import Report


def years_of(reports: Iterable[Report], roster: Roster | None) -> dict[int, int]:
    """How many agencies, of a roster or of all, have filed for every year, the latest year first."""
    filed: dict[int, set[object]] = {}
    for report in reports:
        if report.report_id and report.year:
            unit = roster.unit_of(report)[0] if roster else report.identity.entity_id or report.report_id
            filed.setdefault(report.year, set()).update({unit} - {None})
    return {year: len(filed[year]) for year in sorted(filed, reverse=True)}


def year_to_audit(library: OpenLibrary, year: int, years: Mapping[int, int], roster: Roster) -> int:
    """The year that is asked for; for 0 the latest that most of the agencies due have filed for, else the one that most
    have. UsageError where there is nothing of it, nor ever was."""
    if year and (year in years or library.round(year) or year in set().union(*map(years_in_path, library.unread()))):
        return year
    if not years:
        raise UsageError("no_reports", path=str(library.path))
    if year:
        raise UsageError("no_year", path=str(library.path), year=str(year), years=" ".join(map(str, sorted(years))))
    due = {each: sum(unit.files_for(each) for unit in roster.units) for each in years}
    most = [each for each, count in years.items() if count * 2 > due[each]]
    return most[0] if most else max(years, key=lambda each: years[each])
