"""What is told of clean reports, and of reports with one planted fault.

Usage: python -m bench.clean [COUNT] [--each N] [--only RULE] [--kind FILE] [--seed S] [--keep FOLDER]

Reads COUNT clean reports and N reports with each planted sentence, as text, web pages, Word and PDF files, and prints
by rule how many wordings and faults were planted, how many told, and how often the rule was told of a report that does
not break it: errors, doubts and notes. What is false or missed is printed with the seed; --keep writes its file.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from multiprocessing import get_context

from bench.clean.scoring import Task, result_of
from bench.clean.wordings import plants
from bench.whose.page import KINDS
from extract.catalogue import load_rules


def tasks(options: argparse.Namespace) -> Iterator[Task]:
    """Clean reports, then each plant in several."""
    kinds = [options.kind] if options.kind else KINDS
    for number in range(options.count):
        yield Task(f"{options.seed}/clean/{number}", kinds[number % len(kinds)], None, options.keep)
    for place, plant in enumerate(plants()):
        if options.only in ("", plant.rule):
            for number in range(options.each):
                kind = kinds[(place + number) % len(kinds)]
                yield Task(f"{options.seed}/{plant.rule}/{place}/{number}", kind, plant, options.keep)


def main() -> int:
    options = _options()
    planted, told, false = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    with get_context("spawn").Pool() as pool:
        for result in pool.imap_unordered(result_of, tasks(options), chunksize=10):
            if result is not None:
                planted[result.planted] += 1
                told[result.planted] += result.told
                false.update(result.false)
                print(*result.shown, sep="\n", end="\n" * bool(result.shown))
    wordings = Counter(plant.rule for plant in plants())
    print(f"{'rule':>6}{'wordings':>9}{'planted':>9}{'told':>6}{'errors':>8}{'doubts':>8}{'notes':>7}")
    for rule in load_rules():
        severities = [false[rule, severity] for severity in ("error", "warning", "note")]
        if planted[rule] or any(severities):
            print(
                f"{rule:>6}{wordings[rule]:9}{planted[rule]:9}{told[rule]:6}", *(f"{count:7}" for count in severities)
            )
    print(f"clean {planted['']}")
    return int(bool(false))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.clean")
    parser.add_argument("count", nargs="?", type=int, default=200)
    parser.add_argument("--each", type=int, default=3)
    parser.add_argument("--only", default="", metavar="RULE")
    parser.add_argument("--kind", default="", choices=["", *KINDS])
    parser.add_argument("--seed", default="1")
    parser.add_argument("--keep", default="", metavar="FOLDER")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
