"""Every input is accounted for, under a name of its own, and none keeps the others from being read."""

from __future__ import annotations

import csv
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from extract.errors import GongkaiError
from extract.jobs import Input, inputs_of, with_members
from extract.jobs import reading as jobs
from extract.jobs.inputs import told_apart
from extract.jobs.plan import plan_of
from extract.library import NAME, KnownFile, OpenLibrary, Stored
from tests.command import Gongkai
from tests.kept import nothing_given

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "samples" / "青禾镇2023.txt").read_bytes()


def rows(out: Path) -> dict[str, str]:
    """The reasons of all files, by their names."""
    with (out / "reports.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["file"]: row["reason"] for row in csv.DictReader(file)}


def below(folder: Path, out: Path) -> dict[str, str]:
    return {name.removeprefix(f"{folder.as_posix()}/"): reason for name, reason in rows(out).items()}


# ── Two inputs, one name ─────────────────────────────────────────────────────────────────────────────────────────────


def same_names(folder: Path) -> list[str]:
    members = ["a.txt", "a.txt", "A.TXT", "./a.txt", "x/../a.txt", "A\\b.txt", "A/b.txt", "a.txt#2"]
    with ZipFile(folder / "all.zip", "w") as archive:
        for number, name in enumerate(members):
            archive.writestr(name, TEXT + b"%d" % number)
    return [f"all.zip!/{name}" for name in ("A.TXT", "A/b.txt", "A/b.txt#2", "a.txt", "a.txt#2", "a.txt#3", "a.txt#4",
                                           "x/a.txt")]  # fmt: skip


def folder_like_an_archive(folder: Path) -> list[str]:
    (folder / "x!").mkdir()
    (folder / "x!" / "b.txt").write_bytes(TEXT + b"1")
    with ZipFile(folder / "x", "w") as archive:
        archive.writestr("b.txt", TEXT + b"2")
    return ["x!/b.txt", "x!/b.txt#2"]


def bytes_that_print_alike(folder: Path) -> list[str]:
    (folder / r"bad\xff\xfe.txt").write_bytes(TEXT + b"1")
    Path(os.fsdecode(os.fsencode(folder) + b"/bad\xff\xfe.txt")).write_bytes(TEXT + b"2")
    return [r"bad\xff\xfe.txt", r"bad\xff\xfe.txt#2"]


def archives_of_one_name(folder: Path) -> list[str]:
    inner = folder / "inner"
    with ZipFile(folder / "all.zip", "w") as archive:
        for number in range(2):
            with ZipFile(inner, "w") as packed:
                packed.writestr("a.txt", TEXT + b"%d" % number)
            archive.writestr("镇.zip", inner.read_bytes())
    inner.unlink()
    return ["all.zip!/镇.zip!/a.txt", "all.zip!/镇.zip!/a.txt#2"]


SAME = (same_names, folder_like_an_archive, bytes_that_print_alike, archives_of_one_name)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("make", SAME)
def test_inputs_of_one_name_are_as_many_rows(
    make: Callable[[Path], list[str]], tmp_path: Path, gongkai: Gongkai
) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    expected = make(folder)
    assert gongkai("extract", folder, "-o", out).code == 0
    assert below(folder, out) == dict.fromkeys(expected, "")
    before = (out / "reports.csv").read_bytes()
    assert gongkai("extract", folder, "-o", out, "--force").code == 0
    assert (out / "reports.csv").read_bytes() == before
    assert gongkai("extract", folder, "-o", out, "--prune").code == 0
    assert (out / "reports.csv").read_bytes() == before


def test_a_name_depends_on_no_order() -> None:
    twins = [Input("a", Path("z"), (3,)), Input("a", Path("z"), (1,)), Input("a", Path("a")), Input("a#2", Path("b"))]
    apart = told_apart(twins)
    assert [file for file, *_ in apart] == ["a", "a#2", "a#3", "a#4"]
    assert told_apart(reversed(twins)) == apart


def test_a_file_that_is_given_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(TEXT)
    ways = [tmp_path / "in", tmp_path / "in" / ".." / "in" / "a.txt", tmp_path / "in" / "a.txt"]
    (once,) = inputs_of(ways)
    assert inputs_of(reversed(ways)) == [once]


def test_a_run_that_cannot_account_for_every_input_says_so(
    tmp_path: Path, gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    tally = jobs._tally

    def lost(library: object, files: set[str]) -> jobs.Tally:
        return tally(library, files - {max(files)})  # type: ignore[arg-type]

    monkeypatch.setattr(jobs, "_tally", lost)
    run = gongkai("extract", tmp_path / "a.txt", "-o", tmp_path / "out")
    assert run.code == GongkaiError.exit_code
    assert "1 files were given and 0" in run.err


# ── What cannot be read ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_links_devices_and_pipes_are_rows_and_keep_nobody_waiting(tmp_path: Path, gongkai: Gongkai) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "a.txt").write_bytes(TEXT)
    os.mkfifo(folder / "pipe.txt")
    (folder / "link.txt").symlink_to(folder / "a.txt")
    (folder / "nowhere.txt").symlink_to(tmp_path / "nowhere")
    assert gongkai("extract", folder, "-o", out).code == 0
    assert below(folder, out) == {"a.txt": "", "link.txt": "link", "nowhere.txt": "link", "pipe.txt": "not_a_file"}


@pytest.mark.parametrize("given", ["/dev/zero", "pipe"])
@pytest.mark.parametrize("command", [("extract", "-o", "out"), ("check",), ("show",)])
def test_a_device_that_is_given_is_told_at_once(
    given: str, command: tuple[str, ...], tmp_path: Path, gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    assert gongkai(command[0], given, *command[1:]).code == 4


@pytest.mark.slow
def test_a_link_that_is_given_is_followed(tmp_path: Path, gongkai: Gongkai) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    assert gongkai("extract", tmp_path / "link.txt", "-o", tmp_path / "out").code == 0
    assert list(rows(tmp_path / "out").values()) == [""]


@pytest.mark.parametrize(
    "name",
    ["Thumbs.db", "thumbs.DB", "desktop.ini", "Desktop.ini", "System Volume Information", "~$某镇.docx", ".DS_Store"],
)
def test_what_programs_leave_behind_is_no_complaint(name: str, tmp_path: Path, gongkai: Gongkai) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes(TEXT)
    (folder / name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr(name, b"x")
        archive.writestr("b.txt", TEXT + b"1")
    assert set(below_names(folder)) == {"a.txt", "a.zip!/b.txt"}
    if not name.startswith("."):
        assert [file.path.name for file in inputs_of(folder.iterdir())] == ["a.txt", "a.zip"]


def below_names(folder: Path) -> Iterator[str]:
    for file in with_members(inputs_of([folder]), None):
        yield file.file.removeprefix(f"{folder.as_posix()}/")


WITHOUT_POWERS = (
    "setpriv",
    "--bounding-set=-dac_override,-dac_read_search",
    "--inh-caps=-dac_override,-dac_read_search",
)


def run_powerless(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The command as a user who may not look everywhere."""
    before = WITHOUT_POWERS if os.geteuid() == 0 else ()
    return subprocess.run(
        [*before, sys.executable, "-m", "extract", *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="rights are those of Linux")
def test_a_folder_that_may_not_be_looked_into_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    for name, mode in (("closed", 0), ("listed", stat.S_IRUSR), ("entered", stat.S_IXUSR)):
        (folder / name).mkdir(parents=True)
        (folder / name / "a.txt").write_bytes(TEXT)
        (folder / name).chmod(mode)
    (folder / "a.txt").write_bytes(TEXT + b"1")
    try:
        run = run_powerless("extract", folder, "-o", out)
        assert (run.returncode, "Traceback" in run.stderr) == (3, False), run.stderr
        expected = {"a.txt": "", "closed": "unreadable", "listed/a.txt": "unreadable", "entered": "unreadable"}
        assert below(folder, out) == expected
        assert run.stderr.count("closed") == 1
        alone = run_powerless("extract", folder / "closed" / "a.txt", "-o", tmp_path / "alone")
        assert alone.returncode in (2, 4), alone.stderr
    finally:
        for path in folder.iterdir():
            if path.is_dir():
                path.chmod(stat.S_IRWXU)
    assert run_powerless("extract", folder, "-o", out, "--retry-failed").returncode == 0
    assert set(below(folder, out)) == {"a.txt", "closed/a.txt", "listed/a.txt", "entered/a.txt"}


@pytest.mark.slow
def test_folders_may_be_as_deep_as_a_path_allows(tmp_path: Path) -> None:
    deep = tmp_path
    while len(os.fsencode(deep)) < 3900:
        deep /= "d"
        deep.mkdir()
    (deep / "a.txt").write_bytes(TEXT)
    (found,) = inputs_of([tmp_path])
    assert found.path == deep / "a.txt"
    (deep / "a.txt").unlink()
    while deep != tmp_path:
        deep.rmdir()
        deep = deep.parent


# ── Where it is written ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
@pytest.mark.parametrize("name", ["结果2023.12", "2024.11", "a.b", "各县(市.区)", "v1.0.sqlite.d"])
@pytest.mark.parametrize("command", ["extract", "merge"])
def test_a_dot_in_the_name_of_a_folder_is_no_suffix(command: str, name: str, tmp_path: Path, gongkai: Gongkai) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    out = tmp_path / name
    if command == "merge":
        assert gongkai("extract", tmp_path / "a.txt", "-o", tmp_path / "one").code == 0
        assert gongkai("merge", tmp_path / "one", "-o", out).code == 0
    else:
        assert gongkai("extract", tmp_path / "a.txt", "-o", out).code == 0
    assert len(list(out.glob("*.csv"))) == 7
    assert (out / NAME).is_file()


def test_a_place_that_cannot_be_written_is_told_before_anything_is_read(
    tmp_path: Path, gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    (tmp_path / "file").write_text("")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "reports.csv").write_text("a stranger's")
    (tmp_path / "other" / "facts.csv").mkdir(parents=True)
    monkeypatch.setattr("extract.jobs.inputs_of", None)
    for place, code in (("file", 2), ("out", 2), ("other", 5)):
        assert gongkai("extract", tmp_path / "a.txt", "-o", tmp_path / place).code == code
    assert not list(tmp_path.rglob(NAME))


# ── What is forgotten ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_name_in_raw_bytes_is_there_where_it_is(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/" + "青禾".encode("gb18030") + b".txt"
    Path(os.fsdecode(raw)).write_bytes(TEXT)
    (file,) = inputs_of([tmp_path])
    known = KnownFile(file.file, "", Stored(), "", "r", has_failed=False)
    assert plan_of([], [known], nothing_given, "r", 0).gone == ()
    Path(os.fsdecode(raw)).unlink()
    assert plan_of([], [known], nothing_given, "r", 0).gone == (file.file,)


def test_half_of_a_sign_in_a_name_is_written_out_and_found_again(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode("\ud83d.txt".encode("utf-8", "surrogatepass"))).write_bytes(TEXT)
    known = [
        KnownFile(f"{tmp_path.as_posix()}/\\u{half}.txt", "", Stored(), "", "r", False) for half in ("d83d", "d83e")
    ]
    assert plan_of([], known, nothing_given, "r", 0).gone == (known[1].file,)


def forgotten(gongkai: Gongkai, out: Path, *paths: Path, options: tuple[str, ...] = ()) -> tuple[object, int]:
    """How a run that forgets ends, and how many files the library holds afterwards."""
    code = gongkai("extract", *paths, "-o", out, "--prune", *options).code
    with OpenLibrary.reading(out / NAME) as library:
        return code, library.count("file")


@pytest.fixture
def two_drives(tmp_path: Path, gongkai: Gongkai) -> tuple[Path, Path, Path]:
    """Five files on one drive and three on another, in a library."""
    for number in range(8):
        path = tmp_path / ("one" if number < 5 else "other") / "镇" / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(TEXT + b"%d" % number)
    one, other, out = tmp_path / "one", tmp_path / "other", tmp_path / "out"
    assert gongkai("extract", one, other, "-o", out).code == 0
    return one, other, out


@pytest.mark.slow
def test_a_drive_that_is_not_plugged_in_is_not_forgotten(two_drives: tuple[Path, Path, Path], gongkai: Gongkai) -> None:
    one, other, out = two_drives
    shutil.move(other, one.parent / "away")
    assert forgotten(gongkai, out, one) == (2, 8)
    other.mkdir()
    assert forgotten(gongkai, out, one, other) == (2, 8)
    assert forgotten(gongkai, out, one, other, options=("--yes",)) == (0, 5)


@pytest.mark.slow
def test_more_than_half_is_not_forgotten_unasked(two_drives: tuple[Path, Path, Path], gongkai: Gongkai) -> None:
    one, other, out = two_drives
    for path in (*one.rglob("*.txt"),):
        path.unlink()
    (one / "镇" / "new.txt").write_bytes(TEXT + b"new")
    assert forgotten(gongkai, out, one, other) == (2, 8)
    run = gongkai("extract", one, other, "-o", out, "--prune")
    assert "5 of the 8 files" in run.err
    assert forgotten(gongkai, out, one, other, options=("--yes",)) == (0, 4)


@pytest.mark.slow
def test_what_is_gone_from_where_one_looks_is_forgotten(two_drives: tuple[Path, Path, Path], gongkai: Gongkai) -> None:
    one, other, out = two_drives
    (one / "镇" / "0.txt").unlink()
    shutil.rmtree(other / "镇")
    (other / "1.txt").write_bytes(TEXT + b"one")
    assert forgotten(gongkai, out, one, other) == (0, 5)
