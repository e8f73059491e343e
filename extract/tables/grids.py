"""Printed lines → rows of cells, as they stand: cut at TABs, at pipes, at another sign that parts the cells of a table
(`separators`), or at runs of blanks.

Comes in: a `Document`. Goes out: one ragged `Grid` in printed order. Whether a cell is a label or a figure, and which
rows belong together, is left to `matching`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import _lru_cache_wrapper, lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple, TypeVar

from extract.model import Block, Cell, Document, Grid, Paragraph, Table, TextOrigin, record
from extract.numbers import CUT, read_number
from extract.tables.quoted import NumberedRow, is_open, with_whole_quotes
from extract.tables.separators import PIPES, PartedCell, parted_lines
from extract.text import is_blank, is_furniture, ordinal, with_blanks

_HAS_PIPE = re.compile(f"[{PIPES}]")
_RULE_STARTS = frozenset(PIPES + ":+-=─━┄┈┌├└╔╠╚═")
_RULE = re.compile(
    rf"[\s{PIPES}:+\-=─━┄┈┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬═]*(?:--|─|━|═|┼|\+-)[\s{PIPES}:+\-=─━┄┈┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬═]*"
)
_WORD = re.compile(r"[^\s\u3000\u00a0\0\ufeff\u200b]+")
_THOUSANDS_START = re.compile(r"[1-9]\d{0,2}(?:[,，]\d{3})*[,，]?")
_THOUSANDS_END = re.compile(r"[,，]?\d{3}(?:[,，]\d{3})*")
_DIGITS_END = re.compile(r"\d[,，]?$")
_DIGITS_START = re.compile(r"[,，]?\d")
_T = TypeVar("_T")
_LONGEST_CACHED = 240
"""Characters up to which a line is likely to be a row that is printed again, and is remembered."""
_FEWEST_FULL = 4
"""Lines of the same greatest length from which on it is a width at which a program breaks them."""
_NARROWEST = 30
"""Characters at which a program breaks lines at least; one longer than all others may be broken there, too."""
_WIDEST_ROW = 40
"""Cells behind this many are kept only when something is printed there: layout tables end in runs of empty ones."""


def grid_of(document: Document) -> Grid:
    """The rows of a document. Page numbers standing alone and the ruling lines of text tables are left out."""
    lines = [block for block in document.blocks if isinstance(block, Paragraph)]
    piped = [line.text.strip() for line in lines if _HAS_PIPE.search(line.text)]
    signs: tuple[str, ...] = ()
    if piped and _pipes_flow(lines):
        rows = list(_flowing_rows(document.blocks))
    else:
        opened, closed = _mostly(piped, 0), _mostly(piped, -1)
        parted = parted_lines(_without_delimiters(document.blocks))
        cut = {number: _cuts(pieces) for cells in parted.values() for number, pieces in cells.items()}
        signs = tuple(parted)
        rows = [
            (number, row)
            for number, block in enumerate(document.blocks)
            for row in (
                block.rows
                if isinstance(block, Table)
                else (_row(block, cut.get(number) or _cached_if_short(_cut, block.text)(block.text, opened, closed)),)
            )
            if row
        ]
    if any(is_open(row) for _, row in rows):
        rows = [(number, row) for number, row in with_whole_quotes([NumberedRow(*each) for each in rows])]
    printed = [row for _, row in rows]
    for at in _torn(printed):
        *cells, last = printed[at]
        printed[at] = (*cells, last._replace(text=f"{last.text}{CUT}"))
    torn = _torn_by_width(document.blocks)
    for at, (number, _) in enumerate(rows if torn else ()):
        *cells, last = printed[at]
        printed[at] = (*cells, _cut_off(last)) if number in torn else printed[at]
        first, *others = printed[at]
        printed[at] = (_cut_off(first), *others) if number - 1 in torn else printed[at]
    return Grid(tuple(printed), tuple([number for number, _ in rows]), signs)


def _cut_off(cell: Cell) -> Cell:
    return cell._replace(text=cell.text.removesuffix(CUT) + CUT)


def _torn(rows: Sequence[tuple[Cell, ...]]) -> list[int]:
    """The rows whose last figure may go on in the line below, which holds nothing but three digits: a line that ends
    within its thousands. More than 99 pages has no report."""
    return [
        at
        for at, below in enumerate(rows[1:])
        if len(below) == 1
        and _THOUSANDS_END.fullmatch(below[0].text)
        and len(rows[at]) > 1
        and _THOUSANDS_START.fullmatch(rows[at][-1].text)
        and isinstance(place := below[0].origin, TextOrigin)
        and isinstance(above := rows[at][-1].origin, TextOrigin)
        and place.line == above.line + 1
    ]


def _torn_by_width(blocks: Sequence[Block]) -> set[int]:
    """The lines, by the number of their block, than which none is longer, as where a program breaks all lines at a
    width, and which end in a figure where the next one begins with digits: a figure may be broken there. Where few
    lines are as long, the next may begin with a number of its own."""
    torn = {n for n, pair in enumerate(pairwise(blocks)) if _goes_on_in_digits(*pair)}
    texts = [block.text for block in blocks if isinstance(block, Paragraph)] if torn else []
    found = set()
    for length in (len, _width) if torn else ():
        longest, count = max(Counter(map(length, texts)).items())
        for n in torn:
            line, below = blocks[n], blocks[n + 1]
            if isinstance(line, Paragraph) and isinstance(below, Paragraph) and length(line.text) == longest:
                found |= {n} if count >= _FEWEST_FULL or (longest >= _NARROWEST and not ordinal(below.text)) else set()
    return found


def _goes_on_in_digits(line: Block, below: Block) -> bool:
    """Whether a line ends in a digit, or one and a comma, and the one right below it begins so."""
    if not (isinstance(line, Paragraph) and isinstance(below, Paragraph)):
        return False
    if not (_DIGITS_END.search(line.text) and _DIGITS_START.match(below.text)):
        return False
    places = [origin.line for origin in (line.origin, below.origin) if isinstance(origin, TextOrigin)]
    return places == list(range(places[0], places[0] + 2)) if places else False


def _width(text: str) -> int:
    """How wide a line is where Chinese characters are twice as wide as others."""
    return len(text.encode("gbk", "replace"))


def _without_delimiters(blocks: Sequence[Block]) -> dict[int, str]:
    """The lines that neither TABs nor pipes cut, by the number of their block."""
    return {
        number: with_blanks(block.text)
        for number, block in enumerate(blocks)
        if isinstance(block, Paragraph) and "\t" not in block.text and not _HAS_PIPE.search(block.text)
    }


def _cuts(pieces: Iterable[PartedCell]) -> tuple[_Cut, ...]:
    return tuple(_Cut(text, start + 1, max(start + 1, end), True) for text, start, end in pieces)


def _pipes_flow(lines: Sequence[Paragraph]) -> bool:
    """Whether the pipes bound one cell a line: more lines hold a figure alone than a figure beside another cell."""
    figures = [_cached_if_short(_figures, line.text)(line.text) for line in lines]
    return figures.count("alone") > figures.count("beside")


def _mostly(piped: list[str], at: int) -> bool:
    """Whether most rows have a pipe at their beginning (0) or end (-1): there it bounds a cell and makes none."""
    return 2 * sum(line[at] in PIPES for line in piped) > len(piped)


def _row(line: Paragraph, cuts: tuple[_Cut, ...]) -> tuple[Cell, ...]:
    origin = line.origin
    if not isinstance(origin, TextOrigin):
        return tuple(
            [record(Cell, (text, origin, bounded, column)) for column, (text, _, _, bounded) in enumerate(cuts)]
        )
    number = origin.line
    return tuple(
        [
            record(Cell, (text, record(TextOrigin, (number, start, end)), bounded, column))
            for column, (text, start, end, bounded) in enumerate(cuts)
        ]
    )


def _flowing_rows(blocks: Sequence[Block]) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """Rows of pages that print about one cell a line: a cell ends at its pipe, which may stand on a later line."""
    open_cell = False
    for number, block in enumerate(blocks):
        if isinstance(block, Table):
            yield from ((number, row) for row in block.rows if row)
            continue
        cuts, open_cell = _cached_if_short(_cut_flowing, block.text)(block.text, open_cell)
        if cuts:
            yield number, _row(block, cuts)


# ── Lines are cut as text: most lines of most reports are the same ───────────────────────────────────────────────────


def _cached_if_short(function: _lru_cache_wrapper[_T], text: str) -> Callable[..., _T]:
    """A cached function of a text, or the function itself where the text is too long to be printed again."""
    return function if len(text) <= _LONGEST_CACHED else function.__wrapped__


def _is_no_row(line: str) -> bool:
    """Whether a line is a page number standing alone, or rules off the rows of a text table."""
    return is_furniture(line) or (line.lstrip()[:1] in _RULE_STARTS and bool(_RULE.fullmatch(line)))


@lru_cache(maxsize=8192)
def _figures(line: str) -> Literal["", "alone", "beside"]:
    """Whether a figure stands in a line alone, or beside another cell."""
    filled = [] if "\t" in line else [piece for piece, _ in _pieces(line) if not is_blank(piece)]
    if not any(map(read_number, filled)):
        return ""
    return "alone" if len(filled) == 1 else "beside"


class _Cut(NamedTuple):
    """A piece of a line: its text, its first and last character (1-based), and whether TABs or pipes bound it."""

    text: str
    start: int
    end: int
    bounded: bool


@lru_cache(maxsize=8192)
def _cut(text: str, opened: bool, closed: bool) -> tuple[_Cut, ...]:
    """A line cut at its TABs, else at its pipes, else at its blanks; nothing for a line that is no row."""
    text = with_blanks(text)
    if _is_no_row(text):
        return ()
    if "\t" in text:
        return _loosened([_bounded(*piece) for piece in _pieces(text)])
    if not _HAS_PIPE.search(text):
        return tuple(_words(text, 0))
    pieces = _pieces(text)
    if opened and is_blank(pieces[0][0]):
        pieces = pieces[1:]
    if closed and pieces and is_blank(pieces[-1][0]):
        pieces = pieces[:-1]
    return _loosened([_bounded(*piece) for piece in pieces])


@lru_cache(maxsize=8192)
def _cut_flowing(text: str, open_cell: bool) -> tuple[tuple[_Cut, ...], bool]:
    """A line of about one cell, and whether that cell is still open at its end; `open_cell`: the line above's was.

    A pipe behind a closed cell closes an empty one, save where it opens the line for the cell that follows.
    """
    text = with_blanks(text)
    if _is_no_row(text):
        return (), open_cell
    if not _HAS_PIPE.search(text):
        return tuple(_words(text, 0)), True
    pieces = _pieces(text)
    still_open = not is_blank(pieces[-1][0])
    if not still_open:
        pieces = pieces[:-1]
    if is_blank(pieces[0][0]) and (open_cell or (len(pieces) > 1 and still_open)):
        pieces = pieces[1:]
    return _loosened([_bounded(*piece) for piece in pieces]), still_open


def _loosened(cells: list[_Cut]) -> tuple[_Cut, ...]:
    """A row less the run of empty cells that layout tables leave behind; when one cell alone is filled, it may be a
    whole line of words and figures, and is cut at its blanks."""
    end = len(cells)
    while end > _WIDEST_ROW and not cells[end - 1].text:
        end -= 1
    filled = [at for at, cell in enumerate(cells) if cell.text]
    if len(filled) == 1 and not read_number(cells[filled[0]].text):
        at = filled[0]
        words = list(_words(cells[at].text, cells[at].start - 1))
        if len(words) > 1:
            return (*cells[:at], *words, *cells[at + 1 : end])
    return tuple(cells[:end])


def _pieces(text: str) -> list[tuple[str, int]]:
    """The pieces between delimiters (TABs, where there are any, else pipes) with their 0-based start."""
    pieces = []
    start = 0
    for piece in text.split("\t") if "\t" in text else _HAS_PIPE.split(text):
        pieces.append((piece, start))
        start += len(piece) + 1
    return pieces


def _bounded(text: str, start: int) -> _Cut:
    bare = text.strip()
    if is_blank(bare):
        return _Cut("", start + 1, start + max(1, len(text)), True)
    start += len(text) - len(text.lstrip())
    return _Cut(bare, start + 1, start + len(bare), True)


def _words(text: str, offset: int) -> Iterator[_Cut]:
    """The pieces of a text between blanks."""
    return (_Cut(match[0], offset + match.start() + 1, offset + match.end(), False) for match in _WORD.finditer(text))
