"""Work done by a cluster of Dask, each file within limits as on one machine: nothing hangs, nothing is lost.

Comes in: tasks, and what to do with one. Goes out: the result of every task, as `workers.worked` gives it. Tasks go to
the cluster in chunks, and there through a process of ours for each thread, so that a file that hangs, grows too large
or kills its process costs itself alone, and no worker. What lies in a store is brought by the worker of the cluster:
whoever reads it has no network. A worker that dies has what was in its hands done by another.
"""

from __future__ import annotations

import multiprocessing
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from logging import CRITICAL
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple

from extract.errors import Interrupted, UsageError
from extract.jobs.files import Task
from extract.jobs.stores import bring, place_in, why_not_brought
from extract.jobs.versions import program_version, reading_version
from extract.jobs.workers import Engine, Foreman, Limits, Result, TaskResult, always, usable_processors
from extract.scratch import scratch_folder
from extract.steps import Step

_CHUNK = 96
"""Tasks that are handed out at once, so that neither we nor the scheduler are asked for each."""
_GROUP = 8
"""Tasks of a chunk that are done before one looks at the clock; files in a store are brought so many at a time."""
_SLICE = 10.0
"""Seconds after which what is left of a chunk is given back, so that no chunk of slow files keeps others waiting."""
_ROUNDS = 4
"""Chunks for each thread of the cluster that there should be at least, so that none is idle at the end."""
_AHEAD = 2
"""Chunks in the hands of the cluster for each of its threads, so that none waits for us; no more, so that neither their
results nor what is left to do after Ctrl-C heap up."""
_PATIENCE = 30
"""Seconds that a cluster has to answer, or to end."""
_LOOK = 1.0
"""Seconds from one look at what is left of a cluster that says nothing to the next."""
_HERE = "127.0.0.1:0"
"""Where a cluster in this process tells of itself: to nobody outside this machine."""
_SILENT = {"logging.distributed": "critical"}
"""Of Dask, before it is loaded: what goes wrong is ours to tell."""


@contextmanager
def clustered(scheduler: str, jobs: int) -> Iterator[Engine]:
    """An engine that has tasks done by the cluster of a scheduler; without one by a cluster in this process, with
    `jobs` threads (0 for as many as there are processors). UsageError where Dask is not installed, where the cluster
    cannot be reached, has no worker, or has one that would read otherwise than this process."""
    try:
        import dask

        with dask.config.set(_SILENT):
            import distributed
    except ImportError:
        raise UsageError("no_cluster_part", module="distributed") from None
    with _connected(distributed, scheduler, jobs or usable_processors()) as client:
        cluster = _Cluster(client, scheduler)
        cluster.check_workers()
        yield cluster.worked


