"""Printed figures → numbers: in digits, in words, with units; marks that stand for nothing, signs that nobody knows.

Comes in: what a cell or a sentence prints. Goes out: numbers, or that it is none; `raw` stays as it is printed.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import regex as re

from extract.measures import IN_TABLES, UNITS, units_of
from extract.text import DIGIT, INVISIBLE, NOTHING, QUOTES_AND_MARKUP, squeeze

_NUMBER = re.compile(
    rf"(?P<sign>[+-]{{0,2}}|增加?|减少?)(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d+)(?P<decimals>\.\d+)?"
    rf"(?P<unit>{units_of(*IN_TABLES)}|[条件]\(次\))?"
)
_NUMERAL = re.compile(
    rf"(?P<words>[0零一二三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]+)(?P<unit>{units_of(*IN_TABLES)})?"
)
_DOUBTFUL_DIGITS = re.compile(r"\d(?: / |\^)\d|\d[…\u0336]")
_MARK = re.compile(
    r"[-—_/\\~×—]+|空|没有|暂?无(?:数据|[此该][项类])?|不适用|不涉及|未(?:统计|发生|产生)|[Nn]/?[Aa]|[.…·]{2,}"
)
_STROKES = re.compile(r"\s*[\\＼﹨╲]+\s*")
"""Strokes that fall the other way, which `squeeze` takes for markup."""
_LONGEST_SIGN = 6
"""Characters, blanks around them included."""
_ONE_SIGN_NUMBERS = "Ⅰ-ↈ①-⓿❶-➓㈠-㈩㊀-㊉"
_SIGN = re.compile(rf"[○●◯◎□■☐☑√✓✔★☆*＊·•#＃?？!！ØøA-Za-zＡ-Ｚａ-ｚ{_ONE_SIGN_NUMBERS}]{{1,4}}")
_SPLIT_DIGITS = re.compile(rf"\d[{NOTHING}]+\d")
APART, CUT = " / ", "…"
"""What readers write between two figures that nobody may take for one, and behind digits that may be a part of a
number, or more than one: with either, no text is a number."""
_THOUSANDS_APART = re.compile(rf"^[^\d]*[1-9１-９]\d{{0,2}}(?:[{NOTHING}]+\d{{3}})+(?!\d)(?![^\d]*[{NOTHING}]\d)")
"""Digits with blanks before every three of them, and nowhere else."""
_MARKED_APART = re.compile(rf"\d[^\d]*[>{re.escape(QUOTES_AND_MARKUP)}][^\d]*\d")
"""Digits with quotes or markup between them."""
_UNIT_IN_LABEL = re.compile(
    rf"[(（](?:单位[:：])?\s*(?:({units_of('money')})|({units_of('cases', 'others')})(?=数|\P{{Han}}|$))"
)


class Number(NamedTuple):
    """A printed number: its value, and the unit printed with it."""

    value: Decimal
    unit: str


@lru_cache(maxsize=16384)
def read_number(text: str) -> Number | None:
    """The number that a cell prints and nothing else beside its unit; None for anything else.

    Separators, a leading `+` and leading zeros go, printed decimals stay. `减3` and `--253` are negative. Two numbers
    in one cell are no number, nor are digits with blanks between them that do not part thousands: nobody can tell them.

    >>> read_number("１，２３４"), read_number("160.5964万元")
    (Number(value=Decimal('1234'), unit=''), Number(value=Decimal('160.5964'), unit='万元'))
    >>> read_number("减3").value, read_number("--253").value, read_number("007").value
    (Decimal('-3'), Decimal('-253'), Decimal('7'))
    >>> read_number("0 0"), read_number("约10"), read_number("12、345"), read_number("1*2"), read_number("")
    (None, None, None, None, None)
    >>> [number and int(number.value) for number in map(read_number, ("3 456", "12 345 678件", "3 4", "12 34", "1 2"))]
    [3456, 12345678, None, None, None]
    """
    if text.isascii() and text.isdecimal():
        return Number(Decimal(text.lstrip("0") or "0"), "")
    match = DIGIT.search(text) and _NUMBER.fullmatch(squeeze(text))
    if not match or "、" in text or _MARKED_APART.search(text):
        return None
    digits = match["digits"].replace(",", "")
    if _SPLIT_DIGITS.search(text) and not _THOUSANDS_APART.search(text):
        return None
    value = Decimal((digits.lstrip("0") or "0") + (match["decimals"] or ""))
    negative = "-" in match["sign"] or match["sign"].startswith("减")
    return Number(-value if negative else value, unit_named(match["unit"] or ""))


def unit_named(printed: str) -> str:
    """A unit by its name: 件(次) is 件次."""
    return printed.replace("(", "").replace(")", "")


def has_doubtful_digits(text: str) -> bool:
    """Whether it holds digits that are of two numbers, raised, struck or cut, as readers tell them.

    >>> [has_doubtful_digits(text) for text in ("12 / 3", "5^1", "12…", "4\u03362", "12", "/ 3", "12 3")]
    [True, True, True, True, False, False, False]
    """
    return bool(_DOUBTFUL_DIGITS.search(text))


def as_cut(text: str) -> str:
    """Digits marked as cut, once: a row of dots is a mark of its own.

    >>> as_cut("12"), as_cut("12…"), as_cut("")
    ('12…', '12…', '…')
    """
    return text if text.endswith(CUT) else text + CUT


_COLUMN_NUMBER = re.compile(r"[第栏列(\[]{0,2}(\d{1,2})[栏列)\]]{0,2}")


def column_number(text: str) -> int | None:
    """The number of a column, as it is printed below its head; None for anything else.

    >>> column_number("(3)"), column_number("栏12"), column_number("3件")
    (3, 12, None)
    """
    match = _COLUMN_NUMBER.fullmatch(squeeze(text))
    return int(match[1]) if match else None


@lru_cache(maxsize=4096)
def is_mark(text: str) -> bool:
    """Whether a cell prints a sign that stands for "nothing to report".

    >>> [is_mark(t) for t in ("/", "\\\\", "——", "无", "-", "0", "")]
    [True, True, True, True, True, False, False]
    """
    return bool(_MARK.fullmatch(squeeze(text)) or _STROKES.fullmatch(text))


@lru_cache(maxsize=4096)
def is_sign(text: str) -> bool:
    """Whether it is nothing but a sign or a few letters: in the place of a figure, nobody knows what they say.

    >>> [is_sign(text) for text in ("○", "*", "O", "nil", "④", "\ufeff Ⅻ", "/", "0", "）", "其他", "")]
    [True, True, True, True, True, True, False, False, False, False, False]
    """
    bare = text.strip(NOTHING + INVISIBLE) if len(text) <= _LONGEST_SIGN else ""
    return bool(_SIGN.fullmatch(bare)) and not is_mark(text)


def is_unit(key: str) -> bool:
    """Whether a word is a unit that stands in a cell of its own."""
    return key in UNITS and UNITS[key].measures in IN_TABLES


@lru_cache(maxsize=4096)
def unit_in_label(label: str) -> str:
    """The unit a header prints in brackets; "" without one.

    >>> unit_in_label("采购总金额(万元，保留四位小数)"), unit_in_label("本年收费金额（单位：元）")
    ('万元', '元')
    >>> unit_in_label("受理（件次）"), unit_in_label("其他（个人）")
    ('件次', '')
    """
    match = _UNIT_IN_LABEL.search(label)
    return match[1] or match[2] if match else ""


CHINESE_DIGITS = "〇零一二三四五六七八九两兩壹贰叁肆伍陆柒捌玖十百千万亿廿卅拾佰仟"
"""The characters of numbers in words."""
_ONES = dict(zip("〇零一二三四五六七八九两兩壹贰叁肆伍陆柒捌玖", (0, *range(10), 2, 2, *range(1, 10)), strict=True))
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_LONGEST_COUNT = 24
"""Characters of the largest number that a sentence states; longer rows of digits are no numbers, nor exact in sums."""
_SCALED = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)[余多几来]?([百千]?)([万亿]?)[余多几来]?")


def read_numeral(text: str) -> Number | None:
    """The number that a cell prints in Chinese numerals, with its unit; None for anything else.

    >>> [str(found.value) for t in ("三", "十二", "一百零五件", "壹拾贰", "〇", "零") if (found := read_numeral(t))]
    ['3', '12', '105', '12', '0', '0']
    >>> [read_numeral(t) for t in ("（三）", "三、", "两", "十余", "三五", "第三", "")]
    [None, None, None, None, None, None, None]
    """
    match = None if DIGIT.search(text) else _NUMERAL.fullmatch(squeeze(text))
    value = chinese_number(match["words"]) if match else None
    return None if value is None or not match else Number(value, unit_named(match["unit"] or ""))


@lru_cache(maxsize=4096)
def chinese_number(text: str) -> Decimal | None:
    """A number in words, or in digits and a word for its size; None for anything else.

    `余`, `多`, `几` and `来` behind it change nothing. A row of digits is read digit by digit.

    >>> [int(chinese_number(t)) for t in ("二十三", "两百零五", "十一", "廿三", "壹佰贰拾", "二〇二三", "零")]
    [23, 205, 11, 23, 120, 2023, 0]
    >>> [str(chinese_number(t)) for t in ("1.7万", "3万余", "900余万", "一百多", "一万二", "12,077", "3千")]
    ['17000', '30000', '9000000', '100', '12000', '12077', '3000']
    >>> [chinese_number(t) for t in ("1" * 30, "", "二三十", "三五", "百", "进一步", "十十")]
    [None, None, None, None, None, None, None]
    """
    scaled = _SCALED.fullmatch(text)
    if scaled and len(scaled[1]) <= _LONGEST_COUNT:
        number = Decimal(scaled[1].replace(",", "")) * _PLACES.get(scaled[2], 1) * _MYRIADS.get(scaled[3], 1)
        return number.quantize(Decimal(1)) if number == number.to_integral() else number
    words = text.rstrip("余多几来").replace("廿", "二十").replace("卅", "三十")
    if not words:
        return None
    if all(word in _ONES or word == "0" for word in words) and (len(words) != 2 or set(words) & set("〇零0")):
        return Decimal("".join(str(_ONES.get(word, 0)) for word in words))
    return _number_in_words(words)


def _number_in_words(words: str) -> Decimal | None:
    total = section = 0
    digit: int | None = None
    smallest = last = 10**9
    for at, word in enumerate(words):
        if word in _ONES or word == "0":
            if digit:
                return None
            digit = _ONES.get(word, 0)
        elif word in _PLACES:
            if _PLACES[word] >= smallest or not (digit or (at == 0 and _PLACES[word] == 10)):
                return None
            smallest = last = _PLACES[word]
            section += (digit or 1) * smallest
            digit = None
        elif word in _MYRIADS and (section or digit):
            last = _MYRIADS[word]
            total += (section + (digit or 0)) * last
            section, digit, smallest = 0, None, 10**9
        else:
            return None
    if digit and len(words) > 2 and words[-2] in _PLACES | _MYRIADS and words[-2] not in "十拾":
        digit *= last // 10
    return Decimal(total + section + (digit or 0))
