"""Readers turn bytes into a `Document`. The kind is decided by content, never by the file's name.

`SIGNATURES` lists the file kinds that are recognised but not read here, with the `reason` that `reports.csv` gives.
"""

from __future__ import annotations

from hashlib import sha256

from extract.errors import UnreadableFile
from extract.model import Document, Source
from extract.readers import html, plain
from extract.text import is_blank

SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "pdf", "unsupported"),
    (b"PK\x03\x04", "zip", "unsupported"),
    (b"PK\x05\x06", "zip", "unsupported"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole", "unsupported"),
    (b"{\\rtf", "rtf", "unsupported"),
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
)

SKIPPED = frozenset({"not_a_report", "duplicate"})
"""Reasons of files that hold no report to be read: `skipped`, not `failed`."""


def kind_of(data: bytes) -> tuple[str, str]:
    """The kind of a file and, for kinds that are not read, the reason; web pages are `html`, all other text `text`."""
    for signature, kind, reason in SIGNATURES:
        if data.startswith(signature) and not (signature == b"BM" and plain.looks_like_text(data)):
            return kind, reason
    return ("html" if plain.looks_like_html(data) else "text"), ""


def document_of(data: bytes, name: str) -> Document:
    """The document that bytes hold. UnreadableFile tells why there is none."""
    kind, reason = kind_of(data)
    if reason:
        raise UnreadableFile(reason, kind=kind)
    if not data.strip(b"\0\t\n\r "):
        raise UnreadableFile("empty")
    text = plain.decode(data, html.declared_encoding(data) if kind == "html" else "")
    if is_blank(text.text):
        raise UnreadableFile("empty")
    source = Source(name, kind, sha256(data).hexdigest(), len(data))
    if kind == "html":
        return html.document_of(text, source)
    return plain.document_of(text, source._replace(kind=plain.kind_of_text(text.text)))
