"""A run of labels → the same with the rows that the chain passed over.

Comes in: a run that follows the form's order, and the marks of its table. Goes out: the run with every row whose label
stands in the table all the same: out of order, with some wrong characters, or taken for a word of the header. A row is
known by its enumerator with its label or nearly so, by its label as it is printed, by its neighbours with nearly its
label, or by both its enumerator and its neighbours with most of its label, as a scan has it. What was found is changed
only where the enumerator of the row stands right beside.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from math import inf
from typing import NamedTuple

from extract.forms.outline import Label, Outline, edits
from extract.numbers import is_unit
from extract.tables.chains import Link, Run, entry_follows, joins, printed_ordinal
from extract.tables.marks import PROSE, Mark, Word

_MOST_WRONG = 2
"""Wrong characters of a label that stands where its row is missing; two that changed places count as one."""
_MOST_OF_LABEL = 0.5
"""Part of such a label that may be wrong."""
_MISREAD = 3
"""One of so many characters of a label may be wrong that has its row's enumerator and its place."""


class _Stray(NamedTuple):
    """Marks `start` up to `end` that look like the label of a row: a figure follows; `key` is how they read, `ordinal`
    the enumerator before them, or empty."""

    start: int
    end: int
    key: str
    ordinal: str


_Missing = Mapping[int, tuple[str, ...]]
"""The labels of each row that was not found."""


def completed(outline: Outline, marks: Sequence[Mark], run: Run, begin: int, stop: int) -> Run:
    """The run with the rows passed over; its table stands between the marks `begin` and `stop`."""
    links = dict(_as_rows(outline, marks, run))
    strays = list(_strays(outline, marks, links, *_extent(marks, run, begin, stop)))
    for at in [at for at in links if _is_numbered_beside(at, marks, outline, run.table, links, strays)]:
        del links[at]
    found = {link.label.item for link in links.values() if not link.label.header}
    missing = {item: labels for item, labels in outline.rows[run.table].items() if item not in found}
    for item_of in (_by_enumerator, _by_label, _by_place, _by_enumerator_in_place):
        for stray in strays:
            if stray.start in links:
                continue
            item = item_of(stray, outline, run.table, missing, links)
            if item is not None:
                links[stray.start] = _link(stray, outline, run.table, item)
                del missing[item]
    return Run(run.table, [links[start] for start in sorted(links)])


def _as_rows(outline: Outline, marks: Sequence[Mark], run: Run) -> Iterator[tuple[int, Link]]:
    """The links of a run; a word of the header that stands in a row of its own before figures, with the enumerator of a
    row that is called alike, is that row (（七）总计 above （一）予以公开)."""
    taken = run.lines
    for link in run.links:
        printed = printed_ordinal(marks, link.start) if link.label.header else ""
        if printed and entry_follows(marks, link.end):
            rows = [
                label
                for label in outline.labels[link.key]
                if label[0] == run.table and not label.header and label.item not in taken and label.ordinal == printed
            ]
            if len(rows) == 1:
                taken = taken | {rows[0].item}
                link = link._replace(label=rows[0])
        yield link.start, link


def _is_numbered_beside(
    at: int, marks: Sequence[Mark], outline: Outline, table: int, links: dict[int, Link], strays: Sequence[_Stray]
) -> bool:
    """Whether the enumerator of a row that is printed without one, and nearly its label, stand right beside: what was
    taken for the total is the sum of the group above."""
    label = links[at].label
    if label.header or printed_ordinal(marks, at):
        return False
    others = {start: link for start, link in links.items() if start != at}
    rows = {label.item: outline.rows[table][label.item]}
    return any(
        _by_enumerator(stray, outline, table, rows, others) is not None and _is_between(label.item, stray.start, others)
        for stray in strays
    )


def _extent(marks: Sequence[Mark], run: Run, begin: int, stop: int) -> tuple[int, int]:
    """From where to where rows of a table may stand: as far around its labels as nothing but words and figures do."""
    first, last = run.links[0].start, run.links[-1].end
    while first > begin and not _is_prose(marks[first - 1]):
        first -= 1
    while last < stop and not _is_prose(marks[last]):
        last += 1
    return first, last


def _is_prose(mark: Mark) -> bool:
    return isinstance(mark, Word) and mark.key == PROSE


