"""Headings by words → the same, and those that their numbers and neighbours tell.

Comes in: a `Document`, the headings that words name, the places of the tables. Goes out: a heading for every section
that is found at all. What is numbered n as the other headings are, and stands between the sections before and behind n,
is section n whatever it says; and so is a line without a number that has words of the section and stands there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, get_args

import regex as re

from extract.model import Document, FormSection, Paragraph
from extract.prose.enumerators import Numerals, enumerator_of
from extract.prose.headings import (
    ENTRY,
    LONGEST,
    MARKUP,
    NUMBER,
    SHORTEST,
    Heading,
    Span,
    Spot,
    heading_at,
    paragraph_at,
    section_named,
    usual_style,
)
from extract.text import label_key, squeeze

_LONGEST_TITLE = 30
"""Characters of a title behind which a text goes on in the same line."""
_LONGEST_UNNUMBERED = 25
"""Characters of a line that is a heading by some of its words alone."""
_FEWEST_ALONE = 3
"""Headings of one style that are believed where words name no two that have their numbers."""
_BEGINS_TEXT = (
    r"(?:19|20)\d\d年|[全本今去]年|年内|一年来|[1１][.．、]|无[。，,]|没有|未|[我本][镇乡县区市旗州局委街厅办院校单机]"
    r"|围绕|依托|紧扣|聚焦|坚持|按照|根据|依据|认真|积极|深入|严格|切实|持续|不断|进一步|落实|强化|加强|通过|为了?|以"
)
_RUN_IN = re.compile(
    rf"[^。；;：:！!？?，,\s\u3000（(]{{2,{_LONGEST_TITLE}}}?"
    rf"(?:(?:情况|概况|事项|概述|措施|问题|内容)(?={_BEGINS_TEXT})|[。：:]|(?=[\s\u3000（(])|$)"
)
"""A title with its text behind it: up to a sign, or to the words in which titles end and those in which texts begin."""
_SENTENCE = re.compile(r"[。；;，,：:！!？?|\t]")
_ENDED = re.compile(r"[。；;：:！!？?|\t]")
"""What no title has in it that stands above a table."""
_LINE = 2
"""How much a line of its own looks like a heading."""
_ANNEX = re.compile("附[表件录]")
_GOES_ON = re.compile(r"[。；;！!？?|\t，]|[：:](?!\s*$)|[（(][一1１][）)]|[\s\u3000][1１][.．、]")
_IN_LINE = re.compile(
    rf"(?:^|(?<=[。；;！？!?\s]))[ \u3000]*(?={NUMBER}|[（(]\s*[一二三四五六1-6１-６]\s*[）)]|[㈠-㈥])"
)
"""Where a number may stand that heads what is behind it."""


class _Stop(NamedTuple):
    """A place where a number is printed, where the title behind it ends, and how much it looks like a heading: a line
    or the beginning of one (2), the middle of a line (1), a number in front of a text (0)."""

    place: Spot
    style: Numerals
    number: int
    end: Spot
    likeness: int


@dataclass(frozen=True)
class Surroundings:
    """A document with the blocks that hold no headings, the labels that are none, and its tables by their sections."""

    document: Document
    declared: tuple[FormSection, ...]
    tables: dict[int, Span]
    closed: frozenset[int]
    labels: frozenset[tuple[int, str]]


def completed(headings: Sequence[Heading], around: Surroundings) -> list[Heading]:
    """The headings that words name, less those whose place another has by its number, and those that words do not."""
    if len(headings) == len(around.declared) and not any(_is_doubtful(h, headings, around) for h in headings):
        return list(headings)
    usual, shift = _usual(headings)
    moved = [h.style == usual and h.number - shift == h.section.number for h in headings]
    headings = [h._replace(number=h.section.number) if each else h for h, each in zip(headings, moved, strict=True)]
    stops = [s._replace(number=s.number - shift) if s.style == usual else s for s in _stops(around)]
    styles = [usual] if usual else get_args(Numerals)
    rows = _in_a_row(headings, [stop for stop in stops if stop.style == usual], around) if usual else headings
    tried = [_by_number(rows, [s for s in stops if s.style == style], around) for style in styles]
    found = max(tried, key=len)
    believed = usual or len(found) - len(headings) >= _FEWEST_ALONE
    return _by_words(found if believed else headings, around)


def _usual(headings: Sequence[Heading]) -> tuple[Numerals, int]:
    """How the headings are numbered, and by how much all numbers are too high: something that is no part of the form
    may be numbered in front of them."""
    shifts = Counter((h.style, h.number - h.section.number) for h in headings if h.style)
    for (style, shift), count in shifts.most_common(1):
        if shift and count >= _FEWEST_ALONE:
            return style, shift
    return usual_style(headings), 0


def _window(number: int, headings: Sequence[Heading], around: Surroundings) -> tuple[Spot, Spot]:
    """The places between which the heading of a section stands, by the headings and tables of all."""
    after = [heading.place for heading in headings if heading.section.number < number]
    after += [(last, LONGEST) for section, (_, last) in around.tables.items() if section < number]
    before = [heading.place for heading in headings if heading.section.number > number]
    before += [(first, 0) for section, (first, _) in around.tables.items() if section >= number]
    return max(after, default=(0, -1)), min(before, default=(len(around.document.blocks), 0))


def _is_doubtful(heading: Heading, headings: Sequence[Heading], around: Surroundings) -> bool:
    """Whether a heading has another number than its section, or does not stand where this should."""
    others = [other for other in headings if other is not heading]
    after, before = _window(heading.section.number, others, around)
    return bool(heading.style and not heading.numbered) or not after < heading.place < before


# ── By number ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _by_number(headings: Sequence[Heading], stops: Sequence[_Stop], around: Surroundings) -> list[Heading]:
    doubtful = [heading for heading in headings if _is_doubtful(heading, headings, around)]
    found = [heading for heading in headings if heading not in doubtful]
    for heading in doubtful:
        stop = _stop_of(heading.section, found, stops, around)
        better = stop and stop.place != heading.place and _is_free(stop, heading.section, around)
        better = better and not (stop and _is_above_table(heading, stop, around))
        found.append(_heading(stop, heading.section) if stop and better else heading)
    for section in around.declared:
        if not any(heading.section is section for heading in found):
            stop = _stop_of(section, found, stops, around)
            found += [_heading(stop, section)] if stop else []
    return sorted(found, key=lambda heading: heading.place)


def _is_above_table(heading: Heading, stop: _Stop, around: Surroundings) -> bool:
    """Whether a heading stands between what has its number and the table of its section."""
    table = around.tables.get(heading.section.number)
    return table is not None and stop.place < heading.place < (table[0], 0)


def _stop_of(
    section: FormSection, headings: Sequence[Heading], stops: Sequence[_Stop], around: Surroundings
) -> _Stop | None:
    """What has the section's number and stands between its neighbours: the nearest above its table; without a table the
    first that looks most like a heading and is no line of a list of contents."""
    number = section.number
    after, before = _window(number, headings, around)
    taken = {heading.place for heading in headings}
    between = [s for s in stops if s.number == number and after < s.place < before and s.place not in taken]
    if not between or not _in_sequence(number, between[0], headings):
        return None
    listed = {stop.place[0] for stop in stops for other in stops if _follows(other, stop)}
    most = max(stop.likeness for stop in between)
    likely = [stop for stop in between if stop.likeness == most]
    if number in around.tables:
        return likely[-1]
    return next((stop for stop in likely if stop.place[0] not in listed), likely[-1])


def _follows(one: _Stop, other: _Stop) -> bool:
    return one.number == other.number + 1 and one.place[0] == other.place[0] + 1


def _in_sequence(number: int, stop: _Stop, headings: Sequence[Heading]) -> bool:
    """Whether the headings next to a stop that are numbered in its style have numbers that it goes on with."""
    numbered = [heading for heading in headings if heading.style == stop.style]
    before = [h.number for h in numbered if h.place < stop.place][-1:]
    behind = [h.number for h in numbered if h.place > stop.place][:1]
    return all(other < number for other in before) and all(other > number for other in behind)


def _is_free(stop: _Stop, section: FormSection, around: Surroundings) -> bool:
    """Whether the words of a title name no other section."""
    named = section_named(_title(stop, around), around.declared)
    return named in (None, section)


def _title(stop: _Stop, around: Surroundings) -> str:
    (block, start), (last, end) = stop.place, stop.end
    text = paragraph_at(around.document, block).text
    return text[start:end] if last == block else text[start:] + paragraph_at(around.document, last).text[:end]


def _heading(stop: _Stop, section: FormSection) -> Heading:
    block, start = stop.place
    return Heading(block, section, start, stop.end, stop.style, stop.number)


def _stops(around: Surroundings) -> Iterator[_Stop]:
    """Every number that begins a line or a sentence, but for those of rows."""
    for block, text in _lines(around):
        style, number, behind = enumerator_of(text)
        if style and not _ANNEX.match(text, behind) and (number, label_key(text)) not in around.labels:
            end, likeness = _end_of(around.document, block, behind)
            yield _Stop((block, 0), style, number, end, likeness)
        for start in (match.end() for match in _IN_LINE.finditer(text) if match.end()):
            style, number, behind = enumerator_of(text[start:])
            title = _RUN_IN.match(text, start + behind)
            if style and title and (start, behind) != (0, 0) and text[:start].strip(MARKUP):
                yield _Stop((block, start), style, number, (block, title.end()), 1)


def _lines(around: Surroundings) -> Iterator[tuple[int, str]]:
    for number, block in enumerate(around.document.blocks):
        if not isinstance(block, Paragraph) or number in around.closed or ENTRY.search(block.text):
            continue
        if "\t" not in block.text.strip(MARKUP):
            yield number, block.text


def _end_of(document: Document, block: int, behind: int) -> tuple[Spot, int]:
    """Where the title ends that a line begins with, and how much it looks like one."""
    text = paragraph_at(document, block).text
    if not text[behind:].strip(MARKUP):
        following = document.blocks[block + 1 : block + 2]
        if following and isinstance(following[0], Paragraph) and _is_title(following[0].text):
            return (block + 1, len(following[0].text)), 2
        return (block, len(text)), 0
    if _is_title(text[behind:]):
        return (block, len(text)), 2
    title = _RUN_IN.match(text, behind)
    return ((block, title.end()), 2) if title else ((block, behind), 0)


def _is_title(text: str) -> bool:
    return len(squeeze(text)) <= LONGEST and not _GOES_ON.search(text)


# ── By words alone ───────────────────────────────────────────────────────────────────────────────────────────────────


def _by_words(headings: Sequence[Heading], around: Surroundings) -> list[Heading]:
    """The headings, and for sections without one a short line that has their words, no number, and stands between their
    neighbours: the first, or the last above the section's table."""
    found = list(headings)
    for section in around.declared:
        if any(heading.section is section for heading in found):
            continue
        after, before = _window(section.number, found, around)
        lines = [
            block
            for block, text in _lines(around)
            if after < (block, 0) < before
            and (_is_unnumbered(text, section.number in around.tables) or _is_word_of(text, section))
            and section_named(text, around.declared) is section
        ]
        if lines:
            line = lines[-1] if section.number in around.tables else lines[0]
            text = paragraph_at(around.document, line).text
            found.append(heading_at(line, section, 0, (line, len(text)), text))
    return sorted(found, key=lambda heading: heading.place)


