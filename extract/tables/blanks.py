"""Rows → the lines whose empty cells hold their place, so that the figures between them stand in theirs.

Comes in: the `FormRow`s of a table. Goes out: a candidate per line that can be read cell by cell. Empty cells are
trusted only where the print shows that they keep their place: real pages also drop them, push them behind the
figures, or pad the spans of labels with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.model import Entry
from extract.tables.lines import FormRow
from extract.tables.placements import Candidate, balanced, value_of

_HOLDS_PER_FAILURE = 3
"""Row sums that must hold for each that fails before empty cells are trusted to keep their place."""

Laying = tuple[bool, int]
"""How the form's columns lie over printed cells: (True, n) from printed cell n on in every row, (False, n) from the
n-th cell behind each label on."""


def blanks_hold_place(rows: Sequence[FormRow]) -> bool | None:
    """Whether empty cells keep their place in a table: True when one stands before a figure, False when figures have
    closed up over them, None when nothing tells."""
    if not any(map(_has_blanks, rows)):
        return None
    if any(_is_shown(rows, grid) for grid in _grids(rows).layings):
        return True
    return False if any(map(_closed_up, rows)) else None


def in_place(rows: Sequence[FormRow], hold: bool | None) -> dict[str, Candidate]:
    """Lines whose empty cells keep their place, with every cell filled from its own position."""
    exact = _exact(rows)
    return exact if len(exact) == len(rows) else _worked_out(rows, hold) | exact


def _exact(rows: Sequence[FormRow]) -> dict[str, Candidate]:
    """Lines of bands of which every row stands cell by cell under the heads of a table of the file."""
    torn = {row.band for row in rows if not row.exact}
    return {row.key: row.entries for row in rows if row.band not in torn}


def _worked_out(rows: Sequence[FormRow], hold: bool | None) -> dict[str, Candidate]:
    """The same of rows of which nothing but the others tells it."""
    if not any(row.figures for row in rows):
        return {row.key: row.entries[: len(row.cells)] for row in rows if len(row.entries) >= len(row.cells)}
    if all(row.depth < 0 and not row.width and len(row.entries) == len(row.cells) for row in rows):
        return {row.key: row.entries for row in rows}
    if not any(map(_has_blanks, rows)):
        return {}
    below = {row.key: cells for row in rows if (cells := _under_header(row))}
    headed = [row for row in rows if row.header.places]
    under_header = {} if hold is False or len(below) < len(headed) else below
    layings, only = _grids(rows)
    full = 2 * sum(len(row.figures) == len(row.cells) for row in rows) > len(rows) and not any(map(_closed_up, rows))
    told = only and (full or _ends_empty(rows))
    if not (hold or told or any(_is_shown(rows, laying) for laying in layings) or _led_alike(rows, layings)):
        return under_header
    placed = {row.key: windows[0] for row in rows if _alike(windows := [w for g in layings if (w := _window(row, g))])}
    totalled = {
        (row.band, row.depth)
        for row in rows
        if row.key in placed and any(map(value_of, row.figures)) and _has_totals(row, placed[row.key])
    }
    accepted = {
        row.key for row in rows if row.key in placed and (only or not _lacks_total(row, placed[row.key], totalled))
    }
    return under_header | {key: window for key, window in placed.items() if key in accepted}


def _alike(windows: list[Candidate]) -> bool:
    """Whether all layings that fit give a line the same cells."""
    return len({tuple(entry and (entry.state, entry.value) for entry in window) for window in windows}) == 1


def _lacks_total(row: FormRow, window: Candidate, totalled: set[tuple[str, int]]) -> bool:
    """Whether a line has figures but no total, although other lines of its depth have one: then it has lost a cell.

    Some agencies leave the total empty in all lines of a depth; that is their print and no loss.
    """
    return (row.band, row.depth) in totalled and not balanced(window, row.terms) and not _has_totals(row, window)


def _has_blanks(row: FormRow) -> bool:
    """Whether a line prints too few figures and empty cells beside them."""
    return 0 < len(row.figures) < len(row.cells) and len(row.figures) < len(row.entries)


def _under_header(row: FormRow) -> Candidate | None:
    """A line without sums whose cells stand one to one under a header that names every column beside the others."""
    places = row.header.places
    if row.terms or not places or row.header.spread:
        return None
    cells = {entry.column: entry for entry in row.entries}
    if not cells.keys() >= set(places) or any(entry.column not in places for entry in row.figures):
        return None
    return tuple(cells[place] for place in places)


class _Grids(NamedTuple):
    layings: list[Laying]
    only: bool
    """Whether lines of one width leave no other choice, whatever their sums say."""


def _grids(rows: Sequence[FormRow]) -> _Grids:
    """The layings in which every line of the usual size has a cell for every column and no figure outside.

    When several fit, those in which the most row sums hold, far more than fail.
    """
    filled = [row for row in rows if row.figures and not row.header.spread]
    usual = [row for row in filled if _is_usual(row, filled)]
    starts = {at for row in usual if row.width for at in range(row.entries[0].column, row.figures[0].column + 1)}
    layings = [*((True, start) for start in sorted(starts)), (False, 0)]
    fitting = [laying for laying in layings if all(_window(row, laying) for row in usual)]
    widths = {row.width for row in filled}
    fill_their_cells = all(len(row.entries) == len(row.cells) for row in filled)
    if len(widths) == 1 and 0 not in widths and (len(fitting) == 1 or (fitting and fill_their_cells)):
        return _Grids(fitting, only=True)
    scored: list[tuple[int, Laying]] = []
    for laying in fitting:
        windows = [(row, window) for row in usual if (window := _window(row, laying))]
        judged = [balanced(window, row.terms) for row, window in windows if _has_totals(row, window)]
        holding = sum(judged)
        if holding >= _HOLDS_PER_FAILURE * (len(judged) - holding):
            scored.append((holding, laying))
    most = max((holding for holding, _ in scored), default=0)
    return _Grids([laying for holding, laying in scored if holding == most], only=False)


def _is_usual(row: FormRow, rows: Sequence[FormRow]) -> bool:
    """Whether a line is as wide as most lines of as many columns, or has as many cells behind its label as most."""
    peers = [other for other in rows if len(other.cells) == len(row.cells)]
    same_width = sum(other.width == row.width for other in peers)
    same_count = sum(len(other.entries) == len(row.entries) for other in peers)
    return 2 * max(same_width, same_count) > len(peers)


def _window(row: FormRow, laying: Laying) -> Candidate | None:
    """The cells of a line under a laying; None when a figure lies outside or a column has no cell."""
    fixed, first = laying
    if row.header.spread or any(entry.glued for entry in row.entries):
        return None
    cells: list[Entry | None] = [None] * len(row.cells)
    for index, entry in enumerate(row.entries):
        at = (entry.column if fixed else index) - first
        if 0 <= at < len(cells):
            cells[at] = entry
        elif entry.state != "blank":
            return None
    return tuple(cells) if all(cells) else None


def _has_totals(row: FormRow, window: Candidate) -> bool:
    totals = [window[cell] for _, right in row.terms for cell in right]
    return bool(totals) and all(entry is not None and entry.state == "number" for entry in totals)


def _is_shown(rows: Sequence[FormRow], laying: Laying) -> bool:
    """Whether some line has an empty cell before a figure (in rows laid from their labels: between figures)."""
    return any((window := _window(row, laying)) and _has_gap(window, laying[0]) for row in rows)


def _led_alike(rows: Sequence[FormRow], layings: Sequence[Laying]) -> bool:
    """Whether rows laid from their labels have their totals, and the same number of empty cells before their first
    figure under however many headings they stand: cells that pad the spans of labels are fewer under more headings."""
    filled = [row for row in rows if row.figures]
    leading = {row.entries.index(row.figures[0]) for row in filled}
    if (False, 0) not in layings or len(leading) != 1 or leading == {0} or len({row.depth for row in filled}) == 1:
        return False
    return all((window := _window(row, (False, 0))) and _has_totals(row, window) for row in filled)


def _has_gap(window: Candidate, fixed: bool) -> bool:
    filled = [at for at, entry in enumerate(window) if entry and entry.state != "blank"]
    start = 0 if fixed else min(filled, default=0)
    return any(entry is not None and entry.state == "blank" for entry in window[start : max(filled, default=0)])


def _ends_empty(rows: Sequence[FormRow]) -> bool:
    """Whether lines end in empty cells behind figures of which the last is not the sum of the others, and none behind
    one that is: so it is no total that has closed up."""
    ending = [row for row in rows if row.terms and len(row.figures) > 1 and not row.entries[-1].raw]
    return any(value_of(each) for row in ending for each in row.figures) and not any(map(_closed_up, ending))


def _closed_up(row: FormRow) -> bool:
    """Whether a line of too few figures ends in the sum of the others."""
    figures = row.figures
    short = bool(row.terms) and not row.exact and 2 <= len(figures) < len(row.header.named)
    return short and value_of(figures[-1]) == sum(map(value_of, figures[:-1])) != 0
