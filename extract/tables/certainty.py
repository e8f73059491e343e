"""Facts × what stands beside and upon them → facts that say how certain they are.

Comes in: the facts of a document, its gaps, and the accounts of its tables. Goes out: the facts, those unreadable on
which something is drawn that is not text, or which may be half of a figure; those guesses that a program has recognised
on a scan. Nothing is made more certain here.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median_high

from extract.glance import width_of
from extract.model import (
    Account,
    Block,
    CellOrigin,
    Concept,
    Fact,
    Form,
    Gap,
    Grid,
    Match,
    Origin,
    PageBox,
    PageOrigin,
    Paragraph,
    TextOrigin,
)
from extract.numbers import APART, has_doubtful_digits
from extract.text import label_key

_LEADING_NOUGHT = re.compile(r"0\d")
_FEWEST_AROUND = 5
"""Cells of a row in the middle of which a figure may stand for all."""
_CENTRED = 3.0
"""Points from the middle of a row to that of a figure that is set in it."""
_SAME = 1.0
"""Points by which the edges of one cell differ by rounding."""
_LOW = 0.75
"""Part of the usual height of a table's cells up to which one is as low as a line of print."""
_OVER, _LEADING = 0.3, 1.5
"""Heights of a line by which the next one of its cell overlaps it, or stays away from it, at most."""


def seen(facts: Sequence[Fact], gaps: Sequence[Gap]) -> tuple[Fact, ...]:
    """The facts as far as their print is seen: guesses on recognised pages, unreadable where something is drawn."""
    doubts = [gap for gap in gaps if gap.reason in ("recognised_page", "unread_ink", "picture")]
    if not doubts:
        return tuple(facts)
    return tuple(_as_seen(fact, doubts) for fact in _as_lined_up(_as_filled(facts, doubts), doubts))


def _as_filled(facts: Sequence[Fact], doubts: Sequence[Gap]) -> Iterator[Fact]:
    """The facts, unreadable instead of blank where a cell that is the only one of its row stands empty at the height of
    something drawn: nobody knows how far such a cell reaches, if no rules are drawn."""
    rows = Counter((origin.table, origin.row) for fact in facts for origin in _on_pages(fact))
    drawn = _drawn(doubts)
    for fact in facts:
        places = _on_pages(fact) if fact.state == "blank" else ()
        is_alone = places and all(rows[place.table, place.row] == 1 for place in places)
        if is_alone and any(_are_level(box, own) for box in drawn for place in places for own in place.boxes):
            yield fact._replace(state="unreadable", value=None, how="read")
        else:
            yield fact


def _drawn(doubts: Sequence[Gap]) -> list[PageBox]:
    return [box for gap in doubts if gap.reason == "unread_ink" for box in _boxes(gap.origin)]


def _as_lined_up(facts: Iterable[Fact], doubts: Sequence[Gap]) -> Iterator[Fact]:
    """The facts, guesses those of a row at the height of something drawn that fills none of its cells, and unreadable
    its empty ones: what it is may be one of their figures, or the rest of one, and the others in other columns; unless
    it stands where the label of a whole row is."""
    facts = list(facts)
    rows: dict[tuple[int, int], list[tuple[int, PageBox]]] = defaultdict(list)
    for fact in facts:
        for place in _on_pages(fact):
            rows[place.table, place.row] += [(place.column, box) for box in place.boxes]
    longest: Counter[int] = Counter()
    for (table, _), cells in rows.items():
        longest[table] = max(longest[table], len(cells))
    drawn = _drawn(doubts)
    torn = set()
    for (table, number), cells in rows.items():
        row = [box for _, box in sorted(cells)]
        is_whole = len(row) == longest[table]
        if any(_is_beside(box, row) and not (is_whole and _is_before(box, row)) for box in drawn):
            torn.add((table, number))
    for fact in facts:
        is_torn = any((place.table, place.row) in torn for place in _on_pages(fact))
        if is_torn and fact.state == "blank":
            yield fact._replace(state="unreadable", how="read")
        elif is_torn and fact.is_certain:
            yield fact._replace(how="suggested")
        else:
            yield fact


