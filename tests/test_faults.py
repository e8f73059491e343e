"""Whatever fails while something is written: one sentence that helps, the exit code for it, and nothing left behind."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from errno import EACCES, EDQUOT, EIO, ENOSPC
from pathlib import Path
from typing import Any

import pytest

from extract.errors import OutputError, not_written
from extract.export.formats import WRITERS
from extract.library import NAME
from tests.command import Gongkai, exit_code
from tests.made.faulty import Faults, of_sqlite, of_the_system, with_files_up_to

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples" / "澄溪县" / "2022"
FILE_NAMES = {"datapackage": "datapackage.json"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("faults") / "lib"
    with pytest.MonkeyPatch.context() as patch:
        assert exit_code(patch, "extract", SAMPLES, "-o", out, "-q") == 0
    return out


@pytest.fixture
def library(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "lib")
    return tmp_path / "lib"


def started(prelude: str, *arguments: object, **streams: Any) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, after some code."""
    code = f"import os, sys; {prelude}; sys.argv = ['gongkai', *sys.argv[1:]]; from extract.cli import run; run()"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT, text=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"},
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams},
    )  # fmt: skip


# ── Full disks ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="limits the size of files as Linux does")
@pytest.mark.parametrize("size", [3_000, 20_000])
@pytest.mark.parametrize("ending", WRITERS)
def test_a_disk_that_is_full_leaves_nothing_in_any_format(
    ending: str, size: int, library: Path, tmp_path: Path, gongkai: Gongkai
) -> None:
    out = tmp_path / "out" / FILE_NAMES.get(ending, f"a.{ending}")
    with with_files_up_to(size):
        run = gongkai("export", library, "-o", out, "-q", "--lang", "en")
    assert (run.code, run.err.count("\n")) == (5, 1), run
    assert "cannot write" in run.err
    assert "room" in run.err
    assert str(out.parent) in run.err
    assert not out.parent.exists()


@pytest.mark.parametrize(("number", "code"), [(ENOSPC, "disk_full"), (EDQUOT, "disk_full"), (EACCES, "in_use")])
def test_what_is_said_is_what_helps(number: int, code: str) -> None:
    error = not_written("a.csv", OSError(number, "why"))
    assert (error.code, error.exit_code, error.details) == (code, 5, {"path": "a.csv", "why": "why"})


# ── Standard streams ─────────────────────────────────────────────────────────────────────────────────────────────────

PRINTING = ("rules", "codebook", "forms", "roster", "compare", "methods", "check")


def printing(name: str, library: Path) -> tuple[object, ...]:
    if name in ("roster", "compare", "methods"):
        return (name, library)
    return (name, SAMPLES, "--jobs", 1) if name == "check" else (name,)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no device that is always full")
@pytest.mark.parametrize("name", PRINTING)
def test_a_full_device_behind_stdout_is_told(name: str, library: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = started("pass", *printing(name, library), stdout=full)
        assert done.returncode == 5, done.stderr
        assert "cannot write to standard output" in done.stderr
        assert "Exception ignored" not in done.stderr
        deaf = started("pass", *printing(name, library), stderr=full)
        assert deaf.returncode in (0, 1)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="streams are closed as Unix does")
