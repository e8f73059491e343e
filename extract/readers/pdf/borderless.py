"""Tables without rules, or with lines between their rows only → rows of cells, from where their words stand.

Comes in: the lines of such tables, as `stretches` finds them. Goes out: the cells of a table on one page or several.
Figures make the columns (words above each other) and the rows (words side by side); a label that is wrapped stands
around the height of its figures, or begins or ends there. What the words mean is not known here; a figure never leaves
its printed line, unless its cell breaks it over lines. Heights are middles of lines and ems are widths, so that a
font's ascent does not matter.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import and_, or_
from typing import NamedTuple

import regex as re

from extract.readers.pdf.pages import Floats
from extract.readers.pdf.stretches import Stretch, is_figure
from extract.readers.pdf.words import Line, Word, text_of
from extract.text import ordinal

_TOUCHING = 0.3
_SAME = 0.4
"""Ems between the heights of figures of one row."""
_ON = 0.35
"""Ems that a label's height may be off its figures'."""
_NEXT = 2.6
"""Ems from a line of a cell to the next at most."""
_FALLBACK = 3
"""Pieces that a change of fonts cuts a word into lie no further apart in the file."""
_LINE = 1.5
"""Ems from a line of digits to the next in one cell at most."""
_CUT_FIGURE = re.compile(r"[+\-−]?[\d,.，．]+")
_LONGEST_CELL = 9
"""Lines of one cell at most."""
_MIDDLE = 0.5
_UNUSUAL = 3.0
"""What it costs to take figures to stand at the top or the foot of their cells, in the costs of labels cut wrongly."""
_NEVER = 12.0
_LETTER = re.compile(r"\p{Han}")
"""A sign in a word (无) may also be a piece of a label: it stands for a figure right of the first digits only."""
_INNER_ENUMERATOR = re.compile(r"(?<=^[\p{Han}（）]{1,6})\d{1,2}[.．、](?=\p{Han})")


_Span = tuple[float, float]
"""Where something begins and ends across the page."""
_Box = tuple[float, float, float, float]
_Cell = tuple[int, str, _Box]
"""Column, text and box."""
_Row = tuple[float, list[_Cell]]
"""Its height and cells."""


class Place(NamedTuple):
    """A cell as it was found: 0-based row and column, text and box (x0, y0, x1, y1)."""

    row: int
    column: int
    text: str
    box: _Box


@dataclass(slots=True, eq=False)
class _Block:
    """The lines of one cell; `row` is its row of figures, None where it has none of its own; `group` tells a cell that
    stands beside several rows of labels."""

    words: list[Word]
    row: int | None = None
    group: bool = False

    @property
    def x0(self) -> float:
        return min(word.x0 for word in self.words)

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def top(self) -> float:
        return self.words[0].middle

    @property
    def middle(self) -> float:
        return (self.words[0].middle + self.words[-1].middle) / 2

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words)

    @property
    def box(self) -> _Box:
        words = self.words
        return self.x0, min(word.y0 for word in words), self.x1, max(word.y1 for word in words)


class _Parts(NamedTuple):
    """The words of a stretch by what they can be, and the heights of its rows of figures."""

    figures: list[Word]
    labels: list[Word]
    others: list[Word]
    heights: list[float]
    em: float


def places_of(stretches: Sequence[Stretch]) -> tuple[tuple[Place, ...], ...]:
    """The cells of a table that stands on one page or on several, page by page, all with the same columns."""
    pages = [_with_whole_figures(list(_joined(stretch.lines))) for stretch in stretches]
    figures = [word for words in pages for word in words if is_figure(word.text)]
    edge = _edge(pages, min((word.x0 for word in figures if not _LETTER.search(word.text)), default=0.0))
    columns = _columns([word for word in figures if word.x0 >= edge])
    if not columns:
        return tuple(tuple(_as_printed(stretch.lines)) for stretch in stretches)
    edge = min(edge, columns[0][0])
    parts = [_parts(words, edge) for words in pages]
    headers = [_header_blocks(part, stretch.rules) for part, stretch in zip(parts, stretches, strict=True)]
    columns = _with_headers(columns, max((_lowest(found, parts[0].em) for found in headers), key=len))
    labels = [_Labels(part, stretch.rules) for part, stretch in zip(parts, stretches, strict=True)]
    for above, below in pairwise(labels):
        above.is_cut_below = below.is_cut_above = True
    blocks = _label_blocks(labels)
    depths = _ends(
        [
            block
            for found, part in zip(blocks, parts, strict=True)
            for block in found
            if block.group and block.middle > _body(part)
        ]
    )
    begun = [_is_begun(part, found) for part, found in zip(parts, blocks, strict=True)]
    return tuple(
        tuple(_placed(part, found, header, columns, depths, whole))
        for part, found, header, whole in zip(parts, blocks, headers, (*begun[1:], True), strict=True)
    )


def _is_begun(part: _Parts, blocks: list[_Block]) -> bool:
    """Whether the first row of figures on a page has no whole label: then it began on the page before."""
    first = next((block for block in blocks if block.row == 0), None)
    return bool(part.heights) and (first is None or abs(first.middle - part.heights[0]) > _ON * part.em)


def _edge(pages: Sequence[list[Word]], edge: float) -> float:
    """Where the columns of figures begin: left of the first figure, where a header stands right of all labels and of
    the labels' own header."""
    reach, headers = 0.0, list[Word]()
    for words in pages:
        heights = sorted(word.middle for word in words if is_figure(word.text) and word.x0 >= edge)
        for word in words:
            if word.x1 > edge or not heights:
                continue
            if word.middle < heights[0] - word.em:
                headers.append(word)
            elif bisect(heights, word.middle - 0.75 * word.em) < bisect(heights, word.middle + 0.75 * word.em):
                reach = max(reach, word.x1)
    if reach and headers:
        reach = max(reach, min(headers, key=lambda word: word.x0).x1)
    return min((word.x0 for word in headers if word.x0 > reach), default=edge)


