"""Reports a second on one core, file to facts, and whether memory stays flat.

Usage: python -m bench.speed [REPORTS]

Writes made-up reports of both forms in every serialisation of the tests (no two alike, two of three with next to
nothing in them, as townships have) into a temporary folder and reads them: to facts, to whole reports, and to findings
and CSV files, the first two in several passes over different reports. Prints reports a second of processor time and
the resident memory.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median

from extract.agencies.identity import identity_of
from extract.export.delimited import write_csv
from extract.forms import load_forms
from extract.forms.outline import outline_of
from extract.jobs import Input, inputs_of, results_of
from extract.jobs.files import Task, recorded
from extract.library import NAME, OpenLibrary
from extract.library.views import TABLES
from extract.readers import document_of
from extract.tables.facts import facts_of
from extract.tables.grids import grid_of
from extract.tables.matching import matches_of
from tests.made.generator import page
from tests.made.layouts import LAYOUTS
from tests.made.sheets import filled

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


def facts_in(file: Input) -> int:
    """The number of facts in a file: the stages from bytes to facts, and none of the prose."""
    forms = load_forms()
    document = document_of(file.path.read_bytes(), file.file)
    matches = matches_of(grid_of(document), outline_of(forms))
    return len(facts_of(matches, forms, identity_of(document).year))


def timed(what: str, inputs: list[Input], read: Callable[[list[Input]], object]) -> None:
    """Print the reports a second of one way to read, in passes over different reports."""
    size = max(1, len(inputs) // PASSES)
    rates = []
    for start in range(0, size * PASSES, size):
        started = time.process_time()
        read(inputs[start : start + size])
        rates.append(size / (time.process_time() - started))
    print(f"{what:34} {median(rates):5.0f} reports a second (best pass {max(rates):.0f})")


def write(folder: Path, inputs: list[Input]) -> None:
    """Everything `gongkai extract` does but the workbook, in one process; prints the resident memory now and then."""
    with OpenLibrary(folder / NAME) as library:
        for done, file in enumerate(inputs, start=1):
            record = recorded(Task(file))
            assert record != "unchanged"
            library.add(record)
            if done % max(1, len(inputs) // 5) == 0:
                print(f"  {done:7} reports  {resident_mib():6.1f} MiB")
        for table in TABLES:
            write_csv(folder / f"{table}.csv", library.columns(table), library.rows(table))


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder, "in")
        reports.mkdir()
        write_reports(reports, count)
        inputs = inputs_of([reports])
        gc.set_threshold(50_000)  # as those who read do
        timed("file to facts", inputs, lambda some: [facts_in(file) for file in some])
        timed("file to report (prose, identity)", inputs, lambda some: [id(results_of(file)) for file in some])
        started = time.process_time()
        write(Path(folder, "out"), inputs)
        print(f"{'file to library and CSV files':34} {count / (time.process_time() - started):5.0f} reports a second")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
