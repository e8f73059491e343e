"""Tables → what is asked in SQL: SQLite, DuckDB, Parquet."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from extract.export.facts import HEAD, PACKED, SIGN
from extract.export.formats.setting import Setting, faults_of_the_disk
from extract.export.formats.texts import values_of
from extract.export.staged import Staged
from extract.export.tables import ExportTable, Field

if TYPE_CHECKING:
    import pandas as pd

Frame: TypeAlias = "pd.DataFrame"

_MEMORY = "256MB"
"""What DuckDB may take; more goes to disk."""
_THREADS = 2
"""Each holds rows of its own: more would not have room."""
_TYPES = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE"}
_KINDS = "kinds_of_facts"
_KINDS_BY_NUMBER = f"""CREATE OR REPLACE TEMP TABLE {_KINDS} AS
SELECT list(numbered ORDER BY number) AS every FROM range(1, (SELECT coalesce(max(kind), 0) + 1 FROM kinds))
AS numbers (number) LEFT JOIN (SELECT {{columns}} FROM kinds) AS numbered ON kind = number"""
"""One row, for by a join with several the facts would lose their order."""
_NO_VALUE = "__HIVE_DEFAULT_PARTITION__"
"""What a folder of rows without a value is called, by which DuckDB, Arrow and Polars know it."""
PARTS = "*=*/part-*.parquet"
"""How the files of a table in parts are called."""


def write_sqlite(tables: Sequence[ExportTable], stage: Staged, name: str, setting: Setting) -> None:
    """A database with all tables and their keys, and `fields`."""
    kinds = {"text": "TEXT", "integer": "INTEGER", "number": "REAL"}
    path = stage.path(name)
    path.unlink(missing_ok=True)
    with faults_of_the_disk(path, sqlite3.OperationalError), closing(sqlite3.connect(path)) as database:
        for table in tables:
            columns = ", ".join(f"{_quoted(field.name)} {kinds[field.kind]}" for field in table.fields)
            key = f", PRIMARY KEY ({', '.join(map(_quoted, table.key))})" if table.key else ""
            database.execute(f"CREATE TABLE {_quoted(table.name)} ({columns}{key})")
            marks = ", ".join("?" for _ in table.fields)
            database.executemany(f"INSERT INTO {_quoted(table.name)} VALUES ({marks})", values_of(table))
        _describe(database, tables, setting)
        database.commit()


def _describe(database: Any, tables: Sequence[ExportTable], setting: Setting) -> None:
    """The table `fields`: what every column of the others holds."""
    database.execute('CREATE TABLE fields ("table" TEXT, field TEXT, label TEXT)')
    rows = [(table.name, field.name, setting.of(field.label)) for table in tables for field in table.fields]
    database.executemany("INSERT INTO fields VALUES (?, ?, ?)", rows)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def write_duckdb(tables: Sequence[ExportTable], stage: Staged, name: str, setting: Setting) -> None:
    """A database with all tables, and `fields`."""
    import duckdb

    path = stage.path(name)
    path.unlink(missing_ok=True)
    with faults_of_the_disk(path, *_faults(duckdb)), closing(duckdb.connect(str(path))) as database:
        for table in tables:
            columns = ", ".join(f"{_quoted(field.name)} {_TYPES[field.kind]}" for field in table.fields)
            database.execute(f"CREATE TABLE {_quoted(table.name)} ({columns})")
            for rows in _frames(database, table):
                with _known_as(database, "chunk", rows):
                    database.execute(f"INSERT INTO {_quoted(table.name)} {_selected(table, 'chunk')}")
        _describe(database, tables, setting)


def write_parquet(tables: Sequence[ExportTable], stage: Staged, name: str, setting: Setting) -> None:
    """One table, compressed column by column; rows go through files on disk, so that they need not fit into memory,
    and packed ones are unpacked only when they are put together. `partition_by`: a folder, in which a file for each
    value of a column lies in a folder named after it, as Hive has it."""
    import duckdb

    (table,) = tables
    column = setting.partition_by
    path = stage.folder_path(name, PARTS) if column else stage.path(name)
    scratch = stage.scratch()
    with faults_of_the_disk(path, *_faults(duckdb)), closing(duckdb.connect(str(scratch / "rows.duckdb"))) as database:
        database.execute(f"SET memory_limit = '{_MEMORY}'; SET threads = {_THREADS}")
        for value, files in _written_apart(database, table, scratch, column).items():
            rows = _selected(table, f"read_parquet([{', '.join(map(_text, files))}])")
            target = path
            if column:
                rows = f"SELECT * EXCLUDE ({_quoted(column)}) FROM ({rows})"
                target = path / f"{column}={value}" / "part-0.parquet"
                target.parent.mkdir()
            database.execute(f"COPY ({rows}) TO {_text(target)} (FORMAT parquet, COMPRESSION zstd)")


def _faults(duckdb: Any) -> tuple[type[Exception], ...]:
    """What DuckDB raises when a disk is full or fails, or memory is short."""
    return (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.FatalException, duckdb.TransactionException)


@contextmanager
def _known_as(database: Any, name: str, frame: Frame) -> Iterator[None]:
    """Within it, a frame is a table."""
    database.register(name, frame)
    try:
        yield
    finally:
        database.unregister(name)


def _frames(database: Any, table: ExportTable) -> Iterator[Frame]:
    """The rows of a table, packed where they are to be had so; what packed ones have in common is in `_KINDS` then."""
    if not table.packed:
        yield from (frame for frame, _ in table.chunks())
        return
    packed = table.packed()
    with _known_as(database, "kinds", packed.kinds):
        columns = ["kind", *(_as_one_of_few(database, name) for name in packed.kinds if name != "kind")]
        database.execute(_KINDS_BY_NUMBER.format(columns=", ".join(columns)))
    yield from packed.frames


def _as_one_of_few(database: Any, column: str) -> str:
    """A column of `kinds` of which every value that there is has a number: writing facts takes half the time then."""
    kind, name = _quoted(f"kinds of {column}"), _quoted(column)
    database.execute(f"DROP TYPE IF EXISTS {kind}")
    database.execute(f"CREATE TYPE {kind} AS ENUM (SELECT DISTINCT {name} FROM kinds WHERE {name} IS NOT NULL)")
    return f"CAST({name} AS {kind}) AS {name}"


def _selected(table: ExportTable, source: str) -> str:
    """The rows of a table from what holds them, be they packed, each column of its type; a number that is none is
    missing."""
    if table.packed:
        packed = ", ".join(map(_quoted, PACKED))
        parted = ", ".join(f"unnest(string_split({column}, {SIGN})) AS {column}" for column in map(_quoted, PACKED))
        facts = f"SELECT * EXCLUDE ({packed}, {SIGN}), {parted} FROM {source}"
        source = f"(SELECT facts.*, unnest(every[CAST(facts.kind AS BIGINT)]) FROM ({facts}) AS facts, {_KINDS})"
    return f"SELECT {', '.join(map(_typed, table.fields))} FROM {source}"


def _held(table: ExportTable) -> str:
    """The columns of what is put by of a table, each of its type; of packed ones what is not unpacked yet."""
    if not table.packed:
        return ", ".join(map(_typed, table.fields))
    heads = [_typed(field) for field in table.fields if field.name in HEAD]
    return ", ".join([*heads, *map(_quoted, (SIGN, *PACKED))])


def _typed(field: Field) -> str:
    name = _quoted(field.name)
    if field.kind == "text":
        return name
    number = f"TRY_CAST({name} AS DOUBLE)"
    return f"CAST(CASE WHEN NOT isnan({number}) THEN {number} END AS {_TYPES[field.kind]}) AS {name}"


def _written_apart(database: Any, table: ExportTable, folder: Path, column: str) -> dict[str, list[Path]]:
    """Files with the rows of a table as they came, by the value that they have in a column, where one is given; at
    least one, be it empty."""
    found: dict[str, list[Path]] = {}
    for number, frame in enumerate(_frames(database, table)):
        apart = frame.groupby(column, dropna=False) if column and len(frame) else [(None, frame)]
        for value, rows in apart:
            name = _NO_VALUE if value is None or value != value else str(int(value))
            file = folder / f"{name}.{number}.parquet"
            found.setdefault(name, []).append(file)
            with _known_as(database, "chunk", rows):
                database.execute(f"COPY (SELECT {_held(table)} FROM chunk) TO {_text(file)} (FORMAT parquet)")
    return found
