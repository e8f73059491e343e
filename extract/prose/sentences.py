"""A printed sentence → its words: what is said in it that matters here, and where.

Comes in: the text of a sentence, the year reported on, what was spoken of before. Goes out: a `Sentence`. What its
words and figures state is the business of `claims`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

import regex as re

from extract.numbers import CHINESE_DIGITS, chinese_number
from extract.prose.figures import Figure, figure_of
from extract.prose.grammar import COMPARISON, NARROWS, OF_PART, REASONS, SAYS_REQUESTS, YEARS
from extract.prose.phrases import OUTCOMES, REQUESTED_BY, TOPICS
from extract.prose.subjects import (
    BY,
    UNKNOWN_AGENCY,
    Agency,
    Named,
    Subject,
    is_aside,
    is_asked_elsewhere,
    is_done_to_us,
    named_in,
    subject_in,
)
from extract.prose.symbols import CLAUSE_BREAKS, NAME, SYMBOL, LexiconEntry, Parts, over, phrases, wordings
from extract.text import compiled, squeeze

Period = Literal["this_year", "last_year", "cumulative"]
Span = tuple[int, int]

_LONGEST_UNKNOWN = 12
"""Characters; what is longer may hold anything."""
_UNKNOWN = SYMBOL["unknown"] + SYMBOL["long_unknown"]
_TOPIC_OF = {SYMBOL[name]: topic for topic, names in TOPICS.items() for name in names.split()}
_FOREIGN_WORDS = SYMBOL["foreign"] + SYMBOL["other_dispute"]
_FOREIGN = "[foreign other_dispute] [^ CLAUSE_END]* [counted bare money other_figure]"
_YEARS = {SYMBOL[name]: name for name in YEARS}
_NOT_KNOWN = ("unknown", "long_unknown", "narrowed")
_NARROWED_BEFORE = (",", ":")
_PARTS = frozenset(SYMBOL[name] for name in ("part_of_year", "holiday", "narrowed"))
_ENDS = tuple(SYMBOL[name] for name in ("comma", "semicolon", "open", "close"))
_CLAUSE_ENDS = frozenset(("comma", "semicolon", "colon", "open", "close"))
_HEADS = _CLAUSE_ENDS.union(
    _YEARS.values(), ("so_far", "year_end", "part_of_year", "in_total", "of_which", "and", "as_well", "each")
)
"""Words that stand before the subject of a clause."""
_SAYS_NOTHING = frozenset(("nothing", "unknown"))
_DATED = frozenset(("year", "so_far", "year_end"))
_OUTCOMES = frozenset(SYMBOL[name] for name in OUTCOMES.split())
_OF_REQUESTS = frozenset(SYMBOL[name] for name in ("carried_in", "carried_out", *REQUESTED_BY.split()))
_LISTS = str.maketrans("、﹑。！【】", "||;;()")
_ACCOUNT = "(?:微信|微博|公众号|订阅号|服务号|抖音号?|视频号|头条号?|平台|账号)"
_CALLED = rf"(?<={_ACCOUNT})[“\"][^“”\"]{{1,12}}[”\"]|[“\"][^“”\"]{{1,12}}[”\"](?=(?:政务|官方)?{_ACCOUNT})"
"""How an account is called, beside what it is."""
_NAMELESS = "某"
_DOES_NOT_HOLD = "不掌握"
"""Behind a name in the form's words for why nothing can be provided, which says nothing of whose the figure is."""
_IN_THE, _NAME_OF = "以", "名义"
"""Around a name in which another, an office of its own, acts: 执法队以镇政府名义."""
_AMONG = r"(?r)(?<=\d\p{Han}{1,3})中,(?:涉及|属于|来自|有|是)?$"
_SHARE = rf"(?:占|有|仅|只)*(?:为|有)?[\d{CHINESE_DIGITS}]+[件条]"
"""Behind a name, how many of what was counted before are its own."""
_CIRCLED = "[①-⑳]"
_HEADS_CLAUSE = r"(?<=^|[,，;；:：(（|]\s*)"
"""Where a number of an item stands that parts no words."""
_PINYIN = r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüɡ]+\)"
_YEAR = r"(?<!\d)20\d\d(?=年)"


