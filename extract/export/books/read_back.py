"""`年报核查结果.xlsx`, as persons have left it → what they said: about problems, whose files are, which versions count;
what they wrote into its cells, and how they arranged its sheets.

Comes in: a workbook, and the edition that was written. Goes out: what differs from it. What stands there as it was
written says nothing: an old workbook does not speak against what was decided since.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

import regex as re

from extract.export.books.arranged import Arranged, ArrangedSheet
from extract.export.books.editions import WrittenBook, WrittenColumn, WrittenRow, WrittenSheet
from extract.text import squeeze
from extract.words.sheet_names import (
    AUDIT_SHEETS,
    AUDITED,
    CHOSEN,
    CHOSEN_WORDS,
    CONCLUSION,
    CONCLUSION_WORDS,
    CONCLUSIONS,
    FILE_ID,
    HEAD_WORDS,
    OWNER,
    PROBLEM_NUMBER,
    REMARK,
    TO_VERIFY,
)

OWN = "+"
"""Begins the code of a column that a person has added."""
COMMENT = "!"
"""Begins the code under which what a comment on a cell says goes with the texts of its row."""
_IDENTITY: dict[str, tuple[tuple[str, ...], ...]] = {
    "problems": (("problem_number",), ("unit", "category", "place")),
    "unclaimed": (("files",),),
    "versions": (("unit", "files"), ("files",)),
    "doubts": (("unit", "files", "rule", "message"), ("files", "message")),
    "copies": (("unit", "files", "other", "other_files", "shared"), ("shared",)),
    "rules": (("rule",),),
    "sums": (("cell",),),
}
"""The columns by which a row is found again, and others for where one of them is gone."""
_OF_UNITS = (("unit",),)
_DECIDED = {
    "problems": ("conclusion", "remark"),
    "unclaimed": ("owner", "remark"),
    "versions": ("chosen",),
}
"""Columns that say something to the program, and are no notes."""
_COUNTED = "number"
_SHARE_OF_HEADS = 0.5
"""Of the words above its columns that a sheet with another name must have to be taken for one of ours."""


class FileKey(NamedTuple):
    """A report by its file's SHA-256, or by its first digits, and its part."""

    sha256: str
    part: int

    @property
    def as_text(self) -> str:
        """As an edition has it."""
        return f"{self.sha256}-{self.part}"


class SaidOwner(NamedTuple):
    """The unit that a file was assigned to in the audit of a year, with a remark; empty where nothing is said."""

    file: FileKey
    year: int
    unit: str
    remark: str


class SaidChoice(NamedTuple):
    """Whether a version was chosen."""

    file: FileKey
    is_chosen: bool


class SaidNote(NamedTuple):
    """What a person wrote into a cell: sheet, key of the row, code of the column, what the program had written there;
    no text where it was taken out again."""

    sheet: str
    row: str
    column: str
    was: str
    text: str


class LaidColumn(NamedTuple):
    """A column as a person arranged it: its code, the word above it, its width where the person has set it, 0 where it
    is hidden."""

    code: str
    head: str
    width: float | None


