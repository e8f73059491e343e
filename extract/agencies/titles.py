"""Printed lines → the titles of reports among them: whose report, of which years, in what role.

Comes in: the lines above the first section heading. Goes out: a `Title` for every place where they read as one,
whatever its wording and damage: broken over lines, printed in a breadcrumb, a row of cells or a list of links. Which of
them is the document's own, and whether it is believed, is `identity`'s business; what a name says, that of `names`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from extract.agencies.breaks import are_names, is_front_of_name, is_row_of_names, may_have_begun
from extract.agencies.likeness import same_agency
from extract.agencies.names import (
    agency_in_brackets,
    agency_in_head,
    is_name,
    is_region,
    without_tail,
)
from extract.agencies.neighbours import is_led_to, is_of_earlier_years, reach_of
from extract.agencies.rests import is_rest_of_name
from extract.model import CellOrigin, Origin
from extract.text import compact, compiled, squeeze

_LONGEST_TITLE, _LONGEST_PART = 70, 40
_LONGEST_NUMBER = 8
"""A comma may stand behind 附件1; elsewhere it makes a sentence."""
_BULLETS = "·•●■◆▪"
"""A line that one of them opens goes on with nothing above it."""
_ENDS_OF_NAMES = 8
"""Characters of the end of a name that tell it from another."""
_SIGNS_FOR_PLACE = r"政府办公?[室厅]?$|(?:政务|信息)公开"
_LINES_ABOVE = 4
"""Lines above its last one that a title may begin on."""
_SHORTEST_BROKEN = 20
"""Characters from which a line that ends within a sentence was broken there."""
_FEWEST_EQUAL, _NARROWEST, _UNEQUAL = 3, 16, 4
"""Lines of one width that make text broken by the width of the page, their fewest characters, and by how many they may
differ: an indent, or a long number at the end."""
_OPENING, _CLOSING = "([（〔", ")]）〕"
_FEWEST_LINKS, _FEWEST_POSTED, _FEWEST_LISTED, _LINES_OF_A_LINK = 3, 2, 2, 2
"""Titles of different years or agencies that make a list of links: without and with days behind them, with pages; lines
from one to the next."""
_LEADERS = r"[.…·_—-]+"
_PAGE = r"[.…·_—-]*\(?第?\d{1,3}页?\)?[.…·_—-]*"


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


# ── Years and agencies, as titles and sentences print them ───────────────────────────────────────────────────────────

ISO_DAY = r"(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?"
_YEAR = (
    r"(?:(?<!\d)(?:19|20)\d\d(?!\d)|(?<![一二三四五六七八九十])二[〇零0○][〇零0○一二三四五六七八九]{2}(?=年))"
    r"(?:年度?|度)?"
)
_YEAR_IN_BRACKETS = rf"[(\[]{_YEAR}[)\]]"
_SCHOOL_YEAR = r"(?:19|20)\d\d年?(?:[-—~─_/]|至|到)+(?:19|20)\d\d(?:学年度?|年学年)"
_NUMERALS = str.maketrans("〇零○一二三四五六七八九", "000123456789")


def number_in_digits(numerals: str) -> int:
    """A number printed digit by digit, whatever is printed behind its first four.

    >>> number_in_digits("二〇二三年"), number_in_digits("2023年度"), number_in_digits("七")
    (2023, 2023, 7)
    """
    return int(numerals.translate(_NUMERALS)[:4])


def years_in(key: str) -> tuple[int, ...]:
    """The years that squeezed words name, each once.

    >>> years_in("2023年度"), years_in("二〇二三年与2022年"), years_in("第20231号"), years_in("2023")
    ((2023,), (2022, 2023), (), (2023,))
    >>> years_in("2023—2024学年")
    ()
    """
    key = _without_school_years(key)
    return tuple(sorted({number_in_digits(year) for year in compiled(_YEAR).findall(key)}))


def _without_school_years(key: str) -> str:
    """Words without school years: they are no years that the statutory form reports on."""
    return compiled(_SCHOOL_YEAR).sub("", key) if "学年" in key else key


def agency_in_front(head: str, subject: str) -> str:
    """The agency that the words in front of 政府信息公开 name, years left out; a 政府 read as the subject's comes back.

    >>> agency_in_front("2023年溪口县青禾镇人民", "政府信息公开年报"), agency_in_front("我镇2023年", "信息公开年报")
    ('溪口县青禾镇人民政府', '')
    """
    return agency_in_head(compiled(_YEAR).sub("", _without_school_years(head)), swallowed=subject.startswith("政府"))


# ── Titles among lines ───────────────────────────────────────────────────────────────────────────────────────────────

_TITLE_LABEL = r"\p{Han}{0,4}(?:标题|题名|名称|概述|摘要|简介)[:|]?"
_NO_PART = (
    r"[.;:!?>»,=]|首页|打印|字[体号]|来源|浏览|登录|注册|搜索|无障碍|当前|收藏|分享|关闭|下载|返回|长者|网站|门户|导航|专栏|解读|号$"
    r"|[预决]算公开"
    r"|^(?:政务|政府信息|信息|政府)公开$|正文|索引|年报|报告|文件$|^[无有是否空]$"
    r"|^\p{Han}{0,4}(?:标题|题名|名称|文号|机构|日期|时间|分类|有效性|时效|概述|关键词|主题词|来源)$"
)


def titles_in(lines: Sequence[TextLine]) -> list[Title]:
    """Every title that some of the lines make, in printed order; the rest of a broken name names nobody."""
    return _with_links([_without_rest_of_name(title) for title in _titles(lines)], lines)


def _without_rest_of_name(title: Title) -> Title:
    return title._replace(agency="") if is_rest_of_name(squeeze(title.agency)) else title


def is_about_reports(lines: Sequence[TextLine]) -> bool:
    """Whether the first lines, one or a few together, are the title of a paper about reports, which is none itself.

    >>> title = "关于2024年度政府信息公开工作", "年度报告核查情况的通报"
    >>> is_about_reports([TextLine(text, text, CellOrigin("", 1, 1, 1)) for text in title])
    True
    """
    keys = [line.key for line in lines[:_LINES_ABOVE]]
    return any(compiled(_ABOUT).search("".join(keys[: end + 1])) for end in range(len(keys)))


def is_value(lines: Sequence[TextLine], at: int) -> bool:
    """Whether a line is the value of the label 名称, 标题, 内容概述 … above it, or left of it in the same table."""
    if not at or not compiled(_TITLE_LABEL).fullmatch(lines[at - 1].key):
        return False
    label, value = lines[at - 1].origin, lines[at].origin
    return not isinstance(label, CellOrigin) or (isinstance(value, CellOrigin) and label.table == value.table)


def _titles(lines: Sequence[TextLine]) -> Iterator[Title]:
    free = 0
    for at, line in enumerate(lines):
        if (
            "报" in line.key
            and len(line.key) <= 2 * _LONGEST_TITLE
            and "," not in _title_key(line.key)[_LONGEST_NUMBER:]
        ):
            title = _title_around(lines, at, free)
            if title:
                free = title.last + 1
                yield title


def _with_links(titles: Sequence[Title], lines: Sequence[TextLine]) -> list[Title]:
    """The titles; those that stand in a row with others of other years or agencies, or below 相关链接, as links."""
    rows: list[list[Title]] = []
    for title in titles:
        if rows and title.first - rows[-1][-1].last <= _LINES_OF_A_LINK:
            rows[-1].append(title)
        else:
            rows.append([title])
    told = [title for row in rows for title in _told_apart(row, lines)]
    first, behind = _contents(titles, lines)
    below = [title for title in titles[behind : behind + 1] if _is_said_again(title, titles[first:behind])]
    return [*told[:first], *_as_links(told[first:behind]), *(below or told[behind : behind + 1]), *told[behind + 1 :]]


def _contents(titles: Sequence[Title], lines: Sequence[TextLine]) -> tuple[int, int]:
    """From which of the titles on up to before which they are a list of contents: those with pages behind them, if they
    are of several reports, and all between."""
    listed = [at for at, title in enumerate(titles) if _has_page_behind(title, lines)]
    if _different([titles[at] for at in listed]) < _FEWEST_LISTED:
        return 0, 0
    return listed[0], listed[-1] + 1


def _has_page_behind(title: Title, lines: Sequence[TextLine]) -> bool:
    """Whether a number of a page stands behind a title, in its line or the next, as in contents."""
    behind = [line.key for line in lines[title.last + 1 :][:2]]
    if behind and compiled(_LEADERS).fullmatch(behind[0]):
        behind = behind[1:]
    return bool(compiled(_PAGE).fullmatch(title.tail or "".join(behind[:1])))


def _told_apart(row: Sequence[Title], lines: Sequence[TextLine]) -> list[Title]:
    """A row of titles as links, if it is one; the last is the document's own where it says again what another does."""
    if not _are_links(row, lines):
        return list(row)
    *contents, last = row
    if _is_said_again(last, contents) and _differ(contents) and len(contents) == _different(contents):
        return [*_as_links(contents), last]
    return _as_links(row)


