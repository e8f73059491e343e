"""The numbers that headings begin with, in every style in which they are printed.

Comes in: a line of text. Goes out: the style, the number, and where it ends. What a number is worth is left to
`headings`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple, get_args

import regex as re

Numerals = Literal["", "han", "capital", "arabic", "roman", "part", "bracketed"]
"""How something is numbered: 一、 壹、 1. Ⅰ 第一部分 （一）; "" where it is not."""

_NUMERALS = {
    "han": "一二三四五六七八九十",
    "capital": "壹贰叁肆伍陆柒捌玖拾",
    "roman": "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ",
    "wide": "１２３４５６７８９",
    "stopped": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑",
    "enclosed": "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩",
}
SIGNS = frozenset("".join(_NUMERALS.values()))
"""Numerals of every kind but Latin letters and digits."""
_VALUES = {sign: value for signs in _NUMERALS.values() for value, sign in enumerate(signs, start=1)}
_LATIN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_VALUES |= {numeral: value for value, numeral in enumerate(_LATIN, start=1)} | dict.fromkeys("—–ー－-", 1)
_MARKUP = r"[#>|*\"\s\u3000\xa0]*"
_SIGN = r"\s*[、，,.．:：·]"
_HAN, _CAPITAL = _NUMERALS["han"], _NUMERALS["capital"]
_ANY = rf"[{_HAN}{_CAPITAL}1-9１-９]"
_ENUMERATOR = re.compile(
    rf"{_MARKUP}(?:"
    rf"第\s*(?P<part>{_ANY})\s*(?:(?:大?部分?|章|节)(?:{_SIGN})?|、)"
    rf"|(?:[（(【\[〔]\s*(?P<bracketed>{_ANY})\s*[）)】\]〕]|(?P<enclosed>[{_NUMERALS['enclosed']}]))(?:{_SIGN})?"
    rf"|(?P<han>[{_HAN}])(?:{_SIGN}|(?=[\s\u3000]))"
    rf"|(?P<dash>[—–ー－-])\s*、"
    rf"|(?P<capital>[{_CAPITAL}])(?:{_SIGN}|(?=[\s\u3000]))"
    rf"|(?P<arabic>[1-9１-９])\s*[、，,.．](?!\d(?!0\d\d年))"
    rf"|(?P<stopped>[{_NUMERALS['stopped']}])"
    rf"|(?P<roman>[{_NUMERALS['roman']}])(?:{_SIGN})?"
    rf"|(?P<latin>{'|'.join(sorted(_LATIN, key=len, reverse=True))}){_SIGN}"
    r")\s*"
)
_STYLES: dict[str, Numerals] = {style: style for style in get_args(Numerals)}
_STYLES |= {"dash": "han", "enclosed": "bracketed", "stopped": "arabic", "latin": "roman"}


class Enumerator(NamedTuple):
    """A number at the beginning of a text, and where what it numbers begins."""

    style: Numerals
    number: int
    end: int


UNNUMBERED = Enumerator("", 0, 0)


@lru_cache(maxsize=16384)
def enumerator_of(text: str) -> Enumerator:
    """The number that a text begins with, up to ten; UNNUMBERED without one.

    >>> enumerator_of("五、不足")
    Enumerator(style='han', number=5, end=2)
    >>> [enumerator_of(text).style for text in ("第五部分 不足", "（五）不足", "5．不足", "伍、不足", "Ⅴ 不足", "五谷")]
    ['part', 'bracketed', 'arabic', 'capital', 'roman', '']
    """
    match = _ENUMERATOR.match(text)
    if not match:
        return UNNUMBERED
    style, sign = next((name, sign) for name, sign in match.groupdict().items() if sign)
    return Enumerator(_STYLES[style], _VALUES.get(sign) or int(sign), match.end())
