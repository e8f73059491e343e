"""Fonts of PDF files written by hand, and texts as their glyphs."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from tests.made.printing import length

CHINESE = ("wqy-microhei.ttc", "simsun.ttc", "SimSun.ttf", "NotoSansSC-Regular.ttf")
"""File names of Chinese fonts with TrueType outlines."""
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", str(Path.home() / ".fonts"), "/Library/Fonts")


DIGITS = "0123456789.-+/"
"""What the fonts that hold nothing else can show, in the order of their glyphs."""
OF_DIGITS = "NLPD"
"""Those fonts, as `book` names them."""
FIRST_CODE = 0x41
"""The code of the first of them where they are drawings."""


class Outlines(NamedTuple):
    """A font program with the glyphs and widths (in thousandths) of its characters."""

    program: bytes
    glyphs: dict[str, int]
    widths: dict[int, int]


def encoded(text: str, size: float, font: str) -> tuple[str, str]:
    """A text as hex digits, and what scales it to the width it was measured with."""
    outlines = _outlines(font)
    if font == "D":
        codes = bytes(FIRST_CODE + DIGITS.index(character) for character in text)
        natural = sum(digits().widths[digits().glyphs[character]] for character in text) * size / 1000
        return codes.hex(), f"{100 * length(text, size) / max(natural, 1e-3):.2f} Tz"
    if outlines is None:
        return text.encode("utf-16-be").hex(), "100 Tz"
    numbers = [outlines.glyphs[character] for character in text]
    natural = sum(outlines.widths[number] for number in numbers) * size / 1000
    return "".join(f"{number:04x}" for number in numbers), f"{100 * length(text, size) / max(natural, 1e-3):.2f} Tz"


def _outlines(font: str) -> Outlines | None:
    return chinese() if font == "E" else digits() if font in OF_DIGITS else None


def has(text: str, font: str) -> bool:
    """Whether a font can show a text."""
    outlines = _outlines(font)
    return outlines is None or all(character in outlines.glyphs for character in text)


@cache
def chinese() -> Outlines | None:
    """The characters of GB 2312 of a Chinese font of this machine; None where there is none."""
    found = next((p for name in CHINESE for folder in FONT_FOLDERS for p in Path(folder).rglob(name)), None)
    if found is None:
        return None
    common = (bytes((a, b)).decode("gb2312", "ignore") for a in range(0xA1, 0xF8) for b in range(0xA1, 0xFF))
    return _subset(found, "".join(map(chr, range(32, 127))) + "".join(common) + "〔〕—“”")


@cache
def digits() -> Outlines:
    """Digits and signs of a font that comes with ReportLab, under numbers that say nothing."""
    import reportlab

    return _subset(Path(reportlab.__file__).parent / "fonts/Vera.ttf", DIGITS)


def _subset(path: Path, characters: str) -> Outlines:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(path, fontNumber=0)
    options = subset.Options(
        layout_features=[],
        name_IDs=[],
        notdef_outline=True,
        hinting=False,
        glyph_names=False,
        drop_tables=["FFTM", "DSIG", "PCLT"],
    )
    worker = subset.Subsetter(options)
    worker.populate(text=characters)
    worker.subset(font)
    order, known = {name: n for n, name in enumerate(font.getGlyphOrder())}, font.getBestCmap()
    glyphs = {chr(code): order[name] for code, name in known.items()}
    glyphs = {character: glyphs[character] for character in characters if character in glyphs}
    unit = 1000 / font["head"].unitsPerEm
    widths = {order[name]: round(advance * unit) for name, (advance, _) in font["hmtx"].metrics.items()}
    data = BytesIO()
    font.save(data)
    return Outlines(data.getvalue(), glyphs, widths)


@cache
def outline_of(digit: str) -> str:
    """Operators of the path of a digit in an em of 1."""
    import reportlab
    from fontTools.pens.basePen import BasePen
    from fontTools.ttLib import TTFont

    font = TTFont(Path(reportlab.__file__).parent / "fonts/Vera.ttf")
    glyphs, unit = font.getGlyphSet(), 1 / font["head"].unitsPerEm
    out: list[str] = []

    class Pen(BasePen):  # type: ignore[misc]
        def _put(self, operator: str, *points: tuple[float, float]) -> None:
            out.append(" ".join(f"{x * unit:.4f} {y * unit:.4f}" for x, y in points) + f" {operator}")

        def _moveTo(self, point: Any) -> None:  # noqa: N802
            self._put("m", point)

        def _lineTo(self, point: Any) -> None:  # noqa: N802
            self._put("l", point)

        def _curveToOne(self, one: Any, two: Any, three: Any) -> None:  # noqa: N802
            self._put("c", one, two, three)

        def _closePath(self) -> None:  # noqa: N802
            out.append("h")

    glyphs[font.getBestCmap()[ord(digit)]].draw(Pen(glyphs))
    return " ".join(out)
