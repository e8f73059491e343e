"""Reports ↔ records: what a library keeps of a file, as rows of its tables.

The rows name their columns, and are read and written by these names, so that a table may have others, too. A record
is made where the file is read, in a process of its own, so that whoever keeps it has nothing to do but put its rows
into the tables. It is a function of the file's bytes, its name and what the user says about it, and of nothing else:
what depends on other files, too, is found out in the library.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, NamedTuple, cast

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
    Severity,
    Source,
    State,
    Statement,
    Status,
    Triple,
    Verdict,
    Why,
)
from extract.rows import fingerprint, places_text, print_of, value_text

StoredRow = tuple[Any, ...]

GRAVITY: tuple[Status, ...] = ("skipped", "ok", "ok_with_repairs", "partial", "failed")
"""The status of a file with several reports is the gravest of theirs."""
_LARGEST = 2**63


class FileRow(NamedTuple):
    """A row of `file`: a file, how it lay on disk, what was said of it, and what read it when."""

    file: str
    kind: str
    sha256: str
    size: int
    stored_size: int
    modified: int
    given: str
    reader: str
    read_at: str

    @property
    def source(self) -> Source:
        """The file itself."""
        return Source(self.file, self.kind, self.sha256, self.size)


class ReportRow(NamedTuple):
    """A row of `report`: whose report it is, or why there is none. `own_id` and `own_parent`: as which agency it was
    read by itself, where other reports have told more; empty where they have not."""

    part: int
    status: Status
    reason: str
    report_id: str
    entity: str
    agency: str
    entity_id: str
    entity_kind: str
    parent: str
    scope: str
    year: int | None
    form: str
    title: str
    published: str
    sections: str
    facts: int
    unjudged: str
    evidence: str
    own_id: str = ""
    own_parent: str = ""

    @property
    def read_id(self) -> str:
        """The agency as the report by itself names it."""
        return self.own_id or self.entity_id


class SectionRow(NamedTuple):
    """A row of `section`; `paragraphs` are the places of its lines."""

    number: int
    key: str
    title: str
    text: str
    origin: str
    paragraphs: str


KIND_COLUMNS = ("form", "table", "row", "column", "state", "how", "unit", "confirmed")
CELL_COLUMNS = ("value", "raw", "origin")
"""A fact is a plain tuple, since there are hundreds in a report: a row of `fact_kind`, which it shares with others,
then these columns of `fact`; `raw` is what is printed, where that is not the value."""


class StatementRow(NamedTuple):
    """A row of `statement`."""

    concept: str
    value: int | str | None
    raw: str
    unit: str
    period: Literal["this_year", "last_year", "cumulative"]
    approximate: str
    state: Literal["number", "none", "ambiguous"]
    sentence: str
    origin: str


class TripleRow(NamedTuple):
    """A row of `triple`."""

    source: Literal["table", "prose"]
    label: str
    heading: str
    unit: str
    value: int | str | None
    raw: str
    approximate: str
    state: State
    context: str
    origin: str


class FindingRow(NamedTuple):
    """A row of `finding`: what its sentence is made of, and no sentence, which is made when it is shown or written."""

    rule: str
    severity: Severity
    about: Literal["report", "reading"]
    wording: str
    details: str
    expected: str
    actual: str
    concepts: str
    origin: str
    fingerprint: str

    def print_of(self, who: str, year: int | None) -> str:
        """Its fingerprint as that of an agency, or of a file of nobody."""
        return print_of(who, year, self.rule, self.concepts, self.expected, self.actual)


class ReportRecord(NamedTuple):
    """A report, or why there is none, as rows: that of `report` and, in printed order, those of what it holds."""

    report: ReportRow
    sections: tuple[SectionRow, ...]
    facts: tuple[StoredRow, ...]
    statements: tuple[StatementRow, ...]
    triples: tuple[TripleRow, ...]
    findings: tuple[FindingRow, ...]

    @property
    def status(self) -> Status:
        """How it was read."""
        return self.report.status

    @property
    def reason(self) -> str:
        """Why there is no report; empty where there is one."""
        return self.report.reason

    @property
    def report_id(self) -> str:
        """The id of the report; empty where there is none."""
        return self.report.report_id

    @property
    def form(self) -> str:
        """The form of the report."""
        return self.report.form

    def of_unit(self, entity_id: str, parent: str, file: str) -> ReportRecord:
        """The same as a report of a unit, with the fingerprints of its problems."""
        report = self.report._replace(
            entity_id=entity_id, parent=parent, own_id=self.report.read_id, own_parent=self.report.parent
        )
        who, year = entity_id or file, report.year
        findings = tuple(row._replace(fingerprint=row.print_of(who, year)) for row in self.findings)
        return self._replace(report=report, findings=findings)


class Record(NamedTuple):
    """A file as a library keeps it."""

    source: Source
    given: str
    reports: tuple[ReportRecord, ...]

    @property
    def status(self) -> Status:
        """The gravest status of its reports."""
        return max((report.status for report in self.reports), key=GRAVITY.index)


def record_of(results: Iterable[tuple[Report, Verdict]]) -> Record:
    """The record of a file: of all its reports, each with what was found about it."""
    reports = [(report, _report_record(report, verdict)) for report, verdict in results]
    first = reports[0][0]
    return Record(first.source, given_text(first.given), tuple(record for _, record in reports))


def given_text(given: Given) -> str:
    """What the user said, as JSON; empty where nothing was said."""
    filled = {field: value for field, value in given._asdict().items() if value}
    return json.dumps(filled, ensure_ascii=False) if given != NOTHING_GIVEN else ""


def _report_record(report: Report, verdict: Verdict) -> ReportRecord:
    return ReportRecord(
        _report_row(report, verdict),
        tuple(map(_section_row, report.sections)),
        tuple(_fact_rows(report)),
        tuple(map(_statement_row, report.narrative)),
        tuple(map(_triple_row, report.triples)),
        tuple(finding_row(report, finding) for finding in verdict.findings),
    )


def _report_row(report: Report, verdict: Verdict) -> ReportRow:
    identity = report.identity
    evidence = [(e.about, e.where, e.value, e.raw, str(e.origin or "")) for e in identity.evidence]
    return ReportRow(
        part=report.part,
        status=report.status,
        reason=report.reason,
        report_id=report.report_id,
        entity=identity.entity,
        agency=identity.agency,
        entity_id=identity.entity_id,
        entity_kind=identity.kind,
        parent=identity.parent,
        scope=identity.scope,
        year=identity.year,
        form=report.form,
        title=identity.title,
        published=identity.published,
        sections=",".join(map(str, report.section_numbers)),
        facts=len(report.facts),
        unjudged=unjudged_text(verdict.unjudged),
        evidence=json.dumps(evidence, ensure_ascii=False),
    )


def unjudged_text(unjudged: Mapping[str, Why]) -> str:
    """Why rules could not be judged, as it is kept: `A-01:kind;…`."""
    return ";".join(f"{rule}:{why}" for rule, why in unjudged.items())


def unjudged_of(text: str) -> Mapping[str, Why]:
    """Why rules could not be judged, as it was kept."""
    pairs = (pair.split(":") for pair in text.split(";") if pair)
    return {rule: cast("Why", why) for rule, why in pairs}


def _section_row(section: Section) -> SectionRow:
    places = [str(p.origin) for p in section.paragraphs for _ in p.text.strip().split("\n")]
    return SectionRow(section.number, section.key, section.title, section.text, str(section.origin), "\n".join(places))


def _fact_rows(report: Report) -> Iterator[StoredRow]:
    for concept, form, state, value, raw, unit, how, origins, confirmed in report.facts:
        printed = value_text(value)
        kind = (form, *concept, state, how, unit, confirmed)
        yield kind, kept_number(printed), None if raw == printed else raw, places_text(origins)


def _statement_row(statement: Statement) -> StatementRow:
    return StatementRow(
        concept=statement.concept,
        value=kept_number(value_text(statement.value)),
        raw=statement.raw,
        unit=statement.unit,
        period=statement.period,
        approximate=_flag(statement.approximate),
        state=statement.state,
        sentence=statement.sentence,
        origin=str(statement.origin),
    )


def _triple_row(triple: Triple) -> TripleRow:
    return TripleRow(
        source=triple.source,
        label=triple.label,
        heading=triple.heading,
        unit=triple.unit,
        value=kept_number(value_text(triple.value)),
        raw=triple.raw,
        approximate=_flag(triple.approximate),
        state=triple.state,
        context=triple.context,
        origin=str(triple.origin),
    )


def finding_row(report: Report, finding: Finding) -> FindingRow:
    """A finding about a report as a row."""
    return FindingRow(
        rule=finding.rule,
        severity=finding.severity,
        about=finding.about,
        wording=finding.wording,
        details=json.dumps(finding.details, ensure_ascii=False),
        expected=finding.expected,
        actual=finding.actual,
        concepts=";".join(finding.concepts),
        origin=places_text(finding.origins),
        fingerprint=fingerprint(finding, report),
    )


def _flag(flag: bool) -> str:
    return "true" if flag else "false"


def kept_number(value: str) -> int | str | None:
    """A whole number as one, where nothing of its print is lost by it; other numbers as they are printed."""
    with suppress(ValueError):
        number = int(value)
        if str(number) == value and abs(number) < _LARGEST:
            return number
    return value or None


# ── Back ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def given_of(text: str) -> Given:
    """What the user said, from JSON."""
    fields = json.loads(text or "{}")
    return Given(**{**fields, "own": tuple(map(tuple, fields.get("own", ())))})


def report_of(source: Source, given: str, record: ReportRecord) -> tuple[Report, Verdict]:
    """A report with what was found about it; its places are `Locator`s."""
    row = record.report
    evidence = tuple(
        Evidence(about, where, value, raw, Locator(place) if place else None)
        for about, where, value, raw, place in json.loads(row.evidence)
    )
    report = Report(
        source=source,
        status=row.status,
        reason=row.reason,
        identity=Identity(
            entity=row.entity,
            agency=row.agency,
            entity_id=row.entity_id,
            kind=row.entity_kind,
            scope=row.scope,
            parent=row.parent,
            year=row.year,
            published=row.published,
            title=row.title,
            evidence=evidence,
        ),
        form=row.form,
        sections=tuple(map(_section, record.sections)),
        facts=tuple(map(_fact, record.facts)),
        narrative=tuple(map(_statement, record.statements)),
        given=given_of(given),
        part=row.part,
        triples=tuple(map(_triple, record.triples)),
    )
    return report, Verdict(tuple(map(finding_of, record.findings)), unjudged_of(row.unjudged))


def copy_of(source: Source, given: str, findings: tuple[FindingRow, ...]) -> tuple[Report, Verdict]:
    """A file with the bytes of another: no report of its own, with what was found about that."""
    report = Report(source, "skipped", "duplicate", UNKNOWN, "", (), (), (), given_of(given), source.report_id)
    return report, NO_VERDICT._replace(findings=tuple(map(finding_of, findings)))


def _section(row: SectionRow) -> Section:
    places = row.paragraphs.split("\n") if row.paragraphs else []
    lines = zip(row.text.split("\n"), map(Locator, places), strict=True) if places else ()
    return Section(row.number, row.key, row.title, Locator(row.origin), tuple(Paragraph(*line) for line in lines))


_MOST_SHARED = 16_384
"""Concepts, numbers and what is printed for them that facts share: most are of one of few cells, and small."""


@lru_cache(_MOST_SHARED)
def _concept(table: str, line: str, column: str) -> Concept:
    return Concept(table, line, column)


@lru_cache(_MOST_SHARED)
def _number(value: int | str | None) -> tuple[Decimal | None, str]:
    """A number, and how it is printed."""
    return (None, "") if value is None else (Decimal(value), str(value))


def _fact(row: StoredRow) -> Fact:
    (form, table, line, column, state, how, unit, confirmed), value, raw, origin = row
    number, printed = _number(value)
    shown = printed if raw is None else raw
    return Fact(_concept(table, line, column), form, state, number, shown, unit, how, _places(origin), confirmed)


def _statement(row: StatementRow) -> Statement:
    return Statement(
        concept=row.concept,
        value=None if row.value is None else Decimal(row.value),
        raw=row.raw,
        unit=row.unit,
        period=row.period,
        approximate=row.approximate == "true",
        state=row.state,
        sentence=row.sentence,
        origin=Locator(row.origin),
    )


def _triple(row: TripleRow) -> Triple:
    return Triple(
        source=row.source,
        label=row.label,
        heading=row.heading,
        unit=row.unit,
        state=row.state,
        value=None if row.value is None else Decimal(row.value),
        raw=row.raw,
        approximate=row.approximate == "true",
        context=row.context,
        origin=Locator(row.origin),
    )


def finding_of(row: FindingRow) -> Finding:
    """A finding, from its row."""
    return Finding(
        rule=row.rule,
        severity=row.severity,
        about=row.about,
        wording=row.wording,
        details=tuple(map(tuple, json.loads(row.details))),
        expected=row.expected,
        actual=row.actual,
        concepts=tuple(filter(None, row.concepts.split(";"))),
        origins=_places(row.origin),
    )


def _places(origin: str) -> tuple[Origin, ...]:
    if ";" not in origin:
        return (Locator(origin),) if origin else ()
    return cast("tuple[Origin, ...]", tuple(map(Locator, origin.split(";"))))
