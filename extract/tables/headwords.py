"""Marks × run → the words of a table's header: those that a form has, and the others among them.

Comes in: the marks of a document and the labels found in them. Goes out: `HeaderWord`s, which tell columns (`heads`)
and the version of the form (`editions`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter

from extract.forms.outline import Outline
from extract.model import CellOrigin, Entry, HeaderWord, PageOrigin
from extract.numbers import is_unit
from extract.tables.chains import Link, Run
from extract.tables.marks import PROSE, Mark, Word
from extract.tables.names import REMARKS

_SHORTEST_HEAD = 2
"""Characters of the shortest head; 第 and 页 stand around the number of a page."""
_FEWEST_ABOVE = 3
"""Heads above a table that has none of its own; one or two may be labels."""
_CORNER = 4
"""Words before the first known head: the corner of a table with its note, broken over lines."""
_YEAR = re.compile(r"(?:19|20)\d\d\s*年度?数?")
_LONGEST_HEAD = 16
"""Characters beyond which a word is a note and the head of no column."""


def known_heads(outline: Outline, marks: Sequence[Mark], run: Run) -> Iterator[HeaderWord]:
    """The words of the header that a form has; where a run has none, as its first row is printed twice, those above it
    in the same table of the file."""
    headers = [link for link in run.links if link.label.header]
    for link in headers:
        first = marks[link.start]
        yield HeaderWord(_band(outline, link), link.key, printed(marks, link), first.row, first.column)
    if not headers:
        yield from _above(outline, marks, run)


def _above(outline: Outline, marks: Sequence[Mark], run: Run) -> list[HeaderWord]:
    """The heads of a run's table that stand above it in the same table of the file; none where they are few."""
    start = marks[run.links[0].start].origin
    if not isinstance(start, CellOrigin | PageOrigin):
        return []
    heads: dict[str, HeaderWord] = {}
    for mark in marks[: run.links[0].start]:
        origin = mark.origin
        if not isinstance(mark, Word) or not isinstance(origin, CellOrigin | PageOrigin) or origin.table != start.table:
            continue
        for label in outline.labels.get(mark.key, ()):
            if label.table == run.table and label.header:
                band = outline.items[label.table][label.item].band
                heads.setdefault(mark.key, HeaderWord(band, mark.key, mark.text, mark.row, mark.column))
    return list(heads.values()) if len(heads) >= _FEWEST_ABOVE else []


def unknown_heads(outline: Outline, marks: Sequence[Mark], run: Run, flowing: bool) -> Iterator[HeaderWord]:
    """The words that stand among those: in a row with them, or, in flowing text, between two of them; the head of a
    column of remarks also in a row between theirs."""
    headers = [link for link in run.links if link.label.header]
    covered = {at for link in run.links for at in range(link.start, link.end)}
    found = (
        [*_before(marks, headers), *_between(headers)]
        if flowing
        else [*_beside(marks, headers), *_remarks(marks, headers)]
    )
    for at, link in sorted(found, key=itemgetter(0)):
        mark = marks[at]
        key, text = (mark.key, mark.text) if isinstance(mark, Word) else (mark.raw, mark.raw)
        if at not in covered and (_is_year(mark) or (isinstance(mark, Word) and _may_be_head(outline, key))):
            yield HeaderWord(_band(outline, link), key, text, mark.row, mark.column)


def printed(marks: Sequence[Mark], link: Link) -> str:
    """The text of a label as it is printed."""
    first = marks[link.start]
    if link.end == link.start + 1 and isinstance(first, Word):
        return first.text
    return "".join(mark.text for mark in marks[link.start : link.end] if isinstance(mark, Word))


def _band(outline: Outline, link: Link) -> str:
    return outline.items[link.label.table][link.label.item].band


def _beside(marks: Sequence[Mark], headers: list[Link]) -> Iterator[tuple[int, Link]]:
    """The marks in the rows of header words, each with a word of its row; no figure stands between them."""
    seen: set[tuple[int, int]] = set()
    for link in headers:
        row, at = marks[link.start].row, link.start
        if (row, link.label.item) in seen:
            continue
        seen.add((row, link.label.item))
        while at and marks[at - 1].row == row and not _is_figure(marks[at - 1]):
            at -= 1
        while at < len(marks) and marks[at].row == row and not _is_figure(marks[at]):
            yield at, link
            at += 1


def _is_figure(mark: Mark) -> bool:
    return isinstance(mark, Entry) and mark.raw != "" and not _is_year(mark)


def _is_year(mark: Mark) -> bool:
    """Whether a piece names a year, as the head of a column with its figures does."""
    return isinstance(mark, Entry) and _YEAR.fullmatch(mark.raw) is not None


def _remarks(marks: Sequence[Mark], headers: list[Link]) -> Iterator[tuple[int, Link]]:
    """The heads of columns of remarks in rows of a header in which no other head stands."""
    rows = {marks[link.start].row for link in headers}
    for at, link in _between(headers):
        mark = marks[at]
        if isinstance(mark, Word) and mark.key in REMARKS and mark.row not in rows:
            yield at, link


def _before(marks: Sequence[Mark], headers: list[Link]) -> Iterator[tuple[int, Link]]:
    """The heads of remarks right before those of a table: that of numbers stands left of all others."""
    for link in headers[:1]:
        for at in range(max(0, link.start - _CORNER), link.start):
            mark = marks[at]
            if isinstance(mark, Word) and mark.key in REMARKS:
                yield at, link


def _between(headers: list[Link]) -> Iterator[tuple[int, Link]]:
    for one, two in pairwise(headers):
        if one.label.item == two.label.item:
            yield from ((at, one) for at in range(one.end, two.start))


def _may_be_head(outline: Outline, key: str) -> bool:
    """Whether a word may be a head that no form has, or a piece of one."""
    if key == PROSE or not _SHORTEST_HEAD <= len(key) <= _LONGEST_HEAD or is_unit(key):
        return False
    return key not in outline.labels and key not in outline.groups
