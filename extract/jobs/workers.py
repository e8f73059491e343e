"""Work done in processes of its own, each file within limits of time and memory: nothing hangs, nothing is lost.

Comes in: tasks, and what to do with one. Goes out: the result of every task, as they are finished, or the reason why
there is none. A process that hangs, grows too large or dies takes nothing with it but the task in its hands; the tasks
behind it are handed to another. The parent itself reads no file. What a task is, is not known here.

Linux is what this is tested on. On macOS and Windows the limit of memory is not enforced.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Lock
from typing import Any, Generic, Literal, NamedTuple, Protocol, TypeVar

from extract.jobs.garbage import collect_seldom
from extract.steps import tell_headway

AnyTask = TypeVar("AnyTask")
Result = TypeVar("Result")

Failure = Literal["timeout", "memory", "crash"]
"""Why a task has no result: it took too long, too much memory, or the process that did it died of it, twice."""

_CHUNK = 8
"""Tasks handed out at once, so that a process need not wait for the parent between two small files."""
_ROUNDS = 4
"""Chunks for each process that there should be at least, so that none is idle at the end."""
_LOOK = 0.05
"""Seconds from one look at the memory of the processes to the next."""
_START = 120.0
"""Seconds that a process may take until it is ready, on a machine that has much else to do."""
_LONGEST = 10
"""How many times as long a task may take that says again and again that it goes on, as the pages of a scan do."""
_STILLBORN = 8
"""Processes in a row that die before they are ready, until that is taken for the fault of what they were to do."""
_LARGE = 0.3
"""Part of the memory allowed from which a process that dies has died of wanting more, faster than one can look."""
_UNUSED = 1024**3
"""Bytes of address space that libraries take and never use; what is really used, the parent looks at."""
_PR_SET_PDEATHSIG = 1
"""prctl(2): the signal that a process gets when its parent is gone."""
_STARTING = Lock()
"""Held by the thread that starts a process, since all see the same `__main__`."""
_AT_WORK = b"."
"""What a process says when it is ready, and when it has come further with a long task."""
_NETWORK = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo"})


@dataclass(frozen=True, slots=True)
class Limits:
    """How many processes work, and what one task may take: seconds, and bytes of memory of its process."""

    jobs: int = 0
    """0 for as many as there are processors."""
    timeout: float = 60.0
    memory: int = 2 * 1024**3

    def processes(self, tasks: int) -> int:
        """How many processes are worth starting for so many tasks."""
        return max(1, min(self.jobs or usable_processors(), -(-tasks // _CHUNK)))


def usable_processors() -> int:
    """The processors that this process may use."""
    with suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class TaskResult(NamedTuple, Generic[Result]):
    """The result of a task, by its number, or why there is none; and the seconds it took."""

    number: int
    result: Result | None
    failure: Failure | None
    seconds: float


def always() -> bool:
    """Nothing stops the work."""
    return True


class Engine(Protocol):
    """Who has tasks done: as `worked`, here or elsewhere."""

    def __call__(
        self,
        tasks: Sequence[Any],
        work: Callable[[Any], Result],
        limits: Limits,
        goes_on: Callable[[], bool] = always,
    ) -> Iterator[TaskResult[Result]]: ...


def worked(
    tasks: Sequence[AnyTask], work: Callable[[AnyTask], Result], limits: Limits, goes_on: Callable[[], bool] = always
) -> Iterator[TaskResult[Result]]:
    """Every task done once, in the order in which they are finished. `work` must be a function that another process can
    import, and tasks and results what `pickle` takes. Once `goes_on` says no, only what is in hand is finished."""
    foreman = Foreman(work, limits)
    try:
        yield from foreman.run(tasks, goes_on)
    finally:
        foreman.dismiss()


@dataclass(slots=True, eq=False)
class _Worker:
    """A process, the tasks in its hands, first that it works on, since when it does, and when it last said that it goes
    on."""

    process: BaseProcess
    connection: Connection
    hands: deque[int] = field(default_factory=deque)
    since: float = 0.0
    heard: float = 0.0
    largest: int = 0
    is_ready: bool = False
    """Whether it has said that it is: until then it imports, which is no task's time."""
    has_worked: bool = False
    """Whether it has done a task, which may have left its memory full."""

    def begins(self) -> None:
        """The first of its tasks begins now."""
        self.since = self.heard = time.monotonic()

    def end(self) -> None:
        """Ends the process and all that it has started."""
        with suppress(OSError, AttributeError):
            os.killpg(self.process.pid or 0, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.connection.close()


@contextmanager
def _without_main() -> Iterator[None]:
    """A process that is started in it does not run the caller's script: a script that reads reports need not guard
    itself against that, and one that comes from standard input or a notebook has no file to run."""
    main = sys.modules["__main__"]
    hidden = {name: getattr(main, name) for name in ("__file__", "__spec__") if hasattr(main, name)}
    try:
        main.__spec__ = None
        vars(main).pop("__file__", None)
        yield
    finally:
        vars(main).update(hidden)


class Foreman(Generic[AnyTask, Result]):
    """Hands tasks to processes, and sees to it that each comes back in time. The processes stay until they are
    dismissed, and may be given other tasks: to start one takes as long as to read a hundred small files."""

    def __init__(self, work: Callable[[AnyTask], Result], limits: Limits) -> None:
        self.tasks: Sequence[AnyTask] = ()
        self.work, self.limits = work, limits
        self.waiting = deque[int]()
        self.again: set[int] = set()
        self.stillborn = 0
        self.workers: list[_Worker] = []

    def _hired(self) -> _Worker:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self.work, self.limits.memory), daemon=True)
        with _STARTING, _without_main():
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def dismiss(self) -> None:
        """Ends the processes, whatever they are at."""
        self.waiting.clear()
        while self.workers:
            self.workers.pop().end()

    def run(self, tasks: Sequence[AnyTask], goes_on: Callable[[], bool] = always) -> Iterator[TaskResult[Result]]:
        """As `worked`. Who does not take all results dismisses the processes."""
        self.tasks, self.waiting, self.again = tasks, deque(range(len(tasks))), set()
        wanted = self.limits.processes(len(tasks)) if tasks else 0
        self.workers += [self._hired() for _ in range(wanted - len(self.workers))]
        while self.waiting or any(worker.hands for worker in self.workers):
            if not goes_on():
                self.waiting.clear()
            for worker in self.workers:
                if not worker.hands and self.waiting:
                    self._hand_out(worker)
            ready = set(wait([worker.connection for worker in self.workers if worker.hands], _LOOK))
            for at, worker in enumerate(self.workers):
                if worker.connection in ready:
                    said = _said_by(worker)
                    if said == _AT_WORK:
                        continue
                    done = self._received(worker, said)
                    failure: Failure | None = None if done else self._cause(worker)
                else:
                    done, failure = None, self._excess(worker)
                if done:
                    yield done
                elif failure or worker.connection in ready:
                    self.workers[at] = self._hired()
                    yield from self._given_up(worker, failure)

    def _hand_out(self, worker: _Worker) -> None:
        size = max(1, min(_CHUNK, len(self.waiting) // (_ROUNDS * len(self.workers))))
        alone = self.waiting[0] in self.again
        chunk = [self.waiting.popleft() for _ in range(1 if alone else size)]
        worker.hands.extend(chunk)
        worker.begins()
        with suppress(OSError):  # a process that is dead already is found out when its answer is awaited
            worker.connection.send([(number, self.tasks[number]) for number in chunk])

    def _received(self, worker: _Worker, said: bytes) -> TaskResult[Result] | None:
        """What a process has to say; None when it is dead, or wants memory that a task before may have taken."""
        try:
            number, result, failure = pickle.loads(said)
        except (EOFError, pickle.UnpicklingError):
            return None
        if failure and worker.has_worked and number not in self.again:
            worker.largest = 0  # it is no cause: the task is tried once more, in a process that has done nothing
            return None
        worker.has_worked = True
        done: TaskResult[Result] = TaskResult(number, result, failure, time.monotonic() - worker.since)
        worker.hands.popleft()
        worker.begins()
        return done

    def _excess(self, worker: _Worker) -> Failure | None:
        """What a process takes too much of."""
        if not worker.hands:
            return None
        now, most = time.monotonic(), self.limits.timeout if worker.is_ready else _START
        if now - worker.heard > most or now - worker.since > _LONGEST * most:
            return "timeout"
        worker.largest = _resident(worker.process.pid or 0)
        return "memory" if worker.largest > self.limits.memory else None

    def _cause(self, worker: _Worker) -> Failure | None:
        """Why a process has died; None where that is to be seen when its task is tried again."""
        if worker.largest > self.limits.memory * _LARGE:
            return "memory"
        tried = worker.hands and worker.hands[0] in self.again
        return "crash" if tried and (worker.is_ready or self.stillborn > _STILLBORN) else None

    def _given_up(self, worker: _Worker, failure: Failure | None) -> Iterator[TaskResult[Result]]:
        """Puts back what a process had in its hands, but for the task that has failed."""
        seconds = time.monotonic() - worker.since
        worker.end()
        self.stillborn = 0 if worker.is_ready else self.stillborn + 1
        if failure and worker.hands:
            yield TaskResult(worker.hands.popleft(), None, failure, seconds)
        elif worker.hands and (worker.is_ready or self.stillborn > _STILLBORN):
            self.again.add(worker.hands[0])
        self.waiting.extendleft(reversed(worker.hands))


def _said_by(worker: _Worker) -> bytes:
    """What a process says that is dead, or has something to say: that it is ready or goes on, or a result."""
    try:
        said = worker.connection.recv_bytes()
    except (EOFError, OSError):
        return b""
    if said == _AT_WORK:
        worker.heard = time.monotonic()
        if not worker.is_ready:
            worker.is_ready, worker.since = True, worker.heard
    return said


def _resident(process: int) -> int:
    """Bytes of memory that a process takes; 0 where the system does not tell."""
    with suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0


# ── In a process of its own ──────────────────────────────────────────────────────────────────────────────────────────


def _serve(connection: Connection, work: Callable[[AnyTask], Result], memory: int) -> None:
    _settle_down(memory)
    with suppress(EOFError, OSError):  # the parent is gone, or wants no more
        connection.send_bytes(_AT_WORK)
        tell_headway(lambda: connection.send_bytes(_AT_WORK))
        while True:
            for number, task in connection.recv():
                try:
                    answer: tuple[int, Result | None, Failure | None] = number, work(task), None
                except MemoryError:
                    answer = number, None, "memory"
                connection.send_bytes(pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))


def _settle_down(memory: int) -> None:
    """A process group of its own, silent, without network, deaf to Ctrl-C, which is the parent's, and limited in its
    memory; on Linux it ends with its parent, whatever it is at."""
    collect_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.addaudithook(_no_network)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    if sys.platform == "linux":
        import ctypes
        import resource

        os.setsid()
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        taken = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_AS, (taken + memory + _UNUSED, resource.RLIM_INFINITY))


def _no_network(event: str, _: tuple[object, ...]) -> None:
    if event in _NETWORK:
        raise PermissionError("no file is read from the network")
