"""Empty cells beside something drawn: whether they are blank."""

from __future__ import annotations

import pytest

from extract.model import Concept, Fact, Gap, PageBox, PageOrigin
from extract.tables.certainty import seen


def fact(row: int, column: str, x0: float) -> Fact:
    box = PageBox(1, x0, 100.0 + 20 * row, x0 + 5, 110.0 + 20 * row)
    origins = (PageOrigin((box,), 1, row, 2),)
    return Fact(Concept("proactive", f"row{row}", column), "", "blank", None, "", "", "read", origins)


@pytest.mark.parametrize(("row", "state"), [(1, "unreadable"), (2, "unreadable"), (3, "blank")])
def test_an_empty_cell_is_not_blank_at_the_height_of_ink_that_fills_no_cell(row: int, state: str) -> None:
    """Ink stands in the rows 1 and 2; in row 2 are two cells, in row 3 nothing is drawn."""
    facts = [fact(1, "a", 200), fact(2, "a", 200), fact(2, "b", 260), fact(3, "a", 200)]
    ink = Gap("unread_ink", PageOrigin((PageBox(1, 300.0, 115.0, 310.0, 155.0),)))
    states = [each.state for each in seen(facts, [ink]) if each.concept.row == f"row{row}"]
    assert set(states) == {state}