def _as_printed(lines: Sequence[Line]) -> Iterator[Place]:
    """The words of a table without figures, line by line."""
    columns = [(word.x0, word.x1) for word in max(lines, key=lambda line: len(line.words)).words]
    for row, line in enumerate(lines):
        column = -1
        for word in _joined([line]):
            column = max(column + 1, _column(word, columns))
            yield Place(row, column, word.text, (word.x0, word.y0, word.x1, word.y1))


def _joined(lines: Iterable[Line]) -> Iterator[Word]:
    """The words of lines; pieces that touch are one word unless an enumerator begins the second, or it is a figure."""
    for line in lines:
        piece: list[Word] = []
        for word in (part for whole in line.words for part in _parted(whole)):
            apart = piece and (
                word.x0 - piece[-1].x1 > _TOUCHING * word.em
                or word.x0 - piece[-1].x1 < -word.em
                or abs(word.order - piece[-1].order) > _FALLBACK
                or ordinal(word.text)
                or is_figure(word.text)
                or is_figure(piece[-1].text)
            )
            if apart:
                yield _one(piece)
                piece = []
            piece.append(word)
        if piece:
            yield _one(piece)


def _parted(word: Word) -> Iterator[Word]:
    """A word, cut before an enumerator that touches the label of the cell to its left."""
    match = _INNER_ENUMERATOR.search(word.text)
    if not match:
        yield word
        return
    at = match.start()
    cut = word.x0 + (word.x1 - word.x0) * _width(word.text[:at]) / _width(word.text)
    yield word._replace(text=word.text[:at], x1=cut)
    yield word._replace(text=word.text[at:], x0=cut)


def _width(text: str) -> int:
    """The width of a text in half ems."""
    return sum(1 + (character > "\u2e7f") for character in text)


