"""Prose → the agency and the year that its sentences name: who announces the report, who made it, whom to ask, who
acted, and from when until when.

Comes in: a passage, squeezed. Goes out: mentions. An agency that others were told to follow, that asks, orders or is
cited, is not named here: a sentence names the author only where it says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import regex as re

from extract.agencies.likeness import agency_led_to, is_generic
from extract.agencies.lines import LineRun
from extract.agencies.mentions import Mention, dated, named
from extract.agencies.names import chain_and_name, group_of, is_name, is_whole_name
from extract.agencies.titles import agency_in_front, number_in_digits, years_in
from extract.model import Where
from extract.text import compiled, squeeze

_QUOTED = r"《[^《》]{0,90}(?!报告|年报)[^《》]{2}》|\((?:以?下?简?称|简称)(?:[^()]|\([^()]*\)){0,60}\)"
"""Cited papers that are no report, and the short names that an agency gives itself."""
_LEFT_OUT = "_"
_REPORT = (
    r"(?:工作)?(?:开展)?(?:情况)?(?:年度)?(?:工作)?(?:年度?报告|年报|报告|汇报|通报|予以公布|公布如下)"
    r"(?!(?:的)?(?:有关|编制|格式|通知|要求|填报|事项))"
)
_ANNOUNCED = (
    rf"(?:公布|发布|公开|[将把]|编制(?!委)|形成|报送)《?(?P<what>(?:(?!公布|发布|公开|编制(?!委)|形成|报送|现将)[^,.;:!?|《》]){{0,90}}?)(?:(?:政府|政务)?信息公开|政务公开)"
    rf"{_REPORT}"
)
_NAME = r"(?P<name>[\p{Han}\d()·_]{2,60}?)"
_MAKES = (
    r"(?:编制(?!委)|编写|撰写|起草|拟定|汇编|解释)"
    r"(?!\p{Han}{0,8}(?:指南|目录|清单|手册|预算|规划|计划|方案|制度|文件))"
)
_HELPING = r"(?:负责|组织|牵头|汇总|统一|认真|严格|现|已|共同|具体)*"
_FOLLOWING = r"(?:根据|按照|依照|依据|遵照|结合|对照)"
_TELLS_WHO = rf"{_MAKES}|现[对就将把]"
_MADE_BY = rf"(?<!自)[由系]{_NAME}{_HELPING}(?:{_FOLLOWING}[^.;|]*?)?{_MAKES}"
_MAKER = (
    rf"(?:^|[,;:)\]]){_NAME}(?:{_HELPING}{_MAKES}|现[对就将把](?=20\d\d)|{_HELPING}{_FOLLOWING}"
    rf"[^.;|]*?{_MAKES}[^.;|]*(?:报告|年报))"
)
_SENTENCE = r"[^.;!?|]+"
_CONTACT = (
    rf"(?:(?:联系|咨询|受理)(?:单位|部门|机构|机关)[:|]+{_NAME}(?=[,.;(:|]|电话|地址|联系|办公(?!室|厅))"
    rf"|[与向同和]{_NAME}(?:直接)?(?:联系|联络|咨询|反映|询问|反馈)"
    rf"|(?:请?联系|致电|咨询|垂询)(?![人单部机]){_NAME}(?=[,.;(:|]|电话|地址))"
)
_NO_AUTHOR = (
    r"公开|报告|[在的请需或由]|[我该]|[省市县区旗州盟]委$"
    r"|本(?:机关|单位|部门|级|公司|中心|[镇乡县区市旗州盟局委厅办院街校馆队场团站所行])"
)
_LEVELS = frozenset("省市县区旗州盟")
_TOWN_OF_LEVEL_WORD = (
    r"[州市区盟省旗](?![省市县区旗州盟镇乡直级辖属])\p{Han}{1,4}(?:[镇乡]|街道)(?:人民政府|政府|办事处)?"
)
"""A town whose own name begins with the word for a level: 州城镇, 市桥街道."""
_GOVERNMENT_OFFICE = r"政府办公?[室厅]?$"
_ACTS = (
    r"(?:,|严格|认真|按照|根据|依据|坚持|深入|高度|以|在|紧[紧扣密]|围绕|不断|切实|积极|全面|始终|贯彻|落实|继续|进一步|扎实|着力|主动|持续"
    r"|政府信息公开|政务公开|信息公开|共(?=[收主受计办新发有召制])|依法|充分|加强|通过|依托|牢固|聚焦|立足|稳步|深化|强化|健全|完善|着眼|突出|把|将|结合|严把|对照|坚决|坚定|大力|精心|统筹|创新|优化|规范|有序|有效|努力|牢牢|锚定|对标|紧盯|成立|建立|推进|推动|做好|抓好|秉持|秉承|遵循"
    r"|准确|多措并举)"
)
_ACTOR = (
    r"(?:^|(?<=\|))(?:[(]?[一1][)、,.]\p{Han}{0,12}[.:,|]?)?(?:(?:(?:19|20)\d\d年度?(?:来|以来)?|一年来|过去一年|年内|全年|本年度),?)?"
    rf"(?:在[^.|]{{2,40}}?[下中],)*{_NAME}(?:(?:19|20)\d\d年度?)?{_ACTS}"
)
_ACTS_FOR_OTHERS = (
    r"^\p{Han}{0,12}(?:组织|要求|指导|督促|对)(?:全[县市区镇乡]|各|所属|下属|辖区内?各)"
    r"|^,[^.]{2,20}等|[为给向到来对]我|相互|我(?:镇|乡|街|局|委|县|区|市|州|旗|办|院|校|中心|单位|机关|苏木)|本(?:镇|乡|街道|局|委|县|办|单位|机关|苏木)"
)
"""What a sentence says whose subject is another than the agency."""
_ACTING = (
    r"(?:[镇乡街局委厅署校县区市旗州盟]|街道|苏木|委员会|管委会|(?:医|保健|学|法|检察|研究)院|大学|分局|公司|集团|开发区|海关"
    r"|政府办公[室厅]|(?:[支总大]|调查)队|中心|[农林牧总]场"
    r"|[一二三四五六七八九十](?:场|团)|[总分支]行|联合[社会]|总工会|红十字会|(?:管理|委员会)办公室)(?:\(\p{Han}+\))?$"
)
"""How names of agencies end of which a sentence tells what they did."""
_ACTING_BELOW = r"[部站所馆会]$"
"""The same of names behind a place: without one they may be part of the agency that reports."""
_YEAR_OF_SENTENCE = (
    r"(?:^|(?<=[.|:;)]))(?:[(]?[一1][)、,.]\p{Han}{0,12}[.:,|]*)?((?:19|20)\d\d)年度?+"
    r"(?![\d.\-~—至到底末初以前和及]|结转|上半|下半|[一二三四]季|第)"
)
_SAID_AGAIN = 2
"""Sentences that begin with a year from which it is the report's, and not the one compared with."""
_REPORT_OF = rf"(?<!\d)((?:19|20)\d\d)(?!\d)年?度?(?:政府|政务)?信息公开{_REPORT}"
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
    yield from _announcements(text, prose)
    yield from _makers(text, prose)
    if match := compiled(_REPORT_OF).search(text):
        yield dated("preamble", number_in_digits(match[1]), match[0], prose.origin(match.start(1)))
    yield from _contacts(text, prose)


