"""Figures that stand clear in their cells are told from those that could be read otherwise."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.model import PageBox
from extract.readers.pdf.clear import InCell, all_clear, lines_in, printed_on

pytest.importorskip("reportlab")
from reportlab.pdfgen.canvas import Canvas

from tests.test_lattice import HEIGHT, Drawn, font, grid, length, pages, strokes

SIZE = 9.0
WIDTH, TALL = 40.0, 30.0
(LEFT, CELL, RIGHT, BELOW, UNDER, _) = grid([["", "", ""], ["", "", ""]], width=WIDTH, height=TALL)
X, Y = CELL.x0 + 10, CELL.y0 + 12

Draw = Callable[[Canvas], None]


def box(cell: Drawn) -> PageBox:
    return PageBox(1, cell.x0, HEIGHT - cell.y1, cell.x1, HEIGHT - cell.y0)


def at(x: float, y: float, text: str, size: float = SIZE) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(font(), size)
        canvas.drawString(x, y, text)

    return draw


def is_clear(text: str, *draws: Draw, boxes: tuple[PageBox, ...] = (box(CELL),)) -> bool:
    def draw(canvas: Canvas) -> None:
        strokes(canvas, [LEFT, CELL, RIGHT, BELOW, UNDER])
        for each in draws:
            each(canvas)

    (page,) = pages(draw)
    return all_clear(page, [InCell(text, boxes)])


@pytest.mark.parametrize("text", ["0", "12", "1,034", "１２"])
def test_what_stands_alone_in_its_cell_is_clear(text: str) -> None:
    around = [at(cell.x0 + 10, Y, "7") for cell in (LEFT, RIGHT)]
    assert is_clear(text, at(CELL.x0 + 4, Y, text), at(BELOW.x0 + 10, BELOW.y0 + 12, "8"), *around)


def test_figures_wrapped_within_their_cell_are_clear() -> None:
    assert is_clear("12345", at(X, Y + SIZE * 0.6, "1234"), at(X, Y - SIZE * 0.6, "5"))
    assert not is_clear("1234567", at(X, Y + SIZE, "1234"), at(X, Y - SIZE, "567"))


def test_the_lines_of_a_figure_that_its_cell_breaks_are_told() -> None:
    def draw(canvas: Canvas) -> None:
        strokes(canvas, [LEFT, CELL, RIGHT])
        for each in (at(X, Y + SIZE * 0.6, "1234"), at(X, Y - SIZE * 0.6, "5"), at(RIGHT.x0 + 10, Y, "67")):
            each(canvas)

    (page,) = pages(draw)
    assert [lines_in(printed_on(page), box(cell)) for cell in (LEFT, CELL, RIGHT)] == [(), ("1234", "5"), ("67",)]


def test_a_cell_cut_by_a_page_break_holds_its_figure_on_one_side() -> None:
    elsewhere = PageBox(2, 0, 0, 40, 40)
    assert is_clear("12", at(X, Y, "12"), boxes=(box(CELL), elsewhere))
    assert is_clear("12", at(LEFT.x0, 50, "總"), boxes=(box(CELL), elsewhere))
    assert not is_clear("12", at(LEFT.x0, 50, "總"))


@pytest.mark.parametrize(
    ("text", "draws"),
    [
        pytest.param("5", [at(X, Y, "5"), at(X + 4.5, Y + 3, "1", 5)], id="raised beside it"),
        pytest.param("51", [at(X, Y, "5"), at(X + 4.5, Y + 3, "1", 5)], id="raised as read"),
        pytest.param("55", [at(X, Y, "5"), at(X, Y, "5")], id="drawn twice"),
        pytest.param("13", [at(CELL.x0 - 4.5, Y, "413")], id="begins in the cell before"),
        pytest.param("413", [at(CELL.x0 - 2, Y, "413")], id="runs over its rule"),
        pytest.param("13", [at(CELL.x0 - length("24", SIZE), Y, "24"), at(CELL.x0 + 1, Y, "13")], id="touches another"),
        pytest.param("13", [at(X, CELL.y0 - 4, "13")], id="on the rule below"),
        pytest.param("13", [at(X, Y, "13"), at(CELL.x1 - 9, Y + 9, "7")], id="something else in the cell"),
        pytest.param("13", [at(X, Y, "31")], id="other digits"),
        pytest.param("13件", [at(X, Y, "13件")], id="no mere figure"),
    ],
)
def test_what_could_be_read_otherwise_is_not_clear(text: str, draws: list[Draw]) -> None:
    assert not is_clear(text, *draws)


def test_a_turned_figure_is_not_clear() -> None:
    def turned(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(X, Y)
        canvas.rotate(90)
        at(0, 0, "13")(canvas)
        canvas.restoreState()

    assert not is_clear("13", turned)
