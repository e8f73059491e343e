"""Text → its lines, without what stands before each of them.

Comes in: decoded text. Goes out: the lines that print something, where each begins in the text's own line, and its
number. What programs write before every line, the marks of a quotation or a list and the line's number, is no print of
the report; what stands before some lines only is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex as re

_LINE_END = re.compile(r"\r\n|\n|\r")
_RARE_LINE_END = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")
_RARE_LINE_ENDS = "\v\x85\u2028\u2029"
"""Signs that end a line where no others do; in a cell they break it."""
_MARK = re.compile(r"\s*(?P<mark>>+|//|[-*·•●○◆■#|])[ \t\u3000]*(?=\S)")
_NUMBER = re.compile(r"\s*(?P<mark>\d{1,5})(?:[:：.、)）|]\s*|\s+)")
_NUMBER_OF_ROW = re.compile(r"\s*(?P<mark>\d{1,5})[:：.、)）] *")
_PARTS = re.compile(r"[\t|]")
"""What parts the cells of a row."""
_ROW_END = re.compile(r"(?<=&.*)\s*\\\\(?:\s*\\hline)?\s*$")
"""What ends a row of LaTeX."""
_FEWEST = 8
"""Lines from which on what all have in common is no chance."""
_SURE, _MOST = (">", "//"), 0.5
"""Marks that no report prints, and the part of the lines that have them where others go on with the line above."""
_NEARLY_ALL = 0.95


class PrintedText(NamedTuple):
    """A line, its number in the text, and how many of its characters stand before it."""

    number: int
    before: int
    text: str


def lines_of(text: str) -> list[PrintedText]:
    """The lines that print something; numbers count every line end (CR, LF or both)."""
    rare = sum(map(text.count, _RARE_LINE_ENDS))
    ends = _RARE_LINE_END if rare and rare > text.count("\n") + text.count("\r") else _LINE_END
    lines = [
        PrintedText(number, len(line) - len(bare := line.lstrip("\f")), bare)
        for number, line in enumerate(ends.split(text), start=1)
        if line and not line.isspace()
    ]
    lines = [line._replace(text=_ROW_END.sub("", line.text)) if "\\\\" in line.text else line for line in lines]
    margin = _margin_of([line.text for line in lines])
    if not margin:
        return lines
    bare = (_without(line, margin(line.text)) for line in lines)
    return [line for line in bare if line.text and not line.text.isspace()]


def _without(line: PrintedText, length: int) -> PrintedText:
    return PrintedText(line.number, line.before + length, line.text[length:])


def _margin_of(lines: Sequence[str]) -> Callable[[str], int] | None:
    """How much of a line stands before its print; None where that is nothing."""
    rows = [line for line in lines if _PARTS.search(line)]
    mark, of_row = _mark_of(lines), _mark_of(rows)
    if mark:
        return lambda line: _length(_MARK, line, mark)
    if _are_numbered(lines, _NUMBER):
        return lambda line: _length(_NUMBER, line)
    if of_row and of_row != "|":
        return lambda line: _length(_MARK, line, of_row) if _PARTS.search(line) else 0
    if _are_numbered(rows, _NUMBER_OF_ROW):
        return lambda line: _length(_NUMBER_OF_ROW, line) if _PARTS.search(line) else 0
    return None


def _mark_of(lines: Sequence[str]) -> str:
    """The mark that stands before nearly all lines; empty where none does."""
    marks = Counter(match["mark"] for line in lines if (match := _MARK.match(line)))
    mark, count = marks.most_common(1)[0] if marks else ("", 0)
    part = _MOST if mark[:1] in _SURE or mark in _SURE else _NEARLY_ALL
    return mark if count >= max(_FEWEST, part * len(lines)) else ""


def _are_numbered(lines: Sequence[str], number: re.Pattern[str]) -> bool:
    """Whether nearly all lines begin with a number, each a greater one than the line above."""
    numbers = [int(match["mark"]) for line in lines if (match := number.match(line))]
    enough = len(numbers) >= max(_FEWEST, _NEARLY_ALL * len(lines))
    return enough and all(one < other for one, other in pairwise(numbers))


def _length(margin: re.Pattern[str], line: str, mark: str = "") -> int:
    match = margin.match(line)
    return match.end() if match and mark in ("", match["mark"]) else 0
