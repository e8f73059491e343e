"""Document → the parts of the report with their prose: preamble and statutory sections.

Comes in: a `Document`, its tables as they were matched, and the sections that the newest form declares. Goes out: the
sections in printed order, with their official numbers and without what stands in their tables. What is a heading is
left to `headings` and `neighbours`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import takewhile
from typing import NamedTuple

import regex as re

from extract.model import Document, Form, FormSection, Grid, Identity, Match, Origin, Paragraph, PrintedLine, Section
from extract.prose.enumerators import enumerator_of
from extract.prose.headings import (
    MARKUP,
    SHORTEST,
    Heading,
    Span,
    Spot,
    candidates_in,
    cell_headed,
    chosen_from,
    heading_at,
    paragraph_at,
)
from extract.prose.neighbours import Surroundings, completed
from extract.prose.preamble import body_start, is_page_furniture
from extract.text import is_foot_of_site, is_furniture, label_key, squeeze, words_only

_LONGEST_HEADER = 60
_SENTENCE = re.compile("[。；;！？]")
_ATTACHED = re.compile(r"附件[:\d]|附表")
_DATE = re.compile(
    r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\(?[\d〇零○一二三四五六七八九十]{4}年?[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日?\)?"
)
_AGENCY_TAIL = re.compile("(?:人民政府|政府|办事处)$")
_AGENCY = re.compile(
    r"(?:政府|办事处|办公室|[局委厅镇乡县区市]|街道|苏木|委员会|管委会|中心)(?:\(?(?:盖章|印章|公章|章)\)?)?$"
)
_LONGEST_SIGNATURE = 30


def sections_of(
    document: Document,
    grid: Grid,
    matches: Sequence[Match],
    identity: Identity,
    form: Form,
) -> tuple[Section, ...]:
    """The sections that are found, as the newest form names them, the preamble in front; the text of one whose heading
    is lost stands in the one before."""
    spans = {match.table: (grid.blocks[match.first], grid.blocks[match.last]) for match in matches}
    of_sections = {table.section: m for table in form.tables for m in matches if m.table == table.key}
    tables = {section: spans[match.table] for section, match in of_sections.items()}
    annexed = _blocks(spans[match.table] for match in matches if spans[match.table] not in tables.values())
    candidates = [heading for heading in candidates_in(document, form.sections) if heading.block not in annexed]
    filled = {section: _filled(match, grid) for section, match in of_sections.items()}
    closed = frozenset(annexed | _blocks(filled.values()))
    around = Surroundings(document, form.sections, filled, closed, _labels(form))
    headings = _with_cells(completed(chosen_from(candidates, tables), around), around)
    inside = annexed | _blocks(_below(headings, number, match, grid) for number, match in of_sections.items())
    printed = inside - _spoken(document, grid, inside)
    prose = _Prose(document, printed, _heading_blocks(headings, candidates), _header_words(form))
    places = [*(heading.place for heading in headings), (len(document.blocks), 0)]
    sections = [_preamble(document, prose, identity, places[0])]
    for heading, following in zip(headings, places[1:], strict=True):
        number, key, _, _ = heading.section
        title, origin = _printed(document, heading, form.sections)
        sections.append(Section(number, key, title, origin, tuple(prose.between(heading.end, following))))
    last = sections[-1]
    ended = last and last._replace(paragraphs=tuple(_without_end(last.paragraphs, identity)))
    kept = (*sections[:-1], ended)
    return tuple(section for section in kept if section and (section.number or section.paragraphs))


def _blocks(spans: Iterable[Span]) -> set[int]:
    return {block for first, last in spans for block in range(first, last + 1)}


def _preamble(document: Document, prose: _Prose, identity: Identity, end: Spot) -> Section | None:
    """What stands in front of the first heading, without what a web page puts there."""
    start = body_start(document, identity, end)
    paragraphs = [p for p in prose.between(start, end) if not is_page_furniture(p.text)] if start else []
    return Section(0, "preamble", "", paragraphs[0].origin, tuple(paragraphs)) if paragraphs else None


def _filled(match: Match, grid: Grid) -> Span:
    """The blocks of a table up to its last figure: what is read with it behind that may be the next heading."""
    return grid.blocks[match.first], grid.blocks[max(_rows(*match.lines, *match.extras), default=match.last)]


def _below(headings: Sequence[Heading], number: int, match: Match, grid: Grid) -> Span:
    """The blocks of a table, those below the heading of its section where that stands above all rows of the form: a
    word of its header may stand far above, in a menu."""
    first, figure = grid.blocks[match.first], grid.blocks[min(_rows(*match.lines), default=match.first)]
    above = [each.block for each in headings if each.section.number == number and first < each.block < figure]
    return max(above, default=first), grid.blocks[match.last]


def _rows(*lines: PrintedLine) -> list[int]:
    return [entry.row for line in lines for entry in line.entries]


def _with_cells(headings: Sequence[Heading], around: Surroundings) -> list[Heading]:
    """The headings, and those that stand in the first cell of the table of their section."""
    found = list(headings)
    for section in around.declared:
        first, _ = around.tables.get(section.number, (-1, -1))
        if first >= 0 and not any(heading.section is section for heading in found):
            cell = cell_headed(around.document, first, section, around.declared)
            found += [heading_at(first, section, 0, (first, 0), cell.text)] if cell else []
    return sorted(found, key=lambda heading: heading.place)


def _printed(document: Document, heading: Heading, declared: tuple[FormSection, ...]) -> tuple[str, Origin]:
    """A heading as printed, and its place; that of its first line where it goes on in the next."""
    cell = cell_headed(document, heading.block, heading.section, declared)
    if cell:
        return cell.text.strip(MARKUP), cell.origin
    line = paragraph_at(document, heading.block)
    last, end = heading.end
    if last == heading.block:
        origin = line.origin if heading.is_line else line.origin.part(heading.start, end)
        return line.text[heading.start : end].strip(MARKUP), origin
    title = line.text[heading.start :] + paragraph_at(document, last).text[:end]
    return title.strip(MARKUP), line.origin.part(heading.start, len(line.text))


# ── Prose ────────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Prose(NamedTuple):
    """The paragraphs of a document that stand in no table and are no heading."""

    document: Document
    inside: set[int]
    headings: set[int]
    header_words: frozenset[str]

    def between(self, start: Spot, end: Spot) -> list[Paragraph]:
        """The paragraphs from one place up to another, and what of a paragraph stands before or behind a heading."""
        first, last = start[0] + (start[1] > 0), end[0]
        paragraphs = [
            block
            for number, block in enumerate(self.document.blocks[first:last], start=first)
            if isinstance(block, Paragraph)
            and number not in self.headings
            and number not in self.inside
            and block.text.strip(MARKUP + "-:—")
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
        block = paragraph_at(self.document, number)
        text = block.text[start:end]
        part = Paragraph(text, block.origin.part(start, start + len(text)))
        return [part] if text.strip(MARKUP) else []

    def _is_header(self, text: str) -> bool:
        """Whether a line holds nothing but words of a table's header: the corner of table three may stand above it."""
        words = words_only(text) if len(text) <= _LONGEST_HEADER else ""
        return len(words) >= SHORTEST and any(words in header for header in self.header_words)


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


