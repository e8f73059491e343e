"""What somebody may see of a library: the reports of some places only, or all of it.

It holds for all libraries that are opened within `seeing(…)`. Whatever is asked of them then, by whatever statement, is
answered from views over the tables: only rows of these places stand in them, and of a table of which nobody has said
here to which place its rows belong, none. Without it one sees everything.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

SeenPlaces = frozenset[str] | None
"""The places of which one sees something; None where that is all of them."""

EVERYTHING: SeenPlaces = None
_SIGHT: ContextVar[SeenPlaces] = ContextVar("sight", default=EVERYTHING)

_WHOLE = {
    "audited", "chosen", "fact_kind", "library", "lists", "own_column", "ran_with", "receipt", "runs", "written",
}  # fmt: skip
"""Tables that tell nothing of a place."""
_BY_PLACE = {"place_count", "report", "rule_count", "sought", "units"}
_BY_REPORT = {"fact", "finding", "overlaid", "section", "statement", "superseded", "triple"}
_BY_PRINT = {"decided", "decision", "reviewed"}
_BY_BYTES = {"assigned", "correction"}
_FILES = "file"


@contextmanager
def seeing(places: Collection[str] | None) -> Iterator[None]:
    """Within it, one sees what is of these places; everything where there are none named (None)."""
    token = _SIGHT.set(EVERYTHING if places is None else frozenset(places))
    try:
        yield
    finally:
        _SIGHT.reset(token)


def sight() -> SeenPlaces:
    """What one sees now."""
    return _SIGHT.get()


def is_seen(place: str) -> bool:
    """Whether one sees what is of a place now."""
    seen = sight()
    return seen is None or place in seen


def limit_sight(sql: sqlite3.Connection) -> None:
    """Has a connection answer only what one may see now."""
    seen = sight()
    if seen is None:
        return
    places = ", ".join(f"'{place.replace(chr(39), chr(39) * 2)}'" for place in sorted(seen))
    for kind, name, statement in sql.execute(
        "SELECT type, name, sql FROM main.sqlite_master ORDER BY rowid"
    ).fetchall():
        if kind == "view":
            sql.execute(statement.replace("CREATE VIEW", "CREATE TEMP VIEW"))
        elif kind == "table" and name not in _WHOLE and not name.startswith("sqlite_"):
            sql.execute(f'CREATE TEMP VIEW "{name}" AS SELECT * FROM main."{name}" WHERE {_test(name, places)}')


def _test(table: str, places: str) -> str:
    """Which rows of a table are seen."""
    if table in _BY_PLACE:
        return f"parent IN ({places})"
    of = f"SELECT 1 FROM main.report AS seen WHERE seen.parent IN ({places}) AND"
    if table in _BY_REPORT:
        return f"EXISTS ({of} seen.id = {table}.report)"
    if table in _BY_PRINT:
        found = f"SELECT report FROM main.finding WHERE finding.fingerprint = {table}.fingerprint"
        return f"EXISTS ({of} seen.id IN ({found}))"
    if table in _BY_BYTES:
        files = f"SELECT id FROM main.file WHERE sha256 = {table}.sha256"
        return f"EXISTS ({of} seen.part = {table}.part AND seen.file_id IN ({files}))"
    return f"EXISTS ({of} seen.file_id = {table}.id)" if table == _FILES else "0"
