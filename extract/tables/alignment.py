"""Rows → which printed entry stands in which cell of the form, and how sure that is.

Comes in: the `FormRow`s of a table and the sums over them. Goes out: a `Placement` per cell that has one. A line with
an entry for every cell is read as it stands; where empty cells hold their place, so do the figures between them;
every other line is ragged, and the form's arithmetic decides over the whole table at once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from extract.forms.balances import Sum, weights_of
from extract.model import CellKey, Entry, How, Match, PageOrigin, State, record
from extract.numbers import CUT, has_doubtful_digits
from extract.tables import placements
from extract.tables.blanks import in_place
from extract.tables.lines import FormRow
from extract.tables.placements import Candidate, Effect, Unknown, add_effects, balanced, value_of
from extract.text import UNKNOWN

_TORN = re.compile(r"[,，]\s*\d")


class Placement(NamedTuple):
    """What stands in a cell. Figures without a place stand together in the first cell of their row that is left."""

    state: State
    entries: tuple[Entry, ...]
    how: How


def aligned(
    declared: Iterable[Sum], rows: Sequence[FormRow], match: Match, hold: bool | None
) -> dict[CellKey, Placement]:
    """The placements of a table's cells; cells without one are not in the print.

    `declared` are the sums of the table. `hold` tells whether empty cells keep their place in this document, None when
    nothing tells.
    """
    rows_in_place = {} if match.deduplicated else in_place(rows, hold)
    sure: How = "suggested" if match.deduplicated else "read"
    exact = {row.key: rows_in_place.get(row.key) for row in rows if row.exact}
    done = {row.key: c for row in rows if (c := exact.get(row.key) or _plain(row) or rows_in_place.get(row.key))}
    ragged = [row for row in rows if row.key not in done and row.figures]
    if match.flowing and (ragged or hold is False):
        # Where figures are missing or too many, a line may be complete by chance: it must add up to count as read.
        doubtful = [row for row in rows if row.key in done and not balanced(done[row.key], row.terms)]
        ragged = [row for row in rows if row in ragged or row in doubtful]
        for row in doubtful:
            del done[row.key]
    result: dict[CellKey, Placement] = {}
    for row in rows:
        if row.key in done and not row.guessed:
            is_unsure = _is_torn(row) or (match.flowing and _may_be_shifted(row, done[row.key]))
            how = "suggested" if is_unsure else "read" if len(row.cells) == 1 else sure
            result |= _certain(row, done[row.key], how)
    if ragged or any(row.guessed for row in rows):
        sums = _Sums(declared, rows, match, done)
        for row in rows:
            if row.key in done and row.guessed:
                needed = row.terms and balanced(done[row.key], row.terms) and sums.need(row.key)
                result |= _certain(row, done[row.key], "aligned" if needed else "suggested")
        for row, remaining, leftmost in _decided(ragged, sums, match):
            result.update(_agreed(row, remaining, leftmost))
    unnamed = _bands_not_adding_up(rows)
    for row in rows:
        if row.band in unnamed:
            result.update(_guessed(row.cells, result))
        elif row.doubtful:
            result.update(_doubted(row, result))
    return result


def _bands_not_adding_up(rows: Sequence[FormRow]) -> set[str]:
    """The bands of which not every column is named, and most rows with a number for each do not add up: one may be
    missing, and another printed twice."""
    counts = Counter(
        (row.band, balanced(row.figures, row.terms))
        for row in rows
        if not row.header.whole
        and row.terms
        and len(row.figures) == len(row.cells)
        and all(entry.state == "number" for entry in row.figures)
        and any(map(value_of, row.figures))
    )
    return {band for band, _ in counts if counts[band, False] > counts[band, True]}


def _guessed(cells: Iterable[CellKey], placed: dict[CellKey, Placement]) -> Iterator[tuple[CellKey, Placement]]:
    for cell in cells:
        placement = placed.get(cell)
        if placement and placement.state != "unreadable":
            yield cell, placement._replace(how="suggested")


def _doubted(row: FormRow, placed: dict[CellKey, Placement]) -> Iterator[tuple[CellKey, Placement]]:
    """What stands under unknown heads is a guess, but for figures that are the same under all of them."""
    found = [placement for cell in row.cells if (placement := placed.get(cell))]
    values = {(entry.state, entry.value) for placement in found for entry in placement.entries}
    if len(row.doubtful) == len(row.cells) == len(found) and len(values) == 1:
        return
    yield from _guessed((row.cells[at] for at in sorted(row.doubtful)), placed)


def _are_one(figures: Sequence[Entry]) -> bool:
    """Whether figures may be one cell that a file repeats for every column it spans; paper repeats none."""
    on_paper = any(isinstance(entry.origin, PageOrigin) for entry in figures)
    return not on_paper and len({(entry.state, entry.value) for entry in figures}) == 1


# ── Lines that are not ragged ────────────────────────────────────────────────────────────────────────────────────────


def _plain(row: FormRow) -> Candidate | None:
    """A line read as it stands: an entry for every cell, or for every column that the header has left."""
    figures, width, named = _without_remark(row), len(row.cells), row.header.named
    if (row.behind and len(figures) < width) or (width > 1 and any(entry.glued for entry in figures)):
        return None
    if row.header.spread and width > 1:
        return None
    if len(figures) == width:
        return figures
    if len(figures) > width == 1 and _are_one(figures):
        return (figures[0]._replace(copies=tuple(entry.origin for entry in figures[1:])),)
    if len(figures) == len(named) < width and not _has_gaps(row) and not _has_hidden_total(row, figures):
        return placements.placed(figures, named, width)
    if not figures and len(row.entries) >= width:
        return row.entries[:width]
    return None


def _has_gaps(row: FormRow) -> bool:
    """Whether empty cells stand between the figures of a line, which then is no line that lacks a column."""
    if not row.figures:
        return False
    first, last = row.entries.index(row.figures[0]), row.entries.index(row.figures[-1])
    return any(entry.state == "blank" for entry in row.entries[first:last])


def _without_remark(row: FormRow) -> tuple[Entry, ...]:
    """The figures of a line less words that stand behind the last cell (a column of remarks)."""
    figures = row.figures
    while len(figures) > len(row.cells) and _is_remark(figures[-1]):
        figures = figures[:-1]
    return figures


def _is_remark(entry: Entry) -> bool:
    """Whether it is words: no number, nor what is left of one, nor what nobody can read."""
    unread = CUT in entry.raw or UNKNOWN in entry.raw or has_doubtful_digits(entry.raw)
    return entry.state == "unreadable" and not unread


def _is_torn(row: FormRow) -> bool:
    """Whether figures have lost what stood before their separator, as others may have that look whole."""
    return any(_TORN.match(entry.raw) for entry in row.figures)


def _may_be_shifted(row: FormRow, cells: Candidate) -> bool:
    """Whether a line of flowing text has an empty cell and does not add up: the empty one may be none, and the figures
    behind it stand elsewhere."""
    return len(row.entries) > len(row.figures) and not balanced(cells, row.terms)


def _has_hidden_total(row: FormRow, figures: tuple[Entry, ...]) -> bool:
    """Whether the header does not name the total although the last figure is the sum of the others."""
    lost = {cell for _, right in row.terms for cell in right} - set(row.header.named)
    return bool(lost) and value_of(figures[-1]) == sum(map(value_of, figures[:-1])) != 0


def _certain(row: FormRow, cells: Candidate, how: How) -> dict[CellKey, Placement]:
    glued: How = "aligned" if how == "read" else how
    return {
        cell: record(Placement, (entry.state, (entry,), glued if entry.glued else how))
        for cell, entry in zip(row.cells, cells, strict=True)
        if entry is not None
    }


# ── Ragged lines: arithmetic decides ─────────────────────────────────────────────────────────────────────────────────


class _Sums:
    """The sums over several rows of a table, as far as every row in them is printed."""

    def __init__(
        self, declared: Iterable[Sum], rows: Sequence[FormRow], match: Match, done: dict[str, Candidate]
    ) -> None:
        foreign = any(value_of(entry) for line in match.extras for entry in line.entries)
        at = {cell: (row.key, place) for row in rows for place, cell in enumerate(row.cells)}
        joint = [] if foreign else [declared_sum for declared_sum in declared if _is_over_rows(declared_sum, at)]
        self.count = len(joint)
        self.effects: dict[str, list[Effect]] = {row.key: [] for row in rows}
        for number, cell, weight in weights_of(joint):
            key, place = at[cell]
            self.effects[key].append((number, weight, place))
        self.depths = [(row.band, row.depth) for row in rows if row.entries]
        self.done = done

    def effects_of(self, row: FormRow) -> tuple[Effect, ...]:
        """What the cells of a row add to the sums."""
        return tuple(self.effects[row.key])

    def required_totals(self) -> list[Decimal]:
        """What the rows that are not done must add up to, sum by sum."""
        total = [Decimal(0)] * self.count
        for key, cells in self.done.items():
            add_effects(cells, self.effects[key], total)
        return [-value for value in total]

    def unjudged(self) -> _Sums:
        """The sums when a row has figures that cannot be placed: none can be judged, and rows are taken alone."""
        bare = copy(self)
        bare.count, bare.depths, bare.effects = 0, [], {key: [] for key in self.effects}
        return bare

    def need(self, key: str) -> bool:
        """Whether the sums hold with a row that is done and would fail without its figures."""
        gaps = self.required_totals()
        concerned = {number for number, _, _ in self.effects[key]}
        return any(map(value_of, self.done[key])) and bool(concerned) and not any(gaps[number] for number in concerned)


def _is_over_rows(declared_sum: Sum, at: dict[CellKey, tuple[str, int]]) -> bool:
    """Whether a sum is over several rows, all of them printed."""
    return all(cell in at for cell in declared_sum.cells) and len({at[cell][0] for cell in declared_sum.cells}) > 1


RaggedRow = tuple[FormRow, list[Candidate], Candidate | None]
"""A ragged row, the placements that remain for it, and the leftmost that goes with the other rows' (None: unknown)."""


