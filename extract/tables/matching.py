"""Marks × outline → the statutory tables of a document, with the entries printed for each line.

Comes in: a `Grid` and the outline of the declared forms. Goes out: one `Match` per table, in form order. Labels anchor
(`chains`); figures follow: what is printed behind a label, up to the next word, belongs to its line. Which column each
figure belongs to is left to `alignment`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from extract.forms.outline import Outline
from extract.model import Entry, Grid, Match, TextOrigin
from extract.tables.chains import JOINED, Run, behind, entry_follows, runs_of
from extract.tables.headwords import known_heads, printed, unknown_heads
from extract.tables.marks import Mark, marks_of
from extract.tables.names import REMARKS
from extract.tables.passed_over import completed
from extract.tables.walking import Walk, is_in_cells
from extract.tables.wrapped import with_whole_heads
from extract.text import UNKNOWN, label_key, squeeze

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
    walk = Walk(outline, run, flowing, Counter(band for band, _ in remarks))
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
    return isinstance(before, Entry) and before.raw != "" and before.row == label.row and is_in_cells(before)
