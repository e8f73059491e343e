"""Reports of which something could not be read: is any of them cleared?

Usage: python -m bench.cleared [COUNT] [--seed S] [--keep FOLDER]

Draws changed reports (`bench.changed`) until of COUNT something is lost, flagged or only suggested, audits each with
its agency as roster, and prints how they are judged. A report that is said to have no problem, or only such as are
notes, or that has a score without one of them, is named. Exit code 1 where there is any.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

from bench.changed.document import Document
from bench.changed.drawing import document_of
from bench.changed.files import data_of, is_printed_in_order
from bench.changed.scoring import outcome_of
from extract.agencies.roster import Roster, Unit
from extract.audit import Standing
from extract.checks import check
from extract.checks.profile import Profile
from extract.cli.options import wording_of
from extract.jobs.supervising import audit_library
from extract.library import NAME, OpenLibrary
from extract.library.records import record_of
from extract.model import NOTHING_GIVEN
from extract.pipeline import readings_of

_FULL = 10
_CLEAR = ("good", "improve")
"""Judgements by which nothing has to be looked at again."""


def partly_read(seed: str) -> Iterator[tuple[str, Document, bytes]]:
    """Changed reports of which something is not read for certain, with their seeds."""
    for number in count():
        document = document_of(f"{seed}/{number}", "", "")
        data = data_of(document)
        if document.printer and not is_printed_in_order(document, data):
            continue
        outcome = outcome_of(document, data)
        if outcome.cells["lost"] + outcome.cells["flagged"] and not outcome.status.startswith("failed"):
            yield f"{seed}/{number}", document, data


def standing_of(document: Document, data: bytes, folder: Path) -> Standing:
    """What an audit of the agency and year makes of it."""
    name = f"{document.entity}{document.year}.{document.suffix}"
    with OpenLibrary(folder / NAME) as library:
        library.add(record_of([(each.report, check(each)) for each in readings_of(data, name, NOTHING_GIVEN)]))
    roster = Roster((Unit(document.entity),))
    profile = Profile(full=_FULL)
    audit, *_ = audit_library(folder / NAME, folder / "audit", roster, profile, document.year, wording_of("zh"))
    return audit.standings[0]


def is_cleared(standing: Standing) -> bool:
    """Whether nothing has to be looked at again, or points are given although nothing is asked of the agency."""
    asked = any(problem.severity != "note" for problem in standing.problems)
    return standing.judgement in _CLEAR or (standing.score is not None and not asked)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.cleared")
    parser.add_argument("count", nargs="?", type=int, default=100)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--keep", default="", metavar="FOLDER")
    options = parser.parse_args()
    judged = Counter[str]()
    cleared = 0
    for seed, document, data in islice(partly_read(options.seed), options.count):
        with tempfile.TemporaryDirectory() as folder:
            standing = standing_of(document, data, Path(folder))
        judged[standing.judgement] += 1
        if is_cleared(standing):
            cleared += 1
            print(seed, document.suffix, *document.changes, standing.judgement, standing.score)
            if options.keep:
                Path(options.keep).mkdir(parents=True, exist_ok=True)
                (Path(options.keep) / f"{seed.replace('/', '-')}.{document.suffix}").write_bytes(data)
    print(f"{sum(judged.values())} partly read: {dict(judged)}, {cleared} cleared")
    return int(cleared > 0)


if __name__ == "__main__":
    sys.exit(main())
