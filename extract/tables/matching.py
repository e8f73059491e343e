"""Marks × outline → the statutory tables of a document, with the entries printed for each line.

Comes in: a `Grid` and the outline of the declared forms. Goes out: one `Match` per table, in form order. Labels anchor
(`chains`); figures follow: what is printed behind a label, up to the next word, belongs to its line. Which column each
figure belongs to is left to `alignment`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from itertools import dropwhile, pairwise

from extract.forms.outline import Outline
from extract.model import Entry, FormTable, Grid, Match, Origin, PrintedLine, TextOrigin
from extract.numbers import is_unit
from extract.tables.chains import JOINED, Link, Run, behind, entry_follows, runs_of
from extract.tables.heads import REMARKS
from extract.tables.headwords import known_heads, printed, unknown_heads
from extract.tables.marks import Mark, Word, marks_of
from extract.tables.passed_over import completed
from extract.tables.wrapped import with_whole_heads
from extract.text import UNKNOWN, label_key, squeeze, words_only

_LEAST = 8.0
"""Weight below which a chain is no table: one long label, or some short ones."""
_COMPARABLE = 0.6
"""A table that reaches this share of the best one's weight is the same table printed once more."""
_PAGE_NUMBERS, _SMALLEST_DEDUPLICATED = 2, 15
"""Figures printed twice that text without its repeated lines may still have; labels and figures it must have at least
for the lack of repetition to tell something."""
_ALL_BUT_A_PART = 2 / 3
"""Of the figures of a table of three parts: where each part has labels of its own, no more than two parts stand between
its labels."""
_ZERO = Decimal(0)
_FEWEST_ROWS = 8
"""Rows with a figure from which on a table of statistics is one, and no prose or other table with some of its words."""
_FEWEST_BROKEN_OFF = 2
"""Figures that a line may go on with in the row below: one alone may be the number of a page."""
_ALL_ROWS = "*"
"""The row of a printed line that holds all rows of its table side by side."""


def matches_of(grid: Grid, outline: Outline) -> tuple[Match, ...]:
    """The statutory tables that a document prints, each once, in form order."""
    marks = marks_of(with_whole_heads(grid, outline), outline)
    runs = runs_of(outline, marks)
    matches = (
        _match(
            outline,
            marks,
            [run for run in runs if run.table == table],
            [run for run in runs if run.table != table and run.score >= _LEAST],
        )
        for table in range(len(outline.items))
    )
    return tuple(_each_figure_once(match for match in matches if match))


def statistics_of(grid: Grid, outline: Outline) -> tuple[Match, ...]:
    """The tables of statistics that a document has annexed: many of their rows, with figures; a few of their words
    stand in any report."""
    texts = Counter(cell.text for row in grid.rows for cell in row)
    if sum(times for text, times in texts.items() if label_key(text) in outline.labels) < _FEWEST_ROWS:
        return ()
    matches = matches_of(grid, outline)
    return tuple(match for match in matches if _filled_rows(match) >= _FEWEST_ROWS and not match.deduplicated)


def _filled_rows(match: Match) -> int:
    return len({line.row for line in match.lines if line.row and any(entry.raw for entry in line.entries)})


def _each_figure_once(matches: Iterable[Match]) -> Iterator[Match]:
    """Where a damaged text has run two tables into one line, the figures there belong to the first of them."""
    earlier: list[Match] = []
    for match in matches:
        overlapping = [other for other in earlier if other.first <= match.last and match.first <= other.last]
        earlier.append(_without_figures_of(overlapping, match) if overlapping else match)
        yield earlier[-1]


def _without_figures_of(others: Iterable[Match], match: Match) -> Match:
    taken = {
        entry.origin
        for other in others
        for line in other.lines
        for entry in line.entries
        if isinstance(entry.origin, TextOrigin) and entry.raw
    }
    lines = tuple(
        line._replace(
            entries=tuple(entry for entry in line.entries if entry.origin not in taken),
            behind=tuple(entry for entry in line.behind if entry.origin not in taken),
        )
        for line in match.lines
    )
    return replace(match, lines=lines)


# ── Figures follow ───────────────────────────────────────────────────────────────────────────────────────────────────


def _match(outline: Outline, marks: Sequence[Mark], runs: list[Run], others: list[Run]) -> Match | None:
    runs = [copy for run in runs for copy in _copies(outline, marks, run)]
    runs = [run for run in runs if run.score >= _LEAST and _is_table(outline, marks, run)]
    if not runs:
        return None
    most = max(run.score for run in runs)
    full = [run for run in runs if run.score >= _COMPARABLE * most]
    run = full[0]
    table = outline.tables[run.table]
    stop = full[1].links[0].start if len(full) > 1 else len(marks)
    if not table.side_by_side:
        run = completed(outline, marks, run, *_reach(others, run, stop))
    flowing = _is_flowing(marks, run) and not table.side_by_side
    foreign = tuple(unknown_heads(outline, marks, run, flowing))
    remarks = {(word.band, word.column) for word in foreign if word.key in REMARKS}
    walk = _Walk(outline, run, flowing, Counter(band for band, _ in remarks))
    if table.side_by_side:
        walk.side_by_side(marks, stop)
    else:
        walk.lines(marks, stop)
    return Match(
        table=table.key,
        lines=tuple(line.printed() for line in walk.form_lines if line.row or any(e.raw for e in line.entries)),
        headers=tuple(known_heads(outline, marks, run)),
        extras=tuple(line.printed() for line in walk.extras if any(e.state != "blank" for e in line.entries)),
        leftovers=tuple(walk.leftovers),
        twice=tuple(walk.twice()),
        flowing=flowing or (table.side_by_side and walk.flowing),
        deduplicated=(flowing or walk.flowing) and _is_deduplicated(marks, run, walk.end),
        again=len(full) > 1,
        first=marks[run.links[0].start].row,
        last=marks[walk.end - 1].row,
        score=round(run.score, 2),
        unknown_heads=foreign,
    )


