"""Document → whose report it is and of when, with everything that says so.

Comes in: a `Document`, and what the user says of the file. Goes out: an `Identity`. Read are the lines up to the first
section heading (title, metadata, preamble, period), the opening of section one, the last lines (signature), and the
file's name and folders. The entity is taken from given > title > preamble > metadata > signature > file > folder, the
year from given > title > period > preamble > metadata > file > folder; a page that says 我镇 is not taken for its
county's. Years of posting, of cited plans and of document numbers are no evidence. What a name says is left to `names`,
whether evidence disagrees to `checks`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import PurePath
from typing import Literal, NamedTuple

import regex as re

from extract.model import NOTHING_GIVEN, Block, CellOrigin, Document, Evidence, Given, Identity, Origin, Table, Where
from extract.names import (
    agency_in_brackets,
    agency_in_file_name,
    agency_in_head,
    chain_and_name,
    ends_as_name,
    entity_id_of,
    folders_above,
    given_kind,
    group_of,
    is_name,
    is_region,
    is_self,
    kind_of,
    named_folders,
    place_above,
    unit_ends,
    without_tail,
)
from extract.text import compact, squeeze

_OPENING_LINES, _LINES_OF_SECTION_ONE, _CLOSING_LINES = 120, 3, 15
_LONGEST_LINE, _LONGEST_TITLE, _LONGEST_NAME = 300, 70, 40
_LONGEST_PREAMBLE = 900
_LONGEST_NUMBER = 8
"""A comma may stand behind 附件1; elsewhere it makes a sentence."""
_FEWEST_LINKS = 3
"""Titles of different years or agencies that make a page without any sentence a list of links."""
_LONGEST_LINK = 30
_LINES_OF_A_LINK = 2
_MARKUP = " \t\r\n#|*\u3000\xa0"


class _Line(NamedTuple):
    """A printed line or cell, and the beginning of it squeezed."""

    text: str
    key: str
    origin: Origin


_Role = Literal["line", "value", "sentence", "link"]


class _Title(NamedTuple):
    """A title and what it says; `first` and `last` are the lines it takes up, `tail` what is printed behind it.

    `role` tells a line of its own from the value of a label (名称, 内容概述), a piece of a sentence, one of many links.
    """

    text: str
    agency: str
    years: tuple[int, ...]
    scope: str
    tail: str
    role: _Role
    first: int
    last: int

    @property
    def told(self) -> int:
        """How much of agency and year it says."""
        return bool(self.agency) + (len(self.years) == 1)


_BESIDE = ("line", "value")
"""Roles of titles that are the page's word for the report; what a sentence says is read with the prose."""
_ALL = 2
"""What a title tells that has agency and year."""
_UNTITLED = _Title("", "", (), "", "", "line", 0, -1)


def identity_of(document: Document, given: Given | None = None) -> Identity:
    """The agency as printed, the year it reports on, the day of publication, and the evidence for each.

    `entity_id` is the given code, else `place/name`. The place is the given parent, else the nearest folder that is a
    place above the entity, else the printed chain, else the nearest folder that is no year and no general word (年报,
    下载, samples); such a folder counts only with Han characters in it or in a relative path, so that the id does not
    depend on where a collection is kept. Of the chain only what stands below the place remains in the name.
    """
    given = given or NOTHING_GIVEN
    path = PurePath(document.source.name)
    lines, heading = _opening(document.blocks)
    titles = _titles_of(document, lines, heading)
    title, *others = titles or [_UNTITLED]
    named = _fullest(titles) if titles else title
    prose = _prose_of(lines, title.last + 1, others)
    own = _OWN_WORD.search(prose.text)
    own_word = own[1] if own else ""
    found = [
        *_given_evidence(given),
        *(each for each in _title_evidence(named, lines, "metadata") if each.agency and named is not title),
        *_title_evidence(title, lines, "title"),
        *_prose_evidence(prose),
        *_metadata_evidence(lines[:heading]),
        *(each for other in others if other.role in _BESIDE for each in _title_evidence(other, lines, "metadata")),
        *(_date_of_title(lines, title) if titles else ()),
        *_signature_evidence(document.blocks),
        *_path_evidence(path, own_word),
    ]
    entities = _strongest_first(found, "entity", own_word)
    years = _strongest_first(found, "year")
    published = _unrepeated(_strongest_first(found, "published"))
    agency = entities[0].agency if entities and _suits(entities[0].evidence, own_word) else ""
    entity = without_tail(agency)
    chain, name = chain_and_name(entity)
    folder = place_above(path.parent.parts, entity)
    parent = chain or given.parent or (folder if is_region(squeeze(folder)) else "")
    place = given.parent or folder or chain or _collection(path, entity)
    return Identity(
        entity=entity,
        agency=agency,
        entity_id=given.code or entity_id_of(chain, name, place),
        kind=given_kind(given.kind) or kind_of(entity, parent),
        scope=title.scope or named.scope,
        parent=parent,
        year=int(years[0].evidence.value) if years else None,
        published=published[0].evidence.value if published else "",
        title=title.text,
        evidence=tuple(each.evidence for each in (*entities, *years, *published)),
    )


