"""The period that a report says its figures are of: 1 January to 31 December of the year reported on.

Comes in: a `Case`. Goes out: what the words of the preamble say of the period that is not so. What title and metadata
say of the year is left to `who`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex as re

from extract.agencies.printed_years import number_in_digits
from extract.checks.case import Case, finding, sentences
from extract.model import Finding, Origin
from extract.text import squeeze

_DIGIT = r"[〇零○一二三四五六七八九]"
_YEAR = rf"(?:20\d\d|2\s?0\s?\d\s?\d(?=\s*年)|二{_DIGIT}{{3}})"
_SMALL = rf"(?:\d\s\d(?=\s*[月日])|\d{{1,2}}|[二三]?十{_DIGIT}?|{_DIGIT})"
"""Numbers of dates; a line may have been broken between their digits."""
_DAY = rf"(?:({_YEAR})\s*[年.．/-]\s*)?({_SMALL})\s*[月.．/-]\s*(?:({_SMALL})\s*[日号]?)?"
_RANGE = re.compile(
    rf"(?<![\d.．/-]){_DAY}\s*(?:起|开始)?\s*[,，]?\s*(?:截?至|截?止?到|[-－—–~～─]+)\s*"
    rf"(?:当年|同年|本年度?|次年)?\s*{_DAY}(?![\d.．/-]|(?<=月\d)\s*$)"
)
"""From a day to a day; a digit at the end of a line may be half of one."""
_PART = re.compile(rf"统计\p{{Han}}{{0,6}}[为是:：]?\s*({_YEAR})\s*年度?(?:上半年|下半年|前三季度|第?[一二三四]季度)")
_UNTIL = re.compile(
    rf"(?:截[至止到]{{1,2}}|统计[至到])(?:日期|时间)?[为是]?\s*({_YEAR})\s*年\s*({_SMALL})\s*月\s*({_SMALL})\s*日"
)
_WHOLE = re.compile(rf"统计\p{{Han}}{{0,4}}[为是:：]?\s*({_YEAR})\s*年(?:全年|度)(?!政府|政务|信息|工作)")
_OF_FIGURES = re.compile(
    r"(?:统计|数据|信息|报告)[^。；;]{0,12}(?:期限?|时限|时间|周期|区间|范围|跨度|截[至止])|统计|期限|所列"
)
"""Words that tell of which period figures are."""
_ELSEWHERE = re.compile("统计[^。；;]{0,6}(?:期限?|时限|时间|周期|区间|范围)")
"""The same, where they need not stand in the preamble."""
_OTHER_DATES = re.compile(
    r"学年|成立|组建|挂牌|设立|改革|划转|撤并|合并|征求意见|公示|同期|上年|去年|对比|下载|查阅|(?:受理|办公|工作)时间|工作日|号[)）〕]?令|施行"
)
"""Words that tell of other dates, or why there was no whole year."""
_LONG = 6
"""Months of a period in the preamble that needs no word to be the report's."""


class _Period(NamedTuple):
    """A period as printed; the year, month and day of each end are 0 where they are not."""

    words: str
    start: tuple[int, int, int]
    end: tuple[int, int, int]
    origin: Origin

    @property
    def years(self) -> set[int]:
        """The years that are printed."""
        return {self.start[0], self.end[0]} - {0}

    @property
    def months(self) -> int:
        """From the month it begins in to the one it ends in."""
        years = self.end[0] - self.start[0] if self.start[0] and self.end[0] else 0
        return 12 * years + self.end[1] - self.start[1]

    @property
    def is_a_year(self) -> bool:
        """Whether it runs from 1 January to 31 December of one year, as far as it is printed."""
        (_, month, day), (_, last_month, last_day) = self.start, self.end
        return (month, last_month) == (1, 12) and day in (0, 1) and last_day in (0, 31) and len(self.years) < 2


def periods_of_no_year(case: Case) -> list[Finding] | None:
    """What is wrong with the period that the report names; None where it names none."""
    periods = list(_periods(case))
    known = {e.value for e in case.report.identity.evidence if e.about == "year"} | {str(case.report.year)}
    wrong = [each for each in periods if not each.is_a_year or not known.issuperset(map(str, each.years))]
    year = case.report.year
    found = [
        finding(
            "B-02",
            "error" if each.years - {year} else "warning",
            "period",
            expected=f"{year}-01-01/{year}-12-31",
            actual=each.words,
            origins=[each.origin],
            printed=each.words,
            year=year,
        )
        for each in wrong[:1]
    ]
    return found if periods else None


def _periods(case: Case) -> Iterator[_Period]:
    for number in (0, 1):
        for sentence, paragraph in sentences(case.report, (number,)):
            told = bool((_ELSEWHERE if number else _OF_FIGURES).search(sentence))
            if (number and not told) or _OTHER_DATES.search(sentence):
                continue
            before = paragraph.text.find(sentence)
            wholes = ((match, (match[1], "1", "1"), (match[1], "12", "31")) for match in _WHOLE.finditer(sentence))
            parts = ((match, (match[1], "1", "1"), (match[1], "6", "30")) for match in _PART.finditer(sentence))
            untils = ((match, (None, "1", "1"), match.groups()) for match in _UNTIL.finditer(sentence))
            ranges = ((match, match.groups()[:3], match.groups()[3:]) for match in _RANGE.finditer(sentence))
            for match, start, end in (*ranges, *untils, *wholes, *parts):
                origin = paragraph.origin.part(before + match.start(), before + match.end())
                period = _Period(match[0], _numbers(start), _numbers(end), origin)
                is_date = 1 <= period.start[1] <= 12 and 1 <= period.end[1] <= 12
                named = is_date and (period.years or (told and "月" in match[0]))
                if named and (told or period.months >= _LONG):
                    yield period


def _numbers(printed: tuple[str | None, ...]) -> tuple[int, int, int]:
    year, month, day = printed
    return number_in_digits(squeeze(year)) if year else 0, _small(month), _small(day)


def _small(printed: str | None) -> int:
    """A month or a day.

    >>> _small("12"), _small("十二"), _small("三十一"), _small("九"), _small("3 1"), _small(None)
    (12, 12, 31, 9, 31, 0)
    """
    if not printed:
        return 0
    tens, ten, units = squeeze(printed).rpartition("十")
    if ten:
        return 10 * (number_in_digits(tens) if tens else 1) + (number_in_digits(units) if units else 0)
    return number_in_digits(units)
