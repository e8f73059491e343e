"""A match → which printed entry stands in which cell of the form, and how sure that is.

Comes in: the lines of a `Match`, the bands they are printed in, and the table's balances. Goes out: a `Placement` per
cell that has one. A line with an entry for every cell is read as it stands; where empty cells hold their place, so do
the figures between them; every other line is ragged, and the form's arithmetic decides over the whole table at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from extract import placements
from extract.model import Band, Entry, FormTable, How, Line, Match, PrintedLine, State
from extract.placements import Candidate, Term, Unknown, value_of
from extract.text import label_key

Cell = tuple[str, str]
"""A row and a column of a table."""

_FEWEST_NAMED = 5
"""Columns that a header of seven must name before the others count as lost."""
_HOLDS_PER_FAILURE = 3
"""Row sums that must hold for each that fails before empty cells are trusted to keep their place."""


class Placement(NamedTuple):
    """What stands in a cell. An unreadable cell holds all figures of its line, the line's other cells hold none."""

    state: State
    entries: tuple[Entry, ...]
    how: How


class Row(NamedTuple):
    """A printed line with the cells it has in the form and the sums within it. `guessed`: its label is not printed."""

    key: str
    depth: int
    cells: tuple[Cell, ...]
    terms: tuple[Term, ...]
    named: tuple[int, ...]
    entries: tuple[Entry, ...]
    behind: tuple[Entry, ...]
    guessed: bool

    @property
    def figures(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.state != "blank")


def aligned(table: FormTable, bands: Sequence[Band], match: Match, blanks_hold: bool | None) -> dict[Cell, Placement]:
    """The placements of a table's cells; cells without one are not in the print.

    `bands` are the bands in the version they are printed in; `blanks_hold` tells whether empty cells keep their place
    elsewhere in the document, None when nothing tells.
    """
    rows = list(_rows(table, bands, match))
    done: dict[str, Candidate] = {}
    how: dict[str, How] = {}
    in_place = {} if match.deduplicated else _in_place(rows, blanks_hold)
    ragged: list[Row] = []
    for row in rows:
        plain = _plain(row) or in_place.get(row.key)
        if plain is None:
            ragged.append(row)
        else:
            done[row.key], how[row.key] = plain, "aligned" if any(e and e.glued for e in plain) else "read"
    if match.flowing and any(len(row.figures) > 0 for row in ragged):
        for row in rows:
            if row.terms and row.key in done and not placements.balanced(done[row.key], row.terms):
                del done[row.key]
                ragged.append(row)
    result: dict[Cell, Placement] = {}
    for row in rows:
        if row.key in done:
            result.update(_certain(row, done[row.key], how[row.key]))
    guesses = [row for row in rows if row.guessed and row.key in done]
    balances = _Balances(table, rows, match, done)
    for row in guesses:
        if not (placements.balanced(done[row.key], row.terms) and row.terms and balances.need(row.key)):
            result.update({cell: place._replace(how="suggested") for cell, place in _cells(row, result)})
    result.update(_decided(ragged, balances, match.deduplicated))
    return result


def blanks_hold_place(table: FormTable, bands: Sequence[Band], match: Match) -> bool | None:
    """Whether empty cells keep their place in a table: True when one stands between figures, False when figures have
    closed up over them, None when nothing tells."""
    rows = list(_rows(table, bands, match))
    if _grids(rows):
        return True
    return False if any(map(_closed_up, rows)) else None


# ── Printed lines as rows of the form ────────────────────────────────────────────────────────────────────────────────


def _rows(table: FormTable, bands: Sequence[Band], match: Match) -> Iterator[Row]:
    if table.side_by_side:
        for line in match.lines[:1]:
            yield _side_by_side(table, bands, line)
        return
    known = {line.key: (band, line) for band in bands for line in band.lines}
    order = list(known)
    seen: set[str] = set()
    for printed, key, guessed in _named_lines(match.lines, order, known):
        if key in known and key not in seen:
            seen.add(key)
            band, line = known[key]
            yield _row(table, band, line, match, printed, guessed)


