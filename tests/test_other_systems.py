"""What Windows and macOS do otherwise, as far as it can be acted out on the system that is at hand."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from extract.cli import options
from extract.errors import OutputError
from extract.export.replacing import Replacing
from extract.export.staged import staged
from extract.jobs.filing import in_a_file_name
from extract.jobs.inputs import inputs_of

ROOT = Path(__file__).parents[1]


def in_any_case(path: Path) -> Path:
    """The file that a system finds which does not mind case."""
    return next((each for each in path.parent.iterdir() if each.name.casefold() == path.name.casefold()), path)


def test_what_is_left_out_may_be_spelt_in_another_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "out").mkdir()
    for name in ("a.txt", "out/facts.csv", "facts.csv"):
        (tmp_path / name).write_text("a")
    wanted = [tmp_path / "a.txt", tmp_path / "facts.csv"]
    assert [file.path for file in inputs_of([tmp_path], [tmp_path / "OUT"])] == [*wanted, tmp_path / "out/facts.csv"]
    exists, samefile = Path.exists, Path.samefile
    monkeypatch.setattr(Path, "exists", lambda path: exists(in_any_case(path)))
    monkeypatch.setattr(Path, "samefile", lambda path, other: samefile(in_any_case(path), other))
    assert [file.path for file in inputs_of([tmp_path], [tmp_path / "OUT"])] == wanted


def test_what_another_program_has_open_is_not_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".facts.csv.4194305.part").write_text("open elsewhere")
    unlink = Path.unlink

    def refused(path: Path, missing_ok: bool = False) -> None:
        if path.name.startswith(".facts"):
            raise PermissionError(errno.EACCES, "in use", str(path))
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refused)
    with staged(tmp_path) as stage:
        stage.path("a.csv").write_text("ours")
        stage.moved()
    assert (tmp_path / "a.csv").read_text() == "ours"


def test_a_file_that_another_program_keeps_from_being_replaced_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("as it was")
    opened = Path.open

    def locked(path: Path, mode: str = "r", *others: object, **named: object) -> object:
        if path.name == "b.csv" and "+" in mode:
            raise PermissionError(errno.EACCES, "in use", str(path))
        return opened(path, mode, *others, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", locked)
    with pytest.raises(OutputError) as caught, staged(tmp_path, Replacing(overwrite=True)) as stage:
        for name in ("a.csv", "b.csv"):
            stage.path(name).write_text("anew")
        stage.moved()
    assert "b.csv" in str(caught.value)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.csv": "as it was", "b.csv": "as it was"}


@pytest.mark.parametrize("unit", ["CON", "甲\n乙", "a:b*c?", "镇" * 300, "街道. ", "\ud83d镇"])
def test_a_unit_of_any_name_has_a_place_in_a_name(unit: str, tmp_path: Path) -> None:
    name = f"01_{in_a_file_name(unit)}_年报_定稿.pdf"
    assert not set(name) & set('\\/:*?"<>|\n')
    (tmp_path / f".{name}.4194305.part").write_text("on its way")


def test_the_reader_of_a_pipe_may_go_as_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone:
        def flush(self) -> None:
            raise OSError(errno.EINVAL, "Invalid argument")

    told: list[int] = []
    monkeypatch.setattr(options.sys, "stdout", Gone())
    monkeypatch.setattr(os, "dup2", lambda _, stream: told.append(stream))
    assert not options.flush_output()
    assert told == [1]