def _decided(ragged: list[FormRow], sums: _Sums, match: Match) -> list[RaggedRow]:
    # A line can only be too full where the others are as full as they should be.
    too_full = [row for row in ragged if len(row.figures) > len(row.header.named)]
    mostly_complete = 2 * (len(ragged) - len(too_full)) <= len(sums.done)
    options = {
        row.key: _options(row, match)
        for row in ragged
        if not _is_glued(row) and (row not in too_full or mostly_complete)
    }
    options = {row.key: [] for row in ragged} | options | _glued_options(ragged, match)
    hopeless: list[RaggedRow] = [(row, [], None) for row in ragged if not options[row.key]]
    solvable = [row for row in ragged if options[row.key]]
    if hopeless and any(sums.effects_of(row) for row, _, _ in hopeless):
        sums = sums.unjudged()
    groups = _groups(solvable, sums)
    outcome = _solution(groups, options, sums) or _solution([[row] for row in solvable], options, sums)
    return hopeless + (outcome if outcome is not None else [(row, [], None) for row in solvable])


def _is_glued(row: FormRow) -> bool:
    return any(entry.glued for entry in row.figures)


def _glued_options(ragged: list[FormRow], match: Match) -> dict[str, list[Candidate]]:
    """The ways to read glued rows apart; none when a row of their depth has lost cells, for then all may have."""
    glued = [row for row in ragged if _is_glued(row)]
    options = {row.key: _splits(row) for row in glued}
    lost = {row.depth for row in glued if match.deduplicated or options[row.key] == []}
    return {row.key: [] if row.depth in lost else options[row.key] or [] for row in glued}


