"""Reports as other programs save them: parts in printed order → old Word, RTF, OpenDocument; a page → MHTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZipFile

from tests.made import old_word
from tests.made.printing import Part
from tests.made.sheets import Box, Sheet, spread

_WIDTH = 900
"""Twips of a column."""


def doc_bytes(parts: Sequence[Part | Sheet]) -> bytes:
    """An old Word file."""
    paragraphs: list[old_word.Paragraph] = []
    for part in parts:
        if isinstance(part, Sheet):
            for cells in _rows(part):
                flags = [_FLAGS[begins, box.down > 1] for box, begins, _ in cells]
                edges = [0, *(right * _WIDTH for _, _, right in cells)]
                paragraphs += old_word.row([box.text if begins else "" for box, begins, _ in cells], edges, flags)
            paragraphs += old_word.plain("")
        else:
            paragraphs += old_word.plain(part.text)
    return old_word.word_bytes(paragraphs)


_FLAGS = {(True, False): 0, (False, False): 0, (True, True): old_word.TOP, (False, True): old_word.DOWN}


def rtf_bytes(parts: Sequence[Part | Sheet]) -> bytes:
    """RTF, its Chinese characters as numbers."""
    head = r"{\rtf1\ansi\ansicpg936\deff0\uc1{\fonttbl{\f0\fnil\fcharset134 SimSun;}}"
    return (head + "".join(_rtf_of(part) for part in parts) + "}").encode("ascii")


def _rtf_of(part: Part | Sheet) -> str:
    if isinstance(part, Part):
        return r"\pard " + _escaped(part.text) + r"\par" + "\n"
    rows = []
    for cells in _rows(part):
        marks = [(r"\clvmgf" if begins else r"\clvmrg") if box.down > 1 else "" for box, begins, _ in cells]
        edges = [rf"{mark}\cellx{right * _WIDTH}" for mark, (_, _, right) in zip(marks, cells, strict=True)]
        texts = [rf"\pard\intbl {_escaped(box.text) if begins else ''}\cell" for box, begins, _ in cells]
        rows.append(r"\trowd\trleft0" + "".join(edges) + "".join(texts) + r"\row" + "\n")
    return "".join(rows) + r"\pard\par" + "\n"


def odt_bytes(parts: Sequence[Part | Sheet]) -> bytes:
    """An OpenDocument text."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
    )
    body = "".join(_odt_of(part) for part in parts)
    file = BytesIO()
    with ZipFile(file, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        content = f"<office:document-content {names}><office:body><office:text>{body}</office:text></office:body>"
        package.writestr("content.xml", f"{content}</office:document-content>")
    return file.getvalue()


def _odt_of(part: Part | Sheet) -> str:
    if isinstance(part, Part):
        return f"<text:p>{escape(part.text)}</text:p>"
    rows = []
    for places in spread(part):
        cells = []
        for at, (box, begins) in enumerate(places):
            if begins and (at == 0 or places[at - 1][0] is not box):
                spans = f'table:number-columns-spanned="{box.across}" table:number-rows-spanned="{box.down}"'
                cells.append(f"<table:table-cell {spans}><text:p>{escape(box.text)}</text:p></table:table-cell>")
            else:
                cells.append("<table:covered-table-cell/>")
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return f"<table:table>{''.join(rows)}</table:table><text:p/>"


def mht_bytes(page: str) -> bytes:
    """A web page as a browser saves it in one file."""
    mail = MIMEMultipart("related")
    mail["Subject"] = "saved"
    mail.attach(MIMEText(page, "html", "gb18030"))
    return mail.as_bytes()


def _escaped(text: str) -> str:
    """Text with every character outside of ASCII, and half of one outside the basic plane, as its number."""
    units = text.encode("utf-16-le")
    codes = [int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)]
    written = {code: chr(code) for code in range(32, 127)}
    written |= {9: r"\tab ", **{ord(sign): f"\\{sign}" for sign in "\\{}"}}
    return "".join(written.get(code, rf"\u{code}?") for code in codes)


def _rows(sheet: Sheet) -> Iterator[list[tuple[Box, bool, int]]]:
    """The rows of a table: each cell with its box, whether the box begins there, and the column behind it."""
    for places in spread(sheet):
        cells, at = [], 0
        while at < len(places):
            box, begins = places[at]
            at += box.across
            cells.append((box, begins, at))
        yield cells
