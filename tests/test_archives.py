"""Reports in archives are read where they lie, and nothing else happens to them."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from extract import read_reports
from extract.jobs import Limits
from extract.jobs.archives import DEEPEST
from extract.library import NAME, OpenLibrary
from tests.kept import keep_all
from tests.made.hostile import DOCX, TEXT

LIMITS = Limits(jobs=1)
Files = dict[str, bytes]
OTHER = TEXT + "另".encode()


def zipped(files: Files) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: Files, mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


PACKERS: dict[str, Callable[[Files], bytes]] = {
    "a.zip": zipped,
    "a.tar": tarred,
    "a.tar.gz": lambda files: tarred(files, "w:gz"),
    "a.tar.xz": lambda files: tarred(files, "w:xz"),
    "download": zipped,
}


def found(folder: Path) -> dict[str, tuple[str, str]]:
    """Status and reason of every file that is read in a folder, by its name below it."""
    with TemporaryDirectory() as elsewhere, OpenLibrary(Path(elsewhere) / NAME) as library:
        keep_all(library, [folder], LIMITS)
        return {
            state.file.removeprefix(f"{folder.as_posix()}/"): (state.status, state.reason) for state in library.states()
        }


@pytest.mark.slow
@pytest.mark.parametrize("name", PACKERS)
def test_members_are_files_of_their_own(name: str, tmp_path: Path) -> None:
    files = {"镇/2023.txt": TEXT, "镇/2024.docx": DOCX, "镇/说明.txt": b"x", ".hidden": TEXT, "__MACOSX/2023.txt": TEXT}
    (tmp_path / name).write_bytes(PACKERS[name](files))
    assert found(tmp_path) == {
        f"{name}!/镇/2023.txt": ("ok", ""),
        f"{name}!/镇/2024.docx": ("ok", ""),
        f"{name}!/镇/说明.txt": ("skipped", "not_a_report"),
    }
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_names_in_the_encoding_of_chinese_programs(tmp_path: Path) -> None:
    packed = zipped({"abcd/efgh.txt": TEXT})
    raw = "青禾".encode("gb18030"), "年报".encode("gb18030")
    for name, bytes_ in zip((b"abcd", b"efgh"), raw, strict=True):
        packed = packed.replace(name, bytes_)
    (tmp_path / "a.zip").write_bytes(packed)
    assert list(found(tmp_path)) == ["a.zip!/青禾/年报.txt"]


def test_a_word_file_is_no_archive(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(DOCX)
    late = {"a.txt": b"x", "[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}
    (tmp_path / "b.docx").write_bytes(zipped(late))
    assert set(found(tmp_path)) == {"a.docx", "b.docx"}


@pytest.mark.slow
def test_archives_within_archives_to_a_limit(tmp_path: Path) -> None:
    data = TEXT
    for level in range(DEEPEST + 2):
        data = zipped({f"{level}.zip" if level else "a.txt": data})
    (tmp_path / "z.zip").write_bytes(data)
    name = "!/".join(["z.zip", *(f"{level}.zip" for level in range(DEEPEST + 1, 1, -1))])
    assert found(tmp_path) == {name: ("failed", "unsupported")}
    (tmp_path / "z.zip").write_bytes(zipped({"b.tar": tarred({"c.zip": zipped({"d.txt": TEXT})})}))
    assert found(tmp_path) == {"z.zip!/b.tar!/c.zip!/d.txt": ("ok", "")}


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["../../evil.txt", "/evil.txt", "C:\\evil.txt", "\\\\host\\evil.txt", "./a/../evil.txt"]
)
def test_names_lead_nowhere(name: str, tmp_path: Path) -> None:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(ZipInfo(name), TEXT)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(out.getvalue())
    (file,) = found(tmp_path / "in")
    assert ".." not in file and file.startswith("a.zip!/") and file.endswith("evil.txt")
    assert not list(tmp_path.rglob("*evil*"))


def test_one_bad_member_does_not_lose_the_others(tmp_path: Path) -> None:
    packed = bytearray(zipped({"a.txt": TEXT, "b.txt": OTHER}))
    packed[60:90] = bytes(30)
    (tmp_path / "a.zip").write_bytes(packed)
    assert found(tmp_path) == {"a.zip!/a.txt": ("failed", "truncated"), "a.zip!/b.txt": ("ok", "")}


def test_a_password_is_told(tmp_path: Path) -> None:
    packed = bytearray(zipped({"a.txt": TEXT}))
    packed[6] |= 1
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(packed)
    assert found(tmp_path) == {"a.zip!/a.txt": ("failed", "encrypted")}


def test_what_is_no_archive_after_all_says_why(tmp_path: Path) -> None:
    whole = zipped({"a.txt": TEXT, "b.txt": OTHER})
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "empty.zip").write_bytes(zipped({}))
    (tmp_path / "one.gz").write_bytes(b"\x1f\x8b" + TEXT)
    states = found(tmp_path)
    assert set(states) == {"cut.zip", "empty.zip", "one.gz"}
    assert {status for status, _ in states.values()} == {"failed"}


def test_the_same_report_in_an_archive_and_beside_it_is_one(tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(zipped({"a.txt": TEXT}))
    (tmp_path / "a.txt").write_bytes(TEXT)
    assert found(tmp_path) == {"a.txt": ("ok", ""), "b.zip!/a.txt": ("skipped", "duplicate")}


def test_read_reports_looks_into_archives(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": TEXT}))
    assert [report.source.name for report in read_reports([tmp_path])] == [f"{tmp_path.as_posix()}/a.zip!/a.txt"]
