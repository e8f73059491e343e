"""Rows → a CSV file as Chinese Excel and pandas both read it: UTF-8 with BOM, RFC 4180 quoting, LF, one header row."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple, Protocol


class TextTaker(Protocol):
    """What text is written to."""

    def write(self, text: str, /) -> object:
        """Takes a text."""


class RowWriter(Protocol):
    """What rows are given to."""

    def writerow(self, row: Iterable[Any], /) -> object:
        """Takes a row."""

    def writerows(self, rows: Iterable[Iterable[Any]], /) -> None:
        """Takes many."""


def write_csv(path: Path, columns: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Writes rows below the names of their columns. OSError when the file cannot be written."""
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        writer = rows_into(file)
        writer.writerow(columns)
        writer.writerows(rows)


def rows_into(file: TextTaker) -> RowWriter:
    """What writes rows into an open file, each as one text that ends in LF."""
    return csv.writer(_Lines(file), lineterminator="\r\n")


class _Lines(NamedTuple):
    """A file that ends lines with LF, whatever the writer ends them with: `csv` only quotes a lone CR in a cell, at
    which readers would end the row, when CR is in its line end."""

    file: TextTaker

    def write(self, line: str) -> None:
        self.file.write(line[:-2] + "\n")
