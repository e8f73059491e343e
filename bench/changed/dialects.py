"""What the program that wrote a Word file makes of a report: other names, styles, parts, and tables of single rows."""

from __future__ import annotations

import re
from random import Random

from bench.changed.document import Document, Way
from bench.changed.word import BODY, DOCX, Package, text_run
from extract.model import Concept

RELATIONS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
STYLES = "word/styles.xml"
OTHERS = {"docx_chunk_of_html", "docx_flat_package", "docx_word_2003"}
"""Changes after which there is no package of parts."""


def _some(document: Document, random: Random, most: int = 10) -> list[Concept]:
    cells = document.cells()
    return random.sample(cells, min(len(cells), random.randint(1, most)))


def strict(document: Document, random: Random) -> Document | None:
    """The file is written in the strict dialect, whose names have other addresses."""
    if OTHERS & set(document.changes):
        return None
    changes = (
        (
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
        (
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
        ("http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main"),
    )

    def change(package: Package) -> Package:
        written = {}
        for name, data in package.items():
            for old, new in changes if name.endswith((".xml", ".rels")) else ():
                data = data.replace(old.encode(), new.encode())
            written[name] = data
        return written

    return document.then(change)


def parts_elsewhere(document: Document, random: Random) -> Document | None:
    """The body is a part with another name, in another folder, or written in UTF-16."""
    if OTHERS & set(document.changes):
        return None
    name = random.choice(("word/document2.xml", "document.xml", "Word/Document.xml", "xl/body.xml"))
    utf_16 = random.random() < 0.3

    def change(package: Package) -> Package:
        old = {BODY, RELATIONS}
        folder, _, file = name.rpartition("/")
        up = "/word/" if folder != "word" else ""
        rels = re.sub(r'Target="(?!http|/)', f'Target="{up}', package[RELATIONS].decode())
        body = package[BODY].decode()
        if utf_16:
            body = re.sub(r'encoding="[^"]*"', 'encoding="UTF-16"', body, count=1)
        return {part: data for part, data in package.items() if part not in old} | {
            "_rels/.rels": re.sub(
                rb'Target="/?word/document.xml"', f'Target="/{name}"'.encode(), package["_rels/.rels"]
            ),
            TYPES: package[TYPES].replace(b"/word/document.xml", f"/{name}".encode()),
            name: body.encode("utf-16") if utf_16 else body.encode(),
            f"{folder}/_rels/{file}.rels".lstrip("/"): rels.encode(),
        }

    return document.then(change)


HIDDEN_BY = (
    ("character", "<w:rPr><w:vanish/></w:rPr>", '<w:rStyle w:val="NAME"/>'),
    ("character", '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>', '<w:rStyle w:val="NAME"/>'),
    ("based", "<w:rPr><w:vanish/></w:rPr>", '<w:rStyle w:val="NAME"/>'),
    ("character", "<w:rPr><w:strike/></w:rPr>", '<w:rStyle w:val="NAME"/>'),
    ("character", '<w:rPr><w:sz w:val="2"/></w:rPr>', '<w:rStyle w:val="NAME"/>'),
    ("based", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>', '<w:rStyle w:val="NAME"/>'),
)
SHOWN_BY = (
    ("character", "<w:rPr><w:vanish/></w:rPr>", '<w:rStyle w:val="NAME"/><w:vanish w:val="0"/>'),
    ("character", '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>', '<w:rStyle w:val="NAME"/><w:color w:val="000000"/>'),
    ("based", '<w:rPr><w:vanish w:val="false"/></w:rPr>', '<w:rStyle w:val="NAME"/>'),
    ("none", "", '<w:b/><w:rPrChange w:id="9" w:author="a"><w:rPr><w:vanish/></w:rPr></w:rPrChange>'),
    (
        "none",
        "",
        '<w:rPrChange w:id="9" w:author="a"><w:rPr><w:strike/><w:color w:val="FFFFFF"/></w:rPr></w:rPrChange>',
    ),
    ("none", "", "<w:webHidden/>"),
    ("none", "", '<w:rStyle w:val="NoSuchStyle"/>'),
    ("paragraph", "<w:rPr><w:b/></w:rPr>", "<w:i/>"),
)


def _with_style(document: Document, kind: str, properties: str, name: str) -> Document:
    """The document with a style, or one that is based on it."""

    def style(own: str, more: str, based: str = "") -> str:
        on = f'<w:basedOn w:val="{based}"/>' if based else ""
        family = "paragraph" if kind == "paragraph" else "character"
        head = f'<w:style w:type="{family}" w:customStyle="1" w:styleId="{own}">'
        return f'{head}<w:name w:val="{own}"/>{on}{more}</w:style>'

    def change(package: Package) -> Package:
        if STYLES not in package or kind == "none":
            return package
        new = (
            style(name, properties) if kind != "based" else style(f"{name}0", properties) + style(name, "", f"{name}0")
        )
        return package | {STYLES: package[STYLES].replace(b"</w:styles>", new.encode() + b"</w:styles>")}

    return document.then(change)


def digits_hidden_by_styles(document: Document, random: Random) -> Document | None:
    """Beside some figures stand digits that a style, or one that it is based on, hides, strikes or raises."""
    kind, properties, used = random.choice(HIDDEN_BY)
    name = f"Own{len(document.tokens)}"
    for concept in _some(document, random):
        document, token = document.token(text_run(used.replace("NAME", name), random.randint(0, 99)))
        document = document.with_text(concept, f"{document.seen[concept]}{token}")
    return _with_style(document, kind, properties, name).allowing("D-06")


def digits_shown_by_styles(document: Document, random: Random) -> Document | None:
    """Digits of some figures have properties that look as if they hid them, and do not."""
    kind, properties, used = random.choice(SHOWN_BY)
    name = f"Own{len(document.tokens)}"
    for concept in _some(document, random):
        seen = str(document.seen[concept])
        cut = random.randrange(len(seen))
        document, token = document.token(text_run(used.replace("NAME", name), seen[cut:]))
        document = document.with_text(concept, seen[:cut] + token)
    return _with_style(document, kind, properties, name)


MARKS = (
    "<w:rPr><w:vanish/></w:rPr>",
    '<w:rPr><w:del w:id="8" w:author="a"/></w:rPr>',
    '<w:rPr><w:color w:val="FFFFFF"/><w:sz w:val="2"/></w:rPr>',
    "<w:rPr><w:strike/></w:rPr>",
)


def ends_hidden(document: Document, random: Random) -> Document | None:
    """The ends of the paragraphs in some cells are hidden, deleted or pale; what stands before them is not."""
    mark, share = random.choice(MARKS), random.random()
    seed = random.random()

    def change(package: Package) -> Package:
        if BODY not in package:
            return package
        draw = Random(seed)

        def marked(match: re.Match[str]) -> str:
            cell = match[0]
            if "<w:pPr>" not in cell or "<w:tbl>" in cell or draw.random() > share:
                return cell
            return re.sub(
                r"(<w:pPr>(?:(?!<w:rPr>|</w:pPr>).)*)(?:<w:rPr>.*?</w:rPr>)?</w:pPr>",
                rf"\1{mark}</w:pPr>",
                cell,
                count=1,
            )

        return package | {BODY: re.sub(r"<w:tc>.*?</w:tc>", marked, package[BODY].decode(), flags=re.DOTALL).encode()}

    return document.then(change)


def rows_apart(document: Document, random: Random) -> Document | None:
    """Every row of the tables without merged rows is a table of its own, right below the last or behind a paragraph."""
    between = random.choice(("", "", '<w:p><w:pPr><w:spacing w:line="20"/></w:pPr></w:p>'))

    def change(package: Package) -> Package:
        if BODY not in package:
            return package

        def apart(match: re.Match[str]) -> str:
            table = match[0]
            if "<w:vMerge" in table:
                return table
            head = table[: table.index("<w:tr>")]
            rows = re.findall(r"<w:tr>.*?</w:tr>", table, re.DOTALL)
            return between.join(f"{head}{row}</w:tbl>" for row in rows)

        text = re.sub(r"<w:tbl>(?:(?!<w:tbl>).)*?</w:tbl>", apart, package[BODY].decode(), flags=re.DOTALL)
        return package | {BODY: text.encode()}

    return document.then(change)


def table_pictured(document: Document, random: Random) -> Document | None:
    """A picture, or an object of a spreadsheet, stands in the place of the first table."""
    sheet = document.sheets.get("proactive")
    others = OTHERS | {"tables_in_one", "bands_exchanged", "listed", "table_of_last_year", "docx_tables_in_boxes"}
    if not sheet or others & set(document.changes):
        return None
    size = '<wp:extent cx="5400000" cy="2700000"/>'
    drawing = (
        '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        f'{size}<wp:docPr id="7" name="p"/></wp:inline></w:drawing>'
    )
    thing = '<w:object><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:420pt;height:200pt"/></w:object>'
    markup = random.choice((drawing, thing))

    def change(package: Package) -> Package:
        if BODY not in package:
            return package
        text = package[BODY].decode()
        label = next(box.text for row in sheet.rows for box in row if box.row)
        at = text.find(f">{label}<")
        start, end = text.rfind("<w:tbl>", 0, at), text.find("</w:tbl>", at) + len("</w:tbl>")
        if at < 0:
            return package
        return package | {BODY: f"{text[:start]}<w:p><w:r>{markup}</w:r></w:p>{text[end:]}".encode()}

    cells = [concept for concept in document.seen if concept.table == "proactive"]
    changed = document.then(change).doubting(cells)
    return changed.seeing(dict.fromkeys(cells)).allowing("C-01", "C-02", "C-09", "D-09")


def rows_counted(document: Document, random: Random) -> Document | None:
    """The rows of table three have numbers that Word counts, in a cell before their label."""
    sheet = document.sheets.get("requests")
    if not sheet or "docx_word_2003" in document.changes:
        return None

    def change(package: Package) -> Package:
        if BODY not in package or "word/numbering.xml" not in package:
            return package
        text = package[BODY].decode()
        for row in sheet.rows[3:]:
            label = next((box.text for box in row if box.row), "")
            found = (
                re.search(rf"<w:tc>(?:(?!<w:tc>).)*?>{re.escape(label)}<.*?</w:tc>", text, re.DOTALL) if label else None
            )
            if found:
                listed = found[0].replace(
                    "<w:pPr>", '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>', 1
                )
                text = text.replace(found[0], listed, 1)
        return package | {BODY: text.encode()}

    return document.then(change).allowing("D-09", "G-01")


def cells_padded(document: Document, random: Random) -> Document | None:
    """Figures have empty paragraphs, blanks, tabs or line breaks around them in their cells."""
    before, behind = random.choice(
        (
            ("</w:t></w:r></w:p><w:p><w:r><w:t>", ""),
            ("", "</w:t></w:r></w:p><w:p><w:r><w:t>"),
            ("</w:t><w:tab/><w:t>", ""),
            ("</w:t><w:br/><w:t>", "</w:t><w:br/><w:t>"),
            ("\u3000", "\u00a0"),
            ("</w:t><w:ptab w:relativeTo='margin' w:alignment='center' w:leader='none'/><w:t>", ""),
        )
    )
    for concept in _some(document, random, 30):
        seen = document.seen[concept]
        document, first = document.token(before)
        document, last = document.token(behind)
        document = document.with_text(concept, f"{first}{seen}{last}")
    return document


WAYS: dict[str, Way] = {
    **{
        f"docx_{change.__name__}": Way(change, DOCX, "print")
        for change in (digits_hidden_by_styles, digits_shown_by_styles, cells_padded)
    },
    **{
        f"docx_{change.__name__}": Way(change, DOCX, "file")
        for change in (ends_hidden, rows_apart, table_pictured, rows_counted, strict, parts_elsewhere)
    },
}
