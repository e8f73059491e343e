"""The title and what stands before section one: form of the title, basis, outline, contact."""

from __future__ import annotations

import regex as re

from extract.checks.case import Case, CheckResult, finding
from extract.model import Origin, Paragraph
from extract.text import listed, squeeze

_TITLE = re.compile(r"政府信息公开工作年度报告$")
_YEAR = re.compile(r"(?<!\d)\d{4}年")


def title_as_prescribed(case: Case) -> CheckResult:
    """B-01: a title that is not the agency, the year and 政府信息公开工作年度报告; 年度 for 年 is let pass, and the
    year in front of the agency."""
    identity, year = case.report.identity, case.report.year
    title = squeeze(identity.title)
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
            actual=identity.title,
            origins=[e.origin for e in identity.evidence if e.where == "title" and e.origin][:1],
            printed=identity.title,
            wanted=prescribed,
        )
    ]


_OUTDATED = (
    (2021, re.compile(r"国办公开办函\s*[〔\[(（【]\s*2019\s*[〕\])）】]\s*60\s*号"), "国办公开办函〔2021〕30号"),
    (2021, re.compile(r"年度报告格式[》”\"]?\s*[（(]\s*试行\s*[）)]"), "国办公开办函〔2021〕30号"),
    (2019, re.compile(r"国务院(?:令)?\s*第?\s*492\s*号"), "国务院令第711号"),
)
"""From which year a basis was no longer in force, and what is in its place."""


def outdated_basis(case: Case) -> CheckResult:
    """B-05: a basis cited that was no longer in force in the year reported on."""
    year, paragraphs = case.report.year or 0, _prose(case)
    findings = []
    for since, pattern, instead in _OUTDATED:
        if year >= since and (citation := _first(pattern, paragraphs)):
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
    return findings[:1]


_OUTLINE = re.compile(r"(?:由|包括|包含|分为|共分|分)[^。]{4,160}?部分|部分[:：][^。]{4,160}")
_OLD_PARTS = re.compile(r"概述|收费及减免|收费和减免|支出[和与]收费|申诉|咨询处理|人员和收支")


def outdated_outline(case: Case) -> CheckResult:
    """B-06: a preamble that lists the parts of the reports before 2019."""
    preamble = _section(case, 0)
    if not preamble:
        return "section"
    for paragraph in preamble:
        for outline in _OUTLINE.finditer(paragraph.text):
            old = list(dict.fromkeys(_OLD_PARTS.findall(outline[0])))
            if len(old) > 1:
                place = paragraph.origin.part(outline.start(), outline.end())
                parts = listed(old)
                return [finding("B-06", "warning", "outline", actual=parts, origins=[place], parts=parts)]
    return []


_PLACEHOLDER = re.compile(
    r"(?:电话|地址|邮编|邮箱|网址|网站|下载|联系人)[^\p{Han}\d（(\[【]{0,2}"
    r"(?:[（(]\s*[）)]|\[\s*\]|【\s*】|[xX×＊*]{3,}|_{2,})"
)
_CONTACT = re.compile(r"电话|联系方式|传真|邮箱|邮编|\d{3,4}[-－—]\d{7,8}")


def contact(case: Case) -> CheckResult:
    """B-07: contact left out, or a placeholder left in its stead."""
    paragraphs = _prose(case)
    if placeholder := _first(_PLACEHOLDER, paragraphs):
        printed, origin = placeholder
        return [finding("B-07", "note", "contact.placeholder", actual=printed, origins=[origin], printed=printed)]
    if any(_CONTACT.search(paragraph.text) for paragraph in paragraphs):
        return []
    return "unread" if case.may_lack else [finding("B-07", "note", "contact.missing")]


def preamble_missing(case: Case) -> CheckResult:
    """C-08: nothing between the title and section one: no basis, no period."""
    return [] if _section(case, 0) else [finding("C-08", "note", "preamble")]


def _section(case: Case, number: int) -> tuple[Paragraph, ...]:
    sections = (section for section in case.report.sections if section.number == number)
    return tuple(paragraph for section in sections for paragraph in section.paragraphs)


def _prose(case: Case) -> list[Paragraph]:
    return [paragraph for section in case.report.sections for paragraph in section.paragraphs]


def _first(pattern: re.Pattern[str], paragraphs: list[Paragraph]) -> tuple[str, Origin] | None:
    """Where a pattern stands first, and the words."""
    for paragraph in paragraphs:
        if match := pattern.search(paragraph.text):
            return match[0], paragraph.origin.part(match.start(), match.end())
    return None
