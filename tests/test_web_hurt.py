"""What ends the desk in the middle: kill -9 while files come in, and two of them at one library."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections import Counter
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from random import Random
from threading import Thread
from time import monotonic, sleep, time
from typing import TYPE_CHECKING, Any

import pytest

from extract.jobs.receiving import Inbox
from extract.library import NAME, OpenLibrary
from tests.made.counties import token_in
from tests.optional import needed

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PATIENCE = 240
"""Seconds after which something hangs."""


def at_rest(inbox: Inbox) -> None:
    """Waits until all that came in is read."""
    end = monotonic() + PATIENCE
    while inbox.progress.is_running:
        assert monotonic() < end
        sleep(0.05)


class Served:
    """The desk of a library in a process of its own."""

    def __init__(self, library: Path) -> None:
        command = [sys.executable, "-m", "extract", "serve", str(library), "--port", "0", "--lang", "en"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            command, cwd=library.parent, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        assert self.process.stderr
        told = ""
        while not (found := re.search(r"http://\S+/", told)):
            line = self.process.stderr.readline()
            assert line, told
            told += line
        httpx = needed("httpx")
        self.browser: Any = httpx.Client(base_url=found[0], timeout=PATIENCE)
        self.token = token_in(self.browser.get("/received").text)

    def hand_in(self, name: str, data: bytes) -> bool:
        """Whether the desk says that it has kept a file."""
        try:
            answer = self.browser.post("/upload", data={"token": self.token}, files=[("files", (name, data))])
        except Exception:  # noqa: BLE001 - it was killed meanwhile
            return False
        return bool(answer.status_code == 303)

    def rest(self) -> None:
        """Waits until all that came in is read."""
        end = monotonic() + PATIENCE
        while "data-again" in self.browser.get("/received").text:
            assert monotonic() < end
            sleep(0.3)

    def kill(self) -> None:
        """Ends it at once, with all that it has begun."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def serves() -> Iterator[list[Served]]:
    """Desks that are all ended afterwards."""
    made: list[Served] = []
    yield made
    for each in made:
        if each.process.poll() is None:
            each.kill()


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="no process groups")
def test_what_was_kept_is_there_once_whatever_is_killed(tmp_path: Path, serves: list[Served]) -> None:
    random, library = Random(1), tmp_path / "lib"
    acknowledged: dict[bytes, str] = {}

    def come(desk: Served, first: int) -> None:
        """Files come in, some of one name; the desk is killed meanwhile."""
        for number in range(first, first + 12):
            name, data = f"{number % 5}.txt", f"不是年报，第 {number} 份。".encode()
            if not desk.hand_in(name, data):
                return
            acknowledged[data] = name

    for turn in range(2):
        serves += [Served(library), Served(library)]
        coming = [Thread(target=come, args=(desk, 100 * turn + 20 * at)) for at, desk in enumerate(serves[-2:])]
        for each in coming:
            each.start()
        sleep(random.uniform(0.5, 3))
        serves[-2].kill()
        coming[0].join()
        coming[1].join()
        serves[-1].kill()
    assert len(acknowledged) >= 24
    serves.append(Served(library))
    serves[-1].rest()
    files = [each for each in (library / "收件").rglob("*") if each.is_file() and not each.name.startswith(".")]
    assert {each.read_bytes() for each in files} >= acknowledged.keys()
    assert Counter(each.read_bytes() for each in files).most_common(1)[0][1] == 1
    with OpenLibrary.reading(library / NAME) as opened:
        rows = Counter(str(state.file) for state in opened.known_files())
        assert not opened.has_unsettled()
    assert rows == Counter(each.as_posix() for each in files)


def kept_in(library: Path, number: int) -> list[str]:
    """Keeps thirty files of one name; where they stand."""
    inbox = Inbox(library)
    return [inbox.keep("a.txt", BytesIO(f"{number} {each}".encode())).name for each in range(30)]


@pytest.mark.slow
def test_two_that_keep_at_once_keep_all(tmp_path: Path) -> None:
    with get_context("spawn").Pool(2) as pool:
        names = pool.starmap(kept_in, [(tmp_path / NAME, number) for number in range(2)])
    assert len({*names[0], *names[1]}) == 60
    contents = {each.read_bytes() for each in (tmp_path / "收件").iterdir()}
    assert contents == {f"{number} {each}".encode() for number in range(2) for each in range(30)}


def test_what_never_became_whole_is_taken_away_in_time(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path / NAME)
    kept = inbox.keep("a.txt", BytesIO(b"a"))
    old, new = (kept.with_name(f".part-{name}") for name in ("old", "new"))
    for each in (old, new):
        each.write_bytes(b"half")
    os.utime(old, (time() - 100_000,) * 2)
    inbox.read()
    at_rest(inbox)
    assert {each.name for each in kept.parent.iterdir()} == {"a.txt", ".part-new"}