def _is_said_again(title: Title, contents: Sequence[Title]) -> bool:
    """Whether a title alone says what one of a list does, as below the contents of a collection."""
    return title.is_full and not title.tail and any(_says_as_much(title, one) for one in contents)


def _are_links(row: Sequence[Title], lines: Sequence[TextLine]) -> bool:
    return _differ(row) or (row[0].first > 0 and reach_of(lines[row[0].first - 1].key) == "list")


def _differ(row: Sequence[Title]) -> bool:
    """Whether titles are of several years or agencies: of three, or of two if a day of posting stands behind each."""
    posted = all(compiled(_POSTED).fullmatch(title.tail) for title in row)
    return _different(row) >= (_FEWEST_POSTED if posted else _FEWEST_LINKS)


def _different(row: Sequence[Title]) -> int:
    """How many titles say something that none before them does."""
    told = [title for title in row if title.completeness]
    return len([title for at, title in enumerate(told) if not any(_says_as_much(title, one) for one in told[:at])])


def _says_as_much(title: Title, other: Title) -> bool:
    """Whether two titles say the same years, and both the same agency or none."""
    both = bool(title.agency) == bool(other.agency) and title.years == other.years
    return both and same_agency(title.agency, other.agency)


def _as_links(row: Sequence[Title]) -> list[Title]:
    return [title if title.role == "neighbour" else title._replace(role="link") for title in row]