def _is_before(box: PageBox, row: Sequence[PageBox]) -> bool:
    """Whether a box ends before the first cell of a row whose cells touch, as those of ruled tables do, however its
    sheet lies."""
    ways = [
        (box.x1 - row[0].x0, [one.x1 - other.x0 for one, other in pairwise(row)]),
        (row[0].x1 - box.x0, [other.x1 - one.x0 for one, other in pairwise(row)]),
        (box.y1 - row[0].y0, [one.y1 - other.y0 for one, other in pairwise(row)]),
        (row[0].y1 - box.y0, [other.y1 - one.y0 for one, other in pairwise(row)]),
    ]
    return any(apart and over < _SAME and all(abs(each) < _SAME for each in apart) for over, apart in ways)


def _is_beside(box: PageBox, row: Sequence[PageBox]) -> bool:
    """Whether something stands at the height of a row and fills none of its cells, be the row turned on its paper; of
    one cell alone nobody knows that."""
    cells = [cell for cell in row if cell.page == box.page]
    x0, y0, x1, y1 = zip(*(cell[1:] for cell in cells), strict=True) if cells else ((0.0,),) * 4
    if len(cells) > 1 and max(x1) - min(x0) < max(y1) - min(y0):
        box, *cells = (PageBox(each.page, each.y0, each.x0, each.y1, each.x1) for each in (box, *cells))
    return not _has_edges_of(box, cells) and any(_are_level(box, cell) for cell in cells)


def _has_edges_of(box: PageBox, cells: Sequence[PageBox]) -> bool:
    """Whether a box begins and ends where cells do, as those of ruled tables do."""
    return all(
        any(abs(end - edge) < _SAME for cell in cells for edge in (cell.x0, cell.x1)) for end in (box.x0, box.x1)
    )


def _on_pages(fact: Fact) -> tuple[PageOrigin, ...]:
    return tuple(origin for origin in fact.origins if isinstance(origin, PageOrigin))


def _boxes(origin: Origin) -> tuple[PageBox, ...]:
    return origin.boxes if isinstance(origin, PageOrigin) else ()


def _are_level(one: PageBox, other: PageBox) -> bool:
    """Whether the middle of the second stands at the height of the first."""
    return one.page == other.page and one.y0 < (other.y0 + other.y1) / 2 < one.y1


def _as_seen(fact: Fact, doubts: Sequence[Gap]) -> Fact:
    reasons = {gap.reason for gap in doubts if any(map(gap.touches, fact.origins))}
    if "unread_ink" in reasons or ("picture" in reasons and fact.state == "blank"):
        return fact._replace(state="unreadable", value=None, how="read")
    if "recognised_page" in reasons and fact.how:
        return fact._replace(how="suggested")
    return fact


# ── What is printed twice ────────────────────────────────────────────────────────────────────────────────────────────


def none_of_two(facts: Sequence[Fact], matches: Sequence[Match]) -> tuple[Fact, ...]:
    """The facts, guesses those of rows that are printed twice and do not say the same: nobody knows which of them
    counts."""
    twice = {(match.table, line.row): line for match in matches for line in match.twice}
    if not twice:
        return tuple(facts)
    printed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for fact in facts:
        printed[fact.concept[:2]] += [fact.raw] * bool(fact.raw)
    torn = {row for row, line in twice.items() if [entry.raw for entry in line.entries if entry.raw] != printed[row]}
    return tuple(
        fact._replace(how="suggested") if fact.concept[:2] in torn and fact.state == "number" else fact
        for fact in facts
    )


def none_again(
    facts: Sequence[Fact], matches: Sequence[Match], accounts: Sequence[Account], grid: Grid, forms: Sequence[Form]
) -> tuple[Fact, ...]:
    """The facts, guesses those of rows whose label stands beside a figure without a place above or below their table,
    too: it runs on into another one of the kind, and nobody knows which of the two rows counts."""
    words = {
        (account.table, label_key(cell.text))
        for match, account in zip(matches, accounts, strict=True)
        for entry in account.unplaced
        if not match.first <= entry.row <= match.last
        for cell in grid.rows[entry.row]
    }
    if not words:
        return tuple(facts)
    again = {
        (table.key, line.key)
        for form in forms
        for table in form.tables
        for band in table.bands
        for line in band.lines
        if (table.key, label_key(line.label)) in words
    }
    return tuple(
        fact._replace(how="suggested") if fact.concept[:2] in again and fact.state == "number" else fact
        for fact in facts
    )


