"""All declared forms as one sequence of labels per table: what `matching` looks for.

Comes in: forms. Goes out: an `Outline`. The lines of all versions are interleaved in form order, so that a page that
mixes versions is read in one pass and the version is decided afterwards, by what was found.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from extract.model import Band, Form, FormTable
from extract.text import label_key, ordinal

_HEAVIEST = 12
"""Characters of a label beyond which a longer match tells nothing more."""
_SHORTEST_OPENING = 4
"""Characters that the beginning of a label must have to stand for the whole (a label cut or wrapped)."""
_SHORTEST_MISPRINT = 5
"""Shorter labels are too alike to be recognised with a wrong character."""


_LONGEST_MISPRINT = 40
_SHARED_PAIRS = 0.4
"""Part of its pairs of neighbouring characters that any misprint of a label still shares with it."""


class Item(NamedTuple):
    """A step of a table's sequence: a line of a band, or (`line` empty) the band's header."""

    band: str
    line: str


class Label(NamedTuple):
    """A place in the sequence where a printed word may belong."""

    table: int
    item: int
    weight: float
    ordinal: str
    header: bool


@dataclass(frozen=True, eq=False, slots=True)
class Outline:
    """The merged sequences and the dictionaries over their normalised labels.

    `openings` maps the beginning of a label to the label when it can begin no other; `groups` are headings that stand
    beside or above lines and are no line themselves.
    """

    tables: tuple[FormTable, ...]
    items: tuple[tuple[Item, ...], ...]
    labels: dict[str, tuple[Label, ...]]
    prefixes: frozenset[str]
    openings: dict[str, str]
    groups: frozenset[str]
    headings: frozenset[str]
    """Groups, and lines of one version that are headings over lines in another."""
    by_pair: dict[str, tuple[str, ...]]
    rows: tuple[dict[int, tuple[str, ...]], ...]
    """For each table, the labels of each of its lines by the line's place in the sequence."""
    shortest_misprint: int = _SHORTEST_MISPRINT


@cache
def outline_of(forms: tuple[Form, ...]) -> Outline:
    """The outline of some declared forms."""
    keys = merged([table.key for table in form.tables] for form in forms)
    versions = {key: [table for form in forms for table in form.tables if table.key == key] for key in keys}
    items: list[tuple[Item, ...]] = []
    labels: dict[str, dict[tuple[int, int], Label]] = defaultdict(dict)
    groups: set[str] = set()
    for number, key in enumerate(keys):
        sequence = _sequence(versions[key])
        items.append(sequence)
        for table in versions[key]:
            for band in table.bands:
                groups.update(label_key(group) for line in band.lines for group in line.group)
                for at, printed, header in _printed_labels(table, band, sequence):
                    word = label_key(printed)
                    weight = float(min(len(word), _HEAVIEST))
                    labels[word].setdefault((number, at), Label(number, at, weight, ordinal(printed), header))
    labels.pop("", None)
    return Outline(
        tables=tuple(versions[key][-1] for key in keys),
        items=tuple(items),
        labels={word: tuple(places.values()) for word, places in labels.items()},
        prefixes=frozenset(word[:end] for word in {*labels, *groups} for end in range(1, len(word))),
        openings=_openings(labels),
        groups=frozenset(groups - labels.keys()),
        headings=frozenset(groups),
        by_pair=_by_pair(labels),
        rows=tuple(_rows(labels, number) for number in range(len(keys))),
    )


def _rows(labels: dict[str, dict[tuple[int, int], Label]], table: int) -> dict[int, tuple[str, ...]]:
    rows: dict[int, tuple[str, ...]] = {}
    for word, places in labels.items():
        for label in places.values():
            if label.table == table and not label.header:
                rows[label.item] = (*rows.get(label.item, ()), word)
    return rows


def merged(sequences: Iterable[list[str]]) -> list[str]:
    """Several sequences as one that keeps the order of each.

    >>> merged([["a", "c"], ["a", "b", "c", "d"]])
    ['a', 'b', 'c', 'd']
    """
    merged_keys: list[str] = []
    for sequence in sequences:
        at = 0
        for key in sequence:
            if key in merged_keys:
                at = merged_keys.index(key) + 1
            else:
                merged_keys.insert(at, key)
                at += 1
    return merged_keys


