"""Document → the headings of its parts, as their words tell them.

Comes in: a `Document`, the sections that a form declares, the places of their tables. Goes out: one heading for every
section whose words are printed, and all lines that may be one. A number alone is no evidence here: numbers are given
anew, doubled and lost, and a row of a table has one, too (`四、结转下年度继续办理`). What a number tells beside its
neighbours is left to `neighbours`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

import regex as re

from extract.model import Cell, Document, FormSection, Paragraph, Table
from extract.prose.enumerators import SIGNS, Numerals, enumerator_of
from extract.text import label_key, squeeze

SHORTEST, LONGEST = 4, 45
"""Characters of a heading; a longer line may be one with blanks in it, or one that runs into its text."""
_LONGEST_NUMBER = 12
"""Characters of a line that holds nothing but a number."""
MARKUP = ' \t\u3000\xa0#|*"■◆●▲★▪◇□•'
_STARTS = SIGNS.union("0123456789０,，、表总總主收政存其第（(IV—–ー－")
"""What a heading starts with: a number, what is left of one, or the first character of an official title."""
_ENDS_TITLE = ("。", "：", ":")
_COMMAS = "，、,"
"""What goes on with the line above where that is broken, and is left of a number where it is not."""
_MAY_START = _STARTS.union(MARKUP)
_SUBSECTION = re.compile(r"[#|]*(?:[(\[][一二三四五六七八九十\d]{1,3}[)\]]?|[㈠-㈩])|[#|]*[)\]]")
_NUMBERED = re.compile(
    r"#*(?:[一二三四五六七八九十]{1,2}[,.:]?|\d{1,2}[,.]|,|表[一二三四]:?|第[一二三四五六\d](?:(?:大?部分?|章|节)[,.:]?|,)|[-—ー],"
    r"|[壹贰叁肆伍陆][,.:]?|[Ⅰ-Ⅵ][,.:]?|(?:I{1,3}|IV|VI?)[,.:]|[⒈-⒍])"
)
_ENDS_SENTENCE = re.compile(r"[.;:]$|[.;]")
NUMBER = (
    r"(?:[一二三四五六七八九壹贰叁肆伍陆](?:\s*[、.．：]|(?=[ \u3000]))|[1-9１-９]\s*[、.．](?!\d(?!0\d\d年))"
    r"|第\s*[一二三四五六七八九]\s*(?:大?部分?|章|节)|[Ⅰ-Ⅵ]\s*[、.．]?|[⒈-⒍])"
)
"""What may open a heading in the middle of a line."""
_TITLE = re.compile(rf"{NUMBER}\s*[^\s（(。；]{{2,{LONGEST}}}(?=[\s（(]|$)")
_RUNS_INTO = re.compile(r"\p{Han}[\s\u3000：:]*([（(][一1１][）)]|(?<=[\s\u3000：:])[1１][.．、])")
"""A heading with the first number of what stands below it in the same line."""
_SHORTEST_BROKEN = 16
"""Characters; a shorter line was not broken by the width of the page."""
_CELLS = re.compile(r"[\t|]")
ENTRY = re.compile(r"(?:…{2,}|[.·]{4,}|—{4,})\s*\d{1,3}\s*$")
"""How a line of a list of contents ends: leaders, and the number of a page."""
_ENDED = re.compile(r"[。；;：:！!？?|\t]\s*$")
_NUMBERED_LINE = re.compile(rf"\s*(?:[(（第]|{NUMBER})")
SENTENCE_START = re.compile(rf"(?:^|(?<=[。；;！？!?\s]))[ \u3000]*(?={NUMBER})")
_ROWS_OF_HEADING = 2
"""Rows at the head of a table that may hold the heading of its section."""
_FEWEST_BRACKETED = 3
"""Headings as （一） that make this the style of the headings, and not of what stands below them."""


Spot = tuple[int, int]
"""A block, and a character in it."""
Span = tuple[int, int]
"""The first and the last block of a table."""


class Heading(NamedTuple):
    """What may be the heading of a section: from character `start` of a line up to a place in it or in the next line,
    its text behind it. `style` and `number` are those of the enumerator that is printed."""

    block: int
    section: FormSection
    start: int
    end: Spot
    style: Numerals
    number: int

    @property
    def place(self) -> Spot:
        """Where it begins."""
        return self.block, self.start

    @property
    def is_line(self) -> bool:
        """Whether it begins a line, and does not stand in the middle of one."""
        return not self.start

    @property
    def numbered(self) -> bool:
        """Whether the number that is printed is the section's."""
        return self.number == self.section.number


def heading_at(block: int, section: FormSection, start: int, end: Spot, text: str) -> Heading:
    """A heading with the enumerator that its text begins with."""
    style, number, _ = enumerator_of(text)
    return Heading(block, section, start, end, style, number)


