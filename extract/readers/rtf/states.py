"""What holds while an RTF file is read: the state of a group, and the row that is declared, as words set them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from extract.readers.grid import Merging, RowShape
from extract.readers.hands import LOWEST_ROW, RAISED_BY, SMALLEST, USUAL_SIZE, WHITE, Hand, are_alike
from extract.readers.rtf.words import MERGING


@dataclass(slots=True)
class GroupState:
    """What holds within a group: whether it prints, how its text is encoded and lettered, and where it stands."""

    aside: bool = False
    page: str = "cp1252"
    unit: int = 1
    hidden: bool = False
    struck: bool = False
    size: int = USUAL_SIZE
    level: str = ""
    colour: int = 0
    shaded: bool = False
    depth: int = 0
    group: bytes = b""
    start: int = 0

    def hand(self, colours: Mapping[int, str]) -> Hand:
        """How the text of this group is lettered; on a shaded ground, pale text is in doubt."""
        if self.hidden:
            return Hand(seen=False, size=self.size)
        pale = are_alike(colours.get(self.colour, "000000"), WHITE)
        if self.struck or self.size <= SMALLEST or (pale and not self.shaded):
            return Hand(seen=False, size=self.size, blank=True)
        return Hand(True, pale, self.size, self.level)


@dataclass(slots=True)
class DeclaredRow:
    """The row that is being declared."""

    left: int = 0
    rights: list[int] = field(default_factory=list)
    merging: list[Merging] = field(default_factory=list)
    next_cell: Merging = field(default_factory=Merging)
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
            self.next_cell = Merging()
        return self

    def shape(self) -> RowShape:
        shown = not -LOWEST_ROW <= self.height < 0
        return RowShape((self.left, *self.rights) if self.rights else (), tuple(self.merging), shown)


def _plain(state: GroupState, _: int | None) -> None:
    state.hidden = state.struck = state.shaded = False
    state.size, state.level, state.colour = USUAL_SIZE, "", 0


def _setter(name: str, value_of: Callable[[int | None], object]) -> Callable[[GroupState, int | None], None]:
    return lambda state, number: setattr(state, name, value_of(number))


def _is_on(number: int | None) -> bool:
    return number != 0


def _shift(number: int | None) -> str:
    """How text stands that is so many half points above or below its line; six where the file does not say."""
    return "raised" if (6 if number is None else number) >= RAISED_BY else ""


STATED: Mapping[bytes, Callable[[GroupState, int | None], None]] = {
    b"plain": _plain,
    b"pard": _setter("depth", lambda _: 0),
    b"intbl": _setter("depth", lambda _: 1),
    b"itap": _setter("depth", lambda number: max(number or 0, 0)),
    b"uc": _setter("unit", lambda number: max(number or 0, 0)),
    b"v": _setter("hidden", _is_on),
    b"deleted": _setter("hidden", _is_on),
    b"strike": _setter("struck", _is_on),
    b"striked": _setter("struck", _is_on),
    b"fs": _setter("size", lambda number: number or USUAL_SIZE),
    b"cf": _setter("colour", lambda number: number or 0),
    b"super": _setter("level", lambda _: "superscript"),
    b"sub": _setter("level", lambda _: "subscript"),
    b"nosupersub": _setter("level", lambda _: ""),
    b"up": _setter("level", _shift),
    b"dn": _setter("level", _shift),
}
"""Control words that change what holds from here to the end of the group."""
