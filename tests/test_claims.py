"""Whose every file is: 未收到 is said of a unit only where no file could be its."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from extract.agencies.roster import Roster, Unit
from extract.audit import Audit
from extract.checks.profile import Profile, Scoring
from extract.cli.options import wording_of
from extract.errors import UsageError
from extract.jobs.supervising import audit_library
from extract.library import NAME, OpenLibrary
from extract.library.records import record_of
from extract.model import Evidence, Report, Verdict
from extract.words.sheet_names import AUDIT_SHEETS, AUDIT_WORKBOOK, CHOSEN, NOT_A_REPORT
from tests.test_years import report

YEAR = 2024
TOWNS = ("石桥镇", "柳渡镇", "松坪镇", "梅湾镇", "大坝乡", "城关街道")
POINTS = Profile(full=10, scores=(Scoring("报送", ("A-02", "A-06"), 5, 10),))


def filed(name: str, file: str, year: int = YEAR, **more: object) -> Report:
    """A report of an agency in a file of its own."""
    made = report(year, name=name) if name else report(year)
    identity = made.identity if name else replace(made.identity, entity="", agency="", entity_id="")
    source = made.source._replace(name=file, sha256=file.encode().hex().ljust(64, "0")[-64:])
    return replace(made, source=source, identity=identity, **more)  # type: ignore[arg-type]


def unread(file: str, reason: str = "legacy_doc", status: str = "failed") -> Report:
    """A file without a report."""
    made = filed("", file)
    identity = replace(made.identity, year=None, evidence=())
    return replace(made, status=status, reason=reason, facts=(), sections=(), identity=identity)  # type: ignore[arg-type]


def held_by(file: Report, other: Report) -> Report:
    """Another report, in the file of one."""
    return replace(other, source=other.source._replace(name=file.source.name))


ALL_BUT_LAST = tuple(filed(name, f"in/{name}2024年报.docx") for name in TOWNS[:-1])

Audited = Callable[..., Audit]


@pytest.fixture
def audited(tmp_path: Path) -> Audited:
    def told(
        *reports: Report,
        towns: tuple[str, ...] = TOWNS,
        year: int = YEAR,
        units: Roster | None = None,
        drafted: bool = False,
    ) -> Audit:
        with OpenLibrary(tmp_path / NAME) as library:
            for each in reports:
                library.add(record_of([(each, Verdict((), {}))]))
        roster = None if drafted else units or Roster(tuple(map(Unit, towns)))
        return audit_library(tmp_path / NAME, tmp_path / "out", roster, POINTS, year, wording_of("zh"))[0]

    return told


def filings(audit: Audit) -> dict[str, str]:
    return {standing.unit.name: standing.filing for standing in audit.standings}


def write(tmp_path: Path, sheet: str, file: str, column: str, words: str) -> None:
    """What a person writes into a workbook, in the row of a file."""
    path = tmp_path / "out" / AUDIT_WORKBOOK
    book = load_workbook(path)
    rows = list(book[AUDIT_SHEETS[sheet]].iter_rows())
    head = next(row for row in rows if column in [cell.value for cell in row])
    at = [cell.value for cell in head].index(column)
    (row,) = (row for row in rows if file in [cell.value for cell in row])
    row[at].value = words or None
    book.save(path)


# ── Who could have filed ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
@pytest.mark.parametrize(
    ("left", "filing", "why", "ground"),
    [
        (unread("in/城关街道2024年报.doc"), "unreadable", "unread", "named"),
        (unread("in/城关街道办事处年报.doc"), "unreadable", "unread", "named"),
        (unread("in/城关街道/年报扫描件.pdf", "scanned"), "unreadable", "unread", "named"),
        (unread("in/城关2024.wps", "wps"), "uncertain", "unread", "short"),
        (unread("in/扫描001.pdf", "scanned"), "uncertain", "unread", "anyone"),
        (unread("2025/01/IMG_3.pdf", "scanned"), "uncertain", "unread", "anyone"),
        (unread("in/城关街道2024年工作总结.docx", "not_a_report", "skipped"), "uncertain", "no_report", "named"),
        (filed("", "in/新建文档.docx"), "uncertain", "no_agency", "anyone"),
        (filed("", "in/城关街道年报.docx"), "uncertain", "no_agency", "named"),
        (filed("城关街遒", "in/1.docx"), "uncertain", "stranger", "alike"),
        (replace(filed("城关街道", "in/1.docx"), identity=replace(report(YEAR, name="城关街道").identity, year=None)),
         "uncertain", "no_year", "printed"),
    ],
)  # fmt: skip
def test_a_unit_that_a_file_could_be_of_is_not_missing(
    left: Report, filing: str, why: str, ground: str, audited: Audited
) -> None:
    audit = audited(*ALL_BUT_LAST, left)
    assert filings(audit) == {**dict.fromkeys(TOWNS[:-1], "filed"), TOWNS[-1]: filing}
    (claim,) = audit.unclaimed
    assert (claim.why, {candidate.ground for candidate in claim.candidates}) == (why, {ground})
    assert audit.standings[-1].score is None


@pytest.mark.slow
@pytest.mark.parametrize(
    "left",
    [
        unread("in/柳渡镇2024年报.doc"),
        unread("in/外县白云镇2024年报.doc"),
        unread("in/城关街道2022年报.doc"),
        unread("in/README.md", "not_a_report", "skipped"),
        filed("白云镇", "in/白云镇2024年报.docx"),
        filed("溪口县", "in/溪口县2024年报.docx"),
        filed("城关街道", "2022/城关街道2022年报.docx", year=2022),
    ],
)
def test_a_file_that_is_anothers_excuses_nobody(left: Report, audited: Audited) -> None:
    audit = audited(*ALL_BUT_LAST, left)
    assert filings(audit) == {**dict.fromkeys(TOWNS[:-1], "filed"), TOWNS[-1]: "missing"}
    assert audit.standings[-1].score == 0


def test_an_unread_copy_of_a_report_that_was_read_is_its_own(audited: Audited) -> None:
    audit = audited(*ALL_BUT_LAST, unread("in/石桥镇2024年报（盖章）.pdf", "scanned"))
    assert [file.source.name for file in audit.standings[0].beside] == ["in/石桥镇2024年报（盖章）.pdf"]
    assert not audit.unclaimed


@pytest.mark.slow
def test_a_short_name_of_several_makes_all_of_them_uncertain(audited: Audited) -> None:
    towns = ("石桥镇", "石桥乡", "石桥街道", "柳渡镇")
    read = filed("柳渡镇", "in/柳渡镇.docx")
    assert set(filings(audited(read, filed("石桥", "in/石桥.docx"), towns=towns)).values()) == {"filed", "uncertain"}
    audit = audited(filed("石桥镇", "in/石桥镇.docx"), towns=towns)
    assert filings(audit)["石桥镇"] == "filed"


def test_a_namesake_of_another_kind_is_not_given_to_a_unit_that_has_its_own(audited: Audited) -> None:
    audit = audited(*ALL_BUT_LAST, filed("石桥乡", "in/石桥乡2024年报.docx"))
    assert [len(standing.reports) for standing in audit.standings] == [1, 1, 1, 1, 1, 0]
    assert [claim.why for claim in audit.unclaimed] == ["renamed"]


def test_units_of_one_stem_are_neither_given_to_a_short_name(audited: Audited) -> None:
    audit = audited(*ALL_BUT_LAST, filed("石桥乡", "in/b.docx"), towns=("石桥", *TOWNS[1:]))
    assert [filings(audit)[name] for name in ("石桥", *TOWNS[-2:])] == ["uncertain", "filed", "missing"]


# ── Renamed and merged ───────────────────────────────────────────────────────────────────────────────────────────────

_BEFORE = tuple(filed(name, f"2023/{name}.docx", year=2023) for name in (*TOWNS[:5], "龙潭乡", "黄泥乡"))
_NOW = tuple(filed(name, f"2024/{name}.docx") for name in TOWNS[:5])


@pytest.mark.parametrize("drafted", [True, False])
def test_what_became_of_units_may_be_what_is_new(drafted: bool, audited: Audited) -> None:
    units = Roster(tuple(map(Unit, (*TOWNS[:5], "龙潭乡", "黄泥乡"))))
    audit = audited(*_BEFORE, *_NOW, filed("新龙镇", "2024/新龙镇.docx"), units=units, drafted=drafted)
    told = filings(audit)
    assert (told["龙潭乡"], told["黄泥乡"]) == ("uncertain", "uncertain")
    assert [(claim.report.entity, claim.why, {c.ground for c in claim.candidates}) for claim in audit.unclaimed] == [
        ("新龙镇", "newcomer" if drafted else "stranger", {"new"})
    ]


def test_a_town_that_was_raised_is_one_unit_without_a_roster(audited: Audited) -> None:
    audit = audited(*_BEFORE[:6], *_NOW, filed("龙潭镇", "2024/龙潭镇.docx"), drafted=True)
    assert set(filings(audit).values()) == {"filed"}
    assert "龙潭镇" in filings(audit)


def test_a_town_under_another_county_since_needs_no_roster(audited: Audited) -> None:
    before, now = (_under(county, year) for county, year in (("鹿桥县", 2023), ("澄湾市/鹿桥县", YEAR)))
    audit = audited(*_BEFORE[:5], *_NOW, before, now, drafted=True)
    assert [claim.report.entity for claim in audit.unclaimed] == ["青石镇"]
    assert set(filings(audit).values()) <= {"filed", "uncertain"}


def _under(parent: str, year: int) -> Report:
    made = filed("青石镇", f"{year}/青石镇.docx", year=year)
    return replace(made, identity=replace(made.identity, parent=parent, entity_id=f"{parent}/青石镇"))


# ── Another year's ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("file", "severity"),
    [("in/城关街道2024年报.docx", "error"), ("2024/城关街道.docx", "error"), ("in/城关街道年报.docx", "warning")],
)
def test_last_years_report_handed_in_again(file: str, severity: str, audited: Audited) -> None:
    audit = audited(*ALL_BUT_LAST, filed("城关街道", file, year=2023))
    last = audit.standings[-1]
    assert (last.filing, last.score) == ("other_year", 0)
    (problem,) = last.problems
    assert (problem.finding.rule, problem.severity) == ("A-06", severity)
    assert [each.source.name for each in last.beside] == [file]


def test_an_archive_of_years_before_is_nobodys_mistake(audited: Audited) -> None:
    archive = [filed(name, f"in/{name}2023年报.docx", year=2023) for name in TOWNS]
    assert filings(audited(*ALL_BUT_LAST, *archive))[TOWNS[-1]] == "missing"


def test_a_report_that_prints_both_years_is_uncertain(audited: Audited) -> None:
    made = filed("城关街道", "in/城关街道2024年报.docx", year=2023)
    printed = Evidence("year", "period", str(YEAR), "2024年1月1日", None)
    doubtful = replace(made, identity=replace(made.identity, evidence=(*made.identity.evidence, printed)))
    assert filings(audited(*ALL_BUT_LAST, doubtful))[TOWNS[-1]] == "uncertain"


# ── What a person says ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_whose_a_file_is_is_said_once(audited: Audited, tmp_path: Path) -> None:
    left = filed("", "in/新建文档.docx")
    audited(*ALL_BUT_LAST, left)
    write(tmp_path, "unclaimed", left.source.name, "认领单位", "城关街道办事处")
    for _ in range(2):
        audit = audited()
        assert set(filings(audit).values()) == {"filed"}
    with OpenLibrary(tmp_path / NAME) as library:
        library.remove([left.source.name])
    assert filings(audited())[TOWNS[-1]] == "missing"
    assert set(filings(audited(left)).values()) == {"filed"}
    with OpenLibrary(tmp_path / "other.sqlite") as other:
        with OpenLibrary(tmp_path / NAME) as library:
            other.take_over(library)
        assert other.assigned(YEAR) == {(left.source.sha256, 1): ("城关街道办事处", "")}
    write(tmp_path, "unclaimed", left.source.name, "认领单位", "")
    assert filings(audited())[TOWNS[-1]] == "uncertain"


@pytest.mark.slow
def test_an_unread_file_that_is_assigned_was_received(audited: Audited, tmp_path: Path) -> None:
    left = unread("in/扫描001.pdf", "scanned")
    towns = (*TOWNS, "西河街道")
    assert list(filings(audited(*ALL_BUT_LAST, left, towns=towns)).values())[-2:] == ["uncertain", "uncertain"]
    write(tmp_path, "unclaimed", left.source.name, "认领单位", "西河街道")
    assert list(filings(audited(towns=towns)).values())[-2:] == ["missing", "unreadable"]
    write(tmp_path, "unclaimed", left.source.name, "认领单位", NOT_A_REPORT)
    assert list(filings(audited(towns=towns)).values())[-2:] == ["missing", "missing"]


def with_figure(made: Report, figure: int) -> Report:
    """The same report with another figure in one cell."""
    first, *others = made.facts
    return replace(made, facts=(first._replace(value=Decimal(figure), raw=str(figure)), *others))


@pytest.mark.slow
def test_which_version_counts_is_said_once(audited: Audited, tmp_path: Path) -> None:
    one = filed("石桥镇", "a/石桥镇.docx")
    other = with_figure(filed("石桥镇", "b/石桥镇.docx"), 17)
    (standing,) = audited(one, other, towns=("石桥镇",)).standings
    assert (standing.filing, [version.relation for version in standing.versions]) == ("twice", ["counts", "unknown"])
    assert [doubt.finding.rule for doubt in standing.doubts] == ["A-04"]
    write(tmp_path, "versions", other.source.name, CHOSEN, CHOSEN)
    for _ in range(2):
        (standing,) = audited(towns=("石桥镇",)).standings
        assert (standing.filing, standing.reports[0].source.name) == ("filed", other.source.name)
        assert [version.relation for version in standing.versions] == ["chosen", "unknown"]
        assert not standing.doubts
        assert [(p.finding.rule, p.severity) for p in standing.problems] == [("A-04", "note")]
        assert standing.judgement == "good"


@pytest.mark.slow
@pytest.mark.parametrize("is_late", [False, True])
def test_what_takes_the_place_of_a_version_that_was_chosen_is_chosen(
    is_late: bool, audited: Audited, tmp_path: Path
) -> None:
    one = filed("石桥镇", "a/石桥镇.docx")
    other = with_figure(filed("石桥镇", "b/石桥镇.docx"), 17)
    audited(one, other, towns=("石桥镇",))
    write(tmp_path, "versions", other.source.name, CHOSEN, "√")
    if not is_late:
        audited(towns=("石桥镇",))
    mended = held_by(other, filed("石桥镇", "mended"))
    (standing,) = audited(with_figure(mended, 18), towns=("石桥镇",)).standings
    assert (standing.filing, standing.reports[0].source) == ("filed", mended.source)
    (standing,) = audited(other, towns=("石桥镇",)).standings
    assert standing.reports[0].source == other.source


@pytest.mark.slow
@pytest.mark.parametrize(("named", "owner"), [("", "filed"), ("石桥镇", "missing")])
def test_whose_a_file_is_goes_on_while_it_names_nobody_else(
    named: str, owner: str, audited: Audited, tmp_path: Path
) -> None:
    left = filed("", "in/新建文档.docx")
    audited(*ALL_BUT_LAST, left)
    write(tmp_path, "unclaimed", left.source.name, "认领单位", TOWNS[-1])
    audited()
    assert filings(audited(held_by(left, filed(named, "mended"))))[TOWNS[-1]] == owner


@pytest.mark.slow
def test_copies_of_one_version_are_counted_once_and_compared(audited: Audited) -> None:
    page = filed("石桥镇", "in/石桥镇2024年报（盖章扫描件）.pdf")
    (standing,) = audited(page, filed("石桥镇", "in/石桥镇2024年报.docx"), towns=("石桥镇",)).standings
    assert (standing.filing, standing.problems, standing.doubts) == ("filed", (), ())
    (standing,) = audited(with_figure(page, 17), towns=("石桥镇",)).standings
    assert (standing.filing, standing.problems) == ("filed", ())
    assert [(doubt.finding.rule, doubt.finding.wording) for doubt in standing.doubts] == [("A-04", "version.copy")]


# ── The roster and the year ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_roster_that_is_another_countys_accuses_nobody(audited: Audited) -> None:
    audit = audited(*ALL_BUT_LAST, towns=("甲镇", "乙镇", "丙镇", "丁乡", "戊街道"))
    assert audit.mismatch == (5, 5)
    assert set(filings(audit).values()) == {"uncertain"}
    assert {standing.score for standing in audit.standings} == {None}


def test_without_a_year_it_is_the_last_that_most_have_filed_for(audited: Audited) -> None:
    early = filed("石桥镇", "in/石桥镇2025年报.docx", year=2025)
    before = [filed(name, f"in/{name}2023年报.docx", year=2023) for name in TOWNS]
    audit = audited(*ALL_BUT_LAST, *before, early, year=0)
    assert (audit.year, audit.years) == (2024, {2025: 1, 2024: 5, 2023: 6})
    with pytest.raises(UsageError) as caught:
        audited(year=2019)
    assert (caught.value.code, caught.value.details["years"]) == ("no_year", "2023 2024 2025")


def test_whether_a_report_without_a_day_is_late_is_not_known(audited: Audited) -> None:
    audit = audited(filed("溪口县财政局", "in/a.docx"), units=Roster((Unit("溪口县财政局", kind="department"),)))
    assert (filings(audit), audit.standings[0].has_no_day) == ({"溪口县财政局": "undated"}, True)


@pytest.mark.slow
def test_a_workbook_is_read_back_however_people_handle_it(audited: Audited, tmp_path: Path) -> None:
    left = filed("", "in/新建文档.docx")
    audited(*ALL_BUT_LAST, left)
    write(tmp_path, "unclaimed", left.source.name, "认领单位", "城关街道")
    path = tmp_path / "out" / AUDIT_WORKBOOK
    book = load_workbook(path)
    page = book[AUDIT_SHEETS["unclaimed"]]
    page.title = "待认领（1月）"
    page.insert_cols(1)
    page.delete_cols(3)
    for cell in next(row for row in page.iter_rows() if "认领单位" in [cell.value for cell in row]):
        cell.value = f"{cell.value}（请填写）" if cell.value == "认领单位" else cell.value
    book.create_sheet("我的", 0).append(["备忘"])
    book.save(path)
    assert set(filings(audited()).values()) == {"filed"}
