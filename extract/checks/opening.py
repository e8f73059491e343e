"""The title and what stands before section one: form of the title, outline, contact."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

import regex as re

from extract.agencies.names import chain_and_name
from extract.checks.case import Case, CheckResult, finding, paragraphs_of
from extract.model import Origin, Paragraph
from extract.text import listed, simplified, squeeze

_SENTENCE = re.compile("[。；;]")
_TO_FULL_STOP = re.compile("[^。]+")
_TITLE = re.compile(r"政府信息公开工作年度报告$")
_YEAR = re.compile(r"(?<!\d)(?:\d{4}|[一二][〇零○OＯ0一二三四五六七八九]{3})年")
_KIND = (
    r"(?:总结|汇报|小结|要点|计划|通报|情况|说明|材料|台账|解读|图解|的?函|方案|统计表|报表|(?:自查|自评|评估|述职|总结|政务公开工作)报告)"
    r"(?:\([^()]*\))?$"
)
_KIND_OF_DOCUMENT = re.compile(
    rf"(?:公开|政务|信息|政府网站)\p{{Han}}*{_KIND}|^(?:一图|图说|图解|视频)\p{{Han}}*\d*\p{{Han}}*(?:公开|年报)"
    r"|法治政府建设\p{Han}*报告$"
)
"""How lines end that say what a document is; reports on the disclosure of information are titles to `agencies`."""
_OF_ALL_WORK = re.compile(r"工作(?:总结|汇报|小结|要点|计划|报告)(?:\([^()]*\))?$")
"""How lines end that say so of what an agency did in all: below its name only, since menus name some."""
_LONGEST_TITLE = 60


def title_as_prescribed(case: Case) -> CheckResult:
    """B-01: a title that is not the agency, the year and 政府信息公开工作年度报告; 年度 for 年 is let pass, the year in
    Chinese numerals, and in front of the agency, or of its name where its place stands before that, or nowhere. What
    stands in the place of a title and is none is one that is not as prescribed."""
    identity, year = case.report.identity, case.report.year
    printed, origins = identity.title, [e.origin for e in identity.evidence if e.where == "title" and e.origin][:1]
    if not printed:
        line = _line_in_its_place(case)
        if line is None:
            return "title"
        printed, origins = line[0], [line[1]]
    title = squeeze(printed)
    wording = "title.another" if _is_kind_of_document(title) or _OF_ALL_WORK.search(title) else "title"
    own = squeeze(chain_and_name(identity.agency)[1])
    if _TITLE.search(title) and _YEAR.search(title.replace("年度", "年")) and own in title:
        return []
    prescribed = f"{identity.agency}{year or 'XXXX'}年政府信息公开工作年度报告"
    return [
        finding(
            "B-01",
            "warning",
            wording,
            expected=prescribed,
            actual=printed,
            origins=origins,
            printed=printed,
            wanted=prescribed,
        )
    ]


def _line_in_its_place(case: Case) -> tuple[str, Origin] | None:
    """The last line above the body that says what the document is, or two lines that the page has broken it into."""
    body = next((section.origin for section in case.report.sections if section.number), None)
    above = takewhile(lambda block: block.origin != body, paragraphs_of(case.reading.document))
    lines = list(takewhile(lambda block: not _SENTENCE.search(block.text), above))
    own = squeeze(chain_and_name(case.report.entity)[1])
    single = [(line.text.strip(), line.origin) for line in lines]
    broken = [(one + other, origin) for (one, origin), (other, _) in pairwise(single)]
    return next((line for line in (*single[::-1], *broken[::-1]) if _says_what_it_is(squeeze(line[0]), own)), None)


def _says_what_it_is(printed: str, own: str) -> bool:
    return _is_kind_of_document(printed) or bool(own and own in printed and _is_titled(printed, _OF_ALL_WORK))


def _is_kind_of_document(printed: str) -> bool:
    return _is_titled(printed, _KIND_OF_DOCUMENT)


def _is_titled(printed: str, kind: re.Pattern[str]) -> bool:
    is_short = len(printed) <= _LONGEST_TITLE and ">" not in printed
    return is_short and bool(_YEAR.search(printed.replace("年度", "年")) and kind.search(printed))


_LISTING = re.compile(r"由|包括|包含|分为|共分|分|部分|内容|涵盖|涉及|组成|构成|方面|主要有|依次|如下|目录|[:：]")
_OLD_PARTS = re.compile(
    r"概述|收费(?:及|和|与|、)?减免|支出[和与及、]收费|收费[和与及、]支出|申诉|咨询(?:处理|情况)|人员[和与及、]收支|机构建设|保障经费|会议[和与及、]培训"
)


def outdated_outline(case: Case) -> CheckResult:
    """B-06: a preamble that lists the parts of the reports before 2019."""
    preamble = _section(case, 0)
    if not preamble:
        return "section"
    for paragraph in preamble:
        for sentence in _TO_FULL_STOP.finditer(simplified(paragraph.text)):
            old = list(dict.fromkeys(_OLD_PARTS.findall(sentence[0])))
            if len(old) > 1 and _LISTING.search(sentence[0]):
                place = paragraph.origin.part(*sentence.span())
                parts = listed(old)
                return [finding("B-06", "warning", "outline", actual=parts, origins=[place], parts=parts)]
    return []


_LABEL = r"(?:电话|传真|地址|邮编|邮政编码|邮箱|网址|网站|下载|联系人|联系方式|手机|致电|拨打)(?:号码?)?"
_SIGN = r"[xX×╳＊*＿_□○]"
_PLACEHOLDER = re.compile(
    rf"{_LABEL}[^\p{{Han}}\d（(\[【xX×＊*_＿…。，,；;）)]{{0,3}}"
    rf"(?:[（(]\s*[）)]|\[\s*\]|【\s*】|[（(【\[]?(?:此处|请)?(?:填写|填入)|[（(【\[]?待(?:填|补|定|核实)|未填|/+(?=\s*(?:[。，,；;）)]|$))"
    rf"|(?:0\d{{0,3}}[-－—]?)?{_SIGN}{{2,}}(?![A-Za-z])|[×＊*＿_]{{2,}}|…+|[.．]{{3,}}|[—－-]{{2,}}(?!\d)"
    rf"|[?？]{{3,}}|TBD|[—－-](?=\s*[。；;）)]))"
    rf"|{_LABEL}\s*[:：]?\s+(?=[。，,；;）)])|{_LABEL}\s*[:：]\s*(?=[。，,；;）)])"
)
_LEFT_EMPTY = re.compile(r"(?:电话|传真|邮编|邮政编码|邮箱|联系人|联系方式)[:：][\s\u3000]*$")
"""A label at the end of a line, whose value may stand on the next."""
_CONTACT = re.compile(r"电话|致电|拨打|手机|联系方式|传真|邮箱|邮编|\d{3,4}[-－—]\d{7,8}")


def contact(case: Case) -> CheckResult:
    """B-07: contact left out of a preamble, or a placeholder left in its stead."""
    paragraphs = _prose(case)
    if placeholder := _first(_PLACEHOLDER, paragraphs) or _first(_LEFT_EMPTY, _section(case, 0)[-1:]):
        printed, origin = placeholder
        return [finding("B-07", "note", "contact.placeholder", actual=printed, origins=[origin], printed=printed)]
    if any(_CONTACT.search(simplified(paragraph.text)) for paragraph in paragraphs):
        return []
    if not _section(case, 0):
        return "section"
    return "unread" if case.may_lack else [finding("B-07", "note", "contact.missing")]


def preamble_missing(case: Case) -> CheckResult:
    """C-08: nothing between the title and section one: no basis, no period."""
    return [] if _section(case, 0) else [finding("C-08", "note", "preamble")]


def _section(case: Case, number: int) -> tuple[Paragraph, ...]:
    sections = (section for section in case.report.sections if section.number == number)
    return tuple(paragraph for section in sections for paragraph in section.paragraphs)


def _prose(case: Case) -> list[Paragraph]:
    return [paragraph for section in case.report.sections for paragraph in section.paragraphs]


def _first(pattern: re.Pattern[str], paragraphs: Sequence[Paragraph]) -> tuple[str, Origin] | None:
    """Where a pattern stands first, and the words."""
    for paragraph in paragraphs:
        if match := pattern.search(simplified(paragraph.text)):
            return paragraph.text[slice(*match.span())], paragraph.origin.part(match.start(), match.end())
    return None
