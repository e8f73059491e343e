"""Prose → the agency and the year that its sentences name: who announces the report, who made it, whom to ask, who
acted, and from when until when.

Comes in: a passage, squeezed. Goes out: mentions. How a sentence says whose report it is stands in `sayings`; here they
are read, and the years.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import regex as re

from extract.agencies.likeness import agency_led_to
from extract.agencies.lines import LineRun
from extract.agencies.mentions import Mention, dated, named
from extract.agencies.printed_years import agency_in_front, number_in_digits, years_in
from extract.agencies.sayings import OPENING, PREAMBLE, REPORT, Saying, is_author
from extract.text import compiled

_QUOTED = (
    r"《[^《》]{0,90}(?!报告|年报)[^《》]{2}》|\((?:以?下?简?称|简称)(?:[^()]|\([^()]*\)){0,60}\)"
    r"|\p{Han}{1,16}[\[(](?:19|20)\d\d[\])]第?\d{1,4}号"
)
"""Cited papers that are no report, the short names that an agency gives itself, and numbers of papers."""
_LEFT_OUT = "_"
_SENTENCE = r"[^.;!?|]+"
_YEAR_OF_SENTENCE = (
    r"(?:^|(?<=[.|:;)]))(?:[(]?[一1][)、,.]\p{Han}{0,12}[.:,|]*)?((?:19|20)\d\d)年度?+"
    r"(?:(?=0?1月(?:0?1日)?[\-~—至到]+12月)|(?![\d.\-~—至到底末初以前和及]|结转|上半|下半|[一二三四]季|第))"
)
_NAMED_YEAR = r"(?<!\d|结转|结转[到至]|转入)((?:19|20)\d\d)年"
"""A year that is named anywhere but as the one in which what is left over goes on."""
_BEGINS_WITH_YEAR = r"(?<![较比与和至到同对于在从自及、,]\|)" + _YEAR_OF_SENTENCE
"""The same where lines may be broken in a sentence."""
_DIGIT_OF_YEAR = r"[\d〇○零一二三四五六七八九]"
_TWO_YEARS = (
    rf"[12一二]{_DIGIT_OF_YEAR}{{3}}年?(?:度|\d{{1,2}}月(?:\d{{1,2}}日)?)?[\-—~─_/至到和及与,]+(?:19|20|[一二][九〇○零])"
    rf"{_DIGIT_OF_YEAR}{{2}}|学年"
)
_OF_ANOTHER_YEAR = r"结转|转入|遗留|同期|相比|对比|今年|本年|上一?年|往年|去年|次年|下一?年|计划|下一步|将|拟|修订|施行"
"""What a sentence tells of a year before or after the report's, or of one set against it, and of papers."""
_SAID_BY_SECTION = 2
"""Sentences of section one that tell the year where nothing else does."""
_OPENS_LINE = r"(?:^|\|)(?:[(]?[一二三四五六七八九1-9][).,]+)?(?:\p{Han}{2,16}[.:,])?$"
"""What stands in front of the first sentence of a paragraph; the year before is told of further behind."""
_SAID_AGAIN = 3
"""Sentences that begin with a year from which it is the report's, and not the one compared with."""
_REPORT_OF = rf"(?<!\d)((?:19|20)\d\d)(?!\d)年?度?(?:政府|政务)?信息公开{REPORT}"
_FIRST_DAY = r"((?:19|20)\d\d)年?0?1月?0?1日?"
_LAST_DAY = r"12月?3[01]日?(?!\d)"
_PERIOD = (
    rf"(?<!\d)(?:{_FIRST_DAY}(?:起|开始)?,?(?:[-—~─_]|起|至|到)*(?:从|当年|同年)?(?:(?:20)?((?:19|20)\d\d)年?)?{_LAST_DAY}"
    rf"|{_FIRST_DAY}(?:起|开始)?,?(?:[-—~─_]|至|到)"
    rf"|(?:20)?((?:19|20)\d\d)年?{_LAST_DAY}止?)"
)
_NO_PERIOD = (
    r"(?:同期|上年|去年|对比|相比|比较)[^.;]{0,6}$|(?:发布|发文|成文|公开|更新|印发|施行|通过)(?:时间|日期)?[:|]?$"
)
_BEFORE_A_PERIOD = 20


def mentions_in(prose: LineRun) -> Iterator[Mention]:
    """What the preamble says: the period first, which tells the year better than the rest."""
    text = _without_quotes(prose.text)
    yield from _periods(prose)
    yield from _said(PREAMBLE, text, prose)
    if match := compiled(_REPORT_OF).search(text):
        yield dated("preamble", number_in_digits(match[1]), match[0], prose.origin(match.start(1)))


