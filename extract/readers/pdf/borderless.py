"""Tables without rules, or with lines between their rows only → rows of cells, from where their words stand.

Comes in: the lines of such tables, as `stretches` finds them. Goes out: the cells of a table on one page or several.
Figures make the columns (words above each other) and the rows (words side by side); a label that is wrapped stands
around the height of its figures, or begins or ends there. What the words mean is not known here; a figure never leaves
its printed line, unless its cell breaks it over lines. Heights are middles of lines and ems are widths, so that a
font's ascent does not matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.numbers import CUT
from extract.readers.pdf.around import with_words_around
from extract.readers.pdf.labelled import (
    NEXT,
    ON,
    Box,
    Labels,
    WrappedCell,
    body_of,
    depths_of,
    first_row,
    header_blocks,
    label_blocks,
    lowest,
    nearest,
    overlap,
)
from extract.readers.pdf.loose import with_covered_in_doubt, with_loose_pieces_marked
from extract.readers.pdf.pieces import LINE, SAME, Extent, TableParts, columns_of, edge_of, joined, parts_of, pieces_of
from extract.readers.pdf.stretches import Stretch, fills_cell
from extract.readers.pdf.torn import (
    PlacedCell,
    PlacedRow,
    with_ends_in_doubt,
    with_items_named,
    with_lines_together,
    with_tops_in_doubt,
    with_torn_rows_whole,
    with_wrapped_beside,
)
from extract.readers.pdf.words import PageLine, PageWord
from extract.text import ordinal


class Place(NamedTuple):
    """A cell as it was found: 0-based row and column, text and box (x0, y0, x1, y1)."""

    row: int
    column: int
    text: str
    box: Box


def places_of(stretches: Sequence[Stretch]) -> tuple[tuple[Place, ...], ...]:
    """The cells of a table that stands on one page or on several, page by page, all with the same columns."""
    pages = [pieces_of(stretch.lines, stretch.rules) for stretch in stretches]
    edge = edge_of(pages)
    figures = [word for words in pages for word in words if fills_cell(word.text)]
    columns = columns_of([word for word in figures if word.x0 >= edge])
    if not columns:
        return tuple(tuple(_as_printed(stretch.lines)) for stretch in stretches)
    edge = min(edge, columns[0][0])
    parts = [parts_of(words, edge) for words in pages]
    headers = [header_blocks(part, stretch.rules) for part, stretch in zip(parts, stretches, strict=True)]
    columns = _with_headers(columns, max((lowest(header, parts[0].em) for header in headers), key=len))
    labels = [Labels(part, stretch.rules) for part, stretch in zip(parts, stretches, strict=True)]
    for above, below in pairwise(labels):
        above.is_cut_below = below.is_cut_above = True
    blocks = label_blocks(labels)
    depths = depths_of(
        [
            block
            for page_blocks, part in zip(blocks, parts, strict=True)
            for block in page_blocks
            if block.group and block.middle > body_of(part)
        ]
    )
    begun = [_is_begun(part, page_blocks) for part, page_blocks in zip(parts, blocks, strict=True)]
    rows = [
        _rows_on(part, page_blocks, header, columns, depths, open_end)
        for part, page_blocks, header, open_end in zip(parts, blocks, headers, (*begun[1:], True), strict=True)
    ]
    base = len(depths) + 1
    rows = [with_wrapped_beside(page_rows, base) for page_rows in with_items_named(rows, base)]
    rows = with_tops_in_doubt(rows, base, LINE * parts[0].em)
    rows = [with_lines_together(page_rows, base, LINE * part.em) for page_rows, part in zip(rows, parts, strict=True)]
    rows = [with_words_around(page_rows, base, part.em) for page_rows, part in zip(rows, parts, strict=True)]
    rows = with_ends_in_doubt(rows, base)
    whole = with_covered_in_doubt(with_loose_pieces_marked(with_torn_rows_whole(rows, base), base), base)
    return tuple(tuple(_numbered(page_rows, part.em)) for page_rows, part in zip(whole, parts, strict=True))


def _is_begun(part: TableParts, blocks: list[WrappedCell]) -> bool:
    """Whether the first row of figures on a page has no whole label: then it began on the page before."""
    first = next((block for block in blocks if block.row == 0), None)
    return bool(part.heights) and (first is None or abs(first.middle - part.heights[0]) > ON * part.em)


def _as_printed(lines: Sequence[PageLine]) -> Iterator[Place]:
    """The words of a table without figures, line by line."""
    columns = [(word.x0, word.x1) for word in max(lines, key=lambda line: len(line.words)).words]
    for row, line in enumerate(lines):
        column = -1
        for word in joined([line]):
            column = max(column + 1, _column(word, columns))
            yield Place(row, column, word.text, (word.x0, word.y0, word.x1, word.y1))


def _with_headers(columns: list[Extent], lowest: Sequence[Extent]) -> list[Extent]:
    """The columns of figures, and those that only have a header: where the header has more cells than that."""
    spare = len(lowest) - len(columns)
    if spare <= 0:
        return columns
    # The headers that stand nearest to a column are its own, in order.
    costs = [[0.0] * (spare + 1)]
    for at, column in enumerate(columns):
        row = []
        for skipped in range(spare + 1):
            distance = abs(sum(lowest[at + skipped]) - sum(column)) / 2
            row.append(min(costs[-1][: skipped + 1]) + distance)
        costs.append(row)
    skipped, own_headers = spare, set()
    for at in range(len(columns), 0, -1):
        skipped = min(range(skipped + 1), key=lambda count: costs[at][count])
        own_headers.add(at - 1 + skipped)
    return sorted([*columns, *(header for at, header in enumerate(lowest) if at not in own_headers)])


# ── Cells ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _rows_on(
    part: TableParts,
    blocks: list[WrappedCell],
    headers: list[WrappedCell],
    columns: list[Extent],
    depths: list[float],
    open_end: bool,
) -> list[PlacedRow]:
    """All rows of a stretch from the top.

    A label without figures has empty cells beside it, unless figures without a label are near, or it is the last on a
    page and the next does not go on with its row (`open_end` where it does, and at the end of the table).
    """
    em, base, body = part.em, len(depths) + 1, body_of(part)
    groups = [block for block in blocks if block.group and block.middle > body]
    leaves = [block for block in blocks if not block.group and block.middle > body]
    claimed = {block.row for block in blocks}
    unlabelled = [height for number, height in enumerate(part.heights) if number not in claimed]
    rows = list(_rows_of_figures(part, blocks, columns, depths, unlabelled))
    heights = [row.height for row in rows]
    for block in headers:
        at = base + _column_at(block.x0, block.x1, columns)
        near = nearest(heights, block.middle)
        if near is not None and abs(heights[near] - block.middle) < ON * em:
            cells = rows[near].cells
            cells[:] = [cell for cell in cells if cell[0] != at or cell[1]] + [(at, block.text, block.box)]
        else:
            rows.append(PlacedRow(block.middle, [(at, block.text, block.box)]))
    first = min(part.heights, default=float("inf"))
    top = max((block.middle for block in headers if block.middle < first), default=first)
    bottom = float("inf") if open_end else max(part.heights, default=0.0)
    for block in blocks:
        if block.row is not None or block in groups:
            continue
        cells = [(_depth(block, depths, em), block.text, block.box)]
        if (
            block in leaves
            and top < block.middle < bottom
            and all(abs(height - block.middle) >= NEXT * em for height in unlabelled)
            and all(abs(middle - block.middle) >= ON * em for header in headers for middle in header.middles)
            and not _may_be_cut(block, leaves, em)
        ):
            cells += _figure_cells([], columns, base, block.middle, em, True)
        rows.append(PlacedRow(block.middle, cells, block in leaves))
    rows += [
        PlacedRow(first_row(group, groups, leaves, em), [(_depth(group, depths, em), group.text, group.box)])
        for group in groups
    ]
    return sorted(rows, key=lambda row: row.height)


def _rows_of_figures(
    part: TableParts, blocks: list[WrappedCell], columns: list[Extent], depths: list[float], unlabelled: list[float]
) -> Iterator[PlacedRow]:
    """The rows of figures with their labels; two rows where it is not sure that the figures are the label's.

    Few figures without a label at the foot of a page are pieces of a row of the next: what else it has is not known.
    """
    em = part.em
    levels: dict[int | None, list[PageWord]] = {}
    for word in part.figures:
        levels.setdefault(nearest(part.heights, word.middle), []).append(word)
    for number, height in enumerate(part.heights):
        row_figures = levels.get(number, [])
        beside = list(_label_cells([block for block in blocks if block.row == number], depths, em))
        stands_clear = all(height == other or abs(height - other) >= LINE * em for other in unlabelled)
        cut = not beside and 0 < number == len(part.heights) - 1 and 2 * len(row_figures) < len(columns)
        figures = list(
            _figure_cells(row_figures, columns, len(depths) + 1, height, em, bool(beside) or (stands_clear and not cut))
        )
        glued = not all(_is_in_one(word, columns) for word in row_figures)
        if beside and (glued or (not stands_clear and _has_stray_pieces(row_figures, number, levels, part))):
            yield PlacedRow(height, beside, True)
            yield PlacedRow(height + 1.1 * SAME * em, figures)
        else:
            yield PlacedRow(height, beside + figures, bool(beside))


def _may_be_cut(block: WrappedCell, leaves: list[WrappedCell], em: float) -> bool:
    """Whether, among labels with enumerators, one that has none is this one or stands right below: the rest of it."""
    if 2 * sum(bool(ordinal(leaf.text)) for leaf in leaves) < len(leaves):
        return False
    return not ordinal(block.text) or any(
        0 < leaf.top - block.words[-1].middle < NEXT * em and not ordinal(leaf.text) and overlap(leaf, block)
        for leaf in leaves
    )


def _has_stray_pieces(
    words: list[PageWord], number: int, levels: dict[int | None, list[PageWord]], part: TableParts
) -> bool:
    """Whether figures of a row without a label stand so close above or below those of this one that they are pieces of
    them, cut off."""
    return any(
        min(word.x1, piece.x1) > max(word.x0, piece.x0)
        for other in (number - 1, number + 1)
        if 0 <= other < len(part.heights) and abs(part.heights[other] - part.heights[number]) < LINE * part.em
        for piece in levels.get(other, ())
        for word in words
    )


def _numbered(rows: list[PlacedRow], em: float) -> Iterator[Place]:
    """The cells row by row from left to right, also where two stand in one column."""
    number, at, used_columns = -1, float("-inf"), set[int]()
    waiting: list[Place] = []
    for height, cells, _ in rows:
        if height - at > SAME * em or any(column in used_columns for column, _, _ in cells):
            number, at, used_columns = number + 1, height, set()
        for column, text, box in cells:
            used_columns.add(column)
            waiting.append(Place(number, column, text, box))
    yield from sorted(waiting, key=lambda place: (place.row, place.column, place.box[0]))


def _label_cells(blocks: list[WrappedCell], depths: list[float], em: float) -> Iterator[PlacedCell]:
    used_depths: set[int] = set()
    for block in sorted(blocks, key=lambda block: block.x0):
        depth = _depth(block, depths, em)
        while depth in used_depths:
            depth += 1
        used_depths.add(depth)
        yield depth, block.text, block.box


def _depth(block: WrappedCell, depths: list[float], em: float) -> int:
    """How many columns of headings end left of a label."""
    return sum(end <= block.x0 + 0.5 * em for end in depths)


def _figure_cells(
    words: list[PageWord], columns: list[Extent], base: int, height: float, em: float, stands_clear: bool
) -> Iterator[PlacedCell]:
    """The figures of a row and its empty cells; no empty cells where figures run together, two are in one column, or
    figures of no row are so near that they may belong here (not `stands_clear`). Figures that run together are marked
    in all columns that they stand in."""
    by_column: dict[int, list[PageWord]] = {}
    for word in sorted(words, key=lambda word: (word.x0, word.middle)):
        by_column.setdefault(_column(word, columns), []).append(word)
    in_place = stands_clear and all(
        len(column_words) == 1 and _is_in_one(column_words[0], columns) for column_words in by_column.values()
    )
    over_several = [word for word in words if len(words) > 1 and not _is_in_one(word, columns)]
    for at, (x0, x1) in enumerate(columns):
        for word in by_column.get(at, ()):
            yield base + at, word.text + CUT * (word in over_several), (word.x0, word.y0, word.x1, word.y1)
        over = [word for word in over_several if at not in by_column and word.x0 < x1 and x0 < word.x1]
        if over:
            yield base + at, CUT, (x0, over[0].y0, x1, over[0].y1)
        if in_place and at not in by_column:
            yield base + at, "", (x0, height - em / 2, x1, height + em / 2)


def _is_in_one(word: PageWord, columns: list[Extent]) -> bool:
    left, right = word.x0, word.x1
    return [x0 < right and left < x1 for x0, x1 in columns].count(True) == 1


def _column(word: PageWord, columns: list[Extent]) -> int:
    return _column_at(word.x0, word.x1, columns)


def _column_at(x0: float, x1: float, columns: list[Extent]) -> int:
    """The first column that stands over or under something; the nearest where none does."""
    for at, (start, end) in enumerate(columns):
        if start < x1 and x0 < end:
            return at
    middle = (x0 + x1) / 2
    return min(range(len(columns)), key=lambda at: abs(sum(columns[at]) / 2 - middle))
