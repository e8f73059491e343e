"""What we are not sure we read right. Nothing of this is the agency's fault, nor ever handed to it."""

from __future__ import annotations

from typing import get_args

from extract.checks.case import Case, CheckResult, finding
from extract.model import KINDS_OF_PAGES, Concept, Finding, GapReason, PageOrigin
from extract.text import listed


def guessed_places(case: Case) -> CheckResult:
    """R-01: figures whose place is a guess, one finding per table."""
    findings = []
    for table in (*case.tables, *case.annexed):
        facts = [fact for fact in table.facts.values() if fact.how == "suggested"]
        if facts:
            findings.append(
                finding(
                    "R-01", "warning", "suggested", facts=facts, about_reading=True, table=table.key, count=len(facts)
                )
            )
    return findings


def figures_without_place(case: Case) -> CheckResult:
    """R-02: figures printed inside a table that stand in no cell, or that cannot be told apart."""
    findings = []
    for table in (*case.tables, *case.annexed):
        words = table in case.annexed
        facts = [
            fact
            for fact in table.facts.values()
            if (table.is_unplaced(fact) or (words and fact.state == "unreadable"))
            and not case.reading.document.is_drawn_over(fact)
        ]
        held = {origin for fact in facts for origin in fact.origins}
        left = [entry for entry in table.unplaced if entry.origin not in held]
        printed = [*(fact.raw for fact in facts if fact.raw), *(entry.raw for entry in left)]
        if printed:
            findings.append(
                finding(
                    "R-02",
                    "warning",
                    "unplaced",
                    facts=facts,
                    origins=[entry.origin for entry in left],
                    actual=" ".join(printed),
                    about_reading=True,
                    table=table.key,
                    figures=listed(printed),
                )
            )
    return findings


def tables_printed_twice(case: Case) -> CheckResult:
    """R-03: a table that stands in the document more than once; the first was taken."""
    return [
        finding("R-03", "warning", "again", about_reading=True, table=table.key, origins=table.start)
        for table in (*case.tables, *case.annexed)
        if table.match.again
    ]


def assumptions(case: Case) -> CheckResult:
    """R-04: bytes that could not be decoded, and what was assumed of a file: its encoding, what parts its cells, what
    its pictures say, how its pages lie on the paper."""
    document, signs = case.reading.document, case.reading.grid.parted_by
    count, declared = document.replaced, document.declared
    findings = [finding("R-04", "note", "replaced", about_reading=True, actual=count, count=count)] if count else []
    if declared is not None:
        wording = "encoding.declared" if declared else "encoding.undeclared"
        read_in = document.encoding
        findings.append(
            finding("R-04", "note", wording, about_reading=True, actual=read_in, encoding=read_in, declared=declared)
        )
    if signs:
        printed = " ".join(signs)
        findings.append(finding("R-04", "note", "parted", about_reading=True, actual=printed, signs=printed))
    if document.recognised:
        sheets = listed(map(str, document.recognised))
        wording = "recognised" if document.source.kind in KINDS_OF_PAGES else "pasted"
        findings.append(finding("R-04", "warning", wording, about_reading=True, actual=sheets, pages=sheets))
    if document.rearranged:
        sheets = listed(map(str, document.rearranged))
        findings.append(finding("R-04", "note", "rearranged", about_reading=True, actual=sheets, pages=sheets))
    return findings


def unread_pictures(case: Case) -> CheckResult:
    """R-06: pages and pictures that were not read, and the tables that may be on them."""
    findings = []
    missing = case.reading.missing
    for reason in get_args(GapReason):
        origins = [gap.origin for gap in case.reading.document.gaps if gap.reason == reason]
        if origins:
            pages = [str(box.page) for origin in origins if isinstance(origin, PageOrigin) for box in origin.boxes]
            wording = f"gap.tables.{reason}" if missing else f"gap.{reason}"
            findings.append(
                finding(
                    "R-06",
                    "warning",
                    wording,
                    concepts=missing,
                    origins=origins,
                    actual=len(origins),
                    about_reading=True,
                    count=len(origins),
                    pages=listed(pages),
                )
            )
    return findings


def second_opinions(case: Case) -> CheckResult:
    """R-07: tables that did not fit and were looked at or read again in another way, and whether that gave the same."""
    witnesses_of: dict[tuple[bool, tuple[Concept, ...]], list[str]] = {}
    if any(opinion.by == "places" for opinion in case.reading.opinions):
        return [finding("R-07", "note", "opinion.clear", about_reading=True)]
    for opinion in case.reading.opinions:
        witnesses_of.setdefault((opinion.taken, opinion.differing), []).append(opinion.by)
    return [_opinion(taken, differing, ";".join(witnesses)) for (taken, differing), witnesses in witnesses_of.items()]


def _opinion(taken: bool, differing: tuple[Concept, ...], by: str) -> Finding:
    if not differing:
        return finding("R-07", "note", "opinion.same", about_reading=True, by=by)
    wording = "opinion.taken" if taken else "opinion.kept"
    concepts = [str(concept) for concept in differing]
    count = len(concepts)
    return finding("R-07", "warning", wording, concepts=concepts, actual=count, about_reading=True, count=count, by=by)


def missing_tables(case: Case) -> CheckResult:
    """R-05: a section whose heading is there and whose table is not: lost by the page, or left out; or a table of which
    nothing but words was found. Where something was not read, R-06 tells."""
    printed = {section.number: section for section in case.report.sections}
    hollow = [
        finding("R-05", "error", "table_hollow", origins=table.start, about_reading=True, table=table.key)
        for table in case.tables
        if table.has_no_cells and not case.reading.document.gaps
    ]
    return hollow + [
        finding(
            "R-05",
            "error",
            "table_missing",
            origins=[printed[table.section].origin],
            about_reading=True,
            table=table.key,
            number=table.section,
        )
        for table in case.in_force.tables
        if table.key in case.reading.missing and table.section in printed and not case.reading.document.gaps
    ]
