"""Ruled tables as pdfplumber finds them: the second opinion where a table does not fit.

Comes in: the bytes of a file, and the pages in question. Goes out: `Lattice`s, as `lattice` makes them, but lines,
characters and cells are found by pdfplumber on pdfminer, which share no code with pdfium.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from io import BytesIO
from itertools import pairwise
from typing import Any

import numpy as np

from extract.errors import UnreadableFile
from extract.model import PageBox
from extract.readers.pdf.lattice import Lattice, LatticeCell
from extract.readers.pdf.pages import Page
from extract.text import without_radicals

_SAME_EDGE = 1.5
"""Points within which two edges of cells are one."""
_Box = tuple[float, float, float, float]


def plumbed_lattices(data: bytes, numbers: Collection[int]) -> Callable[[Page], tuple[Lattice, ...]]:
    """The tables of a page as pdfplumber finds them, none on pages not among `numbers`. UnreadableFile when it cannot
    read the file."""
    from pdfplumber.pdf import PDF

    # pdfminer warns of every font it has to guess at.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    cells_by_page: dict[int, list[tuple[LatticeCell, ...]]] = {}
    try:
        with PDF(BytesIO(data), pages=sorted(numbers), unicode_norm="NFC") as document:
            for page in document.pages:
                tables = page.find_tables()
                cells_by_page[page.page_number] = [
                    _cells(page, table.cells) for table in tables if len(table.cells) > 1
                ]
                page.close()
    except MemoryError:
        raise
    except Exception as error:
        raise UnreadableFile("truncated", kind="pdf") from error
    return lambda page: tuple(_lattice(page, cells) for cells in cells_by_page.get(page.number, ()))


def _cells(page: Any, boxes: list[_Box]) -> tuple[LatticeCell, ...]:
    """Boxes as cells of a grid made of all their edges."""
    xs = _edges([x for x0, _, x1, _ in boxes for x in (x0, x1)])
    ys = _edges([y for _, y0, _, y1 in boxes for y in (y0, y1)])
    cells = []
    for box in boxes:
        x0, y0, x1, y1 = box
        column, right = _nearest(xs, x0), _nearest(xs, x1)
        row, below = _nearest(ys, y0), _nearest(ys, y1)
        words = without_radicals(page.crop(box, strict=False).extract_text(x_tolerance=2) or "")
        place = PageBox(page.page_number, *map(float, box))
        cells.append(LatticeCell(row, column, below - row, right - column, _joined(words), place, None))
    return tuple(sorted(cells))


def _edges(values: list[float]) -> list[float]:
    ordered = sorted(values)
    return [ordered[0], *(high for low, high in pairwise(ordered) if high - low > _SAME_EDGE)]


def _nearest(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - value))


def _joined(text: str) -> str:
    """The lines of a cell without what breaks them."""
    return "".join(text.splitlines())


def _lattice(page: Page, cells: tuple[LatticeCell, ...]) -> Lattice:
    x0, y0 = min(cell.box.x0 for cell in cells), min(cell.box.y0 for cell in cells)
    x1, y1 = max(cell.box.x1 for cell in cells), max(cell.box.y1 for cell in cells)
    middle = (page.boxes[:, :2] + page.boxes[:, 2:]) / 2
    inside = ((middle > (x0, y0)) & (middle < (x1, y1))).all(axis=1)
    return Lattice(PageBox(page.number, x0, y0, x1, y1), cells, np.flatnonzero(inside))
