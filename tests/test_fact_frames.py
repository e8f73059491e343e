"""The facts of an export, straight from the tables of a library: the rows of `facts.csv`."""

from __future__ import annotations

import os
import shutil
from errno import ENOSPC
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from extract.export import facts
from extract.export.facts import fact_frames
from extract.export.replacing import files_in
from extract.jobs import settle
from extract.jobs.files import Task, recorded
from extract.jobs.inputs import inputs_of
from extract.library import NAME, OpenLibrary
from extract.rows import FACT_COLUMNS
from tests.command import Gongkai, exit_code
from tests.optional import needed

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county, with a file twice and one that is no report."""
    folder = tmp_path_factory.mktemp("facts")
    shutil.copytree(SAMPLES / "澄溪县", folder / "in")
    first = min((folder / "in").rglob("*.md"))
    shutil.copy(first, folder / "in" / "另存.md")
    shutil.copy(SAMPLES / "说明.txt", folder / "in")
    with OpenLibrary(folder / NAME) as opened:
        for file in inputs_of([folder / "in"]):
            record = recorded(Task(file))
            assert record != "unchanged"
            opened.add(record)
        settle(opened)
    return folder


def _rows(opened: OpenLibrary, *asked: object) -> list[tuple[object, ...]]:
    frames = list(fact_frames(opened, *asked))  # type: ignore[arg-type]
    assert all(list(frame) == list(FACT_COLUMNS) for frame in frames)
    return [row for frame in frames for row in frame.itertuples(index=False, name=None)]


def _written(opened: OpenLibrary, **asked: Any) -> list[tuple[object, ...]]:
    """The rows of the file, their values as text."""
    at = FACT_COLUMNS.index("value")
    rows = opened.rows("facts", **asked)
    return [(*row[:at], "" if row[at] is None else str(row[at]), *row[at + 1 :]) for row in rows]


@pytest.mark.parametrize("reports", [1, 7, 250])
def test_frames_hold_the_rows_of_the_file(library: Path, reports: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "_REPORTS", reports)
    with OpenLibrary.reading(library / NAME) as opened:
        written = _written(opened)
        assert len(written) > 1000
        assert any(row[FACT_COLUMNS.index("flag")] for row in written)
        assert _rows(opened, None, {}) == written
        keys = [key for key, *_ in opened.heads()][::3]
        units = dict.fromkeys(keys[::2], "别处/镇")
        assert _rows(opened, keys, units) == _written(opened, of=keys, units=units)
        assert _rows(opened, (), {}) == []


def test_facts_are_apart_whatever_stands_in_them(library: Path, tmp_path: Path) -> None:
    """Also where a text holds the signs that stand between others, and where somebody has corrected a cell."""
    shutil.copytree(library, tmp_path / "own")
    with OpenLibrary(tmp_path / "own" / NAME) as opened:
        key = next(facts.report for facts in opened.facts_of(key for key, *_ in opened.heads()))
        with opened.writing():
            opened._sql.execute("UPDATE fact SET raw = ? WHERE report = ? AND place = 1", ("3\x1f4\x1e\n5", key))
            kind = "SELECT report, place, kind, '77' FROM fact WHERE report = ? AND place = 2"
            opened._sql.execute(f"INSERT INTO overlaid (report, place, kind, value) {kind}", (key,))
        written = _written(opened)
        assert {"3\x1f4\x1e\n5", "77"} <= {text for row in written for text in row}
        assert _rows(opened, None, {}) == written


def test_parquet_holds_them_too(library: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    out = tmp_path / "facts.parquet"
    assert exit_code(monkeypatch, "export", library, "-o", out, "--table", "facts", "-q") == 0
    back = duckdb.sql(f"SELECT * FROM '{out}'").df()
    with OpenLibrary.reading(library / NAME) as opened:
        written = pd.DataFrame(list(opened.rows("facts")), columns=list(FACT_COLUMNS))
    for column in FACT_COLUMNS:
        if column in ("value", "year"):
            expected = pd.to_numeric(written[column], errors="coerce").astype(float)
            pd.testing.assert_series_equal(back[column].astype(float), expected, check_names=False)
        else:
            assert list(back[column]) == list(written[column].fillna(""))


# ── By year ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def parts(library: Path, gongkai: Gongkai, tmp_path: Path) -> Path:
    """The facts in a folder for each year."""
    out = tmp_path / "by year" / "facts.parquet"
    run = gongkai("export", library, "-o", out, "--table", "facts", "--partition-by", "year", "-q")
    assert run.code == 0
    return out


def _within(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files_in(folder)}


def test_parts_hold_the_rows_of_one_file(library: Path, parts: Path, tmp_path: Path, gongkai: Gongkai) -> None:
    """As DuckDB, pandas and Arrow read a folder in parts, without being told how they are named."""
    whole = tmp_path / "facts.parquet"
    assert gongkai("export", library, "-o", whole, "--table", "facts", "-q").code == 0
    one = duckdb.sql(f"SELECT * FROM '{whole}'").df()
    columns = [*(column for column in one if column != "year"), "year"]
    one = one.sort_values("year", kind="stable", ignore_index=True)[columns]
    years = sorted(one["year"].dropna().astype(int).unique())
    assert len(years) > 1
    assert [*_within(parts)] == [f"year={year}/part-0.parquet" for year in years]
    arrow = needed("pyarrow.dataset").dataset(parts, partitioning="hive").to_table().to_pandas()
    by_duckdb = duckdb.sql(f"SELECT * FROM '{parts}/*/*.parquet'").df()
    for back in (by_duckdb, pd.read_parquet(parts), arrow):
        back = back.astype({"year": one["year"].dtype}).sort_values("year", kind="stable", ignore_index=True)
        pd.testing.assert_frame_equal(back[columns], one, check_dtype=False)


def test_reports_without_a_year_have_a_part(library: Path, tmp_path: Path, gongkai: Gongkai) -> None:
    out = tmp_path / "reports.parquet"
    assert gongkai("export", library, "-o", out, "--table", "reports", "--partition-by", "year", "-q").code == 0
    assert "year=__HIVE_DEFAULT_PARTITION__/part-0.parquet" in _within(out)
    found = duckdb.sql(f"SELECT count(*), count(year) FROM '{out}/*/*.parquet'").fetchall()[0]
    with OpenLibrary.reading(library / NAME) as opened:
        years = [row[opened.columns("reports").index("year")] for row in opened.rows("reports")]
    assert found == (len(years), sum(year is not None for year in years))


def test_parts_are_replaced_as_a_whole(library: Path, parts: Path, gongkai: Gongkai) -> None:
    """Also those of years that are no longer asked for; a single file of ours, too."""
    export = ("export", library, "-o", parts, "--table", "facts", "-q")
    last = sorted(_within(parts))[-1]
    assert gongkai(*export, "--partition-by", "year", "--years", last[5:9]).code == 0
    assert [*_within(parts)] == [last]
    shutil.rmtree(parts)
    assert gongkai(*export).code == 0
    assert gongkai(*export, "--partition-by", "year").code == 0
    assert len(_within(parts)) > 1
    assert [path.name for path in parts.parent.iterdir()] == [parts.name]


@pytest.mark.parametrize("at", ["notes.txt", "year=2022/part-0.parquet", "year=2022/a.csv"])
def test_what_others_have_put_there_stays(at: str, library: Path, parts: Path, gongkai: Gongkai) -> None:
    (parts / at).write_text("a stranger's")
    before = _within(parts)
    again = ("export", library, "-o", parts, "--table", "facts", "--partition-by", "year", "-q")
    assert gongkai(*again).code == 2
    assert _within(parts) == before
    is_part = at.endswith("part-0.parquet")
    assert gongkai(*again, "--overwrite").code == (0 if is_part else 2)
    assert (_within(parts).get(at) == b"a stranger's") is not is_part


def test_parts_that_cannot_be_put_in_place_leave_the_old_ones(
    library: Path, parts: Path, gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, replaced = _within(parts), os.replace

    def replace(source: Path, target: Path) -> None:
        if target == parts and str(source).endswith(".part"):
            raise OSError(ENOSPC, "full", str(source))
        replaced(source, target)

    monkeypatch.setattr(os, "replace", replace)
    run = gongkai("export", library, "-o", parts, "--table", "facts", "--partition-by", "year", "-q", "--years", "2022")
    assert run.code == 5
    assert _within(parts) == before
    assert [path.name for path in parts.parent.iterdir()] == [parts.name]


@pytest.mark.parametrize("name", ["a.csv --table facts", "a.parquet --table codebook"])
def test_what_has_no_parts_is_refused(name: str, library: Path, tmp_path: Path, gongkai: Gongkai) -> None:
    file, *more = name.split()
    run = gongkai("export", library, "-o", tmp_path / file, *more, "--partition-by", "year", "--lang", "en")
    assert (run.code, list(tmp_path.iterdir())) == (2, [])
    assert "only .parquet" in run.err
