"""The automatic numbers of paragraphs, as word processors count them: lists and their levels → the labels in print.

Comes in: the lists of a file, and one by one, in printed order, the paragraphs that stand in them. Goes out: the label
of each. How a file declares its lists is left to the reader of its kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import regex as re

from extract.text import number_of_digits


class Level(NamedTuple):
    """A level of a list: where it starts, how it counts, what stands around the number and behind it.

    `legal`: all numbers in it are decimal. `restart`: after which level it begins anew (counted from 1; 0: never).
    `style`: the paragraphs that are numbered so by their style.
    """

    start: int
    form: str
    text: str
    suffix: str
    legal: bool
    restart: int
    style: str


class NumberedList(NamedTuple):
    """A list of the file: which one it counts with, its levels, and the numbers from which it counts anew."""

    counts_with: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


class Numbering:
    """The automatic numbers of the paragraphs, counted in printed order."""

    def __init__(self, lists: Mapping[str, NumberedList]) -> None:
        self.lists = lists
        self.counted: dict[str, dict[int, int]] = {}
        self.started: set[tuple[str, int]] = set()

    def label(self, number: str, level: str, style: str) -> str:
        """The label of the next paragraph of a list, and what parts it from the text; "" outside of lists."""
        numbered_list = self.lists.get(number)
        if numbered_list is None:
            return ""
        by_style = next((at for at, candidate in numbered_list.levels.items() if style and candidate.style == style), 0)
        at = by_style if not level else number_of_digits(level) if level.isdecimal() else 0
        if at not in numbered_list.levels:
            return ""
        values = self.counted.setdefault(numbered_list.counts_with, {})
        definition = numbered_list.levels[at]
        anew = at not in values or (at in numbered_list.starts and (number, at) not in self.started)
        values[at] = numbered_list.starts.get(at, definition.start) if anew else values[at] + 1
        self.started.add((number, at))
        for deeper in [key for key in values if key > at]:
            restart = numbered_list.levels[deeper].restart if deeper in numbered_list.levels else deeper
            if restart and at < restart:
                del values[deeper]
        return _written(definition, numbered_list, values)


def _written(definition: Level, numbered_list: NumberedList, values: dict[int, int]) -> str:
    if definition.form == "bullet":
        return ""

    def numeral(match: re.Match[str]) -> str:
        level = numbered_list.levels.get(int(match[1]) - 1)
        if level is None:
            return ""
        value = values.setdefault(int(match[1]) - 1, numbered_list.starts.get(int(match[1]) - 1, level.start))
        return _numeral(value, "decimal" if definition.legal else level.form)

    label = _PLACE.sub(numeral, definition.text)
    return label if definition.suffix == "nothing" else set_apart(label)


def set_apart(label: str) -> str:
    """A label with a blank behind it, where it does not end in a sign that parts it from what follows."""
    return label if not label or label[-1] in _CLOSING else f"{label} "


_PLACE = re.compile(r"%([1-9])")
_CLOSING = "、，．。：）】〕"


_COUNTING = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
            "ideographEnclosedCircle",
        ),
        ("零一二三四五六七八九", "十百千"),
    ),
    **dict.fromkeys(
        ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"), ("零壹贰叁肆伍陆柒捌玖", "拾佰仟")
    ),
}
_STEMS = {"ideographTraditional": "甲乙丙丁戊己庚辛壬癸", "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥"}
_DIGITS = {
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), "〇一二三四五六七八九"),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), "０１２３４５６７８９"),
}
_ENCLOSED = {
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), (0x2460, 20)),
    "decimalEnclosedParen": (0x2474, 20),
    "decimalEnclosedFullstop": (0x2488, 20),
    "ideographEnclosedCircle": (0x3280, 10),
}
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


@cache
def _numeral(number: int, form: str) -> str:
    """A number in the form that a level counts in; in digits where the form has no such number.

    >>> [_numeral(n, "chineseCounting") for n in (1, 10, 11, 23, 105)]
    ['一', '十', '十一', '二十三', '一百零五']
    >>> _numeral(12, "chineseLegalSimplified"), _numeral(3, "ideographTraditional"), _numeral(3, "lowerRoman")
    ('壹拾贰', '丙', 'iii')
    >>> _numeral(2, "decimalEnclosedCircle"), _numeral(28, "upperLetter"), _numeral(5, "decimalZero")
    ('②', 'BB', '05')
    """
    if form == "none":
        return ""
    base, most = _ENCLOSED.get(form, (0, 0))
    if 0 < number <= most:
        return chr(base + number - 1)
    if form in _COUNTING and 0 < number < 10_000:
        return _counted(number, *_COUNTING[form])
    if form in _STEMS and 0 < number <= len(_STEMS[form]):
        return _STEMS[form][number - 1]
    if form in _DIGITS:
        return "".join(_DIGITS[form][int(digit)] for digit in str(number))
    if form in ("upperLetter", "lowerLetter") and 0 < number <= 780:
        return chr((65 if form == "upperLetter" else 97) + (number - 1) % 26) * ((number - 1) // 26 + 1)
    if form in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        roman = ""
        for value, letters in _ROMAN:
            roman += letters * (number // value)
            number %= value
        return roman if form == "lowerRoman" else roman.upper()
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _counted(number: int, digits: str, places: str) -> str:
    """A number below ten thousand in words; ten to nineteen without a one before them, save in legal script."""
    words = ""
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit:
            words += digits[digit] + (places[power - 1] if power else "")
        elif words and words[-1] != digits[0] and number % 10**power:
            words += digits[0]
    return words[1:] if words.startswith("一十") else words
