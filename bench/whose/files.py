"""A page as the bytes of its file."""

from __future__ import annotations

import unicodedata
from html import escape
from io import BytesIO
from random import Random

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from bench.whose.page import Page, parts_of
from tests.made.layouts import LAYOUTS
from tests.made.printing import Part, docx_bytes, html_text, packed, pdf_bytes
from tests.made.sheets import Box, Sheet

_NARROW = 0.15
"""How often a text comes from a store of pages that prints every sign in half width."""


def data_of(page: Page) -> bytes:
    """The file."""
    parts = parts_of(page)
    if page.kind == "txt":
        text = _text(page, [*(Part("note", line) for line in page.above), *parts])
        narrow = page.draft.stream("narrow").random() < _NARROW
        return (unicodedata.normalize("NFKC", text) if narrow else text).encode("utf-8")
    if page.kind == "html":
        return _web_page(page, parts).encode("utf-8")
    random = page.draft.stream("above")
    if page.kind == "docx":
        data = docx_bytes([*_above_in_word(page.above, random), *parts], page.look)
        return _boxed(data, page.title) if page.boxed else data
    return pdf_bytes([*(Part("note", line) for line in page.above), *parts], page.look)


def _on_site(text: str, around: tuple[str, ...]) -> str:
    """A page with a site's elements above the report, under its title, and below it."""
    above, under, below = around
    titled = text.rfind('class="title">')
    start = text.index(">", text.index("</", titled)) + 1 if titled >= 0 else text.index("<body>") + len("<body>")
    text = text[:start] + under + text[start:]
    return text.replace("<body>", "<body>" + above, 1).replace("</body>", below + "</body>", 1)


def _text(page: Page, parts: list[Part | Sheet]) -> str:
    style = LAYOUTS[page.layout]
    tables = tuple(part for part in parts if isinstance(part, Sheet))
    dressed = iter(style.dress(tables, page.draft.stream("dress")))
    pieces = [
        part.text if isinstance(part, Part) else style.gap.join(filter(None, style.write(next(dressed))))
        for part in parts
    ]
    gap = page.draft.stream("gap").choice(("\n", "\n", "\n\n"))
    return style.finish(gap.join(pieces) + "\n")


def _above_in_word(lines: tuple[str, ...], random: Random) -> list[Part | Sheet]:
    """Lines in paragraphs, or in a table that only lays out the page."""
    if not lines or random.random() < 0.5:
        return [Part("note", line) for line in lines]
    rows = ((Box(line),) for line in lines) if random.random() < 0.5 else [tuple(map(Box, lines[:6]))]
    rest = [] if len(lines) <= 6 else [Part("note", line) for line in lines[6:]]
    rows = list(rows)
    return [Sheet("", tuple(rows)), *(rest if len(rows) == 1 else [])]


def _boxed(data: bytes, lines: tuple[str, ...]) -> bytes:
    """A Word file with some of its paragraphs in a text box."""
    file = docx.Document(BytesIO(data))
    paragraphs = [paragraph for paragraph in file.paragraphs if paragraph.text in lines]
    xml = f'<w:p {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict><v:shape><v:textbox>'
    outer = parse_xml(f"{xml}<w:txbxContent/></v:textbox></v:shape></w:pict></w:r></w:p>")
    paragraphs[0]._element.addprevious(outer)
    for paragraph in paragraphs:
        outer.find(f".//{qn('w:txbxContent')}").append(paragraph._element)
    return packed(file)


def _web_page(page: Page, parts: list[Part | Sheet]) -> str:
    """The page with its head, and what stands above in one of the ways in which sites draw their menus."""
    text = html_text(parts, page.look)
    start, end = text.index("<title>"), text.index("</title>") + len("</title>")
    text = text[:start] + "".join(page.head) + text[end:]
    if page.around:
        text = _on_site(text, page.around)
    lines = [escape(line) for line in page.above]
    if not lines:
        return text
    way = page.draft.stream("above").randrange(5)
    if way == 0:
        menu = "".join(f"<div>{line}</div>" for line in lines)
    elif way == 1:
        menu = f'<ul class="nav">{"".join(f"<li><a href=#>{line}</a></li>" for line in lines)}</ul>'
    elif way == 2:
        menu = f'<div class="nav">{"".join(f"<a href=#>{line}</a> " for line in lines)}</div>'
    elif way == 3:
        menu = "".join(f"<p>{line}</p>" for line in lines)
    else:
        items = "".join(f"<p>{line}</p>" for line in lines)
        return text.replace("<body>", f"<body><table width=100%><tr><td>{items}</td><td>", 1).replace(
            "</body>", "</td></tr></table></body>", 1
        )
    return text.replace("<body>", "<body>" + menu, 1)