def section_named(title: str, declared: tuple[FormSection, ...]) -> FormSection | None:
    """The section that the words of a printed title name, whatever its number."""
    printed = squeeze(title[enumerator_of(title).end :]).strip(",.:;")
    words = label_key(printed)
    return _titles(declared).get(words) or _worded(words, declared)


def usual_style(headings: Sequence[Heading]) -> Numerals:
    """How most of the headings are numbered that have their section's number; "" where no two are."""
    styles = Counter(heading.style for heading in headings if heading.numbered)
    return styles.most_common(1)[0][0] if styles.total() > 1 else ""


def candidates_in(document: Document, declared: tuple[FormSection, ...]) -> list[Heading]:
    """What may be a heading: lines, beginnings of lines, and for the sections that none of these names, sentences."""
    every = list(_lines(document, declared))
    bracketed = [heading for heading in every if heading.style == "bracketed"]
    lines = [heading for heading in every if heading.style != "bracketed"]
    right = _numbered_right(bracketed)
    if len(right) >= max(_FEWEST_BRACKETED, 1 + len(_numbered_right(lines))):
        lines = [h for h in every if h.numbered or (h.style != "bracketed" and h.section.number not in right)]
    named = {heading.section.number for heading in lines}
    others = tuple(section for section in declared if section.number not in named)
    if not others:
        return lines
    return sorted([*lines, *_going_on(document, lines, others)], key=lambda heading: heading.place)


def _numbered_right(headings: Sequence[Heading]) -> set[int]:
    return {heading.number for heading in headings if heading.numbered}


def _lines(document: Document, declared: tuple[FormSection, ...]) -> Iterator[Heading]:
    titled = -1
    for number, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph) or block.text[0] not in _MAY_START or number == titled:
            continue
        text = block.text
        if len(text) <= _LONGEST_NUMBER and (alone := _titled_below(document, number, declared)):
            titled = number + 1
            yield heading_at(number, alone, 0, (titled, len(paragraph_at(document, titled).text)), text)
        elif len(text) < SHORTEST or _is_row(text) or ENTRY.search(text) or _goes_on_from_above(document, number):
            continue
        elif opened := _opened(document, number, declared):
            section, end = opened
            yield heading_at(number, section, 0, (number, end), text)


def _goes_on_from_above(document: Document, number: int) -> bool:
    """Whether a line begins with a comma because the one above it was broken there."""
    return (
        paragraph_at(document, number).text[0] in _COMMAS and number > 0 and bool(_continuation(document, number - 1))
    )


def _is_row(text: str) -> bool:
    """Whether a line has more cells than a number and a title."""
    return text.count("\t") > 1 or text.strip(MARKUP).count("|") > 1


def _opened(document: Document, number: int, declared: tuple[FormSection, ...]) -> tuple[FormSection, int] | None:
    """The section whose heading a line is or begins with, and where the title ends."""
    text = paragraph_at(document, number).text
    if len(text) <= 2 * LONGEST:
        below = _RUNS_INTO.search(text)
        head = text[: below.start(1)] if below else text
        section = _section_headed(head.rstrip(" \u3000：:"), declared)
        if section:
            return section, len(head) if below else _end_of_title(document, number, section, declared)
    return _running_in(text, declared)


def _titled_below(document: Document, number: int, declared: tuple[FormSection, ...]) -> FormSection | None:
    """The section whose title stands on the line below its number."""
    line, below = paragraph_at(document, number), document.blocks[number + 1 : number + 2]
    enumerator = enumerator_of(line.text)
    if not enumerator.style or line.text[enumerator.end :].strip(MARKUP) or not below:
        return None
    title = below[0]
    return _section_headed(line.text.strip() + title.text, declared) if isinstance(title, Paragraph) else None


def cell_headed(document: Document, block: int, section: FormSection, declared: tuple[FormSection, ...]) -> Cell | None:
    """The cell at the head of a table that holds nothing but the heading of its section."""
    table = document.blocks[block]
    rows = table.rows[:_ROWS_OF_HEADING] if isinstance(table, Table) else ()
    alone = [filled[0] for row in rows if len(filled := [cell for cell in row if cell.text.strip()]) == 1]
    return next((cell for cell in alone if _section_headed(cell.text, declared) is section), None)


def paragraph_at(document: Document, number: int) -> Paragraph:
    """A block that is known to be a paragraph."""
    block = document.blocks[number]
    assert isinstance(block, Paragraph)
    return block


def _going_on(document: Document, lines: Sequence[Heading], others: tuple[FormSection, ...]) -> Iterator[Heading]:
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
        for start in (match.end() for match in SENTENCE_START.finditer(text) if match.end() < length):
            running = _running_in(text[start:], others) or _titled(text[start:], others)
            if running and running[0].number in (last + 1, last + 2):
                end = start + running[1]
                place = (number, end) if end <= length else (number + 1, end - length)
                heading = heading_at(number, running[0], start, place, text[start:])
                if heading.numbered:
                    yield heading
                    last = heading.section.number


