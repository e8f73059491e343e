"""Reports in archives are read where they lie, and nothing else happens to them."""

from __future__ import annotations

import io
import stat
import struct
import tarfile
import zlib
from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from extract import read_reports
from extract.errors import UnreadableFile
from extract.jobs import Input, Limits, archives, containers, inputs_of, with_members
from extract.jobs.archives import DEEPEST, bytes_of
from extract.jobs.files import Task
from extract.jobs.originals import bytes_as_read
from extract.jobs.workers import TaskResult
from extract.library import NAME, OpenLibrary
from tests.at_once import at_once
from tests.kept import keep, keep_all
from tests.made.hostile import DOCX, TEXT
from tests.optional import needed, program

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


@pytest.mark.slow
def test_names_in_the_encoding_of_chinese_programs(tmp_path: Path) -> None:
    packed = zipped({"abcd/efgh.txt": TEXT})
    raw = "青禾".encode("gb18030"), "年报".encode("gb18030")
    for name, bytes_ in zip((b"abcd", b"efgh"), raw, strict=True):
        packed = packed.replace(name, bytes_)
    (tmp_path / "a.zip").write_bytes(packed)
    assert list(found(tmp_path)) == ["a.zip!/青禾/年报.txt"]


@pytest.mark.slow
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


def read_of(path: Path) -> dict[str, bytes | str]:
    """What an archive holds, by names within it: bytes, or why there are none."""

    def read(file: Input) -> bytes | str:
        try:
            return file.why or archives.bytes_of(file)
        except UnreadableFile as error:
            return error.code

    return {file.file.partition("!/")[2]: read(file) for file in with_members(inputs_of([path]), None)}


def test_names_that_lead_nowhere_are_files_all_the_same(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        for number, name in enumerate(("..", ".", "q", "folder/", "a")):
            archive.writestr(ZipInfo(name), b"" if name.endswith("/") else b"%d" % number)
    packed = bytearray((tmp_path / "a.zip").read_bytes())
    for signature, at in ((b"PK\x03\x04", 26), (b"PK\x01\x02", 28)):
        start = packed.rindex(signature, 0, packed.index(b"q", packed.index(signature)))
        packed[start + at : start + at + 4] = b"\0\0\1\0"  # the name is not a name, but something beside it
    (tmp_path / "a.zip").write_bytes(packed)
    assert read_of(tmp_path / "a.zip") == {"?": b"0", "?#2": b"1", "?#3": b"2", "a": b"4"}


def test_names_in_a_tar_may_be_bytes_of_any_kind(tmp_path: Path) -> None:
    names = ("镇.txt".encode(), "镇.txt".encode("gb18030"), b"\xff\xfe.txt", b"caf\xff\\a.txt")
    named = {name.decode("utf-8", "surrogateescape"): name for name in names}
    (tmp_path / "a.tar").write_bytes(tarred(named))
    assert read_of(tmp_path / "a.tar") == {
        "镇.txt": names[0], "镇.txt#2": names[1], "\\xff\\xfe.txt": names[2], "caf\\xff/a.txt": names[3],
    }  # fmt: skip


def test_links_and_devices_in_archives_are_inputs(tmp_path: Path) -> None:
    kinds = {
        "again": tarfile.LNKTYPE,
        "itself": tarfile.LNKTYPE,
        "link": tarfile.SYMTYPE,
        "pipe": tarfile.FIFOTYPE,
        "folder": tarfile.DIRTYPE,
    }
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        whole = tarfile.TarInfo("whole")
        whole.size = 4
        archive.addfile(whole, io.BytesIO(b"text"))
        for name, kind in kinds.items():
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "whole" if name != "itself" else name
            archive.addfile(member)
    assert read_of(tmp_path / "a.tar") == {
        "whole": b"text", "again": b"text", "itself": "truncated", "link": "link", "pipe": "not_a_file",
    }  # fmt: skip
    link = ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "whole")
    assert read_of(tmp_path / "a.zip") == {"link": "link"}


