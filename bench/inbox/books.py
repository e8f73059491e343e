"""Reports in workbooks, as people lay them out in Excel and WPS; LibreOffice saves them as .xls and .ods.

A way is drawn for each file, of `LAYOUTS` how its parts stand on sheets, of `WAYS` what is odd about its cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from PIL import Image
from xlsxwriter import Workbook
from xlsxwriter.exceptions import OverlappingRange

from bench.changed.document import SUMS, Document, Seen
from bench.gold.offices import converted
from bench.inbox.drawing import Sent, bare_documents
from extract.model import Concept
from tests.made.printing import Part
from tests.made.sheets import Box, Sheet, spread

LAYOUTS = ("one_sheet", "one_sheet_close", "a_sheet_each", "set_in", "boxed_prose")
"""All on one sheet with empty rows between; with none; a sheet for each table; not in the first column and row; prose
in text boxes."""
KINDS = ("xlsx", "xls", "ods")
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_PNG = BytesIO()
Image.new("RGB", (90, 30), "red").save(_PNG, "png")


class Written(NamedTuple):
    """How a figure is written: its value (a number, a text, runs of a rich text, or a formula), its format, and what is
    seen of it."""

    value: Any
    format: Mapping[str, Any]
    seen: Seen


Way = Callable[[Decimal, Random], Written]


def _number(code: str, zero: Seen = Decimal(0)) -> Way:
    return lambda value, _: Written(value, {"num_format": code}, value if value else zero)


def _as_text(value: Decimal, _: Random) -> Written:
    return Written(str(value), {}, value)


def _reckoned(value: Decimal, random: Random) -> Written:
    part = random.randint(0, 3)
    return Written((f"={value - part}+{part}", value), {}, value)


def _unreckoned(value: Decimal, random: Random) -> Written:
    return Written((f"={value}+0", 0), {}, value)


def _struck_behind(value: Decimal, random: Random) -> Written:
    return Written([{}, str(value), {"font_strikeout": True}, str(random.randint(1, 99))], {}, value)


def _white_behind(value: Decimal, random: Random) -> Written:
    return Written([{}, str(value), {"font_color": "#FFFFFF"}, str(random.randint(1, 99))], {}, value)


def _raised_behind(value: Decimal, random: Random) -> Written:
    return Written([{}, str(value), {"font_script": 1}, str(random.randint(1, 9))], {}, None)


def _white(value: Decimal, _: Random) -> Written:
    return Written(value, {"font_color": "#FFFFFF"}, "")


def _struck(value: Decimal, _: Random) -> Written:
    return Written(value, {"font_strikeout": True}, "")


WAYS: Mapping[str, Way] = {
    "plain": _number("General"),
    "text": _as_text,
    "thousands": _number("#,##0"),
    "accounts": _number('_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ', "-"),
    "zero_is_a_dash": _number('0;-0;"—"', "—"),
    "zero_is_empty": _number("0;-0;;@", ""),
    "with_unit": _number('0"件"'),
    "decimals": _number("0.00_ "),
    "red_below_zero": _number("0_);[Red](0)"),
    "reckoned": _reckoned,
    "unreckoned": _unreckoned,
    "struck_behind": _struck_behind,
    "white_behind": _white_behind,
    "raised_behind": _raised_behind,
    "white": _white,
    "struck": _struck,
}
FEW = frozenset(("struck_behind", "white_behind", "raised_behind", "white", "struck", "unreckoned"))
"""Ways that happen to a few cells; the others, to all."""
WHOLE = frozenset(("thousands", "accounts", "zero_is_a_dash", "zero_is_empty", "with_unit", "red_below_zero"))
"""Ways that would round what is no whole number."""
UNSEEN = frozenset(("white", "struck"))
"""Ways of which nothing is seen, so that sums fail."""
ODDITIES = ("hidden_row", "hidden_column", "hidden_sheet", "no_zeros", "zeros_hidden_if", "seal", "no_borders")
_COPYING = frozenset(("column_printed_twice",))
"""Changes that copy figures as mere texts, which no format and no condition changes as it does the figures."""
LOST: Mapping[str, frozenset[str]] = {
    "xlsx": frozenset(),
    "xls": frozenset(("unreckoned",)),
    "ods": frozenset(("unreckoned",)),
}
"""Ways that LibreOffice shows otherwise than the program that they are meant for."""


def files_of(kind: str, number: int, seed: str, home: Path) -> Iterator[Sent]:
    """So many reports in workbooks."""
    drawn = bare_documents(f"{seed}/books", 2 * number, "docx", _COPYING)
    made = list(islice(_written(drawn, LOST[kind]), number))
    if kind == "xlsx":
        yield from made
        return
    files = []
    for at, each in enumerate(made):
        files.append(home / f"{at:04}.xlsx")
        files[-1].write_bytes(each.data)
    for file in converted(files, kind, home / kind):
        yield made[int(file.stem)]._replace(data=file.read_bytes())


def _written(drawn: Iterable[tuple[Document, Random]], lost: frozenset[str]) -> Iterator[Sent]:
    """Reports as workbooks, but those with cells that overlap, which no workbook can have."""
    for document, random in drawn:
        with suppress(OverlappingRange):
            yield _made(document, random, lost)


def _made(document: Document, random: Random, lost: frozenset[str]) -> Sent:
    layout = random.choice(LAYOUTS)
    common = random.choice([way for way in WAYS if way not in FEW])
    rare = random.choice([*sorted(FEW - lost), "", "", ""])
    odd = random.choice([*ODDITIES, "", "", ""])
    writing = _Writing(document, random, layout, common, rare, odd)
    data = writing.data()
    seen = document.seeing(writing.seen).allowing("D-06", *(SUMS if rare in UNSEEN else ()))
    return Sent(seen, data, tuple(filter(None, (layout, common, rare, odd))))


class _Writing:
    """A workbook while it is written, and what is seen of its cells."""

    def __init__(self, document: Document, random: Random, layout: str, common: str, rare: str, odd: str) -> None:
        self.document, self.random = document, random
        self.layout, self.common, self.rare, self.odd = layout, common, rare, odd
        self.seen: dict[Concept, Seen] = {}
        cells = document.cells()
        self.few = set(random.sample(cells, min(len(cells), random.randint(1, 6)))) if rare else set()
        self.file = BytesIO()
        self.book = Workbook(self.file, {"in_memory": True})
        self.formats: dict[str, Any] = {}
        self.left = random.randint(1, 2) if layout == "set_in" else 0
        self.top = random.randint(1, 3) if layout == "set_in" else 0
        tables = [part for part in document.parts if isinstance(part, Sheet)]
        self.widest = max(sum(box.across for box in row) for table in tables for row in table.rows)
        self.gap = random.randrange(1, self.widest) if odd == "hidden_column" else self.widest
        self.sheets: list[Any] = []

    def data(self) -> bytes:
        if self.odd == "hidden_sheet":
            hidden = self.book.add_worksheet("上年")
            hidden.write(0, 0, "本年新收政府信息公开申请数量")
            hidden.write(0, 1, 987)
        sheet, at = self._sheet(), self.top
        prose: list[str] = []
        for part in self.document.parts:
            if isinstance(part, Sheet):
                at = self._prose(sheet, at, prose)
                prose = []
                if self.layout == "a_sheet_each" and at:
                    sheet, at = self._sheet(), 0
                at = self._table(sheet, at, part) + (self.layout != "one_sheet_close")
                if self.layout == "a_sheet_each":
                    sheet, at = self._sheet(), 0
            elif part.role in ("title", "heading") or self.layout != "boxed_prose":
                at = self._prose(sheet, at, prose)
                prose = []
                self._line(sheet, at, part)
                at += 1 + (self.layout == "one_sheet")
            else:
                prose.append(part.text)
        self._prose(sheet, at, prose)
        self._see_what_reaches_over()
        if self.odd == "hidden_sheet":
            hidden.hide()
            self.sheets[0].activate()
            self.sheets[0].set_first_sheet()
        self.book.close()
        return self.file.getvalue()

    def _sheet(self) -> Any:
        sheet = self.book.add_worksheet()
        self.sheets.append(sheet)
        if self.odd == "no_zeros":
            sheet.hide_zero()
        if self.odd == "hidden_column":
            for row in range(0, 40, 3):
                sheet.write(row, self.left + self.gap, 555)
            sheet.set_column(self.left + self.gap, self.left + self.gap, None, None, {"hidden": True})
        return sheet

    def _line(self, sheet: Any, at: int, part: Part) -> None:
        date = _DATE.fullmatch(part.text) if part.role == "signature" else None
        if date and self.random.random() < 0.5:
            look = self._format({"num_format": 'yyyy"年"m"月"d"日"'})
            sheet.write_datetime(at, self.left + self.widest - 1, datetime(*map(int, date.groups())), look)
        elif self.random.random() < 0.4 and self.widest > 1:
            sheet.merge_range(at, self.left, at, self.left + self.widest - 1, part.text, self._format({}))
        else:
            sheet.write_string(at, self.left, part.text)

    def _prose(self, sheet: Any, at: int, lines: Sequence[str]) -> int:
        """Lines in a text box, and the row behind it."""
        if not lines:
            return at
        rows = 2 + len(lines)
        sheet.insert_textbox(at, self.left, "\n".join(lines), {"width": 600, "height": 20 * rows})
        return at + rows + 1

    def _format(self, look: Mapping[str, Any]) -> Any:
        key = repr(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(dict(look))
        return self.formats[key]

    def _table(self, sheet: Any, at: int, table: Sheet) -> int:
        """Writes a table, and gives the row behind it."""
        border = {} if self.odd == "no_borders" and self.layout != "one_sheet_close" else {"border": 1}
        places = spread(table)
        hidden = self.random.randrange(1, max(len(places), 2)) if self.odd == "hidden_row" else len(places)
        rows = [at + y + (y >= hidden) for y in range(len(places) + 1)]
        if hidden < len(places):
            for x in range(self.widest):
                sheet.write(at + hidden, self.left + x, 777, self._format(border))
            sheet.set_row(at + hidden, None, None, {"hidden": True})
        for y, cells in enumerate(places):
            x = 0
            while x < len(cells):
                box, begins = cells[x]
                if begins:
                    area = (rows[y], self._column(x), rows[y + box.down - 1], self._column(x + box.across - 1))
                    self._cell(sheet, area, box, border)
                x += box.across
        self._odd(sheet, at, rows[-1], table)
        return rows[-1]

    def _column(self, x: int) -> int:
        """The column of a place in a table: one that is hidden stands before some of them."""
        return self.left + x + (x >= self.gap)

    def _cell(self, sheet: Any, area: tuple[int, int, int, int], box: Box, border: Mapping[str, Any]) -> None:
        row, column, *_ = area
        written = self._written(box)
        look = self._format({**border, **written.format})
        if area[:2] != area[2:]:
            sheet.merge_range(*area, "", look)
        if isinstance(written.value, list):
            runs = [self.book.add_format(run) if isinstance(run, dict) and run else run for run in written.value]
            sheet.write_rich_string(row, column, *(run for run in runs if run != {}), look)
        elif isinstance(written.value, tuple):
            formula, value = written.value
            sheet.write_formula(row, column, formula, look, float(value) if value != int(value) else int(value))
        elif isinstance(written.value, Decimal):
            sheet.write_number(row, column, written.value, look)
        elif written.value == "":
            sheet.write_blank(row, column, None, look)
        else:
            sheet.write_string(row, column, written.value, look)

    def _written(self, box: Box) -> Written:
        """How a cell is written; what is no plain whole number stays a text."""
        seen = self.document.seen.get(box.concept) if box.concept else None
        if box.concept is None or not isinstance(seen, Decimal) or box.text != str(seen):
            return Written(box.text, {}, seen)
        way = self.rare if box.concept in self.few else self.common
        if seen != int(seen) and way in WHOLE:
            way = "plain"
        written = WAYS[way](seen, self.random)
        if way == "red_below_zero" and seen < 0:
            written = written._replace(seen=None)
        is_number = isinstance(written.value, Decimal | tuple)
        if self.odd == "no_zeros" and is_number and not seen:
            written = written._replace(seen="")
        if self.odd == "zeros_hidden_if" and is_number and not seen and written.seen != "":
            written = written._replace(seen=None)
        self.seen[box.concept] = written.seen
        return written

    def _see_what_reaches_over(self) -> None:
        """A cell without a box of its own shows what the one shows that reaches over it."""
        zeros = {concept for concept in self.document.doubtful if self.document.seen[concept] == 0}
        for concept in zeros - self.seen.keys():
            if above := [
                each for each in zeros & self.seen.keys() if each.column == concept.column or each.row == concept.row
            ]:
                self.seen[concept] = self.seen[above[0]]

    def _odd(self, sheet: Any, top: int, bottom: int, table: Sheet) -> None:
        """What lies upon a table, or hides some of it under a condition."""
        right = self._column(self.widest - 1)
        if self.odd == "zeros_hidden_if":
            white = self.book.add_format({"font_color": "#FFFFFF"})
            rule = {"type": "cell", "criteria": "==", "value": 0, "format": white}
            sheet.conditional_format(top, self.left, bottom - 1, right, rule)
        if self.odd == "seal" and table.table:
            row, column = self.random.randrange(top, bottom), self.random.randint(self.left, right)
            place = {"image_data": BytesIO(_PNG.getvalue()), "x_offset": 5, "y_offset": 3}
            sheet.insert_image(row, column, "seal.png", place)
