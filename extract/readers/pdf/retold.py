"""What a file says in place of the digits that it draws, put away: a person sees what is drawn.

Comes in: the strings of a page as pdfium holds them, before it is asked for its text. Goes out: whether any is said to
read otherwise (`ActualText`, for programs that read aloud); pdfium no longer takes these at their word. What is said of
words alone stays: it is how some programs name the characters of fonts that do not.
"""

from __future__ import annotations

import ctypes
import re
from itertools import repeat

from extract.readers.pdf.pdfium import pdfium

_KEY = b"ActualText"
_DIGIT = re.compile(r"\d")
_LONGEST = 512
"""Bytes of what is said that are looked at."""


def tell_as_drawn(strings: list[int]) -> bool:
    """Whether any string was said to read as digits; what was said is gone."""
    functions = pdfium()
    counts = list(map(functions.FPDFPageObj_CountMarks, strings))
    if not any(counts):
        return False
    marks: dict[int, int] = {}
    for string, count in zip(strings, counts, strict=True):
        if count > 0:
            marks |= dict.fromkeys(map(functions.FPDFPageObj_GetMark, repeat(string), range(count)), string)
    said = [mark for mark in marks if _DIGIT.search(_said(mark))]
    for mark in said:
        functions.FPDFPageObjMark_RemoveParam(marks[mark], mark, _KEY)
    return bool(said)


def _said(mark: int) -> str:
    """The text that a mark says its strings read as; empty for most."""
    size = ctypes.c_ulong(0)
    at = ctypes.addressof(size)
    function = pdfium().FPDFPageObjMark_GetParamStringValue
    if not function(mark, _KEY, None, 0, at) or not size.value:
        return ""
    buffer = ctypes.create_string_buffer(min(size.value, _LONGEST))
    function(mark, _KEY, ctypes.addressof(buffer), len(buffer), at)
    return buffer.raw.decode("utf-16-le", "replace")
