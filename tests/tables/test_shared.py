"""What becomes of figures that may be those of several rows, or of a whole row."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from extract.model import Concept, Fact, Match, PageBox, PageOrigin, PrintedLine
from extract.tables.shared import none_between

COLUMNS = ("natural_person", "business", "total")
ROW_HEIGHT = 16


def place(left: float, y: float, page: int = 1, width: float = 6) -> PageOrigin:
    return PageOrigin((PageBox(page, left, y - 5, left + width, y + 5),))


def row(key: str, figures: Sequence[str | None], y: float, page: int = 1) -> list[Fact]:
    """A row with these figures at some height; no cells where they are None."""
    facts = []
    for at, (column, printed) in enumerate(zip(COLUMNS, figures, strict=True)):
        state = "absent" if printed is None else "number" if printed else "blank"
        value = Decimal(printed) if printed else None
        origins = () if printed is None else (place(300 + 40 * at, y, page),)
        concept = Concept("requests", key, column)
        facts.append(Fact(concept, "2021", state, value, printed or "", "件", "read" if origins else "", origins))
    return facts


def line(key: str, y: float, page: int = 1) -> PrintedLine:
    return PrintedLine("requests", key, key, place(100, y, page, 80), (), 0)


def match(*lines: PrintedLine) -> Match:
    return Match("requests", lines, (), (), (), (), False, False, False, 0, 9, 1.0)


def told(facts: Sequence[Fact], key: str) -> set[tuple[str, str, str]]:
    return {(fact.state, fact.how, fact.raw) for fact in facts if fact.concept.row == key}


@pytest.mark.parametrize(
    ("height", "upper", "lower"),
    [
        (100, ("number", "read", "0"), ("absent", "", "")),
        (103, ("number", "read", "0"), ("absent", "", "")),
        (108, ("number", "suggested", "0"), ("unreadable", "read", "0")),
    ],
)
def test_figures_between_two_labels_are_certain_for_neither(
    height: float, upper: tuple[str, str, str], lower: tuple[str, str, str]
) -> None:
    facts = row("granted", ("0", "0", "0"), height) + row("denied", (None, None, None), 0)
    after = none_between(facts, [match(line("granted", 100), line("denied", 100 + ROW_HEIGHT))])
    assert told(after, "granted") == {upper}
    assert told(after, "denied") == {lower}


@pytest.mark.parametrize(("page", "state"), [(1, "absent"), (2, "unreadable")])
def test_a_row_without_cells_beside_a_page_break_is_not_known_to_be_empty(page: int, state: str) -> None:
    facts = row("granted", ("0", "0", "0"), 700) + row("denied", (None, None, None), 60)
    after = none_between(facts, [match(line("granted", 700), line("denied", 730 if page == 1 else 60, page))])
    assert {told_state for told_state, _, _ in told(after, "denied")} == {state}
    assert told(after, "granted") == {("number", "read", "0")}


@pytest.mark.parametrize(
    ("figures", "state"),
    [(("", "0", ""), "unreadable"), (("0", "", ""), "blank"), (("0", "0", ""), "blank")],
)
def test_one_figure_in_the_middle_of_a_row_may_be_that_of_all_its_cells(figures: Sequence[str], state: str) -> None:
    after = none_between(row("granted", figures, 100), [match(line("granted", 100))])
    assert {fact.state for fact in after if not fact.raw} == {state}
    assert {fact.how for fact in after if fact.raw} == {"suggested" if state == "unreadable" else "read"}


def test_where_rules_part_the_cells_they_are_empty() -> None:
    ruled = [
        fact._replace(origins=(place(300 + 40 * at, 100, width=40),))
        for at, fact in enumerate(row("granted", ("", "0", ""), 100))
    ]
    assert none_between(ruled, [match(line("granted", 100))]) == tuple(ruled)
