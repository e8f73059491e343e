"""What a console and a notebook show of a report, a reading and a library: a screenful, and tables that are text."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from extract import Library, facts_frame, load_forms, read_reading, read_report, read_reports
from extract.forms import code_of, load_every_form
from extract.glance import WIDTH, html_table, screenful, width_of
from extract.model import UNKNOWN
from tests.test_panels import filled, in_library, kept, made_report

ROOT = Path(__file__).parents[1]
REPORT = "samples/青禾镇2023.txt"
NASTY = "<script>alert('&')</script>"


class Tags(HTMLParser):
    """The tags of a page, each closed; what stands between them as text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.texts: list[str] = []
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def assert_fits(text: str) -> None:
    lines = text.splitlines()
    assert len(lines) <= 25 and all(width_of(line) <= WIDTH for line in lines), text


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    form = load_forms()[-1]
    reports = [
        made_report(f"甲县/{name}", 2000 + year, form, filled(form)) for name in ("一镇", "二镇") for year in range(30)
    ]
    return in_library(tmp_path_factory.mktemp("glance"), *map(kept, reports))


@pytest.mark.parametrize("path", ["samples/青禾镇2023.txt", "samples/云岭坡乡2025.txt", "samples/九萝埠镇2022.pdf"])
def test_a_reading_and_its_report_fit_a_screen(path: str) -> None:
    reading = read_reading(ROOT / path)
    for shown in (reading, reading.report):
        assert_fits(repr(shown))
        assert str(reading.report.year) in repr(shown) and reading.report.entity in repr(shown)


def test_names_and_files_without_end_fit_a_screen() -> None:
    report = read_report(ROOT / REPORT)
    endless = replace(
        report, identity=replace(UNKNOWN, entity="镇" * 500), source=report.source._replace(name="a" * 900)
    )
    assert_fits(repr(endless))
    assert_fits(screenful("X", [(f"n{number}", "长" * 30) for number in range(99)]))


def test_a_notebook_shows_every_figure_of_a_report() -> None:
    report = read_report(ROOT / REPORT)
    page = Tags(report._repr_html_())
    assert page.seen.count("table") > 3 and {"received", "natural_person", "37"} <= set(page.texts)
    shown = [text for text in page.texts if re.fullmatch(r"-?\d+(\.\d+)?", text)]
    numbers = [fact for fact in report.facts if fact.value is not None]
    assert len(shown) >= len(numbers)


def test_what_files_hold_is_text_in_a_notebook() -> None:
    report = read_report(ROOT / REPORT)
    nasty = [fact._replace(state="mark", raw=NASTY, value=None) for fact in report.facts]
    told = replace(report, facts=tuple(nasty), source=report.source._replace(name=NASTY))
    page = Tags(told._repr_html_())
    assert "script" not in page.seen and page.texts.count(NASTY) == len(nasty) + 1
    assert "script" not in Tags(html_table([NASTY], [[NASTY]], NASTY)).seen


@pytest.mark.slow
def test_a_library_is_a_table_of_years(library: Path) -> None:
    frames = Library(library)
    assert_fits(repr(frames))
    page = Tags(frames._repr_html_())
    assert page.seen.count("tr") == 21 and page.texts[1:4] == ["year", "ok", "2029"]


def test_a_cell_is_found_by_its_column_in_wide_tables() -> None:
    report = read_report(ROOT / REPORT)
    assert report.value("q_rec_tot") == report.value("requests.received.total") == Decimal(9)
    for name in ("q_nothing", "i_open", "requests.received"):
        with pytest.raises(KeyError, match=name):
            report.value(name)


def test_a_column_names_one_cell() -> None:
    for form in load_every_form():
        for table in form.tables:
            for band in table.bands:
                for line in band.lines:
                    for column in band.columns:
                        assert code_of(f"{line.short}_{column.short}") == f"{table.key}.{line.key}.{column.key}"


@pytest.mark.parametrize("path", [REPORT, Path(REPORT)])
def test_one_path_is_a_list_of_one(path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (report,) = read_reports(path)
    assert report.source.name == REPORT and len(facts_frame([report])) == len(report.facts)


@pytest.mark.slow
def test_an_empty_comparison_warns_with_what_there_is(library: Path) -> None:
    with pytest.warns(UserWarning, match="2029") as told:
        assert Library(library).compare("i_open", years="2044", within="甲县").empty
    (message,) = [str(each.message) for each in told]
    assert "--years 2044 (0)" in message and "--within 甲县 (60)" in message and "township (60)" in message
