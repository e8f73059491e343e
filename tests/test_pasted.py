"""Reports in Word whose sheets or tables are pictures: they are read as scans are, in their place in the text."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from extract.checks import check
from extract.export.leaves import place_in, sizes_of
from extract.export.marked import picture_of
from extract.model import Gap, PageOrigin, Paragraph, Source, Table
from extract.pipeline import readings_of
from extract.readers import docx, pasted, scan
from extract.readers.cells import Picture, ReadPictures
from extract.readers.pasted import with_pictures_read
from extract.readers.pdf.pdfium import fonts_of_the_system
from tests.test_scans import SAMPLE, values

if TYPE_CHECKING:
    from PIL.Image import Image

TITLE = "岚萝垭乡2024年政府信息公开工作年度报告"


def sheets() -> list[Image]:
    import pypdfium2

    with fonts_of_the_system(), pypdfium2.PdfDocument(SAMPLE.read_bytes()) as document:
        return [page.render(scale=150 / 72).to_pil().convert("RGB") for page in document]


def word_file(*contents: str | Image, width: float = 15.5) -> bytes:
    """A Word file of paragraphs and pictures, so many centimetres wide."""
    from docx import Document
    from docx.shared import Cm

    document = Document()
    for content in contents:
        if isinstance(content, str):
            document.add_paragraph(content)
        else:
            kept = BytesIO()
            content.save(kept, "PNG")
            document.add_picture(BytesIO(kept.getvalue()), width=Cm(width))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.usefixtures("recogniser")
def test_sheets_that_were_pasted_are_read_as_a_scan_is() -> None:
    printed, data = readings_of(SAMPLE.read_bytes(), SAMPLE.name)[0], word_file(*sheets())
    (reading,) = readings_of(data, "年报.docx")
    wanted, found = values(printed), values(reading)
    assert {concept: value for concept, value in found.items() if wanted[concept] != value} == {}
    assert len(found) >= 0.9 * len(wanted)
    assert {fact.how for fact in reading.report.facts if fact.state == "number"} <= {"recognised", "suggested"}
    assert (reading.report.entity, reading.report.year) == (printed.report.entity, printed.report.year)
    verdict = check(reading)
    assert {finding.about for finding in verdict.findings} == {"reading"}
    assert "pasted" in {finding.wording for finding in verdict.findings}
    places = [place_in(str(fact.origins[0])) for fact in reading.report.facts if fact.origins]
    sizes = sizes_of(data, "docx")
    assert all(place and place.x1 <= sizes[place.page - 1].width for place in places)


@pytest.mark.slow
@pytest.mark.usefixtures("recogniser")
def test_a_photograph_without_a_table_stays_a_picture() -> None:
    bare = sheets()[0].crop((0, 0, 900, 500))
    (reading,) = readings_of(word_file(TITLE, "一、总体情况", bare, "二、主动公开政府信息情况", width=12), "a.docx")
    assert reading.document.recognised == ()
    assert [gap.reason for gap in reading.document.gaps] == ["picture"]


class _Page:
    """A sheet that was read; what is on it does not matter here."""

    def __init__(self, number: int) -> None:
        self.number = number


def test_pictures_that_follow_each_other_are_sheets_of_one_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    unread = "4"
    monkeypatch.setattr(scan, "can_recognise", lambda: True)
    monkeypatch.setattr(
        scan, "page_of_pasted", lambda data, number, is_sheet: None if data == unread.encode() else _Page(number)
    )
    monkeypatch.setattr(
        pasted, "_read", lambda kind, pages, tables: ReadPictures((Table(()),), (), tuple(p.number for p in pages))
    )
    one, two, three, four, five = (Picture(key=key) for key in ("1", "2", "3", unread, "5"))
    pieces = [one, two, "正文", Picture(), three, four, five]
    read = list(with_pictures_read("docx", pieces, 0, str.encode))
    assert [piece.sheets if isinstance(piece, ReadPictures) else piece for piece in read] == [
        (1, 2), "正文", Picture(), (3,), four, (5,),
    ]  # fmt: skip


def test_without_what_recognises_pictures_stay_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "can_recognise", lambda: False)
    monkeypatch.setattr(scan, "page_of_pasted", lambda data, number, is_sheet: pytest.fail("a picture was read"))
    pieces = [Picture(key="1"), "正文"]
    assert list(with_pictures_read("docx", pieces, 0, str.encode)) == pieces


def test_a_picture_that_cannot_be_opened_stays_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "can_recognise", lambda: True)
    pieces = [Picture(key="1")]
    assert list(with_pictures_read("docx", pieces, 0, lambda key: b"\xd7\xcd\xc6\x9a")) == pieces


def test_tables_of_pictures_are_counted_behind_those_of_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    from extract.readers import pdf
    from tests.tables.test_pagebreaks import drawn

    found = drawn("| a | 1 |")
    monkeypatch.setattr(pdf, "document_of_pages", lambda pages, source: found)
    read = pasted._read("docx", [_Page(3)], 4)  # type: ignore[list-item]
    (table,) = read.blocks
    assert isinstance(table, Table)
    assert {cell.origin.table for row in table.rows for cell in row if isinstance(cell.origin, PageOrigin)} == {5}
    assert read.sheets == (3,)


@pytest.mark.usefixtures("recogniser")
def test_a_place_on_a_picture_is_shown_beside_its_figure() -> None:
    """Counted as reading counts them, whatever cannot be opened."""
    from PIL import Image

    one, other = Image.new("RGB", (600, 400), "red"), Image.new("RGB", (600, 400), "blue")
    data = word_file(TITLE, one, "一、总体情况", other)
    shown = Image.open(BytesIO(picture_of(data, "docx", "docx:p2@200,200,240,220#t1r2c3"))).convert("RGB")
    assert shown.getpixel((5, 5)) == (0, 0, 255)
    assert picture_of(data, "docx", "docx:p12") == b""


def test_no_place_on_a_picture_is_drawn_without_what_recognises(monkeypatch: pytest.MonkeyPatch) -> None:
    """As at a desk over a library that was read elsewhere."""
    monkeypatch.setattr(scan, "can_recognise", lambda: False)
    assert picture_of(b"", "docx", "docx:p2@200,200,240,220#t1r2c3") == b""


def test_pictures_are_found_in_the_order_of_the_text() -> None:
    from PIL import Image

    one, other = Image.new("RGB", (60, 40), "red"), Image.new("RGB", (60, 40), "blue")
    data = word_file(TITLE, one, "一、总体情况", other)
    kept = docx.pictures_in(data)
    assert [Image.open(BytesIO(picture)).getpixel((0, 0)) for picture in kept] == [(255, 0, 0), (0, 0, 255)]
    document = docx.document_of(data, Source("a.docx", "docx", "0" * 64, len(data)))
    assert [type(block) for block in document.blocks] == [Paragraph, Paragraph]
    assert [type(gap) for gap in document.gaps] == [Gap, Gap]