def _title_around(lines: Sequence[TextLine], at: int, free: int) -> Title | None:
    """The title that ends in a line, with what belongs to it on the lines above, down to line `free`, and below."""
    last = at
    if lines[at].key.endswith("报") and at + 1 < len(lines) and lines[at + 1].key == "告":
        last += 1
    lowest = at - 1 if _is_rest_of_subject(lines, at) else at
    if not years_in(lines[at].key) and _is_year_of_title(lines, lowest, last):
        last += 1
    title = _title_of(lines, lowest, last)
    if not title and compiled(_SUBJECT).search(lines[at].key):
        return None
    for first in range(lowest - 1, max(lowest - _LINES_ABOVE, free) - 1, -1):
        if lines[first + 1].key.startswith(tuple(_BULLETS)) or not _is_part(lines, first):
            break
        if (
            title
            and title.years
            and not title.agency
            and _may_be_of_site(lines, first)
            and _has_name_below(lines, title)
        ):
            break
        if title and title.is_full and not is_front_of_name(lines[first].key, title.agency, not first):
            break
        wider = _title_of(lines, first, last)
        if wider and (title is None or _completes(wider, title, lines)):
            title = wider
    if title and title.first and may_have_begun(lines[title.first - 1].key, squeeze(title.agency)):
        title = title._replace(agency="")
    return title and _with_lines_below(title, lines)


