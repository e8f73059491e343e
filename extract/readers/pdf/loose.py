"""Pieces of figures that no row of a table without rules took → marks on the cells that they may be of.

Comes in: the rows of such a table page by page, those around its page breaks put together. Goes out: the same; a cell
above or below a piece that stands in a row without a label, in its column, is marked as cut, be it empty: nobody can
tell whether the two are one figure. Pieces in such a row have no empty cells beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.readers.pdf.torn import PlacedCell, PlacedRow, is_piece
from extract.text import CUT


def with_loose_pieces_marked(pages: Sequence[list[PlacedRow]], base: int, columns: int) -> list[list[PlacedRow]]:
    """The rows of a table with so many columns right of its labels, which end before the column `base`.

    The first and the last rows of a page are left alone where they are of a row that the page breaks.
    """
    places = [(page, at) for page, rows in enumerate(pages) for at, row in enumerate(rows) if _counts(row, base)]
    marked = [list(rows) for rows in pages]
    named = any(row.labelled and row.figures(base) for rows in pages for row in rows)
    for number, (page, at) in enumerate(places):
        row = pages[page][at]
        figures = [cell for cell in row.figures(base) if cell[1] != CUT]
        sparse = 2 * len(figures) < columns
        if row.labelled or not (named or sparse) or len(places) == 1:
            continue
        if sparse:
            marked[page][at] = row._replace(cells=[*_alone(marked[page][at].cells, base)])
        for onwards in (-1, 1):
            home = _home(pages, places, number, onwards, base, columns)
            if home:
                on_page, there = home
                taken = marked[on_page][there]
                marked[on_page][there] = taken._replace(cells=_marked(taken, figures, sparse, base))
    return marked


def _counts(row: PlacedRow, base: int) -> bool:
    """Whether a row is one of figures, or of a label that may have some."""
    return row.labelled or bool(row.figures(base))


def _home(
    pages: Sequence[list[PlacedRow]], places: Sequence[tuple[int, int]], number: int, onwards: int, base: int, most: int
) -> tuple[int, int] | None:
    """The next row above or below a piece that is none, on its page."""
    page = places[number][0]
    at = number + onwards
    while 0 <= at < len(places) and places[at][0] == page:
        row = pages[page][places[at][1]]
        if row.labelled or 2 * len(row.figures(base)) >= most:
            return places[at]
        at += onwards
    return None


def _alone(cells: Sequence[PlacedCell], base: int) -> Iterator[PlacedCell]:
    """The cells of a row of pieces: none empty, no figure whole."""
    for column, text, box in cells:
        if column < base or text:
            yield column, _cut(text) if column >= base and is_piece(text) else text, box


def _marked(row: PlacedRow, pieces: Sequence[PlacedCell], sparse: bool, base: int) -> list[PlacedCell]:
    """The cells of a row with those in the columns of pieces cut; the empty ones only where the pieces are so many that
    they are a row themselves. A row without any figure of its own lacks none."""
    columns = {column for column, _, _ in pieces}
    kept = [
        (column, CUT if column in columns and not text else _cut(text) if column in columns and sparse else text, box)
        for column, text, box in row.cells
    ]
    filled = {column for column, _, _ in row.cells}
    missing = [(column, CUT, box) for column, _, box in pieces if column not in filled] if row.figures(base) else []
    return sorted([*kept, *missing])


def _cut(text: str) -> str:
    return text if text.endswith(CUT) else text + CUT
