"""What may be written over, and how files come into their places: the rule by itself, without command and library."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from extract.errors import OutputError, UsageError
from extract.export.replacing import (
    NoLedger,
    Replacing,
    bears_our_mark,
    must_end_in,
    page_with_our_mark,
    with_our_mark,
)
from extract.export.staged import Staged, other_names, staged
from extract.library import NAME, OpenLibrary
from extract.library.diary import Output
from extract.web.people import Accounts

ANOTHER, GONE = 4194304, 4194305
"""A process that is at work, and a number that none has."""


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """The processes that were asked whether they are there, and by which signal."""
    numbers: list[tuple[int, int]] = []

    def kill(process: int, signal: int) -> None:
        numbers.append((process, signal))
        if process != ANOTHER:
            raise ProcessLookupError

    monkeypatch.setattr(os, "kill", kill)
    return numbers


class Known(NoLedger):
    """All that is written here is known."""

    def __init__(self) -> None:
        self.digests: set[str] = set()
        self.notes = 0

    def has_written(self, sha256: str) -> bool:
        return sha256 in self.digests

    def note_written(self, digests: object) -> None:
        self.digests.update(digests)  # type: ignore[call-overload]
        self.notes += 1


class BySize(NoLedger):
    """Files of four bytes are known by that alone."""

    def still_stands(self, output: Output) -> bool:
        return output.size == 4


def write(folder: Path, text: str, replacing: Replacing) -> None:
    with staged(folder, replacing) as stage:
        stage.path("a.csv").write_text(text)
        stage.moved()


def texts_in(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(folder.iterdir())}


# ── What may be replaced ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("replacing", "refused"),
    [
        (Replacing(), "not_ours"),
        (Replacing(BySize()), ""),
        (Replacing(overwrite=True), ""),
        (Replacing(read_back=frozenset({"a.csv"})), ""),
        (Replacing(read_back=frozenset({"b.csv"})), "not_ours"),
        (Replacing(inputs=(Path("gone.csv"), Path("x/../a.csv"))), "is_an_input"),
        (Replacing(inputs=(Path("gone.csv"), Path("b.csv"))), "not_ours"),
    ],
)
def test_a_file_goes_where_it_is_ours_or_the_command_is_told_to(
    replacing: Replacing, refused: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x").mkdir()
    for name in ("a.csv", "b.csv"):
        Path(name).write_text("four")
    assert replacing.may_replace(Path("a.csv")) == (not refused)
    if refused:
        with pytest.raises(UsageError) as caught:
            replacing.check(Path("a.csv"))
        assert caught.value.code == refused
    assert replacing.may_replace(Path("nothing.csv"))
    assert not replacing.may_replace(Path("x"))


def test_a_library_goes_never(tmp_path: Path) -> None:
    with OpenLibrary(tmp_path / NAME):
        pass
    with pytest.raises(UsageError) as caught:
        Replacing(overwrite=True, read_back=frozenset({NAME})).check(tmp_path / NAME)
    assert caught.value.code == "is_a_library"


def test_nor_do_its_accounts(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path / NAME)
    accounts.add("审核员", "reviewer", None, "long enough, surely")
    other = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(other)) as sql:
        sql.execute("CREATE TABLE account (name TEXT)")
        sql.execute("CREATE TABLE more (name TEXT)")
    Replacing(overwrite=True).check(other)
    with pytest.raises(UsageError) as caught:
        Replacing(overwrite=True, read_back=frozenset({accounts.path.name})).check(accounts.path)
    assert caught.value.code == "holds_accounts"


def test_a_file_that_somebody_changes_meanwhile_stays(tmp_path: Path) -> None:
    replacing = Replacing(Known())
    write(tmp_path, "ours", replacing)
    with pytest.raises(UsageError), staged(tmp_path, replacing) as stage:
        stage.path("a.csv").write_text("ours anew")
        (tmp_path / "a.csv").write_text("theirs")
        stage.moved()
    assert texts_in(tmp_path) == {"a.csv": "theirs"}


def test_a_folder_in_the_place_of_a_file_is_told_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(OutputError) as caught:
        write(tmp_path, "ours", Replacing(overwrite=True))
    assert caught.value.code == "a_folder_stands_there"


@pytest.mark.parametrize("overwrite", [False, True])
def test_nobody_waits_for_a_pipe_in_the_place_of_a_file(overwrite: bool, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    with pytest.raises(OutputError) as caught:
        write(tmp_path, "ours", Replacing(overwrite=overwrite))
    assert caught.value.code == "no_file_stands_there"


@pytest.mark.parametrize("name", ["a.xlsx", "a.XLSX"])
def test_a_file_has_the_ending_of_its_kind(name: str) -> None:
    must_end_in(Path(name), ".xlsx")
    with pytest.raises(UsageError):
        must_end_in(Path(name), ".csv")


# ── What a person has changed ────────────────────────────────────────────────────────────────────────────────────────


def test_what_was_changed_in_a_file_that_was_read_back_is_kept_beside_it(tmp_path: Path) -> None:
    replacing = Replacing(Known(), read_back=frozenset({"a.csv"}))
    for text in ("ours", "ours anew"):  # nobody has changed the first
        write(tmp_path, text, replacing)
    for text in ("theirs", "theirs again"):
        (tmp_path / "a.csv").write_text(text)
        os.utime(tmp_path / "a.csv", (1700000000, 1700000000))
        with staged(tmp_path, replacing) as stage:
            stage.path("a.csv").write_text("ours")
            stage.moved()
        assert [path.read_text() for path in stage.kept] == [text]
    day = date.fromtimestamp(1700000000)
    assert texts_in(tmp_path) == {"a.csv": "ours", f"a {day}.csv": "theirs", f"a {day} 2.csv": "theirs again"}


@pytest.mark.parametrize("is_open", [False, True])
def test_a_file_that_is_taken_away_is_kept_where_somebody_changed_it(
    is_open: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replacing = Replacing(Known(), read_back=frozenset({"a.csv"}))
    write(tmp_path, "ours", replacing)
    stage = Staged(tmp_path, replacing)
    stage.removed("a.csv")
    assert (stage.kept, texts_in(tmp_path)) == ([], {})
    (tmp_path / "a.csv").write_text("theirs")
    if is_open:
        refuse(monkeypatch, Path, "unlink", "a.csv")
    stage.removed("a.csv")
    assert list(texts_in(tmp_path).values()) == ["theirs"]
    assert (tmp_path / "a.csv").exists() == is_open
    assert stage.kept == ([] if is_open else list(tmp_path.iterdir()))
    monkeypatch.undo()
    stage.removed("nothing.csv")


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_file_that_is_not_ours_is_not_taken_away(overwrite: bool, tmp_path: Path) -> None:
    stage = Staged(tmp_path, Replacing(Known(), overwrite=overwrite))
    (tmp_path / "b.csv").write_text("a stranger's")
    stage.removed("b.csv")
    assert texts_in(tmp_path) == {"b.csv": "a stranger's"}


def refuse(monkeypatch: pytest.MonkeyPatch, where: object, call: str, *names: str) -> list[str]:
    """Has a call refused for files with these names, as where a program has them open; the names that were asked for to
    be written to."""
    done, tried = getattr(where, call), list[str]()

    def called(*arguments: Path | str, **options: object) -> object:
        if call != "open" or arguments[1:] == ("r+b",):
            tried.append(Path(arguments[-1] if call == "replace" else arguments[0]).name)
            if tried[-1] in names:
                raise PermissionError(13, "in use", str(arguments[0]))
        return done(*arguments, **options)

    monkeypatch.setattr(where, call, called)
    return tried


# ── Marks ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def a_picture() -> bytes:
    out = BytesIO()
    Image.new("L", (30, 30)).save(out, "PNG")
    return with_our_mark(out.getvalue())


@pytest.mark.parametrize(("name", "data"), [("a.png", a_picture()), ("a.HTML", page_with_our_mark("<p>一</p>"))])
@pytest.mark.parametrize(
    "change",
    [
        lambda data: data,
        lambda data: data[:8] + b"\0" + data[9:],
        lambda data: data + b" ",
        lambda data: data[:-9],
        lambda data: b"",
        lambda data: data[:8],
    ],
)
def test_a_picture_and_a_page_bear_our_mark_until_they_are_changed(
    name: str, data: bytes, change: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    if name == "a.png":
        Image.open(BytesIO(data)).load()
    (tmp_path / name).write_bytes(change(data))
    assert bears_our_mark(tmp_path / name) == (change(data) == data)
    assert Replacing().may_replace(tmp_path / name) == (change(data) == data)
    (tmp_path / "a.txt").write_bytes(data)
    assert not bears_our_mark(tmp_path / "a.txt")
    assert not bears_our_mark(tmp_path / f"nothing{name}")


# ── On their way ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_files_are_kept_in_mind_once_and_before_any_is_in_its_place(tmp_path: Path) -> None:
    ledger = Known()
    with staged(tmp_path / "new" / "deep", Replacing(ledger)) as stage:
        for name in ("a.csv", "b.csv", "c.csv"):
            stage.path(name).write_text(name)
        stage.without("b.csv")
        assert stage.scratch() == stage.scratch() and stage.scratch().is_dir()
        stage.noted()
        assert (len(ledger.digests), ledger.notes) == (2, 1)
        assert not any(path.suffix == ".csv" for path in stage.folder.iterdir())
        assert stage.moved() == (stage.folder / "a.csv", stage.folder / "c.csv")
    assert ledger.notes == 1
    assert texts_in(tmp_path / "new" / "deep") == {"a.csv": "a.csv", "c.csv": "c.csv"}


def test_what_was_made_and_nothing_is_in_is_gone_again(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    for name in ("new", "old"):
        with staged(tmp_path / name) as stage:
            stage.path("a.csv").write_text("begun")
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


def test_a_link_stays_and_nothing_is_left_where_it_leads(tmp_path: Path) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    (tmp_path / "here" / "a.csv").symlink_to(tmp_path / "there" / "b.csv")
    with staged(tmp_path / "here") as stage:
        stage.path("a.csv").write_text("begun")
        assert [path.parent.name for path in tmp_path.rglob(".*")] == ["there"]
    assert not [*tmp_path.rglob(".*")]
    write(tmp_path / "here", "ours", Replacing())
    assert texts_in(tmp_path / "there") == {"b.csv": "ours"}
    assert (tmp_path / "here" / "a.csv").is_symlink()


def test_where_one_is_open_elsewhere_none_is_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replacing = Replacing(overwrite=True)
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("before")
    refuse(monkeypatch, Path, "open", "b.csv")
    with pytest.raises(OutputError) as caught, staged(tmp_path, replacing) as stage:
        for name in ("a.csv", "b.csv"):
            stage.path(name).write_bytes(b"after")
        stage.moved()
    assert (caught.value.code, caught.value.details["path"]) == ("in_use", str(tmp_path / "b.csv"))
    monkeypatch.undo()
    assert texts_in(tmp_path) == {"a.csv": "before", "b.csv": "before"}


@pytest.mark.parametrize(("free", "there"), [(1, 1), (2, 2), (98, 98), (99, 0)])
def test_a_workbook_that_is_open_gets_the_first_name_that_is_free(
    free: int, there: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stranger's file that has such a name is passed over."""
    names = other_names("a.xlsx")
    assert names[:2] == ["a(1).xlsx", "a(2).xlsx"]
    for name in ("a.xlsx", names[2]):
        (tmp_path / name).write_text("before")
    taken = ("a.xlsx", *names[: free - 1])
    tried = refuse(monkeypatch, os, "replace", *taken)
    opened = refuse(monkeypatch, Path, "open")
    replacing = Replacing(read_back=frozenset({"a.xlsx"}))
    stage = Staged(tmp_path, replacing)
    stage.path("a.xlsx").write_bytes(b"after")
    if there:
        assert stage.moved(frozenset({"a.xlsx"})) == (tmp_path / names[there - 1],)
    else:
        with pytest.raises(PermissionError):
            stage.moved(frozenset({"a.xlsx"}))
    assert tried == [name for name in ("a.xlsx", *names[:free]) if name != names[2]]
    assert [(tmp_path / name).read_text() for name in ("a.xlsx", names[2])] == ["before"] * 2
    assert "a.xlsx" not in opened, "whoever has it open may keep it"