def mentions_in_opening(prose: LineRun) -> Iterator[Mention]:
    """Who acted, by the first sentence of section one, and in which year."""
    text = _without_quotes(prose.text)
    yield from _said(OPENING, text, prose)
    if begun := _year_of(compiled(_YEAR_OF_SENTENCE).finditer(text)):
        yield dated("opening", number_in_digits(begun[1]), begun[0], prose.origin(begun.start(1)))


def year_in_section(section: LineRun) -> Iterator[Mention]:
    """The year with which several sentences of section one begin that tell what was done, more than with all others,
    if no later year is named anywhere: two, the first of a paragraph among them, or three."""
    text = _without_quotes(section.text)
    if is_of_two_years(text):
        return
    begun = [match for match in compiled(_BEGINS_WITH_YEAR).finditer(text) if _tells_what_was(match, text)]
    latest = max((number_in_digits(match[1]) for match in compiled(_NAMED_YEAR).finditer(text)), default=0)
    of_latest = [match for match in begun if number_in_digits(match[1]) == latest]
    opened = any(compiled(_OPENS_LINE).search(text[: match.start()]) for match in of_latest)
    fewest = _SAID_BY_SECTION if opened else _SAID_AGAIN
    if len(of_latest) >= fewest and 2 * len(of_latest) > len(begun):
        yield dated("section", latest, of_latest[0][0], section.origin(of_latest[0].start(1)))


def is_of_two_years(text: str) -> bool:
    """Whether a text speaks of a time from one year on into another: a school year, the years since a reform.

    >>> is_of_two_years("2022—2023学年"), is_of_two_years("2022年9月1日至2023年8月31日"), is_of_two_years("2023年公开")
    (True, True, False)
    """
    return bool(compiled(_TWO_YEARS).search(text))


def _tells_what_was(begun: re.Match[str], text: str) -> bool:
    """Whether a sentence that begins with a year tells of that year alone what was done in it."""
    sentence = compiled(_SENTENCE).match(text, begun.end())
    return bool(sentence and not compiled(_OF_ANOTHER_YEAR).search(sentence[0]))


# ── Agencies ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _said(sayings: Iterable[Saying], text: str, prose: LineRun) -> Iterator[Mention]:
    """What a text says in any of some ways."""
    for saying in sayings:
        if saying.needs and not compiled(saying.needs).search(text):
            continue
        for match in compiled(saying.pattern).finditer(text, overlapped=saying.nested):
            rest = compiled(_SENTENCE).match(text, match.end(1))
            if not (saying.unless and rest and compiled(saying.unless).search(rest[0])):
                yield from _told(saying, match, prose)


def _told(saying: Saying, match: re.Match[str], prose: LineRun) -> Iterator[Mention]:
    """The agency that a saying names, and the year of the report that it announces."""
    words = match[1].replace(_LEFT_OUT, "")
    announced = match.lastgroup == "report"
    agency = agency_in_front(words, "政府信息公开") if announced else agency_led_to(words)
    if is_author(agency, led=announced or match.start() < match.start(1)) and saying.whom(agency):
        yield named(saying.where, agency, agency if announced else words, prose.origin(match.start(1)))
    years = years_in(words) if announced else ()
    if len(years) == 1:
        start = match.end() - len(match[0].lstrip(_LEFT_OUT))
        yield dated(saying.where, years[0], prose.text[start : match.end()], prose.origin(start))


def _without_quotes(text: str) -> str:
    """A text without the papers that it cites, as long as it was."""
    return compiled(_QUOTED).sub(lambda quote: _LEFT_OUT * len(quote[0]), text)


# ── Years ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _year_of(sentences: Iterator[re.Match[str]]) -> re.Match[str] | None:
    """The first sentence of the year that most sentences begin with, if it is the latest of them and not said but once;
    the first sentence of all may say it alone."""
    begun = list(sentences)
    years = Counter(number_in_digits(match[1]) for match in begun)
    latest = max(years, default=0)
    first = next((match for match in begun if number_in_digits(match[1]) == latest), None)
    if first and (not first.start() or years[latest] >= max(_SAID_AGAIN, *years.values())):
        return first
    return None


def _periods(prose: LineRun) -> Iterator[Mention]:
    """The years of 统计期限: 1月1日 … 12月31日, if both ends are of one year."""
    for match in compiled(_PERIOD).finditer(prose.text):
        years = {number_in_digits(year) for year in match.groups() if year}
        before = prose.text[max(match.start() - _BEFORE_A_PERIOD, 0) : match.start()]
        if len(years) == 1 and not compiled(_NO_PERIOD).search(before):
            yield dated("period", years.pop(), match[0], prose.origin(match.start()))
