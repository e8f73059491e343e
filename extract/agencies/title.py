"""Printed lines that are believed to stand together → what they say, if they are the title of a report.

Comes in: lines, from which to which. Goes out: a `Title`, whatever its wording: whose report, of which years, in what
role. Which lines belong together is the business of `titles`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from extract.agencies.names import (
    agency_in_brackets,
    is_name,
    is_region,
    without_tail,
)
from extract.agencies.neighbours import is_led_to, is_of_earlier_years, reach_of
from extract.agencies.printed_years import ISO_DAY, YEAR, YEAR_IN_BRACKETS, agency_in_front, years_in
from extract.model import CellOrigin, Origin
from extract.text import compact, compiled, squeeze

LONGEST_TITLE, LONGEST_PART = 70, 40
BULLETS = "·•●■◆▪"
"""A line that one of them opens goes on with nothing above it."""
_ENDS_OF_NAMES = 8
"""Characters of the end of a name that tell it from another."""
_SHORTEST_BROKEN = 20
"""Characters from which a line that ends within a sentence was broken there."""
_FEWEST_EQUAL, _NARROWEST, _UNEQUAL = 3, 16, 4
"""Lines of one width that make text broken by the width of the page, their fewest characters, and by how many they may
differ: an indent, or a long number at the end."""


class TextLine(NamedTuple):
    """A printed line or cell, and the beginning of it squeezed."""

    text: str
    key: str
    origin: Origin


Role = Literal["line", "value", "sentence", "link", "neighbour"]


class Title(NamedTuple):
    """A title and what it says; `first` and `last` are the lines it takes up, `tail` what is printed behind it.

    `role` tells a line of its own from the value of a label (名称, 内容概述), a piece of a sentence, one of many links,
    and a link to what stands beside the page (上一篇, 相关链接).
    """

    text: str
    agency: str
    years: tuple[int, ...]
    scope: str
    tail: str
    role: Role
    first: int
    last: int

    @property
    def completeness(self) -> int:
        """How much of agency and year it says."""
        return bool(self.agency) + (len(self.years) == 1)

    @property
    def is_full(self) -> bool:
        """Whether it says agency and year."""
        return self.completeness == 2

    def repeats(self, other: Title) -> bool:
        """Whether it says the same as another, in full or in short."""
        short, long = sorted((self.agency, other.agency), key=len)
        return self is other or (self.completeness > 0 and self.years == other.years and long.endswith(short))


UNTITLED = Title("", "", (), "", "", "line", 0, -1)
"""Stands for the title of a page without one: in front of its first line."""
_TITLE_LABEL = r"\p{Han}{0,4}(?:标题|题名|名称|概述|摘要|简介)[:|]?"


def is_value(lines: Sequence[TextLine], at: int) -> bool:
    """Whether a line is the value of the label 名称, 标题, 内容概述 … above it, or left of it in the same table."""
    if not at or not compiled(_TITLE_LABEL).fullmatch(lines[at - 1].key):
        return False
    label, value = lines[at - 1].origin, lines[at].origin
    return not isinstance(label, CellOrigin) or (isinstance(value, CellOrigin) and label.table == value.table)


SUBJECT = (
    r"(?:关于)?(?:(?:政府政务|政府|政务)?信息(?:年度)?公开|(?:政府)?政务公开)"
    rf"(?:工作)?(?:{YEAR})?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:总结)?"
    r"(?:年度?报告|年度报(?!\p{Han})|年度(?:工作)?报告|年报(?!道)|报告|告年度报)"
)
_LEAD = (
    rf"(?:[#*|{BULLETS}《=_+-]+"
    r"|目[录次](?:CONTENTS)?(?=\p{Han}{2})"
    r"|\p{Han}{1,12}[\[(]?20\d\d[\])]?第?\d{1,4}号|附件\d*[:.,]?|正文[:]?"
    r"|[\[(]\p{Han}{2,4}[\])]|[\[(](?P<year>(?:19|20)\d\d)年?度?(?:年报|报告)[\])]"
    r"|\d{1,3}(?=(?:19|20)\d\d年|\p{Han}{2})(?!\d{1,3}年)"
    r"|(?:文章|信息|文件|公文)?(?:标题|题名|名称)[:|]+|关于(?:公布|发布|印发|报送)?|\d{1,2}[.](?!\d))+"
)
_BETWEEN_TWO = r"(?<=党工?委|委员会),(?=\p{Han}{2})"
_PINYIN = r"\(\p{Latin}+\)"
_NO_HEAD = (
    r"[.;!?:>»,]|根据|按照|依据|依照|现将|现公布|公布|如下|解读|图解|一图|做好|开展|编制(?!委)|报送|首页|位置|[上下]一篇|下载|查看"
    r"|点击|更多|印发|年报"
)
_NO_TAIL = (
    r"^[的之]?\p{Han}{0,4}(?:有关|解读|通知|编制|格式|模板|要求|方案|要点|统计|考核|图解|说明|评估|专栏|专题|目录|栏目|培训|会议|部署"
    r"|填报|意见|通报|反馈|核查|抽查|督查|汇编|汇集|合集|选编|合订本)|[,;!?>»]|[.](?!docx?|pdf|wps|html?|txt|xlsx?)"
    r"|如下|解读"
)
POSTED = rf"(?:\p{{Han}}{{0,2}}(?:时间|日期)[:]?|来源[:])?[\[(]?{ISO_DAY}.*$|(?:点击|查看|下载|打印|关闭|收藏).*$"
DASH = r"—{2}|-{2}"
DASHES = "—-"
_FOREIGN = r"(?<=[告报])[(]?(?=[\d,.&-]*\p{Latin})[\p{Latin}\d,.&-]{12,}[)]?$"
"""The title again in another language."""
_YEAR_BEHIND = rf"{YEAR_IN_BRACKETS}|{YEAR}$"
_OWN_LEVEL = r"本[级級]|[局厅廳委院办辦署]机关|[局厅廳委院办辦署]機關"
_WHOLE_SYSTEM = r"[汇彙匯][总總]|系统|系統|全[省市县縣区區旗州盟]"
_CUT_TITLE = rf"(\p{{Han}}{{2,}}{YEAR})\p{{Han}}{{0,2}}(?:信息|政务)公开"
"""The beginning of a title that goes on in the next line."""
_LABELLED = r"\p{Han}{0,4}(?:标题|题名|名称)[:|]"
_SENTENCE_ENDS = ".;:!?|"
_IN_SENTENCES = r"[,.;]\D|[《》]"
_GOES_ON = r"(?:[,;]|\.(?!\d))[^.;:|]*(?:\p{Han}|,)$"


def title_of(lines: Sequence[TextLine], first: int, last: int) -> Title | None:
    """What some lines say, if they are a title together."""
    key = title_key("".join([line.key for line in lines[first : last + 1]]))
    lead = compiled(_LEAD).match(key)
    start = lead.end() if lead else 0
    subject = compiled(SUBJECT).search(key, start)
    if not subject or subject.end() - start > LONGEST_TITLE:
        return None
    behind = compiled(_FOREIGN).sub("", key)[subject.end() :]
    tail = compiled(POSTED).sub("", behind)
    if len(tail) > LONGEST_PART or compiled(_NO_TAIL).search(tail) or _is_row_of_links(key[start:], subject[0]):
        return None
    if compiled(_NO_HEAD).search(key, start, subject.start()):
        return None
    printed = "".join([line.text for line in lines[first : last + 1]])
    compacted = title_key(compact(printed))
    if len(compacted) != len(key):
        compacted = key
    words = compacted[start : subject.end()]
    own_level = bool(compiled(_OWN_LEVEL).search(tail))
    behind_title = compiled(_YEAR_BEHIND).match(tail)
    years = years_in(key[start : subject.end()]) or (years_in(behind_title[0]) if behind_title else ())
    years = years or (years_in(lead["year"]) if lead and lead["year"] else ())
    agency = agency_in_front(compacted[start : subject.start()], subject[0])
    key_of_agency = squeeze(agency)
    if not years and (is_region(without_tail(key_of_agency)) or not is_name(key_of_agency)):
        agency = ""
    return Title(
        text=printed,
        agency=agency or ("" if own_level else _agency_behind(tail)),
        years=years,
        scope=_scope_of(words + tail),
        tail="" if compiled(_YEAR_BEHIND).fullmatch(behind) else behind,
        role=_role_of(lines, first, key, bool(agency)),
        first=first,
        last=last,
    )


def _agency_behind(tail: str) -> str:
    """The agency that stands behind a title, in brackets or behind a dash."""
    name = tail.strip(DASHES) if compiled(DASH).match(tail) else ""
    return name if is_name(squeeze(name)) else agency_in_brackets(tail)


def _is_row_of_links(key: str, subject: str) -> bool:
    """Whether words are the titles of several reports, one behind another."""
    *titles, rest = compiled(SUBJECT).split(key)
    cut = compiled(_CUT_TITLE).search(rest)
    titles += cut.groups() if cut else ()
    ends = {title[-_ENDS_OF_NAMES:] for title in titles}
    return len(ends) > 1 or len({compiled(YEAR).sub("", title)[-_ENDS_OF_NAMES:] for title in titles}) > 1


def title_key(key: str) -> str:
    """A line as a title, without pinyin and the comma between a party committee and its government."""
    if "," in key:
        key = compiled(_BETWEEN_TWO).sub("", key)
    return compiled(_PINYIN).sub("", key) if "(" in key else key


def _scope_of(words: str) -> str:
    if compiled(_OWN_LEVEL).search(words):
        return "own"
    return "whole" if compiled(_WHOLE_SYSTEM).search(words) else ""


def _role_of(lines: Sequence[TextLine], first: int, key: str, names_agency: bool) -> Role:
    above = lines[first - 1].key if first else ""
    if is_led_to(key) or reach_of(above):
        return "neighbour"
    if is_of_earlier_years(above):
        return "link" if names_agency else "neighbour"
    if compiled(_LABELLED).match(key) or is_value(lines, first):
        return "value"
    if len(above) >= _SHORTEST_BROKEN and compiled(_GOES_ON).search(above):
        return "sentence"
    return "sentence" if _is_broken_by_width(lines, first) else "line"


def _is_broken_by_width(lines: Sequence[TextLine], at: int) -> bool:
    """Whether a line goes on with a sentence of text that is broken into lines of one width."""
    if not at or lines[at - 1].key.endswith(tuple(_SENTENCE_ENDS)):
        return False
    for first in range(max(at - _FEWEST_EQUAL + 1, 0), at):
        several = lines[first : first + _FEWEST_EQUAL]
        widths = [len(line.text) for line in several]
        if (
            len(several) == _FEWEST_EQUAL
            and min(widths) >= _NARROWEST
            and max(widths) - min(widths) <= _UNEQUAL
            and any(compiled(_IN_SENTENCES).search(line.key) for line in lines[first:at])
        ):
            return True
    return False
