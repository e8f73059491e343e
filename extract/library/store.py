"""A file of SQLite that several processes use at once: opened, brought up to date, written in transactions.

Who reads is never kept waiting (WAL), who writes waits for others who do. What is wrong with the file is an error that
names it.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path, PurePath
from shutil import copyfile
from types import TracebackType
from typing import Any, Literal, Self

from extract.errors import OutputError, UsageError, not_written
from extract.library.schema import APPLICATION, MIGRATIONS, Migration, statements_of
from extract.library.sight import limit_sight
from extract.library.waiting import Patience, Waiting, patience
from extract.scratch import scratch_folder
from extract.steps import step

_PATIENCE = 1.0
"""Seconds that SQLite waits for another who writes, before it is asked again: in between Ctrl-C is heard."""
_PAGES_OF_LOG = 8000
"""Pages of the write-ahead log after which it is put into the library: some 30 MB, a few hundred reports."""
_CACHE = -32 * 1024
"""Memory for pages of the library, in KiB as SQLite wants it."""
_HEAD, _APPLICATION_AT = 72, 68
"""Bytes that tell what an SQLite database is, and where among them stands whose it is."""
_SQLITE = b"SQLite format 3\0"
_NAMING = ("file", "report")
"""Tables of few rows, with the texts that all others are known by; SQLite does not look whether a text is one."""
_NOT_TO_BE_WRITTEN = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM)
_SAID_OF = {
    sqlite3.SQLITE_NOTADB: "library_damaged",
    sqlite3.SQLITE_CORRUPT: "library_damaged",
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_BUSY: "library_in_use",
    sqlite3.SQLITE_LOCKED: "library_in_use",
}
"""The errors of ours for some of SQLite's."""


Access = Literal["write", "read", "copy"]
"""How a library is opened: to be written, and made where there is none; to be asked only, without any lock and where
it cannot be written, too; or a copy of it, to be written, that is gone when it is closed."""


