"""Which units the reports of a library are of: whose every report says to be, and what all of them together tell.

A report keeps as which agency it was read by itself beside the unit that it was found to be of, so that it can be found
out anew whenever a file comes or goes. What persons decided follows a report to its unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from extract.library.diary import Diary
from extract.library.records import FindingRow, Record, StoredRow
from extract.library.store import insertion, named, now
from extract.rows import UNIT_ROW_COLUMNS

SOUGHT_COLUMNS = ("entity", "code", "parent", "kind", "year", "outcome", "url", "retrieved_at")
"""What was sought in vain, as it is told."""
_SOUGHT = ("entity", "code", "parent", "kind", "year", "outcome", "url", "at")
_FINDING = ", ".join(map(named, FindingRow._fields))


class Identities(Diary):
    """A library that knows the units of its reports."""

    def namings(self) -> Iterator[StoredRow]:
        """Whose every report says to be, and every file that could not be read but is known to be an agency's: key,
        SHA-256, part, entity, parent as it was read, kind, year, what was said of the file, and whether it was read;
        in the order of their bytes."""
        return self._sql.execute(
            "SELECT report.id, sha256, part, entity, iif(own_id != '', own_parent, parent), entity_kind, year, given, "
            "report_id != '' FROM report JOIN file ON file.id = file_id "
            "WHERE NOT duplicate AND entity_id != '' AND (report_id != '' OR status = 'failed') ORDER BY sha256, part"
        )

    def file_names(self, report: int) -> list[str]:
        """The names of the files that have the bytes of a report's, by its key."""
        rows = self._sql.execute(
            "SELECT file FROM file WHERE sha256 = (SELECT sha256 FROM file JOIN report ON file_id = file.id "
            "WHERE report.id = ?) ORDER BY file",
            (report,),
        )
        return [file for (file,) in rows]

    def unresolved(self) -> frozenset[str]:
        """The ids of what could not be resolved into units."""
        rows = self._sql.execute("SELECT entity_id FROM units WHERE standing = 'unresolved'")
        return frozenset(entity_id for (entity_id,) in rows)

    def kept_list(self, name: str) -> str:
        """A table of a person by which units are told, as it was kept; empty where none was."""
        return str(self._single_value("SELECT content FROM lists WHERE name = ?", (name,)) or "")

    def keep_list(self, name: str, content: str) -> None:
        """Keeps a table of a person, in place of the one before. Within `writing()`."""
        if content != self.kept_list(name):
            self._sql.execute(insertion("lists", ("name", "content", "given"), "OR REPLACE"), (name, content, now()))
            self._changed()

    def sought(self) -> list[StoredRow]:
        """The reports that were sought in vain: entity, code, parent, kind, year, outcome, address and day."""
        columns = ", ".join(map(named, _SOUGHT))
        return self._sql.execute(f"SELECT {columns} FROM sought ORDER BY {columns}").fetchall()

    def keep_sought(self, rows: Iterable[StoredRow]) -> None:
        """Keeps what was sought in vain, in place of what was kept of the same unit and year."""
        with self.writing():
            self._sql.executemany(insertion("sought", _SOUGHT, "OR REPLACE"), rows)

    def _take_over_lists(self, other: Identities) -> None:
        """Keeps what another library keeps of lists, but for what is kept here. Within `writing()`."""
        for table, columns in (("lists", ("name", "content", "given")), ("sought", _SOUGHT)):
            rows = other._sql.execute(f"SELECT {', '.join(map(named, columns))} FROM {table}").fetchall()
            self._sql.executemany(insertion(table, columns, "OR IGNORE"), rows)

    def identify(self, whose: Mapping[int, tuple[str, str]], units: Iterable[StoredRow]) -> None:
        """Keeps the units of reports, id and place above by the reports' keys, and the rows of all units. Within
        `writing()`."""
        changed: dict[str, dict[int, tuple[str, str]]] = {}
        rows = self._sql.execute("SELECT report.id, file, entity_id, parent FROM report JOIN file ON file.id = file_id")
        for key, file, *before in rows:
            if key in whose and (*before,) != whose[key]:
                changed.setdefault(file, {})[key] = whose[key]
        for file, of_file in changed.items():
            told = self._told_of(file)
            for key, unit in of_file.items():
                self._give(key, *unit)
            if told:
                self._follow(file, told)
        self._sql.execute("DELETE FROM units")
        self._sql.executemany(insertion("units", UNIT_ROW_COLUMNS), units)

    def _give(self, key: int, entity_id: str, parent: str) -> None:
        """Gives a report to a unit, and its problems the fingerprints of that."""
        self._sql.execute(
            "UPDATE report SET own_parent = iif(own_id != '', own_parent, parent), "
            "own_id = iif(own_id != '', own_id, entity_id), entity_id = ?, parent = ? WHERE id = ?",
            (entity_id, parent, key),
        )
        year = self._single_value("SELECT year FROM report WHERE id = ?", (key,))
        found = self._sql.execute(f"SELECT rowid, {_FINDING} FROM finding WHERE report = ?", (key,)).fetchall()
        prints = [(FindingRow(*row).print_of(entity_id, year), number) for number, *row in found]
        self._sql.executemany("UPDATE finding SET fingerprint = ? WHERE rowid = ?", prints)

    def _as_before(self, record: Record) -> Record:
        """A file that is read again: its reports that name the agencies that they named before are of the units that
        they were of, until that is found out anew."""
        rows = self._sql.execute(
            "SELECT part, own_id, own_parent, entity_id, parent FROM report JOIN file ON file.id = file_id "
            "WHERE file = ? AND own_id != ''",
            (record.source.name,),
        )
        before = {(part, own_id, own_parent): (unit, parent) for part, own_id, own_parent, unit, parent in rows}
        if not before:
            return record
        file = record.source.name
        reports = []
        for each in record.reports:
            unit = before.get((each.report.part, each.report.entity_id, each.report.parent))
            reports.append(each.of_unit(*unit, file) if unit and not each.report.own_id else each)
        return record._replace(reports=tuple(reports))
