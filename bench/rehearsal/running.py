"""A command at work: what it takes, and killed on the way as often as is asked.

Comes in: a command line. Goes out: processor time of it and of all that it started, its largest memory, and the time on
the clock. What is killed is the process that a person has begun, as a machine short of memory would; what it started
has to end by itself.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event
from typing import NamedTuple

_GLANCE = 0.5
_PATIENCE = 60.0
"""Seconds in which what a killed process started must have ended."""
_TICKS = os.sysconf("SC_CLK_TCK")


class Took(NamedTuple):
    """Seconds of processor time, MiB of the largest process, seconds on the clock."""

    worked: float = 0
    memory: float = 0
    lasted: float = 0

    def __add__(self, other: object) -> Took:
        if not isinstance(other, Took):
            return NotImplemented
        return Took(self.worked + other.worked, max(self.memory, other.memory), self.lasted + other.lasted)


def sittings(*words: str, killed: Sequence[int] = (), done: Callable[[], int] = int) -> Iterator[Took]:
    """What `gongkai` takes with these words, each time that it is begun: killed whenever `done` tells that it has come
    so far, and at last to its end. Ends before that where this process is told to (SIGTERM), and fails where it
    fails."""
    enough = Event()
    signal.signal(signal.SIGTERM, lambda *_: enough.set())
    for far in (*(far for far in killed if far > done()), None):
        took, has_ended = _worked_until(words, lambda far=far: enough.is_set() or (far is not None and done() >= far))  # type: ignore[misc]
        yield took
        if enough.is_set():
            raise SystemExit("told to end; the next sitting goes on with it")
        if has_ended:
            return


def _worked_until(words: Sequence[str], is_time: Callable[[], bool]) -> tuple[Took, bool]:
    """What a command takes until it ends or, when it is time, is killed; and whether it has ended."""
    start = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "extract", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while not is_time():
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode not in (0, 1):
                raise SystemExit(f"gongkai {' '.join(words)} ended with {process.returncode}")
            took = Took(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, time.monotonic() - start)
            return took, True
        time.sleep(_GLANCE)
    family = [process.pid, *_below(process.pid)]
    took = Took(sum(map(_worked, family)), _memory(process.pid), time.monotonic() - start)
    process.kill()
    process.wait()
    until = time.monotonic() + _PATIENCE
    while left := [pid for pid in family if Path(f"/proc/{pid}").exists()]:
        if time.monotonic() > until:
            raise SystemExit(f"gongkai was killed, and {len(left)} processes that it started go on")
        time.sleep(_GLANCE)
    return took, False


def _below(parent: int) -> Iterator[int]:
    """The processes that a process has started, and those that these have."""
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, check=False).stdout
    for pid in map(int, listed.split()):
        yield pid
        yield from _below(pid)


def _worked(pid: int) -> float:
    """The processor time of a process, and of those that it started and that have ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, fields[11:15])) / _TICKS


def _memory(pid: int) -> float:
    try:
        told = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    lines = (line.split() for line in told.splitlines())
    return next((int(words[1]) / 1024 for words in lines if words[0] == "VmHWM:"), 0)
