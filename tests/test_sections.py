"""Headings in the middle of lines, and run-in numbers at the beginning of lines."""

from __future__ import annotations

from random import Random

import pytest

from extract.checks import verdict_of
from extract.forms import load_forms
from extract.model import Finding, Reading
from extract.pipeline import reading_of
from tests.made.generator import page
from tests.made.sheets import filled

FORM = load_forms()[-1]
RANDOM = Random(7)
TITLE, *_, TABLES = page(filled(RANDOM, FORM, True), "tab_spans", "headings_lost", RANDOM).text.partition("第二十条")
TABLES = "第二十条" + TABLES.partition("\n\n一年来")[0]
HEADINGS = [f"{'一二三四五六'[section.number - 1]}、{section.title}" for section in FORM.sections]
FIRST, LAST = "全年主动公开政府信息120条。", "本年度未收取信息处理费。"
NUMBERED = "（一）主动公开。发布信息。（二）依申请公开。收到申请3件。"


def read(before: str, behind: str) -> Reading:
    return reading_of(f"云溪县石桥镇2024年政府信息公开工作年度报告\n{before}\n{TABLES}\n{behind}\n".encode(), "x.txt")


def sections(reading: Reading) -> dict[int, tuple[str, str]]:
    return {section.number: (section.title, section.text) for section in reading.report.sections}


@pytest.mark.parametrize("between", ["", " ", "　"])
def test_sections_of_prose_on_one_line(between: str) -> None:
    first, second, *_, fifth, sixth = HEADINGS
    before = f"根据条例编制本报告。{between}{first}{between}{FIRST}{between}{second}"
    found = read(before, f"{fifth}{between}形式单一，将增加图解。{between}{sixth}{between}{LAST}")
    told = sections(found)
    assert told[0][1] == "根据条例编制本报告。"
    assert [told[number] for number in (1, 2, 6)] == [(first, FIRST), (second, ""), (sixth, LAST)]
    assert told[5][1] == "形式单一，将增加图解。"
    lines = {block.origin.line: block.text for block in found.document.blocks}
    for section in found.report.sections:
        for paragraph in section.paragraphs:
            line, start, end = paragraph.origin
            assert lines[line][start - 1 : end].strip() == paragraph.text.strip()
    assert not any(finding.rule == "C-01" and finding.expected in HEADINGS[0] for finding in _told(found))


def test_a_list_of_the_sections_is_no_heading_where_they_have_some() -> None:
    listed = f"本报告包括：{'；'.join(HEADINGS)}。"
    first, second, *_, fifth, sixth = HEADINGS
    told = sections(read(f"{listed}\n{first}\n{FIRST}\n{second}", f"{fifth}\n形式单一。\n{sixth}\n{LAST}"))
    assert (told[0][1], told[1][1], told[6][1]) == (listed, FIRST, LAST)


@pytest.mark.parametrize(
    "mention", ["详见二、主动公开政府信息情况", "（六、其他需要报告的事项）", "。三十、其他需要报告的事项"]
)
def test_a_mention_is_no_heading(mention: str) -> None:
    told = sections(read(f"{HEADINGS[0]}\n{FIRST}{mention}一节。", f"{HEADINGS[4]}\n形式单一。"))
    assert mention in told[1][1]
    assert 6 not in told


@pytest.mark.parametrize(
    ("prose", "jumps"),
    [
        (NUMBERED + "\n（三）政府信息管理。严格审查。\n（四）监督保障。", []),
        (NUMBERED + "（三）政府信息管理。\n（四）监督保障。", []),
        (NUMBERED + "\n（四）监督保障。", ["（四）"]),
        ("（一）主动公开。\n（二）依申请公开。\n（四）监督保障。", ["（四）"]),
        ("（一）主动公开。\n（二）依申请公开：（一）当面。（二）网上。\n（三）监督保障。", []),
        (
            "（一）主动公开。按照《中华人民共和国政府信息公开条例》的要求，依照第二十条第\n（五）项公开。\n（二）申请。",
            [],
        ),
    ],
)
def test_run_in_numbers_that_lines_break_are_no_jump(prose: str, jumps: list[str]) -> None:
    found = read(f"{HEADINGS[0]}\n{prose}\n{HEADINGS[1]}", f"{HEADINGS[4]}\n形式单一。\n{HEADINGS[5]}\n{LAST}")
    assert [finding.actual for finding in _told(found) if finding.wording == "jump"] == jumps


def _told(reading: Reading) -> list[Finding]:
    return list(verdict_of(reading, load_forms()).findings)


@pytest.mark.parametrize("width", range(17, 45, 3))
def test_headings_that_the_width_of_the_page_breaks(width: int) -> None:
    first, second, *_, fifth, sixth = HEADINGS
    opening = f"全文包括{'、'.join(section.title for section in FORM.sections)}。 "
    before = f"{opening}{first} {FIRST} {NUMBERED} {second}"
    behind = f"{fifth} 形式单一，将增加图解。 {sixth} {LAST}"
    found = read(*("\n".join(text[at : at + width] for at in range(0, len(text), width)) for text in (before, behind)))
    told = sections(found)
    assert [told[number][0] for number in (1, 2, 5, 6)] == [first, second, fifth, sixth]
    assert told[5][1].replace("\n", "") == "形式单一，将增加图解。"
    assert not [finding.rule for finding in _told(found) if finding.rule in ("C-01", "B-03")]


def test_a_number_may_stand_before_a_year() -> None:
    before = f"编制本报告。 1.2024年政务公开总体情况 {FIRST} 2.主动公开政府信息情况"
    assert sections(read(before, ""))[1] == ("1.2024年政务公开总体情况", FIRST)
