"""Panels and exports: known figures come out of every format exactly, what is missing with why, as another program
reads them."""

from __future__ import annotations

import csv
import json
import math
import re
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from hashlib import sha256
from itertools import product
from pathlib import Path
from random import Random
from typing import NamedTuple

import pandas as pd
import pytest

from extract import Library as Frames
from extract.agencies.listing import roster_of
from extract.checks.years import YEARS as YEARS_RULES
from extract.errors import UsageError
from extract.export.formats import WRITERS, write_tables
from extract.export.formats.setting import Setting
from extract.export.formats.texts import number_text
from extract.export.tables import NAMES, ExportTable, Field
from extract.forms import load_every_form
from extract.jobs import settle
from extract.jobs.panels import years_of
from extract.library import NAME, OpenLibrary
from extract.library.records import Record, record_of
from extract.model import (
    NO_VERDICT,
    NOTHING_GIVEN,
    Concept,
    Fact,
    Finding,
    Form,
    Given,
    How,
    Identity,
    Locator,
    Paragraph,
    Report,
    Section,
    Source,
    State,
    Statement,
)
from extract.panels.compare import Panel, panel_of, panels_of
from extract.panels.figures import MISSING
from extract.panels.grid import UNIT_COLUMNS, Choice, doubled, filed_in
from extract.panels.series import all_series, every_code, load_indicators, series_of, sums_of
from tests.command import Gongkai
from tests.optional import needed, program

FORMS = load_every_form()
PLACE = Locator("txt:L1:1-1")
AGENCIES = {
    "青溪县/城关镇": "township",
    "白河县/城关镇": "township",
    "石门县/城关镇": "township",
    "石门县/教育局": "department",
    "石门县/柳湾乡": "township",
    "330100": "county",
}
YEARS = range(2017, 2026)
STATES: tuple[tuple[State, How], ...] = (
    *[("number", "read")] * 12,
    ("number", "aligned"),
    ("number", "suggested"),
    ("blank", "read"),
    ("mark", "read"),
    ("unreadable", "read"),
    ("absent", ""),
)


class Cell(NamedTuple):
    """What is printed in a cell."""

    state: State
    how: How
    value: Decimal | None
    unit: str


Truth = dict[tuple[str, int], dict[str, Cell]]


def cells_of_form(form: Form) -> Iterator[tuple[Concept, str, str]]:
    for table in form.tables:
        for band in table.bands:
            for line, column in product(band.lines, band.columns):
                unit, kind = line.unit or column.unit, line.value_type or column.value_type
                yield Concept(table.key, line.key, column.key), unit, kind


def made_report(
    entity_id: str, year: int, form: Form, cells: dict[str, Cell], text: str = "", file: str = ""
) -> Report:
    facts = tuple(
        Fact(
            Concept(*concept_parts(code)),
            form.code,
            cell.state,
            cell.value,
            str(cell.value or ""),
            cell.unit,
            cell.how,
            () if cell.state == "absent" else (PLACE,),
        )
        for code, cell in cells.items()
    )
    parent, _, name = entity_id.rpartition("/")
    source = Source(
        file or f"{entity_id}/{year}.txt", "text", sha256(f"{entity_id}{year}{file}".encode()).hexdigest(), 9
    )
    kind = AGENCIES.get(entity_id, "township")
    published = f"{year + 1}-01-20"
    identity = Identity(name, name, entity_id, kind, "", parent, year, published, "", ())  # type: ignore[arg-type]
    sections = (Section(1, "overview", "一、总体情况", PLACE, (Paragraph(text, PLACE),)),) if text else ()
    told = tuple(
        Statement("narrative.proactive_total", value, str(value), "条", "this_year", False, "number", text, PLACE)
        for value in (Decimal(year),)
    )
    given = Given(code=entity_id) if entity_id.isdigit() else NOTHING_GIVEN
    return Report(source, "ok", "", identity, form.code, sections, facts, told, given)


def concept_parts(code: str) -> tuple[str, str, str]:
    table, _, rest = code.partition(".")
    row, _, column = rest.rpartition(".")
    return table, row, column


def drawn(form: Form, random: Random) -> dict[str, Cell]:
    cells = {}
    for concept, unit, kind in cells_of_form(form):
        state, how = random.choice(STATES)
        number = Decimal(random.randrange(10**6)) if kind != "amount" else Decimal(random.randrange(10**6)) / 100
        number = -number if kind == "signed_count" and random.random() < 0.5 else number
        printed = random.choice(("元", "万元", "")) if kind == "amount" else unit
        value = number if state == "number" else None
        cells[str(concept)] = Cell(state, how, value, printed)
    return cells


def filled(form: Form, **figures: int) -> dict[str, Cell]:
    """Every cell 0 but for some; a name has `__` for a dot."""
    cells = {str(concept): Cell("number", "read", Decimal(0), unit) for concept, unit, _ in cells_of_form(form)}
    for name, figure in figures.items():
        code = name.replace("__", ".")
        assert code in cells
        cells[code] = cells[code]._replace(value=Decimal(figure))
    return cells


def kept(*reports: Report) -> Record:
    return record_of([(report, NO_VERDICT) for report in reports])


def in_library(folder: Path, *records: Record) -> Path:
    with OpenLibrary(folder / NAME) as library:
        for record in records:
            library.add(record)
        settle(library)
    return folder


@pytest.fixture(scope="module")
def panel(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Truth]:
    """A library of both forms, with gaps; one agency has left, one has come."""
    random, truth, records = Random(11), {}, []
    for entity_id, year in product(AGENCIES, YEARS):
        if random.random() < 0.2 or (entity_id == "石门县/柳湾乡" and year > 2022):
            continue
        form = form_of(year)
        truth[entity_id, year] = drawn(form, random)
        text = f"联系人：李小川，电话0571-8765{random.randrange(10**4):04}，全年公开{year}条。"
        records.append(kept(made_report(entity_id, year, form, truth[entity_id, year], text)))
    return in_library(tmp_path_factory.mktemp("panel"), *records), truth


@cache
def form_of(year: int) -> Form:
    return next(form for form in reversed(FORMS) if form.first_year <= year)


def expected(truth: Truth, entity_id: str, year: int, codes: tuple[str, ...]) -> tuple[Decimal | None, str]:
    """The sum of cells of one report, or why there is none."""
    cells = truth.get((entity_id, year))
    if cells is None:
        return None, "not_collected"
    if any(code not in cells for code in codes) or not codes:
        return None, "form"
    whys = {_why(cells[code]) for code in codes}
    gravest = max(whys, key=MISSING.index)
    return (None, gravest) if gravest else (sum((_in_unit(cells[code]) for code in codes), Decimal()), "")


