"""The work of `extract.jobs.workers` done in this process, for tests of what comes before and after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from extract.jobs.workers import Limits, TaskResult, always

Task = TypeVar("Task")
Result = TypeVar("Result")


def at_once(
    tasks: Sequence[Task], work: Callable[[Task], Result], limits: Limits, goes_on: Callable[[], bool] = always
) -> Iterator[TaskResult[Result]]:
    """Every task done in turn, without any limit."""
    for number, task in enumerate(tasks):
        if goes_on():
            yield TaskResult(number, work(task), None, 0.0)
