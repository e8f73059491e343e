"""A table whose rows stand side by side → the cells of the form that each run of its figures holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.forms import load_forms
from extract.forms.outline import outline_of
from extract.model import Match
from extract.tables.grids import grid_of
from extract.tables.matching import matches_of
from extract.tables.strips import strips_of
from tests.made import drawn

FORM = load_forms()[-1]
OUTLINE = outline_of(load_forms())
(BAND,) = FORM.table("disputes").bands
OUTCOMES = "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计"
GROUPS = "行政复议 | 行政诉讼\n未经复议直接起诉 | 复议后起诉"
ALL = [(line.key, column.key) for line in BAND.lines for column in BAND.columns]
FIRST, *_, LAST = map(".".join, ALL)
FIGURES = " | ".join(map(str, range(1, 16)))

TABLES = {
    "one run of all cells": f"{GROUPS}\n{' | '.join([OUTCOMES] * 3)}\n{FIGURES}",
    "a row for every group": "\n".join(
        f"{group}\n{OUTCOMES}\n{' | '.join(str(5 * n + at) for at in range(1, 6))}"
        for n, group in enumerate(("行政复议", "行政诉讼 | 未经复议直接起诉", "复议后起诉"))
    ),
}


def only(text: str) -> Match:
    (match,) = matches_of(grid_of(drawn.page(text)), OUTLINE)
    return match


@pytest.mark.parametrize("table", TABLES)
def test_runs_of_figures_hold_the_cells_that_are_named_before_them(table: str) -> None:
    (match,) = matches_of(grid_of(drawn.page(TABLES[table])), OUTLINE)
    told = {
        ".".join(cell): int(entry.raw)
        for strip in strips_of(BAND, match)
        for cell, entry in zip(strip.cells, [entry for entry in strip.line.entries if entry.raw], strict=True)
    }
    assert list(told.values()) == list(range(1, 16))
    assert (told[FIRST], told[LAST]) == (1, 15)


def test_a_header_that_is_broken_within_a_group_goes_on_at_its_left() -> None:
    outcomes = OUTCOMES.split(" | ")
    heads = [*outcomes, "未经复议直接起诉", "", "", "", "", "复议后起诉"]
    below = ["", "", "", "", "", *outcomes, *outcomes[:2]]
    text = f"行政复议 | 行政诉讼\n{' | '.join(heads)}\n{' | '.join(below)}\n{' | '.join(outcomes[2:])}\n{FIGURES}"
    (match,) = matches_of(grid_of(drawn.page(text.replace(" | ", "\t"))), OUTLINE)
    (strip,) = strips_of(BAND, match)
    assert [".".join(cell) for cell in strip.cells][::14] == [FIRST, LAST]
    assert strip.cells == strips_of(BAND, only(TABLES["one run of all cells"]))[0].cells


def test_a_line_whose_figures_belong_to_another_table_is_none() -> None:
    (match,) = matches_of(grid_of(drawn.page(TABLES["a row for every group"])), OUTLINE)
    first, *others = match.lines
    without = replace(match, lines=(first._replace(entries=()), *others))
    assert len(strips_of(BAND, without)) == len(others)


def test_names_of_groups_that_stand_beside_other_rows_than_their_own_name_none() -> None:
    """As the middle of a merged cell does where no rules are drawn."""
    outcomes = OUTCOMES.split(" | ")
    rows = [f"{outcome} | {n}" for n, outcome in enumerate(outcomes * 3, start=1)]
    told = {}
    for at in ((0, 5, 10), (2, 7, 12)):
        named = dict(zip(at, ("行政复议", "行政诉讼 | 未经复议直接起诉", "复议后起诉"), strict=True))
        text = "\n".join(f"{named[n]} | {row}" if n in named else row for n, row in enumerate(rows))
        (match,) = matches_of(grid_of(drawn.page(text)), OUTLINE)
        told[at[0]] = [entry.state for strip in strips_of(BAND, match) for entry in strip.line.entries if entry.raw]
    assert set(told[0]) == {"number"}
    assert set(told[2]) == {"unreadable"}


@pytest.mark.parametrize("lost", range(15))
def test_where_a_head_is_lost_with_its_figure_each_other_stands_under_its_own(lost: int) -> None:
    """As on a page that is cut at its side: what is left is no row of other cells, whatever sums hold."""
    heads = [head for at, head in enumerate(OUTCOMES.split(" | ") * 3) if at != lost]
    text = "\n".join("\t".join(row) for row in (["行政复议", "行政诉讼"], heads, list(map(str, range(1, 15)))))
    (match,) = matches_of(grid_of(drawn.page(text)), OUTLINE)
    (strip,) = strips_of(BAND, match)
    assert strip.cells == tuple(key for at, key in enumerate(ALL) if at != lost)
    assert not strip.doubtful
