"""OFD files as official systems send them: a printed PDF → the same print in a package of GB/T 33190."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import groupby, pairwise
from random import Random
from typing import Literal, NamedTuple
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from extract.readers.pdf.pages import Page, pages_of

_MILLIMETRES = 25.4 / 72
_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_ASCENT = 0.86
_FIRST_WIDE = 0x2E80
_LINE = '<ofd:StrokeColor Value="0 0 0"/>'
_DARK = '<ofd:FillColor Value="0 0 0"/>'

Strings = Literal["strings", "characters", "codes"]
Rules = Literal["strokes", "one_path", "boxes", "cells", "scaled"]


class Manner(NamedTuple):
    """How a program writes OFD.

    `strings`: each a text object, each character one, or several strings in one. `steps`: how far apart characters
    stand, written out or with equal ones counted. `matrix`: texts of size one that a matrix makes larger. `glyphs`:
    numbers of glyphs beside the characters. `rules`: a path for each, one for all, thin boxes, or paths of a matrix.
    `template`: the part of a page that stands in a template. `area`: where the size of pages is told. `origin`: of
    pages that do not begin at zero. `composite`: what is drawn stands in declared graphics. `documents`: how many the
    file holds. `stamp`: a seal beside the text, `note`: an annotation that hides nothing, `doubled`: texts drawn twice.
    `prefix`: of names. `fonts`: whether they have names.
    """

    strings: Strings = "strings"
    steps: Literal["written", "counted"] = "written"
    matrix: bool = False
    glyphs: bool = False
    rules: Rules = "strokes"
    template: Literal["", "rules", "numbers"] = ""
    area: Literal["page", "document"] = "page"
    origin: tuple[float, float] = (0, 0)
    block: bool = False
    composite: bool = False
    documents: int = 1
    stamp: bool = False
    note: Literal["", "Link", "Highlight", "Watermark"] = ""
    doubled: bool = False
    prefix: str = "ofd:"
    fonts: bool = True
    pen: bool = False

    @property
    def traits(self) -> tuple[str, ...]:
        """The names of everything that is not plain about it."""
        return tuple(
            name if value is True else f"{name}:{value}"
            for name, value in self._asdict().items()
            if value != self._field_defaults[name]
        )


def manner_of(random: Random) -> Manner:
    """Some manner."""

    def often(share: float) -> bool:
        return random.random() < share

    return Manner(
        strings=random.choice(("strings", "strings", "characters", "codes")),
        steps=random.choice(("written", "counted")),
        matrix=often(0.3),
        glyphs=often(0.3),
        rules=random.choice(("strokes", "one_path", "boxes", "cells", "scaled")),
        template=random.choice(("", "", "rules", "numbers")),
        area=random.choice(("page", "document")),
        origin=random.choice(((0, 0), (0, 0), (10, 20))),
        block=often(0.3),
        composite=often(0.2),
        documents=random.choice((1, 1, 1, 2)),
        stamp=often(0.3),
        note=random.choice(("", "", "Link", "Highlight", "Watermark")),
        doubled=often(0.1),
        prefix=random.choice(("ofd:", "ofd:", "")),
        fonts=often(0.8),
        pen=often(0.3),
    )


PLAIN = Manner()


def ofd_bytes(pdf: bytes, manner: Manner = PLAIN) -> bytes:
    """The print of a PDF as OFD."""
    pages = list(pages_of(pdf))
    parts = _Package(manner)
    size = -(-len(pages) // manner.documents)
    parted = [pages[number * size : (number + 1) * size] for number in range(manner.documents)]
    roots = [parts.document(f"Doc_{number}", some) for number, some in enumerate(parted) if some]
    bodies = "".join(
        f"<ofd:DocBody><ofd:DocInfo><ofd:DocID>{number}</ofd:DocID></ofd:DocInfo><ofd:DocRoot>{root}</ofd:DocRoot>"
        f"</ofd:DocBody>"
        for number, root in enumerate(roots)
    )
    parts.put("OFD.xml", "OFD", ' Version="1.0" DocType="OFD"', bodies)
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, xml in parts.parts.items():
            package.writestr(name, xml)
    return file.getvalue()


class _Package:
    """The parts of a file while it is written."""

    def __init__(self, manner: Manner) -> None:
        self.manner = manner
        self.parts: dict[str, str] = {}

    def put(self, name: str, root: str, more: str, content: str) -> None:
        xml = f'<?xml version="1.0" encoding="UTF-8"?><ofd:{root} {_NAMESPACE}{more}>{content}</ofd:{root}>'
        if self.manner.prefix != "ofd:":
            xml = xml.replace("xmlns:ofd=", "xmlns=").replace("<ofd:", "<").replace("</ofd:", "</")
        self.parts[name] = xml

    def document(self, folder: str, pages: Sequence[Page]) -> str:
        """Writes a document, and gives the name of its root."""
        manner = self.manner
        listed, templates, units, notes = [], [], [], []
        for page in pages:
            number = page.number
            rules, texts = "".join(_rules(page, manner)), "".join(_texts(page, manner))
            drawn, template = rules + texts, ""
            if manner.template == "rules":
                drawn, template = texts, rules
            elif manner.template:
                template = _mark(page, "内部资料")
            if template:
                templates.append(f'<ofd:TemplatePage ID="{900 + number}" BaseLoc="Tpls/T{number}.xml"/>')
                content = f"<ofd:Content><ofd:Layer>{template}</ofd:Layer></ofd:Content>"
                self.put(f"{folder}/Tpls/T{number}.xml", "Page", "", content)
            if manner.composite:
                units.append(self._unit(700 + number, page, drawn))
                boundary = f"{manner.origin[0]} {manner.origin[1]} {_size(page)}"
                drawn = f'<ofd:CompositeObject ID="{number}" Boundary="{boundary}" ResourceID="{700 + number}"/>'
            if manner.block:
                drawn = f"<ofd:PageBlock>{drawn}</ofd:PageBlock>"
            used = f'<ofd:Template TemplateID="{900 + number}" ZOrder="Background"/>' if template else ""
            area = self._area(page) if manner.area == "page" or len(pages) > 1 else ""
            layer = f'<ofd:Layer Type="Body" ID="{number + 300}">{drawn}</ofd:Layer>'
            content = f"{used}{area}<ofd:Content>{layer}</ofd:Content>"
            self.put(f"{folder}/Pages/Page_{number}/Content.xml", "Page", "", content)
            listed.append(f'<ofd:Page ID="{number}" BaseLoc="Pages/Page_{number}/Content.xml"/>')
            if manner.note:
                notes.append(f'<ofd:Page PageID="{number}"><ofd:FileLoc>Page_{number}.xml</ofd:FileLoc></ofd:Page>')
                self.put(f"{folder}/Annots/Page_{number}.xml", "PageAnnot", "", _note(page, manner))
        if manner.stamp:
            self._stamp(folder, pages[-1])
        self._resources(folder, units)
        usual = self._area(pages[0]).replace("Area", "PageArea")
        common = (
            f"<ofd:CommonData><ofd:MaxUnitID>999</ofd:MaxUnitID>{usual}<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        )
        common += f"<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>{''.join(templates)}</ofd:CommonData>"
        body = f"{common}<ofd:Pages>{''.join(listed)}</ofd:Pages>"
        if notes:
            body += "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>"
            self.put(f"{folder}/Annots/Annotations.xml", "Annotations", "", "".join(notes))
        self.put(f"{folder}/Document.xml", "Document", "", body)
        return f"{folder}/Document.xml"

    def _area(self, page: Page) -> str:
        left, top = self.manner.origin
        box = f"{left} {top} {_size(page)}"
        return f"<ofd:Area><ofd:PhysicalBox>{box}</ofd:PhysicalBox><ofd:ContentBox>{box}</ofd:ContentBox></ofd:Area>"

    def _unit(self, number: int, page: Page, drawn: str) -> str:
        """A declared graphic; its coordinates begin where it is used."""
        width, height = _size(page).split()
        left, top = self.manner.origin
        inner = drawn
        if left or top:
            inner = f"<ofd:PageBlock>{_shifted(drawn, -left, -top)}</ofd:PageBlock>"
        return (
            f'<ofd:CompositeGraphicUnit ID="{number}" Width="{width}" Height="{height}">'
            f"<ofd:Content>{inner}</ofd:Content></ofd:CompositeGraphicUnit>"
        )

    def _resources(self, folder: str, units: Sequence[str]) -> None:
        name = ' FontName="宋体" FamilyName="宋体"' if self.manner.fonts else ""
        fonts = f'<ofd:Fonts><ofd:Font ID="1"{name}/></ofd:Fonts>'
        pens = f'<ofd:DrawParams><ofd:DrawParam ID="5" LineWidth="0.25">{_DARK}{_LINE}</ofd:DrawParam></ofd:DrawParams>'
        self.put(f"{folder}/PublicRes.xml", "Res", ' BaseLoc="Res"', fonts + pens)
        graphics = f"<ofd:CompositeGraphicUnits>{''.join(units)}</ofd:CompositeGraphicUnits>" if units else ""
        self.put(f"{folder}/DocumentRes.xml", "Res", ' BaseLoc="Res"', graphics)

    def _stamp(self, folder: str, page: Page) -> None:
        """A seal in the lower corner of the last page."""
        width, height = map(float, _size(page).split())
        left, top = self.manner.origin
        box = f"{left + width - 15:.2f} {top + height - 15:.2f} 14 14"
        listed = '<ofd:MaxSignId>1</ofd:MaxSignId><ofd:Signature ID="1" Type="Seal" BaseLoc="Sign_0/Signature.xml"/>'
        self.put(f"{folder}/Signs/Signatures.xml", "Signatures", "", listed)
        signed = f'<ofd:SignedInfo><ofd:StampAnnot ID="1" PageRef="{page.number}" Boundary="{box}"/></ofd:SignedInfo>'
        self.put(f"{folder}/Signs/Sign_0/Signature.xml", "Signature", "", signed)


def _size(page: Page) -> str:
    return f"{page.width * _MILLIMETRES:.3f} {page.height * _MILLIMETRES:.3f}"


def _shifted(drawn: str, x: float, y: float) -> str:
    """Objects elsewhere."""
    pieces = drawn.split('Boundary="')
    moved = []
    for piece in pieces[1:]:
        box, _, rest = piece.partition('"')
        left, top, width, height = map(float, box.split())
        moved.append(f'Boundary="{left + x:.3f} {top + y:.3f} {width:.3f} {height:.3f}"{rest}')
    return pieces[0] + "".join(moved)


def _mark(page: Page, text: str) -> str:
    """A word in the margin at the top of a page."""
    code = f'<ofd:TextCode X="0" Y="3" DeltaX="g {len(text) - 1} 3">{text}</ofd:TextCode>'
    return f'<ofd:TextObject ID="880" Boundary="8 6 30 4" Font="1" Size="3">{code}</ofd:TextObject>'


def _note(page: Page, manner: Manner) -> str:
    """An annotation of a page that hides nothing."""
    width, height = map(float, _size(page).split())
    box = f"{manner.origin[0] + 20} {manner.origin[1] + 40} {width - 40:.2f} {height - 80:.2f}"
    inner = _box(
        0, 0, width - 40, height - 80, 'Fill="true" Stroke="false" Alpha="60"', '<ofd:FillColor Value="255 255 0"/>'
    )
    if manner.note == "Watermark":
        inner = (
            '<ofd:TextObject ID="77" Boundary="40 80 90 40" CTM="0.7 -0.7 0.7 0.7 0 20" Font="1" Size="12" Alpha="50">'
            '<ofd:FillColor Value="200 200 200"/><ofd:TextCode X="0" Y="12" DeltaX="g 3 12">内部资料</ofd:TextCode>'
            "</ofd:TextObject>"
        )
    appearance = f'<ofd:Appearance Boundary="{box}">{"" if manner.note == "Link" else inner}</ofd:Appearance>'
    return f'<ofd:Annot ID="1" Type="{manner.note}" Creator="a" LastModDate="2025-01-20">{appearance}</ofd:Annot>'


# ── Rules ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _rules(page: Page, manner: Manner) -> Iterator[str]:
    lines = [(x0, y, x1, y) for y, x0, x1 in page.horizontal.tolist()]
    lines += [(x, y0, x, y1) for x, y0, y1 in page.vertical.tolist()]
    left, top = manner.origin
    placed = [
        (x0 * _MILLIMETRES + left, y0 * _MILLIMETRES + top, x1 * _MILLIMETRES + left, y1 * _MILLIMETRES + top)
        for x0, y0, x1, y1 in lines
    ]
    pen = ' DrawParam="5"' if manner.pen else ' LineWidth="0.25"'
    if manner.rules == "one_path" and placed:
        data = " ".join(f"M {x0:.3f} {y0:.3f} L {x1:.3f} {y1:.3f}" for x0, y0, x1, y1 in placed)
        box = f"0 0 {max(line[2] for line in placed):.3f} {max(line[3] for line in placed):.3f}"
        yield _path(box, pen, data, _LINE)
        return
    for x0, y0, x1, y1 in placed:
        boundary = f"{x0:.3f} {y0:.3f} {x1 - x0:.3f} {y1 - y0:.3f}"
        if manner.rules == "boxes":
            yield _box(x0 - 0.1, y0 - 0.1, x1 - x0 + 0.2, y1 - y0 + 0.2, 'Fill="true" Stroke="false"', _DARK)
        elif manner.rules == "cells" and x1 > x0:
            half = (x1 - x0) / 2
            data = f"M 0 0 L {half:.3f} 0 L {x1 - x0:.3f} 0"
            yield _path(boundary, pen, data)
        elif manner.rules == "scaled":
            data = f"M 0 0 L {(x1 - x0) * 10:.3f} {(y1 - y0) * 10:.3f}"
            yield _path(boundary, f'{pen} CTM="0.1 0 0 0.1 0 0"', data)
        else:
            yield _path(boundary, pen, f"M 0 0 L {x1 - x0:.3f} {y1 - y0:.3f}")


def _path(boundary: str, more: str, data: str, colour: str = "") -> str:
    drawn = f"{colour}<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>"
    return f'<ofd:PathObject ID="2" Boundary="{boundary}"{more}>{drawn}</ofd:PathObject>'


def _box(x: float, y: float, width: float, height: float, more: str, colour: str) -> str:
    data = f"M 0 0 L {width:.3f} 0 L {width:.3f} {height:.3f} L 0 {height:.3f} C"
    boundary = f"{x:.3f} {y:.3f} {width:.3f} {height:.3f}"
    return _path(boundary, f" {more}", data, colour)


# ── Texts ────────────────────────────────────────────────────────────────────────────────────────────────────────────

_String = list[tuple[str, list[float]]]


def _texts(page: Page, manner: Manner) -> Iterator[str]:
    """Strings of characters that stand side by side on a line."""
    left, top = manner.origin
    strings: list[_String] = [[]]
    for text, box in zip(page.text, page.boxes.tolist(), strict=True):
        x0, y0, x1, y1 = (each * _MILLIMETRES for each in box)
        placed = [x0 + left, y0 + top, x1 + left, y1 + top]
        if text.isspace():
            continue
        if strings[-1] and (manner.strings == "characters" or not _goes_on(strings[-1][-1][1], placed)):
            strings.append([])
        strings[-1].append((text, placed))
    if manner.strings == "codes":
        together: list[list[_String]] = [list(group) for _, group in groupby(filter(None, strings), _line)]
    else:
        together = [[string] for string in strings if string]
    for some in together:
        for _ in range(2 if manner.doubled else 1):
            yield _text(some, manner)


def _line(string: _String) -> tuple[int, int]:
    """Where on the page a string stands, and how high it is."""
    _, y0, _, y1 = string[0][1]
    return round(y0 * 10), round((y1 - y0) * 10)


def _goes_on(last: list[float], box: list[float]) -> bool:
    height = last[3] - last[1]
    return abs(box[1] - last[1]) < height / 4 and -height / 4 < box[0] - last[2] < height / 2


def _text(strings: Sequence[_String], manner: Manner) -> str:
    x0, y0, _, y1 = strings[0][0][1]
    high = y1 - y0
    size = min(high, max(_em(text, box) for string in strings for text, box in string))
    scale = size if manner.matrix else 1.0
    codes = []
    for string in strings:
        steps = [(after[1][0] - before[1][0]) / scale for before, after in pairwise(string)]
        delta = f' DeltaX="{_steps(steps, manner.steps)}"' if steps else ""
        at = (string[0][1][0] - x0) / scale
        text = escape("".join(character for character, _ in string))
        numbers = " ".join(str(100 + number) for number in range(len(string)))
        if manner.glyphs:
            codes.append(
                f'<ofd:CGTransform CodePosition="0" CodeCount="{len(string)}" GlyphCount="{len(string)}">'
                f"<ofd:Glyphs>{numbers}</ofd:Glyphs></ofd:CGTransform>"
            )
        codes.append(f'<ofd:TextCode X="{at:.4f}" Y="{high * _ASCENT / scale:.4f}"{delta}>{text}</ofd:TextCode>')
    boundary = f"{x0:.3f} {y0:.3f} {strings[-1][-1][1][2] - x0:.3f} {high:.3f}"
    matrix = f' CTM="{scale:.4f} 0 0 {scale:.4f} 0 0"' if manner.matrix else ""
    colour = _DARK if manner.pen else ""
    return (
        f'<ofd:TextObject ID="3" Boundary="{boundary}" Font="1" Size="{size / scale:.4f}"{matrix}>'
        f"{colour}{''.join(codes)}</ofd:TextObject>"
    )


def _em(text: str, box: list[float]) -> float:
    """The size of a font by how wide one of its characters is; a line is higher."""
    return (box[2] - box[0]) * (1 if ord(text) >= _FIRST_WIDE else 2)


def _steps(steps: Sequence[float], how: str) -> str:
    written = [f"{step:.4f}" for step in steps]
    if how == "written":
        return " ".join(written)
    counted = ((step, len(list(group))) for step, group in groupby(written))
    return " ".join(f"g {count} {step}" if count > 1 else step for step, count in counted)
