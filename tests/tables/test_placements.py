"""Figures → the placements that the printed order and the sums leave, drawn as rows: `3 · 3` leaves a cell empty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import Entry, TextOrigin
from extract.tables import placements
from extract.tables.placements import (
    Candidate,
    Effect,
    Solution,
    Unknown,
    balanced,
    placed,
    selections,
    solved,
    splits,
    subsets,
    value_of,
)
from tests.made import drawn

SUM = (((0, 1), (2,)),)
"""First and second make the third."""
TWO_SUMS = (((0, 1), (2,)), ((3, 4), (5,)))


def row(text: str) -> Candidate:
    return tuple(None if cell == "·" else drawn.entry(cell, 0, at) for at, cell in enumerate(text.split()))


def figures(text: str) -> list[Entry]:
    return [each for each in row(text) if each]


def shown(candidates: Iterable[Candidate] | None) -> list[str] | None:
    return None if candidates is None else [drawn.shown(candidate) for candidate in candidates]


# ── What the printed order allows ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "holds"),
    [("1 2 3", True), ("1 2 4", False), ("3 · 3", True), ("/ □ 0", True), ("· · ·", True), ("· · 1", False)],
)
def test_what_is_not_there_adds_nothing(text: str, holds: bool) -> None:
    assert balanced(row(text), SUM) == holds
    assert balanced(row(text), ())


def test_every_sum_must_hold() -> None:
    assert balanced(row("1 2 3 4 5 9"), TWO_SUMS)
    assert not balanced(row("1 2 3 4 5 8"), TWO_SUMS)
    assert not balanced(row("1 2 4 4 5 9"), TWO_SUMS)


def test_fewer_figures_than_cells() -> None:
    assert shown(subsets(figures("3 4"), (0, 1, 2), 3)) == ["3 4 ·", "3 · 4", "· 3 4"]
    assert shown(subsets(figures("3 4"), (0, 2), 3)) == ["3 · 4"]
    assert shown([placed(figures("3 4"), (1, 3), 4)]) == ["· 3 · 4"]


@given(st.integers(0, 4), st.integers(4, 6))
def test_fewer_figures_than_cells_keep_their_order_from_left_to_right(count: int, width: int) -> None:
    printed = figures(" ".join(str(number) for number in range(1, count + 1)))
    found = list(subsets(printed, range(width), width))
    assert all([each for each in candidate if each] == printed for candidate in found)
    gaps = [[each is None for each in candidate] for candidate in found]
    assert gaps == sorted(gaps)
    assert len({tuple(each) for each in gaps}) == len(list(combinations(range(width), count)))


@pytest.mark.parametrize(
    ("printed", "left"),
    [
        ("3 12 1 4", ["3 12 1", "3 12 4", "3 1 4", "12 1 4"]),
        (
            "3 1 4 12 7",
            ["3 1 4", "3 1 12", "3 4 12", "1 4 12", "3 1 7", "3 4 7", "1 4 7", "3 12 7", "1 12 7", "4 12 7"],
        ),
        ("3 0 1 4", ["3 0 1", "3 0 4", "3 1 4", "0 1 4"]),
        ("3 ０1 1 4", ["3 ０1 1", "3 ０1 4", "3 1 4", "０1 1 4"]),
        ("999 1000 5000 /", ["999 1000 5000", "1000 5000 /"]),
        ("1.5 -1 2,000 □", []),
        ("1 2 3 4 5 6", []),
    ],
)
def test_of_more_figures_than_cells_any_short_one_may_be_no_figure(printed: str, left: list[str]) -> None:
    assert shown(selections(figures(printed), (0, 1, 2), 3)) == left


def test_what_is_left_stands_in_the_cells_that_the_header_names() -> None:
    assert shown(selections(figures("3 /  4"), (0, 2), 3)) == ["/ · 4", "3 · /"][::-1]


# ── Glued digits ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("digits", "width", "terms", "expected"),
    [
        ("314", 3, SUM, ["3 1 4"]),
        ("315", 3, SUM, ["3 1 5"]),
        ("31", 3, SUM, []),
        ("10212", 3, SUM, ["10 2 12"]),
        ("2113", 3, SUM, []),
        ("11112", 3, SUM, ["11 1 12", "1 11 12"]),
        ("500005000", 3, SUM, ["5000 0 5000"]),
        ("05050", 3, SUM, ["0 50 50"]),
        ("1230459", 6, TWO_SUMS, []),
        ("11210212", 6, TWO_SUMS, ["1 1 2 10 2 12"]),
        ("1234", 1, (), ["1234"]),
        ("1234", 2, (), None),
        ("1—4", 3, SUM, None),
        ("1" * 29, 3, SUM, None),
    ],
)
def test_the_ways_to_read_glued_digits(
    digits: str, width: int, terms: Sequence[placements.Term], expected: list[str] | None
) -> None:
    assert shown(splits(drawn.entry(f"={digits}"), width, terms)) == expected


def test_a_cut_figure_has_its_own_value_and_place() -> None:
    glued = drawn.entry("=10212")._replace(origin=TextOrigin(4, 3, 7))
    ((first, second, third),) = splits(glued, 3, SUM) or ()
    assert first and second and third
    assert [value_of(each) for each in (first, second, third)] == [10, 2, 12]
    assert [str(each.origin) for each in (first, second, third)] == ["txt:L4:3-4", "txt:L4:5-5", "txt:L4:6-7"]
    assert not first.glued


def brute(digits: str, width: int, terms: Sequence[placements.Term]) -> set[tuple[str, ...]]:
    found = set()
    for cuts in combinations(range(1, len(digits)), width - 1):
        parts = tuple(digits[a:b] for a, b in zip((0, *cuts), (*cuts, len(digits)), strict=True))
        whole = all(len(part) == 1 or part[0] != "0" for part in parts)
        if whole and all(
            sum(int(parts[at]) for at in left) == sum(int(parts[at]) for at in right) for left, right in terms
        ):
            found.add(parts)
    return found


SMALL = st.one_of(st.integers(0, 3), st.integers(0, 120))


@given(st.lists(SMALL, min_size=2, max_size=4))
def test_every_way_to_read_a_row_is_found_and_no_other(parts: list[int]) -> None:
    width, terms = len(parts) + 1, [(tuple(range(len(parts))), (len(parts),))]
    digits = "".join(map(str, (*parts, sum(parts))))
    found = splits(drawn.entry(f"={digits}"), width, terms)
    assert found is not None
    assert len(digits) == width or {tuple(drawn.shown(each).split()) for each in found} == brute(digits, width, terms)
    for candidate in found:
        assert drawn.shown(candidate).replace(" ", "") == digits


@given(st.lists(SMALL, min_size=4, max_size=4))
def test_so_it_is_where_a_row_has_two_sums(parts: list[int]) -> None:
    one, two, three, four = parts
    digits = "".join(map(str, (one, two, one + two, three, four, three + four)))
    found = splits(drawn.entry(f"={digits}"), 6, TWO_SUMS)
    if found is not None and len(digits) > 6:
        assert {tuple(drawn.shown(each).split()) for each in found} == brute(digits, 6, TWO_SUMS)


def test_too_many_ways_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    two = splits(drawn.entry("=11112"), 3, SUM)
    monkeypatch.setattr(placements, "_MOST_SPLITS", 2)
    assert splits(drawn.entry("=11112"), 3, SUM) == two
    monkeypatch.setattr(placements, "_MOST_SPLITS", 1)
    assert splits(drawn.entry("=11112"), 3, SUM) is None


def test_a_search_that_takes_too_long_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert splits(drawn.entry("=10212"), 3, SUM)
    monkeypatch.setattr(placements, "_MOST_STEPS", 3)
    assert splits(drawn.entry("=10212"), 3, SUM) is None
    digits = "".join(str(number) for number in range(1, 8))
    assert splits(drawn.entry(f"={digits}{digits}{digits}"), 12, [((0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), (11,))]) is None


# ── What the sums over the table leave ───────────────────────────────────────────────────────────────────────────────


def unknown(*rows: str, weights: Sequence[int] = (1,)) -> Unknown:
    """A line with its candidates, which count so much in each balance."""
    return Unknown((tuple(map(row, rows)),), (effects(weights),))


def effects(weights: Sequence[int]) -> tuple[Effect, ...]:
    """What the three cells of a line add to three sums for each balance, one over every column."""
    return tuple(
        (3 * balance + column, weight, column)
        for balance, weight in enumerate(weights)
        for column in range(3)
        if weight
    )


def numbers(*lines: str) -> list[Decimal]:
    """What is wanted of the sums: a line for each balance."""
    return [Decimal(number) for line in lines for number in line.split()]


def choices(solution: Solution | None, unknowns: Sequence[Unknown]) -> list[list[str]] | None:
    """The candidates that remain for each unknown, the leftmost choice marked with `<`."""
    if solution is None:
        return None
    return [
        [
            drawn.shown(each.candidates[0][number])
            + (" <" if solution.leftmost and solution.leftmost[at] == number else "")
            for number in remaining
        ]
        for at, (each, remaining) in enumerate(zip(unknowns, solution.remaining, strict=True))
    ]


ANYWHERE = ("3 3 ·", "3 · 3", "· 3 3")


@pytest.mark.parametrize(
    ("unknowns", "wanted", "expected"),
    [
        ([unknown(*ANYWHERE)], "3 0 3", [["3 · 3 <"]]),
        ([unknown(*ANYWHERE)], "3 3 0", [["3 3 · <"]]),
        ([unknown(*ANYWHERE)], "3 0 4", None),
        ([unknown(*ANYWHERE), unknown(*ANYWHERE)], "3 3 6", [["3 · 3 <", "· 3 3"], ["3 · 3", "· 3 3 <"]]),
        ([unknown(*ANYWHERE), unknown(*ANYWHERE)], "6 0 6", [["3 · 3 <"], ["3 · 3 <"]]),
        ([unknown(*ANYWHERE), unknown(*ANYWHERE, weights=(-1,))], "3 3 0", None),
        ([unknown(*ANYWHERE), unknown(*ANYWHERE, weights=(-1,))], "3 -3 0", [["3 · 3 <"], ["· 3 3 <"]]),
        ([unknown("0 0 ·", "0 · 0"), unknown(*ANYWHERE)], "3 0 3", [["0 0 · <", "0 · 0"], ["3 · 3 <"]]),
        ([unknown("0 0 ·", "0 · 0")], "0 0 0", [["0 0 · <", "0 · 0"]]),
        ([unknown("0 0 ·", "0 · 0")], "1 0 0", None),
        ([unknown(*ANYWHERE, weights=(0,))], "0 0 0", [["3 3 · <", "3 · 3", "· 3 3"]]),
        ([], "0 0 0", []),
        ([], "0 0 1", None),
    ],
)
def test_the_choices_that_add_up(unknowns: list[Unknown], wanted: str, expected: list[list[str]] | None) -> None:
    assert choices(solved(unknowns, numbers(wanted)), unknowns) == expected


def test_several_sums_over_the_table() -> None:
    """The first line counts in both, the second in the second only."""
    unknowns = [unknown(*ANYWHERE, weights=(1, 1)), unknown(*ANYWHERE, weights=(0, 1))]
    assert choices(solved(unknowns, numbers("3 0 3", "3 3 6")), unknowns) == [["3 · 3 <"], ["· 3 3 <"]]


def test_lines_that_lost_the_same_columns_go_together() -> None:
    pair = Unknown((tuple(map(row, ("3 · 3", "· 3 3"))), tuple(map(row, ("4 · 4", "· 4 4")))), (effects([1]),) * 2)
    assert solved([pair], numbers("7 0 7")) == Solution(((0,),), (0,))
    assert solved([pair], numbers("3 4 7")) is None


WEIGHTS = st.sampled_from((1, -1, 0))
CANDIDATES = st.lists(
    st.sampled_from(("1 · 1", "1 1 ·", "· 1 1", "2 · 2", "0 0 ·", "0 · ·", "2 1 3")), min_size=1, max_size=3
)


@given(st.lists(st.tuples(CANDIDATES, WEIGHTS, WEIGHTS), min_size=1, max_size=4), st.data())
def test_all_choices_that_add_up_are_found_and_no_other(
    lines: list[tuple[list[str], int, int]], data: st.DataObject
) -> None:
    unknowns = [unknown(*rows, weights=weights) for rows, *weights in lines]

    def added(choice: Sequence[int]) -> list[Decimal]:
        return [
            sum(
                (weights[balance] * value_of(each.candidates[0][number][column]))
                for each, number, (_, *weights) in zip(unknowns, choice, lines, strict=True)
            )
            + Decimal(0)
            for balance in range(2)
            for column in range(3)
        ]

    every = list(product(*(range(len(each.candidates[0])) for each in unknowns)))
    target = added(data.draw(st.sampled_from(every)))
    holding = [choice for choice in every if added(choice) == target]
    solution = solved(unknowns, target)
    assert solution is not None
    assert list(solution.remaining) == [tuple(sorted(set(each))) for each in zip(*holding, strict=True)]
    assert solution.leftmost == holding[0]


def test_a_search_that_is_cut_leaves_every_candidate(monkeypatch: pytest.MonkeyPatch) -> None:
    unknowns, target = [unknown(*ANYWHERE), unknown(*ANYWHERE)], numbers("3 3 6")
    monkeypatch.setattr(placements, "_MOST_STEPS", 5)
    assert choices(solved(unknowns, target), unknowns) == [["3 3 ·", "3 · 3 <", "· 3 3"], ["3 3 ·", "3 · 3", "· 3 3 <"]]
    monkeypatch.setattr(placements, "_MOST_STEPS", 1)
    assert solved(unknowns, target) == Solution(((0, 1, 2), (0, 1, 2)), None)
