"""Plain grids of any tool → the number cells of a report, by one scorer for all.

Comes in: grids as rows of texts (None or "" where a merged cell goes on). Goes out: what stands in each cell of the
form. Labels are found as bags of characters, so that stacked and wrapped ones count; a row that a page cuts is put
together again. Every tool gets this help, and none more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import regex as re

from extract.forms import load_forms
from extract.model import Concept, Form
from extract.text import squeeze

Grid = Sequence[Sequence[str | None]]
Row = list[str | None]

_SIGNS = re.compile(r"[^\w]")
_FIGURE = re.compile(r"[-+]?[\d,.]*|[/—-]")


class Labelled(NamedTuple):
    """The cells that a row label stands for, and whether they are the last ones of the row."""

    concepts: tuple[Concept, ...]
    at_end: bool


def bag(text: str) -> str:
    """The characters of a text, sorted: equal for a label however it is wrapped or stacked."""
    return "".join(sorted(_SIGNS.sub("", squeeze(text))))


@cache
def _labels(code: str) -> dict[str, Labelled]:
    found = {}
    for table in _form(code).tables:
        for band in table.bands if not table.side_by_side else ():
            for line in band.lines:
                cells = tuple(Concept(table.key, line.key, column.key) for column in band.columns)
                found[bag(line.label)] = Labelled(cells, len(band.columns) > 4)
    return found


@cache
def _headers(code: str) -> frozenset[str]:
    bands = [band for table in _form(code).tables for band in table.bands]
    words = [word for band in bands for word in (*band.headers, band.label, *(c.label for c in band.columns))]
    return frozenset(bag(word) for word in words if word and word not in ("其他", "总计"))


@cache
def _disputes(code: str) -> tuple[Concept, ...]:
    table = next(table for table in _form(code).tables if table.side_by_side)
    return tuple(
        Concept(table.key, line.key, column.key)
        for band in table.bands
        for line in band.lines
        for column in band.columns
    )


def _form(code: str) -> Form:
    return next(form for form in load_forms() if form.code == code)


def cells_in(grids: Iterable[Grid], code: str) -> dict[Concept, str]:
    """What the grids of one document show for each cell of a form."""
    found: dict[Concept, str] = {}
    for row in _whole_rows(grids, code):
        if named := _named(row, code):
            found |= named
        elif line := _line_of_figures(row, code):
            found |= line
    return found


def _whole_rows(grids: Iterable[Grid], code: str) -> Iterator[Row]:
    """The rows of all grids; the first one of a grid that goes on from the grid before is joined to its last one."""
    last: Row = []
    for grid in grids:
        rows = [list(row) for row in grid if any(row) and not _is_header(row, code)]
        if rows and len(rows[0]) == len(last) and not (_named(last, code) and _named(rows[0], code)):
            joined: Row = [(above or "") + (below or "") or None for above, below in zip(last, rows[0], strict=True)]
            if _named(joined, code):
                rows[0] = joined
        yield from rows
        last = rows[-1] if rows else last


def _is_header(row: Sequence[str | None], code: str) -> bool:
    return any(bag(text) in _headers(code) for text in row if text)


def _named(row: Row, code: str) -> dict[Concept, str]:
    """The figures of a row that has a label of the form."""
    labels = _labels(code)
    at = next((x for x in reversed(range(len(row))) if row[x] and bag(row[x] or "") in labels), None)
    if at is None:
        return {}
    concepts, at_end = labels[bag(row[at] or "")]
    after = row[at + 1 :]
    values = after[-len(concepts) :] if at_end else [text for text in after if text is not None]
    return {concept: _clean(text) for concept, text in zip(concepts, values, strict=False)}


def _line_of_figures(row: Row, code: str) -> dict[Concept, str]:
    concepts = _disputes(code)
    texts = [_clean(text) for text in row]
    if len(texts) < len(concepts) or not any(texts) or not all(_FIGURE.fullmatch(text) for text in texts):
        return {}
    return dict(zip(concepts, texts[-len(concepts) :], strict=True))


def _clean(text: str | None) -> str:
    return squeeze(text or "")
