"""The leaves of a file as a picture, with what was read on them: the one to look at when a figure is doubted.

Comes in: the bytes of the file and the readings of it. Goes out: a PNG. Cells of tables are framed, and filled with a
colour that tells how their figure was found, with the figure as it was read in their corner; figures that the prose
states are underlined; what could not be read is crossed out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from extract.export.leaves import can_be_drawn, leaves_of, place_in
from extract.model import Fact, Origin, PageBox, PageOrigin, Reading, Table
from extract.rows import value_text

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

_SCALE = 2.0
"""Pixels to a point: 144 dots per inch, at which the small print of table three can be read."""
_MOST_PAGES = 20
"""Pages of one picture; the tables of a report stand on three or four."""
_AROUND = (180, 40)
"""Pixels that are shown on both sides of a place, and above and below it."""
_GAP = 12
_TABLE = (225, 225, 225)
"""What the pages lie on."""
_INK = (60, 60, 60)
_FRAME = (150, 150, 150)
_TINTS = {
    "read": (0, 140, 60),
    "aligned": (0, 90, 220),
    "recognised": (240, 130, 0),
    "suggested": (240, 130, 0),
    "unreadable": (215, 0, 40),
    "blank": (120, 120, 120),
    "stated": (130, 0, 170),
    "gap": (215, 0, 40),
}
"""Colours by `how` a figure was found, by the `state` of a cell without one, for figures in prose, and for gaps."""
_OPACITY = 56


class _Spot(NamedTuple):
    """Something to draw: where, in which tint, and the figure to write beside it."""

    box: PageBox
    tint: str
    text: str = ""


def marked_pages(data: bytes, readings: Sequence[Reading]) -> bytes:
    """A PNG of the leaves that hold tables or gaps, one below the other; of all where none does."""
    from PIL import Image

    spots = [spot for reading in readings for spot in _spots(reading)]
    frames = [frame for reading in readings for frame in _frames(reading)]
    with leaves_of(data, readings[0].report.source.kind) as leaves:
        marked_numbers = sorted(
            {spot.box.page for spot in spots if spot.tint != "stated"} | {box.page for box in frames}
        )
        pages = marked_numbers or range(1, len(leaves.sizes) + 1)
        pictures = [
            _marked(
                leaves.picture(number, _SCALE),
                [frame for frame in frames if frame.page == number],
                [spot for spot in spots if spot.box.page == number],
            )
            for number in pages[:_MOST_PAGES]
        ]
    legend = _legend(max(picture.width for picture in pictures))
    parts = [legend, *pictures]
    canvas = Image.new("RGB", (legend.width, sum(p.height + _GAP for p in parts)), _TABLE)
    top = 0
    for picture in parts:
        canvas.paste(picture, (0, top))
        top += picture.height + _GAP
    out = BytesIO()
    canvas.quantize(256, Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
    return out.getvalue()


def picture_of(data: bytes, kind: str, origin: str, around: tuple[int, int] = _AROUND) -> bytes:
    """A PNG of a place on a leaf as its locator has it, framed, with what stands around it, so many pixels to both
    sides, and above and below; empty where it is none."""
    from PIL import ImageDraw

    box = place_in(origin)
    if box is None or not can_be_drawn(kind):
        return b""
    with leaves_of(data, kind) as leaves:
        picture = leaves.picture(box.page, _SCALE)
    ImageDraw.Draw(picture, "RGBA").rectangle(_corners(box), outline=(*_TINTS["unreadable"], 255), width=3)
    x0, y0, x1, y1 = _corners(box)
    across, up = around
    left, top = max(int(x0 - across), 0), max(int(y0 - up), 0)
    right, bottom = min(int(x1 + across), picture.width), min(int(y1 + up), picture.height)
    out = BytesIO()
    picture.crop((left, top, right, bottom)).quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _frames(reading: Reading) -> Iterator[PageBox]:
    """Every cell of every table."""
    for block in reading.document.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from _boxes(cell.origin)


def _spots(reading: Reading) -> Iterator[_Spot]:
    for fact in reading.report.facts:
        for origin in fact.origins:
            for box in _boxes(origin):
                yield _Spot(box, _tint(fact), value_text(fact.value) or fact.raw)
    for statement in reading.report.narrative:
        for box in _boxes(statement.origin):
            yield _Spot(box, "stated")
    for triple in reading.report.triples:
        for box in _boxes(triple.origin):
            yield _Spot(box, "stated")
    for gap in reading.document.gaps:
        for box in _boxes(gap.origin):
            yield _Spot(box, "gap")


def _boxes(origin: Origin) -> tuple[PageBox, ...]:
    return origin.boxes if isinstance(origin, PageOrigin) else ()


def _tint(fact: Fact) -> str:
    if fact.state in ("unreadable", "blank"):
        return fact.state
    return fact.how or "blank"


# ── Drawing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _marked(picture: Image, frames: list[PageBox], spots: list[_Spot]) -> Image:
    from PIL import ImageDraw

    draw = ImageDraw.Draw(picture, "RGBA")
    for frame in frames:
        draw.rectangle(_corners(frame), outline=_FRAME)
    for spot in spots:
        x0, y0, x1, y1 = _corners(spot.box)
        colour = _TINTS[spot.tint]
        if spot.tint == "stated":
            draw.line((x0, y1, x1, y1), fill=colour, width=2)
            continue
        draw.rectangle((x0 + 1, y0 + 1, x1 - 1, y1 - 1), fill=(*colour, _OPACITY), outline=colour, width=2)
        if spot.tint == "gap":
            draw.line((x0, y0, x1, y1), fill=colour, width=4)
            draw.line((x0, y1, x1, y0), fill=colour, width=4)
        _write(draw, (x0 + 4, y0 + 2), spot.text if spot.text.isascii() else "", colour)
    return picture


def _corners(box: PageBox) -> tuple[float, float, float, float]:
    return (box.x0 * _SCALE, box.y0 * _SCALE, box.x1 * _SCALE, box.y1 * _SCALE)


def _write(draw: ImageDraw, at: tuple[float, float], text: str, colour: tuple[int, int, int]) -> None:
    """Letters and digits in the font that comes with Pillow; it has no Chinese."""
    from PIL import ImageFont

    draw.text(at, text, fill=colour, font=ImageFont.load_default(15))


def _legend(width: int) -> Image:
    """The colours by the codes that `facts.csv` uses."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (width, 28), "white")
    draw = ImageDraw.Draw(picture, "RGBA")
    left = 8
    for name, colour in _TINTS.items():
        draw.rectangle((left, 6, left + 22, 22), fill=(*colour, _OPACITY), outline=colour, width=2)
        _write(draw, (left + 28, 5), name, _INK)
        left += 140
    return picture
