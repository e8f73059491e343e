"""How much of a section is boilerplate: words that stand in the agency's report of the year before, or in others of its
county and year.

Comes in: the written sections of all reports. Goes out: of every section which part of it is found where, exactly: each
piece of eight characters, names, years and numbers aside (`similar`), is looked up in every text that it is compared
with. A county's pieces are put together once, so that time grows with the number of reports. Whether that is a fault is
left to `copying`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from extract.checks.similar import PIECE, TOLD_OF, Counts, Flags, Hashes, hashes_of, masked, masked_names


class WrittenSection(NamedTuple):
    """A section as it is compared: its report, whose that is, below which place, of which year; its number and text."""

    report_id: str
    unit: str
    parent: str
    year: int
    number: int
    masked: str


class SectionShares(NamedTuple):
    """What of a section stands elsewhere, from 0 to 1, and characters of the longest run that does; None where there is
    nothing to compare with, or the section is shorter than a piece.

    `own`: in the agency's report of the year before. `county`: in another report of its county and year. `template`: in
    those of more than half of the agencies of its county, where there are eight or more."""

    own: float | None = None
    own_run: int | None = None
    county: float | None = None
    county_run: int | None = None
    template: float | None = None


def section_of(
    report_id: str, unit: str, names: Iterable[str], parent: str, year: int, number: int, text: str
) -> WrittenSection:
    """A section with its names masked."""
    return WrittenSection(report_id, unit, parent, year, number, masked(text, masked_names(names)))


def shares_of(sections: Iterable[WrittenSection]) -> Iterator[tuple[str, int, SectionShares]]:
    """The shares of every section, by report and number, county by county."""
    counties: dict[tuple[str, int], list[WrittenSection]] = defaultdict(list)
    texts: dict[tuple[str, int], list[str]] = defaultdict(list)
    for section in sections:
        counties[section.parent, section.year].append(section)
        texts[section.unit, section.year].append(section.masked)
    for (parent, _), of_county in counties.items():
        yield from _of_county(of_county, texts, has_parent=bool(parent))


def _of_county(
    sections: Sequence[WrittenSection], texts: Mapping[tuple[str, int], Sequence[str]], *, has_parent: bool
) -> Iterator[tuple[str, int, SectionShares]]:
    by_unit: dict[str, list[WrittenSection]] = defaultdict(list)
    for section in sections:
        by_unit[section.unit].append(section)
    year = sections[0].year
    pieces = {unit: _pieces(each.masked for each in some) for unit, some in by_unit.items()}
    vocabulary, counts = np.unique(np.concatenate(list(pieces.values())), return_counts=True)
    for unit, some in by_unit.items():
        before = texts.get((unit, year - 1))
        earlier = _pieces(before) if before else None
        for section in some:
            yield (
                section.report_id,
                section.number,
                _shares(hashes_of(section.masked), earlier, vocabulary, counts, len(by_unit) if has_parent else 0),
            )


def _shares(own: Hashes, earlier: Hashes | None, vocabulary: Hashes, counts: Counts, agencies: int) -> SectionShares:
    if not len(own):
        return SectionShares()
    shares = SectionShares()
    if earlier is not None:
        stands = np.isin(own, earlier)
        shares = shares._replace(own=_part(stands), own_run=_longest_run(stands))
    if agencies > 1:
        having = counts[np.searchsorted(vocabulary, own)]
        shares = shares._replace(county=_part(having > 1), county_run=_longest_run(having > 1))
        if agencies >= TOLD_OF:
            shares = shares._replace(template=_part(2 * having > agencies))
    return shares


def _pieces(texts: Iterable[str]) -> Hashes:
    """The hashes of all pieces of some texts, each once."""
    return np.unique(np.concatenate([*map(hashes_of, texts), np.empty(0, np.uint64)]))


def _part(flags: Flags) -> float:
    return round(float(flags.mean()), 6)


def _longest_run(flags: Flags) -> int:
    """The characters of the longest run of pieces that are flagged, one behind the other."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False]))))
    longest = int((edges[1::2] - edges[::2]).max(initial=0))
    return longest + PIECE - 1 if longest else 0
