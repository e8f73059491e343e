"""Words that a narrow cell of a table without rules breaks over lines, 未发 over 生 → in the cell that they stand in.

Comes in: the rows of such a table on one page. Goes out: the same; what stands right above and below the height of a
row's figures, in a column where that has none, is one word around that height. Where it is not, as the half of a word
that a page break leaves, the cell is marked as cut: it is not empty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from extract.numbers import CUT
from extract.readers.pdf.torn import PlacedCell, PlacedRow, is_piece

_NEAR = 1.4
"""Ems from the height of a row up to which the lines of its cells stand above and below."""
_MIDDLE = 0.35
"""Ems by which the middle of a word on several lines may be off the height of its row."""

_Place = tuple[int, int]
"""A row, and a column."""


def with_words_around(rows: list[PlacedRow], base: int, em: float) -> list[PlacedRow]:
    """The rows, whose labels end before the column `base`."""
    homes = [at for at, row in enumerate(rows) if row.labelled and row.figures(base)]
    around: dict[_Place, list[_Place]] = defaultdict(list)
    for at, number, home in _words(rows, homes, base, em):
        around[home, rows[at].cells[number][0]].append((at, number))
    cells = [list(row.cells) for row in rows]
    gone: set[_Place] = set()
    for (home, column), places in around.items():
        own = next(number for number, cell in enumerate(cells[home]) if cell[0] == column)
        pieces = sorted([*(rows[at].cells[number] for at, number in places), cells[home][own]], key=_top)
        pieces = [piece for piece in pieces if piece[1]]
        box = _around(pieces)
        is_whole = len(pieces) > 1 and abs((box[1] + box[3]) / 2 - rows[home].height) < _MIDDLE * em
        if is_whole:
            cells[home][own] = (column, "".join(text for _, text, _ in pieces), box)
            gone |= set(places)
        elif rows[places[0][0]].height > rows[homes[0]].height:
            cells[home][own] = (column, CUT, box)
    if not around:
        return rows
    left = [
        row._replace(cells=[cell for number, cell in enumerate(cells[at]) if (at, number) not in gone])
        for at, row in enumerate(rows)
    ]
    return [row for row in left if row.cells]


def _words(rows: Sequence[PlacedRow], homes: Sequence[int], base: int, em: float) -> Iterator[tuple[int, int, int]]:
    """The words in rows without figures and labels that stand by a row with both where that has no figure: the row of
    the word, the number of its cell, and that row."""
    for at, row in enumerate(rows):
        if row.labelled or not homes or any(is_piece(text) for column, text, _ in row.cells if column >= base):
            continue
        home = min(homes, key=lambda home: abs(rows[home].height - row.height))
        if abs(rows[home].height - row.height) > _NEAR * em:
            continue
        open_columns = {column for column, text, _ in rows[home].cells if column >= base and not is_piece(text)}
        for number, (column, text, _) in enumerate(row.cells):
            if text and column in open_columns:
                yield at, number, home


def _top(cell: PlacedCell) -> float:
    return cell[2][1]


def _around(cells: Sequence[PlacedCell]) -> tuple[float, float, float, float]:
    lefts, tops, rights, bottoms = zip(*(box for _, _, box in cells), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
