"""What is printed beside the report → whose it is and of when: metadata, dates, signature, the head of a web page.

Comes in: lines above the first heading, the last lines, and what the head of a page says of it. Goes out: mentions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import regex as re

from extract.agencies.likeness import agency_led_to, is_generic
from extract.agencies.lines import closing_of, run_of
from extract.agencies.mentions import Mention, dated, named
from extract.agencies.names import group_of, is_name, is_whole_name
from extract.agencies.printed_years import number_in_digits
from extract.agencies.title import TextLine, Title
from extract.agencies.titles import titles_in
from extract.model import Block, Evidence, Origin, TextOrigin
from extract.text import compact, compiled, squeeze

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
_WRITTEN = r"成文|生成|印发|制发|签发|发文"
_METADATA_LABEL = rf"(?<=[构位关体门期间])[:|]+(?<=(?:(?P<agency>{_AGENCY_LABEL})|(?P<day>{_DAY_LABELS}))[:|]+)"
_VALUE_ENDS = (
    r"[|:]|(?:发布|发文|公开|公布|成文|生成|印发|索引|组配|主题|信息|文)(?:日期|时间|分类|号|索引|来源)|浏览|访问|字体|作者"
    r"|来源|点击"
)
_NAME_BEFORE = r"(?P<name>(?:\p{Han}|0+(?=\p{Han})){2,40}?(?:\((?![盖公]章)\p{Han}{2,20}\))?)?(?:\([盖公]章\))?[,:|]*"
_SIGNED = rf"{_NAME_BEFORE}{_DATE}[|]*"
_BLANK_DAY = (
    rf"{_NAME_BEFORE}(?:\d{{2,4}}|[xX×_*○]{{1,4}})?年(?:\d{{1,2}}|[xX×_*○]{{0,3}})月(?:\d{{1,2}}|[xX×_*○]{{0,3}})日[|]*"
)
"""A day that nobody has filled in."""
_DATE_SIGN = r"[日月]|\d\s?[-./]\s?\d"
_UNDATED = 3
"""Lines at the end in which a name signs without a day, if it is the only one there and next to no other: several are
links."""
_SEAL = r"^(?:编制|发布|报告|填报|报送|落款)?(?:单位|机关|机构):|\([盖公]章\)$|(?:\p{Han}{2}人|负责人|日期|电话):.*$"
_NUMBER_OF_PAPER = r"\p{Han}{1,10}[\[(]20\d\d[\])]第?\d{1,4}号(?:$|\||签发人)"
_PAPER = r"(?:文件|\(?函\)?)$"
_LINES_OF_RED_HEAD = 3
_LONGEST_METADATA, _LONGEST_VALUE = 120, 40


def iso_date(key: str) -> str:
    """The first date in squeezed words as ISO; "" without a real one.

    >>> iso_date("二0二四年一月十五日"), iso_date("2024.2.30"), iso_date("(2024年3月6日)")
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


def metadata_mentions(lines: Sequence[TextLine]) -> Iterator[Mention]:
    """Agency and dates of a metadata block, wherever label and value are cut; 发布 and 公开 count before 成文."""
    block = run_of([line for line in lines if len(line.key) <= _LONGEST_METADATA], lambda line: False)
    written_dates = []
    for match in compiled(_METADATA_LABEL).finditer(block.text):
        value = block.text[match.end() : match.end() + _LONGEST_VALUE]
        day = compiled(_A_DATE).match(value)
        if match["agency"]:
            name = compiled(_VALUE_ENDS).split(value, 1)[0]
            if is_name(name) and not is_generic(name):
                yield named("metadata", name, name, block.origin(match.end()))
        elif day and (published := _iso(day)):
            mention = Mention(Evidence("published", "metadata", published, day[0], block.origin(match.end())))
            if compiled(_WRITTEN).match(match["day"]):
                written_dates.append(mention)
            else:
                yield mention
    yield from written_dates