# ── Lines ────────────────────────────────────────────────────────────────────────────────────────────────────────────

_MAY_START_HEADING = frozenset("一1１总總基概工年政二")
_LONGEST_HEADING = 45
_CELL = re.compile(r"[^|\t]+")
_HEADING = re.compile(
    r"(?:第?一(?:部分)?[,.:]?|1[.,])(?:\p{Han}*(?:\d{4}年度?)?\p{Han}*(?:情况|概述|概况|内容|总述|工作))?[,.:]?"
    r"|(?:\p{Han}{0,12}总体情况|总体概述|概述|工作基本情况)|二[,.]\p{Han}*公开\p{Han}*情况"
)


_key = lru_cache(maxsize=4096)(squeeze)
_LONGEST_KEPT = 40
"""Lines that one site prints on every page are short; only such are remembered."""


def _pieces(blocks: Iterable[Block], step: Literal[1, -1] = 1) -> Iterator[tuple[str, Origin]]:
    """The paragraphs and cells of blocks, those of a table from the last to the first for `step` -1."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows[::step]:
                for cell in row[::step]:
                    yield cell.text, cell.origin
        else:
            yield block.text, block.origin


def _opening(blocks: Sequence[Block]) -> tuple[list[_Line], int]:
    """The visible lines up to the opening of section one, and how many of them stand before its heading."""
    lines: list[_Line] = []
    end, heading = _OPENING_LINES, None
    for text, origin in _cells(blocks):
        printed = text.strip(_MARKUP)
        key = _key(printed) if len(printed) <= _LONGEST_KEPT else squeeze(printed[:_LONGEST_LINE])
        if not key:
            continue
        if heading is None and key[0] in _MAY_START_HEADING and _is_first_heading(key):
            heading = len(lines)
            end = heading + 1 + _LINES_OF_SECTION_ONE
        lines.append(_Line(printed, key, origin))
        if len(lines) >= end:
            break
    return lines, len(lines) if heading is None else heading


def _cells(blocks: Iterable[Block]) -> Iterator[tuple[str, Origin]]:
    """The pieces, and rows of pipes or TABs cut at them."""
    for text, origin in _pieces(blocks):
        if "|" in text or "\t" in text:
            yield from ((cell[0], origin.part(*cell.span())) for cell in _CELL.finditer(text))
        else:
            yield text, origin


def _is_first_heading(key: str) -> bool:
    return len(key) <= _LONGEST_HEADING and bool(_HEADING.fullmatch(key))


# ── Titles ───────────────────────────────────────────────────────────────────────────────────────────────────────────

_ISO = r"(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?"
_YEAR_DIGITS = r"(?<!\d)(?:19|20)\d\d(?!\d)"
_YEAR_WORD = rf"(?:{_YEAR_DIGITS}|(?<![一-十])二[〇零0○][〇零0○一二三四五六七八九]{{2}}(?=年))(?:年度?|度)?"
_YEAR = re.compile(_YEAR_WORD)
_NUMERALS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_SUBJECT = re.compile(
    r"(?:关于)?(?:(?:政府政务|政府|政务)?信息(?:年度)?公开|(?:政府)?政务公开)"
    rf"(?:工作)?(?:{_YEAR_WORD})?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:总结)?"
    r"(?:年度?报告|年度报(?!\p{Han})|年度(?:工作)?报告|年报(?!道)|报告|告年度报)"
)
_LEAD = re.compile(
    r"(?:[#*|·•●■◆▪《=_+-]+|\p{Han}{1,12}[\[(]?20\d\d[\])]?第?\d{1,4}号|附件\d*[:.,]?|正文[:]?"
    r"|(?:文章|信息|文件|公文)?(?:标题|题名|名称)[:|]+|关于(?:公布|发布|印发|报送)?|\d{1,2}[.](?!\d))*"
)
_PINYIN = re.compile(r"\(\p{Latin}+\)")
_NO_HEAD = re.compile(
    r"[.;!?:>»,]|根据|按照|依据|依照|现将|现公布|公布|如下|解读|图解|一图|做好|开展|编制|报送|首页|位置|[上下]一篇|下载|查看|点击|更多|印发"
)
_NO_TAIL = re.compile(
    r"^[的之]?\p{Han}{0,4}(?:解读|通知|编制|格式|模板|要求|方案|要点|统计|考核|图解|说明|评估|专栏|专题|目录|栏目|培训|会议|部署|填报|意见)|[,;!?>»]"
    r"|[.](?!docx?|pdf|wps|html?|txt|xlsx?)|如下|解读"
)
_POSTED = re.compile(
    rf"(?:\p{{Han}}{{0,2}}(?:时间|日期)[:]?|来源[:])?[\[(]?{_ISO}.*$|(?:点击|查看|下载|打印|关闭|收藏).*$"
)
_PUNCTUATION = re.compile(r"[,;]|\.(?!\d)")
_GOES_ON = re.compile(r"(?:[,;]|\.(?!\d))[^.;:|]*(?:\p{Han}|,)$")
_TITLE_LABEL = re.compile(r"\p{Han}{0,4}(?:标题|题名|名称|概述|摘要|简介)[:|]?")
_LABELLED = re.compile(r"\p{Han}{0,4}(?:标题|题名|名称)[:|]")
_HAN = re.compile(r"\p{Han}+")
_OWN_LEVEL = re.compile(r"本[级級]|[局厅廳委院办辦署]机关|[局厅廳委院办辦署]機關")
_WHOLE = re.compile(r"[汇彙匯][总總]|系统|系統|全[省市县縣区區旗州盟]")
_NO_PART = re.compile(
    r"[.;:!?>»,=]|首页|打印|字[体号]|来源|浏览|登录|注册|搜索|无障碍|当前|收藏|分享|关闭|下载|返回|长者|网站|门户|导航|专栏|解读|号$"
    r"|^(?:政务|政府信息|信息|政府)公开$|正文|索引|年报|报告|^[无有是否空]$"
    r"|^\p{Han}{0,4}(?:标题|题名|名称|文号|机构|日期|时间|分类|有效性|时效|概述|关键词|主题词|来源)$"
)


def _titles_of(document: Document, lines: Sequence[_Line], heading: int) -> list[_Title]:
    """The titles above the first heading, the document's own one first; none for a page that only lists reports.

    A page prints its title again in its metadata, over the metadata, or as one of many links. The document's own is
    the last above the body of those that tell most, or one below it that says the same in short. A title without
    agency and year may be a word of the menu: it counts only above something that can be a report.
    """
    titles = list(_titles(lines, heading))
    if not titles or ((len(titles) > 1 or not titles[0].told) and _is_list(document.blocks, lines, heading, titles)):
        return []
    if len(titles) == 1:
        return titles
    titles = _with_links(titles)
    pool = [title for title in titles if title.role == "line"] or [t for t in titles if t.role != "link"]
    own = _last_of(pool, lines, heading) if pool else _own_of_links(titles, lines)
    return [own, *(title for title in titles if title is not own)]


def _last_of(titles: Sequence[_Title], lines: Sequence[_Line], heading: int) -> _Title:
    most = max(title.told for title in titles)
    best = [title for title in titles if title.told == most]
    body = next((at for at in range(best[0].last + 1, heading) if _is_prose(lines, at)), heading)
    last = [title for title in best if title.first < body][-1]
    return [title for title in titles if title.first < body and _say_the_same(title, last)][-1]


def _own_of_links(titles: Sequence[_Title], lines: Sequence[_Line]) -> _Title:
    """Where even the document's own title stands among links: the one of the year that the body reports on, or the
    first without a date behind it."""
    body = _prose_of(lines, titles[-1].last + 1)
    years = {each.evidence.value for each in _prose_evidence(body) if each.evidence.about == "year"}
    reported = [title for title in titles if years.intersection(map(str, title.years))]
    return reported[-1] if reported else next((title for title in titles if not title.tail), titles[0])


def _fullest(titles: Sequence[_Title]) -> _Title:
    """The title that prints the name of the first one in full."""
    same = [title for title in titles if _say_the_same(title, titles[0])]
    return max(same, key=lambda title: len(title.agency))


def _say_the_same(one: _Title, other: _Title) -> bool:
    short, long = sorted((one.agency, other.agency), key=len)
    return one is other or (one.told > 0 and one.years == other.years and long.endswith(short))


def _is_prose(lines: Sequence[_Line], at: int) -> bool:
    """Whether a line is a sentence, and not the value of a label."""
    key = lines[at].key
    return len(key) > _LONGEST_LINK and bool(_PUNCTUATION.search(key)) and not _is_value(lines, at)


def _is_value(lines: Sequence[_Line], at: int) -> bool:
    """Whether a line is the value of the label 名称, 标题, 内容概述 … above it, or left of it in the same table."""
    if not at or not _TITLE_LABEL.fullmatch(lines[at - 1].key):
        return False
    label, value = lines[at - 1].origin, lines[at].origin
    return not isinstance(label, CellOrigin) or (isinstance(value, CellOrigin) and label.table == value.table)


def _with_links(titles: Sequence[_Title]) -> list[_Title]:
    """The titles; those that stand in a row with others of other years or agencies as links."""
    rows: list[list[_Title]] = []
    for title in titles:
        if rows and title.first - rows[-1][-1].last <= _LINES_OF_A_LINK:
            rows[-1].append(title)
        else:
            rows.append([title])
    for row in rows:
        if len({(title.years, without_tail(title.agency)[-3:]) for title in row if title.told}) >= _FEWEST_LINKS:
            row[:] = [title._replace(role="link") for title in row]
    return [title for row in rows for title in row]


def _is_list(blocks: Sequence[Block], lines: Sequence[_Line], heading: int, titles: Sequence[_Title]) -> bool:
    """Whether a page has links to several reports, or only the menu's word for them, and no sentence or heading."""
    if heading < len(lines):
        return False
    links = {(title.agency, title.years) for title in titles}
    if len(links) < _FEWEST_LINKS and any(title.told for title in titles):
        return False
    return not any("。" in text and len(text) > _LONGEST_LINK for text, _ in _pieces(blocks))


