"""Every noun of the project, frozen. Read this file first; it imports nothing of ours but how a screenful looks.

A record that is made hundreds of times for one report (`Origin`, `Cell`, `Entry`, `Fact` …) is a NamedTuple, which is
several times cheaper to create; the few large ones are slotted dataclasses. Neither is ever changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import ClassVar, Literal, NamedTuple

from extract.glance import html_table, screenful

State = Literal["number", "blank", "mark", "unreadable", "absent"]
How = Literal["read", "aligned", "recognised", "suggested", "corrected", ""]
Status = Literal["ok", "ok_with_repairs", "partial", "failed", "skipped"]
STATUSES: tuple[Status, ...] = ("ok", "ok_with_repairs", "partial", "failed", "skipped")

CERTAIN: frozenset[How] = frozenset({"read", "aligned", "corrected"})
"""How the place of a figure is known for certain: from its own cell, by every placement that the sums allow, or by a
person who looked. What is asked of one cell is `Fact.is_certain`."""

Confirmed = Literal["", "sums", "person"]
"""What bears out a figure that was recognised: nothing, every sum that it is in, or a person who looked."""
GUESSES: frozenset[How] = frozenset({"suggested", "recognised"})
"""How a figure is told that may be another: one of several places, or recognised on a picture. What is asked of one
cell is `Fact.is_guess`."""

record = tuple.__new__
"""Makes one of the records below out of a tuple, at half the cost of its constructor: for what every cell has."""

# ── What was received ────────────────────────────────────────────────────────────────────────────────────────────────


KINDS_OF_PAGES = ("pdf", "ofd", "image")
"""Kinds of files that are made of pages or sheets, with a place on them for all that they print."""


class Source(NamedTuple):
    """A file as received: its name as given, what its content turned out to be, and its fingerprint."""

    name: str
    kind: str
    sha256: str
    size: int

    @property
    def report_id(self) -> str:
        """The id of the first report in it."""
        return self.part_id(1)

    def part_id(self, part: int) -> str:
        """The id of a report in it: `r` and the first 15 hex digits of the SHA-256 (the `r` keeps spreadsheets from
        reading a number), and which it is behind the first."""
        first = "r" + self.sha256[:15]
        return first if part == 1 else f"{first}-{part}"


class TextOrigin(NamedTuple):
    """A place in decoded text, 1-based and inclusive: line and characters.

    An empty cell has no characters of its own; its origin is the delimiter or line end that stands in its place.

    >>> str(TextOrigin(61, 16, 16)), str(TextOrigin(61, 11, 16).part(5, 6))
    ('txt:L61:16-16', 'txt:L61:16-16')
    """

    line: int
    start: int
    end: int

    def part(self, start: int, end: int) -> TextOrigin:
        """The place of characters `start` up to `end` (counted from 0) of what stands here."""
        return TextOrigin(self.line, self.start + start, self.start + end - 1)

    def __str__(self) -> str:
        return f"txt:L{self.line}:{self.start}-{self.end}"


class ParagraphOrigin(NamedTuple):
    """A paragraph of a file without lines of its own, 1-based in printed order.

    >>> str(ParagraphOrigin("html", 12))
    'html:p12'
    """

    kind: str
    number: int

    def part(self, start: int, end: int) -> ParagraphOrigin:
        """A part of a paragraph stands in the paragraph."""
        return self

    def __str__(self) -> str:
        return f"{self.kind}:p{self.number}"


class CellOrigin(NamedTuple):
    """A cell of a table of a file, 1-based: nth table (nested ones count), row and column of the grid after spans.

    >>> str(CellOrigin("html", 2, 24, 5))
    'html:t2r24c5'
    """

    kind: str
    table: int
    row: int
    column: int

    def part(self, start: int, end: int) -> CellOrigin:
        """A part of a cell stands in the cell."""
        return self

    def __str__(self) -> str:
        return f"{self.kind}:t{self.table}r{self.row}c{self.column}"


class PageBox(NamedTuple):
    """A rectangle on a page (1-based), in points from the top left of the page as it is shown.

    >>> str(PageBox(3, 72, 100.25, 523.5, 112))
    'p3@72,100.2,523.5,112'
    """

    page: int
    x0: float
    y0: float
    x1: float
    y1: float

    def overlaps(self, other: PageBox) -> bool:
        """Whether two rectangles share some of a page."""
        return (
            self.page == other.page
            and min(self.x1, other.x1) > max(self.x0, other.x0)
            and min(self.y1, other.y1) > max(self.y0, other.y0)
        )

    def __str__(self) -> str:
        page, x0, y0, x1, y1 = self
        return f"p{page}@{round(x0, 1):g},{round(y0, 1):g},{round(x1, 1):g},{round(y1, 1):g}"


class PageOrigin(NamedTuple):
    """A place on the pages of a PDF or OFD: a box for each line of a paragraph, or for each page that a cell stands on.

    `table`, `row` and `column` are those of a cell, as in `CellOrigin`, and 0 for a paragraph, whose boxes print
    `lines`. The box of a part of a line is reckoned from the widths of characters, and may be off by half of one.

    >>> cell = PageOrigin((PageBox(3, 72, 700, 90, 760), PageBox(4, 72, 50, 90, 62)), 1, 24, 5)
    >>> str(cell)
    'pdf:p3@72,700,90,760#t1r24c5;pdf:p4@72,50,90,62#t1r24c5'
    >>> lines = PageBox(1, 72, 90, 172, 102), PageBox(1, 72, 108, 112, 120)
    >>> prose = PageOrigin(lines, lines=("全年共收到申请12", "件。"))
    >>> str(prose.part(7, 9)), str(prose.part(7, 10))
    ('pdf:p1@159.5,90,172,102', 'pdf:p1@159.5,90,172,102;pdf:p1@72,108,92,120')
    """

    boxes: tuple[PageBox, ...]
    table: int = 0
    row: int = 0
    column: int = 0
    lines: tuple[str, ...] = ()
    kind: str = "pdf"

    def part(self, start: int, end: int) -> PageOrigin:
        """The place of the characters `start` up to `end`; a part of a cell stands in the cell."""
        boxes, lines, at = [], [], 0
        for box, line in zip(self.boxes, self.lines, strict=False):
            first, last = max(start - at, 0), min(end - at, len(line))
            if first < last:
                boxes.append(_part_of_line(box, line, first, last))
                lines.append(line[first:last])
            at += len(line)
        return self._replace(boxes=tuple(boxes), lines=tuple(lines)) if boxes else self

    def __str__(self) -> str:
        cell = f"#t{self.table}r{self.row}c{self.column}" if self.table else ""
        return ";".join(f"{self.kind}:{box}{cell}" for box in self.boxes)


def _part_of_line(box: PageBox, line: str, first: int, last: int) -> PageBox:
    """Where the characters `first` up to `last` of a line stand, Latin letters and digits half as wide as others."""
    if last - first == len(line):
        return box
    widths = [1 + (character >= "\u2010") for character in line]
    scale = (box.x1 - box.x0) / sum(widths)
    return box._replace(x0=box.x0 + scale * sum(widths[:first]), x1=box.x0 + scale * sum(widths[:last]))


class Locator(NamedTuple):
    """A place in one source as it is printed: what is left of any other when a report is read back from a library.

    >>> str(Locator("html:t2r24c5"))
    'html:t2r24c5'
    """

    text: str

    def part(self, start: int, end: int) -> Locator:
        """A part of what stands here stands here, too."""
        return self

    def __str__(self) -> str:
        return self.text


Origin = TextOrigin | ParagraphOrigin | CellOrigin | PageOrigin | Locator
"""A place in one source."""


class Paragraph(NamedTuple):
    """A paragraph, or one line of a text file, as printed and without its line end."""

    text: str
    origin: Origin


class Cell(NamedTuple):
    """A printed cell, and its place in its row, counted from 0 (in the grid after spans where the file has a grid).

    `bounded` tells a cell closed by TAB, pipe or a table of the file from a piece of a line cut at its blanks.
    """

    text: str
    origin: Origin
    bounded: bool
    column: int


class Table(NamedTuple):
    """A table as the file has it: its rows of cells, every spanned cell once, where it begins.

    `continued`: it stands at the top of a page, and right above it, at the foot of the page before, stands another.
    """

    rows: tuple[tuple[Cell, ...], ...]
    continued: bool = False


Block = Paragraph | Table


GapReason = Literal["scanned_page", "crowded_page", "picture", "recognised_page", "unread_ink"]
"""A page that is only a picture; one on which more is drawn than was looked at; a picture; a page that is a picture and
holds the text that a program has recognised on it; what is drawn in a place and is no character there."""


class Gap(NamedTuple):
    """Something that was seen but not read, or not surely, and why. No figure in its place is known for certain."""

    reason: GapReason
    origin: Origin

    def touches(self, place: Origin) -> bool:
        """Whether it is in the place of a cell: the same one, or, on a page, where the two overlap."""
        if isinstance(self.origin, PageOrigin) and isinstance(place, PageOrigin):
            return any(box.overlaps(other) for box in self.origin.boxes for other in place.boxes)
        return self.origin == place

    def is_beside(self, place: Origin) -> bool:
        """Whether it is on a page of a place; where there are no pages, in its place."""
        if isinstance(self.origin, PageOrigin) and isinstance(place, PageOrigin):
            return not {box.page for box in self.origin.boxes}.isdisjoint(box.page for box in place.boxes)
        return self.origin == place


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader hands over: the whole contract between a file kind and the rest of the program."""

    source: Source
    blocks: tuple[Block, ...]
    encoding: str
    replaced: int = 0
    """Bytes that no encoding could read; each stands as U+FFFD in the text."""
    gaps: tuple[Gap, ...] = ()
    declared: str | None = None
    """The encoding that the file says it is in, where another was assumed; empty where it says none and does not show
    it, None where nothing had to be assumed."""
    rearranged: tuple[int, ...] = ()
    """Sheets of paper, counted from 1, whose print was put upright, or is that of several pages."""
    recognised: tuple[int, ...] = ()
    """Sheets that are pictures, of which the print was recognised here."""
    head: tuple[tuple[str, str], ...] = ()
    """What the head of a web page says of it, names in small letters: `title`, and those of its meta elements."""

    def is_drawn_over(self, fact: Fact) -> bool:
        """Whether something is drawn in the place of a cell that is no character: what it holds may not be seen."""
        return any(gap.touches(place) for gap in self.gaps if gap.reason == "unread_ink" for place in fact.origins)

    @property
    def is_recognised(self) -> bool:
        """Whether figures in it are what was recognised on a scan, here or by another program."""
        return bool(self.recognised) or any(gap.reason == "recognised_page" for gap in self.gaps)