def _splits(row: FormRow) -> list[Candidate] | None:
    (glued, *others), named = row.figures, row.header.named
    if others:
        return None
    terms = [
        (tuple(named.index(cell) for cell in left if cell in named), tuple(map(named.index, right)))
        for left, right in row.terms
        if set(right) <= set(named)
    ]
    candidates = placements.splits(glued, len(named), terms)
    return candidates and [placements.placed([e for e in cells if e], named, len(row.cells)) for cells in candidates]


def _options(row: FormRow, match: Match) -> list[Candidate]:
    """The placements of a ragged row that its order allows and its own sums leave; none when nothing can be said."""
    figures, width = row.figures, len(row.cells)
    if match.deduplicated or any(entry.state == "unreadable" for entry in figures):
        return []
    if not row.terms:
        alike = len(figures) > width and len({(entry.state, entry.value) for entry in figures}) == 1
        return [figures[:width]] if alike else []
    named = row.header.named
    if len(figures) > len(named):
        candidates = placements.selections(figures, named, width)
        if len(named) < len(figures) <= width:
            candidates = chain(placements.subsets(figures, range(width), width), candidates)
    else:
        candidates = placements.subsets(figures, named, width)
    balanced_candidates = [candidate for candidate in candidates if balanced(candidate, row.terms)]
    full_row = (*figures, *(entry for entry in row.behind if entry.state != "blank"))
    return (
        [*balanced_candidates, full_row]
        if row.behind and len(full_row) == width and balanced(full_row, row.terms)
        else balanced_candidates
    )