def _copies(outline: Outline, marks: Sequence[Mark], run: Run) -> Iterator[Run]:
    """A run, cut where between its labels stand as many entries as a table has whose rows are side by side (all of them
    blank between two halves that are alike), or nearly as many figures, where some cannot be read: what follows is the
    same table once more."""
    table, links = outline.tables[run.table], run.links
    cells = sum(len(band.columns) * len(band.lines) for band in table.bands)
    begin = 0
    for at, (link, after) in enumerate(pairwise(links), start=1):
        between = marks[link.end : after.start]
        figures = sum(isinstance(mark, Entry) and mark.raw != "" for mark in between)
        entries = sum(isinstance(mark, Entry) or UNKNOWN in mark.text for mark in between)
        is_whole = entries >= cells and (figures or at - begin == len(links) - at)
        if table.side_by_side and (is_whole or figures > _ALL_BUT_A_PART * cells):
            yield Run(run.table, links[begin:at])
            begin = at
    yield Run(run.table, links[begin:]) if begin else run


def _reach(others: list[Run], run: Run, stop: int) -> tuple[int, int]:
    """The marks between the `others`, the tables before and behind one."""
    first, last = run.links[0].start, run.links[-1].end
    begin = max((other.links[-1].end for other in others if other.links[-1].end <= first), default=0)
    end = min((other.links[0].start for other in others if other.links[0].start >= last), default=stop)
    return begin, min(end, stop)


def _is_deduplicated(marks: Sequence[Mark], run: Run, end: int) -> bool:
    """Whether no text is printed twice where every table repeats its header words or its zeros.

    A page number may still be there twice.
    """
    values = [mark.value for mark in marks[run.links[0].start : end] if isinstance(mark, Entry) and mark.raw]
    again = Counter(values)
    labels = [squeeze(printed(marks, link)) for link in run.links]
    tells = len(labels) + len(values) >= _SMALLEST_DEDUPLICATED or len(values) < len(run.lines)
    unrepeated = len(set(labels)) == len(labels) and len(values) - len(again) <= _PAGE_NUMBERS
    return tells and unrepeated and again[_ZERO] < 2


def _is_table(outline: Outline, marks: Sequence[Mark], run: Run) -> bool:
    """Whether a chain is more than words of a menu: it has a header, or an entry behind one of its labels."""
    headers = sum(link.label.header for link in run.links)
    if outline.tables[run.table].side_by_side:
        last = run.links[-1].end
        following = [isinstance(mark, Entry) for mark in marks[last : last + JOINED]]
        return headers >= JOINED or (len(following) == JOINED and all(following))
    followed = any(entry_follows(marks, link.end) for link in run.links if not link.label.header)
    return followed or (headers > 0 and bool(run.lines)) or headers >= JOINED


def _is_flowing(marks: Sequence[Mark], run: Run) -> bool:
    """Whether entries stand on lines of their own rather than on the line of their label; empty cells tell where a
    table has no figure."""
    figures, blanks = Counter[bool](), Counter[bool]()
    for link in run.links:
        if not link.label.header and entry_follows(marks, link.end):
            at = first = behind(marks, link.end)
            while at < len(marks) and isinstance(entry := marks[at], Entry) and not entry.raw:
                at += 1
            filled = at < len(marks) and isinstance(marks[at], Entry)
            below = marks[at if filled else first].row != marks[link.end - 1].row
            (figures if filled else blanks)[below and not _is_behind_figure(marks, link.start)] += 1
    told = figures or blanks
    return told[True] > told[False]


def _is_behind_figure(marks: Sequence[Mark], start: int) -> bool:
    """Whether a figure stands right before a label in its row, in cells that the file draws: those of a table that is
    set from right to left."""
    before, label = marks[max(0, start - 1)], marks[start]
    return isinstance(before, Entry) and before.raw != "" and before.row == label.row and _is_in_cells(before)


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


class _Walk:
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
                self._word(mark)
            at += 1
        self.end = at
        self._words_for_figures()

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

    def _word(self, mark: Word) -> None:
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
        if any(label.header and label.table == self.run.table for label in labels):
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
        is_in_parts = bool(among) and _is_in_cells(among[0]) and len(among) + len(values) == expected
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
        self.flowing = one_a_line or (sum(filled) == expected != filled[0] and (whole or not _is_in_cells(values[0])))
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


def _is_in_cells(entry: Entry) -> bool:
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
