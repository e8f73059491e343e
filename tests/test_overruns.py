"""Numbers wider than their cells: right, or marked; never cut short, never run together."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from extract.numbers import read_number
from extract.readers.pdf import characters
from extract.readers.pdf.lattice import lattices_of
from extract.readers.pdf.pages import pages_of

pytest.importorskip("reportlab")
from itertools import combinations
from typing import Literal

from reportlab.pdfgen.canvas import Canvas

from tests.test_lattice import Drawn, font, grid, length, paper, rows_of, ruled, strokes, tables

Side = Literal["middle", "left", "right"]
SIZE, PAD = 9.0, 2.0


def drawn_at(cell: Drawn, text: str, side: Side) -> float:
    """Where a text of a cell begins that nothing wraps."""
    return {
        "middle": (cell.x0 + cell.x1 - length(text, SIZE)) / 2,
        "left": cell.x0 + PAD,
        "right": cell.x1 - PAD - length(text, SIZE),
    }[side]


def share_a_digit(numbers: list[str], width: float, side: Side) -> bool:
    """Whether the same digit of two numbers is drawn in one place: it is then one digit to whoever sees it."""
    cells = grid([numbers], width=width)
    places = [
        [(digit, drawn_at(cell, cell.text, side) + at * length("0", SIZE)) for at, digit in enumerate(cell.text)]
        for cell in cells
    ]
    return any(
        digit == other and abs(x - y) < SIZE / 4
        for one, two in combinations(places, 2)
        for digit, x in one
        for other, y in two
    )


def printed(numbers: list[str], width: float, side: Side, *, singly: bool = False) -> list[list[str]]:
    """A row of numbers as it is read, each set in its own cell without being wrapped, whole or digit by digit."""
    cells = grid([["甲"] * len(numbers), [""] * len(numbers)], width=width)

    def draw(canvas: Canvas) -> None:
        ruled(cells)(canvas)
        canvas.setFont(font(), SIZE)
        for cell, text in zip(cells[len(numbers) :], numbers, strict=True):
            x = drawn_at(cell, text, side)
            for piece in text if singly else [text]:
                canvas.drawString(x, cell.y0 + 8, piece)
                x += length(piece, SIZE)

    (lattice,) = tables(draw)
    return rows_of(lattice)


@pytest.mark.slow
@pytest.mark.parametrize("side", ["middle", "left", "right"])
@pytest.mark.parametrize("seed", range(60))
def test_no_number_is_another_one(side: Side, seed: int) -> None:
    random = Random(seed)
    while True:
        numbers = [str(random.randrange(1, 10 ** random.randint(1, 7))) for _ in range(7)]
        width = random.uniform(14, 30)
        if not share_a_digit(numbers, width, side):
            break
    found = printed(numbers, width, side)[1]
    assert len(found) == 7
    for text, number in zip(found, numbers, strict=True):
        assert text == number or (text and read_number(text) is None), (found, numbers)


@pytest.mark.slow
@pytest.mark.parametrize("singly", [False, True])
@pytest.mark.parametrize("side", ["middle", "left", "right"])
@pytest.mark.parametrize("seed", range(40))
def test_numbers_that_fill_their_cells_are_no_other_ones(side: Side, seed: int, singly: bool) -> None:
    random = Random(seed)
    while True:
        numbers = [str(random.randrange(1, 10 ** random.randint(1, 6))) for _ in range(7)]
        width = length("0", SIZE) * random.choice([3, 4, 5]) + random.choice([0, 1, 3])
        if not share_a_digit(numbers, width, side):
            break
    found = printed(numbers, width, side, singly=singly)[1]
    assert len(found) == 7
    for text, number in zip(found, numbers, strict=True):
        assert text == number or (text and read_number(text) is None), (found, numbers)


def test_a_digit_drawn_over_one_of_the_next_cell_is_of_neither() -> None:
    found = printed(["2", "72684", "962386"], 4.2 * length("0", SIZE), "middle", singly=True)[1]
    assert found[0] == "2"
    assert read_number(found[1]) is None
    assert read_number(found[2]) is None


def test_strings_of_two_cells_are_not_one_number() -> None:
    numbers = ["4666", "61", "2"]
    found = printed(numbers, 4.05 * length("0", SIZE), "right")[1]
    for text, number in zip(found, numbers, strict=True):
        assert text == number or (text and read_number(text) is None), found


def test_numbers_that_touch_are_told_apart_in_the_middle_of_their_cells() -> None:
    width = length("12345", SIZE)
    assert printed(["12345", "67890", "54321", "9"], width, "middle")[1] == ["12345", "67890", "54321", "9"]


def test_a_number_that_runs_out_of_the_table_is_whole() -> None:
    assert printed(["1", "", "234567"], 24, "middle")[1] == ["1", "", "234567"]
    assert printed(["1", "", "234567"], 24, "left")[1] == ["1", "", "234567"]


def test_the_clipped_end_of_a_label_goes_to_its_cell() -> None:
    """As LibreOffice draws a vertical label without room: its last characters on one another, over the row below."""
    cells = grid([["", "甲", "1"], ["（六）其他", "乙", "2"]], width=50, height=40)

    def draw(canvas: Canvas) -> None:
        ruled(cells)(canvas)
        canvas.drawString(121, 690, "（五）")
        for character in "不予处理":
            canvas.drawString(121, cells[3].y1 - 9, character)

    (lattice,) = tables(draw)
    assert [row[0] for row in rows_of(lattice)] == ["（五）不予处理", "（六）其他"]


def test_a_pile_that_begins_a_label_stays_in_its_cell() -> None:
    """As browsers draw a stop for which a column has no room: over the character that it follows."""
    cells = grid([["（一）", "甲", "1"], ["", "乙", "2"]], width=50, height=40)

    def draw(canvas: Canvas) -> None:
        ruled(cells[:3])(canvas)
        for character in "三、":
            canvas.drawString(cells[3].x0 + 4, cells[3].y0 + 20, character)
        ruled(cells[3:])(canvas)

    (lattice,) = tables(draw)
    assert rows_of(lattice) == [["（一）", "甲", "1"], ["三、", "乙", "2"]]


@pytest.mark.parametrize("circles", [3, 10])
def test_lettering_drawn_as_paths_is_no_table(circles: int) -> None:
    def letter(canvas: Canvas, x: float) -> None:
        path = canvas.beginPath()
        for inner in (0, 4):
            path.rect(x + inner, 700 + inner, 20 - 2 * inner, 20 - 2 * inner)
        for step in range(circles):
            path.circle(x + 2 * step, 690, 1)
        canvas.drawPath(path, stroke=1, fill=0)

    def draw(canvas: Canvas) -> None:
        for x in range(100, 300, 20):
            letter(canvas, x)

    assert tables(draw) == []


def test_a_frame_with_rounded_corners_is_one() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.roundRect(100, 600, 100, 40, 2)
        canvas.line(100, 620, 200, 620)
        canvas.line(150, 600, 150, 640)

    (lattice,) = tables(draw)
    assert (lattice.rows, lattice.columns) == (2, 2)


def test_digits_drawn_over_each_other_are_two_numbers() -> None:
    cells = grid([["甲", "乙"], ["", ""]])

    def draw(canvas: Canvas) -> None:
        ruled(cells)(canvas)
        canvas.drawString(110, 662, "12")
        canvas.drawString(116, 662, "34")

    (lattice,) = tables(draw)
    assert read_number(rows_of(lattice)[1][0]) is None


def test_digits_of_two_sizes_are_two_numbers() -> None:
    """The number of a note, and what an office program draws over a table by mistake."""
    cells = grid([["甲", "乙"], ["", ""]])

    def draw(canvas: Canvas) -> None:
        ruled(cells)(canvas)
        for x, size, text in ((110, 9, "12"), (119, 5, "1"), (165, 14, "2025"), (193, 9, "0")):
            canvas.setFont(font(), size)
            canvas.drawString(x, 662, text)

    (lattice,) = tables(draw)
    assert rows_of(lattice)[1] == ["12^1", "2025^0"]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_of_high_fonts_are_cut_to_an_em_in_place(rotation: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every font counts as high here: what is cut must be where it was."""
    cells = grid([["甲乙", "12"], ["丙丁", "3,456"]])
    data = paper(lambda canvas: (strokes(canvas, cells), ruled(cells)(canvas)), rotation=rotation)
    (whole,) = pages_of(data)
    monkeypatch.setattr(characters, "_TALL", 0.9)
    (cut,) = pages_of(data)
    assert not np.array_equal(cut.boxes, whole.boxes) or rotation
    assert np.abs(cut.boxes - whole.boxes).max() < 0.25 * SIZE
    assert [rows_of(each) for each in lattices_of(cut)] == [rows_of(each) for each in lattices_of(whole)]


@pytest.mark.parametrize("angle", [15, 20, 30, 45, 60, -30])
def test_a_slanted_watermark_is_slanted_however_high_its_boxes(angle: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(font(), 40)
        canvas.translate(150, 400)
        canvas.rotate(angle)
        canvas.drawString(0, 0, "样稿不得外传")

    (page,) = pages_of(paper(draw))
    assert set(page.turns.tolist()) == {characters.SLANTED}
