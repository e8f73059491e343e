"""How a paper looks: the page, fonts and lines that GB/T 9704-2012 prescribes for papers of offices, and tables in it.

Comes in: texts. Goes out: a Word file; the same texts make the same bytes. Fonts go by their names, which Word and WPS
have in China. Knows nothing of reports.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple, cast

from extract.export.books.looks import printable

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.text.font import CT_RPr
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section as WordSection
    from docx.table import Table as WordTable
    from docx.table import _Cell as WordCell
    from docx.text.font import Font
    from docx.text.paragraph import Paragraph as WordParagraph
    from docx.text.run import Run


class Face(NamedTuple):
    """A font by its name, and its size in points."""

    font: str
    points: float


TITLE = Face("方正小标宋简体", 22)
PART = Face("黑体", 16)
SUBPART = Face("楷体_GB2312", 16)
TEXT = Face("仿宋_GB2312", 16)
NOTE = Face("仿宋_GB2312", 12)
CELL = Face("仿宋_GB2312", 10.5)
HEAD = Face("黑体", 10.5)
_NUMBER = Face("宋体", 14)

_WIDTH, _HEIGHT = 210.0, 297.0
_TOP, _BOTTOM, _INNER, _OUTER = 37.0, 35.0, 28.0, 26.0
_FOOT = 28.0
"""Millimetres of A4 and its margins: 156 × 225 are left for text; the number of the page stands 7 below it."""
PORTRAIT, LANDSCAPE = _WIDTH - _INNER - _OUTER, _HEIGHT - _INNER - _OUTER
"""Millimetres of a line on either page."""
_LINE = 28.95
"""Points from line to line: 22 on a page."""
_CREATED = datetime(2000, 1, 1)
_TWIPS, _POINTS = 1440 / 25.4, 72 / 25.4


def new_paper(title: str) -> WordDocument:
    """An empty paper, its title in its properties."""
    from docx import Document

    paper = Document()
    style = paper.styles["Normal"]
    _set_face(style.font, style.element.get_or_add_rPr(), TEXT)
    style.element.rPr.append(_element("w:lang", {"w:val": "en-US", "w:eastAsia": "zh-CN"}))
    lay_out(paper.sections[0])
    paper.settings.odd_and_even_pages_header_footer = True
    properties = paper.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.created = properties.modified = _CREATED
    return paper


def lay_out(section: WordSection, is_landscape: bool = False) -> None:
    """Sets the page of a section, and the number at its foot: at the right of odd pages, at the left of even ones."""
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    across, down = (_HEIGHT, _WIDTH) if is_landscape else (_WIDTH, _HEIGHT)
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(across), Mm(down)
    section.left_margin, section.right_margin = Mm(_INNER), Mm(_OUTER)
    section.top_margin, section.bottom_margin = (Mm(_INNER), Mm(_OUTER)) if is_landscape else (Mm(_TOP), Mm(_BOTTOM))
    section.footer_distance = Mm(_FOOT - 7 if not is_landscape else 15)
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(_NUMBER.points)
        _page_number(paragraph)


def _page_number(paragraph: WordParagraph) -> None:
    """A line on each side of the number."""
    write(paragraph, "— ", _NUMBER)
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        run = write(paragraph, "", _NUMBER)
        run._r.append(_element("w:fldChar", {"w:fldCharType": kind}) if kind else _text_element("w:instrText", text))
    write(paragraph, " —", _NUMBER)


def write(paragraph: WordParagraph, text: str, face: Face) -> Run:
    """Writes into a paragraph."""
    run = paragraph.add_run(printable(text))
    _set_face(run.font, run._r.get_or_add_rPr(), face)
    return run


def line(
    paper: WordDocument, text: str, face: Face = TEXT, align: str = "", first: int = 0, right: int = 0
) -> WordParagraph:
    """A paragraph below all others: `align` center or right; `first` are the characters by which its first line is
    drawn in, `right` those by which it ends before the margin."""
    return dress(paper.add_paragraph(), text, face, align, first, right)


def dress(
    paragraph: WordParagraph, text: str, face: Face = TEXT, align: str = "", first: int = 0, right: int = 0
) -> WordParagraph:
    """Gives an empty paragraph its text and looks."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.shared import Pt

    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule = WD_LINE_SPACING.SINGLE
    if face.points >= TEXT.points:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(max(_LINE, face.points * 1.5))
    if align:
        paragraph.alignment = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}[align]
    if first or right:
        counts = {"w:firstLineChars": first * 100, "w:rightChars": right * 100}
        points = {"w:firstLine": first * face.points * 20, "w:right": right * face.points * 20}
        written = {name: str(round(value)) for name, value in (counts | points).items() if value}
        paragraph._p.get_or_add_pPr().append(_element("w:ind", written))
    if text:
        write(paragraph, text, face)
    return paragraph


def red_head(paper: WordDocument, office: str, number: str) -> None:
    """The head of an office's paper at the top of its first page: who sends it, large and red, the number of the paper,
    and the red line across the page, two lines above what follows."""
    from docx.shared import Mm, RGBColor

    points = min(_LARGEST, PORTRAIT * _POINTS / max(len(office), 1) * _OF_LINE)
    mark = line(paper, office, Face(TITLE.font, round(points)), "center")
    mark.paragraph_format.space_before = Mm(_ABOVE_MARK)
    mark.runs[0].font.color.rgb = RGBColor.from_string(_RED)
    for _ in range(2):
        line(paper, "")
    below = line(paper, number, TEXT, "center")
    border = _element("w:pBdr", {})
    space = str(round(_ABOVE_LINE * _POINTS))
    border.append(_element("w:bottom", {"w:val": "single", "w:sz": "18", "w:space": space, "w:color": _RED}))
    properties = below._p.get_or_add_pPr()
    properties.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    for _ in range(2):
        line(paper, "")


