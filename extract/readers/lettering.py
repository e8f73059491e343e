"""How the runs of a Word file are lettered: their properties and styles → whether a person sees them, in which hand.

Comes in: runs, and the styles of the package. Goes out: a `Hand` for each: not seen is what is hidden, struck out, as
small as a point, or in the colour of its ground; where the ground is not known, pale text is doubtful. Which text a
paragraph prints is left to its readers.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from extract.readers.hands import CROWDED, LOWEST_ROW, NARROWEST, RAISED_BY, SMALLEST, USUAL_SIZE, WHITE, Hand, hand_on
from extract.readers.wordml import DEEPEST_STYLE, is_on, value_of, w, whole_number
from extract.text import compiled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from extract.readers.package import Package

_VAL, _P, _TC, _TBL, _BOX = map(w, ("val", "p", "tc", "tbl", "txbxContent"))
_RPR, _PPR, _TCPR, _TBLPR = map(w, ("rPr", "pPr", "tcPr", "tblPr"))
_VANISH, _STRIKE, _DSTRIKE, _COLOUR, _SIZE = map(w, ("vanish", "strike", "dstrike", "color", "sz"))
_ALIGN, _POSITION, _SHADE = map(w, ("vertAlign", "position", "shd"))
_SCALE, _SPACING = map(w, ("w", "spacing"))
_HEX = r"[0-9A-Fa-f]{6}"

_THEME = {
    **dict.fromkeys(("background1", "light1"), ("lt1", WHITE)),
    **dict.fromkeys(("background2", "light2"), ("lt2", "EEECE1")),
    **dict.fromkeys(("text1", "dark1"), ("dk1", "000000")),
    **dict.fromkeys(("text2", "dark2"), ("dk2", "1F497D")),
    **{f"accent{number}": (f"accent{number}", "AUTO") for number in range(1, 7)},
}
"""Names of theme colours: as the theme has them, and as they are as a rule."""
_HIGHLIGHTS = {"white": WHITE, "yellow": "FFFF00", "black": "000000", "lightGray": "C0C0C0"}


class _Declared(NamedTuple):
    """What run properties say; None and "" where they say nothing."""

    hidden: bool | None = None
    struck: bool | None = None
    colour: str = ""
    size: int = 0
    level: str = ""
    narrow: bool | None = None
    spacing: int | None = None


def _declared_by(properties: _Element | None, theme: Mapping[str, str]) -> _Declared:
    """What stands in run properties."""
    hidden: bool | None = None
    struck: bool | None = None
    colour, size, level = "", 0, ""
    narrow, spacing = None, None
    for child in () if properties is None else properties:
        tag, value = child.tag, child.get(_VAL, "")
        if tag == _VANISH:
            hidden = is_on(child)
        elif tag in (_STRIKE, _DSTRIKE):
            struck = is_on(child) or bool(struck)
        elif tag == _COLOUR:
            colour = _colour_of(child, "val", "themeColor", theme)
        elif tag == _SIZE:
            size = whole_number(value, 0)
        elif tag == _ALIGN:
            level = value
        elif tag == _SCALE:
            narrow = whole_number(value, 100) <= NARROWEST
        elif tag == _SPACING:
            spacing = -whole_number(value.removeprefix("-"), 0) if value.startswith("-") else 0
        elif tag == _POSITION and whole_number(value.lstrip("-"), 0) >= RAISED_BY:
            level = level or "raised"
    return _Declared(hidden, struck, colour, size, level, narrow, spacing)


def _over(nearer: _Declared, farther: _Declared) -> _Declared:
    """What two say together, the nearer one first."""
    return _Declared(
        farther.hidden if nearer.hidden is None else nearer.hidden,
        farther.struck if nearer.struck is None else nearer.struck,
        nearer.colour or farther.colour,
        nearer.size or farther.size,
        nearer.level or farther.level,
        farther.narrow if nearer.narrow is None else nearer.narrow,
        farther.spacing if nearer.spacing is None else nearer.spacing,
    )


class Lettering:
    """The hands of a document."""

    def __init__(self, package: Package) -> None:
        self.package = package

    @cached_property
    def _styles(self) -> Mapping[str, _Declared]:
        """What each style says of runs, its ancestors included; "" is what holds where no style is named."""
        root = self.package.all_styles()
        own: dict[str, tuple[str, _Declared]] = {}
        usual = _Declared()
        for style in () if root is None else root.iterchildren(w("style")):
            said = _declared_by(style.find(_RPR), self.package.theme)
            own[style.get(w("styleId"), "")] = (value_of(style, "basedOn"), said)
            if style.get(w("type")) == "paragraph" and style.get(w("default"), "0") not in ("0", "false"):
                usual = said
        defaults = None if root is None else root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{_RPR}")
        return {key: _inherited(key, own) for key in own} | {
            "": _over(usual, _declared_by(defaults, self.package.theme))
        }

    def hand_of(self, run: _Element) -> Hand:
        """How a run is lettered."""
        properties = run.find(_RPR)
        said = _declared_by(properties, self.package.theme)
        if properties is not None and (style := value_of(properties, "rStyle")):
            said = _over(said, self._styles.get(style, _Declared()))
        paragraph = next(run.iterancestors(_P), None)
        of_paragraph = None if paragraph is None else paragraph.find(_PPR)
        if of_paragraph is not None and (style := value_of(of_paragraph, "pStyle")):
            said = _over(said, self._styles.get(style, _Declared()))
        said = _over(said, self._styles[""])
        size = said.size or USUAL_SIZE
        if said.hidden or said.struck or said.narrow or size <= SMALLEST:
            return Hand(seen=False, size=size, blank=not said.hidden)
        level = said.level.replace("baseline", "")
        crowded = (said.spacing or 0) < -CROWDED * size
        if not compiled(_HEX).fullmatch(said.colour):
            barred = properties is not None and value_of(properties, "highlight") == "black"
            return Hand(size=size, level=level, blackened=barred or crowded)
        return hand_on(self._ground_of(run), said.colour, size, level, crowded)

    def _ground_of(self, run: _Element) -> str | None:
        """The colour that a run stands on; None where it is not known."""
        for element in (run, *run.iterancestors()):
            properties = element.find({_P: _PPR, _TC: _TCPR, _TBL: _TBLPR}.get(str(element.tag), _RPR))
            if properties is not None:
                highlight = value_of(properties, "highlight")
                if highlight and highlight != "none":
                    return _HIGHLIGHTS.get(highlight)
                shade = properties.find(_SHADE)
                if shade is not None and (colour := _shade_of(shade, self.package.theme)) != "auto":
                    return colour
                if value_of(properties, "tblStyle") in self.package.shaded_styles:
                    return None
            if element.tag == _BOX:
                return None
        return WHITE


def _inherited(key: str, own: Mapping[str, tuple[str, _Declared]]) -> _Declared:
    said = _Declared()
    for _ in range(DEEPEST_STYLE):
        if key not in own:
            break
        key, more = own[key]
        said = _over(said, more)
    return said


def _shade_of(shade: _Element, theme: Mapping[str, str]) -> str | None:
    """The colour of a shading: `auto` for none, None for a pattern."""
    pattern = shade.get(_VAL, "clear")
    if pattern == "solid":
        colour = _colour_of(shade, "color", "themeColor", theme)
        return "000000" if colour == "AUTO" else colour
    colour = _colour_of(shade, "fill", "themeFill", theme)
    if pattern == "nil" or (pattern == "clear" and colour == "AUTO"):
        return "auto"
    return colour if pattern == "clear" and compiled(_HEX).fullmatch(colour) else None


def _colour_of(element: _Element, name: str, of_theme: str, theme: Mapping[str, str]) -> str:
    """A colour as six digits, that of the theme before any other; `AUTO` where a program chooses it."""
    written = element.get(w(name), "auto").upper()
    key = element.get(w(of_theme), "")
    if key not in _THEME or (compiled(_HEX).fullmatch(written) and _is_toned(element, of_theme)):
        return written
    short, usual = _THEME[key]
    return theme.get(short, usual) if not _is_toned(element, of_theme) else "AUTO"


def _is_toned(element: _Element, of_theme: str) -> bool:
    """Whether a colour of the theme is made darker or lighter; the file then gives it as it is."""
    start = of_theme.removesuffix("Color")
    return any(element.get(w(f"{start}{tone}")) is not None for tone in ("Shade", "Tint"))


def shows_no_row(properties: _Element | None) -> bool:
    """Whether row properties leave nothing of a row to be seen."""
    for child in () if properties is None else properties:
        if child.tag == w("hidden") and is_on(child):
            return True
        if child.tag == w("trHeight") and child.get(w("hRule")) == "exact":
            return whole_number(child.get(_VAL), 0) <= LOWEST_ROW
    return False