@pytest.mark.parametrize(("is_new_there", "found"), [(False, "old"), (True, "new")])
def test_a_folder_that_was_put_aside_comes_back_unless_another_is_there(
    is_new_there: bool, found: str, tmp_path: Path
) -> None:
    """Whoever replaced it was killed before, or after, the new one was in its place."""
    aside = tmp_path / f".a.parquet.{GONE}.part.old"
    (aside / "year=2022").mkdir(parents=True)
    (aside / "year=2022" / "part-0.parquet").write_text("old")
    if is_new_there:
        (tmp_path / "a.parquet" / "year=2022").mkdir(parents=True)
        (tmp_path / "a.parquet" / "year=2022" / "part-0.parquet").write_text("new")
    (tmp_path / f".a.parquet.{GONE}.part").mkdir()
    write(tmp_path, "ours", Replacing())
    assert (tmp_path / "a.parquet" / "year=2022" / "part-0.parquet").read_text() == found
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "a.parquet"]


def test_only_what_may_stand_beside_gets_another_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, os, "replace", "a.xlsx")
    stage = Staged(tmp_path, Replacing())
    stage.path("a.xlsx").write_bytes(b"after")
    with pytest.raises(PermissionError):
        stage.moved(frozenset({"b.xlsx"}))
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".xlsx"]


