"""What pdfium tells of many things at once: a row of numbers for each object, character or segment.

Comes in: the name of a function of pdfium, and the handles that it is asked about, or the places of characters on a
page. Goes out: an array. pdfium writes what it tells of one thing to addresses, which take longer to be passed than it
takes to answer: so they are always the same ones, made ready for it when they are first used.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import repeat
from threading import get_ident
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.readers.pdf.pdfium import pdfium, run

_ROWS = 1024
"""Things that are asked about in one go: most pages have fewer characters, and nearly all fewer objects."""
_MOST_KEPT = 64
"""Questions, each by one thread, whose addresses are remembered."""

_ready = ctypes.c_void_p.from_param


class _Answer(NamedTuple):
    """What a function tells of one thing: numbers of a type, how many, and to how many addresses it writes them."""

    dtype: type[np.generic]
    numbers: int
    addresses: int


_ANSWERS = {
    "FPDFPageObj_GetBounds": _Answer(np.float32, 4, 4),
    "FPDFPageObj_GetMatrix": _Answer(np.float32, 6, 1),
    "FPDFPageObj_GetFillColor": _Answer(np.int32, 4, 4),
    "FPDFPageObj_GetStrokeWidth": _Answer(np.float32, 1, 1),
    "FPDFPath_GetDrawMode": _Answer(np.int32, 2, 2),
    "FPDFPathSegment_GetPoint": _Answer(np.float32, 2, 2),
    "FPDFText_GetCharBox": _Answer(np.float64, 4, 4),
    "FPDFText_GetCharOrigin": _Answer(np.float64, 2, 2),
    "FPDFText_GetLooseCharBox": _Answer(np.float32, 4, 1),
}


class _Question(NamedTuple):
    """A function, the rows that it writes to, and the addresses of these, column by column."""

    function: Any
    rows: NDArray[Any]
    addresses: list[list[Any]]


def told_of(question: str, handles: Sequence[int]) -> NDArray[Any]:
    """What pdfium tells of objects or segments, a row for each; noughts where it tells nothing."""
    return _told(question, handles, lambda some: (map(_ready, some),))


def told_at(question: str, reader: int, places: Sequence[int]) -> NDArray[Any]:
    """The same of the characters of a page, by their places on it."""
    page = _ready(reader)
    return _told(question, places, lambda some: (repeat(page), some))


def answers_of(question: str, page: int, places: Iterable[int]) -> Iterator[Any]:
    """What pdfium answers of the objects of a page, or of its characters, by their numbers on it."""
    return map(_bare(question), repeat(_ready(page)), places)


def strings_at(reader: int, places: Sequence[int]) -> NDArray[np.uintp]:
    """The text objects that characters of a page are of; 0 for those that pdfium adds."""
    return np.fromiter(answers_of("FPDFText_GetTextObject", reader, places), np.uintp, len(places))


def _told(question: str, things: Sequence[int], arguments: Callable[[Sequence[int]], tuple[Any, ...]]) -> NDArray[Any]:
    asked = _question(question, get_ident())
    found = []
    for start in range(0, max(len(things), 1), _ROWS):
        some = things[start : start + _ROWS]
        rows = asked.rows[: len(some)]
        rows[:] = 0
        run(map(asked.function, *arguments(some), *asked.addresses))
        found.append(rows.copy())
    return found[0] if len(found) == 1 else np.concatenate(found)


@lru_cache(maxsize=_MOST_KEPT)
def _question(name: str, _thread: int) -> _Question:
    """A question, with memory for its answers that no other thread writes to."""
    answer = _ANSWERS[name]
    rows = np.zeros((_ROWS, answer.numbers), answer.dtype)
    first, wide = rows.ctypes.data, rows.strides[0]
    starts = range(first, first + wide, wide // answer.addresses)
    columns = [list(map(_ready, range(start, start + rows.nbytes, wide))) for start in starts]
    return _Question(_bare(name), rows, columns)


@cache
def _bare(name: str) -> Any:
    """A function that converts nothing: it is given numbers as C has them, and addresses that are ready. A handle that
    it answers is a number, 0 where there is none."""
    function = getattr(pdfium(), name)
    answers = ctypes.c_size_t if function.restype is ctypes.c_void_p else function.restype
    return ctypes.PYFUNCTYPE(answers)(ctypes.cast(function, ctypes.c_void_p).value or 0)
