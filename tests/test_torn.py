"""Rows in pieces: wrapped, cut by a page, two in one; their figures are read whole, or marked, and never in part."""

from __future__ import annotations

from collections import Counter
from functools import cache
from random import Random

import pytest

from extract.forms import load_forms
from extract.model import Given, Source, Table
from extract.pipeline import reading_of
from extract.readers.pdf import document_of
from extract.readers.pdf.pages import pages_of
from extract.readers.pdf.torn import PlacedRow
from tests.made.crowded import Parts, Truth, paired, scaled
from tests.made.oracle import number
from tests.made.printing import RULED, UNRULED, Look, look_of, pdf_bytes, printed
from tests.made.whole import draft_of
from tests.test_borderless import HEAD, SIZE, cells, row, rows_of
from tests.test_pdf_prose import glyphs, page

RULES = (*UNRULED, *RULED)
FACTORS = (7, 123, 4567, 123457, 1234567)


@cache
def drawn(seed: int) -> tuple[Parts, Truth, Look]:
    random = Random(seed)
    draft = draft_of(random, load_forms()[seed % 2])
    look = look_of(random, RULES[seed % len(RULES)])._replace(zero="0", wide=False)
    found = printed(draft, look)
    return found.parts, dict(found.truth), look


def outcomes(data: bytes, truth: Truth) -> Counter[str]:
    """How many cells are right, marked, and wrong without a word."""
    report = reading_of(data, "a.pdf", Given()).report
    facts = {fact.concept: fact for fact in report.facts}
    count: Counter[str] = Counter()
    for concept, text in truth.items():
        fact = facts.get(concept)
        if fact is None or fact.state in ("absent", "unreadable") or fact.how == "suggested":
            count["marked"] += 1
        else:
            right = fact.state == "blank" if text == "" else fact.state == "number" and fact.value == number(text)
            count["right" if right else "wrong"] += 1
    return count


@pytest.mark.slow
@pytest.mark.parametrize("shown", [str, "{:,}".format])
@pytest.mark.parametrize("seed", range(24))
def test_no_half_of_a_figure_is_read_for_the_whole(seed: int, shown: type[str]) -> None:
    parts, truth, look = drawn(seed)
    parts, truth = scaled(parts, truth, Random(seed).choice(FACTORS), shown)
    found = outcomes(pdf_bytes(parts, look._replace(cut=True)), truth)
    assert found["wrong"] == 0
    assert found["right"] > 0.85 * found.total()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_two_items_in_one_row_are_two(seed: int) -> None:
    parts, truth, look = drawn(seed)
    found = outcomes(pdf_bytes(paired(parts, Random(seed)), look._replace(narrow=False)), truth)
    assert found["wrong"] == 0
    assert found["right"] > 0.85 * found.total()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(18))
def test_every_digit_that_is_printed_is_handed_over(seed: int) -> None:
    parts, truth, look = drawn(seed)
    parts, truth = scaled(parts, truth, Random(seed).choice(FACTORS))
    data = pdf_bytes(paired(parts, Random(seed)), look._replace(page_number="", watermark=False, cut=True))
    seen = Counter(character for page in pages_of(data) for character in page.text if character.isdecimal())
    blocks = document_of(data, Source("a.pdf", "pdf", "", 0)).blocks
    texts = (
        text
        for block in blocks
        for text in ([cell.text for row in block.rows for cell in row] if isinstance(block, Table) else [block.text])
    )
    assert Counter(character for text in texts for character in text if character.isdecimal()) == seen


ITEMS = [(f"{n}.第{n}项的名称", f"{n}0 {n}1 {n}2") for n in range(1, 6)]


def test_figures_wrapped_around_their_label_are_whole() -> None:
    pieces = [row(label, figures, 130 + 30 * at) for at, (label, figures) in enumerate(ITEMS[:3])]
    lines = [
        (text, 300 + 50 * at, y)
        for y, texts in ((214, "444 445 446"), (227, "1 2 3"))
        for at, text in enumerate(texts.split())
    ]
    table = [*HEAD, *(cell for piece in pieces for cell in piece), (ITEMS[3][0], 72, 220.5), *lines]
    (found,) = rows_of(page(*cells(*table)))
    assert found[-1] == [ITEMS[3][0], "4441", "4452", "4463"]


def test_where_a_line_of_one_cell_had_room_for_the_next_no_cell_of_its_row_is_wrapped() -> None:
    """Figures of two rows as close as lines of one."""
    pieces = [row(label, figures, 130 + 30 * at) for at, (label, figures) in enumerate(ITEMS[:3])]
    lines = [
        (text, 300 + 50 * at, y)
        for y, texts in ((214, "655 33 6"), (227, "688 7 71"))
        for at, text in enumerate(texts.split())
    ]
    table = [*HEAD, *(cell for piece in pieces for cell in piece), (ITEMS[3][0], 72, 220.5), *lines]
    (found,) = rows_of(page(*cells(*table)))
    assert found[-1] == [ITEMS[3][0], "655688…", "337…", "671…"]


