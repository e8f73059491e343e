"""What is to be compared → the same with the units of all reports, by the lists that are given or kept.

Comes in: a library and a choice. Goes out: the choice, whose reports are of units: of a roster and a table of codes
where there are any, of one unit under two names where one followed the other.
"""

from __future__ import annotations

from extract.agencies.lists import Lists, renamed_among
from extract.agencies.roster import Unit
from extract.agencies.units import rows_of
from extract.jobs.identifying import Units, lists_of, units_in
from extract.library import OpenLibrary
from extract.panels.grid import Choice


def resolved(library: OpenLibrary, choice: Choice) -> Choice:
    """A choice with the units of the library's reports."""
    lists = lists_of(library, choice.lists.roster, choice.lists.codes)
    units = units_in(library, lists)
    last = {} if lists.roster else renamed_among(units.rows)
    whose = units.whose | {
        key: each._replace(entity_id=last[each.entity_id])
        for key, each in units.whose.items()
        if each.entity_id in last
    }
    return choice._replace(
        lists=lists,
        whose=whose,
        units=tuple(rows_of(units.namings, whose) if last else units.rows),
        listed=_listed(lists, units),
        sought=units.sought,
        audited=library.audited_years(),
    )


def _listed(lists: Lists, units: Units) -> dict[str, list[Unit]]:
    """The units of the roster by their ids: those without a code by the id that their reports print."""
    listed: dict[str, list[Unit]] = {}
    if not lists.roster:
        return listed
    printed: dict[str, str] = {}
    for naming in units.namings:
        found, whose = lists.known(naming), units.whose[naming.key]
        if naming.place and len(found) == 1 and whose.basis in ("list", "assigned"):
            printed[found[0].entity_id] = whose.entity_id
    for unit in lists.roster.units:
        entity_id = lists.id_of(unit)
        listed.setdefault(printed.get(entity_id, entity_id), []).append(unit)
    return listed
