"""What all sheets of `年报核查结果.xlsx` have in common: they are tables, with a head that is repeated, whose columns
stand as a person has arranged them, with what persons wrote beside what the program has to say.

Comes in: what is kept of persons. Goes out: sheets, and the edition of what was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from extract.audit import Audit
from extract.export.books.arranged import ArrangedSheet
from extract.export.books.editions import WrittenBook, WrittenColumn, WrittenRow, WrittenSheet, text_of
from extract.export.books.looks import Content, Looks, Sheet, printable, row_height
from extract.export.books.read_back import COMMENT, OWN, LaidColumn, Layout, NotedRow, bare_head
from extract.model import Form, Source
from extract.rows import Message
from extract.text import squeeze
from extract.words.audit_labels import label
from extract.words.languages import Lang
from extract.words.sheet_names import AUDIT_SHEETS

if TYPE_CHECKING:
    from xlsxwriter import Workbook as Book

_OWN_WIDTH = 14.0
_LEAST_HEIGHT = 19.0
_SMALL = 1.25
"""How much more fits into a cell in small print."""
_LARGER = {"part": 1.1, "title": 1.4}
"""How much less fits into a line of these."""


class ShownNote(NamedTuple):
    """What a person wrote into a cell, and what the program had written there."""

    was: str
    text: str


@dataclass(frozen=True, slots=True)
class KeptOfPersons:
    """What is kept of persons: what they wrote, by sheet, key of the row and code of the column; how they arranged the
    sheets, by their codes; their own sheets, and the order of all, ours by their codes."""

    notes: Mapping[tuple[str, str, str], ShownNote] = field(default_factory=dict)
    layouts: Mapping[str, Layout] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    own_sheets: tuple[ArrangedSheet, ...] = ()


class SheetColumn(NamedTuple):
    """A column of a sheet: its code, width, and looks; the word above it where that is none of the labels. What a
    person writes into one that is `theirs` stays whatever the program would write there."""

    code: str
    width: float
    styles: tuple[str, ...] = ("wrap", "indent")
    head: str = ""
    is_theirs: bool = False
    head_styles: tuple[str, ...] = ()
    is_set: bool = False
    """Whether a person has set the width."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the sheets of one workbook are written: the audit, what is kept of persons, what was written, what opens a
    file from it."""

    book: Book
    looks: Looks
    audit: Audit
    lang: Lang
    kept: KeptOfPersons
    edition: WrittenBook
    forms: tuple[Form, ...]
    message: Message
    link_to: Callable[[Source], str]

    def column(self, code: str, width: float, *styles: str, is_theirs: bool = False) -> SheetColumn:
        """A column; wrapped text where nothing is said of its looks."""
        return SheetColumn(code, width, styles or ("wrap", "indent"), label(code, self.lang), is_theirs)

    def table(
        self,
        name: str,
        columns: Sequence[SheetColumn],
        title: str,
        notes: Iterable[str] = (),
        frozen: int = 2,
        head_height: float = 24,
    ) -> AuditTable:
        """A sheet with its title, lines below it, and the heads of its columns, so many of which stay in sight."""
        return AuditTable(self, name, columns, title, notes, frozen, head_height)


class AuditTable:
    """A sheet that is written row by row."""

    def __init__(
        self,
        desk: Desk,
        name: str,
        columns: Sequence[SheetColumn],
        title: str,
        notes: Iterable[str],
        frozen: int,
        head_height: float,
    ) -> None:
        self.desk, self.name = desk, name
        self.sheet = Sheet(desk.book, desk.looks, AUDIT_SHEETS[name], label("footer", desk.lang))
        self._by_code = {column.code: column for column in columns}
        layout = desk.kept.layouts.get(name, Layout())
        noted = [column.removeprefix(COMMENT) for sheet, _, column in desk.kept.notes if sheet == name]
        self.columns = _arranged(columns, layout.columns, noted)
        self._own_rows, self._noted_rows = layout.own_rows, layout.noted_rows
        widths = [column.width for column in self.columns]
        self.sheet.columns(widths)
        for at, column in enumerate(self.columns):
            if not column.width:
                self.sheet.page.set_column(at, at, self._by_code.get(column.code, column).width, None, {"hidden": True})
        self.written = WrittenSheet([WrittenColumn(c.code, c.head, c.width, c.is_set) for c in self.columns])
        desk.edition.sheets[name] = self.written
        self.sheet.page.fit_to_pages(1, 0)
        self.line(title, "title", height=30)
        for note in notes:
            self.line(note)
        self.head = self.sheet.row
        for at, column in enumerate(self.columns):
            self.sheet.put(at, column.head, "head", *column.head_styles)
        self.sheet.ends(head_height)
        self.sheet.page.freeze_panes(self.head + 1, frozen)
        self.sheet.page.repeat_rows(self.head)

    def at(self, code: str) -> int:
        """Where a column stands."""
        return next(at for at, column in enumerate(self.columns) if column.code == code)

    def line(self, content: str, *styles: str, height: float | None = None) -> None:
        """Writes a line that runs over the cells beside it, broken where it is wider than all of them: what ran over
        the edge would make the whole sheet small in print."""
        self.written.lines.append(content)
        styles = styles or ("line",)
        width = sum(column.width for column in self.columns) / _LARGER.get(styles[0], 1)
        needed = row_height([content], [width])
        if needed > _LEAST_HEIGHT and len(self.columns) > 1:
            self.sheet.across(0, len(self.columns) - 1, content, *styles, "wrap")
        else:
            self.sheet.put(0, content, *styles)
        self.sheet.ends(max(height or 18.0, needed))

    def row(
        self,
        key: str,
        contents: Mapping[str, Content],
        looks: Mapping[str, Sequence[str]] | None = None,
        about: str = "",
        folded: bool = False,
        height: float = _LEAST_HEIGHT,
        links: Mapping[str, str] | None = None,
    ) -> None:
        """Writes a row; `looks` are laid over those of its columns, `links` are opened by their cells, `about` is what
        a decision in it is about."""
        texts, ours, comments, heights = [], {}, {}, [height]
        for at, column in enumerate(self.columns):
            mine = contents.get(column.code)
            shown = self._with_note(key, column, mine)
            texts.append(text_of(shown))
            if squeeze(text_of(mine)) != squeeze(texts[-1]):
                ours[column.code] = text_of(mine)
            if note := self.desk.kept.notes.get((self.name, key, COMMENT + column.code)):
                comments[column.code] = note.text
                self._comment(at, note.text)
            styles = (*column.styles, *(looks or {}).get(column.code, ()), *(("wrap",) if shown is not mine else ()))
            self.sheet.put(at, shown, "text", *styles, link=(links or {}).get(column.code, ""))
            if "wrap" in styles and column.width and texts[-1]:
                heights.append(row_height([texts[-1]], [column.width * (_SMALL if "small" in styles else 1)]))
        self.written.rows.append(WrittenRow(key, about, tuple(texts), ours, comments))
        if folded:
            self.sheet.page.set_row(self.sheet.row, None, None, {"level": 1, "hidden": True})
        self.sheet.ends(None if folded else max(heights))

    def _with_note(self, key: str, column: SheetColumn, mine: Content) -> Content:
        """What is shown in a cell: what a person wrote there, while the program would write the same as then."""
        note = self.desk.kept.notes.get((self.name, key, column.code))
        if note is None:
            return mine
        if column.is_theirs or column.code.startswith(OWN) or squeeze(note.was) == squeeze(text_of(mine)):
            return note.text
        if squeeze(note.text) in squeeze(text_of(mine)):
            return mine
        return text_of(mine) + "\n" + label("noted_before", self.desk.lang, text=note.text)

    def _comment(self, at: int, text: str) -> None:
        """Writes a person's comment on a cell."""
        self.sheet.page.write_comment(self.sheet.row, at, printable(text))

    def _as_noted(self, row: NotedRow) -> None:
        """Writes a row as it stood when a person wrote into it."""
        texts = tuple(row.texts.get(column.code, "") for column in self.columns)
        for at, (column, text) in enumerate(zip(self.columns, texts, strict=True)):
            self.sheet.put(at, text, "text", *column.styles)
        comments = {c.code: row.texts[COMMENT + c.code] for c in self.columns if COMMENT + c.code in row.texts}
        for at, column in enumerate(self.columns):
            if column.code in comments:
                self._comment(at, comments[column.code])
        ours = {code: text for code, text in row.ours.items() if not code.startswith(COMMENT)}
        self.written.rows.append(WrittenRow(row.key, row.about, texts, ours, comments))
        widths = [column.width or _OWN_WIDTH for column in self.columns]
        self.sheet.ends(max(_LEAST_HEIGHT, row_height(texts, widths)))

    def choices(self, code: str, source: object, is_strict: bool = True) -> None:
        """Lets a person choose what is written into a column, of a list or of cells; any other word may be written
        where it is not strict."""
        allowed = {"validate": "list", "source": source}
        if not is_strict:
            allowed["error_type"] = "information"
        column = self.at(code)
        self.sheet.page.data_validation(self.head + 1, column, max(self.sheet.row, self.head + 1), column, allowed)

    def ends(self, filtered_to: int | None = None, empty: str = "") -> None:
        """Writes what persons have added below, and the rows that they wrote into and that are there no more; lets the
        rows be chosen by their columns up to one."""
        if empty and not self.written.rows:
            self.line(empty, height=24)
        last = self.sheet.row - 1 if filtered_to is None else filtered_to
        there = {row.key for row in self.written.rows}
        left = [row for row in self._noted_rows if row.key not in there]
        if left:
            self.line(label("noted_rows", self.desk.lang), "part", height=24)
        for noted in left:
            self._as_noted(noted)
        for own in self._own_rows:
            for at, column in enumerate(self.columns):
                self.sheet.put(at, own.get(column.code, ""), "text", "wrap", "indent")
                if COMMENT + column.code in own:
                    self._comment(at, own[COMMENT + column.code])
            self.sheet.ends(max(_LEAST_HEIGHT, *(row_height([text], [_OWN_WIDTH]) for text in own.values())))
        self.sheet.page.autofilter(self.head, 0, max(last, self.head), len(self.columns) - 1)


