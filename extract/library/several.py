"""What is asked of a library to find out what several files tell together: which reports are versions, namesakes, years
and copies of one another, and whether that was found out since the last change.

Comes in: which of them do not count. Goes out: keys of reports, group by group. What is told of them is found in
`jobs`, and kept by `settled`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby, pairwise

from extract.library.records import StoredRow, unjudged_of
from extract.library.store import Store
from extract.model import Why


class Several(Store):
    """A library with reports that are told of together."""

    def is_settled(self, by: str) -> bool:
        """Whether what several files tell together has been found out since the last change, by these rules."""
        return bool(self._single_value("SELECT generation = settled AND settled_by = ? FROM library", [by]))

    def has_unsettled(self) -> bool:
        """Whether something has changed since it was last found out what several files tell together."""
        return bool(self._single_value("SELECT generation != settled FROM library"))

    def versions(self) -> Iterator[tuple[int, ...]]:
        """The keys of the reports of every agency and year of which there are several."""
        live = "FROM report JOIN file ON file.id = file_id WHERE NOT duplicate AND report_id != '' AND entity_id != ''"
        groups = self._sql.execute(
            f"SELECT entity_id, year {live} AND year IS NOT NULL GROUP BY entity_id, year HAVING count(*) > 1"
        ).fetchall()
        same = f"SELECT report.id {live} AND entity_id = ? AND year = ? ORDER BY file, part"
        for group in groups:
            yield tuple(key for (key,) in self._sql.execute(same, group))

    def namesakes(self, uncounted: Collection[int]) -> Iterator[tuple[int, ...]]:
        """The keys of the reports of one name and year that are of several agencies, but for those that do not count,
        those of each agency in turn."""
        rows = self._sql.execute(
            "SELECT coalesce(nullif(own_id, ''), entity_id) AS named, year, report.id FROM report "
            "JOIN file ON file.id = file_id WHERE NOT duplicate AND report_id != '' AND year IS NOT NULL "
            "AND entity_id IN (SELECT entity_id FROM units WHERE standing = 'unresolved') "
            "ORDER BY named, year, entity_id, file, part"
        )
        counted = (row for row in rows if row[2] not in uncounted)
        for _, group in groupby(counted, key=lambda row: row[:2]):
            keys = tuple(key for *_, key in group)
            if len(keys) > 1:
                yield keys

    def uncounted(self) -> frozenset[tuple[str, int]]:
        """The reports that do not count, since another version of them does, by file and part."""
        rows = self._sql.execute("SELECT file, part FROM report JOIN file ON file.id = file_id WHERE NOT canonical")
        return frozenset(rows)

    def series(self, uncounted: Collection[int]) -> Iterator[list[tuple[int, int]]]:
        """Year and key of the reports of every agency that has reports of two years that follow each other, but for
        those that do not count; years of which several reports count are left out, and so are agencies that may be
        several."""
        rows = self._sql.execute(
            "SELECT entity_id, year, report.id FROM report JOIN file ON file.id = file_id "
            "WHERE NOT duplicate AND report_id != '' AND entity_id != '' AND year IS NOT NULL "
            "AND entity_id NOT IN (SELECT entity_id FROM units WHERE standing = 'unresolved') "
            "ORDER BY entity_id, year"
        ).fetchall()
        counted = (row for row in rows if row[2] not in uncounted)
        for _, group in groupby(counted, key=lambda row: row[0]):
            of_years = [[(year, key) for _, year, key in same] for _, same in groupby(group, key=lambda row: row[1])]
            by_year = [reports[0] for reports in of_years if len(reports) == 1]
            if any(second[0] == first[0] + 1 for first, second in pairwise(by_year)):
                yield by_year

    def texts(self, numbers: tuple[int, ...], first: int, last: int) -> Iterator[StoredRow]:
        """Sections of the reports that count, of some years: id of the report, file, `entity_id`, entity, agency,
        parent, year, day of publication, number, text, and the places of the lines of the text."""
        marks = ", ".join("?" for _ in numbers)
        return self._sql.execute(
            "SELECT report_id, file, entity_id, entity, agency, parent, year, published, number, text, paragraphs "
            "FROM report JOIN file ON file.id = file_id JOIN section ON section.report = report.id "
            f"WHERE canonical AND NOT duplicate AND entity_id != '' AND number IN ({marks}) AND year BETWEEN ? AND ? "
            "ORDER BY file, part, place",
            (*numbers, first, last),
        )

    def copies(self) -> Iterator[tuple[int, ...]]:
        """The keys of what was read of files that have the same bytes, that of the original first."""
        for group in self._sql.execute("SELECT DISTINCT sha256 FROM file WHERE duplicate").fetchall():
            keys = self._sql.execute(
                "SELECT report.id FROM report JOIN file ON file.id = file_id "
                "WHERE sha256 = ? AND part = 1 ORDER BY duplicate, file",
                group,
            )
            yield tuple(key for (key,) in keys)

    def unjudged_across(self, year: int) -> dict[str, Mapping[str, Why]]:
        """Of the reports on a year, by their ids, the rules that need other reports and could not be judged."""
        rows = self._sql.execute(
            "SELECT report_id, unjudged_across FROM report JOIN file ON file.id = file_id "
            "WHERE year = ? AND NOT duplicate",
            [year],
        )
        return {report: unjudged_of(text) for report, text in rows}
