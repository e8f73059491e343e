"""What happens to the print of PDF files, continued: colours and covers, what is said in place of text, odd pages."""

from __future__ import annotations

from random import Random

from bench.changed.book import Book, Page, Piece
from bench.changed.document import SUMS, Document, Way
from bench.changed.paper import PDF, other_figure, rewritten, some, whole_cells

WHITE = (
    "/DeviceGray cs 1 sc",
    "/DeviceRGB cs 1 1 1 sc",
    "/DeviceCMYK cs 0 0 0 0 scn",
    "1 Tr 1 G",
    "2 Tr 1 g 1 G 0.3 w",
)


def white_otherwise(document: Document, random: Random) -> Document | None:
    """Beside some figures stands another one that is white in a way of its own, or tiny, or in the colour of a tint."""
    how, own, before = random.randrange(len(WHITE) + 3), Random(random.random()), random.random() < 0.5

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        other = other_figure(piece.text, own)
        if how < len(WHITE):
            dx = own.choice((0, 4, -6) if before else (piece.width + 2, -piece.width - 2))
            copy = book.figure(piece, other, dx=dx, more=WHITE[how])
        elif how == len(WHITE):
            copy = Piece(book.text(piece.x + piece.width + 1, piece.y, 0.4, other))
        elif how == len(WHITE) + 1:
            copy = Piece(book.text(piece.x + piece.width + 1, piece.y, piece.size, other, more="0.5 Tz"))
        else:
            x0, y0, x1, y1 = piece.box
            tint = Piece(f"q 0.8 g {x0 - 8:.2f} {y0:.2f} {x1 - x0 + 16:.2f} {y1 - y0:.2f} re f Q\n")
            return [tint, Piece(f"q\n{book.figure(piece, other, more='0.8 g').operators}Q\n"), piece]
        copy = Piece(f"q\n{copy.operators}Q\n")
        return [copy, piece] if before else [piece, copy]

    return rewritten(document, rewrite, some(document, random))


def said_otherwise(document: Document, random: Random) -> Document | None:
    """The file says another text for some figures than is drawn, as programs that read aloud are told."""
    own, whole = Random(random.random()), random.random() < 0.3

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        said = piece.text if whole else other_figure(piece.text, own)
        return [piece._replace(operators=f"/Span <</ActualText ({said})>> BDC\n{piece.operators}EMC\n")]

    return rewritten(document, rewrite, some(document, random))


def hollow(document: Document, random: Random) -> Document | None:
    """Some or all figures are drawn as outlines, in white on black, or as a hole through which a colour shows."""
    how = random.randrange(5)

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        x0, y0, x1, y1 = piece.box
        box = f"{x0 - 2:.2f} {y0:.2f} {x1 - x0 + 4:.2f} {y1 - y0:.2f} re"
        if how == 0:
            return [book.figure(piece, piece.text, more="1 Tr 0 G 0.3 w")]
        if how == 1:
            figure = book.figure(piece, piece.text, more="1 g")
            return [Piece(f"q 0.1 g {box} f Q\n"), figure._replace(operators=f"q\n{figure.operators}Q\n")]
        if how == 2:
            figure = book.figure(piece, piece.text, more="7 Tr")
            return [figure._replace(operators=f"q\n{figure.operators}0 g {box} f Q\n")]
        if how == 3:
            figure = book.figure(piece, piece.text, more="4 Tr 0 g")
            return [figure._replace(operators=f"q\n{figure.operators}Q\n")]
        figure = book.figure(piece, piece.text, more="2 Tr 1 g 0 G 0.3 w")
        return [figure._replace(operators=f"q\n{figure.operators}Q\n")]

    cells = whole_cells(document) if random.random() < 0.3 else some(document, random)
    return rewritten(document, rewrite, cells)


