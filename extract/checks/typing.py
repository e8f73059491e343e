"""Slips of the pen, by a short list, and personal data that do not belong into a published report."""

from __future__ import annotations

import regex as re

from extract.checks.case import Case, CheckResult, finding
from extract.model import Origin
from extract.text import simplified

_SLIPS = re.compile(
    r"、{2,}|。{2,}|，{2,}|；{2,}|：{2,}|，。|。，|、。|，、|、，|；。"
    r"|的的|了了|和和|与与|是是|对对(?!\p{Han}对)|(?:政府信息公开){2,}|(?:公开){3,}"
    r"|(?<=初审|复审|审核|复核|审查|审批|把关)一(?=\p{Han}{2,8}(?:初审|复审|审核|复核|终审|审查|审批|把关|领导))"
)
"""Doubled punctuation and words, and 一 in the place of a dash between the steps of a review."""


def slips(case: Case) -> CheckResult:
    """G-01: doubled punctuation or words, and the like; each kind once. Off unless it is asked for."""
    places: dict[str, list[Origin]] = {}
    for section in case.report.sections:
        for paragraph in section.paragraphs:
            for match in _SLIPS.finditer(paragraph.text):
                places.setdefault(match[0], []).append(paragraph.origin.part(match.start(), match.end()))
    return [
        finding("G-01", "note", "slip", actual=words, origins=origins, printed=words, count=len(origins))
        for words, origins in places.items()
    ]


_MOBILE = re.compile(r"(?<![\d.-])1[3-9]\d(?:\d{8}|([ -])\d{4}\1\d{4})(?![\d-])")
"""A number of a mobile phone, with blanks or hyphens between its groups or none."""
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dXx])")
_CALLED_SO = re.compile(r"身份证[^\d。；;，,]{0,6}$")
"""What stands before a number that is one of an identity card, whatever its check digit."""
_CONTACT = re.compile(r"(?<!经)联系|电话|热线|传真|邮编|拨打|致电")
_MOBILE_CONTACT = re.compile(r"手机")
"""What tells the same in a preamble, and whose number it is elsewhere."""
_PERSON = re.compile(
    r"申请人|当事人|收件人|户主|(?:来访|来电|信访|举报|投诉|反映|咨询|求助)(?:人|群众)|本人|(?<!\p{Han}年)某(?![些个种项次])"
    r"|(?:村民|居民|群众|业主|农户|市民)(?!咨询|监督|服务|办事|热线|投诉|举报|来电)"
)
_ASKED_TO_CALL = re.compile(r"(?<!申)请|可(?:以)?(?:拨|致|联系)|(?:拨打|致电)(?!了?申请人|了?当事人|其)|欢迎")
_WHOSE = re.compile(r"[）)]?的?(?:申请人|当事人|来访|来电|信访|举报|投诉|村民|居民|群众|户主|机主)")
_BEHIND = 8
_NEAR, _CLAUSE = 15, 25
"""Characters in front of a number in which words tell that one may call it, and whose it is."""
_WEIGHTS, _CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"


def personal_data(case: Case) -> CheckResult:
    """G-02: numbers of identity cards, and of mobile phones that nobody is told to call."""
    findings = []
    for section in case.report.sections:
        for paragraph in section.paragraphs:
            matches = [
                ("identity", match)
                for match in _IDENTITY.finditer(paragraph.text)
                if is_identity(match[0]) or _CALLED_SO.search(paragraph.text[: match.start()])
            ]
            matches += [
                ("mobile", match)
                for match in _MOBILE.finditer(paragraph.text)
                if not _may_be_called(simplified(paragraph.text), match.span(), section.number)
            ]
            findings += [
                finding(
                    "G-02",
                    "warning",
                    f"personal.{what}",
                    origins=[paragraph.origin.part(match.start(), match.end())],
                    actual=f"{match[0][:3]}…{match[0][-2:]}",
                    shown=f"{match[0][:3]}…{match[0][-2:]}",
                )
                for what, match in matches
            ]
    return findings


def _may_be_called(text: str, place: tuple[int, int], section: int) -> bool:
    """Whether a number is one that readers are told to call, and not that of somebody who is spoken of."""
    start, end = place
    clause = re.split("[。；;]", text[max(0, start - _CLAUSE) : start])[-1]
    near, behind = clause[-_NEAR:], text[end : end + _BEHIND]
    if (_PERSON.search(clause) or _WHOSE.match(behind)) and not _ASKED_TO_CALL.search(clause):
        return False
    return bool(_CONTACT.search(near) or (not section and _MOBILE_CONTACT.search(near)))


def is_identity(digits: str) -> bool:
    """Whether 18 digits are the number of an identity card, by their check digit (GB 11643).

    >>> is_identity("11010519491231002X"), is_identity("110105194912310021")
    (True, False)
    """
    return (
        _CHECKS[sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11]
        == digits[17].upper()
    )
