"""How OpenDocument files say what text, rows and cells look like: the styles of a package → what each says.

Comes in: the trees that declare styles. Goes out: looks by family and name, those that a style is based on included,
and lists. What is printed is left to `odt` and to the reader of workbooks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

import regex as re

from extract.readers.hands import BLACK, CROWDED, NARROWEST, SMALLEST, USUAL_SIZE, Hand, hand_on
from extract.readers.numbering import Level, NumberedList
from extract.text import number_of_digits

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
}


def o(name: str) -> str:
    """The name of an element or attribute of OpenDocument's own."""
    space, _, local = name.partition(":")
    return f"{{{_SPACES[space]}}}{local}"


NAME = o("style:name")
_LEVEL, _COUNTED, _BULLETED = map(o, ("text:level", "text:list-level-style-number", "text:list-level-style-bullet"))
_BORDERS = [o(f"fo:border{side}") for side in ("", "-top", "-bottom", "-left", "-right")]
_AUTOMATIC = "automatic"
_TWIPS_OF_CENTIMETRE = 567
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_SIZE = re.compile(r"([\d.]{1,12})(cm|mm|in|pt)")
_CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72}
_FORMS = {
    "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none", "一": "chineseCounting",
    "壹": "chineseLegalSimplified", "①": "decimalEnclosedCircle", "甲": "ideographTraditional", "子": "ideographZodiac",
    "１": "decimalFullWidth",
}  # fmt: skip


class OpenLook(NamedTuple):
    """What a style says of text, of a row and of a cell; None and "" where it says nothing."""

    parent: str = ""
    hidden: bool | None = None
    struck: bool | None = None
    size: int = 0
    level: str | None = None
    colour: str = ""
    ground: str = ""
    height: float | None = None
    marked: str = ""
    """The ground of the letters alone."""
    narrow: bool | None = None
    spacing: float | None = None
    """Twips between letters."""
    ruled: bool | None = None
    conditions: tuple[tuple[str, str], ...] = ()
    """Conditions, and the style that each gives a cell."""


NO_LOOK = OpenLook()


class OpenStyles:
    """The styles of a package."""

    def __init__(self, roots: Iterable[_Element | None]) -> None:
        self.looks: dict[tuple[str, str], OpenLook] = {}
        self.lists: dict[str, NumberedList] = {}
        for root in roots:
            if root is not None:
                self._declare(root)

    def _declare(self, root: _Element) -> None:
        for style in root.iter(o("style:style")):
            self.looks[style.get(o("style:family"), ""), style.get(NAME, "")] = _look_of(style)
        for style in root.iter(o("text:list-style")):
            name = style.get(NAME, "")
            levels = [level for level in style if level.tag in (_COUNTED, _BULLETED)]
            by_depth = {number_of(level, _LEVEL) - 1: _level_of(level) for level in levels}
            self.lists[name] = NumberedList(name, by_depth, {})

    def look(self, family: str, name: str) -> OpenLook:
        """What a style says, those included that it is based on."""
        told = OpenLook()
        for _ in range(len(self.looks)):
            style = self.looks.get((family, name))
            if style is None:
                break
            told = over(told, style)
            name = style.parent
        return told


def number_of(element: _Element, attribute: str) -> int:
    written = element.get(attribute, "1")
    return max(1, number_of_digits(written)) if written.isdecimal() else 1