class Sentence(NamedTuple):
    """A sentence: its squeezed text, one symbol for every word, where in the text the words stand, and its context.

    `topic` is what was spoken of before, `section` the number of the section that it stands in; `subjects` say from
    which place of the text on whose the clauses are.
    """

    text: str
    symbols: str
    spans: tuple[Span, ...]
    topic: str
    section: int
    subjects: tuple[tuple[int, Subject], ...] = ()

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
        return self.symbols[1 + max(self.symbols.rfind(end, 0, at) for end in _ENDS) : at]

    def topic_at(self, at: int) -> str:
        """What was spoken of last before a word."""
        for place in range(at - 1, -1, -1):
            symbol = self.symbols[place]
            if symbol in _TOPIC_OF:
                return _TOPIC_OF[symbol]
            if symbol in _OF_REQUESTS and compiled(SAYS_REQUESTS).search(self.words(place, place)):
                return "requests"
            if symbol in _FOREIGN_WORDS and over(_FOREIGN).match(self.symbols, place):
                return "foreign"
            if symbol == SYMBOL["asking"] and place and self.symbols[place - 1] in _UNKNOWN:
                return "foreign"
        return self.topic or self.topic_of_new(at)

    def topic_of_new(self, at: int) -> str:
        """What 新收 tells to be spoken of where nothing else does."""
        places = (place for place in range(at) if self.symbols[place] == SYMBOL["receive"])
        return "requests" if any(says_new(self.words(place, place)) for place in places) else ""

    def subject(self, at: int) -> Subject:
        """Whose the figure of a word is: the agency's, unless its clause, or one before that, is another's."""
        before = [(place, subject) for place, subject in self.subjects if place <= self.spans[at][0]]
        return before[-1][1] if before else "ours"

    def names_ours(self, first: int, last: int) -> bool:
        """Whether the agency is named as subject from one word up to another."""
        start, end = self.spans[first - 1][1] if first else 0, self.spans[last][0]
        return any(start <= place <= end and subject == "ours" for place, subject in self.subjects)

    def ours_of_others_from(self, at: int) -> int:
        """From which word on the agency is named as one of others: 全县收到3件，其中我镇1件; 0 where it is not."""
        before = [(place, subject) for place, subject in self.subjects if place <= self.spans[at][0]]
        if len(before) < 2 or before[-1][1] == "other" or all(subject == "ours" for _, subject in before):
            return 0
        return next(word for word, (start, _) in enumerate(self.spans) if start >= before[-1][0])

    def is_of_part(self, at: int) -> bool:
        """Whether a figure is of a part of a year only: of one named in its clause, or by a clause of its own."""
        return not _PARTS.isdisjoint(self.symbols[:at]) and bool(over(OF_PART).search(self.symbols, 0, at))

    def period(self, at: int) -> Period | None:
        """The period that a figure is of; None for another year than this and the last."""
        symbols = over(COMPARISON).sub(SYMBOL["comma"], self.symbols[:at])
        years = [_YEARS[symbol] for symbol in symbols if symbol in _YEARS]
        year = years[-1] if years else "this_year"
        if "next_year" in years and SYMBOL["next_year"] in self.clause(at):
            return None
        if year in ("next_year", "other_year"):
            return None
        if year == "last_year":
            return "last_year"
        whole_year = "this_year" in years or (
            SYMBOL["year_end"] in symbols and SYMBOL["this_year"] not in self.symbols[at:]
        )
        until_now = SYMBOL["so_far"] in symbols and not whole_year
        return "cumulative" if year == "many_years" or until_now else "this_year"


def sentence_of(printed: str, year: int | None, topic: str, section: int, agency: Agency = UNKNOWN_AGENCY) -> Sentence:
    """The words of a sentence."""
    text = plain(printed)
    if "(" in text:
        text = compiled(_PINYIN).sub("", text)
    reader = _Reader(text, year, named_in(text, agency))
    reader.read()
    symbols, places = _phrased("".join(SYMBOL[name] for name in reader.names))
    outcomes = _OUTCOMES.intersection(symbols) if not topic else ()
    if len(outcomes) > 1 or (outcomes and compiled(REASONS).search(text)):
        topic = "requests"
    spans = tuple((reader.spans[first][0], reader.spans[last][1]) for first, last in places)
    return Sentence(text, symbols, spans, topic, section, tuple(reader.subjects))


def plain(printed: str) -> str:
    """The text of a sentence, squeezed, with | in lists and ; at its end; without what an account is called.

    >>> plain("微信公众号“青禾发布”、网站各 ３ 条。")
    '微信公众号某某某某|网站各3条;'
    """
    text = printed.translate(_LISTS)
    if "“" in text or '"' in text:
        text = compiled(_CALLED).sub(lambda called: _NAMELESS * len(squeeze(called[0])), text)
    if compiled(_CIRCLED).search(text):
        text = compiled(_CIRCLED).sub(",", compiled(_HEADS_CLAUSE + _CIRCLED).sub("", text))
    return squeeze(text)


