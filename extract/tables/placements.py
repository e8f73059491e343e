"""The arithmetic of ragged lines: which placements of the printed figures satisfy the form's sums.

Comes in: fixed figures, and for every ragged line the placements its order allows. Goes out: the placements that are
left once every balance holds, with cells that are not printed counted as 0 and nothing else assumed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from extract.forms.balances import Term, gap_of
from extract.model import Entry

Candidate = tuple[Entry | None, ...]
"""One way to place a line's figures: an entry or nothing for each of its cells."""

_ZERO = Decimal(0)
_MOST_DIGITS = 28
"""Longer runs have so many cuts that sums hold by chance, where cells are missing from them."""
_MOST_SUPERFLUOUS, _LONGEST_NUMBER = 2, 3
"""How many figures too many a line may hold, and how many digits each."""
_MOST_SPLITS = 40
"""Balanced splits of glued digits beyond which nothing can be said about any of them."""
_MOST_STEPS = 20_000
"""Bound of every search, in steps."""


def value_of(entry: Entry | None) -> Decimal:
    """What a cell adds to a sum: blanks, marks and cells not in the print add nothing."""
    return entry.value if entry is not None and entry.value is not None else _ZERO


def balanced(candidate: Sequence[Entry | None], terms: Iterable[Term]) -> bool:
    """Whether the sums within a line hold."""
    return not any(
        gap_of([value_of(candidate[cell]) for cell in left], [value_of(candidate[cell]) for cell in right])
        for left, right in terms
    )


# ── The placements that the printed order allows ─────────────────────────────────────────────────────────────────────


def placed(entries: Sequence[Entry], cells: Sequence[int], width: int) -> Candidate:
    """Entries in the given cells, nothing in the others."""
    candidate: list[Entry | None] = [None] * width
    for entry, cell in zip(entries, cells, strict=True):
        candidate[cell] = entry
    return tuple(candidate)


def subsets(entries: Sequence[Entry], allowed: Sequence[int], width: int) -> Iterator[Candidate]:
    """Every placement of fewer figures than cells into the allowed cells, leftmost first."""
    return (placed(entries, cells, width) for cells in combinations(allowed, len(entries)))


def selections(entries: Sequence[Entry], cells: Sequence[int], width: int) -> Iterator[Candidate]:
    """Every way to leave figures out of a line that has more of them than cells; what is left fills them all. Any that
    is short may be the number of a page or of the row, or stand in a column that the form does not have, as a mark
    behind all others may that is a remark."""
    superfluous = len(entries) - len(cells)
    numbers = [
        at
        for at, entry in enumerate(entries)
        if (entry.state == "mark" and entry is entries[-1])
        or (entry.raw.isdecimal() and len(entry.raw) <= _LONGEST_NUMBER)
    ]
    if superfluous <= _MOST_SUPERFLUOUS:
        for left_out in combinations(reversed(numbers), superfluous):
            remaining = [entry for at, entry in enumerate(entries) if at not in left_out]
            yield placed(remaining, cells, width)


def splits(glued: Entry, width: int, terms: Sequence[Term]) -> list[Candidate] | None:
    """Every way to read a run of digits as `width` figures without leading zeros whose sums hold.

    Digits as many as cells can be read in one way only. None when there are too many ways to look at them all.
    """
    digits = glued.raw
    if not digits.isdecimal():
        return None
    if len(digits) < width:
        return []
    if len(digits) == width:
        return [_cut(glued, tuple(digits))]
    if (not terms and width > 1) or len(digits) > _MOST_DIGITS:
        return None
    search = _Splitting(digits, width, terms)
    search.run(width - 1, len(digits), ())
    candidates = [_cut(glued, parts) for parts in search.splits] if search.complete else None
    return candidates and [candidate for candidate in candidates if balanced(candidate, terms)]


class _Splitting:
    """Cuts figures off the right end, totals before their parts, as long as the parts can still make the total."""

    def __init__(self, digits: str, width: int, terms: Sequence[Term]) -> None:
        self.digits, self.width = digits, width
        totals = [(left, right[0]) for left, right in terms if _is_total_behind(left, right)]
        self.parts_of = {cell: (left[0], total) for left, total in totals for cell in left}
        self.splits: list[tuple[str, ...]] = []
        self.steps, self.complete = 0, True

    def run(self, cell: int, end: int, figures_right: tuple[str, ...]) -> None:
        """Cut the figure of `cell` out of the first `end` digits; `figures_right` are those right of it."""
        if cell < 0:
            if end == 0:
                self.splits.append(figures_right)
                self.complete = self.complete and len(self.splits) <= _MOST_SPLITS
            return
        need = self._need(cell, figures_right)
        for start in range(end - 1, cell - 1, -1):
            self.steps += 1
            if self.steps > _MOST_STEPS or not self.complete:
                self.complete = False
                return
            part = self.digits[start:end]
            if len(part) > 1 and part[0] == "0":
                continue
            if need is not None:
                left = need - int(part)
                if left < 0:
                    return
                first = self.parts_of[cell][0]
                if (cell == first and left) or (first == 0 and not _reachable(left, cell, start)):
                    continue
            self.run(cell - 1, start, (part, *figures_right))

    def _need(self, cell: int, figures_right: tuple[str, ...]) -> int | None:
        """What a part and the parts left of it must make; None for a total."""
        if cell not in self.parts_of:
            return None
        total = self.parts_of[cell][1]
        right = self.width - len(figures_right)
        return int(figures_right[total - right]) - sum(int(figures_right[at - right]) for at in range(cell + 1, total))


