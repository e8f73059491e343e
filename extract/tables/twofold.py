"""Rows that hold several items each → one row for each item.

Comes in: the printed rows of a document, and the outline of the forms. Goes out: the rows, those parted whose label is
several labels of the form one after the other and whose cells hold as many figures. Where they do not, nobody can say
whose the figures of such a row are: they are kept apart, and none is taken for a whole number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex as re

from extract.forms.outline import Outline
from extract.model import Cell, Grid
from extract.numbers import APART, CUT
from extract.text import label_key

_NUMBER = re.compile(r"\d[\d,.]*")
_NUMBERS = re.compile(rf"{_NUMBER.pattern}(?:(?:\s+|\s*/\s*){_NUMBER.pattern})*")
"""Numbers with nothing but blanks or strokes between them."""
_BETWEEN_LABELS = (
    re.compile(r"(?<=\S)\s*(?=\d{1,2}[.．、]\s*\p{Han}|[（(][一二三四五六七八九十][)）])"),
    re.compile(r"\s+"),
)
"""Where a label may end and another begin: before an enumerator, or at a blank."""
_SHORTEST = 4
"""Characters of two labels at least."""

_Row = tuple[Cell, ...]
_Span = tuple[int, int]


def with_single_items(grid: Grid, outline: Outline) -> Grid:
    """The rows, none of which holds two rows of a form."""
    if not any(_label_at(row, outline) for row in grid.rows):
        return grid
    rows = [
        (part, block)
        for row, block in zip(grid.rows, grid.blocks, strict=True)
        for part in (_parted(row, outline) if _label_at(row, outline) else (row,))
    ]
    return Grid(tuple(row for row, _ in rows), tuple(block for _, block in rows))


def _label_at(row: _Row, outline: Outline) -> int:
    """Which cell of a row, counted from 1, is several labels; 0 where none is."""
    for at, cell in enumerate(row, start=1):
        if len(cell.text) >= _SHORTEST and cell.bounded and _labels_in(outline, cell.text):
            return at
    return 0


@lru_cache(maxsize=8192)
def _labels_in(outline: Outline, text: str) -> tuple[_Span, ...]:
    """The labels of rows that a text is made of; none where it is one, or something else."""
    for between in _BETWEEN_LABELS:
        gaps = [match.span() for match in between.finditer(text)]
        spans = tuple((start, end) for start, end in _between(gaps, len(text)) if start < end) if gaps else ()
        if len(spans) > 1 and all(_is_row(outline, text[start:end]) for start, end in spans):
            return spans
    return ()


def _is_row(outline: Outline, text: str) -> bool:
    return any(not label.header for label in outline.labels.get(label_key(text), ()))


def _between(gaps: Sequence[_Span], size: int) -> Iterator[_Span]:
    """What is left of a text between some gaps."""
    places = [0, *(place for gap in gaps for place in gap), size]
    return zip(places[::2], places[1::2], strict=True)


def _parted(row: _Row, outline: Outline) -> Iterator[_Row]:
    label = _label_at(row, outline) - 1
    spans = {label: _labels_in(outline, row[label].text)}
    for at, cell in enumerate(row[label + 1 :], start=label + 1):
        if cell.text and _NUMBERS.fullmatch(cell.text):
            spans[at] = tuple(match.span() for match in _NUMBER.finditer(cell.text))
    items = len(spans[label])
    if any(len(parts) != items for parts in spans.values()):
        keys = {label_key(row[label].text[start:end]) for start, end in spans[label]}
        if not outline.headings.isdisjoint(keys):
            yield row
            return
        yield tuple(_doubtful(cell) if at in spans and at != label else cell for at, cell in enumerate(row))
        return
    for number in range(items):
        yield tuple(
            _part(cell, spans[at][number]) if at in spans else cell
            for at, cell in enumerate(row)
            if at >= label or not number
        )


def _part(cell: Cell, span: _Span) -> Cell:
    return cell._replace(text=cell.text[slice(*span)], origin=cell.origin.part(*span))


def _doubtful(cell: Cell) -> Cell:
    """Figures of which nobody knows whose they are, or where one of them ends."""
    return cell._replace(text=APART.join(_NUMBER.findall(cell.text)) + CUT)
