"""A nation's year, rehearsed: mixed files are made, read by one machine and by a cluster, both killed on the way; then
audited, compared and exported.

Usage: python -m bench.rehearsal FOLDER [--files 100000] [--kills 10] [--steps make,local,dask,same,audit,…]

Each step can be taken in a sitting of its own, or in several: what is made is kept, what is read is gone on with, and
SIGTERM ends a sitting. What each takes is kept in the folder, for every number of files, that of several sittings added
up; printed is all of it, with how it grows from one number to the next, as a power of the files. Fails where the rows
of the two libraries differ.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise, zip_longest
from math import log
from pathlib import Path
from random import Random

from bench.rehearsal.files import make
from bench.rehearsal.running import Took, sittings
from extract.errors import GongkaiError
from extract.library import NAME, OpenLibrary
from extract.library.views import TABLES

KEPT = "figures.json"
ENGINES = ("local", "dask")


class Rehearsal:
    """The rehearsal with so many files, in a folder of its own."""

    def __init__(self, folder: Path, files: int, kills: int) -> None:
        self.home, self.files = folder / str(files), files
        self.kills = sorted(Random(files).sample(range(1, files), kills))

    def make(self) -> Iterator[Took]:
        """Makes the files."""
        make(self.files, self.home / "reports")
        yield Took()

    def local(self) -> Iterator[Took]:
        """Reads them by one machine, killed half of the times."""
        return self._read("local", self.kills[::2])

    def dask(self) -> Iterator[Took]:
        """Reads them by a cluster, killed the other half."""
        return self._read("dask", self.kills[1::2], "--engine", "dask")

    def same(self) -> Iterator[Took]:
        """Fails where the two have found different rows."""
        with OpenLibrary.reading(self._library("local")) as one, OpenLibrary.reading(self._library("dask")) as other:
            for table in TABLES:
                for number, (row, its) in enumerate(zip_longest(one.rows(table), other.rows(table))):
                    if row != its:
                        raise SystemExit(f"{table}, row {number}: {row} and {its}")
        yield Took()

    def audit(self) -> Iterator[Took]:
        """Audits a year."""
        return sittings("audit", str(self.home / "local"), "-o", str(self.home / "audit"), "--overwrite")

    def compare(self) -> Iterator[Took]:
        """Compares one figure of all agencies in all years."""
        words = ("requests.received.total", "-o", str(self.home / "compared.csv"), "--overwrite")
        return sittings("compare", str(self.home / "local"), *words)

    def export(self) -> Iterator[Took]:
        """Exports all facts."""
        words = ("--table", "facts", "-o", str(self.home / "facts.parquet"), "--overwrite")
        return sittings("export", str(self.home / "local"), *words)

    def _read(self, name: str, kills: list[int], *words: str) -> Iterator[Took]:
        return sittings(
            "extract", str(self.home / "reports"), "-o", str(self.home / name), "--no-files", *words,
            killed=kills, done=lambda: self._kept(name),
        )  # fmt: skip

    def _library(self, name: str) -> Path:
        return self.home / name / NAME

    def _kept(self, name: str) -> int:
        """How many files a library knows by now."""
        with suppress(GongkaiError), OpenLibrary.reading(self._library(name)) as library:
            return library.count("file")
        return 0

    def goes_on(self, step: str) -> bool:
        """Whether a step goes on with what an earlier sitting has begun."""
        return step in ENGINES and self._library(step).exists()

    def room(self, step: str) -> float:
        """MiB on disk of what a step has made."""
        made = {"make": "reports", "compare": "compared.csv", "export": "facts.parquet"}.get(step, step)
        files = [self.home / made, *(self.home / made).rglob("*")]
        return sum(file.stat().st_size for file in files if file.is_file()) / 2**20


STEPS: dict[str, Callable[[Rehearsal], Iterator[Took]]] = {
    step.__name__: step
    for step in (
        Rehearsal.make,
        Rehearsal.local,
        Rehearsal.dask,
        Rehearsal.same,
        Rehearsal.audit,
        Rehearsal.compare,
        Rehearsal.export,
    )
}


def printed(kept: dict[str, dict[str, list[float]]]) -> None:
    """Prints what every step took, by the number of files, and how that grows."""
    for step, by_files in kept.items():
        sizes = sorted(map(int, by_files))
        for size in sizes:
            worked, memory, lasted, room = by_files[str(size)]
            print(f"{step:8} {size:8,} {worked:9.1f} s {memory:7.0f} MiB {lasted:8.0f} s on the clock {room:8,.1f} MiB")
        for one, other in pairwise(sizes):
            before, after = by_files[str(one)][0], by_files[str(other)][0]
            if before and after:
                print(f"{step:8} from {one:,} to {other:,} as n^{log(after / before) / log(other / one):.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.rehearsal", description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--steps", default=",".join(STEPS))
    asked = parser.parse_args()
    rehearsal, figures = Rehearsal(asked.folder, asked.files, asked.kills), asked.folder / KEPT
    for step in asked.steps.split(","):
        kept = json.loads(figures.read_text()) if figures.exists() else {}
        before = kept.get(step, {}).get(str(asked.files), []) if rehearsal.goes_on(step) else []
        total = Took(*before[:3])
        for took in STEPS[step](rehearsal):
            total += took
            kept.setdefault(step, {})[str(asked.files)] = [*total, rehearsal.room(step)]
            figures.write_text(json.dumps(kept, indent=1))
            print(step, *(f"{figure:,.1f}" for figure in took), flush=True)
    printed(json.loads(figures.read_text()))


if __name__ == "__main__":
    main()