def _with_whole_figures(words: list[Word]) -> list[Word]:
    """The words of a table, figures that a narrow cell breaks over lines put together.

    They are drawn one after the other; where the file does not draw cell by cell, one stands at a height where there is
    no label and other cells have none.
    """
    digits = sorted((word for word in words if _CUT_FIGURE.fullmatch(word.text)), key=_middle)
    if len(digits) < 2:
        return words
    labels = sorted((word.middle, word.x0) for word in words if not is_figure(word.text))
    em = _em([word for word in words if not is_figure(word.text)] or words)
    heights, labelled = [word.middle for word in digits], [height for height, _ in labels]
    levels = [_level(heights, word.middle, em) for word in digits]
    widest = max(end - start for start, end in levels)
    bare = [not any(x0 < word.x0 for _, x0 in labels[slice(*_level(labelled, word.middle, em))]) for word in digits]
    few = [end - start < widest for start, end in levels]
    lone = [*map(and_, bare, few)]
    odd = [*map(or_, bare, few)]
    below = [_next_below(digits, heights, at, end, em) for at, (_, end) in enumerate(levels)]
    pairs = [(at, lower) for at, lower in enumerate(below) if lower and (odd[at] or odd[lower])]
    most = 1.08 * min((heights[lower] - heights[at] for at, lower in pairs), default=0.0)
    drawn = [(at, lower) for at, lower in pairs if digits[lower].order == digits[at].order + 1]
    chains: dict[int, list[int]] = {}
    for at, lower in drawn or [(at, lower) for at, lower in pairs if lone[at] or lone[lower]]:
        if heights[lower] - heights[at] < most and digits[lower].text[0] not in "+-−":
            chains[lower] = [*chains.pop(at, [at]), lower]
    pieces = {piece for chain in chains.values() for piece in chain}
    kept = [word for at, word in enumerate(digits) if at not in pieces]
    others = [word for word in words if not _CUT_FIGURE.fullmatch(word.text)]
    return others + kept + [_stacked([digits[at] for at in chain]) for chain in chains.values()]


def _next_below(digits: list[Word], heights: list[float], at: int, start: int, em: float) -> int:
    """The first digits under others that can be of one figure with them, from a place on; 0 where there are none."""
    word = digits[at]
    for lower in range(start, bisect(heights, word.middle + _LINE * em)):
        if heights[lower] - word.middle > 0.8 * em and digits[lower].x0 < word.x1 and word.x0 < digits[lower].x1:
            return lower
    return 0


