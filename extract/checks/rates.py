"""Percentages of the prose against the figures that they are of: shares of a whole, growth since the year before.

Comes in: a `Case`, or two reports of years that follow each other. Goes out: findings. A percentage is compared only
where the sentence prints it right behind a figure that is certain, and says what it is of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

import regex as re

from extract.checks.case import Case, CheckResult, finding
from extract.model import Finding, Report, Statement
from extract.text import squeeze

_TOTAL, _RECEIVED, _HANDLED = "narrative.proactive_total", "requests.received.total", "requests.handled.total"
_CARRIED_IN = "requests.carried_in.total"
_WHOLES: dict[str, tuple[str, ...]] = {
    "narrative.channel.": (_TOTAL,),
    "narrative.request_channel.": (_RECEIVED,),
    "requests.received.natural_person": (_RECEIVED,),
    "requests.": (_HANDLED, _RECEIVED),
}
"""By how a concept begins, what a share of it may be of; the first that fits counts."""
_NO_PART = (_RECEIVED, _HANDLED, _CARRIED_IN)
_PERCENT = r"(?P<percent>\d+(?:\.\d+)?)%"
_SHARE = re.compile(
    rf"[,(]?占(?:主动|公开|新收|收到|受理|办结|答复|发布|申请|政府|信息|全部|全年|本年度?|的)*(?:总数|总量|总件数)?的?"
    rf"(?:比例?|比重)?的?[为达]?{_PERCENT}"
)
_BEFORE = r"(?:上一?年度?|去年)(?:同期)?|同期"
_UP, _DOWN = "增加|增长|上升|提高|增幅|升幅", "减少|下降|降低|降幅"
_GROWTH = re.compile(
    rf"[,(]?(?:[比较与](?:{_BEFORE}|(?P<year>20\d\d)年度?)(?:相比)?|同比)(?:的?(?P<before>\d+)[件条])?[,]?"
    rf"(?:(?:{_UP}|{_DOWN})了?(?P<by>\d+)[件条篇宗][,、]?(?:同比)?)?"
    rf"(?P<way>{_UP}|{_DOWN})[了为达到]*{_PERCENT}"
)


class Growth(NamedTuple):
    """A figure of which a sentence tells by how many percent it differs from that of the year before.

    `before`: what that was, where the sentence says it.
    """

    statement: Statement
    percent: str
    signed: Decimal
    before: Decimal | None


def percentages_of_figures(case: Case) -> CheckResult:
    """E-06: a share or a growth in the prose is not what the figures that it names make."""
    stated = _certain(case.report.narrative)
    shares = ((statement, _SHARE.match(_behind(statement))) for statement in stated.values())
    findings = [
        _wrong_share(part, wholes[0], share["percent"])
        for part, share in shares
        if share and (wholes := [stated[whole] for whole in _wholes(part.concept) if whole in stated])
        if not any(_is_near(share["percent"], _share(part, whole)) for whole in wholes)
    ]
    return findings + [
        _wrong_growth("E-06", "growth", growth, growth.before)
        for growth in growths(case.report)
        if growth.before and not is_so_much(growth, growth.before)
    ]


def growth_since_the_year_before(prior: Report, current: Report) -> CheckResult:
    """E-07: a growth in the prose is not what the report of the year before makes of it."""
    told = [(growth, _value_in(prior, growth.statement.concept)) for growth in growths(current)]
    if told and not any(before for _, before in told):
        return "statement"
    return [
        _of_year(prior, _wrong_growth("E-07", "growth.year_before", growth, before))
        for growth, before in told
        if before and not is_so_much(growth, before)
    ]


def growths(report: Report) -> Iterator[Growth]:
    """What the prose of a report says of how its figures grew."""
    last = _certain(report.narrative, "last_year")
    for statement in _certain(report.narrative).values():
        growth = _GROWTH.match(_behind(statement))
        if not growth or (growth["year"] and report.year and int(growth["year"]) != report.year - 1):
            continue
        sign = 1 if growth["way"] in _UP.split("|") else -1
        value = statement.value or Decimal(0)
        before = value - sign * Decimal(growth["by"]) if growth["by"] else None
        if statement.concept in last:
            before = last[statement.concept].value
        yield Growth(statement, growth["percent"], sign * Decimal(growth["percent"]), before)


def is_so_much(growth: Growth, before: Decimal) -> bool:
    """Whether a figure has grown as it is said to, since it was so much."""
    value = growth.statement.value or Decimal(0)
    grown = 100 * (value - before) / before
    return (grown < 0) == (growth.signed < 0) and _is_near(growth.percent, abs(grown))


def _certain(narrative: Iterable[Statement], period: str = "this_year") -> dict[str, Statement]:
    """The exact figures above zero of a period, by what they are of; none where several are told."""
    told: dict[str, list[Statement]] = {}
    for one in narrative:
        if one.period == period:
            told.setdefault(one.concept, []).append(one)
    return {
        concept: figures[0]
        for concept, figures in told.items()
        if len(figures) == 1 and figures[0].state == "number" and figures[0].is_certain and figures[0].value
    }


def _behind(statement: Statement) -> str:
    """What the sentence prints behind a figure; nothing where it prints it twice."""
    sentence, raw = squeeze(statement.sentence), squeeze(statement.raw)
    return sentence.partition(raw)[2] if sentence.count(raw) == 1 else ""


def _wholes(concept: str) -> tuple[str, ...]:
    if concept in _NO_PART:
        return ()
    return next((wholes for begins, wholes in _WHOLES.items() if concept.startswith(begins)), ())


def _share(part: Statement, whole: Statement) -> Decimal:
    return 100 * (part.value or Decimal(0)) / (whole.value or Decimal(1))


def _is_near(percent: str, exact: Decimal) -> bool:
    """Whether a printed percentage may be a figure, rounded or cut."""
    digits = len(percent.partition(".")[2])
    return abs(Decimal(percent) - exact) < Decimal(1).scaleb(-digits)


def _value_in(report: Report, concept: str) -> Decimal | None:
    """The certain figure of a report: that of its table, or of its prose."""
    facts = [fact for fact in report.facts if ".".join(fact.concept) == concept and fact.is_certain]
    if facts:
        return facts[0].value
    stated = _certain(report.narrative)
    return stated[concept].value if concept in stated else None


def _wrong_share(part: Statement, whole: Statement, percent: str) -> Finding:
    return finding(
        "E-06",
        "warning",
        "share",
        concepts=[part.concept, whole.concept],
        origins=[part.origin],
        expected=_shown(_share(part, whole), percent),
        actual=f"{percent}%",
        part=part.raw,
        whole=whole.raw,
        told=percent,
        share=_shown(_share(part, whole), percent),
        sentence=part.sentence,
    )


def _wrong_growth(rule: str, wording: str, growth: Growth, before: Decimal) -> Finding:
    value = growth.statement.value or Decimal(0)
    grown = 100 * (value - before) / before
    return finding(
        rule,
        "warning",
        wording,
        concepts=[growth.statement.concept],
        origins=[growth.statement.origin],
        expected=_shown(grown, growth.percent),
        actual=f"{growth.signed}%",
        figure=growth.statement.raw,
        before=before,
        told=growth.signed,
        grown=_shown(grown, growth.percent),
        sentence=growth.statement.sentence,
    )


def _of_year(prior: Report, found: Finding) -> Finding:
    return found._replace(details=(*found.details, ("year", str(prior.year))))


def _shown(exact: Decimal, percent: str) -> str:
    """A percentage with as many digits as another."""
    digits = len(percent.partition(".")[2])
    return f"{exact:.{digits}f}%"
