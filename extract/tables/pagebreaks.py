"""Tables cut by page breaks → whole tables.

Comes in: a `Document` whose reader tells which tables continue the one before, and the outline of the forms. Goes out:
the document with such tables as one: a row that a break has cut is one row again, a merged label one label, and a
header printed again on the new page is left out. What a cell is cut into is joined only where both halves make a label
together, or where a row without any label holds the rest of some figures of the row above.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import chain, takewhile

from extract.forms.outline import Outline
from extract.model import Block, Cell, Document, PageOrigin, Table, record
from extract.numbers import APART, CUT, as_cut, is_mark
from extract.tables.numbered import columns_numbered
from extract.text import is_blank, label_key, ordinal, squeeze

CellRow = tuple[Cell, ...]
_FIGURE = re.compile(r"[+-]{0,2}[\d,.]+")
"""A number or a piece of one."""
_LONGEST_HEADER = 6
"""Rows of a header at most."""
_WIDER = 1.2
_SHORTEST_CLIPPED = 4
"""Characters of a label that is taken for the beginning of a longer one."""


def without_page_breaks(document: Document, outline: Outline) -> Document:
    """The document with every table in one piece, and its cells counted through."""
    blocks: list[Block] = []
    for before, block in zip((None, *document.blocks), document.blocks, strict=False):
        above = blocks[-1] if blocks else None
        if isinstance(block, Table) and block.continued and isinstance(above, Table) and isinstance(before, Table):
            # A header cut by the first break is printed in full on the second page, and as such on the third.
            repeated = max(_repeated(piece.rows, block.rows) for piece in (above, before))
            blocks[-1] = Table((*_joined(above.rows, block.rows[repeated:], outline),), above.continued)
        else:
            blocks.append(block)
    if len(blocks) == len(document.blocks):
        return document
    return replace(document, blocks=tuple(_numbered(blocks)))


def _numbered(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks with their tables on pages counted through, and their rows; those of a text keep their numbers."""
    number = 0
    for block in blocks:
        if isinstance(block, Table):
            number += 1
            rows = (tuple([_placed(cell, number, at) for cell in row]) for at, row in enumerate(block.rows, start=1))
            yield Table(tuple(rows), block.continued)
        else:
            yield block


def _placed(cell: Cell, table: int, row: int) -> Cell:
    text, origin, bounded, column = cell
    if not isinstance(origin, PageOrigin):
        return cell
    if origin.row == row and origin.table == table and origin.column == column + 1:
        return cell
    moved = record(PageOrigin, (origin.boxes, table, row, column + 1, origin.lines, origin.kind))
    return record(Cell, (text, moved, bounded, column))


# ── Two pieces of a table ────────────────────────────────────────────────────────────────────────────────────────────


def _joined(above: Sequence[CellRow], below: Sequence[CellRow], outline: Outline) -> Iterator[CellRow]:
    """The rows of two pieces; the first row of the lower one may be the rest of the last row of the upper one, and so
    may rows below it, as long as they hold the rest of its label."""
    rows = list(_without_rim(above))
    first, *rest = below or ((),)
    last = {cell.column: cell for row in rows for cell in row}
    is_rest = _is_rest(rows, first, last, outline)
    if not is_rest and _figures(rows[-1]) and not _words(rows[-1]) and _words(first):
        # Figures without a label may be the first halves of those behind the break.
        columns = _figures(rows[-1]).keys()
        rows[-1] = _cut(rows[-1], columns)
        at = next((at for at, row in enumerate((first, *rest)) if _figures(row)), 0)
        first, *rest = (_cut(row, columns) if at == number else row for number, row in enumerate((first, *rest)))
    rows = _with_rest(rows, first, last, is_rest, outline)
    while is_rest and rest and _is_rest_of_label(*_innermost_labels(rows[-1], rest[0]), outline):
        first, *rest = rest
        rows = _with_rest(rows, first, {cell.column: cell for row in rows for cell in row}, True, outline)
    yield from rows
    yield from rest