def _titles(lines: Sequence[_Line], heading: int) -> Iterator[_Title]:
    free = 0
    for at in range(heading):
        key = lines[at].key
        if "报" in key and len(key) <= 2 * _LONGEST_TITLE and "," not in key[_LONGEST_NUMBER:]:
            title = _title_around(lines, at, free)
            if title:
                free = title.last + 1
                yield title


def _title_around(lines: Sequence[_Line], at: int, free: int) -> _Title | None:
    """The title that ends in a line, with what belongs to it on the lines above, down to line `free`, and below."""
    last = at
    if lines[at].key.endswith("报") and at + 1 < len(lines) and lines[at + 1].key == "告":
        last += 1
    title = _parsed(lines, at, last)
    if not title and _SUBJECT.search(lines[at].key):
        return None
    for first in range(at - 1, max(at - 3, free) - 1, -1):
        if not _is_part(lines, first):
            break
        if title and title.told == _ALL and not _is_front_of_name(lines, first):
            continue
        wider = _parsed(lines, first, last)
        if wider and (title is None or _completes(wider, title, lines)):
            title = wider
    if title and not title.agency and title.last + 1 < len(lines):
        below = lines[title.last + 1]
        if is_name(below.key) and not _HEADING.fullmatch(below.key):
            return title._replace(agency=compact(below.text))
    return title


