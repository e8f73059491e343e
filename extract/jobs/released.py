"""A release as it stands in a folder → its tables, and a library of them.

Comes in: a folder that `release` wrote, whoever has changed it since. Goes out: rows as they stand there; a table that
is not there has none, and a row with more or fewer cells than columns is none. What is wrong with them is found out in
`verifying`.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from extract.errors import UsageError
from extract.export.formats.texts import PACKAGE_FILE
from extract.export.release.opened import ReleasedLibrary, ReleasedRow
from extract.export.release.terms import LOCK_FILE
from extract.export.tables import ExportTable, kept_table
from extract.library import NAME
from extract.scratch import scratch_folder

_LONGEST_CELL = 1 << 30
"""Characters of a cell; a section of a report may have more than the 131,072 that `csv` takes unasked."""


def is_release(folder: Path) -> bool:
    """Whether a folder is a release."""
    return all((folder / name).is_file() for name in (PACKAGE_FILE, LOCK_FILE))


def rows_in(path: Path) -> Iterator[list[str]]:
    """The rows of a table, the names of its columns first; none where it is not there. ValueError where it is no text,
    or no CSV."""
    csv.field_size_limit(_LONGEST_CELL)
    try:
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as file:
                yield from csv.reader(file)
    except csv.Error as error:
        raise ValueError(path.name) from error


def cells_in(path: Path) -> Iterator[ReleasedRow]:
    """The rows of a table by the names of its columns."""
    rows = rows_in(path)
    columns = next(rows, [])
    return (dict(zip(columns, row, strict=True)) for row in rows if len(row) == len(columns))


def table_in(path: Path) -> ExportTable:
    """A table as it stands there."""

    def rows() -> Iterator[Sequence[str]]:
        every = rows_in(path)
        columns = next(every, [])
        return (row for row in every if len(row) == len(columns))

    return kept_table(path.stem, next(rows_in(path), []), rows)


@contextmanager
def opened_release(folder: Path) -> Iterator[ReleasedLibrary]:
    """A library of a release, gone afterwards."""
    with opened_tables(lambda table: folder / f"{table}.csv") as library:
        yield library


@contextmanager
def opened_tables(path_of: Callable[[str], Path]) -> Iterator[ReleasedLibrary]:
    """A library of the tables of a release, gone afterwards. UsageError where one of them cannot be read, or has no
    column that it must have."""
    with scratch_folder() as scratch, ReleasedLibrary(scratch / NAME) as library:
        try:
            library.fill(lambda table: cells_in(path_of(table)))
        except (KeyError, ValueError) as error:
            raise UsageError("release_broken", path=str(path_of("facts").parent), why=str(error)) from error
        yield library