def _why(cell: Cell) -> str:
    if cell.state != "number":
        return cell.state
    return "suggested" if cell.how == "suggested" else "unit" if cell.unit == "" else ""


def _in_unit(cell: Cell) -> Decimal:
    assert cell.value is not None
    return cell.value / 10000 if cell.unit == "元" else cell.value


@cache
def own_cells(code: str, year: int) -> tuple[str, ...]:
    """The cells that make a code up in the form of a year, by the table of the form and nothing of the program's."""
    codes = [str(concept) for concept, *_ in cells_of_form(form_of(year))]
    table, row, column = concept_parts(code)
    if code in codes:
        return (code,)
    parts = [each for each in codes if each.startswith(f"{table}.{row}") and each.endswith(f".{column}")]
    return tuple(parts) if row in ("denied", "unable", "rejected", "other", "suit") else ()


# ── Panels ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_every_figure_and_every_gap_is_in_the_long_panel(panel: tuple[Path, Truth]) -> None:
    folder, truth = panel
    codes = [each.code for each in all_series(FORMS) if not each.is_indicator]
    with OpenLibrary(folder / NAME) as library:
        long = panel_of(library, series_of(codes, FORMS), Choice()).long()
    assert len(long) == len(AGENCIES) * len(YEARS) * len(codes)
    assert not long.duplicated(["entity_id", "year", "series"]).any()
    kinds = set()
    for row in long.itertuples():
        value, why = expected(truth, row.entity_id, row.year, own_cells(row.series, row.year))
        kinds.add(why)
        assert row.missing == why, row
        assert (value is None and row.value != row.value) or row.value == pytest.approx(float(value or 0), abs=1e-6), (
            row
        )
    assert kinds == {"", "unit", "absent", "mark", "blank", "suggested", "unreadable", "form", "not_collected"}


@pytest.mark.slow
def test_namesakes_are_agencies_of_their_own(panel: tuple[Path, Truth]) -> None:
    wide = Frames(panel[0]).wide("requests")
    assert wide[wide["entity"] == "城关镇"]["entity_id"].nunique() == 3
    assert not wide.duplicated(["entity_id", "year"]).any()


def test_an_agency_that_is_renamed_and_keeps_its_code_is_one_agency(tmp_path: Path) -> None:
    """A township made a town: its code tells that it is the same, or that its years follow, as an audit sees it."""
    reports = []
    for year, name in ((2021, "柳湾乡"), (2022, "柳湾镇")):
        for code in ("330105107", f"石门县/{name}"):
            report = made_report(code, year, FORMS[-1], filled(FORMS[-1], requests__received__total=year))
            reports.append(kept(replace(report, identity=replace(report.identity, entity=name))))
    panel = Frames(in_library(tmp_path, *reports)).compare("requests.received.total", change=True)
    own = panel[panel["entity_id"] == "330105107"]
    assert list(own["entity"]) == ["柳湾乡", "柳湾镇"] and own["change"].iloc[1] == 1
    others = panel[panel["entity_id"] != "330105107"]
    assert list(others["entity"]) == ["柳湾乡", "柳湾镇"] and set(others["entity_id"]) == {"石门县/柳湾镇"}
    assert others["change"].iloc[1] == 1


def test_suggested_figures_are_out_unless_they_are_asked_for(panel: tuple[Path, Truth]) -> None:
    folder, truth = panel
    code = "requests.received.total"
    frames = Frames(folder)
    strict, all_ = frames.compare(code), frames.compare(code, suggested=True)
    guessed = sum(code in cells and cells[code].how == "suggested" for cells in truth.values())
    assert strict["missing"].eq("suggested").sum() == guessed > 0
    assert all_["value"].notna().sum() == strict["value"].notna().sum() + guessed


def test_a_break_of_the_form_is_a_break() -> None:
    """Nothing that one form has and the other has not is continued; 其他处理 is, as the sum of its three."""
    forms = tuple(form for form in FORMS if form.code in ("2014", "2019", "2021"))
    shared = {code for code in every_code(forms) for each in series_of([code], forms) if len(each.cells) > 1}
    assert "requests.received.total" in shared and "disputes.review.total" in shared
    own = {form.code: {str(concept) for concept, *_ in cells_of_form(form)} for form in forms}
    assert not own["2014"] & (own["2019"] | own["2021"] | shared)
    common = own["2019"] & own["2021"]
    assert {code for code in shared if code in own["2019"] | own["2021"]} == common | {
        code for code in own["2019"] if code.startswith("requests.other.")
    }
    (other,) = series_of(["requests.other.total"], forms)
    assert [len(cells) for cells in other.cells.values()] == [1, 3]
    (issued,) = series_of(["proactive.normative_documents.issued"], forms)
    assert list(issued.cells) == ["2021"]


@pytest.mark.slow
@pytest.mark.parametrize("code", [code for code in load_indicators() if code != "requests_per_10k"])
def test_an_indicator_is_sum_over_sum(code: str, panel: tuple[Path, Truth], tmp_path: Path) -> None:
    folder, truth = panel
    indicator = load_indicators()[code]
    long = Frames(folder).compare(code).set_index(["entity_id", "year"])
    for (entity_id, year), row in long.iterrows():
        above, below = (
            expected(truth, entity_id, year, tuple(cell for part in parts for cell in own_cells(part, year)))
            for parts in (indicator.numerator, indicator.denominator or indicator.numerator)
        )
        gone = max(above[1], below[1], key=MISSING.index)
        if gone or above[0] is None or below[0] is None:
            assert row["missing"] == gone and pd.isna(row["value"])
        elif indicator.kind == "flag":
            assert row["value"] == (above[0] == 0)
        else:
            assert row["value"] == pytest.approx(float(above[0] / below[0]))


def test_nothing_is_divided_by_nothing(tmp_path: Path) -> None:
    form = FORMS[-1]
    folder = in_library(tmp_path, kept(made_report("甲县/一镇", 2023, form, filled(form))))
    (row,) = Frames(folder).compare("open_rate").itertuples()
    assert (row.missing, row.numerator, row.denominator) == ("zero", 0, 0) and pd.isna(row.value)
    (zero,) = Frames(folder).compare("zero_report").itertuples()
    assert zero.value == 1


