"""Facts × the print → every figure of a table is in a cell or in its account, and every cell holds what is seen.

Comes in: the facts of a document, its matches and its rows. Goes out: an `Account` for every table, of the figures
printed where it stands that no cell holds; and the facts, none of them absent in a table of which a figure has no
place. This is the one place where it is decided whether a table was read whole, for every kind of file; nothing is read
here. Which cells are less certain for what stands beside or upon them, is left to `certainty`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise

from extract.forms.outline import Outline, outline_of
from extract.model import Account, Block, Entry, Fact, Form, Grid, Match, Origin, PrintedLine, Table, TextOrigin
from extract.numbers import is_mark, read_number
from extract.tables.marks import PROSE, Word, is_odd_value, is_of_words, marks_of
from extract.tables.names import REMARKS
from extract.text import label_key

_MOST_BETWEEN = 2
"""Rows that a page break leaves between those of a table at most."""
_FEWEST_OF_LABEL = 2
"""Characters of a piece that tell which label it is of."""
_FEWEST_FIGURES = 3
"""Figures of a line that no table claims from which it is a row of the table beside it, and no prose."""


def accounts_of(
    matches: Sequence[Match], facts: Sequence[Fact], grid: Grid, blocks: Sequence[Block], forms: tuple[Form, ...]
) -> tuple[Account, ...]:
    """What every table prints that none of its facts holds; `forms` are those it was looked for in."""
    outline, placed = outline_of(forms), _placed(facts)
    known = {form.code: form for form in forms if not form.experimental}
    regions = list(_regions(matches, grid, blocks))
    left = []
    for match, region in zip(matches, regions, strict=True):
        places = [
            region,
            *_rows_elsewhere(match, facts, grid, blocks, regions, known),
            *_columns_elsewhere(match, facts, grid, matches, regions),
            *_figures_elsewhere(match, facts, grid, matches, regions),
        ]
        left.append(_unplaced(match, facts, grid, places, outline, placed, known))
    torn = {fact.concept.table for fact in facts if fact.state == "absent"}
    return tuple(
        Account(match.table, (*own, *(_of_others(at, matches, left, grid, blocks) if match.table in torn else ())))
        for at, (match, own) in enumerate(zip(matches, left, strict=True))
    )


def _of_others(
    at: int, matches: Sequence[Match], left: Sequence[Sequence[Entry]], grid: Grid, blocks: Sequence[Block]
) -> Iterator[Entry]:
    """What other statutory tables have no place for, where it stands in the same table of the file as this one, or
    between this one and the first row of the next."""
    match = matches[at]
    own = {block for row in (match.first, match.last) if isinstance(blocks[block := grid.blocks[row]], Table)}
    for other, entries in zip(matches, left, strict=True):
        if other is match:
            continue
        is_next = other.first > match.last and not any(match.last < each.first < other.first for each in matches)
        begin = min((entry.row for line in other.lines for entry in line.entries), default=0) if is_next else 0
        yield from (entry for entry in entries if grid.blocks[entry.row] in own or entry.row < begin)


def _rows_elsewhere(
    match: Match,
    facts: Sequence[Fact],
    grid: Grid,
    blocks: Sequence[Block],
    regions: Sequence[range],
    known: Mapping[str, Form],
) -> Iterator[range]:
    """The rows of other tables of the file that are named as rows of a table which were not found in it."""
    labels = set(_labels_without_cells(match, facts, known))
    taken = [at for region in regions for at in region] if labels else []
    for at in set(range(len(grid.rows))).difference(taken) if labels else ():
        row = grid.rows[at]
        if isinstance(blocks[grid.blocks[at]], Table) and any(label_key(cell.text) in labels for cell in row):
            yield range(at, at + 1)


def _labels_without_cells(match: Match, facts: Sequence[Fact], known: Mapping[str, Form]) -> Iterator[str]:
    """The labels of the rows of a table of which no cell was found."""
    found = {fact.concept.row for fact in facts if fact.concept.table == match.table and fact.state != "absent"}
    forms = {fact.form for fact in facts if fact.concept.table == match.table} & known.keys()
    lines = (line for form in forms for band in known[form].table(match.table).bands for line in band.lines)
    return (label_key(line.label) for line in lines if line.key not in found)


def _columns_elsewhere(
    match: Match, facts: Sequence[Fact], grid: Grid, matches: Sequence[Match], regions: Sequence[range]
) -> list[range]:
    """The rows of nothing but figures between a table and the next, where it lacks a column of the form: that may stand
    there, as on the next page."""
    own = [fact for fact in facts if fact.concept.table == match.table]
    if {fact.concept.column for fact in own if fact.state != "absent"} >= {fact.concept.column for fact in own}:
        return []
    alone = list(_rows_of_figures(match, grid, matches, regions))
    return [range(at, at + 1) for at in alone] if len(alone) >= _FEWEST_FIGURES else []


def _figures_elsewhere(
    match: Match, facts: Sequence[Fact], grid: Grid, matches: Sequence[Match], regions: Sequence[range]
) -> Iterator[range]:
    """The rows of nothing but several figures between a table that is printed without any and the next: a line that is
    printed over one of them parts it from its heads."""
    own = [fact for fact in facts if fact.concept.table == match.table]
    if all(fact.state in ("blank", "absent") for fact in own):
        for at in _rows_of_figures(match, grid, matches, regions):
            if sum(bool(cell.text) for cell in grid.rows[at]) >= _FEWEST_FIGURES:
                yield range(at, at + 1)


def _rows_of_figures(match: Match, grid: Grid, matches: Sequence[Match], regions: Sequence[range]) -> Iterator[int]:
    """The rows of nothing but figures between a table and the next."""
    end = min((other.first for other in matches if other.first > match.last), default=len(grid.rows))
    return (at for at in range(match.last + 1, end) if _is_free(at, regions) and _is_of_figures(at, grid))


_Placed = Mapping[Origin, tuple[str, ...]]
"""What facts hold of each place, as it is printed."""


def _placed(facts: Sequence[Fact]) -> _Placed:
    placed: dict[Origin, tuple[str, ...]] = {}
    for fact in facts:
        printed = (fact.raw,) if len(fact.origins) == 1 else (fact.raw, *fact.raw.split(" "))
        for origin in fact.origins:
            placed[origin] = (*placed[origin], *printed) if origin in placed else printed
    return placed


def _entries(grid: Grid, rows: range, outline: Outline, placed: _Placed) -> Iterator[Entry]:
    """The figures, and what cannot be read as one, in those cells of some rows that are not `placed` whole."""
    left = [
        tuple([cell for cell in grid.rows[row] if cell.text and cell.text not in placed.get(cell.origin, ())])
        for row in rows
    ]
    if all(is_of_words(outline, cell.text) for row in left for cell in row):
        return
    for mark in marks_of(Grid(tuple(left), grid.blocks[rows.start : rows.stop]), outline):
        if isinstance(mark, Entry) and mark.state in ("number", "unreadable"):
            yield mark._replace(row=rows.start + mark.row)


def _unplaced(
    match: Match,
    facts: Sequence[Fact],
    grid: Grid,
    places: Sequence[range],
    outline: Outline,
    placed: _Placed,
    known: Mapping[str, Form],
) -> list[Entry]:
    """The entries in the `places` of a table, first of all its own, that stand in no cell. Those of a row that the form
    does not have are told as such, unless it is named by a piece of a label and has empty cells: what a page break cut
    off the row above. But where a row of a form that is known whole was not found, it may be that row, even if it is
    empty: then its label is left."""
    entries = chain.from_iterable(_entries(grid, rows, outline, placed) for rows in places)
    left = [entry for entry in entries if entry.raw not in placed.get(entry.origin, ())]
    named = _remarks(match, facts) if left else set()
    missing = _missing_rows(match, facts, known)
    if left and not missing:
        named |= {e.origin for line in match.extras if not _is_cut_off(line, outline) for e in line.entries}
    left = [entry for entry in left if entry.origin not in named and not _is_cut_up(entry.origin, placed)]
    left += _rows_of_marks(match, facts, grid, places[0], placed)
    return left or list(_empty_rows(grid, places[0], outline, min(missing, default=0)))


def _is_cut_off(line: PrintedLine, outline: Outline) -> bool:
    """Whether a row that no form has is named by a piece of a label, and has empty cells."""
    key = label_key(line.label)
    has_blanks = any(entry.state == "blank" for entry in line.entries)
    may_be_piece = has_blanks and len(key) >= _FEWEST_OF_LABEL
    return may_be_piece and any(key in label and key != label for label in (*outline.labels, *outline.groups))


def _rows_of_marks(match: Match, facts: Sequence[Fact], grid: Grid, rows: range, placed: _Placed) -> Iterator[Entry]:
    """The marks of rows of several that no fact holds, and of nothing else, in a table that prints a row empty
    throughout: they may be its own."""
    printed: dict[str, set[str]] = {}
    for fact in facts:
        if fact.concept.table == match.table and fact.state != "absent":
            printed.setdefault(fact.concept.row, set()).add(fact.state)
    for at in rows if {"blank"} in printed.values() else ():
        marks = [(column, cell) for column, cell in enumerate(grid.rows[at]) if cell.text]
        if len(marks) >= _FEWEST_FIGURES and all(
            is_mark(cell.text) and cell.text not in placed.get(cell.origin, ()) for _, cell in marks
        ):
            yield from (Entry("mark", None, cell.text, "", cell.origin, at, column) for column, cell in marks)


def _empty_rows(grid: Grid, rows: range, outline: Outline, width: int) -> Iterator[Entry]:
    """The labels that no form knows with `width` cells behind them, or more, all of them empty or marks; none without
    a width."""
    if not width:
        return
    marks = marks_of(Grid(grid.rows[rows.start : rows.stop], grid.blocks[rows.start : rows.stop]), outline)
    words = [at for at, mark in enumerate(marks) if isinstance(mark, Word)]
    for at, end in pairwise([*words, len(marks)]):
        word, behind = marks[at], marks[at + 1 : end]
        is_empty = len(behind) >= width and not any(isinstance(each, Word) or _is_figure(each) for each in behind)
        if is_empty and isinstance(word, Word) and not _is_known(word.key, outline):
            yield Entry("unreadable", None, word.text, "", word.origin, rows.start + word.row, word.column)


def _is_figure(entry: Entry) -> bool:
    return entry.raw != "" and entry.state != "mark"


def _is_known(key: str, outline: Outline) -> bool:
    """Whether a word is one of a form, prose, or none."""
    return key in ("", PROSE) or key in outline.labels or key in outline.groups


def _is_cut_up(whole: Origin, placed: _Placed) -> bool:
    """Whether glued figures stand in cells one by one."""
    return isinstance(whole, TextOrigin) and any(
        isinstance(part, TextOrigin) and whole.line == part.line and whole.start <= part.start <= whole.end
        for part in placed
    )


def _remarks(match: Match, facts: Sequence[Fact]) -> set[Origin]:
    """What stands beside the cells of rows that were read whole, in a table with a column of remarks or numbers."""
    if not any(word.key in REMARKS for word in match.unknown_heads):
        return set()
    torn = {fact.concept.row for fact in facts if fact.state in ("absent", "unreadable")}
    return {entry.origin for line in match.lines if line.row and line.row not in torn for entry in line.entries}


def _missing_rows(match: Match, facts: Sequence[Fact], known: Mapping[str, Form]) -> list[int]:
    """How many cells those rows of a table have of which none is in the print, or none is filled where a row begins or
    ends as it."""
    states: dict[tuple[str, str], list[str]] = {}
    for fact in facts:
        if fact.concept.table == match.table and fact.form in known:
            states.setdefault((fact.form, fact.concept.row), []).append(fact.state)
    ends = tuple(key for line in match.extras if len(key := label_key(line.label)) >= _FEWEST_OF_LABEL)
    return [
        len(found)
        for (form, row), found in states.items()
        if {*found} <= {"absent"} or ({*found} <= {"absent", "blank"} and _is_of(known[form], match.table, row, ends))
    ]


def _is_of(form: Form, table: str, row: str, ends: tuple[str, ...]) -> bool:
    """Whether the label of a row begins or ends with one of some pieces."""
    labels = [label_key(line.label) for band in form.table(table).bands for line in band.lines if line.key == row]
    return bool(ends) and any(label.startswith(ends) or label.endswith(ends) for label in labels)


def _regions(matches: Sequence[Match], grid: Grid, blocks: Sequence[Block]) -> Iterator[range]:
    """The rows of the grid in which each table stands: its own, the others of the file's table that it is in, and
    lines of figures above and below that stand in no other table; of a table that has a cell on each line, so many
    lines of a cell alone, and their labels, below it."""
    taken = [range(match.first, match.last + 1) for match in matches]
    for match, own in zip(matches, taken, strict=True):
        others = [rows for rows in taken if rows is not own]
        first, last = own.start, own.stop - 1
        while first > 0 and _goes_on(first - 1, first, grid, blocks) and _is_free(first - 1, others):
            first -= 1
        while below := _next_below(last, grid, blocks, others):
            last = below
        alone = list(_flowing_on(last + 1, grid, others)) if match.flowing else []
        if sum(_is_cell_alone(row, grid) for row in alone) >= _FEWEST_FIGURES:
            last = alone[-1]
        yield range(first, last + 1)


def _next_below(last: int, grid: Grid, blocks: Sequence[Block], taken: Sequence[range]) -> int:
    """The next row of a table below its last one so far, where it is free, perhaps behind the foot of a page and the
    title of the next, each a row that says nothing else; 0 where there is none."""
    for row in range(last + 1, min(last + 2 + _MOST_BETWEEN, len(grid.rows))):
        if not _is_free(row, taken):
            return 0
        if _goes_on(row, last, grid, blocks):
            return row
        if len({cell.text for cell in grid.rows[row]}) > 1:
            return 0
    return 0


def _flowing_on(row: int, grid: Grid, taken: Sequence[range]) -> Iterator[int]:
    """Free rows from one on, as long as each is a cell alone or stands right above one, as its label does."""
    while _is_free(row, taken) and (_is_cell_alone(row, grid) or _is_cell_alone(row + 1, grid)):
        yield row
        row += 1


def _is_of_figures(row: int, grid: Grid) -> bool:
    filled = [cell.text for cell in grid.rows[row] if cell.text]
    return bool(filled) and all(read_number(text) is not None or is_odd_value(text) for text in filled)


def _is_cell_alone(row: int, grid: Grid) -> bool:
    """Whether a row holds a figure alone, or is empty."""
    cells = grid.rows[row] if row < len(grid.rows) else ()
    filled = [cell.text for cell in cells if cell.text]
    return bool(cells) and (not filled or (len(filled) == 1 and read_number(filled[0]) is not None))


def _is_free(row: int, taken: Sequence[range]) -> bool:
    return not any(row in rows for rows in taken)


def _goes_on(row: int, neighbour: int, grid: Grid, blocks: Sequence[Block]) -> bool:
    """Whether a row belongs to the table that its neighbour is in, or to a piece of it on the next page."""
    block = blocks[grid.blocks[row]]
    if isinstance(block, Table):
        before = grid.blocks[row] - grid.blocks[neighbour]
        return before == 0 or (before == 1 and block.continued)
    return sum(read_number(cell.text) is not None for cell in grid.rows[row]) >= _FEWEST_FIGURES


def never_absent(facts: Sequence[Fact], accounts: Sequence[Account]) -> tuple[Fact, ...]:
    """The facts, those of tables with figures without a place unreadable where they would be absent: one of these may
    stand there. The first of them holds what has no place. What arithmetic alone has put into a row with such cells is
    a guess."""
    left = {account.table: account.unplaced for account in accounts if account.unplaced}
    torn = {fact.concept[:2] for fact in facts if fact.state == "absent" and fact.concept.table in left}
    result = []
    for fact in facts:
        if fact.how == "aligned" and fact.concept[:2] in torn:
            fact = fact._replace(how="suggested")
        if fact.state == "absent" and fact.concept.table in left:
            entries = left[fact.concept.table]
            left[fact.concept.table] = ()
            raw = " ".join(entry.raw for entry in entries)
            fact = fact._replace(state="unreadable", raw=raw, how="read", origins=tuple(e.origin for e in entries))
        result.append(fact)
    return tuple(result)
