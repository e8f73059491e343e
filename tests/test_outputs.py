"""What is written appears together or not at all, whatever disks and other programs do."""

from __future__ import annotations

import csv
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from extract import cli
from extract.errors import OutputError
from extract.export import folder as folders
from extract.export.delimited import write_csv
from extract.export.folder import Wording, write_folder
from extract.export.staged import staged
from extract.forms import load_forms
from extract.library import NAME, OpenLibrary
from tests.at_once import at_once
from tests.kept import PREFIXES, saying

ROOT = Path(__file__).parents[1]
ONE = ROOT / "samples" / "青禾镇2023.txt"
OTHER = ROOT / "samples" / "茶亭坳镇2024.txt"


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.jobs.worked", at_once)


def gongkai(*arguments: object) -> int:
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as caught:
        patch.setattr(sys, "argv", ["gongkai", *map(str, arguments)])
        cli.run()
    return int(str(caught.value.code))


def standing(folder: Path) -> dict[str, tuple[bytes, int]]:
    """The files beside the library, with the time at which each was written."""
    files = [path for path in folder.iterdir() if path.suffix in (".csv", ".xlsx")]
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def test_what_has_not_changed_is_not_written_again(tmp_path: Path) -> None:
    assert gongkai("extract", ONE, "-o", tmp_path) == 0
    before = standing(tmp_path)
    assert gongkai("extract", ONE, "-o", tmp_path) == 0
    assert standing(tmp_path) == before
    for change, *options in (
        (lambda: (tmp_path / "facts.csv").unlink(),),
        (lambda: (tmp_path / "reports.csv").write_text("edited"), "--overwrite"),
        (lambda: (tmp_path / "核查表.xlsx").unlink(),),
    ):
        change()
        assert gongkai("extract", ONE, "-o", tmp_path, *options) == 0
        after = standing(tmp_path)
        assert {name: data for name, (data, _) in after.items()} == {name: data for name, (data, _) in before.items()}
    assert gongkai("extract", ONE, "-o", tmp_path, "--lang", "en") == 0
    assert standing(tmp_path)["findings.csv"] != before["findings.csv"]


def test_one_library_may_be_written_to_several_folders(tmp_path: Path) -> None:
    library = tmp_path / "mine.sqlite"
    for name in ("a", "b", "a"):
        assert gongkai("extract", ONE, "-o", tmp_path / name, "--library", library) == 0
    assert {data for data, _ in standing(tmp_path / "a").values()} == {
        data for data, _ in standing(tmp_path / "b").values()
    }
    assert not (tmp_path / "a" / NAME).exists()


def test_a_second_run_adds(tmp_path: Path) -> None:
    assert gongkai("extract", ONE, "-o", tmp_path) == 0
    assert gongkai("extract", OTHER, "-o", tmp_path) == 0
    together = standing(tmp_path)
    assert gongkai("extract", ONE, OTHER, "-o", tmp_path / "once") == 0
    once = standing(tmp_path / "once")
    assert {name: data for name, (data, _) in together.items()} == {name: data for name, (data, _) in once.items()}


def test_gone_files_stay_until_they_are_pruned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for path in (ONE, OTHER):
        shutil.copy(path, folder)
        os.utime(folder / path.name, (1_600_000_000, 1_600_000_000))
    assert gongkai("extract", folder, "-o", out) == 0
    (folder / ONE.name).unlink()
    assert gongkai("extract", folder, "-o", out) == 0
    assert len(rows(out)) == 2
    capsys.readouterr()
    assert gongkai("extract", folder, "-o", out, "--dry-run", "--prune") == 0
    assert capsys.readouterr().out == f"gone\t{folder / ONE.name}\n"
    assert len(rows(out)) == 2
    assert gongkai("extract", folder, "-o", out, "--prune") == 0
    assert [Path(row["file"]).name for row in rows(out)] == [OTHER.name]


