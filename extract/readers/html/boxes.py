"""Boxes of a web page that show nothing: cut down to nothing, shrunk to a point, or outside of the page.

Comes in: what is declared for an element, and whether it is a box of its own. Goes out: whether what stands in it can
be seen at all. A cell and a row are as large as what they hold, whatever is declared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.readers.html.values import FAINT, LENGTH, length, share
from extract.text import compiled

_BOX_PROPERTIES = (
    "overflow overflow-x overflow-y height max-height min-height width max-width min-width padding padding-top "
    "padding-bottom padding-left padding-right clip clip-path transform scale translate position left right top bottom "
    "margin margin-left margin-top float content-visibility"
)
BOX_PROPERTIES = frozenset(_BOX_PROPERTIES.split())
"""The properties that decide where a box stands, how large it is, and what of it is cut off."""
_CUTTING = BOX_PROPERTIES - {"float", "padding", "min-height", "min-width"}
_FAR, _FAR_RIGHT = 900.0, 5000.0
"""Pixels to the left or above, and to the right, at which nothing of a page is left: no cell stands there."""
_NARROW = 1.5
"""Ems of a box in which three digits have no room."""
_CUT = 15.0
"""Percent of a box that a clip may take away at a side before it takes away digits."""
_UPRIGHT = 100.0
"""Degrees by which a box may be turned and not stand on its head."""
SLIVER = 3.0
"""Pixels in which no line of text can be made out."""


def is_outside(indent: float) -> bool:
    """Whether a line set in by so much stands outside of the page."""
    return indent <= -_FAR or indent >= _FAR_RIGHT


def shows_nothing(role: str, declared: Mapping[str, str], em: float, boxed: bool) -> bool:
    """Whether an element is cut down to nothing, stands outside of the page, or is shrunk to a point."""
    if _CUTTING.isdisjoint(declared):
        return False
    if _is_clipped(declared):
        return True
    if not boxed:
        return declared.get("position") == "relative" and _is_far_off("cell", declared, em)
    return _is_out_of_sight(role, declared, em)


def _is_out_of_sight(role: str, declared: Mapping[str, str], em: float) -> bool:
    if _is_shrunk(declared) or _is_far_off(role, declared, em):
        return True
    if declared.get("content-visibility") == "hidden" and role not in ("row", "group", "table"):
        return True
    if role in ("row", "group", "cell") or role == "table":  # they are as large as what they hold
        return False
    overflow = f"{declared.get('overflow', '')} {declared.get('overflow-x', '')} {declared.get('overflow-y', '')}"
    cuts = role in ("frame", "picture") or bool(compiled(r"hidden|clip|auto|scroll").search(overflow))
    return cuts and (_is_flat("height", "bottom", declared, em) or _is_flat("width", "right", declared, em))


def _is_flat(name: str, behind: str, declared: Mapping[str, str], em: float) -> bool:
    """Whether a box is no larger than a sliver in this direction, the room `behind` its text included."""
    sizes = [length(declared.get(each), em) for each in (name, f"max-{name}")]
    if name == "width":
        sizes += [0.0 for each in (name, f"max-{name}") if declared.get(each) == "0%"]
    least = length(declared.get(f"min-{name}"), em) or 0.0
    padding = length(declared.get(f"padding-{behind}"), em) or _sides(declared.get("padding", ""), em)[behind]
    return any(size is not None and size <= SLIVER for size in sizes) and least + padding <= SLIVER


def _sides(printed: str, em: float) -> dict[str, float]:
    """Lengths of four sides, as one property tells them."""
    lengths = [length(each, em) or 0.0 for each in printed.split()] or [0.0]
    return dict(zip(("top", "right", "bottom", "left"), _around(lengths), strict=True))


def _around(given: Sequence[float]) -> tuple[float, ...]:
    """One to four values as those of the four sides."""
    return tuple(given[at] for at in ((0, 0, 0, 0), (0, 1, 0, 1), (0, 1, 2, 1), (0, 1, 2, 3))[min(len(given), 4) - 1])


def _is_far_off(role: str, declared: Mapping[str, str], em: float) -> bool:
    """Whether a box stands outside of the page."""
    placed = {name: length(declared.get(name), em) or 0.0 for name in ("left", "right", "top", "bottom")}
    if declared.get("position", "static") in ("static", "sticky"):
        placed = dict.fromkeys(placed, 0.0)
    across = placed["left"] or -placed["right"]
    down = placed["top"] or -placed["bottom"]
    if role not in ("row", "group", "cell"):
        margin = _sides(declared.get("margin", ""), em)
        across += length(declared.get("margin-left"), em) or margin["left"]
        down += length(declared.get("margin-top"), em) or margin["top"]
    transform = declared.get("transform", "")
    moves = [] if not transform else compiled(r"translate([xy]|3d)?\(([^()]*)\)").findall(transform)
    if "translate" in declared:
        moves.append(("", declared["translate"].replace(" ", ",")))
    for way, by in moves:
        lengths = [length(each.strip(), em) or 0.0 for each in by.split(",")]
        across += 0.0 if way == "y" else lengths[0]
        down += lengths[0] if way == "y" else lengths[1] if len(lengths) > 1 else 0.0
    return across <= -_FAR or down <= -_FAR or across >= _FAR_RIGHT


def _is_shrunk(declared: Mapping[str, str]) -> bool:
    """Whether a box is scaled down to nothing, or turned so that only its edge is seen."""
    transform = declared.get("transform", "")
    factors: list[float] = []
    for name, by in compiled(r"(scale(?:x|y|3d)?|matrix)\(([^()]*)\)").findall(transform):
        numbers = [share(each.strip(), 1.0) for each in by.split(",")]
        if name == "matrix" and len(numbers) == 6:
            factors.append(abs(numbers[0] * numbers[3] - numbers[1] * numbers[2]))
        elif name != "matrix":
            factors += numbers[:2]
    factors += [share(each, 1.0) for each in declared.get("scale", "").split()[:2]]
    turned = compiled(r"rotate[xy]\(\s*-?(?:90|270)deg\s*\)").search(transform)
    return bool(turned) or any(abs(factor) <= FAINT for factor in factors)


def is_turned_over(declared: Mapping[str, str]) -> bool:
    """Whether a box is mirrored, or stands on its head."""
    transform = declared.get("transform", "")
    mirrored = compiled(r"scale(?:x|y|3d)?\([^()]*-|matrix\(\s*-").search(transform) or "-" in declared.get("scale", "")
    turns = compiled(r"(?:rotatez?\(|^)\s*(-?\d+(?:\.\d*)?)deg").findall(
        f"{transform} {declared.get('rotate', '')}".strip()
    )
    return bool(mirrored) or any(_UPRIGHT < abs(float(turn)) % 360 < 360 - _UPRIGHT for turn in turns)


def is_cut_short(declared: Mapping[str, str], em: float) -> bool:
    """Whether a box shows no more than the beginning or the end of a line of digits."""
    sizes = [length(declared.get(name), em) for name in ("width", "max-width")]
    overflow = f"{declared.get('overflow', '')} {declared.get('overflow-x', '')}"
    if compiled(r"hidden|clip").search(overflow) and any(size is not None and size < _NARROW * em for size in sizes):
        return True
    match = compiled(r"inset\(([^()]*)\)").match(declared.get("clip-path", ""))
    parts = compiled(LENGTH).findall(match[1].partition(" round ")[0]) if match else []
    sides = _around([float(number) if unit == "%" else 0.0 for number, unit in parts[:4]]) if parts else (0.0,) * 4
    return max(sides[1], sides[3]) > _CUT


def _is_empty_rect(clip: str) -> bool:
    """Whether a clip is a rectangle between whose top, right, bottom and left edges no line fits."""
    edges = [length(each, 16.0) for each in compiled(r"[^\s,()]+").findall(clip.removeprefix("rect"))]
    if len(edges) != 4 or not clip.startswith("rect("):
        return False
    top, right, bottom, left = edges
    spans = ((top, bottom), (left, right))
    return any(low is not None and high is not None and high - low <= SLIVER for low, high in spans)


def _is_clipped(declared: Mapping[str, str]) -> bool:
    """Whether nothing of an element is left by a clip."""
    clip = declared.get("clip", "") if declared.get("position") in ("absolute", "fixed") else ""
    path = declared.get("clip-path") or declared.get("-webkit-clip-path", "")
    if any(_is_empty_rect(each) for each in (clip, path)):
        return True
    shape, _, inside = path.partition("(")
    numbers = [(float(number), unit) for number, unit in compiled(LENGTH).findall(inside.partition(" round ")[0])]
    if not numbers:
        return False
    if shape == "inset":
        cut = [number if unit == "%" else 0.0 for number, unit in numbers[:4]]
        top, right, bottom, left = _around(cut)
        return top + bottom >= 100 or left + right >= 100
    if shape in ("circle", "ellipse"):
        return any(number == 0 for number, _ in numbers[: 1 if shape == "circle" else 2])
    points = numbers if shape == "polygon" else []
    return bool(points) and any(len({number for number, _ in points[at::2]}) == 1 for at in (0, 1))
