"""What a page written by a word processor holds: paragraphs, tables and pictures → lines, and tables of printed cells.

Comes in: pieces in printed order, and what each cell of a table holds. Goes out: the lines that print something, and
the rows of each table, where a table that only lays out the page is taken apart. How a file says what its cells and
paragraphs are is left to the reader of its kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import regex as re

from extract.readers.cells import LINE_ENDS, DataRows, Picture, PrintedCell, contents_of, with_figures
from extract.text import is_blank

Piece = str | DataRows | Picture
"""What stands in the body, a cell or a box: a paragraph, where `\\n` ends a line and a TAB parts, or a table's rows."""
Placed = PrintedCell[list[Piece]]

_SMALLEST_PICTURE = (8.0, 2.0)
"""Width and height in centimetres from which a picture may show a table, and is no seal and no code to scan."""
_SMALLEST_SHEET = (13.0, 18.0)
"""Width and height in centimetres from which a picture may be a whole sheet, in the margins of a page."""
_LOWEST_FIGURE, _HIGHEST_FIGURE = 0.2, 1.5
"""Centimetres that a figure of a cell is high."""
_BREAK = re.compile(r"[\n\t]")


def lines_and_tables(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces with their paragraphs cut into the lines that print something."""
    for piece in pieces:
        if isinstance(piece, str):
            for line in piece.split("\n"):
                if not is_blank(line):
                    yield _trimmed(line)
        else:
            yield piece


def _trimmed(line: str) -> str:
    """A line without the blanks around it; where TABs stand in it, those around it stand for empty cells."""
    bare = line.strip()
    return line.strip(LINE_ENDS) if "\t" in bare else bare


def cell_of(row: int, column: int, pieces: list[Piece], span: int = 1) -> Placed:
    """The cell at this place of the grid that holds these pieces."""
    texts = [piece for piece in pieces if isinstance(piece, str)]
    if len(texts) == len(pieces):
        return PrintedCell(row, column, _lines(texts), pieces, span)
    nested = any(isinstance(piece, DataRows) for piece in pieces)
    lines = [] if nested else _lines(texts)
    pictured = any(isinstance(piece, Picture) and (piece.covers or not lines) for piece in pieces)
    return PrintedCell(row, column, lines, pieces, span, nested, pictured=pictured)


def _lines(texts: list[str]) -> list[str]:
    """The lines of a cell that print something; a TAB parts what stands before it from what stands behind."""
    if len(texts) == 1 and "\n" not in texts[0] and "\t" not in texts[0]:
        line = texts[0].strip(LINE_ENDS)
        return [] if is_blank(line) else [line]
    lines = [line.strip(LINE_ENDS) for text in texts for line in _BREAK.split(text)]
    return [line for line in lines if not is_blank(line)]


def pieces_of(number: int, rows: Sequence[Sequence[Placed]]) -> Iterator[Piece]:
    """What a table prints: data rows as rows, what lays out the page as its contents."""
    for part in contents_of(number, [with_figures(row, iter) for row in rows]):
        if isinstance(part, DataRows):
            yield part
        else:
            yield from part.content


# ── Pictures, by their width and height in centimetres ───────────────────────────────────────────────────────────────


def may_show_a_table(size: tuple[float, float]) -> bool:
    """Whether a table has room in a picture."""
    return size[0] >= _SMALLEST_PICTURE[0] and size[1] >= _SMALLEST_PICTURE[1]


def may_be_a_sheet(size: tuple[float, float]) -> bool:
    """Whether a picture fills a page, as a sheet does that was scanned."""
    return min(size) >= _SMALLEST_SHEET[0] and max(size) >= _SMALLEST_SHEET[1]


def may_show_a_figure(size: tuple[float, float]) -> bool:
    """Whether a picture is as low as a line of a cell: a figure may be such a picture."""
    return _LOWEST_FIGURE <= size[1] <= _HIGHEST_FIGURE and size[0] >= _LOWEST_FIGURE


def may_hide_a_figure(size: tuple[float, float]) -> bool:
    """Whether a picture is large enough to lie upon a figure."""
    return min(size) >= _LOWEST_FIGURE
