"""A sum that does not hold, for those whose figures they are: what is added to what, by name, and what it should be.

Comes in: a `Finding` about a sum. Goes out: one sentence, or none where it has too many terms to name them. Nothing is
said of which figure may be meant: that is for the records to tell.
"""

from __future__ import annotations

from collections.abc import Iterable

import regex as re

from extract.model import Finding, Form
from extract.words.languages import Lang, Pair, in_language
from extract.words.phrases import joined
from extract.words.places import parts_of

_MOST_TERMS = 8
"""Figures that are named one by one: all kinds of applicants with their total, not all outcomes."""
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]{0,3}(?:（[一二三四五六七八九十]{1,3}）|、)|\d{1,2}\.)+|^.*，")
_SENTENCE: Pair = (
    "{where}：{left}≠{right}，相差{gap}。请核对台账。",
    "{where}: {left} ≠ {right}; they differ by {gap}. Please look at your records.",
)
_TERM: Pair = ("{name}{figure}", "{name} {figure}")
_PLUS: Pair = ("＋", " + ")


def sum_words(finding: Finding, forms: tuple[Form, ...], code: str, lang: Lang) -> str:
    """What does not add up, in the words of the form; empty where that cannot be said in short."""
    details = dict(finding.details)
    if finding.wording != "sum" or not {"left", "right", "gap"} <= details.keys():
        return ""
    left, right = (details[side].partition(" = ")[0].split(" + ") for side in ("left", "right"))
    if len(left) + len(right) != len(finding.concepts) or len(finding.concepts) > _MOST_TERMS:
        return ""
    places = [parts_of(concept, forms, code, lang) for concept in finding.concepts]
    if any(len(place) != len(places[0]) or len(place) < 2 for place in places):
        return ""
    differing = [at for at in range(len(places[0])) if len({place[at] for place in places}) > 1]
    names = [_NUMBERED.sub("", joined((place[at] for at in differing), lang, "comma")) for place in places]
    where = joined((part for at, part in enumerate(places[0]) if at not in differing), lang, "comma")
    return in_language(_SENTENCE, lang).format(
        where=where,
        left=_side(names[len(right) :], left, lang),
        right=_side(names[: len(right)], right, lang),
        gap=details["gap"],
    )


def _side(names: Iterable[str], figures: Iterable[str], lang: Lang) -> str:
    terms = (
        in_language(_TERM, lang).format(name=name, figure=figure) for name, figure in zip(names, figures, strict=True)
    )
    return in_language(_PLUS, lang).join(terms)
