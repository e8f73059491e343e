"""Workbooks of today (.xlsx): the parts of their package → visible sheets.

Comes in: the package. Goes out: what each sheet shows: values by their number formats, text that is struck out or in
the colour of its ground gone, hidden rows and columns told, text boxes and pictures where they lie. A formula shows
what the program that saved the file had reckoned; where it had reckoned nothing, and where a format may hide a value
only under a condition, nobody can say what is seen.
"""

from __future__ import annotations

import re as xml_re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, TypeVar

from extract.readers.hands import USUAL_SIZE, WHITE, are_alike
from extract.readers.package import Package
from extract.readers.workbooks.formats import GENERAL, USUAL
from extract.readers.workbooks.looks import BEGINNINGS, INDEXED, OTHER_COLOUR, CellLook, Letters
from extract.readers.workbooks.sheets import (
    MOST_COLUMNS,
    MOST_ROWS,
    USUAL_PLACE,
    Area,
    CellPlace,
    DrawnBox,
    HidingArea,
    ShownCell,
    WorkSheet,
    doubted,
)
from extract.text import number_of_digits

if TYPE_CHECKING:
    from lxml.etree import _Element

_Entry = TypeVar("_Entry")

BOOK = "xl/workbook.xml"
_SHEET = "worksheet"
_ON = frozenset(("1", "true", "on"))
_REFERENCE = xml_re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_WHOLE_COLUMNS = xml_re.compile(r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})")
_HEX = xml_re.compile(r"[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}")
_ESCAPED = xml_re.compile(r"_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")
_THEME = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)))
_USUAL_THEME = {"lt1": WHITE, "dk1": "000000"}
_AUTOMATIC = 64
_SIDES = ("left", "right", "top", "bottom", "start", "end")
_CENTIMETRE = 360_000
"""English metric units of a centimetre."""


def sheets_of(package: Package) -> Iterator[WorkSheet]:
    """The visible sheets in their order."""
    root = package.tree(BOOK)
    if root is None:
        return
    targets = {key: (kind, target) for kind, key, target in package.references_of(BOOK)}
    book = _Book(package, root)
    for about in root.iter("{*}sheet"):
        key = next((value for name, value in about.attrib.items() if str(name).endswith("}id")), "")
        kind, target = targets.get(str(key), ("", ""))
        sheet = package.tree(target) if kind == _SHEET and about.get("state", "visible") == "visible" else None
        if sheet is not None:
            yield book.sheet(sheet, target)


