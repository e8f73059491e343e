"""Reports are copied under names that say whose they are; the originals stay as they are."""

from __future__ import annotations

import csv
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from extract.agencies.roster import Roster, Unit
from extract.errors import UsageError
from extract.jobs.filing import file_library
from extract.library import NAME, OpenLibrary
from extract.words.sheet_names import FILED_INDEX
from tests.command import Gongkai, exit_code

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.slow


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of a folder and an archive of reports."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("青禾镇2023.txt", "云岭坡乡2025.txt"):
        (folder / name).write_bytes((ROOT / "samples" / name).read_bytes())
    draft = (ROOT / "samples" / "青禾镇2023.txt").read_bytes()
    (folder / "青禾镇2023送审稿.txt").write_bytes(draft + b"\n")
    with ZipFile(folder / "县.zip", "w") as archive:
        archive.write(ROOT / "samples" / "澄溪县" / "2024" / "檀树岭瑶族乡2024.txt", "檀树岭瑶族乡2024.txt")
    monkeypatch.chdir(tmp_path)
    assert exit_code(monkeypatch, "extract", "in", "-o", "lib", "-q") == 0
    return tmp_path / "lib" / NAME


def index_of(folder: Path) -> list[dict[str, str]]:
    with (folder / FILED_INDEX).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_file_has_a_copy_with_a_name_that_says_whose_it_is(library: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in (tmp_path / "in").iterdir()}
    filed = file_library(library, tmp_path / "out", None)
    assert (filed.copied, filed.standing, filed.left) == (4, 0, 0)
    assert {path: path.read_bytes() for path in (tmp_path / "in").iterdir()} == before
    copies = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").glob("*/*")}
    assert copies == {row["归档文件"] for row in index_of(tmp_path / "out")}
    assert {name.partition("_")[2] for name in copies if name.startswith("2023/")} == {
        "临溪县青禾镇人民政府_年报_定稿.txt",
        "临溪县青禾镇人民政府_年报_送审稿.txt",
    }
    for row in index_of(tmp_path / "out"):
        assert sha256((tmp_path / "out" / row["归档文件"]).read_bytes()).hexdigest() == row["SHA-256"]
    again = file_library(library, tmp_path / "out", None)
    assert (again.copied, again.standing, again.left) == (0, 4, 0)


def test_units_have_the_numbers_that_an_audit_gave_them(library: Path, tmp_path: Path) -> None:
    with OpenLibrary(library) as opened, opened.writing():
        opened.number(2023, ["别处", "临溪县青禾镇人民政府"], [])
    file_library(library, tmp_path / "out", None, 2023)
    assert {row["序号"] for row in index_of(tmp_path / "out")} == {"2"}
    units = Roster(tuple(map(Unit, ("新桥镇", "青禾镇"))))
    file_library(library, tmp_path / "other", units, 2023)
    assert {row["序号"] for row in index_of(tmp_path / "other")} == {"4"}, "others have the places of both"


def test_what_is_gone_is_said_and_what_stands_there_stays(library: Path, tmp_path: Path, gongkai: Gongkai) -> None:
    (tmp_path / "in" / "云岭坡乡2025.txt").write_bytes(b"another")
    filed = file_library(library, tmp_path / "out", None)
    assert (filed.copied, filed.left) == (3, 1)
    assert [row["归档文件"] for row in index_of(tmp_path / "out") if "未复制" in row["情况"]] == [""]
    (copy,) = (tmp_path / "out" / "2023").glob("*定稿*")
    copy.write_bytes(b"of a person")
    with pytest.raises(UsageError):
        file_library(library, tmp_path / "out", None)
    assert copy.read_bytes() == b"of a person"
    assert gongkai("file", tmp_path / "nowhere", "-o", tmp_path / "out").code == 2


def test_a_roster_is_written_as_excel_opens_it(library: Path, tmp_path: Path, gongkai: Gongkai) -> None:
    assert gongkai("roster", library, "-o", tmp_path / "名册.csv").code == 0
    data = (tmp_path / "名册.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert "青禾镇" in data.decode("utf-8-sig")
    assert gongkai("roster", library, "-o", tmp_path / "名册.csv").code == 2, "it may have been amended"


def test_what_selects_no_rule_says_so(library: Path, gongkai: Gongkai) -> None:
    done = gongkai("check", "in", "--select", "D-03", "--ignore", "D-03", "--lang", "en")
    assert (done.code, "leave no rule" in done.err) == (2, True)


def test_a_file_is_no_folder_to_write_into(library: Path, tmp_path: Path) -> None:
    (tmp_path / "名单.csv").write_bytes(b"a person's")
    with pytest.raises(UsageError) as caught:
        file_library(library, tmp_path / "名单.csv", None)
    assert caught.value.code == "a_file_stands_there"
    assert (tmp_path / "名单.csv").read_bytes() == b"a person's"
