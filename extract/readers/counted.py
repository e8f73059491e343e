"""Numbers in front of the lines of a file that count them → left out, as those in the margin of a PDF are.

Comes in: the blocks of a document. Goes out: the same, without numbers that go up from 1, line by line: in front of all
lines, or of those that begin with words. An item of a list has a sign behind its number, and stays.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex as re

from extract.model import Block, Paragraph

_WORDS = re.compile(r"\p{Han}|[（(《]|(?:19|20)\d\d年")
_APART = re.compile(r"[\s|:：]|$")
_FEWEST = 5
"""Lines at the head of a file that are counted, at least; a list of figures is not as long, or does not stand there."""
_NEARLY_ALL = 0.9


def without_line_numbers(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks less the numbers that count their lines."""
    lines = [(at, block.text) for at, block in enumerate(blocks) if isinstance(block, Paragraph)]
    numbers: dict[int, int] = {}
    before_words = True
    for looked_at, (at, text) in enumerate(lines):
        printed = text.lstrip()
        rest = printed.removeprefix(str(len(numbers) + 1))
        words = _WORDS.match(rest)
        if len(rest) < len(printed) and (words or _APART.match(rest)):
            numbers[at] = len(text) - len(rest)
            before_words = before_words and words is not None
        elif looked_at < _FEWEST:
            return tuple(blocks)
    if len(numbers) < _FEWEST or not (before_words or len(numbers) >= _NEARLY_ALL * len(lines)):
        return tuple(blocks)
    left = (_cut(block, numbers[at]) if at in numbers else block for at, block in enumerate(blocks))
    return tuple(block for block in left if not isinstance(block, Paragraph) or block.text)


def _cut(block: Block, length: int) -> Block:
    assert isinstance(block, Paragraph)
    return Paragraph(block.text[length:], block.origin.part(length, len(block.text)))
