"""A table whose rows stand side by side → which cells of the form each run of its figures holds.

Comes in: the runs of figures as they were found, and the words of the header with their places. Goes out: the cells of
each run in printed order. The form prints one run of all cells, group behind group under their outcomes; others print a
row for each group, a row for each outcome, a row for each cell, or a table for each group. What stands before a run
tells: the groups and the outcomes named there, or, where one of them is not named, those named last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise, product
from typing import NamedTuple

from extract.model import Band, CellKey, Column, Fact, Form, FormTable, HeaderWord, Match, PrintedLine
from extract.tables.heads import Heads, heads_among, named_in
from extract.tables.names import FOREIGN, owners_of
from extract.text import label_key


class Strip(NamedTuple):
    """A run of figures with the cells it holds; `doubtful` are the places of those that no head names for certain."""

    line: PrintedLine
    cells: tuple[CellKey, ...]
    doubtful: frozenset[int]


def strips_of(band: Band, match: Match) -> list[Strip]:
    """The runs of figures of a table. Those whose heads do not tell their cells stand unread in the cells left; all do,
    where the names of groups may stand beside other rows than their own, as the middle of a merged cell does: heads
    name no cell for the first run, or one cell for two."""
    if len(match.lines) == 1:
        return [_whole(band, match)]
    runs = list(_runs(band, match))
    taken = Counter(cell for _, cells, _ in runs for cell in cells)
    is_told = bool(runs and runs[0][1]) and all(times == 1 for times in taken.values())
    strips = [Strip(line, cells, doubtful) for line, cells, doubtful in runs if cells and is_told]
    untold = [line for line, cells, _ in runs if not (cells and is_told)]
    left = tuple(cell for cell in _in_form_order(band) if not (is_told and cell in taken))
    if untold and left:
        entries = [entry for line in untold for entry in line.entries if entry.raw]
        unread = tuple([entry._replace(state="unreadable", value=None) for entry in entries])
        strips.append(Strip(untold[0]._replace(entries=unread), left, frozenset()))
    return strips


@cache
def _in_form_order(band: Band) -> tuple[CellKey, ...]:
    return tuple((line.key, column.key) for line in band.lines for column in band.columns)


@cache
def _across(band: Band) -> Band:
    """The groups of a band as if they were columns: they are named in the header like columns."""
    columns = tuple(
        Column(line.key, line.short, line.label, line.aliases, line.group, "", "count") for line in band.lines
    )
    return Band(band.key, band.label, (), columns, ())


def unnamed_tables(matches: Sequence[Match], facts: Sequence[Fact], forms: Sequence[Form]) -> frozenset[str]:
    """The tables whose headers name fewer columns, or rows where these stand side by side, than tell in which order
    they are printed: two, or all but one."""
    printed = {(fact.form, fact.concept.table) for fact in facts}
    return frozenset(
        match.table
        for form, match in product(forms, matches)
        if (form.code, match.table) in printed and not _are_named(form.table(match.table), match)
    )


def _are_named(table: FormTable, match: Match) -> bool:
    bands = (*table.bands, *(map(_across, table.bands) if table.side_by_side else ()))
    keys = {(word.band, word.key) for word in match.headers}
    return all(_named_of(band, keys) >= min(2, len(band.columns) - 1) for band in bands)


def _named_of(band: Band, keys: Collection[tuple[str, str]]) -> int:
    return len({column for key, columns in owners_of(band).items() if (band.key, key) in keys for column in columns})


# ── One run of all cells ─────────────────────────────────────────────────────────────────────────────────────────────


def _whole(band: Band, match: Match) -> Strip:
    """All cells, group behind group; where a head stands over each figure, those that are named."""
    (line,) = match.lines
    words, unknown = _words(band, match.headers), _whole_words(band, match)
    top = words[0].row if words else 0
    places = tuple([(word.key, word.row - top, word.column) for word in words])
    cells, doubtful = _cells_under(
        band, places, tuple([(w.key, w.row - top, w.column) for w in unknown]), match.flowing
    )
    if cells == _in_form_order(band) and len(line.entries) < len(cells):
        cells = _each_under_its_head(band, words, line) or cells
    return Strip(line, cells, doubtful if len(cells) == len(_in_form_order(band)) else frozenset())


def _each_under_its_head(band: Band, words: Sequence[HeaderWord], line: PrintedLine) -> tuple[CellKey, ...]:
    """The cells of a run in which a known outcome stands over each entry: a group begins where they begin anew. Empty
    where not all groups do."""
    owners = owners_of(band)
    heads = sorted((word for word in words if word.key in owners), key=lambda word: word.column)
    if [word.column for word in heads] != [entry.column for entry in line.entries]:
        return ()
    columns = [owners[word.key][0] for word in heads]
    begins = [0, *(at for at, (one, other) in enumerate(pairwise(columns), start=1) if other <= one)]
    if len(begins) != len(band.lines):
        return ()
    return _keys(band, [(sum(begin <= at for begin in begins) - 1, column) for at, column in enumerate(columns)])


@lru_cache(maxsize=1024)
def _cells_under(
    band: Band, heads: tuple[tuple[str, int, int], ...], others: tuple[tuple[str, int, int], ...], flowing: bool
) -> tuple[tuple[CellKey, ...], frozenset[int]]:
    """All cells in the order that the words of a header give, by key, row and cell, and those in doubt. Where the words
    leave the order in doubt, it is the form's."""
    words = [HeaderWord(band.key, key, "", row, column) for key, row, column in heads]
    unknown = [HeaderWord(band.key, key, "", row, column) for key, row, column in others]
    groups = heads_among(_across(band), words, [], flowing)
    under = _under_groups(band, words, unknown, groups.order, flowing)
    if len(groups.doubtful) == len(band.lines) or not under:
        return _in_form_order(band), frozenset(range(len(_in_form_order(band))))
    named = named_in(_across(band), words, flowing) or ()
    unsure = {at for at in groups.order if at not in named} if named and unknown else set[int]()
    cells = [(group, column) for group in groups.order for column in under[group].order]
    doubtful = [at for at, (group, column) in enumerate(cells) if group in unsure or column in under[group].doubtful]
    return _keys(band, cells), frozenset(doubtful)


