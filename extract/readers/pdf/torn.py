"""Rows of a table without rules that wrapped figures, or a page break, leave in pieces → whole rows.

Comes in: the rows of such a table page by page, as their heights tell them. Goes out: the same, but lines of figures as
close as those of one cell are in one row with the one label among them; and what is neither whole above a break nor
whole below is in one row on either side, with a place for its label, so that the halves can be joined. Figures of which
nobody can tell what row they are of are marked as cut: no half of a figure is taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile
from statistics import median
from typing import NamedTuple

from extract.numbers import CHINESE_DIGITS, CUT, as_cut, column_number, read_number
from extract.readers.pdf.labelled import Box
from extract.readers.pdf.pieces import is_nought
from extract.text import ordinal, squeeze

PlacedCell = tuple[int, str, Box]
"""Column, text and box."""

_BEYOND = 1000.0
"""Points above or below all else on a page."""
_PIECE = re.compile(
    rf"[\d,.，．+\-−^\u0336\uFFFD…]+|[{CHINESE_DIGITS}]+|[\d,.，．]*[［\[〔（(]?注?\d*[］\]〕）)]|[\d,.，．]*[［\[〔（(]注?\d*"
    r"|[A-Za-z]{1,2}/?|%"
)
"""A number or a part of one, with marks at its digits, in words, or with a part of the number of a note behind it; or
letters as they stand behind a figure, or for none."""
_ENUMERATOR = 3
"""Characters of a label's number."""
_BESIDE = 1.0
"""Heights of the print of a row within which lines of its other cells begin or end."""
_UNEVEN = 0.4
"""Heights of its print by which a figure stands lower or higher than the others of its row: a line off is one."""
_LARGER = 1.3
"""Times as wide as a digit is another that is of no figure with it."""
_FEWEST_COLUMNS = 4
"""Numbers from 1 on in a row that are those of columns; fewer may be figures by chance."""
_ROOM = 1.2
"""Times as wide as a line of digits is the next one that would have fitted beside it."""


class PlacedRow(NamedTuple):
    """A row where it was found: its height, its cells, and whether the label of a row, and not of several, is there."""

    height: float
    cells: list[PlacedCell]
    labelled: bool = False

    def figures(self, base: int) -> list[PlacedCell]:
        """The cells that print digits, right of the labels, which end before the column `base`."""
        return [cell for cell in self.cells if cell[0] >= base and is_piece(cell[1])]

    def is_head(self, base: int) -> bool:
        """Whether words stand right of the labels, or the numbers of columns."""
        texts = [text for column, text, _ in self.cells if column >= base and text]
        return not all(map(is_piece, texts)) or (
            len(texts) >= _FEWEST_COLUMNS and all(column_number(text) == at for at, text in enumerate(texts, start=1))
        )


@lru_cache(maxsize=4096)
def is_piece(text: str) -> bool:
    """Whether a text is digits, or a part of them, or a numeral in words."""
    return bool(text) and (read_number(text) is not None or bool(_PIECE.fullmatch(text)))


def with_items_named(pages: Sequence[list[PlacedRow]], base: int) -> list[list[PlacedRow]]:
    """The rows; in a table whose labels begin with numbers, what stands left of figures without one, or is nothing
    else, is a piece of a label or of a heading."""
    labels = [_label(row, base)[1] for rows in pages for row in rows if row.labelled]
    if 2 * sum(map(_names_item, labels)) < len(labels):
        return list(pages)
    return [
        [row._replace(labelled=row.labelled and _names_item(_label(row, base)[1])) for row in rows] for rows in pages
    ]


def _names_item(text: str) -> bool:
    """Whether a label begins with a number and goes on."""
    return bool(ordinal(text)) and len(squeeze(text)) > _ENUMERATOR


def with_wrapped_beside(rows: list[PlacedRow], base: int) -> list[PlacedRow]:
    """The rows of a page; figures of several lines that stand beside a label and its figures, and in columns where
    these are none, are of its row, as where a page break leaves all cells at the top of what it cuts."""
    beside = list(rows)
    for row in rows:
        figures = row.figures(base)
        if row.labelled or not figures or row.is_head(base):
            continue
        homes = [
            home
            for home in beside
            if _is_whole(home, base)
            and all(y0 < home.height < y1 for _, _, (_, y0, _, y1) in figures)
            and _columns(row, base).isdisjoint(_columns(home, base))
        ]
        if len(homes) == 1:
            beside = _replaced(beside, [homes[0], row], [_with_figures(homes[0], figures)])
    return beside


