"""An agency: its names with and without places in front, and who works for it."""

from __future__ import annotations

from random import Random
from typing import NamedTuple


class Agency(NamedTuple):
    """An agency: `name` stands behind its `places` (widest first), of which `least` are always printed.

    `tail` may follow the name and is left out of it; `level` is the word in 我镇; `office` compiles its report;
    `shorts` are other names that are its own.
    """

    name: str
    places: tuple[str, ...]
    tail: str
    level: str
    office: str
    kind: str
    least: int = 0
    shorts: tuple[str, ...] = ()

    def named(self, places: int) -> str:
        """The name behind so many of its places, nearest first."""
        return "".join(self.places[len(self.places) - places :]) + self.name

    @property
    def county(self) -> str:
        """The nearest place above."""
        return self.places[-1] if self.places else ""

    @property
    def full(self) -> str:
        """The name as most titles print it: behind the nearest place."""
        return self.named(min(1, len(self.places)))

    @property
    def government(self) -> str:
        """The full name with its tail."""
        return self.full + self.tail

    @property
    def names(self) -> frozenset[str]:
        """Every name under which its report may stand."""
        return frozenset((*(self.named(n) for n in range(self.least, len(self.places) + 1)), *self.shorts))

    @property
    def parents(self) -> frozenset[str]:
        """Its places as they may be printed in front of it."""
        return frozenset("".join(self.places[n:]) for n in range(len(self.places)))

    def printed(self, random: Random) -> str:
        """The name in one of its usual forms, as a title or a signature prints it."""
        usual = min(1, len(self.places))
        places = random.choice((usual, usual, random.randint(self.least, len(self.places))))
        return self.named(places) + random.choice((self.tail, self.tail, ""))

    def moved(self, places: tuple[str, ...]) -> Agency:
        """The same agency in another place."""
        shorts = (places[-1][-1] + self.name,) if self.shorts and self.least else self.shorts
        return self._replace(places=places, shorts=shorts)

    def spoken(self, random: Random) -> str:
        """The name as sentences use it: mostly without places."""
        short = random.choice(self.shorts or (self.named(self.least),))
        return random.choice((short, self.named(self.least), self.full, self.government))
