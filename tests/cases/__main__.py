"""`python -m tests.cases FILE NAME`: a case with what is read of a file today, for a person to put right.

What nothing certain is said of is left out, and so are marks, for which the format has no word.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

from extract import cli
from tests.cases import CASES, EXPECTED, Output, cell_of, is_open, output_in


def main(file: Path, name: str) -> None:
    folder = CASES / name
    folder.mkdir()
    copy = shutil.copy(file, folder / f"input{file.suffix.lower()}")
    with tempfile.TemporaryDirectory() as out:
        sys.argv = ["gongkai", "extract", str(copy), "-o", out, "-q", "--raw"]
        try:
            cli.run()
        except SystemExit:
            output = output_in(Path(out))
    (folder / EXPECTED).write_text(json.dumps(begun(output), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(folder / EXPECTED)


def begun(output: Output) -> dict[str, object]:
    """What was read, as it would be expected."""
    report = output.reports[0]
    values = {cell_of(fact): fact["value"] for fact in output.facts if not is_open(fact) and fact["state"] != "mark"}
    return {
        "note": "",
        "entity": report["entity"],
        "year": report["year"],
        "published": report["published"],
        "cells": values,
        "narrative": {row["concept"]: row["value"] for row in output.narrative if row["state"] != "ambiguous"},
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