def says_new(printed: str) -> bool:
    """Whether 新收 or 新增 says that nothing carried in is meant."""
    return "新收" in printed or "新增" in printed


_MANY, _FURTHER = 3, 6
"""Entries that may begin with two characters from which on it pays to look at more of them, and how many."""
_MOST_KEPT = 2**16


class _Beginnings(dict[str, tuple[LexiconEntry, ...]]):
    """The entries of the lexicon that may begin with some characters, found when they are first asked for: of all, or
    of those that stand within a clause."""

    def __init__(self, within_clause: bool) -> None:
        self.within_clause = within_clause

    def __missing__(self, characters: str) -> tuple[LexiconEntry, ...]:
        """Of those that may begin with fewer of them, the ones that may go on so."""
        if len(self) > _MOST_KEPT:
            self.clear()
        fewer = min(2, len(characters) - 1)
        entries = self[characters[:fewer]] if fewer else self.entries()
        self[characters] = tuple(entry for entry in entries if entry.pattern.match(characters, partial=True))
        return self[characters]

    def entries(self) -> tuple[LexiconEntry, ...]:
        """All entries, with whatever they begin."""
        return tuple(entry for entry in wordings() if not (self.within_clause and entry.begins_clause))


_AT_CLAUSE, _WITHIN_CLAUSE = _Beginnings(within_clause=False), _Beginnings(within_clause=True)