class _Book:
    """What all sheets share: texts, looks, and the day from which days are counted."""

    def __init__(self, package: Package, root: _Element) -> None:
        self.package = package
        about = next(root.iter("{*}workbookPr"), None)
        since_1904 = about is not None and about.get("date1904", "0") in _ON
        self.beginning = BEGINNINGS[since_1904]
        reckoning = next(root.iter("{*}calcPr"), None)
        self.reckons_anew = reckoning is not None and reckoning.get("fullCalcOnLoad", "0") in _ON
        related = {kind: target for kind, _, target in package.references_of(BOOK)}
        self.theme = {**_USUAL_THEME, **_theme_of(package, related.get("theme", ""))}
        styles = package.tree(related.get("styles", "xl/styles.xml"))
        self.looks = [] if styles is None else list(self._looks_of(styles))
        self.hiding = set() if styles is None else set(self._hiding(styles))
        texts = package.tree(related.get("sharedStrings", "xl/sharedstrings.xml"))
        self.texts = [] if texts is None else [self._runs(text) for text in texts.iterchildren("{*}si")]

    # ── Looks ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _looks_of(self, styles: _Element) -> Iterator[CellLook]:
        codes = {_number(each, "numFmtId"): each.get("formatCode", GENERAL) for each in styles.iter("{*}numFmt")}
        letters = [self._letters(font) for font in _children(styles, "fonts")]
        grounds = [self._ground(fill) for fill in _children(styles, "fills")]
        ruled = [any(_is_drawn(side) for side in border) for border in _children(styles, "borders")]
        for each in _children(styles, "cellXfs"):
            number = _number(each, "numFmtId")
            yield CellLook(
                codes.get(number) or USUAL.get(number, GENERAL),
                _at(letters, _number(each, "fontId"), Letters()),
                _at(grounds, _number(each, "fillId"), ""),
                _at(ruled, _number(each, "borderId"), False),
            )

    def _letters(self, font: _Element | None) -> Letters:
        """How a font, or a run, is lettered."""
        struck, size, level, colour = False, USUAL_SIZE, "", ""
        for child in () if font is None else font:
            name, value = _local(child), child.get("val", "1")
            if name == "strike":
                struck = value in _ON
            elif name == "sz":
                size = round(2 * _decimal(value, Decimal(USUAL_SIZE) / 2))
            elif name == "vertAlign":
                level = "" if value == "baseline" else value
            elif name == "color":
                colour = self._colour(child)
        return Letters(struck, size, level, colour)

    def _ground(self, fill: _Element) -> str:
        """The colour of a ground; "" for none."""
        pattern = next(iter(fill), None)
        if pattern is None or _local(pattern) != "patternFill":
            return OTHER_COLOUR if pattern is not None else ""
        kind = pattern.get("patternType", "none")
        if kind == "none":
            return ""
        colour = next(pattern.iterchildren("{*}fgColor"), None)
        return OTHER_COLOUR if kind != "solid" or colour is None else self._colour(colour) or OTHER_COLOUR

    def _colour(self, element: _Element) -> str:
        """A colour as six digits; "" where a program chooses it."""
        written = element.get("rgb", "")
        if _HEX.fullmatch(written):
            return written[-6:].upper()
        if "indexed" in element.attrib:
            number = _number(element, "indexed")
            return "" if number == _AUTOMATIC else INDEXED.get(number, OTHER_COLOUR)
        if "theme" in element.attrib:
            toned = _decimal(element.get("tint", "0"), Decimal(0)) != 0
            return OTHER_COLOUR if toned else self.theme.get(_at(_THEME, _number(element, "theme"), ""), OTHER_COLOUR)
        return ""

    def _hiding(self, styles: _Element) -> Iterator[int]:
        """The numbers of the looks that conditions give cells, of those that may hide what stands there."""
        for number, look in enumerate(_children(styles, "dxfs")):
            font = next(look.iterchildren("{*}font"), None)
            letters = self._letters(font)
            pale = bool(letters.colour) and are_alike(letters.colour, WHITE)
            if letters.struck or pale or next(look.iterchildren("{*}numFmt"), None) is not None:
                yield number

    def _runs(self, text: _Element) -> Sequence[tuple[Letters | None, str]]:
        """The runs of a text, with what those say that have letters of their own; sounds beside it are left out."""
        runs: list[tuple[Letters | None, str]] = []
        for child in text:
            if _local(child) == "t":
                runs.append((None, _unescaped(child.text or "")))
            elif _local(child) == "r":
                properties = next(child.iterchildren("{*}rPr"), None)
                letters = None if properties is None else self._letters(properties)
                runs.append((letters, "".join(_unescaped(each.text or "") for each in child.iterchildren("{*}t"))))
        return runs

    # ── Sheets ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def sheet(self, root: _Element, name: str) -> WorkSheet:
        """What a sheet shows."""
        cells: dict[CellPlace, ShownCell] = {}
        ruled: set[CellPlace] = set()
        hidden_rows: set[int] = set()
        bare = next(root.iter("{*}tablePart", "{*}conditionalFormatting"), None) is None
        zeros = all(view.get("showZeros", "1") in _ON for view in root.iter("{*}sheetView"))
        row = -1
        for element in root.iter("{*}row"):
            row = _number(element, "r", row + 2) - 1
            if not 0 <= row < MOST_ROWS:
                break
            if element.get("hidden", "0") in _ON or _decimal(element.get("ht", "1"), Decimal(1)) == 0:
                hidden_rows.add(row)
            column = -1
            for cell in element.iterchildren("{*}c"):
                column = _column_of(cell.get("r", ""), column + 1)
                look = _at(self.looks, _number(cell, "s"), CellLook())
                if look.ruled:
                    ruled.add((row, column))
                if len(cell):
                    cells[row, column] = self._shown(cell, look, bare, zeros)
        merged = [area for each in root.iter("{*}mergeCell") for area in areas_of(each.get("ref", ""))]
        return WorkSheet(
            doubted(cells, self._unsure(root)),
            ruled,
            merged,
            hidden_rows,
            _hidden_columns(root),
            list(_drawn_on(name, self.package)),
        )

    def _shown(self, cell: _Element, look: CellLook, bare: bool, zeros: bool) -> ShownCell:
        kind = cell.get("t", "n")
        value = next(cell.iterchildren("{*}v"), None)
        text = (value.text or "") if value is not None else ""
        if kind == "inlineStr":
            runs = [run for each in cell.iterchildren("{*}is") for run in self._runs(each)]
        elif kind == "s":
            runs = list(_at(self.texts, number_of_digits(text) if text.isdecimal() else -1, ()))
        elif value is None or (not text and kind != "str"):
            return ShownCell("", told=next(cell.iterchildren("{*}f"), None) is None)
        else:
            runs = [(None, _unescaped(text))]
        number = _value(text) if kind in ("n", "") else None
        if number is None and kind not in ("s", "str", "inlineStr"):
            runs = [(None, {"1": "TRUE", "0": "FALSE"}.get(text, text) if kind == "b" else text)]
        if number is None:
            return look.text(runs, self.beginning, bare)
        if not number and self.reckons_anew and next(cell.iterchildren("{*}f"), None) is not None:
            return ShownCell("", told=False)
        return look.number(number, self.beginning, bare) if number or zeros else ShownCell("")

    def _unsure(self, root: _Element) -> Iterator[HidingArea]:
        """Where a condition may hide what stands in a cell."""
        for rules in root.iter("{*}conditionalFormatting"):
            areas = [area for reference in rules.get("sqref", "").split() for area in areas_of(reference)]
            for rule in rules.iterchildren("{*}cfRule"):
                unshown = any(each.get("showValue", "1") not in _ON for each in rule.iter("{*}iconSet", "{*}dataBar"))
                if unshown or _number(rule, "dxfId", -1) in self.hiding:
                    hidden = None if unshown else _compared_in(rule)
                    yield from (HidingArea(area, hidden) for area in areas)