def _arranged(columns: Sequence[SheetColumn], laid: Sequence[LaidColumn], noted: Sequence[str]) -> list[SheetColumn]:
    """The columns as a person has arranged them, with those that the person added, and those that were ours and that
    the person wrote into; one of ours that is not among them stands behind the one that it follows."""
    ours = {column.code: column for column in columns}
    arranged: list[SheetColumn] = []
    for each in laid:
        if each.code in ours:
            mine = ours[each.code]
            head = each.head if bare_head(each.head) == bare_head(mine.head) else mine.head
            width, is_set = (mine.width, False) if each.width is None else (each.width, True)
            arranged.append(mine._replace(head=head, width=width, is_set=is_set))
        elif each.code.startswith(OWN) or each.code in noted:
            arranged.append(SheetColumn(each.code, each.width or _OWN_WIDTH, head=each.head, is_set=bool(each.width)))
    before = -1
    for column in columns:
        codes = [each.code for each in arranged]
        if column.code not in codes:
            arranged.insert(before + 1, column)
            before += 1
        else:
            before = codes.index(column.code)
    codes = [each.code for each in arranged]
    left = [code for code in dict.fromkeys(noted) if code.startswith(OWN) and code not in codes]
    return arranged + [SheetColumn(code, _OWN_WIDTH, head=code.removeprefix(OWN)) for code in left]
