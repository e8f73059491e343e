"""Words of a table without rules → figures, labels and headers, in columns and at heights.

Comes in: the printed lines of such a table, on one page or on several. Goes out: its words, put together where fonts
or narrow cells have cut them, parted into what can fill a cell of figures, what stands left of them and what above; the
columns that figures make, and the heights of their rows. Heights are middles of lines and ems are widths, so that a
font's ascent does not matter.
"""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from math import inf
from operator import and_, or_
from typing import NamedTuple

import regex as re

from extract.numbers import as_cut
from extract.readers.pdf.stretches import HorizontalRule, fills_cell
from extract.readers.pdf.words import PageLine, PageWord, text_of
from extract.text import ordinal

SAME = 0.4
"""Ems between the heights of figures of one row."""
LINE = 1.5
"""Ems from a line of digits to the next in one cell at most."""
_PITCH = 4.0
"""Ems from a row of a table to the next that are looked at."""
_DIGIT = 0.45
"""Ems that a digit is wide, less rounding."""
_ROOM = 0.75
"""Ems that the line of a broken number may fall short: one digit and rounding."""
_LARGER = 1.25
"""Times the size of digits from which others are of another number, or of a note."""
_TOUCHING = 0.3
_FALLBACK = 3
"""Pieces that a change of fonts cuts a word into lie no further apart in the file."""
_CUT_FIGURE = re.compile(
    r"[+\-−]?[\d,.，．^\u0336]+|[\d,.，．]+(?:[［\[〔（(]注?|注)\d*|注?\d*[］\]〕）)]|[\d,.，．]*[¹²³⁴-⁹①-⑳*＊※]"
)
"""Digits, raised and struck ones among them, and the beginning or end of a figure with the number of a note."""
_INNER_ENUMERATOR = re.compile(r"(?<=^[\p{Han}（）]{1,6})\d{1,2}[.．、](?=\p{Han})")
_LETTER = re.compile(r"\p{Han}")
"""A sign in a word (无) may also be a piece of a label: it stands for a figure right of the first digits only."""


Extent = tuple[float, float]
"""Where something begins and ends across the page."""


class TableParts(NamedTuple):
    """The words of a stretch by what they can be, and the heights of its rows of figures."""

    figures: list[PageWord]
    labels: list[PageWord]
    others: list[PageWord]
    heights: list[float]
    em: float


def pieces_of(lines: Iterable[PageLine], rules: Sequence[HorizontalRule]) -> list[PageWord]:
    """The words of a table on one page, every one and every figure whole; `rules` are the horizontal lines there."""
    return _with_whole_figures(list(joined(lines)), rules)


def edge_of(pages: Sequence[list[PageWord]]) -> float:
    """Where the columns of figures begin: left of the first figure, where a header stands right of all labels and of
    the labels' own header."""
    edge = min((word.x0 for words in pages for word in words if _is_certain_figure(word, words)), default=0.0)
    reach, headers = 0.0, list[PageWord]()
    for words in pages:
        heights = sorted(word.middle for word in words if fills_cell(word.text) and word.x0 >= edge)
        for word in words:
            if word.x1 > edge or not heights:
                continue
            if word.middle < heights[0] - word.em:
                headers.append(word)
            elif bisect(heights, word.middle - 0.75 * word.em) < bisect(heights, word.middle + 0.75 * word.em):
                reach = max(reach, word.x1)
    if reach and headers:
        reach = max(reach, min(headers, key=lambda word: word.x0).x1)
    return min((word.x0 for word in headers if word.x0 > reach), default=edge)


def _is_certain_figure(word: PageWord, words: Sequence[PageWord]) -> bool:
    """Whether a word fills a cell of figures: in digits, or in letters between a label and nothing but figures, and
    no line of a cell that is written downwards."""
    if not fills_cell(word.text):
        return False
    if not _LETTER.search(word.text):
        return True
    others = [other for other in words if other is not word]
    level = [other for other in others if abs(other.middle - word.middle) < SAME * word.em]
    left = [other for other in level if other.x1 <= word.x0]
    right = [other for other in level if other.x0 >= word.x1]
    lines = (other for other in others if min(other.x1, word.x1) > max(other.x0, word.x0))
    return (
        bool(left and right)
        and not any(fills_cell(other.text) for other in left)
        and all(fills_cell(other.text) for other in right)
        and all(fills_cell(other.text) or len(other.text) > 1 for other in lines)
    )


def joined(lines: Iterable[PageLine]) -> Iterator[PageWord]:
    """The words of lines; pieces that touch are one word unless an enumerator begins the second, or it is a figure."""
    for line in lines:
        piece: list[PageWord] = []
        for word in (part for line_word in line.words for part in _parted(line_word)):
            apart = piece and (
                word.x0 - piece[-1].x1 > _TOUCHING * word.em
                or word.x0 - piece[-1].x1 < -word.em
                or abs(word.order - piece[-1].order) > _FALLBACK
                or ordinal(word.text)
                or fills_cell(word.text)
                or fills_cell(piece[-1].text)
            )
            if apart:
                yield _joined_word(piece)
                piece = []
            piece.append(word)
        if piece:
            yield _joined_word(piece)


