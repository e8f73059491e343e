"""A whole report on paper: the parts of a `Draft` in order, as DOCX, as HTML for a browser's printer, and as PDF.

Comes in: a `Draft` of `prose` and a `Look`, every decision that is the printer's and not the author's. Goes out: a
`Print`, what stands in the file and what must be read from it, and its bytes in three formats. The same seed gives the
same bytes; nothing here needs an office program or a browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from io import BytesIO
from random import Random
from typing import Literal, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph as DocxParagraph
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extract.model import Concept
from tests.made.layouts import full_width
from tests.made.oracle import number
from tests.made.prose import Draft, Told, story, words_of
from tests.made.sheets import Box, Sheet, each, sheets, spread

# ── What is printed ──────────────────────────────────────────────────────────────────────────────────────────────────

Role = Literal["title", "note", "heading", "body", "signature", "break"]
Rules = Literal["strokes", "rectangles", "doubled", "horizontal", "header", "none"]


class Part(NamedTuple):
    """A paragraph and what it is; a `break` is a new page."""

    role: Role
    text: str


class Print(NamedTuple):
    """A report ready for the printer: its parts in order, what they tell, what each cell shows."""

    parts: tuple[Part | Sheet, ...]
    told: Told
    truth: dict[Concept, str]
    odd: frozenset[str]


class Look(NamedTuple):
    """How a report is printed.

    `cut`: pages end in the middle of a row; `repeated`: header rows stand again on every page; `open`: no rule closes
    a table where its page ends. `narrow` columns break numbers over lines, `stacked` ones leave group labels one
    character a line. `turned` is how the page of table three lies, `zero` how a zero is shown.
    In a `font`, a Word file or a web page shows everything; without one, in those that offices use.
    """

    rules: Rules = "strokes"
    cut: bool = False
    repeated: bool = False
    open: bool = False
    page_number: str = ""
    watermark: bool = False
    metadata: bool = False
    web: bool = False
    turned: Literal["", "landscape", "rotated"] = ""
    narrow: bool = False
    stacked: bool = False
    wide: bool = False
    zero: str = "0"
    size: float = 12
    small: float = 9
    shift: int = 0
    font: str = ""

    @property
    def traits(self) -> tuple[str, ...]:
        """The names of everything that is not plain about it."""
        flags = ("cut", "repeated", "open", "watermark", "metadata", "web", "narrow", "stacked", "wide")
        return (
            self.rules,
            *(name for name in flags if getattr(self, name)),
            *filter(None, (self.turned, "numbered" * bool(self.page_number))),
            *((f"zero:{self.zero}",) * (self.zero != "0")),
        )


_PAGE_NUMBERS = ("— {} —", "- {} -", "{}", "第 {} 页", "第{}页 共{}页", "")
RULED: tuple[Rules, ...] = ("strokes", "rectangles", "doubled")
UNRULED: tuple[Rules, ...] = ("none", "horizontal", "header")


def look_of(random: Random, rules: Rules = "strokes") -> Look:
    """A look with these rules."""

    def often(share: float) -> bool:
        return random.random() < share

    return Look(
        rules=rules,
        cut=often(0.5),
        repeated=often(0.4),
        open=often(0.3),
        page_number=random.choice(_PAGE_NUMBERS),
        watermark=often(0.12),
        metadata=often(0.3),
        web=often(0.25),
        turned=random.choices(("", "landscape", "rotated"), (6, 2, 1))[0],
        narrow=often(0.3),
        stacked=often(0.4),
        wide=often(0.1),
        zero=random.choices(("0", "", "/", "-", "—"), (16, 1, 1, 1, 1))[0],
        size=random.choice((12, 14, 16)),
        small=random.choice((7.5, 9, 10.5)),
        shift=random.randrange(0, 200),
    )


def printed(draft: Draft, look: Look) -> Print:
    """A draft as parts: words and tables in printed order."""
    words = story(draft)
    tables = {sheet.table: sheet for sheet in _tables(draft, look)}
    kept = {s.number: tables[s.key] for s in draft.report.form.sections if s.key in tables}
    kept = {number: sheet for number, sheet in kept.items() if number not in draft.missing}
    parts: list[Part | Sheet] = [_metadata(draft)] if look.metadata else []
    parts += [Part("note", line) for line in words.before if look.web]
    parts += [Part("title", line) for line in words.title]
    parts += [Part("note", line) for line in words.under if look.web]
    for section in (0, *words.headings):
        parts += [Part("heading", words.headings[section])] if section else []
        parts += [Part("body", text) for text in words.told.sections.get(section, "").split("\n") if text]
        parts += [kept[section]] if section in kept else []
    parts += [Part("signature", line) for line in words.signature]
    parts += [Part("note", line) for line in words.after if look.web]
    dated = look.metadata or words.signature or (look.web and words.under)
    boxes = [box for sheet in kept.values() for row in sheet.rows for box in row]
    return Print(
        tuple(parts),
        words.told._replace(published=words_of(draft)["iso"] if dated and _dated(parts) else ""),
        {box.concept: box.text for box in boxes if box.concept},
        words.odd | ({"D-06"} if look.zero != "0" else set()),
    )


def _dated(parts: Iterable[Part | Sheet]) -> bool:
    """Whether a date is printed around the body."""
    texts = (
        box.text for part in parts if isinstance(part, Sheet) and not part.table for row in part.rows for box in row
    )
    around = (part.text for part in parts if isinstance(part, Part) and part.role in ("note", "signature"))
    return any(re.search(r"\d{4}(年\d+月\d+日|-\d\d-\d\d)", text) for text in (*texts, *around))


def _metadata(draft: Draft) -> Sheet:
    """The table of facts that sites print in front of a document."""
    words, random = words_of(draft), draft.stream("metadata")
    pairs = (
        ("索引号", f"0000{random.randrange(10**4, 10**5)}/{draft.report.year + 1}-{random.randrange(1, 999):05}"),
        ("发布机构", draft.agency.printed),
        ("发布日期", words["iso"]),
        ("有效性", "有效"),
    )
    if random.random() < 0.5:
        return Sheet("", tuple(tuple(map(Box, pair)) for pair in pairs))
    return Sheet("", tuple(tuple(Box(text) for pair in pairs[n : n + 2] for text in pair) for n in (0, 2)))


def _tables(draft: Draft, look: Look) -> tuple[Sheet, ...]:
    random, shown = draft.stream("tables"), dict(draft.printed)
    whole = draft.reshaped(sheets(draft.report, random, draft.without))
    if look.zero != "0":
        whole = each(whole, lambda b: b._replace(text=look.zero) if b.concept and number(b.text) == 0 else b)
    whole = each(whole, lambda box: box._replace(text=shown[box.concept]) if box.concept in shown else box)
    return full_width(whole, random) if look.wide else whole


def together(prints: Sequence[Print]) -> tuple[Part | Sheet, ...]:
    """The parts of several reports in one file, each on a new page."""
    return tuple(part for each in prints for part in (Part("break", ""), *each.parts))[1:]


def head_rows(sheet: Sheet) -> int:
    """How many rows are the table's header."""
    return next((y for y, row in enumerate(sheet.rows) if any(box.row or box.concept for box in row)), 0)


