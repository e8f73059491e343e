"""Nothing that a person may have worked on is written over: every command that writes, at every place that matters."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
import typer.main

from extract import cli
from extract.library import NAME, OpenLibrary
from extract.library.schema import MIGRATIONS
from extract.library.store import is_library
from extract.words.sheet_names import AUDIT_WORKBOOK
from tests.command import Gongkai
from tests.made.writing import OF_THEIR_OWN, PDF, READS_ONLY, WRITES, Workshop, filled_in, made_in, places


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("replacing") / "made"
    made_in(folder)
    return folder


@pytest.fixture
def shop(made: Path, tmp_path: Path) -> Workshop:
    shutil.copytree(made, tmp_path / "shop")
    return Workshop(tmp_path / "shop")


NAMES = tuple(places(Workshop(Path()), Path()))
QUICK = ("extract", "export csv")
EVERY = [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in NAMES]
_OTHERWISE = ("profile", "roster", "totals")
"""A profile and a roster are a person's as soon as they are there; sums that somebody explained are read back."""
BESIDE_A_LIBRARY = [one for name, one in zip(NAMES, EVERY, strict=True) if name not in _OTHERWISE]
"""Those of which the library keeps what they wrote, and which are not read back."""


def test_every_command_that_writes_is_walked_over() -> None:
    commands = typer.main.get_command(cli.app).commands
    assert {name.partition(" ")[0] for name in NAMES} == WRITES
    assert commands.keys() == WRITES | OF_THEIR_OWN | READS_ONLY
    may_overwrite = {name for name, command in commands.items() if "overwrite" in {p.name for p in command.params}}
    assert may_overwrite == WRITES


@pytest.mark.parametrize("name", BESIDE_A_LIBRARY)
def test_a_file_of_ours_is_replaced_and_one_that_was_changed_is_not(
    name: str, shop: Workshop, tmp_path: Path, gongkai: Gongkai
) -> None:
    path, arguments = places(shop, tmp_path / "out")[name]
    assert gongkai(*arguments).code in (0, 1)
    first = path.read_bytes()
    assert gongkai(*arguments, "--lang", "en").code in (0, 1)
    path.write_bytes(first + b" ")
    run = gongkai(*arguments)
    assert (run.code, path.read_bytes()) == (2, first + b" ")
    assert "--overwrite" in run.err
    assert gongkai(*arguments, "--overwrite").code in (0, 1)
    assert path.read_bytes() != first + b" "


@pytest.mark.parametrize("name", EVERY)
def test_a_strangers_file_and_a_link_to_one_stay(name: str, shop: Workshop, tmp_path: Path, gongkai: Gongkai) -> None:
    path, arguments = places(shop, tmp_path / "out")[name]
    path.parent.mkdir()
    path.write_text("a stranger's")
    assert gongkai(*arguments).code == 2
    assert path.read_text() == "a stranger's"
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert gongkai(*arguments).code == 2
    assert (path.is_symlink(), path.read_text()) == (True, "a stranger's")
    assert gongkai(*arguments, "--overwrite").code in (0, 1)
    assert path.is_symlink()
    assert (tmp_path / "elsewhere").read_bytes() != b"a stranger's"
    assert not list(tmp_path.rglob(".*part*"))


@pytest.mark.parametrize("name", EVERY)
def test_nobody_waits_for_a_pipe_that_stands_there(name: str, shop: Workshop, tmp_path: Path, gongkai: Gongkai) -> None:
    path, arguments = places(shop, tmp_path / "out")[name]
    path.parent.mkdir()
    os.mkfifo(path)
    assert gongkai(*arguments, "--overwrite").code == 5
    assert path.is_fifo()


def onto(shop: Workshop, target: Path) -> dict[str, tuple[object, ...]]:
    """Every command that is told one file to write, told to write that one."""
    library = shop.library
    return {
        "export": ("export", library, "--roster", shop.roster, "-o", target),
        "compare": ("compare", library, "--roster", shop.roster, "-o", target),
        "roster": ("roster", library, "-o", target),
        "totals": ("totals", library, "--roster", shop.roster, "-o", target),
        "profile": ("profile", "-o", target),
        "sample": ("sample", library, "-o", target),
        "show": ("show", shop.folder / "in" / PDF.name, "--mark", target),
        "check": ("check", shop.folder / "in" / PDF.name, "--page", target),
        "page": ("page", library, "--roster", shop.roster, "-o", target),
        "diff": ("diff", library, "-o", target),
        "correct": ("correct", library, "-o", target),
    }


ONTO = tuple(onto(Workshop(Path()), Path()))


@pytest.mark.slow
@pytest.mark.parametrize("spelling", ["plain", "roundabout", "link"])
@pytest.mark.parametrize("command", ONTO)
def test_no_command_writes_onto_what_it_reads(
    command: str, spelling: str, shop: Workshop, tmp_path: Path, gongkai: Gongkai
) -> None:
    for target in shop.inputs():
        before = target.read_bytes()
        name = target
        if spelling == "roundabout":
            name = target.parent / ".." / target.parent.name / target.name
        elif spelling == "link":
            name = tmp_path / target.name
            name.symlink_to(target)
        assert gongkai(*onto(shop, name)[command]).code == 2
        assert target.read_bytes() == before