def _parted(word: PageWord) -> Iterator[PageWord]:
    """A word, cut before an enumerator that touches the label of the cell to its left."""
    at = _inner_enumerator(word.text)
    if not at:
        yield word
        return
    cut = word.x0 + (word.x1 - word.x0) * _width(word.text[:at]) / _width(word.text)
    yield word._replace(text=word.text[:at], x1=cut)
    yield word._replace(text=word.text[at:], x0=cut)


@lru_cache(maxsize=4096)
def _inner_enumerator(text: str) -> int:
    """Where in a label the enumerator of another begins; 0 where none does."""
    match = _INNER_ENUMERATOR.search(text)
    return match.start() if match else 0


@lru_cache(maxsize=4096)
def _may_be_cut(text: str) -> bool:
    """Whether a text is a figure, or a part of one."""
    return _CUT_FIGURE.fullmatch(text) is not None


def _width(text: str) -> int:
    """The width of a text in half ems."""
    return sum(1 + (character > "\u2e7f") for character in text)


def _with_whole_figures(words: list[PageWord], rules: Sequence[HorizontalRule]) -> list[PageWord]:
    """The words of a table, figures that a narrow cell breaks over lines put together.

    Where lines are drawn between the rows, what no line parts is in one cell. Elsewhere they are drawn one after the
    other; where the file does not draw cell by cell, one stands at a height where there is no label and other cells
    have none.
    """
    digits = sorted((word for word in words if _may_be_cut(word.text)), key=_middle)
    if len(digits) < 2:
        return words
    pairs = _ruled_pairs(digits, rules) if len(rules) else None
    if pairs is None:
        pairs = _paired(digits, words)
    chains: dict[int, list[int]] = {}
    for at, lower in pairs:
        if (
            digits[lower].text[0] not in "+-−"
            and (at in chains or not is_nought(digits[at].text))
            and _may_go_on(digits[at], digits[lower])
            and _is_full(digits[at], digits)
        ):
            chains[lower] = [*chains.pop(at, [at]), lower]
    pieces = {piece for chain in chains.values() for piece in chain}
    unbroken = [word for at, word in enumerate(digits) if at not in pieces]
    others = [word for word in words if not _may_be_cut(word.text)]
    return others + unbroken + [_stacked([digits[at] for at in chain]) for chain in chains.values()]


def is_nought(text: str) -> bool:
    """Whether digits that begin a number are a whole one: none goes on behind a nought without a stop."""
    return text[0] in "0０" and text[1:2] not in tuple(".．［[〔（(注")


def _may_go_on(above: PageWord, below: PageWord) -> bool:
    """Whether digits may go on with those below: none do in letters of another size, and no line is wider than the one
    above it by as much as a digit."""
    is_alike = max(above.em, below.em) < _LARGER * min(above.em, below.em)
    return is_alike and below.x1 - below.x0 < above.x1 - above.x0 + _DIGIT * above.em


def _is_full(word: PageWord, digits: Sequence[PageWord]) -> bool:
    """Whether a line of digits is as wide as the widest above or below it: nobody breaks a line that has room."""
    widest = max(other.x1 - other.x0 for other in digits if other.x0 < word.x1 and word.x0 < other.x1)
    return widest - (word.x1 - word.x0) < _ROOM * word.em


def _ruled_pairs(digits: Sequence[PageWord], rules: Sequence[HorizontalRule]) -> list[tuple[int, int]] | None:
    """Digits and those below them in one cell; None where no lines are drawn between the rows."""
    heights = [word.middle for word in digits]
    em = _em(digits)
    below = [
        (at, lower) for at in range(len(digits)) if (lower := _next_below(digits, heights, at, at + 1, em, _PITCH))
    ]
    pairs = [(at, lower) for at, lower in below if not is_ruled_off(digits[at], digits[lower], rules)]
    return pairs if 2 * len(pairs) <= len(below) else None


def _paired(digits: Sequence[PageWord], words: Sequence[PageWord]) -> list[tuple[int, int]]:
    """Digits and those below them that go on with them, as far as labels and the order of the file tell."""
    labels = sorted((word.middle, word.x0) for word in words if not fills_cell(word.text))
    em = _em([word for word in words if not fills_cell(word.text)] or words)
    heights, labelled = [word.middle for word in digits], [height for height, _ in labels]
    levels = [_level(heights, word.middle, em) for word in digits]
    widest = max(end - start for start, end in levels)
    bare = [not any(x0 < word.x0 for _, x0 in labels[slice(*_level(labelled, word.middle, em))]) for word in digits]
    few = [end - start < widest for start, end in levels]
    lone = [*map(and_, bare, few)]
    odd = [*map(or_, bare, few)]
    below = [_next_below(digits, heights, at, end, em, LINE) for at, (_, end) in enumerate(levels)]
    pairs = [(at, lower) for at, lower in enumerate(below) if lower and (odd[at] or odd[lower])]
    most = 1.08 * min((heights[lower] - heights[at] for at, lower in pairs), default=0.0)
    drawn = [(at, lower) for at, lower in pairs if digits[lower].order == digits[at].order + 1]
    near = drawn or [(at, lower) for at, lower in pairs if lone[at] or lone[lower]]
    return [(at, lower) for at, lower in near if heights[lower] - heights[at] < most]


