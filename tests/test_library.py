"""The library: what is read stays as it was read, whatever comes, goes, fails or happens at the same time."""

from __future__ import annotations

import csv
import io
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import read_reports
from extract.errors import OutputError, UsageError
from extract.export.delimited import write_csv
from extract.jobs import Input, ReadingOptions, inputs_of, plan_of, settle
from extract.jobs.files import Task, recorded
from extract.jobs.plan import Shard, shard_of
from extract.jobs.versions import settling_version
from extract.library import NAME, OpenLibrary, Stored, library_path
from extract.library.records import Record, record_of, report_of
from extract.library.schema import MIGRATIONS, Migration, statements_of
from extract.library.views import TABLES
from extract.model import NO_VERDICT, Concept, Fact, Given, Identity, Locator, Paragraph, Report, Section, Source
from extract.rows import FACT_COLUMNS, FINDING_COLUMNS, fact_rows, report_row
from tests.at_once import at_once
from tests.kept import (
    PREFIXES,
    contents,
    in_chinese,
    in_english,
    keep,
    keep_all,
    narrative_rows,
    nothing_given,
    saying,
    section_rows,
    triple_rows,
)
from tests.optional import lacking

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
ONE = (SAMPLES / "青禾镇2023.txt").read_bytes()


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.jobs.worked", at_once)
    monkeypatch.chdir(ROOT)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[OpenLibrary]:
    with OpenLibrary(tmp_path / "library" / NAME) as opened:
        yield opened


@pytest.fixture(scope="module")
def records() -> list[Record]:
    """The samples as records."""
    made = [
        recorded(Task(Input(f"samples/{path.relative_to(SAMPLES)}", path))) for path in sorted(SAMPLES.rglob("*.*"))
    ]
    return [record for record in made if record != "unchanged"]


# ── What goes in comes out ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.long
def test_a_report_comes_back_as_it_was_read(records: list[Record], library: OpenLibrary) -> None:
    for record in records:
        library.add(record)
    reports = [report for report in read_reports(["samples"]) if report.report_id and "!/" not in report.source.name]
    kept = [(report, verdict) for report, verdict in library.reports() if report.report_id]
    assert len(kept) == len(reports) > 40
    for (back, _), report in zip(kept, reports, strict=True):
        assert report_row(back)[:17] == report_row(report)[:17]
        assert list(fact_rows(back)) == list(fact_rows(report))
        assert list(section_rows(back)) == list(section_rows(report))
        assert list(narrative_rows(back)) == list(narrative_rows(report))
        assert [fact.value for fact in back.facts] == [fact.value for fact in report.facts]
        assert [e._replace(origin=None) for e in back.identity.evidence] == [
            e._replace(origin=None) for e in report.identity.evidence
        ]
        assert [str(p.origin) for s in back.sections for p in s.paragraphs] == [
            str(p.origin) for s in report.sections for p in s.paragraphs
        ]
        assert (back.given, back.source) == (report.given, report.source)
    assert any(verdict.findings for _, verdict in kept)
    assert any(verdict.unjudged for _, verdict in kept)


@pytest.mark.long
def test_a_record_says_nothing_that_its_report_does_not(records: list[Record]) -> None:
    for record in records:
        for kept in record.reports:
            report, verdict = report_of(record.source, record.given, kept)
            again = record_of([(report, verdict)])
            assert again.reports[0] == kept


NUMBERS = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9),
    st.integers(-(2**70), 2**70).map(Decimal),
    st.sampled_from([Decimal("0.00"), Decimal("-0"), Decimal("1E+3"), Decimal(2**63), Decimal(-(2**63))]),
)
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)


@pytest.mark.slow
@given(st.lists(st.tuples(st.none() | NUMBERS, TEXTS), min_size=1, max_size=20))
@settings(max_examples=60, deadline=None)
def test_numbers_and_text_of_every_kind_come_back(cells: list[tuple[Decimal | None, str]]) -> None:
    facts = tuple(
        Fact(Concept("requests", f"row{n}", "total"), "2021", "number", value, raw, "件", "read", (Locator(f"p{n}"),))
        for n, (value, raw) in enumerate(cells)
    )
    report = made("a.txt", facts=facts)
    with OpenLibrary(Path(":memory:")) as library:
        library.add(record_of([(report, NO_VERDICT)]))
        ((back, _),) = library.reports()
        assert list(fact_rows(back)) == list(fact_rows(report))
        assert [tuple(map(str_or_empty, row)) for row in library.rows("facts")] == [
            (*row, "") for row in fact_rows(report)
        ]


