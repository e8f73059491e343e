"""What is printed in this file: bytes → a `Document`.

Comes in: a file's bytes. Goes out: its paragraphs and tables in printed order, each with its place, or the reason why
there are none. The kind is decided by content, never by the file's name: `SIGNATURES` lists how files of each kind
begin, with the `reason` that `reports.csv` gives for those not read here, and `READERS` what reads each kind. Open
this file first, then the kind: `plain`, `html/` (both of text that `decoding` makes of bytes), `docx` (`package` and
`wordml` open it, `lettering` tells what is seen; `python_docx` is its second opinion), `doc/` and `rtf` of older Word
files, `pdf/`. What files of word processors share stands in `pieces`, `hands`, `numbering` and `grid`; `cells` makes
tables of rows. What a form or a report is no reader knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256

from extract.errors import UnreadableFile
from extract.model import KINDS_OF_PAGES, Cell, Concept, Document, Fact, Source, Witness
from extract.readers import decoding, docx, html, mails, ole, pictures, plain, scan, tnef
from extract.readers.counted import without_line_numbers
from extract.readers.word_xml import is_word_xml
from extract.text import is_blank, without_radicals

SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "pdf", ""),
    (b"PK\x03\x04", "docx", ""),
    (b"PK\x05\x06", "zip", "unsupported"),
    (ole.SIGNATURE, "ole", "unsupported"),
    (b"{\\rtf", "rtf", ""),
    (b"Rar!", "rar", "unsupported"),
    (b"7z\xbc\xaf\x27\x1c", "7z", "unsupported"),
    (b"\x1f\x8b", "gzip", "unsupported"),
    (b"SQLite format 3\0", "sqlite", "not_a_report"),
    (b"\x89PNG", "image", "not_a_report"),
    (b"\xff\xd8\xff", "image", "not_a_report"),
    (b"GIF8", "image", "not_a_report"),
    (b"BM", "image", "not_a_report"),
    (b"II*\0", "image", "not_a_report"),
    (b"MM\0*", "image", "not_a_report"),
    (b"-----BEGIN PGP MESSAGE-----", "eml", "encrypted"),
    (tnef.SIGNATURE, "eml", "unsupported"),
    (b"%TSD-Header-###%", ole.PACKAGE, "encrypted"),
    (b"b\x14#e", ole.PACKAGE, "encrypted"),
)

SKIPPED = frozenset({"not_a_report", "duplicate", "link", "not_a_file"})
"""Reasons of files that hold no report to be read: `skipped`, not `failed`."""


_OLD_OFFICE: Mapping[str, str] = {ole.PACKAGE: "encrypted", "doc": "", "xls": "", "works": "wps"}
"""Why what the old office programs' container holds is not read, by its kind; `unsupported` for all others."""
_WPS_WRITER = (".wps", ".wpt")
"""How the names of files end that WPS Writer wrote; they are like those of old Word in all but that."""
_OPEN_TEXT, _OPEN_SHEETS = (b"mimetypeapplication/vnd.oasis.opendocument." + of for of in (b"text", b"spreadsheet"))
"""How the first part of an OpenDocument file begins, behind the 30 bytes before its name."""
_BINARY_BOOK = "xlsb"
_PARTS_OF_ZIPS: Mapping[bytes, str] = {
    b"OFD.xml": "ofd",
    b"Encryptions.xml": "ofd",
    b"word/document.xml": "docx",
    b"xl/workbook.xml": "xlsx",
    b"xl/workbook.bin": _BINARY_BOOK,
}
"""A part by which a kind of zip is known."""
_SEQUENCE, _ENVELOPED = b"\x30", bytes.fromhex("06092a864886f70d010703")
"""How a mail begins that was encrypted as a whole (CMS), and what says so close behind."""
_HEAD = 1024
"""Bytes in which a PDF may begin, behind what a mail program or a web server has put before it."""
_SPREADSHEET = b'progid="Excel.Sheet"'
"""What Excel writes into a workbook saved as XML."""


def kind_of(data: bytes) -> tuple[str, str]:
    """The kind of a file and, for kinds that are not read, the reason; web pages are `html`, all other text `text`."""
    for signature, kind, reason in SIGNATURES:
        if data.startswith(signature) and not (signature == b"BM" and decoding.looks_like_text(data)):
            if kind == "docx":
                held = _kind_of_zip(data)
                return held, "unsupported" if held == _BINARY_BOOK else reason
            if kind != "ole":
                return kind, reason
            held = ole.ole_kind_of(data)
            return held, _OLD_OFFICE.get(held, reason)
    if data.startswith(_SEQUENCE) and _ENVELOPED in data[:32]:
        return "eml", "encrypted"
    if plain.looks_like_mail(data):
        return ("mht", "") if mails.is_saved_page(data) else ("eml", "unsupported")
    if _SPREADSHEET in data[:_HEAD]:
        return "xml", "unsupported"
    if is_word_xml(data):
        return "docx", ""
    if plain.looks_like_html(data):
        return "html", ""
    return ("pdf" if b"%PDF-" in data[:_HEAD] else "text"), ""