def is_number(box: Box) -> bool:
    return box.concept is not None


def widths(sheet: Sheet, look: Look, width: float) -> list[float]:
    """The columns of a table that is `width` wide."""
    columns = len(spread(sheet)[0])
    if sheet.table != "requests":
        return [width / columns] * columns
    values = len({box.column for row in sheet.rows for box in row if box.column})
    labels = columns - values
    figure = look.small * (2.1 if look.narrow else 3.2 if width < 500 else 4.5)
    group = look.small * 1.7 if look.stacked else look.small * 3.5
    groups = [group] * (labels - 1)
    return [*groups, width - sum(groups) - figure * values, *[figure] * values]


# ── DOCX ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

_PAGE = (595.28, 841.89)
_MARGIN = 79.0
_FONTS = {
    "title": "方正小标宋简体",
    "heading": "黑体",
    "body": "仿宋_GB2312",
    "note": "宋体",
    "signature": "仿宋_GB2312",
}
Oddity = Literal["", "controls", "tracked", "nested", "numbered", "old_merge"]
ODDITIES: tuple[Oddity, ...] = ("", "", "", "controls", "tracked", "nested", "numbered", "old_merge")
"""What Word files have and paper does not show: content controls, changes, tables in tables, numbering, w:hMerge."""


def docx_bytes(parts: Sequence[Part | Sheet], look: Look, oddity: Oddity = "") -> bytes:
    """A Word document."""
    file = docx.Document()
    section = file.sections[0]
    section.page_width, section.page_height = map(Pt, _PAGE)
    section.left_margin = section.right_margin = Pt(_MARGIN)
    section.top_margin = section.bottom_margin = Pt(_MARGIN)
    normal = file.styles["Normal"]
    normal.font.size, normal.font.name = Pt(look.size), look.font or "Times New Roman"
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), look.font or "仿宋_GB2312")
    _footer(file, look)
    for part in parts:
        if isinstance(part, Part):
            _add_paragraph(file, part, look, numbered=oddity == "numbered")
        else:
            _add_table(file, part, look, oddity)
    return packed(file)


