"""Pages that lie on the paper in another way than they are read: turned, in forms, several on one, lines counted."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from itertools import product
from random import Random

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.forms import load_forms
from extract.model import Document, PageBox, PageOrigin, Source, Table
from extract.readers.pdf import document_of
from extract.readers.pdf.marks import RAISED
from extract.readers.pdf.pages import pages_of
from extract.readers.pdf.upright import upright
from extract.text import squeeze
from tests.made.imposed import IMPOSITIONS, Drawn, imposed, lying, several_up, sizes, turned, with_line_numbers
from tests.made.printing import RULED, UNRULED, Look, Part, Print, look_of, pdf_bytes, printed
from tests.made.sheets import Sheet
from tests.made.unseen import fonts, made
from tests.made.whole import draft_of

RULES = (*RULED, *UNRULED)
SOURCE = Source("x.pdf", "", "pdf", 0)
A4 = (595.28, 841.89)


@cache
def drawn(seed: int) -> tuple[Print, Look]:
    random = Random(seed)
    draft = draft_of(random, load_forms()[seed % 2])
    look = look_of(random, RULES[seed % len(RULES)])._replace(turned="")
    return printed(draft, look), look


@cache
def paper(seed: int) -> bytes:
    found, look = drawn(seed)
    return pdf_bytes(found.parts, look)


def read(data: bytes) -> Document:
    return document_of(data, SOURCE)


def shown(document: Document) -> list[str | list[list[str]]]:
    """What a document prints, block by block."""
    return [
        [sorted(cell.text for cell in row if cell.text) for row in block.rows]
        if isinstance(block, Table)
        else block.text
        for block in document.blocks
    ]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("way", IMPOSITIONS)
def test_pages_are_read_as_if_they_lay_plain(way: str, seed: int) -> None:
    assert shown(read(IMPOSITIONS[way](paper(seed)))) == shown(read(paper(seed)))


@pytest.mark.parametrize("trick", ["noted", "struck", "crossed"])
@pytest.mark.parametrize("way", ["content turned right", "content upside down", "content turned left", "turned twice"])
def test_marks_and_strokes_turn_with_their_page(way: str, trick: str) -> None:
    page = made(Random(1), [trick])
    plain = shown(read(page.data))
    assert any("^" in cell or "\u0336" in cell for row in plain[2] for cell in row)
    assert shown(read(IMPOSITIONS[way](page.data))) == plain


def test_sheets_that_were_rearranged_are_told() -> None:
    assert read(paper(1)).rearranged == ()
    assert read(IMPOSITIONS["content turned right"](paper(1))).rearranged[0] == 1
    assert read(IMPOSITIONS["two on one, turned"](paper(1))).rearranged[0] == 1


@pytest.mark.parametrize("way", ["content turned right", "turned twice", "two on one, turned", "small form"])
def test_places_are_those_on_the_paper(way: str) -> None:
    """What stands in the boxes of the sheets is what was read from them."""
    data = IMPOSITIONS[way](paper(1))
    sheets = {page.number: page for page in pages_of(data)}

    def printed_in(box: PageBox) -> str:
        page = sheets[box.page]
        x, y = (page.boxes[:, :2] + page.boxes[:, 2:]).T / 2
        inside = (x > box.x0) & (x < box.x1) & (y > box.y0) & (y < box.y1)
        return squeeze("".join(page.text[at] for at in inside.nonzero()[0]))

    for block in read(data).blocks:
        for part in (cell for row in block.rows for cell in row) if isinstance(block, Table) else [block]:
            assert isinstance(part.origin, PageOrigin)
            assert sorted("".join(map(printed_in, part.origin.boxes))) == sorted(squeeze(part.text)), part


@pytest.mark.parametrize("quarters", [1, 3])
@pytest.mark.parametrize("rules", RULES)
def test_a_table_that_lies_turned_stands_between_its_paragraphs(rules: str, quarters: int) -> None:
    look = Look(rules=rules, small=7.5, cut=False)  # type: ignore[arg-type]
    found, _ = drawn(3)
    table = max((part for part in found.parts if isinstance(part, Sheet)), key=lambda sheet: len(sheet.rows))
    flat = pdf_bytes([table], look)
    above = pdf_bytes([Part("body", "以下各项数字截至年末，不含上年结转。")], look)
    below = pdf_bytes([Part("body", "以上各项数字已经核对，与台账一致。")], look)
    (width, height), *rest = sizes(flat)
    assert not rest
    scale = 0.62
    turned_table = Drawn(flat, 0, lying(quarters, (width, height), 40, 842 - 170 - width * scale, scale))
    data = imposed([(A4, [Drawn(above, 0, lying(0, A4)), turned_table, Drawn(below, 0, lying(0, A4, 0, -600))])])
    first, *pieces, last = shown(read(data))
    assert (first, last) == ("以下各项数字截至年末，不含上年结转。", "以上各项数字已经核对，与台账一致。")
    assert pieces == shown(read(flat))


def test_labels_turned_in_their_cells_stay_where_they_are() -> None:
    for seed in range(4):
        found, look = drawn(seed)
        pages = upright(pages_of(pdf_bytes(found.parts, look._replace(stacked=True))))
        assert {page.place for page in pages} == {None}


def test_figures_turned_in_cells_without_rules_stay_where_they_are() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for row, column in product(range(20), range(7)):
        canvas.saveState()
        canvas.translate(100 + 50 * column, 700 - 22 * row)
        canvas.rotate(90 if (row, column) in {(4, 2), (9, 5), (15, 3)} else 0)
        canvas.drawString(0, 0, str(1000 + 7 * row + column))
        canvas.restoreState()
    canvas.save()
    (page,) = upright(pages_of(out.getvalue()))
    assert len(page.text.replace(" ", "").replace("\n", "")) == 20 * 7 * 4


@pytest.mark.parametrize(("is_ruled", "figure", "up"), [(True, "34567", 0), (False, "3782", 11)])
@pytest.mark.parametrize("angle", [90, 270])
def test_a_figure_on_its_side_that_reaches_over_rows_is_in_doubt(
    angle: int, is_ruled: bool, figure: str, up: int
) -> None:
    """Whole, or cut, but nothing that looks like another figure."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for row, column in product(range(12), range(8)):
        text = str(100 + 7 * row + column)
        on_side = (row, column) in {(4, 2), (9, 5)}
        canvas.saveState()
        canvas.translate(130 + 50 * column, 700 - 22 * row + on_side * up)
        canvas.rotate(angle if on_side else 0)
        canvas.setFont(fonts()[0], 10)
        canvas.drawCentredString(0, 0, f"其他{text}" if not column else figure if on_side else text)
        canvas.restoreState()
    if is_ruled:
        canvas.grid([105 + 50 * column for column in range(9)], [715 - 22 * row for row in range(13)])
    canvas.save()
    tables = [block for block in read(out.getvalue()).blocks if isinstance(block, Table)]
    figures = {cell.text for table in tables for row in table.rows for cell in row if cell.text.isdecimal()}
    assert len(figures) > 75
    assert figures - {figure} <= {str(100 + number) for number in range(12 * 8)}


