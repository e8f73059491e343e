"""A sentence → what it claims: figures, each bound to the word that it belongs to.

A figure belongs to the word right before it, or, for a few words, right behind it, when nothing unknown stands between
them; `bindings` says what it is then of, if anything. Which claims become statements is decided for whole sections.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

import regex as re

from extract.prose.bindings import Binding, binding_of, bound
from extract.prose.figures import Figure
from extract.prose.lexicon import CONCEPTS
from extract.prose.manner import is_understood
from extract.prose.notions import is_said
from extract.prose.phrases import ALONE, DECISIONS, KEYS, OUTCOMES, REQUESTED_BY
from extract.prose.sentences import Period, Sentence, says_new
from extract.prose.symbols import NAME, SYMBOL, over
from extract.text import compiled


class Claim(NamedTuple):
    """A figure with its meaning: `at` is its place among the words of the sentence.

    `is_clear`: there is no doubt which figure it is. `printed` stands from `start` to `end` of the text, `clause` is
    what is printed in the clause before it.
    """

    binding: Binding
    at: int
    is_clear: bool
    printed: str
    clause: str
    start: int
    end: int

    @property
    def concept(self) -> str:
        """What the figure is of."""
        return CONCEPTS[self.binding.object]

    def of(self, period: Period) -> Claim:
        """The same of another period."""
        return self._replace(binding=self.binding._replace(period=period))


def claims_of(sentence: Sentence) -> list[Claim]:
    """What a sentence claims, in printed order."""
    groups = [(match, _figures_in(sentence, match)) for match in over(_BEHIND).finditer(sentence.symbols)]
    claimed_places = {at for _, figures in groups for at in figures}
    claims = [claim for match, figures in groups for claim in _of_group(sentence, match, figures)]
    if _COUNTED in sentence.symbols:
        claims += _before_words(sentence, claimed_places)
        claimed_places.update(claim.at for claim in claims)
        claims += list(_of_another_year(sentence, claims, claimed_places))
    claims += _negated(sentence)
    return sorted(claims, key=lambda claim: claim.start)


# ── Where figures stand ──────────────────────────────────────────────────────────────────────────────────────────────

_FIGURES = frozenset(("counted", "bare", "money", "none", "glued"))
_COUNTED = SYMBOL["counted"]
_TELLS_BEHIND = "[OUTCOME review suit corrected carried_in carried_out]"
_BEHIND = rf"""
    (?! [on_request application] colon FIGURE {_TELLS_BEHIND} UNCOUNTED)
    (?P<keys> KEY (?: (?: [and as_well] | comma (?! total_unnamed)) KEY)*)
    (?P<between> (?: [in_total so_far each in_order colon total_unnamed]
        | (?<! [{REQUESTED_BY}]) comma (?= [in_total so_far total_unnamed]))*)
    (?P<figures> FIGURE (?: and FIGURE (?! {_TELLS_BEHIND}))*)
"""
"""行政复议、行政诉讼分别为3件、1件: one word or several, and the figures behind them. In 依申请公开情况：3件结转下年
the first is a heading."""
_BEFORE = rf"""
    counted (?: [unknown long_unknown information not asking]+ (?= [denied unable rejected])
        | by_way_of (?= [online in_person letter otherwise]))? (?P<key> {_TELLS_BEHIND}
        | [online in_person letter otherwise natural_person] (?= [comma semicolon and close] | $)
        | (?<= (?:^ | [comma semicolon colon open]) [of_which this_year in_total so_far]* counted) received)
    UNCOUNTED
"""
"""3件予以公开: a figure before its word."""
_BRACKETED = r"""
    (?: (?:^ | [comma semicolon]) (?: compared* | and) last_year colon* | last_year open | open last_year colon*
        | comma this_year) counted (?! and counted)
"""
"""收到申请3件（去年9件）, 去年收到9件，今年3件: a figure of a year that belongs to the word spoken of before."""
_PERIODS: tuple[Period, Period] = ("last_year", "this_year")
_YEARS_IN_ORDER = """
    (?P<years> [this_year last_year other_year] (?: and [this_year last_year other_year])+) [^ CLAUSE_END FIGURE]* $
