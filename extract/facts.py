"""Matches → facts: one per cell of every table that is printed, in the form's order.

Comes in: the matches of a document and the declared forms. Goes out: `Fact`s with the version they are printed in.
A cell that is not in the print is `absent`; a blank stays a blank; nothing is converted.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.alignment import Cell, Placement, aligned, blanks_hold_place
from extract.editions import editions_of
from extract.model import Band, Column, Concept, Entry, Fact, Form, FormTable, How, Line, Match
from extract.text import label_key, unit_in_label


def facts_of(matches: tuple[Match, ...], forms: tuple[Form, ...], year: int | None) -> tuple[Fact, ...]:
    """The facts of all matched tables."""
    facts: list[Fact] = []
    follow: Form | None = None
    printed: list[tuple[Match, FormTable, list[tuple[Form, Band]]]] = []
    for match in matches:
        editions = editions_of(match, forms, year, follow)
        versions = set(editions.values())
        if match.table == _LEADING and len(versions) == 1:
            follow = next(iter(versions))
        bands = [(form, band) for form, band in _bands(match.table, editions)]
        printed.append((match, next(iter(versions)).table(match.table), bands))
    hints = [blanks_hold_place(table, [band for _, band in bands], match) for match, table, bands in printed]
    hint = False if False in hints else (True if True in hints else None)
    for match, table, bands in printed:
        placements = aligned(table, [band for _, band in bands], match, hint)
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


def _band_facts(match: Match, form: Form, band: Band, placements: dict[Cell, Placement]) -> Iterator[Fact]:
    units = {column.key: _unit(match, band, column) for column in band.columns}
    for line in band.lines:
        for column in band.columns:
            yield _fact(match, form, line, column, units[column.key], placements.get((line.key, column.key)))


def _fact(match: Match, form: Form, line: Line, column: Column, unit: str, place: Placement | None) -> Fact:
    concept = Concept(match.table, line.key, column.key)
    if place is None:
        return Fact(concept, form.code, "absent", None, "", unit, "", ())
    entries: tuple[Entry, ...] = place.entries
    raw = " ".join(entry.raw for entry in entries)
    origins = tuple(entry.origin for entry in entries)
    value = entries[0].value if place.state == "number" else None
    how: How = place.how
    return Fact(concept, form.code, place.state, value, raw, (entries[0].unit if entries else "") or unit, how, origins)


def _unit(match: Match, band: Band, column: Column) -> str:
    """The unit that the printed header gives, else the form's."""
    keys = {label_key(label) for label in (column.label, *column.aliases)}
    printed = [text for key, word, text in match.headers if key == band.key and word in keys]
    return next(filter(None, map(unit_in_label, printed)), column.unit)