def none_in_parts(facts: Sequence[Fact], accounts: Sequence[Account], forms: Sequence[Form]) -> tuple[Fact, ...]:
    """The facts, guesses those of a table whose rows stand side by side, so that one printed row holds all of its
    figures, of which another has no place that has as many as one of them: it may be printed in parts."""
    widths = {
        table.key: min(len(band.columns) for band in table.bands)
        for form in forms
        for table in form.tables
        if table.side_by_side
    }
    in_parts = set()
    for account in accounts:
        counts = Counter(entry.row for entry in account.unplaced if entry.state == "number")
        if account.table in widths and max(counts.values(), default=0) >= widths[account.table]:
            in_parts.add(account.table)
    return tuple(
        fact._replace(how="suggested") if fact.concept.table in in_parts and fact.state == "number" else fact
        for fact in facts
    )


# ── What has no place ────────────────────────────────────────────────────────────────────────────────────────────────


def none_cut(facts: Sequence[Fact], accounts: Sequence[Account], blocks: Sequence[Block] = ()) -> tuple[Fact, ...]:
    """The facts, unreadable where they may be a part of a figure or hold parts of two: those right above or below a
    figure without a place that stands as close as lines of one cell, or over a page break, those in a cell as low as a
    line right above it, those that end a line of text of which the next begins with it, those over a page break from
    digits of two figures, and on pages those with a nought before other digits. Unreadable instead of blank those that
    a figure without a place may belong to: it is the next one to them in their column, or, where there are no pages,
    stands in the row above or below, or their row is empty throughout; and those beside cells with two figures. Guesses
    those of a row that lacks a figure, right above one without a place, and those alone in the middle of a row."""
    single = _none_amid_blanks(_none_on_one_another(facts))
    facts = _none_moved(_none_beside_joined(_none_blank(single, accounts)), accounts)
    cut = set(_cut_by_pages(facts))
    for account in accounts:
        left = [box for entry in account.unplaced for box in _boxes(entry.origin)]
        if left:
            cut.update(_cut_by(left, [fact for fact in facts if fact.concept.table == account.table]))
    cut.update(_cut_by_lines(facts, accounts, blocks))
    return tuple(
        fact._replace(state="unreadable", value=None, how="read")
        if fact.concept in cut and fact.state in ("number", "blank")
        else fact
        for fact in facts
    )


def _none_on_one_another(facts: Sequence[Fact]) -> Sequence[Fact]:
    """The facts, unreadable those on pages that print a nought before other digits, as two cells do that are printed on
    one another."""
    return [
        fact._replace(state="unreadable", value=None, how="read")
        if fact.state == "number" and _LEADING_NOUGHT.match(fact.raw) and _on_pages(fact)
        else fact
        for fact in facts
    ]


def _none_amid_blanks(facts: Sequence[Fact]) -> Sequence[Fact]:
    """The facts, guesses those alone in the middle of a row without rules, and unreadable the blank ones around them:
    it may be one figure for all of its cells."""
    rows: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        rows[fact.concept[:2]].append(fact)
    amid = {row for row, cells in rows.items() if len(cells) >= _FEWEST_AROUND and _is_amid_blanks(cells)}
    return [
        fact._replace(how="suggested")
        if fact.concept[:2] in amid and fact.state == "number"
        else fact._replace(state="unreadable", how="read")
        if fact.concept[:2] in amid
        else fact
        for fact in facts
    ]


def _is_amid_blanks(cells: Sequence[Fact]) -> bool:
    filled = [fact for fact in cells if fact.state != "blank"]
    if len(filled) != 1:
        return False
    own = [box for place in _on_pages(filled[0]) for box in place.boxes]
    boxes = sorted(box for fact in cells for place in _on_pages(fact) for box in place.boxes)
    if len(own) != 1 or len(boxes) != len(cells):
        return False
    is_ruled = any(abs(one.x1 - other.x0) < _SAME for one, other in pairwise(boxes))
    return not is_ruled and abs(own[0].x0 + own[0].x1 - boxes[0].x0 - boxes[-1].x1) / 2 < _CENTRED


