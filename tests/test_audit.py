"""A county's audit: who filed, what is wrong, what persons decided, what changed since, what the figures add up to."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook as Book
from openpyxl import load_workbook

from extract.agencies.listing import HEADERS, roster_of
from extract.agencies.roster import Roster, Unit
from extract.agencies.sheets import rows_of
from extract.checks.profile import Profile, profile_of
from extract.cli.options import wording_of
from extract.errors import UsageError
from extract.forms import load_forms
from extract.jobs.supervising import audit_library
from extract.library import OpenLibrary
from extract.library.records import record_of
from extract.words.places import place_of
from extract.words.sheet_names import AUDIT_SHEETS
from tests.command import Gongkai, exit_code
from tests.made.county import COUNTY, LAST, PLANTED, County, roster_lines, write_county
from tests.made.whole import FAULTS
from tests.test_checks import FORMS, read, verdict_of
from tests.test_years import report

BOOK = "年报核查结果.xlsx"
EXAMPLE = Path(__file__).parents[1] / "docs" / "profile.toml"


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[County, Path]:
    """What was planted in a county, and the folder in which it was written and read."""
    folder = tmp_path_factory.mktemp("county")
    told = write_county(folder / "in")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert exit_code(patch, "extract", "in", "-o", "out", "-q") == 0
    return told, folder


@pytest.fixture
def county(
    read_once: tuple[County, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[County, Path, Path]:
    """A county of one's own, as it was read: what was planted, the folder of its library, its roster."""
    told, folder = read_once
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    roster = tmp_path / "roster.csv"
    roster.write_bytes("\n".join(roster_lines(told)).encode("gb18030"))
    return told, tmp_path / "out", roster


