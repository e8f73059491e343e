"""Number formats: a value, and the code that says how its cell shows it → what a person sees.

Comes in: values as workbooks keep them, dates among them as days since their beginning, and codes as Excel, WPS and
LibreOffice write them. Goes out: the text that is shown, or None where a code is not understood: nobody here can say
then what is seen. Where values stand is left to the readers of each kind of workbook.
"""

from __future__ import annotations

import re as code_re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal, NamedTuple

GENERAL = "General"
_ACCOUNTS = r'_ * {0}_ ;_ * \-{0}_ ;_ * "-"{1}_ ;_ @_ '
_MONTH, _DAY, _DATE = "yyyy年m月", "m月d日", "yyyy/m/d"
_TIME, _SECONDS = "h时mm分", "h时mm分ss秒"
USUAL: Mapping[int, str] = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: _DATE, 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: f"{_DATE} h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: _ACCOUNTS.format("#,##0", ""), 42: _ACCOUNTS.format('"¥"#,##0', ""),
    43: _ACCOUNTS.format("#,##0.00", "??"), 44: _ACCOUNTS.format('"¥"#,##0.00', "??"), 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 30: "m-d-yy", 31: "yyyy年m月d日", 32: _TIME, 33: _SECONDS,
    **dict.fromkeys((27, 36, 50, 52, 57), _MONTH), **dict.fromkeys((28, 29, 51, 53, 54, 58), _DAY),
    **dict.fromkeys((34, 55), f"AM/PM{_TIME}"), **dict.fromkeys((35, 56), f"AM/PM{_SECONDS}"),
}  # fmt: skip
"""The codes that files only name by a number, as Chinese programs show them."""

