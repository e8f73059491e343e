"""What must be told of a county in a round, by what is known of its making; and what is told otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from bench.year.county import CHANGED, Filer, draft_at

_RECEIVED = frozenset(("filed", "undated", "late", "draft", "twice"))


class Sum(NamedTuple):
    """A cell added up: all of it, of how many units, how much of it is in doubt and whose that is. In `open` reports it
    is 1 more if another version counts, which nobody has been asked about yet."""

    total: Decimal
    counted: int
    in_doubt: Decimal
    doubted: tuple[str, ...]
    open: int


def sums_of(county: Sequence[Filer], round_: int, seed: str, cleared: frozenset[str]) -> dict[str, Sum]:
    """The sums in a round. Of units that are `cleared` a person has said that nothing is wrong."""
    totals: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    in_doubt: Counter[str] = Counter()
    doubted: dict[str, list[str]] = {}
    open_: Counter[str] = Counter()
    for filer in county:
        if not filer.has_filed(round_):
            continue
        draft, cells = draft_at(filer, round_, seed)
        for concept, value in draft.report.values.items():
            cell = str(concept)
            totals[cell] += value
            counted[cell] += 1
            is_open = filer.role == "chosen" and not round_ and concept == CHANGED[0]
            open_[cell] += is_open
            if is_open or (cell in cells and filer.unit not in cleared):
                in_doubt[cell] += value
                doubted.setdefault(cell, []).append(filer.unit)
    return {
        cell: Sum(
            Decimal(total), counted[cell], Decimal(in_doubt[cell]), tuple(sorted(doubted.get(cell, ()))), open_[cell]
        )
        for cell, total in totals.items()
    }


def wrong_sums(told: Mapping[str, Any], truth: Mapping[str, Sum]) -> Iterator[str]:
    """Where a sum is another one."""
    groups = list(told["sums"].values())
    if len(groups) != 1:
        yield f"{len(groups)} groups"
    cells = {cell["concept"]: cell for cell in groups[0]} if groups else {}
    if missing := truth.keys() - cells.keys():
        yield f"no sum of {sorted(missing)[:3]}"
    for cell, sum_ in truth.items():
        if cell not in cells:
            continue
        one = cells[cell]
        total, rest = Decimal(one["total"]), Decimal(one["without_doubt"])
        same = (
            (total, total - rest) in ((sum_.total + more, sum_.in_doubt + more) for more in range(sum_.open + 1))
            and one["counted"] == sum_.counted
            and tuple(sorted(one["doubted"])) == sum_.doubted
        )
        if not same:
            yield f"{cell}: {total} of {one['counted']}, without doubt {rest} ({one['doubted']}), not {sum_}"


def wrong_filings(told: Mapping[str, Any], county: Sequence[Filer], round_: int) -> Iterator[str]:
    """Units that are said to be missing and are not, or the other way round, and units too many."""
    by_name = {unit["unit"]: unit for unit in told["units"]}
    for filer in county:
        filing = by_name.pop(filer.unit, {}).get("filing")
        is_received = filing in _RECEIVED
        if is_received != filer.has_filed(round_):
            yield f"{filer.unit} ({filer.role or 'clean'}): {filing}"
    yield from (f"{name}: no unit of the roster" for name in by_name)


def changed_unasked(county: Sequence[Filer], round_: int) -> set[tuple[str, str]]:
    """The cells that were changed although nobody had asked, by units."""
    return {(filer.unit, str(cell)) for filer in county for cell in filer.changed_at(round_)}
