"""PDF files drawn piece by piece, and how their pieces are changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from random import Random

from bench.changed.book import Book, Page, Piece, book_bytes
from bench.changed.document import Document
from extract.model import Concept
from tests.made.printing import Look, Paper, length, papers_of

PDF = ("pdf",)


def data_of(document: Document) -> bytes:
    """The file."""
    return book_bytes(book_of(document))


def book_of(document: Document) -> Book:
    """The pages with everything that happened to them."""
    book = Book([], font=document.draft.stream("font").choice("SE"))
    papers = papers_of(document.parts, document.look)
    book.pages += [_page(book, paper, document.look, n, len(papers)) for n, paper in enumerate(papers, start=1)]
    for change in document.after:
        book = change(book)
    return book


def _page(book: Book, paper: Paper, look: Look, number: int, count: int) -> Page:
    pieces = [Piece(_rules(paper, look))]
    for line in paper.lines:
        y = paper.height - line.y - 0.88 * line.size
        more = "2 Tr 0.3 w" if line.bold else "0 Tr"
        operators = book.text(line.x, y, line.size, line.text, more=more)
        pieces.append(Piece(operators, line.text, line.x, y, line.size, line.concept))
    if look.page_number:
        text = look.page_number.format(number, count)
        x = (paper.width - length(text, 10)) / 2
        pieces.append(Piece(book.text(x, 42, 10, text), text, x, 42, 10))
    return Page(paper.width, paper.height, pieces)


def _rules(paper: Paper, look: Look) -> str:
    out, thick = ["0.5 w 0 G 0 g"], 0.48
    for edge in paper.edges:
        y0, y1 = paper.height - edge.y0, paper.height - edge.y1
        if look.rules == "rectangles":
            wide, high = max(thick, edge.x1 - edge.x0), max(thick, y0 - y1)
            out.append(f"{edge.x0 - thick / 2:.2f} {y1 - thick / 2:.2f} {wide:.2f} {high:.2f} re f")
        elif edge.x0 != edge.x1 and y0 != y1:
            out.append(f"{edge.x0:.2f} {y1:.2f} {edge.x1 - edge.x0:.2f} {y0 - y1:.2f} re S")
        else:
            out.append(f"{edge.x0:.2f} {y0:.2f} m {edge.x1:.2f} {y1:.2f} l S")
    return "\n".join(out) + "\n"


# ── Changing pieces ──────────────────────────────────────────────────────────────────────────────────────────────────

Rewrite = Callable[[Book, Page, Piece], Iterable[Piece]]


def rewritten(document: Document, rewrite: Rewrite, cells: Collection[Concept] | None = None) -> Document | None:
    """The document in which the figures of some cells, or all texts, are drawn otherwise; None for no cells at all."""
    if cells is not None and not cells:
        return None
    wanted = None if cells is None else set(cells)

    def change(book: Book) -> Book:
        for page in book.pages:
            pieces: list[Piece] = []
            for piece in page.pieces:
                meant = piece.text and (wanted is None or piece.concept in wanted)
                pieces += rewrite(book, page, piece) if meant else [piece]
            page.pieces = pieces
        return book

    touched = document.touched | (wanted or set())
    return replace(document.then(change), touched=touched)


def whole_cells(document: Document, of: str = "") -> list[Concept]:
    """The cells whose figure stands on one line."""
    lines = Counter(line.concept for paper in papers_of(document.parts, document.look) for line in paper.lines)
    return [concept for concept in document.cells(of=of) if lines[concept] == 1]


def some(document: Document, random: Random, most: int = 10) -> list[Concept]:
    cells = whole_cells(document)
    return random.sample(cells, min(len(cells), random.randint(1, most)))


def other_figure(text: str, random: Random) -> str:
    """Another figure of the same length."""
    return "".join(random.choice([d for d in "0123456789" if d != c]) if c.isdigit() else c for c in text)
