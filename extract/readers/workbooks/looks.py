"""How cells look: their letters, grounds and number formats → what of a value is seen.

Comes in: what a workbook says of a cell's looks, and its value. Goes out: what the cell shows, and whether that can be
told. How a kind of workbook says so is left to its reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from extract.numbers import read_number
from extract.readers.hands import SMALLEST, USUAL_SIZE, WHITE, Hand, are_alike, seen_of
from extract.readers.workbooks.formats import GENERAL, shown
from extract.readers.workbooks.sheets import ShownCell

BEGINNINGS = (datetime(1899, 12, 30), datetime(1904, 1, 1))
"""The day from which days are counted, and that of workbooks that say so."""
OTHER_COLOUR = "808080"
"""Any colour that is neither that of the paper nor that of letters."""
INDEXED: Mapping[int, str] = {0: "000000", 1: WHITE, 8: "000000", 9: WHITE, 64: "000000", 65: WHITE}
"""Black and white, of the colours that files only name by a number."""


class Letters(NamedTuple):
    """How text is lettered: struck out, its size in half points, raised or lowered, its colour ("" where a program
    chooses it)."""

    struck: bool = False
    size: int = USUAL_SIZE
    level: str = ""
    colour: str = ""

    def hand(self, ground: str, bare: bool) -> Hand:
        """The hand on a ground ("" for none); `bare`: whether nothing else can give the cell a ground."""
        if self.struck or self.size <= SMALLEST:
            return Hand(seen=False, size=self.size, blank=True)
        pale = bool(self.colour) and are_alike(self.colour, ground or WHITE)
        if pale and not ground and not bare:
            return Hand(True, True, self.size, self.level)
        dark = bool(ground) and not are_alike(ground, WHITE)
        return Hand(not pale or dark, False, self.size, self.level, blank=pale, blackened=pale and dark)


class CellLook(NamedTuple):
    """How cells of a format look: the code of their numbers, their letters, the colour of their ground, their rules."""

    code: str = GENERAL
    letters: Letters = Letters()
    ground: str = ""
    ruled: bool = False

    def number(self, value: Decimal, beginning: datetime, bare: bool = True) -> ShownCell:
        """What a cell shows of a number, or of a day; what is seen only on a ground that nobody knows is not told."""
        written = shown(value, self.code, beginning)
        hand = self.letters.hand(self.ground, bare)
        return ShownCell(
            seen_of([(hand, str(value) if written is None else written)]),
            written is not None and not hand.doubtful,
            True,
            value,
        )

    def text(self, runs: Iterable[tuple[Letters | None, str]], beginning: datetime, bare: bool = True) -> ShownCell:
        """What a cell shows of the runs of a text; those without letters of their own have those of the cell."""
        hands = [((own or self.letters).hand(self.ground, bare), written) for own, written in runs]
        seen = seen_of(hands)
        written = shown(seen, self.code, beginning)
        in_doubt = read_number(seen) is not None and all(hand.doubtful for hand, _ in hands)
        return ShownCell(seen if written is None else written, told=written is not None and not in_doubt)
