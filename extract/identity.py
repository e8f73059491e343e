"""Document → whose report it is and of when, with everything that says so.

Comes in: a `Document`, and what the user says of the file. Goes out: an `Identity`. Read are the lines up to the first
section heading (title, metadata, preamble, period), the opening of section one, the last lines (signature), and the
file's name and folders. The entity is taken from given > title > preamble > metadata > signature > file > folder, the
year from given > title > period > preamble > file > folder; a page that says 我镇 is not taken for its county's. Years
of posting, of cited plans and of document numbers are no evidence. Whether evidence disagrees is for `checks` to say.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import PurePath
from typing import NamedTuple

import regex as re

from extract.model import Block, Document, Evidence, Given, Identity, Origin, Table, Where
from extract.text import compact, squeeze

_OPENING_LINES, _LINES_OF_SECTION_ONE, _CLOSING_LINES = 120, 3, 15
_LONGEST_LINE, _LONGEST_TITLE, _LONGEST_NAME = 300, 70, 40
_LONGEST_PREAMBLE = 900
_FEWEST_LINKS = 3
"""Titles of different years or agencies that make a page without any sentence a list of links."""
_LONGEST_LINK = 30
_MARKUP = " \t\r\n#|*\u3000\xa0"


class _Line(NamedTuple):
    """A printed line or cell, and the beginning of it squeezed."""

    text: str
    key: str
    origin: Origin


class _Title(NamedTuple):
    """A title and what it says; `first` and `last` are the lines it takes up."""

    text: str
    agency: str
    years: tuple[int, ...]
    scope: str
    first: int
    last: int

    @property
    def told(self) -> int:
        """How much of agency and year it says."""
        return bool(self.agency) + (len(self.years) == 1)


def identity_of(document: Document, given: Given | None = None) -> Identity:
    """The agency as printed, the year it reports on, the day of publication, and the evidence for each.

    `entity_id` is the given code, else `place/name`. The place is the given parent, else the nearest folder that is no
    year, no general word (年报, 下载, samples) and not the entity's own, else the printed parent. The name is the
    entity without its chain of places and its tail; only what the chain prints below the folder's place stays
    (`衢州市/龙游县横山镇`), so that two towns of one name never become one.
    """
    given = given or Given()
    lines, heading = _opening(document.blocks)
    titles = _titles_of(document, lines, heading)
    title = titles[0] if titles else _Title("", "", (), "", 0, -1)
    prose = _prose_of(lines, title.last + 1)
    own = _OWN_WORD.search(prose.text)
    own_word = own[1] if own else ""
    found = [
        *_given_evidence(given),
        *(each for other in titles for each in _title_evidence(other, lines)),
        *_prose_evidence(prose),
        *_metadata_evidence(lines[:heading]),
        *(_date_below(lines, title.last) if titles else ()),
        *_signature_evidence(document.blocks),
        *_path_evidence(document.source.name, own_word),
    ]
    entities = _strongest_first(found, "entity", own_word)
    years = _strongest_first(found, "year")
    published = _strongest_first(found, "published")
    agency = entities[0].agency if entities and _suits(entities[0].evidence, own_word) else ""
    entity = without_tail(agency)
    chain, name = _split(entity)
    folder = _above(document.source.name, entity)
    parent = chain or given.parent or (folder if _PLACE.search(squeeze(folder)) else "")
    return Identity(
        entity=entity,
        agency=agency,
        entity_id=given.code or _entity_id(chain, name, given.parent or folder),
        kind=given_kind(given.kind) or kind_of(entity, parent),
        scope=title.scope,
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


def _pieces(blocks: Iterable[Block]) -> Iterator[tuple[str, Origin]]:
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield cell.text, cell.origin
        else:
            yield block.text, block.origin


def _opening(blocks: Sequence[Block]) -> tuple[list[_Line], int]:
    """The visible lines up to the opening of section one, and how many of them stand before its heading."""
    lines: list[_Line] = []
    end, heading = _OPENING_LINES, None
    for text, origin in _cells(blocks):
        printed = text.strip(_MARKUP)
        key = squeeze(printed if len(printed) <= _LONGEST_LINE else printed[:_LONGEST_LINE])
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
_BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_ABOUT = re.compile(r"^(?:关于|關於)|的$|(?:关于|關於)$")
_OFFICE = re.compile(r"\p{Han}(?:[局委办院]|中心|委员会|办公室)$")
_HAN = re.compile(r"\p{Han}")
_ALL_HAN = re.compile(r"\p{Han}+")
_OWN_LEVEL = re.compile(r"本[级級]|[局厅廳委院办辦署]机关|[局厅廳委院办辦署]機關")
_WHOLE = re.compile(r"[汇彙匯][总總]|系统|系統|全[省市县縣区區旗州盟]")
_SCOPE_WORD = re.compile(
    r"[,-]?(?:本[级級]|[(\[]?[汇彙匯][总總][)\]]?|(?<=[省市县縣区區旗州盟])全[省市县縣区區旗州盟])$"
)
_NO_PART = re.compile(
    r"[.;:!?>»,=]|首页|打印|字[体号]|来源|浏览|登录|注册|搜索|无障碍|当前|收藏|分享|关闭|下载|返回|长者|网站|门户|导航|专栏|解读|号$"
    r"|^(?:政务|政府信息|信息|政府)公开$|正文|索引|年报|报告|^[无有是否空]$"
    r"|^\p{Han}{0,4}(?:标题|题名|名称|文号|机构|日期|时间|分类|有效性|时效|概述|关键词|主题词|来源)$"
)


def _titles_of(document: Document, lines: Sequence[_Line], heading: int) -> list[_Title]:
    """The titles above the first heading, the one that tells most first; none for a page that only lists reports.

    Of two that tell as much the first counts, unless the other prints the same name in full. A title without agency
    and year may be a word of the menu: it counts only above something that can be a report.
    """
    titles = list(_titles(lines, heading))
    if not titles or ((len(titles) > 1 or not titles[0].told) and _is_list(document.blocks, lines, heading, titles)):
        return []
    best = max(titles, key=lambda title: title.told)
    for title in titles:
        longer = title.agency != best.agency and title.agency.endswith(best.agency) and bool(best.agency)
        if title.told == best.told and longer and title.years == best.years:
            best = title
    return [best, *(title for title in titles if title is not best)]


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
        if "报" in lines[at].key and len(lines[at].key) <= 2 * _LONGEST_TITLE:
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
    for first in range(at - 1, max(at - 3, free) - 1, -1):
        if not _is_part(lines, first):
            break
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
    if len(key) > _LONGEST_NAME or _NO_PART.search(key) or _POSTED.fullmatch(key):
        return False
    return not (_YEAR.fullmatch(key) and at and _YEAR.fullmatch(lines[at - 1].key))


def _completes(wider: _Title, title: _Title, lines: Sequence[_Line]) -> bool:
    """Whether the line above belongs to a title: it brings year or agency, or the front part of a broken name."""
    above = lines[wider.first].key
    if wider.told > title.told:
        return bool(title.agency) or not wider.agency or is_name(squeeze(wider.agency))
    if not title.agency or not wider.agency.endswith(title.agency) or wider.told < title.told:
        return False
    if not _ALL_HAN.fullmatch(above) or is_self(above):
        return False
    ends = unit_ends(above)
    if ends and ends[-1] == len(above):
        return True
    return not ends_as_name(above) and (wider.first == 0 or bool(ends))


def _parsed(lines: Sequence[_Line], first: int, last: int) -> _Title | None:
    """What some lines say, if they are a title together."""
    key = "".join(line.key for line in lines[first : last + 1])
    printed = "".join(line.text for line in lines[first : last + 1])
    own = compact(printed)
    if "(" in key:
        key, own = _PINYIN.sub("", key), _PINYIN.sub("", own)
    if len(own) != len(key):
        own = key
    lead = _LEAD.match(key)
    start = lead.end() if lead else 0
    subject = _SUBJECT.search(key, start)
    if not subject:
        return None
    head, tail = key[start : subject.start()], _POSTED.sub("", key[subject.end() :])
    if subject.end() - start > _LONGEST_TITLE or len(tail) > _LONGEST_NAME:
        return None
    if _NO_HEAD.search(head) or _NO_TAIL.search(tail):
        return None
    words = own[start : subject.end()]
    years = {_year(each[0]) for each in _YEAR.finditer(key[start : subject.end()])}
    agency = _head_agency(own[start : subject.start()], subject[0]) or _bracketed_agency(tail)
    scope = "own" if _OWN_LEVEL.search(words + tail) else "whole" if _WHOLE.search(words + tail) else ""
    return _Title(printed, agency, tuple(sorted(years)), scope, first, last)


def _year(printed: str) -> int:
    return int(printed.translate(_NUMERALS)[:4])


def _head_agency(head: str, subject: str) -> str:
    """The agency in front of a title's subject; "" for 我镇 and for a piece of a name. A swallowed 政府 comes back.

    >>> _head_agency("2025年度青禾镇人民", "政府信息公开工作年度报告")
    '青禾镇人民政府'
    """
    own = _YEAR.sub("", _BRACKETED.sub(lambda note: note[0] if _OFFICE.search(squeeze(note[1])) else "", head))
    own = _SCOPE_WORD.sub("", own.strip(",-—_·.《》|")).strip(",-—_·|")
    own = _ABOUT.sub("", own)
    if not own:
        inside = _BRACKETED.search(head)
        own = inside[1] if inside and is_name(squeeze(inside[1])) else ""
    if own.endswith("人民") and subject.startswith("政府"):
        own += "政府"
    key = squeeze(own)
    if len(_HAN.findall(key)) < 2 or key in _FRAGMENTS - {"人民政府办公室", "人民政府办公厅"} or is_self(key):
        return ""
    return "" if key[0] in "年度" else own


def _bracketed_agency(tail: str) -> str:
    inside = _BRACKETED.search(tail)
    return inside[1] if inside and is_name(inside[1]) and not _OWN_LEVEL.search(inside[1]) else ""


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


def _title_evidence(title: _Title, lines: Sequence[_Line]) -> Iterator[_Found]:
    origin = lines[title.first].origin
    if title.agency:
        yield _named("title", title.agency, title.agency, origin)
    if len(title.years) == 1:
        yield _dated("title", title.years[0], title.text, origin)


# ── Preamble and period ──────────────────────────────────────────────────────────────────────────────────────────────

_SHORT_LINE = 20
_ANNOUNCED = re.compile(
    r"(?:公布|发布|公开|将|编制|形成|报送)(?P<what>[^,.;:!?|《》]{0,45}?)(?:(?:政府|政务)?信息公开|政务公开)(?:工作)?(?:情况)?(?:年度)?(?:工作)?"
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


def _prose_of(lines: Sequence[_Line], first: int) -> _Prose:
    text, starts, used = "", [], []
    for line in lines[first:]:
        if len(text) > _LONGEST_PREAMBLE:
            break
        starts.append(len(text))
        used.append(line)
        text += line.key if len(line.key) >= _SHORT_LINE and line.key[-1] not in ".;:" else line.key + "|"
    return _Prose(text, tuple(starts), tuple(used))


def _prose_evidence(prose: _Prose) -> Iterator[_Found]:
    """The period first, which tells the year better than the preamble."""
    text = prose.text
    for match in _PERIOD.finditer(text):
        years = {_year(each) for each in match.groups() if each}
        if len(years) == 1 and not _NO_PERIOD.search(text[: match.start()]):
            yield _dated("period", years.pop(), match[0], prose.origin(match.start()))
    announced = _ANNOUNCED.search(text)
    if announced:
        agency = _head_agency(announced["what"], "政府信息公开")
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
    rf"[-./年](?P<month>{_DAY})[-./月](?P<day>{_DAY})日?(?!\d)"
)
_A_DATE = re.compile(rf"(?<!\d){_DATE}")
_DATE_ALONE = re.compile(rf"[(\[]?{_DATE}[)\]]?")
_AGENCY_LABEL = r"(?:发布|发文|公开|公布|制发|信息发布|信息公开|编制|主办)(?:机构|单位|机关|主体)|责任(?:部门|单位)"
_DAY_LABELS = r"(?:发布|发文|公开|公布|成文|生成|印发|制发|签发|信息发布)(?:日期|时间)|(?<!\p{Han})(?:日期|时间)"
_METADATA_LABEL = re.compile(rf"(?P<agency>{_AGENCY_LABEL})[:|]+|(?P<day>{_DAY_LABELS})[:|]+")
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
    try:
        return date(_year(match["year"]), _day(match["month"]), _day(match["day"])).isoformat() if match else ""
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


def _date_below(lines: Sequence[_Line], last: int) -> Iterator[_Found]:
    for line in lines[last + 1 : last + 4]:
        if _DATE_ALONE.fullmatch(line.key) and (published := _iso_date(line.key)):
            yield _Found(Evidence("published", "title", published, line.text, line.origin))


def _signature_evidence(blocks: Sequence[Block]) -> Iterator[_Found]:
    """A date in the last lines, and the agency in front of it, above or below it."""
    lines = _closing(blocks)
    for at, (text, origin) in enumerate(lines):
        if not _DATE_SIGN.search(text):
            continue
        key = squeeze(text).strip("|#*")
        match = _SIGNED.fullmatch(key)
        if not match or not (published := _iso_date(key)):
            continue
        near = [(match["name"] or "", text, origin)]
        near += (
            (squeeze(line), line, place) for line, place in (*lines[max(at - 2, 0) : at][::-1], *lines[at + 1 : at + 2])
        )
        for name, printed, place in near:
            agency = _SEAL.sub("", name.strip("|#*"))
            if is_name(agency):
                yield _named("signature", agency, printed, place)
                break
        yield _Found(Evidence("published", "signature", published, text, origin))


def _closing(blocks: Sequence[Block]) -> list[tuple[str, Origin]]:
    """The last lines, in printed order, without those that are too short or too long for a signature."""
    last = [*_pieces(blocks[-_CLOSING_LINES:])][-_CLOSING_LINES:]
    return [piece for piece in last if 3 < len(piece[0]) <= _LONGEST_SIGNATURE]


# ── File and folders ─────────────────────────────────────────────────────────────────────────────────────────────────

_FILE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_FILE_WORDS = re.compile(rf"{_ISO}|\d+年?度?|(?:政府信息|政务信息|政务|信息)公开.*|年度?报告?.*|年报.*")
_A_DAY = re.compile(_ISO)
_HAN_RUN = re.compile(r"\p{Han}{2,}")
_GENERAL_FOLDER = re.compile(
    r"[\d\W_]*(?:年|年度|n|nb)?|(?:各|全部|所有|历年|年度|政府|政务|信息|公开|工作|年报|报告|下载|材料|文件|附件|原始|汇总|[的年和与及]"
    r"|乡镇|镇街|街道|部门|[县市区]直|单位|网页|文本|数据|资料|样本|样例|测试|桌面|文档)+"
    r"|samples?|downloads?|data|in|inputs?|out|outputs?|raw|reports?|files?|docs?|documents?|desktop|te?mp|txt|html?|pdf"
    r"|docx?|word|text|corpus|home|root|users?|tests?|mnt|srv|var|cases?|fixtures?",
    re.IGNORECASE,
)


def _path_evidence(name: str, own_word: str) -> Iterator[_Found]:
    """What the file's name and its folders say; a folder named like a county is the entity only of a page that says
    我县."""
    path = PurePath(name)
    stem = compact(path.stem)
    if agency := _file_agency(stem):
        yield _named("file", agency, path.name)
    for folder in _folders(name)[:1]:
        key = squeeze(folder)
        if is_name(key) and (not _PLACE.search(key) or group_of(own_word or "局") == "place"):
            yield _named("folder", folder)
    if year := _only_year(stem):
        yield _dated("file", year, path.name)
    for folder in path.parent.parts[::-1]:
        if year := _only_year(folder):
            yield _dated("folder", year, folder)
            break


def _only_year(name: str) -> int:
    """
    >>> _only_year("青禾镇2023年(2024-01-15上传)"), _only_year("t20240115_998"), _only_year("2022-2023")
    (2023, 0, 0)
    """
    years = set(_FILE_YEAR.findall(_A_DAY.sub("", name)))
    return int(years.pop()) if len(years) == 1 else 0


def _file_agency(stem: str) -> str:
    """
    >>> _file_agency("临溪县_青禾镇_2023"), _file_agency("2023年青禾镇政府信息公开年报(终稿)"), _file_agency("正文2")
    ('临溪县青禾镇', '青禾镇', '')
    """
    runs = _HAN_RUN.findall(_FILE_WORDS.sub("_", stem))
    names: list[str] = [run for run in runs if is_name(squeeze(run))]
    if not names:
        return ""
    places = [name for name in names[:-1] if _PLACE.search(squeeze(name))]
    return "".join(places) + names[-1] if len(places) == len(names) - 1 else names[0]


@lru_cache(maxsize=4096)
def _folders(name: str) -> tuple[str, ...]:
    """The folders of a file that can be the name of something, nearest first: no years, no general words."""
    parts = (compact(each) for each in PurePath(name).parent.parts[::-1])
    return tuple(each for each in parts if not _GENERAL_FOLDER.fullmatch(_FILE_YEAR.sub("", squeeze(each))))


def _above(name: str, entity: str) -> str:
    """The nearest folder that is not the entity's own."""
    own = {squeeze(entity), squeeze(_split(entity)[1])}
    return next((each for each in _folders(name) if squeeze(without_tail(each)) not in own), "")
