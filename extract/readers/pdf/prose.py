"""Pages and their ruled tables → the blocks of the file in reading order, and what could not be read.

Comes in: every `Page` with its `Lattice`s. Goes out: paragraphs, joined over line ends and page breaks; tables, ruled
or not, one for each page they stand on; gaps where a page or much of it is a picture. Page numbers, running titles,
what browsers print around a page, and watermarks are left out. Which pieces of tables belong together, and what any of
it means, is left to others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from extract.model import Block, Cell, Gap, PageBox, PageOrigin, Paragraph, Table, record
from extract.numbers import CUT, as_cut
from extract.readers.pdf.borderless import places_of
from extract.readers.pdf.gaps import gaps_of
from extract.readers.pdf.headlines import headings_among
from extract.readers.pdf.lattice import Lattice, common_columns, tables_among
from extract.readers.pdf.pages import Page
from extract.readers.pdf.pieces import LINE
from extract.readers.pdf.stretches import Stretch, are_of_one_table, is_figure, stretches_of
from extract.readers.pdf.words import PageLine, PageWord, lines_on
from extract.text import is_furniture, squeeze

_EDGE_LINES = 3
"""Lines at the head and foot of a page that may be furniture."""
_HEAD, _FOOT = 0.12, 0.88
"""Parts of a page's height above and below which lines may be furniture, wherever the print of the file begins and ends
on its paper."""
_SAME_PLACE = 3.0
"""Points that a repeated line may be off its place."""
_DIGITS = re.compile(r"\d+")
_BROWSER = re.compile(
    r"\d{2,4}[/-]\d{1,2}[/-]\d{1,2},?\s*(?:[上下]午)?\d{1,2}:\d{2}(?::\d{2})?(?!\d)|(?:https?|file)://\S+.*?(?:\s\d{1,3}/\d{1,3})?$",
)
_NUMBER = re.compile(r"\d{1,3}")
_FEW_NUMBERS = 3
"""Numbers that a line has which is no running title."""
_APART, _APART_FROM_ROWS = 1.7, 2.6
"""Ems between a running title and a line of text, or a row of words, at least: rows that are printed again on every
page stand closer."""

_LEAST_WIDTH = 0.6
"""Part of a page's width that its text takes up at least, margin included, however short its lines are."""
_INDENT = 1.2
"""Ems right of the margin from which a line begins a paragraph."""
_ASIDE = 3.2
"""Ems right of the margin from which a line is centred or set right, and stands for itself."""
_RAGGED = 2.2
"""Ems that a full line may end before the margin."""
_TALLER = 1.1
"""Sizes that differ by more are not of one paragraph."""
_LOOSE = 1.35
"""Distances of lines, in the usual one, from which they are not of one paragraph."""
_HEADING = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}\s*[、.．]|[（(][一二三四五六七八九十]{1,3}[)）])")
_SENTENCE_END = frozenset("。！？；：.!?;:”）)")
_FULL_STOP = frozenset("。！？!?")
_LATIN = re.compile(r"[A-Za-z0-9@._/:-]+")
_LETTER = re.compile(r"[A-Za-z]")
_NUMBER_ALONE = re.compile(r"[。；！？]\s+[一二三四五六七八九十]$")
_GO_ON_BEHIND_ONE = frozenset("是年来方个种些要般")
"""What makes a word of the numeral in front of it."""


class _Part(NamedTuple):
    """A line, a ruled table or a table without rules, and the height where it begins."""

    top: float
    content: PageLine | Lattice | Stretch


class _Margins(NamedTuple):
    """Where the text of a file begins and ends, and the usual distance of its lines in ems."""

    left: float
    right: float
    pitch: float


_NO_MARGINS = _Margins(0.0, 0.0, 0.0)


@dataclass(slots=True)
class _Sheet:
    """A page while its parts are put in order: lines outside ruled tables, and what stands where."""

    page: Page
    lines: list[PageLine]
    lattices: list[Lattice]
    margins: _Margins = _NO_MARGINS
    parts: list[_Part] = field(default_factory=list)


