"""Files within a Word file (`altChunk`), as web and office exporters write them: bytes → what they print.

Comes in: the bytes of a web page, a page saved as a mail (MHTML), or a text, and how many tables stand before it. Goes
out: its lines and tables, and how many tables there are then. Word files within Word files are left to `docx`.
"""

from __future__ import annotations

from extract.readers import html, plain
from extract.readers.cells import DataRows
from extract.readers.decoding import decode
from extract.readers.mails import page_in
from extract.text import is_blank, without_radicals


def pieces_of_chunk(data: bytes, tables: int) -> tuple[list[str | DataRows], int]:
    """What a file within another prints. UnreadableFile when it is in no known encoding."""
    declared = ""
    if plain.looks_like_mail(data):
        data, declared = page_in(data)
    if not plain.looks_like_html(data):
        lines = decode(data, declared).text.splitlines()
        return [without_radicals(line) for line in lines if not is_blank(line)], tables
    text = decode(data, html.declared_encoding(data) or declared).text
    return html.pieces_within(without_radicals(text), tables)
