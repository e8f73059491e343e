"""Whose report it is, and of when, where that is printed in one place, in two, or in none: what is read of it.

Usage: python -m bench.whose [COUNT] [--seed S] [--only KIND] [--kind FILE] [--keep FOLDER] [--names]

Makes COUNT pages (default: eight of each kind), of all kinds in turn, of one kind or of a family (`menu`,
`alone:contact`), as any kind of file or one. Reads them, and prints for every kind on how many the agency was right,
empty or WRONG (a name that a careful reader would not take; between two that contradict each other in places of one
rank, any without a doubt), and year, day of publication and parent empty or WRONG; on how many preambles and sections
were lost, and nothing was said (B-03) of two agencies in two places; how many findings blame the agency for nothing,
and files were refused. Exit code 1 when anything is wrong, blamed or refused. With --keep, pages with faults are kept
in FOLDER, each with an `expected.json`; --keep-empty keeps those, too, of which no agency was read.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from bench.whose.drawing import WAYS, names_like, page_of
from bench.whose.files import data_of
from bench.whose.page import KINDS, Page
from bench.whose.scoring import Outcome, outcome_of

COLUMNS = {
    "pages": "pages",
    "right": "entity right",
    "empty": "entity empty",
    "WRONG": "entity wrong",
    "year-": "year empty",
    "YEAR": "year wrong",
    "day-": "published empty",
    "DAY": "published wrong",
    "par.-": "parent empty",
    "PARENT": "parent wrong",
    "pre.-": "preamble lost",
    "sec.-": "sections lost",
    "B-03-": "untold",
    "BLAMED": "blamed",
    "REFUSED": "refused",
}
FAULTS = ("entity wrong", "year wrong", "published wrong", "parent wrong", "blamed", "refused")
KEPT_EACH = 3
"""How many pages with faults are kept of each kind."""
EACH = 8
"""How many pages of each kind are made where no number is given."""


def main() -> int:
    options = _options()
    names = names_like(options.only)
    if options.names or not names:
        print("\n".join(names or WAYS))
        return int(not names)
    counts: dict[str, Counter[str]] = {}
    kept: Counter[str] = Counter()
    began = time.monotonic()
    count = options.count or EACH * len(names)
    for number in range(count):
        name = names[number % len(names)]
        page = page_of(f"{options.seed}/{name}/{number // len(names)}", name, options.kind)
        data = data_of(page)
        try:
            outcome = outcome_of(page, data)
        except Exception:  # noqa: BLE001 — a crash is a fault like any other, and the run goes on
            outcome = Outcome(refused=f"crash: {traceback.format_exc(limit=-2)[-300:]}")
        for row in (name, f"({name.split(':')[0]})", f"({page.kind})", "(all)"):
            counts.setdefault(row, Counter()).update(outcome.counts)
        at_fault = outcome.faults or (options.keep_empty and outcome.became.get("entity") == "empty")
        if at_fault and options.keep and kept[name] < KEPT_EACH:
            kept[name] += 1
            _keep(Path(options.keep) / f"{name.replace(':', '-')}-{options.seed}-{number}", page, data, outcome)
    _print(counts)
    print(f"{count} pages in {time.monotonic() - began:.0f} s")
    return int(any(counts["(all)"][column] for column in FAULTS))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.whose")
    parser.add_argument("count", nargs="?", type=int, default=0)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", default="", metavar="KIND", help="a kind, or a family of kinds")
    parser.add_argument("--kind", default="", choices=["", *KINDS], help="kind of file")
    parser.add_argument("--keep", default="", metavar="FOLDER")
    parser.add_argument("--keep-empty", action="store_true", help="keep pages of which no agency was read, too")
    parser.add_argument("--names", action="store_true", help="name every kind and stop")
    return parser.parse_args()


def _print(counts: dict[str, Counter[str]]) -> None:
    print(f"{'kind':36}" + "".join(f"{column:>8}" for column in COLUMNS))
    order = {name: n for n, name in enumerate(WAYS)}
    for name in sorted(counts, key=lambda row: order.get(row, len(order))):
        print(f"{name:36}" + "".join(f"{counts[name][column] or '':8}" for column in COLUMNS.values()))


def _keep(case: Path, page: Page, data: bytes, outcome: Outcome) -> None:
    """A page as a case: what is right, and what was wrong of it today."""
    case.mkdir(parents=True, exist_ok=True)
    (case / f"{page.file}.{page.kind}").write_bytes(data)
    wanted = page.wanted
    expected = {
        "kind": page.name,
        "entity": sorted(wanted.names, key=len),
        "may be empty": wanted.silence,
        "in doubt": wanted.doubt,
        "year": page.year,
        "published": page.published,
        "claims": [f"{claim.rank}: {claim.agency.full}" for claim in page.claims],
        "faults": outcome.faults,
        "became": outcome.became,
        "status": outcome.status,
    }
    (case / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
