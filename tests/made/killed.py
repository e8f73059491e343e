"""Every command that writes, killed at a random moment, in the middle of what it does.

Comes in: a folder to work in and a chance. Goes out: nothing where all is well: of every file what was there before or
what was to come, whole; what persons decided; and after the same command once more all that was to come, and no more.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

from extract import cli
from extract.library import NAME
from extract.words.sheet_names import AUDIT_WORKBOOK, FILED_INDEX
from tests.at_once import at_once
from tests.made.comparing import contents
from tests.made.faulty import Faults, of_sqlite, of_the_system
from tests.made.writing import Workshop, filled_in, made_in, places

Arguments = tuple[object, ...]


class Task(NamedTuple):
    """A command that is killed, on a workshop where it has been run before, or has not."""

    name: str
    arguments: Arguments
    before: Callable[[Workshop], None]


class Killed:
    """A folder in which commands are killed."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder, self.chance = folder, chance
        self.shop, self.out = Workshop(folder / "now"), folder / "now" / "out"
        self.temporary = folder / "tmp"
        self.temporary.mkdir()
        made_in(self.shop.folder)
        self.fresh = self._set_aside("fresh")

    def tasks(self) -> list[Task]:
        """Every command, where it has written nothing and where it has written what is now written in English."""
        found = []
        for name, (_, arguments) in places(self.shop, self.out).items():
            again = (*arguments, "--lang", "en", *(["--overwrite"] if name in ("profile", "roster") else []))
            found.append(Task(name, again, lambda shop: None))
            found.append(Task(f"{name} again", again, lambda shop, first=arguments: self._done(first)))  # type: ignore[misc]
        extract = ("extract", self.shop.folder / "in", "-o", self.out)
        found.append(Task("extract by force", (*extract, "--force"), lambda shop: self._done(extract)))
        parts = ("--table", "facts", "--partition-by", "year", "-o", self.out / "parts.parquet")
        export = ("export", self.shop.library, *parts)
        found.append(Task("export in parts", export, lambda shop: None))
        found.append(Task("export in parts again", (*export, "--suggested"), lambda shop: self._done(export)))
        audit = ("audit", self.shop.library, "-o", self.out, "--year", 2022)
        found.append(Task("audit that reads back", audit, lambda shop: self._filled_in(audit)))
        return found

    def kill(self, task: Task, kills: int) -> int:
        """Has a command killed so often; how often it was not done before."""
        self._laid_out(self.fresh)
        task.before(self.shop)
        start = self._set_aside("start")
        before = state_of(self.shop.folder)
        faults, began = Faults(0, RuntimeError), time.monotonic()
        assert self._ended(self._begun(task.arguments, faults)) in (0, 1), task.name
        longest, after = time.monotonic() - began, state_of(self.shop.folder)
        calls = self._calls()
        killed = 0
        for number in range(kills):
            self._laid_out(start)
            if number % 2:
                at = self.chance.randint(1, max(1, calls))
                ended = self._ended(self._begun(task.arguments, Faults(at, _die)))
            else:
                process = self._begun(task.arguments, faults)
                time.sleep(self.chance.uniform(0, longest))
                os.kill(process, signal.SIGKILL)
                ended = self._ended(process)
            killed += ended == -signal.SIGKILL
            self._check(task.name, before, after)
            assert self._ended(self._begun(task.arguments, faults)) in (0, 1), task.name
            found = state_of(self.shop.folder)
            differing = [name for name in found.keys() | after.keys() if found.get(name) != after.get(name)]
            assert not differing, (task.name, differing)
            left = [*left_in(self.shop.folder), *(path.name for path in self.temporary.iterdir())]
            assert not left, (task.name, left)
        return killed

    def _check(self, name: str, before: dict[str, object], after: dict[str, object]) -> None:
        """After a kill, every file is as before, or as after, or on its way; what was there is there still, a folder
        that is replaced as a whole perhaps aside."""
        found = state_of(self.shop.folder)
        gone = (before.keys() & after.keys()) - found.keys()
        missing = {place for place in gone if not _is_aside(self.shop.folder / place)}
        assert not missing, (name, missing)
        for place, state in found.items():
            one, other = before.get(place), after.get(place)
            if isinstance(state, Kept):
                one, other = one or NOTHING, other or NOTHING
                assert isinstance(one, Kept) and isinstance(other, Kept)
                assert state.decided in (one.decided, other.decided), (name, place)
                assert one.reports & other.reports <= state.reports <= one.reports | other.reports, (name, place)
            else:
                assert state in (one, other), (name, place)

    def _calls(self) -> int:
        return int((self.folder / "calls").read_text())

    def _begun(self, arguments: Arguments, faults: Faults) -> int:
        """A process that carries out a command, which fails as it is told."""
        process = os.fork()
        if process:
            return process
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        code = 99
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("tempfile.tempdir", str(self.temporary))
            patch.setattr("extract.jobs.worked", at_once)
            patch.setattr(sys, "argv", ["gongkai", *map(str, arguments)])
            of_the_system(faults, patch)
            of_sqlite(faults, patch)
            try:
                cli.run()
            except SystemExit as ended:
                code = ended.code if isinstance(ended.code, int) else 99
        (self.folder / "calls").write_text(str(faults.calls))
        os._exit(code)

    def _ended(self, process: int) -> int:
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])

    def _done(self, arguments: Arguments) -> None:
        assert self._ended(self._begun(arguments, Faults(0, RuntimeError))) in (0, 1), arguments

    def _filled_in(self, arguments: Arguments) -> None:
        self._done(arguments)
        assert filled_in(self.out / AUDIT_WORKBOOK) > 3

    def _set_aside(self, name: str) -> Path:
        shutil.rmtree(self.folder / name, ignore_errors=True)
        shutil.copytree(self.shop.folder, self.folder / name, symlinks=True)
        return self.folder / name

    def _laid_out(self, kept: Path) -> None:
        shutil.rmtree(self.shop.folder, ignore_errors=True)
        shutil.copytree(kept, self.shop.folder, symlinks=True)


