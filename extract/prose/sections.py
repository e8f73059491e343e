"""Document → the parts of the report with their prose: preamble and statutory sections.

Comes in: a `Document`, its tables as they were matched, and the sections that the newest form declares. Goes out: the
sections in printed order, with their official numbers and without what stands in their tables. Numbers as printed are
no evidence: they are renumbered, doubled and lost. Words are, and so is the table that follows a heading. A row of a
table is told from a heading by its words (`四、结转下年度继续办理` is a row).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise, takewhile
from typing import NamedTuple

import regex as re

from extract.model import Document, Form, FormSection, Grid, Identity, Match, Origin, Paragraph, Section
from extract.text import is_furniture, label_key, ordinal, squeeze, words_only

_SHORTEST, _LONGEST = 4, 45
"""Characters of a heading; a longer line may be one with blanks in it, or one that runs into its text."""
_LONGEST_HEADER = 60
_MARKUP = ' \t\u3000\xa0#|*"'
_STARTS = frozenset("一二三四五六七八九十0123456789０１２３４５６７８９,，、表总總主收政存其")
"""What a heading starts with: a number, what is left of one, or the first character of an official title."""
_COMMAS = "，、,"
"""What goes on with the line above where that is broken, and is left of a number where it is not."""
_MAY_START = _STARTS.union(_MARKUP)
_SUBSECTION = re.compile(r"[#|]*[(\[][一二三四五六七八九十\d]{1,3}[)\]]?|[#|]*[)\]]")
_NUMBERED = re.compile(r"#*(?:[一二三四五六七八九十]{1,2}[,.:]?|\d{1,2}[,.]|,|表[一二三四]:?)")
_ENDS_SENTENCE = re.compile(r"[.;:]$|[.;]")
_SENTENCE = re.compile("[。；;！？]")
_NUMBER = r"(?:[一二三四五六七八九]\s*[、.．]|[1-9]\s*[、.．](?!\d(?!0\d\d年)))"
_TITLE = re.compile(rf"{_NUMBER}\s*[^\s（(。；]{{2,{_LONGEST}}}(?=[\s（(]|$)")
_SHORTEST_BROKEN = 16
"""Characters; a shorter line was not broken by the width of the page."""
_ENDED = re.compile(r"[。；;：:！？!?|\t]\s*$")
_NUMBERED_LINE = re.compile(rf"\s*(?:[(（第]|{_NUMBER})")
_SENTENCE_START = re.compile(rf"(?:^|(?<=[。；;！？!?\s]))[ \u3000]*(?={_NUMBER})")
_FURNITURE = re.compile(
    r"(?:信息)?(?:来源|作者|编辑|责任编辑|发布(?:时间|日期|机构|单位)|浏览(?:次数|量)|访问量|点击(?:率|数)|阅读|字[体号]|索引号|"
    r"文号|成文日期|发文日期|生成日期|主题分类|组配分类|有效性|时效|废止日期|内容概述|名称|信息索引|公开(?:方式|时限|范围))"
    r"[:\[(]|您?(?:现在|当前)?(?:所在)?的?位置:|\[(?:字体|打印|关闭|返回)|打印|关闭(?:窗口)?|分享|收藏|下载(?:Word|PDF)|附件[:\d]|首页>"
)
"""What web pages put around the text of a report, squeezed."""
_END = re.compile(
    r"附件[:\d]|附表|上一[篇条]|下一[篇条]|相关(?:链接|阅读|信息|文档|附件)|扫一扫|扫描二维码|用微信|分享(?:到)?[:]?|\[?打印|"
    r"\[?关闭|\[返回|返回(?:顶部|首页|列表)|版权所有|主办(?:单位)?:|主管(?:单位)?:|承办(?:单位)?:|网站(?:标识码|地图)|联系我们|"
    r"技术支持|友情链接|.{0,30}ICP备|.{0,12}公网安备|[Cc]opyright|©|责任编辑|编辑:|来源:|\[字体|政府网站找错"
)
"""What stands behind the end of a report on a web page, squeezed."""
_DATE = re.compile(
    r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\(?[\d〇零○一二三四五六七八九十]{4}年?[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日?\)?"
)
_AGENCY_TAIL = re.compile("(?:人民政府|政府|办事处)$")
_LONGEST_SIGNATURE = 30


_Place = tuple[int, int]
"""A block, and a character in it."""


class _Heading(NamedTuple):
    """What may be the heading of a section: from character `start` of a line up to a place in it or in the next line,
    its text behind it."""

    block: int
    section: FormSection
    start: int
    end: _Place
    ordinal: str
    """The enumerator that is printed, as kind and number."""

    @property
    def is_line(self) -> bool:
        """Whether it begins a line, and does not stand in the middle of one."""
        return not self.start

    @property
    def numbered(self) -> bool:
        """Whether the number that is printed is the section's."""
        return self.ordinal.strip("(),.") == str(self.section.number)

    @property
    def style(self) -> str:
        """How it is numbered: 一、 1. or (1); "" where it is not."""
        return self.ordinal[-1:]


