"""Words left of the figures and above them → the cells they are wrapped in, and the rows these stand by.

Comes in: the `TableParts` of a table without rules, and the horizontal lines drawn in it. Goes out: blocks of words,
each one cell: labels with their row of figures, headings that stand beside several rows, cells of the header. A label
that is wrapped stands around the height of its figures, or begins or ends there.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from extract.readers.pdf.pieces import Extent, TableParts, is_ruled_off
from extract.readers.pdf.stretches import HorizontalRule
from extract.readers.pdf.words import PageWord
from extract.text import ordinal

ON = 0.35
"""Ems that a label's height may be off its figures'."""
NEXT = 2.6
"""Ems from a line of a cell to the next at most."""
_LONGEST_CELL = 9
"""Lines of one cell at most."""
_MIDDLE = 0.5


class _Costs(NamedTuple):
    """What speaks against a way to cut the labels into cells; of all ways the one that costs least is taken.

    1 is odd, 2 to 4 is unlikely, 6 is hardly ever printed; only how these compare matters.
    """

    unlabelled_row: float = 3.0
    """A row of figures without a label: pages cut them off, and little else does."""
    row_taken: float = 6.0
    """Two cells under each other by one row of figures."""
    numbered: float = 6.0
    """A line that begins with an enumerator goes on with the cell above it: an enumerator opens a cell."""
    drawn_apart: float = 6.0
    """Two lines of a cell are not drawn one after the other, in a file that draws cell by cell."""
    farther: float = 12.0
    """For each pitch by which the next line stands lower than lines of a cell do; beyond `usual_drop` pitches."""
    usual_drop: float = 1.15
    """Pitches from line to line that rounding leaves within a cell."""
    wider: float = 6.0
    """A line is wider than the one above it, by more than `hanging` ems: text is wrapped where the cell is full."""
    hanging: float = 1.2
    """Ems by which a full line may fall short: one character that did not fit, and rounding."""
    short: float = 4.0
    """A line that goes on ends more than `ragged` ems before the margin, where another word would have fitted."""
    ragged: float = 2.3
    """Ems before the margin at which lines are broken to keep a word or an enumerator whole."""
    beside: float = 0.5
    """Each heading beside rows: two lines make one heading rather than two."""
    beside_level: float = 6.0
    """A heading beside rows at the height of figures, where their label belongs."""
    off: float = 2.0
    """For each em between the height of a label and that of its figures."""
    row_within: float = 4.0
    """Every row of figures, but for its own, that stands within the height of a cell."""
    headed: float = 4.0
    """A cell of several lines beside a word of the header."""
    cut: float = 1.0
    """A cell at the edge of a page whose rest stands on the other."""
    heading: float = 0.5
    """A line without figures at the height of a word of the header: most likely a part of it."""
    alone: float = 2.0
    """Any other cell without figures."""
    unusual: float = 3.0
    """Figures at the top or the foot of their cells, in the whole table."""
    never: float = 12.0
    """Lines that cost more to join are not looked at further."""


_COST = _Costs()

Box = tuple[float, float, float, float]


@dataclass(slots=True, eq=False)
class WrappedCell:
    """The lines of one cell; `row` is its row of figures, None where it has none of its own; `group` tells a cell that
    stands beside several rows of labels."""

    words: list[PageWord]
    row: int | None = None
    group: bool = False

    @property
    def x0(self) -> float:
        return min([word.x0 for word in self.words])

    @property
    def x1(self) -> float:
        return max([word.x1 for word in self.words])

    @property
    def top(self) -> float:
        return self.words[0].middle

    @property
    def middle(self) -> float:
        return (self.words[0].middle + self.words[-1].middle) / 2

    @property
    def middles(self) -> list[float]:
        """The middle of the cell, and those of its lines."""
        return [self.middle, *(word.middle for word in self.words)]

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        words = self.words
        return self.x0, min(word.y0 for word in words), self.x1, max(word.y1 for word in words)


class Labels:
    """The words left of the figures on one page, stacked, and what tells how they make cells."""

    def __init__(self, part: TableParts, rules: Sequence[HorizontalRule]) -> None:
        em, words = part.em, part.labels
        self.part = part
        self.is_cut_above = self.is_cut_below = False
        self.stacks = _stacks(part, rules)
        pitches = {at: _pitch([words[near] for near in stack], em) for stack in self.stacks for at in stack}
        self.beside = [_stands_beside(word, part, pitches[at]) for at, word in enumerate(words)]
        self.headed = [any(abs(other.middle - word.middle) < ON * em for other in part.others) for word in words]
        levels = [nearest(part.heights, word.middle) for word in words]
        self.level = [
            not beside and level is not None and abs(part.heights[level] - word.middle) < ON * em
            for word, beside, level in zip(words, self.beside, levels, strict=True)
        ]
        body = body_of(part)
        leaves = [
            word.middle for word, beside in zip(words, self.beside, strict=True) if not beside and word.middle > body
        ]
        self.highest, self.lowest = min(leaves, default=0.0), max(leaves, default=0.0)
        leaf_places = (at for at in range(len(words)) if not self.beside[at] and not self.headed[at])
        self.margin = max((words[at].x1 for at in leaf_places), default=0.0)
        self.in_order = _keeps_cells_together(part)

    def cells(self, anchor: float) -> tuple[float, list[WrappedCell]]:
        """The cells at the least cost; `anchor` tells where in a cell its figures stand: 0 top, 1 bottom."""
        cost, blocks = 0.0, []
        for stack in self.stacks:
            least, stack_blocks = self._split(stack, anchor)
            cost += least
            blocks += stack_blocks
        claimed = {block.row for block in blocks if block.row is not None}
        return cost + _COST.unlabelled_row * (len(self.part.heights) - len(claimed)), blocks

    def _split(self, stack: list[int], anchor: float) -> tuple[float, list[WrappedCell]]:
        words = [self.part.labels[at] for at in stack]
        joins = self._joins(stack, words)
        best: list[tuple[float, int, int | None]] = [(0.0, 0, None)]
        for end in range(1, len(words) + 1):
            options: list[tuple[float, int, int | None]] = []
            inner = 0.0
            for start in range(end - 1, max(-1, end - 1 - _LONGEST_CELL), -1):
                inner += joins[start] if start < end - 1 else 0.0
                if inner > _COST.never:
                    break
                cell_cost, row = self._cost(stack[start:end], anchor)
                is_row_taken = row is not None and best[start][2] == row
                options.append((best[start][0] + inner + cell_cost + _COST.row_taken * is_row_taken, start, row))
            best.append(min(options, key=lambda option: option[:2]))
        blocks, end = [], len(words)
        while end:
            _, start, row = best[end]
            blocks.append(WrappedCell(words[start:end], row, any(self.beside[at] for at in stack[start:end])))
            end = start
        return best[-1][0], blocks[::-1]

    def _joins(self, stack: list[int], words: list[PageWord]) -> list[float]:
        """What it costs to take each line and the next for one cell's."""
        em = self.part.em
        pitch = _pitch(words, em)
        margin_beside = max((word.x1 for at, word in zip(stack, words, strict=True) if self.beside[at]), default=0.0)
        costs = []
        for at, word, after in zip(stack, words, words[1:], strict=False):
            margin = margin_beside if self.beside[at] else self.margin
            costs.append(
                _COST.numbered * bool(ordinal(after.text))
                + _COST.drawn_apart * (self.in_order and after.order != word.order + 1)
                + max(0.0, _COST.farther * ((after.middle - word.middle) / pitch - _COST.usual_drop))
                + _COST.wider * (after.x1 - after.x0 > word.x1 - word.x0 + _COST.hanging * em)
                + _COST.short * (margin - word.x1 > _COST.ragged * em)
            )
        return costs

    def _cost(self, stack: list[int], anchor: float) -> tuple[float, int | None]:
        """What it costs to take lines for one cell, and the row of figures it stands by."""
        if any(self.beside[at] for at in stack):
            return _COST.beside + _COST.beside_level * any(self.level[at] for at in stack), None
        labels, heights, em = self.part.labels, self.part.heights, self.part.em
        first, last = labels[stack[0]].middle, labels[stack[-1]].middle
        height = first + anchor * (last - first)
        row = nearest(heights, height)
        inside = bisect(heights, last + ON * em) - bisect(heights, first - ON * em)
        several, headed = len(stack) > 1, any(self.headed[at] for at in stack)
        if row is not None and (off := abs(heights[row] - height) / em) <= ON:
            return _COST.off * off + _COST.row_within * (inside - 1) + _COST.headed * (several and headed), row
        if inside <= 1 and row is not None:
            # The rest of the cell stands on the other page, and its figures are in the middle of the whole.
            below = self.is_cut_below and last == self.lowest and height < heights[row] < last + em
            above = self.is_cut_above and first == self.highest and first - em < heights[row] < height
            if below or above:
                return _COST.cut, row
        return (_COST.heading if headed and not several else _COST.alone) + _COST.row_within * inside, None