def test_groups_are_added_up_and_rates_are_not_averaged(tmp_path: Path) -> None:
    form = FORMS[-1]
    one = filled(form, requests__granted__total=1, requests__handled__total=1)
    many = filled(form, requests__granted__total=10, requests__handled__total=99)
    folder = in_library(
        tmp_path,
        kept(made_report("甲县/一镇", 2023, form, one)),
        kept(made_report("甲县/二镇", 2023, form, many)),
        kept(made_report("甲县/三镇", 2022, form, many)),
    )
    codes = ("open_rate", "requests.handled.total", "zero_report")
    pooled = Frames(folder).compare(*codes, by="parent").set_index(["year", "series"])
    rate = pooled.loc[2023, "open_rate"]
    assert (rate["value"], rate["agencies"], rate["counted"]) == (pytest.approx(11 / 100), 3, 2)
    assert rate["low"] == pytest.approx(0.0625, abs=1e-3) and rate["high"] == pytest.approx(0.1863, abs=1e-3)
    assert pooled.loc[2023, "requests.handled.total"]["value"] == 100
    assert pooled.loc[2023, "zero_report"]["value"] == 1


def test_own_and_whole_are_never_added_up(tmp_path: Path) -> None:
    form = FORMS[-1]
    reports = []
    for number, scope in enumerate(("own", "whole", "")):
        report = made_report(f"甲县/{'财水林'[number]}务局", 2023, form, filled(form, requests__received__total=5))
        reports.append(kept(replace(report, identity=replace(report.identity, scope=scope))))
    pooled = Frames(in_library(tmp_path, *reports)).compare("requests.received.total", by="all")
    assert dict(zip(pooled["scope"], pooled["value"], strict=True)) == {"own": 5, "whole": 5, "": 5}


def test_changes_and_ranks(tmp_path: Path) -> None:
    form, code = FORMS[-1], "requests.received.total"
    figures = {
        ("甲县/一镇", 2022): 4,
        ("甲县/一镇", 2023): 6,
        ("甲县/二镇", 2023): 6,
        ("甲县/三镇", 2021): 1,
        ("甲县/三镇", 2023): 0,
    }
    folder = in_library(
        tmp_path,
        *(
            kept(made_report(entity_id, year, form, filled(form, requests__received__total=figure)))
            for (entity_id, year), figure in figures.items()
        ),
    )
    ranked = Frames(folder).compare(code, change=True, rank="parent", minimum=3).set_index(["entity_id", "year"])
    one = ranked.loc["甲县/一镇", 2023]
    assert (one["change"], one["change_percent"], one["rank"], one["of"]) == (2, 50, 1, 3)
    assert one["percentile"] == pytest.approx((1 + 0.5 * 2) / 3 * 100, abs=0.01)
    gap, alone = ranked.loc["甲县/三镇", 2023], ranked.loc["甲县/一镇", 2022]
    assert pd.isna(gap["change"]) and gap["rank"] == 3
    assert pd.isna(alone["rank"]) and alone["of"] == 1


def test_no_change_is_told_between_scopes(tmp_path: Path) -> None:
    reports = []
    for year, scope in ((2021, "own"), (2022, "own"), (2023, "whole")):
        report = made_report("甲县/教育局", year, FORMS[-1], filled(FORMS[-1], requests__received__total=year))
        reports.append(kept(replace(report, identity=replace(report.identity, scope=scope))))
    panel = Frames(in_library(tmp_path, *reports)).compare("requests.received.total", change=True)
    assert panel["change"].isna().tolist() == [True, False, True]


@pytest.mark.parametrize("lost", [0, 1, 7])
def test_a_sum_of_which_a_cell_is_not_there_is_none(lost: int, tmp_path: Path) -> None:
    form = FORMS[-1]
    cells = filled(form)
    denied = [code for code in cells if code.startswith("requests.denied.") and code.endswith(".total")]
    kept_cells = {code: cell for code, cell in cells.items() if code not in denied[:lost]}
    folder = in_library(tmp_path, kept(made_report("甲县/一镇", 2023, form, kept_cells)))
    (row,) = Frames(folder).compare("requests.denied.total").itertuples()
    assert (row.missing, pd.isna(row.value)) == (("absent", True) if lost else ("", False))


def test_an_approximate_figure_of_the_prose_is_none(tmp_path: Path) -> None:
    code, form = "narrative.proactive_total", FORMS[-1]
    sure = made_report("甲县/一镇", 2023, form, filled(form))
    about = made_report("甲县/二镇", 2023, form, filled(form))
    about = replace(about, narrative=(about.narrative[0]._replace(approximate=True),))
    panel = Frames(in_library(tmp_path, kept(sure), kept(about))).compare(code).set_index("entity_id")
    assert panel["missing"].to_dict() == {"甲县/一镇": "", "甲县/二镇": "ambiguous"}
    assert panel.loc["甲县/一镇", "value"] == 2023 and pd.isna(panel.loc["甲县/二镇", "value"])


def test_money_is_compared_in_one_unit_and_says_so(tmp_path: Path) -> None:
    form, code = FORMS[-1], "proactive.fees.amount"
    printed = {"万元": ("12.5", 12.5, ""), "元": ("125000", 12.5, "converted"), "": ("12.5", None, "")}
    reports = []
    for number, (unit, (value, *_)) in enumerate(printed.items()):
        cells = filled(form)
        cells[code] = Cell("number", "read", Decimal(value), unit)
        reports.append(kept(made_report(f"甲县/{'柳石青'[number]}桥镇", 2023, form, cells)))
    long = Frames(in_library(tmp_path, *reports)).compare(code)
    for (_, value, note), row in zip(printed.values(), long.itertuples(), strict=True):
        assert (None if pd.isna(row.value) else row.value, row.note, row.unit) == (value, note, "万元")
        assert (row.missing == "unit") == (value is None)


def test_two_reports_that_count_are_none_and_are_listed(tmp_path: Path, gongkai: Gongkai) -> None:
    """Namesakes of one place: their figures differ in most cells, so that neither is a version of the other."""
    form, random = FORMS[-1], Random(3)
    figures = [
        {code: cell._replace(value=Decimal(random.randrange(1, 99))) for code, cell in filled(form).items()}
        for _ in range(2)
    ]
    folder = in_library(
        tmp_path,
        *(kept(made_report("甲县/城关镇", 2023, form, each, file=f"{n}.txt")) for n, each in enumerate(figures)),
        kept(made_report("甲县/城关镇", 2022, form, figures[0])),
    )
    with OpenLibrary(folder / NAME) as library:
        assert list(doubled(filed_in(library, Choice()))["file"]) == ["0.txt", "1.txt"]
    wide = Frames(folder).compare("requests.received.total", wide=True).set_index("year")
    assert wide.loc[2023, "missing"] == "several" and wide.loc[2023, "report_id"] == ""
    ran = gongkai("compare", folder, "requests.received.total", "--lang", "en")
    assert "2 reports are left out" in ran.err and "0.txt" in ran.err and "1.txt" in ran.err