def _with_lines_below(title: Title, lines: Sequence[TextLine]) -> Title:
    """A title with the agency on the line below it."""
    below = lines[title.last + 1 :][:1]
    dashed = compiled(_DASH).match(title.tail)
    if title.years and below and (dashed or not title.agency):
        words = compact(below[0].text)
        if dashed:
            agency = title.tail.strip(_DASHES) + words
        elif _ends_in_brackets(title.tail):
            agency = agency_in_brackets(title.tail + words)
        else:
            agency = words[1:-1] if words[:1] in _OPENING else words
        if is_name(squeeze(agency)) and not _is_contradicted(lines, title, agency):
            return title._replace(agency=agency, text=title.text + below[0].text, last=title.last + 1)
    return title


def _is_rest_of_subject(lines: Sequence[TextLine], at: int) -> bool:
    """Whether a line is the second half of 政府信息公开年度报告, as covers break it."""
    return at > 0 and bool(
        compiled(_REPORT).fullmatch(lines[at].key) and compiled(_SUBJECT).fullmatch(lines[at - 1].key + lines[at].key)
    )


def _is_year_of_title(lines: Sequence[TextLine], first: int, last: int) -> bool:
    """Whether the line below a title is its year: in brackets, or, where a name stands above, alone and no first of
    several."""
    keys = [line.key for line in lines[last + 1 :][:2]]
    if not keys or compiled(_YEAR_IN_BRACKETS).fullmatch(keys[0]):
        return bool(keys)
    named = first > 0 and is_name(lines[first - 1].key)
    return named and _is_year(keys[0]) and not keys[0].isdigit() and not any(map(_is_year, keys[1:]))


def _may_be_of_site(lines: Sequence[TextLine], at: int) -> bool:
    """Whether a line is one of several names, as in a menu, or that of a place, as at the head of a site."""
    several = at > 0 and are_names([line.key for line in lines[at - 1 : at + 1]])
    return several or is_region(without_tail(lines[at].key))


def _has_name_below(lines: Sequence[TextLine], title: Title) -> bool:
    """Whether an agency stands below a title, and no office that signs for its place."""
    below = [line.key.strip("()[]") for line in lines[title.last + 1 :][:1]]
    return any(is_name(key) and not compiled(_SIGNS_FOR_PLACE).search(key) for key in below)


def _is_contradicted(lines: Sequence[TextLine], title: Title, agency: str) -> bool:
    """Whether the line above a title is a place that the agency below it does not stand in by its name."""
    above = lines[title.first - 1].key if title.first else ""
    return is_region(without_tail(above)) and not squeeze(agency).startswith(without_tail(above))


def _ends_in_brackets(words: str) -> bool:
    """Whether brackets are open at the end of words."""
    return max(map(words.rfind, _OPENING)) > max(map(words.rfind, _CLOSING))


def _is_part(lines: Sequence[TextLine], at: int) -> bool:
    """Whether a line can be a piece of a title. One of several bare years in a row is a menu."""
    key = compiled(_LABEL).sub("", lines[at].key)
    if len(key) > _LONGEST_PART or not _is_piece(key) or is_row_of_names(lines[at].text) or reach_of(key):
        return False
    return not (at and _is_year(key) and _is_year(lines[at - 1].key))


@lru_cache(maxsize=4096)
def _is_piece(key: str) -> bool:
    return not (compiled(_NO_PART).search(key) or compiled(_POSTED).fullmatch(key))


def _is_year(key: str) -> bool:
    return bool(compiled(_YEAR).fullmatch(key))


def _completes(wider: Title, title: Title, lines: Sequence[TextLine]) -> bool:
    """Whether the line above belongs to a title: it brings year or agency, or the front part of a broken name."""
    if wider.completeness != title.completeness:
        key = squeeze(wider.agency)
        above = [line.key for line in lines[: title.first]]
        own_line = bool(wider.years) or (not wider.first and not is_region(without_tail(key)) and not are_names(above))
        brings = bool(title.agency) or not key or (is_name(key) and own_line)
        return wider.completeness > title.completeness and brings
    return (
        bool(title.agency)
        and wider.agency.endswith(title.agency)
        and is_front_of_name(lines[wider.first].key, title.agency, not wider.first)
    )


