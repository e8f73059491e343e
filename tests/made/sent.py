"""OFD files as official systems send them: a printed PDF → the same print in a package of GB/T 33190."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from xml.sax.saxutils import escape
from zipfile import ZipFile

from extract.readers.pdf.pages import Page, pages_of

_MILLIMETRES = 25.4 / 72
_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_ASCENT = 0.86


def ofd_bytes(pdf: bytes) -> bytes:
    """The print of a PDF as OFD: a text object for each string, a path for each rule."""
    pages = list(pages_of(pdf))
    references = "".join(f'<ofd:Page ID="{page.number}" BaseLoc="Pages/P{page.number}.xml"/>' for page in pages)
    file = BytesIO()
    with ZipFile(file, "w") as package:
        root = "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
        package.writestr("OFD.xml", f"<ofd:OFD {_NAMESPACE}>{root}</ofd:OFD>")
        package.writestr(
            "Doc_0/Document.xml", f"<ofd:Document {_NAMESPACE}><ofd:Pages>{references}</ofd:Pages></ofd:Document>"
        )
        for page in pages:
            package.writestr(f"Doc_0/Pages/P{page.number}.xml", page_xml(page))
    return file.getvalue()


def page_xml(page: Page) -> str:
    """A page as OFD has it."""
    box = f"0 0 {page.width * _MILLIMETRES:.3f} {page.height * _MILLIMETRES:.3f}"
    area = f"<ofd:Area><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:Area>"
    drawn = "".join([*_rules(page), *_texts(page)])
    return f"<ofd:Page {_NAMESPACE}>{area}<ofd:Content><ofd:Layer>{drawn}</ofd:Layer></ofd:Content></ofd:Page>"


def _rules(page: Page) -> Iterator[str]:
    lines = [(x0, y, x1, y) for y, x0, x1 in page.horizontal.tolist()]
    lines += [(x, y0, x, y1) for x, y0, y1 in page.vertical.tolist()]
    for line in lines:
        x0, y0, x1, y1 = (each * _MILLIMETRES for each in line)
        boundary = f"{x0:.3f} {y0:.3f} {x1 - x0:.3f} {y1 - y0:.3f}"
        data = f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0:.3f} {y1 - y0:.3f}</ofd:AbbreviatedData>"
        yield f'<ofd:PathObject Boundary="{boundary}" LineWidth="0.25">{data}</ofd:PathObject>'


def _texts(page: Page) -> Iterator[str]:
    """Strings of characters that stand side by side on a line."""
    boxes = page.boxes.tolist()
    string: list[int] = []
    for at, text in enumerate(page.text):
        if text.isspace():
            continue
        if string and not _goes_on(boxes[string[-1]], boxes[at]):
            yield _text([page.text[number] for number in string], [boxes[number] for number in string])
            string = []
        string.append(at)
    if string:
        yield _text([page.text[number] for number in string], [boxes[number] for number in string])


def _goes_on(last: list[float], box: list[float]) -> bool:
    height = last[3] - last[1]
    return abs(box[1] - last[1]) < height / 4 and -height / 4 < box[0] - last[2] < height / 2


def _text(characters: list[str], boxes: list[list[float]]) -> str:
    x0, y0, _, y1 = (each * _MILLIMETRES for each in boxes[0])
    size = y1 - y0
    steps = " ".join(f"{(after[0] - before[0]) * _MILLIMETRES:.3f}" for before, after in pairwise(boxes))
    delta = f' DeltaX="{steps}"' if steps else ""
    code = f'<ofd:TextCode X="0" Y="{size * _ASCENT:.3f}"{delta}>{escape("".join(characters))}</ofd:TextCode>'
    boundary = f"{x0:.3f} {y0:.3f} {(boxes[-1][2] * _MILLIMETRES) - x0:.3f} {size:.3f}"
    return f'<ofd:TextObject Boundary="{boundary}" Font="1" Size="{size:.3f}">{code}</ofd:TextObject>'
