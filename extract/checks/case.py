"""What the checks of one report look at: the reading, ordered by table, cell and declared line.

Comes in: a `Reading` and the declared forms. Goes out: a `Case`. Nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import regex as re

from extract.model import (
    Band,
    CellKey,
    Column,
    Document,
    Entry,
    Fact,
    Finding,
    Form,
    FormTable,
    Gap,
    Line,
    Match,
    Origin,
    Paragraph,
    Reading,
    Report,
    Severity,
    Why,
)
from extract.numbers import has_doubtful_digits, read_number
from extract.text import label_key

CheckResult: TypeAlias = list[Finding] | Why
"""What a check gives: its findings, none when it holds, or why it cannot be judged."""


class PrintedBand(NamedTuple):
    """A band in the version it is printed in."""

    form: Form
    table: FormTable
    band: Band


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A statutory table as it was read: its match, the version of every band, its facts by row and column."""

    match: Match
    bands: tuple[PrintedBand, ...]
    facts: dict[CellKey, Fact]
    may_be_partial: bool
    """Whether the document has lost what it repeats, or a page or picture of it was not read."""
    unplaced: tuple[Entry, ...] = ()
    """What stands in its rows and in none of its cells."""
    gaps: tuple[Gap, ...] = ()
    """What of the document was seen and not read."""

    @property
    def words(self) -> frozenset[str]:
        """The labels and headings of its forms, as keys."""
        headed: list[Line | Column] = []
        for printed in self.bands:
            headed += printed.band.lines
            headed += printed.band.columns
        return frozenset(label_key(word) for each in headed for word in (each.label, *each.group))

    def is_beside_gap(self, place: Origin) -> bool:
        """Whether something was not read on the page where a label stands, which it may be a part of."""
        return any(gap.is_beside(place) for gap in self.gaps)

    @property
    def key(self) -> str:
        """The key of the table."""
        return self.match.table

    @property
    def may_hide_rows(self) -> bool:
        """Whether rows that were not found may yet be there: lost with what is repeated, on a page that was not read,
        or among figures that have no place or stand with others in one cell; or of which no cell was found at all."""
        return (
            self.may_be_partial
            or self.has_no_cells
            or bool(self.unplaced)
            or any(self.is_unplaced(fact) or has_doubtful_digits(fact.raw) for fact in self.facts.values())
        )

    @property
    def has_no_cells(self) -> bool:
        """Whether only its words were found."""
        return all(fact.state == "absent" for fact in self.facts.values())

    def is_unplaced(self, fact: Fact) -> bool:
        """Whether a cell holds figures whose place could not be found, rather than words that are no figure: several,
        or a whole row of which nothing else is left."""
        if fact.state != "unreadable" or len(fact.origins) != 1 or read_number(fact.raw) is not None:
            return fact.state == "unreadable"
        row = [other for other in self.facts.values() if other.concept.row == fact.concept.row and other is not fact]
        return bool(row) and all(other.state == "unreadable" and not other.raw for other in row)

    @property
    def start(self) -> tuple[Origin, ...]:
        """Where its first printed row stands."""
        return tuple(line.origin for line in self.match.lines[:1])


@dataclass(frozen=True, slots=True)
class Case:
    """A report under review."""

    reading: Reading
    forms: tuple[Form, ...]
    tables: tuple[PrintedTable, ...]
    annexed: tuple[PrintedTable, ...]
    """Tables that none of the forms has: what we doubt to have read right in them is told, and which of their usual
    sums do not hold."""

    @property
    def report(self) -> Report:
        """The report itself."""
        return self.reading.report

    @property
    def may_lack(self) -> bool:
        """Whether something was seen and not read, on which what is missing may stand."""
        return bool(self.reading.document.gaps)

    @property
    def in_force(self) -> Form:
        """The form in force in the year reported on; the newest where no year is known, or there was none yet."""
        year = self.report.year
        issued = [form for form in self.forms if year is None or form.first_year <= year]
        return (issued or self.forms)[-1]


def case_of(reading: Reading, forms: tuple[Form, ...], statistics: tuple[Form, ...] = ()) -> Case:
    """A reading ordered for the checks; `statistics` declare the tables that are annexed."""
    tables = []
    unplaced = {account.table: account.unplaced for account in reading.accounts}
    for match in reading.matches:
        facts = {
            (fact.concept.row, fact.concept.column): fact
            for fact in reading.report.facts
            if fact.concept.table == match.table
        }
        used = {(fact.form, row) for (row, _), fact in facts.items()}
        bands = tuple(
            PrintedBand(form, table, band)
            for form in (*statistics, *forms)
            for table in form.tables
            if table.key == match.table
            for band in table.bands
            if any((form.code, line.key) in used for line in band.lines)
        )
        gaps = reading.document.gaps
        may_be_partial = match.deduplicated or bool(gaps)
        tables.append(PrintedTable(match, bands, facts, may_be_partial, unplaced.get(match.table, ()), gaps))
    statutory = tuple(table for table in tables if any(printed.form in forms for printed in table.bands))
    return Case(reading, forms, statutory, tuple(table for table in tables if table not in statutory))


_SENTENCE = re.compile(r"[^。；;！\n]+")


def sentences(report: Report, numbers: Iterable[int]) -> Iterator[tuple[str, Paragraph]]:
    """The sentences of some sections, with the paragraphs in which they stand."""
    return (
        (match[0].strip(), paragraph)
        for section in report.sections
        if section.number in numbers
        for paragraph in section.paragraphs
        for match in _SENTENCE.finditer(paragraph.text)
    )


def sentence_around(text: str, at: int) -> tuple[int, int]:
    """Where the sentence begins and ends that holds a character of a text."""
    return next((match.span() for match in _SENTENCE.finditer(text) if match.start() <= at < match.end()), (at, at))


def paragraphs_of(document: Document) -> Iterator[Paragraph]:
    """What of a document is no table."""
    return (block for block in document.blocks if isinstance(block, Paragraph))


def finding(
    rule: str,
    severity: Severity,
    wording: str,
    *,
    facts: Iterable[Fact] = (),
    concepts: Iterable[str] = (),
    origins: Iterable[Origin] = (),
    expected: object = "",
    actual: object = "",
    about_reading: bool = False,
    **details: object,
) -> Finding:
    """A finding; `facts` give their concepts and origins, each once and in order."""
    facts = tuple(facts)
    return Finding(
        rule,
        severity,
        "reading" if about_reading else "report",
        wording,
        tuple((key, str(value)) for key, value in details.items()),
        str(expected),
        str(actual),
        tuple(dict.fromkeys((*(str(fact.concept) for fact in facts), *concepts))),
        tuple(dict.fromkeys((*(origin for fact in facts for origin in fact.origins), *origins))),
    )
