"""Where no words tell the heading of a part: whether a line may be it by its place alone.

Comes in: a `Case`, and the part whose heading was not found. Goes out: whether some line stands where that heading
should, short, alone, unnumbered, with a text or its table below it: then the part may be there under a heading of the
agency's own, and nobody is told that it is missing.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex as re

from extract.checks.case import Case
from extract.model import Block, FormSection, Match, Paragraph, Section, Table
from extract.prose.enumerators import enumerator_of
from extract.prose.headings import MARKUP, section_named
from extract.text import ordinal, squeeze

_SHORTEST, _LONGEST = 2, 25
_SIGNS = MARKUP + "·【】《》"
"""What headings without numbers are marked with."""
_NO_HEADING = re.compile(r"[。；;，,：:！!？?|\t]|\d[日\d]$|单位|^注|报告$|年报$")
_NUMBERED = re.compile(rf"[一二三四五六七八九十]{{1,3}}[,.](?=(.{{{_SHORTEST},{_LONGEST}}}))")
"""What may be a heading within a text that was squeezed."""
_SENTENCE = re.compile("[。；;]")
_PREAMBLE = re.compile("^(?:根据|按照|依据|依照|遵照)|本报告|现公布|现将")
_LINES_ABOVE_TABLE = 2


def may_be_headed(section: FormSection, case: Case) -> bool:
    """Whether a part whose heading was not found may stand under one of the agency's own."""
    taken = {squeeze(each.title) for each in case.report.sections}
    lines = (*_above_table(section, case), *_below_others(section, case), *_alone_in_tables(case))
    return (
        _heads_own_table(section, case)
        or _is_in_cell(section, case)
        or any(_is_like_heading(line) and squeeze(line.strip(MARKUP)) not in taken for line in lines)
        or any(_ends_with(section, line) for line in _above_table(section, case))
    )


def _matches(case: Case) -> dict[int, Match]:
    """The tables by the part that each stands in."""
    numbers = {table.key: table.section for table in case.in_force.tables}
    return {numbers[match.table]: match for match in case.reading.matches if match.table in numbers}


def _above_table(section: FormSection, case: Case) -> Iterator[str]:
    """The lines right above the table of a part, if it has one."""
    match = _matches(case).get(section.number)
    if match:
        first = case.reading.grid.blocks[match.first]
        yield from _texts(case.reading.document.blocks[max(0, first - _LINES_ABOVE_TABLE) : first])


def _heads_own_table(section: FormSection, case: Case) -> bool:
    """Whether a row of the table of a part, with one cell filled, has words that name the part: a frame around its
    heading that was seen as the head of the table."""
    match = _matches(case).get(section.number)
    block = case.reading.document.blocks[case.reading.grid.blocks[match.first]] if match else None
    rows = block.rows if isinstance(block, Table) else ()
    alone = [filled[0] for row in rows if len(filled := [cell.text for cell in row if cell.text.strip()]) == 1]
    return any(section_named(text, case.in_force.sections) is section for text in alone)


def _is_in_cell(section: FormSection, case: Case) -> bool:
    """Whether the heading of a part stands in a cell: the table was seen in lines beside it, or it does not end where
    it should, and the heading stands behind its last figure."""
    blocks = case.reading.document.blocks
    cells = (squeeze(cell.text) for block in blocks if isinstance(block, Table) for row in block.rows for cell in row)
    return any(
        (ordinal(text) and _names(text, section))
        or any(_names(match[1], section) for match in _NUMBERED.finditer(text))
        for text in cells
    )


def _ends_with(section: FormSection, line: str) -> bool:
    """Whether behind the last sentence of a line stands what may be the heading of a part."""
    *sentences, end = _SENTENCE.split(line)
    return bool(sentences) and len(end) <= _LONGEST and _names(squeeze(end), section)


def _names(text: str, section: FormSection) -> bool:
    return any(all(word in text for word in words) for words in section.words)


def _below_others(section: FormSection, case: Case) -> Iterator[str]:
    """The lines of the part before that a text stands below, and the one that was taken for the end of its table; none
    that has words of that part, whose subheadings these are."""
    before = [each for each in case.report.sections if each.number < section.number][-1:]
    declared = {each.number: each for each in case.in_force.sections}
    for printed in before:
        own = _words(declared.get(printed.number)) - _words(section)
        last = max((at for at, each in enumerate(printed.paragraphs) if _SENTENCE.search(each.text)), default=0)
        lines = [each.text for each in printed.paragraphs[:last]]
        match = _matches(case).get(printed.number)
        if match:
            lines += _texts(case.reading.document.blocks[case.reading.grid.blocks[match.last] :][:1])
        if not printed.number:
            lines += [*_above_preamble(printed, case), printed.paragraphs[-1].text]
        yield from (line for line in lines if not _has(line, own) or _has(line, _words(section)))


def _above_preamble(preamble: Section, case: Case) -> list[str]:
    """The line above what was taken for the preamble, where that says nothing that a preamble does."""
    first = preamble.paragraphs[0]
    blocks = case.reading.document.blocks
    at = next((at for at, block in enumerate(blocks) if isinstance(block, Paragraph) and block is first), 0)
    return [] if _PREAMBLE.search(first.text) else _texts(blocks[max(0, at - 1) : at])


def _words(section: FormSection | None) -> set[str]:
    return {word for either in section.words for word in either} if section else set()


def _has(line: str, words: set[str]) -> bool:
    return any(word in line for word in words)


def _texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def _alone_in_tables(case: Case) -> Iterator[str]:
    """The texts of tables that have one filled cell."""
    for block in case.reading.document.blocks:
        if isinstance(block, Table):
            filled = [cell.text for row in block.rows for cell in row if cell.text.strip()]
            yield from filled if len(filled) == 1 else ()


def _is_like_heading(text: str) -> bool:
    words = text.strip(_SIGNS)
    return (
        _SHORTEST <= len(squeeze(words)) <= _LONGEST
        and not _NO_HEADING.search(words)
        and not enumerator_of(words).style
    )
