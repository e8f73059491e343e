"""What happens to the pages of PDF files: shapes that nobody foresaw, and what does no harm."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from bench.changed.book import Book, Page, Piece, book_bytes, form, image
from bench.changed.document import Document, Way
from bench.changed.fonts import encoded
from bench.changed.ink import Stamp
from bench.changed.paper import PDF
from tests.made.printing import Line, Paper, Part, papers_of
from tests.made.sheets import Sheet

# ── Pages that nobody foresaw ────────────────────────────────────────────────────────────────────────────────────────


def _content(page: Page) -> str:
    return "".join(piece.operators for piece in page.pieces)


def rendered(book: Book, page: int, scale: float) -> tuple[bytes, int, int]:
    """A page as pixels."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(book_bytes(book))
    picture = pdf[page].render(scale=scale).to_pil().convert("L")
    return picture.tobytes(), *picture.size


def recognised(document: Document, random: Random) -> Document | None:
    """The report was scanned, and a program put what it recognised behind the picture, some digits of figures wrong."""
    if {"pdf_form_fields", "pdf_rows_in_one_string"} & {*document.changes}:
        return None  # what is drawn in a font that is not embedded has no picture
    own, wrong = Random(random.random()), random.choice((0, 0.02, 0.1))
    in_white = random.random() < 0.2

    def misread(text: str) -> str:
        return "".join(own.choice("0123456789") if c.isdigit() and own.random() < wrong else c for c in text)

    def change(book: Book) -> Book:
        pictures = [rendered(book, n, 1.0) for n in range(len(book.pages))]
        for n, (page, (pixels, width, height)) in enumerate(zip(book.pages, pictures, strict=True)):
            book.objects[f"Scan{n}"] = image(pixels, width, height, "/ColorSpace/DeviceGray")
            scan = Piece(f"q {page.width:.2f} 0 0 {page.height:.2f} 0 0 cm /Scan{n} Do Q\n")
            layer = [
                Piece(
                    book.text(
                        p.x, p.y, p.size, misread(p.text) if p.concept else p.text, more="1 g" if in_white else "3 Tr"
                    )
                )
                for p in page.pieces
                if p.text
            ]
            page.pieces = [*layer, scan] if in_white else [scan, *layer]
        return book

    return document.then(change)


def head_alone(document: Document, random: Random) -> Document | None:
    """The heads of table three are the last thing on a page, and its rows begin on the next."""
    look = document.look._replace(repeated=random.random() < 0.3, cut=False)
    start = random.randrange(0, 700, 10)
    for shift in range(start, start + 700, 10):
        papers = papers_of(document.parts, look._replace(shift=shift % 700))
        if _head_ends_page(papers):
            return replace(document, look=look._replace(shift=shift % 700))
    return None


def _head_ends_page(papers: list[Paper]) -> bool:
    """Whether 自然人 stands on the page before the first figures of table three."""
    first = next((n for n, paper in enumerate(papers) for line in paper.lines if _is_request(line)), 0)
    texts = {line.text for line in papers[first - 1].lines} if first else set()
    return bool(texts & {"自然人", "自", "自然"}) and not any(map(_is_request, papers[first - 1].lines))


def _is_request(line: Line) -> bool:
    return line.concept is not None and line.concept.table == "requests"


def turned(document: Document, random: Random) -> Document | None:
    """Pages lie on a side or on their head, by their content or by /Rotate, all of them or one."""
    if "pdf_form_fields" in document.changes:
        return None
    angle, by_key = random.choice((90, 180, 270)), random.random() < 0.5
    upright, only = random.random() < 0.4, random.choice((None, None, 0, 1))

    def change(book: Book) -> Book:
        for n, page in enumerate(book.pages):
            if only is not None and n != only % len(book.pages):
                continue
            if (by_key and not upright) or page.annotations:
                page.rotate = angle
                continue
            w, h = page.width, page.height
            matrix = {90: f"0 1 -1 0 {h:.2f} 0", 180: f"-1 0 0 -1 {w:.2f} {h:.2f}", 270: f"0 -1 1 0 0 {w:.2f}"}[angle]
            page.pieces = [Piece(f"q {matrix} cm\n{_content(page)}Q\n")]
            if angle != 180:
                page.width, page.height = h, w
            page.rotate = angle if upright else 0
        return book

    return document.then(change)