class _Reader:
    """Reads a text from left to right: what is known in it, what stands unknown between, and whose its clauses are."""

    def __init__(self, text: str, year: int | None, named: Named) -> None:
        self.text, self.year = text, year
        self.named = named
        self.names: list[str] = []
        self.spans: list[Span] = []
        self.subjects: list[tuple[int, Subject]] = []
        self.outside: list[Subject] = []
        """Whose the clauses are that the open brackets stand in."""
        self.are_parts_of_ours = False
        """Whether parts are told of what is ours, up to a semicolon."""
        self.done = 0
        """Up to where the text is read."""
        self.head = 0
        """From where on the subject of the clause may stand."""
        self.clause = 0
        """Where the clause begins."""
        self.is_open = True
        """Whether the clause may still name its subject."""
        self.behind_ours = False

    def read(self) -> None:
        """Reads all of the text."""
        text, names = self.text, self.named.surely.keys() | self.named.perhaps.keys()
        for at, character in enumerate(text):
            if at < self.done or (at in names and self.is_name_of_ours(at)):
                continue
            beginnings = _WITHIN_CLAUSE if at and text[at - 1] not in CLAUSE_BREAKS else _AT_CLAUSE
            entries = beginnings[character]
            if not entries:
                continue
            entries = beginnings[text[at : at + 2]]
            if len(entries) > _MANY:
                entries = beginnings[text[at : at + _FURTHER]]
            for name, pattern, _ in entries:
                match = pattern.match(text, at)
                if match and match.end() > at:
                    self.known(name, at, match.end())
                    break
        if self.done < len(text):
            self.unknown_up_to(len(text))

    def is_name_of_ours(self, at: int) -> bool:
        """Whether the agency is named at a place; takes its name in, which says nothing but whose the clause is."""
        before = self.text[self.done : at]
        end = self.named.surely.get(at, 0)
        name_ends = end or self.named.perhaps[at]
        if before.endswith(_IN_THE) and self.text.startswith(_NAME_OF, name_ends):
            self.subjects.append((self.head, subject_in(self.text[self.head : at - len(_IN_THE)], False) or "ours"))
            self.head = self.done = name_ends + len(_NAME_OF)
            return True
        is_reason = self.text.startswith(_DOES_NOT_HOLD, name_ends)
        if is_reason or (not end and before and before not in BY and not is_aside(before)):
            return False
        head = self.text[self.head : at]
        is_theirs = is_done_to_us(head)
        aside = is_theirs or is_aside(head)
        if before:
            self.unknown_up_to(at)
        if is_theirs and self.is_open:
            self.subjects.append((self.head, "other"))
        is_part = self.is_a_part(at, name_ends)
        if is_part and not self.subjects:
            self.subjects.append((0, "other"))
            self.head = self.done = name_ends
            return True
        is_object = bool(before) and before not in BY and not is_part and self.is_anothers_clause()
        if (self.is_open or before in BY) and (is_part or not aside) and not (is_object or self.is_one_of_others()):
            self.subjects.append((at, "ours"))
            self.behind_ours = True
        self.head = self.done = name_ends
        return True

    def is_a_part(self, at: int, end: int) -> bool:
        """Whether what is ours is part of what stands before: 全县3件，其中我镇1件; 3件中，涉及我镇1件; 我镇占1件."""
        if self.names[-1:] == ["of_which"] or compiled(_AMONG).search(self.text[:at]):
            return True
        return "counted" in self.names and bool(compiled(_SHARE).match(self.text, end))

    def is_anothers_clause(self) -> bool:
        """Whether the clause has named another subject, so that ours can only be what that does something to."""
        return bool(self.subjects) and self.subjects[-1][1] == "other" and self.subjects[-1][0] >= self.clause

    def is_one_of_others(self) -> bool:
        """Whether what stands here goes on a list of others: 县住建局和我局."""
        return self.names[-1:] == ["and"] and self.subjects[-1:] != [] and self.subjects[-1][1] == "other"

    def known(self, name: str, at: int, end: int) -> None:
        """Takes in an entry of the lexicon, and what stands unknown before it."""
        unknown = end if name == "unknown" else at
        if unknown > self.done:
            self.unknown_up_to(unknown)
        self.done = end
        if name in _SAYS_NOTHING:
            if name == "nothing" and at == self.head:
                self.head = end
            if self.text[at] == "向":
                self.is_put_to(at, end)
            return
        if name in _DATED:
            name = _dated(name, self.text[at:end], self.year)
        self.names.append(name)
        self.spans.append((at, end))
        if name in _HEADS:
            self.head_goes_on(name, end)
        elif name == "other_figure" and self.is_open:
            self.head = end
        elif name != "foreign":
            self.is_open = self.behind_ours = False

    def is_put_to(self, at: int, end: int) -> None:
        """Takes in to whom something is put, as requests are."""
        if not self.named.surely.keys().isdisjoint(range(at, end)):
            self.subjects.append((at, "ours"))
        elif is_asked_elsewhere(self.text[at:end], self.text[end:]):
            self.subjects.append((at, "other"))

    def head_goes_on(self, name: str, end: int) -> None:
        """Takes in a word behind which the subject of its clause, or of a new one, may stand."""
        self.head = end
        self.behind_ours = self.behind_ours and name == "and"
        if name in _CLAUSE_ENDS:
            self.is_open = True
            self.clause = end
        if name == "of_which":
            self.are_parts_of_ours = self.subjects[-1:] != [] and self.subjects[-1][1] == "ours"
        if name == "semicolon" and self.are_parts_of_ours:
            self.are_parts_of_ours = False
            self.subjects.append((end, "ours"))
        if name == "open":
            self.outside.append(self.subjects[-1][1] if self.subjects else "ours")
        if name == "close" and self.outside:
            self.subjects.append((end, self.outside.pop()))

    def name_of_unknown(self, start: int, end: int) -> str:
        """What to call what stands unknown between two places."""
        is_clause = start == self.head and self.names[-1:] != ["and"] and self.text[end : end + 1] in _NARROWED_BEFORE
        if is_clause and compiled(NARROWS).fullmatch(self.text, start, end):
            return "narrowed"
        return "unknown" if end - start <= _LONGEST_UNKNOWN else "long_unknown"

    def unknown_up_to(self, end: int) -> None:
        """Takes in what stands unknown before a place."""
        start = self.done
        if self.names and self.names[-1] in _NOT_KNOWN:
            self.names.pop()
            start = self.spans.pop()[0]
        self.names.append(self.name_of_unknown(start, end))
        self.spans.append((start, end))
        self.done = end
        if self.is_open:
            if self.subjects and self.subjects[-1][0] == self.head:
                self.subjects.pop()
            subject = subject_in(self.text[self.head : end], self.behind_ours)
            if subject:
                self.subjects.append((self.head, subject))
            if subject == "ours":
                self.names.pop()
                self.spans.pop()
                self.head = end


def _dated(name: str, words: str, year: int | None) -> str:
    """The name of a word that tells a year, by how it stands to the year reported on."""
    if name in ("so_far", "year_end"):
        years = {int(digits) for digits in compiled(_YEAR).findall(words)}
        if year and years - {year}:
            return "next_year" if max(years) > year else "many_years"
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
