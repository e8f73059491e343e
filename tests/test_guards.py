"""Small things on which much rests: a limit by one, a clock that starts too early, an order, what is put on disk."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from contextlib import nullcontext
from multiprocessing import get_context
from pathlib import Path

import pytest

from extract import jobs
from extract.errors import UnreadableFile, UsageError
from extract.export.replacing import Replacing
from extract.export.staged import staged
from extract.jobs import Input, Limits, archives, inputs_of, readings_within, with_members
from extract.jobs.archives import bytes_of
from extract.jobs.interrupt import interruptible
from extract.jobs.log import Log
from extract.jobs.plan import _SETTLED, _stored
from extract.jobs.workers import Foreman, _Worker, worked
from extract.library import Stored
from tests.made.hostile import TEXT
from tests.test_archives import tarred, zipped

SLOW_TO_START = "import time\ntime.sleep(1.5)\n\n\ndef work(task):\n    return task\n"


def test_as_many_members_as_there_may_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({f"{number}.txt": b"x" for number in range(5)}))
    for most, why in ((5, {""}), (4, {"bomb"})):
        monkeypatch.setattr(archives, "MOST_MEMBERS", most)
        assert {file.why for file in with_members(inputs_of([tmp_path]), None)} == why


@pytest.mark.parametrize(("over", "reason"), [(0, ""), (1, "too_large")])
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_member_as_large_as_it_may_be(
    pack: object, over: int, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "LARGEST_FILE", 1000)
    (tmp_path / "a").write_bytes(pack({"a.txt": b"x" * (1000 + over)}))  # type: ignore[operator]
    (tmp_path / "b.txt").write_bytes(b"x" * (1000 + over))
    member, file = with_members(inputs_of([tmp_path]), None)
    for each in (member, file):
        if reason:
            with pytest.raises(UnreadableFile) as caught:
                bytes_of(each)
            assert caught.value.code == reason
        else:
            assert bytes_of(each) == b"x" * 1000


@pytest.mark.slow
def test_the_start_of_a_process_is_no_files_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "slow_to_start.py").write_text(SLOW_TO_START)
    monkeypatch.syspath_prepend(str(tmp_path))
    import slow_to_start

    (done,) = worked(["task"], slow_to_start.work, Limits(jobs=1, timeout=1.4))
    assert (done.result, done.failure) == ("task", None)
    assert done.seconds < 1.4
    sys.modules.pop("slow_to_start")


@pytest.mark.parametrize(("failure", "left"), [("timeout", [2, 3, 7, 8]), (None, [1, 2, 3, 7, 8])])
def test_what_a_process_had_in_its_hands_comes_before_what_waits(failure: None, left: list[int]) -> None:
    foreman = Foreman[int, str](str, Limits(jobs=1))
    foreman.dismiss()
    foreman.waiting = deque([7, 8])
    context = get_context("spawn")
    process = context.Process(target=print)
    process.start()
    worker = _Worker(process, context.Pipe()[0], deque([1, 2, 3]), is_ready=True)
    assert [done.number for done in foreman._given_up(worker, failure)] == ([1] if failure else [])
    assert list(foreman.waiting) == left


def test_a_file_is_known_by_its_time_only_once_it_has_lain_still(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x")
    modified = path.stat().st_mtime_ns
    assert _stored(path, modified + _SETTLED) == Stored()
    assert _stored(path, modified + _SETTLED + 1) == Stored(1, modified)
    assert _SETTLED >= 2 * 10**9
    assert _stored(tmp_path / "nowhere", modified) == Stored()


def test_every_file_is_on_the_disk_before_any_is_in_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    replace, sync = os.replace, os.fsync
    monkeypatch.setattr(os, "replace", lambda source, target: (done.append("moved"), replace(source, target)))
    monkeypatch.setattr(os, "fsync", lambda number: (done.append("synced"), sync(number)))
    with staged(tmp_path, Replacing()) as stage:
        for name in ("a", "b", "c"):
            stage.path(name).write_text(name)
        stage.moved()
    assert done == ["synced"] * 3 + ["moved"] * 3


def test_an_input_that_is_none_is_not_looked_into(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": b"x"}))
    refused = Input("a.zip", tmp_path / "a.zip", why="link")
    assert with_members([refused], None) == [refused]


def test_ctrl_c_is_asked_for_once_and_ends_a_run_the_second_time() -> None:
    before, heard = signal.getsignal(signal.SIGINT), list[int]()
    with interruptible(lambda: heard.append(1)) as goes_on:
        assert goes_on()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.raise_signal(number)
            assert (goes_on(), heard) == (False, [1])
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) == before


def test_a_thread_of_its_own_catches_no_ctrl_c() -> None:
    before, found = signal.getsignal(signal.SIGINT), []

    def run() -> None:
        with interruptible(lambda: None) as goes_on:
            found.extend([goes_on(), signal.getsignal(signal.SIGINT) == before])

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert found == [True, True]


@pytest.mark.parametrize(
    ("stands", "may"), [(None, True), (b"", True), (b'{"time": "2024"}\n', True), (b"\n", False), (b"{}\n", False)]
)
def test_lines_are_added_to_a_log_and_to_no_other_file(stands: bytes | None, may: bool, tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    if stands is not None:
        path.write_bytes(stands)
    with nullcontext() if may else pytest.raises(UsageError), Log(path):
        pass
    assert (path.read_bytes() if path.exists() else None) in (stands, stands or b"")


@pytest.mark.slow
def test_who_reads_without_a_library_has_the_limits_too(tmp_path: Path) -> None:
    """A file that hangs its reader costs that file, whether one asks for it by `show` or from Python."""
    (tmp_path / "a.txt").write_bytes(TEXT)
    (tmp_path / "slow.txt").write_bytes(TEXT * 12_000)
    limits = Limits(jobs=1, timeout=2.0)
    with pytest.raises(UnreadableFile) as caught:
        readings_within(Input("slow.txt", tmp_path / "slow.txt"), limits)
    assert caught.value.code == "timeout"
    assert len(readings_within(Input("a.txt", tmp_path / "a.txt"), limits)) == 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jobs, "Limits", lambda number: limits)
        found = [(Path(report.source.name).name, report.reason) for report in jobs.read_reports([tmp_path])]
    assert found == [("a.txt", ""), ("slow.txt", "timeout")]
