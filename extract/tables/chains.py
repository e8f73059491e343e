"""Marks × outline → the chain of labels that follows the forms' order with the most weight.

Comes in: the marks of a document and the outline of the declared forms. Goes out: runs of labels, each within one
table. Order tells apart what words cannot: 其他 the column from 3.其他 the row, a table from a menu of the same
words, a row of a table from a heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from extract.forms.outline import Label, Outline, closest
from extract.model import Entry, record
from extract.numbers import is_unit
from extract.tables.marks import PROSE, Mark, Word
from extract.text import label_key, ordinal, squeeze

JOINED = 4
"""Neighbouring words that may make up one label: a cell wrapped over lines, or cut at its blanks."""
_RESTART = 6.0
"""What leaving a table costs: more than a menu word or two can win, less than a header repeated on a new page."""
_DISTANCE = 0.02
"""What each word between two labels costs, so that of two equal labels the nearer one is taken."""
_SAME_ORDINAL, _OTHER_ORDINAL = 1.5, -1.0
_OPENING, _MISPRINT = 0.7, 0.6
"""Share of a label's weight for its beginning alone, and for a label with wrong characters."""


class Link(NamedTuple):
    """A label found in the print: marks `start` up to `end` are the place `label` of the outline."""

    start: int
    end: int
    key: str
    label: Label
    weight: float


@dataclass(slots=True)
class Run:
    """Links that follow the order of one table without a break."""

    table: int
    links: list[Link]

    @property
    def score(self) -> float:
        return sum(link.weight for link in self.links)

    @property
    def lines(self) -> set[int]:
        return {link.label.item for link in self.links if not link.label.header}


def runs_of(outline: Outline, marks: Sequence[Mark]) -> list[Run]:
    """The runs of labels in a document, in printed order."""
    return _joined_runs(_runs(_chain(outline, _links(outline, marks))))


def _links(outline: Outline, marks: Sequence[Mark]) -> Iterator[list[Link]]:
    """For every word, the labels it may be or begin."""
    labels, prefixes, shortest = outline.labels, outline.prefixes, outline.shortest_misprint
    for start, mark in enumerate(marks):
        if not isinstance(mark, Word):
            continue
        key = mark.key
        if key in prefixes or (len(key) >= shortest and key not in labels):
            links = _links_at(outline, marks, start, mark)
        elif key in labels:
            links = _weighed(outline, marks, start, start + 1, key, 1.0)
        else:
            continue
        if links:
            yield links


def _links_at(outline: Outline, marks: Sequence[Mark], start: int, word: Word) -> list[Link]:
    links: list[Link] = []
    opening = ("", 0)
    for end, key in joins(outline, marks, start, word):
        if key in outline.labels:
            links += _weighed(outline, marks, start, end, key, 1.0)
        elif key in outline.openings:
            opening = (outline.openings[key], end)
    if links:
        return links
    if opening[0]:
        return _weighed(outline, marks, start, opening[1], opening[0], _OPENING)
    key = closest(outline, word.key)
    return _weighed(outline, marks, start, start + 1, key, _MISPRINT) if key else []


def joins(outline: Outline, marks: Sequence[Mark], start: int, word: Word) -> Iterator[tuple[int, str]]:
    """The words from `start` joined one after the other, as long as they may become a label."""
    key, text = word.key, word.text
    yield start + 1, key
    for end in range(start + 1, min(start + JOINED, len(marks))):
        joined = marks[end]
        if not isinstance(joined, Word) or (key not in outline.prefixes and not _is_open(text)):
            return
        text += joined.text
        key = label_key(text)
        yield end + 1, key


def _is_open(text: str) -> bool:
    printed = squeeze(text)
    return printed.count("(") > printed.count(")")


def printed_ordinal(marks: Sequence[Mark], start: int) -> str:
    """The enumerator of the label that begins here, in its own cell or in the one before."""
    first, before = marks[start], marks[start - 1] if start else None
    printed = ordinal(first.text) if isinstance(first, Word) else ""
    if not printed and isinstance(before, Word) and not before.key:
        printed = ordinal(before.text)
    return printed


def behind(marks: Sequence[Mark], end: int) -> int:
    """Where a label that ends here has its first entry, if it has one: behind it, or behind a unit between them."""
    while end < len(marks) and isinstance(word := marks[end], Word) and is_unit(word.key):
        end += 1
    return end


