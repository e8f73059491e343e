"""What a reader has found in a file → HTML: its lines and tables in their order, each in a place that can be linked to.

Comes in: a document, and the places to light with how grave that is. Goes out: HTML, in which nothing of a source's own
markup is left, and the link to a place. No script shows it: a link lights what it leads to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from extract.export.pages.elements import Html, element
from extract.model import Cell, Document, Origin, PageOrigin, Paragraph, Severity, Table, TextOrigin

_WIDEST = 60
"""Columns of a table that are shown apart; a file may say that one cell spans thousands."""


ShownText = Callable[[str, Origin], str]
"""What is shown of a text in its place: the text as it is, or with parts of it as HTML."""


def as_it_is(text: str, origin: Origin) -> str:
    """A text, and nothing in it."""
    return text


class Places:
    """The places of a document that can be linked to: by the origins of what stands there."""

    def __init__(self, document: Document) -> None:
        self._of_print: dict[str, str] = {}
        self._of_line: dict[int, str] = {}
        self._on_pages: list[tuple[PageOrigin, str]] = []
        for number, origin in enumerate(_origins(document), start=1):
            name = f"o{number}"
            self._of_print.setdefault(str(origin), name)
            if isinstance(origin, TextOrigin):
                self._of_line.setdefault(origin.line, name)
            elif isinstance(origin, PageOrigin):
                self._on_pages.append((origin, name))

    def of(self, origin: Origin) -> str:
        """The name of the place where an origin is; empty where nothing that was found is there."""
        if name := self._of_print.get(str(origin)):
            return name
        if isinstance(origin, TextOrigin):
            return self._of_line.get(origin.line, "")
        if isinstance(origin, PageOrigin):
            return next((name for place, name in self._on_pages if _share_place(place, origin)), "")
        return ""


def _share_place(place: PageOrigin, origin: PageOrigin) -> bool:
    return any(box.overlaps(other) for box in place.boxes for other in origin.boxes)


def _origins(document: Document) -> Iterator[Origin]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield from (cell.origin for cell in chain.from_iterable(block.rows))
        else:
            yield block.origin


def source_of(
    document: Document, places: Places, lit: Mapping[str, Severity], called: str, shown: ShownText = as_it_is
) -> Html:
    """The document as HTML; `lit` are the names of places, and how grave what was found there is. It is `called` so by
    programs that read to people, and can be moved by keys where it is wider than the screen."""
    blocks = (_block(block, places, lit, shown) for block in document.blocks)
    return element("div", *blocks, class_="source", tabindex="0", role="region", aria_label=called)


def _block(block: Paragraph | Table, places: Places, lit: Mapping[str, Severity], shown: ShownText) -> Html:
    if isinstance(block, Table):
        return element("table", element("tbody", *(_row(row, places, lit, shown) for row in block.rows)))
    name = places.of(block.origin)
    return element("p", shown(block.text, block.origin), id=name, class_=_look(name, lit))


def _row(row: tuple[Cell, ...], places: Places, lit: Mapping[str, Severity], shown: ShownText) -> Html:
    ends = [*(cell.column for cell in row[1:]), row[-1].column + 1] if row else []
    holes = "".join(element("td") for _ in range(min(row[0].column, _WIDEST))) if row else ""
    cells = (_cell(cell, end, places, lit, shown) for cell, end in zip(row, ends, strict=True))
    return element("tr", Html(holes), *cells)


def _cell(cell: Cell, end: int, places: Places, lit: Mapping[str, Severity], shown: ShownText) -> Html:
    name, text = places.of(cell.origin), shown(cell.text, cell.origin)
    span = min(max(end - cell.column, 1), _WIDEST)
    return element("td", text, id=name, class_=_look(name, lit), colspan=str(span) if span > 1 else "")


def _look(name: str, lit: Mapping[str, Severity]) -> str:
    return f"lit {lit[name]}" if name in lit else ""


def lit_by(marked: Iterable[tuple[str, Severity]]) -> dict[str, Severity]:
    """The gravest of what was found in every place."""
    found: dict[str, Severity] = {}
    for name, severity in marked:
        if name and (name not in found or severity == "error"):
            found[name] = severity
    return found