def _words(band: Band, words: Sequence[HeaderWord]) -> list[HeaderWord]:
    return [word for word in words if word.band == band.key]


def _whole_words(band: Band, match: Match) -> list[HeaderWord]:
    """The unknown words that are no pieces of heads."""
    unknown = _words(band, match.unknown_heads)
    labels = [label_key(label) for line in band.lines for label in (line.label, *line.group)]
    return [word for word in unknown if not any(word.key in label for label in (*owners_of(band), *labels))]


def _keys(band: Band, cells: Sequence[tuple[int, int]]) -> tuple[CellKey, ...]:
    return tuple((band.lines[line].key, band.columns[column].key) for line, column in cells)


def _under_groups(
    band: Band, words: list[HeaderWord], unknown: list[HeaderWord], groups: tuple[int, ...], flowing: bool
) -> dict[int, Heads]:
    """The outcomes under every group; empty where that cannot be told.

    Outcomes beside the names of groups are those of the group that is not named there.
    """
    sets = _outcomes(band, words, unknown, flowing)
    orders = {heads for _, heads in sets}
    if len(orders) == 1:
        return dict.fromkeys(groups, orders.pop())
    if flowing or len(sets) != len(groups):
        return {}
    if len({row for row, _ in sets}) == 1:
        return {group: heads for group, (_, heads) in zip(groups, sets, strict=True)}
    beside, below = sets[0][0], [heads for row, heads in sets if row != sets[0][0]]
    named = named_in(_across(band), [word for word in words if word.row == beside], flowing) or []
    alone = [group for group in groups if group not in named]
    if len(alone) != 1 or len(below) != len(named):
        return {}
    return {alone[0]: sets[0][1], **dict(zip(named, below, strict=True))}


