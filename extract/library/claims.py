"""What a library claims, that persons may hold against the print: cells, whose reports they are, figures of the prose.

Comes in: nothing but the library. Goes out: rows to draw from, in the order of files, and what tells one library from
another. Nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from extract.library.records import StoredRow
from extract.library.store import Store
from extract.model import Source

_COUNTING = "NOT duplicate AND canonical AND report_id != '' AND year IS NOT NULL"
_CLAIMED = f"{_COUNTING} AND (how IN ('read', 'aligned') OR confirmed != '') AND state IN ('number', 'blank', 'mark')"


class Claims(Store):
    """A library whose claims are drawn."""

    def claims(self) -> Iterator[StoredRow]:
        """The cells that are claimed to be read, by file, as printed: kind of file, form, year, how, id of the report,
        file, agency, concept, origin, state, value."""
        return self._sql.execute(
            "SELECT file.kind, fact_kind.form, year, how, report_id, file, entity, "
            """"table" || '.' || "row" || '.' || "column", origin, state, value """
            "FROM file JOIN report ON report.file_id = file.id "
            "JOIN fact ON fact.report = report.id JOIN fact_kind ON fact_kind.id = fact.kind "
            f"WHERE {_CLAIMED} ORDER BY file, part, place"
        )

    def told_reports(self) -> list[StoredRow]:
        """What every file that could be read, each once, was taken for, part by part: kind of file, form, year, status,
        id that a report of it has, file, part, entity_id, agency, whether it is a report, and counts."""
        return self._sql.execute(
            "SELECT file.kind, form, year, status, 'r' || substr(sha256, 1, 15) || iif(part > 1, '-' || part, ''), "
            "file, part, entity_id, entity, report_id != '', canonical "
            "FROM report JOIN file ON file.id = file_id WHERE NOT duplicate AND status != 'failed' AND sha256 != '' "
            "ORDER BY file, part"
        ).fetchall()

    def told_statements(self) -> Iterator[StoredRow]:
        """The figures that the prose of reports that count states, but those that are ambiguous: kind of file, form,
        year, period, id of the report, file, agency, concept, origin, value, unit, sentence."""
        return self._sql.execute(
            "SELECT kind, form, year, period, report_id, file, entity, concept, origin, value, unit, sentence "
            "FROM file JOIN report ON file_id = file.id JOIN statement ON statement.report = report.id "
            f"WHERE {_COUNTING} AND state != 'ambiguous' AND value IS NOT NULL ORDER BY file, part, place"
        )

    def told_sections(self) -> Iterator[StoredRow]:
        """The text of every section of the reports that count: kind of file, form, year, id of the report, file,
        agency, origin, text."""
        return self._sql.execute(
            "SELECT kind, form, year, report_id, file, entity, section.origin, text "
            "FROM file JOIN report ON file_id = file.id JOIN section ON section.report = report.id "
            f"WHERE {_COUNTING} ORDER BY file, part, place"
        )

    def files_told(self) -> tuple[int, str]:
        """How many different files there are, and a digest that only the same ones have."""
        rows = self._sql.execute("SELECT DISTINCT sha256 FROM file WHERE sha256 != '' ORDER BY sha256")
        digests = [digest for (digest,) in rows]
        return len(digests), sha256("".join(digests).encode()).hexdigest()

    def unknown(self, reports: Iterable[str]) -> list[str]:
        """Which of some ids of reports are those of files that are not in this library, nor ever were."""
        rows = self._sql.execute("SELECT sha256 FROM file UNION SELECT sha256 FROM earlier")
        known = {Source("", "", digest, 0).report_id for (digest,) in rows}
        return sorted(report for report in set(reports) if report.partition("-")[0] not in known)
