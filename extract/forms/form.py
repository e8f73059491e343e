"""The TOML text of an official form → the `Form`, all of which can be used as it is declared.

Comes in: a text, and the name of its file. Goes out: a `Form`. FormError for a key or a value that is not known, for
keys that are there twice, and for a balance that nothing can be added up by.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any, NamedTuple, get_args

from extract.errors import FormError
from extract.forms.balances import sums_of_table
from extract.forms.declared import FLAG, LISTS, TEXT, TEXTS, WHOLE, Shape, TomlPlace, one_of, tables_in, tables_of
from extract.measures import UNITS
from extract.model import Balance, Band, Column, Form, FormSection, FormTable, Line, ValueType

_LONGEST_NAME = 32
"""Characters of a variable name in Stata, and what `concepts.csv` promises."""

_UNIT = one_of(("", *UNITS))
_VALUE_TYPE = one_of(get_args(ValueType))
_SECTION: Shape = {"number": WHOLE, "key": TEXT, "title": TEXT, "words": LISTS}
_COLUMN: Shape = {
    "key": TEXT, "short": TEXT, "label": TEXT, "aliases?": TEXTS, "group?": TEXTS, "unit": _UNIT,
    "value_type?": _VALUE_TYPE,
}  # fmt: skip
_ROW: Shape = {**{key: kind for key, kind in _COLUMN.items() if key != "unit"}, "unit?": _UNIT}
_BAND: Shape = {
    "key": TEXT, "label?": TEXT, "headers": TEXTS, "column": tables_of(_COLUMN), "row": tables_of(_ROW),
}  # fmt: skip
_BALANCE: Shape = {"key": TEXT, "axis": one_of(("rows", "columns")), "left": TEXTS, "right": TEXTS}
_TABLE: Shape = {
    "key": TEXT, "section": WHOLE, "title": TEXT, "layout?": one_of(("side_by_side",)), "band": tables_of(_BAND),
    "balance?": tables_of(_BALANCE), "usual?": tables_of({**_BALANCE, "at_least?": FLAG}),
}  # fmt: skip
_FORM: Shape = {
    "code": TEXT, "title": TEXT, "notice": TEXT, "first_year": WHOLE, "statistics?": FLAG, "experimental?": FLAG,
    "section?": tables_of(_SECTION), "table": tables_of(_TABLE),
}  # fmt: skip


class Declared(NamedTuple):
    """A form, and whether it is a table of statistics that was annexed to reports before there was a form of them."""

    form: Form
    is_annexed: bool


def form_of(toml: str, file: str) -> Declared:
    """The form that a TOML text declares. FormError names the file, the table and the key that cannot be understood."""
    place = TomlPlace(FormError, file)
    declared = tables_in(toml, _FORM, place)
    form = Form(
        code=declared["code"],
        title=declared["title"],
        notice=declared["notice"],
        first_year=declared["first_year"],
        sections=tuple(
            FormSection(s["number"], s["key"], s["title"], tuple(map(tuple, s["words"])))
            for s in declared.get("section", ())
        ),
        tables=tuple(map(_table, declared["table"])),
        experimental=declared.get("experimental", False),
    )
    _check_form(form, place)
    return Declared(form, declared.get("statistics", False))


def _table(declared: dict[str, Any]) -> FormTable:
    return FormTable(
        key=declared["key"],
        title=declared["title"],
        section=declared["section"],
        side_by_side=declared.get("layout") == "side_by_side",
        bands=tuple(map(_band, declared["band"])),
        balances=tuple(map(_balance, declared.get("balance", ()))),
        usual=tuple(map(_balance, declared.get("usual", ()))),
    )


def _balance(declared: dict[str, Any]) -> Balance:
    return Balance(
        key=declared["key"],
        axis=declared["axis"],
        left=tuple(declared["left"]),
        right=tuple(declared["right"]),
        at_least=declared.get("at_least", False),
    )


def _band(declared: dict[str, Any]) -> Band:
    return Band(
        key=declared["key"],
        label=declared.get("label", ""),
        headers=tuple(declared["headers"]),
        columns=tuple(
            Column(
                c["key"],
                c["short"],
                c["label"],
                tuple(c.get("aliases", ())),
                tuple(c.get("group", ())),
                c["unit"],
                c.get("value_type", "count"),
            )
            for c in declared["column"]
        ),
        lines=tuple(
            Line(
                r["key"],
                r["short"],
                r["label"],
                tuple(r.get("aliases", ())),
                tuple(r.get("group", ())),
                r.get("unit", ""),
                r.get("value_type"),
            )
            for r in declared["row"]
        ),
    )


# ── What no single key tells ─────────────────────────────────────────────────────────────────────────────────────────


def _check_form(form: Form, place: TomlPlace) -> None:
    numbers = [str(section.number) for section in form.sections]
    place.check_once(numbers, "section")
    place.check_once((section.key for section in form.sections), "section")
    place.check_once((table.key for table in form.tables), "table")
    for table in form.tables:
        table_place = place.inside("table", f'"{table.key}"')
        if str(table.section) not in ("0", *numbers):
            raise table_place.unknown_word("section", str(table.section), numbers)
        _check_table(table, table_place)
    names = [name for table in form.tables for name in _names_in(table)]
    place.check_once(names, "short")
    for name in names:
        if len(name) > _LONGEST_NAME:
            raise place.wrong("long", "short", value=name, most=str(_LONGEST_NAME))


def _names_in(table: FormTable) -> Iterator[str]:
    """The names of the variables that the cells of a table are in wide tables."""
    for band in table.bands:
        for line, column in product(band.lines, band.columns):
            yield f"{line.short}_{column.short}"


def _check_table(table: FormTable, place: TomlPlace) -> None:
    place.check_once((band.key for band in table.bands), "band")
    place.check_once((line.key for band in table.bands for line in band.lines), "row")
    for band in table.bands:
        place.inside("band", f'"{band.key}"').check_once((column.key for column in band.columns), "column")
    place.check_once((balance.key for balance in table.balances + table.usual), "balance")
    for name, balances in (("balance", table.balances), ("usual", table.usual)):
        for balance in balances:
            _check_balance(balance, table, place.inside(name, f'"{balance.key}"'))


def _check_balance(balance: Balance, table: FormTable, place: TomlPlace) -> None:
    parts = [part for band in table.bands for part in (band.lines if balance.axis == "rows" else band.columns)]
    part_keys = list(dict.fromkeys(part.key for part in parts))
    for side, keys in (("left", balance.left), ("right", balance.right)):
        if not keys:
            raise place.wrong("side", side, value="[]")
        for key in keys:
            if key not in part_keys:
                raise place.unknown_word(side, key, part_keys)
    place.check_once(balance.left + balance.right, "left, right")
    if not sums_of_table(table._replace(balances=(balance,))):
        raise place.wrong("apart", "left, right", value=", ".join(balance.left + balance.right))
