"""A cluster reads as one machine does: the same rows, whatever happens to its workers and its scheduler."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest

from extract.agencies.given import Givens
from extract.errors import Interrupted, UsageError
from extract.export.folder import wording_in
from extract.jobs import Limits, ReadingOptions, cluster, inputs_of, with_members
from extract.jobs.cluster import clustered
from extract.jobs.files import Task
from extract.jobs.inputs import At, Input
from extract.jobs.plan import Pruning
from extract.jobs.reading import Target, extract_files
from extract.jobs.workers import Engine, TaskResult
from extract.library import NAME, OpenLibrary
from extract.library.views import TABLES
from tests.at_once import at_once
from tests.command import Gongkai
from tests.optional import needed

distributed, fsspec = needed("distributed"), needed("fsspec")
ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
COUNTY = SAMPLES / "澄溪县"
LIMITS = Limits(jobs=1)
Rows = dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """A cluster in this process."""
    with clustered("", 2) as made:
        yield made


def told(task: Task) -> str:
    """What a file may make of the process that reads it."""
    word = task.file.path.read_text("utf-8")
    if word == "poison":
        os._exit(3)
    time.sleep(float(word))
    return task.file.file


def tasks_of(folder: Path, *words: str) -> list[Task]:
    for number, word in enumerate(words):
        (folder / f"{number:03}.txt").write_text(word, encoding="utf-8")
    return [Task(file) for file in inputs_of([folder])]


def rows_in(library: Path, root: str = "") -> Rows:
    """The rows of all that is written, names of files without the root below which they lie."""
    with OpenLibrary.reading(library) as opened:
        return {table: [tuple(_without(root, each) for each in row) for row in opened.rows(table)] for table in TABLES}


def _without(root: str, value: object) -> object:
    return value.replace(root, "") if root and isinstance(value, str) else value


def rows_of_one_machine(folder: Path, *paths: Path) -> Rows:
    target = Target(folder / NAME, folder, wording_in("zh", ""), exact=True, with_files=False)
    inputs = with_members(inputs_of(paths), None)
    extract_files(
        inputs, Givens(), ReadingOptions(), LIMITS, target, Pruning(), lambda each, _: each, bool, engine=at_once
    )
    return rows_in(target.library, f"{paths[0].parent.as_posix()}/")


# ── A cluster in this process ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_rows_from_a_store_are_those_of_one_machine(gongkai: Gongkai, tmp_path: Path) -> None:
    """From the command line: files of every kind and an archive, and what is done again; then one of them is gone."""
    reports = tmp_path / "reports"
    shutil.copytree(COUNTY / "2023", reports / "澄溪县")
    with zipfile.ZipFile(reports / "柳汀镇.zip", "w") as archive:
        archive.write(SAMPLES / "柳汀镇2020.txt", "柳汀镇2020.txt")
    memory = fsspec.filesystem("memory")
    memory.put(str(reports), "/", recursive=True)
    out = tmp_path / "out"
    command = ["extract", "memory://reports", "-o", out, "--engine", "dask", "--jobs", 1, "--no-files", "--lang", "en"]
    try:
        done = gongkai(*command)
        assert (done.code, done.out) == (0, ""), done.err
        rows = rows_in(out / NAME, "memory:///")
        assert rows == rows_of_one_machine(tmp_path / "one", reports)
        assert len(rows["reports"]) == 9 and rows["facts"] and rows["findings"] and rows["sections"]
        gone = next(path for path in memory.find("/reports") if path.endswith(".txt"))
        memory.rm(gone)
        again = gongkai(*command, "--prune")
        assert "read now: 0; read before and unchanged: 8" in again.err
        with OpenLibrary.reading(out / NAME) as library:
            assert [file.file for file in library.known_files() if file.file.endswith(gone)] == []
            assert library.count("file") == 8
    finally:
        memory.rm("/reports", recursive=True)


@pytest.mark.slow
def test_a_file_that_kills_its_process_fails_alone(engine: Engine, tmp_path: Path) -> None:
    tasks = tasks_of(tmp_path, *["0"] * 9, "poison", *["0"] * 10)
    done = sorted(engine(tasks, told, LIMITS), key=lambda each: each.number)
    assert [(each.number, each.failure) for each in done if each.failure] == [(9, "crash")]
    assert [each.result for each in done if each.result] == [t.file.file for n, t in enumerate(tasks) if n != 9]


@pytest.mark.slow
def test_what_takes_long_is_given_back_and_done_later(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_SLICE", 0.0)
    monkeypatch.setattr(cluster, "_ROUNDS", 1)
    tasks = tasks_of(tmp_path, *["0"] * 60)
    assert sorted(each.number for each in engine(tasks, told, LIMITS)) == list(range(60))


@pytest.mark.slow
def test_after_ctrl_c_no_more_is_handed_out(engine: Engine, tmp_path: Path) -> None:
    tasks = tasks_of(tmp_path, *["0"] * 400)
    answers = iter([True, True])
    done = list(engine(tasks, told, LIMITS, lambda: next(answers, False)))
    assert 0 < len(done) < 400
    assert not [each for each in done if each.failure]


@pytest.mark.long
def test_a_run_that_is_given_up_leaves_no_process(tmp_path: Path) -> None:
    tasks = tasks_of(tmp_path, "0", "600", "600")
    with clustered("", 1) as engine:
        for _ in engine(tasks, told, LIMITS):
            break
    assert active_children() == []


def test_files_that_a_worker_does_not_find_are_not_read(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=str(tmp_path / "nowhere")):
        list(engine([Task(Input("a", tmp_path / "nowhere"))], told, LIMITS))


def test_a_worker_that_reads_otherwise_does_nothing(tmp_path: Path) -> None:
    version = cluster._fingerprint()._replace(reading="another")
    assert cluster._done(tasks_of(tmp_path, "poison"), told, LIMITS, version) == socket.gethostname()


def test_of_a_store_lies_here_what_is_in_hand_brought_once(tmp_path: Path) -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe({"/reports/a.zip": b"a", "/reports/b.txt": b"b"})
    one, other = (
        Task(Input(name, Path(name), inside, at=At(f"memory://reports/{name}", 1, 0)))
        for name, inside in (("a.zip", (0,)), ("b.txt", ()))
    )
    try:
        (archive,) = cluster._brought([one], tmp_path)
        memory.rm("/reports/a.zip")
        assert cluster._brought([one], tmp_path) == [archive]
        assert archive.file.path.read_bytes() == b"a"
        (file,) = cluster._brought([other], tmp_path)
        assert list(tmp_path.iterdir()) == [file.file.path]
    finally:
        memory.rm("/reports", recursive=True)


# ── What Dask makes of it ────────────────────────────────────────────────────────────────────────────────────────────


class Made:
    """A cluster that does at once what it is asked for, and loses what kills its workers."""

    def __init__(self, deadly: int | None = None, threads: Sequence[int] = ()) -> None:
        self.deadly, self.left = deadly, list(threads)
        self.handed_out = list[list[str]]()

    def nthreads(self) -> dict[str, int]:
        return {"a": self.left.pop(0) if self.left else 1}

    def run(self, asked: Callable[..., Any], *arguments: object, on_error: str = "") -> dict[str, Any]:
        return {"a": asked(*arguments)}

    def submit(self, work: object, tasks: list[Task], *_: object, pure: bool) -> Made.Future:
        names = [task.file.file for task in tasks]
        self.handed_out.append(names)
        return self.Future(names, str(self.deadly) in names)

    class Future:
        def __init__(self, names: list[str], dies: bool) -> None:
            self.names, self.dies = names, dies

        def add_done_callback(self, call: Callable[[object], None]) -> None:
            call(self)

        def result(self) -> list[TaskResult[str]]:
            if self.dies:
                raise distributed.KilledWorker("key", None, 3)
            return [TaskResult(at, name, None, 0.0) for at, name in enumerate(self.names)]


def done_by(made: Made, goes_on: Callable[[], bool] = lambda: True) -> list[TaskResult[str]]:
    tasks = [Task(Input(str(number), Path(__file__))) for number in range(40)]
    engine = cluster._Cluster(made, "").worked
    return sorted(engine(tasks, told, LIMITS, goes_on), key=lambda each: each.number)


def test_what_kills_even_the_worker_fails_alone() -> None:
    made = Made(deadly=17)
    done = done_by(made)
    assert [each.number for each in done] == list(range(40))
    assert [(each.number, each.failure) for each in done if each.failure] == [(17, "crash")]
    together, *alone = (names for names in made.handed_out if "17" in names)
    assert len(together) > 1
    assert alone == [["17"]]


def test_one_waits_for_workers_and_not_after_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_LOOK", 0.01)
    assert len(done_by(Made(threads=[0, 0, 2, 0, 0]))) == 40
    answers = iter([True, True])
    assert done_by(Made(threads=[0] * 9), lambda: next(answers, False)) == []


# ── A cluster as a user starts it ────────────────────────────────────────────────────────────────────────────────────


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def started(*arguments: str, path: Path = ROOT) -> Iterator[subprocess.Popen[bytes]]:
    """A process of Dask, which stays on this machine; all that it has started ends with it."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(path), os.environ["PYTHONPATH"]))}
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments, "--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0"],
        env=environment,
        cwd=path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def address() -> str:
    return f"tcp://127.0.0.1:{free_port()}"


