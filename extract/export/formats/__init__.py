"""Tables → files that other programs open: one writer for each suffix, all with the same names of columns.

Comes in: `ExportTable`s. Goes out: a file at a path. A number that is missing is missing in every format; where a
format has kinds of missing values (Stata, SPSS), why it is missing is kept. Libraries are imported when they are
needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from extract.errors import UsageError
from extract.export.formats.databases import write_duckdb, write_parquet, write_sqlite
from extract.export.formats.setting import Setting
from extract.export.formats.statistics import write_spss, write_stata
from extract.export.formats.texts import write_delimited, write_json_lines, write_package
from extract.export.replacing import NEW_ONLY, Replacing
from extract.export.staged import Staged, staged
from extract.export.tables import ExportTable
from extract.steps import step

_MOST_ROWS, _MOST_COLUMNS = 1_048_575, 16_384
"""Of a sheet in Excel, below its header."""


def write_tables(
    tables: Sequence[ExportTable], path: Path, suffix: str, setting: Setting, replacing: Replacing = NEW_ONLY
) -> None:
    """Writes tables in the format of a suffix, one of `WRITERS`; what is written appears whole or not at all.

    A data package is a folder, and `path` that folder or its `datapackage.json`; so is Parquet in parts. UsageError
    where tables do not fit into a format, where it is not installed, or where something stands in its place that may
    not be replaced; OutputError where they cannot be written.
    """
    column = setting.partition_by
    if column and not (suffix == "parquet" and any(field.name == column for field in tables[0].fields)):
        raise UsageError("no_parts", column=column, table=tables[0].name)
    is_folder = suffix == _PACKAGE and path.suffix != ".json"
    with step("writing", path.name), staged(path if is_folder else path.parent, replacing) as stage:
        WRITERS[suffix].write(tables, stage, path.name, setting)
        stage.moved()


def _write_workbook(tables: Sequence[ExportTable], stage: Staged, name: str, setting: Setting) -> None:
    from extract.export.books.panel_book import write_sheets

    for table in tables:
        if len(table.fields) > _MOST_COLUMNS:
            raise UsageError("too_wide", table=table.name, columns=str(len(table.fields)))
    write_sheets(tables, stage.path(name), setting.lang, _MOST_ROWS)


class Writer(NamedTuple):
    """How a format is written into a stage under a name, and whether a file of it holds several tables."""

    write: Callable[[Sequence[ExportTable], Staged, str, Setting], None]
    several: bool


_PACKAGE = "datapackage"
WRITERS = {
    "csv": Writer(write_delimited, several=False),
    "xlsx": Writer(_write_workbook, several=True),
    "parquet": Writer(write_parquet, several=False),
    "dta": Writer(write_stata, several=False),
    "sav": Writer(write_spss, several=False),
    "jsonl": Writer(write_json_lines, several=False),
    "sqlite": Writer(write_sqlite, several=True),
    "duckdb": Writer(write_duckdb, several=True),
    _PACKAGE: Writer(write_package, several=True),
}
"""By the suffix of the file."""
