"""A library that an older version made: nothing in it is lost, and its findings are told in the words of today."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.checks.profile import Profile
from extract.cli.options import wording_of
from extract.jobs import inputs_of, plan_of, settle
from extract.jobs.files import Task, recorded
from extract.jobs.supervising import audit_library
from extract.library import NAME, OpenLibrary
from extract.library.records import CELL_COLUMNS, KIND_COLUMNS, FileRow, FindingRow, Record, ReportRow
from extract.library.schema import MIGRATIONS
from extract.library.store import insertion
from extract.model import Given
from extract.words.messages import SENTENCES, Lang
from tests.at_once import at_once
from tests.kept import contents, in_chinese, in_english, keep

ROOT = Path(__file__).parents[1]
PATHS = ["samples/青禾镇2023.txt", "samples/柳汀镇2020.txt", "samples/榛子坝乡2012.txt", "samples/澄溪县/2024"]
OWN = len(("own_id", "own_parent"))
CONFIRMED = 1
"""Columns of kinds of facts that came later."""
WITH_SENTENCES = 4
"""The steps up to the last version that kept sentences of findings."""


def own(file: str) -> Given:
    """A column of the user's own."""
    return Given(own=(("mine", file),))


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.jobs.worked", at_once)
    monkeypatch.chdir(ROOT)


@pytest.fixture(scope="module")
def records() -> list[Record]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        made = [recorded(Task(file, own(file.file))) for file in inputs_of(PATHS)]
    return [record for record in made if record != "unchanged"]


@pytest.fixture
def older(records: list[Record], tmp_path: Path) -> Path:
    """A library as it was when findings were kept with two sentences each, and had been audited once."""
    path = tmp_path / NAME
    OpenLibrary(path, MIGRATIONS[:WITH_SENTENCES]).close()
    sql = sqlite3.connect(path)
    kinds: dict[tuple[str, ...], int] = {}
    for number, record in enumerate(records, start=1):
        source = record.source
        file = FileRow(source.name, source.kind, source.sha256, source.size, 0, 0, record.given, "older", "2026-01-01")
        sql.execute(insertion("file", ("id", *FileRow._fields)), (number, *file))
        for kept in record.reports:
            columns = ("file_id", *ReportRow._fields[:-OWN])
            key = sql.execute(insertion("report", columns), (number, *kept.report[:-OWN])).lastrowid
            for place, (kind, *cell) in enumerate(kept.facts):
                kind = kind[:-CONFIRMED]
                if kind not in kinds:
                    kinds[kind] = len(kinds) + 1
                    sql.execute(insertion("fact_kind", ("id", *KIND_COLUMNS[:-CONFIRMED])), (kinds[kind], *kind))
                columns = ("report", "place", "kind", *CELL_COLUMNS)
                sql.execute(insertion("fact", columns), (key, place, kinds[kind], *cell))
            for table in ("section", "statement", "triple"):
                for place, row in enumerate(getattr(kept, f"{table}s")):
                    sql.execute(insertion(table, ("report", "place", *row._fields)), (key, place, *row))
            columns = ("report", "place", "across", "message", "message_en", *FindingRow._fields)
            for place, finding in enumerate(kept.findings):
                sql.execute(insertion("finding", columns), (key, place, 0, "旧语句", "old sentence", *finding))
    sql.execute("INSERT INTO own_column (name, place) VALUES ('mine', 1)")
    sql.execute("INSERT INTO runs (started, reader, found, to_read) VALUES ('2026-01-01', 'older', 9, 9)")
    sql.execute("INSERT INTO decision VALUES ('f1', '属实', '见附件', '2026-01-02')")
    sql.execute("INSERT INTO audited VALUES (2024, '2026-01-02')")
    sql.execute("INSERT INTO problem VALUES (2024, 'f1', '青禾镇', 'C-01', '缺少第五部分。')")
    sql.execute("UPDATE library SET generation = 9, settled = 8")
    sql.commit()
    sql.close()
    return path


@pytest.fixture
def today(records: list[Record], tmp_path: Path) -> Iterator[OpenLibrary]:
    """The same, made by this version."""
    with OpenLibrary(tmp_path / "today" / NAME) as library:
        for record in records:
            library.add(record)
        yield library


