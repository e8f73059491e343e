"""Whether figures stand clear on their page: then no other way of reading it can tell them otherwise.

Comes in: a `Page`, and figures as they were read with the boxes of their cells. Goes out: whether each of them is all
that stands in its cell, in one size, upright, within its rules and apart from what stands beside it. That characters
are seen and are what their font says is left to `pages`; that a cell is of the right row and column, to `tables`.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import regex as re

from extract.model import PageBox
from extract.readers.pdf.arrays import Truths, is_any, places_where
from extract.readers.pdf.glyphs import Glyphs, glyphs_of
from extract.readers.pdf.pages import Page


class InCell(NamedTuple):
    """What was read in a cell, and the boxes of the cell: one for each page that it stands on."""

    text: str
    boxes: tuple[PageBox, ...]


_FIGURE = re.compile(r"[0-9０-９][0-9０-９,，.．]*")
_BESIDE = 0.2
"""Ems to either side within which nothing else may stand on the line: digits of one number are spaced out by less."""
_ALIKE = 1.1
"""Times by which the heights of the digits of one number differ at most, where they are of two fonts; raised ones are a
third smaller."""
_LEVEL = 0.1
"""Ems by which their middles do on one line, by rounding."""
_LINE = 0.5
"""Ems from which what stands lower is on the next line of a figure that is wrapped."""
_PITCH = 1.5
"""Ems from one line of a wrapped figure to the next at most; two rows are further apart, be there a rule or not."""
_CORE = 0.25
"""Ems above and below the middle of a character in which all digits have ink: no rule may run there."""


def all_clear(page: Page, figures: Iterable[InCell]) -> bool:
    """Whether all of the figures on this page stand clear."""
    if page.crowded:
        return False
    glyphs = printed_on(page)
    return all(_is_clear(glyphs, figure, box) for figure in figures for box in figure.boxes if box.page == page.number)


def printed_on(page: Page) -> Glyphs:
    """The characters of a page without its blanks."""
    glyphs = glyphs_of(page)
    return glyphs.part(np.fromiter((not character.isspace() for character in page.text), bool, len(page.text)))


def lines_in(glyphs: Glyphs, box: PageBox) -> tuple[str, ...]:
    """The lines of what stands in a cell of a page, upright."""
    inside = glyphs.part(_touching(glyphs, box.x0, box.x1, box.y0, box.y1))
    if not len(inside.codes) or inside.turns.any():
        return ()
    return tuple("".join(map(chr, line.codes.tolist())) for line in _lines(inside, float(inside.em.max())))


def _is_clear(glyphs: Glyphs, figure: InCell, box: PageBox) -> bool:
    """Whether a cell, or the part of it on one page, holds a figure and nothing else; a part may hold nothing."""
    touching = _touching(glyphs, box.x0, box.x1, box.y0, box.y1)
    inside = glyphs.part(touching)
    if not len(inside.codes):
        return len(figure.boxes) > 1
    em = float(inside.em.max())
    lines = _lines(inside, em)
    text = "".join(map(chr, np.concatenate([line.codes for line in lines]).tolist()))
    if text != figure.text or not _FIGURE.fullmatch(text):
        return False
    if is_any(inside.turns) or em > _ALIKE * inside.em.min():
        return False
    heights = [float(line.y[0]) for line in lines]
    if any(below - above > _PITCH * em for above, below in pairwise(heights)):
        return False
    beside = glyphs.part(~touching)
    return all(_stands_apart(line, beside, em, box) for line in lines)


def _touching(glyphs: Glyphs, x0: float, x1: float, y0: float, y1: float) -> Truths:
    core = glyphs.em * _CORE
    across = (glyphs.boxes[:, 2] > x0) & (glyphs.boxes[:, 0] < x1)
    touching: Truths = across & (glyphs.y + core > y0) & (glyphs.y - core < y1)
    return touching


def _lines(glyphs: Glyphs, em: float) -> list[Glyphs]:
    """Characters line by line, each line from left to right."""
    downwards = glyphs.part(glyphs.y.argsort(kind="stable"))
    begins = places_where(np.diff(downwards.y) > _LINE * em) + 1
    lines = [downwards.part(places) for places in np.split(np.arange(len(downwards.y)), begins)]
    return [line.part(line.x.argsort(kind="stable")) for line in lines]


def _stands_apart(line: Glyphs, others: Glyphs, em: float, box: PageBox) -> bool:
    """Whether a line of a figure is level, within its cell, and apart from all others."""
    (x0, _), (x1, _) = line.boxes[:, :2].min(axis=0), line.boxes[:, 2:].max(axis=0)
    top, bottom = float(line.y.min()) - em * _CORE, float(line.y.max()) + em * _CORE
    if np.ptp(line.y) > _LEVEL * em or x0 < box.x0 or x1 > box.x1 or top < box.y0 or bottom > box.y1:
        return False
    return not is_any(_touching(others, x0 - _BESIDE * em, x1 + _BESIDE * em, top, bottom))