def label_blocks(pages: Sequence[Labels]) -> list[list[WrappedCell]]:
    """The cells left of the figures page by page, each with its row of figures where it has one."""
    chosen = [page.cells(_MIDDLE) for page in pages]
    least = sum(cost for cost, _ in chosen)
    for anchor in (0.0, 1.0):
        if least <= _COST.unusual:
            break
        cells_by_page = [page.cells(anchor) for page in pages]
        cost = _COST.unusual + sum(cost for cost, _ in cells_by_page)
        if cost < least:
            least, chosen = cost, cells_by_page
    return [blocks for _, blocks in chosen]


def _stands_beside(word: PageWord, part: TableParts, pitch: float) -> bool:
    """Whether other labels stand right of a word, at its height or around it: then it is a heading over rows."""
    drops = [
        other.middle - word.middle
        for other in part.labels
        if other.x0 > word.x1 - 0.5 * part.em and abs(other.middle - word.middle) < 1.3 * pitch
    ]
    return any(abs(drop) < 0.75 * part.em for drop in drops) or (min(drops, default=0) < 0 < max(drops, default=0))


def _pitch(words: Sequence[PageWord], em: float) -> float:
    """The least drop from a line to the next, which is that within a cell."""
    drops = (after.middle - word.middle for word, after in pairwise(words))
    return min((drop for drop in drops if drop > 0.8 * em), default=1.2 * em)


