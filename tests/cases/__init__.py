"""Files and what must be read of them: each folder here with an `expected.json` is a case, and `README.md` its format.

Comes in: a folder with `input.*` (one file, or several) and `expected.json`. Goes out: what differs, a line each, empty
where everything is as expected. What is compared is what `gongkai extract --raw` writes, and nothing inside.
`python -m tests.cases FILE NAME` begins a case with what is read of a file today.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple

CASES = Path(__file__).parent
EXPECTED = "expected.json"
FILES = ("reports", "facts", "findings", "sections", "narrative")
REMARKS = {"note", "from"}
"""Keys that say something to people: why the case is here, and where it comes from."""

Row = dict[str, str]


class Output(NamedTuple):
    """The rows of the files that were written for a case."""

    reports: list[Row]
    facts: list[Row]
    findings: list[Row]
    sections: list[Row]
    narrative: list[Row]

    def stated(self, concept: str) -> list[str]:
        """The figures that the prose states for a concept, less those that are not clear."""
        return [row["value"] for row in self.narrative if row["concept"] == concept and row["state"] != "ambiguous"]


def cases(folder: Path = CASES) -> list[Path]:
    """The folders of all cases below a folder."""
    return sorted(path.parent for path in folder.rglob(EXPECTED))


def inputs(case: Path) -> list[Path]:
    """What is read for a case."""
    return sorted(path for path in case.iterdir() if path.name.startswith("input"))


def output_in(folder: Path) -> Output:
    """What was written into a folder."""
    return Output(*(_rows(folder / f"{name}.csv") for name in FILES))


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def differences(case: Path, output: Output) -> list[str]:
    """What is not as the case expects it, with what was read instead."""
    expected = json.loads((case / EXPECTED).read_text(encoding="utf-8"))
    unknown = expected.keys() - EXPECTATIONS.keys() - BESIDE - REMARKS
    if unknown:
        return [f"{EXPECTED} has the unknown key {key!r}" for key in sorted(unknown)]
    wanted = {"reports": 1, **expected}
    report = output.reports[0]
    if report["status"] in ("failed", "skipped"):
        if "failed_reason_not" not in wanted:
            return [f"not read: {report['status']}, {report['reason']}"]
        wanted = {key: wanted[key] for key in ("reports", "failed_reason_not")}
    return [line for key, check in EXPECTATIONS.items() if key in wanted for line in check(output, wanted)]


# ── The keys of expected.json ────────────────────────────────────────────────────────────────────────────────────────


Wanted = dict[str, Any]
Check = Callable[[Output, Wanted], Iterable[str]]


def _reports(output: Output, wanted: Wanted) -> Iterator[str]:
    if len(output.reports) != wanted["reports"]:
        yield f"reports: expected {wanted['reports']}, got {len(output.reports)}"


def _field(name: str) -> Check:
    def check(output: Output, wanted: Wanted) -> Iterator[str]:
        got = output.reports[0][name]
        if got != str(wanted[name]):
            yield f"{name}: expected {str(wanted[name])!r}, got {got!r}"

    return check


def _field_not(name: str, key: str) -> Check:
    def check(output: Output, wanted: Wanted) -> Iterator[str]:
        got = output.reports[0][name]
        if got in wanted[key]:
            yield f"{name}: must not be {got!r}"

    return check


def _cells(output: Output, wanted: Wanted) -> Iterator[str]:
    facts = {cell_of(row): row for row in output.facts}
    for cell, value in wanted["cells"].items():
        fact = facts.get(cell)
        if is_open(fact) and wanted.get("no_silent_wrong"):
            continue
        if fact is None:
            yield f"{cell}: expected {value!r}, got no such cell"
        elif is_open(fact) or (fact["state"] != "blank" if value == "" else _number(fact["value"]) != _number(value)):
            got = " ".join(filter(None, (fact["raw"] and repr(fact["raw"]), fact["state"], fact["how"])))
            yield f"{cell}: expected {value!r}, got {got}" + (f", at {fact['origin']}" if fact["origin"] else "")


def cell_of(fact: Row) -> str:
    """`table.row.column`."""
    return ".".join(filter(None, (fact["table"], fact["row"], fact["column"])))


def is_open(fact: Row | None) -> bool:
    """Whether nothing certain is said of a cell."""
    return fact is None or fact["state"] in ("absent", "unreadable") or fact["how"] == "suggested"


def _number(text: object) -> Decimal | str:
    try:
        return Decimal(str(text))
    except InvalidOperation:
        return str(text)


def _sections(output: Output, wanted: Wanted) -> Iterator[str]:
    got = _numbers(output)
    if got != wanted["sections"]:
        yield f"sections: expected {wanted['sections']}, got {got}"


def _preamble(output: Output, wanted: Wanted) -> Iterator[str]:
    if wanted["section0"] and 0 not in _numbers(output):
        yield f"sections: no preamble (0) among {_numbers(output)}"


def _numbers(output: Output) -> list[int]:
    return [int(row["number"]) for row in output.sections if row["number"]]


def _narrative(output: Output, wanted: Wanted) -> Iterator[str]:
    for concept, value in wanted["narrative"].items():
        got = output.stated(concept)
        if _number(value) not in map(_number, got):
            yield f"the text: {concept}: expected {value!r}, got {got or 'nothing'}"


def _narrative_not(output: Output, wanted: Wanted) -> Iterator[str]:
    for concept in wanted["narrative_not"]:
        if got := output.stated(concept):
            yield f"the text: {concept}: is not stated, got {got}"


def _narrative_not_value(output: Output, wanted: Wanted) -> Iterator[str]:
    for concept, value in wanted["narrative_not_value"].items():
        if _number(value) in map(_number, output.stated(concept)):
            yield f"the text: {concept}: is not {value}"


def _must(output: Output, wanted: Wanted) -> Iterator[str]:
    told = {row["rule"] for row in output.findings}
    yield from (f"finding {rule}: expected, not told" for rule in wanted["must"] if rule not in told)


def _must_any(output: Output, wanted: Wanted) -> Iterator[str]:
    if not {row["rule"] for row in output.findings} & set(wanted["must_any"]):
        yield f"findings: expected one of {', '.join(wanted['must_any'])}, none told"


def _must_not(output: Output, wanted: Wanted) -> Iterator[str]:
    """`RULE`, or `RULE:word` for a finding with a word in it."""
    for each in wanted["must_not"]:
        rule, _, word = each.partition(":")
        yield from (_told(row) for row in output.findings if row["rule"] == rule and word in row["message"])


def _must_not_with(key: str, column: str, value: str) -> Check:
    """Rules that may not be told with something in a column of their finding."""

    def check(output: Output, wanted: Wanted) -> Iterator[str]:
        yield from (_told(row) for row in output.findings if row["rule"] in wanted[key] and row[column] == value)

    return check


def _no_findings(output: Output, wanted: Wanted) -> Iterator[str]:
    if wanted["no_findings"]:
        for row in output.findings:
            if row["about"] == "report" and row["severity"] != "note" and row["rule"] not in wanted.get("may", ()):
                yield _told(row)


def _told(row: Row) -> str:
    return f"finding {row['rule']}: must not be told, got ({row['severity']}, about {row['about']}) {row['message']}"


EXPECTATIONS: dict[str, Check] = {
    "reports": _reports,
    "failed_reason_not": _field_not("reason", "failed_reason_not"),
    "status_not": _field_not("status", "status_not"),
    "entity": _field("entity"),
    "entity_not": _field_not("entity", "entity_not"),
    "year": _field("year"),
    "published": _field("published"),
    "cells": _cells,
    "sections": _sections,
    "section0": _preamble,
    "narrative": _narrative,
    "narrative_not": _narrative_not,
    "narrative_not_value": _narrative_not_value,
    "must": _must,
    "must_any": _must_any,
    "must_not": _must_not,
    "must_not_error": _must_not_with("must_not_error", "severity", "error"),
    "must_not_about_report": _must_not_with("must_not_about_report", "about", "report"),
    "no_findings": _no_findings,
}
BESIDE = {"no_silent_wrong", "may"}
"""Keys that say how `cells` and `no_findings` are meant."""
