"""Overview: every place by year, every agency of a place by year, the files that could not be read, and the audit of a
year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from extract.audit import Audit
from extract.audit.filings import FiledBy, Filings, in_order_of
from extract.jobs.supervising import judged
from extract.library import OpenLibrary
from extract.library.overviews import AgencyRule, PlaceCount, ReportLine, RuleCount
from extract.library.sight import EVERYTHING, is_seen, seeing, sight
from extract.model import SEVERITIES
from extract.web.desk import Soon, Workdesk
from extract.web.rendering import desk_of, number_of, page

_YEARS_SHOWN = 6
"""Years beside each other, the last ones first looked for."""
_PLACES_SHOWN = 150
"""Places on one page."""
_UNITS_SHOWN = 300
"""Units on one page."""
_MOST_UNREAD = 1000
_SHADES = 5
"""Steps of colour: the words say the same."""


class YearCell(NamedTuple):
    """What there is of a place and a year. `shade`: how many errors there are for every report, in steps."""

    filings: Filings
    reports: int
    unread: int
    levels: Mapping[str, int]

    @property
    def shade(self) -> int:
        """0 for no error, more for more of them to a report."""
        errors = self.levels.get("error", 0)
        return min(1 + int(2 * errors / max(self.reports, 1)), _SHADES) if errors else 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to be said."""
        return not (self.reports or self.unread or self.filings.due)


LevelCounts = Mapping[tuple[str, int], Mapping[str, int]]
NOTHING = YearCell(Filings(), 0, 0, {})


class OverviewCounts(NamedTuple):
    """How many reports there are of every place and year, how many findings by gravity, and how many by rule."""

    places: list[PlaceCount]
    levels: LevelCounts
    rules: list[RuleCount]


class _Overview(NamedTuple):
    """Every place by year, the years in which there is something, and the rules that say something."""

    places: list[str]
    years: list[int]
    table: Mapping[tuple[str, int], YearCell]
    undated: int
    rules: list[RuleCount]


def overview(request: Request) -> Response:
    """Every place by year: who must file, who has, what is wrong."""
    desk = desk_of(request)
    sought = request.query_params.get("q", "").strip()
    state, counts = counts_of(desk)
    filed, is_of_now = desk.filed()
    shown = desk.kept("overview", (state, is_of_now), partial(_overview, desk, counts, filed))
    places = [place for place in shown.places if sought in place]
    rows = [(place, [shown.table.get((place, year), NOTHING) for year in shown.years]) for place in places]
    sums = [_sum(cells[at] for _, cells in rows) for at in range(len(shown.years))]
    return page(
        request, "overview.html", rows=rows[:_PLACES_SHOWN], years=shown.years, sums=sums, sought=sought,
        more=len(places) - _PLACES_SHOWN, undated=shown.undated, rules=shown.rules, is_of_now=is_of_now,
    )  # fmt: skip


def _overview(desk: Workdesk, counts: OverviewCounts, filed: FiledBy | None) -> _Overview:
    table = _table(counts.places, counts.levels, filed.counts if filed else {})
    found = [rule for rule in counts.rules if rule.about == "report" and not desk.profile.is_off(rule.rule)]
    found.sort(key=lambda rule: (SEVERITIES.index(desk.profile.severity(rule.rule, rule.severity)), -rule.findings))
    undated = sum(each.reports for each in counts.places if not each.year)
    places = in_order_of(desk.roster, (each.parent for each in counts.places))
    return _Overview(places, years_shown(desk, (year for _, year in table)), table, undated, found)


def counts_of(desk: Workdesk) -> tuple[int, OverviewCounts]:
    """How much there is of every place and year, of which gravity, and by which rule; and of which state of the
    library."""
    with desk.reading() as library:
        state = library.held_state
        return state, desk.kept("counts", state, lambda: _counted(desk, library))


def _counted(desk: Workdesk, library: OpenLibrary) -> OverviewCounts:
    return OverviewCounts(
        library.place_counts(), library.level_counts(desk.levels), library.rule_counts(year=desk.year)
    )


