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
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from extract.errors import Interrupted, OutputError, UsageError
from extract.library.claims import Claims
from extract.library.confirming import Confirming
from extract.library.corrections import CORRECTED, Rejudged
from extract.library.kin import Kin
from extract.library.questions import Questions
from extract.library.received import EarlierVersion, Received
from extract.library.records import (
    CELL_COLUMNS,
    GRAVITY,
    KIND_COLUMNS,
    FileRow,
    FindingRow,
    Record,
    ReportRecord,
    ReportRow,
    SectionRow,
    StatementRow,
    TripleRow,
    copy_of,
    finding_of,
    given_of,
    report_of,
    unjudged_text,
)
from extract.library.several import Several
from extract.library.soundness import fault_in
from extract.library.store import insertion, named, now
from extract.library.views import Views
from extract.model import Report, Source, Verdict, Why
from extract.rows import REPORT_COLUMNS
from extract.steps import step

NAME = "gongkai.sqlite"
"""What a library is called in its folder."""

_ON_ITS_WAY = "\1"
"""What the name of a file begins with until all are renamed."""

_SUFFIXES = (".sqlite", ".sqlite3", ".db")


class Stored(NamedTuple):
    """Size and time of change of a file on disk, by which it is known again without being read; 0 tells nothing."""

    size: int = 0
    modified: int = 0


UNKNOWN = Stored()


class KnownFile(NamedTuple):
    """What a library knows of a file."""

    file: str
    sha256: str
    stored: Stored
    given: str
    reader: str
    has_failed: bool


class Told(NamedTuple):
    """What other files tell of a report, by its key: findings, what could not be judged, and whether it counts."""

    key: int
    findings: tuple[FindingRow, ...]
    unjudged: Mapping[str, Why] | None = None
    is_canonical: bool = True


class FileState(NamedTuple):
    """What a file came to: the gravest status of its reports, why, and the severities of what was found about them."""

    file: str
    status: str
    reason: str
    findings: dict[str, int]


def library_path(path: str | os.PathLike[str]) -> Path:
    """The file of a library, given itself or its folder; where neither is there yet, a name is a folder's unless it
    ends as those of databases do.

    >>> library_path("2023.12").as_posix(), library_path("mine.sqlite").as_posix()
    ('2023.12/gongkai.sqlite', 'mine.sqlite')
    """
    given = Path(path)
    is_file = given.is_file() or (given.suffix.lower() in _SUFFIXES and not given.is_dir())
    return given if is_file else given / NAME