def _is_total_behind(left: tuple[int, ...], right: tuple[int, ...]) -> bool:
    """Whether a sum is a total right behind its parts, which stand side by side: such sums lead the search."""
    return bool(left) and left == tuple(range(left[0], left[0] + len(left))) and right == (left[-1] + 1,)


def _reachable(total: int, figures: int, digits: int) -> bool:
    """Whether so many figures of so many digits in all can add up to a total."""
    if not figures:
        return digits == total == 0
    most = 10 ** (digits - figures + 1) - 1 + 9 * (figures - 1)
    longest = -(-digits // figures)
    least = 0 if longest == 1 else int(10 ** (longest - 1))
    return least <= total <= int(most)


def _cut(glued: Entry, parts: Sequence[str]) -> Candidate:
    start = 0
    cut: list[Entry] = []
    for part in parts:
        end = start + len(part)
        origin = glued.origin.part(start, end)
        cut.append(glued._replace(value=Decimal(int(part)), raw=part, origin=origin, glued=False))
        start = end
    return tuple(cut)


# ── The placements that the sums over the table leave ────────────────────────────────────────────────────────────────


Effect = tuple[int, int, int]
"""What a cell of a line adds to a sum over several lines: the number of the sum, 1 or -1, the place of the cell."""


class Unknown(NamedTuple):
    """Lines whose placement is sought together: candidate i of one goes with candidate i of the others.

    `effects`: what the cells of each line add to the joint sums.
    """

    candidates: tuple[tuple[Candidate, ...], ...]
    effects: tuple[tuple[Effect, ...], ...]


class Solution(NamedTuple):
    """The candidates that remain per unknown, and the leftmost choice; no choice when the search found none in time."""

    remaining: tuple[tuple[int, ...], ...]
    leftmost: tuple[int, ...] | None


def solved(unknowns: Sequence[Unknown], totals: Sequence[Decimal]) -> Solution | None:
    """All choices for which the unknowns add up to the totals of the joint sums; None when there is none.

    Unknowns that hold nothing but zeros take no part in the sums: each of their candidates remains. So does each
    candidate of the others when the search is cut, for what all candidates agree on is certain all the same.
    """
    vectors = [_contributions(unknown, len(totals)) for unknown in unknowns]
    active = [at for at, options in enumerate(vectors) if any(any(vector) for vector in options)]
    search = _Search([vectors[at] for at in active], totals)
    search.run(0, [_ZERO] * len(totals), [])
    if search.first is None and search.complete:
        return None
    remaining = [tuple(range(len(options))) for options in vectors]
    leftmost = [0] * len(unknowns)
    if search.first is not None:
        for at, used, first in zip(active, search.used_candidates, search.first, strict=True):
            leftmost[at] = first
            if search.complete:
                remaining[at] = tuple(sorted(used))
    return Solution(tuple(remaining), None if search.first is None else tuple(leftmost))


def add_effects(cells: Candidate, effects: Iterable[Effect], total: list[Decimal]) -> None:
    """Adds what the cells of a line hold to the sums that they are in."""
    for number, weight, place in effects:
        entry = cells[place]
        if entry is not None and entry.value:
            total[number] += weight * entry.value


def _contributions(unknown: Unknown, sums: int) -> list[list[Decimal]]:
    """For each candidate number, what it adds to every joint sum."""
    vectors = []
    for candidates in zip(*unknown.candidates, strict=True):
        vector = [_ZERO] * sums
        for cells, effects in zip(candidates, unknown.effects, strict=True):
            add_effects(cells, effects, vector)
        vectors.append(vector)
    return vectors


class _Search:
    """Depth-first over the unknowns in printed order, leftmost candidates first, cut where sums are out of reach."""

    def __init__(self, vectors: list[list[list[Decimal]]], target: Sequence[Decimal]) -> None:
        self.vectors, self.target = vectors, target
        self.steps, self.complete = 0, True
        self.used_candidates: list[set[int]] = [set() for _ in vectors]
        self.first: list[int] | None = None
        self.low, self.high = [[_ZERO] * len(target)], [[_ZERO] * len(target)]
        for options in reversed(vectors):
            columns = list(zip(*options, strict=True))
            self.low.insert(0, [a + min(b) for a, b in zip(self.low[0], columns, strict=True)])
            self.high.insert(0, [a + max(b) for a, b in zip(self.high[0], columns, strict=True)])

    def run(self, depth: int, total: list[Decimal], chosen: list[int]) -> None:
        low, high = self.low[depth], self.high[depth]
        for current, target, least, most in zip(total, self.target, low, high, strict=True):
            if not least <= target - current <= most:
                return
        if depth == len(self.vectors):
            self.first = self.first or list(chosen)
            for used, number in zip(self.used_candidates, chosen, strict=True):
                used.add(number)
            return
        for number, vector in enumerate(self.vectors[depth]):
            self.steps += 1
            if self.steps > _MOST_STEPS:
                self.complete = False
                return
            chosen.append(number)
            self.run(depth + 1, [a + b for a, b in zip(total, vector, strict=True)], chosen)
            chosen.pop()
