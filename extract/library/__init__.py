"""The library: one SQLite file that holds everything that was read, and from which everything is written.

Comes in: records of files. Goes out: the rows of the files that are written, reports with what was found about them,
and what is known of a file, so that it need not be read again. A file is kept in one transaction, whole or not at all;
who reads is never kept waiting (WAL), who writes waits for others who do. Names of files are kept as they were given,
and no path is ever made absolute.

Of files with the same bytes the first by name is the original, the others are copies of it: that is settled with every
file that comes or goes, so that it does not depend on the order in which files come.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import groupby, pairwise
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from extract.errors import OutputError, UsageError
from extract.library.records import (
    GRAVITY,
    KeptReport,
    Record,
    Row,
    copy_of,
    given_of,
    report_of,
    unjudged_of,
    unjudged_text,
)
from extract.library.schema import MIGRATIONS, Migration, statements_of
from extract.model import Concept, Report, Source, Verdict, Why
from extract.rows import (
    FACT_COLUMNS,
    FINDING_COLUMNS,
    FORMULA_STARTS,
    NARRATIVE_COLUMNS,
    REPORT_COLUMNS,
    SECTION_COLUMNS,
    TRIPLE_COLUMNS,
    safe_text,
)

NAME = "gongkai.sqlite"
"""What a library is called in its folder."""

_PATIENCE = 2.0
"""Seconds that SQLite waits for another who writes, before it is asked again: in between Ctrl-C is heard."""
_PAGES_OF_LOG = 8000
"""Pages of the write-ahead log after which it is put into the library: some 30 MB, a few hundred reports."""
_CHUNK = 50_000
"""Rows that are handed over together."""
_CACHE = -32 * 1024
"""Memory for pages of the library, in KiB as SQLite wants it."""

TABLES = {
    "reports": REPORT_COLUMNS,
    "facts": FACT_COLUMNS,
    "findings": FINDING_COLUMNS,
    "sections": SECTION_COLUMNS,
    "narrative": NARRATIVE_COLUMNS,
    "triples": TRIPLE_COLUMNS,
}
"""The views with the columns of the files that are written."""
_ORDER = {"reports": "part", "findings": "across, place"}


class Stored(NamedTuple):
    """Size and time of change of a file on disk, by which it is known again without being read; 0 tells nothing."""

    size: int = 0
    modified: int = 0


UNKNOWN = Stored()


class Known(NamedTuple):
    """What a library knows of a file."""

    file: str
    sha256: str
    stored: Stored
    given: str
    reader: str
    has_failed: bool


class State(NamedTuple):
    """What a file came to: the gravest status of its reports, why, and the severities of what was found about them."""

    file: str
    status: str
    reason: str
    findings: dict[str, int]


class Output(NamedTuple):
    """A file that was written, by which it is known whether it still stands there as it was."""

    name: str
    size: int
    modified: int


def library_path(path: str | os.PathLike[str]) -> Path:
    """The file of a library, given itself or its folder."""
    given = Path(path)
    return given / NAME if given.is_dir() or not given.suffix else given


class Library:
    """An open library; a context that closes it. OutputError where it cannot be opened, and, at the end of the context,
    where it could not be read or written, and why."""

    def __init__(self, path: Path, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
        self.path = path
        self._kinds: dict[tuple[str, ...], int] = {}
        with _faults_named(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._sql = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
            try:
                self._prepare(migrations)
            except BaseException:
                self._sql.close()
                raise

    @classmethod
    def existing(cls, path: Path) -> Library:
        """The library at a path; UsageError where there is none."""
        if not path.is_file():
            raise UsageError("no_library", path=str(path))
        return cls(path)

    def _prepare(self, migrations: tuple[Migration, ...]) -> None:
        self._patiently("PRAGMA journal_mode = WAL")
        for setting in (
            "synchronous = NORMAL",
            f"wal_autocheckpoint = {_PAGES_OF_LOG}",
            f"cache_size = {_CACHE}",
            "temp_store = MEMORY",
        ):
            self._sql.execute(f"PRAGMA {setting}")
        if self._version() < len(migrations):
            with self.writing():
                for number, migration in enumerate(migrations[self._version() :], start=self._version() + 1):
                    for statement in statements_of(migration):
                        self._sql.execute(statement)
                    self._sql.execute(f"PRAGMA user_version = {number}")
        if self._version() > len(migrations):
            raise OutputError("library_newer", path=str(self.path))

    def _version(self) -> int:
        return int(self._one("PRAGMA user_version"))

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with _faults_named(self.path):
            self.close()
            if isinstance(error, sqlite3.Error):
                raise error

    def close(self) -> None:
        """Closes the library; the last to do so puts the write-ahead log away."""
        self._sql.close()

    # ── Transactions ─────────────────────────────────────────────────────────────────────────────────────────────

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All that is done in it is done together or not at all; no other process writes meanwhile."""
        self._patiently("BEGIN IMMEDIATE")
        try:
            yield
            self._sql.execute("COMMIT")
        except BaseException:
            self._kinds.clear()
            with suppress(sqlite3.Error):
                self._sql.execute("ROLLBACK")
            raise

    def _patiently(self, statement: str) -> None:
        """Waits for others who write, however long they do."""
        while True:
            try:
                self._sql.execute(statement)
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                    raise

    def _one(self, statement: str, values: Iterable[Any] = ()) -> Any:
        row = self._sql.execute(statement, tuple(values)).fetchone()
        return row[0] if row else None

    def _changed(self) -> None:
        self._sql.execute("UPDATE library SET generation = generation + 1")

    @property
    def generation(self) -> int:
        """Grows with every change of what would be written."""
        return int(self._one("SELECT generation FROM library"))

    # ── Files that come and go ───────────────────────────────────────────────────────────────────────────────────

    def add(self, record: Record, stored: Stored = UNKNOWN, reader: str = "", read_at: str = "") -> None:
        """Keeps a file, in place of what was kept under its name."""
        with self.writing():
            self._forget(record.source.name)
            source = record.source
            row = (
                source.name,
                source.kind,
                source.sha256,
                source.size,
                *stored,
                record.given,
                reader,
                read_at or _now(),
            )
            file = self._sql.execute(f"INSERT INTO file VALUES (NULL, {_marks(row)}, 0)", row).lastrowid
            for kept in record.reports:
                report = self._sql.execute(
                    f"INSERT INTO report VALUES (NULL, ?, {_marks(kept.report)}, 1, '')", (file, *kept.report)
                ).lastrowid
                self._keep(report, kept)
            self._settle_copies(source.sha256)
            self._name_columns(name for name, _ in given_of(record.given).own)
            self._changed()

    def _keep(self, report: int | None, kept: KeptReport) -> None:
        insert = self._sql.executemany
        insert(_INSERT_SECTION, ((report, place, *row) for place, row in enumerate(kept.sections)))
        facts = (
            (report, place, self._kinds.get(kind) or self._kind(kind), *row)
            for place, (kind, *row) in enumerate(kept.facts)
        )
        insert("INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?)", list(facts))
        insert(_INSERT_STATEMENT, ((report, place, *row) for place, row in enumerate(kept.statements)))
        insert(_INSERT_TRIPLE, ((report, place, *row) for place, row in enumerate(kept.triples)))
        self._keep_findings(report, kept.findings, across=0)

    def _keep_findings(self, report: int | None, findings: Iterable[Row], across: int) -> None:
        rows = ((report, place, across, *row) for place, row in enumerate(findings))
        self._sql.executemany(_INSERT_FINDING, rows)

    def _kind(self, kind: tuple[str, ...]) -> int:
        self._sql.execute(f"INSERT OR IGNORE INTO fact_kind VALUES (NULL, {_marks(kind)})", kind)
        same = 'form = ? AND "table" = ? AND "row" = ? AND "column" = ? AND state = ? AND how = ? AND unit = ?'
        number = int(self._one(f"SELECT id FROM fact_kind WHERE {same}", kind))
        self._kinds[kind] = number
        return number

    def _settle_copies(self, sha256: str) -> None:
        """Of files with the same bytes the first by name that could be read is the original."""
        original = self._one(
            "SELECT file.id FROM file JOIN report ON file_id = file.id "
            "WHERE sha256 = ? AND sha256 != '' AND part = 1 AND report_id != '' ORDER BY file LIMIT 1",
            [sha256],
        )
        if original is not None:
            self._sql.execute(
                "UPDATE file SET duplicate = 1 WHERE sha256 = ? AND duplicate = 0 AND id != ?", (sha256, original)
            )
            self._sql.execute("UPDATE file SET duplicate = 0 WHERE id = ? AND duplicate", (original,))
        else:
            self._sql.execute("UPDATE file SET duplicate = 0 WHERE sha256 = ? AND duplicate = 1", (sha256,))

    def _name_columns(self, names: Iterable[str]) -> None:
        for name in names:
            self._sql.execute(
                "INSERT OR IGNORE INTO own_column SELECT ?, coalesce(max(place), 0) + 1 FROM own_column", (name,)
            )

    def still(self, file: str, stored: Stored) -> None:
        """A file was looked into, and holds what it held before."""
        with self.writing():
            self._sql.execute("UPDATE file SET stored_size = ?, modified = ? WHERE file = ?", (*stored, file))

    def remove(self, files: Iterable[str]) -> None:
        """Forgets files, and all that was in them."""
        with self.writing():
            for file in files:
                if sha256 := self._forget(file):
                    self._settle_copies(sha256)
            self._changed()

    def _forget(self, file: str) -> str:
        row = self._sql.execute("SELECT id, sha256 FROM file WHERE file = ?", (file,)).fetchone()
        if not row:
            return ""
        number, sha256 = row
        for (report,) in self._sql.execute("SELECT id FROM report WHERE file_id = ?", (number,)).fetchall():
            for table in ("section", "fact", "statement", "triple", "finding"):
                self._sql.execute(f"DELETE FROM {table} WHERE report = ?", (report,))
        self._sql.execute("DELETE FROM report WHERE file_id = ?", (number,))
        self._sql.execute("DELETE FROM file WHERE id = ?", (number,))
        self._settle_copies(sha256)
        return str(sha256)

    def take_over(self, other: Library) -> int:
        """Keeps the files of another library, but for those that are kept here and were read later; how many it has."""
        read_at = dict(self._sql.execute("SELECT file, read_at FROM file"))
        self._name_columns(other.columns("reports")[len(REPORT_COLUMNS) :])
        count = 0
        for record, stored, reader, at in other.records():
            if read_at.get(record.source.name, "") <= at:
                self.add(record, stored, reader, at)
            count += 1
        return count

    # ── What is known ────────────────────────────────────────────────────────────────────────────────────────────

    def known(self) -> Iterator[Known]:
        """What is known of every file, in the order of their names."""
        rows = self._sql.execute(
            "SELECT file, sha256, stored_size, modified, given, reader, "
            "EXISTS (SELECT 1 FROM report WHERE file_id = file.id AND status = 'failed') FROM file ORDER BY file"
        )
        return (
            Known(file, sha256, Stored(*at), given, reader, bool(bad)) for file, sha256, *at, given, reader, bad in rows
        )

    def states(self) -> Iterator[State]:
        """What every file came to, in the order of their names."""
        rows = self._sql.execute(
            "SELECT file, status, reason, errors, warnings, "
            "(SELECT count(*) FROM findings WHERE findings.report_key = reports.report_key AND severity = 'note') "
            "FROM reports ORDER BY file, part"
        )
        last: State | None = None
        for file, status, reason, *counts in rows:
            found = {level: count or 0 for level, count in zip(("error", "warning", "note"), counts, strict=True)}
            if last and last.file == file:
                found = {level: count + last.findings[level] for level, count in found.items()}
                status = max(status, last.status, key=GRAVITY.index)
            elif last:
                yield last
            last = State(file, status, reason, found)
        if last:
            yield last

    def latest_year(self) -> int:
        """The latest year that a report is about; 0 without any."""
        return int(self._one("SELECT max(year) FROM reports WHERE report_id != ''") or 0)

    def count(self, table: str) -> int:
        """How many rows a table or view has."""
        return int(self._one(f"SELECT count(*) FROM {table}"))

    # ── What is written ──────────────────────────────────────────────────────────────────────────────────────────

    def columns(self, table: str) -> tuple[str, ...]:
        """The columns of one of `TABLES`, those of manifests behind the reports' own."""
        if table != "reports":
            return TABLES[table]
        own = self._sql.execute("SELECT name FROM own_column ORDER BY place").fetchall()
        return (*REPORT_COLUMNS, *(name for (name,) in own))

    def rows(
        self, table: str, english: bool = False, exact: bool = True, of: Collection[int] | None = None
    ) -> Iterator[Row]:
        """The rows of one of `TABLES`, as they are written: by file, then as printed; `of` the reports with these keys,
        or of all.

        Numbers keep their printed decimals. Texts are `exact` or safe to open; `english` are the sentences of findings.
        """
        self._sql.create_function("safe", 1, safe_text, deterministic=True)
        wanted = ", ".join(_written(column, english, exact) for column in TABLES[table])
        query = f"SELECT {wanted} FROM {table} WHERE report_key = ? ORDER BY {_ORDER.get(table, 'place')}"
        own = self.columns(table)[len(TABLES[table]) :]
        keys = self._sql.execute("SELECT report_key, given FROM reports JOIN file USING (file) ORDER BY file, part")
        for key, given in keys:
            if of is not None and key not in of:
                continue
            if own:
                said = dict(given_of(given).own)
                (row,) = self._sql.execute(query, (key,))
                others = (said.get(name, "") for name in own)
                yield (*row, *(others if exact else map(safe_text, others)))
            else:
                yield from self._sql.execute(query, (key,))

    def reports(self, year: int = 0, whole: bool = True) -> Iterator[tuple[Report, Verdict]]:
        """Every report, and every file without one, with what was found about it, in the order of files: all of them,
        or those of a year and of none; whole, or only what they are, not what they hold."""
        files = self._sql.execute("SELECT id, file, kind, sha256, size, given, duplicate FROM file ORDER BY file")
        for number, *source, given, duplicate in files:
            kept = self._kept(number, year=year, whole=whole)
            if duplicate and kept:
                across = tuple(self._findings(kept[0][0], across=1))
                yield copy_of(Source(*source), given, across)
                continue
            for _, each in kept:
                yield report_of(Source(*source), given, each)

    def records(self) -> Iterator[tuple[Record, Stored, str, str]]:
        """Every file as `add` takes it."""
        for number, *source, size, modified, given, reader, read_at, _ in self._sql.execute(
            "SELECT * FROM file ORDER BY file"
        ):
            kept = tuple(each for _, each in self._kept(number, across=0))
            yield Record(Source(*source), given, kept), Stored(size, modified), reader, read_at

    def _kept(self, file: int, across: int = 1, year: int = 0, whole: bool = True) -> list[tuple[int, KeptReport]]:
        """The reports of a file by their keys, as `reports` wants them; with the findings that other files gave rise
        to, or without."""
        of_year = "AND (year IS NULL OR year = ? OR status IN ('failed', 'skipped'))" if year else "AND ? = 0"
        query = f"SELECT * FROM report WHERE file_id = ? {of_year} ORDER BY part"
        rows = self._sql.execute(query, (file, year)).fetchall()
        found = []
        for key, _, *row, _, _ in rows:
            held = self._held(key) if whole else ((), (), (), ())
            findings = tuple(self._findings(key, up_to=across)) if whole else ()
            found.append((key, KeptReport(tuple(row), *held, findings=findings)))
        return found

    def _held(self, report: int) -> tuple[tuple[Row, ...], tuple[Row, ...], tuple[Row, ...], tuple[Row, ...]]:
        facts = self._sql.execute(
            'SELECT form, "table", "row", "column", state, how, unit, value, raw, origin '
            "FROM fact JOIN fact_kind ON fact_kind.id = kind WHERE report = ? ORDER BY place",
            (report,),
        )
        others = (
            tuple(
                row[2:]
                for row in self._sql.execute(f"SELECT * FROM {table} WHERE report = ? ORDER BY place", (report,))
            )
            for table in ("section", "statement", "triple")
        )
        sections, statements, triples = others
        return sections, tuple((row[:7], *row[7:]) for row in facts), statements, triples

    def _findings(self, report: int, across: int = 0, up_to: int = 1) -> Iterator[Row]:
        rows = self._sql.execute(
            "SELECT * FROM finding WHERE report = ? AND across BETWEEN ? AND ? ORDER BY across, place",
            (report, across, up_to),
        )
        return (row[3:] for row in rows)

    # ── What is compared ─────────────────────────────────────────────────────────────────────────────────────────

    def filed(self) -> tuple[tuple[str, ...], list[Row]]:
        """Who filed what for which year, of reports that count, and of files that could not be read but are known to
        be an agency's: the names of the columns, and the rows in the order of files."""
        cursor = self._sql.execute(
            "SELECT report.id AS key, report_id, file, entity_id, entity, entity_kind, parent, scope, year, form, "
            "status, published FROM report JOIN file ON file.id = file_id "
            "WHERE NOT duplicate AND canonical AND (report_id != '' OR status = 'failed') ORDER BY file, part"
        )
        return tuple(name for name, *_ in cursor.description), cursor.fetchall()

    def cells(self, concepts: Iterable[Concept]) -> tuple[list[Row], Iterator[list[tuple[int, int, float | None]]]]:
        """Cells in all reports that count: their kinds (number, form, concept, state, how, unit), and the cells in
        chunks, as key of the report, number of the kind, value."""
        wanted = {str(concept) for concept in concepts}
        rows = self._sql.execute(
            """SELECT id, form, "table" || '.' || "row" || '.' || "column", state, how, unit FROM fact_kind"""
        )
        kinds = [row for row in rows if row[2] in wanted]
        numbers = ", ".join(str(kind) for kind, *_ in kinds)
        cells = self._sql.execute(f"SELECT report, kind, CAST(value AS NUMERIC) FROM fact WHERE kind IN ({numbers})")
        return kinds, iter(lambda: cells.fetchmany(_CHUNK), [])

    def nameless(self) -> int:
        """How many reports that count name no agency or no year."""
        return int(
            self._one(
                "SELECT count(*) FROM report JOIN file ON file.id = file_id "
                "WHERE NOT duplicate AND canonical AND report_id != '' AND (entity_id = '' OR year IS NULL)"
            )
        )

    def table_states(self) -> list[tuple[int, str, int, int, int, int]]:
        """By report and table how many cells are blank, suggested, unreadable, and anything but a number read."""
        return self._sql.execute(
            """SELECT report, "table", sum(state = 'blank'), sum(how = 'suggested'), sum(state = 'unreadable'), """
            "sum(state != 'number' OR how != 'read') FROM fact JOIN fact_kind ON fact_kind.id = kind "
            """GROUP BY report, "table" """
        ).fetchall()

    def tally(self) -> dict[tuple[str, str, str], int]:
        """How many files there are by kind, status and reason (of a file of several reports, those of the first)."""
        rows = self._sql.execute(
            "SELECT kind, status, reason, count(*) FROM reports WHERE part = 1 GROUP BY kind, status, reason"
        )
        return {(kind, status, reason): count for kind, status, reason, count in rows}

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
            "JOIN fact ON fact.report = report.id JOIN fact_kind ON fact_kind.id = fact.kind "
            "WHERE NOT duplicate AND canonical GROUP BY state, how"
        ).fetchall()

    def claim_counts(self) -> Iterator[tuple[tuple[str, str, int, str], int]]:
        """How many cells are claimed to be read, by kind of file, form, year and how."""
        rows = self._sql.execute(
            "SELECT file.kind, fact_kind.form, year, how, count(*) FROM report JOIN file ON file.id = file_id "
            f"JOIN fact ON fact.report = report.id JOIN fact_kind ON fact_kind.id = fact.kind WHERE {_CLAIMED} "
            "GROUP BY file.kind, fact_kind.form, year, how ORDER BY file.kind, fact_kind.form, year, how"
        )
        return (((kind, form, year, how), count) for kind, form, year, how, count in rows)

    def claims(self) -> Iterator[Row]:
        """The cells that are claimed to be read, by file, as printed: id of the report, concept, kind of file, form,
        year, how, file, agency, origin, state, value."""
        return self._sql.execute(
            """SELECT report_id, "table" || '.' || "row" || '.' || "column", file.kind, fact_kind.form, year, how, """
            "file, entity, origin, state, value FROM file JOIN report ON report.file_id = file.id "
            f"JOIN fact ON fact.report = report.id JOIN fact_kind ON fact_kind.id = fact.kind WHERE {_CLAIMED} "
            "ORDER BY file, part, place"
        )

    def stated(self) -> list[tuple[int, str, float | None, str]]:
        """What the prose of reports states of the year: key of the report, concept, value, state; what it states as an
        approximate figure only is ambiguous."""
        return self._sql.execute(
            "SELECT report, concept, CAST(value AS NUMERIC), iif(approximate = 'true', 'ambiguous', state) "
            "FROM statement WHERE period = 'this_year' "
            "ORDER BY report, place"
        ).fetchall()

    def contradicted(self) -> list[tuple[int, str, str, str]]:
        """Sums of the form that do not hold: key of the report, concepts, severity, about."""
        return self._sql.execute(
            "SELECT report, concepts, severity, about FROM finding WHERE rule IN ('D-01', 'D-02', 'D-03', 'D-04')"
        ).fetchall()

    # ── What several files tell together ─────────────────────────────────────────────────────────────────────────

    @property
    def is_settled(self) -> bool:
        """Whether what several files tell together has been found out since the last change."""
        return bool(self._one("SELECT generation = settled FROM library"))

    def versions(self) -> Iterator[tuple[int, ...]]:
        """The keys of the reports of every agency and year of which there are several."""
        live = "FROM report JOIN file ON file.id = file_id WHERE NOT duplicate AND report_id != '' AND entity_id != ''"
        groups = self._sql.execute(
            f"SELECT entity_id, year {live} AND year IS NOT NULL GROUP BY entity_id, year HAVING count(*) > 1"
        ).fetchall()
        same = f"SELECT report.id {live} AND entity_id = ? AND year = ? ORDER BY file, part"
        for group in groups:
            yield tuple(key for (key,) in self._sql.execute(same, group))

    def series(self) -> Iterator[list[tuple[int, int]]]:
        """Year and key of the reports of every agency that has reports of two years that follow each other; years of
        which several reports count are left out."""
        rows = self._sql.execute(
            "SELECT entity_id, year, report.id FROM report JOIN file ON file.id = file_id "
            "WHERE canonical AND NOT duplicate AND report_id != '' AND entity_id != '' AND year IS NOT NULL "
            "GROUP BY entity_id, year HAVING count(*) = 1 ORDER BY entity_id, year"
        ).fetchall()
        for _, group in groupby(rows, key=lambda row: row[0]):
            by_year = [(year, key) for _, year, key in group]
            if any(two[0] == one[0] + 1 for one, two in pairwise(by_year)):
                yield by_year

    def texts(self, numbers: tuple[int, ...], up_to: int) -> Iterator[Row]:
        """Sections of the reports that count, up to a year: id of the report, `entity_id`, entity, agency, parent,
        year, day of publication, number, text, file, and the places of the lines of the text."""
        marks = ", ".join("?" for _ in numbers)
        return self._sql.execute(
            "SELECT report_id, entity_id, entity, agency, parent, year, published, number, text, file, "
            "paragraphs FROM report "
            "JOIN file ON file.id = file_id JOIN section ON section.report = report.id "
            f"WHERE canonical AND NOT duplicate AND entity_id != '' AND number IN ({marks}) AND year <= ? "
            "ORDER BY file, part, place",
            (*numbers, up_to),
        )

    def names(self) -> dict[str, list[str]]:
        """The names of files that have the same bytes, by their SHA-256, where there are several."""
        same = "SELECT sha256, file FROM file WHERE sha256 IN (SELECT sha256 FROM file WHERE duplicate) ORDER BY file"
        found: dict[str, list[str]] = {}
        for sha256, file in self._sql.execute(same):
            found.setdefault(sha256, []).append(file)
        return found

    def copies(self) -> Iterator[tuple[int, ...]]:
        """The keys of what was read of files that have the same bytes, that of the original first."""
        for group in self._sql.execute("SELECT DISTINCT sha256 FROM file WHERE duplicate").fetchall():
            keys = self._sql.execute(
                "SELECT report.id FROM report JOIN file ON file.id = file_id "
                "WHERE sha256 = ? AND part = 1 ORDER BY duplicate, file",
                group,
            )
            yield tuple(key for (key,) in keys)

    def report(self, key: int, whole: bool = True) -> Report:
        """A report by its key, as it was read under the name of its file; or only what it is, not what it holds."""
        of_file = "SELECT file, kind, sha256, size, given FROM file JOIN report ON file_id = file.id"
        *source, given = self._sql.execute(f"{of_file} WHERE report.id = ?", (key,)).fetchone()
        _, _, *row, _, _ = self._sql.execute("SELECT * FROM report WHERE id = ?", (key,)).fetchone()
        held = self._held(key) if whole else ((), (), (), ())
        return report_of(Source(*source), given, KeptReport(tuple(row), *held, findings=()))[0]

    @contextmanager
    def settling(self, unjudged: Mapping[str, Why]) -> Iterator[None]:
        """Within it `tell` keeps anew what several files tell together; all that was kept of it before is gone.
        `unjudged` are the rules that cannot be judged of reports of which nothing is told."""
        self._sql.execute("DELETE FROM finding WHERE across")
        self._sql.execute("UPDATE report SET canonical = 1, unjudged_across = ?", [unjudged_text(unjudged)])
        yield
        self._sql.execute("UPDATE library SET generation = generation + 1, settled = generation + 1")

    def tell(
        self, key: int, findings: Iterable[Row], unjudged: Mapping[str, Why] | None = None, is_canonical: bool = True
    ) -> None:
        """Keeps what other files tell of a report: findings, what could not be judged, and whether it counts."""
        if unjudged is not None:
            self._sql.execute("UPDATE report SET unjudged_across = ? WHERE id = ?", (unjudged_text(unjudged), key))
        if not is_canonical:
            self._sql.execute("UPDATE report SET canonical = 0 WHERE id = ?", (key,))
        self._keep_findings(key, findings, across=1)

    def unjudged_across(self, year: int) -> dict[str, Mapping[str, Why]]:
        """Of the reports on a year, by their ids, the rules that need other reports and could not be judged."""
        rows = self._sql.execute(
            "SELECT report_id, unjudged_across FROM report JOIN file ON file.id = file_id "
            "WHERE year = ? AND NOT duplicate",
            [year],
        )
        return {report: unjudged_of(text) for report, text in rows}

    # ── What persons decided ─────────────────────────────────────────────────────────────────────────────────────

    def decisions(self) -> dict[str, tuple[str, str]]:
        """What was decided about problems, and remarks, by their fingerprints."""
        rows = self._sql.execute("SELECT fingerprint, conclusion, remark FROM decision")
        return {fingerprint: (conclusion, remark) for fingerprint, conclusion, remark in rows}

    def decide(self, decisions: Iterable[tuple[str, str, str]]) -> None:
        """Keeps conclusions and remarks by fingerprint, in place of earlier ones. Within `writing()`."""
        rows = [(*decision, _now()) for decision in decisions]
        self._sql.executemany("INSERT OR REPLACE INTO decision VALUES (?, ?, ?, ?)", rows)

    def audited(self, year: int) -> dict[str, tuple[str, str, str]] | None:
        """Unit, rule and sentence of the problems when a year was last audited, by fingerprint; None if never."""
        if self._one("SELECT 1 FROM audited WHERE year = ?", [year]) is None:
            return None
        rows = self._sql.execute("SELECT fingerprint, unit, rule, message FROM problem WHERE year = ?", (year,))
        return {fingerprint: (unit, rule, message) for fingerprint, unit, rule, message in rows}

    def note_audit(self, year: int, problems: Iterable[tuple[str, str, str, str]]) -> None:
        """Keeps the problems of a year as they are now: fingerprint, unit, rule, sentence. Within `writing()`."""
        self._sql.execute("DELETE FROM problem WHERE year = ?", (year,))
        self._sql.execute("INSERT OR REPLACE INTO audited VALUES (?, ?)", (year, _now()))
        rows = [(year, *problem) for problem in problems]
        self._sql.executemany("INSERT OR IGNORE INTO problem VALUES (?, ?, ?, ?, ?)", rows)

    # ── Runs and what they wrote ─────────────────────────────────────────────────────────────────────────────────

    def begin(self, reader: str, found: int, to_read: int) -> int:
        """Notes that a run has begun; its number."""
        with self.writing():
            row = (_now(), reader, found, to_read)
            run = self._sql.execute("INSERT INTO runs VALUES (NULL, ?, NULL, ?, ?, ?)", row).lastrowid
        return run or 0

    def finish(self, run: int) -> None:
        """Notes that a run has come to its end."""
        with self.writing():
            self._sql.execute("UPDATE runs SET finished = ? WHERE id = ?", (_now(), run))

    def outputs(self, settings: str) -> tuple[Output, ...]:
        """The files last written with these settings, if nothing has changed since."""
        rows = self._sql.execute(
            "SELECT name, size, modified FROM output, library WHERE output.generation = library.generation "
            "AND settings = ? ORDER BY name",
            (settings,),
        )
        return tuple(Output(*row) for row in rows)

    def wrote(self, settings: str, outputs: Iterable[Output]) -> None:
        """Notes which files stand there now."""
        self._sql.execute("DELETE FROM output")
        generation = self.generation
        rows = [(name, generation, settings, size, modified) for name, size, modified in outputs]
        self._sql.executemany("INSERT INTO output VALUES (?, ?, ?, ?, ?)", rows)