class Section(NamedTuple):
    """A part of the report, and its prose (what stands in its tables left out).

    `number` is the official one whatever is printed; 0 and key `preamble` for what stands between title and first
    heading. `title` is the printed heading.
    """

    number: int
    key: str
    title: str
    origin: Origin
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """The prose, a line per paragraph."""
        return "\n".join(paragraph.text.strip() for paragraph in self.paragraphs)


# ── What is printed ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Grid:
    """The printed rows of a document in order, ragged as they come, and the number of the block each stands in."""

    rows: tuple[tuple[Cell, ...], ...]
    blocks: tuple[int, ...]
    parted_by: tuple[str, ...] = ()
    """Signs that were taken to part the cells of rows, where neither TABs nor pipes do."""


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


ValueType = Literal["count", "signed_count", "amount"]
"""An integer of 0 or more; one that may be below 0; a number with decimals."""


class Column(NamedTuple):
    """A column of a band: `unit` is empty where the form does not fix one."""

    key: str
    short: str
    label: str
    aliases: tuple[str, ...]
    group: tuple[str, ...]
    unit: str
    value_type: ValueType


class Line(NamedTuple):
    """A row that the form declares, with the headings it stands under; its own unit and kind of value where they are
    not the column's."""

    key: str
    short: str
    label: str
    aliases: tuple[str, ...]
    group: tuple[str, ...]
    unit: str = ""
    value_type: ValueType | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """Rows under one header: the whole of tables three and four, one 第…项 of table two."""

    key: str
    label: str
    headers: tuple[str, ...]
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


