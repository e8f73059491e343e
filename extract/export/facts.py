"""The facts of a library as frames, straight from its tables: there are hundreds in a report.

Comes in: a library, which reports, under which ids their units go. Goes out: rows as `facts.csv` has them, all exact,
in the order of files, some reports at a time. What facts have in common is looked up once, and shared by the rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

from extract.library import OpenLibrary
from extract.rows import FACT_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

Frame: TypeAlias = "pd.DataFrame"

_REPORTS = 250
"""Reports of a frame: some 50,000 facts."""
_HEAD = ("report", "report_id", "entity", "entity_id", "year")
_KIND = ("kind", "form", "table", "row", "column", "state", "how", "unit", "confirmed")
_CELL = ("report", "kind", "value", "raw", "origin", "flag")


def fact_frames(library: OpenLibrary, of: Collection[int] | None, units: Mapping[int, str]) -> Iterator[Frame]:
    """The facts of the reports with the keys `of`, or of all; `units`: the ids of the units that reports are of, by
    their keys, where others are wanted than those that are kept. At least one frame, be it empty."""
    import pandas as pd

    kinds = _by_number(library.fact_kinds(), _KIND)
    heads = (_as_of(units, *head) for head in library.heads() if of is None or head[0] in of)
    some: list[tuple[Any, ...]] | None = None
    while some is None or len(some) == _REPORTS:
        some = list(islice(heads, _REPORTS))
        cells = pd.DataFrame(library.facts_of(key for key, *_ in some), columns=list(_CELL), dtype=object)
        columns = {name: cells[name] for name in _CELL}
        for shared, by in ((_by_number(some, _HEAD), "report"), (kinds, "kind")):
            at = shared.index.get_indexer(cells[by])
            columns |= {name: shared[name].to_numpy().take(at) for name in shared}
        yield pd.DataFrame({name: columns[name] for name in FACT_COLUMNS})


def _by_number(rows: list[tuple[Any, ...]], columns: tuple[str, ...]) -> Frame:
    """Rows by the number that each begins with."""
    import pandas as pd

    return pd.DataFrame(rows, columns=list(columns), dtype=object).set_index(columns[0])


def _as_of(
    units: Mapping[int, str], key: int, report_id: str, entity: str, entity_id: str, year: int | None
) -> tuple[Any, ...]:
    return key, report_id, entity, units.get(key, entity_id) if entity_id else entity_id, year
