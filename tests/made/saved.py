"""Reports as other word processors save them: parts in printed order → an old Word file, RTF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.made import old_word
from tests.made.printing import Part
from tests.made.sheets import Box, Sheet, spread

_WIDTH = 900
"""Twips of a column."""


def doc_bytes(parts: Sequence[Part | Sheet]) -> bytes:
    """An old Word file."""
    paragraphs: list[old_word.Paragraph] = []
    for part in parts:
        if isinstance(part, Sheet):
            for cells in _rows(part):
                flags = [_FLAGS[begins, box.down > 1] for box, begins, _ in cells]
                edges = [0, *(right * _WIDTH for _, _, right in cells)]
                paragraphs += old_word.row([box.text if begins else "" for box, begins, _ in cells], edges, flags)
            paragraphs += old_word.plain("")
        else:
            paragraphs += old_word.plain(part.text)
    return old_word.word_bytes(paragraphs)


_FLAGS = {(True, False): 0, (False, False): 0, (True, True): old_word.TOP, (False, True): old_word.DOWN}


def rtf_bytes(parts: Sequence[Part | Sheet]) -> bytes:
    """RTF, its Chinese characters as numbers."""
    head = r"{\rtf1\ansi\ansicpg936\deff0\uc1{\fonttbl{\f0\fnil\fcharset134 SimSun;}}"
    return (head + "".join(_rtf_of(part) for part in parts) + "}").encode("ascii")


def _rtf_of(part: Part | Sheet) -> str:
    if isinstance(part, Part):
        return r"\pard " + _escaped(part.text) + r"\par" + "\n"
    rows = []
    for cells in _rows(part):
        marks = [(r"\clvmgf" if begins else r"\clvmrg") if box.down > 1 else "" for box, begins, _ in cells]
        edges = [rf"{mark}\cellx{right * _WIDTH}" for mark, (_, _, right) in zip(marks, cells, strict=True)]
        texts = [rf"\pard\intbl {_escaped(box.text) if begins else ''}\cell" for box, begins, _ in cells]
        rows.append(r"\trowd\trleft0" + "".join(edges) + "".join(texts) + r"\row" + "\n")
    return "".join(rows) + r"\pard\par" + "\n"


def _escaped(text: str) -> str:
    """Text with every character outside of ASCII, and half of one outside the basic plane, as its number."""
    units = text.encode("utf-16-le")
    codes = [int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)]
    written = {code: chr(code) for code in range(32, 127)}
    written |= {9: r"\tab ", **{ord(sign): f"\\{sign}" for sign in "\\{}"}}
    return "".join(written.get(code, rf"\u{code}?") for code in codes)


def _rows(sheet: Sheet) -> Iterator[list[tuple[Box, bool, int]]]:
    """The rows of a table: each cell with its box, whether the box begins there, and the column behind it."""
    for places in spread(sheet):
        cells, at = [], 0
        while at < len(places):
            box, begins = places[at]
            at += box.across
            cells.append((box, begins, at))
        yield cells