def test_a_row_half_above_and_half_below_a_break_has_a_place_for_its_label() -> None:
    above = [*HEAD, *row(*ITEMS[0], 130), *row(*ITEMS[1], 160), *row("", "333 334 335", 190)[1:]]
    below = [*row(ITEMS[2][0], "", 100), *row("", "7 8 9", 107)[1:], *row(*ITEMS[3], 140), *row(*ITEMS[4], 170)]
    first, second = rows_of(page(*cells(*above)), page(*cells(*below), number=2))
    assert first[-1] == ["", "333", "334", "335"]
    assert second[0] == [ITEMS[2][0], "7", "8", "9"]


def test_figures_of_which_nobody_can_tell_the_row_are_marked() -> None:
    above = [*HEAD, *row(*ITEMS[0], 130), *row("", "333 334 335", 160)[1:]]
    below = [
        *row("", "7 8 9", 100)[1:],
        (ITEMS[1][0], 72, 117),
        (ITEMS[2][0], 72, 134),
        *row(*ITEMS[3], 160),
        *row(*ITEMS[4], 190),
    ]
    first, second = rows_of(page(*cells(*above)), page(*cells(*below), number=2))
    assert [text for text in (*first[-1], *second[0]) if text] == ["333…", "334…", "335…", "7…", "8…", "9…"]


def test_figures_side_by_side_are_a_row_however_close() -> None:
    close = [
        ("1.第一项的名称写得相当长", 72, 130),
        *((text, 280 + 32 * at, 130) for at, text in enumerate(("123456", "234567", "345678", "456789"))),
    ]
    (found,) = rows_of(
        page(*cells(("名称", 150, 100), *((text, 285 + 32 * at, 100) for at, text in enumerate("甲乙丙丁")), *close))
    )
    assert found[-1][-4:] == ["123456", "234567", "345678", "456789"]


def table_with(*pieces: tuple[str, float, float]) -> list[list[str]]:
    """The rows of five items 50 apart, the third at 230 and without its second figure, and pieces around it."""
    items = [*ITEMS[:2], (ITEMS[2][0], "30 _ 32"), *ITEMS[3:]]
    rows = [cell for at, (label, figures) in enumerate(items) for cell in row(label, figures, 130 + 50 * at)]
    (found,) = rows_of(page(*cells(*HEAD, *rows, *pieces)))
    return found


@pytest.mark.parametrize("pieces", [("1", "2"), ("0", "［2］"), ("七", "十九"), ("5^1", "6")])
def test_pieces_around_the_height_of_a_row_leave_no_figure_of_their_column_certain(pieces: tuple[str, str]) -> None:
    """What stands above and below them may go on with them as well."""
    above, below = pieces
    found = table_with((above, 352, 211), (below, 352, 249))
    texts = {line[0]: line[1:] for line in found if line[0]}
    assert texts[ITEMS[2][0]] == ["30", "…", "32"]
    assert [line for line in found if len(line) == 1] == [[f"{above}…"], [f"{below}…"]]
    assert {label for label, line in texts.items() if any("…" in text for text in line)} == {
        label for label, _ in ITEMS[1:4]
    }


def test_what_is_left_in_a_row_that_lacks_most_may_be_a_line_of_a_figure() -> None:
    items = [*ITEMS[:2], (ITEMS[2][0], "30 _ _"), *ITEMS[3:]]
    rows = [cell for at, (label, figures) in enumerate(items) for cell in row(label, figures, 130 + 50 * at)]
    (found,) = rows_of(page(*cells(*HEAD, *rows, ("8", 352, 249), ("9", 402, 249))))
    assert [ITEMS[2][0], "30…", "…", "…"] in found


def test_pieces_as_near_as_lines_of_one_cell_are_one_figure() -> None:
    assert [ITEMS[2][0], "30", "九十七", "32"] in table_with(("九十", 348, 223), ("七", 352, 237))
    assert [ITEMS[2][0], "30", "12345", "32"] in table_with(("123", 348, 223), ("45", 348, 237))


def test_a_line_that_begins_with_a_nought_goes_on() -> None:
    """13004 in three lines, beside a row whose figures are of two."""
    wide = [(text, 348, 218 + 12 * at) for at, text in enumerate(("13", "00", "4"))]
    assert [ITEMS[2][0], "30", "13004", "32"] in table_with(*wide)
    assert "04" not in {text for line in table_with(("0", 352, 224), ("4", 352, 236)) for text in line}


def test_a_piece_behind_a_break_leaves_no_empty_cell_before_it() -> None:
    rows = [cell for at, item in enumerate(ITEMS[:2]) for cell in row(*item, 130 + 30 * at)]
    first, second = rows_of(
        page(*cells(*HEAD, *rows, *row(ITEMS[2][0], "30 _ 32", 190))),
        page(*cells(("8", 352, 100), *row(ITEMS[3][0], "40 41 42", 130), *row(*ITEMS[4], 160)), number=2),
    )
    assert first[-1] == [ITEMS[2][0], "30", "…", "32"]
    assert [text for line in second for text in line if "…" in text] == ["8…", "41…"]


