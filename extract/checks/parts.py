"""What the sections say: their numbering, the aspects they must speak of, and whether they say anything."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex as re

from extract.checks.case import Case, CheckResult, finding
from extract.checks.headed import may_be_headed
from extract.model import Finding, Origin, Paragraph, Section
from extract.prose.enumerators import enumerator_of
from extract.prose.headings import section_named
from extract.text import listed, simplified, squeeze


def headings(case: Case) -> CheckResult:
    """C-02: tables without the heading of their section; headings whose printed number is another, that have other
    words, or are out of order; and jumps in the numbers of what stands below a heading."""
    printed = [section for section in case.report.sections if section.number]
    lost = list(_lost(case, {section.number for section in printed}))
    if lost and case.may_lack:
        return "unread"
    return [*lost, *_wrong_numbers(printed), *_other_words(case, printed), *_out_of_order(printed), *_jumps(printed)]


def _lost(case: Case, printed: set[int]) -> Iterator[Finding]:
    declared = {section.number: section for section in case.in_force.sections}
    for table in case.tables:
        number = table.bands[0].table.section
        if number not in printed:
            yield finding(
                "C-02",
                "warning",
                "heading",
                about_reading=may_be_headed(declared[number], case),
                number=number,
                title=declared[number].title,
                origins=table.start,
            )


def _wrong_numbers(printed: list[Section]) -> Iterator[Finding]:
    for section in printed:
        number = enumerator_of(section.title).number
        if number not in (0, section.number):
            yield finding(
                "C-02",
                "warning",
                "number",
                expected=section.number,
                actual=number,
                origins=[section.origin],
                title=section.title.strip(),
                number=section.number,
            )


def _other_words(case: Case, printed: list[Section]) -> Iterator[Finding]:
    """Headings that their number and place tell, and none of their words."""
    titles = {section.number: section.title for section in case.in_force.sections}
    for section in printed:
        named = section_named(section.title, case.forms[-1].sections)
        if named is None or named.number != section.number:
            yield finding(
                "C-02",
                "note",
                "other_words",
                expected=titles[section.number],
                actual=section.title.strip(),
                origins=[section.origin],
                title=section.title.strip(),
                wanted=titles[section.number],
                number=section.number,
            )


def _out_of_order(printed: list[Section]) -> Iterator[Finding]:
    for former, latter in pairwise(printed):
        if latter.number <= former.number:
            yield finding(
                "C-02",
                "warning",
                "order",
                actual=latter.title.strip(),
                origins=[latter.origin],
                title=latter.title.strip(),
                before=former.title.strip(),
            )


_SUBHEAD = re.compile(r"(?:^|(?<=[。；;！？：:]))\s*[（(]\s*([一二三四五六七八九十])\s*[）)]")
_HAN = "一二三四五六七八九十"
_ANYWHERE = re.compile(rf"(?<!第)\(([{_HAN}])\)")
"""A number in a squeezed text that is none of a clause of law."""
_BROKEN_OFF = re.compile(r".{30}.*[^。；;！？：:.!?）)\s]\s*", re.DOTALL)
"""A line that ends in the middle of a sentence; headings are shorter."""


def _jumps(printed: list[Section]) -> Iterator[Finding]:
    """A list of （一）（二）… that leaves a number out, or has one twice; it ends where （一） begins another.

    Its numbers may also stand within paragraphs, where sentences begin; a line that goes on with one begins with none.
    No number is left out that stands anywhere in the section, be it over the end of a line.
    """
    for section in printed:
        last = beginning = 0
        before = ""
        for paragraph in section.paragraphs:
            for match in _SUBHEAD.finditer(paragraph.text):
                number = _HAN.index(match[1]) + 1
                if match.start() or _BROKEN_OFF.fullmatch(before):
                    last = number if number in (1, last + 1) else last
                    continue
                jumps = last and number not in (1, last + 1, beginning + 1)
                if jumps and not (number > last and _has_all(section, _HAN[last : number - 1])):
                    yield finding(
                        "C-02",
                        "warning",
                        "jump",
                        expected=f"（{_HAN[last]}）" if last < len(_HAN) else "",
                        actual=f"（{match[1]}）",
                        origins=[paragraph.origin.part(match.start(), match.end())],
                        printed=f"（{match[1]}）",
                        before=f"（{_HAN[last - 1]}）",
                    )
                last = beginning = number
            before = paragraph.text


def _has_all(section: Section, numbers: str) -> bool:
    """Whether all of these numbers stand anywhere in a section."""
    text = squeeze("".join(paragraph.text for paragraph in section.paragraphs))
    return set(_ANYWHERE.findall(text)).issuperset(numbers)


_ASPECTS = {
    "主动公开": r"主动公开|公开(?:各类)?(?:政府|政务)?信息|发布(?:各类)?(?:政府|政务)?信息",
    "依申请公开": r"申请",
    "政府信息管理": r"信息.{0,6}管理|审核|审查|审批|三审三校|制度|规范",
    "平台建设": r"平台|网站|公众号|新媒体|专栏|公开栏",
    "监督保障": r"监督|保障|考核|考评|测评|评估|绩效|培训|评议|问责|追责|约谈|责任",
}
"""The aspects that the form names for section one, and words of which at least one stands where it is spoken of."""


def aspects(case: Case) -> CheckResult:
    """C-03: aspects of which section one says nothing."""
    text = _text(case, 1)
    if not text:
        return "section"
    missing = [aspect for aspect, words in _ASPECTS.items() if not re.search(words, text)]
    if not missing:
        return []
    parts = listed(missing)
    return [finding("C-03", "warning", "aspects", expected=parts, origins=_heading(case, 1), missing=parts)]


_DUTIES = {
    "工作考核": r"考核|考评|考查|绩效|测评|(?:第三方|公开|工作)\p{Han}{0,8}评估|评估(?:结果|得分|排名)|评分"
    r"|评比|评先|评优|奖惩|目标(?:责任|管理)",
    "社会评议": r"评议|满意|第三方(?:机构|\p{Han}{0,8}[评测])"
    r"|(?:社会|群众|公众|代表|委员|服务对象)\p{Han}{0,6}(?:评价|评估|评审|打分|监督员)"
    r"|测评|问卷|意见征集|民意|监督员",
    "责任追究": r"追究|追责|问责|责任追溯|责任倒查|倒查|失责|通报批评|约谈|责任处理",
}


def duties_of_governments(case: Case) -> CheckResult:
    """C-04: a government that does not report assessment, social review and accountability (条例 50(四)).

    Street offices, zones and departments need not.
    """
    text = _prose(case)
    if not _text(case, 1):
        return "section"
    missing = [duty for duty, words in _DUTIES.items() if not re.search(words, text)]
    if not missing:
        return []
    parts = listed(missing)
    return [finding("C-04", "warning", "duties", expected=parts, origins=_heading(case, 1), missing=parts)]


_FEE = "收取|收费|费用|免费|无偿"
_FEE_THERE = re.compile(rf"处理费|{_FEE}|缴费|减免")
_FEE_ELSEWHERE = re.compile(rf"处理费|申请[^.;]{{0,15}}(?:{_FEE})|(?:{_FEE})[^.;]{{0,10}}申请")
"""Words for the fee in section six, and in others, where those of 行政事业性收费 are none."""


def fee_statement(case: Case) -> CheckResult:
    """C-06: no word on the processing fee, which section six is to report even where none was charged."""
    six = [section for section in case.report.sections if section.number == 6]
    if not six:
        return "section"
    mention = _FEE_THERE.search(_text(case, 6)) or _FEE_ELSEWHERE.search(_prose(case))
    return [] if mention else [finding("C-06", "warning", "fee", origins=[six[0].origin])]


_FREE = re.compile(
    r"(?:未|没有|没|不|无)(?:曾|有)?(?:向\p{Han}{0,6})?(?:收取|产生|发生)[^.;,]{0,16}(?:处理费|费用|收费)"
    r"|(?:均|一律|全部)为?免费|零收费|处理费为?0元"
)
_CHARGED = re.compile(r"(?:收取|处理费)[^.;]{0,24}?(?<![\d.])(?P<amount>[1-9][\d,]*(?:\.\d+)?万?元)")
_OF_OTHER_FEES = re.compile(r"事业性|复印|邮寄|检索|减免|上年|去年|标准|按件|按量|查阅|打印")
_LAST = 6


def fees_contradicting(case: Case) -> CheckResult:
    """E-08: an amount of the processing fee, and words that none was charged."""
    amounts, denials = [], []
    for paragraph in (
        each for section in case.report.sections if section.number == _LAST for each in section.paragraphs
    ):
        for sentence in re.split("[.;]", squeeze(simplified(paragraph.text))):
            if not _OF_OTHER_FEES.search(sentence):
                denials += [(match[0], paragraph.origin) for match in _FREE.finditer(sentence)]
                is_of_fee = "处理费" in sentence
                amounts += [(m["amount"], paragraph.origin) for m in _CHARGED.finditer(sentence) if is_of_fee]
    if not amounts or not denials:
        return []
    (told, place), (denied, other) = amounts[0], denials[0]
    return [
        finding(
            "E-08",
            "warning",
            "fee_twice",
            origins=[place, other],
            expected=denied,
            actual=told,
            told=told,
            denied=denied,
        )
    ]


_PROSE_ONLY = (1, 5, 6)
_UNITS = (
    r"(?:人次|件次|条次|篇次|场次|万元|万人|万次|[件条份个次元篇期项宗场名批起])"
    r"(?![目人别体数要例件款所地间限称单录准复示次来草额幅素旨教])"
)
"""Units, and not the beginnings of 项目, 条例, 个人 …"""
_SIGN = "[xX×╳＊*_＿□○△?？]"
_BLANK = rf"(?:{_SIGN}(?:[ \u3000]?{_SIGN})+|[×╳＿□△]|[.．…]{{2,}}|…|[（(][\s\u3000]*[）)]|\[\s*\]|【\s*】)"
_NO_NUMBER = r"(?<![一二三四五六七八九十百千万亿零〇两半数余多来干])"
_NO_WORD = (
    r"(?<=\p{Han})(?<![文条附案证信邮软硬事部零稿物要配组急函层档场名批人依多首再每各几教线逐身省月年股公单整])"
    + _NO_NUMBER
)
"""Behind a character that makes no word or number with the unit: blanks may stand in the middle of 文件."""
_LEFT_OPEN = re.compile(
    rf"{_BLANK}[\s\u3000]*(?={_UNITS}|[年月日]|人(?=[，。；、]))"
    rf"|(?<=\p{{Han}})[_＿*＊](?={_UNITS}[，。；、])"
    r"|(?<=[的出达])[ \u3000]+(?=[个件条项份](?:问题|申请|信息|栏目|事项)[，。；、])"
    rf"|(?<=\p{{Han}})(?<!第)[NnXx](?={_UNITS})|(?<=[年月])[*＊xX×](?=[月日])|(?<=\p{{Han}})[ \u3000]+(?=[%％])"
    rf"|{_NO_WORD}[ \u3000]+(?={_UNITS}(?:[，。；、,;）)]|$))"
    rf"|{_NO_WORD}(?:[ \u3000]{{2,}}|\u3000)(?={_UNITS})"
    rf"|(?<=\p{{Han}})(?<![文附条证]){_NO_NUMBER}(?:[ \u3000]{{2,}}|\u3000)(?={_UNITS}[，。；、])"
    r"|(?<=[年月])[ \u3000]*[xX×╳＊*＿_]{1,2}[ \u3000]*(?=[月日])"
    r"|(?<![\d〇零○一二三四五六七八九十])年[ \u3000]+月[ \u3000]+日|\d{4}年[ \u3000]+月[ \u3000]+日"
    r"|(?<![无未没]\p{Han}{0,2}(?:收到|受理|办结|公开|制发|废止|答复|发布))"
    r"(?<=收到|受理|办结|(?<!依申请)公开|制发|废止|答复|发布)(?:政府信息|信息|申请)?(?:共计?|累计|总计)?(?:件|条|份)(?=[，。；、,;])"
    r"|(?<=收到|受理|办结)(?:依申请公开|公开申请)(?:共计?|累计|总计)?件(?=[。；;])"
    r"|现行有效的(?:行政)?规范性文件(?=[。；])"
)
"""Signs and blanks in the place of a figure, in front of its unit; a unit without one behind what is counted."""
_MAY_BE_LEFT_OPEN = re.compile(
    r"[\s\u3000×╳＊*＿_□○△?？…]|[.．]{2}|[（(][)）]|\[\]|【】|[NnXx][\p{Han}xX]"
    r"|(?:收到|受理|办结|公开|制发|废止|答复|发布|信息|申请|[共计])[件条份][，。；、,;]|规范性文件[。；]"
)
"""What every such place has in it: hardly any paragraph does."""


def empty_sections(case: Case) -> CheckResult:
    """C-07: sections that say nothing, and places where a figure was to be filled in and was not."""
    findings = []
    for section in case.report.sections:
        if section.number in _PROSE_ONLY and not squeeze(section.text):
            findings.append(finding("C-07", "warning", "empty", origins=[section.origin], title=section.title.strip()))
        findings += [
            finding("C-07", "warning", "open", actual=words, origins=[paragraph.origin.part(*place)], printed=words)
            for paragraph in section.paragraphs
            for words, place in _left_open(paragraph)
        ]
    return findings


_WORDS_ON_UNITS = {
    "次": "其首依再每层档历屡逐本此该初多场名渐主几频批轮班车",
    "件": "条附邮软硬事部零要配组急密快慢",
    "条": "头逐线教首信链戒便纸苗面",
    "个": "整各每逐几单这那某",
    "场": "市现立广农林牧渔操机商战磁剧球工考在当全入出登专赛",
    "名": "姓知著排报命点实匿签署网题更除书笔别联同冒罪地域文品",
    "期": "日长近定按逾学周到后前分同届缓假过为限预中早短初末延时工本上往各首汛孕暑寒任刑",
    "起": "掀引想建树兴提崛唤激响奋升筑缘由架牵撑接勾",
    "批": "审报大首分各每逐整成多",
    "项": "强选专各单事分立款奖义杂主子逐多弱",
    "宗": "大祖正卷",
    "元": "多单公状次美纪",
    "份": "身年月股部省",
    "篇": "长开本头首短全",
}
"""What makes a word with a character that is a unit as well: a blank in it is where a line was broken."""


def _left_open(paragraph: Paragraph) -> Iterator[tuple[str, tuple[int, int]]]:
    text = simplified(paragraph.text)
    for match in _LEFT_OPEN.finditer(text) if _MAY_BE_LEFT_OPEN.search(text) else ():
        in_word = text[match.start() - 1] in _WORDS_ON_UNITS.get(text[match.end() : match.end() + 1], "")
        if in_word and match[0].isspace():
            continue
        start = max(0, match.start() - 6)
        yield paragraph.text[start : match.end()].strip(), (start, match.end())


def _text(case: Case, number: int) -> str:
    return squeeze("\n".join(section.text for section in case.report.sections if section.number == number))


def _prose(case: Case) -> str:
    return squeeze("\n".join(section.text for section in case.report.sections))


def _heading(case: Case, number: int) -> list[Origin]:
    return [section.origin for section in case.report.sections if section.number == number][:1]
