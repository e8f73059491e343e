"""What Word's XML declares apart from the text: styles that hide or number, lists that count, symbols, pictures.

Comes in: the trees of the styles and of the numbering of a package, and single elements. Goes out: what a style does to
the print, the lists that `numbering` counts with, what a symbol stands for, whether a picture has room for a table.
Which paragraphs are printed is left to `docx`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import regex as re

from extract.readers.numbering import Level, NumberedList
from extract.readers.pieces import may_be_a_sheet, may_hide_a_figure, may_show_a_figure, may_show_a_table

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@cache
def w(name: str) -> str:
    """The name of an element or attribute of Word's own."""
    return f"{{{_WORD}}}{name}"


_VAL = w("val")


def value_of(parent: _Element, name: str) -> str:
    """The value of a child of this name; "" without one."""
    child = next(parent.iterchildren(w(name)), None)
    return "" if child is None else child.get(_VAL, "")


def whole_number(printed: str | None, without: int) -> int:
    """A whole number of an attribute, and `without` where there is none, or none above zero."""
    match = _WHOLE_NUMBER.match(printed) if printed else None
    return int(match[1]) if match else without


_WHOLE_NUMBER = re.compile(r"\s*\+?(\d{1,9})")


def is_on(element: _Element) -> bool:
    """Whether a switch that is there is on."""
    return element.get(_VAL, "1") not in ("0", "false", "off")


# ── Styles ────────────────────────────────────────────────────────────────────────────────────────────────────────────


class Style(NamedTuple):
    """What a style does to the print: it hides, or numbers paragraphs."""

    number: str = ""
    level: str = ""
    hidden: bool = False


PLAIN = Style()


DEEPEST_STYLE = 12
"""Styles that one is based on, one behind the other."""


def styles_of(root: _Element | None) -> dict[str, Style]:
    """The styles that hide or number, those included that are based on such a style."""
    declared: dict[str, tuple[str, str, str, bool | None]] = {}
    for element in () if root is None else root.iterchildren(w("style")):
        numbered = element.find(f"{w('pPr')}/{w('numPr')}")
        hides = element.find(f"{w('rPr')}/{w('vanish')}")
        number, level = ("", "") if numbered is None else (value_of(numbered, "numId"), value_of(numbered, "ilvl"))
        hidden = None if hides is None else is_on(hides)
        declared[element.get(w("styleId"), "")] = (value_of(element, "basedOn"), number, level, hidden)
    styles = {key: _inherited(key, declared) for key in declared}
    return {key: style for key, style in styles.items() if style != PLAIN}


def _inherited(key: str, declared: Mapping[str, tuple[str, str, str, bool | None]]) -> Style:
    number = level = ""
    hidden: bool | None = None
    for _ in range(DEEPEST_STYLE):
        if key not in declared:
            break
        key, own_number, own_level, own_hidden = declared[key]
        number, level = number or own_number, level or own_level
        hidden = own_hidden if hidden is None else hidden
    return Style(number, level, bool(hidden))


def lists_of(root: _Element | None) -> dict[str, NumberedList]:
    """The lists that the numbering of a package declares."""
    if root is None:
        return {}
    levels: dict[str, dict[int, Level]] = {}
    linked: dict[str, str] = {}
    styled: dict[str, str] = {}
    for element in root.iterchildren(w("abstractNum")):
        key = element.get(w("abstractNumId"), "")
        levels[key] = {whole_number(level.get(w("ilvl")), 0): _level(level) for level in element.iterchildren(w("lvl"))}
        if link := value_of(element, "styleLink"):
            styled[link] = key
        if link := value_of(element, "numStyleLink"):
            linked[key] = link
    lists = {}
    for element in root.iterchildren(w("num")):
        key = value_of(element, "abstractNumId")
        key = styled.get(linked.get(key, ""), key)
        list_levels = dict(levels.get(key, {}))
        starts = {}
        for override in element.iterchildren(w("lvlOverride")):
            at = whole_number(override.get(w("ilvl")), 0)
            for level in override.iterchildren(w("lvl")):
                list_levels[at] = _level(level)
            if start := value_of(override, "startOverride"):
                starts[at] = whole_number(start, 0)
        lists[element.get(w("numId"), "")] = NumberedList(key, list_levels, starts)
    return lists


def _level(level: _Element) -> Level:
    at = whole_number(level.get(w("ilvl")), 0)
    forms = [element.get(_VAL, "") for element in level.iter(w("numFmt"))]
    legal = next(level.iterchildren(w("isLgl")), None)
    restart = value_of(level, "lvlRestart")
    return Level(
        start=whole_number(value_of(level, "start"), 0),
        form=forms[-1] if forms else "decimal",
        text=value_of(level, "lvlText"),
        suffix=value_of(level, "suff").lower(),
        legal=legal is not None and is_on(legal),
        restart=whole_number(restart, 0) if restart else at,
        style=value_of(level, "pStyle"),
    )


