"""Every version that was received is kept, once, until somebody removes its file."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from extract.errors import OutputError
from extract.jobs import inputs_of, settle
from extract.jobs.files import Task, recorded
from extract.library import NAME, OpenLibrary
from extract.library.received import EarlierVersion, packed, unpacked
from extract.library.records import Record, record_of
from extract.model import Finding, Report, Verdict
from tests.test_years import report

ROOT = Path(__file__).parents[1]
FAULT = Finding("D-07", "warning", "report", "sum", (), "", "12600", ("proactive.fees.amount",), ())


def version(mark: str, fees: int = 0, name: str = "青禾镇") -> Report:
    """The report of a year, in a file of other bytes."""
    made = report(2024, {"proactive.fees.amount": fees}, name=name)
    return replace(made, source=made.source._replace(sha256=mark * 64))


def kept(mark: str, fees: int = 0, name: str = "青禾镇") -> Record:
    return record_of([(version(mark, fees, name), Verdict((FAULT,) if fees else (), {}))])


FILE = version("a").source.name


@pytest.fixture
def library(tmp_path: Path) -> Iterator[OpenLibrary]:
    with OpenLibrary(tmp_path / NAME) as opened:
        yield opened


def history(library: OpenLibrary, *files: str) -> list[tuple[str, str, str]]:
    """What is kept of what files held before: by the mark of its bytes, from when till when."""
    versions = library.earlier(files or library.replaced_files())
    return [(each.record.source.sha256[0], each.received, each.replaced) for each in versions]


def test_what_a_file_held_before_is_kept_with_all_that_was_found(library: OpenLibrary) -> None:
    library.add(kept("a", 12600), reader="r1", read_at="1")
    settle(library)
    library.add(kept("b"), reader="r2", read_at="2")
    (before,) = library.earlier([FILE])
    assert before == EarlierVersion(kept("a", 12600), "1", "2", "r1")
    assert library.received() == {FILE: "2"}
    assert [report.source.sha256[0] for report, _ in library.reports()] == ["b"]


def test_what_did_not_change_is_not_kept_twice(library: OpenLibrary) -> None:
    for at in "123":
        library.add(kept("a", 12600), reader=f"r{at}", read_at=at)
    assert (history(library), library.received()) == ([], {FILE: "1"})
    for at, mark in enumerate("babab", 4):
        library.add(kept(mark), read_at=str(at))
    assert [mark for mark, *_ in history(library)] == list("ababa")
    assert library.count("earlier WHERE record IS NOT NULL") == 2


def test_only_who_removes_a_file_forgets_its_versions(library: OpenLibrary) -> None:
    for mark in "ab":
        library.add(kept(mark), read_at=mark)
        library.add(kept(mark, name="石舫镇"), read_at=mark)
    other = version("a", name="石舫镇").source.name
    library.note_gone([FILE])
    assert history(library, FILE, other) == [("a", "a", "b")] * 2
    library.remove([FILE])
    assert history(library) == history(library, other) == [("a", "a", "b")]


def test_libraries_that_are_put_together_keep_all_versions(tmp_path: Path) -> None:
    """Whatever the order in which they are put together, and however often."""
    times = {"one": ("a1", "b3"), "two": ("a0", "c2"), "three": ("b4",)}
    for name, versions in times.items():
        with OpenLibrary(tmp_path / name / NAME) as library:
            for mark, at in versions:
                library.add(kept(mark), read_at=at)
    for order in (("one", "two", "three"), ("three", "two", "one", "one")):
        with OpenLibrary(tmp_path / "".join(order) / NAME) as library:
            for name in order:
                with OpenLibrary.reading(tmp_path / name / NAME) as other:
                    library.take_over(other)
            assert {mark for mark, *_ in history(library)} >= {"a", "c"}
            assert [report.source.sha256[0] for report, _ in library.reports()] == ["b"]
            assert library.received() == {FILE: "3"}


@pytest.mark.parametrize("damaged", [b"", b"x" * 40, zlib.compress(b"{}"), zlib.compress(b"[1]"), "text", None])
def test_a_record_that_is_damaged_is_a_damaged_library(damaged: object, tmp_path: Path) -> None:
    path = tmp_path / NAME
    with OpenLibrary(path) as library:
        for mark in "ab":
            library.add(kept(mark), read_at=mark)
        library._sql.execute("UPDATE earlier SET record = ?", (damaged,))
    with pytest.raises(OutputError) as caught, OpenLibrary(path) as library:
        list(library.earlier([FILE]))
    assert caught.value.code == "library_damaged"


def test_a_record_comes_back_as_it_was_packed() -> None:
    paths = ["samples/青禾镇2023.txt", "samples/榛子坝乡2012.txt", "samples/README.md"]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        for file in inputs_of(paths):
            record = recorded(Task(file))
            assert isinstance(record, Record)
            assert unpacked(packed(record)) == record
    odd = kept("a")
    odd = odd._replace(source=odd.source._replace(name="镇\udce9.txt"))
    assert unpacked(packed(odd)) == odd


def test_a_record_without_a_column_of_today_comes_back() -> None:
    kept_rows = json.loads(zlib.decompress(packed(kept("a"))))
    of_report = kept_rows["reports"][0]["report"]
    at = of_report["columns"].index("evidence")
    for row in (of_report["columns"], *of_report["rows"]):
        del row[at]
    (older,) = unpacked(zlib.compress(json.dumps(kept_rows).encode())).reports
    (today,) = kept("a").reports
    assert older.report == today.report._replace(evidence="")
