"""A row that numbers the columns of a table, 栏次 1 2 3 … → the rows without it.

Comes in: a `Grid`, and the outline of the forms. Goes out: the grid less such rows: they belong to the heads, and what
stands in them is no figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex as re

from extract.forms.outline import Outline
from extract.model import Cell, Grid
from extract.text import column_number, is_blank, label_key, ordinal, read_number, squeeze

_HEAD = re.compile(r"栏次|栏目|栏号|列次|列号|列|栏|序号|编号|序列|[甲乙丙丁](?:栏|列)?")
"""What stands before the numbers of columns."""
_FEWEST = 4
"""Numbers in a row that says no word of what they number: fewer may be figures by chance."""
_NEAR = 4
"""Rows above, or below, in which a head, or a row of figures, stands."""
_MOST_LABELS = 3
"""Columns of labels at most, which have names of their own, 甲 乙, or none."""

_Row = tuple[Cell, ...]


def without_column_numbers(grid: Grid, outline: Outline) -> Grid:
    """The rows less those right below heads and right above figures that number the columns."""
    kept = [at for at in range(len(grid.rows)) if not _numbers_columns(grid.rows, at, outline)]
    if len(kept) == len(grid.rows):
        return grid
    return Grid(tuple(grid.rows[at] for at in kept), tuple(grid.blocks[at] for at in kept), grid.parted_by)


def _numbers_columns(rows: Sequence[_Row], at: int, outline: Outline) -> bool:
    count = columns_numbered(tuple([cell.text for cell in rows[at]]))
    if not count or not any(_figures(row) >= count for row in rows[at + 1 : at + 1 + _NEAR]):
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


def _figures(row: _Row) -> int:
    return sum(not is_blank(cell.text) and not ordinal(cell.text) and bool(read_number(cell.text)) for cell in row)
