"""Cells of reports → the figures of a series, one for each report: a value in one unit, or why there is none.

Comes in: a library, the keys of the reports in the order that is wanted, and series. Goes out: arrays in this order.
A sum is there only where all its cells are numbers; an indicator where both sides are, and there is something to divide
by. Nothing is filled in; money is converted, and so are counts in 万件.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from extract.measures import UNITS
from extract.model import CERTAIN, Concept
from extract.panels.series import Series

if TYPE_CHECKING:
    from extract.library import OpenLibrary

Doubles: TypeAlias = NDArray[np.float64]
Ranks: TypeAlias = NDArray[np.int8]
Truths: TypeAlias = NDArray[np.bool_]

MISSING = (
    "", "zero", "population", "unit", "absent", "mark", "blank", "suggested", "unreadable", "form", "no_table",
    "not_stated", "ambiguous", "several", "unresolved", "gone", "not_collected", "not_filed",
)  # fmt: skip
"""Why there is no value, the gravest last: nothing to divide by; inhabitants, or a unit, that are not told; the cell is
not printed, holds a mark, is empty, holds a guess, or what is no number; the form of the report has no such cell; the
table is not there; the prose does not state it, or not clearly; several reports count; the report may be of several
units; it was there and is no more; there is none here; none was filed. A report that could not be read is `unreadable`.
"""
RANK = {why: rank for rank, why in enumerate(MISSING)}
NOWHERE = -1
"""The rank of what a report has none of."""
_REPORTS = 1000
"""Reports whose cells are parted together."""

MONEY = "万元"
"""The unit in which amounts are compared."""
_DIGITS = 6
"""Decimals that sums are rounded to: floats are not exact, printed amounts have fewer."""


class Figures(NamedTuple):
    """A series by report: the value (nan for none), the rank in `MISSING` of why there is none, whether it was
    converted, the code of the form, and for an indicator what it divides."""

    value: Doubles
    rank: Ranks
    converted: Truths
    form: NDArray[np.object_]
    numerator: Doubles
    denominator: Doubles

    def of(self, part: slice) -> Figures:
        """Those of some of the reports."""
        return Figures(
            self.value[part],
            self.rank[part],
            self.converted[part],
            self.form[part],
            self.numerator[part],
            self.denominator[part],
        )


class _Cell(NamedTuple):
    """A cell of a form in all reports that print it: their places, the values (nan for none) and why it is none."""

    places: NDArray[np.intp]
    value: Doubles
    rank: Ranks
    unit: NDArray[np.object_]


class SeriesCells:
    """The cells of some series in reports, each read once."""

    def __init__(
        self,
        library: OpenLibrary,
        keys: Sequence[int],
        series_list: Iterable[Series],
        suggested: bool,
        inhabitants: Doubles,
    ) -> None:
        """`inhabitants`: for every report those of its agency in its year, nan where nothing tells."""
        self._count = len(keys)
        self._inhabitants = inhabitants
        concepts = frozenset[Concept]().union(*(series.concepts for series in series_list))
        self._cells = _by_cell(library, keys, concepts, suggested)

    def figures(self, series: Series) -> Figures:
        """A series of printed figures, or an indicator, in the order of the reports."""
        above = self._added(series.cells, series.kind)
        if series.kind == "flag":
            return above._replace(value=np.where(above.rank == 0, (above.value == 0).astype(float), np.nan))
        if not series.is_indicator:
            return above
        below = self._persons() if series.per_person else self._added(series.below, series.kind)
        rank = np.where(np.minimum(above.rank, below.rank) == NOWHERE, NOWHERE, np.maximum(above.rank, below.rank))
        nothing = (rank == 0) & (below.value == 0)
        rank = np.where(nothing, RANK["zero"], rank).astype(np.int8)
        divisor = np.where(rank == 0, below.value, np.nan)
        has = (rank == 0) | nothing
        return above._replace(
            value=above.value * series.times / divisor,
            rank=rank,
            numerator=np.where(has, above.value, np.nan),
            denominator=np.where(has, below.value, np.nan),
        )

    def _persons(self) -> Figures:
        rank = np.where(np.isnan(self._inhabitants), RANK["population"], 0).astype(np.int8)
        return nothing_of(self._count)._replace(value=self._inhabitants, rank=rank)

    def _added(self, by_form: Mapping[str, tuple[Concept, ...]], kind: str) -> Figures:
        """The sum of the cells that a form declares; the form is the newest of which the report has any."""
        figures = nothing_of(self._count)
        for form, concepts in reversed(list(by_form.items())):
            cells = [self._cells[form, str(cell)] for cell in concepts if (form, str(cell)) in self._cells]
            many, worst = np.zeros(self._count, np.int16), np.zeros(self._count, np.int8)
            total, converted = np.zeros(self._count), np.zeros(self._count, bool)
            for places, value, rank, unit in cells:
                many[places] += 1
                factor = np.array([_factor(name, kind) for name in unit], float)
                rank = np.where((rank == 0) & np.isnan(factor), RANK["unit"], rank)
                converted[places] |= (factor != 1) & ~np.isnan(factor)
                value = value * factor
                worst[places] = np.maximum(worst[places], rank)
                total[places] += np.where(rank == 0, value, 0)
            worst = np.where(many < len(concepts), np.maximum(worst, RANK["absent"]), worst)
            first_form = (many > 0) & (figures.rank == NOWHERE)
            figures.rank[first_form] = worst[first_form]
            figures.converted[first_form] = converted[first_form]
            figures.form[first_form] = form
            sums = first_form & (worst == 0)
            figures.value[sums] = total[sums].round(_DIGITS)
        return figures


@cache
def _factor(unit: str, kind: str) -> float:
    """What a figure in a unit is multiplied by: an amount to be in `MONEY`, nan for no unit of money; what is counted
    to be pieces."""
    known_unit = UNITS.get(unit)
    if kind == "amount":
        return known_unit.factor / UNITS[MONEY].factor if known_unit and known_unit.measures == "money" else np.nan
    return float(known_unit.factor) if known_unit and known_unit.measures != "money" else 1.0


def nothing_of(count: int) -> Figures:
    """Figures that no report has."""
    none = np.full(count, np.nan)
    return Figures(
        none.copy(),
        np.full(count, NOWHERE, np.int8),
        np.zeros(count, bool),
        np.full(count, "", object),
        none.copy(),
        none.copy(),
    )


def _by_cell(
    library: OpenLibrary, keys: Sequence[int], concepts: frozenset[Concept], suggested: bool
) -> dict[tuple[str, str], _Cell]:
    """Cells by form and concept, at the places of their reports among the keys."""
    places = {key: place for place, key in enumerate(keys) if key >= 0}
    kinds, reports = library.cells(concepts, places)
    rows = np.concatenate([np.empty((3, 0)), *(_parted(some, places) for some in _some_of(reports))], axis=1)
    rows = rows[:, np.argsort(rows[1], kind="stable")]
    numbers, starts = np.unique(rows[1], return_index=True)
    of_kind = dict(zip(numbers.astype(int).tolist(), np.split(rows, starts[1:], axis=1), strict=False))
    parts: dict[tuple[str, str], list[_Cell]] = {}
    for kind, form, concept, state, how, unit, confirmed in kinds:
        if kind in of_kind:
            place, _, value = of_kind[kind]
            sure = state != "number" or how in CERTAIN or confirmed or suggested
            rank = RANK[state if state != "number" else "" if sure else "suggested"]
            alike = np.full(len(place), rank, np.int8), np.full(len(place), unit, object)
            parts.setdefault((form, concept), []).append(_Cell(place.astype(np.intp), value, *alike))
    return {key: _Cell(*map(np.concatenate, zip(*cells, strict=True))) for key, cells in parts.items()}


def _some_of(reports: Iterator[tuple[int, str, str]]) -> Iterator[list[tuple[int, str, str]]]:
    return iter(lambda: list(islice(reports, _REPORTS)), [])


def _parted(reports: Sequence[tuple[int, str, str]], places: Mapping[int, int]) -> Doubles:
    """The cells of reports in three rows: place of the report, number of the kind, value."""
    kinds, values = (np.fromstring(",".join(texts), sep=",") for texts in list(zip(*reports, strict=True))[1:])
    counts = [kinds_here.count(",") + 1 for _, kinds_here, _ in reports]
    return np.array([np.repeat([places[key] for key, *_ in reports], counts), kinds, values])


# ── Figures of the prose ─────────────────────────────────────────────────────────────────────────────────────────────


class ProseFigures:
    """What the prose of reports states of the year."""

    def __init__(self, library: OpenLibrary, keys: Sequence[int]) -> None:
        self._count = len(keys)
        places = {key: place for place, key in enumerate(keys)}
        self._statements: dict[str, dict[int, list[tuple[float | None, str, str]]]] = {}
        for report, concept, value, unit, state in library.stated():
            if report in places:
                self._statements.setdefault(concept, {}).setdefault(places[report], []).append((value, unit, state))

    def figures(self, series: Series) -> Figures:
        """What is stated once, or always alike; ambiguous where it is not."""
        figures = nothing_of(self._count)
        figures.rank[:] = RANK["not_stated"]
        for place, statements in self._statements.get(series.code.removeprefix("stated."), {}).items():
            values = {_in_unit(value, unit, series.unit) for value, unit, _ in statements}
            clear = len(values) == 1 and None not in values and all(state != "ambiguous" for *_, state in statements)
            value = values.pop() if clear else None
            figures.rank[place] = RANK["ambiguous"] if value is None else RANK["unit"] if np.isnan(value) else 0
            figures.value[place] = np.nan if value is None else value
            figures.converted[place] = bool(series.unit and value) and any(
                unit != series.unit for _, unit, _ in statements
            )
        return figures


def _in_unit(value: float | None, unit: str, into: str) -> float | None:
    """A stated figure in the unit of its series, where that is one of money; nan where it is in no unit of money."""
    known_unit = UNITS.get(unit)
    if not value or not into:
        return value
    return (
        round(value * known_unit.factor / UNITS[into].factor, _DIGITS)
        if known_unit and known_unit.measures == "money"
        else np.nan
    )
