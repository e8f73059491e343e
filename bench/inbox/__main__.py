"""Everything that lies in an inbox and is no Word file of today: changed reports in each kind, read again.

Usage: python -m bench.inbox [COUNT] [--kind KIND] [--seed N] [--keep FOLDER]

Draws COUNT reports (default 200) of each kind, changed as `bench.changed` does and written in the ways of that kind,
reads them, and prints for every kind how many cells are right, flagged, lost and silently wrong, and the milliseconds
of a file. Exit code 1 when anything is silently wrong, or an agency is blamed. LibreOffice saves .doc, .rtf, .odt, .xls
and .ods, which are left out where it is not installed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from bench.changed.scoring import Outcome, outcome_of
from bench.gold.offices import soffice
from bench.inbox import books, office, posted, sent
from bench.inbox.drawing import Sent

Make = Callable[[int, str, Path], Iterator[Sent]]
KINDS: Mapping[str, Make] = {
    **{kind: partial(office.files_of, kind) for kind in office.KINDS},
    "ofd": sent.files_of,
    "wps": sent.wps_files,
    **{kind: partial(books.files_of, kind) for kind in books.KINDS},
    **{kind: partial(posted.files_of, kind) for kind in posted.KINDS},
}
_REFUSED = "failed"
BY_LIBREOFFICE = frozenset((*office.KINDS, "xls", "ods"))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.inbox")
    parser.add_argument("count", nargs="?", type=int, default=200)
    parser.add_argument("--kind", default="", choices=["", *KINDS])
    parser.add_argument("--seed", default="1")
    parser.add_argument("--keep", default="", metavar="FOLDER")
    options = parser.parse_args()
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        for kind in [options.kind] if options.kind else KINDS:
            if kind in BY_LIBREOFFICE and not soffice():
                print(f"{kind}: no LibreOffice")
                continue
            home = Path(options.keep or folder, kind)
            home.mkdir(parents=True, exist_ok=True)
            faults += _read(kind, KINDS[kind](options.count, options.seed, home), home if options.keep else None)
    return int(faults > 0)


def _read(kind: str, files: Iterator[Sent], keep: Path | None) -> int:
    """Reads the files of a kind and prints what became of their cells; how many faults there are."""
    cells: Counter[str] = Counter()
    faults = read = 0
    spent = 0.0
    for number, file in enumerate(files):
        if keep:
            (keep / f"{number:04}.{kind}").write_bytes(file.data)
        read += 1
        began = time.process_time()
        try:
            outcome = outcome_of(file.document, posted.report_in(file) if kind in posted.LETTERS else file.data)
        except Exception as fault:  # noqa: BLE001 — a crash is a fault like any other, and the run goes on
            outcome = Outcome(status="crash", untold=[f"crash: {fault!r}"])
        spent += time.process_time() - began
        cells.update(outcome.cells)
        cells["wrong"] += len(outcome.wrong)
        faults += bool(outcome.faults)
        if outcome.faults or outcome.status.startswith(_REFUSED):
            print(f"{kind} {number:04} {file.told}: {outcome.faults[:3] or outcome.status}", flush=True)
    each = 1000 * spent / max(read, 1)
    print(f"{kind}: {read} files, {dict(cells)}, {faults} with faults, {each:.1f} ms a file", flush=True)
    return faults


if __name__ == "__main__":
    sys.exit(main())
