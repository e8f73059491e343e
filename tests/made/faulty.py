"""Calls of the system and of SQLite that are counted, and one of which fails, or is the last that a process makes; and
files that may not grow."""

from __future__ import annotations

import builtins
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


class Faults:
    """Calls are counted, and one of them fails."""

    def __init__(self, at: int, error: Callable[[], Exception]) -> None:
        self.at, self.error, self.calls = at, error, 0

    def called(self) -> None:
        self.calls += 1
        if self.calls == self.at:
            raise self.error()

    def wrapped(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            self.called()
            return function(*arguments, **named)

        return call


def of_the_system(faults: Faults, patch: pytest.MonkeyPatch) -> None:
    """What writing asks of the system."""
    for module, name in ((os, "replace"), (os, "fsync"), (os, "mkdir")):
        patch.setattr(module, name, faults.wrapped(getattr(module, name)))
    opened = Path.open

    def open_(path: Path, mode: str = "r", *others: Any, **named: Any) -> Any:
        if set(mode) & set("wa+"):
            faults.called()
        return opened(path, mode, *others, **named)

    def plainly(path: object, mode: str = "r", *others: Any, **named: Any) -> Any:
        if set(mode) & set("wa+"):
            faults.called()
        return open_anything(path, mode, *others, **named)

    open_anything = builtins.open
    patch.setattr(Path, "open", open_)
    patch.setattr(builtins, "open", plainly)


def of_sqlite(faults: Faults, patch: pytest.MonkeyPatch) -> None:
    """What is asked of SQLite, in the library and in an export."""

    class Connection(sqlite3.Connection):
        def execute(self, *arguments: Any) -> sqlite3.Cursor:
            faults.called()
            return super().execute(*arguments)

        def executemany(self, *arguments: Any) -> sqlite3.Cursor:
            faults.called()
            return super().executemany(*arguments)

    connect = sqlite3.connect
    patch.setattr(sqlite3, "connect", lambda *path, **named: connect(*path, factory=Connection, **named))


@contextmanager
def with_files_up_to(size: int) -> Iterator[None]:
    """Within it, no file of this process grows beyond a size."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
