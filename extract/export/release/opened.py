"""A release → a library of what stands in it, to be asked as any other.

Comes in: the rows of the tables of a release. Goes out: a library that holds the same reports, cells, sentences and
findings, which version counts, and what persons said. What a release does not hold, it does not hold either: the
evidence of whose a report is, the words that findings are made of, why rules could not be judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from itertools import groupby, islice
from operator import itemgetter

from extract.library import OpenLibrary
from extract.library.corrections import Correction
from extract.library.diary import SAID_AS
from extract.library.identities import SOUGHT_COLUMNS
from extract.library.records import (
    CELL_COLUMNS,
    KIND_COLUMNS,
    FindingRow,
    StatementRow,
    TripleRow,
    kept_number,
)
from extract.library.store import insertion
from extract.rows import UNIT_ROW_COLUMNS

ReleasedRow = Mapping[str, str]
"""A row of a table, by the names of its columns."""
RowsOf = Callable[[str], Iterable[ReleasedRow]]
"""The rows of a table, by its name."""

UNCOUNTED = frozenset({"draft", "earlier", "not_chosen", "other", "gone"})
"""Why a version of a report does not count, where another one does."""
_CHUNK = 10_000
_DIGITS = 6
_FILE = ("file", "kind", "sha256", "size", "stored_size", "modified", "given", "reader", "read_at", "duplicate", "gone")
_REPORT = (
    "file_id", "part", "status", "reason", "report_id", "entity", "agency", "entity_id", "entity_kind", "parent",
    "scope", "year", "form", "title", "published", "sections", "facts", "unjudged", "evidence", "canonical", "own_id",
    "own_parent",
)  # fmt: skip
_COPIED = (
    "status", "reason", "report_id", "entity", "entity_id", "entity_kind", "parent", "scope", "form", "title",
    "published", "sections",
)  # fmt: skip
"""The columns of a report that stand in a release as they are kept."""
_INSERT_FACT = insertion("fact", ("report", "place", "kind", *CELL_COLUMNS, "flag"))


class ReleasedLibrary(OpenLibrary):
    """A library of a release, to be filled once."""

    def fill(self, rows_of: RowsOf) -> None:
        """Keeps what stands in the tables of a release. KeyError where a column is missing."""
        self.keep_sought([tuple(row[column] for column in SOUGHT_COLUMNS) for row in rows_of("sought")])
        with self.writing():
            keys = self._fill_files(rows_of)
            self._fill_facts(keys, rows_of("facts"))
            self._fill_rows("section", keys, rows_of("sections"), _section)
            self._fill_rows("statement", keys, rows_of("narrative"), _statement)
            self._fill_rows("triple", keys, rows_of("triples"), _triple)
            self._fill_rows("finding", keys, rows_of("findings"), _finding, of_file=True)
            units = ([row[column] for column in UNIT_ROW_COLUMNS] for row in rows_of("units"))
            self._sql.executemany(insertion("units", UNIT_ROW_COLUMNS, "OR IGNORE"), units)
            for row in rows_of("decisions"):
                self._fill_said(row)
            corrections = [_correction(row) for row in rows_of("corrections")]
            self._sql.executemany(insertion("correction", Correction._fields, "OR IGNORE"), corrections)
            self._sql.execute("UPDATE library SET settled = generation")

    def _fill_files(self, rows_of: RowsOf) -> dict[tuple[str, str], int]:
        """The keys of reports, by their files and ids."""
        reports = {(row["file"], row["report_id"]): row for row in rows_of("reports")}
        keys: dict[tuple[str, str], int] = {}
        for file, parts in groupby(rows_of("inputs"), key=itemgetter("file")):
            accounts = list(parts)
            first = accounts[0]
            copied, gone = int(first["why"] == "duplicate"), int(first["gone"] == "true")
            about = (file, first["kind"], first["sha256"], _whole(first["size"]), 0, 0, first["given"])
            row = (*about, first["reader"], "", copied, gone)
            self._receive_in_round(first["sha256"], {account["received"] for account in accounts} - {""})
            number = self._sql.execute(insertion("file", _FILE, "OR IGNORE"), row).lastrowid
            for account in accounts:
                report = reports.get((file, account["report_id"]), {})
                key = self._sql.execute(insertion("report", _REPORT, "OR IGNORE"), _report(number, account, report))
                keys[file, account["report_id"]] = key.lastrowid or 0
        return keys

    def _receive_in_round(self, sha256: str, rounds: Collection[str]) -> None:
        """Keeps in which round bytes were received, where that is told: as a time that sorts as the round does."""
        for received in sorted(rounds):
            row = (sha256, "release", *[received.zfill(_DIGITS)] * 2)
            self._sql.execute(insertion("receipt", ("sha256", "library", "at", "began"), "OR REPLACE"), row)

    def _fill_facts(self, keys: Mapping[tuple[str, str], int], rows: Iterable[ReleasedRow]) -> None:
        by_report = {report: key for (_, report), key in keys.items() if report}
        places: Counter[int] = Counter()

        rows = iter(rows)
        while some := list(islice(rows, _CHUNK)):
            self._sql.executemany(_INSERT_FACT, list(self._facts(some, by_report, places)))

    def _facts(
        self, rows: Iterable[ReleasedRow], by_report: Mapping[str, int], places: Counter[int]
    ) -> Iterator[Sequence[object]]:
        for row in rows:
            key = by_report.get(row["report_id"])
            if key is None:
                continue
            places[key] += 1
            kind = tuple(row[column] for column in KIND_COLUMNS)
            number, value = self._kind(kind), _figure(row["value"])
            raw = None if row["raw"] == row["value"] else row["raw"]
            yield key, places[key], number, value, raw, row["origin"], row["flag"] or None

    def _fill_rows(
        self,
        table: str,
        keys: Mapping[tuple[str, str], int],
        rows: Iterable[ReleasedRow],
        made: Callable[[ReleasedRow], Mapping[str, object]],
        of_file: bool = False,
    ) -> None:
        by_report = {report: key for (_, report), key in keys.items() if report}
        places: Counter[int] = Counter()
        for row in rows:
            key = keys.get((row["file"], row["report_id"])) if of_file else by_report.get(row["report_id"])
            if key is None:
                continue
            places[key] += 1
            values = {"report": key, "place": places[key], **made(row)}
            self._sql.execute(insertion(table, tuple(values)), tuple(values.values()))

    def _fill_said(self, row: ReleasedRow) -> None:
        """What a later version lets persons say is passed over."""
        columns = SAID_AS.get(row["decision"], {})
        if columns:
            values = [row[name] for name in columns.values()]
            self._sql.execute(insertion(row["decision"], tuple(columns), "OR REPLACE"), values)


def _figure(text: str) -> int | str | None:
    """A number as it is kept; None for what is none."""
    with suppress(InvalidOperation):
        if Decimal(text).is_finite():
            return kept_number(text)
    return None


def _whole(text: str) -> int:
    """A whole number; 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() else 0


