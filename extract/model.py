"""Every noun of the project, frozen. Read this file first; it imports nothing of ours.

A record that is made hundreds of times for one report (`Origin`, `Cell`, `Entry`, `Fact` …) is a NamedTuple, which is
several times cheaper to create; the few large ones are slotted dataclasses. Neither is ever changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

State = Literal["number", "blank", "mark", "unreadable", "absent"]
How = Literal["read", "aligned", "suggested", ""]
Status = Literal["ok", "ok_with_repairs", "partial", "failed", "skipped"]

# ── What was received ────────────────────────────────────────────────────────────────────────────────────────────────


class Source(NamedTuple):
    """A file as received: its name as given, what its content turned out to be, and its fingerprint."""

    name: str
    kind: str
    sha256: str
    size: int

    @property
    def report_id(self) -> str:
        """`r` and the first 15 hex digits of the SHA-256 (the `r` keeps spreadsheets from reading a number)."""
        return "r" + self.sha256[:15]


class Origin(NamedTuple):
    """A place in one source, 1-based and inclusive: line and characters of the decoded text.

    An empty cell has no characters of its own; its origin is the delimiter or line end that stands in its place.

    >>> str(Origin(61, 16, 16))
    'txt:L61:16-16'
    """

    line: int
    start: int
    end: int

    def __str__(self) -> str:
        return f"txt:L{self.line}:{self.start}-{self.end}"


class Paragraph(NamedTuple):
    """One line of text, exactly as decoded, without its line end."""

    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader hands over: the whole contract between a file kind and the rest of the program."""

    source: Source
    blocks: tuple[Paragraph, ...]
    encoding: str
    replaced: int = 0
    """Bytes that no encoding could read; each stands as U+FFFD in the text."""


class Section(NamedTuple):
    """A recognised part of the report. `number` is the official one, whatever is printed."""

    number: int
    key: str
    title: str
    origin: Origin


# ── What is printed ──────────────────────────────────────────────────────────────────────────────────────────────────


class Cell(NamedTuple):
    """A printed cell. `bounded` tells a cell closed by TAB or pipe from a piece of a line cut at its blanks."""

    text: str
    origin: Origin
    bounded: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """The printed rows of a document in order, ragged as they come."""

    rows: tuple[tuple[Cell, ...], ...]


class Entry(NamedTuple):
    """What stands in the place of a value: a number, a mark (`/`, `—`, 无), a blank, or something unreadable."""

    state: State
    value: Decimal | None
    raw: str
    unit: str
    origin: Origin
    row: int
    column: int
    """Row of the grid, and cell in that row, counted from 0."""
    glued: bool = False
    """Digits that follow their label, or each other, without any separator."""
    copies: tuple[Origin, ...] = ()
    """Where a spanned cell is printed again, once for every column it spans."""


# ── What the official forms declare (forms/*.toml) ───────────────────────────────────────────────────────────────────


class Column(NamedTuple):
    """A column of a band: `unit` is empty where the form does not fix one."""

    key: str
    short: str
    label: str
    aliases: tuple[str, ...]
    group: tuple[str, ...]
    unit: str
    value_type: str


class Line(NamedTuple):
    """A row that the form declares, with the headings it stands under."""

    key: str
    short: str
    label: str
    aliases: tuple[str, ...]
    group: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """Rows under one header: the whole of tables three and four, one 第…项 of table two."""

    key: str
    label: str
    headers: tuple[str, ...]
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


class Balance(NamedTuple):
    """Two lists of keys whose sums must be equal: columns of every row, or rows of every column."""

    key: str
    axis: Literal["rows", "columns"]
    left: tuple[str, ...]
    right: tuple[str, ...]


class FormTable(NamedTuple):
    """A statutory table. `side_by_side`: its rows stand next to each other in one printed line (table four)."""

    key: str
    title: str
    section: int
    side_by_side: bool
    bands: tuple[Band, ...]
    balances: tuple[Balance, ...]


class FormSection(NamedTuple):
    """A statutory section: a heading belongs to it when it holds every word of one of `words`."""

    number: int
    key: str
    title: str
    words: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One official version of the report; two forms are the same only when they are one object."""

    code: str
    title: str
    notice: str
    first_year: int
    sections: tuple[FormSection, ...]
    tables: tuple[FormTable, ...]

    def table(self, key: str) -> FormTable:
        """The table with this key; KeyError when the form has none."""
        for table in self.tables:
            if table.key == key:
                return table
        raise KeyError(key)


# ── What was recognised ──────────────────────────────────────────────────────────────────────────────────────────────


CellKey = tuple[str, str]
"""A cell of a table: the keys of its row and column."""


class HeaderWord(NamedTuple):
    """A word of a printed header: the band it stands over, its key and text, and its row and cell in the grid."""

    band: str
    key: str
    text: str
    row: int
    column: int


class PrintedLine(NamedTuple):
    """A row of a form as it was found: the entries printed for it, blanks included, in printed order.

    `row` is empty for a row that the form does not have. `label` is empty where only the order tells which row it is.
    `behind` holds figures that follow an unknown word in flowing text and may still belong to this row.
    """

    band: str
    row: str
    label: str
    origin: Origin
    entries: tuple[Entry, ...]
    width: int
    behind: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A statutory table found in the print, with everything that was found in it.

    `extras` are rows the form does not have; `leftovers` figures inside the table that belong to no row; `again` says
    that the same table stands in the document once more.
    """

    table: str
    lines: tuple[PrintedLine, ...]
    headers: tuple[HeaderWord, ...]
    extras: tuple[PrintedLine, ...]
    leftovers: tuple[Entry, ...]
    flowing: bool
    deduplicated: bool
    again: bool
    score: float


class Concept(NamedTuple):
    """What a figure means; the same key has the same meaning in every form.

    >>> str(Concept("requests", "received", "total"))
    'requests.received.total'
    """

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        return f"{self.table}.{self.row}.{self.column}"


class Fact(NamedTuple):
    """One cell of the form: what is printed for it, where, and how its place was found."""

    concept: Concept
    form: str
    state: State
    value: Decimal | None
    raw: str
    unit: str
    how: How
    origins: tuple[Origin, ...]


# ── What was stated ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose report it is and of which year; empty and None when neither title nor file name tells."""

    entity: str
    year: int | None
    title: str


@dataclass(frozen=True, slots=True)
class Report:
    """One report: who stated which figures in which year, or why the file could not be read."""

    source: Source
    status: Status
    reason: str
    entity: str
    year: int | None
    form: str
    title: str
    sections: tuple[int, ...]
    facts: tuple[Fact, ...]
    duplicate_of: str = ""

    @property
    def report_id(self) -> str:
        """The id of `spec`: empty for a file that holds no report of its own."""
        return "" if self.duplicate_of or self.status in ("failed", "skipped") else self.source.report_id

    def value(self, concept: str) -> Decimal | None:
        """The number printed for `table.row.column`; None for a blank, a mark or a cell not in the print.

        KeyError when the report's tables have no such cell.
        """
        for fact in self.facts:
            if str(fact.concept) == concept:
                return fact.value
        raise KeyError(concept)


@dataclass(frozen=True, slots=True)
class Reading:
    """A report with the evidence of how it was read: every intermediate of the pipeline."""

    report: Report
    document: Document
    sections: tuple[Section, ...]
    grid: Grid
    matches: tuple[Match, ...]
    missing: tuple[str, ...]
    """Tables that the report's form has and the document has not."""