def test_nothing_is_lost_and_findings_are_told_in_the_words_of_today(older: Path, today: OpenLibrary) -> None:
    with OpenLibrary(older) as library:
        assert library.count("findings") > 10
        assert contents(library) == contents(today)
        assert list(library.reports()) == list(today.reports())
        assert list(library.rows("findings", in_english)) == list(today.rows("findings", in_english))
        assert [record for record, *_ in library.records()] == [record for record, *_ in today.records()]
        assert library.decisions() == {"f1": ("属实", "见附件")}
        assert library.columns("reports")[-1] == "mine"
        assert library.generation == 9
        assert library.count("runs") == 1
    with sqlite3.connect(older) as sql:
        told = str(sql.execute("SELECT * FROM finding").fetchall())
        assert "旧语句" not in told and "old sentence" not in told


def test_its_files_are_read_again_once(older: Path, today: OpenLibrary) -> None:
    inputs = inputs_of(PATHS)

    with OpenLibrary(older) as library:
        assert [known.reader for known in library.known_files()] == ["older"] * len(inputs)
        assert plan_of(inputs, library.known_files(), own, "newer", 2**62).why == ("version",) * len(inputs)
        assert len(keep(library, inputs, reader="newer")) == len(inputs)
        assert keep(library, inputs, reader="newer") == []
        settle(today)
        kept = contents(library)
        assert len(kept.pop("reports")) == len(inputs)
        assert kept == {table: rows for table, rows in contents(today).items() if table in kept}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_problem_that_is_gone_is_told_as_it_was_kept(lang: Lang, older: Path, tmp_path: Path) -> None:
    """By its old sentence where nothing else was kept, else in the language that is asked for; not as mended."""
    wording = wording_of(lang)
    audit, *_ = audit_library(older, tmp_path / "first", None, Profile(), 2024, wording)
    (old,) = audit.unverified
    assert (old.noted.unit, old.noted.finding.rule, old.noted.sentence) == ("青禾镇", "C-01", "缺少第五部分。")
    assert (old.why, audit.mended, audit.round) == ("unlisted", (), 1)
    problem = next(problem for problem in audit.problems if problem.finding.wording == "section")
    with OpenLibrary(older) as library:
        library.remove([problem.report.source.name])
    audit, *_ = audit_library(older, tmp_path / "second", None, Profile(), 2024, wording)
    (gone,) = [gone for gone in audit.unverified if gone.noted.finding.wording == "section"]
    told = in_english(problem.finding, "2021") if lang == "en" else in_chinese(problem.finding, "2021")
    assert (gone.noted.unit, gone.noted.finding, gone.noted.sentence) == (problem.unit, problem.finding, "")
    with (tmp_path / "second" / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["progress"] == "unverified" and row["message"] == told]
    assert [row["unit"] for row in rows] == [problem.unit]


def test_a_changed_sentence_is_seen_at_once(today: OpenLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    (before, *_) = (row for row in today.rows("findings", in_chinese) if row[5] == "C-01")
    monkeypatch.setitem(SENTENCES, "finding.section", ("没有「{title}」。", "No “{title}”."))
    (after, *_) = (row for row in today.rows("findings", in_chinese) if row[5] == "C-01")
    assert after[8].startswith("没有「") and before[8] != after[8]
    assert (before[:8], before[9:]) == (after[:8], after[9:])


@pytest.mark.parametrize("change", ["wording = 'of_yore'", "details = '[]'"])
def test_a_finding_whose_words_are_no_longer_known_tells_its_place_and_figures(
    change: str, older: Path, today: OpenLibrary
) -> None:
    message = wording_of("zh").message
    with OpenLibrary(older) as library:
        library._sql.execute(f"UPDATE finding SET {change} WHERE wording IN ('sum', 'section')")
        changed = [row for row in library.rows("findings", message) if "请重新运行 extract" in row[8]]
        assert changed
        assert all(row[9] in row[8] and row[10] in row[8] for row in changed)
        others = [row for row in library.rows("findings", message) if row not in changed]
        assert others and set(others) < set(today.rows("findings", message))
