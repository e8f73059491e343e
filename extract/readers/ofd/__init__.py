"""OFD (GB/T 33190), in which official systems send: bytes → paragraphs and tables in reading order.

Comes in: the bytes of a package. Goes out: a `Document`, each part of it with its page and box. `package` opens the
parts and finds the pages, `drawn` makes of their objects what the stages of the PDF reader take: the same `Page`s, from
which ruled tables, reading order and tables without rules are found in the same way.
"""

from __future__ import annotations

from extract.model import Document, Source
from extract.readers import pdf
from extract.readers.ofd.drawn import pages_of


def document_of(data: bytes, source: Source) -> Document:
    """The file as paragraphs and tables. UnreadableFile tells why there is none."""
    return pdf.document_of_pages(pages_of(data), source)
