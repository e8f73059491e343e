"""Tables → what is asked in SQL: SQLite, DuckDB, Parquet."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from extract.export.formats.setting import Setting, faults_of_the_disk
from extract.export.formats.texts import values_of
from extract.export.staged import Staged
from extract.export.tables import ExportTable

_MEMORY = "256MB"
"""What DuckDB may take; more goes to disk."""
_THREADS = 2
"""Each holds rows of its own: more would not have room."""


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


def write_duckdb(tables: Sequence[ExportTable], stage: Staged, name: str, setting: Setting) -> None:
    """A database with all tables, and `fields`."""
    import duckdb

    path = stage.path(name)
    path.unlink(missing_ok=True)
    with faults_of_the_disk(path, *_faults(duckdb)), closing(duckdb.connect(str(path))) as database:
        for table in tables:
            _into_duckdb(database, table)
        _describe(database, tables, setting)


def write_parquet(tables: Sequence[ExportTable], stage: Staged, name: str, setting: Setting) -> None:
    """One table, compressed column by column; rows go through a database on disk, so that they need not fit into
    memory."""
    import duckdb

    (table,) = tables
    path = stage.path(name)
    rows = stage.scratch() / "rows.duckdb"
    with faults_of_the_disk(path, *_faults(duckdb)), closing(duckdb.connect(str(rows))) as database:
        database.execute(f"SET memory_limit = '{_MEMORY}'; SET threads = {_THREADS}")
        _into_duckdb(database, table)
        target = str(path).replace("'", "''")
        database.execute(f"COPY {_quoted(table.name)} TO '{target}' (FORMAT parquet, COMPRESSION zstd)")


def _faults(duckdb: Any) -> tuple[type[Exception], ...]:
    """What DuckDB raises when a disk is full or fails, or memory is short."""
    return (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.FatalException, duckdb.TransactionException)


def _into_duckdb(database: Any, table: ExportTable) -> None:
    kinds = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE"}
    columns = ", ".join(f"{_quoted(field.name)} {kinds[field.kind]}" for field in table.fields)
    database.execute(f"CREATE TABLE {_quoted(table.name)} ({columns})")
    chosen = ", ".join(
        _quoted(field.name)
        if field.kind == "text"
        else f"CASE WHEN NOT isnan(CAST({_quoted(field.name)} AS DOUBLE)) THEN {_quoted(field.name)} END"
        for field in table.fields
    )
    for frame, _ in table.chunks():
        numbers = {field.name: "float64" for field in table.fields if field.kind != "text"}
        database.register("chunk", frame.astype(numbers))
        database.execute(f"INSERT INTO {_quoted(table.name)} SELECT {chosen} FROM chunk")
        database.unregister("chunk")
