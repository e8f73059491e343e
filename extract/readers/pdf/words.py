"""Characters of a page → words and printed lines.

Comes in: a `Page`, and which of its characters stand in no ruled table. Goes out: its words (characters side by side
without a wide gap, in the order of the file) and its lines from top to bottom. Watermarks are left out. Which lines
make a paragraph and which a table is left to `prose` and `borderless`.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.numbers import as_cut
from extract.readers.pdf.arrays import Floats, among, is_any, median, places_where
from extract.readers.pdf.characters import SLANTED
from extract.readers.pdf.pages import Page
from extract.text import ordinal

_GAP = 0.6
"""Ems between two characters from which they are of two words."""
_WIDE_GAP = 0.42
"""The same between two characters as wide as an em, which touch in one word."""
_SEEN, _MOST_BLANKS = 0.22, 3
"""The same from which a blank is seen between two such characters, and how many there are in a word that is not spaced
out."""
_DIGIT_GAP = 0.15
"""The same between two digits, which stand close in one number."""
_OVER = 0.25
"""Ems by which two digits share their place that are of two numbers on one another, half of their width."""
_STROKE = "/"
"""What parts two such digits, so that nobody takes them for one number."""
_BLANK = 0.35
"""Ems between two words of a line, or two fonts, from which a blank stands between them."""
_LEVEL = 0.3
"""Ems that the middle of a character may be off that of the one before it on a line."""
_HANGING = 1.2
"""Ems by which a bracket that may not begin a line stands over the next cell, which begins with a number."""
_BLANKS = {*range(0x21), 0xA0, 0x3000}
"""The usual characters that print nothing."""
_NO_BLANKS, _PRINTED = ~among(_BLANKS), ~among(_BLANKS | {*range(0x2000, 0x2010), 0x202F, 0xFEFF})
"""Which code points are none of those, and none of the rarer ones either."""
_FIRST_WIDE = 0x2E80
"""The first code point of the scripts whose characters are as wide as an em."""
_USUAL_EM = 0.9
"""An em in heights of a font, where no wide character tells."""
_LARGE, _HUGE = 1.8, 4.0
"""Ems of a page's text: from the first, a character drawn across others is a watermark, from the second, always."""