def _with_figures(row: PlacedRow, figures: Sequence[PlacedCell]) -> PlacedRow:
    """A row with figures in the place of its empty cells."""
    columns = {column for column, _, _ in figures}
    return row._replace(cells=sorted([*(cell for cell in row.cells if cell[0] not in columns), *figures]))


def with_lines_together(rows: list[PlacedRow], base: int, reach: float) -> list[PlacedRow]:
    """The rows of a page; those whose figures are nearer than lines of different cells are (`reach`) as one, where one
    label is among them that begins with a number."""
    together = list(rows)
    for lines in _close(rows, base, reach):
        top, bottom = lines[0].height - reach / 2, lines[-1].height + reach / 2
        cluster = [
            row for row in rows if any(row is line for line in lines) or (row.labelled and top < row.height < bottom)
        ]
        labels = [row for row in cluster if row.labelled]
        numbered = [row for row in labels if ordinal(_label(row, base)[1])]
        is_one = len(numbered) == 1 and numbered[0] is labels[0] and _are_of_one_size(cluster, base)
        if is_one and not any(row.is_head(base) for row in cluster):
            together = _replaced(together, cluster, [_joined(cluster, labels[0].height, base, None)])
    return together


def with_tops_in_doubt(pages: Sequence[list[PlacedRow]], base: int, reach: float) -> list[list[PlacedRow]]:
    """The rows of the pages; lines of figures at the head of one may be the rest of the last row before it or of the
    row below them, where they stand as close to that as lines of one cell: all three are marked as cut."""
    doubted = [list(rows) for rows in pages]
    for at in range(1, len(doubted)):
        _, rows = _without_head(doubted[at], base)
        first = next((row for row in rows if row.figures(base)), None)
        lines = next((lines for lines in _close(rows, base, reach) if lines[0] is first), [])
        last = [row for row in doubted[at - 1] if row.figures(base)][-1:]
        if lines and not lines[0].labelled and last and last[0].labelled:
            doubted[at] = _replaced(doubted[at], lines, _cut(lines, base))
            doubted[at - 1] = _replaced(doubted[at - 1], last, _cut(last, base))
    return doubted


def with_ends_in_doubt(pages: Sequence[list[PlacedRow]], base: int) -> list[list[PlacedRow]]:
    """The rows of the pages; a figure in the first row of one that stands lower than most others there, or one in its
    last row that stands higher, is marked as cut: the rest may be on a page before or behind, be that missing."""
    doubted = []
    for rows in pages:
        new = list(rows)
        places = [at for at, row in enumerate(rows) if row.figures(base) and not row.is_head(base)]
        if places:
            new[places[0]] = _with_uneven_cut(new[places[0]], base, 1)
            new[places[-1]] = _with_uneven_cut(new[places[-1]], base, -1)
        doubted.append(new)
    return doubted


def _with_uneven_cut(row: PlacedRow, base: int, down: int) -> PlacedRow:
    """A row with those of its figures cut that stand lower than most, or higher where `down` is less than nothing."""
    figures = row.figures(base)
    usual = median((y0 + y1) / 2 for _, _, (_, y0, _, y1) in figures)
    uneven = [cell for cell in figures if down * ((cell[2][1] + cell[2][3]) / 2 - usual) > _UNEVEN * _height(row)]
    cells = [
        (column, as_cut(text), box) if (column, text, box) in uneven else (column, text, box)
        for column, text, box in row.cells
    ]
    return row._replace(cells=cells)


def _are_of_one_size(rows: list[PlacedRow], base: int) -> bool:
    """Whether the digits in each column of some rows may be equally wide, as those of one figure are."""
    figures = sorted((cell for row in rows for cell in row.figures(base)), key=lambda cell: cell[0])
    return all(
        any(
            max(one, other) < _LARGER * min(one, other)
            for one in _widths_of_digits(above)
            for other in _widths_of_digits(below)
        )
        for above, below in pairwise(figures)
        if above[0] == below[0]
    )


def _widths_of_digits(cell: PlacedCell) -> list[float]:
    """How wide each digit of a cell may be, on however many lines they are."""
    _, text, (x0, _, x1, _) = cell
    return [(x1 - x0) / longest for longest in range(1, len(text) + 1)]


