"""Prose as agencies write it from templates: sentences of one bank with words to choose from, a few of their own, and
paragraphs that stay for years. Nothing in it was copied but what is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random

from extract.checks.copied import COMPARED, Text, TextParagraph

FIRST_YEAR = 2018
_SYLLABLES = ("政公务信群众办服道网站平台发布解读审核", "开事息组理务路络点面展现成果案例流程")
_WORDS = [a + b for a in _SYLLABLES[0] for b in _SYLLABLES[1]]
_SENTENCES, _OWN, _STAYS = 240, 0.3, 0.5
"""Sentences of the bank; the part of sentences that are an agency's own, of paragraphs that are those of last year."""
_PARAGRAPHS = {1: 5, 5: 2}
_IN_COUNTY = 25


def paragraphs(unit: int, year: int) -> list[str]:
    """The paragraphs of an agency's report, those of section one first."""
    count = sum(_PARAGRAPHS.values())
    return [_paragraph(Random(f"{unit}:{_since(unit, year, at)}:{at}")) for at in range(count)]


def text(unit: int, year: int, written: list[str] | None = None, published: str = "") -> Text:
    """A report with its own paragraphs, or with others."""
    told = iter(paragraphs(unit, year) if written is None else written)
    county, name = f"鹿{unit // _IN_COUNTY}县", f"溪{unit}镇"
    numbered = [(number, at) for number in COMPARED for at in range(1, _PARAGRAPHS[number] + 1)]
    lines = tuple(TextParagraph(number, at, next(told), f"txt:L{number}{at}") for number, at in numbered)
    names = (county + name, f"{county}{name}人民政府", county)
    key = f"{county}/{name}"
    return Text(f"r{unit}-{year}", key, frozenset([key]), names, county, year, published, f"{unit}.txt", lines)


def earlier(units: int, year: int, years: int) -> Iterator[Text]:
    """The reports of some years before."""
    return (text(unit, each) for each in range(year - years, year) for unit in range(units))


def _since(unit: int, year: int, at: int) -> int:
    """Since when a paragraph stands in the reports of an agency."""
    while year > FIRST_YEAR and Random(f"{unit}/{year}/{at}").random() < _STAYS:
        year -= 1
    return year


def _paragraph(random: Random) -> str:
    return "".join(_sentence(random) for _ in range(random.randint(3, 6)))


def _sentence(random: Random) -> str:
    if random.random() < _OWN:
        return "".join(random.choices(_WORDS, k=random.randint(8, 18))) + "。"
    return "".join(random.choice(choice) for choice in random.choice(_bank())) + "。"


@cache
def _bank() -> list[list[list[str]]]:
    random = Random(0)
    return [[part for _ in range(random.randint(3, 5)) for part in _parts(random)] for _ in range(_SENTENCES)]


def _parts(random: Random) -> list[list[str]]:
    fixed = "".join(random.choices(_WORDS, k=random.randint(2, 5)))
    choices = ["".join(random.choices(_WORDS, k=random.randint(1, 3))) for _ in range(random.randint(2, 5))]
    return [[fixed], choices]