"""
"""2023年、2024年收到申请分别为9件、3件: as many figures as years."""


def _figures_in(sentence: Sentence, match: re.Match[str]) -> list[int]:
    return [at for at in range(*match.span("figures")) if sentence.name(at) in _FIGURES]


def _of_group(sentence: Sentence, match: re.Match[str], figures: list[int]) -> Iterator[Claim]:
    """What is claimed by words and the figures behind them, which may be of as many years."""
    named = over(_YEARS_IN_ORDER).search(sentence.symbols, 0, match.start())
    years = [NAME[symbol] for symbol in named["years"] if symbol != SYMBOL["and"]] if named else []
    if SYMBOL["in_order"] in match["between"] and len(years) == len(figures) and len(match["keys"]) == 1:
        for year, at in zip(years, figures, strict=True):
            claim = _claim(sentence, match.start("keys"), [at])
            if claim:
                yield from (claim.of(period) for period in _PERIODS if period == year)
        return
    for key, key_figures in _pairs(sentence, match, figures):
        claim = _claim(sentence, key, key_figures)
        if claim:
            yield claim


def _before_words(sentence: Sentence, claimed_places: set[int]) -> Iterator[Claim]:
    """What is claimed by figures that stand before their words."""
    for match in over(_BEFORE).finditer(sentence.symbols):
        at = match.start()
        if at not in claimed_places and SYMBOL["not"] not in sentence.clause(at):
            claim = _claim(sentence, match.start("key"), [at])
            if claim:
                yield claim


def _pairs(sentence: Sentence, match: re.Match[str], figures: list[int]) -> Iterator[tuple[int, list[int]]]:
    """Every key of a group with its figure, or with all of them where it cannot be told which is its own."""
    keys = [at for at in range(*match.span("keys")) if sentence.name(at) in KEYS]
    in_order = SYMBOL["in_order"] in match["between"]
    for_each = SYMBOL["each"] in match["between"] or SYMBOL["as_well"] in match["keys"]
    if not for_each and not in_order:
        comma = match["keys"].rfind(SYMBOL["comma"])
        keys = [at for at in keys if at > match.start("keys") + comma]
    if len(figures) == 1:
        value = sentence.figure(figures[0]).value
        alone = len(keys) == 1 or for_each or value == 0
        for key in keys:
            yield key, figures if alone else figures * 2
    elif len(keys) == len(figures) and in_order and not any("," in sentence.words(at, at) for at in figures):
        for key, at in zip(keys, figures, strict=True):
            yield key, [at]
    else:
        for key in keys:
            yield key, figures


def _claim(sentence: Sentence, key: int, figures: list[int]) -> Claim | None:
    """What a key and its figures claim; None when they are not ours. Several figures, or one twice, are in doubt."""
    binding = binding_of(sentence, key, figures)
    if not binding:
        return None
    first, figure = figures[0], binding.figure
    start, end = sentence.spans[first][1] - len(figure.shown), sentence.spans[figures[-1]][1]
    may_be_other = binding.object == "received" and _may_include_carried_in(sentence, key, first)
    is_clear = (
        len(figures) == 1
        and figure.value is not None
        and not may_be_other
        and is_said(sentence, binding.object, key, first)
        and is_understood(sentence, binding.object, first)
    )
    words = sentence.text[start:end] if is_clear else " ".join(dict.fromkeys(sentence.words(at, at) for at in figures))
    clause = sentence.words(first - len(sentence.clause(first)), first)
    return Claim(binding, first, is_clear, words, clause, start, end)


def _of_another_year(sentence: Sentence, claims: list[Claim], claimed_places: set[int]) -> Iterator[Claim]:
    """Figures that only say which year they are of, where one of the other year stands before them."""
    for match in over(_BRACKETED).finditer(sentence.symbols):
        at = match.end() - 1
        period, other = _PERIODS if SYMBOL["last_year"] in match[0] else _PERIODS[::-1]
        earlier = [claim for claim in claims if claim.at < at and claim.binding.period == other]
        figure = sentence.figure(at)
        if at in claimed_places or not earlier or figure.value is None or not earlier[-1].binding.is_bound:
            continue
        if [claim.at for claim in earlier].count(earlier[-1].at) == 1:
            start, end = sentence.spans[at]
            binding = earlier[-1].binding._replace(period=period, figure=figure)
            yield earlier[-1]._replace(
                binding=binding, is_clear=True, printed=sentence.text[start:end], start=start, end=end
            )


def _may_include_carried_in(sentence: Sentence, key: int, at: int) -> bool:
    """Whether requests carried in may be among those said to be received: parts follow, they are one of them, and the
    others alone do not make up the figure."""
    follow = over("[^ semicolon handled handle]* of_which [^ semicolon]*? carried_in").match(sentence.symbols, at)
    if not follow or says_new(sentence.words(key, max(key, at - 1))):
        return False
    others = [place for place in range(at + 1, follow.end()) if sentence.name(place) in ("counted", "bare")]
    return (
        sum((sentence.figure(place).value or Decimal(0) for place in others), Decimal(0)) != sentence.figure(at).value
    )


# ── What there is none of ────────────────────────────────────────────────────────────────────────────────────────────

_DENIABLE = (
    "received receive carried_in handled carried_out norms_issued norms_repealed issue repeal review suit corrected "
    f"partial denied unable rejected other_outcome {DECISIONS} fees processing_fee any_fee natural_person application "
    "on_request asking"
)
_DENIED = rf"""
    not (?: [unknown long_unknown receive] (?= [review suit carried_in]) | [handle deal] (?= [{DECISIONS}]) | rules and
        | [unknown foreign]+ and (?:[unknown foreign]+ and)* (?= [review suit norms_issued norms_repealed]))?
    (?P<keys> [{_DENIABLE}]
        (?: (?: (?<= [issue repeal]) and unknown)? [and as_well] [{_DENIABLE}] | (?<= review) suit)*)
    (?= [comma semicolon open close and each not] | $)
