"""What happens to reports in Word files: what a run looks like, what stands beside the text, other packages."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

from bench.changed.document import Document, Way, with_tokens
from extract.model import Concept
from tests.made.printing import ODDITIES, docx_bytes, html_text

DOCX = ("docx",)
BODY = "word/document.xml"
Package = dict[str, bytes]


def data_of(document: Document) -> bytes:
    """The file: a package, or what a change made of it."""
    unfit = set(_unfit(document))
    oddities = [each for each in ODDITIES if each not in unfit]
    oddity = document.draft.stream("oddity").choice(oddities)
    with ZipFile(BytesIO(docx_bytes(document.parts, document.look, oddity))) as source:
        package = {name: source.read(name) for name in source.namelist()}
    package[BODY] = with_tokens(package[BODY].decode(), document.tokens).encode()
    for change in document.after:
        package = change(package)
    if set(package) == {""}:
        return package[""]
    result = BytesIO()
    with ZipFile(result, "w", ZIP_DEFLATED) as target:
        for name, data in package.items():
            target.writestr(name, data)
    return result.getvalue()


IN_PARAGRAPHS = frozenset({"docx_figures_in_tables", "two_items_in_one_row"})
"""Changes whose markup ends a paragraph, which a tracked change cannot go on behind."""


def _unfit(document: Document) -> Iterator[str]:
    """What cannot be odd about a file: numbers that Word counts need every heading in a paragraph of its own."""
    changes = set(document.changes)
    if document.printer or IN_PARAGRAPHS & changes:
        yield "tracked"
    if "on_one_line" in changes:
        yield "numbered"


def run(properties: str, inner: str) -> str:
    """Markup inside a text run that ends the run, sets another one with properties, and begins a third."""
    return f'</w:t></w:r><w:r><w:rPr>{properties}</w:rPr>{inner}</w:r><w:r><w:t xml:space="preserve">'


def text_run(properties: str, text: object) -> str:
    return run(properties, f"<w:t>{text}</w:t>")


def _some(document: Document, random: Random, most: int = 12) -> list[Concept]:
    cells = document.cells()
    return random.sample(cells, min(len(cells), random.randint(1, most)))


STYLES = {
    "Raised": '<w:vertAlign w:val="superscript"/>',
    "Gone": "<w:vanish/>",
    "Struck": "<w:strike/>",
}


def with_styles(document: Document) -> Document:
    """The document with the character styles of `STYLES`."""

    def change(package: Package) -> Package:
        styles = "".join(
            f'<w:style w:type="character" w:customStyle="1" w:styleId="{name}"><w:name w:val="{name}"/>'
            f"<w:rPr>{properties}</w:rPr></w:style>"
            for name, properties in STYLES.items()
        )
        text = package["word/styles.xml"].decode()
        return package | {"word/styles.xml": text.replace("</w:styles>", styles + "</w:styles>").encode()}

    return document.then(change)


RAISED = (
    '<w:vertAlign w:val="superscript"/>',
    '<w:vertAlign w:val="superscript"/>',
    '<w:vertAlign w:val="subscript"/>',
    '<w:position w:val="10"/><w:sz w:val="10"/>',
    '<w:rStyle w:val="Raised"/>',
)


def marks_raised(document: Document, random: Random) -> Document | None:
    """Behind some figures stands the raised number of a note."""
    properties = random.choice(RAISED)
    for concept in _some(document, random):
        seen = document.seen[concept]
        document, token = document.token(text_run(properties, random.randint(1, 9)))
        document = document.with_text(concept, f"{seen}{token}")
    return with_styles(document).allowing("D-06")


HIDING = (
    "<w:vanish/>",
    '<w:vanish w:val="true"/>',
    '<w:rStyle w:val="Gone"/>',
    '<w:color w:val="FFFFFF"/>',
    '<w:color w:val="ffffff"/>',
    "<w:webHidden/><w:vanish/>",
    '<w:color w:val="FFFFFF" w:themeColor="background1"/>',
)


def digits_hidden(document: Document, random: Random) -> Document | None:
    """Beside some figures stand hidden or white digits."""
    properties = random.choice(HIDING)
    for concept in _some(document, random):
        seen = str(document.seen[concept])
        hidden = random.choice((str(random.randint(0, 9)), str(random.randint(10, 99)), seen))
        document, token = document.token(text_run(properties, hidden))
        document = document.with_text(concept, token + seen if random.random() < 0.4 else seen + token)
    return with_styles(document)


SHOWING = (
    '<w:vanish w:val="0"/>',
    '<w:vanish w:val="false"/>',
    "<w:b/>",
    '<w:color w:val="FF0000"/>',
    '<w:color w:val="auto"/>',
    '<w:strike w:val="0"/>',
    '<w:vertAlign w:val="baseline"/>',
    '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:color="auto" w:fill="000000"/>',
    '<w:sz w:val="17"/>',
)


def digits_seem_hidden(document: Document, random: Random) -> Document | None:
    """Some digits of figures stand in a run that looks special and is plain print."""
    properties = random.choice(SHOWING)
    for concept in _some(document, random):
        seen = str(document.seen[concept])
        cut = random.randrange(len(seen))
        document, token = document.token(text_run(properties, seen[cut:]))
        document = document.with_text(concept, seen[:cut] + token)
    return document


STRUCK = ("<w:strike/>", "<w:dstrike/>", '<w:strike w:val="1"/>', '<w:rStyle w:val="Struck"/>')


def figures_struck(document: Document, random: Random) -> Document | None:
    """Beside some figures stands a struck one that they replace."""
    properties, gap = random.choice(STRUCK), random.choice(("", " "))
    for concept in _some(document, random):
        seen = document.seen[concept]
        document, token = document.token(text_run(properties, random.randint(0, 99)) + gap)
        document = document.with_text(concept, f"{token}{seen}")
    return with_styles(document).allowing("D-06")


def figures_tracked(document: Document, random: Random) -> Document | None:
    """Some figures were changed while changes were tracked."""
    who = 'w:id="7" w:author="a" w:date="2024-01-01T00:00:00Z"'
    moved = random.random() < 0.3
    out, into = ("w:moveFrom", "w:moveTo") if moved else ("w:del", "w:ins")
    kind = "w:t" if moved else "w:delText"
    for concept in _some(document, random):
        seen = document.seen[concept]
        markup = (
            f"</w:t></w:r><{out} {who}><w:r><{kind}>{random.randint(0, 99)}</{kind}></w:r></{out}>"
            f"<{into} {who}><w:r><w:t>{seen}</w:t></w:r></{into}><w:r><w:t>"
        )
        document, token = document.token(markup)
        document = document.with_text(concept, token)
    return document.allowing("D-06")


def figures_computed(document: Document, random: Random) -> Document | None:
    """Some figures are the results of fields, whose formulas hold digits."""
    simple = random.random() < 0.5
    for concept in _some(document, random):
        seen = document.seen[concept]
        field = (
            f'</w:t></w:r><w:fldSimple w:instr=" =SUM(B2:G2) "><w:r><w:t>{seen}</w:t></w:r></w:fldSimple><w:r><w:t>'
            if simple
            else '</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> =B2+31 </w:instrText>'
            f'</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{seen}</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>'
        )
        document, token = document.token(field)
        document = document.with_text(concept, token)
    return document


def figures_in_tables(document: Document, random: Random) -> Document | None:
    """Some figures stand in a table of their own inside their cell."""
    for concept in _some(document, random):
        seen = document.seen[concept]
        table = (
            '</w:t></w:r></w:p><w:tbl><w:tblPr><w:tblW w:w="400" w:type="dxa"/></w:tblPr>'
            '<w:tblGrid><w:gridCol w:w="400"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="400" w:type="dxa"/></w:tcPr>'
            f"<w:p><w:r><w:t>{seen}</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:t>"
        )
        document, token = document.token(table)
        document = document.with_text(concept, token)
    return document


def figures_in_boxes(document: Document, random: Random) -> Document | None:
    """Some figures stand in a text box that is laid over their cell."""
    for concept in _some(document, random, 6):
        seen = document.seen[concept]
        inner = f"<w:txbxContent><w:p><w:r><w:t>{seen}</w:t></w:r></w:p></w:txbxContent>"
        vml = (
            '<w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape style="position:absolute;width:30pt;height:14pt">'
            f'<v:textbox inset="0,0,0,0">{inner}</v:textbox></v:shape></w:pict>'
        )
        document, token = document.token(run("", vml))
        document = document.with_text(concept, token)
    return document


def digits_in_boxes(document: Document, random: Random) -> Document | None:
    """Over some figures lies a text box with other digits: nobody can say which counts."""
    for concept in _some(document, random, 3):
        seen = document.seen[concept]
        inner = f"<w:txbxContent><w:p><w:r><w:t>{random.randint(1, 9)}</w:t></w:r></w:p></w:txbxContent>"
        vml = (
            '<w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape style="position:absolute;width:30pt;height:14pt">'
            f'<v:textbox inset="0,0,0,0">{inner}</v:textbox></v:shape></w:pict>'
        )
        document, token = document.token(run("", vml))
        document = document.with_text(concept, f"{seen}{token}").seeing({concept: None})
    return document.allowing("D-06")


RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"


def chunk_of_html(document: Document, random: Random) -> Document | None:
    """The body is a web page inside the package."""
    if document.tokens:
        return None
    page = html_text(document.parts, document.look).encode()
    as_mail = random.random() < 0.4
    if as_mail:
        page = (
            b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
            b'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n'
            b"Content-Location: file:///C:/a.htm\r\n\r\n" + b64encode(page) + b"\r\n--b--\r\n"
        )
    name, kind = ("chunk.mht", "message/rfc822") if as_mail else ("chunk.htm", "text/html")

    def change(package: Package) -> Package:
        body, relations, types = (
            package[part].decode() for part in (BODY, "word/_rels/document.xml.rels", "[Content_Types].xml")
        )
        start, end = body.index("<w:body>") + 8, body.rindex("<w:sectPr")
        chunk = (
            '<w:altChunk r:id="rId900" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
        )
        relation = f'<Relationship Id="rId900" Type="{RELATION}" Target="/word/{name}"/></Relationships>'
        override = f'<Override PartName="/word/{name}" ContentType="{kind}"/></Types>'
        return package | {
            BODY: (body[:start] + chunk + body[end:]).encode(),
            "word/_rels/document.xml.rels": relations.replace("</Relationships>", relation).encode(),
            "[Content_Types].xml": types.replace("</Types>", override).encode(),
            f"word/{name}": page,
        }

    return document.then(change)


def flat_package(document: Document, random: Random) -> Document | None:
    """The whole package as one XML file."""

    def change(package: Package) -> Package:
        types = package["[Content_Types].xml"].decode()
        named = dict(re.findall(r'PartName="([^"]+)" ContentType="([^"]+)"', types))
        by_suffix = dict(re.findall(r'Extension="([^"]+)" ContentType="([^"]+)"', types))
        parts = []
        for name, data in package.items():
            if name == "[Content_Types].xml":
                continue
            kind = named.get("/" + name) or by_suffix.get(name.rsplit(".", 1)[-1], "")
            if kind.endswith("xml"):
                text = re.sub(r"^<\?xml[^>]*\?>\s*", "", data.decode())
                inner = f"<pkg:xmlData>{text}</pkg:xmlData>"
            else:
                inner = f"<pkg:binaryData>{b64encode(data).decode()}</pkg:binaryData>"
            parts.append(f'<pkg:part pkg:name="/{name}" pkg:contentType="{kind}">{inner}</pkg:part>')
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'
        space = 'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"'
        return {"": f"{head}<pkg:package {space}>{''.join(parts)}</pkg:package>".encode()}

    return document.then(change)


def word_2003(document: Document, random: Random) -> Document | None:
    """A file of Word 2003 in XML."""
    if {"docx_chunk_of_html", "docx_flat_package"} & set(document.changes):
        return None

    def change(package: Package) -> Package:
        body = _bare(package[BODY], "w:body")
        body = re.sub(r"<w:footerReference[^>]*/>", "", body)
        for new, old in {"vMerge": "vmerge", "hMerge": "hmerge", "numPr": "listPr", "numId": "ilfo"}.items():
            body = re.sub(rf"(</?w:){new}\b", rf"\1{old}", body)
        lists = _lists(_bare(package["word/numbering.xml"], "w:numbering"))
        styles = _bare(package["word/styles.xml"], "w:styles")
        space = 'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:v="urn:schemas-microsoft-com:vml"'
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'
        return {
            "": f'{head}<w:wordDocument {space} xml:space="preserve">{lists}{styles}{body}</w:wordDocument>'.encode()
        }

    return document.then(change)


def _bare(part: bytes, element: str) -> str:
    """An element of a part as text, without names of spaces and what is written in any but the usual one."""
    text = part.decode()
    text = text[text.index(f"<{element}") : text.rindex(f"</{element}>") + len(element) + 3]
    return re.sub(r' (?:xmlns:\w+|(?!w:|xml:)\w+:\w+)="[^"]*"', "", text)


NUMERALS_OF_2003 = {"decimal": 0, "chineseCounting": 37, "chineseCountingThousand": 39, "bullet": 23}


def _lists(numbering: str) -> str:
    """The definitions of lists as Word 2003 writes them."""
    names = {
        "w:numbering": "w:lists",
        "w:abstractNumId": "w:ilst",
        "w:abstractNum": "w:listDef",
        "w:numId": "w:ilfo",
        "w:num": "w:list",
    }
    numbering = re.sub(r"w:abstractNumId=", "w:listDefId=", numbering)
    numbering = re.sub("|".join(rf"{name}\b" for name in names), lambda match: names[match[0]], numbering)
    return re.sub(
        r'<w:numFmt w:val="(\w+)"/>', lambda m: f'<w:nfc w:val="{NUMERALS_OF_2003.get(m[1], 0)}"/>', numbering
    )


WAYS: dict[str, Way] = {
    **{
        f"docx_{change.__name__}": Way(change, DOCX, "print")
        for change in (
            marks_raised,
            digits_hidden,
            digits_seem_hidden,
            figures_struck,
            figures_tracked,
            figures_computed,
            figures_in_tables,
            figures_in_boxes,
            digits_in_boxes,
        )
    },
    **{f"docx_{change.__name__}": Way(change, DOCX, "file") for change in (chunk_of_html, flat_package, word_2003)},
}
