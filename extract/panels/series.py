"""What can be compared over agencies and years: cells, sums of cells, what is stated in prose, indicators.

Comes in: codes as `concepts.csv`, `narrative.csv` and `indicators.toml` have them, and the declared forms. Goes out:
`Series`, each with the cells that make it up in every form that has them. What a form has not is not there: nothing
that means something else is ever joined, and a series that only some forms have ends where they end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache, cached_property
from importlib.resources import files
from itertools import product
from typing import Any, Literal, NamedTuple

from extract.errors import FormError, UsageError
from extract.forms import load_forms
from extract.forms.declared import (
    IN_BOTH_LANGUAGES,
    TEXT,
    TEXTS,
    WHOLE,
    Shape,
    TomlPlace,
    named,
    one_of,
    table_of,
    tables_in,
)
from extract.model import Concept, Form, ValueType
from extract.words.languages import Pair, in_each
from extract.words.panel_labels import STATED_IN_TEXT
from extract.words.phrases import part_of
from extract.words.places import STATED, cells_of, place_of

SeriesKind = ValueType | Literal["stated", "share", "ratio", "flag"]
"""A printed figure; a figure of the prose; an indicator: part of a whole, one number over another, or yes and no."""

STATED_CELLS = (
    "requests.received.total", "requests.carried_in.total", "requests.handled.total", "requests.carried_out.total",
    "requests.granted.total", "requests.partially_granted.total", "requests.denied", "requests.unable",
    "requests.rejected", "requests.other", "requests.received.natural_person", "disputes.review.total",
    "disputes.review.corrected", "disputes.suit", "proactive.normative_documents.issued",
    "proactive.normative_documents.repealed", "proactive.normative_documents.in_force", "proactive.licences.decisions",
    "proactive.penalties.decisions", "proactive.coercion.decisions", "proactive.fees.amount",
)  # fmt: skip
"""What both tables and prose tell: as a series of the prose its code begins with `stated.`."""
_STATED = "stated."
_STATED_MONEY = {"proactive.fees.amount": "万元", "narrative.processing_fee_yuan": "元"}
"""What the prose states in whatever unit of money, and the unit in which it is compared."""

HEADLINES = (
    "requests.received.total", "requests.carried_in.total", "requests.handled.total", "requests.carried_out.total",
    "requests.granted.total", "requests.partially_granted.total", "requests.denied.total", "requests.unable.total",
    "requests.rejected.total", "requests.other.total", "disputes.review.total", "disputes.suit.total",
    "proactive.normative_documents.issued", "proactive.normative_documents.in_force", "proactive.licences.decisions",
    "proactive.penalties.decisions",
)  # fmt: skip
"""The main figures of a report."""

Cells = tuple[Concept, ...]


class Indicator(NamedTuple):
    """A figure made of figures, as it is declared. Labels are Chinese and English; `source` is where they stand;
    `times` is what the quotient is multiplied by."""

    code: str
    kind: SeriesKind
    short: str
    label: Pair
    source: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    unit: str
    times: int


@dataclass(frozen=True)
class Series:
    """What is compared: the cells that add up to it, by form; for an indicator also those that it is divided by.

    `unit` is what every value is given in. A figure of the prose has no cells. `label`: Chinese and English. An
    indicator `per_person` is divided by the inhabitants that a roster tells, and multiplied by `times`.
    """

    code: str
    kind: SeriesKind
    label: Pair
    unit: str
    short: str
    cells: Mapping[str, Cells]
    below: Mapping[str, Cells]
    times: int = 1
    per_person: bool = False

    @cached_property
    def concepts(self) -> frozenset[Concept]:
        """Every cell of any form that it takes."""
        return frozenset(cell for parts in (self.cells, self.below) for cells in parts.values() for cell in cells)

    @property
    def is_indicator(self) -> bool:
        """Whether it is made of figures, and not itself one."""
        return self.kind in ("share", "ratio", "flag")


_INDICATOR: Shape = {
    "kind": one_of(("share", "ratio", "flag")), "short": TEXT, "label": IN_BOTH_LANGUAGES, "source": TEXT,
    "numerator": TEXTS, "denominator": TEXTS, "unit?": TEXT, "times?": WHOLE,
}  # fmt: skip


@cache
def load_indicators() -> dict[str, Indicator]:
    """Every declared indicator by its code."""
    return indicators_of((files(__package__) / "indicators.toml").read_text(encoding="utf-8"), load_forms())


def indicators_of(toml: str, forms: tuple[Form, ...], file: str = "indicators.toml") -> dict[str, Indicator]:
    """The indicators that a TOML text declares. FormError names the file, the indicator and the key that cannot be
    understood, or the cell that no form has."""
    place = TomlPlace(FormError, file)
    declared = tables_in(toml, named(table_of(_INDICATOR)), place)
    for code, table in declared.items():
        _check_cells(table, forms, place.inside(code))
    place.check_once((table["short"] for table in declared.values()), "short")
    return {
        code: Indicator(
            code,
            table["kind"],
            table["short"],
            (table["label"]["zh"], table["label"]["en"]),
            table["source"],
            tuple(table["numerator"]),
            tuple(table["denominator"]),
            table.get("unit", ""),
            table.get("times", 1),
        )
        for code, table in declared.items()
    }


def _check_cells(indicator: dict[str, Any], forms: tuple[Form, ...], place: TomlPlace) -> None:
    if bool(indicator["denominator"]) == (indicator["kind"] == "flag"):
        raise place.wrong("denominator", "denominator")
    if not indicator["numerator"]:
        raise place.wrong("side", "numerator", value="[]")
    for key in ("numerator", "denominator"):
        for code in indicator[key]:
            per_person = key == "denominator" and indicator[key] == [_POPULATION]
            if not per_person and not any(cells_of(code, form) for form in forms):
                raise place.unknown_word(key, code, _names_of_cells(forms))


def _names_of_cells(forms: tuple[Form, ...]) -> list[str]:
    """The codes of cells, and of rows added up, of any form."""
    return list(dict.fromkeys((*map(str, _every_cell(forms)), *_sums(forms))))


def series_of(codes: Iterable[str], forms: tuple[Form, ...], per_person: bool = False) -> tuple[Series, ...]:
    """The series that codes name, or columns of wide tables (`q_rec_tot`), each once, in the order that they are named;
    `*` stands for anything; for what is `per_person` only where that is asked for, or for nothing else.

    UsageError names one that nothing has.
    """
    chosen: dict[str, Series] = {}
    for code in codes:
        named = [code] if "*" not in code else [name for name in every_code(forms) if fnmatchcase(name, code)]
        series = [member for member in (_series(name, forms) for name in named) if member]
        series = series or [member for name, member in _by_column(forms).items() if fnmatchcase(name, code)]
        if not series:
            raise UsageError("no_such_series", series=code)
        wanted = [member for member in series if per_person or not member.per_person]
        chosen |= {member.code: member for member in wanted or series}
    return tuple(chosen.values())


@cache
def _by_column(forms: tuple[Form, ...]) -> dict[str, Series]:
    """Every series by its column in wide tables."""
    codes = (*every_code(forms), *_sums(forms))
    return {series.short: series for series in (_series(code, forms) for code in codes) if series}


def _sums(forms: tuple[Form, ...]) -> list[str]:
    """The codes of rows added up."""
    return [f"{group}.{column}" for group in _GROUPS for column in _columns(group, forms)]


@cache
def all_series(forms: tuple[Form, ...], per_person: bool = False) -> tuple[Series, ...]:
    """Every cell of the forms, sums over groups of rows of table three and over lawsuits, and the indicators: those
    per person, which need a roster with inhabitants, only where they are asked for."""
    cells = [code for code in every_code(forms) if _series(code, forms).kind != "stated"]  # type: ignore[union-attr]
    ordered = [code for code in cells if code not in load_indicators()] + _sums(forms) + list(load_indicators())
    return _makeable(ordered, forms, per_person)


def sums_of(forms: tuple[Form, ...]) -> tuple[Series, ...]:
    """The rows that are added up where the newest form has none of their own."""
    return series_of(_sums(forms), forms)


def listed_series(forms: tuple[Form, ...]) -> tuple[Series, ...]:
    """Everything that can be compared: cells, sums and indicators, then what the prose states."""
    stated = [code for code in every_code(forms) if _series(code, forms).kind == "stated"]  # type: ignore[union-attr]
    return (*all_series(forms, per_person=True), *series_of(stated, forms))


def main_series(forms: tuple[Form, ...], per_person: bool = False) -> tuple[Series, ...]:
    """The main figures of a report and the indicators; those per person as in `all_series`."""
    return _makeable((*HEADLINES, *load_indicators()), forms, per_person)


def _makeable(codes: Iterable[str], forms: tuple[Form, ...], per_person: bool) -> tuple[Series, ...]:
    return tuple(series for series in series_of(codes, forms) if per_person or not series.per_person)


_POPULATION = "population"
"""What an indicator divides by where that is not in the reports."""
_GROUPS = ("requests.denied", "requests.unable", "requests.rejected", "requests.other", "disputes.suit")
"""Rows that the newest form has no row for of their own."""


def _columns(group: str, forms: tuple[Form, ...]) -> list[str]:
    name = group.partition(".")[0]
    return [
        column.key for table in forms[-1].tables if table.key == name for band in table.bands for column in band.columns
    ]


@cache
def every_code(forms: tuple[Form, ...]) -> tuple[str, ...]:
    """The codes of every cell of the forms, newest first, of figures of the prose, and of the indicators."""
    stated = (_STATED + code for code in STATED_CELLS)
    return (*dict.fromkeys(map(str, _every_cell(forms))), *STATED, *stated, *load_indicators())


def _every_cell(forms: tuple[Form, ...]) -> Iterator[Concept]:
    for form in reversed(forms):
        for table in form.tables:
            for band in table.bands:
                for line, column in product(band.lines, band.columns):
                    yield Concept(table.key, line.key, column.key)


@cache
def _series(code: str, forms: tuple[Form, ...]) -> Series | None:
    indicator = load_indicators().get(code)
    if indicator:
        above = _added(indicator.numerator, forms)
        per_person = indicator.denominator == (_POPULATION,)
        of_cells = indicator.denominator and not per_person
        below = _added(indicator.denominator, forms) if of_cells else {}
        both = {form: cells for form, cells in above.items() if not of_cells or form in below}
        unit, short, times = indicator.unit, indicator.short, indicator.times
        return Series(code, indicator.kind, indicator.label, unit, short, both, below, times, per_person)
    concept = code.removeprefix(_STATED)
    labels = in_each(lambda lang: place_of(concept, forms, "", lang))
    unit = _STATED_MONEY.get(concept, "")
    if code in STATED:
        return Series(code, "stated", labels, unit, code.replace("narrative", "n").replace(".", "_"), {}, {})
    if concept != code:
        short = "s_" + concept.replace("normative_documents", "normdocs").replace(
            "partially_granted", "partial"
        ).replace(".", "_")
        label = part_of(STATED_IN_TEXT, labels)
        return Series(code, "stated", label, unit, short, {}, {}) if concept in STATED_CELLS else None
    cells = _added([code], forms)
    if not cells:
        return None
    newest = next(form for form in reversed(forms) if form.code in cells)
    line, column = next(
        (line, column)
        for table in newest.tables
        for band in table.bands
        for line in band.lines
        for column in band.columns
        if Concept(table.key, line.key, column.key) == cells[newest.code][0]
    )
    row_name = line.short if len(cells[newest.code]) == 1 else line.short[:2] + concept.split(".")[1]
    kind, unit = line.value_type or column.value_type, line.unit or column.unit
    return Series(code, kind, labels, unit, f"{row_name}_{column.short}", cells, {})


def _added(codes: Iterable[str], forms: tuple[Form, ...]) -> dict[str, Cells]:
    """The cells that add up to several codes, by the forms that have all of them."""
    added: dict[str, Cells] = {}
    for form in forms:
        parts = [cells_of(code, form) for code in codes]
        if all(parts):
            added[form.code] = tuple(cell for part in parts for cell in part)
    return added
