"""What the program is at, for whoever wants to know it when a step takes long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Timer

_SOON = 2.0
"""Seconds after which a step is long."""

Listener = Callable[[str, str], None]
"""Is told the code of a step, and of what it is one."""


def nobody(code: str, of: str) -> None:
    """Is told nothing."""


_TOLD: ContextVar[Listener] = ContextVar("told", default=nobody)


def tell_steps(told: Listener) -> None:
    """From now on, this is told of long steps."""
    _TOLD.set(told)


_HEADWAY: ContextVar[Callable[[], None]] = ContextVar("headway", default=lambda: None)


def tell_headway(told: Callable[[], None]) -> None:
    """From now on, this is told that a long piece of work goes on."""
    _HEADWAY.set(told)


def headway() -> None:
    """Says that a long piece of work goes on: another of many pages was recognised."""
    _HEADWAY.get()()


class Step:
    """A step that begins now, and is told of when it has not ended soon."""

    def __init__(self, code: str, of: str = "") -> None:
        self._timer = Timer(_SOON, _TOLD.get(), (code, of))
        self._timer.daemon = True
        self._timer.start()

    def end(self) -> None:
        """It is done."""
        self._timer.cancel()


@contextmanager
def step(code: str, of: str = "") -> Iterator[None]:
    """Within it a step is done."""
    begun = Step(code, of)
    try:
        yield
    finally:
        begun.end()
