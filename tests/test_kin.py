"""What several files tell together, found out anew only of what is touched: always what finding out all of it tells."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from extract.jobs import settle, settling
from extract.library import NAME, OpenLibrary
from extract.library.corrections import Correction
from extract.library.records import record_of
from extract.library.store import moment
from extract.model import NO_VERDICT, NOTHING_GIVEN, Concept, Fact, Finding, Identity, Locator, Report, Source, Verdict
from extract.words.sheet_names import DISMISSED

_NAMES = (
    "青禾镇.txt",
    "青禾镇（修订）.txt",
    "甲/a.html",
    "乙/a.html",
    "b.docx",
    "c送审稿.txt",
    *(f"{n}.txt" for n in range(8)),
)
_CELLS = ("received", "handled", "granted")
_TABLES = {
    "report": "SELECT file, part, entity_id, parent, canonical, unjudged_across FROM report JOIN file "
    "ON file_id = file.id ORDER BY 1, 2",
    "finding": "SELECT file, part, across, rule, severity, wording, details, expected, actual, concepts, origin, "
    "fingerprint FROM finding JOIN report ON report = report.id JOIN file ON file_id = file.id "
    "ORDER BY file, part, across, place, finding.rowid",
    "flags": "SELECT file, part, place, flag FROM fact JOIN report ON report = report.id JOIN file "
    "ON file_id = file.id ORDER BY 1, 2, 3",
    **{table: f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4" for table in ("units", "place_count", "rule_count")},
}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[OpenLibrary]:
    with OpenLibrary(tmp_path / NAME) as opened:
        yield opened


def _report(random: Random, name: str) -> Report:
    """A report of one of few agencies and years, that may be the same as another's."""
    place, town = random.choice(("", "", "", "溪口县", "澄湾市溪口县")), random.choice(("青禾镇", "青禾镇", "榆钱镇"))
    year, digest = random.choice((2023, 2024)), f"{random.randrange(20):064}"
    values = [random.choice((3, 3, 3, 40)) for _ in _CELLS]
    facts = tuple(
        Fact(Concept("requests", row, "total"), "2021", "number", Decimal(value), str(value), "件", "read", ())
        for row, value in zip(_CELLS, values, strict=True)
    )
    entity_id = f"{place or '?'}/{town}"
    identity = Identity(place + town, place + town, entity_id, "township", "", place, year, "", "", ())
    report = Report(Source(name, "text", digest, 9), "ok", "", identity, "2021", (), facts, (), NOTHING_GIVEN)
    return report if random.random() > 0.15 else replace(report, status="failed", reason="bug", facts=())


def _verdict(random: Random) -> Verdict:
    rule = random.choice(("D-03", "E-01", "C-08"))
    cell = f"requests.{random.choice(_CELLS)}.total"
    found = Finding(rule, "error", "report", "sum", (), "1", "2", (cell,), (Locator("txt:L1:1-1"),))
    return NO_VERDICT._replace(findings=(found,) * (random.random() > 0.5))


def _changed(library: OpenLibrary, random: Random) -> None:
    """Something happens to a library that may have another thing told."""
    files = [each.file for each in library.known_files()]
    what = random.choice(
        ("add", "add", "remove", "gone", "gone", "rename", "dismiss", "choose", "assign", "again", "correct")
    )
    if what == "add":
        _add(library, random, random.choice(_NAMES))
    elif what == "remove":
        library.remove(random.sample(files, 1))
    elif what == "gone":
        library.note_gone(random.sample(files, random.randrange(2)))
    elif what == "rename":
        free = [name for name in (*_NAMES, "f修改稿.txt") if name not in files]
        library.rename_files(dict(zip(random.sample(files, 1), free[-1:], strict=False)))
    elif what == "again":
        ((record, *_),) = [each for each in library.records() if each[0].source.name == files[0]]
        library.add(record)
    else:
        _said(library, random, what)


