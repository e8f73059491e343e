"""Pages that lean, are cut off by the paper, or lack a rule, and figures without a place of their own."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from bench.changed.drawing import document_of
from bench.changed.files import data_of
from bench.changed.scoring import outcome_of
from extract.model import Account, Concept, Entry, Fact, PageBox, PageOrigin, TextOrigin
from extract.numbers import CUT
from extract.readers.pdf.around import with_words_around
from extract.readers.pdf.borderless import _numbered
from extract.readers.pdf.lines import cut_edges
from extract.readers.pdf.moved import reading_order
from extract.readers.pdf.torn import PlacedRow
from extract.tables.accounts import never_absent
from extract.tables.alignment import _are_one


def test_lines_that_run_on_beyond_the_page_are_told_of() -> None:
    rules = np.array([[50, 100, 620, 101], [50, 130, 620, 131], [50, 200, 500, 201]], np.float32)
    assert cut_edges([rules], 595, 842, on_side=False).tolist() == [[583, 100, 598, 131]]
    assert not len(cut_edges([rules[2:]], 595, 842, on_side=False))
    assert not len(cut_edges([rules[:1]], 595, 842, on_side=False)), "one line is no table"


def test_characters_in_any_order_are_put_in_lines() -> None:
    lines = np.array([[x, y, x + 10, y + 10] for y in range(0, 200, 20) for x in range(0, 200, 10)], np.float32)
    assert reading_order(lines) is None, "words follow words"
    mixed = lines[np.random.default_rng(1).permutation(len(lines))]
    order = reading_order(mixed)
    assert order is not None
    assert mixed[order].tolist() == lines.tolist()


def test_what_arithmetic_placed_beside_a_figure_without_a_place_is_a_guess() -> None:
    origin = TextOrigin(1, 0, 1)
    left = Entry("number", None, "78", "", origin, 0, 0)
    facts = [
        Fact(Concept("requests", row, column), "2021", state, None, "", "件", how, ())  # type: ignore[arg-type]
        for row, column, state, how in (
            ("received", "total", "number", "aligned"),
            ("received", "business", "absent", ""),
            ("granted", "total", "number", "aligned"),
        )
    ]
    changed = never_absent(facts, [Account("requests", (left,))])
    assert [fact.how for fact in changed] == ["suggested", "read", "aligned"]


@pytest.mark.slow
@pytest.mark.parametrize("number", range(3))
def test_a_leaning_page_is_read_as_a_straight_one(number: int) -> None:
    document = document_of(f"leaning/{number}", "pdf", "pdf_leaning")
    outcome = outcome_of(document, data_of(document))
    assert not outcome.faults
    assert outcome.cells["right"] > 0.9 * len(document.seen)


@pytest.mark.slow
def test_a_rule_left_out_between_two_columns_parts_them_all_the_same() -> None:
    document = document_of("missing/2", "pdf", "pdf_rules_missing")
    outcome = outcome_of(document, data_of(document))
    assert not outcome.faults


def test_a_figure_printed_twice_on_paper_is_two() -> None:
    one, other = (PageOrigin((PageBox(1, x, 0, x + 5, 9),), 1, 1, column) for x, column in ((0, 1), (50, 2)))
    entries = [Entry("number", Decimal(0), "0", "", origin, 0, at) for at, origin in enumerate((one, other))]
    assert not _are_one(entries)
    assert _are_one([entry._replace(origin=TextOrigin(1, 0, 1)) for entry in entries])


def test_two_figures_in_one_column_stand_from_left_to_right() -> None:
    boxes = ((40.0, 0.0, 60.0, 9.0), (10.0, 0.0, 30.0, 9.0))
    row = PlacedRow(5.0, [(0, "总计", (0.0, 0.0, 9.0, 9.0)), (1, "16453", boxes[1]), (1, "110946", boxes[0])])
    assert [place.text for place in _numbered([row], 9.0)] == ["总计", "16453", "110946"]


EMPTY = (2, "", (40.0, 95.0, 50.0, 105.0))
ROW = PlacedRow(
    100.0, [(0, "（一）予以公开", (0.0, 95.0, 20.0, 105.0)), (1, "7", (30.0, 95.0, 35.0, 105.0)), EMPTY], True
)


@pytest.mark.parametrize(
    ("heights", "printed"), [((94, 106), "未生"), ((88, 100, 112), "未发生"), ((112,), CUT), ((120,), "")]
)
def test_words_that_a_narrow_cell_breaks_stand_in_it(heights: tuple[int, ...], printed: str) -> None:
    words = {94: "未", 106: "生", 88: "未", 100: "发", 112: "生", 120: "未"}
    rows = [
        ROW,
        *(PlacedRow(y, [(2, words[y], (40.0, y - 5.0, 50.0, y + 5.0))]) for y in heights if y != 100),
    ]
    if 100 in heights:
        rows[0] = ROW._replace(cells=[*ROW.cells[:2], (2, "发", EMPTY[2])])
    found = with_words_around(sorted(rows, key=lambda row: row.height), 1, 10.0)
    home = next(row for row in found if row.labelled)
    assert [text for column, text, _ in home.cells if column == 2] == [printed]
