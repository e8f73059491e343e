"""In which order heads name columns: the words of a header, by row and cell → columns from left to right.

Comes in: heads as they stand in rows and cells, or behind one another in text. Goes out: the columns that they name in
printed order, or that they do not tell it. A header is printed in one row or in several, with a group's name above its
columns or among them, and on every page again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extract.model import Band
from extract.tables.names import groups_of, owners_of, piece_of

GROUP, CORNER = -2, -3
"""What a head may name that is no column: several columns, or the labels of the rows."""


class Head(NamedTuple):
    """A word of a header: its key, its row below the first one, its cell in that row, and whether a form knows it."""

    key: str
    row: int
    cell: int
    is_known: bool


class Token(NamedTuple):
    """What a head names: a column by its number in the form, an unknown one by a number well beyond, or no column."""

    column: int
    row: int
    cell: int


def tokens_of(band: Band, words: Sequence[Head]) -> list[Token]:
    """Of columns with the same name the first is named first. An unknown word is named again in the same cell of a row
    below."""
    owners, groups = owners_of(band), groups_of(band)
    columns: list[int] = []
    for number, word in enumerate(words):
        piece = None if word.is_known or word.key in owners else piece_of(band, word.key)
        if piece is not None:
            columns.append(piece)
        elif not word.is_known:
            above = (at for at, other in enumerate(words[:number]) if (other.key, other.cell) == (word.key, word.cell))
            columns.append(len(band.columns) + 1 + next(above, number))
        elif word.key in owners:
            named = owners[word.key]
            columns.append(next((at for at in named if at not in columns), named[-1]))
        else:
            columns.append(GROUP if word.key in groups else CORNER)
    return [Token(column, word.row, word.cell) for column, word in zip(columns, words, strict=True)]


def columns_in(tokens: Iterable[Token]) -> list[int]:
    """The columns that are named, each where it is named first."""
    return list(dict.fromkeys([token.column for token in tokens if token.column >= 0]))


def rows_in(tokens: list[Token]) -> list[list[Token]]:
    """The heads of every printed row."""
    return [[token for token in tokens if token.row == row] for row in dict.fromkeys(token.row for token in tokens)]


def order_of(band: Band, tokens: list[Token], flowing: bool) -> list[int] | None:
    """The columns that are named from left to right; None where the heads do not tell.

    A printed row that names all of them does, and so do heads in cells side by side, whatever rows they are in, and
    the columns of a group in the place of its name.
    """
    tokens = tokens if flowing else _once(tokens)
    rows = rows_in(tokens)
    flat = columns_in(tokens)
    if not groups_of(band):
        return flat
    if not (flowing or any(mixes_levels(band, row) for row in rows)):
        whole = {tuple(columns) for row in rows if len(columns := columns_in(row)) == len(flat)}
        if whole:
            return list(whole.pop()) if len(whole) == 1 else None
        cells = {token.column: token.cell for token in reversed(tokens) if token.column >= 0}
        first = min(cells.values())
        if sorted(cells.values()) == list(range(first, first + len(flat))):
            return sorted(flat, key=cells.__getitem__)
        in_order = all(columns == sorted(columns) for columns in map(columns_in, rows))
    else:
        flowing = True
        in_order = flat == sorted(flat)
    nested = _nested(band, tokens, rows, flowing)
    if nested or nested is None:
        return nested
    return sorted(flat) if in_order and max(flat, default=0) < len(band.columns) else None


def _once(tokens: list[Token]) -> list[Token]:
    """The heads less those of rows that are printed again, as a header is on every page."""
    printed: list[list[tuple[int, int]]] = []
    once: list[Token] = []
    for row in rows_in(tokens):
        places = [(token.column, token.cell) for token in row]
        once += row if places not in printed else []
        printed.append(places)
    return once


def mixes_levels(band: Band, row: list[Token]) -> bool:
    """Whether a row names a group and columns in it: then several printed rows stand in one."""
    columns = [token.column for token in row]
    return GROUP in columns and any(0 <= at < len(band.columns) and band.columns[at].group for at in columns)


def _nested(band: Band, tokens: list[Token], rows: list[list[Token]], flowing: bool) -> list[int] | None:
    """The order where the name of a group stands among the other columns; empty where none does, None where it may be
    read in two ways.

    Where the group is not named, one unknown word above its columns is its name. In flowing text a group named before
    everything else may also stand above everything else; then it does as the form has it, or nothing is told.
    """
    size = len(band.columns)
    inner = [column for row in rows if flowing or _is_inner(band, row) for column in columns_in(row)]
    inner = [column for column in dict.fromkeys(inner) if column >= size or band.columns[column].group]
    if not flowing:
        inner = _inner_from_left(inner, tokens)
    outer = [token for token in tokens if token.column != CORNER and token.column not in inner]
    named = [token for token in outer if token.column == GROUP] or [token for token in outer if token.column >= size]
    group = named[0].column if len({token.column for token in named}) == 1 and len(groups_of(band)) == 1 else None
    is_told = outer[0] != named[0] if flowing and named else len({token.row for token in outer}) == 1
    if group is None or not inner:
        return []
    above = list(dict.fromkeys(token.column for token in outer))
    if above[::-1] != list(dict.fromkeys(token.column for token in reversed(outer))):
        return None  # printed twice, and not the same
    at = above.index(group)
    order = [*above[:at], *inner, *above[at + 1 :]]
    return order if is_told or order == sorted(order) else None if flowing else []


def _inner_from_left(inner: list[int], tokens: list[Token]) -> list[int]:
    """The columns of a group as their heads stand, where some are broken over lines and these are in cells of their
    own, in the order of the form."""
    cells = {token.column: token.cell for token in reversed(tokens)}
    placed = sorted(inner, key=cells.__getitem__)
    has_own = len({cells[column] for column in inner}) == len(inner)
    return placed if has_own and placed == sorted(placed) else inner


def _is_inner(band: Band, row: list[Token]) -> bool:
    """Whether the columns that a row names are all in a group, as far as the form knows them."""
    known = [token.column for token in row if token.column < len(band.columns) and token.column != CORNER]
    return bool(known) and all(column >= 0 and band.columns[column].group for column in known)


def from_left_to_right(band: Band, order: list[int], tokens: list[Token]) -> list[int]:
    """Columns as their heads stand, where these are in cells of their own on several rows: as a page break leaves them
    on both of its sides, in the order of the form; or side by side, each in its own, as heads at several heights do."""
    cells = {token.column: token.cell for token in reversed(tokens) if token.column >= 0}
    placed = sorted(order, key=cells.__getitem__)
    numbers = [cells[column] for column in placed]
    if len(rows_in(tokens)) < 2 or len({*cells.values()}) != len(order):
        return order
    if groups_of(band):
        is_whole = len(placed) == len(band.columns) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        return placed if is_whole else order
    return placed if placed == sorted(placed) else order