def _em(words: Sequence[Word]) -> float:
    return sorted(word.em for word in words)[len(words) // 2]


def _middle(word: Word) -> float:
    return word.middle


def _level(heights: list[float], height: float, em: float) -> tuple[int, int]:
    """Where in sorted heights those of one line stand."""
    return bisect(heights, height - 0.3 * em), bisect(heights, height + 0.3 * em)


def _stacked(words: list[Word]) -> Word:
    first, last = words[0], words[-1]
    return Word(
        "".join(word.text for word in words),
        min(word.x0 for word in words),
        first.y0,
        max(word.x1 for word in words),
        last.y1,
        (first.middle + last.middle) / 2,
        first.em,
        first.order,
    )


def _one(words: list[Word]) -> Word:
    if len(words) == 1:
        return words[0]
    first, last = words[0], words[-1]
    y0, y1 = min(word.y0 for word in words), max(word.y1 for word in words)
    widest = max(words, key=lambda word: word.x1 - word.x0)
    return Word(text_of(words), first.x0, y0, last.x1, y1, widest.middle, widest.em, first.order)


def _columns(words: Iterable[Word]) -> list[_Span]:
    """The columns that words standing above each other make, from left to right; a word over several makes none."""
    columns: list[_Span] = []
    for word in sorted(words, key=lambda word: word.x1 - word.x0):
        under = [column for column in columns if column[0] < word.x1 and word.x0 < column[1]]
        if not under:
            columns.append((word.x0, word.x1))
        elif len(under) == 1:
            columns[columns.index(under[0])] = (min(word.x0, under[0][0]), max(word.x1, under[0][1]))
    return sorted(columns)


def _parts(words: list[Word], edge: float) -> _Parts:
    em = _em([word for word in words if not is_figure(word.text)] or words)
    figures, pieces, rest = list[Word](), list[Word](), list[Word]()
    for word in words:
        is_piece = word.x0 >= edge and _CUT_FIGURE.fullmatch(word.text)
        (figures if word.x0 >= edge and is_figure(word.text) else pieces if is_piece else rest).append(word)
    labels = [word for word in rest if word.x1 < edge + 0.2 * em]
    others = [word for word in rest if word.x1 >= edge + 0.2 * em]
    heights = _heights(figures, em)
    pieces_alone = [word for word in pieces if all(abs(word.middle - height) > _LINE * em for height in heights)]
    return _Parts([*figures, *pieces], labels, others, sorted([*heights, *_heights(pieces_alone, em)]), em)


def _heights(words: Iterable[Word], em: float) -> list[float]:
    """The heights of rows of figures."""
    heights: list[float] = []
    for middle in sorted(word.middle for word in words):
        if not heights or middle - heights[-1] > _SAME * em:
            heights.append(middle)
    return heights


def _lowest(headers: Sequence[_Block], em: float) -> list[_Span]:
    """The lowest cells of a header, from left to right: of the widest one where several stand above each other."""
    found: list[list[_Block]] = []
    for block in sorted(headers, key=lambda block: block.top):
        if not found or block.top - max(other.words[-1].middle for other in found[-1]) > _NEXT * em:
            found.append([])
        found[-1].append(block)
    return max(
        (
            sorted(
                (block.x0, block.x1)
                for block in header
                if not any(other.top > block.top and _overlap(other, block) for other in header)
            )
            for header in found
        ),
        key=len,
        default=[],
    )


def _with_headers(columns: list[_Span], lowest: Sequence[_Span]) -> list[_Span]:
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
    skipped, own = spare, set()
    for at in range(len(columns), 0, -1):
        skipped = min(range(skipped + 1), key=lambda each: costs[at][each])
        own.add(at - 1 + skipped)
    return sorted([*columns, *(header for at, header in enumerate(lowest) if at not in own)])


# ── Labels ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Labels:
    """The words left of the figures on one page, stacked, and what tells how they make cells."""

    def __init__(self, part: _Parts, rules: Floats) -> None:
        em, words = part.em, part.labels
        self.part = part
        self.is_cut_above = self.is_cut_below = False
        self.stacks = _stacks(part, rules)
        pitches = {at: _pitch([words[near] for near in stack], em) for stack in self.stacks for at in stack}
        self.beside = [_stands_beside(word, part, pitches[at]) for at, word in enumerate(words)]
        self.headed = [any(abs(other.middle - word.middle) < _ON * em for other in part.others) for word in words]
        levels = [_nearest(part.heights, word.middle) for word in words]
        self.level = [
            not beside and level is not None and abs(part.heights[level] - word.middle) < _ON * em
            for word, beside, level in zip(words, self.beside, levels, strict=True)
        ]
        body = _body(part)
        leaves = [
            word.middle for word, beside in zip(words, self.beside, strict=True) if not beside and word.middle > body
        ]
        self.highest, self.lowest = min(leaves, default=0.0), max(leaves, default=0.0)
        own = (at for at in range(len(words)) if not self.beside[at] and not self.headed[at])
        self.margin = max((words[at].x1 for at in own), default=0.0)
        self.in_order = _keeps_cells_together(part)

    def cells(self, anchor: float) -> tuple[float, list[_Block]]:
        """The cells at the least cost; `anchor` tells where in a cell its figures stand: 0 top, 1 bottom."""
        cost, blocks = 0.0, []
        for stack in self.stacks:
            least, found = self._split(stack, anchor)
            cost += least
            blocks += found
        claimed = {block.row for block in blocks if block.row is not None}
        return cost + 3.0 * (len(self.part.heights) - len(claimed)), blocks

    def _split(self, stack: list[int], anchor: float) -> tuple[float, list[_Block]]:
        words = [self.part.labels[at] for at in stack]
        joins = self._joins(stack, words)
        best: list[tuple[float, int, int | None]] = [(0.0, 0, None)]
        for end in range(1, len(words) + 1):
            options: list[tuple[float, int, int | None]] = []
            inner = 0.0
            for start in range(end - 1, max(-1, end - 1 - _LONGEST_CELL), -1):
                inner += joins[start] if start < end - 1 else 0.0
                if inner > _NEVER:
                    break
                own, row = self._cost(stack[start:end], anchor)
                taken = row is not None and best[start][2] == row
                options.append((best[start][0] + inner + own + 6.0 * taken, start, row))
            best.append(min(options, key=lambda option: option[:2]))
        blocks, end = [], len(words)
        while end:
            _, start, row = best[end]
            blocks.append(_Block(words[start:end], row, any(self.beside[at] for at in stack[start:end])))
            end = start
        return best[-1][0], blocks[::-1]

    def _joins(self, stack: list[int], words: list[Word]) -> list[float]:
        """What it costs to take each line and the next for one cell's."""
        em = self.part.em
        pitch = _pitch(words, em)
        own = max((word.x1 for at, word in zip(stack, words, strict=True) if self.beside[at]), default=0.0)
        costs = []
        for at, word, after in zip(stack, words, words[1:], strict=False):
            margin = own if self.beside[at] else self.margin
            costs.append(
                6.0 * bool(ordinal(after.text))
                + 6.0 * (self.in_order and after.order != word.order + 1)
                + max(0.0, 12.0 * ((after.middle - word.middle) / pitch - 1.15))
                + 6.0 * (after.x1 - after.x0 > word.x1 - word.x0 + 1.2 * em)
                + 4.0 * (margin - word.x1 > 2.3 * em)
            )
        return costs

    def _cost(self, stack: list[int], anchor: float) -> tuple[float, int | None]:
        """What it costs to take lines for one cell, and the row of figures it stands by."""
        if any(self.beside[at] for at in stack):
            return 0.5 + 6.0 * any(self.level[at] for at in stack), None
        labels, heights, em = self.part.labels, self.part.heights, self.part.em
        first, last = labels[stack[0]].middle, labels[stack[-1]].middle
        height = first + anchor * (last - first)
        row = _nearest(heights, height)
        inside = bisect(heights, last + _ON * em) - bisect(heights, first - _ON * em)
        several, headed = len(stack) > 1, any(self.headed[at] for at in stack)
        if row is not None and (off := abs(heights[row] - height) / em) <= _ON:
            return 2.0 * off + 4.0 * (inside - 1) + 4.0 * (several and headed), row
        if inside <= 1 and row is not None:
            # The rest of the cell stands on the other page, and its figures are in the middle of the whole.
            below = self.is_cut_below and last == self.lowest and height < heights[row] < last + em
            above = self.is_cut_above and first == self.highest and first - em < heights[row] < height
            if below or above:
                return 1.0, row
        return (0.5 if headed and not several else 2.0) + 4.0 * inside, None


def _label_blocks(pages: Sequence[_Labels]) -> list[list[_Block]]:
    """The cells left of the figures page by page, each with its row of figures where it has one."""
    chosen = [page.cells(_MIDDLE) for page in pages]
    least = sum(cost for cost, _ in chosen)
    for anchor in (0.0, 1.0):
        if least <= _UNUSUAL:
            break
        found = [page.cells(anchor) for page in pages]
        cost = _UNUSUAL + sum(cost for cost, _ in found)
        if cost < least:
            least, chosen = cost, found
    return [blocks for _, blocks in chosen]


def _stands_beside(word: Word, part: _Parts, pitch: float) -> bool:
    """Whether other labels stand right of a word, at its height or around it: then it is a heading over rows."""
    drops = [
        other.middle - word.middle
        for other in part.labels
        if other.x0 > word.x1 - 0.5 * part.em and abs(other.middle - word.middle) < 1.3 * pitch
    ]
    return any(abs(drop) < 0.75 * part.em for drop in drops) or (min(drops, default=0) < 0 < max(drops, default=0))


def _pitch(words: Sequence[Word], em: float) -> float:
    """The least drop from a line to the next, which is that within a cell."""
    drops = (after.middle - word.middle for word, after in pairwise(words))
    return min((drop for drop in drops if drop > 0.8 * em), default=1.2 * em)


def _keeps_cells_together(part: _Parts) -> bool:
    """Whether the file draws cell by cell: somewhere a word stands above the one drawn before it."""
    words = sorted((*part.labels, *part.figures, *part.others), key=lambda word: word.order)
    return any(after.middle < word.middle - 0.3 * part.em for word, after in pairwise(words))


def _stacks(part: _Parts, rules: Floats) -> list[list[int]]:
    """Words under each other, no rule between, top to bottom."""
    order = sorted(range(len(part.labels)), key=lambda at: part.labels[at].middle)
    stacks: list[list[int]] = []
    for at in order:
        word = part.labels[at]
        chosen: tuple[float, list[int]] | None = None
        for stack in stacks:
            above = part.labels[stack[-1]]
            drop = word.middle - above.middle
            if drop > _NEXT * part.em or drop < 0.5 * part.em or _is_ruled_off(above, word, rules):
                continue
            overlap = min(word.x1, above.x1) - max(word.x0, above.x0)
            if overlap > 0.3 * min(word.x1 - word.x0, above.x1 - above.x0):
                nearness = drop - (0.5 * part.em if word.order == above.order + 1 else 0.0)
                if chosen is None or nearness < chosen[0]:
                    chosen = nearness, stack
        if chosen:
            chosen[1].append(at)
        else:
            stacks.append([at])
    return stacks


def _is_ruled_off(above: Word, below: Word, rules: Floats) -> bool:
    middle = (max(above.x0, below.x0) + min(above.x1, below.x1)) / 2
    return len(rules) > 0 and bool(
        (
            (rules[:, 0] > above.middle)
            & (rules[:, 0] < below.middle)
            & (rules[:, 1] < middle)
            & (rules[:, 2] > middle)
        ).any()
    )


def _nearest(heights: list[float], height: float) -> int | None:
    at = bisect(heights, height)
    near = [place for place in (at - 1, at) if 0 <= place < len(heights)]
    return min(near, key=lambda place: abs(heights[place] - height)) if near else None


# ── Headings over rows ───────────────────────────────────────────────────────────────────────────────────────────────


def _body(part: _Parts) -> float:
    """The height below which rows of figures stand."""
    return part.heights[0] - _NEXT * part.em if part.heights else float("inf")


def _ends(groups: list[_Block]) -> list[float]:
    """Where the columns of headings over rows end."""
    ends: list[float] = []
    for block in sorted(groups, key=lambda block: block.x0):
        if ends and block.x0 < ends[-1] - 1:
            ends[-1] = min(ends[-1], block.x1) if block.x1 > ends[-1] + block.words[0].em else max(ends[-1], block.x1)
        else:
            ends.append(block.x1)
    return ends


def _first_row(group: _Block, groups: list[_Block], leaves: list[_Block], em: float) -> float:
    """The height of the first row that a heading stands beside."""
    right = sorted(leaves, key=lambda leaf: leaf.middle)
    before = [
        other.middle
        for other in groups
        if other is not group and other.middle < group.middle and _overlap(other, group)
    ]
    if not right:
        return group.middle
    at = min(range(len(right)), key=lambda at: abs(right[at].middle - group.middle))
    if right[at].x0 <= group.x1 - 0.5 * em:
        return group.middle
    while at:
        above = right[at - 1]
        if above.x0 <= group.x1 - 0.5 * em or (before and above.middle < max(before)):
            break
        if before and _is_first(right[at].text):
            break
        at -= 1
    return right[at].middle


def _is_first(text: str) -> bool:
    return ordinal(text) in ("1.", "(1)", "1,")


def _overlap(one: _Block, other: _Block) -> bool:
    return min(one.x1, other.x1) - max(one.x0, other.x0) > 0


# ── Cells ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _placed(
    part: _Parts,
    blocks: list[_Block],
    headers: list[_Block],
    columns: list[_Span],
    depths: list[float],
    open_end: bool,
) -> Iterator[Place]:
    """All cells of a stretch, numbered row by row from the top.

    A label without figures has empty cells beside it, unless figures without a label are near, or it is the last on a
    page and the next does not go on with its row (`open_end` where it does, and at the end of the table).
    """
    em, base, body = part.em, len(depths) + 1, _body(part)
    groups = [block for block in blocks if block.group and block.middle > body]
    leaves = [block for block in blocks if not block.group and block.middle > body]
    claimed = {block.row for block in blocks}
    unlabelled = [height for number, height in enumerate(part.heights) if number not in claimed]
    rows = list(_rows_of_figures(part, blocks, columns, depths, unlabelled))
    heights = [height for height, _ in rows]
    for block in headers:
        at = base + _column_at(block.x0, block.x1, columns)
        near = _nearest(heights, block.middle)
        if near is not None and abs(heights[near] - block.middle) < _ON * em:
            cells = rows[near][1]
            cells[:] = [cell for cell in cells if cell[0] != at or cell[1]] + [(at, block.text, block.box)]
        else:
            rows.append((block.middle, [(at, block.text, block.box)]))
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
            and all(abs(height - block.middle) >= _NEXT * em for height in unlabelled)
            and all(abs(header.middle - block.middle) >= _ON * em for header in headers)
            and not _may_be_cut(block, leaves, em)
        ):
            cells += _figure_cells([], columns, base, block.middle, em, True)
        rows.append((block.middle, cells))
    rows += [
        (_first_row(group, groups, leaves, em), [(_depth(group, depths, em), group.text, group.box)])
        for group in groups
    ]
    yield from _numbered(sorted(rows, key=lambda row: row[0]), em)


