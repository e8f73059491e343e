"""Files that hold several reports → one document for each.

Comes in: a `Document` in which a statutory table stands twice. Goes out: its parts, cut at the titles of reports, when
each part has tables of its own; the whole document otherwise, for then the page prints something twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import inf

from extract.agencies.title import TextLine, Title
from extract.agencies.titles import titles_in
from extract.forms.outline import Outline
from extract.model import Block, Document, Gap, PageOrigin, Paragraph, ParagraphOrigin, Table
from extract.tables.grids import grid_of
from extract.tables.matching import matches_of
from extract.text import squeeze

_FEWEST_REPORTS = 2
_FEWEST_TABLES = 2
"""Tables that make a part a report: one alone may be an example or a leaf that was bound in twice."""


def parts_of(document: Document, outline: Outline) -> tuple[Document, ...]:
    """The reports of a document in printed order, what stands above the first title with the first."""
    parts: list[tuple[Block, ...]] = []
    waiting: tuple[Block, ...] = ()
    for piece in _cut(document.blocks):
        waiting += piece
        if len(matches_of(grid_of(replace(document, blocks=piece)), outline)) >= _FEWEST_TABLES:
            parts.append(waiting)
            waiting = ()
        elif parts:
            parts[-1] += waiting
            waiting = ()
    if len(parts) < _FEWEST_REPORTS:
        return (document,)
    starts = [0, *(_position(blocks[0]) for blocks in parts[1:])]
    ends = [*starts[1:], inf]
    return tuple(
        replace(document, blocks=blocks, gaps=tuple(gap for gap in document.gaps if start <= _position(gap) < end))
        for blocks, start, end in zip(parts, starts, ends, strict=True)
    )


def _position(block: Block | Gap) -> int:
    """The page of a PDF, or the paragraph of another file, that something stands on; 0 where nothing tells."""
    origin = block.rows[0][0].origin if isinstance(block, Table) else block.origin
    if isinstance(origin, PageOrigin):
        return origin.boxes[0].page
    return origin.number if isinstance(origin, ParagraphOrigin) else 0


def _cut(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """The blocks, cut in front of every title of another agency or year than the one before."""
    numbers = [at for at, block in enumerate(blocks) if isinstance(block, Paragraph)]
    lines = [
        TextLine(block.text, squeeze(block.text), block.origin) for block in blocks if isinstance(block, Paragraph)
    ]
    start, before = 0, None
    for title in titles_in(lines):
        if title.role != "line" or not title.is_full or (before and title.repeats(before)):
            continue
        if before and _stand_apart(title, lines):
            yield tuple(blocks[start : numbers[title.first]])
            start = numbers[title.first]
        before = title
    yield tuple(blocks[start:])


def _stand_apart(title: Title, lines: Sequence[TextLine]) -> bool:
    """Whether a title stands in lines of its own rather than in prose."""
    return "。" not in "".join(line.text for line in lines[title.first : title.last + 1])
