"""A PDF file written by hand: pages of pieces of content, so that a change can say exactly what is drawn where.

Comes in: pages with their pieces, objects that they refer to, layers, fields of a form. Goes out: bytes. Fonts: `S` is
not embedded, `E` is embedded where this machine has a Chinese font in TrueType outlines (else the same as `S`); of the
digits that are embedded `N` tells no program which characters they are, `L` tells other ones, `P` characters that have
no meaning, and `D` has them as drawings, under letters as codes.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import NamedTuple

from bench.changed.fonts import DIGITS, FIRST_CODE, Outlines, chinese, digits, encoded, has, outline_of
from extract.model import Concept
from tests.made.printing import length


class Piece(NamedTuple):
    """Content that is drawn in one go, and the text it shows: where it begins, how large it is, whose figure it is."""

    operators: str
    text: str = ""
    x: float = 0
    y: float = 0
    size: float = 0
    concept: Concept | None = None

    @property
    def width(self) -> float:
        return length(self.text, self.size)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of its text."""
        return self.x, self.y - 0.15 * self.size, self.x + self.width, self.y + 0.85 * self.size


@dataclass
class Page:
    """A page; `annotations` are dictionaries without their brackets, `keys` further entries of the page, `fused` the
    cells of which the figures have no piece of their own any more."""

    width: float
    height: float
    pieces: list[Piece]
    rotate: int = 0
    annotations: list[str] = field(default_factory=list)
    keys: str = ""
    fused: set[Concept] = field(default_factory=set)

    def redraw(self, operators: str) -> None:
        """Makes one piece of the page, whatever it was drawn of."""
        self.fused |= {piece.concept for piece in self.pieces if piece.concept}
        self.pieces = [Piece(operators)]


@dataclass
class Book:
    """A file. `objects` are the XObjects by name; `layers` say by name whether they are shown."""

    pages: list[Page]
    font: str = "S"
    objects: dict[str, bytes] = field(default_factory=dict)
    layers: dict[str, bool] = field(default_factory=dict)
    fields: bool = False

    def text(self, x: float, y: float, size: float, text: str, *, font: str = "", more: str = "") -> str:
        """Operators that show a text, after others that set its mode or spacing."""
        font = font or self.font
        font = font if has(text, font) else "S"
        shown, scale = encoded(text, size, font)
        return f"BT /{font} {size:.2f} Tf {scale} 0 Tc 0 Tr {more} 1 0 0 1 {x:.2f} {y:.2f} Tm <{shown}> Tj ET\n"

    def figure(self, piece: Piece, text: str, *, dx: float = 0, dy: float = 0, more: str = "", font: str = "") -> Piece:
        """A piece with another text, in the middle of where the old one stands."""
        x = piece.x + (piece.width - length(text, piece.size)) / 2 + dx
        operators = self.text(x, piece.y + dy, piece.size, text, font=font, more=more)
        return piece._replace(operators=operators, text=text, x=x, y=piece.y + dy)


class _File:
    """PDF objects in order; `add` gives the number of a new one."""

    def __init__(self) -> None:
        self.objects: list[bytes] = []

    def add(self, body: str | bytes = b"") -> int:
        self.objects.append(body.encode() if isinstance(body, str) else body)
        return len(self.objects)

    def stream(self, data: bytes, keys: str = "") -> int:
        packed = zlib.compress(data, 1)
        return self.add(
            f"<</Length {len(packed)}/Filter/FlateDecode{keys}>>stream\n".encode() + packed + b"\nendstream"
        )

    def put(self, number: int, body: str) -> None:
        self.objects[number - 1] = body.encode()

    def data(self, root: int) -> bytes:
        out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
        for number, body in enumerate(self.objects, start=1):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        at, size = len(out), len(places) + 1
        out += b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(b"%010d 00000 n \n" % place for place in places)
        return bytes(out + b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, root, at))


def form(content: str, width: float, height: float, keys: str = "") -> bytes:
    """A form XObject, as an object of `Book.objects`; it finds the fonts of its page. `LAYER name` in its keys stands
    for one of `Book.layers`."""
    return f"/Subtype/Form/BBox[0 0 {width:.2f} {height:.2f}]/Resources RESOURCES{keys}\n".encode() + content.encode()