class NotedRow(NamedTuple):
    """A row of ours in which a person's words stand: its key, what it is about, its texts, and what the program had
    written where those words are, by columns."""

    key: str
    about: str
    texts: Mapping[str, str]
    ours: dict[str, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a person arranged a sheet: its columns in order, rows that the person has added, by columns, and the rows of
    ours that the person has written into."""

    columns: tuple[LaidColumn, ...] = ()
    own_rows: tuple[Mapping[str, str], ...] = ()
    noted_rows: tuple[NotedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What persons said in a workbook: about problems (fingerprint, conclusion, remark), files and versions; notes; how
    its sheets were arranged, by their codes; and the sheets of its own, with the order of all, ours by their codes."""

    year: int = 0
    decisions: tuple[tuple[str, str, str], ...] = ()
    owners: tuple[SaidOwner, ...] = ()
    choices: tuple[SaidChoice, ...] = ()
    notes: tuple[SaidNote, ...] = ()
    layouts: Mapping[str, Layout] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    own_sheets: tuple[ArrangedSheet, ...] = ()
    is_all: bool = True
    """Whether nothing else was put into the workbook: pictures, charts, comments on what is above the rows."""


def conclusion_of(said: str) -> str:
    """The conclusion that a person's words mean; the words themselves where they mean none of them.

    >>> [conclusion_of(said) for said in ("属实。", "屬 實", "不是事实", "误报！", "等领导定")]
    ['属实', '属实', '不属实', '不属实', '等领导定']
    """
    key = squeeze(said).strip(".!?,;:()[]~ ")
    meant = zip(CONCLUSIONS, CONCLUSION_WORDS, strict=True)
    return next((word for word, others in meant if key in (word, *others.split())), said)


def file_key_of(text: str) -> FileKey | None:
    """A file as an edition has it, or as older workbooks have it, by the first digits of its SHA-256.

    >>> file_key_of("r0123456789abcde-2"), file_key_of("r0123456789abcde"), file_key_of("问题")
    (FileKey(sha256='0123456789abcde', part=2), FileKey(sha256='0123456789abcde', part=1), None)
    """
    match = re.fullmatch(r"r?([0-9a-f]{8,64})(?:-(\d+))?", text)
    return FileKey(match[1], int(match[2] or 1)) if match else None


def said_in(arranged: Arranged, edition: WrittenBook) -> Said:
    """What persons said in a workbook that was written as this edition."""
    found = _sheets_of(arranged, edition)
    read = [_Read(code, sheet, edition.sheets[code]) for code, sheet in found.items()]
    names = {sheet.name: code for code, sheet in found.items()}
    ours = set(AUDIT_SHEETS.values())
    own = tuple(sheet for sheet in arranged.sheets if sheet.name not in names and sheet.name not in ours)
    return Said(
        edition.year,
        tuple(decision for each in read for decision in each.decisions()),
        tuple(owner for each in read for owner in each.owners(edition.year)),
        tuple(choice for each in read for choice in each.choices()),
        tuple(note for each in read for note in each.notes()),
        {each.code: each.layout() for each in read},
        tuple(names.get(sheet.name, sheet.name) for sheet in arranged.sheets),
        own,
        not arranged.is_drawn and not any(each.has_comments_above for each in read),
    )


def agreement(arranged: Arranged, edition: WrittenBook) -> int:
    """How many cells of a workbook stand as they were written in an edition: the most of all for the one it was."""
    found = _sheets_of(arranged, edition)
    return sum(_Read(code, sheet, edition.sheets[code]).agreeing for code, sheet in found.items())


def _sheets_of(arranged: Arranged, edition: WrittenBook) -> dict[str, ArrangedSheet]:
    """The sheets of ours by their codes, those that go by another name now by the words above their columns."""
    by_name = {sheet.name: sheet for sheet in arranged.sheets}
    found = {code: by_name[name] for code, name in AUDIT_SHEETS.items() if name in by_name and code in edition.sheets}
    free = [sheet for sheet in arranged.sheets if sheet not in found.values()]
    for code, written in edition.sheets.items():
        likely = [sheet for sheet in free if _alike(sheet, written) > _SHARE_OF_HEADS]
        if code not in found and likely:
            found[code] = max(likely, key=lambda sheet: _alike(sheet, written))
            free.remove(found[code])
    return found


def _alike(sheet: ArrangedSheet, written: WrittenSheet) -> float:
    heads = {bare_head(column.head) for column in written.columns}
    return max((len(heads & set(map(bare_head, texts))) for _, texts in sheet.rows), default=0) / max(len(heads), 1)


def bare_head(head: str) -> str:
    """The word above a column, less what was added in brackets or behind a colon; of those that mean the same, one.

    >>> bare_head("核实结论（请填写）"), bare_head("核实意见：")
    ('核实结论', '核实结论')
    """
    bare = squeeze(head).partition("(")[0].partition(":")[0]
    return next((word for word, others in HEAD_WORDS if bare in others.split()), bare)


class _Read:
    """A sheet as it came back, beside what was written: its columns by code, and every row with the one it was."""

    def __init__(self, code: str, sheet: ArrangedSheet, written: WrittenSheet) -> None:
        self.code, self.sheet, self.written = code, sheet, written
        heads = {bare_head(column.head) for column in written.columns}
        shared = [len(heads & set(map(bare_head, texts))) for _, texts in sheet.rows]
        self.head = shared.index(max(shared)) if any(shared) else -1
        self.columns = self._columns() if self.head >= 0 else []
        self._comments: dict[int, dict[int, str]] = {}
        for (line, column), text in sheet.comments.items():
            if column < len(self.columns):
                self._comments.setdefault(line, {})[column] = text
        self.matched: list[tuple[WrittenRow, dict[str, str]]] = []
        self.others: list[dict[str, str]] = []
        self._match()

    @property
    def agreeing(self) -> int:
        """How many cells stand as they were written."""
        return sum(len(cells) - len(list(self._changes(row, cells))) for row, cells in self.matched)

    @property
    def has_comments_above(self) -> bool:
        """Whether there are comments on the words above the columns, or where no row is."""
        below = {line for line, _ in self.sheet.rows[self.head + 1 :]}
        return any(line not in below for line, _ in self.sheet.comments)

    def _columns(self) -> list[str]:
        """The code of every column: that of the word above it, else one that begins with `+`."""
        _, heads = self.sheet.rows[self.head]
        free = [(bare_head(column.head), column.code) for column in self.written.columns]
        width = max(len(texts) for _, texts in self.sheet.rows)
        nameless = count(1)
        codes: list[str] = []
        for head in (*heads, *[""] * (width - len(heads))):
            known = next((each for each in free if head and each[0] == bare_head(head)), None)
            if known:
                free.remove(known)
            code = known[1] if known else OWN + (head or f"#{next(nameless)}")
            codes.append(code if code not in codes else f"{code}#{len(codes)}")
        return codes

    def _match(self) -> None:
        codes = [column.code for column in self.written.columns]
        free = {at: dict(zip(codes, row.texts, strict=True)) for at, row in enumerate(self.written.rows)}
        known = {squeeze(text) for row in self.written.rows for text in row.texts}
        known |= {squeeze(line) for line in self.written.lines}
        left = []
        for number, (line, texts) in enumerate(self.sheet.rows):
            cells = dict(zip(self.columns, (*texts, *[""] * len(self.columns)), strict=False))
            cells |= {COMMENT + self.columns[at]: text for at, text in self._comments.get(line, {}).items()}
            if number < self.head or not self.columns:
                texts_here = ((code, text) for code, text in cells.items() if not code.startswith(COMMENT))
                beside = {code: text for code, text in texts_here if text and squeeze(text) not in known}
                self.others += [beside] if beside else []
            elif number > self.head:
                left.append(cells)
        for identity in self._identities(codes):
            left = self._matched_by(identity, free, left)
        self.others += [cells for cells in left if any(squeeze(text) not in known for text in cells.values() if text)]

    def _identities(self, codes: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """The columns by which rows are found again, as far as they are there; at last all that nobody fills in."""
        for identity in _IDENTITY.get(self.code, _OF_UNITS):
            if set(identity) <= set(self.columns):
                yield identity
        filled_in = (*_DECIDED.get(self.code, ()), _COUNTED)
        yield tuple(code for code in codes if code in self.columns and code not in filled_in and code[0] != OWN)

    def _matched_by(
        self, identity: tuple[str, ...], free: dict[int, dict[str, str]], left: Sequence[dict[str, str]]
    ) -> list[dict[str, str]]:
        """Finds rows by the same texts in some columns, several that have the same there in their order; not where one
        of those was taken out, since it is not known which. The rows that are left."""
        by_key: dict[tuple[str, ...], list[int]] = {}
        for at, row in free.items():
            by_key.setdefault(_key(row, identity), []).append(at)
        counts = Counter(_key(cells, identity) for cells in left)
        rest = []
        for cells in left:
            key = _key(cells, identity)
            same = by_key.get(key, [])
            if any(key) and same and counts[key] >= len(same):
                counts[key] -= 1
                found = same.pop(0)
                del free[found]
                self.matched.append((self.written.rows[found], cells))
            else:
                rest.append(cells)
        return rest

    def _changes(self, row: WrittenRow, cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """The columns of a row in which something else stands now, and what."""
        was = {column.code: text for column, text in zip(self.written.columns, row.texts, strict=True)}
        was |= {COMMENT + code: text for code, text in row.comments.items()}
        yield from ((code, "") for code in was if code.startswith(COMMENT) and code not in cells)
        for code, text in cells.items():
            if squeeze(text) != squeeze(was.get(code, "")) and code.removeprefix(OWN) != _COUNTED:
                yield code, text

    def notes(self) -> Iterator[SaidNote]:
        """What was written into cells, or taken out of them."""
        decided = _DECIDED.get(self.code, ())
        gone = [c.code for c in self.written.columns if c.code.startswith(OWN) and c.code not in self.columns]
        for row, cells in self.matched:
            was = {column.code: text for column, text in zip(self.written.columns, row.texts, strict=True)} | row.ours
            for code, text in self._changes(row, cells):
                if code not in decided:
                    ours = "" if code.startswith(OWN) else was.get(code, "")
                    yield SaidNote(self.code, row.key, code, ours, "" if squeeze(text) == squeeze(ours) else text)
            for code in gone:
                if was[code]:
                    yield SaidNote(self.code, row.key, code, "", "")

    def noted_rows(self) -> Iterator[NotedRow]:
        """The rows in which a person's words stand, be they of today or of before."""
        decided = _DECIDED.get(self.code, ())
        for row, cells in self.matched:
            was = {column.code: text for column, text in zip(self.written.columns, row.texts, strict=True)} | row.ours
            changed = {code for code, _ in self._changes(row, cells)}
            commented = (COMMENT + code for code in row.comments)
            theirs = {code for code in (*changed, *row.ours, *commented) if cells.get(code)}
            if theirs or any(cells.get(code) for code in decided):
                ours = {code: "" if code.startswith((OWN, COMMENT)) else was.get(code, "") for code in theirs}
                said = {"conclusion": conclusion_of(cells["conclusion"])} if "conclusion" in cells else {}
                yield NotedRow(row.key, row.about, cells | said, ours)

    def _said(self, sheet: str) -> Iterator[tuple[WrittenRow, dict[str, str]]]:
        """The rows of a sheet in which something was decided that was not written there."""
        columns = set(_DECIDED.get(sheet, ())) & set(self.columns)
        for row, cells in self.matched if self.code == sheet else ():
            if any(code in columns for code, _ in self._changes(row, cells)):
                written = {column.code: text for column, text in zip(self.written.columns, row.texts, strict=True)}
                yield row, written | cells

    def decisions(self) -> Iterator[tuple[str, str, str]]:
        """Fingerprint, conclusion and remark of problems that a person decided about; where a unit replied to one about
        which nobody has decided, it is to be verified."""
        decided = set()
        for row, cells in self._said("problems"):
            decided.add(row.key)
            yield row.about, conclusion_of(cells["conclusion"]), cells["remark"]
        for row, cells in self.matched if self.code == "problems" else ():
            has_replied = any(code == "reply" and text for code, text in self._changes(row, cells))
            if has_replied and row.key not in decided and not cells.get("conclusion"):
                yield row.about, TO_VERIFY, cells.get("remark", "")

    def owners(self, year: int) -> Iterator[SaidOwner]:
        """Whose the files are that no unit claimed."""
        for row, cells in self._said("unclaimed"):
            if file := file_key_of(row.about):
                yield SaidOwner(file, year, cells["owner"], cells["remark"])

    def choices(self) -> Iterator[SaidChoice]:
        """Which of several versions count, and which no longer."""
        for row, cells in self._said("versions"):
            if file := file_key_of(row.about):
                yield SaidChoice(file, squeeze(cells["chosen"]).lower() in CHOSEN_WORDS)

    def layout(self) -> Layout:
        """How the sheet was arranged. Columns at the right in which nothing stands are none."""
        heads = self.sheet.rows[self.head][1] if self.head >= 0 else []
        used = {code for _, cells in self.matched for code, text in cells.items() if text}
        used |= {code for cells in self.others for code, text in cells.items() if text}
        written = {column.code: column for column in self.written.columns}
        columns = []
        for at, code in enumerate(self.columns):
            head = heads[at] if at < len(heads) else ""
            if head or code in used:
                columns.append(LaidColumn(code, head, _set_width(self.sheet.widths.get(at), written.get(code))))
        return Layout(tuple(columns), tuple(self.others), tuple(self.noted_rows()))


_OF_EDGES = 1.2
"""By how much a width may differ when it is read: programs count the edges of a cell otherwise."""


def _set_width(width: float | None, written: WrittenColumn | None) -> float | None:
    """The width of a column where a person has set it, now or before."""
    if width is None or written is None or (width and abs(width - written.width) <= _OF_EDGES):
        return written.width if written and written.is_set else None
    return width


def _key(cells: Mapping[str, str], identity: Sequence[str]) -> tuple[str, ...]:
    return tuple(squeeze(cells.get(code, "")) for code in identity)


# ── Workbooks of versions that kept no editions ──────────────────────────────────────────────────────────────────────


def said_of_old(arranged: Arranged) -> Said:
    """What persons said in a workbook of which it is not known how it was written: every row that says something about
    a problem that is known by its fingerprint, or about a file."""
    decisions = [
        (number, conclusion_of(conclusion), remark)
        for number, conclusion, remark in _told(arranged, "problems", (PROBLEM_NUMBER, CONCLUSION, REMARK), 2)
        if number.startswith("f") and (conclusion or remark)
    ]
    owners = [
        SaidOwner(file, int(year), unit, remark)
        for number, unit, remark, year in _told(arranged, "unclaimed", (FILE_ID, OWNER, REMARK, AUDITED), 2)
        if (file := file_key_of(number)) and year.isdigit()
    ]
    choices = [
        SaidChoice(file, squeeze(said).lower() in CHOSEN_WORDS)
        for number, said in _told(arranged, "versions", (FILE_ID, CHOSEN), 2)
        if (file := file_key_of(number))
    ]
    own = tuple(sheet for sheet in arranged.sheets if sheet.name not in AUDIT_SHEETS.values() and not _is_ours(sheet))
    return Said(0, tuple(decisions), tuple(owners), tuple(choices), own_sheets=own)


def _is_ours(sheet: ArrangedSheet) -> bool:
    """Whether a sheet is one of ours by the words above its columns, whatever it is called now."""
    return any({PROBLEM_NUMBER, FILE_ID} & set(map(bare_head, texts)) for _, texts in sheet.rows)


def _told(arranged: Arranged, sheet: str, heads: Sequence[str], needed: int) -> Iterator[tuple[str, ...]]:
    """The cells of a sheet below these words, of which so many must be there, empty where there are none: of the sheet
    with its name, else of the first that has them."""
    for page in sorted(arranged.sheets, key=lambda page: page.name != AUDIT_SHEETS[sheet]):
        bare = [[bare_head(text) for text in texts] for _, texts in page.rows]
        at_head = next((at for at, words in enumerate(bare) if set(heads[:needed]) <= set(words)), None)
        if at_head is not None:
            at = [bare[at_head].index(head) if head in bare[at_head] else -1 for head in heads]
            for _, texts in page.rows[at_head + 1 :]:
                yield tuple(texts[n] if 0 <= n < len(texts) else "" for n in at)
            return
