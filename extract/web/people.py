"""Accounts: who may open the desk from another machine, as what, and of which places he or she sees something.

They are kept in a file of their own beside the library, never in it: a library is merged, exported and passed on. Of a
password only what argon2 makes of it is kept.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import BoundedSemaphore
from typing import Literal, NamedTuple, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from extract.errors import OutputError, UsageError
from extract.library.sight import EVERYTHING, SeenPlaces
from extract.library.store import moment

AccountRole = Literal["viewer", "reviewer", "admin"]
"""Who reads, who also decides and hands in, who sees all and what was done by whom; each may what those before may."""

ROLES: tuple[AccountRole, ...] = get_args(AccountRole)
_LEAST, _MOST = 10, 200
"""Characters of a password."""
_LONGEST_NAME = 40
_TABLE = (
    "CREATE TABLE IF NOT EXISTS account (name TEXT PRIMARY KEY, role TEXT NOT NULL, places TEXT NOT NULL, "
    "hash TEXT NOT NULL, changed TEXT NOT NULL)"
)
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
_PATIENCE = 20
_AT_ONCE = BoundedSemaphore(2)
"""Every look at a password takes 64 MiB and a core for some 50 ms: whoever tries many waits."""


class UserAccount(NamedTuple):
    """Somebody with a name: `places` are those of which something is seen, None for all. `changed`: since when it is
    as it is."""

    name: str
    role: AccountRole
    places: tuple[str, ...] | None
    changed: str

    @property
    def sight(self) -> SeenPlaces:
        """What he or she sees: an admin everything."""
        return EVERYTHING if self.role == "admin" or self.places is None else frozenset(self.places)

    def is_at_least(self, role: AccountRole) -> bool:
        """Whether the account may what this role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


AT_THIS_MACHINE = UserAccount("", "admin", None, "")
"""Whoever sits at the machine itself, where no account is asked for."""


class Accounts:
    """The accounts of a library."""

    def __init__(self, library: Path) -> None:
        self.path = library.with_name(f"{library.stem}-accounts.sqlite")
        self._hasher = PasswordHasher()
        self._nobody = self._hasher.hash(os.urandom(16).hex())

    def all(self) -> list[UserAccount]:
        """All of them, by name. OutputError where they cannot be read."""
        if not self.path.exists():
            return []
        with self._opened() as sql:
            return [_account(*row) for row in sql.execute("SELECT name, role, places, changed FROM account ORDER BY 1")]

    def named(self, name: str) -> UserAccount | None:
        """The account of a name. OutputError where accounts cannot be read."""
        if not self.path.exists():
            return None
        with self._opened() as sql:
            row = sql.execute("SELECT name, role, places, changed FROM account WHERE name = ?", (name,)).fetchone()
        return _account(*row) if row else None

    def add(self, name: str, role: AccountRole, places: tuple[str, ...] | None, password: str) -> None:
        """Makes an account. UsageError for a name that is taken or none, and for a password that is easily guessed."""
        if not name.strip() or name != name.strip() or len(name) > _LONGEST_NAME or not name.isprintable():
            raise UsageError("no_name", name=name)
        if any(not place.isprintable() for place in places or ()):
            raise UsageError("no_name", name=ascii(places))
        _check(password, name)
        row = (name, role, json.dumps(places, ensure_ascii=False), self._hasher.hash(password), moment())
        with self._opened() as sql:
            if not sql.execute("INSERT OR IGNORE INTO account VALUES (?, ?, ?, ?, ?)", row).rowcount:
                raise UsageError("name_taken", name=name)

    def remove(self, name: str) -> None:
        """Takes an account away; whoever is logged in with it is so no longer. UsageError where there is none."""
        self._change(name, "DELETE FROM account WHERE name = ?", (name,))

    def change_password(self, name: str, password: str) -> None:
        """Another password; whoever is logged in has to do so anew. UsageError as of `add`, and where there is none."""
        _check(password, name)
        hashed = self._hasher.hash(password)
        self._change(name, "UPDATE account SET hash = ?, changed = ? WHERE name = ?", (hashed, moment(), name))

    def logged_in(self, name: str, password: str) -> UserAccount | None:
        """The account of a name and its password; None for any other. It takes as long whether there is one or not."""
        with self._opened() as sql:
            row = sql.execute("SELECT hash FROM account WHERE name = ?", (name,)).fetchone()
        with _AT_ONCE:
            try:
                self._hasher.verify(row[0] if row else self._nobody, password[: _MOST + 1])
            except (VerifyMismatchError, InvalidHashError):
                return None
        return self.named(name)

    def _change(self, name: str, statement: str, values: tuple[str, ...]) -> None:
        if self.named(name) is None:
            raise UsageError("no_account", name=name, path=str(self.path))
        with self._opened() as sql:
            sql.execute(statement, values)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The file, which nobody else on this machine can read, in one transaction."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
            with closing(sqlite3.connect(self.path, timeout=_PATIENCE)) as sql, sql:
                if any(name != "account" for (name,) in sql.execute(_TABLES)):
                    raise OutputError("accounts_of_others", path=str(self.path))
                sql.execute(_TABLE)
                yield sql
        except (sqlite3.Error, OSError) as error:
            raise OutputError("accounts_unread", path=str(self.path), why=str(error)) from error


def _account(name: str, role: AccountRole, places: str, changed: str) -> UserAccount:
    kept = json.loads(places)
    return UserAccount(name, role, None if kept is None else tuple(kept), changed)


def _check(password: str, name: str) -> None:
    if not _LEAST <= len(password) <= _MOST or len(set(password)) < _LEAST // 2 or name.lower() in password.lower():
        raise UsageError("weak_password", least=str(_LEAST))
