"""Files within a Word file (`altChunk`), as web and office exporters write them: bytes → what they print.

Comes in: the bytes of a web page, a page saved as a mail (MHTML), or a text, and how many tables stand before it. Goes
out: its lines and tables, and how many tables there are then. Word files within Word files are left to `docx`.
"""

from __future__ import annotations

from extract.readers import html, plain
from extract.readers.cells import DataRows
from extract.readers.decoding import decode
from extract.text import is_blank, without_radicals


def pieces_of_chunk(data: bytes, tables: int) -> tuple[list[str | DataRows], int]:
    """What a file within another prints. UnreadableFile when it is in no known encoding."""
    declared = ""
    if plain.looks_like_mail(data):
        data, declared = _page_in_mail(data)
    if not plain.looks_like_html(data):
        lines = decode(data, declared).text.splitlines()
        return [without_radicals(line) for line in lines if not is_blank(line)], tables
    text = decode(data, html.declared_encoding(data) or declared).text
    return html.pieces_within(without_radicals(text), tables)


def _page_in_mail(data: bytes) -> tuple[bytes, str]:
    """The page that a mail holds, or else its text, and the encoding that the mail says it is in."""
    from email import message_from_bytes

    parts = [part for part in message_from_bytes(data).walk() if part.get_content_maintype() == "text"]
    pages = [part for part in parts if part.get_content_subtype() == "html"]
    for part in (*pages, *parts):
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            return payload, (part.get_content_charset() or "").lower()
    return b"", ""
