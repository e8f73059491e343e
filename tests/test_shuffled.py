"""A county of the samples, many times over under other names: its panel is the same whatever folders its files lie in,
and joins with a table of counties."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath
from random import Random

import pandas as pd
import pytest

from extract import Library
from tests.command import Gongkai

COUNTY, SAMPLES = "澄溪县", Path(__file__).parents[1] / "samples" / "澄溪县"
COUNTIES = ("澄溪县", "白河县", "柳湾县")
Layout = Callable[[int, str, PurePath, Random], str]

LAYOUTS: dict[str, Layout] = {
    "by county and year": lambda number, county, path, random: f"{county}/{path}",
    "in waves": lambda number, county, path, random: f"wave{random.randint(1, 3)}/{number}/{path.name}",
    "in folders of other counties": lambda number, county, path, random: (
        f"{random.choice(COUNTIES)}/{random.randint(2019, 2025)}/{number}/{path.name}"
    ),
    "in one folder": lambda number, county, path, random: f"{number:04}_{path.name}",
}


def files(counties: tuple[str, ...]) -> Iterator[tuple[str, PurePath, str]]:
    """The files of every county, as its own: county, path, text."""
    for county in counties:
        for path in sorted(SAMPLES.rglob("*.*")):
            yield county, path.relative_to(SAMPLES), path.read_text(encoding="utf-8").replace(COUNTY, county)


def laid_out(folder: Path, layout: Layout, seed: int, counties: tuple[str, ...] = COUNTIES) -> Path:
    random = Random(seed)
    every = list(files(counties))
    for number in random.sample(range(len(every)), len(every)):
        county, path, text = every[number]
        place = folder / layout(number, county, path, random)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return folder


def codes_table(path: Path, counties: tuple[str, ...] = COUNTIES) -> Path:
    rows = [("code", "name", "from", "to", "successor")]
    for number, county in enumerate(counties):
        rows += [
            (f"3301{number + 21}", county, "", "2022", f"3301{number + 51}"),
            (f"3301{number + 51}", county, "2023", "", ""),
        ]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.mark.long
def test_a_panel_does_not_depend_on_folders(tmp_path: Path, gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch) -> None:
    written = {}
    for seed, (name, layout) in enumerate(LAYOUTS.items()):
        folder = tmp_path / str(seed)
        laid_out(folder / "in", layout, seed)
        monkeypatch.chdir(folder)
        gongkai("extract", "in", "-o", "out", "-q")
        gongkai("export", "out", "-o", "wide.csv", "--table", "wide", "-q")
        gongkai("export", "out", "-o", "units.csv", "--table", "units", "-q")
        written[name] = (folder / "wide.csv").read_bytes(), (folder / "units.csv").read_bytes()
    assert len(set(written.values())) == 1, [name for name in LAYOUTS if written[name] != written["by county and year"]]
    units = Library("out").units
    assert set(units["standing"]) == {"resolved"} and len(units) == 8 * len(COUNTIES)

    codes = codes_table(Path("codes.csv"))
    gongkai("export", "out", "-o", "coded.csv", "--codes", codes, "--base-year", "2022", "-q")
    wide = pd.read_csv("coded.csv", dtype={"county6": str, "county6_base": str})
    counties = pd.DataFrame(
        [
            (f"3301{number + (21 if year < 2023 else 51)}", year, county)
            for number, county in enumerate(COUNTIES)
            for year in range(2020, 2026)
        ],
        columns=["county6", "year", "county"],
    )
    joined = wide.merge(counties, on=["county6", "year"], how="inner")
    assert len(joined) == len(wide) == 3 * 8 * len(COUNTIES)
    assert (joined["parent"] == joined["county"]).all()
    assert set(joined["county6_base"]) == {f"3301{number + 21}" for number in range(len(COUNTIES))}