def blacked_out(document: Document, random: Random) -> Document | None:
    """Some figures are covered in black or grey, by a line, a box or a note of a reader: nobody can read them."""
    how, cells = random.randrange(4), some(document, random, 4)

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        x0, y0, x1, y1 = piece.box
        if how == 0:
            return [piece, Piece(f"q 0 g {x0 - 1:.2f} {y0:.2f} {x1 - x0 + 2:.2f} {y1 - y0:.2f} re f Q\n")]
        if how == 1:
            line = f"{x0 - 2:.2f} {(y0 + y1) / 2:.2f} m {x1 + 2:.2f} {(y0 + y1) / 2:.2f} l S"
            return [piece, Piece(f"q 0.4 G {y1 - y0:.2f} w {line} Q\n")]
        if how == 2:
            return [piece, Piece(f"q 1 0 0 rg {x0 - 3:.2f} {y0:.2f} {x1 - x0 + 6:.2f} {y1 - y0:.2f} re f Q\n")]
        width, height = x1 - x0 + 4, y1 - y0
        look = f"0 g 0 0 {width:.2f} {height:.2f} re f"
        page.annotations.append(
            f"/Type/Annot/Subtype/Square/F 4/Rect[{x0 - 2:.2f} {y0:.2f} {x1 + 2:.2f} {y1:.2f}]/IC[0 0 0]"
            f"APPEARANCE0 0 {width:.2f} {height:.2f}|{look}"
        )
        return [piece]

    changed = rewritten(document, rewrite, cells)
    return changed and changed.seeing(dict.fromkeys(cells)).allowing("D-06", "D-12", *SUMS)


def crossed_out(document: Document, random: Random) -> Document | None:
    """Some figures are struck through, by a line of the page or of a reader's, and nothing stands in their place."""
    how, cells = random.randrange(3), some(document, random, 4)

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        x0, y0, x1, y1 = piece.box
        y = y0 + 0.45 * (y1 - y0)
        if how == 0:
            return [piece, Piece(f"q 0 G 0.6 w {x0 - 1:.2f} {y:.2f} m {x1 + 1:.2f} {y:.2f} l S Q\n")]
        if how == 1:
            return [piece, Piece(f"q 1 0 0 RG 0.8 w {x0 - 1:.2f} {y0:.2f} m {x1 + 1:.2f} {y1:.2f} l S Q\n")]
        width, height = x1 - x0 + 2, y1 - y0
        page.annotations.append(
            f"/Type/Annot/Subtype/StrikeOut/F 4/Rect[{x0 - 1:.2f} {y0:.2f} {x1 + 1:.2f} {y1:.2f}]"
            f"/QuadPoints[{x0:.2f} {y1:.2f} {x1:.2f} {y1:.2f} {x0:.2f} {y0:.2f} {x1:.2f} {y0:.2f}]/C[1 0 0]"
            f"APPEARANCE0 0 {width:.2f} {height:.2f}|1 0 0 RG 0.7 w 0 {height * 0.45:.2f} m {width:.2f} "
            f"{height * 0.45:.2f} l S"
        )
        return [piece]

    changed = rewritten(document, rewrite, cells)
    return changed and changed.seeing(dict.fromkeys(cells)).allowing("D-06", "D-12", *SUMS)


def marked_by_a_reader(document: Document, random: Random) -> Document | None:
    """Some figures are underlined, highlighted, boxed or circled."""
    how, cells = random.randrange(4), some(document, random, 6)

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        x0, y0, x1, y1 = piece.box
        if how == 0:
            return [piece, Piece(f"q 0 G 0.5 w {x0 - 1:.2f} {y0:.2f} m {x1 + 1:.2f} {y0:.2f} l S Q\n")]
        if how == 1:
            return [Piece(f"q 1 1 0 rg {x0 - 1:.2f} {y0:.2f} {x1 - x0 + 2:.2f} {y1 - y0:.2f} re f Q\n"), piece]
        if how == 2:
            box = f"{x0 - 1.5:.2f} {y0 - 0.5:.2f} {x1 - x0 + 3:.2f} {y1 - y0 + 1:.2f} re S"
            return [piece, Piece(f"q 1 0 0 RG 0.6 w {box} Q\n")]
        page.annotations.append(
            f"/Type/Annot/Subtype/Highlight/F 4/Rect[{x0 - 1:.2f} {y0:.2f} {x1 + 1:.2f} {y1:.2f}]"
            f"/QuadPoints[{x0:.2f} {y1:.2f} {x1:.2f} {y1:.2f} {x0:.2f} {y0:.2f} {x1:.2f} {y0:.2f}]/C[1 1 0]/CA 0.3"
        )
        return [piece]

    return rewritten(document, rewrite, cells)