def _is_part(lines: Sequence[_Line], at: int) -> bool:
    """Whether a line can be a piece of a title. One of several bare years in a row is a menu."""
    key = lines[at].key
    if len(key) > _LONGEST_NAME or not _is_piece(key):
        return False
    return not (_YEAR.fullmatch(key) and at and _YEAR.fullmatch(lines[at - 1].key))


@lru_cache(maxsize=4096)
def _is_piece(key: str) -> bool:
    return not (_NO_PART.search(key) or _POSTED.fullmatch(key))


def _completes(wider: _Title, title: _Title, lines: Sequence[_Line]) -> bool:
    """Whether the line above belongs to a title: it brings year or agency, or the front part of a broken name."""
    if wider.told != title.told:
        brings = bool(title.agency) or not wider.agency or is_name(squeeze(wider.agency))
        return wider.told > title.told and brings
    return bool(title.agency) and wider.agency.endswith(title.agency) and _is_front_of_name(lines, wider.first)


def _is_front_of_name(lines: Sequence[_Line], at: int) -> bool:
    """Whether a line can be the front part of a name that the next line goes on with."""
    key = lines[at].key
    if not _HAN.fullmatch(key) or is_self(key):
        return False
    ends = unit_ends(key)
    if ends and ends[-1] == len(key):
        return True
    return not ends_as_name(key) and (at == 0 or bool(ends))


