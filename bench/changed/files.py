"""A changed report as the bytes of its file."""

from __future__ import annotations

from bench.changed import paper, word
from bench.changed.document import Document
from tests.made.printing import Part, Sheet, html_text


def data_of(document: Document) -> bytes:
    """The file."""
    if document.kind == "txt":
        return _text(document).encode(document.encoding)
    if document.kind == "html":
        text = _finished(document, _with_tokens(document, html_text(document.parts, document.look)))
        return text.encode(document.encoding)
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


def _with_tokens(document: Document, text: str) -> str:
    for token, markup in document.tokens.items():
        text = text.replace(token, markup)
    return text


def _finished(document: Document, text: str) -> str:
    for change in document.after:
        text = change(text)
    return text
