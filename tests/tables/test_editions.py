"""Matches × forms → beside the first row of each band, the version it is printed in (`规章: 2019`)."""

from __future__ import annotations

import pytest

from extract.model import Form
from extract.tables.editions import editions_of
from tests.made import drawn

OLD = drawn.form(
    """
    公开.规章 | 新制作数 新公开数 公开总数
    规章
    规范性文件
    公开.许可 | 上年项目 处理决定
    行政许可
    其他服务
    公开.采购 | 采购项目 采购金额
    集中采购
    """,
    code="2019",
)
NEW = drawn.form(
    """
    公开.规章 | 制发件数 废止件数 现行件数
    规章
    公开.许可 | 处理决定
    行政许可
    """,
    code="2021",
)
LATEST = drawn.form(
    """
    公开.规章 | 制发件数 废止件数 现行件数
    规章
    """,
    code="2024",
)

TOLD = {
    "words of the header": """
        □         新制作数  新公开数          →  规章: 2019
        规章          1         2
        □         上年项目                    →  许可: 2019
        行政许可      1
        """,
    "words of the header, for each band by itself": """
        □         新制作数  新公开数          →  规章: 2019
        规章          1         2
        行政许可      7                       →  许可: 2019
        """,
    "words that both versions have tell nothing: the newest": """
        □         处理决定                    →  许可: 2021
        行政许可      □                       →  规章: 2021
        """,
    "a row that only one version has": """
        行政许可      7                       →  许可: 2019
        其他服务      7                       →  规章: 2019
        """,
    "unless nothing is printed in it": """
        行政许可      7                       →  许可: 2021
        其他服务      □                       →  规章: 2021
        """,
    "a word of the header is more than a row": """
        □         制发件数                    →  规章: 2021
        规章          1   2   3
        规范性文件    1   2   3
        """,
    "as many figures as a version has columns": """
        行政许可      7   8                   →  许可: 2019
        规章          1   2   3               →  规章: 2019
        """,
    "which is too little where versions are mixed by their headers": """
        □         制发件数  废止件数          →  规章: 2021
        规章          1   2   3
        行政许可      7   8                   →  许可: 2021
        """,
    "one figure printed again in every cell is one": """
        行政许可      7   7                   →  许可: 2021
        规章          0   0   0               →  规章: 2021
        """,
    "a band that only one version has": """
        集中采购      1   2                   →  采购: 2019
        规章          □   □   □               →  规章: 2019
        行政许可      □                       →  许可: 2019
        """,
    "as much for one as for the other: the newest": """
        □         制发件数  新制作数          →  规章: 2021
        行政许可      □                       →  许可: 2021
        """,
}


def editions(
    text: str, year: int | None = None, follow: Form | None = None, forms: tuple[Form, ...] = (OLD, NEW), **traits: bool
) -> dict[str, str]:
    match = drawn.match(drawn.form(BOTH), "公开", text, **traits)
    return {band: form.code for band, form in editions_of(match, forms, year, follow).items()}


BOTH = """
    公开.规章 | 制发件数
    规章
    规范性文件
    公开.许可 | 处理决定
    行政许可
    其他服务
    公开.采购 | 采购项目
    集中采购
"""
"""The rows of all versions, for drawings of what may be printed in any of them."""


@pytest.mark.parametrize("case", TOLD)
def test_what_tells_the_version(case: str) -> None:
    expected = drawn.wanted(TOLD[case])
    assert {band: code for band, code in editions(TOLD[case]).items() if band in expected} == expected


def test_what_a_band_does_not_tell_it_takes_from_the_table_from_table_two_or_from_the_year() -> None:
    assert editions("规章 □ □ □", year=2020) == {"规章": "2019", "许可": "2019", "采购": "2019"}
    assert editions("规章 □ □ □", year=2022) == {"规章": "2021", "许可": "2021"}
    assert editions("规章 □ □ □", year=2010) == {"规章": "2021", "许可": "2021"}
    assert editions("规章 □ □ □", year=2022, follow=OLD) == {"规章": "2019", "许可": "2019", "采购": "2019"}
    assert editions("行政许可 7 8", year=2022, follow=NEW)["规章"] == "2019"


def test_a_version_without_the_table_is_never_its_version() -> None:
    other = drawn.form("申请 | 总计\n新收", code="2023")
    assert editions("规章 □ □ □", forms=(OLD, NEW, other), follow=other) == {"规章": "2021", "许可": "2021"}


def test_a_version_without_a_band_gives_it_none() -> None:
    assert editions("□ 制发件数\n规章 1 2 3", forms=(OLD, NEW, LATEST), year=2024) == {"规章": "2024"}


def test_where_repeated_lines_are_lost_figures_are_not_counted() -> None:
    assert editions("行政许可 7 8\n规章 □", deduplicated=True) == {"规章": "2021", "许可": "2021"}
