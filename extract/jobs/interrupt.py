"""Ctrl-C: once, and the files in hand are finished; twice, and the work is given up. What was read is kept in any case.

A process that is asked to end (SIGTERM) does as after the first.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def interruptible(on_interrupt: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """Within it the first Ctrl-C only makes the function that is given say no, after `on_interrupt` was called; the
    second is a KeyboardInterrupt. In a thread of its own nothing is caught."""
    heard = False

    def hear(number: int, frame: object) -> None:
        nonlocal heard
        if heard and number == signal.SIGINT:
            raise KeyboardInterrupt
        if not heard:
            heard = True
            on_interrupt()

    if threading.current_thread() is not threading.main_thread():
        yield lambda: True
        return
    handlers = {number: signal.signal(number, hear) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: not heard
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