def sections_of(
    document: Document,
    grid: Grid,
    matches: Sequence[Match],
    identity: Identity,
    form: Form,
) -> tuple[Section, ...]:
    """The recognised sections, by the words of the newest form; the text of one whose heading is lost stands in the
    one before."""
    table_spans = {match.table: (grid.blocks[match.first], grid.blocks[match.last]) for match in matches}
    spans = {table.section: table_spans.pop(table.key) for table in form.tables if table.key in table_spans}
    annexed = {block for first, last in table_spans.values() for block in range(first, last + 1)}
    candidates = [heading for heading in _candidates(document, form.sections) if heading.block not in annexed]
    headings = _chosen(candidates, spans)
    inside = annexed | {block for first, last in spans.values() for block in range(first, last + 1)}
    spoken = _spoken(document, grid, inside)
    prose = _Prose(document, inside - spoken, _heading_blocks(headings, candidates), _header_words(form))
    sections = []
    behind_title = _behind_title(document, identity)
    places = [*((heading.block, heading.start) for heading in headings), (len(document.blocks), 0)]
    if behind_title is not None:
        preamble = [p for p in prose.between((behind_title, 0), places[0]) if not _FURNITURE.match(squeeze(p.text))]
        if not headings:
            preamble = _without_end(preamble, identity)
        if preamble:
            sections.append(Section(0, "preamble", "", preamble[0].origin, tuple(preamble)))
    for heading, following in zip(headings, places[1:], strict=True):
        paragraphs = prose.between(heading.end, following)
        if heading is headings[-1]:
            paragraphs = _without_end(paragraphs, identity)
        number, key, _, _ = heading.section
        title, origin = _printed(document, heading)
        sections.append(Section(number, key, title, origin, tuple(paragraphs)))
    return tuple(sections)


def _printed(document: Document, heading: _Heading) -> tuple[str, Origin]:
    """A heading as printed, and its place; that of its first line where it goes on in the next."""
    line = document.blocks[heading.block]
    assert isinstance(line, Paragraph)
    last, end = heading.end
    if last == heading.block:
        origin = line.origin if heading.is_line else line.origin.part(heading.start, end)
        return line.text[heading.start : end].strip(_MARKUP), origin
    next_line = document.blocks[last]
    assert isinstance(next_line, Paragraph)
    title = line.text[heading.start :] + next_line.text[:end]
    return title.strip(_MARKUP), line.origin.part(heading.start, len(line.text))


# ── Headings ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _candidates(document: Document, declared: tuple[FormSection, ...]) -> list[_Heading]:
    """What may be a heading: lines, beginnings of lines, and for the sections that none of these names, sentences."""
    lines = list(_lines(document, declared))
    named = {heading.section.number for heading in lines}
    others = tuple(section for section in declared if section.number not in named)
    if not others:
        return lines
    return sorted([*lines, *_going_on(document, lines, others)], key=lambda heading: (heading.block, heading.start))


def _lines(document: Document, declared: tuple[FormSection, ...]) -> Iterator[_Heading]:
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph) and block.text[0] in _MAY_START and len(block.text) >= _SHORTEST:
            text = block.text
            if text[0] in _COMMAS and number and _continuation(document, number - 1):
                continue
            if len(text) <= 2 * _LONGEST:
                section = _section_headed(text, declared)
                if section:
                    end = _end_of_title(document, number, section, declared)
                    yield _Heading(number, section, 0, (number, end), ordinal(text.strip(_MARKUP)))
                    continue
            running = _running_in(text, declared)
            if running:
                section, end = running
                yield _Heading(number, section, 0, (number, end), ordinal(text.strip(_MARKUP)))


def _going_on(document: Document, lines: Sequence[_Heading], others: tuple[FormSection, ...]) -> Iterator[_Heading]:
    """Sentences that begin with the number and the title of a section, and go on with the numbers before them; where
    lines are broken by the width of the page, a title may go on in the next line."""
    before = {heading.block: heading.section.number for heading in lines}
    last = 0
    for number, block in enumerate(document.blocks):
        last = before.get(number, last)
        if not isinstance(block, Paragraph):
            continue
        length = len(block.text)
        text = block.text + _continuation(document, number)
        for start in (match.end() for match in _SENTENCE_START.finditer(text) if match.end() < length):
            running = _running_in(text[start:], others) or _titled(text[start:], others)
            enumerator = ordinal(text[start : start + _LONGEST])
            if running and running[0].number in (last + 1, last + 2):
                end = start + running[1]
                place = (number, end) if end <= length else (number + 1, end - length)
                heading = _Heading(number, running[0], start, place, enumerator)
                if heading.numbered:
                    yield heading
                    last = heading.section.number


