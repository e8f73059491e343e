"""Prose of many reports → which paragraphs of the one stand in the other, names, years and numbers aside.

Comes in: the written paragraphs of the reports of a year, and those of earlier years. Goes out: exactly the paragraphs
of the year of which at least `LEAST` of its own pieces stands in another report. A piece is eight characters in a row
of what is written; a clause that only tells a figure is left out, and what many agencies have in common (statutory
phrases, a county's template) is nobody's own. Whoever shares so much of a paragraph has one of the few of its pieces
that are rarest: only these are indexed, and what is found by them is counted. As no indexed piece is that of many, time
and memory grow with the number of reports. Who copied whom is left to `copied`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import NamedTuple

import numpy as np
import regex as re
from numpy.typing import NDArray

from extract.agencies.names import chain_and_name
from extract.measures import bases_of
from extract.text import squeeze

Numbers = NDArray[np.int32]
Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]
Hashes = NDArray[np.uint64]

LEAST = (7, 10)
"""The part of a paragraph's own pieces that must stand in another report: three words changed in a hundred characters
take a quarter of its pieces with them."""
PARAGRAPH = 80
"""Characters from which on a paragraph says enough by itself; in longer ones so many make a block at sentence ends."""
FEWEST = 8
"""Pieces of its own that a block must have to be compared: fifteen characters; of less anybody may think."""
PIECE = 8
"""Characters of a piece: three or four Chinese words. What most write alike of that length is a phrase."""
_MANY = 64
"""Agencies from which on in one year a piece is nobody's own, however many there are."""
TOLD_OF = 8
"""Agencies from which on it can be told what most of them have."""
_AT_ONCE = 512
"""Reports whose pieces are looked up together."""
_TELLING = 30
"""Characters that a clause that only tells a figure has at most; in a longer one there are words of its own."""

_CHINESE = "一二三四五六七八九十百千万零〇两"
_NUMBERS = re.compile(rf"[0-9.,%]+|[{_CHINESE}]+(?=[年月日件条份个次项期人名场篇])")
_OWN = re.compile(r"[我本全该各](?:镇|乡|街道|苏木|局|委|办|县|区|市|旗)(?:党委|政府)?")
_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]*")
_CLAUSE = re.compile(r"(?:[^,.;:!?()\[\]]|(?<=\d)[,.](?=\d))+")
_AND = "/"
_UNITS = bases_of("money", "cases", "others", "things")
_FIGURE = re.compile(
    rf"(?<![第{_CHINESE}\d.,])(?:\d[\d.,]*[余多]?[万亿]?[余多]?(?:[%‰]|{_UNITS})|[{_CHINESE}]+[余多]?[件条份次项期场篇宗起])"
)
_NONE = re.compile(rf"(?:\d{{4}}年度?|[本全当]年度?|{_OWN.pattern})*[均也都尚暂从]?(?:未|没有|无)")
_FACTOR, _MIX = np.uint64(1_000_003), np.uint64(0x9E3779B97F4A7C15)


class TextBlock(NamedTuple):
    """A paragraph as it is compared, or a part of a long one: which paragraph of its text, and its masked words."""

    paragraph: int
    masked: str


class Prose(NamedTuple):
    """What is compared of a report: its year, the place above its agency, its blocks."""

    year: int
    parent: str
    blocks: tuple[TextBlock, ...]


class BlockMatch(NamedTuple):
    """A block of a report of the year that stands in another: both by their numbers, the other's among all; `found` are
    those of the block's own pieces that the other has."""

    text: int
    block: int
    other: int
    found: int


class Alike(NamedTuple):
    """What was found: the matches; of every block of the texts of the year how many pieces are its own (0 where it is
    not compared), and which part of its pieces most of its county have."""

    matches: tuple[BlockMatch, ...]
    own: tuple[tuple[int, ...], ...]
    shared_by_most: tuple[tuple[float, ...], ...]


def masked(text: str, names: Sequence[str]) -> str:
    """A text as it is compared: names, years, numbers, stops and words for the agency itself taken out.

    >>> masked("2024年，青禾镇公开信息35条，我镇召开会议2次。", masked_names(["溪口县青禾镇"]))
    '年公开信息条召开会议次'
    """
    return _NUMBERS.sub("", _OWN.sub("", _nameless(text, names)))


