"""Word files as other programs save them: changed reports, saved by LibreOffice in other kinds, and read again.

Usage: python -m bench.inbox [COUNT] [--kind doc|rtf|odt] [--seed N] [--keep FOLDER]

Draws COUNT Word files (default 200) as `bench.changed` does, has LibreOffice save them in each kind, reads them, and
prints for every kind how many cells are right, flagged, lost and silently wrong, and the milliseconds of a file. Exit
code 1 when anything is silently wrong, or an agency is blamed. Needs LibreOffice.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench.changed.document import Document
from bench.changed.drawing import document_of
from bench.changed.files import data_of
from bench.changed.scoring import Outcome, outcome_of
from bench.gold.offices import converted

_BOXES = {"docx_figures_in_boxes", "docx_digits_in_boxes"}
KINDS: dict[str, set[str]] = {"doc": set(), "rtf": _BOXES, "odt": _BOXES}
"""The kinds, each with the changes that LibreOffice loses when it saves it: boxes that hang in a cell."""
_UNOPENED = {"docx_flat_package", "docx_chunk_of_html", "docx_figures_tracked", "docx_word_2003"}
"""Changes that LibreOffice does not understand: other packages, pages within, deletions within insertions,
styles of Word 2003."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.inbox")
    parser.add_argument("count", nargs="?", type=int, default=200)
    parser.add_argument("--kind", default="", choices=["", *KINDS])
    parser.add_argument("--seed", default="1")
    parser.add_argument("--keep", default="", metavar="FOLDER")
    options = parser.parse_args()
    drawn = (document_of(f"{options.seed}/inbox/{number}", "docx") for number in range(2 * options.count))
    documents = [document for document in drawn if _UNOPENED.isdisjoint(document.changes)][: options.count]
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(options.keep or folder)
        home.mkdir(parents=True, exist_ok=True)
        files = []
        for number, document in enumerate(documents):
            files.append(home / f"{number:04}.docx")
            files[-1].write_bytes(data_of(document))
        for kind in [options.kind] if options.kind else KINDS:
            faults += _read(kind, documents, converted(files, kind, home / kind))
    return int(faults > 0)


def _read(kind: str, documents: list[Document], files: list[Path]) -> int:
    """Reads the files of a kind and prints what became of their cells; how many faults there are."""
    cells: Counter[str] = Counter()
    faults = read = 0
    began = time.process_time()
    for file in files:
        document = documents[int(file.stem)]
        if not KINDS[kind].isdisjoint(document.changes):
            continue
        read += 1
        try:
            outcome = outcome_of(document, file.read_bytes())
        except Exception as fault:  # noqa: BLE001 — a crash is a fault like any other, and the run goes on
            outcome = Outcome(status="crash", untold=[f"crash: {fault!r}"])
        cells.update(outcome.cells)
        cells["wrong"] += len(outcome.wrong)
        if outcome.faults:
            faults += 1
            print(f"{kind} {file.stem} {'+'.join(document.changes)}: {outcome.faults[:3]}")
    milliseconds = 1000 * (time.process_time() - began) / max(read, 1)
    print(f"{kind}: {read} files, {dict(cells)}, {faults} with faults, {milliseconds:.1f} ms a file")
    return faults


if __name__ == "__main__":
    sys.exit(main())
