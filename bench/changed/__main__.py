"""Reports changed at random: what is silently wrong, and what an agency is blamed for that is our trouble.

Usage: python -m bench.changed [COUNT] [--seed N] [--only NAME] [--kind KIND] [--keep FOLDER] [--names]

Draws COUNT documents (default 2,000) with one to three changes each, or the one change NAME, of one KIND or of all: of
100, 27 are txt, 27 html, 21 docx, 21 pdf, 3 chromium (a web page printed), 1 office (a Word file printed). Reads them,
and prints for every change how many documents have it and what became of their cells: right, flagged (unreadable,
suggested), lost, silently wrong; false findings about the report; what else is untrue (status ok with cells lost,
agency, year). With mixed changes a fault is counted for each of them. Exit code 1 when anything is wrong or untrue.
With --keep, documents with faults are kept in FOLDER, each with an `expected.json`. Documents that a printer misprints
are counted only, and a document that cannot be made is a fault of its seed, which is printed. Ctrl-C prints what was
counted until then.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from bench.changed.document import KINDS, NOT_PRINTED, PRINTED, Document
from bench.changed.drawing import WAYS, document_of
from bench.changed.files import data_of, is_printed_in_order
from bench.changed.scoring import Outcome, outcome_of

COLUMNS = ("docs", "cells", "right", "flagged", "lost", "WRONG", "BLAMED", "UNTRUE")
KEPT_EACH = 3
"""How many documents with faults are kept of each set of changes."""


def main() -> int:
    options = _options()
    if options.names:
        print("\n".join(f"{name:30} {'/'.join(way.kinds):18} {_first_line(way.change)}" for name, way in WAYS.items()))
        return 0
    counts: dict[str, Counter[str]] = {}
    began = time.monotonic()
    with suppress(KeyboardInterrupt):
        _count(options, counts)
    _print(counts)
    print(f"{counts['(all)']['docs']} documents in {time.monotonic() - began:.0f} s")
    return int(any(counts["(all)"][column] for column in ("WRONG", "BLAMED", "UNTRUE")))


def _count(options: argparse.Namespace, counts: dict[str, Counter[str]]) -> None:
    """Counts one document after the other, and keeps those with faults."""
    kept: Counter[str] = Counter()
    for number in range(options.count):
        tried = _tried(f"{options.seed}/{options.only}/{options.kind}/{number}", options.kind, options.only)
        for name in tried.names:
            counts.setdefault(name, Counter()).update(_row(tried.outcome))
        label = tried.names[0] if tried.document is None else "+".join(tried.document.changes)
        if tried.outcome.faults and options.keep and kept[label] < KEPT_EACH:
            kept[label] += 1
            _keep(Path(options.keep) / f"{label}-{options.seed}-{number}", tried)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.changed")
    parser.add_argument("count", nargs="?", type=int, default=2000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", default="", choices=["", *WAYS], metavar="NAME")
    parser.add_argument("--kind", default="", choices=["", *KINDS, *PRINTED])
    parser.add_argument("--keep", default="", metavar="FOLDER")
    parser.add_argument("--names", action="store_true", help="name every change and stop")
    options = parser.parse_args()
    kind = PRINTED.get(options.kind, options.kind)
    if options.only and kind and kind not in WAYS[options.only].kinds:
        parser.error(f"{options.only} happens to {'/'.join(WAYS[options.only].kinds)} only")
    return options


class Tried(NamedTuple):
    """One document of a run, its file, and what became of it; the names that it is counted under."""

    outcome: Outcome
    names: tuple[str, ...]
    document: Document | None = None
    data: bytes = b""


def _tried(seed: str, kind: str, only: str) -> Tried:
    """The document of a seed, made and read. A crash is a fault like any other, and the run goes on."""
    document, data = None, b""
    names: tuple[str, ...] = ("(unmade)", "(all)")
    try:
        document = document_of(seed, kind, only)
        names = (*document.changes, f"({document.printer or document.kind})", "(all)")
        data = data_of(document)
        if document.printer and not is_printed_in_order(document, data):
            return Tried(Outcome(), ("(misprinted)",))
        return Tried(outcome_of(document, data), names, document, data)
    except Exception:  # noqa: BLE001
        print(f"{seed} crashed:\n{traceback.format_exc(limit=-4)}", file=sys.stderr)
        return Tried(Outcome(status="crash", untold=[f"crash: {seed}"]), names, document, data)


def _first_line(change: object) -> str:
    return (change.__doc__ or "").split("\n")[0]


def _row(outcome: Outcome) -> dict[str, int]:
    cells = outcome.cells
    return {
        "docs": 1,
        "cells": sum(cells[each] for each in ("right", "flagged", "lost", "wrong")),
        "right": cells["right"],
        "flagged": cells["flagged"],
        "lost": cells["lost"],
        "WRONG": len(outcome.wrong),
        "BLAMED": len(outcome.blamed),
        "UNTRUE": len(outcome.untold),
    }


def _print(counts: dict[str, Counter[str]]) -> None:
    print(f"{'change':28}" + "".join(f"{column:>8}" for column in COLUMNS))
    order = {
        name: n
        for n, name in enumerate(
            (*WAYS, *(f"({kind})" for kind in (*KINDS, *PRINTED)), "(misprinted)", "(unmade)", "(all)")
        )
    }
    for name in sorted(counts, key=order.__getitem__):
        print(f"{name:28}" + "".join(f"{counts[name][column]:8}" for column in COLUMNS))


def _keep(case: Path, tried: Tried) -> None:
    """A document as a case: what is right, and what was wrong of it today."""
    document, outcome = tried.document, tried.outcome
    if document is None:
        return
    case = case.with_name(f"{document.printer or document.kind}-{case.name}")
    case.mkdir(parents=True, exist_ok=True)
    (case / f"input.{document.suffix}").write_bytes(tried.data)
    cells = {
        str(concept): str(seen)
        for concept, seen in document.seen.items()
        if seen is not None and seen != NOT_PRINTED and concept not in document.doubtful
    }
    expected = {
        "entity": document.entity,
        "year": document.year,
        "cells": cells,
        "no_silent_wrong": True,
        "no_findings": True,
        "may": sorted(document.may),
        "changes": document.changes,
        "faults": outcome.faults[:40],
        "status": outcome.status,
    }
    (case / "expected.json").write_text(
        json.dumps(expected, ensure_ascii=False, indent=1), encoding="utf-8", errors="replace"
    )


if __name__ == "__main__":
    sys.exit(main())