def _cut(row: CellRow, columns: Collection[int]) -> CellRow:
    """A row with its figures in some columns marked as parts of figures."""
    return tuple(
        cell._replace(text=as_cut(cell.text)) if cell.column in columns and _is_piece(cell.text) else cell
        for cell in row
    )


def _is_piece(text: str) -> bool:
    return bool(_FIGURE.fullmatch(squeeze(text)))


def _innermost_labels(upper: CellRow, lower: CellRow) -> tuple[Cell | None, Cell | None]:
    """The innermost label of a row, and what stands above it."""
    column = max(_words(lower), default=-1)
    return _words(upper).get(column), _words(lower).get(column)


def _with_rest(
    rows: Sequence[CellRow], first: CellRow, last: dict[int, Cell], is_rest: bool, outline: Outline
) -> list[CellRow]:
    """Rows with what belongs to their last cells of the row below: all if it `is_rest`, else the rest of labels."""
    cut = {
        cell.column: cell
        for cell in first
        if cell.column in last and (is_rest or _is_rest_of_label(last[cell.column], cell, outline))
    }
    halves = [(last[column], cell) for column, cell in cut.items() if _is_cut_figure(last[column], cell)]
    between = "" if _may_be_wrapped(halves, len(rows[-1]) - len(_words(rows[-1])) - 1) else APART
    joined = [
        tuple(
            _glued(cell, cut[cell.column], between) if cell.column in cut and cell is last[cell.column] else cell
            for cell in row
        )
        for row in rows
    ]
    remainder = tuple(cell for cell in first if cell.column not in cut)
    return [*joined, remainder] if remainder else joined


def _without_rim(rows: Sequence[CellRow]) -> Sequence[CellRow]:
    """The rows less a last one without print and of fewer cells: what a break leaves of the row it has cut."""
    rim = len(rows) > 1 and len(rows[-1]) < len(rows[-2]) and all(is_blank(cell.text) for cell in rows[-1])
    return rows[:-1] if rim else rows


def _repeated(above: Sequence[CellRow], below: Sequence[CellRow]) -> int:
    """How many rows at the top of the lower piece print the top of the upper one again, line by line or in lines that
    are cut in another way."""
    pairs = zip(above, below, strict=False)
    alike = sum(1 for _ in takewhile(lambda pair: _is_head(pair[0]) and _printed(pair[0]) == _printed(pair[1]), pairs))
    if alike:
        return alike
    headers = list(takewhile(lambda row: not _figures(row), below[:_LONGEST_HEADER]))
    tops = [_all_printed(above[:rows]) for rows in range(1, _LONGEST_HEADER + 1)] if headers else []
    return next((rows for rows in range(len(headers), 0, -1) if _all_printed(headers[:rows]) in tops), 0)


def _is_head(row: CellRow) -> bool:
    """Whether a row may be printed again at the top of a page: it has words, or numbers the columns."""
    return bool(_words(row)) or columns_numbered(tuple([cell.text for cell in row])) > 0


def _all_printed(rows: Sequence[CellRow]) -> list[str]:
    return sorted(chain.from_iterable(map(_printed, rows)))


def _printed(row: CellRow) -> list[str]:
    return [squeeze(cell.text) for cell in row if not is_blank(cell.text)]


def _is_rest(above: Sequence[CellRow], first: CellRow, last: dict[int, Cell], outline: Outline) -> bool:
    """Whether a row is what a page break has left over of the row above it: only one of them has a label, or none has
    and it has figures for some of the columns only."""
    figures, upper, labels = _figures(first), _figures(above[-1]), _words(above[-1])
    named = max(_words(first), default=-1)
    if max(labels, default=-1) < named < min(upper, default=0) and any(
        cell.column == named and is_blank(cell.text) for cell in above[-1]
    ):
        # The place of the label is empty, whatever heading stands left of it: the label is the one below.
        return True
    if upper and not labels and _words(first) and any(cell.column < min(upper) for cell in above[-1]):
        return True
    innermost = max(labels, default=0)
    # A heading of several rows, left of the place of a label, may stand wholly below the break; but what has a figure
    # wherever the row above has one, and is a label, is a row.
    headed = any(cell.column == innermost for cell in first)
    has_own_label = any(
        (
            not _is_rest_of_label(last.get(column), cell, outline)
            and not (headed and column < innermost and column in last and is_blank(last[column].text))
        )
        or (column < innermost and upper.keys() == figures.keys() and label_key(cell.text) in outline.labels)
        for column, cell in _words(first).items()
    )
    if has_own_label or figures.keys() & labels.keys():
        return False
    return bool(labels) or upper.keys() != figures.keys()


