"""Rows → a CSV file as Chinese Excel and pandas both read it: UTF-8 with BOM, RFC 4180 quoting, LF, one header row."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple, TextIO


def write_csv(path: Path, columns: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Writes rows below the names of their columns. OSError when the file cannot be written."""
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(_Lines(file), lineterminator="\r\n")
        writer.writerow(columns)
        writer.writerows(rows)


class _Lines(NamedTuple):
    """A file that ends lines with LF, whatever the writer ends them with: `csv` only quotes a lone CR in a cell, at
    which readers would end the row, when CR is in its line end."""

    file: TextIO

    def write(self, line: str) -> None:
        self.file.write(line[:-2] + "\n")