def test_a_wide_table_without_rules_is_one_page() -> None:
    """Labels in the left half of a sheet and figures in the right one are not two pages."""
    for seed in range(6):
        found, look = drawn(seed)
        tables = [part for part in found.parts if isinstance(part, Sheet)]
        data = pdf_bytes(tables, look._replace(rules="none", turned="landscape"))
        assert len(upright(pages_of(data))) == len(sizes(data))


def test_the_pages_of_a_sheet_that_is_not_full_are_told_by_the_sheet_before() -> None:
    data = paper(2)
    assert len(sizes(data)) % 2
    assert len(upright(pages_of(several_up(data, 2, 1)))) == len(sizes(data))


@pytest.mark.parametrize(("numbers", "pages"), [(("— 1 —", "— 2 —"), 2), (("— 1 —", "37"), 2), (("", "— 2 —"), 1)])
def test_two_pages_with_little_on_them_are_told_by_their_numbers(numbers: tuple[str, str], pages: int) -> None:
    canvas = Canvas(buffer := BytesIO(), (2 * A4[0], A4[1]))
    canvas.setFont(fonts()[0], 16)
    for left, number in zip((0, A4[0]), numbers, strict=True):
        canvas.drawString(left + 200, 300, "某某县人民政府")
        canvas.drawString(left + 200, 270, "二〇二四年工作报告")
        canvas.drawString(left + 280, 50, number)
    canvas.save()
    assert len(upright(pages_of(buffer.getvalue()))) == pages


@pytest.mark.parametrize("width", [0.5, 3.0])
def test_what_is_drawn_between_two_pages_belongs_to_neither(width: float) -> None:
    sheets = several_up(paper(2), 2, 1)
    across, high = sizes(sheets)[0]
    canvas = Canvas(buffer := BytesIO(), (across, high))
    canvas.rect(across / 2 - width / 2, 20, width, high - 40)
    canvas.save()
    divider, plain = buffer.getvalue(), lying(0, (across, high))
    data = imposed(
        ((across, high), [Drawn(sheets, at, plain), Drawn(divider, 0, plain)]) for at in range(len(sizes(sheets)))
    )
    assert len(upright(pages_of(data))) >= len(sizes(paper(2)))
    assert shown(read(data)) == shown(read(sheets))


def test_numbers_of_a_table_are_no_numbers_of_lines() -> None:
    """A column of numbers that go up is one where it has a head, a rule, or a label left of it."""
    assert "".join(page.text for page in upright(pages_of(paper(0)))) == "".join(
        page.text for page in pages_of(paper(0))
    )
    beside = with_line_numbers(paper(0))
    assert len("".join(page.text for page in upright(pages_of(beside)))) < sum(
        len(page.text) for page in pages_of(beside)
    )


def test_numbers_of_lines_closer_than_they_are_high_are_no_print_either() -> None:
    """The lines of several cells in one row stand so close that their numbers are drawn over one another."""
    beside = with_line_numbers(paper(0), close=True)
    assert any(RAISED in map(ord, page.text) for page in pages_of(beside))
    assert [page.text for page in upright(pages_of(beside))] == [page.text for page in pages_of(paper(0))]


def test_a_sheet_turned_by_its_content_keeps_the_order_of_the_file() -> None:
    for quarters in (1, 2, 3):
        (page, *_) = upright(pages_of(turned(paper(1), quarters, 0)))
        assert page.text == next(iter(pages_of(paper(1)))).text
