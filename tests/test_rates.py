"""Percentages of the prose: shares and growth that their figures make, and such as they do not."""

from __future__ import annotations

import pytest

from extract.checks.case import CheckResult
from extract.checks.rates import growth_since_the_year_before
from extract.model import Report
from extract.pipeline import reading_of
from tests.kept import in_chinese, in_english
from tests.test_checks import CLEAN, judged, rules_found

SAID = "全镇主动公开政府信息52条，收到政府信息公开申请9件，其中网络申请7件、信函申请2件。"
WRONG = (
    "全镇主动公开政府信息52条，其中网站公开39条，占总数的80%。收到政府信息公开申请9件。",
    "全镇主动公开政府信息52条，其中网站39条，占65%。收到政府信息公开申请9件。",
    "主动公开政府信息52条，其中微信公众号发布13条，占公开总数的23.1%。收到政府信息公开申请9件。",
    "全镇主动公开政府信息52条，收到政府信息公开申请9件，其中自然人申请7件，占67.8%。",
    "全镇主动公开政府信息52条，收到政府信息公开申请9件，其中网络申请7件（占申请总量的70%）、信函申请2件。",
    "全镇主动公开政府信息52条，比上年增加12条，增长20%。收到政府信息公开申请9件。",
    "全镇主动公开政府信息52条，较上年增加12条，同比增长33.3%。收到政府信息公开申请9件。",
    "全镇主动公开政府信息52条，较上年减少13条，下降25%。收到政府信息公开申请9件。",
    "2022年主动公开政府信息40条，2023年主动公开政府信息52条，同比增长28%。收到政府信息公开申请9件。",
    "去年收到政府信息公开申请12件，今年收到政府信息公开申请9件，同比增长25%。主动公开政府信息52条。",
)
RIGHT = (
    "全镇主动公开政府信息52条，其中网站公开39条，占总数的75%。收到政府信息公开申请9件。",
    "全镇主动公开政府信息52条，其中网站公开37条，占71.15%。收到政府信息公开申请9件。",
    "全镇主动公开政府信息52条，其中网站公开37条，占71.1%。收到政府信息公开申请9件。",
    "全镇主动公开政府信息52条，其中网站公开37条，占71.2%。收到政府信息公开申请9件。",
    "全镇主动公开政府信息52条，其中网站公开37条，约占七成。收到政府信息公开申请9件。",
    "全镇主动公开政府信息52条，占全县的3%。收到政府信息公开申请9件。",
    "全镇主动公开政府信息52条，占应公开信息的100%。收到政府信息公开申请9件。",
    "全镇主动公开政府信息52条，收到政府信息公开申请9件，占全县申请总量的2.3%。",
    "全镇主动公开政府信息52条，其中财政信息20条，占30%。收到政府信息公开申请9件。",
    "全镇主动公开政府信息52条，比上年增加12条，增长30%。收到政府信息公开申请9件。",
    "全镇主动公开政府信息52条，比上年增长30%。收到政府信息公开申请9件。",
    "全镇主动公开政府信息52条，较上年减少13条，下降20%。收到政府信息公开申请9件。",
    "2022年主动公开政府信息40条，2023年主动公开政府信息52条，同比增长30%。收到政府信息公开申请9件。",
    "全镇主动公开政府信息52条，提前完成任务，点击量增长80%。收到政府信息公开申请9件。",
    "全镇主动公开政府信息52条，较2020年增长80%。收到政府信息公开申请9件。",
    "全镇主动公开政府信息50余条，比上年增加12条，增长10%。收到政府信息公开申请9件。",
    "全镇主动公开政府信息52条，收到政府信息公开申请9件，答复率100%，满意率98%。",
    "去年收到政府信息公开申请12件，今年收到政府信息公开申请9件，同比下降25%。主动公开政府信息52条。",
)


def report(text: str, year: str = "2023") -> Report:
    return reading_of(CLEAN.replace(SAID, text).replace("2023", year).encode(), "report.txt").report


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_percentage_is_told(text: str) -> None:
    assert "E-06" in rules_found(judged((SAID, text)))


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_percentage_or_one_of_something_else_is_not_told(text: str) -> None:
    assert not {"E-03", "E-06"} & set(rules_found(judged((SAID, text))))


def told(growth: str, before: str) -> CheckResult:
    """What is told of a growth, where the report of the year before says another figure."""
    prior = report(f"主动公开政府信息{before}条，收到政府信息公开申请9件。", "2022")
    current = report(f"主动公开政府信息52条，{growth}，收到政府信息公开申请9件。")
    return growth_since_the_year_before(prior, current)


@pytest.mark.parametrize(("growth", "before"), [("比上年增长30%", "40"), ("同比下降20%", "65"), ("同比增长4%", "50")])
def test_growth_that_the_report_of_the_year_before_makes(growth: str, before: str) -> None:
    assert told(growth, before) == []


@pytest.mark.parametrize(("growth", "before"), [("比上年增长30%", "45"), ("同比增长20%", "65"), ("同比下降4%", "50")])
def test_growth_that_it_does_not_make(growth: str, before: str) -> None:
    (found,) = told(growth, before)
    assert (found.rule, found.severity, found.concepts) == ("E-07", "warning", ("narrative.proactive_total",))
    assert before in in_chinese(found, "2021") and before in in_english(found, "2021")


def test_growth_of_what_the_year_before_does_not_tell() -> None:
    assert told("比上年增长30%", "50余") == "statement"
    assert told("内容丰富", "40") == []