def written(text: str, names: Sequence[str]) -> str:
    """The same of what is written in a text: what the form asks for, how much there was of what or that there was none,
    is told by all in the same words, and nobody's.

    >>> written("全年公开信息35条，围绕民生重点发布；收到申请2件，未发生行政复议。", [])
    '围绕民生重点发布'
    """
    clauses = _CLAUSE.findall(_nameless(text.replace("、", _AND), names))
    parts = (part for clause in clauses if not _tells(_NONE.match, clause) for part in clause.split(_AND))
    return _NUMBERS.sub("", _OWN.sub("", "".join(part for part in parts if not _tells(_FIGURE.search, part))))


def _tells(found: Callable[[str], object], clause: str) -> bool:
    return len(clause) <= _TELLING and bool(found(clause))


def _nameless(text: str, names: Sequence[str]) -> str:
    bare = squeeze(text)
    for name in names:
        bare = bare.replace(name, "")
    return bare


def masked_names(names: Iterable[str]) -> list[str]:
    """The names that are masked, the longest first: as printed, and without the places above them."""
    parts = {part for name in map(squeeze, names) for part in (name, chain_and_name(name)[1])}
    return sorted((part for part in parts if len(part) > 1), key=lambda part: (-len(part), part))


def blocks_of(paragraphs: Iterable[str], names: Iterable[str]) -> Iterator[TextBlock]:
    """The blocks of a text by its paragraphs; one that is long is cut at the ends of sentences."""
    parts = masked_names(names)
    for number, paragraph in enumerate(paragraphs):
        sentences = [written(sentence, parts) for sentence in _SENTENCE.findall(paragraph)]
        left, block = sum(map(len, sentences)), ""
        for sentence in sentences:
            if len(block) >= PARAGRAPH <= left:
                yield TextBlock(number, block)
                block = ""
            block += sentence
            left -= len(sentence)
        yield TextBlock(number, block)


def pieces_of(text: str, names: Iterable[str]) -> list[str]:
    """The pieces of a paragraph, in order."""
    bare = written(text, masked_names(names))
    return [bare[at : at + PIECE] for at in range(len(bare) - PIECE + 1)]


def alike(asked: Sequence[Prose], earlier: Iterable[Prose] = ()) -> Alike:
    """What of the texts of a year stands in others of the year or in earlier ones, which are numbered behind them."""
    coded = _coded(asked)
    sets, groups = list(coded.sets()), _Groups()
    for number, text in enumerate(asked):
        groups.add(number, text)
    for number, (text, pieces) in enumerate(_looked_up(earlier, coded.vocabulary), len(asked)):
        groups.add(number, text)
        sets.append(pieces)
    common, shared_by_most = groups.common(coded, sets)
    compared = _compared(coded, ~common, _spread(sets[: len(asked)], len(common)))
    matches = tuple(match for number, pieces in enumerate(sets) for match in compared.found_in(number, pieces))
    return Alike(matches, compared.own_counts(), shared_by_most)


class _Coded(NamedTuple):
    """The texts of a year in numbers: the hashes of their pieces in order, the number of the piece that begins at each
    of their characters, where each block begins and ends among these, and the first block of each text."""

    vocabulary: Hashes
    pieces: Numbers
    edges: Counts
    first_blocks: Counts

    def sets(self) -> Iterator[Numbers]:
        """The pieces of each text, each once."""
        for number in range(len(self.first_blocks) - 1):
            yield np.unique(self.of_text(number))

    def of_text(self, number: int) -> Numbers:
        """The pieces of a text in order."""
        first, behind = self.first_blocks[number : number + 2]
        return self.pieces[self.edges[first] : self.edges[behind]]

    def counted(self, flags: Flags) -> Counts:
        """How many of the pieces of each block are flagged."""
        return np.diff(np.concatenate(([0], np.cumsum(flags)))[self.edges])


def _coded(texts: Sequence[Prose]) -> _Coded:
    hashed = [[hashes_of(block.masked) for block in text.blocks] for text in texts]
    blocks = [pieces for blocks in hashed for pieces in blocks]
    flat = np.concatenate([*blocks, np.empty(0, np.uint64)])
    vocabulary = np.unique(flat)
    numbers = [
        _numbers(flat[start : start + _AT_ONCE * 1024], vocabulary) for start in range(0, len(flat), _AT_ONCE * 1024)
    ]
    pieces = np.concatenate([*numbers, np.empty(0, np.int32)])
    edges = np.concatenate(([0], np.cumsum([len(pieces) for pieces in blocks], dtype=np.int64)))
    first_blocks = np.concatenate(([0], np.cumsum([len(blocks) for blocks in hashed], dtype=np.int64)))
    return _Coded(vocabulary, pieces, edges.astype(np.int64), first_blocks.astype(np.int64))