def blocks_of(pages: Iterable[tuple[Page, tuple[Lattice, ...]]]) -> tuple[tuple[Block, ...], tuple[Gap, ...]]:
    """The blocks of a file in reading order, and the pages and pictures that were not read."""
    sheets = list(_sheets(list(pages)))
    _without_furniture(sheets)
    for width in {sheet.page.width for sheet in sheets}:
        alike = [sheet for sheet in sheets if sheet.page.width == width]
        margins = _margins(alike)
        headings = headings_among([sheet.lines for sheet in alike], margins.right)
        for sheet in alike:
            sheet.margins = margins
            sheet.parts = _parts(sheet, headings)
    return _blocks(sheets), tuple(gap for sheet in sheets for gap in _gaps(sheet))


def _sheets(pages: Sequence[tuple[Page, tuple[Lattice, ...]]]) -> Iterator[_Sheet]:
    """Every page with its tables and its lines outside of them; what stands in a mere frame is text."""
    tables = {id(lattice) for lattice in tables_among([lattice for _, lattices in pages for lattice in lattices])}
    for page, lattices in pages:
        ruled = [lattice for lattice in lattices if id(lattice) in tables]
        free = None
        if ruled:
            free = np.ones(len(page.text), dtype=np.bool_)
            for lattice in ruled:
                free[lattice.glyphs] = False
        yield _Sheet(page, lines_on(page, free), ruled)


def _gaps(sheet: _Sheet) -> Iterator[Gap]:
    stretches = [part.content for part in sheet.parts if isinstance(part.content, Stretch)]
    return gaps_of(sheet.page, sheet.lattices, stretches)


# ── Furniture ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _without_furniture(sheets: list[_Sheet]) -> None:
    """Takes page numbers, running titles and browsers' lines from the heads and feet of the pages."""
    heights = {sheet.page.height for sheet in sheets}
    reach = {height: _reach([sheet for sheet in sheets if sheet.page.height == height]) for height in heights}
    edges = [_edges(sheet, *reach[sheet.page.height]) for sheet in sheets]
    counts: Counter[tuple[str, int]] = Counter()
    for sheet, (head, foot) in zip(sheets, edges, strict=True):
        counts.update({key for line in (*head, *foot) for key in _places(line, sheet.page.number)})
    for sheet, sides in zip(sheets, edges, strict=True):
        removed = {id(line) for side in sides for line in _furniture(side, sheet, counts)}
        if removed:
            sheet.lines = [line for line in sheet.lines if id(line) not in removed]


def _reach(sheets: Sequence[_Sheet]) -> tuple[float, float]:
    """The ends of the first and the last line on pages of one size: lines beyond stand at the head or the foot."""
    firsts, lasts = ([sheet.lines[at] for sheet in sheets if sheet.lines] for at in (0, -1))
    top = max(_HEAD * sheets[0].page.height, min((line.y1 for line in firsts), default=0.0))
    return top, min(_FOOT * sheets[0].page.height, max((line.y0 for line in lasts), default=float("inf")))


def _edges(sheet: _Sheet, head: float, foot: float) -> tuple[list[PageLine], list[PageLine]]:
    """The first and the last lines of a page, outermost first, as far as no ruled table stands before them."""
    top = min([head, *(lattice.box.y0 for lattice in sheet.lattices)])
    bottom = max([foot, *(lattice.box.y1 for lattice in sheet.lattices)])
    lines = sheet.lines
    first = [line for line in lines[:_EDGE_LINES] if line.middle < top]
    return first, [line for line in lines[: -_EDGE_LINES - 1 : -1] if line.middle > bottom]


