"""Files in a store: they are found, known again, brought to where they are read, and known to be gone."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extract.errors import UsageError
from extract.jobs import Limits, ReadingOptions, plan_of, with_members
from extract.jobs.inputs import Input
from extract.jobs.stores import bring, inputs_at, looked_through, root_of, why_not_brought
from extract.library import KnownFile, Stored
from extract.model import NOTHING_GIVEN
from tests.optional import needed

fsspec = needed("fsspec")
TEXT = (Path(__file__).parents[1] / "samples" / "青禾镇2023.txt").read_bytes()
Put = Callable[[str, bytes], None]


@pytest.fixture
def store() -> Iterator[Put]:
    memory = fsspec.filesystem("memory")
    yield memory.pipe_file
    if memory.exists("/reports"):
        memory.rm("/reports", recursive=True)


def packed(*names: str) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name in names:
            archive.writestr(name, TEXT)
    return whole.getvalue()


def known(*names: str) -> list[KnownFile]:
    return [KnownFile(name, "0", Stored(), "", "r", False) for name in names]


def gone_of(inputs: list[Input], urls: list[str], *names: str) -> tuple[str, ...]:
    options = ReadingOptions(stores=looked_through(urls, inputs))
    return plan_of(inputs, known(*sorted(names)), lambda _: NOTHING_GIVEN, "r", time.time_ns(), options).gone


def test_what_lies_in_a_store_is_found_and_known_again(store: Put, tmp_path: Path) -> None:
    store("/reports/2023/青禾镇.txt", TEXT)
    store("/reports/.hidden/a.txt", TEXT)
    store("/reports/2023/~$a.docx", TEXT)
    (file,) = inputs_at(["memory://reports"], tmp_path)
    assert file.file == "memory:///reports/2023/青禾镇.txt"
    assert file.at and file.at.size == len(TEXT)
    assert not list(tmp_path.iterdir()), "only archives are brought before they are read"
    assert inputs_at(["memory://reports", "memory://reports/2023"], tmp_path) == [file]
    store("/reports/2023/青禾镇.txt", TEXT[:-1] + b"!")
    (later,) = inputs_at(["memory://reports"], tmp_path)
    assert later.at and later.at != file.at
    plan = plan_of([later], (), lambda _: NOTHING_GIVEN, "r", time.time_ns())
    assert [task.stored for task in plan.tasks] == [(len(TEXT), later.at.modified)]


def test_an_archive_in_a_store_is_looked_into(store: Put, tmp_path: Path) -> None:
    store("/reports/a.zip", packed("一/a.txt", "b.txt"))
    store("/reports/c.txt", TEXT)
    inputs = with_members(inputs_at(["memory://reports"], tmp_path), None)
    names = ["memory:///reports/a.zip!/b.txt", "memory:///reports/a.zip!/一/a.txt", "memory:///reports/c.txt"]
    assert [file.file for file in inputs] == names
    assert all(file.at for file in inputs)
    assert gone_of(inputs, ["memory://reports"], *names, f"{names[0]}x") == (f"{names[0]}x",)


def test_what_is_gone_from_a_store_is_told_by_what_was_looked_through(store: Put, tmp_path: Path) -> None:
    store("/reports/2023/a.txt", TEXT)
    urls = ["memory://reports/2023/"]
    inputs = inputs_at(urls, tmp_path)
    there, gone = "memory:///reports/2023/a.txt", ("memory:///reports/2023/b.txt", "memory:///reports/2023/b.zip!/c")
    elsewhere = ("memory:///reports/2022/a.txt", "s3://reports/2023/a.txt", "memory:///reports/2023x/a.txt")
    assert gone_of(inputs, urls, there, *gone, *elsewhere) == gone
    assert gone_of([], [], there, *gone, *elsewhere) == (), "a run that looked into no store knows nothing of it"
    assert root_of(urls[0]) == "memory:///reports/2023"


def test_where_nothing_is_or_nobody_may_read_that_is_said(tmp_path: Path) -> None:
    for url in ("memory://nothing", "nosuch://a/b"):
        with pytest.raises(UsageError, match=url):
            inputs_at([url], tmp_path)


def test_what_is_brought_is_what_lies_there(store: Put, tmp_path: Path) -> None:
    store("/reports/a.txt", TEXT)
    places = {f"memory://reports/{name}": tmp_path / name for name in ("a.txt", "gone.txt")}
    bring(places)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.txt": TEXT}
    (file,) = inputs_at(["memory://reports"], tmp_path)
    assert file.at
    large = file._replace(at=file.at._replace(size=2**40))
    assert [why_not_brought(each) for each in (file, large, large._replace(inside=(0,)))] == ["", "too_large", ""]


def test_a_store_that_fails_is_no_fault_of_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ConnectionError("no answer")

    monkeypatch.setattr(type(fsspec.filesystem("memory")), "get_file", fail)
    with pytest.raises(ConnectionError):
        bring({"memory://reports/a.txt": tmp_path / "a.txt"})


@pytest.mark.slow
def test_archives_are_looked_into_within_limits(store: Put, tmp_path: Path) -> None:
    store("/reports/a.zip", packed("a.txt"))
    (file,) = with_members(inputs_at(["memory://reports"], tmp_path), Limits(1))
    assert file.file == "memory:///reports/a.zip!/a.txt"
