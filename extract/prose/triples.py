"""Label, unit and figure where no form says what a figure means: tables that agencies made up, and free prose.

Comes in: the rows of a document, the tables of forms found in it, its sections. Goes out: `Triple`s as printed; nothing
is guessed of what they mean, and they are joined with nothing.

A row of a table is one when it has a cell with a unit, or a label that ends in one, and behind it nothing but values;
three such rows near each other, or one below a header that says so, are a table. In prose it is what a clause says of a
figure with a unit, and only reports without any table of a form are looked through: what the others state is theirs to
tell (`narrative`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, takewhile
from typing import NamedTuple

import regex as re

from extract.measures import SIZE, bases_of
from extract.model import Cell, Grid, Match, Origin, Section, State, Triple
from extract.numbers import chinese_number, is_mark, read_number
from extract.text import compiled, is_blank, ordinal, squeeze

_COUNTED = (
    f"百分比|人/次|[件条]/次|[条件次人]\\([条件次]\\)|{SIZE}?(?:{bases_of('money', 'cases', 'others', 'things')})"
)
_UNIT = re.compile(rf"(?:{_COUNTED}|[%％‰])")
_UNIT_BEHIND = re.compile(rf"[(（](?:单位[:：])?({_COUNTED}|[%％])[)）]$")
"""A unit in brackets at the end of a label."""
_LABEL_WORD = re.compile("指标|项目|内容|名称|类别|事项")
_UNIT_WORD = re.compile(r"(?:计量|统计)?单位")
_NO_VALUES = re.compile(r"序号|编号|行次|代码|丙|备注|说明")
"""Headings of columns that hold neither labels nor values."""
_FIRST_OF_LETTERS = "甲"
"""What the row below a header begins with that gives its columns letters and numbers."""
_FEWEST_ROWS = 3
"""Rows of this kind near each other that are a table without a header."""
_LONGEST_GAP = 4
"""Other rows between two of a table: headings of groups, a header that is printed again on the next page."""
_DIGIT, _HAN = re.compile(r"\d"), re.compile(r"\p{Han}")
_MOST_WORDS = 2
"""Chinese characters up to which a cell with a digit in it is a value that cannot be read, and no label or remark."""
_FURTHEST_HEADING = 20
"""Cells behind the words of a header, one a line, among which headings of columns are looked for."""


class _Printed(NamedTuple):
    """A row of a table: the cells of its label, of its unit (none where the label holds it) and of its values.

    `flowing`: printed a cell a line, where nobody knows which values are not printed. `columns`: of all its cells.
    """

    row: int
    label: tuple[Cell, ...]
    unit: Cell | None
    values: tuple[Cell, ...]
    flowing: bool
    columns: frozenset[int] = frozenset()

    def leaves_out(self, column: int) -> bool:
        """Whether the row has no cell of its own there: one above spans it."""
        return bool(self.columns) and column not in self.columns


def triples_of(
    grid: Grid, form_matches: Iterable[Match], annexed: Iterable[Match], sections: Sequence[Section]
) -> tuple[Triple, ...]:
    """The figures with a label and a unit that no form has, in printed order, those of tables first.

    `form_matches` are tables of which everything is told elsewhere; of those `annexed` only the rows that were
    recognised. `sections`: the prose that is looked through.

    >>> from extract.tables.grids import grid_of
    >>> from extract.model import Document, Paragraph, Source, TextOrigin
    >>> lines = ["指标\\t单位\\t2012年", "查阅点数\\t个\\t3", "公开率\\t%\\t"]
    >>> blocks = tuple(Paragraph(line, TextOrigin(at, 1, len(line))) for at, line in enumerate(lines, start=1))
    >>> for triple in triples_of(grid_of(Document(Source("", "", "", 0), blocks, "")), (), (), ()):
    ...     print(triple.label, triple.heading, triple.unit, triple.value, triple.state)
    查阅点数 2012年 个 3 number
    公开率 2012年 % None blank
    """
    recognised_rows = {row for match in form_matches for row in range(match.first, match.last + 1)}
    recognised_rows |= {entry.row for match in annexed for line in match.lines for entry in line.entries}
    rows = [
        (at, _alone(row)) for at, row in enumerate(grid.rows) if at not in recognised_rows and any(map(_is_filled, row))
    ]
    tables = [triple for table in _tables(rows) for triple in _of_table(table, rows)]
    return (*tables, *(triple for section in sections for triple in _of_prose(section)))


# ── Tables ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _is_filled(cell: Cell) -> bool:
    return not is_blank(cell.text)


def _alone(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """A row, or the one cell of it that is filled."""
    filled = tuple(filter(_is_filled, row))
    return filled if len(filled) == 1 else row


_Row = tuple[int, tuple[Cell, ...]]


def _tables(rows: Sequence[_Row]) -> Iterator[list[_Printed]]:
    """Rows with a label, a unit and values that stand near each other: enough of them, or below a header."""
    table: list[_Printed] = []
    for printed in _printed(rows):
        if table and printed.row - table[-1].row > _LONGEST_GAP + len(table[-1].values) * table[-1].flowing:
            yield from [table] if _is_table(table, rows) else []
            table = []
        table.append(printed)
    yield from [table] if table and _is_table(table, rows) else []


def _is_table(table: Sequence[_Printed], rows: Sequence[_Row]) -> bool:
    return len(table) >= _FEWEST_ROWS or bool(_headers(table, rows))


def _printed(rows: Sequence[_Row]) -> Iterator[_Printed]:
    at = 0
    while at < len(rows):
        number, row = rows[at]
        flowing = _flowing(rows, at)
        if flowing:
            yield flowing
            at += len(flowing.values) + 1
        else:
            yield from _parted(number, row)
        at += 1


def _parted(number: int, row: tuple[Cell, ...]) -> Iterator[_Printed]:
    """The labels of a row, each with its unit and the values behind it: several where tables stand side by side."""
    begin = 0
    for at, cell in enumerate(row):
        is_unit = at > begin and bool(_UNIT.fullmatch(squeeze(cell.text)))
        if at >= begin and (is_unit or _UNIT_BEHIND.search(cell.text)):
            label = _words_at_end(row[begin : at if is_unit else at + 1])
            values = tuple(takewhile(_state, row[at + 1 :]))
            begin = at + 1 + len(values)
            if label and values and (is_unit or any(map(_is_filled, values))):
                columns = frozenset(row_cell.column for row_cell in row)
                yield _Printed(number, label, cell if is_unit else None, values, False, columns)


def _words_at_end(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells of a label: the words behind the last number or mark, which numbers the row or is another table's."""
    behind = takewhile(lambda cell: not _is_filled(cell) or bool(_words((cell,))), reversed(cells))
    return _words(tuple(behind)[::-1])


