"""How often each rule is right: clean reports and planted faults in every serialisation and kind of file.

Usage: python -m bench.rules [--clean N] [--each N] [--markdown] [--first SEED]

Reads N clean reports and N reports with each fault that can be planted, and N pairs of reports for each fault that
takes two, on both processors. A finding is *right* when it is planted, follows from what is planted, or from the
report's own odd wording or layout (`tests/made/whole.py`, `tests/made/printing.py`); *false* otherwise. A planted
fault is *found* when its rule says so at its cell or section. Findings about our reading are not counted: they accuse
nobody.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from multiprocessing import get_context
from random import Random
from typing import NamedTuple

from bench.pairs import PAIRS, pair_found
from extract.catalogue import load_rules
from extract.checks import verdict_of
from extract.pipeline import reading_of
from tests.made.layouts import HTML, LAYOUTS
from tests.made.printing import docx_bytes, look_of, pdf_bytes, printed
from tests.made.score import FORMS, Judged, is_found, judged, unexpected
from tests.made.whole import FAULTS, Whole, draft_of, faulty, fits, whole_report

FILES = ("docx", "pdf")
KINDS = (*LAYOUTS, *HTML, *(each for each in FILES for _ in range(4)))
"""In which reports are written in turn; Word and PDF files as often as all web pages."""


class Task(NamedTuple):
    """A report to be made: from which seed, with which fault, or none."""

    seed: int
    fault: str


class Result(NamedTuple):
    """What came of it: the kind of file, rules that were right and false, whether the planted rule was found."""

    kind: str
    right: tuple[str, ...]
    false: tuple[str, ...]
    planted: str
    found: bool
    shown: str


def report_of(task: Task) -> Result | None:
    """Makes a report and judges it; None where its fault cannot be seen in its layout."""
    random, form = Random(f"rules/{task}"), FORMS[task.seed % len(FORMS)]
    kind = KINDS[(task.seed // len(FORMS) * (7 if task.fault else 1)) % len(KINDS)]
    if task.fault and not (form.code in FAULTS[task.fault].forms if kind in FILES else fits(task.fault, form, kind)):
        return None
    each = _file(random, task, kind) if kind in FILES else judged(whole_report(random, form, kind, task.fault or None))
    if each is None:
        return None
    about = [finding for finding in each.verdict.findings if finding.about == "report"]
    odd = unexpected(each)
    planted = each.whole.planted
    return Result(
        kind,
        tuple(finding.rule for finding in about if finding not in odd),
        tuple(finding.rule for finding in odd),
        planted.rule if planted else "",
        bool(planted) and is_found(each),
        f"{task.seed} {kind} {[(finding.rule, finding.severity, finding.actual[:60]) for finding in odd]}",
    )


def _file(random: Random, task: Task, kind: str) -> Judged | None:
    """A file judged; None where what is planted is a day that the paper does not print."""
    form = FORMS[task.seed % len(FORMS)]
    draft, planted = faulty(random, form, task.fault)[1:] if task.fault else (draft_of(random, form), None)
    look = look_of(random)._replace(zero="0", watermark=False)
    paper = printed(draft, look)
    if task.fault == "published_late" and not paper.told.published:
        return None
    data = docx_bytes(paper.parts, look) if kind == "docx" else pdf_bytes(paper.parts, look)
    reading = reading_of(data, f"{task.seed}.{kind}")
    whole = Whole(f"{task.seed}.{kind}", kind, "", "", paper.told, paper.truth, planted, paper.odd)
    return Judged(whole, reading, verdict_of(reading, FORMS))


def two_of(task: Task) -> Result:
    """Makes two reports and what is told of the one in the light of the other."""
    rule, found = pair_found(Random(f"pairs/{task}"), task.fault)
    right = tuple(each for each in found if each == rule)
    false = tuple(each for each in found if each != rule)
    return Result("pair", right, false, rule, bool(right), f"{task.seed} {task.fault} {false}")


def tasks(clean: int, each: int, first: int) -> Iterator[Task]:
    """What is read of one report."""
    yield from (Task(first + seed, "") for seed in range(clean))
    yield from (Task(first + seed, fault) for fault in FAULTS for seed in range(each))


class Figures(NamedTuple):
    """Of all results: by rule how many findings are right and false, how many faults were planted and found."""

    reports: Counter[str]
    right: Counter[str]
    false: Counter[str]
    planted: Counter[str]
    found: Counter[str]


def added_up(results: Iterator[Result | None]) -> Figures:
    """The figures of results, with the false and the missed printed as they come."""
    figures = Figures(*(Counter() for _ in Figures._fields))
    for result in results:
        if result is None:
            continue
        figures.reports[result.kind if not result.planted else "faulty"] += 1
        figures.right.update(result.right)
        figures.false.update(result.false)
        if result.planted:
            figures.planted[result.planted] += 1
            figures.found[result.planted] += result.found
        if result.false or (result.planted and not result.found):
            print(f"{'missed ' + result.planted if result.planted and not result.found else 'false'} {result.shown}")
    return figures


def rows(figures: Figures) -> Iterator[tuple[str, ...]]:
    """A row for each rule that was seen: severity, planted, found, findings, false, precision."""
    yield ("rule", "severity", "planted", "found", "findings", "false", "precision")
    for rule in load_rules().values():
        right, false = figures.right[rule.id], figures.false[rule.id]
        if right + false + figures.planted[rule.id]:
            precision = f"{right / (right + false):.1%}" if right + false else "–"
            planted = (figures.planted[rule.id], figures.found[rule.id])
            yield (rule.id, rule.severity, *map(str, (*planted, right + false, false)), precision)


def main(arguments: argparse.Namespace) -> None:
    with get_context("spawn").Pool() as pool:
        ones = pool.imap_unordered(report_of, tasks(arguments.clean, arguments.each, arguments.first), chunksize=50)
        single = added_up(ones)
        pairs = (Task(arguments.first + seed, fault) for fault in PAIRS for seed in range(arguments.each))
        double = added_up(pool.imap_unordered(two_of, pairs, chunksize=50))
    kinds = {kind: count for kind, count in single.reports.items() if kind != "faulty"}
    print(f"clean {sum(kinds.values())}: {dict(sorted(kinds.items()))}; with a fault {single.reports['faulty']}")
    figures = Figures(*(one + two for one, two in zip(single, double, strict=True)))
    table = list(rows(figures))
    if arguments.markdown:
        table.insert(1, ("---", "---", "--:", "--:", "--:", "--:", "--:"))
    for row in table:
        print(f"| {' | '.join(row)} |" if arguments.markdown else "  ".join(f"{cell:>9}" for cell in row))
    sys.exit(bool(sum(count for rule, count in figures.false.items() if load_rules()[rule].severity == "error")))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clean", type=int, default=2000)
    parser.add_argument("--each", type=int, default=24)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--markdown", action="store_true")
    main(parser.parse_args())
