"""Scans: a printed report as a picture is read as the print is, and nothing that is not sure is told as sure."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from optional import needed

from extract.checks import check
from extract.errors import UnreadableFile
from extract.pipeline import readings_of
from extract.readers import scan
from extract.readers.pdf.pdfium import fonts_of_the_system

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.model import Concept, Reading

SAMPLE = Path(__file__).parents[1] / "samples" / "岚萝垭乡2024.pdf"


def pictures(way: str) -> list[object]:
    """The pages of a sample, as they came out of a scanner."""
    import pypdfium2

    from bench.scans.worn import WAYS, worn

    with fonts_of_the_system(), pypdfium2.PdfDocument(SAMPLE.read_bytes()) as document:
        pages = [page.render(scale=WAYS[way].dpi / 72, grayscale=True).to_pil().convert("L") for page in document]
    return [worn(np.asarray(page), WAYS[way], Random(7)) for page in pages]


def as_pdf(pages: list[object]) -> bytes:
    out = BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=200)  # type: ignore[attr-defined]
    return out.getvalue()


def as_tiff(pages: list[object]) -> bytes:
    out = BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], compression="jpeg")  # type: ignore[attr-defined]
    return out.getvalue()


def printed() -> Reading:
    return readings_of(SAMPLE.read_bytes(), SAMPLE.name)[0]


def values(reading: Reading) -> dict[Concept, object]:
    return {fact.concept: fact.value for fact in reading.report.facts if fact.state == "number"}


@pytest.mark.long
@pytest.mark.usefixtures("recogniser")
@pytest.mark.parametrize(
    ("way", "kept", "part"),
    [("clean", as_pdf, 0.95), ("turned", as_pdf, 0.95), ("red seal", as_pdf, 0.5), ("photograph", as_tiff, 0.8)],
)
def test_a_scan_says_what_the_print_says(way: str, kept: Callable[[list[object]], bytes], part: float) -> None:
    whole = printed()
    reading = readings_of(kept(pictures(way)), "年报")[0]
    wanted, found = values(whole), values(reading)
    assert {concept: value for concept, value in found.items() if wanted[concept] != value} == {}
    assert len(found) >= part * len(wanted)
    assert {fact.how for fact in reading.report.facts if fact.state == "number"} <= {"recognised", "suggested"}
    assert (reading.report.entity, reading.report.year) == (whole.report.entity, whole.report.year)
    assert reading.document.recognised
    assert {finding.about for finding in check(reading).findings} == {"reading"}


@pytest.mark.slow
def test_without_what_recognises_a_scan_is_told_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    needed("cv2")
    monkeypatch.setattr(scan, "can_recognise", lambda: False)
    data = as_pdf(pictures("clean"))
    with pytest.raises(UnreadableFile) as caught:
        readings_of(data, "2024.pdf")
    assert caught.value.code == "scanned"