class Balance(NamedTuple):
    """Two lists of keys whose sums must be equal: columns of every row, or rows of every column, that has all of them.
    `at_least`: the left one may be more."""

    key: str
    axis: Literal["rows", "columns"]
    left: tuple[str, ...]
    right: tuple[str, ...]
    at_least: bool = False


class FormTable(NamedTuple):
    """A statutory table. `side_by_side`: its rows stand next to each other in one printed line (table four). `usual`:
    what adds up as a rule, though the form does not demand it."""

    key: str
    title: str
    section: int
    side_by_side: bool
    bands: tuple[Band, ...]
    balances: tuple[Balance, ...]
    usual: tuple[Balance, ...] = ()


class FormSection(NamedTuple):
    """A statutory section: a heading belongs to it when it holds every word of one of `words`."""

    number: int
    key: str
    title: str
    words: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One official version of the report; two forms are the same only when they are one object.

    `experimental`: its official text could not be seen whole, and its labels may be printed otherwise.
    """

    code: str
    title: str
    notice: str
    first_year: int
    sections: tuple[FormSection, ...]
    tables: tuple[FormTable, ...]
    experimental: bool = False

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
    `behind` holds figures that may still belong to this row: behind an unknown word in flowing text, or in the rest of
    a broken line.
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
    that the same table stands in the document once more. `first` and `last` are the rows of the grid it takes up.
    `unknown_heads` are words among the `headers` that no form has; `twice` holds rows of the form that are printed once
    more, with what they print there.
    """

    table: str
    lines: tuple[PrintedLine, ...]
    headers: tuple[HeaderWord, ...]
    extras: tuple[PrintedLine, ...]
    leftovers: tuple[Entry, ...]
    flowing: bool
    deduplicated: bool
    again: bool
    first: int
    last: int
    score: float
    unknown_heads: tuple[HeaderWord, ...] = ()
    twice: tuple[PrintedLine, ...] = ()


