"""What a file says in place of the digits that it draws, put away: a person sees what is drawn.

Comes in: the strings of a page as pdfium holds them, before it is asked for its text. Goes out: whether any is said to
read otherwise (`ActualText`, for programs that read aloud); pdfium no longer takes these at their word. What is said of
words alone stays: it is how some programs name the characters of fonts that do not.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from itertools import repeat

import numpy as np

from extract.readers.pdf.pdfium import pdfium, run

_KEY = b"ActualText"
_DIGIT = re.compile(r"\d")
_LONGEST = 512
"""Bytes of what is said that is looked at, at most."""


def tell_as_drawn(strings: list[int]) -> bool:
    """Whether any string was said to read as digits; what was said is gone."""
    functions = pdfium()
    marks = _marks_of(strings)
    said = [mark for mark, text in _texts_of(list(marks)) if _DIGIT.search(text)] if marks else []
    for mark in said:
        functions.FPDFPageObjMark_RemoveParam(marks[mark], mark, _KEY)
    return bool(said)


def _marks_of(strings: list[int]) -> dict[int, int]:
    """What strings are marked with, each with one of the strings."""
    functions = pdfium()
    counts = list(map(functions.FPDFPageObj_CountMarks, strings))
    marks: dict[int, int] = {}
    for number in range(max(counts, default=0)):
        marked = [string for string, count in zip(strings, counts, strict=True) if count > number]
        marks |= zip(map(functions.FPDFPageObj_GetMark, marked, repeat(number)), marked, strict=True)
    return marks


def _texts_of(marks: list[int]) -> Iterator[tuple[int, str]]:
    """What marks say that their strings read as, of those that say so: none on most pages, be they tagged."""
    get = pdfium().FPDFPageObjMark_GetParamStringValue
    sizes = np.zeros(len(marks), np.dtype(ctypes.c_ulong))
    first = sizes.ctypes.data
    run(map(get, marks, repeat(_KEY), repeat(None), repeat(0), range(first, first + sizes.nbytes, sizes.itemsize)))
    buffer = ctypes.create_string_buffer(_LONGEST)
    into = ctypes.addressof(buffer)
    for mark, size in zip(marks, sizes.tolist(), strict=True):
        if 0 < size <= _LONGEST:
            get(mark, _KEY, into, _LONGEST, first)
            yield mark, buffer.raw[:size].decode("utf-16-le", "replace")