_RED = "FF0000"
_ABOVE_MARK, _ABOVE_LINE = 35.0, 4.0
"""Millimetres from the top of the text to the name of the office, and from the number of the paper to the red line."""
_LARGEST, _OF_LINE = 62.0, 0.95
"""Points of the name at most (22 mm), and how much of a line it may take."""


def starts_page(paragraph: WordParagraph) -> None:
    """A paragraph begins a page."""
    paragraph.paragraph_format.page_break_before = True


def stays_with_next(paragraph: WordParagraph) -> None:
    """A paragraph stands on the page of the one below it."""
    paragraph.paragraph_format.keep_with_next = True


def table(paper: WordDocument, heads: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[str]]) -> None:
    """A table below all else: columns of so many millimetres, its head on every page, no row parted by a page."""
    grid = paper.add_table(0, len(heads))
    grid.autofit = False
    _border(grid)
    for column, width in zip(grid._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.set(_name("w:w"), str(round(width * _TWIPS)))
    filled = [tuple(row) for row in rows]
    sides = ["center" if max(map(len, texts)) <= _SHORT else "" for texts in zip(*filled, strict=True)]
    _row(grid, heads, widths, ["center"] * len(heads), HEAD, is_head=True)
    for row in filled:
        _row(grid, row, widths, sides, CELL)


def _row(
    grid: WordTable,
    texts: Sequence[str],
    widths: Sequence[float],
    sides: Sequence[str],
    face: Face,
    is_head: bool = False,
) -> None:
    from docx.enum.table import WD_ALIGN_VERTICAL
    from docx.shared import Mm

    row = grid.add_row()  # type: ignore[no-untyped-call]
    properties = row._tr.get_or_add_trPr()
    properties.append(_element("w:cantSplit", {}))
    properties.append(_element("w:trHeight", {"w:val": str(round(_ROW * _TWIPS)), "w:hRule": "atLeast"}))
    if is_head:
        properties.append(_element("w:tblHeader", {}))
    for cell, text, width, side in zip(row.cells, texts, widths, sides, strict=True):
        cell.width = Mm(width)
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        _fill(cell, text, face, side)


_ROW, _AIR = 8.0, 1.0
"""Millimetres of the lowest row of a table, and between a line of it and what is written."""
_SHORT = 10
"""Characters of texts that stand in the middle of their column."""


def _fill(cell: WordCell, text: str, face: Face, align: str) -> None:
    for at, part in enumerate(text.split("\n")):
        dress(cell.paragraphs[0] if at == 0 else cell.add_paragraph(), part, face, align)


def _border(grid: WordTable) -> None:
    """Thin lines around every cell, and some air in it."""
    borders = _element("w:tblBorders", {})
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(f"w:{side}", {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "000000"}))
    margins = _element("w:tblCellMar", {})
    for side in ("top", "bottom"):
        margins.append(_element(f"w:{side}", {"w:w": str(round(_AIR * _TWIPS)), "w:type": "dxa"}))
    properties = grid._tbl.tblPr
    place = next(at for at, child in enumerate(properties) if child.tag == _name("w:tblLayout"))
    properties.insert(place, borders)
    properties.insert(place + 2, margins)


def picture(paper: WordDocument, png: bytes, widest: float = PORTRAIT) -> None:
    """A picture in the middle of a line, at the size in which its page was printed, as far as it fits."""
    from docx.shared import Mm

    paragraph = line(paper, "", NOTE, "center")
    shape = paragraph.add_run().add_picture(BytesIO(png))
    if shape.width > Mm(widest):
        shape.height = round(shape.height * Mm(widest) / shape.width)
        shape.width = Mm(widest)


def bytes_of_paper(paper: WordDocument) -> bytes:
    """The Word file: its parts bear no time, so that the same paper is the same bytes."""
    out, fixed = BytesIO(), BytesIO()
    paper.save(out)
    with zipfile.ZipFile(out) as made, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as written:
        for name in made.namelist():
            info = zipfile.ZipInfo(name, _CREATED.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(info, made.read(name))
    return fixed.getvalue()


# ── XML that python-docx has no words for ────────────────────────────────────────────────────────────────────────────


def _set_face(font: Font, properties: CT_RPr, face: Face) -> None:
    """A font is named for letters and for Chinese characters apart."""
    from docx.shared import Pt

    font.name, font.size = face.font, Pt(face.points)
    names = properties.get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        names.set(_name(kind), face.font)


def _element(tag: str, attributes: dict[str, str]) -> BaseOxmlElement:
    from docx.oxml import OxmlElement

    element = cast("BaseOxmlElement", OxmlElement(tag))
    for name, value in attributes.items():
        element.set(_name(name), value)
    return element


def _text_element(tag: str, text: str) -> BaseOxmlElement:
    element = _element(tag, {"xml:space": "preserve"})
    element.text = text
    return element


def _name(prefixed: str) -> str:
    from docx.oxml.ns import qn

    return qn(prefixed)