def test_members_of_one_name_in_a_7z_are_each_their_own(tmp_path: Path) -> None:
    """Also where a name leads out of the archive, which `py7zr` refuses with all that is packed with it."""
    py7zr = needed("py7zr")
    with py7zr.SevenZipFile(tmp_path / "a.7z", "w") as archive:
        for number, name in enumerate(("a.txt", "a.txt", "xx/evil.txt", "空.txt")):
            archive.writestr(b"%d" % number if name != "空.txt" else b"", name)
    assert read_of(tmp_path / "a.7z") == {"a.txt": b"0", "a.txt#2": b"1", "xx/evil.txt": b"2", "空.txt": b""}


_SOLID = (
    "UmFyIRoHAQAJ78hvCwEFBwQGAQGAgIAA3vVwchwCAroABIAQtoMCoua3xYAbAQpzdGVzdDEudHh0waw3REQj+iP2l/1iU1G+TJGBQQKMwQN5XL9H"
    "o6otoDaT3aBYAEACANRQBHb2xH8y6p8ypcTM14PfABDoLYkcAgKNAASAELaDAqLmt8XAGwEKc3Rlc3QyLnR4dEUVCmABAAgD37f79vwdd1ZRAwUE"
    "AA=="
)
"""Two members, packed one after the other as a whole: a test file of `rarfile` (ISC)."""
_NUMBERED = "".join(f"{number:03}\n" for number in range(512)).encode()


def test_a_rar_that_is_packed_as_a_whole_is_read(tmp_path: Path) -> None:
    needed("rarfile")
    program("unar")
    (tmp_path / "a.rar").write_bytes(b64decode(_SOLID))
    assert read_of(tmp_path / "a.rar") == {"stest1.txt": _NUMBERED, "stest2.txt": _NUMBERED}


def test_a_7z_that_is_packed_as_a_whole_is_read_in_any_order(tmp_path: Path) -> None:
    py7zr = needed("py7zr")
    files = {f"{number}.txt": b"%d" % number * 999 for number in range(9)}
    with py7zr.SevenZipFile(tmp_path / "a.7z", "w") as archive:
        for name, data in files.items():
            archive.writestr(data, name)
    members = with_members(inputs_of([tmp_path / "a.7z"]), None)
    assert {file.file.rpartition("/")[2]: bytes_of(file) for file in reversed(members)} == files


def test_a_part_of_an_archive_is_told_from_a_broken_one(tmp_path: Path) -> None:
    py7zr, _ = needed("py7zr"), needed("rarfile")
    with py7zr.SevenZipFile(tmp_path / "a.7z", "w") as archive:
        archive.writestr(TEXT, "a.txt")
    whole = (tmp_path / "a.7z").read_bytes()
    (tmp_path / "a.7z").rename(tmp_path / "a.7z.001")
    (tmp_path / "a.7z.001").write_bytes(whole[:-9])
    main = struct.pack("<BHHHI", 0x73, 0x11, 13, 0, 0)
    second = b"Rar!\x1a\x07\x00" + struct.pack("<H", zlib.crc32(main) & 0xFFFF) + main
    (tmp_path / "a.part2.rar").write_bytes(second)
    files = with_members(inputs_of([tmp_path]), None)
    assert {file.path.name: file.why for file in files} == {"a.7z.001": "volume", "a.part2.rar": "volume"}


def test_an_archive_within_one_that_takes_too_long_does_not_lose_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"good.txt": TEXT, "slow.zip": zipped({"x.txt": TEXT})}))

    def late(tasks: Sequence[Input], work: Callable[[Input], object], limits: object) -> Iterator[TaskResult[object]]:
        for number, task in enumerate(tasks):
            is_slow = bool(task.inside)
            yield TaskResult(number, None if is_slow else work(task), "timeout" if is_slow else None, 60.0)

    monkeypatch.setattr(archives, "worked", late)
    found = {file.file.partition("!/")[2]: file.why for file in with_members(inputs_of([tmp_path]), LIMITS)}
    assert found == {"good.txt": "", "slow.zip": "timeout"}


