"""Matches → facts: one per cell of every table that is printed, in the form's order.

Comes in: the matches of a document and the declared forms. Goes out: `Fact`s with the version they are printed in.
A cell that is not in the print is `absent`; a blank stays a blank; nothing is converted.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import cycle

from extract.forms.balances import sums_of
from extract.model import Band, CellKey, Column, Concept, Fact, Form, Match, record
from extract.numbers import unit_in_label
from extract.tables.alignment import Placement, aligned
from extract.tables.blanks import blanks_hold_place
from extract.tables.editions import editions_of
from extract.tables.lines import rows_of
from extract.text import label_key


def facts_of(matches: tuple[Match, ...], forms: tuple[Form, ...], year: int | None) -> tuple[Fact, ...]:
    """The facts of all matched tables."""
    facts: list[Fact] = []
    follow: Form | None = None
    printed = []
    for match in matches:
        editions = editions_of(match, forms, year, follow)
        versions = set(editions.values())
        if match.table == _LEADING and len(versions) == 1:
            follow = next(iter(versions))
        bands = tuple(_bands(match.table, editions))
        tables = tuple((form.table(match.table), band) for form, band in bands)
        printed.append((match, bands, sums_of(tables), rows_of(tables, match)))
    hints = [blanks_hold_place(rows) for _, _, _, rows in printed]
    hold = False if False in hints else True if True in hints else None
    for match, bands, sums, rows in printed:
        placements = aligned(sums, rows, match, hold)
        for form, band in bands:
            facts.extend(_band_facts(match, form, band, placements))
    return tuple(facts)


def form_of_report(facts: tuple[Fact, ...]) -> str:
    """The form of table two, or of the first table there is; `mixed` when its bands are of several versions."""
    table = next((fact.concept.table for fact in facts), "")
    codes = {fact.form for fact in facts if fact.concept.table == table}
    return "mixed" if len(codes) > 1 else "".join(codes)


_LEADING = "proactive"
"""The table whose version the others follow where they do not tell."""


def _bands(table: str, editions: dict[str, Form]) -> Iterator[tuple[Form, Band]]:
    for key, form in editions.items():
        for band in form.table(table).bands:
            if band.key == key:
                yield form, band


def _band_facts(match: Match, form: Form, band: Band, placements: dict[CellKey, Placement]) -> Iterator[Fact]:
    printed = {word.key: unit for word in match.headers if word.band == band.key and (unit := unit_in_label(word.text))}
    units = [_unit(column, printed) if printed else column.unit for column in band.columns]
    concepts = _concepts(match.table, band)
    for (cell, concept, line_unit), unit in zip(concepts, cycle(units), strict=False):
        yield _fact(concept, form.code, line_unit or unit, placements.get(cell))


@cache
def _concepts(table: str, band: Band) -> tuple[tuple[CellKey, Concept, str], ...]:
    """The cells of a band line by line, what they mean, and the unit that their line has of its own."""
    cells = (((line.key, column.key), line.unit) for line in band.lines for column in band.columns)
    return tuple((cell, Concept(table, *cell), unit) for cell, unit in cells)


def _fact(concept: Concept, form: str, unit: str, place: Placement | None) -> Fact:
    if place is None:
        return Fact(concept, form, "absent", None, "", unit, "", ())
    state, entries, how = place
    if len(entries) == 1:
        _, value, raw, printed, origin, _, _, _, copies = entries[0]
        if state != "number":
            value = None
        return record(Fact, (concept, form, state, value, raw, printed or unit, how, (origin, *copies), ""))
    raw = " ".join(entry.raw for entry in entries)
    return Fact(concept, form, state, None, raw, unit, how, tuple(entry.origin for entry in entries))


def _unit(column: Column, printed: dict[str, str]) -> str:
    """The unit that the printed header gives, else the form's."""
    keys = map(label_key, (column.label, *column.aliases))
    return next((printed[key] for key in keys if key in printed), column.unit)