def scheduler_at(address: str) -> Any:
    return started("scheduler", "--port", address.rpartition(":")[2])


def worker_of(address: str, path: Path = ROOT) -> Any:
    return started("worker", address, "--nthreads", "1", path=path)


def wait_for_workers(address: str, count: int) -> list[int]:
    """The process ids of the workers of a cluster, as soon as there are so many."""
    with distributed.Client(address, timeout=120, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=120)
        return list(client.run(os.getpid).values())


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A store as Amazon's, on this machine, with a bucket `reports`."""
    server = needed("moto.server").ThreadedMotoServer("127.0.0.1", free_port(), verbose=False)
    needed("werkzeug")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "made-up")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server._port}")
    server.start()
    client = needed("boto3").client("s3")
    client.create_bucket(Bucket="reports")
    yield client
    server.stop()


def log_lines(log: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()] if log.exists() else []


def wait_for(lines: int, log: Path, run: subprocess.Popen[str]) -> None:
    while len(log_lines(log)) < lines and run.poll() is None:
        time.sleep(0.02)


@pytest.mark.long
def test_a_worker_killed_and_a_scheduler_lost_change_no_row(store: Any, address: str, tmp_path: Path) -> None:
    """From the command line, from a bucket: a worker is killed in the middle, then the scheduler; the same command
    goes on, and what it reads is what one machine reads."""
    files = [path for path in sorted(COUNTY.rglob("*")) if path.is_file()]
    for path in files:
        store.upload_file(str(path), "reports", path.relative_to(SAMPLES).as_posix())
    log, out = tmp_path / "log.jsonl", tmp_path / "out"
    command = [sys.executable, "-m", "extract", "extract", "s3://reports/澄溪县", "-o", str(out), "--no-files"]
    command += ["--engine", "dask", "--scheduler", address, "--log", str(log), "--lang", "en"]

    def run() -> subprocess.Popen[str]:
        return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    with scheduler_at(address) as scheduler, worker_of(address), worker_of(address):
        pids = wait_for_workers(address, 2)
        first = run()
        wait_for(2, log, first)
        os.kill(pids[0], signal.SIGKILL)
        wait_for(8, log, first)
        scheduler.kill()
        _, said = first.communicate()
    assert first.returncode == 130, said
    assert address in said and "the same command goes on" in said
    read = len(log_lines(log))
    assert 8 <= read < len(files)
    with scheduler_at(address), worker_of(address):
        wait_for_workers(address, 1)
        second = run()
        _, said = second.communicate()
    assert second.returncode == 0, said
    assert f"read now: {len(files) - read}; read before and unchanged: {read}." in said
    assert set(Counter(line["file"] for line in log_lines(log)).values()) == {1}
    assert rows_in(out / NAME, "s3://reports/") == rows_of_one_machine(tmp_path / "one", COUNTY)


