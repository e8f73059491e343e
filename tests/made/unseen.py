"""PDF pages on which what the file writes and what a person sees are not the same.

Comes in: a source of chance, and which tricks may be played. Goes out: the file (`Made`) and, cell by cell, what a
person sees there: a figure, nothing, or something that is no text, which only a person can read. Decorations change
nothing of what is seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from typing import NamedTuple

import reportlab
from PIL import Image, ImageDraw
from reportlab.lib.colors import Color, black, red, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

SIZE = 10.0
ROWS, COLUMNS = 9, 4
LEFT, TOP, LABEL, WIDTH, HEIGHT = 70.0, 600.0, 130.0, 75.0, 24.0
NAMES = ("受理", "公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理", "总计", "结转下年")
HEADS = ("自然人", "商业企业", "科研机构", "总计")

UNREADABLE = None
"""What is seen where something is drawn that is no text, or in which nobody can tell which figure counts."""


class Place(NamedTuple):
    """Where a cell stands, in points from the bottom left, and where its figure begins on which line."""

    row: int
    column: int

    @property
    def x0(self) -> float:
        return LEFT + LABEL + self.column * WIDTH

    @property
    def y0(self) -> float:
        return TOP - (self.row + 2) * HEIGHT

    @property
    def x(self) -> float:
        return self.x0 + 12

    @property
    def y(self) -> float:
        return self.y0 + 8


class Made(NamedTuple):
    """A file, and what is seen in each of its cells."""

    data: bytes
    seen: dict[tuple[int, int], str | None]
    tricks: dict[tuple[int, int], str]


Trick = Callable[[Canvas, Place, str, Random], str | None]
"""Draws a cell that shows a figure (or not), and says what is seen."""


@cache
def fonts() -> tuple[str, str, str]:
    """A font for labels, and one for figures that is embedded and one that is not."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    pdfmetrics.registerFont(TTFont("Vera", Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"))
    return "STSong-Light", "Vera", "Helvetica"


def write(canvas: Canvas, x: float, y: float, text: str, size: float = SIZE, mode: int = 0) -> float:
    """Writes a figure in the font at hand; returns where it ends."""
    font = canvas._fontname
    line = canvas.beginText(x, y)
    line.setFont(font, size)
    line.setTextRenderMode(mode)
    line.textOut(text)
    if mode:
        line.setTextRenderMode(0)
    canvas.drawText(line)
    canvas.setFont(font, SIZE)
    return float(x + pdfmetrics.stringWidth(text, font, size))


def other(random: Random) -> str:
    return str(random.randrange(1, 10 ** random.randint(1, 4)))


# ── What nobody sees ─────────────────────────────────────────────────────────────────────────────────────────────────


def _beside(hide: Callable[[Canvas, Place, str, float], None]) -> Trick:
    """The figure, and behind it, on it or reaching into it another one that is hidden, or the same one beside itself;
    or that one alone."""

    def trick(canvas: Canvas, place: Place, text: str, random: Random) -> str:
        kind = random.choice(("behind", "on", "into", "alike", "alone"))
        canvas.saveState()
        end = place.x if kind != "behind" else place.x + pdfmetrics.stringWidth(text, canvas._fontname, SIZE)
        end -= random.choice((2, 4)) if kind == "into" else random.choice((-6, -0.3, 4)) if kind == "alike" else 0
        hide(canvas, place, text if kind == "alike" else other(random), end)
        canvas.restoreState()
        if kind == "alone":
            return ""
        write(canvas, place.x, place.y, text)
        return text

    return trick


def _invisible(canvas: Canvas, place: Place, text: str, x: float) -> None:
    write(canvas, x, place.y, text, mode=3)


def _white(canvas: Canvas, place: Place, text: str, x: float) -> None:
    canvas.setFillColor(white)
    write(canvas, x, place.y, text)


def _transparent(canvas: Canvas, place: Place, text: str, x: float) -> None:
    canvas.setFillAlpha(0)
    write(canvas, x, place.y, text)


def _of_its_ground(canvas: Canvas, place: Place, text: str, x: float) -> None:
    canvas.setFillColor(Color(0.8, 0.9, 0.8))
    canvas.rect(place.x0 + 1, place.y0 + 1, WIDTH - 2, HEIGHT - 2, stroke=0, fill=1)
    write(canvas, x, place.y, text)


