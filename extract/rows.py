"""Reports → rows with the columns of the files that are written, all as exact text, and what text is safe to open.

Names and order of the columns are a promise to users. Files, frames, the terminal and the library all start from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from hashlib import sha256

from extract.model import NO_VERDICT, Finding, Origin, Report, Verdict
from extract.numbers import is_mark, read_number

REPORT_COLUMNS = (
    "report_id", "file", "kind", "status", "reason", "duplicate_of", "entity", "entity_id", "entity_kind", "parent",
    "scope", "year", "form", "title", "published", "sections", "facts", "errors", "warnings", "unjudged",
)  # fmt: skip
_CELL_COLUMNS = (
    "report_id", "entity", "entity_id", "year", "form", "table", "row", "column", "value", "raw", "state", "how",
    "unit", "origin",
)  # fmt: skip
PRINTED_COLUMNS = (*_CELL_COLUMNS, "confirmed")
"""What a cell is by itself; `confirmed`: what bears out a figure that was recognised."""
FACT_COLUMNS = (*_CELL_COLUMNS, "flag", "confirmed")
"""`flag`: what findings say against it."""
FINDING_COLUMNS = (
    "report_id", "file", "entity", "entity_id", "year", "rule", "severity", "about", "message", "expected", "actual",
    "concepts", "origin", "fingerprint",
)  # fmt: skip
SECTION_COLUMNS = ("report_id", "number", "key", "title", "text", "origin")
NARRATIVE_COLUMNS = (
    "report_id", "concept", "value", "raw", "unit", "period", "approximate", "state", "sentence", "origin",
)  # fmt: skip
TRIPLE_COLUMNS = (
    "report_id", "entity", "entity_id", "year", "source", "label", "heading", "unit", "value", "raw", "approximate",
    "state", "context", "origin",
)  # fmt: skip
UNIT_ROW_COLUMNS = (
    "entity_id", "entity", "parent", "kind", "names", "years", "reports", "evidence", "standing", "candidates",
)  # fmt: skip

FLAGGING = ("D", "E")
"""The kinds of rules whose findings speak against figures: sums and prose that say otherwise."""
OPEN_VERSIONS = ("version.differs", "version.copy", "version.namesake")
"""The wordings of findings that ask which of two versions counts: they speak against figures of both."""

Row = tuple[str, ...]
Message = Callable[[Finding, str], str]
"""The sentence of a finding about a report; the second is the form of the report, for the names of places."""

FORMULA_STARTS = "=+-@\t\r＝＋－＠"
"""What a text begins with that a spreadsheet may run as a formula."""


def safe_text(text: str) -> str:
    """Text that no spreadsheet runs as a formula: a leading apostrophe, save before numbers and lone signs.

    >>> safe_text("=1+1"), safe_text("+3"), safe_text("--253"), safe_text("-"), safe_text("规章")
    ("'=1+1", '+3', '--253', '-', '规章')
    """
    if text and text[0] in FORMULA_STARTS and not read_number(text) and not is_mark(text):
        return "'" + text
    return text


def value_text(value: Decimal | None) -> str:
    """A value as it stands in files: plain digits, printed decimals kept, empty for None.

    >>> value_text(Decimal("0.00")), value_text(Decimal("1E+3")), value_text(None)
    ('0.00', '1000', '')
    """
    return "" if value is None else format(value, "f")


def report_row(report: Report, verdict: Verdict = NO_VERDICT) -> Row:
    """A report as a row of `reports.csv`. Columns that nothing has been found out about are empty, never 0."""
    source, identity = report.source, report.identity
    read = bool(report.report_id)
    severities = [finding.severity for finding in verdict.findings]
    values = {
        "report_id": report.report_id,
        "file": source.name,
        "kind": source.kind,
        "status": report.status,
        "reason": report.reason,
        "duplicate_of": report.duplicate_of,
        "entity": identity.entity,
        "entity_id": identity.entity_id,
        "entity_kind": identity.kind,
        "parent": identity.parent,
        "scope": identity.scope,
        "year": str(identity.year or ""),
        "form": report.form,
        "title": identity.title,
        "published": identity.published,
        "sections": ",".join(map(str, report.section_numbers)),
        "facts": str(len(report.facts)) if read else "",
        "errors": str(severities.count("error")) if read else "",
        "warnings": str(severities.count("warning")) if read else "",
        "unjudged": str(len(verdict.unjudged)) if read else "",
    }
    return tuple(values[column] for column in REPORT_COLUMNS)


def flags_of(findings: Iterable[tuple[str, str, Iterable[str]]]) -> dict[str, str]:
    """What speaks against cells: the rules of the findings that speak against figures and name each; of rules, wordings
    and the cells that they are about.

    >>> flags_of([("E-01", "", ["a.b.c"]), ("D-03", "", ["a.b.c", "a.b.d"]), ("B-02", "", ["a.b.d"])])
    {'a.b.c': 'D-03;E-01', 'a.b.d': 'D-03'}
    """
    rules: dict[str, set[str]] = {}
    for rule, wording, concepts in findings:
        for concept in concepts if rule.startswith(FLAGGING) or wording in OPEN_VERSIONS else ():
            rules.setdefault(concept, set()).add(rule)
    return {concept: ";".join(sorted(told)) for concept, told in rules.items()}


def fact_rows(report: Report) -> Iterator[Row]:
    """The facts of a report as rows of `PRINTED_COLUMNS`."""
    head = (report.report_id, report.entity, report.identity.entity_id, str(report.year or ""))
    for concept, form, state, value, raw, unit, how, origins, confirmed in report.facts:
        yield (*head, form, *concept, value_text(value), raw, state, how, unit, places_text(origins), confirmed)


def finding_rows(report: Report, findings: Sequence[Finding], message: Message) -> Iterator[Row]:
    """Findings about a report as rows of `findings.csv`."""
    identity, year = report.identity, str(report.year or "")
    head = (report.report_id, report.source.name, identity.entity, identity.entity_id, year)
    for finding in findings:
        yield (
            *head,
            finding.rule,
            finding.severity,
            finding.about,
            message(finding, report.form),
            finding.expected,
            finding.actual,
            ";".join(finding.concepts),
            places_text(finding.origins),
            fingerprint(finding, report),
        )


def fingerprint(finding: Finding, report: Report) -> str:
    """`f` and 15 hex digits that stay the same when the report is read again or handed in again with these figures."""
    who = report.identity.entity_id or report.source.name
    return print_of(who, report.year, finding.rule, ";".join(finding.concepts), finding.expected, finding.actual)


def print_of(who: str, year: int | None, rule: str, concepts: str, expected: str, actual: str) -> str:
    """The fingerprint of a finding about an agency, or a file of nobody, from what it is made of."""
    parts = (who, year or "", rule, concepts, expected, actual)
    return "f" + sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:15]


def places_text(origins: Sequence[Origin]) -> str:
    """Places as they stand in files, one behind the other."""
    return str(origins[0]) if len(origins) == 1 else ";".join(map(str, origins))
