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
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import accumulate, islice
from pathlib import PurePath
from typing import Literal, NamedTuple

import regex as re

from extract.agencies.names import (
    agency_in_file_name,
    chain_and_name,
    entity_id_of,
    folders_above,
    given_kind,
    group_of,
    has_other_words,
    is_name,
    is_region,
    kind_of,
    named_folders,
    place_above,
    without_tail,
)
from extract.agencies.titles import (
    ISO_DAY,
    UNTITLED,
    TextLine,
    Title,
    agency_in_front,
    is_value,
    number_in_digits,
    titles_in,
    years_in,
)
from extract.model import NOTHING_GIVEN, Block, Document, Evidence, Given, Identity, Origin, Table, Where
from extract.text import compact, compiled, squeeze


def identity_of(document: Document, given: Given = NOTHING_GIVEN) -> Identity:
    """The agency as printed, the year it reports on, the day of publication, and the evidence for each.

    `entity_id` is the given code, else `place/name`. The place is the given parent, else the nearest folder that is a
    place above the entity, else the printed chain, else the nearest folder that is no year and no general word (年报,
    下载, samples); such a folder counts only with Han characters in it or in a relative path, so that the id does not
    depend on where a collection is kept. Of the chain only what stands below the place remains in the name.
    """
    path = PurePath(document.source.name)
    lines, heading = _opening(document.blocks)
    titles = _titles_of(document.blocks, lines, heading)
    prose = _prose_of(lines, titles[0].last + 1, titles[1:])
    own_match = compiled(_OWN_WORD).search(prose.text)
    own_word = own_match[1] if own_match else ""
    mentions = [
        *_given_evidence(given),
        *_evidence_of_titles(titles, lines, heading, prose),
        *_signature_evidence(document.blocks),
        *_path_evidence(path, own_word),
    ]
    entities = _strongest_first(mentions, "entity", own_word)
    years = _strongest_first(mentions, "year")
    published = _unrepeated(_strongest_first(mentions, "published"))
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
        scope=titles[0].scope or _fullest(titles).scope,
        parent=parent,
        year=int(years[0].evidence.value) if years else None,
        published=published[0].evidence.value if published else "",
        title=titles[0].text,
        evidence=tuple(mention.evidence for mention in (*entities, *years, *published)),
    )


# ── Lines ────────────────────────────────────────────────────────────────────────────────────────────────────────────

_OPENING_LINES, _LINES_OF_SECTION_ONE = 120, 3
_MARKUP = " \t\r\n#|*\u3000\xa0"
_LONGEST_LINE, _LONGEST_CACHED = 300, 40
"""Characters of a line that are looked at, and up to which it may stand on every page of a site and is remembered."""
_MAY_START_HEADING = frozenset("一1１总總基概工年政二")
_LONGEST_HEADING = 45
_CELL = r"[^|\t]+"
_HEADING = (
    r"(?:第?一(?:部分)?[,.:]?|1[.,])(?:\p{Han}*(?:\d{4}年度?)?\p{Han}*(?:情况|概述|概况|内容|总述|工作))?[,.:]?"
    r"|(?:\p{Han}{0,12}总体情况|总体概述|概述|工作基本情况)|二[,.]\p{Han}*公开\p{Han}*情况"
)
_LATER = r"[三四五六3-6][,.](?!\d)\p{Han}*(?:公开|问题|事项)"
"""What begins a later section, perhaps with its text in the same line."""
_key = lru_cache(maxsize=4096)(squeeze)


