"""Papers that an office may change in Word: `{{…}}` in a template is filled with a text, a field that is a paragraph
of its own with what is made for it.

Comes in: a Word file with fields, and what to fill them with. Goes out: the paper. Word and WPS part a field over runs
as people type; it is found all the same, and what stands around it keeps its looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING

import regex as re

from extract.errors import UsageError
from extract.export.books.looks import printable
from extract.export.papers.paper import bytes_of_paper
from extract.words.sheet_names import PAPER_FIELDS

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph as WordParagraph

    Made = Callable[[WordDocument], None]

_FIELD = re.compile(r"\{\{\s*([^{}\s]+)\s*\}\}")


def field(code: str) -> str:
    """A field as it stands in a template."""
    return f"{{{{{PAPER_FIELDS[code]}}}}}"


def filled(template: bytes, name: str, texts: Mapping[str, str], made: Mapping[str, Made]) -> bytes:
    """A paper of a template whose file has a `name`: `texts` and what is `made`, each at the end of a paper, by the
    codes of their fields. UsageError where it is no Word file, or has a field that nothing is known of."""
    paper = _opened(template, name)
    texts = {PAPER_FIELDS[code]: text for code, text in texts.items()}
    made = {PAPER_FIELDS[code]: make for code, make in made.items()}
    properties = paper.core_properties
    properties.title = _FIELD.sub(lambda match: texts.get(match[1], match[0]), properties.title)
    for paragraph in list(_paragraphs(paper)):
        fields = _FIELD.findall(paragraph.text)
        for unknown in (each for each in fields if each not in texts and each not in made):
            known = " ".join(f"{{{{{each}}}}}" for each in (*texts, *made))
            raise UsageError("unknown_field", path=name, field=unknown, fields=known)
        if len(fields) == 1 and fields[0] in made and _FIELD.fullmatch(paragraph.text.strip()):
            _put(paper, paragraph, made[fields[0]])
        elif fields:
            _fill(paragraph, texts)
    return bytes_of_paper(paper)


def _opened(template: bytes, name: str) -> WordDocument:
    from docx import Document

    try:
        return Document(BytesIO(template))
    except Exception as error:
        raise UsageError("no_template", path=name, why=type(error).__name__) from error


def _paragraphs(paper: WordDocument) -> Iterator[WordParagraph]:
    """All paragraphs, in tables, at the head and foot of pages, too."""
    from docx.text.paragraph import Paragraph

    footers = [part for section in paper.sections for part in (section.header, section.footer)]
    for holder in (paper.element.body, *(part._element for part in footers if not part.is_linked_to_previous)):
        for element in holder.iter("{*}p"):
            if element.tag.endswith("}p") and "wordprocessingml" in element.tag:
                yield Paragraph(element, paper._body)


def _put(paper: WordDocument, paragraph: WordParagraph, make: Made) -> None:
    """Puts what is made at the end of a paper in the place of a paragraph."""
    body = paper.element.body
    before = set(body)
    make(paper)
    for element in [each for each in body if each not in before]:
        paragraph._p.addprevious(element)
    body.remove(paragraph._p)


def _fill(paragraph: WordParagraph, texts: Mapping[str, str]) -> None:
    """Fills the fields of a paragraph, the last first: a text stands in the run in which its field begins."""
    runs = paragraph.runs
    for match in reversed(list(_FIELD.finditer("".join(run.text for run in runs)))):
        start = 0
        for run in runs:
            text = run.text
            first, last = max(match.start() - start, 0), min(match.end() - start, len(text))
            if first < last:
                inside = printable(texts[match[1]]) if start + first == match.start() else ""
                run.text = text[:first] + inside + text[last:]
            start += len(text)
