"""The page as a browser shows it: HTML → lines of text and rows of tables in printed order.

Comes in: the text of a page. Goes out: what it shows. A table that only lays out the page is taken apart into its
contents. What `looks` does not see is left out; but where a part of the page that a click may show holds a table of
which no like is in view, whoever reads the page opens it. Pages within the page are read in their place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from extract.readers.cells import RAISED, SEAM, DataRows, joined, without_seams
from extract.readers.html.drawing import Look
from extract.readers.html.looks import KNOWN, ElementRole, PageLooks, Styled, WrittenText
from extract.readers.html.pieces import (
    LETTER,
    PICTURED,
    Closed,
    OpenTable,
    WebContent,
    WebPiece,
    flat,
    lines_of,
    span_of,
    table_of,
)
from extract.readers.html.rules import holds_on_screen
from extract.readers.html.sheets import sheet_of
from extract.text import UNKNOWN, compiled, squeeze

_TYPED_IN = ("text", "number")
"""Kinds of input fields that print their value."""
_STYLE = r"(?i)<style\b"
_LONGEST_SHEET = 100_000
"""Characters up to which the style sheets of a page are remembered for the next one of the same site."""
_MEDIA = r"(?i)\bmedia\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))"
_OTHER_SHEETS = r"(?i)<link\b[^<>]*\bstylesheet\b|@import\b|<\?xml-stylesheet"
_WHITE = r"[ \t\n\r\f\v\xa0]+"
_TYPED = r"<(?!/?[a-zA-Z][a-zA-Z0-9:_.-]*+(?!\p{Han})|[!?])"
"""A bracket that opens no tag, but words between brackets that somebody typed."""
_HEAD = 20_000
"""Characters in which a page says what it is."""
_WHOLE_PAGE = r"(?i)<(?:!doctype|html|head|body)\b"
_MARKED_LINE = r"(?m)^(?:#{1,6} |\|.*\|)"
_CLOSED_AT_ONCE = r"(?i)<(script|style|title|iframe|textarea)\b([^<>]*)/>"
"""As XHTML closes an element; an HTML parser would take the rest of the page for its content."""
_ADDRESS = r"(?!\s*(?:javascript:|about:|data:,|\Z))"
_ANNEX = r"(?i)\.(?:pdf|docx?|html?|wps)\b"
"""How the addresses of files end that a page shows within itself."""
_DEEPEST_FRAME = 3
"""Pages within pages that are read."""
REPORTED = "年度报告|年报|主动公开|依申请公开|公开申请|公开指南|总体情况|规范性文件|行政(?:许可|处罚|复议|诉讼)|总计"
"""Words of a report."""


# ── The page as it is parsed ─────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class WebPage:
    """What the parser tells, in the order of the file. Elements may nest to any depth: nothing here recurses."""

    lines_kept_from: int
    """How many elements were open where lines began to be kept; -1 where they are not. So with `hidden`, with
    `closed`, where a part began that may be opened, and with `bare`, where the last element began that holds nothing
    so far."""
    looks: PageLooks
    hidden: int = -1
    bare: int = -1
    closed: int = -1
    tables: int = 0
    drawn: int = 0
    frames: int = 0
    annexed: bool = False
    within: int = 0
    body: WebContent = field(default_factory=WebContent)
    title: WebContent = field(default_factory=WebContent)
    metas: list[tuple[str, str]] = field(default_factory=list)
    """What its meta elements say, by their names in small letters."""
    hand: Look | None = None
    elements: list[ElementRole] = field(default_factory=list)
    styled: list[Styled] = field(default_factory=list)
    contents: list[WebContent] = field(default_factory=list)
    open_tables: list[OpenTable] = field(default_factory=list)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if tag == "table":
            self.tables += 1
        elif tag == "meta" and (name := attributes.get("name") or attributes.get("property")):
            self.metas.append((name.lower(), attributes.get("content", "")))
        self.bare = len(self.elements)
        if self.hidden >= 0:
            self.elements.append("")
            return
        above = self.styled[-1]
        styled = (None if attributes else above.below.get(tag)) or self.looks.of(above, tag, attributes)
        role = styled.role
        if styled.closed or (styled.veiled and role):
            role = self._closed(styled, role)
        if role:
            if role == "block":
                self.contents[-1].pieces.append("\n")
                if tag == "li" and above.element.tag == "ol":  # its number is no text
                    self.contents[-1].pieces.append(PICTURED)
            elif role in ("hidden", "frame", "picture"):
                if role == "frame":
                    self._frame(attributes)
                elif role == "picture" and styled.seen:
                    self.contents[-1].pieces.append(PICTURED)
                self.hidden = len(self.elements)
            else:
                role = self._opened(role, styled.drawn, attributes)
            if styled.blank:
                self.hidden = len(self.elements)
            if styled.keeps_lines and self.lines_kept_from < 0:
                self.lines_kept_from = len(self.elements)
        self.elements.append(role)
        self.styled.append(styled)
        if styled.before:
            self._write(styled.before)
        if tag == "input" and attributes.get("type", "text").lower() in _TYPED_IN:
            self.data(attributes.get("value", ""))

    def _closed(self, styled: Styled, role: ElementRole) -> ElementRole:
        """The role of a part that is not shown as it begins; within one that may be opened, it stays hidden."""
        if styled.closed and self.closed >= 0:
            return "hidden"
        if self.closed < 0 and (styled.closed or not self.open_tables) and role not in ("group", "row", "cell"):
            self.closed = len(self.elements)
            self.contents.append(WebContent())
        return role

    def _frame(self, attributes: Mapping[str, str]) -> None:
        """A page within the page: its own text in its place, or one more that stands elsewhere."""
        if text := attributes.get("srcdoc", ""):
            if self.within < _DEEPEST_FRAME:
                inner = page_of(text, self.tables, self.drawn, self.within + 1)
                self.tables, self.drawn, self.frames = inner.tables, inner.drawn, self.frames + inner.frames
                self.contents[-1].pieces += "\n", [*inner.body.pieces], "\n"
        elif compiled(_ADDRESS).match(address := attributes.get("src") or attributes.get("data") or ""):
            self.contents[-1].pieces.append(PICTURED)
            self.frames += 1
            self.annexed |= compiled(_ANNEX).search(address) is not None

    def _opened(self, role: ElementRole, drawn: bool, attributes: Mapping[str, str]) -> ElementRole:
        """Makes room for what an element holds; a row or cell that stands in no table of its kind becomes a block."""
        table = self.open_tables[-1] if self.open_tables else None
        if role == "title":
            self.contents.append(self.title)
        elif role == "table":
            self.drawn += drawn
            self.open_tables.append(OpenTable(-self.drawn if drawn else self.tables))
            self.contents.append(self.open_tables[-1].outside)
        elif role == "heading" or table is None or table.drawn != drawn:
            self.contents[-1].pieces.append("\n")
            self.contents[-1].headed |= role == "heading"
            return "block"
        elif role == "group":
            table.begin_group()
        elif role == "row":
            table.rows.append([])
            table.outside.pieces.append("\n")
            self.contents.append(table.outside)
        else:
            if not table.rows:
                table.rows.append([])
            cell = WebContent([])
            if attributes:
                cell.columns, cell.rows = span_of(attributes.get("colspan")) or 1, span_of(attributes.get("rowspan"))
            table.rows[-1].append(cell)
            table.outside.pieces.append("\n")
            self.contents.append(cell)
        return role

    def end(self, tag: str) -> None:
        """An element ends."""
        role = self.elements.pop()
        depth = len(self.elements)
        bare, self.bare = self.bare == depth, -1
        if self.hidden >= 0:
            if self.hidden < depth:
                return
            self.hidden = -1
        styled = self.styled[-1]
        if role not in ("hidden", "frame", "picture"):
            if styled.after:
                self._write(styled.after)
            if styled.empty and bare:
                self._write(styled.empty)
        self.styled.pop()
        if role:
            if self.lines_kept_from == depth:
                self.lines_kept_from = -1
            if role in ("row", "cell", "title"):
                self.contents.pop()
                if role == "row" and not styled.seen:
                    self.open_tables[-1].drop_if_blank()
            elif role == "table":
                self.contents.pop()
                self.contents[-1].pieces += "\n", table_of(self.open_tables.pop()), "\n"
            elif role == "group":
                self.open_tables[-1].end_group(styled.end_of_table)
            elif role in ("block", "heading"):
                self.contents[-1].pieces.append("\n")
        if self.closed == depth:
            self.closed = -1
            pieces = self.contents.pop().pieces
            if not self.open_tables or any(not isinstance(piece, str) for piece in pieces):
                self.contents[-1].pieces.append(Closed(pieces))

    def data(self, text: str) -> None:
        """Text is printed: white space as one blank, unless its lines are kept (their blanks as U+00A0 till then)."""
        self.bare = -1
        if self.hidden < 0:
            styled = self.styled[-1]
            is_odd = styled.look is not self.hand or styled.look.distorted or not styled.seen
            if is_odd and not text.isspace():
                text = self._in_hand(text, styled)
            if self.lines_kept_from >= 0:
                text = text.replace(" ", "\xa0")
            elif not text.isprintable():
                text = compiled(_WHITE).sub(" ", text)
            self.contents[-1].pieces.append(text)

    def _write(self, written: WrittenText) -> None:
        """Text is printed that the style sheet writes; what it is written into holds no more than before."""
        bare = self.bare
        self.styled.append(written.styled)
        self.data(written.text)
        self.styled.pop()
        self.bare = bare

    def _in_hand(self, text: str, styled: Styled) -> str:
        """Text, behind a seam where it is drawn otherwise than the text before; a seam alone if it is not seen."""
        if not styled.seen and not (styled.veiled and self.closed >= 0):
            return SEAM
        look, hand, self.hand = styled.look, self.hand, styled.look
        if look.distorted and compiled(r"\d").search(text):
            text += UNKNOWN
        if hand is None or not look.is_another_hand(hand):
            return text
        return (RAISED if look.level == "super" != hand.level else SEAM) + text

    def close(self) -> WebPage:
        """The page is read."""
        return self


def page_of(text: str, tables: int = 0, drawn: int = 0, within: int = 0) -> WebPage:
    """A page as the parser tells it; one `within` another goes on counting the tables where that one is."""
    from lxml import etree

    text = compiled(_TYPED).sub("&lt;", text.replace("\0", ""))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "/>" in text:
        text = compiled(_CLOSED_AT_ONCE).sub(r"<\1\2></\1>", text)
    page = WebPage(0 if _lines_matter(text) else -1, _looks_of(text), tables=tables, drawn=drawn, within=within)
    page.contents.append(page.body)
    page.elements.append("")
    page.styled.append(page.looks.first())
    # The stubs ask for methods that a target need not have.
    parser = etree.HTMLParser(target=page, encoding="utf-8", no_network=True, huge_tree=True)  # type: ignore[arg-type]
    parser.feed(text.encode("utf-8", "replace"))
    with suppress(etree.XMLSyntaxError):
        parser.close()
    return page


def _looks_of(text: str) -> PageLooks:
    """The looks of a page, by the style sheets in it."""
    others = ("stylesheet" in text or "@import" in text) and compiled(_OTHER_SHEETS).search(text) is not None
    sheets = tuple(_sheets_of(text)) if "<style" in text or "<STYLE" in text else ()
    return (
        _looks_by(sheets, others) if sum(map(len, sheets)) <= _LONGEST_SHEET else _looks_by.__wrapped__(sheets, others)
    )


@lru_cache(maxsize=32)
def _looks_by(sheets: tuple[str, ...], others: bool) -> PageLooks:
    return PageLooks(sheet_of(sheets, KNOWN, others))


def _sheets_of(page: str) -> Iterator[str]:
    """The style sheets in a page, less those for print."""
    for element in compiled(_STYLE).split(page)[1:]:
        attributes, _, rest = element.partition(">")
        sheet, end, _ = rest.partition("</")
        media = compiled(_MEDIA).search(attributes)
        if end and (not media or holds_on_screen(media[1] or media[2] or media[3] or "")):
            yield sheet


def _lines_matter(text: str) -> bool:
    """Whether this is no page but a text or Markdown with tags in it: its own line ends are what ends its lines."""
    if compiled(_WHOLE_PAGE).search(text[:_HEAD]):
        return False
    if not text.lstrip().startswith("<") or compiled(_MARKED_LINE).search(text):
        return True
    lines = [line for line in text.split("\n") if not line.isspace() and line]
    return 2 * sum("<" in line for line in lines) < len(lines)


# ── What is printed ──────────────────────────────────────────────────────────────────────────────────────────────────


def title_of(page: WebPage) -> str:
    """The title of the page, as a browser has it in its frame."""
    return without_seams("".join(piece for piece in page.title.pieces if isinstance(piece, str)))


def printed(page: WebPage) -> Iterator[str | DataRows]:
    """The lines and tables of the page in order; tables that are drawn are numbered behind those of the file."""
    for in_text, run in groupby(flat(page.body.pieces, _opened_by_readers(page)), lambda piece: isinstance(piece, str)):
        if in_text:
            yield from lines_of("".join(map(str, run)))
        else:
            for rows in run:
                if isinstance(rows, DataRows):
                    yield rows._replace(number=page.tables - rows.number) if rows.number < 0 else rows


# ── What a click may show ────────────────────────────────────────────────────────────────────────────────────────────


def _opened_by_readers(page: WebPage) -> frozenset[int]:
    """The closed parts of a page that its readers open: those with tables of which no like is in view; where
    nothing in view speaks of a report, those that do."""
    closed = list(_closed_in(page.body.pieces))
    if not closed:
        return frozenset()
    view = list(flat(page.body.pieces))
    seen = [_labels_of(piece) for piece in view if isinstance(piece, DataRows)]
    opened = frozenset(
        id(part)
        for part in closed
        if any(isinstance(piece, DataRows) and _is_new(_labels_of(piece), seen) for piece in flat(part.pieces))
    )
    if opened or seen or _speaks_of_a_report(view):
        return opened
    return frozenset(id(part) for part in closed if _speaks_of_a_report(flat(part.pieces)))


def _speaks_of_a_report(pieces: Iterable[str | DataRows]) -> bool:
    text = "".join(piece for piece in pieces if isinstance(piece, str))
    return compiled(REPORTED).search(squeeze(text)) is not None


def _closed_in(pieces: Iterable[WebPiece]) -> Iterator[Closed]:
    open_pieces = [iter(pieces)]
    while open_pieces:
        for piece in open_pieces[-1]:
            if isinstance(piece, Closed):
                yield piece
            elif isinstance(piece, list):
                open_pieces.append(iter(piece))
                break
        else:
            open_pieces.pop()


def _labels_of(table: DataRows) -> frozenset[str]:
    texts = {squeeze(joined(cell.lines)) for row in table.rows for cell in row}
    return frozenset(text for text in texts if compiled(LETTER).search(text))


def _is_new(labels: frozenset[str], seen: Iterable[frozenset[str]]) -> bool:
    """Whether a table shares less than half of its labels with each of those in view."""
    return bool(labels) and all(2 * len(labels & others) < len(labels) for others in seen)
