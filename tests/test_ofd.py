"""OFD: what a person sees on its pages."""

from __future__ import annotations

from io import BytesIO
from random import Random
from zipfile import ZipFile

import pytest

from extract.errors import UnreadableFile
from extract.forms import load_forms
from extract.model import Table
from extract.readers import document_of, kind_of
from extract.readers.ofd.drawn import pages_of
from extract.readers.pdf.characters import UNREADABLE
from tests.made.printing import Look, pdf_bytes, printed
from tests.made.sent import ofd_bytes
from tests.made.whole import draft_of

_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_PICTURE = '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="1"/>'


def _ofd(drawn: str, template: str = "", signed: str = "", note: str = "") -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as package:
        root = "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
        package.writestr("OFD.xml", f"<ofd:OFD {_SPACE}>{root}</ofd:OFD>")
        templates = '<ofd:TemplatePage ID="9" BaseLoc="T.xml"/>' if template else ""
        pages = '<ofd:Pages><ofd:Page ID="1" BaseLoc="P.xml"/></ofd:Pages>'
        area = "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
        document = f"<ofd:CommonData>{area}{templates}</ofd:CommonData>{pages}"
        if note:
            document += "<ofd:Annotations>A.xml</ofd:Annotations>"
            listed = '<ofd:Page PageID="1"><ofd:FileLoc>N.xml</ofd:FileLoc></ofd:Page>'
            package.writestr("Doc_0/A.xml", f"<ofd:Annotations {_SPACE}>{listed}</ofd:Annotations>")
            annotation = f"<ofd:Annot {note}</ofd:Appearance></ofd:Annot>"
            package.writestr("Doc_0/N.xml", f"<ofd:PageAnnot {_SPACE}>{annotation}</ofd:PageAnnot>")
        package.writestr("Doc_0/Document.xml", f"<ofd:Document {_SPACE}>{document}</ofd:Document>")
        used = '<ofd:Template TemplateID="9"/>' if template else ""
        package.writestr("Doc_0/P.xml", f"<ofd:Page {_SPACE}>{used}{_layer(drawn)}</ofd:Page>")
        package.writestr("Doc_0/T.xml", f"<ofd:Page {_SPACE}>{_layer(template)}</ofd:Page>")
        if signed:
            listed = '<ofd:Signature ID="1" BaseLoc="Sign_0/Signature.xml"/>'
            package.writestr("Doc_0/Signs/Signatures.xml", f"<ofd:Signatures {_SPACE}>{listed}</ofd:Signatures>")
            package.writestr("Doc_0/Signs/Sign_0/Signature.xml", f"<ofd:Signature {_SPACE}>{signed}</ofd:Signature>")
    return file.getvalue()


def _layer(drawn: str) -> str:
    return f"<ofd:Content><ofd:Layer>{drawn}</ofd:Layer></ofd:Content>"


def _text(text: str, x: float = 20, y: float = 50, more: str = "", within: str = "", delta: str = "") -> str:
    code = f'<ofd:TextCode X="0" Y="4"{delta}>{text}</ofd:TextCode>'
    return f'<ofd:TextObject Boundary="{x} {y} 80 5" Font="1" Size="4"{more}>{within}{code}</ofd:TextObject>'


def _box(colour: str) -> str:
    fill = f'<ofd:FillColor Value="{colour}"/>'
    path = "<ofd:AbbreviatedData>M 0 0 L 90 0 L 90 9 L 0 9 C</ofd:AbbreviatedData>"
    return f'<ofd:PathObject Boundary="15 48 90 9" Fill="true" Stroke="false">{fill}{path}</ofd:PathObject>'


def _seen(drawn: str, template: str = "") -> str:
    (page,) = pages_of(_ofd(drawn, template))
    return page.text


@pytest.mark.parametrize(
    ("drawn", "seen"),
    [
        (_text("甲乙"), "甲乙"),
        (_text("甲") + _text("乙", 40, more=' Visible="false"'), "甲"),
        (_text("甲") + _text("乙", 40, more=' Alpha="0"'), "甲"),
        (_text("甲") + _text("乙", 40, within='<ofd:FillColor Value="0 0 0" Alpha="0"/>'), "甲"),
        (_text("甲") + _text("乙", 40, within='<ofd:FillColor Value="255 255 255"/>'), "甲"),
        (_box("0 0 128") + _text("乙", within='<ofd:FillColor Value="255 255 255"/>'), "乙"),
        (_text("甲") + _box("255 255 255"), ""),
        (_box("255 255 255") + _text("甲"), "甲"),
        (_text("8") + _text("8", 20.1), "8"),
        (_text("8") + _text("8", 23), "88"),
        (_text("\u00a4"), UNREADABLE),
    ],
)
def test_what_is_seen_is_what_is_read(drawn: str, seen: str) -> None:
    assert _seen(drawn) == seen


def test_a_template_is_drawn_below_the_page() -> None:
    assert _seen(_text("乙", y=90), _text("甲")) == "甲乙"


def test_characters_stand_where_the_file_says() -> None:
    (page,) = pages_of(_ofd(_text("123", delta=' DeltaX="g 2 10"')))
    assert [round(x * 25.4 / 72) for x in page.boxes[:, 0].tolist()] == [20, 30, 40]


