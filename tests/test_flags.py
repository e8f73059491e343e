"""What speaks against a figure stands beside it: in the library, in every table, in every sum, and in pictures."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from extract import Library as Frames
from extract.agencies.roster import Roster, Unit
from extract.audit import Audit
from extract.checks.profile import Profile
from extract.cli.options import wording_of
from extract.export import charts
from extract.export.books.audit_book import AUDIT_SHEETS
from extract.forms import load_forms
from extract.jobs import settle
from extract.jobs.supervising import audit_library
from extract.library import NAME, OpenLibrary
from extract.library.records import record_of
from extract.model import Finding, Report, Verdict
from extract.panels.compare import panel_of
from extract.panels.grid import Choice
from extract.panels.series import series_of
from extract.words.places import place_of
from extract.words.sheet_names import AUDIT_WORKBOOK
from tests.command import Gongkai
from tests.optional import pictures
from tests.test_audit import rows_under
from tests.test_years import report

FEES, LICENCES = "proactive.fees.amount", "proactive.licences.decisions"
PAID = {"青禾镇": Decimal("3.49"), "石舫镇": Decimal(12600), "柳汀镇": Decimal(0)}


def found(rule: str, *concepts: str, about: str = "report") -> Finding:
    return Finding(rule, "warning", about, "sum", (), "", "12600", concepts, ())  # type: ignore[arg-type]


AGAINST: Mapping[str, tuple[Finding, ...]] = {
    "石舫镇": (found("D-07", FEES), found("E-01", FEES, "narrative.proactive_total"), found("B-07", LICENCES)),
    "柳汀镇": (found("B-02", FEES),),
}


def with_fee(name: str, fee: Decimal) -> Report:
    """A report whose cells are 0 but for the fees."""
    made = report(2024, name=name)
    facts = (f._replace(value=fee, raw=str(fee)) if str(f.concept) == FEES else f for f in made.facts)
    return replace(made, facts=tuple(facts))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three townships, of which one has printed yuan as 万元."""
    with OpenLibrary(tmp_path / NAME) as library:
        for name, fee in PAID.items():
            library.add(record_of([(with_fee(name, fee), Verdict(AGAINST.get(name, ()), {}))]))
        settle(library)
    return tmp_path


def flags(folder: Path) -> dict[tuple[str, str], str]:
    """The flags that the library shows, by agency and cell."""
    with OpenLibrary(folder / NAME) as library:
        settle(library)
        columns = library.columns("facts")
        rows = [dict(zip(columns, row, strict=True)) for row in library.rows("facts")]
    cells = {(row["entity"], f"{row['table']}.{row['row']}.{row['column']}"): row["flag"] for row in rows}
    return {cell: flag for cell, flag in cells.items() if flag}


def decide(folder: Path, conclusion: str, *rules: str) -> None:
    with OpenLibrary(folder / NAME) as library:
        columns = library.columns("findings")
        rows = [dict(zip(columns, row, strict=True)) for row in library.rows("findings")]
        with library.writing():
            library.decide((row["fingerprint"], conclusion, "") for row in rows if row["rule"] in rules)


def audited(folder: Path) -> Audit:
    roster = Roster(tuple(map(Unit, PAID)))
    return audit_library(folder / NAME, folder / "out", roster, Profile(), 2024, wording_of("zh"))[0]


def test_a_cell_knows_the_open_findings_about_figures_that_name_it(folder: Path) -> None:
    assert flags(folder) == {("石舫镇", FEES): "D-07;E-01"}
    decide(folder, "属实", "D-07", "E-01")
    assert flags(folder) == {("石舫镇", FEES): "D-07;E-01"}
    decide(folder, "不属实", "E-01")
    assert flags(folder) == {("石舫镇", FEES): "D-07"}
    decide(folder, "不作要求", "D-07")
    assert flags(folder) == {}
    decide(folder, "待核实", "D-07")
    assert flags(folder) == {("石舫镇", FEES): "D-07"}


def test_what_is_read_anew_is_flagged_anew(folder: Path) -> None:
    with OpenLibrary(folder / NAME) as library:
        library.add(record_of([(with_fee("石舫镇", Decimal("1.26")), Verdict((), {}))]))
    assert flags(folder) == {}


def test_other_findings_that_are_decided_leave_everything_as_it_was(folder: Path) -> None:
    with OpenLibrary(folder / NAME) as library:
        settle(library)
        generation = library.generation
    decide(folder, "不属实", "B-99")
    decide(folder, "属实", "D-07", "B-02")
    with OpenLibrary(folder / NAME) as library:
        assert library.generation == generation


def test_what_is_decided_is_flagged_at_once_as_if_all_were_settled(folder: Path) -> None:
    with OpenLibrary(folder / NAME) as library:
        settle(library)
        before, generation = library.flagged(), library.generation
    for conclusion, count in (("不属实", 1), ("", 2)):
        decide(folder, conclusion, "E-01")
        with OpenLibrary(folder / NAME) as library:
            assert not library.has_unsettled() and library.generation > generation
            at_once = library.flagged()
            with library.writing():
                library._mark_touched({key: "" for (key,) in library._sql.execute("SELECT id FROM report")})
                library._flag_cells()
            assert library.flagged() == at_once
            assert sum(text.count("-") for cells in at_once.values() for text in cells.values()) == count
    assert at_once == before


