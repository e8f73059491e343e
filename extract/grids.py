"""Printed lines → rows of cells, as they stand: cut at TABs, at pipes, or at runs of blanks.

Comes in: a `Document`. Goes out: one ragged `Grid` in printed order. Whether a cell is a label or a figure, and which
rows belong together, is left to `matching`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex as re

from extract.model import Cell, Document, Grid, Origin, Paragraph
from extract.text import is_blank, is_furniture, read_number

_PIPES = "|｜│┃¦"
_HAS_PIPE = re.compile(f"[{_PIPES}]")
_RULE_STARTS = frozenset(_PIPES + ":+-=─━┄┈┌├└╔╠╚═")
_RULE = re.compile(
    rf"[\s{_PIPES}:+\-=─━┄┈┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬═]*(?:--|─|━|═|┼|\+-)[\s{_PIPES}:+\-=─━┄┈┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬═]*"
)
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\s\u3000\u00a0\0\ufeff\u200b]+")
_new = tuple.__new__
"""Makes a record out of a tuple at half the cost of its constructor, for the records made for every printed cell."""
_WIDEST_ROW = 40
"""Cells behind this many are kept only when something is printed there: layout tables end in runs of empty ones."""


def grid_of(document: Document) -> Grid:
    """The rows of a document. Page numbers standing alone and the ruling lines of text tables are left out."""
    lines = [line for line in document.blocks if not _is_no_row(line.text)]
    piped = [line.text.strip() for line in lines if _HAS_PIPE.search(line.text)]
    if piped and _pipes_flow(lines):
        rows = _flowing_rows(lines)
    else:
        opened, closed = _mostly(piped, 0), _mostly(piped, -1)
        rows = (_row(line, bool(piped), opened, closed) for line in lines)
    return Grid(tuple(row for row in rows if row))


def _mostly(piped: list[str], at: int) -> bool:
    """Whether most rows have a pipe at their beginning (0) or end (-1): there it bounds a cell and makes none."""
    return 2 * sum(line[at] in _PIPES for line in piped) > len(piped)


def _row(line: Paragraph, piped: bool, opened: bool, closed: bool) -> tuple[Cell, ...]:
    if "\t" in line.text:
        cells = _tab_cells(line)
    elif piped and _HAS_PIPE.search(line.text):
        cells = tuple(_pipe_cells(line, opened, closed))
    else:
        return tuple(_words(line.text, line.origin.line, 0))
    return _loosened(_without_padding(cells))


def _flowing_rows(lines: list[Paragraph]) -> Iterator[tuple[Cell, ...]]:
    """Rows of pages that print about one cell a line: a cell ends at its pipe, and the pipe may stand on a later line.

    A pipe behind a closed cell closes an empty one, save where it opens a line for the cell that follows.
    """
    open_cell = False
    for line in lines:
        if not _HAS_PIPE.search(line.text):
            open_cell = True
            yield tuple(_words(line.text, line.origin.line, 0))
            continue
        pieces = list(_pieces(line.text))
        last = pieces[-1][1]
        if is_blank(last):
            pieces.pop()
        if is_blank(pieces[0][1]) and (open_cell or (len(pieces) > 1 and not is_blank(last))):
            pieces = pieces[1:]
        open_cell = not is_blank(last)
        yield _loosened(_without_padding(tuple(_bounded(text, line.origin.line, start) for start, text in pieces)))


def _without_padding(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Cells less the run of empty ones that layout tables leave behind; ordinary rows stay as they are."""
    end = len(cells)
    while end > _WIDEST_ROW and not cells[end - 1].text:
        end -= 1
    return cells[:end]


def _loosened(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """A row whose one filled cell may be a whole line of words and figures: that cell is cut at its blanks."""
    filled = [cell for cell in cells if cell.text]
    if len(filled) != 1 or read_number(filled[0].text):
        return cells
    only = filled[0]
    words = tuple(_words(only.text, only.origin.line, only.origin.start - 1))
    at = cells.index(only)
    return cells[:at] + words + cells[at + 1 :] if len(words) > 1 else cells


def _tab_cells(line: Paragraph) -> tuple[Cell, ...]:
    return tuple(_bounded(text, line.origin.line, start) for start, text in _pieces(line.text))


def _pipe_cells(line: Paragraph, opened: bool, closed: bool) -> Iterator[Cell]:
    pieces = list(_pieces(line.text))
    if opened and is_blank(pieces[0][1]):
        pieces = pieces[1:]
    if closed and pieces and is_blank(pieces[-1][1]):
        pieces = pieces[:-1]
    return (_bounded(text, line.origin.line, start) for start, text in pieces)


@lru_cache(maxsize=8192)
def _is_no_row(line: str) -> bool:
    """Whether a line is a page number standing alone, or rules off the rows of a text table."""
    return is_furniture(line) or (line.lstrip()[:1] in _RULE_STARTS and bool(_RULE.fullmatch(line)))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The pieces between delimiters (TABs, where there are any, else pipes) with their 0-based start."""
    start = 0
    for piece in text.split("\t") if "\t" in text else _HAS_PIPE.split(text):
        yield start, piece
        start += len(piece) + 1


def _bounded(text: str, line: int, start: int) -> Cell:
    bare = text.strip()
    if not bare or is_blank(bare):
        return _new(Cell, ("", _new(Origin, (line, start + 1, start + max(1, len(text)))), True))
    if len(bare) != len(text):
        start += len(text) - len(text.lstrip())
    return _new(Cell, (bare, _new(Origin, (line, start + 1, start + len(bare))), True))


def _words(text: str, line: int, offset: int) -> Iterator[Cell]:
    """The pieces of a text between blanks."""
    if " " not in text and text.isprintable():
        yield _new(Cell, (text, _new(Origin, (line, offset + 1, offset + len(text))), False))
        return
    for match in _WORD.finditer(text):
        yield Cell(match[0], Origin(line, offset + match.start() + 1, offset + match.end()), False)


def _pipes_flow(lines: list[Paragraph]) -> bool:
    """Whether the pipes bound one cell a line: more lines hold a figure alone than a figure beside another cell."""
    alone = beside = 0
    for line in lines:
        if "\t" not in line.text and _DIGIT.search(line.text):
            filled = [text for _, text in _pieces(line.text) if not is_blank(text)]
            if any(map(read_number, filled)):
                alone, beside = (alone + 1, beside) if len(filled) == 1 else (alone, beside + 1)
    return alone > beside