def test_an_error_is_about_the_file_that_was_meant(tmp_path: Path) -> None:
    stage = Staged(tmp_path, Replacing())
    assert stage.meant_by(OSError(28, "full")) == tmp_path
    first, last = (stage.path(name) for name in ("a.csv", "b.csv"))
    assert stage.meant_by(OSError(28, "full")) == tmp_path / "b.csv"
    assert stage.meant_by(OSError(28, "full", str(first))) == tmp_path / "a.csv"
    assert stage.meant_by(OSError(13, "no", "x", None, str(last))) == tmp_path / "b.csv"
    assert stage.meant_by(OSError(13, "no", "x")) == Path("x")


def no_permission(*_: object, **__: object) -> None:
    raise PermissionError(13, "no")


# ── What others have left ────────────────────────────────────────────────────────────────────────────────────────────


def test_what_another_process_has_on_its_way_is_left_alone(tmp_path: Path, asked: list[tuple[int, int]]) -> None:
    (tmp_path / f".facts.csv.{ANOTHER}.part").write_text("on its way")
    (tmp_path / f".x.duckdb.{GONE}.part.wal").write_text("left")
    (tmp_path / f".x.sqlite.{GONE}.part-journal").write_text("left")
    (tmp_path / f".scratch.{GONE}.part").mkdir()
    (tmp_path / f".scratch.{GONE}.part" / "half").write_text("left")
    (tmp_path / f".b.csv.{os.getpid()}.part").write_text("of an earlier run in this process")
    (tmp_path / ".mine.part").write_text("a person's")
    write(tmp_path, "ours", Replacing(Known()))
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {f".facts.csv.{ANOTHER}.part", ".mine.part", "a.csv"}
    assert set(asked) == {(ANOTHER, 0), (GONE, 0)}, "nobody is sent a signal"