def test_a_row_of_pieces_has_no_empty_cells() -> None:
    bare = [*HEAD, *row("", "5 6 7", 130)[1:], ("8", 300, 147)]
    (found,) = rows_of(page(*cells(*bare)))
    assert [line for line in found[1:] if any(line)] == [["", "5…", "6", "7"], ["8…"]]


def test_figures_of_several_lines_beside_one_line_are_of_its_row() -> None:
    """Where a page breaks a row, all its cells stand at its top."""
    lines = [(text, 302, 190 + 12 * at) for at, text in enumerate(("926", "041"))]
    rows = [cell for at, item in enumerate(ITEMS[:2]) for cell in row(*item, 130 + 30 * at)]
    first, second = rows_of(
        page(*cells(*HEAD, *rows, *row(ITEMS[2][0], "_ 31 32", 190), *lines)),
        page(*cells(*row(ITEMS[3][0], "444 41 42", 130), *row(*ITEMS[4], 160)), number=2),
    )
    assert first[-1] == [ITEMS[2][0], "926041", "31", "32"]
    assert second[0] == [ITEMS[3][0], "444", "41", "42"]


@pytest.mark.parametrize(("at", "down", "shown"), [(0, 5, "5…"), (0, -5, "5"), (2, -5, "5…"), (2, 5, "5"), (1, 5, "5")])
def test_a_figure_uneven_with_its_row_at_the_end_of_a_page_may_go_on_on_another(
    at: int, down: float, shown: str
) -> None:
    """Its other line may stand on a page that is missing."""
    rows = [
        cell
        for n, (label, figures) in enumerate(ITEMS[:3])
        for cell in row(label, figures if n != at else f"{n}0 _ {n}2", 130 + 30 * n)
    ]
    (found,) = rows_of(page(*cells(*HEAD, *rows, ("5", 352, 130 + 30 * at + down))))
    assert [line[2] for line in found if line[0] == ITEMS[at][0]] == [shown]


def test_digits_of_two_sizes_are_not_one_figure() -> None:
    large = [glyphs("4", 352, 190, 2 * SIZE)]
    rows = [cell for at, item in enumerate(ITEMS) for cell in row(*item, 130 + 40 * at)]
    (found,) = rows_of(page(*cells(*HEAD, *rows), *large))
    assert [text for line in found for text in line if "…" in text] == ["21…", "4…", "31…"]


def test_lines_between_two_rows_with_figures_are_of_either() -> None:
    rows = [cell for at, item in enumerate(ITEMS) for cell in row(*item, 130 + 50 * at)]
    (found,) = rows_of(page(*cells(*HEAD, *rows, *row("", "7 8 9", 205)[1:])))
    assert [line[-3:] for line in found if any("…" in text for text in line)] == [
        ["20…", "21…", "22…"],
        ["7…", "8…", "9…"],
        ["30…", "31…", "32…"],
    ]


def test_lines_at_the_head_of_a_page_are_of_the_last_row_or_of_the_next() -> None:
    """They stand as close to the next as lines of one cell, and the row before the break has a line, too."""
    rows = [cell for at, item in enumerate(ITEMS[:3]) for cell in row(*item, 130 + 30 * at)]
    below = [*row("", "672 408 089", 100)[1:], *row(ITEMS[3][0], "8 9 1", 113), *row(*ITEMS[4], 160)]
    first, second = rows_of(page(*cells(*HEAD, *rows)), page(*cells(*below), number=2))
    assert first[-1][1:] == ["30…", "31…", "32…"]
    assert not {"6728", "4089", "0891"} & {text for line in second for text in line}
    assert second[-1][1:] == ["50", "51", "52"]


@pytest.mark.parametrize(
    ("texts", "is_head"),
    [("1 2 3 4", True), ("(1) (2) (3) (4)", True), ("1 2 3 5", False), ("1 2 3", False), ("自然人 企业", True)],
)
def test_the_numbers_of_columns_are_a_head(texts: str, is_head: bool) -> None:
    """No figure of a row that a page break has cut goes on in them, where they are printed again behind it."""
    cells = [
        (1, "甲", (0.0, 0.0, 9.0, 9.0)),
        *((at, text, (0.0, 0.0, 9.0, 9.0)) for at, text in enumerate(texts.split(), 2)),
    ]
    assert PlacedRow(5.0, cells).is_head(2) == is_head


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_a_report_with_rows_of_which_only_the_label_was_found_is_not_read_whole(seed: int) -> None:
    """As where all figures of a row without rules are left empty."""
    look = look_of(Random(seed), "none")._replace(zero="", wide=False)
    report = reading_of(pdf_bytes(printed(draft_of(Random(seed), load_forms()[-1]), look).parts, look), "a.pdf").report
    rows = {fact.concept[:2] for fact in report.facts}
    assert report.status != "ok" or rows == {fact.concept[:2] for fact in report.facts if fact.state != "absent"}
