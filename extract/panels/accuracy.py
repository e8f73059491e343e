"""How often what was read is wrong, estimated from a sample that persons have coded.

Comes in: how much there is in every stratum, and what coders found in what was drawn. Goes out: how many to draw from
each, and error rates with 95 % intervals. A stratum counts by its share of all, not of what was drawn.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from math import exp, lgamma, log
from typing import Generic, NamedTuple, TypeVar

_Stratum = TypeVar("_Stratum", bound=Hashable)

_ALPHA = 0.05
_STEPS = 60
"""Halvings in which an end of an interval is found."""
_LEAST = 2
"""Drawn from every stratum, for of one nobody knows how far it is from others."""


def allocated(sizes: Mapping[_Stratum, int], draws: int) -> dict[_Stratum, int]:
    """How many to draw from each stratum: in proportion to its size (after Sainte-Laguë), but at least two, or one
    where there are too many strata for that, and no more than it has.

    >>> allocated({"pdf": 900, "docx": 95, "text": 5}, 20)
    {'pdf': 16, 'docx': 2, 'text': 2}
    """
    least = _LEAST if _LEAST * len(sizes) <= draws else 1
    drawn = {stratum: min(least, size) for stratum, size in sizes.items()}
    claims = [
        (-size / (drawn[stratum] + 0.5), place, stratum)
        for place, (stratum, size) in enumerate(sizes.items())
        if size > drawn[stratum]
    ]
    heapify(claims)
    for _ in range(min(draws, sum(sizes.values())) - sum(drawn.values())):
        _, place, stratum = heappop(claims)
        drawn[stratum] += 1
        if drawn[stratum] < sizes[stratum]:
            heappush(claims, (-sizes[stratum] / (drawn[stratum] + 0.5), place, stratum))
    return drawn


def shared_out(sizes: Mapping[str, int], draws: int) -> dict[str, int]:
    """How many to draw from groups of which each is to be known as well as the others: the same from each, and what
    one has not from those that have more.

    >>> shared_out({"zero": 900, "other": 95, "seldom": 5}, 90)
    {'zero': 43, 'other': 42, 'seldom': 5}
    """
    drawn: dict[str, int] = {}
    for place, group in enumerate(sorted(sizes, key=lambda group: sizes[group])):
        drawn[group] = min(sizes[group], (draws - sum(drawn.values())) // (len(sizes) - place))
    return {group: drawn[group] for group in sizes}


class Rate(NamedTuple):
    """A rate of errors: of what was looked at, errors, the weighted rate and its 95 % interval."""

    looked_at: int
    errors: int
    rate: float
    low: float
    high: float


class JudgedDraw(NamedTuple, Generic[_Stratum]):
    """What coders found in one of what was drawn: its stratum, whether it is wrong, and whether the rate is of it."""

    stratum: _Stratum
    is_wrong: bool
    counts: bool = True


def error_rate(sizes: Mapping[_Stratum, int], judged: Iterable[JudgedDraw[_Stratum]]) -> Rate:
    """The rate of errors over all that counts, from whether each that was drawn is wrong.

    The interval is that of Clopper and Pearson over the effective size of the sample, as Korn and Graubard (1998) have
    it for surveys: exact where a sample is simple, wide where few errors were seen. The effective size is that of a
    simple sample with the same variance (of a ratio, by its linear approximation), and never more than the weights
    alone allow (Kish): where no error was seen, or only in strata that count for little, the variance tells nothing.
    """
    strata: dict[_Stratum, list[JudgedDraw[_Stratum]]] = defaultdict(list)
    for each in judged:
        strata[each.stratum].append(each)
    counted = [each for drawn in strata.values() for each in drawn if each.counts]
    if not counted:
        return Rate(0, 0, 0.0, 0.0, 1.0)
    weights = {stratum: sizes[stratum] / len(drawn) for stratum, drawn in strata.items()}
    total = sum(weights[each.stratum] for each in counted)
    rate = sum(weights[each.stratum] for each in counted if each.is_wrong) / total
    kish = total**2 / sum(weights[each.stratum] ** 2 for each in counted)
    variance = sum(weights[stratum] ** 2 * _spread(drawn, rate) for stratum, drawn in strata.items()) / total**2
    is_told = 0 < rate < 1 and variance > 0
    effective = min(rate * (1 - rate) / variance, kish) if is_told else kish
    errors = sum(each.is_wrong for each in counted)
    return Rate(len(counted), errors, min(rate, 1.0), *clopper_pearson(min(rate, 1.0) * effective, effective))


def _spread(drawn: Sequence[JudgedDraw[_Stratum]], rate: float) -> float:
    """The variance of the sum, over what was drawn from a stratum, of how far each is from the rate; of a single one
    its own distance."""
    distances = [each.is_wrong - rate if each.counts else 0.0 for each in drawn]
    if len(drawn) == 1:
        return distances[0] ** 2
    middle = sum(distances) / len(drawn)
    return sum((distance - middle) ** 2 for distance in distances) * len(drawn) / (len(drawn) - 1)


def clopper_pearson(errors: float, count: float) -> tuple[float, float]:
    """The exact 95 % interval of a proportion; neither number needs to be whole.

    >>> [round(end, 4) for end in clopper_pearson(0, 100)], [round(end, 4) for end in clopper_pearson(5, 100)]
    ([0.0, 0.0362], [0.0164, 0.1128])
    """
    low = _quantile(_ALPHA / 2, errors, count - errors + 1) if errors > 0 else 0.0
    high = _quantile(1 - _ALPHA / 2, errors + 1, count - errors) if errors < count else 1.0
    return low, high


def _quantile(share: float, a: float, b: float) -> float:
    """Where the beta distribution has that share below it."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _beta(middle, a, b) < share else (low, middle)
    return (low + high) / 2


def _beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (Lentz)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)) / a
    tiny = 1e-300
    c, d = 1.0, 1 / ((1 - (a + b) * x / (a + 1)) or tiny)
    fraction = d
    for m in range(1, 500):
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / ((1 + numerator * d) or tiny)
            c = (1 + numerator / c) or tiny
            fraction *= c * d
        if abs(c * d - 1) < 1e-12:
            break
    return front * fraction


class Agreement(NamedTuple):
    """How far two coders agree: cells that both coded, the share coded alike, and Cohen's kappa (None where both always
    gave the same one answer)."""

    both: int
    alike: float
    kappa: float | None


def agreement(coded: Sequence[tuple[str, str]]) -> Agreement:
    """The agreement of two coders over cells that both coded.

    >>> agreement([("1", "1"), ("0", "0"), ("0", "2"), ("1", "1")])
    Agreement(both=4, alike=0.75, kappa=0.6)
    """
    if not coded:
        return Agreement(0, 0.0, None)
    alike = sum(one == other for one, other in coded) / len(coded)
    first, second = Counter(one for one, _ in coded), Counter(other for _, other in coded)
    chance = sum(first[answer] * second[answer] for answer in first) / len(coded) ** 2
    return Agreement(len(coded), alike, round((alike - chance) / (1 - chance), 10) if chance < 1 else None)
