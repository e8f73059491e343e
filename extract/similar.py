"""Texts → those that are copies of each other, names, years and numbers aside, with the passages that they share.

Comes in: sections of reports. Goes out: pairs. What most of the texts share (statutory phrases, a county's model) is
left out. Every text is cut into pieces of five characters; the smallest of their hashes are its sketch, and only texts
whose sketches meet are compared piece by piece, so that time grows with the number of texts, not with that of pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import regex as re
from numpy.typing import NDArray

from extract.names import chain_and_name
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
_PASSAGE = 15
"""Characters in a row that a passage has at least."""

_NUMBERS = re.compile(r"[0-9.,%]+|[一二三四五六七八九十百千万零〇两]+(?=[年月日件条份个次项期人名场篇])")
_OWN = re.compile(r"[我本全该各](?:镇|乡|街道|苏木|局|委|办|县|区|市|旗)(?:党委|政府)?")
_FACTOR, _MIX = np.uint64(1_000_003), np.uint64(0x9E3779B97F4A7C15)


class Text(NamedTuple):
    """A section of a report: whose, of which year, when published, and the names that are masked in it."""

    report_id: str
    unit: str
    names: tuple[str, ...]
    year: int
    published: str
    number: int
    text: str


class Likeness(NamedTuple):
    """Two texts, the part of the first's own pieces that the second has, and the longest shared passages."""

    one: Text
    other: Text
    share: float
    passages: tuple[str, ...]


class _Cut(NamedTuple):
    """A masked text, the hash of the piece that begins at each of its characters, and which are its own."""

    text: Text
    masked: str
    pieces: Hashes
    own: NDArray[np.bool_]


def likenesses(texts: Sequence[Text], least: float) -> list[Likeness]:
    """The pairs of texts of one section in which at least this part of the one's own pieces stands in the other."""
    found: list[Likeness] = []
    for number in sorted({text.number for text in texts}):
        cuts = _cut([text for text in texts if text.number == number])
        for one, other in _meeting(cuts):
            for first, second in ((cuts[one], cuts[other]), (cuts[other], cuts[one])):
                share, passages = _shared(first, second)
                if share >= least:
                    found.append(Likeness(first.text, second.text, share, passages))
    return found


def masked(text: str, names: Sequence[str]) -> str:
    """A text as it is compared: names, years, numbers and words for the agency itself taken out.

    >>> masked("2024年，青禾镇公开信息35条，我镇召开会议2次。", ("溪口县青禾镇",))
    '年公开信息条召开会议次'
    """
    bare = squeeze(text)
    parts = {part for name in map(squeeze, names) for part in (name, chain_and_name(name)[1])}
    for part in sorted(parts, key=len, reverse=True):
        bare = bare.replace(part, "") if len(part) > 1 else bare
    return _NUMBERS.sub("", _OWN.sub("", bare))


def _cut(texts: Sequence[Text]) -> list[_Cut]:
    bare = [masked(text.text, text.names) for text in texts]
    hashed = [_pieces(each) for each in bare]
    common = _common(hashed)
    return [
        _Cut(text, each, pieces, ~np.isin(pieces, common))
        for text, each, pieces in zip(texts, bare, hashed, strict=True)
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
    pieces, counts = np.unique(np.concatenate([np.unique(each) for each in some]), return_counts=True)
    return pieces[counts > _MOST * len(some)]


def _meeting(cuts: Sequence[_Cut]) -> Iterator[tuple[int, int]]:
    """The pairs of texts whose sketches have enough in common."""
    having: dict[int, list[int]] = defaultdict(list)
    for at, cut in enumerate(cuts):
        own = np.unique(cut.pieces[cut.own])
        if len(own) >= _SHORTEST:
            for piece in own[:_SKETCH].tolist():
                having[piece].append(at)
    meetings: dict[tuple[int, int], int] = defaultdict(int)
    for ats in having.values():
        for position, one in enumerate(ats):
            for other in ats[position + 1 : position + 1 + _CROWD]:
                meetings[one, other] += 1
    return (pair for pair, count in meetings.items() if count >= _MEET)


def _shared(one: _Cut, other: _Cut) -> tuple[float, tuple[str, ...]]:
    """The part of a text's own pieces that another has, and the longest passages in which they stand in a row."""
    has = np.isin(one.pieces, other.pieces)
    own = int(one.own.sum())
    if not own:
        return 0.0, ()
    edges = np.flatnonzero(np.diff(np.concatenate(([0], has.astype(np.int8), [0]))))
    runs = [(start, end + _PIECE - 1) for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)]
    longest = sorted(runs, key=lambda run: run[0] - run[1])[:3]
    passages = tuple(one.masked[start:end] for start, end in longest if end - start >= _PASSAGE)
    return float((has & one.own).sum()) / own, passages
