"""Whole generated reports without a fault: who, sections, figures in prose and findings.

Usage: python -m bench.whole [REPORTS]

Reads REPORTS reports (every serialisation and both forms in turn), and prints how many are right in each respect, with
a few that are not. Faults are planted by `bench.rules`.
"""

from __future__ import annotations

import sys
from collections import Counter
from random import Random

from tests.made.layouts import HTML, LAYOUTS
from tests.made.score import (
    FORMS,
    errors,
    judged,
    statements_found,
    unexpected,
    wrong_identity,
    wrong_sections,
)
from tests.made.whole import whole_report

SHOWN = 6


def clean(count: int) -> None:
    layouts = [*LAYOUTS, *HTML]
    totals: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    for seed in range(count):
        whole = whole_report(Random(seed), FORMS[seed % len(FORMS)], layouts[seed // len(FORMS) % len(layouts)])
        each = judged(whole)
        totals["reports"] += 1
        totals.update(statements_found(each))
        wrong = {
            "identity": wrong_identity(each),
            "sections": wrong_sections(each),
            "errors": [f"{finding.rule} {finding.details}" for finding in errors(each)],
            "unexpected": [f"{finding.rule} {finding.details}" for finding in unexpected(each)],
        }
        if statements_found(each)["wrong"] + statements_found(each)["unplanted"]:
            planted = {(said.concept, said.period): said.value for said in whole.told.statements}
            wrong["narrative"] = [
                f"{s.concept} {s.period} {s.value} not {planted.get((s.concept, s.period))}: {s.sentence}"
                for s in each.reading.report.narrative
                if s.state != "ambiguous" and planted.get((s.concept, s.period)) != s.value
            ]
        for respect, faults in wrong.items():
            totals[f"wrong {respect}"] += bool(faults)
            for fault in faults[:1]:
                if shown[respect] < SHOWN:
                    shown[respect] += 1
                    print(f"  {respect} {seed} {whole.layout} {fault[:260]}")
    for name, number in sorted(totals.items()):
        print(f"{name:20} {number:7}")


if __name__ == "__main__":
    clean(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
