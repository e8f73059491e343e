"""Files read into a library, in short, for tests."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from extract.forms import load_every_form
from extract.jobs import Input, Limits, Outcome, ReadingOptions, collect, inputs_of, plan_of, settle, with_members
from extract.library import OpenLibrary
from extract.library.records import Record, record_of
from extract.library.views import TABLES
from extract.model import (
    NO_VERDICT,
    Concept,
    Fact,
    Finding,
    Given,
    Identity,
    Locator,
    Paragraph,
    Report,
    Section,
    Source,
    Statement,
    Triple,
)
from extract.rows import Row, value_text
from extract.words.wording import message_of

PREFIXES = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "＋a",
    "－a",
    "＠a",
    "=cmd|' /C calc'!A0",
    "-",
    "+3",
    "--5",
)
"""What a spreadsheet might run, and what only looks like it."""
LIMITS = Limits()
LATER = 10 * 10**9
"""Nanoseconds after which a file that was just written is taken for one that lies still."""


def keep(library: OpenLibrary, inputs: Sequence[Input], limits: Limits = LIMITS, reader: str = "r") -> list[Outcome]:
    """Reads what is not known into a library, and settles it; what came of each file that was read."""
    plan = plan_of(inputs, library.known_files(), nothing_given, reader, time.time_ns() + LATER, ReadingOptions())
    done = list(collect(library, plan, limits, reader))
    settle(library)
    return done


def keep_all(library: OpenLibrary, paths: Iterable[Path], limits: Limits = LIMITS) -> list[Outcome]:
    """Reads files, folders and archives into a library, and settles it."""
    return keep(library, with_members(inputs_of(paths), limits), limits)


def saying(text: str) -> Record:
    """A file whose report says one thing wherever it says anything."""
    place = Locator("txt:L1:1-1")
    source = Source(text, "text", text.encode().hex().ljust(64, "0"), 9)
    identity = Identity(text, text, f"{text}/{text}", "township", "", text, 2023, "", text, ())
    fact = Fact(Concept("requests", "received", "total"), "2021", "unreadable", None, text, "件", "read", (place,))
    section = Section(1, "overview", text, place, (Paragraph(text, place),))
    told = Statement("requests.denied", None, text, "件", "this_year", False, "ambiguous", text, place)
    own = Given(own=(("mine", text),))
    free = Triple("prose", text, text, "件", "unreadable", None, text, False, text, place)
    report = Report(source, "ok", "", identity, "2021", (section,), (fact,), (told,), own, triples=(free,))
    finding = Finding("D-01", "error", "report", "suggested", (), text, text, (), (place,))
    return record_of([(report, NO_VERDICT._replace(findings=(finding,)))])


def nothing_given(file: str) -> Given | None:
    """What is said about a file: nothing."""
    return None


def in_chinese(finding: Finding, form: str) -> str:
    """The Chinese sentence of a finding."""
    return message_of(finding, load_every_form(), form, "zh")


def in_english(finding: Finding, form: str) -> str:
    """The English sentence of a finding."""
    return message_of(finding, load_every_form(), form, "en")


def contents(library: OpenLibrary) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that a library writes, as it writes it."""
    return {table: list(library.rows(table, in_chinese)) for table in TABLES}


# ── What a report holds, as the files tell it ────────────────────────────────────────────────────────────────────────


def section_rows(report: Report) -> Iterator[Row]:
    """The parts of a report as rows of `sections.csv`."""
    for section in report.sections:
        yield report.report_id, str(section.number), section.key, section.title, section.text, str(section.origin)


def narrative_rows(report: Report) -> Iterator[Row]:
    """The figures that a report states in prose as rows of `narrative.csv`."""
    for concept, value, raw, unit, period, approximate, state, sentence, origin in report.narrative:
        rest = ("true" if approximate else "false", state, sentence, str(origin))
        yield (report.report_id, concept, value_text(value), raw, unit, period, *rest)


def triple_rows(report: Report) -> Iterator[Row]:
    """The figures of a report that no form has as rows of `triples.csv`."""
    head = (report.report_id, report.entity, report.identity.entity_id, str(report.year or ""))
    for source, label, heading, unit, state, value, raw, approximate, context, origin in report.triples:
        rest = ("true" if approximate else "false", state, context, str(origin))
        yield (*head, source, label, heading, unit, value_text(value), raw, *rest)
