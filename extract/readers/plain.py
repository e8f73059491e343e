"""Plain text, TSV, Markdown and pipe text: bytes → decoded lines, each with its origin.

Comes in: bytes. Goes out: a `Document` of one paragraph per printed line, characters exactly as decoded. Cutting lines
into cells is left to `grids`.
"""

from __future__ import annotations

from typing import NamedTuple

import regex as re

from extract.errors import UnreadableFile
from extract.model import Document, Origin, Paragraph, Source
from extract.text import COMMON_WORDS, squeeze

_LINE_END = re.compile(r"\r\n|\n|\r")
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|div|meta)\b", re.I | re.S
)
_MARKDOWN_HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)
_HAN = re.compile(r"\p{Han}")
_PROBE = 20_000
"""Characters looked at to tell a right decoding from a wrong one, and the kind of the text."""


class Decoded(NamedTuple):
    """Text with the encoding it was read in and the number of bytes that had to be replaced."""

    text: str
    encoding: str
    replaced: int = 0


def looks_like_html(data: bytes) -> bool:
    """Whether bytes start as an HTML page does."""
    return bool(_HTML.match(data[:4096]))


def looks_like_text(data: bytes) -> bool:
    """Whether the first bytes hold nothing that text does not hold."""
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", data[:1024])


def decode(data: bytes) -> Decoded:
    """Bytes as text: BOM, strict UTF-8, UTF-8 with a few bad bytes, UTF-16, GB18030, Big5, in this order.

    UnreadableFile with reason `encoding` when nothing fits.
    """
    for bom, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(bom):
            return _replacing(data[len(bom) :], encoding)
    return _utf8(data) or _utf16(data) or _gb18030_or_big5(data)


def _replacing(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    own = "\ufffd".encode(encoding, errors="ignore")
    return Decoded(text, encoding, text.count("\ufffd") - (data.count(own) if own else 0))


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
    if _knows_words(gb18030.text) and gb18030.replaced * 20 <= len(gb18030.text):
        return gb18030
    big5 = _replacing(data, "big5hkscs")
    if _knows_words(big5.text) and big5.replaced * 20 <= len(big5.text):
        return big5
    if gb18030.replaced or not looks_like_text(data):
        raise UnreadableFile("encoding")
    return gb18030


def _knows_words(text: str) -> bool:
    probe = squeeze(text[:_PROBE])
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
        new(Paragraph, (text, new(Origin, (number, 1, len(text)))))
        for number, text in enumerate(_LINE_END.split(decoded.text), start=1)
        if text and not text.isspace()
    )
    return Document(source, blocks, decoded.encoding, decoded.replaced)