def _add_paragraph(file: Docx, part: Part, look: Look, numbered: bool) -> None:
    paragraph = file.add_paragraph()
    if part.role == "break":
        paragraph.add_run().add_break(WD_BREAK.PAGE)
        return
    text = part.text
    if numbered and part.role == "heading" and (found := re.match(r"[一二三四五六] ?、 ?", text)):
        text = text[found.end() :]
        _number(file, paragraph)
    run = paragraph.add_run(text)
    size = {"title": 22.0, "heading": look.size, "note": 10.5}.get(part.role, look.size)
    run.font.size = Pt(size)
    run.font.bold = part.role == "heading"
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), look.font or _FONTS[part.role])
    form = paragraph.paragraph_format
    form.space_after, form.line_spacing = Pt(0), Pt(size * 1.6)
    if part.role in ("title", "note", "signature"):
        sides = {"title": WD_ALIGN_PARAGRAPH.CENTER, "note": WD_ALIGN_PARAGRAPH.CENTER}
        paragraph.alignment = sides.get(part.role, WD_ALIGN_PARAGRAPH.RIGHT)
    else:
        form.first_line_indent = Pt(look.size * 2)
        form.element.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), "200")


def _number(file: Docx, paragraph: DocxParagraph) -> None:
    """A number that Word counts itself and that no text of the file holds."""
    numbering = file.part.numbering_part.element
    if not numbering.xpath("w:abstractNum[@w:abstractNumId='90']"):
        level = (
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
            '<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/><w:lvlJc w:val="left"/></w:lvl>'
        )
        numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{level}</w:abstractNum>'))
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>'
    paragraph._p.get_or_add_pPr().insert(0, parse_xml(number))


def _add_table(file: Docx, sheet: Sheet, look: Look, oddity: Oddity) -> None:
    turned = bool(look.turned) and sheet.table == "requests"
    if turned:
        _new_section(file, landscape=True)
    width = (_PAGE[1] if turned else _PAGE[0]) - 2 * _MARGIN
    table = _table_xml(sheet, look, width, oddity if sheet.table else "")
    if oddity == "nested" and sheet.table:
        cell = f'<w:tc><w:tcPr><w:tcW w:w="{width * 20:.0f}" w:type="dxa"/></w:tcPr>{table}<w:p/></w:tc>'
        head = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol/></w:tblGrid>'
        table = f"<w:tbl>{head}<w:tr>{cell}</w:tr></w:tbl>"
    if oddity == "controls" and sheet.table:
        table = f"<w:sdt><w:sdtPr/><w:sdtContent>{table}</w:sdtContent></w:sdt>"
    element = parse_xml(table.replace(">", f" {nsdecls('w')}>", 1))
    file.element.body.insert(len(file.element.body) - 1, element)
    file.add_paragraph()
    if turned:
        _new_section(file, landscape=False)


def _new_section(file: Docx, landscape: bool) -> None:
    section = file.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = map(Pt, _PAGE[::-1] if landscape else _PAGE)