def _cut_by_pages(facts: Sequence[Fact]) -> Iterator[Concept]:
    """The cells on the other side of a page break from one with digits that may be of two figures."""
    for table in {fact.concept.table for fact in facts if fact.state == "unreadable" and has_doubtful_digits(fact.raw)}:
        own = [(fact, box) for fact in facts if fact.concept.table == table for o in fact.origins for box in _boxes(o)]
        ends = _ends([box for _, box in own])
        doubtful = [box for fact, box in own if fact.state == "unreadable" and has_doubtful_digits(fact.raw)]
        yield from (fact.concept for fact, box in own if any(_faces(box, other, ends) for other in doubtful))


def _cut_by_lines(facts: Sequence[Fact], accounts: Sequence[Account], blocks: Sequence[Block]) -> Iterator[Concept]:
    """The cells that are the last of a line of text of which the next begins with a figure without a place: it may be
    the rest of theirs, where lines were broken at a width, which no line of the table is wider than, unless such
    figures number the lines."""
    first = {
        (account.table, entry.origin.line): entry.value
        for account in accounts
        for entry in account.unplaced
        if isinstance(entry.origin, TextOrigin) and entry.origin.start == 1 and entry.raw[:1].isdigit()
    }
    if not first:
        return
    if len(first) > 1 and len({value and value - line for (_, line), value in first.items()}) == 1:
        return
    last: dict[tuple[str, int], tuple[int, Concept]] = {}
    for fact in facts:
        for origin in fact.origins:
            if isinstance(origin, TextOrigin):
                line = (fact.concept.table, origin.line)
                last[line] = max(last.get(line, (0, fact.concept)), (origin.end, fact.concept))
    widths = Counter[int]()
    for block in blocks:
        if isinstance(block, Paragraph) and isinstance(block.origin, TextOrigin):
            widths[block.origin.line] += width_of(block.text)
    for (table, number), (_, concept) in last.items():
        if (table, number + 1) in first:
            lines = [line for name, line in last if name == table]
            if widths[number] >= max(widths[line] for line in range(min(lines), max(lines) + 1)) - 1:
                yield concept


def _cut_by(left: Sequence[PageBox], facts: Sequence[Fact]) -> Iterator[Concept]:
    """The cells of a table to which figures without a place, in the boxes that are `left`, may belong."""
    own = [(fact, [box for origin in fact.origins for box in _boxes(origin)]) for fact in facts]
    boxes = [box for _, each in own for box in each]
    filled = [box for fact, each in own if fact.state != "blank" for box in each if box not in left]
    ends = _ends([*boxes, *(box for box in left if any(_in_column(box, other) for other in boxes))])
    low = _LOW * median_high(box.y1 - box.y0 for box in boxes) if boxes else 0.0
    for fact, each in own:
        if any(
            _follows(box, other)
            or _is_sliced(box, other, low)
            or _faces(box, other, ends)
            or (fact.state == "blank" and _is_next(box, other, filled))
            for box in each
            for other in left
        ):
            yield fact.concept


def _none_blank(facts: Sequence[Fact], accounts: Sequence[Account]) -> tuple[Fact, ...]:
    """The facts, unreadable the blank ones whose row is empty throughout, in tables of which a figure has no place, and
    those beside whose row it stands."""
    left = {account.table: account.unplaced for account in accounts if account.unplaced}
    if not left:
        return tuple(facts)
    beside = {(table, row) for table, entries in left.items() for e in entries for row in _rows_beside(e.origin)}
    printed = {fact.concept[:2] for fact in facts if fact.state != "blank"}
    return tuple(
        fact._replace(state="unreadable", how="read")
        if fact.state == "blank"
        and fact.concept.table in left
        and (
            fact.concept[:2] not in printed
            or any((fact.concept.table, _row(origin)) in beside for origin in fact.origins)
        )
        else fact
        for fact in facts
    )


def _none_moved(facts: Sequence[Fact], accounts: Sequence[Account]) -> Sequence[Fact]:
    """The facts, guesses those of a row that is not read whole where a figure without a place stands in the row right
    below, or in the line of text itself: it may be the rest of it, and the others stand in other columns."""
    left = [(account.table, entry.origin) for account in accounts for entry in account.unplaced]
    near = {(table, (row[0], row[1] - 1)) for table, origin in left if (row := _row(origin))}
    near |= {(table, row) for table, origin in left if isinstance(origin, TextOrigin) and (row := _row(origin))}
    if not near:
        return facts
    torn = {fact.concept[:2] for fact in facts if fact.state in ("absent", "unreadable")}
    moved = {
        fact.concept[:2]
        for fact in facts
        for origin in fact.origins
        if (row := _row(origin)) and (fact.concept.table, row) in near
    }
    return [
        fact._replace(how="suggested") if fact.concept[:2] in torn & moved and fact.state == "number" else fact
        for fact in facts
    ]


