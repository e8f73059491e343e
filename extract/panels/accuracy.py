"""How often cells are read wrongly, estimated from a sample that persons have coded.

Comes in: how many cells there are in every stratum, and what coders found in the cells drawn. Goes out: how many to
draw from each, and error rates with 95 % intervals. A stratum counts by its share of all cells, not of those drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from math import exp, lgamma, log
from typing import NamedTuple, TypeVar

_Stratum = TypeVar("_Stratum", bound=Hashable)

_ALPHA = 0.05
_STEPS = 60
"""Halvings in which an end of an interval is found."""


def allocated(sizes: Mapping[_Stratum, int], draws: int) -> dict[_Stratum, int]:
    """How many to draw from each stratum: in proportion to its size (after Sainte-Laguë), but at least one, and no more
    than it has.

    >>> allocated({"pdf": 900, "docx": 95, "text": 5}, 20)
    {'pdf': 17, 'docx': 2, 'text': 1}
    """
    drawn = dict.fromkeys(sizes, 1)
    claims = [(-size / 1.5, place, stratum) for place, (stratum, size) in enumerate(sizes.items()) if size > 1]
    heapify(claims)
    for _ in range(min(draws, sum(sizes.values())) - len(sizes)):
        _, place, stratum = heappop(claims)
        drawn[stratum] += 1
        if drawn[stratum] < sizes[stratum]:
            heappush(claims, (-sizes[stratum] / (drawn[stratum] + 0.5), place, stratum))
    return drawn


class Rate(NamedTuple):
    """A rate of errors: of cells that were looked at, errors, the weighted rate and its 95 % interval."""

    looked_at: int
    errors: int
    rate: float
    low: float
    high: float


def error_rate(sizes: Mapping[_Stratum, int], judged: Iterable[tuple[_Stratum, bool]]) -> Rate:
    """The rate of errors over all cells, from whether each cell drawn is wrong.

    The interval is that of Clopper and Pearson over the effective size of the sample, as Korn and Graubard (1998) have
    it for surveys: exact where a sample is simple, wide where few errors were seen.
    """
    drawn: Counter[_Stratum] = Counter()
    wrong: Counter[_Stratum] = Counter()
    for stratum, is_wrong in judged:
        drawn[stratum] += 1
        wrong[stratum] += is_wrong
    looked_at, errors = drawn.total(), wrong.total()
    if not looked_at:
        return Rate(0, 0, 0.0, 0.0, 1.0)
    cells = sum(sizes[stratum] for stratum in drawn)
    weights = {stratum: sizes[stratum] / cells for stratum in drawn}
    rate = sum(weights[stratum] * wrong[stratum] / drawn[stratum] for stratum in drawn)
    kish = 1 / sum(weights[stratum] ** 2 / drawn[stratum] for stratum in drawn)
    variance = sum(
        weights[stratum] ** 2 * share * (1 - share) / max(drawn[stratum] - 1, 1)
        for stratum in drawn
        if (share := wrong[stratum] / drawn[stratum]) not in (0, 1)
    )
    effective = min(rate * (1 - rate) / variance, kish) if variance else kish
    return Rate(looked_at, errors, rate, *clopper_pearson(rate * effective, effective))


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
