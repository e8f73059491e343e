"""What happens to the print of PDF files: what is drawn and not seen, seen and no text, marked, struck, crowded."""

from __future__ import annotations

import math
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from bench.changed.book import Book, Page, Piece, image
from bench.changed.document import SUMS, Document, Way
from bench.changed.fonts import encoded, has, outline_of
from bench.changed.paper import PDF, book_of, other_figure, rewritten, some, whole_cells
from extract.model import Concept
from tests.made.printing import RULED, Line, Paper, length, papers_of

UNSEEN = ("3 Tr", "7 Tr", "1 1 1 rg", "1 g", "0 0 0 0 k", "/None gs")
"""What makes text drawn and not seen on white paper."""
WHITE = UNSEEN[2:5]
"""The same, but seen as holes in other print that it is drawn over."""


def invisible_copies(document: Document, random: Random) -> Document | None:
    """Beside all texts, or some figures, stands text that is not seen: the same or another figure."""
    how, whole = random.choice(UNSEEN), random.random() < 0.3
    dx, dy = random.choice(((0, 0), (0.3, 0), (2, 1), (-4, 0), (6, 0)))
    other, before = random.random() < 0.6 and not whole, random.random() < 0.5 or how in WHITE
    own = Random(random.random())

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        text = other_figure(piece.text, own) if other else piece.text
        copy = book.figure(piece, text, dx=dx, dy=dy, more=how)
        copy = Piece(f"q\n{copy.operators}Q\n")
        return [copy, piece] if before else [piece, copy]

    return rewritten(document, rewrite, None if whole else some(document, random))


def covered(document: Document, random: Random) -> Document | None:
    """Some figures were painted over in white, and another one printed on top."""
    own, with_picture = Random(random.random()), random.random() < 0.3

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        old = book.figure(piece, other_figure(piece.text, own))
        x0, y0, x1, y1 = old.box
        if with_picture:
            book.objects["White"] = image(b"\xff\xff\xff", 1, 1)
            cover = f"q {x1 - x0 + 1:.2f} 0 0 {y1 - y0:.2f} {x0 - 0.5:.2f} {y0:.2f} cm /White Do Q\n"
        else:
            cover = f"q 1 g {x0 - 0.5:.2f} {y0:.2f} {x1 - x0 + 1:.2f} {y1 - y0:.2f} re f Q\n"
        return [Piece(old.operators), Piece(cover), piece]

    return rewritten(document, rewrite, some(document, random))


def painted_out(document: Document, random: Random) -> Document | None:
    """Some figures were painted over in white, and nothing was printed on top."""
    cells = some(document, random, 4)

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        x0, y0, x1, y1 = piece.box
        return [piece, Piece(f"q 1 g {x0 - 0.5:.2f} {y0:.2f} {x1 - x0 + 1:.2f} {y1 - y0:.2f} re f Q\n")]

    changed = rewritten(document, rewrite, cells)
    return changed and changed.seeing(dict.fromkeys(cells, "")).allowing("D-06", "D-12", *SUMS)


def outside(document: Document, random: Random) -> Document | None:
    """Figures are drawn on the lines of the table, but beside the page, its crop box or a clip."""
    how, own = random.choice(("right", "left", "crop", "clip")), Random(random.random())
    cells = some(document, random, 30)

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        x = {"right": page.width + 30, "left": -60.0, "crop": 20.0, "clip": piece.x}[how]
        if how == "crop":
            page.keys = f"/CropBox[60 0 {page.width:.2f} {page.height:.2f}]"
        operators = book.text(x, piece.y, piece.size, other_figure(piece.text, own))
        if how == "clip":
            operators = f"q 0 0 10 10 re W n\n{operators}Q\n"
        return [Piece(operators), piece]

    return rewritten(document, rewrite, cells)


def hidden_layer(document: Document, random: Random) -> Document | None:
    """Other figures stand in a layer that is off; half the time the right ones stand in one that is on."""
    own, layered = Random(random.random()), random.random() < 0.5
    dx = random.choice((0, 0, 3, -3))

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        book.layers |= {"Off": False, "On": True}
        old = book.figure(piece, other_figure(piece.text, own), dx=dx)
        hidden = Piece(f"/OC /Off BDC\n{old.operators}EMC\n")
        shown = piece._replace(operators=f"/OC /On BDC\n{piece.operators}EMC\n") if layered else piece
        return [hidden, shown] if own.random() < 0.5 else [shown, hidden]

    return rewritten(document, rewrite, some(document, random))


