"""What a person sees on a page of a PDF is what is read, whatever the file writes."""

from __future__ import annotations

from io import BytesIO
from random import Random
from unittest.mock import Mock

import pytest

pytest.importorskip("reportlab")
from reportlab.pdfgen.canvas import Canvas

from extract.errors import UnreadableFile
from extract.model import Document, Gap, Origin, PageBox, PageOrigin, Paragraph, Table
from extract.numbers import read_number
from extract.readers import document_of
from extract.readers.pdf import sight
from extract.readers.pdf.sight import look
from tests.made.unseen import DECORATIONS, HEIGHT, TRICKS, WIDTH, Made, Place, fonts, made

PAGE_HEIGHT = 841.89


def printed_at(place: Place, document: Document) -> str:
    """What the reader has found in the place of a cell, in whatever row and column of a table."""
    inner = PageBox(
        1, place.x0 + 4, PAGE_HEIGHT - place.y0 - HEIGHT + 6, place.x0 + WIDTH - 4, PAGE_HEIGHT - place.y0 - 6
    )
    tables = (block for block in document.blocks if isinstance(block, Table))
    cells = (cell for table in tables for row in table.rows for cell in row if cell.text)
    return " ".join(cell.text for cell in cells if touches(inner, boxes_of(cell.origin)))


def boxes_of(origin: Origin) -> tuple[PageBox, ...]:
    assert isinstance(origin, PageOrigin)
    return origin.boxes


def touches(inner: PageBox, boxes: tuple[PageBox, ...]) -> bool:
    return any(
        min(box.x1, inner.x1) > max(box.x0, inner.x0) and min(box.y1, inner.y1) > max(box.y0, inner.y0) for box in boxes
    )


def is_told(place: Place, gaps: tuple[Gap, ...]) -> bool:
    """Whether a gap lies in the place of a cell."""
    whole = PageBox(1, place.x0, PAGE_HEIGHT - place.y0 - HEIGHT, place.x0 + WIDTH, PAGE_HEIGHT - place.y0)
    return any(touches(whole, boxes_of(gap.origin)) for gap in gaps)


def silent(page: Made) -> list[tuple[str, str | None, str]]:
    """The cells that are read as something else than what is seen, and nothing is told of it: trick, seen, read."""
    document = document_of(page.data, "page.pdf")
    wrong = []
    for (row, column), seen in page.seen.items():
        text = printed_at(Place(row, column), document)
        flagged = (text and read_number(text) is None) or is_told(Place(row, column), document.gaps)
        if text != seen and not flagged:
            wrong.append((page.tricks.get((row, column), ""), seen, text))
    return wrong


def lost(page: Made) -> list[tuple[str | None, str]]:
    """The cells on which nobody played a trick, and that are not read: what is seen, what is read."""
    document = document_of(page.data, "page.pdf")
    read = {at: printed_at(Place(*at), document) for at in page.seen if at not in page.tricks}
    return [(page.seen[at], text) for at, text in read.items() if text != page.seen[at]]


@pytest.mark.slow
@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "borderless"])
@pytest.mark.parametrize("trick", TRICKS)
def test_no_trick_makes_another_figure(trick: str, ruled: bool) -> None:
    for seed in range(2):
        page = made(Random(seed), [trick], ruled=ruled, embedded=seed % 2 == 0)
        assert silent(page) == []
        assert lost(page) == []


@pytest.mark.slow
@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "borderless"])
@pytest.mark.parametrize("seed", range(40))
def test_no_tricks_together_make_another_figure(seed: int, ruled: bool) -> None:
    random = Random(seed)
    decorations = random.sample([*DECORATIONS], random.randint(0, 2))
    page = made(random, [*TRICKS], decorations, ruled, embedded=seed % 3 > 0)
    assert silent(page) == []


