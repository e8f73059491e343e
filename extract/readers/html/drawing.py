"""How text in an element of a web page is drawn: what is declared, and what it inherits → whether a person sees it.

Comes in: what is declared for elements. Goes out: a `Look` for each. Text is not seen that is as small as a point, as
pale as what it stands on, struck out, or set outside of the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from extract.readers.html.boxes import SLIVER, is_cut_short, is_outside, is_turned_over
from extract.readers.html.sheets import DOUBTED
from extract.readers.html.values import (
    BLACK,
    COLOUR,
    FAINT,
    LENGTH,
    WHITE,
    Colour,
    alpha_of,
    are_alike,
    colour_of,
    is_colour,
    length,
    share,
)
from extract.text import compiled

_TEXT_PROPERTIES = (
    "display visibility white-space text-decoration text-decoration-line color background background-color "
    "background-image font font-size text-indent opacity vertical-align -webkit-text-fill-color filter "
    "unicode-bidi direction letter-spacing flex-direction zoom mask mask-image -webkit-mask -webkit-mask-image "
    "-webkit-text-security"
)
TEXT_PROPERTIES = frozenset(_TEXT_PROPERTIES.split()) | {DOUBTED}
"""The properties that decide how text is drawn."""
_MASKS = frozenset({"mask", "mask-image", "-webkit-mask", "-webkit-mask-image", "-webkit-text-security"})
"""What may leave anything of the text, or nothing, unless it is `none`."""
_DISTORTING = _MASKS | {
    *("unicode-bidi", "flex-direction", "letter-spacing", "transform", "scale", "rotate", "clip-path", "overflow"),
    *("filter", DOUBTED),
}
_DRAWING = TEXT_PROPERTIES.union({"position", "top", "bottom"}, _DISTORTING) - {"display", "white-space"}
NEVER_HIDDEN = frozenset({"html", "body"})
"""Pages hide these until a script has run."""
_SMALLEST = 2.0
"""Pixels up to which a font is a line of dots."""
_IN_TABLE = frozenset({"td", "th", "tr", "table"})
"""What is as large as what it holds."""
_CROWDED = 0.25
"""Parts of the size of letters by which they may stand closer together and not on one another."""
_BLURRED = 0.1
"""Parts of the size of letters by which they may be blurred and still be read."""
_SMALLER = 0.8
"""How much smaller a mark is than the figure that it stands at."""

_FONTS = {"xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24, "xx-large": 32}


class Look(NamedTuple):
    """How text in an element is drawn; `ground`: what it stands on, None where that is not known. `outdented`: its
    first line stands outside of the page, as far as the nearest block sets it. `level`: how it stands on its line.
    `distorted`: its digits are not seen as they stand in the source, but in another order, mirrored, on one another or
    in part."""

    visible: bool = True
    colour: Colour = BLACK
    ground: Colour | None = WHITE
    size: float = 16.0
    indent: float = 0.0
    outdented: bool = False
    struck: bool = False
    opacity: float = 1.0
    level: str = ""
    distorted: bool = False

    @property
    def is_seen(self) -> bool:
        """Whether a person sees text that is drawn so."""
        if (
            not self.visible
            or self.outdented
            or self.struck
            or self.size <= _SMALLEST
            or alpha_of(self.colour) <= FAINT
        ):
            return False
        return self.ground is None or not are_alike(self.colour, self.ground)

    @property
    def is_doubtful(self) -> bool:
        """Whether it is as pale as paper, and not known what it stands on."""
        return self.ground is None and are_alike(self.colour, WHITE)

    def is_another_hand(self, other: Look) -> bool:
        """Whether figures drawn so and otherwise, side by side, are no one figure."""
        if self.level != other.level or self.is_doubtful != other.is_doubtful:
            return True
        return not _SMALLER <= self.size / max(other.size, 1.0) <= 1 / _SMALLER


PLAIN = Look()


def look_of(above: Look, tag: str, declared: Mapping[str, str], boxed: bool, unknown: bool) -> Look:
    """How text in an element is drawn that stands in another."""
    if not unknown and _DRAWING.isdisjoint(declared):
        outdented = is_outside(above.indent) if boxed else above.outdented
        return above if outdented == above.outdented else above._replace(outdented=outdented)
    size = _size_of(declared, above.size)
    if unknown and size is None and above.size <= _SMALLEST:
        size = PLAIN.size
    size = (above.size if size is None else size) * share(declared.get("zoom"), 1.0)
    indent = length(declared["text-indent"], size) if "text-indent" in declared else above.indent
    indent = above.indent if indent is None else indent
    visibility = "" if tag in NEVER_HIDDEN else declared.get("visibility", "")
    shown = visibility in ("visible", "initial")
    opacity = 1.0 if tag in NEVER_HIDDEN else share(declared.get("opacity"), 1.0) * _filtered(declared)
    return Look(
        visible=shown or (above.visible and visibility not in ("hidden", "collapse")),
        colour=_text_colour(declared, above.colour),
        ground=_ground_of(declared, None if unknown else above.ground),
        size=size,
        indent=indent,
        outdented=is_outside(indent) if boxed else above.outdented,
        struck=above.struck or "line-through" in _decoration(declared),
        opacity=above.opacity * opacity,
        level=_level_of(declared, boxed) or above.level,
        distorted=above.distorted or _is_distorted(declared, size, boxed and tag not in _IN_TABLE),
    )


def _is_distorted(declared: Mapping[str, str], size: float, boxed: bool) -> bool:
    """Whether what stands in an element is shown backwards, mirrored, upside down, crowded, or cut off at its side."""
    if _DISTORTING.isdisjoint(declared):
        return False
    if declared.get(DOUBTED) or any(declared.get(name, "none") != "none" for name in _MASKS):
        return True
    blur = compiled(rf"\bblur\(\s*({LENGTH})\s*\)").search(declared.get("filter", ""))
    if blur and (length(blur[1], size) or 0.0) > _BLURRED * size:
        return True
    backwards = "override" in declared.get("unicode-bidi", "") and declared.get("direction") == "rtl"
    reversed_ = "flex" in declared.get("display", "") and declared.get("flex-direction", "").endswith("reverse")
    crowded = (length(declared.get("letter-spacing"), size) or 0.0) < -_CROWDED * size
    return backwards or reversed_ or crowded or (boxed and (is_turned_over(declared) or is_cut_short(declared, size)))


def _decoration(declared: Mapping[str, str]) -> str:
    return declared.get("text-decoration", "") + declared.get("text-decoration-line", "")


def _level_of(declared: Mapping[str, str], boxed: bool) -> str:
    """How a part of a line stands above or below it; "" where it stands on it."""
    align = declared.get("vertical-align", "")
    if boxed and declared.get("display") != "inline-block":
        return ""
    if align in ("super", "sub"):
        return align
    raised = length(align, 16.0) or 0.0
    if declared.get("position") == "relative":
        raised += (length(declared.get("bottom", ""), 16.0) or 0.0) - (length(declared.get("top", ""), 16.0) or 0.0)
    return "raised" if abs(raised) > SLIVER else ""


def _size_of(declared: Mapping[str, str], above: float) -> float | None:
    """The size of the font in pixels; None where nothing is declared."""
    printed = declared.get("font-size", "")
    if printed in _FONTS:
        return float(_FONTS[printed])
    if printed in ("smaller", "larger"):
        return above * (0.83 if printed == "smaller" else 1.2)
    size = length(printed, above, whole=above)
    return None if size is None or size < 0 else size


def _filtered(declared: Mapping[str, str]) -> float:
    match = compiled(rf"\bopacity\(\s*({LENGTH})\s*\)").search(declared.get("filter", ""))
    return share(match[1], 1.0) if match and "alpha" not in declared["filter"] else 1.0


def _text_colour(declared: Mapping[str, str], above: Colour) -> Colour:
    printed = declared.get("-webkit-text-fill-color") or declared.get("color", "")
    if printed in ("", "inherit", "currentcolor", "unset"):
        return above
    return BLACK if printed in ("initial", "revert") else colour_of(printed)


def _ground_of(declared: Mapping[str, str], above: Colour | None) -> Colour | None:
    """What text stands on; None for a picture."""
    printed = f"{declared.get('background', '')} {declared.get('background-image', '')}"
    if "url(" in printed or "gradient(" in printed:
        return None
    own = declared.get("background-color") or next(
        (each for each in compiled(COLOUR).findall(declared.get("background", "")) if is_colour(each)), ""
    )
    colour = colour_of(own) if own else "transparent"
    if not isinstance(colour, str) and colour[3] < 1:
        return above if colour[3] <= FAINT else None
    return above if colour in ("transparent", "inherit", "initial", "none", "unset") else colour
