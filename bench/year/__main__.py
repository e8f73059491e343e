"""A county of thirty units that files for three years, with four rounds of corrections: what is lost, missed or wrong?

Usage: python -m bench.year [COUNTIES] [--seed S] [--units N] [--keep FOLDER] [--no-office]

Writes invented counties with their rosters, receives and audits what they file five times, types into every sheet of
the workbook in between, by openpyxl and by LibreOffice, and prints what was told and is not so, what is so and was not
told, and what was typed and is no longer there. Exit code 1 when there is anything.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.gold.offices import soffice
from bench.year.trial import Trial


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.year")
    parser.add_argument("counties", nargs="?", type=int, default=1)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--units", type=int, default=30)
    parser.add_argument("--keep", default="", metavar="FOLDER")
    parser.add_argument("--no-office", action="store_true")
    options = parser.parse_args()
    has_office = bool(soffice()) and not options.no_office
    if not has_office:
        print("typed by openpyxl alone")
    wrong = 0
    for number in range(options.counties):
        with TemporaryDirectory() as temporary:
            folder = Path(options.keep) / str(number) if options.keep else Path(temporary)
            folder.mkdir(parents=True, exist_ok=True)
            trial = Trial(folder, f"{options.seed}/{number}", options.units, has_office)
            faults = list(trial.faults())
            typed, decided = len(trial.typed), len(trial.decided)
            print(
                f"county {number}: {len(trial.county)} units, {typed} notes, {decided} decisions, {len(faults)} faults"
            )
            print(*(f"  {fault}" for fault in faults), sep="\n")
            wrong += len(faults)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