def _row(table: FormTable, band: Band, line: Line, match: Match, printed: PrintedLine, guessed: bool) -> Row:
    keys = [column.key for column in band.columns]
    terms = tuple(
        (tuple(map(keys.index, b.left)), tuple(map(keys.index, b.right))) for b in table.balances if b.axis == "columns"
    )
    named = _named(band, match)
    cells = tuple((line.key, key) for key in keys)
    return Row(line.key, len(line.group), cells, terms, named, printed.entries, printed.behind, guessed)


def _side_by_side(table: FormTable, bands: Sequence[Band], printed: PrintedLine) -> Row:
    cells = tuple((line.key, column.key) for band in bands for line in band.lines for column in band.columns)
    terms = tuple(
        (tuple(cells.index((line.key, key)) for key in b.left), tuple(cells.index((line.key, key)) for key in b.right))
        for b in table.balances
        for band in bands
        for line in band.lines
    )
    return Row(printed.row, 0, cells, terms, tuple(range(len(cells))), printed.entries, (), False)


def _named_lines(
    lines: Sequence[PrintedLine], order: list[str], known: dict[str, tuple[Band, Line]]
) -> Iterator[tuple[PrintedLine, str, bool]]:
    """Printed lines with the row they are; lines without a label take the rows that are missing where they stand.

    That needs as many such lines as rows are missing, each with a figure for every column. In flowing text they are
    figures beyond what the line before them can hold.
    """
    printed = {line.row for line in lines}
    at = 0
    while at < len(lines):
        line = lines[at]
        after = next((other.row for other in lines[at + 1 :] if other.row), "")
        if line.row:
            missing = _missing(order, printed, line.row, after)
            width = len(known[line.row][0].columns) if line.row in known else 0
            parts = _cut_evenly(line, width, [len(known[key][0].columns) for key in missing])
            if parts:
                yield line._replace(entries=parts[0]), line.row, False
                for key, part in zip(missing, parts[1:], strict=True):
                    yield line._replace(entries=part), key, True
            else:
                yield line, line.row, False
            at += 1
            continue
        run = [other for other in lines[at:] if not other.row]
        run = lines[at : at + next((n for n, other in enumerate(lines[at:]) if other.row), len(run))]  # type: ignore[assignment]
        before = lines[at - 1].row if at else ""
        missing = _missing(order, printed, before, after)
        if len(missing) == len(run):
            for key, other in zip(missing, run, strict=True):
                if sum(entry.state != "blank" for entry in other.entries) == len(known[key][0].columns):
                    yield other, key, True
        at += len(run)


def _missing(order: list[str], printed: set[str], before: str, after: str) -> list[str]:
    """Rows of the form between two printed ones."""
    start = order.index(before) + 1 if before in order else 0
    end = order.index(after) if after in order else (len(order) if not after else start)
    return [key for key in order[start:end] if key not in printed]


def _cut_evenly(line: PrintedLine, width: int, widths: list[int]) -> list[tuple[Entry, ...]]:
    """The entries of a line that holds its own figures and those of the rows behind it; empty when the count is off."""
    figures = [entry for entry in line.entries if entry.state != "blank"]
    if not widths or not width or len(figures) != width + sum(widths) or len(figures) != len(line.entries):
        return []
    parts: list[tuple[Entry, ...]] = []
    for size in (width, *widths):
        parts.append(tuple(figures[:size]))
        figures = figures[size:]
    return parts


def _named(band: Band, match: Match) -> tuple[int, ...]:
    """The columns that the printed header names; all of them when it names too few to tell."""
    everything = tuple(range(len(band.columns)))
    printed = Counter(word for key, word, _ in match.headers if key == band.key)
    owners: dict[str, list[int]] = {}
    for at, column in enumerate(band.columns):
        for label in (column.label, *column.aliases):
            owners.setdefault(label_key(label), []).append(at)
    named: set[int] = set()
    for word, count in printed.items():
        columns = owners.get(word, [])
        if columns and len(columns) <= count:
            named.update(columns)
        elif len(columns) > 1:
            return everything
    enough = min(_FEWEST_NAMED, max(1, len(everything) - 1))
    return tuple(sorted(named)) if len(named) >= enough else everything