@contextmanager
def _connected(distributed: Any, scheduler: str, jobs: int) -> Iterator[Any]:
    local = None
    try:
        if not scheduler:
            distributed.comm.inproc.global_manager._ip = "127.0.0.1"  # else it asks which address the internet sees
            local = distributed.LocalCluster(
                n_workers=1,
                threads_per_worker=jobs,
                processes=False,
                memory_limit=0,
                dashboard_address=_HERE,
                worker_dashboard_address=_HERE,
                silence_logs=CRITICAL,
            )
        client = distributed.Client(scheduler or local, set_as_default=False, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise UsageError("no_cluster", scheduler=scheduler, why=str(error)) from error
    try:
        yield client
    finally:
        with suppress(Exception):  # whatever becomes of a cluster that we leave
            if client.status == "running":
                client.run(_dismiss, busy=local is not None)
        for each in filter(None, (client, local)):
            with suppress(Exception):
                each.close(timeout=_PATIENCE)


class _Fingerprint(NamedTuple):
    """By which version files are read, and which program hands them out."""

    reading: str
    program: str


def _fingerprint() -> _Fingerprint:
    return _Fingerprint(reading_version(), program_version())


class _Cluster:
    """Hands chunks of tasks to a cluster, and takes what came of them."""

    def __init__(self, client: Any, scheduler: str) -> None:
        self._client, self._scheduler = client, scheduler

    def check_workers(self) -> None:
        """UsageError where there is no worker, or one that would read otherwise."""
        told = self._client.run(_fingerprint, on_error="return")
        if not told:
            raise UsageError("no_cluster", scheduler=self._scheduler, why="0")
        if other := next((worker for worker, each in told.items() if each != _fingerprint()), ""):
            raise UsageError("another_version", worker=other)

    def _check_paths(self, tasks: Sequence[Task]) -> None:
        """UsageError where a worker does not find what is to be read."""
        for path in {str(task.file.path) for task in (*tasks[:1], *tasks[-1:]) if not (task.file.at or task.file.why)}:
            told = self._client.run(_finds, path)
            if blind := next((worker for worker, found in told.items() if not found), ""):
                raise UsageError("worker_finds_nothing", worker=blind, path=path)

    def worked(
        self,
        tasks: Sequence[Task],
        work: Callable[[Task], Result],
        limits: Limits,
        goes_on: Callable[[], bool] = always,
    ) -> Iterator[TaskResult[Result]]:
        """As `workers.worked`. Interrupted where the cluster is lost; what was done is not."""
        tasks = [task._replace(file=task.file._replace(path=task.file.path.absolute())) for task in tasks]
        self._check_paths(tasks)
        run = _Run(tasks, work, replace(limits, jobs=1), self._client)
        try:
            yield from run.results(goes_on)
        except _Lost as lost:
            raise Interrupted("cluster_lost", scheduler=self._scheduler, why=str(lost)) from lost.__cause__
        finally:
            run.give_up()


class _Lost(Exception):
    """A cluster that can do no more, and why."""


@contextmanager
def _faults_named(*others: type[Exception]) -> Iterator[None]:
    """Whatever Dask makes of a scheduler that is gone, a store that fails, or a worker without room on its disk, is one
    error, but for these others."""
    try:
        yield
    except others:
        raise
    except Exception as error:
        raise _Lost(str(error) or type(error).__name__) from error


@dataclass(slots=True, eq=False)
class _Run:
    """Tasks on their way through a cluster: those that wait, and the chunks in its hands."""

    tasks: Sequence[Task]
    work: Callable[[Task], Any]
    limits: Limits
    client: Any
    waiting: deque[int] = field(default_factory=deque)
    again: set[int] = field(default_factory=set)
    """Tasks whose worker died: each is tried by itself, once."""
    chunks: dict[Any, list[int]] = field(default_factory=dict)
    ended: SimpleQueue[Any] = field(default_factory=SimpleQueue)

    def results(self, goes_on: Callable[[], bool]) -> Iterator[TaskResult[Any]]:
        self.waiting.extend(range(len(self.tasks)))
        alone: Step | None = None
        while self.waiting or self.chunks:
            if not goes_on():
                self.waiting.clear()
            threads = self._threads()
            if not threads and not goes_on():
                return
            if bool(threads) == bool(alone):
                alone = self._told_alone(alone)
            while self.waiting and len(self.chunks) < _AHEAD * threads:
                self._hand_out(threads)
            with suppress(Empty):
                yield from self._came(self.ended.get(timeout=_LOOK))

    def _told_alone(self, step: Step | None) -> Step | None:
        """Tells that there is no worker, as soon as that takes long, or no more that there is none."""
        if step:
            step.end()
            return None
        return Step("workers")

    def _threads(self) -> int:
        """How many threads the cluster has."""
        with _faults_named():
            return sum(self.client.nthreads().values())

    def _hand_out(self, threads: int) -> None:
        size = max(1, min(_CHUNK, len(self.waiting) // (_ROUNDS * threads)))
        chunk = [self.waiting.popleft() for _ in range(1 if self.waiting[0] in self.again else size)]
        of_chunk = [self.tasks[number] for number in chunk]
        with _faults_named():
            future = self.client.submit(_done, of_chunk, self.work, self.limits, _fingerprint(), pure=False)
        self.chunks[future] = chunk
        future.add_done_callback(self.ended.put)

    def _came(self, future: Any) -> Iterator[TaskResult[Any]]:
        """What came of a chunk; what was not done waits again."""
        from distributed import KilledWorker

        chunk = self.chunks.pop(future)
        try:
            with _faults_named(KilledWorker):
                came = future.result()
        except KilledWorker:
            if chunk[0] in self.again:
                yield TaskResult(chunk[0], None, "crash", 0.0)
                chunk = chunk[1:]
            self.again.update(chunk)
            came = []
        if isinstance(came, str):
            raise UsageError("another_version", worker=came)
        yield from (each._replace(number=chunk[each.number]) for each in came)
        self.waiting.extendleft(reversed(chunk[len(came) :]))

    def give_up(self) -> None:
        """Takes back what is in the hands of the cluster."""
        if self.chunks:
            with suppress(Exception):
                self.client.cancel(list(self.chunks))


# ── In a worker of the cluster ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True, eq=False)
class _Hand:
    """What a thread of a worker works with: a process of ours, which goes on from chunk to chunk, and for what."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    foreman: Foreman[Any, Any] | None = None
    of: tuple[object, ...] = ()

    def done(self, tasks: Sequence[Task], work: Callable[[Task], Any], limits: Limits) -> list[TaskResult[Any]]:
        if not self.foreman or self.of != (work, limits):
            self.dismiss()
            self.foreman, self.of = Foreman(work, limits), (work, limits)
        try:
            return list(self.foreman.run(tasks))
        except BaseException:
            self.dismiss()
            raise

    def dismiss(self) -> None:
        if self.foreman:
            self.foreman.dismiss()
        self.foreman = None


_HANDS: dict[int, _Hand] = {}
"""Those of this worker, by their threads."""


def _dismiss(busy: bool) -> None:
    """Ends the processes of ours that have nothing to do, since those of another run go on; or the `busy` ones, too."""
    for hand in list(_HANDS.values()):
        is_idle = hand.lock.acquire(blocking=False)
        if is_idle or busy:
            hand.dismiss()
        if is_idle:
            hand.lock.release()


def _finds(path: str) -> bool:
    return Path(path).exists()


def _done(
    tasks: Sequence[Task], work: Callable[[Task], Result], limits: Limits, version: _Fingerprint
) -> list[TaskResult[Result]] | str:
    """What came of the first tasks, of all where that does not take long, each by its place among them; the name of
    this machine where it would read otherwise."""
    if version != _fingerprint():
        return socket.gethostname()
    _may_have_children()
    done = list[TaskResult[Result]]()
    end = time.monotonic() + _SLICE
    hand = _HANDS.setdefault(threading.get_ident(), _Hand())
    with hand.lock, scratch_folder() as folder:
        for at in range(0, len(tasks), _GROUP):
            if done and time.monotonic() > end:
                break
            group = _brought(tasks[at : at + _GROUP], folder)
            done += (each._replace(number=at + each.number) for each in hand.done(group, work, limits))
    return done


def _may_have_children() -> None:
    """A worker that Dask's own supervisor has started is called a daemon, which may start no processes; ours end with
    it in any case (`workers`)."""
    process = multiprocessing.current_process()
    if process.daemon:
        process.daemon = False


def _brought(tasks: Sequence[Task], folder: Path) -> list[Task]:
    """Tasks of which the files lie on this machine, in a folder where nothing else from a store is. An archive is
    brought once for all of its members that come one after another."""
    ready = [_placed(task, folder) for task in tasks]
    places = {task.file.at.url: task.file.path for task in ready if task.file.at and not task.file.why}
    kept = {path.name for path in places.values()}
    for path in folder.iterdir():
        if path.name not in kept and not path.name.startswith("."):
            path.unlink()
    bring({url: path for url, path in places.items() if not path.exists()})
    return ready


def _placed(task: Task, folder: Path) -> Task:
    file = task.file
    if not file.at:
        return task
    return task._replace(file=file._replace(path=place_in(folder, file.at.url), why=file.why or why_not_brought(file)))
