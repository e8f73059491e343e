"""The facts of an export, straight from the tables of a library: the rows of `facts.csv`."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from extract.export import facts
from extract.export.facts import fact_frames
from extract.jobs import settle
from extract.jobs.files import Task, recorded
from extract.jobs.inputs import inputs_of
from extract.library import NAME, OpenLibrary
from extract.rows import FACT_COLUMNS
from tests.command import exit_code

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


@pytest.mark.parametrize("reports", [1, 7, 250])
def test_frames_hold_the_rows_of_the_file(library: Path, reports: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "_REPORTS", reports)
    with OpenLibrary.reading(library / NAME) as opened:
        written = list(opened.rows("facts"))
        assert len(written) > 1000
        assert any(row[FACT_COLUMNS.index("flag")] for row in written)
        assert _rows(opened, None, {}) == written
        keys = [key for key, *_ in opened.heads()][::3]
        units = dict.fromkeys(keys[::2], "别处/镇")
        assert _rows(opened, keys, units) == list(opened.rows("facts", of=keys, units=units))
        assert _rows(opened, (), {}) == []


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
