"""Texts → those that are copies of each other, names, years and numbers aside, with the passages that they share.

Comes in: sections of reports. Goes out: pairs. What most of the texts share (statutory phrases, a county's model) is
left out. Every text is cut into pieces of five characters; the smallest of their hashes are its sketch, and only texts
whose sketches meet are compared piece by piece, so that time grows with the number of texts, not with that of pairs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import regex as re
from numpy.typing import NDArray

from extract.agencies.names import chain_and_name
from extract.text import squeeze

Hashes = NDArray[np.uint64]

_PIECE = 5
"""Characters of a piece: two Chinese words and a bit; fewer are shared by chance."""
_SKETCH = 48
"""Hashes of a sketch: two texts that share four fifths of their pieces share some thirty of them."""
_MEET = 3
"""Hashes that two sketches must have in common."""
_CROWD = 64
"""Texts of one hash of which each is only paired with so many that follow it: what so many share is compared anyway."""
_MOST = 0.5
"""Part of the texts that have a piece, from which it is no one's own."""
_FEWEST_TEXTS = 8
"""Texts from which on it can be told what most of them have."""
_SAMPLE = 1000
"""Texts, evenly taken, by which that is told of many."""
_SHORTEST = 200
"""Pieces of its own that a text must have to be compared: in a short one phrases that anybody uses weigh too much."""
_MOST_PASSAGES = 3
_PASSAGE = 15
"""Characters in a row that a passage has at least."""

_NUMBERS = re.compile(r"[0-9.,%]+|[一二三四五六七八九十百千万零〇两]+(?=[年月日件条份个次项期人名场篇])")
_OWN = re.compile(r"[我本全该各](?:镇|乡|街道|苏木|局|委|办|县|区|市|旗)(?:党委|政府)?")
_FACTOR, _MIX = np.uint64(1_000_003), np.uint64(0x9E3779B97F4A7C15)


class Text(NamedTuple):
    """A section of a report: whose, of which year, when published, and the names that are masked in it; the file, and
    where each line of the text stands in it."""

    report_id: str
    unit: str
    names: tuple[str, ...]
    year: int
    published: str
    number: int
    text: str
    file: str = ""
    places: tuple[str, ...] = ()


class Passage(NamedTuple):
    """What two texts share: how many characters, names and numbers aside; the line with which it begins in the first,
    and the places where it begins in both."""

    length: int
    quote: str
    place: str
    other_place: str


class Likeness(NamedTuple):
    """Two texts, the part of the first's own pieces that the second has, and the longest shared passages."""

    one: Text
    other: Text
    share: float
    passages: tuple[Passage, ...]


class Cluster(NamedTuple):
    """Texts of one section and year that are copies of each other, and the one that was certainly published before all
    the others, if there is such a one. Of every other text the link to that, or to the one that it is most like."""

    texts: tuple[Text, ...]
    source: Text | None
    links: tuple[Likeness, ...]


class _Cut(NamedTuple):
    """A masked text, where its lines begin, the hash of the piece that begins at each of its characters, and which are
    its own."""

    text: Text
    masked: str
    starts: list[int]
    pieces: Hashes
    is_own: NDArray[np.bool_]

    def line(self, at: int) -> int:
        """The number of the line in which a character of the masked text stands."""
        return bisect_right(self.starts, at) - 1


def likenesses(texts: Sequence[Text], least: float) -> list[Likeness]:
    """The pairs of texts of one section in which at least this part of the one's own pieces stands in the other."""
    links: list[Likeness] = []
    for number in sorted({text.number for text in texts}):
        cuts = _cut([text for text in texts if text.number == number])
        for one, other in _meeting(cuts):
            for first, second in ((cuts[one], cuts[other]), (cuts[other], cuts[one])):
                has = np.isin(first.pieces, second.pieces)
                own_count = int(first.is_own.sum())
                share = float((has & first.is_own).sum()) / own_count if own_count else 0.0
                if share >= least:
                    links.append(Likeness(first.text, second.text, share, _passages(first, second, has)))
    return links


def masked(text: str, names: Sequence[str]) -> str:
    """A line of a text as it is compared: names, years, numbers and words for the agency itself taken out.

    >>> masked("2024年，青禾镇公开信息35条，我镇召开会议2次。", ("溪口县青禾镇",))
    '年公开信息条召开会议次'
    """
    bare = squeeze(text)
    parts = {part for name in map(squeeze, names) for part in (name, chain_and_name(name)[1])}
    for part in sorted(parts, key=len, reverse=True):
        bare = bare.replace(part, "") if len(part) > 1 else bare
    return _NUMBERS.sub("", _OWN.sub("", bare))


