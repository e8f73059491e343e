"""Pictures of panels: what is drawn is what was compared, gaps are gaps, and a reader is told how many agencies."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from extract.errors import UsageError
from extract.export import charts
from extract.forms import load_forms
from extract.library import NAME, OpenLibrary
from extract.panels.compare import Panel, panel_of
from extract.panels.grid import Choice
from extract.panels.series import series_of
from tests.command import Gongkai
from tests.optional import pictures
from tests.test_panels import filled, in_library, kept, made_report

FORM = load_forms()[-1]
CODE = "requests.received.total"
RECEIVED = {
    ("甲县/一镇", 2021): 4,
    ("甲县/一镇", 2023): 6,
    ("甲县/二镇", 2023): 2,
    ("乙县/三镇", 2021): 0,
    ("乙县/三镇", 2023): 9,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    records = [
        kept(made_report(entity_id, year, FORM, filled(FORM, requests__received__total=figure)))
        for (entity_id, year), figure in RECEIVED.items()
    ]
    return in_library(tmp_path_factory.mktemp("charts"), *records)


@pytest.fixture(scope="module")
def panel(folder: Path) -> Panel:
    with OpenLibrary(folder / NAME) as library:
        return panel_of(library, series_of([CODE, "open_rate"], load_forms()), Choice())


@pytest.fixture(autouse=True)
def _drawable() -> None:
    pictures()


def lines_of(pane: Any) -> dict[str, list[tuple[float, float]]]:
    return {
        line.get_label(): [(x, y) for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True) if y == y]
        for line in pane.get_lines()
    }


@pytest.mark.slow
def test_a_trend_is_the_sum_of_all_with_gaps_where_nobody_filed(panel: Panel) -> None:
    figure = charts._trend(panel, "", 2, lang="zh")
    (line,) = lines_of(figure.axes[0]).values()
    assert line == [(2021, 4), (2023, 17)]
    assert {text.get_text() for text in figure.axes[0].texts} >= {"n = 2", "n = 3"}
    assert list(lines_of(figure.axes[1]).values()) == [[]]


def told_by(figure: Any) -> list[str]:
    """What the legend of a figure says, and what stands above it."""
    (legend,) = figure.legends
    return [legend.get_title().get_text(), *(text.get_text() for text in legend.get_texts())]


@pytest.mark.slow
def test_a_picture_says_what_it_shows_of_how_many_and_whose_the_extremes_are(panel: Panel) -> None:
    """A trend is a sum, of an indicator a sum over a sum; n stands where there are any."""
    of_all, of_groups = (charts._trend(panel, by, 2, lang="en") for by in ("", "parent"))
    received, rate = of_all.axes
    assert received.get_ylabel() == "sum of the n agencies that have a value"
    assert rate.get_ylabel() == "sum over sum of the n agencies that have a value"
    assert {text.get_text() for text in received.texts} == {"n = 2", "n = 3"}
    assert received.get_xlabel() == "one agency: highest 9 (三镇 2023), lowest 0 (三镇 2021)"
    assert told_by(of_all) == ["", "all agencies (at most 3 agencies)"]
    assert told_by(of_groups) == ["", "甲县 (at most 2 agencies)", "乙县 (at most 1 agencies)"]
    spread = charts._distribution(panel, "", 3, lang="en")
    ends = [line for line in spread.axes[0].get_lines() if line.get_marker() == "x"]
    assert [list(line.get_ydata()) for line in ends] == [[2], [9]]
    assert told_by(spread)[1:] == ["median", "quartiles", "5 to 95 %", "lowest, highest"]
    heat = charts._heat(panel, "parent", 2, lang="en")
    assert told_by(heat)[1:] == ["no value"] and "highest 9" in heat.axes[0].get_xlabel()
    assert heat.axes[1].get_ylabel() == "sum of the n agencies that have a value"


@pytest.mark.slow
@pytest.mark.parametrize("count", range(1, 7))
def test_there_are_no_more_panes_than_series(count: int, folder: Path) -> None:
    codes = [f"requests.{row}.total" for row in ("received", "carried_in", "granted", "denied", "unable", "handled")]
    with OpenLibrary(folder / NAME) as library:
        panel = panel_of(library, series_of(codes[:count], load_forms()), Choice())
    figure = charts._trend(panel, "", 2, lang="zh")
    assert sum(pane.axison for pane in figure.axes) == count


def test_a_trend_by_group(panel: Panel) -> None:
    figure = charts._trend(panel, "parent", 2, lang="en")
    assert lines_of(figure.axes[0]) == {"甲县": [(2021, 4), (2023, 8)], "乙县": [(2021, 0), (2023, 9)]}


def test_a_map_shows_zero_and_nothing_apart(panel: Panel) -> None:
    values = charts._matrix(panel, panel.series[0], "", lang="zh")
    assert values.loc["乙县/三镇", 2021] == 0
    assert values.loc["甲县/一镇"].isna().to_dict() == {2021: False, 2022: True, 2023: False}
    figure = charts._heat(panel, "", 2, lang="zh")
    drawn = figure.axes[0].collections[0].get_array()
    assert drawn.mask.sum() == values.isna().sum().sum() > 0


def test_a_distribution_needs_enough_agencies(panel: Panel) -> None:
    figure = charts._distribution(panel, "", 3, lang="zh")
    assert [tick.get_text() for tick in figure.axes[0].get_xticklabels()] == ["2023"]
    with pytest.raises(UsageError):
        charts._distribution(panel, "", 10, lang="zh")


@pytest.mark.slow
@pytest.mark.parametrize("chart", ["trend", "distribution", "heat"])
@pytest.mark.parametrize(("suffix", "start"), [("svg", b"<?xml"), ("png", b"\x89PNG")])
def test_pictures_are_written_whole_and_alike(
    chart: str, suffix: str, start: bytes, folder: Path, tmp_path: Path, gongkai: Gongkai
) -> None:
    paths = [tmp_path / f"{number}.{suffix}" for number in range(2)]
    for path in paths:
        ran = gongkai("compare", folder, CODE, "--chart", chart, "--minimum", "2", "-o", path, "--lang", "en")
        assert ran.code == 0, ran.err
    first, second = (path.read_bytes() for path in paths)
    assert first.startswith(start) and first == second


def test_a_map_of_too_many_is_refused(
    folder: Path, tmp_path: Path, gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charts, "_MOST_ROWS", 2)
    ran = gongkai("compare", folder, CODE, "--chart", "heat", "-o", tmp_path / "a.png", "--lang", "en")
    assert ran.code == 2 and "--by parent" in ran.err
    assert gongkai("compare", folder, CODE, "--chart", "heat", "--by", "parent", "-o", tmp_path / "a.png").code == 0


def test_what_is_missing_is_said(
    folder: Path, tmp_path: Path, gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charts, "_FONTS", ("No Such Font",))
    ran = gongkai("compare", folder, CODE, "-o", tmp_path / "a.svg", "--lang", "en")
    assert ran.code == 2 and "font" in ran.err
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    ran = gongkai("compare", folder, CODE, "-o", tmp_path / "a.svg", "--lang", "en")
    assert ran.code == 2 and "gongkai[charts]" in ran.err
    assert not list(tmp_path.iterdir())


def test_a_font_that_was_just_installed_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """matplotlib looks for fonts once, and keeps what it has found in a file."""
    from matplotlib import font_manager

    fonts = font_manager.fontManager.ttflist
    new = {font.fname for font in fonts if font.name in charts._FONTS}
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [font for font in fonts if font.fname not in new])
    assert charts._font() in charts._FONTS


def test_where_there_is_no_font_a_chart_says_so_and_not_what_looks_for_it_beforehand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pictures()
    monkeypatch.setattr(charts, "_best_font", lambda fonts: "")
    charts.prepare()
    with pytest.raises(UsageError) as caught:
        charts._font()
    assert caught.value.code == "no_font"