@contextmanager
def _faults_named(path: Path) -> Iterator[None]:
    """What keeps a library from being opened, read or written is an error that says so; other faults are ours."""
    try:
        yield
    except (sqlite3.OperationalError, sqlite3.DatabaseError) as error:
        if isinstance(error, sqlite3.ProgrammingError | sqlite3.IntegrityError):
            raise
        code = "library_damaged" if error.sqlite_errorcode in _DAMAGED else "cannot_write"
        raise OutputError(code, path=str(path), why=str(error)) from error
    except OSError as error:
        raise OutputError("cannot_write", path=str(path), why=error.strerror or str(error)) from error


_CLAIMED = (
    "NOT duplicate AND canonical AND report_id != '' AND year IS NOT NULL AND how IN ('read', 'aligned') "
    "AND state IN ('number', 'blank', 'mark')"
)
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
_INSERT_SECTION = "INSERT INTO section VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_STATEMENT = "INSERT INTO statement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_TRIPLE = "INSERT INTO triple VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_FINDING = "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_STARTS = ", ".join(str(ord(start)) for start in FORMULA_STARTS)
_TEXTS = frozenset(
    (
        "file", "entity", "entity_id", "parent", "title", "message", "expected", "actual", "text", "raw", "sentence",
        "label", "heading", "context",
    )
)  # fmt: skip


def _written(column: str, english: bool, exact: bool) -> str:
    """The expression for a column as it is written."""
    if column == "value":
        return "exact"
    name = "message_en" if column == "message" and english else f'"{column}"'
    if exact or column not in _TEXTS:
        return name
    return f"CASE WHEN unicode({name}) IN ({_STARTS}) THEN safe({name}) ELSE {name} END"


def _marks(row: Iterable[object]) -> str:
    return ", ".join("?" for _ in row)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