def _kind_of_zip(data: bytes) -> str:
    """The kind of a zip by the names of its parts; a Word file is the first that is tried of all others."""
    if data[30:].startswith(_OPEN_TEXT):
        return "odt"
    if data[30:].startswith(_OPEN_SHEETS):
        return "ods"
    end = data.rfind(b"PK\x05\x06")
    listed = data[int.from_bytes(data[end + 16 : end + 20], "little") :] if end >= 0 else b""
    names = listed.replace(b"\\", b"/")
    return next((kind for part, kind in _PARTS_OF_ZIPS.items() if part in names), "docx")


def document_of(data: bytes, name: str) -> Document:
    """The document that bytes hold. UnreadableFile tells why there is none."""
    kind, reason = kind_of(data)
    if kind == "image" and pictures.may_be_a_report(data, name):
        reason = "" if scan.can_recognise() else "scanned"
    if kind == ole.PACKAGE:
        kind = _named_kind(name) or ("ole" if data.startswith(ole.SIGNATURE) else "")
    if reason:
        raise UnreadableFile(reason, kind=kind)
    if kind == "doc" and name.lower().endswith(_WPS_WRITER):
        kind = "wps"
    document = READERS[kind](data, Source(name, kind, sha256(data).hexdigest(), len(data)))
    return document if kind in KINDS_OF_PAGES else replace(document, blocks=without_line_numbers(document.blocks))


def _named_kind(name: str) -> str:
    """The kind of an encrypted file, which only its name tells; empty where that tells none."""
    return next((kind for kind in (*READERS, "pptx") if name.lower().endswith(f".{kind}")), "")


def _pages(data: bytes, source: Source) -> Document:
    from extract.readers import pdf

    return pdf.document_of_pages(scan.with_pictures_read(data, pdf.sheets_of(data)), source)


def _picture(data: bytes, source: Source) -> Document:
    from extract.readers import pdf

    return pdf.document_of_pages(scan.pages_of_picture(data), source)


def _sent_pages(data: bytes, source: Source) -> Document:
    from extract.readers import ofd

    return ofd.document_of(data, source)


def _workbook(data: bytes, source: Source) -> Document:
    from extract.readers import workbooks

    return workbooks.document_of(data, source)


def _web_page(data: bytes, source: Source) -> Document:
    return html.document_of(_decoded(data, html.declared_encoding(data)), source)


def _saved_page(data: bytes, source: Source) -> Document:
    page, declared = mails.page_in(data)
    return html.document_of(_decoded(page, declared or html.declared_encoding(page)), source)


def _text(data: bytes, source: Source) -> Document:
    text = _decoded(data)
    return plain.document_of(text, source._replace(kind=plain.kind_of_text(text.text)))


def _decoded(data: bytes, declared: str = "") -> decoding.Decoded:
    if not data.strip(b"\0\t\n\r "):
        raise UnreadableFile("empty")
    text = decoding.decode(data, declared)
    if is_blank(text.text):
        raise UnreadableFile("empty")
    return text._replace(text=without_radicals(text.text))


def _old_word(data: bytes, source: Source) -> Document:
    from extract.readers import doc

    return doc.document_of(data, source)


def _open_document(data: bytes, source: Source) -> Document:
    from extract.readers import odt

    return odt.document_of(data, source)


def _rich_text(data: bytes, source: Source) -> Document:
    from extract.readers import rtf

    return rtf.document_of(data, source)


READERS: Mapping[str, Callable[[bytes, Source], Document]] = {
    "pdf": _pages,
    "ofd": _sent_pages,
    "image": _picture,
    "docx": docx.document_of,
    "doc": _old_word,
    "wps": _old_word,
    "rtf": _rich_text,
    "odt": _open_document,
    "ods": _workbook,
    "xlsx": _workbook,
    "xls": _workbook,
    "html": _web_page,
    "mht": _saved_page,
    "text": _text,
}
"""What reads a kind of file: its bytes, and the file as received → its document."""


def stand_clear(data: bytes, kind: str, figures: Sequence[Fact]) -> bool:
    """Whether figures stand in their cells in such a way that no other way of reading them is possible."""
    if kind == "pdf":
        from extract.readers import pdf

        return pdf.stand_clear(data, figures)
    return False


def lines_of(data: bytes, kind: str, figures: Sequence[Fact]) -> Mapping[Concept, tuple[str, ...]]:
    """What stands in each line of those figures that are broken over several, where a file has lines."""
    if kind == "pdf":
        from extract.readers import pdf

        return pdf.lines_of(data, figures)
    return {}


def documents_by_others(data: bytes, first: Document, in_doubt: Iterable[Cell]) -> Iterator[tuple[Witness, Document]]:
    """The document as others tell it, where its tables do not fit as they were read; none of those that cannot. What
    stands far from the cells in doubt need not be read again."""
    if first.source.kind == "pdf":
        from extract.readers import pdf

        yield from pdf.documents_by_others(data, first, in_doubt)
    elif first.source.kind == "docx":
        from extract.readers import python_docx

        with suppress(UnreadableFile):
            yield "python-docx", python_docx.second_document_of(data, first)
