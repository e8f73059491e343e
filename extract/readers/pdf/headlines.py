"""Numbered headings of a file, told from the numbered labels of its tables by how they are set.

Comes in: the printed lines of all pages. Goes out: those that are headings, and the lines in which they go on. Headings
are counted upwards and set alike, in one size and from one edge or around one middle; figures stand beside none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.readers.pdf.stretches import is_figure
from extract.readers.pdf.words import PageLine
from extract.text import ordinal

_FEWEST = 3
"""Headings of one kind that show how they are set."""
_SIZE = 0.04
"""Part of their size by which letters of one size differ."""
_PLACE = 3.0
"""Points by which headings set alike differ in their place."""
_FIRST = frozenset("一二三四五六七八九十")
_LONGEST_END = 14
"""Characters of the rest of a heading in its next line."""
_FULL = 2.5
"""Ems before the margin that a heading may end which goes on in the next line."""


def headings_among(pages: Sequence[Sequence[PageLine]], right: float) -> frozenset[int]:
    """The headings among the lines of a file whose text ends at a margin, each by its `id`."""
    numbered = [
        (int(number[:-1]), line)
        for lines in pages
        for line in lines
        if line.words[0].text[0] in _FIRST and (number := ordinal(line.text)).endswith(",")
    ]
    kinds = list[list[tuple[int, PageLine]]]()
    for each in numbered:
        kind = next((kind for kind in kinds if _are_alike(kind[0][1], each[1])), None)
        if kind:
            kind.append(each)
        else:
            kinds.append([each])
    found = {id(line) for kind in kinds if _are_headings(kind) for _, line in kind}
    rests = {id(rest) for lines in pages if found for rest in _rests(lines, found, right)}
    return frozenset(found | rests)


def _are_alike(one: PageLine, other: PageLine) -> bool:
    """Whether two lines are set in one size, and begin at one edge or stand around one middle."""
    apart = min(abs(one.x0 - other.x0), abs(one.x0 + one.x1 - other.x0 - other.x1) / 2)
    return abs(one.em - other.em) < _SIZE * one.em and apart < _PLACE


def _are_headings(kind: Sequence[tuple[int, PageLine]]) -> bool:
    """Whether lines set alike are counted upwards, again from 1 in another report, and no figures stand beside any."""
    numbers = [number for number, _ in kind]
    counted = all(other == 1 or one <= other for one, other in pairwise(numbers))
    return (
        len(kind) >= _FEWEST
        and counted
        and not any(is_figure(word.text) for _, line in kind for word in line.words[1:])
    )


def _rests(lines: Sequence[PageLine], headings: set[int], right: float) -> Iterator[PageLine]:
    """The lines in which headings go on that have filled their own."""
    for line, rest in pairwise(lines):
        if (
            id(line) in headings
            and right - line.x1 < _FULL * line.em
            and rest.x0 < line.x0 + line.em
            and abs(rest.em - line.em) < _SIZE * line.em
            and len(rest.words) == 1
            and len(rest.text) <= _LONGEST_END
        ):
            yield rest