def _end_of_title(document: Document, number: int, section: FormSection, declared: tuple[FormSection, ...]) -> int:
    """Where the title ends that a line is, or begins with where the line was broken in the sentence behind it."""
    text = paragraph_at(document, number).text
    titled = _titled(text, declared) if _continuation(document, number) else None
    return titled[1] if titled and titled[0] is section else len(text)


def _continuation(document: Document, number: int) -> str:
    """The line behind one that is long enough to have been broken, where that ends within a sentence; else ""."""
    line, following = document.blocks[number], document.blocks[number + 1 : number + 2]
    if not isinstance(line, Paragraph) or not following or not isinstance(following[0], Paragraph):
        return ""
    goes_on = (
        len(line.text) >= _SHORTEST_BROKEN and not _ENDED.search(line.text) and not _CELLS.search(following[0].text)
    )
    return following[0].text if goes_on and not _NUMBERED_LINE.match(following[0].text) else ""


@lru_cache(maxsize=8192)
def _section_headed(line: str, declared: tuple[FormSection, ...]) -> FormSection | None:
    """The section whose heading a line is; what is numbered as （一） only where it has the section's own number."""
    if line.lstrip(MARKUP)[:1] not in _STARTS:
        return None
    printed = squeeze(line)
    style, number, end = enumerator_of(line)
    numbered = _NUMBERED.match(printed)
    if (
        len(printed) > LONGEST
        or (style != "bracketed" and _SUBSECTION.match(printed))
        or _ENDS_SENTENCE.search(printed[numbered.end() if numbered else 0 :])
    ):
        return None
    words = label_key(line[end:] if style else line)
    titled = _titles(declared).get(words)
    section = titled or (_worded(words, declared) if numbered or style or printed.startswith("#") else None)
    return section if style != "bracketed" or (section and section.number == number) else None


def _worded(words: str, declared: tuple[FormSection, ...]) -> FormSection | None:
    """The section of whose words a title has all that make one of its alternatives."""
    return next((s for s in declared if any(all(word in words for word in either) for either in s.words)), None)


def _running_in(text: str, declared: tuple[FormSection, ...]) -> tuple[FormSection, int] | None:
    """The section whose numbered official title opens a paragraph, and where the title ends."""
    opening = text[: 2 * LONGEST]
    printed = squeeze(opening)
    numbered = _NUMBERED.match(printed)
    bracketed = enumerator_of(opening) if not numbered and _SUBSECTION.match(printed) else None
    start = numbered.end() if numbered else len(squeeze(opening[: bracketed.end])) if bracketed else 0
    if not start or start == len(printed):
        return None
    for title, section in _titles(declared).items():
        if label_key(printed[start : start + len(title) + 4]).startswith(title):
            end = next((at for at in range(1, len(opening) + 1) if title in label_key(opening[:at])), 0)
            if not end or (bracketed and bracketed.number != section.number):
                return None
            return section, end + (opening[end : end + 1] in _ENDS_TITLE)
    return None


def _titled(text: str, declared: tuple[FormSection, ...]) -> tuple[FormSection, int] | None:
    """The section whose title, in words of its own, opens a text up to a blank or a bracket, and where it ends."""
    match = _TITLE.match(text)
    section = _section_headed(match[0], declared) if match else None
    return (section, match.end()) if match and section else None


@cache
def _titles(declared: tuple[FormSection, ...]) -> dict[str, FormSection]:
    return {label_key(section.title): section for section in declared}


def chosen_from(candidates: Sequence[Heading], tables: dict[int, Span]) -> list[Heading]:
    """One heading per section: that of its table; without a table, the first that stands between the tables
    of its neighbours, has the section's own number if any has it, and is no line of a list of contents. One that is
    numbered in another way than most headings and has not the section's number stands in another section."""
    chosen: list[Heading] = []
    usual = usual_style(candidates)
    for number in sorted({heading.section.number for heading in candidates}):
        same_section = [heading for heading in candidates if heading.section.number == number]
        if number in tables:
            chosen.append(_heading_of_table(same_section, tables[number]))
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
    return sorted(chosen, key=lambda heading: heading.place)


def _heading_of_table(headings: Sequence[Heading], table: Span) -> Heading:
    """The nearest heading above a table; where words of its header stand above the page, the last within it that has
    the section's own number."""
    above = [heading for heading in headings if heading.block <= table[0]]
    within = [heading for heading in headings if heading.block <= table[1] and heading.numbered]
    return (above or within or headings[:1])[-1]