def _pieces(blocks: Iterable[Block], step: Literal[1, -1] = 1) -> Iterator[tuple[str, Origin]]:
    """The paragraphs and cells of blocks, those of a table from the last to the first for `step` -1."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows[::step]:
                for cell in row[::step]:
                    yield cell.text, cell.origin
        else:
            yield block.text, block.origin


def _opening(blocks: Sequence[Block]) -> tuple[list[TextLine], int]:
    """The visible lines up to the opening of section one, and how many of them stand before its heading."""
    lines: list[TextLine] = []
    end, heading = _OPENING_LINES, None
    for text, origin in _cells(blocks):
        printed = text.strip(_MARKUP)
        key = _key(printed) if len(printed) <= _LONGEST_CACHED else squeeze(printed[:_LONGEST_LINE])
        if not key:
            continue
        if heading is None and key[0] in _MAY_START_HEADING and _is_first_heading(key):
            heading = len(lines)
            end = heading + 1 + _LINES_OF_SECTION_ONE
        lines.append(TextLine(printed, key, origin))
        if len(lines) >= end:
            break
    return lines, len(lines) if heading is None else heading


def _cells(blocks: Iterable[Block]) -> Iterator[tuple[str, Origin]]:
    """The pieces, and rows of pipes or TABs cut at them."""
    for text, origin in _pieces(blocks):
        if "|" in text or "\t" in text:
            yield from ((cell[0], origin.part(*cell.span())) for cell in compiled(_CELL).finditer(text))
        else:
            yield text, origin


def _is_first_heading(key: str) -> bool:
    return len(key) <= _LONGEST_HEADING and bool(compiled(_HEADING).fullmatch(key))


# ── The document's own title ─────────────────────────────────────────────────────────────────────────────────────────

_PUNCTUATION = r"[,;]|\.(?!\d)"
_LONGEST_LINK = 30
_FEWEST_LINKS = 3
"""Titles of different years or agencies that make a page without any sentence a list of links."""


def _titles_of(blocks: Sequence[Block], lines: Sequence[TextLine], heading: int) -> list[Title]:
    """The titles above the first heading, the document's own in front; UNTITLED for a page that only lists reports.

    A page prints its title again in its metadata, over the metadata, or as one of many links. The document's own is
    the last above the body of those that tell most, or one below it that says the same in short.
    """
    titles = titles_in(lines[:heading])
    if not titles or (heading == len(lines) and _is_list(blocks, titles)):
        return [UNTITLED]
    pool = [title for title in titles if title.role == "line"] or [t for t in titles if t.role != "link"]
    own_title = _last_of(pool, lines, heading) if pool else _own_title_of_links(titles, lines)
    return [own_title, *(title for title in titles if title is not own_title)]


def _last_of(titles: Sequence[Title], lines: Sequence[TextLine], heading: int) -> Title:
    most = max(title.completeness for title in titles)
    best = [title for title in titles if title.completeness == most]
    body = next((at for at in range(best[0].last + 1, heading) if _is_prose(lines, at)), heading)
    last = [title for title in best if title.first < body][-1]
    return [title for title in titles if title.first < body and title.repeats(last)][-1]


def _own_title_of_links(titles: Sequence[Title], lines: Sequence[TextLine]) -> Title:
    """Where even the document's own title stands among links: the one of the year that the body reports on, or the
    first without a date behind it."""
    body = _prose_of(lines, titles[-1].last + 1)
    years = {mention.evidence.value for mention in _prose_evidence(body) if mention.evidence.about == "year"}
    reported = [title for title in titles if years.intersection(map(str, title.years))]
    return reported[-1] if reported else next((title for title in titles if not title.tail), titles[0])


def _fullest(titles: Sequence[Title]) -> Title:
    """The title that prints the name of the first one in full."""
    repeated = (title for title in titles if title.repeats(titles[0]) and title.role != "sentence")
    return max((titles[0], *repeated), key=lambda title: len(title.agency))


def _is_prose(lines: Sequence[TextLine], at: int) -> bool:
    """Whether a line is a sentence, and not the value of a label."""
    key = lines[at].key
    return len(key) > _LONGEST_LINK and bool(compiled(_PUNCTUATION).search(key)) and not is_value(lines, at)


def _is_list(blocks: Sequence[Block], titles: Sequence[Title]) -> bool:
    """Whether a page without headings has links to several reports, or only the menu's word for them, and no
    sentence."""
    links = {(title.agency, title.years) for title in titles}
    if len(links) < _FEWEST_LINKS and any(title.completeness for title in titles):
        return False
    return not any("。" in text and len(text) > _LONGEST_LINK for text, _ in _pieces(blocks))


# ── Evidence ─────────────────────────────────────────────────────────────────────────────────────────────────────────


_BESIDE = ("line", "value")
"""Roles of titles that are the page's word for the report; what a sentence says is read with the prose."""