def test_whatever_a_library_of_archives_trips_over_is_a_broken_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    for fault in (IndexError("a"), KeyError("a"), AssertionError(), UnicodeDecodeError("ascii", b"", 0, 1, "a")):
        with pytest.raises(UnreadableFile) as caught, containers.faults_named():
            raise fault
        assert caught.value.code == "truncated"
    with pytest.raises(MemoryError), containers.faults_named():
        raise MemoryError


@pytest.mark.slow
def test_one_bad_member_does_not_lose_the_others(tmp_path: Path) -> None:
    packed = bytearray(zipped({"a.txt": TEXT, "b.txt": OTHER}))
    packed[60:90] = bytes(30)
    (tmp_path / "a.zip").write_bytes(packed)
    assert found(tmp_path) == {"a.zip!/a.txt": ("failed", "truncated"), "a.zip!/b.txt": ("ok", "")}


@pytest.mark.slow
def test_a_password_is_told(tmp_path: Path) -> None:
    packed = bytearray(zipped({"a.txt": TEXT}))
    packed[6] |= 1
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(packed)
    assert found(tmp_path) == {"a.zip!/a.txt": ("failed", "encrypted")}


@pytest.mark.slow
def test_what_is_no_archive_after_all_says_why(tmp_path: Path) -> None:
    whole = zipped({"a.txt": TEXT, "b.txt": OTHER})
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "empty.zip").write_bytes(zipped({}))
    (tmp_path / "one.gz").write_bytes(b"\x1f\x8b" + TEXT)
    states = found(tmp_path)
    assert set(states) == {"cut.zip", "empty.zip", "one.gz"}
    assert {status for status, _ in states.values()} == {"failed"}


@pytest.mark.parametrize("module", ["gzip", "bz2", "lzma"])
def test_what_is_packed_around_nothing_is_empty(module: str, tmp_path: Path) -> None:
    pack = import_module(module).compress
    for name, data in {"zeros": bytes(50_000), "nothing": b"", "report": TEXT}.items():
        (tmp_path / f"{name}.gz").write_bytes(pack(data))
    why = {file.path.stem: file.why for file in with_members(inputs_of([tmp_path]), None)}
    assert why == {"zeros": "empty", "nothing": "empty", "report": "unsupported"}


