"""Reports a second on one core, file to facts, and whether memory stays flat.

Usage: python -m bench.speed [REPORTS]

Writes made-up reports of both forms in every serialisation of the tests (no two alike, two of three with next to
nothing in them, as townships have) into a temporary folder, reads them with the same calls as `gongkai extract`: once
to facts, in several passes over different reports, and once more to reports.csv and facts.csv. Prints reports a second
of processor time and the resident memory.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median

from extract.batch import inputs_of, readings
from extract.export.delimited import ReportFiles
from extract.forms import load_forms
from extract.model import Reading
from tests.generator import page
from tests.layouts import LAYOUTS
from tests.sheets import filled

PASSES = 8
"""Parts in which the reports are read: on a shared machine the median and the best of several say more than one."""


def write_reports(folder: Path, count: int) -> None:
    """`count` different reports, the layouts and forms in turn."""
    layouts = [layout for layout in LAYOUTS if layout not in ("glued", "lines_deduplicated")]
    for number in range(count):
        random = Random(number)
        report = filled(random, load_forms()[number % 2], rich=number % 3 == 0)
        text = page(report, layouts[number % len(layouts)], "none", random).text
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")


def resident_mib() -> float:
    """Resident memory of this process (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 2**20


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reports, out = Path(folder, "in"), Path(folder, "out")
        reports.mkdir()
        write_reports(reports, count)
        inputs = inputs_of([reports])
        size = max(1, count // PASSES)
        rates = []
        for start in range(0, size * PASSES, size):
            started = time.process_time()
            facts = sum(
                len(read.report.facts) for read in readings(inputs[start : start + size]) if isinstance(read, Reading)
            )
            rates.append(size / (time.process_time() - started))
        print(
            f"file to facts     {median(rates):6.0f} reports a second (median of {PASSES} passes; {facts} facts each)"
        )
        print(f"                  {max(rates):6.0f} in the best pass")
        started = time.process_time()
        with ReportFiles(out) as files:
            for done, reading in enumerate(readings(inputs), start=1):
                files.add(reading.report if isinstance(reading, Reading) else reading)
                if done % size == 0:
                    print(f"  {done:7} reports  {resident_mib():6.1f} MiB")
        seconds = time.process_time() - started
        print(f"file to CSV files {count / seconds:6.0f} reports a second")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