def str_or_empty(value: object) -> str:
    return "" if value is None else str(value)


def made(name: str, entity: str = "青禾镇", year: int = 2023, data: str = "", **changes: Any) -> Report:
    """A report of nothing but what is said."""
    identity = Identity(entity, entity, f"?/{entity}", "township", "", "", year, "", "", ())
    source = Source(name, "text", (data or name).encode().hex().ljust(64, "0"), 9)
    report = Report(source, "ok", "", identity, "2021", (), (), (), Given())
    return replace(report, **changes)


def test_views_have_the_columns_of_the_files_and_their_rows(records: list[Record], library: OpenLibrary) -> None:
    for record in records:
        library.add(record)
    settle(library)
    with sqlite3.connect(library.path) as other:
        for table, columns in TABLES.items():
            wanted = ", ".join(f'"{column}"' for column in columns).replace("message", "wording")
            rows = other.execute(f"SELECT {wanted} FROM {table}").fetchall()
            ours = list(library.rows(table))
            assert len(rows) == len(ours) > 20
            if "value" in columns:
                at = columns.index("value")
                assert {type(row[at]) for row in rows} <= {int, float, type(None)}
                rows = [row[:at] + row[at + 1 :] for row in rows]
                ours = [row[:at] + row[at + 1 :] for row in ours]
            assert sorted(map(repr, rows)) == sorted(map(repr, ours))
        (total,) = other.execute("SELECT sum(value) FROM facts WHERE state = 'number'").fetchone()
    numbers = [Decimal(str(row[FACT_COLUMNS.index("value")])) for row in library.rows("facts") if row[8] is not None]
    assert Decimal(str(total)).quantize(Decimal("0.01")) == sum(numbers)


def test_rows_are_given_while_others_are_still_read(records: list[Record], library: OpenLibrary) -> None:
    for record in records[:3]:
        library.add(record)
    facts = library.rows("facts", exact=False)
    first = next(facts)
    assert [first, *facts] == list(library.rows("facts", exact=False))
    facts = library.rows("facts", exact=False)
    assert next(facts) == next(library.rows("facts", exact=False))


def test_rows_are_ordered_by_file_however_they_came(records: list[Record], tmp_path: Path) -> None:
    written = []
    for seed in range(3):
        shuffled = list(records)
        random.Random(seed).shuffle(shuffled)
        with OpenLibrary(tmp_path / f"{seed}" / NAME) as library:
            for record in shuffled:
                library.add(record)
            settle(library)
            written.append(contents(library))
    assert written[0] == written[1] == written[2]
    files = [row[1] for row in written[0]["reports"]]
    assert files == sorted(files)


# ── What comes and goes ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_read_again_takes_the_place_of_what_was_kept(library: OpenLibrary) -> None:
    before = made("a.txt", facts=(FACT,))
    for report in (before, made("a.txt", entity="石舫镇", data="other"), before):
        library.add(record_of([(report, NO_VERDICT)]))
    assert [row[6] for row in library.rows("reports")] == ["青禾镇"]
    for table in ("file", "report", "fact"):
        assert library.count(table) == 1


FACT = Fact(Concept("requests", "received", "total"), "2021", "number", Decimal(3), "3", "件", "read", ())


class Copies:
    """Files with few different contents, some of which cannot be read, that come and go."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[str, bool]] = {}

    def expected(self) -> dict[str, str]:
        """Reason of every file: of those with the same bytes the first that could be read is the original."""
        reasons = {}
        for name, (data, is_good) in self.files.items():
            good = sorted(other for other, (same, ok) in self.files.items() if same == data and ok)
            reasons[name] = "duplicate" if good and good[0] != name else "" if is_good else "timeout"
        return reasons


@pytest.mark.slow
@given(
    st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("xyz"), st.booleans(), st.booleans()), max_size=25)
)
@settings(max_examples=80, deadline=None)
def test_copies_are_told_whatever_comes_and_goes(steps: list[tuple[str, str, bool, bool]]) -> None:
    truth = Copies()
    with OpenLibrary(Path(":memory:")) as library:
        for name, data, is_good, stays in steps:
            if not stays:
                library.remove([name])
                truth.files.pop(name, None)
                continue
            report = made(name, data=data)
            bad = replace(report, status="failed", reason="timeout")
            library.add(record_of([(report if is_good else bad, NO_VERDICT)]))
            truth.files[name] = data, is_good
            assert {state.file: state.reason for state in library.states()} == truth.expected()
            copies = {row[1]: row[5] for row in library.rows("reports") if row[4] == "duplicate"}
            assert all(of == made(name, data=truth.files[name][0]).source.report_id for name, of in copies.items())


def test_ten_thousand_copies_take_no_longer_than_so_many_files(library: OpenLibrary) -> None:
    """Every one is told from the original at once: the number of steps grows with the files, not with their square."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    library._sql.set_progress_handler(count, 1000)
    record = record_of([(made("a.txt"), NO_VERDICT)])
    taken = []
    for number in range(2000):
        source = record.source._replace(name=f"{number:05}.txt")
        library.add(record._replace(source=source))
        if number % 1000 == 999:
            taken.append(steps)
    assert taken[1] - taken[0] < 2 * taken[0] + 100


