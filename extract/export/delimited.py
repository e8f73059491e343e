"""Reports → `reports.csv` and `facts.csv`, as Chinese Excel and pandas both read them.

UTF-8 with BOM, RFC 4180 quoting, LF, one header row. The files of a run appear together, whole or not at all: they are
written beside their place and moved there at the end.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import TextIO

from extract.errors import OutputError
from extract.model import Report
from extract.text import is_mark, read_number

REPORT_COLUMNS = (
    "report_id", "file", "kind", "status", "reason", "duplicate_of", "entity", "entity_id", "entity_kind", "parent",
    "scope", "year", "form", "title", "published", "sections", "facts", "errors", "warnings", "unjudged",
)  # fmt: skip
FACT_COLUMNS = (
    "report_id", "entity", "entity_id", "year", "form", "table", "row", "column", "value", "raw", "state", "how",
    "unit", "origin",
)  # fmt: skip

_FORMULA_STARTS = frozenset("=+-@\t\r＝＋－＠")


def safe_text(text: str) -> str:
    """Text that no spreadsheet runs as a formula: a leading apostrophe, save before numbers and lone signs.

    >>> safe_text("=1+1"), safe_text("+3"), safe_text("--253"), safe_text("-"), safe_text("规章")
    ("'=1+1", '+3', '--253', '-', '规章')
    """
    if text and text[0] in _FORMULA_STARTS and not read_number(text) and not is_mark(text):
        return "'" + text
    return text


def value_text(value: Decimal | None) -> str:
    """A value as it stands in files: plain digits, printed decimals kept, empty for None.

    >>> value_text(Decimal("0.00")), value_text(Decimal("1E+3")), value_text(None)
    ('0.00', '1000', '')
    """
    return "" if value is None else format(value, "f")


def report_row(report: Report, text: Callable[[str], str] = str) -> tuple[str, ...]:
    """A report as a row of `reports.csv`, printed text passed through `text`.

    Columns that nothing has been found out about are empty, never 0.
    """
    source = report.source
    facts = str(len(report.facts)) if report.report_id else ""
    known = {
        "report_id": report.report_id,
        "file": text(source.name),
        "kind": source.kind,
        "status": report.status,
        "reason": report.reason,
        "duplicate_of": report.duplicate_of,
        "entity": text(report.entity),
        "year": str(report.year or ""),
        "form": report.form,
        "title": text(report.title),
        "sections": ",".join(map(str, report.sections)),
        "facts": facts,
    }
    return tuple(known.get(column, "") for column in REPORT_COLUMNS)


def fact_rows(report: Report, text: Callable[[str], str] = str) -> Iterator[tuple[str, ...]]:
    """The facts of a report as rows of `facts.csv`, printed text passed through `text`."""
    head = (report.report_id, text(report.entity), "", str(report.year or ""))
    for concept, form, state, value, raw, unit, how, origins in report.facts:
        origin = str(origins[0]) if len(origins) == 1 else ";".join(map(str, origins))
        yield (*head, form, *concept, value_text(value), text(raw), state, how, unit, origin)


class ReportFiles:
    """A context that takes reports one by one and leaves `reports.csv` and `facts.csv` in a folder.

    `exact` leaves out the apostrophes before what a spreadsheet would run. OutputError when the folder or a file cannot
    be written; on any error the files that stood there before stay as they were.
    """

    def __init__(self, folder: Path, exact: bool = False) -> None:
        self.paths = (folder / "reports.csv", folder / "facts.csv")
        self._text = str if exact else safe_text
        self._files: list[TextIO] = []
        self._made = False

    def __enter__(self) -> ReportFiles:
        folder = self.paths[0].parent
        try:
            self._made = not folder.exists()
            folder.mkdir(parents=True, exist_ok=True)
            for path, columns in zip(self.paths, (REPORT_COLUMNS, FACT_COLUMNS), strict=True):
                self._files.append(open(_beside(path), "w", encoding="utf-8-sig", newline=""))
                self._write(len(self._files) - 1, [columns])
        except OSError as error:
            self._discard()
            raise OutputError("cannot_write", path=str(folder), why=error.strerror or str(error)) from error
        return self

    def add(self, report: Report) -> None:
        """Write one report's rows."""
        try:
            self._write(0, [report_row(report, self._text)])
            self._write(1, fact_rows(report, self._text))
        except OSError as error:
            raise OutputError("cannot_write", path=str(self.paths[0]), why=error.strerror or str(error)) from error

    def _write(self, number: int, rows: Iterable[tuple[str, ...]]) -> None:
        csv.writer(self._files[number], lineterminator="\n").writerows(rows)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._discard()
            return
        try:
            for file in self._files:
                file.flush()
                os.fsync(file.fileno())
                file.close()
            for path in self.paths:
                os.replace(_beside(path), path)
        except OSError as failure:
            self._discard()
            raise OutputError("cannot_write", path=str(path), why=failure.strerror or str(failure)) from failure

    def _discard(self) -> None:
        with suppress(OSError):
            for file in self._files:
                file.close()
            for path in self.paths:
                _beside(path).unlink(missing_ok=True)
            if self._made:
                self.paths[0].parent.rmdir()


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")
