"""What lies upon the sheets of a workbook of old: records of drawings → boxes with their text, and pictures.

Comes in: the records of a sheet. Goes out: where each drawing lies, how large it is about, and its text. Notes that a
click shows are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from struct import unpack_from

from extract.readers.workbooks.sheets import USUAL_PLACE, Area, DrawnBox

_DRAWING, _OBJECT, _TEXT = 0x00EC, 0x005D, 0x01B6
_ANCHOR, _ANCHOR_SIZE = b"\x10\xf0\x12\x00\x00\x00", 18
_LINE, _BUTTONS, _NOTE = 1, range(7, 25), 25
"""Kinds of objects that hide nothing: lines, what a click changes, and notes."""


def drawn_in(records: Iterable[tuple[int, bytes, tuple[int, ...]]]) -> Iterator[DrawnBox]:
    """The boxes and pictures upon a sheet: each is an anchor, the object that lies there, and its text."""
    anchor: DrawnBox | None = None
    is_shown = False
    for kind, body, seams in records:
        if kind == _DRAWING and (begun := _anchor_in(body)):
            if anchor is not None and is_shown:
                yield anchor
            anchor, is_shown = begun, False
        elif kind == _OBJECT and len(body) >= 6:
            object_kind = int.from_bytes(body[4:6], "little")
            is_shown = object_kind not in (_LINE, _NOTE) and object_kind not in _BUTTONS
        elif kind == _TEXT and anchor is not None:
            anchor = anchor._replace(lines=_lines_of(body, seams))
    if anchor is not None and is_shown:
        yield anchor


def _anchor_in(body: bytes) -> DrawnBox | None:
    """Where what is drawn last in a record lies."""
    at = body.rfind(_ANCHOR)
    if at < 0 or at + len(_ANCHOR) + _ANCHOR_SIZE > len(body):
        return None
    left, _, top, _, right, _, bottom, _ = unpack_from("<2x8H", body, at + len(_ANCHOR))
    return DrawnBox(Area(top, left, bottom, right), ((right - left) * USUAL_PLACE[0], (bottom - top) * USUAL_PLACE[1]))


def _lines_of(body: bytes, seams: tuple[int, ...]) -> list[str]:
    """The lines of a text: how long it is, and in the first record that continues it how wide its characters are."""
    if not seams or len(body) <= seams[0]:
        return []
    wide = 1 + (body[seams[0]] & 1)
    count = int.from_bytes(body[10:12], "little")
    text = body[seams[0] + 1 : seams[0] + 1 + wide * count]
    return [
        line for line in text.decode("utf-16-le" if wide == 2 else "latin-1", "replace").split("\n") if line.strip()
    ]