# ── Lines that are not ragged ────────────────────────────────────────────────────────────────────────────────────────


def _plain(row: Row) -> Candidate | None:
    """A line read as it stands: a figure for every cell, or all cells empty, or one merged value printed repeatedly."""
    figures, width = _without_remark(row), len(row.cells)
    if row.behind and len(figures) < width:
        return None
    if len(figures) == 1 and figures[0].glued and width > 1:
        figures = tuple(next(placements.splits(figures[0], width), ())) if len(figures[0].raw) == width else ()
        return tuple(entry._replace(glued=True) for entry in figures) or None
    if any(entry.glued for entry in figures) and width > 1:
        return None
    if len(figures) == width:
        return figures
    if len(figures) > width == 1 and len({(entry.state, entry.value) for entry in figures}) == 1:
        return figures[:1]
    if len(figures) == len(row.named) and not _is_total_hidden(row, figures):
        return placements.placed(figures, row.named, width)
    if not figures and len(row.entries) >= width:
        return row.entries[:width]
    return None


def _without_remark(row: Row) -> tuple[Entry, ...]:
    """The figures of a line less words that stand behind the last cell (a column of remarks)."""
    figures = row.figures
    while len(figures) > len(row.cells) and figures[-1].state == "unreadable":
        figures = figures[:-1]
    return figures


def _is_total_hidden(row: Row, figures: tuple[Entry, ...]) -> bool:
    """Whether the header does not name the total although the last figure is the sum of the others."""
    lost = {cell for _, right in row.terms for cell in right} - set(row.named)
    return bool(lost) and value_of(figures[-1]) != 0 and value_of(figures[-1]) == sum(map(value_of, figures[:-1]))


def _in_place(rows: Sequence[Row], blanks_hold: bool | None) -> dict[str, Candidate]:
    """Lines whose empty cells keep their place, with every cell filled from its own position."""
    grids = _grids(rows) or (_plausible(rows) if blanks_hold else [])
    found: dict[str, Candidate] = {}
    for row in rows:
        windows = {window for grid in grids if (window := _window(row, *grid)) is not None}
        if len({tuple(e and (e.state, e.value) for e in window) for window in windows}) == 1:
            found[row.key] = min(windows, key=lambda window: sum(entry is None for entry in window))
    return found


def _grids(rows: Sequence[Row]) -> list[tuple[bool, int]]:
    """The ways to lay the form's columns over the printed cells for which some line shows that blanks keep their
    place: an empty cell before a figure, inside the columns, and row sums that hold."""
    scored = []
    for grid in _plausible(rows):
        windows = [(row, window) for row in rows if (window := _window(row, *grid)) is not None]
        shown = [(row, window) for row, window in windows if _has_gap(window, grid[0])]
        judged = [(row, window) for row, window in windows if row.terms and _has_total(row, window)]
        held = sum(placements.balanced(window, row.terms) for row, window in judged)
        if shown and held >= _HOLDS_PER_FAILURE * (len(judged) - held):
            scored.append((held, grid))
    best = max((held for held, _ in scored), default=0)
    return [grid for held, grid in scored if held == best]


def _plausible(rows: Sequence[Row]) -> list[tuple[bool, int]]:
    """(fixed, first): the columns start at printed cell `first` in every row, or `first` cells behind each label."""
    filled = [row for row in rows if row.figures]
    if not filled:
        return []
    starts = {entry.column for row in filled for entry in row.figures[:1]} | {row.entries[0].column for row in filled}
    grids = [(True, start) for start in sorted(starts)] + [(False, 0)]
    return [grid for grid in grids if all(_window(row, *grid) is not None for row in filled)]


