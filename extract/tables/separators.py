"""Lines → the cells of the rows that any one sign parts: `规章,4,1,37`, `规章；4；1；37`, `"规章","1,234","1","37"`.

Comes in: the lines that neither TABs nor pipes cut. Goes out: the cells of those that are rows. Which sign it is, the
rows themselves say: behind a label that the forms know it parts as many values as the label's row has columns, in
several lines. Where it stands in a number too (a thousands comma), quotes tell, or the header, or the number of
columns; where none of them does, the cells in question hold what is no number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from itertools import groupby
from typing import NamedTuple

import regex as re

from extract.forms import load_forms
from extract.measures import UNITS
from extract.model import FormTable
from extract.numbers import APART, CUT, is_mark, read_number, read_numeral
from extract.tables.names import REMARKS
from extract.text import is_blank, label_key

_FEWEST_ROWS = 3
"""Rows of a form in which a sign must part the values before it is taken for the one that parts cells."""
_LONGEST_ROW = 400
"""Characters of a line beyond which it is prose; a row may print a long label once for every column it spans."""
_LONGEST_CELL = 60
"""Characters of a cell beyond which it is prose; the longest label of a form has 40."""
_REACH = 4
"""Lines that may stand between two tables that one sign parts, as headings do."""
_SHORTEST_PIECE = 2
"""Characters of a head on one of the two rows that it is broken over."""
_MOST_PIECES = 5
"""Pieces into which the signs in a label may cut it."""
_ORDINAL = re.compile(r"[一二三四五六七八九十]{1,3}|\d{1,2}")
PIPES = "|｜│┃║┆┇┊┋╎╏¦"
"""Upright strokes: each of them cuts a row by itself."""
_SIGN = re.compile(rf"[^\p{{L}}\p{{N}}()（）\[\]\s\"{PIPES}]")
"""No letter, digit, bracket, blank or upright stroke."""
_SIGN_OF_VALUE = re.compile(rf"({_SIGN.pattern})(?=[ \u3000]*(?:[\d\"+-]|\1|$))")
"""A sign before what may be a value."""
_LIST = re.compile(r"(\s*)\[(.*)(\][,，]?\s*)", re.DOTALL)
_ZERO_THOUSANDS = re.compile(r"0\d*[,，]")
"""What no number begins with, though it can be read as one."""
_PLAIN_THOUSANDS = re.compile(r"[1-9]\d{3,}")
_DIGIT = re.compile(r"\d")
_HAN = re.compile(r"\p{Han}")
_SENTENCE = re.compile("[。；！？]")
_LIKE_FIGURE = re.compile(rf"\P{{L}}*(?:增加?|减少?)?\P{{L}}*\d\P{{L}}*(?:[{''.join(UNITS)}]\P{{L}}*){{0,3}}")
"""What every number looks like with what may be printed around it, and its unit behind it; little prose does."""


class PartedCell(NamedTuple):
    """A cell of a line: its text, its first character and the one behind its last, counted from 0."""

    text: str
    start: int
    end: int


def parted_lines(lines: Mapping[int, str]) -> dict[str, dict[int, tuple[PartedCell, ...]]]:
    """The cells of the lines that are rows, by the sign that parts them and by the number of the line."""
    lines = {number: _within_brackets(text) for number, text in lines.items()}
    votes = {number: signs for number, text in lines.items() if (signs := _signs_of_row(text))}
    parted: dict[str, dict[int, tuple[PartedCell, ...]]] = {}
    for sign in _signs_in_use(votes.values()):
        taken = {number for cells in parted.values() for number in cells}
        rows = [number for number, signs in votes.items() if sign in signs]
        table = {number: lines[number] for number in _table(lines, rows, sign) if number not in taken}
        parted[sign] = _cells_of(table, sign)
    return {sign: cells for sign, cells in parted.items() if cells}


def _within_brackets(text: str) -> str:
    """A line that is a list of cells, as programs print one, with blanks for its brackets: `["规章", "4"],`."""
    match = _LIST.fullmatch(text)
    return f"{match[1]} {match[2]}{' ' * len(match[3])}" if match else text


def _signs_in_use(votes: Iterable[Mapping[str, bool]]) -> list[str]:
    """The signs that part enough rows, those of most rows first."""
    count = Counter(sign for signs in votes for sign in signs)
    whole = {sign for signs in votes for sign, is_whole_table in signs.items() if is_whole_table}
    return [sign for sign, rows in count.most_common() if rows >= _FEWEST_ROWS or sign in whole]


# ── What the forms know ──────────────────────────────────────────────────────────────────────────────────────────────


class _Known(NamedTuple):
    """The words of all forms and the heads of remarks, the pieces that heads of columns break into, how many columns
    the row of a label has, and how many values a row has that holds all rows of its table side by side."""

    words: frozenset[str]
    pieces: frozenset[str]
    columns: Mapping[str, frozenset[int]]
    side_by_side: frozenset[int]


@cache
def _known() -> _Known:
    tables = [table for form in load_forms() for table in form.tables]
    columns: dict[str, set[int]] = {}
    for band in (band for table in tables if not table.side_by_side for band in table.bands):
        for label in (label for line in band.lines for label in (line.label, *line.aliases)):
            columns.setdefault(label_key(label), set()).add(len(band.columns))
    return _Known(
        words=(frozenset(label_key(word) for table in tables for word in _words_of(table)) | REMARKS) - {""},
        pieces=frozenset(piece for table in tables for head in _heads_of(table) for piece in _ends_of(label_key(head))),
        columns={label: frozenset(counts) for label, counts in columns.items()},
        side_by_side=frozenset(
            sum(len(band.columns) * len(band.lines) for band in table.bands) for table in tables if table.side_by_side
        ),
    )


def _words_of(table: FormTable) -> Iterator[str]:
    yield from _heads_of(table)
    for band in table.bands:
        yield from (band.label, *band.headers)
        for line in band.lines:
            yield from (line.label, *line.aliases, *line.group)


def _heads_of(table: FormTable) -> Iterator[str]:
    for column in (column for band in table.bands for column in band.columns):
        yield from (column.label, *column.aliases, *column.group)


def _ends_of(word: str) -> Iterator[str]:
    """What a word begins or ends with when it is broken over two rows."""
    for cut in range(_SHORTEST_PIECE, len(word) - _SHORTEST_PIECE + 1):
        yield from (word[:cut], word[cut:])


# ── A line is cut ────────────────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=8192)
def _pieces(text: str, sign: str) -> tuple[PartedCell, ...]:
    """A line cut at a sign, save where it stands in quotes, in a label, or between brackets with words in them; the end
    of the line may cut the quotes of a figure."""
    cut = []
    start, cell = 0, _cell(sign)
    while start <= len(text):
        match = cell.match(text, start)
        assert match
        cut.append(_bare(text, start, match.end()))
        start = match.end() + len(sign)
    return tuple(_labels_whole(text, cut))


@cache
def _cell(sign: str) -> re.Pattern[str]:
    sign = re.escape(sign)
    brackets = r"[(（][^()（）]*\p{Han}[^()（）]*[)）]"
    quoted = rf'[ \u3000]*"(?:(?:[^"]|"")*"[ \u3000]*(?={sign}|$)|\d[\d,，.]*$)'
    return re.compile(rf"{quoted}|(?:{brackets}|(?!{sign}).)*", re.DOTALL)


def _bare(text: str, start: int, end: int) -> PartedCell:
    """What stands between two places, without the blanks and quotes around it; a figure with one quote is cut by the
    end of its line."""
    piece = text[start:end]
    bare = piece.strip()
    if is_blank(bare):
        return PartedCell("", start, end)
    start += len(piece) - len(piece.lstrip())
    if len(bare) > 1 and bare[0] == bare[-1] == '"':
        return PartedCell(bare[1:-1], start + 1, start + len(bare) - 1)
    is_cut = bare.count('"') == 1 and bool(read_number(bare))
    return PartedCell(bare + CUT * is_cut, start, start + len(bare))


def _joined(text: str, pieces: Sequence[PartedCell]) -> PartedCell:
    """Pieces side by side as one, with the signs between them."""
    start, end = pieces[0].start, pieces[-1].end
    return pieces[0] if len(pieces) == 1 else PartedCell(text[start:end], start, end)


def _labels_whole(text: str, pieces: Sequence[PartedCell]) -> Iterator[PartedCell]:
    """The pieces of a line with the labels put together that hold the sign: `一、本年新收政府信息公开申请数量`."""
    at = 0
    while at < len(pieces):
        behind_figure = at > 0 and bool(read_number(pieces[at - 1].text))
        longest = min(at + _MOST_PIECES, len(pieces))
        ends = (end for end in range(longest, at + 1, -1) if _is_label(text, pieces[at:end], behind_figure))
        end = next(ends, at + 1)
        yield _joined(text, pieces[at:end])
        at = end


def _is_label(text: str, pieces: Sequence[PartedCell], behind_figure: bool) -> bool:
    """Whether pieces are one label of a form; a figure that stands behind another one numbers no label."""
    first = pieces[0].text
    if not _HAN.search(pieces[-1].text) or not all(piece.text for piece in pieces) or not label_key(first):
        return False
    if read_number(first) and (behind_figure or not _ORDINAL.fullmatch(first)):
        return False
    return label_key(_joined(text, pieces).text) in _known().words


def _is_value(text: str) -> bool:
    return not text or bool(read_number(text)) or is_mark(text) or bool(read_numeral(text))


def _is_word(text: str) -> bool:
    """Whether a cell names something rather than holding a value, be it one that cannot be read."""
    if _is_value(text):
        return False
    return not _DIGIT.search(text) or len(_HAN.findall(text)) > 2 or label_key(text) in _known().words


# ── Values are counted ───────────────────────────────────────────────────────────────────────────────────────────────


class _Run(NamedTuple):
    """Values that stand side by side in a row, and how many they are by the label before them: none where no form
    knows it. Without a word in their row they may be those of a whole table."""

    values: tuple[PartedCell, ...]
    columns: frozenset[int]


def _runs(pieces: Sequence[PartedCell]) -> Iterator[tuple[PartedCell, ...] | _Run]:
    """A row as the words and the runs of values it is made of."""
    columns = _known().side_by_side
    for is_word, group in groupby(pieces, lambda piece: _is_word(piece.text)):
        together = tuple(group)
        if is_word:
            known = (_known().columns.get(label_key(piece.text)) for piece in reversed(together))
            columns = next((counts for counts in known if counts), frozenset())
        yield together if is_word else _Run(together, columns)


@lru_cache(maxsize=8192)
def _signs_of_row(text: str) -> dict[str, bool]:
    """The signs that make a row or a header of a form of a line, each with whether the row stands for a whole table."""
    if len(text) > _LONGEST_ROW:
        return {}
    if not _DIGIT.search(text):
        signs = (sign for sign, times in Counter(_SIGN.findall(text)).items() if times > 1)
        return {sign: False for sign in signs if _is_header(text, sign)}
    found = {}
    for sign in filter(partial(_may_part_figures, text), dict.fromkeys(_SIGN_OF_VALUE.findall(text))):
        runs = [run for run in _runs(_pieces(text, sign)) if isinstance(run, _Run) and _holds_values(run)]
        whole = any(run.columns is _known().side_by_side and len(run.values) in run.columns for run in runs)
        # A lone value behind a sign that may be a value itself (`行政许可—35`) tells nothing.
        fitting = (run for run in runs if run.columns and (len(run.values) > 1 or not is_mark(sign)))
        if whole or any(_ways(text, run, run.columns) or _padded(text, run) for run in fitting):
            found[sign] = whole
    return found


def _may_part_figures(text: str, sign: str) -> bool:
    """Whether anything that a sign parts may be a number: seen at a glance, before the line is cut with all care."""
    return "&" in text or "<" in text or any(map(_LIKE_FIGURE.fullmatch, text.split(sign)))


def _is_header(text: str, sign: str) -> bool:
    """Whether a line is made of several words that the forms know, the first of them to begin with."""
    if label_key(text[: text.index(sign)]) not in _known().words:
        return False
    words = [label_key(piece.text) for piece in _pieces(text, sign) if piece.text]
    return len(words) > 1 and _known().words.issuperset(words)


def _holds_values(run: _Run) -> bool:
    return all(_is_value(piece.text) for piece in run.values) and any(read_number(piece.text) for piece in run.values)


_Way = tuple[PartedCell, ...]
_Ways = Mapping[int, Sequence[set[PartedCell]]]
"""The ways to make cells of values: by how many cells there are, what may stand in each."""


def _ways(text: str, run: _Run, counts: Iterable[int], most: int = _LONGEST_ROW) -> _Ways:
    """The ways to make so many cells of values, `most` of them filled, putting together what is a number, or a mark,
    with the sign in it."""
    wholes = _wholes(text, run.values)
    behind: list[dict[int, int]] = [*({} for _ in wholes), {0: 0}]
    for at in reversed(range(len(wholes))):
        for end, cell in wholes[at]:
            _add_least(behind[at], {cells + 1: filled + bool(cell.text) for cells, filled in behind[end].items()})
    tried = {count: _columns(wholes, behind, count, most) for count in counts if count in behind[0]}
    return {count: columns for count, columns in tried.items() if columns}


def _columns(
    wholes: Sequence[Sequence[tuple[int, PartedCell]]], behind: Sequence[Mapping[int, int]], count: int, most: int
) -> list[set[PartedCell]]:
    """What may stand in each of `count` cells; `behind` each value, so many cells with so many filled ones at least may
    follow."""
    columns: list[set[PartedCell]] = []
    before = {0: 0}
    for left in reversed(range(count)):
        found: set[PartedCell] = set()
        reached: dict[int, int] = {}
        for at, filled in before.items():
            for end, cell in wholes[at] if at < len(wholes) else ():
                now = filled + bool(cell.text)
                if left in behind[end] and now + behind[end][left] <= most:
                    found.add(cell)
                    _add_least(reached, {end: now})
        columns.append(found)
        before = reached
    return columns if before else []


def _add_least(to: dict[int, int], numbers: Mapping[int, int]) -> None:
    for key, number in numbers.items():
        to[key] = min(to.get(key, number), number)


def _wholes(text: str, values: Sequence[PartedCell]) -> list[list[tuple[int, PartedCell]]]:
    """For each value the cells that it may begin, alone or put together with those behind it, and where each ends."""
    joints = {
        at
        for at in range(1, len(values))
        if values[at - 1].end + 1 == values[at].start and _is_whole(text, values[at - 1 : at + 1])
    }
    wholes = []
    for start, value in enumerate(values):
        cells = [(start + 1, value)]
        end = start + 1
        while end in joints:
            end += 1
            if _is_whole(text, values[start:end]):
                cells.append((end, _joined(text, values[start:end])))
        wholes.append(cells)
    return wholes


def _is_whole(text: str, pieces: Sequence[PartedCell]) -> bool:
    """Whether pieces with the signs between them are one number or mark; signs alone are none."""
    printed = _joined(text, pieces).text
    if not any(piece.text for piece in pieces):
        return False
    return is_mark(printed) or (bool(read_number(printed)) and not _ZERO_THOUSANDS.match(printed))


def _padded(text: str, run: _Run) -> _Ways:
    """The ways in which no more cells are filled than the row has columns; the others pad the span of a label."""
    if not run.columns:
        return {}
    return _ways(text, run, range(min(run.columns) + 1, len(run.values) + 1), max(run.columns))


def _laid(text: str, run: _Run, headed: int) -> _Way:
    """The cells of a run of values; `headed` is their number as the header above has it, 0 where there is none.

    The header tells, else the form's columns, else that some cells are empty; what ways that are as good do not agree
    on is put into one cell as no number.
    """
    if headed == len(run.values):
        return run.values
    least = min(run.columns, default=1)
    for ways in (_ways(text, run, [headed] if headed >= least else []), _ways(text, run, run.columns)):
        if ways:
            return _agreed(run.values, ways)
    padded = _padded(text, run)
    return _agreed(run.values, padded) if padded else _unless_joined(text, run)


def _unless_joined(text: str, run: _Run) -> _Way:
    """Values that fit nothing: as they stand, where no two of them may be one."""
    sure = len(run.values) < 2 or not _ways(text, run, [len(run.values) - 1])
    return run.values if sure else (_unsure(run.values),)


def _agreed(values: tuple[PartedCell, ...], ways: _Ways) -> _Way:
    if len(ways) > 1:
        return (_unsure(values),)
    (columns,) = ways.values()
    return tuple(_only(column) if len(column) == 1 else _unsure(_covered(values, column)) for column in columns)


def _only(cells: Iterable[PartedCell]) -> PartedCell:
    (cell,) = cells
    return cell


def _covered(values: Sequence[PartedCell], cells: Iterable[PartedCell]) -> list[PartedCell]:
    """The values that one of some cells is made of."""
    return [value for value in values if any(cell.start <= value.start and value.end <= cell.end for cell in cells)]


def _unsure(values: Sequence[PartedCell]) -> PartedCell:
    """Values of which nothing tells whether they are one number or several, as text that is no number."""
    return PartedCell(APART.join(value.text for value in values), values[0].start, values[-1].end)


# ── The lines of tables ──────────────────────────────────────────────────────────────────────────────────────────────


def _table(lines: Mapping[int, str], rows: Sequence[int], sign: str) -> list[int]:
    """The lines that may be rows from the first to the last that are, and near above and below."""
    numbers = list(lines)
    first, last = numbers.index(rows[0]), numbers.index(rows[-1])
    above, below = reversed(numbers[:first]), numbers[last + 1 :]
    near = [number for side in (above, below) for number in _near(lines, side, sign)]
    between = [number for number in numbers[first : last + 1] if _may_be_row(lines[number], sign, 1)]
    return sorted({*near, *between, *rows})


def _near(lines: Mapping[int, str], numbers: Iterable[int], sign: str) -> Iterator[int]:
    """Lines that may be rows, up to where several others stand side by side."""
    others = 0
    for number in numbers:
        if _may_be_row(lines[number], sign, 2):
            others = 0
            yield number
        else:
            others += 1
            if others > _REACH:
                return


def _may_be_row(text: str, sign: str, least: int) -> bool:
    """Whether cells stand in a line: so many values at least, or words of which the forms know half or more, be it as
    pieces of heads."""
    if sign not in text or len(text) > _LONGEST_ROW:
        return False
    pieces = _pieces(text, sign)
    if len(pieces) < 2 or any(len(piece.text) > _LONGEST_CELL or _SENTENCE.search(piece.text) for piece in pieces):
        return False
    words = [piece.text for piece in pieces if _is_word(piece.text)]
    values = sum(bool(piece.text) for piece in pieces) - len(words)
    known = sum(key in _known().words or key in _known().pieces or not key for key in map(label_key, words))
    return values >= least or 2 * known >= len(words) > 0


def _cells_of(table: Mapping[int, str], sign: str) -> dict[int, tuple[PartedCell, ...]]:
    """The lines of a table as cells, each held against the header, and where no form knows its label, the row above."""
    cells: dict[int, tuple[PartedCell, ...]] = {}
    header, above = 0, frozenset[int]()
    only_parts = _only_parts(table.values(), sign)
    for number, text in table.items():
        pieces = _pieces(text, sign)
        if not any(piece.text and not _is_word(piece.text) for piece in pieces):
            header, above = len(pieces), frozenset()
            cells[number] = pieces
            continue
        row: list[PartedCell] = []
        for part in _runs(pieces):
            if isinstance(part, _Run):
                unlabelled = part.columns <= _known().side_by_side
                run = part._replace(columns=part.columns | above if unlabelled else part.columns)
                headed = header - (len(pieces) - len(run.values))
                row += run.values if only_parts else _laid(text, run, headed)
                above = run.columns
            else:
                row += part
        cells[number] = tuple(row)
    return cells


def _only_parts(rows: Iterable[str], sign: str) -> bool:
    """Whether a sign stands in no number of a table but in quotes: some number is quoted for it, or thousands are
    printed without."""
    printed = [piece.text for text in rows for piece in _pieces(text, sign) if read_number(piece.text)]
    return any(sign in text for text in printed) or (sign in ",，" and any(map(_PLAIN_THOUSANDS.fullmatch, printed)))
