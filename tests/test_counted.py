"""Numbers that count the lines of a file are no part of them; those of lists are."""

from __future__ import annotations

import pytest

from extract.model import Paragraph, TextOrigin
from extract.pipeline import reading_of
from extract.readers.counted import without_line_numbers
from tests.test_checks import CLEAN, FORMS, rules_found, verdict_of

LINES = CLEAN.strip().split("\n")


def _counted(pattern: str, words_only: bool) -> str:
    numbers = iter(range(1, 999))
    return "\n".join(
        pattern.format(next(numbers), line) if line and not (words_only and line[0] in "\t1") else line
        for line in LINES
    )


@pytest.mark.parametrize("pattern", ["{} {}", "{}\t{}", "  {} {}"])
def test_a_file_whose_lines_are_all_counted_is_read_without_the_numbers(pattern: str) -> None:
    plain, counted = (reading_of(text.encode(), "x.txt") for text in (CLEAN, _counted(pattern, words_only=False)))
    assert counted.report.entity == plain.report.entity
    assert [(s.number, s.title) for s in counted.report.sections] == [
        (s.number, s.title) for s in plain.report.sections
    ]
    assert [(f.concept, f.value) for f in counted.report.facts] == [(f.concept, f.value) for f in plain.report.facts]


def test_a_count_of_the_lines_of_words_alone_blames_nobody() -> None:
    reading = reading_of(_counted("{}{}", words_only=True).encode(), "x.txt")
    assert reading.report.entity == "松溪县云台镇"
    assert rules_found(verdict_of(reading, FORMS)) == []
    title = reading.document.blocks[0]
    assert str(title.origin) == "txt:L1:2-24"  # type: ignore[union-attr]


@pytest.mark.parametrize("sign", ["、", ".", "．", "）", "年"])
def test_numbers_with_a_sign_behind_them_stay(sign: str) -> None:
    text = "\n".join(f"{n}{sign}第一件事" for n in range(1, 9))
    reading = reading_of((CLEAN + "\n" + text).encode(), "x.txt")
    assert f"1{sign}第一件事" in reading.report.sections[-1].text


@pytest.mark.parametrize("unit", ["", "件", "万元"])
def test_a_count_of_words_does_not_go_on_with_a_figure_of_a_table(unit: str) -> None:
    figure = 1 + sum(bool(line) and line[0] not in "\t1" for line in LINES[: LINES.index("规章\t0\t0\t0")])
    plain = _counted("{}{}", words_only=True)
    reading = reading_of(plain.replace("规章\t0\t0\t0", f"规章\n{figure}\n0\n{figure}{unit}").encode(), "x.txt")
    assert reading.report.entity == "松溪县云台镇"
    assert [section.number for section in reading.report.sections] == [*range(7)]


def test_a_menu_above_the_title_is_not_counted() -> None:
    menu = "松溪县人民政府\n政务公开\n领导之窗\n机构职能\n公开指南\n政策文件\n"
    reading = reading_of((menu + _counted("{}{}", words_only=True)).encode(), "x.txt")
    assert reading.report.entity == "松溪县云台镇"
    assert reading.report.identity.title == LINES[0]
    assert [section.number for section in reading.report.sections] == [*range(7)]


def test_a_count_that_begins_below_the_first_lines_is_no_count_of_lines() -> None:
    lines = ["溪口县青禾镇", "一、总体情况", *(f"{n}月公开信息{n}条" for n in range(1, 9))]
    blocks = [Paragraph(line, TextOrigin(n, 1, len(line))) for n, line in enumerate(lines, start=1)]
    assert without_line_numbers(blocks) == tuple(blocks)
    assert len(without_line_numbers(blocks[2:])[0].text) == len(lines[2]) - 1  # type: ignore[union-attr]