@pytest.mark.slow
def test_the_same_report_in_an_archive_and_beside_it_is_one(tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(zipped({"a.txt": TEXT}))
    (tmp_path / "a.txt").write_bytes(TEXT)
    assert found(tmp_path) == {"a.txt": ("ok", ""), "b.zip!/a.txt": ("skipped", "duplicate")}


@pytest.mark.slow
def test_read_reports_looks_into_archives(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": TEXT}))
    assert [report.source.name for report in read_reports([tmp_path])] == [f"{tmp_path.as_posix()}/a.zip!/a.txt"]


# ── How much an archive may be as a whole ────────────────────────────────────────────────────────────────────────────


def blanks(count: int, size: int) -> Files:
    return {f"{number}.txt": b" " * size for number in range(count)}


TOO_MUCH: dict[str, Callable[[], bytes]] = {
    "many members": lambda: zipped(blanks(30, 0)),
    "many members, packed as a whole": lambda: tarred(blanks(30, 0), "w:xz"),
    "many bytes": lambda: zipped(blanks(9, 200_000)),
    "many bytes, packed as a whole": lambda: tarred(blanks(9, 200_000), "w:gz"),
    "archives within one": lambda: zipped({f"{n}.zip": zipped(blanks(2, 300_000)) for n in range(3)}),
    "members of archives within one": lambda: zipped({f"{n}.zip": zipped(blanks(9, 1)) for n in range(3)}),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", TOO_MUCH)
def test_an_archive_that_is_too_much_as_a_whole_is_one_row(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 25)
    monkeypatch.setattr(archives, "LEAST_UNPACKED", 1_000_000)
    monkeypatch.setattr(archives, "MOST_TIMES", 10)
    (tmp_path / "a").write_bytes(TOO_MUCH[kind]())
    (tmp_path / "b.zip").write_bytes(zipped(blanks(3, 1)))
    found = with_members(inputs_of([tmp_path]), None)
    assert [(file.path.name, file.why) for file in found if file.why] == [("a", "bomb")]
    assert [file.path.name for file in found] == ["a", "b.zip", "b.zip", "b.zip"]
    assert {report.reason for report in read_reports([tmp_path / "a"])} == {"bomb"}


def test_what_is_packed_as_a_whole_is_unpacked_no_further_than_it_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "LEAST_UNPACKED", 1_000_000)
    (tmp_path / "a.tar.gz").write_bytes(tarred(blanks(200, 100_000), "w:gz"))
    asked = []
    following = tarfile.TarFile.next

    def counted(archive: tarfile.TarFile) -> tarfile.TarInfo | None:
        asked.append(archive.offset)
        return following(archive)

    monkeypatch.setattr(tarfile.TarFile, "next", counted)
    monkeypatch.setattr(archives, "MOST_TIMES", 1)
    (found,) = with_members(inputs_of([tmp_path]), None)
    assert found.why == "bomb"
    assert max(asked) < 2_000_000


def test_a_large_archive_of_files_that_hardly_shrink_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LEAST_UNPACKED", 1000)
    (tmp_path / "a.zip").write_bytes(zipped({f"{n}.docx": DOCX + b"%d" % n for n in range(20)}))
    assert len(with_members(inputs_of([tmp_path]), None)) == 20


def test_an_archive_that_cannot_be_looked_through_in_time_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": TEXT}))

    def late(tasks: object, work: object, limits: object) -> Iterator[TaskResult[object]]:
        yield TaskResult(0, None, "timeout", 60.0)

    monkeypatch.setattr(archives, "worked", late)
    (found,) = with_members(inputs_of([tmp_path]), LIMITS)
    assert (found.path.name, found.why) == ("a.zip", "timeout")


def test_members_are_handed_out_in_the_order_in_which_they_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is packed as a whole is then unpacked once, and not from its beginning for every member."""
    names = ["c.txt", "a.txt", "d.txt", "b.txt"]
    files = {name: TEXT + name.encode() for name in names}
    (tmp_path / "a.tar.gz").write_bytes(tarred(files, "w:gz"))
    handed: list[str] = []

    def watched(tasks: Sequence[Task], *others: object) -> object:
        handed.extend(task.file.file.rpartition("/")[2] for task in tasks)
        return at_once(tasks, *others)  # type: ignore[arg-type]

    monkeypatch.setattr("extract.jobs.worked", watched)
    with OpenLibrary(tmp_path / NAME) as library:
        done = keep(library, with_members(inputs_of([tmp_path / "a.tar.gz"]), None))
    assert handed == names
    assert [outcome.file.file.rpartition("/")[2] for outcome in done] == names


def test_a_member_is_found_without_a_look_at_all_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({f"{number}.txt": b"" for number in range(50)}))
    files, looks = with_members(inputs_of([tmp_path]), None), list[object]()
    monkeypatch.setattr(containers, "_name_of", looks.append)
    assert [archives.bytes_of(file) for file in files] == [b""] * 50
    assert not looks


def test_what_was_read_is_found_again_as_long_as_it_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": OTHER, "b.txt": TEXT}))
    (tmp_path / "b.txt").write_bytes(OTHER)
    gone, file, member = (f"{tmp_path.as_posix()}/{name}" for name in ("gone.txt", "b.txt", "a.zip!/b.txt"))
    digest, other = (sha256(data).hexdigest() for data in (TEXT, OTHER))
    assert bytes_as_read([gone, file, member], digest) == TEXT
    assert bytes_as_read([gone, file], other) == OTHER
    assert bytes_as_read([gone, file], digest) is None
