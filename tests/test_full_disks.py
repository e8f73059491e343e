"""A disk that gets full under a command: it says so, leaves nothing, and what stood there before stands there still."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from extract.library import NAME
from tests.command import Gongkai, Run
from tests.made.comparing import contents
from tests.made.faulty import with_files_up_to
from tests.made.writing import FAULTY, Workshop, made_in, places

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="fills disks and limits files as Linux does"),
]
FEW = {"extract", "merge", "audit", "sample", "file", "diff xlsx", "export csv", "export sqlite", "compare png"}
"""Of each way to write, one."""
NAMES = tuple(
    name if name in FEW else pytest.param(name, marks=pytest.mark.long) for name in places(Workshop(Path()), Path())
)
READ = frozenset(path.read_bytes() for path in FAULTY.iterdir())
"""The files of the library that stand elsewhere."""
SIZE = 16 * 1024**2
"""Bytes of a disk that is filled."""
FREE = (0, 12_000, 60_000)
"""Bytes that are left on it."""
LARGEST = (2_000, 30_000)
"""Bytes that a file may have, where files are limited instead."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("full") / "made"
    made_in(folder)
    return folder


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("may not mount a disk of its own")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@contextmanager
def with_room_for(free: int, disk: Path) -> Iterator[None]:
    filler = disk / "filler"
    with filler.open("wb") as file:
        file.write(bytes(max(0, shutil.disk_usage(disk).free - free)))
    yield
    filler.unlink()


def stands(folder: Path) -> dict[str, bytes]:
    """All that stands in a folder, with what begins with a dot, but for libraries."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(NAME)]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files if path.name != "filler"}


def kept(library: Path) -> list[tuple[object, ...]]:
    """What a library has of reports, if it is whole."""
    with closing(sqlite3.connect(library)) as sql:
        assert sql.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return sql.execute("SELECT file, report_id, facts FROM reports ORDER BY file").fetchall()


def check(run: Run, before: dict[str, bytes], folder: Path) -> None:
    """Whether a command has said that there is no room, and changed nothing, but for whole copies of what was there; or
    there was room for all of it."""
    if run.code in (0, 1):
        return
    assert run.code == 5, run
    assert "cannot write" in run.err.splitlines()[-1], run
    assert "room" in run.err.splitlines()[-1], run
    after = stands(folder)
    assert before.items() <= after.items()
    assert {after[name] for name in after.keys() - before.keys()} <= {*before.values(), *READ}


@pytest.mark.parametrize("name", NAMES)
def test_a_full_disk_changes_nothing(name: str, made: Path, disk: Path, gongkai: Gongkai) -> None:
    shop = Workshop(disk / "shop")
    shutil.copytree(made, shop.folder)
    path, arguments = places(shop, shop.folder / "out")[name]
    library = path.parent / NAME if name in ("extract", "merge") else shop.library / NAME
    codes = []
    for free in FREE:
        shutil.rmtree(path.parent, ignore_errors=True)
        for lang in ("zh", "en"):
            before = stands(shop.folder)
            with with_room_for(free, disk):
                run = gongkai(*arguments, "--lang", lang, "--overwrite")
            check(run, before, shop.folder)
            codes.append(run.code)
            assert gongkai(*arguments, "--overwrite").code in (0, 1)
            assert kept(library)
    assert 5 in codes


@pytest.mark.parametrize("name", NAMES)
def test_files_that_cannot_grow_change_nothing(name: str, made: Path, tmp_path: Path, gongkai: Gongkai) -> None:
    shop = Workshop(tmp_path / "shop")
    shutil.copytree(made, shop.folder)
    path, arguments = places(shop, shop.folder / "out")[name]
    for size in LARGEST:
        shutil.rmtree(path.parent, ignore_errors=True)
        for lang in ("zh", "en"):
            before = stands(shop.folder)
            with with_files_up_to(size):
                run = gongkai(*arguments, "--lang", lang, "--overwrite")
            check(run, before, shop.folder)
            assert gongkai(*arguments, "--overwrite").code in (0, 1)
            assert kept(shop.library / NAME)


ASKS = {
    "merge", "write", "release", "correct", "sample", "roster", "totals", "file", "diff csv", "compare csv",
    "export csv", "export xlsx",
}  # fmt: skip
"""Commands that ask a library, and write elsewhere."""


def test_a_library_on_a_full_disk_answers_all_who_ask(made: Path, disk: Path, tmp_path: Path, gongkai: Gongkai) -> None:
    """Whatever keeps in it what was read or decided is refused, and writes nothing elsewhere."""
    shop = Workshop(disk / "shop")
    shutil.copytree(made, shop.folder)
    full, free = ({name: places(shop, tmp_path / how / name)[name] for name in ASKS} for how in ("full", "free"))
    kept = places(shop, tmp_path / "kept")
    extract = ("extract", shop.folder / "in", FAULTY, "-o", kept["extract"].path.parent, "--library", shop.library)
    with with_room_for(0, disk):
        before = (shop.library / NAME).read_bytes()
        for name in ASKS:
            run = gongkai(*full[name].arguments)
            assert (name, run.code) == (name, 0), run
        for arguments in (kept["audit"].arguments, extract):
            run = gongkai(*arguments)
            assert (arguments[0], run.code) == (arguments[0], 5), run
            assert "room" in run.err.splitlines()[-1], run
        assert not (tmp_path / "kept").exists() or not list((tmp_path / "kept").iterdir())
        assert (shop.library / NAME).read_bytes() == before
    for name in ASKS:
        assert gongkai(*free[name].arguments).code == 0
        assert contents(full[name].path) == contents(free[name].path), name
