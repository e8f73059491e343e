"""Facts × words that stand among the figures of a table and are of no label → none blank beside such a word.

Comes in: the facts of a document, its matches and rows. Goes out: the facts, unreadable the blank ones that such a word
stands upon, right above or below: it may be what their cell prints, as a word that is broken over two lines or pages
where no rules are drawn. Only on pages, where every cell has its place. Figures without a place are for `accounts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.forms.outline import Outline
from extract.model import Fact, Grid, Match, PageBox, PageOrigin
from extract.numbers import is_mark, read_number
from extract.tables.marks import PROSE
from extract.text import label_key

_BESIDE = 1.0
"""Heights of a line that the other line of a cell is away at most."""


def none_beside_words(
    facts: Sequence[Fact], matches: Sequence[Match], grid: Grid, outline: Outline
) -> tuple[Fact, ...]:
    """The facts, unreadable the blank ones where words stand that are of no label."""
    doubted = {fact for match in matches for fact in _doubted(match, facts, grid, outline)}
    if not doubted:
        return tuple(facts)
    return tuple(fact._replace(state="unreadable", how="read") if fact in doubted else fact for fact in facts)


def _doubted(match: Match, facts: Sequence[Fact], grid: Grid, outline: Outline) -> Iterator[Fact]:
    own = [fact for fact in facts if fact.concept.table == match.table]
    blank = [fact for fact in own if fact.state == "blank"]
    filled = [box for fact in own if fact.state in ("number", "mark") for box in _boxes(fact)] if blank else []
    if not filled:
        return
    left, right = min(box.x0 for box in filled), max(box.x1 for box in filled)
    words = [
        box for box in _words(grid, range(match.first, match.last + 1), outline) if left <= box.x0 and box.x1 <= right
    ]
    for fact in blank:
        if any(_is_beside(box, word, left) for word in words for box in _boxes(fact)):
            yield fact


def _words(grid: Grid, rows: range, outline: Outline) -> Iterator[PageBox]:
    """Where cells stand in some rows that hold no figure, mark or label, nor a part of one."""
    for row in rows:
        for text, origin, _, _ in grid.rows[row]:
            if isinstance(origin, PageOrigin) and text and read_number(text) is None and not is_mark(text):
                key = label_key(text)
                if key not in ("", PROSE) and not _is_of_label(key, outline):
                    yield from origin.boxes


def _is_of_label(key: str, outline: Outline) -> bool:
    return any(key in label for labels in (outline.labels, outline.groups) for label in labels)


def _is_beside(cell: PageBox, word: PageBox, left: float) -> bool:
    """Whether a word stands in the line of a cell, or in the next above or below, and in its column; a row that is
    empty throughout has the place of its label, left of all columns."""
    near = _BESIDE * (word.y1 - word.y0)
    is_level = cell.page == word.page and cell.y0 - near < (word.y0 + word.y1) / 2 < cell.y1 + near
    return is_level and (cell.x0 < left or min(cell.x1, word.x1) > max(cell.x0, word.x0))


def _boxes(fact: Fact) -> tuple[PageBox, ...]:
    return tuple(box for origin in fact.origins if isinstance(origin, PageOrigin) for box in origin.boxes)
