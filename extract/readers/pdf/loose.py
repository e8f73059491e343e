"""Pieces of figures that no row of a table without rules took → marks on the cells that they may be of.

Comes in: the rows of such a table page by page, those around its page breaks put together. Goes out: the same; a cell
above or below a piece that stands in a row without a label, in its column, is marked as cut, be it empty: nobody can
tell whether the two are one figure. Pieces in such a row have no empty cells beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.numbers import CUT, as_cut
from extract.readers.pdf.torn import PlacedCell, PlacedRow, is_piece


def with_loose_pieces_marked(pages: Sequence[list[PlacedRow]], base: int) -> list[list[PlacedRow]]:
    """The rows of a table whose labels end before the column `base`, page by page."""
    marked = [list(rows) for rows in pages]
    named = any(row.labelled and row.figures(base) for rows in pages for row in rows)
    before: tuple[list[PlacedRow], int] | None = None
    for rows, new in zip(pages, marked, strict=True):
        places = [at for at, row in enumerate(rows) if row.labelled or row.figures(base)]
        counts = [len(rows[at].figures(base)) for at in places]
        for number, at in enumerate(places):
            figures = [cell for cell in rows[at].figures(base) if cell[1] != CUT]
            homes = [] if rows[at].labelled else [*_homes(rows, places, counts, number)]
            sparse = any(2 * len(figures) < counts[home] for home in homes) or _is_between(counts, homes)
            if not (named or sparse):
                continue
            if sparse:
                new[at] = rows[at]._replace(cells=[*_alone(new[at].cells, base)])
            for home in homes:
                taken = new[places[home]]
                new[places[home]] = taken._replace(cells=_marked(taken, figures, sparse, base))
            if before and sparse and all(home > number for home in homes):
                above, last = before
                above[last] = above[last]._replace(cells=_marked(above[last], figures, sparse, base))
        before = (new, places[-1]) if places else before
    return marked


def with_covered_in_doubt(pages: Sequence[list[PlacedRow]], base: int) -> list[list[PlacedRow]]:
    """The rows; no cell is empty that the print of another one of its row reaches into."""
    return [[row._replace(cells=[*_uncovered(row.cells, base)]) for row in rows] for rows in pages]


def _uncovered(cells: Sequence[PlacedCell], base: int) -> Iterator[PlacedCell]:
    printed = [box for column, text, box in cells if column >= base and text]
    for column, text, box in cells:
        left, _, right, _ = box
        middle = (left + right) / 2
        is_covered = column >= base and not text and any(x0 < middle < x1 for x0, _, x1, _ in printed)
        yield column, CUT if is_covered else text, box


def _is_between(counts: Sequence[int], homes: Sequence[int]) -> bool:
    """Whether the rows above and below both have figures of their own: then none lacks those between."""
    return len(homes) > 1 and all(counts[home] for home in homes)


def _homes(rows: Sequence[PlacedRow], places: Sequence[int], counts: Sequence[int], number: int) -> Iterator[int]:
    """The rows next above and below one of pieces that are none: they have a label, or many more figures."""
    for run in (range(number - 1, -1, -1), range(number + 1, len(places))):
        home = next((at for at in run if rows[places[at]].labelled or counts[at] > 2 * counts[number]), None)
        if home is not None:
            yield home


def _alone(cells: Sequence[PlacedCell], base: int) -> Iterator[PlacedCell]:
    """The cells of a row of pieces: none empty, no figure whole."""
    for column, text, box in cells:
        if column < base or text:
            yield column, as_cut(text) if column >= base and is_piece(text) else text, box


def _marked(row: PlacedRow, pieces: Sequence[PlacedCell], sparse: bool, base: int) -> list[PlacedCell]:
    """The cells of a row with those in the columns of pieces cut; the empty ones only where the pieces are so many that
    they are a row themselves. A row without any figure of its own lacks none; of one that lacks most, those that are
    there may be lines of figures, too."""
    columns = {column for column, _, _ in pieces}
    kept = [
        (column, CUT if column in columns and not text else as_cut(text) if column in columns and sparse else text, box)
        for column, text, box in row.cells
    ]
    filled = {column for column, _, _ in row.cells}
    missing = [(column, CUT, box) for column, _, box in pieces if column not in filled] if row.figures(base) else []
    cells = sorted([*kept, *missing])
    printed = [text for column, text, _ in cells if column >= base]
    if 2 * printed.count(CUT) <= len(printed):
        return cells
    return [(column, as_cut(text) if column >= base and is_piece(text) else text, box) for column, text, box in cells]
