"""Fonts whose digits are others than they say, and those that are merely drawn in another way."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extract.readers.pdf.characters import UNREADABLE
from extract.readers.pdf.pages import pages_of

FONTS = Path(reportlab.__file__).parent / "fonts"


def page(name: str, texts: Sequence[str], told: dict[str, str]) -> bytes:
    """A page with texts in a font that says of some characters that they are others, and `2024` in one that is not the
    page's own."""
    data = BytesIO()
    canvas = Canvas(data, pageCompression=0)
    pdfmetrics.registerFont(TTFont(name, FONTS / f"{name}.ttf"))
    for at, text in enumerate(texts):
        canvas.setFont(name, 9)
        canvas.drawString(100, 700 - 20 * at, text)
    canvas.setFont("Times-Roman", 9)
    canvas.drawString(300, 700, "2024")
    canvas.save()
    written = data.getvalue()
    for shown, said in told.items():
        written = written.replace(
            b"<%02X> <%04X>" % (ord(shown), ord(shown)), b"<%02X> <~%03X>" % (ord(shown), ord(said))
        )
    return written.replace(b"<~", b"<0")


def told(data: bytes) -> str:
    (read,) = pages_of(data)
    return "".join(read.text.split())


ALL = ("1234567890", "305")
TURNED = {str(n): str((n + 3) % 10) for n in range(10)}


@pytest.mark.parametrize("name", ["Vera", "VeraBd", "VeraIt", "VeraBI"])
@pytest.mark.parametrize("texts", [ALL, ("0",), ("7", "17"), ("46", "8")])
def test_a_font_that_says_what_it_shows_is_believed(name: str, texts: Sequence[str]) -> None:
    assert told(page(name, texts, {})) == "".join(texts) + "2024"


@pytest.mark.parametrize("name", ["Vera", "VeraBd"])
@pytest.mark.parametrize("texts", [ALL, ("0", "100"), ("23", "589"), ("46", "8"), ("90345", "60")])
def test_a_font_that_says_other_digits_is_not(name: str, texts: Sequence[str]) -> None:
    assert told(page(name, texts, TURNED)) == UNREADABLE * len("".join(texts)) + "2024"
