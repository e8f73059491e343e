"""The printed reports themselves: the same bytes again, and nothing lost between the draft and the paper."""

from __future__ import annotations

from io import BytesIO
from random import Random

import docx
import pypdfium2
import pytest
from lxml import html

from extract.forms import load_forms
from extract.readers.pdf.pages import pages_of
from extract.text import squeeze
from tests.made.printing import (
    ODDITIES,
    RULED,
    UNRULED,
    Look,
    Print,
    docx_bytes,
    html_text,
    look_of,
    pdf_bytes,
    printed,
    together,
    wrapped,
)
from tests.made.sheets import Sheet
from tests.made.whole import draft_of

RULES = (*RULED, *UNRULED)


def drawn(seed: int) -> tuple[Print, Look]:
    random = Random(seed)
    draft = draft_of(random, load_forms()[seed % 2])
    look = look_of(random, RULES[seed % len(RULES)])
    return printed(draft, look), look


def characters(found: Print) -> list[str]:
    """Every character that must stand on the paper, sorted."""
    texts = [
        text
        for part in found.parts
        for text in ([box.text for row in part.rows for box in row] if isinstance(part, Sheet) else [part.text])
    ]
    return sorted(squeeze("".join(texts)))


@pytest.mark.parametrize("seed", range(12))
def test_a_pdf_holds_every_character_and_is_the_same_again(seed: int) -> None:
    found, look = drawn(seed)
    plain = look._replace(page_number="", watermark=False, repeated=False)
    data = pdf_bytes(found.parts, plain)
    assert data == pdf_bytes(found.parts, plain)
    text = "".join(page.text for page in pages_of(data))
    assert sorted(squeeze(text)) == characters(found)


@pytest.mark.parametrize("seed", range(12))
def test_no_text_leaves_the_paper_or_its_cell(seed: int) -> None:
    found, look = drawn(seed)
    for page in pypdfium2.PdfDocument(pdf_bytes(found.parts, look)):
        text = page.get_textpage()
        width, height = page.get_mediabox()[2:]
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index)
            assert left >= -1 and bottom >= -1 and right <= width + 1 and top <= height + 1


@pytest.mark.parametrize("seed", range(len(ODDITIES)))
def test_a_word_file_is_the_same_again_and_opens(seed: int) -> None:
    found, look = drawn(seed)
    data = docx_bytes(found.parts, look, ODDITIES[seed])
    assert data == docx_bytes(found.parts, look, ODDITIES[seed])
    tables = docx.Document(BytesIO(data)).element.body.xpath(".//w:tbl[not(.//w:tbl)]")
    assert len(tables) == sum(isinstance(part, Sheet) for part in found.parts)


@pytest.mark.parametrize("seed", range(4))
def test_a_web_page_shows_every_value(seed: int) -> None:
    found, look = drawn(seed)
    page = html.document_fromstring(html_text(found.parts, look).encode(), parser=html.HTMLParser(encoding="utf-8"))
    cells = [cell.text_content() for cell in page.xpath("//td")]
    assert not set(found.truth.values()) - set(cells)


def test_pages_are_cut_in_the_middle_of_rows_and_tables() -> None:
    pages = []
    for shift in range(0, 200, 40):
        found, look = drawn(0)
        file = pypdfium2.PdfDocument(
            pdf_bytes(found.parts, look._replace(cut=True, shift=shift, turned="", metadata=False))
        )
        pages.append([squeeze(page.get_textpage().get_text_range())[-30:] for page in file])
    assert len({tuple(page) for page in pages}) == len(pages)


def test_two_reports_begin_on_pages_of_their_own() -> None:
    (first, look), (second, _) = drawn(0), drawn(1)
    both = pypdfium2.PdfDocument(pdf_bytes(together((first, second)), look))
    one = pypdfium2.PdfDocument(pdf_bytes(first.parts, look))
    assert squeeze(second.told.title)[:8] in squeeze(both[len(one)].get_textpage().get_text_range())


def test_only_numbers_wider_than_their_cell_are_broken() -> None:
    assert wrapped("2023年1234", 10, 40) == ["2023年", "1234"]
    assert wrapped("148878", 10, 17) == ["148", "878"]
    assert wrapped("（三）", 10, 10) == ["（", "三", "）"]
