"""Words put together: what stands between those of a list, brackets and quotes around them, numbers as words.

Comes in: words. Goes out: text in one language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from extract.words.languages import Lang, Pair, in_each, in_language

Between = Literal["list", "and", "comma", "clauses", "or"]

_BETWEEN: dict[Between, Pair] = {
    "list": ("、", ", "),
    "and": ("、", " and "),
    "comma": ("，", ", "),
    "clauses": ("；", "; "),
    "or": ("；或", "; or "),
}
_PATTERNS: dict[str, Pair] = {
    "brackets": ("（{words}）", " ({words})"),
    "part": ("{whole}：{part}", "{whole}: {part}"),
}
_NUMERALS = "〇一二三四五六七八九十"
_WIDE_BLANK = "　"
_DAY = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
_LONGEST_WORD = 12
"""Chinese characters without a blank that the column for help is wide enough for."""
_BREAKABLE = re.compile(r"(?<=[，；：、。）”])(?=[^\s，；：、。）])|(?<=\S)(?=（)")


def joined(parts: Iterable[str], lang: Lang, between: Between = "list") -> str:
    """Words with what a language puts between them.

    >>> joined(["a", "b"], "zh"), joined(["a", "b"], "en", "or")
    ('a、b', 'a; or b')
    """
    return in_language(_BETWEEN[between], lang).join(parts)


def spaced(*parts: str) -> str:
    """Words side by side with a wide blank between them, in either language; empty ones are left out."""
    return _WIDE_BLANK.join(filter(None, parts))


def day_words(day: str, lang: Lang) -> str:
    """A day as papers have it; empty for none.

    >>> day_words("2025-02-05", "zh"), day_words("2025-02-05", "en"), day_words("", "zh")
    ('2025年2月5日', '2025-02-05', '')
    """
    return _DAY.sub(lambda match: f"{match[1]}年{int(match[2])}月{int(match[3])}日", day) if lang == "zh" else day


def quoted(text: str) -> str:
    """A text of a report in quotes, in either language."""
    return f"“{text}”"


def in_brackets(words: str, lang: Lang) -> str:
    """Words in brackets, as they stand behind others; empty for none.

    >>> in_brackets("件", "zh"), in_brackets("yuan", "en"), in_brackets("", "en")
    ('（件）', ' (yuan)', '')
    """
    return in_language(_PATTERNS["brackets"], lang).format(words=words) if words else ""


def with_unit(label: Pair, unit: str) -> Pair:
    """A label with its unit in brackets, if it has one."""
    return in_each(lambda lang: in_language(label, lang) + in_brackets(unit, lang))


def part_of(whole: Pair, part: Pair) -> Pair:
    """What is told of a whole and which part of it.

    >>> part_of(("表二", "table two"), ("空白格数", "blank cells"))
    ('表二：空白格数', 'table two: blank cells')
    """
    return in_each(
        lambda lang: in_language(_PATTERNS["part"], lang).format(
            whole=in_language(whole, lang), part=in_language(part, lang)
        )
    )


def numeral(number: int, lang: Lang) -> str:
    """A small number as it stands in a text.

    >>> numeral(6, "zh"), numeral(6, "en"), numeral(12, "zh")
    ('六', '6', '12')
    """
    return _NUMERALS[number] if lang == "zh" and 0 <= number < len(_NUMERALS) else str(number)


def breakable(text: str) -> str:
    """A text for a narrow column, with blanks at which long Chinese may be broken: what is too wide for the column and
    has none would be cut off."""
    return _BREAKABLE.sub(" ", text) if max(map(len, text.split())) > _LONGEST_WORD else text


_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that move, colour or turn what a terminal shows, and end lines."""


def without_controls(text: str, kept: str = "") -> str:
    r"""A text in which control characters are written out, but for those that are `kept`: it stands on one line.

    >>> without_controls("a\x1b[2J\nb") == r"a\x1b[2J\nb"
    True
    """
    return _CONTROLS.sub(lambda match: match[0] if match[0] in kept else _written_out(match[0]), text)


def _written_out(character: str) -> str:
    return character.encode("unicode_escape").decode()


def json_without_controls(text: str) -> str:
    r"""JSON that says the same, in which control characters are written out, but for ends of lines.

    >>> json_without_controls('["\x9b31m"]')
    '["\\u009b31m"]'
    """
    return _CONTROLS.sub(lambda match: match[0] if match[0] == "\n" else f"\\u{ord(match[0]):04x}", text)
