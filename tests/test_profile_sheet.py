"""核查标准 as a workbook: what an office fills in is what its TOML would declare; what it cannot mean is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from extract.agencies.roster import Roster, Unit
from extract.checks.profile import Profile, profile_of
from extract.checks.profile_tables import cells_by_words
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
[[section]]
number = 6
name = "建议提案办理"
any = ["建议提案", "人大代表建议"]
[[section]]
number = 5
length = 200
words = ["培训", "考核"]
[[forbid]]
words = ["十三五", "十四五"]
instead = "十五五"
since = 2026
[[zero]]
cells = ["proactive.fees.amount"]
kinds = ["township", "subdistrict"]
why = "乡镇不收费"
[[register]]
file = "register.csv"
name = "行政许可台账"
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
REGISTER = (
    "单位,单元格,值,允许误差,年度\n石桥镇,requests.received.total,12,1,2024\n青禾镇,proactive.fees.amount,3.49,,\n"
)
TABLES: dict[str, list[dict[str, object]]] = {
    "demands": [
        {"number": "第六部分", "any": "建议提案、人大代表建议", "called": "建议提案办理"},
        {"number": 5, "length": 200, "words": "培训，考核"},
    ],
    "forbidden": [{"forbidden": "十三五\n十四五", "instead": "十五五", "since": "2026年"}],
    "zeros": [{"zeros": "proactive.fees.amount", "kinds": "乡镇、街道", "why": "乡镇不收费"}],
    "registers": [
        {
            "register": "行政许可台账", "of_unit": "石桥镇", "cell": "requests.received.total",
            "value": 12, "tolerance": 1, "of_year": 2024,
        },
        {"register": "行政许可台账", "of_unit": "青禾镇", "cell": "proactive.fees.amount", "value": "3.49"},
    ],
}  # fmt: skip
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
    tables: dict[str, list[dict[str, object]]] | None = None,
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
    for sheet, lines in (tables or {}).items():
        fill_in(book[PROFILE_SHEETS[sheet]], lines)
    book.save(path)
    return path


def fill_in(page: Worksheet, lines: list[dict[str, object]]) -> None:
    """Rows below the heads of a sheet; a cell of the form by its words, as it is chosen."""
    codes = {word: code for code, word in PROFILE_HEADS.items()}
    words = {code: word for word, code in cells_by_words().items()}
    (head,) = (row for row in page.iter_rows() if sum(cell.value in codes for cell in row) > 2)
    at = {codes[str(cell.value)]: cell.column for cell in head}
    for number, line in enumerate(lines, head[0].row + 1):
        for code, value in line.items():
            page.cell(number, at[code]).value = words.get(str(value), value)  # type: ignore[assignment]


def test_a_workbook_says_what_its_toml_would(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "register.csv").write_text(REGISTER, encoding="utf-8")
    profile = profile_of(filled(tmp_path, tables=TABLES))
    assert profile == profile_of(tmp_path / "p.toml")
    assert profile.demands and profile.forbidden and profile.zeros and len(profile.registers[0].rows) == 2


@pytest.mark.parametrize(
    ("sheet", "line", "named"),
    [
        ("demands", {"number": "第九部分", "words": "培训"}, "第九部分"),
        ("demands", {"number": 5, "length": "若干", "words": "培训"}, "若干"),
        ("forbidden", {"instead": "十五五"}, ""),
        ("forbidden", {"forbidden": "十三五", "since": "前年"}, "前年"),
        ("zeros", {"zeros": "收费", "kinds": "乡镇"}, "收费"),
        ("zeros", {"zeros": "proactive.fees.amount", "kinds": "村"}, "村"),
        ("registers", {"of_unit": "石桥镇", "cell": "proactive.fees.amount", "value": "无"}, "无"),
        ("registers", {"of_unit": "", "cell": "proactive.fees.amount", "value": 1}, ""),
    ],
)
def test_a_row_that_cannot_be_meant_is_named(sheet: str, line: dict[str, object], named: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        profile_of(filled(tmp_path, tables={sheet: [line]}))
    assert (caught.value.code, caught.value.details["value"]) == ("profile_cell", named)
    assert caught.value.details["sheet"] == PROFILE_SHEETS[sheet]


def test_as_it_is_written_it_changes_nothing(tmp_path: Path) -> None:
    draft_profile(tmp_path / "p.xlsx", "en")
    assert profile_of(tmp_path / "p.xlsx") == Profile()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_a_toml_is_read_as_editors_write_it(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "register.csv").write_text(REGISTER, encoding="utf-8")
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
