"""Evidence → the one that counts: which places tell whose report it is and of when, and which is believed first.

Comes in: mentions of agencies, years and days, each with its place. Goes out: for each question the mention that
answers it, if any, and all of them, strongest first. Nothing here looks at a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from extract.agencies.likeness import agency_led_to, same_agency
from extract.agencies.names import group_of, is_region, kind_of, with_brackets_closed, without_tail
from extract.model import Evidence, Origin, Where
from extract.text import compact, compiled

About = Literal["entity", "year", "published"]

RANKS: dict[About, tuple[Where, ...]] = {
    "entity": (
        "manifest", "path", "title", "preamble", "contact", "opening", "signature", "head", "metadata", "file",
        "folder",
    ),
    "year": (
        "manifest", "path", "title", "period", "preamble", "opening", "metadata", "head", "file", "folder",
        "section",
    ),
    "published": ("manifest", "path", "metadata", "head", "title", "signature"),
}  # fmt: skip
"""Where each question is answered, the strongest place first."""
_BELIEVED_ANYWAY: frozenset[Where] = frozenset({"manifest", "path"})
"""What the user says counts even where the page speaks of itself as of another kind of agency; so does a title, but
for that of a place, which may be the head of the site."""


_WORDS_OF_ZONES = ("区", "委", "办")
"""With which words the committee of a development zone speaks of itself."""
_RUNS_SITES = (
    r"政府(?:办公[室厅])?$|政务服务|政务公开|信息公开|大数据|数据(?:局|管理)|行政审批|融媒体|信息中心|网信|宣传部"
)
"""Offices that post what others report: named as the publisher, they are nobody's author."""


_ZERO_IN_A_NAME = r"(?<=\p{Han}0*)0(?=0*\p{Han})"
"""一〇四团: the sign has become a digit where print is compared."""


class Mention(NamedTuple):
    """A piece of evidence, and the agency with its tail where it names one."""

    evidence: Evidence
    agency: str = ""


def named(where: Where, agency: str, raw: str = "", origin: Origin | None = None) -> Mention:
    """An agency that is named; of an office within it, or a party committee, the agency that it leads to."""
    full_name = agency_led_to(agency) if where not in ("manifest", "path") else compact(agency)
    full_name = with_brackets_closed(compiled(_ZERO_IN_A_NAME).sub("〇", full_name))
    return Mention(Evidence("entity", where, without_tail(full_name), raw or agency, origin), full_name)


def dated(where: Where, year: int, raw: str, origin: Origin | None = None) -> Mention:
    """A year that is named."""
    return Mention(Evidence("year", where, str(year), raw, origin))


class Answer(NamedTuple):
    """The mention that answers a question, None where nothing does or evidence of one rank contradicts itself; and all
    that speak of it, the chosen first, then as they rank."""

    chosen: Mention | None
    mentions: tuple[Mention, ...]


def answer_of(mentions: Iterable[Mention], about: About, own_word: str = "", recognised: bool = False) -> Answer:
    """What is believed of a question. An entity that the page's own word, 我镇, contradicts comes last, and is not
    believed; of two that one place names, that one is which another place names too. A title that was `recognised` on a
    scan is not believed against several other places that are of one mind."""
    ranks = RANKS[about]
    first_mentions: dict[tuple[Where, str], Mention] = {}
    for mention in mentions:
        if mention.evidence.about == about:
            first_mentions.setdefault((mention.evidence.where, mention.evidence.value), mention)
    fitting = [mention for mention in first_mentions.values() if _suits(mention.evidence, own_word)]
    fitting.sort(key=lambda mention: ranks.index(mention.evidence.where))
    others = [mention for mention in first_mentions.values() if mention not in fitting]
    chosen = _chosen(fitting)
    if chosen and about == "entity" and chosen.evidence.where == "title":
        chosen = _whole(chosen, fitting)
        if recognised:
            chosen = _outvoted(chosen, fitting)
    ordered = sorted(fitting, key=lambda mention: mention is not chosen)
    return Answer(chosen, (*ordered, *others))


def _chosen(mentions: Sequence[Mention]) -> Mention | None:
    """The mention of the strongest place, the fullest of those that agree; None where that place contradicts itself
    and no other place settles it."""
    if not mentions:
        return None
    place = mentions[0].evidence.where
    equals = [mention for mention in mentions if mention.evidence.where == place]
    if not _all_agree(equals):
        equals = [one for one in equals if any(_agree(one, other) for other in mentions if other not in equals)]
    return max(equals, key=lambda mention: len(mention.agency)) if equals and _all_agree(equals) else None


def _whole(title: Mention, mentions: Sequence[Mention]) -> Mention:
    """An agency named by a title, or the one that it is the beginning of, where its name tells no kind of agency, as
    where a town is called by its mere name or its last characters were not recognised, and another place tells one."""
    name = title.evidence.value
    if kind_of(name) != "other":
        return title
    wholes = [
        each for each in mentions if each.evidence.value.startswith(name) and kind_of(each.evidence.value) != "other"
    ]
    return wholes[0] if wholes and _all_agree(wholes) else title


def _outvoted(title: Mention, mentions: Sequence[Mention]) -> Mention:
    """An agency named by a title, or that which all other printed places name, if there are several."""
    others = [each for each in mentions if each.evidence.origin and each.evidence.where != "title"]
    several = len({each.evidence.where for each in others}) > 1
    return others[0] if several and _all_agree(others) and not _agree(title, others[0]) else title


def _all_agree(mentions: Sequence[Mention]) -> bool:
    """Whether they name one agency or year; of several days the first counts."""
    fullest = max(mentions, key=lambda mention: len(mention.evidence.value))
    return fullest.evidence.about == "published" or all(_agree(mention, fullest) for mention in mentions)


def _agree(one: Mention, other: Mention) -> bool:
    if one.evidence.about == "entity":
        return same_agency(one.evidence.value, other.evidence.value)
    return one.evidence.value == other.evidence.value


def _suits(evidence: Evidence, own_word: str) -> bool:
    """Whether a page that says 我镇, 我局 … can be this entity's. A publisher that posts for others is not believed
    alone."""
    if evidence.about != "entity" or evidence.where in _BELIEVED_ANYWAY:
        return True
    if evidence.where == "title" and not is_region(evidence.value):
        return True
    zone = kind_of(evidence.value) == "zone" and own_word in _WORDS_OF_ZONES
    if own_word and group_of(own_word) != group_of(evidence.value) and not zone:
        return False
    if evidence.where != "metadata":
        return True
    own_place = bool(own_word) and evidence.value.endswith(own_word)
    return own_place or not (is_region(evidence.value) or compiled(_RUNS_SITES).search(evidence.value))