class Account(NamedTuple):
    """What stands in the rows of a table and in none of its cells: figures, and what cannot be read as one."""

    table: str
    unplaced: tuple[Entry, ...]


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
    confirmed: Confirmed = ""

    @property
    def is_certain(self) -> bool:
        """Whether a number is printed and certainly this cell's: no guess, no blank or mark, nothing unreadable."""
        return self.state == "number" and (self.how in CERTAIN or self.confirmed != "")

    @property
    def text(self) -> str:
        """What sentences say of it: what is printed, or what a person who looked laid over it."""
        return self.raw if self.how != "corrected" else "" if self.value is None else f"{self.value:f}"

    @property
    def is_guess(self) -> bool:
        """Whether nobody may rely on it: other placements of what is printed are as good, or it was recognised and
        nothing bears it out."""
        return self.how in GUESSES and not self.confirmed


# ── What was stated ──────────────────────────────────────────────────────────────────────────────────────────────────


class Given(NamedTuple):
    """What the user says about a file, in a manifest or by the folders it lies in; empty where nothing is said.

    `own` are the manifest's own columns, passed through; `by` names the evidence.
    """

    entity: str = ""
    code: str = ""
    parent: str = ""
    kind: str = ""
    year: str = ""
    published: str = ""
    url: str = ""
    retrieved_at: str = ""
    own: tuple[tuple[str, str], ...] = ()
    by: Literal["manifest", "path"] = "manifest"