def _parsed(lines: Sequence[_Line], first: int, last: int) -> _Title | None:
    """What some lines say, if they are a title together."""
    key = "".join(line.key for line in lines[first : last + 1])
    if "(" in key:
        key = _PINYIN.sub("", key)
    lead = _LEAD.match(key)
    start = lead.end() if lead else 0
    subject = _SUBJECT.search(key, start)
    if not subject or subject.end() - start > _LONGEST_TITLE:
        return None
    head, behind = key[start : subject.start()], key[subject.end() :]
    tail = _POSTED.sub("", behind)
    if len(tail) > _LONGEST_NAME or _NO_HEAD.search(head) or _NO_TAIL.search(tail):
        return None
    printed = "".join(line.text for line in lines[first : last + 1])
    own = _PINYIN.sub("", compact(printed))
    if len(own) != len(key):
        own = key
    words = own[start : subject.end()]
    years = {_year(each[0]) for each in _YEAR.finditer(key[start : subject.end()])}
    agency = _agency_of(own[start : subject.start()], subject[0]) or (
        "" if _OWN_LEVEL.search(tail) else agency_in_brackets(tail)
    )
    scope = "own" if _OWN_LEVEL.search(words + tail) else "whole" if _WHOLE.search(words + tail) else ""
    value = _LABELLED.match(key) or _is_value(lines, first)
    role: _Role = "value" if value else "sentence" if first and _goes_on(lines[first - 1].key) else "line"
    return _Title(printed, agency, tuple(sorted(years)), scope, behind, role, first, last)


def _goes_on(key: str) -> bool:
    """Whether a line is the beginning of a sentence that the next line goes on with."""
    return len(key) >= _SHORT_LINE and bool(_GOES_ON.search(key))


def _year(printed: str) -> int:
    return int(printed.translate(_NUMERALS)[:4])


def _agency_of(head: str, subject: str) -> str:
    return agency_in_head(_YEAR.sub("", head), swallowed=subject.startswith("政府"))


# ── Evidence ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Found(NamedTuple):
    """A piece of evidence, and the agency with its tail where it names one."""

    evidence: Evidence
    agency: str = ""


def _named(where: Where, agency: str, raw: str = "", origin: Origin | None = None) -> _Found:
    own = compact(agency)
    return _Found(Evidence("entity", where, without_tail(own), raw or agency, origin), own)


def _dated(where: Where, year: int, raw: str, origin: Origin | None = None) -> _Found:
    return _Found(Evidence("year", where, str(year), raw, origin))


def _strongest_first(found: Iterable[_Found], about: str, own_word: str = "") -> list[_Found]:
    """Each thing said once, as ordered; an entity that the page's own word 我镇 contradicts comes last."""
    said: dict[tuple[Where, str], _Found] = {}
    for each in found:
        if each.evidence.about == about:
            said.setdefault((each.evidence.where, each.evidence.value), each)
    return sorted(said.values(), key=lambda each: not _suits(each.evidence, own_word))


def _unrepeated(found: Sequence[_Found]) -> list[_Found]:
    """Without a second mention of one printed line: a date below the title may be the metadata's."""
    origins = [each.evidence.origin for each in found]
    return [each for at, each in enumerate(found) if not each.evidence.origin or origins.index(origins[at]) == at]


def _suits(evidence: Evidence, own_word: str) -> bool:
    """Whether a page that says 我镇, 我局 … can be this entity's; the title and the user are believed anyway."""
    if evidence.about != "entity" or not own_word or evidence.where in ("title", "manifest", "path"):
        return True
    return group_of(own_word) == group_of(evidence.value)


