"""A row that numbers the columns of a table, 栏次 1 2 3 …, or a column that numbers its rows → the rows without it.

Comes in: a `Grid`, and the outline of the forms. Goes out: the grid less such rows and cells: they belong to the heads
and labels, and what stands in them is no figure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

import regex as re

from extract.forms.outline import Outline
from extract.model import Cell, Grid
from extract.numbers import column_number, is_mark, read_number
from extract.tables.names import NUMBERS
from extract.text import UNKNOWN, is_blank, label_key, ordinal, squeeze

_HEAD = re.compile(r"栏次|栏目|栏号|列次|列号|列|栏|序号|编号|序列|[甲乙丙丁](?:栏|列)?")
"""What stands before the numbers of columns."""
_FEWEST = 4
"""Numbers in a row that says no word of what they number: fewer may be figures by chance."""
_NEAR = 4
"""Rows above, or below, in which a head, or a row of figures, stands."""
_MOST_LABELS = 3
"""Columns of labels at most, which have names of their own, 甲 乙, or none."""

_FEWEST_ROWS = 5
"""Rows that count on behind their labels and before other figures: so many figures of a column never do by chance."""
_MANY_ROWS = 10
"""Rows that count on behind their labels: so many never do by chance, even where no other figure stands beside."""
_LONGEST_NUMBER = 3
"""Digits of the number of a row."""
_HIGHEST, _LONGEST_HEAD = 6, 6
"""Rows above those in which the head of such a column stands, and its characters, at most."""

_Row = tuple[Cell, ...]


def without_column_numbers(grid: Grid, outline: Outline) -> Grid:
    """The rows less those right below heads and right above figures that number the columns."""
    kept = [at for at in range(len(grid.rows)) if not _numbers_columns(grid.rows, at, outline)]
    if len(kept) == len(grid.rows):
        return grid
    return Grid(tuple(grid.rows[at] for at in kept), tuple(grid.blocks[at] for at in kept), grid.parted_by)


def _numbers_columns(rows: Sequence[_Row], at: int, outline: Outline) -> bool:
    count = columns_numbered(tuple([cell.text for cell in rows[at]]))
    if not count or not any(_places(row) >= count for row in rows[at + 1 : at + 1 + _NEAR]):
        return False
    above = rows[max(0, at - _NEAR) : at]
    return not any(map(_figures, above[-1:])) and any(_is_head(row, outline) for row in above)


@lru_cache(maxsize=8192)
def columns_numbered(cells: tuple[str, ...]) -> int:
    """How many columns a row numbers: it counts from 1, behind nothing but names for columns of labels.

    >>> columns_numbered(("栏次", "1", "2", "3")), columns_numbered(("", "(1)", "(2)", "(3)", "(4)"))
    (3, 4)
    >>> columns_numbered(("", "1", "2", "3", "6")), columns_numbered(("行政许可", "1")), columns_numbered(("1", "2"))
    (0, 0, 0)
    """
    texts = [text for text in cells if not is_blank(text)]
    if not texts or column_number(texts[-1]) is None:
        return 0
    numbers = [column_number(text) for text in texts]
    labels = next((n for n, number in enumerate(numbers) if number is not None), 0)
    names = texts[:labels]
    if labels > _MOST_LABELS or not all(_HEAD.fullmatch(squeeze(name)) for name in names):
        return 0
    count = len(texts) - labels
    return count if numbers[labels:] == [*range(1, count + 1)] and (names or count >= _FEWEST) else 0


def _is_head(row: _Row, outline: Outline) -> bool:
    """Whether a row holds heads of columns."""
    return any(place.header for cell in row for place in outline.labels.get(label_key(cell.text), ()))


def _places(row: _Row) -> int:
    """How many cells of a row may be those of figures: they are empty, or hold a digit or a mark and no label."""
    texts = [cell.text for cell in row]
    return sum(
        is_blank(text) or is_mark(text) or (any(map(str.isdecimal, text)) and not ordinal(text)) for text in texts
    )


def _figures(row: _Row) -> int:
    return sum(not is_blank(cell.text) and not ordinal(cell.text) and bool(read_number(cell.text)) for cell in row)


# ── Rows that are numbered ───────────────────────────────────────────────────────────────────────────────────────────


def without_row_numbers(grid: Grid, outline: Outline) -> Grid:
    """The rows less the cells between their labels and their figures that count the rows, and the head of these."""
    rows = list(grid.rows)
    for run, filled in _counted(grid.rows):
        columns, first = {number.column for number in run.values()}, min(run)
        above = range(max(0, first - _HIGHEST), first)
        heads = [cell for at in above for cell in rows[at] if cell.column in columns]
        named = any(label_key(cell.text) in NUMBERS for at in above for cell in rows[at])
        if not named and any(_is_head((cell,), outline) for cell in heads):
            continue
        for at, number in run.items():
            if named or at in filled:
                rows[at] = tuple([cell for cell in rows[at] if cell is not number])
        if len(columns) == 1:
            for at in above:
                rows[at] = tuple([cell for cell in rows[at] if not _is_head_of_numbers(cell, columns, outline)])
    return grid if rows == list(grid.rows) else Grid(tuple(rows), grid.blocks, grid.parted_by)


def _counted(rows: Sequence[_Row]) -> Iterator[tuple[dict[int, Cell], range]]:
    """The numbers of rows that count on, by the places of the rows, and from which row to which they surely do: without
    a head, those before the first and behind the last with others beside it may be figures, unless they are many. Rows
    without any figure may stand between."""
    run: dict[int, Cell] = {}
    beside: list[int] = []
    last = 0
    for at, row in enumerate((*rows, _NO_ROW)):
        number, is_before_others = _number_of(row)
        if number is None and row is not _NO_ROW:
            continue
        if number is None or int(squeeze(number.text)) != last + 1:
            if len(run) >= _MANY_ROWS:
                yield run, range(min(run), max(run) + 1)
            elif len(beside) >= _FEWEST_ROWS:
                yield run, range(beside[0], beside[-1] + 1)
            run, beside = {}, []
        if number is not None:
            run[at] = number
            beside += [at] * is_before_others
            last = int(squeeze(number.text))


_NO_ROW: _Row = ()


def _number_of(row: _Row) -> tuple[Cell | None, bool]:
    """The first figure of a row, right behind its labels, if it may be its number, and whether others are behind it. A
    number at the left of the labels is none of the two."""
    labelled = False
    for at, cell in enumerate(row):
        text = squeeze(cell.text)
        if text.isdecimal():
            if not at:
                continue
            if not labelled or len(text) > _LONGEST_NUMBER or not int(text):
                break
            return cell, any(map(_may_be_figure, row[at + 1 :]))
        if text:
            labelled = not is_mark(text)
            if not labelled:
                break
    return None, False


def _may_be_figure(cell: Cell) -> bool:
    """Whether a cell shows a figure, or something of which nobody can say which figure it is."""
    text = cell.text
    unknown = UNKNOWN in text or any(map(str.isdecimal, text))
    return bool(text and read_number(text)) or (unknown and not any(map(str.isalpha, text)))


def _is_head_of_numbers(cell: Cell, columns: Collection[int], outline: Outline) -> bool:
    """Whether a cell over numbers of rows is a short word that no form has."""
    key, text = label_key(cell.text), cell.text
    known = key in outline.labels or key in outline.groups
    is_word = 0 < len(text) <= _LONGEST_HEAD and not any(map(str.isdecimal, text)) and any(map(str.isalpha, text))
    return cell.bounded and cell.column in columns and is_word and not known
