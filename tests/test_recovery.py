"""Runs that are broken off in any way go on with the same command, and end as if nothing had been."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.library import NAME
from tests.made.broken_off import (
    ROOT,
    TEXT,
    broken_off,
    check_whole,
    descendants,
    read_files,
    started,
    write_reports,
    written,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes as Linux has them"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("recovery") / "in"
    write_reports(path, 300)
    yield path


@pytest.fixture(scope="module")
def undisturbed(folder: Path) -> dict[str, bytes]:
    out = folder.parent / "undisturbed"
    run = started(folder, out)
    run.communicate(timeout=300)
    assert run.returncode == 3
    return written(out)


@pytest.mark.long
def test_a_run_that_is_killed_goes_on_and_ends_as_if_it_had_not_been(
    folder: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    log = tmp_path / "log.jsonl"
    assert broken_off(folder, tmp_path / "out", log, 8, random.Random(1), longest=2.0) > 2
    check_whole(folder, tmp_path / "out", log)
    assert written(tmp_path / "out") == undisturbed


def test_workers_end_with_their_parent(folder: Path, tmp_path: Path) -> None:
    run = started(folder, tmp_path / "out", "--timeout", "600")
    while len(descendants(run.pid)) < 3:
        assert run.poll() is None
        time.sleep(0.02)
    workers = descendants(run.pid)
    run.kill()
    run.communicate(timeout=30)
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{worker}/exe").exists() for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [worker for worker in workers if Path(f"/proc/{worker}/exe").exists()]


@pytest.mark.long
@pytest.mark.parametrize(("signals", "said"), [((signal.SIGINT,), "finishing"), ((signal.SIGTERM,), "finishing")])
def test_ctrl_c_once_keeps_what_is_in_hand(
    signals: tuple[signal.Signals, ...], said: str, folder: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    log = tmp_path / "log.jsonl"
    run = started(folder, tmp_path / "out", "--log", str(log))
    while not log.exists() or log.stat().st_size < 500:
        assert run.poll() is None
        time.sleep(0.02)
    for number in signals:
        run.send_signal(number)
    _, err = run.communicate(timeout=60)
    assert run.returncode == 130
    assert said in err
    assert "Traceback" not in err
    with sqlite3.connect(tmp_path / "out" / NAME) as sql:
        (kept,) = sql.execute("SELECT count(*) FROM file").fetchone()
    assert kept == read_files(log).total() < 300
    assert f"{kept} files were read" in err
    assert written(tmp_path / "out") == {}
    run = started(folder, tmp_path / "out", "--log", str(log))
    run.communicate(timeout=300)
    check_whole(folder, tmp_path / "out", log)
    assert written(tmp_path / "out") == undisturbed


def ticks(pid: int) -> int:
    """The processor time that a process has had, in hundredths of a second."""
    return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11])


def test_ctrl_c_twice_ends_at_once(tmp_path: Path) -> None:
    """Even when what is in hand would take long; here it hangs."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "slow.txt").write_bytes(TEXT * 12000)
    (tmp_path / "in" / "a.txt").write_bytes(TEXT)
    log = tmp_path / "log.jsonl"
    run = started(tmp_path / "in", tmp_path / "out", "--log", str(log), "--timeout", "100", "--jobs", "1")
    while not log.exists() or not log.stat().st_size:
        assert run.poll() is None
        time.sleep(0.02)
    workers = [pid for pid in descendants(run.pid) if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    idle = sum(map(ticks, workers))
    while sum(map(ticks, workers)) < idle + 30:
        assert run.poll() is None, "the slow file is in hand before anything is stopped"
        time.sleep(0.02)
    for worker in workers:
        os.kill(worker, signal.SIGSTOP)
    run.send_signal(signal.SIGINT)
    time.sleep(1)
    assert run.poll() is None
    run.send_signal(signal.SIGINT)
    before = time.monotonic()
    _, err = run.communicate(timeout=60)
    assert time.monotonic() - before < 40
    assert (run.returncode, "Traceback" in err) == (130, False)
    with sqlite3.connect(tmp_path / "out" / NAME) as sql:
        assert sql.execute("SELECT count(*) FROM file").fetchone() == (1,)


@pytest.mark.long
def test_two_extract_into_one_library_while_a_third_reads_it(
    folder: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    runs = [started(folder, out, "--shard", f"{number}/2") for number in (1, 2)]
    seen = []
    while any(run.poll() is None for run in runs):
        if (out / NAME).exists():
            with sqlite3.connect(out / NAME) as sql:
                try:
                    rows = sql.execute("SELECT facts, (SELECT count(*) FROM facts f WHERE f.report_key = r.report_key)"
                                       " FROM reports r WHERE report_id != ''").fetchall()  # fmt: skip
                except sqlite3.OperationalError as error:
                    assert "no such table" in str(error)
                    continue
            assert all(told == held for told, held in rows)
            seen.append(len(rows))
        time.sleep(0.02)
    assert [run.communicate()[1] for run in runs if run.returncode != 3] == []
    assert len(set(seen)) > 3
    assert seen == sorted(seen)
    assert written(out) == undisturbed


@pytest.mark.long
def test_one_and_two_processes_and_shards_write_the_same(
    folder: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    single = started(folder, tmp_path / "one", "--jobs", "1")
    single.communicate(timeout=300)
    assert written(tmp_path / "one") == undisturbed
    for number in (1, 2, 3):
        started(folder, tmp_path / f"part{number}", "--shard", f"{number}/3").communicate(timeout=300)
    parts = [str(tmp_path / f"part{number}") for number in (2, 3, 1)]
    merged = [sys.executable, "-m", "extract", "merge", *parts, "-o", str(tmp_path / "merged"), "-q"]
    assert subprocess.run(merged, cwd=ROOT, check=False).returncode == 3
    assert written(tmp_path / "merged") == undisturbed