def _heading_blocks(headings: Sequence[Heading], candidates: Sequence[Heading]) -> set[int]:
    """The headings, and the lines that repeat one inside its own section, as a title above its table does."""
    blocks = {heading.block for heading in headings}
    for candidate in candidates:
        above = [heading for heading in headings if heading.block < candidate.block]
        repeats = above and above[-1].section is candidate.section and candidate.style in ("", above[-1].style)
        if candidate.is_line and repeats:
            blocks.add(candidate.block)
    return blocks


@cache
def _labels(form: Form) -> frozenset[tuple[int, str]]:
    """What stands in front of the rows of tables, with its number."""
    lines = (line for table in form.tables for band in table.bands for line in band.lines)
    labels = (label for line in lines for label in (line.label, *line.aliases, *line.group))
    return frozenset((enumerator_of(label).number, label_key(label)) for label in labels)


@cache
def _header_words(form: Form) -> frozenset[str]:
    """What stands above the columns of tables, as words."""
    return frozenset(words_only(header) for table in form.tables for band in table.bands for header in band.headers)


def _without_end(paragraphs: Iterable[Paragraph], identity: Identity) -> list[Paragraph]:
    """Paragraphs up to where the furniture of a web page begins, less a signature and its date."""
    remaining = list(takewhile(lambda paragraph: not _ends_report(paragraph.text), paragraphs))
    dated = False
    while remaining and _is_signature(remaining[-1].text, identity, dated):
        dated = bool(_DATE.fullmatch(squeeze(remaining.pop().text)))
    return remaining


def _ends_report(line: str) -> bool:
    """Whether a line stands behind the end of a report: attachments, and what a site prints there."""
    return bool(_ATTACHED.match(squeeze(line))) or is_foot_of_site(line)


def _is_signature(text: str, identity: Identity, dated: bool) -> bool:
    """Whether a line is a date, the agency's name, or, above a date, that of some agency."""
    printed = squeeze(text)
    if len(printed) > _LONGEST_SIGNATURE or _SENTENCE.search(text):
        return False
    name, entity = _AGENCY_TAIL.sub("", printed), squeeze(identity.entity)
    own = bool(entity) and (entity in name or (len(name) > 1 and name in entity))
    return own or bool(_DATE.fullmatch(printed)) or (dated and bool(_AGENCY.search(printed)))