def _close(rows: list[PlacedRow], base: int, reach: float) -> Iterator[list[PlacedRow]]:
    """Runs of several rows of figures, the last line of each nearer to the first of the next than so much."""
    boxes = [[box for _, _, box in row.figures(base)] for row in rows]
    line = min((y1 - y0 for row in boxes for _, y0, _, y1 in row), default=0.0)
    run: list[PlacedRow] = []
    last = 0.0
    for row, figures in zip(rows, boxes, strict=True):
        if not figures:
            continue
        if run and min(y0 for _, y0, _, _ in figures) + line - last >= reach:
            if len(run) > 1:
                yield run
            run = []
        run.append(row)
        last = max(y1 for _, _, _, y1 in figures)
    if len(run) > 1:
        yield run


def with_torn_rows_whole(pages: Sequence[list[PlacedRow]], base: int) -> list[list[PlacedRow]]:
    """The rows of the pages, those around each break put together."""
    whole = list(pages)
    for at in range(1, len(whole)):
        whole[at - 1], whole[at] = _mended(whole[at - 1], whole[at], base)
    return whole


def _is_whole(row: PlacedRow, base: int) -> bool:
    """Whether a row has a label and figures."""
    return row.labelled and bool(row.figures(base))


def _columns(row: PlacedRow, base: int) -> set[int]:
    return {column for column, _, _ in row.figures(base)}


def _gathered(rows: list[PlacedRow], at: int, torn: list[PlacedRow], base: int) -> list[PlacedRow]:
    """The rows of one page with the figures that stand beside the whole row next to a break, but a little higher or
    lower, as those of cells with more lines do whose other lines are `torn` off."""
    wholes = [row for row in rows if _is_whole(row, base)]
    if not wholes:
        return rows
    home = wholes[at]
    others = {column for row in torn if not row.labelled for column in _columns(row, base)} - _columns(home, base)
    strays = [
        row
        for row in rows
        if not row.labelled
        and not row.is_head(base)
        and abs(row.height - home.height) < _BESIDE * _height(home)
        and _columns(row, base)
        and _columns(row, base) <= others
    ]
    if len(strays) != 1:
        return rows
    (stray,) = strays
    return _replaced(rows, [home, stray], [_with_figures(home, stray.figures(base))])


def _height(row: PlacedRow) -> float:
    """How high the print of a row is."""
    return max(y1 - y0 for _, text, (_, y0, _, y1) in row.cells if text)


def _mended(above: list[PlacedRow], below: list[PlacedRow], base: int) -> tuple[list[PlacedRow], list[PlacedRow]]:
    """The rows around a break: those behind the last whole row above it, and before the first whole one below.

    Where words in the columns of figures stand before the former, these may be the label of what is torn: it is cut.
    """
    top, rest = _without_head(below, base)
    above = _gathered(above, -1, _until_whole(rest, base), base)
    rest = _gathered(rest, 0, _until_whole(reversed(above), base), base)
    below = [*top, *rest]
    body = _without_head(above, base)[1]
    tail = _until_whole(body[::-1], base)[::-1]
    head = _until_whole(rest, base)
    upper = [row for row in tail if row.labelled or row.figures(base)]
    lower = [row for row in head if row.labelled or row.figures(base)]
    if not any(row.figures(base) for row in (*upper, *lower)):
        return above, below
    if not any(row.labelled for row in (*upper, *lower)) and upper:
        lower += [row for row in rest if _is_whole(row, base)][:1]
    labels = [row for row in (*upper, *lower) if row.labelled]
    words_above = any(row.is_head(base) and not row.labelled for row in body[-len(tail) - 1 : -len(tail)])
    if upper and (words_above or not labels or any(ordinal(_label(row, base)[1]) for row in labels[1:])):
        return _replaced(above, upper, _cut(upper, base)), _replaced(below, lower, _cut(lower, base))
    owner = next((row for row in (*labels, *reversed(above)) if row.labelled), None)
    place = _label(owner, base) if owner else None
    torn_above, torn_below = upper, lower
    upper, left_above = _parted(upper, base, place)
    lower, left_below = _parted(lower, base, place)
    first = min((row.height for row in rest), default=0.0)
    begin = (max(row.height for row in top) + first) / 2 if top else first - _BEYOND
    if upper:
        columns = {column for row in lower for column in _columns(row, base)}
        missing = columns.difference(*(_columns(row, base) for row in upper))
        upper[0] = upper[0]._replace(
            cells=[*upper[0].cells, *((column, "", upper[0].cells[0][2]) for column in missing)]
        )
    end = max((row.height for row in above), default=0.0) + _BEYOND
    new_above = [_joined(upper, end, base, place if labels else None), *left_above] if upper else []
    new_below = [_joined(lower, begin, base, None), *left_below] if lower else []
    return _replaced(above, torn_above, new_above), _replaced(below, torn_below, new_below)


