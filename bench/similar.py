"""Copied paragraphs among reports of one year and of those before: how fast they are found, in how much memory, and
whether they are those that comparing all with all finds.

Usage: python -m bench.similar [REPORTS] [YEARS] [--brute REPORTS]

The prose is made from templates (`tests/made/templated.py`); one report in a hundred has four of five paragraphs of
another one. Seconds are those of the processor, without those that making the prose takes.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from random import Random

import numpy as np
from numpy.typing import NDArray

from extract.checks.boilerplate import section_of, shares_of
from extract.checks.copied import COMPARED, Text
from extract.checks.copying import copied_in
from extract.checks.similar import FEWEST, LEAST, PIECE, BlockMatch, Prose, alike
from tests.made.templated import paragraphs, text

YEAR = 2024
EACH = 100
"""One report in so many has copied."""


class Made:
    """Texts, and how long it took to make them."""

    def __init__(self, units: int, years: int) -> None:
        self.units, self.years, self.seconds = units, years, 0.0
        random = Random(units)
        self.copying = {unit: random.randrange(units) for unit in range(units) if random.random() * EACH < 1}
        self.copying = {unit: other for unit, other in self.copying.items() if other not in self.copying}

    def asked(self) -> Iterator[Text]:
        """The reports of the year."""
        return self._timed((unit, YEAR) for unit in range(self.units))

    def earlier(self) -> Iterator[Text]:
        """Those of the years before."""
        years = range(YEAR - self.years, YEAR)
        return self._timed((unit, year) for year in years for unit in range(self.units))

    def fetched(self, reports: Collection[str]) -> Mapping[str, Text]:
        """Some of those by their ids."""
        known = (each.removeprefix("r").split("-") for each in reports)
        return {made.report_id: made for made in self._timed((int(unit), int(year)) for unit, year in known)}

    def _timed(self, numbers: Iterable[tuple[int, int]]) -> Iterator[Text]:
        for unit, year in numbers:
            started = time.process_time()
            written = paragraphs(unit, year)
            if year == YEAR and unit in self.copying:
                written[:4] = paragraphs(self.copying[unit], year)[:4]
            made = text(unit, year, written)
            self.seconds += time.process_time() - started
            yield made


def by_comparing_all(asked: list[Prose], others: list[Prose]) -> set[BlockMatch]:
    """What `alike` finds, without its hashes and its index: every block is compared with every text."""
    numbers: dict[str, int] = defaultdict(lambda: len(numbers))
    texts = [*asked, *others]
    coded = [[_coded(block.masked, numbers) for block in each.blocks] for each in texts]
    sets = [np.unique(np.concatenate([*blocks, np.empty(0, np.int64)])) for blocks in coded]
    groups: dict[tuple[int, str | None], list[int]] = defaultdict(list)
    for number, each in enumerate(texts):
        groups[each.year, None].append(number)
        groups[each.year, each.parent].append(number)
    is_own = np.ones(len(numbers), np.bool_)
    for (_, parent), members in groups.items():
        most = len(members) / 2 if parent is not None else min(64, len(members) / 2)
        counts = Counter(piece for number in members for piece in sets[number].tolist())
        is_own[[piece for piece, count in counts.items() if len(members) >= 8 and count > most]] = False
    blocks = [(number, at, block) for number in range(len(asked)) for at, block in enumerate(coded[number])]
    blocks = [each for each in blocks if is_own[each[2]].sum() >= FEWEST]
    flat = np.concatenate([block for *_, block in blocks])
    starts = np.cumsum([0, *(len(block) for *_, block in blocks)])[:-1]
    own, lengths = np.add.reduceat(is_own[flat].astype(int), starts), np.diff([*starts, len(flat)])
    found = set()
    for other, pieces in enumerate(sets):
        has = np.zeros(len(numbers), np.bool_)
        has[pieces] = True
        shared = np.add.reduceat((has & is_own)[flat].astype(int), starts)
        whole = np.add.reduceat(has[flat].astype(int), starts)
        same = (shared * LEAST[1] >= own * LEAST[0]) & (whole * LEAST[1] >= lengths * LEAST[0])
        for at in np.flatnonzero(same).tolist():
            if blocks[at][0] != other:
                found.add(BlockMatch(*blocks[at][:2], other, int(shared[at])))
    return found


def _coded(masked: str, numbers: dict[str, int]) -> NDArray[np.int64]:
    return np.array([numbers[masked[at : at + PIECE]] for at in range(len(masked) - PIECE + 1)], np.int64)


def seconds_for_shares(units: int) -> float:
    """What it takes to tell how much of each section of two years stands elsewhere."""
    sections = [
        section_of(made.report_id, made.unit, made.names, made.parent, made.year, number, "\n".join(lines))
        for year in (YEAR - 1, YEAR)
        for made in (text(unit, year) for unit in range(units))
        for number in COMPARED
        if (lines := [line.text for line in made.paragraphs if line.number == number])
    ]
    started = time.process_time()
    deque(shares_of(sections), maxlen=0)
    return time.process_time() - started


def main(units: int, years: int, brute: int) -> None:
    made = Made(brute, 2)
    asked, others = ([each.prose for each in texts] for texts in (made.asked(), made.earlier()))
    found = alike(asked, others).matches
    same = set(found) == by_comparing_all(asked, others)
    print(f"{brute} reports of a year against two: {len(found)} matches, the same as by comparing all: {same}")
    made = Made(units, years)
    started = time.process_time()
    copied = copied_in(list(made.asked()), made.earlier(), made.fetched)
    seconds = time.process_time() - started - made.seconds
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    told = {(each.one.unit, each.other.unit) for each in copied.likenesses if not each.is_own}
    planted = {(text(unit, YEAR).unit, text(other, YEAR).unit) for unit, other in made.copying.items()}
    others = told - planted - {(other, unit) for unit, other in planted}
    print(f"{units} reports of a year against {years}: {seconds:.0f} s, {memory} MiB")
    shares = {reports: seconds_for_shares(reports // 2) for reports in (units // 4, units // 2, units)}
    told_shares = ", ".join(f"{reports} reports {seconds:.1f} s" for reports, seconds in shares.items())
    print(f"shares of boilerplate: {told_shares}")
    print(f"told of {len(planted & told)} of {len(planted)} that copied, and of {len(others)} that did not")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("units", nargs="?", type=int, default=20_000)
    parser.add_argument("years", nargs="?", type=int, default=6)
    parser.add_argument("--brute", type=int, default=1000)
    main(**vars(parser.parse_args()))
