"""How the print of PDF files is written: over several cells, in any order, in fonts and ways that say otherwise.

What is seen is the same as before, or cannot be told. The changes of what is drawn beside or upon it are in `ink` and
`paint`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby, pairwise
from random import Random

from bench.changed.book import Book, Page, Piece, form, image
from bench.changed.document import SUMS, Document, Way
from bench.changed.fonts import has
from bench.changed.paper import PDF, other_figure, rewritten, some, whole_cells
from tests.made.printing import length


def _texts_changed(document: Document, change: Callable[[Book, list[Piece]], Iterable[Piece]]) -> Document:
    """The document with the texts of every page written otherwise, behind its rules; not of those pages on which
    something is drawn over a text, or a text is cut or turned by what is around it."""

    def changed(book: Book) -> Book:
        for page in book.pages:
            rules = [piece for piece in page.pieces if not _is_plain(piece)]
            texts = [piece for piece in page.pieces if _is_plain(piece)]
            if [*rules, *texts] == page.pieces:
                page.pieces = [*rules, *change(book, texts)]
        return book

    return document.then(changed)


def _is_plain(piece: Piece) -> bool:
    return bool(piece.text) and not piece.operators.startswith("q ")


def rows_in_one_string(document: Document, random: Random) -> Document | None:
    """The figures of a row, or all that stands on one line, are one string, with moves or blanks between them."""
    whole, blanks = random.random() < 0.4, random.random() < 0.4

    def change(book: Book, texts: list[Piece]) -> Iterable[Piece]:
        def line(piece: Piece) -> tuple[bool, float, float]:
            return bool(piece.concept or whole), piece.y, piece.size

        for (wanted, y, size), group in groupby(sorted(texts, key=lambda p: (*line(p), p.x)), key=line):
            row = list(group)
            if not wanted or len(row) < 2:
                yield from row
                continue
            shown, x = "", row[0].x
            for piece in row:
                gap = piece.x - x
                if gap and blanks:
                    count = max(0, int(gap / length(" ", size)))
                    shown += f"<{(' ' * count).encode('utf-16-be').hex()}>"
                    gap -= count * length(" ", size)
                shown += f" {-1000 * gap / size:.1f} <{piece.text.encode('utf-16-be').hex()}>"
                x = piece.x + piece.width
            text = f"BT /S {size:.2f} Tf 100 Tz 0 Tc 0 Tr 1 0 0 1 {row[0].x:.2f} {y:.2f} Tm [{shown}] TJ ET\n"
            yield Piece(text, "".join(piece.text for piece in row), row[0].x, y, size)

    return _texts_changed(document, change)


def in_another_order(document: Document, random: Random) -> Document | None:
    """The texts of a page are written in another order: figures first or last, backwards, at random, column by column,
    or every character by itself, at random."""
    how, own = random.randrange(6), Random(random.random())

    def change(book: Book, texts: list[Piece]) -> Iterable[Piece]:
        if how < 2:
            return sorted(texts, key=lambda piece: (piece.concept is None) == (how == 0))
        if how == 2:
            return texts[::-1]
        if how == 3:
            return own.sample(texts, len(texts))
        if how == 4:
            return sorted(texts, key=lambda piece: (round(piece.x), -piece.y))
        single = [each for piece in texts for each in _characters(book, piece)]
        return own.sample(single, len(single))

    return _texts_changed(document, change)


def _characters(book: Book, piece: Piece) -> list[Piece]:
    x, pieces = piece.x, []
    for character in piece.text:
        pieces.append(
            Piece(book.text(x, piece.y, piece.size, character), character, x, piece.y, piece.size, piece.concept)
        )
        x += length(character, piece.size)
    return pieces


def digits_backwards(document: Document, random: Random) -> Document | None:
    """The digits of some figures are written from the last to the first, each in its place."""
    by_moves, by_form = random.random() < 0.4, random.random() < 0.3

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        if not by_moves:
            pieces = _characters(book, piece)[::-1]
            if not by_form:
                return pieces
            name = f"Figure{len(book.objects)}"
            book.objects[name] = form("".join(each.operators for each in pieces), page.width, page.height)
            return [piece._replace(operators=f"/{name} Do\n")]
        widths = [length(character, piece.size) for character in piece.text[::-1]]
        back = [1000 * (one + other) / piece.size for one, other in pairwise([*widths, 0])]
        codes = [character.encode("utf-16-be").hex() for character in piece.text[::-1]]
        shown = "".join(f"<{code}> {move:.1f} " for code, move in zip(codes, back, strict=True))
        place = f"1 0 0 1 {piece.x + piece.width - widths[0]:.2f} {piece.y:.2f} Tm"
        return [piece._replace(operators=f"BT /S {piece.size:.2f} Tf 100 Tz 0 Tc 0 Tr {place} [{shown}] TJ ET\n")]

    cells = [concept for concept in whole_cells(document) if (document.seen[concept] or 0) > 9]  # type: ignore[operator]
    return rewritten(document, rewrite, random.sample(cells, min(len(cells), random.randint(1, 20))))


def told_otherwise(document: Document, random: Random) -> Document | None:
    """Some or all figures are printed in a font that says other characters than it shows, or has drawings for them."""
    font = random.choice("PDL")

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        return [book.figure(piece, piece.text, font=font)] if has(piece.text, font) else [piece]

    return rewritten(document, rewrite, whole_cells(document) if random.random() < 0.4 else some(document, random))


LIKE = (str.maketrans("01", "Ol"), str.maketrans("01", "OI"), str.maketrans("0", "〇"), str.maketrans("05", "oS"))


def letters_for_digits(document: Document, random: Random) -> Document | None:
    """Some figures are written with letters that look like digits."""
    like = random.choice(LIKE)

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        return [book.figure(piece, piece.text.translate(like), font="S")]

    changed = rewritten(document, rewrite, some(document, random))
    return changed and changed.allowing("D-06", "D-12", *SUMS)


def pictured(document: Document, random: Random) -> Document | None:
    """Some or all figures are small pictures, as web pages have them that shall not be copied."""
    as_mask = random.random() < 0.5

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        name = "Figure" + piece.text.encode().hex() + ("M" if as_mask else "")
        if name not in book.objects:
            pixels, width, height = _drawing(piece.text)
            keys = "/ColorSpace/DeviceGray" + "/Decode[0 1]" * as_mask
            book.objects[name] = image(pixels, width, height, keys)
        x0, y0, x1, y1 = piece.box
        return [Piece(f"q {x1 - x0:.2f} 0 0 {y1 - y0:.2f} {x0:.2f} {y0:.2f} cm /{name} Do Q\n")]

    return rewritten(document, rewrite, whole_cells(document) if random.random() < 0.4 else some(document, random))


def _drawing(text: str) -> tuple[bytes, int, int]:
    """A text as grey pixels, and how wide and high they are."""
    from pathlib import Path

    import reportlab
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(str(Path(reportlab.__file__).parent / "fonts/Vera.ttf"), 32)
    width = int(font.getlength(text)) + 4
    picture = Image.new("L", (width, 40), 255)
    ImageDraw.Draw(picture).text((2, 0), text, font=font, fill=0)
    return picture.tobytes(), width, 40


def figures_turned(document: Document, random: Random) -> Document | None:
    """Some figures lean, stand on a side, on their head, or are mirrored."""
    how, cells = random.randrange(5), some(document, random, 5)
    matrix = ((0.985, 0.17, -0.17, 0.985), (0, 1, -1, 0), (0, -1, 1, 0), (-1, 0, 0, -1), (-1, 0, 0, 1))[how]

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        x0, y0, x1, y1 = piece.box
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        a, b, c, d = matrix
        place = f"{a} {b} {c} {d} {x - a * x - c * y:.3f} {y - b * x - d * y:.3f} cm"
        return [piece._replace(operators=f"q {place}\n{piece.operators}Q\n")]

    changed = rewritten(document, rewrite, cells)
    unsure = dict.fromkeys(cells) if how > 2 else {}
    return changed and changed.seeing(unsure).allowing("D-06", *SUMS)


def blended(document: Document, random: Random) -> Document | None:
    """Beside some figures stands another one that is masked, or mixed with the white of the paper, and not seen."""
    how, own, before = random.choice(("Masked", "Multiply", "Darken")), Random(random.random()), random.random() < 0.5
    ink = "0 g" if how == "Masked" else "1 g"

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        dx = own.choice((piece.width + 2, -piece.width - 2, 3))
        copy = book.figure(piece, other_figure(piece.text, own), dx=dx, more=ink)
        copy = Piece(f"q /{how} gs\n{copy.operators}Q\n")
        return [copy, piece] if before else [piece, copy]

    return rewritten(document, rewrite, some(document, random))


def hidden_otherwise(document: Document, random: Random) -> Document | None:
    """Beside some figures stands another one in a form that is off or cut off, or in a note that is not shown."""
    how, own = random.randrange(4), Random(random.random())

    def rewrite(book: Book, page: Page, piece: Piece) -> list[Piece]:
        other = book.figure(piece, other_figure(piece.text, own), dx=own.choice((0, piece.width + 2, -piece.width - 2)))
        if how < 2:
            name = f"Hidden{len(book.objects)}"
            keys, size = "", (page.width, page.height)
            if how == 0:
                book.layers |= {"Off": False}
                keys = "/OC LAYER Off"
            else:
                size = (5, 5)
            book.objects[name] = form(other.operators, *size, keys)
            return [Piece(f"/{name} Do\n"), piece]
        x0, y0, x1, y1 = other.box
        width, height, flag = x1 - x0 + 4, y1 - y0, (2, 32)[how - 2]
        shown = f"BT /H {piece.size:.1f} Tf 0 g 2 {0.15 * piece.size:.1f} Td ({other.text}) Tj ET"
        page.annotations.append(
            f"/Type/Annot/Subtype/FreeText/DA(/H 9 Tf 0 g)/F {flag}/Rect[{x0 - 2:.2f} {y0:.2f} {x1 + 2:.2f} {y1:.2f}]"
            f"/Contents({other.text})APPEARANCE0 0 {width:.2f} {height:.2f}|{shown}"
        )
        return [piece]

    return rewritten(document, rewrite, some(document, random))


WAYS: dict[str, Way] = {
    f"pdf_{change.__name__}": Way(change, PDF, "file")
    for change in (
        in_another_order,
        digits_backwards,
        told_otherwise,
        letters_for_digits,
        pictured,
        figures_turned,
        blended,
        hidden_otherwise,
    )
}
