"""What commands came to → plain objects for JSON, each with the name of its schema. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from extract.agencies.listing import contact_of
from extract.model import (
    SEVERITIES,
    STATUSES,
    Origin,
    Reading,
    Stage,
)
from extract.rows import value_text

if TYPE_CHECKING:
    from extract.audit import Audit
    from extract.diff import DifferenceRow
    from extract.jobs.reading import Summary, Tally
    from extract.jobs.verifying import Verified


def extract_json(summary: Summary, inputs: int) -> dict[str, Any]:
    """What a run did as values that JSON has."""
    written = summary.written
    files = [*written.tables, *([written.workbook] if written.workbook else [])] if written else []
    return {
        "schema": "gongkai.extract/1",
        "files": inputs,
        "read": summary.read,
        "unchanged": summary.unchanged,
        "left": summary.left,
        "gone": summary.gone,
        "held": summary.files_in_library,
        **_tally_json(summary.tally),
        "written": [path.as_posix() for path in files],
    }


def check_json(findings: Iterable[dict[str, Any]], tally: Tally) -> dict[str, Any]:
    """What was found in files as values that JSON has: findings by the columns of `findings.csv`."""
    return {"schema": "gongkai.check/1", **_tally_json(tally), "findings": list(findings)}


def _tally_json(tally: Tally) -> dict[str, dict[str, int]]:
    return {
        "statuses": {status: tally.statuses[status] for status in STATUSES},
        "reasons": dict(sorted(tally.reasons.items())),
        "severities": {severity: tally.severities[severity] for severity in SEVERITIES},
    }


def audit_json(audit: Audit) -> dict[str, Any]:
    """An audit as values that JSON has: where every agency stands, and what its problems are."""
    return {
        "schema": "gongkai.audit/1",
        "year": audit.year,
        "units": [
            {
                "unit": standing.unit.name,
                "code": standing.unit.code,
                "filing": standing.filing,
                "judgement": standing.judgement,
                "published": standing.published,
                "drafts": standing.drafts,
                "returned": standing.returned,
                "files": [report.source.name for report in (*standing.reports, *standing.beside)],
                "contact": contact_of(standing.unit),
                "problems": [
                    {
                        "number": audit.number_of(problem.fingerprint),
                        "fingerprint": problem.fingerprint,
                        "rule": problem.finding.rule,
                        "severity": problem.severity,
                        "progress": problem.progress,
                        "conclusion": problem.decision.conclusion,
                    }
                    for problem in standing.problems
                ],
                "doubts": len(standing.doubts),
                "unjudged": dict(standing.unjudged),
            }
            for standing in audit.standings
        ],
        "round": audit.round,
        "gone": [
            {
                "number": audit.number_of(gone.fingerprint),
                "fingerprint": gone.fingerprint,
                "unit": gone.noted.unit,
                "rule": gone.noted.finding.rule,
                "progress": gone.progress,
                "why": gone.why,
            }
            for gone in audit.gone
        ],
        "unclaimed": [
            {
                "file": claim.report.source.name,
                "part": claim.report.part,
                "why": claim.why,
                "candidates": [
                    {"unit": candidate.unit.name, "ground": candidate.ground} for candidate in claim.candidates
                ],
                "assigned": claim.assigned.unit,
            }
            for claim in audit.unclaimed
        ],
        "mismatch": audit.mismatch,
        "unmatched": [decision._asdict() for decision in audit.unmatched],
        "sums": {
            group: [
                {
                    "concept": str(cell.concept),
                    "unit": cell.unit,
                    "total": value_text(cell.total),
                    "counted": cell.counted,
                    "in_doubt": value_text(cell.in_doubt),
                    "doubted": cell.doubted,
                    "without_doubt": value_text(cell.without_doubt),
                }
                for cell in cells
            ]
            for group, cells in audit.sums.items()
        },
    }


def diff_json(rows: Sequence[DifferenceRow]) -> dict[str, Any]:
    """What is otherwise as values that JSON has."""
    return {"schema": "gongkai.diff/1", "differences": [row._asdict() for row in rows]}


def json_of(reading: Reading, stage: Stage | None) -> dict[str, Any]:
    """A reading, or one intermediate of it, as plain objects: numbers as text, origins as locators."""
    head = {"schema": "gongkai.show/1", "stage": stage or "report"}
    if stage is None or stage == "facts":
        return {**head, "report_id": reading.report.report_id, **_plain(reading.report)}
    chosen = {
        "document": reading.document,
        "sections": reading.report.sections,
        "grids": reading.grid,
        "matches": reading.matches,
    }
    return {**head, stage: _plain(chosen[stage])}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return value_text(value)
    if isinstance(value, Origin):
        return str(value)
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        if hasattr(value, "_fields"):
            return {name: _plain(getattr(value, name)) for name in value._fields}
        return [_plain(part) for part in value]
    return value


def verify_json(result: Verified) -> dict[str, Any]:
    """What came of checking a release as values that JSON has."""
    faults = [fault._asdict() | {"details": dict(fault.details)} for fault in result.faults]
    return {
        "schema": "gongkai.verify/1",
        "release": str(result.folder),
        "identical": not faults,
        "checked": dict(result.checked),
        "made_by": result.made_by,
        "here": result.here,
        "faults": faults,
    }
