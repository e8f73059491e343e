"""The same report in every kind of file says the same; files that cannot be read say why."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from random import Random

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.checks import check
from extract.errors import UnreadableFile
from extract.forms import load_forms
from extract.jobs import read_reading
from extract.model import PageOrigin, Reading
from extract.pipeline import reading_of, readings_of
from extract.readers import READERS, document_of, kind_of, scan
from tests.made.layouts import tab_spans
from tests.made.printing import Look, Part, Print, Rules, docx_bytes, html_text, look_of, pdf_bytes, printed, together
from tests.made.saved import doc_bytes, mht_bytes, ods_bytes, odt_bytes, rtf_bytes, xls_bytes, xlsx_bytes
from tests.made.score import bare
from tests.made.sent import ofd_bytes
from tests.made.sheets import Sheet
from tests.made.whole import draft_of

FORMS = load_forms()
SAMPLES = Path(__file__).parents[1] / "samples"


def a_print(seed: int, look: Look) -> Print:
    return printed(draft_of(Random(seed), FORMS[seed % len(FORMS)]), look)


def text_of(parts: tuple[Part | Sheet, ...]) -> str:
    return "\n".join("\n".join(tab_spans(part)) if isinstance(part, Sheet) else part.text for part in parts)


def in_every_kind(seed: int) -> Iterator[tuple[str, bytes]]:
    """A report without the metadata and the menus that some kinds have and others have not."""
    look = look_of(Random(seed))._replace(metadata=False, web=False, watermark=False, zero="0")
    parts = a_print(seed, look).parts
    yield "text", text_of(parts).encode()
    yield "html", html_text(parts, look).encode()
    yield "docx", docx_bytes(parts, look)
    yield "doc", doc_bytes(parts)
    yield "rtf", rtf_bytes(parts)
    yield "odt", odt_bytes(parts)
    yield "ods", ods_bytes(parts)
    yield "xlsx", xlsx_bytes(parts)
    yield "xls", xls_bytes(parts)
    yield "mht", mht_bytes(html_text(parts, look))
    rules: tuple[Rules, ...] = ("strokes", "rectangles", "doubled")
    for ruled in rules:
        yield f"pdf {ruled}", pdf_bytes(parts, look._replace(rules=ruled))
    yield "ofd", ofd_bytes(pdf_bytes(parts, look._replace(rules="strokes")))


def said(reading: Reading) -> dict[str, list[tuple[object, ...]]]:
    """What a reading says, places apart."""
    report = reading.report
    return {
        "identity": [(report.identity.entity, report.year, report.identity.published, report.identity.kind)],
        "facts": [(f.concept, f.form, f.state, f.value, f.how, f.unit) for f in report.facts],
        "sections": [(s.number, bare(s.title), bare(s.text)) for s in report.sections],
        "narrative": [(s.concept, s.period, s.state, s.value) for s in report.narrative],
        "findings": [(f.rule, f.severity, f.concepts, f.expected, f.actual) for f in check(reading).findings],
    }


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_one_report_says_the_same_in_every_kind_of_file(seed: int) -> None:
    readings = {kind: said(reading_of(data, "a")) for kind, data in in_every_kind(seed)}
    assert {kind.partition(" ")[0] for kind in readings} | {"image", "wps"} == READERS.keys()
    assert readings["text"]["facts"] and readings["text"]["sections"] and readings["text"]["narrative"]
    for kind, words in readings.items():
        for what, told in words.items():
            assert told == readings["text"][what], (kind, what)


@pytest.mark.parametrize("seed", range(3))
def test_every_cell_and_number_of_a_pdf_has_its_box(seed: int) -> None:
    look = look_of(Random(seed), "rectangles")
    data = pdf_bytes(a_print(seed, look).parts, look)
    report = reading_of(data, "a.pdf").report
    with pypdfium2.PdfDocument(data) as document:
        sizes = [page.get_size() for page in document]
        places = [origin for fact in report.facts for origin in fact.origins] + [s.origin for s in report.narrative]
        assert len(places) > 200
        for place in places:
            assert isinstance(place, PageOrigin)
            for box in place.boxes:
                width, height = sizes[box.page - 1]
                assert 0 <= box.x0 < box.x1 <= width + 1
                assert 0 <= box.y0 < box.y1 <= height + 1
        (fact,) = [f for f in report.facts if str(f.concept) == "requests.received.total"]
        (box,) = fact.origins[0].boxes  # type: ignore[union-attr]
        page = document[box.page - 1]
        height = page.get_size()[1]
        inside = page.get_textpage().get_text_bounded(box.x0, height - box.y1, box.x1, height - box.y0)
        assert "".join(inside.split()) == fact.raw


def test_several_reports_in_one_file_are_several_reports() -> None:
    prints = [a_print(seed, Look()) for seed in (1, 2, 3)]
    readings = readings_of(pdf_bytes(together(prints), Look()), "a.pdf")
    assert [reading.report.entity for reading in readings] == [each.told.entity for each in prints]
    assert [reading.report.year for reading in readings] == [each.told.year for each in prints]
    first = readings[0].report.source.report_id
    assert [reading.report.report_id for reading in readings] == [first, f"{first}-2", f"{first}-3"]
    for reading, each in zip(readings, prints, strict=True):
        values = {fact.concept: fact.raw for fact in reading.report.facts}
        assert {concept: values[concept] for concept in each.truth} == each.truth


# ── What cannot be read ──────────────────────────────────────────────────────────────────────────────────────────────


def a_pdf(encrypt: StandardEncryption | None = None) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, encrypt=encrypt)
    canvas.drawString(100, 700, "2023")
    canvas.save()
    return out.getvalue()


def scanned(pages: int) -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    for _ in range(pages):
        canvas.drawImage(ImageReader(Image.new("L", (60, 84), 200)), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def reason_of(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        reading_of(data, "report")
    return caught.value.code


ERROR_PAGE = "<html><title>404</title><body>页面不存在</body></html>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture
def without_recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the extra `ocr` were not installed."""
    monkeypatch.setattr(scan, "can_recognise", lambda: False)


