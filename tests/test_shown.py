"""What is shown of whose report it is: every place that says so, and what says otherwise."""

from __future__ import annotations

import pytest

from extract.checks import verdict_of
from extract.cli.screen import report_lines
from extract.forms import load_forms
from extract.pipeline import reading_of
from extract.words.languages import Lang
from tests.test_identity import BODY

TITLE, SIGNED = "溪口县青禾镇2023年政府信息公开工作年度报告", "溪口县河桥镇\n2024年1月5日"


def shown(*lines: str, lang: Lang = "zh") -> list[str]:
    """The lines about the identity of a report."""
    reading = reading_of("\n".join(lines).encode(), "x.txt")
    told = list(report_lines(reading, verdict_of(reading, load_forms()), load_forms(), lang))
    sections = next(n for n, line in enumerate(told) if line.startswith(("章节", "sections")))
    return told[3:sections]


def test_what_agrees_and_what_says_otherwise_stand_on_lines_of_their_own() -> None:
    assert shown(TITLE, *BODY, SIGNED) == [
        "  机关 标题“溪口县青禾镇”",
        "    另有不同：落款“溪口县河桥镇”",
        f"  年度 标题“{TITLE}”",
        "  公布 落款“2024年1月5日”",
    ]
    assert "    others say otherwise: the signature “溪口县河桥镇”" in shown(TITLE, *BODY, SIGNED, lang="en")


def test_what_contradicts_itself_is_undecided() -> None:
    lines = shown("本报告由青禾镇编制。", "本报告由河桥镇编制。", *BODY)
    assert lines[0] == "  机关 未能确定，前言“青禾镇”，前言“河桥镇”"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_a_screen(lang: Lang) -> None:
    long = "溪口县青禾镇" * 6
    lines = shown(f"{long}2023年政府信息公开工作年度报告", *BODY, SIGNED, lang=lang)
    assert all(sum(2 if ord(sign) > 0x2E80 else 1 for sign in line) <= 80 for line in lines)
