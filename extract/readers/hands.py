"""How text is lettered, whatever program wrote it: hands and the text in them → the text that a person sees as one.

Comes in: runs of text, and the hand of each: whether it is seen, its size, how it stands on its line. Goes out: what is
seen, with a sign between figures that are no one figure. How a file says so is left to the reader of its kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from extract.readers.cells import RAISED, SEAM, without_seams
from extract.text import UNKNOWN

SMALLEST = 3
"""Half points up to which text is a line of dots."""
RAISED_BY = 4
"""Half points by which a mark is raised or lowered, and not only set straight."""
USUAL_SIZE = 21
WHITE, BLACK = "FFFFFF", "000000"
CROWDED = 2.5
"""Twips, for each half point of its size, by which letters may stand closer together and not on one another."""
NARROWEST = 10
"""Percent of their width up to which letters are a line."""
LOWEST_ROW = 40
"""Twips up to which a row of exact height shows nothing."""
_SMALLER = 0.8
"""How much smaller a mark is than the figure that it stands at."""
_DARK = 0x60
"""Of 255: a ground no lighter in any colour is seen as a bar where its text is not."""
_PALE = 16
"""Difference of colours, of 255, up to which one is not made out on the other."""


class Hand(NamedTuple):
    """How a run is lettered: whether it is seen, whether that is in doubt, its size, and how it stands on its line."""

    seen: bool = True
    doubtful: bool = False
    size: int = USUAL_SIZE
    level: str = ""
    blank: bool = False
    """What is not seen and takes up its room."""
    blackened: bool = False
    """What nobody can read: letters on one another, or as dark as the bar that they stand on."""

    @property
    def mark(self) -> str:
        """What stands before text in this hand that nobody can read."""
        return UNKNOWN if self.blackened else ""

    def seam_after(self, other: Hand) -> str:
        """What stands between text in the other hand and text in this one, where they are no one figure."""
        if self.level != other.level:
            return RAISED if self.level == "superscript" else SEAM
        alike = _SMALLER <= self.size / max(other.size, 1) <= 1 / _SMALLER
        return "" if alike and self.doubtful == other.doubtful else SEAM


def hand_on(ground: str | None, colour: str, size: int, level: str = "", crowded: bool = False) -> Hand:
    """The hand of text in a colour ("" where the program chooses one that is seen) on a ground ("" for the paper, None
    where it is not known); `crowded`: whether its letters stand on one another.

    >>> [hand_on(ground, "FFFFFF", 21).seen for ground in ("", "1F497D", None)]
    [False, True, True]
    >>> hand_on("000000", "000000", 21).blackened, hand_on("000000", "", 21).blackened
    (True, False)
    """
    if not colour:
        return Hand(size=size, level=level, blackened=crowded)
    if ground is not None and are_alike(colour, ground or WHITE):
        dark = bool(ground) and max(int(ground[at : at + 2], 16) for at in (0, 2, 4)) <= _DARK
        return Hand(seen=dark, size=size, blank=True, blackened=dark)
    return Hand(True, ground is None and are_alike(colour, WHITE), size, level, blackened=crowded)


def seen_of(runs: Iterable[tuple[Hand, str]]) -> str:
    """The text of runs that is seen.

    >>> seen_of([(Hand(), "12"), (Hand(seen=False), "88"), (Hand(), "3"), (Hand(level="superscript"), "1")])
    '123^1'
    >>> seen_of([(Hand(), "9"), (Hand(seen=False, blank=True), "7"), (Hand(), "5")])
    '9^5'
    """
    text: list[str] = []
    last: Hand | None = None
    for hand, written in runs:
        if hand.seen and written:
            text += [hand.seam_after(last) if last else "", hand.mark, written]
            last = hand
        elif hand.blank:
            text.append(SEAM)
    return without_seams("".join(text))


def are_alike(one: str, other: str) -> bool:
    """Whether text in one colour, given as six digits, is not made out on the other.

    >>> are_alike("FFFFFF", "FEFEFE"), are_alike("FF0000", "FFFFFF")
    (True, False)
    """
    return all(abs(int(one[at : at + 2], 16) - int(other[at : at + 2], 16)) <= _PALE for at in (0, 2, 4))