def _outcomes(band: Band, words: list[HeaderWord], unknown: list[HeaderWord], flowing: bool) -> list[tuple[int, Heads]]:
    """Every whole set of outcomes that is named, with the row it stands in; empty where their order is not told."""
    size, owners = len(band.columns), owners_of(band)
    known = [word for word in words if word.key in owners]
    if not known and len(unknown) >= size:
        return []
    rows = {word.row for word in known}
    heads = sorted([*known, *(word for word in unknown if word.row in rows)], key=lambda word: (word.row, word.column))
    fullest = [[word for word in heads if word.row == row] for row in sorted(rows)]
    heads = next((row for row in fullest if len(row) == size * len(band.lines)), heads)
    if len(heads) % size and heads[0] not in known and not (len(heads) - 1) % size:
        heads = heads[1:]
    sets = [heads[at : at + size] for at in range(0, len(heads), size)]
    if all(max(w.column for w in one) < min(w.column for w in other) for one, other in pairwise(sets)):
        sets = [_from_left(each) for each in sets]
    if any(len({word.key for word in each}) < size for each in sets):
        columns = [owners[word.key][0] for word in known]
        restarts = sum(second <= first for first, second in pairwise(columns))
        told = restarts < min(len(sets), len(band.lines)) and len(heads) == len(known)
        return [(0, Heads(tuple(range(size)), frozenset()))] if told else []
    found = []
    for each in sets:
        named = heads_among(band, [w for w in each if w in known], [w for w in each if w not in known], flowing)
        found.append((each[0].row, named._replace(cells=())))
    if any(FOREIGN in named.order or len(named.doubtful) == size for _, named in found):
        return []
    return found or [(0, Heads(tuple(range(size)), frozenset()))]


def _from_left(heads: list[HeaderWord]) -> list[HeaderWord]:
    """Heads of a set that stands beside the others from left to right, where each has a column of its own, whatever
    rows they are printed in; those of a line that is broken within a set go on at its left.

    >>> heads = [HeaderWord("", key, "", row, column) for key, row, column in (("c", 0, 5), ("a", 1, 1), ("b", 1, 3))]
    >>> [word.key for word in _from_left(heads)]
    ['a', 'b', 'c']
    """
    have_own = len({word.column for word in heads}) == len(heads)
    return sorted(heads, key=lambda word: word.column) if have_own else heads


# ── More than one run ────────────────────────────────────────────────────────────────────────────────────────────────


def _runs(band: Band, match: Match) -> Iterator[tuple[PrintedLine, tuple[CellKey, ...], frozenset[int]]]:
    """Every run of figures with the cells that the words before it name, none where they are too few."""
    words, unknown = _words(band, match.headers), _whole_words(band, match)
    groups: list[int] | None = []
    outcomes: Heads | None = None
    start = (-1, -1)
    for line in (line for line in match.lines if line.entries):
        first, last = line.entries[0], line.entries[-1]
        before = [word for word in words if start < (word.row, word.column) <= (first.row, first.column)]
        strange = [word for word in unknown if start < (word.row, word.column) <= (first.row, first.column)]
        named = named_in(_across(band), before, match.flowing)
        alone = named_in(band, before, match.flowing) or []
        groups = named if named != [] else groups
        if len(alone) == 1:
            outcomes = Heads((alone[0],), frozenset())
        elif alone:
            sets = {heads for _, heads in _outcomes(band, before, strange, match.flowing)}
            outcomes = sets.pop() if len(sets) == 1 else None
        cells = [(group, column) for group in groups or () for column in (outcomes.order if outcomes else ())]
        doubtful = [at for at, (_, column) in enumerate(cells) if outcomes and column in outcomes.doubtful]
        figures = sum(entry.raw != "" for entry in line.entries)
        told = (named or alone) and figures <= len(cells)
        yield line, _keys(band, cells) if told else (), frozenset(doubtful)
        start = (last.row, last.column)