@pytest.mark.slow
def test_a_figure_that_the_sums_contradict_is_there_and_says_so(tmp_path: Path) -> None:
    form, code = FORMS[-1], "requests.received.total"
    report = made_report("甲县/一镇", 2023, form, filled(form, requests__received__total=7))
    finding = Finding("D-03", "error", "report", "sum", (), "0", "7", (code,), (PLACE,))
    record = record_of([(report, NO_VERDICT._replace(findings=(finding,)))])
    frames = Frames(in_library(tmp_path, record))
    (row,) = frames.compare(code).itertuples()
    assert (row.value, row.note) == (7, "contradicted")
    assert frames.wide()["q_balanced"].tolist() == ["fails"]
    assert frames.wide()["d_balanced"].tolist() == ["strict"]


@pytest.mark.slow
def test_flags_of_tables(panel: tuple[Path, Truth]) -> None:
    folder, truth = panel
    wide = Frames(folder).wide().set_index(["entity_id", "year"])
    for key, cells in truth.items():
        for letter, table in (("t", "statistics"), ("p", "proactive"), ("q", "requests"), ("d", "disputes")):
            own = [cell for code, cell in cells.items() if code.startswith(table)]
            if not own:
                assert pd.isna(wide.loc[key, f"{letter}_n_blank"])
                continue
            assert wide.loc[key, f"{letter}_n_blank"] == sum(cell.state == "blank" for cell in own)
            assert wide.loc[key, f"{letter}_n_suggested"] == sum(cell.how == "suggested" for cell in own)
    assert set(wide["q_balanced"]) == {"", "unjudged"}


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("", (0, 9999)),
        ("2023", (2023, 2023)),
        ("2019-2021", (2019, 2021)),
        ("2020–", (2020, 9999)),
        ("-2020", (0, 2020)),
    ],
)
def test_years_are_understood(text: str, years: tuple[int, int]) -> None:
    assert years_of(text) == years


@pytest.mark.parametrize("text", ["2021-2019", "19", "all", "-", "2019-2020-2021"])
def test_other_years_are_not(text: str) -> None:
    with pytest.raises(UsageError):
        years_of(text)


def test_series_are_named_once_and_unknown_ones_are_an_error() -> None:
    names = [each.short for each in all_series(FORMS)]
    assert len(set(names)) == len(names)
    assert max(map(len, names)) <= 32 and all(name.isascii() and name.isidentifier() for name in names)
    twice = [each.code for each in series_of(["requests.received.*", "requests.received.total"], FORMS)]
    assert twice[-1] == "requests.received.total" and twice.count("requests.received.total") == 1
    with pytest.raises(UsageError):
        series_of(["requests.recieved.total"], FORMS)


def test_columns_of_wide_tables_name_their_series() -> None:
    for each in all_series(FORMS, per_person=True):
        assert series_of([each.short], FORMS) == series_of([each.code], FORMS) == (each,)
    received = [each.code for each in series_of(["q_rec_*"], FORMS)]
    assert "requests.received.total" in received and len(received) > 1


def test_what_is_per_person_is_meant_by_a_star_only_where_it_can_be_made() -> None:
    for per_person in (False, True):
        assert any(each.per_person for each in series_of(["i_*"], FORMS, per_person)) == per_person
    assert [each.per_person for each in series_of(["requests_per_*"], FORMS)] == [True]


@pytest.mark.parametrize("rows", [1, 7, 1000])
def test_a_panel_in_parts_is_the_same(panel: tuple[Path, Truth], rows: int) -> None:
    """No agency is in two parts, so that changes since the year before are the same, too."""
    series = series_of(["requests.received.*", "open_rate", "stated.*"], FORMS)
    with OpenLibrary.reading(panel[0] / NAME) as library:
        whole, parts = panel_of(library, series, Choice()), list(panels_of(library, series, Choice(), rows))
        nobody = [len(part.grid) for part in panels_of(library, series, Choice(first_year=9000), rows)]
    assert len(parts) == (len(AGENCIES) if rows == 1 else 1 if rows == 1000 else len(parts)) and nobody == [0]
    for shown in (Panel.wide, Panel.long, lambda each: each.with_changes().wide()):
        together = pd.concat([shown(part) for part in parts], ignore_index=True)
        pd.testing.assert_frame_equal(together, shown(whole))


# ── Exports ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def exported(gongkai: Gongkai, folder: Path, path: Path, *options: str) -> Path:
    ran = gongkai("export", folder, "-o", path, *options)
    assert ran.code == 0, ran.err
    return path


@pytest.fixture(scope="module")
def wide(panel: tuple[Path, Truth]) -> pd.DataFrame:
    """What the formats hold, by the panel itself."""
    with OpenLibrary(panel[0] / NAME) as library:
        return panel_of(library, all_series(FORMS), Choice()).wide()


def assert_same(read: pd.DataFrame, truth: pd.DataFrame) -> None:
    """Another reader finds the same agencies, years and figures, and nothing where there is nothing."""
    assert len(read) == len(truth)
    assert list(read["entity_id"]) == list(truth["entity_id"])
    assert [int(year) for year in read["year"]] == list(truth["year"])
    for each in all_series(FORMS):
        ours = truth[each.short]
        theirs = pd.to_numeric(read[each.short], errors="coerce")
        assert theirs.isna().tolist() == ours.isna().tolist(), each.short
        assert theirs.dropna().tolist() == pytest.approx(ours.dropna().tolist(), rel=1e-11), each.short


