"""Numbers in front of the lines of a file that count them → left out, as those in the margin of a PDF are.

Comes in: the blocks of a document. Goes out: the same, without numbers that go up from 1, line by line: in front of all
lines, or of those that begin with words, from the head of the file or from below a menu. An item of a list has a sign
behind its number, and stays.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex as re

from extract.model import Block, Paragraph

_WORDS = re.compile(r"(?!(?:[件条宗份项个元篇起次例]|万元)\s*$)\p{Han}|[（(《]|(?:19|20)\d\d年|\d{1,2}[.．、]\p{Han}")
_ANYTHING = re.compile(rf"{_WORDS.pattern}|[\s|:：]|$")
_FEWEST = 5
"""Lines in a row that are counted, at least; a list of figures is not as long, or does not stand at the head."""
_TITLE = re.compile("报告|年报")
"""What is said on one of the first lines where others stand above them that are not counted."""
_NEARLY_ALL = 0.9

_Line = tuple[int, str]
"""The block of a line, and its text."""


def without_line_numbers(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks less the numbers that count their lines."""
    lines = [(at, block.text) for at, block in enumerate(blocks) if isinstance(block, Paragraph)]
    numbers = _counted(lines, _ANYTHING)
    if len(numbers) < _NEARLY_ALL * len(lines) or len(numbers) < _FEWEST:
        numbers = _counted(lines, _WORDS) or _counted_below(lines)
    if not numbers:
        return tuple(blocks)
    left = (_cut(block, numbers[at]) if at in numbers else block for at, block in enumerate(blocks))
    return tuple(block for block in left if not isinstance(block, Paragraph) or block.text)


def _counted(lines: Sequence[_Line], behind: re.Pattern[str]) -> dict[int, int]:
    """The blocks of the counted lines, and how long the number in front of each is: the first lines in a row, and of
    the others those that go on counting and have something fitting behind the number."""
    numbers: dict[int, int] = {}
    for looked_at, (at, text) in enumerate(lines):
        printed = text.lstrip()
        rest = printed.removeprefix(str(len(numbers) + 1))
        if len(rest) < len(printed) and behind.match(rest):
            numbers[at] = len(text) - len(rest)
        elif looked_at < _FEWEST:
            return {}
    return numbers if len(numbers) >= _FEWEST else {}


def _counted_below(lines: Sequence[_Line]) -> dict[int, int]:
    """The same where a menu stands above the title, from which on they are counted."""
    for first, (_, text) in enumerate(lines):
        titled = text.lstrip().startswith("1") and any(
            _TITLE.search(line) for _, line in lines[first : first + _FEWEST]
        )
        if titled and (numbers := _counted(lines[first:], _WORDS)):
            return numbers
    return {}


def _cut(block: Block, length: int) -> Block:
    assert isinstance(block, Paragraph)
    return Paragraph(block.text[length:], block.origin.part(length, len(block.text)))