class OpenLibrary(Views, Questions, Confirming, Claims, Received, Several, Kin):
    """An open library; a context that closes it. OutputError where it cannot be opened, and, at the end of the context,
    where it could not be read or written, and why."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes it. Whoever has tripped over what this program never writes is told that the library is damaged."""
        is_told = isinstance(error, UsageError | OutputError | Interrupted | OSError | sqlite3.Error)
        fault = fault_in(self._sql) if isinstance(error, Exception) and not is_told else ""
        super().__exit__(kind, error, trace)
        if fault:
            raise OutputError("library_damaged", path=str(self.path), why=fault) from error

    # ── Files that come and go ───────────────────────────────────────────────────────────────────────────────────

    def add(
        self, record: Record, stored: Stored = UNKNOWN, reader: str = "", read_at: str = "", received: str = ""
    ) -> None:
        """Keeps a file, in place of what was kept under its name; what it held before, where that was something else,
        is kept as an earlier version. `received`: when it was first there, if that was before it was read."""
        with self.writing():
            source, read_at = record.source, read_at or now()
            received = min(self._replace(record, read_at), received or read_at)
            if source.sha256:
                self._receive(source.sha256)
            told = self._told_of(source.name)
            record = self._as_before(record)
            self._forget(source.name)
            row = FileRow(
                file=source.name,
                kind=source.kind,
                sha256=source.sha256,
                size=source.size,
                stored_size=stored.size,
                modified=stored.modified,
                given=record.given,
                reader=reader,
                read_at=read_at,
            )
            file = self._sql.execute(_INSERT_FILE, (*row, received)).lastrowid
            for report in record.reports:
                self._keep(self._sql.execute(_INSERT_REPORT, (file, *report.report)).lastrowid, report)
            self._lay_over(source.sha256, source.name)
            if told:
                self._follow(source.name, told)
            self._settle_copies(source.sha256)
            self._name_columns(name for name, _ in given_of(record.given).own)
            self._changed()

    def _replace(self, record: Record, at: str) -> str:
        """Keeps what a file held where it holds something else now; when what it holds was first there. What persons
        said of the file goes on."""
        source = record.source
        row = self._sql.execute(
            "SELECT id, sha256, reader, received FROM file WHERE file = ?", (source.name,)
        ).fetchone()
        if not row:
            return at
        number, sha256, reader, received = row
        if sha256 == source.sha256:
            return str(received)
        if sha256:
            before = self._record(number)
            self._keep_earlier(EarlierVersion(before, received, at, reader))
            parts = [
                number
                for number, (one, other) in enumerate(zip(before.reports, record.reports, strict=False), start=1)
                if one.report.read_id == other.report.read_id
            ]
            self._follows(source, sha256, parts)
        return at

    def _record(self, file: int) -> Record:
        """What is kept of a file, with all that was found about it."""
        row = FileRow(*self._sql.execute(f"SELECT {_columns(FileRow)} FROM file WHERE id = ?", (file,)).fetchone())
        reports = self._report_records(file, across=1, as_printed=True)
        return Record(row.source, row.given, tuple(record for _, record in reports))

    def _keep(self, report: int | None, record: ReportRecord) -> None:
        insert = self._sql.executemany
        insert(_INSERT_SECTION, ((report, place, *row) for place, row in enumerate(record.sections)))
        facts = ((report, place, self._kind(kind), *row) for place, (kind, *row) in enumerate(record.facts))
        insert(_INSERT_FACT, list(facts))
        insert(_INSERT_STATEMENT, ((report, place, *row) for place, row in enumerate(record.statements)))
        insert(_INSERT_TRIPLE, ((report, place, *row) for place, row in enumerate(record.triples)))
        self._keep_findings(report, record.findings, across=0)

    def _settle_copies(self, sha256: str) -> None:
        """Of files with the same bytes the first by name that could be read is the original."""
        original = self._single_value(
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
                "INSERT OR IGNORE INTO own_column (name, place) SELECT ?, coalesce(max(place), 0) + 1 FROM own_column",
                (name,),
            )

    def still(self, file: str, stored: Stored) -> None:
        """A file was looked into, and holds what it held before."""
        with self.writing():
            self._sql.execute("UPDATE file SET stored_size = ?, modified = ? WHERE file = ?", (*stored, file))

    def remove(self, files: Iterable[str]) -> None:
        """Forgets files, all that was in them, and all their versions."""
        with self.writing():
            for file in files:
                if sha256 := self._forget(file):
                    self._settle_copies(sha256)
                self._forget_earlier(file)
            self._changed()

    def rename_files(self, names: Mapping[str, str]) -> None:
        """Gives files other names; what was decided about their reports goes on."""
        with self.writing():
            told = {name: self._told_of(before) for before, name in names.items()}
            for table in ("file", "earlier"):
                rows = [(_ON_ITS_WAY + name, before) for before, name in names.items()]
                self._sql.executemany(f"UPDATE {table} SET file = ? WHERE file = ?", rows)
                self._sql.execute(
                    f"UPDATE {table} SET file = substr(file, 2) WHERE substr(file, 1, 1) = ?", (_ON_ITS_WAY,)
                )
            for name, problems in told.items():
                self._print_anew(name)
                self._follow(name, problems)
            self._changed()

    def note_gone(self, files: Iterable[str]) -> None:
        """Notes which files are no longer there, and that all others are. They are kept, but what is there counts
        before them."""
        gone = set(files)
        if gone != self.gone():
            with self.writing():
                self._sql.execute("UPDATE file SET gone = 0 WHERE gone")
                self._sql.executemany("UPDATE file SET gone = 1 WHERE file = ?", [(file,) for file in gone])
                self._changed()

    def gone(self) -> set[str]:
        """The files that were no longer there when their folder was last read."""
        return {file for (file,) in self._sql.execute("SELECT file FROM file WHERE gone")}

    def _forget(self, file: str) -> str:
        row = self._sql.execute("SELECT id, sha256 FROM file WHERE file = ?", (file,)).fetchone()
        if not row:
            return ""
        number, sha256 = row
        for (report,) in self._sql.execute("SELECT id FROM report WHERE file_id = ?", (number,)).fetchall():
            for table in ("section", "fact", "overlaid", "statement", "triple", "finding", "superseded"):
                self._sql.execute(f"DELETE FROM {table} WHERE report = ?", (report,))
            self._sql.execute("DELETE FROM two_agencies WHERE one = ? OR other = ?", (report, report))
        self._sql.execute("DELETE FROM report WHERE file_id = ?", (number,))
        self._sql.execute("DELETE FROM file WHERE id = ?", (number,))
        self._settle_copies(sha256)
        return str(sha256)

    def take_over(self, other: OpenLibrary) -> int:
        """Keeps the files of another library, those that are kept here and were read later as earlier versions, all
        its earlier versions, and what persons said of them; how many files it has. OutputError, and nothing is kept,
        where that is damaged."""
        with step("checking", other.path.name):
            fault = fault_in(other._sql)
        if fault:
            raise OutputError("library_damaged", path=str(other.path), why=fault)
        kept = {file: (at, sha256) for file, at, sha256 in self._sql.execute("SELECT file, read_at, sha256 FROM file")}
        self._name_columns(other.columns("reports")[len(REPORT_COLUMNS) :])
        count, received = 0, other.received()
        with self.writing():
            self.take_over_receipts(other)
        for record, stored, reader, at in other.records():
            source = record.source
            read_at, sha256 = kept.get(source.name, ("", ""))
            if read_at <= at:
                self.add(record, stored, reader, at, received[source.name])
            elif source.sha256 == sha256:
                self._was_received(source.name, received[source.name])
            elif source.sha256:
                with self.writing():
                    self._keep_earlier(EarlierVersion(record, received[source.name], read_at, reader))
            count += 1
        with self.writing():
            for version in other.earlier(other.replaced_files()):
                self._keep_earlier(version)
        with self.writing():
            self.take_over_said(other)
            self._take_over_lists(other)
            for file in kept:
                self._follow(file, other._told_of(file))
            self._changed()
        return count

    # ── What is known ────────────────────────────────────────────────────────────────────────────────────────────

    def known_files(self) -> Iterator[KnownFile]:
        """What is known of every file, in the order of their names."""
        rows = self._sql.execute(
            "SELECT file, sha256, stored_size, modified, given, reader, "
            "EXISTS (SELECT 1 FROM report WHERE file_id = file.id AND status = 'failed') FROM file ORDER BY file"
        )
        return (
            KnownFile(file, sha256, Stored(*at), given, reader, bool(bad))
            for file, sha256, *at, given, reader, bad in rows
        )

    def states(self) -> Iterator[FileState]:
        """What every file came to, in the order of their names."""
        rows = self._sql.execute(
            "SELECT file, status, reason, errors, warnings, "
            "(SELECT count(*) FROM findings WHERE findings.report_key = reports.report_key AND severity = 'note') "
            "FROM reports ORDER BY file, part"
        )
        last: FileState | None = None
        for file, status, reason, *counts in rows:
            findings = {level: count or 0 for level, count in zip(("error", "warning", "note"), counts, strict=True)}
            if last and last.file == file:
                findings = {level: count + last.findings[level] for level, count in findings.items()}
                status = max(status, last.status, key=GRAVITY.index)
            elif last:
                yield last
            last = FileState(file, status, reason, findings)
        if last:
            yield last

    def unread(self) -> list[str]:
        """The files that could not be read."""
        failed = self._sql.execute(
            "SELECT DISTINCT file FROM file JOIN report ON file_id = file.id WHERE status = 'failed' ORDER BY file"
        )
        return [file for (file,) in failed]

    # ── Reports ──────────────────────────────────────────────────────────────────────────────────────────────────

    def reports(self, year: int = 0, with_contents: bool = True) -> Iterator[tuple[Report, Verdict]]:
        """Every report, and every file without one, with what was found about it, in the order of files: all of them,
        or those of a year and of none; whole, or only what they are, not what they hold."""
        files = self._sql.execute("SELECT id, file, kind, sha256, size, given, duplicate FROM file ORDER BY file")
        for number, *source, given, duplicate in files:
            stored = self._report_records(number, year=year, with_contents=with_contents)
            if duplicate and stored:
                across = tuple(self._findings(stored[0][0], across=1))
                yield copy_of(Source(*source), given, across)
                continue
            for _, record in stored:
                yield report_of(Source(*source), given, record)

    def records(self) -> Iterator[tuple[Record, Stored, str, str]]:
        """Every file as `add` takes it."""
        files = self._sql.execute(f"SELECT id, {_columns(FileRow)} FROM file ORDER BY file")
        for number, *values in files:
            row = FileRow(*values)
            reports = tuple(record for _, record in self._report_records(number, across=0, as_printed=True))
            yield Record(row.source, row.given, reports), Stored(row.stored_size, row.modified), row.reader, row.read_at

    def _report_records(
        self, file: int, across: int = CORRECTED, year: int = 0, with_contents: bool = True, as_printed: bool = False
    ) -> list[tuple[int, ReportRecord]]:
        """The reports of a file by their keys, as `reports` wants them; with the findings that other files gave rise
        to, or without; with what persons laid over it, or as it is printed."""
        of_year = "AND (year IS NULL OR year = ? OR status IN ('failed', 'skipped'))" if year else "AND ? = 0"
        query = f"SELECT id, {_columns(ReportRow)} FROM report WHERE file_id = ? {of_year} ORDER BY part"
        records = []
        for key, *row in self._sql.execute(query, (file, year)).fetchall():
            record = self._report_record(key, ReportRow(*row), with_contents, as_printed)
            if with_contents:
                own = [row for _, row in self.found_in_print(key)] if as_printed else self._findings(key, up_to=0)
                record = record._replace(findings=(*own, *self._findings(key, 1, across)))
            records.append((key, record))
        return records

    def _report_record(
        self, key: int, report: ReportRow, with_contents: bool, as_printed: bool = False
    ) -> ReportRecord:
        """A report with what it holds, or without; with no findings."""
        if not with_contents:
            return ReportRecord(report, (), (), (), (), ())
        facts = self._sql.execute(_PRINTED if as_printed else _CELLS, (key,))
        return ReportRecord(
            report,
            sections=tuple(SectionRow(*row) for row in self._sql.execute(_SECTIONS, (key,))),
            facts=tuple((row[:_KINDS], *row[_KINDS:]) for row in facts),
            statements=tuple(StatementRow(*row) for row in self._sql.execute(_STATEMENTS, (key,))),
            triples=tuple(TripleRow(*row) for row in self._sql.execute(_TRIPLES, (key,))),
            findings=(),
        )

    def _findings(self, report: int, across: int = 0, up_to: int = CORRECTED) -> Iterator[FindingRow]:
        rows = self._sql.execute(
            f"SELECT {_columns(FindingRow)} FROM finding WHERE report = ? AND across BETWEEN ? AND ? "
            "ORDER BY across, place",
            (report, across, up_to),
        )
        return (FindingRow(*row) for row in rows)

    def report(self, key: int, with_contents: bool = True, as_printed: bool = False) -> Report:
        """A report by its key, as it was read under the name of its file, with what persons laid over it, or as it is
        printed; or only what it is, not what it holds."""
        of_file = "SELECT file, kind, sha256, size, given FROM file JOIN report ON file_id = file.id"
        *source, given = self._sql.execute(f"{of_file} WHERE report.id = ?", (key,)).fetchone()
        row = self._sql.execute(f"SELECT {_columns(ReportRow)} FROM report WHERE id = ?", (key,)).fetchone()
        record = self._report_record(key, ReportRow(*row), with_contents, as_printed)
        return report_of(Source(*source), given, record)[0]

    def judged(self, key: int) -> tuple[Report, Verdict]:
        """A report by its key, with all that was found about it."""
        report = self.report(key)
        return report, Verdict(tuple(map(finding_of, self._findings(key))), {})

    # ── What several files tell together ─────────────────────────────────────────────────────────────────────────

    def settled(
        self,
        told: Iterable[Told],
        unjudged: Mapping[str, Why],
        by: str,
        touched: Mapping[int, str],
        rejudged: Iterable[Rejudged] = (),
    ) -> None:
        """Keeps anew what several files tell together of the reports that are `touched`, by their keys with the digests
        of their kin, and what is found about corrected reports; what was kept of these before is gone. `unjudged` are
        the rules that cannot be judged of reports of which nothing is told, `by` the version of all. Within
        `writing()`."""
        self._mark_touched(touched)
        self._sql.execute("DELETE FROM finding WHERE across AND report IN (SELECT report FROM temp.touched)")
        self._sql.execute("DELETE FROM finding WHERE across = ?", (CORRECTED,))
        self._reinstate()
        self._sql.execute(
            "UPDATE report SET canonical = 1, unjudged_across = ?, told_of = touched.told_of FROM temp.touched "
            "WHERE id = touched.report",
            [unjudged_text(unjudged)],
        )
        for key, findings, why, is_canonical in told:
            if why is not None:
                self._sql.execute("UPDATE report SET unjudged_across = ? WHERE id = ?", (unjudged_text(why), key))
            if not is_canonical:
                self._sql.execute("UPDATE report SET canonical = 0 WHERE id = ?", (key,))
            self._keep_findings(key, findings, across=1)
        self.rejudge(rejudged)
        self._flag_cells()
        self._count_places()
        assignments = "generation = generation + 1, settled = generation + 1, settled_by = ?, held = held + 1"
        self._sql.execute(f"UPDATE library SET {assignments}", [by])