def mentions_in_opening(prose: LineRun) -> Iterator[Mention]:
    """Who acted, by the first sentence of section one."""
    text = _without_quotes(prose.text)
    for match in compiled(_ACTOR).finditer(text):
        rest = compiled(_SENTENCE).match(text, match.end("name"))
        if not rest or not compiled(_ACTS_FOR_OTHERS).search(rest[0]):
            for mention in _mention(match, "opening", prose):
                if _acts(mention.evidence.value):
                    yield mention
    if begun := _year_of(compiled(_YEAR_OF_SENTENCE).finditer(text)):
        yield dated("opening", number_in_digits(begun[1]), begun[0], prose.origin(begun.start(1)))


def _acts(agency: str) -> bool:
    """Whether an agency is one of which the first sentence of its own report tells what it did."""
    behind_place = bool(chain_and_name(agency)[0]) and compiled(_ACTING_BELOW).search(agency)
    return bool(behind_place or compiled(_ACTING).search(squeeze(agency)))


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


def _without_quotes(text: str) -> str:
    """A text without the papers that it cites, as long as it was."""
    return compiled(_QUOTED).sub(lambda quote: _LEFT_OUT * len(quote[0]), text)


def _periods(prose: LineRun) -> Iterator[Mention]:
    """The years of 统计期限: 1月1日 … 12月31日, if both ends are of one year."""
    for match in compiled(_PERIOD).finditer(prose.text):
        years = {number_in_digits(year) for year in match.groups() if year}
        before = prose.text[max(match.start() - _BEFORE_A_PERIOD, 0) : match.start()]
        if len(years) == 1 and not compiled(_NO_PERIOD).search(before):
            yield dated("period", years.pop(), match[0], prose.origin(match.start()))