# ── One title ────────────────────────────────────────────────────────────────────────────────────────────────────────

_SUBJECT = (
    r"(?:关于)?(?:(?:政府政务|政府|政务)?信息(?:年度)?公开|(?:政府)?政务公开)"
    rf"(?:工作)?(?:{_YEAR})?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:总结)?"
    r"(?:年度?报告|年度报(?!\p{Han})|年度(?:工作)?报告|年报(?!道)|报告|告年度报)"
)
_LEAD = (
    rf"(?:[#*|{_BULLETS}《=_+-]+"
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
_ABOUT = rf"{_SUBJECT}\p{{Han}}{{0,12}}(?:通报|通知|反馈[单表]|简报)$"
_POSTED = rf"(?:\p{{Han}}{{0,2}}(?:时间|日期)[:]?|来源[:])?[\[(]?{ISO_DAY}.*$|(?:点击|查看|下载|打印|关闭|收藏).*$"
_DASH = r"—{2}|-{2}"
_DASHES = "—-"
_FOREIGN = r"(?<=[告报])[(]?(?=[\d,.&-]*\p{Latin})[\p{Latin}\d,.&-]{12,}[)]?$"
"""The title again in another language."""
_YEAR_BEHIND = rf"{_YEAR_IN_BRACKETS}|{_YEAR}$"
_REPORT = r"(?:工作)?年度(?:工作)?报告"
_OWN_LEVEL = r"本[级級]|[局厅廳委院办辦署]机关|[局厅廳委院办辦署]機關"
_WHOLE_SYSTEM = r"[汇彙匯][总總]|系统|系統|全[省市县縣区區旗州盟]"
_LABEL = r"^(?:\p{Han}{0,4}(?:标题|题名|名称):|附件\d*[:.]|[\[(]\p{Han}{2,4}[\])])(?=.{2})"
_CUT_TITLE = rf"(\p{{Han}}{{2,}}{_YEAR})\p{{Han}}{{0,2}}(?:信息|政务)公开"
"""The beginning of a title that goes on in the next line."""
_LABELLED = r"\p{Han}{0,4}(?:标题|题名|名称)[:|]"
_SENTENCE_ENDS = ".;:!?|"
_IN_SENTENCES = r"[,.;]\D|[《》]"
_GOES_ON = r"(?:[,;]|\.(?!\d))[^.;:|]*(?:\p{Han}|,)$"


def _title_of(lines: Sequence[TextLine], first: int, last: int) -> Title | None:
    """What some lines say, if they are a title together."""
    key = _title_key("".join([line.key for line in lines[first : last + 1]]))
    lead = compiled(_LEAD).match(key)
    start = lead.end() if lead else 0
    subject = compiled(_SUBJECT).search(key, start)
    if not subject or subject.end() - start > _LONGEST_TITLE:
        return None
    behind = compiled(_FOREIGN).sub("", key)[subject.end() :]
    tail = compiled(_POSTED).sub("", behind)
    if len(tail) > _LONGEST_PART or compiled(_NO_TAIL).search(tail) or _is_row_of_links(key[start:], subject[0]):
        return None
    if compiled(_NO_HEAD).search(key, start, subject.start()):
        return None
    printed = "".join([line.text for line in lines[first : last + 1]])
    compacted = _title_key(compact(printed))
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
    name = tail.strip(_DASHES) if compiled(_DASH).match(tail) else ""
    return name if is_name(squeeze(name)) else agency_in_brackets(tail)


def _is_row_of_links(key: str, subject: str) -> bool:
    """Whether words are the titles of several reports, one behind another."""
    *titles, rest = compiled(_SUBJECT).split(key)
    cut = compiled(_CUT_TITLE).search(rest)
    titles += cut.groups() if cut else ()
    ends = {title[-_ENDS_OF_NAMES:] for title in titles}
    return len(ends) > 1 or len({compiled(_YEAR).sub("", title)[-_ENDS_OF_NAMES:] for title in titles}) > 1


def _title_key(key: str) -> str:
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
