"""What happens to whole tables of a Word file: boxes, tables for the layout, controls, tracked rows, sections."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from bench.changed.document import Document, Way
from bench.changed.word import BODY, DOCX

_TABLE = re.compile(r"<w:tbl>(?:(?!<w:tbl>).)*?</w:tbl>", re.DOTALL)
_WHO = 'w:id="8" w:author="a" w:date="2024-01-01T00:00:00Z"'


def _tables(document: Document, change: Callable[[str], str]) -> Document:
    """The document with the markup of every table changed that holds no other."""

    def changed(package: dict[str, bytes]) -> dict[str, bytes]:
        if BODY not in package:
            return package
        text = _TABLE.sub(lambda match: change(match[0]), package[BODY].decode())
        return package | {BODY: text.encode()}

    return document.then(changed)


def tables_in_boxes(document: Document, random: Random) -> Document | None:
    """Every table stands in a text box of its own."""
    if "docx_figures_in_tables" in document.changes:
        return None
    behind, both = random.random() < 0.5, random.random() < 0.5

    def boxed(table: str) -> str:
        inner = f"<w:txbxContent>{table}<w:p/></w:txbxContent>"
        vml = (
            '<w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape style="width:440pt;height:300pt">'
            f"<v:textbox>{inner}</v:textbox></v:shape></w:pict>"
        )
        if both:
            vml = (
                '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
                '<mc:Choice Requires="wps"><w:drawing><wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/'
                f'wordprocessingShape"><wps:txbx>{inner}</wps:txbx></wps:wsp></w:drawing></mc:Choice>'
                f"<mc:Fallback>{vml}</mc:Fallback></mc:AlternateContent>"
            )
        text = "<w:r><w:t>见下表。</w:t></w:r>"
        return f"<w:p>{text if behind else ''}<w:r>{vml}</w:r>{'' if behind else text}</w:p>"

    return _tables(document, boxed)


def tables_in_a_layout(document: Document, random: Random) -> Document | None:
    """Every table stands in a cell of a table that lays out the page."""
    beside = random.choice(("", "", "<w:tc><w:tcPr><w:tcW w:w='300' w:type='dxa'/></w:tcPr><w:p/></w:tc>"))
    above = random.choice(("", "<w:p><w:r><w:t>单位：件</w:t></w:r></w:p>"))
    if "docx_figures_in_tables" in document.changes:
        above = ""  # it would stand above the figures, in their cells

    def laid(table: str) -> str:
        return (
            '<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid>'
            f'<w:tr><w:tc><w:tcPr><w:tcW w:w="9000" w:type="dxa"/></w:tcPr>{above}{table}<w:p/></w:tc>{beside}</w:tr>'
            "</w:tbl>"
        )

    return _tables(document, laid)


def tables_in_controls(document: Document, random: Random) -> Document | None:
    """Every table, or every row or cell of them, stands in a content control."""
    what = random.choice(("tbl", "tr", "tc"))

    def controlled(markup: str) -> str:
        return f"<w:sdt><w:sdtPr><w:id w:val='5'/></w:sdtPr><w:sdtContent>{markup}</w:sdtContent></w:sdt>"

    def change(table: str) -> str:
        if what == "tbl":
            return controlled(table)
        return re.sub(rf"<w:{what}>.*?</w:{what}>", lambda match: controlled(match[0]), table, flags=re.DOTALL)

    return _tables(document, change)


def rows_tracked(document: Document, random: Random) -> Document | None:
    """Some rows of the tables were put in while changes were tracked, or their looks were changed."""
    how = random.choice((f"<w:ins {_WHO}/>", f"<w:trPrChange {_WHO}><w:trPr/></w:trPrChange>"))
    seed = random.random()

    def change(table: str) -> str:
        draw = Random(seed)

        def tracked(match: re.Match[str]) -> str:
            row = match[0]
            if draw.random() < 0.6:
                return row
            if "<w:trPr/>" in row or "<w:trPr>" not in row:
                row = re.sub(r"<w:tr>(?:<w:trPr/>)?", f"<w:tr><w:trPr>{how}</w:trPr>", row, count=1)
            else:
                row = row.replace("</w:trPr>", f"{how}</w:trPr>", 1)
            if "w:ins " in how:
                row = re.sub(r"(<w:r>.*?</w:r>)", rf"<w:ins {_WHO}>\1</w:ins>", row, flags=re.DOTALL)
            return row

        return re.sub(r"<w:tr>.*?</w:tr>", tracked, table, flags=re.DOTALL)

    return _tables(document, change)


def sections_around(document: Document, random: Random) -> Document | None:
    """Every table stands in a section of its own, on a page on its side; the prose around it in two columns or one."""
    columns = "" if document.printer else random.choice(("", '<w:cols w:num="2" w:space="400"/>'))
    sides = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>', '<w:pgSz w:w="11906" w:h="16838"/>'

    def ended(size: str, more: str) -> str:
        return f'<w:p><w:pPr><w:sectPr><w:type w:val="nextPage"/>{size}{more}</w:sectPr></w:pPr></w:p>'

    return _tables(document, lambda table: f"{ended(sides[1], columns)}{table}{ended(sides[0], '')}")


def words_turned(document: Document, random: Random) -> Document | None:
    """The words of table three stand upright or on their side in their cells: heads, or labels over several rows."""
    way, heads = random.choice(("tbRlV", "btLr", "tbRl")), random.random() < 0.5

    def change(table: str) -> str:
        def turned(match: re.Match[str]) -> str:
            cell = match[0]
            is_head = any(head in cell for head in ("商业企业", "科研机构", "法律服务机构", "自然人", "总计"))
            if (heads and is_head) or (not heads and "<w:vMerge" in cell and re.search(r"[\u4e00-\u9fff]", cell)):
                return cell.replace("</w:tcPr>", f'<w:textDirection w:val="{way}"/></w:tcPr>', 1)
            return cell

        return re.sub(r"<w:tc>.*?</w:tc>", turned, table, flags=re.DOTALL)

    return _tables(document, change)


WAYS: dict[str, Way] = {
    f"docx_{change.__name__}": Way(change, DOCX, "file")
    for change in (
        tables_in_boxes,
        tables_in_a_layout,
        tables_in_controls,
        rows_tracked,
        sections_around,
        words_turned,
    )
}
