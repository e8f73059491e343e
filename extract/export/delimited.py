"""Reports → `reports.csv`, `facts.csv`, `findings.csv`, `sections.csv`, `narrative.csv`, as Chinese Excel and pandas
both read them.

UTF-8 with BOM, RFC 4180 quoting, LF, one header row. The files of a run appear together, whole or not at all: they are
written beside their place and moved there at the end.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import TextIO

from extract.errors import OutputError
from extract.model import NO_VERDICT, Finding, Origin, Report, Verdict
from extract.text import is_mark, read_number

REPORT_COLUMNS = (
    "report_id", "file", "kind", "status", "reason", "duplicate_of", "entity", "entity_id", "entity_kind", "parent",
    "scope", "year", "form", "title", "published", "sections", "facts", "errors", "warnings", "unjudged",
)  # fmt: skip
FACT_COLUMNS = (
    "report_id", "entity", "entity_id", "year", "form", "table", "row", "column", "value", "raw", "state", "how",
    "unit", "origin",
)  # fmt: skip

FINDING_COLUMNS = (
    "report_id", "file", "entity", "entity_id", "year", "rule", "severity", "about", "message", "expected", "actual",
    "concepts", "origin", "fingerprint",
)  # fmt: skip
SECTION_COLUMNS = ("report_id", "number", "key", "title", "text", "origin")
NARRATIVE_COLUMNS = (
    "report_id", "concept", "value", "raw", "unit", "period", "approximate", "state", "sentence", "origin",
)  # fmt: skip

Text = Callable[[str], str]
"""What is done to printed text before it is written."""
Message = Callable[[Finding, Report], str]
"""The sentence of a finding."""

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


def report_row(report: Report, verdict: Verdict = NO_VERDICT, text: Text = str) -> tuple[str, ...]:
    """A report as a row of `reports.csv`, printed text passed through `text`.

    Columns that nothing has been found out about are empty, never 0.
    """
    source, identity = report.source, report.identity
    read = bool(report.report_id)
    severities = [finding.severity for finding in verdict.findings]
    known = {
        "report_id": report.report_id,
        "file": text(source.name),
        "kind": source.kind,
        "status": report.status,
        "reason": report.reason,
        "duplicate_of": report.duplicate_of,
        "entity": text(identity.entity),
        "entity_id": text(identity.entity_id),
        "entity_kind": identity.kind,
        "parent": text(identity.parent),
        "scope": identity.scope,
        "year": str(identity.year or ""),
        "form": report.form,
        "title": text(identity.title),
        "published": identity.published,
        "sections": ",".join(map(str, report.section_numbers)),
        "facts": str(len(report.facts)) if read else "",
        "errors": str(severities.count("error")) if read else "",
        "warnings": str(severities.count("warning")) if read else "",
        "unjudged": str(len(verdict.unjudged)) if read else "",
    }
    return tuple(known[column] for column in REPORT_COLUMNS)


def fact_rows(report: Report, text: Text = str) -> Iterator[tuple[str, ...]]:
    """The facts of a report as rows of `facts.csv`, printed text passed through `text`."""
    head = (report.report_id, text(report.entity), text(report.identity.entity_id), str(report.year or ""))
    for concept, form, state, value, raw, unit, how, origins in report.facts:
        yield (*head, form, *concept, value_text(value), text(raw), state, how, unit, _joined(origins))


def finding_rows(report: Report, verdict: Verdict, message: Message, text: Text = str) -> Iterator[tuple[str, ...]]:
    """The findings about a report as rows of `findings.csv`, printed text passed through `text`."""
    identity, year = report.identity, str(report.year or "")
    head = (report.report_id, text(report.source.name), text(identity.entity), text(identity.entity_id), year)
    for finding in verdict.findings:
        yield (
            *head,
            finding.rule,
            finding.severity,
            finding.about,
            text(message(finding, report)),
            text(finding.expected),
            text(finding.actual),
            ";".join(finding.concepts),
            _joined(finding.origins),
            fingerprint(finding, report),
        )


def fingerprint(finding: Finding, report: Report) -> str:
    """`f` and 15 hex digits that stay the same when the report is read again or handed in again with these figures."""
    who = report.identity.entity_id or report.source.name
    parts = (who, report.year or "", finding.rule, ";".join(finding.concepts), finding.expected, finding.actual)
    return "f" + sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:15]


def section_rows(report: Report, text: Text = str) -> Iterator[tuple[str, ...]]:
    """The parts of a report as rows of `sections.csv`, printed text passed through `text`."""
    for section in report.sections:
        title, prose = text(section.title), text(section.text)
        yield report.report_id, str(section.number), section.key, title, prose, str(section.origin)


def narrative_rows(report: Report, text: Text = str) -> Iterator[tuple[str, ...]]:
    """The figures that a report states in prose as rows of `narrative.csv`, printed text passed through `text`."""
    for concept, value, raw, unit, period, approximate, state, sentence, origin in report.narrative:
        told = ("true" if approximate else "false", state, text(sentence), str(origin))
        yield (report.report_id, concept, value_text(value), text(raw), unit, period, *told)


def _joined(origins: Sequence[Origin]) -> str:
    return str(origins[0]) if len(origins) == 1 else ";".join(map(str, origins))


class ReportFiles:
    """A context that takes reports one by one with what the checks say of them, and leaves five files in a folder.

    `message` makes the sentences of findings; `own` are columns of a manifest, written behind those of `reports.csv`;
    `exact` leaves out the apostrophes before what a spreadsheet would run. OutputError when the folder or a file cannot
    be written; on any error the files that stood there before stay as they were.
    """

    def __init__(self, folder: Path, message: Message, own: tuple[str, ...] = (), exact: bool = False) -> None:
        self._columns = {
            "reports.csv": (*REPORT_COLUMNS, *own),
            "facts.csv": FACT_COLUMNS,
            "findings.csv": FINDING_COLUMNS,
            "sections.csv": SECTION_COLUMNS,
            "narrative.csv": NARRATIVE_COLUMNS,
        }
        self.paths = tuple(folder / name for name in self._columns)
        self._folder = folder
        self._message = message
        self._own = own
        self._text = str if exact else safe_text
        self._files: list[TextIO] = []
        self._made = False

    def __enter__(self) -> ReportFiles:
        try:
            self._made = not self._folder.exists()
            self._folder.mkdir(parents=True, exist_ok=True)
            for path, columns in zip(self.paths, self._columns.values(), strict=True):
                self._files.append(open(_beside(path), "w", encoding="utf-8-sig", newline=""))
                csv.writer(self._files[-1], lineterminator="\n").writerow(columns)
        except OSError as error:
            self._discard()
            raise OutputError("cannot_write", path=str(self._folder), why=error.strerror or str(error)) from error
        return self

    def add(self, report: Report, verdict: Verdict = NO_VERDICT) -> None:
        """Write one report's rows."""
        text = self._text
        own = dict(report.given.own)
        rows = (
            [(*report_row(report, verdict, text), *(text(own.get(column, "")) for column in self._own))],
            fact_rows(report, text),
            finding_rows(report, verdict, self._message, text),
            section_rows(report, text),
            narrative_rows(report, text),
        )
        try:
            for file, each in zip(self._files, rows, strict=True):
                csv.writer(file, lineterminator="\n").writerows(each)
        except OSError as error:
            raise OutputError("cannot_write", path=str(self._folder), why=error.strerror or str(error)) from error

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
                self._folder.rmdir()


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")


@contextmanager
def moved_into_place(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to, moved there at the end; OutputError leaves what stood there as it was."""
    beside = _beside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield beside
        os.replace(beside, path)
    except OSError as error:
        raise OutputError("cannot_write", path=str(path), why=error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
