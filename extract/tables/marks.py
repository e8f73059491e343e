"""Cells → marks: every printed piece is a word, or an entry that may stand in the place of a value.

Comes in: a `Grid`. Goes out: the marks in printed order. Which word is a label of which line is left to `matching`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import regex as re

from extract.forms.outline import Outline
from extract.model import Cell, Entry, Grid, Origin, State
from extract.text import is_mark, is_unit, label_key, ordinal, read_number, read_numeral

_GLUED = re.compile(r"(?P<head>.*[^\d\s.,，．+\-—/])(?P<values>[\d—/]+(?:[.．]\d+)?)", re.DOTALL)
_VALUES = re.compile(r"\d+(?:[.．]\d+)?|[—/]+")
_STRAY = re.compile(r"\p{Han}{1,3}(?=[（(][一二三四五六七八九十][)）]|\d{1,2}[.．、])")
"""What overflows into a numbered label from a merged cell beside or above it."""
_DIGIT = re.compile(r"\d")
_HAN = re.compile(r"\p{Han}")
_new = tuple.__new__
"""Makes a record out of a tuple at half the cost of its constructor, for the records made for every printed cell."""
_LONGEST_VALUE = 12
"""Characters up to which a cell with a digit in it is a value that cannot be read, and no word."""
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
    for row, cells in enumerate(grid.rows):
        for text, origin, bounded, column in cells:
            pieces_in = _pieces if len(text) <= _LONGEST_CACHED else _pieces.__wrapped__
            for key, start, end, state, value, unit, glued in pieces_in(outline, text):
                is_whole_cell = end - start == len(text)
                part, place = (text, origin) if is_whole_cell else (text[start:end], origin.part(start, end))
                if state is None and (value is None or not _is_among_figures(cells, column)):
                    marks.append(_new(Word, (key, part, place, row, column, bounded)))
                else:
                    marks.append(_new(Entry, (state or "number", value, part, unit, place, row, column, glued, ())))
    return marks


def _is_among_figures(cells: Sequence[Cell], column: int) -> bool:
    """Whether a cell with a numeral in words stands where figures do: nothing else follows in its row, and it is not
    alone there. Anywhere else it may number a row."""
    others = [cell for cell in cells if cell.text and cell.column != column]
    behind = [cell.text for cell in others if cell.column > column]
    return bool(others) and all(read_number(text) or is_mark(text) or read_numeral(text) for text in behind)


@lru_cache(maxsize=65536)
def _pieces(outline: Outline, text: str) -> tuple[_Piece, ...]:
    size = len(text)
    if not text:
        return (_Piece("", 0, 0, "blank"),)
    if size > _LONGEST_ROW or _SENTENCE.search(text):
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
    if key in outline.labels or key in outline.groups or is_unit(key) or (not key and ordinal(text)):
        return (_Piece(key, 0, len(text)),)
    glued = _GLUED.fullmatch(text)
    if glued:
        words = _known_words(outline, label_key(glued["head"]))
        if words:
            at = glued.start("values")
            return (*(_Piece(word, 0, at) for word in words), *_glued_values(glued["values"], at))
    words = _known_words(outline, key)
    if words:
        return tuple(_Piece(word, 0, len(text)) for word in words)
    stray = _STRAY.match(text)
    if stray and label_key(text[stray.end() :]) in outline.labels:
        return (_Piece(label_key(text[stray.end() :]), stray.end(), len(text)),)
    if not ordinal(text) and len(text) <= _LONGEST_VALUE and _DIGIT.search(text) and len(_HAN.findall(text)) <= 2:
        return (_Piece("", 0, len(text), "unreadable"),)
    return (_Piece(key, 0, len(text)),)


def _glued_values(text: str, start: int) -> Iterator[_Piece]:
    """Digits and marks that follow a label without a blank; a single digit needs no reading apart."""
    for match in _VALUES.finditer(text):
        at, end = start + match.start(), start + match.end()
        number = read_number(match[0])
        if number:
            yield _Piece("", at, end, "number", number.value, "", glued=len(text) > 1)
        else:
            yield _Piece("", at, end, "mark")


def _known_words(outline: Outline, key: str) -> tuple[str, ...]:
    """A key as the labels it is made of, longest first; empty when it is not made of labels only."""
    if key[:2] not in outline.prefixes and key[:2] not in outline.labels:
        return ()
    for end in range(len(key), 1, -1):
        if key[:end] in outline.labels or key[:end] in outline.groups:
            # An enumerator between two labels (（三）不予公开1.属于国家秘密) is left as bare digits.
            rest = _known_words(outline, key[end:].lstrip("0123456789"))
            if rest or end == len(key):
                return (key[:end], *rest)
    return ()