def findings(folder: Path) -> list[dict[str, str]]:
    with (folder / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def standings(done: str) -> dict[str, dict[str, object]]:
    return {unit["unit"]: unit for unit in json.loads(done)["units"]}


@pytest.mark.slow
def test_a_county_in_one_command(county: tuple[County, Path, Path], gongkai: Gongkai, tmp_path: Path) -> None:
    told, library, roster = county
    done = gongkai("audit", library, "--roster", roster, "-o", tmp_path / "audit", "--json", "--lang", "en")
    assert done.code == 0, done.err
    units = standings(done.out)
    assert len(units) == len(told.roster) == 50
    assert {name for name, unit in units.items() if unit["filing"] == "missing"} == set(told.missing)
    copying = {name for name, _ in told.copies}
    assert {name for name, unit in units.items() if unit["filing"] == "other"} == copying
    assert all(
        {row["rule"] for row in findings(tmp_path / "audit") if row["unit"] == name} == {"F-02"} for name in copying
    )
    assert {name: unit["drafts"] for name, unit in units.items() if unit["drafts"]} == dict(
        zip(told.resubmitted, (2, 1, 1), strict=True)
    )
    assert {units[name]["filing"] for name in told.resubmitted} == {"filed"}
    found = findings(tmp_path / "audit")
    rules = {name: {row["rule"] for row in found if row["unit"] == name and row["about"] == "report"} for name in units}
    expected = {fault: rule_of(fault) for fault in PLANTED}
    for fault, name in told.planted.items():
        assert expected[fault] in rules[name], (fault, name, rules[name])
    errors = {name for name, unit in units.items() if any(p["severity"] == "error" for p in unit["problems"])}  # type: ignore[attr-defined]
    guilty = {name for fault, name in told.planted.items() if FAULT_SEVERITY[fault] == "error"}
    assert errors == guilty | {told.late} | copying
    assert {name for name in units if "A-03" in rules[name]} == set(told.resubmitted[1:])
    assert {row["rule"] for row in found if row["unit"] == told.late and row["judged"] == "error"} == {"A-01"}
    assert units[told.renamed[1]]["filing"] == "filed"


FAULT_SEVERITY = dict.fromkeys(PLANTED, "error") | dict.fromkeys(
    ("label_altered", "extra_row", "level_word", "no_fee_statement", "figure_left_open", "heading_misnumbered"),
    "warning",
)


def rule_of(fault: str) -> str:
    from random import Random

    from extract.forms import load_forms
    from tests.made.whole import faulty

    return faulty(Random(1), load_forms()[-1], fault)[2].rule


def rows_under(path: Path, sheet: str, column: str) -> list[dict[str, str]]:
    """The rows of a sheet by the words of the row that has this column."""
    rows = rows_of(path, sheet)
    head = next(row for row in rows if column in row)
    return [dict(zip(head, row, strict=False)) for row in rows[rows.index(head) + 1 :]]


@pytest.mark.slow
def test_decisions_survive_the_next_run(
    county: tuple[County, Path, Path],
    gongkai: Gongkai,
    tmp_path: Path,
) -> None:
    _, library, roster = county
    out = tmp_path / "audit"
    assert gongkai("audit", library, "--roster", roster, "-o", out, "-q").code == 0
    listed = rows_under(out / BOOK, "问题清单", "核实结论")
    book = load_workbook(out / BOOK)
    page = book["问题清单"]
    head = next(row for row in page.iter_rows() if any(cell.value == "核实结论" for cell in row))
    at = {cell.value: cell.column for cell in head}
    chosen = {listed[0]["问题编号"]: "不属实", listed[1]["问题编号"]: "属实", listed[2]["问题编号"]: "待核实"}
    for row in page.iter_rows(min_row=head[0].row + 1):
        print_ = row[at["问题编号"] - 1].value
        if print_ in chosen:
            page.cell(row[0].row, at["核实结论"]).value = chosen[print_]
            page.cell(row[0].row, at["备注"]).value = 20250131
    book.save(out / BOOK)
    for _ in range(2):
        assert gongkai("audit", library, "--roster", roster, "-o", out, "-q").code == 0
        again = {row["number"]: row for row in findings(out)}
        assert {print_: again[print_]["conclusion"] for print_ in chosen} == chosen
        assert {again[print_]["remark"] for print_ in chosen} == {"20250131"}
        assert {row["progress"] for row in again.values()} == {""}, "no report came, so no round has begun"
        rows = rows_under(out / BOOK, "问题清单", "核实结论")
        dismissed = next(n for n, row in enumerate(rows) if row["问题编号"].startswith("已作结论"))
        assert [row["问题编号"] for row in rows[dismissed + 1 :]] == [p for p, c in chosen.items() if c == "不属实"]


@pytest.mark.slow
def test_what_is_mended_and_what_is_new(county: tuple[County, Path, Path], gongkai: Gongkai, tmp_path: Path) -> None:
    told, library, roster = county
    out, folder = tmp_path / "audit", tmp_path / "in" / COUNTY / str(LAST)
    assert gongkai("audit", library, "--roster", roster, "-o", out, "-q").code == 0
    wrong = told.planted["received_total_off"].removesuffix("人民政府").removesuffix("办事处")
    (path,) = folder.glob(f"{wrong}*")
    data, encoding = path.read_bytes(), "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        encoding = "gb18030"
        text = data.decode(encoding)
    path.write_bytes(re.sub("信息处理费|收取|收费|费用", "有关", text).encode(encoding))
    assert gongkai("extract", "in", "-o", library, "-q").code == 0
    assert gongkai("audit", library, "--roster", roster, "-o", out, "-q").code == 0
    rows = [row for row in findings(out) if row["unit"].startswith(wrong)]
    assert {row["rule"] for row in rows if row["progress"] == "new"} >= {"C-06"}
    assert {row["rule"] for row in rows if row["progress"] == "still"} >= {"D-01", "D-03"}


@pytest.mark.slow
def test_figures_are_added_up_cell_by_cell(county: tuple[County, Path, Path], gongkai: Gongkai, tmp_path: Path) -> None:
    _, library, roster = county
    assert gongkai("audit", library, "--roster", roster, "-o", tmp_path / "audit", "-q").code == 0
    sums = {row["指标"]: row for row in rows_under(tmp_path / "audit" / BOOK, "数据汇总", "合计")}
    with (library / "facts.csv").open(encoding="utf-8-sig", newline="") as file:
        facts = [row for row in csv.DictReader(file) if row["year"] == str(LAST)]
    with (library / "reports.csv").open(encoding="utf-8-sig", newline="") as file:
        drafts = {row["report_id"] for row in csv.DictReader(file) if "送审稿" in row["file"]}
    for code in ("requests.received.natural_person", "proactive.normative_documents.in_force"):
        values = [
            Decimal(row["value"])
            for row in facts
            if f"{row['table']}.{row['row']}.{row['column']}" == code and row["report_id"] not in drafts
        ]
        added = sums[place_of(code, load_forms(), load_forms()[-1].code)]
        assert (Decimal(added["合计"]), int(added["计入单位数"])) == (sum(values), len(values))
        assert len(added["未计入"].split("、")) == 50 - len(values)


@pytest.mark.slow
def test_every_sheet_is_there_and_prints(county: tuple[County, Path, Path], gongkai: Gongkai, tmp_path: Path) -> None:
    _, library, roster = county
    assert gongkai("audit", library, "--roster", roster, "-o", tmp_path / "audit", "-q").code == 0
    book = load_workbook(tmp_path / "audit" / BOOK)
    assert book.sheetnames == list(AUDIT_SHEETS.values())
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert sheet.print_title_rows
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    before = (tmp_path / "audit" / "findings.csv").read_bytes()
    assert gongkai("audit", library, "--roster", roster, "-o", tmp_path / "again", "-q").code == 0
    assert (tmp_path / "again" / "findings.csv").read_bytes().count(b"\n") == before.count(b"\n")


@pytest.mark.slow
def test_without_a_roster_nobody_is_missed_who_never_filed(
    county: tuple[County, Path, Path],
    gongkai: Gongkai,
    tmp_path: Path,
) -> None:
    told, library, _ = county
    done = gongkai("audit", library, "-o", tmp_path / "audit", "--json")
    filings = {name: unit["filing"] for name, unit in standings(done.out).items()}
    assert {name for name, filing in filings.items() if filing == "missing"} == set(told.missing)
    assert gongkai("audit", tmp_path / "nowhere").code == 2


# ── Roster ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def as_csv(encoding: str, delimiter: str = ",") -> Callable[[Path, list[list[str]]], None]:
    def write(path: Path, rows: list[list[str]]) -> None:
        path.write_bytes("\n".join(delimiter.join(row) for row in rows).encode(encoding))

    return write


def as_xlsx(path: Path, rows: list[list[str]]) -> None:
    book = Book()
    for row in rows:
        book.active.append([float(cell) if cell.isdigit() else cell for cell in row])
    book.save(path)


@pytest.mark.parametrize("write", [as_csv("utf-8-sig"), as_csv("gb18030"), as_csv("utf-16", "\t"), as_xlsx])
@pytest.mark.parametrize("words", [0, -1])
def test_rosters_in_every_shape(write: Callable[[Path, list[list[str]]], None], words: int, tmp_path: Path) -> None:
    heads = [HEADERS[key][words] for key in ("name", "code", "aliases", "kind", "parent", "valid_from")]
    write(tmp_path / "r", [[*heads, "电话"], ["青禾镇", "339901100", "青禾；青禾乡", "镇", "溪口县", "2020", "88"]])
    (unit,) = roster_of(tmp_path / "r").units
    assert unit == Unit(
        "青禾镇", "339901100", ("青禾", "青禾乡"), "township", "溪口县", 2020, own_values=(("电话", "88"),)
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("姓名,代码\n张三,1", "roster_no_name"),
        ("单位名称,上级\n青禾镇,溪口县\n青禾镇人民政府,溪口县", "roster_twice"),
        ("单位名称,启用年度\n青禾镇,去年", "roster_year"),
        ("单位名称,代码\n,1", "roster_no_unit"),
    ],
)
def test_rosters_that_cannot_be_understood(text: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(text, "utf-8")
    with pytest.raises(UsageError) as caught:
        roster_of(tmp_path / "r.csv")
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("printed", "names", "unit", "how"),
    [
        ("青禾镇", ["青禾镇", "石舫镇"], "青禾镇", "name"),
        ("溪口县青禾镇", ["青禾镇人民政府"], "青禾镇人民政府", "name"),
        ("青禾乡", ["青禾镇"], "青禾镇", "renamed"),
        ("青禾街道", ["青禾镇"], "青禾镇", "renamed"),
        ("青禾镇", ["石舫镇"], None, ""),
        ("青禾中学", ["青禾镇"], None, ""),
        ("城关镇", ["甲县城关镇", "乙县城关镇"], None, "several"),
    ],
)
def test_which_unit_a_report_belongs_to(printed: str, names: list[str], unit: str | None, how: str) -> None:
    found, by = Roster(tuple(Unit(name) for name in names)).unit_of(report(2024, name=printed))
    assert (found.name if found else None, by) == (unit, how)


