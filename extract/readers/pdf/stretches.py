"""Lines of a page → which of them are tables without rules, or with lines between their rows only.

Comes in: the printed lines outside of ruled tables. Goes out: where such a table begins and ends. What stands in its
cells is left to `borderless`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from extract.numbers import CUT, is_mark, is_sign, read_number, read_numeral
from extract.readers.pdf.words import PageLine
from extract.text import ordinal

_APART = 0.9
"""Ems between two words from which they may be of two cells."""
_ENUMERATED = 0.3
"""The same where the second begins with a number of its own."""
_NEXT = 2.6
"""Ems from a line of a cell to the next at most."""
_BESIDE = 2.0
"""The same to a line of words alone above or below a table; at the edge of a page, a table may be cut in a cell."""
_CLOSE = 1.45
_FULL = 0.62
"""Part of the text's width from which a line without a gap is prose."""
_FEWEST = 3
"""Figures that make a table."""
_FEWEST_HEADERS = 4
"""Words without a wide gap between that are a row all the same."""
_ENDS_SENTENCE = re.compile("[。！？；;]")
_SHORTEST_PROSE = 6
_LONGEST_FIGURE = 16
_UNSURE = re.compile(
    r"(?=.*[\^\u0336…\uFFFD\uE000-\uF8FF])[\d\uFFFD\uE000-\uF8FF][\d\uFFFD\uE000-\uF8FF,.，．\^\u0336…]*"
)
"""A figure with marks beside its digits, or with characters that nobody knows, or that mean what a font says."""
_LONGEST_ENUMERATOR = 3
_LARGER = 1.15
"""How much larger than a table's the letters of a heading are, whatever it begins with."""


HorizontalRule = tuple[float, float, float]
"""A horizontal line: y x0 x1."""


class Stretch(NamedTuple):
    """The lines of a table, or of as much of it as one page has, and the horizontal lines drawn there from the top."""

    lines: tuple[PageLine, ...]
    rules: tuple[HorizontalRule, ...]


@lru_cache(maxsize=4096)
def is_figure(text: str) -> bool:
    """Whether a word may fill a cell for itself: a number, be it an unsure one, or a sign that there is none.

    >>> [is_figure(text) for text in ("12", "1.5", "/", "无", "5^1", "\\uf031", "3.其他")]
    [True, True, True, True, True, True, False]
    """
    if len(text) > _LONGEST_FIGURE:
        return False
    return read_number(text) is not None or is_mark(text) or _UNSURE.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def fills_cell(text: str) -> bool:
    """Whether a word of a table may fill a cell for itself: a figure, in words as well, or a sign that stands for one.

    >>> [fills_cell(text) for text in ("12", "〇", "O", "…", "三、", "其他")]
    [True, True, True, True, False, False]
    """
    return is_figure(text) or is_sign(text) or text == CUT or read_numeral(text) is not None


def stretches_of(
    lines: Sequence[PageLine], left: float, right: float, headings: Collection[int] = ()
) -> list[tuple[int, int]]:
    """The runs of lines (from, up to) that are tables without rules, on a page whose text stands between two margins.
    Lines that are known as `headings`, each by its `id`, are in none.

    Lines are told by their shape: figures standing apart, words standing apart, one word alone, or prose.
    """
    shapes = "".join(["H" if id(line) in headings else _shape(line, left, right) for line in lines])
    if "F" not in shapes and "W" not in shapes:
        return []
    shapes = re.sub("(?<=[FWS])P(?=[FWS])", lambda match: "S" if _is_close(lines, match.start()) else "P", shapes)
    stretches = []
    for run in re.finditer("[FWS]+", shapes):
        cuts = [at for at in range(run.start(), run.end()) if shapes[at] in "SW" and _is_heading(lines, shapes, at)]
        for start, end in zip((run.start(), *(cut + 1 for cut in cuts)), (*cuts, run.end()), strict=True):
            stretch = _trimmed(lines, shapes, start, end)
            if stretch:
                stretches.append(stretch)
    return stretches


def _shape(line: PageLine, left: float, right: float) -> str:
    """F figures standing apart, W words standing apart, S a word alone, P prose."""
    words = line.words
    if _has_run_of_figures(line):
        return "F"
    cells = _cells(line)
    if cells == 1:
        text = line.text
        if is_figure(text) and line.x0 > left + 4 * line.em:
            return "F"
        long = line.x1 - line.x0 > _FULL * (right - left)
        is_sentence = len(text) > _SHORTEST_PROSE and (
            text[-1] == "。" or (len(text) > 12 and _ENDS_SENTENCE.search(text))
        )
        return "P" if is_sentence or (long and len(text) > 12) else "S"
    apart = any(
        after.x0 - word.x1 > (_ENUMERATED if ordinal(after.text) else _APART) * line.em
        for word, after in pairwise(words)
    )
    if not apart and cells < _FEWEST_HEADERS and line.x1 - line.x0 > _FULL * (right - left):
        return "P"
    if any(is_figure(word.text) for word in words[1:]) or (
        is_figure(words[0].text) and words[0].x0 > left + 4 * line.em
    ):
        return "F"
    # A sentence that ends within a line, and what follows it on the same one.
    return "P" if any(word.text[-1] in "。！？" for word in words[:-1]) else "W"


def _has_run_of_figures(line: PageLine) -> bool:
    """Whether several figures stand side by side, however close, as where each fills its column."""
    run = 0
    for word in line.words if len(line.words) >= _FEWEST else ():
        run = run + 1 if is_figure(word.text) else 0
        if run == _FEWEST:
            return True
    return False


