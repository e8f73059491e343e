"""A report in the light of that of the year before: each rule with a pair that passes it and one that fails it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.agencies.roster import Roster, Unit
from extract.audit import Terms, audit_of
from extract.checks.known import Known
from extract.checks.profile import Profile
from extract.checks.years import YEARS, joined, jumps
from extract.errors import UsageError
from extract.forms import load_forms
from extract.jobs import settle
from extract.jobs.supervising import judged
from extract.jobs.years import year_to_audit
from extract.library import NAME, OpenLibrary
from extract.library.records import record_of
from extract.model import (
    NO_VERDICT,
    Concept,
    Fact,
    Finding,
    How,
    Identity,
    Locator,
    Paragraph,
    Report,
    Section,
    Source,
    Verdict,
)
from tests.kept import in_chinese, in_english

FORM = load_forms()[-1]
CELLS = [
    (table.key, line.key, column)
    for table in FORM.tables
    for band in table.bands
    for line in band.lines
    for column in band.columns
]
PROBLEMS = (
    "一是公开目录更新不够及时，有的栏目隔月才更新一次；二是政策解读的形式偏少，群众看不大明白。"
    "下一步将按月核对目录，请人把文件写成问答。"
)


def report(
    year: int, figures: Mapping[str, int] = {}, text: str = "", how: How = "read", name: str = "青禾镇"
) -> Report:
    """A report whose cells are 0 but for some."""
    facts = tuple(
        Fact(
            Concept(table, row, column.key),
            "2021",
            "number",
            Decimal(figures.get(f"{table}.{row}.{column.key}", 0)),
            str(figures.get(f"{table}.{row}.{column.key}", 0)),
            column.unit,
            how,
            (Locator("txt:L1:1-1"),),
        )
        for table, row, column in CELLS
    )
    place = Locator("txt:L2:1-9")
    sections = (
        (Section(5, "problems", "五、存在的主要问题及改进情况", place, (Paragraph(text, place),)),) if text else ()
    )
    file = f"{name}{year}.txt"
    source = Source(file, "text", file.encode().hex().ljust(64, "0"), 9)
    identity = Identity(name, name, f"?/{name}", "township", "", "", year, "", "", ())
    from extract.model import NOTHING_GIVEN

    return Report(source, "ok", "", identity, "2021", sections, facts, (), NOTHING_GIVEN)


def found(before: Report, after: Report) -> dict[str, Finding]:
    said = [compare(before, after) for compare in YEARS.values()]
    findings = [finding for each in said if not isinstance(each, str) for finding in each]
    assert len({finding.rule for finding in findings}) == len(findings)
    return {finding.rule: finding for finding in findings}


TABLE = {"requests.received.total": 7, "requests.received.natural_person": 7, "requests.carried_out.total": 2,
         "requests.carried_out.natural_person": 2, "proactive.normative_documents.in_force": 9}  # fmt: skip
CAME = {
    "requests.carried_in.total": 2,
    "requests.carried_in.natural_person": 2,
    "proactive.normative_documents.in_force": 9,
}

CASES: dict[str, tuple[dict[str, int], dict[str, int], str, str, str]] = {
    "carries over": (TABLE, CAME, "", "", ""),
    "does not carry over": (
        TABLE,
        CAME | {"requests.carried_in.total": 1},
        "D-05",
        "error",
        "requests.carried_in.total",
    ),
    "carries over to others": (
        TABLE,
        CAME | {"requests.carried_in.natural_person": 1, "requests.carried_in.business": 1},
        "D-05",
        "warning",
        "requests.carried_in.natural_person requests.carried_in.business",
    ),
    "documents that follow": (
        TABLE,
        CAME | {"proactive.normative_documents.issued": 3, "proactive.normative_documents.repealed": 1,
                "proactive.normative_documents.in_force": 11},
        "", "", "",
    ),
    "documents that do not": (
        TABLE,
        CAME | {"proactive.normative_documents.in_force": 4},
        "D-11", "warning", "proactive.normative_documents.in_force",
    ),
    "pending and decided": (TABLE | {"disputes.review.pending": 2}, CAME | {"disputes.review.total": 2}, "", "", ""),
    "pending and gone": (
        TABLE | {"disputes.review.pending": 2}, CAME | {"disputes.review.total": 1},
        "D-14", "note", "disputes.review.total",
    ),
    "a jump": (TABLE, CAME | {"requests.received.total": 70}, "F-06", "note", "requests.received.total"),
    "a fall to little": (
        TABLE | {"proactive.licences.decisions": 90}, CAME | {"proactive.licences.decisions": 3},
        "F-06", "note", "proactive.licences.decisions",
    ),
    "tiny counts": (TABLE, CAME | {"requests.received.total": 1}, "", "", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_rule_has_years_that_pass_it_and_years_that_fail_it(case: str) -> None:
    before, after, rule, severity, concepts = CASES[case]
    findings = found(report(2023, before), report(2024, after))
    assert findings.keys() == ({rule} if rule else set())
    if rule:
        assert (findings[rule].severity, " ".join(findings[rule].concepts)) == (severity, concepts)
        assert all(concept.split(".")[-1] for concept in findings[rule].concepts)
        assert in_chinese(findings[rule], "2021") != in_english(findings[rule], "2021")


def test_uncertain_figures_are_not_compared() -> None:
    before, after = TABLE, CAME | {"requests.carried_in.total": 1}
    assert found(report(2023, before, how="suggested"), report(2024, after)) == {}
    assert found(report(2023, before), report(2024, after, how="suggested")) == {}
    blank = report(2024, after)
    blank = replace(blank, facts=tuple(fact._replace(state="blank", value=None, raw="") for fact in blank.facts))
    assert found(report(2023, before), blank) == {}


def test_a_clearing_up_explains_a_break_of_the_stock() -> None:
    after = CAME | {"proactive.normative_documents.in_force": 4}
    told = report(2024, after, "年内对规范性文件开展清理，不合时宜的宣布失效，并在网站上公布了继续有效的目录。")
    assert found(report(2023, TABLE), told)["D-11"].severity == "note"


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        (PROBLEMS, True),
        (PROBLEMS.replace("一是", "1.").replace("二是", "（二）"), True),
        (PROBLEMS.replace("隔月", "隔 月"), True),
        ("今年的问题是答复文书写法不一，说理不够充分，已请司法所逐件把关；" + PROBLEMS[:38], False),
        ("本年度主要问题是群众参与不够，下一步将把公开栏搬到村口，请群众代表每季度评一次。", False),
    ],
)
def test_problems_of_the_year_before(text: str, is_found: bool) -> None:
    findings = found(report(2023, TABLE, PROBLEMS), report(2024, CAME, text))
    assert ("F-04" in findings) == is_found
    if is_found:
        assert findings["F-04"].origins


def test_figures_that_stay_the_same_to_the_last() -> None:
    same = {f"proactive.{row}.decisions": 5 + n for n, row in enumerate(("licences", "penalties", "coercion"))}
    same |= {"requests.received.total": 3, "requests.received.natural_person": 3}
    assert found(report(2023, same), report(2024, same)).keys() == {"F-05"}
    assert found(report(2023, same), report(2024, same | {"proactive.licences.decisions": 6})) == {}
    few = {"proactive.licences.decisions": 5, "proactive.normative_documents.in_force": 5}
    assert found(report(2023, few), report(2024, few)) == {}


def test_what_is_carried_over_is_told_by_its_total_or_by_its_kinds() -> None:
    total = found(report(2023, TABLE), report(2024, CAME | {"requests.carried_in.total": 1}))["D-05"]
    kinds = {"requests.carried_in.natural_person": 1, "requests.carried_in.business": 1}
    assert total.wording == "carried"
    assert found(report(2023, TABLE), report(2024, CAME | kinds))["D-05"].wording == "carried.kinds"


def test_a_section_repeated_whole_is_told_with_its_share_and_first_sentence() -> None:
    finding = found(report(2023, TABLE, PROBLEMS), report(2024, CAME, PROBLEMS))["F-04"]
    assert finding.actual == dict(finding.details)["share"] == "100%"
    assert dict(finding.details)["text"] == PROBLEMS.split("；")[0]


@pytest.mark.parametrize(("length", "is_found"), [(14, False), (15, True)])
def test_a_short_sentence_repeats_nothing(length: int, is_found: bool) -> None:
    text = "公" * length + "。"
    said = YEARS["F-04"](report(2023, TABLE, text), report(2024, CAME, text))
    assert said == "section" if not is_found else len(said) == 1


def test_nothing_is_compared_with_a_section_or_tables_that_are_not_there() -> None:
    for before, after in ((PROBLEMS, ""), ("", PROBLEMS), ("", "")):
        assert YEARS["F-04"](report(2023, TABLE, before), report(2024, CAME, after)) == "section"
    empty = replace(report(2023), facts=())
    assert YEARS["F-05"](empty, report(2024, TABLE)) == YEARS["F-05"](report(2023, TABLE), empty) == "figures"


@pytest.mark.parametrize(
    ("one", "two", "is_found"),
    [(0, 10, True), (0, 9, False), (5, 27, True), (6, 30, False), (2, 11, False), (3, 19, False), (100, 500, False)],
)
def test_a_jump_is_large_many_times_over_and_no_chance(one: int, two: int, is_found: bool) -> None:
    """From 3 to 19 is six times as much, and 3.7 normal deviations: chance may do it."""
    key = "requests.received.total"
    for before, after in ((one, two), (two, one)):
        found_here = jumps(report(2023, {key: before}), report(2024, {key: after}))
        assert bool(found_here) == is_found


def test_what_merged_agencies_reported_is_added_up_under_the_first() -> None:
    first, second = (
        report(2023, {"requests.received.total": 2}),
        report(2023, {"requests.received.total": 3}, name="石舫镇"),
    )
    second = replace(second, facts=tuple(fact._replace(unit="条", how="aligned") for fact in second.facts[:-1]))
    whole = joined([first, second])
    assert whole.source == first.source and len(whole.facts) == len(second.facts)
    (received,) = (fact for fact in whole.facts if str(fact.concept) == "requests.received.total")
    assert (received.value, received.raw, received.unit, received.how) == (5, "5", "件", "read")


@given(st.integers(0, 9), st.integers(0, 9))
def test_counts_below_ten_never_jump(one: int, two: int) -> None:
    key = "requests.received.total"
    assert jumps(report(2023, {key: one}), report(2024, {key: two})) == []


def test_only_years_that_follow_each_other_and_count_alone_are_compared(tmp_path: Path) -> None:
    wrong = CAME | {"requests.carried_in.total": 1}
    kept = [report(2021, TABLE), report(2023, TABLE), report(2024, wrong), report(2024, wrong, name="石舫镇")]
    with OpenLibrary(tmp_path / NAME) as library:
        for each in kept:
            library.add(record_of([(each, NO_VERDICT)]))
        settle(library)
        (row,) = library.rows("findings")
        assert (row[1], row[5]) == ("青禾镇2024.txt", "D-05")
        library.remove(["青禾镇2023.txt"])
        settle(library)
        assert list(library.rows("findings")) == []
        settle(library, rules=("A-04",))


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("因原石舫镇并入我镇，上年结转申请一并承接。", "note"),
        ("2024年石舫镇与青禾镇合并，人员变动较大。", "note"),
        ("由县文化局、县旅游局合并组建，业务尚在磨合。", "note"),
        ("受行政区划调整影响，部分申请由我镇继续办理。", "note"),
        ("机构改革后，原环保局职责划入我局。", "note"),
        ("根据省政府批复，撤青山乡设石桥镇。", "note"),
        ("青山乡整建制划归石桥镇管理。", "note"),
        ("因机构调整，承接原水产局未办结申请1件。", "note"),
        ("上年结转件数含机构合并前原两单位结转数。", "note"),
        ("机构调整后及时更新公开指南。", "error"),
        ("推进合署办公的服务窗口公开。", "error"),
        ("对12个栏目进行合并，将石舫镇网站并入县政府门户网站。", "error"),
        ("清理撤并政务新媒体账号3个。", "error"),
        ("对内容相同的申请合并办理。", "error"),
        ("公开内容不够全面，镇便民服务中心人手不足。", "error"),
    ],
)
def test_what_others_carried_over_may_come_to_an_agency_that_was_merged(text: str, severity: str) -> None:
    after = report(2024, CAME | {"requests.carried_in.total": 1}, text=text)
    assert found(report(2023, TABLE), after)["D-05"].severity == severity


# ── Agencies that were merged ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["合川镇", "青禾镇"])
@pytest.mark.parametrize(
    ("came", "before", "rules", "why"),
    [
        (5, {"青禾镇": 2, "石舫镇": 3}, [], ""),
        (4, {"青禾镇": 2, "石舫镇": 3}, ["D-05"], ""),
        (2, {"青禾镇": 2, "石舫镇": 3}, ["D-05"], ""),
        (2, {"青禾镇": 2}, [], "year_before"),
    ],
)
def test_merged_agencies_carry_over_what_all_of_them_left(
    came: int, before: dict[str, int], rules: list[str], why: str, name: str
) -> None:
    were = [report(2023, {"requests.carried_out.total": left}, name=each) for each, left in before.items()]
    merged = report(2024, {"requests.carried_in.total": came}, name=name)
    of_one = YEARS["D-05"](were[0], merged)
    assert isinstance(of_one, list)
    unit = Unit(name, valid_from=2024, predecessors=("青禾镇", "石舫镇"))
    terms = Terms(2024, Profile(), {}, {}, Known(), were)
    (standing,) = audit_of([(merged, Verdict(tuple(of_one), {}))], Roster((unit,)), terms).standings
    found = [problem.finding for problem in standing.problems if problem.finding.rule == "D-05"]
    assert [finding.rule for finding in found] == rules
    assert [finding.expected for finding in found] == ["5"] * len(rules)
    assert standing.unjudged.get("D-05", "") == why


@pytest.mark.parametrize(
    ("unit", "former", "told"),
    [
        (Unit("青禾镇", valid_from=2024, predecessors=("青禾乡",)), "青禾乡", True),
        (Unit("龙湾镇", valid_from=2024, predecessors=("石舫乡",)), "石舫乡", True),
        (Unit("青禾街道"), "青禾镇", True),
        (Unit("龙湾镇", aliases=("石舫镇",)), "石舫镇", True),
        (Unit("龙湾镇"), "石舫镇", False),
    ],
)
def test_what_an_agency_carried_out_under_its_former_name_carries_over(
    unit: Unit, former: str, told: bool, tmp_path: Path
) -> None:
    before = report(2023, {"requests.carried_out.total": 2}, name=former)
    now = report(2024, {"requests.carried_in.total": 5}, name=unit.name)
    verdict = Verdict((), dict.fromkeys(YEARS, "year_before"))
    terms = Terms(2024, Profile(), {}, {}, Known(), [before])
    with OpenLibrary(tmp_path / NAME) as library:
        for each in (before, now):
            library.add(record_of([(each, NO_VERDICT)]))
        settle(library)
        of_library, _, _ = judged(library, Roster((unit,)), Profile(), 2024)
    for audit in (audit_of([(now, verdict)], Roster((unit,)), terms), of_library):
        (standing,) = audit.standings
        said = [problem.finding.expected for problem in standing.problems if problem.finding.rule == "D-05"]
        assert said == ["2"] * told
        assert ("D-05" in standing.unjudged) != told


def test_the_year_that_is_audited_is_one_of_which_there_is_something(tmp_path: Path) -> None:
    with OpenLibrary(tmp_path / NAME) as library:
        years = {2024: 1, 2023: 3}
        assert [year_to_audit(library, year, years, Roster(())) for year in (0, 2023, 2024)] == [2024, 2023, 2024]
        for year, held in ((2022, years), (2022, {}), (0, {})):
            with pytest.raises(UsageError):
                year_to_audit(library, year, held, Roster(()))