def _looked_up(texts: Iterable[Prose], vocabulary: Hashes) -> Iterator[tuple[Prose, Numbers]]:
    """Texts with those of their pieces, each once, that are in a vocabulary; many at once, which is faster."""
    remaining = iter(texts)
    while some := list(islice(remaining, _AT_ONCE)):
        hashed = [[*map(hashes_of, (block.masked for block in text.blocks)), np.empty(0, np.uint64)] for text in some]
        each = [np.unique(np.concatenate(blocks)) for blocks in hashed]
        numbers = _numbers(np.concatenate(each), vocabulary)
        ends = np.cumsum([len(pieces) for pieces in each])
        for text, found in zip(some, np.split(numbers, ends[:-1]), strict=True):
            yield text, found[found >= 0]


def _numbers(hashes: Hashes, vocabulary: Hashes) -> Numbers:
    """The places of hashes in a vocabulary; -1 where they are not in it."""
    distinct, back = np.unique(hashes, return_inverse=True)
    places = np.searchsorted(vocabulary, distinct)
    places[places == len(vocabulary)] = 0
    is_known = vocabulary[places] == distinct if len(vocabulary) else np.zeros(len(distinct), np.bool_)
    return np.where(is_known, places, -1).astype(np.int32)[back]


def hashes_of(text: str) -> Hashes:
    """The hash of every piece of a text, in order."""
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)
    count = len(codes) - PIECE + 1
    if count < 1:
        return np.empty(0, np.uint64)
    hashes = np.zeros(count, np.uint64)
    with np.errstate(over="ignore"):
        for at in range(PIECE):
            hashes = hashes * _FACTOR + codes[at : at + count]
        hashes *= _MIX
        hashes ^= hashes >> np.uint64(29)
        hashes *= _MIX
    return hashes


def _spread(sets: Iterable[Numbers], size: int) -> Numbers:
    """How many texts have each piece."""
    counts = np.zeros(size, np.int32)
    for pieces in sets:
        counts[pieces] += 1
    return counts


class _Groups:
    """Which texts are of one year, and which of one county and year."""

    def __init__(self) -> None:
        self._years: dict[int, list[int]] = defaultdict(list)
        self._counties: dict[tuple[int, str], list[int]] = defaultdict(list)

    def add(self, number: int, text: Prose) -> None:
        """Notes of which year and county a text is."""
        self._years[text.year].append(number)
        self._counties[text.year, text.parent].append(number)

    def common(self, coded: _Coded, sets: Sequence[Numbers]) -> tuple[Flags, tuple[tuple[float, ...], ...]]:
        """The pieces that most of a county, or many of all, have in one year; and, of every block of the texts of the
        year, which part of its pieces most of its county have, but for what others have as well."""
        size, asked = len(coded.vocabulary), len(coded.first_blocks) - 1
        common, of_county = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
        for texts in self._years.values():
            if len(texts) >= TOLD_OF:
                common |= _spread((sets[number] for number in texts), size) > min(_MANY, len(texts) / 2)
        everywhere = common.copy()
        parts: list[tuple[float, ...]] = [()] * asked
        for (year, _), texts in self._counties.items():
            if len(texts) >= TOLD_OF:
                pieces, counts = np.unique(np.concatenate([sets[number] for number in texts]), return_counts=True)
                most = pieces[2 * counts > len(texts)]
                common[most] = True
                if 2 * len(texts) <= len(self._years[year]):
                    most = most[~everywhere[most]]
                of_county[most] = True
                for number in texts:
                    if number < asked:
                        parts[number] = _part_of_blocks(coded, number, of_county)
                of_county[most] = False
        return common, tuple(parts)


def _part_of_blocks(coded: _Coded, number: int, flags: Flags) -> tuple[float, ...]:
    first, behind = coded.first_blocks[number : number + 2]
    edges = coded.edges[first : behind + 1]
    flagged = np.concatenate(([0], np.cumsum(flags[coded.of_text(number)])))[edges - edges[0]]
    return tuple((np.diff(flagged) / np.maximum(1, np.diff(edges))).tolist())