def _rows_of_figures(
    part: _Parts, blocks: list[_Block], columns: list[_Span], depths: list[float], unlabelled: list[float]
) -> Iterator[_Row]:
    """The rows of figures with their labels; two rows where it is not sure that the figures are the label's.

    Few figures without a label at the foot of a page are pieces of a row of the next: what else it has is not known.
    """
    em = part.em
    levels: dict[int | None, list[Word]] = {}
    for word in part.figures:
        levels.setdefault(_nearest(part.heights, word.middle), []).append(word)
    for number, height in enumerate(part.heights):
        mine = levels.get(number, [])
        beside = list(_label_cells([block for block in blocks if block.row == number], depths, em))
        whole = all(height == other or abs(height - other) >= _LINE * em for other in unlabelled)
        cut = not beside and 0 < number == len(part.heights) - 1 and 2 * len(mine) < len(columns)
        figures = list(_figure_cells(mine, columns, len(depths) + 1, height, em, whole and not cut))
        glued = not all(_is_in_one(word, columns) for word in mine)
        if beside and (glued or (not whole and _has_stray_pieces(mine, number, levels, part))):
            yield height, beside
            yield height + 1.1 * _SAME * em, figures
        else:
            yield height, beside + figures


def _may_be_cut(block: _Block, leaves: list[_Block], em: float) -> bool:
    """Whether, among labels with enumerators, one that has none is this one or stands right below: the rest of it."""
    if 2 * sum(bool(ordinal(leaf.text)) for leaf in leaves) < len(leaves):
        return False
    return not ordinal(block.text) or any(
        0 < leaf.top - block.words[-1].middle < _NEXT * em and not ordinal(leaf.text) and _overlap(leaf, block)
        for leaf in leaves
    )


