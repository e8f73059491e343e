"""The shape of the report: its sections, the rows and columns of its tables, the version of the form."""

from __future__ import annotations

from collections.abc import Iterator

from extract.checks.case import Case, PrintedTable, finding
from extract.model import Finding, Form, FormTable
from extract.places import column_of
from extract.text import label_key


def missing_sections(case: Case) -> list[Finding] | None:
    """C-01: statutory sections (条例 50) that are not there, neither their heading nor their table."""
    newest = case.forms[-1]
    printed = {section.number for section in case.report.sections}
    tabled = {table.section for table in newest.tables if table.key not in case.reading.missing}
    return [
        finding("C-01", "error", "section", number=section.number, title=section.title, expected=section.title)
        for section in newest.sections
        if section.number not in printed | tabled
    ]


def lost_headings(case: Case) -> list[Finding] | None:
    """C-02: tables that stand there without the heading of their section."""
    printed = {section.number for section in case.report.sections}
    titles = {section.number: section.title for section in case.forms[-1].sections}
    return [
        finding("C-02", "warning", "heading", number=number, title=titles[number], origins=table.start)
        for table in case.tables
        if (number := table.bands[0].table.section) not in printed
    ]


def altered_tables(case: Case) -> list[Finding] | None:
    """D-09: columns or rows of the form that are missing, rows that it does not have, labels that were altered."""
    if not case.tables:
        return None
    return [found for table in case.tables for check in (_missing, _extra, _altered) for found in check(table)]


def _missing(table: PrintedTable) -> Iterator[Finding]:
    printed = {line.row for line in table.match.lines} | {
        row for (row, _), fact in table.facts.items() if fact.state != "absent"
    }
    for whole in {id(band.table): band.table for band in table.bands}.values():
        found = {band.band.key for band in table.bands if band.table is whole}
        yield from _missing_columns(table, whole, found)
        lost = [
            (band, line)
            for band in whole.bands
            if not whole.side_by_side and band.key in found
            for line in band.lines
            if line.key not in printed
        ]
        if lost:
            yield finding(
                "D-09",
                "warning",
                "rows_missing",
                concepts=[f"{table.key}.{line.key}" for _, line in lost],
                expected="、".join(line.label for _, line in lost),
                table=table.key,
                count=len(lost),
                labels="、".join(line.label for _, line in lost[:3]),
                about_reading=table.match.deduplicated,
                origins=table.start,
            )


def _missing_columns(table: PrintedTable, whole: FormTable, found: set[str]) -> Iterator[Finding]:
    for band in whole.bands:
        facts = [fact for (row, _), fact in table.facts.items() if row in {line.key for line in band.lines}]
        lost = [
            column
            for column in band.columns
            if band.key in found
            and facts
            and all(fact.state == "absent" for fact in facts if fact.concept.column == column.key)
        ]
        if lost and len(lost) < len(band.columns):
            yield finding(
                "D-09",
                "warning",
                "columns_missing",
                concepts=[str(fact.concept) for fact in facts if fact.concept.column in {each.key for each in lost}],
                expected="、".join(column.label for column in lost),
                table=table.key,
                count=len(lost),
                labels="、".join(map(column_of, lost)),
                origins=table.start,
            )


def _extra(table: PrintedTable) -> Iterator[Finding]:
    for line in table.match.extras:
        figures = [entry.raw for entry in line.entries if entry.raw]
        if figures:
            yield finding(
                "D-09",
                "warning",
                "row_extra",
                origins=[line.origin],
                actual=" ".join(figures),
                table=table.key,
                label=line.label,
                figures=" ".join(figures),
            )


def _altered(table: PrintedTable) -> Iterator[Finding]:
    printed = {line.row: line for line in table.match.lines if line.row and line.label}
    for _, line, facts in table.lines():
        match = printed.get(line.key)
        if not match or not facts:
            continue
        label, official = label_key(match.label), label_key(line.label)
        if label and not official.startswith(label) and not label.endswith(official):
            yield finding(
                "D-09",
                "warning",
                "label_altered",
                concepts=[f"{table.key}.{line.key}"],
                origins=[match.origin],
                expected=line.label,
                actual=match.label.strip(),
                table=table.key,
                label=line.label,
                printed=match.label.strip(),
            )


def old_form(case: Case) -> list[Finding] | None:
    """D-10: a table in an older version than the one in force in the year reported on."""
    year = case.report.year
    if year is None or not case.tables:
        return None
    wanted = [form for form in case.forms if form.first_year <= year]
    if not wanted:
        return None
    newest = wanted[-1]
    old = [
        (table, form)
        for table in case.tables
        if (form := _oldest(table)).first_year < newest.first_year
        and _cells(form.table(table.key)) != _cells(newest.table(table.key))
    ]
    if not old:
        return []
    form = old[0][1]
    return [
        finding(
            "D-10",
            "error",
            "old_form",
            concepts=[table.key for table, _ in old],
            origins=[origin for table, _ in old for origin in table.start],
            expected=newest.code,
            actual=form.code,
            year=year,
            printed=form.notice,
            official=newest.notice,
        )
    ]


def _oldest(table: PrintedTable) -> Form:
    return min((band.form for band in table.bands), key=lambda form: form.first_year)


def _cells(table: FormTable) -> list[tuple[str, list[str], list[str]]]:
    """What tells two versions of a table apart: the keys of its rows and columns, band by band."""
    return [(b.key, [line.key for line in b.lines], [column.key for column in b.columns]) for b in table.bands]
