"""A tagged PDF written by hand: tables whose cells stand where nothing but their tags tells what they are.

Comes in: the tables of a report, and where to put each cell. Goes out: bytes. Every cell is a TD with a mark of its
own; no rule is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tests.made.sheets import Box, Sheet, spread

Where = Callable[[int, int], tuple[float, float]]
"""Row and column of a table → x and y of its text, from the lower left of the page."""


class TaggedPage(NamedTuple):
    """What stands on a page: paragraphs with their heights, and a table or nothing."""

    paragraphs: tuple[tuple[float, str], ...]
    sheet: Sheet | None
    where: Where


class _File:
    """PDF objects in order; `add` gives the number of a new one."""

    def __init__(self) -> None:
        self.objects: list[bytes] = []

    def add(self, text: str | bytes = b"") -> int:
        self.objects.append(text.encode() if isinstance(text, str) else text)
        return len(self.objects)

    def put(self, number: int, text: str) -> None:
        self.objects[number - 1] = text.encode()

    def data(self, root: int) -> bytes:
        out, places = b"%PDF-1.7\n", []
        for number, body in enumerate(self.objects, start=1):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        table = b"".join(b"%010d 00000 n \n" % place for place in places)
        size = len(places) + 1
        end = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        return out + end + b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, root, len(out))


def tagged_pdf(pages: Sequence[TaggedPage]) -> bytes:
    """The pages as one tagged file."""
    file = _File()
    root, tree, parents, top, document = (file.add() for _ in range(5))
    font = _font(file)
    leaves, numbers, elements = [], [], []
    for at, page in enumerate(pages):
        leaf = file.add()
        drawn, owners = [_text(40, y, text) for y, text in page.paragraphs], list[int]()
        if page.sheet:
            elements.append(_table(file, page, document, leaf, drawn, owners))
        content = "\n".join(drawn)
        stream = file.add(f"<</Length {len(content)}>>stream\n{content}\nendstream")
        file.put(
            leaf,
            f"<</Type/Page/Parent {top} 0 R/MediaBox[0 0 595 842]/StructParents {at}/Contents {stream} 0 R"
            f"/Resources<</Font<</F {font} 0 R>>>>>>",
        )
        leaves.append(leaf)
        numbers.append(f"{at} [{_references(owners)}]")
    file.put(top, f"<</Type/Pages/Count {len(leaves)}/Kids[{_references(leaves)}]>>")
    file.put(document, f"<</Type/StructElem/S/Document/P {tree} 0 R/K[{_references(elements)}]>>")
    file.put(parents, f"<</Nums[{' '.join(numbers)}]>>")
    file.put(tree, f"<</Type/StructTreeRoot/K {document} 0 R/ParentTree {parents} 0 R>>")
    file.put(root, f"<</Type/Catalog/Pages {top} 0 R/MarkInfo<</Marked true>>/StructTreeRoot {tree} 0 R>>")
    return file.data(root)


def _table(file: _File, page: TaggedPage, parent: int, leaf: int, drawn: list[str], owners: list[int]) -> int:
    assert page.sheet
    table, rows = file.add(), []
    for y, places in enumerate(spread(page.sheet)):
        row, cells = file.add(), []
        for x, (box, begins) in enumerate(places):
            if begins and (not cells or box is not places[x - 1][0]):
                cells.append(_cell(file, box, row, leaf, page.where(y, x), drawn, owners))
        file.put(row, f"<</Type/StructElem/S/TR/P {table} 0 R/K[{_references(cells)}]>>")
        rows.append(row)
    file.put(table, f"<</Type/StructElem/S/Table/P {parent} 0 R/K[{_references(rows)}]>>")
    return table


def _cell(
    file: _File, box: Box, row: int, leaf: int, at: tuple[float, float], drawn: list[str], owners: list[int]
) -> int:
    spans = f"/A<</O/Table/ColSpan {box.across}/RowSpan {box.down}>>"
    cell = file.add()
    kids = ""
    if box.text:
        kids = f"/K {len(owners)}"
        drawn.append(f"/TD<</MCID {len(owners)}>>BDC {_text(*at, box.text)} EMC")
        owners.append(cell)
    file.put(cell, f"<</Type/StructElem/S/TD/P {row} 0 R/Pg {leaf} 0 R{spans}{kids}>>")
    return cell


def _text(x: float, y: float, text: str) -> str:
    return f"BT /F 5 Tf {x:.1f} {y:.1f} Td <{text.encode('utf-16-be').hex()}> Tj ET"


def _font(file: _File) -> int:
    facts = "/FontBBox[0 -120 1000 880]/Ascent 880/Descent -120/CapHeight 880/ItalicAngle 0/StemV 80/Flags 4"
    descriptor = file.add(f"<</Type/FontDescriptor/FontName/STSong-Light{facts}>>")
    system = "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    name = "/Type/Font/BaseFont/STSong-Light"
    inner = file.add(f"<<{name}/Subtype/CIDFontType0{system}/FontDescriptor {descriptor} 0 R/DW 1000>>")
    return file.add(f"<<{name}/Subtype/Type0/Encoding/UniGB-UCS2-H/DescendantFonts[{inner} 0 R]>>")


def _references(numbers: Sequence[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)