def _given_evidence(given: Given) -> Iterator[_Found]:
    if given.entity:
        yield _named(given.by, given.entity)
    if year := _YEAR.search(squeeze(given.year)):
        yield _dated(given.by, _year(year[0]), given.year)
    if published := _iso_date(squeeze(given.published)):
        yield _Found(Evidence("published", given.by, published, given.published))


def _title_evidence(title: _Title, lines: Sequence[_Line], where: Where) -> Iterator[_Found]:
    if title.agency:
        yield _named(where, title.agency, title.agency, lines[title.first].origin)
    if len(title.years) == 1:
        yield _dated(where, title.years[0], title.text, lines[title.first].origin)


# ── Preamble and period ──────────────────────────────────────────────────────────────────────────────────────────────

_SHORT_LINE = 20
_OWN_WORD = re.compile(
    r"我(镇|乡|街道|街|苏木|办事处|县|区|市|旗|州|盟|省|局|委|厅|中心|院)(?![\p{Han}]{0,2}(?:政府网|门户))"
)
_ABOUT_PAGE = re.compile(r"(?:来源|作者|时间|日期|机构|单位|浏览|次数|访问量|点击[率数量]|字[体号])[:\[]")
_ANNOUNCED = re.compile(
    r"(?:公布|发布|公开|[将把]|编制|形成|报送)(?P<what>[^,.;:!?|《》]{0,45}?)(?:(?:政府|政务)?信息公开|政务公开)(?:工作)?(?:情况)?(?:年度)?(?:工作)?"
    r"(?:年度?报告|年报|报告)"
)
_DOES = re.compile(r"(?:严格|认真)?(?:根据|按照|依照|依据|遵照|组织|结合|编制|现将|现向|汇总)")
"""What an agency is said to do in the sentence that names it as the author."""
_CLAUSE_START = re.compile(r"(?r)[,.;:|由》)\]]")
_REPORT_OF = re.compile(
    rf"(?<!\d)({_YEAR_DIGITS})年?度?(?:政府|政务)?信息公开(?:工作)?(?:情况)?(?:年度)?(?:工作)?(?:年度?报告|年报|报告)"
)
_SENTENCE_YEAR = re.compile(r"(?:^|[.|]|[(][一1][)]\p{Han}{0,8}[.:]?)(?:[一1][,.])?((?:19|20)\d\d)年(?:度|来|以来)?,")
_FIRST_DAY = r"((?:19|20)\d\d)年?0?1月?0?1日?"
_LAST_DAY = r"12月?3[01]日?(?!\d)"
_PERIOD = re.compile(
    rf"(?<!\d)(?:{_FIRST_DAY}(?:起|开始)?,?(?:[-—~─_]|起|至|到)*(?:从|当年|同年)?(?:(?:20)?((?:19|20)\d\d)年?)?{_LAST_DAY}"
    rf"|{_FIRST_DAY}(?:起|开始)?,?(?:[-—~─_]|至|到)"
    rf"|(?:20)?((?:19|20)\d\d)年?{_LAST_DAY}止?)"
)
_NO_PERIOD = re.compile(r"(?:发布|发文|成文|公开|更新|印发|施行|通过)(?:时间|日期)?[:|]?$")


class _Prose(NamedTuple):
    """The text below the title in one piece, whatever its line breaks: where each of its lines starts."""

    text: str
    starts: tuple[int, ...]
    lines: tuple[_Line, ...]

    def origin(self, at: int) -> Origin:
        """The place of the line that holds a character."""
        return self.lines[bisect_right(self.starts, at) - 1].origin


def _prose_of(lines: Sequence[_Line], first: int, titles: Sequence[_Title] = ()) -> _Prose:
    """The prose from line `first` on, without the lines of other titles."""
    left_out = {at for title in titles if title.role != "sentence" for at in range(title.first, title.last + 1)}
    text, starts, used = "", [], []
    for at in range(first, len(lines)):
        if len(text) > _LONGEST_PREAMBLE:
            break
        if at in left_out:
            continue
        line = lines[at]
        starts.append(len(text))
        used.append(line)
        text += line.key if _may_go_on(line.key) else line.key + "|"
    return _Prose(text, tuple(starts), tuple(used))


def _may_go_on(key: str) -> bool:
    return len(key) >= _SHORT_LINE and key[-1] not in ".;:" and not _ABOUT_PAGE.search(key)