def test_a_roster_is_made_of_units_and_compares_by_them() -> None:
    """A public constructor makes an object that works."""
    coded, named = Unit("青禾镇", code="339901100"), Unit("石舫乡", aliases=("石舫",))
    roster = Roster((coded, named))
    assert [roster.named(name) for name in ("339901100", "青禾镇", "石舫", "洪湾镇")] == [coded, coded, named, None]
    assert roster == Roster((coded, named)) != Roster((coded,))


# ── Profile ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_example_of_the_manual_is_understood() -> None:
    profile = profile_of(EXAMPLE)
    assert profile.severity("C-06", "warning") == "error"
    assert profile.is_off("B-07")
    assert str(profile.deadline("township", 2024)) == "2025-01-31"
    assert (profile.full, profile.most) == (20, 20)


@pytest.mark.parametrize(
    "text",
    [
        "[rules]\nX-99 = 'error'",
        "[rules]\nC-06 = 'grave'",
        "[deadlines]\ntownship = '13-01'",
        "colour = 1",
        "[",
        "[deadlines]\nvillage = '01-31'",
    ],
)
def test_profiles_that_cannot_be_understood(text: str, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text(text, "utf-8")
    with pytest.raises(UsageError):
        profile_of(tmp_path / "p.toml")


@pytest.mark.slow
def test_a_profile_weighs_and_scores(county: tuple[County, Path, Path], gongkai: Gongkai, tmp_path: Path) -> None:
    told, library, roster = county
    (tmp_path / "p.toml").write_text(
        "name = '某县'\n[rules]\nC-06 = 'error'\nD-09 = 'off'\n[deadlines]\ntownship = '01-10'\n"
        "[[section]]\nnumber = 5\nlength = 5000\n"
        "[score]\nfull = 10\n[[score.item]]\nname = '未报'\nrules = ['A-02']\npoints = 5\n"
        "[[score.item]]\nname = '勾稽'\nrules = ['D-01', 'D-02', 'D-03', 'D-04']\npoints = 2\ncap = 3\n",
        "utf-8",
    )
    done = gongkai(
        "audit", library, "--roster", roster, "--profile", tmp_path / "p.toml", "-o", tmp_path / "a", "--json"
    )
    units = standings(done.out)
    rules = {name: {p["rule"]: p["severity"] for p in unit["problems"]} for name, unit in units.items()}  # type: ignore[attr-defined]
    assert rules[told.planted["no_fee_statement"]]["C-06"] == "error"
    assert not any("D-09" in each for each in rules.values())
    without_five = told.planted["section_missing"]
    assert all("C-05" in rules[name] for name, unit in units.items() if unit["files"] and name != without_five)
    assert any(unit["filing"] == "late" for unit in units.values())
    scores = {
        row["单位"]: Decimal(row["得分"])
        for row in rows_under(tmp_path / "a" / BOOK, "核查概况", "得分")
        if row["单位"]
    }
    assert scores[told.missing[0]] == 0
    wrong_sum = told.planted["one_cell_wrong_row_sum"]
    assert scores[wrong_sum] == 8, "a row and a column that one slip breaks cost two points once"
    assert FAULTS


@pytest.mark.parametrize(
    ("change", "judgement", "scored"),
    [
        (("", ""), "good", True),
        (("全镇主动公开政府信息52条", "全乡主动公开政府信息52条"), "verify", True),
        (("行政处罚\t6", "行政处罚\t�"), "unsure", False),
    ],
)
def test_a_clearance_is_said_only_of_what_was_read(
    change: tuple[str, str], judgement: str, scored: bool, tmp_path: Path
) -> None:
    reading = read(*([change] if change[0] else []))
    path = tmp_path / "gongkai.sqlite"
    with OpenLibrary(path) as library:
        library.add(record_of([(reading.report, verdict_of(reading, FORMS))]))
    audit, *_ = audit_library(path, tmp_path / "out", None, Profile(), 0, wording_of("zh"))
    (standing,) = audit.standings
    assert (standing.judgement, standing.score is not None) == (judgement, scored)
