"""What one file more costs: it is kept in a library of many reports, and what several files tell together is found out.

Usage: python -m bench.added [REPORTS]...

Makes libraries of REPORTS reports (500, 1,000, 2,000 and 4,000) out of those of a county of the samples: the same ones,
of other counties. Prints the processor time of finding out all of it, and after one more report of an agency that has
others, and how each grows from one size to the next, as a power of the reports.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice, pairwise
from math import log
from pathlib import Path

from bench.web import COUNTY, of_other_counties
from extract.jobs import settle
from extract.jobs.files import Task, recorded
from extract.jobs.inputs import inputs_of
from extract.library import NAME, OpenLibrary

SIZES = (500, 1_000, 2_000, 4_000)


def seconds(act: Callable[[], object]) -> float:
    """The processor time that something takes."""
    start = time.process_time()
    act()
    return time.process_time() - start


def measured(path: Path, reports: int) -> dict[str, float]:
    """What it takes with so many reports."""
    made = [recorded(Task(file)) for file in inputs_of([COUNTY])]
    records = [record for record in made if record != "unchanged" and record.status == "ok"]
    with OpenLibrary(path) as library:
        others = list(islice(of_other_counties(records), reports))
        kept = seconds(lambda: [library.add(record) for record in others])
        everything = seconds(lambda: settle(library))
        first = next(of_other_counties(records))
        source = first.source._replace(name=f"{first.source.name}（修订）.md", sha256="f" * 64)
        library.add(first._replace(source=source))
        return {
            "keep all": kept,
            "settle all": everything,
            "settle after one more": seconds(lambda: settle(library)),
            "what came of all": seconds(lambda: list(library.states())),
            "what is known": seconds(lambda: list(library.known_files())),
        }


def main(sizes: tuple[int, ...]) -> None:
    told = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            told.append(measured(Path(folder, NAME), size))
        print(f"{size:7,} " + ", ".join(f"{what} {took:.2f} s" for what, took in told[-1].items()), flush=True)
    for (less, before), (more, after) in pairwise(zip(sizes, told, strict=True)):
        grown = {what: log(after[what] / before[what]) / log(more / less) for what in after}
        print(f"{less:,} to {more:,}: " + ", ".join(f"{what} n^{power:.2f}" for what, power in grown.items()))


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
