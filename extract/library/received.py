"""Every version of a file that was received: what was there before a file was replaced is kept, as it was read.

A file is known by its name, a version of it by its SHA-256. What is there now stands in the tables of the library, what
was there before in `earlier`, one packed record each; bytes that came back are packed once. Only who removes a file
forgets its versions.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

from extract.library.records import (
    CELL_COLUMNS,
    KIND_COLUMNS,
    FindingRow,
    Record,
    ReportRecord,
    ReportRow,
    SectionRow,
    StatementRow,
    StoredRow,
    TripleRow,
)
from extract.library.store import Store, insertion, moment
from extract.model import Source

_Row = TypeVar("_Row", bound=tuple[Any, ...])
_CELL = (*KIND_COLUMNS, *CELL_COLUMNS)
_COLUMNS = ("file", "sha256", "received", "replaced", "reader", "record")
_PACKED = (
    "coalesce(record, (SELECT record FROM earlier AS same WHERE same.file = earlier.file "
    "AND same.sha256 = earlier.sha256 AND same.record IS NOT NULL))"
)


class EarlierVersion(NamedTuple):
    """What a file held before: when that was first there, when something else was, and what read it."""

    record: Record
    received: str
    replaced: str
    reader: str


class Received(Store):
    """A library that keeps every version that was received."""

    def received(self) -> dict[str, str]:
        """When what every file holds now was first there."""
        return dict(self._sql.execute("SELECT file, received FROM file"))

    def earlier(self, files: Iterable[str]) -> Iterator[EarlierVersion]:
        """What files held before, in the order in which it came."""
        query = f"SELECT received, replaced, reader, {_PACKED} FROM earlier WHERE file = ? ORDER BY received, id"
        for file in files:
            for received, replaced, reader, packed_record in self._sql.execute(query, (file,)):
                yield EarlierVersion(_whole(packed_record, file), received, replaced, reader)

    def replaced_since(self, at: str) -> dict[str, str]:
        """Of what files held and no file holds any more, what took its place in a file since then; by SHA-256."""
        rows = self._sql.execute(
            "SELECT earlier.sha256, file.sha256 FROM earlier JOIN file USING (file) "
            "WHERE replaced >= ? AND earlier.sha256 NOT IN (SELECT sha256 FROM file) ORDER BY replaced",
            (at,),
        )
        return dict(rows)

    def _was_received(self, file: str, at: str) -> None:
        """Keeps that what a file holds was there then, if that was before."""
        with self.writing():
            self._sql.execute("UPDATE file SET received = min(received, ?) WHERE file = ?", (at, file))

    def receipts(self) -> list[tuple[str, str, str, str]]:
        """When bytes were first there: their SHA-256, the mark of the library that received them, when, and when the
        run that brought them began."""
        return self._sql.execute("SELECT sha256, library, at, began FROM receipt ORDER BY sha256, library").fetchall()

    def _receive(self, sha256: str) -> None:
        """Keeps that bytes are there now, unless they were before. Their run began when the first one did that has not
        come to its end since another did. Within `writing()`."""
        self._sql.execute(
            "INSERT OR IGNORE INTO receipt (sha256, library, at, began) SELECT ?, mark, ?, "
            "(SELECT coalesce(min(started), '') FROM runs "
            "WHERE id > (SELECT coalesce(max(id), 0) FROM runs WHERE finished IS NOT NULL)) FROM library",
            (sha256, moment()),
        )

    def take_over_receipts(self, other: Received) -> None:
        """Keeps what another library received, and that it is here from now on, which tells no order. Within
        `writing()`."""
        receipts = other.receipts()
        self._sql.executemany(
            "INSERT OR IGNORE INTO receipt (sha256, library, at, began) VALUES (?, ?, ?, ?)", receipts
        )
        here = "INSERT OR IGNORE INTO receipt (sha256, library, at, began) SELECT ?, mark, ?, '' FROM library"
        self._sql.executemany(here, [(sha256, moment()) for sha256, *_ in receipts])

    def replaced_files(self) -> list[str]:
        """The files that held something else before, in the order of their names."""
        return [file for (file,) in self._sql.execute("SELECT DISTINCT file FROM earlier ORDER BY file")]

    def _keep_earlier(self, version: EarlierVersion) -> None:
        """Keeps what a file held, unless it is kept already. Within `writing()`."""
        source = version.record.source
        times = [
            received
            for (received,) in self._sql.execute(
                "SELECT received FROM earlier WHERE file = ? AND sha256 = ?", (source.name, source.sha256)
            )
        ]
        if version.received in times:
            return
        record = None if times else packed(version.record)
        row = (source.name, source.sha256, version.received, version.replaced, version.reader, record)
        self._sql.execute(insertion("earlier", _COLUMNS), row)

    def _forget_earlier(self, file: str) -> None:
        self._sql.execute("DELETE FROM earlier WHERE file = ?", (file,))


# ── A record as bytes ────────────────────────────────────────────────────────────────────────────────────────────────


def packed(record: Record) -> bytes:
    """A record, compressed; its rows name their columns, so that they may have others later."""
    reports = [
        {
            "report": _table([report.report], ReportRow._fields),
            "sections": _table(report.sections, SectionRow._fields),
            "facts": _table([(*kind, *cell) for kind, *cell in report.facts], _CELL),
            "statements": _table(report.statements, StatementRow._fields),
            "triples": _table(report.triples, TripleRow._fields),
            "findings": _table(report.findings, FindingRow._fields),
        }
        for report in record.reports
    ]
    kept = {"source": _table([record.source], Source._fields), "given": record.given, "reports": reports}
    return zlib.compress(json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


def _whole(data: bytes, file: str) -> Record:
    """The record that was packed; an error of SQLite where it is none any more."""
    try:
        return unpacked(data)
    except (zlib.error, ValueError, TypeError, LookupError) as error:
        raise sqlite3.DatabaseError(f"earlier.record: {file}") from error


def unpacked(data: bytes) -> Record:
    """The record that was packed."""
    kept = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    (source,) = _rows(kept["source"], Source)
    return Record(source, kept["given"], tuple(map(_report, kept["reports"])))


def _report(kept: dict[str, Any]) -> ReportRecord:
    (report,) = _rows(kept["report"], ReportRow)
    return ReportRecord(
        report,
        sections=_rows(kept["sections"], SectionRow),
        facts=tuple(_fact(row, kept["facts"]["columns"]) for row in kept["facts"]["rows"]),
        statements=_rows(kept["statements"], StatementRow),
        triples=_rows(kept["triples"], TripleRow),
        findings=_rows(kept["findings"], FindingRow),
    )


def _table(rows: Iterable[StoredRow], columns: tuple[str, ...]) -> dict[str, Any]:
    return {"columns": columns, "rows": [list(row) for row in rows]}


def _rows(table: dict[str, Any], kind: type[_Row]) -> tuple[_Row, ...]:
    """The rows of a table; what it has no column for is empty."""
    columns = table["columns"]
    named_rows = (dict(zip(columns, row, strict=True)) for row in table["rows"])
    fields: tuple[str, ...] = getattr(kind, "_fields")  # noqa: B009 - of every named tuple
    return tuple(kind(*(row.get(field, "") for field in fields)) for row in named_rows)


def _fact(row: list[Any], columns: list[str]) -> StoredRow:
    cells = dict(zip(columns, row, strict=True))
    return (tuple(cells[column] for column in KIND_COLUMNS), *(cells[column] for column in CELL_COLUMNS))