def _furniture(side: list[PageLine], sheet: _Sheet, counts: Counter[tuple[str, int]]) -> list[PageLine]:
    """The lines at one edge of a page that tell nothing; repeated ones must stand apart from the text."""
    shaped = [_is_printed_around(line) or _is_page_number(line, sheet) for line in side]
    repeated = [any(counts[key] > 1 for key in _places(line, sheet.page.number)) for line in side]
    inner = next((at for at in range(len(side)) if not (shaped[at] or repeated[at])), len(side))
    text = [line for line in sheet.lines if all(line is not other for other in side[:inner])]
    apart = inner > 0 and _stands_apart(side[inner - 1], text, bool(sheet.lattices))
    return [line for at, line in enumerate(side) if shaped[at] or (at < inner and apart)]


def _stands_apart(line: PageLine, text: list[PageLine], alone: bool) -> bool:
    """Whether a line is far enough from the text to be no part of it, further from a row of words; `alone` answers
    where there is no text."""
    if not text:
        return alone
    nearest = min(text, key=lambda other: abs(other.middle - line.middle))
    least = _APART if len(nearest.words) == 1 else _APART_FROM_ROWS
    return abs(nearest.middle - line.middle) > least * line.em


def _places(line: PageLine, page: int) -> tuple[tuple[str, int], ...]:
    """A running line's text without its number, and its height; none for a line that may be a row of figures, nor for a
    numbered heading, which reports bound together repeat.

    A number alone is told by how far it is from the page's.
    """
    text = squeeze(line.text)
    at = int(line.middle / _SAME_PLACE)
    if _NUMBER.fullmatch(text):
        key = f"#{int(text) - page}"
    elif _HEADING.match(line.text) or any(is_figure(word.text) for word in line.words):
        return ()
    else:
        key = _DIGITS.sub("#", text) if len(_DIGITS.findall(text)) < _FEW_NUMBERS else text
    return (key, at), (key, at + 1)


def _is_printed_around(line: PageLine) -> bool:
    text = line.text
    return is_furniture(text) or bool(_BROWSER.match(text))


def _is_page_number(line: PageLine, sheet: _Sheet) -> bool:
    """Whether a line is the number of its page and nothing else, at the very edge, and not the rest of a figure."""
    return (
        bool(_NUMBER.fullmatch(line.text))
        and int(line.text) == sheet.page.number
        and any(line is edge for edge in (sheet.lines[0], sheet.lines[-1]))
        and not any(_goes_on(word, line) for other in sheet.lines for word in other.words)
    )


def _goes_on(word: PageWord, line: PageLine) -> bool:
    """Whether a line stands right below a figure, as digits do that a cell breaks off."""
    drop = line.middle - word.middle
    return is_figure(word.text) and 0 < drop < LINE * line.em and word.x0 < line.x1 and line.x0 < word.x1


# ── Tables without rules ─────────────────────────────────────────────────────────────────────────────────────────────