def _parted(rows: list[PlacedRow], base: int, place: PlacedCell | None) -> tuple[list[PlacedRow], list[PlacedRow]]:
    """Rows without the pieces of headings that stand left of the place of their label, and these."""
    column = place[0] if place else 0
    own = [row._replace(cells=[cell for cell in row.cells if cell[0] >= column]) for row in rows]
    left = [PlacedRow(row.height, cells) for row in rows if (cells := [cell for cell in row.cells if cell[0] < column])]
    return own, left


def _without_head(rows: list[PlacedRow], base: int) -> tuple[list[PlacedRow], list[PlacedRow]]:
    """The rows of the header at the top, however its labels are wrapped, and those below."""
    heads = list(takewhile(lambda row: row.is_head(base) or not row.figures(base), rows))
    bottom = max((box[3] for row in heads if row.is_head(base) for _, text, box in row.cells if text), default=None)
    if bottom is None:
        return [], rows
    return [row for row in rows if row.height <= bottom], [row for row in rows if row.height > bottom]


def _until_whole(rows: Iterable[PlacedRow], base: int) -> list[PlacedRow]:
    """The rows before the first that has a label and figures, or is of the header."""
    return list(takewhile(lambda row: not row.is_head(base) and not _is_whole(row, base), rows))


def _label(row: PlacedRow, base: int) -> PlacedCell:
    """The innermost label of a row."""
    return max(cell for cell in row.cells if cell[0] < base)


def _replaced(rows: list[PlacedRow], old: list[PlacedRow], new: list[PlacedRow]) -> list[PlacedRow]:
    kept = [row for row in rows if all(row is not other for other in old)]
    return sorted([*kept, *new], key=lambda row: row.height)


def _cut(rows: list[PlacedRow], base: int) -> list[PlacedRow]:
    """Rows with their figures marked as cut."""
    return [
        row._replace(
            cells=[
                (column, as_cut(text) if column >= base and is_piece(text) else text, box)
                for column, text, box in row.cells
            ]
        )
        for row in rows
    ]


def _joined(rows: list[PlacedRow], height: float, base: int, label: PlacedCell | None) -> PlacedRow:
    """Rows as one, what stands under each other in one cell, with an empty place for a label that stands elsewhere."""
    columns: dict[int, list[PlacedCell]] = {}
    for row in rows:
        for cell in row.cells:
            columns.setdefault(cell[0], []).append(cell)
    labelled = any(row.labelled for row in rows)
    if label and not labelled:
        columns[label[0]] = [(label[0], "", rows[0].cells[0][2])]
    are_several = any(_are_several(cells) for cells in columns.values())
    stacked = [(_stacked(columns[column]), len(_printed(columns[column]))) for column in sorted(columns)]
    return PlacedRow(
        height,
        [
            (column, as_cut(text), box) if are_several and pieces > 1 and is_piece(text) else (column, text, box)
            for (column, text, box), pieces in stacked
        ],
        labelled,
    )


def _printed(cells: list[PlacedCell]) -> list[PlacedCell]:
    return [cell for cell in cells if cell[1]]


def _are_several(cells: list[PlacedCell]) -> bool:
    """Whether what stands under each other in one cell is no figure on several lines, for it begins with a nought, or
    one line had room for more: then no cell of its row holds one."""
    pieces = _printed(cells)
    return (
        len(pieces) > 1
        and all(is_piece(text) for _, text, _ in pieces)
        and (is_nought("".join(text for _, text, _ in pieces)) or _had_room(pieces))
    )


def _had_room(pieces: list[PlacedCell]) -> bool:
    """Whether a line from top to bottom had room for more of the next one."""
    widths = [x1 - x0 for _, _, (x0, _, x1, _) in pieces]
    return any(after > _ROOM * width for width, after in pairwise(widths))


def _stacked(cells: list[PlacedCell]) -> PlacedCell:
    """Pieces of one cell from top to bottom; digits are cut where one line had room for more, and behind a nought."""
    pieces = [cell for cell in cells if cell[1]] or cells[:1]
    boxes = [box for _, _, box in pieces]
    text = "".join(piece for _, piece, _ in pieces if piece != CUT)
    if any(piece == CUT for _, piece, _ in pieces):
        text = as_cut(text)
    if is_piece(text) and (_had_room(pieces) or (len(pieces) > 1 and is_nought(text))):
        text = as_cut(text)
    x0s, y0s, x1s, y1s = zip(*boxes, strict=True)
    return pieces[0][0], text, (min(x0s), min(y0s), max(x1s), max(y1s))
