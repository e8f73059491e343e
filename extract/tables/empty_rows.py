"""Facts × the print → the rows that are printed empty: a label, or the head of a group, and nothing behind it.

Comes in: the facts of a document, its matches, accounts and rows. Goes out: the facts, blank where such a row would
count as not printed, in tables of which everything else was read; unreadable where cells of another row reach down to
it. What an empty cell of a grid is, is left to `blanks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex as re

from extract.model import Account, Fact, Form, FormTable, Grid, Match, Origin, PageBox, PageOrigin, TextOrigin
from extract.numbers import is_sign, read_numeral
from extract.text import label_key, ordinal

_FEWEST_WORDS = 3
"""Characters of words from which a row with figures is one of its own, with a label, and the rest of no other."""
_DIGIT = re.compile(r"\d")
_HAN = re.compile(r"\p{Han}")


def with_empty_rows(
    facts: Sequence[Fact],
    matches: Sequence[Match],
    accounts: Sequence[Account],
    grid: Grid,
    forms: tuple[Form, ...],
) -> tuple[Fact, ...]:
    """The facts, blank those of rows whose label stands in a table with nothing behind it, where all others of the
    table are read as they stand and no figure is left. Text that has lost more prints fewer cells than it lacks, or
    lacks others."""
    empty: dict[tuple[str, str], Origin] = {}
    by_code = {form.code: form for form in forms}
    for match, account in zip(matches, accounts, strict=True):
        own = [fact for fact in facts if fact.concept.table == match.table]
        absent = {fact.concept.row for fact in own if fact.state == "absent"}
        if absent and not account.unplaced and _is_whole(match) and all(_is_read(fact, absent) for fact in own):
            table = by_code[own[0].form].table(match.table)
            labels = _heads_of_rows(match, table, grid) if table.side_by_side else _labels_alone(match, grid)
            empty |= {(match.table, row): labels[row] for row in absent if row in labels}
    lacking = [fact.concept[:2] in empty for fact in facts if fact.state == "absent"]
    if not all(lacking) or 2 * len(lacking) > len(facts):
        return tuple(facts)
    taken = [box for fact in facts for origin in fact.origins if isinstance(origin, PageOrigin) for box in origin.boxes]
    return tuple(
        fact._replace(
            state="unreadable" if _is_beside(empty[fact.concept[:2]], taken) else "blank",
            how="read",
            origins=(empty[fact.concept[:2]],),
        )
        if fact.concept[:2] in empty
        else fact
        for fact in facts
    )


def _is_beside(label: Origin, boxes: Iterable[PageBox]) -> bool:
    """Whether cells stand at the height of a label, right of it: they reach down from another row, and may be its."""
    return isinstance(label, PageOrigin) and any(
        box.page == own.page and own.x1 <= box.x0 and box.y0 < (own.y0 + own.y1) / 2 < box.y1
        for own in label.boxes
        for box in boxes
    )


def _is_whole(match: Match) -> bool:
    return not (match.again or match.deduplicated or any(line.entries for line in match.extras))


def _is_read(fact: Fact, absent: set[str]) -> bool:
    """Whether a cell was read, or is absent with all others of its row."""
    return fact.state == "absent" if fact.concept.row in absent else fact.how == "read" and fact.state != "unreadable"


def _labels_alone(match: Match, grid: Grid) -> dict[str, Origin]:
    """Where the labels of rows stand that print nothing, nor figures in the row below, which may go on with theirs."""
    labels = {line.origin: line.row for line in match.lines if not any(e.raw for e in (*line.entries, *line.behind))}
    places = {origin: _place_in(grid, match, origin) for origin in labels}
    return {labels[origin]: origin for origin, place in places.items() if place and _ends_with(grid, *place)}


def _place_in(grid: Grid, match: Match, label: Origin) -> tuple[int, int] | None:
    """The row of a label and its cell in that row, counted from 0; none where it ends within a cell."""
    for row in range(match.first, match.last + 1):
        for at, cell in enumerate(grid.rows[row]):
            if cell.origin == label or (
                isinstance(label, TextOrigin)
                and isinstance(cell.origin, TextOrigin)
                and (label.line, label.end) == (cell.origin.line, cell.origin.end)
            ):
                return row, at
    return None


def _ends_with(grid: Grid, row: int, at: int) -> bool:
    """Whether a row ends with a cell, and the one below is not one of figures alone."""
    below = [cell.text for cell in grid.rows[row + 1] if cell.text] if row + 1 < len(grid.rows) else []
    words = len(_HAN.findall("".join(below)))
    is_figures = bool(_DIGIT.search("".join(below))) and not ordinal(below[0]) and words < _FEWEST_WORDS
    is_figures |= bool(below) and all(read_numeral(text) is not None or is_sign(text) for text in below)
    return not is_figures and not any(cell.text for cell in grid.rows[row][at + 1 :])


def _heads_of_rows(match: Match, table: FormTable, grid: Grid) -> dict[str, Origin]:
    """Where the names of rows stand in the header of a table whose rows are side by side, if it names all columns."""
    heads = {
        word.key: cell.origin for word in match.headers for cell in grid.rows[word.row] if cell.column == word.column
    }
    bands = table.bands
    if not all(heads.keys() & _keys(column.label, column.aliases) for band in bands for column in band.columns):
        return {}
    names = {line.key: heads.keys() & _keys(line.label, line.aliases) for band in bands for line in band.lines}
    return {row: heads[found.pop()] for row, found in names.items() if found}


def _keys(label: str, aliases: Iterable[str]) -> set[str]:
    return {label_key(name) for name in (label, *aliases)}
