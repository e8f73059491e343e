"""Document → the lines that may say whose report it is: those above its first heading, section one's first, the last.

Comes in: the blocks of a document. Goes out: printed lines with their keys and places, and passages of them in one
piece, to be read whatever their breaks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, islice, takewhile
from typing import Literal, NamedTuple

from extract.agencies.neighbours import is_link
from extract.agencies.title import TextLine, Title
from extract.model import Block, Origin, Table, record
from extract.numbers import chinese_number
from extract.text import compiled, is_foot_of_site, squeeze

_OPENING_LINES, _LINES_OF_SECTION_ONE = 120, 3
_MARKUP = " \t\r\n#|*\u3000\xa0"
_LONGEST_LINE, _LONGEST_CACHED = 300, 40
"""Characters of a line that are looked at, and up to which it may stand on every page of a site and is remembered."""
_MAY_START_HEADING = frozenset("一1１总總基概工年政二")
_LONGEST_HEADING = 45
_CELL = r"[^|\t]+"
_PAGE_AND_NEXT = r"(?:…{2,}|—{2}|[.·]{4,}|(?:[.·] ){4,})\s*[(（]?第?\d{1,3}(?![\d年])页?[)）]?\s*(?=\p{Han})"
"""Leaders and the number of a page, behind which another line of contents goes on."""
_LEADERS = frozenset("…—.·")
_LINE_OF_CONTENTS = rf".+?(?:{_PAGE_AND_NEXT}|$)"
_HEADING = (
    r"(?:第?一(?:部分)?[,.:]?|1[.,])(?:\p{Han}*(?:\d{4}年度?)?\p{Han}*(?:情况|概述|概况|内容|总述|工作))?[,.:]?"
    r"|(?:\p{Han}{0,12}总体情况|总体概述|概述|工作基本情况)|二[,.]\p{Han}*公开\p{Han}*情况"
)
_FIRST = ("一", "1", "(")
_NUMBERED = r"[(]?(?:([一二三四五六七八九十]{1,3})|(\d{1,2}))[),.:]"
_FEWEST_OF_CONTENTS = 3
_key = lru_cache(maxsize=4096)(squeeze)


def pieces_of(blocks: Iterable[Block], step: Literal[1, -1] = 1) -> Iterator[tuple[str, Origin]]:
    """The paragraphs and cells of blocks, those of a table from the last to the first for `step` -1."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows[::step]:
                for cell in row[::step]:
                    yield cell.text, cell.origin
        else:
            yield block.text, block.origin


def opening_of(blocks: Sequence[Block]) -> tuple[list[TextLine], int]:
    """The visible lines up to the opening of section one, and how many of them stand before its heading."""
    lines = _without_contents([*islice(_printed_lines(blocks), _OPENING_LINES)])
    heading = next((at for at, line in enumerate(lines) if _is_first_heading(line.key)), None)
    if heading is None:
        return lines, len(lines)
    return lines[: heading + 1 + _LINES_OF_SECTION_ONE], heading


def _printed_lines(blocks: Iterable[Block]) -> Iterator[TextLine]:
    for text, origin in _cells(blocks):
        printed = text.strip(_MARKUP)
        key = _key(printed) if len(printed) <= _LONGEST_CACHED else squeeze(printed[:_LONGEST_LINE])
        if key:
            yield record(TextLine, (printed, key, origin))


def _without_contents(lines: list[TextLine]) -> list[TextLine]:
    """The lines without a list of contents: numbered lines in a row, if the first heading comes behind them."""
    for first, line in enumerate(lines):
        if line.key.startswith(_FIRST):
            row = [*takewhile(_is_numbered, enumerate(lines[first:], start=1))]
            rest = lines[first + len(row) :]
            if len(row) >= _FEWEST_OF_CONTENTS and any(_is_first_heading(each.key) for each in rest):
                return [*lines[:first], *rest]
    return lines


def _is_numbered(each: tuple[int, TextLine]) -> bool:
    number, line = each
    match = compiled(_NUMBERED).match(line.key) if len(line.key) <= _LONGEST_HEADING else None
    return match is not None and number == (int(match[2]) if match[2] else chinese_number(match[1]))


def _cells(blocks: Iterable[Block]) -> Iterator[tuple[str, Origin]]:
    """The pieces; rows of pipes or TABs cut at them, contents that run on at the numbers of their pages."""
    for text, origin in pieces_of(blocks):
        if "|" in text or "\t" in text:
            yield from ((cell[0], origin.part(*cell.span())) for cell in compiled(_CELL).finditer(text))
        elif not _LEADERS.isdisjoint(text) and compiled(_PAGE_AND_NEXT).search(text):
            yield from ((cell[0], origin.part(*cell.span())) for cell in compiled(_LINE_OF_CONTENTS).finditer(text))
        else:
            yield text, origin


