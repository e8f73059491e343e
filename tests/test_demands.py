"""What a profile demands: words of which one will do, words of another time, cells that are 0, another register."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.checks.demands import unmet_demands
from extract.checks.profile import profile_of
from extract.errors import ProfileError, UsageError
from extract.model import Finding, Report
from extract.pipeline import reading_of

TEXT = """溪口县青禾镇2024年政府信息公开工作年度报告
本报告根据《中华人民共和国政府信息公开条例》编制。
一、总体情况
按照“十三五”规划要求，我镇打造十三五期间政务公开样板。
二、主动公开政府信息情况
第二十条第（一）项
信息内容\t本年制发件数\t本年废止件数\t现行有效件数
规章\t0\t0\t0
行政规范性文件\t0\t0\t2
第二十条第（五）项
信息内容\t本年处理决定数量
行政许可\t41
第二十条第（六）项
信息内容\t本年处理决定数量
行政处罚\t6
行政强制\t0
第二十条第（八）项
信息内容\t本年收费金额（单位：万元）
行政事业性收费\t0
六、其他需要报告的事项
人大代表建议3件均已公开。没有收取信息处理费。
"""


@pytest.fixture(scope="module")
def report() -> Report:
    return reading_of(TEXT.encode(), "青禾镇2024.txt").report


def told(report: Report, folder: Path, toml: str, register: str = "") -> list[Finding]:
    (folder / "双公示.csv").write_text(register, encoding="utf-8")
    (folder / "profile.toml").write_text(toml, encoding="utf-8")
    return unmet_demands(report, profile_of(folder / "profile.toml"))


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ('any = ["建议提案", "人大代表建议"]', []),
        ('any = ["建议提案", "政协提案"]', ["建议提案/政协提案"]),
        ('any = ["政协提案"]\nname = "提案办理"', ["提案办理"]),
        ('words = ["信息处理费", "要点落实"]\nany = ["政协提案"]\nname = "提案办理"', ["要点落实、提案办理"]),
    ],
)
def test_of_words_that_mean_the_same_one_will_do(
    words: str, missing: list[str], report: Report, tmp_path: Path
) -> None:
    assert [each.expected for each in told(report, tmp_path, f"[[section]]\nnumber = 6\n{words}")] == missing


@pytest.mark.parametrize(
    ("more", "count"), [("", 1), ("since = 2024", 1), ("since = 2025", 0), ("until = 2023", 0), ("until = 2024", 1)]
)
def test_words_of_another_time_but_not_in_quotes(more: str, count: int, report: Report, tmp_path: Path) -> None:
    found = told(report, tmp_path, f'[[forbid]]\nwords = ["十三五"]\ninstead = "十四五"\n{more}')
    assert [(each.rule, each.actual, each.expected) for each in found] == [("P-01", "十三五", "十四五")] * count


@pytest.mark.parametrize(
    ("cell", "kinds", "count"),
    [
        ("proactive.licences.decisions", '["township"]', 1),
        ("proactive.licences.decisions", '["department"]', 0),
        ("proactive.licences.decisions", "[]", 1),
        ("proactive.coercion.decisions", "[]", 0),
    ],
)
def test_cells_that_are_to_be_zero(cell: str, kinds: str, count: int, report: Report, tmp_path: Path) -> None:
    found = told(report, tmp_path, f'[[zero]]\ncells = ["{cell}"]\nkinds = {kinds}\nwhy = "无此权限"')
    assert [(each.rule, each.concepts) for each in found] == [("P-02", (cell,))] * count


@pytest.mark.parametrize(
    ("row", "told_of"),
    [
        ("青禾镇,proactive.penalties.decisions,6,,", []),
        ("青禾镇人民政府,proactive.penalties.decisions,9,,2024", ["9"]),
        ("溪口县青禾镇,proactive.penalties.decisions,7,1,2024年", []),
        ("青禾镇,proactive.penalties.decisions,9,,2023", []),
        ("柳汀镇,proactive.penalties.decisions,9,,", []),
    ],
)
def test_another_register(row: str, told_of: list[str], report: Report, tmp_path: Path) -> None:
    found = told(report, tmp_path, '[[register]]\nfile = "双公示.csv"', f"单位,单元格,值,允许误差,年度\n{row}\n")
    assert [(each.rule, each.expected) for each in found] == [("P-03", value) for value in told_of]


@pytest.mark.parametrize(
    ("register", "code"),
    [
        ("单位,值\n青禾镇,9\n", "register_column"),
        ("单位,单元格,值\n青禾镇,行政处罚,9\n", "register_row"),
        ("单位,单元格,值\n青禾镇,proactive.penalties.decisions,若干\n", "register_row"),
    ],
)
def test_a_register_that_cannot_be_read_is_refused(register: str, code: str, report: Report, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        told(report, tmp_path, '[[register]]\nfile = "双公示.csv"', register)
    assert refused.value.code == code


def test_a_cell_that_no_form_has_is_refused(report: Report, tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="licences"):
        told(report, tmp_path, '[[zero]]\ncells = ["proactive.licence.decisions"]')
