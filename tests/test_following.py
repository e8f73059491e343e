"""What persons decided follows an agency that is read under another name, or is listed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extract.checks.profile import Profile
from extract.cli.options import wording_of
from extract.jobs.supervising import audit_library
from extract.library import NAME, OpenLibrary
from extract.library.records import Record, record_of
from extract.model import Reading, Verdict
from tests.test_checks import FORMS, read, verdict_of

TWO_FAULTS = (("全镇主动公开政府信息52条", "全乡主动公开政府信息52条"), ("行政复议2件", "行政复议1件"))


def _record(reading: Reading, verdict: Verdict) -> Record:
    return record_of([(reading.report, verdict)])


def _under_another_name(reading: Reading) -> Reading:
    identity = replace(reading.report.identity, entity="松溪县云台镇", entity_id="某县/云台镇")
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