def _end_of_title(document: Document, number: int, section: FormSection, declared: tuple[FormSection, ...]) -> int:
    """Where the title ends that a line is, or begins with where the line was broken in the sentence behind it."""
    line = document.blocks[number]
    assert isinstance(line, Paragraph)
    titled = _titled(line.text, declared) if _continuation(document, number) else None
    return titled[1] if titled and titled[0] is section else len(line.text)


def _continuation(document: Document, number: int) -> str:
    """The line behind one that is long enough to have been broken, where that ends within a sentence; else ""."""
    line, following = document.blocks[number], document.blocks[number + 1 : number + 2]
    if not isinstance(line, Paragraph) or not following or not isinstance(following[0], Paragraph):
        return ""
    goes_on = len(line.text) >= _SHORTEST_BROKEN and not _ENDED.search(line.text) and "\t" not in following[0].text
    return following[0].text if goes_on and not _NUMBERED_LINE.match(following[0].text) else ""


@lru_cache(maxsize=8192)
def _section_headed(line: str, declared: tuple[FormSection, ...]) -> FormSection | None:
    if line.lstrip(_MARKUP)[:1] not in _STARTS:
        return None
    printed = squeeze(line)
    numbered = _NUMBERED.match(printed)
    if (
        len(printed) > _LONGEST
        or _SUBSECTION.match(printed)
        or _ENDS_SENTENCE.search(printed[numbered.end() if numbered else 0 :])
    ):
        return None
    words = label_key(line)
    titled = _titles(declared).get(words)
    if titled or not (numbered or printed.startswith("#")):
        return titled
    for section in declared:
        if any(all(word in words for word in alternative) for alternative in section.words):
            return section
    return None


def _running_in(text: str, declared: tuple[FormSection, ...]) -> tuple[FormSection, int] | None:
    """The section whose numbered official title opens a paragraph, and where the title ends."""
    opening = text[: 2 * _LONGEST]
    printed = squeeze(opening)
    numbered = _NUMBERED.match(printed)
    if not numbered or numbered.end() == len(printed):
        return None
    for title, section in _titles(declared).items():
        if label_key(printed[numbered.end() : numbered.end() + len(title) + 4]).startswith(title):
            end = next((at for at in range(1, len(opening) + 1) if title in label_key(opening[:at])), 0)
            return (section, end) if end else None
    return None


def _titled(text: str, declared: tuple[FormSection, ...]) -> tuple[FormSection, int] | None:
    """The section whose title, in words of its own, opens a text up to a blank or a bracket, and where it ends."""
    match = _TITLE.match(text)
    section = _section_headed(match[0], declared) if match else None
    return (section, match.end()) if match and section else None


@cache
def _titles(declared: tuple[FormSection, ...]) -> dict[str, FormSection]:
    return {label_key(section.title): section for section in declared}


def _chosen(candidates: Sequence[_Heading], tables: dict[int, tuple[int, int]]) -> list[_Heading]:
    """One heading per section: the nearest above its table; without a table, the first that stands between the tables
    of its neighbours, has the section's own number if any has it, and is no line of a list of contents. One that is
    numbered in another way than most headings and has not the section's number stands in another section."""
    chosen: list[_Heading] = []
    styles = Counter(heading.style for heading in candidates if heading.numbered)
    usual = styles.most_common(1)[0][0] if styles.total() > 1 else ""
    for number in sorted({heading.section.number for heading in candidates}):
        same_section = [heading for heading in candidates if heading.section.number == number]
        if number in tables:
            above = [heading for heading in same_section if heading.block <= tables[number][0]]
            chosen.append(above[-1] if above else same_section[0])
            continue
        after = max((last for section, (_, last) in tables.items() if section < number), default=-1)
        before = min(
            (first for section, (first, _) in tables.items() if section > number and first > after), default=None
        )
        between = [h for h in same_section if after < h.block and (before is None or h.block < before)] or same_section
        between = [h for h in between if h.numbered] or [h for h in between if not usual or h.style in ("", usual)]
        if not between:
            continue
        listed = {one.block for one, other in pairwise(candidates) if other.block == one.block + 1}
        chosen.append(next((heading for heading in between if heading.block not in listed), between[-1]))
    return sorted(chosen, key=lambda heading: (heading.block, heading.start))