def _strays(outline: Outline, marks: Sequence[Mark], links: dict[int, Link], first: int, last: int) -> Iterator[_Stray]:
    """What stands before figures in a table and is no label yet, every way it may be put together."""
    covered = {at for link in links.values() for at in range(link.start, link.end)}
    for start in range(first, last):
        word = marks[start]
        if start in covered or not isinstance(word, Word) or not word.key or is_unit(word.key):
            continue
        for end, key in joins(outline, marks, start, word):
            if covered.isdisjoint(range(start, end)) and entry_follows(marks, end):
                yield _Stray(start, end, key, printed_ordinal(marks, start))


def _by_enumerator(
    stray: _Stray, outline: Outline, table: int, missing: _Missing, links: dict[int, Link]
) -> int | None:
    """The missing row whose enumerator something has, and whose label it (nearly) is: （七）小计 is the total, though
    a row 合计 stands above it."""
    if not stray.ordinal:
        return None
    return _nearest(
        stray,
        outline,
        table,
        {item: labels for item, labels in missing.items() if _is_numbered(stray, outline, table, item, labels)},
    )


def _by_label(stray: _Stray, outline: Outline, table: int, missing: _Missing, links: dict[int, Link]) -> int | None:
    """The missing row whose label something is, None where more than one may be meant."""
    items = [item for item, labels in missing.items() if stray.key in labels]
    beside = [item for item in items if _is_between(item, stray.start, links)]
    return items[0] if len(items) == 1 else beside[0] if len(beside) == 1 else None


def _by_place(stray: _Stray, outline: Outline, table: int, missing: _Missing, links: dict[int, Link]) -> int | None:
    """The row that is missing between its neighbours whose label something nearly is."""
    return _nearest(
        stray,
        outline,
        table,
        {item: labels for item, labels in missing.items() if _is_between(item, stray.start, links)},
    )


def _by_enumerator_in_place(
    stray: _Stray, outline: Outline, table: int, missing: _Missing, links: dict[int, Link]
) -> int | None:
    """The row that is missing between its neighbours, if it is the only one whose enumerator something has there, and
    most of whose label it is."""
    rows = {
        item: labels
        for item, labels in missing.items()
        if stray.ordinal and _is_between(item, stray.start, links) and _is_numbered(stray, outline, table, item, labels)
    }
    return _nearest(stray, outline, table, rows, _MISREAD) if len(rows) == 1 else None


def _nearest(stray: _Stray, outline: Outline, table: int, rows: _Missing, misread: int = 0) -> int | None:
    """Of some rows the one whose label is most like something, None where it is like none or several, or is the label
    of another row; one of so many characters may be `misread`."""
    is_label = any(place.table == table for place in outline.labels.get(stray.key, ()))
    wrong = {
        item: least
        for item, labels in rows.items()
        if (stray.key in labels or not (is_label or stray.key in outline.groups))
        and (least := min(_wrong(stray.key, label, misread) for label in labels)) < inf
    }
    nearest = [item for item, least in wrong.items() if least == min(wrong.values())]
    return nearest[0] if len(nearest) == 1 else None


def _wrong(key: str, label: str, misread: int = 0) -> float:
    """How many characters of a label are wrong, as far as that may be borne."""
    most = len(label) // misread if misread else min(_MOST_WRONG, int(len(label) * _MOST_OF_LABEL))
    wrong = edits(key, label, most)
    return inf if wrong is None else wrong


def _is_numbered(stray: _Stray, outline: Outline, table: int, item: int, labels: tuple[str, ...]) -> bool:
    """Whether something has the enumerator of a row."""
    places = (place for label in labels for place in outline.labels[label] if place[:2] == (table, item))
    return any(place.ordinal == stray.ordinal for place in places)


def _is_between(item: int, start: int, links: dict[int, Link]) -> bool:
    """Whether a row belongs between the rows that are printed around a place."""
    starts = sorted(at for at, link in links.items() if not link.label.header)
    at = bisect(starts, start)
    above = links[starts[at - 1]].label.item if at else -1
    below = links[starts[at]].label.item if at < len(starts) else item + 1
    return above < item < below


def _link(stray: _Stray, outline: Outline, table: int, item: int) -> Link:
    keys = {
        key: place for key in outline.rows[table][item] for place in outline.labels[key] if place[:2] == (table, item)
    }
    key = (
        stray.key
        if stray.key in keys
        else min(keys, key=lambda label: edits(stray.key, label, len(stray.key) + len(label)) or 0)
    )
    label: Label = keys[key]
    return Link(stray.start, stray.end, key, label, label.weight)