def _words(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells that hold words."""
    return tuple(cell for cell in cells if _is_filled(cell) and not read_number(cell.text) and not is_mark(cell.text))


def _state(cell: Cell) -> State | None:
    """What stands in the place of a value; None for words."""
    if not _is_filled(cell):
        return "blank"
    if read_number(cell.text):
        return "number"
    if is_mark(cell.text):
        return "mark"
    is_label = ordinal(cell.text) or len(_HAN.findall(cell.text)) > _MOST_WORDS
    return "unreadable" if _DIGIT.search(cell.text) and not is_label else None


def _flowing(rows: Sequence[_Row], at: int) -> _Printed | None:
    """A label, a unit and values that stand in lines of their own, from a line on."""
    number, row = rows[at]
    alone = [row[0] for _, row in takewhile(lambda row: len(row[1]) == 1, rows[at + 1 : at + _FURTHEST_HEADING])]
    if len(alone) < 2 or not _UNIT.fullmatch(squeeze(alone[0].text)) or not _is_line(row) or not _words(row):
        return None
    values = tuple(takewhile(lambda cell: _state(cell) in ("number", "mark"), alone[1:]))
    return _Printed(number, _words(row), alone[0], values, True) if values else None


def _is_line(row: tuple[Cell, ...]) -> bool:
    """Whether a row is one cell, or a line that was cut at its blanks."""
    return len(row) == 1 or not any(cell.bounded for cell in row)


def _of_table(table: Sequence[_Printed], rows: Sequence[_Row]) -> Iterator[Triple]:
    headings = _headers(table, rows)
    most = max(len(printed.values) for printed in table)
    numbered = not headings and _is_numbered(table)
    used = {cell.column for printed in table for cell in printed.values if _is_filled(cell)} | set(headings)
    spanning: dict[int, Cell] = {}
    for printed in table:
        named = [cell for cell in printed.label if not _NO_VALUES.fullmatch(headings.get(cell.column, ""))]
        named = named or list(printed.label)
        label_columns = {cell.column for cell in named}
        beside = [
            cell for column, cell in spanning.items() if column < min(label_columns) and printed.leaves_out(column)
        ]
        spanning = {} if printed.flowing else {cell.column: cell for cell in (*beside, *named)}
        label = _joined([*beside, *named])
        behind = _UNIT_BEHIND.search(label)
        unit = squeeze(printed.unit.text) if printed.unit else behind[1] if behind else ""
        cells = (*printed.label, *filter(None, (printed.unit,)), *printed.values)
        context = " ".join(cell.text.strip() for cell in cells if _is_filled(cell))
        for at, cell in enumerate(printed.values[numbered:], start=numbered):
            has_heading = len(printed.values) == most or not printed.flowing
            heading = headings.get(at + 1 if printed.flowing else cell.column, "") if has_heading else ""
            state = _state(cell)
            if state and not _NO_VALUES.fullmatch(heading) and cell.column in used:
                number = read_number(cell.text)
                value = number.value if number else None
                yield Triple(
                    "table", label, heading, (number and number.unit) or unit, state, value, cell.text.strip(), False,
                    context, cell.origin,
                )  # fmt: skip


def _joined(label: Sequence[Cell]) -> str:
    """The words of a label, cells of a table told apart from pieces of a line."""
    text = ""
    for cell in label:
        text += ("，" if text and cell.bounded else "") + cell.text.strip()
    return text


def _is_numbered(table: Sequence[_Printed]) -> bool:
    """Whether the first value of every row is its number, as a column of codes has it."""
    numbers = [read_number(printed.values[0].text) for printed in table]
    values = [number.value for number in numbers if number]
    return (
        len(values) == len(table) >= _FEWEST_ROWS
        and all(len(printed.values) > 1 for printed in table)
        and all(two - one == 1 for one, two in pairwise(values))
    )


def _headers(table: Sequence[_Printed], rows: Sequence[_Row]) -> dict[int, str]:
    """The words over the columns, by column, those of the lowest row first; where cells stand a line each, by
    their order behind the unit.

    Empty without a header that has a word for labels, and one for units where the rows have a cell for them.
    """
    first = table[0]
    place = next(at for at, (number, _) in enumerate(rows) if number == first.row)
    if first.flowing:
        return _headings_in_lines([row for _, row in rows[max(0, place - _FURTHEST_HEADING) : place]], table)
    below: dict[int, str] = {}
    for _, row in reversed(rows[max(0, place - _LONGEST_GAP) : place]):
        words = {cell.column: squeeze(cell.text) for cell in _words(row)}
        has_unit = not first.unit or any(_UNIT_WORD.fullmatch(word) for word in words.values())
        if len(words) > 1 and has_unit and any(map(_LABEL_WORD.search, words.values())):
            return words | below
        below = below if _FIRST_OF_LETTERS in words.values() else words | below
    return {}


def _headings_in_lines(above: Sequence[tuple[Cell, ...]], table: Sequence[_Printed]) -> dict[int, str]:
    words = [squeeze("".join(cell.text for cell in row)) if _is_line(row) else "" for row in above]
    at = next((at for at, word in reversed(list(enumerate(words))) if _UNIT_WORD.fullmatch(word)), 0)
    if not at or not _LABEL_WORD.search(words[at - 1]):
        return {}
    headings = list(takewhile(lambda word: word != _FIRST_OF_LETTERS and not ordinal(word), words[at + 1 :]))
    most = max(len(printed.values) for printed in table)
    return dict(enumerate(headings, start=1)) if len(headings) == most else {}


# ── Prose ────────────────────────────────────────────────────────────────────────────────────────────────────────────

_FIGURE = (
    r"(?<![第\d.,〔\[A-Za-z\-—/])(?P<about>约|近|逾|超过?|将近|大约|至少)?"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?)(?P<more>[余多])?(?P<size>(?:[万亿](?!元))?)(?P<also>[余多])?"
    rf"(?P<unit>{_COUNTED}|[%％])(?!工作日|自然日|月|小时|[日号天])(?P<so>以上|左右)?"
)
_CLAUSE = r"(?:[^，,；;。！？!?（）()\n]|(?<=\d),(?=\d{3}))+"
_OPENING = re.compile(r"^[\s:：、]+")
_JOINT = re.compile(r"(?:共计|合计|总计|累计|达到|共|计|达|有|了|为|是|[:：\s])+$")
"""What stands between what is counted and the figure."""


def _of_prose(section: Section) -> Iterator[Triple]:
    for paragraph in section.paragraphs:
        if "|" in paragraph.text or "\t" in paragraph.text:
            continue
        before = ""
        for clause in compiled(_CLAUSE).finditer(_narrow(paragraph.text)):
            clause_text, start = paragraph.text[clause.start() : clause.end()], clause.start()
            figures = list(compiled(_FIGURE).finditer(clause[0]))
            ends = (0, *(figure.end() for figure in figures))
            for begin, figure in zip(ends, figures, strict=False):
                words = _label_around(clause_text[begin:], figure.start() - begin, figure.end() - begin)
                label = words or before
                value = chinese_number(figure["number"] + figure["size"])
                if label and value is not None:
                    place = paragraph.origin.part(start + figure.start("number"), start + figure.end("unit"))
                    raw = clause_text[figure.start() : figure.end()]
                    yield _stated(label, figure, value, raw, _sentence(paragraph.text, start), place)
            before = "" if figures else _JOINT.sub("", clause_text).strip()


def _narrow(text: str) -> str:
    """A text with its digits and signs as wide as ASCII has them, as long as it was."""
    return text.translate(_NARROW)


_NARROW = {ord("０") + digit: str(digit) for digit in range(10)} | {ord("．"): "."}


def _label_around(clause: str, start: int, end: int) -> str:
    """What a clause says of a figure: the words before it, and, where words follow, these with … in its place."""
    before, behind = _JOINT.sub("", _OPENING.sub("", clause[:start])), clause[end:].partition("、")[0].strip()
    return f"{before}…{behind}" if behind and not re.search(r"\d", behind) else before.strip()


def _sentence(text: str, at: int) -> str:
    """The sentence that a character stands in."""
    first = max(text.rfind(end, 0, at) for end in "。！？\n") + 1
    last = min((end_at for end in "。！？\n" if (end_at := text.find(end, at)) >= 0), default=len(text) - 1)
    return text[first : last + 1].strip()


def _stated(label: str, figure: re.Match[str], value: Decimal, raw: str, sentence: str, place: Origin) -> Triple:
    about = any(figure[name] for name in ("about", "more", "also", "so"))
    return Triple("prose", label, "", figure["unit"], "number", value, raw, about, sentence, place)