def _keeps_cells_together(part: TableParts) -> bool:
    """Whether the file draws cell by cell: somewhere a word stands above the one drawn before it."""
    words = sorted((*part.labels, *part.figures, *part.others), key=lambda word: word.order)
    return any(after.middle < word.middle - 0.3 * part.em for word, after in pairwise(words))


def _stacks(part: TableParts, rules: Sequence[HorizontalRule]) -> list[list[int]]:
    """Words under each other, no rule between, top to bottom."""
    order = sorted(range(len(part.labels)), key=lambda at: part.labels[at].middle)
    stacks: list[list[int]] = []
    for at in order:
        word = part.labels[at]
        chosen: tuple[float, list[int]] | None = None
        for stack in stacks:
            above = part.labels[stack[-1]]
            drop = word.middle - above.middle
            if drop > NEXT * part.em or drop < 0.5 * part.em or is_ruled_off(above, word, rules):
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


def nearest(heights: list[float], height: float) -> int | None:
    at = bisect(heights, height)
    if 0 < at < len(heights):
        return at - 1 if height - heights[at - 1] <= heights[at] - height else at
    return min(at, len(heights) - 1) if heights else None


# ── Headings over rows ───────────────────────────────────────────────────────────────────────────────────────────────


def body_of(part: TableParts) -> float:
    """The height below which rows of figures stand."""
    return part.heights[0] - NEXT * part.em if part.heights else float("inf")


def depths_of(groups: list[WrappedCell]) -> list[float]:
    """Where the columns of headings over rows end."""
    ends: list[float] = []
    for block in sorted(groups, key=lambda block: block.x0):
        if ends and block.x0 < ends[-1] - 1:
            ends[-1] = min(ends[-1], block.x1) if block.x1 > ends[-1] + block.words[0].em else max(ends[-1], block.x1)
        else:
            ends.append(block.x1)
    return ends


def first_row(group: WrappedCell, groups: list[WrappedCell], leaves: list[WrappedCell], em: float) -> float:
    """The height of the first row that a heading stands beside."""
    right = sorted(leaves, key=lambda leaf: leaf.middle)
    before = [
        other.middle for other in groups if other is not group and other.middle < group.middle and overlap(other, group)
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


def overlap(one: WrappedCell, other: WrappedCell) -> bool:
    return min(one.x1, other.x1) - max(one.x0, other.x0) > 0


def header_blocks(part: TableParts, rules: Sequence[HorizontalRule]) -> list[WrappedCell]:
    """The words over the figures, and labels between them, as cells: lines under each other that one cell wraps."""
    in_order = _keeps_cells_together(part)
    blocks: list[WrappedCell] = []
    for word in sorted(part.others, key=lambda word: word.middle):
        for block in blocks:
            above = block.words[-1]
            drop = word.middle - above.middle
            if (
                0.5 * part.em < drop < (NEXT if in_order else 1.9) * part.em
                and word.x1 - word.x0 < above.x1 - above.x0 + 0.6 * part.em
                and min(word.x1, above.x1) - max(word.x0, above.x0) > 0.5 * (word.x1 - word.x0)
                and (0 < word.order - above.order <= 2 or not in_order)
                and not is_ruled_off(above, word, rules)
                and (
                    bisect(part.heights, above.middle) == bisect(part.heights, word.middle)
                    or _stand_around_row(above, word, part)
                )
            ):
                block.words.append(word)
                break
        else:
            blocks.append(WrappedCell([word]))
    return blocks


def _stand_around_row(above: PageWord, word: PageWord, part: TableParts) -> bool:
    """Whether two lines are those of a label right of other figures: around the height of a row, and none above or
    below a figure of it."""
    middle = (above.middle + word.middle) / 2
    between = [figure for figure in part.figures if above.middle < figure.middle < word.middle]
    return all(
        abs(figure.middle - middle) < ON * part.em and (figure.x1 < above.x0 or figure.x0 > above.x1)
        for figure in between
    )


def lowest(headers: Sequence[WrappedCell], em: float) -> list[Extent]:
    """The lowest cells of a header, from left to right: of the widest one where several stand above each other."""
    groups: list[list[WrappedCell]] = []
    for block in sorted(headers, key=lambda block: block.top):
        if not groups or block.top - max(other.words[-1].middle for other in groups[-1]) > NEXT * em:
            groups.append([])
        groups[-1].append(block)
    return max(map(_without_cells_below, groups), key=len, default=[])


def _without_cells_below(header: Sequence[WrappedCell]) -> list[Extent]:
    """The cells of a header that stand over no other of it, from left to right."""
    cells = [(block.top, block.x0, block.x1) for block in header]
    return sorted(
        (x0, x1)
        for top, x0, x1 in cells
        if not any(other > top and min(end, x1) > max(begin, x0) for other, begin, end in cells)
    )