def _has_stray_pieces(words: list[Word], number: int, levels: dict[int | None, list[Word]], part: _Parts) -> bool:
    """Whether figures of a row without a label stand so close above or below those of this one that they are pieces of
    them, cut off."""
    return any(
        min(word.x1, piece.x1) > max(word.x0, piece.x0)
        for other in (number - 1, number + 1)
        if 0 <= other < len(part.heights) and abs(part.heights[other] - part.heights[number]) < _LINE * part.em
        for piece in levels.get(other, ())
        for word in words
    )


def _numbered(rows: list[_Row], em: float) -> Iterator[Place]:
    number, at, taken = -1, float("-inf"), set[int]()
    waiting: list[Place] = []
    for height, cells in rows:
        if height - at > _SAME * em or any(column in taken for column, _, _ in cells):
            number, at, taken = number + 1, height, set()
        for column, text, box in cells:
            taken.add(column)
            waiting.append(Place(number, column, text, box))
    yield from sorted(waiting)


def _label_cells(blocks: list[_Block], depths: list[float], em: float) -> Iterator[_Cell]:
    taken: set[int] = set()
    for block in sorted(blocks, key=lambda block: block.x0):
        depth = _depth(block, depths, em)
        while depth in taken:
            depth += 1
        taken.add(depth)
        yield depth, block.text, block.box