def _prose_evidence(prose: _Prose) -> Iterator[_Found]:
    """The period first, which tells the year better than the preamble."""
    text = prose.text
    for match in _PERIOD.finditer(text):
        years = {_year(each) for each in match.groups() if each}
        if len(years) == 1 and not _NO_PERIOD.search(text[: match.start()][-_SHORT_LINE:]):
            yield _dated("period", years.pop(), match[0], prose.origin(match.start()))
    announced = _ANNOUNCED.search(text)
    if announced:
        agency = _agency_of(announced["what"], "政府信息公开")
        if is_name(agency):
            yield _named("preamble", agency, agency, prose.origin(announced.start("what")))
    for match in _DOES.finditer(text):
        before = _CLAUSE_START.search(text, 0, match.start())
        start = before.end() if before else 0
        if is_name(text[start : match.start()]):
            name = text[start : match.start()]
            yield _named("preamble", name, name, prose.origin(start))
            break
    years = {_year(each[0]) for each in _YEAR.finditer(announced["what"])} if announced else set()
    if announced and len(years) == 1:
        yield _dated("preamble", years.pop(), announced[0], prose.origin(announced.start()))
    for said in filter(None, (_REPORT_OF.search(text), _SENTENCE_YEAR.search(text))):
        yield _dated("preamble", _year(said[1]), said[0], prose.origin(said.start(1)))


# ── Metadata, dates and signature ────────────────────────────────────────────────────────────────────────────────────

_DAY = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_DATE = (
    r"(?P<year>(?:19|20)\d\d|二[〇零0○][〇零0○一二三四五六七八九]{2})"
    rf"[-./年](?P<month>{_DAY})[-./月](?P<day>{_DAY})日?(?:(?=\d\d:\d)|(?!\d|:\d)|(?=[1-9]:\d))"
)
"""A date, without the time of day that is glued to it when blanks are taken out."""
_A_DATE = re.compile(rf"(?<!\d){_DATE}")
_DATE_ALONE = re.compile(rf"[(\[]?{_DATE}[)\]]?")
_AGENCY_LABEL = r"(?:发布|发文|公开|公布|制发|信息发布|信息公开|编制|主办)(?:机构|单位|机关|主体)|责任(?:部门|单位)"
_DAY_LABELS = r"(?:发布|发文|公开|公布|成文|生成|印发|制发|签发|信息发布)(?:日期|时间)|(?<!\p{Han})(?:日期|时间)"
_METADATA_LABEL = re.compile(
    rf"(?<=[构位关体门期间])[:|]+(?<=(?:(?P<agency>{_AGENCY_LABEL})|(?P<day>{_DAY_LABELS}))[:|]+)"
)
_VALUE_ENDS = re.compile(
    r"[|:]|(?:发布|发文|公开|公布|成文|生成|印发|索引|组配|主题|信息|文)(?:日期|时间|分类|号|索引|来源)|浏览|访问|字体|作者|来源|点击"
)
_SIGNED = re.compile(rf"(?P<name>\p{{Han}}{{2,40}}?)?(?:\([盖公]章\))?[,:|]*{_DATE}[|]*")
_DATE_SIGN = re.compile(r"[日月]|\d\s?[-./]\s?\d")
_SEAL = re.compile(r"^(?:编制|发布)?单位:|\([盖公]章\)$")
_LONGEST_METADATA, _LONGEST_SIGNATURE = 120, 60


def _iso_date(key: str) -> str:
    """The first date in squeezed words as ISO; "" without a real one.

    >>> _iso_date("二0二四年一月十五日"), _iso_date("2024.2.30"), _iso_date("(2024年3月6日)")
    ('2024-01-15', '', '2024-03-06')
    """
    match = _A_DATE.search(key)
    return _iso(match) if match else ""


def _iso(match: re.Match[str]) -> str:
    try:
        return date(_year(match["year"]), _day(match["month"]), _day(match["day"])).isoformat()
    except ValueError:
        return ""


def _day(printed: str) -> int:
    if printed.isdecimal():
        return int(printed)
    tens, ten, ones = printed.rpartition("十")
    return (int((tens or "一").translate(_NUMERALS)) * 10 if ten else 0) + int((ones or "零").translate(_NUMERALS))


