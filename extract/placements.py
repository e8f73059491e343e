"""The arithmetic of ragged lines: which placements of the printed figures satisfy the form's sums.

Comes in: fixed figures, and for every ragged line the placements its order allows. Goes out: the placements that are
left once every balance holds, with cells that are not printed counted as 0 and nothing else assumed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from extract.model import Entry

Candidate = tuple[Entry | None, ...]
"""One way to place a line's figures: an entry or nothing for each of its cells."""

_MOST_SUPERFLUOUS = 3
"""Figures beyond the number of columns that a page number or two can explain."""
_MOST_GLUED = 6
"""Digits beyond the number of columns up to which glued figures are tried apart."""
_MOST_STEPS = 20_000
"""Bound of the search over a whole table."""


def subsets(entries: Sequence[Entry], width: int, allowed: Sequence[int]) -> Iterator[Candidate]:
    """Every order-preserving placement of fewer figures than cells, leftmost first; `allowed` cells only."""
    for cells in combinations(allowed, len(entries)):
        yield placed(entries, cells, width)


def placed(entries: Sequence[Entry], cells: Sequence[int], width: int) -> Candidate:
    """Entries in the given cells, nothing in the others."""
    candidate: list[Entry | None] = [None] * width
    for entry, cell in zip(entries, cells, strict=True):
        candidate[cell] = entry
    return tuple(candidate)


def selections(entries: Sequence[Entry], width: int) -> Iterator[Candidate]:
    """Every way to leave out what is too much in a line of more figures than cells."""
    if len(entries) - width <= _MOST_SUPERFLUOUS:
        yield from combinations(entries, width)


def splits(glued: Entry, width: int) -> Iterator[Candidate]:
    """Every way to read a run of digits as `width` figures without leading zeros."""
    if glued.raw.isdigit() and width <= len(glued.raw) <= width + _MOST_GLUED:
        for parts in _parts(glued.raw, width):
            yield tuple(_cut(glued, parts))


def _parts(digits: str, count: int) -> Iterator[tuple[str, ...]]:
    if count == 1:
        if len(digits) == 1 or digits[0] != "0":
            yield (digits,)
        return
    for end in range(1, len(digits) - count + 2):
        if end > 1 and digits[0] == "0":
            return
        for rest in _parts(digits[end:], count - 1):
            yield (digits[:end], *rest)


def _cut(glued: Entry, parts: Sequence[str]) -> Iterator[Entry]:
    line, start, _ = glued.origin
    for part in parts:
        origin = glued.origin._replace(line=line, start=start, end=start + len(part) - 1)
        yield Entry("number", Decimal(int(part)), part, "", origin)
        start += len(part)


def value_of(entry: Entry | None) -> Decimal:
    """What a cell adds to a sum: blanks, marks and cells not in the print add nothing."""
    return entry.value if entry is not None and entry.value is not None else _ZERO


_ZERO = Decimal(0)

Term = tuple[tuple[int, ...], tuple[int, ...]]
"""A balance within one line: the cells whose sum must equal the sum of the other cells."""


def balanced(candidate: Sequence[Entry | None], terms: Iterable[Term]) -> bool:
    """Whether the sums within a line hold.

    A sum is wanted of lines whose cells are all there or not there: a line without its total satisfies none but 0.
    """
    return all(
        sum(value_of(candidate[cell]) for cell in left) == sum(value_of(candidate[cell]) for cell in right)
        for left, right in terms
    )


class Unknown(NamedTuple):
    """Lines whose placement is sought together: candidate number i of each goes with candidate number i of the others.

    `lines` are keys into the caller's rows, `weights` what a row adds to each joint balance (1, -1 or 0 per balance).
    """

    lines: tuple[str, ...]
    candidates: tuple[tuple[Candidate, ...], ...]
    weights: tuple[tuple[int, ...], ...]


class Solution(NamedTuple):
    """The candidates that remain per unknown, and the leftmost choice. `complete` is false when the search was cut."""

    remaining: tuple[tuple[int, ...], ...]
    leftmost: tuple[int, ...]
    complete: bool


def solved(unknowns: Sequence[Unknown], wanted: Sequence[Sequence[Decimal]]) -> Solution | None:
    """All choices for which, per joint balance and column, the unknowns add up to `wanted`; None when there is none.

    `wanted[b][c]` is what the unknown rows must add to balance b in column c. Unknowns that hold nothing but zeros
    take no part in the sums: each of their candidates remains.
    """
    vectors = [_contributions(unknown, wanted) for unknown in unknowns]
    target = [value for row in wanted for value in row]
    active = [at for at, options in enumerate(vectors) if any(any(vector) for vector in options)]
    search = _Search([vectors[at] for at in active], target)
    search.run(0, [_ZERO] * len(target), [])
    if search.first is None:
        return None
    remaining = [tuple(range(len(options))) for options in vectors]
    leftmost = [0] * len(unknowns)
    for at, seen, first in zip(active, search.seen, search.first, strict=True):
        leftmost[at] = first
        if search.complete:
            remaining[at] = tuple(sorted(seen))
    return Solution(tuple(remaining), tuple(leftmost), search.complete)


def _contributions(unknown: Unknown, wanted: Sequence[Sequence[Decimal]]) -> list[tuple[Decimal, ...]]:
    """For each candidate number, what it adds to every balance and column."""
    return [
        tuple(
            sum(
                (
                    weights[balance] * value_of(options[number][column])
                    for options, weights in zip(unknown.candidates, unknown.weights, strict=True)
                    if weights[balance]
                ),
                _ZERO,
            )
            for balance, row in enumerate(wanted)
            for column in range(len(row))
        )
        for number in range(len(unknown.candidates[0]))
    ]


class _Search:
    """Depth-first over the unknowns in printed order, candidates leftmost first, cut where the sums are out of reach."""

    def __init__(self, vectors: list[list[tuple[Decimal, ...]]], target: list[Decimal]) -> None:
        self.vectors, self.target = vectors, target
        self.steps, self.complete = 0, True
        self.seen: list[set[int]] = [set() for _ in vectors]
        self.first: list[int] | None = None
        self.low, self.high = [[_ZERO] * len(target)], [[_ZERO] * len(target)]
        for options in reversed(vectors):
            columns = list(zip(*options, strict=True))
            self.low.insert(0, [a + min(b) for a, b in zip(self.low[0], columns, strict=True)])
            self.high.insert(0, [a + max(b) for a, b in zip(self.high[0], columns, strict=True)])

    def run(self, depth: int, total: list[Decimal], chosen: list[int]) -> None:
        low, high = self.low[depth], self.high[depth]
        for have, want, least, most in zip(total, self.target, low, high, strict=True):
            if not least <= want - have <= most:
                return
        if depth == len(self.vectors):
            self.first = self.first or list(chosen)
            for seen, number in zip(self.seen, chosen, strict=True):
                seen.add(number)
            return
        for number, vector in enumerate(self.vectors[depth]):
            self.steps += 1
            if self.steps > _MOST_STEPS:
                self.complete = False
                return
            chosen.append(number)
            self.run(depth + 1, [a + b for a, b in zip(total, vector, strict=True)], chosen)
            chosen.pop()
