"""The title and what stands before section one: form of the title, basis, outline, contact."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

import regex as re

from extract.checks.case import Case, CheckResult, finding, paragraphs_of, sentence_around
from extract.model import Origin, Paragraph
from extract.text import listed, squeeze

_SENTENCE = re.compile("[。；;]")
_TO_FULL_STOP = re.compile("[^。]+")
_TITLE = re.compile(r"政府信息公开工作年度报告$")
_YEAR = re.compile(r"(?<!\d)(?:\d{4}|[一二][〇零○OＯ0一二三四五六七八九]{3})年")
_KIND_OF_DOCUMENT = re.compile(
    r"(?:公开|政务|信息)\p{Han}*(?:总结|汇报|小结|要点|计划|通报|情况|说明|材料|台账|(?:自查|政务公开工作)报告)(?:\([^()]*\))?$"
)
"""How lines end that say what a document is; reports on the disclosure of information are titles to `agencies`."""
_LONGEST_TITLE = 60


def title_as_prescribed(case: Case) -> CheckResult:
    """B-01: a title that is not the agency, the year and 政府信息公开工作年度报告; 年度 for 年 is let pass, the year in
    front of the agency, and in Chinese numerals. What stands in the place of a title and is none is one that is not as
    prescribed."""
    identity, year = case.report.identity, case.report.year
    printed, origins = identity.title, [e.origin for e in identity.evidence if e.where == "title" and e.origin][:1]
    if not printed:
        line = _line_in_its_place(case)
        if line is None:
            return "title"
        printed, origins = line.text.strip(), [line.origin]
    title = squeeze(printed)
    agency = squeeze(identity.agency)
    named = bool(agency) and agency in title
    if _TITLE.search(title) and _YEAR.search(title.replace("年度", "年")) and (named or not agency):
        return []
    prescribed = f"{identity.agency}{year}年政府信息公开工作年度报告"
    return [
        finding(
            "B-01",
            "warning",
            "title",
            expected=prescribed,
            actual=printed,
            origins=origins,
            printed=printed,
            wanted=prescribed,
        )
    ]


def _line_in_its_place(case: Case) -> Paragraph | None:
    """The last line above the body that says what the document is."""
    body = next((section.origin for section in case.report.sections), None)
    above = takewhile(lambda block: block.origin != body, paragraphs_of(case.reading.document))
    lines = takewhile(lambda block: not _SENTENCE.search(block.text), above)
    return next((line for line in list(lines)[::-1] if _is_kind_of_document(squeeze(line.text))), None)


def _is_kind_of_document(printed: str) -> bool:
    is_short = len(printed) <= _LONGEST_TITLE and ">" not in printed
    return is_short and bool(_YEAR.search(printed.replace("年度", "年")) and _KIND_OF_DOCUMENT.search(printed))


_OUTDATED = (
    (2021, re.compile(r"国办公开办函\s*[〔\[(（【]\s*2019\s*[〕\])）】]\s*60\s*号"), "国办公开办函〔2021〕30号"),
    (2021, re.compile(r"年度报告格式[》”\"]?\s*[（(]\s*试行\s*[）)]"), "国办公开办函〔2021〕30号"),
    (2019, re.compile(r"国务院(?:令)?\s*第?\s*492\s*号"), "国务院令第711号"),
)
"""From which year a basis was no longer in force, and what is in its place."""
_HISTORY = re.compile(
    r"修订|修正|修改|废止|取代|替代|代替|失效|不再|停止(?:执行|使用)|沿用|历经|沿革|以来|先后|曾|颁布实施|首次|711\s*号|原(?:《|国|条例|格式)"
)
"""Words of a sentence that tells what became of a basis, or names the decree that amended it beside it."""


def outdated_basis(case: Case) -> CheckResult:
    """B-05: a basis cited that was no longer in force in the year reported on."""
    year, paragraphs = case.report.year or 0, _prose(case)
    findings = []
    for since, pattern, instead in _OUTDATED:
        if year >= since and (citation := _first_cited(pattern, paragraphs)):
            cited, origin = citation
            findings.append(
                finding(
                    "B-05",
                    "warning",
                    "basis",
                    expected=instead,
                    actual=cited,
                    origins=[origin],
                    cited=cited,
                    now=instead,
                )
            )
    return findings[:1] if findings or _section(case, 0) else "section"


def _first_cited(pattern: re.Pattern[str], paragraphs: list[Paragraph]) -> tuple[str, Origin] | None:
    """Where a basis is cited first, in a sentence that does not tell its history."""
    for paragraph in paragraphs:
        for match in pattern.finditer(paragraph.text):
            start, end = sentence_around(paragraph.text, match.start())
            if not _HISTORY.search(paragraph.text[start : match.start()] + paragraph.text[match.end() : end]):
                return match[0], paragraph.origin.part(match.start(), match.end())
    return None


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
        for sentence in _TO_FULL_STOP.finditer(paragraph.text):
            old = list(dict.fromkeys(_OLD_PARTS.findall(sentence[0])))
            if len(old) > 1 and _LISTING.search(sentence[0]):
                place = paragraph.origin.part(*sentence.span())
                parts = listed(old)
                return [finding("B-06", "warning", "outline", actual=parts, origins=[place], parts=parts)]
    return []


_PLACEHOLDER = re.compile(
    r"(?:电话|传真|地址|邮编|邮政编码|邮箱|网址|网站|下载|联系人)(?:号码?)?[^\p{Han}\d（(\[【xX×＊*_＿…。，,；;）)]{0,3}"
    r"(?:[（(]\s*[）)]|\[\s*\]|【\s*】|[xX]{2,}(?![A-Za-z])|[×＊*＿_]{2,}|…{1,}|[.．]{3,}|[—－-]{2,}(?!\d)|待(?:填|补|定)|未填"
    r"|(?<=[:：][\s\u3000]*)(?=[。，,；;）)]))"
)
_LEFT_EMPTY = re.compile(r"(?:电话|传真|邮编|邮政编码|邮箱|联系人)[:：][\s\u3000]*$")
"""A label at the end of a line, whose value may stand on the next."""
_CONTACT = re.compile(r"电话|手机|联系方式|传真|邮箱|邮编|\d{3,4}[-－—]\d{7,8}")


def contact(case: Case) -> CheckResult:
    """B-07: contact left out of a preamble, or a placeholder left in its stead."""
    paragraphs = _prose(case)
    if placeholder := _first(_PLACEHOLDER, paragraphs) or _first(_LEFT_EMPTY, _section(case, 0)[-1:]):
        printed, origin = placeholder
        return [finding("B-07", "note", "contact.placeholder", actual=printed, origins=[origin], printed=printed)]
    if any(_CONTACT.search(paragraph.text) for paragraph in paragraphs):
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
        if match := pattern.search(paragraph.text):
            return match[0], paragraph.origin.part(match.start(), match.end())
    return None