_RELATIONS = {
    "equal": "=", "notEqual": "<>", "lessThan": "<", "greaterThan": ">", "lessThanOrEqual": "<=",
    "greaterThanOrEqual": ">=",
}  # fmt: skip


def _compared_in(rule: _Element) -> tuple[str, Decimal] | None:
    """How a rule compares a cell to a number, where that is all that it says."""
    relation = _RELATIONS.get(rule.get("operator", ""))
    limits = [_value(each.text or "") for each in rule.iterchildren("{*}formula")]
    if rule.get("type") != "cellIs" or relation is None or len(limits) != 1 or limits[0] is None:
        return None
    return relation, limits[0]


# ── What lies upon a sheet ───────────────────────────────────────────────────────────────────────────────────────────


def _drawn_on(name: str, package: Package) -> Iterator[DrawnBox]:
    """The boxes and pictures upon a sheet."""
    part = package.relations(name).get("drawing", "")
    root = package.tree(part) if part else None
    for anchor in () if root is None else root:
        begins, ends = (next(anchor.iterchildren(f"{{*}}{end}"), None) for end in ("from", "to"))
        top, left = _place_of(begins)
        bottom, right = (top, left) if ends is None else _place_of(ends)
        size = _size_of(anchor, right - left, bottom - top)
        for drawn in anchor.iter("{*}sp", "{*}pic", "{*}graphicFrame"):
            about = next(drawn.iter("{*}cNvPr"), None)
            if about is not None and about.get("hidden", "0") in _ON:
                continue
            lines = [
                "".join(text.text or "" for text in line.iter("{*}t"))
                for body in drawn.iterchildren("{*}txBody")
                for line in body.iterchildren("{*}p")
            ]
            clear = _local(drawn) == "sp" and any(
                True for each in drawn.iterchildren("{*}spPr") for _ in each.iterchildren("{*}noFill")
            )
            if any(lines) or not clear:
                yield DrawnBox(Area(top, left, bottom, right), size, [line for line in lines if line.strip()])