def two_on_a_sheet(document: Document, random: Random) -> Document | None:
    """Two pages stand side by side on a sheet, at full size or smaller, as forms or not."""
    if {"pdf_form_fields", "pdf_outside"} & set(document.changes):
        return None  # what is drawn beside one page would be seen on the other
    scale, as_forms = random.choice((1.0, 1.0, 0.707)), random.random() < 0.5
    as_forms |= "pdf_cut_by_the_paper" in document.changes  # what is cut off is not seen on the other page

    def change(book: Book) -> Book:
        if any(page.annotations for page in book.pages):
            return book
        sheets = []
        for n in range(0, len(book.pages), 2):
            pair = book.pages[n : n + 2]
            pieces: list[Piece] = []
            x = 0.0
            for page in pair:
                content = _content(page)
                if as_forms:
                    name = f"Page{n}{len(pieces)}"
                    book.objects[name] = form(content, page.width, page.height)
                    content = f"/{name} Do\n"
                pieces.append(Piece(f"q {scale} 0 0 {scale} {x:.2f} 0 cm\n{content}Q\n"))
                x += scale * page.width
            width = 2 * scale * max(page.width for page in pair)
            sheets.append(Page(width, scale * max(page.height for page in pair), pieces))
        book.pages = sheets
        return book

    return document.then(change)


def wrapped_in_forms(document: Document, random: Random) -> Document | None:
    """Every page is a form that is placed on it, once or through another, moved or made smaller."""
    if "pdf_form_fields" in document.changes:
        return None
    deep, by_matrix = random.choice((1, 1, 2)), random.random() < 0.5
    scale, dx, dy = random.choice(((1, 0, 0), (1, 20, 0), (1, -15, 10), (0.9, 30, 40), (0.8, 50, 60)))

    def change(book: Book) -> Book:
        for n, page in enumerate(book.pages):
            matrix = f"{scale} 0 0 {scale} {dx} {dy}"
            keys = f"/Matrix[{matrix}]" if by_matrix else ""
            book.objects[f"Form{n}"] = form(_content(page), page.width, page.height, keys)
            call = f"/Form{n} Do\n"
            for level in range(1, deep):
                book.objects[f"Form{n}in{level}"] = form(call, page.width + 99, page.height + 99).replace(
                    b"/Resources RESOURCES", b"/Resources RESOURCES"
                )
                call = f"/Form{n}in{level} Do\n"
            page.pieces = [Piece(call if by_matrix else f"q {matrix} cm\n{call}Q\n")]
        return book

    return document.then(change)


def lines_numbered(document: Document, random: Random) -> Document | None:
    """Every line, or every fifth, has its number in the margin."""
    step, through = random.choice((1, 1, 5)), random.random() < 0.5

    def change(book: Book) -> Book:
        count = 0
        for page in book.pages:
            count = count if through else 0
            heights = sorted({round(piece.y) for piece in page.pieces if piece.text and piece.y > 60}, reverse=True)
            for y in heights:
                count += 1
                if count % step == 0:
                    page.pieces.append(Piece(book.text(45, y, 7, str(count))))
        return book

    return document.then(change)


def page_elsewhere(document: Document, random: Random) -> Document | None:
    """Pages begin at another point than nothing, are measured in other units, or are larger than what is shown."""
    if "pdf_form_fields" in document.changes:
        return None
    how, dx, dy = random.randrange(4), random.choice((-300, 100, 1000)), random.choice((-500, 40, 700))

    def change(book: Book) -> Book:
        for page in book.pages:
            content = "".join(piece.operators for piece in page.pieces)
            w, h = page.width, page.height
            if how == 0:
                page.keys += f"/UserUnit {2}"
                page.pieces = [Piece(f"q 0.5 0 0 0.5 0 0 cm\n{content}Q\n")]
                page.width, page.height = w / 2, h / 2
            elif how == 1:
                page.keys += f"/MediaBox[{dx} {dy} {dx + w:.2f} {dy + h:.2f}]"
                page.pieces = [Piece(f"q 1 0 0 1 {dx} {dy} cm\n{content}Q\n")]
            elif how == 2:
                page.keys += f"/CropBox[80 90 {80 + w:.2f} {90 + h:.2f}]"
                page.pieces = [Piece(f"q 1 0 0 1 80 90 cm\n{content}Q\n")]
                page.width, page.height = w + 200, h + 200
            else:
                page.pieces = [Piece(f"q 0.01 0 0 0.01 0 0 cm\nq 100 0 0 100 0 0 cm\n{content}Q\nQ\n")]
        return book

    return document.then(change)