"""
"""未发生行政复议、行政诉讼: words that there is nothing of."""
_DENIED_WORDS = frozenset(_DENIABLE.split())
_NEEDS_REQUESTS = frozenset(
    ("receive", "natural_person", "partial", "denied", "unable", "rejected", "other_outcome", "asking")
)
_UNCLEAR = frozenset(SYMBOL[name] for name in ("unknown", "long_unknown", "not"))
_NONE = Figure("", Decimal(0), "", False, "none")


_NONE_ALONE = (
    "(?: ^ | [comma semicolon open close]) [this_year so_far]* (?P<none> none) (?= [comma semicolon close] | $)"
)
_NOT_RECEIVED = "[未没]有?(?:收到|受理|接到)"
"""全县收到申请3件，我镇未收到: a clause that says only this."""
_NEGATION = (
    "(?:尚|暂|均|从|并|都|也)?(?:未|没有?|无)(?:向(?:任何)?申请人)?(?:收到|受理|接收到?|接到|发生|产生|出现|"
    "引发|制发|制定|出台|印发|废止|作出|办理|办结|实施|收取|征收|涉及)?"
)
"""What is printed for none, up to what there is none of."""


def _negated(sentence: Sentence) -> Iterator[Claim]:
    """What is claimed to be none, in words; what there was none of until now, there was none of in the year."""
    for match in over(_NONE_ALONE).finditer(sentence.symbols) if SYMBOL["none"] in sentence.symbols else ():
        at = match.start("none")
        start, end = sentence.spans[at]
        binding = bound(sentence, "received", at, at, _NONE)
        if binding and sentence.topic_at(at) == "requests" and compiled(_NOT_RECEIVED).match(sentence.text, start):
            yield Claim(
                binding, at, is_understood(sentence, binding.object, at), sentence.text[start:end], "", start, end
            )
    for match in over(_DENIED).finditer(sentence.symbols) if SYMBOL["not"] in sentence.symbols else ():
        at = match.start()
        start, end = sentence.spans[at]
        printed = compiled(_NEGATION).match(sentence.text, start)
        end = max(end, printed.end() if printed else 0)
        for key in range(*match.span("keys")):
            name = sentence.name(key)
            binding = bound(sentence, ALONE.get(name, name), at, at, _NONE)
            if binding and binding.period == "cumulative":
                binding = binding._replace(period="this_year")
            if binding and name in _DENIED_WORDS and _is_denied(sentence, name, at, key):
                yield Claim(
                    binding, at, is_understood(sentence, binding.object, at), sentence.text[start:end], "", start, end
                )


def _is_denied(sentence: Sentence, name: str, negation: int, at: int) -> bool:
    topic = sentence.topic_at(negation)
    clause = sentence.clause(negation)
    if name == "handled":
        return sentence.words(negation, negation) in ("没有", "无") and clause[-1:] not in _UNCLEAR
    if name in ("received", "application", "on_request") and over("of_which [^ semicolon]* $").search(
        sentence.symbols[:negation]
    ):
        return False
    if name in OUTCOMES.split() and sentence.words(at, at).endswith("信息"):
        return False
    if name in _NEEDS_REQUESTS:
        says_requests = name in OUTCOMES.split() and compiled("决定|申请").search(sentence.words(at, at))
        return topic == "requests" or bool(says_requests)
    if name in ("issue", "repeal"):
        return bool(over("norms | norms_issued | norms_repealed | norms_in_force").search(sentence.symbols))
    if sentence.name(negation + 1) in ("unknown", "long_unknown"):
        words_between = sentence.words(negation, at - 1)
        return any(words in words_between for words in ("公开", "针对", "对本", "对我", "被"))
    if name == "any_fee":
        return (
            sentence.section == 6
            or topic == "requests"
            or any(words in sentence.text for words in ("申请", "信息公开", "提供政府信息"))
            or SYMBOL["processing_fee"] in sentence.symbols
        )
    return True
