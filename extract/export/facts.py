"""The facts of a library, straight from its tables: there are hundreds in a report.

Comes in: a library, which reports, under which ids their units go. Goes out: facts packed, some reports at a time, in
the order of files; or as frames with the rows of `facts.csv`, all exact. What facts have in common is looked up once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from extract.library import OpenLibrary
from extract.rows import FACT_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

Frame: TypeAlias = "pd.DataFrame"

_REPORTS = 250
"""Reports of a frame: some 50,000 facts."""
HEAD = ("report_id", "entity", "entity_id", "year")
_KIND = ("kind", "form", "table", "row", "column", "state", "how", "unit", "confirmed")
SIGN, PACKED = "sign", ("kind", "value", "raw", "origin", "flag")


class PackedFacts(NamedTuple):
    """Facts in frames with a row for each report: what the columns of `PACKED` hold is one text, with the character in
    `SIGN` between what each fact has. `kinds`: what facts of a `kind` have in common, by its number."""

    kinds: Frame
    frames: Iterator[Frame]


def packed_facts(library: OpenLibrary, of: Collection[int] | None, units: Mapping[int, str]) -> PackedFacts:
    """The facts of the reports with the keys `of`, or of all; `units`: the ids of the units that reports are of, by
    their keys, where others are wanted than those that are kept. At least one frame, be it empty."""
    import pandas as pd

    return PackedFacts(pd.DataFrame(library.fact_kinds(), columns=list(_KIND)), _packed(library, of, units))


def _packed(library: OpenLibrary, of: Collection[int] | None, units: Mapping[int, str]) -> Iterator[Frame]:
    import pandas as pd

    heads = ((key, head) for key, *head in library.heads() if of is None or key in of)
    some: dict[int, list[Any]] | None = None
    while some is None or len(some) == _REPORTS:
        some = dict(islice(heads, _REPORTS))
        rows = [(*_as_of(units, key, *some[key]), *texts) for key, *texts in library.facts_of(some)]
        yield pd.DataFrame(rows, columns=[*HEAD, SIGN, *PACKED], dtype=object)


def fact_frames(library: OpenLibrary, of: Collection[int] | None, units: Mapping[int, str]) -> Iterator[Frame]:
    """The same facts, unpacked: a row for each."""
    kinds, frames = packed_facts(library, of, units)
    shared = kinds.astype(object).set_index("kind")
    for frame in frames:
        parted = {
            column: [text.split(sign) for text, sign in zip(frame[column], frame[SIGN], strict=True)]
            for column in PACKED
        }
        facts = frame.assign(**parted).explode(list(PACKED), ignore_index=True)
        at = shared.index.get_indexer(facts["kind"].astype("int64"))
        facts = facts.assign(**{name: shared[name].to_numpy().take(at) for name in shared})
        yield facts[list(FACT_COLUMNS)]


def _as_of(units: Mapping[int, str], key: int, report_id: str, entity: str, entity_id: str, year: int | None) -> Any:
    return report_id, entity, units.get(key, entity_id) if entity_id else entity_id, year