def clipped(document: Document, random: Random) -> Document | None:
    """Some figures of several digits are cut off by a clip: nobody can say what they are."""
    cells = [c for c in whole_cells(document) if (document.seen[c] or 0) > 9]  # type: ignore[operator]
    if not cells:
        return None
    cells = random.sample(cells, min(len(cells), random.randint(1, 4)))
    first = random.random() < 0.5

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        x0, y0, x1, y1 = piece.box
        half = piece.width / len(piece.text) * (len(piece.text) // 2)
        left, width = (x0 - 1, half + 1) if first else (x0 + half, x1 - x0 - half + 1)
        clip = f"q {left:.2f} {y0 - 2:.2f} {width:.2f} {y1 - y0 + 4:.2f} re W n\n"
        return [piece._replace(operators=f"{clip}{piece.operators}Q\n")]

    changed = rewritten(document, rewrite, cells)
    return changed and changed.seeing(dict.fromkeys(cells)).allowing("D-06", "D-12", *SUMS)


def headed_pages(document: Document, random: Random) -> Document | None:
    """Every page has lines with digits above and below its print."""
    head = random.choice(("2024年第3期（总第27期）", "内部资料 0571-88880000", "XX发〔2024〕5号", "12", "第3号"))
    foot = random.choice(
        ("印数：50份", "第 3 页 共 9 页", "2025.01.18  3/9", "http://www.example.gov.cn/art/2024/1/5/art_12.html")
    )

    def change(book: Book) -> Book:
        for page in book.pages:
            page.pieces.append(Piece(book.text(80, page.height - 40, 9, head)))
            page.pieces.append(Piece(book.text(page.width - 260, 28, 9, foot)))
        return book

    return document.then(change)


def ticked(document: Document, random: Random) -> Document | None:
    """Beside some figures stand ticks or dots that were drawn."""
    cells, how = some(document, random, 5), random.randrange(2)

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        _, y0, x1, y1 = piece.box
        if how:
            return [
                piece,
                Piece(
                    f"q 1 0 0 RG 0.8 w {x1 + 1:.2f} {y0 + 3:.2f} m {x1 + 3:.2f} {y0:.2f} l "
                    f"{x1 + 8:.2f} {y1:.2f} l S Q\n"
                ),
            ]
        return [piece, Piece(f"q 1 0 0 rg {x1 + 2:.2f} {y0 + 2:.2f} 1.5 1.5 re f Q\n")]

    return rewritten(document, rewrite, cells)


def lines_between(document: Document, random: Random) -> Document | None:
    """Lines without meaning cross the page, or a table: at a slant, as a frame, dashes or a rule from top to bottom."""
    how, at, ends = random.randrange(5), random.choice((0.5, random.uniform(0.1, 0.9))), random.choice((0, 20, 60))

    def change(book: Book) -> Book:
        for page in book.pages:
            w, h = page.width, page.height
            lines = (
                f"q 0.7 G 0.4 w 30 30 m {w - 30:.1f} {h - 30:.1f} l S Q\n",
                f"q 0 G 1 w 40 40 {w - 80:.1f} {h - 80:.1f} re S Q\n",
                f"q 0.6 G 0.4 w [3 3] 0 d {at * w:.1f} {ends} m {at * w:.1f} {h - ends:.1f} l S Q\n",
                f"q 1 0 0 RG 0.7 w {at * w:.1f} {ends} m {at * w:.1f} {h - ends:.1f} l S Q\n",
                f"q 1 0 0 RG 0.5 w {at * w:.1f} {ends} 3 {h - 2 * ends:.1f} re S Q\n",
            )
            page.pieces.insert(0, Piece(lines[how]))
        return book

    return document.then(change)


WAYS: dict[str, Way] = {
    f"pdf_{change.__name__}": Way(change, PDF, "file")
    for change in (
        white_otherwise,
        said_otherwise,
        hollow,
        blacked_out,
        crossed_out,
        marked_by_a_reader,
        clipped,
        headed_pages,
        ticked,
        lines_between,
    )
}
