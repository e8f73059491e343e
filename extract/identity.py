"""Document → whose report it is and of which year, from the title, else from the file's name.

Comes in: a `Document`. Goes out: an `Identity`. Years whose 年 was lost are read; dates in the body are not looked at.
"""

from __future__ import annotations

from pathlib import PurePath

import regex as re

from extract.model import Document, Identity
from extract.text import compact, squeeze

_TITLE_LINES = 60
"""Lines from the top in which a title is looked for: menus and metadata blocks come first on web pages."""
_LONGEST = 70
_SUBJECT = re.compile(
    r"(?:关于)?(?:政府|政务|政府政务)?(?:信息|政务)?(?:年度)?公开(?:工作)?(?:(?:19|20)\d\d年?度?)?(?:年度)?(?:工作)?(?:年度?报告?|报告|年报|告年度报|工作年度报?)"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)(?:年度?|度)?")
_BRACKETED = re.compile(r"[(\[].*?[)\]]")
_FILE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_AGENCY_TAIL = re.compile(r"(?:人民政府|办事处)$")
_NOT_AGENCY = re.compile(r"^(?:#+|[|*]+|标题[:：]|名称[:：]|关于)|[|*:：]+$|^(?:正文)+|的$")
_REPORT = re.compile("[报報]")
_NO_NAME = re.compile("[>:,]")
_SENTENCE = re.compile(r"[.;!?]|根据|按照|现将|如下|解读")
_HAN_RUN = re.compile(r"\p{Han}{2,}")
_FILE_WORDS = re.compile(r"政府信息公开.*|政务公开.*|信息公开.*|年度?报告?.*|年报.*|\d{4}年?度?")


def identity_of(document: Document) -> Identity:
    """The agency as printed, less a trailing 人民政府 or 办事处, and the year of the report."""
    title, entity, year = _titled(document)
    name = PurePath(document.source.name).stem
    if year is None:
        years = _FILE_YEAR.findall(name)
        year = int(years[0]) if len(set(years)) == 1 else None
    if not entity:
        entity = "".join(_HAN_RUN.findall(_FILE_WORDS.sub("", name))[:1])
    return Identity(_AGENCY_TAIL.sub("", entity), year, title)


def _titled(document: Document) -> tuple[str, str, int | None]:
    lines = [block.text.strip(" \t#|*\u3000") for block in document.blocks[:_TITLE_LINES]]
    for at, line in enumerate(lines):
        for printed in (
            line,
            *(a + line for a in lines[max(0, at - 1) : at]),
            *(line + b for b in lines[at + 1 : at + 2]),
        ):
            if not _REPORT.search(printed):
                continue
            title = squeeze(printed)
            subject = _SUBJECT.search(title)
            if not subject or len(title) > _LONGEST or _SENTENCE.search(title):
                continue
            if not subject[0].endswith(("报告", "年报", "年度报")):
                continue
            above = lines[at - 1] if at and subject.start() == 0 and printed == line else ""
            return _parsed(above + printed if _may_be_agency(above) else printed)
    return "", "", None


def _may_be_agency(line: str) -> bool:
    printed = squeeze(line)
    return 2 <= len(printed) <= 40 and not _SENTENCE.search(printed) and not _NO_NAME.search(printed)


def _parsed(printed: str) -> tuple[str, str, int | None]:
    """Title, agency in its own characters, and year: what is left of a title without its subject and its year."""
    own, simplified = compact(printed), squeeze(printed)
    subject = _SUBJECT.search(simplified)
    if subject:
        own = own[: subject.start()] + own[subject.end() :]
    years = {int(year) for year in _YEAR.findall(simplified)}
    entity = _NOT_AGENCY.sub("", _BRACKETED.sub("", _YEAR.sub("", own))).strip(",-—")
    return printed.strip(), entity if _HAN_RUN.search(entity) else "", years.pop() if len(years) == 1 else None
