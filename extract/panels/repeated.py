"""Tables that say nothing: those of zeros, and those that repeat the year before.

Comes in: a library, and a grid of agencies and years. Goes out: two columns for every table, row for row: 1 where it is
so, 0 where it is not, missing where that cannot be told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from extract.panels.variables import LETTERS

if TYPE_CHECKING:
    import pandas as pd

    from extract.library import OpenLibrary

Frame: TypeAlias = "pd.DataFrame"
FloatColumn: TypeAlias = "pd.Series[float]"


class _Contents(NamedTuple):
    """What a table holds: its form, a digest of every cell, how many numbers there are, how many of these are not 0,
    and how many cells are guesses or could not be read."""

    form: str
    digest: int
    numbers: int
    nonzero: int
    unsure: int

    @property
    def is_zero(self) -> float | None:
        """Whether every number in it is 0."""
        return 0.0 if self.nonzero else None if self.unsure or not self.numbers else 1.0

    def repeats(self, before: _Contents | None) -> float | None:
        """Whether it has in every cell what another table of its form has."""
        if not before or before.form != self.form or self.unsure or before.unsure:
            return None
        return float(self.digest == before.digest)


def repeated_columns(library: OpenLibrary, grid: Frame) -> dict[tuple[str, str], FloatColumn]:
    """By table `all_zero` and `as_before`, for the reports of a grid."""
    import pandas as pd

    contents = _contents_of(library)
    names, rows = library.filed()
    filed = pd.DataFrame(rows, columns=list(names))
    filed = filed[filed["report_id"].ne("") & filed["entity_id"].ne("")]
    filed = filed[~filed.duplicated(["entity_id", "year"], keep=False)]
    keys = dict(zip(zip(filed["entity_id"], filed["year"], strict=True), filed["key"], strict=True))
    before = [keys.get((unit, year - 1)) for unit, year in zip(grid["entity_id"], grid["year"], strict=True)]
    columns: dict[tuple[str, str], FloatColumn] = {}
    for table in LETTERS:
        own = [
            None if gone else contents.get((key, table)) for key, gone in zip(grid["key"], grid["gone"], strict=True)
        ]
        earlier = [contents.get((key, table)) for key in before]
        pairs = list(zip(own, earlier, strict=True))
        told = {
            "all_zero": [each.is_zero if each else None for each in own],
            "as_before": [each.repeats(other) if each else None for each, other in pairs],
        }
        columns |= {(table, name): pd.Series(values, grid.index, "float64") for name, values in told.items()}
    return columns


def _contents_of(library: OpenLibrary) -> Mapping[tuple[float | None, str], _Contents]:
    """What the tables of all reports hold, by the report's key and the table's."""
    kinds = {number: rest for number, *rest in library.kinds()}
    contents: dict[tuple[float | None, str], _Contents] = {}
    for report, cells in groupby(library.values(), key=lambda cell: cell[0]):
        tables: dict[str, set[tuple[object, ...]]] = defaultdict(set)
        for _, kind, value in cells:
            form, table, row, column, state, how = kinds[kind]
            tables[table].add((form, row, column, state, how == "suggested" or state == "unreadable", value))
        for table, some in tables.items():
            numbers = [value for *_, state, is_unsure, value in some if state == "number" and not is_unsure]
            contents[report, table] = _Contents(
                str(next(iter(some))[0]),
                hash(frozenset((row, column, state, value) for _, row, column, state, _, value in some)),
                len(numbers),
                sum(value != 0 for value in numbers),
                sum(bool(is_unsure) for *_, is_unsure, _ in some),
            )
    return contents
