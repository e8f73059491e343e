"""Values of CSS: lengths in pixels, shares, colours, and which colours nothing is made out of.

Comes in: values as a style sheet has them, in lower case. Goes out: numbers, or None for what is none.
"""

from __future__ import annotations

from extract.text import compiled

FAINT = 1 / 16
"""Opacity, or difference to the ground, up to which nothing is made out."""
Colour = tuple[float, float, float, float] | str
"""Red, green, blue and opacity from 0 to 1, or a name that is not known."""
BLACK, WHITE = (0.0, 0.0, 0.0, 1.0), (1.0, 1.0, 1.0, 1.0)
_NAMES = {
    "white": "ffffff", "black": "000000", "red": "ff0000", "green": "008000", "blue": "0000ff", "yellow": "ffff00",
    "gray": "808080", "grey": "808080", "silver": "c0c0c0", "navy": "000080", "maroon": "800000", "orange": "ffa500",
    "purple": "800080", "teal": "008080", "lime": "00ff00", "aqua": "00ffff", "cyan": "00ffff", "fuchsia": "ff00ff",
    "magenta": "ff00ff", "olive": "808000", "lightgray": "d3d3d3", "lightgrey": "d3d3d3", "gainsboro": "dcdcdc",
    "whitesmoke": "f5f5f5", "snow": "fffafa", "ivory": "fffff0", "ghostwhite": "f8f8ff", "floralwhite": "fffaf0",
    "azure": "f0ffff", "mintcream": "f5fffa", "seashell": "fff5ee", "honeydew": "f0fff0", "aliceblue": "f0f8ff",
    "transparent": "00000000", "canvas": "ffffff", "canvastext": "000000", "windowtext": "000000", "window": "ffffff",
}  # fmt: skip
_UNITS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 9.6 / 2.54, "vw": 12.8, "vh": 8.0}
LENGTH = r"(-?\+?(?:\d{1,9}(?:\.\d*)?|\.\d{1,9}))\s*(%|[a-z]*)"
COLOUR = r"#[0-9a-f]{3,8}\b|(?:rgba?|hsla?)\([^()]*\)|[a-z-]+"


def length(printed: str | None, em: float, whole: float | None = None) -> float | None:
    """A length in pixels; None for none, and for a part of a `whole` that is not known.

    >>> length("-999em", 16), length("12pt", 16), length("0", 16), length("50%", 16), length("auto", 16)
    (-15984.0, 16.0, 0.0, None, None)
    """
    match = compiled(LENGTH).fullmatch(printed) if printed else None
    if not match:
        return None
    number, unit = float(match[1]), match[2]
    if unit == "%":
        return None if whole is None else number / 100 * whole
    if unit in ("em", "rem", "ex", "ch"):
        return number * (em if unit == "em" else 16.0 if unit == "rem" else em / 2)
    return number * _UNITS.get(unit, 1.0)


def share(printed: str | None, without: float) -> float:
    """A number, or a percentage of one."""
    match = compiled(LENGTH).match(printed) if printed else None
    return without if not match else float(match[1]) / (100 if match[2] == "%" else 1)


def is_colour(printed: str) -> bool:
    return printed[0] == "#" or "(" in printed or printed in _NAMES


def colour_of(printed: str) -> Colour:
    """A colour as it is written.

    >>> colour_of("#fff"), colour_of("rgba(255, 0, 0, 50%)"), colour_of("tan")
    ((1.0, 1.0, 1.0, 1.0), (1.0, 0.0, 0.0, 0.5), 'tan')
    """
    digits = _NAMES.get(printed, printed.removeprefix("#"))
    if compiled(r"[0-9a-f]{3,8}").fullmatch(digits) and len(digits) in (3, 4, 6, 8):
        wide = digits if len(digits) > 4 else "".join(2 * digit for digit in digits)
        red, green, blue, *alpha = (int(wide[at : at + 2], 16) / 255 for at in range(0, len(wide), 2))
        return red, green, blue, alpha[0] if alpha else 1.0
    if not printed.startswith(("rgb", "hsl")):
        return printed
    parts = compiled(LENGTH).findall(printed)
    if len(parts) < 3:
        return printed
    alpha_part = float(parts[3][0]) / (100 if parts[3][1] == "%" else 1) if len(parts) > 3 else 1.0
    if printed.startswith("hsl"):
        from colorsys import hls_to_rgb

        hue, saturation, light = float(parts[0][0]) / 360 % 1, float(parts[1][0]) / 100, float(parts[2][0]) / 100
        return *hls_to_rgb(hue, light, saturation), alpha_part
    red, green, blue = (min(float(number) / (100 if unit == "%" else 255), 1.0) for number, unit in parts[:3])
    return red, green, blue, alpha_part


def alpha_of(colour: Colour) -> float:
    return 1.0 if isinstance(colour, str) else colour[3]


def are_alike(one: Colour, other: Colour) -> bool:
    """Whether nothing is made out of one colour on the other."""
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return max(abs(a - b) for a, b in zip(one[:3], other[:3], strict=True)) * one[3] <= FAINT
