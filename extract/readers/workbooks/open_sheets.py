"""OpenDocument workbooks (.ods): the trees of their package → visible sheets.

Comes in: the package. Goes out: what each sheet shows. Cells have what they show written in them; rows and columns that
are alike are told once, with how many there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import regex as re

from extract.errors import UnreadableFile
from extract.readers.cells import WIDEST_SPAN
from extract.readers.hands import LOWEST_ROW
from extract.readers.odt import OpenPrint, hidden_columns, opened, rows_of
from extract.readers.open_styles import OpenLook, centimetres, hand_of, number_of, o
from extract.readers.workbooks.parts import areas_of
from extract.readers.workbooks.sheets import (
    MOST_CELLS,
    USUAL_PLACE,
    Area,
    CellPlace,
    DrawnBox,
    HidingArea,
    ShownCell,
    WorkSheet,
    doubted,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

    from extract.readers.package import Package

_TABLE, _CELL, _COVERED, _P = map(o, ("table:table", "table:table-cell", "table:covered-table-cell", "text:p"))
_STYLE, _OF_CELLS = o("table:style-name"), o("table:default-cell-style-name")
_REPEATED, _ROWS_REPEATED = o("table:number-columns-repeated"), o("table:number-rows-repeated")
_ACROSS, _DOWN = o("table:number-columns-spanned"), o("table:number-rows-spanned")
_VISIBILITY, _VISIBLE = o("table:visibility"), "visible"
_TYPE, _VALUE = o("office:value-type"), o("office:value")
_NUMBERS = frozenset(("float", "percentage", "currency", "date", "time"))
_PLAIN_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_COMPARED = re.compile(r"cell-content\(\)\s*(<=|>=|!=|=|<|>)\s*(-?\d+(?:\.\d+)?)")
"""A condition that compares what stands in a cell to a number, and nothing else."""
_MOST_ROWS = 2_000
"""Rows that one element may stand for; more is the rest of a sheet."""
_COLUMNS = 16_384
"""Of a sheet, in the programs that write them."""
_TWIPS_OF_CENTIMETRE = 567
_DRAWN = tuple(map(o, ("draw:frame", "draw:custom-shape", "draw:rect", "draw:caption")))
_BOX = o("draw:text-box")
_ENDS = o("table:end-cell-address")


def sheets_of(package: Package) -> Iterator[WorkSheet]:
    """The visible sheets in their order."""
    printed, body = opened(package)
    zeros = not any(
        item.get(o("config:name")) == "ShowZeroValues" and (item.text or "") == "false" for item in _settings(package)
    )
    for table in body.iter(_TABLE):
        if not printed.look("table", table.get(_STYLE, "")).hidden:
            yield _Reading(printed, table, zeros, list(_styles_of_columns(table))).sheet()


def _settings(package: Package) -> Iterator[_Element]:
    root = package.tree("settings.xml")
    return iter(()) if root is None else root.iter(o("config:config-item"))


class _Reading(NamedTuple):
    """A sheet while it is read."""

    printed: OpenPrint
    table: _Element
    zeros: bool
    columns: Sequence[tuple[range, str]]

    def sheet(self) -> WorkSheet:
        """What it shows."""
        cells: dict[CellPlace, ShownCell] = {}
        ruled: set[CellPlace] = set()
        merged: list[Area] = []
        doubts: list[HidingArea] = []
        hidden: list[range] = []
        at = 0
        for row in rows_of(self.table):
            times = number_of(row, _ROWS_REPEATED)
            if self._is_hidden(row):
                hidden.append(range(at, at + times))
            for column, cell, repeated in _cells_of(row):
                for columns, look in self._looks(cell, row, range(column, column + repeated)):
                    shown = self._shown(cell, look)
                    if not shown.text and not look.ruled:
                        continue
                    for place in product(range(at, at + min(times, _MOST_ROWS)), columns[:WIDEST_SPAN]):
                        if shown.text:
                            cells[place] = shown
                        if look.ruled:
                            ruled.add(place)
                    area = Area(at, columns[0], at + times - 1, columns[-1])
                    doubts += (HidingArea(area, condition) for condition in self._hiding(look))
                if len(cells) + len(ruled) > MOST_CELLS:
                    raise UnreadableFile("bomb", kind="ods")
                across, down = number_of(cell, _ACROSS), number_of(cell, _DOWN)
                if across * down > 1:
                    merged.append(Area(at, column, at + down - 1, column + across - 1))
            at += times
        last = max((y for y, _ in cells), default=0)
        rows = {y for some in hidden for y in range(some.start, min(some.stop, last + 1))}
        drawn = list(self._drawn())
        return WorkSheet(doubted(cells, doubts), ruled, merged, rows, hidden_columns(self.table), drawn)

    def _is_hidden(self, row: _Element) -> bool:
        height = self.printed.look("table-row", row.get(_STYLE, "")).height
        is_low = height is not None and height * _TWIPS_OF_CENTIMETRE <= LOWEST_ROW
        return is_low or row.get(_VISIBILITY, _VISIBLE) != _VISIBLE

    def _looks(self, cell: _Element, row: _Element, places: range) -> Iterator[tuple[range, OpenLook]]:
        """How a cell looks that stands in these columns; where neither it nor its row says so, as each of them does."""
        named = cell.get(_STYLE) or row.get(_OF_CELLS)
        for columns, style in [(places, named)] if named else self.columns:
            if some := range(max(places.start, columns.start), min(places.stop, columns.stop)):
                yield some, self.printed.look("table-cell", style)

    def _shown(self, cell: _Element, look: OpenLook) -> ShownCell:
        is_number = cell.get(_TYPE) in _NUMBERS
        if cell.tag == _COVERED or (is_number and not self.zeros and cell.get(_VALUE) == "0"):
            return ShownCell("")
        lines = (piece for line in cell.iterchildren(_P) for piece in self.printed.content([line], base=look))
        text = "\n".join(line for line in lines if isinstance(line, str))
        value = cell.get(_VALUE, "")
        return ShownCell(text, True, is_number, Decimal(value) if _PLAIN_NUMBER.fullmatch(value) else None)

    def _hiding(self, look: OpenLook) -> Iterator[tuple[str, Decimal] | None]:
        """The conditions that may hide what stands in a cell, or show it otherwise."""
        for condition, name in look.conditions:
            if not hand_of(self.printed.look("table-cell", name)).seen:
                told = _COMPARED.fullmatch(condition)
                yield (told[1].replace("!=", "<>"), Decimal(told[2])) if told else None

    def _drawn(self) -> Iterator[DrawnBox]:
        """The boxes and pictures upon the sheet; those that do not say in which cell they end reach about as far from
        the corner of their own as they are large."""
        places = {cell: (y, x) for y, x, cell in self._places()}
        for drawn in self.table.iter(*_DRAWN):
            if next(drawn.iterancestors(*_DRAWN), None) is not None:
                continue
            around = next(drawn.iterancestors(_CELL), None)
            top, left = (0, 0) if around is None else places[around]
            size = (centimetres(drawn.get(o("svg:width"))), centimetres(drawn.get(o("svg:height"))))
            across, down = (
                centimetres(drawn.get(o(f"svg:{axis}"))) + far for axis, far in zip("xy", size, strict=True)
            )
            within = Area(top, left, top + int(down / USUAL_PLACE[1]), left + int(across / USUAL_PLACE[0]))
            end = next(areas_of(drawn.get(_ENDS, "").rpartition(".")[2]), within)
            box = drawn.find(_BOX)
            lines = [piece for piece in self.printed.content(drawn if box is None else box) if isinstance(piece, str)]
            yield DrawnBox(Area(top, left, max(top, end.bottom), max(left, end.right)), size, lines)

    def _places(self) -> Iterator[tuple[int, int, _Element]]:
        at = 0
        for row in rows_of(self.table):
            yield from ((at, column, cell) for column, cell, _ in _cells_of(row))
            at += number_of(row, _ROWS_REPEATED)


def _styles_of_columns(table: _Element) -> Iterator[tuple[range, str]]:
    """The styles that columns give their cells, to the last column that a sheet has."""
    at = 0
    for column in table.iterdescendants(o("table:table-column")):
        after = at + number_of(column, _REPEATED)
        yield range(at, after), column.get(_OF_CELLS, "")
        at = after
    yield range(at, _COLUMNS), ""


def _cells_of(row: _Element) -> Iterator[tuple[int, _Element, int]]:
    """The cells of a row with their columns, and how many are alike."""
    column = 0
    for cell in row.iterchildren(_CELL, _COVERED):
        repeated = number_of(cell, _REPEATED)
        yield column, cell, repeated
        column += repeated
