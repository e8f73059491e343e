"""Reports ↔ records: what a library keeps of a file, as rows of its tables.

A record is made where the file is read, in a process of its own, so that whoever keeps it has nothing to do but put its
rows into the tables. It is a function of the file's bytes, its name and what the user says about it, and of nothing
else: what depends on other files, too, is found out in the library.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from typing import Any, NamedTuple, cast

from extract.model import (
    NO_VERDICT,
    NOTHING_GIVEN,
    UNKNOWN,
    Concept,
    Evidence,
    Fact,
    Finding,
    Given,
    Identity,
    Locator,
    Origin,
    Paragraph,
    Report,
    Section,
    Source,
    Statement,
    Status,
    Triple,
    Verdict,
    Why,
)
from extract.rows import fact_rows, finding_rows, narrative_rows, section_rows, triple_rows

Messages = Callable[[Finding, Report], tuple[str, str]]
"""The sentence of a finding in Chinese and in English."""
Row = tuple[Any, ...]

GRAVITY: tuple[Status, ...] = ("skipped", "ok", "ok_with_repairs", "partial", "failed")
"""The status of a file with several reports is the gravest of theirs."""
_LARGEST = 2**63


class KeptReport(NamedTuple):
    """A report, or why there is none, as rows: that of `report` and, in printed order, those of what it holds."""

    report: Row
    sections: tuple[Row, ...]
    facts: tuple[Row, ...]
    statements: tuple[Row, ...]
    triples: tuple[Row, ...]
    findings: tuple[Row, ...]

    @property
    def status(self) -> Status:
        """How it was read."""
        return cast("Status", self.report[1])

    @property
    def reason(self) -> str:
        """Why there is no report; empty where there is one."""
        return str(self.report[2])

    @property
    def report_id(self) -> str:
        """The id of the report; empty where there is none."""
        return str(self.report[3])


class Record(NamedTuple):
    """A file as a library keeps it."""

    source: Source
    given: str
    reports: tuple[KeptReport, ...]

    @property
    def status(self) -> Status:
        """The gravest status of its reports."""
        return max((kept.status for kept in self.reports), key=GRAVITY.index)


def record_of(results: Iterable[tuple[Report, Verdict]], messages: Messages) -> Record:
    """The record of a file: of all its reports, each with what was found about it."""
    kept = [(report, _kept(report, verdict, messages)) for report, verdict in results]
    first = kept[0][0]
    return Record(first.source, given_text(first.given), tuple(each for _, each in kept))


def given_text(given: Given) -> str:
    """What the user said, as JSON; empty where nothing was said."""
    said = {field: value for field, value in given._asdict().items() if value}
    return json.dumps(said, ensure_ascii=False) if given != NOTHING_GIVEN else ""


def _kept(report: Report, verdict: Verdict, messages: Messages) -> KeptReport:
    identity = report.identity
    row = (
        report.part,
        report.status,
        report.reason,
        report.report_id,
        identity.entity,
        identity.agency,
        identity.entity_id,
        identity.kind,
        identity.parent,
        identity.scope,
        identity.year,
        report.form,
        identity.title,
        identity.published,
        ",".join(map(str, report.section_numbers)),
        len(report.facts),
        unjudged_text(verdict.unjudged),
        json.dumps([(*each[:4], str(each.origin or "")) for each in identity.evidence], ensure_ascii=False),
    )
    return KeptReport(
        row,
        tuple(_section_rows(report)),
        tuple(_fact_rows(report)),
        tuple((concept, _number(value), *rest) for _, concept, value, *rest in narrative_rows(report)),
        tuple((*row[4:8], _number(row[8]), *row[9:]) for row in triple_rows(report)),
        tuple(kept_findings(report, verdict.findings, messages)),
    )


def unjudged_text(unjudged: Mapping[str, Why]) -> str:
    """Why rules could not be judged, as it is kept: `A-01:kind;…`."""
    return ";".join(f"{rule}:{why}" for rule, why in unjudged.items())


def unjudged_of(text: str) -> Mapping[str, Why]:
    """Why rules could not be judged, as it was kept."""
    said = (each.split(":") for each in text.split(";") if each)
    return {rule: cast("Why", why) for rule, why in said}


def _section_rows(report: Report) -> Iterator[Row]:
    for section, (_, number, *rest) in zip(report.sections, section_rows(report), strict=True):
        places = [str(p.origin) for p in section.paragraphs for _ in p.text.strip().split("\n")]
        yield (int(number), *rest, "\n".join(places))


def _fact_rows(report: Report) -> Iterator[Row]:
    """Of every fact what it shares with others, its value, what is printed where that is not the value, its place."""
    for *_, form, table, row, column, value, raw, state, how, unit, origin in fact_rows(report):
        yield (form, table, row, column, state, how, unit), _number(value), None if raw == value else raw, origin


def kept_findings(report: Report, findings: tuple[Finding, ...], messages: Messages) -> Iterator[Row]:
    """Findings about a report as rows."""
    both = [messages(finding, report) for finding in findings]
    rows = finding_rows(report, findings, lambda finding, report: "")
    for finding, messages_of_it, (*_, rule, severity, about, _, expected, actual, concepts, origin, fingerprint) in zip(
        findings, both, rows, strict=True
    ):
        seen = (expected, actual, concepts, origin, fingerprint)
        said = (finding.wording, json.dumps(finding.details, ensure_ascii=False))
        yield (rule, severity, about, *messages_of_it, *seen, *said)


def _number(value: str) -> int | str | None:
    """A whole number as one, where nothing of its print is lost by it; other numbers as they are printed."""
    with suppress(ValueError):
        number = int(value)
        if str(number) == value and abs(number) < _LARGEST:
            return number
    return value or None


# ── Back ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def given_of(text: str) -> Given:
    """What the user said, from JSON."""
    said = json.loads(text or "{}")
    return Given(**{**said, "own": tuple(map(tuple, said.get("own", ())))})


def report_of(source: Source, given: str, kept: KeptReport) -> tuple[Report, Verdict]:
    """A report with what was found about it; its places are `Locator`s."""
    part, status, reason, _, *who, unjudged, evidence = kept.report
    entity, agency, entity_id, kind, parent, scope, year, form, title, published, _, _ = who
    told = tuple(
        Evidence(about, where, value, raw, Locator(place) if place else None)
        for about, where, value, raw, place in json.loads(evidence)
    )
    report = Report(
        source=source,
        status=status,
        reason=reason,
        identity=Identity(entity, agency, entity_id, kind, scope, parent, year, published, title, told),
        form=form,
        sections=tuple(map(_section, kept.sections)),
        facts=tuple(map(_fact, kept.facts)),
        narrative=tuple(map(_statement, kept.statements)),
        given=given_of(given),
        part=part,
        triples=tuple(map(_triple, kept.triples)),
    )
    return report, Verdict(tuple(map(_finding, kept.findings)), unjudged_of(unjudged))


def copy_of(source: Source, given: str, findings: tuple[Row, ...]) -> tuple[Report, Verdict]:
    """A file with the bytes of another: no report of its own, with what was found about that."""
    report = Report(source, "skipped", "duplicate", UNKNOWN, "", (), (), (), given_of(given), source.report_id)
    return report, NO_VERDICT._replace(findings=tuple(map(_finding, findings)))


def _section(row: Row) -> Section:
    number, key, title, text, origin, places = row
    lines = zip(text.split("\n"), map(Locator, places.split("\n")), strict=True) if places else ()
    return Section(number, key, title, Locator(origin), tuple(Paragraph(*line) for line in lines))


def _fact(row: Row) -> Fact:
    (form, table, line, column, state, how, unit), value, raw, origin = row
    printed = raw if raw is not None else "" if value is None else str(value)
    number = None if value is None else Decimal(value)
    return Fact(Concept(table, line, column), form, state, number, printed, unit, how, _places(origin))


def _statement(row: Row) -> Statement:
    concept, value, raw, unit, period, approximate, state, sentence, origin = row
    number = None if value is None else Decimal(value)
    return Statement(concept, number, raw, unit, period, approximate == "true", state, sentence, Locator(origin))


def _triple(row: Row) -> Triple:
    source, label, heading, unit, value, raw, approximate, state, context, origin = row
    number = None if value is None else Decimal(value)
    told = (approximate == "true", context, Locator(origin))
    return Triple(source, label, heading, unit, state, number, raw, *told)


def _finding(row: Row) -> Finding:
    rule, severity, about, _, _, expected, actual, concepts, origin, _, wording, details = row
    said = tuple((key, value) for key, value in json.loads(details))
    named = tuple(filter(None, concepts.split(";")))
    return Finding(rule, severity, about, wording, said, expected, actual, named, _places(origin))


def _places(origin: str) -> tuple[Origin, ...]:
    if ";" not in origin:
        return (Locator(origin),) if origin else ()
    return cast("tuple[Origin, ...]", tuple(map(Locator, origin.split(";"))))