@pytest.mark.slow
@pytest.mark.parametrize("options", [(), ("--overwrite",)])
def test_no_library_is_written_over_by_whatever_it_is_told(
    options: tuple[str, ...], shop: Workshop, gongkai: Gongkai
) -> None:
    library = shop.library / NAME
    before = library.read_bytes()
    assert gongkai("export", shop.library, "-o", library, *options).code == 2
    other = shop.folder / "other.sqlite"
    shutil.copy(library, other)
    assert gongkai("export", shop.library, "-o", other, *options).code == 2
    assert library.read_bytes() == before == other.read_bytes()


def test_an_older_library_is_one_by_its_tables(tmp_path: Path) -> None:
    with OpenLibrary(tmp_path / "old.sqlite", MIGRATIONS[:3]):
        pass
    with OpenLibrary(tmp_path / "new.sqlite"):
        pass
    (tmp_path / "none.sqlite").write_bytes(b"SQLite format 3\0")
    assert [is_library(tmp_path / f"{name}.sqlite") for name in ("old", "new", "none")] == [True, True, False]


@pytest.mark.parametrize("name", ["coding.csv", "coding"])
def test_a_workbook_is_written_under_the_name_of_one(name: str, shop: Workshop, gongkai: Gongkai) -> None:
    assert gongkai("sample", shop.library, "-o", shop.folder / name).code == 2
    assert not (shop.folder / name).exists()


@pytest.mark.slow
def test_what_is_written_into_the_folder_of_the_reports_is_no_report(shop: Workshop, gongkai: Gongkai) -> None:
    both = (
        "extract",
        shop.folder / "in",
        "-o",
        shop.folder / "in",
        "--lang",
        "en",
        "--log",
        shop.folder / "in" / "log",
    )
    first = gongkai(*both)
    assert "2 files = 2 ok" in first.err
    assert "2 files = 2 ok" in gongkai(*both, "--force").err


@pytest.mark.slow
def test_a_log_goes_on_and_no_other_file_becomes_one(shop: Workshop, tmp_path: Path, gongkai: Gongkai) -> None:
    run = ("extract", shop.folder / "in", "-o", tmp_path / "out", "--force", "--log")
    for _ in range(2):
        assert gongkai(*run, tmp_path / "log.jsonl").code == 0
    assert len((tmp_path / "log.jsonl").read_text("utf-8").splitlines()) == 4
    for target in shop.inputs():
        before = target.read_bytes()
        assert gongkai(*run, target).code == 2
        assert target.read_bytes() == before


@pytest.mark.slow
def test_a_workbook_that_was_filled_in_is_read_back_and_kept(shop: Workshop, tmp_path: Path, gongkai: Gongkai) -> None:
    audit = ("audit", shop.library, "-o", tmp_path / "out", "--year", 2022, "--lang", "en")
    assert gongkai(*audit).code == 0
    assert gongkai(*audit).code == 0
    assert not list((tmp_path / "out").glob("*20??-??-??*"))
    book = tmp_path / "out" / AUDIT_WORKBOOK
    count = filled_in(book)
    filled = book.read_bytes()
    assert f"there: {count}" in gongkai(*audit).err
    (kept,) = (tmp_path / "out").glob("*20??-??-??*")
    assert kept.read_bytes() == filled
    book.write_bytes(filled)
    assert gongkai(*audit).code == 0
    assert len(list((tmp_path / "out").glob("*20??-??-??*"))) == 2
    with OpenLibrary(shop.library / NAME) as library:
        assert len(library.decisions()) == count > 3


@pytest.mark.slow
def test_a_workbook_that_cannot_be_read_back_stays(shop: Workshop, tmp_path: Path, gongkai: Gongkai) -> None:
    audit = ("audit", shop.library, "-o", tmp_path / "out")
    assert gongkai(*audit).code == 0
    for contents in (b"PK\x03\x04 half of a workbook", b"\xff\xd8\xff"):
        (tmp_path / "out" / AUDIT_WORKBOOK).write_bytes(contents)
        run = gongkai(*audit)
        kept = [path.read_bytes() for path in (tmp_path / "out").iterdir()]
        assert contents in kept, run
        assert run.code == 2 or "没有读回任何核实结论" in run.err


@pytest.mark.slow
def test_what_a_run_that_was_killed_had_put_in_place_is_known(
    shop: Workshop, tmp_path: Path, gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However far it had come: the digests are kept before any file appears."""
    out, run = tmp_path / "out", ("extract", shop.folder / "in", "-o", tmp_path / "out")
    replace = os.replace
    for last in range(1, 7):
        moved = []

        def killed(source: Path, target: Path, most: int = last, done: list[Path] = moved) -> None:
            if len(done) == most:
                raise KeyboardInterrupt
            replace(source, target)
            done.append(target)

        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", killed)
            assert gongkai(*run, "--lang", ("zh", "en")[last % 2]).code == 130
        assert len(moved) == last
    assert gongkai(*run).code == 0
    assert len(list(out.glob("*.csv"))) == 7


@pytest.mark.parametrize("command", ["totals", "profile"])
def test_a_workbook_has_the_name_of_one(command: str, tmp_path: Path, gongkai: Gongkai) -> None:
    library = () if command == "profile" else (tmp_path,)
    run = gongkai(command, *library, "-o", tmp_path / "a.docx")
    assert run.code == 2 and ".xlsx" in run.err
    assert not any(tmp_path.iterdir())