def drawn_twice(document: Document, random: Random) -> Document | None:
    """Texts are drawn twice, or thrice, for a bold look: everything, or some figures."""
    whole, times = random.random() < 0.5, random.choice((2, 2, 3))
    shift = random.choice((0, 0.2, 0.35, 0.5))
    by_page = random.random() < 0.5

    if whole and by_page:

        def again(book: Book) -> Book:
            for page in book.pages:
                page.pieces = [piece for _ in range(times) for piece in page.pieces]
            return book

        return document.then(again)

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        more = "" if not shift else f"q 1 0 0 1 {shift} 0 cm\n{piece.operators}Q\n"
        return [piece, *(Piece(more or piece.operators) for _ in range(times - 1))]

    return rewritten(document, rewrite, None if whole else some(document, random))


# ── What is visible is not in the text ───────────────────────────────────────────────────────────────────────────────


def form_fields(document: Document, random: Random) -> Document | None:
    """Some or all figures are fields of a form, or notes that a reader of the file laid over the page."""
    cells = whole_cells(document)
    if random.random() < 0.6 or not cells:
        cells = some(document, random)
    note = random.random() < 0.3

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        book.fields = not note
        x0, y0, x1, y1 = piece.box
        box = f"{x0 - 3:.2f} {y0 - 1:.2f} {x1 + 3:.2f} {y1 + 1:.2f}"
        width, height = x1 - x0 + 6, y1 - y0 + 2
        shown = f"BT /H {piece.size:.1f} Tf 0 g 3 {0.15 * piece.size + 1:.1f} Td ({piece.text}) Tj ET"
        look = shown if note else f"/Tx BMC q {shown} Q EMC"
        kind = "/Subtype/FreeText/DA(/H 9 Tf 0 g)/F 4" if note else "/Subtype/Widget/FT/Tx/DA(/H 9 Tf 0 g)/F 4"
        told = f"/Contents({piece.text})" if note else f"/T(f{x0:.0f}x{y0:.0f}n{len(page.annotations)})/V({piece.text})"
        page.annotations.append(f"/Type/Annot{kind}/Rect[{box}]{told}APPEARANCE0 0 {width:.2f} {height:.2f}|{look}")
        return []

    return rewritten(document, rewrite, cells)


def outlined(document: Document, random: Random) -> Document | None:
    """Some figures, or single digits of them, are shapes and no text."""
    own, whole = Random(random.random()), random.random() < 0.5

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        pieces, x = [], piece.x
        shaped = None if whole else own.randrange(len(piece.text))
        for n, character in enumerate(piece.text):
            if character.isdigit() and shaped in (None, n):
                place = f"q {piece.size:.2f} 0 0 {piece.size:.2f} {x:.2f} {piece.y:.2f} cm 0.8 0 0 1 0 0 cm 0 g"
                pieces.append(Piece(f"{place} {outline_of(character)} f Q\n"))
            else:
                pieces.append(Piece(book.text(x, piece.y, piece.size, character), character, x, piece.y, piece.size))
            x += length(character, piece.size)
        return pieces

    return rewritten(document, rewrite, some(document, random))


def untold(document: Document, random: Random) -> Document | None:
    """Some or all figures are printed in a font that tells no program which characters its glyphs are."""

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        return [book.figure(piece, piece.text, font="N")] if has(piece.text, "N") else [piece]

    return rewritten(document, rewrite, whole_cells(document) if random.random() < 0.4 else some(document, random))


class Stamp(NamedTuple):
    """A stamp with its middle: a picture or a disc, opaque or read through."""

    x: float
    y: float
    size: float
    as_picture: bool
    opaque: bool

    def hides(self, piece: Piece) -> bool:
        """Whether it lies over most of the text of a piece."""
        x0, y0, x1, y1 = piece.box
        steps = [(n + 0.5) / 10 for n in range(10)]
        points = [(x0 + a * (x1 - x0) - self.x, y0 + b * (y1 - y0) - self.y) for a in steps for b in steps]
        half = self.size / 2
        inside = [max(map(abs, p)) < half if self.as_picture else math.hypot(*p) < half for p in points]
        return sum(inside) > 0.6 * len(points)

    def operators(self, book: Book) -> str:
        """What draws it, in a file that gets the picture it needs."""
        r, x, y = self.size / 2, self.x, self.y
        if self.as_picture:
            book.objects["Stamp"] = image(b"\xd0\x20\x20", 1, 1)
            state = "" if self.opaque else "/Half gs "
            return f"q {state}{self.size} 0 0 {self.size} {x - r:.2f} {y - r:.2f} cm /Stamp Do Q\n"
        paint, k = "0.85 0.1 0.1 rg f" if self.opaque else "0.85 0.1 0.1 RG 2 w S", 0.5523 * r
        return (
            f"q 1 0 0 1 {x:.2f} {y:.2f} cm {r} 0 m {r} {k:.2f} {k:.2f} {r} 0 {r} c {-k:.2f} {r} {-r} {k:.2f} {-r} 0 c "
            f"{-r} {-k:.2f} {-k:.2f} {-r} 0 {-r} c {k:.2f} {-r} {r} {-k:.2f} {r} 0 c h {paint} Q\n"
        )