NOTHING_GIVEN = Given()


Where = Literal[
    "title", "preamble", "period", "contact", "opening", "section", "metadata", "signature", "head", "file", "folder",
    "manifest", "path",
]  # fmt: skip
"""A place that tells whose report it is or of when."""


class Evidence(NamedTuple):
    """What one place says: `about` entity, year or published; `value` as it is compared; `raw` as printed."""

    about: Literal["entity", "year", "published"]
    where: Where
    value: str
    raw: str
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose report it is, and of when, with the evidence for it; empty and None where nothing tells.

    `entity` is the agency as printed, less a trailing 人民政府 or 办事处; `agency` the same with it. `published` is an
    ISO date. `evidence` holds everything found, strongest first, what contradicts the choice included.
    """

    entity: str
    agency: str
    entity_id: str
    kind: str
    scope: str
    parent: str
    year: int | None
    published: str
    title: str
    evidence: tuple[Evidence, ...]


class Statement(NamedTuple):
    """A figure that the prose states: its concept, and the sentence it stands in.

    `state` none means 未收到, 无 and the like (value 0); ambiguous ones have no value. `raw` is the printed figure.
    """

    concept: str
    value: Decimal | None
    raw: str
    unit: str
    period: Literal["this_year", "last_year", "cumulative"]
    approximate: bool
    state: Literal["number", "none", "ambiguous"]
    sentence: str
    origin: Origin

    @property
    def is_certain(self) -> bool:
        """Whether it states one exact figure, be it that there was none."""
        return self.state != "ambiguous" and not self.approximate


class Triple(NamedTuple):
    """A figure with its label and unit as printed, where no form says what it means.

    `heading`: of its column, empty where none tells. `context`: its row, or its sentence.
    """

    source: Literal["table", "prose"]
    label: str
    heading: str
    unit: str
    state: State
    value: Decimal | None
    raw: str
    approximate: bool
    context: str
    origin: Origin


UNKNOWN = Identity("", "", "", "", "", "", None, "", "", ())
"""The identity of a file that could not be read."""


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """One report: who stated which figures in which year, or why the file could not be read."""

    code_of: ClassVar[Callable[[str], str]] = staticmethod(str)
    """The code of a cell by its column in wide tables, which `forms` knows; any other name is itself."""

    source: Source
    status: Status
    reason: str
    identity: Identity
    form: str
    sections: tuple[Section, ...]
    facts: tuple[Fact, ...]
    narrative: tuple[Statement, ...]
    given: Given
    duplicate_of: str = ""
    part: int = 1
    """1, and more for the second and later reports of one file."""
    triples: tuple[Triple, ...] = ()

    @property
    def section_numbers(self) -> tuple[int, ...]:
        """The official numbers of the sections found, in order."""
        return tuple(sorted({section.number for section in self.sections if section.number}))

    @property
    def entity(self) -> str:
        """The agency as printed, less a trailing 人民政府 or 办事处."""
        return self.identity.entity

    @property
    def year(self) -> int | None:
        """The year reported on."""
        return self.identity.year

    @property
    def report_id(self) -> str:
        """The id of `spec`: empty for a file that holds no report of its own."""
        if self.duplicate_of or self.status in ("failed", "skipped"):
            return ""
        return self.source.part_id(self.part)

    def value(self, concept: str) -> Decimal | None:
        """The number printed for `table.row.column`, or for a column of wide tables (`q_rec_tot`); None for a blank, a
        mark or a cell not in the print.

        KeyError when the report's tables have no such cell.
        """
        code = Report.code_of(concept)
        for fact in self.facts:
            if str(fact.concept) == code:
                return fact.value
        raise KeyError(concept)

    def __repr__(self) -> str:
        return screenful("Report", self.told())

    def _repr_html_(self) -> str:
        return html_table((), self.told()) + "".join(_tables_of(self.facts))

    def told(self) -> list[tuple[str, object]]:
        """What is to be known of it at a glance."""
        whose = [("entity", self.entity), ("year", self.year)]
        of_file = [("status", self.status), ("reason", self.reason), ("form", self.form), ("file", self.source.name)]
        parts = {"facts": self.facts, "sections": self.sections, "narrative": self.narrative, "triples": self.triples}
        counts = [(name, len(held)) for name, held in parts.items()]
        return [(name, value) for name, value in (*whose, *of_file, *counts) if value]


def _tables_of(facts: tuple[Fact, ...]) -> Iterator[str]:
    """Facts as tables of HTML, rows that have the same columns together."""
    for table, of_table in groupby(facts, key=lambda fact: fact.concept.table):
        rows = [(row, list(cells)) for row, cells in groupby(of_table, key=lambda fact: fact.concept.row)]
        for columns, alike in groupby(rows, key=lambda row: [fact.concept.column for fact in row[1]]):
            yield html_table(("", *columns), ((row, *map(_in_short, cells)) for row, cells in alike), table)


def _in_short(fact: Fact) -> str:
    """A cell as it stands in a table for people: a guess says that it is one, what is no number what it is."""
    if fact.value is not None:
        return f"{fact.value:f}{'?' if fact.is_guess else ''}"
    return fact.raw if fact.state == "mark" else fact.state


Witness = Literal["places", "tags", "unruled", "pdfplumber", "python-docx"]
"""Who else tells the tables of a file: the places of its figures, its structure tree, its words without regard to any
rule, or another program."""


class SecondOpinion(NamedTuple):
    """What another way of finding the tables gave: whether it was taken, and the cells in which the two differ."""

    by: Witness
    taken: bool
    differing: tuple[Concept, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Reading:
    """A report with the evidence of how it was read: every intermediate of the pipeline."""

    report: Report
    document: Document
    grid: Grid
    matches: tuple[Match, ...]
    missing: tuple[str, ...]
    """Tables that the report's form has and the document has not."""
    accounts: tuple[Account, ...] = ()
    """One for each match."""
    opinions: tuple[SecondOpinion, ...] = ()
    """Empty where the first reading fitted, or where there is no other way to read the file."""

    def __repr__(self) -> str:
        return screenful("Reading", (*self.report.told(), *self._told()))

    def _repr_html_(self) -> str:
        return html_table((), self._told()) + self.report._repr_html_()

    def _told(self) -> list[tuple[str, object]]:
        return [
            ("blocks", len(self.document.blocks)),
            ("gaps", len(self.document.gaps)),
            ("tables", tuple(match.table for match in self.matches)),
            ("missing", self.missing),
        ]


Stage = Literal["document", "sections", "grids", "matches", "facts"]
"""A part of a reading that can be shown by itself."""


# ── What was found about it ──────────────────────────────────────────────────────────────────────────────────────────

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""From grave to slight."""


class Finding(NamedTuple):
    """One thing to look at, made in `checks` only.

    `wording` and `details` make its sentence in either language (`messages`). `about` tells a fault of the report from
    doubt about our reading, which is never handed to an agency. `expected` and `actual` are figures or words as text.
    """

    rule: str
    severity: Severity
    about: Literal["report", "reading"]
    wording: str
    details: tuple[tuple[str, str], ...]
    expected: str
    actual: str
    concepts: tuple[str, ...]
    origins: tuple[Origin, ...]


Why = Literal[
    "year", "kind", "agency", "published", "title", "text", "section", "tables", "figures", "statement", "witness",
    "form", "unread", "year_before", "others", "roster", "profile",
]  # fmt: skip
"""What is missing where a rule cannot be judged."""


class Verdict(NamedTuple):
    """What the checks say of one report: findings in the order of the rules, and why others could not be judged."""

    findings: tuple[Finding, ...]
    unjudged: Mapping[str, Why]


NO_VERDICT = Verdict((), {})
"""That of a file that could not be read."""