def entry_follows(marks: Sequence[Mark], end: int) -> bool:
    """Whether an entry follows a label that ends here."""
    at = behind(marks, end)
    return at < len(marks) and isinstance(marks[at], Entry)


def _weighed(outline: Outline, marks: Sequence[Mark], start: int, end: int, key: str, share: float) -> list[Link]:
    places = _places(outline, key, share, printed_ordinal(marks, start), _is_repeated(outline, marks, start, key))
    return [record(Link, (start, end, key, label, weight)) for label, weight in places]


def _is_repeated(outline: Outline, marks: Sequence[Mark], start: int, key: str) -> bool:
    """Whether a label stands in the cell before, too, or in that before an empty one, be it with wrong characters."""
    before = next((mark for mark in marks[max(0, start - 2) : start][::-1] if isinstance(mark, Word) or mark.raw), None)
    if not isinstance(before, Word) or before.key in ("", PROSE):
        return False
    is_near = before is marks[start - 1] or before.row == marks[start].row
    return is_near and (before.key == key or (before.key not in outline.labels and closest(outline, before.key) == key))


@lru_cache(maxsize=4096)
def _places(outline: Outline, key: str, share: float, printed: str, repeated: bool) -> tuple[tuple[Label, float], ...]:
    """The places of a label with their weights; a word `repeated` from the cell before can only be of a header."""
    return tuple(
        (
            label,
            label.weight * share + ((_SAME_ORDINAL if printed == label.ordinal else _OTHER_ORDINAL) if printed else 0),
        )
        for label in outline.labels[key]
        if label.header or not repeated
    )


class _Step(NamedTuple):
    total: float
    link: Link
    before: _Step | None
    starts: bool


def _chain(outline: Outline, places: Iterator[list[Link]]) -> list[_Step]:
    """The heaviest sequence of links that keeps the form's order within each table, first step first."""
    best: list[list[_Step | None]] = [[None] * len(items) for items in outline.items]
    totals = [[float("-inf")] * len(items) for items in outline.items]
    heaviest: _Step | None = None
    waiting: list[_Step] = []
    for place, links in enumerate(places):
        start = links[0].start
        # Adding the distance so far makes steps of different places comparable.
        distance = _DISTANCE * place
        for step in waiting:
            if step.link.end <= start:
                table, item = step.link.label[:2]
                if step.total + distance > totals[table][item]:
                    best[table][item], totals[table][item] = step, step.total + distance
                if heaviest is None or step.total > heaviest.total:
                    heaviest = step
        waiting = [step for step in waiting if step.link.end > start]
        waiting += [_step(link, best, totals, heaviest, distance) for link in links]
    for step in waiting:
        if heaviest is None or step.total > heaviest.total:
            heaviest = step
    steps: list[_Step] = []
    while heaviest:
        steps.append(heaviest)
        heaviest = heaviest.before
    return steps[::-1]


def _step(
    link: Link, best: list[list[_Step | None]], totals: list[list[float]], heaviest: _Step | None, distance: float
) -> _Step:
    table, item, _, _, header = link.label
    reachable = totals[table][: item + 1 if header else item]
    started = (heaviest.total if heaviest else 0.0) - _RESTART
    if reachable:
        highest = max(reachable)
        if highest - distance > started:
            before = best[table][reachable.index(highest)]
            return record(_Step, (highest - distance + link.weight, link, before, False))
    return record(_Step, (started + link.weight, link, heaviest, True))


def _runs(steps: list[_Step]) -> list[Run]:
    runs: list[Run] = []
    for step in steps:
        if step.starts:
            runs.append(Run(step.link.label.table, []))
        runs[-1].links.append(step.link)
    return runs


def _joined_runs(runs: list[Run]) -> list[Run]:
    """Neighbouring runs of one table that share no line are one table: rows out of order, a header printed again. So
    are those that share the line at which one ends and the other begins: a row printed twice."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and last.table == run.table and last.lines and last.lines & run.lines <= _seam(last, run):
            last.links += [link for link in run.links if link.label.header or link.label.item not in last.lines]
        else:
            joined.append(run)
    return joined


def _seam(above: Run, below: Run) -> set[int]:
    """The line that ends one run and begins the next, if it is one, and neither is nothing but that."""
    ends = [link.label.item for link in above.links if not link.label.header][-1:]
    first = below.links[0].label
    goes_on = len(above.lines) > 1 and len(below.lines) > 1 and not first.header
    return {first.item} if goes_on and ends == [first.item] else set()
