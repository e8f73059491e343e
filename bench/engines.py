"""What a cluster costs beside one machine: processor time of the process that writes, and of those that read.

Usage: python -m bench.engines [REPORTS [ADDRESS]]

Writes made-up reports, as `bench.speed` does, and reads them twice into a library: by this machine, and by the cluster
at an address, or by one within this process. Prints milliseconds of processor time a report, less what it takes to
start, which is measured with few. What a cluster elsewhere takes to read is not seen from here. Fails where the rows
differ.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import NamedTuple

from bench.speed import write_reports
from extract.jobs import Input, Limits, ReadingOptions, collect, inputs_of, plan_of
from extract.jobs.cluster import clustered
from extract.jobs.workers import Engine
from extract.library import NAME, OpenLibrary
from extract.library.views import TABLES

FEW = 16
"""Reports that are read to see what it takes to start."""


class Took(NamedTuple):
    """Seconds of processor time of this process, and of those that it has started."""

    writing: float
    reading: float


def now() -> Took:
    """The processor time until now."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Took(time.process_time(), children.ru_utime + children.ru_stime)


def took(inputs: list[Input], library: Path, by: AbstractContextManager[Engine | None]) -> Took:
    """What it takes to read files and keep them."""
    before = now()
    with OpenLibrary(library) as opened, by as engine:
        plan = plan_of(inputs, (), lambda _: None, "", time.time_ns(), ReadingOptions())
        for _ in collect(opened, plan, Limits(1), engine=engine):
            pass
    after = now()
    return Took(after.writing - before.writing, after.reading - before.reading)


def main(count: int, address: str) -> None:
    """Measures both."""
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder, "in")
        reports.mkdir()
        write_reports(reports, count)
        inputs, rows = inputs_of([reports]), []
        for name in ("local", "dask"):
            few, all_of_them = (
                took(
                    some,
                    Path(folder, f"{name}{len(some)}", NAME),
                    clustered(address, 1) if name == "dask" else nullcontext(),
                )
                for some in (inputs[:FEW], inputs)
            )
            each = [1000 * (whole - start) / (count - FEW) for whole, start in zip(all_of_them, few, strict=True)]
            print(f"{name:5}  writing {each[0]:5.2f} ms, reading {each[1]:5.2f} ms a report;", end=" ")
            print(f"{FEW} reports take {few.writing:.1f} + {few.reading:.1f} s")
            with OpenLibrary.reading(Path(folder, f"{name}{count}", NAME)) as library:
                rows.append({table: list(library.rows(table)) for table in TABLES})
        assert rows[0] == rows[1], "the rows differ"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500, sys.argv[2] if len(sys.argv) > 2 else "")