_BORDERS: dict[Rules, tuple[str, ...]] = {
    "horizontal": ("top", "bottom", "insideH"),
    "header": ("top", "bottom"),
    "none": (),
}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def _table_xml(sheet: Sheet, look: Look, width: float, oddity: str) -> str:
    """A table with spans as Word writes them; rows that repeat on each page and may not be cut say so."""
    columns = [round(each * 20) for each in widths(sheet, look, width)]
    kind = "double" if look.rules == "doubled" else "single"
    lines = "".join(f'<w:{side} w:val="{kind}" w:sz="4" w:space="0"/>' for side in _BORDERS.get(look.rules, _SIDES))
    heads = head_rows(sheet)
    rows = []
    for y, places in enumerate(spread(sheet)):
        cells, x = [], 0
        while x < len(places):
            box, begins = places[x]
            merged = _merge("v", begins) if box.down > 1 else ""
            span = sum(columns[x : x + box.across])
            content = _cell_xml(box if begins else box._replace(text=""), look, sheet, oddity)
            if oddity == "old_merge" and box.across > 1:
                for n in range(box.across):
                    more = _merge("h", n == 0) + merged
                    cells.append(_tc(columns[x + n], more, "<w:p/>" if n else content, box, look, sheet))
            else:
                across = f'<w:gridSpan w:val="{box.across}"/>' * (box.across > 1)
                cells.append(_tc(span, across + merged, content, box, look, sheet))
            x += box.across
        how = "<w:cantSplit/>" * (not look.cut) + "<w:tblHeader/>" * (look.repeated and y < heads)
        rows.append(f"<w:tr><w:trPr>{how}</w:trPr>{''.join(cells)}</w:tr>")
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in columns)
    margins = "".join(f'<w:{side} w:w="40" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _merge(axis: str, begins: bool) -> str:
    return f'<w:{axis}Merge w:val="restart"/>' if begins else f"<w:{axis}Merge/>"


def _tc(width: int, spans: str, content: str, box: Box, look: Look, sheet: Sheet) -> str:
    upright = look.stacked and look.shift % 2 and sheet.table == "requests" and box.down > 3
    turned = '<w:textDirection w:val="tbRlV"/>' * bool(upright)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{turned}<w:vAlign w:val="center"/></w:tcPr>'
        f"{content}</w:tc>"
    )


def _cell_xml(box: Box, look: Look, sheet: Sheet, oddity: str) -> str:
    size = round(2 * (look.small if sheet.table in ("requests", "disputes") else 10.5))
    name = look.font or "宋体"
    font = f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}"/>'
    style = f'<w:rPr>{font}<w:sz w:val="{size}"/></w:rPr>'
    side = "left" if box.row else "center"
    head = f'<w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="{side}"/>{style}</w:pPr>'
    run = f'<w:r>{style}<w:t xml:space="preserve">{escape(box.text)}</w:t></w:r>' if box.text else ""
    if oddity == "tracked" and box.concept and box.text:
        who = 'w:id="1" w:author="a" w:date="2024-01-01T00:00:00Z"'
        run = f"<w:del {who}><w:r>{style}<w:delText>9</w:delText></w:r></w:del><w:ins {who}>{run}</w:ins>"
    return f"<w:p>{head}{run}</w:p>"


def _footer(file: Docx, look: Look) -> None:
    if not look.page_number:
        return
    paragraph = file.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for index, text in enumerate(look.page_number.split("{}")):
        if index:
            run = paragraph.add_run()
            for kind in ("begin", "", "end"):
                element = OxmlElement("w:fldChar" if kind else "w:instrText")
                if kind:
                    element.set(qn("w:fldCharType"), kind)
                else:
                    element.text = "PAGE" if index == 1 else "NUMPAGES"
                run._element.append(element)
        paragraph.add_run(text)


def packed(file: Docx) -> bytes:
    """The package without the time of day."""
    raw, result = BytesIO(), BytesIO()
    file.save(raw)
    with ZipFile(raw) as source, ZipFile(result, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name, (2024, 1, 1, 0, 0, 0)), source.read(name), ZIP_DEFLATED)
    return result.getvalue()


