"""How the workbook looks: fonts, fills, borders, page set-up, and the room that text takes.

One accent colour; red, amber and violet only where something is wrong or in doubt. Knows nothing of reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Any

import regex as re

from extract.readers.workbooks import OWN_WORKBOOK

if TYPE_CHECKING:
    from pathlib import Path

    from xlsxwriter import Workbook as Book
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

RED, AMBER, VIOLET, GREY, GREEN = "FFC7CE", "FFEB9C", "E4DFEC", "E3E3E3", "E2EFDA"
_SONG, _HEI = "宋体", "黑体"
_ACCENT, _HEAD, _SOFT, _LINE = "1F4E79", "DCE6F1", "F3F6FA", "B7C3D0"

# A style is laid over those before it; the first of every cell is one of text, head, code, title, line.
_STYLES: dict[str, dict[str, Any]] = {
    "text": {"font_name": _SONG, "font_size": 10, "valign": "vcenter", "border": 1, "border_color": _LINE},
    "head": {
        "font_name": _HEI, "font_size": 10, "font_color": _ACCENT, "bg_color": _HEAD, "align": "center",
        "valign": "vcenter", "border": 1, "border_color": _LINE, "text_wrap": True,
    },
    "code": {
        "font_name": _SONG, "font_size": 6, "font_color": "808080", "bg_color": _SOFT, "align": "center",
        "valign": "vcenter", "border": 1, "border_color": _LINE, "text_wrap": True,
    },
    "title": {"font_name": _HEI, "font_size": 14, "font_color": _ACCENT, "valign": "vcenter"},
    "part": {"font_name": _HEI, "font_size": 11, "font_color": _ACCENT, "valign": "vcenter"},
    "line": {"font_name": _SONG, "font_size": 10, "font_color": "404040", "valign": "vcenter"},
    "wrap": {"text_wrap": True},
    "indent": {"indent": 1},
    "center": {"align": "center"},
    "upright": {"rotation": 90, "align": "center", "valign": "bottom"},
    "right": {"align": "right"},
    "small": {"font_size": 8, "font_color": "808080"},
    "strong": {"font_name": _HEI, "bg_color": _SOFT},
    "first": {"top": 2, "top_color": _LINE},
    "opens": {"bottom": 0},
    "closes": {"top": 0},
    "error": {"bg_color": RED, "font_color": "9C0006", "bold": True},
    "warning": {"bg_color": AMBER, "font_color": "7F6000"},
    "doubt": {"bg_color": VIOLET, "font_color": "403152"},
    "absent": {"bg_color": GREY},
    "corrected": {"bg_color": GREEN},
    "guess": {"font_color": "0070C0", "italic": True},
    "pale": {"font_color": "7F7F7F"},
    "link": {"font_color": "0563C1", "underline": 1},
}  # fmt: skip

_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TEXT = 32_000
_MOST_LINKS = 65_530
"""On a sheet: programs for workbooks take no more."""
_MOST_DIGITS, _MOST_DECIMALS = 15, 10
_LINE_HEIGHT = 14.5
_HIGHEST_ROW = 400.0

FONT = {"font_name": _SONG, "font_size": 11}
"""The font that column widths count in: where Chinese is printed there is one of its widths."""
_CREATED = datetime(2000, 1, 1)
_DIGIT = 8
_A4 = 1026
"""Pixels between the margins of A4 landscape at 96 to the inch."""
PAGE = _A4 * 87 // 100
"""Pixels that are used of it: substitutes for a font may be wider."""

_NOTE = {"width": 260, "height": 90, "font_size": 9}
"""How large a note is, in pixels."""
Content = str | int | float | Decimal | None


def half_widths(text: str) -> int:
    """How wide text is, in halves of a Chinese character.

    >>> half_widths("共3项")
    5
    """
    return len(text) if text.isascii() else sum(1 if char < "\u0300" else 2 for char in text)


def row_height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """The height in points of a row of wrapped texts in columns of these widths."""
    lines = (
        sum(max(1, ceil(half_widths(line) / max(width * 1.14 - 1.5, 1))) for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    return min(max(lines, default=1) * _LINE_HEIGHT + 4, _HIGHEST_ROW)


def printable(text: str) -> str:
    """A text as a workbook can hold it."""
    return _NO_XML.sub("\ufffd", text)[:_LONGEST_TEXT]


def is_exact(value: Decimal) -> bool:
    """Whether a spreadsheet, which keeps 15 digits, shows this number as it is."""
    _, digits, exponent = value.as_tuple()
    return len(digits) <= _MOST_DIGITS and isinstance(exponent, int) and -_MOST_DECIMALS <= exponent <= 0


def pixels(width: float) -> int:
    """The pixels of a column of this width on a screen of 96 to the inch."""
    return round(width * _DIGIT) + 5


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._made: dict[tuple[str, ...], Format] = {}

    def __call__(self, *styles: str, number: str = "") -> Format:
        """The format of these styles laid over each other, with a number format."""
        key = (*styles, number)
        if key not in self._made:
            properties: dict[str, Any] = {"num_format": number} if number else {}
            for style in styles:
                properties |= _STYLES[style]
            self._made[key] = self._book.add_format(properties)
        return self._made[key]


@contextmanager
def written_book(path: Path, scratch: Path, title: str) -> Iterator[tuple[Book, Looks]]:
    """A new workbook and its formats, written at the end of the context, row by row so that memory stays low; the same
    cells make the same bytes. `scratch` is a folder to work in. OSError when it cannot be written."""
    from xlsxwriter import Workbook as Book
    from xlsxwriter.exceptions import FileCreateError

    options = {
        "constant_memory": True,
        "tmpdir": str(scratch),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": dict(FONT),
        "default_column_width": 72,
    }
    book = Book(str(path), options)
    book.set_properties({"title": title, "created": _CREATED})
    book.set_custom_property(OWN_WORKBOOK, True)
    yield book, Looks(book)
    try:
        book.close()
    except FileCreateError as error:
        raise error.args[0] from error


class Sheet:
    """A worksheet that is written row by row, from the top."""

    def __init__(
        self, book: Book, looks: Looks, name: str, footer: str, landscape: bool = True, legend: str = ""
    ) -> None:
        self.page: Worksheet = book.get_worksheet_by_name(name) or book.add_worksheet(name)
        self.row = 0
        self._looks = looks
        self._links = 0
        self.page.hide_gridlines(2)
        self.page.set_paper(9)
        self.page.set_landscape() if landscape else self.page.set_portrait()
        self.page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        self.page.center_horizontally()
        right = f'&R&"{_SONG}"&7{legend}' if legend else ""
        self.page.set_footer(f'&L&"{_SONG}"&8{name}&C&"{_SONG}"&8{footer}{right}')

    def columns(self, widths: Sequence[float]) -> None:
        """Set the widths of the columns from the first on."""
        for number, width in enumerate(widths):
            self.page.set_column(number, number, width)

    def put(
        self, column: int, content: Content, *styles: str, number: str = "", link: str = "", note: str = ""
    ) -> None:
        """Write one cell of the present row: text stays text whatever it begins with. A text may open what a link leads
        to; a note stands beside the cell."""
        look = self._looks(*styles, number=number)
        if note:
            self.page.write_comment(self.row, column, printable(note), _NOTE)
        if isinstance(content, str) and content and link and self._links < _MOST_LINKS:
            self._links += 1
            self.page.write_url(self.row, column, link, self._looks(*styles, "link"), printable(content))
        elif isinstance(content, str):
            if content:
                self.page.write_string(self.row, column, printable(content), look)
            else:
                self.page.write_blank(self.row, column, None, look)
        elif content is None:
            self.page.write_blank(self.row, column, None, look)
        else:
            is_whole = content == content // 1
            self.page.write_number(self.row, column, int(content) if is_whole else float(content), look)

    def across(self, first: int, last: int, content: str, *styles: str) -> None:
        """Write one text over several columns of the present row."""
        if first == last:
            self.put(first, content, *styles)
        else:
            self.page.merge_range(self.row, first, self.row, last, content, self._looks(*styles))

    def line(self, content: str, *styles: str, height: float = 18) -> None:
        """Write a row of one text that runs over the cells beside it."""
        self.put(0, content, *(styles or ("line",)))
        self.ends(height)

    def cells(self, contents: Sequence[Content], *styles: str, height: float | None = None) -> None:
        """Write a row of cells in one style."""
        for column, content in enumerate(contents):
            self.put(column, content, *styles)
        self.ends(height)

    def ends(self, height: float | None = None) -> None:
        """The present row is written; the next one follows."""
        if height is not None:
            self.page.set_row(self.row, height)
        self.row += 1
