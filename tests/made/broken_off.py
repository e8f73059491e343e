"""Runs of the command that are killed at random moments, until they have done all there was to do."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from extract.library import NAME

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "samples" / "青禾镇2023.txt").read_bytes()
LONG_AGO = 1_600_000_000


def write_reports(folder: Path, count: int) -> None:
    """Small reports of as many agencies, and some that are none."""
    folder.mkdir(parents=True)
    for number in range(count):
        path = folder / f"{number:05}.txt"
        name = f"青禾{number}镇" if number % 7 else ""
        path.write_bytes(TEXT.replace("青禾镇".encode(), name.encode()) if name else f"%PDF-1.7 {number}".encode())
        os.utime(path, (LONG_AGO, LONG_AGO))


def started(folder: Path, out: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "extract", "extract", folder.name, "-o", str(out), "--jobs", "2", "-q"]
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    return subprocess.Popen([*command, *options], cwd=folder.parent, stderr=subprocess.PIPE, text=True, env=environment)


def written(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir() if path.suffix in (".csv", ".xlsx")}


def read_files(log: Path) -> Counter[str]:
    """How often each file was read, in all runs together."""
    lines = log.read_text("utf-8").splitlines() if log.exists() else []
    told = [json.loads(line) for line in lines if line.endswith("}")]
    return Counter(each["file"] for each in told if each["status"] != "unchanged")


def descendants(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def broken_off(folder: Path, out: Path, log: Path, kills: int, chance: random.Random, longest: float) -> int:
    """Runs the command until it ends, killing it or one of its workers at random moments; how often that was."""
    killed = 0
    while True:
        run = started(folder, out, "--log", str(log))
        if killed >= kills:
            run.communicate(timeout=600)
            assert run.returncode == 3
            return killed
        time.sleep(chance.uniform(0.2, longest))
        victims = [run.pid]
        if chance.random() < 0.4:
            with suppress(OSError):
                victims = descendants(run.pid)[1:] or victims
        try:
            os.kill(chance.choice(victims), signal.SIGKILL)
            killed += 1
        except ProcessLookupError:
            pass
        if victims == [run.pid]:
            run.communicate(timeout=60)
        else:
            time.sleep(chance.uniform(0.1, 0.5))
            run.kill()
            run.communicate(timeout=60)
        if run.returncode == 3:
            return killed


def check_whole(folder: Path, out: Path, log: Path) -> None:
    """Nothing lost, nothing double, nothing corrupt, no file read again that had been kept."""
    with sqlite3.connect(out / NAME) as sql:
        assert sql.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        files = [Path(file).name for (file,) in sql.execute("SELECT file FROM reports ORDER BY file")]
        facts = sql.execute("SELECT count(DISTINCT report_key || ' ' || place), count(*) FROM facts").fetchone()
    assert files == sorted(path.name for path in folder.iterdir())
    assert facts[0] == facts[1] > 0
    again = read_files(log)
    assert [file for file, times in again.items() if times > 1] == []
    assert not list(out.glob(".*"))
