"""What became of every file, as it was read: a JSON object a line, for programs and for whoever asks later."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from extract.errors import UsageError, not_written

if TYPE_CHECKING:
    from extract.jobs import Outcome


def _is_log(path: Path) -> bool:
    """Whether a file is one to which lines may be added: one of ours, an empty one, or none yet; never a pipe or a
    device, which may never answer."""
    if not path.is_file():
        return path.is_dir() or not path.exists()
    with path.open("rb") as file:
        first = file.readline(1000)
    return not first or first.startswith(b'{"time": ')


class Log:
    """A file to which a line is added for every file that was read; nothing where no path is given. UsageError where
    another file stands there; OutputError where it cannot be written."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.stream: TextIO | None = None

    def __enter__(self) -> Log:
        if self.path:
            try:
                if not _is_log(self.path):
                    raise UsageError("no_log", path=str(self.path))
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self.stream = self.path.open("a", encoding="utf-8", newline="\n")
            except OSError as error:
                raise not_written(self.path, error) from error
        return self

    def add(self, outcome: Outcome) -> None:
        """A line: when, which file, which reports it holds or why none, and the seconds it took; `unchanged`
        is a file that was only looked into."""
        if not self.stream:
            return
        record = outcome.record
        entry = {
            "time": datetime.now(UTC).isoformat(timespec="seconds"),
            "file": outcome.file.file,
            "status": record.status if record else "unchanged",
            "reason": record.reports[0].reason if record else "",
            "reports": [report.report_id for report in record.reports if report.report_id] if record else [],
            "seconds": round(outcome.seconds, 3),
        }
        try:
            self.stream.write(json.dumps(entry, ensure_ascii=False) + "\n")
            self.stream.flush()
        except OSError as error:
            raise not_written(self.path or "", error) from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.stream:
            self.stream.close()
