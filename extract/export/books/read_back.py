"""`年报核查结果.xlsx`, as persons have filled it in → what they said: about problems, whose files are, which versions
count.

Comes in: the path of a workbook. Goes out: rows. What is not said is not there; UsageError where the file cannot be
read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from extract.agencies.sheets import rows_of
from extract.text import squeeze
from extract.words.sheet_names import (
    AUDIT_SHEETS,
    AUDITED,
    CHOSEN,
    CHOSEN_WORDS,
    CONCLUSION,
    CONCLUSIONS,
    FILE_ID,
    FINGERPRINT,
    OWNER,
    REMARK,
)


class FileId(NamedTuple):
    """A report by the first digits of its file's SHA-256, and its part."""

    sha256: str
    part: int


class SaidOwner(NamedTuple):
    """The unit that a file was assigned to in the audit of a year, with a remark; empty where nothing is said."""

    file: FileId
    year: int
    unit: str
    remark: str


class SaidChoice(NamedTuple):
    """Whether a version was chosen."""

    file: FileId
    is_chosen: bool


def decisions_in(path: Path) -> list[tuple[str, str, str]]:
    """Fingerprint, conclusion and remark of the problems that a person decided about."""
    return [
        (fingerprint, conclusion if conclusion in CONCLUSIONS else "", remark)
        for fingerprint, conclusion, remark in _read(path, "problems", (FINGERPRINT, CONCLUSION, REMARK), 2)
        if fingerprint.startswith("f") and (conclusion in CONCLUSIONS or remark)
    ]


def owners_in(path: Path) -> list[SaidOwner]:
    """Whose the files are that no unit claimed."""
    rows = _read(path, "unclaimed", (FILE_ID, OWNER, REMARK, AUDITED), 2)
    return [
        SaidOwner(file, int(year), unit, remark)
        for number, unit, remark, year in rows
        if (file := _file(number)) and year.isdigit()
    ]


def choices_in(path: Path) -> list[SaidChoice]:
    """Which of several versions count."""
    rows = _read(path, "versions", (FILE_ID, CHOSEN), 2)
    return [SaidChoice(file, squeeze(said).lower() in CHOSEN_WORDS) for number, said in rows if (file := _file(number))]


def _file(number: str) -> FileId | None:
    """
    >>> _file("r0123456789abcde-2"), _file("问题")
    (FileId(sha256='0123456789abcde', part=2), None)
    """
    start, _, part = number.removeprefix("r").partition("-")
    return FileId(start, int(part or 1)) if number.startswith("r") and part.isdigit() | (not part) else None


def _read(path: Path, sheet: str, columns: Sequence[str], needed: int) -> Iterator[tuple[str, ...]]:
    """The cells of a sheet below these words, of which so many must be there, empty where there are none."""
    rows = rows_of(path, AUDIT_SHEETS[sheet])
    head = next((row for row in rows if set(columns[:needed]) <= set(row)), None)
    if head is None:
        return
    at = [head.index(column) if column in head else -1 for column in columns]
    for row in rows[rows.index(head) + 1 :]:
        yield tuple(row[n] if 0 <= n < len(row) else "" for n in at)
