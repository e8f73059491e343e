"""What a balance of a form is for a table, whether it holds, and by how much: the one place that knows.

Comes in: the bands of a table, each with the table of the version it is printed in; figures. Goes out: a `Sum` for
every row or column that a balance is over, and an `Evaluation` for the figures in it. Whoever asks about one line very
often takes its sums as places in the line (`terms_in`). What a sum that fails says of a report is left to `checks`,
which figure may stand in which cell to `tables`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import chain
from typing import Literal, NamedTuple

from extract.model import Balance, Band, CellKey, FormTable

Edition = tuple[FormTable, Band]
"""A band in the version that is printed, and the table that declares this version."""

Term = tuple[tuple[int, ...], tuple[int, ...]]
"""A sum within one line: the places in it of the cells on the left, and on the right."""

_ZERO = Decimal(0)


class Sum(NamedTuple):
    """A balance over one row or one column: the cells on the left add up to the same as those on the right."""

    balance: Balance
    left: tuple[CellKey, ...]
    right: tuple[CellKey, ...]

    @property
    def cells(self) -> tuple[CellKey, ...]:
        """All cells of the sum."""
        return self.left + self.right


class Evaluation(NamedTuple):
    """What becomes of a sum with some figures. `gap`: left less right, unknown figures counted as 0.

    It `fails` where no figures of 0 or more in the unknown cells could make it hold, and is `open` where some could.
    """

    gap: Decimal
    answer: Literal["holds", "fails", "open"]


@cache
def sums_of(printed: tuple[Edition, ...]) -> tuple[Sum, ...]:
    """The sums that a table declares, over the bands that are printed; a version's balances are over its own bands.

    A balance is over every row, or every column, that has all of its cells: those of one band, or, of balances
    between bands, the columns that these have in common.
    """
    return tuple(chain.from_iterable(_sums(table.balances, bands) for table, bands in _versions(printed).items()))


@cache
def usual_sums_of(printed: tuple[Edition, ...]) -> tuple[Sum, ...]:
    """The sums of what adds up as a rule."""
    return tuple(chain.from_iterable(_sums(table.usual, bands) for table, bands in _versions(printed).items()))


def sums_of_table(table: FormTable) -> tuple[Sum, ...]:
    """The sums of a table that is printed as it is declared."""
    return sums_of(tuple((table, band) for band in table.bands))


def _versions(printed: Iterable[Edition]) -> dict[FormTable, list[Band]]:
    versions: dict[FormTable, list[Band]] = {}
    for table, band in printed:
        versions.setdefault(table, []).append(band)
    return versions


def _sums(balances: Iterable[Balance], bands: Sequence[Band]) -> Iterator[Sum]:
    rows = dict.fromkeys(line.key for band in bands for line in band.lines)
    columns = dict.fromkeys(column.key for band in bands for column in band.columns)
    cells = {(line.key, column.key) for band in bands for line in band.lines for column in band.columns}
    for balance in balances:
        for other in rows if balance.axis == "columns" else columns:
            line_sum = Sum(balance, *(_cells(balance, side, other) for side in (balance.left, balance.right)))
            if cells.issuperset(line_sum.cells):
                yield line_sum


def _cells(balance: Balance, keys: Iterable[str], other: str) -> tuple[CellKey, ...]:
    return tuple((other, key) if balance.axis == "columns" else (key, other) for key in keys)


def terms_in(line: Sequence[CellKey], sums: Iterable[Sum]) -> tuple[Term, ...]:
    """The sums all of whose cells stand in one line."""
    places = {cell: at for at, cell in enumerate(line)}
    return tuple(
        (tuple(map(places.__getitem__, line_sum.left)), tuple(map(places.__getitem__, line_sum.right)))
        for line_sum in sums
        if places.keys() >= set(line_sum.cells)
    )


def weights_of(sums: Iterable[Sum]) -> Iterator[tuple[int, CellKey, int]]:
    """What every cell adds to the gap of every sum: the number of the sum, the cell, 1 on the left or -1."""
    for number, line_sum in enumerate(sums):
        yield from ((number, cell, 1) for cell in line_sum.left)
        yield from ((number, cell, -1) for cell in line_sum.right)


def total(figures: Iterable[Decimal | None]) -> Decimal:
    """What figures add up to, unknown ones counted as 0."""
    return sum(filter(None, figures), _ZERO)


def gap_of(left: Iterable[Decimal | None], right: Iterable[Decimal | None]) -> Decimal:
    """By how much the left of a sum is more than the right, unknown figures counted as 0."""
    return total(left) - total(right)


def outcome(left: Sequence[Decimal | None], right: Sequence[Decimal | None], at_least: bool = False) -> Evaluation:
    """What becomes of a sum with some figures, None for what is unknown.

    >>> one, two, three = map(Decimal, (1, 2, 3))
    >>> [outcome([one, two], [right]).answer for right in (three, two, None)]
    ['holds', 'fails', 'open']
    >>> outcome([one, None], [two]), outcome([two, None], [one]).answer, outcome([two], [one], at_least=True).answer
    (Evaluation(gap=Decimal('-1'), answer='open'), 'fails', 'holds')
    """
    gap = gap_of(left, right)
    if not gap:
        return Evaluation(gap, "holds")
    if None in (left if gap < 0 else right):
        return Evaluation(gap, "open")
    return Evaluation(gap, "holds" if at_least and gap > 0 else "fails")