class _Mention(NamedTuple):
    """A piece of evidence, and the agency with its tail where it names one."""

    evidence: Evidence
    agency: str = ""


def _named(where: Where, agency: str, raw: str = "", origin: Origin | None = None) -> _Mention:
    full_name = compact(agency)
    return _Mention(Evidence("entity", where, without_tail(full_name), raw or agency, origin), full_name)


def _dated(where: Where, year: int, raw: str, origin: Origin | None = None) -> _Mention:
    return _Mention(Evidence("year", where, str(year), raw, origin))


def _strongest_first(mentions: Iterable[_Mention], about: str, own_word: str = "") -> list[_Mention]:
    """Each thing said once, as ordered; an entity that the page's own word 我镇 contradicts comes last."""
    first_mentions: dict[tuple[Where, str], _Mention] = {}
    for mention in mentions:
        if mention.evidence.about == about:
            first_mentions.setdefault((mention.evidence.where, mention.evidence.value), mention)
    return sorted(first_mentions.values(), key=lambda mention: not _suits(mention.evidence, own_word))


def _unrepeated(mentions: Sequence[_Mention]) -> list[_Mention]:
    """Without a second mention of one printed line: a date below the title may be the metadata's."""
    origins = [mention.evidence.origin for mention in mentions]
    return [
        mention
        for at, mention in enumerate(mentions)
        if not mention.evidence.origin or origins.index(origins[at]) == at
    ]


def _suits(evidence: Evidence, own_word: str) -> bool:
    """Whether a page that says 我镇, 我局 … can be this entity's; the title and the user are believed anyway."""
    if evidence.about != "entity" or not own_word or evidence.where in ("title", "manifest", "path"):
        return True
    return group_of(own_word) == group_of(evidence.value)


def _given_evidence(given: Given) -> Iterator[_Mention]:
    if given.entity:
        yield _named(given.by, given.entity)
    if years := years_in(squeeze(given.year)):
        yield _dated(given.by, years[0], given.year)
    if published := _iso_date(squeeze(given.published)):
        yield _Mention(Evidence("published", given.by, published, given.published))


def _evidence_of_titles(
    titles: Sequence[Title], lines: Sequence[TextLine], heading: int, prose: _Passage
) -> Iterator[_Mention]:
    """What stands above the first heading says; a name printed in full comes before the own title's short one."""
    title, *others = titles
    fullest = _fullest(titles)
    if fullest is not title:
        yield from (mention for mention in _title_evidence(fullest, lines, "metadata") if mention.agency)
    yield from _title_evidence(title, lines, "title")
    yield from _prose_evidence(prose)
    yield from _metadata_evidence(lines[:heading])
    for other in others:
        if other.role in _BESIDE and not has_other_words(other.agency):
            yield from _title_evidence(other, lines, "metadata")
    if title is not UNTITLED:
        yield from _date_of_title(lines, title)


def _title_evidence(title: Title, lines: Sequence[TextLine], where: Where) -> Iterator[_Mention]:
    if title.agency:
        yield _named(where, title.agency, title.agency, lines[title.first].origin)
    if len(title.years) == 1:
        yield _dated(where, title.years[0], title.text, lines[title.first].origin)


# ── Preamble and period ──────────────────────────────────────────────────────────────────────────────────────────────