def test_a_process_of_somebody_else_is_at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / f".a.csv.{GONE}.part").write_text("on its way")
    monkeypatch.setattr(os, "kill", no_permission)
    write(tmp_path, "ours", Replacing())
    assert len(texts_in(tmp_path)) == 2


def test_where_no_process_can_be_asked_all_are_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[tuple[int, int]]
) -> None:
    (tmp_path / f".a.csv.{ANOTHER}.part").write_text("left")
    monkeypatch.setattr(sys, "platform", "win32")
    write(tmp_path, "ours", Replacing())
    assert (texts_in(tmp_path), asked) == ({"a.csv": "ours"}, [])


def test_what_cannot_be_taken_away_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that another run takes away meanwhile, one that is open, a folder in which something is."""
    names = [f".{name}.{GONE}.part" for name in ("a", "b", "c")]
    (tmp_path / names[0]).write_text("open")
    (tmp_path / names[1]).mkdir()
    refuse(monkeypatch, Path, "unlink", names[0])
    monkeypatch.setattr(os, "rmdir", no_permission)
    listed = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda folder: iter([*listed(folder), tmp_path / names[2]]))
    write(tmp_path, "ours", Replacing())
    monkeypatch.undo()
    assert {path.name for path in tmp_path.iterdir()} == {"a.csv", *names[:2]}
    shutil.rmtree(tmp_path / names[1])
