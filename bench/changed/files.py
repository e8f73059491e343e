"""A changed report as the bytes of its file."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from subprocess import SubprocessError

import pypdfium2

from bench.changed import paper, word
from bench.changed.document import Document, with_tokens
from bench.gold import offices
from tests.made.printing import Part, html_text
from tests.made.sheets import Sheet

_HAN = re.compile(r"[\u4e00-\u9fff]")
_TELLING = 6
"""Characters of a heading that are looked for in a print."""
CACHE = Path(tempfile.gettempdir(), "gongkai-changed")
"""Where prints are kept: a program takes seconds for one."""


def data_of(document: Document) -> bytes:
    """The file, or what a program printed of it; nothing where it cannot read it."""
    data = _written(document)
    if not document.printer:
        return data
    made = CACHE / document.printer / f"{sha256(data).hexdigest()[:24]}.pdf"
    if not made.exists():
        source = made.with_suffix(f".{document.kind}")
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_bytes(data)
        with suppress(SubprocessError):
            if document.printer == "chromium":
                offices.web_printed([source], made.parent)
            else:
                offices.converted([source], "pdf", made.parent)
        source.unlink()
    return made.read_bytes() if made.exists() else b""


def is_printed_in_order(document: Document, data: bytes) -> bool:
    """Whether all words of the tables are in a print, and of LibreOffice the headings one below the other, nothing over
    them: it draws what stands behind some tables over these, or leaves it out, as it does cells beside a merged one,
    and Chromium cuts tables off at the edge of the paper; then nobody sees the report in it."""
    if not data:
        return False
    headings = [part.text for part in document.parts if isinstance(part, Part) and part.role == "heading"]
    words = (box.text for part in document.parts if isinstance(part, Sheet) for row in part.rows for box in row)
    pdf, last = pypdfium2.PdfDocument(data), (0, 0.0)
    shown = Counter(character for page in pdf for character in page.get_textpage().get_text_range())
    if any(shown[character] < count for character, count in Counter(_HAN.findall("".join(words))).items()):
        return False
    for heading in headings if document.printer == "office" else ():
        places = [place for number, page in enumerate(pdf) for place in _places(heading[:_TELLING], number, page)]
        below = [place for place in places if place > last]
        if not below:
            return False
        last = min(below)
    return True


def _places(text: str, number: int, page: pypdfium2.PdfPage) -> Iterator[tuple[int, float]]:
    """Where a text stands alone on a page: the page, and how far down."""
    texts = page.get_textpage()
    found = texts.search(text)
    while place := found.get_next():
        left, bottom, _, top = texts.get_charbox(place[0], loose=True)
        _, _, right, _ = texts.get_charbox(place[0] + len(text) - 1, loose=True)
        quarter = (top - bottom) / 4
        around = texts.get_text_bounded(left, bottom + quarter, right, top - quarter)
        if set(around) <= set(text + " \r\n"):
            yield number, page.get_height() - top


def _written(document: Document) -> bytes:
    if document.kind == "txt":
        return _text(document).encode(document.encoding)
    if document.kind == "html":
        text = _finished(document, html_text(document.parts, document.look))
        return with_tokens(text, document.tokens).encode(document.encoding)
    if document.kind == "docx":
        return word.data_of(document)
    return paper.data_of(document)


def _text(document: Document) -> str:
    style = document.style
    tables = [part for part in document.parts if isinstance(part, Sheet)]
    dressed = iter(style.dress(tuple(tables), document.draft.stream("dress")))
    write = document.writer or style.write
    pieces = [
        part.text if isinstance(part, Part) else style.gap.join(filter(None, write(next(dressed))))
        for part in document.parts
    ]
    gap = document.draft.stream("gap").choice(("\n", "\n\n"))
    return _finished(document, style.finish(gap.join(pieces) + "\n"))


def _finished(document: Document, text: str) -> str:
    for change in document.after:
        text = change(text)
    return text