_DIGITS = 10
"""Decimals behind which a figure is what reckoning in binary left over."""
_LARGEST_IN_FULL = 15
"""Digits before the point behind which binary has none left."""
_LONGEST_CODE = 255
_TOKEN = code_re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<single>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式)'
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<date>y+|e+|m+|d+|h+|s+|a{3,4})|(?P<digit>[0#?])|(?P<sign>[.,%@/E])|(?P<other>.)",
    code_re.IGNORECASE | code_re.DOTALL,
)
_CONDITION = code_re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_COLOUR = code_re.compile(
    r"(?i)black|blue|cyan|green|magenta|red|yellow|黑色?|蓝色?|青色?|绿色?|洋红色?|红色?|黄色?|颜?色?\d+|color ?\d+"
)
_PLACE = code_re.compile(r"\$[^\]]*|")
_CHINESE_DATES = code_re.compile(r"(?i)DBNum1")
_NUMERALS = "〇一二三四五六七八九"
_WEEKDAYS = "一二三四五六日"
_SCALES: Mapping[str, int] = {"<": -1, "=": 0, ">": 1}

_Kind = Literal["text", "date", "half", "digit", "sign", "general", "unknown"]
_KINDS: Mapping[str, _Kind] = {"half": "half", "digit": "digit", "sign": "sign", "general": "general"}


class _Token(NamedTuple):
    """A piece of a code: text that stands there as it is, a placeholder, or a sign that means something."""

    kind: _Kind
    text: str


class _Section(NamedTuple):
    """One of the parts of a code: its pieces, for which numbers it is where it says so, and what it writes dates in."""

    tokens: tuple[_Token, ...]
    condition: tuple[str, Decimal] | None = None
    numerals: bool = False


def shown(value: Decimal | str, code: str, beginning: datetime) -> str | None:
    """What a cell shows of a value; None where that cannot be told.

    >>> day_0 = datetime(1899, 12, 30)
    >>> [shown(Decimal(0), code, day_0) for code in (GENERAL, "0.0", "#,##0;-#,##0;-", USUAL[41], "0;-0;;@", "#")]
    ['0', '0.0', '-', '-', '', '']
    >>> shown(Decimal("1234.5"), "#,##0", day_0), shown(Decimal("0.125"), "0.0%", day_0)
    ('1,235', '12.5%')
    >>> shown(Decimal(45672), 'yyyy"年"m"月"d"日"', day_0), shown("无", '0"件"', day_0)
    ('2025年1月15日', '无')
    >>> shown(Decimal(5), "# ?/?", day_0), shown(Decimal(-5), '0"件"', day_0)
    (None, '-5件')
    """
    sections = _sections_of(code[: _LONGEST_CODE + 1])
    if len(code) > _LONGEST_CODE or sections is None:
        return None
    if isinstance(value, str):
        return _text(value, sections)
    chosen = _chosen(value, sections)
    if chosen is None:
        return None
    section, signed = chosen
    if any(token.kind == "unknown" for token in section.tokens):
        return None
    if any(token.kind == "date" for token in section.tokens):
        return _date(value, section, beginning)
    number = _number(abs(value), section.tokens)
    return f"-{number}" if number and signed and value < 0 else number


def general(value: Decimal) -> str:
    """A number as cells show it that have no format.

    >>> [general(Decimal(text)) for text in ("12", "0.30000000000000004", "-2.50", "1E+2")]
    ['12', '0.3', '-2.5', '100']
    """
    rounded = round(value, _DIGITS) if value.adjusted() < _LARGEST_IN_FULL else value
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text


# ── Codes ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(1000)
def _sections_of(code: str) -> tuple[_Section, ...] | None:
    """The sections of a code; None where there is something in it that is not understood."""
    sections: list[list[code_re.Match[str]]] = [[]]
    for match in _TOKEN.finditer(code):
        if match["other"] == ";":
            sections.append([])
        else:
            sections[-1].append(match)
    if len(sections) > 4:
        return None
    return tuple(_section_of(matches) for matches in sections)


def _section_of(matches: Sequence[code_re.Match[str]]) -> _Section:
    tokens: list[_Token] = []
    condition, numerals = None, False
    for match in matches:
        name = match.lastgroup or ""
        text = match[name] if name else ""
        if name == "bracket":
            said = _CONDITION.fullmatch(text)
            numerals |= bool(_CHINESE_DATES.fullmatch(text))
            if said:
                condition = (said[1], Decimal(said[2]))
            elif text.startswith("$") and not text.startswith("$-"):
                tokens.append(_Token("text", text[1:].partition("-")[0]))
            elif not (_COLOUR.fullmatch(text) or _PLACE.fullmatch(text) or _CHINESE_DATES.fullmatch(text)):
                tokens.append(_Token("unknown", text))
        elif name in ("quoted", "single", "other"):
            tokens.append(_Token("text", text))
        elif name == "date":
            tokens.append(_Token("date", text.lower()))
        elif name == "sign" and text in "eE":
            tokens.append(_Token("unknown", text))
        elif name in _KINDS:
            tokens.append(_Token(_KINDS[name], text))
    if numerals and not any(token.kind == "date" for token in tokens):
        tokens.append(_Token("unknown", ""))
    return _Section(tuple(tokens), condition, numerals)


def _chosen(value: Decimal, sections: Sequence[_Section]) -> tuple[_Section, bool] | None:
    """The section that shows a number, and whether it stands behind a sign where it is negative."""
    if any(section.condition for section in sections):
        for section in sections[:3]:
            if section.condition is None or compares(value, *section.condition):
                return None if value < 0 else (section, False)
        return None
    numeric = sections[:3]
    if len(numeric) == 1 or value > 0:
        return numeric[0], len(numeric) == 1
    if value < 0:
        return numeric[1], False
    return (numeric[2] if len(numeric) > 2 else numeric[0]), False


def compares(value: Decimal, relation: str, limit: Decimal) -> bool:
    """Whether a number is to a limit as a relation says.

    >>> [compares(Decimal(5), relation, Decimal(0)) for relation in ("=", "<=", "<>", ">")]
    [False, False, True, True]
    """
    if relation == "<>":
        return value != limit
    return any((value > limit) - (value < limit) == _SCALES[sign] for sign in relation)


def _text(value: str, sections: Sequence[_Section]) -> str | None:
    """What is shown of text: what the last of four sections, or the only one, says of it."""
    of_text = [section for section in sections if any(token.text == "@" for token in section.tokens)]
    if not of_text:
        return "" if len(sections) == 4 else value
    pieces = (value if token.text == "@" else token.text for token in of_text[-1].tokens)
    return "".join(pieces)


# ── Numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _number(value: Decimal, tokens: Sequence[_Token]) -> str | None:
    """A number without its sign; None for fractions, and where text stands between its digits."""
    if any(token.text == "/" and token.kind == "sign" for token in tokens):
        return None
    holders = [at for at, token in enumerate(tokens) if token.kind == "digit" or token.text in (".", ",")]
    percents = sum(token.kind == "sign" and token.text == "%" for token in tokens)
    digits = ""
    if any(token.kind == "digit" for token in tokens):
        first, last = holders[0], holders[-1]
        if any(token.kind == "text" for token in tokens[first : last + 1]):
            return None
        pattern = "".join(token.text for token in tokens[first : last + 1])
        try:
            digits = _by(pattern, value.scaleb(2 * percents))
        except InvalidOperation:
            return None
    pieces: list[str] = []
    for at, token in enumerate(tokens):
        if holders and at == holders[0]:
            pieces.append(digits)
        elif token.kind == "general" or (token.kind == "sign" and token.text == "@"):
            pieces.append(general(value))
        elif token.kind == "text" or token.text == "%":
            pieces.append(token.text)
    return "".join(pieces).strip()


def _by(pattern: str, value: Decimal) -> str:
    """A number written by placeholders.

    >>> _by("#,##0.0#", Decimal("1234.5")), _by("0,", Decimal(5600)), _by(".##", Decimal("0.5")), _by("000", Decimal(7))
    ('1,234.5', '6', '.5', '007')
    """
    whole, point, part = pattern.partition(".")
    scaled = whole.rstrip(",")
    value = value.scaleb(-3 * (len(whole) - len(scaled)))
    places = len(part.replace(",", ""))
    text = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    before, _, behind = text.partition(".")
    before = before.lstrip("0").rjust(scaled.count("0"), "0")
    if "," in scaled and before:
        before = f"{int(before):,}".rjust(len(before), "0")
    fewest = part.rfind("0") + 1
    behind = behind[:fewest] + behind[fewest:].rstrip("0")
    return before + point + behind


# ── Dates ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _date(value: Decimal, section: _Section, beginning: datetime) -> str | None:
    """A day and time, by the days since the beginning."""
    try:
        moment = beginning + timedelta(seconds=round(float(value) * 86400))
    except (OverflowError, ValueError):
        return None
    tokens = section.tokens
    pieces: list[str] = []
    for at, token in enumerate(tokens):
        if token.kind in ("digit", "general", "unknown"):
            return None
        if token.kind == "half":
            pieces.append(("上午", "下午")[moment.hour >= 12])
        elif token.kind == "date":
            halves = any(each.kind == "half" for each in tokens)
            pieces += _part_of_date(token.text, moment, section.numerals, _is_minute(tokens, at), halves)
        else:
            pieces.append(token.text)
    return "".join(pieces).strip()


def _is_minute(tokens: Sequence[_Token], at: int) -> bool:
    """Whether an `m` is of minutes: behind hours or before seconds."""
    before = next((token.text[0] for token in reversed(tokens[:at]) if token.kind == "date"), "")
    behind = next((token.text[0] for token in tokens[at + 1 :] if token.kind == "date"), "")
    return tokens[at].text[0] == "m" and (before == "h" or behind == "s")


def _part_of_date(code: str, moment: datetime, numerals: bool, minute: bool, halves: bool) -> Iterator[str]:
    letter, wide = code[0], len(code)
    if letter in "ye":
        year = f"{moment.year:04}" if letter == "e" or wide > 2 else f"{moment.year % 100:02}"
        yield "".join(_NUMERALS[int(digit)] for digit in year) if numerals else year
    elif letter == "a":
        yield ("星期" if wide > 3 else "") + _WEEKDAYS[moment.weekday()]
    elif letter == "d" and wide > 2:
        yield "星期" + _WEEKDAYS[moment.weekday()]
    elif letter == "m" and wide > 2:
        yield f"{moment:%b}"
    else:
        hour = (moment.hour - 1) % 12 + 1 if halves else moment.hour
        number = (
            moment.minute if minute else {"m": moment.month, "d": moment.day, "h": hour, "s": moment.second}[letter]
        )
        if numerals:
            yield _counted(number)
        else:
            yield f"{number:02}" if wide == 2 else str(number)


def _counted(number: int) -> str:
    """A number below a hundred as it is counted.

    >>> [_counted(number) for number in (0, 7, 10, 15, 31)]
    ['〇', '七', '十', '十五', '三十一']
    """
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[ones]
    return (_NUMERALS[tens] if tens > 1 else "") + "十" + (_NUMERALS[ones] if ones else "")