def _announcements(text: str, prose: LineRun) -> Iterator[Mention]:
    """Agencies and years of the reports that the preamble announces: 现公布 …"""
    for announced in compiled(_ANNOUNCED).finditer(text, overlapped=True):
        what = announced["what"].replace(_LEFT_OUT, "")
        agency = agency_in_front(what, "政府信息公开")
        if _is_author(agency, led=True):
            yield named("preamble", agency, agency, prose.origin(announced.start("what")))
        years = years_in(what)
        if len(years) == 1:
            yield dated("preamble", years[0], announced[0], prose.origin(announced.start()))


def _makers(text: str, prose: LineRun) -> Iterator[Mention]:
    """Agencies that a sentence says to have made the report."""
    for sentence in compiled(_SENTENCE).finditer(text):
        if compiled(_TELLS_WHO).search(sentence[0]):
            for pattern in (_MADE_BY, _MAKER):
                for match in compiled(pattern).finditer(sentence[0], overlapped=True):
                    yield from _mention(match, "preamble", prose, sentence.start())


def _contacts(text: str, prose: LineRun) -> Iterator[Mention]:
    """Whom to ask; a county's office is asked about the reports of all its towns."""
    for match in compiled(_CONTACT).finditer(text):
        for mention in _mention(match, "contact", prose):
            if group_of(mention.evidence.value) != "place" and not compiled(_GOVERNMENT_OFFICE).search(mention.agency):
                yield mention


def _mention(match: re.Match[str], where: Where, prose: LineRun, before: int = 0) -> Iterator[Mention]:
    """The agency that a match names, which begins so many characters into the passage."""
    name = next(filter(None, match.captures("name")), "").replace(_LEFT_OUT, "")
    agency = agency_led_to(name)
    if _is_author(agency, led=match.start() < match.start("name")):
        yield named(where, agency, name, prose.origin(before + match.start("name")))


def _is_author(agency: str, led: bool) -> bool:
    """Whether a name can be that of an agency that reports, rather than of a level or of an office for disclosure. One
    that words of the sentence lead to is whole, and may begin as the rest of a broken name does: 州城镇."""
    of_level = agency[:1] in _LEVELS and is_name(agency[1:]) and group_of(agency) == "office"
    of_town = led and compiled(_TOWN_OF_LEVEL_WORD).fullmatch(agency)
    named = is_whole_name(agency) or of_level or of_town
    return bool(named) and not is_generic(agency) and not compiled(_NO_AUTHOR).search(agency)
