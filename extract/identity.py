"""Document → whose report it is and of which year, from the title, else from the file's name.

Comes in: a `Document`. Goes out: an `Identity`. Years whose 年 was lost are read; dates in the body are not looked at.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import PurePath

import regex as re

from extract.model import Document, Identity
from extract.text import compact, squeeze

_TITLE_LINES = 60
"""Lines from the top in which a title is looked for: menus and metadata blocks come first on web pages."""
_LONGEST = 70
_SUBJECT = re.compile(
    r"(?:关于)?(?:政府|政务|政府政务)?(?:信息|政务)?(?:年度)?公开(?:工作)?(?:(?:19|20)\d\d年?度?)?(?:年度)?(?:工作)?(?:年度报告?|年度?报告|报告|年报|告年度报)"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)(?:年度?|度)?")
_BRACKETED = re.compile(r"[(\[].*?[)\]]")
_FILE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_AGENCY_TAIL = re.compile(r"(?:人民政府|办事处)$")
_NOT_AGENCY = re.compile(r"^(?:#+|[|*]+|标题[:：]|名称[:：]|关于)|[|*:：]+$|^(?:正文)+|的$")
_REPORT = re.compile("[报報]")
_NO_NAME = re.compile("[>:,]")
"""Signs of breadcrumbs, metadata and sentences."""
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
    """The first title there is: on one line, else broken over two; the agency may stand on the line above."""
    lines = [block.text.strip(" \t#|*\u3000") for block in document.blocks[:_TITLE_LINES]]
    for at, printed in enumerate(lines):
        if _is_title(printed):
            title, entity, year = _parsed(printed)
            if entity or not at or not _may_be_agency(lines[at - 1]):
                return title, entity, year
            return _parsed(lines[at - 1] + printed)
    for first, second in pairwise(lines):
        if _is_title(first + second):
            return _parsed(first + second)
    return "", "", None


def _is_title(printed: str) -> bool:
    if len(printed) > 2 * _LONGEST or not _REPORT.search(printed):
        return False
    title = squeeze(printed)
    subject = _SUBJECT.search(title)
    return bool(subject) and len(title) <= _LONGEST and not _SENTENCE.search(title) and not _NO_NAME.search(title)


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
