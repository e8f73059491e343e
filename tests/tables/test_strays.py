"""What becomes of empty cells beside words that are of no label."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.forms import load_forms
from extract.forms.outline import outline_of
from extract.model import Cell, Concept, Fact, Grid, Match, PageBox, PageOrigin
from extract.tables.strays import none_beside_words

OUTLINE = outline_of(load_forms())
MATCH = Match("requests", (), (), (), (), False, False, False, 0, 1, 1.0)
COLUMNS = ("natural_person", "business", "total")


def place(left: float, y: float, width: float = 6) -> PageOrigin:
    return PageOrigin((PageBox(1, left, y - 5, left + width, y + 5),))


def row(figures: tuple[str, ...], y: float, origin: PageOrigin | None = None) -> list[Fact]:
    """A row of figures at a height, of which every cell has the same origin where one is given."""
    return [
        Fact(
            Concept("requests", "granted", column),
            "2021",
            "number" if printed else "blank",
            Decimal(printed) if printed else None,
            printed,
            "件",
            "read",
            (origin or place(300 + 40 * at, y),),
        )
        for at, (column, printed) in enumerate(zip(COLUMNS, figures, strict=True))
    ]


@pytest.mark.parametrize(
    ("word", "left", "y", "states"),
    [
        ("无此", 338, 90, ["number", "unreadable", "number"]),
        ("无此", 338, 70, ["number", "blank", "number"]),
        ("无此", 378, 90, ["number", "blank", "number"]),
        ("无此", 100, 100, ["number", "blank", "number"]),
        ("企业", 338, 90, ["number", "blank", "number"]),
        ("无", 338, 90, ["number", "blank", "number"]),
        ("5", 338, 90, ["number", "blank", "number"]),
    ],
    ids=["above", "farther", "another column", "left of all", "of a head", "a mark", "a figure"],
)
def test_a_word_beside_an_empty_cell_may_be_what_it_prints(word: str, left: float, y: float, states: list[str]) -> None:
    grid = Grid(((Cell(word, place(left, y, 8), False, 1),), ()), (0, 0))
    facts = none_beside_words(row(("1", "", "34"), 100), [MATCH], grid, OUTLINE)
    assert [fact.state for fact in facts] == states


def test_words_beside_the_label_of_an_empty_row_may_be_what_it_prints() -> None:
    grid = Grid((tuple(Cell("未发", place(300 + 40 * at, 110, 8), False, at) for at in range(2)), ()), (0, 0))
    filled = [fact._replace(concept=fact.concept._replace(row="received")) for fact in row(("1", "2", "345"), 50)]
    facts = none_beside_words([*filled, *row(("", "", ""), 100, place(100, 105, 80))], [MATCH], grid, OUTLINE)
    assert [fact.state for fact in facts] == ["number"] * 3 + ["unreadable"] * 3
