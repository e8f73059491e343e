"""Reports whose tables print their columns in another order than the form, or others beside them.

Comes in: the figures of a report. Goes out: its tables as sheets, for `layouts` or `printing` to write: columns in any
order (`shuffled`), table four with rows of other kinds (`SHAPES`), a column of remarks (`remarked`), heads by another
name (`renamed`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import TypeVar

from extract.model import Band, Concept, Form
from tests.made.sheets import Box, Filled, Row, Sheet, each, sheets

_T = TypeVar("_T")


def shuffled(report: Filled, random: Random) -> Filled:
    """The report with the columns of every band in any order; those of a group stay together."""
    tables = tuple(
        table._replace(bands=tuple(_shuffled_band(band, random) for band in table.bands))
        for table in report.form.tables
    )
    return report._replace(form=replace(report.form, tables=tables))


def _shuffled_band(band: Band, random: Random) -> Band:
    units: dict[tuple[str, ...], list[int]] = {}
    for at, column in enumerate(band.columns):
        units.setdefault(column.group or (column.key,), []).append(at)
    order = [at for unit in _shuffle(list(units.values()), random) for at in _shuffle(unit, random)]
    return replace(band, columns=tuple(band.columns[at] for at in order))


def _shuffle(items: Sequence[_T], random: Random) -> list[_T]:
    return random.sample(items, len(items))


def tables_of(report: Filled, random: Random, shape: str = "") -> tuple[Sheet, ...]:
    """The tables of a report, the last one in a shape of `SHAPES`."""
    *others, disputes = sheets(report, random)
    return (*others, Sheet("disputes", SHAPES[shape](report, random)) if shape else disputes)


# ── Table four ───────────────────────────────────────────────────────────────────────────────────────────────────────

_GROUPS = (("review", "行政复议"), ("suit_direct", "未经复议直接起诉"), ("suit_after_review", "复议后起诉"))


def _outcomes(form: Form) -> list[Box]:
    (band,) = form.table("disputes").bands
    return [Box(column.label, column=column.key) for column in band.columns]


def _figure(report: Filled, row: str, column: str) -> Box:
    concept = Concept("disputes", row, column)
    return Box(str(report.values[concept]), concept=concept)


def suits_first(report: Filled, random: Random) -> tuple[Row, ...]:
    """As the form has it, with the groups in another order."""
    outcomes = _outcomes(report.form)
    suits = _shuffle(_GROUPS[1:], random)
    groups = [*suits, _GROUPS[0]]
    return (
        (Box("行政诉讼", 2 * len(outcomes)), Box("行政复议", len(outcomes))),
        (*(Box(label, len(outcomes)) for _, label in suits), *(box._replace(down=2) for box in outcomes)),
        tuple(outcomes * 2),
        tuple(_figure(report, row, box.column) for row, _ in groups for box in outcomes),
    )


def row_for_each_group(report: Filled, random: Random) -> tuple[Row, ...]:
    """Three rows under five outcomes."""
    outcomes = _outcomes(report.form)
    rows = [
        (Box(label, row=row), *(_figure(report, row, box.column) for box in outcomes))
        for row, label in _shuffle(_GROUPS, random)
    ]
    return (Box("类别"), *outcomes), *rows


def row_for_each_outcome(report: Filled, random: Random) -> tuple[Row, ...]:
    """Five rows under three groups, the last two of which stand under one more head."""
    suits = _shuffle(_GROUPS[1:], random)
    groups = [_GROUPS[0], *suits]
    return (
        (Box("类别", 1, 2), Box("行政复议", 1, 2), Box("行政诉讼", 2)),
        tuple(Box(label) for _, label in suits),
        *(
            (Box(box.text, row=box.column), *(_figure(report, row, box.column) for row, _ in groups))
            for box in _outcomes(report.form)
        ),
    )


def row_for_each_cell(report: Filled, random: Random) -> tuple[Row, ...]:
    """Fifteen rows of one figure."""
    outcomes = _outcomes(report.form)
    return tuple(
        (
            *([Box(label, 1, len(outcomes))] if box == outcomes[0] else []),
            Box(box.text, row=row + box.column),
            _figure(report, row, box.column),
        )
        for row, label in _shuffle(_GROUPS, random)
        for box in outcomes
    )


def table_for_each_group(report: Filled, random: Random) -> tuple[Row, ...]:
    """Three tables under each other."""
    outcomes = _outcomes(report.form)
    return tuple(
        row
        for key, label in _shuffle(_GROUPS, random)
        for row in (
            (Box(label, len(outcomes)),),
            tuple(outcomes),
            tuple(_figure(report, key, box.column) for box in outcomes),
        )
    )


SHAPES: dict[str, Callable[[Filled, Random], tuple[Row, ...]]] = {
    "suits_first": suits_first,
    "row_for_each_group": row_for_each_group,
    "row_for_each_outcome": row_for_each_outcome,
    "row_for_each_cell": row_for_each_cell,
    "table_for_each_group": table_for_each_group,
}

# ── Other columns, other heads ───────────────────────────────────────────────────────────────────────────────────────


def renamed(tables: tuple[Sheet, ...], table: str, column: str, head: str) -> tuple[Sheet, ...]:
    """The tables with another head over a column of one of them."""
    return tuple(
        each([sheet], lambda box: box._replace(text=head) if box.column == column else box)[0]
        if sheet.table == table
        else sheet
        for sheet in tables
    )


def remarked(sheet: Sheet, head: str, remarks: Callable[[], str], at: int) -> Sheet:
    """Table three with one more column, before the `at`-th of those that its second row names (-1: behind them all).

    `remarks` gives what stands in it.
    """
    first, second, third, *rows = sheet.rows
    named = second[at:] if at >= 0 else ()
    before = sum(box.across for box in second[:at]) if at >= 0 else sum(box.across for box in second)
    corner, applicants = first
    wider = []
    for row in rows:
        labels = [box for box in row if not box.concept]
        figures = [box for box in row if box.concept]
        wider.append((*labels, *figures[:before], Box(remarks(), row=head), *figures[before:]))
    return sheet._replace(
        rows=(
            (corner, applicants._replace(across=applicants.across + 1)),
            (*(second[:at] if at >= 0 else second), Box(head, 1, 2), *named),
            third,
            *wider,
        )
    )
