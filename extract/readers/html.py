"""Web pages: decoded HTML → paragraphs and tables in printed order.

Comes in: the decoded text of a page. Goes out: a `Document` of paragraphs, one for each line a browser breaks, and of
tables with every cell at its place in the grid. A table that only lays out the page is taken apart into its contents.
What a browser does not show, or strikes out, is left out: by tag, attribute or style, the rules of the page's own style
sheets included where they name one tag, class or id and nothing else. What scripts and other files do is not known.
Menus, search boxes and footers stay: leaving them out is left to those who know what a report says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Literal, NamedTuple

from extract.errors import UnreadableFile
from extract.model import Block, Document, Paragraph, Source, Table
from extract.readers.cells import LINE_ENDS, WIDEST_SPAN, DataRows, PrintedCell, blocks_of, contents_of, is_short
from extract.readers.plain import Decoded
from extract.text import compiled, is_blank, squeeze

_Role = Literal["", "block", "heading", "table", "group", "row", "cell", "title", "raised", "hidden"]
"""What an element does to the print; an inline element does nothing."""


class _Effect(NamedTuple):
    """What an element does; `drawn`: as a part of a table that is drawn by styles, without a <table>.

    `blank`: a row or cell that takes up its place in the table, and shows nothing.
    """

    role: _Role
    drawn: bool = False
    keeps_lines: bool = False
    blank: bool = False


_INLINE, _HIDDEN = _Effect(""), _Effect("hidden")
_BLOCKS = (
    "address article aside blockquote br button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form header hr legend li main menu nav ol optgroup option p section select summary textarea ul"
)
_UNPRINTED = "audio canvas iframe noembed noframes noscript rp rt script style svg template video xml"
_STRUCK_OUT = "del s strike"
_TYPED_IN = ("text", "number")
"""Kinds of input fields that print their value."""
_EFFECTS = {
    **dict.fromkeys(_BLOCKS.split(), _Effect("block")),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _Effect("heading")),
    **dict.fromkeys(("thead", "tbody", "tfoot"), _Effect("group")),
    **dict.fromkeys(("td", "th"), _Effect("cell")),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), _Effect("block", keeps_lines=True)),
    **dict.fromkeys(f"{_UNPRINTED} {_STRUCK_OUT}".split(), _HIDDEN),
    "sup": _Effect("raised"),
    "table": _Effect("table"),
    "tr": _Effect("row"),
    "title": _Effect("title"),
}
_BREAKS: dict[_Role, str] = {"block": "\n", "raised": "^"}
"""What parts an element from what stands before it: 12² is not 122."""
_NEVER_HIDDEN = ("html", "body")
"""Pages hide these until a script has run."""
_LONGEST_STYLE = 200
"""Characters up to which a style is likely to come again, and what it does is remembered."""
_DISPLAYS: dict[str, _Role] = {
    **dict.fromkeys(("block", "list-item", "flex", "grid", "flow-root", "table-caption"), "block"),
    **dict.fromkeys(("table", "inline-table"), "table"),
    **dict.fromkeys(("table-row-group", "table-header-group", "table-footer-group"), "group"),
    "table-row": "row",
    "table-cell": "cell",
    "inline": "",
}
_UNSEEN = {("visibility", "hidden"), ("visibility", "collapse"), ("text-decoration", "line-through")}
_ARIA: dict[str, _Role] = {
    **dict.fromkeys(("table", "grid", "treegrid"), "table"),
    **dict.fromkeys(("cell", "gridcell", "columnheader", "rowheader"), "cell"),
    "rowgroup": "group",
    "row": "row",
}

_STRUCK = r"text-decoration(?=(?:-line)?\s*:\s*line-through)"
_DECLARED = rf"(?i)(?<![\w-])(display|visibility|white-space|{_STRUCK})(?:-line)?\s*:\s*([a-z-]+)"
_STYLE = r"(?i)<style\b"
_NO_RULE = r"/\*(?:[^*]++|\*(?!/))*+(?:\*/)?|<!--|-->|@[^{};]*+(?:[;}]|\{(?:[^{}]++|\{[^{}]*+\})*+\}?)?"
"""Comments, and rules that hold for some screens only, or for no element."""
_NAME = r"[.#]?[\w-]+"
_WHITE = r"[ \t\n\r\f\v\xa0]+"
_BLANKS = r"  +"
_TYPED = r"<(?!/?[a-zA-Z][a-zA-Z0-9:_.-]*+(?!\p{Han})|[!?])"
"""A bracket that opens no tag, but words between brackets that somebody typed."""
_HEAD = 20_000
"""Characters or bytes in which a page says what it is."""
_CHARSET = r"(?i)(?:charset|<\?xml[^>]{0,40}\sencoding)\s*=\s*[\"']?\s*([\w-]+)"
_ENCODINGS = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "cp936"), "gb18030"),
    **dict.fromkeys(("big5", "big-5", "big5-hkscs", "x-x-big5", "cp950"), "big5hkscs"),
}
_WHOLE_PAGE = r"(?i)<(?:!doctype|html|head|body)\b"
_MARKED_LINE = r"(?m)^(?:#{1,6} |\|.*\|)"
_CLOSED_AT_ONCE = r"(?i)<(script|style|title|iframe|textarea)\b([^<>]*)/>"
"""As XHTML closes an element; an HTML parser would take the rest of the page for its content."""
_SPAN = r"\s*\+?(\d{1,9})"

_ERROR_NUMBER = r"(?<![\d.])(?:40[0134]|50[0234])(?![\d.,条件份个元年次项万人篇期%])"
_ERROR = (
    r"(?i)notfound|forbidden|badgateway|internalservererror|unavailable|accessdenied|unauthorized|timedout"
    r"|(?:页面?|网页|文件|内容|栏目|信息|文章)(?:已经?)?(?:被?删除|不存在|找不到|未找到)|找不到"
    r"|无法(?:访问|找到|打开|显示)|(?:拒绝|禁止)访问|访问(?:已?被(?:拒绝|拦截|阻断)|过于频繁|太频繁)|没有(?:访问)?权限"
    r"|出错[了啦]|(?:服务器|系统|程序)(?:内部)?(?:错误|异常|繁忙)|防火墙|安全验证|验证码|(?:启用|开启|打开|支持)javascript"
    r"|^登录$|登录(?:超时|失效|密码)|(?:请先?|重新|用户|账号)登录|统一身份认证|用户名|输入密码"
)
_REPORTED = "年度报告|年报|主动公开|依申请公开|公开申请|公开指南|总体情况|规范性文件|行政(?:许可|处罚|复议|诉讼)|总计"
_LONGEST_ERROR = 500
"""Characters of a page that has nothing to say but that it is not there."""


def declared_encoding(data: bytes) -> str:
    """The encoding that a page says it is in, as the codec to read it with; "" where it says none, or Unicode.

    >>> declared_encoding(b"<meta charset=GB2312>"), declared_encoding(b"<meta charset='utf-8'>")
    ('gb18030', '')
    """
    match = compiled(_CHARSET).search(data[:_HEAD].decode("latin-1"))
    return _ENCODINGS.get(match[1].lower(), "") if match else ""


def document_of(decoded: Decoded, source: Source) -> Document:
    """The page as paragraphs and tables. UnreadableFile when it prints nothing, or only that there is no such page."""
    page = _page_of(decoded.text)
    blocks, _ = blocks_of("html", _printed(page))
    if _is_error_page(page, blocks):
        raise UnreadableFile("html_error_page")
    if not blocks:
        raise UnreadableFile("empty")
    return Document(source, blocks, decoded.encoding, decoded.replaced)


# ── The page as it is parsed ─────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Content:
    """What stands in the page or in a cell: text, where `\\n` ends a line, data tables, and what nested tables hold."""

    pieces: list[_Piece] = field(default_factory=list)
    columns: int = 1
    rows: int = 1
    headed: bool = False


_Piece = str | DataRows | list["_Piece"]


@dataclass(slots=True)
class _OpenTable:
    """A table being read: its rows of cells, where its row groups begin, and what stands in none of its cells.

    Tables that are drawn by styles, without a <table>, are numbered from -1 down until all others are known.
    """

    number: int
    rows: list[list[_Content]] = field(default_factory=list)
    groups: set[int] = field(default_factory=set)
    outside: _Content = field(default_factory=_Content)

    @property
    def drawn(self) -> bool:
        """Whether styles make it a table."""
        return self.number < 0


@dataclass(slots=True)
class _Page:
    """What the parser tells, in the order of the file. Elements may nest to any depth: nothing here recurses."""

    lines_kept_from: int
    """How many elements were open where lines began to be kept; -1 where they are not. So with `hidden`."""
    rules: Mapping[str, str]
    hidden: int = -1
    tables: int = 0
    drawn: int = 0
    body: _Content = field(default_factory=_Content)
    title: _Content = field(default_factory=_Content)
    elements: list[_Role] = field(default_factory=list)
    contents: list[_Content] = field(default_factory=list)
    open_tables: list[_OpenTable] = field(default_factory=list)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        may_be_styled = attributes or self.rules
        role, drawn, keeps_lines, blank = (
            _effect_of(tag, attributes, self.rules) if may_be_styled else _EFFECTS.get(tag, _INLINE)
        )
        if tag == "table":
            self.tables += 1
        if role and self.hidden < 0:
            if role == "hidden":
                self.hidden = len(self.elements)
            elif role in _BREAKS:
                self.contents[-1].pieces.append(_BREAKS[role])
            else:
                role = self._opened(role, drawn, attributes)
            if blank:
                self.hidden = len(self.elements)
            if keeps_lines and self.lines_kept_from < 0:
                self.lines_kept_from = len(self.elements)
        self.elements.append(role)
        if tag == "input" and attributes.get("type", "text").lower() in _TYPED_IN:
            self.data(attributes.get("value", ""))

    def _opened(self, role: _Role, drawn: bool, attributes: Mapping[str, str]) -> _Role:
        """Makes room for what an element holds; a row or cell that stands in no table of its kind becomes a block."""
        table = self.open_tables[-1] if self.open_tables else None
        if role == "title":
            self.contents.append(self.title)
        elif role == "table":
            self.drawn += drawn
            self.open_tables.append(_OpenTable(-self.drawn if drawn else self.tables))
            self.contents.append(self.open_tables[-1].outside)
        elif role == "heading" or table is None or table.drawn != drawn:
            self.contents[-1].pieces.append("\n")
            self.contents[-1].headed |= role == "heading"
            return "block"
        elif role == "group":
            table.groups.add(len(table.rows))
        elif role == "row":
            table.rows.append([])
            table.outside.pieces.append("\n")
            self.contents.append(table.outside)
        else:
            if not table.rows:
                table.rows.append([])
            cell = _Content([], _span(attributes.get("colspan")) or 1, _span(attributes.get("rowspan")))
            table.rows[-1].append(cell)
            table.outside.pieces.append("\n")
            self.contents.append(cell)
        return role

    def end(self, tag: str) -> None:
        """An element ends."""
        role = self.elements.pop()
        if not role:
            return
        if self.hidden >= 0:
            if self.hidden < len(self.elements):
                return
            self.hidden = -1
        if role == "hidden":
            return
        if self.lines_kept_from == len(self.elements):
            self.lines_kept_from = -1
        if role in ("row", "cell", "title"):
            self.contents.pop()
        elif role == "table":
            self.contents.pop()
            self.contents[-1].pieces += "\n", _contents_of(self.open_tables.pop()), "\n"
        elif role == "group":
            self.open_tables[-1].groups.add(len(self.open_tables[-1].rows))
        elif role != "raised":
            self.contents[-1].pieces.append("\n")

    def data(self, text: str) -> None:
        """Text is printed: white space as one blank, unless its lines are kept (their blanks as U+00A0 till then)."""
        if self.hidden < 0:
            if self.lines_kept_from >= 0:
                text = text.replace(" ", "\xa0")
            elif not text.isprintable():
                text = compiled(_WHITE).sub(" ", text)
            self.contents[-1].pieces.append(text)

    def close(self) -> _Page:
        """The page is read."""
        return self


def _page_of(text: str) -> _Page:
    from lxml import etree

    text = compiled(_TYPED).sub("&lt;", text.replace("\0", ""))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "/>" in text:
        text = compiled(_CLOSED_AT_ONCE).sub(r"<\1\2></\1>", text)
    page = _Page(lines_kept_from=0 if _lines_matter(text) else -1, rules=_rules_of(text))
    page.contents.append(page.body)
    page.elements.append("")
    # The stubs ask for methods that a target need not have.
    parser = etree.HTMLParser(target=page, encoding="utf-8", no_network=True, huge_tree=True)  # type: ignore[arg-type]
    parser.feed(text.encode("utf-8", "replace"))
    with suppress(etree.XMLSyntaxError):
        parser.close()
    return page


def _lines_matter(text: str) -> bool:
    """Whether this is no page but a text or Markdown with tags in it: its own line ends are what ends its lines."""
    if compiled(_WHOLE_PAGE).search(text[:_HEAD]):
        return False
    if not text.lstrip().startswith("<") or compiled(_MARKED_LINE).search(text):
        return True
    lines = [line for line in text.split("\n") if not line.isspace() and line]
    return 2 * sum("<" in line for line in lines) < len(lines)


def _rules_of(page: str) -> dict[str, str]:
    """What the page's own style sheets declare for a tag, `.class` or `#id`, where no other rule says more about it.

    >>> _rules_of("<style>.a, #b { display: none } .c { color: red }</style>")
    {'.a': ' display: none ;', '#b': ' display: none ;'}
    >>> _rules_of("<style>.tab { display: none } .tab.open { display: block }</style>")
    {}
    """
    sheet = compiled(_NO_RULE).sub("", "".join(_sheets_of(page)))
    rules: dict[str, str] = {}
    others: set[str] = set()
    for rule in sheet.split("}"):
        selectors, _, declared = rule.partition("{")
        if compiled(_DECLARED).search(declared):
            for selector in map(str.strip, selectors.split(",")):
                if compiled(_NAME).fullmatch(selector):
                    rules[selector] = f"{rules.get(selector, '')}{declared};"
                else:
                    others.update(compiled(_NAME).findall(selector))
    return {name: declared for name, declared in rules.items() if name not in others}


def _sheets_of(page: str) -> Iterator[str]:
    """The style sheets in a page, less those for print."""
    for element in compiled(_STYLE).split(page)[1:]:
        attributes, _, rest = element.partition(">")
        sheet, end, _ = rest.partition("</")
        if end and "print" not in attributes:
            yield sheet


def _effect_of(tag: str, attributes: Mapping[str, str], rules: Mapping[str, str]) -> _Effect:
    if "hidden" in attributes and tag not in _NEVER_HIDDEN:
        return _HIDDEN
    style, aria = attributes.get("style", ""), attributes.get("role", "")
    if rules:
        classes = [f".{name}" for name in attributes.get("class", "").split()]
        style = "".join([rules.get(name, "") for name in (tag, *classes, f"#{attributes.get('id')}")]) + style
    if not style and not aria:
        return _EFFECTS.get(tag, _INLINE)
    effect = _styled if len(style) <= _LONGEST_STYLE else _styled.__wrapped__
    return effect(tag, style, aria)


@lru_cache(maxsize=8192)
def _styled(tag: str, style: str, aria: str) -> _Effect:
    """What an element does by its tag, and where its tag does not tell, by its role and style."""
    effect = _EFFECTS.get(tag, _INLINE)
    declared = {name.lower(): value.lower() for name, value in compiled(_DECLARED).findall(style)}
    display = declared.get("display", "")
    role, drawn = effect.role, False
    if role in ("", "block"):
        role = _ARIA.get(aria) or _DISPLAYS.get(display, role)
        drawn = role in ("table", "group", "row", "cell")
    unseen = bool(_UNSEEN & declared.items())
    blank = unseen and role in ("row", "cell")
    if tag not in _NEVER_HIDDEN and (display == "none" or (unseen and not blank)):
        return _HIDDEN
    keeps_lines = effect.keeps_lines or declared.get("white-space", "").startswith(("pre", "break-spaces"))
    return _Effect(role, drawn, bool(role) and keeps_lines, blank)


def _span(printed: str | None) -> int:
    """How many columns or rows a cell spans; 0 rows are all that follow in its group.

    >>> _span("3"), _span("10000"), _span("0"), _span("x"), _span(None)
    (3, 1000, 0, 1, 1)
    """
    match = compiled(_SPAN).match(printed) if printed else None
    return min(int(match[1]), WIDEST_SPAN) if match else 1


# ── Tables ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _placed(table: _OpenTable) -> Iterator[list[PrintedCell[list[_Piece]]]]:
    """The rows of a table with every cell at its place, spans resolved; a span ends with its row group."""
    until: dict[int, int] = {}
    for row, cells in enumerate(table.rows):
        if row in table.groups:
            until.clear()
        column = 0
        placed = []
        for cell in cells:
            while until.get(column, -1) >= row:
                column += 1
            texts = [piece for piece in cell.pieces if isinstance(piece, str)]
            nested = len(texts) < len(cell.pieces)
            lines = [] if nested else _lines("".join(texts))
            placed.append(PrintedCell(row, column, lines, cell.pieces, cell.columns, nested, cell.headed))
            if cell.rows != 1:
                last = row + cell.rows - 1 if cell.rows else len(table.rows)
                until.update(dict.fromkeys(range(column, min(column + cell.columns, WIDEST_SPAN)), last))
            column += cell.columns
        yield placed


def _contents_of(table: _OpenTable) -> _Piece:
    """What a table prints: data rows as rows, what lays out the page as its contents; short contents as mere text."""
    pieces: list[_Piece] = [*table.outside.pieces]
    for part in contents_of(table.number, list(_placed(table))):
        if isinstance(part, DataRows):
            pieces.append(part)
        else:
            pieces += "\n", part.content if part.nested else "\n".join(part.lines)
    texts = [piece for piece in pieces if isinstance(piece, str)]
    return "".join(texts) if len(texts) == len(pieces) and is_short(texts) else pieces


# ── What is printed ──────────────────────────────────────────────────────────────────────────────────────────────────


def _lines(text: str) -> list[str]:
    """The lines of a text that print something, blanks as a browser sets them."""
    lines = []
    for line in text.split("\n"):
        if line and line != " ":
            if "  " in line:
                line = compiled(_BLANKS).sub(" ", line)
            line = line.strip(LINE_ENDS).replace("\xa0", " ")
            if not is_blank(line):
                lines.append(line)
    return lines


def _printed(page: _Page) -> Iterator[str | DataRows]:
    """The lines and tables of the page in order; tables that are drawn are numbered behind those of the file."""
    for in_text, run in groupby(_flat(page.body.pieces), lambda piece: isinstance(piece, str)):
        if in_text:
            yield from _lines("".join(map(str, run)))
        else:
            for rows in run:
                if isinstance(rows, DataRows):
                    yield rows._replace(number=page.tables - rows.number) if rows.number < 0 else rows


def _flat(pieces: Iterable[_Piece]) -> Iterator[str | DataRows]:
    """The pieces in printed order, those of nested tables in their places."""
    open_pieces = [iter(pieces)]
    while open_pieces:
        for piece in open_pieces[-1]:
            if isinstance(piece, list):
                open_pieces.append(iter(piece))
                break
            yield piece
        else:
            open_pieces.pop()


def _is_error_page(page: _Page, blocks: tuple[Block, ...]) -> bool:
    """Whether a page says shortly that it is not there, or asks for a password, and has no word of a report."""
    room = _LONGEST_ERROR
    texts = ["".join(piece for piece in page.title.pieces if isinstance(piece, str))]
    for text in _texts(blocks):
        room -= 1 + len(text)
        if room < 0:
            return False
        texts.append(text)
    lines = [squeeze(text) for text in texts]
    if any(map(compiled(_REPORTED).search, lines)):
        return False
    figures = any(isinstance(block, Table) for block in blocks)
    return any(map(compiled(_ERROR).search, lines)) or (not figures and any(map(compiled(_ERROR_NUMBER).search, lines)))


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell.text for row in block.rows for cell in row)
