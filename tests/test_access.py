"""A library is read wherever it lies and whoever writes it; one that is damaged, or none of ours, is never taken for
whole."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

import pytest

from extract.errors import OutputError, UsageError
from extract.jobs import settled_to_read
from extract.library import NAME, OpenLibrary
from extract.library import store as stores
from extract.library import waiting as waits
from extract.library.schema import APPLICATION, MIGRATIONS
from extract.library.soundness import fault_in
from extract.library.waiting import Patience, patience
from tests.command import Gongkai, exit_code
from tests.kept import saying
from tests.test_same_bytes import RUN

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples" / "澄溪县" / "2022"
WITHOUT_POWERS = (
    "setpriv",
    "--bounding-set=-dac_override,-dac_read_search",
    "--inh-caps=-dac_override,-dac_read_search",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("access") / "lib"
    with pytest.MonkeyPatch.context() as patch:
        assert exit_code(patch, "extract", SAMPLES, "-o", out, "-q") == 0
    return out


@pytest.fixture
def library(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "lib")
    return tmp_path / "lib"


def readers(library: Path, out: Path) -> dict[str, tuple[object, ...]]:
    """The commands that only ask a library."""
    return {
        "export": ("export", library, "--table", "reports", "-o", out / "a.csv"),
        "compare": ("compare", library, "requests.received.total"),
        "methods": ("methods", library),
        "roster": ("roster", library),
        "sample": ("sample", library, "-o", out / "coding.xlsx", "--size", 2),
        "dry run": ("extract", SAMPLES, "-o", library, "--dry-run"),
        "merge": ("merge", library, "-o", out / "merged"),
        "write": ("write", library, "-o", out / "written"),
        "release": ("release", library, "-o", out / "release"),
        "correct": ("correct", library, "-o", out / "更正.csv"),
        "totals": ("totals", library, "-o", out / "汇总.xlsx"),
        "file": ("file", library, "-o", out / "filed"),
        "diff": ("diff", library, "-o", out / "diff.csv"),
        "page": ("page", library, "-o", out / "核查.html"),
        "notices": ("notices", library, "-o", out / "文书"),
    }


WRITING = ("BEGIN IMMEDIATE",)
ALONE = (
    ("PRAGMA journal_mode = DELETE", "BEGIN EXCLUSIVE"),
    ("PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE", "UPDATE library SET generation = generation + 1"),
)
"""How a program has a library for itself, so that nobody may even ask it: with a journal, and with a log."""


@contextmanager
def locked(path: Path, seconds: float = 60.0, how: tuple[str, ...] = WRITING) -> Iterator[threading.Event]:
    """Another who writes, in a thread of its own, until it is told to end or the time is over."""
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as sql:
            for statement in how:
                sql.execute(statement)
            held.set()
            done.wait(seconds)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(10)
    try:
        yield done
    finally:
        done.set()
        thread.join()


def ends_when_told(goes_on: Callable[[waits.Waiting], None], done: threading.Event) -> Callable[[waits.Waiting], None]:
    """The other ends as soon as who waits was told so, however long a busy machine takes until then."""

    def and_ends(waiting: waits.Waiting) -> None:
        goes_on(waiting)
        if waiting.is_told:
            done.set()

    return and_ends


# ── Others who write ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
@pytest.mark.parametrize("name", ["export", "compare", "methods", "roster", "sample", "dry run", "merge"])
def test_who_asks_waits_for_nobody(
    name: str, library: Path, tmp_path: Path, gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extract.library.diary._MOMENT", 0.0)
    with locked(library / NAME):
        before = time.monotonic()
        assert gongkai(*readers(library, tmp_path)[name]).code == 0
        assert time.monotonic() - before < 30


@pytest.mark.parametrize("command", [("extract", SAMPLES), ("audit",)])
def test_who_waits_says_so_and_no_longer_than_it_is_told(
    command: tuple[object, ...], library: Path, tmp_path: Path, gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waits, "_SILENCE", 0.0)
    monkeypatch.setattr(stores, "_PATIENCE", 0.05)
    arguments = (library, "-o", tmp_path) if command == ("audit",) else ("-o", library)
    with locked(library / NAME):
        run = gongkai(*command, *arguments, "--wait", "0.2")
    assert run.code == 5
    assert run.err.count("waiting for another gongkai") == 1
    assert "--wait" in run.err


@pytest.mark.slow
@pytest.mark.parametrize("how", ALONE)
def test_who_finds_a_library_locked_waits_until_it_is_not(
    how: tuple[str, ...], library: Path, gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waits, "_SILENCE", 0.0)
    monkeypatch.setattr(stores, "_PATIENCE", 0.05)
    with locked(library / NAME, how=how):
        run = gongkai("extract", SAMPLES, "-o", library, "--wait", "0.2")
    assert (run.code, "locked it" in run.err, "run again when it has ended" in run.err) == (5, True, True)
    with locked(library / NAME, how=how) as done:
        monkeypatch.setattr(waits.Waiting, "goes_on", ends_when_told(waits.Waiting.goes_on, done))
        run = gongkai("roster", library)
    assert (run.code, run.err.count("waiting for another")) == (0, 1)


def test_who_waits_goes_on_when_the_other_has_ended(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "_PATIENCE", 0.05)
    monkeypatch.setattr(waits, "_SILENCE", 0.1)
    told: list[Path] = []
    is_patient = patience(Patience(tell=told.append))
    with locked(library / NAME, seconds=0.6), is_patient, OpenLibrary(library / NAME) as opened, opened.writing():
        pass
    assert told == [library / NAME]


@pytest.mark.slow
def test_what_is_not_settled_is_settled_for_who_asks(library: Path) -> None:
    for is_free in (True, False):
        with OpenLibrary(library / NAME) as opened:
            opened.add(saying("甲"))
        if is_free:
            with settled_to_read(library / NAME) as opened:
                assert (opened.has_unsettled(), opened.access) == (False, "read")
        else:
            with locked(library / NAME), settled_to_read(library / NAME) as opened:
                assert (opened.has_unsettled(), opened.access) == (False, "copy")
        with OpenLibrary.reading(library / NAME) as opened:
            assert opened.has_unsettled() != is_free


@pytest.mark.slow
@pytest.mark.parametrize("is_free", [True, False])
def test_an_older_library_is_brought_up_to_date_for_who_asks(is_free: bool, tmp_path: Path) -> None:
    path = tmp_path / NAME
    with OpenLibrary(path, MIGRATIONS[:7]):
        pass
    if is_free:
        with OpenLibrary.reading(path) as opened:
            assert opened.is_of_today
    else:
        with locked(path), OpenLibrary.reading(path) as opened:
            assert (opened.is_of_today, opened.access) == (True, "copy")
    with closing(sqlite3.connect(path)) as sql:
        assert sql.execute("PRAGMA user_version").fetchone()[0] == (len(MIGRATIONS) if is_free else 7)


# ── Places that cannot be written ────────────────────────────────────────────────────────────────────────────────────


def powerless(*commands: tuple[object, ...]) -> subprocess.CompletedProcess[str]:
    """Commands one after the other, as a user who may not write everywhere, up to the first that fails."""
    before = WITHOUT_POWERS if os.geteuid() == 0 else ()
    lines = "\n".join("\t".join(map(str, arguments)) for arguments in commands)
    return subprocess.run(
        [*before, sys.executable, "-c", RUN, lines],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="rights are those of Linux")
@pytest.mark.parametrize("state", ["closed", "with a log", "not settled", "older"])
def test_a_library_that_cannot_be_written_is_read(state: str, library: Path, tmp_path: Path) -> None:
    path, out = library / NAME, tmp_path / "out"
    if state == "with a log":
        with closing(sqlite3.connect(path, isolation_level=None)) as sql:
            sql.execute("PRAGMA wal_autocheckpoint = 0")
            sql.execute("UPDATE library SET settled_by = settled_by || '+'")
            shutil.copytree(library, tmp_path / "copy")
        library, path = tmp_path / "copy", tmp_path / "copy" / NAME
        (library / f"{NAME}-shm").unlink()
    elif state == "not settled":
        with OpenLibrary(path) as opened:
            opened.add(saying("甲"))
    elif state == "older":
        with closing(sqlite3.connect(path, isolation_level=None)) as sql:
            for index in re.findall(r"CREATE INDEX (\w+)", MIGRATIONS[-1].script):
                sql.execute(f"DROP INDEX {index}")
            for table in re.findall(r"CREATE TABLE (\w+)", MIGRATIONS[-1].script):
                sql.execute(f"DROP TABLE {table}")
            for table, column in re.findall(r"ALTER TABLE (\w+) ADD COLUMN (\w+)", MIGRATIONS[-1].script):
                sql.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
            sql.execute(f"PRAGMA user_version = {len(MIGRATIONS) - 1}")
    before = {each.name: each.read_bytes() for each in library.iterdir()}
    path.chmod(stat.S_IRUSR)
    library.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        run = powerless(*readers(library, out).values())
        assert run.returncode == 0, run.stderr
        refused = powerless(("extract", SAMPLES, "-o", library))
        assert refused.stderr.endswith(": 5\n"), refused.stderr
    finally:
        library.chmod(stat.S_IRWXU)
    assert {each.name: each.read_bytes() for each in library.iterdir()} == before


# ── Damage, and what is none of ours ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["export", "compare"])
def test_a_text_that_is_none_is_damage(name: str, library: Path, tmp_path: Path, gongkai: Gongkai) -> None:
    path = library / NAME
    data = path.read_bytes()
    for text in ("铜铃坳镇".encode(), "澄溪县".encode()):
        data = data.replace(text, b"\xff" + text[1:])
    path.write_bytes(data)
    run = gongkai(*readers(library, tmp_path)[name])
    assert (run.code, "damaged" in run.err) == (5, True)
    assert not (tmp_path / "a.csv").exists()


@pytest.mark.parametrize("column", ["file.file", "report.entity", "report.entity_id", "report.parent"])
def test_a_name_that_is_no_text_is_damage_whoever_reads_it(
    column: str, library: Path, tmp_path: Path, gongkai: Gongkai
) -> None:
    table, _, name = column.partition(".")
    with closing(sqlite3.connect(library / NAME)) as sql, sql:
        sql.execute(f"UPDATE {table} SET {name} = CAST(x'e99cff' AS TEXT) WHERE id = (SELECT max(id) FROM {table})")
    run = gongkai("export", library, "--table", "facts", "-o", tmp_path / "a.csv")
    assert (run.code, "damaged" in run.err) == (5, True)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(16))
def test_flipped_bits_lose_no_rows_without_a_word(seed: int, library: Path, tmp_path: Path, gongkai: Gongkai) -> None:
    path, random = library / NAME, Random(seed)
    whole = ("export", library, "--table", "facts", "-o", tmp_path / "whole.csv", "-q")
    assert gongkai(*whole).code == 0
    data = bytearray(path.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    for _ in range(8):
        page = random.randrange(1, len(data) // size)
        data[page * size + random.randrange(40)] ^= 1 << random.randrange(8)
    path.write_bytes(data)
    run = gongkai("export", library, "--table", "facts", "-o", tmp_path / "after.csv", "-q")
    assert run.code in (0, 5), run.err
    if run.code == 0:
        after, before = ((tmp_path / name).read_bytes().count(b"\n") for name in ("after.csv", "whole.csv"))
        assert after == before


@pytest.mark.parametrize("name", ["export", "audit", "merge", "compare"])
def test_a_tree_that_is_torn_is_told_before_anything_counts_on_it(
    name: str, library: Path, tmp_path: Path, gongkai: Gongkai
) -> None:
    path = library / NAME
    with closing(sqlite3.connect(path, isolation_level=None)) as sql:
        (root,) = sql.execute("SELECT rootpage FROM sqlite_master WHERE name = 'triple_report'").fetchone()
        (size,) = sql.execute("PRAGMA page_size").fetchone()
        sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(path.read_bytes())
    data[(root - 1) * size : (root - 1) * size + 200] = b"\x55" * 200
    path.write_bytes(data)
    arguments = ("audit", library, "-o", tmp_path / "out") if name == "audit" else readers(library, tmp_path)[name]
    run = gongkai(*arguments)
    assert (run.code, "damaged" in run.err) == (5, True)


def test_a_library_says_whose_it_is(library: Path) -> None:
    with closing(sqlite3.connect(library / NAME)) as sql:
        assert sql.execute("PRAGMA application_id").fetchone() == (APPLICATION,)


@pytest.mark.parametrize("application", [0, 0x0F055112])
def test_no_database_of_another_program_gets_our_tables(application: int, tmp_path: Path, gongkai: Gongkai) -> None:
    path = tmp_path / "theirs.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as sql:
        sql.execute("CREATE TABLE notes (text)")
        sql.execute(f"PRAGMA application_id = {application}")
    before = path.read_bytes()
    assert gongkai("extract", SAMPLES, "-o", tmp_path / "out", "--library", path).code == 5
    assert gongkai("compare", path).code == 5
    assert path.read_bytes() == before


def test_an_empty_file_is_no_library_to_ask(tmp_path: Path) -> None:
    (tmp_path / NAME).touch()
    with pytest.raises(OutputError) as caught:
        OpenLibrary.reading(tmp_path / NAME)
    assert caught.value.code == "not_a_library"
    with pytest.raises(UsageError):
        OpenLibrary.reading(tmp_path / "nowhere")


def test_who_asks_leaves_nothing_beside_the_library(library: Path) -> None:
    with OpenLibrary.reading(library / NAME) as one:
        with OpenLibrary.reading(library / NAME) as other:
            assert one.count("reports") == other.count("reports")
        assert one.count("reports")
    assert [path.name for path in library.iterdir() if path.name.startswith(NAME)] == [NAME]


DAMAGE = {
    "library": "DELETE FROM library",
    "library.generation": "UPDATE library SET generation = 'x'",
    "file": "DELETE FROM report",
    "file.given": "UPDATE file SET given = 'no list'",
    "file.sha256": "UPDATE file SET sha256 = x'ff'",
    "report.status": "UPDATE report SET status = 'odd'",
    "report.year": "UPDATE report SET year = 'long ago'",
    "report.evidence": "UPDATE report SET evidence = '['",
    "finding.details": "UPDATE finding SET details = '{'",
    "fact.kind": "DELETE FROM fact_kind",
    "fact.value": "UPDATE fact SET value = 'x'",
}


@pytest.mark.parametrize("where", DAMAGE)
def test_what_this_program_never_writes_is_found_where_it_is(where: str, library: Path) -> None:
    with closing(sqlite3.connect(library / NAME)) as sql:
        assert fault_in(sql) == ""
        sql.execute(DAMAGE[where])
        assert fault_in(sql) == where


def test_a_table_of_somebody_else_is_no_damage(library: Path) -> None:
    with closing(sqlite3.connect(library / NAME)) as sql:
        sql.execute('CREATE TABLE "my notes" (day VARCHAR(10), note TEXT)')
        sql.execute("""INSERT INTO "my notes" VALUES ('2025-03-01', 'called')""")
        assert fault_in(sql) == ""


@pytest.mark.slow
@pytest.mark.parametrize("where", ["library.generation", "file.given", "finding.details"])
def test_who_trips_over_it_is_told_of_damage_and_of_no_bug(
    where: str, library: Path, tmp_path: Path, gongkai: Gongkai
) -> None:
    with closing(sqlite3.connect(library / NAME)) as sql, sql:
        sql.execute(DAMAGE[where])
    for command in (("audit", library, "-o", tmp_path), ("merge", library, "-o", tmp_path / "merged")):
        run = gongkai(*command)
        assert (run.code, f"damaged ({where})" in run.err) == (5, True), run


def test_what_is_wrong_elsewhere_is_not_told_of_the_library(library: Path) -> None:
    with pytest.raises(KeyError), OpenLibrary(library / NAME):
        raise KeyError("elsewhere")