# ── Symbols and pictures ─────────────────────────────────────────────────────────────────────────────────────────────


def symbol(font: str, char: str) -> str:
    """A character of a symbol font: figures and signs as such, boxes ticked or not, all other as the file has them.

    >>> symbol("Symbol", "F02F"), symbol("Wingdings", "F0FE"), symbol("Wingdings", "F082"), symbol("宋体", "2014")
    ('/', '☑', '②', '—')
    """
    try:
        code = int(char, 16)
    except ValueError:
        return ""
    if not 0xF020 <= code <= 0xF0FF:
        return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000 else ""
    code -= 0xF000
    if font == "Symbol" and (chr(code) in "()+,./:;%" or chr(code).isdigit()):
        return chr(code)
    if font == "Symbol" and chr(code) == "-":
        return "−"
    if font == "Wingdings" and 0x81 <= code <= 0x8A:
        return chr(0x2460 + code - 0x81)
    return _TICKS.get((font, code), chr(code + 0xF000))


_TICKS = {
    ("Wingdings", 0xFE): "☑", ("Wingdings", 0xFD): "☒", ("Wingdings", 0xA8): "□", ("Wingdings", 0x6F): "□",
    ("Wingdings", 0xFC): "✓", ("Wingdings", 0xFB): "✗", ("Wingdings 2", 0x52): "☑", ("Wingdings 2", 0x54): "☒",
    ("Wingdings 2", 0x50): "✓", ("Wingdings 2", 0x4F): "✗", ("Wingdings 2", 0xA3): "□",
}  # fmt: skip


_ANCHOR, _EXTENT = (
    f"{{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}}{name}" for name in ("anchor", "extent")
)
_SOLID = "{http://schemas.openxmlformats.org/drawingml/2006/main}solidFill"
_SHAPE, _IMAGE = (f"{{urn:schemas-microsoft-com:vml}}{name}" for name in ("shape", "imagedata"))
PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
    _IMAGE,
)
"""What shows a picture, chart or drawing."""
_EMBEDDED, _REFERRED = (
    f"{{http://schemas.openxmlformats.org/officeDocument/2006/relationships}}{name}" for name in ("embed", "id")
)
"""How it says which part holds the picture."""
_EMU, _POINTS = 360_000, 28.35
_SIZE = re.compile(r"(?<![\w-])(width|height)\s*:\s*(\d{1,9}(?:\.\d{1,9})?)(pt|in|cm|mm)?")
_UNITS = {"pt": 1 / _POINTS, "in": 2.54, "cm": 1.0, "mm": 0.1, "": 1 / _POINTS}


def has_room_for_a_table(drawing: _Element) -> bool:
    """Whether it shows a picture, chart or sheet of another program in which a table has room."""
    return _shows_picture(drawing) and any(map(may_show_a_table, _sizes_of(drawing)))


def is_a_sheet(drawing: _Element) -> bool:
    """Whether it is as large as a sheet of paper."""
    return any(map(may_be_a_sheet, _sizes_of(drawing)))


def picture_in(drawing: _Element) -> str:
    """The key of the only picture in it, in the parts that the main part refers to; empty where that is not one."""
    keys = {image.get(_EMBEDDED) or image.get(_REFERRED) or "" for image in drawing.iter(*PICTURES)}
    return keys.pop() if len(keys) == 1 else ""


def may_be_a_figure(drawing: _Element) -> bool:
    """Whether it shows a picture as low as a line of a cell: a figure may be such a picture."""
    return _shows_picture(drawing) and any(map(may_show_a_figure, _sizes_of(drawing)))


def may_cover_a_figure(drawing: _Element) -> bool:
    """Whether it is a picture or a filled shape that lies upon the text, and is as large as a figure."""
    for anchor in drawing.iter(_ANCHOR, _SHAPE):
        if anchor.tag == _ANCHOR:
            lies = anchor.get("behindDoc", "0") in ("0", "false")
        else:
            style = anchor.get("style", "").replace(" ", "")
            lies = "position:absolute" in style and "z-index:-" not in style
        solid = _shows_picture(anchor) or (
            next(anchor.iter(_SOLID), None) is not None and next(anchor.iter(w("txbxContent")), None) is None
        )
        if lies and solid and any(map(may_hide_a_figure, _sizes_of(anchor))):
            return True
    return False


def _shows_picture(drawing: _Element) -> bool:
    return next(drawing.iter(*PICTURES), None) is not None


def _sizes_of(drawing: _Element) -> Iterator[tuple[float, float]]:
    """Width and height in centimetres of what is drawn."""
    for extent in drawing.iter(_EXTENT, _SHAPE):
        if extent.tag == _EXTENT:
            yield whole_number(extent.get("cx"), 0) / _EMU, whole_number(extent.get("cy"), 0) / _EMU
        else:
            lengths = {
                name: float(number) * _UNITS[unit] for name, number, unit in _SIZE.findall(extent.get("style", ""))
            }
            yield lengths.get("width", 0.0), lengths.get("height", 0.0)