class Store:
    """An open library; a context that closes it. OutputError where it cannot be opened, and, at the end of the context,
    where it could not be read or written, and why."""

    def __init__(self, path: Path, migrations: tuple[Migration, ...] = MIGRATIONS, access: Access = "write") -> None:
        self.path = path
        self.access = access
        self._scratch = ExitStack()
        with _faults_named(path):
            self._patiently(lambda: self._begin(migrations))

    @classmethod
    def existing(cls, path: Path) -> Self:
        """The library at a path, to be written; UsageError where there is none."""
        if not path.is_file():
            raise UsageError("no_library", path=str(path))
        return cls(path)

    @classmethod
    def reading(cls, path: Path) -> Self:
        """The library at a path, to be asked: nobody is waited for. One of an older version is brought up to date where
        that can be done at once, else a copy of it is. UsageError where there is none."""
        if not path.is_file():
            raise UsageError("no_library", path=str(path))
        opened = cls(path, access="read")
        if opened.is_of_today:
            return opened
        opened.close()
        with suppress(OutputError), patience(Patience(longest=0)), cls(path):
            return cls(path, access="read")
        return cls(path, access="copy")

    @classmethod
    def existing_or_copy(cls, path: Path) -> Self:
        """The library at a path, to be written; where that cannot be done, a copy of it, in which what is kept for
        another time is not. UsageError where there is none."""
        opened = None
        try:
            opened = cls.existing(path)
            with opened.writing():
                return opened
        except (OutputError, sqlite3.Error) as error:
            if opened:
                opened.close()
            if isinstance(error, OutputError) and error.code == "library_in_use":
                raise
        return cls(path, access="copy")

    @property
    def is_of_today(self) -> bool:
        """Whether its tables are those of this version."""
        return self._version() == len(MIGRATIONS)

    def _begin(self, migrations: tuple[Migration, ...]) -> None:
        self._sql = self._opened(self.access)
        try:
            self._prepare(migrations)
        except BaseException:
            self.close()
            raise

    def _opened(self, access: Access) -> sqlite3.Connection:
        if access == "read":
            return opened_for_reading(self.path)
        path = self.path
        if access == "copy":
            path = copied_into(self._scratch.enter_context(scratch_folder()), self.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        return sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)

    def _prepare(self, migrations: tuple[Migration, ...]) -> None:
        self._refuse_what_is_no_library()
        for setting in (f"cache_size = {_CACHE}", "temp_store = MEMORY"):
            self._sql.execute(f"PRAGMA {setting}")
        if self._version() > len(migrations):
            raise OutputError("library_newer", path=str(self.path))
        if self.access == "read":
            limit_sight(self._sql)
            self._sql.execute("PRAGMA query_only = 1")
            return
        if self._single_value("PRAGMA journal_mode") != "wal":
            self._sql.execute("PRAGMA journal_mode = WAL")
        for setting in ("synchronous = NORMAL", f"wal_autocheckpoint = {_PAGES_OF_LOG}"):
            self._sql.execute(f"PRAGMA {setting}")
        if self._version() < len(migrations):
            with self.writing():
                for number, migration in enumerate(migrations[self._version() :], start=self._version() + 1):
                    for statement in statements_of(migration):
                        self._sql.execute(statement)
                    self._sql.execute(f"PRAGMA user_version = {number}")
        limit_sight(self._sql)

    def _refuse_what_is_no_library(self) -> None:
        """OutputError for a database of another program, and for an empty one that is to be asked."""
        tables = int(self._single_value("SELECT count(*) FROM sqlite_master"))
        is_anothers = self._single_value("PRAGMA application_id") not in (0, APPLICATION)
        if is_anothers or not (_has_our_tables(self._sql) or (tables == 0 and self.access == "write")):
            raise OutputError("not_a_library", path=str(self.path))

    def check_whole(self) -> None:
        """OutputError where the library is damaged, be it where nobody has looked yet: in its trees, or in the names of
        its files and reports."""
        with _faults_named(self.path), step("checking", self.path.name):
            found = self._single_value("PRAGMA quick_check(1)")
            for table in _NAMING:
                deque(self._sql.execute(f"SELECT * FROM {table}"), maxlen=0)
        if found != "ok":
            raise OutputError("library_damaged", path=str(self.path), why=str(found))

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
        if self.access == "read":
            _take_away_log(self.path)
        self._scratch.close()

    # ── Transactions ─────────────────────────────────────────────────────────────────────────────────────────────

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All that is done in it is done together or not at all; no other process writes meanwhile."""
        self._take_turn()
        try:
            yield
            self._sql.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._sql.execute("ROLLBACK")
            raise

    @contextmanager
    def one_state(self) -> Iterator[None]:
        """All that is read in it is of one state, whatever others write meanwhile; nothing is written."""
        self._sql.execute("BEGIN")
        try:
            yield
        finally:
            with suppress(sqlite3.Error):
                self._sql.execute("ROLLBACK")

    def keep_so_far(self) -> None:
        """Keeps what was done in `writing()` so far, whatever comes; others may write before it goes on."""
        self._sql.execute("COMMIT")
        self._take_turn()

    def _take_turn(self) -> None:
        self._patiently(lambda: self._sql.execute("BEGIN IMMEDIATE"))

    def _patiently(self, act: Callable[[], object]) -> None:
        """Waits for others who write or have the library for themselves, as long as one has patience."""
        waiting = Waiting(self.path)
        while True:
            try:
                act()
                return
            except sqlite3.OperationalError as error:
                if _code(error) not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                    raise
            waiting.goes_on()

    def _single_value(self, statement: str, values: Iterable[Any] = ()) -> Any:
        row = self._sql.execute(statement, tuple(values)).fetchone()
        return row[0] if row else None

    def _changed(self, is_decision: bool = False) -> None:
        held = "" if is_decision else ", held = held + 1"
        self._sql.execute(f"UPDATE library SET generation = generation + 1{held}")

    @property
    def generation(self) -> int:
        """Grows with every change of what would be written."""
        return int(self._single_value("SELECT generation FROM library"))

    @property
    def held_state(self) -> int:
        """Grows with every change of what the library holds; not with what persons decide about problems."""
        return int(self._single_value("SELECT held FROM library"))

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
        raise OutputError(_SAID_OF.get(_code(error), "cannot_write"), path=str(path), why=str(error)) from error
    except OSError as error:
        raise not_written(path, error) from error


def _code(error: sqlite3.Error) -> int:
    """The kind of an error of SQLite. One without has been found by Python: a text in the library is none."""
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)) & 0xFF


# ── Opened without being written ─────────────────────────────────────────────────────────────────────────────────────


def opened_for_reading(path: Path) -> sqlite3.Connection:
    """A library to be asked only: as others go on writing it; where nobody can write, as it lies there; else as it is
    in a copy held in memory."""
    name = _uri_of(path)
    try:
        return _answering(f"{name}?mode=ro")
    except sqlite3.OperationalError as error:
        if _code(error) not in _NOT_TO_BE_WRITTEN:
            raise
    log = path.with_name(path.name + "-wal")
    if not (log.exists() and log.stat().st_size):
        return _answering(f"{name}?mode=ro&immutable=1")
    memory = sqlite3.connect(":memory:", isolation_level=None)
    with scratch_folder() as folder, closing(_copied_with_log(folder, path)) as copy:
        copy.backup(memory)
    return memory


def _uri_of(path: PurePath) -> str:
    """A path as SQLite wants it: with no host, also where it is of a share on Windows.

    >>> from pathlib import PureWindowsPath
    >>> _uri_of(PureWindowsPath("//server/share/a b.sqlite"))
    'file:////server/share/a%20b.sqlite'
    """
    uri = (path.absolute() if isinstance(path, Path) else path).as_uri()
    return uri if uri.startswith("file:///") else uri.replace("//", "////", 1)


def _take_away_log(path: Path) -> None:
    """Takes away the log that SQLite leaves behind where the last who closes a library may only read it, and nobody
    has it open."""
    if not path.with_name(path.name + "-wal").exists():
        return
    with suppress(sqlite3.Error):
        name = f"{_uri_of(path)}?mode=rw"
        with closing(sqlite3.connect(name, timeout=0, isolation_level=None, uri=True)) as sql:
            sql.execute("SELECT count(*) FROM sqlite_master").fetchone()


def copied_into(folder: Path, path: Path) -> Path:
    """A copy of a library in a folder, as it is at one moment."""
    place = folder / path.name
    with closing(opened_for_reading(path)) as original, closing(sqlite3.connect(place)) as copy:
        original.backup(copy)
    return place


def _copied_with_log(folder: Path, path: Path) -> sqlite3.Connection:
    for end in ("", "-wal"):
        copyfile(path.with_name(path.name + end), folder / (path.name + end))
    return sqlite3.connect(folder / path.name)


def _answering(uri: str) -> sqlite3.Connection:
    """A connection that has answered once."""
    sql = sqlite3.connect(uri, timeout=_PATIENCE, isolation_level=None, uri=True)
    try:
        sql.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        sql.close()
        raise
    return sql


def is_library(path: Path) -> bool:
    """Whether a file is a library: by its header, or, where it is an older one, by its tables."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.startswith(_SQLITE):
        return False
    if head[_APPLICATION_AT:] == APPLICATION.to_bytes(4, "big"):
        return True
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{_uri_of(path)}?mode=ro", uri=True)) as sql:
        return _has_our_tables(sql)
    return False


def holds_accounts(path: Path) -> bool:
    """Whether a file is the accounts of a library: a database with their table and no other."""
    with path.open("rb") as file:
        if not file.read(_HEAD).startswith(_SQLITE):
            return False
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{_uri_of(path)}?mode=ro", uri=True)) as sql:
        return sql.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall() == [("account",)]
    return False


def _has_our_tables(sql: sqlite3.Connection) -> bool:
    found = sql.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('library', 'file')")
    return bool(found.fetchone() == (2,))


def named(column: str) -> str:
    """A column or a table as SQL names it, also where its name is a word of SQL.

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


def moment() -> str:
    """The time as precisely as it is known, UTC: it sorts together with the times of `now`."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def now() -> str:
    """The time as it is kept: UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
