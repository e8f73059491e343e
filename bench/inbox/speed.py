"""Ours beside LibreOffice: the same files in one run, milliseconds that a processor works for a file.

Usage: python -m bench.inbox.speed [COUNT] [--seed N]

Ours is all that is done with a file until its facts are known, one after the other in one process; LibreOffice saves
the same files as text (workbooks as CSV), all in one call, which is the fastest way to have it do so. Processors are
asked how long they worked, for us and for the processes of LibreOffice, so that other work beside does not count.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from bench.gold.offices import converted, soffice
from bench.inbox.__main__ import BY_LIBREOFFICE, KINDS
from extract.pipeline import reading_of

_AS_TEXT = {"xlsx": "csv", "xls": "csv", "ods": "csv"}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.inbox.speed")
    parser.add_argument("count", nargs="?", type=int, default=40)
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    if not soffice():
        print("no LibreOffice")
        return 1
    for kind in sorted(BY_LIBREOFFICE | {"xlsx"}):
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            made = list(KINDS[kind](options.count, options.seed, home))
            files = [home / f"speed-{number}.{kind}" for number in range(len(made))]
            for file, sent in zip(files, made, strict=True):
                file.write_bytes(sent.data)
            began = _spent()
            for sent in made:
                reading_of(sent.data, f"a.{kind}")
            ours = _spent() - began
            began = _spent()
            converted(files, _AS_TEXT.get(kind, "txt"), home / "text")
            theirs = _spent() - began
        each = 1000 / len(made)
        print(f"{kind}: {ours * each:.0f} ms, LibreOffice {theirs * each:.0f} ms, {len(made)} files", flush=True)
    return 0


def _spent() -> float:
    """The seconds that processors have worked for this process and those that it has ended."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    sys.exit(main())