def _is_rest_of_label(upper: Cell | None, lower: Cell | None, outline: Outline) -> bool:
    """Whether two cells are one label together, and the lower one none by itself, or the upper one but its number."""
    if upper is None or lower is None or is_blank(upper.text) or is_blank(lower.text):
        return False
    if is_mark(upper.text) or _is_figure(lower.text):
        return False
    begun, together, alone = map(label_key, (upper.text, upper.text + lower.text, lower.text))
    if ordinal(lower.text) and _is_known(alone, outline):
        return False
    return _begins_label(together, outline) and not (begun and _is_known(alone, outline))


def _is_known(key: str, outline: Outline) -> bool:
    return key in outline.labels or key in outline.groups


def _begins_label(key: str, outline: Outline) -> bool:
    """Whether a key is a label, or one that an office program has clipped at its end."""
    return _is_known(key, outline) or (len(key) >= _SHORTEST_CLIPPED and key in outline.prefixes)


def _words(row: CellRow) -> dict[int, Cell]:
    """The cells of a row that print words, by their column."""
    return {cell.column: cell for cell in row if not is_blank(cell.text) and not _is_figure(cell.text)}


def _figures(row: CellRow) -> dict[int, Cell]:
    """The cells of a row that print figures or marks, by their column."""
    return {cell.column: cell for cell in row if not is_blank(cell.text) and _is_figure(cell.text)}


def _is_figure(text: str) -> bool:
    return is_mark(text) or bool(_FIGURE.fullmatch(squeeze(text)))


def _is_cut_figure(upper: Cell, lower: Cell) -> bool:
    return not is_blank(upper.text) and not is_blank(lower.text) and _is_figure(upper.text) and _is_figure(lower.text)


def _may_be_wrapped(halves: Sequence[tuple[Cell, Cell]], columns: int) -> bool:
    """Whether figures may be halves of ones that their cells wrap over lines, and not those of two rows: nobody wraps a
    mark, nor all figures of a row behind their first digit, nor ends a line that has room for more, nor goes on behind
    a nought."""
    if any(is_mark(cell.text) for pair in halves for cell in pair) or any(_has_room(*pair) for pair in halves):
        return False
    if any(squeeze(upper.text) == "0" for upper, _ in halves):
        return False
    return len(halves) < columns or any(len(squeeze(upper.text)) > 1 for upper, _ in halves)


def _has_room(upper: Cell, lower: Cell) -> bool:
    """Whether a line of digits is shorter than what stands below; cells that are ruled off are all as wide."""
    return upper.text[-1:].isdecimal() and _width(lower) > _WIDER * _width(upper)


def _width(cell: Cell) -> float:
    assert isinstance(cell.origin, PageOrigin)
    return cell.origin.boxes[0].x1 - cell.origin.boxes[0].x0


def _glued(upper: Cell, lower: Cell, between: str) -> Cell:
    """Two halves of a cell; an empty half adds no place. Of figures, `between` stands between them."""
    if is_blank(lower.text):
        return upper
    assert isinstance(upper.origin, PageOrigin)
    assert isinstance(lower.origin, PageOrigin)
    boxes = lower.origin.boxes if is_blank(upper.text) else (*upper.origin.boxes, *lower.origin.boxes)
    text = upper.text.removesuffix(CUT) + (between if _is_cut_figure(upper, lower) else "") + lower.text
    text = as_cut(text) if upper.text.endswith(CUT) else text
    return upper._replace(text=text, origin=upper.origin._replace(boxes=boxes))
