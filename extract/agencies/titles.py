"""Printed lines → the titles of reports among them: whose report, of which years, in what role.

Comes in: the lines above the first section heading. Goes out: a `Title` for every place where they read as one,
whatever its damage: broken over lines, printed in a breadcrumb, a row of cells or a list of links. Which of them is the
document's own, and whether it is believed, is `identity`'s business; what a name says, that of `names`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from extract.agencies.breaks import are_names, is_front_of_name, is_row_of_names, may_have_begun
from extract.agencies.likeness import same_agency
from extract.agencies.names import (
    agency_in_brackets,
    is_name,
    is_region,
    without_tail,
)
from extract.agencies.neighbours import reach_of
from extract.agencies.printed_years import YEAR_IN_BRACKETS, is_year, years_in
from extract.agencies.rests import is_rest_of_name
from extract.agencies.title import (
    BULLETS,
    DASH,
    DASHES,
    LONGEST_PART,
    LONGEST_TITLE,
    POSTED,
    SUBJECT,
    TextLine,
    Title,
    title_key,
    title_of,
)
from extract.text import compact, compiled, squeeze

_LONGEST_NUMBER = 8
"""A comma may stand behind 附件1; elsewhere it makes a sentence."""
_SIGNS_FOR_PLACE = r"政府办公?[室厅]?$|(?:政务|信息)公开"
_LINES_ABOVE = 4
"""Lines above its last one that a title may begin on."""
_OPENING, _CLOSING = "([（〔", ")]）〕"
_FEWEST_LINKS, _FEWEST_POSTED, _FEWEST_LISTED, _LINES_OF_A_LINK = 3, 2, 2, 2
"""Titles of different years or agencies that make a list of links: without and with days behind them, with pages; lines
from one to the next."""
_LEADERS = r"[.…·_—-]+"
_PAGE = r"[.…·_—-]*\(?第?\d{1,3}页?\)?[.…·_—-]*"
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

    >>> from extract.model import CellOrigin
    >>> title = "关于2024年度政府信息公开工作", "年度报告核查情况的通报"
    >>> is_about_reports([TextLine(text, text, CellOrigin("", 1, 1, 1)) for text in title])
    True
    """
    keys = [line.key for line in lines[:_LINES_ABOVE]]
    return any(compiled(_ABOUT).search("".join(keys[: end + 1])) for end in range(len(keys)))


def _titles(lines: Sequence[TextLine]) -> Iterator[Title]:
    free = 0
    for at, line in enumerate(lines):
        if "报" in line.key and len(line.key) <= 2 * LONGEST_TITLE and "," not in title_key(line.key)[_LONGEST_NUMBER:]:
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
    posted = all(compiled(POSTED).fullmatch(title.tail) for title in row)
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
    title = title_of(lines, lowest, last)
    if not title and compiled(SUBJECT).search(lines[at].key):
        return None
    for first in range(lowest - 1, max(lowest - _LINES_ABOVE, free) - 1, -1):
        if lines[first + 1].key.startswith(tuple(BULLETS)) or not _is_part(lines, first):
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
        wider = title_of(lines, first, last)
        if wider and (title is None or _completes(wider, title, lines)):
            title = wider
    if title and title.first and may_have_begun(lines[title.first - 1].key, squeeze(title.agency)):
        title = title._replace(agency="")
    return title and _with_lines_below(title, lines)


def _with_lines_below(title: Title, lines: Sequence[TextLine]) -> Title:
    """A title with the agency on the line below it."""
    below = lines[title.last + 1 :][:1]
    dashed = compiled(DASH).match(title.tail)
    if title.years and below and (dashed or not title.agency):
        words = compact(below[0].text)
        if dashed:
            agency = title.tail.strip(DASHES) + words
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
        compiled(_REPORT).fullmatch(lines[at].key) and compiled(SUBJECT).fullmatch(lines[at - 1].key + lines[at].key)
    )


def _is_year_of_title(lines: Sequence[TextLine], first: int, last: int) -> bool:
    """Whether the line below a title is its year: in brackets, or, where a name stands above, alone and no first of
    several."""
    keys = [line.key for line in lines[last + 1 :][:2]]
    if not keys or compiled(YEAR_IN_BRACKETS).fullmatch(keys[0]):
        return bool(keys)
    named = first > 0 and is_name(lines[first - 1].key)
    return named and is_year(keys[0]) and not keys[0].isdigit() and not any(map(is_year, keys[1:]))


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
    if len(key) > LONGEST_PART or not _is_piece(key) or is_row_of_names(lines[at].text) or reach_of(key):
        return False
    return not (at and is_year(key) and is_year(lines[at - 1].key))


@lru_cache(maxsize=4096)
def _is_piece(key: str) -> bool:
    return not (compiled(_NO_PART).search(key) or compiled(POSTED).fullmatch(key))


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


_ABOUT = rf"{SUBJECT}\p{{Han}}{{0,12}}(?:通报|通知|反馈[单表]|简报)$"
_REPORT = r"(?:工作)?年度(?:工作)?报告"
_LABEL = r"^(?:\p{Han}{0,4}(?:标题|题名|名称):|附件\d*[:.]|[\[(]\p{Han}{2,4}[\])])(?=.{2})"
