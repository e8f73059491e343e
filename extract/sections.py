"""Document → the statutory sections it has, by the words of their headings.

Comes in: a `Document` and the sections that the newest form declares. Goes out: the headings found, in printed order,
with their official numbers. Numbers as printed are no evidence: they are renumbered, doubled and lost. A row of a table
is told from a heading by its words (`四、结转下年度继续办理` is a row).
"""

from __future__ import annotations

from functools import cache, lru_cache

import regex as re

from extract.model import Document, FormSection, Section
from extract.text import label_key, squeeze

_SHORTEST, _LONGEST = 4, 45
"""Characters of a heading; a longer line may be one with blanks in it."""
_MARKUP = " \t\u3000\xa0#|*"
_STARTS = frozenset("一二三四五六七八九十0123456789０１２３４５６７８９,，、表总總主收政存其")
"""What a heading starts with: a number, what is left of one, or the first character of an official title."""
_MAY_START = _STARTS.union(_MARKUP)
_SUBSECTION = re.compile(r"[#|]*[(\[][一二三四五六七八九十\d]{1,3}[)\]]?|[#|]*[)\]]")
_NUMBERED = re.compile(r"#*(?:[一二三四五六七八九十]{1,2}[,.:]?|\d{1,2}[,.]|,|表[一二三四]:?)")
_ENDS_SENTENCE = re.compile(r"[.;:]$|[.;]")


def sections_of(document: Document, declared: tuple[FormSection, ...]) -> tuple[Section, ...]:
    """The recognised headings; a section whose heading is lost is not among them."""
    found: list[Section] = []
    for block in document.blocks:
        text = block.text
        if text[0] in _MAY_START and _SHORTEST <= len(text) <= 2 * _LONGEST:
            section = _section_headed(text, declared)
            if section and section.number not in {other.number for other in found}:
                found.append(Section(section.number, section.key, text.strip(), block.origin))
    return tuple(found)


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


@cache
def _titles(declared: tuple[FormSection, ...]) -> dict[str, FormSection]:
    return {label_key(section.title): section for section in declared}