# ── What does no harm ────────────────────────────────────────────────────────────────────────────────────────────────


def watermarked(document: Document, random: Random) -> Document | None:
    """A pale word lies across every page, below the print or half transparent above it."""
    above, word = random.random() < 0.4, random.choice(("政府信息公开", "2023", "内部资料", "公开"))

    def change(book: Book) -> Book:
        for page in book.pages:
            shown, scale = encoded(word, 60, book.font)
            state = "/Half gs 0.8 g" if above else "0.9 g"
            text = f"BT /{book.font} 60 Tf {scale} 0 Tr 0.8 0.5 -0.5 0.8 130 250 Tm <{shown}> Tj ET"
            mark = Piece(f"q {state} {text} Q\n")
            page.pieces = [*page.pieces, mark] if above else [mark, *page.pieces]
        return book

    return document.then(change)


def shaded(document: Document, random: Random) -> Document | None:
    """Some rows, or all heads, lie on a tint."""
    if {"pdf_invisible_copies", "pdf_covered", "pdf_painted_out"} & set(document.changes):
        return None
    tint = random.choice(("0.93 g", "0.8 0.9 1 rg", "1 1 0.8 rg"))
    share = Random(random.random())

    def change(book: Book) -> Book:
        for page in book.pages:
            rows = {round(piece.y) for piece in page.pieces if piece.concept and share.random() < 0.2}
            tints = [f"q {tint} 79 {y - 4:.2f} {page.width - 158:.2f} 14 re f Q\n" for y in sorted(rows)]
            page.pieces = [*map(Piece, tints), *page.pieces]
        return book

    return document.then(change)


def with_logo(document: Document, random: Random) -> Document | None:
    """A picture stands at the head of the first page, or on a page of its own size behind everything."""
    behind = random.random() < 0.3

    def change(book: Book) -> Book:
        book.objects["Logo"] = image(bytes((255, 250, 245) * 16) if behind else bytes((200, 30, 30) * 16), 4, 4)
        page = book.pages[0]
        place = f"{page.width:.2f} 0 0 {page.height:.2f} 0 0" if behind else f"60 0 0 20 20 {page.height - 40:.2f}"
        page.pieces = [Piece(f"q {place} cm /Logo Do Q\n"), *page.pieces]
        return book

    return document.then(change)


def sealed(document: Document, random: Random) -> Document | None:
    """A seal lies over the signature, which stands below all tables."""
    first = next((n for n, p in enumerate(document.parts) if isinstance(p, Part) and p.role == "signature"), 0)
    if not first or isinstance(document.parts[first - 1], Sheet):
        return None
    line, as_picture = document.parts[first], random.random() < 0.5
    assert isinstance(line, Part)

    def change(book: Book) -> Book:
        for page in book.pages:
            for piece in page.pieces:
                if piece.text == line.text and piece.x > page.width / 2:
                    stamp = Stamp(piece.x + 40, piece.y, 50, as_picture, False)
                    page.pieces.append(Piece(stamp.operators(book)))
                    return book
        return book

    return document.then(change)


WAYS: dict[str, Way] = {
    "pdf_head_alone": Way(head_alone, PDF, "print"),
    **{
        f"pdf_{change.__name__}": Way(change, PDF, "file")
        for change in (
            watermarked,
            shaded,
            with_logo,
            sealed,
            lines_numbered,
            recognised,
            wrapped_in_forms,
            two_on_a_sheet,
            turned,
            page_elsewhere,
        )
    },
}