def _metadata_evidence(lines: Sequence[_Line]) -> Iterator[_Found]:
    """Agency and dates of a metadata block, wherever label and value are cut; 发布 counts before 成文."""
    block = [line for line in lines if len(line.key) <= _LONGEST_METADATA]
    text = "|".join(line.key for line in block)
    if not ("期" in text or "间" in text or "机" in text or "单位" in text):
        return
    starts = [0]
    for line in block:
        starts.append(starts[-1] + len(line.key) + 1)
    days = []
    for match in _METADATA_LABEL.finditer(text):
        value = text[match.end() : match.end() + _LONGEST_NAME]
        if not value:
            continue
        origin = block[bisect_right(starts, match.end()) - 1].origin
        if match["agency"]:
            end = _VALUE_ENDS.search(value)
            name = value[: end.start()] if end else value
            if is_name(name):
                yield _named("metadata", name, name, origin)
        elif (day := _A_DATE.match(value)) and (published := _iso_date(day[0])):
            late = not match["day"].startswith(("发布", "信息发布"))
            days.append((late, _Found(Evidence("published", "metadata", published, day[0], origin))))
    yield from (found for _, found in sorted(days, key=lambda each: each[0]))


def _date_of_title(lines: Sequence[_Line], title: _Title) -> Iterator[_Found]:
    """A date behind the title, or alone in one of the lines below it."""
    places = [(title.tail, title.text, lines[title.last].origin)]
    places += [(line.key, line.text, line.origin) for line in lines[title.last + 1 : title.last + 4]]
    for key, printed, origin in places:
        if _DATE_ALONE.fullmatch(key) and (published := _iso_date(key)):
            yield _Found(Evidence("published", "title", published, printed, origin))


def _signature_evidence(blocks: Sequence[Block]) -> Iterator[_Found]:
    """A date in the last lines, and the agency in front of it, above or below it."""
    lines = _closing(blocks)
    for at, (text, origin) in enumerate(lines):
        signed = _DATE_SIGN.search(text) and _SIGNED.fullmatch(squeeze(text).strip("|#*"))
        if not signed or not (published := _iso(signed)):
            continue
        near = (*lines[max(at - 2, 0) : at][::-1], *lines[at + 1 : at + 2])
        for name, printed, place in ((signed["name"] or "", text, origin), *((squeeze(t), t, o) for t, o in near)):
            agency = _SEAL.sub("", name.strip("|#*"))
            if is_name(agency):
                yield _named("signature", agency, printed, place)
                break
        yield _Found(Evidence("published", "signature", published, text, origin))


def _closing(blocks: Sequence[Block]) -> list[tuple[str, Origin]]:
    """The last lines, in printed order, without those that are too short or too long for a signature."""
    last = [*islice(_pieces(blocks[: -_CLOSING_LINES - 1 : -1], -1), _CLOSING_LINES)]
    return [piece for piece in reversed(last) if 3 < len(piece[0]) <= _LONGEST_SIGNATURE]


# ── File and folders ─────────────────────────────────────────────────────────────────────────────────────────────────

_FILE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_A_DAY = re.compile(_ISO)


def _path_evidence(path: PurePath, own_word: str) -> Iterator[_Found]:
    """What the file's name and its folders say; a folder named like a county is the entity only of a page that says
    我县."""
    stem = compact(path.stem)
    if agency := agency_in_file_name(_A_DAY.sub("_", stem)):
        yield _named("file", agency, path.name)
    for folder in named_folders(path.parent.parts)[:1]:
        key = squeeze(folder)
        if is_name(key) and (not is_region(key) or group_of(own_word or "局") == "place"):
            yield _named("folder", folder)
    if year := _only_year(stem):
        yield _dated("file", year, path.name)
    for folder in path.parent.parts[::-1]:
        if year := _only_year(folder):
            yield _dated("folder", year, folder)
            break


@lru_cache(maxsize=4096)
def _only_year(name: str) -> int:
    """
    >>> _only_year("青禾镇2023年(2024-01-15上传)"), _only_year("t20240115_998"), _only_year("2022-2023")
    (2023, 0, 0)
    """
    years = set(_FILE_YEAR.findall(_A_DAY.sub("", name)))
    return int(years.pop()) if len(years) == 1 else 0


def _collection(path: PurePath, entity: str) -> str:
    """The nearest folder that is not the entity's own, whatever its name; in an absolute path only a Chinese one."""
    anywhere = not path.is_absolute() and ".." not in path.parts
    folders = folders_above(path.parent.parts, entity)
    return next((each for each in folders if anywhere or _HAN.search(each)), "")