def _depth(block: _Block, depths: list[float], em: float) -> int:
    """How many columns of headings end left of a label."""
    return sum(end <= block.x0 + 0.5 * em for end in depths)


def _figure_cells(
    words: list[Word], columns: list[_Span], base: int, height: float, em: float, whole: bool
) -> Iterator[_Cell]:
    """The figures of a row and its empty cells; no empty cells where figures run together, two are in one column, or
    figures of no row are so near that they may belong here (not `whole`)."""
    by_column: dict[int, list[Word]] = {}
    for word in sorted(words, key=lambda word: (word.x0, word.middle)):
        by_column.setdefault(_column(word, columns), []).append(word)
    in_place = whole and all(len(found) == 1 and _is_in_one(found[0], columns) for found in by_column.values())
    for at, (x0, x1) in enumerate(columns):
        for word in by_column.get(at, ()):
            yield base + at, word.text, (word.x0, word.y0, word.x1, word.y1)
        if in_place and at not in by_column:
            yield base + at, "", (x0, height - em / 2, x1, height + em / 2)


def _is_in_one(word: Word, columns: list[_Span]) -> bool:
    return sum(x0 < word.x1 and word.x0 < x1 for x0, x1 in columns) == 1


def _column(word: Word, columns: list[_Span]) -> int:
    return _column_at(word.x0, word.x1, columns)


