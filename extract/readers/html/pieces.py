"""What stands in a web page or in a cell of it: text, tables, parts that are not shown until somebody opens them.

Comes in: contents as they were gathered, element by element. Goes out: the lines they print, and what a table prints
once its spans are resolved: data rows, or the contents of a table that only lays out the page.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from extract.numbers import read_number
from extract.readers.cells import (
    LINE_ENDS,
    WIDEST_SPAN,
    DataRows,
    PrintedCell,
    contents_of,
    is_short,
    with_figures,
    without_seams,
)
from extract.text import compiled, is_blank

_BLANKS = r"  +"
_SPAN = r"\s*\+?(\d{1,9})"
PICTURED = "\ufdd2"
"""Stands where the page shows a picture; no text has this character."""
LETTER = r"\p{L}"


@dataclass(slots=True)
class WebContent:
    """What stands in the page or in a cell: text, where `\\n` ends a line, data tables, and what nested tables hold."""

    pieces: list[WebPiece] = field(default_factory=list)
    columns: int = 1
    rows: int = 1
    headed: bool = False


class Closed(NamedTuple):
    """A part of the page that is not shown until somebody opens it."""

    pieces: list[WebPiece]


WebPiece = str | DataRows | Closed | list["WebPiece"]


@dataclass(slots=True)
class OpenTable:
    """A table being read: its rows of cells, where its row groups begin, which of them is its head and which its foot,
    and what stands in none of its cells.

    Tables that are drawn by styles, without a <table>, are numbered from -1 down until all others are known.
    """

    number: int
    rows: list[list[WebContent]] = field(default_factory=list)
    groups: set[int] = field(default_factory=set)
    ends: dict[str, range] = field(default_factory=dict)
    outside: WebContent = field(default_factory=WebContent)

    @property
    def drawn(self) -> bool:
        """Whether styles make it a table."""
        return self.number < 0

    def begin_group(self) -> None:
        """A row group begins."""
        self.groups.add(len(self.rows))

    def end_group(self, at_end: str) -> None:
        """The last row group ends, which may be shown at the "head" or "foot" of the table: the first of each is."""
        begin = max(self.groups, default=0)
        self.groups.add(len(self.rows))
        if at_end and begin < len(self.rows):
            self.ends.setdefault(at_end, range(begin, len(self.rows)))

    def as_shown(self) -> OpenTable:
        """The table with its head above all other rows, and its foot below them."""
        head, foot = self.ends.get("head", range(0)), self.ends.get("foot", range(0))
        others = [at for at in range(len(self.rows)) if at not in head and at not in foot]
        order = [*head, *others, *foot]
        if order == sorted(order):
            return self
        groups = {order.index(at) for at in self.groups if at < len(order)} | {len(head), len(order) - len(foot)}
        return replace(self, rows=[self.rows[at] for at in order], groups=groups)

    def drop_if_blank(self) -> None:
        """Takes out the cells of the last row if none of them shows anything."""
        if all(isinstance(piece, str) and is_blank(without_seams(piece)) for c in self.rows[-1] for piece in c.pieces):
            self.rows[-1].clear()


def flat(pieces: Iterable[WebPiece], opened: Container[int] = ()) -> Iterator[str | DataRows]:
    """The pieces in printed order, those of nested tables in their places; of closed parts, those that are opened."""
    open_pieces = [iter(pieces)]
    while open_pieces:
        for piece in open_pieces[-1]:
            if isinstance(piece, list):
                open_pieces.append(iter(piece))
                break
            if not isinstance(piece, Closed):
                yield piece
            elif id(piece) in opened:
                open_pieces.append(iter(("\n", *piece.pieces, "\n")))
                break
        else:
            open_pieces.pop()


def lines_of(text: str) -> list[str]:
    """The lines of a text that print something, blanks as a browser sets them."""
    lines = []
    for line in without_seams(text).replace(PICTURED, "").split("\n"):
        if line and line != " ":
            if "  " in line:
                line = compiled(_BLANKS).sub(" ", line)
            line = line.strip(LINE_ENDS).replace("\xa0", " ")
            if not is_blank(line):
                lines.append(line)
    return lines


def span_of(printed: str | None) -> int:
    """How many columns or rows a cell spans; 0 rows are all that follow in its group.

    >>> span_of("3"), span_of("10000"), span_of("0"), span_of("x"), span_of(None)
    (3, 1000, 0, 1, 1)
    """
    match = compiled(_SPAN).match(printed) if printed else None
    return min(int(match[1]), WIDEST_SPAN) if match else 1


def _placed(table: OpenTable) -> Iterator[list[PrintedCell[list[WebPiece]]]]:
    """The rows of a table with every cell at its place, spans resolved; a span ends with its row group."""
    until: dict[int, int] = {}
    reaching: dict[int, int] = {}
    for row, cells in enumerate(table.rows):
        if row in table.groups:
            until.clear()
            reaching.clear()
        column = 0
        covered = [column for column, last in reaching.items() if last >= row]
        placed: list[PrintedCell[list[WebPiece]]] = []
        for cell in cells:
            while until.get(column, -1) >= row:
                column += 1
            texts = [piece for piece in cell.pieces if isinstance(piece, str)]
            nested = len(texts) < len(cell.pieces) and not all(
                isinstance(piece, (str, Closed)) for piece in cell.pieces
            )
            text = "" if nested else "".join(texts)
            lines = lines_of(text)
            pictured = not lines and PICTURED in text
            placed.append(PrintedCell(row, column, lines, cell.pieces, cell.columns, nested, cell.headed, pictured))
            if cell.rows != 1:
                last = row + cell.rows - 1 if cell.rows else len(table.rows)
                reaching[column] = last
                until.update(dict.fromkeys(range(column, min(column + cell.columns, WIDEST_SPAN)), last))
            column += cell.columns
        has_words = any(cell.lines for cell in placed)
        if not (has_words and (len(table.rows) > 1 or _has_figure(placed))):
            placed = _without_pictures(placed)
        placed = with_figures(placed, flat) if has_words else placed
        if covered:
            placed += [PrintedCell(row, column, (), [], covered=True) for column in covered]
            placed.sort(key=lambda cell: cell.column)
        yield placed


def _has_figure(row: list[PrintedCell[list[WebPiece]]]) -> bool:
    return any(read_number(cell.lines[0]) for cell in row if len(cell.lines) == 1)


def _without_pictures(row: list[PrintedCell[list[WebPiece]]]) -> list[PrintedCell[list[WebPiece]]]:
    """A row without any word, or alone and without a figure, whose pictures are no figures."""
    return [cell._replace(pictured=False) for cell in row]


def table_of(table: OpenTable) -> WebPiece:
    """What a table prints: data rows as rows, what lays out the page as its contents; short contents as mere text."""
    table = table.as_shown()
    pieces: list[WebPiece] = [*table.outside.pieces]
    for part in contents_of(table.number, list(_placed(table))):
        if isinstance(part, DataRows):
            pieces.append(part)
        else:
            pieces += "\n", part.content if part.nested else "\n".join(part.lines)
    texts = [piece for piece in pieces if isinstance(piece, str)]
    return "".join(texts) if len(texts) == len(pieces) and is_short(texts) else pieces
