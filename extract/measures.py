"""Units of figures: what is measured in them, and how many of another one is."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, NamedTuple

Measure = Literal["money", "cases", "others", "things"]


class UnitOfMeasure(NamedTuple):
    """A unit of figures: what is measured in it, and how many of a `base` it is.

    `cases` are what reports count in tables and in prose; `others` stand in tables, but in prose a figure with one of
    them is none of the report's; `things` are counted only in tables that agencies made up.
    """

    measures: Measure
    base: str
    factor: int


_SIZES = {"百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_BASES: dict[Measure, str] = {
    "money": "元",
    "cases": "件次 条次 篇次 件 条 项 份 个 次 宗 起 例 篇 期 则",
    "others": "人次 人 批 封",
    "things": "场次 名 家 处 台 部 本 册 户 张 场 种 版 页 所 间 块",
}
UNITS = {base: UnitOfMeasure(measures, base, 1) for measures, bases in _BASES.items() for base in bases.split()}
"""Every unit that is known: where figures are read, where they are compared, and where a form declares one."""
UNITS |= {f"{size}元": UnitOfMeasure("money", "元", factor) for size, factor in _SIZES.items()}
UNITS |= {f"万{base}": UnitOfMeasure("cases", base, 10**4) for base in ("件", "条")}
SIZE = "[百千万亿]"
"""A pattern of what stands before 元, and behind a figure in prose, to make it so many times as much."""


def units_of(*measures: Measure) -> str:
    """A pattern of the units that some things are measured in."""
    return _any_of(unit for unit, definition in UNITS.items() if definition.measures in measures)


def bases_of(*measures: Measure) -> str:
    """The same without those that have a size in them, such as 万件, which prose reads as part of the number."""
    return _any_of(
        unit for unit, definition in UNITS.items() if definition.measures in measures and definition.factor == 1
    )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def converted(value: Decimal, unit: str, into: str) -> Decimal | None:
    """A figure in another unit; None where they are not both of one base.

    >>> converted(Decimal("12.5"), "百元", "元"), converted(Decimal(300), "元", "万元")
    (Decimal('1250.0'), Decimal('0.03'))
    >>> converted(Decimal(3), "件", "元")
    """
    if unit == into:
        return value
    one, other = UNITS.get(unit), UNITS.get(into)
    return value * one.factor / other.factor if one and other and one.base == other.base else None


IN_TABLES: tuple[Measure, ...] = ("money", "cases", "others")
