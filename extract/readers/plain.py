"""Plain text, TSV, Markdown and pipe text: decoded text → its lines, each with its origin.

Comes in: decoded text. Goes out: a `Document` of one paragraph per printed line, characters exactly as decoded. Cutting
lines into cells is left to `grids`.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex as re

from extract.model import Document, Paragraph, Source, TextOrigin, record
from extract.readers.decoding import Decoded
from extract.readers.margins import PrintedText, lines_of

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
_ONE_CELL = re.compile(r'(?:"(?P<cell>(?:[^"]|"")*)"|(?P<cell>[^,;"]*))(?:(?:,(?:"")?)*|(?:;(?:"")?)*)')
_MARKDOWN_HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)
_PROBE = 200_000
"""Characters looked at to tell the kind of a text."""


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


def kind_of_text(text: str) -> str:
    """How a text sets its tables: `tsv`, `markdown`, `pipe` or plain `text`."""
    probe = text[:_PROBE]
    lines = probe.splitlines()
    if "\t" in probe and sum("\t" in line.strip() for line in lines) >= 3:
        return "tsv"
    piped = [line.strip() for line in lines if "|" in line] if "|" in probe else []
    if len(piped) >= 3:
        opened = sum(line.startswith("|") and len(line) > 1 for line in piped)
        return "markdown" if opened * 2 > len(piped) else "pipe"
    return "markdown" if _MARKDOWN_HEADING.search(probe) else "text"


def document_of(decoded: Decoded, source: Source) -> Document:
    """Every line that prints something as a paragraph. Of a line that a spreadsheet wrote for a row with one filled
    cell, apart from tables, only what stands in that cell."""
    lines = lines_of(decoded.text)
    if _is_sheet([line.text for line in lines]):
        blocks = tuple(_paragraphs_of_sheet(lines))
    else:
        blocks = tuple(
            record(Paragraph, (text, record(TextOrigin, (number, before + 1, before + len(text)))))
            for number, before, text in lines
        )
    return Document(source, blocks, decoded.encoding, decoded.replaced, declared=decoded.declared)


def _is_sheet(lines: list[str]) -> bool:
    """Whether most of several lines end as rows of a spreadsheet do, in empty cells."""
    return len(lines) > 1 and 2 * sum(text.endswith((",,", ";;", ',""', ';""')) for text in lines) > len(lines)


def _paragraphs_of_sheet(lines: list[PrintedText]) -> Iterator[Paragraph]:
    """Lines, of those with one filled cell what it holds; beside a row of several it may be a row of theirs."""
    alone = [_ONE_CELL.fullmatch(line.text) for line in lines]
    for at, (number, before, text) in enumerate(lines):
        match = alone[at]
        start, end = 0, len(text)
        if match and match["cell"].strip() and all(alone[max(at - 1, 0) : at + 2]):
            start, end = match.span("cell")
        yield Paragraph(text[start:end], TextOrigin(number, before + start + 1, before + end))
