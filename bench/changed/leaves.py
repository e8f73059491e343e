"""What happens to the leaves of PDF files: rules drawn in other ways or left out, pages that lean, are cut or shuffled.

The figures stay as they are, and are seen, unless the paper ends before them. Shapes of pages are in `pages`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from random import Random

from bench.changed.book import Book, Page, Piece, form, image
from bench.changed.document import NOT_PRINTED, SUMS, Document, Way
from bench.changed.fonts import outline_of
from bench.changed.paper import PDF, book_of, other_figure, rewritten, some
from bench.changed.strings import rows_in_one_string
from extract.model import Concept
from tests.made.printing import RULED, Edge, Paper, Part, is_number, length, papers_of
from tests.made.sheets import Sheet, spread

# ── Rules ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _with_rules(document: Document, drawn: Callable[[Book, Paper, list[Edge]], str]) -> Document:
    """The document with the rules of every page drawn in another way."""
    papers = papers_of(document.parts, document.look)

    def change(book: Book) -> Book:
        for page, paper in zip(book.pages, papers, strict=True):
            page.pieces[0] = Piece(drawn(book, paper, [each for edge in paper.edges for each in _sides(edge)]))
        return book

    return document.then(change)


def _sides(edge: Edge) -> list[Edge]:
    """The lines of a frame, or the one that an edge is."""
    x0, y0, x1, y1 = edge
    if x0 == x1 or y0 == y1:
        return [edge]
    return [Edge(x0, y0, x1, y0), Edge(x0, y1, x1, y1), Edge(x0, y0, x0, y1), Edge(x1, y0, x1, y1)]


def rules_otherwise(document: Document, random: Random) -> Document | None:
    """The rules are pictures, long dashes, white on a tint, curves, a form, wavy, thick, doubled, short of one another,
    or all one path."""
    if document.look.rules not in RULED:
        return None
    how = random.randrange(10)

    def drawn(book: Book, paper: Paper, edges: list[Edge]) -> str:
        lines = [(e.x0, paper.height - e.y0, e.x1, paper.height - e.y1) for e in edges]
        strokes = [f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l" for a, b, c, d in lines]
        each = "".join(f"{stroke} S\n" for stroke in strokes)
        if how == 0:
            book.objects["Rule"] = image(b"\x00\x00\x00", 1, 1)
            boxes = (f"{max(c - a, 0.6):.2f} 0 0 {max(b - d, 0.6):.2f} {a:.2f} {d:.2f}" for a, b, c, d in lines)
            return "".join(f"q {box} cm /Rule Do Q\n" for box in boxes)
        if how == 1:
            return f"q 0.5 w 0 G [4 3] 0 d\n{each}Q\n"
        if how == 2 and lines:
            left, right = min(line[0] for line in lines), max(line[2] for line in lines)
            bottom, top = min(line[3] for line in lines), max(line[1] for line in lines)
            tint = f"0.85 g {left:.2f} {bottom:.2f} {right - left:.2f} {top - bottom:.2f} re f"
            return f"q {tint} 1 w 1 G\n{each}Q\n"
        if how == 3:
            curves = (f"{a} {b} m {a} {b} {c} {d} {c} {d} c S\n" for a, b, c, d in lines)
            return f"q 0.5 w 0 G\n{''.join(curves)}Q\n"
        if how == 4:
            book.objects[f"Rules{len(book.objects)}"] = form(f"0.5 w 0 G\n{each}", paper.width, paper.height)
            return f"/{list(book.objects)[-1]} Do\n"
        if how == 5:
            return f"q 3 w 0 G\n{each}Q\n"
        if how == 6:
            beside = "".join(f"q 1 0 0 1 {dx} {dx} cm\n{each}Q\n" for dx in (-0.8, 0.8))
            return f"q 0.3 w 0 G\n{beside}Q\n"
        if how == 7:
            short = [
                (a + 1.5 * (a < c), b - 1.5 * (b > d), c - 1.5 * (a < c), d + 1.5 * (b > d)) for a, b, c, d in lines
            ]
            return "q 0.5 w 0 G\n" + "".join(f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l S\n" for a, b, c, d in short) + "Q\n"
        if how == 8:
            return f"q 0 w 0 G\n{each}Q\n"
        return f"q 0.5 w 0.6 G\n{' '.join(strokes)} S\nQ\n"

    return _with_rules(document, drawn)


def rules_missing(document: Document, random: Random) -> Document | None:
    """One to three rules of a table are not drawn."""
    if document.look.rules not in RULED:
        return None
    seed, count = random.random(), random.randint(1, 3)

    def drawn(book: Book, paper: Paper, edges: list[Edge]) -> str:
        unique = sorted(set(edges))
        gone = set(Random(seed).sample(unique, min(count, len(unique))))
        lines = [(e.x0, paper.height - e.y0, e.x1, paper.height - e.y1) for e in unique if e not in gone]
        return "q 0.5 w 0 G\n" + "".join(f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l S\n" for a, b, c, d in lines) + "Q\n"

    return _with_rules(document, drawn)


# ── Leaves ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def leaning(document: Document, random: Random) -> Document | None:
    """Pages lean a little, as copies do that were laid on the glass by hand, or are a little larger or narrower."""
    if {"pdf_form_fields", "pdf_cut_by_the_paper"} & set(document.changes):
        return None  # what is cut off may come back to the page
    how = random.choice((0.2, 0.5, 1, 2, -0.3, -0.8, -1.5, 4, "wide", "high"))

    def change(book: Book) -> Book:
        if any(page.annotations for page in book.pages):
            return book  # what a reader has drawn would stay where it is
        for page in book.pages:
            if isinstance(how, str):
                matrix = "0.93 0 0 1 20 0" if how == "high" else "1 0 0 0.93 0 30"
            else:
                a, b = math.cos(math.radians(how)), math.sin(math.radians(how))
                x, y = page.width / 2, page.height / 2
                matrix = f"{a:.6f} {b:.6f} {-b:.6f} {a:.6f} {x - a * x + b * y:.3f} {y - b * x - a * y:.3f}"
            content = "".join(piece.operators for piece in page.pieces)
            page.redraw(f"q {matrix} cm\n{content}Q\n")
        return book

    return document.then(change)


def pages_shuffled(document: Document, random: Random) -> Document | None:
    """Behind the first, pages stand backwards, two are exchanged, one is there twice, or an empty one is between."""
    how, seed = random.randrange(4), random.random()

    def change(book: Book) -> Book:
        pages, own = book.pages, Random(seed)
        if len(pages) < 3:
            return book
        at = own.randrange(1, len(pages) - 1)
        if how == 0:
            book.pages = [pages[0], *pages[:0:-1]]
        elif how == 1:
            pages[at], pages[at + 1] = pages[at + 1], pages[at]
        elif how == 2:
            pages.insert(at + 1, pages[at])
        else:
            pages.insert(at + 1, Page(pages[at].width, pages[at].height, []))
        return book

    return document.then(change).allowing("D-09", "C-01", "C-02", "C-03", "D-13")


def page_missing(document: Document, random: Random) -> Document | None:
    """One of the pages between the first and the last was not copied."""
    pages = book_of(document).pages
    if len(pages) < 3:
        return None
    gone = random.randrange(1, len(pages) - 1)
    lost = _on(pages[gone]) | _also_on(document, pages[gone])
    left = {concept for n, page in enumerate(pages) if n != gone for concept in _on(page)}

    def change(book: Book) -> Book:
        del book.pages[gone]
        return book

    cells = {concept: None if concept in left else NOT_PRINTED for concept in lost}
    changed = document.then(change).seeing(cells).doubting(lost)
    return changed.allowing("D-06", "D-09", "D-12", "C-01", "C-02", "C-03", "C-04", "D-13", *SUMS)


def _on(page: Page) -> set[Concept]:
    """The cells of which figures stand on a page as text, in pieces of their own or no longer."""
    return {piece.concept for piece in page.pieces if piece.concept} | page.fused


def _also_on(document: Document, page: Page) -> set[Concept]:
    """The cells of a page of which other changes have made something else than text, as fields of a form are."""
    before = book_of(replace(document, after=())).pages
    there = [_on(other) for other in before if _on(other) & _on(page)]
    return max(there, key=lambda other: len(other & _on(page)), default=set())


def cut_by_the_paper(document: Document, random: Random) -> Document | None:
    """What is printed on every page behind the first, or every second, reaches over the right edge of the paper."""
    number, pages = random.randrange(3), book_of(document).pages
    ends = sorted({round(piece.x + piece.width, 1) for page in pages for piece in page.pieces if piece.concept})
    if not ends:
        return None
    over = random.choice(ends[-4:]) - random.choice((-2, 3, 8, 20))

    def moves(n: int, page: Page) -> float:
        return page.width - over if n and number in (0, 1 + n % 2) else 0

    cut = {
        piece.concept
        for n, page in enumerate(pages)
        for piece in page.pieces
        if piece.concept and piece.x + piece.width + moves(n, page) > page.width + 0.15 * piece.size and moves(n, page)
    }

    def change(book: Book) -> Book:
        for n, page in enumerate(book.pages):
            content = "".join(piece.operators for piece in page.pieces)
            page.redraw(f"q 1 0 0 1 {moves(n, page):.2f} 0 cm\n{content}Q\n")
        return book

    changed = document.then(change).seeing(dict.fromkeys(cut)).doubting(document.seen)
    return changed.allowing("D-06", "D-09", "D-12", "C-01", "C-02", "C-04", *SUMS)


def columns_on_next_page(document: Document, random: Random) -> Document | None:
    """The last columns of table three stand on the next page, as spreadsheets print what is too wide; with the labels
    again or without."""
    sheet = document.sheets.get("requests")
    if not sheet or any(len([box for box in row if is_number(box)]) not in (0, 7) for row in sheet.rows):
        return None
    labels = len(spread(sheet)[0]) - 7
    at, again = labels + random.randint(1, 6), random.random() < 0.3
    width = len(spread(sheet)[0])
    left, right = _columns(sheet, 0, at), _columns(sheet, at, width)
    if again:
        right = right._replace(
            rows=tuple((*a, *b) for a, b in zip(_columns(sheet, 0, labels).rows, right.rows, strict=True))
        )
    parts: list[Part | Sheet] = []
    for part in document.parts:
        is_it = isinstance(part, Sheet) and part.table == "requests"
        parts += [left, Part("break", ""), right] if is_it else [part]
    return replace(document, parts=tuple(parts))


def _columns(sheet: Sheet, first: int, last: int) -> Sheet:
    """Some columns of a table."""
    rows = []
    for row, places in zip(sheet.rows, spread(sheet), strict=True):
        starts: dict[int, int] = {}
        for x, (box, begins) in enumerate(places):
            if begins and id(box) not in starts:
                starts[id(box)] = x
        cut = []
        for box in row:
            x = starts[id(box)]
            across = min(x + box.across, last) - max(x, first)
            if across > 0:
                cut.append(box._replace(across=across))
        rows.append(tuple(cut))
    return sheet._replace(rows=tuple(rows))


def heads_turned(document: Document, random: Random) -> Document | None:
    """Words that stand one character a line are printed as turned lines, from above or from below."""
    upwards = random.random() < 0.5

    def change(book: Book) -> Book:
        for page in book.pages:
            stacks = _stacks(page.pieces)
            gone = {id(piece) for stack in stacks for piece in stack}
            page.pieces = [piece for piece in page.pieces if id(piece) not in gone]
            for stack in stacks:
                text, size = "".join(piece.text for piece in stack), stack[0].size
                middle = (stack[0].y + stack[-1].y + 0.7 * size) / 2
                half, x = length(text, size) / 2, stack[0].x + stack[0].width / 2
                place = (
                    f"0 1 -1 0 {x + 0.35 * size:.2f} {middle - half:.2f}"
                    if upwards
                    else f"0 -1 1 0 {x - 0.35 * size:.2f} {middle + half:.2f}"
                )
                page.pieces.append(Piece(f"q {place} cm\n{book.text(0, 0, size, text)}Q\n", text))
        return book

    return document.then(change)


def _stacks(pieces: list[Piece]) -> list[list[Piece]]:
    """Single characters that stand under one another."""
    stacks: list[list[Piece]] = []
    for piece in pieces:
        if len(piece.text) != 1 or piece.concept or not piece.text >= "\u4e00":
            continue
        last = stacks[-1][-1] if stacks else None
        if last and abs(last.x - piece.x) < 1 and 0 < last.y - piece.y < 1.5 * piece.size:
            stacks[-1].append(piece)
        else:
            stacks.append([piece])
    return [stack for stack in stacks if len(stack) > 1]


def written_by_hand(document: Document, random: Random) -> Document | None:
    """Some figures are struck by hand, and others are written beside or above them, or only the latter."""
    own, cells = Random(random.random()), some(document, random, 4)
    how = random.randrange(3)

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        x0, y0, x1, y1 = piece.box
        third, middle = (x1 - x0) / 3, (y0 + y1) / 2
        stroke = (
            f"q 0.1 0.1 0.7 RG 1 w {x0 - 1:.2f} {middle - 2:.2f} m {x0 + third:.2f} {middle + 3:.2f} "
            f"{x1 - third:.2f} {middle - 3:.2f} {x1 + 1:.2f} {middle + 2:.2f} c S Q\n"
        )
        x, drawn = x1 + 1 if how < 2 else x0, []
        for character in other_figure(piece.text, own):
            if character.isdigit():
                y = piece.y if how < 2 else y1 - 1
                place = f"q {piece.size:.2f} 0 0 {piece.size:.2f} {x:.2f} {y:.2f} cm 0.9 0.1 -0.1 1 0 0 cm"
                drawn.append(Piece(f"{place} 0.1 0.1 0.7 rg {outline_of(character)} f Q\n"))
                x += 0.6 * piece.size
        return [piece, *([Piece(stroke)] if how != 1 else []), *drawn]

    changed = rewritten(document, rewrite, cells)
    return changed and changed.seeing(dict.fromkeys(cells)).allowing("D-06", "D-12", *SUMS)


def gone_on(document: Document, random: Random) -> Document | None:
    """Where a table goes on over a page, words say so below and above it: 续表, 接上页, 转下页."""
    above, below = (
        random.choice(("续表", "（续表）", "续表3", "表三（续）", "（接上页）", "接上页")),
        random.choice(("", "转下页", "（转下页）")),
    )
    at = random.choice((0.1, 0.5, 0.8))

    def change(book: Book) -> Book:
        for page, after in zip(book.pages, book.pages[1:], strict=False):
            last = min((p for p in page.pieces if p.text and p.y > 60), key=lambda p: p.y, default=None)
            first = max((p for p in after.pieces if p.text), key=lambda p: p.y, default=None)
            if not last or not first or not last.concept:
                continue
            if below:
                page.pieces.append(Piece(book.text(at * page.width, last.y - 2.2 * last.size, 10, below), below))
            after.pieces.append(Piece(book.text(at * after.width, after.height - 60, 10, above), above))
        return book

    return document.then(change)


def with_contents(document: Document, random: Random) -> Document | None:
    """Before the report stand a cover and a table of contents, with dots that lead to page numbers, or one of them."""
    titles = [part.text for part in document.parts if isinstance(part, Part) and part.role == "title"]
    headings = [part.text for part in document.parts if isinstance(part, Part) and part.role == "heading"]
    cover, contents, dots = random.random() < 0.6, random.random() < 0.8, random.choice("….·")
    if not cover and not contents:
        return None

    def change(book: Book) -> Book:
        first, new = book.pages[0], []
        if cover:
            large = [(title, min(26.0, (first.width - 40) / len(title))) for title in titles]
            lines = [*large, (f"{document.year + 1}年1月", 16.0)]
            pieces = []
            for n, (text, size) in enumerate(lines):
                x, y = max(20.0, (first.width - length(text, size)) / 2), first.height - 250 - 60 * n
                pieces.append(Piece(book.text(x, y, size, text), text, x, y, size))
            new.append(Page(first.width, first.height, pieces))
        if contents:
            pieces = [Piece(book.text(first.width / 2 - 20, first.height - 100, 18, "目录"), "目录")]
            for n, heading in enumerate(headings):
                text, y = heading[:26], first.height - 150 - 30 * n
                room = first.width - 180 - length(text, 12)
                leaders = dots * max(3, int(room / length(dots, 12)))
                shown = text + leaders + str(n // 2 + 1)
                pieces.append(Piece(book.text(80, y, 12, shown), shown, 80, y, 12))
            new.append(Page(first.width, first.height, pieces))
        book.pages = [*new, *book.pages]
        return book

    return document.then(change)


WAYS: dict[str, Way] = {
    "pdf_columns_on_next_page": Way(columns_on_next_page, PDF),
    **{
        f"pdf_{change.__name__}": Way(change, PDF, "file")
        for change in (
            rules_otherwise,
            rules_missing,
            heads_turned,
            written_by_hand,
            rows_in_one_string,
            gone_on,
            cut_by_the_paper,
            leaning,
            with_contents,
            pages_shuffled,
            page_missing,
        )
    },
}