# ── HTML for a browser's printer ─────────────────────────────────────────────────────────────────────────────────────

_TAGS = {"title": "h1", "heading": "h2", "body": "p", "note": "div", "signature": "div"}


def html_text(parts: Sequence[Part | Sheet], look: Look) -> str:
    """A page made to be printed: paper size, page breaks, borders and spans are said in CSS."""
    body = []
    for part in parts:
        if isinstance(part, Sheet):
            body.append(_html_table(part, look))
        elif part.role == "break":
            body.append('<div style="break-before:page"></div>')
        else:
            body.append(f'<{_TAGS[part.role]} class="{part.role}">{escape(part.text)}</{_TAGS[part.role]}>')
    mark = f'<div class="mark">{escape(_watermark(parts))}</div>' if look.watermark else ""
    title = "".join(part.text for part in parts if isinstance(part, Part) and part.role == "title")
    style = "".join(_styles(look))
    return (
        f'<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{style}</style></head>\n<body>{mark}{''.join(body)}</body></html>\n"
    )


def _html_table(sheet: Sheet, look: Look) -> str:
    total = sum(shares := widths(sheet, look, 680 if look.turned and sheet.table == "requests" else 440))
    columns = "".join(f'<col style="width:{100 * share / total:.2f}%">' for share in shares)
    heads = head_rows(sheet)
    rows = []
    for row in sheet.rows:
        cells = []
        for box in row:
            spans = f' colspan="{box.across}"' * (box.across > 1) + f' rowspan="{box.down}"' * (box.down > 1)
            kind = "row" if box.row else "up" if look.stacked and look.shift % 2 and box.down > 3 else ""
            text = f"<span>{escape(box.text)}</span>" if kind == "up" else escape(box.text)
            cells.append(f"<td{spans}{f' class={kind}' if kind else ''}>{text}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    head = f"<thead>{''.join(rows[:heads])}</thead>" if heads and look.repeated else ""
    body = f"<tbody>{''.join(rows[heads:] if head else rows)}</tbody>"
    return f'<table class="{sheet.table or "facts"}"><colgroup>{columns}</colgroup>{head}{body}</table>'


def _styles(look: Look) -> Iterator[str]:
    borders = {
        "horizontal": "td{border:solid #000;border-width:1px 0}",
        "none": "td{border:0}",
        "header": "table{border:solid #000;border-width:1px 0}td{border:0}thead{border-bottom:1px solid #000}",
        "doubled": "table{border-collapse:separate;border-spacing:1px;border:1px solid #000}td{border:1px solid #000}",
    }
    number = look.page_number.replace("{}", '"counter(page)"', 1).replace("{}", '"counter(pages)"')
    footer = f'@bottom-center{{content:"{number}";font-size:10pt}}' if look.page_number else ""
    yield f"@page{{size:A4;margin:2cm;{footer}}}@page wide{{size:A4 landscape}}"
    yield f'body{{font:{look.size}pt/1.7 "仿宋_GB2312","Noto Serif CJK SC",serif;margin:0}}'
    yield 'h1{font:22pt "方正小标宋简体","Noto Serif CJK SC";text-align:center}'
    yield 'h2{font:inherit;font-family:"黑体","Noto Sans CJK SC";text-indent:2em;margin:0}p{text-indent:2em;margin:0}'
    yield ".note{font-size:10pt;text-align:center}.signature{text-align:right}"
    yield f"table{{width:100%;table-layout:fixed;border-collapse:collapse;font:{look.small}pt/1.3 'Noto Serif CJK SC'}}"
    yield "td{padding:2px;text-align:center;word-break:break-all}td.row{text-align:left}"
    yield borders.get(look.rules, "td{border:1px solid #000}")
    yield f"tr{{break-inside:{'auto' if look.cut else 'avoid'}}}thead{{display:table-header-group}}"
    yield "td.up span{writing-mode:vertical-rl}.facts{margin-bottom:1em}"
    yield "table.requests{page:wide}" if look.turned else ""
    yield ".mark{position:fixed;top:40%;left:10%;font-size:40pt;color:#ddd;transform:rotate(-30deg);z-index:-1}"
    yield f"*{{font-family:'{look.font}'!important}}" if look.font else ""


def _watermark(parts: Sequence[Part | Sheet]) -> str:
    titles = [part.text for part in parts if isinstance(part, Part) and part.role == "title"]
    return titles[0].split("年")[0].rstrip("0123456789")[:12] or "政府信息公开"


# ── PDF ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

_FONT = "STSong-Light"
_PAD = 2.0
_HANGING = frozenset("，。；：、）”》！？")


class Line(NamedTuple):
    """A line of text: its top, its left end; the cell whose figure it is, or a part of."""

    x: float
    y: float
    size: float
    text: str
    bold: bool = False
    concept: Concept | None = None


class Edge(NamedTuple):
    """A rule, or a whole frame where both extents are more than nothing."""

    x0: float
    y0: float
    x1: float
    y1: float


class Paper(NamedTuple):
    """A page of paper; everything is measured from its top left corner."""

    width: float
    height: float
    rotated: bool
    lines: list[Line]
    edges: list[Edge]


def pdf_bytes(parts: Sequence[Part | Sheet], look: Look) -> bytes:
    """A PDF with a font that is not embedded, its rules drawn as the look says."""
    return _drawn(papers_of(parts, look), look, _watermark(parts) if look.watermark else "")


def papers_of(parts: Sequence[Part | Sheet], look: Look) -> list[Paper]:
    """The pages of a report: which lines and rules stand where."""
    pages = _Pages(look)
    for part in parts:
        if isinstance(part, Sheet):
            pages.table(part)
        elif part.role == "break":
            pages.turn()
        else:
            pages.paragraph(part)
    return pages.papers


@cache
def _font() -> str:
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    return _FONT


def length(text: str, size: float) -> float:
    """How wide a text is."""
    return float(pdfmetrics.stringWidth(text, _font(), size))


def wrapped(text: str, size: float, width: float, indent: float = 0, hanging: bool = False) -> list[str]:
    """Text in lines no wider than `width`; numbers stay whole unless they alone are wider, commas may hang over. A line
    ends where the text has a line break."""
    if "\n" in text:
        first, rest = text.split("\n", 1)
        return [*wrapped(first, size, width, indent, hanging), *wrapped(rest, size, width, 0, hanging)]
    lines, line, room = [], "", width - indent
    for word in re.findall(r"[A-Za-z0-9.,:/-]+|.", text):
        for piece in [word] if length(word, size) <= width else word:
            if line and length(line + piece, size) > room and not (hanging and piece in _HANGING):
                lines.append(line)
                line, room = "", width
            line += piece
    return [*lines, line] if line else lines


class _Grid:
    """A table measured: the tops of its rows, its columns, and the lines of every cell, from the table's top."""

    def __init__(self, sheet: Sheet, look: Look, width: float) -> None:
        self.size = look.small if sheet.table in ("requests", "disputes") else 10.5
        self.leading = self.size * 1.25
        columns = widths(sheet, look, width)
        self.lefts = [sum(columns[:x]) for x in range(len(columns) + 1)]
        cells = _places(sheet)
        texts = {
            (x, y): wrapped(box.text, self.size, self.lefts[x + box.across] - self.lefts[x] - 2 * _PAD)
            for x, y, box in cells
        }
        heights = [self.leading + 2 * _PAD] * len(sheet.rows)
        for x, y, box in sorted(cells, key=lambda cell: cell[2].down):
            last = y + box.down - 1
            need = len(texts[x, y]) * self.leading + 2 * _PAD
            heights[last] += max(0.0, need - sum(heights[y : last + 1]))
        self.tops = [sum(heights[:y]) for y in range(len(heights) + 1)]
        self.cells = cells
        self.lines = [line for x, y, box in cells for line in self._set(x, y, box, texts[x, y])]
        self.head = self.tops[head_rows(sheet)] if look.repeated and sheet.table in ("requests", "disputes") else 0.0
        self.ruled = {0.0, self.tops[head_rows(sheet)], self.tops[-1]}

    def _set(self, x: int, y: int, box: Box, texts: list[str]) -> Iterator[Line]:
        left, right = self.lefts[x] + _PAD, self.lefts[x + box.across] - _PAD
        top = (self.tops[y] + self.tops[y + box.down] - len(texts) * self.leading) / 2
        for n, text in enumerate(texts):
            middle = (left + right - length(text, self.size)) / 2
            yield Line(left if box.row else middle, top + n * self.leading, self.size, text, concept=box.concept)

    def cut(self, at: float) -> None:
        """End a page at this height: lines that do not fit above it move below, with all that follows them."""
        below = [line for line in self.lines if line.y + self.leading > at + 0.01]
        room = self.leading + _PAD if any(line.y < at - 0.01 for line in below) else 0.0
        above = [line for line in self.lines if line.y + self.leading <= at + 0.01]
        self.lines = [*above, *(line._replace(y=line.y + room) for line in below)]
        self.tops = [top + room if top > at + 0.01 else top for top in self.tops]
        self.ruled = {y + room if y > at + 0.01 else y for y in self.ruled}


def _places(sheet: Sheet) -> list[tuple[int, int, Box]]:
    """Every cell with the column and row it begins at."""
    found, seen = [], set()
    for y, places in enumerate(spread(sheet)):
        for x, (box, begins) in enumerate(places):
            if begins and (x, y) not in seen:
                found.append((x, y, box))
                seen |= {(x + dx, y + dy) for dx in range(box.across) for dy in range(box.down)}
    return found


class _Pages:
    """The pages set so far, and how far down the last one is filled."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.papers: list[Paper] = []
        self.turn()
        self.y += look.shift if not look.metadata else 0

    @property
    def paper(self) -> Paper:
        return self.papers[-1]

    @property
    def bottom(self) -> float:
        return self.paper.height - _MARGIN

    def turn(self, across: bool = False) -> None:
        """Begin a new page, perhaps one that lies across."""
        width, height = A4[::-1] if across else A4
        self.papers.append(Paper(width, height, across and self.look.turned == "rotated", [], []))
        self.y = _MARGIN

    def paragraph(self, part: Part) -> None:
        size = {"title": 20.0, "note": 10.0}.get(part.role, self.look.size)
        indent = 2 * size if part.role in ("body", "heading") else 0
        width = self.paper.width - 2 * _MARGIN
        for n, text in enumerate(wrapped(part.text, size, width, indent, hanging=True)):
            if self.y + 1.6 * size > self.bottom:
                self.turn()
            free = width - length(text, size)
            x = {"title": free / 2, "note": free / 2, "signature": free}.get(part.role, 0 if n else indent)
            self.paper.lines.append(Line(_MARGIN + x, self.y, size, text, part.role in ("title", "heading")))
            self.y += 1.6 * size

    def table(self, sheet: Sheet) -> None:
        across = bool(self.look.turned) and sheet.table == "requests"
        if across:
            self.turn(across)
        grid = _Grid(sheet, self.look, self.paper.width - 2 * _MARGIN)
        start = 0.0
        while start < grid.tops[-1]:
            head = grid.head if start else 0.0
            if (end := self._end(grid, start, head)) <= start:
                self.turn(across)
                continue
            grid.cut(end)
            if head:
                self._piece(grid, 0.0, head)
            self._piece(grid, start, end)
            start = end
            if start < grid.tops[-1]:
                self.turn(across)
        self.y += self.look.size
        if across:
            self.turn()

    def _end(self, grid: _Grid, start: float, head: float) -> float:
        """How far the table can be printed on this page; `start` where nothing of it fits."""
        limit = start + self.bottom - self.y - head
        if grid.tops[-1] <= limit:
            return grid.tops[-1]
        above, below = next((a, b) for a, b in zip(grid.tops, grid.tops[1:], strict=False) if b > limit)
        whole = max(above, start) if above > start else start
        tall = below - max(above, start) >= 1.9 * grid.leading
        inside = self.look.cut and tall and limit - whole > grid.leading + 2 * _PAD and whole >= grid.head
        return limit if inside or (whole <= start and self.y <= _MARGIN + 1) else whole

    def _piece(self, grid: _Grid, start: float, end: float) -> None:
        """Print the table from one height to another."""
        dx, dy = _MARGIN, self.y - start
        for line in grid.lines:
            if start - 0.01 <= line.y < end - 0.01 and line.y + grid.leading <= end + 0.02:
                self.paper.lines.append(line._replace(x=line.x + dx, y=line.y + dy + 0.1 * grid.leading))
        for edge in self._edges(grid, start, end):
            self.paper.edges.append(Edge(edge.x0 + dx, edge.y0 + dy, edge.x1 + dx, edge.y1 + dy))
        self.y += end - start

    def _edges(self, grid: _Grid, start: float, end: float) -> Iterator[Edge]:
        look, width = self.look, grid.lefts[-1]
        if look.rules == "header":
            yield from (Edge(0, y, width, y) for y in sorted(grid.ruled) if start <= y <= end)
        if look.rules in ("header", "none"):
            return
        if look.rules == "doubled":
            yield Edge(0, start, width, end)
        seen: set[Edge] = set()
        for x, y, box in grid.cells:
            left, right = grid.lefts[x], grid.lefts[x + box.across]
            top, bottom = max(grid.tops[y], start), min(grid.tops[y + box.down], end)
            if top >= bottom:
                continue
            if look.rules == "doubled":
                yield Edge(left + 0.75, top + 0.75, right - 0.75, bottom - 0.75)
                continue
            upper = not look.open or grid.tops[y] >= start - 0.01
            lower = not look.open or grid.tops[y + box.down] <= end + 0.01
            flat = [Edge(left, at, right, at) for at, shown in ((top, upper), (bottom, lower)) if shown]
            upright = [Edge(at, top, at, bottom) for at in (left, right) if look.rules != "horizontal"]
            yield from (edge for edge in (*flat, *upright) if edge not in seen)
            seen.update(flat, upright)


def _drawn(papers: Sequence[Paper], look: Look, watermark: str) -> bytes:
    result = BytesIO()
    canvas = Canvas(result, pagesize=A4, invariant=1)
    for count, paper in enumerate(papers, start=1):
        canvas.setPageSize((paper.width, paper.height))
        canvas.setPageRotation(90 if paper.rotated else 0)
        if paper.rotated:
            canvas.transform(0, 1, -1, 0, paper.height, 0)
        if watermark:
            canvas.saveState()
            canvas.translate(paper.width / 4, paper.height / 3)
            canvas.rotate(35)
            canvas.setFillGray(0.85)
            canvas.setFont(_font(), 44)
            canvas.drawString(0, 0, watermark)
            canvas.restoreState()
        _draw_rules(canvas, paper, look)
        for line in paper.lines:
            _draw_text(canvas, line.x, paper.height - line.y - 0.88 * line.size, line)
        if look.page_number:
            text = look.page_number.format(count, len(papers))
            x = (paper.width - length(text, 10)) / 2
            _draw_text(canvas, x, 42, Line(x, 0, 10, text))
        canvas.showPage()
    canvas.save()
    return result.getvalue()


def _draw_text(canvas: Canvas, x: float, y: float, line: Line) -> None:
    canvas.saveState()
    canvas.setLineWidth(0.3)
    text = canvas.beginText(x, y)
    text.setFont(_font(), line.size)
    if line.bold:
        text.setTextRenderMode(2)
    text.textOut(line.text)
    canvas.drawText(text)
    canvas.restoreState()


def _draw_rules(canvas: Canvas, paper: Paper, look: Look) -> None:
    thick = 0.48
    canvas.setLineWidth(0.5)
    for edge in paper.edges:
        y0, y1 = paper.height - edge.y0, paper.height - edge.y1
        if look.rules == "rectangles":
            wide, high = max(thick, edge.x1 - edge.x0), max(thick, y0 - y1)
            canvas.rect(edge.x0 - thick / 2, y1 - thick / 2, wide, high, stroke=0, fill=1)
        elif edge.x0 != edge.x1 and y0 != y1:
            canvas.rect(edge.x0, y1, edge.x1 - edge.x0, y0 - y1, stroke=1, fill=0)
        else:
            canvas.line(edge.x0, y0, edge.x1, y1)