@pytest.mark.slow
def test_csv(panel: tuple[Path, Truth], wide: pd.DataFrame, tmp_path: Path, gongkai: Gongkai) -> None:
    path = exported(gongkai, panel[0], tmp_path / "all.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert_same(pd.DataFrame(list(csv.DictReader(file))), wide)


@pytest.mark.slow
def test_json_lines(panel: tuple[Path, Truth], wide: pd.DataFrame, tmp_path: Path, gongkai: Gongkai) -> None:
    path = exported(gongkai, panel[0], tmp_path / "all.jsonl")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert_same(pd.DataFrame(rows), wide)


@pytest.mark.slow
def test_workbook(panel: tuple[Path, Truth], wide: pd.DataFrame, tmp_path: Path, gongkai: Gongkai) -> None:
    import openpyxl

    path = exported(gongkai, panel[0], tmp_path / "all.xlsx")
    book = openpyxl.load_workbook(path, read_only=True)
    assert book.sheetnames == ["数据", "分组汇总", "覆盖情况", "指标代码", "图表"]
    _, names, *rows = list(book["数据"].iter_rows(values_only=True))
    assert_same(pd.DataFrame(rows, columns=list(names)).fillna({"entity_id": ""}), wide)


@pytest.mark.slow
def test_a_workbook_refuses_what_does_not_fit(
    panel: tuple[Path, Truth], tmp_path: Path, gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extract.export.formats._MOST_ROWS", 20)
    ran = gongkai("export", panel[0], "-o", tmp_path / "all.xlsx", "--lang", "en")
    assert ran.code == 2 and ".parquet" in ran.err
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_parquet(panel: tuple[Path, Truth], wide: pd.DataFrame, tmp_path: Path, gongkai: Gongkai) -> None:
    parquet = needed("pyarrow.parquet")
    path = exported(gongkai, panel[0], tmp_path / "all.parquet")
    table = parquet.read_table(path)
    assert_same(table.to_pandas(), wide)
    assert str(table.schema.field("q_rec_tot").type) == "int64"
    facts = parquet.read_table(exported(gongkai, panel[0], tmp_path / "facts.parquet", "--table", "facts")).to_pandas()
    assert_facts(facts, panel[1])


@pytest.mark.slow
def test_sqlite(panel: tuple[Path, Truth], wide: pd.DataFrame, tmp_path: Path, gongkai: Gongkai) -> None:
    path = exported(gongkai, panel[0], tmp_path / "all.sqlite")
    with sqlite3.connect(path) as database:
        assert_same(pd.read_sql("SELECT * FROM wide", database), wide)
        assert_facts(pd.read_sql("SELECT * FROM facts", database), panel[1])
        names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert names == {*NAMES, "fields"}


@pytest.mark.slow
def test_duckdb(panel: tuple[Path, Truth], wide: pd.DataFrame, tmp_path: Path, gongkai: Gongkai) -> None:
    import duckdb

    path = exported(gongkai, panel[0], tmp_path / "all.duckdb")
    with duckdb.connect(str(path), read_only=True) as database:
        columns = [name for name, *_ in database.execute("DESCRIBE wide").fetchall()]
        rows = database.execute("SELECT * FROM wide").fetchall()
    assert_same(pd.DataFrame(rows, columns=columns), wide)


def _of(values: dict[str, dict[int, str]], name: str) -> dict[int, str]:
    """The value labels of a variable: the library that writes them numbers their names."""
    (found,) = (labels for key, labels in values.items() if re.fullmatch(rf"{name}\d*", key))
    return found


STATA = {
    "blank": ".a",
    "mark": ".b",
    "unreadable": ".c",
    "absent": ".d",
    "suggested": ".e",
    "form": ".f",
    "not_collected": ".l",
    "unit": ".u",
}


@pytest.mark.slow
def test_stata(panel: tuple[Path, Truth], wide: pd.DataFrame, tmp_path: Path, gongkai: Gongkai) -> None:
    """Written by pyreadstat, read by pandas: format 118, labels, and why every figure is missing."""
    path = exported(gongkai, panel[0], tmp_path / "all.dta")
    assert path.read_bytes().startswith(b"<stata_dta><header><release>118</release>")
    with pd.read_stata(path, iterator=True, convert_categoricals=False) as file:
        labels, values = file.variable_labels(), file.value_labels()
    assert labels["q_rec_tot"].startswith("第三部分表格，一、本年新收政府信息公开申请数量")
    assert max(map(len, labels.values())) <= 80
    assert {2147483622: "空白", 2147483623: "符号（/、— 等）"}.items() <= _of(values, "q_rec_tot").items()
    assert {0: "否", 1: "是"}.items() <= _of(values, "i_zero").items()
    read = pd.read_stata(path, convert_missing=True, convert_categoricals=False)
    assert list(read["entity_id"]) == list(wide["entity_id"])
    keys = [(entity_id, int(year)) for entity_id, year in zip(read["entity_id"], read["year"], strict=True)]
    for each in all_series(FORMS):
        for key, theirs, ours in zip(keys, read[each.short], wide[each.short], strict=True):
            value, why = expected(panel[1], *key, own_cells(each.code, key[1]))
            if each.is_indicator:
                assert ours == pytest.approx(theirs) if ours == ours else str(theirs).startswith(".")
            elif value is None:
                assert str(theirs) == STATA[why], (each.short, *key)
            else:
                assert theirs == pytest.approx(float(value), abs=1e-6)


def test_a_variable_that_is_missing_for_long_is_a_number_all_the_same(tmp_path: Path) -> None:
    """In Stata as pandas reads it: 300 agencies without a figure, then one with a figure."""
    values = [math.nan] * 300 + [7.0, math.nan]
    frame = pd.DataFrame({"value": values, "text": ["x"] * 302})
    why = pd.DataFrame({"value": ["form", "mark"] * 150 + ["", ""]})
    fields = (Field("value", "number", ("值", "value")), Field("text", "text", ("文", "text")))
    table = ExportTable("panel", ("面板", "panel"), (), fields, lambda: iter([(frame, why)]))
    write_tables([table], tmp_path / "a.dta", "dta", Setting("zh", exact=False))
    read = pd.read_stata(tmp_path / "a.dta", convert_missing=True, convert_categoricals=False)
    assert [str(value) for value in read["value"]] == [".f", ".b"] * 150 + ["7.0", "."]
    assert pd.read_stata(tmp_path / "a.dta", convert_categoricals=False)["value"].dtype == "float64"


@pytest.mark.slow
def test_spss(panel: tuple[Path, Truth], wide: pd.DataFrame, tmp_path: Path, gongkai: Gongkai) -> None:
    import pyreadstat

    path = exported(gongkai, panel[0], tmp_path / "all.sav")
    read, meta = pyreadstat.read_sav(path)
    assert_same(read, wide)
    kinds, _ = pyreadstat.read_sav(path, user_missing=True)
    words = meta.variable_value_labels["q_rec_tot"]
    keys = zip(kinds["entity_id"], map(int, kinds["year"]), strict=True)
    cells = [panel[1].get(key) for key in keys]
    code = "requests.received.total"
    blank = [cell is not None and code in cell and cell[code].state == "blank" for cell in cells]
    assert [words.get(value) == "空白" for value in kinds["q_rec_tot"]] == blank and any(blank)


@pytest.mark.slow
def test_spss_as_pspp_reads_it(panel: tuple[Path, Truth], wide: pd.DataFrame, tmp_path: Path, gongkai: Gongkai) -> None:
    """By another program than wrote it."""
    convert = program("pspp-convert")
    path = exported(gongkai, panel[0], tmp_path / "all.sav")
    subprocess.run([convert, "--recode", path, tmp_path / "all.csv"], check=True)
    read = pd.read_csv(tmp_path / "all.csv", dtype={"entity_id": str}, na_values=[" "])
    assert_same(read, wide)


@pytest.mark.slow
def test_data_package(panel: tuple[Path, Truth], wide: pd.DataFrame, tmp_path: Path, gongkai: Gongkai) -> None:
    exported(gongkai, panel[0], tmp_path / "package" / "datapackage.json")
    package = json.loads((tmp_path / "package/datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        data = (tmp_path / "package" / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{sha256(data).hexdigest()}")
        rows = list(csv.reader(data.decode("utf-8").splitlines()))
        assert rows[0] == [field["name"] for field in resource["schema"]["fields"]]
        key = resource["schema"].get("primaryKey", [])
        keys = [tuple(row[rows[0].index(name)] for name in key) for row in rows[1:]]
        assert not key or len(set(keys)) == len(keys)
    assert_same(pd.read_csv(tmp_path / "package/wide.csv", dtype=str, keep_default_na=False), wide)


def assert_facts(read: pd.DataFrame, truth: Truth) -> None:
    """Every cell with its state."""
    assert len(read) == sum(len(cells) for cells in truth.values())
    for row in read.itertuples():
        cell = truth[row.entity_id, int(row.year)][f"{row.table}.{row.row}.{row.column}"]
        assert (row.state, row.how, row.unit) == (cell.state, cell.how, cell.unit)
        assert pd.isna(row.value) if cell.value is None else row.value == float(cell.value)


def test_every_format_is_tested_here() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert set(WRITERS) == {"csv", "jsonl", "xlsx", "parquet", "sqlite", "duckdb", "dta", "sav", "datapackage"}
    assert all(f".{suffix}" in source or suffix == "datapackage" for suffix in WRITERS)


def test_persons_are_masked_and_counted(panel: tuple[Path, Truth], tmp_path: Path, gongkai: Gongkai) -> None:
    for options, shown in (((), False), (("--unmasked",), True)):
        path = tmp_path / "sections.csv"
        ran = gongkai("export", panel[0], "-o", path, "--table", "sections", *options)
        text = path.read_text(encoding="utf-8-sig")
        assert ("李小川" in text, "0571-8765" in text) == (shown, shown)
        assert f"{2023}条" in text
        assert (f"电话 {len(panel[1])} 处" in ran.err) != shown


def test_sections_are_a_corpus(panel: tuple[Path, Truth], tmp_path: Path, gongkai: Gongkai) -> None:
    """Every text once, with whose it is and whether this version counts; the same in every format."""
    path = exported(gongkai, panel[0], tmp_path / "texts.parquet", "--table", "sections")
    texts = pd.read_parquet(path)
    assert texts["doc_id"].is_unique and list(texts["doc_id"]) == [f"{report}.1" for report in texts["report_id"]]
    assert set(zip(texts["entity_id"], texts["year"], strict=True)) == set(panel[1])
    assert set(texts["masked"]) == set(texts["counts"]) == {1}
    assert texts["form"].isin([form.code for form in FORMS]).all()
    read = pd.read_csv(exported(gongkai, panel[0], tmp_path / "t.csv", "--table", "sections"), dtype={"form": str})
    pd.testing.assert_frame_equal(read.fillna(""), texts, check_dtype=False)
    bare = pd.read_csv(exported(gongkai, panel[0], tmp_path / "b.csv", "--table", "sections", "--unmasked"))
    assert set(bare["masked"]) == {0}


def test_everything_that_can_be_compared_is_listed(panel: tuple[Path, Truth], gongkai: Gongkai) -> None:
    """Every series by its code and its column in wide tables, and every variable of these in the codebook."""
    listed = list(csv.DictReader(gongkai("compare", "--list").out.splitlines()))
    codes = [row["series"] for row in listed]
    assert len(set(codes)) == len(codes) and {"open_rate", "stated.requests.denied", "requests.denied.total"} < set(
        codes
    )
    assert {row["short"] for row in listed} > {"i_open", "q_rec_tot"}
    wide = Frames(panel[0]).wide()
    book = list(csv.DictReader(gongkai("codebook").out.splitlines()))
    explained = {row["short"] for row in (*listed, *book)} | {*UNIT_COLUMNS, "report_id", "missing", "flag"}
    assert set(wide) - explained == {"form", "status", "published"}
    assert {row["row"] for row in book if row["table"] == "indicators"} == set(load_indicators())
    named = Counter(row["short"] for row in book if not row["form"])
    assert set(named.values()) == {1} and {"q_denied_tot", "q_all_zero", "text1_own"} < set(named)
    left = {*UNIT_COLUMNS, "report_id", "missing", "flag", "form", "status", "published"}
    assert set(wide) - {row["short"] for row in book} == left
    refused = gongkai("compare", panel[0], "q_all_zero", "--lang", "en")
    assert refused.code == 2 and "export" in refused.err


def test_an_unknown_ending_a_missing_part_and_an_unknown_table(
    panel: tuple[Path, Truth], tmp_path: Path, gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert gongkai("export", panel[0], "-o", tmp_path / "all.doc").code == 2
    assert gongkai("export", panel[0], "-o", tmp_path / "all.csv", "--table", "everything").code == 2
    assert not list(tmp_path.iterdir())


def test_a_selection_is_exported_alone(panel: tuple[Path, Truth], tmp_path: Path, gongkai: Gongkai) -> None:
    year = max(year for entity_id, year in panel[1] if entity_id == "石门县/教育局")
    options = ("--table", "facts", "--years", str(year), "--kind", "department")
    read = pd.read_csv(exported(gongkai, panel[0], tmp_path / "f.csv", *options), dtype=str)
    assert set(zip(read["entity_id"], read["year"], strict=True)) == {("石门县/教育局", str(year))}


@pytest.mark.slow
def test_a_comparison_with_charts(panel: tuple[Path, Truth], tmp_path: Path, gongkai: Gongkai) -> None:
    import openpyxl

    path = tmp_path / "panel.xlsx"
    assert gongkai("compare", panel[0], "-o", path, "--change").code == 0
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["数据", "分组汇总", "字段", "图表"]
    assert len(book["图表"]._charts) == 6


def test_a_comparison_on_the_terminal(panel: tuple[Path, Truth], gongkai: Gongkai) -> None:
    ran = gongkai("compare", panel[0], "requests.received.total", "open_rate", "--years", "2024-")
    head, *rows = ran.out.splitlines()
    assert head == "entity_id,entity,entity_kind,parent,scope,year,report_id,q_rec_tot,i_open,missing,flag"
    assert len(rows) == 2 * len({entity for entity, year in panel[1] if year >= 2024})


@pytest.mark.long
def test_an_empty_library_gives_empty_tables(tmp_path: Path, gongkai: Gongkai) -> None:
    folder = in_library(tmp_path / "empty")
    for name in ("a.csv", "a.parquet", "a.dta", "a.sqlite", "a.xlsx"):
        exported(gongkai, folder, tmp_path / name)
    assert len((tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()) == 1


def test_the_numbers_of_a_file_are_plain() -> None:
    assert [number_text(each) for each in (0.0, -65.0, 1e15, 12.5, 1 / 3, 1e-7)] == [
        "0",
        "-65",
        "1000000000000000",
        "12.5",
        "0.333333333333",
        "0.0000001",
    ]


@pytest.mark.slow
def test_frames_of_a_library(panel: tuple[Path, Truth]) -> None:
    frames = Frames(panel[0])
    assert_facts(frames.facts.assign(year=frames.facts["year"].astype(int)), panel[1])
    assert len(frames.reports) == len(panel[1]) == len(frames.sections) == len(frames.narrative)
    assert set(frames.findings["rule"]) <= set(YEARS_RULES) and len(frames.findings)
    assert str(len(panel[1])) in repr(frames) and "<" in frames._repr_html_()
    assert isinstance(frames.wide("disputes")["d_review_tot"].dtype, pd.Int64Dtype)
    with pytest.raises(UsageError):
        Frames(panel[0] / "nothing")


@pytest.mark.long
def test_the_methods_are_told_with_the_librarys_own_counts(tmp_path: Path, gongkai: Gongkai) -> None:
    out = tmp_path / "out"
    assert gongkai("extract", "samples", "-o", out, "-q").code == 0
    reports = pd.read_csv(out / "reports.csv", dtype=str, keep_default_na=False)
    facts = pd.read_csv(out / "facts.csv", dtype=str, keep_default_na=False)
    counts = {"number": f"{(facts['state'] == 'number').sum():,}", "all": f"{len(facts):,}"}
    files, read = reports["file"].nunique(), reports["report_id"].ne("").sum()
    zh, en = (gongkai("methods", out, "--lang", lang).out for lang in ("zh", "en"))
    assert (
        f"从 {files} 个文件" in zh
        and f"{read} 份" in zh
        and f"单元格 {counts['all']} 个：数字 {counts['number']} 个" in zh
    )
    assert f"from {files} files" in en and f"{read} reports" in en and f"{counts['number']} numbers" in en
    assert "not_a_report" in en
    free = len(pd.read_csv(out / "triples.csv", dtype=str))
    assert f"{free} figures with a label" in en and f"还有 {free} 个" in zh
    assert len(en.split("\n\n")) == len(zh.split("\n\n")) == 7
    assert "docs/accuracy.md" in en and "docs/accuracy.zh.md" in zh


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_codebook_as_a_page(lang: str, gongkai: Gongkai) -> None:
    """Every cell is on it once per form, every indicator and figure of the prose; the HTML fetches nothing."""
    from lxml import html

    codes = [str(concept) for form in FORMS for concept, *_ in cells_of_form(form)]
    codes += [*load_indicators(), *(series.code for series in sums_of(FORMS))]
    markdown = gongkai("codebook", "--format", "md", "--lang", lang).out
    page = gongkai("codebook", "--format", "html", "--lang", lang).out
    shown = [node.text_content() for node in html.fromstring(page).iter("code")]
    for code in set(codes):
        assert markdown.count(f"| `{code}` |") == shown.count(code) == codes.count(code)
    assert markdown.count("docs/accuracy") == page.count("docs/accuracy") == 1
    assert "narrative.proactive_total" in shown and "stated.requests.denied" in shown
    assert "<script" not in page and "http" not in page.replace("<!doctype html>", "")


def test_coverage_is_of_who_is_expected(tmp_path: Path, gongkai: Gongkai) -> None:
    form = FORMS[-1]
    who = (("一镇", 2023), ("二镇", 2023), ("一镇", 2024), ("九镇", 2024))
    reports = [made_report(f"甲县/{name}", year, form, filled(form)) for name, year in who]
    folder = in_library(tmp_path / "out", *map(kept, reports))
    (tmp_path / "名册.csv").write_text(
        "单位名称,上级,启用年度\n一镇,甲县,\n二镇,甲县,\n三镇,甲县,2024\n", encoding="utf-8"
    )
    path = exported(gongkai, folder, tmp_path / "c.csv", "--table", "coverage", "--roster", str(tmp_path / "名册.csv"))
    rows = [dict(row) for row in csv.DictReader(path.open(encoding="utf-8-sig"))]
    reached = ("agencies", "collected", "readable", "canonical")
    told = {row["year"]: tuple(row[name] for name in reached) for row in rows}
    assert told == {"2023": ("2", "2", "2", "2"), "2024": ("3", "1", "1", "1")}
    assert {row["parent"] for row in rows} == {"甲县"} and {row["province"] for row in rows} == {""}
    alone = exported(gongkai, folder, tmp_path / "d.csv", "--table", "coverage")
    rows = [dict(row) for row in csv.DictReader(alone.open(encoding="utf-8-sig"))]
    told = {row["year"]: (row["agencies"], row["canonical"]) for row in rows}
    assert told == {"2023": ("3", "2"), "2024": ("3", "2")}


def test_coverage_tells_how_far_it_goes_with_every_agency(tmp_path: Path, gongkai: Gongkai) -> None:
    form = FORMS[-1]
    good = made_report("甲县/一镇", 2023, form, filled(form))
    whole = [filled(form, requests__received__total=number) for number in (1, 2)]
    twice = [made_report("甲县/二镇", 2023, form, cells, file=str(at)) for at, cells in enumerate(whole)]
    broken = replace(made_report("甲县/三镇", 2023, form, {}), status="failed", reason="scanned", facts=())
    before = made_report("甲县/四镇", 2022, form, filled(form))
    folder = in_library(tmp_path / "out", *map(kept, (good, *twice, broken, before)))
    path = exported(gongkai, folder, tmp_path / "c.csv", "--table", "coverage", "--years", "2022-")
    rows = {row["year"]: row for row in csv.DictReader(path.open(encoding="utf-8-sig"))}
    reached = ("agencies", "collected", "readable", "canonical")
    assert [rows["2023"][name] for name in reached] == ["4", "3", "2", "1"]
    assert [rows["2022"][name] for name in reached] == ["4", "1", "1", "1"]


def test_a_report_that_may_be_of_two_units_is_held_against_neither(tmp_path: Path, gongkai: Gongkai) -> None:
    form = FORMS[-1]
    folder = in_library(tmp_path / "out", kept(made_report("城关镇", 2023, form, filled(form))))
    names = tmp_path / "名册.csv"
    names.write_text("单位名称,上级\n城关镇,甲县\n城关镇,乙县\n三镇,乙县\n", encoding="utf-8")
    path = exported(gongkai, folder, tmp_path / "c.csv", "--table", "coverage", "--roster", str(names))
    rows = [dict(row) for row in csv.DictReader(path.open(encoding="utf-8-sig"))]
    told = [(row["parent"], row["agencies"], row["collected"], row["canonical"]) for row in rows]
    assert told == [("乙县", "2", "1", "0"), ("甲县", "1", "1", "0")]
    panel = Frames(folder).compare("requests.received.total", roster=names)
    told = dict(zip(panel["entity_id"], panel["missing"], strict=True))
    assert told == {"乙县/三镇": "not_collected", "乙县/城关镇": "unresolved", "甲县/城关镇": "unresolved"}


def test_a_unit_that_has_not_to_file_is_not_missed(tmp_path: Path) -> None:
    form = FORMS[-1]
    who = (("一镇", 2021), ("一镇", 2022), ("二镇", 2024), ("三镇", 2022), ("三镇", 2024))
    folder = in_library(tmp_path, *(kept(made_report(f"甲县/{n}", year, form, filled(form))) for n, year in who))
    (tmp_path / "r.csv").write_text(
        "单位名称,上级,启用年度,停用年度\n一镇,甲县,,2022\n二镇,甲县,2023,\n三镇,甲县,,\n四镇,甲县,2024,\n",
        encoding="utf-8",
    )
    panel = Frames(folder).compare("requests.received.total", roster=tmp_path / "r.csv")
    told = {}
    for row in panel.itertuples():
        told.setdefault(row.entity_id.partition("/")[2], []).append((row.year, row.missing))
    assert told == {
        "一镇": [(2021, ""), (2022, "")],
        "二镇": [(2023, "not_collected"), (2024, "")],
        "三镇": [(2021, "not_collected"), (2022, ""), (2023, "not_collected"), (2024, "")],
        "四镇": [(2024, "not_collected")],
    }


# ── Inhabitants and provinces ────────────────────────────────────────────────────────────────────────────────────────


def test_requests_per_inhabitant_are_told_where_the_roster_tells_the_year(tmp_path: Path) -> None:
    form, code = FORMS[-1], "requests_per_10k"
    received = {("甲县/一镇", 2022): 6, ("甲县/一镇", 2023): 9, ("甲县/二镇", 2023): 5, ("甲县/四镇", 2023): 1}
    reports = [made_report(*key, form, filled(form, requests__received__total=n)) for key, n in received.items()]
    folder = in_library(tmp_path, *map(kept, reports))
    names = tmp_path / "名册.csv"
    names.write_text(
        '单位名称,上级,人口,人口2023,户籍\n一镇,甲县,"20,000",30000,1\n二镇,甲县,,,1\n三镇,甲县,1000,,1\n',
        encoding="utf-8",
    )
    long = Frames(folder).compare(code, roster=names).set_index(["entity_id", "year"])
    told = {key: (row["value"], row["missing"], row["denominator"]) for key, row in long.iterrows()}
    assert told["甲县/一镇", 2022] == (3, "", 20000) and told["甲县/一镇", 2023] == (3, "", 30000)
    assert told["甲县/二镇", 2023][1] == told["甲县/四镇", 2023][1] == "population"
    assert told["甲县/三镇", 2022][1] == told["甲县/三镇", 2023][1] == "not_collected"
    assert set(long["unit"]) == {"件/万人"}
    pooled = Frames(folder).compare(code, roster=names, by="all").set_index("year")
    assert pooled.loc[2023, "value"] == 3 and pooled.loc[2023, "counted"] == 1
    assert "i_per_10k" in Frames(folder).compare(roster=names, wide=True)
    assert "i_per_10k" not in Frames(folder).compare(wide=True)


@pytest.mark.parametrize(("parent", "told"), [("甲县", 3), ("北岭省甲县", 3), ("", 3), ("乡镇", 3), ("乙县", None)])
def test_inhabitants_of_a_namesake_in_another_county_never_stand_in(
    parent: str, told: int | None, tmp_path: Path
) -> None:
    form, names = FORMS[-1], tmp_path / "r.csv"
    folder = in_library(
        tmp_path, kept(made_report("甲县/城关镇", 2023, form, filled(form, requests__received__total=6)))
    )
    names.write_text(f"单位名称,上级,人口\n城关镇,{parent},20000\n", encoding="utf-8")
    rows = Frames(folder).compare("requests_per_10k", roster=names).set_index("entity_id")
    own = rows.loc["甲县/城关镇"]
    assert (own["missing"], None if pd.isna(own["value"]) else own["value"]) == ("" if told else "population", told)
    assert ("乙县/城关镇" in rows.index) == (told is None)


@pytest.mark.parametrize("header", ["人口", "常住人口", "2022年人口", "人口2022", "population_2022", "2022年常住人口"])
def test_columns_with_inhabitants(header: str, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(f"单位名称,{header}\n一镇,32000\n", encoding="utf-8")
    (unit,) = roster_of(tmp_path / "r.csv").units
    assert unit.population_in(2022) == 32000
    assert unit.population_in(2023) == (None if "2022" in header else 32000)


@pytest.mark.parametrize("value", ["3.2万", "约3000", "-5", "0.5", "三万"])
def test_inhabitants_that_are_no_number_are_refused(value: str, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(f"单位名称,人口\n一镇,{value}\n", encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        roster_of(tmp_path / "r.csv")
    assert refused.value.code == "roster_population" and refused.value.details["line"] == "2"


def test_without_inhabitants_nothing_is_divided_by_them(tmp_path: Path, gongkai: Gongkai) -> None:
    form = FORMS[-1]
    folder = in_library(tmp_path, kept(made_report("甲县/一镇", 2023, form, filled(form))))
    told = gongkai("compare", str(folder), "requests_per_10k", "--lang", "en")
    assert told.code == 2 and "--roster" in told.err


def test_provinces_are_told_by_codes_and_names(tmp_path: Path) -> None:
    form = FORMS[-1]
    ids = {"410526212": "河南省", "河北省临溪县/青禾镇": "河北省", "吉林市船营区/一镇": "", "991526212": ""}
    reports = [made_report(each, 2023, form, filled(form, requests__received__total=2)) for each in ids]
    pooled = Frames(in_library(tmp_path, *map(kept, reports))).compare("requests.received.total", by="province")
    assert dict(zip(pooled["group"], pooled["value"], strict=True)) == {"": 4, "河北省": 2, "河南省": 2}
