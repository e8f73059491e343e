"""Reports as other programs save them: parts in printed order → old Word, RTF, OpenDocument; a page → MHTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZipFile

from xlsxwriter import Workbook

from tests.made import old_book, old_word
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
    return _open_document("text", "".join(_odt_of(part) for part in parts))


def _open_document(kind: str, body: str) -> bytes:
    spaces = ("office", "text", "table")
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in spaces)
    file = BytesIO()
    with ZipFile(file, "w") as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        content = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
        package.writestr("content.xml", f"<office:document-content {names}>{content}</office:document-content>")
    return file.getvalue()


def _odt_of(part: Part | Sheet) -> str:
    if isinstance(part, Part):
        return f"<text:p>{escape(part.text)}</text:p>"
    return f"<table:table>{_odt_rows(part)}</table:table><text:p/>"


def _odt_rows(sheet: Sheet) -> str:
    rows = []
    for places in spread(sheet):
        cells = []
        for at, (box, begins) in enumerate(places):
            if begins and (at == 0 or places[at - 1][0] is not box):
                spans = f'table:number-columns-spanned="{box.across}" table:number-rows-spanned="{box.down}"'
                cells.append(f"<table:table-cell {spans}><text:p>{escape(box.text)}</text:p></table:table-cell>")
            else:
                cells.append("<table:covered-table-cell/>")
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return "".join(rows)


def ods_bytes(parts: Sequence[Part | Sheet]) -> bytes:
    """An OpenDocument workbook: all parts on one sheet, an empty row around every table."""
    rows = "<table:table-row/>".join(
        _odt_rows(part)
        if isinstance(part, Sheet)
        else f"<table:table-row><table:table-cell>{_odt_of(part)}</table:table-cell></table:table-row>"
        for part in parts
    )
    return _open_document("spreadsheet", f'<table:table table:name="1">{rows}</table:table>')


def xlsx_bytes(parts: Sequence[Part | Sheet]) -> bytes:
    """A workbook: all parts on one sheet, an empty row around every table."""
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        at = 0
        for part in parts:
            rows = list(_rows(part)) if isinstance(part, Sheet) else [[(Box(part.text), True, 1)]]
            for y, cells in enumerate(rows, at):
                for box, begins, right in cells:
                    left = right - box.across
                    if begins and box.across * box.down > 1:
                        sheet.merge_range(y, left, y + box.down - 1, right - 1, box.text)
                    elif begins:
                        sheet.write_string(y, left, box.text)
            at += len(rows) + 1
    return file.getvalue()


def xls_bytes(parts: Sequence[Part | Sheet]) -> bytes:
    """An old workbook: all parts on one sheet, an empty row around every table."""
    cells: dict[tuple[int, int], old_book.OldCell] = {}
    at = 0
    for part in parts:
        rows = list(_rows(part)) if isinstance(part, Sheet) else [[(Box(part.text), True, 1)]]
        for y, row in enumerate(rows, at):
            for box, begins, right in row:
                if begins:
                    cells[y, right - box.across] = old_book.OldCell(box.text, across=box.across, down=box.down)
        at += len(rows) + 1
    return old_book.xls_bytes([("1", cells)])


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
