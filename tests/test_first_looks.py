"""What is looked for before a dear pattern is tried stands wherever that pattern is found."""

from __future__ import annotations

from random import Random

import pytest

from extract.agencies.sayings import OPENING, PREAMBLE
from extract.checks.dates import _MAY_BE_WRITTEN, _WRITTEN
from extract.checks.parts import _LEFT_OPEN, _MAY_BE_LEFT_OPEN
from extract.checks.subjects import _MAY_BE_SUBJECT, _SUBJECT
from extract.text import compiled, squeeze

_OF_SAYINGS = (
    "溪口县青禾镇人民政府 青禾镇 根据 按照 结合 《条例》 的要求 负责 组织 编制 编写 汇编 解释 本报告 年度报告 年报 由"
    " 系 自 , . ; | ( ) 2023年 政府信息公开 现将 将 公布 发布 如下 指南 委 统一 认真"
)
_OF_GAPS = (
    "收到 受理 公开 制发 办结 政府信息 信息 申请 共 共计 累计 总计 件 条 份 次 ， 。 、 现行有效的 行政 规范性文件 年"
    " 月 日 X x ×× __ … .. （） ( ) [ ] 【】 % 第 5 十 ＿ ？ 个 元 ␣ \u3000"
)
_OF_SUBJECTS = (
    "青禾 溪口 镇 乡 局 街道 中心 人民政府 办事处 ， 。 认真 严格 的 政府信息公开 2023年 在 下 我 本 县委 领导 一、 。"
)
_OF_DATES = "成 文 制 製 定 日期 时间 時間 ␣ \u3000 ： * 2024-01-02 2024年3月1日 表"


def texts(words: str, seed: int) -> list[str]:
    """Short texts of some pieces, at random; ␣ is a blank."""
    random, pieces = Random(seed), words.split(" ")
    return ["".join(random.choices(pieces, k=random.randint(3, 9))).replace("␣", " ") for _ in range(4000)]


@pytest.mark.parametrize("seed", range(2))
def test_sayings_are_found_only_where_what_they_need_stands(seed: int) -> None:
    found = 0
    for saying in (each for each in (*PREAMBLE, *OPENING) if each.needs):
        for text in texts(_OF_SAYINGS, seed):
            if compiled(saying.pattern).search(text):
                found += 1
                assert compiled(saying.needs).search(text), text
    assert found


@pytest.mark.parametrize("seed", range(2))
def test_places_left_open_and_other_agencies_are_seen_at_first(seed: int) -> None:
    for dear, cheap, pieces in (
        (_LEFT_OPEN, _MAY_BE_LEFT_OPEN, _OF_GAPS),
        (_SUBJECT, _MAY_BE_SUBJECT, _OF_SUBJECTS),
    ):
        found = [text for text in texts(pieces, seed) if dear.search(text)]
        assert found
        assert [text for text in found if not cheap.search(text)] == []


@pytest.mark.parametrize("seed", range(2))
def test_days_of_making_are_seen_at_first_however_they_are_printed(seed: int) -> None:
    printed = texts(_OF_DATES, seed)
    found = [text for text in printed if compiled(_WRITTEN).search(squeeze(text))]
    assert found
    assert [text for text in found if not compiled(_MAY_BE_WRITTEN).search(text)] == []