class PageWord(NamedTuple):
    """Characters side by side; `middle` is that of its characters, `em` their size, `order` its place in the file."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    middle: float
    em: float
    order: int


class PageLine(NamedTuple):
    """The words of a printed line from left to right."""

    words: tuple[PageWord, ...]
    x0: float
    y0: float
    x1: float
    y1: float
    middle: float
    em: float

    @property
    def text(self) -> str:
        """The words with a blank where there is a gap between them."""
        if len(self.words) == 1:
            return self.words[0].text
        return text_of(self.words)


def text_of(words: Sequence[PageWord]) -> str:
    """Words of one line as text, with a blank where there is a gap between two of them."""
    pieces = [words[0].text]
    for before, word in pairwise(words):
        if word.x0 - before.x1 > _BLANK * min(before.em, word.em):
            pieces.append(" ")
        pieces.append(word.text)
    return "".join(pieces)


class _Drawn(NamedTuple):
    """The words of a page as the file draws them, their characters as numbers on the page, and where each begins."""

    words: list[PageWord]
    characters: NDArray[np.intp]
    starts: NDArray[np.intp]

    def characters_of(self, word: PageWord) -> NDArray[np.intp]:
        """The characters of a word."""
        end = self.starts[word.order + 1] if word.order + 1 < len(self.starts) else len(self.characters)
        return self.characters[self.starts[word.order] : end]


def lines_on(page: Page, free: NDArray[np.bool_] | None = None) -> list[PageLine]:
    """The lines of a page from top to bottom, of its `free` characters (all by default)."""
    drawn = _drawn(page, free)
    lines = lines_of(drawn.words)
    for at, line in enumerate(lines):
        if len(line.words) > 1 and any(_is_tangled(before, word) for before, word in pairwise(line.words)):
            lines[at] = _line([word for chain in _chains(line.words) for word in _untangled(chain, drawn, page)])
    return lines


def _is_tangled(before: PageWord, word: PageWord) -> bool:
    """Whether two words share their place, or two figures touch: then one word was drawn in pieces."""
    gap = word.x0 - before.x1
    if gap > -_HANGING * word.em and ordinal(word.text):
        return False
    return gap < -_BLANK * word.em or (
        gap < _DIGIT_GAP * word.em and before.text[-1].isdecimal() and word.text[0].isdecimal()
    )


def _chains(words: Sequence[PageWord]) -> Iterator[list[PageWord]]:
    chain = [words[0]]
    for word in words[1:]:
        if not any(_is_tangled(before, word) for before in chain):
            yield chain
            chain = []
        chain.append(word)
    yield chain


def _untangled(chain: list[PageWord], drawn: _Drawn, page: Page) -> Iterator[PageWord]:
    """Words that share their place as one word, or several with gaps between, their characters from left to right."""
    if len(chain) == 1:
        yield chain[0]
        return
    at = np.concatenate([drawn.characters_of(word) for word in chain])
    at = at[np.argsort(page.boxes[at, 0], kind="stable")]
    boxes = page.boxes[at]
    main = max(chain, key=lambda word: word.x1 - word.x0)
    order = min(word.order for word in chain)
    cuts = places_where(boxes[1:, 0] - boxes[:-1, 2] > _GAP * main.em) + 1
    for piece in np.split(np.arange(len(at)), cuts):
        x0, y0 = boxes[piece, :2].min(axis=0).tolist()
        x1, y1 = boxes[piece, 2:].max(axis=0).tolist()
        yield PageWord(_joined(at[piece].tolist(), page, main.em), x0, y0, x1, y1, main.middle, main.em, order)


def _joined(characters: list[int], page: Page, em: float) -> str:
    """Characters from left to right as text, with a stroke between two digits on one another."""
    text = page.text[characters[0]]
    for before, character in pairwise(characters):
        over = page.boxes[character, 0] - page.boxes[before, 2] < -_OVER * em
        if over and page.text[before].isdecimal() and page.text[character].isdecimal():
            text += _STROKE
        text += page.text[character]
    return text


def _drawn(page: Page, free: NDArray[np.bool_] | None) -> _Drawn:
    codes = np.frombuffer(page.text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    printed = _PRINTED[codes] & (page.turns != SLANTED)
    if free is not None:
        printed &= free
    at = places_where(printed)
    if not len(at):
        return _Drawn([], at, at)
    boxes, wide = page.boxes[at], codes[at] >= _FIRST_WIDE
    height = np.maximum(boxes[:, 3] - boxes[:, 1], 0.1)
    ratio = median((boxes[wide, 2] - boxes[wide, 0]) / height[wide]) if is_any(wide) else _USUAL_EM
    em = np.where(wide, np.maximum(boxes[:, 2] - boxes[:, 0], 0.1), height * min(max(ratio, 0.5), 1.2))
    marked = _watermark(boxes, em)
    if marked is not None:
        at, boxes, em, wide = at[~marked], boxes[~marked], em[~marked], wide[~marked]
        if not len(at):
            return _Drawn([], at, at)
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    size = np.maximum(em[1:], em[:-1])
    gap = boxes[1:, 0] - boxes[:-1, 2]
    others = np.cumsum(_NO_BLANKS[codes])[at]
    between = others[1:] - others[:-1] > 1
    digits = (codes[at] >= 0x30) & (codes[at] <= 0x39)
    both_wide, both_digits = wide[1:] & wide[:-1], digits[1:] & digits[:-1]
    widest = np.where(both_wide, _WIDE_GAP, np.where(both_digits, _DIGIT_GAP, _GAP)) * size
    over = np.where(both_digits, -_OVER, -_GAP) * size
    cut = (np.abs(middle[1:] - middle[:-1]) > _LEVEL * size) | (gap > widest) | (gap < over) | between
    starts = np.concatenate(([0], places_where(cut) + 1))
    ends = np.append(starts[1:], len(at))
    sizes = ends - starts
    table = np.column_stack(
        (
            np.minimum.reduceat(boxes[:, :2], starts),
            np.maximum.reduceat(boxes[:, 2:], starts),
            np.add.reduceat(middle, starts) / sizes,
            np.add.reduceat(em, starts) / sizes,
        )
    ).tolist()
    text = page.text
    first, last = at[starts].tolist(), (at[ends - 1] + 1).tolist()
    blank = both_wide & (gap > _SEEN * size) & ~cut
    if is_any(blank):
        text, first, last = _with_blanks(text, at[1:][blank].tolist(), first, last)
    words = [
        PageWord._make((text[start:end], *row, order))
        for order, (start, end, row) in enumerate(zip(first, last, table, strict=True))
    ]
    for order in set((np.searchsorted(starts, _stacked(digits & (page.turns[at] % 2 == 1)), "right") - 1).tolist()):
        words[order] = words[order]._replace(text=as_cut(words[order].text))
    return _Drawn(words, at, starts)


def _stacked(digits: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The places of digits on their side of which several follow one another: they are one above the other."""
    both = digits[1:] & digits[:-1]
    return places_where(np.append(both, False) | np.append(False, both))


