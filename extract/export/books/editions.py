"""What was written into a workbook, cell by cell: by it is known what a person has changed in it.

Comes in: columns, rows and lines as they are written. Goes out: an edition, as text for the library, with a number that
the workbook bears: the same contents have the same number.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import NamedTuple

from extract.export.books.looks import Content, printable

_DIGITS = 12


class WrittenColumn(NamedTuple):
    """A column: its code, which begins with `+` where it is a person's own, the word above it, its width, and whether a
    person has set that."""

    code: str
    head: str
    width: float
    is_set: bool = False


class WrittenRow(NamedTuple):
    """A row: the key by which it is the same in the next edition, what it is about, and the texts of its cells; `ours`
    are those in whose place a person's words were written, and `comments` those of persons, by their columns."""

    key: str
    about: str
    texts: tuple[str, ...]
    ours: dict[str, str]
    comments: dict[str, str] = {}  # noqa: RUF012 - never written into


@dataclass(frozen=True, slots=True)
class WrittenSheet:
    """A sheet: its columns, its rows, and the lines between them."""

    columns: list[WrittenColumn] = field(default_factory=list)
    rows: list[WrittenRow] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class WrittenBook:
    """The workbook of a year's audit, sheet by sheet."""

    year: int
    sheets: dict[str, WrittenSheet] = field(default_factory=dict)

    @property
    def as_text(self) -> str:
        """As it is kept."""
        sheets = {code: (sheet.columns, sheet.rows, sheet.lines) for code, sheet in self.sheets.items()}
        return json.dumps([self.year, sheets], ensure_ascii=False, separators=(",", ":"))

    @property
    def number(self) -> str:
        """What the workbook bears."""
        return sha256(self.as_text.encode()).hexdigest()[:_DIGITS]


def edition_of(text: str) -> WrittenBook:
    """An edition that was kept.

    >>> sheet = WrittenSheet([WrittenColumn("unit", "单位", 22.0)], [WrittenRow("甲镇", "", ("甲镇",), {})], ["概况"])
    >>> edition_of(WrittenBook(2024, {"overview": sheet}).as_text).sheets["overview"] == sheet
    True
    """
    year, sheets = json.loads(text)
    return WrittenBook(
        year,
        {
            code: WrittenSheet(
                [WrittenColumn(*column) for column in columns],
                [WrittenRow(key, about, tuple(texts), *more) for key, about, texts, *more in rows],
                lines,
            )
            for code, (columns, rows, lines) in sheets.items()
        },
    )


def text_of(content: Content) -> str:
    """What a cell says, as it is read back.

    >>> text_of(Decimal("12.50")), text_of(3.0), text_of(None), text_of(" 无 ")
    ('12.5', '3', '', '无')
    """
    if content is None:
        return ""
    if isinstance(content, str):
        return printable(content).strip()
    return str(int(content)) if content == content // 1 else str(float(Decimal(content)))