def _cells(line: PageLine) -> int:
    """How many pieces of a line have a gap between them."""
    if len(line.words) == 1:
        return 1
    return 1 + sum(after.x0 - word.x1 > 0.5 * line.em for word, after in pairwise(line.words))


def _is_close(lines: Sequence[PageLine], at: int) -> bool:
    """Whether a long line stands so close to those above and below, of its size, that it can only be of one cell."""
    line, around = lines[at], (lines[at - 1], lines[at + 1])
    return all(
        abs(other.middle - line.middle) < _CLOSE * line.em and abs(other.em - line.em) < 0.05 * line.em
        for other in around
    )


def are_of_one_table(above: Stretch, below: Stretch) -> bool:
    """Whether what stands on two pages may be one table: none are columns alone that begin where the other's labels
    stand."""
    return not (_is_under_labels(above, below) or _is_under_labels(below, above))


def _is_under_labels(columns: Stretch, other: Stretch) -> bool:
    """Whether a table is figures and nothing left of them, of which the first column stands over or under several words
    that another has left of its figures."""
    begin, end = _begin(columns), _begin(other)
    if any(word.x1 < begin and not is_figure(word.text) for line in columns.lines for word in line.words):
        return False
    return sum(word.x0 < begin < word.x1 <= end for line in other.lines for word in line.words) > 1


def _begin(stretch: Stretch) -> float:
    """Where the first figures of lines are in their middle, those of few lines aside: not every row has all."""
    firsts = (next((word for word in line.words if is_figure(word.text)), None) for line in stretch.lines)
    middles = sorted((word.x0 + word.x1) / 2 for word in firsts if word)
    return middles[len(middles) // 4] if middles else 0.0


def _is_heading(lines: Sequence[PageLine], shapes: str, at: int) -> bool:
    """Whether a word alone is a numbered heading between two tables: larger than them, or set apart from both."""
    line = lines[at]
    first = line.words[0].text
    start, end = max(0, at - 4), min(len(lines), at + 5)
    around = [near for near in range(start, end) if near != at]
    others = [lines[near].em for near in around if shapes[near] in "FW"] or [lines[near].em for near in around]
    if not others:
        return True
    if line.em > _LARGER * max(others) and (shapes[at] == "S" or len(first) <= _LONGEST_ENUMERATOR):
        return True
    number = ordinal(first)
    if not number or (shapes[at] == "W" and len(first) > _LONGEST_ENUMERATOR):
        return False
    chapter, large = number.endswith(","), line.em > 1.08 * max(others)
    if chapter and large:
        return True
    apart = _stands_off(lines, range(at, start - 1, -1)) and _stands_off(lines, range(at, end))
    return apart and (chapter or large)


def _stands_off(lines: Sequence[PageLine], places: range) -> bool:
    """Whether a line is further from the next of some places than those are from each other."""
    if len(places) < 2:
        return True
    em = lines[places[0]].em
    room, *drops = (abs(lines[after].middle - lines[at].middle) for at, after in pairwise(places))
    rows = sorted(drop for drop in drops if drop > 0.8 * em) or [0.0]
    return room > 1.2 * max(rows[len(rows) // 2], 1.2 * em)


def _trimmed(lines: Sequence[PageLine], shapes: str, start: int, end: int) -> tuple[int, int] | None:
    """A run of lines without the words alone that belong to the text around it; None when too few figures are left."""
    strong = [at for at in range(start, end) if shapes[at] != "S"]
    figures = [at for at in range(start, end) if shapes[at] == "F"]
    headers = sum(_cells(lines[at]) >= _FEWEST_HEADERS for at in strong if shapes[at] == "W")
    if not (
        len(figures) > 1
        or sum(_figures(lines[at]) for at in figures) >= _FEWEST
        or headers > 1
        or (headers and (figures or strong[-1] == len(lines) - 1))
        or (figures and sum(any(ordinal(word.text) for word in lines[at].words[1:]) for at in strong) > 1)
        or _is_above_title(lines, shapes, start, end)
    ):
        return None
    first, last = strong[0], strong[-1]
    head = _reached(lines, range(first, start - 1, -1), _NEXT if start == 0 else _BESIDE)
    foot = _reached(lines, range(last, end), _NEXT if end == len(lines) else _BESIDE)
    return head, foot + 1


def _is_above_title(lines: Sequence[PageLine], shapes: str, start: int, end: int) -> bool:
    """Whether lines are labels and values in columns, at the head of a page and right above larger letters."""
    rows = [len(line.words) for line, shape in zip(lines[:end], shapes, strict=False) if shape == "W"]
    return (
        start == 0
        and end < len(lines)
        and "F" not in shapes[:end]
        and rows in ([2] * len(rows), [4] * len(rows))
        and len(rows) > 1
        and lines[end].em > _LARGER * max(line.em for line in lines[:end])
    )


def _figures(line: PageLine) -> int:
    return sum(is_figure(word.text) for word in line.words)


def _reached(lines: Sequence[PageLine], places: range, most: float) -> int:
    """How far lines of a table go on from the first of some places: no larger, and no further apart than `most`."""
    em = lines[places[0]].em
    for at, after in pairwise(places):
        line, other = lines[after], lines[at]
        if not 0.7 * em < line.em < 1.12 * em or abs(line.middle - other.middle) > most * em:
            return at
    return places[-1]