def _groups(rows: list[FormRow], sums: _Sums) -> list[list[FormRow]]:
    """Rows of one band and depth that all print equally few figures lost the same columns; others stand alone."""
    groups: list[list[FormRow]] = []
    for depth in dict.fromkeys((row.band, row.depth) for row in rows):
        group = [row for row in rows if (row.band, row.depth) == depth]
        alike = len({len(row.figures) for row in group}) == 1 and len(group) == sums.depths.count(depth)
        ragged = len(group[0].figures) < len(group[0].cells) and not any(row.behind for row in group)
        groups += [group] if alike and ragged and not any(map(_is_glued, group)) else [[row] for row in group]
    return groups


def _solution(groups: list[list[FormRow]], options: dict[str, list[Candidate]], sums: _Sums) -> list[RaggedRow] | None:
    unknowns = []
    for group in groups:
        shared = [options[row.key] for row in group]
        if len(group) > 1:
            shared = _same_columns(shared)
        if not shared[0]:
            return None
        unknowns.append(Unknown(tuple(map(tuple, shared)), tuple(map(sums.effects_of, group))))
    solution = placements.solved(unknowns, sums.required_totals())
    if solution is None:
        return None
    outcome: list[RaggedRow] = []
    for number, (group, unknown) in enumerate(zip(groups, unknowns, strict=True)):
        for row, candidates in zip(group, unknown.candidates, strict=True):
            leftmost = candidates[solution.leftmost[number]] if solution.leftmost else None
            outcome.append((row, [candidates[at] for at in solution.remaining[number]], leftmost))
    return outcome


def _same_columns(options: list[list[Candidate]]) -> list[list[Candidate]]:
    """The candidates of several rows that leave the same cells empty, in the same order for each row."""
    by_cells = [
        {tuple(entry is None for entry in candidate): candidate for candidate in row_candidates}
        for row_candidates in options
    ]
    shared = [cells for cells in by_cells[0] if all(cells in other for other in by_cells)]
    return [[row_candidates[cells] for cells in shared] for row_candidates in by_cells]


def _agreed(
    row: FormRow, remaining: list[Candidate], leftmost: Candidate | None
) -> Iterator[tuple[CellKey, Placement]]:
    """Cells in which all remaining placements put the same figure are aligned. The others are suggested from the
    leftmost placement, or unreadable where there is none, with the figures left over in the first of them."""
    columns = list(zip(*remaining, strict=True)) or [(None,)] * len(row.cells)
    sure = [len({entry and (entry.state, entry.value) for entry in column}) == 1 for column in columns]
    if remaining and (all(sure) or not _is_glued(row)):
        chosen = leftmost or remaining[0]
        if leftmost is None:
            chosen = tuple(entry if certain else None for entry, certain in zip(chosen, sure, strict=True))
        for cell, entry, certain in zip(row.cells, chosen, sure, strict=True):
            if entry is not None:
                yield cell, Placement(entry.state, (entry,), "aligned" if certain else "suggested")
    else:
        chosen = (None,) * len(row.cells)
    if leftmost is None or chosen == (None,) * len(row.cells):
        origins = {entry.origin for entry in chosen if entry}
        left = tuple(entry for entry in row.figures if entry.origin not in origins)
        for cell, entry in zip(row.cells, chosen, strict=True):
            if entry is None and row.figures:
                yield cell, Placement("unreadable", left, "read")
                left = ()
