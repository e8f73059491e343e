"""Rows of printed cells → tables, or the contents of a table that only lays out the page.

Comes in: the rows of a table in which a reader has put every cell at its place in the grid. Goes out: in printed order,
the rows that are data, and the cells of all others, whose contents stand on the page as if there were no table; then
the blocks of the document. How a file draws tables, and how it cuts lines, is left to the reader of its kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count, groupby
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar, cast

from extract.model import Block, Cell, CellOrigin, Gap, Paragraph, ParagraphOrigin, Table, record
from extract.numbers import APART, CUT, is_mark, read_number
from extract.text import compiled, is_blank

CellContent = TypeVar("CellContent", covariant=True)
Held = TypeVar("Held")

LINE_ENDS = " \xa0\u3000\u2002\u2003\u2005"
"""Blanks that are taken off a printed line; a TAB at its end stands for an empty cell."""
WIDEST_SPAN = 1000
"""Columns or rows that one cell spans at most, as in every browser."""

SEAM, RAISED = "\ufdd0", "\ufdd1"
"""What stands between what is drawn in so different a way that figures on its two sides are no one figure, and before
what is raised, as a mark behind a figure is; no text has these characters."""

_CLOSE = r"[\p{Han}，。、；：？！（）《》〈〉“”‘’〔〕【】]"
_NUMBERED_HEADING = r"[一二三四五六七八九十]{1,3}[、，.．]"
_LETTER = r"\p{L}"
_SEAM_IN_FIGURE = rf"(?<=[\d.])[^\S\n]*+[{SEAM}{RAISED}](?:[^\S\n]|[{SEAM}{RAISED}])*+(?=(\S))"
_SENTENCE, _LONG, _LONG_IN_LINES, _TITLE = 40, 150, 80, 12
"""Characters from which a cell is prose: with a full stop, anyhow, set in several lines; from which it is a title."""
_TITLE_ROWS = 3
"""Rows at the top of a table that may be its title."""


class PrintedCell(NamedTuple, Generic[CellContent]):
    """A cell as its file has it: row and column of the grid, counted from 0, the lines it prints, and all it holds.

    `nested`: it holds other tables, and no lines of its own. `headed`: it holds a heading of the page. `pictured`: a
    picture stands in the place of text, or upon it. `covered`: the one above reaches down over its place.
    """

    row: int
    column: int
    lines: Sequence[str]
    content: CellContent
    span: int = 1
    nested: bool = False
    headed: bool = False
    pictured: bool = False
    covered: bool = False

    @property
    def is_filled(self) -> bool:
        """Whether anything stands in it."""
        return bool(self.lines) or self.nested or self.pictured


class DataRows(NamedTuple):
    """Rows of data, none of them without cells, of the table with this number in its file."""

    number: int
    rows: tuple[tuple[PrintedCell[object], ...], ...]


class Picture(NamedTuple):
    """Something that stands alone on the page and may show a table; `covers`: it lies upon the text of a cell. `key`:
    by what its bytes are asked for, where they are in the file; `is_sheet`: it is as large as a sheet of paper."""

    covers: bool = False
    key: str = ""
    is_sheet: bool = False


class ReadPictures(NamedTuple):
    """What was recognised on pictures that follow each other, what of it was not read, and their numbers."""

    blocks: tuple[Block, ...]
    gaps: tuple[Gap, ...]
    sheets: tuple[int, ...]


PrintedRow = Sequence[PrintedCell[CellContent]]


def contents_of(number: int, rows: Sequence[PrintedRow[CellContent]]) -> Iterator[DataRows | PrintedCell[CellContent]]:
    """What a table prints, in order: data rows together, and each cell of the rows that only lay out the page."""
    rows = _uncovered(rows)
    flowing = [_flows(row) for row in rows]
    for at, row in enumerate(rows[:_TITLE_ROWS]):
        if not flowing[at] and not _is_title(row, alone=len(rows) <= _TITLE_ROWS):
            break
        flowing[at] = True
    for flows, run in groupby(zip(flowing, rows, strict=True), itemgetter(0)):
        together = tuple(tuple(row) for _, row in run if row)
        if flows or all(len(row) == 1 for row in together):
            for row in together:
                yield from row
        elif any(cell.is_filled for row in together for cell in row):
            yield DataRows(number, together)


def _uncovered(rows: Sequence[PrintedRow[CellContent]]) -> Sequence[PrintedRow[CellContent]]:
    """Rows without cells that are covered. A figure whose cell reaches down stands in every row with a label of its own
    that it reaches: a zero, or a mark, as it is; any other in doubt, for it may be that of each row, or of all."""
    if not any(cell.covered for row in rows for cell in row):
        return rows
    placed: list[list[PrintedCell[CellContent]]] = []
    for row in rows:
        above = placed[-1] if placed else []
        at = {cell.column: n for n, cell in enumerate(above) if _is_figure_beside_a_label(cell, above)}
        printed: list[PrintedCell[CellContent]] = []
        for cell in row:
            if not cell.covered:
                printed.append(cell)
            elif cell.column in at and _has_label(row, cell.column) and not _is_taken(row, cell.column):
                text = above[at[cell.column]].lines[0]
                if (number := read_number(text.rstrip(CUT))) and number.value:
                    text = text.rstrip(CUT) + CUT
                    above[at[cell.column]] = above[at[cell.column]]._replace(lines=[text])
                printed.append(cell._replace(lines=[text], covered=False))
        placed.append(printed)
    return placed


def _is_figure_beside_a_label(cell: PrintedCell[object], row: PrintedRow[object]) -> bool:
    return len(cell.lines) == 1 and _is_figure(cell.lines[0]) and _has_label(row, cell.column)


def _has_label(row: PrintedRow[object], column: int) -> bool:
    """Whether a row has words before a column, in a cell of its own."""
    return any(cell.column < column and cell.lines and not _is_figure(cell.lines[0]) for cell in row)


def _is_taken(row: PrintedRow[object], column: int) -> bool:
    """Whether a cell of a row lies in a column, too, as where spans are wrong."""
    return any(cell.column <= column < cell.column + cell.span for cell in row if not cell.covered)


def _is_figure(text: str) -> bool:
    return read_number(text.rstrip(CUT)) is not None or is_mark(text)


def with_figures(
    row: Sequence[PrintedCell[list[Held]]], flat: Callable[[list[Held]], Iterable[object]]
) -> list[PrintedCell[list[Held]]]:
    """A row in which tables of nothing but figures take no cell apart: their cells stand in the grid where they are as
    many as the columns that they stand in, and else as several figures in one cell. `flat`: what a cell holds, one
    behind the other."""
    placed = []
    for cell in row:
        figures = _figures_in(flat(cell.content)) if cell.nested else []
        if not figures:
            placed.append(cell)
        elif len(figures) == 1 and len(figures[0]) == cell.span:
            for at, lines in enumerate(figures[0]):
                content = cast("list[Held]", list(lines))
                placed.append(PrintedCell(cell.row, cell.column + at, lines, content))
        else:
            lines = [line for each in figures for lines in each for line in lines]
            placed.append(cell._replace(lines=lines, content=cast("list[Held]", lines), nested=False))
    return placed


def _figures_in(pieces: Iterable[object]) -> list[list[Sequence[str]]]:
    """The rows of what stands in a cell, where that is tables, and no word in or around them; none otherwise."""
    rows: list[list[Sequence[str]]] = []
    for piece in pieces:
        if isinstance(piece, DataRows):
            rows += [[cell.lines for cell in row] for row in piece.rows]
        elif not isinstance(piece, str):
            return []
        elif not is_blank(text := without_seams(piece)):
            rows.append([text.split()])
    text = "".join(line for row in rows for lines in row for line in lines)
    return rows if is_short([text]) and not compiled(_LETTER).search(text) else []


def _flows(row: PrintedRow[object]) -> bool:
    """Whether a row holds a part of the page: a table, prose beside at most one other cell, or a heading alone."""
    if any(cell.nested for cell in row):
        return True
    filled = [cell for cell in row if cell.lines]
    if not filled or len(filled) > 2:
        return False
    first = row[0]
    if len(row) == 1 and first.column == 0 and (first.headed or compiled(_NUMBERED_HEADING).match(first.lines[0])):
        return True
    return any(_is_prose(cell.lines) for cell in filled)


def _is_title(row: PrintedRow[object], alone: bool) -> bool:
    """Whether the first row of a table is its title: a long cell and no other, but blank ones in a table of its own."""
    filled = [cell for cell in row if cell.lines]
    return len(filled) == 1 and len(filled[0].lines[0]) > _TITLE and (alone or len(row) == 1)


def _is_prose(lines: Sequence[str]) -> bool:
    length = sum(map(len, lines))
    if length <= _SENTENCE:
        return False
    return length > _LONG or (len(lines) > 1 and length > _LONG_IN_LINES) or any("。" in line for line in lines)


def without_seams(text: str) -> str:
    """Text whose seams between two figures are told, as a raised digit is, and all others are gone.

    >>> without_seams(f"5{SEAM}1 件{SEAM}"), without_seams(f"{SEAM}12 {RAISED}注"), without_seams(f"甲{RAISED}1")
    ('5^1 件', '12^注', '甲1')
    """
    if SEAM not in text and RAISED not in text:
        return text
    text = compiled(_SEAM_IN_FIGURE).sub(
        lambda match: "^" if RAISED in match[0] or match[1].isdecimal() else match[0], text
    )
    return text.replace(SEAM, "").replace(RAISED, "")


def is_short(texts: Sequence[str]) -> bool:
    """Whether lines are no more than what a cell holds."""
    return sum(map(len, texts)) <= _LONG_IN_LINES


def joined(lines: Sequence[str]) -> str:
    """The lines of a cell as one: a break between Chinese characters is none, any other a blank.

    Figures on several lines are several figures, and stay apart by a slash so that they are not read as one.

    >>> joined(["商业", "企业"]), joined(["A", "类"]), joined(["12", "件"]), joined([])
    ('商业企业', 'A 类', '12 件', '')
    >>> joined(["12", "34"]), joined(["-", "5"]), joined(["0", "3"])
    ('12 / 34', '- / 5', '0 / 3')
    """
    if len(lines) < 2:
        return lines[0].strip() if lines else ""
    bare = [line.strip() for line in lines]
    close = compiled(_CLOSE)
    text = bare[0]
    for line in bare[1:]:
        text += line if close.match(text[-1]) and close.match(line[0]) else f" {line}"
    return text if _is_one_figure(text, bare) else APART.join(bare)


def _is_one_figure(text: str, lines: Sequence[str]) -> bool:
    """Whether lines read as a number together only if one of them is that number, and the others say its unit."""
    numbers = [number for number in map(read_number, lines) if number]
    together = read_number(text)
    return len(numbers) < 2 and (together is None or any(number.value == together.value for number in numbers))


def blocks_of(
    kind: str, printed: Iterable[str | DataRows | Picture | ReadPictures]
) -> tuple[tuple[Block, ...], tuple[Gap, ...]]:
    """The blocks of a document of this kind, a paragraph for each line, and what in and between them is a picture."""
    blocks: list[Block] = []
    gaps: list[Gap] = []
    numbers = count(1)
    for piece in printed:
        if isinstance(piece, str):
            blocks.append(Paragraph(piece, ParagraphOrigin(kind, next(numbers))))
        elif isinstance(piece, DataRows):
            blocks.append(_table_of(kind, piece))
            gaps += [
                Gap("picture", CellOrigin(kind, piece.number, cell.row + 1, cell.column + 1))
                for row in piece.rows
                for cell in row
                if cell.pictured
            ]
        elif isinstance(piece, ReadPictures):
            blocks += piece.blocks
            gaps += piece.gaps
        else:
            gaps.append(Gap("picture", ParagraphOrigin(kind, next(numbers))))
    return tuple(blocks), tuple(gaps)


def _table_of(kind: str, data: DataRows) -> Table:
    rows = []
    for cells in data.rows:
        places = [record(CellOrigin, (kind, data.number, row + 1, column + 1)) for row, column, *_ in cells]
        texts = [joined(lines) for _, _, lines, *_ in cells]
        printed = zip(texts, places, strict=True)
        rows.append(tuple([record(Cell, (text, place, True, place.column - 1)) for text, place in printed]))
    return Table(tuple(rows))
