"""Whether a library holds what this program writes into one: values of the declared kinds, all that belongs together.

SQLite itself notices what its pages and trees cannot be; not that a text, a number or a list is none any more, be it
that a disk has changed it or somebody with another program. That is looked for where something has been tripped over,
and before another library is made from it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from extract.library.records import GRAVITY
from extract.library.store import named

_TYPES = {"TEXT": ("text",), "INTEGER": ("integer",), "BLOB": ("blob",), "": ("integer", "real", "text", "null")}
"""The types that SQLite keeps a value as, by the type of its column."""
_LISTS = (("file", "given"), ("report", "evidence"), ("finding", "details"), ("problem", "details"))
"""Columns of lists, which are empty or JSON."""
_FIGURES = ("fact", "overlaid", "statement", "triple")
"""Tables with a figure in their column `value`; one that is kept as text has its digits there."""
_NO_FIGURE = "(value GLOB '*[^0-9.Ee+-]*' OR value NOT GLOB '*[0-9]*')"


def fault_in(sql: sqlite3.Connection) -> str:
    """The table, and perhaps the column, that holds what this program does not write; "" where none does."""
    wrong = (
        where for where, rows in (*_ties(), *_values(sql)) if sql.execute(f"SELECT 1 FROM {rows} LIMIT 1").fetchone()
    )
    return next(wrong, "")


def _ties() -> Iterator[tuple[str, str]]:
    """What must not be there in any library, by where it is."""
    yield "library", "(SELECT count(*) AS rows FROM library) WHERE rows != 1"
    yield "file", "file WHERE NOT EXISTS (SELECT 1 FROM report WHERE file_id = file.id)"
    yield "report.status", f"report WHERE status NOT IN ({_listed(GRAVITY)})"
    for table in ("fact", "overlaid"):
        yield f"{table}.kind", f"{table} WHERE kind NOT IN (SELECT id FROM fact_kind)"
    for table, column in _LISTS:
        yield f"{table}.{column}", f"{table} WHERE {column} != '' AND NOT json_valid({column})"
    for table in _FIGURES:
        yield f"{table}.value", f"{table} WHERE typeof(value) = 'text' AND {_NO_FIGURE}"


def _values(sql: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """The values that are of another kind than their column; a column of a kind that this program has none of is
    somebody else's."""
    tables = [name for (name,) in sql.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        for _, column, of, is_needed, _, is_key in sql.execute(f"PRAGMA table_info({named(table)})").fetchall():
            if of in _TYPES:
                kinds = (*_TYPES[of], *(() if is_needed or is_key else ("null",)))
                yield f"{table}.{column}", f"{named(table)} WHERE typeof({named(column)}) NOT IN ({_listed(kinds)})"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)