def _columns(row: type[NamedTuple]) -> str:
    return ", ".join(map(named, row._fields))


def _held_in(table: str, row: type[NamedTuple]) -> str:
    return f"SELECT {_columns(row)} FROM {table} WHERE report = ? ORDER BY place"


_INSERT_FILE = insertion("file", (*FileRow._fields, "received"))
_INSERT_REPORT = insertion("report", ("file_id", *ReportRow._fields))
_INSERT_SECTION = insertion("section", ("report", "place", *SectionRow._fields))
_INSERT_FACT = insertion("fact", ("report", "place", "kind", *CELL_COLUMNS))
_INSERT_STATEMENT = insertion("statement", ("report", "place", *StatementRow._fields))
_INSERT_TRIPLE = insertion("triple", ("report", "place", *TripleRow._fields))
_SECTIONS, _STATEMENTS = _held_in("section", SectionRow), _held_in("statement", StatementRow)
_TRIPLES = _held_in("triple", TripleRow)
_KINDS = len(KIND_COLUMNS)
_PRINTED, _CELLS = (
    f"SELECT {', '.join(map(named, (*KIND_COLUMNS, *CELL_COLUMNS)))} "
    f"FROM {cells} JOIN fact_kind ON fact_kind.id = kind WHERE report = ? ORDER BY place"
    for cells in ("fact", "cell")
)
"""The cells of a report as they are printed, and with what persons laid over them."""
