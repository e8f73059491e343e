"""Ruled tables as pdfplumber finds them: the second opinion where a table does not fit.

Comes in: the bytes of a file, and the pages in question. Goes out: a `Mesh` for every table, as `mesh` makes them of
the same page, but lines and cells are found by pdfplumber on pdfminer, which share no code with pdfium. What stands in
the cells is not asked of them: they string together digits that are raised, doubled or cut by a rule.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from io import BytesIO
from itertools import pairwise

from extract.errors import UnreadableFile
from extract.readers.pdf.mesh import Mesh
from extract.readers.pdf.overruns import OUTSIDE
from extract.readers.pdf.pages import Page

_SAME_EDGE = 1.5
"""Points within which two edges of cells are one."""
_Box = tuple[float, float, float, float]


def may_be_ruled(page: Page) -> bool:
    """Whether lines are drawn on a page that could bound a cell from all sides: without any, pdfplumber finds none."""
    return len(page.horizontal) > 1 and len(page.vertical) > 1


def plumbed_meshes(data: bytes, numbers: Collection[int]) -> dict[int, list[Mesh]]:
    """The tables of some pages as pdfplumber finds them. UnreadableFile when it cannot read the file."""
    from pdfplumber.pdf import PDF

    # pdfminer warns of every font it has to guess at.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    meshes: dict[int, list[Mesh]] = {}
    try:
        with PDF(BytesIO(data), pages=sorted(numbers)) as document:
            for page in document.pages:
                tables = [table.cells for table in page.find_tables() if len(table.cells) > 1]
                meshes[page.page_number] = list(map(_mesh, tables))
                page.close()
    except MemoryError:
        raise
    except Exception as error:
        raise UnreadableFile("truncated", kind="pdf") from error
    return meshes


def _mesh(boxes: Sequence[_Box]) -> Mesh:
    """Boxes as cells of a grid made of all their edges."""
    xs = _edges([float(x) for x0, _, x1, _ in boxes for x in (x0, x1)])
    ys = _edges([float(y) for _, y0, _, y1 in boxes for y in (y0, y1)])
    spans = sorted(
        {(_nearest(ys, y0), _nearest(xs, x0), _nearest(ys, y1), _nearest(xs, x1)) for x0, y0, x1, y1 in boxes}
    )
    owners = [[OUTSIDE] * (len(xs) - 1) for _ in ys[1:]]
    for number, (row, column, bottom, right) in enumerate(spans):
        for line in owners[row:bottom]:
            line[column:right] = [number] * (right - column)
    return Mesh(xs, ys, owners, spans)


def _edges(values: list[float]) -> list[float]:
    ordered = sorted(values)
    return [ordered[0], *(high for low, high in pairwise(ordered) if high - low > _SAME_EDGE)]


def _nearest(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - value))
