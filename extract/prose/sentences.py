"""A printed sentence → its words: what is said in it that matters here, and where.

Comes in: the text of a sentence, the year reported on, what was spoken of before. Goes out: a `Sentence`. What its
words and figures state is the business of `claims`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import Literal, NamedTuple

import regex as re

from extract.prose.figures import Figure, figure_of
from extract.prose.lexicon import OUTCOMES, TOPICS
from extract.prose.symbols import NAME, SYMBOL, Parts, over, phrases, wordings
from extract.text import chinese_number, compiled, squeeze

Period = Literal["this_year", "last_year", "cumulative"]
Span = tuple[int, int]

_LONGEST_UNKNOWN = 12
"""Characters; what is longer may hold anything."""
_UNKNOWN = SYMBOL["unknown"] + SYMBOL["long_unknown"]
_TOPIC_OF = {SYMBOL[name]: topic for topic, names in TOPICS.items() for name in names.split()}
_FOREIGN = "foreign [^ CLAUSE_END]* [counted bare money other_figure]"
_COMPARISON = "[^ CLAUSE_END]* compared [^ CLAUSE_END]* [comma semicolon open] | open [^ open close]* close"
_YEARS = {SYMBOL[name]: name for name in ("this_year", "last_year", "next_year", "other_year", "many_years")}
_OUTCOMES = frozenset(SYMBOL[name] for name in OUTCOMES.split())
_LISTS = str.maketrans("、﹑。！", "||;;")
_PINYIN = r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüɡ]+\)"
_YEAR = r"(?<!\d)20\d\d(?=年)"


class Sentence(NamedTuple):
    """A sentence: its squeezed text, one symbol for every word, where in the text the words stand, and its context.

    `topic` is what was spoken of before, `section` the number of the section that it stands in.
    """

    text: str
    symbols: str
    spans: tuple[Span, ...]
    topic: str
    section: int

    def name(self, at: int) -> str:
        """The name of a word."""
        return NAME[self.symbols[at]]

    def words(self, first: int, last: int) -> str:
        """What is printed from one word to another, both included."""
        return self.text[self.spans[first][0] : self.spans[last][1]]

    def figure(self, at: int) -> Figure:
        """The figure that a word is."""
        return figure_of(self.name(at), self.words(at, at))

    def clause(self, at: int) -> str:
        """The symbols of the clause before a word."""
        return over("CLAUSE_END").split(self.symbols[:at])[-1]

    def topic_at(self, at: int) -> str:
        """What was spoken of last before a word."""
        for place in range(at - 1, -1, -1):
            symbol = self.symbols[place]
            if symbol in _TOPIC_OF:
                return _TOPIC_OF[symbol]
            if symbol == SYMBOL["foreign"] and over(_FOREIGN).match(self.symbols, place):
                return "foreign"
            if symbol == SYMBOL["asking"] and place and self.symbols[place - 1] in _UNKNOWN:
                return "foreign"
        return self.topic

    def is_of_part(self, at: int) -> bool:
        """Whether a figure is of a part of a year only."""
        part = over("part_of_year [^ this_year last_year next_year other_year many_years]* $")
        return bool(part.search(self.symbols, 0, at))

    def period(self, at: int) -> Period | None:
        """The period that a figure is of; None for another year than this and the last."""
        symbols = over(_COMPARISON).sub(SYMBOL["comma"], self.symbols[:at])
        years = [_YEARS[symbol] for symbol in symbols if symbol in _YEARS]
        year = years[-1] if years else "this_year"
        if year in ("next_year", "other_year"):
            return None
        if year == "last_year":
            return "last_year"
        until_now = SYMBOL["so_far"] in symbols and "this_year" not in years
        return "cumulative" if year == "many_years" or until_now else "this_year"


def sentence_of(printed: str, year: int | None, topic: str, section: int) -> Sentence:
    """The words of a sentence."""
    text = squeeze(printed.translate(_LISTS))
    if "(" in text:
        text = compiled(_PINYIN).sub("", text)
    words, spans = _symbols_and_spans(text, year)
    symbols, places = _phrased(words)
    if not topic and len(_OUTCOMES.intersection(symbols)) > 1:
        topic = "requests"
    return Sentence(text, symbols, tuple((spans[first][0], spans[last][1]) for first, last in places), topic, section)


def says_new(printed: str) -> bool:
    """Whether 新收 or 新增 says that nothing carried in is meant."""
    return "新收" in printed or "新增" in printed


@cache
def _beginning_with(character: str) -> tuple[tuple[str, Callable[..., re.Match[str] | None]], ...]:
    """The entries of the lexicon that may begin with a character."""
    return tuple((name, pattern.match) for name, pattern in wordings() if pattern.match(character, partial=True))


def _lexicon_entries(text: str) -> Iterator[tuple[str, int, int]]:
    """The entries of the lexicon that a text is made of, with their places."""
    after = 0
    for at, character in enumerate(text):
        if at < after:
            continue
        for name, matching in _beginning_with(character):
            match = matching(text, at)
            if match and match.end() > at:
                after = match.end()
                yield name, at, after
                break


def _symbols_and_spans(text: str, year: int | None) -> tuple[str, list[Span]]:
    """The symbols of a text and their places: what is known, and what stands unknown between."""
    names: list[str] = []
    spans: list[Span] = []
    recognised_to = 0
    for name, start, end in chain(_lexicon_entries(text), (("nothing", len(text), len(text)),)):
        unknown = end if name == "unknown" else start
        if unknown > recognised_to:
            if names and names[-1] in ("unknown", "long_unknown"):
                names.pop()
                recognised_to = spans.pop()[0]
            names.append("unknown" if unknown - recognised_to <= _LONGEST_UNKNOWN else "long_unknown")
            spans.append((recognised_to, unknown))
        recognised_to = end
        if name in ("year", "so_far"):
            name = _dated(name, text[start:end], year)
        if name not in ("nothing", "unknown"):
            names.append(name)
            spans.append((start, end))
    return "".join(SYMBOL[name] for name in names), spans


def _dated(name: str, words: str, year: int | None) -> str:
    """The name of a word that tells a year, by how it stands to the year reported on."""
    if name == "so_far":
        years = {int(digits) for digits in compiled(_YEAR).findall(words)}
        if year and years - {year}:
            return "many_years"
        return "this_year" if years and words.endswith("以来") else name
    stated = chinese_number(words[:4])
    if year is None or stated is None:
        return "other_year"
    return {0: "this_year", -1: "last_year", 1: "next_year"}.get(int(stated) - year, "other_year")


@lru_cache(maxsize=4096)
def _phrased(words: str) -> tuple[str, tuple[Span, ...]]:
    """Words with their phrases put together, and the first and last of the words that each stands for."""
    symbols, places = words, [(at, at) for at in range(len(words))]
    for pattern, becomes in phrases():
        for match in reversed(tuple(pattern.finditer(symbols))):
            new_symbols, new_places = _replaced(becomes, match, places)
            symbols = symbols[: match.start()] + new_symbols + symbols[match.end() :]
            places[match.start() : match.end()] = new_places
    return symbols, tuple(places)


def _replaced(becomes: Parts, match: re.Match[str], places: list[Span]) -> tuple[str, list[Span]]:
    """What a phrase becomes: the parts that are kept stay at their places, new words take up what is between them."""
    symbols, new_places = "", []
    done = match.start()
    for number, part in enumerate(becomes):
        if isinstance(part, int) and match.start(part) >= done:
            symbols += match[part]
            new_places += places[match.start(part) : match.end(part)]
            done = match.end(part)
        else:
            next_starts = (match.start(later) for later in becomes[number + 1 :] if isinstance(later, int))
            stop = next(next_starts, match.end())
            symbols += match[part] if isinstance(part, int) else part
            new_places.append((places[done][0], places[stop - 1][1]))
            done = stop
    return symbols, new_places
