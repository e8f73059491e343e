"""核查标准 as a workbook: what an office fills in is what its TOML would declare; what it cannot mean is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from extract.agencies.roster import Roster, Unit
from extract.checks.profile import Profile, profile_of
from extract.cli.options import wording_of
from extract.errors import UsageError
from extract.jobs.supervising import audit_library, draft_profile
from extract.library import NAME, OpenLibrary
from extract.library.records import record_of
from extract.words.sheet_names import PROFILE_HEADS, PROFILE_ITEMS, PROFILE_SHEETS
from tests.test_rounds import CLEAN, UNIT, version

TOML = """
name = "示例县 2024 年度核查标准"
basis = "关于做好年度报告工作的通知"
due = "2025-02-15"
[rules]
C-06 = "error"
B-07 = "off"
[deadlines]
township = "01-31"
[score]
full = 8
[[score.item]]
name = "缺少章节"
rules = ["C-01"]
points = 5
[[score.item]]
name = "数据有误"
rules = ["D-01", "D-02"]
points = 1
cap = 3
"""
SCHEME = {"name": "示例县 2024 年度核查标准", "basis": "关于做好年度报告工作的通知", "due": "2025年2月15日", "full": 8}
RULES = {
    "C-06": {"level": "须整改"},
    "B-07": {"level": "不用"},
    "D-01": {"item": "数据有误", "points": 1, "cap": 3},
    "D-02": {"item": "数据有误", "points": 1, "cap": 3},
    "C-01": {"item": "缺少章节", "points": 5},
}


def filled(
    folder: Path,
    scheme: dict[str, object] = SCHEME,
    rules: dict[str, dict[str, object]] = RULES,
    day: object = "1月31日",
) -> Path:
    """A workbook as an office fills it in."""
    path = folder / "核查标准.xlsx"
    draft_profile(path, "zh")
    book = load_workbook(path)
    page = book[PROFILE_SHEETS["scheme"]]
    names = {word: code for code, word in PROFILE_ITEMS.items()}
    for row in page.iter_rows():
        if names.get(str(row[0].value)) in scheme:
            row[1].value = scheme[names[str(row[0].value)]]  # type: ignore[assignment]
    page = book[PROFILE_SHEETS["rules"]]
    (head,) = (row for row in page.iter_rows() if row[0].value == PROFILE_HEADS["rule"])
    at = {cell.value: cell.column - 1 for cell in head}
    for row in page.iter_rows(min_row=head[0].row + 1):
        for code, value in rules.get(str(row[0].value), {}).items():
            row[at[PROFILE_HEADS[code]]].value = value  # type: ignore[assignment]
    page = book[PROFILE_SHEETS["deadlines"]]
    (township,) = (row for row in page.iter_rows() if row[0].value == "乡镇")
    township[1].value = day  # type: ignore[assignment]
    book.save(path)
    return path


def test_a_workbook_says_what_its_toml_would(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text(TOML, encoding="utf-8")
    assert profile_of(filled(tmp_path)) == profile_of(tmp_path / "p.toml")


def test_as_it_is_written_it_changes_nothing(tmp_path: Path) -> None:
    draft_profile(tmp_path / "p.xlsx", "en")
    assert profile_of(tmp_path / "p.xlsx") == Profile()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_a_toml_is_read_as_editors_write_it(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_bytes(TOML.encode(encoding))
    assert profile_of(tmp_path / "p.toml").name == SCHEME["name"]


@pytest.mark.parametrize(
    ("rules", "scheme", "day", "named"),
    [
        ({"C-06": {"level": "很重"}}, {}, "1月31日", "很重"),
        ({"C-06": {"points": "若干"}}, {}, "1月31日", "若干"),
        ({"C-06": {"points": 5, "cap": 3}}, {}, "1月31日", "3"),
        ({"D-01": {"item": "数据", "points": 1}, "D-02": {"item": "数据", "points": 2}}, {}, "1月31日", "2"),
        ({}, {}, "13月1日", "13月1日"),
        ({}, {"due": "2月15日"}, "1月31日", "2月15日"),
    ],
)
def test_what_cannot_be_meant_is_named_with_its_row(
    rules: dict[str, dict[str, object]], scheme: dict[str, object], day: str, named: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError) as caught:
        profile_of(filled(tmp_path, scheme, rules, day))
    assert (caught.value.code, caught.value.details["value"]) == ("profile_cell", named)


@pytest.mark.slow
@pytest.mark.parametrize("not_filed", [0, 2])
def test_who_has_filed_nothing_scores_nothing_unless_the_profile_says_so(not_filed: int, tmp_path: Path) -> None:
    with OpenLibrary(tmp_path / NAME) as library:
        library.add(record_of([(version("a"), CLEAN)]))
    profile = profile_of(filled(tmp_path, {**SCHEME, "not_filed": not_filed}))
    roster = Roster((UNIT, Unit("石桥镇")))
    audit = audit_library(tmp_path / NAME, tmp_path / "out", roster, profile, 2024, wording_of("zh")).audit
    assert [standing.score for standing in audit.standings] == [8, not_filed]
