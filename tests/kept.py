"""Files read into a library, in short, for tests."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from extract.batch import Input, Limits, Outcome, Wanted, collect, inputs_of, plan_of, settle, with_members
from extract.library import Library
from extract.model import Given

LIMITS = Limits()
LATER = 10 * 10**9
"""Nanoseconds after which a file that was just written is taken for one that lies still."""


def keep(library: Library, inputs: Sequence[Input], limits: Limits = LIMITS, reader: str = "r") -> list[Outcome]:
    """Reads what is not known into a library, and settles it; what came of each file that was read."""
    plan = plan_of(inputs, library.known(), nothing_given, reader, time.time_ns() + LATER, Wanted())
    done = list(collect(library, plan, limits, reader))
    with library.writing():
        settle(library)
    return done


def keep_all(library: Library, paths: Iterable[Path], limits: Limits = LIMITS) -> list[Outcome]:
    """Reads files, folders and archives into a library, and settles it."""
    return keep(library, with_members(inputs_of(paths), limits), limits)


def nothing_given(file: str) -> Given | None:
    """What is said about a file: nothing."""
    return None


def contents(library: Library) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that a library writes, as it writes it."""
    return {table: list(library.rows(table)) for table in ("reports", "facts", "findings", "sections", "narrative")}
