"""What persons decided follows an agency that is read under another name, or is listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from extract.checks.profile import Profile
from extract.cli.options import wording_of
from extract.jobs.supervising import audit_library
from extract.library import NAME, OpenLibrary
from extract.library.records import Record, record_of
from extract.model import NO_VERDICT, Reading, Verdict
from extract.rows import print_of
from tests.test_checks import FORMS, read, verdict_of

TWO_FAULTS = (("全镇主动公开政府信息52条", "全乡主动公开政府信息52条"), ("行政复议2件", "行政复议1件"))


def _record(reading: Reading, verdict: Verdict) -> Record:
    return record_of([(reading.report, verdict)])


def _under_another_name(reading: Reading) -> Reading:
    identity = replace(reading.report.identity, entity="云台镇", parent="某县", entity_id="某县/云台镇")
    return replace(reading, report=replace(reading.report, identity=identity))


@pytest.fixture
def decided(tmp_path: Path) -> tuple[Path, Reading]:
    """A library in which all problems of a report read under an old name were decided and audited."""
    today = read(*TWO_FAULTS)
    older = _under_another_name(today)
    path = tmp_path / NAME
    with OpenLibrary(path) as library:
        library.add(_record(older, verdict_of(older, FORMS)))
    audit, *_ = audit_library(path, tmp_path / "out", None, Profile(), 0, wording_of("zh"))
    with OpenLibrary(path) as library, library.writing():
        library.decide((problem.fingerprint, "不属实", problem.finding.rule) for problem in audit.problems)
    assert {problem.finding.rule for problem in audit.problems} >= {"B-04", "E-01"}
    return path, today


def test_decisions_and_rounds_follow_an_agency_that_is_read_under_another_name(decided: tuple[Path, Reading]) -> None:
    path, today = decided
    with OpenLibrary(path) as library:
        before = library.decisions()
        library.add(_record(today, verdict_of(today, FORMS)))
        assert library.unmatched() == []
        assert len(library.decisions()) == 2 * len(before)
    audit, *_ = audit_library(path, path.parent / "again", None, Profile(), 0, wording_of("zh"))
    told = {p.finding.rule: (p.decision.conclusion, p.progress) for s in audit.standings for p in s.problems}
    assert set(told.values()) == {("不属实", "")}, "the same report, so the same round"
    assert audit.gone == ()


def test_a_decision_whose_problem_is_not_found_again_is_listed(decided: tuple[Path, Reading]) -> None:
    path, today = decided
    verdict = verdict_of(today, FORMS)
    without = verdict._replace(findings=tuple(f for f in verdict.findings if f.rule != "B-04"))
    with OpenLibrary(path) as library:
        library.add(_record(today, without))
    audit, *_ = audit_library(path, path.parent / "again", None, Profile(), 0, wording_of("zh"))
    assert [(each.rule, each.conclusion, each.remark) for each in audit.unmatched] == [("B-04", "不属实", "B-04")]
    with OpenLibrary(path) as library:
        library.add(_record(today, verdict))
        assert library.unmatched() == []


def test_the_same_reading_again_changes_nothing(decided: tuple[Path, Reading]) -> None:
    path, today = decided
    older = _under_another_name(today)
    with OpenLibrary(path) as library:
        before = library.decisions()
        library.add(_record(older, verdict_of(older, FORMS)))
        assert (library.decisions(), library.unmatched()) == (before, [])


# ── Each decision becomes one thing ──────────────────────────────────────────────────────────────────────────────────

Problems = Mapping[str, tuple[str, str, str, str]]
"""Problems by their fingerprints: rule, cells, expected and actual."""


def _problems(library: OpenLibrary) -> Problems:
    at = [library.columns("findings").index(name) for name in ("fingerprint", "rule", "concepts", "expected", "actual")]
    rows = [[row[each] for each in at] for row in library.rows("findings")]
    return {print_: (rule, concepts, expected, actual) for print_, rule, concepts, expected, actual in rows}


def _whose(library: OpenLibrary) -> tuple[str, int | None]:
    (row,) = library.rows("reports")
    at = [library.columns("reports").index(name) for name in ("entity_id", "year")]
    return row[at[0]], row[at[1]]


def _became(library: OpenLibrary, before: Problems, decided: Iterable[str]) -> dict[str, list[str]]:
    """What became of every decision: all that is true of it."""
    now, decisions = _problems(library), library.decisions()
    listed = {(rule, expected, actual) for _, _, rule, expected, actual, *_ in library.unmatched()}
    who, year = _whose(library)
    became = {}
    for print_ in decided:
        rule, concepts, expected, actual = before[print_]
        new = print_of(who, year, rule, concepts, expected, actual)
        truths = {
            "same": print_ in now,
            "followed": new != print_ and new in now and decisions[new] == decisions[print_],
            "listed": (rule, expected, actual) in listed,
            "told no more": new == print_ and print_ not in now,
        }
        became[print_] = [name for name, holds in truths.items() if holds]
    return became


@pytest.mark.parametrize("renamed", [False, True])
@pytest.mark.parametrize("kept", [0, 1, 2, None], ids=["none", "one", "two", "all"])
def test_each_decision_is_the_same_or_followed_or_listed_or_told_no_more(
    decided: tuple[Path, Reading], renamed: bool, kept: int | None
) -> None:
    path, today = decided
    reading = today if renamed else _under_another_name(today)
    verdict = verdict_of(reading, FORMS)
    with OpenLibrary(path) as library:
        before, decisions = _problems(library), tuple(library.decisions())
        library.add(_record(reading, verdict._replace(findings=verdict.findings[:kept])))
        became = _became(library, before, decisions)
    counts = Counter(name for names in became.values() for name in names)
    assert all(len(names) == 1 for names in became.values()), became
    told = len(verdict.findings[:kept])
    assert counts["followed" if renamed else "same"] == told
    assert counts["listed" if renamed else "told no more"] == len(decisions) - told


def test_a_decision_about_a_report_that_is_no_longer_in_its_file_is_listed(decided: tuple[Path, Reading]) -> None:
    path, today = decided
    verdict = verdict_of(today, FORMS)
    with OpenLibrary(path) as library:
        library.add(record_of([(today.report, NO_VERDICT), (replace(today.report, part=2), verdict)]))
        prints = [row[library.columns("findings").index("fingerprint")] for row in library.rows("findings")]
        with library.writing():
            library.decide((print_, "不属实", "part two") for print_ in prints)
        library.add(_record(today, NO_VERDICT))
        assert [remark for *_, remark in library.unmatched()].count("part two") == len(set(prints))


def test_decisions_of_a_library_that_is_taken_over_follow_what_is_read_of_their_files_here(
    decided: tuple[Path, Reading], tmp_path: Path
) -> None:
    path, today = decided
    verdict = verdict_of(today, FORMS)
    with OpenLibrary(tmp_path / "here" / NAME) as here, OpenLibrary(path) as other:
        here.add(_record(today, verdict._replace(findings=verdict.findings[1:])), read_at="2999-01-01T00:00:00Z")
        before, decisions = _problems(other), tuple(other.decisions())
        here.take_over(other)
        became = _became(here, before, decisions)
    assert sorted(became.values()) == [*[["followed"]] * (len(decisions) - 1), ["listed"]]
