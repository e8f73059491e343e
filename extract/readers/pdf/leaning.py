"""Pages that lean a little, as copies do that were laid on the glass by hand, put straight.

Comes in: a page that pdfium has open, and its objects. Goes out: whether it leant; then it is turned back, which is
seen when it is loaded again. Words that lean on a straight page, as watermarks do, stay as they are.
"""

from __future__ import annotations

import math
from itertools import compress

import numpy as np

from extract.readers.pdf.pdfium import pdfium
from extract.readers.pdf.segments import matrices_of

_TEXT = 1
_SAMPLE = 48
"""Objects of a page that are looked at, from its beginning to its end."""
_FEWEST = 6
"""Strings among them at least that tell."""
_MOST = 0.8
"""Part of them that leans alike on a page that leans."""
_LEAST, _STEEPEST = math.radians(0.03), math.radians(10)
"""From the one angle on rules are a third of a point off their line at their end; beyond the other nobody copies."""
_ALIKE = math.radians(0.1)
_QUARTER = math.pi / 2


def straightened(page: int, objects: list[int], kinds: bytes) -> bool:
    """Whether a page leant, given its objects and what kinds they are; it is turned back about its middle, and shown so
    when it is loaded again."""
    lean = _lean_of(objects, kinds)
    if not lean:
        return False
    box = np.zeros(4, np.float32)
    pdfium().FPDF_GetPageBoundingBox(page, box.ctypes.data)
    left, top, right, bottom = box.tolist()
    x, y, a, b = (left + right) / 2, (top + bottom) / 2, math.cos(lean), -math.sin(lean)
    matrix = np.array((a, b, -b, a, x - a * x + b * y, y - b * x - a * y), np.float32)
    return bool(pdfium().FPDFPage_TransFormWithClip(page, matrix.ctypes.data, None))


def _lean_of(objects: list[int], kinds: bytes) -> float:
    """The angle by which a page leans; 0 for a straight one."""
    step = max(1, len(objects) // _SAMPLE)
    strings = list(compress(objects[::step], map(_TEXT.__eq__, kinds[::step])))
    if len(strings) < _FEWEST:
        return 0.0
    turns = matrices_of(strings)[:, :2].tolist()
    if 2 * sum(a * b != 0 for a, b in turns) < len(turns):
        return 0.0
    a, b = np.array(turns).T
    angles = np.arctan2(b, a)
    leans = angles - np.rint(angles / _QUARTER) * _QUARTER
    lean = float(np.median(leans))
    alike = np.abs(leans - lean) < _ALIKE
    return lean if _LEAST < abs(lean) < _STEEPEST and alike.mean() >= _MOST else 0.0
