"""Rows of a library are read and written by the names of their columns: a table may have others, in any order."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from extract.jobs import settle
from extract.jobs.files import Task, recorded
from extract.jobs.inputs import inputs_of
from extract.jobs.versions import settling_version
from extract.library import NAME, OpenLibrary
from extract.library.corrections import Correction, Rejudged
from extract.library.diary import NotedProblem, Output
from extract.library.papers import Note, UnitAnswer
from extract.library.records import Record
from extract.library.schema import MIGRATIONS, Migration, statements_of
from extract.model import Concept
from tests.kept import contents

ROOT = Path(__file__).parents[1]
TABLE = re.compile(r"CREATE TABLE (\w+) \((.+)\)([^()]*);", re.DOTALL)
COMMA = re.compile(r",(?![^(]*\))")
EXTRA = "extra TEXT NOT NULL DEFAULT 'extra'"


@pytest.fixture(scope="module")
def records() -> list[Record]:
    """Samples that have rows of every kind, a file twice, and one that is no report."""
    paths = ["samples/澄溪县", "samples/榛子坝乡2012.txt", "samples/菱角塘镇2016.html", "samples/说明.txt"]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        made = [recorded(Task(file)) for file in inputs_of(paths)]
    kept = [record for record in made if record != "unchanged"]
    first = kept[0]
    return [*kept, first._replace(source=first.source._replace(name="另存.txt"), given='{"own": [["mine", "x"]]}')]


def with_a_column(migration: Migration, where: str) -> Migration:
    """The same step with a column more in every table: in front, behind, or among the others in the opposite order."""

    def rebuilt(table: re.Match[str]) -> str:
        name, body, tail = table.groups()
        parts = [part.strip() for part in COMMA.split(body)]
        columns = [part for part in parts if not part.startswith(("UNIQUE", "PRIMARY KEY"))]
        rules = [part for part in parts if part not in columns]
        if where == "among":
            columns.reverse()
        columns.insert({"front": 0, "among": len(columns) // 2, "behind": len(columns)}[where], EXTRA)
        return f"CREATE TABLE {name} ({', '.join((*columns, *rules))}){tail};"

    script = "\n".join(TABLE.sub(rebuilt, statement) for statement in statements_of(migration))
    first = "INSERT INTO library (generation, settled) VALUES (0, 0)"
    return migration._replace(script=script.replace("INSERT INTO library VALUES (0, 0)", first))


def filled(path: Path, records: list[Record], migrations: tuple[Migration, ...] = MIGRATIONS) -> Path:
    """A library that holds something in every table."""
    with OpenLibrary(path, migrations) as library:
        library.add(records[0]._replace(source=records[0].source._replace(sha256="0" * 64)))
        named_otherwise(library, records[0])
        for number, record in enumerate(records):
            library.add(record, reader="r", read_at=f"2026-01-{number + 1:02}")
        library.finish(library.begin("r", 3, 2, ("r", "m")))
        library.keep_sought([("青禾镇", "", "临溪县", "township", 2022, "gone", "", "2026-01-01")])
        settle(library)
        with library.writing():
            library.assign(2023, [(records[0].source.sha256, 1, "青禾镇", "来电确认")])
            library.choose([(records[0].source.sha256, 1, True)])
            library.decide([("f1", "属实", "见附件")])
            noted = [NotedProblem("青禾镇", "2021", "", each) for each in records[0].reports[0].findings]
            library.note_audit(2023, noted, 1, [records[0].source.sha256])
            library.number(2023, ["青禾镇"], [("青禾镇", "f1", "")])
            library.note_edition("e1", 2023, "{}")
            library.keep_list("codes", "{}")
            library.keep_two_agencies({(1, 2): ("digest", True)})
            library.take_notes(2023, [Note("ledger", "青禾镇", "remark", "", "已电话催办")])
            library.take_answers(2023, 1, {"f1": UnitAnswer(is_done=True, measure="已更正")})
            corrected(library, next(each for each in records[1:] if each.reports and each.reports[0].findings))
            library.wrote("{}", [Output("facts.csv", 12, 34)], library.generation)
        assert library.review("f1", ("属实", "见附件"), "李")
        library.note_written(["d1"])
    return path


def corrected(library: OpenLibrary, record: Record) -> None:
    """A figure that a person lays over the print, so that a finding does not stand any more."""
    cell, part, report_id = "requests.received.total", record.reports[0].report.part, record.reports[0].report.report_id
    line = library.line_named(report_id)
    assert line
    raw = library.printed(line.key, [cell])[cell]
    library.correct([Correction(record.source.sha256, part, cell, raw, "31", "原件是31", "李", "2026-01-02")])
    library.rejudge([Rejudged(line.key, (0,), ())])


def named_otherwise(library: OpenLibrary, record: Record) -> None:
    """A file that was read as another agency's, with a problem that a person decided about and that is not told now."""
    (kept,) = record.reports
    finding = kept.findings[0]
    older = kept._replace(report=kept.report._replace(entity_id="old"), findings=(finding._replace(fingerprint="f0"),))
    library.add(record._replace(reports=(older,)))
    with library.writing():
        library.decide([("f0", "不属实", "")])
    library.add(record._replace(reports=(kept._replace(findings=()),)))
    assert [decision[-2:] for decision in library.unmatched()] == [("不属实", "")]