def _column_at(x0: float, x1: float, columns: list[_Span]) -> int:
    """The first column that stands over or under something; the nearest where none does."""
    for at, (start, end) in enumerate(columns):
        if start < x1 and x0 < end:
            return at
    middle = (x0 + x1) / 2
    return min(range(len(columns)), key=lambda at: abs(sum(columns[at]) / 2 - middle))


def _header_blocks(part: _Parts, rules: Floats) -> list[_Block]:
    """The words over the figures as cells: lines under each other that one cell wraps."""
    in_order = _keeps_cells_together(part)
    blocks: list[_Block] = []
    for word in sorted(part.others, key=lambda word: word.middle):
        for block in blocks:
            above = block.words[-1]
            drop = word.middle - above.middle
            if (
                0.5 * part.em < drop < (_NEXT if in_order else 1.9) * part.em
                and word.x1 - word.x0 < above.x1 - above.x0 + 0.6 * part.em
                and min(word.x1, above.x1) - max(word.x0, above.x0) > 0.5 * (word.x1 - word.x0)
                and (0 < word.order - above.order <= 2 or not in_order)
                and not _is_ruled_off(above, word, rules)
                and bisect(part.heights, above.middle) == bisect(part.heights, word.middle)
            ):
                block.words.append(word)
                break
        else:
            blocks.append(_Block([word]))
    return blocks
