"""What happens to reports in Word files, continued: runs and rows that are shown otherwise than they stand there."""

from __future__ import annotations

import re
from random import Random

from bench.changed.document import SUMS, Document, Way
from bench.changed.word import BODY, DOCX, Package, run, text_run
from extract.model import Concept

MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
ALTERNATE = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def _some(document: Document, random: Random, most: int = 8, above: int = -1) -> list[Concept]:
    cells = document.cells(above=above)
    return random.sample(cells, min(len(cells), random.randint(1, most)))


def _out(markup: str) -> str:
    """Markup between two runs."""
    return f'</w:t></w:r>{markup}<w:r><w:t xml:space="preserve">'


SHOWN = (
    "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>",
    '<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:value="9"/></w:dropDownList></w:sdtPr><w:sdtContent><w:r>'
    "<w:t>{}</w:t></w:r></w:sdtContent></w:sdt>",
    f"<m:oMath {MATH}><m:r><m:t>{{}}</m:t></m:r></m:oMath>",
    f'<w:r><mc:AlternateContent {ALTERNATE}><mc:Choice Requires="w14"><w:t>{{}}</w:t></mc:Choice>'
    "<mc:Fallback><w:t>{}</w:t></mc:Fallback></mc:AlternateContent></w:r>",
    "<w:smartTag><w:r><w:t>{}</w:t></w:r></w:smartTag>",
    '<w:hyperlink w:anchor="a"><w:r><w:t>{}</w:t></w:r></w:hyperlink>',
    '<w:bookmarkStart w:id="7" w:name="b"/><w:r><w:t>{}</w:t></w:r><w:bookmarkEnd w:id="7"/>',
    '<w:dir w:val="ltr"><w:r><w:t>{}</w:t></w:r></w:dir>',
    '<w:customXml w:element="n"><w:r><w:t>{}</w:t></w:r></w:customXml>',
)


def figures_in_elements(document: Document, random: Random) -> Document | None:
    """Some figures stand in controls, equations, links and the like."""
    markup = random.choice(SHOWN)
    for concept in _some(document, random):
        document, token = document.token(_out(markup.replace("{}", str(document.seen[concept]))))
        document = document.with_text(concept, token)
    return document.allowing("D-06")


BESIDE = (
    ('<w:sz w:val="1"/>', "{}"),
    ('<w:sz w:val="2"/><w:szCs w:val="2"/>', "{}"),
    ('<w:color w:val="FFFFFF"/><w:sz w:val="18"/>', "{}"),
    ('<w:shd w:val="clear" w:fill="D9D9D9"/><w:color w:val="D9D9D9"/>', "{}"),
    ('<w:highlight w:val="black"/><w:color w:val="000000"/>', "{}"),
    ("<w:specVanish/><w:vanish/>", "{}"),
    ('<w:w w:val="1"/>', "{}"),
)


def digits_unseen(document: Document, random: Random) -> Document | None:
    """Beside some figures stand digits that are tiny, in the colour of their ground, or squeezed to nothing."""
    properties, _ = random.choice(BESIDE)
    cells = _some(document, random)
    for concept in cells:
        seen = document.seen[concept]
        document, token = document.token(text_run(properties, random.randint(0, 99)))
        document = document.with_text(concept, f"{seen}{token}")
    blacked = "black" in properties
    if blacked:
        document = document.seeing(dict.fromkeys(cells)).allowing(*SUMS)
    return document.allowing("D-06")


UNSURE = (
    '<w:spacing w:val="-160"/>',
    '<w:highlight w:val="black"/>',
    '<w:shd w:val="clear" w:fill="000000"/><w:color w:val="000000"/>',
)


def figures_unsure(document: Document, random: Random) -> Document | None:
    """Some figures are blackened, or their digits lie on one another: nobody can read them."""
    properties, cells = random.choice(UNSURE), _some(document, random, 4, above=9)
    if not cells:
        return None
    for concept in cells:
        document, token = document.token(text_run(properties, document.seen[concept]))
        document = document.with_text(concept, token)
    return document.seeing(dict.fromkeys(cells)).allowing("D-06", *SUMS)


IN_PIECES = (
    "</w:t><w:noBreakHyphen/><w:t>",
    "</w:t></w:r><w:r><w:t>",
    '</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t>',
    "</w:t><w:softHyphen/><w:t>",
    "</w:t><w:lastRenderedPageBreak/><w:t>",
    '</w:t></w:r><w:bookmarkStart w:id="8" w:name="c"/><w:bookmarkEnd w:id="8"/><w:r><w:t>',
)