def _add(library: OpenLibrary, random: Random, name: str) -> None:
    report = _report(random, name)
    library.begin("v", 1, 1, ("r", "m"))
    library.add(record_of([(report, _verdict(random) if report.facts else NO_VERDICT)]))


def _said(library: OpenLibrary, random: Random, what: str) -> None:
    sha256, part = f"{random.randrange(20):064}", 1
    prints = [row[-1] for row in library.rows("findings")]
    with library.writing():
        if what == "choose":
            library.choose([(sha256, part, random.random() > 0.3)])
        elif what == "correct":
            cell, value = f"requests.{random.choice(_CELLS)}.total", random.choice(("", "3", "40"))
            library.correct([Correction(sha256, part, cell, "3", value, "", "", moment())])
        elif what == "assign":
            library.assign(2024, [(sha256, part, random.choice(("", "石门县榆钱镇")), "")])
        elif prints:
            library.decide([(random.choice(prints), random.choice((min(DISMISSED), "属实")), "")])


def _state(path: Path) -> dict[str, list[Any]]:
    with closing(sqlite3.connect(path)) as sql:
        return {name: sql.execute(query).fetchall() for name, query in _TABLES.items()}


def _all_anew(path: Path, copy: Path) -> dict[str, list[Any]]:
    """What is told where nothing is known of what was told before."""
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as original, closing(sqlite3.connect(copy)) as sql:
        original.backup(sql)
        sql.execute("UPDATE report SET told_of = ''")
        for table in ("two_agencies", "place_held", "place_count", "rule_count"):
            sql.execute(f"DELETE FROM {table}")
        sql.execute("UPDATE library SET settled = -1")
        sql.commit()
    with OpenLibrary(copy) as library:
        settle(library)
    return _state(copy)


@pytest.mark.parametrize("seed", [*range(6), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(6, 60))])
def test_what_is_touched_is_told_as_all_is(seed: int, library: OpenLibrary, tmp_path: Path) -> None:
    random = Random(seed)
    for name in _NAMES:
        _add(library, random, name)
    for _ in range(10):
        for _ in range(random.randrange(1, 4)):
            _changed(library, random)
        settle(library)
        assert _state(library.path) == _all_anew(library.path, tmp_path / "copy.sqlite")


def test_only_kin_are_looked_at(library: OpenLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that comes has the reports of its own agency read from the library, and no others."""
    random = Random(1)
    made = [_report(random, f"{number}.txt") for number in range(40)]
    for number, report in enumerate(made):
        named = replace(
            report.identity, entity_id=f"溪口县/镇{number // 4}", entity=f"溪口县镇{number // 4}", parent="溪口县"
        )
        source = report.source._replace(sha256=f"{number:064}")
        identity = replace(named, agency=named.entity, year=2020 + number % 4)
        library.add(record_of([(replace(report, identity=identity, source=source), NO_VERDICT)]))
    settle(library)
    looked: list[str] = []
    read = OpenLibrary.report
    monkeypatch.setattr(
        OpenLibrary, "report", lambda *given, **more: looked.append(read(*given, **more).entity) or read(*given, **more)
    )
    report = replace(made[0], source=Source("new.txt", "text", "f" * 64, 9))
    identity = replace(
        report.identity, entity_id="溪口县/镇3", entity="溪口县镇3", agency="溪口县镇3", parent="溪口县", year=2024
    )
    library.add(record_of([(replace(report, identity=identity), NO_VERDICT)]))
    settle(library)
    assert set(looked) == {"溪口县镇3"}


def test_other_rules_have_all_told_anew(library: OpenLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    for year in (2023, 2024):
        report = _report(Random(2), f"{year}.txt")
        library.add(record_of([(replace(report, identity=replace(report.identity, year=year)), NO_VERDICT)]))
    settle(library)
    assert not library.touched(settling.settling_version())
    assert len(library.touched("another")) == 2