def _report(file: int | None, account: ReleasedRow, report: ReleasedRow) -> Sequence[object]:
    values: dict[str, object] = {column: report.get(column, "") for column in _COPIED}
    values |= {
        "file_id": file,
        "part": _whole(account["part"]),
        "agency": report.get("entity", ""),
        "year": _whole(report.get("year", "")) or None,
        "facts": _whole(report.get("facts", "")),
        "unjudged": "",
        "evidence": "[]",
        "own_id": account["own_id"],
        "own_parent": account["own_parent"],
        "canonical": int(account["why"] not in UNCOUNTED),
    }
    return [values[column] for column in _REPORT]


def _section(row: ReleasedRow) -> Mapping[str, object]:
    """The lines of a section stand where it does."""
    places = "\n".join([row["origin"]] * (row["text"].count("\n") + 1))
    columns = ("key", "title", "text", "origin")
    return {column: row[column] for column in columns} | {"number": _whole(row["number"]), "paragraphs": places}


def _correction(row: ReleasedRow) -> Correction:
    cell = ".".join(row[column] for column in ("table", "row", "column"))
    said = (row["corrected"], row["because"], row["who"], row["decided"])
    return Correction(row["sha256"], _whole(row["part"]), cell, row["raw"], *said)


def _statement(row: ReleasedRow) -> Mapping[str, object]:
    return {column: row[column] for column in StatementRow._fields} | {"value": _figure(row["value"])}


def _triple(row: ReleasedRow) -> Mapping[str, object]:
    return {column: row[column] for column in TripleRow._fields} | {"value": _figure(row["value"])}


def _finding(row: ReleasedRow) -> Mapping[str, object]:
    """A finding about a copy was told by another file; its sentence is not taken apart."""
    values = {column: row.get(column, "") for column in FindingRow._fields}
    return {**values, "details": "[]", "across": int(not row["report_id"])}