def _covered(canvas: Canvas, place: Place, text: str, x: float) -> None:
    write(canvas, x, place.y, text)
    canvas.setFillColor(white)
    canvas.rect(place.x0 + 1, place.y0 + 1, WIDTH - 2, HEIGHT - 2, stroke=0, fill=1)


def _covered_by_a_picture(canvas: Canvas, place: Place, text: str, x: float) -> None:
    write(canvas, x, place.y, text)
    blank = ImageReader(Image.new("RGB", (20, 10), "white"))
    canvas.drawImage(blank, place.x0 + 1, place.y0 + 1, WIDTH - 2, HEIGHT - 2)


def _cut_away(canvas: Canvas, place: Place, text: str, x: float) -> None:
    path = canvas.beginPath()
    path.rect(10, 10, 5, 5)
    canvas.clipPath(path, stroke=0)
    write(canvas, x, place.y, text)


def _clipping(canvas: Canvas, place: Place, text: str, x: float) -> None:
    write(canvas, x, place.y, text, mode=7)


def _cut_in_two(canvas: Canvas, place: Place, text: str, random: Random) -> str | None:
    """A figure of which a clip leaves some digits."""
    text = str(random.randint(10, 9999))
    widths = [pdfmetrics.stringWidth(digit, canvas._fontname, SIZE) for digit in text]
    half = sum(widths[: len(text) // 2])
    path = canvas.beginPath()
    x, width = random.choice(((place.x - 1, half + 1), (place.x + half, sum(widths) - half + 1)))
    path.rect(x, place.y0 + 1, width, HEIGHT - 2)
    canvas.clipPath(path, stroke=0)
    write(canvas, place.x, place.y, text)
    return None


def _said_otherwise(canvas: Canvas, place: Place, text: str, random: Random) -> str:
    canvas._code.append(f"/Span <</ActualText ({other(random)})>> BDC")
    write(canvas, place.x, place.y, text)
    canvas._code.append("EMC")
    return text


def _tiny(canvas: Canvas, place: Place, text: str, random: Random) -> str:
    write(canvas, place.x, place.y, text)
    write(canvas, place.x + pdfmetrics.stringWidth(text, canvas._fontname, SIZE), place.y, other(random), size=0.4)
    return text


def _a_hole_in_black(canvas: Canvas, place: Place, text: str, random: Random) -> str:
    """The box may be as large as a figure of six digits needs it."""
    path = canvas.beginPath()
    path.rect(place.x - 2, place.y0 + 2, random.choice((28, WIDTH - 8)), HEIGHT - 4)
    write(canvas, place.x, place.y, text, mode=7)
    canvas.drawPath(path, stroke=0, fill=1)
    return text


def _blacked_out(canvas: Canvas, place: Place, text: str, random: Random) -> None:
    if random.random() < 0.5:
        write(canvas, place.x, place.y, text)
    canvas.rect(place.x - 2, place.y0 + 2, 28, HEIGHT - 4, stroke=0, fill=1)


def _behind_a_thick_line(canvas: Canvas, place: Place, text: str, random: Random) -> None:
    """A figure that a grey line as thick as its digits are high runs over: nobody can read it."""
    width = write(canvas, place.x, place.y, text)
    canvas.saveState()
    canvas.setStrokeGray(0.4)
    canvas.translate(place.x, place.y + 0.35 * SIZE)
    canvas.scale(SIZE, SIZE)
    canvas.setLineWidth(1)
    canvas.line(-2 / SIZE, 0, (width + 2) / SIZE, 0)
    canvas.restoreState()


def _in_a_hidden_layer(canvas: Canvas, place: Place, text: str, x: float) -> None:
    canvas._code.append("/OC /Hidden BDC")
    write(canvas, x, place.y, text)
    canvas._code.append("EMC")


def _twice(canvas: Canvas, place: Place, text: str, random: Random) -> str:
    for step in range(random.choice((2, 2, 3))):
        write(canvas, place.x + step * random.choice((0, 0.2, 0.4)), place.y, text)
    return text


# ── What is no text ──────────────────────────────────────────────────────────────────────────────────────────────────


def _noted(canvas: Canvas, place: Place, text: str, random: Random) -> None:
    end = write(canvas, place.x, place.y, text)
    kind = random.choice(("raised", "small", "risen", "lowered"))
    rise = {"raised": 4, "small": 0, "risen": 4, "lowered": -2}[kind]
    write(
        canvas,
        end + random.choice((0, 0.4)),
        place.y + rise,
        str(random.randrange(1, 10)),
        10 if kind == "risen" else 5.5,
    )
    return UNREADABLE


def _struck(canvas: Canvas, place: Place, text: str, random: Random) -> None:
    end = write(canvas, place.x, place.y, other(random))
    canvas.setLineWidth(0.6)
    if random.random() < 0.5:
        canvas.line(place.x - 1, place.y + 3.5, end + 1, place.y + 3.5)
    else:
        canvas.line(place.x - 1, place.y - 1, end + 1, place.y + 8)
    write(canvas, end + random.choice((1, 4)), place.y, text)
    return UNREADABLE


def _two_on_one_another(canvas: Canvas, place: Place, text: str, random: Random) -> None:
    write(canvas, place.x, place.y, "1" + text)
    write(canvas, place.x + random.choice((0, 1.5, 3)), place.y, "7" + other(random))
    return UNREADABLE


def _outlined(canvas: Canvas, place: Place, text: str, random: Random) -> None:
    x, y = place.x, place.y
    path = canvas.beginPath()
    if random.random() < 0.5:
        path.ellipse(x, y, 5, 7.5)
        path.ellipse(x + 1.2, y + 1.2, 2.6, 5.1)
        canvas.drawPath(path, stroke=0, fill=1, fillMode=0)
    else:
        path.moveTo(x, y + 7)
        for corner in ((x + 5, y + 7), (x + 2.4, y), (x + 1.2, y), (x + 3.6, y + 6), (x, y + 6)):
            path.lineTo(*corner)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)
    if random.random() < 0.5:
        write(canvas, x + 6, y, text)
    return UNREADABLE


def _narrow(canvas: Canvas, place: Place, text: str, random: Random) -> None:
    """A small outlined one, as slender as a thick line, before a figure."""
    x, y = place.x, place.y
    path = canvas.beginPath()
    path.moveTo(x, y + 4.8)
    corners = [(1.3, 5.2), (1.9, 5.2), (1.9, 0.6), (2.6, 0.6), (2.6, 0), (0, 0), (0, 0.6), (1.1, 0.6), (1.1, 4.6)]
    for across, up in (*corners, (0, 4.4)):
        path.lineTo(x + across, y + up)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
    if random.random() < 0.7:
        write(canvas, x + 3, y, text)
    return UNREADABLE


def _crossed(canvas: Canvas, place: Place, text: str, random: Random) -> None:
    """Two figures that reach into each other, and do not stand on one line."""
    end = write(canvas, place.x, place.y, text)
    write(canvas, end - random.choice((1, 1.4)), place.y + random.choice((-0.6, 0.6)), other(random))
    return UNREADABLE


def _pictured(canvas: Canvas, place: Place, text: str, random: Random) -> None:
    image = Image.new("RGB", (120, 40), "white")
    ImageDraw.Draw(image).text((10, 10), text, fill="black")
    if random.random() < 0.5:
        write(canvas, place.x, place.y, text)
    canvas.drawImage(ImageReader(image), place.x, place.y - 4, 50, 16)
    return UNREADABLE


def _blackened(canvas: Canvas, place: Place, text: str, random: Random) -> None:
    end = write(canvas, place.x, place.y, text)
    canvas.setFillColor(black)
    canvas.rect(place.x - 2, place.y - 3, end - place.x + 4, 13, stroke=0, fill=1)
    return UNREADABLE


def _half_covered(canvas: Canvas, place: Place, text: str, random: Random) -> None:
    end = write(canvas, place.x, place.y, "8" + text)
    canvas.saveState()
    canvas.setFillColor(white)
    canvas.rect(place.x - 1, place.y + 3.6, end - place.x + 2, 9, stroke=0, fill=1)
    canvas.restoreState()
    return UNREADABLE


def _stamped(canvas: Canvas, place: Place, text: str, random: Random) -> str:
    """A figure over which the words of a stamp are printed in red."""
    write(canvas, place.x, place.y, text)
    canvas.setFillColor(Color(0.8, 0.1, 0.1))
    canvas.setFont(fonts()[0], random.choice((7, 9)))
    canvas.drawString(place.x + random.choice((-10, 3, 9)), place.y + random.choice((-3, 0, 2)), "已核25")
    return text


def _in_colour(canvas: Canvas, place: Place, text: str, random: Random) -> str:
    canvas.setFillColor(Color(0.8, 0.1, 0.1))
    write(canvas, place.x, place.y, text)
    return text


def _field(canvas: Canvas, place: Place, text: str, random: Random) -> str:
    canvas.acroForm.textfield(
        name=f"f{place.row}{place.column}",
        value=text,
        x=place.x0 + 2,
        y=place.y0 + 3,
        width=WIDTH - 4,
        height=HEIGHT - 6,
        fontSize=9,
        borderWidth=0,
        fillColor=white,
    )
    canvas.setFont(canvas._fontname, SIZE)
    return text


TRICKS: dict[str, Trick] = {
    "invisible": _beside(_invisible),
    "white": _beside(_white),
    "transparent": _beside(_transparent),
    "of its ground": _beside(_of_its_ground),
    "cut in two": _cut_in_two,
    "said otherwise": _said_otherwise,
    "tiny": _tiny,
    "a hole in black": _a_hole_in_black,
    "blacked out": _blacked_out,
    "covered": _beside(_covered),
    "covered by a picture": _beside(_covered_by_a_picture),
    "cut away": _beside(_cut_away),
    "clipping": _beside(_clipping),
    "behind a thick line": _behind_a_thick_line,
    "hidden layer": _beside(_in_a_hidden_layer),
    "twice": _twice,
    "noted": _noted,
    "struck": _struck,
    "two on one another": _two_on_one_another,
    "outlined": _outlined,
    "narrow": _narrow,
    "crossed": _crossed,
    "pictured": _pictured,
    "blackened": _blackened,
    "half covered": _half_covered,
    "stamped": _stamped,
    "in colour": _in_colour,
    "field": _field,
}

# ── Decorations ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _shaded(canvas: Canvas, random: Random) -> None:
    canvas.setFillColor(Color(0.93, 0.93, 0.95))
    canvas.rect(LEFT, TOP - HEIGHT, LABEL + COLUMNS * WIDTH, HEIGHT, stroke=0, fill=1)
    for row in range(1, ROWS, 2):
        canvas.rect(LEFT, TOP - (row + 2) * HEIGHT, LABEL + COLUMNS * WIDTH, HEIGHT, stroke=0, fill=1)


def _watermark(canvas: Canvas, random: Random) -> None:
    canvas.setFillColor(Color(0.86, 0.86, 0.86))
    canvas.setFont(fonts()[0], 60)
    canvas.translate(150, 250)
    canvas.rotate(40)
    canvas.drawString(0, 0, "仅供参考")


def _dated_watermark(canvas: Canvas, random: Random) -> None:
    """Digits that share their place with those of cells, and are of another size."""
    canvas.setFillColor(Color(0.86, 0.86, 0.86))
    canvas.setFont("Helvetica", 70)
    canvas.translate(90, 400)
    canvas.rotate(35)
    canvas.drawString(0, 0, "2024 2023")


def _pale_picture(canvas: Canvas, random: Random) -> None:
    image = Image.new("RGB", (200, 280), "white")
    ImageDraw.Draw(image).ellipse((40, 60, 160, 180), outline=(235, 235, 240), width=12)
    canvas.drawImage(ImageReader(image), 0, 0, *A4)


def _logo(canvas: Canvas, random: Random) -> None:
    image = Image.new("RGB", (40, 40), "red")
    canvas.drawImage(ImageReader(image), 60, 770, 40, 40)
    canvas.setFillColor(red)
    canvas.circle(500, 790, 20, stroke=0, fill=1)


def _seal(canvas: Canvas, random: Random) -> None:
    canvas.setStrokeColor(red)
    canvas.setLineWidth(2)
    canvas.circle(430, 120, 55)
    path = canvas.beginPath()
    path.moveTo(430, 145)
    for x, y in ((415, 100), (452, 128), (408, 128), (445, 100)):
        path.lineTo(x, y)
    path.close()
    canvas.setFillColor(red)
    canvas.drawPath(path, stroke=0, fill=1)


def _border(canvas: Canvas, random: Random) -> None:
    canvas.setLineWidth(1)
    canvas.roundRect(30, 30, 535, 782, 12)
    canvas.setFillColor(Color(0.97, 0.97, 0.9))
    canvas.roundRect(60, 700, 470, 60, 8, stroke=0, fill=1)


def _underlined(canvas: Canvas, random: Random) -> None:
    canvas.setLineWidth(0.5)
    for row in range(ROWS):
        place = Place(row, row % COLUMNS)
        canvas.line(place.x, place.y - 1.5, place.x + 22, place.y - 1.5)


DECORATIONS: dict[str, Callable[[Canvas, Random], None]] = {
    "shaded": _shaded,
    "watermark": _watermark,
    "dated watermark": _dated_watermark,
    "pale picture": _pale_picture,
    "logo": _logo,
    "seal": _seal,
    "border": _border,
    "underlined": _underlined,
}

# ── The page ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def made(
    random: Random,
    tricks: Sequence[str] = (),
    decorations: Sequence[str] = (),
    ruled: bool = True,
    embedded: bool = True,
    share: float = 0.25,
) -> Made:
    """A page with a title, a table and a sentence; some of its cells are drawn by one of the tricks."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True, pageCompression=0)
    for name in decorations:
        canvas.saveState()
        DECORATIONS[name](canvas, random)
        canvas.restoreState()
    labels, inner, outer = fonts()
    canvas.setFont(labels, 18)
    canvas.drawCentredString(A4[0] / 2, 730, "青山镇2024年政府信息公开工作年度报告")
    canvas.setFont(labels, 12)
    canvas.drawString(LEFT, 650, "全年共受理申请12件，办结12件，现将有关情况报告如下。")
    canvas.drawString(LEFT, 300, "以上为本年度政府信息公开申请的受理和办理情况。")
    if ruled:
        _rule(canvas)
    canvas.setFont(labels, SIZE)
    for column, head in enumerate(HEADS):
        canvas.drawString(Place(-1, column).x, Place(-1, column).y, head)
    for row, name in enumerate(NAMES):
        canvas.drawString(LEFT + 4, Place(row, 0).y, name)
    canvas.setFont(inner if embedded else outer, SIZE)
    seen: dict[tuple[int, int], str | None] = {}
    played: dict[tuple[int, int], str] = {}
    for row in range(ROWS):
        for column in range(COLUMNS):
            place, text = Place(row, column), other(random)
            if tricks and random.random() < share:
                played[row, column] = random.choice(tricks)
                canvas.saveState()
                seen[row, column] = TRICKS[played[row, column]](canvas, place, text, random)
                canvas.restoreState()
            else:
                write(canvas, place.x, place.y, text)
                seen[row, column] = text
    canvas.showPage()
    canvas.save()
    return Made(_with_layer(buffer.getvalue()), seen, played)


def _rule(canvas: Canvas) -> None:
    canvas.setLineWidth(0.5)
    right, bottom = LEFT + LABEL + COLUMNS * WIDTH, TOP - (ROWS + 1) * HEIGHT
    for row in range(ROWS + 2):
        canvas.line(LEFT, TOP - row * HEIGHT, right, TOP - row * HEIGHT)
    for x in (LEFT, *(LEFT + LABEL + column * WIDTH for column in range(COLUMNS + 1))):
        canvas.line(x, TOP, x, bottom)


def _with_layer(data: bytes) -> bytes:
    """The file with the layer that some cells are drawn in, which is not shown."""
    if b"/Hidden BDC" not in data:
        return data
    data = data.replace(b"/ProcSet [", b"/Properties << /Hidden 900 0 R >> /ProcSet [")
    layers = b"/OCProperties << /OCGs [900 0 R] /D << /OFF [900 0 R] >> >> /Type /Catalog"
    data = data.replace(b"/Type /Catalog", layers)
    layer = b"900 0 obj\n<< /Type /OCG /Name (Hidden) >>\nendobj\n"
    return data.replace(b"xref\n", layer + b"xref\n", 1)
