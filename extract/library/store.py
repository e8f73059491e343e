"""A file of SQLite that several processes use at once: opened, brought up to date, written in transactions.

Who reads is never kept waiting (WAL), who writes waits for others who do. What is wrong with the file is an error that
names it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from extract.errors import OutputError, UsageError
from extract.library.schema import APPLICATION, MIGRATIONS, Migration, statements_of

_PATIENCE = 2.0
"""Seconds that SQLite waits for another who writes, before it is asked again: in between Ctrl-C is heard."""
_PAGES_OF_LOG = 8000
"""Pages of the write-ahead log after which it is put into the library: some 30 MB, a few hundred reports."""
_CACHE = -32 * 1024
"""Memory for pages of the library, in KiB as SQLite wants it."""
_HEAD, _APPLICATION_AT = 72, 68
"""Bytes that tell what an SQLite database is, and where among them stands whose it is."""
_SQLITE = b"SQLite format 3\0"
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)


class Store:
    """An open library; a context that closes it. OutputError where it cannot be opened, and, at the end of the context,
    where it could not be read or written, and why."""

    def __init__(self, path: Path, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
        self.path = path
        with _faults_named(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._sql = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
            try:
                self._prepare(migrations)
            except BaseException:
                self._sql.close()
                raise

    @classmethod
    def existing(cls, path: Path) -> Self:
        """The library at a path; UsageError where there is none."""
        if not path.is_file():
            raise UsageError("no_library", path=str(path))
        return cls(path)

    def _prepare(self, migrations: tuple[Migration, ...]) -> None:
        self._patiently("PRAGMA journal_mode = WAL")
        for setting in (
            "synchronous = NORMAL",
            f"wal_autocheckpoint = {_PAGES_OF_LOG}",
            f"cache_size = {_CACHE}",
            "temp_store = MEMORY",
        ):
            self._sql.execute(f"PRAGMA {setting}")
        if self._version() < len(migrations):
            with self.writing():
                for number, migration in enumerate(migrations[self._version() :], start=self._version() + 1):
                    for statement in statements_of(migration):
                        self._sql.execute(statement)
                    self._sql.execute(f"PRAGMA user_version = {number}")
        if self._version() > len(migrations):
            raise OutputError("library_newer", path=str(self.path))

    def _version(self) -> int:
        return int(self._single_value("PRAGMA user_version"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with _faults_named(self.path):
            self.close()
            if isinstance(error, sqlite3.Error):
                raise error

    def close(self) -> None:
        """Closes the library; the last to do so puts the write-ahead log away."""
        self._sql.close()

    # ── Transactions ─────────────────────────────────────────────────────────────────────────────────────────────

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All that is done in it is done together or not at all; no other process writes meanwhile."""
        self._patiently("BEGIN IMMEDIATE")
        try:
            yield
            self._sql.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._sql.execute("ROLLBACK")
            raise

    def keep_so_far(self) -> None:
        """Keeps what was done in `writing()` so far, whatever comes; others may write before it goes on."""
        self._sql.execute("COMMIT")
        self._patiently("BEGIN IMMEDIATE")

    def _patiently(self, statement: str) -> None:
        """Waits for others who write, however long they do."""
        while True:
            try:
                self._sql.execute(statement)
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                    raise

    def _single_value(self, statement: str, values: Iterable[Any] = ()) -> Any:
        row = self._sql.execute(statement, tuple(values)).fetchone()
        return row[0] if row else None

    def _changed(self) -> None:
        self._sql.execute("UPDATE library SET generation = generation + 1")

    @property
    def generation(self) -> int:
        """Grows with every change of what would be written."""
        return int(self._single_value("SELECT generation FROM library"))

    def count(self, table: str) -> int:
        """How many rows a table or view has."""
        return int(self._single_value(f"SELECT count(*) FROM {table}"))


@contextmanager
def _faults_named(path: Path) -> Iterator[None]:
    """What keeps a library from being opened, read or written is an error that says so; other faults are ours."""
    try:
        yield
    except (sqlite3.OperationalError, sqlite3.DatabaseError) as error:
        if isinstance(error, sqlite3.ProgrammingError | sqlite3.IntegrityError):
            raise
        code = "library_damaged" if getattr(error, "sqlite_errorcode", None) in _DAMAGED else "cannot_write"
        raise OutputError(code, path=str(path), why=str(error)) from error
    except OSError as error:
        raise OutputError("cannot_write", path=str(path), why=error.strerror or str(error)) from error


def is_library(path: Path) -> bool:
    """Whether a file is a library: by its header, or, where it is an older one, by its tables."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.startswith(_SQLITE):
        return False
    if head[_APPLICATION_AT:] == APPLICATION.to_bytes(4, "big"):
        return True
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as sql:
        return _has_our_tables(sql)
    return False


def _has_our_tables(sql: sqlite3.Connection) -> bool:
    found = sql.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('library', 'file')")
    return bool(found.fetchone() == (2,))


def named(column: str) -> str:
    """A column as SQL names it, also where its name is a word of SQL.

    >>> named("table")
    '"table"'
    """
    return f'"{column}"'


def insertion(table: str, columns: Sequence[str], conflict: str = "") -> str:
    """The statement that puts a row of these columns into a table, whatever others it has.

    >>> insertion("decision", ("fingerprint", "remark"), "OR REPLACE")
    'INSERT OR REPLACE INTO decision ("fingerprint", "remark") VALUES (?, ?)'
    """
    into = f"INSERT {conflict} INTO" if conflict else "INSERT INTO"
    return f"{into} {table} ({', '.join(map(named, columns))}) VALUES ({', '.join('?' * len(columns))})"


def now() -> str:
    """The time as it is kept: UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