def stamped(document: Document, random: Random) -> Document | None:
    """A stamp lies over cells of a table: lines or tinted, so that one reads through it, or opaque."""
    cells = document.cells(of=random.choice(("requests", "disputes", "proactive")))
    pages = book_of(document).pages
    places = [(n, piece) for n, page in enumerate(pages) for piece in page.pieces if piece.concept in cells]
    if not places:
        return None
    number, middle = random.choice(places)
    size, as_picture, opaque = random.choice((16, 40, 90, 150)), random.random() < 0.5, random.random() < 0.5
    stamp = Stamp(middle.x + middle.width / 2, middle.y + middle.size / 3, size, as_picture, opaque)
    hidden = {p.concept for n, p in places if n == number and p.concept and stamp.hides(p)}

    def change(book: Book) -> Book:
        book.pages[number].pieces.append(Piece(stamp.operators(book)))
        return book

    return document.then(change).seeing(dict.fromkeys(hidden, None) if opaque else {}).allowing("D-06")


STAMPED = ("{}年1月20日", "{}.01.20", "已核对", "收文第128号")


def stamped_in_words(document: Document, random: Random) -> Document | None:
    """The words of a stamp (who, when, a number) are printed over cells of a table, in a colour and size of their own,
    level or leaning."""
    cells = document.cells(of=random.choice(("requests", "disputes", "proactive")))
    places = [(n, p) for n, page in enumerate(book_of(document).pages) for p in page.pieces if p.concept in cells]
    if not places:
        return None
    number, cell = random.choice(places)
    colour, size = random.choice(("0.85 0.1 0.1", "0.1 0.1 0.8", "0.5 0 0.5")), random.choice((8, 10, 12, 14))
    words = random.sample((document.entity, *STAMPED), random.randint(1, 2))
    lean, dx, dy = random.choice((0, 0, 0.2, -0.3)), random.choice((-60, -20, 2, 12)), random.choice((-6, 0, 0, 5))

    def change(book: Book) -> Book:
        for n, word in enumerate(words):
            shown, scale = encoded(word.format(document.year + 1), size, "S")
            across, up = math.cos(lean), math.sin(lean)
            place = f"{across:.4f} {up:.4f} {-up:.4f} {across:.4f} {cell.x + dx:.2f} {cell.y + dy - 1.6 * n * size:.2f}"
            text = f"q {colour} rg BT /S {size} Tf {scale} 0 Tr {place} Tm <{shown}> Tj ET Q\n"
            book.pages[number].pieces.append(Piece(text))
        return book

    return document.then(change)


# ── Marks, struck and crowded figures ────────────────────────────────────────────────────────────────────────────────


def marks_raised(document: Document, random: Random) -> Document | None:
    """Behind some figures stands the small number of a note, raised or not."""
    own, raised, share = Random(random.random()), random.choice((0.3, 0.35, 0.45, 0)), random.choice((0.5, 0.6))

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        mark, size = str(own.randint(1, 9)), share * piece.size
        x = piece.x + piece.width + 0.2
        return [piece, Piece(book.text(x, piece.y + raised * piece.size, size, mark))]

    changed = rewritten(document, rewrite, some(document, random))
    return changed and changed.allowing("D-06")


def figures_struck(document: Document, random: Random) -> Document | None:
    """Left of some figures stands one that is struck through."""
    own, by_rectangle = Random(random.random()), random.random() < 0.4
    cells = whole_cells(document)
    cells = [c for c in cells if len(str(document.seen[c])) < (4 if c.table == "proactive" else 2)]

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        old = str(own.randint(0, 9))
        moved = book.figure(piece, piece.text, dx=0.35 * piece.size)
        x = moved.x - length(old, piece.size) - 0.25 * piece.size
        struck = book.text(x, piece.y, piece.size, old)
        x1, y = x + length(old, piece.size), piece.y + 0.3 * piece.size
        line = (
            f"{x - 0.5:.2f} {y:.2f} {x1 - x + 1:.2f} 0.6 re f"
            if by_rectangle
            else f"{x - 0.5:.2f} {y:.2f} m {x1 + 0.5:.2f} {y:.2f} l S"
        )
        return [Piece(struck), Piece(f"q 0.6 w 0 G 0 g {line} Q\n"), moved]

    changed = rewritten(document, rewrite, random.sample(cells, min(len(cells), 5)))
    return changed and changed.allowing("D-06")


