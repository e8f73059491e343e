"""A printed figure → its value, its unit, and whether it is exact."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from extract.measures import SIZE
from extract.numbers import chinese_number, unit_named
from extract.prose.lexicon import ABOUT, COUNT
from extract.text import compiled


class Figure(NamedTuple):
    """A printed figure: `value` is None for one that is glued to another, `state` none for one without any digit.

    `shown` is what is printed, less the 约 or 近 before it.
    """

    shown: str
    value: Decimal | None
    unit: str
    approximate: bool
    state: Literal["number", "none"]


_PRINTED = rf"(?P<about>{ABOUT})(?P<number>.*?)(?P<unit>{SIZE}?元|{COUNT})?(?P<more>[余多])?(?P<so>以上|左右)?"


@lru_cache(maxsize=1024)
def figure_of(name: str, printed: str) -> Figure:
    """The figure that a word of the lexicon is, as printed.

    >>> figure_of("counted", "约3.5万余条")
    Figure(shown='3.5万余条', value=Decimal('35000'), unit='条', approximate=True, state='number')
    """
    if name == "none":
        return Figure(printed, Decimal(0), "", False, "none")
    match = compiled(_PRINTED).fullmatch(printed)
    if name == "glued" or not match:
        return Figure(printed, None, "", False, "number")
    number, unit = match["number"], unit_named(match["unit"] or "")
    if unit == "元" and number[-1] in "万亿":
        number, unit = number[:-1], number[-1] + unit
    about = bool(match["about"] or match["more"] or match["so"] or set(number) & set("余多几"))
    shown = printed[match.end("about") :]
    return Figure(shown, chinese_number(number), unit, about, "none" if number == "零" else "number")
