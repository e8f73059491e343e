"""A library → what the reports of a year have copied from each other and from earlier ones.

Comes in: a library, a roster that tells whose each report is, a year. Goes out: what `checks.copying` finds. Texts are
read in the order of their files, those of earlier years one at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import groupby, zip_longest

from extract.agencies.roster import Roster, Unit, draft_of
from extract.checks.copied import COMPARED, Copied, Text, TextParagraph
from extract.checks.copying import copied_in
from extract.library import OpenLibrary
from extract.model import Identity


def copied_of(library: OpenLibrary, roster: Roster, year: int) -> Copied:
    """What the sections of a year share with others, and with those of earlier years."""

    def fetched(reports: Collection[str]) -> Mapping[str, Text]:
        found = _texts(library, roster, year, is_asked=False)
        return {text.report_id: text for text in found if text.report_id in reports}

    asked = list(_texts(library, roster, year, is_asked=True))
    return copied_in(asked, _texts(library, roster, year, is_asked=False), fetched)


def copied_of_year(library: OpenLibrary, roster: Roster | None, year: int) -> Copied:
    """The same; without a roster the agencies are those that ever filed."""
    reports = (report for report, _ in library.reports(with_contents=False) if report.report_id)
    return copied_of(library, roster or Roster(tuple(draft_of(reports))), year)


def _texts(library: OpenLibrary, roster: Roster, year: int, is_asked: bool) -> Iterator[Text]:
    """The texts of a year, or those of the years before."""
    rows = library.texts(COMPARED, *((year, year) if is_asked else (0, year - 1)))
    for (report_id, file, entity_id, *named, of_year, published), sections in groupby(rows, key=lambda row: row[:8]):
        entity, agency, parent = named
        identity = Identity(entity, agency, entity_id, "", "", parent, of_year, published, "", ())
        line = _line(roster, identity, is_asked)
        paragraphs = tuple(written for row in sections for written in _written(*row[8:]))
        names = tuple(filter(None, (entity, agency, parent)))
        yield Text(report_id, line[0], frozenset(line), names, parent, of_year, published, file, paragraphs)


def _line(roster: Roster, identity: Identity, is_asked: bool) -> list[str]:
    """The unit of a report, and what it was before; of an earlier year also one that became another since."""
    unit, _ = roster.unit_for(identity)
    if not (unit or is_asked):
        unit, _ = roster.unit_for(replace(identity, year=None))
    return [_key(each) for each in roster.line_of(unit)] if unit else [identity.entity_id]


def _key(unit: Unit) -> str:
    return f"{unit.parent}/{unit.name}"


def _written(number: int, text: str, places: str) -> Iterator[TextParagraph]:
    lines = text.split("\n")
    for count, (line, place) in enumerate(zip_longest(lines, places.split("\n"), fillvalue=""), start=1):
        if line.strip():
            yield TextParagraph(number, count, line, place)
