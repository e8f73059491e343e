"""PDF reports read and checked, beside pdfplumber that finds nothing but their tables: which takes how long.

Usage: python -m bench.pdf_speed [REPORTS]

Makes REPORTS (25) reports by each of LibreOffice, Chromium and reportlab with CID fonts, and without rules, as the gold
set does; in one of ten, sums fail. Reads each in both ways: all that `gongkai extract` does with a file until it keeps
it (ours), and `extract_tables` of all pages (tables). Prints milliseconds of processor time for a report, the mean of
its best of some rounds, and how many times as long tables take: of each kind, and of all with rules.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bench.gold.families import FAMILIES, Order
from bench.gold.speed import pdfplumber_tables
from bench.gold.truth import Gold
from extract.checks import check
from extract.pipeline import readings_of

RULED, UNRULED = ("lo", "chrome", "direct"), ("borderless",)
FAULTY = 10
"""One report in so many has sums that do not hold."""
ROUNDS = 3

Times = tuple[float, float]
"""Milliseconds in both ways."""


def seconds(read: Callable[[], object]) -> float:
    """The least processor time of some rounds."""
    taken = []
    for _ in range(ROUNDS):
        started = time.process_time()
        read()
        taken.append(time.process_time() - started)
    return min(taken)


def times(path: Path) -> Times:
    data = path.read_bytes()
    ours = seconds(lambda: [check(reading) for reading in readings_of(data, path.name)])
    return 1000 * ours, 1000 * seconds(lambda: pdfplumber_tables(data))


def show(what: str, taken: Sequence[Times]) -> None:
    ours, tables = (sum(each) / len(taken) for each in zip(*taken, strict=True))
    print(f"{what:24} {len(taken):4} {ours:8.1f} {tables:8.1f} {tables / ours:6.1f}", flush=True)


def measure(folder: Path, families: Iterable[str], each: int) -> list[Times]:
    """A line for every family, those of its reports apart whose sums fail."""
    taken = []
    for family in families:
        documents: list[Gold] = FAMILIES[family](Order(family, 1, each, folder, faulty=FAULTY))
        found = [times(folder / gold.file) for gold in documents]
        show(family, [each for at, each in enumerate(found) if at % FAULTY])
        show(f"{family}, sums fail", found[::FAULTY])
        taken += found
    return taken


def main(each: int) -> None:
    gc.set_threshold(50_000)  # as `readings` does, here for both alike
    print(f"{'':24} {'':4} {'ours':>8} {'tables':>8} {'times':>6}")
    with tempfile.TemporaryDirectory() as folder:
        show("all ruled", measure(Path(folder), RULED, each))
        measure(Path(folder), UNRULED, each)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 25)
