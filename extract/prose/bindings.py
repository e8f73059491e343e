"""A word and a figure that stand together → what the figure is of: whose, of when, of what, how much.

Comes in: a `Sentence`, the places of a word and of its figures. Goes out: a `Binding`, or None where the grammar keeps
the two apart.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import regex as re

from extract.prose.figures import Figure
from extract.prose.grammar import (
    CARRIED,
    COUNTED_IN,
    MONEY,
    NOT_COUNTED_IN,
    NOT_OF,
    OF_A_DAY,
    OF_REQUESTS,
    ONLY_OF,
    PIECES_OF,
    REFUSALS,
    SAYS_HOW_MANY,
    SAYS_PIECES,
    SAYS_PUBLISHED,
    SAYS_REQUESTS,
    SUM_OF_CHANNELS,
    SUM_OF_OUTCOMES,
    SUM_OF_REQUESTS,
    Refusal,
)
from extract.prose.lexicon import CONCEPTS
from extract.prose.phrases import ALONE, OUTCOMES, PUBLISHED_BY, REQUESTED_BY
from extract.prose.sentences import Period, Sentence
from extract.prose.subjects import Subject
from extract.prose.symbols import SYMBOL, over
from extract.text import compiled


class Binding(NamedTuple):
    """What a figure is of: `object` says what is counted, `is_whole` whether it is the figure of all of the period."""

    subject: Subject
    period: Period
    is_whole: bool
    object: str
    figure: Figure

    @property
    def is_bound(self) -> bool:
        """Whether the agency says it of itself, and of the whole period."""
        return self.subject == "ours" and self.is_whole


def binding_of(sentence: Sentence, key: int, figures: list[int]) -> Binding | None:
    """What the first of some figures is of that stand at a word; None for what the agencies report nothing of."""
    first = figures[0]
    figure = sentence.figure(first)
    start, end = (
        (sentence.spans[first][0], sentence.spans[key][1])
        if first < key
        else (sentence.spans[key][0], sentence.spans[first][0])
    )
    words = sentence.text[start:end]
    topic = _topic(sentence, key, words)
    name = _meaning(sentence, key, topic, words)
    clause = sentence.clause(first)
    denied = SYMBOL["not"] in clause and figure.state != "none" and figure.value != 0
    if denied or SYMBOL["compared"] in clause or not _is_counted(name, figure, sentence.name(first), words):
        return None
    is_sum = name in _SUMMED and topic == "" and over(SUM_OF_CHANNELS).search(sentence.symbols, 0, key)
    if not (is_sum or _is_spoken_of(name, topic, words)) or _is_refused(sentence, name, key, figures, words, topic):
        return None
    name = ALONE.get(name, name)
    return bound(sentence, name, min(key, first), first, figure) if name in CONCEPTS else None


def bound(sentence: Sentence, name: str, at: int, figure_at: int, figure: Figure) -> Binding | None:
    """What is said of an object at a place; None for another year than this and the last."""
    period = sentence.period(figure_at)
    many_years = SYMBOL["many_years"] in sentence.symbols[:figure_at]
    if name == "norms_in_force" and period == "cumulative":
        period = None if many_years else "this_year"
    is_whole = name in OF_A_DAY or not sentence.is_of_part(figure_at)
    return Binding(sentence.subject(at), period, is_whole, name, figure) if period else None


# ── Object ───────────────────────────────────────────────────────────────────────────────────────────────────────────

_SAY_REQUESTS = frozenset(f"{PUBLISHED_BY} {REQUESTED_BY} {OUTCOMES}".split())
_SUMMED = ("publish", "total_unnamed")
_CARRIED = frozenset(CARRIED.split())
_PUBLISHED_BY = frozenset(PUBLISHED_BY.split())
_NEEDS = {name: topic for topic, names in ONLY_OF.items() for name in names.split()}
_NOT_OF = {topic: frozenset(names.split()) for topic, names in NOT_OF.items()}
_HANGS_ON_TOPIC = frozenset((*_NEEDS, *OF_REQUESTS)).union(
    *_NOT_OF.values(), *(refusal.keys.split() for refusal in REFUSALS if refusal.topic)
)
_DISPUTES = "[review corrected suit foreign]"
_SUMS = ("合计", "总计", "共计", "总共")


def _topic(sentence: Sentence, key: int, words: str) -> str:
    """What is spoken of at a word, where that matters: requests where it says so itself."""
    name = sentence.name(key)
    if name not in _HANGS_ON_TOPIC:
        return ""
    if name in _SAY_REQUESTS and compiled(_says_requests(sentence)).search(words):
        return "requests"
    if name in _CARRIED:
        clause = sentence.clause(key)
        printed = sentence.words(key - len(clause), key)
        if compiled("公开的?申请|申请公开").search(printed) and not over(_DISPUTES).search(clause):
            return "requests"
    if name == "natural_person" and over("application | received | on_request").search(sentence.symbols):
        return "requests"
    return sentence.topic_at(key + 1 if name == "receive" else key)


def _says_requests(sentence: Sentence) -> str:
    """Words between a word and its figure by which it is of requests: in a sentence that names them, few will do."""
    return SAYS_REQUESTS if compiled("公开申请").search(sentence.text) else "申请"


def _meaning(sentence: Sentence, key: int, topic: str, words: str) -> str:
    """What a word means here."""
    name = sentence.name(key)
    if topic != "requests" or name not in OF_REQUESTS or compiled(SAYS_PUBLISHED).search(words):
        return name
    if name != "total_unnamed":
        return OF_REQUESTS[name]
    if over(SUM_OF_OUTCOMES).search(sentence.symbols, 0, key) and sentence.words(key, key) in _SUMS:
        return "handled"
    before = over(SUM_OF_REQUESTS).search(sentence.symbols, 0, key)
    is_sum = before and (sentence.name(before.start()) not in REQUESTED_BY or sentence.words(key, key) in _SUMS)
    return OF_REQUESTS[name] if is_sum else name


def _is_spoken_of(name: str, topic: str, words: str) -> bool:
    """Whether a word has its meaning where something is spoken of."""
    if name in _NOT_OF.get(topic, ()):
        return name in _PUBLISHED_BY and bool(compiled(SAYS_PUBLISHED).search(words))
    return name not in _NEEDS or _NEEDS[name] == topic


class _Condition(NamedTuple):
    """A refusal, its patterns compiled."""

    refusal: Refusal
    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None


@cache
def _conditions(name: str) -> tuple[_Condition, ...]:
    """What keeps figures from a word."""
    return tuple(
        _Condition(
            each,
            over(f"(?r)(?: {each.before} ) $") if each.before else None,
            over(each.behind) if each.behind else None,
        )
        for each in REFUSALS
        if name in each.keys.split()
    )


def _is_refused(sentence: Sentence, name: str, key: int, figures: list[int], words: str, topic: str) -> bool:
    """Whether the grammar keeps a figure from a word."""
    first = figures[0]
    start, end = sentence.ours_of_others_from(key), first + 1 if first < key else key
    before = sentence.symbols[start:end]
    figure = sentence.figure(first)
    for refusal, before_word, behind_figure in _conditions(name):
        if before_word and not before_word.search(before):
            continue
        if behind_figure and not behind_figure.match(sentence.symbols, figures[-1] + 1):
            continue
        if _holds(refusal, figure, words, topic, sentence.text[: sentence.spans[key][0]]):
            return True
    return False


def _holds(refusal: Refusal, figure: Figure, words: str, topic: str, text_before: str) -> bool:
    """Whether the rest of what a refusal asks for is so."""
    return (
        refusal.topic in ("", topic)
        and (not refusal.units or figure.unit in refusal.units.split())
        and (not refusal.above_zero or bool(figure.value))
        and (not refusal.words or bool(compiled(refusal.words).search(words)))
        and not (refusal.unless and compiled(refusal.unless).search(words))
        and not (refusal.unless_behind and compiled(refusal.unless_behind).search(text_before))
    )


# ── Count ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _is_counted(name: str, figure: Figure, kind: str, words: str) -> bool:
    """Whether a figure, of this kind of word, counts what a word names: money is of fees, and nothing else is."""
    if kind == "glued":
        return True
    if name in MONEY:
        return kind in ("money", "none") or (kind == "bare" and figure.value == 0)
    if kind == "money":
        return False
    if not figure.value:
        return True
    if kind == "bare" and SAYS_HOW_MANY in words:
        return True
    if figure.unit == PIECES_OF.get(name):
        return bool(compiled(SAYS_PIECES).search(words))
    return figure.unit in COUNTED_IN.get(name, (figure.unit,)) and figure.unit not in NOT_COUNTED_IN.get(name, ())