def red_head_mentions(lines: Sequence[TextLine]) -> Iterator[Mention]:
    """Who issues the paper that the report stands in: above a number as papers have it (青政发〔2025〕3号) the name,
    alone or as X文件."""
    for at, line in enumerate(lines):
        if compiled(_NUMBER_OF_PAPER).match(line.key):
            for above in lines[max(0, at - _LINES_OF_RED_HEAD) : at]:
                name = compiled(_PAPER).sub("", above.key)
                if is_whole_name(name) and not is_generic(name):
                    yield named("metadata", name, above.text, above.origin)


def date_of_title(lines: Sequence[TextLine], title: Title) -> Iterator[Mention]:
    """A date behind the title, or alone in one of the lines below it."""
    places = [(title.tail, title.text, lines[title.last].origin)]
    places += [(line.key, line.text, line.origin) for line in lines[title.last + 1 : title.last + 4]]
    for key, printed, origin in places:
        if compiled(_DATE_ALONE).fullmatch(key) and (published := iso_date(key)):
            yield Mention(Evidence("published", "title", published, printed, origin))


def signature_mentions(blocks: Sequence[Block]) -> Iterator[Mention]:
    """A date in the last lines, and the agency in front of it, above or below it."""
    lines = closing_of(blocks)
    for at, (text, origin) in enumerate(lines):
        key = squeeze(text).strip("|#*")
        dated = compiled(_SIGNED).fullmatch(key) if compiled(_DATE_SIGN).search(text) else None
        published = _iso(dated) if dated else ""
        signed = dated if published else compiled(_BLANK_DAY).fullmatch(key)
        if not signed:
            continue
        near = (*lines[max(at - 2, 0) : at][::-1], *lines[at + 1 : at + 3])
        for name, printed, place in ((signed["name"] or "", text, origin), *((squeeze(t), t, o) for t, o in near)):
            yield from _signed(name, printed, place)
        if published:
            yield Mention(Evidence("published", "signature", published, text, origin))
    keys = [squeeze(text).strip("|#*") for text, _ in lines]
    names = [at for at, key in enumerate(keys) if is_whole_name(key)]
    alone = [at for at in names if at >= len(lines) - _UNDATED]
    in_a_row = alone and any(at in names and keys[at] != keys[alone[0]] for at in (alone[0] - 1, alone[0] + 1))
    if len(alone) == 1 and not in_a_row and group_of(keys[alone[0]]) != "place":
        yield from _signed(keys[alone[0]], *lines[alone[0]])


def _signed(key: str, printed: str, place: Origin) -> Iterator[Mention]:
    agency = compiled(_SEAL).sub("", key.strip("|#*"))
    if is_name(agency_led_to(agency)) and not is_generic(agency):
        yield named("signature", agency, printed, place)


# ── The head of a web page ───────────────────────────────────────────────────────────────────────────────────────────

_TITLED = ("articletitle", "title", "og:title", "dc.title", "description")
"""Names under which the head of a page tells the title of what it shows; not who runs the site (SiteName,
ContentSource), who is no author."""
_POSTED = ("pubdate", "publishdate", "article:published_time")
_PARTS_OF_A_HEAD = r"[_|>»]+|\s[-—–]+\s|[-—–]+(?=\p{Han})"
"""What parts the title of a page from the names of its column and site."""


def head_mentions(head: Sequence[tuple[str, str]]) -> Iterator[Mention]:
    """What the head of a page says of the report: its title, and the day on which it was posted."""
    for title in titles_of_head(head):
        if title.agency:
            yield named("head", title.agency, title.text)
        if len(title.years) == 1:
            yield dated("head", title.years[0], title.text)
    for value in _told_by(head, _POSTED):
        if published := iso_date(compact(value)):
            yield Mention(Evidence("published", "head", published, value))


def titles_of_head(head: Sequence[tuple[str, str]]) -> Iterator[Title]:
    """The titles of reports in the head of a page."""
    for value in _told_by(head, _TITLED):
        for piece in compiled(_PARTS_OF_A_HEAD).split(value):
            yield from title_in_words(piece)


def _told_by(head: Sequence[tuple[str, str]], names: Sequence[str]) -> Iterator[str]:
    told = dict(reversed(head))
    return filter(None, map(told.get, names))


def title_in_words(words: str) -> list[Title]:
    """The title of a report that words make which stand on no page: at most one."""
    return titles_in([TextLine(words, squeeze(words), TextOrigin(0, 0, 0))])