def _margins(sheets: Sequence[_Sheet]) -> _Margins:
    lines = [line for sheet in sheets for line in sheet.lines]
    if not lines:
        return _Margins(0.0, 0.0, 1.5)
    lefts = Counter([round(line.x0) for line in lines if len(line.words) == 1 or line.x1 - line.x0 > 20 * line.em])
    common = max(lefts.values(), default=0)
    left = min((x0 for x0, count in lefts.items() if 5 * count >= common), default=lines[0].x0)
    long = sorted(line.x1 for line in lines)
    right = max(long[min(len(long) - 1, int(0.95 * len(long)))], _LEAST_WIDTH * sheets[0].page.width)
    drops = [
        (after.middle - line.middle) / line.em
        for sheet in sheets
        for line, after in pairwise(sheet.lines)
        if right - line.x1 < _RAGGED * line.em and abs(after.x0 - left) < line.em
    ]
    return _Margins(float(left), right, sorted(drops)[len(drops) // 2] if drops else 99.0)


def _parts(sheet: _Sheet, headings: frozenset[int]) -> list[_Part]:
    """Everything on a page from top to bottom; its `headings` are in no table."""
    lines = sheet.lines
    parts = [_Part(lattice.box.y0, lattice) for lattice in sheet.lattices]
    start = 0
    for first, last in stretches_of(lines, sheet.margins.left, sheet.margins.right, headings):
        parts += [_Part(line.y0, line) for line in lines[start:first]]
        top, bottom = lines[first].y0, lines[last - 1].y1
        rules = sheet.page.horizontal
        near = rules[(rules[:, 0] > top) & (rules[:, 0] < bottom)] if len(rules) else rules
        parts.append(
            _Part(top, Stretch(tuple(lines[first:last]), tuple(sorted((y, x0, x1) for y, x0, x1 in near.tolist()))))
        )
        start = last
    parts += [_Part(line.y0, line) for line in lines[start:]]
    if sheet.lattices:
        parts.sort(key=lambda part: part.top)
    return parts


# ── Blocks ───────────────────────────────────────────────────────────────────────────────────────────────────────────


_PlacedCell = tuple[int, int, str, PageBox]
"""A cell: 0-based row and column, text and box."""
_PLACE = itemgetter(0, 1)


class _Piece(NamedTuple):
    """A table as far as it stands on one page."""

    page: int
    content: Lattice | Stretch
    continued: bool


def _blocks(sheets: Sequence[_Sheet]) -> tuple[Block, ...]:
    """Paragraphs and tables; a paragraph that runs around a table or a page break stands where it begins."""
    open_blocks: list[_Open | _Piece] = []
    last: _Open | None = None
    for sheet in sheets:
        for at, part in enumerate(sheet.parts):
            if isinstance(part.content, PageLine):
                if last and last.goes_on(
                    part.content, sheet.page.number, sheet.margins, aside=open_blocks[-1] is not last
                ):
                    last.add(part.content, sheet.page.number, sheet.margins)
                else:
                    last = _Open(part.content, sheet.page.number)
                    open_blocks.append(last)
            else:
                before = open_blocks[-1] if open_blocks else None
                cut = at == 0 and isinstance(before, _Piece) and before.page == sheet.page.number - 1
                open_blocks.append(_Piece(sheet.page.number, part.content, cut))
    blocks: list[Block] = []
    table = 0
    for is_table, run in groupby(open_blocks, key=lambda block: isinstance(block, _Piece)):
        if not is_table:
            blocks += [block.paragraph() for block in run if isinstance(block, _Open)]
            continue
        for pieces in _runs([block for block in run if isinstance(block, _Piece)]):
            tables = _tables(pieces, table)
            table += len(tables)
            blocks += tables
    return tuple(blocks)


def _runs(pieces: list[_Piece]) -> list[list[_Piece]]:
    """Tables that continue each other, of one kind."""
    runs: list[list[_Piece]] = []
    for piece in pieces:
        if runs and piece.continued and _are_of_one_table(runs[-1][-1].content, piece.content):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return runs


def _are_of_one_table(above: Lattice | Stretch, below: Lattice | Stretch) -> bool:
    """Whether the one may go on with the other, by where their columns stand if they have no rules."""
    if isinstance(above, Stretch) and isinstance(below, Stretch):
        return are_of_one_table(above, below)
    return isinstance(above, Lattice) and isinstance(below, Lattice)


def _tables(pieces: list[_Piece], before: int) -> list[Table]:
    """A table of one page or of several, numbered from `before` on."""
    lattices = tuple([piece.content for piece in pieces if isinstance(piece.content, Lattice)])
    if lattices:
        cells_by_table = [_ruled(lattice) for lattice in (common_columns(lattices) if len(lattices) > 1 else lattices)]
    else:
        stretches = [piece.content for piece in pieces if isinstance(piece.content, Stretch)]
        pages = zip(pieces, places_of(stretches), strict=True)
        cells_by_table = [
            [(row, column, text, PageBox(piece.page, *box)) for row, column, text, box in cells]
            for piece, cells in pages
        ]
    return [
        Table(_rows(cells, before + number), piece.continued)
        for number, (piece, cells) in enumerate(zip(pieces, cells_by_table, strict=True), start=1)
    ]


def _ruled(lattice: Lattice) -> list[_PlacedCell]:
    """The cells of a ruled table; a figure in one that is merged over columns which other rows have apart, and no head
    spans, may be of any of them, or of all."""
    heads = {(cell.column, cell.across) for cell in lattice.cells if cell.text and not is_figure(cell.text)}
    apart = {cell.column for cell in lattice.cells if cell.across == 1 and is_figure(cell.text)}
    cells: list[_PlacedCell] = []
    for row, column, _, across, text, box in lattice.cells:
        columns = range(column, column + across)
        is_merged = across > 1 and is_figure(text) and (column, across) not in heads and apart.issuperset(columns)
        if is_merged:
            cells += [(row, at, as_cut(text) if at == column else CUT, box) for at in columns]
        else:
            cells.append((row, column, text, box))
    return sorted(cells, key=_PLACE)


def _rows(cells: list[_PlacedCell], table: int) -> tuple[tuple[Cell, ...], ...]:
    rows: dict[int, list[Cell]] = {}
    for row, column, text, box in cells:
        origin = record(PageOrigin, ((box,), table, row + 1, column + 1, (), "pdf"))
        rows.setdefault(row, []).append(record(Cell, (text, origin, True, column)))
    return tuple([tuple(row) for row in rows.values()])


# ── Paragraphs ───────────────────────────────────────────────────────────────────────────────────────────────────────


class _Open:
    """A paragraph to which lines are still added."""

    def __init__(self, line: PageLine, page: int) -> None:
        self.first, self.line, self.page = line, line, page
        self.pieces = [line.text]
        self.boxes = [PageBox(page, line.x0, line.y0, line.x1, line.y1)]

    def goes_on(self, line: PageLine, page: int, margins: _Margins, aside: bool) -> bool:
        """Whether a line below continues the paragraph; `aside` where a table stands between."""
        above = self.line
        em = min(above.em, line.em)
        if line.x0 - margins.left > _INDENT * em or max(above.em, line.em) > _TALLER * em:
            return False
        if above.x0 - margins.left > _ASIDE * em and not _is_full(above, line, margins):
            return False
        if not _is_full(above, line, margins):
            return False
        end = self.pieces[-1][-1]
        if aside and end in _FULL_STOP:
            return False
        if page == self.page and not aside and line.middle - above.middle > _LOOSE * margins.pitch * em:
            return False
        return not (end in _SENTENCE_END and _HEADING.match(line.text))

    def add(self, line: PageLine, page: int, margins: _Margins) -> None:
        text = line.text
        if _needs_blank(self.pieces[-1], text, self.line, margins):
            self.pieces[-1] += " "
        self.pieces.append(text)
        self.boxes.append(PageBox(page, line.x0, line.y0, line.x1, line.y1))
        self.line, self.page = line, page

    def paragraph(self) -> Paragraph:
        return Paragraph("".join(self.pieces), PageOrigin(tuple(self.boxes), lines=tuple(self.pieces)))


def _is_full(line: PageLine, after: PageLine, margins: _Margins) -> bool:
    """Whether a line reaches the margin, or would if the word that begins the next were still on it."""
    left = margins.right - line.x1
    if left <= _RAGGED * line.em:
        return True
    word = _LATIN.match(after.words[0].text)
    return word is not None and left <= (0.6 * len(word[0]) + 1) * line.em


def _needs_blank(above: str, below: str, line: PageLine, margins: _Margins) -> bool:
    """Whether the end of a line stands for a blank: between two words of letters, unless the line cuts one, and behind
    the number of a heading within a line."""
    if _NUMBER_ALONE.search(above) and below[0] not in _GO_ON_BEHIND_ONE:
        return True
    if not (above[-1].isascii() and below[0].isascii() and above[-1].isalnum() and below[0].isalnum()):
        return False
    return margins.right - line.x1 > 0.6 * line.em or bool(_LETTER.match(above[-1]) and _LETTER.match(below[0]))