def _is_unnumbered(text: str, above_table: bool) -> bool:
    """Whether a line can be a heading by some of its words alone. Above a table titles have signs in them."""
    words = text.strip(MARKUP)
    sentence = _ENDED if above_table else _SENTENCE
    longest = LONGEST if above_table else _LONGEST_UNNUMBERED
    return SHORTEST <= len(squeeze(text)) <= longest and not sentence.search(words) and not enumerator_of(text).style


def _is_word_of(text: str, section: FormSection) -> bool:
    """Whether a line is nothing but a word that names a section by itself: 概述."""
    return (squeeze(text.strip(MARKUP)),) in section.words


# ── By neighbours alone ──────────────────────────────────────────────────────────────────────────────────────────────


def _in_a_row(headings: Sequence[Heading], stops: Sequence[_Stop], around: Surroundings) -> list[Heading]:
    """The headings, and where between two of them, or behind the last, as many sections are missing as there are lines
    numbered in a row, these, whose numbers may be one too high or too low."""
    found = list(headings)
    missing = [section for section in around.declared if not any(h.section is section for h in found)]
    while missing:
        number = missing[0].number
        count = next((n for n, section in enumerate(missing) if section.number != number + n), len(missing))
        together, missing = missing[:count], missing[count:]
        after, before = _window(number, found, around)
        between = [stop for stop in stops if after < stop.place < before and stop.likeness == _LINE]
        numbers = [stop.number for stop in between]
        free = all(_is_free(stop, section, around) for stop, section in zip(between, together, strict=False))
        near = bool(numbers) and abs(numbers[0] - number) <= 1
        if near and free and numbers == list(range(numbers[0], numbers[0] + count)):
            found += [_heading(stop, section) for stop, section in zip(between, together, strict=True)]
    return sorted(found, key=lambda heading: heading.place)
