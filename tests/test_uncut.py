"""Figures beside what no cell holds, or what is no print, are not certain: they may be halves, or of other columns."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from extract.model import Account, Concept, Entry, Fact, Gap, PageBox, PageOrigin
from extract.readers.pdf.arrays import Floats
from extract.readers.pdf.marks import marks_of
from extract.tables.certainty import none_cut, seen

CONCEPT, OTHER = Concept("requests", "received", "total"), Concept("requests", "received", "business")
LEFT = 100.0


def figure(concept: Concept, page: int, x0: float, y0: float) -> Fact:
    place = PageOrigin((PageBox(page, x0, y0, x0 + 20, y0 + 10),), 1, 1, 1)
    return Fact(concept, "2021", "number", Decimal(12), "12", "", "read", (place,))


def without_place(page: int, x0: float, y0: float) -> Account:
    place = PageOrigin((PageBox(page, x0, y0, x0 + 5, y0 + 10),), 1, 2, 1)
    return Account("requests", (Entry("number", Decimal(3), "3", "", place, 1, 1),))


@pytest.mark.parametrize(
    ("page", "x0", "y0", "is_cut"),
    [
        pytest.param(1, LEFT, 512, True, id="the next line"),
        pytest.param(1, LEFT, 488, True, id="the line above"),
        pytest.param(2, LEFT, 80, True, id="behind a page break"),
        pytest.param(1, LEFT, 530, False, id="a row below"),
        pytest.param(1, LEFT, 510, False, id="the next cell of a ruled table"),
        pytest.param(1, LEFT + 40, 512, False, id="another column"),
        pytest.param(3, LEFT, 80, False, id="two pages on"),
    ],
)
def test_a_figure_beside_one_without_a_place_is_in_doubt(page: int, x0: float, y0: float, is_cut: bool) -> None:
    first, other = none_cut(
        (figure(CONCEPT, 1, LEFT, 500), figure(OTHER, 1, LEFT + 200, 500)), [without_place(page, x0, y0)]
    )
    assert first.state == ("unreadable" if is_cut else "number")
    assert first.raw == "12"
    assert other.state == "number"


@pytest.mark.parametrize("between", [True, False])
def test_a_blank_is_in_doubt_where_the_next_figure_of_its_column_has_no_place(between: bool) -> None:
    blank = figure(CONCEPT, 1, LEFT, 500)._replace(state="blank", value=None, raw="")
    other = figure(OTHER, 1, LEFT, 540 if between else 700)
    first, second = none_cut((blank, other), [without_place(1, LEFT, 600)])
    assert (first.state, second.state) == ("blank" if between else "unreadable", "number")


@pytest.mark.parametrize(
    ("x0", "x1", "y0", "how"),
    [
        pytest.param(LEFT + 25, LEFT + 35, 498, "suggested", id="between the figures of its row"),
        pytest.param(LEFT + 40, LEFT + 60, 498, "read", id="in a cell of its row"),
        pytest.param(LEFT + 25, LEFT + 35, 530, "read", id="in another row"),
    ],
)
def test_figures_beside_something_drawn_may_be_of_other_columns(x0: float, x1: float, y0: float, how: str) -> None:
    gap = Gap("unread_ink", PageOrigin((PageBox(1, x0, y0, x1, y0 + 14),)))
    first, _other = seen((figure(CONCEPT, 1, LEFT, 500), figure(OTHER, 1, LEFT + 40, 500)), [gap])
    assert first.how == how
    assert (first.state, first.value) == ("number", 12)


def signs(rise: float, digits: str, font: float = 10) -> int:
    """How many signs are put between `12`, 10 high, and digits right behind it, so much higher, in a font so high."""
    text = "12" + digits
    codes = np.array([*map(ord, text)], np.uint32)
    boxes = np.array(
        [(6 * at, 100 - rise * (at > 1), 6 * at + 6, 110 - rise * (at > 1)) for at in range(len(text))], np.float32
    )
    boxes[2:, 1] = boxes[2:, 3] - font
    nothing = np.empty((0, 3), np.float32)
    found = marks_of(codes, boxes, np.zeros(len(codes), np.int8), (nothing, nothing), lambda places: boxes[places])
    return 0 if found is None else len(found.places)


def test_the_next_column_half_a_line_higher_is_no_note() -> None:
    assert signs(5.5, "345") == 0
    assert signs(5.5, "3") == signs(3, "3") == signs(3, "34") == 1
    assert signs(5.5, "34", font=10.8) == 1


NOTHING = np.empty((0, 3), np.float32)


def signs_below(height: float, horizontal: Floats = NOTHING, left: float = 3) -> int:
    """How many signs are put between `12`, 10 high, and a digit so high on the next line."""
    boxes = np.array([(0, 100, 6, 110), (6, 100, 12, 110), (left, 124 - height, left + 6, 124)], np.float32)
    codes, turns = np.array([*map(ord, "123")], np.uint32), np.zeros(3, np.int8)
    found = marks_of(codes, boxes, turns, (horizontal, NOTHING), lambda places: boxes[places])
    return 0 if found is None else len(found.places)


def test_a_digit_of_another_font_on_the_next_line_is_a_note() -> None:
    assert signs_below(10) == signs_below(10.1) == 0
    assert signs_below(10.5) == signs_below(6) == 1
    assert signs_below(10.5, np.array([(112, -5, 20)], np.float32)) == signs_below(10.5, left=-80) == 0


def test_only_lines_at_their_height_part_digits() -> None:
    codes, turns = np.array([*map(ord, "12")], np.uint32), np.zeros(2, np.int8)
    found = []
    for top in (90.0, 200.0):
        boxes = np.array([(0, 100, 6, 110), (6, 98, 10, 104)], np.float32)
        vertical = np.array([(5, top, top + 40)], np.float32)
        found.append(marks_of(codes, boxes, turns, (NOTHING, vertical), lambda places, at=boxes: at[places]))
    assert [marks is None for marks in found] == [True, False]
