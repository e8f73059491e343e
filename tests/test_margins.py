"""What stands before every line of a text is no print of it; signs that end lines where no others do."""

from __future__ import annotations

import pytest

from extract.model import TextOrigin
from extract.readers import document_of

LINES = ["甲县乙镇2023年政府信息公开工作年度报告", "一、总体情况", "2023年，本镇公开信息12条。", "规章\t0\t1\t2"]
LINES += [f"{n}.属于国家秘密\t{n}\t0" for n in range(1, 9)] + ["- 5\t3"]


def read(text: str) -> list[str]:
    return [block.text for block in document_of(text.encode(), "x.txt").blocks]


@pytest.mark.parametrize("mark", ["> ", "- ", "· ", "● ", "// ", "# ", "| ", "  * ", "{}\t", "{}: ", "{}. ", "  {} "])
def test_marks_and_numbers_before_every_line_are_left_out(mark: str) -> None:
    text = "\n".join(mark.replace("{}", str(n)) + line for n, line in enumerate(LINES, start=1))
    assert read(text) == LINES


@pytest.mark.parametrize("mark", ["- ", "// ", "{}: "])
def test_so_are_those_before_every_row(mark: str) -> None:
    marked = (mark.replace("{}", str(n)) + line if "\t" in line else line for n, line in enumerate(LINES, start=1))
    assert read("\n".join(marked)) == LINES


@pytest.mark.parametrize(
    "lines",
    [
        LINES,
        [f"- {line}" for line in LINES[:8]] + LINES[8:],
        [f"| {line}" if "\t" in line else line for line in LINES],
        [f"{n}\t{line}" for n, line in enumerate(LINES[:7], start=1)] + LINES[7:],
        [f"3\t{line}" for line in LINES],
        ["- 5"] * 7,
    ],
)
def test_what_stands_before_some_lines_is_print(lines: list[str]) -> None:
    assert read("\n".join(lines)) == lines


def test_a_line_keeps_its_place() -> None:
    (*_, last) = document_of("\n".join(f"> {line}" for line in LINES).encode(), "x.txt").blocks
    assert last.origin == TextOrigin(len(LINES), 3, 2 + len(LINES[-1]))


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\v", "\u2028", "\x85", "\n\f", "\r\r\n"])
def test_lines_end_in_any_sign_that_ends_them(end: str) -> None:
    assert read(end.join(LINES)) == LINES


def test_a_rare_sign_in_a_line_ends_none() -> None:
    assert read("本年新\v制作数量\t0\n规章\t1") == ["本年新\v制作数量\t0", "规章\t1"]


def test_what_ends_a_row_of_latex_is_left_out() -> None:
    assert read("规章 & 0 & 1 \\\\ \\hline\n甲 \\\\") == ["规章 & 0 & 1", "甲 \\\\"]