_LONGEST_PREAMBLE, _SHORT_LINE = 900, 20
_OWN_WORD = r"我(镇|乡|街道|街|苏木|办事处|县|区|市|旗|州|盟|省|局|委|厅|中心|院)(?![\p{Han}]{0,2}(?:政府网|门户))"
_ABOUT_PAGE = r"(?:来源|作者|时间|日期|机构|单位|浏览|次数|访问量|点击[率数量]|字[体号])[:\[]"
_REPORT = r"(?:工作)?(?:情况)?(?:年度)?(?:工作)?(?:年度?报告|年报|报告)"
_ANNOUNCED = (
    r"(?:公布|发布|公开|[将把]|编制|形成|报送)(?P<what>[^,.;:!?|《》]{0,45}?)(?:(?:政府|政务)?信息公开|政务公开)"
    rf"{_REPORT}"
)
_DOES = r"(?:严格|认真)?(?:根据|按照|依照|依据|遵照|组织|结合|编制|现将|现向|汇总)"
"""What an agency is said to do in the sentence that names it as the author."""
_CLAUSE_START = r"(?r)[,.;:|由》)\]]"
_REPORT_OF = rf"(?<!\d)((?:19|20)\d\d)(?!\d)年?度?(?:政府|政务)?信息公开{_REPORT}"
_SENTENCE_YEAR = r"(?:^|[.|]|[(][一1][)]\p{Han}{0,8}[.:]?)(?:[一1][,.])?((?:19|20)\d\d)年(?:度|来|以来)?,"
_FIRST_DAY = r"((?:19|20)\d\d)年?0?1月?0?1日?"
_LAST_DAY = r"12月?3[01]日?(?!\d)"
_PERIOD = (
    rf"(?<!\d)(?:{_FIRST_DAY}(?:起|开始)?,?(?:[-—~─_]|起|至|到)*(?:从|当年|同年)?(?:(?:20)?((?:19|20)\d\d)年?)?{_LAST_DAY}"
    rf"|{_FIRST_DAY}(?:起|开始)?,?(?:[-—~─_]|至|到)"
    rf"|(?:20)?((?:19|20)\d\d)年?{_LAST_DAY}止?)"
)
_NO_PERIOD = r"(?:发布|发文|成文|公开|更新|印发|施行|通过)(?:时间|日期)?[:|]?$"


class _Passage(NamedTuple):
    """Lines in one piece, to be read whatever their breaks; `starts` are the places where each begins."""

    text: str
    starts: tuple[int, ...]
    lines: Sequence[TextLine]

    def origin(self, at: int) -> Origin:
        """The place of the line that holds a character."""
        return self.lines[bisect_right(self.starts, at) - 1].origin


def _passage_of(lines: Sequence[TextLine], open_ended: Callable[[str], bool]) -> _Passage:
    """Lines one behind another; a bar closes each that the next does not go on with."""
    texts = [line.key if open_ended(line.key) else line.key + "|" for line in lines]
    return _Passage("".join(texts), tuple(accumulate(map(len, texts), initial=0)), lines)


def _prose_of(lines: Sequence[TextLine], first: int, titles: Sequence[Title] = ()) -> _Passage:
    """The prose from line `first` on up to a later section, without the lines of other titles."""
    left_out = {at for title in titles if title.role != "sentence" for at in range(title.first, title.last + 1)}
    later = next((at for at in range(first, len(lines)) if compiled(_LATER).match(lines[at].key)), len(lines))
    prose_lines = [lines[at] for at in range(first, later) if at not in left_out]
    lengths_before = accumulate((len(line.key) for line in prose_lines), initial=0)
    return _passage_of(
        [
            line
            for line, length_before in zip(prose_lines, lengths_before, strict=False)
            if length_before <= _LONGEST_PREAMBLE
        ],
        _goes_on,
    )


def _goes_on(key: str) -> bool:
    return len(key) >= _SHORT_LINE and key[-1] not in ".;:" and not compiled(_ABOUT_PAGE).search(key)


def _prose_evidence(prose: _Passage) -> Iterator[_Mention]:
    """The period first, which tells the year better than the preamble."""
    yield from _periods(prose)
    yield from _announcement(prose)
    yield from _author(prose)
    for match in filter(None, (compiled(_REPORT_OF).search(prose.text), compiled(_SENTENCE_YEAR).search(prose.text))):
        yield _dated("preamble", number_in_digits(match[1]), match[0], prose.origin(match.start(1)))


