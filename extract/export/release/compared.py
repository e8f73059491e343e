"""Two tables or pages of one name → what is otherwise in the second, row by row, cell by cell.

Comes in: rows as they stand in files. Goes out: places with what stands there in each, the first so many of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import chain, islice, zip_longest
from typing import NamedTuple

_MOST = 20
"""Places of one table or page that are told."""


_LONGEST = 120
"""Characters of a row that are shown."""


class Apart(NamedTuple):
    """A place in which two files differ, and what stands there in each; empty where nothing does."""

    where: str
    old: str
    new: str


def cells_apart(old: Iterator[Sequence[str]], new: Iterator[Sequence[str]], key: Sequence[str]) -> Iterator[Apart]:
    """The cells in which two tables differ whose rows have a key."""
    columns, others = list(next(old, [])), list(next(new, []))
    before, now = (_by_key(rows, heads, key) for rows, heads in ((old, columns), (new, others)))
    yield from islice(_cells_apart(before, now), _MOST)


def _cells_apart(
    before: Mapping[tuple[str, ...], Mapping[str, str]], now: Mapping[tuple[str, ...], Mapping[str, str]]
) -> Iterator[Apart]:
    for key in dict.fromkeys((*before, *now)):
        one, other = before.get(key), now.get(key)
        where = " ".join(key)
        if one is None or other is None:
            yield Apart(where, "" if one is None else where, "" if other is None else where)
            continue
        for column in dict.fromkeys((*one, *other)):
            if one.get(column, "") != other.get(column, ""):
                yield Apart(f"{where} {column}", one.get(column, ""), other.get(column, ""))


def _by_key(
    rows: Iterator[Sequence[str]], columns: Sequence[str], key: Sequence[str]
) -> dict[tuple[str, ...], dict[str, str]]:
    whole = (dict(zip(columns, row, strict=True)) for row in rows if len(row) == len(columns))
    return {tuple(row.get(name, "") for name in key): row for row in whole}


def rows_apart(
    old: Callable[[], Iterator[Sequence[str]]], new: Callable[[], Iterator[Sequence[str]]], told: Collection[str]
) -> Iterator[Apart]:
    """The rows that stand in one of two tables only, but for those in which one of `told` stands, a report or a file; a
    row is named by its first cell."""
    before, now = ({hash(tuple(row)) for row in rows()} for rows in (old, new))
    gone = (Apart(row[0], _short(row), "") for row in _others(old(), now, told))
    come = (Apart(row[0], "", _short(row)) for row in _others(new(), before, told))
    yield from islice(chain(gone, come), _MOST)


def _others(rows: Iterator[Sequence[str]], hashes: Collection[int], told: Collection[str]) -> Iterator[Sequence[str]]:
    return (row for row in rows if row and hash(tuple(row)) not in hashes and not any(cell in told for cell in row))


def lines_apart(old: str, new: str) -> Iterator[Apart]:
    """The first line in which two pages differ."""
    pairs = zip_longest(old.split("\n"), new.split("\n"), fillvalue="")
    apart = (Apart(str(number), *pair) for number, pair in enumerate(pairs, start=1) if pair[0] != pair[1])
    yield from islice(apart, 1)


def _short(row: Sequence[str]) -> str:
    text = ",".join(row)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
