"""What the prose says against itself: parts and their total, all answered and some left, where the total stands."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import regex as re

from extract.checks.case import Case, CheckResult, finding
from extract.checks.figures import fact_of
from extract.model import Concept, Finding, Statement
from extract.numbers import CHINESE_DIGITS, chinese_number
from extract.prose.grammar import OF_REQUESTS
from extract.prose.lexicon import CONCEPTS
from extract.prose.phrases import PUBLISHED_BY, REQUESTED_BY
from extract.prose.sentences import plain, sentence_of
from extract.text import squeeze

_TOTAL, _RECEIVED = "narrative.proactive_total", "requests.received.total"

# ── Parts of a stated total ──────────────────────────────────────────────────────────────────────────────────────────

_KINDS = {
    _TOTAL: {"channel": frozenset(PUBLISHED_BY.split())},
    _RECEIVED: {
        "person": frozenset(("natural_person", "organisation")),
        "way": frozenset((*REQUESTED_BY.split(), *OF_REQUESTS)),
    },
}
"""What the parts of a total may be, by the words of the lexicon."""
_FEWEST = {"channel": 3, "way": 2, "person": 2}
"""How many parts of a kind are all there are; two channels may be the chief ones."""
_OPENING = re.compile(r"(?:;?[^;\d]{0,40}?其中|,?包括|,?分别为|\()[:,]?")
_OPENING_OF_ALL = re.compile(r"(?::|,(?:[按从][^,;\d]{1,10}[分看][,:])?)")
"""Behind these, only parts of a known kind are parts of the figure in front: what follows may be of something else."""
_NUMBER = rf"\d[\d,]*|[{CHINESE_DIGITS}]+"
_PART = re.compile(
    rf"(?P<sign>[|,;和与及]?)(?P<label>[^|,;:()\d]{{1,24}}?)(?:[有为共计]|共计|合计)*"
    rf"(?P<raw>(?P<number>{_NUMBER})[条件份项篇宗起例])(?=[|,;)和与及]|$)"
)
_GOES_ON = re.compile("其中[^。]{0,200}。?")
_ADDED_UP = re.compile(r"[,;]?(?:合计|总计|共计?|总共|一共)[^,;\d]{0,12}$")
_OVERLAP = re.compile(r"重复|同步|交叉|转发|同时")
_NOT_ALL = re.compile(r"等|主要|部分|其余|其[他它]均|剩余|还有|之一")
_NO_PART = re.compile("[约近逾超余]|增|减|上年|去年|同期|同比|环比|[较比]|同步|同时|转发|转载|信息中")
"""Words of what is no part: a comparison, the same thing once more, a part of a part."""
_OTHER_WORDS = (
    (re.compile("企业|单位|公司|组织|机构|团体"), ("person", "organisation")),
    (re.compile("线下"), ("way", "on_paper")),
)
"""Words for parts of requests that are none of the lexicon."""


class Part(NamedTuple):
    """A part that a sentence lists: of which kind, the word or label that names it, its figure and the sign before."""

    kind: str
    name: str
    raw: str
    value: Decimal
    sign: str
    end: int


def parts_of_a_stated_total(case: Case) -> CheckResult:
    """E-03: parts that are listed behind a total, or added up in front of it, and make another figure."""
    judged, findings = False, []
    for total in case.report.narrative:
        if total.concept not in _KINDS or not total.is_certain or total.state != "number" or not total.value:
            continue
        if total.period != "this_year":
            continue
        parts, are_all = _parts_of(total, _continued(case, total.sentence))
        if len(parts) < 2 or _OVERLAP.search(total.sentence):
            continue
        added = sum((part.value for part in parts), Decimal(0))
        are_all = are_all and len({part.name for part in parts}) >= _FEWEST.get(parts[0].kind, len(parts) + 1)
        judged = judged or are_all or added > total.value
        if added > total.value or (are_all and added < total.value):
            findings.append(_not_adding_up(total, parts, added))
    return findings if judged else "statement"


def _continued(case: Case, sentence: str) -> str:
    """A sentence, with the one behind it where that goes on to tell its parts."""
    texts = (part.text for section in case.report.sections for part in section.paragraphs)
    text = next((text for text in texts if sentence in text), sentence)
    start = text.index(sentence)
    goes_on = _GOES_ON.match(text, start + len(sentence))
    return text[start : goes_on.end() if goes_on else start + len(sentence)]


def _parts_of(total: Statement, printed: str) -> tuple[list[Part], bool]:
    """The parts of a total that what is printed lists, and whether nothing says that there are others."""
    raw = squeeze(total.raw)
    before, _, behind = plain(printed).partition(raw)
    added_up = _ADDED_UP.search(before)
    opening = _OPENING.match(behind) or _OPENING_OF_ALL.match(behind)
    listed = before[: added_up.start()] if added_up else ""
    start = next((at for at in range(len(listed)) if _ends_with_parts(listed[at:], total.concept)), None)
    if start is not None:
        return _listed(listed[start:], total.concept), not _NOT_ALL.search(before)
    if not opening:
        return [], False
    listed = behind[opening.end() :]
    parts = _listed(listed, total.concept)
    if not _OPENING.match(behind) and not _may_be_all(total.concept, opening[0], parts):
        return [], False
    goes_on = bool(parts) and listed[parts[-1].end :][:1] in ("|", "和", "与", "及")
    return parts, not goes_on and not _NOT_ALL.search(behind)


def _may_be_all(concept: str, opening: str, parts: list[Part]) -> bool:
    """Whether parts without a word such as 其中 are all there are: of how requests came, and by whom; of channels where
    more than a comma says so, as what one shows may be shown by another."""
    return bool(parts and parts[0].kind) and (concept == _RECEIVED or opening != ",")


def _ends_with_parts(text: str, concept: str) -> bool:
    parts = _listed(text, concept)
    return len(parts) > 1 and parts[-1].end == len(text)


def _listed(text: str, concept: str) -> list[Part]:
    """The parts of one kind that a text begins with, one behind the other with the same sign between."""
    parts: list[Part] = []
    while match := _PART.match(text, parts[-1].end if parts else 0):
        kind, name = _kind_of(match["label"], concept)
        value = chinese_number(match["number"])
        if value is None or _NO_PART.search(match["label"]) or (parts and kind != parts[0].kind):
            break
        if len(parts) > 1 and match["sign"] != parts[1].sign:
            break
        parts.append(Part(kind, name, match["raw"], value, match["sign"], match.end()))
    return parts


def _kind_of(label: str, concept: str) -> tuple[str, str]:
    """What a part is one of, and the word of the lexicon that says so; the label itself where none does."""
    sentence = sentence_of(label, None, "", 1)
    names = [sentence.name(at) for at in range(len(sentence.symbols))]
    found = [(kind, name) for name in names for kind, members in _KINDS[concept].items() if name in members]
    if not found and concept == _RECEIVED:
        found = [part for words, part in _OTHER_WORDS if words.search(label)]
    return found[0] if found else ("", label)


def _not_adding_up(total: Statement, parts: list[Part], added: Decimal) -> Finding:
    return finding(
        "E-03",
        "warning",
        "parts",
        concepts=[total.concept, *(CONCEPTS[part.name] for part in parts if part.name in CONCEPTS)],
        origins=[total.origin],
        expected=total.raw,
        actual=added,
        total=total.raw,
        added=" + ".join(part.raw for part in parts),
        sum=added,
        sentence=total.sentence,
    )


# ── What is said to be complete ──────────────────────────────────────────────────────────────────────────────────────

_CARRIED_OUT = Concept("requests", "carried_out", "total")
_IN_TIME = (
    "(?:已|均|都|经|依法|依规|依申请|按[期时照]?|程序|如期|及时|规定|法定|在|于|期限|时限|时间|之?内|的|予以|得到|完成|给予|作出"
    "|进行|了|全部)*"
)
_DONE = "(?:办结|答复|回复|办复|办理完毕|办理完成|办理完结|处理完毕)"
_ALL = "(?:全部|所有)(?:政府信息)?(?:公开)?申请"
_COMPLETE = re.compile(
    r"(?:答复|办结|及时|按时|按期|回复)率[^;,]{0,8}?(?:100%|百分之百|百分之一百)"
    rf"|100%{_IN_TIME}{_DONE}|(?:均|全部|都)(?!未|不){_IN_TIME}{_DONE}"
    rf"|{_DONE}了?{_ALL}|{_ALL}{_DONE}"
    rf"|(?:无|没有|不存在|未出现)(?:未办结|未答复|积压)|无一(?:[件例])?(?:结转|积压)"
)
_SPOKEN_OF = re.compile(
    "申请公开|公开申请|依申请|申请|留言|建议|提案|议案|信访|热线|工单|投诉|举报|来信|来访|咨询|诉求|意见|问题|许可|救助"
    "|补贴|低保|复议|诉讼|事项清单|事项目录"
)
_REQUESTS = ("申请公开", "公开申请", "依申请", "申请")
_OTHER_APPLICATIONS = re.compile(
    r"(?:低保|救助|补贴|建房|许可|登记|贷款|公租房|入党|复议|用地|户口|理赔)\p{Han}{0,3}申请"
)
_PLANNED = re.compile("下一步|确保|力争|要求|今后|下一?年|将(?=按|全部|在|继续|进一步|依法|及时)")
_OF_SOME = re.compile("(?:办结|答复)的|上年|上一?年度?|去年|结转|到期|届满|其余|剩余|其[他它]|除|外")
_CAME_FROM_BEFORE = re.compile("(?:^|[;:])(?:上年|上一?年度?|去年)[^,;]{0,8}结转[^,;]*,?[^,;]*$")
_TELLS_THE_REST = re.compile("结转|尚在|正在|未到期|待答复|待办")


def complete_and_carried_out(case: Case) -> CheckResult:
    """E-04: the prose says that every request was answered, and the table carries some over."""
    fact = fact_of(case, _CARRIED_OUT)
    if fact is None or not fact.is_certain:
        return "figures"
    if not fact.value:
        return []
    paragraphs = (
        (paragraph.origin, paragraph.text, plain(paragraph.text))
        for section in case.report.sections
        for paragraph in section.paragraphs
    )
    return [
        finding(
            "E-04",
            "note",
            "complete",
            facts=[fact],
            origins=[origin.part(match.start(), match.end()) if len(text) == len(printed) else origin],
            actual=match[0],
            told=match[0],
            left=fact.text,
        )
        for origin, printed, text in paragraphs
        for match in _COMPLETE.finditer(text)
        if _is_of_all_requests(text, match)
    ][:1]


def _is_of_all_requests(text: str, match: re.Match[str]) -> bool:
    """Whether what is said to be complete are requests, all of them, and the sentence says of none that it is left."""
    spoken_of = _SPOKEN_OF.findall(text[: match.end()])
    before, behind = text[: match.start()], text[match.end() :]
    sentence, clause = before.rpartition(";")[2], re.split("[,;]", before)[-1]
    rest = behind.partition(";")[0]
    return (
        bool(spoken_of)
        and spoken_of[-1] in _REQUESTS
        and "公开" in text
        and not _OTHER_APPLICATIONS.search(sentence)
        and not _OF_SOME.search(clause)
        and ("申请" in clause or not _CAME_FROM_BEFORE.search(sentence))
        and not _TELLS_THE_REST.search(rest)
        and not re.search("尚在|正在|未到期", sentence)
        and not _PLANNED.search(sentence)
    )


# ── Where the total stands ───────────────────────────────────────────────────────────────────────────────────────────


def total_in_section_two(case: Case) -> CheckResult:
    """E-05: how much was published stands in section two only, where the form has the table, not in section one."""
    totals = [
        statement
        for statement in case.report.narrative
        if statement.concept == _TOTAL and statement.period == "this_year"
    ]
    if not totals:
        return "statement"
    places = {
        section.number
        for section in case.report.sections
        for statement in totals
        if any(statement.sentence in paragraph.text for paragraph in section.paragraphs)
    }
    if places != {2}:
        return []
    return [
        finding(
            "E-05", "note", "total_below", origins=[totals[0].origin], actual=totals[0].raw, sentence=totals[0].sentence
        )
    ]
