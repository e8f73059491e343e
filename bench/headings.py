"""Whether every sentence is found in its part, however the parts are headed.

Usage: python -m bench.headings [--count N] [--first SEED] [--unnumbered] [-v]

Reads N reports in each kind of file (text, HTML, Word, PDF), headed in every style, with and without title, below
menus, on one line (`tests/made/outlined.py`). A part is *right* when it holds its sentences and no others, *wrong*
otherwise; a report is *accused* where a rule says that a part, its heading or the preamble is missing, which it is not.
With --unnumbered no heading has a number: words of the agency's own are then told by nothing but their place, their
parts are wrong as far as their text stands in the part before, and nobody may be accused.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from multiprocessing import get_context
from random import Random
from typing import NamedTuple

from extract.checks import check
from extract.pipeline import reading_of
from tests.made.outlined import KINDS, Outlined, outlined, unnumbered_outline
from tests.made.score import bare

ACCUSING = frozenset({"C-01", "C-07", "C-08", "R-05"})


class Result(NamedTuple):
    """Of one report: how it was made, the parts that are right and wrong, rules that accuse it."""

    made: Outlined
    right: tuple[int, ...]
    wrong: tuple[int, ...]
    accused: tuple[str, ...]
    shown: str


def result_of(task: tuple[int, str, bool]) -> Result:
    """Makes a report, with numbered headings or without, and reads it."""
    seed, kind, numbered = task
    made = outlined(seed, kind, None if numbered else unnumbered_outline(Random(f"unnumbered/{seed}")))
    reading = reading_of(made.data, made.name)
    found = {section.number: bare(section.text) for section in reading.report.sections}
    told = {number: bare(made.sections.get(number, "")) for number in (0, *made.headings)}
    found[0] = found.get(0, "").removeprefix(bare(made.title))
    wrong = tuple(n for n, text in told.items() if found.get(n, "") != text or (n and n not in found))
    findings = [f for f in check(reading).findings if f.about == "report"]
    accused = {f.rule for f in findings if f.rule in ACCUSING or (f.rule == "C-02" and f.wording == "heading")}
    if 0 not in made.sections:
        accused -= {"C-08"}
    shown = f"{task} {made.outline} " + " ".join(f"{n}: {found.get(n)!r} not {told[n]!r}"[:400] for n in wrong[:2])
    return Result(made, tuple(n for n in told if n not in wrong), wrong, tuple(sorted(accused)), shown)


def results(count: int, first: int, numbered: bool) -> Iterator[Result]:
    """The results of `count` reports in each kind of file."""
    tasks = [(first + number, kind, numbered) for number in range(count) for kind in KINDS]
    with get_context("spawn").Pool(2) as pool:
        yield from pool.imap_unordered(result_of, tasks, chunksize=20)


def main(arguments: argparse.Namespace) -> None:
    reports, wrong, accused, parts = (Counter[str]() for _ in range(4))
    for result in results(arguments.count, arguments.first, not arguments.unnumbered):
        outline = result.made.outline
        ways = (
            result.made.kind,
            outline.style,
            outline.arrangement,
            outline.above,
            f"own {sorted(outline.own)}",
            "all",
        )
        reports.update(ways)
        wrong.update(ways if result.wrong else ())
        accused.update(ways if result.accused else ())
        parts.update({"right": len(result.right), "wrong": len(result.wrong)})
        if arguments.verbose and (result.wrong or result.accused):
            print(result.accused, result.shown)
    print(f"parts: {parts['right']} right, {parts['wrong']} wrong")
    for way, count in sorted(reports.items()):
        print(f"{way:>24}  {count:>5} reports  {wrong[way]:>4} with a wrong part  {accused[way]:>4} accused")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--unnumbered", action="store_true", help="no heading has a number")
    parser.add_argument("-v", "--verbose", action="store_true")
    main(parser.parse_args())