def _is_first_heading(key: str) -> bool:
    return key[0] in _MAY_START_HEADING and len(key) <= _LONGEST_HEADING and bool(compiled(_HEADING).fullmatch(key))


class LineRun(NamedTuple):
    """Lines in one piece; `starts` are the places where each begins."""

    text: str
    starts: tuple[int, ...]
    lines: Sequence[TextLine]

    def origin(self, at: int) -> Origin:
        """The place of the line that holds a character."""
        return self.lines[bisect_right(self.starts, at) - 1].origin


def run_of(lines: Sequence[TextLine], open_ended: Callable[[TextLine], bool]) -> LineRun:
    """Lines one behind another; a bar closes each that the next does not go on with."""
    texts = [line.key if open_ended(line) else line.key + "|" for line in lines]
    return LineRun("".join(texts), tuple(accumulate(map(len, texts), initial=0)), lines)


_LONGEST_PREAMBLE, _SHORT_LINE, _WORDS_IN_A_ROW = 900, 20, 4
_OF_SENTENCES = r"[,.;《》]"
_LATER = r"[三四五六3-6][,.](?!\d)\p{Han}*(?:公开|问题|事项)"
"""What begins a later section, perhaps with its text in the same line."""
_ABOUT_PAGE = (
    r"^(?:热烈)?欢迎(?:您|你)?(?:访问|光临|浏览|来到|进入)"
    r"|(?:来源|作者|时间|日期|机构|单位|浏览|次数|访问量|点击[率数量]|字[体号])[:\[]"
)


def prose_of(lines: Sequence[TextLine], first: int, titles: Sequence[Title] = ()) -> LineRun:
    """The prose from line `first` on up to a later section, without the lines of other titles and links to others."""
    left_out = {at for title in titles if title.role != "sentence" for at in range(title.first, title.last + 1)}
    later = next((at for at in range(first, len(lines)) if compiled(_LATER).match(lines[at].key)), len(lines))
    prose_lines = [lines[at] for at in range(first, later) if at not in left_out and not is_link(lines[at].key)]
    lengths_before = accumulate((len(line.key) for line in prose_lines), initial=0)
    return run_of(
        [
            line
            for line, length_before in zip(prose_lines, lengths_before, strict=False)
            if length_before <= _LONGEST_PREAMBLE
        ],
        _goes_on,
    )


def section_one_of(blocks: Sequence[Block]) -> LineRun:
    """All of section one, its long lines whole; nothing where no heading begins it."""
    lines = _without_contents([*islice(_printed_lines(blocks), _OPENING_LINES)])
    heading = next((at for at, line in enumerate(lines) if _is_first_heading(line.key)), len(lines))
    own = takewhile(lambda line: not compiled(_LATER).match(line.key), lines[heading + 1 :])
    return run_of([line._replace(key=squeeze(line.text)) for line in own], _goes_on)


def _goes_on(line: TextLine) -> bool:
    """Whether a line is of prose that the next goes on with, and no menu's words in a row."""
    key = line.key
    if len(key) < _SHORT_LINE or key[-1] in ".;:" or compiled(_ABOUT_PAGE).search(key):
        return False
    return len(line.text.split()) < _WORDS_IN_A_ROW or bool(compiled(_OF_SENTENCES).search(key))


_CLOSING_LINES, _SHORTEST_SIGNATURE, _LONGEST_SIGNATURE = 15, 3, 60
_DAY = r"\d\s*(?:日|[-./]\s*\d)"
_LONGEST_FOOT = 100
"""Lines and cells that a site prints below a report, at most."""


def closing_of(blocks: Sequence[Block]) -> list[tuple[str, Origin]]:
    """The last lines, in printed order, without what a site prints below them, and without those that are too short or
    too long for a signature, or that the end of a sentence follows."""
    last = [*islice(pieces_of(blocks[: -_LONGEST_FOOT - 1 : -1], -1), _LONGEST_FOOT)]
    below_text = [*takewhile(lambda piece: "。" not in piece[0], last)]
    foot = max((at for at, (text, _) in enumerate(below_text, start=1) if is_foot_of_site(text)), default=0)
    closing = last[foot : foot + _CLOSING_LINES]
    after = ("", *(text for text, _ in closing))
    return [
        piece
        for piece, below in reversed([*zip(closing, after, strict=False)])
        if _SHORTEST_SIGNATURE <= len(piece[0]) <= _LONGEST_SIGNATURE
        and not ("。" in below and not compiled(_DAY).search(piece[0]))
    ]
