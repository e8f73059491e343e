"""Work in processes of its own: whatever a task does, every other is done, and each comes to one end."""

from __future__ import annotations

import ctypes
import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from multiprocessing import active_children
from pathlib import Path
from unittest.mock import Mock

import pytest

from extract.jobs import Limits
from extract.jobs.files import results_of
from extract.jobs.inputs import inputs_of
from extract.jobs.workers import TaskResult, worked
from extract.model import Report
from extract.steps import headway

ROOT = Path(__file__).parents[1]
DRAWN = (ROOT / "samples" / "青禾镇2023.txt").read_bytes()
QUICK = Limits(jobs=2, timeout=2.0, memory=400 * 1024**2)
PATIENT = replace(QUICK, timeout=300.0)


_left: list[str] = []
"""What tasks have left behind in a process."""


def misbehave(task: str) -> str:
    """What a file may make of the process that reads it."""
    word, _, detail = task.partition(" ")
    if word == "sleep":
        time.sleep(float(detail))
    elif word == "plod":
        for _ in range(int(detail)):
            time.sleep(0.2)
            headway()
    elif word == "spin":
        while True:
            pass
    elif word == "grow":
        held = []
        while True:
            held.append(bytearray(10 * 1024**2))
            time.sleep(0.01)
    elif word == "refuse":
        raise MemoryError
    elif word == "fill":
        _left.append(task)
    elif word == "need" and _left:
        raise MemoryError
    elif word == "crash":
        ctypes.string_at(0)
    elif word == "exit":
        os._exit(3)
    elif word == "raise":
        raise ValueError(detail)
    elif word == "print":
        os.write(1, b"garbage\n" * 1000)
    elif word == "child":
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)", detail])
        time.sleep(60)
    return f"{task} done"


def done_by(tasks: list[str], limits: Limits = QUICK) -> list[TaskResult[str]]:
    return sorted(worked(tasks, misbehave, limits))


def test_every_task_is_done_once() -> None:
    tasks = [f"task {number}" for number in range(300)]
    assert [(each.number, each.result) for each in done_by(tasks)] == [(n, f"{t} done") for n, t in enumerate(tasks)]
    assert done_by([]) == []


@pytest.mark.slow
def test_a_task_that_says_that_it_goes_on_has_longer_and_not_for_ever() -> None:
    slow, endless, other = done_by(["plod 15", "plod 1000", "task"], replace(QUICK, timeout=1.5))
    assert (slow.result, other.result) == ("plod 15 done", "task done")
    assert slow.seconds > 2.5
    assert endless.failure == "timeout"
    assert 12 < endless.seconds < 60


@pytest.mark.slow
@pytest.mark.parametrize(
    ("task", "failure"),
    [
        ("spin", "timeout"),
        ("sleep 60", "timeout"),
        ("grow", "memory"),
        ("refuse", "memory"),
        ("crash", "crash"),
        ("exit", "crash"),
        ("raise it", "crash"),
        ("print", None),
    ],
)
def test_a_bad_task_costs_itself_only(task: str, failure: str | None, capfd: pytest.CaptureFixture[str]) -> None:
    tasks = [f"task {number}" for number in range(40)]
    tasks[7] = tasks[23] = task
    limits = QUICK if failure == "timeout" else PATIENT
    started = time.monotonic()
    done = done_by(tasks, limits)
    assert [each.number for each in done] == list(range(40))
    assert {each.failure for each in done if each.number in (7, 23)} == {failure}
    assert all(each.result == f"{tasks[each.number]} done" for each in done if not each.failure)
    assert sum(each.failure is not None for each in done) == (2 if failure else 0)
    assert time.monotonic() - started < 60, "two tasks that never end cost their own deadline, not forty"
    assert capfd.readouterr().out == ""


@pytest.mark.slow
def test_what_a_task_has_started_ends_with_it() -> None:
    name = f"gongkai-test-{os.getpid()}-{random.random()}"
    (done,) = done_by([f"child {name}"])
    assert done.failure == "timeout"
    for _ in range(100):
        left = [path for path in Path("/proc").glob("[0-9]*/cmdline") if name in _read(path)]
        if not left:
            break
        time.sleep(0.05)
    assert not left


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""


@pytest.mark.long
def test_processes_that_are_killed_lose_nothing() -> None:
    tasks = [f"sleep {0.002 * (number % 5)}" for number in range(400)]
    chance, done = random.Random(3), list[TaskResult[str]]()
    for each in worked(tasks, misbehave, Limits(jobs=2)):
        done.append(each)
        if len(done) % 25 == 0:
            os.kill(chance.choice(active_children()).pid or 0, signal.SIGKILL)
    assert sorted(each.number for each in done) == list(range(400))
    twice = [each for each in done if not each.result]
    assert {each.failure for each in twice} <= {"crash"}
    assert len(twice) <= 2, "a task may be hit twice by chance, and is then given up"


def test_a_run_that_is_given_up_leaves_no_process() -> None:
    for _ in worked(["sleep 0.01", *["sleep 30"] * 5], misbehave, QUICK):
        break
    assert active_children() == []


@pytest.mark.parametrize(("jobs", "tasks", "processes"), [(1, 100, 1), (4, 100, 4), (4, 9, 2), (4, 1, 1), (0, 0, 1)])
def test_no_more_processes_than_are_worth_starting(jobs: int, tasks: int, processes: int) -> None:
    assert Limits(jobs=jobs).processes(tasks) == processes


@pytest.mark.long
def test_a_file_that_takes_too_long_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    """From the command line, on a file that no time is enough for."""
    (tmp_path / "a.txt").write_bytes((ROOT / "samples" / "青禾镇2023.txt").read_bytes())
    (tmp_path / "b.txt").write_bytes(DRAWN * 4000)
    (tmp_path / "c.txt").write_bytes((ROOT / "samples" / "茶亭坳镇2024.txt").read_bytes())
    log = tmp_path / "log.jsonl"
    command = [sys.executable, "-m", "extract", "extract", str(tmp_path), "-o", str(tmp_path / "out"), "--lang", "en"]
    done = subprocess.run(
        [*command, "--timeout", "5", "--log", str(log)], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 3
    assert "b.txt: took longer than allowed" in done.stderr
    assert "3 files = 2 ok + 0 with placed figures + 0 partial + 1 failed + 0 skipped." in done.stderr
    told = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert [(Path(each["file"]).name, each["status"], each["reason"]) for each in told if each["status"] != "ok"] == [
        ("b.txt", "failed", "timeout")
    ]


def test_memory_that_others_have_left_full_is_no_fault_of_a_task() -> None:
    done = done_by(["fill", "need", "refuse", "task 3"], replace(PATIENT, jobs=1))
    assert [each.failure for each in done] == [None, None, "memory", None]


def test_what_cannot_be_loaded_for_want_of_memory_is_no_bug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    (file,) = inputs_of([str(picture)])
    monkeypatch.setattr("extract.jobs.files.readings_of", Mock(side_effect=ImportError("failed to map segment")))
    with pytest.raises(MemoryError):
        results_of(file)


def test_what_is_not_there_to_be_loaded_is_a_bug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    (file,) = inputs_of([str(picture)])
    monkeypatch.setitem(sys.modules, "PIL", None)
    (report,) = results_of(file)
    assert isinstance(report, Report) and report.reason == "bug"
