"""Pictures: whether one may be a page of a report that was photographed or scanned. What it shows is not read."""

from __future__ import annotations

from contextlib import suppress

_NAMES_OF_REPORTS = ("年报", "年度报告")
_SMALLEST_SCAN = (800, 1000)
"""Pixels of the two sides of a page that is photographed or scanned, at least."""

_HEAD = 1 << 16
"""Bytes in which a picture says how large it is."""


def may_be_a_report(data: bytes, name: str) -> bool:
    """Whether a picture may be a page of a report: by its name, or by its size."""
    from PIL import Image, ImageFile

    if any(word in name for word in _NAMES_OF_REPORTS):
        return True
    parser = ImageFile.Parser()
    with suppress(OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        parser.feed(data[:_HEAD])
    sides = parser.image.size if parser.image else (0, 0)
    return all(map(int.__ge__, sorted(sides), _SMALLEST_SCAN))
