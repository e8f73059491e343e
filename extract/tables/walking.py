"""The marks of one table, walked over once: every entry is handed to the line whose label it follows, or left over.

Comes in: the marks of a document, and the chain of labels (`chains`) that makes a table of some of them. Goes out, from
a `Walk`: its lines, those that no form has, what is left over, and what stands there twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import dropwhile

from extract.forms.outline import Outline
from extract.model import Entry, FormTable, Origin, PrintedLine, TextOrigin
from extract.numbers import is_unit
from extract.tables.chains import JOINED, Link, Run
from extract.tables.headwords import printed
from extract.tables.marks import Mark, Word
from extract.text import label_key, words_only

_FEWEST_BROKEN_OFF = 2
"""Figures that a line may go on with in the row below: one alone may be the number of a page."""
_ALL_ROWS = "*"
"""The row of a printed line that holds all rows of its table side by side."""


@dataclass(slots=True)
class _Line:
    """A line while its entries are collected."""

    band: str
    row: str
    label: str
    key: str
    origin: Origin
    last_row: int
    entries: list[Entry] = field(default_factory=list)
    behind: list[Entry] = field(default_factory=list)
    width: int = 0
    beside: _Line | None = None
    """For an unknown word behind a label in its row, the line of that label."""

    def printed(self) -> PrintedLine:
        return PrintedLine(
            self.band, self.row, self.label, self.origin, tuple(self.entries), self.width, tuple(self.behind)
        )


class Walk:
    """One pass over the marks of a table: hands every entry to the line it follows, or to the leftovers."""

    def __init__(self, outline: Outline, run: Run, flowing: bool, remarks: Mapping[str, int]) -> None:
        self.outline, self.run, self.flowing = outline, run, flowing
        self.remarks = remarks
        """How many columns of remarks each band has."""
        self.table = outline.tables[run.table]
        self.form_lines: list[_Line] = []
        self.extras: list[_Line] = []
        self.leftovers: list[Entry] = []
        self.line: _Line | None = None
        self.unlinked: list[_Line] = []
        """Labels that stand in no place of the form, with what follows them in their row."""
        self.again: _Line | None = None
        """The last of them, while its figures follow."""
        self.short: _Line | None = None
        """In flowing text, the line that an unknown word has cut."""
        self.worded: set[int] = set()
        self.words_in: dict[int, list[str]] = defaultdict(list)
        """The words of every row."""
        self.wordless: Counter[int] = Counter()
        """The figures of every row that has no word."""
        self.widths = {band.key: len(band.columns) for band in self.table.bands}
        self.heads = False
        """Whether the header is what was read last."""
        self.end = run.links[-1].end

    def lines(self, marks: Sequence[Mark], stop: int) -> None:
        """A table of one line per row: entries follow their label."""
        links = {link.start: link for link in self.run.links}
        at, last = self.run.links[0].start, self.run.links[-1].end
        self.worded = {mark.row for mark in marks[at:stop] if isinstance(mark, Word) and mark.key}
        self.wordless = Counter(
            mark.row for mark in marks[at:stop] if isinstance(mark, Entry) and mark.raw and mark.row not in self.worded
        )
        for mark in marks[at:stop]:
            if isinstance(mark, Word) and mark.key:
                self.words_in[mark.row].append(words_only(mark.text))
        self._look_above(marks)
        while at < stop:
            link = links.get(at)
            if link:
                self._open(marks, link)
                at = link.end
                continue
            mark = marks[at]
            if isinstance(mark, Entry):
                self._enter(mark, at >= last)
            elif at >= last and not (self._belongs(mark) or self._remarks(mark) or self._continues(marks, at, mark)):
                break
            else:
                self._word(mark, self._is_label_of_figures(marks, at))
            at += 1
        self.end = at
        self._words_for_figures()

    def _is_label_of_figures(self, marks: Sequence[Mark], at: int) -> bool:
        """Whether a word in flowing text stands alone between figures: it is no part of a header, but the label of
        those that follow."""
        before, after = marks[max(at - 1, 0)], marks[min(at + 1, len(marks) - 1)]
        return self.flowing and isinstance(before, Entry) and isinstance(after, Entry)

    def _words_for_figures(self) -> None:
        """A word behind a label stands in the place of a figure when none follows it, or one too few for a row."""
        for extra in self.extras:
            line = extra.beside
            if not line or self.flowing or any(entry.raw for entry in line.entries):
                continue
            printed = max((at for at, entry in enumerate(extra.entries, start=1) if entry.raw), default=0)
            width = self.widths.get(line.band, 0)
            if not printed or printed + 1 in (width, width + self.remarks[line.band]):
                column = extra.entries[0].column - 1 if extra.entries else 0
                word = Entry("unreadable", None, extra.label, "", extra.origin, extra.last_row, column)
                line.entries = [word, *extra.entries]
                line.width = max(line.width, extra.width)
                extra.entries = []

    def _open(self, marks: Sequence[Mark], link: Link) -> None:
        first = marks[link.start]
        item = self.outline.items[link.label.table][link.label.item]
        self.short = self.again = None
        self.heads = link.label.header
        if link.label.header:
            self.line = None
            return
        last_row = marks[link.end - 1].row
        self.line = _Line(item.band, item.line, printed(marks, link), link.key, first.origin, last_row)
        self.form_lines.append(self.line)

    def _enter(self, entry: Entry, after_last: bool) -> None:
        if self.line and not self.flowing and entry.row != self.line.last_row:
            if self._goes_on(self.line, entry):
                return
            self.line = None
        if not (self.line or after_last) and (self.heads if self.flowing else entry.row not in self.worded):
            # Only the order can name a line without a label: right behind a header, or in a row without a word.
            self.line = _Line("", "", "", "", entry.origin, entry.row)
            self.form_lines.append(self.line)
        line = self.line
        if line:
            line.entries.append(entry)
            line.width = entry.column + 1
            if self.short:
                self.short.behind.append(entry)
            return
        if self.again and (self.flowing or entry.row == self.again.last_row):
            self.again.entries.append(entry)
        if entry.state != "blank" and not after_last:
            self.leftovers.append(entry)

    def _goes_on(self, line: _Line, entry: Entry) -> bool:
        """Whether an entry stands in the rest of a broken line: in a row without a word below, which fills it. The
        figures are the line's where it has none; else they may be, and its sums tell."""
        width, more = self.widths.get(line.band, 0), self.wordless[entry.row]
        if not line.row or entry.row != line.last_row + 1 or more < _FEWEST_BROKEN_OFF:
            return False
        kept = [each for each in line.entries if each.row == line.last_row]
        figures = sum(each.raw != "" for each in kept)
        remarks = self.remarks[line.band] if not figures else 0
        if not width <= figures + more <= width + remarks or len(kept) - figures >= width:
            return False
        if figures:
            line.behind.append(entry)
        else:
            line.entries.append(entry)
            line.width = entry.column + 1
        return True

    def _look_above(self, marks: Sequence[Mark]) -> None:
        """Keeps a row right above the first that has its label: it is printed twice."""
        first, entries = self.run.links[0], list[Entry]()
        for mark in reversed(marks[: first.start]):
            if isinstance(mark, Word):
                if mark.key == first.key:
                    line = _Line("", "", mark.text, mark.key, mark.origin, mark.row, entries[::-1])
                    self.unlinked.append(line)
                break
            entries.append(mark)

    def twice(self) -> Iterator[PrintedLine]:
        """The rows that are printed once more."""
        rows = {words_only(line.label): line for line in self.form_lines if line.row}
        for line in (*self.unlinked, *self.extras):
            row = line.entries[0].row if line.entries else -1
            words = (words_only(line.label), *self.words_in[row]) if row >= 0 else ()
            twins = (rows[each] for each in words if each in rows)
            twin = next((each for each in twins if all(entry.row != row for entry in each.entries)), None)
            if twin and any(entry.raw for entry in line.entries):
                yield line.printed()._replace(band=twin.band, row=twin.row)

    def _belongs(self, mark: Word) -> bool:
        """Whether a word is no row of its own: furniture of the label, a unit, the rest of a wrapped label."""
        line = self.line
        if not mark.key or is_unit(mark.key):
            return True
        return line is not None and (
            mark.key == line.key or words_only(mark.text) in _full_label(self.table, line.key) or _is_title(mark.key)
        )

    def _remarks(self, word: Word) -> bool:
        """Whether a word stands among the cells of a row of a table that has a column of remarks."""
        line = self.line
        return line is not None and not self.flowing and word.row == line.last_row and self.remarks[line.band] > 0

    def _continues(self, marks: Sequence[Mark], at: int, word: Word) -> bool:
        """Whether a word behind the last label starts one more row: a cell followed by as many figures as above."""
        above = self.form_lines[-1] if self.form_lines else None
        if self.flowing or not above or not word.bounded or word.key in self.outline.labels:
            return False
        row = [mark for mark in marks[at + 1 : at + 1 + above.width] if mark.row == word.row]
        figures = sum(entry.raw != "" for entry in above.entries)
        return all(isinstance(mark, Entry) for mark in row) and figures == sum(
            isinstance(mark, Entry) and mark.raw != "" for mark in row
        )

    def _word(self, mark: Word, is_label: bool) -> None:
        if mark.key in self.outline.labels:
            self.again = _Line("", "", mark.text, mark.key, mark.origin, mark.row)
            self.unlinked.append(self.again)
        elif mark.key:
            self.again = None
        if self._belongs(mark):
            if self.line and not self.line.entries and mark.key and not is_unit(mark.key):
                self.line.last_row = mark.row
            return
        labels = self.outline.labels.get(mark.key, ())
        if any(label.header and label.table == self.run.table for label in labels) and not is_label:
            return
        self.heads = False
        if labels or mark.key in self.outline.groups:
            self.line = self.short = None
            return
        if mark.bounded and not self.flowing and self.line and self.line.last_row == mark.row and self.line.entries:
            self.line.entries.append(
                Entry("unreadable", None, mark.text, "", mark.origin, mark.row, self.line.entries[-1].column + 1)
            )
            return
        if self.flowing and self.line and self.line.row:
            self.short = self.line
        beside = self.line if mark.bounded and self.line and self.line.last_row == mark.row else None
        self.line = _Line("", "", mark.text, mark.key, mark.origin, mark.row, beside=beside)
        self.extras.append(self.line)

    def side_by_side(self, marks: Sequence[Mark], stop: int) -> None:
        """A table whose rows share one printed line: the entries behind its last header word.

        Where these are fewer than the table has cells, and others stand among the words, each word begins a new line.
        """
        start = at = self.end
        first = self.run.links[0].start
        among = [mark for mark in marks[first:start] if isinstance(mark, Entry)]
        above = [entry for entry in among if entry.raw]
        expected = sum(len(band.columns) * len(band.lines) for band in self.table.bands)
        while at < stop and (
            isinstance(marks[at], Entry) or self._names_values(marks, at) or self._is_note(marks, at, expected)
        ):
            at += 1
        self.end = at
        values = [mark for mark in marks[start:at] if isinstance(mark, Entry)]
        is_in_parts = bool(among) and is_in_cells(among[0]) and len(among) + len(values) == expected
        if is_in_parts or (len(above) > 1 and sum(entry.raw != "" for entry in values) < expected):
            self._labelled(marks[first:at])
            return
        self.leftovers += above
        rows = [[entry for entry in values if entry.row == row] for row in dict.fromkeys(entry.row for entry in values)]
        rows = [row for row in rows if any(entry.raw for entry in row)] or rows[:1]
        if not rows:
            return
        filled = [sum(entry.raw != "" for entry in row) for row in rows]
        one_a_line = max(filled) <= 1 and (len(rows) > 1 or len(_one_a_line(values)) == expected)
        whole = not any(count % len(self.table.bands[0].columns) for count in filled)
        self.flowing = one_a_line or (sum(filled) == expected != filled[0] and (whole or not is_in_cells(values[0])))
        chosen = values if self.flowing else rows[0]
        if self.flowing:
            chosen = _without_header_end(values, expected)
        self._side_by_side(chosen)
        self.leftovers += [] if self.flowing else [entry for row in rows[1:] for entry in row if entry.raw]

    def _side_by_side(self, entries: list[Entry]) -> None:
        item = self.outline.items[self.run.table][self.run.links[-1].label.item]
        line = _Line(item.band, _ALL_ROWS, "", "", entries[0].origin, 0)
        line.entries, line.width = entries, entries[-1].column + 1
        self.form_lines.append(line)

    def _labelled(self, marks: Sequence[Mark]) -> None:
        """A table whose rows or cells have labels: the entries behind every word, or behind every header.

        A printed row with more than one figure ends them.
        """
        parts: list[list[Entry]] = []
        is_open = False
        for mark in marks:
            if isinstance(mark, Word):
                is_open = is_open and (not mark.key or is_unit(mark.key))
            elif is_open:
                parts[-1].append(mark)
            else:
                parts.append([mark])
                is_open = True
        for part in parts:
            figures = [entry for entry in part if entry.raw]
            if not figures:
                if self._is_row(part):
                    self._side_by_side(part)
                continue
            first_row = [entry for entry in part if entry.row == figures[0].row]
            if sum(entry.raw != "" for entry in first_row) > 1:
                self.leftovers += [entry for entry in figures if entry.row != figures[0].row]
                part = first_row
            self.flowing = self.flowing or part[0].row != part[-1].row
            self._side_by_side(part)

    def _is_row(self, part: list[Entry]) -> bool:
        """Whether empty cells behind a word stand in one row, one for every column."""
        return part[0].row == part[-1].row and len(part) == len(self.table.bands[0].columns)

    def _names_values(self, marks: Sequence[Mark], at: int) -> bool:
        """Whether a word stands before the values of a line: an empty key, a unit, or any label of that one line."""
        word = marks[at]
        following = marks[at + 1 : at + 1 + JOINED]
        beside = all(isinstance(after, Entry) and after.row == word.row for after in following)
        return isinstance(word, Word) and (not word.key or is_unit(word.key) or (beside and len(following) == JOINED))

    def _is_note(self, marks: Sequence[Mark], at: int, expected: int) -> bool:
        """Whether what is left of a row says nothing but words that are no labels, and the row below has all values."""
        end = next((n for n in range(at, len(marks)) if marks[n].row != marks[at].row), len(marks))
        below = [mark for mark in marks[end : end + expected] if isinstance(mark, Entry) and mark.row == marks[end].row]
        return len(below) == expected and all(
            isinstance(mark, Word) and mark.key not in self.outline.labels for mark in marks[at:end]
        )


def is_in_cells(entry: Entry) -> bool:
    """Whether an entry stands in a cell of a table of the file, where a row is no longer than it is printed."""
    return not isinstance(entry.origin, TextOrigin)


def _one_a_line(entries: list[Entry]) -> list[Entry]:
    each = Counter(entry.row for entry in entries)
    return [entry for entry in entries if each[entry.row] == 1]


def _without_header_end(entries: list[Entry], expected: int) -> list[Entry]:
    """The entries of flowing text behind a header, less empty cells that may be what is left of it: those of a line
    that holds several, or all before the first figure, unless one a line they are just as many as the table has."""
    alone = _one_a_line(entries)
    if len(alone) == expected:
        return alone
    return list(dropwhile(lambda entry: not entry.raw, entries)) or entries


@cache
def _full_label(table: FormTable, key: str) -> str:
    """The declared labels with this key, notes in brackets included, as words only."""
    labels = (line.label for band in table.bands for line in band.lines)
    return "".join(words_only(label) for label in labels if label_key(label) == key)


def _is_title(key: str) -> bool:
    """Whether a word is the report's title, as it stands at the head of every printed page."""
    return "信息公开" in key and key.endswith(("年度报告", "年报"))