def rows(out: Path) -> list[dict[str, str]]:
    with (out / "reports.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_dry_run_does_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert gongkai("extract", ONE, OTHER, "-o", tmp_path / "out", "--dry-run", "--limit", 1) == 0
    assert capsys.readouterr().out == f"new\t{min(ONE, OTHER).as_posix()}\n"
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_a_dry_run_tells_what_the_next_run_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also of files that are so new that their times tell nothing, or that were only touched."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for path in (ONE, OTHER):
        shutil.copy(path, folder)
    assert gongkai("extract", folder, "-o", out) == 0
    os.utime(folder / ONE.name, (1_600_000_000, 1_600_000_000))

    def planned(*options: object) -> str:
        capsys.readouterr()
        assert gongkai("extract", folder, "-o", out, "--dry-run", *options) == 0
        return capsys.readouterr().out.replace(f"{folder.as_posix()}/", "")

    assert planned() == ""
    with (folder / ONE.name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert planned() == f"changed\t{ONE.name}\n"
    assert planned("--force") == "".join(f"forced\t{name}\n" for name in sorted((ONE.name, OTHER.name)))


def test_what_a_limit_leaves_may_have_been_read_before(tmp_path: Path) -> None:
    assert gongkai("extract", ONE, "-o", tmp_path / "out") == 0
    assert gongkai("extract", ONE, OTHER, "-o", tmp_path / "out", "--limit", 1, "--force") == 0
    assert gongkai("extract", ONE, OTHER, "-o", tmp_path / "out", "--limit", 1, "--force") == 0
    assert gongkai("extract", ONE, "-o", tmp_path / "out", "--limit", 1, "--force") == 0


def test_the_library_of_the_environment_is_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_LIBRARY", str(tmp_path / "elsewhere"))
    assert gongkai("extract", ONE, "-o", tmp_path / "out") == 0
    assert (tmp_path / "elsewhere" / NAME).exists()
    assert not (tmp_path / "out" / NAME).exists()


# ── Other programs ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_workbook_that_is_open_stays_and_another_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert gongkai("extract", ONE, "-o", tmp_path) == 0
    before = standing(tmp_path)["核查表.xlsx"]
    replace = os.replace

    def in_use(source: Path, target: Path) -> None:
        if Path(target).name in ("核查表.xlsx", "核查表(1).xlsx"):
            raise PermissionError(13, "in use", str(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", in_use)
    capsys.readouterr()
    assert gongkai("extract", OTHER, "-o", tmp_path) == 0
    said = capsys.readouterr().err
    assert "核查表(2).xlsx" in said
    assert standing(tmp_path)["核查表.xlsx"] == before
    old, new = (load_workbook(tmp_path / name)["核查概况"] for name in ("核查表.xlsx", "核查表(2).xlsx"))
    assert new.max_row > old.max_row
    assert len(rows(tmp_path)) == 2
    assert gongkai("extract", OTHER, "-o", tmp_path) == 0


def test_a_table_that_cannot_be_replaced_leaves_every_file_as_it_was(tmp_path: Path) -> None:
    assert gongkai("extract", ONE, "-o", tmp_path) == 0
    (tmp_path / "findings.csv").unlink()
    (tmp_path / "findings.csv").mkdir()
    before = standing_files(tmp_path)
    assert gongkai("extract", OTHER, "-o", tmp_path) == 5
    assert standing_files(tmp_path) == before
    (tmp_path / "findings.csv").rmdir()
    assert gongkai("extract", OTHER, "-o", tmp_path) == 0
    assert len(rows(tmp_path)) == 2


def standing_files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != NAME}


def test_what_an_earlier_run_left_on_its_way_is_swept(tmp_path: Path) -> None:
    (tmp_path / ".facts.csv.4194305.part").write_text("half")
    (tmp_path / ".scratch.4194305.part").mkdir()
    (tmp_path / ".scratch.4194305.part" / "sheet").write_text("half")
    (tmp_path / ".mine").write_text("not ours")
    assert gongkai("extract", ONE, "-o", tmp_path) == 0
    assert [path.name for path in tmp_path.glob(".*")] == [".mine"]


def test_an_error_on_the_way_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), staged(tmp_path) as stage:
        write_csv(stage.path("a.csv"), ("a",), [(1,)])
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(OutputError) as caught, staged(tmp_path / "file.csv") as stage:
        (tmp_path / "file.csv").rmdir()
        write_csv(stage.path("a.csv"), ("a",), [(1,)])
    assert caught.value.exit_code == 5


def test_above_the_limit_there_is_no_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert gongkai("extract", ONE, "-o", tmp_path) == 0
    assert (tmp_path / "核查表.xlsx").exists()
    monkeypatch.setattr(folders, "MOST_REPORTS", 1)
    assert gongkai("extract", OTHER, "-o", tmp_path) == 0
    assert not (tmp_path / "核查表.xlsx").exists()
    before = standing(tmp_path)
    assert gongkai("extract", OTHER, "-o", tmp_path) == 0
    assert standing(tmp_path) == before


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", [*PREFIXES, "<b>&amp;</b>", "]]>", "\x00\x0b\x1f", "\ufffe", "http://example.org", "x" * 40_000]
)
def test_a_workbook_holds_nothing_but_text_and_numbers(text: str, tmp_path: Path) -> None:
    """Whatever a report says, no cell is a formula or a link, and every program opens the file."""
    wording = Wording("zh", lambda finding, form: text, {"D-01": text}, text)
    with OpenLibrary(tmp_path / NAME) as library:
        library.add(saying(text))
        write_folder(library, library.one_state(), tmp_path, load_forms(), wording, exact=False, version="")
    book = load_workbook(tmp_path / "核查表.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell for cell in cells if cell.hyperlink]
    assert (
        any(text[:3].isprintable() and str(cell.value).startswith(text[:3]) for cell in cells)
        or not text[:3].isprintable()
    )


# ── Disks ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="limits the size of files as Linux does")
@pytest.mark.parametrize("size", [30_000, 200_000])
def test_a_disk_that_is_full_ends_with_5_and_loses_nothing(size: int, tmp_path: Path) -> None:
    """Files may grow to `size` bytes only: the smaller size stops the library, the larger one what is made from it."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for number in range(20):
        (folder / f"{number}.txt").write_bytes(ONE.read_bytes() + b"%d" % number)
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size})); "
    command = "import sys; from extract.cli import run; sys.argv = sys.argv[1:]; run()"
    done = subprocess.run(
        [sys.executable, "-c", limited + command, "gongkai", "extract", str(folder), "-o", str(out), "--jobs", "1"],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert done.returncode == 5, done.stderr
    assert "cannot write" in done.stderr
    assert standing(out) == {}
    with sqlite3.connect(out / NAME) as sql:
        assert sql.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert gongkai("extract", folder, "-o", out) == 0
    assert len(rows(out)) == 20


def test_a_library_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert gongkai("extract", ONE, "-o", tmp_path / "file" / "out") == 5
    assert gongkai("extract", ONE, "-o", tmp_path, "--library", tmp_path / "file" / "x.sqlite") == 5
    (tmp_path / "broken.sqlite").write_bytes(b"x" * 9999)
    assert gongkai("extract", ONE, "-o", tmp_path, "--library", tmp_path / "broken.sqlite") == 5
    assert gongkai("merge", tmp_path / "nowhere", "-o", tmp_path) == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.long
@pytest.mark.parametrize("damage", [b"", b"\xff" * 4096])
def test_a_library_that_was_damaged_is_told_and_kept(damage: bytes, tmp_path: Path) -> None:
    assert gongkai("extract", ROOT / "samples", "-o", tmp_path) == 0
    path = tmp_path / NAME
    data = path.read_bytes()
    middle = len(data) // 2
    path.write_bytes(data[:middle] + damage * 20 + data[middle + 20 * len(damage) :] if damage else data[:middle])
    broken = path.read_bytes()
    assert gongkai("extract", ROOT / "samples", "-o", tmp_path, "--force") == 5
    assert path.read_bytes()[:100] == broken[:100]


def test_a_file_that_is_gone_before_it_is_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for path in (ONE, OTHER):
        shutil.copy(path, folder)

    def gone(*arguments: object) -> object:
        (folder / ONE.name).unlink(missing_ok=True)
        return at_once(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("extract.jobs.worked", gone)
    assert gongkai("extract", folder, "-o", out) == 3
    assert {row["file"].rpartition("/")[2]: row["reason"] for row in rows(out)} == {
        ONE.name: "unreadable",
        OTHER.name: "",
    }


def test_a_file_that_changes_while_it_is_read_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, out = tmp_path / "a.txt", tmp_path / "out"
    shutil.copy(ONE, path)
    os.utime(path, (1_600_000_000, 1_600_000_000))

    def meanwhile(*arguments: object) -> object:
        path.write_bytes(ONE.read_bytes() + "又".encode())
        return at_once(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr("extract.jobs.worked", meanwhile)
        assert gongkai("extract", path, "-o", out) == 0
    path.write_bytes(OTHER.read_bytes())
    assert gongkai("extract", path, "-o", out) == 0
    assert [row["year"] for row in rows(out)] == ["2024"]


@pytest.mark.slow
def test_a_clock_that_goes_back_makes_no_file_known_that_has_changed(tmp_path: Path) -> None:
    path, out = tmp_path / "a.txt", tmp_path / "out"
    shutil.copy(ONE, path)
    os.utime(path, (4_000_000_000, 4_000_000_000))
    assert gongkai("extract", path, "-o", out) == 0
    path.write_bytes(OTHER.read_bytes())
    os.utime(path, (4_000_000_000, 4_000_000_000))
    assert gongkai("extract", path, "-o", out) == 0
    assert rows(out)[0]["year"] == "2024"
