"""Ruled tables of PDF pages: tables drawn in every manner of ruling, and what must be read from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from random import Random
from typing import NamedTuple

import pytest

from extract.errors import UnreadableFile
from extract.readers.pdf.characters import SLANTED
from extract.readers.pdf.lattice import Lattice, common_columns, lattices_of, tables_among
from extract.readers.pdf.pages import MOST_PAGES, Page, pages_of

pytest.importorskip("reportlab")
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
WIDTH, HEIGHT = 595.0, 842.0
WORDS = (
    "总计",
    "自然人",
    "商业企业",
    "本年新收申请数量",
    "（三）不予公开",
    "1.属于国家秘密",
    "结转下年度继续办理",
    "其他",
)


class Drawn(NamedTuple):
    """A cell as drawn: its place in the table, what is printed in it, and its corners, counted from the lower left."""

    row: int
    column: int
    down: int
    across: int
    text: str
    x0: float
    y0: float
    x1: float
    y1: float


Draw = Callable[[Canvas, list[Drawn]], None]


@cache
def font() -> str:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    return FONT


def length(text: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, font(), size))


def wrapped(text: str, width: float, size: float) -> list[str]:
    lines = [""]
    for character in text:
        if lines[-1] and length(lines[-1] + character, size) > width:
            lines.append("")
        lines[-1] += character
    return lines


def spans(random: Random, rows: int, columns: int) -> Iterator[tuple[int, int, int, int]]:
    """A table of so many rows and columns with some cells joined; every edge bounds some cell."""
    owner: dict[tuple[int, int], int] = {}
    for row in range(rows):
        for column in range(columns):
            if (row, column) in owner:
                continue
            down, across = (1, 1) if random.random() < 0.75 else (random.randint(1, 3), random.randint(1, 3))
            down, across = min(down, rows - row), min(across, columns - column)
            while any((row, column + step) in owner for step in range(across)):
                across -= 1
            owner |= {(row + y, column + x): 1 for y in range(down) for x in range(across)}
            yield row, column, down, across


def table(random: Random, left: float = 60, top: float = 780, width: float = 470, size: float = 9) -> list[Drawn]:
    """A random table. Texts wrap where their cell is narrow."""
    while True:
        rows, columns = random.randint(2, 9), random.randint(2, 8)
        cells = list(spans(random, rows, columns))
        if {row for row, _, _, _ in cells} == set(range(rows)) and {at for _, at, _, _ in cells} == set(range(columns)):
            break
    shares = [random.uniform(1, 3) for _ in range(columns)]
    xs = [left + width * sum(shares[:at]) / sum(shares) for at in range(columns + 1)]
    texts = []
    heights = [random.uniform(14, 30) for _ in range(rows)]
    for row, column, down, across in cells:
        kind = random.random()
        text = (
            random.choice(WORDS)
            if kind < 0.3
            else ""
            if kind < 0.4
            else str(random.randrange(10 ** random.randint(1, 9)))
        )
        texts.append(text)
        needed = len(wrapped(text, xs[column + across] - xs[column] - 6, size)) * size * 1.2 + 6
        heights[row + down - 1] += max(0, needed - sum(heights[row : row + down]))
    ys = [top - sum(heights[:at]) for at in range(rows + 1)]
    return [
        Drawn(row, column, down, across, text, xs[column], ys[row + down], xs[column + across], ys[row])
        for (row, column, down, across), text in zip(cells, texts, strict=True)
    ]


def write(canvas: Canvas, cells: list[Drawn], size: float = 9) -> None:
    """The texts in the middle of their cells."""
    canvas.setFont(font(), size)
    for cell in cells:
        lines = wrapped(cell.text, cell.x1 - cell.x0 - 6, size)
        top = (cell.y0 + cell.y1) / 2 + len(lines) * size * 0.6
        for at, line in enumerate(lines):
            canvas.drawString((cell.x0 + cell.x1 - length(line, size)) / 2, top - (at + 0.8) * size * 1.2, line)


# ── Manners of ruling ────────────────────────────────────────────────────────────────────────────────────────────────


def sides(cells: list[Drawn]) -> Iterator[tuple[float, float, float, float]]:
    for cell in cells:
        yield cell.x0, cell.y0, cell.x1, cell.y0
        yield cell.x0, cell.y1, cell.x1, cell.y1
        yield cell.x0, cell.y0, cell.x0, cell.y1
        yield cell.x1, cell.y0, cell.x1, cell.y1


def strokes(canvas: Canvas, cells: list[Drawn]) -> None:
    canvas.setLineWidth(0.5)
    for side in sides(cells):
        canvas.line(*side)


def bold(canvas: Canvas, cells: list[Drawn]) -> None:
    canvas.setLineWidth(2.25)
    for side in sides(cells):
        canvas.line(*side)


def one_path(canvas: Canvas, cells: list[Drawn]) -> None:
    path = canvas.beginPath()
    for x0, y0, x1, y1 in sides(cells):
        path.moveTo(x0, y0)
        path.lineTo(x1, y1)
    canvas.drawPath(path)


def hairlines(canvas: Canvas, cells: list[Drawn]) -> None:
    for x0, y0, x1, y1 in sides(cells):
        canvas.rect(x0 - 0.24, y0 - 0.24, x1 - x0 + 0.48, y1 - y0 + 0.48, stroke=0, fill=1)


def boxes(canvas: Canvas, cells: list[Drawn]) -> None:
    for cell in cells:
        canvas.rect(cell.x0, cell.y0, cell.x1 - cell.x0, cell.y1 - cell.y0)


def spaced(space: float) -> Draw:
    """Boxes with a space between them, in a frame as far away: as browsers draw borders that do not collapse."""

    def draw(canvas: Canvas, cells: list[Drawn]) -> None:
        half = space / 2
        canvas.setLineWidth(0.75)
        for cell in cells:
            canvas.rect(cell.x0 + half, cell.y0 + half, cell.x1 - cell.x0 - space, cell.y1 - cell.y0 - space)
        left, right = min(cell.x0 for cell in cells) - half, max(cell.x1 for cell in cells) + half
        bottom, top = min(cell.y0 for cell in cells) - half, max(cell.y1 for cell in cells) + half
        canvas.rect(left, bottom, right - left, top - bottom)

    return draw


def frames(canvas: Canvas, cells: list[Drawn]) -> None:
    for cell in cells:
        path = canvas.beginPath()
        path.rect(cell.x0 - 0.4, cell.y0 - 0.4, cell.x1 - cell.x0 + 0.8, cell.y1 - cell.y0 + 0.8)
        path.rect(cell.x0 + 0.4, cell.y0 + 0.4, cell.x1 - cell.x0 - 0.8, cell.y1 - cell.y0 - 0.8)
        canvas.drawPath(path, stroke=0, fill=1, fillMode=0)


def dashes(canvas: Canvas, cells: list[Drawn]) -> None:
    for x0, y0, x1, y1 in sides(cells):
        parts = max(1, round(max(x1 - x0, y1 - y0) / 4))
        for at in range(parts):
            x, y = x0 + (x1 - x0) * at / parts, y0 + (y1 - y0) * at / parts
            canvas.line(x, y, x + (x1 - x0) / parts * 0.6, y + (y1 - y0) / parts * 0.6)


def dots(canvas: Canvas, cells: list[Drawn]) -> None:
    for x0, y0, x1, y1 in sides(cells):
        parts = max(1, round(max(x1 - x0, y1 - y0) / 2))
        for at in range(parts + 1):
            x, y = x0 + (x1 - x0) * at / parts, y0 + (y1 - y0) * at / parts
            canvas.rect(x - 0.4, y - 0.4, 0.8, 0.8, stroke=0, fill=1)


def patterned(canvas: Canvas, cells: list[Drawn]) -> None:
    canvas.setDash(3, 3)
    strokes(canvas, cells)
    canvas.setDash()


def shaded(canvas: Canvas, cells: list[Drawn]) -> None:
    """Grounds that fill cells, white ones and grey ones, and a marked word in some of them."""
    for cell in cells:
        canvas.setFillGray(0.9 if cell.row == 0 else 1)
        canvas.rect(cell.x0 + 0.3, cell.y0 + 0.3, cell.x1 - cell.x0 - 0.6, cell.y1 - cell.y0 - 0.6, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 0.4)
        canvas.rect(cell.x0 + 4, cell.y0 + 4, cell.x1 - cell.x0 - 8, 8, stroke=0, fill=1)
    canvas.setFillGray(0)
    strokes(canvas, cells)


def open_sides(canvas: Canvas, cells: list[Drawn]) -> None:
    left, right = min(cell.x0 for cell in cells), max(cell.x1 for cell in cells)
    for x0, y0, x1, y1 in sides(cells):
        if x0 != x1 or left < x0 < right:
            canvas.line(x0, y0, x1, y1)


def in_form(canvas: Canvas, cells: list[Drawn]) -> None:
    canvas.beginForm("table", 0, 0, 2 * WIDTH, 2 * HEIGHT)
    canvas.scale(2, 2)
    canvas.translate(-10, 7)
    strokes(canvas, cells)
    canvas.endForm()
    canvas.saveState()
    canvas.translate(10, -7)
    canvas.scale(0.5, 0.5)
    canvas.translate(10, -7)
    canvas.translate(-10, 7)
    canvas.doForm("table")
    canvas.restoreState()


RULINGS: tuple[Draw, ...] = (
    strokes,
    bold,
    one_path,
    hairlines,
    boxes,
    spaced(0.75),
    spaced(1.5),
    spaced(2.25),
    spaced(3),
    frames,
    dashes,
    dots,
    patterned,
    shaded,
    in_form,
)


# ── Paper ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def paper(*draw: Callable[[Canvas], None], rotation: int = 0, margin: float = 0) -> bytes:
    """A PDF with a page for each drawing, shown upright: turned, and with a margin around it that is cut off."""
    buffer = BytesIO()
    across, up = (WIDTH, HEIGHT) if rotation % 180 == 0 else (HEIGHT, WIDTH)
    # reportlab takes the size of the page as shown
    canvas = Canvas(buffer, pagesize=(WIDTH + 2 * margin, HEIGHT + 2 * margin), invariant=True)
    for each in draw:
        if margin:
            canvas.setCropBox((margin, margin, margin + across, margin + up))
        canvas.setPageRotation(rotation)
        canvas.translate(margin, margin)
        turned = {0: (1, 0, 0, 1, 0, 0), 90: (0, 1, -1, 0, across, 0), 180: (-1, 0, 0, -1, across, up)}
        canvas.transform(*turned.get(rotation, (0, -1, 1, 0, 0, up)))
        each(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def pages(*draw: Callable[[Canvas], None], rotation: int = 0, margin: float = 0) -> list[Page]:
    return list(pages_of(paper(*draw, rotation=rotation, margin=margin)))


def tables(*draw: Callable[[Canvas], None]) -> list[Lattice]:
    return [lattice for page in pages(*draw) for lattice in lattices_of(page)]


def read(lattice: Lattice) -> list[tuple[int, int, int, int, str]]:
    return sorted(cell[:5] for cell in lattice.cells)


def drawn(cells: list[Drawn]) -> list[tuple[int, int, int, int, str]]:
    return sorted(cell[:5] for cell in cells)


def rows_of(lattice: Lattice) -> list[list[str]]:
    return [[cell.text for cell in lattice.cells if cell.row == row] for row in range(lattice.rows)]


def grid(
    texts: list[list[str]], top: float = 700, left: float = 100, width: float = 60, height: float = 24
) -> list[Drawn]:
    """A table without spans."""
    return [
        Drawn(
            row,
            column,
            1,
            1,
            text,
            left + column * width,
            top - (row + 1) * height,
            left + (column + 1) * width,
            top - row * height,
        )
        for row, line in enumerate(texts)
        for column, text in enumerate(line)
    ]


def ruled(cells: list[Drawn], ruling: Draw = strokes) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        ruling(canvas, cells)
        write(canvas, cells)

    return draw


# ── Any table in any ruling ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("ruling", range(len(RULINGS)))
def test_every_manner_of_ruling_is_read(ruling: int, seed: int) -> None:
    cells = table(Random(seed * 31 + ruling))
    (lattice,) = tables(ruled(cells, RULINGS[ruling]))
    assert read(lattice) == drawn(cells)


@pytest.mark.parametrize("seed", range(20))
def test_cells_are_at_their_places(seed: int) -> None:
    cells = table(Random(seed))
    (page,) = pages(ruled(cells))
    (lattice,) = lattices_of(page)
    places = {(cell.row, cell.column): cell for cell in cells}
    for cell in lattice.cells:
        there = places[cell.row, cell.column]
        assert cell.box == pytest.approx((1, there.x0, HEIGHT - there.y1, there.x1, HEIGHT - there.y0), abs=0.3)
    assert "".join(sorted(page.text)) == "".join(sorted("".join(cell.text for cell in cells)))
    assert sorted(lattice.glyphs.tolist()) == list(range(len(page.text)))


@pytest.mark.parametrize("margin", [0, 40])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("ruling", [strokes, hairlines, boxes, in_form])
def test_turned_and_cropped_pages_are_read_as_shown(ruling: Draw, rotation: int, margin: float) -> None:
    cells = table(Random(rotation + int(margin)))
    (page,) = pages(ruled(cells, ruling), rotation=rotation, margin=margin)
    assert (page.width, page.height) == (WIDTH, HEIGHT)
    assert not page.turns.any()
    (lattice,) = lattices_of(page)
    assert read(lattice) == drawn(cells)
    assert lattice.box.x0 == pytest.approx(60, abs=0.5) and lattice.box.y0 == pytest.approx(HEIGHT - 780, abs=0.5)


@pytest.mark.parametrize("seed", range(10))
def test_sides_may_be_left_open(seed: int) -> None:
    cells = table(Random(seed))
    inner = {cell.column for cell in cells if cell.column}
    if len(inner) < 2:
        return
    (lattice,) = tables(ruled(cells, open_sides))
    assert read(lattice) == drawn(cells)


@pytest.mark.parametrize("left", [True, False])
def test_a_merged_cell_that_begins_and_ends_on_other_pages_is_a_column(left: bool) -> None:
    """Nothing but its far edge is drawn of it: no line runs across it on this page."""
    cells = grid([["规章", "1"], ["行政规范性文件", "2"], ["行政许可", "3"]])
    bottom, top = min(cell.y0 for cell in cells), max(cell.y1 for cell in cells)
    beside = min(cell.x0 for cell in cells) - 40 if left else max(cell.x1 for cell in cells) + 40

    def open_sided(canvas: Canvas) -> None:
        ruled(cells)(canvas)
        canvas.line(beside, bottom, beside, top)
        canvas.line(20, bottom - 60, 20, top)

    (lattice,) = tables(open_sided)
    open_column = 0 if left else 2
    assert (0, open_column, 3, 1, "") in read(lattice)
    assert lattice.columns == 3


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("ruling", [strokes, hairlines, boxes, spaced(1.5)])
def test_a_page_break_leaves_cells_open(ruling: Draw, seed: int) -> None:
    """What stands beyond the edge of the page is drawn, and cut off: each page shows its part, left open there."""
    random = Random(seed)
    cells = [cell for cell in table(random) if cell.down == 1]
    rows = 1 + max(cell.row for cell in cells)
    if {cell.row for cell in cells} != set(range(rows)) or len({cell.x0 for cell in cells}) < 3:
        return
    at = random.randrange(rows)
    edge = min(cell.y0 for cell in cells if cell.row == at) - 0.1
    above = [cell for cell in cells if cell.row <= at]

    def clipped(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.rect(0, edge + 2, WIDTH, HEIGHT)
        canvas.clipPath(path, stroke=0, fill=0)
        ruling(canvas, cells)
        write(canvas, above)

    for lattice in tables(clipped):
        assert sorted(cell.text for cell in lattice.cells if cell.text) == sorted(
            cell.text for cell in above if cell.text
        )


# ── What is printed in a cell ────────────────────────────────────────────────────────────────────────────────────────


def test_numbers_that_stand_apart_stay_apart() -> None:
    cells = grid([["甲", "乙", "丙"], ["", "", ""]])

    def draw(canvas: Canvas) -> None:
        strokes(canvas, cells)
        canvas.setFont(font(), 9)
        canvas.drawString(224, 660, "9")
        canvas.drawString(240, 660, "10")
        canvas.drawString(104, 660, "12")
        canvas.drawString(118, 660, "34")
        canvas.drawString(164, 660, "5")
        canvas.drawString(164 + length("5", 9) + 2, 660, "678")

    (lattice,) = tables(draw)
    assert rows_of(lattice)[1] == ["12 34", "5 678", "9 / 10"]


def test_only_wrapped_figures_are_joined() -> None:
    """Two numbers one below the other, where a rule is missing between two rows, are not one number."""
    cells = grid([["甲", "乙", "丙"], ["", "", ""]], height=40, width=34)

    def draw(canvas: Canvas) -> None:
        strokes(canvas, cells)
        canvas.setFont(font(), 9)
        for at, lines in enumerate((["12", "34"], ["65432", "1"], ["1,", "200"])):
            for line, text in enumerate(lines):
                canvas.drawString(104 + at * 34, 645 - 12 * line, text)

    (lattice,) = tables(draw)
    assert rows_of(lattice)[1] == ["12 / 34", "654321", "1,200"]


@pytest.mark.parametrize(("pitch", "read"), [(12, "12345"), (6, "1234 / 5")])
def test_lines_that_lie_on_one_another_are_not_of_one_figure(pitch: float, read: str) -> None:
    cells = grid([["甲", "乙"], ["", ""]], height=40, width=24)

    def draw(canvas: Canvas) -> None:
        strokes(canvas, cells)
        canvas.setFont(font(), 9)
        for line, text in enumerate(("1234", "5")):
            canvas.drawString(102, 645 - pitch * line, text)

    (lattice,) = tables(draw)
    assert rows_of(lattice)[1][0] == read


def test_a_figure_that_had_room_on_its_line_is_not_wrapped() -> None:
    """A figure of three digits above one of one, in a column that holds four on a line."""
    cells = grid([["甲", "乙"], ["", ""], ["", ""]], height=40, width=30)

    def draw(canvas: Canvas) -> None:
        strokes(canvas, cells)
        canvas.setFont(font(), 9)
        for x, y, text in ((104, 645, "617"), (104, 633, "2"), (104, 605, "9643"), (134, 645, "617"), (134, 633, "2")):
            canvas.drawString(x, y, text)

    (lattice,) = tables(draw)
    assert [row[0] for row in rows_of(lattice)[1:]] == ["617 / 2", "9643"]
    assert rows_of(lattice)[1][1] == "6172"


def test_the_order_of_the_file_does_not_matter() -> None:
    cells = grid([["不予公开信息", "乙"], ["12345", "6"]], height=40)

    def draw(canvas: Canvas) -> None:
        strokes(canvas, cells)
        canvas.setFont(font(), 9)
        for x, y, text in (
            (136, 676, "信息"),
            (104, 676, "不予公"),
            (131, 676, "开"),
            (117, 640, "45"),
            (104, 640, "123"),
        ):
            canvas.drawString(x, y, text)

    (lattice,) = tables(draw)
    assert rows_of(lattice) == [["不予公开信息", ""], ["12345", ""]]


def test_stacked_labels_read_downwards() -> None:
    cells = grid([["", "甲"], ["", "乙"]], height=90)

    def draw(canvas: Canvas) -> None:
        strokes(canvas, cells)
        canvas.setFont(font(), 9)
        places = [
            (120 - 12 * column, 690 - 11 * at, text[at])
            for column, text in enumerate(("三本年度", "办理结果"))
            for at in range(4)
        ]
        for x, y, text in places:
            canvas.drawString(x, y, text)

    (lattice,) = tables(draw)
    assert rows_of(lattice)[0][0] == "三本年度办理结果"


@pytest.mark.parametrize("turn", [90, 270])
def test_turned_labels_read_along_their_turn(turn: int) -> None:
    cells = grid([["", "甲"], ["", "乙"]], height=90)

    def draw(canvas: Canvas) -> None:
        strokes(canvas, cells)
        canvas.setFont(font(), 9)
        canvas.translate(130, 650)
        canvas.rotate(turn)
        canvas.drawString(-30, 12 if turn == 270 else 11, "不予公开")
        canvas.drawString(-30, 0, "信息12")

    (page,) = pages(draw)
    assert set(page.turns.tolist()) == {turn // 90 % 4 if turn == 0 else (4 - turn // 90) % 4}
    (lattice,) = lattices_of(page)
    assert rows_of(lattice)[0][0] == "不予公开信息12"


def test_a_number_wider_than_its_cell_stays_whole() -> None:
    cells = grid([["甲", "乙", "丙"], ["1", "", "3"]], width=40)

    def draw(canvas: Canvas) -> None:
        ruled(cells)(canvas)
        canvas.drawCentredString(160, 660, "1234567890")

    (lattice,) = tables(draw)
    assert rows_of(lattice)[1] == ["1", "1234567890", "3"]


@pytest.mark.parametrize("angle", [0, 30, 45, 90])
def test_a_watermark_is_in_no_cell(angle: int) -> None:
    cells = grid([["甲", "乙", "丙"]] * 5)

    def draw(canvas: Canvas) -> None:
        ruled(cells)(canvas)
        canvas.setFillGray(0.8)
        canvas.setFont(font(), 48)
        canvas.translate(110, 600)
        canvas.rotate(angle)
        canvas.drawString(0, 0, "样稿12")

    (page,) = pages(draw)
    (lattice,) = lattices_of(page)
    assert rows_of(lattice) == [["甲", "乙", "丙"]] * 5
    assert (page.turns == SLANTED).sum() == (4 if angle in (30, 45) else 0)


def unseen(canvas: Canvas, cells: list[Drawn]) -> None:
    """What the cells hold, drawn so that nobody sees it."""
    for cell in cells:
        text = canvas.beginText(cell.x0 + 4, cell.y0 + 8)
        text.setFont(font(), 9)
        text.setTextRenderMode(3)
        text.textOut(cell.text)
        canvas.drawText(text)


def test_text_recognised_behind_a_scan_is_text() -> None:
    cells = grid([["甲", "12"], ["乙", "34"], ["丙", "56"], ["丁", "78"]])
    scan = Image.new("L", (1190, 1684), 255)
    for cell in cells:
        x, y = 2 * cell.x0 + 8, 1684 - 2 * cell.y0 - 32
        scan.paste(0, tuple(map(round, (x, y, x + 16 * len(cell.text), y + 14))))

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(scan), 0, 0, *A4)
        strokes(canvas, cells)
        unseen(canvas, cells)

    (page,) = pages(draw)
    (lattice,) = lattices_of(page)
    assert page.recognised
    assert read(lattice) == drawn(cells)


def test_text_that_nobody_sees_is_no_text() -> None:
    cells = grid([["甲", "12"], ["乙", "34"]])

    def draw(canvas: Canvas) -> None:
        strokes(canvas, cells)
        unseen(canvas, cells)

    assert [text for *_, text in read(tables(draw)[0])] == [""] * 4


def test_text_drawn_twice_to_be_bold_is_read_once() -> None:
    cells = grid([["总计", "121"], ["乙", "3344"]])

    def draw(canvas: Canvas) -> None:
        ruled(cells)(canvas)
        canvas.translate(0.25, 0)
        write(canvas, cells)

    (lattice,) = tables(draw)
    assert read(lattice) == drawn(cells)


# ── What is a table, and which ───────────────────────────────────────────────────────────────────────────────────────


def test_underlines_frames_and_prose_are_no_tables() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(font(), 12)
        canvas.drawString(80, 700, "本年度共收到申请12件")
        canvas.line(80, 697, 200, 697)
        canvas.line(80, 677, 200, 677)
        canvas.rect(40, 40, WIDTH - 80, HEIGHT - 80)
        canvas.circle(400, 200, 55)
        canvas.rect(85, 500, 9, 9)
        canvas.setFillGray(0.9)
        canvas.rect(80, 600, 300, 20, stroke=0, fill=1)

    (page,) = pages(draw)
    assert not tables_among(lattices_of(page))


def test_a_table_in_a_frame_and_one_near_by_are_tables_of_their_own() -> None:
    first, second = grid([["甲", "1"], ["乙", "2"]]), grid([["丙", "3", "4"], ["丁", "5", "6"]], top=640)

    def draw(canvas: Canvas) -> None:
        ruled(first)(canvas)
        ruled(second)(canvas)
        canvas.rect(40, 40, WIDTH - 80, HEIGHT - 80)
        canvas.drawString(60, 300, "正文不在表格里")

    found = tables_among(tables(draw))
    assert [read(lattice) for lattice in found] == [drawn(first), drawn(second)]


@pytest.mark.parametrize("dash", [(), (3, 3)])
@pytest.mark.parametrize("width", [0.5, 3.0])
def test_a_line_down_the_whole_page_parts_no_cells(width: float, dash: tuple[int, ...]) -> None:
    first, second = (grid([["一、本年新收", "1", "2"], ["二、上年结转", "3", "4"]], top=top) for top in (700, 500))

    def draw(canvas: Canvas) -> None:
        ruled(first)(canvas)
        ruled(second)(canvas)
        canvas.setDash(*dash)
        canvas.rect(125, 30, width, HEIGHT - 60)

    assert [read(lattice) for lattice in tables(draw)] == [drawn(first), drawn(second)]


_ACROSS, _DOWN = [(60.0, y, 540.0, y) for y in (30, 421, 812)], [(x, 30.0, x, 812.0) for x in (60, 300, 540)]


@pytest.mark.parametrize(
    "lines",
    [
        [*_ACROSS, _DOWN[1]],
        [*_DOWN, _ACROSS[1]],
        [*((60, y, 540, y) for y in (321, 421, 521)), (300, 300, 300, 542)],
    ],
    ids=["from one rule to another", "side by side", "short"],
)
def test_a_line_of_a_table_parts_its_cells(lines: list[tuple[float, float, float, float]]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.lines(lines)
        canvas.setFont(font(), 9)
        for text, x, y in (("甲", 100, 460), ("1", 400, 460), ("乙", 100, 380), ("2", 400, 380)):
            canvas.drawString(x, y, text)

    assert list(map(rows_of, tables(draw))) == [[["甲", "1"], ["乙", "2"]]]


def test_a_blank_row_of_four_points_is_a_row() -> None:
    cells = grid([["甲", "乙", "丙"]] * 2)
    low = [cell._replace(row=2, text="", y0=648, y1=652) for cell in cells[:3]]
    for ruling in (strokes, hairlines, boxes):
        (lattice,) = tables(ruled(cells + low, ruling))
        assert lattice.rows == 3


@pytest.mark.parametrize("closed", [True, False])
def test_parts_of_a_table_share_their_columns(closed: bool) -> None:
    head = [Drawn(0, 0, 1, 4, "第二十条第（一）项", 100, 60, 340, 84)]
    body = grid([["信息内容", "本年制发件数", "废止", "有效"], ["规章", "1", "2", "3"]], top=780)
    foot = [
        Drawn(2, 0, 1, 1, "行政许可", 100, 708, 160, 732),
        Drawn(2, 1, 1, 3, "77", 160, 708, 340, 732),
    ]
    parts = [
        lattice
        for page in pages(ruled(head), ruled([*body, *foot] if closed else body), ruled(foot))
        for lattice in lattices_of(page)
    ]
    assert tables_among(parts) == tuple(parts)
    first, second, third = common_columns(parts)
    assert [cell[:4] for cell in first.cells] == [(0, 0, 1, 4)]
    assert [cell[:4] for cell in third.cells] == [(0, 0, 1, 1), (0, 1, 1, 3)]
    assert second.columns == 4


@pytest.mark.parametrize(
    ("text", "is_part"),
    [
        ("五、存在的问题", False),
        ("第五部分 困难与对策", False),
        ("（五）不足", False),
        ("第二十条第（八）项", True),
        ("注：无", True),
    ],
)
def test_a_numbered_line_in_a_frame_over_the_page_break_is_no_part_of_the_table(text: str, is_part: bool) -> None:
    table = grid([["规章", "1", "2", "3"]] * 2)
    frame = [Drawn(0, 0, 1, 4, text, table[0].x0, 60, table[3].x1, 84)]
    for order in ((frame, table), (table, frame)):
        parts = [lattice for page in pages(*map(ruled, order)) for lattice in lattices_of(page)]
        assert len(tables_among(parts)) == 1 + is_part


def test_pages_with_other_margins_have_the_same_columns() -> None:
    left = grid([["甲", "1", "2"]] * 2)
    right = [
        Drawn(0, 0, 1, 1, "乙", 130, 676, 190, 700),
        Drawn(0, 1, 1, 2, "3", 190, 676, 310, 700),
    ]
    parts = [lattice for page in pages(ruled(left), ruled(right)) for lattice in lattices_of(page)]
    _, second = common_columns(parts)
    assert [cell[:4] for cell in second.cells] == [(0, 0, 1, 1), (0, 1, 1, 2)]
    assert common_columns(()) == ()


# ── Files that are not read ──────────────────────────────────────────────────────────────────────────────────────────


def encrypted(user: str) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption(user, ownerPassword="主人"))
    canvas.drawString(100, 100, "12")
    canvas.save()
    return buffer.getvalue()


def test_a_password_closes_a_file_and_an_empty_one_does_not() -> None:
    assert [page.text for page in pages_of(encrypted(""))] == ["12"]
    with pytest.raises(UnreadableFile) as caught:
        list(pages_of(encrypted("secret")))
    assert caught.value.code == "encrypted"


def test_broken_files_are_called_broken() -> None:
    whole = paper(lambda canvas: canvas.drawString(100, 100, "12"))
    for data in (b"%PDF-1.4\n", whole[:200], b"%PDF-1.7\n%%EOF"):
        with pytest.raises(UnreadableFile) as caught:
            list(pages_of(data))
        assert caught.value.code == "truncated"


def test_too_many_pages_are_not_read() -> None:
    with pytest.raises(UnreadableFile) as caught:
        next(pages_of(paper(*[lambda canvas: None] * (MOST_PAGES + 1))))
    assert caught.value.code == "too_many_pages"


def test_an_empty_page_has_nothing() -> None:
    (page,) = pages(lambda canvas: None)
    assert not page.text and not lattices_of(page) and not page.pictures


def test_pictures_are_boxes_and_thin_ones_are_lines() -> None:
    cells = grid([["甲", "1"], ["乙", "2"]])

    def draw(canvas: Canvas) -> None:
        write(canvas, cells)
        for x0, y0, x1, y1 in sides(cells):
            canvas.drawInlineImage(Image.new("L", (1, 1)), x0 - 0.2, y0 - 0.2, x1 - x0 + 0.4, y1 - y0 + 0.4)
        canvas.drawInlineImage(Image.new("L", (4, 4), 128), 60, 100, 300, 200)

    (page,) = pages(draw)
    assert page.pictures == ((1, 60, HEIGHT - 300, 360, HEIGHT - 100),)
    (lattice,) = lattices_of(page)
    assert read(lattice) == drawn(cells)


@pytest.mark.parametrize("face", ["Helvetica", "Times-Roman", "Courier-Bold"])
def test_standard_fonts_are_as_wide_as_they_are_shown(face: str) -> None:
    """A file need not say how wide the characters of the fonts are that every program has."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(face, 10)
        canvas.drawString(100, 700, "1234567890")

    (page,) = pages_of(paper(draw))
    assert page.boxes[0, 0] == pytest.approx(100) and page.boxes[-1, 2] == pytest.approx(
        100 + pdfmetrics.stringWidth("1234567890", face, 10), abs=0.1
    )