@pytest.mark.usefixtures("without_recogniser")
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(a_pdf(StandardEncryption("secret", "owner")), "encrypted", id="pdf with a password"),
        pytest.param(a_pdf()[:200], "truncated", id="pdf cut off"),
        pytest.param(b"%PDF-1.7\n", "truncated", id="nothing but the head of a pdf"),
        pytest.param(scanned(2), "scanned", id="nothing but scans"),
        pytest.param(a_pdf(), "not_a_report", id="a pdf of something else"),
        pytest.param(b"", "empty", id="empty"),
        pytest.param(
            "<html><title>404</title><body>页面不存在</body></html>".encode(), "html_error_page", id="error page"
        ),
        pytest.param(OLE + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(104), "truncated", id="doc cut off"),
        pytest.param(b"PK\x03\x04" + bytes(30), "truncated", id="zip cut off"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    assert reason_of(data) == reason


def test_an_empty_password_opens_and_a_head_before_the_file_does_not_matter() -> None:
    look = Look()
    data = pdf_bytes(a_print(4, look).parts, look)
    assert kind_of(b"HTTP/1.1 200 OK\r\n\r\n" + data)[0] == "pdf"
    assert said(reading_of(b"\r\n" + data, "a")) == said(reading_of(data, "a"))


@pytest.mark.usefixtures("without_recogniser")
def test_a_scanned_page_makes_a_report_partial_and_blames_nobody() -> None:
    reading = read_reading(SAMPLES / "葛渡县医疗保障局2024.pdf")
    assert (reading.report.status, [str(gap.origin) for gap in reading.document.gaps]) == (
        "partial", ["pdf:p3@0,0,595.3,841.9"],
    )  # fmt: skip
    verdict = check(reading)
    assert [f.rule for f in verdict.findings if f.about == "report"] == []
    (gap,) = [f for f in verdict.findings if f.rule == "R-06"]
    assert gap.concepts == ("requests", "disputes")
    assert "C-01" in verdict.unjudged


@pytest.mark.usefixtures("without_recogniser")
@pytest.mark.parametrize(
    ("name", "size", "reason"),
    [
        ("石桥镇2024年报.jpg", (40, 40), "scanned"),
        ("扫描0001.jpg", (1000, 800), "scanned"),
        ("logo.jpg", (1000, 300), "not_a_report"),
    ],
)
def test_a_picture_may_be_a_page_of_a_report_by_name_or_size(name: str, size: tuple[int, int], reason: str) -> None:
    file = BytesIO()
    Image.new("L", size, 255).save(file, "JPEG")
    with pytest.raises(UnreadableFile) as refused:
        document_of(file.getvalue(), name)
    assert refused.value.code == reason
