"""What holds while an RTF file is read: the state of a group, and the row that is declared, as words set them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.readers.grid import Merging, RowShape
from extract.readers.hands import BLACK, CROWDED, LOWEST_ROW, NARROWEST, RAISED_BY, SMALLEST, USUAL_SIZE, Hand, hand_on
from extract.readers.rtf.words import MERGING, SHADES_OF_CELLS

_SOLID = 10_000
"""Hundredths of a percent of a ground that its pattern covers, and so hides."""


class Shading(NamedTuple):
    """What letters, a paragraph or a cell are shaded with: the numbers of two colours, and how much of the pattern is
    in the second."""

    below: int = 0
    above: int = 0
    part: int = 0

    def ground(self, colours: Mapping[int, str]) -> str | None:
        """The colour of the ground; "" for none, None where it is a pattern."""
        if self.part >= _SOLID:
            return colours.get(self.above, BLACK)
        return None if self.part else colours.get(self.below, "")


@dataclass(slots=True)
class GroupState:
    """What holds within a group: whether it prints, how its text is encoded and lettered, and where it stands."""

    aside: bool = False
    page: str = "cp1252"
    symbols: str = ""
    """The name of the font, where that has signs in the place of letters."""
    unit: int = 1
    hidden: bool = False
    struck: bool = False
    size: int = USUAL_SIZE
    level: str = ""
    colour: int = 0
    marked: int = 0
    letters: Shading = Shading()  # noqa: RUF009
    paragraph: Shading = Shading()  # noqa: RUF009
    narrow: bool = False
    spacing: int = 0
    depth: int = 0
    group: bytes = b""
    start: int = 0

    def hand(self, colours: Mapping[int, str], cell: Shading) -> Hand:
        """How the text of this group is lettered, in a cell that is shaded so."""
        if self.hidden:
            return Hand(seen=False, size=self.size)
        if self.struck or self.narrow or self.size <= SMALLEST:
            return Hand(seen=False, size=self.size, blank=True)
        grounds = (each.ground(colours) for each in (self.letters, self.paragraph, cell))
        marked = colours.get(self.marked, "") if self.marked else ""
        ground = marked or next((ground for ground in grounds if ground != ""), "")
        colour = colours.get(self.colour, "") or (BLACK if marked == BLACK else "")
        return hand_on(ground, colour, self.size, self.level, self.spacing < -CROWDED * self.size)


@dataclass(slots=True)
class DeclaredRow:
    """The row that is being declared."""

    left: int = 0
    rights: list[int] = field(default_factory=list)
    merging: list[Merging] = field(default_factory=list)
    next_cell: Merging = field(default_factory=Merging)
    shadings: list[Shading] = field(default_factory=list)
    next_shading: Shading = Shading()  # noqa: RUF009
    height: int = 0

    def told(self, word: bytes, number: int) -> DeclaredRow:
        """The row with what a word tells of its shape; a new one where that begins."""
        if word == b"trowd":
            return DeclaredRow()
        if word == b"trleft":
            self.left = number
        elif word == b"trrh":
            self.height = number
        elif word in MERGING:
            self.next_cell = Merging(*map(max, MERGING[word], self.next_cell))
        elif word == b"cellx":
            self.rights.append(number)
            self.merging.append(self.next_cell)
            self.shadings.append(self.next_shading)
            self.next_cell, self.next_shading = Merging(), Shading()
        elif word in SHADES_OF_CELLS:
            self.next_shading = self.next_shading._replace(**{SHADES_OF_CELLS[word]: number})
        return self

    def shading(self, cell: int) -> Shading:
        """How a cell is shaded."""
        return self.shadings[cell] if cell < len(self.shadings) else Shading()

    def shape(self) -> RowShape:
        shown = not -LOWEST_ROW <= self.height < 0
        return RowShape((self.left, *self.rights) if self.rights else (), tuple(self.merging), shown)


def _plain(state: GroupState, _: int | None) -> None:
    state.hidden = state.struck = state.narrow = False
    state.size, state.level, state.colour, state.marked, state.spacing = USUAL_SIZE, "", 0, 0, 0
    state.symbols = ""
    state.letters = Shading()


def _paragraph(state: GroupState, _: int | None) -> None:
    state.depth, state.paragraph = 0, Shading()


def _shader(of: str, part: str) -> Callable[[GroupState, int | None], None]:
    return lambda state, number: setattr(state, of, getattr(state, of)._replace(**{part: number or 0}))


def _setter(name: str, value_of: Callable[[int | None], object]) -> Callable[[GroupState, int | None], None]:
    return lambda state, number: setattr(state, name, value_of(number))


def _is_on(number: int | None) -> bool:
    return number != 0


def _shift(number: int | None) -> str:
    """How text stands that is so many half points above or below its line; six where the file does not say."""
    return "raised" if (6 if number is None else number) >= RAISED_BY else ""


STATED: Mapping[bytes, Callable[[GroupState, int | None], None]] = {
    b"plain": _plain,
    b"pard": _paragraph,
    b"intbl": _setter("depth", lambda _: 1),
    b"itap": _setter("depth", lambda number: max(number or 0, 0)),
    b"uc": _setter("unit", lambda number: max(number or 0, 0)),
    b"v": _setter("hidden", _is_on),
    b"deleted": _setter("hidden", _is_on),
    b"mvf": _setter("hidden", _is_on),
    b"strike": _setter("struck", _is_on),
    b"striked": _setter("struck", _is_on),
    b"fs": _setter("size", lambda number: number or USUAL_SIZE),
    b"cf": _setter("colour", lambda number: number or 0),
    b"highlight": _setter("marked", lambda number: number or 0),
    b"cb": _shader("letters", "below"),
    b"chcbpat": _shader("letters", "below"),
    b"chcfpat": _shader("letters", "above"),
    b"chshdng": _shader("letters", "part"),
    b"cbpat": _shader("paragraph", "below"),
    b"cfpat": _shader("paragraph", "above"),
    b"shading": _shader("paragraph", "part"),
    b"charscalex": _setter("narrow", lambda number: number is not None and number <= NARROWEST),
    b"expndtw": _setter("spacing", lambda number: number or 0),
    b"super": _setter("level", lambda _: "superscript"),
    b"sub": _setter("level", lambda _: "subscript"),
    b"nosupersub": _setter("level", lambda _: ""),
    b"up": _setter("level", _shift),
    b"dn": _setter("level", _shift),
}
"""Control words that change what holds from here to the end of the group."""
