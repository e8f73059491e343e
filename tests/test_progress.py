"""How far a run is, for people; and what became of each file, for programs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extract.errors import OutputError, UsageError
from extract.jobs import Outcome, inputs_of, progress
from extract.jobs.log import Log
from extract.library import NAME, OpenLibrary
from tests.at_once import at_once
from tests.kept import keep

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "samples" / "澄溪县" / "2022"


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Outcome]:
    monkeypatch.setattr("extract.jobs.worked", at_once)
    with OpenLibrary(tmp_path / NAME) as library:
        return keep(library, inputs_of([FOLDER]))


def test_a_line_now_and_then_where_there_is_no_terminal(
    done: list[Outcome], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert list(progress.reported_now_and_then(iter(done), len(done), "en")) == done
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(progress, "_PAUSE", 0.0)
    assert list(progress.reported_now_and_then(iter(done), len(done), "en")) == done
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == len(done)
    assert lines[-1].startswith(f"reading {len(done)}/{len(done)}  0 failed, 0 skipped, ")


def test_a_bar_on_a_terminal_keeps_the_outcomes(done: list[Outcome], capsys: pytest.CaptureFixture[str]) -> None:
    assert list(progress.on_a_terminal(iter(done), len(done), "zh")) == done
    assert capsys.readouterr().out == ""


def test_the_log_has_a_line_for_every_file_and_grows(done: list[Outcome], tmp_path: Path) -> None:
    path = tmp_path / "below" / "log.jsonl"
    for _ in range(2):
        with Log(path) as log:
            for outcome in done:
                log.add(outcome)
    told = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [each["file"] for each in told] == 2 * [outcome.file.file for outcome in done]
    assert {each["status"] for each in told} == {"ok"}
    assert all(each["reports"][0].startswith("r") for each in told)


def test_a_log_that_cannot_be_written_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError), Log(tmp_path / "pipe"):
        pass
    with pytest.raises(OutputError), Log(tmp_path / "file" / "log.jsonl"):
        pass


@pytest.mark.slow
@pytest.mark.parametrize(("size", "code"), [("x", 2), ("-1", 2), ("", 2), ("512M", 0), ("0.5g", 0), ("2GiB", 0)])
def test_sizes_of_memory(size: str, code: int, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "extract", "check", str(ROOT / "samples" / "青禾镇2023.txt"), "--max-memory", size]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_an_interrupted_run_ends_at_once_and_writes_nothing(tmp_path: Path) -> None:
    text = (ROOT / "samples" / "青禾镇2023.txt").read_bytes()
    (tmp_path / "in").mkdir()
    for number in range(3000):
        (tmp_path / "in" / f"{number}.txt").write_bytes(text + b"%d" % number)
    command = [sys.executable, "-m", "extract", "extract", str(tmp_path / "in"), "-o", str(tmp_path / "out")]
    log = tmp_path / "log.jsonl"
    run = subprocess.Popen([*command, "--log", str(log)], cwd=ROOT, stderr=subprocess.PIPE, text=True)
    while not log.exists() or log.stat().st_size < 1000:
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=30)
    assert run.returncode == 130
    assert "Traceback" not in said
    assert not list((tmp_path / "out").glob("*.csv"))
