"""Cells → marks: every printed piece is a word, or an entry that may stand in the place of a value.

Comes in: a `Grid`. Goes out: the marks in printed order. Which word is a label of which line is left to `matching`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

import regex as re

from extract.forms.outline import Outline
from extract.measures import units_of
from extract.model import Cell, Entry, Grid, Origin, State, record
from extract.numbers import CHINESE_DIGITS, CUT, is_mark, is_sign, is_unit, read_number, read_numeral
from extract.text import UNKNOWN, label_key, ordinal

_UNIT = f"(?:{units_of('money', 'cases', 'others')})"
_GLUED = re.compile(
    rf"(?<=[^\d\s.,，．+\-—/（(])(?:[—/]*\d[\d—/]*(?:[.．]\d+)?{_UNIT}?(?![\d.．、)）\]]|\s*{_UNIT})|[—/]+$)"
)
"""Values that follow a word without a blank; digits before a point or a bracket number what follows."""
_VALUES = re.compile(rf"\d+(?:[.．]\d+)?{_UNIT}?|[—/]+")
_STRAY = re.compile(r"\p{Han}{1,3}(?=[（(][一二三四五六七八九十][)）]|\d{1,2}[.．、])")
"""What overflows into a numbered label from a merged cell beside or above it."""
_DIGIT = re.compile(r"\d")
_HAN = re.compile(r"\p{Han}")
_FIGURE_AND_MORE = re.compile(
    rf"(?:大约|约为?|近|共计?|合计|累计|其中|不足|超过?|逾|已|另有?|至少)?\s*[+-]?\d[\d,，]*(?:[.．]\d+)?\s*{_UNIT}?"
    r"\s*(?:$|[（(，,；;、。].*)"
)
"""A figure that words stand around: `共计12件`, `12（其中3件为上年结转）`."""
_LONGEST_VALUE = 24
"""Characters up to which a figure with words around it is a value that cannot be read, and no sentence."""
_DIGITS = "0123456789"
_NO_WORD = re.compile(r"[^\p{L}]*(?:[\p{Han}A-Za-zＡ-Ｚａ-ｚ][^\p{L}]*){0,2}")
"""Digits and signs with two characters or letters at most among them."""
_UNKNOWN = re.compile(r"[\d,.，．]*\uFFFD[\d\uFFFD,.，．]{0,7}")
"""Characters that nobody knows, as many as a figure has."""
_CUT_NUMERAL = frozenset(CHINESE_DIGITS + CUT)
_NOTE = re.compile(r"[（(][^（）()]*[)）]|<[^<>]*>")
_LONGEST_CACHED = 60
"""Characters up to which a text is likely to be printed again, and is remembered."""
_LONGEST_ROW = 240
"""Characters beyond which a piece is prose and no glued row."""
_SENTENCE = re.compile("[。；;！？]")
PROSE = "…"
"""The key of every word that is prose."""


class Word(NamedTuple):
    """A printed piece that is no value, with its key. `row`, `column` and `bounded` are those of its cell."""

    key: str
    text: str
    origin: Origin
    row: int
    column: int
    bounded: bool


Mark = Word | Entry
"""A printed piece: a word, or an entry that may stand in the place of a value."""


class _Piece(NamedTuple):
    """What a cell's text holds, before the place is known; `start` and `end` are characters in the cell. A word with a
    value is a numeral in words."""

    key: str
    start: int
    end: int
    state: State | None = None
    value: Decimal | None = None
    unit: str = ""
    glued: bool = False


def marks_of(grid: Grid, outline: Outline) -> list[Mark]:
    """The marks of all rows in printed order."""
    marks: list[Mark] = []
    alone: list[int] = []
    for row, cells in enumerate(grid.rows):
        first = len(marks)
        numbered = False
        for text, origin, bounded, column in cells:
            pieces_in = _pieces if len(text) <= _LONGEST_CACHED else _pieces.__wrapped__
            for key, start, end, state, value, unit, glued in pieces_in(outline, text):
                is_whole_cell = end - start == len(text)
                part, place = (text, origin) if is_whole_cell else (text[start:end], origin.part(start, end))
                if state is None and value is None and is_sign(part) and _is_for_figure(grid.rows, row, column):
                    marks.append(record(Entry, ("unreadable", None, part, "", place, row, column, False, ())))
                elif state is None and (value is None or not _is_among_figures(grid.rows, row, column)):
                    marks.append(record(Word, (key, part, place, row, column, bounded)))
                    numbered = numbered or (not key and (bounded or len(cells) == 1))
                else:
                    marks.append(record(Entry, (state or "number", value, part, unit, place, row, column, glued, ())))
        if numbered and len(cells) > 1:
            marks[first:] = _numbers_of_words(marks[first:])
        elif numbered:
            alone.append(first)
    for at in alone:
        marks[at] = _number_of_next(outline, marks, at)
    return marks


def is_of_words(outline: Outline, text: str) -> bool:
    """Whether a cell holds nothing that stands in the place of a value, whatever is printed around it."""
    pieces = (_pieces if len(text) <= _LONGEST_CACHED else _pieces.__wrapped__)(outline, text)
    return all(
        key and state is None and value is None and not is_sign(text[start:end])
        for key, start, end, state, value, _, _ in pieces
    )


def _is_among_figures(rows: Sequence[tuple[Cell, ...]], row: int, column: int) -> bool:
    """Whether a cell with a numeral in words stands where figures do: behind one in its row, or before nothing but
    figures and a remark, or, where it is alone there, above a figure that is. Anywhere else it may number a row."""
    before = [cell.text for cell in rows[row] if cell.text and cell.column < column]
    behind = [cell.text for cell in rows[row] if cell.text and cell.column > column]
    if before and _is_value(before[-1]):
        return True
    if before or behind:
        return all(map(_is_value, behind[:-1] if len(behind) > 1 else behind))
    below = [cell.text for cells in rows[row + 1 : row + 2] for cell in cells if cell.text]
    return len(below) == 1 and _is_value(below[0])


def _is_for_figure(rows: Sequence[tuple[Cell, ...]], row: int, column: int) -> bool:
    """Whether a cell with a sign stands in the place of a figure: behind a label or a figure in its row, with no words
    behind but a remark, or, where it is alone there, above or below a figure or a sign that is."""
    before = [cell.text for cell in rows[row] if cell.text and cell.column < column]
    behind = [cell.text for cell in rows[row] if cell.text and cell.column > column]
    if before:
        return not any(map(_HAN.search, behind[:-1]))
    if behind:
        return all(map(_is_value_or_sign, behind))
    beside = [[cell.text for cell in cells if cell.text] for at in (row - 1, row + 1) for cells in rows[at : at + 1]]
    return any(len(texts) == 1 and _is_value_or_sign(texts[0]) for texts in beside)


def _is_value_or_sign(text: str) -> bool:
    return _is_value(text) or is_sign(text)


def _is_value(text: str) -> bool:
    return bool(read_number(text) or is_mark(text) or read_numeral(text))


def _numbers_of_words(row: list[Mark]) -> Iterator[Mark]:
    """A row in which digits that look like the number of a label (`（3）`) stand before one; others are no number of
    anything, but a value that cannot be read."""
    for mark, following in zip_longest(row, row[1:]):
        names = isinstance(following, Word) and following.key
        if isinstance(mark, Word) and mark.bounded and not mark.key and not names and _DIGIT.search(mark.text):
            yield Entry("unreadable", None, mark.text, "", mark.origin, mark.row, mark.column)
        else:
            yield mark


def _number_of_next(outline: Outline, marks: Sequence[Mark], at: int) -> Mark:
    """Digits alone in a cell that look like the number of a label (`6.`): a value that cannot be read, where no label
    of that number follows, be it another, a figure, or, behind a figure, anything else."""
    mark = marks[at]
    if not isinstance(mark, Word) or not _DIGIT.search(mark.text):
        return mark
    following = next((each for each in marks[at + 1 :] if isinstance(each, Word) or each.raw), None)
    key = following.key if isinstance(following, Word) else ""
    ordinals = {place.ordinal for place in outline.labels.get(key, ())}
    before = marks[at - 1] if at else None
    is_behind_figure = isinstance(before, Entry) and before.raw != ""
    is_number = ordinal(mark.text) in ordinals if ordinals else isinstance(following, Word) and not is_behind_figure
    return mark if is_number else Entry("unreadable", None, mark.text, "", mark.origin, mark.row, mark.column)


@lru_cache(maxsize=65536)
def _pieces(outline: Outline, text: str) -> tuple[_Piece, ...]:
    size = len(text)
    if not text:
        return (_Piece("", 0, 0, "blank"),)
    if size > _LONGEST_ROW or (_SENTENCE.search(text) and not is_odd_value(text)):
        return (_Piece(PROSE, 0, size),)
    number = read_number(text)
    if number:
        return (_Piece("", 0, size, "number", number.value, number.unit),)
    if is_mark(text):
        return (_Piece("", 0, size, "mark"),)
    numeral = read_numeral(text)
    if numeral:
        return (_Piece(label_key(text), 0, size, None, numeral.value, numeral.unit),)
    return _glued_or_word(outline, text)


def _glued_or_word(outline: Outline, text: str) -> tuple[_Piece, ...]:
    key = label_key(text)
    if UNKNOWN in text and (beside := _head_beside_unknown(outline, key, text)):
        return beside
    if key in outline.labels or key in outline.groups or is_unit(key) or (not key and ordinal(text)):
        return (_Piece(key, 0, len(text)),)
    pieces = _words_and_values(outline, text)
    if pieces:
        return pieces
    stray = _STRAY.match(text)
    if stray and label_key(text[stray.end() :]) in outline.labels:
        return (_Piece(label_key(text[stray.end() :]), stray.end(), len(text)),)
    if is_odd_value(text) or (_DIGIT.search(text) and _known_words(outline, _DIGIT.sub("", text))):
        return (_Piece("", 0, len(text), "unreadable"),)
    return (_Piece(key, 0, len(text)),)


def _head_beside_unknown(outline: Outline, key: str, text: str) -> tuple[_Piece, ...]:
    """A head with characters that are not known before or behind it: as no figure is its own, that of a row may be
    drawn into its cell."""
    bare = text.strip(UNKNOWN)
    start = text.index(bare)
    places = outline.labels.get(key, ())
    if len(bare) == len(text) or not (key in outline.groups or (places and all(place.header for place in places))):
        return ()
    ends = ((0, start), (start + len(bare), len(text)))
    before, behind = ([_Piece("", *end, "unreadable")] if end[0] < end[1] else [] for end in ends)
    return (*before, _Piece(key, start, start + len(bare)), *behind)


def is_odd_value(text: str) -> bool:
    """Whether a cell holds a figure that cannot be read: digits with next to nothing else, or with words around,
    characters that are not known, or what was cut off no one knows where."""
    if _UNKNOWN.fullmatch(text) or (text.endswith(CUT) and set(text) <= _CUT_NUMERAL):
        return True
    if not _DIGIT.search(text) or (ordinal(text) and not text.endswith("。")):
        return False
    bare = _NOTE.sub("", text)
    if _DIGIT.search(bare) and _NO_WORD.fullmatch(bare):
        return True
    return len(text) <= _LONGEST_VALUE and bool(_FIGURE_AND_MORE.fullmatch(text))


def _words_and_values(outline: Outline, text: str) -> tuple[_Piece, ...]:
    """A cell as the labels and values that it is made of, one behind the other; nothing when it is made of others."""
    pieces: list[_Piece] = []
    start = 0
    for match in (*_GLUED.finditer(text), None):
        at = match.start() if match else len(text)
        if at > start or not match:
            words = _known_words(outline, text[start:at]) if at > start else ()
            if at > start and not words:
                return ()
            pieces += (_Piece(word, start, at) for word in words)
        if match:
            pieces += _glued_values(match[0], at)
            start = match.end()
    return tuple(pieces)


def _glued_values(text: str, start: int) -> Iterator[_Piece]:
    """Digits and marks that follow a label without a blank; a single digit needs no reading apart."""
    for match in _VALUES.finditer(text):
        at, end = start + match.start(), start + match.end()
        number = read_number(match[0])
        if number:
            glued = len(text) - len(number.unit) > 1
            yield _Piece("", at, end, "number", number.value, number.unit, glued)
        else:
            yield _Piece("", at, end, "mark")


def _known_words(outline: Outline, text: str) -> tuple[str, ...]:
    """A text as the labels it is made of, longest first; empty when it is not made of labels only."""
    return _labels_in(outline, label_key(text))


def _labels_in(outline: Outline, key: str) -> tuple[str, ...]:
    if key[:2] not in outline.prefixes and key[:2] not in outline.labels:
        return ()
    for end in range(len(key), 1, -1):
        if key[:end] in outline.labels or key[:end] in outline.groups:
            rest = key[end:]
            # An enumerator between two labels (（三）不予公开1.属于国家秘密) is left as bare digits.
            behind = _labels_in(outline, rest.lstrip(_DIGITS)) if rest else ()
            if not rest or (behind and _numbers(outline, rest[: len(rest) - len(rest.lstrip(_DIGITS))], behind[0])):
                return (key[:end], *behind)
    return ()


def _numbers(outline: Outline, digits: str, label: str) -> bool:
    """Whether digits before a label number it: one alone does, for a value does not end in a point."""
    return len(digits) < 2 or any(place.ordinal == f"{digits}." for place in outline.labels.get(label, ()))