@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)])
def test_standard_streams_may_be_closed(closed: tuple[int, ...], library: Path, tmp_path: Path) -> None:
    """No file of ours gets their numbers: what is printed would go into it."""
    again = [sys.executable, "-m", "extract", "extract", str(SAMPLES), "-o", str(tmp_path / "out"), "--jobs", "1"]
    shut = "; ".join(f"os.close({number})" for number in closed)
    code = f"import os, sys; {shut}; os.execv(sys.argv[1], sys.argv[1:])"
    done = subprocess.run([sys.executable, "-c", code, *again], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    for name in (NAME, "reports.csv", "facts.csv"):
        assert (tmp_path / "out" / name).read_bytes()[:6] in (b"SQLite", b"\xef\xbb\xbfrep")
    with closing(sqlite3.connect(tmp_path / "out" / NAME)) as sql:
        assert sql.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.slow
@pytest.mark.parametrize("name", [*PRINTING, "show", "json", "plan", "help"])
def test_who_no_longer_listens_is_told_nothing(name: str, library: Path, tmp_path: Path) -> None:
    """`gongkai … | head` ends as programs do that end by the signal."""
    reading = ("extract", SAMPLES, "-o", tmp_path / "out", "--jobs", 1, "-q")
    others = {
        "show": ("show", next(SAMPLES.iterdir())),
        "json": (*reading, "--json"),
        "plan": (*reading, "--dry-run"),
        "help": ("extract", "--help"),
    }
    read, write = os.pipe()
    os.close(read)
    done = started("pass", *(others.get(name) or printing(name, library)), stdout=write)
    os.close(write)
    assert done.returncode == 141
    assert "Traceback" not in done.stderr and "Exception" not in done.stderr
    assert done.stderr == "" or name in ("check", "plan")


# ── Every call ───────────────────────────────────────────────────────────────────────────────────────────────────────


def sqlite_error(number: int, text: str) -> Callable[[], Exception]:
    def make() -> Exception:
        error = sqlite3.OperationalError(text)
        error.sqlite_errorcode = number
        return error

    return make


ERRORS: dict[str, tuple[Callable[[Faults, pytest.MonkeyPatch], None], Callable[[], Exception]]] = {
    "full": (of_the_system, lambda: OSError(ENOSPC, "No space left on device")),
    "failing": (of_the_system, lambda: OSError(EIO, "Input/output error")),
    "forbidden": (of_the_system, lambda: PermissionError(EACCES, "Permission denied")),
    "full database": (of_sqlite, sqlite_error(sqlite3.SQLITE_FULL, "database or disk is full")),
    "failing database": (of_sqlite, sqlite_error(sqlite3.SQLITE_IOERR, "disk I/O error")),
    "torn database": (of_sqlite, sqlite_error(sqlite3.SQLITE_CORRUPT, "database disk image is malformed")),
}


def writing(library: Path, out: Path) -> Iterator[tuple[str, tuple[object, ...]]]:
    yield "export csv", ("export", library, "--table", "reports", "-o", out / "a.csv")
    yield "export sqlite", ("export", library, "--table", "reports", "-o", out / "a.sqlite")
    yield "audit", ("audit", library, "-o", out)
    yield "sample", ("sample", library, "-o", out / "a.xlsx", "--size", 2)
    yield "merge", ("merge", library, "-o", out)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["export csv", "export sqlite", "audit", "sample", "merge"])
@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("share", [2, pytest.param(8, marks=pytest.mark.long)])
def test_an_error_at_any_call_is_told_and_leaves_nothing(
    share: int, error: str, name: str, library: Path, tmp_path: Path, gongkai: Gongkai
) -> None:
    """At the first calls, and then in steps that grow by a share of them."""
    inject, make = ERRORS[error]
    out = tmp_path / "out"
    arguments = dict(writing(library, out))[name]
    at, seen = 1, 0
    while True:
        faults = Faults(at, make)
        with pytest.MonkeyPatch.context() as patch:
            inject(faults, patch)
            run = gongkai(*arguments)
        if faults.calls < at:
            break
        seen += 1
        assert run.code in (0, 2, 5), (at, run)
        assert "a bug of ours" not in run.err
        if run.code:
            assert not (out / "a.csv").exists()
        assert not [path for path in tmp_path.rglob(".*") if ".part" in path.name], (at, run)
        with closing(sqlite3.connect(library / NAME)) as sql:
            assert sql.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        shutil.rmtree(out, ignore_errors=True)
        at += 1 + at // share
    assert seen > 1
    assert run.code == 0


def test_an_error_of_the_library_names_the_library(library: Path) -> None:
    from extract.library import OpenLibrary

    with pytest.raises(OutputError) as caught, OpenLibrary(library / NAME):
        raise sqlite_error(sqlite3.SQLITE_FULL, "full")()
    assert (caught.value.code, caught.value.details["path"]) == ("disk_full", str(library / NAME))
