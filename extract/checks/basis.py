"""What a report rests on that was no longer in force in its year: the law of 2007, the form of 2019.

Comes in: a `Case`. Goes out: B-05, once. A sentence that tells what became of a law cites none; one that is faster than
the law has not mistaken its terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from extract.checks.case import Case, CheckResult, finding, sentence_around
from extract.model import Origin, Paragraph
from extract.text import simplified


class Outdated(NamedTuple):
    """A wording that was outdated from reports on a year on, what is in its place, and of what its sentence speaks."""

    since: int
    cited: re.Pattern[str]
    instead: str
    about: re.Pattern[str]


_NUMBER = r"[〔\[(（【［]\s*{}\s*[〕\])）】］]\s*{}\s*号"
_ANYTHING = re.compile("")
_REPORTS = re.compile(r"年度?报告|年报|编制|公布本|报告如下")
_REQUESTS = re.compile(r"申请公开|公开申请|政府信息|信息公开|申请人|申请[^。；]{0,4}答复|答复期限")
_LAW = r"条例[》”\"’]?\s*(?:[（(][^（）()]{0,40}[）)])?\s*(?:的)?"
_DAYS = r"(?:15|十五)\s*个?工作日"
_LEGAL = r"法定|规定|期限|时限|应当|自?收到[^。；]{0,8}之日|延长|不得?超过|之?内"

_OUTDATED = (
    Outdated(
        2021,
        re.compile(rf"国办公开办函\s*{_NUMBER.format(2019, 60)}"),
        "国办公开办函〔2021〕30号",
        _ANYTHING,
    ),
    Outdated(2021, re.compile(r"年度报告格式[》”\"]?\s*[（(]\s*试行\s*[）)]"), "国办公开办函〔2021〕30号", _ANYTHING),
    Outdated(2019, re.compile(r"国务院(?:令)?\s*[,，]?\s*第?\s*492\s*号"), "国务院令第711号", _ANYTHING),
    Outdated(2019, re.compile(rf"国办发\s*{_NUMBER.format(2014, 32)}"), "国办公开办函〔2021〕30号", _REPORTS),
    Outdated(
        2019,
        re.compile(r"(?:自?2007年4月5日(?:公布|颁布)[^。；]{0,6})?自?2008年5月1日[^。；]{0,3}正?式?(?:施行|实施)"),
        "国务院令第711号",
        re.compile("条例"),
    ),
    Outdated(
        2020,
        re.compile(rf"{_LAW}\s*(?:中)?第?三十[一二]条(?:、第?三十二条)?"),
        "条例第四十九条、第五十条",
        _REPORTS,
    ),
    Outdated(2020, re.compile(_DAYS), "20个工作日", _REQUESTS),
)
"""What changed in 2019, with the law that came into force on 15 May, and in 2021, with the form."""
_TERMS = re.compile(_DAYS)
_TERM_OF_LAW = re.compile(_LEGAL)
_OTHER_TERM = re.compile(
    r"第三方|征求意见|缩短|压缩|提速|提前|承诺|快于|优于|少于|平均|20\s*个?工作日|二十个?工作日|建议|提案|信访|工单|热线|投诉|举报|许可"
    r"|咨询|补正|低保|救助"
)
"""Words of a sentence that speaks of another term than that of a reply to a request."""
_HISTORY = re.compile(
    r"修订|修正|修改|废止|取代|替代|代替|失效|不再|停止(?:执行|使用)|沿用|历经|沿革|以来|先后|曾|颁布实施|首次|711\s*号|原(?:《|国|条例|格式)"
)
"""Words of a sentence that tells what became of a basis, or names the decree that amended it beside it."""


def outdated_basis(case: Case) -> CheckResult:
    """B-05: a basis cited, or a term given, that was no longer in force in the year reported on."""
    year = case.report.year or 0
    paragraphs = [paragraph for section in case.report.sections for paragraph in section.paragraphs]
    for outdated in _OUTDATED:
        if year >= outdated.since and (citation := _first_cited(outdated, paragraphs)):
            cited, origin = citation
            return [
                finding(
                    "B-05",
                    "warning",
                    "basis",
                    expected=outdated.instead,
                    actual=cited,
                    origins=[origin],
                    cited=cited,
                    now=outdated.instead,
                )
            ]
    return [] if any(section.number == 0 for section in case.report.sections) else "section"


def _first_cited(outdated: Outdated, paragraphs: Iterable[Paragraph]) -> tuple[str, Origin] | None:
    """Where a basis is cited first, in a sentence that speaks of its subject and does not tell its history."""
    for paragraph in paragraphs:
        text = simplified(paragraph.text)
        for match in outdated.cited.finditer(text):
            start, end = sentence_around(text, match.start())
            rest = text[start : match.start()] + text[match.end() : end]
            if _tells_no_history(rest) and outdated.about.search(text[start:end]) and _is_legal(match[0], rest):
                return paragraph.text[slice(*match.span())], paragraph.origin.part(*match.span())
    return None


def _tells_no_history(rest: str) -> bool:
    return not _HISTORY.search(rest)


def _is_legal(cited: str, rest: str) -> bool:
    """Whether what is cited, if it is a term, is given as that of the law for a reply."""
    return not _TERMS.search(cited) or bool(_TERM_OF_LAW.search(rest) and not _OTHER_TERM.search(rest))