def _periods(prose: _Passage) -> Iterator[_Mention]:
    """The years of 统计期限: 1月1日 … 12月31日, if both ends are of one year."""
    for match in compiled(_PERIOD).finditer(prose.text):
        years = {number_in_digits(year) for year in match.groups() if year}
        before = prose.text[max(match.start() - _SHORT_LINE, 0) : match.start()]
        if len(years) == 1 and not compiled(_NO_PERIOD).search(before):
            yield _dated("period", years.pop(), match[0], prose.origin(match.start()))


def _announcement(prose: _Passage) -> Iterator[_Mention]:
    """Agency and year of the report that the preamble announces: 现公布 …"""
    announced = compiled(_ANNOUNCED).search(prose.text)
    if not announced:
        return
    agency = agency_in_front(announced["what"], "政府信息公开")
    if is_name(agency):
        yield _named("preamble", agency, agency, prose.origin(announced.start("what")))
    years = years_in(announced["what"])
    if len(years) == 1:
        yield _dated("preamble", years[0], announced[0], prose.origin(announced.start()))


def _author(prose: _Passage) -> Iterator[_Mention]:
    """The first agency that a sentence says to have made the report."""
    for match in compiled(_DOES).finditer(prose.text):
        before = compiled(_CLAUSE_START).search(prose.text, 0, match.start())
        start = before.end() if before else 0
        name = prose.text[start : match.start()]
        if is_name(name):
            yield _named("preamble", name, name, prose.origin(start))
            break


# ── Metadata, dates and signature ────────────────────────────────────────────────────────────────────────────────────

_DAY = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_DATE = (
    r"(?P<year>(?:19|20)\d\d|二[〇零0○][〇零0○一二三四五六七八九]{2})"
    rf"[-./年](?P<month>{_DAY})[-./月](?P<day>{_DAY})日?(?:(?=\d\d:\d)|(?!\d|:\d)|(?=[1-9]:\d))"
)
"""A date, without the time of day that is glued to it when blanks are taken out."""
_A_DATE = rf"(?<!\d){_DATE}"
_DATE_ALONE = rf"[(\[]?{_DATE}[)\]]?"
_AGENCY_LABEL = r"(?:发布|发文|公开|公布|制发|信息发布|信息公开|编制|主办)(?:机构|单位|机关|主体)|责任(?:部门|单位)"
_DAY_LABELS = r"(?:发布|发文|公开|公布|成文|生成|印发|制发|签发|信息发布)(?:日期|时间)|(?<!\p{Han})(?:日期|时间)"
_METADATA_LABEL = rf"(?<=[构位关体门期间])[:|]+(?<=(?:(?P<agency>{_AGENCY_LABEL})|(?P<day>{_DAY_LABELS}))[:|]+)"
_VALUE_ENDS = (
    r"[|:]|(?:发布|发文|公开|公布|成文|生成|印发|索引|组配|主题|信息|文)(?:日期|时间|分类|号|索引|来源)|浏览|访问|字体|作者"
    r"|来源|点击"
)
_SIGNED = rf"(?P<name>\p{{Han}}{{2,40}}?)?(?:\([盖公]章\))?[,:|]*{_DATE}[|]*"
_DATE_SIGN = r"[日月]|\d\s?[-./]\s?\d"
_SEAL = r"^(?:编制|发布)?单位:|\([盖公]章\)$"
_LONGEST_METADATA, _LONGEST_VALUE = 120, 40
_CLOSING_LINES, _LONGEST_SIGNATURE = 15, 60


def _iso_date(key: str) -> str:
    """The first date in squeezed words as ISO; "" without a real one.

    >>> _iso_date("二0二四年一月十五日"), _iso_date("2024.2.30"), _iso_date("(2024年3月6日)")
    ('2024-01-15', '', '2024-03-06')
    """
    match = compiled(_A_DATE).search(key)
    return _iso(match) if match else ""


def _iso(match: re.Match[str]) -> str:
    try:
        return date(number_in_digits(match["year"]), _day(match["month"]), _day(match["day"])).isoformat()
    except ValueError:
        return ""