def _none_beside_joined(facts: Sequence[Fact]) -> Sequence[Fact]:
    """The facts, unreadable the blank ones beside a cell that holds two figures, and those of a row above or below it:
    one of the two may be theirs, as where a page break stands between, or where it reaches over its rule."""
    joined = [place for fact in facts if fact.state == "unreadable" and APART in fact.raw for place in _in_rows(fact)]
    if not joined:
        return facts
    rows = {(place.table, place.row + step) for place in joined for step in (-1, 1)}
    cells = {(place.table, place.row, place.column + step) for place in joined for step in (-1, 1)}
    return [
        fact._replace(state="unreadable", how="read")
        if fact.state == "blank"
        and any(
            (place.table, place.row) in rows or (place.table, place.row, place.column) in cells
            for place in _in_rows(fact)
        )
        else fact
        for fact in facts
    ]


def _in_rows(fact: Fact) -> list[CellOrigin | PageOrigin]:
    return [origin for origin in fact.origins if isinstance(origin, CellOrigin | PageOrigin)]


_Row = tuple[int, int]
"""A row of a table of the file, or a line of it, by numbers."""


def _row(origin: Origin) -> _Row | None:
    """None on a page, where the distance of rows is measured."""
    if isinstance(origin, CellOrigin):
        return origin.table, origin.row
    return (0, origin.line) if isinstance(origin, TextOrigin) else None


def _rows_beside(origin: Origin) -> tuple[_Row, ...]:
    row = _row(origin)
    return ((row[0], row[1] - 1), (row[0], row[1] + 1)) if row else ()


def _follows(one: PageBox, other: PageBox) -> bool:
    """Whether two boxes are on one page, one below the other and as close as lines of one cell, but do not touch as
    the cells of a ruled table do."""
    apart = max(one.y0, other.y0) - min(one.y1, other.y1)
    lines = min(one.y1 - one.y0, other.y1 - other.y0)
    return (
        _in_column(one, other) and one.page == other.page and -_OVER * lines < apart < _LEADING * lines and apart != 0
    )


def _is_sliced(one: PageBox, other: PageBox, low: float) -> bool:
    """Whether a box is as `low` as a line of print and the other is the next below, as where a line that is drawn under
    digits is taken for the rule between two cells."""
    return (
        one.page == other.page and _in_column(one, other) and one.y1 - one.y0 < low and abs(one.y1 - other.y0) < _SAME
    )


def _is_next(one: PageBox, other: PageBox, filled: Sequence[PageBox]) -> bool:
    """Whether two boxes are on one page and in one column, with nothing that is filled between them there."""
    upper, lower = sorted((one, other), key=lambda box: box.y0)
    return (
        one.page == other.page
        and _in_column(one, other)
        and not any(
            box.page == one.page and _in_column(box, one) and upper.y0 < (box.y0 + box.y1) / 2 < lower.y1
            for box in filled
        )
    )


def _ends(boxes: Sequence[PageBox]) -> dict[int, tuple[float, float]]:
    """Where the figures of a table begin and end on each of its pages."""
    return {
        page: (min(box.y0 for box in boxes if box.page == page), max(box.y1 for box in boxes if box.page == page))
        for page in {box.page for box in boxes}
    }


def _faces(one: PageBox, other: PageBox, ends: Mapping[int, tuple[float, float]]) -> bool:
    """Whether one of two boxes in a column is the last of a page and the other the first of the next."""
    upper, lower = sorted((one, other), key=lambda box: box.page)
    return (
        lower.page == upper.page + 1
        and _in_column(one, other)
        and {upper.page, lower.page} <= ends.keys()
        and ends[upper.page][1] - upper.y1 < upper.y1 - upper.y0
        and lower.y0 - ends[lower.page][0] < lower.y1 - lower.y0
    )


def _in_column(one: PageBox, other: PageBox) -> bool:
    return min(one.x1, other.x1) > max(one.x0, other.x0)