def place(request: Request) -> Response:
    """Every agency of a place by year."""
    desk, name = desk_of(request), request.query_params.get("name", "")
    with desk.reading() as library:
        lines = library.lines_of(name)
        levels = {line.key: library.levels_about(line.key, desk.levels) for line in lines}
    filed, is_of_now = desk.filed()
    years = years_shown(desk, (line.year for line in lines if line.year))
    by_agency: dict[str, dict[int, list[ReportLine]]] = {}
    units = filed.units if filed else {}
    own = desk.roster.units_in(name) if desk.roster else ()
    names = {"": "", **{line.entity_id: line.entity for line in lines if line.entity_id}}
    names |= {line.entity_id: units[line.report_id] for line in lines if line.report_id in units}
    for line in lines:
        name_of = units.get(line.report_id) or names[line.entity_id] or line.file
        by_agency.setdefault(name_of, {}).setdefault(line.year or 0, []).append(line)
    lacking = {
        (unit.name, year)
        for unit in own
        for year in years
        if filed and unit.files_for(year) and (unit, year) not in filed.reports
    }
    for unit in own:
        by_agency.setdefault(unit.name, {})
    counts = [(filed.counts if filed else {}).get((name, year), Filings()) for year in years]
    year = number_of(request.query_params.get("year", "")) or desk.year or max(years, default=0)
    with desk.reading() as library:
        found = [each for each in library.rules_by_agency(name, year) if not desk.profile.is_off(each.rule)]
    by_rule: dict[str, dict[str, AgencyRule]] = {}
    for each in sorted(found, key=lambda each: _gravity(desk, each)):
        by_rule.setdefault(each.rule, {}).setdefault(each.agency, each)
    agencies = sorted({each.agency for each in found})
    return page(
        request, "place.html", name=name, years=years, agencies=by_agency, levels=levels, lacking=lacking,
        counts=counts, year=year, rules=by_rule, found_in=agencies, is_of_now=is_of_now,
    )  # fmt: skip


def _gravity(desk: Workdesk, found: AgencyRule) -> tuple[int, str]:
    """Where a rule stands among others: the gravest come first."""
    return SEVERITIES.index(desk.profile.severity(found.rule, found.severity)), found.rule


def unread(request: Request) -> Response:
    """The files that could not be read, and why."""
    with desk_of(request).reading() as library:
        lines = library.unread_lines(_MOST_UNREAD)
    return page(request, "unread.html", lines=lines)


def year_page(request: Request) -> Response:
    """The audit of a year: where every unit of the roster stands."""
    year = min(request.path_params["year"], 9999)
    audit, is_of_now = audit_soon(desk_of(request), year)
    if audit is None:
        return page(request, "waiting.html", year=year)
    within = request.query_params.get("region", "")
    standings = [each for each in audit.standings if not within or each.unit.parent == within]
    regions = list(dict.fromkeys(each.unit.parent for each in audit.standings))
    return page(
        request, "year.html", audit=audit, standings=standings[:_UNITS_SHOWN], regions=regions, region=within,
        more=len(standings) - _UNITS_SHOWN, is_of_now=is_of_now,
    )  # fmt: skip


def audit_of_year(desk: Workdesk, year: int) -> Audit:
    """What one sees of the audit of a year, as the command makes it of the whole library. UsageError where there is
    nothing of the year."""
    with seeing(EVERYTHING), desk.settled() as library:
        audit = desk.kept(
            ("audit", year), library.generation, lambda: judged(library, desk.roster, desk.profile, year)[0]
        )
    return _seen(audit)


def audit_soon(desk: Workdesk, year: int) -> Soon[Audit]:
    """The same, as far as it is made already."""

    def made(library: OpenLibrary) -> Audit:
        return judged(library, desk.roster, desk.profile, year)[0]

    audit, is_of_now = desk.soon(("audit", year), lambda library: library.generation, made)
    return Soon(_seen(audit) if audit else None, is_of_now)


def _seen(audit: Audit) -> Audit:
    if sight() is EVERYTHING:
        return audit
    standings = tuple(each for each in audit.standings if is_seen(each.unit.parent))
    unclaimed = tuple(each for each in audit.unclaimed if is_seen(each.report.identity.parent))
    return Audit(audit.year, audit.profile, standings, unclaimed, ())


def years_shown(desk: Workdesk, years: Iterable[int]) -> list[int]:
    """The last years of which there is something, the one that is asked for among them."""
    known = sorted({year for year in years if year} | ({desk.year} if desk.year else set()))
    return known[-_YEARS_SHOWN:]


def _table(
    counts: Iterable[PlaceCount],
    levels: LevelCounts,
    filings: Mapping[tuple[str, int], Filings],
) -> dict[tuple[str, int], YearCell]:
    known = {(each.parent, each.year): each for each in counts}
    places = {*known, *filings}
    return {
        at: YearCell(
            filings.get(at, Filings()),
            known[at].reports if at in known else 0,
            known[at].unread if at in known else 0,
            levels.get(at, {}),
        )
        for at in places
        if at[1]
    }


def _sum(cells: Iterable[YearCell]) -> YearCell:
    cells = list(cells)
    filings = Filings(*(sum(cell.filings[at] for cell in cells) for at in range(len(Filings._fields))))
    levels: dict[str, int] = {level: sum(cell.levels.get(level, 0) for cell in cells) for level in SEVERITIES}
    return YearCell(filings, sum(cell.reports for cell in cells), sum(cell.unread for cell in cells), levels)
