"""A header printed on two rows, 商业 over 企业 → the same with whole words in the upper one.

Comes in: a `Grid`. Goes out: the grid with what is left of head words in the row below taken up into their cells. Words
that wrap within a cell are no matter of this stage: a file that has cells keeps them together.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from extract.forms.outline import Outline
from extract.model import Cell, Grid, TextOrigin
from extract.numbers import read_number
from extract.text import squeeze

_SHORTEST_PIECE = 2
"""Characters of a head word on a row: none is cut within a word of two."""
_LONGEST_PIECE = 20
"""Characters, blanks between them included, beyond which a cell is no piece of a head word."""
_FEWEST_HEADS = 3
"""Cells of a row of heads; in fewer, words that wrap stand behind each other, which `chains` puts together."""
_MOST_ROWS = 4
"""Rows of a header below one with a piece of a word; on a page, heads of other columns stand between them."""

_Row = tuple[Cell, ...]


class _Words(NamedTuple):
    """The labels of all headers, and what they begin with and may go on from."""

    labels: frozenset[str]
    beginnings: frozenset[str]
    openings: frozenset[str]
    """Beginnings that are no label themselves."""

    def know(self, text: str) -> bool:
        """Whether a text is a label or begins one."""
        bare = _bare(text)
        return bare in self.labels or bare in self.beginnings


def with_whole_heads(grid: Grid, outline: Outline) -> Grid:
    """The grid with head words that stand on several rows joined."""
    words = _words(outline)
    texts = {cell.text for row in grid.rows for cell in row}
    openings = {text for text in texts if not text.isdecimal() and _bare(text) in words.openings}
    if not openings:
        return grid
    rows = list(grid.rows)
    for at in range(len(rows)):
        if _is_head_row(rows[at]) and any(cell.text in openings for cell in rows[at]):
            for below in range(at + 1, min(at + 1 + _MOST_ROWS, len(rows))):
                if any(read_number(cell.text) for cell in rows[below]):
                    break
                joined = _joined(rows[at], rows[below], words, below == at + 1)
                rows[at], rows[below] = joined or (rows[at], rows[below])
    return grid if rows == list(grid.rows) else Grid(tuple(rows), grid.blocks)


def _is_head_row(row: _Row) -> bool:
    return sum(cell.text != "" for cell in row) >= _FEWEST_HEADS


@cache
def _words(outline: Outline) -> _Words:
    labels = frozenset(key for key, places in outline.labels.items() if any(place.header for place in places))
    beginnings = frozenset(label[:end] for label in labels for end in range(_SHORTEST_PIECE, len(label)))
    return _Words(labels, beginnings, beginnings - labels)


def _joined(above: _Row, below: _Row, words: _Words, is_next: bool) -> tuple[_Row, _Row] | None:
    """Two rows as one of whole words and what is left; None unless the lower one holds nothing but ends of words of the
    upper one: those in the same cells of a file's table, or, in the next row, those behind each other that they end."""
    ends = [cell for cell in below if cell.text]
    if not ends or any(not _bare(cell.text).isalpha() for cell in ends):
        return None
    ways = []
    if not isinstance(ends[0].origin, TextOrigin):
        ways.append([next((at for at, cell in enumerate(above) if cell.column == end.column), -1) for end in ends])
    if is_next:
        ways.append(_next_cells(above, ends, words))
    for places in ways:
        texts = {at: _bare(above[at].text + end.text) for at, end in zip(places, ends, strict=True) if at >= 0}
        if len(texts) == len(ends) and all(map(words.know, texts.values())):
            return tuple(cell._replace(text=texts.get(at, cell.text)) for at, cell in enumerate(above)), ()
    return None


def _next_cells(above: _Row, ends: Sequence[Cell], words: _Words) -> list[int]:
    """For every end of a word the first cell, behind that of the end before, that it makes a word with; -1 for none."""
    places: list[int] = []
    for end in ends:
        start = places[-1] + 1 if places else 0
        places.append(next((at for at in range(start, len(above)) if words.know(above[at].text + end.text)), -1))
    return places


@lru_cache(maxsize=8192)
def _bare(text: str) -> str:
    return squeeze(text) if len(text) <= _LONGEST_PIECE else ""