def _day(printed: str) -> int:
    if printed.isdecimal():
        return int(printed)
    tens, ten, ones = printed.rpartition("十")
    return (number_in_digits(tens or "一") * 10 if ten else 0) + number_in_digits(ones or "零")


def _metadata_evidence(lines: Sequence[TextLine]) -> Iterator[_Mention]:
    """Agency and dates of a metadata block, wherever label and value are cut; 发布 counts before 成文."""
    block = _passage_of([line for line in lines if len(line.key) <= _LONGEST_METADATA], lambda key: False)
    written_dates = []
    for match in compiled(_METADATA_LABEL).finditer(block.text):
        value = block.text[match.end() : match.end() + _LONGEST_VALUE]
        day = compiled(_A_DATE).match(value)
        if match["agency"]:
            name = compiled(_VALUE_ENDS).split(value, 1)[0]
            if is_name(name):
                yield _named("metadata", name, name, block.origin(match.end()))
        elif day and (published := _iso(day)):
            mention = _Mention(Evidence("published", "metadata", published, day[0], block.origin(match.end())))
            if match["day"].startswith(("发布", "信息发布")):
                yield mention
            else:
                written_dates.append(mention)
    yield from written_dates


def _date_of_title(lines: Sequence[TextLine], title: Title) -> Iterator[_Mention]:
    """A date behind the title, or alone in one of the lines below it."""
    places = [(title.tail, title.text, lines[title.last].origin)]
    places += [(line.key, line.text, line.origin) for line in lines[title.last + 1 : title.last + 4]]
    for key, printed, origin in places:
        if compiled(_DATE_ALONE).fullmatch(key) and (published := _iso_date(key)):
            yield _Mention(Evidence("published", "title", published, printed, origin))


def _signature_evidence(blocks: Sequence[Block]) -> Iterator[_Mention]:
    """A date in the last lines, and the agency in front of it, above or below it."""
    lines = _closing(blocks)
    for at, (text, origin) in enumerate(lines):
        signed = compiled(_DATE_SIGN).search(text) and compiled(_SIGNED).fullmatch(squeeze(text).strip("|#*"))
        if not signed or not (published := _iso(signed)):
            continue
        near = (*lines[max(at - 2, 0) : at][::-1], *lines[at + 1 : at + 2])
        for name, printed, place in ((signed["name"] or "", text, origin), *((squeeze(t), t, o) for t, o in near)):
            agency = compiled(_SEAL).sub("", name.strip("|#*"))
            if is_name(agency):
                yield _named("signature", agency, printed, place)
                break
        yield _Mention(Evidence("published", "signature", published, text, origin))


def _closing(blocks: Sequence[Block]) -> list[tuple[str, Origin]]:
    """The last lines, in printed order, without those that are too short or too long for a signature."""
    last = [*islice(_pieces(blocks[: -_CLOSING_LINES - 1 : -1], -1), _CLOSING_LINES)]
    return [piece for piece in reversed(last) if 3 < len(piece[0]) <= _LONGEST_SIGNATURE]


# ── File and folders ─────────────────────────────────────────────────────────────────────────────────────────────────

_FILE_YEAR = r"(?<!\d)((?:19|20)\d\d)(?!\d)"


def _path_evidence(path: PurePath, own_word: str) -> Iterator[_Mention]:
    """What the file's name and its folders say; a folder named like a county is the entity only of a page that says
    我县."""
    stem = compact(path.stem)
    if agency := agency_in_file_name(compiled(ISO_DAY).sub("_", stem)):
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
    years = set(compiled(_FILE_YEAR).findall(compiled(ISO_DAY).sub("", name)))
    return int(years.pop()) if len(years) == 1 else 0


def _collection(path: PurePath, entity: str) -> str:
    """The nearest folder that is not the entity's own, whatever its name; in an absolute path only a Chinese one."""
    anywhere = not path.is_absolute() and ".." not in path.parts
    folders = folders_above(path.parent.parts, entity)
    return next((folder for folder in folders if anywhere or compiled(r"\p{Han}").search(folder)), "")