@pytest.mark.long
def test_what_dead_workers_had_is_done_by_others(address: str, tmp_path: Path) -> None:
    """Workers are killed one after another; their supervisors start others, which are given what was lost."""
    tasks = tasks_of(tmp_path, *["0.1"] * 40, "poison", *["0.1"] * 39)
    done = list[TaskResult[str]]()
    with scheduler_at(address), worker_of(address), worker_of(address):
        wait_for_workers(address, 2)
        with clustered(address, 0) as engine:
            for each in engine(tasks, told, LIMITS):
                done.append(each)
                if len(done) in (5, 40):
                    os.kill(wait_for_workers(address, 1)[0], signal.SIGKILL)
    assert sorted(each.number for each in done) == list(range(80))
    assert [(each.number, each.failure) for each in done if each.failure] == [(40, "crash")]


@pytest.mark.slow
def test_a_worker_of_another_version_is_refused(address: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "extract", tmp_path / "older" / "extract", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "older" / "extract" / "text.py").open("a", encoding="utf-8") as changed:
        changed.write("\n# another\n")
    with scheduler_at(address), worker_of(address, tmp_path / "older"):
        wait_for_workers(address, 1)
        with pytest.raises(UsageError, match=r"127\.0\.0\.1"), clustered(address, 0):
            pass


@pytest.mark.slow
def test_a_cluster_that_is_not_there_is_said_to_be(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    with pytest.raises(UsageError, match=address), clustered(address, 1):
        pass


@pytest.mark.slow
def test_a_scheduler_without_workers_is_refused(address: str) -> None:
    with scheduler_at(address), pytest.raises(UsageError, match=address), clustered(address, 1):
        pass


def test_a_cluster_that_fails_interrupts_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("gone")

    for asked in ("submit", "nthreads"):
        with monkeypatch.context() as patch, pytest.raises(Interrupted, match="gone"):
            patch.setattr(Made, asked, fail)
            done_by(Made())
