"""Hostile and broken files: each ends in one state, in time and within its memory, and the others are read."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from extract.words.messages import SENTENCES
from tests.made.families import FAMILIES
from tests.made.hostile import TEXT

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.slow
TIMEOUT, GOOD = 20, 25
FEWEST = 650


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path, subprocess.CompletedProcess[str]]]:
    """The folder of bad files with good ones between them, what is written about them, and how the command ended."""
    folder, out = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("out")
    for family, files in FAMILIES.items():
        (folder / family).mkdir()
        for name, data in files(Random(family)):
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
    yield folder, out, done


Ran = tuple[Path, Path, "subprocess.CompletedProcess[str]"]


def reports(out: Path) -> list[dict[str, str]]:
    with (out / "reports.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_file_ends_in_one_state(run: Ran) -> None:
    folder, out, done = run
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    rows = reports(out)
    assert len(files) > FEWEST
    assert done.returncode == 3, done.stderr[-2000:]
    assert {row["file"].split("!/")[0].removeprefix("'") for row in rows} == {path.as_posix() for path in files}
    assert len({row["file"] for row in rows}) == len(rows)
    assert {row["status"] for row in rows} <= {"ok", "ok_with_repairs", "partial", "failed", "skipped"}
    assert all(bool(row["reason"]) == (row["status"] in ("failed", "skipped")) for row in rows)
    assert {f"reason.{row['reason']}" for row in rows if row["reason"]} <= SENTENCES.keys()
    assert not [row["file"] for row in rows if row["reason"] == "bug"]


def test_what_unpacks_to_too_much_is_told_before_it_is_unpacked(run: Ran) -> None:
    _, out, _ = run
    reasons = {row["file"].rpartition("/")[2]: row["reason"] for row in reports(out)}
    assert {reasons["flate-1g.pdf"], reasons["flate-flate-1g.pdf"], reasons["ratio-1e6.docx"]} == {"bomb"}


def test_good_files_among_them_are_read(run: Ran) -> None:
    folder, out, _ = run
    good = [row for row in reports(out) if "good-" in row["file"]]
    assert Counter(row["status"] for row in good) == {"ok": GOOD}
    named = [row for row in reports(out) if f"{folder.name}/names/" in row["file"]]
    assert {row["status"] for row in named} == {"ok"}
    assert len(named) >= len(list(FAMILIES["names"](Random("names"))))


def test_none_takes_longer_than_it_may(run: Ran) -> None:
    import json

    _, out, _ = run
    told = [json.loads(line) for line in (out / "log.jsonl").read_text("utf-8").splitlines()]
    assert max(each["seconds"] for each in told) < TIMEOUT + 2


def test_nothing_is_written_but_the_results(run: Ran) -> None:
    folder, out, _ = run
    assert {path.name for path in out.iterdir()} == {
        "reports.csv", "facts.csv", "findings.csv", "sections.csv", "narrative.csv", "triples.csv", "核查表.xlsx",
        "log.jsonl", "gongkai.sqlite",
    }  # fmt: skip
    assert not list(folder.rglob("*evil*"))


def test_names_that_a_spreadsheet_would_run_are_text(run: Ran) -> None:
    _, out, _ = run
    for name in ("reports.csv", "findings.csv"):
        with (out / name).open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell[:1] in ("=", "@", "\t", "\r")]
