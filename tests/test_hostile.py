"""Hostile and broken files: each ends in one state, in time and within its memory, and the others are read.

A few of every family, for they come by kinds, and, in the long run, all.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from extract.words.messages import SENTENCES
from tests.made.families import FAMILIES
from tests.made.hostile import TEXT, Files

ROOT = Path(__file__).parents[1]
BOMBS = {"flate-1g.pdf", "flate-flate-1g.pdf", "ratio-1e6.docx"}
pytestmark = pytest.mark.slow
TIMEOUT, GOOD = 20, 25
EVERY = 7
"""One in so many files is among the few, which are of small files only, but for those with hostile names."""
FEWEST = {EVERY: 100, 1: 650}


class Ran(NamedTuple):
    """A folder that was read, what was written about it, how that ended, and one in how many of all files it has."""

    folder: Path
    out: Path
    done: subprocess.CompletedProcess[str]
    every: int


@pytest.fixture(
    scope="module", params=[pytest.param(EVERY, id="few"), pytest.param(1, id="all", marks=pytest.mark.long)]
)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ran]:
    """The folder of bad files with good ones between them, what is written about them, and how the command ended."""
    folder, out, every = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("out"), request.param
    for family in FAMILIES:
        (folder / family).mkdir()
        for name, data in files_of(family, every):
            (folder / family / name).write_bytes(data)
    for number in range(GOOD):
        (folder / list(FAMILIES)[number % len(FAMILIES)] / f"good-{number}.txt").write_bytes(
            TEXT + b"%d" % (1000 + number)
        )
    done = subprocess.run(
        [sys.executable, "-m", "extract", "extract", str(folder), "-o", str(out), "--timeout", str(TIMEOUT),
         "--max-memory", "1G", "--log", str(out / "log.jsonl"), "--lang", "en"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    yield Ran(folder, out, done, every)


def files_of(family: str, every: int) -> Files:
    if family == "large" and every > 1:
        return iter(())
    return islice(FAMILIES[family](Random(family)), 0, None, 1 if family == "names" else every)


def reports(out: Path) -> list[dict[str, str]]:
    with (out / "reports.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.long
def test_every_file_ends_in_one_state(run: Ran) -> None:
    folder, out, done, every = run
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    rows = reports(out)
    assert len(files) > FEWEST[every]
    assert done.returncode == 3, done.stderr[-2000:]
    assert {row["file"].split("!/")[0].removeprefix("'") for row in rows} == {path.as_posix() for path in files}
    assert len({row["file"] for row in rows}) == len(rows)
    assert {row["status"] for row in rows} <= {"ok", "ok_with_repairs", "partial", "failed", "skipped"}
    assert all(bool(row["reason"]) == (row["status"] in ("failed", "skipped")) for row in rows)
    assert {f"reason.{row['reason']}" for row in rows if row["reason"]} <= SENTENCES.keys()
    assert not [row["file"] for row in rows if row["reason"] == "bug"]


@pytest.mark.long
def test_what_unpacks_to_too_much_is_told_before_it_is_unpacked(run: Ran) -> None:
    reasons = {row["file"].rpartition("/")[2]: row["reason"] for row in reports(run.out)}
    assert {reasons[name] for name in BOMBS & reasons.keys()} <= {"bomb"}
    assert run.every > 1 or reasons.keys() >= BOMBS


def test_good_files_among_them_are_read(run: Ran) -> None:
    folder, out, *_ = run
    good = [row for row in reports(out) if "good-" in row["file"]]
    assert Counter(row["status"] for row in good) == {"ok": GOOD}
    named = [row for row in reports(out) if f"{folder.name}/names/" in row["file"]]
    assert {row["status"] for row in named} == {"ok"}
    assert len(named) >= len(list(FAMILIES["names"](Random("names"))))


def test_none_takes_longer_than_it_may(run: Ran) -> None:
    told = [json.loads(line) for line in (run.out / "log.jsonl").read_text("utf-8").splitlines()]
    assert max(each["seconds"] for each in told) < TIMEOUT + 2


def test_nothing_is_written_but_the_results(run: Ran) -> None:
    folder, out, *_ = run
    assert {path.name for path in out.iterdir()} == {
        "reports.csv", "facts.csv", "findings.csv", "sections.csv", "narrative.csv", "triples.csv", "units.csv",
        "核查表.xlsx", "log.jsonl", "gongkai.sqlite",
    }  # fmt: skip
    assert not list(folder.rglob("*evil*"))


def test_names_that_a_spreadsheet_would_run_are_text(run: Ran) -> None:
    for name in ("reports.csv", "findings.csv"):
        with (run.out / name).open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell[:1] in ("=", "@", "\t", "\r")]
