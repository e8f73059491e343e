"""Generated reports in every serialisation: figures that the print determines, right, wrong and missing.

Usage: python -m bench.layouts [REPORTS] [LOSS …]

Writes REPORTS reports per serialisation (both forms in turn, one of three with next to nothing in it) after each LOSS
(default: none), reads them, and counts. *Wrong* is a figure claimed as read or aligned that is not printed for its
cell; *missing* a determined one that is not given. `tests/made/oracle.py` decides what is determined, by brute force.
"""

from __future__ import annotations

import sys
from collections import Counter
from random import Random

from extract.forms import load_forms
from extract.pipeline import reading_of
from tests.made.generator import page
from tests.made.layouts import LAYOUTS
from tests.made.oracle import misleading, verdict
from tests.made.sheets import filled


def outcomes(layout: str, loss: str, reports: int) -> Counter[str]:
    """What became of the figures of so many reports of one serialisation and loss."""
    counts: Counter[str] = Counter()
    for number in range(reports):
        random = Random(f"bench/{layout}/{loss}/{number}")
        form = load_forms()[number % len(load_forms())]
        printed = page(filled(random, form, rich=number % 3 != 2), layout, loss, random)
        if misleading(printed):
            continue
        found = verdict(printed, reading_of(printed.text.encode(), "generated.txt").report.facts)
        counts.update(pages=1, right=len(found.right), wrong=len(found.wrong), missing=len(found.missing))
    return counts


def main(reports: int, losses: list[str]) -> None:
    total: Counter[str] = Counter()
    for loss in losses:
        for layout in LAYOUTS:
            counts = outcomes(layout, loss, reports)
            total.update(counts)
            if counts["wrong"] or counts["missing"]:
                print(f"{layout}/{loss}: {counts['wrong']} wrong, {counts['missing']} missing, {counts['right']} right")
    print(f"{total['pages']} pages: {total['right']} right, {total['wrong']} wrong, {total['missing']} missing")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20, sys.argv[2:] or ["none"])