def image(pixels: bytes, width: int, height: int, keys: str = "/ColorSpace/DeviceRGB") -> bytes:
    """A picture, as an object of `Book.objects`."""
    return f"/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 8{keys}\n".encode() + pixels


def book_bytes(book: Book) -> bytes:
    """The file."""
    file = _File()
    root, top, resources = file.add(), file.add(), file.add()
    fonts = "".join(f"/{name} {number} 0 R" for name, number in _fonts(file, book).items())
    layers = {name: file.add(f"<</Type/OCG/Name({name})>>") for name in book.layers}
    named = []
    for name, data in book.objects.items():
        keys, body = data.split(b"\n", 1)
        text = keys.decode().replace("RESOURCES", f"{resources} 0 R")
        for layer, number in layers.items():
            text = text.replace(f"LAYER {layer}", f"{number} 0 R")
        named.append(f"/{name} {file.stream(body, '/Type/XObject' + text)} 0 R")
    nothing = file.stream(b"", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Group<</S/Transparency/CS/DeviceGray>>")
    states = (
        f"/Half<</ca 0.5/CA 0.5>>/None<</ca 0/CA 0>>/Multiply<</BM/Multiply>>/Darken<</BM/Darken>>"
        f"/Masked<</SMask<</Type/Mask/S/Luminosity/G {nothing} 0 R>>>>"
    )
    properties = "".join(f"/{name} {number} 0 R" for name, number in layers.items())
    file.put(
        resources,
        f"<</Font<<{fonts}/H<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/XObject<<{''.join(named)}>>"
        f"/ExtGState<<{states}>>/Properties<<{properties}>>>>",
    )
    leaves, widgets = [], []
    for page in book.pages:
        content = file.stream("".join(piece.operators for piece in page.pieces).encode())
        marks = [file.add(f"<<{each.replace('RESOURCES', f'{resources} 0 R')}>>") for each in _drawn(file, page)]
        widgets += marks
        leaves.append(
            file.add(
                f"<</Type/Page/Parent {top} 0 R/MediaBox[0 0 {page.width:.2f} {page.height:.2f}]{page.keys}"
                f"/Rotate {page.rotate}/Resources {resources} 0 R/Contents {content} 0 R"
                f"/Annots[{_references(marks)}]>>"
            )
        )
    file.put(top, f"<</Type/Pages/Count {len(leaves)}/Kids[{_references(leaves)}]>>")
    form_of = f"/AcroForm<</Fields[{_references(widgets)}]/DR {resources} 0 R/DA(/H 9 Tf 0 g)>>" if book.fields else ""
    off = _references([number for name, number in layers.items() if not book.layers[name]])
    shown = f"/OCProperties<</OCGs[{_references(list(layers.values()))}]/D<</OFF[{off}]>>>>" if layers else ""
    file.put(root, f"<</Type/Catalog/Pages {top} 0 R{form_of}{shown}>>")
    return file.data(root)


def _drawn(file: _File, page: Page) -> list[str]:
    """The annotations of a page; the operators behind `APPEARANCE` become a form of its own."""
    found = []
    for each in page.annotations:
        head, _, operators = each.partition("APPEARANCE")
        if operators:
            box, _, operators = operators.partition("|")
            number = file.stream(
                operators.encode(),
                f"/Type/XObject/Subtype/Form/BBox[{box}]/Resources<</Font<</H {_helvetica(file)} 0 R>>>>",
            )
            head += f"/AP<</N {number} 0 R>>"
        found.append(head)
    return found


def _helvetica(file: _File) -> int:
    return file.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")


def _fonts(file: _File, book: Book) -> dict[str, int]:
    content = "".join(piece.operators for page in book.pages for piece in page.pieces)
    content += "".join(body.decode("latin-1") for body in book.objects.values() if body.startswith(b"/Subtype/Form"))
    found = {"S": _not_embedded(file)}
    if "/E " in content:
        outlines = chinese()
        found["E"] = found["S"] if outlines is None else _embedded(file, outlines, "".join(outlines.glyphs))
    if "/N " in content:
        found["N"] = _embedded(file, digits(), "")
    if "/L " in content:
        found["L"] = _embedded(file, digits(), DIGITS[3:] + DIGITS[:3], "KLMNOP+Otherwise")
    if "/P " in content:
        found["P"] = _embedded(file, digits(), "".join(chr(0xF030 + n) for n in range(len(DIGITS))))
    if "/D " in content:
        found["D"] = _as_drawings(file)
    return found


def _not_embedded(file: _File) -> int:
    facts = "/FontBBox[-25 -254 1000 880]/Ascent 880/Descent -120/CapHeight 880/ItalicAngle 0/StemV 93/Flags 6"
    descriptor = file.add(f"<</Type/FontDescriptor/FontName/STSong-Light{facts}>>")
    system = "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    name = "/Type/Font/BaseFont/STSong-Light"
    widths = f"/DW 1000/W[1[{' '.join(f'{length(chr(code), 1000):.0f}' for code in range(32, 127))}]]"
    inner = file.add(f"<<{name}/Subtype/CIDFontType0{system}/FontDescriptor {descriptor} 0 R{widths}>>")
    return file.add(f"<<{name}/Subtype/Type0/Encoding/UniGB-UCS2-H/DescendantFonts[{inner} 0 R]>>")


def _as_drawings(file: _File) -> int:
    """A font of type 3: every digit is content of its own, in an em of 1."""
    drawings = [
        file.stream(
            f"{digits().widths[digits().glyphs[digit]]} 0 d0 1000 0 0 1000 0 0 cm {outline_of(digit)} f".encode()
        )
        for digit in DIGITS
    ]
    names = [f"g{n}" for n in range(len(DIGITS))]
    widths = " ".join(str(digits().widths[digits().glyphs[digit]]) for digit in DIGITS)
    return file.add(
        f"<</Type/Font/Subtype/Type3/FontBBox[0 -300 1000 1000]/FontMatrix[0.001 0 0 0.001 0 0]/Resources<<>>"
        f"/CharProcs<<{''.join(f'/{name} {number} 0 R' for name, number in zip(names, drawings, strict=True))}>>"
        f"/Encoding<</Type/Encoding/Differences[{FIRST_CODE} {' '.join(f'/{name}' for name in names)}]>>"
        f"/FirstChar {FIRST_CODE}/LastChar {FIRST_CODE + len(DIGITS) - 1}/Widths[{widths}]>>"
    )


def _embedded(file: _File, outlines: Outlines, told: str, name: str = "ABCDEF+Embedded") -> int:
    """A font that is embedded; `told` are the characters that it says its glyphs are, in order, if it says any."""
    program = file.stream(outlines.program, f"/Length1 {len(outlines.program)}")
    name = name if told else "GHIJKL+Untold"
    facts = "/FontBBox[-200 -300 1200 1000]/Ascent 900/Descent -200/CapHeight 700/ItalicAngle 0/StemV 80/Flags 4"
    descriptor = file.add(f"<</Type/FontDescriptor/FontName/{name}{facts}/FontFile2 {program} 0 R>>")
    widths = " ".join(f"{glyph}[{width}]" for glyph, width in outlines.widths.items() if width != 1000)
    system = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    inner = file.add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}{system}/FontDescriptor {descriptor} 0 R/DW 1000/W[{widths}]"
        "/CIDToGIDMap/Identity>>"
    )
    to_unicode = f"/ToUnicode {file.stream(_to_unicode(outlines, told))} 0 R" if told else ""
    return file.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{inner} 0 R]{to_unicode}>>"
    )


def _to_unicode(outlines: Outlines, told: str) -> bytes:
    numbers = outlines.glyphs.values()
    pairs = [f"<{glyph:04x}> <{ord(character):04x}>" for character, glyph in zip(told, numbers, strict=False)]
    blocks = [pairs[n : n + 100] for n in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /X def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{body}\nendcmap\nend\nend\n"
    ).encode()


def _references(numbers: list[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)