def _window(row: Row, fixed: bool, first: int) -> Candidate | None:
    """The cells of a line under a grid; None when a figure lies outside, or the line's cells start behind the grid."""
    width = len(row.cells)
    cells: list[Entry | None] = [None] * width
    if not row.entries or any(entry.glued for entry in row.entries):
        return None
    if fixed and row.entries[0].column > first:
        return None
    for index, entry in enumerate(row.entries):
        at = (entry.column if fixed else index) - first
        if 0 <= at < width:
            cells[at] = entry
        elif entry.state != "blank":
            return None
    return tuple(cells) if any(cells) else None


def _has_gap(window: Candidate, fixed: bool) -> bool:
    """Whether an empty cell stands before a figure (in rows laid from their labels, between figures)."""
    filled = [at for at, entry in enumerate(window) if entry and entry.state != "blank"]
    if not filled:
        return False
    start = 0 if fixed else filled[0]
    return any(entry is not None and entry.state == "blank" for entry in window[start : filled[-1]])


def _has_total(row: Row, window: Candidate) -> bool:
    totals = [window[cell] for _, right in row.terms for cell in right]
    return all(entry is not None and entry.state == "number" for entry in totals)


def _closed_up(row: Row) -> bool:
    """Whether a line of too few figures ends in the sum of the others and empty cells follow."""
    figures = row.figures
    return (
        bool(row.terms)
        and 2 <= len(figures) < len(row.cells)
        and row.entries[-1].state == "blank"
        and value_of(figures[-1]) == sum(map(value_of, figures[:-1])) != 0
    )


def _certain(row: Row, cells: Candidate, how: How) -> Iterator[tuple[Cell, Placement]]:
    for cell, entry in zip(row.cells, cells, strict=True):
        if entry is not None:
            yield cell, Placement(entry.state, (entry,), how)


def _cells(row: Row, result: dict[Cell, Placement]) -> list[tuple[Cell, Placement]]:
    return [(cell, result[cell]) for cell in row.cells if cell in result]


# ── Ragged lines: arithmetic decides ─────────────────────────────────────────────────────────────────────────────────


class _Balances:
    """The sums over the rows of a table, as far as every row in them is printed."""

    def __init__(self, table: FormTable, rows: Sequence[Row], match: Match, done: dict[str, Candidate]) -> None:
        keys = {row.key for row in rows}
        foreign = any(value_of(entry) for line in match.extras for entry in line.entries)
        self.balances = [
            balance
            for balance in table.balances
            if balance.axis == "rows" and not foreign and keys.issuperset(balance.left + balance.right)
        ]
        self.width = len(rows[0].cells) if rows else 0
        self.done = done

    def weights(self, key: str) -> tuple[int, ...]:
        """What a row adds to each balance: 1 on the left, -1 on the right."""
        return tuple((key in balance.left) - (key in balance.right) for balance in self.balances)

    def wanted(self) -> list[list[Decimal]]:
        """What the rows that are not done yet must add up to, per balance and column."""
        wanted = [[Decimal(0)] * self.width for _ in self.balances]
        for key, cells in self.done.items():
            for weight, row in zip(self.weights(key), wanted, strict=True):
                if weight:
                    for column, entry in enumerate(cells):
                        row[column] -= weight * value_of(entry)
        return wanted

    def need(self, key: str) -> bool:
        """Whether the balances hold with a row that is done and would fail without its figures."""
        if not any(value_of(entry) for entry in self.done[key]):
            return False
        concerned = [row for weight, row in zip(self.weights(key), self.wanted(), strict=True) if weight]
        return bool(concerned) and not any(any(row) for row in concerned)


