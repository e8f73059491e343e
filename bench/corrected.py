"""Pairs of an original and its correction: which one counts, what is asked, and whether anybody is accused.

`python -m bench.corrected [COUNT] [SEED]`
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from extract.agencies.roster import Roster, Unit
from extract.audit import Standing
from extract.checks import check
from extract.checks.profile import Profile
from extract.cli.options import wording_of
from extract.jobs.supervising import audit_library
from extract.library import NAME, OpenLibrary
from extract.library.records import record_of
from extract.pipeline import readings_of
from tests.made.corrected import Pair, pairs


def outcome(pair: Pair, folder: Path) -> tuple[str, list[str]]:
    """What an audit makes of a pair: `right`, `asked`, or `wrong` (the original counts, unasked), and the rules that
    are told of the agency with a severity above a note."""
    with OpenLibrary(folder / NAME) as library:
        for path, data in pair.files.items():
            library.add(record_of([(each.report, check(each)) for each in readings_of(data, path)]))
        reports = [report for report, _ in library.reports()]
    year = next(report.year for report in reports if report.year) or 0
    roster = Roster((Unit(pair.agency),))
    audit, *_ = audit_library(folder / NAME, folder / "audit", roster, Profile(), year, wording_of("zh"))
    (standing,) = audit.standings
    if len(standing.reports) < len(pair.files):
        return "parted", []
    return _state(pair, standing), sorted(
        {problem.finding.rule for problem in standing.problems if problem.severity != "note"}
    )


def _state(pair: Pair, standing: Standing) -> str:
    asked = any(problem.finding.rule == "A-04" for problem in standing.doubts)
    is_last = standing.reports[0].source.name == pair.corrected
    return "asked" if asked else "right" if is_last else "wrong"


def main(count: int, seed: str) -> None:
    states, accused = Counter[tuple[str, bool]](), Counter[str]()
    for pair in pairs(seed, count):
        with tempfile.TemporaryDirectory() as folder:
            state, rules = outcome(pair, Path(folder))
        states[state, pair.is_told] += 1
        false = [rule for rule in rules if rule in ("A-03", "A-04") or (state == "right" and rule == pair.rule)]
        accused.update(false)
        if state != ("right" if pair.is_told else "asked") or false:
            print(pair.evidence, *pair.files, state, *false)
    print(*(f"{state} {'told' if told else 'untold'}: {n}" for (state, told), n in sorted(states.items())), sep="\n")
    print("accused:", dict(accused) or "nobody")


if __name__ == "__main__":
    main(int((sys.argv[1:] or ["100"])[0]), (sys.argv[2:] or ["corrected"])[0])