def clusters_of(links: Sequence[Likeness]) -> list[Cluster]:
    """The pairs of different agencies and one year put together, the largest clusters first."""
    between_agencies = [link for link in links if link.one.unit != link.other.unit and link.one.year == link.other.year]
    cluster_of: dict[tuple[str, int], set[tuple[str, int]]] = {}
    texts: dict[tuple[str, int], Text] = {}
    for link in between_agencies:
        keys = [(text.report_id, text.number) for text in (link.one, link.other)]
        texts |= dict(zip(keys, (link.one, link.other), strict=True))
        members = set().union(*(cluster_of.get(key, {key}) for key in keys))
        cluster_of |= dict.fromkeys(members, members)
    of_cluster: dict[int, list[Likeness]] = defaultdict(list)
    for link in between_agencies:
        of_cluster[id(cluster_of[link.one.report_id, link.one.number])].append(link)
    different = {id(members): members for members in cluster_of.values()}
    clusters = [_cluster([texts[key] for key in members], of_cluster[number]) for number, members in different.items()]
    return sorted(
        clusters, key=lambda cluster: (-len(cluster.texts), cluster.texts[0].number, cluster.texts[0].names[0])
    )


def _cluster(texts: list[Text], links: list[Likeness]) -> Cluster:
    by_day = sorted(texts, key=lambda text: (text.published, text.names[0], text.file))
    is_first = all(text.published for text in texts) and by_day[0].published < by_day[1].published
    source = by_day[0] if is_first else None
    ordered = sorted(links, key=lambda link: (link.other != source, -link.share, link.other.names[0]))
    nearest = {link.one.report_id: link for link in reversed(ordered)}
    nearest_links = (nearest[text.report_id] for text in by_day if text != source and text.report_id in nearest)
    return Cluster(tuple(by_day), source, tuple(nearest_links))


def _cut(texts: Sequence[Text]) -> list[_Cut]:
    lines = [[masked(line, text.names) for line in text.text.split("\n")] for text in texts]
    hashed = [_pieces("".join(masked_lines)) for masked_lines in lines]
    common = _common(hashed)
    return [
        _Cut(
            text, "".join(masked_lines), [0, *accumulate(map(len, masked_lines))][:-1], pieces, ~np.isin(pieces, common)
        )
        for text, masked_lines, pieces in zip(texts, lines, hashed, strict=True)
    ]


def _pieces(text: str) -> Hashes:
    """The hash of every piece of a text, in order."""
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)
    count = len(codes) - _PIECE + 1
    if count < 1:
        return np.empty(0, np.uint64)
    hashes = np.zeros(count, np.uint64)
    with np.errstate(over="ignore"):
        for at in range(_PIECE):
            hashes = hashes * _FACTOR + codes[at : at + count]
        hashes *= _MIX
        hashes ^= hashes >> np.uint64(29)
        hashes *= _MIX
    return hashes


def _common(hashed: Sequence[Hashes]) -> Hashes:
    """The pieces that most of the texts have."""
    if len(hashed) < _FEWEST_TEXTS:
        return np.empty(0, np.uint64)
    some = hashed[:: max(1, len(hashed) // _SAMPLE)]
    pieces, counts = np.unique(
        np.concatenate([np.unique(pieces_of_text) for pieces_of_text in some]), return_counts=True
    )
    return pieces[counts > _MOST * len(some)]


def _meeting(cuts: Sequence[_Cut]) -> Iterator[tuple[int, int]]:
    """The pairs of texts whose sketches have enough in common."""
    having: dict[int, list[int]] = defaultdict(list)
    for at, cut in enumerate(cuts):
        own_pieces = np.unique(cut.pieces[cut.is_own])
        if len(own_pieces) >= _SHORTEST:
            for piece in own_pieces[:_SKETCH].tolist():
                having[piece].append(at)
    meetings: dict[tuple[int, int], int] = defaultdict(int)
    for ats in having.values():
        for position, first in enumerate(ats):
            for second in ats[position + 1 : position + 1 + _CROWD]:
                meetings[first, second] += 1
    return (pair for pair, count in meetings.items() if count >= _MEET)


def _passages(one: _Cut, other: _Cut, has: NDArray[np.bool_]) -> tuple[Passage, ...]:
    """The longest runs of a text's pieces that another has."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], has.astype(np.int8), [0]))))
    runs = [(start, end + _PIECE - 1) for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)]
    longest = sorted(runs, key=lambda run: run[0] - run[1])[:_MOST_PASSAGES]
    return tuple(_passage(one, other, start, end - start) for start, end in longest if end - start >= _PASSAGE)


def _passage(one: _Cut, other: _Cut, start: int, length: int) -> Passage:
    own_line = one.line(start)
    other_line = other.line(int(np.flatnonzero(other.pieces == one.pieces[start])[0]))
    places = [cut.text.places[line] if cut.text.places else "" for cut, line in ((one, own_line), (other, other_line))]
    line = one.text.text.split("\n")[own_line].strip()
    begins = re.search(r"\p{Han}{4}", one.masked[start : start + length])
    return Passage(length, line[max(0, line.find(begins[0]) if begins else 0) :][:length], *places)
