"""`年报核查结果.xlsx`, as persons have filled it in → what they said: about problems, whose files are, which versions
count.

Comes in: the sheets of a workbook. Goes out: rows. What is not said is not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extract.agencies.sheets import Leaf
from extract.text import squeeze
from extract.words.sheet_names import (
    AUDIT_SHEETS,
    AUDITED,
    CHOSEN,
    CHOSEN_WORDS,
    CONCLUSION,
    CONCLUSION_WORDS,
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


def decisions_in(leaves: Sequence[Leaf]) -> list[tuple[str, str, str]]:
    """Fingerprint, conclusion and remark of the problems that a person decided about."""
    return [
        (fingerprint, conclusion_of(conclusion), remark)
        for fingerprint, conclusion, remark in _read(leaves, "problems", (FINGERPRINT, CONCLUSION, REMARK), 2)
        if fingerprint.startswith("f") and (conclusion or remark)
    ]


def conclusion_of(said: str) -> str:
    """The conclusion that a person's words mean; the words themselves where they mean none of them.

    >>> [conclusion_of(said) for said in ("属实。", "屬 實", "不是事实", "误报！", "等领导定")]
    ['属实', '属实', '不属实', '不属实', '等领导定']
    """
    key = squeeze(said).strip(".!?,;:()[]~ ")
    meant = zip(CONCLUSIONS, CONCLUSION_WORDS, strict=True)
    return next((word for word, others in meant if key in (word, *others.split())), said)


def owners_in(leaves: Sequence[Leaf]) -> list[SaidOwner]:
    """Whose the files are that no unit claimed."""
    rows = _read(leaves, "unclaimed", (FILE_ID, OWNER, REMARK, AUDITED), 2)
    return [
        SaidOwner(file, int(year), unit, remark)
        for number, unit, remark, year in rows
        if (file := _file(number)) and year.isdigit()
    ]


def choices_in(leaves: Sequence[Leaf]) -> list[SaidChoice]:
    """Which of several versions count."""
    rows = _read(leaves, "versions", (FILE_ID, CHOSEN), 2)
    return [SaidChoice(file, squeeze(said).lower() in CHOSEN_WORDS) for number, said in rows if (file := _file(number))]


def _file(number: str) -> FileId | None:
    """
    >>> _file("r0123456789abcde-2"), _file("问题")
    (FileId(sha256='0123456789abcde', part=2), None)
    """
    start, _, part = number.removeprefix("r").partition("-")
    return FileId(start, int(part or 1)) if number.startswith("r") and part.isdigit() | (not part) else None


def _read(leaves: Sequence[Leaf], sheet: str, columns: Sequence[str], needed: int) -> Iterator[tuple[str, ...]]:
    """The cells of a sheet below these words, of which so many must be there, empty where there are none: of the sheet
    with its name, else of the first that has them, wherever its columns were moved."""
    for leaf in sorted(leaves, key=lambda leaf: leaf.name != AUDIT_SHEETS[sheet]):
        heads = [[_bare(cell) for cell in cells] for _, cells in leaf.rows]
        at_head = next((at for at, cells in enumerate(heads) if set(columns[:needed]) <= set(cells)), None)
        if at_head is not None:
            at = [heads[at_head].index(column) if column in heads[at_head] else -1 for column in columns]
            for _, row in leaf.rows[at_head + 1 :]:
                yield tuple(row[n] if 0 <= n < len(row) else "" for n in at)
            return


def _bare(head: str) -> str:
    """The word above a column, less what was added in brackets or behind a colon."""
    return squeeze(head).partition("(")[0].partition(":")[0]