def overlaid(document: Document, random: Random) -> Document | None:
    """Over some figures another one is printed: nobody can say which counts."""
    own, dx = Random(random.random()), random.choice((0, 1.5, 3))
    cells = some(document, random, 4)

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        return [piece, book.figure(piece, other_figure(piece.text, own), dx=dx, dy=0.5)._replace(concept=None)]

    changed = rewritten(document, rewrite, cells)
    return changed and changed.seeing(dict.fromkeys(cells, None)).allowing("D-06")


def digits_apart(document: Document, random: Random) -> Document | None:
    """The digits of figures are set one by one, or spaced a little."""
    by_one, space = random.random() < 0.5, random.choice((0.3, 0.8))

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        if not by_one:
            return [book.figure(piece, piece.text, dx=-space * len(piece.text) / 2, more=f"{space} Tc")]
        pieces, x = [], piece.x
        for character in piece.text:
            pieces.append(Piece(book.text(x, piece.y, piece.size, character), character, x, piece.y, piece.size))
            x += length(character, piece.size)
        return pieces

    return rewritten(document, rewrite, whole_cells(document))


def figures_moved(document: Document, random: Random) -> Document | None:
    """Some figures stand a little higher, lower, more to the left or right in their cells."""
    dx, dy = random.uniform(-4, 4), random.uniform(-2.5, 2.5)

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        return [book.figure(piece, piece.text, dx=dx if len(piece.text) < 3 else 0, dy=dy)]

    return rewritten(document, rewrite, some(document, random, 20))


def figures_over_rules(document: Document, random: Random) -> Document | None:
    """Some figures reach over the rule at their right, or fill their cells from rule to rule."""
    if document.look.rules not in RULED:
        return None
    cells = [c for c in whole_cells(document, "requests") if len(str(document.seen[c])) > 1]
    fill, share = random.random() < 0.4, random.choice((0.4, 0.7, 1.0))
    widths = {c.concept: c for paper in papers_of(document.parts, document.look) for c in _spaces(paper)}

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        space = widths.get(piece.concept) if piece.concept else None
        if space is None or piece.width > space.right - space.left:
            return [piece]
        if fill:
            scale = 100 * (space.right - space.left - 1) / piece.width
            text = book.text(space.left + 0.5, piece.y, piece.size, piece.text, more=f"{scale:.1f} Tz")
            return [piece._replace(operators=text, x=space.left + 0.5)]
        over = share * length(piece.text[-1], piece.size)
        dx = space.right - (piece.x + piece.width) + over
        return [book.figure(piece, piece.text, dx=dx)] if over < space.beyond - 0.35 * piece.size else [piece]

    return rewritten(document, rewrite, random.sample(cells, min(len(cells), 6)))


class Space(NamedTuple):
    """Where the figure of a cell may stand, and how much is free behind its right rule."""

    concept: Concept
    left: float
    right: float
    beyond: float


def _spaces(paper: Paper) -> Iterator[Space]:
    """The room of the cells of table three on a page, from the middles of the figures in the same row."""
    rows: dict[int, list[Line]] = {}
    for line in paper.lines:
        if line.concept and line.concept.table == "requests":
            rows.setdefault(round(line.y), []).append(line)
    for row in rows.values():
        row.sort(key=lambda line: line.x)
        for before, here, after in zip(row, row[1:], row[2:], strict=False):
            middles = [line.x + length(line.text, line.size) / 2 for line in (before, here, after)]
            left, right = (middles[0] + middles[1]) / 2, (middles[1] + middles[2]) / 2
            if abs(middles[2] - 2 * middles[1] + middles[0]) < 1:
                assert here.concept
                yield Space(here.concept, left, right, after.x - right)


WAYS: dict[str, Way] = {
    f"pdf_{change.__name__}": Way(change, PDF, "file")
    for change in (
        invisible_copies,
        covered,
        painted_out,
        outside,
        hidden_layer,
        drawn_twice,
        form_fields,
        outlined,
        untold,
        stamped,
        stamped_in_words,
        marks_raised,
        figures_struck,
        overlaid,
        digits_apart,
        figures_moved,
        figures_over_rules,
    )
}
