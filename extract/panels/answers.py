"""What coders write, as it is compared with each other and with what is claimed.

Comes in: a question and the text of an answer. Goes out: the same answer in one spelling, and whether two of them say
the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from extract.agencies.names import chain_and_name, without_tail
from extract.measures import converted
from extract.numbers import is_mark, read_number
from extract.panels.figures import MONEY
from extract.prose.figures import figure_of
from extract.text import compiled, squeeze
from extract.words.sheet_names import (
    ANSWER_BETWEEN,
    ANSWERS_APART,
    BLANK,
    BLANK_WORDS,
    NO,
    NO_WORDS,
    NOT_STATED,
    NOT_STATED_WORDS,
    YES,
    YES_WORDS,
)

Question = Literal["cell", "report", "agency", "year", "version", "stated", "missed"]

_YEAR = r"20\d\d"


def number_text(value: Decimal) -> str:
    """A number in one spelling.

    >>> number_text(Decimal("12.50")), number_text(Decimal("1200")), number_text(Decimal("-0"))
    ('12.5', '1200', '0')
    """
    return format(value.normalize() + 0, "f")


def figure_text(value: Decimal, unit: str) -> str:
    """A figure of the prose in one spelling: money in one unit, anything else without its unit.

    >>> figure_text(Decimal(5000), "元"), figure_text(Decimal(12), "件")
    ('0.5万元', '12')
    """
    money = converted(value, unit, MONEY)
    return number_text(value) if money is None else number_text(money) + MONEY


def figures_text(figures: Iterable[str]) -> str:
    """Several figures as one answer."""
    return ANSWER_BETWEEN.join(sorted(set(figures)))


def yes_or_no(is_so: bool) -> str:
    """The answer to a question that has two."""
    return YES if is_so else NO


def answer_of(question: Question, text: str) -> str:
    """What a coder wrote, in one spelling; empty where nothing stands.

    >>> [answer_of("cell", text) for text in ("1,234", "０", "空白", "—", "12.50")]
    ['1234', '0', '空', '/', '12.5']
    >>> answer_of("agency", "临溪县青禾镇人民政府"), answer_of("year", "2024年度"), answer_of("report", "√")
    ('临溪县青禾镇', '2024', '是')
    >>> [answer_of("stated", text) for text in ("2.3万条", "十二件", "0.5万元", "没有提到", "1,200")]
    ['23000', '12', '0.5万元', '未提', '1200']
    >>> answer_of("missed", "12件；3"), answer_of("missed", "无")
    ('12；3', '未提')
    """
    stripped = text.strip()
    if not stripped:
        return ""
    if question == "cell":
        return _of_cell(stripped)
    if question == "agency":
        return without_tail(squeeze(stripped))
    if question == "year":
        year = compiled(_YEAR).search(squeeze(stripped))
        return year[0] if year else stripped
    if question in ("report", "version"):
        return YES if stripped.lower() in YES_WORDS else NO if stripped.lower() in NO_WORDS else stripped
    if stripped in NOT_STATED_WORDS or (question == "missed" and is_mark(stripped)):
        return NOT_STATED
    return figures_text(map(_figure, filter(None, compiled(ANSWERS_APART).split(stripped))))


def _of_cell(text: str) -> str:
    if text in BLANK_WORDS:
        return BLANK
    number = read_number(text)
    if number:
        return number_text(number.value)
    return "/" if is_mark(text) else text


def _figure(text: str) -> str:
    figure = figure_of("counted", squeeze(text))
    return text if figure.value is None else figure_text(figure.value, figure.unit)


def is_same(question: Question, one: str, other: str) -> bool:
    """Whether two answers in one spelling say the same: of agencies, whether one may leave out places above it.

    >>> is_same("agency", "临溪县青禾镇", "青禾镇"), is_same("agency", "临溪县青禾镇", "溪口县青禾镇")
    (True, False)
    """
    if question != "agency" or one == other:
        return one == other
    (chain, name), (other_chain, other_name) = chain_and_name(one), chain_and_name(other)
    return name == other_name and (chain.endswith(other_chain) or other_chain.endswith(chain))