def test_text_that_a_program_has_recognised_on_a_scan_is_none_of_the_print() -> None:
    (page,) = pages_of(_ofd(_PICTURE + _text("甲", more=' Alpha="0"')))
    assert page.recognised and page.text == "甲"
    (page,) = pages_of(_ofd(_PICTURE + _text("甲", more=' Alpha="0"') + _text("乙", 60)))
    assert not page.recognised and page.text == "乙"


def test_layers_are_drawn_in_the_order_of_their_kinds_wherever_they_stand() -> None:
    ground = _box("255 255 255")
    assert _seen(_text("甲") + f'</ofd:Layer><ofd:Layer Type="Background">{ground}') == "甲"
    assert _seen(ground + f'</ofd:Layer><ofd:Layer Type="Foreground">{_text("甲")}') == "甲"
    assert _seen(_text("甲") + f'</ofd:Layer><ofd:Layer Type="Foreground">{ground}') == ""


_GRID = "".join(
    f'<ofd:PathObject Boundary="{x} {y} {w} {h}"><ofd:AbbreviatedData>M 0 0 L {w} {h}</ofd:AbbreviatedData>'
    "</ofd:PathObject>"
    for x, y, w, h in [*((20, y, 120, 0) for y in (40, 50, 60)), *((x, 40, 0, 20) for x in (20, 60, 100, 140))]
)
_CELLS = "".join(
    _text(text, x, y) for text, x, y in (
        ("甲", 24, 43), ("乙", 64, 43), ("丙", 104, 43), ("收到", 24, 53), ("5", 78, 53), ("7", 118, 53)
    )
)  # fmt: skip


def _path(data: str, more: str = ' Fill="true"', box: str = "78 53 3 5", colour: str = "0 0 0") -> str:
    fill = f'<ofd:FillColor Value="{colour}"/>'
    return (
        f'<ofd:PathObject Boundary="{box}"{more}>{fill}<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>'
        "</ofd:PathObject>"
    )


_ROUND = "M 0 2 B 0 0 3 0 3 2 B 3 5 0 5 0 2 C"


@pytest.mark.parametrize(
    ("drawn", "note", "in_doubt"),
    [
        ("", "", False),
        (_path(_ROUND), "", True),
        (_path("M 0 0 L 3 5", ""), "", True),
        ('<ofd:ImageObject Boundary="70 52 12 12" ResourceID="1"/>', "", True),
        (_path(_ROUND, ' Fill="true" Stroke="false"', colour="230 230 230"), "", False),
        ("", "Path", True),
        ("", "Stamp", True),
        ("", 'Highlight" Subtype="Strikeout', True),
        ("", "Highlight", False),
        ("", "Link", False),
        ("", 'Path" Visible="false', False),
    ],
)
def test_what_is_drawn_upon_a_cell_and_is_no_text_is_a_gap(drawn: str, note: str, in_doubt: bool) -> None:
    annotation = f'Type="{note}"><ofd:Appearance Boundary="76 53 8 5">{_path("M 0 0 L 6 0", "", "0 2 6 1")}'
    document = document_of(_ofd(_GRID + _CELLS + drawn, note=note and annotation), "a.ofd")
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [cell.text for cell in table.rows[1]] == ["收到", "5", "7"]
    places = [box for gap in document.gaps for box in gap.origin.boxes]  # type: ignore[union-attr]
    x, y = 80 * 72 / 25.4, 55 * 72 / 25.4
    assert any(box.x0 < x < box.x1 and box.y0 < y < box.y1 for box in places) == in_doubt


def test_a_seal_is_a_picture_where_it_lies() -> None:
    (page,) = pages_of(_ofd(_text("甲"), signed='<ofd:StampAnnot PageRef="1" Boundary="100 200 40 40"/>'))
    (picture,) = page.pictures
    assert [round(each * 25.4 / 72) for each in picture[1:]] == [100, 200, 140, 240]


def test_places_say_that_they_are_of_an_ofd_file() -> None:
    document = document_of(_ofd(_text("甲乙丙")), "a.ofd")
    assert kind_of(_ofd("")) == ("ofd", "")
    assert str(document.blocks[0].origin).startswith("ofd:p1@")  # type: ignore[union-attr]


@pytest.mark.slow
def test_damaged_files_are_refused_or_read_and_never_a_fault_of_ours() -> None:
    random = Random(7)
    look = Look()
    whole = ofd_bytes(pdf_bytes(printed(draft_of(random, load_forms()[-1]), look).parts, look))
    tokens = (b'"', b"<", b">", b"g ", b"999999999", b"-1", b"M ", b"1e9", b"nan", b"Template", b"../")
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(random.randint(1, 6)):
            at = random.randrange(30, len(data))
            token = random.choice(tokens)
            data[at : at + len(token)] = token
        try:
            document_of(bytes(data), "a.ofd")
        except UnreadableFile as refused:
            assert refused.code in {"truncated", "empty", "bomb", "unsupported", "undecodable", "encrypted"}