@dataclass(frozen=True, slots=True)
class _Compared:
    """The blocks that are compared, by number: which of all blocks each is, and the text of each; its own pieces, one
    behind the other from `starts` on; and an index of the rarest pieces: that of number n is one of the blocks
    `holders[index[n]:index[n + 1]]`."""

    coded: _Coded
    blocks: Counts
    texts: Counts
    own: Numbers
    starts: Counts
    lengths: Counts
    index: Counts
    holders: Numbers
    has: Flags

    def found_in(self, number: int, pieces: Numbers) -> Iterator[BlockMatch]:
        """The blocks of other texts that stand in a text of these pieces."""
        candidates = np.unique(self.holders[_spans(self.index[pieces], self.index[pieces + 1] - self.index[pieces])])
        candidates = candidates[self.texts[candidates] != number]
        if not len(candidates):
            return
        self.has[pieces] = True
        lengths = self.lengths[candidates]
        found = self._found(self.own, self.starts[candidates], lengths)
        is_enough = _is_enough(found, lengths)
        candidates, found = candidates[is_enough], found[is_enough]
        starts, ends = (self.coded.edges[self.blocks[candidates] + more] for more in (0, 1))
        is_whole = _is_enough(self._found(self.coded.pieces, starts, ends - starts), ends - starts)
        self.has[pieces] = False
        for block, count in zip(candidates[is_whole].tolist(), found[is_whole].tolist(), strict=True):
            text = int(self.texts[block])
            yield BlockMatch(text, int(self.blocks[block] - self.coded.first_blocks[text]), number, count)

    def _found(self, pieces: Numbers, starts: Counts, lengths: Counts) -> Counts:
        """How many of the pieces in each span the text at hand has."""
        found = np.concatenate(([0], np.cumsum(self.has[pieces[_spans(starts, lengths)]])))
        return np.diff(found[np.concatenate(([0], np.cumsum(lengths)))])

    def own_counts(self) -> tuple[tuple[int, ...], ...]:
        """How many pieces of its own each block of each text has; 0 where it is not compared."""
        counts = np.zeros(len(self.coded.edges) - 1, np.int64)
        counts[self.blocks] = self.lengths
        return tuple(tuple(counts[first:behind].tolist()) for first, behind in pairwise(self.coded.first_blocks))


def _is_enough(found: Counts, of: Counts) -> Flags:
    return np.greater_equal(found * LEAST[1], of * LEAST[0])


def _compared(coded: _Coded, is_own: Flags, spread: Numbers) -> _Compared:
    """The blocks of which enough is their own, and the index of their rarest pieces."""
    counts = coded.counted(is_own[coded.pieces])
    blocks = np.flatnonzero(counts >= FEWEST)
    lengths = counts[blocks]
    all_pieces = (coded.pieces[coded.edges[block] : coded.edges[block + 1]] for block in blocks.tolist())
    own = [pieces[is_own[pieces]] for pieces in all_pieces]
    rarest = [_rarest(pieces, spread) for pieces in own]
    indexed = np.concatenate([*rarest, np.empty(0, np.int32)])
    holders = np.repeat(np.arange(len(blocks), dtype=np.int32), [len(each) for each in rarest])
    return _Compared(
        coded,
        blocks,
        np.searchsorted(coded.first_blocks, blocks, side="right") - 1,
        np.concatenate([*own, np.empty(0, np.int32)]),
        np.cumsum(lengths) - lengths,
        lengths,
        np.concatenate(([0], np.cumsum(np.bincount(indexed, minlength=len(is_own))))),
        holders[np.argsort(indexed, kind="stable")],
        np.zeros(len(is_own), np.bool_),
    )


def _rarest(pieces: Numbers, spread: Numbers) -> Numbers:
    """The rarest pieces of a block, so many that whoever has `LEAST` of it has one of them."""
    few = len(pieces) - -(-len(pieces) * LEAST[0] // LEAST[1]) + 1
    return np.unique(pieces[np.argsort(spread[pieces], kind="stable")[:few]])


def _spans(starts: Counts, lengths: Counts) -> Counts:
    """The numbers of spans, one behind the other."""
    ends = np.cumsum(lengths)
    numbers: Counts = np.repeat(starts - (ends - lengths), lengths)
    return numbers + np.arange(len(numbers))
