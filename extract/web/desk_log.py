"""The log of the desk: who did what, when, from where, and how it ended; a line of JSON for each, beside the library.

It is only ever added to. Nothing of what was typed stands in it but the names of accounts that there are.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple

from extract.errors import OutputError
from extract.library.store import moment

_TAIL = 256 * 1024
"""Bytes from its end that are looked at for a page."""
_LONGEST = 500


class LogLine(NamedTuple):
    """What somebody did: `status` is what the browser was answered."""

    at: str
    who: str
    where: str
    did: str
    about: str
    status: int


class DeskLog:
    """The log beside a library."""

    def __init__(self, library: Path) -> None:
        self.path = library.with_name(f"{library.stem}-log.jsonl")

    def note(self, who: str, where: str, did: str, about: str, status: int) -> None:
        """Adds a line. OutputError where that cannot be done."""
        line = LogLine(moment(), who, where, did, about[:_LONGEST], status)
        data = f"{json.dumps(line._asdict(), ensure_ascii=False)}\n".encode(errors="replace")
        try:
            file = os.open(self.path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
            try:
                os.write(file, data)
            finally:
                os.close(file)
        except OSError as error:
            raise OutputError("cannot_write", path=str(self.path), why=error.strerror or str(error)) from error

    def last(self, count: int) -> list[LogLine]:
        """The last lines, the last first; one that is torn is left out."""
        if not self.path.exists():
            return []
        with self.path.open("rb") as file:
            file.seek(max(self.path.stat().st_size - _TAIL, 0))
            lines = file.read().decode(errors="replace").splitlines()
        return [line for line in map(_line, reversed(lines[-count - 1 :])) if line][:count]


def _line(text: str) -> LogLine | None:
    try:
        return LogLine(**json.loads(text))
    except (ValueError, TypeError):
        return None
