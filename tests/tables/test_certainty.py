"""What becomes of cells beside or under something that is not text, and beside halves of figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.model import CellOrigin, Concept, Fact, Gap, GapReason, Origin, PageBox, PageOrigin
from extract.tables.certainty import seen

PLACE = PageOrigin((PageBox(2, 100, 100, 140, 112),), 1, 2, 3)
CELL = CellOrigin("docx", 1, 2, 3)


def fact(origin: Origin, printed: str) -> Fact:
    state, value = ("number", Decimal(printed)) if printed else ("blank", None)
    return Fact(Concept("requests", "received", "total"), "2021", state, value, printed, "件", "read", (origin,))


@pytest.mark.parametrize(
    ("reason", "gap", "origin", "printed", "state", "how"),
    [
        ("unread_ink", PageOrigin((PageBox(2, 130, 90, 200, 105),)), PLACE, "5", "unreadable", "read"),
        ("unread_ink", PageOrigin((PageBox(2, 130, 90, 200, 105),)), PLACE, "", "unreadable", "read"),
        ("unread_ink", PageOrigin((PageBox(2, 140, 90, 200, 105),)), PLACE, "5", "number", "read"),
        ("unread_ink", PageOrigin((PageBox(1, 130, 90, 200, 105),)), PLACE, "5", "number", "read"),
        ("recognised_page", PageOrigin((PageBox(2, 0, 0, 600, 800),)), PLACE, "5", "number", "suggested"),
        ("picture", CELL, CELL, "", "unreadable", "read"),
        ("picture", CELL, CELL, "5", "number", "read"),
        ("picture", CELL._replace(row=9), CELL, "", "blank", "read"),
        ("crowded_page", PageOrigin((PageBox(2, 0, 0, 600, 800),)), PLACE, "5", "number", "read"),
    ],
)
def test_a_cell_holds_what_is_seen(
    reason: GapReason, gap: Origin, origin: Origin, printed: str, state: str, how: str
) -> None:
    (after,) = seen([fact(origin, printed)], [Gap(reason, gap)])
    assert (after.state, after.how, after.raw) == (state, how, printed)
    assert (after.value is None) == (state != "number")
