"""Plain text, TSV, Markdown and pipe text: bytes → decoded lines, each with its origin.

Comes in: bytes. Goes out: a `Document` of one paragraph per printed line, characters exactly as decoded. Cutting lines
into cells is left to `grids`.
"""

from __future__ import annotations

from typing import NamedTuple

import regex as re

from extract.errors import UnreadableFile
from extract.model import Document, Paragraph, Source, TextOrigin
from extract.text import COMMON_WORDS, squeeze

_LINE_END = re.compile(r"\r\n|\n|\r")
_PROLOG = rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(?:\s+|<!--.*?-->|<\?.*?>|<!(?!doctype)[a-z\[][^>]*>)*+"
_PAGE = re.compile(
    _PROLOG
    + rb"<(?:!doctype\s+html|(?:html|head|body|title|meta|link|base|script|style|iframe|frameset|table|tbody|tr|td"
    rb"|div|section|article|main|form)\b)",
    re.IGNORECASE | re.DOTALL,
)
_FRAGMENT = re.compile(
    _PROLOG + rb"<(p|span|center|font|h[1-6]|ul|ol|li|dl|pre|strong|b|a|nav|header|blockquote)\b[^<>]*>.*?</\1\s*>",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(rb"^mime-version:", re.IGNORECASE | re.MULTILINE)
_PAGE_HEAD = 8192
"""Bytes in which a web page shows that it is one."""
_MARKDOWN_HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)
_HAN = re.compile(r"\p{Han}")
_ASCII = re.compile(r"[\x00-\x7f]+")
_PROBE = 20_000
"""Characters looked at to tell a right decoding from a wrong one, and the kind of the text."""


class Decoded(NamedTuple):
    """Text with the encoding it was read in and the number of bytes that had to be replaced."""

    text: str
    encoding: str
    replaced: int = 0


def looks_like_html(data: bytes) -> bool:
    """Whether bytes are a web page, a piece of one, or a text whose tables are; a few tags in a text make no page."""
    if b"<" not in data and b"\0" not in data[:4]:
        return False
    head = data[:_PAGE_HEAD].replace(b"\0", b"")
    if _PAGE.match(head) or _FRAGMENT.match(head):
        return True
    return _holds_table(data.lower()) and not looks_like_mail(data)


def looks_like_mail(data: bytes) -> bool:
    """Whether bytes are a mail, or a web page that a browser saved as one (MHTML)."""
    return bool(_MAIL.search(data[:_PAGE_HEAD]))


def _holds_table(data: bytes) -> bool:
    at = 0
    for tag in (b"<table", b"<td", b"</t"):
        at = data.find(tag, at)
        if at < 0:
            return False
    return True


def looks_like_text(data: bytes) -> bool:
    """Whether the first bytes hold nothing that text does not hold."""
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", data[:1024])


def decode(data: bytes, declared: str = "") -> Decoded:
    """Bytes as text: BOM, strict UTF-8, UTF-8 with a few bad bytes, UTF-16, GB18030, Big5, in this order.

    A declared encoding comes behind UTF-8, for declarations lie, and is believed where it makes sense of the bytes.
    UnreadableFile with reason `encoding` when nothing fits.
    """
    for bom, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(bom):
            return _replacing(data[len(bom) :], encoding)
    return _utf8(data) or _declared(data, declared) or _utf16(data) or _gb18030_or_big5(data)


def _declared(data: bytes, encoding: str) -> Decoded | None:
    decoded = _replacing(data, encoding) if encoding else None
    return decoded if decoded and _makes_sense(decoded) else None


def _replacing(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    encoded_mark = "\ufffd".encode(encoding, errors="ignore")
    return Decoded(text, encoding, text.count("\ufffd") - (data.count(encoded_mark) if encoded_mark else 0))


def _utf8(data: bytes) -> Decoded | None:
    zeros = data.count(0)
    if zeros > len(data) // 10:
        return None
    decoded = _replacing(data, "utf-8")
    if not decoded.replaced:
        return decoded
    characters = len(_HAN.findall(decoded.text))
    return decoded if decoded.replaced * 20 <= characters else None


def _utf16(data: bytes) -> Decoded | None:
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _knows_words(text):
            return Decoded(text, encoding)
    return None


def _gb18030_or_big5(data: bytes) -> Decoded:
    gb18030 = _replacing(data, "gb18030")
    if _makes_sense(gb18030):
        return gb18030
    big5 = _replacing(data, "big5hkscs")
    if _makes_sense(big5):
        return big5
    if gb18030.replaced or not looks_like_text(data):
        raise UnreadableFile("encoding")
    return gb18030


def _makes_sense(decoded: Decoded) -> bool:
    return decoded.replaced * 20 <= len(decoded.text) and _knows_words(decoded.text)


def _knows_words(text: str) -> bool:
    probe = squeeze(_ASCII.sub("", text)[:_PROBE])
    return sum(word in probe for word in COMMON_WORDS) >= 2


def kind_of_text(text: str) -> str:
    """How a text sets its tables: `tsv`, `markdown`, `pipe` or plain `text`."""
    probe = text[: 10 * _PROBE]
    lines = probe.splitlines()
    if "\t" in probe and sum("\t" in line.strip() for line in lines) >= 3:
        return "tsv"
    piped = [line.strip() for line in lines if "|" in line] if "|" in probe else []
    if len(piped) >= 3:
        opened = sum(line.startswith("|") and len(line) > 1 for line in piped)
        return "markdown" if opened * 2 > len(piped) else "pipe"
    return "markdown" if _MARKDOWN_HEADING.search(probe) else "text"


def document_of(decoded: Decoded, source: Source) -> Document:
    """Every line that prints something as a paragraph; line numbers count every line end (CR, LF or both)."""
    new = tuple.__new__  # as in `grids`: one record per printed line, at half the cost
    blocks = tuple(
        new(Paragraph, (text, new(TextOrigin, (number, 1, len(text)))))
        for number, text in enumerate(_LINE_END.split(decoded.text), start=1)
        if text and not text.isspace()
    )
    return Document(source, blocks, decoded.encoding, decoded.replaced)
