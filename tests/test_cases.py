"""Files that people handed over, with what must be read of them: see `cases/README.md`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cases import CASES, EXPECTATIONS, EXPECTED, Output, cases, differences, inputs, output_in
from tests.cases.__main__ import main as begin
from tests.command import Gongkai


def read(gongkai: Gongkai, case: Path, folder: Path) -> Output:
    assert inputs(case), f"{case} has no input.*"
    run = gongkai("extract", *inputs(case), "-o", folder, "-q", "--raw", "--jobs", 1)
    assert (folder / "reports.csv").exists(), run.err
    return output_in(folder)


@pytest.mark.parametrize("case", cases(), ids=lambda case: str(case.relative_to(CASES)))
def test_a_case_is_read_as_it_must_be(case: Path, gongkai: Gongkai, tmp_path: Path) -> None:
    found = differences(case, read(gongkai, case, tmp_path))
    if found:
        pytest.fail("\n".join((str(case.relative_to(CASES)), *found)), pytrace=False)


# ── What a case can say ──────────────────────────────────────────────────────────────────────────────────────────────

READ = CASES / "complete-report"
REFUSED = CASES / "a-notice-is-no-report"
DIFFERING: dict[str, tuple[dict[str, Any], str]] = {
    "reports": ({"reports": 2}, "reports: expected 2, got 1"),
    "failed_reason_not": ({"failed_reason_not": ["not_a_report"]}, "reason: must not be 'not_a_report'"),
    "status_not": ({"status_not": ["ok"]}, "status: must not be 'ok'"),
    "entity": ({"entity": "柳堰乡"}, "entity: expected '柳堰乡', got '沙溪县柳堰镇'"),
    "entity_not": ({"entity_not": ["沙溪县柳堰镇"]}, "entity: must not be '沙溪县柳堰镇'"),
    "year": ({"year": 2022}, "year: expected '2022', got '2023'"),
    "published": ({"published": "2024-01-17"}, "published: expected '2024-01-17', got '2024-01-16'"),
    "cells": (
        {"cells": {"requests.received.total": "6", "requests.carried_in.total": "1"}},
        "requests.received.total: expected '6', got '5' number read, at txt:L35:32-32",
    ),
    "sections": ({"sections": [1, 2]}, "sections: expected [1, 2], got [0, 1, 2, 3, 4, 5, 6]"),
    "narrative": (
        {"narrative": {"narrative.proactive_total": "98"}},
        "the text: narrative.proactive_total: expected '98', got ['146']",
    ),
    "narrative_not": (
        {"narrative_not": ["narrative.proactive_total"]},
        "the text: narrative.proactive_total: is not stated, got ['146']",
    ),
    "narrative_not_value": (
        {"narrative_not_value": {"narrative.proactive_total": "146.0"}},
        "the text: narrative.proactive_total: is not 146.0",
    ),
    "must": ({"must": ["D-01"]}, "finding D-01: expected, not told"),
    "must_any": ({"must_any": ["D-01", "D-02"]}, "findings: expected one of D-01, D-02, none told"),
}

WRONG = CASES / "a-total-of-its-own"
FINDINGS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "must_not": ({"must_not": ["D-01", "D-03:总计", "D-03:自然人", "D-04"]}, ["D-01", "D-03"]),
    "must_not_error": ({"must_not_error": ["D-01", "D-09"]}, ["D-01"]),
    "must_not_about_report": ({"must_not_about_report": ["D-02", "R-01"]}, ["D-02"]),
    "no_findings": ({"no_findings": True, "may": ["D-01", "E-01"]}, ["D-02", "D-03"]),
}


@pytest.mark.slow
@pytest.mark.parametrize("key", DIFFERING)
def test_what_differs_is_told_with_what_was_read(key: str, gongkai: Gongkai, tmp_path: Path) -> None:
    expected, line = DIFFERING[key]
    case = REFUSED if key == "failed_reason_not" else READ
    assert told(case, expected, gongkai, tmp_path) == [line]


def told(case: Path, expected: dict[str, Any], gongkai: Gongkai, folder: Path) -> list[str]:
    """What differs where something else is expected of a case."""
    (folder / EXPECTED).write_text(json.dumps(expected), encoding="utf-8")
    return differences(folder, read(gongkai, case, folder))


def test_every_key_is_shown_to_differ_somewhere() -> None:
    assert DIFFERING.keys() | FINDINGS.keys() | {"section0"} == EXPECTATIONS.keys()


def test_an_unknown_key_fails_by_its_name(gongkai: Gongkai, tmp_path: Path) -> None:
    expected = {"note": "", "from": "", "may": [], "no_silent_wrong": True, "cell": {}, "years": 2023}
    assert told(READ, expected, gongkai, tmp_path) == [
        "expected.json has the unknown key 'cell'",
        "expected.json has the unknown key 'years'",
    ]


@pytest.mark.parametrize("key", FINDINGS)
def test_a_finding_that_must_not_be_is_told_with_its_sentence(key: str, gongkai: Gongkai, tmp_path: Path) -> None:
    expected, rules = FINDINGS[key]
    lines = told(WRONG, expected, gongkai, tmp_path)
    assert [line[: len("finding D-01: must not be told, got (error, about report)")] for line in lines] == [
        f"finding {rule}: must not be told, got (error, about report)" for rule in rules
    ]


def test_a_cell_is_right_only_as_it_is_printed(gongkai: Gongkai, tmp_path: Path) -> None:
    cells = {"proactive.rules.issued": "0", "proactive.rules.in_force": "", "proactive.licences.decisions": "1205.0"}
    page = CASES / "merged-cells-on-a-web-page"
    assert told(page, {"cells": {**cells, "proactive.rules.made": "0"}}, gongkai, tmp_path) == [
        "proactive.rules.issued: expected '0', got blank read, at html:t1r3c2",
        "proactive.rules.in_force: expected '', got '0' number read, at html:t1r3c4",
        "proactive.rules.made: expected '0', got no such cell",
    ]


def test_a_cell_in_doubt_is_right_only_where_that_is_enough(gongkai: Gongkai, tmp_path: Path) -> None:
    lost = CASES / "rows-that-lost-their-zeros"
    cells = {"requests.granted.research": "0", "requests.none": "1"}
    assert told(lost, {"cells": cells, "no_silent_wrong": True}, gongkai, tmp_path) == []
    assert told(lost, {"cells": cells}, gongkai, tmp_path) == [
        "requests.granted.research: expected '0', got absent",
        "requests.none: expected '1', got no such cell",
    ]
    wrong = {"cells": {"requests.granted.total": "8"}, "no_silent_wrong": True}
    assert len(told(lost, wrong, gongkai, tmp_path)) == 1


def test_a_report_without_a_preamble_has_none(gongkai: Gongkai, tmp_path: Path) -> None:
    page = CASES / "merged-cells-on-a-web-page"
    assert told(page, {"section0": True}, gongkai, tmp_path) == ["sections: no preamble (0) among [2]"]


def test_a_file_that_must_be_read_may_not_be_refused(gongkai: Gongkai, tmp_path: Path) -> None:
    assert told(REFUSED, {"year": 2023}, gongkai, tmp_path) == ["not read: skipped, not_a_report"]


@pytest.mark.slow
def test_a_case_that_was_begun_is_read_as_it_is_today(
    gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.cases.__main__.CASES", tmp_path)
    begin(WRONG / "input.txt", "begun")
    expected = json.loads((tmp_path / "begun" / EXPECTED).read_text(encoding="utf-8"))
    assert (expected["entity"], expected["year"], len(expected["cells"])) == ("沙溪县柳堰镇", "2023", 200)
    (tmp_path / "out").mkdir()
    assert differences(tmp_path / "begun", read(gongkai, tmp_path / "begun", tmp_path / "out")) == []