def _look_of(style: _Element) -> OpenLook:
    text = style.find(o("style:text-properties"))
    row = style.find(o("style:table-row-properties"))
    paragraph = style.find(o("style:paragraph-properties"))
    of_text: Mapping[str, str] = {} if text is None else {str(key): str(value) for key, value in text.attrib.items()}
    table = style.find(o("style:table-properties"))
    shown = of_text.get(o("text:display")) if table is None else table.get(o("table:display"))
    through = of_text.get(o("style:text-line-through-style")) or of_text.get(o("style:text-line-through-type"))
    size = _SIZE.match(of_text.get(o("fo:font-size"), ""))
    position = of_text.get(o("style:text-position"))
    cell = style.find(o("style:table-cell-properties"))
    painted = (each for each in (text, paragraph, cell, row, table) if each is not None)
    grounds = [each.get(o("fo:background-color"), "") for each in painted]
    ground = next((ground for ground in grounds if ground not in ("", "transparent")), "")
    chosen = of_text.get(o("style:use-window-font-color")) == "true"
    scale, spacing = of_text.get(o("style:text-scale"), "").removesuffix("%"), of_text.get(o("fo:letter-spacing"))
    borders = [] if cell is None else [cell.get(border) for border in _BORDERS if border in cell.attrib]
    height = None if row is None else row.get(o("style:row-height"))
    return OpenLook(
        parent=style.get(o("style:parent-style-name"), ""),
        hidden=None if shown is None else shown in ("none", "false"),
        struck=None if through is None else through != "none",
        size=round(2 * float(size[1])) if size and size[2] == "pt" else 0,
        level=None if position is None else _level(position),
        colour=_AUTOMATIC if chosen else of_text.get(o("fo:color"), "").lstrip("#"),
        ground=ground.lstrip("#"),
        height=None if height is None else centimetres(height),
        marked=of_text.get(o("fo:background-color"), "").lstrip("#"),
        narrow=number_of_digits(scale) <= NARROWEST if scale.isdecimal() else None,
        spacing=None if spacing is None else _twips(spacing),
        ruled=any(border != "none" for border in borders) if borders else None,
        conditions=tuple(
            (each.get(o("style:condition"), ""), each.get(o("style:apply-style-name"), ""))
            for each in style.iterchildren(o("style:map"))
        ),
    )


def _level(position: str) -> str:
    """How text stands on its line by its position: a name, or a share of its height."""
    first = position.split()[0] if position.split() else ""
    if first in ("super", "sub"):
        return f"{first}script"
    share = first.removesuffix("%")
    if share in ("", "0"):
        return ""
    return "subscript" if share.startswith("-") else "superscript"


def over(nearer: OpenLook, farther: OpenLook) -> OpenLook:
    """What two styles say together, the nearer one first."""
    return OpenLook(
        parent="",
        hidden=farther.hidden if nearer.hidden is None else nearer.hidden,
        struck=farther.struck if nearer.struck is None else nearer.struck,
        size=nearer.size or farther.size,
        level=farther.level if nearer.level is None else nearer.level,
        colour=nearer.colour or farther.colour,
        ground=nearer.ground or farther.ground,
        height=farther.height if nearer.height is None else nearer.height,
        marked=nearer.marked or farther.marked,
        narrow=farther.narrow if nearer.narrow is None else nearer.narrow,
        spacing=farther.spacing if nearer.spacing is None else nearer.spacing,
        ruled=farther.ruled if nearer.ruled is None else nearer.ruled,
        conditions=nearer.conditions or farther.conditions,
    )


def hand_of(look: OpenLook) -> Hand:
    size = look.size or USUAL_SIZE
    if look.hidden:
        return Hand(seen=False, size=size)
    if look.struck or look.narrow or size <= SMALLEST:
        return Hand(seen=False, size=size, blank=True)
    colour = look.colour.upper() if _COLOUR.fullmatch(look.colour) else ""
    ground = look.ground.upper() if _COLOUR.fullmatch(look.ground) else "" if not look.ground else None
    if not look.colour and look.marked == BLACK:
        colour = BLACK
    return hand_on(ground, colour, size, look.level or "", (look.spacing or 0) < -CROWDED * size)


def _level_of(level: _Element) -> Level:
    at = number_of(level, _LEVEL) - 1
    form = level.get(o("style:num-format"), "")
    shown = min(number_of(level, o("text:display-levels")), at + 1)
    numbers = ".".join(f"%{deeper + 1}" for deeper in range(at + 1 - shown, at + 1))
    before, behind = level.get(o("style:num-prefix"), ""), level.get(o("style:num-suffix"), "")
    return Level(
        start=number_of(level, o("text:start-value")),
        form="bullet" if level.tag == _BULLETED else _FORMS.get(form.partition(",")[0], "decimal"),
        text=before + (numbers if form else "") + behind,
        suffix="",
        legal=False,
        restart=at,
        style="",
    )


def _twips(written: str) -> float:
    return (-1 if written.startswith("-") else 1) * centimetres(written.lstrip("-")) * _TWIPS_OF_CENTIMETRE


def centimetres(written: str | None) -> float:
    match = _SIZE.match(written or "")
    return float(match[1]) * _CENTIMETRES[match[2]] if match else 0.0
