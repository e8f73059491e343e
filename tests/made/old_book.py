"""Old workbooks (.xls) as Excel 97 lays them out: cells and looks → the bytes of the container.

No more of the format than a reader has to know: shared texts with runs, numbers in every way they are kept, formulas,
merged cells, hidden rows and columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from struct import pack
from typing import NamedTuple

from tests.made.old_word import ole_bytes

_LARGEST = 8220
"""Bytes of a record that others continue; a few less than may be."""
_GLOBALS, _SHEET = 0x0005, 0x0010


class Style(NamedTuple):
    """How a cell looks: the code of its numbers, whether its text is struck out or white, whether it has rules."""

    code: str = "General"
    struck: bool = False
    white: bool = False
    ruled: bool = False


class OldCell(NamedTuple):
    """A cell: a number, a text (with where it is struck out from), or a formula that has come to something."""

    value: float | str | None
    style: Style = Style()
    across: int = 1
    down: int = 1
    reckoned: bool = False
    struck_from: int = -1


Cells = Mapping[tuple[int, int], OldCell]


def xls_bytes(sheets: Sequence[tuple[str, Cells]], hidden: Sequence[int] = (), rows: Sequence[int] = ()) -> bytes:
    """A workbook of sheets with their names; `hidden` sheets by number, hidden `rows` of the first."""
    styles = list(dict.fromkeys(cell.style for _, cells in sheets for cell in cells.values()))
    texts = [
        cell for _, cells in sheets for cell in cells.values() if isinstance(cell.value, str) and not cell.reckoned
    ]
    head = _record(0x0809, pack("<HHHHII", 0x0600, _GLOBALS, 0, 0, 0, 0))
    head += b"".join(_font(struck, white) for struck, white in _FONTS)
    head += b"".join(_record(0x041E, pack("<H", 164 + at) + _text(style.code)) for at, style in enumerate(styles))
    head += b"".join(_look(style, 164 + at) for at, style in enumerate(styles))
    told = [
        _record(0x0085, pack("<IBB", 0, at in hidden, 0) + _text(name, wide=False))
        for at, (name, _) in enumerate(sheets)
    ]
    behind = _shared(texts) + _record(0x000A, b"")
    at = len(head) + sum(map(len, told)) + len(behind)
    bodies, places = [], []
    for number, (_, cells) in enumerate(sheets):
        places.append(at)
        bodies.append(_sheet(cells, styles, texts, () if number else rows))
        at += len(bodies[-1])
    told = [record[:4] + pack("<I", place) + record[8:] for record, place in zip(told, places, strict=True)]
    return ole_bytes({"Workbook": head + b"".join(told) + behind + b"".join(bodies)})


def older_bytes(rows: Sequence[Sequence[str | float]]) -> bytes:
    """A workbook of Excel 5 and 95, whose texts are in the encoding of the system and stand in their cells."""
    head = _record(0x0809, pack("<HHHH", 0x0500, _GLOBALS, 0, 0)) + _record(0x0042, pack("<H", 936))
    head += _record(0x0031, pack("<5H4B", 200, 0, 0x7FFF, 400, 0, 0, 0, 134, 0) + b"\1a")
    head += _record(0x00E0, pack("<8H", 0, 0, 0, 0x20, 0x20C0, 0, 0, 0))
    place = len(head) + 4 + 8 + 4
    head += _record(0x0085, pack("<IBBB", place, 0, 0, 1) + b"1") + _record(0x000A, b"")
    body = _record(0x0809, pack("<HHHH", 0x0500, _SHEET, 0, 0))
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            at = pack("<3H", row, column, 0)
            if isinstance(value, str):
                written = value.encode("gbk")
                body += _record(0x0204, at + pack("<H", len(written)) + written)
            else:
                body += _record(0x0203, at + pack("<d", value))
    return ole_bytes({"Book": head + body + _record(0x000A, b"")})


_FONTS = [(False, False), (True, False), (False, True), (True, True)]


def _record(kind: int, body: bytes) -> bytes:
    return pack("<HH", kind, len(body)) + body


def _text(text: str, wide: bool = True) -> bytes:
    return pack("<H" if wide else "<B", len(text)) + b"\1" + text.encode("utf-16-le")


def _shared(texts: Sequence[OldCell]) -> bytes:
    """The texts that cells name by a number; a text that goes on in the next record says anew how wide it is. From one
    place on it may be in the second font."""
    bodies = [pack("<II", len(texts), len(texts))]
    for cell in texts:
        text, runs = str(cell.value), cell.struck_from >= 0
        head = pack("<HBH", len(text), 0x9, 1) if runs else pack("<HB", len(text), 0x1)
        if len(bodies[-1]) + len(head) > _LARGEST:
            bodies.append(b"")
        bodies[-1] += head
        while len(text) > (room := (_LARGEST - len(bodies[-1])) // 2):
            bodies[-1] += text[:room].encode("utf-16-le")
            bodies.append(b"\1")
            text = text[room:]
        bodies[-1] += text.encode("utf-16-le")
        if runs:
            bodies[-1] += pack("<HH", cell.struck_from, 1)
    return b"".join(_record(0x003C if number else 0x00FC, body) for number, body in enumerate(bodies))


def _font(struck: bool, white: bool) -> bytes:
    return _record(0x0031, pack("<5H5B", 200, struck * 8, 9 if white else 0x7FFF, 400, 0, 0, 0, 0, 0, 1) + b"\1a\0")


def _look(style: Style, code: int) -> bytes:
    font = _FONTS.index((style.struck, style.white))
    return _record(0x00E0, pack("<HHHBBBBIIH", font, code, 0, 0, 0, 0, 0, 0x1111 * style.ruled, 0, 0x20C0))


def _sheet(cells: Cells, styles: Sequence[Style], texts: list[OldCell], rows: Sequence[int]) -> bytes:
    out = _record(0x0809, pack("<HHHHII", 0x0600, _SHEET, 0, 0, 0, 0))
    out += b"".join(_record(0x0208, pack("<HHHHHHI", row, 0, 9, 255, 0, 0, 0x120)) for row in rows)
    for (row, column), cell in cells.items():
        place = pack("<3H", row, column, styles.index(cell.style))
        value = cell.value
        if value is None:
            out += _record(0x0201, place)
        elif cell.reckoned and isinstance(value, str):
            out += _record(0x0006, place + b"\0" * 6 + b"\xff\xff" + pack("<HIH", 0, 0, 0)) + _record(
                0x0207, _text(value)
            )
        elif cell.reckoned:
            out += _record(0x0006, place + pack("<dHIH", value, 0, 0, 0))
        elif isinstance(value, str):
            number = next(at for at, each in enumerate(texts) if each is cell)
            out += _record(0x00FD, place + pack("<I", number))
        elif value == int(value) and abs(value) < 1 << 28:
            out += _record(0x027E, place + pack("<i", int(value) << 2 | 2))
        else:
            out += _record(0x0203, place + pack("<d", value))
    merged = [
        pack("<4H", row, row + cell.down - 1, column, column + cell.across - 1)
        for (row, column), cell in cells.items()
        if cell.across * cell.down > 1
    ]
    if merged:
        out += _record(0x00E5, pack("<H", len(merged)) + b"".join(merged))
    return out + _record(0x023E, pack("<H", 0x00B6) + bytes(16)) + _record(0x000A, b"")