# ── What is known ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_second_run_reads_nothing(library: OpenLibrary, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    shutil.copytree(SAMPLES / "澄溪县", folder)
    first = keep_all(library, [folder])
    generation = library.generation
    assert len(first) > 10
    assert keep_all(library, [folder]) == []
    assert library.generation == generation


@pytest.mark.parametrize("reader", ["r", "s"])
def test_what_has_changed_is_read_again(reader: str, library: OpenLibrary, tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_bytes(ONE + name.encode())
    keep(library, inputs_of(tmp_path.glob("*.txt")))
    (tmp_path / "b.txt").write_bytes(ONE + b"changed")
    (tmp_path / "d.txt").write_bytes(ONE + b"new")
    os.utime(tmp_path / "c.txt", (1, 1))
    outcomes = {
        Path(each.file.file).name: each.record
        for each in keep(library, inputs_of(tmp_path.glob("*.txt")), reader=reader)
    }
    if reader == "s":
        assert len(outcomes) == 4
        assert all(outcomes.values())
        return
    assert outcomes.keys() == {"b.txt", "c.txt", "d.txt"}
    assert outcomes["c.txt"] is None
    assert keep(library, inputs_of(tmp_path.glob("*.txt"))) == []


def test_what_else_is_said_of_a_file_makes_it_read_again(library: OpenLibrary, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(ONE)
    inputs = inputs_of([tmp_path / "a.txt"])
    keep(library, inputs)

    def why(**wanted: Any) -> tuple[str, ...]:
        return plan_of(inputs, library.known_files(), given_of, "r", 2**62, ReadingOptions(**wanted)).why

    given_of = nothing_given
    assert why() == ()
    assert why(force=True) == ("forced",)
    assert why(retry_failed=True) == ()
    given_of = lambda file: Given(code="330000")  # noqa: E731
    assert why() == ("given",)


def test_a_file_that_is_too_young_is_looked_into(library: OpenLibrary, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(ONE)
    inputs = inputs_of([tmp_path / "a.txt"])
    now = (tmp_path / "a.txt").stat().st_mtime_ns
    (task,) = plan_of(inputs, (), nothing_given, "r", now).tasks
    assert task.stored == Stored()
    (task,) = plan_of(inputs, (), nothing_given, "r", now + 3 * 10**9).tasks
    assert task.stored.size == len(ONE)


def test_a_limit_leaves_the_rest_for_the_next_run(library: OpenLibrary, tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_bytes(ONE + b"%d" % number)
    inputs = inputs_of(sorted(tmp_path.glob("*.txt")))
    seen = []
    for _ in range(4):
        plan = plan_of(inputs, library.known_files(), nothing_given, "r", 2**62, ReadingOptions(limit=2))
        seen.append((len(plan.tasks), plan.unchanged, plan.left))
        for task in plan.tasks:
            record = recorded(task)
            assert record != "unchanged"
            library.add(record, task.stored, "r")
    assert seen == [(2, 0, 3), (2, 2, 1), (1, 4, 0), (0, 5, 0)]


def test_failed_files_are_tried_again_when_asked(library: OpenLibrary, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 broken")
    inputs = inputs_of([tmp_path / "a.pdf"])
    keep(library, inputs)
    assert plan_of(inputs, library.known_files(), nothing_given, "r", 2**62).tasks == ()
    assert plan_of(inputs, library.known_files(), nothing_given, "r", 2**62, ReadingOptions(retry_failed=True)).why == (
        "failed",
    )


@pytest.mark.parametrize(("text", "shard"), [("1/1", Shard(1, 1)), ("2/5", Shard(2, 5)), ("5/5", Shard(5, 5))])
def test_shards_as_they_are_written(text: str, shard: Shard) -> None:
    assert shard_of(text) == shard


@pytest.mark.parametrize("text", ["", "0/2", "3/2", "1", "a/b", "1/0", "-1/2", "1/2/3", "½/1"])
def test_what_is_no_shard(text: str) -> None:
    with pytest.raises(UsageError):
        shard_of(text)


@given(st.lists(TEXTS, max_size=50), st.integers(1, 7))
def test_every_file_is_in_one_shard(files: list[str], of: int) -> None:
    for file in files:
        assert sum(Shard(number, of).has(file) for number in range(1, of + 1)) == 1


@pytest.mark.long
def test_shards_put_together_are_the_whole(tmp_path: Path) -> None:
    inputs = inputs_of(["samples"])
    with OpenLibrary(tmp_path / "whole" / NAME) as whole:
        keep(whole, inputs)
        wanted = contents(whole)
    for order in ((1, 2, 3), (3, 1, 2)):
        with OpenLibrary(tmp_path / f"merged{order[0]}" / NAME) as merged:
            for number in order:
                with OpenLibrary(tmp_path / f"{order[0]}-{number}" / NAME) as part:
                    keep(part, [file for file in inputs if Shard(number, 3).has(file.file)])
                    assert 0 < part.count("file") < len(inputs)
                    merged.take_over(part)
            settle(merged)
            assert contents(merged) == wanted


def test_of_two_readings_of_a_file_the_later_counts(tmp_path: Path) -> None:
    for first, second in (("2026-01-01", "2026-01-02"), ("2026-01-02", "2026-01-01")):
        with OpenLibrary(tmp_path / first / NAME) as one, OpenLibrary(tmp_path / f"{first}b" / NAME) as two:
            one.add(record_of([(made("a.txt", entity=first), NO_VERDICT)]), read_at=first)
            two.add(record_of([(made("a.txt", entity=second), NO_VERDICT)]), read_at=second)
            assert one.take_over(two) == 1
            assert [row[6] for row in one.rows("reports")] == ["2026-01-02"]


def test_a_number_given_in_another_library_holds_here_where_it_is_free(tmp_path: Path) -> None:
    with OpenLibrary(tmp_path / "one" / NAME) as one, OpenLibrary(tmp_path / "other" / NAME) as other:
        for library, problems in ((one, {"河桥镇": "a", "青禾镇": "b"}), (other, {"新桥镇": "c", "青禾镇": "de"})):
            numbered = [(unit, print_, "") for unit, prints in problems.items() for print_ in prints]
            with library.writing():
                library.number(2024, [*problems], numbered)
        one.take_over(other)
        held = one.numbering(2024)
    assert held.units == {"河桥镇": 1, "青禾镇": 2}
    assert {print_: number for print_, (number, _) in held.problems.items()} == {"a": 1, "b": 1, "e": 2}


@pytest.mark.slow
def test_gone_are_files_that_are_nowhere(library: OpenLibrary, tmp_path: Path) -> None:
    import zipfile

    (tmp_path / "a.txt").write_bytes(ONE)
    (tmp_path / "b.txt").write_bytes(ONE + b"b")
    for members in ("xy", "x"):
        with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
            for member in members:
                archive.writestr(f"{member}.txt", ONE + member.encode())
        keep_all(library, [tmp_path]) if members == "xy" else None
    (tmp_path / "b.txt").unlink()
    from extract.jobs import with_members

    some = with_members(inputs_of([tmp_path / "a.txt"]), None)
    every = with_members(inputs_of([tmp_path / "a.txt", tmp_path / "c.zip"]), None)

    def gone(inputs: list[Input]) -> list[str]:
        plan = plan_of(inputs, library.known_files(), nothing_given, "r", 2**62)
        return [Path(file).name for file in plan.gone]

    assert gone(some) == ["b.txt"]
    assert gone(every) == ["b.txt", "y.txt"]
    (tmp_path / "c.zip").unlink()
    assert gone(some) == ["b.txt", "x.txt", "y.txt"]


# ── What several files tell together ─────────────────────────────────────────────────────────────────────────────────


def figures(*values: int, how: Any = "read") -> tuple[Fact, ...]:
    return tuple(
        Fact(Concept("requests", "received", f"c{n}"), "2021", "number", Decimal(value), str(value), "件", how, ())
        for n, value in enumerate(values)
    )


def settled(library: OpenLibrary, *reports: Report) -> list[dict[str, Any]]:
    """The findings that several files gave rise to."""
    for report in reports:
        library.add(record_of([(report, NO_VERDICT)]))
    settle(library)
    return [dict(zip(FINDING_COLUMNS, row, strict=True)) for row in library.rows("findings", in_chinese)]


SAME, OTHER = (5, 3, 2, 7), (5, 3, 2, 8)


@pytest.mark.parametrize(
    ("file", "values", "how", "severity", "about", "counts"),
    [
        ("b.txt", SAME, "read", "", "", ["a.txt"]),
        ("b.txt", OTHER, "read", "warning", "reading", ["a.txt"]),
        ("b.txt", OTHER, "aligned", "warning", "reading", ["a.txt"]),
        ("b.txt", OTHER, "suggested", "", "", ["a.txt"]),
        ("b.txt", (1, 2, 4, 8), "read", "warning", "reading", ["a.txt", "b.txt"]),
        ("b（旧）.txt", OTHER, "read", "note", "report", ["a.txt"]),
        ("b（旧）.txt", (1, 2, 4, 8), "read", "note", "report", ["a.txt"]),
    ],
)
def test_versions_of_a_report_are_compared(
    file: str, values: tuple[int, ...], how: str, severity: str, about: str, counts: list[str], library: OpenLibrary
) -> None:
    found = settled(library, made(file, facts=figures(*values, how=how)), made("a.txt", facts=figures(*SAME)))
    told = [(each["rule"], each["file"], each["severity"], each["about"]) for each in found]
    assert told == ([("A-04", file, severity, about)] if severity else [])
    for each in found:
        (row,) = library.rows("findings", in_english)
        assert "a.txt" in each["message"] and "a.txt" in row[8] != each["message"]
        if values == OTHER:
            assert (each["expected"], each["actual"], each["concepts"]) == ("7", "8", "requests.received.c3")
    canonical = library._sql.execute("SELECT file FROM reports WHERE canonical ORDER BY file").fetchall()
    assert canonical == [(name,) for name in counts]


def test_a_file_that_was_taken_away_outranks_nothing_that_was_left(library: OpenLibrary) -> None:
    page = made("a.html", source=Source("a.html", "html", "1" * 64, 1), facts=figures(*SAME))
    left = made("b.txt", facts=figures(*OTHER))
    (asked,) = settled(library, page, left)
    assert asked["file"] == "b.txt"
    library.note_gone(["a.html"])
    assert library.gone() == {"a.html"} and not library.is_settled(settling_version())
    assert settled(library) == []
    assert library._sql.execute("SELECT file FROM reports WHERE canonical").fetchall() == [("b.txt",)]
    library.note_gone(["a.html", "b.txt"])
    (asked,) = settled(library)
    assert asked["file"] == "b.txt"
    library.add(record_of([(page, NO_VERDICT)]))
    assert library.gone() == {"b.txt"}


def test_a_correction_of_a_draft_need_not_be_what_was_sent_in(library: OpenLibrary) -> None:
    reports = made("a送审稿.txt", facts=figures(*SAME)), made("a整改后.txt", facts=figures(*OTHER))
    assert settled(library, *reports) == []
    assert library._sql.execute("SELECT file FROM reports WHERE canonical").fetchall() == [("a整改后.txt",)]


def test_reports_of_other_agencies_and_years_are_no_versions(library: OpenLibrary) -> None:
    facts = figures(*OTHER)
    others = made("b.txt", entity="石舫镇", facts=facts), made("c.txt", year=2022, facts=facts)
    assert settled(library, made("a.txt", facts=figures(*SAME)), *others) == []


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (made("z.txt"), made("a.txt", status="partial")),
        (made("z.txt"), made("a.txt", status="ok_with_repairs")),
        (made("z.html", source=Source("z.html", "html", "1" * 64, 1)), made("a.txt")),
        (made("a.txt"), made("z.pdf", source=Source("z.pdf", "pdf", "1" * 64, 1))),
        (made("a.txt"), made("b.txt")),
    ],
)
def test_which_version_counts(better: Report, worse: Report, library: OpenLibrary) -> None:
    for order in ((better, worse), (worse, better)):
        assert settled(library, *order) == []
        canonical = library._sql.execute("SELECT file FROM reports WHERE canonical").fetchall()
        assert canonical == [(better.source.name,)]


@pytest.mark.parametrize(
    ("files", "counts", "told"),
    [
        (("z.txt", "a送审稿.txt"), "z.txt", "a送审稿.txt"),
        (("z.txt", "a-Draft.txt"), "z.txt", "a-Draft.txt"),
        (("送审稿/a.txt", "发布稿/a.txt"), "发布稿/a.txt", "送审稿/a.txt"),
        (("a送审稿2.txt", "a送审稿10.txt", "a.txt"), "a.txt", "a送审稿10.txt"),
        (("a（送审稿 三）.txt", "a（送审稿 二）.txt", "b.txt"), "b.txt", "a（送审稿 三）.txt"),
        (("a第二稿送审.txt", "a第一稿送审.txt", "z.txt"), "z.txt", "a第二稿送审.txt"),
        (("a送审稿1.txt", "a送审稿2.txt"), "a送审稿2.txt", ""),
        (("初稿/a.txt", "送审稿/a.txt"), "送审稿/a.txt", ""),
    ],
)
def test_a_draft_counts_only_where_nothing_was_published(
    files: tuple[str, ...], counts: str, told: str, library: OpenLibrary
) -> None:
    said = {file: figures(*SAME[:3], number) for number, file in enumerate(sorted(files))}
    for order in (files, files[::-1]):
        found = settled(library, *(made(file, facts=said[file]) for file in order))
        said_of = [("A-03", counts, "warning")] if told else []
        assert [(each["rule"], each["file"], each["severity"]) for each in found] == said_of
        assert all(told in each["message"] for each in found)
        assert library._sql.execute("SELECT file FROM reports WHERE canonical").fetchall() == [(counts,)]


def test_a_draft_that_was_published_as_it_is_is_no_draft(library: OpenLibrary) -> None:
    made_of = {"source": Source("a送审稿.txt", "text", "1" * 64, 1), "facts": figures(*SAME)}
    published = Source("z.txt", "text", "1" * 64, 1)
    assert settled(library, made("a送审稿.txt", **made_of), made("z.txt", **(made_of | {"source": published}))) == []
    again = made("b送审稿2.txt", facts=figures(*OTHER))
    (found,) = settled(library, again)
    assert (found["rule"], found["file"]) == ("A-03", "a送审稿.txt")


def test_sentences_that_were_changed_after_approval_are_told(library: OpenLibrary) -> None:
    def written(file: str, *lines: str) -> Report:
        paragraphs = tuple(Paragraph(line, Locator(f"txt:L{n}:1-9")) for n, line in enumerate(lines, 1))
        section = Section(1, "overview", "一、总体情况", Locator("txt:L1:1-2"), paragraphs)
        return made(file, facts=figures(*SAME), sections=(section,))

    draft = written("a送审稿.txt", "全年主动公开政府信息五十二条。", "（二）依法办理政府信息公开申请九件。")
    same = written("a.txt", "全年主动公开政府信息五十二条", "(二) 依法办理政府信息公开申请九件")
    assert settled(library, draft, same) == []
    other = written("a.txt", "全年主动公开政府信息六十二条。", "（二）依法办理政府信息公开申请九件。")
    (found,) = settled(library, other)
    assert (found["rule"], found["file"], found["origin"]) == ("A-03", "a.txt", "txt:L1:1-9")
    assert "删去 1 句、新增 1 句，如“全年主动公开政府信息六十二条”" in found["message"]


def test_findings_across_files_follow_what_comes_and_goes(library: OpenLibrary) -> None:
    assert settled(library, made("a.txt", facts=figures(*SAME))) == []
    assert len(settled(library, made("b.txt", facts=figures(*OTHER)))) == 1
    assert library.is_settled(settling_version())
    (counted,) = [row for row in library.rows("reports") if row[1] == "b.txt"]
    assert counted[18] == 1
    library.remove(["a.txt"])
    assert not library.is_settled(settling_version())
    assert settled(library) == []
    assert [row[18] for row in library.rows("reports")] == [0]


@pytest.mark.parametrize(
    ("one", "two", "names"),
    [
        ("青禾镇2023.txt", "石舫镇2023.txt", ("青禾镇", "石舫镇")),
        ("溪口县/城关镇2023.txt", "澄溪县/城关镇2023.txt", ("溪口县", "澄溪县")),
        ("青禾镇2023.txt", "青禾镇2023(1).txt", None),
        ("青禾镇2023.txt", "download.txt", None),
        ("临溪县青禾镇2023.txt", "青禾镇2023.txt", None),
        ("2023/青禾镇.txt", "备份/青禾镇.txt", None),
    ],
)
def test_the_same_bytes_under_another_name(
    one: str,
    two: str,
    names: tuple[str, str] | None,
    library: OpenLibrary,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (one, two):
        Path(name).parent.mkdir(exist_ok=True)
        own = "城关镇" if "城关镇" in name else "青禾镇"
        Path(name).write_bytes(ONE.replace("临溪县".encode(), b"").replace("青禾镇".encode(), own.encode()))
    keep(library, inputs_of([one, two]))
    found = [row for row in library.rows("findings", in_chinese) if row[5] == "F-02"]
    copies = [row for row in library.rows("reports") if row[4] == "duplicate"]
    assert len(copies) == 1
    assert bool(found) == bool(names)
    if names:
        (row,) = found
        assert (row[1], row[6]) == (two if one.startswith("青") else max(one, two), "error")
        assert {row[9], row[10]} == set(names)
        assert all(name in row[8] for name in (*names, one, two))
        assert [counted[17] for counted in library.rows("reports") if counted[1] == row[1]] == [1]


# ── What may go wrong ────────────────────────────────────────────────────────────────────────────────────────────────


def test_migrations_lead_from_every_version_to_this_one(tmp_path: Path) -> None:
    def tables(path: Path) -> list[tuple[str, ...]]:
        with sqlite3.connect(path) as sql:
            return sql.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()

    with OpenLibrary(tmp_path / "now.sqlite"):
        pass
    for taken in range(len(MIGRATIONS)):
        path = tmp_path / f"{taken}.sqlite"
        OpenLibrary(path, MIGRATIONS[:taken]).close()
        OpenLibrary(path).close()
        assert tables(path) == tables(tmp_path / "now.sqlite")
    assert len({migration.name for migration in MIGRATIONS}) == len(MIGRATIONS) >= 2


def test_a_migration_keeps_what_is_there_and_is_taken_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / NAME
    with OpenLibrary(path) as library:
        library.add(record_of([(made("a.txt", facts=(FACT,)), NO_VERDICT)]))
        before = contents(library)
    broken = (*MIGRATIONS, Migration("broken", "CREATE TABLE more (x);\nINSERT INTO nowhere VALUES (1);\n"))
    with pytest.raises(OutputError):
        OpenLibrary(path, broken)
    with OpenLibrary(path) as library:
        assert contents(library) == before
        assert library.count("sqlite_master WHERE name = 'more'") == 0
    with OpenLibrary(path, (*MIGRATIONS, Migration("more", "CREATE TABLE more (x);\n"))) as library:
        assert contents(library) == before
    with pytest.raises(OutputError) as caught:
        OpenLibrary(path)
    assert caught.value.code == "library_newer"


def test_statements_of_a_migration() -> None:
    script = "CREATE TABLE a (x);\n\nCREATE VIEW b AS\nSELECT x\nFROM a;\n"
    assert [each.strip() for each in statements_of(Migration("", script))] == [
        "CREATE TABLE a (x);",
        "CREATE VIEW b AS\nSELECT x\nFROM a;",
    ]


@pytest.mark.parametrize("data", [b"not a library at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_what_is_no_library_is_left_as_it_is(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(data)
    with pytest.raises(OutputError) as caught:
        OpenLibrary(path)
    assert caught.value.code == "library_damaged"
    assert path.read_bytes() == data


def test_a_library_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        OpenLibrary.existing(tmp_path / NAME)
    assert list(tmp_path.iterdir()) == []
    assert library_path(tmp_path) == library_path(tmp_path / NAME) == tmp_path / NAME
    assert library_path(tmp_path / "new") == tmp_path / "new" / NAME


def test_a_file_is_kept_whole_or_not_at_all(library: OpenLibrary) -> None:
    library.add(record_of([(made("a.txt", facts=figures(1, 2)), NO_VERDICT)]))
    before = contents(library)
    broken = record_of([(made("a.txt", facts=figures(3, 4), data="b"), NO_VERDICT)])
    odd = broken.reports[0]._replace(statements=(("too", "few"),))
    with pytest.raises(sqlite3.ProgrammingError):
        library.add(broken._replace(reports=(odd,)))
    assert contents(library) == before


def test_two_who_write_and_one_who_reads(tmp_path: Path) -> None:
    """Threads here, each with a connection of its own, as processes have; `test_recovery` has processes."""
    path = tmp_path / NAME
    OpenLibrary(path).close()
    faults: list[Exception] = []
    counts: list[int] = []
    stop = threading.Event()

    def write(name: str) -> None:
        try:
            with OpenLibrary(path) as library:
                for number in range(60):
                    report = made(f"{name}{number}.txt", entity=f"{name}{number}镇", facts=figures(*range(50)))
                    library.add(record_of([(report, NO_VERDICT)]))
                settle(library)
        except Exception as error:  # noqa: BLE001 - told below
            faults.append(error)

    def read() -> None:
        try:
            with OpenLibrary(path) as library:
                while not stop.is_set():
                    rows = library._sql.execute("SELECT report_key, count(*) FROM facts GROUP BY 1").fetchall()
                    assert {count for _, count in rows} <= {50}
                    counts.append(len(rows))
        except Exception as error:  # noqa: BLE001 - told below
            faults.append(error)

    writers = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    reader = threading.Thread(target=read)
    for thread in (*writers, reader):
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    reader.join()
    assert faults == []
    assert all(one <= two for one, two in pairwise(counts))
    with OpenLibrary(path) as library:
        assert library.count("file") == 120


def test_no_path_is_made_absolute(library: OpenLibrary) -> None:
    keep(library, inputs_of(["samples/青禾镇2023.txt"]))
    library._sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert str(ROOT).encode() not in library.path.read_bytes()


def test_a_name_that_is_no_text_is_shown_by_its_bytes(library: OpenLibrary, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    try:
        (tmp_path / "in" / os.fsdecode("镇".encode("gb18030") + b".txt")).write_bytes(ONE)
    except (OSError, UnicodeError):
        lacking("this file system takes no such names")
    keep(library, inputs_of([tmp_path / "in"]))
    (row,) = library.rows("reports")
    assert row[1].endswith("/\\xd5\\xf2.txt")
    assert row[3] == "ok"


@pytest.mark.long
@pytest.mark.parametrize("page", ["docs/reference.md", "docs/reference.zh.md"])
def test_the_query_of_the_manual_runs(page: str, records: list[Record], library: OpenLibrary) -> None:
    for record in records:
        library.add(record)
    (query,) = re.findall(r"```sql\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)
    rows = library._sql.execute(query).fetchall()
    assert len(rows) > 40
    assert all(type(value) is int for _, _, value in rows)


# ── What is written ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("prefix", PREFIXES)
def test_no_text_column_holds_what_a_spreadsheet_would_run(prefix: str, library: OpenLibrary, tmp_path: Path) -> None:
    """Every text that a report can hold, in every column of every file; numbers and lone signs stay as they are."""
    library.add(saying(prefix))
    settle(library)
    defused = 0
    for table in TABLES:
        for exact in (False, True):
            path = tmp_path / f"{table}.csv"
            write_csv(path, library.columns(table), library.rows(table, lambda *_: prefix, exact))
            with path.open(encoding="utf-8-sig", newline="") as file:
                _, row = csv.reader(io.StringIO(file.read(), newline=""))
            texts = [cell for cell in row if prefix.strip() in cell]
            assert texts
            harmless = prefix in ("-", "+3", "--5")
            own = [cell for cell in texts if cell.removeprefix("'") == prefix]
            assert {cell.startswith("'") for cell in own} == {not exact and not harmless}
            defused += sum(cell.startswith("'") for cell in own)
    assert bool(defused) != (prefix in ("-", "+3", "--5"))


# ── Python ───────────────────────────────────────────────────────────────────────────────────────────────────────────

SCRIPT = """
from extract import facts_frame, read_reports
frame = facts_frame(read_reports(["samples"], jobs=2))
print(len(frame), frame["report_id"].nunique())
"""


@pytest.mark.long
@pytest.mark.parametrize("way", ["file", "stdin"])
def test_a_script_reads_with_several_processes_in_one_line(way: str, tmp_path: Path) -> None:
    """No guard around it: the processes do not run the script again."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    root = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, str(script) if way == "file" else "-"],
        input=SCRIPT if way == "stdin" else None,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    alone = [report for report in read_reports(["samples"]) if report.facts]
    assert done.stdout.split() == [str(sum(len(report.facts) for report in alone)), str(len(alone))]


@pytest.mark.long
def test_several_processes_read_what_one_reads() -> None:
    def rows(report: Report) -> list[tuple[str, ...]]:
        held = (fact_rows, section_rows, narrative_rows, triple_rows)
        return [report_row(report), *(row for rows_of in held for row in rows_of(report))]

    assert [rows(report) for report in read_reports(["samples"], jobs=2)] == [
        rows(report) for report in read_reports(["samples"])
    ]
