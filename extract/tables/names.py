"""What a band calls its columns: a word of a header → the columns that it names, or may name.

Comes in: a band of a form, and words as keys. Goes out: the columns that own a word, several of them or none;
whether it is a piece of one, or one with a wrong character.
"""

from __future__ import annotations

from functools import cache, lru_cache

from extract.forms.outline import edits
from extract.model import Band
from extract.text import label_key

NUMBERS = frozenset({"序号", "编号", "行次", "行号", "代码", "行序"})
REMARKS = NUMBERS | {"备注", "说明", "备注说明", "附注"}
"""Heads of columns that no form has and that hold none of its figures: numbers of rows, and words."""
FOREIGN = -1
"""A printed column that the form does not have."""
_SHORTEST_MISPRINT = 3
"""Characters of a head that may be recognised with a wrong one, where it stands in its place among the others."""
_MOST_LEFT_OUT = 2
"""Characters that such a head may lack: 社会组织 for 社会公益组织."""
_COUNTS = frozenset({"数", "数量", "件数", "个数"})
_MOST_SLIPPED = 2
"""Characters by which the name of a column may be that of the one before: 本年新制作数量 for 本年新公开数量."""


@cache
def form_order(band: Band) -> tuple[int, ...]:
    """The columns of a band as its form has them."""
    return tuple(range(len(band.columns)))


@cache
def owners_of(band: Band) -> dict[str, list[int]]:
    """The columns that every head of a band may name."""
    owners: dict[str, list[int]] = {}
    for at, column in enumerate(band.columns):
        for label in dict.fromkeys(map(label_key, (column.label, *column.aliases))):
            owners.setdefault(label, []).append(at)
    return owners


@cache
def labels_of(band: Band) -> dict[str, int]:
    """The columns by their own names."""
    return {label_key(column.label): at for at, column in enumerate(band.columns)}


@cache
def groups_of(band: Band) -> frozenset[str]:
    """The names of several columns."""
    return frozenset(label_key(group) for column in band.columns for group in column.group)


@cache
def words_of(band: Band) -> frozenset[str]:
    """All words that name a column of a band, or several."""
    return groups_of(band).union(owners_of(band))


def above_column(band: Band, column: int) -> frozenset[str]:
    """What may stand over a column."""
    return frozenset(map(label_key, (band.label, *band.columns[column].group)))


@lru_cache(maxsize=4096)
def begun_by(band: Band, key: str) -> str:
    """The label of a column that a word begins with, where no more stands behind it than what is counted (数量)."""
    labels = [label for label in owners_of(band) if len(label) >= _SHORTEST_MISPRINT and key.startswith(label)]
    label = max(labels, key=len, default="")
    return label if key[len(label) :] in _COUNTS else ""


@lru_cache(maxsize=4096)
def piece_of(band: Band, key: str) -> int | None:
    """The one column with a head that a word is a piece of; None for no piece, `FOREIGN` for a piece of several."""
    columns = {at for label, columns in owners_of(band).items() if key in label for at in columns}
    others = [label for label in (*groups_of(band), *map(label_key, band.headers)) if key in label]
    if not columns and not others:
        return None
    return FOREIGN if others or len(columns) != 1 else columns.pop()


def is_misprint(band: Band, column: int, key: str) -> bool:
    """Whether a word in the place of a column is its label with a wrong character, or less some of its characters, or
    with what is counted behind it."""
    labels = [label for label, columns in owners_of(band).items() if column in columns]
    return any(
        len(label) >= _SHORTEST_MISPRINT
        and (edits(key, label, 1) is not None or _is_shorter(key, label) or begun_by(band, key) == label)
        for label in labels
    )


def _is_shorter(key: str, label: str) -> bool:
    rest = iter(label)
    return len(label) - len(key) <= _MOST_LEFT_OUT < len(key) and all(character in rest for character in key)


def is_slip(key: str, label: str) -> bool:
    """Whether a word is a long label with few other characters."""
    return len(label) > 2 * _MOST_SLIPPED and edits(key, label, _MOST_SLIPPED) is not None
