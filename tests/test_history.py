"""What an agency handed in, one version after another: nothing is changed in passing, and every return is counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.agencies.roster import Roster, Unit
from extract.agencies.sheets import rows_of
from extract.audit import Audit, Filing, Standing
from extract.audit.history import following
from extract.audit.history import unasked as unasked_of
from extract.audit.terms import Former, Terms
from extract.checks.across import UNASKED
from extract.checks.changes import changed_cells, says_same
from extract.checks.known import Known
from extract.checks.profile import Profile
from extract.cli.options import wording_of
from extract.export.books.audit_book import AUDIT_SHEETS
from extract.export.books.unit_sheets import received_words
from extract.export.folder import _write_workbook
from extract.forms import load_forms
from extract.jobs import settle
from extract.jobs.supervising import audit_library, judged
from extract.library import NAME, OpenLibrary
from extract.library.records import record_of
from extract.model import Concept, Fact, Finding, How, Report, State, Verdict
from extract.words.sheet_names import AUDIT_WORKBOOK
from tests.test_years import report

FEES, LICENCES, PENALTIES = "proactive.fees.amount", "proactive.licences.decisions", "proactive.penalties.decisions"
FEE = Finding("D-07", "warning", "report", "sum", (), "1.26", "12600", (FEES,), ())


def version(mark: str, file: str = "", **figures: int) -> Report:
    """The report of a year, in a file of other bytes; figures by the last part of their cells."""
    codes = {"fees": FEES, "licences": LICENCES, "penalties": PENALTIES}
    made = report(2024, {codes[name]: figure for name, figure in figures.items()})
    source = made.source._replace(sha256=mark * 64, name=file or made.source.name)
    return replace(made, source=source)


Told = Callable[..., Standing]
ROSTER = Roster((Unit("青禾镇"),))


@pytest.fixture
def standing(tmp_path: Path) -> Told:
    """Where the one agency stands after its file has been handed in, again and again."""

    def told(*handed_in: tuple[Report, tuple[Finding, ...]], readers: str = "", dismissed: str = "") -> Standing:
        with OpenLibrary(tmp_path / NAME) as library:
            for day, (each, findings) in enumerate(handed_in):
                reader = readers[day] if readers else "r"
                at = f"2025-03-{day + 1:02}T08:00:00+00:00"
                library.add(record_of([(each, Verdict(findings, {}))]), reader=reader, read_at=at)
            if dismissed:
                columns = library.columns("findings")
                rows = [dict(zip(columns, row, strict=True)) for row in library.rows("findings")]
                with library.writing():
                    library.decide((row["fingerprint"], "不属实", "") for row in rows if row["rule"] == dismissed)
        return audited(tmp_path).standings[0]

    return told


@pytest.mark.parametrize(
    ("filing", "said"),
    [
        ("unreadable", "received.yes"),
        ("other", "received.yes"),
        ("other_year", "received.yes"),
        ("uncertain", "filing.uncertain"),
        ("missing", "filing.missing"),
    ],
)
def test_what_cannot_be_read_or_is_another_report_was_received(filing: Filing, said: str, standing: Told) -> None:
    filed = standing((version("a"), ()))
    assert received_words(filed) == "received.yes"
    assert received_words(filed._replace(reports=(), filing=filing)) == said


def audited(folder: Path) -> Audit:
    """The audit, without the workbook of it."""
    with OpenLibrary(folder / NAME) as library:
        settle(library)
        audit, reports, noted = judged(library, ROSTER, Profile(), 2024)
        with library.writing():
            library.note_audit(2024, noted, audit.round, reports)
    return audit


def unasked(standing: Standing) -> list[tuple[str, str, str]]:
    """The cells that were changed though nobody had asked, with the old figures and the new."""
    found = [p.finding for p in standing.problems if p.finding.wording == UNASKED]
    return [(";".join(each.concepts), each.expected, each.actual) for each in found]


FIRST = (version("a", fees=12600, licences=80), (FEE,))
SECOND = (version("b", fees=1, licences=180), ())


def test_a_correction_that_changes_something_else_is_told(standing: Told) -> None:
    told = standing(FIRST, SECOND)
    assert unasked(told) == [(LICENCES, "80", "180")]
    (problem,) = (p for p in told.problems if p.finding.wording == UNASKED)
    assert (problem.progress, problem.finding.about, problem.severity) == ("unasked", "report", "warning")
    assert dict(problem.finding.details)["day"] == "2025-03-01"


@pytest.mark.slow
def test_what_was_asked_for_is_not_told(standing: Told) -> None:
    assert unasked(standing(FIRST, (version("b", fees=1, licences=80), ()))) == []


@pytest.mark.slow
def test_a_dismissed_finding_asks_for_nothing(standing: Told, tmp_path: Path) -> None:
    standing(FIRST, dismissed="D-07")
    assert unasked(standing(SECOND)) == [(f"{LICENCES};{FEES}", "80、12600", "180、1")]


@pytest.mark.parametrize(
    ("licences", "told"),
    [
        ((80, 180, 180), [("80", "180")]),
        ((80, 180, 80), []),
        ((80, 180, 190), [("80", "190")]),
        ((80, 80, 180), [("80", "180")]),
        ((80, 180, 80, 180), [("80", "180")]),
    ],
)
def test_a_change_is_told_as_long_as_it_stands(
    licences: tuple[int, ...], told: list[tuple[str, str]], standing: Told
) -> None:
    handed_in = [(version("abcd"[at], licences=figure, fees=at), (FEE,)) for at, figure in enumerate(licences)]
    assert [change[1:] for change in unasked(standing(*handed_in))] == told


@pytest.mark.slow
def test_what_another_reader_read_may_only_be_read_otherwise(standing: Told) -> None:
    told = standing(FIRST, SECOND, readers="12")
    assert unasked(told) == []
    assert [(p.finding.wording, p.finding.concepts) for p in told.doubts] == [(UNASKED, (LICENCES,))]


@pytest.mark.slow
def test_a_correction_in_a_file_of_its_own_is_held_against_the_one_before(standing: Told) -> None:
    first, second = (
        (replace(made, source=made.source._replace(name=name)), findings)
        for (made, findings), name in ((FIRST, "青禾镇2024.txt"), (SECOND, "青禾镇2024（整改后）.txt"))
    )
    told = standing(first, second)
    assert unasked(told) == [(LICENCES, "80", "180")]
    assert (told.returned, told.formers) == (1, ())
    third = (version("c", second[0].source.name, fees=1, licences=180, penalties=5), ())
    told = standing(third)
    assert unasked(told) == [(LICENCES, "80", "180"), (PENALTIES, "0", "5")]
    assert told.returned == 2


@pytest.mark.slow
@pytest.mark.parametrize("is_taken", [False, True])
def test_of_corrections_one_after_another_each_is_held_against_the_one_before(
    is_taken: bool, standing: Told, tmp_path: Path
) -> None:
    first, second = (
        (replace(made, source=made.source._replace(name=name)), findings)
        for (made, findings), name in ((FIRST, "青禾镇2024.txt"), (SECOND, "青禾镇2024（修改稿）.txt"))
    )
    standing(first)
    standing(second)
    if is_taken:
        with OpenLibrary(tmp_path / NAME) as library:
            library.note_gone([second[0].source.name])
    third = (version("c", "青禾镇2024（修改稿2）.txt", fees=1, licences=180, penalties=5), ())
    told = standing(third)
    assert unasked(told) == [(LICENCES, "80", "180"), (PENALTIES, "0", "5")]
    assert told.returned == 2


@pytest.mark.slow
def test_a_correction_under_another_name_in_place_of_what_was_taken_away(standing: Told, tmp_path: Path) -> None:
    standing(FIRST)
    second, findings = SECOND
    renamed = replace(second, source=second.source._replace(name="青禾镇（新）.docx"))
    with OpenLibrary(tmp_path / NAME) as library:
        library.note_gone([FIRST[0].source.name])
    told = standing((renamed, findings))
    assert (unasked(told), told.returned) == ([(LICENCES, "80", "180")], 1)
    assert [(former.report.source.sha256[0], former.replaced) for former in told.formers] == [("a", "")]
    assert unasked(standing()) == [(LICENCES, "80", "180")]


@pytest.mark.slow
def test_what_nobody_has_audited_before_it_was_taken_away_is_no_version(standing: Told, tmp_path: Path) -> None:
    second, findings = SECOND
    renamed = replace(second, source=second.source._replace(name="青禾镇（新）.docx"))
    with OpenLibrary(tmp_path / NAME) as library:
        for each, told_of in (FIRST, (renamed, findings)):
            library.add(record_of([(each, Verdict(told_of, {}))]))
        library.note_gone([FIRST[0].source.name])
    told = standing()
    assert (unasked(told), told.returned, told.formers) == ([], 0, ())


@pytest.mark.slow
def test_a_file_that_held_another_report_before_is_no_version_of_this(standing: Told) -> None:
    other = report(2023, {LICENCES: 80})
    other = replace(other, source=version("f").source)
    told = standing((other, ()), SECOND)
    assert unasked(told) == []


@pytest.mark.slow
def test_returns_are_counted(standing: Told, tmp_path: Path) -> None:
    assert standing(FIRST).returned == 0
    assert standing(SECOND).returned == 1
    again = version("c", fees=1, licences=180)
    assert standing((again, ())).returned == 1, "only stored again"
    told = standing(FIRST)
    assert (told.returned, [former.report.source.sha256[0] for former in told.formers]) == (2, ["a", "b", "c"])


@pytest.mark.slow
def test_what_was_handed_in_first_can_be_shown(standing: Told, tmp_path: Path) -> None:
    told = standing(FIRST, SECOND)
    assert [former.report.value(LICENCES) for former in told.formers] == [Decimal(80)]
    audit_library(tmp_path / NAME, tmp_path / "out", ROSTER, Profile(), 2024, wording_of("zh"))
    rows = rows_of(tmp_path / "out" / AUDIT_WORKBOOK, AUDIT_SHEETS["versions"])
    listed = [row[4] for row in rows if len(row) > 4 and row[1] == "青禾镇"]
    assert listed[0] == "计入" and listed[1].startswith("已被同名文件替换（2025年3月1日收到，2025年3月2日被替换）")
    problems = rows_of(tmp_path / "out" / AUDIT_WORKBOOK, AUDIT_SHEETS["problems"])
    assert any("未要求整改的改动" in row for row in problems)
    overview = rows_of(tmp_path / "out" / AUDIT_WORKBOOK, AUDIT_SHEETS["overview"])
    assert any("退回 1 次" in cell for row in overview for cell in row)
    with (tmp_path / "out" / "findings.csv").open(encoding="utf-8-sig") as file:
        assert any(",unasked," in line for line in file)


def cell(value: int | None, state: State = "number", unit: str = "件", how: How = "read") -> Fact:
    number = None if value is None else Decimal(value)
    return Fact(Concept("proactive", "fees", "amount"), "2021", state, number, str(value), unit, how, ())


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (cell(5), cell(5), True),
        (cell(5), cell(6), False),
        (cell(None, "blank"), cell(None, "mark"), True),
        (cell(None, "blank"), cell(0), False),
        (cell(30000, unit="元"), cell(3, unit="万元"), True),
        (cell(3, unit="元"), cell(3, unit="万元"), False),
        (cell(3, unit=""), cell(3, unit="万元"), False),
    ],
)
def test_cells_that_say_the_same(one: Fact, other: Fact, same: bool) -> None:
    assert says_same(one, other) is same


@pytest.mark.parametrize("unsure", [cell(6, how="suggested"), cell(None, "unreadable"), cell(None, "absent")])
def test_what_is_not_certain_is_not_held_against_anybody(unsure: Fact) -> None:
    sure, doubtful = (replace(report(2024), facts=(fact,)) for fact in (cell(5), unsure))
    assert changed_cells(sure, doubtful) == changed_cells(doubtful, sure) == {}
    assert len(changed_cells(sure, replace(sure, facts=(cell(6),)))) == 1


def test_who_mends_one_figure_mends_what_adds_up_with_it() -> None:
    codes = ("received.natural_person", "received.total", "handled.total", "granted.business")
    part, whole, handled, apart = (Concept("requests", *code.split(".")) for code in codes)
    changed = {part, whole, handled, apart}
    assert following(changed, {str(part)}) == {part, whole, handled}, "sums of sums, too"
    assert following(changed, {str(apart)}) == {apart}
    assert following({part, handled}, {str(part)}) == {part}, "what ties them is not changed"


# ── Copies of one version ────────────────────────────────────────────────────────────────────────────────────────────

SIGNED, ELECTRONIC = "青禾镇2024（盖章扫描件）.pdf", "青禾镇2024（电子版）.docx"


@pytest.mark.parametrize("licences", [80, 81])
def test_a_signed_and_an_electronic_copy_are_one_report(licences: int, standing: Told, tmp_path: Path) -> None:
    blamed = Finding("B-07", "warning", "report", "sum", (), "", "", (), ())
    told = standing((version("a", SIGNED, licences=licences), (blamed,)), (version("b", ELECTRONIC, licences=80), ()))
    assert (told.filing, told.returned, told.problems) == ("filed", 0, ())
    differing = [(p.finding.wording, p.finding.concepts) for p in told.doubts]
    assert differing == ([("version.copy", (LICENCES,))] if licences != 80 else [])
    (total,) = (each for each in audited(tmp_path).sums[""] if str(each.concept) == LICENCES)
    assert (total.total, total.counted) == (80, 1)
    with OpenLibrary(tmp_path / NAME) as library:
        _write_workbook(library, tmp_path / "book.xlsx", tmp_path, load_forms(), wording_of("zh"))
    sheets = {name: rows_of(tmp_path / "book.xlsx", name) for name in ("主动公开", "核查概况")}
    assert sum(row[0] == "青禾镇" for row in sheets["主动公开"]) == 1
    steps = [row[-1] for row in sheets["核查概况"] if any(name in row for name in (SIGNED, ELECTRONIC))]
    assert steps.count("同一报告的另一份，不计入各表") == 1 and len(steps) == 2


# ── Whatever is handed in ────────────────────────────────────────────────────────────────────────────────────────────

CELLS = (FEES, LICENCES, PENALTIES)
VERSIONS = st.lists(
    st.tuples(st.tuples(*[st.integers(0, 2)] * len(CELLS)), st.sets(st.sampled_from(CELLS))), min_size=1, max_size=6
)


def with_figures(figures: Mapping[str, int]) -> Report:
    """A report of a few cells."""
    made = report(2024, figures)
    return replace(made, facts=tuple(fact for fact in made.facts if str(fact.concept) in figures))


@given(VERSIONS)
def test_every_change_that_nobody_asked_for_is_told_and_no_other(
    handed_in: list[tuple[tuple[int, ...], set[str]]],
) -> None:
    """A cell is told where it is otherwise than before its first unasked change since it was last taken up."""
    versions = [with_figures(dict(zip(CELLS, figures, strict=True))) for figures, _ in handed_in]
    verdicts = [Verdict(tuple(FEE._replace(concepts=(cell,)) for cell in sorted(cells)), {}) for _, cells in handed_in]
    *before, now = zip(versions, verdicts, strict=True)
    formers = [Former(*each, f"2025-03-0{day}", "", is_read_alike=True) for day, each in enumerate(before, 1)]
    terms = Terms(2024, Profile(), {}, {}, Known(), formers={now[0].source.name: formers})
    told = {
        cell: figure
        for finding in unasked_of([now], (), (), terms)
        for cell, figure in zip(finding.concepts, finding.expected.split("、"), strict=True)
    }
    expected: dict[str, str] = {}
    for cell in CELLS:
        line = [figures[CELLS.index(cell)] for figures, _ in handed_in]
        since: int | None = None
        for at in range(len(line) - 1):
            if line[at] != line[at + 1]:
                since = None if cell in handed_in[at][1] else line[at] if since is None else since
        if since is not None and since != line[-1]:
            expected[cell] = str(since)
    assert told == expected
