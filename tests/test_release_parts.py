"""The parts of a release by themselves: schemas, names of files, which input is which, what differs, terms."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from extract.export.release.checked import schema_faults
from extract.export.release.compared import cells_apart, rows_apart
from extract.export.release.terms import Reader, ReleaseTerms, Settings, commands, lock_text, terms_of
from extract.jobs.inputs import inputs_of
from extract.jobs.rebuilding import matched_in
from extract.jobs.released import rows_in
from extract.jobs.renaming import relative_names

FIELDS = [{"name": "id", "type": "string"}, {"name": "year", "type": "integer"}, {"name": "rate", "type": "number"}]
UNITS = {"name": "units", "path": "units.csv", "fields": FIELDS[:1], "primaryKey": ["id"]}
PANEL = {
    "name": "panel",
    "path": "panel.csv",
    "fields": FIELDS,
    "primaryKey": ["id", "year"],
    "foreignKeys": [{"fields": ["id"], "reference": {"resource": "units", "fields": ["id"]}}],
}


def faults(folder: Path, panel: str) -> list[tuple[str, dict[str, str]]]:
    """What is wrong with a panel."""
    tables = {"units.csv": "id\na\nb\n", "panel.csv": panel}
    for name, text in tables.items():
        (folder / name).write_text(text)

    def lines_of(path: Path) -> Iterator[Sequence[str]]:
        return (line.split(",") for line in tables[path.name].splitlines())

    return [(fault.code, dict(fault.details)) for fault in schema_faults(folder, [UNITS, PANEL], lines_of)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("a,2023,0.5\nb,2023,\n,,", []),
        ("a,2023.5,0.5", [("kind", {"row": "2", "column": "year", "kind": "integer"})]),
        ("a,2023,1e3", [("kind", {"row": "2", "column": "rate", "kind": "number"})]),
        ("a,2023,1\na,2023,2", [("key", {"row": "3"})]),
        ("c,2023,1", [("foreign", {"row": "2", "column": "id", "other": "units"})]),
        ("a,2023", [("ragged", {"row": "2"})]),
    ],
)
def test_a_table_that_is_not_as_its_schema_says(tmp_path: Path, rows: str, expected: list[object]) -> None:
    assert faults(tmp_path, f"id,year,rate\n{rows}") == expected


def test_a_table_with_other_columns_is_looked_into_no_further(tmp_path: Path) -> None:
    assert faults(tmp_path, "id,rate,year\na,x,y") == [("columns", {})]


def test_a_table_in_the_place_of_which_a_pipe_stands_has_no_rows(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "facts.csv")
    assert list(rows_in(tmp_path / "facts.csv")) == []


def test_cells_are_compared_by_key_whatever_the_order_of_rows_and_columns() -> None:
    old = [["id", "year", "n"], ["a", "2023", "1"], ["b", "2023", "2"]]
    new = [["year", "id", "n"], ["2023", "b", "3"], ["2023", "a", "1"], ["2024", "a", "1"]]
    assert list(cells_apart(iter(old), iter(new), ("id", "year"))) == [
        ("b 2023 n", "2", "3"),
        ("a 2024", "", "a 2024"),
    ]


def test_rows_are_compared_but_for_those_that_are_told() -> None:
    old, new = [["r1", "x"], ["r2", "y"]], [["r1", "z"], ["r2", "other"], ["r3", "new"]]
    apart = list(rows_apart(lambda: iter(old), lambda: iter(new), {"r2"}))
    assert apart == [("r1", "r1,x", ""), ("r1", "", "r1,z"), ("r3", "", "r3,new")]


@pytest.mark.parametrize(
    ("files", "names"),
    [
        (["a/b.txt", "c.txt"], []),
        (["/x/y/a/b.txt", "/x/y/c.txt"], ["y/a/b.txt", "y/c.txt"]),
        (["../y/b.txt", "../y/z/c.txt"], ["y/b.txt", "y/z/c.txt"]),
        (["C:/x/b.txt", "C:/x/c.txt"], ["x/b.txt", "x/c.txt"]),
        (["/x/b.txt", "y/c.txt"], ["x/b.txt", "y/c.txt"]),
        (["/b.txt", "b.txt"], ["1/b.txt", "2/b.txt"]),
        (["/x/a.zip!/b.txt", "/x/a.zip!/c/d.txt"], ["x/a.zip!/b.txt", "x/a.zip!/c/d.txt"]),
    ],
)
def test_names_tell_nothing_of_a_machine(files: list[str], names: list[str]) -> None:
    assert relative_names(files) == dict(zip(files, names, strict=bool(names)))


def test_an_input_is_known_by_its_bytes_and_else_by_its_name(tmp_path: Path) -> None:
    held = {
        "x/renamed.txt": "one",
        "a/changed.txt": "other",
        "a/twin.txt": "twin",
        "b/twin2.txt": "twin",
        "new.txt": "5",
    }
    for name, text in held.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    released = {"d/one.txt": "one", "d/a/changed.txt": "before", "d/b/twin2.txt": "twin", "d/a/twin.txt": "twin"}
    rows = {name: {"sha256": sha256(text.encode()).hexdigest()} for name, text in released.items()}
    rows["d/gone.txt"] = {"sha256": "0"}
    matched = matched_in(rows, tmp_path, inputs_of([tmp_path]))
    assert {file.file: file.path.relative_to(tmp_path).as_posix() for file in matched.files} == {
        "d/one.txt": "x/renamed.txt",
        "d/a/changed.txt": "a/changed.txt",
        "d/a/twin.txt": "a/twin.txt",
        "d/b/twin2.txt": "b/twin2.txt",
    }
    assert (matched.missing, matched.extra) == (("d/gone.txt",), ("new.txt",))


def test_terms_are_what_was_kept_of_them() -> None:
    settings = Settings(
        "v1", "en", "A title", ("Li Ming", "Wang Fang"), "CC0-1.0", is_masked=False, roster="roster.csv"
    )
    terms = ReleaseTerms(settings, "gongkai 0.1.0", "abc", (Reader("r", 3, ({"python": "3.13"},)),))
    assert terms_of(lock_text(terms)) == terms
    assert list(commands(settings))[1].startswith("gongkai release library -o v1 --lang en --title 'A title'")
    with pytest.raises(ValueError):
        terms_of("{}")
