"""What panels and accounts of the processing ask of a library: who filed, which cells there are, how many of
what. Nothing is changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from extract.library.records import KIND_COLUMNS, StoredRow
from extract.library.store import Store, named
from extract.model import STATUSES, Concept


def _signs() -> Iterator[str]:
    """Characters to stand between texts, those that are hardly ever printed first."""
    return map(chr, chain(range(31, 0, -1), range(0x10FFFF, 0xFFFF, -1)))


class JoinedFacts(NamedTuple):
    """The facts of a report in their order, each column as one text with the same `sign` between them, which stands in
    none: the numbers of their kinds, values (empty for none), raw, origins, flags."""

    report: int
    sign: str
    kind: str
    value: str
    raw: str
    origin: str
    flag: str


class AccountRow(NamedTuple):
    """What a file came to: a report in it by its key, or why there is none. `gone`: the file was no longer there;
    `duplicate`: it has the bytes of another, that of the report `duplicate_of`; `counts`: no other version does;
    `own_id`, `own_parent`: as which agency it was read by itself, where other reports have told more."""

    key: int
    file: str
    part: int
    kind: str
    sha256: str
    size: int
    given: str
    reader: str
    gone: int
    duplicate: int
    status: str
    reason: str
    report_id: str
    duplicate_of: str
    entity_id: str
    year: int | None
    counts: int
    own_id: str
    own_parent: str


class Questions(Store):
    """A library that is asked."""

    def filed(self) -> tuple[tuple[str, ...], list[StoredRow]]:
        """Who filed what for which year, of reports that count, and of files that could not be read but are known to
        be an agency's: the names of the columns, and the rows in the order of files."""
        cursor = self._sql.execute(
            "SELECT report.id AS key, report_id, file, report.entity_id AS entity_id, report.entity AS entity, "
            "entity_kind, report.parent AS parent, scope, year, form, status, published, "
            "coalesce(standing, '') AS standing, coalesce(candidates, '') AS candidates "
            "FROM report JOIN file ON file.id = file_id LEFT JOIN units ON units.entity_id = report.entity_id "
            "WHERE NOT duplicate AND canonical AND (report_id != '' OR status = 'failed') ORDER BY file, part"
        )
        return tuple(name for name, *_ in cursor.description), cursor.fetchall()

    def held(self, all_versions: bool = False) -> list[StoredRow]:
        """The reports that count, or all versions of them, in the order of files: key, file, SHA-256, part, entity_id,
        entity, year, form, what was said of the file, and what read it."""
        return self._sql.execute(
            "SELECT report.id, file, sha256, part, entity_id, entity, year, form, given, reader "
            "FROM report JOIN file ON file.id = file_id WHERE NOT duplicate AND report_id != '' AND canonical >= ? "
            "ORDER BY file, part",
            (not all_versions,),
        ).fetchall()

    def accounts(self) -> Iterator[AccountRow]:
        """What every file came to, a row for each report in it or for why there is none, in the order of files."""
        rows = self._sql.execute(
            "SELECT report.id, file, report.part, kind, sha256, size, given, reader, gone, duplicate, reports.status, "
            "reports.reason, reports.report_id, duplicate_of, reports.entity_id, reports.year, reports.canonical, "
            "own_id, own_parent FROM reports JOIN report ON report.id = report_key JOIN file USING (file, kind) "
            "ORDER BY file, report.part"
        )
        return (AccountRow(*row) for row in rows)

    def whose(self) -> dict[str, StoredRow]:
        """Whose every report is, by its id: entity_id, agency, place above, year, form, day of publication, and whether
        it counts."""
        rows = self._sql.execute(
            "SELECT report_id, entity_id, entity, parent, year, form, published, canonical "
            "FROM report JOIN file ON file.id = file_id WHERE NOT duplicate AND report_id != ''"
        )
        return {report: rest for report, *rest in rows}

    def hashes(self) -> frozenset[str]:
        """The SHA-256 of all files."""
        return frozenset(sha256 for (sha256,) in self._sql.execute("SELECT sha256 FROM file"))

    def cells(
        self, concepts: Iterable[Concept], reports: Iterable[int]
    ) -> tuple[list[StoredRow], Iterator[tuple[int, str, str]]]:
        """Cells in reports, by their keys: their kinds (number, form, concept, state, how, unit, confirmed), and by
        report that has any, the numbers of the kinds and the values (`nan` for none), parted by commas."""
        codes = {str(concept) for concept in concepts}
        rows = self._sql.execute(
            """SELECT id, form, "table" || '.' || "row" || '.' || "column", state, how, unit, confirmed """
            "FROM fact_kind"
        )
        kinds = [row for row in rows if row[2] in codes]
        wanted = f"kind IN ({', '.join(str(kind) for kind, *_ in kinds)})"
        joined = "SELECT group_concat(kind), group_concat(coalesce(value, 'nan')) FROM"
        return kinds, (
            (report, *row)
            for report, cells in self._with_cells(reports)
            for row in self._sql.execute(f"{joined} {cells} WHERE report = ? AND {wanted}", (report,))
            if row[0]
        )

    def fact_kinds(self) -> list[StoredRow]:
        """What facts have in common: number, form, table, row, column, state, how, unit, confirmed."""
        columns = ", ".join(map(named, ("id", *KIND_COLUMNS)))
        return self._sql.execute(f"SELECT {columns} FROM fact_kind").fetchall()

    def heads(self) -> Iterator[StoredRow]:
        """Whose facts are, in the order of files: key of the report, its id, entity, entity_id, year."""
        return self._sql.execute(
            "SELECT report.id, report_id, entity, entity_id, year FROM file JOIN report ON file_id = file.id "
            "WHERE NOT duplicate ORDER BY file, part"
        )

    def facts_of(self, reports: Iterable[int]) -> Iterator[JoinedFacts]:
        """The facts of reports, by their keys, as printed; none of a report without any. There are so many that a row
        for each would take longer than all that is done with them."""
        for report, cells in self._with_cells(reports):
            query = f"SELECT count(*), :sign, {_JOINED} FROM {cells} WHERE report = :report"
            rows = (self._sql.execute(query, {"sign": sign, "report": report}).fetchone() for sign in _signs())
            facts = next(JoinedFacts(report, *row) for count, *row in rows if _is_apart(count, *row))
            if facts.kind:
                yield facts

    def _with_cells(self, reports: Iterable[int]) -> Iterator[tuple[int, str]]:
        """Reports with what holds their cells, in the order of its primary key: `cell` takes half as long again as
        `fact`, and is another only where persons corrected any."""
        corrected = {report for (report,) in self._sql.execute("SELECT DISTINCT report FROM overlaid")}
        return ((report, "cell" if report in corrected else "fact") for report in reports)

    def kinds(self) -> list[StoredRow]:
        """What cells have in common, by number: form, table, row, column, state, how."""
        return self._sql.execute(
            """SELECT id, form, "table", "row", "column", state, how FROM fact_kind ORDER BY id"""
        ).fetchall()

    def values(self) -> Iterator[StoredRow]:
        """Every cell of all reports, one after the other: key of the report, number of the kind, value."""
        return self._sql.execute("SELECT report, kind, CAST(value AS NUMERIC) FROM cell ORDER BY report, place")

    def nameless(self) -> int:
        """How many reports that count name no agency or no year."""
        return int(
            self._single_value(
                "SELECT count(*) FROM report JOIN file ON file.id = file_id "
                "WHERE NOT duplicate AND canonical AND report_id != '' AND (entity_id = '' OR year IS NULL)"
            )
        )

    def table_states(self) -> list[tuple[int, str, int, int, int, int]]:
        """By report and table how many cells are blank, suggested, unreadable, and anything but a number read."""
        return self._sql.execute(
            """SELECT report, "table", sum(state = 'blank'), sum(how = 'suggested'), sum(state = 'unreadable'), """
            "sum(state != 'number' OR how != 'read') FROM cell JOIN fact_kind ON fact_kind.id = kind "
            """GROUP BY report, "table" """
        ).fetchall()

    def tally(self) -> dict[tuple[str, str, str], int]:
        """How many files there are by kind, status and reason (of a file of several reports, those of the first)."""
        rows = self._sql.execute(
            "SELECT kind, status, reason, count(*) FROM reports WHERE part = 1 GROUP BY kind, status, reason"
        )
        return {(kind, status, reason): count for kind, status, reason, count in rows}

    def reports_by_year(self) -> dict[int | None, dict[str, int]]:
        """How many reports and files without one there are for each year, by status."""
        counts: dict[int | None, dict[str, int]] = {}
        for year, status, count in self._sql.execute("SELECT year, status, count(*) FROM reports GROUP BY 1, 2"):
            counts.setdefault(year, dict.fromkeys(STATUSES, 0))[status] = count
        return counts

    def reach(self) -> tuple[int, int, int, int, int]:
        """How many reports there are, of how many agencies, the first and last year, and how many of them count."""
        row = self._sql.execute(
            "SELECT count(*), count(DISTINCT nullif(entity_id, '')), coalesce(min(year), 0), coalesce(max(year), 0), "
            "coalesce(sum(canonical), 0) FROM reports WHERE report_id != ''"
        ).fetchone()
        return (*row,)

    def cell_counts(self) -> list[tuple[str, str, int]]:
        """Cells of reports that count by state and how."""
        return self._sql.execute(
            "SELECT state, how, count(*) FROM report JOIN file ON file.id = file_id "
            "JOIN cell ON cell.report = report.id JOIN fact_kind ON fact_kind.id = cell.kind "
            "WHERE NOT duplicate AND canonical GROUP BY state, how"
        ).fetchall()

    def stated(self) -> list[tuple[int, str, float | None, str, str]]:
        """What the prose of reports states of the year: key of the report, concept, value, unit, state; what it states
        as an approximate figure only is ambiguous."""
        return self._sql.execute(
            "SELECT report, concept, CAST(value AS NUMERIC), unit, iif(approximate = 'true', 'ambiguous', state) "
            "FROM statement WHERE period = 'this_year' "
            "ORDER BY report, place"
        ).fetchall()

    def contradicted(self) -> list[tuple[int, str, str, str]]:
        """Sums of the form that do not hold: key of the report, concepts, severity, about."""
        return self._sql.execute(
            "SELECT report, concepts, severity, about FROM finding WHERE rule IN ('D-01', 'D-02', 'D-03', 'D-04')"
        ).fetchall()


_JOINED = ", ".join(
    f"coalesce(group_concat({column}, :sign), '')"
    for column in ("kind", "coalesce(value, '')", "coalesce(raw, value, '')", "origin", "coalesce(flag, '')")
)


def _is_apart(count: int, sign: str, *columns: str) -> bool:
    """Whether a sign stands between as many texts as there are, and nowhere else."""
    return not count or all(column.count(sign) == count - 1 for column in columns)
