"""How long panels take: one concept over all agencies and years from Parquet by DuckDB, and from a library.

Usage: python -m bench.panels [REPORTS] [--folder FOLDER]

Makes a library of REPORTS reports (300,000 by default: 60 million facts) by writing its tables, exports its facts to
Parquet as `gongkai export` does, and measures each way in a process of its own: seconds, and the largest memory.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from random import Random

from extract.forms import load_forms
from extract.jobs.versions import settling_version
from extract.library import NAME, OpenLibrary
from extract.library.records import CELL_COLUMNS, FileRow, ReportRow
from extract.library.store import insertion

YEARS = range(2019, 2025)
_RECEIVED = " FROM '{parquet}' WHERE \"table\" = 'requests' AND \"row\" = 'received' AND \"column\" = 'total' "
WAYS = {
    "parquet: one concept, all agencies and years": (
        f"import duckdb\nquery = '''SELECT entity_id, year, value, state, how{_RECEIVED}'''\n"
        "print(len(duckdb.sql(query).fetchnumpy()['year']))"
    ),
    "parquet: sums by year": (
        f"import duckdb\nquery = '''SELECT year, sum(value){_RECEIVED} AND state = 'number' GROUP BY year'''\n"
        "print(len(duckdb.sql(query).fetchall()))"
    ),
    "library: compare, one concept": (
        "from extract import Library; print(len(Library('{folder}').compare('requests.received.total')))"
    ),
    "library: compare, main figures and indicators, wide": (
        "from extract import Library; print(len(Library('{folder}').compare(wide=True)))"
    ),
}


def facts(
    report: int, year: int, kinds: dict[str, dict[str, list[int]]], random: Random
) -> Iterator[tuple[object, ...]]:
    """The facts of a report: most are 0, some larger, a few blank."""
    form = kinds["2021" if year >= 2021 else "2019"]
    for place, (number, blank) in enumerate(zip(form["number"], form["blank"], strict=True)):
        drawn = random.random()
        kind = blank if drawn < 0.01 else number
        yield (
            report,
            place,
            kind,
            None if drawn < 0.01 else random.randrange(1, 300) if drawn > 0.8 else 0,
            None,
            f"txt:L{20 + place // 10}:{(at := random.randrange(1, 90))}-{at + 1}",
        )


def make(folder: Path, reports: int) -> int:
    """Writes the library; how many facts it has."""
    random, count = Random(1), 0
    with OpenLibrary(folder / NAME) as library:
        sql = library._sql
        sql.execute("BEGIN")
        kinds: dict[str, dict[str, list[int]]] = {}
        for form in load_forms():
            own = kinds.setdefault(form.code, {"number": [], "blank": []})
            for table in form.tables:
                for band in table.bands:
                    for line, column in product(band.lines, band.columns):
                        for state in own:
                            kind = (form.code, table.key, line.key, column.key, state, "read", column.unit, "")
                            own[state].append(library._kind(kind))
        for number in range(reports):
            year, entity = YEARS[number % len(YEARS)], f"县{number // 6 // 20}/镇{number // 6}"
            file = FileRow(f"{number}.txt", "text", f"{number:064}", 1, 1, 1, "", "r", "")
            sql.execute(insertion("file", ("id", *FileRow._fields)), (number, *file))
            form = "2021" if year >= 2021 else "2019"
            who = (f"r{number:015}", entity, entity, entity, "township", f"县{number // 120}", "", year, form)
            report = ReportRow(1, "ok", "", *who, "", "", "", 200, "", "")
            sql.execute(insertion("report", ("id", "file_id", *ReportRow._fields)), (number, number, *report))
            rows = list(facts(number, year, kinds, random))
            sql.executemany(insertion("fact", ("report", "place", "kind", *CELL_COLUMNS)), rows)
            count += len(rows)
        sql.execute("UPDATE library SET generation = 1, settled = 1, settled_by = ?", [settling_version()])
        sql.execute("COMMIT")
    return count


def measured(code: str) -> tuple[float, int, str]:
    """Seconds, MiB and what was printed by some code in a process of its own."""
    told = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", f"{code}\n{told}"], capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - start
    *out, memory = done.stdout.split()
    return seconds, int(memory), " ".join(out)


def main(reports: int, folder: Path) -> None:
    parquet = folder / "facts.parquet"
    start = time.perf_counter()
    count = make(folder, reports)
    size = (folder / NAME).stat().st_size / 2**20
    print(f"library of {reports:,} reports, {count:,} facts: {time.perf_counter() - start:.0f} s, {size:,.0f} MiB")
    command = f"from extract.cli import app; app(['export', '{folder}', '-o', '{parquet}', '--table', 'facts', '-q'])"
    seconds, memory, _ = measured(f"import contextlib\nwith contextlib.suppress(SystemExit):\n    {command}")
    print(f"export to parquet: {seconds:.0f} s, {memory} MiB, {parquet.stat().st_size / 2**20:,.0f} MiB")
    for name, code in WAYS.items():
        runs = [measured(code.format(parquet=parquet, folder=folder)) for _ in range(2)]
        best = min(runs)
        print(f"{name}: {best[0]:.1f} s, {max(run[1] for run in runs)} MiB ({best[2]} rows)")
    print(f"of the process itself {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="?", type=int, default=300_000)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place = given.folder or Path(scratch)
        place.mkdir(parents=True, exist_ok=True)
        main(given.reports, place)