def _with_blanks(text: str, places: list[int], first: list[int], last: list[int]) -> tuple[str, list[int], list[int]]:
    """The text of a page with a blank before the characters at some places, and where its words begin and end then;
    none in words that are spaced out."""
    counts = Counter(bisect(first, place) for place in places)
    places = [place for place in places if counts[bisect(first, place)] <= _MOST_BLANKS]
    cuts = [0, *places, len(text)]
    spaced = " ".join(text[start:end] for start, end in pairwise(cuts))
    return (
        spaced,
        [place + bisect(places, place) for place in first],
        [place + bisect(places, place - 1) for place in last],
    )


def _watermark(boxes: Floats, em: Floats) -> NDArray[np.bool_] | None:
    """Characters so large that other text stands across them; None where there are none."""
    usual = median(em)
    marked = em > _HUGE * usual
    large = places_where((em > _LARGE * usual) & ~marked)
    if len(large):
        across, middle = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
        x0, y0, x1, y1 = boxes[large].T[:, :, None]
        inside = (across > x0) & (across < x1) & (middle > y0) & (middle < y1) & (em < em[large, None] / _LARGE)
        marked[large] = inside.any(axis=1)
    return marked if is_any(marked) else None


def lines_of(words: Iterable[PageWord]) -> list[PageLine]:
    """Words as printed lines: of one line are words of which one's middle lies within the other's height."""
    lines: list[list[PageWord]] = []
    top = bottom = 0.0
    for word in sorted(words, key=lambda word: word.middle):
        half = _LEVEL * word.em
        if lines and (
            top < word.middle - half < bottom
            or word.middle - half <= lines[-1][0].middle
            or _is_within(word, lines[-1])
        ):
            lines[-1].append(word)
            if word.em > max(other.em for other in lines[-1][:-1]) * 1.1:
                bottom = word.middle + half
        else:
            lines.append([word])
            top, bottom = word.middle - half, word.middle + half
    return [_line(line) for line in lines]


def _is_within(word: PageWord, line: list[PageWord]) -> bool:
    """Whether a word as low as its ink, as some fonts have it for commas, stands in the height of a line."""
    main = max(line, key=lambda other: other.y1 - other.y0)
    return word.y1 - word.y0 < 0.6 * (main.y1 - main.y0) and word.y1 < main.y1 + 0.1 * main.em


def _line(words: list[PageWord]) -> PageLine:
    if len(words) == 1:
        _, x0, y0, x1, y1, middle, em, _ = words[0]
        return PageLine((words[0],), x0, y0, x1, y1, middle, em)
    words.sort(key=lambda word: word.x0)
    widest = max(words, key=lambda word: word.x1 - word.x0)
    return PageLine(
        tuple(words),
        words[0].x0,
        min(word.y0 for word in words),
        max(word.x1 for word in words),
        max(word.y1 for word in words),
        widest.middle,
        widest.em,
    )