def _decided(ragged: Sequence[Row], balances: _Balances, deduplicated: bool) -> Iterator[tuple[Cell, Placement]]:
    open_rows = [row for row in ragged if row.figures]
    if deduplicated or any(e.state == "unreadable" for row in open_rows for e in row.figures):
        solvable: list[Row] = []
    else:
        solvable = [row for row in open_rows if row.terms]
    if len(solvable) != len(open_rows):
        for row in open_rows:
            if row not in solvable:
                yield from _unreadable(row)
    outcome = _solution(solvable, balances, _together(solvable, balances)) or _solution(
        solvable, balances, [[row] for row in solvable]
    )
    if outcome is None:
        for row in solvable:
            yield from _unreadable(row)
        return
    for row, remaining, leftmost in outcome:
        yield from _agreed(row, remaining, leftmost)


def _together(rows: Sequence[Row], balances: _Balances) -> list[list[Row]]:
    """Rows of one depth that print equally few figures, and none of that depth more: they lost the same columns."""
    groups: list[list[Row]] = []
    complete = {row_key for row_key in balances.done}
    for depth in sorted({row.depth for row in rows}):
        group = [row for row in rows if row.depth == depth]
        counts = {len(row.figures) for row in group}
        alike = len(counts) == 1 and max(counts) < len(group[0].cells) and not any(e.glued for r in group for e in r.figures)
        groups += [group] if alike and not any(row.behind for row in group) else [[row] for row in group]
    return groups if complete is not None else []


def _solution(
    rows: Sequence[Row], balances: _Balances, groups: list[list[Row]]
) -> list[tuple[Row, list[Candidate], Candidate]] | None:
    unknowns = []
    for group in groups:
        options = [tuple(_candidates(row)) for row in group]
        if len(group) > 1:
            kept = [
                number
                for number in range(len(options[0]))
                if all(placements.balanced(o[number], row.terms) for o, row in zip(options, group, strict=True))
            ]
            options = [tuple(o[number] for number in kept) for o in options]
        else:
            options = [tuple(o for o in options[0] if placements.balanced(o, group[0].terms))]
        if not options[0]:
            return None
        unknowns.append(
            Unknown(tuple(row.key for row in group), tuple(options), tuple(balances.weights(row.key) for row in group))
        )
    solution = placements.solved(unknowns, balances.wanted())
    if solution is None:
        return None
    outcome = []
    for unknown, group, remaining, leftmost in zip(unknowns, groups, solution.remaining, solution.leftmost, strict=True):
        for row, options in zip(group, unknown.candidates, strict=True):
            outcome.append((row, [options[number] for number in remaining], options[leftmost]))
    return outcome


def _candidates(row: Row) -> Iterator[Candidate]:
    figures, width = row.figures, len(row.cells)
    if len(figures) == 1 and figures[0].glued:
        yield from placements.splits(figures[0], width)
    elif any(entry.glued for entry in figures):
        return
    elif len(figures) > width:
        yield from placements.selections(figures, width)
    elif len(figures) == width:
        yield figures
        yield from placements.subsets((), width, ())
    else:
        allowed = row.named if len(figures) <= len(row.named) else range(width)
        yield from placements.subsets(figures, width, allowed)
        whole = (*figures, *(entry for entry in row.behind if entry.state != "blank"))
        if len(whole) == width:
            yield whole


def _agreed(row: Row, remaining: list[Candidate], leftmost: Candidate) -> Iterator[tuple[Cell, Placement]]:
    """Cells in which all remaining candidates put the same figure are aligned; the others are suggested."""
    sure = [len({entry and (entry.state, entry.value) for entry in column}) == 1 for column in zip(*remaining, strict=True)]
    if not all(sure) and any(entry.glued for entry in row.figures):
        yield from _unreadable(row)
        return
    for cell, entry, agreed in zip(row.cells, leftmost, sure, strict=True):
        if entry is not None:
            yield cell, Placement(entry.state, (entry,), "aligned" if agreed else "suggested")


def _unreadable(row: Row) -> Iterator[tuple[Cell, Placement]]:
    for number, cell in enumerate(row.cells):
        yield cell, Placement("unreadable", row.figures if number == 0 else (), "read")


__all__ = ["Cell", "Placement", "aligned", "blanks_hold_place"]
_ = Iterable
