"""What of a library's claims is drawn, so that persons may say how often they are wrong.

Comes in: a library. Goes out: a `Sample`: what was drawn, and of how much, by stratum. What coders make of it is left
to `scoring`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.panels.accuracy import allocated, shared_out
from extract.panels.claimed import KINDS, ClaimKind, Drawn, Stratum, claimed_in

if TYPE_CHECKING:
    from extract.library import OpenLibrary

_EACH = 4
"""Draws that there are for a stratum on average, at least: of fewer nobody knows how much they differ."""
_ALL: Mapping[str, Any] = {"year": 0, "form": "", "how": "", "kind": ""}
"""What strata are put together by where there are too many, one after the other, and what stands there then."""
_SCHEMA = "gongkai.sample/1"


class SampledFrom(NamedTuple):
    """A library that something was drawn from: how many different files it has, and a digest that others have not."""

    files: int
    digest: str


class Sample(NamedTuple):
    """What was drawn, in random order; the sizes of the strata that it was drawn from."""

    of: ClaimKind
    seed: int
    frame: SampledFrom
    sizes: Mapping[Stratum, int]
    drawn: tuple[Drawn, ...]

    @property
    def text(self) -> str:
        """It without what coders are shown, as `sample_in` reads it."""
        strata = list(self.sizes)
        numbers = {stratum: number for number, stratum in enumerate(strata)}
        return json.dumps(
            {
                "schema": _SCHEMA,
                "of": self.of,
                "seed": self.seed,
                "frame": self.frame,
                "strata": [[*stratum, self.sizes[stratum]] for stratum in strata],
                "drawn": [[each.key, numbers[each.stratum], each.claims] for each in self.drawn],
            },
            ensure_ascii=False,
        )

    def in_order_of(self, coder: str) -> list[Drawn]:
        """What was drawn in an order of each coder's own, which tells nothing of that of others."""
        shuffled = list(self.drawn)
        Random(f"{self.seed} {coder}").shuffle(shuffled)
        return shuffled


def sample_of(library: OpenLibrary, of: ClaimKind, size: int, seed: int) -> Sample:
    """As many of a library's claims of a kind as are wanted, or all there are; the same seed draws the same.

    As much is drawn of every group, within a group in proportion to the sizes of its strata, and at least two of each.
    """
    frame = SampledFrom(*library.files_told())
    return drawn_from(lambda: claimed_in(library, of), of, frame, size, seed)


def drawn_from(
    claims: Callable[[], Iterable[Drawn]], of: ClaimKind, frame: SampledFrom, size: int, seed: int
) -> Sample:
    """The same from claims that can be gone through twice."""
    finest = Counter(claim.stratum for claim in claims() if claim.stratum.group)
    put_together = _put_together(finest, size)
    sizes: Counter[Stratum] = Counter()
    for stratum, count in finest.items():
        sizes[put_together(stratum)] += count
    random = Random(seed)
    places = {
        stratum: set(random.sample(range(sizes[stratum]), count)) for stratum, count in _allocated(sizes, size).items()
    }
    counts: Counter[Stratum] = Counter()
    drawn = []
    for claim in claims():
        if claim.stratum.group:
            stratum = put_together(claim.stratum)
            if counts[stratum] in places[stratum]:
                drawn.append(claim._replace(stratum=stratum))
            counts[stratum] += 1
    random.shuffle(drawn)
    return Sample(of, seed, frame, dict(sorted(sizes.items())), tuple(drawn))


def _put_together(sizes: Mapping[Stratum, int], draws: int) -> Callable[[Stratum], Stratum]:
    """What strata become where there are too many for so many draws."""
    names: list[str] = []

    def put_together(stratum: Stratum) -> Stratum:
        return Stratum(*(_ALL[name] if name in names else value for name, value in stratum._asdict().items()))

    for name in _ALL:
        if len(set(map(put_together, sizes))) * _EACH <= draws:
            break
        names.append(name)
    return put_together


def _allocated(sizes: Mapping[Stratum, int], draws: int) -> dict[Stratum, int]:
    groups: Counter[str] = Counter()
    for stratum, count in sizes.items():
        groups[stratum.group] += count
    shares = shared_out(groups, draws)
    drawn: dict[Stratum, int] = {}
    for group, share in shares.items():
        drawn |= allocated({stratum: sizes[stratum] for stratum in sorted(sizes) if stratum.group == group}, share)
    return drawn


def sample_in(text: str) -> Sample:
    """What a text says of a sample; ValueError where it is none."""
    try:
        kept = json.loads(text)
        sizes = {Stratum(*stratum): int(size) for *stratum, size in kept["strata"]}
        strata = list(sizes)
        drawn = tuple(Drawn(key, strata[number], claims) for key, number, claims in kept["drawn"])
        if kept["schema"] != _SCHEMA or kept["of"] not in KINDS:
            raise ValueError(kept["schema"])
        return Sample(kept["of"], kept["seed"], SampledFrom(*kept["frame"]), sizes, drawn)
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError(text[:40]) from error
