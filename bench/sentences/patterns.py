"""Patterns → sentences with their truth.

A pattern is a line of text. `{received}` is a figure and says what it is of (`@last` the year before, `@ever` several
years); `{}` is a figure of something else, `{x}` one that is added up later, `{received:x+letter}` a sum, `{a&b}` one
figure of two things; `<received>` prints nothing and says that there is none in the year, `<total=15300>` that there
are so many. `?` behind a name: it need not be read. `局：`, `县：`, `办：` and `校：` in front: not a township's;
`¶` begins a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple
from zlib import crc32

import regex as re

CONCEPTS = {
    "total": "narrative.proactive_total",
    **{name: f"narrative.channel.{name}" for name in ("website", "wechat", "weibo", "video", "board", "gazette")},
    "elsewhere": "narrative.channel.other",
    "received": "requests.received.total",
    "natural": "requests.received.natural_person",
    **{name: f"requests.{name}.total" for name in ("carried_in", "handled", "granted", "carried_out")},
    "partial": "requests.partially_granted.total",
    **{name: f"requests.{name}" for name in ("denied", "unable", "rejected", "other")},
    **{name: f"narrative.request_channel.{name}" for name in ("online", "in_person", "letter")},
    "otherwise": "narrative.request_channel.other",
    "review": "disputes.review.total",
    "corrected": "disputes.review.corrected",
    "suit": "disputes.suit",
    **{name: f"proactive.normative_documents.{name}" for name in ("issued", "repealed", "in_force")},
    **{name: f"proactive.{name}.decisions" for name in ("licences", "penalties", "coercion")},
    "fees": "proactive.fees.amount",
    "fee": "narrative.processing_fee_yuan",
}
_PERIODS = {"": "this_year", "last": "last_year", "ever": "cumulative"}
_SLOT = re.compile(r"\{([^{}]*)\}|<([^<>=]*)=?(\d*)>")
_NUMERALS = "零一二三四五六七八九"

Key = tuple[str, str]
"""A concept and a period."""


class Pattern(NamedTuple):
    """A line of a file; those that are held out are looked at when the work is done."""

    group: str
    text: str

    @property
    def is_held_out(self) -> bool:
        """Half of all, whatever order they stand in."""
        return bool(crc32(self.text.encode()) % 2)


class Example(NamedTuple):
    """A sentence in the report of an agency: what must be read, and what may be."""

    pattern: Pattern
    agency: str
    text: str
    wanted: dict[Key, int]
    allowed: dict[Key, int]


def patterns() -> Iterator[Pattern]:
    """Every pattern of every file."""
    for file in sorted(Path(__file__).parent.glob("*.txt")):
        for line in file.read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                yield Pattern(file.stem, line)


def example_of(pattern: Pattern, random: Random) -> Example:
    """A sentence that is drawn from a pattern."""
    kind, text = (pattern.text[0], pattern.text[2:]) if pattern.text[1:2] == "：" else ("", pattern.text)
    wanted: dict[Key, int] = {}
    allowed: dict[Key, int] = {}
    drawn = iter(random.sample(range(60, 900), 24))
    others = iter(random.sample(range(3, 60), 12))
    figures = {slot[1].replace("?", ""): next(drawn) for slot in _SLOT.finditer(text) if slot[1] and ":" not in slot[1]}

    def printed(slot: re.Match[str]) -> str:
        printed_names, _, source = (slot[2] or slot[1] or "").partition(":")
        names = printed_names.replace("?", "")
        if source:
            value = sum(figures.get(name, 0) for name in source.split("+"))
        else:
            value = int(slot[3] or 0) if slot[2] else figures[names] if names else next(others)
        for name in filter(None, printed_names.split("&")):
            plain, _, period = name.rstrip("?").partition("@")
            if plain in CONCEPTS:
                (allowed if "?" in name else wanted)[CONCEPTS[plain], _PERIODS[period]] = value
        return "" if slot[2] else _number(value, random)

    town, county = random.choice(_TOWNS), random.choice(_COUNTIES)
    filled = _reworded(_SLOT.sub(printed, text.replace("¶", "\n")), town, county, random)
    return Example(pattern, _placed(_AGENCIES[kind], town, county), filled, wanted, allowed)


_TOWNS, _COUNTIES = ("镇", "镇", "镇", "乡", "街道"), "县县县区市"
_AGENCIES = {
    "": "云溪县石桥镇",
    "局": "云溪县水利局",
    "县": "云溪县",
    "办": "云溪县人民政府办公室",
    "校": "云溪大学",
}


def _reworded(text: str, town: str, county: str, random: Random) -> str:
    """The text as another agency would write it."""
    ours = random.choice(("我镇", "我镇", "我镇", "本镇", "石桥镇", "本机关"))
    text = text.replace("我镇", ours)
    return _placed(text, town, county)


def _placed(text: str, town: str, county: str) -> str:
    if town == "街道":
        text = text.replace("石桥镇人民政府", "石桥街道办事处").replace("镇政府", "街道办事处")
    text = re.sub("(?<![乡青])(?<!青山)镇", town, text)
    return text if county == "市" and "市" in text else text.replace("县", county)


def _number(value: int, random: Random) -> str:
    way = random.randrange(16)
    if way == 0:
        return str(value).translate({48 + digit: 0xFF10 + digit for digit in range(10)})
    if way == 1 and 2 < value < 1000:
        return _in_words(value)
    return f" {value} " if way == 2 else str(value)


def _in_words(value: int) -> str:
    """A number below a thousand as one says it: 十二, 一百零三, 四百二十."""
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    words = f"{_NUMERALS[hundreds]}百" if hundreds else ""
    words += "" if not tens else f"{_NUMERALS[tens]}十" if hundreds or tens > 1 else "十"
    return words + ("零" if hundreds and ones and not tens else "") + (_NUMERALS[ones] if ones else "")