def told(library: OpenLibrary) -> dict[str, Any]:
    """What a library tells, whoever asks."""
    concepts = [Concept("requests", "received", "total")]
    kinds, cells = library.cells(concepts, [key for key, *_ in library.heads()])
    return contents(library) | {
        "reports": list(library.reports()),
        "records": list(library.records()),
        "known": list(library.known_files()),
        "states": [list(library.states()), library.unread()],
        "columns": library.columns("reports"),
        "decisions": library.decisions(),
        "audited": library.audited(2023),
        "said": [library.assigned(2023), library.chosen(), library.full_hashes(["0" * 15])],
        "rounds": [library.round(2023), library.handed_in(2023), library.unmatched()],
        "papers": [library.numbering(2023), library.editions(), library.notes(2023)],
        "earlier": [(each.record, each.reader) for each in library.earlier(library.replaced_files())],
        "outputs": [library.outputs("{}"), library.written_generation, library.has_written("d1")],
        "settled": library.is_settled(settling_version()),
        "kin": [[*library.touched(settling_version())], library.two_agencies()],
        "together": [list(library.versions()), list(library.series(())), list(library.copies()), library.names()],
        "texts": list(library.texts((1, 5), 0, 2026)),
        "unjudged": library.unjudged_across(2023),
        "filed": library.filed(),
        "cells": [sorted(kinds), list(cells)],
        "counts": [library.tally(), library.reach(), library.cell_counts()],
        "claims": list(library.claims()),
        "sums": [library.stated(), library.contradicted(), library.table_states(), library.nameless()],
    }


def tables(path: Path) -> set[str]:
    with sqlite3.connect(path) as sql:
        rows = sql.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {name for (name,) in rows if sql.execute(f"SELECT count(*) FROM {name}").fetchone()[0]}


@pytest.mark.slow
@pytest.mark.parametrize("where", ["front", "among", "behind"])
def test_a_column_more_changes_nothing(where: str, records: list[Record], tmp_path: Path) -> None:
    plain = filled(tmp_path / NAME, records)
    more = filled(tmp_path / "more.sqlite", records, tuple(with_a_column(each, where) for each in MIGRATIONS))
    with sqlite3.connect(more) as sql:
        names = {name for (name,) in sql.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        columns = {name: [row[1] for row in sql.execute(f"PRAGMA table_info({name})")] for name in names}
    assert all("extra" in each for each in columns.values())
    assert tables(plain) == tables(more) == names
    with OpenLibrary(plain) as one, OpenLibrary(more) as other:
        assert told(other) == told(one)
        with OpenLibrary(tmp_path / "merged.sqlite") as merged:
            assert merged.take_over(other) == len(records)
            assert list(merged.records()) == list(one.records())
        other.remove([records[0].source.name])
        one.remove([records[0].source.name])
        assert list(other.records()) == list(one.records())