def digits_in_pieces(document: Document, random: Random) -> Document | None:
    """Something stands between the digits of some figures that is not seen, or a hyphen or tab that is. LibreOffice
    prints nothing of what a tab moves out of a narrow cell."""
    tabs = () if document.printer else ("</w:t><w:tab/><w:t>",)
    between = random.choice((*IN_PIECES, "</w:t><w:cr/><w:t>", *tabs))
    cells = _some(document, random, above=9)
    if not cells:
        return None
    for concept in cells:
        seen = str(document.seen[concept])
        document, token = document.token(between)
        document = document.with_text(concept, seen[0] + token + seen[1:])
    if "noBreakHyphen" in between or "tab" in between or "<w:cr/>" in between:
        document = document.seeing(dict.fromkeys(cells)).allowing(*SUMS)
    return document.allowing("D-06")


HIDDEN_ROWS = (
    "<w:hidden/>",
    '<w:trHeight w:val="1" w:hRule="exact"/>',
    '<w:del w:id="5" w:author="a" w:date="2024-01-01T00:00:00Z"/>',
)


def rows_hidden(document: Document, random: Random) -> Document | None:
    """Before some rows of table three stands a row with other figures that is hidden, deleted or has no height."""
    how = random.choice(HIDDEN_ROWS)
    if "requests" not in document.sheets:
        return None
    labels = [box.text for row in document.sheets["requests"].rows for box in row[:1] if box.row][:2]

    def change(package: Package) -> Package:
        if BODY not in package:
            return package
        text = package[BODY].decode()
        for label in labels:
            found = next((r for r in re.findall(r"<w:tr>(?:(?!<w:tr>).)*?</w:tr>", text) if f">{label}<" in r), None)
            if found:
                other = re.sub(r"(?<=>)\d+(?=</w:t>)", lambda m: str(int(m[0]) + 3), found)
                other = other.replace("</w:trPr>", f"{how}</w:trPr>", 1)
                if "w:del " in how:
                    other = re.sub(r"<w:r>(.*?)</w:r>", r'<w:del w:id="6" w:author="a"><w:r>\1</w:r></w:del>', other)
                    other = other.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
                text = text.replace(found, other + found, 1)
        return package | {BODY: text.encode()}

    return document.then(change)


def symbols_beside(document: Document, random: Random) -> Document | None:
    """Beside some figures stands a symbol, the mark of a note or of a comment."""
    markup = random.choice(
        (
            run("", '<w:sym w:font="Wingdings" w:char="F0FC"/>'),
            run('<w:vertAlign w:val="superscript"/>', '<w:footnoteReference w:id="2"/>'),
            run("", '<w:commentReference w:id="1"/>'),
            run("", "<w:annotationRef/>"),
        )
    )
    for concept in _some(document, random):
        document, token = document.token(markup)
        document = document.with_text(concept, f"{document.seen[concept]}{token}")
    return document.allowing("D-06")


def rows_set_in(document: Document, random: Random) -> Document | None:
    """Rows below a merged label begin one column to the right, as `gridBefore` says, and the label spans no rows."""

    def change(package: Package) -> Package:
        if BODY not in package:
            return package
        text = package[BODY].decode()

        def moved(match: re.Match[str]) -> str:
            row = match[0]
            cells = re.findall(r"<w:tc>.*?</w:tc>", row, re.DOTALL)
            first = cells[0] if cells else ""
            if "<w:vMerge/>" not in first or "gridSpan" in first:
                return row
            row = row.replace(first, "", 1)
            return row.replace("<w:trPr>", '<w:trPr><w:gridBefore w:val="1"/>', 1)

        text = re.sub(r"<w:tr>(?:(?!<w:tr>).)*?</w:tr>", moved, text, flags=re.DOTALL)
        return package | {BODY: text.encode()}

    return document.then(change)


WAYS: dict[str, Way] = {
    **{
        f"docx_{change.__name__}": Way(change, DOCX, "print")
        for change in (figures_in_elements, digits_unseen, figures_unsure, digits_in_pieces, symbols_beside)
    },
    **{f"docx_{change.__name__}": Way(change, DOCX, "file") for change in (rows_hidden, rows_set_in)},
}
