"""Forms → the columns of the wide sheets, and facts → what stands in their cells. Nothing is written here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import Literal, NamedTuple, TypeVar

from extract.export.books.looks import PAGE, half_widths, is_exact, pixels
from extract.model import GUESSES, Band, Concept, Fact, Form, How, Line, State, Verdict
from extract.words.languages import Lang
from extract.words.phrases import spaced
from extract.words.workbook_labels import label

CellMark = Literal["", "warning", "error", "doubt"]

SIGNS = {"": "", "warning": "△", "error": "▲", "doubt": "◇"}
_SCALES = (78, 70)
"""Per cent at which a sheet of several pages is printed: the second where it saves pages."""
_SMALLEST_SCALE = 62
"""Per cent to which a sheet is made smaller so that one page is enough."""

_GRAVITY: tuple[CellMark, ...] = ("", "doubt", "warning", "error")
_HOW_SIGNS = {"aligned": "~", "recognised": "°", "suggested": "?", "corrected": "※"}

_Item = TypeVar("_Item")


class Shown(NamedTuple):
    """A cell as it is shown: a number, text or nothing, with its styles, number format, and what is noted beside it."""

    content: Decimal | str | None
    styles: tuple[str, ...] = ()
    number: str = ""
    note: str = ""


NOTHING = Shown(None)


class WideColumn(NamedTuple):
    """A cell of the forms as a column, and the forms that have it.

    `head` has the words above it: band or group, row, group of columns, column.
    """

    concept: Concept
    head: tuple[str, str, str, str]
    unit: str
    forms: tuple[str, ...]


# ── Cells ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def marks_of(verdict: Verdict) -> dict[str, CellMark]:
    """The gravest mark of every cell that a finding names; notes leave none."""
    marks: dict[str, CellMark] = {}
    for finding in verdict.findings:
        mark: CellMark = (
            "doubt" if finding.about == "reading" else "" if finding.severity == "note" else finding.severity
        )
        for concept in finding.concepts:
            marks[concept] = max(mark, marks.get(concept, ""), key=_GRAVITY.index)
    return marks


def shown_of(fact: Fact, mark: CellMark, declared_unit: str, lang: Lang) -> Shown:
    """A fact as it is shown, what was recognised and borne out as if it were read; alike facts share one record."""
    unit = "" if fact.unit == declared_unit else fact.unit
    how: How = "read" if fact.confirmed else fact.how
    return _shown_as(fact.state, fact.value, fact.raw, how, unit, mark, lang)


@lru_cache(maxsize=65536)
def _shown_as(state: State, value: Decimal | None, raw: str, how: How, unit: str, mark: CellMark, lang: Lang) -> Shown:
    """`raw` keeps 0 and 0.00 apart, which are equal as numbers."""
    if state == "number" and value is not None and is_exact(value):
        return number_shown(value, how, unit, mark)
    tail = _tail(how, mark)
    number = f"@{tail}" if tail else ""
    if state == "absent":
        return Shown(SIGNS[mark] or None, (mark or "absent",))
    if state == "blank":
        return Shown(label("blank", lang), _styles(how, mark) or ("pale",), number)
    return Shown(raw, _styles(how, mark), number)


def number_shown(value: Decimal, how: How, unit: str, mark: CellMark) -> Shown:
    """A number with its printed decimals; a unit other than the form's, and the signs, stand in its number format."""
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    number = "0" + ("." + "0" * places if places else "") + _quoted(unit) + _tail(how, mark)
    return Shown(value, _styles(how, mark), number)


def _styles(how: How, mark: CellMark) -> tuple[str, ...]:
    look = ("guess",) if how in GUESSES else ("corrected",) if how == "corrected" else ()
    return (*look, *((mark,) if mark else ()))


def _tail(how: How, mark: CellMark) -> str:
    return _quoted(_HOW_SIGNS.get(how, "") + SIGNS[mark])


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "") + '"' if text else ""


# ── Columns ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def columns_of(table: str, forms: tuple[Form, ...]) -> tuple[WideColumn, ...]:
    """The cells that any of the forms has in a table, in the order of the first, those of the others put in."""
    bands = [
        [band for form_table in form.tables if form_table.key == table for band in form_table.bands] for form in forms
    ]
    rows = _merged([line.key for band in form for line in band.lines] for form in bands)
    columns = []
    for row in rows:
        having = [
            (form.code, band, line)
            for form, bands_of_form in zip(forms, bands, strict=True)
            for band in bands_of_form
            for line in band.lines
            if line.key == row
        ]
        for key in _merged([column.key for column in band.columns] for _, band, _ in having):
            having_cell = [(c, b, line, column) for c, b, line in having for column in b.columns if column.key == key]
            _, band, line, column = having_cell[0]
            head = (_band_words(band, line), line.label, spaced(*column.group), column.label)
            codes = tuple(sorted(code for code, *_ in having_cell))
            columns.append(WideColumn(Concept(table, row, key), head, column.unit, codes))
    return tuple(columns)


def _band_words(band: Band, line: Line) -> str:
    return spaced(band.label, *line.group)


def _merged(orders: Iterable[list[_Item]]) -> list[_Item]:
    """Several orders as one: what a later one adds follows what stands before it there, or comes last."""
    merged: list[_Item] = []
    for order in orders:
        place = len(merged)
        for item in order:
            if item in merged:
                place = merged.index(item) + 1
            else:
                merged.insert(place, item)
                place += 1
    return merged


def run_of(column: WideColumn, level: int) -> tuple[str, ...]:
    """What columns under one word of the head have in common."""
    if level == 0:
        return (column.head[0] or column.concept.row,)
    if level == 3:
        return column.concept
    return (column.concept.row, column.head[2] or column.concept.column) if level == 2 else (column.concept.row,)


def widths_of(columns: list[WideColumn], contents: list[Iterable[Shown | None]]) -> list[float]:
    """Wide enough for the longest content, the column's words on few lines and the row's on two."""
    beside = Counter(column.concept.row for column in columns)
    return [
        max(
            6.5,
            half_widths(column.head[3]) / 2.5 + 1.5,
            half_widths(column.head[1]) / 2 / beside[column.concept.row] + 1.5,
            min(max([_content_width(shown) for shown in shown_in if shown], default=0) / 1.2 + 1, 16.0),
        )
        for column, shown_in in zip(columns, contents, strict=True)
    ]


def _content_width(shown: Shown) -> int:
    content = "" if shown.content is None else str(shown.content)
    return half_widths(content) + half_widths(shown.number.lstrip("0.@").replace('"', ""))


def pages_of(columns: list[WideColumn], widths: list[float], side: int) -> tuple[int, list[int]]:
    """The per cent to print at, and the page that each column stands on: the columns of a row stay together."""
    if side + sum(map(pixels, widths)) <= PAGE * 100 // _SMALLEST_SCALE:
        return _SMALLEST_SCALE, [0] * len(columns)
    return min(((scale, _pages_at(scale, columns, widths, side)) for scale in _SCALES), key=lambda plan: plan[1][-1])


def _pages_at(scale: int, columns: list[WideColumn], widths: list[float], side: int) -> list[int]:
    pages: list[int] = []
    page, used = 0, side
    for _, run in groupby(zip(columns, widths, strict=True), lambda column_and_width: column_and_width[0].concept.row):
        beside = [pixels(width) for _, width in run]
        if used + sum(beside) > PAGE * 100 // scale and used > side:
            page, used = page + 1, side
        used += sum(beside)
        pages += [page] * len(beside)
    return pages