@pytest.mark.slow
def test_a_sum_of_an_audit_tells_what_is_in_doubt(folder: Path) -> None:
    audit = audited(folder)
    (total,) = (cell for cell in audit.sums[""] if str(cell.concept) == FEES)
    assert (total.total, total.in_doubt, total.doubted) == (Decimal("12603.49"), Decimal(12600), ("石舫镇",))
    assert total.without_doubt == Decimal("3.49")
    book = folder / "out" / AUDIT_WORKBOOK
    of_places = {row["指标"]: row for row in rows_under(book, AUDIT_SHEETS["sums"], "合计")}
    rows = {code: of_places[place_of(code, load_forms(), load_forms()[-1].code)] for code in (FEES, LICENCES)}
    assert rows[FEES]["存疑情况"] == "12603.49，其中存疑 12600（1 个单位：石舫镇），剔除后 3.49"
    assert [rows[FEES][head] for head in ("合计", "其中存疑", "剔除后")] == ["12603.49", "12600", "3.49"]
    assert [rows[LICENCES][head] for head in ("其中存疑", "剔除后", "存疑情况")] == ["", "", ""]
    decide(folder, "不属实", "D-07", "E-01")
    (total,) = (cell for cell in audited(folder).sums[""] if str(cell.concept) == FEES)
    assert (total.in_doubt, total.doubted, total.without_doubt) == (0, (), total.total)


def test_units_of_one_name_are_two(folder: Path) -> None:
    parents = ("甲县", "乙县")
    with OpenLibrary(folder / NAME) as library:
        library.remove([with_fee(name, fee).source.name for name, fee in PAID.items()])
        for parent in parents:
            made = with_fee("石舫镇", Decimal(5))
            identity = replace(made.identity, entity_id=f"{parent}/石舫镇", parent=parent)
            source = made.source._replace(name=f"{parent}.txt", sha256=parent.encode().hex().ljust(64, "0"))
            verdict = Verdict((found("D-07", FEES),) if parent == "甲县" else (), {})
            library.add(record_of([(replace(made, identity=identity, source=source), verdict)]))
    roster = Roster(tuple(Unit("石舫镇", parent=parent) for parent in parents))
    audit = audit_library(folder / NAME, folder / "out", roster, Profile(), 2024, wording_of("zh"))[0]
    (total,) = (cell for cell in audit.sums[""] if str(cell.concept) == FEES)
    assert (total.total, total.counted, total.in_doubt) == (10, 2, 5)


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.slow
def test_what_is_compared_tells_it_too(folder: Path, gongkai: Gongkai) -> None:
    by_entity = {row["entity"]: row for row in table(gongkai("compare", folder, FEES, "--long", "-q").out)}
    assert {name: row["flag"] for name, row in by_entity.items()} == {**dict.fromkeys(PAID, ""), "石舫镇": "D-07;E-01"}
    wide = {row["entity"]: row["flag"] for row in table(gongkai("compare", folder, FEES, LICENCES, "-q").out)}
    assert wide == {**dict.fromkeys(PAID, ""), "石舫镇": "p_fees_amount=D-07,E-01"}
    fees, licences = table(gongkai("compare", folder, FEES, LICENCES, "--by", "all", "-q").out)
    assert [fees[name] for name in ("value", "counted", "flagged", "value_unflagged")] == ["12603.49", "3", "1", "3.49"]
    assert [licences[name] for name in ("value", "flagged", "value_unflagged")] == ["0", "0", "0"]


@pytest.mark.slow
def test_every_export_holds_it(folder: Path, gongkai: Gongkai) -> None:
    for name, column in (("facts", "flag"), ("wide", "flag"), ("pooled", "value_unflagged")):
        file = folder / f"{name}.csv"
        assert gongkai("export", folder, "--table", name, "-o", file, "-q").code == 0
        assert column in table(file.read_text(encoding="utf-8-sig"))[0]
    frame = Frames(folder).facts
    assert frame.loc[frame["flag"].ne(""), "entity"].tolist() == ["石舫镇"]
    rates = Frames(folder).compare(FEES, by="all")
    assert rates[["flagged", "value_unflagged"]].iloc[0].tolist() == [1, pytest.approx(3.49)]


def test_where_all_figures_are_in_doubt_nothing_is_left(folder: Path) -> None:
    with OpenLibrary(folder / NAME) as library:
        for name, fee in PAID.items():
            library.add(record_of([(with_fee(name, fee), Verdict((found("D-07", FEES),), {}))]))
    (row,) = Frames(folder).compare(FEES, by="all").to_dict("records")
    assert row["flagged"] == 3 and pd.isna(row["value_unflagged"])


@pytest.mark.slow
def test_a_picture_says_how_much_of_it_is_in_doubt(folder: Path) -> None:
    pictures()
    with OpenLibrary(folder / NAME) as library:
        panel = panel_of(library, series_of([FEES, LICENCES], load_forms()), Choice())
    figure = charts._trend(panel, "", 2, lang="zh")
    (legend,) = figure.legends
    assert legend.get_title().get_text() == "其中 1 个数字存疑"
    assert "剔除存疑数字后" in [text.get_text() for text in legend.get_texts()]
    solid, dotted = figure.axes[0].get_lines()
    assert (list(solid.get_ydata()), list(dotted.get_ydata())) == ([pytest.approx(12603.49)], [pytest.approx(3.49)])
    assert len(figure.axes[1].get_lines()) == 1
    clear = charts._heat(replace(panel, series=panel.series[1:]), "", 2, lang="zh")
    assert clear.legends[0].get_title().get_text() == ""