# ── Prose ────────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Prose(NamedTuple):
    """The paragraphs of a document that stand in no table and are no heading."""

    document: Document
    inside: set[int]
    headings: set[int]
    header_words: frozenset[str]

    def between(self, start: _Place, end: _Place) -> list[Paragraph]:
        """The paragraphs from one place up to another, and what of a paragraph stands before or behind a heading."""
        first, last = start[0] + (start[1] > 0), end[0]
        paragraphs = [
            block
            for number, block in enumerate(self.document.blocks[first:last], start=first)
            if isinstance(block, Paragraph)
            and number not in self.headings
            and number not in self.inside
            and block.text.strip(_MARKUP + "-:—")
            and not is_furniture(block.text)
            and not self._is_header(block.text)
        ]
        if start[0] == end[0]:
            return self._part(*start, end[1]) if end[1] else []
        return [
            *(self._part(*start) if start[1] else ()),
            *paragraphs,
            *(self._part(last, 0, end[1]) if end[1] else ()),
        ]

    def _part(self, number: int, start: int, end: int | None = None) -> list[Paragraph]:
        """What a block prints from one character up to another, if it prints anything there."""
        block = self.document.blocks[number]
        assert isinstance(block, Paragraph)
        text = block.text[start:end]
        part = Paragraph(text, block.origin.part(start, start + len(text)))
        return [part] if text.strip(_MARKUP) else []

    def _is_header(self, text: str) -> bool:
        """Whether a line holds nothing but words of a table's header: the corner of table three may stand above it."""
        words = words_only(text) if len(text) <= _LONGEST_HEADER else ""
        return len(words) >= _SHORTEST and any(words in header for header in self.header_words)


def _spoken(document: Document, grid: Grid, inside: set[int]) -> set[int]:
    """The blocks within tables that hold sentences: remarks, and prose that stands between two tables of a section. The
    sign that parts the cells of a row ends no sentence."""
    marked = {
        number
        for number in inside
        if isinstance(block := document.blocks[number], Paragraph) and _SENTENCE.search(block.text)
    }
    if not marked:
        return set()
    rows = [(number, row) for number, row in zip(grid.blocks, grid.rows, strict=True) if number in marked]
    spoken = {number for number, row in rows if any(_SENTENCE.search(cell.text) for cell in row)}
    return marked - {number for number, _ in rows} | spoken


def _heading_blocks(headings: Sequence[_Heading], candidates: Sequence[_Heading]) -> set[int]:
    """The headings, and the lines that repeat one inside its own section, as a title above its table does."""
    blocks = {heading.block for heading in headings}
    for candidate in candidates:
        above = [heading for heading in headings if heading.block < candidate.block]
        if candidate.is_line and above and above[-1].section is candidate.section:
            blocks.add(candidate.block)
    return blocks


@cache
def _header_words(form: Form) -> frozenset[str]:
    """What stands above the columns of tables, as words."""
    return frozenset(words_only(header) for table in form.tables for band in table.bands for header in band.headers)


def _behind_title(document: Document, identity: Identity) -> int | None:
    """The block behind the title and the lines that continue it; None without a title."""
    origins = {e.origin for e in identity.evidence if e.where == "title" and e.origin}
    at = next(
        (n for n, block in enumerate(document.blocks) if isinstance(block, Paragraph) and block.origin in origins), None
    )
    if at is None:
        return None
    title = squeeze(identity.title)
    rest = (block for block in document.blocks[at + 1 :])
    continued = takewhile(lambda b: isinstance(b, Paragraph) and squeeze(b.text).strip("#|") in title, rest)
    return at + 1 + sum(1 for _ in continued)


def _without_end(paragraphs: Iterable[Paragraph], identity: Identity) -> list[Paragraph]:
    """Paragraphs up to where the furniture of a web page begins, less a signature and its date."""
    remaining = list(takewhile(lambda paragraph: not _END.match(squeeze(paragraph.text)), paragraphs))
    while remaining and _is_signature(remaining[-1].text, identity):
        remaining.pop()
    return remaining


def _is_signature(text: str, identity: Identity) -> bool:
    printed = squeeze(text)
    if len(printed) > _LONGEST_SIGNATURE or _SENTENCE.search(text):
        return False
    name, entity = _AGENCY_TAIL.sub("", printed), squeeze(identity.entity)
    return bool(_DATE.fullmatch(printed)) or (bool(entity) and (entity in name or (len(name) > 1 and name in entity)))
