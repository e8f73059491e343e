"""Facts × the places of figures and labels → cells that may share one figure, as where several are merged.

Comes in: the facts of a document and its matches. Goes out: the facts, guesses those of a row whose figures stand as
much beside the label of the row above or below it, and unreadable those of the other, where nothing else is printed
for it; and those of a row without any cell that a page break parts from the one above or below. The same where the one
figure of a row stands in the middle of it, and no rules part its cells. Only paper has places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extract.model import Fact, Match, Origin, PageBox, PageOrigin

_BESIDE = 1.6
"""How much farther from the label of the one row figures of both may stand than from that of the other."""
_OFF = 0.25
"""Part of the distance of the two labels by which such figures stand off the label of their row at least."""


_FEWEST_CELLS = 3
"""Cells of a row, one of which is in its middle."""
_SAME = 1.0
"""Points by which the edges of two cells side by side, and the middles of two places, differ by rounding."""


_Key = tuple[str, str]
"""A table and a row of it."""


class _Row(NamedTuple):
    """The page and height of the label of a row, and of its figures, none where it has none; and whether it has no cell
    at all."""

    key: _Key
    label: tuple[int, float]
    figures: tuple[int, float] | None
    bare: bool


def none_between(facts: Sequence[Fact], matches: Sequence[Match]) -> tuple[Fact, ...]:
    """The facts, none certain of rows that may share their figures."""
    own: dict[_Key, list[Fact]] = {}
    for fact in facts:
        own.setdefault(fact.concept[:2], []).append(fact)
    doubted: dict[_Key, Sequence[Fact]] = {key: row for key, row in own.items() if _is_one_in_the_middle(row)}
    for match in matches if any(map(_is_without_place, own.values())) else ():
        rows = list(_rows(match, own))
        doubted |= dict.fromkeys(_cut_off(rows), ())
        for row, other in _shared(rows):
            doubted |= {row: (), other: own[row]}
    if not doubted:
        return tuple(facts)
    return tuple(_doubted(fact, doubted[fact.concept[:2]]) if fact.concept[:2] in doubted else fact for fact in facts)


def _is_without_place(row: Sequence[Fact]) -> bool:
    """Whether the figures of a row stand on no page, or on several: all others have them for themselves."""
    return len({box.page for fact in row if fact.raw for box in _boxes(fact.origins)}) != 1


def _rows(match: Match, own: dict[_Key, list[Fact]]) -> Iterator[_Row]:
    for line in match.lines:
        key = (match.table, line.row)
        facts = own.get(key, ())
        label = _height([line.origin])
        if label and facts:
            figures = _height(place for fact in facts if fact.raw for place in fact.origins)
            yield _Row(key, label, figures, all(fact.state == "absent" for fact in facts))


def _cut_off(rows: Iterable[_Row]) -> Iterator[_Key]:
    """The rows without a cell at the edge of a page: theirs may be merged with those of a row on the other one."""
    for pair in pairwise(rows):
        if pair[0].label[0] != pair[1].label[0]:
            yield from (row.key for row in pair if row.bare)


def _shared(rows: Iterable[_Row]) -> Iterator[tuple[_Key, _Key]]:
    """The rows with figures that may be those of a neighbour as well, each with that neighbour."""
    for pair in pairwise(rows):
        for row, other in (pair, pair[::-1]):
            if row.figures and not other.figures and row.label[0] == other.label[0] == row.figures[0]:
                off, away = (abs(row.figures[1] - each.label[1]) for each in (row, other))
                if off > _OFF * abs(row.label[1] - other.label[1]) and away <= _BESIDE * off:
                    yield row.key, other.key


def _height(places: Iterable[Origin]) -> tuple[int, float] | None:
    """The page and the middle of some places, if they are all on one page."""
    boxes = list(_boxes(places))
    if len({box.page for box in boxes}) != 1:
        return None
    return boxes[0].page, median((box.y0 + box.y1) / 2 for box in boxes)


def _boxes(places: Iterable[Origin]) -> Iterator[PageBox]:
    return (box for place in places if isinstance(place, PageOrigin) for box in place.boxes)


def _doubted(fact: Fact, others: Sequence[Fact]) -> Fact:
    """A fact of a row that may share its figures: a guess, or unreadable, with what the `others` hold in its column."""
    if fact.state == "absent" or (others and fact.state == "blank"):
        beside = next((other for other in others if other.raw and other.concept.column == fact.concept.column), fact)
        return fact._replace(state="unreadable", value=None, raw=beside.raw, how="read", origins=beside.origins)
    return fact._replace(how="suggested") if fact.state == "number" else fact


def _is_one_in_the_middle(row: Sequence[Fact]) -> bool:
    """Whether one cell of a row alone is filled, right in the middle of it, and no rules part the cells."""
    if len(row) < _FEWEST_CELLS or sum(fact.raw != "" for fact in row) != 1:
        return False
    boxes = [box for fact in row for box in _boxes(fact.origins)]
    filled = {box for fact in row if fact.raw for box in _boxes(fact.origins)}
    if len(boxes) != len(row) or len(filled) != 1:
        return False
    boxes.sort(key=lambda box: box.x0)
    (own,) = filled
    are_apart = all(right.x0 - left.x1 > _SAME for left, right in pairwise(boxes))
    return are_apart and abs((own.x0 + own.x1) - (boxes[0].x0 + boxes[-1].x1)) < 2 * _SAME