def test_fonts_that_name_no_characters_are_no_other_characters() -> None:
    """Labels are drawn in a font that everybody has, figures in one whose characters the file does not name."""
    page = made(Random(3))
    data = page.data.replace(b"/ToUnicode", b"/ToNothing").replace(b"/Encoding /Win", b"/Nothing_ /Win")
    assert data != page.data
    assert silent(page._replace(data=data)) == []


def test_a_file_that_names_no_characters_says_so() -> None:
    canvas = Canvas(buffer := BytesIO(), pageCompression=0)
    canvas.setFont(fonts()[1], 12)
    canvas.drawString(100, 700, "".join(map(chr, range(0x391, 0x3C0))))
    canvas.save()
    with pytest.raises(UnreadableFile) as caught:
        document_of(buffer.getvalue().replace(b"/ToUnicode", b"/ToNothing"), "page.pdf")
    assert caught.value.code == "undecodable"


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "borderless"])
@pytest.mark.parametrize("decoration", DECORATIONS)
def test_decorations_raise_nothing(decoration: str, ruled: bool) -> None:
    page = made(Random(1), decorations=[decoration], ruled=ruled)
    assert silent(page) == []
    assert document_of(page.data, "page.pdf").gaps == ()


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "borderless"])
def test_figures_in_colour_are_figures_and_words_over_them_are_of_a_stamp(ruled: bool) -> None:
    coloured = made(Random(1), ["in colour"], ruled=ruled, share=0.1)
    assert silent(coloured) == []
    assert document_of(coloured.data, "page.pdf").gaps == ()
    worded = made(Random(1), ["stamped"], ruled=ruled, share=0.1)
    gaps = document_of(worded.data, "page.pdf").gaps
    assert worded.tricks and all(is_told(Place(*at), gaps) for at in worded.tricks)


@pytest.mark.parametrize("boxed", [False, True])
@pytest.mark.parametrize("x", [305, 455])
def test_what_is_drawn_level_with_figures_without_rules_is_told(x: float, boxed: bool) -> None:
    """A nought drawn as its outline, between the figures that are text or right of all of them; a reader may have drawn
    a box around one of these, which parts no columns."""
    canvas = Canvas(buffer := BytesIO())
    canvas.setFont(fonts()[0], 12)
    for line, words in enumerate((("名称", "甲列", "乙列", "丙列"), *[("规章", "12", "34")] * 3)):
        for place, word in zip((100, 250, 350, 450), words, strict=False):
            canvas.drawString(place, 720 - 20 * line, word)
    canvas.ellipse(x, 679, x + 6, 689)
    if boxed:
        canvas.rect(248, 698, 16, 12)
    canvas.save()
    assert [gap.reason for gap in document_of(buffer.getvalue(), "page.pdf").gaps] == ["unread_ink"]


def with_cell_cut_at(height: float) -> bytes:
    """Four lines in a cell that ends at a height, as office programs print a row of a fixed height."""
    canvas = Canvas(buffer := BytesIO())
    canvas.setFont(fonts()[0], 12)
    canvas.saveState()
    frame = canvas.beginPath()
    frame.rect(90, height, 200, 700 - height)
    canvas.clipPath(frame, stroke=0)
    for number, line in enumerate(("第一行", "第二行", "第三行12件", "第四行")):
        canvas.drawString(100, 686 - 14 * number, line)
    canvas.restoreState()
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize(("height", "third", "looks"), [(656, "第三行12件", 0), (659.5, "第三行12件", 1), (662, "", 0)])
def test_lines_that_their_cell_cuts_off_are_not_read(
    height: float, third: str, looks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a page with a figure that is cut in part is looked at closely."""
    looked = Mock(side_effect=look)
    monkeypatch.setattr(sight, "look", looked)
    document = document_of(with_cell_cut_at(height), "page.pdf")
    assert "".join(block.text for block in document.blocks if isinstance(block, Paragraph)) == "第一行第二行" + third
    assert looked.call_count == looks