def _place_of(marker: _Element | None) -> CellPlace:
    if marker is None:
        return 0, 0
    told = {
        _local(child): number_of_digits(text) for child in marker if (text := (child.text or "").strip()).isdecimal()
    }
    return min(told.get("row", 0), MOST_ROWS), min(told.get("col", 0), MOST_COLUMNS)


def _size_of(anchor: _Element, columns: int, rows: int) -> tuple[float, float]:
    """Width and height of what is drawn."""
    for extent in anchor.iter("{*}ext"):
        if "cx" in extent.attrib and (across := _number(extent, "cx")) and (down := _number(extent, "cy")):
            return across / _CENTIMETRE, down / _CENTIMETRE
    return columns * USUAL_PLACE[0], rows * USUAL_PLACE[1]


# ── Attributes ───────────────────────────────────────────────────────────────────────────────────────────────────────


def areas_of(reference: str) -> Iterator[Area]:
    """The areas that a reference names.

    >>> list(areas_of("B2:C3")), list(areas_of("A1")), list(areas_of("x"))
    ([Area(top=1, left=1, bottom=2, right=2)], [Area(top=0, left=0, bottom=0, right=0)], [])
    """
    if columns := _WHOLE_COLUMNS.fullmatch(reference):
        yield Area(0, _number_of(columns[1]), MOST_ROWS, _number_of(columns[2]))
    elif match := _REFERENCE.fullmatch(reference):
        left, top = _number_of(match[1]), int(match[2]) - 1
        right, bottom = (_number_of(match[3]), int(match[4]) - 1) if match[3] else (left, top)
        yield Area(top, left, bottom, right)


def _column_of(reference: str, following: int) -> int:
    """The column of a cell; the following one where it does not say."""
    match = _REFERENCE.fullmatch(reference)
    return min(_number_of(match[1]) if match else following, MOST_COLUMNS)


def _number_of(letters: str) -> int:
    """The number of a column by its letters, from 0.

    >>> _number_of("A"), _number_of("Z"), _number_of("AA")
    (0, 25, 26)
    """
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def _hidden_columns(root: _Element) -> set[int]:
    hidden: set[int] = set()
    for column in root.iter("{*}col"):
        if column.get("hidden", "0") in _ON or _decimal(column.get("width", "1"), Decimal(1)) == 0:
            hidden |= set(range(_number(column, "min", 1) - 1, min(_number(column, "max"), MOST_COLUMNS)))
    return hidden


def _theme_of(package: Package, name: str) -> Mapping[str, str]:
    root = package.tree(name) if name else None
    scheme = None if root is None else next(root.iter("{*}clrScheme"), None)
    found = {}
    for colour in () if scheme is None else scheme:
        value = next((each.get("lastClr") or each.get("val") or "" for each in colour), "")
        if _HEX.fullmatch(value):
            found[_local(colour)] = value[-6:].upper()
    return found


def _children(root: _Element, name: str) -> Iterator[_Element]:
    parent = next(root.iterchildren(f"{{*}}{name}"), None)
    return iter(()) if parent is None else (child for child in parent if isinstance(child.tag, str))


def _is_drawn(side: _Element) -> bool:
    return _local(side) in _SIDES and side.get("style", "none") != "none"


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _number(element: _Element, name: str, usual: int = 0) -> int:
    written = element.get(name, "")
    return int(written) if written.isdecimal() and len(written) < 10 else usual


def _decimal(written: str, usual: Decimal) -> Decimal:
    try:
        value = Decimal(written)
    except InvalidOperation:
        return usual
    return value if value.is_finite() else usual


def _value(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value.adjusted()) < 400 else None


def _at(kept: Sequence[_Entry], number: int, usual: _Entry) -> _Entry:
    return kept[number] if 0 <= number < len(kept) else usual


def _unescaped(text: str) -> str:
    """Text with the characters written out that XML cannot hold."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