class Kept(NamedTuple):
    """What a library has: of reports, and of persons."""

    reports: frozenset[tuple[object, ...]]
    decided: tuple[tuple[object, ...], ...]


NOTHING = Kept(frozenset(), ())
_GONE = re.compile(r"\..*|.*-(wal|shm|journal)|.*\.wal")
"""Names of what is there only while something is written."""


def state_of(folder: Path) -> dict[str, object]:
    """What every file in a folder holds, but for those on their way."""
    files = (path for path in folder.rglob("*") if path.is_file() and not _is_on_its_way(path, folder))
    return {path.relative_to(folder).as_posix(): _held(path) for path in files}


def left_in(folder: Path) -> list[str]:
    """What is still on its way."""
    return [path.name for path in folder.rglob("*") if _is_on_its_way(path, folder)]


def _is_aside(path: Path) -> bool:
    """Whether a folder around a file that is not there is put aside for another."""
    return any(any(each.parent.glob(f".{each.name}.*.part.old")) for each in path.parents)


def _is_on_its_way(path: Path, folder: Path) -> bool:
    return any(_GONE.fullmatch(part) for part in path.relative_to(folder).parts)


def _held(path: Path) -> object:
    if path.name == NAME:
        return _kept(path)
    if path.name == FILED_INDEX:  # which also tells what was copied now, and what stood there
        return [line.rpartition(",")[0] for line in path.read_text("utf-8").splitlines()]
    return _tables(path) if path.suffix == ".duckdb" else contents(path)


def _kept(path: Path) -> Kept:
    """What a library has, as the next command finds it: nothing is put right in the one that is looked at."""
    with TemporaryDirectory() as scratch:
        for each in path.parent.glob(f"{NAME}*"):
            shutil.copy(each, scratch)
        with closing(sqlite3.connect(Path(scratch, NAME))) as sql:
            assert sql.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            if not sql.execute("SELECT 1 FROM sqlite_master WHERE name = 'reports'").fetchall():
                return NOTHING
            reports = sql.execute("SELECT file, report_id, facts FROM reports").fetchall()
            decided = sql.execute("SELECT fingerprint, conclusion, remark FROM decision ORDER BY 1").fetchall()
            return Kept(frozenset(reports), tuple(decided))


def _tables(path: Path) -> object:
    """The tables of a DuckDB database, which is never written twice with the same bytes."""
    import duckdb

    with duckdb.connect(str(path), read_only=True) as sql:
        names = sorted(name for (name,) in sql.execute("SELECT table_name FROM information_schema.tables").fetchall())
        return {name: sql.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}


def _die() -> Exception:
    os.kill(os.getpid(), signal.SIGKILL)
    return RuntimeError("is dead")