def _sequence(versions: list[FormTable]) -> tuple[Item, ...]:
    """Newest version first: what is one line in an old version and a heading over lines now (（六）其他处理) then
    stands where the heading stands."""
    sequence: list[Item] = []
    newest_first = versions[::-1]
    for key in merged([band.key for band in table.bands] for table in newest_first):
        bands = [band for table in newest_first for band in table.bands if band.key == key]
        sequence.append(Item(key, ""))
        if not versions[0].side_by_side:
            sequence += (Item(key, line) for line in merged([line.key for line in band.lines] for band in bands))
    return tuple(sequence)


def _printed_labels(table: FormTable, band: Band, sequence: tuple[Item, ...]) -> Iterator[tuple[int, str, bool]]:
    """Every label of a band with its place in the sequence and whether it belongs to the header."""
    header = sequence.index(Item(band.key, ""))
    for column in band.columns:
        for printed in (column.label, *column.aliases, *column.group):
            yield header, printed, True
    for printed in (band.label, *band.headers):
        yield header, printed, True
    for line in band.lines:
        at = header if table.side_by_side else sequence.index(Item(band.key, line.key))
        for printed in (line.label, *line.aliases):
            yield at, printed, table.side_by_side
        if table.side_by_side:
            for printed in line.group:
                yield header, printed, True


@lru_cache(maxsize=8192)
def closest(outline: Outline, key: str) -> str:
    """The label that differs from `key` by few characters (one in five at most), or by the order of its words; "" when
    none or several do."""
    if not _SHORTEST_MISPRINT <= len(key) <= _LONGEST_MISPRINT:
        return ""
    pairs = [pair for pair in _pairs(key) if pair in outline.by_pair]
    if len(pairs) < _SHARED_PAIRS * (len(key) - 1):
        return ""
    shared = Counter(label for pair in pairs for label in outline.by_pair[pair])
    within = [label for label, pairs in shared.items() if _is_misprint(key, label, pairs)]
    within = within or [label for label in shared if sorted(label) == sorted(key)]
    return within[0] if len(within) == 1 else ""


def _openings(labels: Iterable[str]) -> dict[str, str]:
    owners: dict[str, set[str]] = defaultdict(set)
    for word in labels:
        for end in range(_SHORTEST_OPENING, len(word)):
            owners[word[:end]].add(word)
    return {opening: min(words) for opening, words in owners.items() if len(words) == 1}


def _by_pair(labels: Iterable[str]) -> dict[str, tuple[str, ...]]:
    by_pair: dict[str, list[str]] = defaultdict(list)
    for word in labels:
        if len(word) >= _SHORTEST_MISPRINT:
            for pair in _pairs(word):
                by_pair[pair].append(word)
    return {pair: tuple(words) for pair, words in by_pair.items()}


def _pairs(word: str) -> set[str]:
    return {word[at : at + 2] for at in range(len(word) - 1)}


def _is_misprint(key: str, label: str, shared: int) -> bool:
    """Whether a word is a label with wrong characters; each of them spoils two pairs of neighbours at most."""
    most = max(1, len(label) // 5)
    return (
        shared >= len(label) - 1 - 2 * most
        and abs(len(label) - len(key)) <= most
        and edits(key, label, most) is not None
    )


def edits(one: str, other: str, most: int) -> int | None:
    """The fewest characters to add, drop, change, or exchange with their neighbour between two words; None when more
    than `most`.

    >>> edits("其他法律法规禁止公开", "其他法律行政法规禁止公开", 2), edits("规章", "行政许可", 1)
    (2, None)
    >>> edits("属于家国秘密", "属于国家秘密", 1)
    1
    """
    before, previous = list[int](), list(range(len(other) + 1))
    for row, character in enumerate(one, start=1):
        current = [row]
        for column, other_character in enumerate(other, start=1):
            changed = previous[column - 1] + (character != other_character)
            fewest = min(changed, previous[column] + 1, current[-1] + 1)
            if row > 1 < column and character == other[column - 2] and one[row - 2] == other_character:
                fewest = min(fewest, before[column - 2] + 1)
            current.append(fewest)
        if min(current) > most and min(previous) > most:
            return None
        before, previous = previous, current
    return previous[-1] if previous[-1] <= most else None