def _next_below(digits: Sequence[PageWord], heights: list[float], at: int, start: int, em: float, reach: float) -> int:
    """The first digits under others, from a place on and no further than so many ems; 0 where there are none."""
    word = digits[at]
    for lower in range(start, bisect(heights, word.middle + reach * em)):
        if heights[lower] - word.middle > 0.8 * em and digits[lower].x0 < word.x1 and word.x0 < digits[lower].x1:
            return lower
    return 0


def is_ruled_off(above: PageWord, below: PageWord, rules: Sequence[HorizontalRule]) -> bool:
    """Whether a line is drawn between two words."""
    if not rules:
        return False
    middle = (max(above.x0, below.x0) + min(above.x1, below.x1)) / 2
    between = islice(rules, bisect(rules, (above.middle, inf, inf)), bisect_left(rules, (below.middle,)))
    return any(x0 < middle < x1 for _, x0, x1 in between)


def _em(words: Sequence[PageWord]) -> float:
    return sorted(word.em for word in words)[len(words) // 2]


def _middle(word: PageWord) -> float:
    return word.middle


def _level(heights: list[float], height: float, em: float) -> tuple[int, int]:
    """Where in sorted heights those of one line stand."""
    return bisect(heights, height - 0.3 * em), bisect(heights, height + 0.3 * em)


def _stacked(words: list[PageWord]) -> PageWord:
    """Lines of one cell as one word; cut where the first of them is a digit alone, for no column is as narrow."""
    first, last = words[0], words[-1]
    text = "".join(word.text for word in words)
    return PageWord(
        as_cut(text) if first.text.isdecimal() and len(first.text) == 1 else text,
        min(word.x0 for word in words),
        first.y0,
        max(word.x1 for word in words),
        last.y1,
        (first.middle + last.middle) / 2,
        first.em,
        first.order,
    )


def _joined_word(words: list[PageWord]) -> PageWord:
    if len(words) == 1:
        return words[0]
    first, last = words[0], words[-1]
    y0, y1 = min(word.y0 for word in words), max(word.y1 for word in words)
    widest = max(words, key=lambda word: word.x1 - word.x0)
    return PageWord(text_of(words), first.x0, y0, last.x1, y1, widest.middle, widest.em, first.order)


def columns_of(words: Iterable[PageWord]) -> list[Extent]:
    """The columns that words standing above each other make, from left to right; a word over several makes none, but
    where more words stand over two of them than in one alone, a word was drawn in two pieces."""
    columns: list[Extent] = []
    words = sorted(words, key=lambda word: word.x1 - word.x0)
    for word in words:
        under = [column for column in columns if column[0] < word.x1 and word.x0 < column[1]]
        if not under:
            columns.append((word.x0, word.x1))
        elif len(under) == 1:
            columns[columns.index(under[0])] = (min(word.x0, under[0][0]), max(word.x1, under[0][1]))
    return _without_halves(sorted(columns), words)


def _without_halves(columns: list[Extent], words: Sequence[PageWord]) -> list[Extent]:
    """Columns from left to right, those that are halves of one put together."""
    whole = columns[:1]
    for column in columns[1:]:
        left, right = (
            {n for n, word in enumerate(words) if x0 < word.x1 and word.x0 < x1} for x0, x1 in (whole[-1], column)
        )
        if len(left & right) > min(len(left - right), len(right - left)):
            whole[-1] = (whole[-1][0], column[1])
        else:
            whole.append(column)
    return whole


def parts_of(words: list[PageWord], edge: float) -> TableParts:
    em = _em([word for word in words if not fills_cell(word.text)] or words)
    figures, pieces, rest = list[PageWord](), list[PageWord](), list[PageWord]()
    for word in words:
        is_right = word.x0 >= edge
        is_piece = is_right and _may_be_cut(word.text)
        (figures if is_right and fills_cell(word.text) else pieces if is_piece else rest).append(word)
    labels = [word for word in rest if word.x1 < edge + 0.2 * em]
    others = [word for word in rest if word.x1 >= edge + 0.2 * em]
    heights = _heights(figures, em)
    pieces_alone = [word for word in pieces if all(abs(word.middle - height) > LINE * em for height in heights)]
    return TableParts([*figures, *pieces], labels, others, sorted([*heights, *_heights(pieces_alone, em)]), em)


def _heights(words: Iterable[PageWord], em: float) -> list[float]:
    """The heights of rows of figures."""
    heights: list[float] = []
    for middle in sorted(word.middle for word in words):
        if not heights or middle - heights[-1] > SAME * em:
            heights.append(middle)
    return heights
