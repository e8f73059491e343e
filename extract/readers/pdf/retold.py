"""What a file says in place of the digits that it draws, put away: a person sees what is drawn.

Comes in: the strings of a page as pdfium holds them, before it is asked for its text. Goes out: whether any is said to
read otherwise (`ActualText`, for programs that read aloud); pdfium no longer takes these at their word. What is said of
words alone stays: it is how some programs name the characters of fonts that do not.
"""

from __future__ import annotations

import ctypes
import re
from itertools import repeat

import numpy as np

from extract.readers.pdf.pdfium import pdfium, run

_KEY = b"ActualText"
_DIGIT = re.compile(r"\d")
_LONGEST = 512
"""Bytes of what is said that are looked at."""


def tell_as_drawn(strings: list[int]) -> bool:
    """Whether any string was said to read as digits; what was said is gone."""
    functions = pdfium()
    marks = _marks_of(strings)
    said = [mark for mark in _with_text(list(marks)) if _DIGIT.search(_said(mark))] if marks else []
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


def _with_text(marks: list[int]) -> list[int]:
    """The marks that say how their strings read: none on most pages, be they tagged."""
    sizes = np.zeros(len(marks), np.dtype(ctypes.c_ulong))
    at = range(sizes.ctypes.data, sizes.ctypes.data + sizes.nbytes, sizes.itemsize)
    run(map(pdfium().FPDFPageObjMark_GetParamStringValue, marks, repeat(_KEY), repeat(None), repeat(0), at))
    return [mark for mark, size in zip(marks, sizes.tolist(), strict=True) if size]


def _said(mark: int) -> str:
    """The text that a mark says its strings read as."""
    size = ctypes.c_ulong(0)
    at = ctypes.addressof(size)
    buffer = ctypes.create_string_buffer(_LONGEST)
    pdfium().FPDFPageObjMark_GetParamStringValue(mark, _KEY, ctypes.addressof(buffer), _LONGEST, at)
    return buffer.raw.decode("utf-16-le", "replace")
