"""What became of the problems of a year: there still, new, mended, or not looked at again, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from extract.agencies.roster import Roster, Unit
from extract.agencies.sheets import rows_of
from extract.audit import Audit
from extract.audit.rounds import Judged, Noted, continued, why_unverified
from extract.checks.profile import Profile
from extract.cli.options import wording_of
from extract.export.books.audit_book import AUDIT_SHEETS
from extract.jobs.supervising import audit_library
from extract.library import NAME, OpenLibrary
from extract.library.records import record_of
from extract.model import Finding, Report, Verdict, Why
from extract.words.sheet_names import AUDIT_WORKBOOK
from tests.test_years import report

CELL, OTHER = "requests.received.total", "requests.handled.total"
UNIT = Unit("青禾镇")


def found(rule: str = "D-03", concept: str = CELL, actual: str = "5", about: str = "report") -> Finding:
    concepts = (concept,) if concept else ()
    return Finding(rule, "error", about, "sum", (("parts", "1"),), "4", actual, concepts, ())  # type: ignore[arg-type]


def version(mark: str, **more: object) -> Report:
    """The report of a year, in a file of other bytes."""
    made = report(2024)
    return replace(made, source=made.source._replace(sha256=mark * 64), **more)  # type: ignore[arg-type]


# ── One problem ──────────────────────────────────────────────────────────────────────────────────────────────────────

NOTED = Noted("青禾镇", found(), round=1, sha256="a" * 64, status="ok")
SEEN = {"a" * 64: 1, "b" * 64: 2}
READ_WORSE = version("b", status="partial")
UNREAD = version("b", facts=tuple(fact._replace(how="suggested") for fact in report(2024).facts))
TORN = version("b", facts=tuple(fact for fact in report(2024).facts if fact.concept.table != "requests"))


def judged(report: Report | None, off: str = "", unjudged: Mapping[str, Why] = {}, doubt: str = "") -> Judged:
    doubts = (found(concept=doubt, about="reading"),) if doubt else ()
    return Judged(report, frozenset({off}), unjudged, doubts)


@pytest.mark.parametrize(
    ("now", "noted", "why"),
    [
        (judged(version("b")), NOTED, ""),
        (judged(version("b"), off="D-04", unjudged={"D-04": "tables"}, doubt=OTHER), NOTED, ""),
        (judged(version("b")), NOTED._replace(finding=found("C-06", "")), ""),
        (None, NOTED, "unlisted"),
        (judged(version("b"), off="D-03"), NOTED, "off"),
        (judged(None), NOTED, "no_report"),
        (judged(version("b")), NOTED._replace(sha256=""), "unrecorded"),
        (judged(version("a")), NOTED, "same_report"),
        (judged(version("b")), NOTED._replace(round=2), "same_report"),
        (judged(READ_WORSE), NOTED, "read_worse"),
        (judged(READ_WORSE), NOTED._replace(status="partial"), ""),
        (judged(UNREAD), NOTED, "cells_unread"),
        (judged(TORN), NOTED, "cells_unread"),
        (judged(UNREAD), NOTED._replace(finding=found("C-06", "")), ""),
        (judged(version("b"), unjudged={"D-03": "tables"}), NOTED, "unjudged"),
        (judged(version("b"), doubt=CELL), NOTED, "in_doubt"),
    ],
)
def test_mended_is_only_what_was_judged_on_a_newer_report_read_as_well(
    now: Judged | None, noted: Noted, why: str
) -> None:
    assert why_unverified(noted, now, SEEN) == why


def test_a_figure_that_is_wrong_again_goes_on() -> None:
    before = {"f1": Noted("青禾镇", found()), "f2": Noted("青禾镇", found("B-03", "")), "f3": Noted("石舫镇", found())}
    now = {
        "f1": ("青禾镇", found()),
        "f4": ("青禾镇", found("B-03", "", actual="石舫镇")),
        "f5": ("青禾镇", found("B-03", "", actual="洪湾镇")),
        "f6": ("石舫镇", found(concept=OTHER)),
        "f7": ("石舫镇", found("D-02")),
        "f8": ("石舫镇", found(actual="9")),
    }
    assert continued(now, before) == {"f1": "f1", "f4": "f2", "f8": "f3"}


# ── A library ────────────────────────────────────────────────────────────────────────────────────────────────────────

Told = Callable[..., Audit]


@pytest.fixture
def audited(tmp_path: Path) -> Told:
    """Audits a library after a file has come, been replaced or gone."""
    path = tmp_path / NAME

    def told(
        *filed: tuple[Report, Verdict], gone: tuple[str, ...] = (), units: tuple[Unit, ...] = (UNIT,), off: str = ""
    ) -> Audit:
        with OpenLibrary(path) as library:
            for each, verdict in filed:
                library.add(record_of([(each, verdict)]))
            library.remove(gone)
        profile = Profile(severities={off: "off"}) if off else Profile()
        return audit_library(path, tmp_path / "out", Roster(units), profile, 2024, wording_of("zh"))[0]

    return told


def told(audit: Audit) -> dict[str, str]:
    """The progress of every problem by rule, with why it is not known to be mended."""
    there = {problem.finding.rule: problem.progress for problem in audit.problems}
    return there | {gone.noted.finding.rule: gone.why or "mended" for gone in audit.gone}


BAD, CLEAN = Verdict((found(), found("C-06", "")), {}), Verdict((), {})


@pytest.mark.slow
def test_a_round_begins_when_a_report_came_and_not_when_the_command_is_run(audited: Told) -> None:
    for _ in range(2):
        audit = audited((version("a"), BAD))
        assert (told(audit), audit.round) == ({"D-03": "", "C-06": ""}, 1)
    other = replace(report(2024, name="石舫镇"))
    for _ in range(2):
        audit = audited((other, CLEAN))
        assert (told(audit), audit.round) == ({"D-03": "still", "C-06": "still"}, 2)
    mended = Verdict((found(), found("B-07", "")), {})
    for _ in range(2):
        audit = audited((version("b"), mended))
        assert (told(audit), audit.round) == ({"D-03": "still", "B-07": "new", "C-06": "mended"}, 3)
    audit = audited((version("c"), mended))
    assert (told(audit), audit.round) == ({"D-03": "still", "B-07": "still"}, 4)
    audit = audited((version("d"), BAD))
    assert (told(audit), audit.round) == ({"D-03": "still", "B-07": "mended", "C-06": "new"}, 5)


def stored(mark: str, file: str, figure: int = 0) -> Report:
    """The report of a year under a name."""
    made = report(2024, {CELL: figure})
    return replace(made, source=made.source._replace(sha256=mark * 64, name=file))


def test_what_is_found_about_several_together_makes_a_copy_no_other_report(audited: Told) -> None:
    assert audited((stored("a", "青禾镇2024.docx"), BAD)).round == 1
    together = Verdict((*BAD.findings, found("F-02", ""), found("D-05", "")), {})
    assert audited((stored("b", "青禾镇2024（盖章扫描件）.pdf"), together)).round == 1


def test_a_copy_of_what_was_there_begins_no_round(audited: Told) -> None:
    assert audited((stored("a", "青禾镇2024.docx"), BAD)).round == 1
    audit = audited((stored("b", "青禾镇2024（盖章扫描件）.pdf"), BAD))
    assert (told(audit), audit.round) == ({"D-03": "", "C-06": ""}, 1)
    audit = audited((stored("c", "青禾镇2024（网页）.html"), CLEAN))
    assert (told(audit)["D-03"], audit.round) == ("still", 2), "it is judged otherwise"
    assert audited((stored("d", "青禾镇2024（电子版）.html", figure=2), BAD)).round == 3


@pytest.mark.slow
def test_what_nobody_has_looked_at_again_is_not_mended(audited: Told, tmp_path: Path) -> None:
    audited((version("a"), BAD))
    assert told(audited(off="D-03")) == {"D-03": "off", "C-06": ""}
    assert told(audited(units=(Unit("石舫镇"),))) == {"D-03": "unlisted", "C-06": "unlisted"}
    assert told(audited()) == {"D-03": "", "C-06": ""}
    assert told(audited(gone=(version("a").source.name,))) == {"D-03": "no_report", "C-06": "no_report"}
    unread = replace(version("e"), status="failed", reason="scanned")
    audit = audited((unread, CLEAN))
    assert (told(audit), audit.round) == ({"D-03": "no_report", "C-06": "no_report"}, 1)
    rows = rows_of(tmp_path / "out" / AUDIT_WORKBOOK, AUDIT_SHEETS["problems"])
    assert [row[9] for row in rows if len(row) > 9 and "未再核查" in row[9]] == ["未再核查\n没有能读出的报告"] * 2
    partly = version("b", status="partial")
    audit = audited((partly, Verdict((), {"C-06": "section"})))
    assert (told(audit), audit.round) == ({"D-03": "read_worse", "C-06": "read_worse"}, 2)
    assert told(audited((version("c"), CLEAN))) == {"D-03": "mended", "C-06": "mended"}


def test_an_older_version_that_is_left_when_the_newer_is_gone_mends_nothing(audited: Told) -> None:
    old, new = (
        replace(version(mark), source=version(mark).source._replace(name=name))
        for mark, name in (("a", "青禾镇2024（整改前）.txt"), ("b", "青禾镇2024.txt"))
    )
    assert told(audited((old, CLEAN), (new, BAD))) == {"D-03": "", "C-06": ""}
    assert told(audited(gone=(new.source.name,))) == {"D-03": "same_report", "C-06": "same_report"}


def test_of_an_agency_that_took_a_file_away_the_one_that_is_left_counts(audited: Told, tmp_path: Path) -> None:
    page, left = (
        replace(version(mark), source=version(mark).source._replace(name=f"青禾镇2024.{kind}", kind=kind))
        for mark, kind in (("a", "html"), ("b", "docx"))
    )
    (standing,) = audited((page, BAD), (left, CLEAN)).standings
    assert (standing.filing, [report.source.kind for report in standing.reports]) == ("filed", ["html", "docx"])
    with OpenLibrary(tmp_path / NAME) as library:
        library.note_gone([page.source.name])
    (standing,) = audited().standings
    assert (standing.filing, [report.source.kind for report in standing.reports]) == ("filed", ["docx"])
